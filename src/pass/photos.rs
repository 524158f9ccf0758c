//! The photos of reports: read, made small once, and found again where they lie beside the reports.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::folder;
use crate::photo::{self, Unseen};
use crate::report::Report;

/// So many photos are shown in one week's page; the others are counted.
const MOST_IN_A_WEEK: usize = 24;

/// Where photos are read and looked for; what was found is kept for this pass.
pub struct Photos<'a> {
    root: PathBuf,
    /// The files of the journal that a report may show: nothing behind a link, in `private/` or outside.
    files: &'a [String],
    /// `photos/` beside the reports, and what lies there by the key of its source.
    folder: PathBuf,
    made: BTreeMap<String, String>,
    /// By path. One photo is opened at a time, so that memory stays that of one.
    seen: Mutex<BTreeMap<String, Seen>>,
}

/// A photo as it is shown, or why it is not.
type Seen = Result<Shown, Unseen>;

#[derive(Clone)]
struct Shown {
    name: String,
    data: String,
    width: u32,
    height: u32,
    /// None where it lies beside the reports already.
    new: Option<Vec<u8>>,
}

impl<'a> Photos<'a> {
    /// Those of a journal whose other files are `files`, in order, with `folder` the one of the reports.
    #[must_use]
    pub fn new(root: &Path, files: &'a [String], reports: &Path) -> Photos<'a> {
        let folder = reports.join(super::PHOTOS);
        let mut made = BTreeMap::new();
        // Where there is no such folder yet, nothing was made yet.
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if let Ok(name) = entry.file_name().into_string()
                && let Some(key) = photo::key_of(&name)
            {
                made.insert(key.to_owned(), name);
            }
        }
        Photos { root: root.to_owned(), files, folder, made, seen: Mutex::default() }
    }

    /// None at all: for what shows no page.
    #[must_use]
    pub fn none() -> Photos<'static> {
        Photos {
            root: PathBuf::new(),
            files: &[],
            folder: PathBuf::new(),
            made: BTreeMap::new(),
            seen: Mutex::default(),
        }
    }

    /// Fills in the photos of a report.
    pub fn fill(&self, report: &mut Report) {
        let pictures = report.photos.iter_mut().flat_map(|line| &mut line.pictures);
        for (at, picture) in pictures.enumerate() {
            if at >= MOST_IN_A_WEEK {
                picture.unseen = Some("more");
                continue;
            }
            match self.see(&picture.path) {
                Ok(shown) => {
                    picture.file = Some(format!("{}/{}", super::PHOTOS, shown.name));
                    picture.data = Some(shown.data);
                    (picture.width, picture.height) = (shown.width, shown.height);
                }
                Err(unseen) => picture.unseen = Some(unseen.name()),
            }
        }
    }

    /// Every photo that was shown, and its bytes where it is new.
    #[must_use]
    pub fn shown(self) -> BTreeMap<String, Option<Vec<u8>>> {
        let seen = self.seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        seen.into_values().flatten().map(|shown| (shown.name, shown.new)).collect()
    }

    fn see(&self, path: &str) -> Seen {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(there) = seen.get(path) {
            return there.clone();
        }
        let found = self.look(path);
        seen.insert(path.to_owned(), found.clone());
        found
    }

    fn look(&self, path: &str) -> Seen {
        if self.files.binary_search_by(|file| file.as_str().cmp(path)).is_err() {
            return Err(Unseen::Missing);
        }
        let unreadable = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::FileTooLarge => Unseen::Large,
            _ => Unseen::Missing,
        };
        let key = photo::key(&folder::ends(&self.root, path).map_err(unreadable)?);
        let kept = self.made.get(&key).and_then(|name| {
            let bytes = folder::read(&self.folder, name).ok()?;
            photo::is_intact(name, &bytes).then_some((name.clone(), bytes))
        });
        let (name, bytes, new) = match kept {
            Some((name, bytes)) => (name, bytes, false),
            None => {
                let bytes = photo::small(&folder::read(&self.root, path).map_err(unreadable)?)?;
                (photo::name(&key, &bytes), bytes, true)
            }
        };
        let (width, height) = photo::size(&bytes).ok_or(Unseen::Broken)?;
        Ok(Shown { name, data: photo::base64(&bytes), width, height, new: new.then_some(bytes) })
    }
}
