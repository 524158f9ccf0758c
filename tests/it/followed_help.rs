//! Help works when it is followed: what it says to write counts as what the line meant, and no further problem is reported.

use tinystep::journal::{Journal, Status, View, assemble, settings, understand};

const JOURNAL: &str = "---\nname: Sam\n---\n";
const WALK: &str = "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n";
const MEMO: &str = "---\ntask: Voice memo\nwhen: every day at 8:00\nfrom: 2026-11-02\n---\n";

fn read(notes: &[(&str, &str)]) -> Journal {
    let settings = settings("journal.md", JOURNAL.as_bytes()).expect("settings");
    let drafts: Vec<_> = notes.iter().map(|(path, text)| understand(path, text.as_bytes())).collect();
    assemble(&settings, &drafts, &[], "2026-11-22".parse().expect("a date"), View::Client)
}

fn read_day(text: &str) -> Journal {
    read(&[("walk.md", WALK), ("memo.md", MEMO), ("2026-11-18.md", text)])
}

/// What the first problem says to write.
fn written_in_help(journal: &Journal, line: &str) -> String {
    let problem = journal.problems.first().unwrap_or_else(|| panic!("nothing is told: {line}"));
    assert!(journal.entries.is_empty(), "{line} is counted");
    // A log line that may be no practice hears of `not practice:` first.
    let mut parts = problem.help.split('`').skip(1).step_by(2).filter(|part| *part != "not practice:");
    parts.next().unwrap_or_else(|| panic!("{line}: {}", problem.help)).to_owned()
}

#[test]
fn lines_of_day_notes_are_counted_as_the_help_writes_them() {
    use Status::{Done, NotDone, Partly, Skip};
    for (line, status) in [
        ("• [-] Walk", NotDone),
        ("-[-] Walk", NotDone),
        ("- [-]Walk", NotDone),
        ("[-] Walk", NotDone),
        ("- [ - ] Walk", NotDone),
        ("- [--] Walk", NotDone),
        ("- \\[-\\] Walk", NotDone),
        ("[/] Walk", Partly),
        ("- [/]Walk", Partly),
        ("[>] Walk", Skip),
        ("- [>]Walk", Skip),
        ("[~] Walk", Partly),
        ("[x] Walk", Done),
        ("- [✓] Walk", Done),
        ("20:00 - [-] Walk", NotDone),
        ("- [partly] Walk", Partly),
        ("- [half] Walk", Partly),
        ("- [skip] Walk", Skip),
        ("- [no] Walk", NotDone),
        ("- [ill] Walk", Skip),
        ("- (-) Walk", NotDone),
        ("- (/) Walk", Partly),
        ("- [–] Walk", NotDone),
        ("- [—] Walk", NotDone),
        ("Walk: done", Done),
        ("Walk: partly", Partly),
        ("Walk: no", NotDone),
        ("Walk: skipped", Skip),
        ("- Walk ❌", NotDone),
        ("- skipped Walk", Skip),
        ("- no time for walk", NotDone),
        ("- walk: no time", NotDone),
        ("- didn't get to walk", NotDone),
        ("- Walk - too tired", NotDone),
        ("- ran out of time for my walk, kids ill", NotDone),
        ("- walk done, 15 min", Done),
        ("[walk:: partly]", Partly),
        ("walk:: true", Done),
        ("#walk-partly", Partly),
        ("> - [-] Walk", NotDone),
        ("> [!todo] - [-] Walk", NotDone),
        ("# Today\n\t- [/] Walk", Partly),
        ("- [x] Walk -- nice", Done),
        ("- [x] Walk— nice", Done),
        ("---\nwalk :yes\n---", Done),
        ("(#walk)", Done),
        ("- [x] Walk for half an hour with Lena", Done),
        ("- [x] Walk half", Partly),
        ("- [x] Walk with no coat", Done),
        ("- [x] Walk, not far", Done),
        ("- [x] did not walk", NotDone),
        ("- [x] Walk not done", NotDone),
        ("- [x] Walk, not evening", NotDone),
        ("- [x] Walk couldn't sleep", NotDone),
        ("- [x] Walk (7:30 with Lena)", Done),
        ("- Walk: done, 12 min", Done),
        ("- Walk: didn't", NotDone),
        ("Walk - forgot", NotDone),
        ("- [*] Walk", Done),
        ("no walk", NotDone),
        ("- didn't walk today", NotDone),
        ("I didn't do the walk", NotDone),
        ("forgot to walk", NotDone),
        ("- [x] almost walk", Partly),
        ("did my walk", Done),
        ("x[] Walk", Done),
        ("[x Walk", Done),
        ("- [x Walk]", Done),
        ("- [[x] Walk", Done),
        ("_ [x] Walk", Done),
        ("- [ ] Walk \u{2713}", Done),
        ("(task:: Walk)", Done),
        ("- [x] Walk a bit", Partly),
        ("- [x] half a walk", Partly),
        ("- [x] part of a walk", Partly),
        ("- [x] [x] Walk", Done),
        ("#walk: too tired", NotDone),
        ("- [\u{ff0f}] Walk", Partly),
        ("- [\u{ff1e}] Walk", Skip),
        ("- [x][Walk]", Done),
        ("- [x](Walk)", Done),
        ("- ~~[x] Walk~~", NotDone),
        ("Walk complete", Done),
        ("Walk;done", Done),
        ("\"Walk\",\"done\"", Done),
        ("x 2026-11-18 2026-11-17 Walk +home", Done),
    ] {
        let mut written = written_in_help(&read_day(line), line);
        if written.contains(": ") {
            written = format!("---\n{written}\n---");
        } else if written.starts_with("> ") {
            written = format!("> [!todo]\n{written}");
        } else if written.starts_with("Walk") {
            written = format!("- [x] {written}");
        }
        let followed = read_day(&written);
        let said: Vec<(&str, Status)> = followed.entries.iter().map(|entry| (&*entry.task, entry.status)).collect();
        assert_eq!(said, [("Walk", status)], "{line} -> {written}");
        assert_eq!(followed.problems.first().map(|problem| &problem.help), None, "{line} -> {written}");
    }
}

