//! Temporary files: new files while they are written, and old ones between being taken out and being settled.
//!
//! Their names begin with a dot, so that they are never input, and say which machine made them. A kill can leave either kind
//! behind. A `.part` file is ours and half written: it is deleted. An `.out` file was at one of our names until a moment ago:
//! a person can have typed into it, so it is settled like anything that we take out.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use super::provenance;

/// A temporary file that an earlier run left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leftover {
    /// Ours, and half written.
    HalfWritten,
    /// Taken out of its place.
    Displaced,
}

static COUNT: AtomicU64 = AtomicU64::new(0);

/// This machine's name, for `writer:` and to recognise its temporary files: its host name unless `TINYSTEP_MACHINE` says
/// otherwise. Empty if it has none.
#[must_use]
pub fn read_machine_name() -> String {
    let named = std::env::var("TINYSTEP_MACHINE").unwrap_or_default();
    if !named.trim().is_empty() {
        return named.trim().to_owned();
    }
    #[cfg(unix)]
    return rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

/// How the names of this machine's temporary files begin.
#[must_use]
pub fn temporary_name_prefix_of_machine() -> String {
    format!(".tinystep-{}-", provenance::short_hash(read_machine_name().as_bytes(), 8))
}

/// Which kind of leftover of ours has this name, if any.
#[must_use]
pub fn leftover_kind(name: &str, prefix: &str) -> Option<Leftover> {
    match name.strip_prefix(prefix)?.rsplit_once('.')? {
        (_, "part") => Some(Leftover::HalfWritten),
        (_, "out") => Some(Leftover::Displaced),
        _ => None,
    }
}

/// The name that a displaced file had.
#[must_use]
pub fn original_name<'a>(name: &'a str, prefix: &str) -> Option<&'a str> {
    name.strip_prefix(prefix)?.strip_suffix(".out")?.splitn(3, '-').nth(2)
}

/// A new empty file in the folder where it will stay, and its path.
///
/// # Errors
/// As the system says.
pub fn create_temporary(folder: &Path, prefix: &str) -> io::Result<(PathBuf, File)> {
    loop {
        let path = folder.join(format!("{prefix}{}.part", unique_suffix()));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
        }
    }
}

/// Where to put the file `name` that is taken out of its place. The name is almost certainly free, and files are only ever
/// renamed to it without replacing.
#[must_use]
pub fn displaced_path(folder: &Path, prefix: &str, name: &str) -> PathBuf {
    folder.join(format!("{prefix}{}-{name}.out", unique_suffix()))
}

fn unique_suffix() -> String {
    format!("{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_displaced_file_says_what_it_was() {
        let path = displaced_path(Path::new("r"), ".tinystep-0-", "week-2026-11-16.md");
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        assert_eq!(leftover_kind(name, ".tinystep-0-"), Some(Leftover::Displaced));
        assert_eq!(original_name(name, ".tinystep-0-"), Some("week-2026-11-16.md"));
        assert_eq!(leftover_kind(name, ".tinystep-1-"), None);
        assert_eq!(leftover_kind("week.md", ".tinystep-0-"), None);
    }
}
