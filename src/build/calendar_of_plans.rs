//! The times of plans -> `calendar.ics`, for `report` and for `calendar` alike.

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
    phrases: &dyn Phrases,
) -> Option<OutputFile> {
    render::calendar_file(times, names, phrases).map(|text| OutputFile::new(CALENDAR, text))
}