/// Minutes in odd signs, units and places are those of the entry once the help is followed.
#[test]
fn a_help_keeps_the_minutes_of_a_line() {
    for line in [
        "- [x] walk\u{2014}10 min",
        "- [x] walk -> 10 min",
        "- [x] walk->10 min",
        "- [x] walk \u{2192} 10 min",
        "- [x] walk \u{b1}10 min",
        "- [x] walk \u{2248}10 min",
        "- [x] walk ca. 10 min",
        "- [x] walk 10-ish min",
        "- [x] walk 10 Minuten",
        "- [x] walk 10 minutos",
        "- [x] walk 10 mintues",
        "- [x] walk PT10M",
        "- [x] [x] walk 10 min",
        "- [x] 2 walks, 10 min",
        "- [x](Walk) 10 min",
        "- Walk: [x] 10 min",
        "- ~~[x] Walk 10 min~~",
        "Walk:: 10",
        "Walk done 10 min",
        "Walk - completed 10 min",
        "\"Walk\",\"10\"",
        "---\nwalk_minutes: 10\n---",
        "---\nWalk (min): 10\n---",
    ] {
        let told = read_day(line);
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        assert!(told.entries.is_empty() && !help.is_empty(), "{line}: {help}");
        let written = help.split('`').nth(1).unwrap_or_default().to_owned();
        let written = match () {
            () if line.starts_with("---") => format!("---\n{written}\n---"),
            () if written.starts_with("- ") => written,
            () => format!("- [x] {written}"),
        };
        let followed = read_day(&written);
        let said: Vec<_> = followed.entries.iter().map(|entry| entry.minutes.map(|m| m.seconds)).collect();
        assert_eq!(said, [Some(600)], "{line} -> {written}");
    }
}

/// The same in a plan's own note, with the date that stands there in marks of other programs, or above the line.
#[test]
fn a_help_keeps_the_date_and_the_words_of_a_log_line() {
    for (line, minutes, words) in [
        ("- [x] in the park [completion:: 2026-11-18]", None, Some("in the park")),
        ("- [x] in the park @done(2026-11-18)", None, Some("in the park")),
        ("- [x] 10 min [done:: 2026-11-18]", Some(600), None),
        ("## 2026-11-18\n- [x] 10 min", Some(600), None),
        ("## Wed 2026-11-18\n- [x] in the park", None, Some("in the park")),
        ("[[2026-11-18|Wed]] 10 min", Some(600), None),
        ("- [[2026-11-18]] 10 min", Some(600), None),
        ("[2026-11-18](2026-11-18.md) 10 min", Some(600), None),
        ("- [x] in the park \u{2705} 2026-11-18", None, Some("in the park")),
        ("- [x] done on 2026-11-18, 10 min", Some(600), None),
        ("2026-11-18: walked, 10 min", Some(600), Some("walked")),
        ("2026-11-18,10,done", Some(600), None),
        ("2026-11-18;10;x", Some(600), None),
    ] {
        let told = read(&[("walk.md", &format!("{WALK}{line}\n"))]);
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        let written = help.split('`').find(|part| part.starts_with("- [x] 2026")).unwrap_or_default().to_owned();
        assert!(told.entries.is_empty() && !written.is_empty(), "{line}: {help}");
        let followed = read(&[("walk.md", &format!("{WALK}{written}\n"))]);
        let said: Vec<_> = followed
            .entries
            .iter()
            .map(|entry| {
                (entry.date.to_string(), entry.minutes.map(|m| m.seconds), entry.words.as_deref().map(str::to_owned))
            })
            .collect();
        assert_eq!(said, [("2026-11-18".to_owned(), minutes, words.map(str::to_owned))], "{line} -> {written}");
    }
}

/// The client's own words stay, whatever they say.
#[test]
fn a_help_keeps_the_words_of_a_line() {
    for (line, words) in [
        ("Walk with no coat", "with no coat"),
        ("Walk, not far", "not far"),
        ("Walk for half an hour with Lena", "with Lena"),
        ("Walk couldn't sleep", "couldn't sleep"),
        ("Walk half, then rain", "half, then rain"),
        ("Walk (7:30 with Lena)", "with Lena"),
        ("Walk (with Lena)", "with Lena"),
        ("Walk with `Lena`", "with 'Lena'"),
        ("Walk same as yesterday", "same as yesterday"),
        ("Walk, better than Tuesday", "better than Tuesday"),
        ("Walk moved from 2026-11-17", "moved from 2026-11-17"),
        ("Walk ready for next Friday", "ready for next Friday"),
        ("Walk because of Monday, 10 min", "because of Monday"),
    ] {
        let help = written_in_help(&read_day(&format!("- [x] {line}")), line);
        let help = if help.starts_with("- ") { help } else { format!("- [x] {help}") };
        let followed = read_day(&help);
        let said: Vec<Option<&str>> = followed.entries.iter().map(|entry| entry.words.as_deref()).collect();
        assert_eq!(said, [Some(words)], "{line} -> {help}");
    }
}

/// A day that a line names is not that of its note: the help gives the date.
#[test]
fn a_line_about_another_day_is_moved_to_its_note() {
    for (line, date) in [
        ("Walk on Monday", "2026-11-16"),
        ("Walk (on Monday)", "2026-11-16"),
        ("Monday: Walk", "2026-11-16"),
        ("Walk last Friday, 10 min", "2026-11-13"),
        ("Walk on Tue", "2026-11-17"),
        ("Walk yesterday", "2026-11-17"),
        ("Walk last night", "2026-11-17"),
        ("Walk 2 days ago", "2026-11-16"),
        ("Walk 2026-11-17", "2026-11-17"),
        ("2026-11-17 Walk, 10 min", "2026-11-17"),
        ("Walk (Tue)", "2026-11-17"),
        ("Walk Tue", "2026-11-17"),
        ("Walk Nov 17", "2026-11-17"),
        ("Walk on the 17th", "2026-11-17"),
        ("Walk 17.11.", "2026-11-17"),
        ("Walk 17.11.2026", "2026-11-17"),
        ("Walk 11/17", "2026-11-17"),
        ("Walk 17th", "2026-11-17"),
        ("Tue 17 Nov: Walk", "2026-11-17"),
        ("Walk, 17 Nov (Tue), 10 min", "2026-11-17"),
    ] {
        let told = read_day(&format!("- [x] {line}"));
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        assert!(told.entries.is_empty() && help.contains(&format!("into the note of {date}")), "{line}: {help}");
        let written = help.split('`').nth(1).unwrap_or_default();
        let followed = read(&[("walk.md", WALK), (&format!("{date}.md"), written)]);
        assert!(followed.entries.len() == 1 && followed.problems.is_empty(), "{line}: {help}");
        assert_eq!(
            line.contains("10 min"),
            followed.entries.iter().any(|entry| entry.minutes.is_some()),
            "{line}: {help}"
        );
    }
    let told = read_day("- [x] Walk on Wednesday");
    assert!(told.problems.iter().all(|problem| !problem.help.contains("into the note of")));
}

