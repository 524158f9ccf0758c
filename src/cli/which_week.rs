//! `--week`: which week is meant. `2026-11-19`, `last`, `-2`, `2026-W43`.

use chrono::{NaiveDate, Weekday};

use super::error::CommandError;
use super::typed_day::{TypedDay, read_typed_day};
use crate::problem::draw;
use crate::week::Week;

/// A week, as it can be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WeekSelector {
    /// The week that holds this day.
    ContainingDay(TypedDay),
    /// How many weeks before the one that is shown by default.
    WeeksAgo(u32),
}

impl WeekSelector {
    /// The week that is meant if `date` is in the one that is shown by default.
    ///
    /// # Errors
    /// The day that it names is none of that month.
    pub(crate) fn resolve(&self, date: NaiveDate, week_starts: Weekday) -> Result<Week, CommandError> {
        Ok(match self {
            WeekSelector::ContainingDay(day) => Week::containing(day.on(date)?, week_starts),
            WeekSelector::WeeksAgo(weeks) => Week::containing(date, week_starts).weeks_earlier(*weeks),
        })
    }
}

/// Forty years: no journal goes back further.
const MOST_WEEKS_BACK: u32 = 2080;

const WAYS: &str = "Write a date of the week, `last`, `-2` for two weeks back, or `2026-W43`.";

pub(crate) fn read_week(text: &str) -> Result<WeekSelector, String> {
    let word = text.trim().to_lowercase();
    if word == "last" {
        return Ok(WeekSelector::WeeksAgo(1));
    }
    if let Some(weeks) = word.strip_prefix('-').filter(|digits| is_number(digits)) {
        return match weeks.parse() {
            Ok(0) => Err("this is the week of today: leave `--week` out.".to_owned()),
            Ok(weeks) if weeks <= MOST_WEEKS_BACK => Ok(WeekSelector::WeeksAgo(weeks)),
            _ => Err(format!("that is too far back. {WAYS}")),
        };
    }
    if let Some((year, week)) = word.split_once('w').map(|(year, week)| (year.trim_end_matches('-'), week))
        && year.len() == 4
        && is_number(year)
        && is_number(week)
    {
        return read_numbered_week(year, week);
    }
    match read_typed_day(text) {
        // A number alone can be the day of a month, or that of a week of the year.
        Ok(_) if is_number(&word) => Err(format!("`{}` is no week. {WAYS}", draw::escape_controls(text))),
        Ok(day) => Ok(WeekSelector::ContainingDay(day)),
        // What looks like a date gets the help for dates.
        Err(help) if word.starts_with(|c: char| c.is_ascii_digit()) && !is_number(&word) => Err(help),
        Err(_) => Err(format!("`{}` is no week. {WAYS}", draw::escape_controls(text))),
    }
}

/// `2026-W43`: the week that holds that week's Monday.
fn read_numbered_week(year: &str, week: &str) -> Result<WeekSelector, String> {
    let monday = |week: u32| NaiveDate::from_isoywd_opt(year.parse().ok()?, week, Weekday::Mon);
    match week.parse().ok().and_then(monday) {
        // The same dates as elsewhere.
        Some(monday) => read_typed_day(&monday.to_string()).map(WeekSelector::ContainingDay),
        None => {
            let last = if monday(53).is_some() { 53 } else { 52 };
            Err(format!("{year} has no such week. Its weeks are W01 to W{last}."))
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_as_they_are_typed() {
        let monday = |year, month, day| {
            NaiveDate::from_ymd_opt(year, month, day).map(|date| WeekSelector::ContainingDay(TypedDay::Date(date)))
        };
        for (text, meant) in [
            ("2026-11-19", monday(2026, 11, 19)),
            ("last", Some(WeekSelector::WeeksAgo(1))),
            ("Last", Some(WeekSelector::WeeksAgo(1))),
            ("-1", Some(WeekSelector::WeeksAgo(1))),
            ("-12", Some(WeekSelector::WeeksAgo(12))),
            ("2026-W43", monday(2026, 10, 19)),
            ("2026w43", monday(2026, 10, 19)),
            ("2026-W01", monday(2025, 12, 29)),
            ("2026-W1", monday(2025, 12, 29)),
            // 2026 has 53 weeks, 2025 does not.
            ("2026-W53", monday(2026, 12, 28)),
            ("2025-W53", None),
            ("2026-W00", None),
            ("-0", None),
            ("-99999999999", None),
            ("0001-W01", None),
            ("2", None),
            ("", None),
        ] {
            assert_eq!(read_week(text).ok(), meant, "{text}");
        }
    }

    #[test]
    fn what_is_no_week_says_what_is() {
        for (text, says) in [
            ("2026-W60", "2026 has no such week. Its weeks are W01 to W53."),
            ("2025-W53", "Its weeks are W01 to W52."),
            ("next", "`next` is no week. Write a date of the week, `last`, `-2`"),
            ("3", "`-2` for two weeks back"),
            ("-0", "leave `--week` out"),
            ("-9999", "too far back"),
        ] {
            let why = read_week(text).expect_err(text);
            assert!(why.contains(says), "{text}: {why}");
        }
    }
}
