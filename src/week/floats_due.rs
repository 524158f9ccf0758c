//! Of so many times a week, what can no longer be reached in the days that are left. The counts have nothing of it as due before
//! the week has ended (docs/specification.md#3-weeks-and-counting): `2 so far` is true, and no week in which all was done.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{CountedWeek, Counts, PlanWeek};
use crate::journal::{Journal, Plan};
use crate::when::Schedule;

/// The same weeks, with what can no longer be reached in the last of them as due and open. Questions and the choice of what went
/// well go by these.
#[must_use]
pub fn weeks_with_floats_due<'w>(journal: &Journal, weeks: &'w [CountedWeek]) -> Cow<'w, [CountedWeek]> {
    let Some(this) = weeks.last().filter(|this| has_running_float(journal, this)) else { return Cow::Borrowed(weeks) };
    let mut due = this.clone();
    for of in &mut due.plans {
        if let Some(plan) = journal.plans.get(of.plan).filter(|plan| floats(plan)) {
            of.counts = counts_with_float_due(journal, plan, of, this);
        }
    }
    let before = weeks.get(..weeks.len() - 1).unwrap_or_default();
    Cow::Owned(before.iter().cloned().chain([due]).collect())
}

fn floats(plan: &Plan) -> bool {
    matches!(plan.when.schedule(), Schedule::Floating(_))
}

fn has_running_float(journal: &Journal, counted: &CountedWeek) -> bool {
    let mut plans = counted.plans.iter().filter_map(|of| journal.plans.get(of.plan));
    counted.as_of <= counted.week.end() && plans.any(floats)
}

fn counts_with_float_due(journal: &Journal, plan: &Plan, of: &PlanWeek, counted: &CountedWeek) -> Counts {
    let practised = counted.entries_so_far(journal, of).into_iter();
    let taken: Vec<NaiveDate> = practised.filter(|e| e.status.is_practice()).map(|e| e.date).collect();
    let is_left = |date: &NaiveDate| {
        *date >= counted.as_of
            && plan.runs_on(*date)
            && plan.when.may_fall_on(*date, plan.start)
            && !taken.contains(date)
    };
    let left = u32::try_from(counted.week.dates().filter(is_left).count()).unwrap_or(u32::MAX);
    let Counts { planned, done, partly, .. } = of.counts;
    let due = planned.saturating_sub(left).max(done + partly);
    Counts { due, open: due - done - partly, upcoming: planned.saturating_sub(due), ..of.counts }
}