/// The day of the note itself says nothing new.
#[test]
fn the_notes_own_day_in_a_line_counts() {
    for line in [
        "Walk today, 10 min",
        "Wed: Walk 10 min",
        "Walk on Wednesday, 10 min",
        "Walk 2026-11-18 10 min",
        "Walk (18 Nov), 10 min",
        "Wed 18 Nov: Walk 10 min",
        "Walk 18.11. 10 min",
    ] {
        let journal = read_day(&format!("- [x] {line} - nice"));
        assert!(journal.problems.is_empty(), "{line}: {:?}", journal.problems);
        let said: Vec<_> =
            journal.entries.iter().map(|entry| (entry.minutes.map(|m| m.seconds), entry.words.as_deref())).collect();
        assert_eq!(said, [(Some(600), Some("nice"))], "{line}");
    }
}

/// What is rated and where it was count when the help is followed.
#[test]
fn a_help_keeps_ratings_and_the_plans_place() {
    let walk = WALK.replace("from:", "where: the park\nrate: [fear, low mood]\nfrom:");
    for line in [
        "Walk in the park fear 7",
        "Walk with Lena at the park, fear: 7, 10 min",
        "Walk (fear 7/10) in the park",
        "Done: Walk low mood 3 fear=7 in the park",
    ] {
        let told = read(&[("walk.md", &walk), ("2026-11-18.md", &format!("- [x] {line}"))]);
        let help = written_in_help(&told, line);
        let followed = read(&[("walk.md", &walk), ("2026-11-18.md", &format!("- [x] {help}"))]);
        assert!(followed.problems.is_empty(), "{line}: {help}: {:?}", followed.problems);
        let [entry] = followed.entries.as_slice() else { panic!("{line}: {help}") };
        let rated = entry.ratings.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
        assert_eq!(entry.place.as_deref(), Some("the park"), "{line}: {help}");
        assert!(rated.contains(&"fear") && rated.contains(&"low mood") == line.contains("low mood"), "{line}: {help}");
        assert_eq!(entry.minutes.is_some(), line.contains("10 min"), "{line}: {help}");
    }
}

/// Several days are a line in the note of each, those in the middle too.
#[test]
fn a_line_about_several_days_is_written_into_each_note() {
    for (line, days) in [
        ("Walk Mon and Tue", vec!["2026-11-16", "2026-11-17"]),
        ("Walk Sun-Tue", vec!["2026-11-15", "2026-11-16", "2026-11-17"]),
        ("Walk 2026-11-15 - 2026-11-17", vec!["2026-11-15", "2026-11-16", "2026-11-17"]),
        ("Walk 2026-11-15, 2026-11-17", vec!["2026-11-15", "2026-11-17"]),
    ] {
        let told = read_day(&format!("- [x] {line}"));
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        assert!(told.entries.is_empty() && help.ends_with(&format!("{}.", with_and(&days))), "{line}: {help}");
        let written = help.split('`').nth(1).unwrap_or_default();
        let names: Vec<String> = days.iter().map(|day| format!("{day}.md")).collect();
        let notes: Vec<(&str, &str)> =
            names.iter().map(|name| (name.as_str(), written)).chain([("walk.md", WALK)]).collect();
        let followed = read(&notes);
        assert!(followed.entries.len() == days.len() && followed.problems.is_empty(), "{line}: {help}");
    }
}

fn with_and(days: &[&str]) -> String {
    let (last, rest) = days.split_last().expect("a day");
    format!("{} and {last}", rest.join(", "))
}

/// An entry over several days is a note for each.
#[test]
fn an_entry_over_several_days_is_a_note_for_each() {
    for when in ["2026-11-16 to 2026-11-18", "2026-11-16 - 2026-11-18", "2026-11-16..18", "16-18 Nov 2026"] {
        let told = read(&[("walk.md", WALK), ("a.md", &format!("---\ntask: Walk\nwhen: {when}\ndone: yes\n---\n"))]);
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        let dates: Vec<&str> = help.split('`').skip(1).step_by(2).take_while(|word| word.len() == 10).collect();
        assert_eq!(dates, ["2026-11-16", "2026-11-17", "2026-11-18"], "{when}: {help}");
    }
}

/// What stands where nothing is read counts once the help is followed.
#[test]
fn comments_and_code_are_ended_as_the_help_says() {
    let told = read_day("<!-- todo\n- [x] Walk");
    let help = told.problems.first().map(|problem| problem.help.as_str());
    assert_eq!(help, Some("Write `-->` where the comment ends."));
    let followed = read_day("<!-- todo\n-->\n- [x] Walk");
    assert!(followed.entries.len() == 1 && followed.problems.is_empty());
    let told = read(&[("walk.md", WALK), ("a.md", "```yaml\ntask: Walk\nwhen: 2026-11-18\n```\n")]);
    assert!(told.problems.iter().any(|problem| problem.help.starts_with("Take out the lines of backticks")));
    let followed = read(&[("walk.md", WALK), ("a.md", "---\ntask: Walk\nwhen: 2026-11-18\n---\n")]);
    assert!(followed.entries.len() == 1 && followed.problems.is_empty());
    let other = read(&[("walk.md", WALK), ("a.md", "```yaml\ntask: Walk\ntitle: x\n```\n")]);
    assert!(other.problems.is_empty());
}

/// A ticked line that says `forgot` counts as done, and the help turns it round.
#[test]
fn a_ticked_line_that_says_forgot_is_told() {
    let told = read_day("- [x] Walk, forgot");
    assert_eq!(told.entries.first().map(|entry| entry.status), Some(Status::Done));
    let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
    let followed = read_day(help.split('`').nth(1).unwrap_or_default());
    assert_eq!(followed.entries.first().map(|entry| entry.status), Some(Status::NotDone), "{help}");
    assert!(followed.problems.is_empty() && !followed.entries[0].barriers.is_empty());
    assert!(read_day("- [x] Walk \u{2014} forgot my hat").problems.is_empty());
}

/// What the help for a `when` writes is understood.
#[test]
fn a_when_is_understood_as_the_help_writes_it() {
    for phrase in [
        "from 3 to 5",
        "3ish",
        "at 5",
        "half past 4 every day",
        "sometimes Mon, sometimes Thu",
        "after school (Wednesdays at 2pm)",
        "at the gym on Tuesdays",
        "monday 8am with Sam",
        "couple times a week",
        "before 5",
        "weekdays after 3",
        "from 4 on",
        "until 4",
        "Mon-Fri 5-5:30",
        "ten to four",
        "half 3",
        "3 weekly",
        "8 and 20",
        "6 30",
        "330",
        "730am",
        "maybe Mondays",
        "maybe at 8",
        "Mon, Tuseday at 8",
        "lunch",
        "dinner time",
        "going to bed",
        "on my walk",
        "twice a day at 4 and 8",
        "at 10, 2 and 6",
        "0800 and 2000",
        "weekdays at 4, weekends at 10",
        "Mon 5, Tue 6",
        "2x nightly",
        "every 4 hrs",
        "every 8 hours",
        "every 12 hours at 9",
        "on nights when I can't sleep",
        "five days out of seven",
        "rain or shine, daily at 7",
        "3 times a week, not on consecutive days",
        "twice a day, 12 hours apart",
        "w/o phone at 8",
    ] {
        let error = tinystep::when::parse_when(phrase).expect_err(phrase);
        let written = error
            .help
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|words| !["where: ", "with ", "w/o "].iter().any(|start| words.starts_with(start)));
        for words in written {
            assert!(tinystep::when::parse_when(words).is_ok(), "{phrase}: {words}");
        }
    }
}

