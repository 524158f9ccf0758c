//! What a [`When`] gives dates and weeks: occasions, times, and whether a stranger could tell the moment.

use chrono::{Datelike, NaiveDate};

use crate::when::value::moment::DateSpan;
use crate::when::value::schedule::{DayGroup, EVERY_DAY, Schedule, When, is_one_of_every_n_weeks, weekday_bit};
use crate::when::value::time::{Slot, TimeOfDay};

impl When {
    /// What it plans.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        if let Some(n) = self.times_a_week {
            // A count beside named days is those days where it is as many.
            return match self.weekday_mask_if_alone() {
                Some(mask) if mask.count_ones() == n => Schedule::OnDates,
                _ => Schedule::Floating(n),
            };
        }
        if let Some(n) = self.any_of {
            return Schedule::Floating(n);
        }
        if self.has_days() || self.times_a_day.is_some() || self.has_times() && self.vague.is_none() {
            return Schedule::OnDates;
        }
        Schedule::AsItComes
    }

    /// How many occasions a floating count has in the seven dates from `first` on, for a plan that starts on `start`.
    /// `every other Tuesday or Thursday` has its occasion in the week that holds the first of the days named.
    #[must_use]
    pub fn floating_times_in_week(&self, first: NaiveDate, start: NaiveDate) -> u32 {
        let Schedule::Floating(times) = self.schedule() else {
            return 0;
        };
        let step = self.groups.iter().flat_map(|g| &g.days.every_n_weeks).find(|(n, _)| *n > 1);
        let Some(&(n, mask)) = step else {
            return times;
        };
        let mask = if mask == 0 { weekday_bit(start.weekday()) } else { mask };
        let named =
            first.iter_days().take(7).find(|date| date.weekday().num_days_from_monday() == mask.trailing_zeros());
        if named.is_some_and(|date| is_one_of_every_n_weeks(n, date, start)) { times } else { 0 }
    }

    /// The occasions it puts on a date, in order of time, for a plan that starts on `start`: each with the times it may be
    /// at, none where it has no time. Empty for floating counts and for what comes up. Whether the plan runs on the date is
    /// for the caller to know, but an interval (`every other day`) never counts before `start`.
    #[must_use]
    pub fn occasions(&self, date: NaiveDate, start: NaiveDate) -> Vec<Vec<Slot>> {
        if self.schedule() != Schedule::OnDates {
            return Vec::new();
        }
        let groups: Vec<&DayGroup> = self.groups.iter().filter(|g| g.days.includes_date(date, start)).collect();
        if groups.is_empty() && !self.groups.is_empty() {
            return Vec::new();
        }
        let mut occasions = timed_occasions(&groups);
        // A cue of its own is a moment like a time: `Monday before work and Monday at 18:00`.
        let by_cue = groups.iter().filter(|g| g.times.is_empty() && g.cue.is_some()).count();
        occasions.extend(std::iter::repeat_n(Vec::new(), by_cue));
        match self.times_a_day.and_then(|n| usize::try_from(n).ok()) {
            None if occasions.is_empty() => vec![Vec::new()],
            None => occasions,
            Some(n) if n == occasions.len() => occasions,
            // `twice a day at 8:00`, `once a day at 8:00 and 20:00`: each may be at any of the times.
            Some(n) if n < occasions.len() || occasions.len() == 1 => vec![occasions.concat(); n],
            Some(n) => {
                occasions.resize(n, Vec::new());
                occasions
            }
        }
    }

    /// The times it gives a date, whether an occasion is on it or not (none where days have times of their own and this
    /// is not one of them).
    #[must_use]
    pub fn slots_if_practised_on(&self, date: NaiveDate, start: NaiveDate) -> Vec<Slot> {
        match self.groups.as_slice() {
            // Days of an interval share their times with the days between them.
            [only] if only.days.weekday_mask == 0 && only.days.dates.is_empty() => slots_of(std::iter::once(only)),
            groups => slots_of(groups.iter().filter(|g| g.days.includes_date(date, start))),
        }
    }

    /// Every time it names on any day.
    #[must_use]
    pub fn all_slots(&self) -> Vec<Slot> {
        slots_of(self.groups.iter())
    }

    /// First and last date of `on DATE`s.
    #[must_use]
    pub fn span_of_named_dates(&self) -> Option<DateSpan> {
        let dates = || self.groups.iter().flat_map(|g| g.days.dates.iter().copied());
        Some(DateSpan { first: dates().min()?, last: dates().max()? })
    }

    /// The one time or part of the day it names, for an entry dated by its name.
    #[must_use]
    pub fn single_time(&self) -> Option<TimeOfDay> {
        let mut times = self.groups.iter().flat_map(|g| &g.times);
        let only = times.next()?;
        if times.any(|t| t.slot != only.slot) { None } else { TimeOfDay::from_slot(only.slot, only.is_open) }
    }

    /// A stranger could tell the moment it starts: a day with a time or part of the day, or a cue.
    #[must_use]
    pub fn is_specific(&self) -> bool {
        let day = self.has_days() || self.times_a_week.is_none() && self.vague.is_none();
        self.has_cue() || self.has_times() && day
    }

    /// It could be any time: nothing, something such as `sometime`, or a number or every day without a moment.
    #[must_use]
    pub fn is_vague(&self) -> bool {
        let nothing = !self.has_times() && (!self.has_days() || self.weekday_mask_if_alone() == Some(EVERY_DAY));
        !self.is_specific() && (nothing || self.vague.is_some())
    }
}

/// The occasions of these groups' times, by the earliest time of each; a time counts once.
fn timed_occasions(groups: &[&DayGroup]) -> Vec<Vec<Slot>> {
    let mut seen: Vec<Slot> = Vec::new();
    let mut occasions: Vec<Vec<Slot>> = Vec::new();
    for group in groups {
        let mut last = None;
        for time in &group.times {
            if seen.contains(&time.slot) {
                continue;
            }
            seen.push(time.slot);
            match occasions.last_mut().filter(|_| last == Some(time.occasion)) {
                Some(same) => same.push(time.slot),
                None => occasions.push(vec![time.slot]),
            }
            last = Some(time.occasion);
        }
    }
    occasions.sort_by_key(|slots| slots.iter().map(|slot| slot.start_minute()).min());
    occasions
}

fn slots_of<'a>(groups: impl Iterator<Item = &'a DayGroup>) -> Vec<Slot> {
    let mut slots = Vec::new();
    for time in groups.flat_map(|g| &g.times) {
        if !slots.contains(&time.slot) {
            slots.push(time.slot);
        }
    }
    slots
}
