//! Lines and fields that say themselves that they are private (docs/specification.md#6-sharing). The client is told once for
//! each note, and how they could be shared after all.

use chrono::NaiveDate;

use crate::journal::catalog::notes::VisibleNote;
use crate::journal::catalog::plan_catalog::PlanCatalog;
use crate::journal::draft::{DraftKind, EntryDraft, Excerpt, PartKeptBack};
use crate::journal::note_fields::fields::{self, FieldReader};
use crate::journal::note_kinds::session;
use crate::journal::note_text::first_body_line;
use crate::journal::sharing::hidden::HiddenPlanNames;
use crate::journal::sharing::names_of_note::{NameOfNote, find_name_of_hidden_plan, is_about_hidden_plan_by_title};
use crate::journal::sharing::shared_fields::is_moment_kept_back;
use crate::journal::sharing::shared_text::EffectOfNames;
use crate::journal::{
    Barrier, Entry, EntryForm, Share, Status, lines::line, lines::markup, note_kinds::day, sharing::private_forms,
    sharing::private_sections, sharing::private_words, sharing::shared_text,
};
use crate::note::{Body, CheckBox, Field, LineField, Text, Value};
use crate::problem::{Code, Place, Problem, ProblemClass};

/// The fields that can keep themselves back, and from which sharing on they would be shown.
const OF_PLAN: [(&str, Share); 6] = [
    ("goal", Share::Summary),
    ("helper", Share::Summary),
    ("where", Share::Summary),
    ("obstacle", Share::Summary),
    ("then", Share::Summary),
    ("photos", Share::Summary),
];
const OF_SESSION: [(&str, Share); 1] = [("agreed", Share::Summary)];

/// Those of an entry: the ones of its line that hold words.
fn fields_of_entry() -> Vec<(&'static str, Share)> {
    let shown_from = |of: LineField| if of.facts().is_in_summary { Share::Summary } else { Share::Full };
    LineField::all_with_words().map(|of| (of.word(), shown_from(of))).collect()
}

/// So many parts of a note are looked at: one of them is told.
const MOST_PARTS: usize = 16;

const SHOWN_AS_EVERYDAY_WORD: &str =
    "The name of a private plan stands here as an everyday word, so this line is shared.";

/// Whether a line is told as shared that a different hint takes as practice: the two would contradict each other.
pub(crate) fn shown_word_hint_contradicts_others(hint: &Problem, others: &[(NaiveDate, Problem)]) -> bool {
    let is_near_miss = |other: &Problem| {
        other.file == hint.file && other.place.line == hint.place.line && other.code.class() == ProblemClass::NearMiss
    };
    hint.message == SHOWN_AS_EVERYDAY_WORD && others.iter().any(|(_, other)| is_near_miss(other))
}

/// What is said of a line's own words that are kept back, all or in part, since they name a private plan in any form; none where they are
/// shown.
fn message_of_kept_words(words: &str, hidden: &HiddenPlanNames) -> Option<&'static str> {
    if hidden.is_hidden_name_in_text(words) {
        return Some(
            "These words hold the name of a private plan, so they are kept back: the line counts, and no shared page shows its words.",
        );
    }
    let names_plan = words.lines().any(|line| shared_text::line_names_hidden_plan(line, hidden));
    names_plan.then_some(match shared_text::shareable_text(words, hidden) {
        None => {
            "These words name a private plan, so they are kept back: the line counts, and no shared page shows its words."
        }
        Some(_) => {
            "Some of these words name a private plan, so they are kept back with what follows them: the line counts, and no shared page shows them."
        }
    })
}

/// The same hint, where what it calls a private plan is a note that cannot be read.
fn with_true_reason(hint: Problem, hidden: &HiddenPlanNames) -> Problem {
    const HELP: &str = "`check` names that note: if it is not private, this is shared once it can be read.";
    let message = hint.message.replacen("names a private plan", "may be about a note that cannot be read", 1).replacen(
        "the name of a private plan",
        "what may be the name of a note that cannot be read",
        1,
    );
    match message != hint.message && hidden.is_kept_back_for_unread_note(&hint.line) {
        true => Problem { message, help: HELP.to_owned(), ..hint },
        false => hint,
    }
}

const HELP: &str = "To share it after all, take that word out.";

