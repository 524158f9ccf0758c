//! The names of what tinystep makes and reads in a journal.

use std::path::{Component, Path, PathBuf};

use crate::folder::names;
use crate::journal::{CalendarSetting, Settings};

/// The folder beside the reports that holds the photos they show.
pub const PHOTOS: &str = "photos";

/// The folder beside the reports that holds the facts of each week for other programs.
pub const DATA: &str = "data";

/// The folder at the top of the journal for what a client may hand to a helper.
pub const CARDS: &str = names::HELPER_CARDS;

/// The reports folder, unless the settings name another.
pub(super) const REPORTS: &str = names::REPORTS;

/// The file at the top of the journal that says what to fix.
pub const NOTES_TO_FIX: &str = names::NOTES_TO_FIX;

/// The name of the settings note.
pub const SETTINGS: &str = names::SETTINGS;

/// Where the reports go: `report to` as seen from the journal, otherwise `reports`.
#[must_use]
pub fn reports_folder(root: &Path, settings: Option<&Settings>) -> PathBuf {
    let mut folder = PathBuf::new();
    // Without `..`, to see whether it is in the journal.
    for part in root.join(settings.and_then(|s| s.report_to.as_deref()).unwrap_or(REPORTS)).components() {
        match part {
            Component::ParentDir => drop(folder.pop()),
            Component::CurDir => {}
            part => folder.push(part),
        }
    }
    folder
}

/// Whether a file at the top of the journal is kept up to date with the pages: renewed, and removed if nothing is in it.
pub(super) fn is_kept_at_top(name: &str, settings: &Settings) -> bool {
    match name {
        names::NOTES_TO_FIX => true,
        // One that `tinystep calendar` made stays as it is if the settings do not mention it.
        names::CALENDAR => settings.calendar != CalendarSetting::Unsaid,
        _ => false,
    }
}

/// A settings note that sets nothing.
pub(super) const NO_SETTINGS: &[u8] = b"# Journal\n";
