//! A day as it is typed after a flag: a date, or words that mean one, such as `yesterday`.

use chrono::NaiveDate;

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
}

impl TypedDay {
    /// The date that is meant if today is this date.
    pub(crate) fn on(&self, today: NaiveDate) -> NaiveDate {
        match self {
            TypedDay::Date(date) => *date,
            TypedDay::Words(words) => when::resolve_relative_date(words, today).unwrap_or(today),
        }
    }
}

/// The day that `--as-of` names, else the world's today.
pub(crate) fn today_or(as_of: Option<&TypedDay>, world: &World) -> NaiveDate {
    let today = (world.today)();
    as_of.map_or(today, |day| day.on(today))
}

/// A day as the value of a flag.
pub(crate) fn read_typed_day(text: &str) -> Result<TypedDay, String> {
    read_day_near(text, process_today())
}

/// The day on which something was done. Its time is a part of the line.
pub(crate) fn read_day_of_log(text: &str) -> Result<TypedDay, String> {
    read_typed_day(text).map_err(|why| match why.contains(NO_TIME) {
        true => format!("{why} The time goes into the line, as in `tinystep log walk 7:30`."),
        false => why,
    })
}

/// A day in a command that knows which day counts as today.
pub(crate) fn day_from_words(text: &str, today: NaiveDate) -> Result<NaiveDate, CommandError> {
    let day = read_day_near(text, today).map_err(|why| CommandError::not_written(&why))?;
    Ok(day.on(today))
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
    match (when::resolve_relative_date(text, near), error.code) {
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
            ("next week", date(2026, 11, 29)),
        ] {
            assert_eq!(read_day_near(text, today).map(|day| day.on(today)), Ok(meant), "{text}");
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
            ("3/4/2026", "2026-04-03"),
        ] {
            let why = read_day_near(text, today).expect_err(text);
            assert!(why.contains(says), "{text}: {why}");
        }
    }
}