const MEDS: &str = "---\ntask: Meds\nwhen: every day at 8:00 and 20:00\nfrom: 2026-11-02\n---\n";

#[test]
fn several_times_on_one_line_are_a_line_for_each() {
    for line in [
        "Meds 8:00 and 20:00",
        "Meds 8:00, 20:00",
        "Meds at 8:00 and at 20:00",
        "Meds 8am & 8pm - with tea",
        "Meds 8 and 20",
        "Meds 8, 20",
        "Meds am + pm",
        "Meds both",
        "Meds 08.00 / 20.00",
        "Meds 8/20",
    ] {
        let told = read(&[("meds.md", MEDS), ("2026-11-18.md", &format!("- [x] {line}"))]);
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        let lines: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
        let followed = read(&[("meds.md", MEDS), ("2026-11-18.md", &lines.join("\n"))]);
        let times: Vec<String> = followed.entries.iter().map(|entry| format!("{:?}", entry.time)).collect();
        assert!(times.len() == 2 && times[0].contains("480") && times[1].contains("1200"), "{line}: {help}: {times:?}");
        assert_eq!(followed.entries.iter().any(|entry| entry.words.is_some()), line.contains("tea"), "{line}: {help}");
        assert!(followed.problems.is_empty(), "{line}: {help}");
    }
}

#[test]
fn several_times_behind_a_key_are_a_line_for_each() {
    for value in ["8:00, 20:00", "[8:00, 20:00]", "8am and 8pm"] {
        let told = read(&[("meds.md", MEDS), ("2026-11-18.md", &format!("---\nmeds: {value}\n---\n"))]);
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        let lines: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
        let followed = read(&[("meds.md", MEDS), ("2026-11-18.md", &lines.join("\n"))]);
        assert!(told.entries.is_empty() && followed.problems.is_empty(), "{value}: {help}");
        let times: Vec<String> = followed.entries.iter().map(|entry| format!("{:?}", entry.time)).collect();
        assert!(
            times.len() == 2 && times[0].contains("480") && times[1].contains("1200"),
            "{value}: {help}: {times:?}"
        );
    }
}

/// A ticked line that says what was forgotten counts as done, and a hint says so.
#[test]
fn a_time_that_was_forgotten_is_told() {
    for line in ["Meds, forgot evening", "Meds, forgot the evening", "Meds, forgot 20:00"] {
        let told = read(&[("meds.md", MEDS), ("2026-11-18.md", &format!("- [x] {line}"))]);
        let Some(problem) = told.problems.first() else { panic!("nothing is told: {line}") };
        let lines: Vec<&str> = problem.help.split('`').skip(1).step_by(2).collect();
        let followed = read(&[("meds.md", MEDS), ("2026-11-18.md", &lines.join("\n"))]);
        let said: Vec<Status> = followed.entries.iter().map(|entry| entry.status).collect();
        assert!(said.contains(&Status::NotDone) && said.contains(&Status::Done), "{line}: {}", problem.help);
        assert!(followed.problems.is_empty(), "{line}: {}", problem.help);
    }
    let fine = read(&[
        ("meds.md", MEDS),
        ("2026-11-18.md", "- [-] Meds, forgot, evening\n- [x] Meds, 8:00 - forgot evening tea"),
    ]);
    assert!(fine.problems.is_empty(), "{:?}", fine.problems.first().map(|problem| &problem.message));
}

/// A name that is a part of a longer word is none.
#[test]
fn compounds_say_nothing_of_a_plan() {
    let read_plan = WALK.replace("Walk", "Read");
    for line in [
        "Walk-in closet",
        "Walkway swept",
        "read-only files",
        "Walk-through of the flat",
        "a school-walk",
        "Walkie-talkie",
    ] {
        for line in [format!("- [x] {line}"), format!("- {line}"), format!("{line} \u{2705}")] {
            let told = read(&[("walk.md", WALK), ("read.md", &read_plan), ("2026-11-18.md", &line)]);
            let problem = told.problems.first().map(|problem| &problem.help);
            assert!(told.entries.is_empty() && problem.is_none(), "{line}: {problem:?}");
        }
    }
    assert!(!read_day("- [x] Walk-10min").problems.is_empty() && !read_day("- [x] Walk-done").problems.is_empty());
}

/// `0910` after the name is hardly a number of something.
#[test]
fn a_time_without_its_colon_is_told() {
    let told = read_day("- [x] Walk 0910");
    let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
    assert!(told.entries.len() == 1 && help.starts_with("Write `09:10`"), "{help}");
    for line in ["Walk 2000", "Walk 910", "Walk 0990", "Walk 7:30 0910"] {
        assert!(read_day(&format!("- [x] {line}")).problems.is_empty(), "{line}");
    }
}

/// A version that cannot be read is reported at its own note, and not once more at each entry of its time.
#[test]
fn a_version_that_cannot_be_read_is_told_once() {
    let later = WALK.replace("2026-11-02", "2026-11-16");
    let broken = WALK.replace("every day at 7:30", "every 3rd Friday");
    let unreadable = WALK.replace("when: every day at 7:30", "when: [7:30");
    let entries = "- [x] 2026-11-09\n- [x] 2026-11-10\n";
    let codes = |notes: &[(&str, &str)]| -> Vec<&'static str> {
        read(notes).problems.iter().map(|problem| problem.code.name()).collect()
    };
    let with_log = format!("{later}{entries}");
    assert_eq!(codes(&[("walk.md", &with_log)]), ["before-plan", "before-plan"]);
    for earlier in [broken, unreadable] {
        let told = codes(&[("walk.md", &with_log), ("walk-old.md", &earlier)]);
        assert!(!told.is_empty() && !told.contains(&"before-plan"), "{told:?}");
    }
}

