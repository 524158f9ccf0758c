//! Which entry takes which occasion. Linear in the entries of a week.

use std::ops::Range;

use chrono::NaiveDate;

use super::calendar::Week;
use super::time_and_place::{is_time_in_slot, minutes_from_slot};
use super::types::{EntryRole, NotCountedReason, Occasion, State};
use crate::journal::{Counted, Entry, Plan, Status};
use crate::when::{Schedule, Slot};

/// One plan's week as it was noted.
pub(super) struct PlanWeekEntries<'a> {
    pub plan: &'a Plan,
    pub week: Week,
    pub as_of: NaiveDate,
    pub dates: [PlanDateEntries; 7],
    /// All entries of the journal, and which of them are this plan's: by date, then as they count, best first.
    pub all_entries: &'a [Entry],
    pub own_entries: &'a [usize],
}

/// A date of the week. The ranges are of [`PlanWeekEntries::own_entries`].
#[derive(Clone, Debug, Default)]
pub(super) struct PlanDateEntries {
    pub date: NaiveDate,
    /// The plan runs on it.
    pub does_plan_run: bool,
    /// The status of a note that cancels its occasions.
    pub occasions_cancelled_by: Option<Status>,
    /// Its entries of practice, not later than the as-of date.
    pub practised: Range<usize>,
    /// Those and the ones that say that it was not practised.
    pub counted: Range<usize>,
}

/// The occasions of a week, and what each entry counts as.
pub(super) struct OccasionsAndRoles {
    pub occasions: Vec<Occasion>,
    /// How many of them are on each date.
    pub planned: [u32; 7],
    /// In the order of [`PlanWeekEntries::own_entries`].
    pub roles: Vec<EntryRole>,
}

impl<'a> PlanWeekEntries<'a> {
    pub fn new(
        plan: &'a Plan,
        week: Week,
        as_of: NaiveDate,
        all_entries: &'a [Entry],
        own_entries: &'a [usize],
    ) -> PlanWeekEntries<'a> {
        let mut dates: [PlanDateEntries; 7] = Default::default();
        let mut rest = 0..own_entries.len();
        for (of, date) in dates.iter_mut().zip(week.dates()) {
            let here =
                rest.start..rest.start + own_entries[rest.clone()].partition_point(|&e| all_entries[e].date <= date);
            rest.start = here.end;
            let up_to = |last: Counted| {
                let many = own_entries[here.clone()].partition_point(|&e| all_entries[e].status.counts_as() <= last);
                // Entries later than the as-of date are not counted, but a skip counts ahead.
                here.start..here.start + if date <= as_of { many } else { 0 }
            };
            let freed = own_entries[here.clone()]
                .iter()
                .map(|&e| all_entries[e].status)
                .find(|status| status.cancels_occasions_of_date());
            *of = PlanDateEntries {
                date,
                does_plan_run: plan.runs_on(date),
                occasions_cancelled_by: freed,
                practised: up_to(Counted::Practised),
                counted: up_to(Counted::NotPractised),
            };
        }
        PlanWeekEntries { plan, week, as_of, dates, all_entries, own_entries }
    }

    fn status_of_own_entry(&self, own: usize) -> Status {
        self.all_entries[self.own_entries[own]].status
    }

    fn date_of_own_entry(&self, own: usize) -> NaiveDate {
        self.all_entries[self.own_entries[own]].date
    }
}

/// Matches a plan's entries of one week with its occasions.
pub(super) fn match_entries(noted: &PlanWeekEntries<'_>) -> OccasionsAndRoles {
    match noted.plan.when.schedule() {
        Schedule::OnDates => match_on_dates(noted),
        Schedule::Floating(_) => {
            match_floating(noted, noted.plan.when.floating_times_in_week(noted.week.start(), noted.plan.start))
        }
        Schedule::AsItComes => {
            OccasionsAndRoles { occasions: Vec::new(), planned: [0; 7], roles: roles_for_bare_cue(noted) }
        }
    }
}

