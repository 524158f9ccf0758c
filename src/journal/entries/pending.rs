//! Entries as notes tell them, before their plan is known as more than a task: from entry notes, logs, day notes and
//! collected files.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::folder::copy_names;
use crate::journal::catalog::collect::CollectedFiles;
use crate::journal::catalog::conflict::{ConflictCopy, are_times_of_one_moment};
use crate::journal::catalog::name_table::{NameTarget, TaskGroupIndex};
use crate::journal::catalog::notes::{NotesAndFiles, VisibleNote, visible_notes_and_copies};
use crate::journal::catalog::outline::NamesAndSharing;
use crate::journal::draft::{DayNoteDraft, DraftContent, DraftKind, LogLineDraft};
use crate::journal::entries::pending_entry::{PendingEntry, pending_from_files, pending_from_log, pending_from_note};
use crate::journal::lines::line::LineMeaning;
use crate::journal::near_misses::near_line::{NearMissLine, NearMissReason};
use crate::journal::sharing::names_of_note::{NameAbove, NamesAboveLines};
use crate::journal::{EntryForm, Share, View, entries::day_entries, near_misses::hints, near_misses::pending_hints};
use crate::problem::Problem;
use crate::when::{DateSpan, TimeOfDay};

/// The entries of some dates, before it is known when each plan starts.
#[derive(Default)]
pub(crate) struct PendingEntries<'a> {
    /// The notes of these dates that take part.
    pub notes: Vec<VisibleNote<'a>>,
    pub counted: Vec<PendingEntry<'a>>,
    /// What gives way to another note of the same plan and date (docs/specification.md#1-notes).
    pub superseded: Vec<PendingEntry<'a>>,
    /// Lines that look like practice and count nowhere.
    pub near_lines: Vec<NearMissLine<'a>>,
    pub problems: Vec<(NaiveDate, Problem)>,
    /// Day notes named as copies that say something new, each with the notes whose lines it repeats.
    copies_read: Vec<CopyRead<'a>>,
}

/// A day note named as a copy, of which only what is new counts. None of its text is shown: it may be older than the original's.
struct CopyRead<'a> {
    note: VisibleNote<'a>,
    originals: Vec<VisibleNote<'a>>,
}

