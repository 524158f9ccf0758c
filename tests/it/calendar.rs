//! `tinystep calendar`: the file is read again by a separate small reader, which counts the days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use tinystep::journal::{self, CalendarNames, Journal, View};
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::render;
use tinystep::report::PracticeCalendar;

use crate::sandbox::Sandbox;

const AS_OF: &str = "2026-11-20";

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// An entry of a calendar as it is in the file: its properties, by name without parameters.
#[derive(Debug, Default)]
struct Entry {
    properties: BTreeMap<String, String>,
    alarms: usize,
}

impl Entry {
    fn get(&self, name: &str) -> &str {
        self.properties.get(name).map_or("", String::as_str)
    }

    /// The dates until `horizon` on which it is.
    fn dates(&self, horizon: NaiveDate) -> BTreeSet<NaiveDate> {
        let day = |moment: &str| NaiveDate::parse_from_str(&moment[..8], "%Y%m%d").expect("a date");
        let listed = |name: &str| self.get(name).split(',').filter(|m| !m.is_empty()).map(day).collect::<BTreeSet<_>>();
        let first = day(self.get("DTSTART"));
        let rule: BTreeMap<&str, &str> = self.get("RRULE").split(';').filter_map(|part| part.split_once('=')).collect();
        let mut dates = listed("RDATE");
        dates.insert(first);
        let until = rule.get("UNTIL").map_or(horizon, |until| {
            // As the start is: a day, or a time.
            assert_eq!(until.len(), self.get("DTSTART").len(), "{self:?}");
            day(until)
        });
        let step: i64 = rule.get("INTERVAL").map_or(1, |step| step.parse().expect("a number"));
        let monday = |date: NaiveDate| date.week(Weekday::Mon).first_day();
        for date in first.iter_days().take_while(|date| *date <= until.min(horizon)) {
            let name = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][date.weekday().num_days_from_monday() as usize];
            let is_day = rule.get("BYDAY").is_none_or(|days| days.split(',').any(|day| day == name));
            let is_step = match rule.get("FREQ") {
                Some(&"DAILY") => (date - first).num_days() % step == 0,
                Some(&"WEEKLY") => (monday(date) - monday(first)).num_days() / 7 % step == 0,
                _ => false,
            };
            if is_day && is_step {
                dates.insert(date);
            }
        }
        let without = listed("EXDATE");
        assert!(without.iter().all(|date| dates.contains(date)), "days are left out that are not in it: {self:?}");
        dates.retain(|date| !without.contains(date) && *date <= horizon);
        dates
    }
}

/// The entries of a file, with its lines unfolded.
fn entries(text: &str) -> Vec<Entry> {
    // The crate does not count the space that begins a folded line.
    let length = |line: &str| line.strip_prefix(' ').unwrap_or(line).len();
    assert!(text.split("\r\n").all(|line| length(line) <= 75 && !line.contains('\n')), "{text}");
    let text = text.replace("\r\n ", "").replace("\r\n", "\n");
    assert!(text.starts_with("BEGIN:VCALENDAR\n") && text.ends_with("END:VCALENDAR\n"), "{text}");
    let (mut entries, mut inside) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let (name, value) = line.split_once(':').expect("a property");
        match name {
            "BEGIN" => {
                inside.push(value);
                match value {
                    "VEVENT" => entries.push(Entry::default()),
                    "VALARM" => entries.last_mut().expect("an entry").alarms += 1,
                    _ => {}
                }
            }
            "END" => assert_eq!(inside.pop(), Some(value)),
            _ if inside.last() == Some(&"VEVENT") => {
                let name = name.split(';').next().unwrap_or_default();
                let before = entries.last_mut().expect("an entry").properties.insert(name.into(), value.into());
                assert_eq!(before, None, "{name} twice");
            }
            _ => {}
        }
    }
    entries
}

fn journal_with(settings: &str, notes: &[(&str, String)]) -> Journal {
    let settings = journal::settings("journal.md", settings.as_bytes()).expect("settings");
    let drafts: Vec<_> = notes.iter().map(|(path, text)| journal::understand(path, text.as_bytes())).collect();
    journal::assemble(&settings, &drafts, &[], date(AS_OF), View::Shared)
}

