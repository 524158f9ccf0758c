//! A counted week with the entries of each of its plans.

use std::collections::BTreeMap;

use super::facts::{FactNumber, WeekSums};
use crate::journal::{Entry, Journal, Response};
use crate::phrases::Phrases;
use crate::week::{CountedWeek, PlanWeek, State, versions_of_task};

/// A counted week with the helpers' own notes by plan, so that each plan looks at its own alone.
#[derive(Clone, Copy)]
pub(super) struct WeekForFacts<'a> {
    pub journal: &'a Journal,
    pub counted: &'a CountedWeek,
    pub helpers: &'a HelperNotesByPlan,
    pub phrases: &'a dyn Phrases,
}

/// For each plan, the indices of the helpers' notes about it.
pub(super) type HelperNotesByPlan = BTreeMap<usize, Vec<usize>>;

impl<'a> WeekForFacts<'a> {
    /// The client's entries of a plan, without those still to come.
    pub(super) fn client_entries_of_plan_so_far(self, plan_week: &PlanWeek) -> Vec<&'a Entry> {
        self.counted.entries_so_far(self.journal, plan_week)
    }

    /// Entries of a plan that say something about its helper, and the helper's own notes.
    pub(super) fn entries_about_helper(self, plan_week: &'a PlanWeek) -> impl Iterator<Item = &'a Entry> {
        // A helper's note is of the version of its date, and the week may be told of several as one.
        let versions = versions_of_task(self.journal, plan_week.plan).start..=plan_week.plan;
        let notes = self.helpers.range(versions).flat_map(|(_, notes)| notes);
        let notes =
            notes.filter_map(move |&i| self.journal.entries.get(i)).filter(move |e| e.date <= self.counted.as_of);
        self.client_entries_of_plan_so_far(plan_week).into_iter().chain(notes).filter(|e| e.helper.is_noted)
    }

    pub(super) fn sums_of_week(self, plan_week: &'a PlanWeek) -> WeekSums {
        let about_helper: Vec<&Entry> = self.entries_about_helper(plan_week).collect();
        let responses = |r: Response| count_as_u32(about_helper.iter().filter(|e| e.response_felt() == Some(r)));
        let counts = plan_week.counts;
        WeekSums {
            counted: 1,
            planned: counts.planned,
            due: counts.due,
            done: counts.done,
            partly: counts.partly,
            not_done: counts.not_done,
            open: counts.open,
            moved: counts.moved,
            extra: counts.extra,
            skipped: count_as_u32(plan_week.days.iter().filter(|d| d.state == State::Skipped)),
            practised: counts.practised(),
            minutes_noted: minutes_of_seconds(plan_week.minutes.noted.seconds),
            helper_noted: count_as_u32(about_helper.iter()),
            helper_noticed: count_as_u32(about_helper.iter().filter(|e| e.helper.noticed == Some(true))),
            helper_praised: count_as_u32(about_helper.iter().filter(|e| e.helper.praise == Some(true))),
            helper_warm: responses(Response::Warm),
            helper_neutral: responses(Response::Neutral),
            helper_hard: responses(Response::Hard),
        }
    }
}

pub(super) fn helper_notes_by_plan(journal: &Journal, counted: &CountedWeek) -> HelperNotesByPlan {
    let mut notes = HelperNotesByPlan::new();
    for &i in &counted.helper_entries {
        if let Some(plan) = journal.entries.get(i).and_then(|e| e.plan) {
            notes.entry(plan).or_default().push(i);
        }
    }
    notes
}

pub(super) fn minutes_of_seconds(seconds: u32) -> FactNumber {
    FactNumber(f64::from(seconds) / 60.0)
}

pub(super) fn count_as_u32<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
