//! A journal's notes as its two steps need them: those that shape the catalog, and those of given dates.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use super::conflict::{self, ConflictCopy};
use super::draft::{Draft, DraftContent, DraftKind, Reach};
use super::photos::PhotoIndex;
use crate::when::Span;

/// All notes and other files of a journal.
pub struct Notes<'a> {
    others: &'a [String],
    /// Ordinary notes that say nothing but that they are there.
    plain: Vec<&'a Draft>,
    /// By path.
    shaping: Vec<&'a Draft>,
    /// By date and path.
    dated: Vec<(NaiveDate, &'a Draft)>,
    /// Tasks named by fields that are not read.
    lost_tasks: Vec<&'a str>,
    photos: OnceLock<PhotoIndex<'a>>,
}

/// A note of ours that takes part.
#[derive(Clone, Copy)]
pub(super) struct VisibleNote<'a> {
    pub path: &'a Arc<str>,
    pub content: &'a DraftContent,
}

impl<'a> Notes<'a> {
    /// `drafts` may come in any order; `others` are the paths of files that are no notes.
    #[must_use]
    pub fn new(drafts: &'a [Draft], others: &'a [String]) -> Notes<'a> {
        Notes::holding(drafts, &BTreeMap::new(), others)
    }

    /// The same with other drafts in place of those of these paths.
    #[must_use]
    pub fn holding(drafts: &'a [Draft], held: &BTreeMap<&str, &'a Draft>, others: &'a [String]) -> Notes<'a> {
        let (mut shaping, mut dated, mut plain) = (Vec::new(), Vec::with_capacity(drafts.len()), Vec::new());
        let mut lost_tasks = Vec::new();
        for draft in drafts {
            let draft = if held.is_empty() { draft } else { held.get(&*draft.path).copied().unwrap_or(draft) };
            lost_tasks.extend(draft.lost_tasks());
            match draft.reach() {
                Reach::Nothing => plain.push(draft),
                Reach::Date(date) => dated.push((date, draft)),
                Reach::Everything => shaping.push(draft),
            }
        }
        shaping.sort_by(|a, b| a.path.cmp(&b.path));
        dated.sort_by(|a, b| (a.0, &a.1.path).cmp(&(b.0, &b.1.path)));
        Notes { others, shaping, dated, plain, lost_tasks, photos: OnceLock::new() }
    }

    /// Every date that a note or a line of a log is of, in order.
    #[must_use]
    pub fn dates(&self) -> Vec<NaiveDate> {
        let logged = self.shaping.iter().flat_map(|draft| draft.log_dates());
        let mut dates: Vec<NaiveDate> = self.dated.iter().map(|(date, _)| *date).chain(logged).collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    }

    pub(super) fn shaping(&self) -> &[&'a Draft] {
        &self.shaping
    }

    /// The tasks named by fields that are not read (docs/specification.md#6-sharing).
    pub(super) fn lost_tasks(&self) -> &[&'a str] {
        &self.lost_tasks
    }

    /// The plan note at a path.
    pub(super) fn plan(&self, path: &str) -> Option<VisibleNote<'a>> {
        let at = self.shaping.binary_search_by(|draft| (*draft.path).cmp(path)).ok()?;
        let draft = self.shaping.get(at)?;
        Some(VisibleNote { path: &draft.path, content: draft.content.as_deref()? })
    }

    /// The notes of one date each, from the first to the last of `dates`.
    pub(super) fn of_dates(&self, dates: Span) -> impl Iterator<Item = &'a Draft> {
        let from = self.dated.partition_point(|(date, _)| *date < dates.first);
        let to = self.dated.partition_point(|(date, _)| *date <= dates.last).max(from);
        self.dated.get(from..to).unwrap_or_default().iter().map(|(_, draft)| *draft)
    }

    /// Notes without a date that hold dated lines, conflict copies aside.
    pub(super) fn with_dated_lines(&self) -> Vec<VisibleNote<'a>> {
        let has_dated = |draft: &&Draft| {
            draft.undated().is_some_and(|undated| undated.boxes.iter().any(|item| item.date.is_some()))
        };
        with_copies(self.shaping.iter().copied().filter(has_dated))
            .into_iter()
            .filter(|(_, copy)| copy.is_none())
            .map(|(note, _)| note)
            .collect()
    }

    pub(super) fn drafts(&self) -> impl Iterator<Item = &'a Draft> {
        let dated = self.dated.iter().map(|(_, draft)| draft);
        self.plain.iter().chain(&self.shaping).chain(dated).copied()
    }

    pub(super) fn others(&self) -> &'a [String] {
        self.others
    }

    pub(super) fn photos(&self) -> &PhotoIndex<'a> {
        self.photos.get_or_init(|| PhotoIndex::new(self.others))
    }
}

/// The notes of ours among these, by path, each with what it is a copy of where it counts as a conflict copy.
pub(super) fn with_copies<'a>(drafts: impl Iterator<Item = &'a Draft>) -> Vec<(VisibleNote<'a>, Option<ConflictCopy>)> {
    let mut notes: Vec<VisibleNote> = drafts
        .filter_map(|draft| Some(VisibleNote { path: &draft.path, content: draft.content.as_deref()? }))
        .collect();
    notes.sort_by(|a, b| a.path.cmp(b.path));
    let paths: Vec<(&str, &DraftContent)> = notes.iter().map(|note| (&**note.path, note.content)).collect();
    let copies = conflict::find_copies(&paths);
    let counts = |note: &VisibleNote| is_reported(note.path, note.content);
    notes.into_iter().zip(copies).map(|(note, copy)| (note, copy.filter(|_| counts(&note)))).collect()
}

/// A copy of an ordinary note concerns only its owner; one of the settings is reported.
fn is_reported(path: &str, content: &DraftContent) -> bool {
    match &content.kind {
        DraftKind::Ordinary => conflict::is_settings_copy(path),
        DraftKind::Undated(undated) => undated.boxes.iter().any(|item| item.date.is_some()),
        _ => true,
    }
}