fn file_of(journal: &Journal) -> Option<String> {
    let times = PracticeCalendar::new(journal, date(AS_OF));
    render::calendar_file(&times, CalendarNames::Neutral, DEFAULT_LANGUAGE.phrases)
}

fn plan_note(when: &str, more: &str) -> String {
    format!("---\ntask: Walk\nwhen: {when}\n{more}---\n")
}

#[test]
fn a_calendar_has_the_days_of_the_plan() {
    // Over two changes of the clock, and the end of a year.
    let horizon = date("2027-11-30");
    for when in [
        "every day at 7:30",
        "every day at 7:30 and 19:00",
        "daily",
        "weekdays at 7:30, after breakfast",
        "Mon, Wed, Fri at 16:00",
        "Mon 7:30, Wed 18:00",
        "every day at 7:30 except Sunday at 9",
        "every day except Sunday",
        "Monday before work and Thursday after work",
        "twice a day at 8:00 and 20:00",
        "twice a day, after meals",
        "twice a week on Tue and Thu at 8",
        "every other day at 7:30",
        "every 3 days except Sunday",
        "every other Tuesday evening",
        "every 2 weeks on Mon and Thu at 8",
        "every 2 weeks",
        "every 5 weeks on Saturday, at noon",
        "every other Tuesday and every Friday at 8",
        "every 3 days and every Monday at 8",
        "on 2026-12-24",
        "on 2026-12-24, 2026-12-26 and 2027-01-02 at 9",
    ] {
        for more in [
            "from: 2026-11-04\n",
            "from: 2026-11-04\nuntil: 2027-04-30\n",
            "from: 2026-11-04\npause: [2026-12-20 to 2027-01-05, 2027-02-01]\n",
            "from: 2026-11-04\npause: [2026-11-04 to 2026-11-20, from 2027-03-01]\n",
            "from: 2026-11-04\nuntil: 2027-01-10\npause: 2027-01-01 to 2027-02-01\n",
        ] {
            // Dates that are named are the plan's start and end.
            let more = if when.starts_with("on ") { more.replace("from: 2026-11-04\n", "") } else { more.to_owned() };
            let skip = "---\ntask: Walk\nwhen: 2026-12-01\ndone: skip\n---\n".to_owned();
            let journal = journal_with("# Journal\n", &[("a.md", plan_note(when, &more)), ("b.md", skip)]);
            let [plan] = &*journal.plans else { panic!("{when}: {:?}", journal.plans) };
            let planned: BTreeSet<NaiveDate> = plan
                .start
                .iter_days()
                .take_while(|date| *date <= horizon)
                .filter(|date| plan.runs_on(*date) && *date != self::date("2026-12-01"))
                .filter(|date| !plan.when.occasions(*date, plan.start).is_empty())
                .collect();
            let file = file_of(&journal);
            let entries = file.as_deref().map(entries).unwrap_or_default();
            let found: BTreeSet<NaiveDate> = entries.iter().flat_map(|entry| entry.dates(horizon)).collect();
            assert_eq!(found, planned, "{when}\n{more}{file:?}");
            let uids: BTreeSet<&str> = entries.iter().map(|entry| entry.get("UID")).collect();
            assert_eq!(uids.len(), entries.len(), "{when}");
        }
    }
}

