//! Journals with something odd in the place of a note, a folder or a page: nothing hangs, nothing of a person is
//! read or lost that should not be, and everything else still works.

use std::fs;
use std::path::Path;

use rustix::fs::{CWD, FileType, Mode, OFlags};
use rustix::process::Signal;
use tinystep::folder::{self, names};
use tinystep::problem::Code;

use crate::edge::scanning::{notes, scan};
use crate::sandbox::{Sandbox, wait_for};

const AS_OF: &str = "2026-11-22";
const WEEK: &str = "reports/week-2026-11-16.md";
const PLAN: &str = "---\ntask: Stretch\nwhen: every day at 7:30\nfrom: 2026-11-16\n---\n";

fn journal() -> Sandbox {
    Sandbox::with(&[("journal.md", "# Journal\n"), ("plan.md", PLAN), ("daily/2026-11-17.md", "- [x] Stretch\n")])
}

fn report(here: &Sandbox, status: i32) -> crate::sandbox::Ran {
    here.run_to(status, &["report", "--as-of", AS_OF])
}

fn pipe(here: &Sandbox, path: &str) {
    rustix::fs::mknodat(CWD, here.path(path), FileType::Fifo, 0o600.into(), 0).expect("a pipe");
}

#[test]
fn a_journal_inside_a_journal_is_separate() {
    let here = journal();
    for (path, text) in [
        ("ada/journal.md", "---\nname: Ada\n---\n"),
        ("ada/plan.md", &PLAN.replace("Stretch", "Swim")),
        ("ada/deep/2026-11-17.md", "- [x] Stretch\n"),
        // Half synced, and not readable.
        ("ben/journal.md", ""),
        ("ben/2026-11-18.md", "- [x] Stretch\n"),
        ("cy/journal.md", "---\nname: [\n---\n"),
        ("cy/2026-11-18.md", "- [x] Stretch\n"),
        // A note of that name, and a setting of somebody else's.
        ("diary/journal.md", "# A diary\n"),
        ("diary/2026-11-19.md", "- [x] Stretch\n"),
        ("recipes/journal.md", "---\nservings: 4\n---\n"),
        ("recipes/2026-11-20.md", "- [x] Stretch\n"),
    ] {
        here.write(path, text);
    }
    let found = scan(here.root());
    assert_eq!(
        notes(&found),
        [
            "daily/2026-11-17.md",
            "diary/2026-11-19.md",
            "diary/journal.md",
            "journal.md",
            "plan.md",
            "recipes/2026-11-20.md",
            "recipes/journal.md"
        ]
    );
    let told: Vec<_> = found.problems.iter().map(|problem| (problem.code, problem.file.as_str())).collect();
    let other = Code::AnotherJournal;
    assert_eq!(told, [(other, "ada/journal.md"), (other, "ben/journal.md"), (other, "cy/journal.md")]);
    report(&here, 0);
    assert!(here.read(WEEK).contains("3 of 6"), "{}", here.read(WEEK));
    assert!(!here.exists("ada/reports"));
    // From below, the nearest journal counts, and a note of that name is none.
    let up =
        |from: &str| folder::find_journal_upward(&here.path(from)).and_then(|root| Some(root.file_name()?.to_owned()));
    let top = here.root().file_name().map(ToOwned::to_owned);
    assert_eq!((up("diary"), up("recipes"), up("ada/deep")), (top.clone(), top, Some("ada".into())));
}

#[test]
fn bins_backups_and_versions_of_programs_are_never_read() {
    let here = journal();
    let mut never: Vec<String> = names::PROGRAM_FOLDERS.iter().map(|name| (*name).to_owned()).collect();
    never.extend(names::PROGRAM_SUBFOLDERS.iter().map(|(above, name)| format!("{above}/{name}")));
    never.extend(
        [".trash", ".Trash-1000", ".stversions", ".git", ".obsidian", ".recycle", ".snapshots"].map(str::to_owned),
    );
    for name in &never {
        for folder in [name.clone(), name.to_uppercase(), format!("below/{name}/deep/er")] {
            here.write(&format!("{folder}/2026-11-18.md"), "- [x] Stretch\n");
            here.write(&format!("{folder}/plan.md"), PLAN);
        }
    }
    let found = scan(here.root());
    assert_eq!(notes(&found), ["daily/2026-11-17.md", "journal.md", "plan.md"]);
    assert_eq!((found.other_files, found.problems), (Vec::<String>::new(), Vec::new()));
    // What a person named is read, and so is a folder of the same name that is not the program's.
    for folder in ["backup", "archive", "bin", "old versions", "bak", "notes/version-files", "Trash", "recycled"] {
        here.write(&format!("{folder}/2026-11-18.md"), "text\n");
    }
    assert_eq!(notes(&scan(here.root())).len(), 3 + 8);
}

