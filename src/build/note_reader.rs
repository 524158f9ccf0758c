//! The notes of a pass, each understood by itself: opened if they may have changed since the previous pass, otherwise as they were
//! understood then.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use super::changed::ChangesSinceBuild;
use super::folder_names::reports_folder;
use super::note_cache::{CachedNote, CachedNoteKind, NoteCache};
use super::read_settings::unreadable_problem;
use super::snapshot::Snapshot;
use crate::folder::{self, ListedFile, ListedPaths, PathLookup, Scan, names};
use crate::journal::{self, DailyNoteNames, NoteDraft, Settings, Share};
use crate::output;
use crate::problem::{Code, Problem};

/// Reads the notes of a folder and understands each.
#[derive(Clone, Copy)]
pub(super) struct NoteReader<'a> {
    pub root: &'a Path,
    pub now: SystemTime,
    pub daily_names: &'a DailyNoteNames,
    /// Whether to drop the words that are shared only if a plan or the settings say `full`.
    pub drop_unshared_words: bool,
    /// Called after each note, with how many there are to read.
    pub after_each_note: &'a (dyn Fn(usize) + Sync),
}

impl NoteReader<'_> {
    fn read_notes(self, notes: &[ListedFile]) -> Vec<(CachedNote, Option<NoteDraft>)> {
        let now = folder::nanos_since_1970(self.now);
        let understood = folder::read_all(self.root, notes, |path, bytes| {
            let answer = self.understand(path, bytes);
            (self.after_each_note)(notes.len());
            answer
        });
        let notes = understood.into_iter().zip(notes);
        notes
            .map(|((what, draft), found)| (CachedNote { kind: what, is_racy: found.stamp.is_racy(now) }, draft))
            .collect()
    }

    /// Reads all notes of a folder that was only listed, and completes its scan.
    pub(super) fn read_listing(self, listing: ListedPaths) -> (Scan, UnderstoodNotes) {
        let (now, many) = (folder::nanos_since_1970(self.now), listing.note_paths().count());
        let (scan, understood) = listing.scan_and_read_notes(self.root, |path, bytes| {
            let answer = self.understand(path, bytes);
            (self.after_each_note)(many);
            answer
        });
        let stamps = scan.notes.iter().map(|note| note.stamp);
        let notes = understood
            .into_iter()
            .zip(stamps)
            .map(|((kind, draft), stamp)| (CachedNote { kind, is_racy: stamp.is_racy(now) }, draft));
        let notes = UnderstoodNotes::collect(notes, scan.notes.len(), self.drop_unshared_words);
        (scan, notes)
    }

    fn understand(self, path: &Arc<str>, bytes: Result<&[u8], io::Error>) -> (CachedNoteKind, Option<NoteDraft>) {
        match bytes {
            Ok(bytes) if output::is_written_by_us(bytes) => (CachedNoteKind::WrittenByUs, None),
            Ok(bytes) => {
                let mut draft = journal::understand_note(path, bytes, self.daily_names);
                if self.drop_unshared_words {
                    draft.drop_text_shown_only_if_full();
                }
                (CachedNoteKind::Draft, Some(draft))
            }
            // One that went away between the scan and the reading is not there; the next scan says so too.
            Err(error) if error.kind() == io::ErrorKind::NotFound => (CachedNoteKind::Unreadable(None, true), None),
            Err(error) => {
                let moves = error.kind() == io::ErrorKind::Interrupted;
                let mut problem = unreadable_problem(path, &error);
                problem.help = format!("{} {}", problem.help, folder::NOTHING_SHARED_MEANWHILE);
                let draft = NoteDraft::of_unopened_note(path);
                (CachedNoteKind::Unreadable(Some(Box::new(problem)), moves), Some(draft))
            }
        }
    }

    /// The notes of a scan. `before` is an earlier snapshot of the same folder; what is different now goes to `changed`.
    pub(super) fn reuse_or_read_notes(
        mut self,
        scan: &Scan,
        before: Snapshot,
        changed: &mut ChangesSinceBuild,
    ) -> UnderstoodNotes {
        self.drop_unshared_words = before.note_cache.dropped_unshared_words;
        let mut earlier = into_notes_by_path(before).peekable();
        let (mut kept, mut wanted, mut was) = (Vec::with_capacity(scan.notes.len()), Vec::new(), Vec::new());
        for found in &scan.notes {
            // Both lists are in order of path.
            while let Some((gone, _, draft)) = earlier.next_if(|(old, ..)| old.path < found.path) {
                changed.record_missing_note(&gone, draft.as_ref(), scan);
            }
            match earlier.next_if(|(old, ..)| old.path == found.path) {
                Some((old, known, draft)) if old.stamp == found.stamp && !known.is_racy && !known.is_unreadable() => {
                    kept.push(Some((known, draft)));
                }
                old => {
                    wanted.push(found.clone());
                    was.push(old.map(|(old, known, draft)| (old.stamp, known, draft)));
                    kept.push(None);
                }
            }
        }
        for (gone, _, draft) in earlier {
            changed.record_missing_note(&gone, draft.as_ref(), scan);
        }
        let all = wanted.len();
        let mut opened = self.read_notes(&wanted).into_iter().zip(wanted).zip(was);
        let notes = kept.into_iter().filter_map(|kept| {
            if kept.is_some() {
                return kept;
            }
            let (((note, draft), found), was) = opened.next()?;
            changed.has_everything_changed |=
                note.is_unreadable() || was.as_ref().is_some_and(|(_, known, _)| known.is_unreadable());
            let was = was.as_ref().map(|(stamp, _, draft)| (*stamp, draft.as_ref()));
            changed.record_note(&found.path, was, Some((found.stamp, draft.as_ref())));
            Some((note, draft))
        });
        UnderstoodNotes::collect(notes, all, self.drop_unshared_words)
    }
}