impl<'a> PendingEntries<'a> {
    /// What the notes, logs and files of these dates tell.
    pub(crate) fn of_dates(
        outline: &NamesAndSharing,
        notes: &NotesAndFiles<'a>,
        files: &CollectedFiles,
        dates: DateSpan,
    ) -> PendingEntries<'a> {
        let mut out = PendingEntries::default();
        let mut copies_of_days = Vec::new();
        for (note, copy) in visible_notes_and_copies(notes.drafts_of_dates(dates)) {
            let date = note.content.kind.date().unwrap_or(dates.first);
            match copy {
                Some(ConflictCopy::Weak(original)) if matches!(note.content.kind, DraftKind::Day(_)) => {
                    copies_of_days.push((note, original));
                }
                Some(copy) => out.problems.push((date, hints::conflict_copy_hint(note.path, &copy))),
                None => {
                    out.problems.extend(outline.problems_worth_telling(note).map(|problem| (date, problem.clone())));
                    if outline.shows_note(note) {
                        out.notes.push(note);
                    }
                }
            }
        }
        for (note, original) in copies_of_days {
            out.add_copy_of_day(outline, note, original);
        }
        out.add_entry_notes(outline);
        out.add_ticked_lines_of_reflections(outline);
        out.add_logs(outline, notes, dates);
        let client = out.counted.iter().filter(|pending| pending.entry.written_by.is_none());
        let mut told: HashSet<(TaskGroupIndex, NaiveDate)> =
            client.filter_map(|pending| Some((pending.group?, pending.entry.date))).collect();
        let mentioned = out.add_day_notes(outline, &told);
        told.extend(mentioned);
        out.add_dated_lines(outline, notes, dates, &mut told);
        out.problems.extend(pending_hints::same_line_twice_hints(&out.counted));
        out.problems.extend(pending_hints::helper_note_hints(&out.counted, &outline.facts.settings));
        for (date, group, files) in files.files_of_dates(dates) {
            out.add(pending_from_files(date, group, files), told.contains(&(group, date)));
        }
        out
    }

    fn add(&mut self, pending: PendingEntry<'a>, is_superseded: bool) {
        if is_superseded { self.superseded.push(pending) } else { self.counted.push(pending) }
    }

    /// A day note named as a copy is read where it says something that counts and is missing in its original; else it is left out.
    fn add_copy_of_day(&mut self, outline: &NamesAndSharing, note: VisibleNote<'a>, original: String) {
        let DraftKind::Day(day) = &note.content.kind else { return };
        // What the original keeps back the copy may say still.
        let keeps_back = |content: &DraftContent| match &content.kind {
            DraftKind::Day(day) => {
                content.share == Some(Share::None)
                    || !day.private_lines.is_empty()
                    || day.boxes.iter().any(|item| item.is_private)
            }
            _ => true,
        };
        let first = self
            .visible_note_at(&original)
            .filter(|first| !keeps_back(first.content) && !keeps_back(note.content) && outline.shows_note(note));
        let Some(first) = first else {
            self.problems.push((day.date, hints::conflict_copy_hint(note.path, &ConflictCopy::Weak(original))));
            return;
        };
        let is_of_same = |read: &&CopyRead| read.originals.iter().any(|of| of.path == first.path);
        let earlier = self.copies_read.iter().filter(is_of_same).map(|read| read.note);
        let originals: Vec<VisibleNote> = std::iter::once(first).chain(earlier).collect();
        let mut entries = day_entries::entries_of_day_note(note, day, outline).entries;
        for original in &originals {
            take_out_lines_of(*original, day, outline, &mut entries);
        }
        if entries.is_empty() {
            self.problems.push((day.date, hints::conflict_copy_hint(note.path, &ConflictCopy::Weak(original))));
            return;
        }
        self.problems.extend(outline.problems_worth_telling(note).map(|problem| (day.date, problem.clone())));
        self.copies_read.push(CopyRead { note, originals });
    }

    fn visible_note_at(&self, path: &str) -> Option<VisibleNote<'a>> {
        let at = self.notes.binary_search_by(|of| (**of.path).cmp(path)).ok()?;
        self.notes.get(at).copied()
    }

    fn add_entry_notes(&mut self, outline: &NamesAndSharing) {
        for note in &self.notes {
            let DraftKind::Entry(draft) = &note.content.kind else { continue };
            let pending = pending_from_note(*note, draft, outline);
            let ticked =
                draft.ticked.iter().filter(|_| pending.entry.written_by.is_none()).flat_map(|ticked| &ticked.boxes);
            for item in ticked.map(|item| &item.check_box) {
                let line = &item.line;
                let named = outline.group_that_text_counts_for(&line.text);
                if named.is_some() && named == pending.group {
                    let hint = pending_hints::own_box_hint(note.path, draft, item);
                    self.problems.extend(hint.map(|hint| (draft.date, hint)));
                }
                let group = named.filter(|group| Some(*group) != pending.group);
                let reason = NearMissReason::InEntryNote;
                let near = |group| NearMissLine {
                    note: *note,
                    group,
                    date: Some(draft.date),
                    line,
                    is_read_box: false,
                    reason,
                };
                self.near_lines.extend(group.map(near));
            }
            let share =
                || pending.own_share.unwrap_or_else(|| outline.facts.share_without_plan.share_of_task(&draft.task));
            // A page says who wrote a note.
            let is_writer_hidden =
                || pending.entry.written_by.as_deref().is_some_and(|who| outline.hidden.is_named_in_field(who));
            let is_shared = || (pending.group.is_some() || share() != Share::None) && !is_writer_hidden();
            if outline.facts.view == View::Client || is_shared() {
                self.counted.push(pending);
            }
        }
    }

    /// Ticked lines in answers to a week's questions: no box is read there.
    fn add_ticked_lines_of_reflections(&mut self, outline: &NamesAndSharing) {
        for note in &self.notes {
            let DraftKind::Reflection(draft) = &note.content.kind else { continue };
            for line in draft.ticked.iter().flat_map(|ticked| &ticked.boxes).map(|item| &item.check_box.line) {
                let near = outline.group_that_text_counts_for(&line.text).map(|group| NearMissLine {
                    note: *note,
                    group,
                    date: Some(draft.date),
                    line,
                    is_read_box: false,
                    reason: NearMissReason::InReflection,
                });
                self.near_lines.extend(near);
            }
        }
    }

    fn add_logs(&mut self, outline: &NamesAndSharing, notes: &NotesAndFiles<'a>, dates: DateSpan) {
        for (group, path) in outline.version_notes() {
            let Some(note) = notes.plan_note_at(path) else { continue };
            let DraftKind::Plan(plan) = &note.content.kind else { continue };
            let is_seen = |log: &&LogLineDraft| outline.facts.view == View::Client || !log.is_private;
            let of_dates =
                plan.log.iter().filter(|log| dates.first <= log.date && log.date <= dates.last).filter(is_seen);
            let names = NamesAboveLines::of_note(note, plan.words.as_ref(), &outline.hidden);
            for log in of_dates {
                let hint = pending_hints::other_plan_in_log_hint(note.path, log, (group, &plan.task), outline);
                self.problems.extend(hint.map(|hint| (log.date, hint)));
                let pending = pending_from_log(note, group, &plan.task, log);
                let name_above = match pending.has_words() {
                    true => names.above_log_line(log.excerpt.place.line, &log.excerpt.line),
                    false => NameAbove::Nothing,
                };
                self.counted.push(PendingEntry { name_above, ..pending });
            }
        }
    }

    /// Adds the dated lines of undated notes. Any note of the same date and plan counts before them.
    fn add_dated_lines(
        &mut self,
        outline: &NamesAndSharing,
        notes: &NotesAndFiles<'a>,
        dates: DateSpan,
        noted: &mut HashSet<(TaskGroupIndex, NaiveDate)>,
    ) {
        let mut found_here = HashSet::new();
        for note in notes.undated_notes_with_dated_lines() {
            let DraftKind::Undated(undated) = &note.content.kind else { continue };
            if !outline.shows_note(note) {
                continue;
            }
            let names = NamesAboveLines::of_note(note, undated.words.as_ref(), &outline.hidden);
            let dated = undated.boxes.iter().filter_map(|item| Some((item.date?, &item.check_box)));
            let of_dates = dated.filter(|(date, _)| dates.first <= *date && *date <= dates.last);
            for (date, item) in of_dates {
                // One by one, so that each problem has the date of its line.
                let found = day_entries::entries_of_dated_lines(note, std::iter::once((date, item)), &names, outline);
                for pending in found.entries {
                    let key = pending.group.map(|group| (group, pending.entry.date));
                    let is_superseded = key.is_none_or(|key| noted.contains(&key));
                    found_here.extend(key);
                    self.add(pending, is_superseded);
                }
                self.near_lines.extend(found.near_lines);
                self.problems.extend(found.problems.into_iter().map(|problem| (date, problem)));
            }
        }
        noted.extend(found_here);
    }

    /// Takes out the lines that a copy of a day note repeats (`2026-11-19 (recovered).md`), or has in a changed form, and tells of them.
    /// A line that stands twice in the original counts twice.
    fn take_out_repeated_lines(
        &self,
        note: VisibleNote<'a>,
        day: &DayNoteDraft,
        outline: &NamesAndSharing,
        entries: &mut Vec<PendingEntry<'a>>,
    ) -> Option<Problem> {
        let read = self.copies_read.iter().find(|read| read.note.path == note.path);
        let originals = match read {
            Some(read) => read.originals.clone(),
            None => {
                let named = copy_names::originals_of_named_copy(note.path);
                named.iter().find_map(|path| self.visible_note_at(path)).into_iter().collect()
            }
        };
        let (mut repeated, mut changed) = (0, 0);
        for original in &originals {
            let (same, other) = take_out_lines_of(*original, day, outline, entries);
            (repeated, changed) = (repeated + same, changed + other);
        }
        let original = originals.first().filter(|_| repeated + changed > 0)?;
        Some(hints::repeated_lines_hint(note.path, original.path, repeated, changed))
    }

    /// The plans and dates that day notes tell of.
    fn add_day_notes(
        &mut self,
        outline: &NamesAndSharing,
        noted: &HashSet<(TaskGroupIndex, NaiveDate)>,
    ) -> HashSet<(TaskGroupIndex, NaiveDate)> {
        let mut mentioned = HashSet::new();
        let mut notes = self.notes.clone();
        notes.extend(self.copies_read.iter().map(|read| read.note));
        notes.sort_by(|a, b| a.path.cmp(b.path));
        for note in notes {
            let DraftKind::Day(day) = &note.content.kind else { continue };
            let day_entries::DayEntries { mut entries, near_lines: near, problems } =
                day_entries::entries_of_day_note(note, day, outline);
            self.near_lines.extend(near);
            if let Some(hint) = self.take_out_repeated_lines(note, day, outline, &mut entries) {
                self.problems.push((day.date, hint));
            }
            for pending in entries {
                let key = pending.group.map(|group| (group, day.date));
                let is_superseded = key.is_none_or(|key| noted.contains(&key));
                mentioned.extend(key.filter(|_| !is_superseded));
                self.add(pending, is_superseded);
            }
            self.problems.extend(problems.into_iter().map(|problem| (day.date, problem)));
        }
        mentioned
    }
}

