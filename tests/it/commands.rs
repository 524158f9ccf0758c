//! The commands as a person runs them: the real binary, its output, files and exit status.

use crate::sandbox::{Sandbox, copy, wait_for};

const JOURNAL: &[(&str, &str)] = &[
    ("journal.md", "---\nname: Alex\n---\n# My journal\n"),
    (
        "plans/memo.md",
        "---\ntask: Voice memo\nwhen: every day at 7:30\nwhere: kitchen\nminutes: 2\nfrom: 2026-11-02\n---\n",
    ),
    ("entries/1.md", "---\ntask: Voice memo\nwhen: 2026-11-16 07:35\nwhere: kitchen\nminutes: 3\n---\nIt was fine.\n"),
];
const AS_OF: &str = "2026-11-22";
const WEEK: &str = "reports/week-2026-11-16.md";

#[test]
fn a_new_journal_works_at_once() {
    let here = Sandbox::empty();
    here.run_to(0, &["init", "mine", "--yes"]);
    here.run_to(0, &["report", "mine"]);
    assert!(here.exists("mine/reports/index.md"));
    let check = here.run_to(0, &["check", "mine"]);
    assert!(!check.out.contains("error"), "{}", check.out);
    assert!(!here.exists("mine/notes-to-fix.md"));
}

#[test]
fn init_keeps_existing_files() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n")]);
    let ran = here.run_to(0, &["init", ".", "--yes"]);
    assert_eq!(here.read("journal.md"), "# Mine\n");
    assert!(ran.out.contains("left as it is"), "{}", ran.out);
}

#[test]
fn notes_of_before_are_on_no_page_that_init_makes() {
    let diary = ("Daily/2026-11-29.md", "Dear diary, I drank again.\n- [x] Walk\n");
    let arguments = ["init", "v", "--yes", "--share", "full", "--task", "Walk", "--when", "every day at 8"];
    for (name, text) in [("taxes.md", "---\ntask: Pay taxes\n---\n"), diary] {
        let here = Sandbox::empty();
        here.write(&format!("v/{name}"), text);
        let ran = here.run_to(0, &arguments);
        assert!(!here.exists("v/reports"), "{}", ran.out);
        let said = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("a page would show some of them: 1 "), "{said}");
        assert!(said.contains("tinystep show v --shared") && said.ends_with("tinystep report v"), "{said}");
        // Nor is one made by running it again.
        let again = here.run_to(0, &["init", "v", "--yes"]).out;
        let said = again.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("has no page yet. A page would show: ") && !here.exists("v/reports"), "{said}");
        // What is said shows it.
        let shown = ran.out.lines().find_map(|line| line.strip_prefix("To see what it would show: tinystep "));
        let shown: Vec<&str> = shown.expect("a command").split(' ').collect();
        assert!(here.run_to(0, &shown).out.contains(if name == diary.0 { "Sun 29" } else { "Pay taxes" }), "{shown:?}");
        here.run_to(0, &["report", "v"]);
        assert!(here.exists("v/reports/index.md"));
    }
    // Notes of which nothing would be shown keep no page back.
    let here = Sandbox::empty();
    here.write("v/recipe.md", "# Soup\n\nLeeks.\n");
    here.write("v/Daily/2026-11-29.md", "Rain.\n");
    here.run_to(0, &["init", "v", "--yes"]);
    assert!(here.exists("v/reports/index.md"));
}

#[test]
fn a_second_report_writes_nothing() {
    let here = Sandbox::with(JOURNAL);
    let first = here.run_to(0, &["report", "--as-of", AS_OF]);
    assert!(first.out.contains(WEEK), "{}", first.out);
    let before = here.path(WEEK).metadata().expect("a report").modified().expect("a time");
    let second = here.run_to(0, &["report", "--as-of", AS_OF]);
    assert!(second.out.contains("up to date"), "{}", second.out);
    assert_eq!(before, here.path(WEEK).metadata().expect("a report").modified().expect("a time"));
}

#[test]
fn notes_are_never_written_to() {
    let here = Sandbox::with(JOURNAL);
    let before = here.files("entries");
    here.run_to(0, &["report", "--as-of", AS_OF]);
    assert_eq!(before, here.files("entries"));
}

#[test]
fn nothing_is_written_without_a_journal() {
    let here = Sandbox::with(&JOURNAL[1..]);
    let ran = here.run_to(2, &["report", "."]);
    assert!(ran.err.contains("tinystep init"), "{}", ran.err);
    assert!(!here.exists("reports"));
    here.run_to(0, &["show", ".", "--as-of", AS_OF]);
    here.run_to(0, &["check", ".", "--as-of", AS_OF]);
}

#[test]
fn settings_that_cannot_be_read_stop_all_writing_but_notes_to_fix() {
    for broken in ["", "---\nweek starts: someday\n---\n", "---\nname: [\n---\n"] {
        let here = Sandbox::with(JOURNAL);
        here.run_to(0, &["report", "--as-of", AS_OF]);
        let before = here.files("reports");
        here.write("journal.md", broken);
        here.write("entries/2.md", "---\ntask: Voice memo\nwhen: 2026-11-17\n---\n");
        let ran = here.run_to(2, &["report", "--as-of", AS_OF]);
        assert!(ran.err.contains("journal.md"), "{}", ran.err);
        assert_eq!(before, here.files("reports"), "{broken:?}");
        assert!(here.read("notes-to-fix.md").contains("journal.md"));
        here.run_to(1, &["check", "--as-of", AS_OF]);
        here.write("journal.md", "# Journal\n");
        here.run_to(0, &["report", "--as-of", AS_OF]);
        assert!(!here.exists("notes-to-fix.md"));
    }
}

