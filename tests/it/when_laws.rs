//! Laws of the `when` language, over any text and over texts of its own words.

use std::time::Duration;

use chrono::{Datelike as _, Days, NaiveDate};
use proptest::prelude::*;
use tinystep::when::{self, ParseError, Parsed, Schedule, Slot, When};

use crate::sandbox::{cpu_time, times};

/// Words, signs and numbers of the language.
const WORDS: &[&str] = &[
    "Mon",
    "tuesday",
    "Wed",
    "Thursdays",
    "fri",
    "Sat",
    "sun",
    "weekdays",
    "weekends",
    "every",
    "each",
    "other",
    "second",
    "3rd",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "hour",
    "morning",
    "evening",
    "night",
    "bedtime",
    "early",
    "late",
    "noon",
    "midnight",
    "at",
    "on",
    "in",
    "the",
    "from",
    "to",
    "between",
    "and",
    "or",
    "except",
    "but",
    "not",
    "after",
    "before",
    "when",
    "while",
    "as",
    "soon",
    "during",
    "if",
    "it",
    "is",
    "I",
    "dinner",
    "breakfast",
    "coffee",
    "my",
    "once",
    "twice",
    "3",
    "0",
    "7",
    "12",
    "24",
    "99",
    "4000000000",
    "times",
    "x",
    "a",
    "per",
    "daily",
    "weekly",
    "fortnightly",
    "7:30",
    "07:30",
    "7.30pm",
    "8am",
    "6 p.m.",
    "25:00",
    "18:00-18:30",
    "2026-11-26",
    "2026-11-19T07:35:00-05:00",
    "3/4/2026",
    "Nov 19, 2026",
    "19",
    "November",
    "half",
    "past",
    "quarter",
    "sometime",
    "this",
    "last",
    "next",
    "first",
    "thing",
    "tomorrow",
    "ago",
    "least",
    "couple",
    "of",
    "couldn't",
    "é",
    "\u{1f600}",
    ",",
    ";",
    "-",
    "\u{2013}",
    "/",
    "&",
    ".",
    ":",
    "(",
    ")",
    "+",
    "'",
    "`",
    "T",
    "Z",
    "\u{a0}",
    "\u{202f}",
    "st",
    "one",
    "ten",
    "minutes",
    "h",
    "1.5",
    "1,5",
    "-5",
];

fn phrase() -> impl Strategy<Value = String> {
    let glue = prop::sample::select(vec![" ", " ", " ", "", ", "]);
    prop::collection::vec((prop::sample::select(WORDS), glue), 0..14)
        .prop_map(|words| words.into_iter().flat_map(|(word, glue)| [word, glue]).collect())
}

fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 16).expect("a date")
}

/// Everything that can be asked about a `when`, on dates that include the ends of the calendar.
fn all_of(when: &When) -> impl std::fmt::Debug + use<> {
    let dates = [monday(), monday() + Days::new(3), NaiveDate::MIN, NaiveDate::MAX];
    let pairs = || dates.iter().flat_map(|&d| dates.iter().map(move |&s| (d, s)));
    let _ = (
        when.span_of_named_dates(),
        when.names_days_or_frequency(),
        when.single_time(),
        when.all_slots(),
        when.hints(),
        when.if_clause(),
    );
    let all: (Schedule, Vec<usize>, Vec<Vec<Slot>>) = (
        when.schedule(),
        pairs().map(|(d, s)| when.occasions(d, s).len()).collect(),
        pairs().map(|(d, s)| when.slots_if_practised_on(d, s)).collect(),
    );
    (all, when.cue().map(str::to_lowercase), when.is_specific(), when.is_vague())
}

fn holds(text: &str, error: &ParseError) -> Result<(), TestCaseError> {
    prop_assert!(text.get(error.byte_range.clone()).is_some(), "{error:?} in {text:?}");
    prop_assert!(!error.message.is_empty() && !error.help.is_empty());
    prop_assert!(error.message.len() < 500 && error.help.len() < 500, "{error:?}");
    Ok(())
}

