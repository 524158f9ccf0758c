//! Finds the settings of a journal, and distinguishes a journal from a note that has the same name
//! (docs/specification.md#1-notes).

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::names;
use super::read::read_file;
use crate::text::is_dash;

/// The name of the settings at the top of a folder: `journal.md` in any case of letters, a plain file. None if there is
/// none; the first by name if there are several.
///
/// # Errors
/// If the folder cannot be listed.
pub fn find_settings_name(folder: &Path) -> io::Result<Option<String>> {
    // The usual spelling.
    let usual = folder.join(names::SETTINGS);
    match fs::symlink_metadata(&usual) {
        Ok(meta) if meta.is_file() => return Ok(Some(names::SETTINGS.to_owned())),
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut found: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if names::is_settings_path(&name) && entry.file_type()?.is_file() {
            found.push(name);
        }
    }
    found.sort();
    Ok(found.into_iter().next())
}

/// Whether a folder holds a `journal.md` that is a plain file.
#[must_use]
pub fn is_journal(folder: &Path) -> bool {
    find_settings_name(folder).is_ok_and(|name| name.is_some())
}

/// The journal that `start` is in: the nearest folder upward whose `journal.md` has settings, is empty or cannot be read.
/// Any other `journal.md` below a journal is a note, so without such a folder it is the topmost one that has any.
#[must_use]
pub fn find_journal_upward(start: &Path) -> Option<PathBuf> {
    let start = fs::canonicalize(start).or_else(|_| std::path::absolute(start)).ok()?;
    let mut topmost = None;
    for folder in start.ancestors() {
        let Ok(Some(name)) = find_settings_name(folder) else { continue };
        topmost = Some(folder.to_owned());
        if makes_folder_a_journal(folder, &name) {
            break;
        }
    }
    topmost
}

/// Whether a `journal.md` makes its folder a journal wherever that is: it has a setting, is empty, or cannot be read.
pub(super) fn makes_folder_a_journal(root: &Path, path: &str) -> bool {
    read_file(root, path).map_or(true, |bytes| may_be_settings_text(&bytes))
}

/// Whether a folder holds a journal that one above it would read as its own notes: its `journal.md` names no setting
/// (docs/specification.md#1-notes).
#[must_use]
pub fn has_settings_note_without_settings(folder: &Path) -> bool {
    let name = find_settings_name(folder).ok().flatten();
    name.is_some_and(|name| !makes_folder_a_journal(folder, &name))
}

/// Whether text has front matter with a setting, is empty, or cannot be read.
fn may_be_settings_text(bytes: &[u8]) -> bool {
    if bytes.is_empty() {
        return true;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return true };
    let text = text.trim_start_matches('\u{FEFF}');
    let is_dashes = |line: &str| !line.is_empty() && line.chars().all(is_dash);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    // A title may be above the block.
    if !lines.by_ref().take(2).any(is_dashes) {
        return false;
    }
    let mut fields = lines.take_while(|line| !is_dashes(line) && *line != "...");
    fields.any(|line| {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        names::SETTING_KEYS.contains(&crate::text::fold_key(key.trim_matches(['"', '\''])).as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_told_apart_from_a_note() {
        for text in [
            "",
            "---\nname: Sam\n---\n",
            "# Mine\n\n---\nWeek_starts: Monday\n---\n",
            "\n---\nshare: none\n",
            "\u{2014}\nname: x\n",
            "\u{2212}\u{2212}\u{2212}\nname: x\n",
        ] {
            assert!(may_be_settings_text(text.as_bytes()), "{text:?}");
        }
        for text in ["# My journal\n", "Dear journal\n\nname: x\n", "---\ntags: [a]\n---\nname: x\n", "---\n"] {
            assert!(!may_be_settings_text(text.as_bytes()), "{text:?}");
        }
        assert!(may_be_settings_text(b"\xff\xfe"));
    }
}
