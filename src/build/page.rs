//! The page of one week, as `show` and `prompts` print it.

use chrono::NaiveDate;

use super::photo_maker::PhotoMaker;
use super::snapshot::Snapshot;
use crate::journal::Journal;
use crate::prompt::{self, RuleExplanation};
use crate::report::{self, LOOKS_BACK, Report};
use crate::week::{self, CountedWeek, Week};

/// The counted weeks that a week's page speaks of: the week itself, last, and the five before it.
#[must_use]
pub fn count_six_weeks(journal: &Journal, week: Week, as_of: NaiveDate) -> Vec<CountedWeek> {
    (0..LOOKS_BACK)
        .rev()
        .map(|back| week.weeks_earlier(back))
        .map(|w| week::count_week(journal, w, week::cap_at_day_after_week(w, as_of)))
        .collect()
}

/// The page of one week as `show` prints it.
#[must_use]
pub fn build_week_report(
    snapshot: &Snapshot,
    journal: &Journal,
    week: Week,
    as_of: NaiveDate,
    photos: &PhotoMaker<'_>,
) -> (Report, CountedWeek) {
    let (rules, _) = snapshot.compile_prompt_rules();
    let six = count_six_weeks(journal, week, as_of);
    let prompts = prompt::choose_prompts(&rules, journal, &six);
    let reported = week::weeks_with_report(journal, as_of);
    let mut report = report::make_report(journal, &six, &prompts).with_neighbours(|week| reported.contains(&week));
    photos.fill_in(&mut report);
    let counted = six.into_iter().next_back().unwrap_or_else(|| week::count_week(journal, week, as_of));
    (report, counted)
}

/// What became of every rule in a week, best first: the same choice as its page shows.
#[must_use]
pub fn explain_rules(snapshot: &Snapshot, journal: &Journal, week: Week, as_of: NaiveDate) -> Vec<RuleExplanation> {
    let (rules, _) = snapshot.compile_prompt_rules();
    prompt::explain_rules(&rules, journal, &count_six_weeks(journal, week, as_of))
}
