//! Amounts of time: `10`, `10 min`, `1h 30m`, `1.5 h`, `90 s`, `half an hour`.

use super::amount::Minutes;
use super::cursor::Parser;
use super::lexer::{Kind, lex};
use super::line_time::in_line;
use super::parse_error::{ParseError, quote};
use super::vocabulary::Word;
use crate::problem::Code;

const WEEK: u64 = 7 * 24 * 60 * 60;

/// Seconds of one of a unit.
fn unit(word: &str) -> Option<u64> {
    match word.to_ascii_lowercase().as_str() {
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(3600),
        "m" | "min" | "mins" | "minute" | "minutes" => Some(60),
        "s" | "sec" | "secs" | "second" | "seconds" => Some(1),
        _ => None,
    }
}

/// Reads the field `minutes`.
///
/// # Errors
/// A [`ParseError`] for what is no amount of time, negative, or more than a week.
pub fn parse_minutes(text: &str) -> Result<Minutes, ParseError> {
    let tokens = lex(text);
    let parser = Parser::new(text, &tokens);
    let bad =
        |code, says: &str, help: &str| ParseError::new(code, 0..text.len(), format!("{} {says}", quote(text)), help);
    let first = lead(&parser, 0);
    if parser.is_sign(first, '-') && parser.digits(first + 1) > 0 {
        return Err(bad(Code::BadNumber, "is less than nothing.", "Write the minutes as a number, as in `10`."));
    }
    match amount(&parser, first, true) {
        Some((0, to)) if to == tokens.len() => {
            Err(bad(Code::BadNumber, "is no time at all.", "Write at least a minute, or leave `minutes` out."))
        }
        Some((seconds, to)) if to == tokens.len() => match u32::try_from(seconds) {
            Ok(seconds) if u64::from(seconds) <= WEEK => Ok(Minutes { seconds }),
            _ => Err(bad(Code::BadNumber, "is more than a week.", "Write the minutes of one time, as in `10`.")),
        },
        _ => Err(bad(
            Code::BadValue,
            "is no number of minutes.",
            "Write a number, as in `10`, `10 min` or `1 h 30 min`.",
        )),
    }
}

/// Minutes with their unit at the start (or, `at_end`, at the end) of a check-box line's rest: the amount and how many bytes
/// of `text` it takes.
#[must_use]
pub fn find_minutes_in_line(text: &str, at_end: bool) -> Option<(Minutes, usize)> {
    in_line(text, at_end, |parser, i| {
        let (seconds, to) = amount(parser, i, false)?;
        let seconds = u32::try_from(seconds).ok().filter(|&s| s > 0 && u64::from(s) <= WEEK)?;
        Some((Minutes { seconds }, to))
    })
}

/// Past `about`, `~`.
fn lead(parser: &Parser<'_>, i: usize) -> usize {
    let about = parser.word(i) == Some(Word::About) || parser.is_sign(i, '~');
    if about { i + 1 } else { i }
}

/// An amount at `i`, in seconds, and the token behind it; where `bare`, a number alone is minutes.
fn amount(parser: &Parser<'_>, i: usize, bare: bool) -> Option<(u64, usize)> {
    for (words, seconds) in WORDS {
        if let Some(to) = parser.match_words(i, words) {
            return Some((*seconds, to));
        }
    }
    let mut at = i;
    let mut sum: u64 = 0;
    let mut smallest = u64::MAX;
    let mut any = false;
    loop {
        let next = if any && parser.is(at, "and") { at + 1 } else { at };
        let Some((mut number, mut to)) = decimal(parser, next) else {
            break;
        };
        // `10-15 min` is the lower number.
        let range = parser.is_sign(to, '-') || parser.is(to, "to");
        if let Some((most, end)) = decimal(parser, to + 1).filter(|_| range) {
            (number, to) = (number.min(most), end);
        }
        let dash = usize::from(parser.is_sign(to, '-') && unit(parser.text_at(to + 1)).is_some());
        let seconds = match unit(parser.text_at(to + dash)) {
            Some(seconds) => {
                to += dash + 1;
                seconds
            }
            // `1h30`
            None if any && smallest == 3600 => 60,
            None if bare && !any => 60,
            None => break,
        };
        if seconds >= smallest {
            break;
        }
        if parser.is_sign(to, '.') && to + 1 == parser.end {
            to += 1;
        }
        sum = sum.saturating_add(number.times(seconds));
        (smallest, any, at) = (seconds, true, to);
    }
    any.then_some((sum, at))
}

const WORDS: &[(&str, u64)] = &[
    ("half an hour", 1800),
    ("half hour", 1800),
    ("an hour and a half", 5400),
    ("a quarter of an hour", 900),
    ("quarter of an hour", 900),
    ("an hour", 3600),
    ("one hour", 3600),
    ("a minute", 60),
    ("one minute", 60),
];

/// Millionths, so that `1.5` and `1,5` are exact.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Decimal(u64);

impl Decimal {
    fn times(self, seconds: u64) -> u64 {
        self.0.saturating_mul(seconds).saturating_add(500_000) / 1_000_000
    }
}

/// `10`, `1.5`, `1,5`; `1,000` could be two numbers and is none.
fn decimal(parser: &Parser<'_>, i: usize) -> Option<(Decimal, usize)> {
    let whole = parser.number(i)?.saturating_mul(1_000_000);
    let sign = match parser.kind(i + 1) {
        Some(Kind::Sign(c @ ('.' | ','))) if parser.glued(i + 1) && parser.glued(i + 2) && parser.digits(i + 2) > 0 => {
            c
        }
        _ => return Some((Decimal(whole), i + 1)),
    };
    let digits = parser.digits(i + 2);
    if digits > if sign == ',' { 2 } else { 6 } {
        return None;
    }
    let scale = 10_u64.pow(u32::try_from(6 - digits.min(6)).unwrap_or(0));
    Some((Decimal(whole.saturating_add(parser.number(i + 2)?.saturating_mul(scale))), i + 3))
}
