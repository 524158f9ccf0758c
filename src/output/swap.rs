//! The three ways a file gets its name: new where nothing was, in exchange for what was there, and out of the way.
//!
//! Each is one step of the file system if it has that step (Linux, macOS), so that nobody sees a name empty or a file torn,
//! and so that what a person wrote a moment ago comes out instead of being lost. Elsewhere they do the nearest thing possible.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Gives a file a name that nothing has.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] if something has that name, otherwise as the system says. The file is then where it was.
pub fn move_without_replacing(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            Err(e) if is_unsupported_operation(e) => {}
            other => return Ok(other?),
        }
    }
    move_without_replacing_by_link(from, to)
}

/// Puts `fresh` at `target` and returns where the file that was at `target` is now: at the path of `fresh`, or, if the
/// file system cannot exchange, at `spare`.
///
/// # Errors
/// [`io::ErrorKind::NotFound`] if nothing is at `target`, otherwise as the system says. Both are then where they were.
pub fn exchange_files(fresh: &Path, target: &Path, spare: &Path) -> io::Result<PathBuf> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, fresh, CWD, target, RenameFlags::EXCHANGE) {
            Err(e) if is_unsupported_operation(e) => {}
            Ok(()) => return Ok(fresh.to_owned()),
            Err(e) => return Err(e.into()),
        }
    }
    exchange_by_two_renames(fresh, target, spare)
}

/// Whether an error says that the file system has no such step, not that the step went wrong.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn is_unsupported_operation(e: rustix::io::Errno) -> bool {
    use rustix::io::Errno;
    e == Errno::INVAL || e == Errno::NOSYS || e == Errno::OPNOTSUPP || e == Errno::NOTSUP
}

fn move_without_replacing_by_link(from: &Path, to: &Path) -> io::Result<()> {
    let at = tempfile::TempPath::try_from_path(from)?;
    let Err(e) = at.persist_noclobber(to) else { return Ok(()) };
    let (error, at) = (e.error, e.path);
    // The file belongs to the caller: it must not vanish with this value.
    at.keep().map_err(|e| e.error)?;
    if error.kind() == io::ErrorKind::AlreadyExists || fs::symlink_metadata(to).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    // On a file system without hard links (FAT), a check and then a rename is the best there is.
    fs::rename(from, to)
}

/// A second name keeps what was there, then the fresh file takes the first.
fn exchange_by_two_renames(fresh: &Path, target: &Path, spare: &Path) -> io::Result<PathBuf> {
    if fs::symlink_metadata(target)?.is_file() && fs::hard_link(target, spare).is_ok() {
        if let Err(e) = fs::rename(fresh, target) {
            let _ = fs::remove_file(spare);
            return Err(e);
        }
        return Ok(spare.to_owned());
    }
    fs::rename(target, spare)?;
    if let Err(e) = move_without_replacing(fresh, target) {
        // Whatever took the name meanwhile stays; what was there keeps its second name and is settled later.
        let _ = move_without_replacing(spare, target);
        return Err(e);
    }
    Ok(spare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        folder
    }

    fn text(path: &Path) -> String {
        fs::read_to_string(path).unwrap_or_else(|e| e.kind().to_string())
    }

    #[test]
    fn nothing_is_replaced_by_a_new_file() {
        for place in [move_without_replacing, move_without_replacing_by_link] {
            let folder = folder_with(&[("a", "new"), ("b", "old")]);
            let [a, b, c] = ["a", "b", "c"].map(|n| folder.path().join(n));
            assert_eq!(place(&a, &b).map_err(|e| e.kind()), Err(io::ErrorKind::AlreadyExists));
            assert_eq!((text(&a), text(&b)), ("new".into(), "old".into()));
            place(&a, &c).expect("a free name");
            assert_eq!((text(&a), text(&c)), ("entity not found".into(), "new".into()));
        }
    }

    #[test]
    fn what_was_there_comes_out() {
        for exchange in [exchange_files, exchange_by_two_renames] {
            let folder = folder_with(&[("a", "new"), ("b", "old")]);
            let [a, b, spare, none] = ["a", "b", "spare", "none"].map(|n| folder.path().join(n));
            assert_eq!(exchange(&a, &none, &spare).map_err(|e| e.kind()), Err(io::ErrorKind::NotFound));
            assert_eq!(text(&a), "new");
            let out = exchange(&a, &b, &spare).expect("an exchange");
            assert_eq!((text(&out), text(&b)), ("old".into(), "new".into()));
            assert_eq!(fs::read_dir(folder.path()).expect("a listing").count(), 2);
        }
    }
}
