//! An entry's note.

use std::collections::HashSet;

use crate::journal::draft::FollowUpFields;
use crate::journal::draft::{DraftKind, EntryDraft, RareEntryFields, UnknownField};
use crate::journal::lines::link_target::link_targets;
use crate::journal::note_fields::fields::{self, FieldReader};
use crate::journal::note_fields::note_date::NoteDate;
use crate::journal::note_kinds::broken_note::draft_kind_of_broken_note;
use crate::journal::note_text::{excerpt_at, excerpts_of_word_fields, note_text};
use crate::journal::{
    Barrier, HelperNote, Status, note_fields::barrier, note_fields::helper, note_fields::known_fields,
    note_fields::note_date, note_fields::photo_fields, sharing::private_words,
};
use crate::note::{Field, LineField, Note, Text, Value};
use crate::problem::{Code, Place, Problem};
use crate::text::fold;

pub(crate) fn read_entry_note(fields: &mut FieldReader, task: &Text, dated: NoteDate) -> DraftKind {
    let Ok(status) = done_field(fields) else {
        return draft_kind_of_broken_note(fields, Ok(Some(task.clone())), false);
    };
    let text = fields.note.text.get(fields.note.body_range.clone()).unwrap_or_default();
    let body = text.contains("![").then(|| fields.note.body());
    let images = body.into_iter().flat_map(|body| &body.images).map(|i| (i.target.text.clone(), i.alt.clone()));
    let images = images.collect();
    let (helper, helper_text) = match helper_note(fields) {
        Ok(note) => (note, None),
        Err(copied) => (HelperNote::default(), Some(*copied)),
    };
    let extras = RareEntryFields {
        barriers: barrier_field(fields),
        helper,
        helper_text,
        unknown: possible_rating_fields(fields),
        photos: photo_fields::photos_field(fields),
        images,
        written_by: fields.writer_if_not_client(),
        follow_up: FollowUpFields::read_follow_up_fields(fields),
        links: lines_of_linking_fields(fields.note),
    };
    let differ = note_date::dates_differ_hint(fields, &dated);
    fields.problems.extend(differ);
    DraftKind::Entry(Box::new(EntryDraft {
        task: task.text.trim().to_owned(),
        task_at: excerpt_at(fields.note, task.place),
        task_link: line_of_linked_task(fields.note, task),
        date: dated.date,
        date_at: excerpt_at(fields.note, dated.place),
        time: dated.time,
        status,
        minutes: fields.minutes_field("minutes"),
        place: fields.text_or_joined_list("where"),
        felt: fields.text_or_joined_list("felt"),
        excerpts_of_word_fields: excerpts_of_word_fields(fields.note, LineField::all_with_words().map(LineField::word))
            .into(),
        extras: extras.boxed_unless_empty(),
        written: fields.date_field("written").ok().flatten(),
        discuss: fields.discuss_field(),
        words: note_text(fields.note),
        ticked: crate::journal::note_kinds::undated::read_ticked_lines(fields.note).map(Box::new),
    }))
}

/// The fields of words that link to notes, each with the line of the link.
fn lines_of_linking_fields(note: &Note) -> Vec<(&'static str, Box<str>)> {
    let front = note.text.get(..note.body_range.start).unwrap_or_default();
    if !front.contains("[[") && !front.contains("](") {
        return Vec::new();
    }
    let lines = LineField::all_with_words().map(LineField::word).flat_map(|key| {
        let texts = match note.filled_field(key).map(|field| &field.value) {
            Some(Value::Text(text)) => std::slice::from_ref(text),
            Some(Value::List(items)) => items.as_slice(),
            _ => &[],
        };
        texts.iter().map(move |text| (key, note.line_at_place(text.place)))
    });
    lines.filter(|(_, line)| !link_targets(line).is_empty()).map(|(key, line)| (key, line.into())).collect()
}

