//! Collected files (SPEC 1, `collects`): the files of a folder whose names hold a date make one entry for each date.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::photos::normal;
use crate::text::fold;
use crate::when;

/// Files by folder (folded), then by date, in order of path.
#[derive(Debug, Default)]
pub(super) struct DatedFiles<'a>(HashMap<String, BTreeMap<NaiveDate, Vec<&'a str>>>);

impl<'a> DatedFiles<'a> {
    pub(super) fn new(paths: impl Iterator<Item = &'a str>) -> DatedFiles<'a> {
        let mut folders: HashMap<String, BTreeMap<NaiveDate, Vec<&str>>> = HashMap::new();
        for path in paths {
            let Some((folder, _)) = path.rsplit_once('/') else { continue };
            let dates = folders.entry(fold(folder)).or_default();
            if let Some(date) = date(path) {
                dates.entry(date).or_default().push(path);
            }
        }
        for files in folders.values_mut().flat_map(BTreeMap::values_mut) {
            files.sort_unstable();
        }
        DatedFiles(folders)
    }

    /// The folder as a plan names it: from the top of the journal, else beside the plan.
    pub(super) fn dates(&self, plan: &str, folder: &str) -> impl Iterator<Item = (NaiveDate, &[&'a str])> {
        let beside = plan.rsplit_once('/').map_or("", |(dir, _)| dir);
        let found = [normal("", folder), normal(beside, folder)]
            .into_iter()
            .flatten()
            .find_map(|path| self.0.get(&fold(&path)));
        found.into_iter().flatten().map(|(date, files)| (*date, files.as_slice()))
    }
}

/// The date of a file in a folder.
pub(super) fn date(path: &str) -> Option<NaiveDate> {
    path.rsplit_once('/').and_then(|(_, name)| when::find_date_in_name(name))
}

/// Whether a file is a picture, which a report can show.
pub(super) fn is_picture(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "jpg" | "jpeg" | "png" | "webp" | "gif" | "heic" | "heif" | "avif")
}