#[test]
fn the_times_are_those_of_the_wall_clock() {
    for (when, minutes, times) in [
        ("every day at 7:30", "", &[("T073000", "T074500")][..]),
        ("every day at 7:30", "minutes: 90\n", &[("T073000", "T090000")]),
        ("every day at 7:30 and 19:00", "", &[("T073000", "T074500"), ("T190000", "T191500")]),
        ("every day, 18:00-18:40", "minutes: 5\n", &[("T180000", "T184000")]),
        ("every day after 6pm", "", &[("T180000", "T181500")]),
        ("every day before 9am", "minutes: 10\n", &[("T085000", "T090000")]),
        ("every morning", "", &[("T090000", "T091500")]),
        ("every day at 23:50", "minutes: 20\n", &[("T235000", "T001000")]),
        ("every day at 7:00 or 19:00", "", &[("T070000", "T071500")]),
        ("every day after dinner", "", &[("", "")]),
    ] {
        let journal = journal_with("# J\n", &[("a.md", plan_note(when, &format!("from: 2026-11-04\n{minutes}")))]);
        let file = file_of(&journal).expect("a file");
        let of = |entry: &Entry, name: &str| entry.get(name)[8..].to_owned();
        let found: Vec<(String, String)> =
            entries(&file).iter().map(|entry| (of(entry, "DTSTART"), of(entry, "DTEND"))).collect();
        let wanted: Vec<(String, String)> = times.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(found, wanted, "{when}");
        // No zone: neither of the file nor of a time.
        assert!(!file.contains("TZID") && !file.contains("VTIMEZONE"), "{file}");
        for entry in entries(&file) {
            assert!(!entry.get("DTSTART").ends_with('Z') && !entry.get("RRULE").contains('Z'), "{file}");
            assert_eq!(entry.alarms, usize::from(entry.get("DTSTART").contains('T')), "only a time rings");
            assert_eq!((entry.get("CLASS"), entry.get("SUMMARY")), ("PRIVATE", "Practice time"));
        }
    }
    // The end of a whole day is the day after it.
    let journal = journal_with("# J\n", &[("a.md", plan_note("Mondays", "from: 2026-11-04\n"))]);
    let file = file_of(&journal).expect("a file");
    assert_eq!((entries(&file)[0].get("DTSTART"), entries(&file)[0].get("DTEND")), ("20261109", "20261110"));
}

#[test]
fn versions_and_the_end_of_the_course_end_entries() {
    let first = plan_note("every day at 7:30", "from: 2026-11-02\n");
    let second = plan_note("weekdays at 18:00", "from: 2026-11-16\n");
    let journal = journal_with("---\nuntil: 2026-12-16\n---\n", &[("a.md", first.clone()), ("b.md", second)]);
    let file = file_of(&journal).expect("a file");
    let rules: Vec<String> = entries(&file).iter().map(|entry| entry.get("RRULE").to_owned()).collect();
    assert_eq!(
        rules,
        ["FREQ=DAILY;UNTIL=20261115T235959", "FREQ=WEEKLY;UNTIL=20261216T235959;BYDAY=MO,TU,WE,TH,FR;WKST=MO"]
    );
    // What is changed elsewhere in a plan leaves the names of its entries as they are.
    let uid = |note: &str| {
        let file = file_of(&journal_with("# J\n", &[("a.md", note.to_owned())])).expect("a file");
        entries(&file)[0].get("UID").to_owned()
    };
    assert_eq!(uid(&first), uid(&first.replace("task: Walk", "task: walk").replace("every day", "weekdays")));
    assert_ne!(uid(&first), uid(&first.replace("11-02", "11-03")));
    assert_ne!(uid(&first), uid(&first.replace("task: Walk", "task: Swim")));
}

const JOURNAL: &[(&str, &str)] = &[
    ("journal.md", "---\nname: Sam\n---\n"),
    ("plans/memo.md", "---\ntask: Voice memo\nwhen: every day at 7:30\nwhere: CANARY\nfrom: 2026-11-02\n---\n"),
    ("plans/cue.md", "---\ntask: Breathe out\nwhen: when tension starts\nfrom: 2026-11-02\n---\n"),
    ("plans/float.md", "---\ntask: Swim\nwhen: 3 times a week\nfrom: 2026-11-02\n---\n"),
    ("plans/over.md", "---\ntask: Over\nwhen: twice a week\nfrom: 2026-10-01\nuntil: 2026-10-30\n---\n"),
    ("plans/own.md", "---\ntask: CANARY\nwhen: Mondays at 9\nfrom: 2026-11-02\nshare: none\n---\n"),
];

