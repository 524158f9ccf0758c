//! What is other in a folder since something was last made of it: what a watcher tells of an update, and how far the update
//! has to go.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::folder::{FileStamp, ListedFile, Scan};
use crate::journal::{Draft, Reach};

/// What is other than when something was last made of a folder; at the start, everything.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    /// The notes, templates and rules whose files are other, by path: as they were; none for those that are new.
    pub files: BTreeMap<String, Option<FileStamp>>,
    /// More than dates can be other: a plan, the settings, a template, a photo.
    pub(super) whole: bool,
    /// The notes that say something else, by path: not those that were only written again.
    pub(super) notes: BTreeSet<String>,
    /// Otherwise only what is told of these dates.
    pub(super) dates: BTreeSet<NaiveDate>,
    /// The dates of those that a plan can collect, by their names.
    pub(super) file_dates: BTreeSet<NaiveDate>,
    /// A note that a plan can collect came or went, for the client or for others: its folder can be another then.
    pub(super) came_or_went: bool,
    /// Where only some paths were looked at since, which; none after a whole scan.
    pub(super) looked_at: Option<BTreeSet<String>>,
}

impl Changed {
    /// Everything.
    pub(super) fn everything() -> Changed {
        Changed { whole: true, ..Changed::default() }
    }

    /// A note: its file and what was understood of it, before and now; none where it was not there, or is not.
    pub(super) fn note(
        &mut self,
        path: &str,
        before: Option<(FileStamp, Option<&Draft>)>,
        now: Option<(FileStamp, Option<&Draft>)>,
    ) {
        let (was, is) = (before.map(|(print, _)| print), now.map(|(print, _)| print));
        if was != is {
            self.files.entry(path.to_owned()).or_insert(was);
        }
        let drafts = [before.and_then(|(_, draft)| draft), now.and_then(|(_, draft)| draft)];
        if matches!(drafts, [Some(before), Some(now)] if before.is_same_text(now)) {
            return;
        }
        self.notes.insert(path.to_owned());
        let [was_file, is_file] = drafts.map(|draft| draft.filter(|draft| draft.is_file()).map(Draft::is_none));
        self.came_or_went |= was_file != is_file;
        self.file_dates.extend(drafts.into_iter().flatten().filter_map(Draft::file_date));
        for draft in drafts.into_iter().flatten() {
            match draft.reach() {
                Reach::Nothing => {}
                Reach::Date(date) => {
                    self.dates.insert(date);
                }
                Reach::Everything => self.whole = true,
            }
        }
    }

    /// Templates and rules.
    pub(super) fn overrides(&mut self, before: &Scan, now: &Scan) {
        for (before, now) in pairs(&before.overrides, &now.overrides) {
            let (was, is) = (before.map(|found| found.stamp), now.map(|found| found.stamp));
            if was != is
                && let Some(found) = before.or(now)
            {
                self.files.entry(found.path.to_string()).or_insert(was);
                self.whole = true;
            }
        }
    }
}

/// Two lists in order of path, side by side.
fn pairs<'a>(
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
