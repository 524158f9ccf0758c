//! Folders to write into: whether they are there and usable, their names, their locks.

use std::fs::{self, File, Metadata, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::folder::{FolderIdentity, open_folder};

/// How long to wait for another of our processes that writes into the same folder.
const LOCK_WAIT: Duration = Duration::from_millis(20);
const LOCK_TRIES: u32 = 100;

/// # Errors
/// If the journal's folder has moved, or is a different one.
pub(super) fn check_journal_unmoved(root: &FolderIdentity) -> io::Result<()> {
    if root.is_still_at_path() {
        Ok(())
    } else {
        Err(io::Error::new(io::ErrorKind::NotFound, "the folder of the journal is not where it was"))
    }
}

/// Makes a folder if there is none. A folder outside the journal is made only if the one above it is there, so that we never
/// write beside a disk that is not plugged in.
pub(super) fn make_folder_unless_unmounted(root: &FolderIdentity, folder: &Path) -> io::Result<()> {
    if folder_exists(folder)? {
        return Ok(());
    }
    let made = if folder.starts_with(root.path()) { fs::create_dir_all(folder) } else { fs::create_dir(folder) };
    made.map_err(|e| io::Error::new(e.kind(), format!("`{}`: {e}", folder.display())))
}

/// Whether [`make_folder_unless_unmounted`] would succeed, as far as can be seen without trying.
pub(super) fn check_folder_or_one_above_exists(root: &FolderIdentity, folder: &Path) -> io::Result<()> {
    if folder_exists(folder)? || folder.starts_with(root.path()) || folder.parent().is_some_and(Path::is_dir) {
        return Ok(());
    }
    let message = format!("`{}`: there is no folder above it", folder.display());
    Err(io::Error::new(io::ErrorKind::NotFound, message))
}

/// Whether a folder is there. Anything else with its name is an error that says what it is.
pub(super) fn folder_exists(folder: &Path) -> io::Result<bool> {
    let what = match fs::symlink_metadata(folder) {
        Ok(meta) if meta.is_dir() => return Ok(true),
        Ok(meta) if meta.is_symlink() => "a link",
        Ok(meta) if meta.is_file() => "a file",
        Ok(_) => "no folder",
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(e) => return Err(e),
    };
    let message = format!("`{}` is {what} where a folder has to be: move it away", folder.display());
    Err(io::Error::new(io::ErrorKind::NotADirectory, message))
}

/// Whether files can be put into a folder, or why not. Nothing is written to find out.
pub(super) fn check_writable(root: &FolderIdentity, folder: &Path) -> io::Result<()> {
    let there = if folder_exists(folder)? {
        folder
    } else {
        check_folder_or_one_above_exists(root, folder).map(|()| folder.parent().unwrap_or(folder))?
    };
    #[cfg(unix)]
    {
        use rustix::fs::{Access, AtFlags, CWD, accessat};
        accessat(CWD, there, Access::WRITE_OK | Access::EXEC_OK, AtFlags::EACCESS).map_err(|e| {
            let e = io::Error::from(e);
            io::Error::new(e.kind(), format!("`{}` cannot be written into ({e})", there.display()))
        })?;
    }
    #[cfg(not(unix))]
    let _ = there;
    Ok(())
}

/// The names in a folder, in order. Ours are always UTF-8.
pub(super) fn list_names_in_folder(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        if let Ok(name) = entry?.file_name().into_string() {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// A folder that is open for as long as we write into it.
#[derive(Debug)]
pub(super) struct OpenFolder {
    file: Option<File>,
    /// No other process of ours writes into it.
    pub is_ours_alone: bool,
}

impl OpenFolder {
    /// Opens a folder and locks it, so that no process of ours takes another's temporary files for leftovers. If another one
    /// has held the lock for long (it was stopped), we go on without it: writing is safe all the same. The lock ends with
    /// this value.
    pub fn lock(folder: &Path) -> OpenFolder {
        let Ok(file) = open_folder(folder) else { return OpenFolder { file: None, is_ours_alone: true } };
        for _ in 0..LOCK_TRIES {
            match file.try_lock() {
                // If a file system has no locks, nobody else has one either.
                Ok(()) | Err(TryLockError::Error(_)) => return OpenFolder { file: Some(file), is_ours_alone: true },
                Err(TryLockError::WouldBlock) => thread::sleep(LOCK_WAIT),
            }
        }
        OpenFolder { file: Some(file), is_ours_alone: false }
    }

    pub fn is_open(&self) -> bool {
        self.file.is_some()
    }

    /// Makes new names safe on the disk. A file system that cannot do that is accepted.
    pub fn sync(&self) {
        let _ = self.file.as_ref().map(File::sync_all);
    }
}

/// Makes the names in another folder safe on the disk.
pub(super) fn sync_folder(folder: &Path) {
    let _ = open_folder(folder).and_then(|folder| folder.sync_all());
}

/// Gives a file the owner and the mode of another. The owner comes first, since a change of owner takes mode bits away. What
/// the system does not allow stays as it is.
pub(super) fn copy_owner_and_mode(file: &File, model: &Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let differs = file.metadata().is_ok_and(|now| (now.uid(), now.gid()) != (model.uid(), model.gid()));
        if differs && fchown(file, Some(model.uid()), Some(model.gid())).is_err() {
            let _ = fchown(file, None, Some(model.gid()));
        }
    }
    let _ = file.set_permissions(model.permissions());
}
