//! Entries as notes tell them, before their plan is known as more than a task: from entry notes, logs, day notes and
//! collected files.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::collect::{self, CollectedFiles, DatedFiles};
use super::draft::{DraftKind, EntryDraft, Excerpt, LogDraft, NearMissKey, UnknownField};
use super::name_table::{GroupIndex, NameTarget};
use super::near_miss::NearLine;
use super::notes::{Notes, VisibleNote, with_copies};
use super::outline::Outline;
use super::{Entry, Form, HelperNote, Photo, Share, Status, View, day_entries, hints};
use crate::problem::Problem;
use crate::text::fold;
use crate::when::Span;

/// An entry on its way: its plan still a group of versions, and what must be known to finish it.
#[derive(Clone)]
pub(super) struct PendingEntry<'a> {
    pub group: Option<GroupIndex>,
    pub own_share: Option<Share>,
    pub excerpt: Option<&'a Excerpt>,
    /// The note it stands in, where that is an entry's own.
    pub draft: Option<&'a EntryDraft>,
    pub near: &'a [NearMissKey],
    /// Fields that may be ratings.
    pub unknown: Vec<UnknownField>,
    pub entry: Entry,
}

/// What the notes of some dates tell, before plans have starts.
#[derive(Default)]
pub(super) struct PendingEntries<'a> {
    /// The notes of these dates that take part.
    pub notes: Vec<VisibleNote<'a>>,
    pub counted: Vec<PendingEntry<'a>>,
    /// What gives way to another note of the same plan and date (SPEC 1).
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
            let found = day_entries::of_dated_lines(note, of_dates, outline);
            for pending in found.entries {
                let key = pending.group.map(|group| (group, pending.entry.date));
                let is_superseded = key.is_none_or(|key| told.contains(&key));
                found_here.extend(key);
                self.add(pending, is_superseded);
            }
            self.near.extend(found.near);
            self.problems.extend(found.problems.into_iter().map(|problem| (dates.first, problem)));
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

/// An entry that says nothing yet but that something was done.
pub(super) fn empty_entry(note: &Arc<str>, task: &str, date: NaiveDate, form: Form) -> Entry {
    Entry {
        plan: None,
        task: task.to_owned(),
        note: Arc::clone(note),
        line: 1,
        form,
        date,
        time: None,
        status: Status::Done,
        status_written: true,
        minutes: None,
        place: None,
        felt: None,
        barriers: Vec::new(),
        helper: HelperNote::default(),
        ratings: Vec::new(),
        photos: Vec::new(),
        by: None,
        written: None,
        discuss: false,
        share: Share::default(),
        words: None,
    }
}

fn from_note<'a>(note: VisibleNote<'a>, draft: &'a EntryDraft, outline: &Outline) -> PendingEntry<'a> {
    let group = match outline.names.task(&draft.task) {
        Some(NameTarget::Plan(group)) => Some(group),
        _ => None,
    };
    let extras = draft.extras.as_deref();
    let client = outline.facts.settings.name.as_ref();
    let is_client = |who: &String| client.is_some_and(|name| fold(name) == fold(who));
    let entry = Entry {
        time: draft.time,
        status: draft.status,
        status_written: draft.status_written,
        minutes: draft.minutes,
        place: draft.place.clone(),
        felt: draft.felt.clone(),
        barriers: extras.map_or_else(Vec::new, |b| b.barriers.clone()),
        helper: extras.map_or_else(HelperNote::default, |b| b.helper.clone()),
        by: extras.and_then(|b| b.by.clone()).filter(|who| !is_client(who)),
        written: draft.written,
        discuss: draft.discuss,
        ..empty_entry(note.path, &draft.task, draft.date, Form::Note)
    };
    PendingEntry {
        group,
        own_share: note.content.share,
        excerpt: Some(&draft.date_at),
        draft: Some(draft),
        near: &note.content.near,
        unknown: extras.map_or_else(Vec::new, |extras| extras.unknown.clone()),
        entry,
    }
}

fn from_log<'a>(note: VisibleNote<'a>, group: GroupIndex, task: &str, log: &'a LogDraft) -> PendingEntry<'a> {
    let entry = Entry {
        line: log.excerpt.place.line,
        time: log.time,
        status: log.status,
        minutes: log.minutes,
        place: log.place.clone(),
        felt: log.felt.clone(),
        barriers: log.barriers.clone(),
        helper: log.helper.clone(),
        discuss: log.discuss,
        words: log.words.as_deref().map(Arc::from),
        ..empty_entry(note.path, task, log.date, Form::Log)
    };
    PendingEntry {
        group: Some(group),
        own_share: if log.is_private { Some(Share::None) } else { note.content.share },
        excerpt: Some(&log.excerpt),
        draft: None,
        near: &[],
        unknown: log.unknown.clone(),
        entry,
    }
}

/// One entry for the files that a plan collects of a date.
fn from_files<'a>(date: NaiveDate, group: GroupIndex, files: &DatedFiles) -> PendingEntry<'a> {
    let pictures = files.paths.iter().filter(|path| collect::is_picture(path));
    let first = files.paths.first().cloned().unwrap_or_else(|| Arc::from(""));
    let entry = Entry {
        photos: pictures.map(|path| Photo { path: path.to_string(), alt: String::new() }).collect(),
        ..empty_entry(&first, &files.task, date, Form::File)
    };
    PendingEntry {
        group: Some(group),
        own_share: None,
        excerpt: None,
        draft: None,
        near: &[],
        unknown: Vec::new(),
        entry,
    }
}
