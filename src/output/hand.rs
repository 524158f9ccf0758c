//! The same work with a hand that writes, and with one that only looks: what it would do, told before it is done.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::publish::{Survey, There, Work, check, is_folder, listed};
use super::temporary::{self, Left};
use super::{Done, Made, publish, publish_photos};
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
    /// [`publish()`].
    ///
    /// # Errors
    /// As for [`publish()`].
    pub fn publish(
        self,
        root: &Identity,
        folder: &Path,
        edited: &Path,
        files: &[Made],
        is_ours: &dyn Fn(&str) -> bool,
    ) -> io::Result<Done> {
        match self {
            Hand::Writes => publish(root, folder, edited, files, is_ours),
            Hand::Looks => foresee(root, folder, edited, files, is_ours),
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

    /// [`publish()`] for a folder that is not ours, of which one name is: writes the file there, or removes ours where `body`
    /// is none.
    ///
    /// # Errors
    /// As for [`publish()`].
    pub fn publish_one(
        self,
        root: &Identity,
        folder: &Path,
        edited: &Path,
        name: &str,
        body: Option<&str>,
    ) -> io::Result<Done> {
        let file = body.map(|body| Made { name: name.to_owned(), body: body.to_owned() });
        self.publish(root, folder, edited, file.as_slice(), &|other| other == name)
    }
}

fn foresee(
    root: &Identity,
    folder: &Path,
    edited: &Path,
    files: &[Made],
    is_ours: &dyn Fn(&str) -> bool,
) -> io::Result<Done> {
    let Some(names) = names_in(root, folder, files.is_empty())? else { return Ok(Done::default()) };
    let mut work = Work::new(root, folder, edited);
    let Survey { left, old, new } = work.survey(&names, files, is_ours);
    if !work.done.newer.is_empty() {
        return Ok(Done { newer: work.done.newer, ..Done::default() });
    }
    for (name, kind) in left {
        let path = folder.join(&name);
        let result = match (kind, work.look(&path, None)) {
            (Left::Out, Ok(There::Edited | There::Foreign)) => {
                let original = temporary::original(&name, &work.prefix).unwrap_or("note.md").to_owned();
                moved(&mut work, &name, &original)
            }
            (_, looked) => looked.map(drop),
        };
        work.note(&name, result)?;
    }
    for (name, text, there) in new {
        let result = if there == There::Edited { moved(&mut work, name, name) } else { Ok(()) };
        if result.is_ok() {
            work.done.written.push(folder.join(name));
            work.done.texts.insert(folder.join(name), text);
        }
        work.note(name, result)?;
    }
    for (name, there) in old {
        let result = if there == There::Edited {
            moved(&mut work, &name, &name)
        } else {
            work.done.removed.push(folder.join(&name));
            Ok(())
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
    let Some(names) = names_in(root, folder, wanted.is_empty())? else { return Ok(Done::default()) };
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

/// The names in a folder that may not be there yet; none where it is not there and nothing is to go into it.
fn names_in(root: &Identity, folder: &Path, needless: bool) -> io::Result<Option<Vec<String>>> {
    check(root)?;
    if is_folder(folder)? {
        return listed(folder).map(Some);
    }
    // A folder outside the journal is made only where the one above it is there.
    let made = folder.starts_with(root.path()) || folder.parent().is_some_and(Path::is_dir);
    match (needless, made) {
        (true, _) => Ok(None),
        (false, true) => Ok(Some(Vec::new())),
        (false, false) => {
            let message = format!("`{}`: there is no folder above it", folder.display());
            Err(io::Error::new(io::ErrorKind::NotFound, message))
        }
    }
}

fn moved(work: &mut Work<'_>, from: &str, name: &str) -> io::Result<()> {
    let to = work.place_in_edited(&work.folder.join(from), name)?;
    work.done.moved.push((work.folder.join(name), to));
    Ok(())
}
