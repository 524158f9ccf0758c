//! One plan's part of the report: its seven days with the notes behind them, its figures and its weeks.

use std::ops::Range;

use chrono::NaiveDate;

use super::coach::{CoachPrompt, coach_prompts_of_plans};
use super::entry_facts::{date_if_written_days_later, entry_facts, plan_tally, time_of_entry_as_shown};
use super::model::{
    DayFacts, EntryFacts, ObstacleCounts, OccasionFacts, PlanReport, PlanWeekFigures, Remark, TaskWeekFacts, TrendFacts,
};
use super::ratings;
use super::six_weeks::{SixWeekWindow, is_same_when_folded, plain_unless_empty};
use crate::journal::{Barrier, Entry, Journal, Plan, ThenUse};
use crate::phrases::Tally;
use crate::phrases::plain::{one_plain_line, without_closing_marks};
use crate::problem::Code;
use crate::week::{
    self, CountedEntry, CountedWeek, Counts, EntryRole, NotCountedReason, Occasion, PlanDay, PlanWeek, State,
    TaskTrend, TimeOfDayCounts, TrendPoint,
};
use crate::when::Schedule;

/// So many weeks without a note of practice are spoken of, kindly.
const QUIET_WEEKS: usize = 4;

/// The plans of the week, in order of task.
pub(super) fn plan_reports(weeks: &SixWeekWindow<'_>) -> Vec<PlanReport> {
    let coached = coach_prompts_of_plans(weeks.journal, weeks.all);
    // What is vague or too big, of one plan alone: that is enough to talk about. What else a plan lacks stands in `check`.
    let coached = coached.into_iter().find(|asked| matches!(asked.hint_code, Code::WhenVague | Code::PlanTooBig));
    let coached = coached.filter(|_| !weeks.this.is_last_of_course(weeks.journal));
    let plan_at = |at: usize| weeks.this.plans.get(at).and_then(|of| weeks.plan_of(of));
    // Versions of a task follow each other, the newest last.
    let is_newest = |at: usize| match (plan_at(at), plan_at(at + 1)) {
        (Some(plan), Some(next)) => !is_same_when_folded(&plan.task, &next.task),
        _ => true,
    };
    let plans = weeks.this.plans.iter().enumerate();
    plans.filter_map(|(at, of)| plan_report(weeks, of, is_newest(at), coached.as_ref())).collect()
}

fn plan_report(
    weeks: &SixWeekWindow<'_>,
    plan_week: &PlanWeek,
    is_newest: bool,
    coached: Option<&CoachPrompt>,
) -> Option<PlanReport> {
    let plan = weeks.plan_of(plan_week)?;
    let trend = week::trend_of_task(weeks.journal, weeks.all, plan_week.plan);
    let (ratings, rating_pairs) = ratings::rating_facts(weeks, plan_week.plan, plan);
    let ended =
        |text: &Option<String>| plain_unless_empty(text.as_deref()).map(|text| without_closing_marks(&text).to_owned());
    Some(PlanReport {
        task: one_plain_line(&plan.task),
        start: plan.start,
        when: plan.when.clone(),
        minutes: plan.minutes,
        place: plain_unless_empty(plan.place.as_deref()),
        tally: plan_tally(weeks, plan, plan_week),
        goal: ended(&plan.goal),
        chosen_by: plan.chosen_by,
        helper: ended(&plan.helper),
        obstacle: plain_unless_empty(plan.obstacle.as_deref()),
        then: plain_unless_empty(plan.then.as_deref()),
        then_used: obstacle_counts_and_plan_use(weeks.journal, weeks.this, plan_week),
        remark: remark_on_plan(weeks, (plan, plan_week), &trend),
        goes_on: plan.end.is_none_or(|end| end >= weeks.this.as_of),
        coached: coached.filter(|asked| asked.plan == plan_week.plan).cloned(),
        days: facts_of_days(weeks, plan_week, plan.when.schedule()),
        figures: figures_of_plan(weeks, plan_week),
        // The newest version of a task speaks for all of them.
        weeks: if is_newest { facts_of_task_weeks(weeks, plan_week, &trend) } else { Vec::new() },
        // Where nothing was noted for long, that is said, and is enough.
        trend: trend_facts(&trend, plan.when.schedule()).filter(|_| is_newest && !is_nothing_noted_lately(&trend)),
        ratings,
        rating_pairs,
    })
}

