//! A day as it is typed after a flag: a date, or words that mean one, such as `yesterday`.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::error::CommandError;
use super::world::{World, process_today};
use crate::problem::{Code, draw};
use crate::when;

/// A day that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypedDay {
    Date(NaiveDate),
    /// Words such as `last Monday`, whose date depends on the day that counts as today.
    Words(String),
    /// What is no day: why, only the day that counts as today can tell with an example near it.
    Unread(String),
}

impl TypedDay {
    /// The date that is meant if today is this date.
    ///
    /// # Errors
    /// The month has no such day: of `the 31st` in November.
    pub(crate) fn on(&self, today: NaiveDate) -> Result<NaiveDate, CommandError> {
        match self {
            TypedDay::Date(date) => Ok(*date),
            TypedDay::Words(words) => date_of_words(words, today).ok_or_else(|| no_such_day_error(words, today)),
            TypedDay::Unread(text) => match read_day_near(text, today) {
                Ok(day) if !matches!(day, TypedDay::Unread(_)) => day.on(today),
                Ok(_) => Err(no_such_day_error(text, today)),
                Err(why) => Err(CommandError::not_written(&with_place_of_time(why))),
            },
        }
    }
}

fn no_such_day_error(words: &str, today: NaiveDate) -> CommandError {
    let said = draw::escape_controls(words.trim()).into_owned();
    let month = today.format("%B %Y");
    CommandError::Message(format!("tinystep: {month} has no such day as `{said}`. Write the date, as in `{today}`."))
}

/// The day that `--as-of` names, else the world's today.
pub(crate) fn today_or(as_of: Option<&TypedDay>, world: &World) -> Result<NaiveDate, CommandError> {
    let today = (world.today)();
    as_of.map_or(Ok(today), |day| day.on(today))
}

/// A day as the value of a flag.
pub(crate) fn read_typed_day(text: &str) -> Result<TypedDay, String> {
    read_day_near(text, process_today())
}

/// The day on which something was done. What is none is told where the day that counts as today is known.
pub(crate) fn read_day_of_log(text: &str) -> Result<TypedDay, String> {
    Ok(read_typed_day(text).unwrap_or_else(|_| TypedDay::Unread(text.to_owned())))
}

/// The time is a part of the line.
fn with_place_of_time(why: String) -> String {
    match why.contains(NO_TIME) {
        true => format!("{why} The time goes into the line, as in `tinystep log walk 7:30`."),
        false => why,
    }
}

/// A day in a command that knows which day counts as today.
pub(crate) fn day_from_words(text: &str, today: NaiveDate) -> Result<NaiveDate, CommandError> {
    let day = read_day_near(text, today).map_err(|why| CommandError::not_written(&why))?;
    let date = day.on(today)?;
    // The day on which a plan begins or ends is as often one to come.
    let next = latest_weekday(text, today).and_then(|latest| latest.checked_add_days(Days::new(7)));
    let next = next.or_else(|| next_month_with_day(day_of_month(text, today)?));
    match next.filter(|_| date < today) {
        Some(next) => {
            let said = draw::escape_controls(text.trim());
            Err(CommandError::not_written(&format!("`{said}` can be {date} or {next}. Write the date.")))
        }
        None => Ok(date),
    }
}

/// The same day of the next month that has it: of 31 January that is 31 March.
fn next_month_with_day(date: NaiveDate) -> Option<NaiveDate> {
    (1..=2).find_map(|months| date.with_day(1)?.checked_add_months(Months::new(months))?.with_day(date.day()))
}

/// The date that is meant by words: a weekday is the latest one, today included, and a number alone the day of this month.
fn date_of_words(words: &str, today: NaiveDate) -> Option<NaiveDate> {
    if is_stretch(words) {
        return None;
    }
    let relative = when::resolve_relative_date(words, today);
    relative.or_else(|| latest_weekday(words, today)).or_else(|| day_of_month(words, today))
}

