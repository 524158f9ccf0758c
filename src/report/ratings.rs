//! What was rated: middle values by week, the numbers of this week, pairs of names side by side; and the days' own
//! numbers.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::model::{DatedRating, DatedRatingPair, EarlierWeekMedian, RatingFacts, RatingPair, TrackedFacts};
use super::six_weeks::{SixWeekWindow, is_same_when_folded};
use crate::journal::{Entry, Number, Plan, RatingItem, Scale, TrackedNumber, pairs_of_ratings};
use crate::phrases::plain::one_plain_line;
use crate::text::fold_key;
use crate::week::Week;

/// Of more numbers in a week, the first, the lowest, the highest and the last are shown.
const MOST_RATINGS_SHOWN: usize = 7;

/// What is rated of a plan, where any week has it, in the plan's order; and the pairs among them. The weeks are those of all versions of its task, the
/// numbers of this week are its own.
pub(super) fn rating_facts(weeks: &SixWeekWindow<'_>, at: usize, plan: &Plan) -> (Vec<RatingFacts>, Vec<RatingPair>) {
    if plan.rate.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let plan_of = |entry: &Entry| entry.plan.and_then(|at| weeks.journal.plans.get(at));
    // All versions of the task, so that a changed plan goes on.
    let rated = weeks.entries.iter().filter(|entry| !entry.ratings.is_empty());
    let rated: Vec<RatedEntry> = rated
        .filter_map(|entry| Some((*entry, plan_of(entry)?)))
        .filter(|(_, other)| is_same_when_folded(&other.task, &plan.task))
        .map(|(entry, version)| RatedEntry::new(entry, version))
        .collect();
    let of = |rate: &RatingItem, is_wanted: &dyn Fn(&RatedEntry) -> bool| {
        let numbers = rated
            .iter()
            .filter(|entry| is_wanted(entry))
            .filter_map(|entry| Some((entry.date, entry.number_of(rate)?)));
        numbers.collect::<Vec<(NaiveDate, Number)>>()
    };
    let is_own = |entry: &RatedEntry| entry.plan == Some(at) && weeks.this.week.contains(entry.date);
    let facts =
        plan.rate.iter().filter_map(|rate| rating_facts_of_item(weeks, rate, &of(rate, &|_| true), &of(rate, &is_own)));
    (facts.collect(), rating_pairs(weeks, plan, &rated, &is_own))
}

/// The numbers of an entry, by folded name, each with the range that its plan's version gives it.
struct RatedEntry {
    /// The version that it belongs to.
    plan: Option<usize>,
    date: NaiveDate,
    numbers: HashMap<String, (Scale, Number)>,
}

impl RatedEntry {
    fn new(entry: &Entry, version: &Plan) -> RatedEntry {
        let scales: HashMap<String, Scale> =
            version.rate.iter().map(|rate| (fold_key(&rate.name), rate.scale)).collect();
        let mut numbers = HashMap::new();
        for (name, number) in &entry.ratings {
            let key = fold_key(name);
            if let Some(scale) = scales.get(&key) {
                numbers.entry(key).or_insert((*scale, *number));
            }
        }
        RatedEntry { plan: entry.plan, date: entry.date, numbers }
    }

    /// The number of a rating. One on a different scale is not of this rating.
    fn number_of(&self, rate: &RatingItem) -> Option<Number> {
        let (scale, number) = self.numbers.get(&fold_key(&rate.name))?;
        (*scale == rate.scale).then_some(*number)
    }
}

fn rating_facts_of_item(
    weeks: &SixWeekWindow<'_>,
    rate: &RatingItem,
    noted: &[(NaiveDate, Number)],
    this: &[(NaiveDate, Number)],
) -> Option<RatingFacts> {
    let medians = weekly_medians(weeks, noted);
    medians.iter().any(Option::is_some).then_some(())?;
    let on = |&(date, number): &(NaiveDate, Number)| DatedRating { date, number };
    let this_week: Vec<DatedRating> = if this.len() > MOST_RATINGS_SHOWN {
        telling_numbers(this).map(on).collect()
    } else {
        this.iter().map(on).collect()
    };
    Some(RatingFacts {
        name: one_plain_line(&rate.name),
        scale: rate.scale,
        before: last_median_before(weeks, &medians),
        medians,
        this_week,
        count_this_week: this.len(),
    })
}

