//! The entries of a day note: its check boxes, and the keys and tags that name a plan (docs/specification.md#1-notes,
//! "Day notes and logs").

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::draft::{BoxDraft, DayDraft, Excerpt};
use super::line::{self, LineDetails, LineMeaning};
use super::name_table::{GroupIndex, NameTarget};
use super::near_line::{NearLine, NearReason};
use super::nested;
use super::notes::VisibleNote;
use super::outline::Outline;
use super::pending_entry::{PendingEntry, empty_entry};
use super::{Barrier, Entry, Form, Share, View};
use crate::problem::{Code, Problem};
use crate::text::{fold, fold_key};

/// What a day note says of practice.
pub(super) struct DayEntries<'a> {
    pub entries: Vec<PendingEntry<'a>>,
    /// Lines that look like practice and count nowhere.
    pub near: Vec<NearLine<'a>>,
    pub problems: Vec<Problem>,
}

/// Of each plan one entry, unless there are several check boxes.
pub(super) fn of_note<'a>(note: VisibleNote<'a>, day: &'a DayDraft, outline: &Outline) -> DayEntries<'a> {
    let client = outline.facts.settings.name.as_deref().map(fold);
    let by = day.by.as_deref().filter(|who| client.as_deref() != Some(fold(who).as_str()));
    let mut reader = Reader { note, outline, by, near: Vec::new(), problems: Vec::new() };
    let boxes = day.boxes.iter().map(|item| (day.date, item));
    let (mut entries, places) = reader.boxes(boxes);
    for (group, pending) in reader.keys_and_tags(day) {
        match places.get(&group).map(Vec::as_slice) {
            None => entries.push(pending),
            Some([one]) => {
                if let Some(only) = entries.get_mut(*one) {
                    only.entry.minutes = only.entry.minutes.or(pending.entry.minutes);
                }
            }
            Some(_) => {}
        }
    }
    reader.near_boxes(day);
    if !entries.is_empty() {
        reader.problems.extend(day.dates_differ.clone());
    }
    DayEntries { entries, near: reader.near, problems: reader.problems }
}

/// The entries of lines that bear a date of their own, in a note without one: the Tasks plugin's `✅ 2026-11-18`.
pub(super) fn of_dated_lines<'a>(
    note: VisibleNote<'a>,
    lines: impl Iterator<Item = (NaiveDate, &'a BoxDraft)>,
    outline: &Outline,
) -> DayEntries<'a> {
    let mut reader = Reader { note, outline, by: None, near: Vec::new(), problems: Vec::new() };
    let (entries, _) = reader.boxes(lines);
    DayEntries { entries, near: reader.near, problems: reader.problems }
}