/// `next week`, `the last week`, `this weekend`: seven days or two, of which nobody can tell which one is meant.
fn is_stretch(words: &str) -> bool {
    let words = words.to_lowercase();
    let words: Vec<&str> = words.split_whitespace().filter(|word| *word != "the").collect();
    matches!(words.as_slice(), ["last" | "next" | "this", stretch] if stretch.starts_with("week") || *stretch == "month")
}

/// `monday`, `on Mon`
fn latest_weekday(words: &str, today: NaiveDate) -> Option<NaiveDate> {
    const SHORTEST: usize = 3;
    let words = words.trim().to_lowercase();
    let word = words.strip_prefix("on ").unwrap_or(&words).trim_end_matches('.');
    let is_word = word.len() >= SHORTEST && word.bytes().all(|b| b.is_ascii_alphabetic());
    let day = is_word.then(|| when::parse_weekday(word).ok()).flatten()?;
    today.checked_sub_days(Days::new(u64::from(today.weekday().days_since(day))))
}

/// `18`, `18.`, `the 18th`, if this month has it.
fn day_of_month(words: &str, today: NaiveDate) -> Option<NaiveDate> {
    today.with_day(number_of_day(words)?)
}

/// The number in `18`, `18.`, `the 18th`: the day of some month.
fn number_of_day(words: &str) -> Option<u32> {
    let words = words.trim().to_lowercase();
    let word = words.strip_prefix("the ").unwrap_or(&words);
    let digits = ["st", "nd", "rd", "th", "."].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let is_day = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_day.then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

const NO_TIME: &str = "Write the date without a time";

/// How the help for a date ends, whatever day it is.
const EXAMPLE: &str = "as in `2026-11-19`";

/// Reads a day. Examples are near the date `near`.
fn read_day_near(text: &str, near: NaiveDate) -> Result<TypedDay, String> {
    let said = draw::escape_controls(text.trim()).into_owned();
    let error = match when::parse_date(text) {
        Ok(moment) if moment.wrong_weekday.is_some() => {
            let (date, day) = (moment.date, moment.date.format("%A"));
            return Err(format!("{date} is a {day}, so `{said}` can be two days. Write the date alone."));
        }
        Ok(moment) if moment.time.is_some() => return Err(format!("{NO_TIME}: {}.", moment.date)),
        Ok(moment) => return Ok(TypedDay::Date(moment.date)),
        Err(error) => error,
    };
    let ways =
        format!("Write it as year, month and day, as in `{near}`, or in words such as `yesterday` or `3 days ago`.");
    if is_stretch(text) {
        let date = when::resolve_relative_date(text, near).unwrap_or(near);
        let stretch = text.split_whitespace().last().unwrap_or("week").to_lowercase();
        return Err(format!("`{said}` is a {stretch}, and one day is needed. Write its date, as in `{date}`."));
    }
    match (date_of_words(text, near), error.code) {
        // Which month is meant, only the day that counts as today tells.
        (None, _) if number_of_day(text).is_some() => Ok(TypedDay::Words(text.to_owned())),
        (Some(_), _) if is_day_without_time(text) => Ok(TypedDay::Words(text.to_owned())),
        (Some(date), _) => Err(format!("{NO_TIME}: {date}.")),
        (None, Code::BadNumber) => Err(format!("`{said}` is no date. {ways}")),
        (None, _) if error.help.starts_with("Write one date") => Err(format!("{} {ways}", error.message)),
        (None, _) => Err(format!("{} {}", error.message, error.help.replace(EXAMPLE, &format!("as in `{near}`")))),
    }
}

/// Whether words that mean a day say nothing about a time of it: `yesterday evening` and `tonight` do.
fn is_day_without_time(text: &str) -> bool {
    const TIMES: [&str; 9] =
        ["tonight", "now", "morning", "noon", "lunchtime", "afternoon", "evening", "night", "midday"];
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let is_last = |word: &str| words.iter().position(|other| other == word).is_none_or(|at| at + 1 == words.len());
    !words.iter().any(|word| TIMES.contains(&word.as_str()))
        && ["today", "yesterday", "tomorrow"]
            .into_iter()
            .all(|word| is_last(word) || words.iter().any(|of| of == "day"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    #[test]
    fn words_count_from_the_day_that_counts_as_today() {
        let today = date(2026, 11, 22);
        for (text, meant) in [
            ("2026-11-19", date(2026, 11, 19)),
            ("Thu 2026-11-19", date(2026, 11, 19)),
            ("today", today),
            ("Yesterday", date(2026, 11, 21)),
            ("tomorrow", date(2026, 11, 23)),
            ("3 days ago", date(2026, 11, 19)),
            ("the day before yesterday", date(2026, 11, 20)),
            ("last Monday", date(2026, 11, 16)),
            ("monday", date(2026, 11, 16)),
            ("on Mon", date(2026, 11, 16)),
            ("Sunday", today),
            ("18", date(2026, 11, 18)),
            ("the 18th", date(2026, 11, 18)),
            ("18.11.", date(2026, 11, 18)),
            ("25", date(2026, 11, 25)),
        ] {
            let day = read_day_near(text, today).expect(text);
            assert!(matches!(day.on(today), Ok(date) if date == meant), "{text}");
        }
        // The month of the day that counts as today is meant, and it may have no such day.
        let last = read_day_near("the 31st", today).expect("a day of the month");
        assert!(matches!(last.on(date(2026, 10, 2)), Ok(of) if of == date(2026, 10, 31)));
        let why = last.on(today).map_err(|error| match error {
            CommandError::Message(why) => why,
            _ => String::new(),
        });
        let why = why.expect_err("November has 30 days");
        assert!(why.contains("November 2026 has no such day as `the 31st`"), "{why}");
        assert!(read_day_near("the 32nd", today).is_err());
    }

    #[test]
    fn a_plan_is_given_no_day_that_can_be_past_or_to_come() {
        let today = date(2026, 11, 22);
        let read = |text| day_from_words(text, today);
        assert!(matches!(read("Sunday"), Ok(date) if date == today));
        assert!(matches!(read("25"), Ok(of_month) if of_month == date(2026, 11, 25)));
        for (text, says) in [("monday", "can be 2026-11-16 or 2026-11-23"), ("3", "can be 2026-11-03 or 2026-12-03")] {
            assert!(matches!(read(text), Err(CommandError::Message(why)) if why.contains(says)), "{text}");
        }
    }

    #[test]
    fn what_would_be_lost_or_is_no_date_is_refused() {
        let today = date(2026, 11, 22);
        for (text, says) in [
            ("2026-11-19 07:30", "without a time: 2026-11-19."),
            ("2026-11-19 evening", "without a time: 2026-11-19."),
            ("yesterday evening", "without a time: 2026-11-21."),
            ("yesterday 7:30", "without a time: 2026-11-21."),
            ("tonight", "without a time: 2026-11-22."),
            ("Mon 2026-11-22", "2026-11-22 is a Sunday"),
            ("-1", "as in `2026-11-22`, or in words such as `yesterday`"),
            ("soon", "`soon` is no date."),
            ("", "is no date."),
            ("2026-11-31", "2026-11 has 30 days. Write the date as year, month, day, as in `2026-11-22`."),
            ("19.11.2026", "Write it as `2026-11-19`."),
            ("next month", "as in `2026-11-22`"),
            ("next week", "`next week` is a week, and one day is needed. Write its date, as in `2026-11-29`."),
            ("the last week", "as in `2026-11-15`"),
            ("Next Weekend", "one day is needed"),
            ("3/4/2026", "2026-04-03"),
        ] {
            let why = read_day_near(text, today).expect_err(text);
            assert!(why.contains(says), "{text}: {why}");
        }
    }
}
