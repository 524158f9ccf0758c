//! Errors of values that are not understood.

use std::ops::Range;

use crate::problem::Code;

/// Something in a value that is not understood.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ParseError {
    pub code: Code,
    /// Byte range of the value's text that is not understood; on char boundaries.
    pub byte_range: Range<usize>,
    pub message: String,
    pub help: String,
}

/// How many characters of a value a message quotes.
const QUOTED: usize = 40;

/// Why the parser stopped, before anybody looks for the nearest phrase.
#[derive(Debug)]
pub(crate) enum SyntaxError {
    /// The grammar knows what is wrong.
    Known(ParseError),
    /// Nothing that was expected is at these bytes.
    Unexpected { byte_range: Range<usize>, expected: &'static [&'static str] },
}

impl From<ParseError> for SyntaxError {
    fn from(error: ParseError) -> SyntaxError {
        SyntaxError::Known(error)
    }
}

impl ParseError {
    pub(crate) fn new(code: Code, at: Range<usize>, message: String, help: impl Into<String>) -> ParseError {
        ParseError { code, byte_range: at, message, help: help.into() }
    }
}

/// A value's words as a message quotes them: on one line, cut where they are long, without the marks that would end the
/// quotation.
pub(crate) fn quote_for_message(words: &str) -> String {
    let mut out = String::new();
    for c in words.trim().chars().take(QUOTED) {
        out.push(if c.is_control() || c == '`' { ' ' } else { c });
    }
    if words.trim().chars().nth(QUOTED).is_some() {
        out.push('\u{2026}');
    }
    format!("`{out}`")
}

/// How many characters a suggestion made of a value's own words has at most: what is cut would not work when followed.
const SUGGESTED: usize = 120;

/// What to write instead, from a value's own words: `Write A or B.`; `otherwise` where it would be too long to copy.
pub(crate) fn suggest_texts_unless_too_long(before: &str, instead: &[&str], otherwise: &str) -> String {
    let is_plain =
        |words: &&str| words.chars().count() <= SUGGESTED && !words.chars().any(|c| c.is_control() || c == '`');
    if !instead.iter().all(is_plain) {
        return otherwise.to_owned();
    }
    let quoted: Vec<String> = instead.iter().map(|words| format!("`{words}`")).collect();
    format!("{before} {}.", list_with_or(&quoted))
}

/// `a`, `a or b`, `a, b or c`.
pub(crate) fn list_with_or<T: AsRef<str>>(items: &[T]) -> String {
    list_with_word(items, "or")
}

/// Items with commas, and `word` before the last.
pub(crate) fn list_with_word<T: AsRef<str>>(items: &[T], word: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [head @ .., end] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", head.join(", "), end.as_ref())
        }
    }
}
