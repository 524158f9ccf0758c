//! New notes of the client with the day for a name: `reflections/2026-11-22.md`, then `2026-11-22-2.md`. What is there is never
//! touched.

use std::io;
use std::path::{Path, PathBuf};

use crate::cli::error::CommandError;
use crate::cli::world::printable_path;
use crate::journal::Settings;
use crate::{build, folder, output};

/// At most this many notes of one name.
const MOST: u32 = 999;

/// The paths that a new note can have, in order: `log/2026-11-22.md`, then `log/2026-11-22-2.md`.
pub(crate) fn numbered_paths(path_without_ending: String) -> impl Iterator<Item = String> {
    let start = path_without_ending;
    (1..=MOST).map(move |n| if n == 1 { format!("{start}.md") } else { format!("{start}-{n}.md") })
}

/// Notes are made only if they are read, and never where they would be shared.
pub(crate) fn refuse_folder_that_is_not_read(root: &Path, settings: &Settings, name: &str) -> Result<(), CommandError> {
    if build::reports_folder(root, Some(settings)).starts_with(root.join(name)) {
        return Err(CommandError::not_written(&format!(
            "the reports are made in {name}/, so no note can be there. Give `report to` in journal.md another folder."
        )));
    }
    refuse_folder_in_way(root, name)
}

/// What is no folder, or no folder of this journal, has no place for a note.
pub(crate) fn refuse_folder_in_way(root: &Path, name: &str) -> Result<(), CommandError> {
    let folder = root.join(name);
    let why = match folder.symlink_metadata() {
        Ok(meta) if !meta.is_dir() => {
            format!("`{name}` is a file or a link here, so there is no folder for the note. Rename it.")
        }
        Ok(_) if folder::is_journal(&folder) => {
            format!("{name}/ is a journal of its own, so a note in it would not be read.")
        }
        _ => return Ok(()),
    };
    Err(CommandError::not_written(&why))
}

/// Writes the note under the first of its paths that is free, and says which that was. The path has no ending.
pub(crate) fn write_note_of_day(root: &Path, path_without_ending: String, note: &str) -> Result<PathBuf, CommandError> {
    // What the person wrote is not lost.
    let unwritten = |why: String| CommandError::Message(format!("{why} This is what was to be written:\n\n{note}"));
    // Looked at first: a full disk refuses any new file, and the error must name one that is free.
    let is_free = |path: &PathBuf| path.symlink_metadata().is_err();
    for path in numbered_paths(path_without_ending).map(|path| root.join(path)).filter(is_free) {
        match output::write_new_note(&path, note) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => {
                let place = printable_path(&path);
                return Err(unwritten(format!("tinystep: {place} cannot be written ({error}).")));
            }
        }
    }
    Err(unwritten("tinystep: there are very many notes of this day.".to_owned()))
}
