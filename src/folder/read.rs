//! Stable reading: what is returned was in the file at one moment (docs/watching.md (14)), and nothing here ever waits
//! for a pipe.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rayon::prelude::*;

use super::listing::{ListedFile, StampedFile};
use super::names;
use super::stamp::FileStamp;

/// The largest file that is read, in bytes: far beyond any note, and well below what a phone's memory holds.
pub const MAX_FILE_SIZE: u64 = 16 * 1024 * 1024;

/// How often a file that moves is read again; each wait is twice the one before: some 60 ms in all.
const TRIES: u32 = 6;
const FIRST_WAIT: Duration = Duration::from_millis(2);

/// A buffer that grew beyond this is freed after the file that needed it.
const MAX_KEPT_BUFFER: usize = 256 * 1024;

/// Reads one file of a journal so that what is returned was there at one moment (docs/watching.md (14)). A missing or
/// empty file is reported as it is; the caller decides whether to wait for it.
///
/// # Errors
/// As the system says. [`io::ErrorKind::Interrupted`] for a file that keeps moving, [`io::ErrorKind::FileTooLarge`] above
/// [`MAX_FILE_SIZE`], [`io::ErrorKind::InvalidInput`] for a path that leads out of the journal and for what is not a plain file.
pub fn read_file(root: &Path, path: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    read_any_file_into(&path_inside_journal(root, path)?, &mut bytes)?;
    Ok(bytes)
}

/// How much of each end of a file [`read_size_head_and_tail`] reads.
const END: u64 = 64 * 1024;

/// What a large file can be known by without reading all of it: its size, and its first and last 64 KiB. A picture is packed
/// so that two of a size with the same ends are the same picture.
///
/// # Errors
/// As for [`read_file`].
pub fn read_size_head_and_tail(root: &Path, path: &str) -> io::Result<Vec<u8>> {
    let path = path_inside_journal(root, path)?;
    let mut file = open_without_following(&path)?;
    let before = FileStamp::of_metadata(&plain_file_metadata(&file)?);
    if before.size > MAX_FILE_SIZE {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 16 MB"));
    }
    let mut bytes = before.size.to_le_bytes().to_vec();
    append_head_and_tail(&mut file, before.size, END, &mut bytes)?;
    if FileStamp::of_metadata(&plain_file_metadata(&file)?) == before {
        Ok(bytes)
    } else {
        Err(io::Error::new(io::ErrorKind::Interrupted, "it keeps changing while it is read"))
    }
}

/// Reads files in parallel and gives each to `map`, which sees the bytes only while it runs: one buffer a thread, so that
/// memory does not grow with the journal. The results come in the order of `files`.
pub fn read_all<T: Send>(
    root: &Path,
    files: &[ListedFile],
    map: impl Fn(&Arc<str>, Result<&[u8], io::Error>) -> T + Sync,
) -> Vec<T> {
    files
        .par_iter()
        .with_min_len(32)
        .map_init(Vec::new, |buffer, file| {
            let read = read_note(root, file, buffer);
            let out = map(&file.path, read.map(|()| buffer.as_slice()));
            if buffer.capacity() > MAX_KEPT_BUFFER {
                *buffer = Vec::new();
            }
            out
        })
        .collect()
}

/// Reads one note that was listed with its stamp.
fn read_note(root: &Path, file: &ListedFile, buffer: &mut Vec<u8>) -> io::Result<()> {
    let path = path_inside_journal(root, &file.path)?;
    if names::may_be_misnamed_note(&file.path) {
        return read_head_in_whole_chars(&path, buffer);
    }
    if read_if_stamp_unchanged(&path, &file.stamp, buffer) {
        return Ok(());
    }
    read_any_file_into(&path, buffer)
}

