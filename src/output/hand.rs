//! The same work with a hand that writes, and with one that only looks: what it would do, told before it is done.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::publish::{Planned, There, Work, check, is_folder, listed};
use super::temporary::{self, Left};
use super::{Done, publish_photos};
use crate::folder::{Identity, read_into};
use crate::photo;

/// Who does the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Files are written.
    Writes,
    /// Nothing is: what comes back is what would have been done, as far as looking tells.
    Looks,
}

impl Hand {
    /// Does what has to be done in a folder, or tells it.
    ///
    /// # Errors
    /// As for [`Planned::carry_out`].
    pub fn carry_out(self, planned: Planned<'_>) -> io::Result<Done> {
        match self {
            Hand::Writes => planned.carry_out(),
            Hand::Looks => foresee(planned),
        }
    }

    /// [`publish_photos()`].
    ///
    /// # Errors
    /// As for [`publish_photos()`].
    pub fn publish_photos(
        self,
        root: &Identity,
        folder: &Path,
        edited: &Path,
        wanted: &BTreeMap<String, Option<Vec<u8>>>,
    ) -> io::Result<Done> {
        match self {
            Hand::Writes => publish_photos(root, folder, edited, wanted),
            Hand::Looks => foresee_photos(root, folder, edited, wanted),
        }
    }
}

fn foresee(planned: Planned<'_>) -> io::Result<Done> {
    let Planned { mut work, left, new, old, .. } = planned;
    if !work.done.newer.is_empty() {
        return Ok(Done { newer: work.done.newer, ..Done::default() });
    }
    if !new.is_empty() {
        can_be_made(work.root, work.folder)?;
    }
    for (name, kind) in left {
        let path = work.folder.join(&name);
        let result = match (kind, work.look(&path, None)) {
            (Left::Out, Ok(There::Edited | There::Foreign)) => {
                let original = temporary::original(&name, &work.prefix).unwrap_or("note.md").to_owned();
                moved(&mut work, &name, &original)
            }
            (_, looked) => looked.map(drop),
        };
        work.note(&name, result)?;
    }
    for (name, text) in new {
        let path = work.folder.join(name);
        let result = match work.look(&path, Some(&text)) {
            Ok(There::Edited) => moved(&mut work, name, name),
            looked => looked.map(drop),
        };
        if result.is_ok() {
            work.done.written.push(path.clone());
            work.done.texts.insert(path, text);
        }
        work.note(name, result)?;
    }
    for name in old {
        let path = work.folder.join(&name);
        let result = match work.look(&path, None) {
            Ok(There::Edited) => moved(&mut work, &name, &name),
            looked => looked.map(|_| work.done.removed.push(path)),
        };
        work.note(&name, result)?;
    }
    Ok(work.done)
}

fn foresee_photos(
    root: &Identity,
    folder: &Path,
    edited: &Path,
    wanted: &BTreeMap<String, Option<Vec<u8>>>,
) -> io::Result<Done> {
    check(root)?;
    let is_there = is_folder(folder)?;
    if !is_there && wanted.is_empty() {
        return Ok(Done::default());
    }
    can_be_made(root, folder)?;
    let names = if is_there { listed(folder)? } else { Vec::new() };
    let mut work = Work::new(root, folder, edited);
    // What lies at a name of ours and stays there.
    let mut staying = Vec::new();
    for name in names.iter().filter(|name| photo::key_of(name).is_some()) {
        let path = folder.join(name);
        let mut bytes = Vec::new();
        if !fs::symlink_metadata(&path)?.is_file() {
            work.done.kept.push(path);
            staying.push(name);
            continue;
        }
        let result = match read_into(&path, &mut bytes) {
            Ok(()) if photo::is_intact(name, &bytes) && wanted.contains_key(name) => {
                work.done.unchanged += 1;
                staying.push(name);
                Ok(())
            }
            Ok(()) if photo::is_intact(name, &bytes) => {
                work.done.removed.push(path);
                Ok(())
            }
            Ok(()) if bytes.is_empty() => Ok(()),
            Ok(()) => moved(&mut work, name, name),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(e) => Err(e),
        };
        work.note(name, result)?;
    }
    let new = wanted.iter().filter(|(name, bytes)| bytes.is_some() && !staying.contains(name));
    work.done.written.extend(new.map(|(name, _)| folder.join(name)));
    Ok(work.done)
}

/// A folder outside the journal is made only where the one above it is there.
fn can_be_made(root: &Identity, folder: &Path) -> io::Result<()> {
    if folder.is_dir() || folder.starts_with(root.path()) || folder.parent().is_some_and(Path::is_dir) {
        return Ok(());
    }
    let message = format!("`{}`: there is no folder above it", folder.display());
    Err(io::Error::new(io::ErrorKind::NotFound, message))
}

fn moved(work: &mut Work<'_>, from: &str, name: &str) -> io::Result<()> {
    let to = work.place_in_edited(&work.folder.join(from), name)?;
    work.done.moved.push((work.folder.join(name), to));
    Ok(())
}