/// The line of a task that links to a note.
fn line_of_linked_task(note: &Note, task: &Text) -> Option<Box<str>> {
    let line = note.line_at_place(task.place);
    (!link_targets(line).is_empty()).then(|| line.into())
}

/// Whether a comment in the place of an answer says that it was not done, or not all of it: `done: # no, ill`. A comment that lists the
/// answers (`# yes, partly, skip or no`) says nothing.
fn comment_says_no(comment: &str) -> bool {
    let comment = fold(comment.trim_start_matches(['#', ' ']));
    let first = comment.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let lists_answers = comment.contains(" or ") || comment.contains(['|', '/']) || comment.contains("yes");
    matches!(first, "no" | "not" | "nope" | "never" | "partly" | "skip" | "skipped") && !lists_answers
}

/// The words of `done`; a value that is none of them leaves the note out (docs/specification.md#8-problems).
fn done_field(fields: &mut FieldReader) -> Result<Status, ()> {
    // `~` and `>` are marks of a box, `#no` an answer; a comment and what programs write for nothing are none.
    let is_nothing = |mark: &str| {
        mark == "#"
            || mark.starts_with("# ") && !comment_says_no(mark)
            || matches!(mark.trim_matches(['"', '\'']), "" | "null" | "Null" | "NULL")
    };
    let field = fields.note.fields.iter().find(|field| field.key == "done");
    let lost = field.and_then(|f| Some((f.key_place, fields::mark_taken_for_nothing(fields.note, f)?)));
    if let Some((place, mark)) = lost.filter(|(_, mark)| !is_nothing(mark)) {
        let message = format!("`done: {}` does not say whether it was done.", fields::shortened_for_message(mark));
        fields.add_problem(place, Code::BadValue, message, fields::list_of_choices("", Status::words()));
        return Err(());
    }
    let Some(text) = fields.single_text("done", Code::BadValue)? else { return Ok(Status::Done) };
    let word = fold(&text.text);
    Status::of_folded_word(&word).ok_or_else(|| {
        let message = format!("`{}` does not say whether it was done.", fields::shortened_for_message(&text.text));
        let help = fields::list_of_choices(&word, Status::words());
        fields.add_problem(text.place, Code::BadValue, message, help);
    })
}

/// One barrier or a list. A text with commas is a list where a piece of it is a word of the list of barriers.
fn barrier_field(fields: &mut FieldReader) -> Vec<Barrier> {
    let texts = fields.list_or_one_text("barrier", Code::BadValue).unwrap_or_default();
    let is_private = texts.iter().any(|text| private_words::barriers_say_private(&text.text));
    let mut barriers: Vec<Barrier> = Vec::new();
    let mut seen: HashSet<Barrier> = HashSet::new();
    for text in texts {
        let pieces = fields::split_at_commas(text);
        let is_list = pieces.len() > 1
            && pieces.iter().any(|p| barrier::parse_barrier(&p.text).1 == barrier::BarrierMatch::Known);
        for piece in if is_list { pieces } else { vec![text.clone()] } {
            if barrier::is_no_barrier(&piece.text) {
                continue;
            }
            let (barrier, near) = barrier::parse_barrier(&piece.text);
            if !is_private {
                add_unlisted_barrier_hint(fields, &piece, near);
            }
            if seen.insert(barrier.clone()) {
                barriers.push(barrier);
            }
        }
    }
    barriers
}

/// A hint where a barrier is not a word of the list, unless the note has a `share` of its own: then somebody has decided.
fn add_unlisted_barrier_hint(fields: &mut FieldReader, text: &Text, found: barrier::BarrierMatch) {
    let hint = barrier::barrier_hint(&fields::shortened_for_message(&text.text), &found);
    let Some((code, message, help)) = hint else { return };
    if code == Code::BarrierNearMiss || !fields.has_value("share") {
        fields.add_problem(text.place, code, message, help);
    }
}

