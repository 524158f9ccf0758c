//! Which pages are there, unchanged, and what each was made from.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::folders;
use super::key::PageContentKey;
use super::provenance;
use crate::folder::{FileStamp, nanos_since_1970, read_any_file_into};

/// A file of ours that nobody has edited, with the key in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyedFile {
    pub key: PageContentKey,
    pub(super) stamp: FileStamp,
    /// It was so young when it was read that it can have changed since with the same stamp.
    is_racy: bool,
}

/// The unchanged files of ours in a folder, by name, read at `now`. A file that still has the stamp it had `before` is not
/// read again.
#[must_use]
pub fn find_unchanged_files_of_ours(
    folder: &Path,
    is_our_name: &(dyn Fn(&str) -> bool + Sync),
    before: Option<&BTreeMap<String, KeyedFile>>,
    now: SystemTime,
) -> BTreeMap<String, KeyedFile> {
    let now = nanos_since_1970(now);
    // If the folder is not there or cannot be listed, whoever writes into it says so.
    let names = folders::list_names_in_folder(folder).unwrap_or_default();
    let key = |buffer: &mut Vec<u8>, name: String| {
        let path = folder.join(&name);
        let stamp = FileStamp::of_path(&path)?;
        let before = before.and_then(|before| before.get(&name));
        if let Some(known) = before.filter(|known| known.stamp == stamp && !known.is_racy) {
            return Some((name, *known));
        }
        let key = read_any_file_into(&path, buffer).is_ok().then(|| provenance::key_if_intact(buffer))??;
        Some((name, KeyedFile { key, stamp, is_racy: stamp.is_racy(now) }))
    };
    let ours = names.into_par_iter().filter(|name| is_our_name(name));
    ours.map_init(Vec::new, key).flatten().collect()
}
