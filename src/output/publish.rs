//! The one function that writes. What lies at a name of ours is looked at first, taken out in one step, and looked at again
//! before it goes: no file of a person is lost, whatever moves meanwhile, and whenever this program is killed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use super::provenance::{self, Key, Provenance};
use super::temporary::{self, Left};
use super::{OutputFile, WriteSummary, names, swap};
use crate::folder::{FileStamp, FolderIdentity, nanos_since_1970, read_into};

/// How often a file is tried that others write at the same time.
const TRIES: u32 = 4;

/// How long another of our processes is waited for that writes into the same folder.
const LOCK_WAIT: Duration = Duration::from_millis(20);
const LOCK_TRIES: u32 = 100;

/// How long a file that was emptied is waited for.
const EMPTIED: Duration = Duration::from_millis(500);

/// Said where no name is free there.
const TAKEN: &str = "its name in `edited` is taken";

/// How many digits of its hash stand in the name of an edited file: more where another file has that name.
const HASH_DIGITS: [usize; 4] = [8, 16, 32, 64];

/// What has to be done so that a folder holds exactly `files` as far as ours are concerned: to write what differs, to remove
/// ours that are not among them (`is_ours` tells by name which names this folder's files can have) and sync clients' copies
/// of ours, to move what a person edited to `edited`, and to clear what an earlier run of this machine left half done. What
/// is equal but for line ends and a byte-order mark is not touched. Where any of ours bears a newer format, nothing is
/// written at all.
///
/// Nothing is written until [`Planned::carry_out`]; until then other processes of ours are kept out of the folder.
///
/// # Errors
/// Where the folder cannot be listed, is a link or no folder, or where `root` is not what it was when the notes were read.
pub fn plan<'a>(
    root: &'a FolderIdentity,
    folder: &'a Path,
    edited: &'a Path,
    files: &'a [OutputFile],
    is_ours: &dyn Fn(&str) -> bool,
) -> io::Result<WritePlan<'a>> {
    check(root)?;
    let is_there = is_folder(folder)?;
    let opened = File::open(folder).ok();
    let mut planned = WritePlan {
        alone: opened.as_ref().is_none_or(lock),
        opened,
        work: Work::new(root, folder, edited),
        left: Vec::new(),
        new: Vec::new(),
        old: Vec::new(),
    };
    let WritePlan { work, left, new, old, .. } = &mut planned;
    let wanted: BTreeSet<&str> = files.iter().map(|made| made.name.as_str()).collect();
    for name in if is_there { listed(folder)? } else { Vec::new() } {
        if let Some(kind) = temporary::kind(&name, &work.prefix) {
            left.push((name, kind));
        } else if !wanted.contains(name.as_str()) && (is_ours(&name) || names::is_copy_of_ours(&name, is_ours)) {
            match work.look(&folder.join(&name), None) {
                Ok(There::Newer) => work.done.newer.push(folder.join(&name)),
                Ok(There::Empty | There::Intact | There::Edited) => old.push(name),
                Ok(There::Nothing | There::Foreign | There::Same) => {}
                Err(e) => work.done.failed.push((folder.join(&name), e.to_string())),
            }
        }
    }
    for made in files {
        let Some(body) = &made.body else {
            work.done.unchanged += 1;
            continue;
        };
        let path = folder.join(&made.name);
        let text = provenance::add(body, made.key);
        match work.look(&path, Some(&text)) {
            Ok(There::Same) => work.done.unchanged += 1,
            Ok(There::Foreign) => work.done.kept.push(path),
            Ok(There::Newer) => work.done.newer.push(path),
            Ok(_) => new.push((made.name.as_str(), text)),
            Err(e) => work.done.failed.push((path, e.to_string())),
        }
    }
    Ok(planned)
}

/// What has to be done in a folder.
pub struct WritePlan<'a> {
    pub(super) work: Work<'a>,
    /// The folder, locked, where it is there.
    opened: Option<File>,
    /// No other process of ours is in it.
    alone: bool,
    pub(super) left: Vec<(String, Left)>,
    pub(super) new: Vec<(&'a str, String)>,
    pub(super) old: Vec<String>,
}

