//! Photos that were made small, beside the reports: each is named by its content, so that its name tells whether it is ours
//! and as it was made.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::mode::Mode;
use super::publish::{Work, check, is_folder, listed, lock, make_folder};
use super::{WriteSummary, swap, temporary};
use crate::folder::{FolderIdentity, read_into};
use crate::photo;

/// Makes `folder` hold exactly these photos as far as ours are concerned, or tells what that would be: `wanted` has each by
/// name, with its bytes where it may not be there yet. Ours that nothing shows any more are removed, ours that somebody
/// changed are moved to `edited`.
///
/// # Errors
/// As for `publish`.
pub fn publish_photos(
    mode: Mode,
    root: &FolderIdentity,
    folder: &Path,
    edited: &Path,
    wanted: &BTreeMap<String, Option<Vec<u8>>>,
) -> io::Result<WriteSummary> {
    check(root)?;
    let is_there = is_folder(folder)?;
    if !is_there && wanted.is_empty() {
        return Ok(WriteSummary::default());
    }
    let writes = mode == Mode::Write;
    if writes {
        make_folder(root, folder)?;
    }
    let opened = File::open(folder).ok();
    let alone = writes && opened.as_ref().is_none_or(lock);
    let mut work = Work::new(root, folder, edited);
    // What lies at a name of ours and stays there.
    let mut staying = BTreeSet::new();
    for name in if is_there { listed(folder)? } else { Vec::new() } {
        if temporary::kind(&name, &work.prefix).is_some() {
            let result = if alone { fs::remove_file(folder.join(&name)) } else { Ok(()) };
            work.note(&name, result)?;
        } else if photo::key_of(&name).is_some() {
            let result = fate(&folder.join(&name), &name, wanted.contains_key(&name)).and_then(|fate| {
                if matches!(fate, Fate::Kept | Fate::Stays) {
                    staying.insert(name.clone());
                }
                settle(&mut work, mode, &name, fate)
            });
            work.note(&name, result)?;
        }
    }
    for (name, bytes) in wanted {
        match bytes {
            Some(bytes) if writes => {
                let result = put(&mut work, name, bytes);
                work.note(name, result)?;
            }
            Some(_) if !staying.contains(name) => work.done.written.push(folder.join(name)),
            _ => {}
        }
    }
    if writes {
        work.sync(opened.as_ref());
        if wanted.is_empty() {
            // It goes where nothing is left in it; anything of somebody's keeps it.
            let _ = fs::remove_dir(folder);
        }
    }
    Ok(work.done)
}

/// What becomes of what lies at a name of ours.
enum Fate {
    /// Not ours.
    Kept,
    Stays,
    /// Nothing shows it any more.
    Goes,
    /// It holds nothing that anybody wrote.
    Empty,
    /// Somebody changed it.
    Moves,
    /// It went while it was looked at.
    Gone,
}

/// What lies at a name of ours stays where it is wanted and as it was made.
fn fate(path: &Path, name: &str, wanted: bool) -> io::Result<Fate> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Ok(Fate::Kept);
    }
    let mut bytes = Vec::new();
    match read_into(path, &mut bytes) {
        Ok(()) if photo::is_intact(name, &bytes) => Ok(if wanted { Fate::Stays } else { Fate::Goes }),
        Ok(()) if bytes.is_empty() => Ok(Fate::Empty),
        Ok(()) => Ok(Fate::Moves),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Fate::Gone),
        Err(e) => Err(e),
    }
}

fn settle(work: &mut Work<'_>, mode: Mode, name: &str, fate: Fate) -> io::Result<()> {
    let path = work.folder.join(name);
    match (fate, mode) {
        (Fate::Kept, _) => work.done.kept.push(path),
        (Fate::Stays, _) => work.done.unchanged += 1,
        (Fate::Goes, _) => {
            if mode == Mode::Write {
                check(work.root)?;
                fs::remove_file(&path)?;
            }
            work.done.removed.push(path);
        }
        (Fate::Empty, Mode::Write) => fs::remove_file(&path)?,
        (Fate::Moves, Mode::Write) => work.move_to_edited(&path, name)?,
        (Fate::Moves, Mode::DryRun) => work.would_move(name, name)?,
        (Fate::Empty, Mode::DryRun) | (Fate::Gone, _) => {}
    }
    Ok(())
}

fn put(work: &mut Work<'_>, name: &str, bytes: &[u8]) -> io::Result<()> {
    check(work.root)?;
    let target = work.folder.join(name);
    let part = work.write_part(bytes, None)?;
    match swap::place(&part, &target) {
        Ok(()) => work.done.written.push(target),
        // Another of our processes was faster, or it was there: the same name is the same photo.
        Err(e) => {
            let _ = fs::remove_file(&part);
            if e.kind() != io::ErrorKind::AlreadyExists {
                return Err(e);
            }
        }
    }
    Ok(())
}
