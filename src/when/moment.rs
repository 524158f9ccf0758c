//! Dates as entries and plans give them.

use chrono::{NaiveDate, Weekday};

use super::time::TimeOfDay;

/// An entry's `when`: a date and perhaps a time of day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    pub date: NaiveDate,
    pub time: Option<TimeOfDay>,
    /// The weekday beside the date, where it is not that date's.
    pub wrong_weekday: Option<Weekday>,
}

/// Dates from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
}
