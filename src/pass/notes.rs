//! The notes of a pass, each understood by itself: opened where they can be other than in the pass before, else as they were
//! understood then.

use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::{Loaded, unreadable};
use crate::folder::{self, Found, Scan};
use crate::journal::{self, Draft};
use crate::output;
use crate::problem::Problem;

/// What is known of the notes of a scan; of none of them at the start.
#[derive(Default)]
pub struct Known {
    /// How many notes were opened for this pass; the others were known from the one before.
    pub opened: usize,
    /// One for each note of the scan.
    notes: Vec<Note>,
}

/// What is known of a note from the pass that read it.
struct Note {
    what: What,
    /// It was so young then that it can have changed since without showing it (WATCHING 11).
    young: bool,
}

enum What {
    /// The next of the drafts.
    Draft,
    /// Made by this program, and no note.
    Made,
    /// It could not be read, and is tried again each time; without a problem where it went away. Whether it is moving.
    Unread(Option<Problem>, bool),
}

/// All notes of a scan.
pub(super) struct Notes {
    /// In order of path.
    pub drafts: Vec<Draft>,
    pub problems: Vec<Problem>,
    /// One went away or kept changing while it was read.
    pub moving: bool,
    pub known: Known,
}

/// The notes of a scan that was begun at `now`. `before` is a pass over the same folder.
pub(super) fn read(
    root: &Path,
    scan: &Scan,
    before: Option<Loaded>,
    now: SystemTime,
    read: &(dyn Fn(usize) + Sync),
) -> Notes {
    let mut earlier = before.into_iter().flat_map(earlier).peekable();
    let (mut kept, mut open) = (Vec::new(), Vec::new());
    for found in &scan.notes {
        // Both lists are in order of path.
        while earlier.next_if(|(old, ..)| old.path < found.path).is_some() {}
        let same = earlier.next_if(|(old, ..)| old.path == found.path).filter(|(old, known, _)| {
            old.print == found.print && !known.young && !matches!(known.what, What::Unread(..))
        });
        if same.is_none() {
            open.push(found.clone());
        }
        kept.push(same.map(|(_, known, draft)| (known, draft)));
    }
    let all = open.len();
    let is_young = |print: &folder::Print| print.is_young(folder::nanos_since_1970(now));
    let mut opened = folder::read_all(root, &open, |path, bytes| {
        let answer = match bytes {
            Ok(bytes) if output::is_made(bytes) => (What::Made, None),
            Ok(bytes) => (What::Draft, Some(journal::understand(path, bytes))),
            // One that went away between the scan and the reading is not there; the next scan says so too.
            Err(error) if error.kind() == io::ErrorKind::NotFound => (What::Unread(None, true), None),
            Err(error) => {
                let moves = error.kind() == io::ErrorKind::Interrupted;
                (What::Unread(Some(unreadable(path, &error)), moves), None)
            }
        };
        read(all);
        answer
    })
    .into_iter()
    .zip(&open)
    .map(|((what, draft), found)| (Note { what, young: is_young(&found.print) }, draft));
    let mut out = Notes {
        drafts: Vec::new(),
        problems: Vec::new(),
        moving: false,
        known: Known { opened: all, notes: Vec::new() },
    };
    for note in kept {
        let Some((note, draft)) = note.or_else(|| opened.next()) else { continue };
        out.drafts.extend(draft);
        if let What::Unread(problem, moves) = &note.what {
            out.moving |= moves;
            out.problems.extend(problem.clone());
        }
        out.known.notes.push(note);
    }
    out
}

/// The notes of an earlier pass in order of path, with what was understood of them.
fn earlier(before: Loaded) -> impl Iterator<Item = (Found, Note, Option<Draft>)> {
    let mut drafts = before.drafts.into_iter();
    before.scan.notes.into_iter().zip(before.known.notes).map(move |(found, note)| {
        let draft = if matches!(note.what, What::Draft) { drafts.next() } else { None };
        (found, note, draft)
    })
}
