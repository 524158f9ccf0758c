//! The edge in: which files a journal has, and reading them. The only room that reads a person's files.
//!
//! [`names`] holds, as data, what a name says; [`scan()`] walks; [`read()`] and [`read_all`] read so that what they give was
//! there at one moment; [`FolderIdentity`] tells that the journal's folder is still the one it was. What bears our own mark is
//! never input, wherever it lies: that is seen from the bytes, by [`crate::output::is_made`].

pub mod names;
mod read;
mod scan;
mod stamp;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use read::{MAX_FILE_SIZE, read, read_all, read_ends, read_start};
pub(crate) use read::{open_folder, read_into};
pub use scan::{Lookup, collides, look_up, scan};
pub use stamp::{FileStamp, FolderIdentity, RACY_WINDOW, nanos_since_1970};

use crate::problem::Problem;

/// A file, by its path relative to the journal with `/`, and what tells that it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    pub path: Arc<str>,
    pub stamp: FileStamp,
}

/// What lies in a journal. Everything in order of path. Two scans that are equal saw the same files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Notes (`.md`, `.markdown`, conflict copies with odd endings too), `journal.md` among them.
    pub notes: Vec<ListedFile>,
    /// Everything else that is not never-opened, by path alone (for `collects` and photos).
    pub others: Vec<String>,
    /// The journal's own templates (`templates/`) and rules (`prompts/`).
    pub overrides: Vec<ListedFile>,
    /// Names that are not UTF-8, folders that cannot be opened, names that collide, notes only in the cloud.
    pub problems: Vec<Problem>,
    /// False where something could not be listed for a reason that can pass (a disk or network error): nothing is made
    /// from such a scan (WATCHING 9, 22). A folder that may not be read is a problem alone.
    pub complete: bool,
}

/// The nearest folder upward from `start` that holds `journal.md` (a plain file, even an empty one).
#[must_use]
pub fn find(start: &Path) -> Option<PathBuf> {
    let start = std::fs::canonicalize(start).or_else(|_| std::path::absolute(start)).ok()?;
    start.ancestors().find(|folder| is_journal(folder)).map(Path::to_owned)
}

/// Whether a folder holds a `journal.md` that is a plain file.
#[must_use]
pub fn is_journal(folder: &Path) -> bool {
    std::fs::symlink_metadata(folder.join(names::SETTINGS)).is_ok_and(|meta| meta.is_file())
}
