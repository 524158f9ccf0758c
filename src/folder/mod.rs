//! The edge in: which files a journal has, and reading them. The only room that reads a person's files.

use std::io;
use std::path::{Path, PathBuf};

use crate::problem::Problem;

/// A file, by its path relative to the journal with `/`, and what tells that it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub path: String,
    pub print: Print,
}

/// What the file system says of a file: if any of it differs, the file may have changed (WATCHING 11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print {
    pub device: u64,
    pub inode: u64,
    pub size: u64,
    pub modified: i128,
    pub changed: i128,
}

/// What lies in a journal. Everything in order of path.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// Notes (`.md`, `.markdown`, conflict copies with odd endings too), `journal.md` among them.
    pub notes: Vec<Found>,
    /// Everything else that is not never-opened, by path alone (for `collects` and photos).
    pub others: Vec<String>,
    /// The journal's own templates (`templates/`) and rules (`prompts/`).
    pub overrides: Vec<Found>,
    /// Names that are not UTF-8, folders that cannot be opened, names that collide, notes only in the cloud.
    pub problems: Vec<Problem>,
}

/// The nearest folder upward from `start` that holds `journal.md`.
#[must_use]
pub fn find(start: &Path) -> Option<PathBuf> {
    todo!()
}

/// Walks a journal. `reports` is the folder of the reports, which is never looked into, wherever it lies.
///
/// # Errors
/// Where the root itself cannot be listed. Anything below it that cannot is a problem in the scan.
pub fn scan(root: &Path, reports: &Path) -> io::Result<Scan> {
    todo!()
}

/// Reads one file so that what is returned was there at one moment (WATCHING 14).
///
/// # Errors
/// As the system says; a file that keeps moving is `io::ErrorKind::Interrupted`.
pub fn read(root: &Path, path: &str) -> io::Result<Vec<u8>> {
    todo!()
}
