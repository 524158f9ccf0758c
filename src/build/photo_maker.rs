//! The photos of reports: read, made small once, and found again beside the reports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::heic::{self, ConvertedJpeg};
use crate::folder;
use crate::journal::{Journal, Share};
use crate::photo::{self, NotShownReason};
use crate::problem::{Code, Problem};
use crate::report::Report;

/// At most this many photos are shown in one week's page; the rest are counted.
const MOST_IN_A_WEEK: usize = 24;

/// Where photos are read and looked for; what was found is kept for this pass.
pub struct PhotoMaker<'a> {
    root: PathBuf,
    /// The files of the journal that a report may show: nothing behind a link, in `private/` or outside.
    showable_files: &'a [String],
    /// `photos/` beside the reports, and what is in it, by the key of its source.
    photos_folder: PathBuf,
    made_by_source_key: BTreeMap<String, String>,
    /// By path. One photo is opened at a time, so that memory holds only one.
    results_by_path: Mutex<BTreeMap<String, PhotoResult>>,
}

/// A photo as it is shown, or why it is not.
type PhotoResult = Result<SmallPhoto, NotShownReason>;

#[derive(Clone)]
struct SmallPhoto {
    name: String,
    data: String,
    width: u32,
    height: u32,
    /// None if it is already beside the reports.
    bytes_if_new: Option<Vec<u8>>,
}

impl<'a> PhotoMaker<'a> {
    /// Makes the photos of a journal. `files` are its files that are not notes, in order; `reports` is the reports folder.
    #[must_use]
    pub fn new(root: &Path, files: &'a [String], reports: &Path) -> PhotoMaker<'a> {
        let folder = reports.join(super::folder_names::PHOTOS);
        let mut made = BTreeMap::new();
        // If there is no such folder yet, nothing was made yet.
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if let Ok(name) = entry.file_name().into_string()
                && let Some(key) = photo::source_key_in_name(&name)
            {
                made.insert(key.to_owned(), name);
            }
        }
        PhotoMaker {
            root: root.to_owned(),
            showable_files: files,
            photos_folder: folder,
            made_by_source_key: made,
            results_by_path: Mutex::default(),
        }
    }

    /// One that shows no photos, for when no page is made.
    #[must_use]
    pub fn none() -> PhotoMaker<'static> {
        PhotoMaker {
            root: PathBuf::new(),
            showable_files: &[],
            photos_folder: PathBuf::new(),
            made_by_source_key: BTreeMap::new(),
            results_by_path: Mutex::default(),
        }
    }

    /// Fills in the photos of a report.
    pub fn fill_in(&self, report: &mut Report) {
        let pictures = report.photos.iter_mut().flat_map(|line| &mut line.pictures);
        for (at, picture) in pictures.enumerate() {
            if at >= MOST_IN_A_WEEK {
                picture.unseen = Some("more");
                continue;
            }
            match self.photo_at(&picture.path) {
                Ok(shown) => {
                    picture.file = Some(format!("{}/{}", super::folder_names::PHOTOS, shown.name));
                    picture.data = Some(shown.data);
                    (picture.width, picture.height) = (shown.width, shown.height);
                }
                Err(unseen) => picture.unseen = Some(unseen.template_word()),
            }
        }
    }

    /// Every photo that was shown, and its bytes if it is new.
    #[must_use]
    pub fn into_shown_photos(self) -> BTreeMap<String, Option<Vec<u8>>> {
        let seen = self.results_by_path.into_inner().unwrap_or_else(PoisonError::into_inner);
        seen.into_values().flatten().map(|shown| (shown.name, shown.bytes_if_new)).collect()
    }

    fn photo_at(&self, path: &str) -> PhotoResult {
        let mut seen = self.results_by_path.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(there) = seen.get(path) {
            return there.clone();
        }
        let found = self.make_photo(path);
        seen.insert(path.to_owned(), found.clone());
        found
    }

    fn make_photo(&self, path: &str) -> PhotoResult {
        if self.showable_files.binary_search_by(|file| file.as_str().cmp(path)).is_err() {
            return Err(NotShownReason::Missing);
        }
        let unreadable = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::FileTooLarge => NotShownReason::Large,
            _ => NotShownReason::Missing,
        };
        let ends = folder::read_size_head_and_tail(&self.root, path).map_err(unreadable)?;
        // The first bytes may be enough, so they come before the rest.
        match photo::check_photo_header(head_in_size_head_and_tail(&ends)) {
            Ok(()) | Err(NotShownReason::Heic) => {}
            unseen => unseen?,
        }
        let key = photo::key_of_size_and_ends(&ends);
        let kept = self.made_by_source_key.get(&key).and_then(|name| {
            let bytes = folder::read_file(&self.photos_folder, name).ok()?;
            photo::is_small_photo_intact(name, &bytes).then_some((name.clone(), bytes))
        });
        let (name, bytes, new) = match kept {
            Some((name, bytes)) => (name, bytes, false),
            None => {
                let bytes = shrink_photo(&folder::read_file(&self.root, path).map_err(unreadable)?)?;
                (photo::small_photo_name(&key, &bytes), bytes, true)
            }
        };
        let (width, height) = photo::jpeg_width_and_height(&bytes).ok_or(NotShownReason::Broken)?;
        Ok(SmallPhoto { name, data: photo::base64(&bytes), width, height, bytes_if_new: new.then_some(bytes) })
    }
}

