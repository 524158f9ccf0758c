//! What is kept of a note's text: places with their lines, and the client's words.

use std::ops::Range;

use super::draft::{Excerpt, NoteText, SourceLine};
use super::lines::markup::text_after_list_mark;
use super::{note_fields::nested, sharing::private_words};
use crate::note::{self, Body, CheckBox, Field, Note, Text, Value};
use crate::problem::Place;

/// A place with its line, for problems that only all notes together show.
pub(crate) fn excerpt_at(note: &Note, place: Place) -> Excerpt {
    let (line, skipped) = note.excerpt_at(place);
    Excerpt { place, line: line.into(), skipped }
}

/// Where those of these fields are that are filled: each text of each.
pub(crate) fn excerpts_of_word_fields(
    note: &Note,
    keys: impl IntoIterator<Item = &'static str>,
) -> Vec<(&'static str, Excerpt)> {
    let filled = keys.into_iter().filter_map(|key| Some((key, note.filled_field(key)?)));
    let places = filled.flat_map(|(key, field)| {
        let places = match &field.value {
            Value::List(items) if !items.is_empty() => items.iter().map(|item| item.place).collect(),
            _ => vec![value_place(field)],
        };
        places.into_iter().map(move |place| (key, place))
    });
    places.map(|(key, place)| (key, excerpt_at(note, place))).collect()
}

/// Where the value of a field begins.
pub(crate) fn value_place(field: &Field) -> Place {
    match &field.value {
        Value::Text(text) => text.place,
        Value::List(items) => items.first().map_or(field.key_place, |t| t.place),
        _ => field.key_place,
    }
}

/// A text of the body with its place.
pub(crate) fn source_line(note: &Note, text: &Text) -> SourceLine {
    SourceLine { text: text.text.as_str().into(), excerpt: excerpt_at(note, text.place) }
}

/// The number of the line on which the body begins.
pub(crate) fn first_body_line(note: &Note) -> u32 {
    1 + note.text[..note.body_range.start.min(note.text.len())].matches('\n').count() as u32
}

/// The body's text, if there is any, and its part under `## To share`.
pub(crate) fn note_text(note: &Note) -> Option<NoteText> {
    let may_share_part = note.text.get(note.body_range.clone()).is_some_and(note::may_hold_share_heading);
    let body = if may_share_part { note.body() } else { &Body::default() };
    note_text_without(note, body, Vec::new())
}

/// The same without some ranges of the note: lines that are private, or that are a plan's log.
pub(crate) fn note_text_without(note: &Note, body: &Body, mut cuts: Vec<Range<usize>>) -> Option<NoteText> {
    let body_text = note.text.get(note.body_range.clone())?;
    let text = body_text.trim();
    if text.is_empty() {
        return None;
    }
    let start = note.body_range.start + (body_text.len() - body_text.trim_start().len());
    let to_share = body.to_share.iter().cloned();
    let line_at = |byte: usize| 1 + note.text.get(..byte).unwrap_or_default().matches('\n').count() as u32;
    if cuts.is_empty() {
        let place = |byte: usize| (byte.clamp(start, start + text.len()) - start) as u32;
        return Some(NoteText {
            text: text.into(),
            ranges_to_share: to_share.map(|range| place(range.start)..place(range.end)).collect(),
            line_of_each_piece: vec![(0, line_at(start))],
        });
    }
    cuts.sort_by_key(|range| (range.start, range.end));
    let (mut kept, mut at) = (String::with_capacity(text.len()), start);
    // Where a byte of the note is in what is kept.
    let mut shifts: Vec<(usize, usize)> = Vec::new();
    let end = start + text.len();
    for cut in cuts.into_iter().chain(std::iter::once(end..end)) {
        let (from, to) = (cut.start.clamp(start, end), cut.end.clamp(start, end));
        // Of the blank lines on both sides of a cut one is enough.
        while (kept.is_empty() || kept.ends_with("\n\n"))
            && note.text.get(at.min(from)..from).is_some_and(|between| between.starts_with('\n'))
        {
            at += 1;
        }
        if from > at {
            shifts.push((at, kept.len()));
            kept.push_str(note.text.get(at..from).unwrap_or_default());
        }
        at = at.max(to);
    }
    let place = |byte: usize| {
        let byte = byte.clamp(start, end);
        let n = shifts.partition_point(|&(from, _)| from <= byte);
        let (from, place) = shifts.get(n.wrapping_sub(1)).copied().unwrap_or((start, 0));
        let next = shifts.get(n).map_or(kept.len(), |&(_, place)| place);
        (place + (byte - from)).min(next)
    };
    let ranges_to_share =
        to_share.into_iter().map(|range| place(range.start) as u32..place(range.end) as u32).collect();
    if kept.trim().is_empty() {
        return None;
    }
    let line_of_each_piece = shifts.iter().map(|&(from, place)| (place as u32, line_at(from))).collect();
    Some(NoteText { text: kept.into(), ranges_to_share, line_of_each_piece })
}