/// Takes out of the entries of a note those that a second note of its date has too: how many stand there, and how many in a different form.
/// A line that stands twice in the original counts twice.
fn take_out_lines_of(
    original: VisibleNote,
    day: &DayNoteDraft,
    outline: &NamesAndSharing,
    entries: &mut Vec<PendingEntry>,
) -> (usize, usize) {
    let DraftKind::Day(first) = &original.content.kind else { return (0, 0) };
    if first.date != day.date {
        return (0, 0);
    }
    let mut known: Vec<&str> = first.boxes.iter().map(|item| item.line.excerpt.line.trim()).collect();
    let before = entries.len();
    let keys = KeysOfOriginal::read(first, outline);
    entries.retain(|pending| {
        if keys.repeats_key_or_tag(pending) {
            return false;
        }
        let line = pending.excerpt.map(|excerpt| excerpt.line.trim());
        let at = line.and_then(|line| known.iter().position(|of| *of == line));
        if let Some(at) = at.filter(|_| pending.entry.form == EntryForm::CheckBox) {
            known.swap_remove(at);
            return false;
        }
        true
    });
    let repeated = before - entries.len();
    // A line that was changed on one of the two sides is not done twice; one with a time of its own is new.
    let named = |line: &str| match outline.line_meaning_on(line, day.date) {
        LineMeaning::NamesPlan { plan: NameTarget::Plan(group), details, .. } => Some((group, details.time)),
        _ => None,
    };
    let texts = first.boxes.iter().map(|item| (item.line.excerpt.line.trim(), &*item.line.text));
    let in_boxes: Vec<TaskGroupIndex> =
        first.boxes.iter().filter_map(|item| named(&item.line.text)).map(|(group, _)| group).collect();
    let mut of_original: Vec<(TaskGroupIndex, Option<TimeOfDay>)> = texts
        .filter_map(|(line, text)| {
            let at = known.iter().position(|of| *of == line)?;
            known.swap_remove(at);
            named(text)
        })
        .collect();
    let in_keys_alone = keys.groups.iter().filter(|group| !in_boxes.contains(group));
    of_original.extend(in_keys_alone.map(|group| (*group, None)));
    let is_told = |group: TaskGroupIndex| in_boxes.contains(&group) || keys.groups.contains(&group);
    entries.retain(|pending| {
        if matches!(pending.entry.form, EntryForm::Key | EntryForm::Tag) {
            return !pending.group.is_some_and(is_told);
        }
        let is_same = |(group, time): &(TaskGroupIndex, Option<TimeOfDay>)| {
            pending.group == Some(*group) && are_times_of_one_moment(pending.entry.time, *time)
        };
        let at = of_original.iter().position(is_same);
        if let Some(at) = at.filter(|_| pending.entry.form == EntryForm::CheckBox) {
            of_original.swap_remove(at);
            return false;
        }
        true
    });
    (repeated, before - repeated - entries.len())
}

