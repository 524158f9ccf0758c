//! The second step from notes to a journal: the entries of given dates, from the catalog and the notes of those dates.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::journal::catalog::collect::CollectedFiles;
use crate::journal::catalog::name_table::TaskGroupIndex;
use crate::journal::catalog::notes::{NotesAndFiles, VisibleNote};
use crate::journal::catalog::outline::NamesAndSharing;
use crate::journal::catalog::plan_catalog::PlanCatalog;
use crate::journal::draft::DraftKind;
use crate::journal::entries::finish::{self, EntryFinisher};
use crate::journal::entries::pending::PendingEntries;
use crate::journal::entries::pending_entry::PendingEntry;
use crate::journal::entries::superseded_words::add_superseded_words_to_reflections;
use crate::journal::near_misses::near_line::NearMissLine;
use crate::journal::sharing::kept_back;
use crate::journal::sharing::names_of_note::find_name_of_hidden_plan;
use crate::journal::sharing::shared_text::{self, CountedBoxes};
use crate::journal::{
    Entry, EntryForm, HelperWords, Journal, Reflection, Session, Share, SupersededEntry, View, entries::tracked,
    lines::markup, near_misses::date_help, near_misses::hints, near_misses::odd_amounts, note_kinds::reflection,
    note_kinds::session,
};
use crate::problem::Problem;
use crate::when::{DateSpan, TimeOfDay};

/// The journal of some dates.
pub struct JournalOfDates {
    /// Its entries, reflections and superseded entries are those of these dates; it has no problems.
    pub journal: Journal,
    /// The problems of these dates' notes, each with the date of its note. None in the shared view.
    pub problems: Vec<(NaiveDate, Problem)>,
}

impl PlanCatalog {
    /// The journal of these dates: what all notes say of them, from the notes and files of these dates.
    #[must_use]
    pub fn journal_of_dates(&self, notes: &NotesAndFiles, files: &CollectedFiles, dates: DateSpan) -> JournalOfDates {
        let PendingEntries { notes: of_dates, counted, superseded, near_lines: near, mut problems, .. } =
            PendingEntries::of_dates(&self.outline, notes, files, dates);
        let is_own_note = |pending: &&PendingEntry| {
            matches!(pending.entry.form, EntryForm::Note | EntryForm::Log) && pending.entry.written_by.is_none()
        };
        let noted = counted.iter().filter(is_own_note).filter_map(|pending| Some((pending.group?, pending.entry.date)));
        let noted: HashSet<(TaskGroupIndex, NaiveDate)> = noted.collect();
        let (hints, unread_lines) = self.hints_for_near_lines(&near, &noted);
        problems.extend(hints);
        let mut finish = EntryFinisher {
            catalog: self,
            notes,
            problems: &mut problems,
            noted_seconds_by_date: HashMap::new(),
            same_lines_by_date: finish::same_lines_by_date(&counted),
        };
        let mut entries: Vec<Entry> = counted.into_iter().map(|pending| finish.finish_entry(pending)).collect();
        entries.sort_by(|a, b| entry_sort_key(a).cmp(&entry_sort_key(b)));
        let outline = &self.outline;
        let tracked = tracked::tracked_numbers(&of_dates, outline, &mut problems);
        let mut reflections: Vec<Reflection> =
            of_dates.iter().filter_map(|note| reflection_of_note(*note, outline)).collect();
        // The lines that give way are no entries: what would be wrong with them as such is nothing to tell.
        let mut untold = Vec::new();
        let mut quiet = EntryFinisher {
            catalog: self,
            notes,
            problems: &mut untold,
            noted_seconds_by_date: HashMap::new(),
            same_lines_by_date: HashMap::new(),
        };
        add_superseded_words_to_reflections(&mut quiet, &superseded, &mut reflections);
        reflections.sort_by(|a, b| (a.date, &a.note).cmp(&(b.date, &b.note)));
        let mut helper_words: Vec<HelperWords> =
            of_dates.iter().filter_map(|note| helper_words_of_note(*note, outline)).collect();
        helper_words.sort_by(|a, b| (a.date, &a.note).cmp(&(b.date, &b.note)));
        let mut sessions: Vec<Session> =
            of_dates.iter().filter_map(|note| session::session_in_view(*note, outline)).collect();
        sessions.sort_by(|a, b| (a.date, &a.note).cmp(&(b.date, &b.note)));
        problems.extend(self.hints_for_superseded_lines(&superseded, &entries));
        let mut superseded: Vec<SupersededEntry> = superseded.into_iter().map(superseded_entry).collect();
        superseded.sort();
        for note in of_dates {
            problems.extend(hints::nearly_share_heading_problems(note, &entries, self.settings()));
            if let Some(date) = note.content.kind.date().filter(|_| !matches!(note.content.kind, DraftKind::Entry(_))) {
                problems.extend(self.near_miss_key_problems(note).map(|hint| (date, hint)));
            }
            if let Some(date) = note.content.kind.date().filter(|_| self.view() == View::Client) {
                let mut hints = self.kept_back_hints(note);
                hints.retain(|hint| !kept_back::shown_word_hint_contradicts_others(hint, &problems));
                problems.extend(hints.into_iter().map(|hint| (date, hint)));
            }
        }
        match self.view() {
            View::Shared => problems.clear(),
            View::Client => {
                problems.iter_mut().for_each(|(_, problem)| date_help::put_dates_near(problem, outline.facts.today));
            }
        }
        let journal = Journal {
            view: self.view(),
            settings: self.settings().clone(),
            plans: Arc::clone(&self.plans),
            entries,
            reflections,
            helper_words,
            tracked,
            sessions,
            superseded,
            problems: Vec::new(),
            left_out_count: self.left_out_count,
            unread_lines,
        };
        JournalOfDates { journal, problems }
    }
}

