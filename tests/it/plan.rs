//! `tinystep plan`, `init`, `today` and `open`: what they write is read as it was meant, and nothing is written otherwise.

use tinystep::journal::{self, Journal, Plan};

use crate::sandbox::Sandbox;

const AS_OF: &str = "2026-11-20";
const WALK: (&str, &str) = (
    "plans/walk.md",
    "---\ntask: Walk\nwhen: 3 times a week, after dinner\nfrom: 2026-11-02\nhelper: \"Mom: notices\"\nmine: x\naka: [stroll]\n---\nMy text.\n",
);

pub fn journal(here: &Sandbox) -> Journal {
    here.journal(AS_OF)
}

pub fn plan_of(here: &Sandbox, path: &str) -> Plan {
    let journal = journal(here);
    let found = journal.plans.iter().find(|plan| &*plan.note == path);
    found.unwrap_or_else(|| panic!("{path} is no plan: {:?}", journal.problems)).clone()
}

fn plan(here: &Sandbox, status: i32, arguments: &[&str]) -> (String, String) {
    let ran = here.run_to(status, &[&["plan", "--as-of", AS_OF], arguments].concat());
    (ran.out, ran.err)
}

#[test]
fn a_plan_by_flags_is_shown_and_read_as_it_was_typed() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n")]);
    let flags =
        ["--when", "Tuesday after tea", "--where", "kitchen: by the door", "--minutes", "5", "--goal", "no # more"];
    let more = ["--helper", "Ana", "--share-response", "--confidence", "8", "--rate", "fear 0-100", "--stage", "try"];
    let (out, _) = plan(&here, 0, &[&["Call Ana"], &flags[..], &more[..]].concat());
    assert!(out.starts_with("made  plans/call-ana.md\n  ---\n  task: Call Ana\n"), "{out}");
    assert!(out.contains("If it is Tuesday, after tea: Call Ana, 5 minutes (kitchen: by the door)."), "{out}");
    let plan = plan_of(&here, "plans/call-ana.md");
    assert_eq!((plan.start.to_string().as_str(), plan.confidence), (AS_OF, Some(8)));
    assert_eq!(plan.goal.as_deref(), Some("no # more"));
    assert!(plan.share_response == Some(true) && plan.rate.len() == 1 && plan.stage == Some(journal::Stage::Try));
    assert!(here.run_to(0, &["check"]).out.contains("Every note can be read"));
}

#[test]
fn nobody_who_helps_is_no_helper() {
    for nobody in ["no one", "Nobody", "none", "no", "-", "n/a", "just me", "myself."] {
        let typed = format!("---\ntask: Read\nwhen: every day\nfrom: 2026-11-02\nhelper: \"{nobody}\"\n---\n");
        let here = Sandbox::with(&[("journal.md", "# Mine\n"), ("plans/read.md", &typed)]);
        assert_eq!(plan_of(&here, "plans/read.md").helper, None, "{nobody}");
        plan(&here, 0, &["Call Ana", "--when", "Tuesday after tea", "--helper", nobody]);
        assert!(!here.read("plans/call-ana.md").contains("helper"), "{nobody}");
    }
    let here = Sandbox::with(&[("journal.md", "# Mine\n")]);
    plan(&here, 0, &["Call Ana", "--when", "Tuesday after tea", "--helper", "None Smith"]);
    assert_eq!(plan_of(&here, "plans/call-ana.md").helper.as_deref(), Some("None Smith"));
}

#[test]
fn a_change_is_a_new_version_and_the_old_note_stays() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK]);
    let (out, _) = plan(&here, 0, &["walk", "--minutes", "3"]);
    assert!(out.contains("plans/walk-2.md"), "{out}");
    assert_eq!(here.read(WALK.0), WALK.1);
    assert_eq!(
        here.read("plans/walk-2.md"),
        "---\ntask: Walk\nwhen: 3 times a week, after dinner\nminutes: 3\nfrom: 2026-11-20\nhelper: \"Mom: notices\"\naka: [stroll]\n---\n"
    );
    assert_eq!(plan_of(&here, WALK.0).end.map(|end| end.to_string()).as_deref(), Some("2026-11-19"));
    // What would change nothing, and what begins on the same day, is not written.
    assert!(plan(&here, 0, &["walk", "--from", "tomorrow", "--minutes", "3"]).0.contains("Nothing would change"));
    assert!(plan(&here, 2, &["walk", "--minutes", "2", "--from", "today"]).1.contains("plans/walk-2.md"));
    assert!(plan(&here, 2, &["wal", "--minutes", "2"]).1.contains("close to the plan `Walk`"));
    assert!(plan(&here, 2, &["wlak", "--minutes", "2"]).1.contains("close to the plan `Walk`"));
    assert_eq!(here.files("plans").len(), 2);
}

