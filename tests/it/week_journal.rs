//! A small journal made by hand, for the tests of counting: plans and entries in one line each, and a week's numbers in one
//! line as well. The week is that of Monday 2026-11-16 unless a date says otherwise.

use std::sync::Arc;

use chrono::{NaiveDate, Weekday};
use tinystep::journal::{CalendarSetting, Entry, EntryForm, Journal, Plan, Settings, Share, Status, View};
use tinystep::week::{Counts, PlanWeek, State, Week, count_week};
use tinystep::when::{self, Clock, DateSpan, DayPart, Minutes, Parsed, TimeOfDay, When};

/// `Mon` to `Sun` of the week, `-Sun` of the week before, `+Mon` of the week after, or a date.
pub fn date(text: &str) -> NaiveDate {
    let (text, weeks) = match text.split_at(1) {
        ("-", rest) => (rest, -7),
        ("+", rest) => (rest, 7),
        _ => (text, 0),
    };
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    match days.iter().position(|&day| day == text) {
        Some(day) => monday() + chrono::Duration::days(i64::try_from(day).unwrap() + weeks),
        None => text.parse().unwrap_or_else(|e| panic!("{text}: {e}")),
    }
}

pub fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 16).unwrap()
}

pub fn week() -> Week {
    Week::containing(monday(), Weekday::Mon)
}

pub fn empty() -> Journal {
    Journal {
        view: View::Client,
        settings: Settings {
            name: None,
            week_starts: Weekday::Mon,
            session: None,
            has_weeks_without_session: false,
            until: None,
            pauses: Vec::new(),
            weeks: Some(104),
            share: Share::Summary,
            where_to_turn: None,
            report_to: None,
            writer: None,
            daily_notes: None,
            track: Vec::new(),
            calendar: CalendarSetting::default(),
        },
        plans: [].into(),
        entries: Vec::new(),
        sessions: Vec::new(),
        reflections: Vec::new(),
        helper_words: Vec::new(),
        tracked: Vec::new(),
        problems: Vec::new(),
        superseded: Vec::new(),
        left_out_count: 0,
        unread_lines: Vec::new(),
    }
}

/// A plan's `when`, as the language has it; an empty one is none.
pub fn meaning(text: &str) -> When {
    if text.is_empty() {
        return When::absent();
    }
    match when::parse_when(text) {
        Ok(Parsed::When(when)) => when,
        other => panic!("`{text}` is no plan's when: {other:?}"),
    }
}

/// `Memo: every day at 07:30 | from 2026-11-01 | until Fri | in kitchen | pause Tue Wed | minutes 2 | weekly 20`; and
/// `| follows` or `| then another` for a version. Starts long ago unless `from` says otherwise.
pub fn plan(line: &str) -> Plan {
    let mut parts = line.split(" | ");
    let (task, when) = parts.next().unwrap().split_once(':').unwrap();
    let mut plan = Plan {
        task: task.to_owned(),
        note: format!("plans/{task}.md").into(),
        field_places: Vec::new(),
        when: meaning(when.trim()),
        when_text: Some(when.trim().to_owned()),
        place: None,
        minutes: None,
        weekly_minutes: None,
        goal: None,
        stage: None,
        helper: None,
        start: date("2026-01-01"),
        is_start_written: true,
        end: None,
        pauses: Vec::new(),
        follows_version: false,
        ends_for_version: false,
        rate: Vec::new(),
        obstacle: None,
        then: None,
        confidence: None,
        chosen_by: None,
        photos: None,
        collects: None,
        helper_card: false,
        share_response: None,
        share: Share::Summary,
        words: None,
    };
    for part in parts {
        match part.split_once(' ').unwrap_or((part, "")) {
            ("from", day) => plan.start = date(day),
            ("until", day) => plan.end = Some(date(day)),
            ("in", place) => plan.place = Some(place.to_owned()),
            ("pause", days) => {
                let (first, last) = days.split_once(' ').unwrap_or((days, days));
                plan.pauses.push(DateSpan { first: date(first), last: date(last) });
            }
            ("minutes", many) => plan.minutes = Some(minutes(many)),
            ("weekly", many) => plan.weekly_minutes = Some(minutes(many)),
            ("times", many) => plan.when = plan.when.with_times_field(when::parse_frequency(many).unwrap()),
            ("follows", _) => plan.follows_version = true,
            ("then", "another") => plan.ends_for_version = true,
            other => panic!("{other:?}"),
        }
    }
    plan
}

fn minutes(many: &str) -> Minutes {
    Minutes { seconds: many.parse::<u32>().unwrap() * 60 }
}

