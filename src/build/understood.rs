//! What changed notes are understood to say about practice: for the client at the terminal, who sees everything.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::snapshot::Snapshot;
use super::weeks::BuildCache;
use crate::journal::{Entry, Journal, Status};
use crate::phrases::Tally;
use crate::phrases::plain::one_plain_line;
use crate::week::{CountedEntry, CountedWeek, EntryRole, PlanWeek, Week};
use crate::when::Minutes;

/// If more weeks than this have changed, nobody typed all of that: it was copied, moved or synced.
const MANY_WEEKS: usize = 12;

/// One entry of a changed note, and what it counts as.
#[derive(Clone, Debug, PartialEq)]
pub struct UnderstoodEntry {
    pub date: NaiveDate,
    pub task: String,
    pub status: Status,
    pub minutes: Option<Minutes>,
    pub counts_towards: CountsTowards,
}

/// What an entry counts towards.
#[derive(Clone, Debug, PartialEq)]
pub enum CountsTowards {
    /// Its plan's week, and whether that is the week of the as-of date.
    Plan { tally: Tally, role: EntryRole, is_this_week: bool, week: Week },
    /// It names no plan.
    AlsoDone,
}

impl BuildCache {
    /// The client's entries in the notes that have changed, in order of date; of a plan's log those of dates that changed.
    #[must_use]
    pub fn entries_of_changed_notes(&self, snapshot: &Snapshot, today: NaiveDate) -> Vec<UnderstoodEntry> {
        let Ok(settings) = &snapshot.settings else { return Vec::new() };
        let as_of = settings.cap_today_after_last_week_of_course(today);
        let dates = snapshot.changes.changed_dates();
        let weeks: BTreeSet<Week> = dates.iter().map(|date| Week::containing(*date, settings.week_starts)).collect();
        if weeks.len() > MANY_WEEKS {
            return Vec::new();
        }
        let mut found = Vec::new();
        for week in weeks {
            let (journal, counted) = self.count_client_week(snapshot, week);
            let is_changed = |entry: &Entry| {
                entry.written_by.is_none()
                    && dates.contains(&entry.date)
                    && snapshot.changes.files.contains_key(&*entry.note)
            };
            let of = WeekEntryLookup::new(&journal, &counted, week.contains(as_of));
            let changed = journal.entries.iter().enumerate().filter(|(_, entry)| is_changed(entry));
            found.extend(changed.map(|(at, entry)| of.understood_entry(at, entry)));
        }
        found
    }
}

/// A week, with its entries found by their place in the journal.
struct WeekEntryLookup<'a> {
    journal: &'a Journal,
    counted: &'a CountedWeek,
    is_this_week: bool,
    counted_by_entry_index: BTreeMap<usize, (&'a PlanWeek, &'a CountedEntry)>,
}

impl<'a> WeekEntryLookup<'a> {
    fn new(journal: &'a Journal, counted: &'a CountedWeek, is_this_week: bool) -> WeekEntryLookup<'a> {
        let of_plan = |plan: &'a PlanWeek| plan.entries.iter().map(move |entry| (entry.entry, (plan, entry)));
        WeekEntryLookup {
            journal,
            counted,
            is_this_week,
            counted_by_entry_index: counted.plans.iter().flat_map(of_plan).collect(),
        }
    }

    fn understood_entry(&self, entry_index: usize, entry: &Entry) -> UnderstoodEntry {
        let counts = self.counted_by_entry_index.get(&entry_index).and_then(|(plan_week, counted)| {
            let plan = self.journal.plans.get(plan_week.plan)?;
            Some(CountsTowards::Plan {
                tally: Tally::of_plan(plan, plan_week, self.counted),
                role: counted.role,
                is_this_week: self.is_this_week,
                week: self.counted.week,
            })
        });
        UnderstoodEntry {
            date: entry.date,
            task: one_plain_line(&entry.task),
            status: entry.status,
            minutes: entry.minutes,
            counts_towards: counts.unwrap_or(CountsTowards::AlsoDone),
        }
    }
}