#[test]
fn a_stop_ends_what_a_later_pause_would_begin_again() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK]);
    plan(&here, 0, &["w", "--pause", "2026-12-24..2027-01-02"]);
    let (out, _) = plan(&here, 0, &["w", "--stop"]);
    assert!(out.contains("2026-11-19 is its last day. To take that back, delete the new notes."), "{out}");
    assert_eq!(here.read("plans/walk-ends.md"), "---\ntask: Walk\nfrom: 2026-11-20\nends: yes\n---\n");
    assert_eq!(here.read("plans/walk-ends-2.md"), "---\ntask: Walk\nfrom: 2026-12-25\nends: yes\n---\n");
    // No day of it is planned any more, the one before the second end included.
    for week in ["2026-12-21", "2026-12-28", "2027-01-04"] {
        let page = here.run_to(0, &["show", "--week", week, "--as-of", "2027-01-20", "--format", "json"]).out;
        let page: serde_json::Value = serde_json::from_str(&page).expect("JSON");
        let planned: u64 =
            page["plans"].as_array().expect("plans").iter().filter_map(|of| of["planned"].as_u64()).sum();
        assert_eq!(planned, 0, "{week}: {page}");
    }
    assert!(plan(&here, 0, &["walk", "--stop"]).0.contains("The last day of Walk was 2026-11-19 already"));
    assert!(!here.exists("plans/walk-ends-3.md"));
    here.run_to(0, &["check"]);
    // One that runs from its first day cannot be ended by a note before that.
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK]);
    plan(&here, 0, &["walk", "--minutes", "3", "--from", "2026-12-24"]);
    let (_, err) = plan(&here, 2, &["walk", "--stop"]);
    assert!(err.contains("begin again on 2026-12-24") && err.contains("delete plans/walk-2.md"), "{err}");
    assert!(!here.exists("plans/walk-ends.md"));
}

#[test]
fn words_may_begin_with_a_dash_and_names_may_not_be_lines_of_lists() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK]);
    plan(&here, 0, &["Call", "--when", "Monday at 9", "--obstacle", "- x", "--goal", "-- why"]);
    let note = here.read("plans/call.md");
    assert!(note.contains("obstacle: \"- x\"\n") && note.contains("goal: \"-- why\"\n"), "{note}");
    let (_, err) = plan(&here, 2, &["Sing", "--when", "--goal"]);
    assert!(
        err.contains("`--when` needs words, and `--goal` looks like the next option") && err.contains("--when=--goal"),
        "{err}"
    );
    plan(&here, 2, &["Sing", "--when=every day at 8", "--goal", "-n"]);
    plan(&here, 0, &["walk", "--from", "2026-11-23", "--goal=--flag", "--then=-n"]);
    let walk = plan_of(&here, "plans/walk-2.md");
    assert_eq!((walk.goal.as_deref(), walk.then.as_deref()), (Some("--flag"), Some("-n")));
    for name in ["-", "*", "- [x]"] {
        let (_, err) = plan(&here, 2, &["--new", "--when", "every day", "--", name]);
        assert!(err.contains("A name needs a word of its own.") && !err.contains("``"), "{name}: {err}");
    }
    for name in ["- [x] Sing", "[x] Sing", "- Sing", "* Sing", "- [ ] Sing"] {
        let (_, err) = plan(&here, 2, &["--new", "--when", "every day", "--", name]);
        assert!(err.contains("Nothing was written"), "{name}: {err}");
    }
    assert_eq!(here.files("plans").len(), 3);
}

