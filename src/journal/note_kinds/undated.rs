//! The ticked lines of a note without a date. A line that the Tasks plugin dated (`✅ 2026-11-18`) is an entry; any other that
//! names a plan is a near miss.

use crate::journal::draft::{TickedBox, TickedLinesDraft};
use crate::journal::note_fields::fields::FieldReader;
use crate::journal::note_text::note_text;
use crate::journal::{lines::line, note_kinds::day};
use crate::note::Note;

/// None where the note holds no ticked line.
pub(crate) fn read_ticked_lines(note: &Note) -> Option<TickedLinesDraft> {
    if is_template(note) || !day::may_hold_boxes_or_tags(note) {
        return None;
    }
    let day::BodyBoxesAndPrivateLines { boxes, near_misses: near, unread_boxes, unboxed, .. } =
        day::boxes_of_body(note, note.body());
    if boxes.is_empty() && near.is_empty() && unread_boxes.is_empty() && unboxed.is_empty() {
        return None;
    }
    let dated = |item: crate::journal::draft::CheckBoxDraft| TickedBox {
        date: line::done_or_given_up_date(&item.line.text, item.status),
        check_box: item,
    };
    let boxes: Vec<TickedBox> = boxes.into_iter().map(dated).collect();
    let words = boxes.iter().any(|of| of.date.is_some()).then(|| note_text(note)).flatten();
    Some(TickedLinesDraft { boxes, words, near_misses: near, unread_boxes, unboxed, keys: Vec::new() })
}

/// The ticked lines of a note without a date, and the fields that would count if it had one.
pub(crate) fn read_undated_note(fields: &FieldReader) -> Option<TickedLinesDraft> {
    let ticked = read_ticked_lines(fields.note);
    let keys = if is_template(fields.note) { Vec::new() } else { day::possible_plan_keys(fields) };
    match ticked {
        None if keys.is_empty() => None,
        ticked => Some(TickedLinesDraft { keys, ..ticked.unwrap_or_default() }),
    }
}

/// A template is filled in later.
fn is_template(note: &Note) -> bool {
    note.text.get(note.body_range.clone()).is_some_and(|body| body.contains("<%"))
}