#[test]
fn a_folder_too_deep_is_reported_and_the_rest_is_read() {
    let here = journal();
    // Each step is opened from the one before, since the whole path is longer than the system takes.
    let name = "d".repeat(200);
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut at = rustix::fs::openat(CWD, here.root(), flags, Mode::empty()).expect("a folder");
    for _ in 0..25 {
        rustix::fs::mkdirat(&at, &name, Mode::RWXU).expect("a folder");
        at = rustix::fs::openat(&at, &name, flags, Mode::empty()).expect("a folder");
    }
    rustix::fs::mknodat(&at, "2026-11-18.md", FileType::RegularFile, 0o600.into(), 0).expect("a file");
    let found = scan(here.root());
    assert_eq!(notes(&found), ["daily/2026-11-17.md", "journal.md", "plan.md"]);
    assert!(found.is_complete, "it stays as it is, so it holds nothing up");
    let told: Vec<Code> = found.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(told, [Code::FileUnreadable]);
    assert!(found.is_still_same(here.root(), Path::new("reports")));
    report(&here, 0);
    assert!(here.read(WEEK).contains("1 of 6"), "{}", here.read(WEEK));
    // Its own removal is as hard.
    let emptied = std::process::Command::new("rm").arg("-rf").arg(here.path(&name)).status();
    assert!(emptied.is_ok_and(|status| status.success()));
    assert!(scan(here.root()).problems.is_empty());
}

#[test]
fn a_loop_of_links_is_no_folder() {
    use std::os::unix::fs::symlink;
    let here = journal();
    for (from, to) in [("one", "two"), ("two", "one"), ("self", "self"), ("up", "."), ("daily/up", "..")] {
        symlink(to, here.path(from)).expect("a link");
    }
    symlink(here.path("two"), here.path("2026-11-18.md")).expect("a link");
    let found = scan(here.root());
    assert_eq!(notes(&found), ["daily/2026-11-17.md", "journal.md", "plan.md"]);
    assert!(found.is_complete && found.problems.is_empty());
    report(&here, 0);
    // `report to` through a loop fails, and says so.
    here.write("journal.md", "---\nreport to: one/out\n---\n");
    let ran = report(&here, 2);
    assert!(ran.err.contains("one"), "{}", ran.err);
    assert!(here.exists(WEEK), "what was made stays");
}

/// Puts something in the place of the settings.
type Replace = fn(&Sandbox);

#[test]
fn settings_that_are_not_a_plain_file_make_no_journal() {
    let ways: [(&str, Replace); 3] = [
        ("no plain file", |here| pipe(here, "journal.md")),
        ("no plain file", |here| fs::create_dir(here.path("journal.md")).expect("a folder")),
        ("a link", |here| {
            here.write("elsewhere.md", "# Journal\n");
            std::os::unix::fs::symlink(here.path("elsewhere.md"), here.path("journal.md")).expect("a link");
        }),
    ];
    for (what, way) in ways {
        let here = Sandbox::with(&[("plan.md", PLAN)]);
        way(&here);
        assert!(!folder::is_journal(here.root()));
        for command in ["report", "watch"] {
            let ran = here.run_to(2, &[command, ".", "--as-of", AS_OF]);
            assert!(ran.err.contains(what), "{command}: {}", ran.err);
        }
        // Commands that only read work as in any folder.
        here.run_to(0, &["show", ".", "--as-of", AS_OF]);
        here.run_to(0, &["check", ".", "--as-of", AS_OF]);
        assert!(!here.exists("reports") && !here.exists("notes-to-fix.md"));
    }
}

