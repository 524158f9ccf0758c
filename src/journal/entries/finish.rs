//! An entry finished: with its plan, its share, its ratings and photos; and in the shared view without what is not shared.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::journal::catalog::name_table::TaskGroupIndex;
use crate::journal::catalog::notes::NotesAndFiles;
use crate::journal::catalog::plan_catalog::PlanCatalog;
use crate::journal::draft::{EntryDraft, Excerpt, UnknownField, UnreadFieldLine};
use crate::journal::entries::pending_entry::PendingEntry;
use crate::journal::note_fields::photo_fields::PhotoFilter;
use crate::journal::sharing::hidden::HiddenPlanNames;
use crate::journal::sharing::names_of_note::NameAbove;
use crate::journal::sharing::shared_text::{self, part_that_share_allows};
use crate::journal::{
    Barrier, Entry, EntryForm, Plan, RatingItem, Share, View, lines::markup, near_misses::hints,
    near_misses::odd_amounts, note_fields::fields, note_fields::nested, note_fields::scale, note_fields::unread_fields,
    sharing::private_words,
};
use crate::note::LineField;
use crate::problem::{Code, Problem};
use crate::text::{fold, fold_key, fold_place, is_typo_or_other_form};

/// Finishes entries, and collects what is wrong with them.
pub(crate) struct EntryFinisher<'f, 'a> {
    pub catalog: &'f PlanCatalog,
    pub notes: &'f NotesAndFiles<'a>,
    pub problems: &'f mut Vec<(NaiveDate, Problem)>,
    /// Seconds noted on each date so far.
    pub noted_seconds_by_date: HashMap<NaiveDate, u64>,
    /// How many boxes of a date have the same line.
    pub same_lines_by_date: HashMap<(NaiveDate, String), usize>,
}

/// How many boxes of a date have the same line.
pub(crate) fn same_lines_by_date(pending: &[PendingEntry]) -> HashMap<(NaiveDate, String), usize> {
    let mut lines = HashMap::new();
    for pending in pending.iter().filter(|of| of.entry.form == EntryForm::CheckBox) {
        if let Some(excerpt) = pending.excerpt {
            *lines.entry((pending.entry.date, fold(&excerpt.line))).or_insert(0) += 1;
        }
    }
    lines
}

const DAY_SECONDS: u64 = 24 * 60 * 60;

