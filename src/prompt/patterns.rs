//! What shows in several notes together: weeks in a row, the same days, times of the day, and days that took longer.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use super::facts::PlanFacts;
use super::week_entries::WeekForFacts;
use crate::journal::{Entry, Plan, ThenUse};
use crate::phrases::Phrases;
use crate::week::{PlanWeek, TimeOfDayCounts, dates_of_long_practice};

/// So many weeks make a habit of some days.
const SAME_WEEKS: usize = 3;
/// More days than these are nothing special.
const MOST_DAYS: usize = 2;

/// Adds the facts of a plan that only several notes together show.
pub(super) fn add_pattern_facts(
    facts: PlanFacts,
    plan: &Plan,
    plan_week: &PlanWeek,
    this: WeekForFacts<'_>,
    before: &[WeekForFacts<'_>],
) -> PlanFacts {
    let entries = this.client_entries_of_plan_so_far(plan_week);
    // What is marked to talk about is not asked about in writing; where something else is, all of it is counted.
    let then = |of: ThenUse| {
        let told = || entries.iter().filter(|e| e.then == Some(of));
        if told().all(|e| e.is_marked_to_discuss()) { 0 } else { told().count() }
    };
    let (used, not_used) = (then(ThenUse::Used), then(ThenUse::NotUsed));
    let unmarked: Vec<&Entry> = entries.iter().copied().filter(|e| !e.is_marked_to_discuss()).collect();
    // A day is told of once it is over: only then has it a day after.
    let past: Vec<&Entry> = unmarked.into_iter().filter(|e| e.date < this.counted.as_of).collect();
    let longer = dates_of_long_practice(this.journal, plan, &past);
    let overdone_on = dates_of_long_practice(this.journal, plan, &entries);
    let times = most_and_less_kept_times(plan_week);
    let at = |of: TimeOfDayCounts| this.phrases.at_time_of_day(of.time);
    let noted = |of: TimeOfDayCounts| this.phrases.done_of_due_at_time(of);
    PlanFacts {
        good_weeks: count_weeks_in_row(plan_week, this, before, |_, PlanWeek { counts: of, .. }| {
            of.due > 0 && 4 * (2 * u64::from(of.done) + u64::from(of.partly)) >= 6 * u64::from(of.due)
        }),
        quiet_weeks: count_weeks_in_row(plan_week, this, before, |week, of| {
            of.counts.due > 0 && week.client_entries_of_plan_so_far(of).is_empty()
        }),
        same_days: days_done_every_week(plan_week, this, before),
        longer: count_as_u32(longer.len()),
        longer_on: few_days_in_words(&longer, this.phrases),
        overdone_on: match overdone_on.is_empty() {
            true => this.phrases.how_many_times(usize::try_from(plan_week.counts.practised()).unwrap_or(usize::MAX)),
            false => few_days_in_words(&overdone_on, this.phrases),
        },
        kept_at: times.map(|(kept, _)| at(kept)).unwrap_or_default(),
        open_at: times.map(|(_, open)| at(open)).unwrap_or_default(),
        kept_noted: times.map(|(kept, _)| noted(kept)).unwrap_or_default(),
        open_noted: times.map(|(_, open)| noted(open)).unwrap_or_default(),
        then_used: count_as_u32(used),
        then_not_used: count_as_u32(not_used),
        then_not_needed: count_as_u32(then(ThenUse::NotNeeded)),
        then_used_said: this.phrases.how_many_times(used),
        then_not_used_said: this.phrases.how_many_times(not_used),
        ..facts
    }
}

/// The plan's weeks, this one first, as long as it is in them.
fn weeks_of_plan<'a>(
    plan_week: &'a PlanWeek,
    this: WeekForFacts<'a>,
    before: &'a [WeekForFacts<'a>],
) -> impl Iterator<Item = (WeekForFacts<'a>, &'a PlanWeek)> {
    let earlier = before.iter().rev().map(move |week| {
        // The plans of a week are in the journal's order.
        let at = week.counted.plans.binary_search_by_key(&plan_week.plan, |old| old.plan).ok()?;
        Some((*week, week.counted.plans.get(at)?))
    });
    std::iter::once(Some((this, plan_week))).chain(earlier).map_while(|week| week)
}

