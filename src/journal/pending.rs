//! Entries as notes tell them, before their plan is known as more than a task: from entry notes, logs, day notes and
//! collected files.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::assemble::{VisibleNote, is_none};
use super::collect::{self, DatedFiles};
use super::conflict;
use super::draft::{
    BoxDraft, DayDraft, Draft, DraftContent, DraftKind, EntryDraft, Excerpt, KeyDraft, LogDraft, NearMissKey, PlanDraft,
};
use super::line::{self, LineMeaning};
use super::name_table::{NameTable, NameTarget};
use super::share::HiddenNames;
use super::versions::PlanGroup;
use super::{Entry, Form, HelperNote, Photo, Settings, Share, Status, View, fields, helper, hints};
use crate::problem::{Code, Problem};
use crate::text::fold;

/// An entry on its way: its plan still a group of versions, and what must be known to finish it.
pub(super) struct PendingEntry<'a> {
    pub group: Option<usize>,
    pub own_share: Option<Share>,
    pub excerpt: Option<&'a Excerpt>,
    /// The note it stands in, where that is an entry's own.
    pub draft: Option<&'a EntryDraft>,
    pub near: &'a [NearMissKey],
    pub entry: Entry,
}

fn empty_entry(note: VisibleNote, task: &str, date: NaiveDate, form: Form) -> Entry {
    Entry {
        plan: None,
        task: task.to_owned(),
        note: Arc::clone(note.path),
        line: 1,
        form,
        date,
        time: None,
        status: Status::Done,
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

pub(super) fn from_note<'a>(
    note: VisibleNote<'a>,
    draft: &'a EntryDraft,
    settings: &Settings,
    table: &NameTable,
) -> PendingEntry<'a> {
    let group = match table.task(&draft.task) {
        Some(NameTarget::Plan(group)) => Some(group),
        _ => None,
    };
    let extras = draft.extras.as_deref();
    let is_client = |who: &String| settings.name.as_ref().is_some_and(|name| fold(name) == fold(who));
    let entry = Entry {
        time: draft.time,
        status: draft.status,
        minutes: draft.minutes,
        place: draft.place.clone(),
        felt: draft.felt.clone(),
        barriers: extras.map_or_else(Vec::new, |b| b.barriers.clone()),
        helper: extras.map_or_else(HelperNote::default, |b| b.helper.clone()),
        by: extras.and_then(|b| b.by.clone()).filter(|who| !is_client(who)),
        written: draft.written,
        discuss: draft.discuss,
        ..empty_entry(note, &draft.task, draft.date, Form::Note)
    };
    PendingEntry {
        group,
        own_share: note.content.share,
        excerpt: Some(&draft.date_at),
        draft: Some(draft),
        near: &note.content.near,
        entry,
    }
}

pub(super) fn from_log<'a>(
    note: VisibleNote<'a>,
    group: usize,
    plan: &PlanDraft,
    log: &'a LogDraft,
) -> PendingEntry<'a> {
    let entry = Entry {
        line: log.excerpt.place.line,
        time: log.time,
        status: log.status,
        minutes: log.minutes,
        place: log.place.clone(),
        helper: log.helper.clone(),
        words: log.words.as_deref().map(Arc::from),
        ..empty_entry(note, &plan.task, log.date, Form::Log)
    };
    PendingEntry {
        group: Some(group),
        own_share: note.content.share,
        excerpt: Some(&log.excerpt),
        draft: None,
        near: &[],
        entry,
    }
}