impl EntryFinisher<'_, '_> {
    pub(crate) fn finish_entry(&mut self, pending: PendingEntry) -> Entry {
        let outline = &self.catalog.outline;
        let version =
            pending.group.and_then(|group| self.catalog.version_on_date_or_nearest(group, pending.entry.date));
        let plan = version.and_then(|version| self.catalog.plans.get(version));
        self.add_future_hint(&pending);
        self.add_long_day_hint(&pending);
        self.add_helper_text_hint(&pending);
        let share = self.share_of_entry(&pending, plan);
        let mut entry = Entry { plan: version, share, ..pending.entry };
        let task_at = pending.draft.map(|draft| &draft.task_at);
        let near = self.catalog.odd_task_or_date_problem(&entry, pending.excerpt, task_at);
        let near = near.or_else(|| self.catalog.empty_note_hint(&entry, task_at?));
        let is_kept_back_itself = pending.own_share == Some(Share::None) || outline.facts.settings.share == Share::None;
        let near = near.or_else(|| self.catalog.lost_plan_hint(&entry, task_at.filter(|_| !is_kept_back_itself)?));
        let near = near.or_else(|| self.catalog.kept_words_hint(&entry, pending.excerpt?, pending.draft));
        let is_under_hidden_name = pending.name_above != NameAbove::Nothing;
        let under_name = pending.excerpt.filter(|_| is_under_hidden_name);
        let is_told = pending.name_above == NameAbove::Told && self.is_text_of_note_shared(pending.own_share, &entry);
        let near = near.or_else(|| words_under_hidden_name_hint(&entry, under_name?, is_told));
        near.into_iter().for_each(|hint| self.add_problem(&entry, hint));
        for field in &pending.unknown {
            self.add_rating(&mut entry, field);
        }
        for field in &pending.unknown {
            self.add_near_rating_hint(&entry, field, pending.excerpt);
            if pending.draft.is_none() {
                self.add_near_key_hint(&entry, field, pending.excerpt);
            }
        }
        let keys = if pending.draft.is_some() { pending.unknown.as_slice() } else { &[] };
        self.add_possible_field_hints(&entry, pending.group, pending.possible_fields, keys);
        if let Some(draft) = pending.draft {
            self.apply_note_fields(&mut entry, draft, plan);
            let near = pending.near_miss_keys.iter().filter(|near| self.rated_item_of_key(&entry, &near.key).is_none());
            let near: Vec<Problem> = near.map(|near| near.hint.clone()).collect();
            near.into_iter().for_each(|hint| self.add_problem(&entry, hint));
        }
        if let Some(plan) = plan {
            let line = pending.excerpt.map(|excerpt| (entry.date, fold(&excerpt.line)));
            let same = line.and_then(|line| self.same_lines_by_date.get(&line)).copied().unwrap_or_default();
            let hints = odd_amounts::hints_of_odd_amounts(&entry, plan, pending.excerpt, same);
            hints.into_iter().for_each(|hint| self.add_problem(&entry, hint));
        }
        if entry.share == Share::Summary && entry.written_by.is_none() {
            let photo = pending.photos.iter().find(|photo| photo.is_to_share);
            let hint = photo.map(|photo| hints::photo_under_share_heading_hint(&entry.note, &photo.excerpt));
            hint.into_iter().for_each(|hint| self.add_problem(&entry, hint));
        }
        if !pending.photos.is_empty() && (self.catalog.view() == View::Client || entry.share == Share::Full) {
            let photos = pending.photos.iter().map(|photo| (photo.target.as_str(), photo.alt.as_str()));
            self.add_photos(&mut entry, photos);
        }
        if outline.facts.view == View::Shared {
            Redaction {
                own_share: pending.own_share,
                is_under_hidden_name,
                draft: pending.draft,
                plan,
                hidden: &outline.hidden,
            }
            .redact_entry(&mut entry);
        }
        // From here on it is called what its plan is, however the note spells it.
        if let Some(plan) = plan {
            entry.task.clone_from(&plan.task);
        }
        entry
    }

    /// Whether the text around an entry is shared, so that a hint reports the titles in it.
    fn is_text_of_note_shared(&self, own_share: Option<Share>, entry: &Entry) -> bool {
        let share = match entry.form {
            EntryForm::Log => own_share,
            EntryForm::Note => Some(entry.share),
            _ => own_share.or(Some(self.catalog.outline.facts.settings.share)),
        };
        share == Some(Share::Full)
    }

    fn add_problem(&mut self, entry: &Entry, problem: Problem) {
        self.problems.push((entry.date, problem));
    }

    fn add_future_hint(&mut self, pending: &PendingEntry) {
        let facts = &self.catalog.outline.facts;
        let (entry, as_of) = (&pending.entry, self.catalog.outline.as_of());
        if entry.written_by.is_none() && entry.date > as_of && !entry.status.cancels_occasions_of_date() {
            let hint = pending.excerpt.map(|excerpt| hints::future_entry_hint(entry, excerpt, as_of, facts.today));
            self.problems.extend(hint.map(|hint| (entry.date, hint)));
        }
    }

    /// More than 24 hours on one date: told once, at the entry that goes beyond.
    fn add_long_day_hint(&mut self, pending: &PendingEntry) {
        let entry = &pending.entry;
        let Some(minutes) = entry.minutes.filter(|_| entry.written_by.is_none()) else { return };
        let noted = self.noted_seconds_by_date.entry(entry.date).or_default();
        let before = *noted;
        *noted += u64::from(minutes.seconds);
        if before <= DAY_SECONDS && *noted > DAY_SECONDS {
            let message = format!("More than 24 hours are noted on {}.", entry.date);
            let help = "Look at the minutes of this date once more, and at their units.".to_owned();
            let hint = pending.excerpt.map(|excerpt| excerpt.problem(&entry.note, Code::LongDay, message, help));
            self.problems.extend(hint.map(|hint| (entry.date, hint)));
        }
    }

