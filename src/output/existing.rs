//! What is at one of our names before we write there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::folders;
use super::provenance::{self, Provenance};
use crate::folder::read_any_file_into;

/// How long to wait for the text of a file that was emptied just now.
const EMPTIED: Duration = Duration::from_millis(500);
const WAIT: Duration = Duration::from_millis(20);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExistingFile {
    Nothing,
    /// A plain file without text: half synced, or made by `touch`.
    Empty,
    /// Exactly the text that is wanted.
    Same,
    /// Ours and unchanged.
    Intact,
    /// Ours, and changed by somebody.
    Edited,
    /// Ours, in a newer format.
    Newer,
    /// A file without our provenance, or a folder, a link, a pipe.
    Foreign,
}

impl ExistingFile {
    /// Looks at a path. `wanted` is the text that we want to be there.
    ///
    /// Many editors empty a file before they write it. A file that was emptied just now is waited for, so that the words are
    /// there when we decide whose they are.
    pub fn inspect(path: &Path, wanted: Option<&str>) -> io::Result<ExistingFile> {
        let mut buffer = Vec::new();
        loop {
            let existing = ExistingFile::inspect_once(path, wanted, &mut buffer)?;
            if existing != ExistingFile::Empty || !was_modified_just_now(path) {
                return Ok(existing);
            }
            thread::sleep(WAIT);
        }
    }

    fn inspect_once(path: &Path, wanted: Option<&str>, buffer: &mut Vec<u8>) -> io::Result<ExistingFile> {
        match fs::symlink_metadata(path) {
            Ok(meta) if !meta.is_file() => return Ok(ExistingFile::Foreign),
            Ok(_) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(ExistingFile::Nothing),
            Err(e) => return Err(e),
        }
        match read_any_file_into(path, buffer) {
            Ok(()) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(ExistingFile::Nothing),
            // None of our files is that large; and what has just become a link or a folder is somebody else's too.
            Err(e) if matches!(e.kind(), io::ErrorKind::FileTooLarge | io::ErrorKind::InvalidInput) => {
                return Ok(ExistingFile::Foreign);
            }
            Err(e) => return Err(e),
        }
        let bytes = buffer.as_slice();
        if bytes.trim_ascii().is_empty() {
            return Ok(ExistingFile::Empty);
        }
        if wanted.is_some_and(|text| provenance::differ_at_most_in_line_ends(bytes, text.as_bytes())) {
            return Ok(ExistingFile::Same);
        }
        Ok(match provenance::read_provenance(bytes) {
            Provenance::None => ExistingFile::Foreign,
            Provenance::Intact => ExistingFile::Intact,
            Provenance::Edited => ExistingFile::Edited,
            Provenance::Newer => ExistingFile::Newer,
        })
    }
}

fn was_modified_just_now(path: &Path) -> bool {
    let modified = fs::symlink_metadata(path).and_then(|meta| meta.modified());
    modified.is_ok_and(|at| at.elapsed().is_ok_and(|age| age < EMPTIED))
}

/// The names in a folder that `is_our_name` knows and that belong to somebody else: a file without our provenance, a
/// folder, a link.
#[must_use]
pub fn find_foreign_files_at_our_names(folder: &Path, is_our_name: &dyn Fn(&str) -> bool) -> Vec<PathBuf> {
    let names = folders::list_names_in_folder(folder).unwrap_or_default();
    let ours = names.iter().filter(|name| is_our_name(name)).map(|name| folder.join(name));
    ours.filter(|path| matches!(ExistingFile::inspect(path, None), Ok(ExistingFile::Foreign))).collect()
}
