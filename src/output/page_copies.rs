//! Copies of what this program made, under names that it does not use: `Copy of week-2026-11-16.md`, `week-2026-11-16.html.bak`.
//! Nothing renews them, so they may show what is private now.

use std::fs;
use std::path::{Path, PathBuf};

use super::provenance::{BYTES_SEARCHED, is_written_by_us};
use crate::folder::read_head_and_tail;

/// Endings of files that hold no text.
const MEDIA: [&str; 24] = [
    "jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif", "tif", "tiff", "bmp", "svg", "mp3", "m4a", "wav",
    "ogg", "opus", "mp4", "mov", "webm", "pdf", "zip", "gz", "7z",
];
/// At most this many files are looked at, and at most this deep.
const MOST_FILES: usize = 2000;
const MOST_DEPTH: usize = 4;

/// Whether a file has our mark at its start or its end. Only these are read.
fn is_marked_file(path: &Path) -> bool {
    read_head_and_tail(path, BYTES_SEARCHED as u64).is_ok_and(|bytes| is_written_by_us(&bytes))
}

/// The marked files in a folder and, if `with_folders`, in those below it. For each path from there (with `/`) `is_known` says whether
/// it is kept up to date.
#[must_use]
pub fn find_marked_files_below(folder: &Path, with_folders: bool, is_known: &dyn Fn(&str) -> bool) -> Vec<PathBuf> {
    let (mut found, mut seen) = (Vec::new(), 0);
    let mut open: Vec<(PathBuf, String, usize)> = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((folder, from, depth)) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        let mut names: Vec<(String, bool)> = entries
            .flatten()
            .filter_map(|entry| {
                let kind = entry.file_type().ok().filter(|kind| kind.is_dir() || kind.is_file())?;
                Some((entry.file_name().into_string().ok()?, kind.is_dir()))
            })
            .filter(|(name, _)| !name.starts_with('.'))
            .collect();
        names.sort_unstable();
        for (name, is_folder) in names {
            let path = folder.join(&name);
            let relative = if from.is_empty() { name } else { format!("{from}/{name}") };
            if is_folder {
                if with_folders && depth < MOST_DEPTH {
                    open.push((path, relative, depth + 1));
                }
                continue;
            }
            seen += 1;
            if seen > MOST_FILES {
                return found;
            }
            if !is_media(&relative) && !is_known(&relative) && is_marked_file(&path) {
                found.push(path);
            }
        }
    }
    found
}

fn is_media(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| MEDIA.iter().any(|media| ending.eq_ignore_ascii_case(media)))
}
