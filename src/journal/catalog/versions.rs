//! Plans of one task: which of them are versions of it, which are told as a problem, and when each runs
//! (docs/specification.md#1-notes and docs/specification.md#3-weeks-and-counting).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::folder::copy_names;
use crate::journal::Share;
use crate::journal::catalog::notes::VisibleNote;
use crate::journal::draft::{DraftKind, PlanDraft};
use crate::text::fold;

/// A plan that was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlanNote<'a> {
    pub path: &'a Arc<str>,
    /// What its note says.
    pub share: Option<Share>,
    pub plan: &'a PlanDraft,
}

impl<'a> PlanNote<'a> {
    /// The plan of a note; none where it is something else.
    pub(crate) fn of_note(note: &VisibleNote<'a>) -> Option<PlanNote<'a>> {
        match &note.content.kind {
            DraftKind::Plan(plan) => Some(PlanNote { path: note.path, share: note.content.share, plan }),
            _ => None,
        }
    }

    /// When it starts where it has no `from`: on the first date of `on DATE`, else on the date of its name.
    fn start_by_name_or_when(self) -> Option<NaiveDate> {
        self.plan.when.span_of_named_dates().map(|dates| dates.first).or(self.plan.name_date)
    }

    /// Its task and its other names.
    pub(crate) fn names(self) -> impl Iterator<Item = &'a str> {
        std::iter::once(self.plan.task.as_str()).chain(self.plan.aka.iter().map(|(name, _)| name.as_str()))
    }
}

/// A task with the versions of its plan, in order of start.
#[derive(Clone, Debug)]
pub(crate) struct PlanVersions<'a> {
    pub folded_task: String,
    pub versions: Vec<PlanNote<'a>>,
    /// The days on which a note says that the task is over (`ends: yes`), in order, each with its note.
    pub ends: Vec<(NaiveDate, PlanNote<'a>)>,
    /// Plans that cannot be beside another: which, and the one that stands.
    pub duplicates: Vec<(PlanNote<'a>, PlanNote<'a>)>,
}

impl<'a> PlanVersions<'a> {
    /// The notes that end the task on a day on which a version of it begins, which goes on: which, and that version.
    pub(crate) fn ends_without_effect(&self) -> impl Iterator<Item = (PlanNote<'a>, PlanNote<'a>)> {
        let begins_then = |day: NaiveDate| self.versions.iter().find(move |version| version.plan.from == Some(day));
        self.ends.iter().filter_map(move |(day, ending)| Some((*ending, *begins_then(*day)?)))
    }

    /// Whether a version does not say when it starts. It then starts on the date of the task's first entry.
    pub(crate) fn starts_with_first_entry(&self) -> bool {
        self.versions.iter().any(|version| version.plan.from.or(version.start_by_name_or_when()).is_none())
    }
}

/// When a version runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VersionPeriod {
    pub start: NaiveDate,
    /// `from`, `on DATE` or the file name says so; else it had to be found.
    pub is_start_written: bool,
    pub end: Option<NaiveDate>,
    pub follows_version: bool,
    pub ends_for_version: bool,
}

/// `plans` in order of path. The groups are in order of their folded task.
pub(crate) fn versions_by_task<'a>(plans: impl Iterator<Item = PlanNote<'a>>) -> Vec<PlanVersions<'a>> {
    let mut by_task: BTreeMap<String, Vec<PlanNote>> = BTreeMap::new();
    for plan in plans {
        by_task.entry(fold(&plan.plan.task)).or_default().push(plan);
    }
    by_task.into_iter().map(|(folded, plans)| order_versions(folded, plans)).collect()
}

