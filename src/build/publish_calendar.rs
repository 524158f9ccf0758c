//! What `tinystep calendar` writes: `calendar.ics` alone. With the pages it is made in `weeks.rs`.

use std::io;

use chrono::NaiveDate;

use super::calendar_of_plans::calendar_output_file;
use super::places::EDITED;
use super::publish::{PublishOutcome, outcome_if_another_writes, outcome_if_not_listed};
use super::snapshot::Snapshot;
use crate::folder::names::CALENDAR;
use crate::journal::{CalendarNames, Settings, View};
use crate::output::{self, Destination, WriteSummary};
use crate::report::PracticeCalendar;

/// What a calendar of the journal contains. Private plans are not in it.
#[must_use]
pub fn practice_times(snapshot: &Snapshot, settings: &Settings, today: NaiveDate) -> PracticeCalendar {
    let journal = snapshot.assemble_journal(settings, today, View::Shared);
    PracticeCalendar::new(&journal, settings.cap_today_after_last_week_of_course(today))
}

/// Writes the calendar if it differs from what is there, and removes ours if it would be empty.
///
/// # Errors
/// If the folder is not the journal that was read, or not a journal.
pub fn publish_calendar(
    snapshot: &Snapshot,
    today: NaiveDate,
    machine: &str,
    names: CalendarNames,
) -> io::Result<PublishOutcome> {
    if let Some(outcome) = outcome_if_not_listed(snapshot)? {
        return Ok(outcome);
    }
    let settings = match &snapshot.settings {
        Ok(settings) => settings,
        Err(problems) => return Ok(PublishOutcome::SettingsUnreadable(problems.clone(), WriteSummary::default())),
    };
    if let Some(outcome) = outcome_if_another_writes(settings, machine) {
        return Ok(outcome);
    }
    let times = practice_times(snapshot, settings, today);
    let files = calendar_output_file(&times, names, snapshot.language.phrases).into_iter().collect();
    let root = snapshot.root.path();
    let to_edited = root.join(EDITED);
    let to = Destination::new(&snapshot.root, root, &to_edited);
    let done = output::plan_writes(to, files, &|name| name == CALENDAR)?.carry_out()?;
    Ok(PublishOutcome::Published(done, Vec::new()))
}