/// The photos of notes that are shared in full, and that cannot be shown: found in the first bytes of their files, since `check`
/// opens none.
pub(super) fn unshowable_photo_problems(root: &Path, files: &[String], journal: &Journal) -> Vec<Problem> {
    let shared = journal.entries.iter().filter(|entry| entry.share == Share::Full);
    let photos: BTreeSet<(&str, &str)> =
        shared.flat_map(|entry| entry.photos.iter().map(|photo| (&*entry.note, photo.path.as_str()))).collect();
    let unseen = |path: &str| {
        if files.binary_search_by(|file| file.as_str().cmp(path)).is_err() {
            return Some(NotShownReason::Missing);
        }
        match folder::read_size_head_and_tail(root, path) {
            Ok(ends) => photo::check_photo_header(head_in_size_head_and_tail(&ends)).err(),
            Err(error) if error.kind() == std::io::ErrorKind::FileTooLarge => Some(NotShownReason::Large),
            Err(_) => Some(NotShownReason::Missing),
        }
    };
    let told = photos.into_iter().filter_map(|(note, path)| Some((note, path, unseen(path)?)));
    told.filter(|(.., unseen)| *unseen != NotShownReason::Heic || !heic::has_heic_program())
        .map(|(note, path, unseen)| {
            let (message, help) = match unseen {
                NotShownReason::Missing => ("is not in the journal.", "Write the name of a file that is there."),
                NotShownReason::Large => {
                    ("is too large to be shown.", "Save a copy of half its width, and write its name.")
                }
                NotShownReason::Heic => (
                    "was taken as HEIC, and no program was found that opens it.",
                    "Install libheif (heif-dec, heif-convert) or ImageMagick, or save the photo as JPEG.",
                ),
                NotShownReason::Broken => ("is no picture that can be shown.", "Save it as JPEG or PNG."),
            };
            Problem::for_file(note, Code::PhotoNotShown, format!("The photo `{path}` {message}"), help.to_owned())
        })
        .collect()
}

/// The first bytes of a file in what [`folder::read_size_head_and_tail`] gives: its size comes before them.
fn head_in_size_head_and_tail(ends: &[u8]) -> &[u8] {
    ends.get(size_of::<u64>()..).unwrap_or_default()
}

/// [`photo::shrink_photo`], with an installed program for HEIC.
fn shrink_photo(bytes: &[u8]) -> Result<Vec<u8>, NotShownReason> {
    let heic = match photo::shrink_photo(bytes) {
        Err(NotShownReason::Heic) => heic::convert_heic_to_jpeg(bytes),
        other => return other,
    };
    match heic {
        Some(ConvertedJpeg { jpeg, is_upright: true }) => photo::shrink_upright_photo(&jpeg),
        Some(ConvertedJpeg { jpeg, is_upright: false }) => photo::shrink_photo(&jpeg),
        None => Err(NotShownReason::Heic),
    }
}