struct Reader<'a, 'c> {
    note: VisibleNote<'a>,
    outline: &'c Outline,
    by: Option<&'a str>,
    near: Vec<NearLine<'a>>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a, '_> {
    fn pending(&self, group: GroupIndex, date: NaiveDate, excerpt: &'a Excerpt, form: Form) -> PendingEntry<'a> {
        let task = self.outline.facts.groups.get(group.0).map_or("", |group| &group.task);
        let entry = Entry {
            line: excerpt.place.line,
            by: self.by.map(str::to_owned),
            ..empty_entry(self.note.path, task, date, form)
        };
        PendingEntry {
            group: Some(group),
            own_share: self.note.content.share,
            excerpt: Some(excerpt),
            draft: None,
            near: &[],
            unknown: Vec::new(),
            entry,
        }
    }

    /// The entries of check boxes, and of each plan which of them are its.
    fn boxes(
        &mut self,
        boxes: impl Iterator<Item = (NaiveDate, &'a BoxDraft)>,
    ) -> (Vec<PendingEntry<'a>>, BTreeMap<GroupIndex, Vec<usize>>) {
        let mut found: Vec<PendingEntry> = Vec::new();
        let mut places: BTreeMap<GroupIndex, Vec<usize>> = BTreeMap::new();
        for (date, item) in boxes.filter(|(_, item)| self.outline.facts.view == View::Client || !item.is_private) {
            let excerpt = &item.line.excerpt;
            match self.meaning(&item.line.text) {
                LineMeaning::Names { plan: NameTarget::Plan(group), details, words } => {
                    let pending = self.pending(group, date, excerpt, Form::CheckBox);
                    places.entry(group).or_default().push(found.len());
                    found.push(self.box_entry(pending, item, details, words));
                }
                LineMeaning::Wrong(wrong) => {
                    let error = wrong.error;
                    let mut problem = excerpt.problem(self.note.path, error.code, error.message, error.help);
                    problem.place = item.line.within(wrong.at);
                    self.problems.push(problem);
                }
                LineMeaning::Nearly { plan: NameTarget::Plan(group), name } => {
                    self.near_line(group, date, &item.line, NearReason::WordsLeft(name));
                }
                LineMeaning::Close { plan: NameTarget::Plan(group) } => {
                    self.near_line(group, date, &item.line, NearReason::CloseName);
                }
                _ => {}
            }
        }
        (found, places)
    }

    /// What a line names: a plan by its name, or by one tag alone.
    fn meaning(&self, line: &str) -> LineMeaning<NameTarget> {
        let parsed = line::parse(line, &self.outline.names.lines);
        if matches!(parsed, LineMeaning::Names { .. }) {
            return parsed;
        }
        match line::only_tag(line).and_then(|tag| self.outline.names.key(&fold_key(tag))) {
            Some(plan) => LineMeaning::Names { plan, details: LineDetails::default(), words: None },
            None => parsed,
        }
    }

    /// The entry of a check-box line with what is nested under it.
    fn box_entry(
        &mut self,
        pending: PendingEntry<'a>,
        item: &'a BoxDraft,
        details: LineDetails,
        words: Option<String>,
    ) -> PendingEntry<'a> {
        let none = HashSet::new();
        let helpers = pending.group.and_then(|group| self.outline.helpers.get(group.0)).unwrap_or(&none);
        let (path, problems) = (self.note.path, &mut self.problems);
        let has_share = self.note.content.share.is_some() || item.is_private;
        let fields = nested::read(&item.under, &details.fields, helpers, &mut |line, code, message, help| {
            if code == Code::BarrierUnknown && has_share {
                return;
            }
            problems.push(nested::problem_at(path, line, code, message, help));
        });
        for line in &item.beside {
            let message = "This line is not below the box, so it is not read with it.".to_owned();
            let help = "Put spaces before it: `    - minutes: 5`.".to_owned();
            problems.push(nested::problem_at(path, line, Code::KeyNearMiss, message, help));
        }
        let mut barriers: Vec<Barrier> = details.barriers.into_iter().map(Barrier::Known).collect();
        barriers.extend(fields.barriers);
        let entry = Entry {
            time: details.time,
            status: item.status,
            minutes: details.minutes.or(fields.minutes),
            place: details.place.or(fields.place),
            felt: fields.felt,
            barriers,
            helper: fields.helper,
            discuss: fields.discuss,
            then: fields.follow_up.then,
            helped_on_card: fields.follow_up.on_card(),
            helped: fields.follow_up.helped,
            words: words.map(Arc::from),
            ..pending.entry
        };
        let own_share = if item.is_private { Some(Share::None) } else { pending.own_share };
        PendingEntry { own_share, unknown: fields.unknown, entry, ..pending }
    }

    /// What keys and tags say of each plan: the first word counts, the others fill in.
    fn keys_and_tags(&self, day: &'a DayDraft) -> BTreeMap<GroupIndex, PendingEntry<'a>> {
        let mut said: BTreeMap<GroupIndex, PendingEntry> = BTreeMap::new();
        for key in &day.keys {
            if let Some(NameTarget::Plan(group)) = self.outline.names.key(&key.key) {
                let known = said.entry(group).or_insert_with(|| {
                    let mut pending = self.pending(group, day.date, &key.excerpt, Form::Key);
                    pending.entry.status = key.status;
                    pending
                });
                known.entry.minutes = known.entry.minutes.or(key.minutes);
            }
        }
        for (tag, excerpt) in &day.tags {
            if let Some(NameTarget::Plan(group)) = self.outline.names.key(tag) {
                said.entry(group).or_insert_with(|| self.pending(group, day.date, excerpt, Form::Tag));
            }
        }
        said
    }

    /// Lines that only look like a ticked box, and keys that say nothing known of a plan.
    fn near_boxes(&mut self, day: &'a DayDraft) {
        for line in &day.near {
            let group = match self.meaning(&line.text) {
                LineMeaning::Names { plan: NameTarget::Plan(group), .. }
                | LineMeaning::Nearly { plan: NameTarget::Plan(group), .. }
                | LineMeaning::Close { plan: NameTarget::Plan(group) } => group,
                _ => continue,
            };
            self.near_line(group, day.date, line, NearReason::NoBox);
        }
        for key in &day.unclear_keys {
            if matches!(self.outline.names.key(&key.key), Some(NameTarget::Plan(_))) {
                self.problems.push(key.hint.clone());
            }
        }
    }

    fn near_line(
        &mut self,
        group: GroupIndex,
        date: NaiveDate,
        line: &'a super::draft::SourceLine,
        reason: NearReason,
    ) {
        if self.by.is_none() {
            self.near.push(NearLine { note: self.note, group, date: Some(date), line, reason });
        }
    }
}
