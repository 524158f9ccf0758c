//! The edge out: bytes -> files, safely (SPEC 4, WATCHING 17-23). The only room that writes.

use std::io;
use std::path::{Path, PathBuf};

/// A file to be made: its name in its folder, and its text without mark (this room puts the mark and checksum on top).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub name: String,
    pub body: String,
}

/// What became of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    pub written: Vec<PathBuf>,
    pub unchanged: usize,
    pub removed: Vec<PathBuf>,
    /// Edited by a person: from where, to where in `edited/`.
    pub moved: Vec<(PathBuf, PathBuf)>,
    /// Somebody's file (or folder, or link) at a name of ours: left alone, nothing written there.
    pub kept: Vec<PathBuf>,
    /// What could not be written, and why; the file that was there is still there.
    pub failed: Vec<(PathBuf, String)>,
}

/// Makes `folder` hold exactly `files` as far as ours are concerned: writes what differs, removes ours that are not among
/// them (`is_ours` tells by name which names this folder's files can have), moves what a person edited to `edited`.
///
/// # Errors
/// Where the folder itself cannot be made or opened.
pub fn publish(folder: &Path, edited: &Path, files: &[Made], is_ours: &dyn Fn(&str) -> bool) -> io::Result<Done> {
    todo!()
}