/// All notes of a scan.
pub(super) struct UnderstoodNotes {
    /// In order of path.
    pub drafts: Vec<NoteDraft>,
    pub problems: Vec<Problem>,
    /// One went away or kept changing while it was read.
    pub changed_while_read: bool,
    pub note_cache: NoteCache,
}

impl UnderstoodNotes {
    /// All notes in order of path, and how many of them were opened.
    fn collect(
        notes: impl IntoIterator<Item = (CachedNote, Option<NoteDraft>)>,
        opened_count: usize,
        dropped_unshared_words: bool,
    ) -> UnderstoodNotes {
        let notes = notes.into_iter();
        let many = notes.size_hint().1.unwrap_or_default();
        let mut out = UnderstoodNotes {
            drafts: Vec::with_capacity(many),
            problems: Vec::new(),
            changed_while_read: false,
            note_cache: NoteCache { opened_count, notes: Vec::with_capacity(many), dropped_unshared_words },
        };
        for (note, draft) in notes {
            out.drafts.extend(draft);
            if let CachedNoteKind::Unreadable(problem, moves) = &note.kind {
                out.changed_while_read |= moves;
                out.problems.extend(problem.as_deref().cloned());
            }
            out.note_cache.notes.push(note);
        }
        out
    }
}

impl Snapshot {
    /// Pages of ours among the notes, outside the reports folder.
    pub(super) fn our_pages_outside_reports(&self) -> impl Iterator<Item = &str> {
        let files = self.scan.notes.iter().zip(&self.note_cache.notes);
        files.filter(|(_, note)| matches!(note.kind, CachedNoteKind::WrittenByUs)).map(|(file, _)| &*file.path)
    }

    /// Whether words were dropped that the plans and settings, as they are now, want to share.
    pub(super) fn has_dropped_wanted_words(&self) -> bool {
        let is_full = |settings: &Settings| settings.share == Share::Full;
        self.note_cache.dropped_unshared_words
            && (self.settings.as_ref().is_ok_and(is_full) || self.drafts.iter().any(NoteDraft::is_plan_shared_in_full))
    }

    /// Says that the pages are up to date, so that changes are counted from here. A note that is kept as it last could be read
    /// is still waited for.
    pub fn mark_published(&mut self) {
        let mut unreadable = std::mem::take(&mut self.changes.unreadable);
        unreadable.retain(|path, _| self.last_readable_paths.contains(path));
        let mut dates = BTreeSet::new();
        for (path, readable) in &unreadable {
            dates.extend(journal::dates_affected_by_change(Some(readable), self.draft_of_note(path)));
        }
        self.changes = ChangesSinceBuild {
            checked_paths: Some(BTreeSet::new()),
            dates,
            unreadable,
            ..ChangesSinceBuild::default()
        };
    }

    /// The notes that could be read when pages were last made and now cannot: perhaps somebody is typing in them, or they are on
    /// their way. One that is found at a different place has arrived.
    pub fn unreadable_since_published(&self) -> impl Iterator<Item = &str> {
        let has_moved = |path: &str, was: &NoteDraft| {
            self.listed_note(path).is_none() && self.drafts.iter().any(|draft| draft.has_same_text_as(was))
        };
        let waited_for = self.changes.unreadable.iter().filter(move |(path, was)| !has_moved(path, was));
        waited_for.map(|(path, _)| path.as_str())
    }

    /// Uses these notes, which [`Self::unreadable_since_published`] gave, as they last could be read, until this is called
    /// again. All other notes are as they are now.
    pub fn use_last_readable(&mut self, paths: &BTreeSet<String>) {
        self.last_readable_paths =
            paths.iter().filter(|path| self.changes.unreadable.contains_key(*path)).cloned().collect();
    }

    /// The drafts used in place of unreadable notes, by path.
    pub(super) fn last_readable_drafts(&self) -> BTreeMap<&str, &NoteDraft> {
        let held = self.changes.unreadable.iter().filter(|(path, _)| self.last_readable_paths.contains(*path));
        held.map(|(path, draft)| (path.as_str(), draft)).collect()
    }

    fn draft_of_note(&self, path: &str) -> Option<&NoteDraft> {
        let at = self.drafts.binary_search_by(|draft| draft.path().cmp(path)).ok()?;
        self.drafts.get(at)
    }

