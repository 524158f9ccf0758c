//! Lists and reads the files of a journal. The only room that reads a person's files.
//!
//! [`names`] knows what a name says; [`scan()`] lists the files; [`read()`] and [`read_all`] read each as it was at one
//! moment; [`FolderIdentity`] tells whether the journal's folder is still the same. Files that tinystep made are never
//! input: their bytes show it ([`crate::output::is_made`]).

pub mod names;
mod read;
mod scan;
mod settings;
mod stamp;

use std::sync::Arc;

pub use read::{MAX_FILE_SIZE, read, read_all, read_ends, read_start};
pub(crate) use read::{open_folder, read_into};
pub use scan::{Lookup, collides, scan};
pub use settings::{find, is_journal, settings_name};
pub use stamp::{FileStamp, FolderIdentity, RACY_WINDOW, nanos_since_1970};

use crate::problem::Problem;

/// A file: its path relative to the journal, with `/`, and the stamp that shows a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    pub path: Arc<str>,
    pub stamp: FileStamp,
}

/// The files of a journal, in order of path. Two equal scans saw the same files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Notes (`.md`, `.markdown`, conflict copies with other endings), `journal.md` among them, and `.txt` files, which may
    /// be notes with the wrong ending.
    pub notes: Vec<ListedFile>,
    /// All other files that may be opened, by path alone (for `collects` and photos).
    pub others: Vec<String>,
    /// The journal's own templates (`templates/`) and rules (`prompts/`).
    pub overrides: Vec<ListedFile>,
    /// Folders below that are journals of their own. Their files are not listed.
    pub journals: Vec<String>,
    /// Names that are not UTF-8, folders that cannot be opened, names that collide, notes only in the cloud.
    pub problems: Vec<Problem>,
    /// False where something could not be listed for a reason that can pass (a disk or network error): then nothing is
    /// written (docs/watching.md (9, 22)). A folder that may not be read, or is too deep, is only a problem.
    pub complete: bool,
}
