//! What was rated: middle values by week, the first and the last of this week, pairs of names side by side; and the days' own
//! numbers.

use chrono::NaiveDate;

use super::model::{PairKind, PairOn, RatedBefore, RatedOn, RatedWeek, RatingFacts, RatingPair, TrackedFacts};
use super::six_weeks::{SixWeeks, is_same_when_folded};
use crate::journal::{Entry, Number, Plan, Rated, TrackedNumber};
use crate::phrases::plain::one_plain_line;
use crate::text::fold_key;
use crate::week::Week;

/// The last words of two names that belong together: what was rated first, then what was rated later.
const PAIRS: [(&str, &str, PairKind); 3] = [
    ("before", "after", PairKind::BeforeAfter),
    ("start", "end", PairKind::StartEnd),
    ("expected", "happened", PairKind::ExpectedHappened),
];

/// What is rated of a plan, where any week has it, in the plan's order; and the pairs among them.
pub(super) fn rating_facts(weeks: &SixWeeks<'_>, plan: &Plan) -> (Vec<RatingFacts>, Vec<RatingPair>) {
    if plan.rate.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let plan_of = |entry: &Entry| entry.plan.and_then(|at| weeks.journal.plans.get(at));
    // All versions of the task, so that a changed plan goes on.
    let rated = weeks.entries.iter().filter(|entry| !entry.ratings.is_empty());
    let rated: Vec<(&Entry, &Plan)> = rated
        .filter_map(|entry| Some((*entry, plan_of(entry)?)))
        .filter(|(_, other)| is_same_when_folded(&other.task, &plan.task))
        .collect();
    // A number of another scale is none of these.
    let has = |version: &Plan, rate: &Rated| {
        version.rate.iter().any(|r| fold_key(&r.name) == fold_key(&rate.name) && r.scale == rate.scale)
    };
    let of = |rate: &Rated| {
        let key = fold_key(&rate.name);
        let here = rated.iter().filter(|(_, version)| has(version, rate));
        let numbers = here.filter_map(|(entry, _)| Some((entry.date, number(entry, &key)?)));
        numbers.collect::<Vec<(NaiveDate, Number)>>()
    };
    let facts = plan.rate.iter().filter_map(|rate| rating(weeks, rate, &of(rate))).collect();
    (facts, pairs(weeks, plan, &rated))
}

fn number(entry: &Entry, key: &str) -> Option<Number> {
    entry.ratings.iter().find(|(name, _)| fold_key(name) == key).map(|(_, number)| *number)
}

fn rating(weeks: &SixWeeks<'_>, rate: &Rated, noted: &[(NaiveDate, Number)]) -> Option<RatingFacts> {
    let medians = medians(weeks, noted);
    medians.iter().any(Option::is_some).then_some(())?;
    let this: Vec<(NaiveDate, Number)> = in_week(weeks.this.week, noted).collect();
    let on = |&(date, number): &(NaiveDate, Number)| RatedOn { date, number };
    let this_week = this.first().zip(this.last()).map(|(first, last)| RatedWeek {
        count: this.len(),
        first: on(first),
        last: on(last),
    });
    Some(RatingFacts {
        name: one_plain_line(&rate.name),
        scale: rate.scale,
        before: before(weeks, &medians),
        medians,
        this_week,
    })
}

fn in_week(week: Week, noted: &[(NaiveDate, Number)]) -> impl Iterator<Item = (NaiveDate, Number)> {
    noted.iter().copied().filter(move |(date, _)| week.contains(*date))
}

/// The middle value of each week looked at.
fn medians(weeks: &SixWeeks<'_>, noted: &[(NaiveDate, Number)]) -> Vec<Option<Number>> {
    let of_week = |week: Week| Number::middle(in_week(week, noted).map(|(_, number)| number).collect());
    weeks.all.iter().map(|counted| of_week(counted.week)).collect()
}

/// The last week before this one that has a value.
fn before(weeks: &SixWeeks<'_>, medians: &[Option<Number>]) -> Option<RatedBefore> {
    let mut earlier = weeks.all.iter().zip(medians).rev().skip(1);
    earlier.find_map(|(counted, median)| Some(RatedBefore { start: counted.week.start(), median: (*median)? }))
}