/// Reads notes that were listed and not yet looked at, in parallel like [`read_all`]: each with the stamp that it had when it
/// was read. An error if nothing is there, or if that cannot be known. The paths are in order, so that notes of one
/// folder follow each other.
pub(super) fn read_with_stamps<T: Send>(
    root: &Path,
    paths: Vec<Arc<str>>,
    map: impl Fn(&Arc<str>, Result<&[u8], io::Error>) -> T + Sync,
) -> Vec<StampedFile<T>> {
    let reads = paths.into_par_iter().with_min_len(64).map_init(
        || (NoteOpener::new(root), Vec::new()),
        |(opener, buffer), path| {
            let read =
                if names::may_be_misnamed_note(&path) { None } else { opener.try_read_with_stamp(&path, buffer) };
            let made = match read {
                Some(stamp) => Ok((stamp, map(&path, Ok(buffer.as_slice())))),
                // It is looked at first and then read, which only a rare case needs.
                None => fs::symlink_metadata(root.join(&*path)).map(|meta| {
                    let file = ListedFile { path: Arc::clone(&path), stamp: FileStamp::of_metadata(&meta) };
                    let read = read_note(root, &file, buffer);
                    (file.stamp, map(&path, read.map(|()| buffer.as_slice())))
                }),
            };
            if buffer.capacity() > MAX_KEPT_BUFFER {
                *buffer = Vec::new();
            }
            (path, made)
        },
    );
    reads.collect()
}

/// Opens notes one after another. Of several in one folder only the first is looked up by its whole path.
struct NoteOpener<'a> {
    root: &'a Path,
    /// The folder of the note before.
    #[cfg(unix)]
    folder: String,
    /// That folder, open, once it had a second note.
    #[cfg(unix)]
    open_folder: Option<File>,
}

impl<'a> NoteOpener<'a> {
    fn new(root: &'a Path) -> NoteOpener<'a> {
        NoteOpener {
            root,
            #[cfg(unix)]
            folder: String::new(),
            #[cfg(unix)]
            open_folder: None,
        }
    }

    /// Reads a note if that is simple: its stamp, if it was the same before and after the reading. Both are asked of the
    /// open file, so no name is looked up for them.
    fn try_read_with_stamp(&mut self, path: &str, buffer: &mut Vec<u8>) -> Option<FileStamp> {
        let mut file = self.open(path).ok()?;
        let stamp = FileStamp::of_open_plain_file(&file).ok()??;
        let is_read = stamp.size <= MAX_FILE_SIZE && read_exact_size(&mut file, stamp.size, buffer).unwrap_or(false);
        (is_read && matches!(FileStamp::of_open_plain_file(&file), Ok(Some(now)) if now == stamp)).then_some(stamp)
    }

    #[cfg(unix)]
    fn open(&mut self, path: &str) -> io::Result<File> {
        use rustix::fs::{Mode, openat};
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if folder != self.folder {
            (self.folder, self.open_folder) = (folder.to_owned(), None);
            return open_without_following(&path_inside_journal(self.root, path)?);
        }
        let open_folder = match &mut self.open_folder {
            Some(open_folder) => open_folder,
            none => none.insert(open_folder(&path_inside_journal(self.root, folder)?)?),
        };
        Ok(File::from(openat(open_folder, name, OPEN_FLAGS | rustix::fs::OFlags::CLOEXEC, Mode::empty())?))
    }

    #[cfg(not(unix))]
    fn open(&mut self, path: &str) -> io::Result<File> {
        open_without_following(&path_inside_journal(self.root, path)?)
    }
}

/// How much of a text file is read: if it is a note with the wrong ending, its fields are in that part
/// (docs/specification.md#8-problems).
const TEXT_HEAD: u64 = 4096;

/// Reads the start of a plain file, up to the end of a character.
fn read_head_in_whole_chars(path: &Path, buffer: &mut Vec<u8>) -> io::Result<()> {
    buffer.clear();
    let file = open_without_following(path)?;
    plain_file_metadata(&file)?;
    file.take(TEXT_HEAD).read_to_end(buffer)?;
    if let Err(error) = std::str::from_utf8(buffer)
        && error.error_len().is_none()
    {
        buffer.truncate(error.valid_up_to());
    }
    Ok(())
}

/// [`read_file`] by a path of any folder, into a buffer: the reports are read back with it as well.
pub(crate) fn read_any_file_into(path: &Path, buffer: &mut Vec<u8>) -> io::Result<()> {
    read_file_of_at_most(path, MAX_FILE_SIZE, buffer)
}

/// The same for a file of at most this many bytes.
///
/// # Errors
/// As for [`read_file`], with [`io::ErrorKind::FileTooLarge`] above `most`.
pub(crate) fn read_file_of_at_most(path: &Path, most: u64, buffer: &mut Vec<u8>) -> io::Result<()> {
    let mut wait = FIRST_WAIT;
    for again in (0..TRIES).rev() {
        if try_read_once(path, most, buffer)? {
            return Ok(());
        }
        if again > 0 {
            thread::sleep(wait);
            wait *= 2;
        }
    }
    buffer.clear();
    Err(io::Error::new(io::ErrorKind::Interrupted, "it keeps changing while it is read"))
}

/// Tries once to read a file that a scan has just listed. False if the file no longer has the stamp of the scan.
fn read_if_stamp_unchanged(path: &Path, stamp: &FileStamp, buffer: &mut Vec<u8>) -> bool {
    stamp.size <= MAX_FILE_SIZE
        && open_without_following(path)
            .and_then(|mut file| read_exact_size(&mut file, stamp.size, buffer))
            .unwrap_or(false)
        && fs::symlink_metadata(path).is_ok_and(|now| FileStamp::of_metadata(&now) == *stamp)
}

/// Reads this many bytes; false if there are fewer.
fn read_exact_size(file: &mut File, size: u64, buffer: &mut Vec<u8>) -> io::Result<bool> {
    let size = usize::try_from(size).unwrap_or(0);
    buffer.clear();
    buffer.resize(size, 0);
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled == size)
}

