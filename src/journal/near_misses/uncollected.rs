//! Folders that plans collect from and that are not there, and files in them that are not counted
//! (docs/specification.md#8-problems). A folder that is there and empty, or is still to be made, is nothing to tell.

use std::collections::BTreeSet;

use crate::journal::catalog::collect::possible_collect_folders;
use crate::journal::catalog::notes::NotesAndFiles;
use crate::journal::catalog::versions::PlanVersions;
use crate::journal::draft::{Excerpt, date_in_file_name};
use crate::journal::note_fields::fields::shortened_for_message;
use crate::problem::{Code, Problem};
use crate::text::{edit_distance_within, fold};

/// A name with fewer digits than this was not meant to hold a date.
const DIGITS_OF_DATE: usize = 4;

/// A hint for each plan of which files are not collected.
pub(crate) fn uncollected_file_hints(groups: &[PlanVersions], notes: &NotesAndFiles) -> Vec<Problem> {
    let mut hints = Vec::new();
    for version in groups.iter().flat_map(|group| &group.versions) {
        let (Some(folder), Some(at)) = (&version.plan.collects, &version.plan.collects_at) else { continue };
        let wanted: BTreeSet<String> = possible_collect_folders(version.path, folder).collect();
        hints.extend(find_collecting_mistake(&CollectingPlan { path: version.path, folder, at, wanted }, notes));
    }
    hints
}

/// What one plan collects.
struct CollectingPlan<'c> {
    /// The plan's note.
    path: &'c str,
    /// As written.
    folder: &'c str,
    at: &'c Excerpt,
    /// The folders that may be meant, folded. The one beside the plan and the one at the top can be the same.
    wanted: BTreeSet<String>,
}

impl CollectingPlan<'_> {
    fn hint(&self, message: String, help: String) -> Problem {
        self.at.problem(self.path, Code::FilesNotCollected, message, help)
    }
}

fn find_collecting_mistake(plan: &CollectingPlan, notes: &NotesAndFiles) -> Option<Problem> {
    let note_paths: Vec<&str> = notes.drafts().map(|draft| &*draft.path).collect();
    let paths = || {
        notes.other_files().iter().map(|path| (path.as_str(), true)).chain(note_paths.iter().map(|path| (*path, false)))
    };
    let mut undated: Vec<&str> = Vec::new();
    let mut is_there = false;
    for (path, is_file) in paths() {
        let Some((folder, name)) = path.rsplit_once('/') else { continue };
        let folded = fold(folder);
        for wanted in &plan.wanted {
            let Some(below) = folded.strip_prefix(wanted.as_str()) else { continue };
            is_there |= below.is_empty() || below.starts_with('/');
            let may_be_dated = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() >= DIGITS_OF_DATE;
            let is_lost = match below.strip_prefix('/') {
                // Folders in it are not looked into.
                Some(inner) => may_be_dated(inner) || may_be_dated(name),
                None => {
                    below.is_empty()
                        && (may_be_dated(name) || is_recording_or_picture(name))
                        && date_in_file_name(path).is_none()
                }
            };
            if is_lost && is_file {
                undated.push(path);
            }
        }
    }
    match undated.first() {
        Some(first) => Some(hint_for_files(plan, first, undated.len())),
        None if is_there => None,
        None => hint_for_missing_folder(plan, paths().map(|(path, _)| path)),
    }
}

/// Whether a file is what people drop into such a folder, whatever its name: `New Recording 3.m4a`.
fn is_recording_or_picture(name: &str) -> bool {
    const ENDINGS: [&str; 16] = [
        "m4a", "mp3", "wav", "ogg", "opus", "aac", "amr", "3gp", "mp4", "mov", "webm", "jpg", "jpeg", "png", "heic",
        "webp",
    ];
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

fn hint_for_files(plan: &CollectingPlan, first: &str, count: usize) -> Problem {
    let shown = shortened_for_message(first);
    let message = match count {
        1 => format!(
            "`{shown}` is not collected: its name holds no date that can be read, or it is in a folder within the folder."
        ),
        count => format!(
            "{count} files such as `{shown}` are not collected: their names hold no date that can be read, or they are in a folder within \
             the folder."
        ),
    };
    plan.hint(
        message,
        format!(
            "Put them into `{}` with names that begin with the date, such as `YEAR-MONTH-DAY 07.35`.",
            shortened_for_message(plan.folder)
        ),
    )
}

fn hint_for_missing_folder<'p>(plan: &CollectingPlan, paths: impl Iterator<Item = &'p str>) -> Option<Problem> {
    let shown = shortened_for_message(plan.folder);
    let message = format!("There is no folder `{shown}`, so nothing is collected.");
    if plan.folder.contains('*') {
        let folder = plan.folder.split('*').next().unwrap_or_default().trim_end_matches('/');
        let help = if folder.is_empty() {
            "Write the name of the folder.".to_owned()
        } else {
            format!("Write `collects: {}`.", shortened_for_message(folder))
        };
        return Some(plan.hint(message, help));
    }
    let folders: BTreeSet<&str> = paths.filter_map(|path| path.rsplit_once('/')).map(|(folder, _)| folder).collect();
    let pieces: Vec<String> = plan.folder.split(',').map(|piece| fold(piece.trim())).collect();
    if pieces.len() > 1 && folders.iter().any(|folder| pieces.contains(&fold(folder))) {
        return Some(plan.hint(message, "Write one folder, and put the files of the others into it.".to_owned()));
    }
    let is_near = |folder: &&&str| {
        let folded = fold(folder);
        plan.wanted
            .iter()
            .any(|wanted| wanted.chars().count() > 3 && edit_distance_within(&folded, wanted, 1).is_some())
    };
    let near = folders.iter().find(is_near)?;
    Some(plan.hint(message, format!("Write `collects: {}` if that is what you mean.", shortened_for_message(near))))
}