#[test]
fn a_list_below_html_counts_behind_an_empty_line() {
    for html in [
        "<br>",
        "<img src=\"a.png\">",
        "<hr>",
        "<h2>Today</h2>",
        "<details>\n<summary>Today</summary>",
        "<center>",
        "<p>",
    ] {
        let told = read_day(&format!("{html}\n- [x] Walk"));
        let help = told.problems.first().map(|problem| problem.help.as_str());
        assert_eq!(help, Some("Leave an empty line above the list."), "{html}");
        let followed = read_day(&format!("{html}\n\n- [x] Walk"));
        assert!(followed.entries.len() == 1 && followed.problems.is_empty(), "{html}");
    }
}

#[test]
fn lines_of_a_log_are_counted_as_the_help_writes_them() {
    use Status::{Done, NotDone, Partly, Skip};
    for (line, status) in [
        ("- [–] 2026-11-18", NotDone),
        ("[-] 2026-11-18", NotDone),
        ("- [no] 2026-11-18", NotDone),
        ("[/] 2026-11-18", Partly),
        ("- 2026-11-18: not done", NotDone),
        ("- 2026-11-18 skipped, ill", Skip),
        ("| 2026-11-18 | no |", NotDone),
        ("> - [-] 2026-11-18", NotDone),
        ("- [x] 2026-11-18, 2026-11-17", Done),
        ("- 2026-11-18 went well", Done),
    ] {
        let written = written_in_help(&read(&[("walk.md", &format!("{WALK}{line}"))]), line);
        let written = written.replace("YEAR-MONTH-DAY", "2026-11-18");
        let followed = read(&[("walk.md", &format!("{WALK}{written}"))]);
        let said: Vec<Status> = followed.entries.iter().map(|entry| entry.status).collect();
        assert_eq!(said, [status], "{line} -> {written}");
        assert!(followed.problems.is_empty(), "{line} -> {written}");
    }
}

#[test]
fn several_plans_on_one_line_are_a_line_for_each() {
    for line in
        ["Walk and Voice memo", "Walk & Voice memo", "Walk + Voice memo", "Walk / Voice memo", "Walk; Voice memo"]
    {
        let told = read_day(&format!("- [x] {line}"));
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        let lines: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
        let followed = read_day(&lines.join("\n"));
        assert!(followed.entries.len() == 2 && followed.problems.is_empty(), "{line}: {help}");
    }
}

/// A field that the help moves is read there, and the entry or the plan still counts.
#[test]
fn fields_are_read_where_the_help_puts_them() {
    let entry = |field: &str| format!("---\ntask: Walk\nwhen: 2026-11-18\n{field}\n---\n");
    for field in ["time: 10 min", "time: 20", "time: 7:30"] {
        let told = read(&[("walk.md", WALK), ("a.md", &entry(field))]);
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        let written = help.split('`').nth(1).unwrap_or_default();
        let text = match written.strip_prefix("when: ") {
            Some(when) => format!("---\ntask: Walk\nwhen: {when}\n---\n"),
            None => entry(written),
        };
        let followed = read(&[("walk.md", WALK), ("a.md", &text)]);
        assert!(followed.entries.len() == 1 && followed.problems.is_empty(), "{field} -> {written}");
    }
    for fields in ["time: 8:00", "when: Mondays\ntime: 8:00"] {
        let plan = |fields: &str| format!("---\ntask: Sit\n{fields}\nfrom: 2026-11-02\n---\n");
        let told = read(&[("sit.md", &plan(fields))]);
        let help = told.problems.iter().find(|problem| problem.help.contains("`when`")).expect("a help for the time");
        let written = help.help.split('`').nth(3).unwrap_or_default();
        assert!(read(&[("sit.md", &plan(written))]).problems.is_empty(), "{fields} -> {written}");
    }
}

/// What a line says besides the plan's name: after it, and before it.
const SAID: [(&str, &str); 21] = [
    ("", ", 10 min"),
    ("", " 10 min"),
    ("7:30 ", ""),
    ("7:30 ", ", 10 min"),
    ("7:30 ", " @park"),
    ("", " @park"),
    ("", " @park, 10 min"),
    ("", " @the old park 10 min"),
    ("20:00 ", ", 1h 30m @park"),
    ("10 min ", ""),
    ("", " at 7:30"),
    ("", ", 7:30 - 7:45"),
    ("morning ", ""),
    ("", ", evening, 5 min"),
    ("07.30 ", ", 15m"),
    ("7h30 ", " 20 min"),
    ("", ", 90 s"),
    ("", ", 10 min — nice and warm"),
    ("7:30 ", " @park, 10 min - it rained"),
    ("", " (minutes:: 5)"),
    ("", " [where:: the park]"),
];

/// What an entry of `Walk` says.
fn told(journal: &Journal) -> Vec<String> {
    let own = journal.entries.iter().filter(|entry| &*entry.task == "Walk");
    own.map(|entry| format!("{} {:?} {:?} {:?}", entry.date, entry.time, entry.minutes.map(|m| m.seconds), entry.place))
        .collect()
}

/// Forms of a line that is not counted: `{}` is what it says with the plan's name, `<` and `>` what is on either side of it.
const FORMS: [&str; 22] = [
    "[x] {}",
    "• [x] {}",
    "- [x]{}",
    "- [✓] {}",
    "- [-]{}",
    "- (x) {}",
    "- [x ] {}",
    "- [half] {}",
    "✅ {}",
    "> - [x] {}",
    "> [!todo] - [x] {}",
    "- [x] <Wlak>",
    "- [x] <Walk with Mum>",
    "- [x] <Walk>  with Mum",
    "- [x] went for a <Walk>",
    "- [x] [ ] {}",
    "- [x] ~~x~~ ❌ {}",
    "- done {}",
    "- [x] <Walk not done>",
    "- [x] {} and Voice memo",
    "# Today\n    - [x] {}",
    "<br>\n- [x] {}",
];

/// What a line loses if its help is followed.
fn loss(line: &str, help: &str, expected: &[String], found: &[String]) -> Option<String> {
    (found != expected).then(|| format!("{line:?}\n  help {help}\n  {expected:?}\n  {found:?}"))
}

fn assert_nothing_is_lost(lost: &[String]) {
    assert!(lost.is_empty(), "{}\n{} lost", lost.join("\n"), lost.len());
}