fn reads(text: &str) -> Result<(), TestCaseError> {
    match when::parse_when(text) {
        Ok(Parsed::When(read)) => {
            for hint in read.hints() {
                prop_assert!(text.get(hint.byte_range.clone()).is_some(), "{hint:?}");
            }
            prop_assert!(!(read.is_specific() && read.is_vague()), "{read:?}");
            let _ = all_of(&read);
        }
        Ok(Parsed::Moment(_)) => {}
        Err(error) => holds(text, &error)?,
    }
    for error in [
        when::parse_date(text).err(),
        when::parse_minutes(text).err(),
        when::parse_frequency(text).err(),
        when::parse_span(text).err(),
    ] {
        error.map_or(Ok(()), |error| holds(text, &error))?;
    }
    when::parse_weekday(text).err().map_or(Ok(()), |error| holds(text, &error))?;
    if let Some(Err(error)) = when::find_date_in_path(text) {
        holds(text, &error)?;
    }
    let _ = when::find_date_in_name(text);
    for at_end in [false, true] {
        for taken in [
            when::find_time_at_start_or_end(text, at_end).map(|t| t.1),
            when::find_minutes_at_start_or_end(text, at_end).map(|t| t.1),
        ] {
            let Some(taken) = taken else { continue };
            prop_assert!(taken > 0 && taken <= text.len());
            let cut = if at_end { text.len() - taken } else { taken };
            prop_assert!(text.is_char_boundary(cut));
        }
    }
    Ok(())
}

/// A plan as people write it, the days that it names and those that it leaves out: a bit for each, Monday the lowest.
fn plan_with_days() -> impl Strategy<Value = (String, u8, u8)> {
    let days = prop::sample::subsequence((0_usize..7).collect::<Vec<_>>(), 1..=3);
    let few = prop::sample::subsequence((0_usize..7).collect::<Vec<_>>(), 1..=2);
    let forms = prop::sample::select(&[DAYS_SHORT, DAYS_LONG, DAYS_PLURAL][..]);
    let base = prop::sample::select(BASES);
    let moment = prop::sample::select(MOMENTS);
    let except = prop::sample::select(EXCEPTIONS);
    let remark = prop::sample::select(&["", "", "", " please", ".", " if I can", " sometimes", " :)"][..]);
    (days, few, forms, base, moment, except, remark, any::<[bool; 4]>()).prop_map(
        |(days, few, forms, base, moment, except, remark, [names, leaves_out, moment_first, comma])| {
            let mask = |days: &[usize]| days.iter().fold(0_u8, |all, day| all | 1 << day);
            let list = |days: &[usize], word: &str| {
                let names: Vec<&str> = days.iter().map(|&day| forms[day]).collect();
                match names.as_slice() {
                    [head @ .., last] if !head.is_empty() => format!("{}{word}{last}", head.join(", ")),
                    _ => names.concat(),
                }
            };
            let (base, named) = if names { (list(&days, " and "), mask(&days)) } else { (base.0.to_owned(), base.1) };
            let out = if names { mask(&few) & named } else { mask(&few) };
            // Some day is left.
            let leaves_out = leaves_out && out != named && out != 0;
            let out = if leaves_out { out } else { 0 };
            let comma = if comma { ", " } else { " " };
            let mut text = match (moment, moment_first) {
                ("", _) => base,
                (moment, true) if moment.starts_with(|c: char| c.is_alphabetic()) => format!("{moment} {base}"),
                (moment, _) => format!("{base}{comma}{moment}"),
            };
            if leaves_out {
                let left: Vec<usize> = (0..7).filter(|day| out & 1 << day != 0).collect();
                text = format!("{text}{comma}{}", except.replace("DAYS", &list(&left, " and ")));
            }
            (format!("{text}{remark}"), named & !out, out)
        },
    )
}