#[test]
fn a_stop_and_a_pause_are_notes_of_their_own() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK]);
    plan(&here, 0, &["w", "--pause", "2026-12-24..2027-01-02"]);
    let paused = plan_of(&here, "plans/walk-2.md");
    assert_eq!(paused.start.to_string(), "2026-12-24");
    assert_eq!(paused.pauses.iter().map(|p| p.last.to_string()).collect::<Vec<_>>(), ["2027-01-02"]);
    let (out, _) = plan(&here, 0, &["w", "--resume"]);
    assert!(out.contains("plans/walk-2.md has it. To take it back, delete that note."), "{out}");
    std::fs::remove_file(here.path("plans/walk-2.md")).expect("a deleted note");
    let (out, _) = plan(&here, 0, &["w", "--stop"]);
    assert!(out.contains("2026-11-19 is its last day"), "{out}");
    assert_eq!(here.read("plans/walk-ends.md"), "---\ntask: Walk\nfrom: 2026-11-20\nends: yes\n---\n");
    assert!(plan(&here, 0, &["walk", "--stop"]).0.contains("The last day of Walk was 2026-11-19 already"));
    assert!(!here.exists("plans/walk-ends-2.md"));
    assert_eq!(here.read(WALK.0), WALK.1);
}

#[test]
fn changes_on_one_day_follow_each_other_and_say_how_to_take_them_back() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK]);
    let begins = |path: &str| plan_of(&here, path).start.to_string();
    plan(&here, 0, &["walk", "--pause"]);
    let (out, err) = plan(&here, 0, &["walk", "--minutes", "3"]);
    assert_eq!(begins("plans/walk-3.md"), "2026-11-21");
    assert!(out.contains("If plans/walk-2.md was a mistake, delete both"), "{out}");
    // What is shown can be typed.
    assert!(err.contains("`tinystep plan walk --resume`"), "{err}");
    assert!(plan(&here, 0, &["walk", "--pause"]).0.contains("is paused already, from 2026-11-20."));
    let (out, _) = plan(&here, 0, &["walk", "--resume"]);
    assert_eq!(begins("plans/walk-4.md"), "2026-11-22");
    assert!(out.contains("plans/walk-2.md, plans/walk-3.md begin just before"), "{out}");
    plan(&here, 0, &["walk", "--pause"]);
    assert_eq!(begins("plans/walk-5.md"), "2026-11-23");
    plan(&here, 0, &["walk", "--stop"]);
    assert_eq!(plan_of(&here, "plans/walk-5.md").end.map(|end| end.to_string()).as_deref(), Some("2026-11-23"));
    for _ in 0..2 {
        let (out, _) = plan(&here, 0, &["walk", "--stop"]);
        assert!(out.contains("The last day of Walk is 2026-11-23 already. Nothing was written."), "{out}");
    }
    // What follows a stop begins after the note that ends the plan.
    plan(&here, 0, &["walk", "--minutes", "7"]);
    assert_eq!(begins("plans/walk-6.md"), "2026-11-25");
    let (_, err) = plan(&here, 2, &["walk", "--minutes", "8", "--from", "2026-11-24"]);
    assert!(err.contains("begins on 2026-11-24: plans/walk-ends.md. Change it there, or delete it"), "{err}");
    assert!(here.run_to(0, &["check", "--as-of", AS_OF]).out.contains("Every note can be read. No hints."));
}

#[test]
fn what_began_today_is_changed_from_tomorrow() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n")]);
    plan(&here, 0, &["Memo", "--when", "every day at 8"]);
    plan(&here, 0, &["memo", "--minutes", "3"]);
    assert_eq!(plan_of(&here, "plans/memo-2.md").start.to_string(), "2026-11-21");
    plan(&here, 0, &["memo", "--pause", "2026-12-24.."]);
    // The version that runs then is the one that is paused.
    plan(&here, 0, &["memo", "--pause", "2026-12-28..2027-01-02"]);
    let paused = plan_of(&here, "plans/memo-4.md");
    assert_eq!(
        paused.pauses.iter().map(|p| (p.first.to_string(), p.last.to_string())).collect::<Vec<_>>(),
        [("2026-12-28".into(), "2027-01-02".into())]
    );
    plan(&here, 0, &["memo", "--resume", "--from", "2026-12-30"]);
    let resumed = plan_of(&here, "plans/memo-5.md");
    assert!(resumed.pauses.is_empty() && resumed.minutes.is_some() && resumed.start.to_string() == "2026-12-30");
    assert!(plan(&here, 0, &["memo", "--resume", "--from", "2027-02-01"]).0.contains("is not paused"));
}

