//! A journal's notes as its two steps need them: those that shape the catalog, and those of given dates.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use crate::folder::{copy_names, names};
use crate::journal::catalog::conflict::{self, ConflictCopy};
use crate::journal::catalog::photo_index::PhotoIndex;
use crate::journal::draft::{DatesAffected, DraftContent, DraftKind, NoteDraft};
use crate::when::DateSpan;

/// All notes and other files of a journal.
pub struct NotesAndFiles<'a> {
    other_files: &'a [String],
    /// Ordinary notes that say nothing but that they are there.
    ordinary: Vec<&'a NoteDraft>,
    /// By path.
    catalog_shaping: Vec<&'a NoteDraft>,
    /// By date and path.
    dated: Vec<(NaiveDate, &'a NoteDraft)>,
    /// Tasks named by fields that are not read.
    task_names_in_unread_fields: Vec<&'a str>,
    /// What the notes in private folders are named, which are never read, without their endings.
    names_of_private_notes: Vec<&'a str>,
    /// What the notes are named that cannot be opened.
    names_of_unopened_notes: Vec<&'a str>,
    /// The paths of files that hold text and are no notes.
    text_files: Vec<&'a str>,
    photo_index: OnceLock<PhotoIndex<'a>>,
}

/// A note of ours that takes part in the current view.
#[derive(Clone, Copy)]
pub(crate) struct VisibleNote<'a> {
    pub path: &'a Arc<str>,
    pub content: &'a DraftContent,
}

/// Notes whose names are known though they are not read, or are not known at all.
#[derive(Clone, Copy)]
pub(crate) struct LostNotes<'a> {
    /// Tasks named by fields that are not read.
    pub tasks: &'a [&'a str],
    /// A note is only in the cloud, or a folder could not be opened.
    pub is_any_unopened: bool,
    /// What the notes in private folders are named.
    pub names_of_private_notes: &'a [&'a str],
    /// What the notes are named that cannot be opened: each may be a private plan of that name.
    pub names_of_unopened_notes: &'a [&'a str],
    /// The paths of files that hold text and are no notes: a plan may have been written into one.
    pub text_files: &'a [&'a str],
}