const DAYS_SHORT: &[&str] = &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const DAYS_LONG: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const DAYS_PLURAL: &[&str] = &["mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"];
/// Days in different words, and those that are named with them.
const BASES: &[(&str, u8)] = &[
    ("every day", 0),
    ("daily", 0),
    ("every other day", 0),
    ("weekdays", when::WEEKDAYS),
    ("every weekday", when::WEEKDAYS),
    ("Mon-Fri", when::WEEKDAYS),
    ("weekends", when::EVERY_DAY & !when::WEEKDAYS),
];
const MOMENTS: &[&str] = &[
    "",
    "",
    "at 7",
    "at 8:00 and 20:00",
    "at 8 or 9",
    "in the evening",
    "6-7pm",
    "after dinner",
    "before work",
    "while the kettle boils",
    "as soon as I wake up",
    "once the kids are asleep",
    "after school",
    "with my coffee",
];
const EXCEPTIONS: &[&str] = &[
    "except DAYS",
    "but not DAYS",
    "not on DAYS",
    "(not DAYS)",
    "(except DAYS)",
    "apart from DAYS",
    "never on DAYS",
    "without DAYS",
    "excluding DAYS",
    "minus DAYS",
    "no DAYS",
    "- not DAYS",
];

/// What people add or get wrong: each makes most values one that is not understood.
const SLIPS: &[&str] = &[
    "all",
    "xyz",
    "roughly",
    "pmm",
    "at the latest",
    "with Tom",
    "in the gym",
    "few",
    "whole",
    "nothing",
    "rather",
    "evry",
    "dayy",
    "o clock",
    "probably",
    "the",
    "not before",
    "plus",
    "um",
];

