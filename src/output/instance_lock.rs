//! One watcher for one journal on one machine: a lock outside the journal, which a sync client would carry about.

use std::fs::{self, File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

use super::provenance;

/// While it exists, nobody else on this machine gets it for the same journal. The system releases it when a process ends,
/// however it ends.
#[derive(Debug)]
pub struct InstanceLock {
    _lock: Option<File>,
}

/// Another process has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlreadyLocked {
    /// Its number, if it could be read.
    pub process_id: Option<u32>,
}

/// Claims the journal at `root` (its own path, without links). `folder` is one of this program's own, and is made. Where there
/// can be no lock there is none: it is a courtesy, and two watchers do no harm.
///
/// # Errors
/// If another process has it.
pub fn lock_against_second_watch(lock_folder: &Path, watched_root: &Path) -> Result<InstanceLock, AlreadyLocked> {
    let name = format!("watch-{}.lock", provenance::short_hash(watched_root.as_os_str().as_encoded_bytes(), 16));
    let opened = fs::create_dir_all(lock_folder).and_then(|()| {
        File::options().read(true).write(true).create(true).truncate(false).open(lock_folder.join(name))
    });
    let Ok(mut file) = opened else { return Ok(InstanceLock { _lock: None }) };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut text = String::new();
            let _ = file.read_to_string(&mut text);
            return Err(AlreadyLocked { process_id: text.trim().parse().ok() });
        }
        Err(TryLockError::Error(_)) => return Ok(InstanceLock { _lock: None }),
    }
    // Only for the message of the second process.
    let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| writeln!(file, "{}", std::process::id()));
    Ok(InstanceLock { _lock: Some(file) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_the_first_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Path::new("/a/journal");
        let first = lock_against_second_watch(folder.path(), root);
        assert!(first.is_ok());
        assert_eq!(
            lock_against_second_watch(folder.path(), root).err(),
            Some(AlreadyLocked { process_id: Some(std::process::id()) })
        );
        assert!(lock_against_second_watch(folder.path(), Path::new("/another")).is_ok());
        drop(first);
        assert!(lock_against_second_watch(folder.path(), root).is_ok());
    }
}
