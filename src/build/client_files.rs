//! Reads the data of one week from a client's folder: whole, not larger than a week can be, made by this program and not edited.

use std::io;
use std::path::Path;

use chrono::NaiveDate;

use crate::data::{SCHEMA, WeekData};
use crate::folder::read_file_of_at_most;
use crate::output::provenance::{Provenance, read_provenance};
use crate::phrases::UnreadReason;

/// The largest file of one week that is read, in bytes.
pub const MAX_WEEK_SIZE: u64 = 4 * 1024 * 1024;

/// The largest page that is looked at, in bytes.
const MAX_PAGE_SIZE: u64 = 4 * 1024 * 1024;

/// The data of the week that begins on `start`. `path` is below `root`, relative and with `/`.
///
/// # Errors
/// Why it cannot be used.
pub fn read_week_data(
    root: &Path,
    path: &str,
    start: NaiveDate,
    buffer: &mut Vec<u8>,
) -> Result<WeekData, UnreadReason> {
    read_file_of_at_most(&root.join(path), MAX_WEEK_SIZE, buffer).map_err(|error| unread_reason(&error))?;
    parse_week_data(buffer, start)
}

/// Whether somebody edited a page after it was made: its mark does not fit what it says. A page that ends too early is still being synced, and
/// one that cannot be read says nothing.
pub fn is_page_edited(root: &Path, path: &str, buffer: &mut Vec<u8>) -> bool {
    let is_whole = |bytes: &[u8]| !path.ends_with(".html") || bytes.windows(7).any(|end| end == b"</html>");
    read_file_of_at_most(&root.join(path), MAX_PAGE_SIZE, buffer).is_ok()
        && read_provenance(buffer) == Provenance::Edited
        && is_whole(buffer)
}

/// The same for the bytes of a file.
fn parse_week_data(bytes: &[u8], start: NaiveDate) -> Result<WeekData, UnreadReason> {
    if bytes.trim_ascii().is_empty() {
        return Err(UnreadReason::Empty);
    }
    match read_provenance(bytes) {
        Provenance::Newer => return Err(UnreadReason::Newer),
        // A file that a sync or a full disk cut off has a wrong checksum too.
        Provenance::Edited | Provenance::None if serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_err() => {
            return Err(UnreadReason::Broken);
        }
        Provenance::Edited => return Err(UnreadReason::Edited),
        Provenance::None => return Err(UnreadReason::NoMark),
        Provenance::Intact => {}
    }
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let week = WeekData::from_json(text).map_err(|_| diagnose_non_week_json(text))?;
    if week.week.start != start {
        return Err(UnreadReason::OtherWeek);
    }
    if week.is_plausible() { Ok(week) } else { Err(UnreadReason::NoWeek) }
}

/// Why some JSON is not a week that this version knows.
fn diagnose_non_week_json(bytes: &[u8]) -> UnreadReason {
    #[derive(serde::Deserialize)]
    struct Versioned {
        schema: u64,
    }
    match serde_json::from_slice::<Versioned>(bytes) {
        Ok(Versioned { schema }) if schema > u64::from(SCHEMA) => UnreadReason::Newer,
        Err(error) if error.is_syntax() || error.is_eof() => UnreadReason::Broken,
        _ => UnreadReason::NoWeek,
    }
}

/// What an error of the system means for a file or a folder.
pub(super) fn unread_reason(error: &io::Error) -> UnreadReason {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => UnreadReason::Vanished,
        io::ErrorKind::PermissionDenied => UnreadReason::NotAllowed,
        io::ErrorKind::FileTooLarge => UnreadReason::TooLarge,
        io::ErrorKind::Interrupted => UnreadReason::Changing,
        io::ErrorKind::InvalidInput | io::ErrorKind::IsADirectory => UnreadReason::NoFile,
        _ if is_error_of_link(error) => UnreadReason::Link,
        _ if is_error_of_socket(error) => UnreadReason::NoFile,
        _ => UnreadReason::Other(error.to_string()),
    }
}

/// Whether a file was not opened because it is a link.
#[cfg(unix)]
fn is_error_of_link(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

/// Whether a file was not opened because it is a socket.
#[cfg(unix)]
fn is_error_of_socket(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error())
}

#[cfg(not(unix))]
fn is_error_of_link(_: &io::Error) -> bool {
    false
}

#[cfg(not(unix))]
fn is_error_of_socket(_: &io::Error) -> bool {
    false
}