/// The entries of a day note: of each plan one, unless there are several check boxes (SPEC 1).
pub(super) fn from_day_note<'a>(
    note: VisibleNote<'a>,
    day: &'a DayDraft,
    table: &NameTable,
    groups: &[PlanGroup],
    helpers: &[HashSet<String>],
    problems: &mut Vec<Problem>,
) -> Vec<PendingEntry<'a>> {
    let pending = |group: usize, excerpt: &'a Excerpt, form: Form| {
        let task = groups.get(group).and_then(|g| g.versions.first()).map_or("", |v| &v.plan.task);
        let entry = Entry { line: excerpt.place.line, ..empty_entry(note, task, day.date, form) };
        PendingEntry {
            group: Some(group),
            own_share: note.content.share,
            excerpt: Some(excerpt),
            draft: None,
            near: &[],
            entry,
        }
    };
    let mut found: Vec<PendingEntry> = Vec::new();
    let mut boxes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for item in &day.boxes {
        match line::parse(&item.line.text, &table.lines) {
            LineMeaning::Names { plan: NameTarget::Plan(group), details, words } => {
                let entry = Entry {
                    time: details.time,
                    status: item.status,
                    minutes: details.minutes,
                    place: details.place,
                    words: words.map(Arc::from),
                    helper: helpers.get(group).map_or_else(HelperNote::default, |h| nested(note, item, h, problems)),
                    ..pending(group, &item.line.excerpt, Form::CheckBox).entry
                };
                boxes.entry(group).or_default().push(found.len());
                found.push(PendingEntry { entry, ..pending(group, &item.line.excerpt, Form::CheckBox) });
            }
            LineMeaning::Wrong(wrong) => {
                let mut problem =
                    item.line.excerpt.problem(note.path, wrong.error.code, wrong.error.message, wrong.error.help);
                problem.place = item.line.within(wrong.at);
                problems.push(problem);
            }
            LineMeaning::Nearly { name } => {
                problems.push(hints::line_names_no_plan(note.path, &item.line.excerpt, &name))
            }
            LineMeaning::Names { plan: NameTarget::Excluded, .. } | LineMeaning::Other => {}
        }
    }
    // What keys and tags say of a plan: the first word counts, the others fill in.
    let mut said: BTreeMap<usize, PendingEntry> = BTreeMap::new();
    for key in &day.keys {
        let KeyDraft { key, status, minutes, excerpt } = key;
        if let Some(NameTarget::Plan(group)) = table.key(key) {
            let known = said.entry(group).or_insert_with(|| {
                let mut pending = pending(group, excerpt, Form::Key);
                pending.entry.status = *status;
                pending
            });
            known.entry.minutes = known.entry.minutes.or(*minutes);
        }
    }
    for (tag, excerpt) in &day.tags {
        if let Some(NameTarget::Plan(group)) = table.key(tag) {
            said.entry(group).or_insert_with(|| pending(group, excerpt, Form::Tag));
        }
    }
    for (group, pending) in said {
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

/// What a helper did, in an item under the line.
fn nested(source: VisibleNote, item: &BoxDraft, helpers: &HashSet<String>, problems: &mut Vec<Problem>) -> HelperNote {
    let mut note = HelperNote::default();
    for under in &item.under {
        let Some(rest) = helper::behind_name(&under.text, helpers) else { continue };
        match helper::read([rest.as_str()]) {
            Ok(read) if read.is_noted => note = read,
            Ok(_) => {}
            Err(piece) => {
                let message = format!("`{}` is not a word for what a helper did.", fields::short(&piece));
                problems.push(under.excerpt.problem(source.path, Code::BadValue, message, helper::WORDS.to_owned()));
            }
        }
    }
    note
}

/// One entry for each date on which a plan's folder holds files.
pub(super) fn from_files<'a>(
    drafts: &[&'a Draft],
    all: &[(&'a Draft, &'a DraftContent, bool)],
    others: &'a [String],
    groups: &[PlanGroup],
    settings: &Settings,
    hidden: &HiddenNames,
    view: View,
) -> Vec<PendingEntry<'a>> {
    if !groups.iter().flat_map(|g| &g.versions).any(|v| v.plan.collects.is_some()) {
        return Vec::new();
    }
    let plain = drafts.iter().filter(|d| d.content.is_none()).map(|d| &*d.path).filter(|p| !conflict::is_strong(p));
    let noted = all.iter().filter(|(_, content, is_copy)| {
        content.kind.is_file() && !is_copy && (view == View::Client || !is_none(content, settings, hidden))
    });
    let paths = others.iter().map(String::as_str).chain(plain).chain(noted.map(|(d, ..)| &*d.path));
    let folders = DatedFiles::new(paths);
    let mut found = Vec::new();
    for (n, group) in groups.iter().enumerate() {
        let mut done: BTreeSet<NaiveDate> = BTreeSet::new();
        for version in &group.versions {
            let Some(folder) = &version.plan.collects else { continue };
            for (date, files) in folders.dates(version.path, folder) {
                let Some(first) = files.first() else { continue };
                if !done.insert(date) {
                    continue;
                }
                let pictures = files.iter().filter(|p| collect::is_picture(p));
                let path: Arc<str> = Arc::from(*first);
                let entry = Entry {
                    photos: pictures.map(|p| Photo { path: (*p).to_owned(), alt: String::new() }).collect(),
                    ..empty_file_entry(&path, &version.plan.task, date)
                };
                found.push(PendingEntry {
                    group: Some(n),
                    own_share: None,
                    excerpt: None,
                    draft: None,
                    near: &[],
                    entry,
                });
            }
        }
    }
    found
}

fn empty_file_entry(path: &Arc<str>, task: &str, date: NaiveDate) -> Entry {
    let content = DraftContent {
        kind: DraftKind::Ordinary,
        share: None,
        text_hash: [0; 16],
        problems: Vec::new(),
        near: Vec::new(),
    };
    empty_entry(VisibleNote { path, content: &content }, task, date, Form::File)
}
