//! The page of one week, as `show` and `prompts` give it.

use chrono::NaiveDate;

use super::photos::Photos;
use super::snapshot::Snapshot;
use super::week_range::LOOKS_BACK;
use crate::journal::Journal;
use crate::prompt::{self, RuleExplanation, Rules};
use crate::report::{self, Report};
use crate::week::{self, CountedWeek, Week};

/// The counted weeks that a week's page speaks of: the week itself, last, and the five before it.
#[must_use]
pub fn six_weeks(journal: &Journal, week: Week, as_of: NaiveDate) -> Vec<CountedWeek> {
    (0..LOOKS_BACK)
        .rev()
        .map(|back| week.before(back))
        .map(|w| week::count(journal, w, week::cap_as_of(w, as_of)))
        .collect()
}

/// The page of one week as `show` gives it.
#[must_use]
pub fn page(
    snapshot: &Snapshot,
    journal: &Journal,
    week: Week,
    as_of: NaiveDate,
    photos: &Photos<'_>,
) -> (Report, CountedWeek) {
    let (rules, _) = Rules::new(&snapshot.rules);
    let six = six_weeks(journal, week, as_of);
    let prompts = prompt::choose(&rules, journal, &six);
    let reported = week::weeks_with_report(journal, as_of);
    let mut report = report::model(journal, &six, &prompts).with_neighbours(|week| reported.contains(&week));
    photos.fill(&mut report);
    let counted = six.into_iter().next_back().unwrap_or_else(|| week::count(journal, week, as_of));
    (report, counted)
}

/// What became of every rule in a week, best first: the same choice as its page shows.
#[must_use]
pub fn why(snapshot: &Snapshot, journal: &Journal, week: Week, as_of: NaiveDate) -> Vec<RuleExplanation> {
    let (rules, _) = Rules::new(&snapshot.rules);
    prompt::explain(&rules, journal, &six_weeks(journal, week, as_of))
}
