//! Notes -> settings, plans, entries and problems, for the client's own view or for what is shared.
//!
//! Each note is understood by itself ([`understand()`]). Then a journal is made in two steps: the [`PlanCatalog`] is what all notes
//! together say (plans and their versions, names, sharing), and [`PlanCatalog::journal_of_dates`] gives the entries of some dates from
//! the catalog and the notes of those dates. [`assemble()`] is both steps for all dates.

mod assemble;
mod catalog;
mod draft;
mod entries;
mod lines;
mod model;
mod near_misses;
mod note_fields;
mod note_kinds;
mod note_text;
mod sharing;

pub use assemble::{ALWAYS, assemble};
pub use catalog::collect::CollectedFiles;
pub use catalog::notes::NotesAndFiles;
pub use catalog::plan_catalog::{CatalogAndProblems, CatalogInputs, EarlierCatalog, PlanCatalog};
pub use draft::{NoteDraft, dates_affected_by_change};
pub use entries::dated::JournalOfDates;
pub(crate) use lines::clean_line::marks_behind_words;
pub(crate) use lines::separator_dash::find_separator_dash;
pub use model::{
    AgreedItem, Barrier, CalendarNames, CalendarSetting, ChosenBy, Counted, Entry, EntryForm, HelperNote, HelperWords,
    Journal, KnownBarrier, Number, Photo, Plan, RatingItem, Reflection, Response, Scale, Session, Settings, Share,
    Stage, Status, SupersededEntry, ThenUse, TrackedItem, TrackedNumber, View,
};
pub use near_misses::near_miss::IF_NO_PRACTICE;
pub use near_misses::read_summary::JournalCounts;
pub(crate) use note_fields::barrier::is_no_barrier;
pub use note_fields::barrier::{BARRIER_GROUPS, BARRIERS};
pub use note_fields::daily_names::DailyNoteNames;
pub(crate) use note_fields::helper::says_no_helper;
pub use note_fields::helper_names::names_in_helper;
pub use note_fields::known_fields::is_plan_field;
pub use note_fields::rating_pairs::{RatingPairEndings, pairs_of_ratings};
pub(crate) use note_kinds::reflection::with_escaped_marks;
pub use note_kinds::settings_note::read_settings as settings;
pub use note_kinds::understand::{understand, understand_note, understand_with_daily_names};
pub use sharing::private_names::{PrivatePlanNames, task_of_private_plan};
pub use sharing::settle_shares::settle_misspelt_share_keys;