/// Whether the plan for the obstacle was used; none where nothing says it.
#[must_use]
pub fn obstacle_counts_and_plan_use(
    journal: &Journal,
    week: &CountedWeek,
    plan_week: &PlanWeek,
) -> Option<ObstacleCounts> {
    let entries = week.entries_so_far(journal, plan_week);
    let is_obstacle = |e: &Entry| {
        let obstacle = journal.plans.get(plan_week.plan).and_then(|plan| plan.obstacle.as_deref());
        let is_it = |barrier: &Barrier| match barrier {
            Barrier::Other(words) => obstacle.is_some_and(|obstacle| is_same_when_folded(words, obstacle)),
            Barrier::Known(_) => false,
        };
        e.barriers.iter().any(is_it)
    };
    let used = entries.iter().filter(|e| e.then == Some(ThenUse::Used)).count();
    // Where an entry names the obstacle as what got in the way, it came up, whatever the entry says of the plan for it.
    let came_up =
        entries.iter().filter(|e| e.then.map_or_else(|| is_obstacle(e), |then| then != ThenUse::NotNeeded)).count();
    entries.iter().any(|e| e.then.is_some()).then_some(ObstacleCounts { came_up, used })
}

fn remark_on_plan(weeks: &SixWeekWindow<'_>, (plan, of): (&Plan, &PlanWeek), trend: &TaskTrend) -> Option<Remark> {
    // A version that begins on the last days of the week, none of which is its own, had no time yet.
    let begins_without_occasion = weeks.this.week.contains(plan.start)
        && plan.follows_version
        && of.counts.planned == 0
        && of.count_notes_on_practice() == 0;
    if plan.start > weeks.this.as_of || begins_without_occasion {
        return Some(Remark::BeginsOn(plan.start));
    }
    // A newer version says when it began, the page when the course ends, and a plan for one day has nothing to end.
    let is_replaced = plan.ends_for_version && !week::is_ended_by_note(weeks.journal, of.plan);
    let is_own_end = |end: &NaiveDate| {
        *end < weeks.this.as_of && weeks.journal.settings.until != Some(*end) && !plan.is_for_named_dates()
    };
    if let Some(end) = plan.end.filter(is_own_end).filter(|_| !is_replaced) {
        return Some(Remark::EndedOn(end));
    }
    if weeks.is_paused_all_week(plan) {
        return Some(Remark::Paused);
    }
    // It says that a smaller step may fit better. A cue that did not come up needs none, nor does somebody who was ill.
    let may_say_so = week::may_ask_for_smaller_step(weeks.journal, of, weeks.this)
        && !(plan.when.has_cue() && plan.when.schedule() == Schedule::AsItComes)
        && !was_skipped_lately(weeks, of.plan);
    (may_say_so && is_nothing_noted_lately(trend)).then_some(Remark::Quiet(QUIET_WEEKS))
}

fn was_skipped_lately(weeks: &SixWeekWindow<'_>, plan: usize) -> bool {
    let of_plan = weeks.all.iter().rev().take(QUIET_WEEKS).flat_map(|week| &week.plans).filter(|of| of.plan == plan);
    let mut entries = of_plan.flat_map(|of| &of.entries).filter_map(|counted| weeks.journal.entries.get(counted.entry));
    entries.any(|entry| entry.status.cancels_occasions_of_date())
}

fn is_nothing_noted_lately(trend: &TaskTrend) -> bool {
    let there: Vec<&TrendPoint> = trend.points.iter().filter(|p| p.in_report).collect();
    let lately = there.len().checked_sub(QUIET_WEEKS).and_then(|from| there.get(from..));
    lately.is_some_and(|of| of.iter().all(|p| p.counts.practised() == 0 && (p.counts.due > 0 || p.counts.planned == 0)))
}

/// An entry of the week and what it counts as.
type EntryAndItsCount<'a> = (&'a Entry, &'a CountedEntry);