#[test]
fn an_edited_report_is_kept_and_renewed() {
    let here = Sandbox::with(JOURNAL);
    here.run_to(0, &["report", "--as-of", AS_OF]);
    let fresh = here.read(WEEK);
    here.write(WEEK, format!("{fresh}\nMy own words.\n"));
    let ran = here.run_to(0, &["report", "--as-of", AS_OF]);
    assert!(ran.err.contains("edited/"), "{}", ran.err);
    assert_eq!(here.read(WEEK), fresh);
    let kept = here.files("edited");
    assert_eq!(kept.len(), 1);
    assert!(String::from_utf8_lossy(&kept[0].1).contains("My own words."));
}

#[test]
fn a_file_that_we_did_not_make_is_kept_at_a_reports_path() {
    let here = Sandbox::with(JOURNAL);
    here.write(WEEK, "mine\n");
    let ran = here.run_to(2, &["report", "--as-of", AS_OF]);
    assert_eq!(here.read(WEEK), "mine\n");
    assert!(ran.err.contains(WEEK), "{}", ran.err);
    assert!(here.exists("reports/index.md"));
}

#[cfg(unix)]
#[test]
fn a_command_run_in_a_deleted_folder_can_name_another() {
    let (here, gone) = (Sandbox::with(JOURNAL), Sandbox::with(&[("below/a", "")]));
    let run = |arguments: &str| {
        std::fs::create_dir_all(gone.path("below")).expect("a folder");
        let script = format!("cd below && rm -r ../below && exec \"$0\" {arguments}");
        let mut shell = std::process::Command::new("sh");
        let shell = shell.args(["-c", &script, env!("CARGO_BIN_EXE_tinystep")]).current_dir(gone.root());
        let output = shell.output().expect("a shell");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let named = format!("report '{}' --as-of {AS_OF}", here.root().display());
    assert_eq!(run(&named).0, Some(0));
    assert!(here.exists(WEEK));
    for unnamed in ["report", "show", "watch .", "init x"] {
        let (status, err) = run(unnamed);
        assert!(status == Some(2) && err.contains("tinystep: "), "{unnamed}: {status:?} {err}");
    }
}

#[test]
fn the_same_notes_give_the_same_bytes_anywhere() {
    let here = Sandbox::with(JOURNAL);
    here.run_to(0, &["report", "--as-of", AS_OF]);
    let there = Sandbox::empty();
    copy(here.root(), there.root());
    std::fs::remove_dir_all(there.path("reports")).expect("removed");
    for (path, _) in JOURNAL {
        let file = std::fs::File::options().write(true).open(there.path(path)).expect("a note");
        file.set_modified(std::time::UNIX_EPOCH).expect("another time");
    }
    let status = there
        .command(&["report", "--as-of", AS_OF])
        .env("TZ", "Pacific/Kiritimati")
        .env("LANG", "tr_TR.UTF-8")
        .env("LC_ALL", "C")
        .status();
    assert!(status.expect("it runs").success());
    assert_eq!(here.files("reports"), there.files("reports"));
}

#[test]
fn the_examples_give_the_same_bytes_anywhere() {
    for example in ["sam", "daily-notes"] {
        let (here, there) = (Sandbox::example(example), Sandbox::empty());
        copy(here.root(), &there.path("a folder/über"));
        for place in [here.root(), &there.path("a folder/über")] {
            // Those that are committed: both are made again.
            let _ = std::fs::remove_dir_all(place.join("reports"));
        }
        for entry in walkdir::WalkDir::new(there.root()).into_iter().filter_map(Result::ok) {
            if entry.file_type().is_file() {
                let file = std::fs::File::options().write(true).open(entry.path()).expect("a note");
                file.set_modified(std::time::UNIX_EPOCH).expect("another time");
            }
        }
        let one = here.command(&["report", "."]).env("TZ", "Pacific/Pago_Pago").env("LANG", "C").status();
        let other = there
            .command(&["report", "a folder/über"])
            .env("TZ", "Pacific/Kiritimati")
            .env("LANG", "tr_TR.UTF-8")
            .env("LC_ALL", "tr_TR.UTF-8")
            .env("COLUMNS", "40")
            .status();
        assert!(one.expect("it runs").success() && other.expect("it runs").success());
        assert!(!here.files("reports").is_empty());
        assert_eq!(here.files("reports"), there.files("a folder/über/reports"), "{example}");
    }
}

#[test]
fn a_plan_that_was_never_practised_has_four_kind_reports() {
    let here = Sandbox::with(&[
        ("journal.md", "---\nname: Alex\n---\n"),
        (
            "stretch.md",
            "---\ntask: Stretch\nwhen: every day at 7:30\nminutes: 3\nfrom: 2026-10-26\nuntil: 2026-11-22\n---\n",
        ),
    ]);
    here.run_to(0, &["report", ".", "--as-of", "2026-11-23"]);
    for week in ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"] {
        let page = here.read(&format!("reports/week-{week}.md"));
        let questions = here.read(&format!("reports/prompts-{week}.md"));
        let lower = format!("{page}{questions}").to_lowercase();
        assert!(lower.contains("stretch"), "{page}");
        assert!(lower.contains("no notes"), "a plain fact, in words: {page}");
        for word in [
            "complian", "adheren", "fail", "refus", "resist", "should", "must", "missed", "poor", "lazy", "excuse",
            "claims", "denies", "streak", "score", "grade", "0%",
        ] {
            assert!(!lower.contains(word), "`{word}` in {page}");
        }
    }
    let weeks =
        here.files("reports").into_iter().filter(|(name, _)| name.starts_with("week-") && name.ends_with(".md"));
    assert_eq!(weeks.count(), 5, "four ended weeks, and the week that runs");
}

