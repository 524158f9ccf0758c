//! What a [`When`] says about dates and times: occasions, times, and whether a stranger could tell the moment (SPEC 2, 3).

use chrono::{Datelike, NaiveDate};

use super::days::EVERY_DAY;
use super::meaning::{DayGroup, Days, bit, push_new, time_of_day};
use super::{Hint, Schedule, Slot, Span, TimeOfDay, When};

impl Days {
    fn hold(&self, date: NaiveDate, start: NaiveDate) -> bool {
        if self.is_empty() {
            return true;
        }
        let bit = bit(date.weekday());
        if self.except & bit != 0 {
            return false;
        }
        let since = date.signed_duration_since(start).num_days();
        // Whole weeks between the Mondays.
        let weeks = (since + i64::from(start.weekday().num_days_from_monday())
            - i64::from(date.weekday().num_days_from_monday()))
            / 7;
        self.mask & bit != 0
            || since >= 0 && self.every.iter().any(|&n| since % i64::from(n.max(1)) == 0)
            || since >= 0
                && self.weeks.iter().any(|&(n, mask)| {
                    let mask = if mask == 0 { self::bit(start.weekday()) } else { mask };
                    mask & bit != 0 && weeks % i64::from(n.max(1)) == 0
                })
            || self.dates.binary_search(&date).is_ok()
    }
}

impl When {
    /// What it plans (SPEC 3).
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        if let Some(n) = self.a_week {
            // A count beside named days is those days where it is as many.
            return match self.weekdays() {
                Some(mask) if mask.count_ones() == n => Schedule::OnDates,
                _ => Schedule::Floating(n),
            };
        }
        if let Some(n) = self.any_of {
            return Schedule::Floating(n);
        }
        if self.has_days() || self.a_day.is_some() || self.has_times() && self.vague.is_none() {
            return Schedule::OnDates;
        }
        Schedule::AsItComes
    }

    /// How many occasions it puts on a date, for a plan that starts on `start`; 0 for floats and as-it-comes. Whether the
    /// plan runs on the date is for the caller to know, but an interval (`every other day`) never counts before `start`.
    #[must_use]
    pub fn occasions(&self, date: NaiveDate, start: NaiveDate) -> u32 {
        if self.schedule() != Schedule::OnDates {
            return 0;
        }
        let groups: Vec<&DayGroup> = self.groups.iter().filter(|g| g.days.hold(date, start)).collect();
        if groups.is_empty() && !self.groups.is_empty() {
            return 0;
        }
        if let Some(n) = self.a_day {
            return n;
        }
        let mut seen: Vec<Slot> = Vec::new();
        let mut count = 0;
        for group in &groups {
            let mut last = None;
            for time in &group.times {
                if seen.contains(&time.slot) {
                    continue;
                }
                seen.push(time.slot);
                count += u32::from(last != Some(time.occasion));
                last = Some(time.occasion);
            }
        }
        count.max(1)
    }

    /// The times it gives a date, whether an occasion lies on it or not (none where days have times of their own and this
    /// is not one of them).
    #[must_use]
    pub fn slots(&self, date: NaiveDate, start: NaiveDate) -> Vec<Slot> {
        match self.groups.as_slice() {
            // Days of an interval share their times with the days between them.
            [only] if only.days.mask == 0 && only.days.dates.is_empty() => slots_of(std::iter::once(only)),
            groups => slots_of(groups.iter().filter(|g| g.days.hold(date, start))),
        }
    }

    /// Every time it names on any day.
    #[must_use]
    pub fn all_slots(&self) -> Vec<Slot> {
        slots_of(self.groups.iter())
    }

    /// First and last date of `on DATE`s.
    #[must_use]
    pub fn dates(&self) -> Option<Span> {
        let dates = || self.groups.iter().flat_map(|g| g.days.dates.iter().copied());
        Some(Span { first: dates().min()?, last: dates().max()? })
    }

    /// Names a frequency, a weekday or `on DATE` (SPEC 1: then it is a plan even in a dated note).
    #[must_use]
    pub fn names_days(&self) -> bool {
        self.frequency
    }

    /// The one time or part of the day it tells, for an entry dated by its name.
    #[must_use]
    pub fn time(&self) -> Option<TimeOfDay> {
        let mut times = self.groups.iter().flat_map(|g| &g.times);
        let only = times.next()?;
        if times.any(|t| t.slot != only.slot) { None } else { time_of_day(only.slot, only.open) }
    }

    /// The cue's words as written, with the word that introduces it (`while my coffee is brewing`); runs of white space as
    /// one, several cues with commas.
    #[must_use]
    pub fn cue(&self) -> Option<&str> {
        self.cue.as_deref()
    }

    /// A stranger could tell the moment it starts: a day with a time or part of the day, or a cue.
    #[must_use]
    pub fn is_specific(&self) -> bool {
        let day = self.has_days() || self.a_week.is_none() && self.vague.is_none();
        self.cue.is_some() || self.has_times() && day
    }

    /// It could be any time: nothing, something such as `sometime`, or a number or every day without a moment.
    #[must_use]
    pub fn is_vague(&self) -> bool {
        let nothing = !self.has_times() && (!self.has_days() || self.weekdays() == Some(EVERY_DAY));
        !self.is_specific() && (nothing || self.vague.is_some())
    }

    /// What could be clearer.
    #[must_use]
    pub fn hints(&self) -> &[Hint] {
        &self.hints
    }
}

fn slots_of<'a>(groups: impl Iterator<Item = &'a DayGroup>) -> Vec<Slot> {
    let mut slots = Vec::new();
    for time in groups.flat_map(|g| &g.times) {
        push_new(&mut slots, time.slot);
    }
    slots
}
