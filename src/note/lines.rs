//! Which line and column a byte stands at, and the other way round. Lines end with LF, CRLF or a lone CR, as in YAML and
//! in CommonMark.

use std::ops::Range;

use crate::problem::Place;

/// How many characters lie between two points of one line at most, so that no question costs more than that.
const MAX_STEP: u32 = 1024;

/// A line of at most this many characters is kept whole in a problem; of a longer one, what stands round the place.
const MAX_LINE: usize = 300;
const KEPT_BEFORE: usize = 60;
const KEPT_AFTER: usize = 180;

/// The beginnings of all lines, and points within long ones.
#[derive(Debug)]
pub(super) struct LineIndex {
    points: Vec<IndexPoint>,
}

#[derive(Clone, Copy, Debug)]
struct IndexPoint {
    byte: usize,
    line: u32,
    column: u32,
}

impl LineIndex {
    pub(super) fn new(text: &str) -> LineIndex {
        let mut points = vec![IndexPoint { byte: 0, line: 1, column: 1 }];
        let (mut line, mut column) = (1u32, 1u32);
        let bytes = text.as_bytes();
        for (at, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
                (line, column) = (line.saturating_add(1), 1);
                points.push(IndexPoint { byte: at + 1, line, column });
                continue;
            }
            if is_char_start(byte) {
                if column.is_multiple_of(MAX_STEP) {
                    points.push(IndexPoint { byte: at, line, column });
                }
                column = column.saturating_add(1);
            }
        }
        LineIndex { points }
    }

    /// The place of a byte range; its width ends with its first line.
    pub(super) fn place_of_range(&self, text: &str, range: Range<usize>) -> Place {
        let after = self.points.partition_point(|m| m.byte <= range.start).max(1);
        let Some(point) = self.points.get(after - 1) else { return Place::START };
        let before = text.get(point.byte..range.start).unwrap_or("");
        let within = first_line(text.get(range).unwrap_or(""));
        Place { line: point.line, column: point.column.saturating_add(char_count(before)), width: char_count(within) }
    }

    /// The byte at which a place begins, and its column; of a place behind the end of its line, those of the end.
    pub(super) fn byte_and_column_of_place(&self, text: &str, place: Place) -> Option<(usize, u32)> {
        let after = self.points.partition_point(|m| (m.line, m.column) <= (place.line, place.column.max(1)));
        let point = self.points.get(after.checked_sub(1)?).filter(|m| m.line == place.line)?;
        let rest = text.get(point.byte..)?;
        let (mut byte, mut column) = (point.byte, point.column);
        for c in rest.chars().take((place.column.max(1) - point.column) as usize).take_while(|&c| !is_line_break(c)) {
            (byte, column) = (byte + c.len_utf8(), column + 1);
        }
        Some((byte, column))
    }

    /// A line by its number, without its end.
    pub(super) fn line_text<'a>(&self, text: &'a str, line: u32) -> &'a str {
        let from = self.points.partition_point(|m| m.line < line);
        let Some(point) = self.points.get(from).filter(|m| m.line == line) else { return "" };
        first_line(text.get(point.byte..).unwrap_or(""))
    }
}

/// [`LineIndex::byte_and_column_of_place`] without an index: for places that a short walk over the lines finds.
pub(super) fn byte_and_column_by_walking(text: &str, place: Place) -> Option<(usize, u32)> {
    let (from, line) = lines_with_offsets(text).nth(place.line.checked_sub(1)? as usize)?;
    let ahead: usize = line.chars().take(place.column.saturating_sub(1) as usize).map(char::len_utf8).sum();
    Some((from + ahead, char_count(&line[..ahead]) + 1))
}

/// A line by its number, without its end, where it is so short that a problem keeps it whole.
pub(super) fn short_line_by_walking(text: &str, line: u32) -> Option<&str> {
    let (_, line) = lines_with_offsets(text).nth(line.checked_sub(1)? as usize)?;
    (line.len() <= MAX_LINE).then_some(line)
}

/// The line round a byte at a column for a problem, and how many characters of it were left out before what is given.
/// Costs no more than what it gives, however long the line is.
pub(crate) fn excerpt_around(text: &str, byte: usize, column: u32) -> (String, u32) {
    let (before, after) = text.split_at_checked(byte).unwrap_or((text, ""));
    let ahead = column.saturating_sub(1) as usize;
    let behind = after.chars().take_while(|&c| !is_line_break(c)).take(MAX_LINE + 1).count();
    let (left, right) =
        if ahead + behind <= MAX_LINE { (ahead, behind) } else { (ahead.min(KEPT_BEFORE), behind.min(KEPT_AFTER)) };
    let from: usize = before.chars().rev().take(left).map(char::len_utf8).sum();
    let to: usize = after.chars().take(right).map(char::len_utf8).sum();
    // The point of a cut takes the place of the last character that was left out.
    let cut = if left < ahead { "…" } else { "" };
    let end = if right < behind { "…" } else { "" };
    let line = format!("{cut}{}{}{end}", &before[before.len() - from..], &after[..to]);
    (line, u32::try_from(ahead - left).unwrap_or(u32::MAX).saturating_sub(1))
}

/// Everything before the first line end.
pub(super) fn first_line(text: &str) -> &str {
    memchr::memchr2(b'\n', b'\r', text.as_bytes()).map_or(text, |end| &text[..end])
}

/// The first bytes of a text, to the end of a character.
pub(super) fn first_bytes_to_char_end(text: &str, min_bytes: usize) -> &str {
    let end = (min_bytes..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    &text[..end]
}

/// The last bytes of a text, from the start of a character.
pub(super) fn last_bytes_from_char_start(text: &str, min_bytes: usize) -> &str {
    let from = (0..=text.len().saturating_sub(min_bytes)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[from..]
}

/// The lines of a text with the byte at which each begins, without their ends.
pub(super) fn lines_with_offsets(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let line = first_line(rest);
        let from = at;
        at += line.len() + line_break_len(&rest[line.len()..]);
        Some((from, line))
    })
}

/// How many bytes the line end takes that a text begins with.
pub(super) fn line_break_len(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(is_line_break)) }
}

/// The number of characters.
pub(super) fn char_count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

fn is_line_break(c: char) -> bool {
    c == '\n' || c == '\r'
}

fn is_char_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// A place is found alike with an index and without.
        #[test]
        fn a_walk_finds_what_the_index_finds(text in "([aé\u{1F642}\r\n]|\r\n){0,20}", line in 1u32..6, column in 1u32..6) {
            let place = Place { line, column, width: 0 };
            let shown = |at: Option<(usize, u32)>| at.map_or((String::new(), 0), |(at, column)| excerpt_around(&text, at, column));
            prop_assert_eq!(shown(byte_and_column_by_walking(&text, place)), shown(LineIndex::new(&text).byte_and_column_of_place(&text, place)));
            if let Some(line) = short_line_by_walking(&text, place.line) {
                prop_assert_eq!((line.to_owned(), 0), shown(byte_and_column_by_walking(&text, place)));
            }
        }
    }
}