fn count_weeks_in_row(
    plan_week: &PlanWeek,
    this: WeekForFacts<'_>,
    before: &[WeekForFacts<'_>],
    is_met: impl Fn(WeekForFacts<'_>, &PlanWeek) -> bool,
) -> u32 {
    count_as_u32(weeks_of_plan(plan_week, this, before).take_while(|(week, of)| is_met(*week, of)).count())
}

/// The weekdays on which it was done in each of the last weeks, where it was planned for other days too and not done on them;
/// empty if there are none.
fn days_done_every_week(plan_week: &PlanWeek, this: WeekForFacts<'_>, before: &[WeekForFacts<'_>]) -> String {
    let weeks: Vec<(WeekForFacts<'_>, &PlanWeek)> = weeks_of_plan(plan_week, this, before).take(SAME_WEEKS).collect();
    let has_others =
        |(_, of): &(WeekForFacts<'_>, &PlanWeek)| of.counts.open + of.counts.not_done + of.counts.moved > 0;
    if weeks.len() < SAME_WEEKS || !weeks.iter().all(has_others) {
        return String::new();
    }
    let practised = weeks.iter().map(|(week, of)| -> BTreeSet<u32> {
        let entries = week.client_entries_of_plan_so_far(of);
        let done = entries.iter().filter(|e| e.status.is_practice());
        done.map(|e| e.date.weekday().num_days_from_monday()).collect()
    });
    let practised: Vec<BTreeSet<u32>> = practised.collect();
    let Some(first) = practised.first() else { return String::new() };
    let same: BTreeSet<u32> =
        first.iter().copied().filter(|day| practised.iter().all(|days| days.contains(day))).collect();
    // Another day here and there, or a first week of trying, is no reason not to ask. A day that comes again is.
    let comes_again = |day: &u32| practised.iter().filter(|days| days.contains(day)).count() > 1;
    let is_special = (1..=MOST_DAYS).contains(&same.len())
        && practised.iter().take(2).all(|days| days.len() <= same.len() + 1)
        && practised.iter().flatten().filter(|day| !same.contains(day)).all(|day| !comes_again(day));
    if !is_special {
        return String::new();
    }
    let days = same.into_iter().filter_map(|day| Weekday::try_from(u8::try_from(day).ok()?).ok());
    weekdays_in_words(days, this.phrases)
}

/// For a plan with several times a day: the time that is kept most often, and one that is kept less often.
pub(super) fn most_and_less_kept_times(plan_week: &PlanWeek) -> Option<(TimeOfDayCounts, TimeOfDayCounts)> {
    let times = plan_week.counts_by_time_of_day();
    let is_told = |of: &&TimeOfDayCounts| of.due > 2;
    let is_kept = |of: &&TimeOfDayCounts| 4 * of.practised_halves() >= 3 * 2 * of.due;
    let kept = *times.iter().filter(is_told).filter(is_kept).max_by_key(|of| of.practised_halves())?;
    let is_less =
        |of: &&TimeOfDayCounts| of.practised_halves() + 2 < kept.practised_halves() && of.due > of.done + of.partly + 1;
    let open = *times.iter().filter(is_told).filter(is_less).min_by_key(|of| of.practised_halves())?;
    Some((kept, open))
}

/// The days by name, or how many they are where a list would be long.
fn few_days_in_words(dates: &[NaiveDate], phrases: &dyn Phrases) -> String {
    match dates.len() {
        0..=3 => weekdays_in_words(dates.iter().map(|date| date.weekday()), phrases),
        7 => phrases.every_day(),
        many => phrases.number_of_days(many),
    }
}

/// `Saturday and Sunday`, each once, in the order they come.
fn weekdays_in_words(days: impl Iterator<Item = Weekday>, phrases: &dyn Phrases) -> String {
    let names = days.map(|day| phrases.weekday(day)).collect();
    phrases.list_with_and(&super::brief::without_repeats(names))
}

fn count_as_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
