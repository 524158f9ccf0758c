//! Notes -> settings, plans, entries and problems, for the client's own view or for what is shared.
//!
//! Each note is understood by itself ([`understand()`]). Then a journal is made in two steps: the [`PlanCatalog`] is what all notes
//! together say (plans and their versions, names, sharing), and [`PlanCatalog::journal_of_dates`] gives the entries of some dates from
//! the catalog and the notes of those dates. [`assemble()`] is both steps for all dates.

mod assemble;
mod barrier;
mod broken_note;
mod catalog;
mod clean_line;
mod collect;
mod conflict;
mod daily_names;
mod dated;
mod day;
mod day_entries;
mod day_titles;
mod denied_tags;
mod draft;
mod entry_note;
mod fields;
mod finish;
mod follow_up;
mod helper;
mod helper_names;
mod hidden;
mod hidden_words;
mod hints;
mod kept_back;
mod known_fields;
mod line;
mod line_names;
mod link_target;
mod log;
mod markup;
mod model;
mod name_table;
mod name_trie;
mod near_line;
mod near_line_help;
mod near_miss;
mod near_names;
mod nested;
mod note_date;
mod note_text;
mod notes;
mod odd_amounts;
mod other_day_help;
mod outline;
mod pending;
mod pending_entry;
mod pending_hints;
mod photo_fields;
mod photo_index;
mod plan_note;
mod practice_signs;
mod privacy;
mod private_forms;
mod private_names;
mod private_sections;
mod private_words;
mod rated_names;
mod rating_pairs;
mod read_summary;
mod reflection;
mod said_days;
mod said_times;
mod same_words;
mod scale;
mod session;
mod settings_note;
mod settle_shares;
mod shared_fields;
mod shared_text;
mod step_kind;
mod stray;
mod superseded_words;
mod tick_hints;
mod tracked;
mod uncollected;
mod undated;
mod understand;
mod unread_fields;
mod values;
mod versions;
mod written_line;

pub use assemble::{ALWAYS, assemble};
pub(crate) use barrier::is_no_barrier;
pub use barrier::{BARRIER_GROUPS, BARRIERS};
pub use catalog::{CatalogAndProblems, CatalogInputs, EarlierCatalog, PlanCatalog};
pub use collect::CollectedFiles;
pub use daily_names::DailyNoteNames;
pub use dated::DatedJournal;
pub use draft::{NoteDraft, dates_affected_by_change};
pub use helper_names::names_in_helper;
pub use known_fields::is_plan_field;
pub use model::{
    AgreedItem, Barrier, CalendarNames, CalendarSetting, ChosenBy, Entry, EntryForm, HelperNote, HelperWords, Journal,
    KnownBarrier, Number, Photo, Plan, RatingItem, Reflection, Response, Scale, Session, Settings, Share, Stage,
    Status, SupersededEntry, ThenUse, TrackedItem, TrackedNumber, View,
};
pub use near_miss::IF_NO_PRACTICE;
pub use notes::NotesAndFiles;
pub use private_names::PrivatePlanNames;
pub use rating_pairs::{RatingPairEndings, pairs_of_ratings};
pub use read_summary::JournalCounts;
pub use settings_note::read_settings as settings;
pub use settle_shares::settle_misspelt_share_keys;
pub use understand::{understand, understand_note, understand_with_daily_names};
