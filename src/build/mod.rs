//! From a folder to the files to be made: every command and the watcher use this path.
//!
//! [`load()`] is the only way in from the disk. What [`build_all_files`] returns depends only on what was loaded, the date and the
//! photos. A watcher hands the snapshot of one pass to the next ([`load()`]), which then reads only what may have changed; the
//! result is the same without it. A page that already exists ([`UneditedPagesOnDisk`]) is not rendered again.

mod calendar_of_plans;
mod changed;
mod client_files;
mod client_folders;
mod files;
mod folder_names;
mod heic;
mod load;
mod newest_week;
mod note_cache;
mod note_reader;
mod page;
mod pages;
mod photo_maker;
mod places;
mod problems;
mod publish;
mod publish_calendar;
mod publish_caseload;
mod read_clients;
mod read_settings;
mod rendered;
mod snapshot;
mod understood;
mod week_range;
mod weeks;

pub use changed::ChangesSinceBuild;
pub use client_files::read_week_data;
pub use client_folders::{ClientFolder, FoundClientFolders, find_client_folders, read_client_folder};
pub use files::{BuiltFiles, UneditedPagesOnDisk};
pub use folder_names::{CARDS, DATA, NOTES_TO_FIX, PHOTOS, SETTINGS, reports_folder};
pub use load::{load, load_without_unshared_words};
pub use newest_week::read_newest_week_of_client;
pub use note_cache::NoteCache;
pub use page::{build_week_report, count_six_weeks, explain_rules};
pub use photo_maker::PhotoMaker;
pub use problems::{ProblemsToFix, count_journal_problems_to_fix, count_problems_to_fix, journal_problems};
pub use publish::{PublishOptions, PublishOutcome, publish};
pub use publish_calendar::{practice_times, publish_calendar};
pub use publish_caseload::{
    CachedCaseload, CaseloadOptions, DAY_NAMES, caseload_stem, may_be_our_caseload_name, publish_caseload,
};
pub use read_clients::{ClientsSnapshot, read_clients};
pub use read_settings::{says_no_settings, settings_and_whether_note_is_there};
pub use snapshot::Snapshot;
pub use understood::{CountsTowards, UnderstoodEntry};
pub use weeks::{BuildCache, build_all_files};
