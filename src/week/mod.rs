//! Plans and entries -> counted weeks (SPEC 3). Pure: a journal, a week and an as-of date in, numbers with the entries
//! behind each of them out.
//!
//! Two steps for each plan: its week's entries are matched with the occasions (`matching`), then everything is counted
//! from what was matched (`counting`). So every number can name its notes (`behind`).

mod calendar;
mod counting;
mod evidence;
mod matching;
mod report_weeks;
mod time_and_place;
mod trends;

use chrono::NaiveDate;

pub use calendar::Week;
pub use counting::count;
pub use evidence::{Evidence, Metric};
pub use report_weeks::{cap_as_of, weeks_with_entry, weeks_with_report, weeks_with_report_among};
pub use trends::{Direction, Point, Trend, trend};

use crate::when::Minutes;

/// The state of an occasion, or of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    Done,
    Partly,
    NotDone,
    /// Of a date alone: an entry of another day made its occasion up.
    Moved,
    /// Of a date alone: a skip was noted.
    Skipped,
    Open,
    Upcoming,
    /// Of a date alone: nothing planned, nothing noted.
    None,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    pub count: u32,
    pub total: u32,
}

/// One week of a journal, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedWeek {
    pub week: Week,
    /// Never later than the day after the week's last (SPEC 4).
    pub as_of: NaiveDate,
    /// The plans that are in this week's report (SPEC 3), in the journal's order.
    pub plans: Vec<PlanWeek>,
    /// Indices of [`crate::journal::Journal::entries`]: done and partly entries that name no plan, by date, then path.
    pub also_done: Vec<usize>,
    /// Indices of the helper's own notes of this week, by date, then as they come in the journal.
    pub helpers: Vec<usize>,
    /// What was read and stands nowhere above: entries that name no plan and are not done, entries of plans that are not
    /// in this week's report, and helpers' notes later than the as-of date.
    pub aside: Vec<CountedEntry>,
}

/// One plan in one week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanWeek {
    /// Index into [`crate::journal::Journal::plans`].
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
    pub days_practised: Option<Ratio>,
    pub minutes: MinutesNoted,
    pub on_time: Option<Ratio>,
    pub in_place: Option<Ratio>,
    pub days: [Day; 7],
    /// Every planned occasion, by date; of a count that floats first those that were taken, then the others.
    pub occasions: Vec<Occasion>,
    /// Every entry of this plan in the week (helpers' aside), by date, best first, and what it counts as.
    pub entries: Vec<CountedEntry>,
}

/// Minutes of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct MinutesNoted {
    /// Ends at the largest number there is room for.
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
    /// 0 for counts that float and for bare cues.
    pub planned: u32,
    pub status: State,
    /// Whether it was practised by an entry of its own; none where the date is not among those that `days_practised` is of.
    pub practised: Option<bool>,
}

/// One planned occasion of the week and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// None for one of a count that floats that no date took.
    pub date: Option<NaiveDate>,
    /// `Done`, `Partly`, `NotDone`, `Open` or `Upcoming`; the first four are due.
    pub state: State,
    /// The entry that took it, an index into [`crate::journal::Journal::entries`]. Of another date than the occasion's if
    /// `moved`.
    pub entry: Option<usize>,
    pub moved: bool,
    /// The not-done entry that had it before another day's entry made it up.
    pub made_up: Option<usize>,
}

/// What an entry counts as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedEntry {
    /// Index into [`crate::journal::Journal::entries`].
    pub entry: usize,
    pub role: Role,
    /// Whether it was on time; none where it is not among those that [`PlanWeek::on_time`] is of.
    pub on_time: Option<bool>,
    /// Whether it was in place; none where it is not among those that [`PlanWeek::in_place`] is of.
    pub in_place: Option<bool>,
}

/// The part an entry plays in its week's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Took an occasion of its own date (for a floating count: one of the best dates).
    Occasion,
    /// Made up the occasion of another date.
    MovedFrom(NaiveDate),
    Extra,
    Skip,
    /// Read but not counted.
    NotCounted(NotCountedReason),
}

/// NotCountedReason an entry is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCountedReason {
    /// Not done, on a date that had no occasion (left) for it.
    NoOccasion,
    /// Not done, and an entry of another day made its occasion up.
    MadeUp,
    /// Later than the as-of date.
    InFuture,
    /// Not done, on a date of a floating count that has a better entry.
    NotBestOfDate,
    /// Names no plan, or a plan that is not in this week's report.
    NoPlan,
}

impl PlanWeek {
    /// (done + partly/2) / due, rounded to 4 places (half up); none where nothing is due (SPEC 3).
    #[must_use]
    pub fn completion(&self) -> Option<f64> {
        if self.due == 0 {
            return None;
        }
        // In whole numbers, so that no machine rounds another way: halves done of halves due, in ten-thousandths.
        let (done, due) = (2 * u64::from(self.done) + u64::from(self.partly), 2 * u64::from(self.due));
        let parts = u32::try_from((done * 20_000 + due) / (2 * due)).unwrap_or(10_000);
        Some(f64::from(parts) / 10_000.0)
    }

    /// Its skips, by date.
    pub fn skips(&self) -> impl Iterator<Item = &CountedEntry> {
        self.entries.iter().filter(|counts| counts.role == Role::Skip)
    }
}