impl WritePlan<'_> {
    /// Whether nothing has to be done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.left.is_empty() && self.new.is_empty() && self.old.is_empty()
    }

    /// Does it. What changed since it was planned is seen: each file is looked at again.
    ///
    /// # Errors
    /// Where the folder cannot be made, or the journal is not the one that was read.
    pub fn carry_out(self) -> io::Result<WriteSummary> {
        let WritePlan { mut work, mut opened, alone, left, new, old } = self;
        // One file of a newer format stops all writing.
        if !work.done.newer.is_empty() {
            return Ok(WriteSummary { newer: work.done.newer, ..WriteSummary::default() });
        }
        if opened.is_none() && !new.is_empty() {
            make_folder(work.root, work.folder)?;
            opened = File::open(work.folder).ok();
            opened.as_ref().map(lock);
        }
        if alone {
            for (name, kind) in left {
                let result = work.clear(&name, kind);
                work.note(&name, result)?;
            }
            work.clear_edited();
        }
        for (name, text) in new {
            let result = work.put(name, &text);
            work.note(name, result)?;
        }
        for name in old {
            let result = work.remove(&name);
            work.note(&name, result)?;
        }
        work.sync(opened.as_ref());
        Ok(work.done)
    }
}

/// [`plan`], and at once what it says.
///
/// # Errors
/// As for both.
pub fn publish(
    root: &FolderIdentity,
    folder: &Path,
    edited: &Path,
    files: &[OutputFile],
    is_ours: &dyn Fn(&str) -> bool,
) -> io::Result<WriteSummary> {
    plan(root, folder, edited, files, is_ours)?.carry_out()
}

/// A file that lies there as it was made.
#[derive(Clone, Copy, Debug)]
pub struct KeyedFile {
    pub key: Key,
    print: FileStamp,
    /// It was so young when it was read that it can have changed since without showing it (WATCHING 11).
    young: bool,
}

/// What lies in a folder as it was made, by name, read at `now`; of the others nothing is known. What still has the print it
/// had `before` is not read again.
#[must_use]
pub fn keys(
    folder: &Path,
    is_ours: &(dyn Fn(&str) -> bool + Sync),
    before: Option<&BTreeMap<String, KeyedFile>>,
    now: SystemTime,
) -> BTreeMap<String, KeyedFile> {
    let now = nanos_since_1970(now);
    // A folder that is not there, or cannot be listed, is told where it is written into.
    let names = listed(folder).unwrap_or_default();
    let key = |buffer: &mut Vec<u8>, name: String| {
        let path = folder.join(&name);
        let print =
            fs::symlink_metadata(&path).ok().filter(Metadata::is_file).map(|meta| FileStamp::of_metadata(&meta))?;
        let before = before.and_then(|before| before.get(&name));
        if let Some(known) = before.filter(|known| known.print == print && !known.young) {
            return Some((name, *known));
        }
        let key = read_into(&path, buffer).is_ok().then(|| provenance::key(buffer))??;
        Some((name, KeyedFile { key, print, young: print.is_racy(now) }))
    };
    let ours = names.into_par_iter().filter(|name| is_ours(name));
    ours.map_init(Vec::new, key).flatten().collect()
}

/// What lies at a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum There {
    Nothing,
    /// A plain file without a byte of text: half-synced, or made by `touch`.
    Empty,
    /// What is wanted there already.
    Same,
    Intact,
    Edited,
    Newer,
    /// Without our mark, or a folder, a link, a pipe.
    Foreign,
}

pub(super) struct Work<'a> {
    pub root: &'a FolderIdentity,
    pub folder: &'a Path,
    pub edited: &'a Path,
    pub prefix: String,
    pub done: WriteSummary,
    buffer: Vec<u8>,
}

