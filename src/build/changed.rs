//! What has changed in a folder since something was last made from it: what a watcher says about an update, and how far the
//! update has to go.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::folder::{FileStamp, ListedFile, Scan};
use crate::journal::{self, NoteDraft};

/// A note of no more bytes says nothing: the first of its lines is still being written (`---`, and its line end).
const MOST_BYTES_OF_EMPTY: u64 = 5;

/// What has changed since something was last made from a folder; at the start, everything.
#[derive(Clone, Debug, Default)]
pub struct ChangesSinceBuild {
    /// The notes, templates and rules whose files have changed, by path: as they were; none for those that are new.
    pub files: BTreeMap<String, Option<FileStamp>>,
    /// More than notes: the settings, a template, a photo.
    pub(super) has_everything_changed: bool,
    /// The dates of the notes, lines of logs and collected files that have changed, before and after. Whether a note changed
    /// the catalog says more.
    pub(super) dates: BTreeSet<NaiveDate>,
    /// The notes that could be read when something was last made and now cannot, by path: as they last could be.
    pub(super) unreadable: BTreeMap<String, NoteDraft>,
    /// The paths that were looked at since, if only some were; none after a whole scan.
    pub(super) checked_paths: Option<BTreeSet<String>>,
}

impl ChangesSinceBuild {
    /// Changes after which everything is built again.
    pub(super) fn all_changed() -> ChangesSinceBuild {
        ChangesSinceBuild { has_everything_changed: true, ..ChangesSinceBuild::default() }
    }

    /// Records how a note changed. Each side is the note's stamp and its draft; `None` if the note was not there, or is
    /// gone.
    pub(super) fn record_note(
        &mut self,
        path: &str,
        before: Option<(FileStamp, Option<&NoteDraft>)>,
        now: Option<(FileStamp, Option<&NoteDraft>)>,
    ) {
        let (was, is) = (before.map(|(print, _)| print), now.map(|(print, _)| print));
        if was != is {
            self.files.entry(path.to_owned()).or_insert(was);
        }
        let draft = |side: Option<(FileStamp, _)>| side.and_then(|(_, draft)| draft);
        let is_empty = now.is_some_and(|(stamp, _)| stamp.size <= MOST_BYTES_OF_EMPTY);
        let (before, now) = (draft(before), draft(now));
        self.dates.extend(journal::dates_affected_by_change(before, now));
        let was_private = || before.is_some_and(NoteDraft::is_private_plan);
        if now.is_some_and(NoteDraft::is_unreadable_or_left_out) || is_empty && was_private() {
            self.keep_last_readable_draft(path, before);
        } else {
            self.unreadable.remove(path);
        }
    }

    /// Records that a note is gone. One that was private may be on its way to a different place, and one in a folder that cannot be
    /// opened is still there: both are waited for, as a note that is being typed is.
    pub(super) fn record_missing_note(&mut self, note: &ListedFile, before: Option<&NoteDraft>, scan: &Scan) {
        self.record_note(&note.path, Some((note.stamp, before)), None);
        if before.is_some_and(NoteDraft::is_private_plan) || scan.has_unopened_folder_above(&note.path) {
            self.keep_last_readable_draft(&note.path, before);
        }
    }

    fn keep_last_readable_draft(&mut self, path: &str, before: Option<&NoteDraft>) {
        if let Some(readable) = before.filter(|before| !before.is_unreadable_or_left_out()) {
            self.unreadable.entry(path.to_owned()).or_insert_with(|| readable.clone());
        }
    }

    /// The dates of the notes, lines of logs and collected files that have changed.
    #[must_use]
    pub fn changed_dates(&self) -> &BTreeSet<NaiveDate> {
        &self.dates
    }

    /// Records which templates and rules changed between two scans.
    pub(super) fn record_rules_and_templates(&mut self, before: &Scan, now: &Scan) {
        for (before, now) in pair_by_path(&before.rules_and_templates, &now.rules_and_templates) {
            let (was, is) = (before.map(|found| found.stamp), now.map(|found| found.stamp));
            if was != is
                && let Some(found) = before.or(now)
            {
                self.files.entry(found.path.to_string()).or_insert(was);
                self.has_everything_changed = true;
            }
        }
    }
}

/// Two lists in order of path, side by side.
fn pair_by_path<'a>(
    before: &'a [ListedFile],
    now: &'a [ListedFile],
) -> impl Iterator<Item = (Option<&'a ListedFile>, Option<&'a ListedFile>)> {
    let (mut before, mut now) = (before.iter().peekable(), now.iter().peekable());
    std::iter::from_fn(move || {
        let first = match (before.peek(), now.peek()) {
            (Some(a), Some(b)) => a.path.cmp(&b.path),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => return None,
        };
        let old = if first.is_le() { before.next() } else { None };
        Some((old, if first.is_ge() { now.next() } else { None }))
    })
}
