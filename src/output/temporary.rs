//! Temporaries: new files while they are written, and old ones between being taken out and being settled.
//!
//! Their names begin with a dot, so that they are never input, and hold which machine made them. A kill can leave either kind
//! behind. What is `.part` is only ever ours and half written: it is deleted. What is `.out` lay at a name of ours until a
//! moment ago: it can hold what a person typed, and is settled like anything that comes out.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use super::provenance;

/// What a left temporary is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    Part,
    Out,
}

static COUNT: AtomicU64 = AtomicU64::new(0);

/// This machine's name, for `writer:` and for telling its temporaries: its host name unless `TINYSTEP_MACHINE` says
/// otherwise (WATCHING 25); empty where it has none.
#[must_use]
pub fn machine() -> String {
    let named = std::env::var("TINYSTEP_MACHINE").unwrap_or_default();
    if !named.trim().is_empty() {
        return named.trim().to_owned();
    }
    #[cfg(unix)]
    return rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

/// How the names of this machine's temporaries begin.
#[must_use]
pub fn prefix() -> String {
    format!(".tinystep-{}-", provenance::short_hash(machine().as_bytes(), 8))
}

/// Which kind of temporary of ours a name is, if any.
#[must_use]
pub fn kind(name: &str, prefix: &str) -> Option<Left> {
    match name.strip_prefix(prefix)?.rsplit_once('.')? {
        (_, "part") => Some(Left::Part),
        (_, "out") => Some(Left::Out),
        _ => None,
    }
}

/// The name behind the prefix of an `.out` file: the one it lay at.
#[must_use]
pub fn original<'a>(name: &'a str, prefix: &str) -> Option<&'a str> {
    name.strip_prefix(prefix)?.strip_suffix(".out")?.splitn(3, '-').nth(2)
}

/// A new empty file beside where it is to go, and its path.
///
/// # Errors
/// As the system says.
pub fn create(folder: &Path, prefix: &str) -> io::Result<(PathBuf, File)> {
    loop {
        let path = folder.join(format!("{prefix}{}.part", unique()));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
        }
    }
}

/// A name to take the file `name` out to; free but for bad luck, so it is only ever renamed to without replacing.
#[must_use]
pub fn out(folder: &Path, prefix: &str, name: &str) -> PathBuf {
    folder.join(format!("{prefix}{}-{name}.out", unique()))
}

fn unique() -> String {
    format!("{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_tells_where_it_came_from() {
        let out = out(Path::new("r"), ".tinystep-0-", "week-2026-11-16.md");
        let name = out.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        assert_eq!(kind(name, ".tinystep-0-"), Some(Left::Out));
        assert_eq!(original(name, ".tinystep-0-"), Some("week-2026-11-16.md"));
        assert_eq!(kind(name, ".tinystep-1-"), None);
        assert_eq!(kind("week.md", ".tinystep-0-"), None);
    }
}
