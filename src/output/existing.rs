//! What is at one of our names before we write there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::folders;
use super::provenance::{self, Provenance};
use crate::folder::read_into;

/// How long to wait for the text of a file that was emptied just now.
const EMPTIED: Duration = Duration::from_millis(500);
const WAIT: Duration = Duration::from_millis(20);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Existing {
    Nothing,
    /// A plain file without text: half synced, or made by `touch`.
    Empty,
    /// The very text that is wanted.
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

impl Existing {
    /// Looks at a path. `wanted` is the text that we want to be there.
    ///
    /// Many editors empty a file before they write it. A file that was emptied just now is waited for, so that the words are
    /// there when we decide whose they are.
    pub fn at(path: &Path, wanted: Option<&str>) -> io::Result<Existing> {
        let mut buffer = Vec::new();
        loop {
            let existing = Existing::now(path, wanted, &mut buffer)?;
            if existing != Existing::Empty || !was_emptied_just_now(path) {
                return Ok(existing);
            }
            thread::sleep(WAIT);
        }
    }

    fn now(path: &Path, wanted: Option<&str>, buffer: &mut Vec<u8>) -> io::Result<Existing> {
        match fs::symlink_metadata(path) {
            Ok(meta) if !meta.is_file() => return Ok(Existing::Foreign),
            Ok(_) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Existing::Nothing),
            Err(e) => return Err(e),
        }
        match read_into(path, buffer) {
            Ok(()) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Existing::Nothing),
            // None of our files is that large; and what has just become a link or a folder is somebody else's too.
            Err(e) if matches!(e.kind(), io::ErrorKind::FileTooLarge | io::ErrorKind::InvalidInput) => {
                return Ok(Existing::Foreign);
            }
            Err(e) => return Err(e),
        }
        let bytes = buffer.as_slice();
        if bytes.trim_ascii().is_empty() {
            return Ok(Existing::Empty);
        }
        if wanted.is_some_and(|text| provenance::is_same_text(bytes, text.as_bytes())) {
            return Ok(Existing::Same);
        }
        Ok(match provenance::inspect(bytes) {
            Provenance::None => Existing::Foreign,
            Provenance::Intact => Existing::Intact,
            Provenance::Edited => Existing::Edited,
            Provenance::Newer => Existing::Newer,
        })
    }
}

fn was_emptied_just_now(path: &Path) -> bool {
    let modified = fs::symlink_metadata(path).and_then(|meta| meta.modified());
    modified.is_ok_and(|at| at.elapsed().is_ok_and(|age| age < EMPTIED))
}

/// The names in a folder that `is_ours` knows and that hold something of somebody else's: a file without our provenance, a
/// folder, a link.
#[must_use]
pub fn foreign(folder: &Path, is_ours: &dyn Fn(&str) -> bool) -> Vec<PathBuf> {
    let names = folders::names(folder).unwrap_or_default();
    let ours = names.iter().filter(|name| is_ours(name)).map(|name| folder.join(name));
    ours.filter(|path| matches!(Existing::at(path, None), Ok(Existing::Foreign))).collect()
}
