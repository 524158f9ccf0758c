//! What one note tells, and the numbers of a plan's week.

use chrono::NaiveDate;

use super::model::{EntryFacts, TimeShown};
use super::six_weeks::SixWeekWindow;
use crate::journal::{Barrier, Entry, Plan, Share, View};
use crate::phrases::Tally;
use crate::phrases::plain::one_plain_line;
use crate::week::{EntryRole, PlanWeek};

/// The time that an entry tells; of one that is not shared in full, whether it is that of the plan
/// (docs/specification.md#6-sharing).
#[must_use]
pub fn time_of_entry_as_shown(view: View, entry: &Entry, on_time: Option<bool>) -> Option<TimeShown> {
    if view == View::Client || entry.share == Share::Full {
        return entry.time.map(TimeShown::At);
    }
    on_time.map(TimeShown::OnTime)
}

/// What an entry tells. `role` is what it counts as, where that is worth a word.
pub(super) fn entry_facts(entry: &Entry, time: Option<TimeShown>, role: Option<EntryRole>) -> EntryFacts {
    let barriers = entry.barriers.iter().map(|barrier| match barrier {
        Barrier::Known(known) => Barrier::Known(known),
        Barrier::Other(written) => Barrier::Other(one_plain_line(written)),
    });
    EntryFacts {
        status: Some(entry.status),
        time,
        minutes: entry.minutes,
        place: entry.place.as_deref().map(one_plain_line).filter(|place| !place.is_empty()),
        barriers: barriers.collect(),
        ratings: entry.ratings.iter().map(|(name, number)| (one_plain_line(name), *number)).collect(),
        role,
        written: date_if_written_days_later(entry),
    }
}

/// When it was written, where that was more than a day after its date.
pub(super) fn date_if_written_days_later(entry: &Entry) -> Option<NaiveDate> {
    entry.written.filter(|&written| written.signed_duration_since(entry.date).num_days() > 1)
}

/// The numbers of a plan's week.
pub(super) fn plan_tally(weeks: &SixWeekWindow<'_>, plan: &Plan, week: &PlanWeek) -> Tally {
    Tally::of_plan(plan, week, weeks.this)
}
