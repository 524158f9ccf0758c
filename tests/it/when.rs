//! The `when` language. Its user page is its test: every row of every table in `docs/when.md` is read, and says what the
//! crate says. What is not understood is in `tests/cases/when/`.

use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDate, Weekday};
use tinystep::when::{
    self, Clock, DateSpan, DayPart, Frequency, Minutes, Moment, Parsed, Schedule, Slot, TimeOfDay, When,
};

use crate::cases::Answer;

/// A Wednesday: the start of every plan here. The weeks that are described are the one that contains it and the next two.
fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 18).expect("a date")
}

fn clock(minutes: u16) -> String {
    let day = if minutes > 1440 { minutes - 1440 } else { minutes };
    format!("{}:{:02}", day / 60, day % 60)
}

fn part(part: DayPart) -> &'static str {
    match part {
        DayPart::EarlyMorning => "early morning",
        DayPart::Morning => "morning",
        DayPart::Midday => "midday",
        DayPart::Afternoon => "afternoon",
        DayPart::Evening => "evening",
        DayPart::Bedtime => "bedtime",
        DayPart::Night => "night",
    }
}

fn slot(slot: &Slot) -> String {
    match *slot {
        Slot::At(Clock(at)) => clock(at),
        Slot::Between(from, to) => format!("{}-{}", clock(from), clock(to)),
        Slot::In(of_day) => part(of_day).to_owned(),
    }
}

fn slots(slots: &[Slot]) -> String {
    slots.iter().map(slot).collect::<Vec<_>>().join(", ")
}

fn days(found: &[Weekday]) -> String {
    match found {
        [_, _, _, _, _, _, _] => "every day".to_owned(),
        days => days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}

/// What a plan's `when` plans, in words.
pub fn describe(when: &When) -> String {
    let mut said = match when.schedule() {
        Schedule::AsItComes => "as it comes up".to_owned(),
        Schedule::Floating(1) => "any 1 day a week".to_owned(),
        Schedule::Floating(n) => format!("any {n} days a week"),
        Schedule::OnDates => on_dates(when),
    };
    let free = when.schedule() != Schedule::OnDates;
    if free && !when.all_slots().is_empty() {
        let _ = write!(said, "; {}", slots(&when.all_slots()));
    }
    if let Some(cue) = when.cue() {
        let _ = write!(said, "; cue \u{201c}{cue}\u{201d}");
    }
    for remark in when.hints() {
        let _ = write!(said, "; hint {}", remark.code.name());
    }
    said
}

fn on_dates(when: &When) -> String {
    if let Some(DateSpan { first, last }) = when.span_of_named_dates() {
        let dates: Vec<String> = first
            .iter_days()
            .take_while(|&d| d <= last)
            .filter(|&d| count(when, d) > 0)
            .map(|d| format!("{d}{}{}", at(when, d), many(count(when, d))))
            .collect();
        return dates.join("; ");
    }
    let monday = start() - chrono::Days::new(2);
    // An interval begins on the start, so the first week is described from it.
    let week = |n: u64| -> Vec<String> {
        let mut found: Vec<(String, Vec<Weekday>, usize)> = Vec::new();
        for date in (monday + chrono::Days::new(7 * n)).iter_days().take(7) {
            let count = count(when, date);
            let how = format!("{}{}", at(when, date), many(count));
            if count == 0 {
                continue;
            }
            match found.iter_mut().find(|f| f.0 == how) {
                Some((_, days, _)) => days.push(date.weekday()),
                None => found.push((how, vec![date.weekday()], count)),
            }
        }
        found.into_iter().map(|(how, found, _)| format!("{}{how}", days(&found))).collect()
    };
    let weeks: Vec<String> =
        (0..3).map(|n| week(n).join("; ")).map(|w| if w.is_empty() { "nothing".into() } else { w }).collect();
    if weeks.iter().all(|w| *w == weeks[0]) {
        return weeks[0].clone();
    }
    format!("from Wed: {} | {} | {}", weeks[0], weeks[1], weeks[2])
}

fn at(when: &When, date: NaiveDate) -> String {
    let found = when.slots_if_practised_on(date, start());
    match found.as_slice() {
        [] => String::new(),
        [Slot::In(_), ..] => format!(" {}", slots(&found)),
        _ => format!(" at {}", slots(&found)),
    }
}

fn count(when: &When, date: NaiveDate) -> usize {
    when.occasions(date, start()).len()
}

fn many(count: usize) -> String {
    if count > 1 { format!(", {count} times") } else { String::new() }
}

fn moment(moment: &Moment) -> String {
    let mut said = moment.date.to_string();
    match moment.time {
        Some(TimeOfDay::Clock(Clock(at))) => said += &format!(" {}", clock(at)),
        Some(TimeOfDay::Part(of_day)) => said += &format!(" {}", part(of_day)),
        None => {}
    }
    if let Some(day) = moment.wrong_weekday {
        said += &format!(" (not a {day})");
    }
    said
}

/// A number of minutes, as the page writes it.
fn minutes(Minutes { seconds }: Minutes) -> String {
    if seconds % 60 == 0 { (seconds / 60).to_string() } else { format!("{}.{}", seconds / 60, seconds % 60 * 10 / 60) }
}

/// What the column `header` of a table says about `written`.
fn column(header: &str, written: &str) -> Option<String> {
    let plan = |say: fn(&When) -> String| match when::parse_when(written) {
        Ok(Parsed::When(when)) => say(&when),
        other => format!("{other:?}"),
    };
    Some(match header {
        "It plans" => plan(describe),
        "The sentence begins" => plan(When::if_clause),
        "It tells" => match when::parse_when(written) {
            Ok(Parsed::Moment(found)) => moment(&found),
            other => format!("{other:?}"),
        },
        "Minutes" => when::parse_minutes(written).map_or_else(|e| format!("{e:?}"), minutes),
        "Counts" => match when::parse_frequency(written) {
            Ok(Frequency::PerDay(n)) => format!("{n} a day"),
            Ok(Frequency::PerWeek(n)) => format!("{n} a week"),
            Err(e) => format!("{e:?}"),
        },
        "Write instead" => match when::parse_when(written) {
            Err(error) => error.help,
            other => format!("{other:?}"),
        },
        _ => return None,
    })
}

/// The cells of a table's row.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?.replace("\\|", "\u{1}");
    Some(inner.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect())
}