#[test]
fn another_name_of_a_plan_means_that_plan_and_its_share() {
    let here = Sandbox::with(&[
        ("journal.md", "# Mine\n"),
        ("z.md", "---\ntask: Zork\naka: Blorp\nshare: none\nfrom: 2026-11-02\n---\n"),
        ("zr.md", "---\ntask: blorp run\nwhen: every day at 8\nfrom: 2026-11-02\n---\n"),
    ]);
    plan(&here, 0, &["blorp", "--minutes", "3"]);
    plan(&here, 0, &["blorp", "--stop", "--from", "2026-12-10"]);
    for note in ["zork.md", "zork-ends.md"] {
        assert!(here.read(note).contains("task: Zork\n") && here.read(note).contains("share: none\n"), "{note}");
    }
    here.run_to(0, &["report", "--as-of", AS_OF]);
    for (page, bytes) in here.files("reports") {
        assert!(!String::from_utf8_lossy(&bytes).contains("Zork"), "{page}");
    }
}

#[test]
fn a_private_plan_stays_private_in_each_new_note() {
    let here = Sandbox::with(&[
        ("journal.md", "# Mine\n"),
        ("w.md", "---\ntask: Walk\nprivate: yes\nfrom: 2026-11-02\n---\n"),
    ]);
    plan(&here, 0, &["walk", "--minutes", "3"]);
    plan(&here, 0, &["walk", "--pause", "tomorrow"]);
    plan(&here, 0, &["walk", "--stop", "--from", "2026-12-01"]);
    for (path, bytes) in here.files("").iter().filter(|(path, _)| path.contains("walk")) {
        assert!(String::from_utf8_lossy(bytes).contains("share: none"), "{path}");
    }
    here.run_to(0, &["report", "--as-of", AS_OF]);
    for (page, bytes) in here.files("reports") {
        assert!(!String::from_utf8_lossy(&bytes).contains("Walk"), "{page}");
    }
}

#[test]
fn another_name_is_shown_and_keeps_the_notes_when_it_is_followed() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK, ("d.md", "---\ndate: 2026-11-19\n---\n- [x] Walk\n")]);
    let (out, _) = plan(&here, 0, &["walk", "--rename", "Round: the block"]);
    let line = |key: &str| out.lines().find_map(|line| line.trim().strip_prefix(key)).expect("a line").to_owned();
    let note = WALK
        .1
        .replace("task: Walk", &format!("task:{}", line("task:")))
        .replace("aka: [stroll]", &format!("aka:{}", line("aka:")));
    here.write(WALK.0, note);
    assert_eq!(journal(&here).entries[0].plan, Some(0));
    assert_eq!(plan_of(&here, WALK.0).task, "Round: the block");
}

#[test]
fn what_cannot_be_meant_is_refused_and_says_what_to_do() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK]);
    for (arguments, says) in [
        (&["Call Ana", "--when", "at half past nonsense"][..], "Nothing was written"),
        (&["Call Ana", "--when", "2026-11-24"], "Nothing was written"),
        (&["Call Ana", "--minutes", "many"], "Nothing was written"),
        (&["Call Ana", "--confidence", "11"], "Nothing was written"),
        (&["swim", "--stop"], "The plans are `Walk`"),
        (&["walk", "--pause", "2026-12-24..2026-12-01"], "before its first"),
        (&["walk", "--pause", "someday"], "tinystep:"),
        (&["Call Ana", "--when", "2026-12-01"], "on 2026-12-01"),
        (&["[[Ana]]", "--when", "every day"], "Leave the brackets out"),
        (&[&"so long a name ".repeat(20), "--when", "every day"], "a line in a note of the day"),
        (&["walk", "--stop", "--minutes", "3"], "no other fields"),
        (&["walk", "--stop", "--from", "2026-11-01"], "begins on 2026-11-02"),
        (&["walk", "--rename", ""], "is empty"),
        (&[], "say what and when"),
    ] {
        let (out, err) = plan(&here, 2, arguments);
        assert!(out.is_empty() && err.contains(says), "{arguments:?}: {err}");
    }
    assert_eq!(here.files("plans").len(), 1);
}

#[test]
fn settings_that_cannot_be_read_stop_pages_and_no_note() {
    let here = Sandbox::with(&[("journal.md", "---\nsession: someday\n---\n"), WALK]);
    for arguments in
        [&["plan", "walk", "--minutes", "3"][..], &["log", "walk", "7:30"], &["reflect", "--answer", "one"]]
    {
        let ran = here.run_to(0, &[arguments, &["--as-of", AS_OF]].concat());
        assert!(ran.err.contains("someday") && ran.err.contains("A note can be added."), "{}", ran.err);
        assert!(!ran.out.contains("This week"), "{}", ran.out);
    }
    // Nobody knows what is shared, nor where the week begins.
    let note = here.read("reflections/2026-11-20.md");
    assert!(note.contains("week: 2026-11-20\nshare: none\n") && note.contains("\n\none\n"), "{note}");
    here.run_to(2, &["report", "--as-of", AS_OF]);
    assert!(here.exists("plans/walk-2.md") && here.exists("log/2026-11-20.md") && !here.exists("reports"));
}

