//! What was agreed last time, with what became of it, and the steps that are in force.

use super::entry_facts::plan_tally;
use super::model::{AgreedFacts, AgreementContent, LastSessionAgreements, PlannedStep};
use super::six_weeks::{SixWeekWindow, is_same_when_folded, plain_unless_empty};
use crate::journal::{Plan, Session};
use crate::phrases::Tally;
use crate::phrases::plain::one_plain_line;
use crate::week::{self, PlanWeek};
use chrono::{Datelike, NaiveDate};

/// The newest session note dated before the week that says what was agreed, as far back as the page looks; else the last session day before it with
/// the plans that began since.
pub(super) fn agreed_last_time(weeks: &SixWeekWindow<'_>) -> Option<LastSessionAgreements> {
    let start = weeks.this.week.start();
    let first = weeks.all.first()?.week.start();
    let noted = weeks.journal.sessions_between(first, start.pred_opt()?).iter().rev().find(|s| !s.agreed.is_empty());
    noted
        .map_or_else(
            || plans_since_session_day(weeks, start),
            |session| Some(tallied_agreements_of_session(weeks, session)),
        )
        .filter(|last| !last.agreed.is_empty())
}

fn tallied_agreements_of_session(weeks: &SixWeekWindow<'_>, session: &Session) -> LastSessionAgreements {
    let agreed = session.agreed.iter().filter_map(|agreed| {
        let what = AgreementContent::Words(plain_unless_empty(Some(&agreed.words))?);
        let tally = agreed.task.as_deref().and_then(|task| tally_of_task(weeks, task));
        let further = agreed.further_tasks.iter();
        Some(AgreedFacts {
            what,
            task: plain_unless_empty(agreed.task.as_deref()),
            tally,
            further: further.filter_map(|task| Some((one_plain_line(task), tally_of_task(weeks, task)?))).collect(),
            has_several: agreed.has_several,
        })
    });
    LastSessionAgreements { date: session.date, agreed: agreed.collect() }
}

/// The counts of a task in the week: the sum of its versions. A version that has not begun to count says nothing.
pub(super) fn tally_of_task(weeks: &SixWeekWindow<'_>, task: &str) -> Option<Tally> {
    let plans = weeks.this.plans.iter().filter_map(|of| Some((weeks.plan_of(of)?, of)));
    let versions = plans.filter(|(plan, _)| is_same_when_folded(&plan.task, task));
    let tallies: Vec<Tally> = versions.map(|(plan, of)| plan_tally(weeks, plan, of)).collect();
    let counting = tallies.iter().filter(|tally| tally.counts.due > 0 || tally.notes > 0).copied();
    counting.reduce(|sum, tally| sum.plus(&tally)).or_else(|| tallies.last().copied())
}

fn plans_since_session_day(weeks: &SixWeekWindow<'_>, start: NaiveDate) -> Option<LastSessionAgreements> {
    if weeks.begins_without_notes() {
        return None;
    }
    // Of sessions every other week nobody knows whether the last such day was one.
    let day = weeks.journal.settings.session.filter(|_| !weeks.journal.settings.has_weeks_without_session)?;
    let date = start.iter_days().rev().skip(1).take(7).find(|date| date.weekday() == day)?;
    // Of a journal that begins later than the day after it, nobody knows whether there was one. On its first day all is new.
    let first_day = first_day_looked_back_on(weeks)?;
    if first_day >= weeks.this.as_of || date.succ_opt().is_some_and(|next| first_day > next) {
        return None;
    }
    let began = weeks.this.plans.iter().filter_map(|of| Some((weeks.plan_of(of)?, of)));
    // What begins on the day of a session was agreed in it; so what began on this week's was not agreed last time.
    let this_session = session_date_of_week(weeks).filter(|session| *session > date);
    let is_before_this_session = |plan: &Plan| this_session.is_none_or(|session| plan.start < session);
    let began = began.filter(|(plan, _)| {
        plan.is_start_written && plan.start >= date && plan.start <= weeks.this.as_of && is_before_this_session(plan)
    });
    let agreed = began.map(|(plan, of)| AgreedFacts {
        what: AgreementContent::Step(Box::new(step_of_plan(plan))),
        task: Some(one_plain_line(&plan.task)),
        tally: Some(plan_tally(weeks, plan, of)),
        further: Vec::new(),
        has_several: false,
    });
    Some(LastSessionAgreements { date, agreed: agreed.collect() })
}

