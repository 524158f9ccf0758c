//! The numbers of a plan's week as people are told them.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::journal::Plan;
use crate::week::{CameUpCounts, CountedWeek, Counts, PlanWeek, State, TrendPoint};
use crate::when::Schedule;

/// The numbers of a plan's week, or of several weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    pub schedule: Schedule,
    /// Whether the week has not ended.
    pub is_running: bool,
    pub counts: Counts,
    /// So many times a week, and no day of the week is left for it: the days are past, done or skipped.
    pub has_no_day_left: bool,
    /// How many notes tell how it went.
    pub notes: u32,
    /// Of a plan that is noted as it comes up, all that was noted.
    pub came_up: CameUpCounts,
    /// It names no moment at all, so it is done and does not come up.
    pub is_without_moment: bool,
    /// On how many dates it was skipped.
    pub skipped: u32,
    /// The days on which it was not done, in the order of the week. Of several weeks none is known.
    pub not_done_on: [Option<Weekday>; 7],
}

impl Default for Tally {
    fn default() -> Tally {
        Tally {
            schedule: Schedule::OnDates,
            is_running: false,
            counts: Counts::default(),
            has_no_day_left: false,
            notes: 0,
            came_up: CameUpCounts::default(),
            is_without_moment: false,
            skipped: 0,
            not_done_on: [None; 7],
        }
    }
}

impl Tally {
    #[must_use]
    pub fn of_week(week: &PlanWeek, schedule: Schedule, is_running: bool) -> Tally {
        let came_up = week.came_up.unwrap_or_default();
        let (skipped, not_done_on) = days_left_out(week.days.iter().map(|day| (day.date, day.state)));
        Tally {
            schedule,
            is_running,
            counts: week.counts,
            notes: week.count_notes_on_practice(),
            came_up,
            skipped,
            not_done_on,
            ..Tally::default()
        }
    }

    /// Of a plan in a week that may not have ended yet.
    #[must_use]
    pub fn of_plan(plan: &Plan, plan_week: &PlanWeek, counted: &CountedWeek) -> Tally {
        let tally = Tally::of_week(plan_week, plan.when.schedule(), counted.as_of <= counted.week.end());
        let tally = Tally { is_without_moment: plan.when.is_vague(), ..tally };
        if tally.is_running && plan.end.is_some_and(|end| end < counted.as_of) {
            return tally.of_ended_plan();
        }
        if !matches!(tally.schedule, Schedule::Floating(_)) || !tally.is_running {
            return tally;
        }
        let is_possible = |date: NaiveDate| plan.runs_on(date) && plan.when.may_fall_on(date, plan.start);
        let dates = counted.week.dates().filter(|&date| date >= counted.as_of && is_possible(date));
        let is_taken = |date: NaiveDate| {
            let mut days = plan_week.days.iter().filter(|day| day.date == date);
            days.any(|day| matches!(day.state, State::Done | State::Partly | State::Skipped))
        };
        let left = u32::try_from(dates.filter(|&date| !is_taken(date)).count()).unwrap_or(u32::MAX);
        // A date counts once, so no more can come than there are dates left.
        let (upcoming, has_no_day_left) = (tally.counts.upcoming.min(left), left == 0);
        Tally { counts: Counts { upcoming, ..tally.counts }, has_no_day_left, ..tally }
    }

    /// The same where its plan ended before the week did: nothing more of it is to come, so the count is final.
    #[must_use]
    pub fn of_ended_plan(self) -> Tally {
        if !matches!(self.schedule, Schedule::Floating(_)) {
            return Tally { is_running: false, ..self };
        }
        let Counts { planned, done, partly, not_done, .. } = self.counts;
        let open = planned.saturating_sub(done + partly + not_done);
        Tally { is_running: false, counts: Counts { due: planned, open, upcoming: 0, ..self.counts }, ..self }
    }

    /// Of one point of a trend.
    #[must_use]
    pub fn of_point(point: &TrendPoint, schedule: Schedule, is_running: bool) -> Tally {
        Tally {
            schedule,
            is_running,
            counts: point.counts,
            notes: point.notes,
            came_up: point.came_up,
            skipped: point.skipped,
            ..Tally::default()
        }
    }

    /// Whether more of so many times a week is to come. Where all of them are done the count is final.
    #[must_use]
    pub fn is_float_going_on(&self) -> bool {
        matches!(self.schedule, Schedule::Floating(_)) && self.is_running && self.counts.done < self.counts.planned
    }

    /// The sum of both.
    #[must_use]
    pub fn plus(&self, other: &Tally) -> Tally {
        Tally {
            schedule: other.schedule,
            is_running: self.is_running || other.is_running,
            counts: self.counts.plus(other.counts),
            has_no_day_left: self.has_no_day_left && other.has_no_day_left,
            notes: self.notes + other.notes,
            came_up: self.came_up.plus(other.came_up),
            is_without_moment: self.is_without_moment && other.is_without_moment,
            skipped: self.skipped + other.skipped,
            not_done_on: first_weekdays(self.not_done_on.iter().chain(&other.not_done_on).copied().flatten()),
        }
    }

    /// The same with the days of the week, where only their states are known.
    #[must_use]
    pub fn with_states_of_days(self, days: impl Iterator<Item = (NaiveDate, State)>) -> Tally {
        let (skipped, not_done_on) = days_left_out(days);
        Tally { skipped, not_done_on, ..self }
    }

    /// What was practised, on plan or not: done, and partly.
    #[must_use]
    pub fn done_and_partly(&self) -> (u32, u32) {
        // What came up is extra, what came up partly as well.
        let (Counts { done, partly, extra, .. }, came_up) = (self.counts, self.came_up);
        ((done + extra).saturating_sub(came_up.partly), partly + came_up.partly)
    }

    /// Whether something was due and no note tells how it went: that is no week of zero.
    #[must_use]
    pub fn is_due_and_nothing_noted(&self) -> bool {
        self.counts.due > 0 && self.counts.open == self.counts.due && self.notes == 0
    }

    /// Whether nothing at all was noted, not even that it was skipped.
    #[must_use]
    pub fn is_without_note(&self) -> bool {
        self.notes == 0 && self.skipped == 0
    }

    /// Whether all that was due was written down, and nothing of it was done.
    #[must_use]
    pub fn is_all_due_noted_not_done(&self) -> bool {
        self.counts.due > 0 && self.counts.not_done == self.counts.due && self.counts.extra == 0
    }
}

/// How many days were skipped, and on which it was not done.
fn days_left_out(days: impl Iterator<Item = (NaiveDate, State)>) -> (u32, [Option<Weekday>; 7]) {
    let (mut skipped, mut not_done) = (0, Vec::new());
    for (date, state) in days {
        match state {
            State::Skipped => skipped += 1,
            State::NotDone => not_done.push(date.weekday()),
            _ => {}
        }
    }
    (skipped, first_weekdays(not_done.into_iter()))
}

/// Each weekday once, in the order in which they come.
fn first_weekdays(days: impl Iterator<Item = Weekday>) -> [Option<Weekday>; 7] {
    let mut out = [None; 7];
    for day in days {
        if let Some(place) = out.iter_mut().find(|place| place.is_none_or(|other| other == day)) {
            *place = Some(day);
        }
    }
    out
}
