//! Behind each number the dates and notes it rests on (SPEC 9, `--why`).

use chrono::NaiveDate;

use super::{AsWhat, Counts, PlanWeek, State, Why};
use crate::journal::Entry;

/// A number of a plan's week, by its name in `show --format json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    Planned,
    Due,
    Done,
    Partly,
    NotDone,
    Open,
    Upcoming,
    Moved,
    Extra,
    /// The days that count; [`Number::DaysPractisedOf`] has all those looked at. So with the two below.
    DaysPractised,
    DaysPractisedOf,
    MinutesKnownFor,
    OnTime,
    OnTimeOf,
    InPlace,
    InPlaceOf,
}

/// One of what a number counts: a date, an entry, or an entry that stands for a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The date it counts on; none for an occasion of a floating count that no date took.
    pub date: Option<NaiveDate>,
    /// Index into [`crate::journal::Journal::entries`]; none where there is no note.
    pub entry: Option<usize>,
}

impl Number {
    /// Every number, in the order of the JSON.
    pub const ALL: [Number; 16] = [
        Number::Planned,
        Number::Due,
        Number::Done,
        Number::Partly,
        Number::NotDone,
        Number::Open,
        Number::Upcoming,
        Number::Moved,
        Number::Extra,
        Number::DaysPractised,
        Number::DaysPractisedOf,
        Number::MinutesKnownFor,
        Number::OnTime,
        Number::OnTimeOf,
        Number::InPlace,
        Number::InPlaceOf,
    ];
}

impl PlanWeek {
    /// What a number counts: as many of them as the number is. `entries` are the journal's.
    #[must_use]
    pub fn behind(&self, number: Number, entries: &[Entry]) -> Vec<Behind> {
        match number {
            Number::Planned => self.occasions(|_, _| true),
            Number::Due => self.occasions(|state, _| state != State::Upcoming),
            Number::Done => self.occasions(|state, _| state == State::Done),
            Number::Partly => self.occasions(|state, _| state == State::Partly),
            Number::NotDone => self.occasions(|state, _| state == State::NotDone),
            Number::Open => self.occasions(|state, _| state == State::Open),
            Number::Upcoming => self.occasions(|state, _| state == State::Upcoming),
            Number::Moved => self.occasions(|_, moved| moved),
            Number::Extra => self.notes(entries, |counts, _| counts.as_what == AsWhat::Extra),
            Number::DaysPractised => self.dates(entries, |practised| practised == Some(true)),
            Number::DaysPractisedOf => self.dates(entries, |practised| practised.is_some()),
            Number::MinutesKnownFor => {
                self.notes(entries, |counts, entry| counts.as_what.is_noted() && entry.minutes.is_some())
            }
            Number::OnTime => self.notes(entries, |counts, _| counts.on_time == Some(true)),
            Number::OnTimeOf => self.notes(entries, |counts, _| counts.on_time.is_some()),
            Number::InPlace => self.notes(entries, |counts, _| counts.in_place == Some(true)),
            Number::InPlaceOf => self.notes(entries, |counts, _| counts.in_place.is_some()),
        }
    }

    fn occasions(&self, is: impl Fn(State, bool) -> bool) -> Vec<Behind> {
        let those = self.occasions.iter().filter(|occasion| is(occasion.state, occasion.moved));
        those.map(|occasion| Behind { date: occasion.date, entry: occasion.by }).collect()
    }

    fn notes(&self, entries: &[Entry], is: impl Fn(&Counts, &Entry) -> bool) -> Vec<Behind> {
        let known = self.entries.iter().filter_map(|counts| Some((counts, entries.get(counts.entry)?)));
        let those = known.filter(|(counts, entry)| is(counts, entry));
        those.map(|(counts, entry)| Behind { date: Some(entry.date), entry: Some(counts.entry) }).collect()
    }

    fn dates(&self, entries: &[Entry], is: impl Fn(Option<bool>) -> bool) -> Vec<Behind> {
        let best = |date| {
            // Its entries are by date, best first.
            let own = self.entries.iter().find(|counts| entries.get(counts.entry).is_some_and(|e| e.date == date))?;
            own.as_what.is_noted().then_some(own.entry)
        };
        let those = self.days.iter().filter(|day| is(day.practised));
        those.map(|day| Behind { date: Some(day.date), entry: best(day.date) }).collect()
    }
}

impl AsWhat {
    /// Neither a skip nor later than the as-of date: its minutes count.
    #[must_use]
    pub fn is_noted(self) -> bool {
        !matches!(self, AsWhat::Skip | AsWhat::NotCounted(Why::InFuture | super::Why::NoPlan))
    }
}