/// One attempt; false if the file moved meanwhile.
fn try_read_once(path: &Path, most: u64, buffer: &mut Vec<u8>) -> io::Result<bool> {
    buffer.clear();
    let mut file = open_without_following(path)?;
    let before = FileStamp::of_metadata(&plain_file_metadata(&file)?);
    if before.size > most {
        let why = format!("it is larger than {} MB", most / (1024 * 1024));
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
    }
    // A file that shrank ended early. If it grew, was written to, removed or exchanged, what its path says shows that
    // now: as that names the file that was opened, it is asked once, not of the open file as well.
    if !read_exact_size(&mut file, before.size, buffer)? {
        return Ok(false);
    }
    match fs::symlink_metadata(path) {
        Ok(now) => Ok(FileStamp::of_metadata(&now) == before),
        // Removed or exchanged while it was read: what the path says now is decided by opening it again.
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(e),
    }
}

/// The first bytes of a plain file, at most `max_bytes` of them. For small files that other programs keep, by a path of any folder.
///
/// # Errors
/// As for [`read_file`].
pub fn read_start(path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
    let mut file = open_without_following(path)?;
    plain_file_metadata(&file)?;
    let mut bytes = Vec::new();
    (&mut file).take(max_bytes).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The first and the last bytes of a plain file, at most `max_bytes` of each, one after the other.
///
/// # Errors
/// As for [`read_file`].
pub fn read_head_and_tail(path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
    let mut file = open_without_following(path)?;
    let size = plain_file_metadata(&file)?.len();
    let mut bytes = Vec::new();
    append_head_and_tail(&mut file, size, max_bytes, &mut bytes)?;
    Ok(bytes)
}

/// The first and the last bytes of a file of this size, at most `max_bytes` of each, and none of them twice.
fn append_head_and_tail(file: &mut File, size: u64, max_bytes: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
    file.take(max_bytes).read_to_end(bytes)?;
    if size > max_bytes {
        file.seek(io::SeekFrom::Start(max_bytes.max(size.saturating_sub(max_bytes))))?;
        file.take(max_bytes).read_to_end(bytes)?;
    }
    Ok(())
}

/// Opens a folder itself, to lock it or to make its names safe on the disk.
///
/// # Errors
/// As the system says, and for anything but a folder.
pub(crate) fn open_folder(path: &Path) -> io::Result<File> {
    if cfg!(not(unix)) {
        return File::open(path);
    }
    let file = open_without_following(path)?;
    if file.metadata()?.is_dir() { Ok(file) } else { Err(io::ErrorKind::NotADirectory.into()) }
}

/// How a file is opened: without following a link, and without waiting for the other end of a pipe.
#[cfg(unix)]
const OPEN_FLAGS: rustix::fs::OFlags =
    rustix::fs::OFlags::NONBLOCK.union(rustix::fs::OFlags::NOFOLLOW).union(rustix::fs::OFlags::NOCTTY);

/// Opens without following a link in the last place and without waiting for the other end of a pipe.
fn open_without_following(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(i32::try_from(OPEN_FLAGS.bits()).unwrap_or(0));
    }
    #[cfg(not(unix))]
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(not_plain_file_error());
    }
    options.open(path)
}