/// What of a note that holds words for privacy says that it is private, by line. `share` is what the note itself says.
pub(crate) fn parts_kept_back(fields: &FieldReader, kind: &DraftKind, share: Option<Share>) -> Vec<PartKeptBack> {
    let note = fields.note;
    if !private_words::may_say_private(&note.text) {
        return Vec::new();
    }
    let known = match kind {
        DraftKind::Plan(_) => OF_PLAN.to_vec(),
        DraftKind::Entry(_) => fields_of_entry(),
        DraftKind::Day(_) => OF_SESSION.to_vec(),
        _ => Vec::new(),
    };
    let of_fields = known.into_iter().filter_map(|(key, shown_from)| {
        let field = note.filled_field(key)?;
        let message = format!(
            "`{}` says that it is private, so it is kept back: it stands on no shared page.",
            fields::shortened_for_message(&field.written)
        );
        Some(PartKeptBack {
            hint: hint(fields, private_text_of_field(field)?.place, message),
            shown_from,
            text_after_box: None,
        })
    });
    let mut parts: Vec<PartKeptBack> = of_fields.collect();
    let body = note.text.get(note.body_range.clone()).unwrap_or_default();
    let is_text_shown = !matches!(kind, DraftKind::Plan(_)) || share == Some(Share::Full);
    if private_words::may_say_private(body) && !matches!(kind, DraftKind::Broken { .. }) {
        let parsed = note.body();
        let boxes = boxes_kept_back(fields, kind, parsed);
        if is_text_shown {
            parts.extend(lines_kept_back(fields, kind, parsed));
        }
        parts.extend(boxes);
    }
    parts.sort_by_key(|part| part.hint.place);
    parts.truncate(MOST_PARTS);
    parts
}

fn hint(fields: &FieldReader, place: Place, message: String) -> Problem {
    fields.note.problem_at(place, Code::PartKeptPrivate, message, HELP.to_owned())
}

/// The text of a field that says it.
fn private_text_of_field(field: &Field) -> Option<&Text> {
    let texts = match &field.value {
        Value::Text(text) => std::slice::from_ref(text),
        Value::List(items) => items,
        Value::Empty | Value::Map(_) => return None,
    };
    texts.iter().find(|text| {
        let of_list = || field.key == "barrier" && text.text.split(',').any(private_words::is_privacy_phrase_alone);
        text.text.lines().any(private_words::field_text_says_private) || of_list()
    })
}

/// The boxes of a day note, or of a plan's log, that say it, or of which an item under them does.
fn boxes_kept_back(fields: &FieldReader, kind: &DraftKind, body: &Body) -> Vec<PartKeptBack> {
    let is_log = matches!(kind, DraftKind::Plan(_));
    if !is_log && !matches!(kind, DraftKind::Day(_)) {
        return Vec::new();
    }
    let says_something = |item: &&CheckBox| {
        Status::of_mark(item.mark).is_some() && (!is_log || line::seems_to_begin_with_date(&item.text.text))
    };
    let part = |item: &CheckBox| {
        let message =
            "This line says that it is private, so it is kept back: no shared page shows or counts it.".to_owned();
        Some(PartKeptBack {
            hint: hint(fields, place_of_unusual_private_word(item)?, message),
            shown_from: if is_log { Share::Summary } else { Share::Full },
            text_after_box: (!is_log).then(|| item.text.text.as_str().into()),
        })
    };
    body.boxes.iter().filter(says_something).filter_map(part).collect()
}

/// Where a box says that it is private; none where it says `share: none`, or nothing.
fn place_of_unusual_private_word(item: &CheckBox) -> Option<Place> {
    let is_told = |text: &&Text| !private_words::says_share_none(&text.text);
    let inline = |text: &str| line::inline_fields(text).iter().any(private_words::inline_field_makes_line_private);
    let itself =
        Some(&item.text).filter(|text| private_words::practice_line_says_private(&text.text) || inline(&text.text));
    let below = || {
        let items = item.nested_items.iter().chain(&item.nested_deeper);
        items.into_iter().find(|text| {
            private_words::item_makes_line_private(&text.text)
                || private_forms::form_answer_keeps_note_private(&text.text)
        })
    };
    itself.or_else(below).filter(is_told).map(|text| text.place)
}