#[test]
fn it_is_written_at_the_top_and_says_what_is_left_out() {
    let here = Sandbox::with(JOURNAL);
    let ran = here.run_to(0, &["calendar", "--as-of", AS_OF]);
    assert_eq!(
        ran.out,
        "made     calendar.ics\nIt has 1 entry.\nLeft out, since no day is fixed: Breathe out, Swim.\nLeft out, since it is \
         private: 1 plan.\nIt stays as it is now. To have it kept up to date, write `calendar: yes` into journal.md.\n"
    );
    let file = here.read("calendar.ics");
    assert!(!file.contains("CANARY") && !file.contains("memo") && !file.contains("Sam"), "{file}");
    assert_eq!(entries(&file).len(), 1);
    assert!(here.run_to(0, &["calendar", "--as-of", AS_OF]).out.starts_with("calendar.ics is up to date.\n"));
    assert_eq!(here.read("calendar.ics"), file);
    // The plans are the same on a later day, and so is every byte.
    assert!(here.run_to(0, &["calendar", "--as-of", "2026-12-05"]).out.starts_with("calendar.ics is up to date.\n"));
    assert_eq!(here.read("calendar.ics"), file);
    // With names, and no private one.
    here.run_to(0, &["calendar", "--names", "--as-of", AS_OF]);
    let named = here.read("calendar.ics");
    assert!(named.contains("SUMMARY:Voice memo\r\n") && !named.contains("CANARY"), "{named}");
    assert_eq!(entries(&named)[0].get("UID"), entries(&file)[0].get("UID"));
    // It is no note, and nothing of it is a problem.
    assert!(here.run_to(0, &["check", "--as-of", AS_OF]).out.contains("Every note can be read"));
    // If nothing is left for it, ours goes.
    here.write("plans/memo.md", "---\ntask: Voice memo\nwhen: sometime\nfrom: 2026-11-02\n---\n");
    let ran = here.run_to(0, &["calendar", "--as-of", AS_OF]);
    assert!(ran.out.starts_with("removed  calendar.ics\nNo plan names a day or a time"), "{}", ran.out);
    assert!(!here.exists("calendar.ics"));
}

#[test]
fn a_file_of_somebody_else_stays() {
    let here = Sandbox::with(JOURNAL);
    for own in ["mine", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"] {
        here.write("calendar.ics", own);
        let ran = here.run_to(2, &["calendar", "--as-of", AS_OF]);
        assert!(ran.err.contains("calendar.ics was not made by tinystep") && ran.out.is_empty(), "{}", ran.err);
        assert_eq!(here.read("calendar.ics"), own);
    }
    std::fs::remove_file(here.path("calendar.ics")).expect("removed");
    here.run_to(0, &["calendar", "--as-of", AS_OF]);
    let fresh = here.read("calendar.ics");
    // An edit is kept.
    let edited = fresh.replace("Practice time", "My time");
    here.write("calendar.ics", &edited);
    let ran = here.run_to(0, &["calendar", "--as-of", AS_OF]);
    assert!(ran.err.contains("had been edited"), "{}", ran.err);
    assert_eq!(here.read("calendar.ics"), fresh);
    assert_eq!(here.files("edited")[0].1, edited.as_bytes());
}

#[test]
fn nothing_is_written_where_nothing_may_be() {
    let here = Sandbox::with(&JOURNAL[1..]);
    assert!(here.run_to(2, &["calendar", "."]).err.contains("tinystep init"));
    let none = |settings: &str, status: i32, says: &str| {
        let here = Sandbox::with(JOURNAL);
        here.write("journal.md", settings);
        let ran = here.run_to(status, &["calendar", "--as-of", AS_OF]);
        assert!(ran.err.contains(says), "{}", ran.err);
        assert!(!here.exists("calendar.ics"), "{settings}");
    };
    none("---\nwriter: another-machine\n---\n", 0, "another-machine as the writer");
    none("---\nweek starts: Someday\n---\n", 2, "Settings are never guessed");
    none("", 2, "journal.md");
    assert!(!here.exists("calendar.ics"));
}