#[test]
fn the_page_on_when_shows_what_is_read() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/when.md");
    let page = std::fs::read_to_string(&path).expect("docs/when.md");
    let renew = std::env::var_os("TINYSTEP_RENEW").is_some();
    let (mut headers, mut checked, mut wrong, mut renewed) = (None, 0, String::new(), String::new());
    for line in page.lines() {
        let Some(mut row) = cells(line) else {
            headers = None;
            renewed += &format!("{line}\n");
            continue;
        };
        let Some(named) = &headers else {
            headers = Some(row);
            renewed += &format!("{line}\n");
            continue;
        };
        let named: &Vec<String> = named;
        let written = row[0].trim_matches('`').to_owned();
        for (n, header) in named.iter().enumerate().skip(1) {
            let Some(is) = (!row[0].starts_with('-')).then(|| column(header, &written)).flatten() else {
                continue;
            };
            checked += 1;
            if row[n] != is {
                let _ = writeln!(wrong, "`{written}`, {header}:\n  page: {}\n  is:   {is}", row[n]);
                row[n] = is;
            }
        }
        let row: Vec<String> = row.iter().map(|c| c.replace('|', "\\|")).collect();
        renewed += &format!("| {} |\n", row.join(" | "));
    }
    assert!(checked > 100, "{checked} cells");
    if renew {
        std::fs::write(&path, renewed).expect("a writable page");
    }
    assert!(wrong.is_empty() || renew, "{wrong}");
}