#[test]
fn reports_written_by_another_machine() {
    let here = Sandbox::with(JOURNAL);
    here.write("journal.md", "---\nwriter: laptop\n---\n");
    let run = |machine: &str| {
        let output =
            here.command(&["report", "--as-of", AS_OF]).env("TINYSTEP_MACHINE", machine).output().expect("it runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    // Nothing was made, so standard output is empty; standard error says so and why, and it is not an error.
    let (status, out, err) = run("phone");
    assert_eq!((status, out.as_str()), (Some(0), ""));
    assert!(err.contains("Nothing was written") && err.contains("laptop"), "{err}");
    assert!(!here.exists("reports"));
    assert_eq!(run("laptop").0, Some(0));
    assert!(here.exists(WEEK));
}

#[test]
fn show_json_is_what_the_specification_says() {
    let here = Sandbox::with(JOURNAL);
    let ran = here.run_to(0, &["show", "--week", "2026-11-18", "--as-of", AS_OF, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(json["schema"], 1);
    assert_eq!(json["as_of"], AS_OF);
    assert_eq!(json["week"], serde_json::json!({"start": "2026-11-16", "end": "2026-11-22"}));
    let plan = &json["plans"][0];
    assert_eq!(plan["task"], "Voice memo");
    assert_eq!(
        (&plan["planned"], &plan["due"], &plan["done"], &plan["open"]),
        (&7.into(), &6.into(), &1.into(), &5.into())
    );
    assert_eq!(plan["completion"], 0.1667);
    assert_eq!(
        plan["minutes"],
        serde_json::json!({"noted": 3, "known_for": 1, "planned_each": 2, "planned_week": null})
    );
    assert_eq!(plan["on_time"], serde_json::json!({"count": 1, "of": 1}));
    assert_eq!(json["problems"], serde_json::json!({"notes": 0, "lines": 0}));
}

#[test]
fn problems_of_own_rules_and_templates_name_the_file() {
    let here = Sandbox::with(&[
        JOURNAL[0],
        ("Prompts/mine.md", "---\nfor: client\nif: nothing known > 1\n---\nHi\n"),
        ("templates/report.md.j2", "{{ nothing.at }}"),
    ]);
    let check = here.run_to(1, &["check", "--format", "json"]);
    for path in ["\"Prompts/mine.md\"", "\"templates/report.md.j2\""] {
        assert!(check.out.contains(path), "{path} {}", check.out);
    }
}

#[test]
fn check_of_a_folder_in_a_journal_reads_the_whole_journal() {
    let here = Sandbox::with(&[
        ("journal.md", "# Mine\n"),
        ("plans/walk.md", "---\ntask: Walk\nwhen: every day\nfrom: 2026-11-02\n---\n"),
        ("days/2026-11-19.md", "- [x] Walk\n- [x] Walk, zzz\n"),
        ("more/2026-11-18.md", "- [x] Walk, zzz\n"),
    ]);
    let of_folder = here.run_to(0, &["check", "days", "--as-of", AS_OF]).out;
    assert!(of_folder.contains("days/2026-11-19.md:2") && !of_folder.contains("more/"), "{of_folder}");
    let of_plans = here.run_to(0, &["check", "plans", "--as-of", AS_OF]).out;
    assert!(of_plans.contains("Every note can be read") && !of_plans.contains("days/"), "{of_plans}");
    // As from inside it.
    assert!(here.run_to(0, &["check", "--as-of", AS_OF]).out.contains("more/2026-11-18.md"));
}

#[test]
fn a_plan_that_cannot_be_read_is_not_called_missing() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), ("walk.md", "---\ntask: Walk\nwhen: [\n---\n")]);
    let ran = here.run_to(2, &["log", "walk", "--as-of", AS_OF]);
    assert!(
        ran.err.contains("One note cannot be read, which may be its plan: `tinystep check` names it."),
        "{}",
        ran.err
    );
}