/// The lines of a note's text that say it, those of its boxes aside.
fn lines_kept_back(fields: &FieldReader, kind: &DraftKind, parsed: &Body) -> Vec<PartKeptBack> {
    let note = fields.note;
    let has_counted_boxes = matches!(kind, DraftKind::Day(_) | DraftKind::Plan(_));
    let of_boxes: Vec<_> = match has_counted_boxes {
        true => {
            let flags = day::private_flag_of_each_box(parsed, &day::private_lines_of_note(note));
            parsed
                .boxes
                .iter()
                .zip(flags)
                .filter(|(_, is_private)| *is_private)
                .map(|(item, _)| item.range.clone())
                .collect()
        }
        false => Vec::new(),
    };
    let body = note.text.get(note.body_range.clone()).unwrap_or_default();
    let all: Vec<&str> = body.lines().collect();
    let mut start = note.body_range.start;
    let mut parts = Vec::new();
    for (at, (number, text)) in (first_body_line(note)..).zip(body.split_inclusive('\n')).enumerate() {
        let is_in = |range: &std::ops::Range<usize>| range.start < start + text.len() && start < range.end;
        let is_title = private_sections::line_keeps_back_what_follows(text);
        let is_request = private_sections::is_request_for_section(&all, at);
        let closes = private_sections::closes_paragraph_with_request(&all, at);
        let says = is_title || is_request || closes || shared_text::text_line_says_private(text);
        if !of_boxes.iter().any(is_in) && says {
            let is_to_share = parsed.to_share.iter().any(is_in);
            let message = match () {
                () if is_title => {
                    "This says that what stands under it is private, so all of it is kept back: it stands on no shared page."
                }
                () if is_request => {
                    "This may ask that somebody does not see it, so all of its section is kept back: it stands on no shared page."
                }
                () if closes => {
                    "This line asks to leave something out, so all of its paragraph is kept back: it stands on no shared page."
                }
                () => "This line says that it is private, so it is kept back: it stands on no shared page.",
            };
            let message = message.to_owned();
            let place = Place { line: number, column: 1, width: 0 };
            let shown_from = if is_to_share { Share::Summary } else { Share::Full };
            parts.push(PartKeptBack { hint: hint(fields, place, message), shown_from, text_after_box: None });
        }
        start += text.len();
        if parts.len() == MOST_PARTS {
            break;
        }
    }
    parts
}

impl PlanCatalog {
    /// The first part of a note that only its own words keep back; of a plan each field that names a private one.
    pub(crate) fn kept_back_hints(&self, note: VisibleNote) -> Vec<Problem> {
        let hints = match self.title_kept_back_hint(note) {
            Some(hint) => vec![hint],
            None => self.parts_kept_back_hints(note),
        };
        hints.into_iter().map(|hint| with_true_reason(hint, &self.outline.hidden)).collect()
    }

    /// That nothing of a note is shared since it is called by the name of a private plan.
    fn title_kept_back_hint(&self, note: VisibleNote) -> Option<Problem> {
        let share = note.content.share.unwrap_or(self.settings().share);
        if share == Share::None {
            return None;
        }
        let hidden = &self.outline.hidden;
        let is_reflection = matches!(note.content.kind, DraftKind::Reflection(_));
        let title = note.content.title.as_ref().filter(|_| is_about_hidden_plan_by_title(note.content, hidden));
        // Less than `full` shows no text of a day anyway.
        let name = || find_name_of_hidden_plan(note, hidden).filter(|_| is_reflection || share == Share::Full);
        let (what, lost, excerpt) = match title {
            Some(title) => ("This title", "nothing", title.excerpt.clone()),
            None => {
                let lost = if is_reflection { "nothing" } else { "no text" };
                match name()? {
                    NameOfNote::Field(line) => ("This", lost, line.excerpt.clone()),
                    NameOfNote::Path => ("The name of this file or of its folder", lost, Excerpt::of_whole_file()),
                }
            }
        };
        let message = format!("{what} names a private plan, so {lost} of this note is shared.");
        let help = "To share it after all, take that name out there.".to_owned();
        Some(excerpt.problem(note.path, Code::PartKeptPrivate, message, help))
    }

    fn parts_kept_back_hints(&self, note: VisibleNote) -> Vec<Problem> {
        let may_be_kept_back = !note.content.kept_back.is_empty()
            || matches!(note.content.kind, DraftKind::Plan(_))
            || !self.outline.hidden.is_empty();
        if !may_be_kept_back || self.outline.shares_nothing_of(note) {
            return Vec::new();
        }
        let share = self.share_of_note(note);
        let is_told = |part: &&PartKeptBack| {
            let group = part.text_after_box.as_deref().and_then(|text| self.outline.group_that_text_counts_for(text));
            match group.and_then(|group| self.plan_on_date_or_nearest(group, note.content.kind.date())) {
                Some(plan) => plan.share != Share::None,
                None => share >= part.shown_from,
            }
        };
        let itself = note.content.kept_back.iter().find(is_told).map(|part| part.hint.clone());
        let mut hints: Vec<Problem> = itself.into_iter().collect();
        let is_new = |hint: &Problem| hints.iter().all(|told| told.place.line != hint.place.line);
        let named: Vec<Problem> = self.named_in_plan_hints(note).into_iter().filter(is_new).collect();
        hints.extend(named);
        if hints.is_empty() {
            hints.extend(self.agreed_item_hint(note).or_else(|| self.named_in_text_hint(note)));
        }
        hints
    }

