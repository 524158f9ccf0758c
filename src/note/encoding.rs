//! Bytes -> text. Whatever is not UTF-8 is still read as far as it can be told, so that its owner hears of it.

use std::borrow::Cow;

use super::lines::LineIndex;
use crate::problem::Place;

/// Why bytes are no text.
pub(super) struct EncodingError {
    pub place: Place,
    pub message: String,
    pub help: String,
}

/// The text of a file, without a byte-order mark, where lines end with LF or CRLF; lossy where the second is something.
pub(super) fn decode_text(bytes: &[u8]) -> (Cow<'_, str>, Option<EncodingError>) {
    if let Some(big_endian) = utf16_is_big_endian(bytes) {
        let bad_encoding = EncodingError {
            place: Place::START,
            message: "This note is saved as UTF-16 and cannot be read.".into(),
            help: "Save it again with the encoding UTF-8.".into(),
        };
        return (Cow::Owned(decode_utf16(bytes, big_endian)), Some(bad_encoding));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if !bytes.contains(&0) => (with_known_line_ends(text), None),
        Ok(text) => match bytes.iter().position(|&b| b == 0) {
            None => (Cow::Borrowed(text), None),
            Some(at) => {
                let bad_encoding = EncodingError {
                    place: LineIndex::new(text).place_of_range(text, at..at + 1),
                    message: "This note contains a zero byte, which is not text.".into(),
                    help: "Put back an older version of the note, or write it again.".into(),
                };
                (Cow::Borrowed(text), Some(bad_encoding))
            }
        },
        Err(error) => {
            let text = decode_as_old_windows(bytes);
            let at = error.valid_up_to();
            let width = text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
            let bad_encoding = EncodingError {
                place: LineIndex::new(&text).place_of_range(&text, at..at + width),
                message: "A sign in this note is not UTF-8 and cannot be read.".into(),
                help: "Save the note again with the encoding UTF-8.".into(),
            };
            (Cow::Owned(text), Some(bad_encoding))
        }
    }
}

/// The text with a line feed for each sign that ends a line in some program and in no other: a lone carriage return, what Word puts
/// between lines and pages, Unicode's own. What stands behind one would else be a part of the line before it.
fn with_known_line_ends(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // Nearly no text has any of these, and one pass says so.
    if text.is_ascii() && memchr::memchr3(0x0B, 0x0C, b'\r', bytes).is_none() {
        return Cow::Borrowed(text);
    }
    let is_lone_return = |at: usize| bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) != Some(&b'\n');
    let has_lone_return = || bytes.iter().enumerate().any(|(at, &byte)| byte == b'\r' && is_lone_return(at));
    let is_odd = |c: char| matches!(c, '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let has_odd = bytes.iter().any(|byte| matches!(byte, 0x0B | 0x0C)) || !text.is_ascii() && text.contains(is_odd);
    if !has_odd && !has_lone_return() {
        return Cow::Borrowed(text);
    }
    let plain = |(at, c): (usize, char)| if is_odd(c) || is_lone_return(at) { '\n' } else { c };
    Cow::Owned(text.char_indices().map(plain).collect())
}

/// Bytes that are no UTF-8 as old Windows programs mean them, so that a name is still known by how it is written
/// elsewhere (docs/specification.md#6-sharing: such a task's entries are `none`).
fn decode_as_old_windows(bytes: &[u8]) -> String {
    const FROM_128: &str = "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ";
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|&byte| match byte {
            0x80..0xA0 => FROM_128.chars().nth(usize::from(byte - 0x80)).unwrap_or(char::REPLACEMENT_CHARACTER),
            byte => char::from(byte),
        }));
    }
    text
}

/// Whether bytes look like UTF-16, and if so, whether the high byte comes first: by the byte-order mark, or by the zero
/// bytes of plain letters in the first hundred.
fn utf16_is_big_endian(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(false),
        [0xFE, 0xFF, ..] => return Some(true),
        _ => {}
    }
    let pairs = bytes.chunks_exact(2).take(50);
    let (mut first, mut second, mut all) = (0, 0, 0);
    for pair in pairs {
        first += usize::from(pair[0] == 0 && pair[1] != 0);
        second += usize::from(pair[0] != 0 && pair[1] == 0);
        all += 1;
    }
    if all < 2 || (first == 0 && second == 0) {
        None
    } else if first * 2 > all && second == 0 {
        Some(true)
    } else if second * 2 > all && first == 0 {
        Some(false)
    } else {
        None
    }
}

fn decode_utf16(bytes: &[u8], big_endian: bool) -> String {
    let units = bytes
        .chunks_exact(2)
        .map(|p| if big_endian { u16::from_be_bytes([p[0], p[1]]) } else { u16::from_le_bytes([p[0], p[1]]) });
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    text.trim_start_matches('\u{FEFF}').replace('\0', "")
}