    /// `## To share` in a helper's note shares nothing (docs/specification.md#6-sharing).
    fn add_helper_text_hint(&mut self, pending: &PendingEntry) {
        let entry = &pending.entry;
        let words = pending.draft.and_then(|draft| draft.words.as_ref());
        if entry.written_by.is_none() || words.is_none_or(|words| words.ranges_to_share.is_empty()) {
            return;
        }
        let message = "Nothing is shared under `## To share` in a helper's note.".to_owned();
        let help = "Write `share: full` in that note to share its text.".to_owned();
        let hint = pending.excerpt.map(|excerpt| excerpt.problem(&entry.note, Code::NothingToShare, message, help));
        self.problems.extend(hint.map(|hint| (entry.date, hint)));
    }

    fn share_of_entry(&self, pending: &PendingEntry, plan: Option<&Plan>) -> Share {
        let outline = &self.catalog.outline;
        let task = &pending.entry.task;
        let links_to_hidden = |draft: &EntryDraft| {
            draft.task_link.as_deref().is_some_and(|link| outline.hidden.links_to_hidden_plan(link))
        };
        let share = match plan {
            _ if outline.hidden.is_hidden_name(task) => Share::None,
            None if outline.hidden.may_be_hidden_task(task) || outline.hidden.is_name_of_empty_note(task) => {
                Share::None
            }
            None if pending.draft.is_some_and(links_to_hidden) => Share::None,
            Some(plan) if plan.share == Share::None => Share::None,
            Some(plan) => pending.own_share.unwrap_or(plan.share),
            None => pending.own_share.unwrap_or_else(|| outline.facts.share_without_plan.share_of_task(task)),
        };
        // What somebody else wrote is shared only where that note itself says so.
        if pending.entry.written_by.is_some() && pending.own_share != Some(Share::Full) {
            share.min(Share::Summary)
        } else {
            share
        }
    }

    /// What an entry's plan rates by this key.
    fn rated_item_of_key(&self, entry: &Entry, key: &str) -> Option<&RatingItem> {
        let rated = self.catalog.rating_names_by_plan.get(entry.plan?)?;
        // The scale may stand behind the name: `Fear (0-10)`.
        let without_scale = || {
            let (name, scale) = key.strip_suffix(')')?.split_once(" (")?;
            scale.starts_with(|c: char| c.is_ascii_digit()).then_some(name)
        };
        rated.get(key).or_else(|| rated.get(without_scale()?))
    }

    /// A number behind a key that is close to what the plan rates, or holds its name: `fears: 6`, `fear level: 6`.
    fn add_near_rating_hint(&mut self, entry: &Entry, field: &UnknownField, line: Option<&Excerpt>) {
        let is_number = field.value.starts_with(|c: char| c.is_ascii_digit());
        let rated = entry.plan.and_then(|plan| self.catalog.plans.get(plan)).map_or(&[][..], |plan| &plan.rate);
        if !is_number || rated.is_empty() || self.rated_item_of_key(entry, &field.key).is_some() {
            return;
        }
        let is_given = |item: &RatingItem| entry.ratings.iter().any(|(name, _)| *name == item.name);
        let is_near = |item: &&RatingItem| {
            let name = fold_key(&item.name);
            let is_slip =
                || is_typo_or_other_form(&field.key, &name) && field.key.chars().next() == name.chars().next();
            let holds = || format!(" {} ", field.key).contains(&format!(" {name} "));
            !is_given(item) && (is_slip() || holds())
        };
        let Some(name) = rated.iter().find(is_near).map(|item| fields::shortened_for_message(&item.name)) else {
            return;
        };
        let key = fields::shortened_for_message(&field.key);
        let message = format!("`{key}` is not what this plan rates, so this number is not read.");
        let value = fields::shortened_for_message(field.value.split([',', '/']).next().unwrap_or_default());
        let help = format!("Write `{name}: {value}` if that is what you mean.");
        let at = line.filter(|_| field.excerpt.line.is_empty()).unwrap_or(&field.excerpt);
        self.add_problem(entry, at.problem(&entry.note, Code::KeyNearMiss, message, help));
    }