#[test]
fn a_help_that_is_followed_loses_nothing_of_the_line() {
    let mut lost = Vec::new();
    for form in FORMS {
        for (before, behind) in SAID {
            // In a line without a box and in a sentence no words of one's own follow.
            let plain = format!("{before}Walk{behind}");
            let line = form.replace("{}", &plain).replace('<', before).replace('>', behind);
            let line = if form.starts_with(['>', '<']) { form.replace("{}", &plain) } else { line };
            let journal = read_day(&line);
            let Some(problem) = journal.problems.first().filter(|_| told(&journal).is_empty()) else { continue };
            let expected = told(&read_day(&format!("- [x] {plain}")));
            let written: Vec<&str> = problem.help.split('`').skip(1).step_by(2).collect();
            let followed = match written.first().copied().unwrap_or_default() {
                "" => line.replace("\n-", "\n\n-"),
                first if first.starts_with("> ") => format!("> [!todo]\n{first}"),
                first if first.starts_with("- ") => {
                    if form.contains("and Voice") {
                        written.join("\n")
                    } else {
                        first.to_owned()
                    }
                }
                first => format!("- [x] {first}"),
            };
            lost.extend(loss(&line, &problem.help, &expected, &told(&read_day(&followed))));
        }
    }
    assert_nothing_is_lost(&lost);
}

/// Minutes that are written in an odd way, fields without brackets and names in different words are kept.
#[test]
fn a_help_keeps_odd_minutes_fields_and_names_in_other_words() {
    let read_plan = WALK.replace("task: Walk", "task: Read one page");
    let notes =
        |line: &str| read(&[("walk.md", WALK), ("read.md", &read_plan), ("2026-11-18.md", &format!("- [x] {line}"))]);
    let said = |journal: &Journal| -> Vec<String> {
        let of = |entry: &tinystep::journal::Entry| {
            let minutes = entry.minutes.map(|minutes| minutes.seconds);
            let words = entry.words.as_deref();
            format!("{} {:?} {minutes:?} {:?} {:?} {words:?}", entry.task, entry.time, entry.place, entry.felt)
        };
        journal.entries.iter().map(of).collect()
    };
    for (line, same) in [
        ("Walk the dog (felt: good)", "Walk (felt:: good) - the dog"),
        ("Walk 0:45 min with Lena", "Walk, 45 min - with Lena"),
        ("Walk 10 more min", "Walk, 10 min - more"),
        ("Walk 20 (of 30) min with Lena", "Walk, 20 min - with Lena"),
        ("Walk 5 min late", "Walk - 5 min late"),
        ("Walk minutes: 10", "Walk (minutes:: 10)"),
        ("Walk, where: park", "Walk @park"),
        ("Walk, minutes: 10, where: park - cold", "Walk, 10 min @park - cold"),
        ("Walk felt: fine, rather", "Walk (felt:: fine, rather)"),
        ("went out #walk", "Walk - went out"),
        ("7:10 #walk with Tom", "7:10 Walk - with Tom"),
        ("Read 1 page 7:10, 5 min @bed", "7:10 Read one page, 5 min @bed"),
        ("7:10 Read 1 page", "7:10 Read one page"),
        ("Read a page, 5 min", "Read one page, 5 min"),
    ] {
        let told = notes(line);
        let help = written_in_help(&told, line);
        let help = help.strip_prefix("- [x] ").unwrap_or(&help);
        let followed = notes(help);
        assert!(followed.problems.is_empty(), "{line}: {help}: {:?}", followed.problems);
        assert_eq!(said(&followed), said(&notes(same)), "{line}: {help}");
    }
}

/// A place and minutes in the `when` of an entry are told as the fields they are.
#[test]
fn the_when_of_an_entry_keeps_its_place_and_minutes() {
    for (when, place, minutes) in [
        ("2026-11-18 7:10 @park", Some("park"), None),
        ("2026-11-18 7:10, in the park, 10 min", Some("the park"), Some(600)),
        ("2026-11-18 @park 10 min", Some("park"), Some(600)),
        ("2026-11-18 7:10 10 min", None, Some(600)),
    ] {
        let entry = |fields: &str| format!("---\ntask: Walk\n{fields}\n---\n");
        let told = read(&[("walk.md", WALK), ("a.md", &entry(&format!("when: {when}")))]);
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        let written: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
        let (first, more) = written.split_first().expect("a help");
        let fields = format!("when: {first}\n{}", more.join("\n"));
        let followed = read(&[("walk.md", WALK), ("a.md", &entry(&fields))]);
        let said: Vec<_> =
            followed.entries.iter().map(|of| (of.place.as_deref(), of.minutes.map(|m| m.seconds))).collect();
        assert_eq!(said, [(place, minutes)], "{when}: {help}");
        assert!(followed.problems.is_empty(), "{when}: {help}");
    }
}

/// Each line of a table in a plan's note, and a rating in a line of its log.
#[test]
fn a_help_for_tables_and_ratings_of_a_log_says_the_same() {
    let walk = WALK.replace("from:", "rate: fear\nfrom:");
    for (text, days, minutes) in [
        ("| 2026-11-16 | 2026-11-17 |\n|---|---|\n| x | 10 min |", 2, Some(600)),
        ("| Date | Done | Minutes |\n|---|---|---|\n| 2026-11-18 | x | 10 |", 1, Some(600)),
        ("- 2026-11-18 10 min, fear 7", 1, Some(600)),
        ("- 2026-11-18 fear: 7 with Lena", 1, None),
    ] {
        let told = read(&[("walk.md", &format!("{walk}{text}"))]);
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        let lines: Vec<&str> = help.split('`').skip(1).step_by(2).filter(|line| line.starts_with("- ")).collect();
        let followed = read(&[("walk.md", &format!("{walk}{}", lines.join("\n")))]);
        assert_eq!(followed.entries.len(), days, "{text}: {help}");
        let last = followed.entries.last().and_then(|entry| entry.minutes.map(|minutes| minutes.seconds));
        assert_eq!(last, minutes, "{text}: {help}");
        let is_rated = followed.entries.iter().any(|entry| !entry.ratings.is_empty());
        assert_eq!(is_rated, text.contains("fear"), "{text}: {help}");
        assert!(followed.problems.is_empty(), "{text}: {help}: {:?}", followed.problems);
    }
}

