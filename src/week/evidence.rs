//! The dates and notes behind each number, for `show --why`.

use chrono::NaiveDate;

use super::types::{CountedEntry, EntryRole, PlanWeek, State};
use crate::journal::Entry;

/// A number of a plan's week, by its name in `show --format json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Metric {
    Planned,
    Due,
    Done,
    Partly,
    NotDone,
    Open,
    Upcoming,
    Moved,
    Extra,
    /// The days that count; [`Metric::DaysPractisedOf`] has all days that were looked at. The two below work in the same way.
    DaysPractised,
    DaysPractisedOf,
    MinutesKnownFor,
    OnTime,
    OnTimeOf,
    InPlace,
    InPlaceOf,
}

/// One of what a number counts: a date, an entry, or a date with its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The date it counts on; none for an occasion of a floating count that no date took.
    pub date: Option<NaiveDate>,
    /// Index into [`crate::journal::Journal::entries`]; none if there is no note.
    pub entry: Option<usize>,
}

impl Metric {
    /// Every number, in the order of the JSON.
    pub const ALL: [Metric; 16] = [
        Metric::Planned,
        Metric::Due,
        Metric::Done,
        Metric::Partly,
        Metric::NotDone,
        Metric::Open,
        Metric::Upcoming,
        Metric::Moved,
        Metric::Extra,
        Metric::DaysPractised,
        Metric::DaysPractisedOf,
        Metric::MinutesKnownFor,
        Metric::OnTime,
        Metric::OnTimeOf,
        Metric::InPlace,
        Metric::InPlaceOf,
    ];
}

impl State {
    /// The number that counts an occasion of this state, beside `planned` and `due`; none where no occasion is in it.
    pub(super) fn counted_in(self) -> Option<Metric> {
        match self {
            State::Done => Some(Metric::Done),
            State::Partly => Some(Metric::Partly),
            State::NotDone => Some(Metric::NotDone),
            State::Open => Some(Metric::Open),
            State::Upcoming => Some(Metric::Upcoming),
            State::Moved | State::Skipped | State::None => None,
        }
    }

    /// Whether the time of an occasion of this state has come.
    pub(super) fn is_due(self) -> bool {
        self.counted_in().is_some_and(|metric| metric != Metric::Upcoming)
    }
}

impl PlanWeek {
    /// What a number counts: as many of them as the number is. `entries` are the journal's.
    #[must_use]
    pub fn evidence(&self, metric: Metric, entries: &[Entry]) -> Vec<Evidence> {
        match metric {
            Metric::Planned => self.occasion_evidence(|_, _| true),
            Metric::Due => self.occasion_evidence(|state, _| state.is_due()),
            Metric::Done | Metric::Partly | Metric::NotDone | Metric::Open | Metric::Upcoming => {
                self.occasion_evidence(|state, _| state.counted_in() == Some(metric))
            }
            Metric::Moved => self.occasion_evidence(|_, moved| moved),
            Metric::Extra => self.entry_evidence(entries, |counts, _| counts.role == EntryRole::Extra),
            Metric::DaysPractised => self.practised_day_evidence(entries, |practised| practised == Some(true)),
            Metric::DaysPractisedOf => self.practised_day_evidence(entries, |practised| practised.is_some()),
            Metric::MinutesKnownFor => self.entry_evidence(entries, |counts, entry| {
                counts.role.tells_how_practice_went() && entry.minutes.is_some()
            }),
            Metric::OnTime => self.entry_evidence(entries, |counts, _| counts.on_time == Some(true)),
            Metric::OnTimeOf => self.entry_evidence(entries, |counts, _| counts.on_time.is_some()),
            Metric::InPlace => self.entry_evidence(entries, |counts, _| counts.in_place == Some(true)),
            Metric::InPlaceOf => self.entry_evidence(entries, |counts, _| counts.in_place.is_some()),
        }
    }

    fn occasion_evidence(&self, is_counted: impl Fn(State, bool) -> bool) -> Vec<Evidence> {
        let those = self.occasions.iter().filter(|occasion| is_counted(occasion.state, occasion.is_moved));
        those.map(|occasion| Evidence { date: occasion.date, entry: occasion.entry }).collect()
    }

    fn entry_evidence(&self, entries: &[Entry], is_counted: impl Fn(&CountedEntry, &Entry) -> bool) -> Vec<Evidence> {
        let known = self.entries.iter().filter_map(|counts| Some((counts, entries.get(counts.entry)?)));
        let those = known.filter(|(counts, entry)| is_counted(counts, entry));
        those.map(|(counts, entry)| Evidence { date: Some(entry.date), entry: Some(counts.entry) }).collect()
    }

    fn practised_day_evidence(&self, entries: &[Entry], is_counted: impl Fn(Option<bool>) -> bool) -> Vec<Evidence> {
        let best = |date| {
            // Its entries are by date, best first.
            let own = self.entries.iter().find(|counts| entries.get(counts.entry).is_some_and(|e| e.date == date))?;
            own.role.tells_how_practice_went().then_some(own.entry)
        };
        let those = self.days.iter().filter(|day| is_counted(day.practised));
        those.map(|day| Evidence { date: Some(day.date), entry: best(day.date) }).collect()
    }
}