impl PlanCatalog {
    /// Hints for the lines that look like practice and count nowhere; and the dates of those with a box, in order.
    fn hints_for_near_lines(
        &self,
        near_lines: &[NearMissLine],
        noted: &HashSet<(TaskGroupIndex, NaiveDate)>,
    ) -> (Vec<(NaiveDate, Problem)>, Vec<NaiveDate>) {
        let (mut hints, mut unread_lines) = (Vec::new(), Vec::new());
        for near in near_lines {
            let Some((date, hint)) = near.date.zip(self.near_line_problem(near, noted)) else { continue };
            hints.push((date, hint));
            if near.is_read_box && !self.may_be_about_hidden_plan(near) {
                unread_lines.push(date);
            }
        }
        unread_lines.sort_unstable();
        (hints, unread_lines)
    }

    /// Whether a line may name a hidden plan, in any form. Such a line is not even counted.
    fn may_be_about_hidden_plan(&self, near: &NearMissLine) -> bool {
        let hidden = &self.outline.hidden;
        !hidden.is_empty()
            && [&*near.line.text, &*near.line.excerpt.line]
                .iter()
                .any(|text| hidden.box_text_may_name_hidden_plan(text))
    }

    /// Hints for the lines that give way to a note and are lost by it.
    fn hints_for_superseded_lines(
        &self,
        superseded: &[PendingEntry],
        entries: &[Entry],
    ) -> impl Iterator<Item = (NaiveDate, Problem)> {
        let mut practised: HashMap<(TaskGroupIndex, NaiveDate), usize> = HashMap::new();
        superseded.iter().filter_map(move |line| {
            let (group, date) = (line.group?, line.entry.date);
            let plan_index = self.version_on_date_or_nearest(group, date)?;
            let before = practised.entry((group, date)).or_default();
            let practised_before = *before;
            *before += usize::from(odd_amounts::is_done_or_partly(&line.entry));
            let plan = self.plans.get(plan_index)?;
            let lines = odd_amounts::SupersededLines { plan, plan_index, entries, practised_before };
            Some((date, lines.hint_for_line(line)?))
        })
    }
}

/// By date, time (none last), path, line (docs/specification.md#3-weeks-and-counting).
fn entry_sort_key(entry: &Entry) -> (NaiveDate, u32, &str, u32, EntryForm) {
    (entry.date, entry.time.map_or(u32::MAX, rank_of_time_in_day), &entry.note, entry.line, entry.form)
}

/// The minute of the day at which a time begins, for the order of entries; a clock time before a part of the day.
fn rank_of_time_in_day(time: TimeOfDay) -> u32 {
    match time {
        TimeOfDay::Clock(clock) => u32::from(clock.0) * 2,
        TimeOfDay::Part(part) => u32::from(part.minute_range().0) * 2 + 1,
    }
}

fn superseded_entry(pending: PendingEntry) -> SupersededEntry {
    let Entry { date, form, note, line, task, .. } = pending.entry;
    SupersededEntry { date, form, note, line, task }
}

