//! Entries as notes tell them, before their plan is known as more than a task: from entry notes, logs, day notes and
//! collected files.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::assemble::{Ours, is_none};
use super::collect::{self, Folders};
use super::conflict;
use super::draft::{BoxDraft, DayDraft, Draft, EntryDraft, Kept, KeyDraft, LogDraft, NearKey, PlanDraft, Spot, What};
use super::line::{self, Line};
use super::share::Hidden;
use super::table::{Meant, Table};
use super::versions::Group;
use super::{Entry, Form, HelperNote, Photo, Settings, Share, Status, View, fields, helper, hints};
use crate::problem::{Code, Problem};
use crate::text::fold;

/// An entry on its way: its plan still a group of versions, and what must be known to finish it.
pub(super) struct Rough<'a> {
    pub group: Option<usize>,
    pub own_share: Option<Share>,
    pub spot: Option<&'a Spot>,
    /// The note it stands in, where that is an entry's own.
    pub draft: Option<&'a EntryDraft>,
    pub near: &'a [NearKey],
    pub entry: Entry,
}

fn blank(ours: Ours, task: &str, date: NaiveDate, form: Form) -> Entry {
    Entry {
        plan: None,
        task: task.to_owned(),
        note: Arc::clone(ours.path),
        line: 1,
        form,
        date,
        told: None,
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

pub(super) fn entry<'a>(ours: Ours<'a>, draft: &'a EntryDraft, settings: &Settings, table: &Table) -> Rough<'a> {
    let group = match table.task(&draft.task) {
        Some(Meant::Plan(group)) => Some(group),
        _ => None,
    };
    let besides = draft.besides.as_deref();
    let is_client = |who: &String| settings.name.as_ref().is_some_and(|name| fold(name) == fold(who));
    let entry = Entry {
        told: draft.told,
        status: draft.status,
        minutes: draft.minutes,
        place: draft.place.clone(),
        felt: draft.felt.clone(),
        barriers: besides.map_or_else(Vec::new, |b| b.barriers.clone()),
        helper: besides.map_or_else(HelperNote::default, |b| b.helper.clone()),
        by: besides.and_then(|b| b.by.clone()).filter(|who| !is_client(who)),
        written: draft.written,
        discuss: draft.discuss,
        ..blank(ours, &draft.task, draft.date, Form::Note)
    };
    Rough {
        group,
        own_share: ours.kept.share,
        spot: Some(&draft.date_at),
        draft: Some(draft),
        near: &ours.kept.near,
        entry,
    }
}

pub(super) fn logged<'a>(ours: Ours<'a>, group: usize, plan: &PlanDraft, log: &'a LogDraft) -> Rough<'a> {
    let entry = Entry {
        line: log.spot.place.line,
        told: log.told,
        status: log.status,
        minutes: log.minutes,
        place: log.place.clone(),
        helper: log.helper.clone(),
        words: log.words.as_deref().map(Arc::from),
        ..blank(ours, &plan.task, log.date, Form::Log)
    };
    Rough { group: Some(group), own_share: ours.kept.share, spot: Some(&log.spot), draft: None, near: &[], entry }
}

/// The entries of a day note: of each plan one, unless there are several check boxes (SPEC 1).
pub(super) fn mentions<'a>(
    ours: Ours<'a>,
    day: &'a DayDraft,
    table: &Table,
    groups: &[Group],
    helpers: &[HashSet<String>],
    problems: &mut Vec<Problem>,
) -> Vec<Rough<'a>> {
    let rough = |group: usize, spot: &'a Spot, form: Form| {
        let task = groups.get(group).and_then(|g| g.versions.first()).map_or("", |v| &v.plan.task);
        let entry = Entry { line: spot.place.line, ..blank(ours, task, day.date, form) };
        Rough { group: Some(group), own_share: ours.kept.share, spot: Some(spot), draft: None, near: &[], entry }
    };
    let mut found: Vec<Rough> = Vec::new();
    let mut boxes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for item in &day.boxes {
        match line::read(&item.line.text, &table.lines) {
            Line::Names { plan: Meant::Plan(group), pieces, words } => {
                let entry = Entry {
                    told: pieces.told,
                    status: item.status,
                    minutes: pieces.minutes,
                    place: pieces.place,
                    words: words.map(Arc::from),
                    helper: helpers.get(group).map_or_else(HelperNote::default, |h| nested(ours, item, h, problems)),
                    ..rough(group, &item.line.spot, Form::CheckBox).entry
                };
                boxes.entry(group).or_default().push(found.len());
                found.push(Rough { entry, ..rough(group, &item.line.spot, Form::CheckBox) });
            }
            Line::Wrong(wrong) => {
                let mut problem =
                    item.line.spot.problem(ours.path, wrong.misread.code, wrong.misread.message, wrong.misread.help);
                problem.place = item.line.within(wrong.at);
                problems.push(problem);
            }
            Line::Nearly { name } => problems.push(hints::names_no_plan(ours.path, &item.line.spot, &name)),
            Line::Names { plan: Meant::Out, .. } | Line::Other => {}
        }
    }
    // What keys and tags say of a plan: the first word counts, the others fill in.
    let mut said: BTreeMap<usize, Rough> = BTreeMap::new();
    for key in &day.keys {
        let KeyDraft { key, status, minutes, spot } = key;
        if let Some(Meant::Plan(group)) = table.key(key) {
            let known = said.entry(group).or_insert_with(|| {
                let mut rough = rough(group, spot, Form::Key);
                rough.entry.status = *status;
                rough
            });
            known.entry.minutes = known.entry.minutes.or(*minutes);
        }
    }
    for (tag, spot) in &day.tags {
        if let Some(Meant::Plan(group)) = table.key(tag) {
            said.entry(group).or_insert_with(|| rough(group, spot, Form::Tag));
        }
    }
    for (group, rough) in said {
        match boxes.get(&group).map(Vec::as_slice) {
            None => found.push(rough),
            Some([one]) => {
                if let Some(only) = found.get_mut(*one) {
                    only.entry.minutes = only.entry.minutes.or(rough.entry.minutes);
                }
            }
            Some(_) => {}
        }
    }
    found
}