    /// That an agreed item is kept back that names a private plan.
    fn agreed_item_hint(&self, note: VisibleNote) -> Option<Problem> {
        let DraftKind::Day(day) = &note.content.kind else { return None };
        let agreement = day.session.as_ref()?;
        let words = session::first_item_naming_hidden_plan(agreement, &self.outline)?;
        let words = fields::shortened_for_message(words);
        let message = format!("`{words}` names a private plan, so it is kept back: it stands on no shared page.");
        let help = "To share it after all, say it without that name.".to_owned();
        Some(agreement.agreed_at.as_ref()?.problem(note.path, Code::PartKeptPrivate, message, help))
    }

    /// That a line of the text that is shared is kept back, since it names a private plan; or that it is shown though it holds such a name,
    /// since that is an everyday word.
    fn named_in_text_hint(&self, note: VisibleNote) -> Option<Problem> {
        let own_share = note.content.share;
        let (words, share) = match &note.content.kind {
            DraftKind::Entry(entry) => (entry.words.as_ref()?, self.share_of_note(note)),
            DraftKind::Day(day) => (day.words.as_ref()?, self.share_of_note(note)),
            DraftKind::Reflection(reflection) => (reflection.words.as_ref()?, self.share_of_note(note)),
            DraftKind::Plan(plan) => (plan.words.as_ref()?, own_share.filter(|share| *share == Share::Full)?),
            _ => return None,
        };
        let is_told_otherwise = |text: &str| {
            // Of `- [x] Evening walk` beside a private plan `Walk` a different hint tells what of its words is kept back.
            if self.outline.hidden.names_open_plan(text) {
                return true;
            }
            let group = self.outline.group_that_text_counts_for(text);
            let plan = group.and_then(|group| self.plan_on_date_or_nearest(group, note.content.kind.date()));
            plan.is_some_and(|plan| plan.share == Share::None)
        };
        let hidden = &self.outline.hidden;
        let ranges: Vec<std::ops::Range<usize>> = match share {
            Share::None => return None,
            Share::Full => std::iter::once(0..words.text.len()).collect(),
            Share::Summary => words.ranges_to_share.iter().map(|of| of.start as usize..of.end as usize).collect(),
        };
        let (at, effect) = ranges.into_iter().find_map(|range| {
            let text = words.text.get(range.clone())?;
            let (at, effect) = shared_text::first_line_naming_hidden_plan(text, hidden, is_told_otherwise)?;
            Some((range.start + at, effect))
        })?;
        const LONGEST: usize = 120;
        let line: String = words.text.get(at..)?.lines().next()?.chars().take(LONGEST).collect();
        let place = Place { line: words.line_of_byte(at), column: 1, width: 0 };
        let excerpt = Excerpt { place, line: line.into(), skipped: 0 };
        let is_box = crate::note::behind_any_box(markup::without_quote_signs(&excerpt.line)).is_some();
        let is_entry_under_title =
            matches!(note.content.kind, DraftKind::Entry(_)) && shared_text::is_under_hidden_title(words, hidden);
        let (message, help) = match effect {
            _ if is_entry_under_title => (
                "This title names a private plan and stands above all of the text, so no words of this note are shared, those of its fields included. It counts.",
                "To share the words after all, take that name out of the title.",
            ),
            // The help for a line that is not counted says how it is counted, and names `not practice` as well.
            EffectOfNames::KeptBack if is_box => (
                "This line names a private plan, so what it says of it is kept back: it stands on no shared page.",
                "If it is something else, say it without that name, or write its words after `not practice:` in that plan.",
            ),
            EffectOfNames::KeptBackWithTextBelow => (
                "This title names a private plan, so its section, list or paragraph is kept back: no shared page shows its words. Ticks of different plans count.",
                "To share the words after all, take that name out of the title.",
            ),
            EffectOfNames::KeptBack => (
                "This line names a private plan, so what it says of it is kept back: it stands on no shared page.",
                "To share it after all, say it without that name.",
            ),
            EffectOfNames::ShownAsEverydayWord => {
                (SHOWN_AS_EVERYDAY_WORD, "If it is about that plan, write `(private)` at the end of the line.")
            }
        };
        Some(excerpt.problem(note.path, Code::PartKeptPrivate, message.to_owned(), help.to_owned()))
    }

