//! The edge out: bytes -> files, safely (SPEC 4, WATCHING 17-23). The only room that writes.
//!
//! Whose a file is stands in the file ([`mark`]): a mark and a checksum. So nothing has to be remembered, and a one-shot run,
//! a watcher and a second machine decide alike.

pub mod instance_lock;
mod mode;
mod names;
mod photos;
pub mod provenance;
mod publish;
mod swap;
mod temporary;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub use mode::Mode;
pub use photos::publish_photos;
pub use provenance::{Key, is_made};
pub use publish::{KeyedFile, WritePlan, keys, plan, publish};
pub use temporary::machine;

/// Writes a note of the person's own, for `init`: with the folders it lies in, and never over anything.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where there is something of that name, else as the system says.
pub fn new_note(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A file to be made: its name in its folder, and its text without mark (this room puts mark, checksum and key on top); no
/// text where what lies there bears its key already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    pub name: String,
    pub body: Option<String>,
    pub key: Option<Key>,
}

impl OutputFile {
    /// A file that is laid out anew each time.
    #[must_use]
    pub fn new(name: &str, body: String) -> OutputFile {
        OutputFile { name: name.to_owned(), body: Some(body), key: None }
    }
}

/// What became of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteSummary {
    pub written: Vec<PathBuf>,
    pub unchanged: usize,
    pub removed: Vec<PathBuf>,
    /// Edited by a person: from where, to where in `edited/`.
    pub moved: Vec<(PathBuf, PathBuf)>,
    /// Somebody's file (or folder, or link) at a name of ours: left alone, nothing written there.
    pub kept: Vec<PathBuf>,
    /// Made by a newer version of this program: nothing at all was written beside it (WATCHING 26).
    pub newer: Vec<PathBuf>,
    /// What could not be written, and why; the file that was there is still there.
    pub failed: Vec<(PathBuf, String)>,
    /// Where it was only looked: the whole text of each file of text that would be written.
    pub texts: BTreeMap<PathBuf, String>,
}

impl WriteSummary {
    /// Whether anything on the disk is other than before.
    #[must_use]
    pub fn changed(&self) -> bool {
        !(self.written.is_empty() && self.removed.is_empty() && self.moved.is_empty())
    }

    /// What became of other files as well.
    pub fn add(&mut self, other: WriteSummary) {
        self.written.extend(other.written);
        self.unchanged += other.unchanged;
        self.removed.extend(other.removed);
        self.moved.extend(other.moved);
        self.kept.extend(other.kept);
        self.newer.extend(other.newer);
        self.failed.extend(other.failed);
        self.texts.extend(other.texts);
    }
}
