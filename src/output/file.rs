//! A file to be written, and what became of all of them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::file_text::FileText;
use super::key::PageContentKey;
use super::page_keys::KeyedFile;
use super::{swap, temporary};

/// A file to be written: its name in its folder, and its text without provenance, which this room adds. There is no text if
/// a file with this key already exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    pub name: String,
    pub body: Option<FileText>,
    pub key: Option<PageContentKey>,
    /// The file of ours that was there, unedited, when it was read for its key.
    pub on_disk: Option<KeyedFile>,
}

impl OutputFile {
    /// A file that is rendered each time.
    #[must_use]
    pub fn new(name: &str, body: String) -> OutputFile {
        OutputFile { name: name.to_owned(), body: Some(body.into()), key: None, on_disk: None }
    }
}

/// Why something could not be written, in words that say what to do about it where the system's own do not.
pub(super) fn why_not_written(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        io::ErrorKind::PermissionDenied => "it is not yours to write".to_owned(),
        _ => error.to_string(),
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
    /// Somebody's file (or folder, or link) at a name of ours: it stays, and nothing was written there.
    pub foreign: Vec<PathBuf>,
    /// Those of `foreign` where one of our files should be, which is missing now.
    pub blocked: Vec<PathBuf>,
    /// Edited again by a program that keeps writing there: left alone for now.
    pub backed_off: Vec<PathBuf>,
    /// Made by a newer version of this program: nothing at all was written beside it.
    pub newer: Vec<PathBuf>,
    /// What could not be written, and why. The file that was there is still there.
    pub failed: Vec<(PathBuf, String)>,
    /// Of a dry run: the whole text of each text file that would be written.
    pub preview_texts: BTreeMap<PathBuf, String>,
}

impl WriteSummary {
    /// Whether anything on the disk has changed.
    #[must_use]
    pub fn has_changed_disk(&self) -> bool {
        !(self.written.is_empty() && self.removed.is_empty() && self.moved.is_empty())
    }

    /// Whether every file that is wanted is there. One that a program keeps writing into is there, and is renewed later.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.failed.is_empty() && self.newer.is_empty() && self.blocked.is_empty()
    }

    /// Adds what became of other files.
    pub fn add(&mut self, other: WriteSummary) {
        self.written.extend(other.written);
        self.unchanged += other.unchanged;
        self.removed.extend(other.removed);
        self.moved.extend(other.moved);
        self.foreign.extend(other.foreign);
        self.blocked.extend(other.blocked);
        self.backed_off.extend(other.backed_off);
        self.newer.extend(other.newer);
        self.failed.extend(other.failed);
        self.preview_texts.extend(other.preview_texts);
    }
}

/// Writes a new note of the person's own, with the folders above it. It never replaces anything.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] if there is something of that name, otherwise as the system says.
pub fn write_new_note(path: &Path, text: &str) -> io::Result<()> {
    write_beside_and_place(path, text, |part| swap::move_without_replacing(part, path))
}

/// Writes a file of this program's own outside any journal, with the folders above it, and replaces the one that was there.
///
/// # Errors
/// As the system says.
pub fn replace_program_file(path: &Path, text: &str) -> io::Result<()> {
    write_beside_and_place(path, text, |part| match swap::move_without_replacing(part, path) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => fs::rename(part, path),
        other => other,
    })
}

/// Writes a file beside its place and puts it there when it is whole. If that fails, on a full disk for example, nothing is left, not
/// even an empty folder.
fn write_beside_and_place(path: &Path, text: &str, place: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let folders = missing_folders(folder);
    let write = || {
        fs::create_dir_all(folder)?;
        let (part, mut file) = temporary::create_temporary(folder, &temporary::temporary_name_prefix_of_machine())?;
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        let placed = written.and_then(|()| place(&part));
        if placed.is_err() {
            let _ = fs::remove_file(&part);
        }
        placed
    };
    let written = write();
    if written.is_err() {
        remove_empty_folders(&folders);
    }
    written
}

/// The folders of a path that are not there, each before those in it.
pub(super) fn missing_folders(folder: &Path) -> Vec<PathBuf> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && folder.symlink_metadata().is_err();
    let mut missing: Vec<PathBuf> = folder.ancestors().take_while(is_missing).map(Path::to_owned).collect();
    missing.reverse();
    missing
}

/// Removes the folders that are empty, the innermost first.
pub(super) fn remove_empty_folders(folders: &[PathBuf]) {
    for folder in folders.iter().rev() {
        // The system refuses it if something is in it.
        let _ = fs::remove_dir(folder);
    }
}