impl<'a> Work<'a> {
    pub(super) fn new(root: &'a FolderIdentity, folder: &'a Path, edited: &'a Path) -> Work<'a> {
        Work { root, folder, edited, prefix: temporary::prefix(), done: WriteSummary::default(), buffer: Vec::new() }
    }
}

impl Work<'_> {
    /// Writes one file.
    fn put(&mut self, name: &str, text: &str) -> io::Result<()> {
        if !matches!(Path::new(name).components().collect::<Vec<_>>()[..], [Component::Normal(_)]) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no name of a file"));
        }
        let target = self.folder.join(name);
        for _ in 0..TRIES {
            check(self.root)?;
            match self.look(&target, Some(text))? {
                There::Same => {
                    self.done.unchanged += 1;
                    return Ok(());
                }
                There::Foreign => {
                    self.done.kept.push(target);
                    return Ok(());
                }
                There::Newer => {
                    self.done.newer.push(target);
                    return Ok(());
                }
                There::Nothing => {
                    let part = self.write_part(text.as_bytes(), None)?;
                    match swap::place(&part, &target) {
                        Ok(()) => {
                            self.done.written.push(target);
                            return Ok(());
                        }
                        Err(e) => {
                            let _ = fs::remove_file(&part);
                            if e.kind() != io::ErrorKind::AlreadyExists {
                                return Err(e);
                            }
                        }
                    }
                }
                There::Empty | There::Intact | There::Edited => {
                    if self.replace(name, &target, text)? {
                        self.done.written.push(target);
                        return Ok(());
                    }
                }
            }
        }
        Err(io::Error::new(io::ErrorKind::Interrupted, "something else keeps writing there"))
    }

    /// Exchanges what is at `target` for `text`; false where something else was there than was looked at.
    fn replace(&mut self, name: &str, target: &Path, text: &str) -> io::Result<bool> {
        let before = match fs::symlink_metadata(target) {
            Ok(meta) => meta,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(e) => return Err(e),
        };
        let part = self.write_part(text.as_bytes(), Some(&before))?;
        let fresh = temporary::out(self.folder, &self.prefix, name);
        let spare = temporary::out(self.folder, &self.prefix, name);
        let exchanged = fs::rename(&part, &fresh).and_then(|()| swap::exchange(&fresh, target, &spare));
        let out = match exchanged {
            Ok(out) => out,
            Err(e) => {
                let _ = fs::remove_file(&part);
                let _ = fs::remove_file(&fresh);
                return if e.kind() == io::ErrorKind::NotFound { Ok(false) } else { Err(e) };
            }
        };
        let settled = match self.look(&out, None) {
            Ok(There::Empty | There::Intact) => fs::remove_file(&out).map(|()| true),
            Ok(There::Edited) => self.move_to_edited(&out, name).map(|()| true),
            Ok(There::Nothing) => Ok(true),
            Ok(There::Foreign | There::Newer | There::Same) => Ok(false),
            Err(e) => Err(e),
        };
        if !matches!(settled, Ok(true)) {
            self.put_back(&out, target, text);
        }
        settled
    }

    /// Undoes an exchange. What comes out then is our own text again; anything else stays a temporary, to be settled by the
    /// next run.
    fn put_back(&mut self, out: &Path, target: &Path, text: &str) {
        let name = target.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let spare = temporary::out(self.folder, &self.prefix, name);
        if let Ok(ours) = swap::exchange(out, target, &spare)
            && matches!(self.look(&ours, Some(text)), Ok(There::Same))
        {
            let _ = fs::remove_file(&ours);
        }
    }

    /// Removes one of ours that has no place any more.
    fn remove(&mut self, name: &str) -> io::Result<()> {
        check(self.root)?;
        let target = self.folder.join(name);
        let out = temporary::out(self.folder, &self.prefix, name);
        match swap::place(&target, &out) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
            other => other?,
        }
        let settled = match self.look(&out, None) {
            Ok(There::Empty | There::Intact) => fs::remove_file(&out).map(|()| self.done.removed.push(target.clone())),
            Ok(There::Edited) => self.move_to_edited(&out, name),
            Ok(There::Nothing) => Ok(()),
            // It became somebody's between the two looks.
            Ok(There::Foreign | There::Newer | There::Same) => swap::place(&out, &target),
            Err(e) => Err(e),
        };
        if settled.is_err() {
            // Where the name was taken meanwhile, the temporary stays, and the next run settles it.
            let _ = swap::place(&out, &target);
        }
        settled
    }

    /// Settles what a killed run left: its own half-written files go, anything a person can have typed is kept.
    fn clear(&mut self, name: &str, kind: Left) -> io::Result<()> {
        check(self.root)?;
        let path = self.folder.join(name);
        match (kind, self.look(&path, None)?) {
            (_, There::Nothing) => Ok(()),
            (Left::Part, _) | (Left::Out, There::Empty | There::Intact) => fs::remove_file(&path),
            (Left::Out, There::Newer | There::Same) => Ok(()),
            (Left::Out, There::Edited | There::Foreign) => {
                let original = temporary::original(name, &self.prefix).unwrap_or("note.md").to_owned();
                self.move_to_edited(&path, &original)
            }
        }
    }

    /// The same in `edited`, where only copies over from another disk leave anything.
    fn clear_edited(&mut self) {
        for name in listed(self.edited).unwrap_or_default() {
            if temporary::kind(&name, &self.prefix) == Some(Left::Part) {
                let _ = fs::remove_file(self.edited.join(name));
            }
        }
    }

    /// Tells that a file would be moved to `edited`, as [`Work::move_to_edited`] does.
    pub(super) fn would_move(&mut self, from: &str, name: &str) -> io::Result<()> {
        let to = self.place_in_edited(&self.folder.join(from), name)?;
        self.done.moved.push((self.folder.join(name), to));
        Ok(())
    }

    /// Where [`Work::move_to_edited`] would move a file to.
    fn place_in_edited(&self, from: &Path, name: &str) -> io::Result<PathBuf> {
        let mut bytes = Vec::new();
        let is_plain = fs::symlink_metadata(from)?.is_file();
        if is_plain {
            read_into(from, &mut bytes)?;
        }
        let hash = provenance::short_hash(if is_plain { &bytes } else { name.as_bytes() }, 64);
        let mut places =
            HASH_DIGITS.iter().map(|&digits| self.edited.join(edited_name(name, hash.get(..digits).unwrap_or(&hash))));
        let is_free = |to: &PathBuf| {
            let mut there = Vec::new();
            fs::symlink_metadata(to).is_err() || (is_plain && read_into(to, &mut there).is_ok() && there == bytes)
        };
        places.find(is_free).ok_or_else(|| io::Error::new(io::ErrorKind::AlreadyExists, TAKEN))
    }

    /// Moves a file that lay at `name` to `edited`, named by its content, so that doing it twice changes nothing.
    pub(super) fn move_to_edited(&mut self, from: &Path, name: &str) -> io::Result<()> {
        make_folder(self.root, self.edited)?;
        let mut bytes = Vec::new();
        let is_plain = fs::symlink_metadata(from)?.is_file();
        let hash = if is_plain {
            read_into(from, &mut bytes)?;
            provenance::short_hash(&bytes, 64)
        } else {
            provenance::short_hash(name.as_bytes(), 64)
        };
        for digits in HASH_DIGITS {
            let to = self.edited.join(edited_name(name, hash.get(..digits).unwrap_or(&hash)));
            match swap::place(from, &to) {
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                    let mut there = Vec::new();
                    if !is_plain || read_into(&to, &mut there).is_err() || there != bytes {
                        continue;
                    }
                    fs::remove_file(from)?;
                }
                Err(e) if e.kind() == io::ErrorKind::CrossesDevices && is_plain => self.copy_over(from, &bytes, &to)?,
                other => other?,
            }
            self.done.moved.push((self.folder.join(name), to));
            return Ok(());
        }
        Err(io::Error::new(io::ErrorKind::AlreadyExists, TAKEN))
    }

    /// [`swap::place`] to another disk.
    fn copy_over(&mut self, from: &Path, bytes: &[u8], to: &Path) -> io::Result<()> {
        let (part, mut file) = temporary::create(self.edited, &self.prefix)?;
        let placed = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| swap::place(&part, to));
        if let Err(e) = placed {
            let _ = fs::remove_file(&part);
            let mut there = Vec::new();
            let is_there =
                e.kind() == io::ErrorKind::AlreadyExists && read_into(to, &mut there).is_ok() && there == bytes;
            if !is_there {
                return Err(e);
            }
        }
        fs::remove_file(from)
    }

    /// Writes a text beside where it is to go, safe on the disk, with mode and owner of the file it will stand for.
    pub(super) fn write_part(&self, text: &[u8], like: Option<&Metadata>) -> io::Result<PathBuf> {
        let (path, mut file) = temporary::create(self.folder, &self.prefix)?;
        if let Some(like) = like {
            take_after(&file, like);
        }
        let written = file.write_all(text).and_then(|()| file.sync_all());
        if let Err(e) = written {
            let _ = fs::remove_file(&path);
            return Err(e);
        }
        Ok(path)
    }

    pub(super) fn look(&mut self, path: &Path, wanted: Option<&str>) -> io::Result<There> {
        // Many editors empty a file before they write it: what was emptied a moment ago is waited for, so that the words are
        // there when it is decided whose they are.
        loop {
            let there = self.look_now(path, wanted)?;
            let is_young =
                || fs::symlink_metadata(path)?.modified().map(|at| at.elapsed().is_ok_and(|age| age < EMPTIED));
            if there != There::Empty || !is_young().unwrap_or(false) {
                return Ok(there);
            }
            thread::sleep(LOCK_WAIT);
        }
    }

    fn look_now(&mut self, path: &Path, wanted: Option<&str>) -> io::Result<There> {
        match fs::symlink_metadata(path) {
            Ok(meta) if !meta.is_file() => return Ok(There::Foreign),
            Ok(_) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(There::Nothing),
            Err(e) => return Err(e),
        }
        match read_into(path, &mut self.buffer) {
            Ok(()) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(There::Nothing),
            // No report is as large, and what became a link or a folder a moment ago is somebody's as well.
            Err(e) if matches!(e.kind(), io::ErrorKind::FileTooLarge | io::ErrorKind::InvalidInput) => {
                return Ok(There::Foreign);
            }
            Err(e) => return Err(e),
        }
        let bytes = self.buffer.as_slice();
        if bytes.trim_ascii().is_empty() {
            return Ok(There::Empty);
        }
        if wanted.is_some_and(|text| provenance::is_same_text(bytes, text.as_bytes())) {
            return Ok(There::Same);
        }
        Ok(match provenance::inspect(bytes) {
            Provenance::None => There::Foreign,
            Provenance::Intact => There::Intact,
            Provenance::Edited => There::Edited,
            Provenance::Newer => There::Newer,
        })
    }

    /// Notes what went wrong with one file and goes on with the next; where the journal itself is gone, all stops.
    pub(super) fn note(&mut self, name: &str, result: io::Result<()>) -> io::Result<()> {
        if let Err(e) = result {
            check(self.root)?;
            self.done.failed.push((self.folder.join(name), e.to_string()));
        }
        Ok(())
    }

    /// Makes the new names safe on the disk, once for all of them. A file system that cannot do so has done what it can.
    pub(super) fn sync(&self, folder: Option<&File>) {
        let done = &self.done;
        if !(done.written.is_empty() && done.removed.is_empty() && done.moved.is_empty()) {
            let _ = folder.map(File::sync_all);
        }
        if !done.moved.is_empty() {
            let _ = File::open(self.edited).and_then(|edited| edited.sync_all());
        }
    }
}

