//! `tinystep import`: what it writes is read back with the numbers of the export, and it writes nothing otherwise.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use tinystep::journal::{Journal, Status};

use crate::sandbox::{Ran, Sandbox, times};

const HABITS: &str = "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?\n";
const AS_OF: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();

fn journal_of(here: &Sandbox) -> Journal {
    here.journal(&AS_OF.to_string())
}

/// Date, task and status of each entry that counts for a plan.
fn facts(here: &Sandbox) -> Vec<(String, String, Status)> {
    let journal = journal_of(here);
    let of_plans = journal.entries.iter().filter_map(|entry| Some((entry, &journal.plans[entry.plan?])));
    let mut facts: Vec<_> =
        of_plans.map(|(entry, plan)| (entry.date.to_string(), plan.task.clone(), entry.status)).collect();
    facts.sort();
    facts
}

fn import(here: &Sandbox, status: i32, arguments: &[&str]) -> Ran {
    here.run_to(status, &[&["import", "--journal", "j", "--as-of", "2026-11-20"], arguments].concat())
}

/// A journal `j` and an export beside it.
fn sandbox(files: &[(&str, &str)]) -> Sandbox {
    let here = Sandbox::with(files);
    here.write("j/journal.md", "# Mine\n");
    here
}

/// The journal of the sandbox, by itself.
fn inner(here: &Sandbox) -> Sandbox {
    let inner = Sandbox::empty();
    for (path, bytes) in here.files("j") {
        inner.write(&path, bytes);
    }
    inner
}

fn facts_of(list: &[(&str, &str, Status)]) -> Vec<(String, String, Status)> {
    let mut facts: Vec<_> = list.iter().map(|(date, task, status)| ((*date).into(), (*task).into(), *status)).collect();
    facts.sort();
    facts
}

