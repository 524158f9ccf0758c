//! The times of plans -> `calendar.ics`, for `report` and for `calendar` alike.

use chrono::NaiveDate;

use crate::folder::names::CALENDAR;
use crate::journal::CalendarNames;
use crate::output::OutputFile;
use crate::phrases::Phrases;
use crate::render;
use crate::report::PracticeCalendar;

/// The file; none if there is no entry.
pub(super) fn calendar_output_file(
    times: &PracticeCalendar,
    names: CalendarNames,
    as_of: NaiveDate,
    phrases: &dyn Phrases,
) -> Option<OutputFile> {
    render::calendar_file(times, names, as_of, phrases).map(|text| OutputFile::new(CALENDAR, text))
}