/// A reflection; or of a day note what it shares (its text where `full`, what stands under `## To share` otherwise) and
/// that it is to be brought up.
///
/// Where a day note says nothing about sharing, each line is as its plan is: lines of plans that are not `full` are no part
/// of a text that is. The words of a line and below it are those of its entry. And a helper's day note has no words of the client.
fn reflection_of_note(note: VisibleNote, outline: &NamesAndSharing) -> Option<Reflection> {
    let share = note.content.share.unwrap_or(outline.facts.settings.share);
    let (date, line, discuss, words, is_day, is_about_week) = match &note.content.kind {
        DraftKind::Reflection(draft) => {
            (draft.date, draft.line, draft.discuss, draft.words.as_ref(), false, draft.is_about_week)
        }
        DraftKind::Day(draft) => {
            let is_helpers = tracked::is_written_by_helper(draft, &outline.facts.settings);
            // What to bring up first is the client's to say.
            let discuss = draft.discuss && !is_helpers;
            (draft.date, draft.line, discuss, draft.words.as_ref().filter(|_| !is_helpers), true, false)
        }
        _ => return None,
    };
    let text = match outline.facts.view {
        View::Client if is_day => shared_text::part_that_share_allows(words, share).map(Cow::into_owned),
        // A comment is no part of an answer: `reflect` ends its notes with one.
        View::Client => words.map(|words| markup::without_comments(&words.text)),
        View::Shared if find_name_of_hidden_plan(note, &outline.hidden).is_some() => None,
        View::Shared => shared_text::part_that_share_allows(words, share).and_then(|text| {
            if is_day && note.content.share.is_none() && share == Share::Full {
                shared_text::shareable_text(
                    &shared_text::without_check_boxes_naming(&text, &outline.names_marked_not_full),
                    &outline.hidden,
                )
            } else {
                shared_text::shareable_text(&text, &outline.hidden)
            }
        }),
    };
    let answers = text.map_or_else(Vec::new, |text| {
        if !is_day {
            let mut answers = reflection::answers_by_heading(&text);
            // A question about a plan that is private now says its name, and the answer is about it.
            let is_shared = outline.facts.view == View::Shared;
            answers.retain(|(question, _)| !(is_shared && outline.hidden.is_hidden_name_in_text(question)));
            return answers;
        }
        // Only a reflection answers questions: a heading of a day note is the client's own.
        let words = reflection::words_with_headings_as_lines(&without_counted_boxes(&text, share, outline));
        words.map(|words| (String::new(), words)).into_iter().collect()
    });
    // Of a day note as such nothing is shown.
    let is_shown = if is_day { !answers.is_empty() || (discuss && share != Share::None) } else { true };
    is_shown.then(|| Reflection { note: Arc::clone(note.path), line, date, is_about_week, discuss, share, answers })
}

/// What a helper's day note says beside its lines. It is shared only where that note itself says `full`
/// (docs/specification.md#6-sharing).
fn helper_words_of_note(note: VisibleNote, outline: &NamesAndSharing) -> Option<HelperWords> {
    let DraftKind::Day(draft) = &note.content.kind else { return None };
    if !tracked::is_written_by_helper(draft, &outline.facts.settings) {
        return None;
    }
    let text = match outline.facts.view {
        View::Client => markup::without_comments(&draft.words.as_ref()?.text),
        View::Shared => {
            let share = note.content.share.filter(|share| *share == Share::Full)?;
            shared_text::shareable_text(
                &shared_text::part_that_share_allows(draft.words.as_ref(), share)?,
                &outline.hidden,
            )?
        }
    };
    let text = without_counted_boxes(&text, Share::Full, outline).trim().to_owned();
    let written_by = draft.written_by.as_deref()?.to_owned();
    let words = HelperWords { note: Arc::clone(note.path), date: draft.date, written_by, text };
    Some(words).filter(|words| !words.text.is_empty())
}

/// The text of a day note without the lines that are entries, and without their words where these stand with the entries.
fn without_counted_boxes(text: &str, share: Share, outline: &NamesAndSharing) -> String {
    let boxes = CountedBoxes {
        is_plain: &|behind| outline.is_plan_line_without_words(behind),
        names_plan: &|behind| outline.group_that_text_counts_for(behind).is_some(),
        is_field: &|item| outline.is_field_or_helper_item(item),
        is_helper_note: &|item| outline.nested_item_tells_only_of_helper(item),
        has_words_with_entry: outline.facts.view == View::Client || share == Share::Full,
    };
    shared_text::without_counted_check_boxes(text, &boxes)
}