/// What every entry counts as if there is no occasion to take: practice is extra.
fn roles_without_occasions(noted: &PlanWeekEntries<'_>) -> Vec<EntryRole> {
    let one = |&entry: &usize| {
        let Entry { status, date, .. } = noted.all_entries[entry];
        match status.counts_as() {
            Counted::OccasionsCancelled => EntryRole::Skip,
            _ if date > noted.as_of => EntryRole::NotCounted(NotCountedReason::InFuture),
            Counted::Practised => EntryRole::Extra,
            Counted::NotPractised => EntryRole::NotCounted(NotCountedReason::NoOccasion),
        }
    };
    noted.own_entries.iter().map(one).collect()
}

/// For a plan that comes up by itself, everything noted counts as coming up.
fn roles_for_bare_cue(noted: &PlanWeekEntries<'_>) -> Vec<EntryRole> {
    let not_done = EntryRole::NotCounted(NotCountedReason::NoOccasion);
    roles_without_occasions(noted)
        .into_iter()
        .map(|role| if role == not_done { EntryRole::CameUpNotDone } else { role })
        .collect()
}

fn match_on_dates(noted: &PlanWeekEntries<'_>) -> OccasionsAndRoles {
    let OwnDateMatches {
        mut occasions,
        occasion_taken_by_entry: took,
        planned,
        mut roles,
        entries_without_occasion: elsewhere,
    } = match_entries_on_own_dates(noted);
    // Each takes the earliest occasion that is not practised yet.
    let mut waiting = occasions.iter_mut().zip(&took).filter(|(occasion, _)| {
        occasion.date.is_some_and(|date| date <= noted.as_of) && !matches!(occasion.state, State::Done | State::Partly)
    });
    for own in elsewhere {
        let Some((occasion, &had)) = waiting.next() else { break };
        if let Some(had) = had {
            roles[had] = EntryRole::NotCounted(NotCountedReason::MadeUp);
        }
        if let Some(date) = occasion.date {
            roles[own] = EntryRole::MovedFrom(date);
        }
        occasion.state = State::of_status(noted.status_of_own_entry(own));
        occasion.is_moved = true;
        occasion.made_up = occasion.entry.replace(noted.own_entries[own]);
    }
    OccasionsAndRoles { occasions, planned, roles }
}

/// The occasions of a week after each date's entries took their own.
struct OwnDateMatches {
    occasions: Vec<Occasion>,
    /// The entry of [`PlanWeekEntries::own_entries`] that took each occasion.
    occasion_taken_by_entry: Vec<Option<usize>>,
    planned: [u32; 7],
    roles: Vec<EntryRole>,
    /// Practice on dates without occasions.
    entries_without_occasion: Vec<usize>,
}

fn match_entries_on_own_dates(noted: &PlanWeekEntries<'_>) -> OwnDateMatches {
    let PlanWeekEntries { plan, as_of, .. } = *noted;
    let mut out = OwnDateMatches {
        occasions: Vec::new(),
        occasion_taken_by_entry: Vec::new(),
        planned: [0; 7],
        roles: roles_without_occasions(noted),
        entries_without_occasion: Vec::new(),
    };
    for (date, planned) in noted.dates.iter().zip(&mut out.planned) {
        let here = if date.does_plan_run { plan.when.occasions(date.date, plan.start) } else { Vec::new() };
        // A skip takes away the occasions that no practice of its date takes.
        let entries = if date.occasions_cancelled_by.is_some() { date.practised.clone() } else { date.counted.clone() };
        let taken = assign_entries_to_occasions(noted, &here, entries);
        let before = out.occasions.len();
        for (slots, own) in here.into_iter().zip(taken) {
            let state = match own.map(|own| noted.status_of_own_entry(own)) {
                Some(status) => State::of_status(status),
                None if date.occasions_cancelled_by.is_some() => continue,
                None if date.date < as_of => State::Open,
                None => State::Upcoming,
            };
            if let Some(own) = own {
                out.roles[own] = EntryRole::Occasion;
            }
            out.occasion_taken_by_entry.push(own);
            let entry = own.map(|own| noted.own_entries[own]);
            out.occasions.push(Occasion { date: Some(date.date), slots, state, entry, is_moved: false, made_up: None });
        }
        *planned = as_u32(out.occasions.len() - before);
        if *planned == 0 {
            out.entries_without_occasion.extend(date.practised.clone());
        }
    }
    out
}