#[test]
fn after_the_course_nothing_is_planned() {
    let here = Sandbox::with(&[("journal.md", "---\nuntil: 2026-11-18\n---\n"), WALK]);
    for arguments in [&["Memo", "--when", "every day at 8"][..], &["walk", "--minutes", "3"], &["walk", "--pause"]] {
        assert!(plan(&here, 2, arguments).1.contains("the course end"), "{arguments:?}");
    }
    assert_eq!(here.files("plans").len(), 1);
}

#[test]
fn a_name_for_a_file_is_never_one_that_is_there_and_never_outside() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), ("plans/call-ana.md", "mine\n")]);
    for task in ["Call Ana", "../../x", "20261119", "🙂", "CON", "/etc/x", "a\nb"] {
        plan(&here, 0, &[task, "--when", "every day at 8", "--new"]);
    }
    assert_eq!(here.read("plans/call-ana.md"), "mine\n");
    assert_eq!((here.files("plans").len(), journal(&here).plans.len()), (8, 7));
}

#[test]
fn a_new_journal_has_what_was_given_and_nothing_else_is_shown() {
    let here = Sandbox::empty();
    let answers = ["--name", "Sam", "--session", "Thursday", "--in-need", "Ana", "--in-need", "Mr. Bell"];
    let plan = ["--task", "Voice memo: short", "--when", "weekdays at 7:30", "--minutes", "3"];
    let ran = here.run_to(0, &[&["init", "my journal"], &answers[..], &plan[..]].concat());
    assert!(ran.out.ends_with("Your page: tinystep open 'my journal'\n"), "{}", ran.out);
    assert!(here.exists("my journal/plans/voice-memo-short.md") && !here.exists("my journal/plans/first-step.md"));
    assert!(here.run_to(0, &["check", "my journal"]).out.contains("Every note can be read. No hints."));
    let page = here
        .files("my journal/reports")
        .into_iter()
        .find(|(name, _)| name.ends_with(".md") && name.starts_with("week"));
    let page = String::from_utf8(page.expect("a page").1).expect("text");
    assert!(
        page.contains("Welcome. No notes yet: what you note will show here.")
            && page.contains("turn to Ana or to Mr. Bell"),
        "{page}"
    );
    assert!(!page.contains("How did the week go"), "{page}");
}

#[test]
fn each_person_to_turn_to_is_named() {
    for (people, said) in [
        (&["Ana"][..], "turn to Ana, or call"),
        (&["Ana", "Mr. Bell", "Dee"], "turn to Ana, to Mr. Bell or to Dee, or call"),
        (&["Ana", "Mr. Bell", "ring Dee"], "turn to Ana, to Mr. Bell or ring Dee, or call"),
        (&["ring Dee", "nobody", "Ana"], "ring Dee or turn to Ana, or call"),
    ] {
        let here = Sandbox::empty();
        let flags = people.iter().flat_map(|person| ["--in-need", person]);
        here.run_to(0, &["init", "mine", "--yes"].into_iter().chain(flags).collect::<Vec<_>>());
        let settings = here.read("mine/journal.md");
        assert!(settings.contains(&format!("\nin need: {said}")), "{said}: {settings}");
    }
}

#[test]
fn how_sure_is_taken_as_people_write_it() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n")]);
    plan(&here, 0, &["Walk", "--confidence", "7 of 10"]);
    assert_eq!(plan_of(&here, "plans/walk.md").confidence, Some(7));
    let (_, err) = plan(&here, 2, &["Read", "--confidence", "very"]);
    assert!(err.contains("is no number from 0 to 10"), "{err}");
}

#[test]
fn what_is_not_as_it_was_typed_is_said() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n")]);
    let (out, _) = plan(&here, 0, &["Walk", "--goal", "a\nb", "--obstacle", "\u{202e}niar"]);
    assert!(
        out.contains("Line breaks in what you wrote are spaces now.") && out.contains("A sign that nobody sees"),
        "{out}"
    );
    let here = Sandbox::empty();
    let ran = here.run_to(0, &["init", "mine", "--yes", "--name", "Sam\nS."]);
    assert!(ran.out.contains("Line breaks in what you wrote are spaces now."), "{}", ran.out);
}

