//! Entries as notes tell them, before their plan is known as more than a task: from entry notes, logs, day notes and
//! collected files.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::collect::CollectedFiles;
use super::draft::{DraftKind, LogDraft};
use super::name_table::GroupIndex;
use super::near_line::NearLine;
use super::notes::{Notes, VisibleNote, with_copies};
use super::outline::Outline;
use super::pending_entry::{PendingEntry, from_files, from_log, from_note};
use super::{Share, View, day_entries, hints};
use crate::problem::Problem;
use crate::when::Span;

/// What the notes of some dates tell, before plans have starts.
#[derive(Default)]
pub(super) struct PendingEntries<'a> {
    /// The notes of these dates that take part.
    pub notes: Vec<VisibleNote<'a>>,
    pub counted: Vec<PendingEntry<'a>>,
    /// What gives way to another note of the same plan and date (docs/specification.md#1-notes).
    pub superseded: Vec<PendingEntry<'a>>,
    /// Lines that look like practice and count nowhere.
    pub near: Vec<NearLine<'a>>,
    pub problems: Vec<(NaiveDate, Problem)>,
}

impl<'a> PendingEntries<'a> {
    /// What the notes, logs and files of these dates tell.
    pub(super) fn of_dates(
        outline: &Outline,
        notes: &Notes<'a>,
        files: &CollectedFiles,
        dates: Span,
    ) -> PendingEntries<'a> {
        let mut out = PendingEntries::default();
        for (note, copy) in with_copies(notes.of_dates(dates)) {
            let date = note.content.kind.date().unwrap_or(dates.first);
            match copy {
                Some(copy) => out.problems.push((date, hints::conflict_copy(note.path, &copy))),
                None => {
                    out.problems.extend(note.content.problems.iter().map(|problem| (date, problem.clone())));
                    if outline.sees(note.content) {
                        out.notes.push(note);
                    }
                }
            }
        }
        out.entry_notes(outline);
        out.logs(outline, notes, dates);
        let client = out.counted.iter().filter(|pending| pending.entry.by.is_none());
        let mut told: HashSet<(GroupIndex, NaiveDate)> =
            client.filter_map(|pending| Some((pending.group?, pending.entry.date))).collect();
        let mentioned = out.day_notes(outline, &told);
        told.extend(mentioned);
        out.dated_lines(outline, notes, dates, &mut told);
        for (date, group, files) in files.between(dates) {
            out.add(from_files(date, group, files), told.contains(&(group, date)));
        }
        out
    }

    fn add(&mut self, pending: PendingEntry<'a>, is_superseded: bool) {
        if is_superseded { self.superseded.push(pending) } else { self.counted.push(pending) }
    }

    fn entry_notes(&mut self, outline: &Outline) {
        for note in &self.notes {
            let DraftKind::Entry(draft) = &note.content.kind else { continue };
            let pending = from_note(*note, draft, outline);
            let share = || pending.own_share.unwrap_or_else(|| outline.facts.fallback.share(&draft.task));
            if outline.facts.view == View::Client || pending.group.is_some() || share() != Share::None {
                self.counted.push(pending);
            }
        }
    }

    fn logs(&mut self, outline: &Outline, notes: &Notes<'a>, dates: Span) {
        for (group, path) in outline.plan_notes() {
            let Some(note) = notes.plan(path) else { continue };
            let DraftKind::Plan(plan) = &note.content.kind else { continue };
            let is_seen = |log: &&LogDraft| outline.facts.view == View::Client || !log.is_private;
            let of_dates =
                plan.log.iter().filter(|log| dates.first <= log.date && log.date <= dates.last).filter(is_seen);
            self.counted.extend(of_dates.map(|log| from_log(note, group, &plan.task, log)));
        }
    }

    /// The dated lines of notes without a date. They give way to what any note of their date tells.
    fn dated_lines(
        &mut self,
        outline: &Outline,
        notes: &Notes<'a>,
        dates: Span,
        told: &mut HashSet<(GroupIndex, NaiveDate)>,
    ) {
        let mut found_here = HashSet::new();
        for note in notes.with_dated_lines() {
            let DraftKind::Undated(undated) = &note.content.kind else { continue };
            if !outline.sees(note.content) {
                continue;
            }
            let dated = undated.boxes.iter().filter_map(|item| Some((item.date?, &item.item)));
            let of_dates = dated.filter(|(date, _)| dates.first <= *date && *date <= dates.last);
            for (date, item) in of_dates {
                // One by one, so that each problem has the date of its line.
                let found = day_entries::of_dated_lines(note, std::iter::once((date, item)), outline);
                for pending in found.entries {
                    let key = pending.group.map(|group| (group, pending.entry.date));
                    let is_superseded = key.is_none_or(|key| told.contains(&key));
                    found_here.extend(key);
                    self.add(pending, is_superseded);
                }
                self.near.extend(found.near);
                self.problems.extend(found.problems.into_iter().map(|problem| (date, problem)));
            }
        }
        told.extend(found_here);
    }

    /// The plans and dates that day notes tell of.
    fn day_notes(
        &mut self,
        outline: &Outline,
        told: &HashSet<(GroupIndex, NaiveDate)>,
    ) -> HashSet<(GroupIndex, NaiveDate)> {
        let mut mentioned = HashSet::new();
        for note in self.notes.clone() {
            let DraftKind::Day(day) = &note.content.kind else { continue };
            let day_entries::DayEntries { entries, near, problems } = day_entries::of_note(note, day, outline);
            self.near.extend(near);
            for pending in entries {
                let key = pending.group.map(|group| (group, day.date));
                let is_superseded = key.is_none_or(|key| told.contains(&key));
                mentioned.extend(key.filter(|_| !is_superseded));
                self.add(pending, is_superseded);
            }
            self.problems.extend(problems.into_iter().map(|problem| (day.date, problem)));
        }
        mentioned
    }
}
