//! What one build keeps of the notes for the next.

use crate::problem::Problem;

/// What is known of the notes of a scan; of none of them at the start.
#[derive(Default)]
pub struct NoteCache {
    /// How many notes were opened for this pass; the rest were known from the previous one.
    pub opened_count: usize,
    /// One for each note of the scan.
    pub(super) notes: Vec<CachedNote>,
    /// Words that are shared only if a plan or the settings say `full` were dropped.
    pub(super) dropped_unshared_words: bool,
}

impl NoteCache {
    /// Whether any note was so young when it was read that it can have changed since without showing it
    /// (docs/watching.md (11)).
    #[must_use]
    pub fn is_any_racy(&self) -> bool {
        self.notes.iter().any(|note| note.is_racy)
    }
}

/// What is known of a note from the pass that read it.
pub(super) struct CachedNote {
    pub kind: CachedNoteKind,
    /// It was so young then that it can have changed since without showing it (docs/watching.md (11)).
    pub is_racy: bool,
}

pub(super) enum CachedNoteKind {
    /// The next of the drafts.
    Draft,
    /// Made by this program, and not a note.
    WrittenByUs,
    /// It could not be read, and is tried again each time; without a problem if it went away. Whether it is moving.
    Unreadable(Option<Box<Problem>>, bool),
}

impl CachedNote {
    /// Whether the next of the drafts is its draft: one that could not be opened has one that says so.
    pub(super) fn has_draft(&self) -> bool {
        matches!(self.kind, CachedNoteKind::Draft | CachedNoteKind::Unreadable(Some(_), _))
    }

    pub(super) fn is_unreadable(&self) -> bool {
        matches!(self.kind, CachedNoteKind::Unreadable(..))
    }
}
