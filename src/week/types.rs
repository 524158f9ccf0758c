//! What a counted week holds.

use std::ops::Range;

use chrono::NaiveDate;

use super::calendar::Week;
use super::counts::{CameUpCounts, Counts};
use crate::journal::{Entry, Journal, Status};
use crate::text::word_enum;
use crate::when::{Minutes, Slot};

word_enum! {
    /// The state of an occasion, or of a date.
    pub enum State {
        Done = "done",
        Partly = "partly",
        NotDone = "not_done",
        /// Of a date: an entry of another day made its occasion up. Of an occasion only as [`Occasion::shown_state`] has it.
        Moved = "moved",
        /// Of a date alone: a skip was noted.
        Skipped = "skipped",
        Open = "open",
        Upcoming = "upcoming",
        /// Of a date alone: nothing planned, nothing noted.
        None = "none",
    }
}

impl State {
    /// What an entry of this status gives its date.
    #[must_use]
    pub fn of_status(status: Status) -> State {
        match status {
            Status::Done => State::Done,
            Status::Partly => State::Partly,
            Status::NotDone => State::NotDone,
            Status::Skip => State::Skipped,
        }
    }
}

/// A count out of a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    pub count: u32,
    pub total: u32,
}

/// One week of a journal, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedWeek {
    pub week: Week,
    /// Never later than the day after the week's last.
    pub as_of: NaiveDate,
    /// The plans that are in this week's report, in the journal's order.
    pub plans: Vec<PlanWeek>,
    /// Indices of [`crate::journal::Journal::entries`]: done and partly entries that name no plan, by date, then path.
    pub also_done: Vec<usize>,
    /// Indices of the helper's own notes of this week, by date, then as they come in the journal.
    pub helper_entries: Vec<usize>,
    /// What was read and is nowhere above: entries that name no plan and are not done, entries of plans that are not in
    /// this week's report, and helpers' notes later than the as-of date.
    pub not_counted: Vec<CountedEntry>,
}

impl CountedWeek {
    /// The course ends in this week.
    #[must_use]
    pub fn is_last_of_course(&self, journal: &Journal) -> bool {
        journal.settings.until.is_some_and(|until| self.week.contains(until))
    }

    /// What the client noted of a plan of this week up to the as-of date. Later notes do not count yet.
    #[must_use]
    pub fn entries_so_far<'j>(&self, journal: &'j Journal, plan_week: &PlanWeek) -> Vec<&'j Entry> {
        let entries = plan_week.entries.iter().filter_map(|counted| journal.entries.get(counted.entry));
        entries.filter(|entry| entry.date <= self.as_of).collect()
    }

    /// The plans of the week among these indexes, which are half-open; in order.
    pub fn plans_within(&self, indexes: &Range<usize>) -> impl Iterator<Item = &PlanWeek> {
        let from = self.plans.partition_point(|of| of.plan < indexes.start);
        let end = indexes.end;
        self.plans.iter().skip(from).take_while(move |of| of.plan < end)
    }
}

/// One plan in one week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanWeek {
    /// Index into [`crate::journal::Journal::plans`].
    pub plan: usize,
    pub counts: Counts,
    pub days_practised: Option<Ratio>,
    pub minutes: MinutesNoted,
    pub on_time: Option<Ratio>,
    pub in_place: Option<Ratio>,
    /// All that was noted of a bare cue; none if a number is planned.
    pub came_up: Option<CameUpCounts>,
    pub days: [PlanDay; 7],
    /// Every planned occasion, by date, then by time; of a floating count first those that were taken, then the rest.
    pub occasions: Vec<Occasion>,
    /// Every entry of this plan in the week (helpers' aside), by date, best first, and what it counts as.
    pub entries: Vec<CountedEntry>,
}

/// Minutes of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct MinutesNoted {
    /// Ends at the largest number there is room for.
    pub noted: Minutes,
    /// How many entries gave theirs.
    pub known_for: u32,
    pub planned_each: Option<Minutes>,
    pub planned_week: Option<Minutes>,
}