/// The first number, the first of the lowest, the first of the highest, and the last, in the order of their dates.
fn telling_numbers(noted: &[(NaiveDate, Number)]) -> impl Iterator<Item = &(NaiveDate, Number)> {
    let by_number = |of: &(usize, &(NaiveDate, Number))| of.1.1;
    let lowest = noted.iter().enumerate().min_by_key(by_number).map(|(at, _)| at);
    let highest = noted.iter().enumerate().rev().max_by_key(by_number).map(|(at, _)| at);
    let shown: BTreeSet<usize> = [Some(0), lowest, highest, noted.len().checked_sub(1)].into_iter().flatten().collect();
    shown.into_iter().filter_map(|at| noted.get(at))
}

fn numbers_of_week(week: Week, noted: &[(NaiveDate, Number)]) -> impl Iterator<Item = (NaiveDate, Number)> {
    noted.iter().copied().filter(move |(date, _)| week.contains(*date))
}

/// The middle value of each week looked at.
fn weekly_medians(weeks: &SixWeekWindow<'_>, noted: &[(NaiveDate, Number)]) -> Vec<Option<Number>> {
    let of_week = |week: Week| Number::median(numbers_of_week(week, noted).map(|(_, number)| number).collect());
    weeks.all.iter().map(|counted| of_week(counted.week)).collect()
}

/// The last week before this one that has a value.
fn last_median_before(weeks: &SixWeekWindow<'_>, medians: &[Option<Number>]) -> Option<EarlierWeekMedian> {
    let mut earlier = weeks.all.iter().zip(medians).rev().skip(1);
    earlier.find_map(|(counted, median)| Some(EarlierWeekMedian { start: counted.week.start(), median: (*median)? }))
}

/// Names of the plan's that belong together and are on one scale, where an entry has both.
fn rating_pairs(
    weeks: &SixWeekWindow<'_>,
    plan: &Plan,
    rated: &[RatedEntry],
    is_own: &dyn Fn(&RatedEntry) -> bool,
) -> Vec<RatingPair> {
    let mut found = Vec::new();
    for (first, second, kind) in pairs_of_ratings(&plan.rate) {
        let pair_of = |entry: &RatedEntry| {
            Some(DatedRatingPair { date: entry.date, first: entry.number_of(first)?, second: entry.number_of(second)? })
        };
        let both: Vec<DatedRatingPair> = rated.iter().filter_map(pair_of).collect();
        let of = |side: fn(&DatedRatingPair) -> Number| both.iter().map(|on| (on.date, side(on))).collect::<Vec<_>>();
        let (firsts, seconds) = (weekly_medians(weeks, &of(|on| on.first)), weekly_medians(weeks, &of(|on| on.second)));
        let medians: Vec<Option<(Number, Number)>> = firsts.into_iter().zip(seconds).map(|(a, b)| a.zip(b)).collect();
        if medians.iter().any(Option::is_some) {
            found.push(RatingPair {
                kind,
                first: one_plain_line(&first.name),
                second: one_plain_line(&second.name),
                medians,
                of_this_week: rated.iter().filter(|entry| is_own(entry)).filter_map(pair_of).collect(),
            });
        }
    }
    found
}

/// The days' own numbers that any week looked at has, in the order in which the settings list them.
pub(super) fn tracked_facts(weeks: &SixWeekWindow<'_>) -> Vec<TrackedFacts> {
    let Some(first) = weeks.all.first() else { return Vec::new() };
    let last = weeks.this.week.end().min(weeks.this.as_of);
    let numbers: &[TrackedNumber] = weeks.journal.tracked_between(first.week.start(), last);
    let of = |(at, tracked): (usize, &crate::journal::TrackedItem)| {
        let own = || numbers.iter().filter(|of| of.track_index == at);
        let noted: Vec<(NaiveDate, Number)> = own().map(|of| (of.date, of.number)).collect();
        let on = |date| noted.iter().find(|(noted, _)| *noted == date).map(|(_, number)| *number);
        let medians = weekly_medians(weeks, &noted);
        medians.iter().any(Option::is_some).then(|| TrackedFacts {
            name: one_plain_line(&tracked.name),
            scale: tracked.scale,
            are_lengths: own().any(|of| of.is_length),
            days: weeks.this.week.dates().map(|date| (date, on(date))).collect(),
            before: last_median_before(weeks, &medians),
            medians,
        })
    };
    weeks.journal.settings.track.iter().enumerate().filter_map(of).collect()
}
