//! Collected files (docs/specification.md#1-notes, `collects`): the files of a folder whose names hold a date make one
//! entry for each date.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::folder::copy_names;
use crate::journal::catalog::name_table::TaskGroupIndex;
use crate::journal::catalog::notes::{NotesAndFiles, visible_notes_and_copies};
use crate::journal::catalog::photo_index::normalised_path;
use crate::journal::catalog::versions::PlanVersions;
use crate::journal::draft::{DraftKind, date_in_file_name};
use crate::journal::{Share, View, sharing::private_words};
use crate::text::fold;
use crate::when::DateSpan;

/// The files that plans collect, for one view.
#[derive(Clone, Debug, Default)]
pub struct CollectedFiles {
    /// By date and group. Of each date the files of the first folder among the versions that has some.
    by_date: BTreeMap<(NaiveDate, TaskGroupIndex), CollectedFilesOfDate>,
    /// Of each group the folders, as they were found: which folder a plan means, all files together decide.
    pub(crate) folders: BTreeMap<TaskGroupIndex, Vec<String>>,
}

/// The files of one date that a plan collects: their paths, in order, and the task of the version that collects them.
#[derive(Clone, Debug)]
pub(crate) struct CollectedFilesOfDate {
    pub task: String,
    pub paths: Vec<Arc<str>>,
}

impl CollectedFiles {
    pub(crate) fn collect_for_plans(groups: &[PlanVersions], notes: &NotesAndFiles, view: View) -> CollectedFiles {
        let mut found = CollectedFiles::default();
        let collecting = || groups.iter().flat_map(|group| &group.versions).filter(|v| v.plan.collects.is_some());
        let wanted: BTreeSet<String> = collecting()
            .flat_map(|v| possible_collect_folders(v.path, v.plan.collects.as_deref().unwrap_or_default()))
            .collect();
        if wanted.is_empty() {
            return found;
        }
        let files = dated_files_in_folders(&wanted, notes, view);
        for (n, group) in groups.iter().enumerate().map(|(n, group)| (TaskGroupIndex(n), group)) {
            for version in &group.versions {
                let Some(folder) = &version.plan.collects else { continue };
                let folder = possible_collect_folders(version.path, folder).find(|folder| files.contains_key(folder));
                let Some((folder, dates)) = folder.and_then(|folder| files.get_key_value(&folder)) else { continue };
                found.folders.entry(n).or_default().push(folder.clone());
                for (date, paths) in dates {
                    let files = || CollectedFilesOfDate {
                        task: version.plan.task.clone(),
                        paths: paths.iter().map(|path| Arc::from(*path)).collect(),
                    };
                    found.by_date.entry((*date, n)).or_insert_with(files);
                }
            }
        }
        found
    }

    /// Every date that a collected file is of, in order.
    pub fn dates(&self) -> impl Iterator<Item = NaiveDate> {
        self.by_date.keys().map(|(date, _)| *date)
    }

    /// Whether no plan collects files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.folders.is_empty()
    }

    /// Group and files, by date.
    pub(crate) fn files_of_dates(
        &self,
        dates: DateSpan,
    ) -> impl Iterator<Item = (NaiveDate, TaskGroupIndex, &CollectedFilesOfDate)> {
        let of_dates = self.by_date.range((dates.first, TaskGroupIndex(0))..=(dates.last, TaskGroupIndex(usize::MAX)));
        of_dates.map(|((date, group), files)| (*date, *group, files))
    }
}

/// The folders that a plan's `collects` may mean, folded: seen from the top of the journal first, then from the plan's own
/// folder.
pub(crate) fn possible_collect_folders(plan: &str, folder: &str) -> impl Iterator<Item = String> {
    let beside = plan.rsplit_once('/').map_or("", |(dir, _)| dir);
    [normalised_path("", folder), normalised_path(beside, folder)].into_iter().flatten().map(|path| fold(&path))
}

/// The files of some folders by date, in order of path; a folder without a dated file is there, too.
fn dated_files_in_folders<'a>(
    wanted: &BTreeSet<String>,
    notes: &NotesAndFiles<'a>,
    view: View,
) -> HashMap<String, BTreeMap<NaiveDate, Vec<&'a str>>> {
    // Files come folder by folder, so most are asked about the folder of the one before.
    let mut last: Option<(&str, Option<String>)> = None;
    let mut wanted_folder = |path: &'a str| {
        let (folder, _) = path.rsplit_once('/')?;
        if last.as_ref().is_none_or(|(known, _)| *known != folder) {
            last = Some((folder, Some(fold(folder)).filter(|folder| wanted.contains(folder))));
        }
        last.as_ref()?.1.clone()
    };
    let mut files: HashMap<String, BTreeMap<NaiveDate, Vec<&str>>> = HashMap::new();
    let mut add = |folder: String, path: &'a str| {
        let dates = files.entry(folder).or_default();
        if let Some(date) = date_in_file_name(path) {
            dates.entry(date).or_default().push(path);
        }
    };
    // What its name keeps private is not shared.
    let is_seen = |path: &str| view == View::Client || !private_words::is_private_path(path);
    for path in notes.other_files().iter().filter(|path| is_seen(path)) {
        if let Some(folder) = wanted_folder(path) {
            add(folder, path);
        }
    }
    // A note that says nothing of its own is a file like any other; a copy is not.
    let mut own = Vec::new();
    for draft in notes.drafts() {
        let Some(folder) = wanted_folder(&draft.path) else { continue };
        match draft.content.as_deref().map(|content| &content.kind) {
            None if copy_names::is_certain_conflict_copy(&draft.path) => {}
            None => add(folder, &draft.path),
            Some(DraftKind::Ordinary | DraftKind::Day(_)) => own.push(draft),
            Some(_) => {}
        }
    }
    for (note, copy) in visible_notes_and_copies(own.into_iter()) {
        let is_seen = view == View::Client || note.content.share != Some(Share::None);
        if let Some(folder) = wanted_folder(note.path).filter(|_| copy.is_none() && is_seen) {
            add(folder, note.path);
        }
    }
    for paths in files.values_mut().flat_map(BTreeMap::values_mut) {
        paths.sort_unstable();
    }
    files
}

/// Whether a file is a picture, which a report can show.
pub(crate) fn has_picture_ending(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "jpg" | "jpeg" | "png" | "webp" | "gif" | "heic" | "heif" | "avif")
}
