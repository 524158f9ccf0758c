//! The seven dates of a week, safe at both ends of the calendar.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Seven calendar dates, named by the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    start: NaiveDate,
}

impl Week {
    /// Its first date.
    #[must_use]
    pub fn start(self) -> NaiveDate {
        self.start
    }

    /// Its last date.
    #[must_use]
    pub fn end(self) -> NaiveDate {
        days_later(self.start, 6)
    }

    /// The day after its last.
    #[must_use]
    pub fn day_after_end(self) -> NaiveDate {
        days_later(self.start, 7)
    }

    /// Its seven dates, in order.
    pub fn dates(self) -> impl Iterator<Item = NaiveDate> {
        (0..7).map(move |days| days_later(self.start, days))
    }

    /// Whether `date` is one of the seven.
    #[must_use]
    pub fn contains(self, date: NaiveDate) -> bool {
        self.index_of(date).is_some()
    }

    /// Which of the seven `date` is, from 0.
    pub(super) fn index_of(self, date: NaiveDate) -> Option<usize> {
        usize::try_from((date - self.start).num_days()).ok().filter(|&place| place < 7)
    }

    /// The week that contains `date`, if weeks start on `starts`. A date far beyond what a note can have (1970 to 2200)
    /// is taken as the nearest date that has a whole week.
    #[must_use]
    pub fn containing(date: NaiveDate, starts: Weekday) -> Week {
        let date = date.clamp(days_later(NaiveDate::MIN, 7), days_earlier(NaiveDate::MAX, 14));
        Week { start: days_earlier(date, date.weekday().days_since(starts).into()) }
    }

    /// The week that begins `weeks` before this one.
    #[must_use]
    pub fn weeks_earlier(self, weeks: u32) -> Week {
        let start = self.start.checked_sub_days(Days::new(7 * u64::from(weeks)));
        Week { start: start.unwrap_or(self.start) }
    }

    /// The week that begins `weeks` after this one.
    #[must_use]
    pub fn weeks_later(self, weeks: u32) -> Week {
        let start = self.start.checked_add_days(Days::new(7 * u64::from(weeks)));
        Week { start: start.filter(|&start| days_later(start, 7) > start).unwrap_or(self.start) }
    }

    /// How many weeks after `first` it begins; negative if before.
    #[must_use]
    pub fn weeks_since(self, first: Week) -> i64 {
        (self.start - first.start).num_days().div_euclid(7)
    }
}

fn days_later(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

fn days_earlier(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}
