//! Photos that were made small, beside the reports. Each is named by its content, so its name says whether it is ours and
//! unchanged.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::file::{WriteSummary, why_not_written};
use super::folders::{self, OpenFolder};
use super::temporary;
use super::write::{FolderWriter, WriteMode};
use super::write_plan::Destination;
use crate::folder::read_any_file_into;
use crate::photo;

/// What to do with one file of the folder.
enum ExistingPhotoAction {
    /// It is somebody else's.
    Foreign,
    /// It is wanted, and unchanged.
    Unchanged,
    /// No page shows it any more.
    Remove,
    /// It holds nothing that anybody wrote.
    RemoveLeftover,
    /// Somebody changed it.
    MoveToEdited { destination: PathBuf },
    /// It went away while we looked.
    Nothing,
}

/// Makes a folder hold exactly these photos, of those that are ours, or says what that would change. `wanted` has each
/// by name, with its bytes if it may not be there yet. Photos that no page shows any more are removed, and those that
/// somebody changed are moved to `edited`.
///
/// # Errors
/// If the journal is not the one that was read.
pub fn publish_photos(
    mode: WriteMode,
    to: Destination<'_>,
    wanted: &BTreeMap<String, Option<Vec<u8>>>,
) -> io::Result<WriteSummary> {
    folders::check_journal_unmoved(to.root)?;
    let mut writer = FolderWriter::new(to);
    let listed = folders::folder_exists(to.folder)
        .and_then(|there| if there { folders::list_names_in_folder(to.folder).map(Some) } else { Ok(None) });
    let listed = match listed {
        Ok(listed) => listed,
        Err(_) if wanted.is_empty() => return Ok(writer.summary),
        Err(e) => {
            writer.summary.failed.push((to.folder.to_owned(), why_not_written(&e)));
            return Ok(writer.summary);
        }
    };
    if listed.is_none() && wanted.is_empty() {
        return Ok(writer.summary);
    }
    if mode == WriteMode::Write {
        let made = folders::make_folder_unless_unmounted(to.root, to.folder);
        if made.is_err() {
            writer.record_if_failed("", made)?;
            return Ok(writer.summary);
        }
    }
    let open = OpenFolder::lock(to.folder);
    let staying = settle_existing_photos(&mut writer, mode, listed.unwrap_or_default(), wanted, open.is_ours_alone)?;
    for (name, bytes) in wanted {
        match bytes {
            Some(bytes) if mode == WriteMode::Write => {
                let result = write_photo(&mut writer, name, bytes);
                writer.record_if_failed(name, result)?;
            }
            Some(_) if !staying.contains(name) => writer.summary.written.push(to.folder.join(name)),
            _ => {}
        }
    }
    if mode == WriteMode::Write {
        writer.sync(&open);
        if wanted.is_empty() {
            // It goes if nothing is left in it.
            let _ = fs::remove_dir(to.folder);
        }
    }
    Ok(writer.summary)
}

/// Settles what is in the folder, and returns the names that stay taken.
fn settle_existing_photos(
    writer: &mut FolderWriter<'_>,
    mode: WriteMode,
    names: Vec<String>,
    wanted: &BTreeMap<String, Option<Vec<u8>>>,
    is_ours_alone: bool,
) -> io::Result<BTreeSet<String>> {
    let (prefix, mut staying) = (temporary::temporary_name_prefix_of_machine(), BTreeSet::new());
    for name in names {
        if temporary::leftover_kind(&name, &prefix).is_some() {
            let clears = mode == WriteMode::Write && is_ours_alone;
            let result = if clears { fs::remove_file(writer.to.folder.join(&name)) } else { Ok(()) };
            writer.record_if_failed(&name, result)?;
        } else if photo::source_key_in_name(&name).is_some() {
            let result =
                decide_existing_photo_action(&writer.to, &name, wanted.contains_key(&name)).and_then(|action| {
                    if matches!(action, ExistingPhotoAction::Foreign | ExistingPhotoAction::Unchanged) {
                        staying.insert(name.clone());
                    }
                    apply_photo_action(writer, mode, &name, action)
                });
            writer.record_if_failed(&name, result)?;
        }
    }
    Ok(staying)
}

fn decide_existing_photo_action(to: &Destination<'_>, name: &str, wanted: bool) -> io::Result<ExistingPhotoAction> {
    let path = to.folder.join(name);
    if !fs::symlink_metadata(&path)?.is_file() {
        return Ok(ExistingPhotoAction::Foreign);
    }
    let mut bytes = Vec::new();
    match read_any_file_into(&path, &mut bytes) {
        Ok(()) if photo::is_small_photo_intact(name, &bytes) && wanted => Ok(ExistingPhotoAction::Unchanged),
        Ok(()) if photo::is_small_photo_intact(name, &bytes) => Ok(ExistingPhotoAction::Remove),
        Ok(()) if bytes.is_empty() => Ok(ExistingPhotoAction::RemoveLeftover),
        Ok(()) if to.backed_off.contains(&path) => Ok(ExistingPhotoAction::Foreign),
        Ok(()) => Ok(ExistingPhotoAction::MoveToEdited {
            destination: to.folder_for_edited_pages().find_free_path_for(&path, name)?,
        }),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(ExistingPhotoAction::Nothing),
        Err(e) => Err(e),
    }
}

fn apply_photo_action(
    writer: &mut FolderWriter<'_>,
    mode: WriteMode,
    name: &str,
    action: ExistingPhotoAction,
) -> io::Result<()> {
    let path = writer.to.folder.join(name);
    let writes = mode == WriteMode::Write;
    match action {
        ExistingPhotoAction::Foreign => writer.summary.foreign.push(path),
        ExistingPhotoAction::Unchanged => writer.summary.unchanged += 1,
        ExistingPhotoAction::Remove => {
            if writes {
                folders::check_journal_unmoved(writer.to.root)?;
                fs::remove_file(&path)?;
            }
            writer.summary.removed.push(path);
        }
        ExistingPhotoAction::RemoveLeftover if writes => fs::remove_file(&path)?,
        ExistingPhotoAction::MoveToEdited { .. } if writes => writer.move_to_edited(&path, name)?,
        ExistingPhotoAction::MoveToEdited { destination: kept_as } => writer.summary.moved.push((path, kept_as)),
        ExistingPhotoAction::RemoveLeftover | ExistingPhotoAction::Nothing => {}
    }
    Ok(())
}

/// Writes one photo. If one of that name is there, it is the same photo.
fn write_photo(writer: &mut FolderWriter<'_>, name: &str, bytes: &[u8]) -> io::Result<()> {
    folders::check_journal_unmoved(writer.to.root)?;
    let target: PathBuf = Path::new(writer.to.folder).join(name);
    if writer.write_unless_exists(&target, bytes)? {
        writer.summary.written.push(target);
    }
    Ok(())
}
