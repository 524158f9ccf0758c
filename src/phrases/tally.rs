//! The numbers of a plan's week as people are told them.

use crate::week::{PlanWeek, TrendPoint};
use crate::when::Schedule;

/// The numbers of a plan's week, or of several weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    pub schedule: Schedule,
    /// Whether the week has not ended.
    pub is_running: bool,
    pub planned: u32,
    pub due: u32,
    pub done: u32,
    pub partly: u32,
    pub not_done: u32,
    pub open: u32,
    pub upcoming: u32,
    /// It may be on named days of the week alone (`Sat or Sun`), and these are past.
    pub are_days_past: bool,
    pub moved: u32,
    pub extra: u32,
    /// How many notes tell how it went.
    pub notes: u32,
    /// Of a plan that is noted as it comes up, all that was noted: done, partly, not done.
    pub came_up: [u32; 3],
}

impl Default for Tally {
    fn default() -> Tally {
        Tally {
            schedule: Schedule::OnDates,
            is_running: false,
            planned: 0,
            due: 0,
            done: 0,
            partly: 0,
            not_done: 0,
            open: 0,
            upcoming: 0,
            are_days_past: false,
            moved: 0,
            extra: 0,
            notes: 0,
            came_up: [0; 3],
        }
    }
}

impl Tally {
    #[must_use]
    pub fn of_week(week: &PlanWeek, schedule: Schedule, is_running: bool, came_up: [u32; 3]) -> Tally {
        Tally {
            schedule,
            is_running,
            planned: week.planned,
            due: week.due,
            done: week.done,
            partly: week.partly,
            not_done: week.not_done,
            open: week.open,
            upcoming: week.upcoming,
            are_days_past: false,
            moved: week.moved,
            extra: week.extra,
            notes: week.notes(),
            came_up,
        }
    }

    /// Of one point of a trend.
    #[must_use]
    pub fn of_point(point: &TrendPoint, schedule: Schedule, is_running: bool, came_up: [u32; 3]) -> Tally {
        Tally {
            schedule,
            is_running,
            planned: point.planned,
            due: point.due,
            done: point.done,
            partly: point.partly,
            not_done: point.not_done,
            open: point.due.saturating_sub(point.done + point.partly + point.not_done),
            moved: point.moved,
            extra: point.extra,
            notes: point.notes,
            came_up,
            ..Tally::default()
        }
    }

    /// The sum of both.
    #[must_use]
    pub fn plus(&self, other: &Tally) -> Tally {
        let ([a, b, c], [d, e, f]) = (self.came_up, other.came_up);
        Tally {
            schedule: other.schedule,
            is_running: self.is_running || other.is_running,
            planned: self.planned + other.planned,
            due: self.due + other.due,
            done: self.done + other.done,
            partly: self.partly + other.partly,
            not_done: self.not_done + other.not_done,
            open: self.open + other.open,
            upcoming: self.upcoming + other.upcoming,
            are_days_past: self.are_days_past && other.are_days_past,
            moved: self.moved + other.moved,
            extra: self.extra + other.extra,
            notes: self.notes + other.notes,
            came_up: [a + d, b + e, c + f],
        }
    }

    /// What was practised, on plan or not: done, and partly.
    #[must_use]
    pub fn done_and_partly(&self) -> (u32, u32) {
        // What came up is extra, what came up partly as well.
        let [_, partly, _] = self.came_up;
        ((self.done + self.extra).saturating_sub(partly), self.partly + partly)
    }

    /// Whether something was due and no note tells how it went: that is no week of zero.
    #[must_use]
    pub fn is_nothing_noted(&self) -> bool {
        self.due > 0 && self.open == self.due && self.notes == 0
    }

    /// Whether all that was due was written down, and nothing of it was done.
    #[must_use]
    pub fn is_all_not_done(&self) -> bool {
        self.due > 0 && self.not_done == self.due && self.extra == 0
    }
}
