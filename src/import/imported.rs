//! What an export says.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::journal::Status;
use crate::when::Minutes;

/// An export, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppExport {
    pub habits: Vec<ImportedHabit>,
    pub texts: Vec<DiaryText>,
    pub left_out: Vec<LeftOut>,
}

/// A habit and its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedHabit {
    pub name: String,
    /// How often, as a plan says it; none if a plan cannot say it.
    pub when: Option<String>,
    /// How often, in the words of the export, if a plan cannot say it.
    pub unsupported_frequency: Option<String>,
    /// It was put away, so its plan ends with its last day.
    pub is_archived: bool,
    pub days: BTreeMap<NaiveDate, ImportedDay>,
}

/// How one day of a habit went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedDay {
    pub status: Status,
    pub minutes: Option<Minutes>,
    /// An amount that is not a time, with its unit.
    pub amount: Option<String>,
    /// A comment.
    pub words: Option<String>,
}

/// A text of a diary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiaryText {
    pub date: NaiveDate,
    /// Hours and minutes.
    pub time: Option<(u32, u32)>,
    pub text: String,
}

/// Something of an export that goes into no note, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub count: usize,
    pub what: String,
}

impl AppExport {
    pub(super) fn record_left_out(&mut self, count: usize, what: &str) {
        if let Some(same) = self.left_out.iter_mut().find(|left| left.what == what) {
            same.count += count;
        } else if count > 0 {
            self.left_out.push(LeftOut { count, what: what.to_owned() });
        }
    }
}

/// A date as these programs write it: `2026-11-19`, in the years that notes can have.
pub(super) fn date_of_text(text: &str) -> Option<NaiveDate> {
    const YEARS: std::ops::RangeInclusive<i32> = 1970..=2200;
    let is_plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| is_plain)?;
    YEARS.contains(&date.year()).then_some(date)
}

/// A number of times in a number of days, as the `when` of a plan.
pub(super) fn when_of_frequency(times: u32, days: u32) -> Option<String> {
    const MOST_DAYS: u32 = 31;
    let a_week = |times: u32| match times {
        1 => "once a week".to_owned(),
        times => format!("{times} times a week"),
    };
    match (times, days) {
        (0, _) | (_, 0) => None,
        (times, days) if times >= days => Some("every day".to_owned()),
        (times, 7) => Some(a_week(times)),
        (1, 2) => Some("every other day".to_owned()),
        (1, days) if days <= MOST_DAYS => Some(format!("every {days} days")),
        (times, days) if days % 7 == 0 && times % (days / 7) == 0 => Some(a_week(times / (days / 7))),
        _ => None,
    }
}

/// A number of times in a number of days, in words.
pub(super) fn frequency_in_words(times: u32, days: u32) -> String {
    format!("{times} in {days} days")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frequency_is_written_as_in_a_plan() {
        for (times, days, when) in [
            (1, 1, Some("every day")),
            (7, 7, Some("every day")),
            (3, 7, Some("3 times a week")),
            (1, 7, Some("once a week")),
            (1, 2, Some("every other day")),
            (1, 14, Some("every 14 days")),
            (4, 14, Some("2 times a week")),
            (10, 30, None),
            (0, 1, None),
            (1, 365, None),
        ] {
            assert_eq!(when_of_frequency(times, days).as_deref(), when, "{times} in {days}");
        }
    }
}