    /// Applies the fields of an entry's note that only mean something together with its plan.
    fn apply_note_fields(&mut self, entry: &mut Entry, draft: &EntryDraft, plan: Option<&Plan>) {
        entry.words = draft.words.as_ref().map(|words| Arc::clone(&words.text));
        let Some(extras) = draft.extras.as_deref() else { return };
        if let Some((written, problem)) = &extras.helper_text
            && plan.and_then(|plan| plan.helper.as_ref()).is_none_or(|helper| fold(helper) != fold(written))
        {
            self.add_problem(entry, problem.clone());
        }
        let is_shown = self.catalog.view() == View::Client || entry.share == Share::Full;
        if is_shown {
            let text = draft.words.as_ref().map_or("", |words| &words.text);
            let shown = PhotoFilter::of_text(&self.catalog.outline, text, !extras.images.is_empty());
            let named = extras.photos.iter().filter(|(target, alt)| shown.shows_photo_of_field(target, alt));
            let images = extras.images.iter().filter(|(target, alt)| shown.shows_image_of_text(target, alt));
            let photos = named.chain(images).map(|(target, alt)| (target.as_str(), alt.as_str()));
            self.add_photos(entry, photos);
        }
    }

    /// Lines at a box that are not read, and keys of a note that are the helper's name.
    fn add_possible_field_hints(
        &mut self,
        entry: &Entry,
        group: Option<TaskGroupIndex>,
        possible: &[UnreadFieldLine],
        keys: &[UnknownField],
    ) {
        if possible.is_empty() && keys.is_empty() {
            return;
        }
        // What stands at a line of a helper's note tells nothing.
        let is_own = entry.written_by.is_none();
        let none = HashSet::new();
        let helpers = group.and_then(|group| self.catalog.outline.helpers.get(group.0)).unwrap_or(&none);
        let mut hints = Vec::new();
        {
            let is_rated = |key: &str| {
                let item = self.rated_item_of_key(entry, key);
                item.is_some_and(|item| entry.ratings.iter().all(|(name, _)| *name != item.name))
            };
            let meaning = unread_fields::LineFieldNames { is_rated: &is_rated, helpers };
            hints.extend(possible.iter().filter(|_| is_own).filter_map(|field| meaning.hint_for(field, entry)));
            hints.extend(keys.iter().filter_map(|field| meaning.hint_for_helper_key(field, entry)));
        }
        hints.into_iter().for_each(|hint| self.add_problem(entry, hint));
    }

    /// A field under a line with a slip in its key.
    fn add_near_key_hint(&mut self, entry: &Entry, field: &UnknownField, line: Option<&Excerpt>) {
        let Some(known) = nested::line_field_near(&field.key, &field.value)
            .filter(|_| self.rated_item_of_key(entry, &field.key).is_none())
        else {
            return;
        };
        let message =
            format!("`{}` is not a field that tinystep knows under a line.", fields::shortened_for_message(&field.key));
        let help = match known {
            nested::TIME_OF_LINE => {
                let (time, task) = (field.value.trim(), fields::shortened_for_message(&entry.task));
                format!("Write the time into the line itself, before the name: `- [x] {time} {task}`.")
            }
            known => format!("Write `{known}` if that is what you mean."),
        };
        // A field inside the line has no place of its own.
        let at = line.filter(|_| field.excerpt.line.is_empty()).unwrap_or(&field.excerpt);
        self.add_problem(entry, at.problem(&entry.note, Code::KeyNearMiss, message, help));
    }

