//! Times at the start or the end of a check-box line (SPEC 1, day notes).

use super::lexer::{Kind, lex};
use super::parser::Parser;
use super::words::Word;
use super::{Slot, Told};

/// How many bytes of a line are looked at: no time is longer.
const NEAR: usize = 120;
/// How many tokens a time can have.
const TOKENS: usize = 12;

/// See [`super::told_in_line`].
pub(super) fn told(text: &str, at_end: bool) -> Option<(Told, usize)> {
    in_line(text, at_end, |parser, i| {
        let first = if parser.word(i) == Some(Word::This) { i + 1 } else { i };
        let small = parser.skip_small(first);
        let at = (i..small).any(|j| parser.word(j) == Some(Word::At) || parser.is_sign(j, '@'));
        let (time, to) = parser.time_at(small, at).ok()??;
        // `7.30` alone is a number like any other.
        let number = parser.is_sign(small + 1, '.') && to == small + 3 && !at;
        let told = match time.slot {
            Slot::At(clock) => Told::Clock(clock),
            Slot::In(part) => Told::Part(part),
            Slot::Between(from, _) => Told::Clock(super::Clock(from)),
        };
        // `at 10 min` is none, and the `from` of a range without an end belongs to other words.
        (!number && !time.open).then_some((told, to))
    })
}

/// What `read` finds at the start of a line, or so that it ends with the line, and how many bytes it takes. Looks at a
/// bounded number of tokens, however long the line is.
pub(super) fn in_line<T>(
    text: &str,
    at_end: bool,
    read: impl Fn(&Parser<'_>, usize) -> Option<(T, usize)>,
) -> Option<(T, usize)> {
    let cut = if at_end { text.len().saturating_sub(NEAR) } else { NEAR.min(text.len()) };
    let cut = (cut..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    let near = if at_end { text.get(cut..)? } else { text.get(..cut)? };
    let tokens = lex(near);
    let parser = Parser::new(near, &tokens);
    let whole = near.len() == text.len();
    if !at_end {
        let (found, to) = read(&parser, 0)?;
        let end = tokens.get(to.checked_sub(1)?)?.end;
        // A token that the cut may have shortened, or that goes on without a gap, is not the word it looks like.
        let open = !whole && to >= tokens.len();
        return (!open && !goes_on(&parser, to)).then_some((found, end));
    }
    // The cut may go through a word, so the first token is none to begin with.
    let first = tokens.len().saturating_sub(TOKENS).max(usize::from(!whole));
    (first..tokens.len()).find_map(|i| {
        if !begins(&parser, i) {
            return None;
        }
        let (found, to) = read(&parser, i)?;
        let start = tokens.get(i)?.start;
        (to == tokens.len()).then_some((found, near.len() - start))
    })
}

/// Token `i` begins something: white space, a comma or a bracket stands before it.
fn begins(parser: &Parser<'_>, i: usize) -> bool {
    i == 0 || !parser.glued(i) || matches!(parser.kind(i - 1), Some(Kind::Sign(',' | ';' | '(')))
}

/// What ends before token `i` is only the beginning of something: `7:30x`, `10-fold`.
fn goes_on(parser: &Parser<'_>, i: usize) -> bool {
    parser.glued(i) && !matches!(parser.kind(i), Some(Kind::Sign(',' | ';' | ':' | '.' | ')' | '@')))
}