/// What can be compared of two readings; places and words as written aside.
fn meaning(text: &str) -> String {
    match when::parse_when(text) {
        Ok(Parsed::When(read)) => format!("{:?}", all_of(&read)),
        Ok(Parsed::Moment(moment)) => format!("{moment:?}"),
        Err(error) => format!("{:?}", error.code),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(300), ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        reads(&text)?;
    }

    #[test]
    fn any_words_are_read_without_panic(text in phrase()) {
        reads(&text)?;
    }

    #[test]
    fn any_path_is_read_without_panic(text in "[0-9/_.-]{0,24}(é|md)?") {
        reads(&text)?;
    }

    #[test]
    fn case_changes_nothing(text in phrase()) {
        prop_assert_eq!(meaning(&text), meaning(&text.to_ascii_uppercase()), "{}", text);
        prop_assert_eq!(meaning(&text), meaning(&text.to_ascii_lowercase()), "{}", text);
    }

    #[test]
    fn more_white_space_changes_nothing(text in phrase()) {
        prop_assert_eq!(meaning(&text), meaning(&format!("  {}\t", text.replace(' ', " \u{a0} \n"))), "{}", text);
    }

    /// Named days are a set: naming one again, in any order, plans no more.
    #[test]
    fn a_week_holds_each_named_day_once(days in prop::collection::vec(0_usize..7, 1..20), comma in any::<bool>()) {
        let names = ["Mon", "Tuesday", "wed", "Thursdays", "FRI", "Sat", "sunday"];
        let text = days.iter().map(|&d| names[d]).collect::<Vec<_>>().join(if comma { ", " } else { " and " });
        let Ok(Parsed::When(read)) = when::parse_when(&text) else { return Err(TestCaseError::fail(text)) };
        for date in monday().iter_days().take(7) {
            let day = date.signed_duration_since(monday()).num_days() as usize;
            prop_assert_eq!(read.occasions(date, monday()).len(), usize::from(days.contains(&day)));
        }
    }

    /// Whatever is read, the weekdays that are named are among the days of the plan, and none that is left out is. What a help
    /// says to write keeps that.
    #[test]
    fn named_days_are_planned_and_days_left_out_are_not((text, named, out) in plan_with_days()) {
        let days_of = |when: &When| {
            let dates = monday().iter_days().take(28).filter(|&date| when.may_fall_on(date, monday()));
            dates.fold(0_u8, |all, date| all | 1 << date.weekday().num_days_from_monday())
        };
        match when::parse_when(&text) {
            Ok(Parsed::When(read)) => {
                let planned = days_of(&read);
                prop_assert_eq!((planned & named, planned & out), (named, 0), "{}: {:?}", &text, read);
                let cues = read.cue().into_iter().chain(read.groups().iter().filter_map(|group| group.cue.as_deref()));
                for cue in cues {
                    prop_assert!(!DAYS_LONG.iter().any(|day| cue.contains(day)), "{}: {}", &text, cue);
                }
            }
            Ok(Parsed::Moment(moment)) => return Err(TestCaseError::fail(format!("{text}: {moment:?}"))),
            Err(error) => {
                let own = |phrase: &&str| phrase.contains(' ') && !error.help.contains(&format!("as in `{phrase}`"));
                for phrase in error.help.split('`').skip(1).step_by(2).filter(own) {
                    if let Ok(Parsed::When(read)) = when::parse_when(phrase) {
                        prop_assert_eq!(days_of(&read) & out, 0, "{}: {}", &text, phrase);
                    }
                }
            }
        }
    }

    /// A help that says what to write for a whole value names every weekday and every clock time that the value names, and what it says is
    /// understood.
    #[test]
    fn a_suggestion_keeps_every_day_and_time((text, _, _) in plan_with_days(), slip in prop::sample::select(SLIPS), at in 0_usize..3) {
        let text = match at {
            0 => format!("{slip} {text}"),
            1 => format!("{text} {slip}"),
            _ => text.replacen(' ', &format!(" {slip} "), 1),
        };
        let Err(error) = when::parse_when(&text) else { return Ok(()) };
        let of_whole = ["`, and the other words in the text of the note.", "`?", "`."].iter().any(|end| error.help.ends_with(end))
            && ["Write `", "Did you mean `"].iter().any(|start| error.help.starts_with(start))
            && error.help.matches('`').count() == 2;
        if of_whole {
            let suggestion = error.help.split('`').nth(1).unwrap_or_default();
            prop_assert!(matches!(when::parse_when(suggestion), Ok(Parsed::When(_))), "{text}: {suggestion}");
            let named = |text: &str| -> Vec<String> {
                let words = text.split(|c: char| !(c.is_alphanumeric() || c == ':')).map(str::to_lowercase);
                let is_day = |word: &str| when::parse_weekday(word).is_ok() && word.len() > 2 && word.ends_with("day");
                let is_time = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
                words.filter(|word| is_day(word) || is_time(word)).collect()
            };
            let kept = named(suggestion);
            for word in named(&text) {
                prop_assert!(kept.contains(&word), "{text}: {} in `{suggestion}`", word);
            }
        }
    }

    /// `every N days` puts one occasion on the start and each Nth date after it, and none before.
    #[test]
    fn an_interval_counts_from_the_start(n in 2_u32..40, start in 0_u64..100_000, ahead in 0_i64..400) {
        let Ok(Parsed::When(read)) = when::parse_when(&format!("every {n} days")) else { return Err(TestCaseError::fail("every n days")) };
        let start = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a date") + Days::new(start);
        let date = start + chrono::TimeDelta::days(ahead);
        prop_assert_eq!(read.occasions(date, start).len(), usize::from(ahead % i64::from(n) == 0));
        prop_assert_eq!(read.occasions(start - Days::new(u64::from(n)), start).len(), 0);
    }

    /// Every two weeks of a weekday is one occasion in any fourteen dates from the start on.
    #[test]
    fn every_other_tuesday_is_one_of_two(start in 0_u64..3000, from in 0_u64..200) {
        let Ok(Parsed::When(read)) = when::parse_when("every other Tuesday") else { return Err(TestCaseError::fail("")) };
        let start = monday() + Days::new(start);
        let count: usize = (start + Days::new(from)).iter_days().take(14).map(|d| read.occasions(d, start).len()).sum();
        // Fourteen dates that begin in the middle of a week can have a Tuesday at each end.
        prop_assert_eq!(count, 1);
    }

    #[test]
    fn a_date_is_read_as_it_is_printed(days in 0_u64..84_000, minute in 0_u16..1440) {
        let date = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a date") + Days::new(days);
        let text = format!("{date} {:02}:{:02}", minute / 60, minute % 60);
        let Ok(Parsed::Moment(moment)) = when::parse_when(&text) else { return Err(TestCaseError::fail(text)) };
        prop_assert_eq!((moment.date, moment.time), (date, Some(when::TimeOfDay::Clock(when::Clock(minute)))));
        prop_assert_eq!(when::find_date_in_path(&format!("a/{date}.md")), Some(Ok(date)));
        prop_assert_eq!(when::find_date_in_path(&format!("a/{}.md", date.format("%Y/%m/%d"))), Some(Ok(date)));
        prop_assert_eq!(when::find_date_in_name(&format!("memo {} x.m4a", date.format("%Y%m%d"))), Some(date));
    }

    /// The sentence of a plan with days and times plans the same if somebody writes it as a `when`.
    #[test]
    fn the_sentence_is_read_as_what_it_says(
        days in prop::sample::subsequence(&["Monday", "Tue", "Wednesdays", "thu", "Fri", "Saturday", "Sun"][..], 1..=7),
        times in prop::sample::subsequence(&["6:15", "noon", "18:00", "9pm"][..], 0..3),
        every in prop::sample::select(&["", "every day", "weekdays", "weekends", "every other Tuesday", "3 times a week"][..]),
    ) {
        let days = if every.is_empty() { days.join(", ") } else { every.to_owned() };
        let text = if times.is_empty() { days } else { format!("{days} at {}", times.join(" and ")) };
        let Ok(Parsed::When(read)) = when::parse_when(&text) else { return Err(TestCaseError::fail(text)) };
        let sentence = read.if_clause();
        let Ok(Parsed::When(again)) = when::parse_when(&sentence) else { return Err(TestCaseError::fail(sentence)) };
        let planned = |when: &When| monday().iter_days().take(28).map(|d| when.slots_if_practised_on(d, monday())).collect::<Vec<_>>();
        prop_assert_eq!((again.schedule(), planned(&again)), (read.schedule(), planned(&read)), "{}: {}", text, sentence);
    }

    /// A plan with dates has a sentence, on one line.
    #[test]
    fn the_sentence_is_whole(text in phrase()) {
        let Ok(Parsed::When(read)) = when::parse_when(&text) else { return Ok(()) };
        let sentence = read.if_clause();
        prop_assert!(!sentence.contains("  ") && sentence.trim() == sentence, "{}", sentence);
        if matches!(read.schedule(), Schedule::OnDates) {
            prop_assert!(!sentence.is_empty());
        }
    }
}

