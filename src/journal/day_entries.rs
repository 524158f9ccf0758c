//! The entries of a day note: its check boxes, and the keys and tags that name a plan (SPEC 1, "Day notes and logs").

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::draft::{BoxDraft, DayDraft, Excerpt};
use super::line::{self, LineMeaning};
use super::name_table::{GroupIndex, NameTarget};
use super::notes::VisibleNote;
use super::outline::Outline;
use super::pending::{PendingEntry, empty_entry};
use super::{Entry, Form, HelperNote, fields, helper, hints};
use crate::problem::{Code, Problem};

/// Of each plan one entry, unless there are several check boxes.
pub(super) fn of_note<'a>(
    note: VisibleNote<'a>,
    day: &'a DayDraft,
    outline: &Outline,
    problems: &mut Vec<Problem>,
) -> Vec<PendingEntry<'a>> {
    let reader = Reader { note, day, outline };
    let (mut found, boxes) = reader.boxes(problems);
    for (group, pending) in reader.keys_and_tags() {
        match boxes.get(&group).map(Vec::as_slice) {
            None => found.push(pending),
            Some([one]) => {
                if let Some(only) = found.get_mut(*one) {
                    only.entry.minutes = only.entry.minutes.or(pending.entry.minutes);
                }
            }
            Some(_) => {}
        }
    }
    found
}

#[derive(Clone, Copy)]
struct Reader<'a, 'c> {
    note: VisibleNote<'a>,
    day: &'a DayDraft,
    outline: &'c Outline,
}

impl<'a> Reader<'a, '_> {
    fn pending(self, group: GroupIndex, excerpt: &'a Excerpt, form: Form) -> PendingEntry<'a> {
        let task = self.outline.facts.groups.get(group.0).map_or("", |group| &group.task);
        let entry = Entry { line: excerpt.place.line, ..empty_entry(self.note.path, task, self.day.date, form) };
        PendingEntry {
            group: Some(group),
            own_share: self.note.content.share,
            excerpt: Some(excerpt),
            draft: None,
            near: &[],
            entry,
        }
    }

    /// The entries of check boxes, and of each plan which of them are its.
    fn boxes(self, problems: &mut Vec<Problem>) -> (Vec<PendingEntry<'a>>, BTreeMap<GroupIndex, Vec<usize>>) {
        let mut found: Vec<PendingEntry> = Vec::new();
        let mut boxes: BTreeMap<GroupIndex, Vec<usize>> = BTreeMap::new();
        for item in &self.day.boxes {
            let excerpt = &item.line.excerpt;
            match line::parse(&item.line.text, &self.outline.names.lines) {
                LineMeaning::Names { plan: NameTarget::Plan(group), details, words } => {
                    let mut pending = self.pending(group, excerpt, Form::CheckBox);
                    pending.entry = Entry {
                        time: details.time,
                        status: item.status,
                        minutes: details.minutes,
                        place: details.place,
                        words: words.map(Arc::from),
                        helper: self.helper(group, item, problems),
                        ..pending.entry
                    };
                    boxes.entry(group).or_default().push(found.len());
                    found.push(pending);
                }
                LineMeaning::Wrong(wrong) => {
                    let error = wrong.error;
                    let mut problem = excerpt.problem(self.note.path, error.code, error.message, error.help);
                    problem.place = item.line.within(wrong.at);
                    problems.push(problem);
                }
                LineMeaning::Nearly { name } => {
                    problems.push(hints::line_names_no_plan(self.note.path, excerpt, &name));
                }
                LineMeaning::Names { plan: NameTarget::Excluded, .. } | LineMeaning::Other => {}
            }
        }
        (found, boxes)
    }

    /// What keys and tags say of each plan: the first word counts, the others fill in.
    fn keys_and_tags(self) -> BTreeMap<GroupIndex, PendingEntry<'a>> {
        let mut said: BTreeMap<GroupIndex, PendingEntry> = BTreeMap::new();
        for key in &self.day.keys {
            if let Some(NameTarget::Plan(group)) = self.outline.names.key(&key.key) {
                let known = said.entry(group).or_insert_with(|| {
                    let mut pending = self.pending(group, &key.excerpt, Form::Key);
                    pending.entry.status = key.status;
                    pending
                });
                known.entry.minutes = known.entry.minutes.or(key.minutes);
            }
        }
        for (tag, excerpt) in &self.day.tags {
            if let Some(NameTarget::Plan(group)) = self.outline.names.key(tag) {
                said.entry(group).or_insert_with(|| self.pending(group, excerpt, Form::Tag));
            }
        }
        said
    }

    /// What a helper did, in an item under the line.
    fn helper(self, group: GroupIndex, item: &BoxDraft, problems: &mut Vec<Problem>) -> HelperNote {
        let mut note = HelperNote::default();
        let none = HashSet::new();
        let helpers = self.outline.helpers.get(group.0).unwrap_or(&none);
        for under in &item.under {
            let Some(rest) = helper::behind_name(&under.text, helpers) else { continue };
            match helper::read([rest.as_str()]) {
                Ok(read) if read.is_noted => note = read,
                Ok(_) => {}
                Err(piece) => {
                    let message = format!("`{}` is not a word for what a helper did.", fields::short(&piece));
                    let help = helper::WORDS.to_owned();
                    problems.push(under.excerpt.problem(self.note.path, Code::BadValue, message, help));
                }
            }
        }
        note
    }
}