pub(super) fn check(root: &FolderIdentity) -> io::Result<()> {
    if root.is_unchanged() {
        Ok(())
    } else {
        Err(io::Error::new(io::ErrorKind::NotFound, "the folder of the journal is not where it was"))
    }
}

/// Makes a folder where there is none. A folder outside the journal is made only where the one above it is there: a disk that
/// is not plugged in is never written beside.
pub(super) fn make_folder(root: &FolderIdentity, folder: &Path) -> io::Result<()> {
    if is_folder(folder)? {
        return Ok(());
    }
    let made = if folder.starts_with(root.path()) { fs::create_dir_all(folder) } else { fs::create_dir(folder) };
    made.map_err(|e| io::Error::new(e.kind(), format!("`{}`: {e}", folder.display())))
}

/// Whether a folder is there; something else at its name is an error.
pub(super) fn is_folder(folder: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(folder) {
        Ok(meta) if meta.is_dir() => Ok(true),
        Ok(_) => {
            let message =
                format!("`{}` is a link or no folder; `report to` in journal.md can name another", folder.display());
            Err(io::Error::new(io::ErrorKind::NotADirectory, message))
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(e),
    }
}

/// The names in a folder, in order; what is not UTF-8 is never ours.
pub(super) fn listed(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        if let Ok(name) = entry?.file_name().into_string() {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// Keeps other processes of ours out of a folder, so that none takes the temporaries of another for left ones. False where
/// one holds it for long (it was stopped): writing is safe all the same. Given back when the file is closed.
pub(super) fn lock(folder: &File) -> bool {
    for _ in 0..LOCK_TRIES {
        match folder.try_lock() {
            Ok(()) => return true,
            Err(TryLockError::WouldBlock) => thread::sleep(LOCK_WAIT),
            // No locks on this file system: nobody else has one either.
            Err(TryLockError::Error(_)) => return true,
        }
    }
    false
}

/// Owner first, since a change of owner takes mode bits away. What the system does not allow stays as it is.
fn take_after(file: &File, like: &Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let is_other = file.metadata().is_ok_and(|now| (now.uid(), now.gid()) != (like.uid(), like.gid()));
        if is_other && fchown(file, Some(like.uid()), Some(like.gid())).is_err() {
            let _ = fchown(file, None, Some(like.gid()));
        }
    }
    let _ = file.set_permissions(like.permissions());
}

/// `week-2026-11-16.md` -> `week-2026-11-16-1a2b3c4d.md`.
fn edited_name(name: &str, hash: &str) -> String {
    let name = name.split_once(" (SFConflict ").map_or(name, |(original, _)| original);
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => format!("{stem}-{hash}.{ending}"),
        _ => format!("{name}-{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_file_keeps_its_name_and_ending() {
        assert_eq!(edited_name("week-2026-11-16.md", "1a2b"), "week-2026-11-16-1a2b.md");
        assert_eq!(edited_name("index.md (SFConflict a@b.com 2015-03-07-11-30-28)", "1a2b"), "index-1a2b.md");
        assert_eq!(edited_name("index", "1a2b"), "index-1a2b");
    }
}