/// What the helper did, in short or with keys of its own.
///
/// # Errors
/// The text as written, where it is no word for that, and the problem it is unless it was copied from the plan.
fn helper_note(fields: &mut FieldReader) -> Result<HelperNote, Box<(String, Problem)>> {
    if fields.nested_fields("helper").is_some() {
        return Ok(helper_note_from_nested_fields(fields));
    }
    let texts = fields.list_or_one_text("helper", Code::BadValue).unwrap_or_default();
    // `Mom: noticed, praised` in a field says who as well.
    let pieces = texts.iter().map(|t| {
        t.text.split_once(':').map_or(t.text.as_str(), |(who, rest)| {
            if who.contains(',') || fold(who) == "response" { t.text.as_str() } else { rest }
        })
    });
    helper::parse_helper_note(pieces).map_err(|piece| {
        let at = texts.first().map_or(Place::START, |t| t.place);
        let message = format!("`{}` is not a word for what a helper did.", fields::shortened_for_message(&piece));
        let problem = fields.note.problem_at(at, Code::BadValue, message, helper::WORDS.to_owned());
        let written: Vec<&str> = texts.iter().map(|t| t.text.trim()).collect();
        Box::new((written.join(", "), problem))
    })
}

fn helper_note_from_nested_fields(fields: &mut FieldReader) -> HelperNote {
    let mut note = HelperNote::default();
    let keys = fields.nested_fields("helper").unwrap_or_default();
    for field in keys {
        let Value::Text(text) = &field.value else { continue };
        if text.text.trim().is_empty() {
            continue;
        }
        let folded = fold(&text.text);
        let (understood, help) = match field.key.as_str() {
            "noticed" => {
                note.noticed = fields::parse_yes_or_no(&folded);
                (note.noticed.is_some(), "Write `yes` or `no`.")
            }
            "praise" | "praised" => {
                note.praise = fields::parse_yes_or_no(&folded);
                (note.praise.is_some(), "Write `yes` or `no`.")
            }
            "response" => {
                note.response = helper::parse_response(&folded);
                (note.response.is_some(), "Write `warm`, `neutral` or `hard`.")
            }
            "minutes together" => match crate::when::parse_minutes(&text.text) {
                Ok(minutes) => {
                    note.minutes_together = Some(minutes);
                    (true, "")
                }
                Err(error) => {
                    fields.add_parse_error(text, error);
                    continue;
                }
            },
            _ => continue,
        };
        if understood {
            note.is_noted = true;
        } else {
            let message = format!(
                "`{}` is not a value that `{}` can have.",
                fields::shortened_for_message(&text.text),
                field.written
            );
            fields.add_problem(text.place, Code::BadValue, message, help);
        }
    }
    note.is_noted |= note.minutes_together.is_some();
    note
}

/// Fields that may be ratings.
fn possible_rating_fields(fields: &FieldReader) -> Vec<UnknownField> {
    let rest = fields.note.fields.iter().filter(|f| !known_fields::ENTRY.contains(&f.key.as_str()));
    let rating = |key: &str, value: &str, at: Place| {
        (!value.trim().is_empty()).then(|| UnknownField::new(key, value, excerpt_at(fields.note, at)))
    };
    let all = |field: &Field| match &field.value {
        Value::Text(text) => rating(&field.key, &text.text, text.place).into_iter().collect(),
        Value::List(items) => {
            let written: Vec<&str> = items.iter().map(|item| item.text.trim()).collect();
            let at = items.first().map_or(field.key_place, |item| item.place);
            rating(&field.key, &written.join(", "), at).into_iter().collect()
        }
        // `ratings: {fear: 6}`
        Value::Map(inner) => {
            let below = |of: &Field| match &of.value {
                Value::Text(text) => rating(&format!("{} {}", field.key, of.key), &text.text, text.place),
                _ => None,
            };
            inner.iter().filter_map(below).collect::<Vec<_>>()
        }
        Value::Empty => Vec::new(),
    };
    rest.flat_map(all).collect()
}