#[test]
fn any_length_is_read_in_linear_time() {
    let size = times(400 << 10) as usize;
    for piece in [
        ",",
        "after ",
        "7",
        "Mon ",
        "Mon, ",
        "7:30 ",
        "Mon 7:30 ",
        "on 2026-11-26 ",
        "every ",
        "every day ",
        "or ",
        "on ",
        "x",
        "after dinner, ",
        "every other ",
        "3 times ",
        "except Sun ",
        "except ",
        "-",
        "1-",
        "after Mon x ",
        "Mon on on ",
        "( ",
        "when it is Mon ",
        "every 2 weeks ",
        "sometime ",
        "a couple ",
        "é",
        "\u{301}",
        "1h ",
        "2026-",
        "from Mon to ",
        "x Mon 7:30 ",
        "on 2026-11-26 Mon Mon Mon Mon Mon Mon Mon Mon ",
        "after 6pm and ",
        "Mon or ",
        "last ",
        "first thing ",
        "`",
        "'",
        "a'",
    ] {
        let text = piece.repeat(size / piece.len());
        let begun = cpu_time();
        let _ = when::parse_when(&text);
        let _ = (
            when::parse_date(&text),
            when::parse_minutes(&text),
            when::parse_frequency(&text),
            when::parse_span(&text),
            when::parse_weekday(&text),
        );
        let _ = (
            when::find_time_at_start_or_end(&text, false),
            when::find_time_at_start_or_end(&text, true),
            when::find_minutes_at_start_or_end(&text, true),
        );
        let _ = (when::find_date_in_name(&text), when::find_date_in_path(&text));
        let cue = format!("after {text}");
        let _ = when::parse_when(&cue);
        // Far more than an unoptimised build needs, far less than a quadratic step would take.
        assert!(cpu_time() - begun < Duration::from_secs(20), "{piece:?}: {:?}", cpu_time() - begun);
    }
}