impl<'a> NotesAndFiles<'a> {
    /// `drafts` may come in any order; `other_files` are the paths of files that are no notes, and those of notes in private
    /// folders, which are never read, and of what could not be opened, with a `/` behind.
    #[must_use]
    pub fn new(drafts: &'a [NoteDraft], other_files: &'a [String]) -> NotesAndFiles<'a> {
        NotesAndFiles::with_drafts_in_place(drafts, &BTreeMap::new(), other_files)
    }

    /// The same, with the drafts in `replacements` in place of those with the same paths, or besides them where there are none.
    #[must_use]
    pub fn with_drafts_in_place(
        drafts: &'a [NoteDraft],
        replacements: &BTreeMap<&str, &'a NoteDraft>,
        other_files: &'a [String],
    ) -> NotesAndFiles<'a> {
        let (mut shaping, mut dated, mut plain) = (Vec::new(), Vec::with_capacity(drafts.len()), Vec::new());
        let (mut lost_tasks, mut unopened) = (Vec::new(), Vec::new());
        let is_there = |path: &str| drafts.iter().any(|draft| &*draft.path == path);
        let missing = replacements.iter().filter(|(path, _)| !is_there(path)).map(|(_, draft)| *draft);
        for draft in drafts.iter().chain(missing) {
            let draft =
                if replacements.is_empty() { draft } else { replacements.get(&*draft.path).copied().unwrap_or(draft) };
            lost_tasks.extend(draft.task_names_in_unread_fields());
            if draft.may_be_of_any_task() {
                unopened.push(&*draft.path);
            }
            match draft.dates_affected() {
                DatesAffected::Nothing => plain.push(draft),
                DatesAffected::Date(date) => dated.push((date, draft)),
                DatesAffected::Everything => shaping.push(draft),
            }
        }
        shaping.sort_by(|a, b| a.path.cmp(&b.path));
        dated.sort_by(|a, b| (a.0, &a.1.path).cmp(&(b.0, &b.1.path)));
        let private = other_files.iter().filter_map(|path| path.strip_suffix('/'));
        let private = private.filter(|path| names::is_note_by_ending(path));
        let file_names = other_files.iter().map(|path| path.rsplit('/').next().unwrap_or(path));
        let in_cloud = file_names.filter_map(names::original_name_of_cloud_placeholder);
        let name_of = |path: &'a str| path.rsplit('/').next()?.rsplit_once('.').map(|(stem, _)| stem);
        NotesAndFiles {
            other_files,
            catalog_shaping: shaping,
            dated,
            ordinary: plain,
            task_names_in_unread_fields: lost_tasks,
            names_of_private_notes: private.filter_map(name_of).collect(),
            names_of_unopened_notes: unopened.into_iter().chain(in_cloud).filter_map(name_of).collect(),
            text_files: other_files.iter().map(String::as_str).filter(|path| is_text_file(path)).collect(),
            photo_index: OnceLock::new(),
        }
    }

    /// Every date that a note or a line of a log is of, in order.
    #[must_use]
    pub fn all_dates(&self) -> Vec<NaiveDate> {
        let logged = self.catalog_shaping.iter().flat_map(|draft| draft.dates_of_dated_lines());
        let mut dates: Vec<NaiveDate> = self.dated.iter().map(|(date, _)| *date).chain(logged).collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    }

    pub(crate) fn catalog_shaping_drafts(&self) -> &[&'a NoteDraft] {
        &self.catalog_shaping
    }

    /// What is known of notes that are not read (docs/specification.md#6-sharing).
    pub(crate) fn lost_notes(&self) -> LostNotes<'_> {
        let is_unopened = |path: &String| match path.strip_suffix('/') {
            Some(name) => !names::is_note_by_ending(name),
            None => names::original_name_of_cloud_placeholder(path.rsplit('/').next().unwrap_or(path)).is_some(),
        };
        LostNotes {
            tasks: &self.task_names_in_unread_fields,
            is_any_unopened: self.other_files.iter().any(is_unopened),
            names_of_private_notes: &self.names_of_private_notes,
            names_of_unopened_notes: &self.names_of_unopened_notes,
            text_files: &self.text_files,
        }
    }

    /// The plan note at a path.
    pub(crate) fn plan_note_at(&self, path: &str) -> Option<VisibleNote<'a>> {
        let at = self.catalog_shaping.binary_search_by(|draft| (*draft.path).cmp(path)).ok()?;
        let draft = self.catalog_shaping.get(at)?;
        Some(VisibleNote { path: &draft.path, content: draft.content.as_deref()? })
    }

    /// The notes of one date each, from the first to the last of `dates`.
    pub(crate) fn drafts_of_dates(&self, dates: DateSpan) -> impl Iterator<Item = &'a NoteDraft> {
        let from = self.dated.partition_point(|(date, _)| *date < dates.first);
        let to = self.dated.partition_point(|(date, _)| *date <= dates.last).max(from);
        self.dated.get(from..to).unwrap_or_default().iter().map(|(_, draft)| *draft)
    }

    /// Notes without a date that hold dated lines, conflict copies aside.
    pub(crate) fn undated_notes_with_dated_lines(&self) -> Vec<VisibleNote<'a>> {
        let has_dated = |draft: &&NoteDraft| {
            draft.as_ticked_lines().is_some_and(|undated| undated.boxes.iter().any(|item| item.date.is_some()))
        };
        visible_notes_and_copies(self.catalog_shaping.iter().copied().filter(has_dated))
            .into_iter()
            .filter(|(_, copy)| copy.is_none())
            .map(|(note, _)| note)
            .collect()
    }

    pub(crate) fn drafts(&self) -> impl Iterator<Item = &'a NoteDraft> {
        let dated = self.dated.iter().map(|(_, draft)| draft);
        self.ordinary.iter().chain(&self.catalog_shaping).chain(dated).copied()
    }

    pub(crate) fn other_files(&self) -> &'a [String] {
        self.other_files
    }

    pub(crate) fn photo_index(&self) -> &PhotoIndex<'a> {
        self.photo_index.get_or_init(|| PhotoIndex::new(self.other_files))
    }
}

/// Whether a file holds text by its ending, though it is no note and is not read.
fn is_text_file(path: &str) -> bool {
    const ENDINGS: [&str; 12] =
        ["json", "yaml", "yml", "toml", "org", "rtf", "docx", "doc", "odt", "pages", "html", "csv"];
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// The notes of ours among these, by path, each with what it is a copy of where it counts as a conflict copy.
pub(crate) fn visible_notes_and_copies<'a>(
    drafts: impl Iterator<Item = &'a NoteDraft>,
) -> Vec<(VisibleNote<'a>, Option<ConflictCopy>)> {
    let mut notes: Vec<VisibleNote> = drafts
        .filter_map(|draft| Some(VisibleNote { path: &draft.path, content: draft.content.as_deref()? }))
        .collect();
    notes.sort_by(|a, b| a.path.cmp(b.path));
    let paths: Vec<(&str, &DraftContent)> = notes.iter().map(|note| (&**note.path, note.content)).collect();
    let copies = conflict::find_conflict_copies(&paths);
    let counts = |note: &VisibleNote| is_copy_reported(note.path, note.content);
    notes.into_iter().zip(copies).map(|(note, copy)| (note, copy.filter(|_| counts(&note)))).collect()
}

/// A copy of an ordinary note concerns only its owner; one of the settings is reported.
fn is_copy_reported(path: &str, content: &DraftContent) -> bool {
    match &content.kind {
        DraftKind::Ordinary => copy_names::is_settings_copy(path),
        DraftKind::Undated(undated) => undated.boxes.iter().any(|item| item.date.is_some()),
        _ => true,
    }
}