/// For each occasion of a date the entry that takes it. Entries come best first; each takes the occasion it is on time for,
/// else the nearest in time, else the earliest left.
fn assign_entries_to_occasions(
    noted: &PlanWeekEntries<'_>,
    occasions: &[Vec<Slot>],
    entries: Range<usize>,
) -> Vec<Option<usize>> {
    let mut taken: Vec<Option<usize>> = vec![None; occasions.len()];
    for own in entries.take(occasions.len()) {
        let time = noted.all_entries[noted.own_entries[own]].time;
        let how_far = |slots: &[Slot]| {
            let Some(time) = time else { return (true, u16::MAX) };
            let on_time = slots.iter().any(|&slot| is_time_in_slot(time, slot));
            (!on_time, slots.iter().map(|&slot| minutes_from_slot(time, slot)).min().unwrap_or(u16::MAX))
        };
        let left = occasions.iter().enumerate().filter(|&(at, _)| taken.get(at).is_some_and(Option::is_none));
        if let Some((at, _)) = left.min_by_key(|(at, slots)| (how_far(slots), *at)) {
            taken[at] = Some(own);
        }
    }
    taken
}

fn match_floating(noted: &PlanWeekEntries<'_>, times: u32) -> OccasionsAndRoles {
    let mut role = roles_without_occasions(noted);
    let planned = planned_floating_count(noted, times);
    // The best entry of each date that was practised; best dates first, then the earliest.
    let mut best: Vec<usize> = noted.dates.iter().filter_map(|date| date.practised.clone().next()).collect();
    best.sort_by_key(|&own| (noted.status_of_own_entry(own), noted.date_of_own_entry(own)));
    best.truncate(planned as usize);
    best.sort_unstable();
    for date in &noted.dates {
        if !date.practised.is_empty() {
            role[date.practised.end..date.counted.end].fill(EntryRole::NotCounted(NotCountedReason::NotBestOfDate));
        }
    }
    let mut occasions: Vec<Occasion> = Vec::new();
    for own in best {
        role[own] = EntryRole::Occasion;
        occasions.push(Occasion {
            date: Some(noted.date_of_own_entry(own)),
            slots: Vec::new(),
            state: State::of_status(noted.status_of_own_entry(own)),
            entry: Some(noted.own_entries[own]),
            is_moved: false,
            made_up: None,
        });
    }
    let state = if noted.week.end() < noted.as_of { State::Open } else { State::Upcoming };
    occasions.resize(
        planned as usize,
        Occasion { date: None, slots: Vec::new(), state, entry: None, is_moved: false, made_up: None },
    );
    OccasionsAndRoles { occasions, planned: [0; 7], roles: role }
}

/// How many occasions a count that floats has in this week; at most 7.
fn planned_floating_count(noted: &PlanWeekEntries<'_>, times: u32) -> u32 {
    let PlanWeekEntries { plan, week, .. } = *noted;
    let times = times.min(7);
    let runs = as_u32(noted.dates.iter().filter(|date| date.does_plan_run).count());
    let free = as_u32(
        noted
            .dates
            .iter()
            .filter(|d| d.does_plan_run && !(d.occasions_cancelled_by.is_some() && d.practised.is_empty()))
            .count(),
    );
    // A version that begins with the week, or ends with it, has the whole week.
    let begins = plan.follows_version && week.start() < plan.start && week.contains(plan.start);
    let ends = plan.ends_for_version && plan.end.is_some_and(|end| week.contains(end) && end < week.end());
    if begins || ends { (times * runs).div_ceil(7).min(free) } else { times.min(free) }
}

fn as_u32(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}
