//! The ticked lines of a note without a date. A line that the Tasks plugin dated (`✅ 2026-11-18`) is an entry; any other that
//! names a plan is a near miss.

use super::draft::{UndatedBox, UndatedDraft};
use super::{day, line};
use crate::note::Note;

/// None where the note holds no ticked line.
pub(super) fn read(note: &Note) -> Option<UndatedDraft> {
    if !day::may_hold(note) {
        return None;
    }
    let day::Boxes { boxes, near, .. } = day::boxes(note, &note.body());
    if boxes.is_empty() && near.is_empty() {
        return None;
    }
    let dated = |item: super::draft::BoxDraft| UndatedBox { date: line::done_date(&item.line.text, item.status), item };
    Some(UndatedDraft { boxes: boxes.into_iter().map(dated).collect(), near })
}
