//! Which weeks an update has to make again: those in which a changed note is, the five after each, which look back on it, and
//! those whose pages do not lie there as they were made. And which notes can say something of them.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;

use super::{BuildCache, CachedWeek, looked_back_on, names_of};
use crate::build::rendered::is_current;
use crate::build::starts::{self, Starts};
use crate::build::{LOOKS_BACK, PageKeys, Snapshot};
use crate::journal::{self, Draft, Reach, Settings, View};
use crate::problem::Problem;
use crate::week::Week;

/// More weeks than so many with a changed note are a matter for a whole pass.
const MOST_CHANGED: usize = 26;

/// Which weeks are made again.
pub(super) struct Part<'l> {
    pub last: &'l BuildCache,
    /// With a changed note.
    pub changed: BTreeSet<Week>,
    /// Whose pages are made again.
    pub again: BTreeSet<Week>,
    /// Whose notes are looked at.
    looked_at: BTreeSet<Week>,
    pub starts: Starts,
    /// Where a plan collects files: day notes of each folder, so that it is there.
    folders: HashSet<&'l str>,
}

impl<'l> Part<'l> {
    /// None where the whole journal has to be made again.
    pub fn of(
        last: &'l BuildCache,
        snapshot: &'l Snapshot,
        settings: &Settings,
        as_of: NaiveDate,
        today: NaiveDate,
        there: &PageKeys,
    ) -> Option<Part<'l>> {
        let of = &snapshot.changed;
        if of.whole || last.broken || last.today != today || last.collects && of.came_or_went {
            return None;
        }
        let mut dates = of.dates.clone();
        dates.extend(of.file_dates.iter().filter(|_| last.collects));
        let starts = Starts::known(&last.found, last.collects);
        if dates.first().is_some_and(|date| starts.first().any(|(first, _)| date <= first)) {
            return None;
        }
        let changed: BTreeSet<Week> = dates.iter().map(|&date| Week::containing(date, settings.week_starts)).collect();
        if changed.len() > MOST_CHANGED {
            return None;
        }
        let mut again: BTreeSet<Week> =
            changed.iter().flat_map(|week| (0..LOOKS_BACK).map(|ahead| week.after(ahead))).collect();
        // The newest is always among them: a helper's card is of it.
        again.extend(last.weeks.keys().next_back());
        let lies_there = |(week, of): &(&Week, &CachedWeek)| {
            is_current(&names_of(**week).each_ref().map(String::as_str), of.key, &there.reports)
        };
        again.extend(last.weeks.iter().filter(|week| !lies_there(week)).map(|(week, _)| week));
        let mut looked_at = looked_back_on(&again);
        looked_at.extend(&changed);
        let folders = if last.collects { folders(&snapshot.drafts) } else { HashSet::new() };
        let part = Part { last, changed, again, looked_at, starts, folders };
        // A plan that has not begun may begin with what changed.
        let is_begun = || {
            let drafts: Vec<&Draft> =
                snapshot.drafts.iter().filter(|d| part.looks_at(d, settings) || part.starts.is_first(d)).collect();
            starts::found(&drafts, &snapshot.scan.others, settings, as_of) != last.found
        };
        (part.starts.are_all_found() || !is_begun()).then_some(part)
    }

    /// Whether a note can say something of the weeks that are made again, or of those they look back on.
    pub fn looks_at(&self, draft: &Draft, settings: &Settings) -> bool {
        let is_in = |date| self.looked_at.contains(&Week::containing(date, settings.week_starts));
        let is_file = || self.last.collects && draft.file_date().is_some_and(is_in);
        match draft.reach() {
            Reach::Everything => true,
            Reach::Nothing => self.stands_for_a_file(draft),
            Reach::Date(date) => is_in(date) || is_file() || self.stands_for_a_file(draft),
        }
    }

    /// Whether a plan that collects files has to know of a note whatever its date: of a file by its path alone, and of one in
    /// each folder.
    fn stands_for_a_file(&self, draft: &Draft) -> bool {
        self.last.collects && draft.reach() == Reach::Nothing || self.folders.contains(draft.path())
    }

    /// The problems of the notes: of those of the changed weeks, and of what reaches everything, as they are now; of the others
    /// as they were.
    pub fn own(&self, snapshot: &Snapshot, settings: &Settings, as_of: NaiveDate) -> Vec<Problem> {
        let (mut drafts, mut looked_at) = (Vec::new(), HashSet::new());
        for draft in &snapshot.drafts {
            let is_looked_at = match draft.reach() {
                Reach::Nothing => false,
                Reach::Everything => true,
                Reach::Date(date) => self.changed.contains(&Week::containing(date, settings.week_starts)),
            };
            if is_looked_at || self.stands_for_a_file(draft) || self.starts.is_first(draft) {
                drafts.push(draft);
            }
            if is_looked_at {
                looked_at.insert(draft.path());
            }
        }
        let now = journal::assemble_some(settings, &drafts, &snapshot.scan.others, as_of, View::Client).problems;
        let is_old = |problem: &&Problem| {
            let file = problem.file.as_str();
            !looked_at.contains(file) && !snapshot.changed.notes.contains(file)
        };
        let old = self.last.own.iter().filter(is_old).cloned();
        now.into_iter().filter(|problem| looked_at.contains(problem.file.as_str())).chain(old).collect()
    }
}

/// A day note of each folder, by path; and one that is shared, if there is one.
fn folders(drafts: &[Draft]) -> HashSet<&str> {
    let mut seen = HashSet::new();
    let days = drafts.iter().filter(|draft| matches!(draft.reach(), Reach::Date(_)) && draft.is_file());
    let firsts = days.filter(|draft| {
        let folder = draft.path().rsplit_once('/').map(|(folder, _)| folder);
        folder.is_some_and(|folder| seen.insert((folder, draft.is_none())))
    });
    firsts.map(Draft::path).collect()
}