    fn add_rating(&mut self, entry: &mut Entry, field: &UnknownField) {
        let Some(RatingItem { name, scale }) = self.rated_item_of_key(entry, &field.key).cloned() else { return };
        // What is rated is no part of the words under its line.
        if let Some(words) = entry.words.take() {
            entry.words = nested::without_field(&words, &field.key).map(Arc::from);
        }
        match scale::parse_number_on_scale(scale, &field.value) {
            Some(number) => entry.ratings.push((name, number)),
            None => {
                let (message, help) = scale::off_scale_message_and_help(scale, &field.value);
                self.add_problem(entry, field.excerpt.problem(&entry.note, Code::BadNumber, message, help));
            }
        }
    }

    /// Adds the photos with these targets and alternative texts.
    fn add_photos<'p>(&self, entry: &mut Entry, photos: impl Iterator<Item = (&'p str, &'p str)>) {
        let mut paths = HashSet::new();
        let found = photos.filter_map(|(target, alt)| self.notes.photo_index().find_photo(&entry.note, target, alt));
        entry.photos = found.filter(|photo| paths.insert(photo.path.clone())).collect();
    }
}

/// That words are kept back which would be shown. `is_told` says whether a hint tells it of the name above.
fn words_under_hidden_name_hint(entry: &Entry, line: &Excerpt, is_told: bool) -> Option<Problem> {
    let is_own = |barrier: &Barrier| matches!(barrier, Barrier::Other(_));
    let words = match entry.share {
        Share::Full if !is_told => "its words",
        Share::Summary if entry.barriers.iter().any(is_own) => "the words of `barrier`",
        Share::Summary if entry.helped_on_card.is_some() => "the words of `helped`",
        Share::Full | Share::Summary | Share::None => return None,
    };
    let message = format!(
        "This stands under the name of a private plan, so {words} are kept back: it counts, and no shared page shows them."
    );
    let help = "To share them after all, write it where it does not stand under that name.".to_owned();
    Some(line.problem(&entry.note, Code::PartKeptPrivate, message, help))
}

/// What a reader of the reports may see of an entry (docs/specification.md#6-sharing).
struct Redaction<'r> {
    /// What its own note or line says.
    own_share: Option<Share>,
    /// It stands under the name of a hidden plan.
    is_under_hidden_name: bool,
    draft: Option<&'r EntryDraft>,
    plan: Option<&'r Plan>,
    hidden: &'r HiddenPlanNames,
}