fn facts_of_days(weeks: &SixWeekWindow<'_>, plan_week: &PlanWeek, schedule: Schedule) -> Vec<DayFacts> {
    let noted: Vec<EntryAndItsCount<'_>> = plan_week
        .entries
        .iter()
        .filter_map(|counted| Some((weeks.journal.entries.get(counted.entry)?, counted)))
        .collect();
    let facts = |&(entry, counted): &EntryAndItsCount<'_>| {
        let role = role_worth_showing(counted.role, schedule);
        entry_facts(entry, time_of_entry_as_shown(weeks.journal.view, entry, counted.on_time), role)
    };
    plan_week.days.iter().map(|day| day_facts(plan_week, day, &noted, facts)).collect()
}

fn day_facts(
    plan_week: &PlanWeek,
    day: &PlanDay,
    noted: &[EntryAndItsCount<'_>],
    facts: impl Fn(&EntryAndItsCount<'_>) -> EntryFacts,
) -> DayFacts {
    let here: Vec<&EntryAndItsCount<'_>> = noted.iter().filter(|(entry, _)| entry.date == day.date).collect();
    // The entry that gave the date its state is shown beside it; a date that was made up elsewhere, or whose only entries
    // are not counted, shows them below.
    let occasions = occasions_if_several(plan_week, day);
    let has_occasion = |index: usize| occasions.iter().any(|occasion| occasion.entry == Some(index));
    let shown = match occasions.is_empty() {
        true => here.iter().position(|(entry, _)| State::of_status(entry.status) == day.state),
        false => None,
    };
    let more = here.iter().enumerate().filter(|(at, (_, counted))| Some(*at) != shown && !has_occasion(counted.entry));
    DayFacts {
        date: day.date,
        state: day.state,
        is_paused: day.is_paused && day.state == State::None && here.is_empty(),
        moved_to: (day.state == State::Moved).then(|| moved_to(day.date, noted)).flatten(),
        occasions: occasions
            .iter()
            .map(|occasion| OccasionFacts {
                state: occasion.shown_state(),
                time: occasion.slots.first().map(|slot| slot.start_as_time_of_day()),
                shown: here.iter().find(|(_, counted)| occasion.entry == Some(counted.entry)).map(|noted| facts(noted)),
            })
            .collect(),
        shown: shown.and_then(|at| here.get(at)).map(|noted| facts(noted)),
        more: more.map(|(_, noted)| facts(noted)).collect(),
    }
}

fn moved_to(date: NaiveDate, noted: &[EntryAndItsCount<'_>]) -> Option<NaiveDate> {
    noted.iter().find(|(_, counted)| counted.role == EntryRole::MovedFrom(date)).map(|(entry, _)| entry.date)
}

/// The occasions of a date that has several.
fn occasions_if_several<'a>(plan_week: &'a PlanWeek, day: &PlanDay) -> Vec<&'a Occasion> {
    if day.planned < 2 {
        return Vec::new();
    }
    plan_week.occasions.iter().filter(|occasion| occasion.date == Some(day.date)).collect()
}

/// What an entry counts as, where that is worth a word: of what is noted as it comes up, nothing was planned.
fn role_worth_showing(role: EntryRole, schedule: Schedule) -> Option<EntryRole> {
    let comes_up = schedule == Schedule::AsItComes;
    let has_no_dates = comes_up || matches!(schedule, Schedule::Floating(_));
    match role {
        EntryRole::Occasion | EntryRole::Skip | EntryRole::CameUpNotDone => None,
        EntryRole::Extra if comes_up => None,
        EntryRole::NotCounted(NotCountedReason::NoOccasion) if has_no_dates => None,
        role => Some(role),
    }
}

fn figures_of_plan(weeks: &SixWeekWindow<'_>, plan_week: &PlanWeek) -> PlanWeekFigures {
    // Where nothing was practised the count has said so.
    let practised = plan_week.counts.practised() > 0;
    let noted = weeks.this.entries_so_far(weeks.journal, plan_week).into_iter();
    let later = noted.filter_map(|entry| Some((entry.date, date_if_written_days_later(entry)?)));
    PlanWeekFigures {
        minutes: (plan_week.minutes.known_for > 0).then_some((plan_week.minutes.noted, plan_week.minutes.known_for)),
        planned_each: plan_week.minutes.planned_each,
        planned_week: plan_week.minutes.planned_week,
        days_practised: plan_week.days_practised.filter(|ratio| practised && ratio.total > 0),
        at_times: if practised { times_if_counts_differ(plan_week) } else { Vec::new() },
        on_time: plan_week.on_time.filter(|ratio| ratio.total > 0),
        in_place: plan_week.in_place.filter(|ratio| ratio.total > 0),
        written_later: later.collect(),
    }
}

/// How often each time of the day was kept, where dates have several and one was kept less often.
fn times_if_counts_differ(plan_week: &PlanWeek) -> Vec<TimeOfDayCounts> {
    let times = plan_week.counts_by_time_of_day();
    let are_alike =
        times.windows(2).all(|pair| matches!(pair, [a, b] if (a.done, a.partly, a.due) == (b.done, b.partly, b.due)));
    let has_several_a_day = plan_week.days.iter().any(|day| day.planned > 1);
    if has_several_a_day && !are_alike { times } else { Vec::new() }
}

fn facts_of_task_weeks(weeks: &SixWeekWindow<'_>, plan_week: &PlanWeek, trend: &TaskTrend) -> Vec<TaskWeekFacts> {
    let first = trend.points.iter().position(|p| p.in_report).unwrap_or(trend.points.len());
    let points = trend.points.get(first..).unwrap_or_default();
    let versions = week::versions_of_task(weeks.journal, plan_week.plan);
    let own = weeks.plan_of(plan_week).map_or(Schedule::AsItComes, |plan| plan.when.schedule());
    let is_without_moment = weeks.plan_of(plan_week).is_some_and(|plan| plan.when.is_vague());
    let is_this = |point: &TrendPoint| point.week == weeks.this.week;
    // The same numbers as above in this week, which may still go on.
    let tallies = weeks.this.plans_within(&versions).filter_map(|of| Some(plan_tally(weeks, weeks.plan_of(of)?, of)));
    let this_week = tallies.reduce(|sum, tally| sum.plus(&tally));
    let fact = |point: &TrendPoint| {
        let schedule = schedule_of_task(weeks, &versions, point.week).unwrap_or(own);
        let tally = match this_week.filter(|_| is_this(point)) {
            Some(tally) => Tally { schedule, ..tally },
            None => Tally { is_without_moment, ..Tally::of_point(point, schedule, false) },
        };
        TaskWeekFacts {
            start: point.week.start(),
            tally: point.in_report.then_some(tally),
            minutes: (point.known_for > 0).then_some(point.noted),
        }
    };
    points.iter().map(fact).collect()
}

/// How a task was planned in a week, by its versions of that week. A version with days or a number speaks for the week before
/// one without. None where no version is in the week.
fn schedule_of_task(weeks: &SixWeekWindow<'_>, versions: &Range<usize>, week: week::Week) -> Option<Schedule> {
    let counted = weeks.all.iter().find(|counted| counted.week == week);
    let versions = counted.into_iter().flat_map(|counted| counted.plans_within(versions));
    let (as_they_come, planned): (Vec<_>, Vec<_>) = versions
        .filter_map(|of| Some(weeks.plan_of(of)?.when.schedule()))
        .partition(|schedule| matches!(schedule, Schedule::AsItComes));
    planned.last().or(as_they_come.last()).copied()
}

fn trend_facts(trend: &TaskTrend, schedule: Schedule) -> Option<TrendFacts> {
    let direction = trend.direction?;
    let due: Vec<&TrendPoint> = trend.points.iter().filter(|p| p.has_enough_due_to_compare()).collect();
    let half = due.len() / 2;
    let sum = |of: &[&TrendPoint]| {
        let none = Tally { schedule, ..Tally::default() };
        of.iter().fold(none, |sum, p| {
            // Only what was noted is compared (docs/specification.md#3-weeks-and-counting).
            let noted = Counts { due: p.counts.noted(), ..p.counts };
            Tally { counts: sum.counts.plus(noted), ..sum }
        })
    };
    let (before, late) = (sum(due.get(..half)?), sum(due.get(due.len() - half..)?));
    Some(TrendFacts { direction, weeks: half, late, before })
}