/// A row of a table, a key, and a line with a date in a note that has none: the help puts the line elsewhere, and it says the same.
#[test]
fn what_the_help_moves_says_the_same() {
    for (row, same) in [
        ("| Walk | x | 10 min |", "- [x] Walk, 10 min"),
        ("| 7:30 | Walk | \u{2705} | @park |", "- [x] 7:30 Walk @park"),
        ("| x | Walk, 10 min |", "- [x] Walk, 10 min"),
        ("---\nwalk: 7:30\n---", "- [x] 7:30 Walk"),
        ("---\nwalk: 7:30, 10 min\n---", "- [x] 7:30 Walk, 10 min"),
        ("---\nwalk: 10 min @park\n---", "- [x] Walk, 10 min @park"),
    ] {
        let row = if row.starts_with('|') { format!("| a | b | c |\n|---|---|---|\n{row}\n") } else { row.to_owned() };
        assert_eq!(told(&read_day(&written_in_help(&read_day(&row), &row))), told(&read_day(same)), "{row}");
    }
    for line in
        ["- [x] Walk 2026-11-18 10 min", "- [x] 7:30 Walk, 2026-11-18 @park", "- [x] Walk on 2026-11-18, 10 min"]
    {
        let journal = read(&[("walk.md", WALK), ("memo.md", MEMO), ("notes.md", line)]);
        let help = journal.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        let written: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
        assert!(help.contains("into the note of 2026-11-18"), "{line}: {help}");
        let in_day = told(&read_day(written[0]));
        assert!(in_day.len() == 1 && !in_day[0].contains("None None None"), "{line}: {help}: {in_day:?}");
        assert_eq!(told(&read(&[("walk.md", &format!("{WALK}{}", written[1]))])), in_day, "{line}: {help}");
    }
    let line = "- [x] 2026-11-18, 2026-11-17 10 min";
    let journal = read(&[("walk.md", &format!("{WALK}{line}"))]);
    let help = journal.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
    let lines: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
    let followed = told(&read(&[("walk.md", &format!("{WALK}{}", lines.join("\n")))]));
    assert_eq!(followed, ["2026-11-17 None Some(600) None", "2026-11-18 None Some(600) None"], "{help}");
}

#[test]
fn a_help_for_a_line_of_a_log_loses_nothing() {
    let mut lost = Vec::new();
    for form in [
        "- 2026-11-18{}",
        "[x] 2026-11-18{}",
        "- [x]2026-11-18{}",
        "- [✓] 2026-11-18{}",
        "> - [x] 2026-11-18{}",
        "- [/]2026-11-18{}",
    ] {
        for (_, behind) in SAID.into_iter().filter(|(before, _)| before.is_empty()) {
            let line = form.replace("{}", behind);
            let expected = told(&read(&[("walk.md", &format!("{WALK}- [x] 2026-11-18{behind}"))]));
            let journal = read(&[("walk.md", &format!("{WALK}{line}"))]);
            let problem = journal.problems.first().unwrap_or_else(|| panic!("nothing is told: {line}"));
            let written = problem.help.split('`').nth(1).unwrap_or_default();
            let found = told(&read(&[("walk.md", &format!("{WALK}{written}"))]));
            lost.extend(loss(&line, &problem.help, &expected, &found));
        }
    }
    assert_nothing_is_lost(&lost);
}

/// A line that says a plan's name in different words counts as the help writes it, and by itself once it is a name of the plan.
#[test]
fn the_same_name_in_different_words_can_become_a_name_of_the_plan() {
    for (task, line) in [
        ("Walk 20 min", "Walk"),
        ("Walk 20 min", "Walk 25 min - nice"),
        ("Piano, 30 min", "Piano"),
        ("Get up at 7:30", "get up 7:40"),
        ("Walk & talk", "Walk and talk, 10 min"),
        ("No phone in bed", "no-phone-in-bed"),
        ("Call Dad", "Dad call"),
        ("Evening tidying", "Tidy @kitchen"),
    ] {
        let plan = |more: &str| format!("---\ntask: {task}\nwhen: every day at 7:30\nfrom: 2026-11-02\n{more}---\n");
        let line = format!("- [x] {line}\n");
        let told = read(&[("p.md", &plan("")), ("2026-11-18.md", &line)]);
        let help = told.problems.first().unwrap_or_else(|| panic!("nothing is told: {line}")).help.clone();
        let written: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
        let is_named = written.first().is_some_and(|line| line.starts_with(task));
        assert!(told.entries.is_empty() && is_named, "{line}: {help}");
        let followed = read(&[("p.md", &plan("")), ("2026-11-18.md", &format!("- [x] {task}\n"))]);
        assert!(followed.entries.len() == 1 && followed.problems.is_empty(), "{line}: {help}");
        let name = written.get(1).unwrap_or_else(|| panic!("{help}"));
        let followed = read(&[("p.md", &plan(&format!("aka: {name}\n"))), ("2026-11-18.md", &line)]);
        assert!(followed.entries.len() == 1 && followed.problems.is_empty(), "{line}: {help}");
    }
}

/// A line that counts as done though something says otherwise counts as meant where its hint is followed, and nothing more is told.
#[test]
fn ticks_that_are_doubted_count_as_the_help_writes_them() {
    use Status::{Done, NotDone, Partly, Skip};
    for (line, date, status) in [
        ("## Tue 17\n- [x] Walk, 10 min", "2026-11-17", Done),
        ("- [x] Walk, 10 min ✅ 2026-11-16", "2026-11-16", Done),
        ("- [x] Walk [completion:: 2026-11-16]", "2026-11-16", Done),
        ("- [x] Walk @done(2026-11-16)", "2026-11-16", Done),
        ("- [/] Walk\n  - date: 2026-11-16", "2026-11-16", Partly),
        ("- [x] Walk — yesterday", "2026-11-17", Done),
        ("- [x] Walk - partly", "2026-11-18", Partly),
        ("- [x] Walk — skipped, ill", "2026-11-18", Skip),
        ("- [x] Walk - no", "2026-11-18", NotDone),
    ] {
        let told = read_day(&format!("{line}\n"));
        let problem = told.problems.first().unwrap_or_else(|| panic!("nothing is told: {line}"));
        assert!(told.entries.len() == 1 && told.problems.len() == 1, "{line}: {:?}", told.problems);
        let written = problem.help.split('`').nth(1).unwrap_or_default();
        assert!(date == "2026-11-18" || problem.help.contains(date), "{line}: {}", problem.help);
        let followed = read(&[("walk.md", WALK), ("memo.md", MEMO), (&format!("{date}.md"), &format!("{written}\n"))]);
        assert!(followed.entries.first().is_some_and(|entry| entry.status == status), "{line}: {written}");
        assert!(followed.problems.is_empty(), "{line}: {:?}", followed.problems);
    }
}