#[test]
fn a_link_that_would_lose_its_brackets_is_refused_everywhere() {
    for arguments in [
        &["--yes", "--name", "[[Sam]]"][..],
        &["--in-need", "[[my aunt]]"],
        &["--task", "Walk", "--where", "[[kitchen|home]]"],
        &["--task", "Walk", "--rate", "[[fear]]"],
    ] {
        let here = Sandbox::empty();
        let err = here.run_to(2, &[&["init", "."], arguments].concat()).err;
        assert!(err.contains("Leave the brackets out. Nothing was written."), "{err}");
        assert!(here.files("").is_empty());
    }
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK]);
    assert!(plan(&here, 2, &["walk", "--goal", "see [[Ana]]"]).1.contains("Leave the brackets out"));
    // What a person wrote into their note stays.
    here.write(WALK.0, WALK.1.replace("mine: x", "goal: see [[Ana]]"));
    plan(&here, 0, &["walk", "--minutes", "3"]);
}

#[test]
fn a_rating_that_no_entry_could_name_is_refused() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK]);
    for name in ["x=y", "x: y", "5"] {
        let err = plan(&here, 2, &["Jog", "--when", "daily at 8", "--rate", name]).1;
        assert!(err.contains("so it cannot be rated"), "{err}");
    }
    plan(&here, 0, &["Jog", "--when", "daily at 8", "--rate", "mood: 1-5"]);
}

#[test]
fn an_example_counts_nothing_until_it_is_filled_in() {
    let here = Sandbox::empty();
    here.run_to(0, &["init", ".", "--yes"]);
    for (page, bytes) in here.files("reports") {
        assert!(!String::from_utf8_lossy(&bytes).contains("Voice memo"), "{page}");
    }
    let example = here.read("plans/first-step.md");
    here.write("plans/first-step.md", example.replace("kind: ignore\n", ""));
    assert_eq!(journal(&here).plans.len(), 1);
    let err = Sandbox::empty().run_to(2, &["init"]).err;
    assert!(err.contains("--yes"), "{err}");
}

#[test]
fn a_new_journal_fits_into_what_is_there() {
    let vault = Sandbox::with(&[
        (".obsidian/daily-notes.json", "{\"folder\": \"daily\", \"format\": \"DD-MM-YYYY\"}"),
        ("daily/19-11-2026.md", "Dear diary\n"),
    ]);
    let err = vault.run_to(0, &["init", ".", "--yes"]).err;
    assert!(err.contains("Obsidian"), "{err}");
    assert!(vault.read("journal.md").contains("\ndaily notes: DD-MM-YYYY\n"), "{}", vault.read("journal.md"));
    assert_eq!(vault.read("daily/19-11-2026.md"), "Dear diary\n");
}

#[test]
fn a_journal_is_not_made_in_another_and_never_loses_a_plan() {
    let here = Sandbox::with(&[("journal.md", "---\nname: Sam\n---\n"), ("plans/memo.md", "mine\n")]);
    assert!(here.run_to(2, &["init", "plans", "--yes"]).err.contains("inside the journal"));
    assert!(here.run_to(2, &["init", ".", "--name", "Bo"]).err.contains("never changed"));
    assert!(here.run_to(2, &["init", ".", "--task", "Memo", "--when", "2026-12-01"]).err.contains("on 2026-12-01"));
    here.run_to(0, &["init", ".", "--task", "Memo", "--when", "every day at 8"]);
    assert_eq!(here.read("plans/memo.md"), "mine\n");
    assert_eq!(plan_of(&here, "plans/memo-2.md").task, "Memo");
}

#[test]
fn what_is_in_the_way_of_a_plan_is_named_and_no_second_settings_are_made() {
    let plan = ["--task", "Memo", "--when", "every day at 8"];
    for arguments in [&plan[..], &["--yes"]] {
        let here = Sandbox::with(&[("plans", "mine\n")]);
        let err = here.run_to(2, &[&["init", "."], arguments].concat()).err;
        assert!(err.contains("`plans` is a file or a link here") && err.contains("Rename it."), "{err}");
        assert_eq!(here.files("").len(), 1);
        here.write("journal.md", "# Mine\n");
        let err = here.run_to(2, &["plan", "Memo", "--when", "every day at 8"]).err;
        assert!(err.contains("`plans` is a file or a link here"), "{err}");
    }
    for name in ["Journal.md", "JOURNAL.MD"] {
        let here = Sandbox::with(&[(name, "# Mine\n")]);
        let out = here.run_to(0, &[&["init", "."], &plan[..]].concat()).out;
        assert!(out.contains(&format!("there  {name} (left as it is)")) && !here.exists("journal.md"), "{out}");
        assert!(here.read("plans/memo.md").contains("task: Memo\n"));
    }
}