    /// The fields of a shared plan that are kept back since they name a private plan.
    fn named_in_plan_hints(&self, note: VisibleNote) -> Vec<Problem> {
        let DraftKind::Plan(plan) = &note.content.kind else { return Vec::new() };
        let hidden = &self.outline.hidden;
        let texts = |key: &str| -> Vec<&str> {
            let text = match key {
                "where" => plan.place.as_ref(),
                "goal" => plan.goal.as_ref(),
                "helper" => plan.helper.as_ref(),
                "obstacle" => plan.obstacle.as_ref(),
                "then" => plan.then.as_ref(),
                "photos" => plan.photos.as_ref(),
                "collects" => plan.collects.as_ref(),
                _ => return plan.rate.iter().map(|item| item.name.as_str()).collect(),
            };
            text.into_iter().map(String::as_str).collect()
        };
        let is_kept_back = |key: &str| match key {
            "when" => is_moment_kept_back(&plan.when, hidden),
            key => texts(key).iter().any(|text| hidden.is_named_in_field(text)),
        };
        // Of each field the first place, or the first line with a link.
        let told = plan.excerpts_of_word_fields.chunk_by(|one, next| one.0 == next.0).filter_map(|of_field| {
            let first = of_field.first()?;
            let links = |of: &&(&str, Excerpt)| hidden.links_to_hidden_plan(&of.1.line);
            if is_kept_back(first.0) { Some(first) } else { of_field.iter().find(links) }
        });
        let hint = |(key, excerpt): &(&str, Excerpt)| {
            let message = match *key {
                "when" => {
                    "`when` names a private plan, so these words are kept back: a shared page tells the days and times alone.".to_owned()
                }
                key => format!("`{key}` names a private plan, so it is kept back: it stands on no shared page."),
            };
            let help = "To share it after all, say it without that name.".to_owned();
            excerpt.problem(note.path, Code::PartKeptPrivate, message, help)
        };
        told.map(hint).collect()
    }

    /// The settings that name a private plan. Every page says the client's name and where to turn.
    pub(crate) fn named_in_settings_hints(&self, note: VisibleNote) -> Vec<Problem> {
        let DraftKind::Settings { word_fields, .. } = &note.content.kind else { return Vec::new() };
        let settings = self.settings();
        let told = [
            (
                "in need",
                &settings.where_to_turn,
                "`in need` names a private plan, so shared pages tell in general words where to turn.",
                "Write who it is without that name, so that the pages can say it.",
            ),
            (
                "name",
                &settings.name,
                "`name` holds the name of a private plan, and every shared page begins with it.",
                "Write a name without it.",
            ),
        ];
        let hint = |(key, text, message, help): (&str, &Option<String>, &str, &str)| {
            let (_, excerpt) = word_fields.iter().find(|(of, _)| *of == key)?;
            let is_named = text.as_deref().is_some_and(|text| self.outline.hidden.is_named_in_field(text));
            is_named.then(|| excerpt.problem(note.path, Code::PartKeptPrivate, message.to_owned(), help.to_owned()))
        };
        told.into_iter().filter_map(hint).collect()
    }

    /// Why an entry is kept back of which nothing else says that it is private: an empty note may be its plan.
    pub(crate) fn empty_note_hint(&self, entry: &Entry, task_at: &Excerpt) -> Option<Problem> {
        if entry.plan.is_some() || !self.outline.hidden.is_name_of_empty_note(&entry.task) {
            return None;
        }
        let task = fields::shortened_for_message(&entry.task);
        let message =
            format!("A note with the name of `{task}` is empty and may be its plan, so this entry is kept back.");
        let help = "Put back an older version of that note. If it is nothing, delete it.".to_owned();
        Some(task_at.problem(&entry.note, Code::PartKeptPrivate, message, help))
    }