#[test]
fn watch_waits_when_its_settings_file_becomes_a_pipe() {
    let here = journal();
    let watch = here.start(&["watch", ".", "--as-of", AS_OF]);
    wait_for("a first report", || here.exists(WEEK));
    let first = here.read(WEEK);
    fs::remove_file(here.path("journal.md")).expect("removed");
    pipe(&here, "journal.md");
    wait_for("that it is lost", || here.read(".err").contains("journal.md"));
    here.write("daily/2026-11-18.md", "- [x] Stretch\n");
    fs::remove_file(here.path("journal.md")).expect("removed");
    here.write("journal.md", "# Journal\n");
    wait_for("the journal's return", || here.read(WEEK) != first);
    assert_eq!(watch.end(Signal::INT), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn settings_may_be_written_in_any_case_of_letters() {
    for name in ["Journal.md", "JOURNAL.MD", "journal.MD"] {
        let here = Sandbox::with(&[(name, "---\nname: Sam\n---\n"), ("plan.md", PLAN), ("inner/2026-11-17.md", "")]);
        report(&here, 0);
        assert!(here.read(WEEK).contains("Sam"), "{name}");
        assert_eq!(
            folder::find_journal_upward(&here.path("inner")).as_deref(),
            here.root().canonicalize().ok().as_deref(),
            "{name}"
        );
        here.write(name, "---\nname: Sam\nweek starts: Someday\n---\n");
        let ran = here.run_to(1, &["check", "--as-of", AS_OF]);
        assert!(ran.out.contains(&format!("{name}:3:")), "{name}: {}", ran.out);
    }
    // Two of them: which counts is not guessed.
    let here = Sandbox::with(&[("Journal.md", "---\nname: Sam\n---\n"), ("journal.md", "# J\n"), ("plan.md", PLAN)]);
    let ran = report(&here, 2);
    assert!(ran.err.contains("Journal.md") && ran.err.contains("journal.md"), "{}", ran.err);
    assert!(here.exists("notes-to-fix.md") && !here.exists("reports"));
}

#[test]
fn a_link_at_the_helper_card_folder_stops_no_report() {
    let here = journal();
    here.write("plan.md", PLAN.replace("from:", "helper: Mom\nhelper card: yes\nfrom:"));
    here.write("elsewhere/mine.md", "mine\n");
    for target in ["elsewhere", "nowhere"] {
        std::os::unix::fs::symlink(here.path(target), here.path("helper-card")).expect("a link");
        let ran = report(&here, 2);
        assert!(ran.err.contains("helper-card"), "{}", ran.err);
        assert!(here.exists(WEEK), "the reports go on");
        assert_eq!(here.files("elsewhere").len(), 1, "nothing is written through a link");
        assert!(!here.exists("nowhere"));
        fs::remove_file(here.path("helper-card")).expect("removed");
        fs::remove_dir_all(here.path("reports")).expect("removed");
    }
    report(&here, 0);
    assert!(!here.files("helper-card").is_empty());
}

#[test]
fn an_edited_page_stays_where_the_folder_is_read_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let here = journal();
    report(&here, 0);
    let typed = here.read(WEEK) + "Mine.\n";
    here.write(WEEK, &typed);
    let edited = here.path("edited");
    fs::create_dir(&edited).expect("a folder");
    fs::set_permissions(&edited, fs::Permissions::from_mode(0o555)).expect("a mode");
    if fs::write(edited.join("probe"), "").is_ok() {
        eprintln!("skipped: this user may write everywhere");
        return;
    }
    here.write("daily/2026-11-18.md", "- [x] Stretch\n");
    let ran = report(&here, 2);
    assert!(ran.err.contains(WEEK), "{}", ran.err);
    assert_eq!(here.read(WEEK), typed);
    assert!(ran.out.contains("week-2026-11-16.html"), "the others go on: {}", ran.out);
    fs::set_permissions(&edited, fs::Permissions::from_mode(0o755)).expect("a mode");
    report(&here, 0);
    assert_eq!(here.files("edited")[0].1, typed.as_bytes());
}

#[test]
fn watch_moves_its_pages_to_a_new_report_folder() {
    let here = journal();
    let watch = here.start(&["watch", ".", "--as-of", AS_OF]);
    wait_for("a first report", || here.exists(WEEK) && here.exists("reports/index.html"));
    here.write("reports/mine.md", "mine\n");
    here.write("journal.md", "---\nreport to: out\n---\n");
    wait_for("the new folder", || here.exists("out/week-2026-11-16.md") && here.exists("out/index.html"));
    wait_for("an empty old one", || here.files("reports").len() == 1);
    assert_eq!(here.read("reports/mine.md"), "mine\n", "what is not ours stays");
    assert_eq!(watch.end(Signal::INT), Some(0));
}

/// Nothing renews a copy of a page, so it may show what has turned private since.
#[test]
fn copies_of_pages_under_different_names_are_reported() {
    let here = Sandbox::with(&[
        ("journal.md", "# J\n"),
        ("plans/walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-16\n---\n"),
        ("2026-11-19.md", "- [x] Walk\n"),
        ("files/index.html", "<!doctype html>\nsomebody's own\n"),
        ("reports/data/mine.json", "{\"mine\": 1}\n"),
    ]);
    let day = ["--as-of", "2026-11-22"];
    here.run_to(0, &["report", day[0], day[1]]);
    let quiet = here.run_to(0, &["check", day[0], day[1]]);
    assert!(!quiet.out.contains("old-page"), "{}", quiet.out);
    let page = here.read("reports/week-2026-11-16.html");
    let (text, data) = (here.read("reports/week-2026-11-16.md"), here.read("reports/data/week-2026-11-16.json"));
    let copies = [
        ("reports/a/Copy of week-2026-11-16.md", &text),
        ("reports/b/week-2026-11-16 - Kopie.html", &page),
        ("reports/c/week-2026-11-16 (copy).html", &page),
        ("reports/d/week-2026-11-16_1.html", &page),
        ("reports/e/week-2026-11-16 final.html", &page),
        ("reports/f/Week-2026-11-16.md", &text),
        ("reports/g/week-2026-11-16.html.bak", &page),
        ("reports/h/week-2026-11-16.html~", &page),
        ("reports/i/week-2026-11-16.htm", &page),
        ("reports/old/week-2026-11-16.md", &text),
        ("reports/week-2026-11-16 final.md", &text),
        ("reports/data/old.json", &data),
    ];
    for (path, text) in copies {
        here.write(path, text);
    }
    // A long page keeps its mark if only its ends are read.
    here.write("reports/k/week-2026-11-16 long.html", format!("{page}{}", "<p>more</p>\n".repeat(40_000)));
    let found = here.run_to(0, &["check", day[0], day[1]]);
    for (path, _) in copies {
        assert!(found.out.contains(path), "{path}: {}", found.out);
    }
    assert!(found.out.contains("reports/k/") && !found.out.contains("files/index.html"), "{}", found.out);
    here.run_to(0, &["report", day[0], day[1]]);
    assert!(here.read("notes-to-fix.md").contains("reports/old/week-2026-11-16.md"));
}

/// If a crash left only zero bytes of a note, it may have been the plan of entries that name no plan.
#[test]
fn what_a_lost_note_may_be_about_is_held_back() {
    let here = Sandbox::with(&[
        ("journal.md", "---\nshare: full\n---\n"),
        ("plans/walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-16\n---\n"),
        ("e.md", "---\ntask: Zebra talk\nwhen: 2026-11-18\n---\nZED\n"),
        ("2026-11-19.md", "A day.\n\n- [x] Zebra talk ZED\n- [x] Walk\n"),
    ]);
    let shown = || here.run_to(0, &["show", "--shared", "--as-of", "2026-11-22"]).out;
    assert!(shown().contains("ZED"));
    here.write("plans/z.md", [0_u8; 200]);
    let hidden = shown();
    assert!(!hidden.contains("ZED") && !hidden.contains("Zebra") && hidden.contains("Walk"), "{hidden}");
    // A dated one is reported; without a date it may be anybody's file.
    here.write("2026-11-20.md", [0_u8; 200]);
    let check = here.run_to(1, &["check", "--as-of", "2026-11-22"]);
    assert!(check.out.contains("2026-11-20.md") && check.out.contains("nothing is shared of a task"), "{}", check.out);
}