#[test]
fn the_suggested_command_works_in_a_folder_of_any_name() {
    for name in ["a b", "it's", "my $j", "-dash", "a\nb", "`x`;y", "100%"] {
        let here = Sandbox::empty();
        let folder = here.path(name);
        std::fs::create_dir(&folder).expect("a folder");
        let ran = here.command(&["log", "walk"]).current_dir(&folder).output().expect("tinystep");
        let err = String::from_utf8_lossy(&ran.stderr).into_owned();
        let line = err.lines().find_map(|line| line.split_once("make it one: ")).expect("a suggestion").1.to_owned();
        assert!(line.starts_with("tinystep init "), "{err}");
        let program = format!("'{}'", env!("CARGO_BIN_EXE_tinystep"));
        let command = line.replacen("tinystep", &program, 1) + " --yes";
        let made = std::process::Command::new("sh").args(["-c", &command]).current_dir(&folder).output().expect("sh");
        assert!(made.status.success() && folder.join("journal.md").exists(), "{command}\n{made:?}");
        // What `init` suggests works from above.
        let ran = here.command(&["init", "--yes", "--", &format!("{name}2")]).output().expect("tinystep");
        let out = String::from_utf8_lossy(&ran.stdout).into_owned();
        let line =
            out.lines().find_map(|line| line.strip_prefix("Your page: tinystep")).expect("a suggestion").to_owned();
        let command = format!("BROWSER=true {program}{line}");
        let opened =
            std::process::Command::new("sh").args(["-c", &command]).current_dir(here.root()).output().expect("sh");
        assert!(String::from_utf8_lossy(&opened.stdout).contains("opened"), "{command}\n{opened:?}");
    }
}

#[test]
fn a_folder_inside_a_journal_means_that_journal() {
    let walk = WALK.1.replace("3 times a week, after dinner", "every day at 7:30");
    let here =
        Sandbox::with(&[("j/journal.md", "# Mine\n"), (&format!("j/{}", WALK.0), &walk), ("j/plans/deep/a.txt", "")]);
    for folder in ["j/plans", "j/plans/deep"] {
        for arguments in
            [&["log", "walk", "--journal"][..], &["plan", "walk", "--pause", "--journal"], &["report"], &["calendar"]]
        {
            here.run_to(0, &[arguments, &[folder, "--as-of", AS_OF]].concat());
        }
    }
    assert!(here.exists("j/log/2026-11-20-2.md") && here.exists("j/reports") && here.exists("j/calendar.ics"));
    assert!(!here.exists("j/plans/log") && !here.exists("j/plans/reports"));
    // A link in the place of its settings is no reason to write into another.
    std::os::unix::fs::symlink("../journal.md", here.path("j/plans/journal.md")).expect("a link");
    assert!(here.run_to(2, &["log", "walk", "--journal", "j/plans"]).err.contains("is a link"));
}

#[test]
fn a_home_folder_is_not_filled_by_mistake() {
    let here = Sandbox::empty();
    let ran = here.command(&["init", "--yes"]).env("HOME", here.root()).output().expect("tinystep");
    assert_eq!((ran.status.code(), here.files("").len()), (Some(2), 0));
}

#[test]
fn today_is_what_is_planned_and_what_is_noted() {
    let here = Sandbox::with(&[
        ("journal.md", "# Mine\n"),
        WALK,
        ("memo.md", "---\ntask: Memo\nwhen: Friday at 7:30\nfrom: 2026-11-02\n---\n"),
        ("other.md", "---\ntask: Other\nwhen: Monday at 7:30\nfrom: 2026-11-02\n---\n"),
        ("d.md", "---\ndate: 2026-11-20\n---\n- [/] Memo, 7:35, 2 min - short\n"),
    ]);
    let out = here.run_to(0, &["today", "--as-of", AS_OF]).out;
    assert_eq!(
        out,
        "If it is Friday at 7:30: Memo.\n  partly, 07:35, 2 min; short\nThree times this week, after dinner: Walk.\n  Nothing noted yet.\n"
    );
    let err = here.run_to(2, &["today", "walk"]).err;
    assert!(err.contains("shows what is planned today") && err.trim_end().ends_with("tinystep log walk"), "{err}");
    assert_eq!(Sandbox::with(&[("journal.md", "# Mine\n")]).run_to(0, &["today"]).out, "Nothing is planned today.\n");
    for (field, says) in [
        ("from: 2026-12-01", "Memo begins on 2026-12-01."),
        ("from: 2026-11-02\nuntil: 2026-11-18", "Memo ended on 2026-11-18."),
        ("from: 2026-11-02\npause: from 2026-11-18", "Memo is paused today."),
    ] {
        let plan = format!("---\ntask: Memo\nwhen: every day at 7:30\n{field}\n---\n");
        let here = Sandbox::with(&[("journal.md", "# Mine\n"), ("memo.md", &plan), ("2026-11-20.md", "- [x] Memo\n")]);
        assert_eq!(here.run_to(0, &["today", "--as-of", AS_OF]).out, format!("{says}\n  done\n"));
    }
}

