//! Lists and reads the files of a journal. The only room that reads a person's files.
//!
//! [`names`] and `copy_names` know what a name says; [`scan()`] lists the files; [`read_file`] and [`read_all`] read each
//! as it was at one moment; [`FolderIdentity`] shows whether the journal's folder is still the same. Files that tinystep made
//! are never input: their bytes show it ([`crate::output::is_written_by_us`]).

pub(crate) mod copy_names;
mod find_journal;
mod listing;
pub mod names;
mod read;
mod scan;
mod stamp;

pub use find_journal::{find_journal_upward, find_settings_name, has_settings_note_without_settings, is_journal};
pub use listing::{ListedFile, Scan};
pub use read::{MAX_FILE_SIZE, read_all, read_file, read_head_and_tail, read_size_head_and_tail, read_start};
pub(crate) use read::{open_folder, read_any_file_into, read_file_of_at_most};
pub(crate) use scan::NOTHING_SHARED_MEANWHILE;
pub use scan::{ListedPaths, PathLookup, collides_with_listed, list_journal_paths, scan};
pub use stamp::{FileStamp, FolderIdentity, RACY_WINDOW, nanos_since_1970};