/// The first day on which a plan runs, or on which anything is noted in the weeks that the page looks back on. What is noted
/// before them must not matter: a page is not made again when it changes.
fn first_day_looked_back_on(weeks: &SixWeekWindow<'_>) -> Option<NaiveDate> {
    let (first, this) = (weeks.all.first()?, weeks.this);
    let plans = weeks.journal.plans.iter().map(|plan| plan.start);
    // The entries are in order of date.
    let noted = weeks.journal.entries_between(first.week.start(), this.week.end()).first();
    plans.chain(noted.map(|entry| entry.date)).min()
}

/// Whether sessions are every other week, and no note tells that this week has one.
pub(super) fn is_session_date_unsure(weeks: &SixWeekWindow<'_>) -> bool {
    weeks.journal.settings.has_weeks_without_session && session_date_told_by_note(weeks).is_none()
}

fn session_date_told_by_note(weeks: &SixWeekWindow<'_>) -> Option<NaiveDate> {
    let week = weeks.this.week;
    let noted = sessions_until(weeks, week.end());
    noted.iter().rev().find_map(|s| s.next.filter(|next| week.contains(*next) && *next > s.date))
}

/// The date of this week's session: what the newest session note tells, else the session day of the settings.
pub(super) fn session_date_of_week(weeks: &SixWeekWindow<'_>) -> Option<NaiveDate> {
    let week = weeks.this.week;
    let noted = sessions_until(weeks, week.end());
    let told = session_date_told_by_note(weeks);
    // The client came before this week, and is to come again only after it.
    let is_moved_on = || {
        let newest = noted.iter().rev().find(|session| session.date < week.start());
        newest.and_then(|session| session.next).is_some_and(|next| next > week.end())
    };
    told.or_else(|| {
        let day = weeks.journal.settings.session.filter(|_| !is_moved_on())?;
        week.dates().find(|date| date.weekday() == day)
    })
}

/// The date of the next session after this week, where the newest session note that names a date says so.
pub(super) fn next_session_date(weeks: &SixWeekWindow<'_>) -> Option<NaiveDate> {
    let noted = sessions_until(weeks, weeks.this.week.end().min(weeks.this.as_of));
    let next = noted.iter().rev().find_map(|session| session.next)?;
    (next > weeks.this.week.end()).then_some(next)
}

/// The session notes of the weeks looked at, to a date.
fn sessions_until<'a>(weeks: &SixWeekWindow<'a>, last: NaiveDate) -> &'a [Session] {
    let first = weeks.all.first().map_or(weeks.this.week.start(), |counted| counted.week.start());
    weeks.journal.sessions_between(first, last)
}

/// The plans that run on the as-of date, or on the last of a week that has ended. None once the course is over.
pub(super) fn steps_of_running_plans(weeks: &SixWeekWindow<'_>) -> Vec<PlannedStep> {
    if weeks.journal.settings.until.is_some_and(|until| until < weeks.this.as_of) {
        return Vec::new();
    }
    let on = weeks.this.as_of.min(weeks.this.week.end());
    let is_in_force = |plan: &&Plan| {
        let has_begun = plan.start <= weeks.this.week.end() && plan.end.is_none_or(|end| end >= on);
        has_begun && !plan.pauses.iter().any(|pause| pause.first <= on && on <= pause.last)
    };
    // A plan changed right after the week is in force in its new version; one that ended with the week is over.
    let step_in_force = |of: &PlanWeek| {
        let plan = weeks.plan_of(of).filter(is_in_force)?;
        let next = week::version_of_coming_week(weeks.journal, of.plan, weeks.this.week);
        let next = next.filter(|next| next.start <= weeks.this.as_of);
        let goes_on = plan.end.is_none_or(|end| end >= weeks.this.as_of);
        next.or_else(|| goes_on.then_some(plan)).map(step_of_plan)
    };
    weeks.this.plans.iter().filter_map(step_in_force).collect()
}

fn step_of_plan(plan: &Plan) -> PlannedStep {
    PlannedStep {
        task: one_plain_line(&plan.task),
        when: plan.when.clone(),
        when_text: plain_unless_empty(plan.when_text.as_deref()),
        minutes: plan.minutes,
        place: plain_unless_empty(plan.place.as_deref()),
    }
}