    /// Looks at some paths again (relative, with `/`), at `now`, and takes all other paths for unchanged. False if only a whole
    /// scan can find out what happened; then this snapshot must not be used any more.
    #[must_use]
    pub fn try_refresh_paths(&mut self, paths: &BTreeSet<String>, now: SystemTime) -> bool {
        let root = self.root.path().to_owned();
        let reports = reports_folder(&root, self.settings.as_ref().ok());
        self.note_cache.opened_count = 0;
        self.changed_while_read = false;
        if let Some(looked_at) = &mut self.changes.checked_paths {
            looked_at.extend(paths.iter().cloned());
        }
        paths.iter().all(|path| match self.scan.look_up(&root, &reports, path) {
            // What the settings of another program say about daily notes can change what any note means.
            _ if names::is_settings_path(path) || names::DAILY_NOTE_SETTINGS.contains(&path.as_str()) => false,
            PathLookup::Ignored => true,
            PathLookup::Note(found) => self.try_refresh_note(&root, found, now),
            PathLookup::Missing => self.try_forget_path(path),
            PathLookup::Unclear => false,
        })
    }

    /// Reads a note that is new or may have changed. False as for [`Self::try_refresh_paths`].
    fn try_refresh_note(&mut self, root: &Path, listed_file: ListedFile, now: SystemTime) -> bool {
        let at = self.scan.notes.binary_search_by(|note| note.path.cmp(&listed_file.path));
        let draft_at = self.drafts.binary_search_by(|draft| draft.path().cmp(&listed_file.path));
        if at.is_err() && folder::collides_with_listed(&self.scan, &listed_file.path) {
            return false;
        }
        let daily_names = &self.daily_names;
        let reader = NoteReader {
            root,
            now,
            daily_names,
            drop_unshared_words: self.note_cache.dropped_unshared_words,
            after_each_note: &|_| {},
        };
        let Some((note, draft)) = reader.read_notes(std::slice::from_ref(&listed_file)).pop() else {
            return false;
        };
        if note.is_unreadable()
            || at.ok().and_then(|at| self.note_cache.notes.get(at)).is_some_and(CachedNote::is_unreadable)
        {
            return false;
        }
        self.note_cache.opened_count += 1;
        let was = at.ok().and_then(|at| self.scan.notes.get(at)).map(|note| note.stamp);
        let old = draft_at.ok().and_then(|at| self.drafts.get(at));
        let has_draft = usize::from(old.is_some());
        self.changes.record_note(
            &listed_file.path,
            was.map(|print| (print, old)),
            Some((listed_file.stamp, draft.as_ref())),
        );
        let (Ok(draft_at) | Err(draft_at), Ok(at) | Err(at)) = (draft_at, at);
        self.drafts.splice(draft_at..draft_at + has_draft, draft);
        self.scan.notes.splice(at..at + usize::from(was.is_some()), [listed_file]);
        self.note_cache.notes.splice(at..at + usize::from(was.is_some()), [note]);
        !self.has_dropped_wanted_words()
    }

    /// Drops the note at a path that no longer has a file. False as for [`Self::try_refresh_paths`].
    fn try_forget_path(&mut self, path: &str) -> bool {
        let Ok(at) = self.scan.notes.binary_search_by(|note| (*note.path).cmp(path)) else {
            // A file that an editor wrote and removed does not count; a photo, a rule or a folder needs a scan.
            let Scan { notes, other_files: others, rules_and_templates: overrides, .. } = &self.scan;
            let folder = format!("{path}/");
            let is_it = |known: Option<&str>| known.is_some_and(|known| known == path || known.starts_with(&folder));
            let note = notes.partition_point(|note| *note.path < *folder);
            let others =
                [path, &folder].map(|from| others.partition_point(|other| **other < *from)).map(|at| others.get(at));
            return !(is_it(notes.get(note).map(|note| &*note.path))
                || others.into_iter().any(|other| is_it(other.map(String::as_str)))
                || overrides.iter().any(|over| is_it(Some(&over.path))));
        };
        let Some(found) = self.scan.notes.get(at) else { return false };
        if self.note_cache.notes.get(at).is_some_and(CachedNote::is_unreadable)
            || self.scan.problems.iter().any(|problem| problem.code == Code::NamesCollide)
        {
            return false;
        }
        let draft = self.drafts.binary_search_by(|draft| draft.path().cmp(path)).map(|at| self.drafts.remove(at));
        self.changes.record_missing_note(found, draft.as_ref().ok(), &self.scan);
        self.scan.notes.remove(at);
        self.note_cache.notes.remove(at);
        true
    }
}

/// The notes of an earlier pass in order of path, with what was understood of them.
fn into_notes_by_path(before: Snapshot) -> impl Iterator<Item = (ListedFile, CachedNote, Option<NoteDraft>)> {
    let mut drafts = before.drafts.into_iter();
    before.scan.notes.into_iter().zip(before.note_cache.notes).map(move |(found, note)| {
        let draft = if note.has_draft() { drafts.next() } else { None };
        (found, note, draft)
    })
}
