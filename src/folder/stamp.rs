//! How to see that a file changed, and that a folder is still the same one.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What the file system says about a file: if any of it differs, the file may have changed (docs/watching.md (11)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStamp {
    /// The device and the inode; 0 if the system has none.
    pub device: u64,
    pub inode: u64,
    /// In bytes.
    pub size: u64,
    /// Nanoseconds since 1970, from 1677 to 2262.
    pub modified: i64,
    /// The same of the inode: its content, name or mode changed. If the system has none, when the file was made.
    pub changed: i64,
}

impl FileStamp {
    /// From what `stat` says.
    #[must_use]
    pub fn of_metadata(meta: &Metadata) -> FileStamp {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let nanos = |seconds: i64, nanos: i64| seconds.saturating_mul(1_000_000_000).saturating_add(nanos);
            FileStamp {
                device: meta.dev(),
                inode: meta.ino(),
                size: meta.size(),
                modified: nanos(meta.mtime(), meta.mtime_nsec()),
                changed: nanos(meta.ctime(), meta.ctime_nsec()),
            }
        }
        #[cfg(not(unix))]
        FileStamp {
            device: 0,
            inode: 0,
            size: meta.len(),
            modified: meta.modified().map_or(0, nanos_since_1970),
            changed: meta.created().map_or(0, nanos_since_1970),
        }
    }

    /// Of the plain file at a path; none if there is none, or a link.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<FileStamp> {
        fs::symlink_metadata(path).ok().filter(Metadata::is_file).map(|meta| FileStamp::of_metadata(&meta))
    }

    /// Of an open file; none if it is not a plain file.
    pub(super) fn of_open_plain_file(file: &File) -> io::Result<Option<FileStamp>> {
        #[cfg(target_os = "linux")]
        {
            // As `of_metadata`, without asking when the file was made, which takes the system longer.
            let meta = rustix::fs::fstat(file)?;
            let nanos = |seconds: i64, nanos: i64| seconds.saturating_mul(1_000_000_000).saturating_add(nanos);
            let is_plain = rustix::fs::FileType::from_raw_mode(meta.st_mode).is_file();
            Ok(is_plain.then(|| FileStamp {
                device: meta.st_dev,
                inode: meta.st_ino,
                size: u64::try_from(meta.st_size).unwrap_or(0),
                modified: nanos(meta.st_mtime, i64::try_from(meta.st_mtime_nsec).unwrap_or(0)),
                changed: nanos(meta.st_ctime, i64::try_from(meta.st_ctime_nsec).unwrap_or(0)),
            }))
        }
        #[cfg(not(target_os = "linux"))]
        {
            let meta = file.metadata()?;
            Ok(meta.is_file().then(|| FileStamp::of_metadata(&meta)))
        }
    }

    /// Whether it was so young at `now` (as [`nanos_since_1970`] counts) that the file can have changed since without
    /// showing it (docs/watching.md (11)). A time in the future is young: clocks are put back.
    #[must_use]
    pub fn is_racy(&self, now: i64) -> bool {
        // Only the system sets when an inode changed; if there is no such time, one that a person can set has to do.
        let at = if cfg!(unix) { self.changed } else { self.changed.max(self.modified) };
        now.saturating_sub(at) < i64::try_from(RACY_WINDOW.as_nanos()).unwrap_or(i64::MAX)
    }
}

/// What is younger than this can change again within the same tick of the file system's clock, and not show it.
pub const RACY_WINDOW: Duration = Duration::from_secs(2);

/// A moment of the system's clock as [`FileStamp`] counts it: nanoseconds since 1970.
#[must_use]
pub fn nanos_since_1970(time: SystemTime) -> i64 {
    let signed = |d: std::time::Duration| i64::try_from(d.as_nanos()).unwrap_or(i64::MAX);
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => signed(after),
        Err(before) => -signed(before.duration()),
    }
}

/// The folder of a journal, resolved once, and what shows that it is still the same (docs/watching.md (8)): a folder
/// that was moved away, unmounted or replaced is never taken for an empty journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderIdentity {
    path: PathBuf,
    device: u64,
    inode: u64,
    /// An inode is reused soon after a folder is removed; the time when it was made distinguishes the two.
    created: Option<SystemTime>,
}

impl FolderIdentity {
    /// The identity of a folder that is there now. Links on the way are resolved here and never again.
    ///
    /// # Errors
    /// As the system says; [`io::ErrorKind::NotADirectory`] for anything but a folder.
    pub fn resolve(root: &Path) -> io::Result<FolderIdentity> {
        let path = fs::canonicalize(root)?;
        FolderIdentity::identify_at(path)
    }

    /// The folder that is at the same path now, if that is a folder and no link: after [`FolderIdentity::is_still_at_path`] said no,
    /// the one to go on with.
    ///
    /// # Errors
    /// As for [`FolderIdentity::resolve`].
    pub fn reopen(&self) -> io::Result<FolderIdentity> {
        FolderIdentity::identify_at(self.path.clone())
    }

    /// Whether the same folder is still at its path.
    #[must_use]
    pub fn is_still_at_path(&self) -> bool {
        self.reopen().is_ok_and(|now| now == *self)
    }

    /// The folder's own path, without links.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn identify_at(path: PathBuf) -> io::Result<FolderIdentity> {
        let meta = fs::symlink_metadata(&path)?;
        if !meta.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let FileStamp { device, inode, .. } = FileStamp::of_metadata(&meta);
        Ok(FolderIdentity { path, device, inode, created: meta.created().ok() })
    }
}
