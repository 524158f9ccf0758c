//! Which weeks have a report, and as of which date.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::calendar::Week;
use super::types::CountedWeek;
use crate::journal::Journal;

/// The date a week's report is made as of: today, and for a week that has ended the day after its last day.
#[must_use]
pub fn cap_at_day_after_week(week: Week, as_of: NaiveDate) -> NaiveDate {
    as_of.min(week.day_after_end())
}

/// Whether a journal begins with this week and nothing could be noted yet: no plan ran before it, no occasion is open, and nothing
/// was noted from `since` to the as-of date. A week that has ended begins nothing any more.
#[must_use]
pub fn is_first_week_without_notes(journal: &Journal, since: NaiveDate, counted: &CountedWeek) -> bool {
    let (week, as_of) = (counted.week, counted.as_of);
    as_of <= week.end()
        && counted.plans.iter().all(|plan| plan.counts.open == 0)
        && journal.plans.iter().all(|plan| plan.start >= week.start())
        && journal.entries_between(since, as_of).is_empty()
}

/// How many ticked lines of a week, up to its as-of date, could not be read.
#[must_use]
pub fn count_unread_lines(journal: &Journal, counted: &CountedWeek) -> u32 {
    journal.unread_lines_between(counted.week.start(), counted.week.end().min(counted.as_of))
}

/// The weeks that hold an entry, of whatever kind.
fn weeks_with_entry(journal: &Journal) -> BTreeSet<Week> {
    journal.entries.iter().map(|entry| Week::containing(entry.date, journal.settings.week_starts)).collect()
}

/// The weeks that have a report, oldest first.
///
/// They go from the week in which the first plan starts, or that of the first entry, to that of the as-of date (or of the
/// course's end, if that is earlier); each holds a plan or an entry, of whatever kind; the as-of week of a course that
/// runs is always among them; those `weeks` or more before the as-of week are not.
#[must_use]
pub fn weeks_with_report(journal: &Journal, as_of: NaiveDate) -> Vec<Week> {
    let week_of = |date: NaiveDate| Week::containing(date, journal.settings.week_starts);
    let now = week_of(as_of);
    let last = journal.settings.until.map_or(now, |until| now.min(week_of(until)));
    let kept = journal.settings.weeks.map_or(i64::MAX, i64::from);
    let has_one = |week: Week| week <= last && now.weeks_since(week) < kept;

    let mut weeks = weeks_with_entry(journal);
    // Ranges of weeks that a plan touches, in order, so that overlapping ones are walked once.
    let mut stretches: Vec<(Week, Week)> = journal
        .plans
        .iter()
        .filter(|plan| plan.end.is_none_or(|end| plan.start <= end))
        .map(|plan| (week_of(plan.start), plan.end.map_or(last, |end| last.min(week_of(end)))))
        .collect();
    stretches.sort_unstable();
    let mut next = match journal.settings.weeks {
        Some(weeks) => now.weeks_earlier(weeks.saturating_sub(1)),
        None => Week::containing(NaiveDate::MIN, journal.settings.week_starts),
    };
    for (first, to) in stretches {
        next = next.max(first);
        while next <= to {
            weeks.insert(next);
            if next.weeks_later(1) == next {
                break;
            }
            next = next.weeks_later(1);
        }
    }
    // It is left out again if the course has ended.
    weeks.insert(now);
    weeks.into_iter().filter(|&week| has_one(week)).collect()
}
