//! A day note: its check boxes, keys and tags. Which of them name a plan only all notes together tell.

use super::draft::{BoxDraft, DayDraft, DraftKind, KeyDraft, SourceLine};
use super::fields::{self, Fields};
use super::understand::{NoteDate, excerpt, note_text};
use super::{Status, line};
use crate::note::{Body, Field, Note, Text, Value};
use crate::text::{fold, fold_key};
use crate::when;

/// An item under a box that may be a helper's has its colon within so many bytes.
const NAME: usize = 80;

pub(super) fn read(fields: &mut Fields, dated: NoteDate) -> DraftKind {
    let note = fields.note;
    let text = note.text.get(note.body.clone()).unwrap_or_default();
    let has_structure = text.contains('[') || text.contains('#');
    let body = if has_structure { note.body() } else { Body::default() };
    let boxes = body.boxes.iter().filter_map(|item| {
        let under = item.under.iter().filter(|t| t.text.find(':').is_some_and(|at| at < NAME));
        Some(BoxDraft {
            status: line::status(item.mark)?,
            line: line_of(note, &item.text),
            under: under.map(|t| line_of(note, t)).collect(),
        })
    });
    let mut tags: Vec<Text> = tags_field(fields);
    tags.extend(body.tags.iter().cloned());
    DraftKind::Day(Box::new(DayDraft {
        date: dated.date,
        boxes: boxes.collect(),
        keys: note.fields.iter().filter_map(|f| key(fields, f)).collect(),
        tags: tags
            .into_iter()
            .map(|t| (fold_key(t.text.trim_start_matches('#')).into(), excerpt(note, t.at)))
            .collect(),
        discuss: fields.note.field("discuss").is_some() && fields.yes("discuss").unwrap_or(false),
        words: note_text(note, Some(&body)),
        line: 1 + note.text[..note.body.start.min(note.text.len())].matches('\n').count() as u32,
    }))
}

fn line_of(note: &Note, text: &Text) -> SourceLine {
    SourceLine { text: text.text.as_str().into(), excerpt: excerpt(note, text.at) }
}

fn tags_field(fields: &mut Fields) -> Vec<Text> {
    let before = fields.problems.len();
    let mut tags = Vec::new();
    for key in ["tags", "tag"] {
        for text in fields.list(key) {
            // `tags: meditation walk` are two tags, and yet `tags: [voice memo]` names a plan.
            let words = text.text.split_whitespace().map(|w| Text { text: w.to_owned(), at: text.at });
            tags.extend(words.filter(|w| w.text != text.text));
            tags.push(text);
        }
    }
    fields.problems.truncate(before);
    tags
}

/// What a key would say if it named a plan.
fn key(fields: &Fields, field: &Field) -> Option<KeyDraft> {
    if fields::DAY.contains(&field.key.as_str()) || matches!(field.key.as_str(), "tags" | "tag") {
        return None;
    }
    let Value::Text(text) = &field.value else { return None };
    let (status, minutes) = match fold(&text.text).as_str() {
        "true" | "yes" | "done" => (Status::Done, None),
        "partly" => (Status::Partly, None),
        "skip" => (Status::Skip, None),
        word if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
            (Status::Done, Some(when::parse_minutes(word).ok().filter(|m| m.seconds > 0)?))
        }
        _ => return None,
    };
    Some(KeyDraft { key: field.key.as_str().into(), status, minutes, excerpt: excerpt(fields.note, field.key_at) })
}