#[test]
fn check_gives_file_line_and_column() {
    let here = Sandbox::with(JOURNAL);
    here.write("entries/2.md", "---\ntask: Voice memo\nwhen: 3/4/2026\n---\n");
    let ran = here.run_to(1, &["check", "--format", "json", "--as-of", AS_OF]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let bad = &json[0];
    assert_eq!((&bad["file"], &bad["line"], &bad["column"]), (&"entries/2.md".into(), &3.into(), &7.into()));
    assert_eq!((&bad["level"], &bad["code"]), (&"error".into(), &"bad-date".into()));
    let text = here.run_to(1, &["check", "--as-of", AS_OF]);
    assert!(text.out.contains("when: 3/4/2026") && !text.out.contains('\u{1b}'), "{}", text.out);
}

#[test]
fn check_says_which_entries_are_after_the_course() {
    let here = Sandbox::empty();
    here.write("journal.md", "---\nuntil: 2026-10-30\n---\n");
    here.write("walk.md", "---\ntask: Walk\nwhen: every day\nfrom: 2026-10-01\n---\n");
    here.write("2026-11-10.md", "- [x] Walk\n");
    here.write("2026-12-24.md", "- [x] Walk\n");
    let said = here.run_to(0, &["check", "--as-of", AS_OF]).out;
    assert!(said.contains("2026-11-10 is after the course's last week, so it is not counted."), "{said}");
    assert!(said.contains("2026-12-24 is later than 2026-11-02, so it is not counted yet."), "{said}");
}

#[test]
fn usage_is_explained() {
    let here = Sandbox::empty();
    assert!(here.run_to(0, &["--help"]).out.contains("watch"));
    here.run_to(2, &["show", "--week", "someday"]);
    here.run_to(2, &["no-such-command"]);
    here.run_to(2, &["report", "nowhere"]);
}

#[test]
fn reports_go_where_the_settings_say_and_old_ones_are_named() {
    let here = Sandbox::empty();
    for (path, text) in JOURNAL {
        here.write(&format!("j/{path}"), text);
    }
    let report = |settings: &str, status: i32| {
        here.write("j/journal.md", format!("---\n{settings}\n---\n"));
        here.run_to(status, &["report", "j", "--as-of", AS_OF])
    };
    report("name: Sam", 0);
    assert!(here.exists("j/reports/index.md"));
    // Outside, only if the folder above is there: nothing is written in place of a disk that is not plugged in.
    let ran = report("report to: ../disk/reports", 2);
    assert!(ran.err.contains("disk") && here.exists("j/reports/index.md"), "{}", ran.err);
    let ran = report("report to: ../out", 0);
    assert!(here.exists("out/index.md"));
    // A single run removes nothing outside the present folder. It cannot know the former one, but it sees our pages among
    // the notes, and says so.
    assert!(here.exists("j/reports/index.md"));
    assert!(ran.err.contains("old pages can still be there"), "{}", ran.err);
    assert!(ran.err.contains("reports/index.md") && ran.err.contains("others in `reports/`"), "{}", ran.err);
    let check = here.run_to(0, &["check", "j", "--as-of", AS_OF]);
    assert!(check.out.contains("old-page") && check.out.contains("reports/index.md"), "{}", check.out);
    let again = report("report to: ../out", 0);
    assert!(!again.err.contains("old pages can still be there"), "only the first time: {}", again.err);
    std::fs::remove_dir_all(here.path("j/reports")).expect("removed");
    assert_eq!(report("report to: ../out", 0).err, "");
    report("report to: Reports", 0);
    assert!(here.exists("j/Reports/index.md"));
    report("report to: reports/clinic", 0);
    assert!(here.exists("j/reports/clinic/index.md"));
    // Folders that hold the notes; a whole path, and a roundabout one.
    let whole = here.root().display().to_string();
    for to in [".", "..", "../j", &whole, &format!("{whole}/j/")] {
        let ran = report(&format!("report to: {to}"), 2);
        assert!(ran.err.contains("Write a folder with nothing else in it"), "{to}: {}", ran.err);
        assert!(!here.exists("j/index.md") && !here.exists("index.md"), "{to}");
        assert!(here.read("j/notes-to-fix.md").contains("report to"), "{to}");
    }
}

#[test]
fn a_built_in_template_or_rule_is_something_to_start_from() {
    let here = Sandbox::with(JOURNAL);
    let list = here.run_to(0, &["templates"]).out;
    assert!(list.lines().any(|name| name == "templates/week.md.j2") && list.contains("prompts/barrier.md"), "{list}");
    here.run_to(0, &["report", "--as-of", AS_OF]);
    let before = here.files("reports");
    // What is printed, put in its place, changes nothing.
    for name in list.lines() {
        here.write(name, here.run_to(0, &["templates", name]).out);
    }
    let check = here.run(&["check", "--as-of", AS_OF]);
    assert_eq!(check.status, 0, "{}", check.out);
    here.run_to(0, &["report", "--as-of", AS_OF]);
    assert_eq!(before, here.files("reports"));
    assert_eq!(here.run_to(0, &["templates", "barrier"]).out, here.read("prompts/barrier.md"));
    assert!(here.run_to(2, &["templates", "bariers"]).err.contains("barrier"), "a near name");
}

/// Ways in which editors change the first line of a page.
const DAMAGED: &[fn(&str) -> String] = &[
    |page| format!(" {page}"),
    |page| format!("\\{page}"),
    |page| page.replacen("<!--", "&lt;!--", 1).replacen("-->", "--&gt;", 1),
    |page| format!("> {page}"),
    |page| format!("---\nupdated: 2026-11-22\n---\n{page}"),
    |page| page.split_once('\n').map_or_else(String::new, |(first, rest)| format!("{rest}{first}\n")),
    |page| page.replacen("<!--", "<!–", 1),
    |page| format!("\u{feff}\n\n\t{page}"),
];

#[test]
fn a_page_with_a_damaged_first_line_is_renewed_and_the_edit_is_kept() {
    for damage in DAMAGED {
        let here = Sandbox::with(JOURNAL);
        here.write("entries/1.md", here.read("entries/1.md").replace("minutes: 3\n", "minutes: 3\nshare: full\n"));
        here.run_to(0, &["report", "--as-of", AS_OF]);
        let page = here.read(WEEK);
        assert!(page.contains("It was fine."), "{page}");
        let damaged = damage(&page);
        here.write(WEEK, &damaged);
        here.write("entries/1.md", here.read("entries/1.md").replace("share: full", "share: none"));
        let ran = here.run_to(0, &["report", "--as-of", AS_OF]);
        assert!(!here.read(WEEK).contains("It was fine."), "{damaged}");
        assert!(ran.err.contains("had been edited"), "{}", ran.err);
        assert_eq!(here.files("edited")[0].1, damaged.as_bytes());
    }
}

#[test]
fn a_page_without_its_first_line_is_kept_and_reported() {
    let here = Sandbox::with(JOURNAL);
    here.run_to(0, &["report", "--as-of", AS_OF]);
    let without = here.read(WEEK).split_once('\n').map(|(_, rest)| rest.to_owned()).expect("two lines");
    here.write(WEEK, &without);
    // One of a week that has no page, too.
    here.write("reports/week-2020-01-06.md", &without);
    // Only a page that is missing now is a failure.
    let ran = here.run_to(2, &["report", "--as-of", AS_OF]);
    let (check, to_fix) = (here.run_to(0, &["check", "--as-of", AS_OF]).out, here.read("notes-to-fix.md"));
    for page in [WEEK, "reports/week-2020-01-06.md"] {
        assert_eq!(here.read(page), without);
        assert!(ran.err.contains(page) && check.contains(page) && to_fix.contains(page), "{}{check}{to_fix}", ran.err);
    }
    std::fs::remove_file(here.path(WEEK)).expect("removed");
    here.run_to(0, &["report", "--as-of", AS_OF]);
    std::fs::remove_file(here.path("reports/week-2020-01-06.md")).expect("removed");
    here.run_to(0, &["report", "--as-of", AS_OF]);
    assert!(here.exists(WEEK) && !here.exists("notes-to-fix.md"));
}

#[test]
fn copies_of_copies_of_pages_are_removed() {
    let here = Sandbox::with(JOURNAL);
    here.run_to(0, &["report", "--as-of", AS_OF]);
    let before = here.files("reports");
    for copy in [
        "index (1) (1).md",
        "index 2 2.md",
        "index (1).sync-conflict-20200521-184717-5RQAITR.md",
        "week-2026-11-16-laptop (2).html",
        "week-2026-11-16 kopie.md",
        "week-2026-11-16_1.md",
        "week-2026-11-16 (copy).html",
        "index - Kopie.md",
        "Copy of index.html",
    ] {
        here.write(&format!("reports/{copy}"), here.read("reports/index.md"));
    }
    here.run_to(0, &["report", "--as-of", AS_OF]);
    assert_eq!(here.files("reports"), before);
}

#[test]
fn a_file_at_the_edited_folder_changes_nothing() {
    let ways: [fn(&Sandbox); 2] = [
        |here| here.write("edited", "a file"),
        |here| {
            here.write("elsewhere/a", "");
            std::os::unix::fs::symlink(here.path("elsewhere"), here.path("edited")).expect("a link");
        },
    ];
    for way in ways {
        let here = Sandbox::with(JOURNAL);
        here.run_to(0, &["report", "--as-of", AS_OF]);
        let typed = here.read(WEEK) + "Mine.\n";
        here.write(WEEK, &typed);
        way(&here);
        here.write("entries/2.md", "---\ntask: Voice memo\nwhen: 2026-11-17\n---\n");
        let inode = |path: &str| std::os::unix::fs::MetadataExt::ino(&here.path(path).metadata().expect("a page"));
        let before = inode(WEEK);
        let ran = here.run_to(2, &["report", "--as-of", AS_OF]);
        assert!(ran.err.contains("edited` is a") && ran.err.contains("where a folder has to be"), "{}", ran.err);
        assert_eq!((here.read(WEEK), inode(WEEK)), (typed.clone(), before), "it was not even exchanged");
        assert!(ran.out.contains("reports/week-2026-11-16.html"), "the others go on: {}", ran.out);
        std::fs::remove_file(here.path("edited")).expect("removed");
        here.run_to(0, &["report", "--as-of", AS_OF]);
        assert_eq!(here.files("edited")[0].1, typed.as_bytes());
    }
}

/// The folder is at fault, not the page. Whoever may write everywhere is not stopped.
#[test]
fn an_edited_folder_that_cannot_be_written_into_is_named() {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt as _;

    if rustix::process::geteuid().is_root() {
        return;
    }
    let here = Sandbox::with(JOURNAL);
    here.run_to(0, &["report", "--as-of", AS_OF]);
    here.write(WEEK, here.read(WEEK) + "Mine.\n");
    here.write("edited/a", "");
    let mode = |mode: u32| std::fs::set_permissions(here.path("edited"), Permissions::from_mode(mode)).expect("a mode");
    mode(0o555);
    let ran = here.run_to(2, &["report", "--as-of", AS_OF]);
    mode(0o755);
    assert!(ran.err.contains("edited` cannot be written into"), "{}", ran.err);
}

#[test]
fn a_link_that_leads_nowhere_cannot_be_opened() {
    let here = Sandbox::empty();
    std::os::unix::fs::symlink(here.path("gone"), here.path("link")).expect("a link");
    for command in ["check", "show", "report"] {
        let ran = here.run_to(2, &[command, "link"]);
        assert!(ran.err.contains("link cannot be opened ("), "{command}: {}", ran.err);
    }
}

#[test]
fn what_is_in_the_way_of_the_edited_folder_is_told() {
    let here = Sandbox::with(&[
        ("journal.md", "# Mine\n"),
        ("walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-16\n---\n"),
        ("edited", "mine"),
    ]);
    let says = "This is in the way of the folder for pages that somebody typed into.";
    assert!(here.run(&["check", "--as-of", "2026-11-18"]).out.contains(says));
    here.run_to(0, &["report", "--as-of", "2026-11-18"]);
    assert!(here.read("notes-to-fix.md").contains(says));
    std::fs::rename(here.path("edited"), here.path("my edits")).expect("a new name");
    here.run_to(0, &["report", "--as-of", "2026-11-18"]);
    assert!(!here.exists("notes-to-fix.md"));
}

#[test]
fn a_file_at_the_helper_card_folder_stops_no_report() {
    let here = Sandbox::with(JOURNAL);
    here.write("helper-card", "mine");
    here.run_to(0, &["report", "--as-of", AS_OF]);
    assert!(here.exists(WEEK));
    here.write(
        "plans/memo.md",
        here.read("plans/memo.md").replacen("---\n", "---\nhelper: Mom\nhelper card: yes\n", 1),
    );
    here.write("entries/2.md", "---\ntask: Voice memo\nwhen: 2026-11-17\n---\n");
    let before = here.read(WEEK);
    let ran = here.run_to(2, &["report", "--as-of", AS_OF]);
    assert!(ran.err.contains("helper-card` is a file where a folder has to be"), "{}", ran.err);
    assert_ne!(here.read(WEEK), before, "the reports go on");
    assert_eq!(here.read("helper-card"), "mine");
}

#[test]
fn the_helper_card_keeps_what_helped_until_something_newer_is_noted() {
    let here = Sandbox::with(&[
        ("journal.md", "---\nname: Sam\n---\n"),
        ("walk.md", "---\ntask: Walk\nwhen: daily at 8\nfrom: 2026-11-02\nhelper: Mum\nhelper card: yes\n---\n"),
        ("1.md", "---\ntask: Walk\nwhen: 2026-11-12\nhelped: She waited\nto helper: yes\n---\n"),
    ]);
    let card_on = |as_of: &str| {
        here.run_to(0, &["report", "--as-of", as_of]);
        here.read("helper-card/card-walk.md")
    };
    assert!(card_on("2026-11-15").contains("She waited"));
    assert!(card_on("2026-11-17").contains("She waited"), "the week has just begun");
    assert!(!card_on("2026-11-24").contains("She waited"), "two weeks later");
    here.write("2.md", "---\ntask: Walk\nwhen: 2026-11-17\nhelped: She sang\nto helper: yes\n---\n");
    let card = card_on("2026-11-17");
    assert!(card.contains("She sang") && !card.contains("She waited"), "{card}");
}

#[test]
fn an_answer_typed_into_a_page_stays_visible() {
    const PROMPTS: &str = "reports/prompts-2026-11-16.md";
    let here = Sandbox::with(JOURNAL);
    here.run_to(0, &["report", "--as-of", AS_OF]);
    here.write(PROMPTS, here.read(PROMPTS) + "My answer.\n");
    here.run_to(0, &["report", "--as-of", AS_OF]);
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let to_fix = one_line(&here.read("notes-to-fix.md"));
    let kept = format!("edited/{}", here.files("edited")[0].0);
    for words in [&*kept, "tinystep reflect --week 2026-11-16", "kind: reflection", "week: 2026-11-16"] {
        assert!(to_fix.contains(words), "{words}: {to_fix}");
    }
    // One number everywhere, and gone when it is done.
    let check = here.run_to(0, &["check", "--as-of", AS_OF]);
    let ran = here.run_to(0, &["report", "--as-of", AS_OF]);
    assert!(check.out.contains("1 thing to fix") && ran.err.contains("1 thing to fix"), "{}{}", check.out, ran.err);
    std::fs::remove_file(here.path(&kept)).expect("removed");
    here.run_to(0, &["report", "--as-of", AS_OF]);
    assert!(!here.exists("notes-to-fix.md"));
}

#[test]
fn every_command_gives_one_number_of_things_to_fix() {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let here = Sandbox::with(JOURNAL);
    for (path, text) in [
        // An error, a near miss, a hint, each also in a note that is private, and a conflict copy.
        ("e/error.md", "---\ntask: Voice memo\nwhen: 2026-11-17\nminutes: lots\n---\n"),
        ("e/private-error.md", "---\ntask: Voice memo\nwhen: 2026-11-18\nminutes: lots\nshare: none\n---\n"),
        ("e/near.md", "---\ntask: Voice memo\nwhen: 2026-11-18\nminuts: 3\n---\n"),
        ("e/private-near.md", "---\ntask: Voice memo\nwhen: 2026-11-18\nminuts: 3\nshare: none\n---\n"),
        ("e/hint.md", "---\ntask: Voice memo\nwhen: Mon 2026-11-19\n---\n"),
        ("e/private-hint.md", "---\ntask: Voice memo\nwhen: 2027-11-19\nprivate: yes\n---\n"),
        ("e/1 (conflicted copy 2026-11-20 093612).md", "---\ntask: Voice memo\nwhen: 2026-11-16\n---\n"),
        ("d/2026-11-20.md", "- [x] Voice memo twice\n- [✓] Voice memo\n[x] Voice memo\n"),
        ("p/secret.md", "---\ntask: Secret\nwhen: at most 3 times a week\nshare: none\n---\n"),
        ("p/.cloud.md.icloud", ""),
        ("prompts/own.md", "---\nfor: client\nif: no_such_fact > 1\n---\nWhat now?\n"),
        ("reports/week-2026-11-09.md", "mine\n"),
    ] {
        here.write(path, text);
    }
    let number = |text: &str| {
        let (before, _) = one_line(text).split_once(" things to fix").map(|(a, b)| (a.to_owned(), b.to_owned()))?;
        before.rsplit(' ').next()?.parse::<usize>().ok()
    };
    let numbers = |told: &str| {
        let report = here.run(&["report", "--as-of", AS_OF]);
        let check = here.run(&["check", "--as-of", AS_OF]);
        let show = here.run(&["show", "--as-of", AS_OF]);
        let watch = here.start(&["watch", "--as-of", AS_OF]);
        wait_for("a first word", || here.read(".err").contains("to fix"));
        let watched = here.read(".err");
        assert_eq!(watch.end(rustix::process::Signal::INT), Some(0));
        // The page lists each: as a line of its file, or among those alike.
        let page = here.read("notes-to-fix.md");
        let listed =
            page.lines().filter(|line| line.starts_with("- Line ") || line.starts_with("- The whole file")).count();
        let alike =
            page.lines().filter_map(|line| line.strip_prefix("## ")?.strip_suffix(" alike")?.parse::<usize>().ok());
        let all = [number(&report.err), number(&check.out), number(&watched), Some(listed + alike.sum::<usize>())];
        assert!(all.iter().all(|n| *n == all[0] && n.is_some()), "{told}: {all:?}\n{}\n{page}", check.out);
        // `show` refuses if the settings cannot be read.
        if show.status == 0 {
            assert_eq!(number(&show.err), all[0], "{told}: {}", show.err);
        }
        all[0]
    };
    let first = numbers("tidy settings");
    assert!(first > Some(8), "{first:?}");
    // A page that somebody typed into is one more, in the same run.
    let typed = here.read(WEEK) + "mine\n";
    here.write(WEEK, typed);
    assert_eq!(numbers("a page typed into"), first.map(|n| n + 1));
    // What is shown to others does not mention it.
    let shared = here.run_to(0, &["show", "--shared", "--as-of", AS_OF]);
    assert_eq!(shared.err, "");
    here.write("templates/week.md.j2", "{{ perod }}\n");
    assert_eq!(numbers("a template of one's own"), first.map(|n| n + 2));
    here.write("journal.md", "---\nweek starts: Someday\n---\n");
    numbers("settings that cannot be read");
}

#[test]
fn a_folder_that_holds_journals_is_not_one() {
    let here = Sandbox::empty();
    for person in ["ada", "deep/er/ben"] {
        for (path, text) in JOURNAL {
            here.write(&format!("{person}/{path}"), text);
        }
    }
    for command in ["show", "prompts", "check", "report", "watch", "reflect"] {
        let ran = here.run_to(2, &[command, "."]);
        assert!(ran.err.contains("\n  ada\n  deep/er/ben"), "{command}: {}", ran.err);
        assert_eq!(ran.out, "", "{command}");
    }
    assert!(!here.exists("reports") && !here.exists("ada/reports"));
    here.run_to(0, &["show", "ada", "--as-of", AS_OF]);
}

#[test]
fn a_folder_of_pages_is_no_journal_and_says_what_to_open() {
    let here = Sandbox::empty();
    here.copy_to("examples/sam/reports", "clients/Sam");
    for command in [&["show"][..], &["show", "--format", "note"], &["today"], &["prompts"], &["check"]] {
        let ran = here.run_to(2, &[command, &["clients/Sam"]].concat());
        assert!(ran.out.is_empty() && ran.err.contains("holds the pages of Sam"), "{command:?}: {}", ran.err);
        assert!(ran.err.contains("Open index.html") && ran.err.contains("tinystep caseload"), "{}", ran.err);
    }
}

#[test]
fn init_says_what_is_in_the_way() {
    let here = Sandbox::with(&[("file", "x"), ("there/journal.md/note.md", "x")]);
    for (folder, says) in [("file", "is a file, not a folder."), ("there", "journal.md is a folder")] {
        let before = here.files("");
        let ran = here.run_to(2, &["init", folder, "--yes"]);
        assert!(ran.out.is_empty() && ran.err.contains(says), "{}", ran.err);
        assert_eq!(here.files(""), before);
    }
}

#[test]
fn check_takes_files_of_one_journal() {
    let here = Sandbox::with(JOURNAL);
    here.write("entries/2.md", "---\ntask: Voice memo\nwhen: 3/4/2026\n---\n");
    here.write("entries/3.md", "---\ntask: Voice memo\nwhen: 2026-11-17\ndone: perhaps\n---\n");
    here.write("plans/twice.md", "---\ntask: Voice memo\nwhen: every day at 8\nfrom: 2026-11-02\n---\n");
    let check =
        |arguments: &[&str], status: i32| here.run_to(status, &[&["check", "--as-of", AS_OF], arguments].concat()).out;
    let one = check(&["entries/2.md"], 1);
    assert!(one.contains("entries/2.md:3:7") && !one.contains("entries/3.md"), "{one}");
    assert!(check(&["entries/1.md"], 0).contains("Every note can be read"));
    let two = check(&["entries/2.md", "entries/3.md"], 1);
    assert!(two.contains("entries/2.md") && two.contains("entries/3.md"), "{two}");
    // Another file's problem that names it concerns it too.
    let plan = check(&["plans/memo.md"], 1);
    let other = check(&["plans/twice.md"], 1);
    assert!(other.contains("plan-twice"), "{plan}{other}");
    here.run_to(2, &["check", "entries/none.md"]);
    // What is never read has no problem, which is no good news.
    here.write("photo.jpg", "");
    here.write("private/own.md", "");
    here.run_to(0, &["report", "--as-of", AS_OF]);
    for (file, says) in [
        ("photo.jpg", "is no note: the name of a note ends in .md"),
        ("private/own.md", "is not read as a note"),
        ("reports/index.md", "is not read as a note"),
    ] {
        let ran = here.run_to(2, &["check", "--as-of", AS_OF, file]);
        assert!(ran.err.contains(says) && ran.out.is_empty(), "{file}: {}", ran.err);
    }
    check(&["journal.md"], 0);
    here.run_to(2, &["check", "entries/1.md", "plans"]);
    let outside = Sandbox::with(&[("a.md", "")]);
    let ran = outside.run_to(2, &["check", "a.md"]);
    assert!(ran.err.contains("in no journal"), "{}", ran.err);
}

#[test]
fn check_is_strict_about_hints_if_asked() {
    let here = Sandbox::with(JOURNAL);
    here.write("plans/memo.md", here.read("plans/memo.md").replace("from: 2026-11-02\n", ""));
    here.run_to(0, &["check", "--as-of", AS_OF]);
    here.run_to(1, &["check", "--as-of", AS_OF, "--strict"]);
    here.run_to(1, &["check", "--as-of", AS_OF, "--strict", "--format", "json"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_only_takes_new_files_gets_one_temporary_file_at_most() {
    let here = Sandbox::with(JOURNAL);
    here.run_to(0, &["report", "--as-of", AS_OF]);
    let chattr = |how: &str| {
        let status = std::process::Command::new("chattr").arg(how).arg(here.path("reports")).output();
        status.is_ok_and(|output| output.status.success())
    };
    if !chattr("+a") {
        eprintln!("skipped: this disk has no append-only folders");
        return;
    }
    let mut temporary = Vec::new();
    for day in 17..=20 {
        here.write(&format!("entries/{day}.md"), format!("---\ntask: Voice memo\nwhen: 2026-11-{day}\n---\n"));
        let ran = here.run(&["report", "--as-of", AS_OF]);
        temporary = here.files("reports").into_iter().filter(|(name, _)| name.starts_with('.')).collect();
        if ran.status != 2 || temporary.len() > 1 {
            break;
        }
    }
    assert!(chattr("-a"));
    assert!(temporary.len() <= 1, "{} are left", temporary.len());
    here.run_to(0, &["report", "--as-of", AS_OF]);
    assert!(here.files("reports").iter().all(|(name, _)| !name.starts_with('.')));
}

#[test]
fn words_of_ones_own_are_to_look_at_and_not_to_fix() {
    let here = Sandbox::with(JOURNAL);
    here.write("own.md", "---\ntask: Voice memo\nwhen: 2026-11-18\ndone: no\nbarrier: my mother called\n---\n");
    for arguments in [&["report"][..], &["show"], &["check"]] {
        let ran = here.run_to(0, &[arguments, &["--as-of", AS_OF]].concat());
        let said = ran.out + &ran.err;
        assert!(said.contains("1 thing to look at") && !said.contains("to fix:"), "{arguments:?}: {said}");
    }
    here.write("near.md", "---\ntask: Voice memo\nwhen: 2026-11-19\nminuts: 3\n---\n");
    let said = here.run_to(0, &["report", "--as-of", AS_OF]).err;
    assert!(said.contains("1 thing to fix, 1 to look at: see notes-to-fix.md"), "{said}");
}

#[test]
fn init_puts_its_template_beside_those_of_the_vault() {
    let here = Sandbox::empty();
    here.write("v/.obsidian/templates.json", r#"{"folder": "Templates"}"#);
    here.write("v/Templates/own.md", "{{title}}\n");
    here.write("v/welcome.md", "mine\n");
    let ran = here.run_to(0, &["init", "v", "--yes"]);
    assert!(here.exists("v/Templates/day-note-template.md") && !here.exists("v/day-note-template.md"));
    // What a note of one's own shows is not known.
    assert_eq!(here.read("v/welcome.md"), "mine\n");
    assert!(
        ran.out.contains("To plan a first step: tinystep plan") && !ran.out.contains("welcome.md shows"),
        "{}",
        ran.out
    );
    assert!(here.run_to(0, &["check", "v"]).out.contains("Every note can be read"));
}