/// What the keys and tags of a day note say, of which another note is a copy.
struct KeysOfOriginal<'a> {
    lines: Vec<&'a str>,
    groups: Vec<TaskGroupIndex>,
}

impl<'a> KeysOfOriginal<'a> {
    fn read(day: &'a DayNoteDraft, outline: &NamesAndSharing) -> KeysOfOriginal<'a> {
        let keys = day.keys.iter().map(|key| (&*key.key, &key.excerpt));
        let said = keys.chain(day.tags.iter().map(|tag| (&*tag.text, &tag.excerpt)));
        let (mut lines, mut groups) = (Vec::new(), Vec::new());
        for (name, excerpt) in said {
            if let Some(NameTarget::Plan(group)) = outline.names.target_of_folded_key_or_tag(name) {
                lines.push(excerpt.line.trim());
                groups.push(group);
            }
        }
        KeysOfOriginal { lines, groups }
    }

    /// Whether an entry is such a key or tag, to the letter.
    fn repeats_key_or_tag(&self, pending: &PendingEntry) -> bool {
        let line = pending.excerpt.map(|excerpt| excerpt.line.trim());
        let is_key = matches!(pending.entry.form, EntryForm::Key | EntryForm::Tag);
        is_key && line.is_some_and(|line| self.lines.contains(&line))
    }
}