/// What a helper did, in an item under the line.
fn nested(ours: Ours, item: &BoxDraft, helpers: &HashSet<String>, problems: &mut Vec<Problem>) -> HelperNote {
    let mut note = HelperNote::default();
    for under in &item.under {
        let Some(rest) = helper::behind_name(&under.text, helpers) else { continue };
        match helper::read([rest.as_str()]) {
            Ok(read) if read.told => note = read,
            Ok(_) => {}
            Err(piece) => {
                let message = format!("`{}` is not a word for what a helper did.", fields::short(&piece));
                problems.push(under.spot.problem(ours.path, Code::BadValue, message, helper::WORDS.to_owned()));
            }
        }
    }
    note
}

/// One entry for each date on which a plan's folder holds files.
pub(super) fn collected<'a>(
    drafts: &[&'a Draft],
    all: &[(&'a Draft, &'a Kept, bool)],
    others: &'a [String],
    groups: &[Group],
    settings: &Settings,
    hidden: &Hidden,
    view: View,
) -> Vec<Rough<'a>> {
    if !groups.iter().flat_map(|g| &g.versions).any(|v| v.plan.collects.is_some()) {
        return Vec::new();
    }
    let plain = drafts.iter().filter(|d| d.kept.is_none()).map(|d| &*d.path).filter(|p| !conflict::is_strong(p));
    let noted = all.iter().filter(|(_, kept, is_copy)| {
        kept.what.is_file() && !is_copy && (view == View::Client || !is_none(kept, settings, hidden))
    });
    let paths = others.iter().map(String::as_str).chain(plain).chain(noted.map(|(d, ..)| &*d.path));
    let folders = Folders::new(paths);
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
                    ..blank_at(&path, &version.plan.task, date)
                };
                found.push(Rough { group: Some(n), own_share: None, spot: None, draft: None, near: &[], entry });
            }
        }
    }
    found
}

fn blank_at(path: &Arc<str>, task: &str, date: NaiveDate) -> Entry {
    let kept = Kept { what: What::Ordinary, share: None, print: [0; 16], problems: Vec::new(), near: Vec::new() };
    blank(Ours { path, kept: &kept }, task, date, Form::File)
}
