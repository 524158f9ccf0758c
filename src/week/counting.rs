//! One week's numbers, counted from what was matched.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::calendar::Week;
use super::counts::{CameUpCounts, Counts};
use super::evidence::Metric;
use super::matching::{OccasionsAndRoles, PlanDateEntries, PlanWeekEntries, match_entries};
use super::report_weeks::cap_at_day_after_week;
use super::time_and_place::{PlannedTimeAndPlace, start_minute_of_time};
use super::types::{
    CountedEntry, CountedWeek, EntryRole, MinutesNoted, NotCountedReason, Occasion, PlanDay, PlanWeek, Ratio, State,
};
use crate::journal::{Entry, Journal, Plan, Status};
use crate::when::Schedule;

/// One week's numbers. Work is in proportion to the plans and that week's entries.
#[must_use]
pub fn count_week(journal: &Journal, week: Week, as_of: NaiveDate) -> CountedWeek {
    let as_of = cap_at_day_after_week(week, as_of);
    let all = &journal.entries[..];
    let mut also_done = Vec::new();
    let mut helpers = Vec::new();
    let mut aside = Vec::new();
    let mut own: Vec<usize> = Vec::new();
    let here = journal.entry_indexes_between(week.start(), week.end());
    for (entry, noted) in here.clone().zip(&all[here]) {
        let counts = noted.date <= as_of;
        match noted {
            Entry { written_by: Some(_), .. } if counts => helpers.push(entry),
            Entry { written_by: Some(_), .. } => aside.push(entry_not_counted(entry, NotCountedReason::InFuture)),
            Entry { plan: Some(plan), .. } if *plan < journal.plans.len() => own.push(entry),
            Entry { status, .. } if counts && status.is_practice() => also_done.push(entry),
            Entry { status, .. } if status.cancels_occasions_of_date() => {
                aside.push(entry_not_counted(entry, NotCountedReason::NoPlan))
            }
            _ => aside.push(entry_not_counted(
                entry,
                if counts { NotCountedReason::NoPlan } else { NotCountedReason::InFuture },
            )),
        }
    }
    also_done.sort_by(|&a, &b| {
        let (a, b): (&Entry, &Entry) = (&all[a], &all[b]);
        a.date.cmp(&b.date).then_with(|| a.note.cmp(&b.note)).then(a.line.cmp(&b.line))
    });
    helpers.sort_by(|&a, &b| by_date(&all[a], &all[b]));
    own.sort_by(|&a, &b| all[a].plan.cmp(&all[b].plan).then_with(|| by_date_then_status(&all[a], &all[b])));

    let mut plans = Vec::new();
    let mut rest = &own[..];
    for (plan, this) in journal.plans.iter().enumerate() {
        let many = rest.partition_point(|&entry| all[entry].plan <= Some(plan));
        let (entries, others) = rest.split_at(many);
        rest = others;
        let noted = |&entry: &usize| !all[entry].status.cancels_occasions_of_date() && all[entry].date <= as_of;
        if is_plan_of_week(this, week) || entries.iter().any(noted) {
            plans.push(count_plan_week(plan, &PlanWeekEntries::new(this, week, as_of, all, entries)));
        } else {
            let why = |entry: usize| {
                if all[entry].date > as_of { NotCountedReason::InFuture } else { NotCountedReason::NoPlan }
            };
            aside.extend(entries.iter().map(|&entry| entry_not_counted(entry, why(entry))));
        }
    }
    aside.sort_by(|a, b| by_date(&all[a.entry], &all[b.entry]));
    CountedWeek { week, as_of, plans, also_done, helper_entries: helpers, not_counted: aside }
}

/// Whether the plan runs, or would but for a pause, on a date of the week.
pub(super) fn is_plan_of_week(plan: &Plan, week: Week) -> bool {
    let end = plan.end.unwrap_or(NaiveDate::MAX);
    plan.start <= end && plan.start <= week.end() && week.start() <= end
}

/// Each date's entries, best first: practice, then what says that it was not practised, then skips. Matching finds each of
/// these as one run. Then by time, without one last; then by path and line.
fn by_date_then_status(a: &Entry, b: &Entry) -> Ordering {
    let status = |entry: &Entry| (entry.status.counts_as(), entry.status);
    a.date.cmp(&b.date).then(status(a).cmp(&status(b))).then_with(|| by_time(a, b))
}

fn by_date(a: &Entry, b: &Entry) -> Ordering {
    a.date.cmp(&b.date).then_with(|| by_time(a, b))
}

fn by_time(a: &Entry, b: &Entry) -> Ordering {
    let time = |entry: &Entry| entry.time.map_or(u16::MAX, start_minute_of_time);
    time(a).cmp(&time(b)).then_with(|| a.note.cmp(&b.note)).then(a.line.cmp(&b.line))
}

fn entry_not_counted(entry: usize, why: NotCountedReason) -> CountedEntry {
    CountedEntry { entry, role: EntryRole::NotCounted(why), on_time: None, in_place: None }
}

