//! An entry finished: with its plan, its share, its ratings and photos; and in the shared view without what is not shared.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::catalog::Catalog;
use super::draft::{EntryDraft, EntryExtras, UnknownField};
use super::notes::Notes;
use super::pending::PendingEntry;
use super::share::{self, HiddenNames};
use super::{Entry, Plan, Share, Status, View, fields, hints};
use crate::problem::{Code, Problem};
use crate::text::fold;

/// Finishes entries, and collects what is wrong with them.
pub(super) struct Finish<'f, 'a> {
    pub catalog: &'f Catalog,
    pub notes: &'f Notes<'a>,
    pub problems: &'f mut Vec<(NaiveDate, Problem)>,
}

impl Finish<'_, '_> {
    pub(super) fn entry(&mut self, pending: PendingEntry) -> Entry {
        let outline = &self.catalog.outline;
        let version = pending.group.and_then(|group| self.catalog.version(group, pending.entry.date));
        let plan = version.and_then(|version| self.catalog.plans.get(version));
        self.hint_of_future(&pending);
        let share = self.share(&pending, plan);
        let mut entry = Entry { plan: version, share, ..pending.entry };
        let near = self.catalog.near_entry(&entry, pending.excerpt);
        near.into_iter().for_each(|hint| self.tell(&entry, hint));
        for field in &pending.unknown {
            self.rating(&mut entry, field);
        }
        if let Some(draft) = pending.draft {
            self.fields(&mut entry, draft, plan);
            let near = pending.near.iter().filter(|near| self.rated(&entry, &near.key).is_none());
            let near: Vec<Problem> = near.map(|near| near.hint.clone()).collect();
            near.into_iter().for_each(|hint| self.tell(&entry, hint));
        }
        if outline.facts.view == View::Shared {
            redact(&mut entry, pending.draft, plan, &outline.hidden);
        }
        entry
    }

    fn tell(&mut self, entry: &Entry, problem: Problem) {
        self.problems.push((entry.date, problem));
    }

    fn hint_of_future(&mut self, pending: &PendingEntry) {
        let facts = &self.catalog.outline.facts;
        let (entry, as_of) = (&pending.entry, self.catalog.outline.as_of());
        if entry.by.is_none() && entry.date > as_of && entry.status != Status::Skip {
            let hint = pending.excerpt.map(|excerpt| hints::in_future(entry, excerpt, as_of, facts.today));
            self.problems.extend(hint.map(|hint| (entry.date, hint)));
        }
    }

    fn share(&self, pending: &PendingEntry, plan: Option<&Plan>) -> Share {
        let outline = &self.catalog.outline;
        match plan {
            _ if outline.hidden.has(&pending.entry.task) => Share::None,
            Some(plan) if plan.share == Share::None => Share::None,
            Some(plan) => pending.own_share.unwrap_or(plan.share),
            None => pending.own_share.unwrap_or_else(|| outline.facts.fallback.share(&pending.entry.task)),
        }
    }

    /// The name that an entry's plan rates by this key.
    fn rated(&self, entry: &Entry, key: &str) -> Option<&String> {
        self.catalog.rated.get(entry.plan?)?.get(key)
    }

    /// What an entry's own note says that its plan gives a meaning.
    fn fields(&mut self, entry: &mut Entry, draft: &EntryDraft, plan: Option<&Plan>) {
        entry.words = draft.words.as_ref().map(|words| Arc::clone(&words.text));
        let Some(extras) = draft.extras.as_deref() else { return };
        if let Some((written, problem)) = &extras.helper_text
            && plan.and_then(|plan| plan.helper.as_ref()).is_none_or(|helper| fold(helper) != fold(written))
        {
            self.tell(entry, problem.clone());
        }
        let is_shown = self.catalog.view() == View::Client || entry.share == Share::Full;
        if is_shown {
            self.photos(entry, extras);
        }
    }

    fn rating(&mut self, entry: &mut Entry, field: &UnknownField) {
        let Some(name) = self.rated(entry, &field.key).cloned() else { return };
        match fields::tenths(&field.value) {
            Some(tenths) => entry.ratings.push((name, tenths)),
            None => {
                let message = format!("`{}` is no number from 0 to 10.", fields::short(&field.value));
                let help = "Write a number from 0 to 10, such as `7` or `6.5`.".to_owned();
                self.tell(entry, field.excerpt.problem(&entry.note, Code::BadNumber, message, help));
            }
        }
    }

    fn photos(&self, entry: &mut Entry, extras: &EntryExtras) {
        if extras.photos.is_empty() {
            return;
        }
        let files = self.notes.photos();
        let photos = extras.photos.iter().filter_map(|(target, alt)| files.photo(&entry.note, target, alt));
        let mut paths = HashSet::new();
        entry.photos = photos.filter(|photo| paths.insert(photo.path.clone())).collect();
    }
}

/// What a reader of the reports may see of an entry (SPEC 6).
fn redact(entry: &mut Entry, draft: Option<&EntryDraft>, plan: Option<&Plan>, hidden: &HiddenNames) {
    let shown = match draft {
        Some(draft) => share::shared_part(draft.words.as_ref(), entry.share).map(Arc::from),
        // A line goes if its check box holds a hidden name; that it was done stays.
        None => entry.words.take().filter(|words| entry.share == Share::Full && !hidden.is_named_in(words)),
    };
    entry.words = shown.and_then(|words| hidden.shown(&words)).map(Arc::from);
    if entry.share != Share::Full {
        entry.felt = None;
        entry.photos.clear();
        // Whether it was the planned place is shared, which other place it was is not.
        entry.place = match (entry.place.take(), plan.and_then(|p| p.place.as_ref())) {
            (Some(place), Some(planned)) if same_place(&place, planned) => Some(planned.clone()),
            (Some(_), Some(_)) => Some("elsewhere".to_owned()),
            _ => None,
        };
    }
}

/// Places compare as tasks do, a leading `in`, `at`, `on`, `the` aside (SPEC 3).
fn same_place(a: &str, b: &str) -> bool {
    fn bare(place: &str) -> String {
        let folded = fold(place);
        let mut rest = folded.as_str();
        while let Some((_, behind)) =
            rest.split_once(' ').filter(|(word, _)| matches!(*word, "in" | "at" | "on" | "the"))
        {
            rest = behind;
        }
        rest.to_owned()
    }
    bare(a) == bare(b)
}
