//! What the notes tell of the plan of the next step: on which days it was done, and whether it was too big.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use super::patterns::most_and_less_kept_times;
use crate::journal::{Barrier, Entry, Journal, Plan, Status};
use crate::phrases::{NextStepComment, NotedOfStep, Phrases};
use crate::week::{self, CountedEntry, CountedWeek, Counts, PlanWeek, TimeOfDayCounts, WeekAssessment};
use crate::when::Minutes;

/// More days than these say nothing of any of them.
const MOST_DAYS: usize = 3;
/// More barriers and more dates than these are too much for a comment.
const MOST_BARRIERS: usize = 2;
const MOST_DATES: usize = 4;

/// A plan and what was noted of it.
pub(super) struct NextStepEvidence<'a> {
    plan: &'a Plan,
    pub phrases: &'a dyn Phrases,
    /// Its numbers in the week; none where it is not in it.
    week: Option<&'a PlanWeek>,
    /// Its entries in the week, without those of an earlier version.
    noted: Vec<&'a Entry>,
    /// The weekdays on which it was done, else those on which it was partly done: this week, or else in the weeks before.
    practised_weekdays: Vec<Weekday>,
    are_days_partly_done: bool,
    are_days_of_earlier_weeks: bool,
    /// How often each time of the day was kept, where one was kept and another was not.
    counts_by_time_of_day: Vec<TimeOfDayCounts>,
    /// How often it was too big.
    too_big_count: usize,
    /// It may be called a success where it was done, and is not only beginning again.
    may_be_more: bool,
    /// A smaller step may be asked for where most stayed open.
    may_be_smaller: bool,
    /// It is done without a set moment.
    pub is_kept_without_moment: bool,
    /// The only date before this week on which it was done, or partly done, where nothing of it was this week.
    only_date_before: Option<NaiveDate>,
    /// Notes of the weeks in a row, this one the last, in which it was not done at all; none where there is only one such week.
    entries_of_weeks_only_not_done: Vec<&'a Entry>,
}