/// What is written under a box besides its fields and the boxes nested there: the lines of its item, one below the other. A line that
/// is not indented is about the day.
pub(crate) fn free_text_below_box(note: &Note, boxes: &[CheckBox], at: usize) -> Option<Box<str>> {
    let item = boxes.get(at)?;
    let whole = note.text.get(item.range.clone())?;
    // Behind a tab an item begins before its line does.
    let item_start = item.range.start + (whole.len() - whole.trim_start().len());
    let (first, below) = note.text.get(item_start..item.range.end)?.split_once('\n')?;
    let line_start = note.text.get(..item_start)?.rfind('\n').map_or(0, |end| end + 1);
    let depth = indentation(note.text.get(line_start..item_start)?);
    let mut nested = boxes.iter().skip(at + 1).take_while(|of| of.range.start < item.range.end).peekable();
    let mut start = item_start + first.len() + 1;
    let mut words = String::new();
    let mut covered_to = 0;
    // Between `:LOGBOOK:` and `:END:` is what a program noted.
    let mut in_drawer = false;
    for line in below.split_inclusive('\n') {
        let end = start + line.len();
        while let Some(of) = nested.next_if(|of| of.range.start < end) {
            covered_to = covered_to.max(of.range.end);
        }
        let bare = line.trim_start_matches('>').trim();
        let is_below = bare.is_empty() || indentation(line) > depth;
        let is_drawer_mark = bare.len() > 2 && bare.starts_with(':') && bare.ends_with(':');
        in_drawer = if is_drawer_mark { !bare.eq_ignore_ascii_case(":end:") } else { in_drawer };
        let is_field = nested::is_any_field(bare) || private_words::has_key_about_privacy(bare);
        let is_words = is_below && !in_drawer && !is_drawer_mark && !is_field;
        if start >= covered_to && is_words {
            words.push_str(text_after_list_mark(bare).unwrap_or(bare));
            words.push('\n');
        }
        start = end;
    }
    let words = words.trim();
    (!words.is_empty()).then(|| words.into())
}

/// The line right below a box, where it goes on with the box's paragraph: it is no item, no field and no mark of a program.
pub(crate) fn line_that_goes_on<'n>(note: &'n Note, item: &CheckBox) -> Option<&'n str> {
    let whole = note.text.get(item.range.clone())?.trim_start();
    let (_, below) = whole.split_once('\n')?;
    let bare = below.lines().next()?.trim_start_matches('>').trim();
    let is_mark = bare.starts_with(['#', '|', '<', '`', ':', '!', '=']) || text_after_list_mark(bare).is_some();
    let is_field = nested::is_any_field(bare) || private_words::has_key_about_privacy(bare);
    (!bare.is_empty() && !is_mark && !is_field).then_some(bare)
}

/// What is written under a box, less its first line where that went on with the text of the box.
pub(crate) fn without_line_that_goes_on<'t>(below: Option<&'t str>, line: &str) -> Option<&'t str> {
    let (first, rest) = below?.split_once('\n').unwrap_or((below?, ""));
    let left = if first.trim() == line { rest.trim_start() } else { below? };
    (!left.is_empty()).then_some(left)
}

/// How far a line is indented, behind the `>` of a callout.
fn indentation(line: &str) -> usize {
    let unquoted = line.trim_start_matches('>');
    unquoted.len() - unquoted.trim_start_matches([' ', '\t']).len()
}

/// A client's words behind a line, and below it.
pub(crate) fn joined_words(behind: Option<String>, below: Option<&str>) -> Option<String> {
    match (behind, below) {
        (Some(behind), Some(below)) => Some(format!("{behind}\n{below}")),
        (behind, below) => behind.or_else(|| below.map(str::to_owned)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_cut_leave_the_rest_as_it_was() {
        let text = "a\n\n## To share\nb\n- [x] c\n  - d\n\n## Then\ne\n";
        let note = note::read_note("n.md", text.as_bytes());
        let cut = text.find("- [x]").expect("there")..text.find("\n## Then").expect("there");
        let found = note_text_without(&note, note.body(), vec![cut]).expect("words");
        assert_eq!(&*found.text, "a\n\n## To share\nb\n\n## Then\ne");
        assert_eq!(found.text_under_share_headings().as_deref().map(str::trim), Some("b"));
        let whole = note_text_without(&note, note.body(), std::iter::once(0..text.len()).collect());
        assert!(whole.is_none());
    }
}