#[test]
fn loop_comes_in_with_its_marks_amounts_and_frequencies() {
    let habits = format!(
        "{HABITS}001,Walk,YES_NO,,,3,7,#F,,,,false\n002,\"Read / write, \"\"daily\"\" 🙂\",YES_NO,,\"two\nlines\",1,1,#F,,,,false\n003,Meditate,NUMERICAL,,,1,1,#F,min,AT_LEAST,10.0,true\n004,Run - slowly,NUMERICAL,,,1,7,#F,km,AT_LEAST,5.0,false\n005,Coffee,NUMERICAL,,,1,1,#F,cups,AT_MOST,2.0,false\n006,🙂,YES_NO,,,10,30,#F,,,,false\n007,Never,YES_NO,,,1,1,#F,,,,false\n"
    );
    // Names are above the columns without quotes.
    let marks = "Date,Walk,Read / write, \"daily\" 🙂,Meditate,Run - slowly,Coffee,🙂,Never,\n\
        2026-11-19,YES_MANUAL,NO,10000,5200,2000,YES_MANUAL,UNKNOWN,\n\
        2026-11-18,YES_AUTO,SKIP,7500,UNKNOWN,2500,YES_MANUAL,UNKNOWN,\n\
        2026-11-17,UNKNOWN,YES_MANUAL,0,UNKNOWN,0,UNKNOWN,UNKNOWN,\n";
    let here = sandbox(&[("e/Habits.csv", &habits), ("e/Checkmarks.csv", marks)]);
    let ran = import(&here, 0, &["loop", "e"]);
    assert_eq!(here.files("j").len(), 1, "it only shows");
    for said in [
        "Loop Habit Tracker: 7 habits, 2026-11-17 to 2026-11-19.",
        "`Walk`: 1 done; 2026-11-19 to 2026-11-19. A new plan: 3 times a week.",
        "All together: 8 done, 1 partly, 3 not done, 1 skipped.",
        "1 day ticked by Loop itself",
        "1 habit without any day",
        "10 in 30 days cannot be said",
        "To be written: 6 plans and 3 notes of days, in imported/loop/.",
        "Nothing was written yet.",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    let ran = import(&here, 0, &["loop", "e/Checkmarks.csv", "--write"]);
    assert!(ran.out.contains("made  imported/loop/: 6 plans and 3 notes of days\n"), "{}", ran.out);
    let inner = inner(&here);
    let read = "Read / write, \"daily\" 🙂";
    let expected = facts_of(&[
        ("2026-11-19", "Walk", Status::Done),
        ("2026-11-19", read, Status::NotDone),
        ("2026-11-18", read, Status::Skip),
        ("2026-11-17", read, Status::Done),
        ("2026-11-19", "Meditate", Status::Done),
        ("2026-11-18", "Meditate", Status::Partly),
        ("2026-11-17", "Meditate", Status::NotDone),
        ("2026-11-19", "Run - slowly", Status::Done),
        ("2026-11-19", "Coffee", Status::Done),
        ("2026-11-18", "Coffee", Status::NotDone),
        ("2026-11-17", "Coffee", Status::Done),
        ("2026-11-19", "🙂", Status::Done),
        ("2026-11-18", "🙂", Status::Done),
    ]);
    assert_eq!(facts(&inner), expected);
    let journal = journal_of(&inner);
    let plan = |task: &str| journal.plans.iter().find(|plan| plan.task == task).expect(task);
    assert_eq!(plan("Walk").when_text.as_deref(), Some("3 times a week"));
    assert_eq!(plan("Walk").start.to_string(), "2026-11-19");
    assert_eq!(plan("Meditate").end.map(|end| end.to_string()).as_deref(), Some("2026-11-19"));
    assert_eq!((plan("🙂").when_text.as_deref(), plan("Walk").end), (None, None));
    let minutes = journal.entries.iter().filter_map(|entry| entry.minutes).map(|minutes| minutes.seconds);
    assert_eq!(minutes.collect::<Vec<_>>(), [450, 600]);
    let checked = here.run_to(0, &["check", "j", "--as-of", "2026-11-20"]).out;
    assert!(checked.contains("Every note can be read") && !checked.contains("amount"), "{checked}");
    // An amount is a separate line, and not among anybody's words.
    assert!(here.read("j/imported/loop/2026-11-19.md").contains("- [x] Run - slowly\n  - amount: 5.2 km\n"));
    assert!(here.read("j/imported/loop/2026-11-17.md").contains("- [-] Meditate\n- [x] Coffee\n"));
    assert!(journal.entries.iter().all(|entry| entry.words.is_none()));
    // The same once more has nothing new, and a longer export only its new days.
    let before = here.files("j");
    assert!(import(&here, 0, &["loop", "e", "--write"]).out.contains("nothing new"));
    assert_eq!(here.files("j"), before);
    let longer = marks.replacen('\n', "\n2026-11-20,YES_MANUAL,UNKNOWN,UNKNOWN,UNKNOWN,UNKNOWN,UNKNOWN,NO,\n", 1);
    here.write("e/Checkmarks.csv", longer);
    let out = import(&here, 0, &["loop", "e", "--write"]).out;
    assert!(out.contains("made  imported/loop/: 1 plan and 1 note of a day\n"), "{out}");
    assert_eq!(
        here.read("j/imported/loop/2026-11-20.md"),
        "---\nkind: day\ndate: 2026-11-20\n---\n- [x] Walk\n- [-] Never\n"
    );
}

#[test]
fn notes_of_single_days_of_loop_are_imported_or_reported() {
    let here = sandbox(&[
        ("e/Habits.csv", &format!("{HABITS}001,Walk,YES_NO,,,3,7,#F,,,,false\n")),
        ("e/Checkmarks.csv", "Date,Walk,\n2026-11-19,YES_MANUAL,\n2026-11-18,UNKNOWN,\n"),
        (
            "e/001 Walk/Checkmarks.csv",
            "Date,Value,Notes\n2026-11-19,YES_MANUAL,\"by the river, cold\"\n2026-11-18,UNKNOWN,ill\n",
        ),
    ]);
    let ran = import(&here, 0, &["loop", "e", "--write"]);
    assert!(ran.out.contains("Left out: 1 day with a note of Loop and nothing done."), "{}", ran.out);
    assert!(here.read("j/imported/loop/2026-11-19.md").ends_with("- [x] Walk - by the river, cold\n"));
    assert!(import(&here, 2, &["loop", "nowhere"]).err.contains("there is no"));
    assert!(!import(&here, 2, &["loop", "nowhere"]).err.contains("Habits.csv"));
}

#[test]
fn jrnl_is_read_from_standard_input() {
    let here = sandbox(&[]);
    let text = br#"{"tags":{},"entries":[{"date":"2026-11-19","time":"07:35","title":"Cold.","body":"","tags":[],"starred":false}]}"#;
    let mut child = here
        .command(&["import", "jrnl", "-", "--journal", "j"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program runs");
    std::io::Write::write_all(&mut child.stdin.take().expect("its input"), text).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && out.contains("jrnl: 1 text, 2026-11-19"), "{out}");
    assert!(import(&here, 2, &["jrnl", "/dev/null"]).err.contains("read from standard input as `-`"));
}

#[test]
fn an_old_export_of_loop_does_not_tell_a_no_from_no_answer() {
    let here = sandbox(&[
        ("e/Habits.csv", "Position,Name,Description,NumRepetitions,Interval,Color\r\n001,Walk,,1,2,#F\r\n"),
        ("e/Checkmarks.csv", "Date,Walk,\r\n2026-11-19,2,\r\n2026-11-18,0,\r\n2026-11-17,1,\r\n"),
    ]);
    let ran = import(&here, 0, &["loop", "e", "--write"]);
    assert!(ran.out.contains("1 day without a tick") && ran.out.contains("every other day"), "{}", ran.out);
    assert_eq!(facts(&inner(&here)), facts_of(&[("2026-11-19", "Walk", Status::Done)]));
}

#[test]
fn harsh_comes_in_with_its_comments_and_its_list() {
    let log = "# my log\n\n2026-11-17 : Walk : y\n2026-11-18 : Walk : n : too\0 hot - and late\n2026-11-19 : Walk : s :  : \n\
        2026-11-18 : Too much coffee : y : <!-- hidden : 3\n2026-11-19 : Too much coffee : n :  : 5.2\n2026-11-19 : Dig : n\n2026-11-19 : Dig : y\n";
    let here = sandbox(&[
        ("h/log", log),
        ("h/habits", "# habits\n! Health\nWalk: 3/7\nToo much coffee: 0\nDig: 90\n"),
        ("j/mine.md", "---\ntask: walking\naka: [walk]\nwhen: every day at 8\nfrom: 2026-11-18\n---\n"),
        ("j/2026-11-19.md", "- [x] Walk\n"),
    ]);
    let ran = import(&here, 0, &["harsh", "h/log", "--write"]);
    for said in [
        "It is a plan already (mine.md)",
        "1 day before that plan begins",
        "1 day of which your notes tell already",
        "1 day that a later line",
        "1 in 90 days cannot be said",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    let expected = facts_of(&[
        ("2026-11-17", "walking", Status::Done),
        ("2026-11-18", "walking", Status::NotDone),
        ("2026-11-19", "walking", Status::Done),
        ("2026-11-18", "Too much coffee", Status::Done),
        ("2026-11-19", "Too much coffee", Status::NotDone),
        ("2026-11-19", "Dig", Status::Done),
    ]);
    assert_eq!(facts(&inner(&here)), expected);
    assert!(here.read("j/imported/harsh/2026-11-18.md").contains("- [-] Walk - too hot - and late\n"));
    assert!(here.read("j/imported/harsh/2026-11-19.md").contains("- [-] Too much coffee\n  - amount: 5.2\n"));
}

#[test]
fn every_frequency_of_harsh_comes_in_and_errors_name_the_file() {
    let log: String = ["Mom", "Bed", "Rent", "Gym", "Odd"].map(|name| format!("2026-11-18 : {name} : y\n")).concat();
    let habits = "Mom: 1w\nBed: 1\nRent: 2w\nGym: 3/1w\nOdd: monthly\n";
    let here = sandbox(&[("h/d.txt", &log), ("h/list", habits)]);
    let ran = import(&here, 0, &["harsh", "h/d.txt", "--habits", "h/list", "--write"]);
    assert!(ran.out.contains("`monthly` cannot be said"), "{}", ran.out);
    for (plan, when) in
        [("mom", "once a week"), ("bed", "every day"), ("rent", "every 14 days"), ("gym", "3 times a week")]
    {
        let note = here.read(&format!("j/imported/harsh/plans/{plan}.md"));
        assert!(note.contains(&format!("when: {when}\n")), "{note}");
    }
    assert!(!here.read("j/imported/harsh/plans/odd.md").contains("when:"));
    here.write("h/d.txt", "{}\n");
    here.write("h/list", "Mom\n");
    assert!(import(&here, 2, &["harsh", "h/d.txt", "--habits", "h/list"]).err.contains("list, line 1, column 1"));
    assert!(import(&here, 2, &["harsh", "h/d.txt"]).err.contains("d.txt, line 1, column 1"));
}

#[test]
fn jrnl_comes_in_as_texts_that_are_not_shared_by_themselves() {
    let json = r##"{"tags": {"@x": 1}, "entries": [
        {"title": "A day.", "body": "It rained.\u0000\n\n- [x] Walk\n\n#walk", "date": "2026-11-18", "time": "07:35", "tags": [], "starred": false},
        {"title": "task: Walk", "body": "", "date": "2026-11-18", "time": "07:35"},
        {"title": "---", "body": "when: 2026-01-01\n---\n", "date": "2026-11-19"}]}"##;
    let here =
        sandbox(&[("d.json", json), ("j/walk.md", "---\ntask: Walk\nwhen: daily at 8\nfrom: 2026-11-01\n---\n")]);
    here.write("j/journal.md", "---\nshare: full\n---\n");
    let ran = import(&here, 0, &["jrnl", "d.json"]);
    assert!(
        ran.out.contains("jrnl: 3 texts, 2026-11-18 to 2026-11-19.")
            && ran.out.contains("1 line in the new texts counts for a plan"),
        "{}",
        ran.out
    );
    let ran = import(&here, 0, &["jrnl", "d.json", "--write"]);
    assert!(ran.out.contains("made  imported/jrnl/: 3 texts\n"), "{}", ran.out);
    assert_eq!(
        here.read("j/imported/jrnl/2026-11-18 0735.md"),
        "---\nkind: day\ndate: 2026-11-18\nshare: summary\n---\nA day.\n\nIt rained.\n\n- [x] Walk\n\n#walk\n"
    );
    assert!(here.exists("j/imported/jrnl/2026-11-18 0735-2.md") && here.exists("j/imported/jrnl/2026-11-19.md"));
    assert_eq!(facts(&inner(&here)), facts_of(&[("2026-11-18", "Walk", Status::Done)]));
    here.run_to(0, &["report", "j", "--as-of", "2026-11-20"]);
    let page = here.read("j/reports/week-2026-11-16.md");
    assert!(!page.contains("rained"), "{page}");
    let again = import(&here, 0, &["jrnl", "d.json", "--write"]).out;
    assert!(again.contains("3 texts that are there already") && again.contains("nothing new"), "{again}");
}

#[test]
fn a_bad_export_is_reported_by_line_and_column_and_writes_nothing() {
    let one = format!("{HABITS}001,Walk,YES_NO,,,1,1,#F,,,,false\n");
    let loop_cases: [(&str, &str, &str); 11] = [
        ("Position,Habit\n1,Walk\n", "Date,Walk,\n", "Habits.csv, line 1, column 1: there is no column `Name`"),
        (&one, "Day,Walk,\n", "Checkmarks.csv, line 1, column 1"),
        (&one, "Date,Run,\n", "Checkmarks.csv, line 1, column 6"),
        (&one, "Date,Walk,\n2026-11-19,2,\n2026-11-18,2", "Checkmarks.csv, line 3, column 1: this line has 2 cells"),
        (&one, "Date,Walk,\n2026-11-19,2,\n2026-11-", "Checkmarks.csv, line 3, column 1"),
        (&one, "Date,Walk,\n2026-11-31,2,\n", "`2026-11-31` is no date"),
        (&one, "Date,Walk,\n2026-11-19,7,\n", "Checkmarks.csv, line 2, column 12: `7` is no mark"),
        (&one, "Date,Walk,\n2026-11-19,2,\n2026-11-19,2,\n", "a second time"),
        (
            &one,
            "Date,Walk,\n2026-11-19,\"2\n",
            "Checkmarks.csv, line 2, column 12: the quotes that begin here never end",
        ),
        (&one.replace(",1,1,", ",x,1,"), "Date,Walk,\n", "Habits.csv, line 2, column 19: `x` is no number"),
        (
            &one.repeat(2).replacen(HABITS, "", 2).replacen("", HABITS, 1),
            "Date,Walk,\n",
            "two habits are called `Walk`",
        ),
    ];
    for (habits, marks, says) in loop_cases {
        let here = sandbox(&[("e/Habits.csv", habits), ("e/Checkmarks.csv", marks)]);
        let ran = import(&here, 2, &["loop", "e", "--write"]);
        assert!(ran.err.contains(says) && ran.err.contains("Nothing was written."), "{says}\n{}", ran.err);
        assert_eq!(here.files("j").len(), 1);
    }
    for (program, text, says) in [
        ("harsh", "2026-11-19 : Walk : y\n2026-11-18 : Wa", "log, line 2, column 1"),
        ("harsh", "2026-11-19 : Walk : maybe\n", "log, line 1, column 21: `maybe` is none of y, n and s"),
        ("harsh", "19.11.2026 : Walk : y\n", "log, line 1, column 1: `19.11.2026` is no date"),
        ("jrnl", "{\"entries\": [\n{\"title\": \"a\", \"bo", "log, line 2, column 18: the file ends too early"),
        ("jrnl", "{\"journal\": []}", "is it from `jrnl --format json`"),
        ("jrnl", "{\"journal\": []}", "(it has no `entries`)"),
        ("jrnl", "[]", "a list, a text or a number stands where jrnl writes something else"),
        ("jrnl", "{\"entries\": [{\"date\": \"2026-11-19\"}]}", "(an entry has no `title`)"),
        ("jrnl", "{\"entries\": [{\"title\": \"a\", \"date\": \"yesterday\"}]}", "`yesterday` is no date"),
        ("jrnl", "not json", "log, line 1, column 2: this is no JSON"),
    ] {
        let here = sandbox(&[("log", text)]);
        let ran = import(&here, 2, &[program, "log", "--write"]);
        let err = ran.err.to_lowercase();
        assert!(err.contains(&says.to_lowercase()) && err.contains("nothing was written."), "{says}\n{err}");
        assert_eq!(here.files("j").len(), 1);
    }
    let here = sandbox(&[("log", "")]);
    here.write("log", b"2026-11-19 : Walk : y\n2026-11-18 : W\xffalk : y\n");
    assert!(import(&here, 2, &["harsh", "log"]).err.contains("log, line 2, column 15: this is no text in UTF-8"));
    assert!(import(&here, 2, &["loop", "export.zip"]).err.contains("Unpack it"));
    assert!(import(&here, 2, &["jrnl", "none.json"]).err.contains("there is no"));
}

#[test]
fn nothing_is_overwritten_and_nothing_goes_where_it_is_not_read() {
    let here = sandbox(&[
        ("log", "2026-11-19 : Walk : y\n"),
        ("j/imported/harsh/2026-11-19.md", "mine\n"),
        ("j/imported/harsh/plans/walk.md", "mine too\n"),
    ]);
    import(&here, 0, &["harsh", "log", "--write"]);
    assert_eq!(here.read("j/imported/harsh/2026-11-19.md"), "mine\n");
    assert!(here.exists("j/imported/harsh/2026-11-19-2.md") && here.exists("j/imported/harsh/plans/walk-2.md"));
    assert_eq!(facts(&inner(&here)), facts_of(&[("2026-11-19", "Walk", Status::Done)]));
    let here = sandbox(&[("log", "2026-11-19 : Walk : y\n"), ("j/imported", "a file\n")]);
    assert!(import(&here, 2, &["harsh", "log", "--write"]).err.contains("`imported` is a file"));
    let here = sandbox(&[("log", "2026-11-19 : Walk : y\n")]);
    std::fs::remove_file(here.path("j/journal.md")).expect("removed");
    assert!(import(&here, 2, &["harsh", "log", "--write"]).err.contains("no journal.md"));
}

#[test]
fn ten_years_come_in_at_once() {
    let mut habits = HABITS.to_owned();
    let mut marks = "Date,".to_owned();
    for n in 0..10 {
        let _ = writeln!(habits, "{n:03},Habit number {n},YES_NO,,,1,1,#F,,,,false");
        let _ = write!(marks, "Habit number {n},");
    }
    marks.push('\n');
    for back in 0..3650 {
        let date = AS_OF.checked_sub_days(Days::new(back)).expect("a date");
        let _ = writeln!(marks, "{date},{}", "YES_MANUAL,NO,".repeat(5));
    }
    let here = sandbox(&[("e/Habits.csv", &habits), ("e/Checkmarks.csv", &marks.replacen("NO", "UNKNOWN", 1))]);
    let ran = import(&here, 0, &["loop", "e"]);
    assert!(ran.out.contains("All together: 18250 done, 18249 not done."), "{}", ran.out);
    assert!(ran.out.contains("10 plans and 3650 notes of days"), "{}", ran.out);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(times(64)))]

    /// Habits with any names: each counts as before, or is reported as left out.
    #[test]
    fn habits_of_any_name_count_as_they_did(names in prop::collection::btree_set("[ -~]{1,12}|\\PC{1,8}|[a-c🙂/,\" '%<!-]{1,10}", 1..4)) {
        let words: Vec<String> = names.iter().map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let mut log = String::new();
        for (n, name) in words.iter().filter(|name| !name.is_empty() && !name.contains(" : ")).enumerate() {
            let _ = writeln!(log, "2026-11-{:02} : {name} : y\n2026-11-19 : {name} : n", n + 1);
        }
        let here = sandbox(&[("log", &log)]);
        let ran = here.run(&["import", "harsh", "log", "--write", "--journal", "j", "--as-of", "2026-11-20"]);
        if ran.status == 0 {
            let left_out = ran.out.matches(": left out, since").count();
            let counted = facts(&inner(&here));
            let told = ran.out.lines().filter(|line| line.starts_with("- `")).count() - left_out;
            let days: std::collections::BTreeSet<_> = counted.iter().map(|(date, task, _)| (date, task)).collect();
            prop_assert_eq!(days.len(), counted.len(), "{}\n{:?}", ran.out, counted);
            prop_assert!(counted.len() <= told * 2 + names.len() && counted.len() >= told, "{}\n{:?}", ran.out, counted);
        } else {
            prop_assert_eq!(ran.status, 2, "{}", ran.err);
            prop_assert_eq!(here.files("j").len(), 1);
        }
    }
}
