//! An entry as a note, a line of a log or a file tells it, before its plan is known as more than a task.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::journal::catalog::collect::{self, CollectedFilesOfDate};
use crate::journal::catalog::name_table::{NameTarget, TaskGroupIndex};
use crate::journal::catalog::notes::VisibleNote;
use crate::journal::catalog::outline::NamesAndSharing;
use crate::journal::draft::{DayPhoto, FollowUpFields};
use crate::journal::draft::{
    EntryDraft, Excerpt, LineFields, LogLineDraft, NearMissKey, UnknownField, UnreadFieldLine,
};
use crate::journal::lines::link_target::{link_targets, links_with_different_names};
use crate::journal::sharing::names_of_note::{NameAbove, is_named_for_hidden_plan};
use crate::journal::{Barrier, Entry, EntryForm, HelperNote, Photo, Share};

/// An entry that is not finished: it knows the task's group, not yet which version of the plan, and holds what is needed to
/// finish it.
#[derive(Clone)]
pub(crate) struct PendingEntry<'a> {
    pub group: Option<TaskGroupIndex>,
    pub own_share: Option<Share>,
    /// The name of a hidden plan that it stands under: it counts, and its words may be about that plan.
    pub name_above: NameAbove,
    pub excerpt: Option<&'a Excerpt>,
    /// The note it stands in, where that is an entry's own.
    pub draft: Option<&'a EntryDraft>,
    pub near_miss_keys: &'a [NearMissKey],
    /// Fields that may be ratings.
    pub unknown: Vec<UnknownField>,
    /// Lines that may be meant as its fields.
    pub possible_fields: &'a [UnreadFieldLine],
    /// The photos of its day note that are its own.
    pub photos: Vec<&'a DayPhoto>,
    pub entry: Entry,
}

impl<'a> PendingEntry<'a> {
    /// An entry of a plan, of which nothing else is known.
    pub(crate) fn of_plan(group: TaskGroupIndex, entry: Entry) -> PendingEntry<'a> {
        PendingEntry {
            group: Some(group),
            own_share: None,
            name_above: NameAbove::Nothing,
            excerpt: None,
            draft: None,
            near_miss_keys: &[],
            unknown: Vec::new(),
            possible_fields: &[],
            photos: Vec::new(),
            entry,
        }
    }

    /// The same entry with what the fields of its line say, in a day note or a log.
    pub(crate) fn with_fields_of_line(self, fields: LineFields) -> PendingEntry<'a> {
        let LineFields { minutes, place, felt, barriers, helper, discuss, follow_up, unknown } = fields;
        let helped_on_card = follow_up.helped_for_card();
        let FollowUpFields { then, helped, is_for_helper: _ } = follow_up;
        let entry =
            Entry { minutes, place, felt, barriers, helper, discuss, then, helped, helped_on_card, ..self.entry };
        PendingEntry { unknown, entry, ..self }
    }

    /// Whether it holds words of the client's, which sharing can keep back.
    pub(crate) fn has_words(&self) -> bool {
        let of = &self.entry;
        let own = |barrier: &Barrier| matches!(barrier, Barrier::Other(_));
        of.words.is_some()
            || of.felt.is_some()
            || of.helped.is_some()
            || of.place.is_some()
            || of.barriers.iter().any(own)
            || !self.photos.is_empty()
    }
}

pub(crate) fn pending_from_note<'a>(
    note: VisibleNote<'a>,
    draft: &'a EntryDraft,
    outline: &NamesAndSharing,
) -> PendingEntry<'a> {
    let links = draft.task_link.as_deref().map(links_with_different_names).unwrap_or_default();
    let by_whole_name = links.iter().find_map(|link| outline.names.target_of_task(link.whole));
    let group = match by_whole_name.or_else(|| outline.names.target_of_task(&draft.task)) {
        Some(NameTarget::Plan(group)) => Some(group),
        Some(NameTarget::LeftOutPlan) => None,
        None => {
            let targets = draft.task_link.as_deref().map(link_targets).unwrap_or_default();
            targets.iter().find_map(|target| outline.group_of_link_target(target))
        }
    };
    let extras = draft.extras.as_deref();
    let follow_up = extras.map(|extras| &extras.follow_up);
    let is_client = |who: &String| outline.facts.settings.is_name_of_client(who);
    let entry = Entry {
        time: draft.time,
        status: draft.status,
        minutes: draft.minutes,
        place: draft.place.clone(),
        felt: draft.felt.clone(),
        barriers: extras.map_or_else(Vec::new, |b| b.barriers.clone()),
        helper: extras.map_or_else(HelperNote::default, |b| b.helper.clone()),
        written_by: extras.and_then(|b| b.written_by.clone()).filter(|who| !is_client(who)),
        written: draft.written,
        discuss: draft.discuss,
        then: follow_up.and_then(|of| of.then),
        helped: follow_up.and_then(|of| of.helped.clone()),
        helped_on_card: follow_up.and_then(FollowUpFields::helped_for_card),
        ..Entry::new(note.path, &draft.task, draft.date, EntryForm::Note)
    };
    PendingEntry {
        group,
        own_share: note.content.share,
        name_above: match is_named_for_hidden_plan(note, &outline.hidden) {
            true => NameAbove::Told,
            false => NameAbove::Nothing,
        },
        excerpt: Some(&draft.date_at),
        draft: Some(draft),
        near_miss_keys: &note.content.near_miss_keys,
        unknown: extras.map_or_else(Vec::new, |extras| extras.unknown.clone()),
        possible_fields: &[],
        photos: Vec::new(),
        entry,
    }
}

pub(crate) fn pending_from_log<'a>(
    note: VisibleNote<'a>,
    group: TaskGroupIndex,
    task: &str,
    log: &'a LogLineDraft,
) -> PendingEntry<'a> {
    let entry = Entry {
        line: log.excerpt.place.line,
        time: log.time,
        status: log.status,
        words: log.words.as_deref().map(Arc::from),
        ..Entry::new(note.path, task, log.date, EntryForm::Log)
    };
    PendingEntry {
        own_share: if log.is_private { Some(Share::None) } else { note.content.share },
        excerpt: Some(&log.excerpt),
        possible_fields: &log.possible_fields,
        ..PendingEntry::of_plan(group, entry).with_fields_of_line(log.fields.clone())
    }
}

/// One entry for the files that a plan collects of a date.
pub(crate) fn pending_from_files<'a>(
    date: NaiveDate,
    group: TaskGroupIndex,
    files: &CollectedFilesOfDate,
) -> PendingEntry<'a> {
    let pictures = files.paths.iter().filter(|path| collect::has_picture_ending(path));
    let first = files.paths.first().cloned().unwrap_or_else(|| Arc::from(""));
    let entry = Entry {
        photos: pictures.map(|path| Photo { path: path.to_string(), alt: String::new() }).collect(),
        ..Entry::new(&first, &files.task, date, EntryForm::File)
    };
    PendingEntry::of_plan(group, entry)
}