fn count_plan_week(plan: usize, noted: &PlanWeekEntries<'_>) -> PlanWeek {
    let OccasionsAndRoles { occasions, planned, roles: role } = match_entries(noted);
    let on_dates = noted.plan.when.schedule() == Schedule::OnDates;
    let counted_in = |metric: Metric| {
        as_u32(occasions.iter().filter(|occasion| occasion.state.counted_in() == Some(metric)).count())
    };
    let days = summarise_each_day(noted, &occasions, &planned, on_dates);
    let days_practised = on_dates.then(|| count_true_of_total(days.iter().filter_map(|day| day.practised)));

    let mut time_and_place = PlannedTimeAndPlace::new(noted.plan);
    let entries: Vec<CountedEntry> = noted
        .own_entries
        .iter()
        .zip(role)
        .map(|(&entry, role)| {
            let of = &noted.all_entries[entry];
            let practised = matches!(role, EntryRole::Occasion | EntryRole::MovedFrom(_) | EntryRole::Extra)
                && of.status.is_practice();
            let on_time = if practised { time_and_place.is_on_time(of) } else { None };
            let in_place = if practised { time_and_place.is_in_place(of) } else { None };
            CountedEntry { entry, role, on_time, in_place }
        })
        .collect();
    let on_time =
        time_and_place.has_times().then(|| count_true_of_total(entries.iter().filter_map(|counts| counts.on_time)));
    let in_place =
        time_and_place.has_place().then(|| count_true_of_total(entries.iter().filter_map(|counts| counts.in_place)));

    PlanWeek {
        plan,
        counts: Counts {
            planned: as_u32(occasions.len()),
            due: as_u32(occasions.iter().filter(|occasion| occasion.state.is_due()).count()),
            done: counted_in(Metric::Done),
            partly: counted_in(Metric::Partly),
            not_done: counted_in(Metric::NotDone),
            open: counted_in(Metric::Open),
            upcoming: counted_in(Metric::Upcoming),
            moved: as_u32(occasions.iter().filter(|occasion| occasion.is_moved).count()),
            extra: as_u32(entries.iter().filter(|counts| counts.role == EntryRole::Extra).count()),
        },
        days_practised,
        minutes: minutes_noted(noted),
        on_time,
        in_place,
        came_up: (noted.plan.when.schedule() == Schedule::AsItComes).then(|| count_came_up(noted)),
        days,
        occasions,
        entries,
    }
}

fn count_came_up(noted: &PlanWeekEntries<'_>) -> CameUpCounts {
    let mut came_up = CameUpCounts::default();
    for own in noted.dates.iter().flat_map(|date| date.counted.clone()) {
        match noted.all_entries[noted.own_entries[own]].status {
            Status::Done => came_up.done += 1,
            Status::Partly => came_up.partly += 1,
            Status::NotDone => came_up.not_done += 1,
            // `counted` has no skips.
            Status::Skip => {}
        }
    }
    came_up
}

fn summarise_each_day(
    noted: &PlanWeekEntries<'_>,
    occasions: &[Occasion],
    planned: &[u32; 7],
    on_dates: bool,
) -> [PlanDay; 7] {
    let mut made_up = [false; 7];
    for occasion in occasions.iter().filter(|occasion| occasion.is_moved) {
        if let Some(place) = occasion.date.and_then(|date| noted.week.index_of(date)) {
            made_up[place] = true;
        }
    }
    std::array::from_fn(|place| {
        let date = &noted.dates[place];
        // The as-of date is among those looked at only once it has an entry.
        let looked_at = date.date < noted.as_of || date.date == noted.as_of && !date.counted.is_empty();
        let is_of = on_dates && planned[place] > 0 && looked_at;
        PlanDay {
            date: date.date,
            planned: planned[place],
            state: state_of_date(noted, date, made_up[place], planned[place]),
            is_paused: noted.plan.pauses.iter().any(|pause| pause.first <= date.date && date.date <= pause.last)
                && noted.plan.start <= date.date
                && noted.plan.end.is_none_or(|end| date.date <= end),
            practised: is_of.then_some(!date.practised.is_empty()),
        }
    })
}

fn state_of_date(noted: &PlanWeekEntries<'_>, date: &PlanDateEntries, made_up: bool, planned: u32) -> State {
    let best = date.counted.clone().next().map(|own| noted.all_entries[noted.own_entries[own]].status);
    match best.or(date.occasions_cancelled_by) {
        Some(status) if status.is_practice() => State::of_status(status),
        _ if made_up => State::Moved,
        Some(status) => State::of_status(status),
        None if planned > 0 && date.date < noted.as_of => State::Open,
        None if planned > 0 => State::Upcoming,
        None => State::None,
    }
}

fn minutes_noted(noted: &PlanWeekEntries<'_>) -> MinutesNoted {
    let mut minutes = MinutesNoted {
        planned_each: noted.plan.minutes,
        planned_week: noted.plan.weekly_minutes,
        ..MinutesNoted::default()
    };
    for own in noted.dates.iter().flat_map(|date| date.counted.clone()) {
        if let Some(told) = noted.all_entries[noted.own_entries[own]].minutes {
            minutes.noted.seconds = minutes.noted.seconds.saturating_add(told.seconds);
            minutes.known_for += 1;
        }
    }
    minutes
}

fn count_true_of_total(flags: impl Iterator<Item = bool>) -> Ratio {
    flags.fold(Ratio { count: 0, total: 0 }, |share, yes| Ratio {
        count: share.count + u32::from(yes),
        total: share.total + 1,
    })
}

fn as_u32(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}
