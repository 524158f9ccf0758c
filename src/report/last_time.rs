//! What was agreed last time, with what became of it, and the steps that are in force.

use super::entry_facts::plan_tally;
use super::model::{AgreedFacts, AgreedWhat, LastTime, StepFacts};
use super::six_weeks::{SixWeeks, is_same_when_folded, plain_unless_empty};
use crate::journal::{Plan, Session};
use crate::phrases::Tally;
use crate::phrases::plain::one_plain_line;
use chrono::{Datelike, NaiveDate};

/// The newest session note dated before the week that says what was agreed, as far back as the page looks; else the last session day before it with
/// the plans that began since.
pub(super) fn last_time(weeks: &SixWeeks<'_>) -> Option<LastTime> {
    let start = weeks.this.week.start();
    let first = weeks.all.first()?.week.start();
    let noted = weeks.journal.sessions_between(first, start.pred_opt()?).iter().rev().find(|s| !s.agreed.is_empty());
    noted
        .map_or_else(|| plans_since_session_day(weeks, start), |session| Some(last_time_of_note(weeks, session)))
        .filter(|last| !last.agreed.is_empty())
}

fn last_time_of_note(weeks: &SixWeeks<'_>, session: &Session) -> LastTime {
    let agreed = session.agreed.iter().filter_map(|agreed| {
        let what = AgreedWhat::Words(plain_unless_empty(Some(&agreed.words))?);
        Some(AgreedFacts { what, tally: agreed.task.as_deref().and_then(|task| tally_of_task(weeks, task)) })
    });
    LastTime { date: session.date, agreed: agreed.collect() }
}

/// The counts of the newest version of a task in the week.
fn tally_of_task(weeks: &SixWeeks<'_>, task: &str) -> Option<Tally> {
    let mut plans = weeks.this.plans.iter().rev().filter_map(|of| Some((weeks.plan_of(of)?, of)));
    let (plan, of) = plans.find(|(plan, _)| is_same_when_folded(&plan.task, task))?;
    Some(plan_tally(weeks, plan, of))
}

fn plans_since_session_day(weeks: &SixWeeks<'_>, start: NaiveDate) -> Option<LastTime> {
    let day = weeks.journal.settings.session?;
    let date = start.iter_days().rev().skip(1).take(7).find(|date| date.weekday() == day)?;
    let began = weeks.this.plans.iter().filter_map(|of| Some((weeks.plan_of(of)?, of)));
    let began = began.filter(|(plan, _)| plan.is_start_written && plan.start > date && plan.start <= weeks.this.as_of);
    let agreed = began.map(|(plan, of)| AgreedFacts {
        what: AgreedWhat::Step(Box::new(step_of_plan(plan))),
        tally: Some(plan_tally(weeks, plan, of)),
    });
    Some(LastTime { date, agreed: agreed.collect() })
}

/// The plans that run on the as-of date, or on the last of a week that has ended.
pub(super) fn steps_of_running_plans(weeks: &SixWeeks<'_>) -> Vec<StepFacts> {
    let on = weeks.this.as_of.min(weeks.this.week.end());
    let plans = weeks.this.plans.iter().filter_map(|of| weeks.plan_of(of));
    let is_in_force = |plan: &&Plan| {
        let has_begun = plan.start <= weeks.this.week.end() && plan.end.is_none_or(|end| end >= on);
        has_begun && !plan.pauses.iter().any(|pause| pause.first <= on && on <= pause.last)
    };
    plans.filter(is_in_force).map(step_of_plan).collect()
}

fn step_of_plan(plan: &Plan) -> StepFacts {
    StepFacts {
        task: one_plain_line(&plan.task),
        when: plan.when.clone(),
        minutes: plan.minutes,
        place: plain_unless_empty(plan.place.as_deref()),
    }
}
