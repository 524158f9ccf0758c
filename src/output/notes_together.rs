//! Notes of a person that are made together: all of them, or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::file::{missing_folders, remove_empty_folders, write_new_note};

/// What was made so far.
#[derive(Debug, Default)]
pub struct NotesMadeTogether {
    notes: Vec<(PathBuf, String)>,
    /// The folders that were not there, each before those in it.
    folders: Vec<PathBuf>,
}

impl NotesMadeTogether {
    /// Writes one more note, with the folders above it. It never replaces anything.
    ///
    /// # Errors
    /// As [`write_new_note`].
    pub fn write(&mut self, path: &Path, text: &str) -> io::Result<()> {
        let folders = missing_folders(path.parent().unwrap_or(Path::new(".")));
        write_new_note(path, text)?;
        self.folders.extend(folders);
        self.notes.push((path.to_owned(), text.to_owned()));
        Ok(())
    }

    /// Takes away what was made, since the rest could not be. A note that somebody has changed meanwhile stays.
    pub fn take_away(self) {
        for (path, text) in self.notes.iter().rev() {
            if fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
                let _ = fs::remove_file(path);
            }
        }
        remove_empty_folders(&self.folders);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_goes_and_what_was_there_stays() {
        let here = tempfile::tempdir().expect("a folder");
        let path = |name: &str| here.path().join(name);
        let mut made = NotesMadeTogether::default();
        fs::create_dir(path("old")).expect("a folder");
        for name in ["new/deep/a.md", "new/b.md", "old/c.md"] {
            made.write(&path(name), name).expect("a note");
        }
        assert!(made.write(&path("new/b.md"), "again").is_err());
        fs::write(path("new/b.md"), "changed").expect("a change");
        made.take_away();
        assert!(!path("new/deep").exists() && !path("old/c.md").exists() && path("old").exists());
        assert_eq!(fs::read_to_string(path("new/b.md")).expect("a note"), "changed");
    }

    #[test]
    fn a_note_that_cannot_be_written_leaves_no_folder() {
        let here = tempfile::tempdir().expect("a folder");
        fs::write(here.path().join("file"), "").expect("a file");
        assert!(write_new_note(&here.path().join("a/b").join("x".repeat(300)), "text").is_err());
        assert!(write_new_note(&here.path().join("file/a/b.md"), "text").is_err());
        assert_eq!(fs::read_dir(here.path()).expect("a folder").count(), 1);
    }
}