#[test]
fn a_name_is_one_line_and_is_folded_and_escaped() {
    let here = Sandbox::with(JOURNAL);
    let long =
        "Ein Spaziergang, dann; ein Brief \\ und “Grüße” an alle, die es bis hierher geschafft haben 🎉🎉🎉🎉🎉🎉🎉🎉";
    here.write(
        "plans/memo.md",
        format!("---\ntask: \"{}\"\nwhen: Mondays at 9\nfrom: 2026-11-02\n---\n", long.replace('\\', "\\\\")),
    );
    here.run_to(0, &["calendar", "--names", "--as-of", AS_OF]);
    let entries = entries(&here.read("calendar.ics"));
    let unescaped = entries[0].get("SUMMARY").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
    assert_eq!(unescaped, long);
    let days = entries[0].dates(date("2026-11-30"));
    assert_eq!(days.len(), 5);
    assert_eq!(days.first(), date("2026-11-02").checked_add_days(Days::new(0)).as_ref());
    assert!(days.iter().all(|day| day.weekday() == Weekday::Mon));
}

#[test]
fn it_is_kept_up_to_date_where_the_settings_say_so() {
    let here = Sandbox::with(JOURNAL);
    let report = |status: i32| here.run_to(status, &["report", "--as-of", AS_OF]);
    report(0);
    assert!(!here.exists("calendar.ics"), "nobody asked for one");
    // One that was made once stays as it is.
    here.run_to(0, &["calendar", "--names", "--as-of", AS_OF]);
    let named = here.read("calendar.ics");
    report(0);
    assert_eq!(here.read("calendar.ics"), named);
    // It is kept as the command makes it.
    here.write("journal.md", "---\nname: Sam\ncalendar: yes\n---\n");
    let preview = here.run_to(0, &["report", "--preview", "--as-of", AS_OF]);
    assert!(preview.out.contains("calendar.ics"), "{}", preview.out);
    assert_eq!(here.read("calendar.ics"), named, "a preview writes nothing");
    assert!(report(0).out.contains("calendar.ics"));
    let kept = here.read("calendar.ics");
    assert!(here.run_to(0, &["calendar", "--as-of", AS_OF]).out.starts_with("calendar.ics is up to date.\n"));
    let ran = here.run_to(0, &["calendar", "--names", "--as-of", AS_OF]);
    assert!(ran.out.contains("`calendar: names`"), "{}", ran.out);
    here.write("journal.md", "---\nname: Sam\ncalendar: names\n---\n");
    report(0);
    assert_eq!(here.read("calendar.ics"), named);
    // A day that is skipped is not in it, and what turns private leaves it.
    here.write("journal.md", "---\nname: Sam\ncalendar: yes\n---\n");
    here.write("2026-11-19.md", "- [>] Voice memo\n");
    report(0);
    assert!(here.read("calendar.ics").contains("EXDATE:20261119T073000\r\n"), "{}", here.read("calendar.ics"));
    let private = here.read("plans/memo.md").replace("where: CANARY", "share: none");
    here.write("plans/memo.md", private);
    let ran = report(0);
    assert!(!here.exists("calendar.ics") && ran.out.contains("calendar.ics"), "{}", ran.out);
    // Nor does one stay that is not wanted any more.
    here.write("calendar.ics", &kept);
    here.write("journal.md", "---\nname: Sam\ncalendar: no\n---\n");
    report(0);
    assert!(!here.exists("calendar.ics"));
    // Somebody's own file stays, and a message says so.
    here.write("journal.md", "---\nname: Sam\ncalendar: yes\n---\n");
    here.write("calendar.ics", "mine");
    here.write("plans/memo.md", "---\ntask: Voice memo\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n");
    report(2);
    assert_eq!(here.read("calendar.ics"), "mine");
    assert!(here.read("notes-to-fix.md").contains("calendar.ics"));
    // A setting is never guessed.
    std::fs::remove_file(here.path("calendar.ics")).expect("removed");
    here.write("journal.md", "---\ncalendar: every day\n---\n");
    assert!(report(2).err.contains("Write `yes` to have `calendar.ics` kept up to date"));
    assert!(!here.exists("calendar.ics"));
}
