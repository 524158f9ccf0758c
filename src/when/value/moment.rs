//! Dates as entries and plans give them.

use chrono::{NaiveDate, Weekday};

use crate::when::parse::date::LAST_DATE;
use crate::when::value::time::TimeOfDay;

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
pub struct DateSpan {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl DateSpan {
    /// As the field `pause` has it: `2026-12-24 to 2027-01-02`, or `from 2026-12-24` without an end.
    #[must_use]
    pub fn as_pause(self) -> String {
        let DateSpan { first, last } = self;
        if last == LAST_DATE { format!("from {first}") } else { format!("{first} to {last}") }
    }
}
