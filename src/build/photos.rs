//! The photos of reports: read, made small once, and found again where they lie beside the reports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::heic::{self, Converted};
use crate::folder;
use crate::journal::{Journal, Share};
use crate::photo::{self, Unseen};
use crate::problem::{Code, Problem};
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
        let folder = reports.join(super::folder_names::PHOTOS);
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
                    picture.file = Some(format!("{}/{}", super::folder_names::PHOTOS, shown.name));
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
        let ends = folder::read_ends(&self.root, path).map_err(unreadable)?;
        // What its head tells is known before the rest is read.
        match photo::look(head(&ends)) {
            Ok(()) | Err(Unseen::Heic) => {}
            unseen => unseen?,
        }
        let key = photo::key(&ends);
        let kept = self.made.get(&key).and_then(|name| {
            let bytes = folder::read(&self.folder, name).ok()?;
            photo::is_intact(name, &bytes).then_some((name.clone(), bytes))
        });
        let (name, bytes, new) = match kept {
            Some((name, bytes)) => (name, bytes, false),
            None => {
                let bytes = small(&folder::read(&self.root, path).map_err(unreadable)?)?;
                (photo::name(&key, &bytes), bytes, true)
            }
        };
        let (width, height) = photo::size(&bytes).ok_or(Unseen::Broken)?;
        Ok(Shown { name, data: photo::base64(&bytes), width, height, new: new.then_some(bytes) })
    }
}

/// The photos of notes that are shared in full, and that cannot be shown: told from the heads of their files, since `check`
/// opens none.
pub(super) fn not_shown(root: &Path, files: &[String], journal: &Journal) -> Vec<Problem> {
    let shared = journal.entries.iter().filter(|entry| entry.share == Share::Full);
    let photos: BTreeSet<(&str, &str)> =
        shared.flat_map(|entry| entry.photos.iter().map(|photo| (&*entry.note, photo.path.as_str()))).collect();
    let unseen = |path: &str| {
        if files.binary_search_by(|file| file.as_str().cmp(path)).is_err() {
            return Some(Unseen::Missing);
        }
        match folder::read_ends(root, path) {
            Ok(ends) => photo::look(head(&ends)).err(),
            Err(error) if error.kind() == std::io::ErrorKind::FileTooLarge => Some(Unseen::Large),
            Err(_) => Some(Unseen::Missing),
        }
    };
    let told = photos.into_iter().filter_map(|(note, path)| Some((note, path, unseen(path)?)));
    told.filter(|(.., unseen)| *unseen != Unseen::Heic || !heic::is_there_a_program())
        .map(|(note, path, unseen)| {
            let (message, help) = match unseen {
                Unseen::Missing => ("is not in the journal.", "Write the name of a file that is there."),
                Unseen::Large => ("is too large to be shown.", "Save a copy of half its width, and write its name."),
                Unseen::Heic => (
                    "was taken as HEIC, and no program was found that opens it.",
                    "Install libheif (heif-dec, heif-convert) or ImageMagick, or save the photo as JPEG.",
                ),
                Unseen::Broken => ("is no picture that can be shown.", "Save it as JPEG or PNG."),
            };
            Problem::for_file(note, Code::PhotoNotShown, format!("The photo `{path}` {message}"), help.to_owned())
        })
        .collect()
}

/// The first bytes of a file in what [`folder::read_ends`] gives: its size stands before them.
fn head(ends: &[u8]) -> &[u8] {
    ends.get(size_of::<u64>()..).unwrap_or_default()
}

/// [`photo::small`], with a program of the system's for HEIC.
fn small(bytes: &[u8]) -> Result<Vec<u8>, Unseen> {
    let heic = match photo::small(bytes) {
        Err(Unseen::Heic) => heic::convert(bytes),
        other => return other,
    };
    match heic {
        Some(Converted { jpeg, upright: true }) => photo::small_of_upright(&jpeg),
        Some(Converted { jpeg, upright: false }) => photo::small(&jpeg),
        None => Err(Unseen::Heic),
    }
}