impl<'a> NextStepEvidence<'a> {
    /// Collects what was noted in the last of `weeks`, or in those before it. `at` is an index into the journal's plans. Its size
    /// is told by its own notes: what was too big of an earlier version has been changed since.
    pub(super) fn gather_from_weeks(
        journal: &'a Journal,
        weeks: &'a [CountedWeek],
        at: usize,
        phrases: &'a dyn Phrases,
    ) -> Option<NextStepEvidence<'a>> {
        let plan = journal.plans.get(at)?;
        let versions = week::versions_of_task(journal, at);
        let tells_how_practice_went = |counted: &&CountedEntry| counted.role.tells_how_practice_went();
        let entries = |week: &'a CountedWeek| -> Vec<&'a Entry> {
            let counted = week.plans_within(&versions).flat_map(|of| &of.entries).filter(tells_how_practice_went);
            counted.filter_map(|counted| journal.entries.get(counted.entry)).collect()
        };
        let (this, before) = match weeks.split_last() {
            Some((this, before)) => (Some(this), before),
            None => (None, &[][..]),
        };
        let of_task = this.map(entries).unwrap_or_default();
        let first = this.map_or(Weekday::Mon, |week| week.week.start().weekday());
        let (mut days, mut are_partly) = weekdays_done_else_partly(&of_task, first);
        let is_before = days.is_empty();
        let mut only_date_before = None;
        if is_before {
            let earlier: Vec<&Entry> = before.iter().flat_map(entries).collect();
            (days, are_partly) = weekdays_done_else_partly(&earlier, first);
            let status = if are_partly { Status::Partly } else { Status::Done };
            let mut dates = earlier.iter().filter(|e| e.status == status).map(|e| e.date);
            only_date_before = dates.next().filter(|_| dates.next().is_none());
        }
        let entries_of_weeks_only_not_done =
            entries_of_weeks_only_not_done(this.into_iter().chain(before.iter().rev()).map(entries), at);
        let too_big =
            |e: &&&Entry| e.barriers.iter().any(|b| matches!(b, Barrier::Known(known) if known.name == "too_big"));
        let noted: Vec<&Entry> = of_task.into_iter().filter(|e| e.plan == Some(at)).collect();
        let too_big = noted.iter().filter(too_big).count();
        let week = this.and_then(|week| week.plans.iter().find(|of| of.plan == at));
        Some(NextStepEvidence {
            plan,
            phrases,
            week,
            noted,
            practised_weekdays: days,
            are_days_partly_done: are_partly,
            are_days_of_earlier_weeks: is_before,
            counts_by_time_of_day: week
                .filter(|of| most_and_less_kept_times(of).is_some())
                .map(PlanWeek::counts_by_time_of_day)
                .unwrap_or_default(),
            too_big_count: too_big,
            is_kept_without_moment: week.is_some_and(|of| week::is_kept_without_moment(of, before.last())),
            only_date_before,
            entries_of_weeks_only_not_done,
            may_be_smaller: week.zip(this).is_some_and(|(of, this)| week::may_ask_for_smaller_step(journal, of, this)),
            may_be_more: week.zip(this).is_some_and(|(of, this)| {
                !week::is_well_beyond_plan(journal, of, this)
                    && !week::resumes_after_silent_weeks(of, before.iter())
                    && !week::has_just_changed_with_little_due(plan, of, this.week)
                    && week::assess_plan_week(journal, of, this, before.last()) == WeekAssessment::Well
            }),
        })
    }

    /// It was too big, or most of it stayed open: its minutes are asked anew. Half of it does where the last time was no longer than
    /// planned.
    pub(super) fn should_get_smaller(&self) -> bool {
        let is_sized = !self.plan.is_medicine() && !week::is_meal(self.plan) && !week::is_rest(self.plan);
        if !is_sized || week::is_holding_back(self.plan) {
            return false;
        }
        // Where one time of the day was kept it is the other time that does not fit, not the size.
        let was_longer = self.last_minutes_unless_as_planned().zip(self.plan.minutes);
        let was_longer = was_longer.is_some_and(|(last, planned)| last.seconds > planned.seconds);
        let is_mostly_open_or_not_done = self.week.is_some_and(|week| {
            let Counts { done, partly, open, not_done, extra, .. } = week.counts;
            let is_less_than_half = open + not_done > done + partly + extra;
            week::is_mostly_open_or_not_done(week.counts) && (is_less_than_half || !was_longer)
        });
        self.too_big_count > 0
            || (self.may_be_smaller && self.counts_by_time_of_day.is_empty() && is_mostly_open_or_not_done)
    }

    fn went_well_and_may_be_more(&self) -> bool {
        self.may_be_more
            && !self.should_get_smaller()
            && self.week.is_some_and(|week| week.counts.due > 0 && week.counts.done == week.counts.due)
    }

    /// The comment with the times of the day or the days on which it was done, unless it was done on all.
    pub(super) fn days_comment(&self) -> Option<String> {
        if !self.counts_by_time_of_day.is_empty() {
            return Some(
                self.phrases.next_step_comment(NextStepComment::CountsByTimeOfDay(&self.counts_by_time_of_day)),
            );
        }
        if let Some(date) = self.only_date_before {
            let is_partly = self.are_days_partly_done;
            return Some(self.phrases.next_step_comment(NextStepComment::DoneOnceBefore { date, is_partly }));
        }
        let says_something =
            !self.went_well_and_may_be_more() && (1..=MOST_DAYS).contains(&self.practised_weekdays.len());
        says_something.then(|| {
            self.phrases.next_step_comment(NextStepComment::DoneOn {
                days: &self.practised_weekdays,
                is_before: self.are_days_of_earlier_weeks,
                is_partly: self.are_days_partly_done,
            })
        })
    }

    /// The comments about its size: how to make it smaller, or that it went well.
    pub(super) fn size_comments(&self) -> Vec<String> {
        if !self.should_get_smaller() {
            if let Some(comment) = self.hard_step_comment() {
                return vec![comment];
            }
            // A little more or less is no question of a meal, of rest, or of what is left undone.
            let has_size = !week::is_meal(self.plan) && !week::is_rest(self.plan) && !week::is_holding_back(self.plan);
            return (self.went_well_and_may_be_more() && has_size)
                .then(|| {
                    let is_exposure = self.plan.is_exposure();
                    self.phrases.next_step_comment(NextStepComment::WentWell { is_exposure })
                })
                .into_iter()
                .collect();
        }
        let own = self.plan.then.as_deref().filter(|then| !then.trim().is_empty());
        let own = own.map(|then| self.phrases.next_step_comment(NextStepComment::OwnSmaller(then)));
        let smaller = NextStepComment::Smaller {
            minutes: self.plan.minutes,
            last: self.last_minutes_unless_as_planned(),
            too_big: self.too_big_count,
            least: self.fewest_minutes_below_plan_and_date(),
            noted: match self.week.is_some_and(|week| week.skips().next().is_some()) {
                _ if !self.noted.is_empty() => NotedOfStep::HowItWent,
                true => NotedOfStep::OnlySkips,
                false => NotedOfStep::Nothing,
            },
        };
        own.into_iter().chain([self.phrases.next_step_comment(smaller)]).collect()
    }

    /// Of practice that is hard on purpose, and was not done for weeks in a row, the facts. It is not made lighter.
    fn hard_step_comment(&self) -> Option<String> {
        if !self.plan.is_exposure() || self.entries_of_weeks_only_not_done.is_empty() {
            return None;
        }
        let dates: BTreeSet<NaiveDate> = self.entries_of_weeks_only_not_done.iter().map(|e| e.date).collect();
        let dates: Vec<NaiveDate> = dates.into_iter().collect();
        let mut barriers: Vec<(String, usize)> = Vec::new();
        for barrier in self.entries_of_weeks_only_not_done.iter().flat_map(|e| &e.barriers) {
            let said = self.phrases.barrier_in_sentence(barrier);
            match barriers.iter_mut().find(|(other, _)| *other == said) {
                Some((_, count)) => *count += 1,
                None => barriers.push((said, 1)),
            }
        }
        barriers.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        barriers.truncate(MOST_BARRIERS);
        let newest = dates.get(dates.len().saturating_sub(MOST_DATES)..).unwrap_or(&dates);
        Some(self.phrases.next_step_comment(NextStepComment::HardStepNotDone { dates: newest, barriers: &barriers }))
    }

    /// The minutes of the newest note of practice that has any, where they are different from those planned.
    fn last_minutes_unless_as_planned(&self) -> Option<Minutes> {
        let practised = self.noted.iter().filter(|e| e.status.is_practice());
        let newest = practised.filter(|e| e.minutes.is_some()).max_by_key(|e| e.date)?;
        newest.minutes.filter(|minutes| self.plan.minutes != Some(*minutes))
    }

    /// The fewest minutes noted of what was done, else of what was partly done, where they are fewer than planned, and the day.
    fn fewest_minutes_below_plan_and_date(&self) -> Option<(Minutes, NaiveDate)> {
        let fewest = |status: Status| {
            let with_status = self.noted.iter().filter(|e| e.status == status);
            with_status.filter_map(|e| Some((e.minutes?, e.date))).min_by_key(|(minutes, _)| minutes.seconds)
        };
        let least = fewest(Status::Done).or_else(|| fewest(Status::Partly))?;
        self.plan.minutes.is_some_and(|planned| least.0.seconds < planned.seconds).then_some(least)
    }
}