/// Names of the plan's that belong together and are on one scale, where an entry has both.
fn pairs(weeks: &SixWeeks<'_>, plan: &Plan, rated: &[(&Entry, &Plan)]) -> Vec<RatingPair> {
    let mut found = Vec::new();
    for first in &plan.rate {
        let Some((about, later, kind)) = first_of_pair(&first.name) else { continue };
        let is_second = |rate: &&Rated| rate.scale == first.scale && is_about(&rate.name, &about, later);
        let Some(second) = plan.rate.iter().find(is_second) else { continue };
        let (a, b) = (fold_key(&first.name), fold_key(&second.name));
        let both = rated.iter().filter(|(_, version)| [first, second].into_iter().all(|r| version.rate.contains(r)));
        let both = both.filter_map(|(entry, _)| {
            Some(PairOn { date: entry.date, first: number(entry, &a)?, second: number(entry, &b)? })
        });
        let both: Vec<PairOn> = both.collect();
        let of = |side: fn(&PairOn) -> Number| both.iter().map(|on| (on.date, side(on))).collect::<Vec<_>>();
        let (firsts, seconds) = (medians(weeks, &of(|on| on.first)), medians(weeks, &of(|on| on.second)));
        let medians: Vec<Option<(Number, Number)>> = firsts.into_iter().zip(seconds).map(|(a, b)| a.zip(b)).collect();
        if medians.iter().any(Option::is_some) {
            found.push(RatingPair {
                kind,
                first: one_plain_line(&first.name),
                second: one_plain_line(&second.name),
                medians,
                each: both.into_iter().filter(|on| weeks.this.week.contains(on.date)).collect(),
            });
        }
    }
    found
}

/// Of a name that ends in the first word of a pair: the words before it, the second word, and which pair that is.
fn first_of_pair(name: &str) -> Option<(String, &'static str, PairKind)> {
    let key = fold_key(name);
    let (about, last) = key.rsplit_once(' ').unwrap_or(("", &key));
    let (_, later, kind) = PAIRS.into_iter().find(|(first, ..)| *first == last)?;
    Some((about.to_owned(), later, kind))
}

fn is_about(name: &str, about: &str, last: &str) -> bool {
    let key = fold_key(name);
    key.rsplit_once(' ').unwrap_or(("", &key)) == (about, last)
}

/// The days' own numbers that any week looked at has, in the order in which the settings list them.
pub(super) fn tracked(weeks: &SixWeeks<'_>) -> Vec<TrackedFacts> {
    let Some(first) = weeks.all.first() else { return Vec::new() };
    let last = weeks.this.week.end().min(weeks.this.as_of);
    let numbers: &[TrackedNumber] = weeks.journal.tracked_between(first.week.start(), last);
    let of = |(at, tracked): (usize, &crate::journal::Tracked)| {
        let noted: Vec<(NaiveDate, Number)> =
            numbers.iter().filter(|of| of.at == at).map(|of| (of.date, of.number)).collect();
        let on = |date| noted.iter().find(|(noted, _)| *noted == date).map(|(_, number)| *number);
        let medians = medians(weeks, &noted);
        medians.iter().any(Option::is_some).then(|| TrackedFacts {
            name: one_plain_line(&tracked.name),
            scale: tracked.scale,
            days: weeks.this.week.dates().map(|date| (date, on(date))).collect(),
            before: before(weeks, &medians),
            medians,
        })
    };
    weeks.journal.settings.track.iter().enumerate().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_belong_together_are_found() {
        let first = |name| first_of_pair(name).map(|(about, later, _)| (about, later));
        assert_eq!(first("Fear before"), Some(("fear".to_owned(), "after")));
        assert_eq!(first("fear_start"), Some(("fear".to_owned(), "end")));
        assert_eq!(first("expected"), Some((String::new(), "happened")));
        assert_eq!(first("tension expected"), Some(("tension".to_owned(), "happened")));
        assert_eq!((first("fear after"), first("before fear"), first("restart")), (None, None, None));
        assert!(is_about("Fear-after", "fear", "after") && is_about("happened", "", "happened"));
        assert!(!is_about("mood after", "fear", "after"));
    }
}