/// A sentence that is copied from a report back into a plan plans the same.
#[test]
fn the_sentences_of_the_page_are_read_back() {
    let page = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/when.md"))
        .expect("docs/when.md");
    let (mut wrong, mut has_sentence) = (String::new(), false);
    for row in page.lines().filter_map(cells) {
        if row[0] == "You write" {
            has_sentence = row.last().is_some_and(|header| header == "The sentence begins");
        }
        if !has_sentence || row.len() != 3 || !row[0].starts_with('`') {
            continue;
        }
        // Hints aside.
        let bare = |said: &str| said.split("; hint").next().unwrap_or("").to_lowercase();
        let (is, back) = (bare(&row[1]), bare(&column("It plans", &row[2]).unwrap_or_default()));
        if is != back {
            let _ = writeln!(wrong, "{}: {}\n  is:   {is}\n  back: {back}", row[0], row[2]);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The same of every `when` in the case documents: a sentence that is copied back plans the same, or is a problem; nothing
/// becomes a cue in silence.
#[test]
fn the_sentences_of_the_cases_are_read_back() {
    let bare = |when: &When| {
        let cue = when.cue().map(str::to_lowercase);
        (describe(when).split("; cue").next().and_then(|said| said.split("; hint").next()).map(str::to_owned), cue)
    };
    let (mut wrong, mut read) = (String::new(), 0);
    for document in crate::cases::documents("when") {
        let text = std::fs::read_to_string(&document).expect("a case document");
        for written in text.lines().filter_map(|line| line.strip_prefix("```when ")) {
            let Ok(Parsed::When(is)) = when::parse_when(written) else { continue };
            let sentence = is.if_clause();
            match when::parse_when(&sentence) {
                Ok(Parsed::When(back)) if bare(&back) == bare(&is) => read += 1,
                Err(_) => {}
                back => {
                    let _ = writeln!(wrong, "{written}: {sentence}\n  is:   {is:?}\n  back: {back:?}");
                }
            }
        }
    }
    assert!(read > 200, "{read}");
    assert!(wrong.is_empty(), "{wrong}");
}

/// Every phrase that a help of the case documents says to write is read.
#[test]
fn what_a_help_says_to_write_is_read() {
    let (mut wrong, mut read) = (String::new(), 0);
    for document in crate::cases::documents("when") {
        let text = std::fs::read_to_string(&document).expect("a case document");
        for written in text.lines().filter_map(|line| line.strip_prefix("```when ")) {
            let Err(error) = when::parse_when(written) else { continue };
            for phrase in error.help.split('`').skip(1).step_by(2) {
                // A field, a part of a phrase, or the words that are to be replaced.
                let is_part = !phrase.contains(' ') || ["a day", "a week"].contains(&phrase);
                let is_own = written.to_lowercase().contains(&phrase.to_lowercase());
                if phrase.contains(": ") || is_part {
                    continue;
                }
                match when::parse_when(phrase) {
                    Ok(_) => read += 1,
                    Err(_) if is_own => {}
                    Err(error) => {
                        let _ = writeln!(wrong, "{written}: {phrase}: {}", error.message);
                    }
                }
            }
        }
    }
    assert!(read > 400, "{read}");
    assert!(wrong.is_empty(), "{wrong}");
}

/// ```` ```when VALUE ```` (or `date`, `minutes`, `times`, `span`, `weekday`, `path`): what is said about it, with a caret
/// under each character that it speaks of.
pub fn documents() -> Answer {
    Box::new(|_, expected| {
        let text = expected.args.as_str();
        let error = match expected.kind.as_str() {
            "when" => match when::parse_when(text) {
                Err(error) => error,
                Ok(Parsed::When(when)) => return Some(format!("plan: {}\n{}", describe(&when), when.if_clause())),
                Ok(Parsed::Moment(found)) => return Some(format!("entry: {}", moment(&found))),
            },
            "date" => match when::parse_date(text) {
                Err(error) => error,
                Ok(found) => return Some(moment(&found)),
            },
            "minutes" => match when::parse_minutes(text) {
                Err(error) => error,
                Ok(found) => return Some(minutes(found)),
            },
            "times" => match when::parse_frequency(text) {
                Err(error) => error,
                Ok(found) => return Some(format!("{found:?}")),
            },
            "span" => match when::parse_span(text) {
                Err(error) => error,
                Ok(found) => return Some(format!("{} to {}", found.first, found.last)),
            },
            "weekday" => match when::parse_weekday(text) {
                Err(error) => error,
                Ok(found) => return Some(found.to_string()),
            },
            "path" => match when::find_date_in_path(text) {
                Some(Err(error)) => error,
                Some(Ok(found)) => return Some(found.to_string()),
                None => return Some("no date".to_owned()),
            },
            _ => return None,
        };
        let before = text[..error.byte_range.start].chars().count();
        let width = text[error.byte_range.clone()].chars().count();
        let (indent, carets) = (" ".repeat(before), "^".repeat(width));
        Some(format!("{text}\n{indent}{carets}\n{}: {}\n{}", error.code.name(), error.message, error.help))
    })
}

fn plan(text: &str) -> When {
    match when::parse_when(text) {
        Ok(Parsed::When(when)) => when,
        other => panic!("{text}: {other:?}"),
    }
}

/// docs/specification.md#1-notes and docs/specification.md#3-weeks-and-counting: the plan's `times` over its `when`.
#[test]
fn times_give_a_number() {
    for (text, times, is) in [
        ("after dinner", Frequency::PerWeek(3), "any 3 days a week; cue \u{201c}after dinner\u{201d}"),
        ("after dinner", Frequency::PerDay(2), "every day, 2 times; cue \u{201c}after dinner\u{201d}"),
        ("Tue and Thu", Frequency::PerWeek(2), "Tue, Thu"),
        ("Tue and Thu at 18:00", Frequency::PerWeek(1), "any 1 day a week; 18:00"),
        ("Sat or Sun", Frequency::PerWeek(2), "Sat, Sun"),
        ("7:30", Frequency::PerWeek(3), "any 3 days a week; 7:30"),
        ("weekdays at 8:00 and 20:00", Frequency::PerDay(1), "Mon, Tue, Wed, Thu, Fri at 8:00, 20:00"),
        ("every day", Frequency::PerWeek(7), "every day; hint when-vague"),
        (
            "3 times a week, after lunch",
            Frequency::PerWeek(8),
            "any 8 days a week; cue \u{201c}after lunch\u{201d}; hint too-often",
        ),
        ("sometime", Frequency::PerWeek(2), "any 2 days a week; hint when-vague"),
    ] {
        assert_eq!(describe(&plan(text).with_times_field(times)), is, "{text}");
    }
    assert_eq!(describe(&When::absent()), "as it comes up; hint when-vague");
    assert_eq!(When::absent().if_clause(), "");
    assert_eq!(describe(&When::absent().with_times_field(Frequency::PerWeek(2))), "any 2 days a week; hint when-vague");
    assert_eq!(plan("").if_clause(), "");
}

/// A date without a year is that nearest to the note's own.
#[test]
fn a_date_without_a_year_is_near_the_notes_own() {
    let near = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a date");
    for (text, help) in [
        ("Nov 18", "Write the date itself: `when: 2026-11-18`, if that is the day you mean."),
        ("18 Nov 7:30", "Write the date itself: `when: 2026-11-18 7:30`, if that is the day you mean."),
        ("18.11.", "Write the date itself: `when: 2026-11-18`, if that is the day you mean."),
        ("Jan 3rd", "Write the date itself: `when: 2027-01-03`, if that is the day you mean."),
        ("on 18 Nov", "Write the date itself: `when: on 2026-11-18`, if that is the day you mean."),
        ("30 February", "Write the date itself, as in `when: 2027-01-04`."),
        ("once, Monday 23 Nov", "Write the date itself: `when: on Monday 2026-11-23`, if that is the day you mean."),
        ("once next Monday", "Write the date itself: `when: on 2027-01-11`, if that is the day you mean."),
        ("once on 18 Nov at 8", "Write the date itself: `when: on 2026-11-18 at 8`, if that is the day you mean."),
        (
            "18 or 19 November",
            "Write the one that is planned: `when: on 2026-11-18` or `when: on 2026-11-19`; if all are, write `when: on \
             2026-11-18 and 2026-11-19`.",
        ),
        (
            "on Nov 18 and 19 at 8",
            "Write the dates themselves: `when: on 2026-11-18 and 2026-11-19 at 8`, if these are the days you mean.",
        ),
        ("18-22 November", "Write the dates themselves: a plan says `from: 2026-11-18` and `until: 2026-11-22`."),
    ] {
        let Err(error) = when::parse_when(text) else { panic!("{text}") };
        assert_eq!(error.with_relative_date_help(text, near).help, help, "{text}");
    }
}

/// docs/specification.md#1-notes: in a note dated by its name.
#[test]
fn an_entry_can_have_a_time_a_part_of_day_or_a_cue() {
    let clock = |at| Some(TimeOfDay::Clock(Clock(at)));
    for (text, told, names_days_or_frequency) in [
        ("07:35", clock(455), false),
        ("morning", Some(TimeOfDay::Part(DayPart::Morning)), false),
        ("morning at 7", clock(420), false),
        ("after dinner", None, false),
        ("7:30, after breakfast", clock(450), false),
        ("18:00-18:30", clock(1080), false),
        ("after 6pm", None, false),
        ("7:30 or 8:00", None, false),
        ("sometime", None, false),
        ("Thursday morning", Some(TimeOfDay::Part(DayPart::Morning)), true),
        ("every morning", Some(TimeOfDay::Part(DayPart::Morning)), true),
        ("weekly", None, true),
        ("twice a day", None, true),
        ("on 2026-11-26", None, true),
        ("after work on Tuesdays", None, true),
        ("every 2 weeks", None, true),
    ] {
        let when = plan(text);
        assert_eq!((when.single_time(), when.names_days_or_frequency()), (told, names_days_or_frequency), "{text}");
    }
}

/// docs/specification.md#2-when: a stranger could tell the moment; or it could be any time; or neither.
#[test]
fn specific_and_vague_plans() {
    for (text, specific, vague) in [
        ("Tuesday at 8:00", true, false),
        ("Thursday morning", true, false),
        ("7:30", true, false),
        ("after dinner", true, false),
        ("3 times a week, after dinner", true, false),
        ("every other day at 8", true, false),
        ("twice a day at 8", true, false),
        ("Tuesday", false, false),
        ("weekdays", false, false),
        ("every other day", false, false),
        ("on 2026-11-26", false, false),
        ("3 times a week at 18:00", false, false),
        ("3 times a week", false, true),
        ("daily", false, true),
        ("every day", false, true),
        ("sometime", false, true),
        ("sometime on Tuesday", false, true),
        ("when I can", false, true),
        ("later", false, true),
        ("", false, true),
    ] {
        let when = plan(text);
        assert_eq!((when.is_specific(), when.is_vague()), (specific, vague), "{text}");
    }
}

/// docs/specification.md#3-weeks-and-counting, "on time": what a date is given, running or not.
#[test]
fn a_date_is_given_its_own_times() {
    let on = |text: &str, day: &str| {
        let date: NaiveDate = day.parse().expect("a date");
        slots(&plan(text).slots_if_practised_on(date, start()))
    };
    assert_eq!(on("Mon 7:30, Wed 18:00", "2026-11-23"), "7:30");
    assert_eq!(on("Mon 7:30, Wed 18:00", "2026-11-25"), "18:00");
    assert_eq!(on("Mon 7:30, Wed 18:00", "2026-11-26"), "");
    assert_eq!(on("every other day at 8:00", "2026-11-19"), "8:00");
    assert_eq!(on("3 times a week at 8:00", "2026-11-19"), "8:00");
    assert_eq!(on("7:30", "2026-11-19"), "7:30");
    assert_eq!(slots(&plan("Mon 7:30, Wed 18:00").all_slots()), "7:30, 18:00");
    assert_eq!(
        plan("on 2026-11-28, 2026-11-26").span_of_named_dates().map(|s| s.first.to_string()),
        Some("2026-11-26".to_owned())
    );
}