/// The notes of the weeks in a row, the newest first, in which this version of the plan was noted, and only as not done; none where that
/// is one week alone.
fn entries_of_weeks_only_not_done<'a>(weeks: impl Iterator<Item = Vec<&'a Entry>>, plan: usize) -> Vec<&'a Entry> {
    let mut noted: Vec<&Entry> = Vec::new();
    let mut many = 0;
    let is_not_done = |week: &Vec<&Entry>| {
        !week.is_empty() && week.iter().all(|e| e.status == Status::NotDone && e.plan == Some(plan))
    };
    for week in weeks.take_while(is_not_done) {
        many += 1;
        noted.extend(week);
    }
    if many > 1 { noted } else { Vec::new() }
}

/// The weekdays of what was done, else of what was partly done (true), from the first of the week.
fn weekdays_done_else_partly(noted: &[&Entry], first: Weekday) -> (Vec<Weekday>, bool) {
    let weekdays_of = |status: Status| -> Vec<Weekday> {
        let days = noted.iter().filter(|e| e.status == status).map(|e| e.date.weekday());
        let places: BTreeSet<u32> = days.map(|day| day.days_since(first)).collect();
        let week = std::iter::successors(Some(first), |day| Some(day.succ())).take(7);
        week.filter(|day| places.contains(&day.days_since(first))).collect()
    };
    let done = weekdays_of(Status::Done);
    if done.is_empty() { (weekdays_of(Status::Partly), true) } else { (done, false) }
}
