//! Plans and entries -> counted weeks (SPEC 3). Pure: a journal, a week and an as-of date in, numbers with the entries
//! behind each of them out.

use chrono::{NaiveDate, Weekday};

use crate::journal::Journal;
use crate::when::Minutes;

/// Seven calendar dates, named by the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    start: NaiveDate,
}

/// The state of an occasion that is due, or of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    Done,
    Partly,
    NotDone,
    Moved,
    Skipped,
    Open,
    Upcoming,
    None,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub count: u32,
    pub of: u32,
}

/// One week of a journal, counted.
#[derive(Clone, Debug)]
pub struct Counted {
    pub week: Week,
    pub as_of: NaiveDate,
    /// The plans that are in this week's report (SPEC 3), in the journal's order.
    pub plans: Vec<PlanWeek>,
    /// Indices of [`Journal::entries`]: done and partly entries that name no plan, by date, then path.
    pub also_done: Vec<usize>,
    /// Indices of the helper's own notes of this week.
    pub helpers: Vec<usize>,
}

/// One plan in one week.
#[derive(Clone, Debug)]
pub struct PlanWeek {
    /// Index into [`Journal::plans`].
    pub plan: usize,
    pub planned: u32,
    pub due: u32,
    pub done: u32,
    pub partly: u32,
    pub not_done: u32,
    pub open: u32,
    pub upcoming: u32,
    pub moved: u32,
    pub extra: u32,
    pub days_practised: Option<Share>,
    pub minutes: MinutesNoted,
    pub on_time: Option<Share>,
    pub in_place: Option<Share>,
    pub days: [Day; 7],
    /// Every entry of this plan in the week (helpers' aside), in order, and what it counts as.
    pub entries: Vec<Counts>,
}

/// Minutes of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct MinutesNoted {
    pub noted: Minutes,
    /// How many entries told theirs.
    pub known_for: u32,
    pub planned_each: Option<Minutes>,
    pub planned_week: Option<Minutes>,
}

/// A date of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub date: NaiveDate,
    pub planned: u32,
    pub status: State,
}

/// What an entry counts as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Index into [`Journal::entries`].
    pub entry: usize,
    pub as_what: AsWhat,
}

/// The part an entry plays in its week's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsWhat {
    /// Took an occasion of its own date (for a floating count: one of the best dates).
    Occasion,
    /// Made up the occasion of another date.
    MovedFrom(NaiveDate),
    Extra,
    Skip,
    /// Read but not counted: not the best of its date, a not-done beyond the occasions, later than the as-of date.
    NotCounted(Why),
}

/// Why an entry is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    NoOccasion,
    MadeUp,
    InFuture,
    NotBestOfDate,
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
        self.start + chrono::Days::new(6)
    }

    /// Its seven dates, in order.
    pub fn dates(self) -> impl Iterator<Item = NaiveDate> {
        self.start.iter_days().take(7)
    }

    /// The week that holds `date`, where weeks start on `starts`.
    #[must_use]
    pub fn of(date: NaiveDate, starts: Weekday) -> Week {
        Week { start: date.week(starts).first_day() }
    }
}

/// One week's numbers. Work is in proportion to the plans and that week's entries.
#[must_use]
pub fn count(journal: &Journal, week: Week, as_of: NaiveDate) -> Counted {
    todo!()
}

/// The weeks that have a report (SPEC 4), oldest first.
#[must_use]
pub fn reported(journal: &Journal, as_of: NaiveDate) -> Vec<Week> {
    todo!()
}
