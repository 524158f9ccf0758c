//! The notes of a pass, each understood by itself: opened where they can be other than in the pass before, else as they were
//! understood then.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::changed::Changed;
use super::folder_names::reports_folder;
use super::note_cache::{Note, NoteCache, What};
use super::read_settings::unreadable;
use super::snapshot::Snapshot;
use crate::folder::{self, ListedFile, Lookup, Scan, names};
use crate::journal::{self, DailyNames, Draft, Settings, Share};
use crate::output;
use crate::problem::{Code, Problem};

/// Reads the notes of a folder and understands each.
#[derive(Clone, Copy)]
pub(super) struct NoteReader<'a> {
    pub root: &'a Path,
    pub now: SystemTime,
    pub daily_names: &'a DailyNames,
    /// Whether to let go of the words that are shared only where a plan or the settings say `full`.
    pub forget: bool,
    /// Called after each note, with how many there are to read.
    pub read: &'a (dyn Fn(usize) + Sync),
}

impl NoteReader<'_> {
    fn open(self, notes: &[ListedFile]) -> Vec<(Note, Option<Draft>)> {
        let now = folder::nanos_since_1970(self.now);
        let understood = folder::read_all(self.root, notes, |path, bytes| {
            let answer = self.understand(path, bytes);
            (self.read)(notes.len());
            answer
        });
        let notes = understood.into_iter().zip(notes);
        notes
            .map(|((what, draft), found)| {
                let draft = draft.map(|draft: Draft| draft.with_shared_path(&found.path));
                (Note { what, racy: found.stamp.is_racy(now) }, draft)
            })
            .collect()
    }

    fn understand(self, path: &str, bytes: Result<&[u8], io::Error>) -> (What, Option<Draft>) {
        match bytes {
            Ok(bytes) if output::is_made(bytes) => (What::Made, None),
            Ok(bytes) => {
                let mut draft = journal::understand_named(path, bytes, self.daily_names);
                if self.forget {
                    draft.drop_unshared_text();
                }
                (What::Draft, Some(draft))
            }
            // One that went away between the scan and the reading is not there; the next scan says so too.
            Err(error) if error.kind() == io::ErrorKind::NotFound => (What::Unread(None, true), None),
            Err(error) => {
                let moves = error.kind() == io::ErrorKind::Interrupted;
                (What::Unread(Some(Box::new(unreadable(path, &error))), moves), None)
            }
        }
    }

    /// The notes of a scan. `before` is an earlier snapshot of the same folder; what is different now goes to `changed`.
    pub(super) fn notes(mut self, scan: &Scan, before: Option<Snapshot>, changed: &mut Changed) -> Notes {
        let Some(before) = before else {
            // Nothing is compared, and nothing is kept twice.
            return Notes::of(self.open(&scan.notes), scan.notes.len(), self.forget);
        };
        self.forget = before.note_cache.forgot;
        let mut earlier = earlier(before).peekable();
        let (mut kept, mut wanted, mut was) = (Vec::with_capacity(scan.notes.len()), Vec::new(), Vec::new());
        for found in &scan.notes {
            // Both lists are in order of path.
            while let Some((gone, _, draft)) = earlier.next_if(|(old, ..)| old.path < found.path) {
                changed.note(&gone.path, Some((gone.stamp, draft.as_ref())), None);
            }
            match earlier.next_if(|(old, ..)| old.path == found.path) {
                Some((old, known, draft)) if old.stamp == found.stamp && !known.racy && !known.is_unread() => {
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
            changed.note(&gone.path, Some((gone.stamp, draft.as_ref())), None);
        }
        let all = wanted.len();
        let mut opened = self.open(&wanted).into_iter().zip(wanted).zip(was);
        let notes = kept.into_iter().filter_map(|kept| {
            if kept.is_some() {
                return kept;
            }
            let (((note, draft), found), was) = opened.next()?;
            changed.everything |= note.is_unread() || was.as_ref().is_some_and(|(_, known, _)| known.is_unread());
            let was = was.as_ref().map(|(stamp, _, draft)| (*stamp, draft.as_ref()));
            changed.note(&found.path, was, Some((found.stamp, draft.as_ref())));
            Some((note, draft))
        });
        Notes::of(notes, all, self.forget)
    }
}

/// All notes of a scan.
pub(super) struct Notes {
    /// In order of path.
    pub drafts: Vec<Draft>,
    pub problems: Vec<Problem>,
    /// One went away or kept changing while it was read.
    pub moving: bool,
    pub note_cache: NoteCache,
}

impl Notes {
    /// All notes in order of path, of which so many were opened.
    fn of(notes: impl IntoIterator<Item = (Note, Option<Draft>)>, opened: usize, forgot: bool) -> Notes {
        let notes = notes.into_iter();
        let many = notes.size_hint().1.unwrap_or_default();
        let mut out = Notes {
            drafts: Vec::with_capacity(many),
            problems: Vec::new(),
            moving: false,
            note_cache: NoteCache { opened, notes: Vec::with_capacity(many), forgot },
        };
        for (note, draft) in notes {
            out.drafts.extend(draft);
            if let What::Unread(problem, moves) = &note.what {
                out.moving |= moves;
                out.problems.extend(problem.as_deref().cloned());
            }
            out.note_cache.notes.push(note);
        }
        out
    }
}

impl Snapshot {
    /// The pages of ours that lie among the notes, outside the folder of the reports.
    pub(super) fn made_elsewhere(&self) -> impl Iterator<Item = &str> {
        let files = self.scan.notes.iter().zip(&self.note_cache.notes);
        files.filter(|(_, note)| matches!(note.what, What::Made)).map(|(file, _)| &*file.path)
    }

    /// Whether words were let go of that are wanted as the plans and the settings stand.
    pub(super) fn lacks_words(&self) -> bool {
        let is_full = |settings: &Settings| settings.share == Share::Full;
        self.note_cache.forgot
            && (self.settings.as_ref().is_ok_and(is_full) || self.drafts.iter().any(Draft::is_full_plan))
    }

    /// What is made of this folder is up to date now: from here on what changes is kept. A note that is held is still
    /// waited for.
    pub fn was_made(&mut self) {
        let mut unreadable = std::mem::take(&mut self.changed.unreadable);
        unreadable.retain(|path, _| self.held.contains(path));
        let mut dates = BTreeSet::new();
        for (path, readable) in &unreadable {
            dates.extend(journal::changed_dates(Some(readable), self.draft(path)));
        }
        self.changed = Changed { looked_at: Some(BTreeSet::new()), dates, unreadable, ..Changed::default() };
    }

    /// The notes that could be read when something was last made of this folder and now cannot: perhaps they are being typed.
    pub fn unreadable_since_published(&self) -> impl Iterator<Item = &str> {
        self.changed.unreadable.keys().map(String::as_str)
    }

    /// Takes these of [`Self::unreadable_since_published`] as they last could be read, until it is said otherwise: everything
    /// else is as it is now.
    pub fn hold(&mut self, paths: &BTreeSet<String>) {
        self.held = paths.iter().filter(|path| self.changed.unreadable.contains_key(*path)).cloned().collect();
    }

    /// The drafts that are held, by path.
    pub(super) fn held(&self) -> BTreeMap<&str, &Draft> {
        let held = self.changed.unreadable.iter().filter(|(path, _)| self.held.contains(*path));
        held.map(|(path, draft)| (path.as_str(), draft)).collect()
    }

    fn draft(&self, path: &str) -> Option<&Draft> {
        let at = self.drafts.binary_search_by(|draft| draft.path().cmp(path)).ok()?;
        self.drafts.get(at)
    }

    /// Looks at some paths again (relative, with `/`), at `now`: a pass over the folder that finds nothing else other than it
    /// was. False where only a whole scan tells what became of it; then this one is not to be gone on with.
    #[must_use]
    pub fn look_again(&mut self, paths: &BTreeSet<String>, now: SystemTime) -> bool {
        let root = self.root.path().to_owned();
        let reports = reports_folder(&root, self.settings.as_ref().ok());
        self.note_cache.opened = 0;
        self.moving = false;
        if let Some(looked_at) = &mut self.changed.looked_at {
            looked_at.extend(paths.iter().cloned());
        }
        paths.iter().all(|path| match self.scan.look_up(&root, &reports, path) {
            // What the settings of another program say of daily notes can change what any note means.
            _ if names::is_settings(path) || names::DAILY_NOTE_SETTINGS.contains(&path.as_str()) => false,
            Lookup::Ignored => true,
            Lookup::Note(found) => self.take_in(&root, found, now),
            Lookup::Missing => self.let_go(path),
            Lookup::Unclear => false,
        })
    }

    /// A note that is new, or can be other than it was.
    fn take_in(&mut self, root: &Path, found: ListedFile, now: SystemTime) -> bool {
        let at = self.scan.notes.binary_search_by(|note| note.path.cmp(&found.path));
        let draft_at = self.drafts.binary_search_by(|draft| draft.path().cmp(&found.path));
        if at.is_err() && folder::collides(&self.scan, &found.path) {
            return false;
        }
        let daily_names = &self.daily_names;
        let reader = NoteReader { root, now, daily_names, forget: self.note_cache.forgot, read: &|_| {} };
        let Some((note, draft)) = reader.open(std::slice::from_ref(&found)).pop() else {
            return false;
        };
        if note.is_unread() || at.ok().and_then(|at| self.note_cache.notes.get(at)).is_some_and(Note::is_unread) {
            return false;
        }
        self.note_cache.opened += 1;
        let was = at.ok().and_then(|at| self.scan.notes.get(at)).map(|note| note.stamp);
        let old = draft_at.ok().and_then(|at| self.drafts.get(at));
        let has_draft = usize::from(old.is_some());
        self.changed.note(&found.path, was.map(|print| (print, old)), Some((found.stamp, draft.as_ref())));
        let (Ok(draft_at) | Err(draft_at), Ok(at) | Err(at)) = (draft_at, at);
        self.drafts.splice(draft_at..draft_at + has_draft, draft);
        self.scan.notes.splice(at..at + usize::from(was.is_some()), [found]);
        self.note_cache.notes.splice(at..at + usize::from(was.is_some()), [note]);
        !self.lacks_words()
    }

    /// A path at which nothing is any more.
    fn let_go(&mut self, path: &str) -> bool {
        let Ok(at) = self.scan.notes.binary_search_by(|note| (*note.path).cmp(path)) else {
            // What an editor wrote and took away is nothing; a photo, a rule or a folder is a matter for a scan.
            let Scan { notes, others, overrides, .. } = &self.scan;
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
        if self.note_cache.notes.get(at).is_some_and(Note::is_unread)
            || self.scan.problems.iter().any(|problem| problem.code == Code::NamesCollide)
        {
            return false;
        }
        let draft = self.drafts.binary_search_by(|draft| draft.path().cmp(path)).map(|at| self.drafts.remove(at));
        self.changed.note(path, Some((found.stamp, draft.as_ref().ok())), None);
        self.scan.notes.remove(at);
        self.note_cache.notes.remove(at);
        true
    }
}

/// The notes of an earlier pass in order of path, with what was understood of them.
fn earlier(before: Snapshot) -> impl Iterator<Item = (ListedFile, Note, Option<Draft>)> {
    let mut drafts = before.drafts.into_iter();
    before.scan.notes.into_iter().zip(before.note_cache.notes).map(move |(found, note)| {
        let draft = if note.is_draft() { drafts.next() } else { None };
        (found, note, draft)
    })
}
