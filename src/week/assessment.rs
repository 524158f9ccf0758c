//! How a plan went in a week: which went better, whether it was overdone (far beyond the plan, or so long that a hard day
//! followed), and whether it may be called a success at all (docs/practice.md).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::step_words::{is_meal, takes_effort};
use super::{CountedWeek, Counts, PlanWeek, Week};
use crate::journal::{Barrier, Entry, Journal, Plan, Status};

/// This many times the planned minutes make a day long.
const LONG_DAY: u32 = 2;
/// This many times the planned minutes of a week are far beyond the plan.
const FAR_BEYOND: u32 = 3;

/// How many days after a long one are its aftermath.
const DAYS_AFTER: i64 = 2;
/// From this many planned occasions on, twice as many are far beyond the plan. If one was planned, two are a good week.
const MANY: u32 = 3;

/// The dates on which it took at least twice the planned minutes, in order.
#[must_use]
pub fn dates_of_double_length(plan: &Plan, entries: &[&Entry]) -> Vec<NaiveDate> {
    let Some(planned) = plan.minutes.filter(|each| each.seconds > 0) else { return Vec::new() };
    let is_long = |e: &&&Entry| e.minutes.is_some_and(|m| m.seconds >= planned.seconds.saturating_mul(LONG_DAY));
    let dates: BTreeSet<NaiveDate> = entries.iter().filter(is_long).map(|e| e.date).collect();
    dates.into_iter().collect()
}

/// Whether a day of double length may have been too much: the step takes effort, or on a later day of the week less was done than
/// planned, and nothing from outside is said to have been in the way.
#[must_use]
pub fn may_tire(plan: &Plan, entries: &[&Entry]) -> bool {
    if is_meal(plan) {
        return false;
    }
    let Some(&first_long) = dates_of_double_length(plan, entries).first() else { return false };
    let is_short = |e: &Entry| e.minutes.zip(plan.minutes).is_some_and(|(noted, each)| noted.seconds < each.seconds);
    let is_less = |e: &&&Entry| {
        e.date > first_long
            && (e.status != Status::Done || is_short(e))
            && (e.barriers.is_empty() || e.barriers.iter().any(Barrier::may_follow_too_much))
    };
    takes_effort(plan, entries) || entries.iter().any(|entry| is_less(&entry))
}

/// Whether three times the planned minutes of a step that takes effort were noted on several long days; or a day took twice its minutes, or more was practised
/// beyond the plan than was planned, and a day without energy goes with it; or in the two days after a long one it was not done or
/// skipped, and no note says that something from outside was in the way. `before` is the week before.
fn is_overdone(journal: &Journal, plan_week: &PlanWeek, week: &CountedWeek, before: Option<&CountedWeek>) -> bool {
    let Some(plan) = journal.plans.get(plan_week.plan).filter(|plan| !is_meal(plan)) else { return false };
    let entries = week.entries_so_far(journal, plan_week);
    let long = dates_of_double_length(plan, &entries);
    let planned = plan.minutes.map_or(0, |each| each.seconds).saturating_mul(plan_week.counts.planned);
    // Three long talks are a good week.
    if planned > 0
        && takes_effort(plan, &entries)
        && long.len() > 2
        && plan_week.minutes.noted.seconds >= planned.saturating_mul(FAR_BEYOND)
    {
        return true;
    }
    let follows_long_day =
        |date: NaiveDate| long.iter().any(|day| (1..=DAYS_AFTER).contains(&(date - *day).num_days()));
    // `pain`, `flare up` and the like are the long day's own aftermath.
    let is_hard_day_after = |e: &&Entry| {
        matches!(e.status, Status::NotDone | Status::Skip)
            && (e.barriers.is_empty() || e.barriers.iter().any(Barrier::may_follow_too_much))
            && follows_long_day(e.date)
    };
    if entries.iter().any(is_hard_day_after) {
        return true;
    }
    let is_much =
        !long.is_empty() || plan_week.counts.planned >= MANY && plan_week.counts.extra > plan_week.counts.planned;
    let is_hard_week = entries.iter().flat_map(|e| &e.barriers).any(Barrier::is_loss);
    if !is_much || is_hard_week {
        return false;
    }
    // Tired days of the week before count only if this week went on as planned or beyond it.
    let before = before.filter(|_| plan_week.completion().is_none_or(|part| part >= 0.5));
    let earlier = before.and_then(|week| Some((week, week.plans.iter().find(|old| old.plan == plan_week.plan)?)));
    let earlier = earlier.map(|(week, old)| week.entries_so_far(journal, old)).unwrap_or_default();
    let is_tired = |e: &&Entry| e.barriers.iter().any(Barrier::is_low_energy);
    entries.iter().chain(&earlier).any(is_tired)
}

