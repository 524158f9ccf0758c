//! One plan of a client's newest week at a glance, as far as it is known on the date of the page.

use chrono::NaiveDate;

use crate::data::{DayData, EntryData, EntryRoleData, PlanData, WeekData};
use crate::phrases::Tally;
use crate::phrases::plain::one_plain_line;
use crate::report::{GlanceDay, GlancePlan, VersionDays, days_of_versions};
use crate::week::{Counts, State};
use crate::when::Schedule;

/// A plan of a client's week.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientPlan {
    /// The count has only the days that are known.
    pub glance: GlancePlan,
    /// The counts as the data has them.
    pub counts: Counts,
    /// Its days, if there are several versions of it in the week.
    pub version: VersionDays,
    /// The dates that are past, and were to come when the week was counted.
    pub unknown: Vec<NaiveDate>,
    /// Nothing tells what became of it: all that was planned was to come when the week was counted, and is past.
    pub is_unknown: bool,
}

/// The first plans of a week as they are known today.
pub(super) fn plans_of_week(data: &WeekData, most: usize, today: NaiveDate) -> Vec<ClientPlan> {
    let tasks: Vec<_> = data.plans.iter().map(|plan| (plan.task.as_str(), plan.start)).collect();
    let versions = days_of_versions(&tasks).into_iter();
    data.plans.iter().zip(versions).take(most).map(|(plan, days)| client_plan(data, plan, days, today)).collect()
}

fn client_plan(data: &WeekData, plan: &PlanData, version: VersionDays, today: NaiveDate) -> ClientPlan {
    let is_unknown = |day: &DayData| day.date < today && day.status == State::Upcoming;
    let mut unknown_occasions: u32 = 0;
    for day in plan.days.iter().filter(|day| day.date < today) {
        let to_come = day.occasions.iter().filter(|state| **state == State::Upcoming).count();
        unknown_occasions = unknown_occasions.saturating_add(u32::try_from(to_come).unwrap_or(u32::MAX));
    }
    let is_running = data.as_of <= data.week.end;
    let mut glance = glance_plan(plan, &data.entries, is_running);
    let Tally { schedule, counts, notes, .. } = glance.tally;
    // Of so many times a week no date has an occasion of its own.
    if matches!(schedule, Schedule::Floating(_)) && is_running && data.week.end < today {
        unknown_occasions = counts.upcoming.max(counts.planned.saturating_sub(counts.due));
    } else {
        // That there is nothing yet is no longer known once further days are past.
        let is_current = data.week.end >= today && data.as_of.succ_opt().is_none_or(|next| next >= today);
        glance.tally.is_running &= is_current;
        let known = |count: u32| count.saturating_sub(unknown_occasions);
        glance.tally.counts = Counts { planned: known(counts.planned), upcoming: known(counts.upcoming), ..counts };
    }
    let is_all_unknown = counts.due == 0 && unknown_occasions >= counts.planned;
    for day in glance.days.iter_mut().filter(|day| day.date < today) {
        day.mixed.retain(|state| *state != State::Upcoming);
        if day.state == State::Upcoming {
            day.state = State::None;
        }
    }
    ClientPlan {
        glance,
        counts: plan.counts,
        version,
        unknown: plan.days.iter().filter(|day| is_unknown(day)).map(|day| day.date).collect(),
        is_unknown: unknown_occasions > 0 && is_all_unknown && notes == 0 && counts.extra == 0,
    }
}

fn glance_plan(plan: &PlanData, entries: &[EntryData], is_running: bool) -> GlancePlan {
    let own: Vec<&EntryData> =
        entries.iter().filter(|entry| entry.task == plan.task && entry.plan_start == plan.start).collect();
    let made_up_on = |date: NaiveDate| own.iter().find(|entry| entry.moved_from == Some(date)).map(|entry| entry.date);
    let day = |day: &DayData| {
        let moved_to = made_up_on(day.date).filter(|_| day.status == State::Moved);
        GlanceDay::new(day.date, day.status, moved_to, day.occasions.iter().copied())
    };
    let schedule = match (plan.came_up, plan.days_practised) {
        (Some(_), _) => Schedule::AsItComes,
        (None, None) if plan.counts.planned > 0 => Schedule::Floating(plan.counts.planned),
        _ => Schedule::OnDates,
    };
    let notes = own.iter().filter(|entry| entry.counts_as != EntryRoleData::Skip).count();
    let tally = Tally {
        schedule,
        is_running,
        counts: plan.counts,
        notes: u32::try_from(notes).unwrap_or(u32::MAX),
        came_up: plan.came_up.unwrap_or_default(),
        ..Tally::default()
    };
    let tally = tally.with_states_of_days(plan.days.iter().map(|day| (day.date, day.status)));
    let is_over = is_running && plan.ended_on.is_some();
    GlancePlan {
        task: one_plain_line(&plan.task),
        tally: if is_over { tally.of_ended_plan() } else { tally },
        is_paused: plan.counts.planned == 0 && plan.counts.extra == 0 && !plan.paused_on.is_empty(),
        days: plan.days.iter().map(day).collect(),
    }
}
