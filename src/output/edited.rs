//! `edited/`: the folder for pages that a person has typed into. A page gets a name that says where it was and what is in it, so
//! that moving it twice changes nothing.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::folders;
use super::provenance::short_hash;
use super::{swap, temporary};
use crate::folder::{FolderIdentity, read_any_file_into};

/// How many digits of its hash are in the name of an edited page: more if another file has that name.
const HASH_DIGITS: [usize; 4] = [8, 16, 32, 64];

/// Why a file cannot be moved to `edited/`.
const TAKEN: &str = "its name in `edited` is taken";

/// The folder of edited pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct EditedPagesFolder<'a> {
    pub root: &'a FolderIdentity,
    pub path: &'a Path,
}

impl EditedPagesFolder<'_> {
    /// Where the file at `from`, which was named `name`, would be moved to. This fails if it cannot be moved there, before
    /// anything is changed.
    pub fn find_free_path_for(self, from: &Path, name: &str) -> io::Result<PathBuf> {
        folders::check_writable(self.root, self.path).map_err(|e| {
            // Of no kind for which others have words: those would be about the page.
            io::Error::other(format!("what was typed into it has to be kept, and {e}"))
        })?;
        let content = read_if_plain_file(from)?;
        let mut places = self.candidate_paths(content.as_deref(), name);
        let is_free = |to: &PathBuf| {
            fs::symlink_metadata(to).is_err() || content.as_ref().is_some_and(|bytes| file_holds_exactly(to, bytes))
        };
        places.find(is_free).ok_or_else(|| io::Error::new(io::ErrorKind::AlreadyExists, TAKEN))
    }

    /// Moves a file that was named `name` here, and says where it is now.
    pub fn move_into_edited_folder(self, from: &Path, name: &str) -> io::Result<PathBuf> {
        folders::make_folder_unless_unmounted(self.root, self.path)?;
        let content = read_if_plain_file(from)?;
        for to in self.candidate_paths(content.as_deref(), name) {
            match (swap::move_without_replacing(from, &to), &content) {
                (Err(e), Some(bytes)) if e.kind() == io::ErrorKind::AlreadyExists && file_holds_exactly(&to, bytes) => {
                    fs::remove_file(from)?;
                }
                (Err(e), _) if e.kind() == io::ErrorKind::AlreadyExists => continue,
                (Err(e), Some(bytes)) if e.kind() == io::ErrorKind::CrossesDevices => {
                    self.move_across_disks(from, bytes, &to)?
                }
                (other, _) => other?,
            }
            return Ok(to);
        }
        Err(io::Error::new(io::ErrorKind::AlreadyExists, TAKEN))
    }

    /// Clears half copies that an earlier run left here.
    pub fn remove_half_copies(self) {
        let prefix = temporary::temporary_name_prefix_of_machine();
        for name in folders::list_names_in_folder(self.path).unwrap_or_default() {
            if temporary::leftover_kind(&name, &prefix) == Some(temporary::Leftover::HalfWritten) {
                let _ = fs::remove_file(self.path.join(name));
            }
        }
    }

    fn candidate_paths(self, content: Option<&[u8]>, name: &str) -> impl Iterator<Item = PathBuf> {
        let hash = short_hash(content.unwrap_or(name.as_bytes()), 64);
        let (folder, name) = (self.path.to_owned(), name.to_owned());
        HASH_DIGITS.into_iter().map(move |digits| folder.join(edited_name(&name, hash.get(..digits).unwrap_or(&hash))))
    }

    /// Moves a file to another disk.
    fn move_across_disks(self, from: &Path, bytes: &[u8], to: &Path) -> io::Result<()> {
        let (part, mut file) = temporary::create_temporary(self.path, &temporary::temporary_name_prefix_of_machine())?;
        let placed =
            file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| swap::move_without_replacing(&part, to));
        if let Err(e) = placed {
            let _ = fs::remove_file(&part);
            if !(e.kind() == io::ErrorKind::AlreadyExists && file_holds_exactly(to, bytes)) {
                return Err(e);
            }
        }
        fs::remove_file(from)
    }
}

/// The names of the pages that are kept in a folder of edited pages, each with the name that it had.
#[must_use]
pub fn list_edited_page_names(folder: &Path) -> Vec<(String, String)> {
    let names = folders::list_names_in_folder(folder).unwrap_or_default();
    let plain = names.into_iter().filter(|name| {
        !name.starts_with('.') && fs::symlink_metadata(folder.join(name)).is_ok_and(|meta| meta.is_file())
    });
    plain.map(|name| (original_name(&name), name)).map(|(original, name)| (name, original)).collect()
}

/// `week-2026-11-16-1a2b3c4d.md` -> `week-2026-11-16.md`. A name that does not end in a hash stays as it is.
fn original_name(name: &str) -> String {
    let (stem, ending) =
        name.rsplit_once('.').map_or((name, String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    match stem.rsplit_once('-') {
        Some((original, hash)) if HASH_DIGITS.contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_hexdigit()) => {
            format!("{original}{ending}")
        }
        _ => name.to_owned(),
    }
}

/// The bytes of a plain file. None for anything else.
fn read_if_plain_file(path: &Path) -> io::Result<Option<Vec<u8>>> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    read_any_file_into(path, &mut bytes)?;
    Ok(Some(bytes))
}

fn file_holds_exactly(path: &Path, bytes: &[u8]) -> bool {
    let mut there = Vec::new();
    read_any_file_into(path, &mut there).is_ok() && there == bytes
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
        for name in ["week-2026-11-16.md", "index.md", "index", "prompts-2026-11-16.md"] {
            assert_eq!(original_name(&edited_name(name, "1a2b3c4d")), name);
        }
        assert_eq!(original_name("my-own.md"), "my-own.md");
    }
}
