//! A range of weeks: what is built at once, so that the entries of a long journal are never all in memory.

use std::collections::BTreeSet;

use crate::report::LOOKS_BACK;
use crate::week::Week;
use crate::when::DateSpan;

/// From a week to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WeekBatch {
    pub first: Week,
    pub last: Week,
}

/// How many weeks one range has at most.
const LONGEST: usize = 13;

impl WeekBatch {
    /// Ranges that hold exactly these weeks, oldest first.
    pub(super) fn group_weeks_into_batches(weeks: &BTreeSet<Week>) -> Vec<WeekBatch> {
        let mut ranges: Vec<WeekBatch> = Vec::new();
        let mut long = 0;
        for &week in weeks {
            match ranges.last_mut().filter(|range| long < LONGEST && range.last.weeks_later(1) == week) {
                Some(range) => {
                    range.last = week;
                    long += 1;
                }
                None => {
                    ranges.push(WeekBatch { first: week, last: week });
                    long = 1;
                }
            }
        }
        ranges
    }

    pub(super) fn contains(self, week: Week) -> bool {
        self.first <= week && week <= self.last
    }

    /// The dates of its weeks.
    pub(super) fn dates(self) -> DateSpan {
        DateSpan { first: self.first.start(), last: self.last.end() }
    }

    /// The dates of its weeks, of those that their pages look back on, and of the week after, to which the last may link.
    pub(super) fn dates_that_pages_show(self) -> DateSpan {
        DateSpan { first: self.first.weeks_earlier(LOOKS_BACK - 1).start(), last: self.last.weeks_later(1).end() }
    }
}

/// A week, those whose pages look back on it, and the one before it, whose page links to it.
pub(super) fn weeks_whose_pages_depend_on(week: Week) -> impl Iterator<Item = Week> {
    std::iter::once(week.weeks_earlier(1)).chain((0..LOOKS_BACK).map(move |ahead| week.weeks_later(ahead)))
}

/// These weeks and all that their pages look back on.
pub(super) fn with_lookback_weeks<'w>(weeks: impl IntoIterator<Item = &'w Week>) -> BTreeSet<Week> {
    weeks.into_iter().flat_map(|week| (0..LOOKS_BACK).map(|back| week.weeks_earlier(back))).collect()
}