    /// Why an entry that names no plan is kept back: its plan may have been moved into a folder that is never read, or be a note that
    /// cannot be read.
    pub(crate) fn lost_plan_hint(&self, entry: &Entry, task_at: &Excerpt) -> Option<Problem> {
        let hidden = &self.outline.hidden;
        if entry.plan.is_some() {
            return None;
        }
        if entry.share != Share::None {
            return self.unread_plan_hint(entry, task_at);
        }
        let task = fields::shortened_for_message(&entry.task);
        let (why, help) = match () {
            () if hidden.may_be_of_moved_plan(&entry.task) => (
                "a note that is never read has its name (in a folder `private`, behind a dot, or among your prompts)",
                format!("To share it after all, write a plan `{task}` where notes are read."),
            ),
            () if hidden.may_name_lost_plan(&entry.task) => (
                "it may be a note that cannot be read",
                "Put back that note, or open it once on this device: `check` names it.".to_owned(),
            ),
            () => return None,
        };
        let message =
            format!("No plan `{task}` is read, and {why}, so this entry is kept back: no shared page shows it.");
        Some(task_at.problem(&entry.note, Code::PartKeptPrivate, message, help))
    }

    /// That an entry is shown by its name, though a plan that is not read may say that it is private.
    fn unread_plan_hint(&self, entry: &Entry, task_at: &Excerpt) -> Option<Problem> {
        let place = self.outline.hidden.place_of_unread_plan(&entry.task)?;
        let task = fields::shortened_for_message(&entry.task);
        let place = fields::shortened_for_message(place);
        let message = format!(
            "No plan `{task}` is read, so this entry is shared by its name under \"Also done\". What is in `{place}` is not read."
        );
        let help = "If its plan is there and private, write `share: none` in this entry, or put the plan into a note that is read.";
        Some(task_at.problem(&entry.note, Code::PartKeptPrivate, message, help.to_owned()))
    }

    /// That the words of a line are kept back which counts for a shared plan: they hold the name of a private one.
    pub(crate) fn kept_words_hint(
        &self,
        entry: &Entry,
        excerpt: &Excerpt,
        draft: Option<&EntryDraft>,
    ) -> Option<Problem> {
        let hidden = &self.outline.hidden;
        if entry.share == Share::None || entry.written_by.is_some() || hidden.is_empty() {
            return None;
        }
        let is_full = entry.share == Share::Full;
        let is_line_shown = entry.form == EntryForm::CheckBox && is_full;
        let mut of_barriers = entry.barriers.iter().filter_map(|barrier| match barrier {
            Barrier::Other(words) => Some(words.as_str()),
            Barrier::Known(_) => None,
        });
        let is_named = |words: &str| hidden.is_named_in_field(words);
        let is_named_if_full = |words: &Option<String>| is_full && words.as_deref().is_some_and(is_named);
        let shows = |key: &str| match key {
            "barrier" => entry.barriers.iter().any(|barrier| matches!(barrier, Barrier::Other(_))),
            _ => is_full,
        };
        let linking_field = || {
            let links = draft.map_or(&[][..], EntryDraft::links);
            links.iter().find(|(key, line)| shows(key) && hidden.links_to_hidden_plan(line)).map(|(key, _)| *key)
        };
        let is_place_named = || {
            let place = entry.place.as_deref().filter(|_| is_full);
            place.is_some_and(|place| hidden.is_hidden_name_in_text(place) || is_named(place))
        };
        let mut named_field = || match () {
            () if of_barriers.any(is_named) => Some("barrier"),
            () if is_named_if_full(&entry.felt) => Some("felt"),
            () if is_named_if_full(&entry.helped) || entry.helped_on_card.as_deref().is_some_and(is_named) => {
                Some("helped")
            }
            () if is_place_named() => Some("where"),
            () => linking_field(),
        };
        let (message, excerpt) = if let Some(message) =
            entry.words.as_deref().filter(|_| is_line_shown).and_then(|words| message_of_kept_words(words, hidden))
        {
            (message.to_owned(), excerpt)
        } else {
            let key = named_field()?;
            let message = format!(
                "`{key}` holds the name of a private plan, so its words are kept back: the entry counts, and no shared page shows them."
            );
            (message, draft.and_then(|draft| draft.excerpt_of_word_field(key, is_named)).unwrap_or(excerpt))
        };
        let help = "To share them after all, say it without that name.".to_owned();
        Some(with_true_reason(excerpt.problem(&entry.note, Code::PartKeptPrivate, message, help), hidden))
    }

    /// How much is shared of a note as a whole: as it says, else as its plan does, else as the settings do.
    fn share_of_note(&self, note: VisibleNote) -> Share {
        let of_plan = || match &note.content.kind {
            DraftKind::Entry(entry) => self.share_of_task_on_date(&entry.task, entry.date),
            _ => self.settings().share,
        };
        note.content.share.unwrap_or_else(of_plan)
    }
}
