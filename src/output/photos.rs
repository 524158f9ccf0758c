//! Photos that were made small, beside the reports: each is named by its content, so that its name tells whether it is ours
//! and as it was made.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::publish::{Work, check, listed, lock, make_folder};
use super::{Done, swap, temporary};
use crate::folder::{Identity, read_into};
use crate::photo;

/// Makes `folder` hold exactly these photos as far as ours are concerned: `wanted` has each by name, with its bytes where it
/// may not be there yet. Ours that nothing shows any more are removed, ours that somebody changed are moved to `edited`.
///
/// # Errors
/// As for `publish`.
pub fn publish_photos(
    root: &Identity,
    folder: &Path,
    edited: &Path,
    wanted: &BTreeMap<String, Option<Vec<u8>>>,
) -> io::Result<Done> {
    check(root)?;
    if !make_folder(root, folder, wanted.is_empty())? {
        return Ok(Done::default());
    }
    let folder_file = File::open(folder).ok();
    let alone = folder_file.as_ref().is_none_or(lock);
    let mut work = Work::new(root, folder, edited);
    for name in listed(folder)? {
        let result = if temporary::kind(&name, &work.prefix).is_some() {
            if alone { fs::remove_file(folder.join(&name)) } else { Ok(()) }
        } else if photo::key_of(&name).is_some() {
            settle(&mut work, &name, wanted.contains_key(&name))
        } else {
            Ok(())
        };
        work.note(&name, result)?;
    }
    for (name, bytes) in wanted {
        let Some(bytes) = bytes else { continue };
        let result = put(&mut work, name, bytes);
        work.note(name, result)?;
    }
    work.sync(folder_file.as_ref());
    let done = work.done;
    if wanted.is_empty() {
        // It goes where nothing is left in it; anything of somebody's keeps it.
        let _ = fs::remove_dir(folder);
    }
    Ok(done)
}

/// What lies at a name of ours stays where it is wanted and as it was made.
fn settle(work: &mut Work<'_>, name: &str, wanted: bool) -> io::Result<()> {
    let path = work.folder.join(name);
    if !fs::symlink_metadata(&path)?.is_file() {
        work.done.kept.push(path);
        return Ok(());
    }
    let mut bytes = Vec::new();
    match read_into(&path, &mut bytes) {
        Ok(()) if photo::is_intact(name, &bytes) => {
            if wanted {
                work.done.unchanged += 1;
                return Ok(());
            }
            check(work.root)?;
            fs::remove_file(&path)?;
            work.done.removed.push(path);
            Ok(())
        }
        Ok(()) if bytes.is_empty() => fs::remove_file(&path),
        Ok(()) => work.move_to_edited(&path, name),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(e),
    }
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
