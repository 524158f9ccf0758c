//! A plan that was changed in a week, told as one.

use super::trends::versions_of_task;
use super::types::{CountedWeek, MinutesNoted, PlanDay, PlanWeek, Ratio, State};
use super::{CameUpCounts, Counts};
use crate::journal::Journal;

/// The plans of a week as a person knows them: the versions of a task are one, under the newest that has begun to count. Where most of the
/// earlier version was left open and most of the newer one was done, the change helped, and the newer one speaks for itself.
#[must_use]
pub fn plans_of_week_by_task(journal: &Journal, counted: &CountedWeek) -> Vec<PlanWeek> {
    let mut tasks: Vec<PlanWeek> = Vec::new();
    for of in &counted.plans {
        let is_version = |earlier: &&mut PlanWeek| versions_of_task(journal, of.plan).contains(&earlier.plan);
        match tasks.last_mut().filter(is_version).filter(|_| has_begun_to_count(of)) {
            Some(earlier) if has_change_helped(earlier, of) => *earlier = of.clone(),
            Some(earlier) => *earlier = sum_of_versions(earlier, of),
            None => tasks.push(of.clone()),
        }
    }
    tasks
}

fn has_begun_to_count(of: &PlanWeek) -> bool {
    of.counts.due > 0 || of.count_notes_on_practice() > 0
}

fn has_change_helped(earlier: &PlanWeek, newer: &PlanWeek) -> bool {
    let is_left_open =
        |of: Counts| of.due > 0 && of.open.saturating_add(of.not_done) >= of.done.saturating_add(of.partly);
    is_left_open(earlier.counts) && !is_left_open(newer.counts)
}

fn sum_of_versions(earlier: &PlanWeek, newer: &PlanWeek) -> PlanWeek {
    let came_up = |of: &PlanWeek| of.came_up.unwrap_or_default();
    let has_come_up = earlier.came_up.or(newer.came_up).is_some();
    let mut days = newer.days;
    for (day, before) in days.iter_mut().zip(&earlier.days) {
        *day = sum_of_days(before, day);
    }
    PlanWeek {
        plan: newer.plan,
        counts: earlier.counts.plus(newer.counts),
        days_practised: sum_of_ratios(earlier.days_practised, newer.days_practised),
        minutes: MinutesNoted {
            noted: crate::when::Minutes {
                seconds: earlier.minutes.noted.seconds.saturating_add(newer.minutes.noted.seconds),
            },
            known_for: earlier.minutes.known_for.saturating_add(newer.minutes.known_for),
            ..newer.minutes
        },
        on_time: sum_of_ratios(earlier.on_time, newer.on_time),
        in_place: sum_of_ratios(earlier.in_place, newer.in_place),
        came_up: has_come_up.then(|| CameUpCounts::plus(came_up(earlier), came_up(newer))),
        days,
        occasions: [&earlier.occasions[..], &newer.occasions[..]].concat(),
        // An entry belongs to the version of its date, so these stay in order.
        entries: [&earlier.entries[..], &newer.entries[..]].concat(),
    }
}

/// A date on which only one of them has anything is that one's.
fn sum_of_days(earlier: &PlanDay, newer: &PlanDay) -> PlanDay {
    PlanDay {
        date: newer.date,
        planned: earlier.planned.saturating_add(newer.planned),
        state: if newer.state == State::None { earlier.state } else { newer.state },
        is_paused: earlier.is_paused || newer.is_paused,
        practised: newer.practised.or(earlier.practised),
    }
}

fn sum_of_ratios(earlier: Option<Ratio>, newer: Option<Ratio>) -> Option<Ratio> {
    match (earlier, newer) {
        (Some(a), Some(b)) => Some(Ratio { count: a.count + b.count, total: a.total + b.total }),
        (one, None) | (None, one) => one,
    }
}