#[test]
fn today_tells_which_of_several_times_are_left() {
    let here = Sandbox::with(&[
        ("journal.md", "# Mine\n"),
        ("meds.md", "---\ntask: Meds\nwhen: every day at 8 and 20:00\nfrom: 2026-11-02\n---\n"),
        ("2026-11-20.md", "- [x] 8:05 Meds\n"),
    ]);
    let out = here.run_to(0, &["today", "--as-of", AS_OF]).out;
    assert!(out.ends_with("  done, 08:05\n  20:00: nothing noted yet\n"), "{out}");
    here.write("2026-11-20.md", "- [x] Meds, with tea\n");
    let out = here.run_to(0, &["today", "--as-of", AS_OF]).out;
    assert!(out.ends_with("1 line of today could not be read. `tinystep check` says what to write.\n"), "{out}");
    here.write("2026-11-20.md", "- [x] 8:05 Meds\n- [x] 20:10 Meds\n");
    let out = here.run_to(0, &["today", "--as-of", AS_OF]).out;
    assert!(out.ends_with("  done, 08:05\n  done, 20:10\n"), "{out}");
}

#[test]
fn a_change_before_a_planned_pause_says_what_comes_behind_it() {
    let here = Sandbox::with(&[
        ("journal.md", "# Mine\n"),
        ("walk.md", "---\ntask: Walk\nwhen: every day after tea\nminutes: 15\nfrom: 2026-11-02\n---\n"),
    ]);
    plan(&here, 0, &["walk", "--pause", "2026-12-24..2027-01-02"]);
    let (_, err) = plan(&here, 0, &["walk", "--minutes", "5"]);
    assert!(err.contains("Every day, after tea: Walk, 15 minutes.") && err.contains("change walk-2.md"), "{err}");
}

#[test]
fn a_step_that_ended_with_the_week_is_no_step_now() {
    let here = Sandbox::with(&[
        ("journal.md", "# Mine\n"),
        ("walk.md", "---\ntask: Walk\nwhen: every day after tea\nfrom: 2026-11-09\nuntil: 2026-11-15\n---\n"),
        ("2026-11-12.md", "- [x] Walk\n"),
    ]);
    let shown = |as_of| here.run_to(0, &["show", "--week", "2026-11-12", "--as-of", as_of]).out;
    assert!(shown("2026-11-15").contains("The steps now"));
    assert!(
        shown("2026-11-16").contains("Ended on Sunday 15 November.") && !shown("2026-11-16").contains("The steps now")
    );
    // Its next version begins on that day.
    here.write("walk-2.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-16\n---\n");
    here.write("walk.md", "---\ntask: Walk\nwhen: every day after tea\nfrom: 2026-11-09\n---\n");
    assert!(shown("2026-11-16").contains("The steps now\n  If it is 7:30"), "{}", shown("2026-11-16"));
}

#[test]
fn open_makes_the_page_and_hands_it_to_a_browser() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK]);
    let open = |browser: &str, arguments: &[&str]| {
        here.command(&[&["open"], arguments].concat()).env("BROWSER", browser).output().expect("tinystep")
    };
    assert_eq!(open("no-such-browser:true", &["--as-of", AS_OF]).status.code(), Some(0));
    assert!(here.exists("reports/week-2026-11-16.html"));
    let ran = open("no-such-browser:false", &["--as-of", AS_OF]);
    assert_eq!(ran.status.code(), Some(2));
    let err = String::from_utf8_lossy(&ran.stderr);
    assert!(err.contains("week-2026-11-16.html"), "{err}");
}