/// How a week of a plan may be spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekAssessment {
    /// Too much: no time to ask for more.
    Overdone,
    /// Not to be called a success: a medicine, or a week in which grief or a life event goes with what was done or skipped, or something
    /// in the way of it is marked to talk about.
    NoSuccess,
    /// Where it was done, it went well.
    Well,
}

/// How a week of a plan may be spoken of. `before` is the week before.
#[must_use]
pub fn assess_plan_week(
    journal: &Journal,
    plan_week: &PlanWeek,
    week: &CountedWeek,
    before: Option<&CountedWeek>,
) -> WeekAssessment {
    // A day on which it was not done says nothing about the other days.
    let is_hard = |e: &&Entry| {
        let is_marked_hard = e.is_marked() && !e.barriers.is_empty();
        e.status != Status::NotDone && (is_marked_hard || e.barriers.iter().any(Barrier::is_loss))
    };
    if is_overdone(journal, plan_week, week, before) {
        WeekAssessment::Overdone
    } else if journal.plans.get(plan_week.plan).is_none_or(|plan| plan.is_medicine())
        || week.entries_so_far(journal, plan_week).into_iter().any(|entry| is_hard(&entry))
    {
        WeekAssessment::NoSuccess
    } else {
        WeekAssessment::Well
    }
}

/// Whether of what was due at least as much stayed open or was not done as was done: of all that was planned, or of three occasions
/// or more. One open day early in a week says nothing yet.
#[must_use]
pub fn is_mostly_open(counts: Counts) -> bool {
    let is_told = counts.due > 2 || (counts.due > 0 && counts.due == counts.planned);
    is_told && counts.open + counts.not_done >= counts.done + counts.partly
}

/// Whether a plan was changed in the week and few of its occasions have come: too early to say how the change went.
#[must_use]
pub fn has_just_changed(plan: &Plan, plan_week: &PlanWeek, week: Week) -> bool {
    plan.follows_version && week.contains(plan.start) && plan_week.counts.due < MANY
}

/// Whether a smaller step may be asked for where most stayed open. A medicine, a meal and a thing not to do have no smaller form, what is
/// hard on purpose is not made lighter, and in a week of grief or a life event and in the week after it nothing is (docs/practice.md).
#[must_use]
pub fn may_get_smaller(journal: &Journal, of: &PlanWeek, week: &CountedWeek) -> bool {
    let has_smaller_form = |plan: &Plan| {
        !plan.is_medicine()
            && !is_meal(plan)
            && !plan.is_not_doing()
            && !plan.is_exposure()
            && !plan.is_for_named_dates()
    };
    let (first, last) = (week.week.weeks_earlier(1).start(), week.week.end().min(week.as_of));
    let mut barriers = journal.entries_between(first, last).iter().flat_map(|entry| &entry.barriers);
    journal.plans.get(of.plan).is_some_and(has_smaller_form) && !barriers.any(Barrier::is_loss)
}

/// Whether it was noted again after at least two weeks in which something was due and nothing was noted. `before` are the weeks
/// before, oldest first.
#[must_use]
pub fn resumes_after_silent_weeks<'w>(
    plan_week: &PlanWeek,
    before: impl DoubleEndedIterator<Item = &'w CountedWeek>,
) -> bool {
    const SILENT_WEEKS: usize = 2;
    let is_silent = |week: &CountedWeek| {
        let old = week.plans.iter().find(|old| old.plan == plan_week.plan);
        old.is_some_and(|old| old.counts.due > 0 && old.notes() == 0)
    };
    plan_week.notes() > 0 && before.rev().take(SILENT_WEEKS).filter(|week| is_silent(week)).count() == SILENT_WEEKS
}

/// Whether more of what was due was done of the one than of the other; of the same parts, whether more was done.
#[must_use]
pub fn is_better_week(week: Counts, best: Counts) -> bool {
    // Halves done of halves due, compared without dividing.
    let part = |w: Counts| (2 * u64::from(w.done) + u64::from(w.partly), 2 * u64::from(w.due));
    let ((a, of), (c, than)) = (part(week), part(best));
    match (of, than) {
        (0, _) => false,
        (_, 0) => a > 0,
        _ => a * than > c * of || (a * than == c * of && a > c),
    }
}
