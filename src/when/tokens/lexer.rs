//! A value's text -> words, numbers and signs, each with its place. Linear, and knows no grammar.

use std::ops::Range;

use crate::text::is_dash;
use crate::when::tokens::vocabulary::{Word, classify_word};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Word(Word),
    /// A run of digits, of any length; full-width ones too, as keyboards of East Asia write them.
    Number,
    /// Any other character that is no white space; every dash is `-`.
    Sign(char),
}

/// One token of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// White space stands before it, or nothing.
    pub(crate) space_before: bool,
}

impl Token {
    pub(crate) fn byte_range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// All tokens of a text.
pub(crate) fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut gap = true;
    while let Some((start, c)) = chars.next() {
        if is_space(c) {
            gap = true;
            continue;
        }
        let mut end = start + c.len_utf8();
        let kind = if is_digit(c) {
            while let Some((i, c)) = chars.next_if(|&(_, c)| is_digit(c)) {
                end = i + c.len_utf8();
            }
            TokenKind::Number
        } else if c == '\u{d7}' {
            TokenKind::Word(Word::X)
        } else if c.is_alphabetic() {
            while let Some((i, c)) =
                chars.next_if(|&(_, c)| c.is_alphabetic() || is_combining_accent(c) || is_apostrophe(c))
            {
                end = i + c.len_utf8();
            }
            let written = text[start..end].trim_end_matches(is_apostrophe);
            TokenKind::Word(classify_word(written))
        } else {
            TokenKind::Sign(normalise_char(c))
        };
        tokens.push(Token { kind, start, end, space_before: gap });
        gap = false;
    }
    tokens
}

/// White space, and the characters without width that phones and chats put between words or behind the digit of a key.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}'
        )
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '`')
}

/// An accent that stands behind its letter as a character of its own.
fn is_combining_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || plain_digit(c).is_some()
}

/// The digit that a full-width one stands for.
pub(crate) fn plain_digit(c: char) -> Option<char> {
    matches!(c, '\u{ff10}'..='\u{ff19}').then(|| char::from_digit(u32::from(c) - 0xff10, 10)).flatten()
}

/// Every dash is `-`, and a full-width sign is the sign itself.
fn normalise_char(c: char) -> char {
    match c {
        c if is_dash(c) => '-',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}
