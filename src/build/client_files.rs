//! Reads the data of one week from a client's folder: whole, not larger than a week can be, made by this program and changed by nobody.

use std::io;
use std::path::Path;

use chrono::NaiveDate;

use crate::data::{SCHEMA, WeekData};
use crate::folder::read_file_of_at_most;
use crate::output::provenance::{Provenance, read_provenance};
use crate::phrases::WhyUnread;

/// The largest file of one week that is read, in bytes.
pub const MAX_WEEK_SIZE: u64 = 4 * 1024 * 1024;

/// The data of the week that begins on `start`. `path` lies below `root`, and is relative with `/`.
///
/// # Errors
/// Why it cannot be used.
pub fn read_week_data(root: &Path, path: &str, start: NaiveDate, buffer: &mut Vec<u8>) -> Result<WeekData, WhyUnread> {
    read_file_of_at_most(&root.join(path), MAX_WEEK_SIZE, buffer).map_err(|error| why_unread(&error))?;
    parse_week_data(buffer, start)
}

/// The same of the bytes of a file.
fn parse_week_data(bytes: &[u8], start: NaiveDate) -> Result<WeekData, WhyUnread> {
    if bytes.trim_ascii().is_empty() {
        return Err(WhyUnread::Empty);
    }
    match read_provenance(bytes) {
        Provenance::Newer => return Err(WhyUnread::Newer),
        // What a sync or a full disk cut off has another checksum too.
        Provenance::Edited | Provenance::None if serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_err() => {
            return Err(WhyUnread::Broken);
        }
        Provenance::Edited => return Err(WhyUnread::Edited),
        Provenance::None => return Err(WhyUnread::NoMark),
        Provenance::Intact => {}
    }
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let week = WeekData::from_json(text).map_err(|_| why_json_is_no_week(text))?;
    if week.week.start != start {
        return Err(WhyUnread::OtherWeek);
    }
    if week.is_plausible() { Ok(week) } else { Err(WhyUnread::NoWeek) }
}

/// Why some JSON is no week that this version knows.
fn why_json_is_no_week(bytes: &[u8]) -> WhyUnread {
    #[derive(serde::Deserialize)]
    struct Versioned {
        schema: u64,
    }
    match serde_json::from_slice::<Versioned>(bytes) {
        Ok(Versioned { schema }) if schema > u64::from(SCHEMA) => WhyUnread::Newer,
        Err(error) if error.is_syntax() || error.is_eof() => WhyUnread::Broken,
        _ => WhyUnread::NoWeek,
    }
}

/// What an error of the system means for a file or a folder.
pub(super) fn why_unread(error: &io::Error) -> WhyUnread {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => WhyUnread::Vanished,
        io::ErrorKind::PermissionDenied => WhyUnread::NotAllowed,
        io::ErrorKind::FileTooLarge => WhyUnread::TooLarge,
        io::ErrorKind::Interrupted => WhyUnread::Changing,
        io::ErrorKind::InvalidInput | io::ErrorKind::IsADirectory => WhyUnread::NoFile,
        _ if is_link(error) => WhyUnread::Link,
        _ if is_socket(error) => WhyUnread::NoFile,
        _ => WhyUnread::Other(error.to_string()),
    }
}

/// Whether a file was not opened because it is a link.
#[cfg(unix)]
fn is_link(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

/// Whether a file was not opened because it is a socket.
#[cfg(unix)]
fn is_socket(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error())
}

#[cfg(not(unix))]
fn is_link(_: &io::Error) -> bool {
    false
}

#[cfg(not(unix))]
fn is_socket(_: &io::Error) -> bool {
    false
}