/// `Mon done 07:35 @kitchen 2m by:Mom note:z.md line:3`; a time can be a part of the day.
pub fn entry(plan: Option<usize>, line: &str) -> Entry {
    let mut words = line.split_whitespace();
    let date = date(words.next().unwrap());
    let mut entry =
        Entry { plan, share: Share::Summary, ..Entry::new(&Arc::from("entry.md"), "Memo", date, EntryForm::Note) };
    for word in words {
        match word {
            "done" => entry.status = Status::Done,
            "partly" => entry.status = Status::Partly,
            "no" => entry.status = Status::NotDone,
            "skip" => entry.status = Status::Skip,
            "early-morning" => entry.time = Some(TimeOfDay::Part(DayPart::EarlyMorning)),
            "morning" => entry.time = Some(TimeOfDay::Part(DayPart::Morning)),
            "midday" => entry.time = Some(TimeOfDay::Part(DayPart::Midday)),
            "evening" => entry.time = Some(TimeOfDay::Part(DayPart::Evening)),
            "night" => entry.time = Some(TimeOfDay::Part(DayPart::Night)),
            _ => {
                if let Some(place) = word.strip_prefix('@') {
                    entry.place = Some(place.replace('_', " "));
                } else if let Some(by) = word.strip_prefix("by:") {
                    entry.written_by = Some(by.to_owned());
                } else if let Some(note) = word.strip_prefix("note:") {
                    entry.note = note.into();
                } else if let Some(line) = word.strip_prefix("line:") {
                    entry.line = line.parse().unwrap();
                } else if let Some(many) = word.strip_suffix('m') {
                    entry.minutes = Some(minutes(many));
                } else {
                    let (hour, minute) = word.split_once(':').unwrap_or_else(|| panic!("{word}"));
                    let clock = hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap();
                    entry.time = Some(TimeOfDay::Clock(Clock(clock)));
                }
            }
        }
    }
    entry
}

/// A journal of plans and their entries, each entry's plan in front of it (`0 Mon done`), or `-` for none.
pub fn journal(plans: &[&str], entries: &[&str]) -> Journal {
    let mut journal = empty();
    journal.plans = plans.iter().map(|line| plan(line)).collect();
    for line in entries {
        let (of, line) = line.split_once(' ').unwrap();
        journal.entries.push(entry(of.parse().ok(), line));
    }
    journal.entries.sort_by_key(|entry| entry.date);
    journal
}

/// The numbers of the only plan, in one line.
pub fn numbers(plan: &str, entries: &[&str], as_of: &str) -> String {
    let entries: Vec<String> = entries.iter().map(|line| format!("0 {line}")).collect();
    let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
    let counted = count_week(&journal(&[plan], &entries), week(), date(as_of));
    counted.plans.first().map_or_else(|| "not in the report".to_owned(), in_a_line)
}

/// `planned 7, due 6 (3 done, 1 partly, 1 not done, 1 open), 1 upcoming, 1 moved, 2 extra; days 4/6; DPNMSOU`: a letter for
/// each date, `-` for none. What is 0 or null is not there.
pub fn in_a_line(plan: &PlanWeek) -> String {
    let some = |parts: &[(u32, &str)]| {
        let parts = parts.iter().filter(|(many, _)| *many > 0).map(|(many, what)| format!("{many} {what}"));
        parts.collect::<Vec<_>>().join(", ")
    };
    let Counts { planned, due, done, partly, not_done, open, upcoming, moved, extra } = plan.counts;
    let mut line = format!("planned {planned}, due {due}");
    let due = some(&[(done, "done"), (partly, "partly"), (not_done, "not done"), (open, "open")]);
    if !due.is_empty() {
        line += &format!(" ({due})");
    }
    let rest = some(&[(upcoming, "upcoming"), (moved, "moved"), (extra, "extra")]);
    if !rest.is_empty() {
        line += &format!(", {rest}");
    }
    for (name, share) in [("days", plan.days_practised), ("on time", plan.on_time), ("in place", plan.in_place)] {
        if let Some(share) = share {
            line += &format!("; {name} {}/{}", share.count, share.total);
        }
    }
    line += "; ";
    line.extend(plan.days.iter().map(|day| match day.state {
        State::Done => 'D',
        State::Partly => 'P',
        State::NotDone => 'N',
        State::Moved => 'M',
        State::Skipped => 'S',
        State::Open => 'O',
        State::Upcoming => 'U',
        State::None => '-',
    }));
    line
}