/// A line that tells of several plans: the help has a line for each, with the mark that the line says.
#[test]
fn a_help_for_several_plans_gives_each_its_own_mark() {
    use Status::{Done, NotDone, Partly, Skip};
    let plan = |task: &str| format!("---\ntask: {task}\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n");
    let notes = |line: &str| {
        let (walk, book, meds) = (plan("Walk"), plan("Read"), plan("Meds"));
        read(&[("walk.md", &walk), ("read.md", &book), ("meds.md", &meds), ("2026-11-18.md", line)])
    };
    for (line, walk, book) in [
        ("Not done: walk, read", NotDone, NotDone),
        ("Missed: walk, read", NotDone, NotDone),
        ("Skipped: walk, read", Skip, Skip),
        ("Nope: walk, read", NotDone, NotDone),
        ("Walk and read: not done", NotDone, NotDone),
        ("Walk, read: not done", NotDone, NotDone),
        ("Walk and read: no", NotDone, NotDone),
        ("Walk & read: partly", Partly, Partly),
        ("Walk and read both done", Done, Done),
        ("Both walk and read missed", NotDone, NotDone),
        ("Neither walk nor read", NotDone, NotDone),
        ("Missed: walk. Did: read", NotDone, Done),
        ("Did: walk. Missed: read", Done, NotDone),
        ("done: walk. not done: read", Done, NotDone),
        ("walk: -, read: x", NotDone, Done),
        ("walk: x, read: -", Done, NotDone),
        ("walk n, read y", NotDone, Done),
        ("walk y, read n", Done, NotDone),
        ("walk: 1, read: 0", Done, NotDone),
        ("walk \u{1F44D} read \u{1F44E}", Done, NotDone),
        ("walk \u{1F44E}, read \u{1F44D}", NotDone, Done),
        ("Walk 10, Read 20", Done, Done),
        ("Walk but no read", Done, NotDone),
        ("Only walk, no read", Done, NotDone),
        ("No walk no read", NotDone, NotDone),
        ("- [x] No walk, read 10 min", NotDone, Done),
        ("- [x] Walk, no read", Done, NotDone),
        ("\u{2705} Meds Walk \u{274C} Read", Done, NotDone),
        ("\u{274C} Read \u{2705} Meds Walk", Done, NotDone),
        ("Habits: \u{2705} walk \u{274C} read", Done, NotDone),
        ("Walk/read: no", NotDone, NotDone),
        ("Walk yes / Read no", Done, NotDone),
        ("walk not, read done", NotDone, Done),
        ("None: walk, read", NotDone, NotDone),
        ("All done: walk, read", Done, Done),
        ("Missed: walk (rain), read (tired)", NotDone, NotDone),
    ] {
        let told = notes(line);
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        assert!(told.entries.is_empty() && told.problems.len() == 1, "{line}: {help}");
        let lines: Vec<&str> = help.split('`').skip(1).step_by(2).filter(|line| line.starts_with("- [")).collect();
        let followed = notes(&format!("{}\n", lines.join("\n")));
        let status = |task: &str| followed.entries.iter().find(|of| &*of.task == task).map(|of| of.status);
        assert_eq!((status("Walk"), status("Read")), (Some(walk), Some(book)), "{line}: {help}");
        assert!(followed.problems.is_empty(), "{line}: {help}: {:?}", followed.problems);
        let minutes: Vec<u32> =
            followed.entries.iter().filter_map(|of| of.minutes).map(|minutes| minutes.seconds / 60).collect();
        let expected: &[u32] = match line {
            "Walk 10, Read 20" => &[10, 20],
            "- [x] No walk, read 10 min" => &[10],
            _ => &[],
        };
        assert_eq!(minutes, expected, "{line}: {help}");
    }
}

/// Lines of a plan's note in odd forms: what counts when the help is followed, with its minutes and its words.
#[test]
fn a_help_for_an_odd_line_of_a_log_keeps_minutes_and_words() {
    for (line, minutes, words) in [
        ("2026-11-17 walk\u{2014}10 min", Some(10), Some("walk")),
        ("2026-11-17: PT10M", Some(10), None),
        ("2026-11-17 \u{2705} PT10M", Some(10), None),
        ("2026-11-17 10 Minuten", Some(10), None),
        ("2026-11-17 10", Some(10), None),
        ("2026-11-17 \u{274C} rain", None, Some("rain")),
        ("- [x] 2026-11-17 \u{274C} rain", None, Some("rain")),
        ("2026-11-17 not done, rain", None, Some("rain")),
        ("2026-11-17 \u{274C} no time", None, Some("no time")),
        ("2026-11-17 \u{2713} 10", Some(10), None),
        ("2026-11-17 partly, 5 min", Some(5), None),
        ("Done on 2026-11-17, 10 min", Some(10), None),
    ] {
        let told = read(&[("walk.md", &format!("{WALK}{line}"))]);
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        let written = help.split('`').find(|line| line.starts_with("- [")).unwrap_or_default();
        let followed = read(&[("walk.md", &format!("{WALK}{written}\n"))]);
        let said: Vec<_> = followed
            .entries
            .iter()
            .map(|of| (of.minutes.map(|minutes| minutes.seconds / 60), of.words.as_deref()))
            .collect();
        assert_eq!(said, [(minutes, words)], "{line}: {help}");
        assert!(followed.problems.is_empty(), "{line}: {help}: {:?}", followed.problems);
    }
}

/// Ordinary notes that are full of the plans' words.
#[test]
fn ordinary_notes_full_of_the_plans_words_stay_quiet() {
    let plan = |task: &str| format!("---\ntask: {task}\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n");
    for text in [
        "Talked with Tom about his walk and what I might read next.",
        "A walk in the park would be nice, and then a book to read.",
        "Read somewhere that a walk of 10 minutes helps. Must be true.",
        "Mum asked if I walk or read more these days.",
        "Walk the dog, read the mail, pay the bills: the usual list of Mum's.",
        "The walk-in clinic was full and I read all their magazines.",
        "We talked about meds, a walk and sleep. She listened.",
        "No milk, no bread and no eggs. Shopping tomorrow.",
        "Yes, no, maybe. Tom could not decide.",
        "Lunch 10, dinner 20 euro.",
        "Both kids ill, neither at school.",
        "Only rain, no sun.",
        "Thursday: dentist at 10",
        "Tom 1, Ann 0 at chess",
        "He won 3-2 and 6-4, what a match",
        "Saturday walk with the club is off this year, Tom said.",
        "Next week: read the contract, call the bank",
        "Later I sat in the sun. Tomorrow is another day.",
        "Ideas: walk to work, read on the bus, less phone",
        "Film: Walk the Line \u{1F44D}, popcorn \u{1F44E}",
    ] {
        let (walk, book, meds) = (plan("Walk"), plan("Read"), plan("Meds"));
        let told = read(&[("walk.md", &walk), ("read.md", &book), ("meds.md", &meds), ("2026-11-18.md", text)]);
        assert!(told.entries.is_empty() && told.problems.is_empty(), "{text}: {:?}", told.problems);
        // Nothing of it is a day of a plan's log.
        let told = read(&[("walk.md", &format!("{WALK}{text}\n"))]);
        let is_of_log = text.starts_with("Thursday");
        assert!(told.entries.is_empty() && (told.problems.is_empty() || is_of_log), "{text}: {:?}", told.problems);
    }
}