impl Redaction<'_> {
    fn redact_entry(&self, entry: &mut Entry) {
        if self.is_under_hidden_name {
            // That it was done stays, as a summary tells it.
            entry.helped_on_card = None;
            entry.barriers.retain(|barrier| matches!(barrier, Barrier::Known(_)));
        }
        // `collects: Call Dad` keeps its pictures in a folder of that name.
        entry.photos.retain(|photo| !shared_text::is_private_image(&photo.path, &photo.alt, self.hidden));
        self.drop_fields_that_link_to_hidden_plans(entry);
        entry.words =
            self.shared_words_before_redaction(entry).and_then(|words| self.shared_text(&words)).map(Arc::from);
        // A word for privacy among them is meant for all.
        let is_private = |barrier: &Barrier| match barrier {
            Barrier::Other(words) => private_words::says_private_alone(&markup::without_comments(words)),
            Barrier::Known(_) => false,
        };
        if entry.barriers.iter().any(is_private) {
            entry.barriers.clear();
        }
        for barrier in &mut entry.barriers {
            if let Barrier::Other(words) = barrier {
                *words = self.shared_value(words).unwrap_or_default();
            }
        }
        entry.barriers.retain(|barrier| !matches!(barrier, Barrier::Other(words) if words.is_empty()));
        if !self.may_show_response(entry) {
            entry.helper.response = None;
        }
        entry.helped_on_card = entry.helped_on_card.take().and_then(|helped| self.shared_value(&helped));
        if entry.share == Share::Full && !self.is_under_hidden_name {
            entry.helped = entry.helped.take().and_then(|helped| self.shared_value(&helped));
            let felt = entry.felt.take().filter(|felt| !private_words::felt_text_says_private(felt));
            entry.felt = felt.and_then(|felt| self.shared_value(&felt));
            let place = entry.place.take().filter(|place| self.may_show_place(place));
            entry.place = place.map(|place| markup::without_comments(&place).trim().to_owned());
            entry.place.take_if(|place| place.is_empty());
            return;
        }
        entry.felt = None;
        entry.helped = None;
        entry.photos.clear();
        // Whether it was the planned place is shared, which other place it was is not.
        let place = entry.place.take().map(|place| markup::without_comments(&place).trim().to_owned());
        entry.place = match (place, self.plan.and_then(|plan| plan.place.as_ref())) {
            (Some(place), Some(planned)) if fold_place(&place) == fold_place(planned) => Some(planned.clone()),
            (Some(_), Some(_)) => Some("elsewhere".to_owned()),
            _ => None,
        };
    }

    /// The helper may read the page too. So a plan's `share response: no` holds for all that is `full` by default.
    fn may_show_response(&self, entry: &Entry) -> bool {
        match self.plan.and_then(|plan| plan.share_response) {
            Some(is_shared) => is_shared || self.own_share == Some(Share::Full),
            None => entry.share == Share::Full && !self.is_under_hidden_name,
        }
    }

    /// Of `[[plans/letter|it]]` a field holds `it` alone.
    fn drop_fields_that_link_to_hidden_plans(&self, entry: &mut Entry) {
        let links = self.draft.map_or(&[][..], EntryDraft::links);
        for (key, _) in links.iter().filter(|(_, line)| self.hidden.links_to_hidden_plan(line)) {
            match LineField::of_folded_key(key) {
                Some(LineField::Where) => entry.place = None,
                Some(LineField::Felt) => entry.felt = None,
                Some(LineField::Barrier) => entry.barriers.retain(|barrier| matches!(barrier, Barrier::Known(_))),
                Some(LineField::Helped) => (entry.helped, entry.helped_on_card) = (None, None),
                // They hold no words of the client's.
                None
                | Some(
                    LineField::Minutes | LineField::Helper | LineField::Then | LineField::ToHelper | LineField::Discuss,
                ) => {}
            }
        }
    }

    /// Whether a place may be shown: it says nothing of privacy, and names no hidden plan.
    fn may_show_place(&self, place: &str) -> bool {
        !private_words::field_text_says_private(place)
            && !self.hidden.is_hidden_name_in_text(place)
            && !self.hidden.is_named_in_field(place)
    }

    /// The words that are shared, before they are made fit to be shown.
    fn shared_words_before_redaction(&self, entry: &mut Entry) -> Option<Arc<str>> {
        let says_full = self.own_share == Some(Share::Full);
        match self.draft {
            _ if self.is_under_hidden_name => None,
            // `## To share` in a helper's note shares nothing.
            Some(draft) if entry.written_by.is_some() => {
                draft.words.as_ref().filter(|_| entry.share == Share::Full).map(|words| Arc::clone(&words.text))
            }
            Some(draft) => part_that_share_allows(draft.words.as_ref(), entry.share).map(Arc::from),
            // The words of a log are shared as its plan's text is: only where its note itself says `full`.
            None if entry.form == EntryForm::Log && !says_full => None,
            // The words go where they name a hidden plan; that it was done stays.
            None => entry
                .words
                .take()
                .filter(|words| entry.share == Share::Full && !self.hidden.is_hidden_name_in_text(words)),
        }
    }

    /// A field's value as it may be shared. It is empty, and not none, where it was only a comment or a picture.
    fn shared_value(&self, text: &str) -> Option<String> {
        // `scared (private)`, `the letter to Dad was long`
        if private_words::field_text_says_private(text) || self.hidden.is_named_in_field(text) {
            return None;
        }
        self.shared_text(text).or_else(|| self.hidden.is_empty().then(|| "…".to_owned()))
    }

    fn shared_text(&self, text: &str) -> Option<String> {
        shared_text::shareable_text(text, self.hidden)
    }
}