/// A date of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanDay {
    pub date: NaiveDate,
    /// 0 for floating counts and for bare cues.
    pub planned: u32,
    pub state: State,
    /// The plan is paused on it.
    pub is_paused: bool,
    /// Whether it was practised by an entry of its own; none if the date is not among those that `days_practised` counts.
    pub practised: Option<bool>,
}

/// One planned occasion of the week and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// None for one of a floating count that no date took.
    pub date: Option<NaiveDate>,
    /// The times it may be at; none if `when` gives it no time.
    pub slots: Vec<Slot>,
    /// `Done`, `Partly`, `NotDone`, `Open` or `Upcoming`; the first four are due.
    pub state: State,
    /// The entry that took it, an index into [`crate::journal::Journal::entries`]. Of another date than the occasion's if
    /// `moved`.
    pub entry: Option<usize>,
    pub is_moved: bool,
    /// The not-done entry that had it before another day's entry made up for it.
    pub made_up: Option<usize>,
}

/// What an entry counts as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedEntry {
    /// Index into [`crate::journal::Journal::entries`].
    pub entry: usize,
    pub role: EntryRole,
    /// Whether it was on time; none if it is not among those that [`PlanWeek::on_time`] counts.
    pub on_time: Option<bool>,
    /// Whether it was in place; none if it is not among those that [`PlanWeek::in_place`] counts.
    pub in_place: Option<bool>,
}

/// The part an entry plays in its week's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryRole {
    /// Took an occasion of its own date (for a floating count: one of the best dates).
    Occasion,
    /// Made up for the occasion of another date.
    MovedFrom(NaiveDate),
    Extra,
    /// Not done, for a bare cue: it came up.
    CameUpNotDone,
    Skip,
    /// Read but not counted.
    NotCounted(NotCountedReason),
}

/// Why an entry is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCountedReason {
    /// Not done, on a date that had no occasion (left) for it.
    NoOccasion,
    /// Not done, and an entry of another day made up for its occasion.
    MadeUp,
    /// Later than the as-of date.
    InFuture,
    /// Not done, on a date of a floating count that has a better entry.
    NotBestOfDate,
    /// Names no plan, or a plan that is not in this week's report.
    NoPlan,
}

impl EntryRole {
    /// Neither a skip nor later than the as-of date: its minutes count.
    #[must_use]
    pub fn tells_how_practice_went(self) -> bool {
        !matches!(self, EntryRole::Skip | EntryRole::NotCounted(NotCountedReason::InFuture | NotCountedReason::NoPlan))
    }
}

impl Occasion {
    /// Its state as people see it: `Moved` if an entry of another day took it.
    #[must_use]
    pub fn shown_state(&self) -> State {
        if self.is_moved { State::Moved } else { self.state }
    }
}

impl PlanWeek {
    /// (done + partly/2) / due, rounded to 4 places (half up); none if nothing is due.
    #[must_use]
    pub fn completion(&self) -> Option<f64> {
        let parts = u32::try_from(self.counts.completion_in_ten_thousandths()?).unwrap_or(10_000);
        Some(f64::from(parts) / 10_000.0)
    }

    /// The occasions of a date, in order of time; none of a floating count, whose occasions belong to no date.
    pub fn occasions_on(&self, date: NaiveDate) -> impl Iterator<Item = &Occasion> {
        let has_planned = self.days.iter().any(|day| day.date == date && day.planned > 0);
        self.occasions.iter().filter(move |occasion| has_planned && occasion.date == Some(date))
    }

    /// How many notes say how it went: no skips, and none later than the as-of date.
    #[must_use]
    pub fn count_notes_on_practice(&self) -> u32 {
        let notes = self.entries.iter().filter(|counted| counted.role.tells_how_practice_went()).count();
        u32::try_from(notes).unwrap_or(u32::MAX)
    }

    /// Its skips, by date.
    pub fn skips(&self) -> impl Iterator<Item = &CountedEntry> {
        self.entries.iter().filter(|counted| counted.role == EntryRole::Skip)
    }
}
