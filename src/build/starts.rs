//! What only all notes together tell of dates far apart: when plans start that do not say so, and the problems of all notes.
//!
//! Notes are put together piece by piece, a stretch of dates each, so that the entries of a long journal never stand in memory
//! at once: with what reaches everything, and the first entry of each plan that does not say when it starts, a piece comes to
//! the same as it does among all others ([`journal::assemble_some`]).

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::Snapshot;
use crate::journal::{self, Draft, Journal, Reach, Settings, View};
use crate::problem::Problem;
use crate::text::fold;

/// About so many notes stand in memory as entries at once.
const PIECE: usize = 500;

/// When plans start that do not say so.
pub(super) struct Starts {
    /// As the client sees them, and as they are shared.
    pub found: [Found; 2],
    /// Whether a plan collects files: then every note can be one, and of the start all are put together at once.
    pub collects: bool,
    /// The earliest date that the notes of plans tell of.
    pub begins: Option<NaiveDate>,
}

/// By task: the first entry's date and note; none where there is none yet.
pub(super) type Found = BTreeMap<String, Option<(NaiveDate, String)>>;

impl Starts {
    /// Those that are known from a pass before.
    pub(super) fn known(found: &[Found; 2], collects: bool) -> Starts {
        Starts { found: found.clone(), collects, begins: None }
    }

    /// Those of all notes, as the client sees them and as they are shared.
    pub(super) fn of(snapshot: &Snapshot, settings: &Settings, as_of: NaiveDate) -> Starts {
        let standing: Vec<&Draft> = standing(snapshot).collect();
        let Journal { plans, entries, .. } = journal::assemble_some(settings, &standing, &[], as_of, View::Client);
        let collects = plans.iter().any(|plan| plan.collects.is_some());
        // Entries come in order of date; these stand in the plans' own notes.
        let begins = plans.iter().map(|plan| plan.start).chain(entries.first().map(|entry| entry.date)).min();
        let mut starts = Starts { found: Default::default(), collects, begins };
        if plans.iter().all(|plan| plan.start_written) {
            return starts;
        }
        let others = &snapshot.scan.others;
        let found = pieces(snapshot, collects)
            .into_par_iter()
            .map(|piece| found(&[standing.as_slice(), &piece].concat(), others, settings, as_of));
        starts.found = found.reduce(Default::default, |[own, shared], [more_own, more_shared]: [Found; 2]| {
            [earlier(own, more_own), earlier(shared, more_shared)]
        });
        starts
    }

    /// The first entries: date and note.
    pub(super) fn first(&self) -> impl Iterator<Item = &(NaiveDate, String)> {
        self.found.iter().flat_map(BTreeMap::values).flatten()
    }

    /// Whether each plan has one.
    pub(super) fn are_all_found(&self) -> bool {
        self.found.iter().flat_map(BTreeMap::values).all(Option::is_some)
    }

    /// Whether it is the note from which the start of a plan is known.
    pub(super) fn is_first(&self, draft: &Draft) -> bool {
        self.first().any(|(_, note)| note == draft.path())
    }

    /// The problems of all notes, in the client's own view.
    pub(super) fn own(&self, snapshot: &Snapshot, settings: &Settings, as_of: NaiveDate) -> Vec<Problem> {
        let others = &snapshot.scan.others;
        let problems =
            |drafts: &[&Draft]| journal::assemble_some(settings, drafts, others, as_of, View::Client).problems;
        if self.collects {
            return problems(&snapshot.drafts.iter().collect::<Vec<_>>());
        }
        let always: Vec<&Draft> =
            standing(snapshot).chain(snapshot.drafts.iter().filter(|d| self.is_first(d))).collect();
        // Of the standing notes from one piece, the others hold the same.
        let mut all: Vec<Problem> = problems(&always);
        let standing: HashSet<&str> = standing(snapshot).map(Draft::path).collect();
        all.retain(|problem| standing.contains(problem.file.as_str()));
        let of_pieces = pieces(snapshot, false).into_par_iter().flat_map_iter(|piece| {
            let own: HashSet<&str> = piece.iter().map(|draft| draft.path()).collect();
            let rest = always.iter().copied().filter(|draft| !own.contains(draft.path()));
            let drafts: Vec<&Draft> = rest.chain(piece.iter().copied()).collect();
            let mut found = problems(&drafts);
            found.retain(|problem| own.contains(problem.file.as_str()));
            found
        });
        all.par_extend(of_pieces);
        all
    }
}

/// The notes that can say something of every other.
fn standing(snapshot: &Snapshot) -> impl Iterator<Item = &Draft> {
    snapshot.drafts.iter().filter(|draft| draft.reach() == Reach::Everything)
}

/// All other notes by date, each piece with all notes of its dates; or in one piece.
fn pieces(snapshot: &Snapshot, in_one: bool) -> Vec<Vec<&Draft>> {
    let mut dated: Vec<(Option<NaiveDate>, &Draft)> = snapshot
        .drafts
        .iter()
        .filter_map(|draft| match draft.reach() {
            Reach::Everything => None,
            Reach::Nothing => in_one.then_some((None, draft)),
            Reach::Date(date) => Some((Some(date), draft)),
        })
        .collect();
    dated.sort_by_key(|(date, _)| *date);
    let mut pieces: Vec<Vec<&Draft>> = Vec::new();
    for of_date in dated.chunk_by(|(a, _), (b, _)| a == b) {
        let of_date = of_date.iter().map(|(_, draft)| *draft);
        match pieces.last_mut().filter(|piece| in_one || piece.len() < PIECE) {
            Some(piece) => piece.extend(of_date),
            None => pieces.push(of_date.collect()),
        }
    }
    pieces
}

/// The first entries among these notes.
pub(super) fn found(drafts: &[&Draft], others: &[String], settings: &Settings, as_of: NaiveDate) -> [Found; 2] {
    [View::Client, View::Shared]
        .map(|view| first_notes(&journal::assemble_some(settings, drafts, others, as_of, view), as_of))
}

/// For each plan that does not say when it starts, its task and its first entry.
fn first_notes(journal: &Journal, as_of: NaiveDate) -> Found {
    let mut found = Found::new();
    for plan in journal.plans.iter().filter(|plan| !plan.start_written) {
        let task = fold(&plan.task);
        let versions: HashSet<usize> =
            journal.plans.iter().enumerate().filter(|(_, other)| fold(&other.task) == task).map(|(n, _)| n).collect();
        // Entries come in order of date.
        let first = journal.entries.iter().find(|entry| {
            entry.by.is_none() && entry.date <= as_of && entry.plan.is_some_and(|plan| versions.contains(&plan))
        });
        found.insert(task, first.map(|entry| (entry.date, entry.note.to_string())));
    }
    found
}

/// Of each task the earlier of two.
fn earlier(mut a: Found, b: Found) -> Found {
    for (task, first) in b {
        let known = a.entry(task).or_default();
        *known = known.take().into_iter().chain(first).min();
    }
    a
}