fn order_versions(folded_task: String, plans: Vec<PlanNote>) -> PlanVersions {
    let (ending, plans): (Vec<_>, Vec<_>) = plans.into_iter().partition(|candidate| candidate.plan.only_ends_plan);
    let mut ends: Vec<(NaiveDate, PlanNote)> =
        ending.into_iter().filter_map(|candidate| Some((candidate.plan.from?, candidate))).collect();
    ends.sort_by_key(|(day, _)| *day);
    let mut by_from: BTreeMap<Option<NaiveDate>, Vec<PlanNote>> = BTreeMap::new();
    for plan in plans {
        by_from.entry(plan.plan.from).or_default().push(plan);
    }
    let (mut versions, mut duplicates) = (Vec::new(), Vec::new());
    for same in by_from.into_values() {
        let mut same = sort_preferred_first(same).into_iter();
        let Some(stands) = same.next() else { continue };
        versions.push(stands);
        duplicates.extend(same.map(|other| (other, stands)));
    }
    // Without a `from`, but dated (by its name, or as `on DATE`) to a day on which another version runs already: not the
    // first version.
    if let [first, second, ..] = versions.as_slice()
        && first.plan.from.is_none()
        && first.start_by_name_or_when().zip(second.plan.from).is_some_and(|(own, from)| own >= from)
    {
        duplicates.push((*first, *second));
        versions.remove(0);
    }
    PlanVersions { folded_task, versions, ends, duplicates }
}

/// Of several plans with one `from`, or without any, the one whose name holds no date stands, then the original before its
/// copy (`walk.md` before `walk (1).md`), then the first by path.
fn sort_preferred_first(mut plans: Vec<PlanNote>) -> Vec<PlanNote> {
    if plans.len() > 1 {
        let paths: Vec<&str> = plans.iter().map(|plan| &**plan.path).collect();
        let is_copy = |plan: &PlanNote| copy_names::may_be_copy_by_name(plan.path, paths.iter().copied());
        let mut keyed: Vec<_> =
            plans.iter().map(|plan| (plan.plan.name_date.is_some(), is_copy(plan), plan.path, *plan)).collect();
        keyed.sort_by_key(|&(dated, is_copy, path, _)| (dated, is_copy, path));
        plans = keyed.into_iter().map(|(.., plan)| plan).collect();
    }
    plans
}

/// When each version of a group runs. `first_entry` is the task's first entry not later than `as_of`.
pub(crate) fn version_periods(
    group: &PlanVersions,
    first_entry: Option<NaiveDate>,
    as_of: NaiveDate,
    course_end: Option<NaiveDate>,
) -> Vec<VersionPeriod> {
    let mut runs: Vec<VersionPeriod> = group
        .versions
        .iter()
        .map(|version| {
            let plan = version.plan;
            let dates = plan.when.span_of_named_dates();
            let written = plan.from.or(version.start_by_name_or_when());
            let end = plan.until.or(dates.map(|d| d.last));
            VersionPeriod {
                start: written.or(first_entry).unwrap_or(as_of),
                is_start_written: written.is_some(),
                end: end.into_iter().chain(course_end).min(),
                follows_version: false,
                ends_for_version: false,
            }
        })
        .collect();
    for n in 1..runs.len() {
        let next = runs[n].start;
        let before = &mut runs[n - 1];
        // A first version whose start had to be found, and was found after the second began, never ran.
        before.start = before.start.min(next);
        let last = next.pred_opt().unwrap_or(next);
        if before.end.is_none_or(|end| last <= end) {
            before.end = Some(last);
            let ran = before.start <= last;
            before.ends_for_version = ran;
            runs[n].follows_version = ran;
        }
    }
    for &(end, _) in &group.ends {
        // It ends the version before it, unless that is over already.
        let last = end.pred_opt().unwrap_or(end);
        if let Some(before) = runs.iter_mut().rev().find(|run| run.start < end)
            && before.end.is_none_or(|before| last < before)
        {
            before.end = Some(last);
            before.ends_for_version = true;
        }
    }
    for n in 1..runs.len() {
        // After a gap a version begins by itself.
        let is_next = runs[n - 1].end.and_then(|end| end.succ_opt()) == Some(runs[n].start);
        runs[n].follows_version &= is_next;
    }
    runs
}