fn plain_file_metadata(file: &File) -> io::Result<fs::Metadata> {
    let meta = file.metadata()?;
    if meta.is_file() { Ok(meta) } else { Err(not_plain_file_error()) }
}

fn not_plain_file_error() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "it is no plain file")
}

/// The path of a file of the journal, never one outside it.
fn path_inside_journal(root: &Path, path: &str) -> io::Result<PathBuf> {
    let relative = Path::new(path);
    if relative.components().all(|c| matches!(c, Component::Normal(_))) {
        Ok(root.join(relative))
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "it lies outside the journal"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_note_is_read_with_its_own_stamp() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        let root = root.path();
        let all = ["a.md", "b/a.md", "b/b.md", "b/c/a.md", "b/c/b.md", "b/d.md", "b.md", "c.txt", "d/a.md", "empty.md"];
        for path in all {
            fs::create_dir_all(root.join(path).parent().unwrap_or(root))?;
            fs::write(root.join(path), if path == "empty.md" { String::new() } else { format!("The note {path}.") })?;
        }
        fs::create_dir(root.join("folder.md"))?;
        let paths = all.into_iter().chain(["b/gone.md", "folder.md"]).map(Arc::from).collect();
        let read = read_with_stamps(root, paths, |_, bytes| bytes.map(<[u8]>::to_vec).ok());
        for (path, found) in read {
            let expected = fs::symlink_metadata(root.join(&*path)).map(|meta| FileStamp::of_metadata(&meta));
            match (found, expected) {
                (Ok((stamp, bytes)), Ok(expected)) => {
                    assert_eq!(stamp, expected, "{path}");
                    assert_eq!(bytes, fs::read(root.join(&*path)).ok(), "{path}");
                }
                (Err(found), Err(expected)) => assert_eq!(found.kind(), expected.kind(), "{path}"),
                (found, expected) => panic!("{path}: {found:?}, {expected:?}"),
            }
        }
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed_when_it_takes_the_place_of_a_note() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        let root = root.path();
        fs::write(root.join("a.md"), "a")?;
        fs::write(root.join("elsewhere"), "not a note")?;
        std::os::unix::fs::symlink(root.join("elsewhere"), root.join("b.md"))?;
        let read =
            read_with_stamps(root, vec!["a.md".into(), "b.md".into()], |_, bytes| bytes.map(<[u8]>::to_vec).ok());
        let texts: Vec<_> = read.into_iter().map(|(_, found)| found.ok().and_then(|(_, bytes)| bytes)).collect();
        assert_eq!(texts, [Some(b"a".to_vec()), None]);
        Ok(())
    }
}
