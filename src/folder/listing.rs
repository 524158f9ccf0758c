//! What a scan gives.

use std::io;
use std::sync::Arc;

use super::stamp::FileStamp;
use crate::problem::Problem;

/// A file: its path relative to the journal, with `/`, and the stamp that shows a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    pub path: Arc<str>,
    pub stamp: FileStamp,
}

/// A path, and what was found there: the stamp, and what was made of the file. An error if nothing is there.
pub(super) type StampedFile<T> = (Arc<str>, io::Result<(FileStamp, T)>);

/// The files of a journal, in order of path. Two equal scans saw the same files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Notes (`.md`, `.markdown`, conflict copies with other endings), `journal.md` among them, and `.txt` files, which may
    /// be notes with the wrong ending.
    pub notes: Vec<ListedFile>,
    /// All other files that may be opened, by path alone (for `collects` and photos). The notes in folders named `private` and those that a
    /// dot hides, of which only the names are known, are among them, followed by a `/`; so are private plans among the templates and rules,
    /// and what could not be opened.
    pub other_files: Vec<String>,
    /// The journal's own templates (`templates/`) and rules (`prompts/`).
    pub rules_and_templates: Vec<ListedFile>,
    /// Folders below that are journals of their own. Their files are not listed.
    pub nested_journals: Vec<String>,
    /// Names that are not UTF-8, folders that cannot be opened, names that collide, notes only in the cloud.
    pub problems: Vec<Problem>,
    /// False if something could not be listed for a reason that can pass (a disk or network error): then nothing is
    /// written (docs/watching.md (9, 22)). A folder that may not be read, or is too deep, is only a problem.
    pub is_complete: bool,
}

impl Scan {
    /// Whether a folder above a path could not be opened.
    #[must_use]
    pub fn has_unopened_folder_above(&self, path: &str) -> bool {
        let folders = path.match_indices('/').map(|(at, sign)| &path[..at + sign.len()]);
        folders.into_iter().any(|folder| self.other_files.binary_search_by(|other| other.as_str().cmp(folder)).is_ok())
    }
}
