//! Photos that were made small, beside the reports. Each is named by its content, so its name says whether it is ours and
//! unchanged.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::file::WriteSummary;
use super::folders::{self, OpenFolder};
use super::plan::Destination;
use super::temporary;
use super::write::{Mode, Writer};
use crate::folder::read_into;
use crate::photo;

/// What to do with one file of the folder.
enum PhotoAction {
    /// It is somebody else's.
    Foreign,
    /// It is wanted, and unchanged.
    Unchanged,
    /// No page shows it any more.
    Remove,
    /// It holds nothing that anybody wrote.
    Discard,
    /// Somebody changed it.
    Keep { kept_as: PathBuf },
    /// It went away while we looked.
    Nothing,
}

/// Makes a folder hold exactly these photos as far as ours are concerned, or says what that would come to. `wanted` has each
/// by name, with its bytes if it may not be there yet. Photos that no page shows any more are removed, and those that
/// somebody changed are moved to `edited`.
///
/// # Errors
/// If the journal is not the one that was read.
pub fn publish_photos(
    mode: Mode,
    to: Destination<'_>,
    wanted: &BTreeMap<String, Option<Vec<u8>>>,
) -> io::Result<WriteSummary> {
    folders::check(to.root)?;
    let mut writer = Writer::new(to);
    let listed =
        folders::exists(to.folder).and_then(|there| if there { folders::names(to.folder).map(Some) } else { Ok(None) });
    let listed = match listed {
        Ok(listed) => listed,
        Err(_) if wanted.is_empty() => return Ok(writer.summary),
        Err(e) => {
            writer.summary.failed.push((to.folder.to_owned(), e.to_string()));
            return Ok(writer.summary);
        }
    };
    if listed.is_none() && wanted.is_empty() {
        return Ok(writer.summary);
    }
    if mode == Mode::Write {
        let made = folders::make(to.root, to.folder);
        if made.is_err() {
            writer.record("", made)?;
            return Ok(writer.summary);
        }
    }
    let open = OpenFolder::lock(to.folder);
    let staying = settle_listed(&mut writer, mode, listed.unwrap_or_default(), wanted, open.is_ours_alone)?;
    for (name, bytes) in wanted {
        match bytes {
            Some(bytes) if mode == Mode::Write => {
                let result = put(&mut writer, name, bytes);
                writer.record(name, result)?;
            }
            Some(_) if !staying.contains(name) => writer.summary.written.push(to.folder.join(name)),
            _ => {}
        }
    }
    if mode == Mode::Write {
        writer.sync(&open);
        if wanted.is_empty() {
            // It goes if nothing is left in it.
            let _ = fs::remove_dir(to.folder);
        }
    }
    Ok(writer.summary)
}

/// Settles what is in the folder, and returns the names that stay taken.
fn settle_listed(
    writer: &mut Writer<'_>,
    mode: Mode,
    names: Vec<String>,
    wanted: &BTreeMap<String, Option<Vec<u8>>>,
    is_ours_alone: bool,
) -> io::Result<BTreeSet<String>> {
    let (prefix, mut staying) = (temporary::prefix(), BTreeSet::new());
    for name in names {
        if temporary::leftover(&name, &prefix).is_some() {
            let clears = mode == Mode::Write && is_ours_alone;
            let result = if clears { fs::remove_file(writer.to.folder.join(&name)) } else { Ok(()) };
            writer.record(&name, result)?;
        } else if photo::key_of(&name).is_some() {
            let result = decide(&writer.to, &name, wanted.contains_key(&name)).and_then(|action| {
                if matches!(action, PhotoAction::Foreign | PhotoAction::Unchanged) {
                    staying.insert(name.clone());
                }
                apply(writer, mode, &name, action)
            });
            writer.record(&name, result)?;
        }
    }
    Ok(staying)
}

fn decide(to: &Destination<'_>, name: &str, wanted: bool) -> io::Result<PhotoAction> {
    let path = to.folder.join(name);
    if !fs::symlink_metadata(&path)?.is_file() {
        return Ok(PhotoAction::Foreign);
    }
    let mut bytes = Vec::new();
    match read_into(&path, &mut bytes) {
        Ok(()) if photo::is_intact(name, &bytes) && wanted => Ok(PhotoAction::Unchanged),
        Ok(()) if photo::is_intact(name, &bytes) => Ok(PhotoAction::Remove),
        Ok(()) if bytes.is_empty() => Ok(PhotoAction::Discard),
        Ok(()) if to.left_alone.contains(&path) => Ok(PhotoAction::Foreign),
        Ok(()) => Ok(PhotoAction::Keep { kept_as: to.edited().place_for(&path, name)? }),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(PhotoAction::Nothing),
        Err(e) => Err(e),
    }
}

fn apply(writer: &mut Writer<'_>, mode: Mode, name: &str, action: PhotoAction) -> io::Result<()> {
    let path = writer.to.folder.join(name);
    let writes = mode == Mode::Write;
    match action {
        PhotoAction::Foreign => writer.summary.foreign.push(path),
        PhotoAction::Unchanged => writer.summary.unchanged += 1,
        PhotoAction::Remove => {
            if writes {
                folders::check(writer.to.root)?;
                fs::remove_file(&path)?;
            }
            writer.summary.removed.push(path);
        }
        PhotoAction::Discard if writes => fs::remove_file(&path)?,
        PhotoAction::Keep { .. } if writes => writer.keep(&path, name)?,
        PhotoAction::Keep { kept_as } => writer.summary.moved.push((path, kept_as)),
        PhotoAction::Discard | PhotoAction::Nothing => {}
    }
    Ok(())
}

/// Writes one photo. If one of that name is there, it is the same photo.
fn put(writer: &mut Writer<'_>, name: &str, bytes: &[u8]) -> io::Result<()> {
    folders::check(writer.to.root)?;
    let target: PathBuf = Path::new(writer.to.folder).join(name);
    if writer.place_new(&target, bytes)? {
        writer.summary.written.push(target);
    }
    Ok(())
}
