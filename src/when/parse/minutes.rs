//! Amounts of time: `10`, `10 min`, `1h 30m`, `1.5 h`, `90 s`, `half an hour`.

use crate::problem::Code;
use crate::when::parse::line_time::find_at_start_or_end;
use crate::when::tokens::amount::Minutes;
use crate::when::tokens::cursor::{Parser, TokenIndex};
use crate::when::tokens::lexer::{TokenKind, tokenize};
use crate::when::tokens::parse_error::{ParseError, quote_for_message};
use crate::when::tokens::vocabulary::Word;

const WEEK: u64 = 7 * 24 * 60 * 60;

/// Seconds of one of a unit.
fn seconds_of_unit(word: &str) -> Option<u64> {
    match word.to_ascii_lowercase().as_str() {
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(3600),
        "m" | "min" | "mins" | "minute" | "minutes" => Some(60),
        "'" | "\u{2019}" | "\u{2032}" => Some(60),
        "s" | "sec" | "secs" | "second" | "seconds" => Some(1),
        _ => None,
    }
}

/// Reads the field `minutes`.
///
/// # Errors
/// A [`ParseError`] for what is no amount of time, negative, or more than a week.
pub fn parse_minutes(text: &str) -> Result<Minutes, ParseError> {
    match plain_number_of_minutes(text) {
        Some(minutes) => Ok(minutes),
        None => parse_written_minutes(text),
    }
}

/// A number alone, `10`, as most notes have it. None for anything else.
fn plain_number_of_minutes(text: &str) -> Option<Minutes> {
    let is_number = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let minutes: u32 = is_number.then(|| text.parse().ok()).flatten()?;
    (minutes > 0).then_some(Minutes { seconds: minutes * 60 })
}

fn parse_written_minutes(text: &str) -> Result<Minutes, ParseError> {
    let tokens = tokenize(text);
    let parser = Parser::new(text, &tokens);
    let bad = |code, says: &str, help: &str| {
        ParseError::new(code, 0..text.len(), format!("{} {says}", quote_for_message(text)), help)
    };
    let first = skip_leading_words(&parser, 0);
    if parser.is_sign(first, '-') && parser.digit_count_at(first + 1) > 0 {
        return Err(bad(Code::BadNumber, "is less than nothing.", "Write the minutes as a number, as in `10`."));
    }
    let with_colon = || seconds_of_hours_with_colon_at(&parser, first, 24);
    match with_colon().or_else(|| duration_in_seconds(&parser, first, true)) {
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

/// From so many hours on, `7:30 h` in a line is a time of the day.
const HOURS_OF_TIME: u64 = 4;

/// `1:30 h`, `0:45 min`: hours and minutes, of fewer than `hours_end` hours. `1:30 min` can be minutes and seconds.
fn seconds_of_hours_with_colon_at(parser: &Parser<'_>, i: TokenIndex, hours_end: u64) -> Option<(u64, TokenIndex)> {
    let (hours, minutes) = (parser.number_at(i)?, parser.number_at(i + 2)?);
    let is_written = parser.is_sign(i + 1, ':') && parser.digit_count_at(i + 2) == 2 && minutes < 60;
    let is_unit = match seconds_of_unit(parser.text_at(i + 3)) {
        Some(3600) => hours < hours_end,
        Some(60) => hours == 0,
        _ => false,
    };
    (is_written && is_unit).then(|| (hours * 3600 + minutes * 60, i + 4))
}

/// Minutes with their unit at the start (or, `at_end`, at the end) of a check-box line's rest: the amount and how many bytes
/// of `text` it takes.
#[must_use]
pub fn find_minutes_at_start_or_end(text: &str, at_end: bool) -> Option<(Minutes, usize)> {
    find_at_start_or_end(text, at_end, |parser, i| {
        let (seconds, to) = duration_in_seconds(parser, skip_leading_words(parser, i), false)?;
        let seconds = u32::try_from(seconds).ok().filter(|&s| s > 0 && u64::from(s) <= WEEK)?;
        Some((Minutes { seconds }, to))
    })
}

/// Past `about`, `~`, `>`.
fn skip_leading_words(parser: &Parser<'_>, i: TokenIndex) -> TokenIndex {
    let about = parser.word_at(i) == Some(Word::About) || parser.is_sign(i, '~') || parser.is_sign(i, '>');
    if about { i + 1 } else { i }
}

/// An amount at `i`, in seconds, and the token behind it; where `allow_bare_minutes`, a number alone is minutes. `10 min + 5 min`,
/// `10+5 min` and `2x5 min` are one amount.
pub(crate) fn duration_in_seconds(
    parser: &Parser<'_>,
    i: TokenIndex,
    allow_bare_minutes: bool,
) -> Option<(u64, TokenIndex)> {
    /// More pieces than these are no amount.
    const MOST: usize = 6;
    let (mut sum, mut at) = seconds_of_repeated_duration_at(parser, i, allow_bare_minutes)
        .or_else(|| seconds_of_numbers_in_sum_at(parser, i))
        .or_else(|| replaced_duration_at(parser, i))
        .or_else(|| seconds_of_part_of_duration_at(parser, i))
        .or_else(|| seconds_of_single_duration_at(parser, i, allow_bare_minutes))?;
    for _ in 0..MOST {
        let is_joint = parser.is_sign(at, '+') || ["and", "plus"].iter().any(|word| parser.is_word(at, word));
        let is_alone = is_joint && !parser.is_sign(at + 2, '-');
        let more = is_alone.then(|| seconds_of_single_duration_at(parser, at + 1, false)).flatten();
        let Some((more, to)) = more else { break };
        (sum, at) = (sum.saturating_add(more), to);
    }
    Some((sum, at))
}

/// `2x5 min`, `3 x 10 min`: so many times as long.
fn seconds_of_repeated_duration_at(
    parser: &Parser<'_>,
    i: TokenIndex,
    allow_bare_minutes: bool,
) -> Option<(u64, TokenIndex)> {
    let times = parser.number_at(i).filter(|n| (2..=20).contains(n))?;
    let is_times = parser.is_word(i + 1, "x") || parser.text_at(i + 1) == "\u{d7}" || parser.is_sign(i + 1, '*');
    // Behind the dash of `3x10 - 5 min of rest` free text begins.
    let is_alone = is_times && !parser.is_sign(i + 3, '-');
    let (seconds, to) = is_alone.then(|| seconds_of_single_duration_at(parser, i + 2, allow_bare_minutes)).flatten()?;
    Some((seconds.saturating_mul(times), to))
}

/// `10+5 min`, `10 & 5 min`, `10+10+5 min`: the unit behind the last number is that of all.
fn seconds_of_numbers_in_sum_at(parser: &Parser<'_>, i: TokenIndex) -> Option<(u64, TokenIndex)> {
    const MOST: usize = 6;
    let (mut sum, mut last) = (0_u64, i);
    while parser.is_and(last + 1) && last < i + 2 * MOST {
        sum = sum.saturating_add(parser.number_at(last)?);
        last += 2;
    }
    let (more, to) =
        seconds_of_single_duration_at(parser, last, false).filter(|(_, to)| last > i && *to == last + 2)?;
    let unit = seconds_of_unit(parser.text_at(to - 1))?;
    Some((sum.saturating_mul(unit).saturating_add(more), to))
}

/// `20 instead of 10 min`, `20 min rather than 10`, `instead of 10 min I did 20`: what was done, whatever was planned.
fn replaced_duration_at(parser: &Parser<'_>, i: TokenIndex) -> Option<(u64, TokenIndex)> {
    const INSTEAD: [&str; 2] = ["instead of", "rather than"];
    const DID: [&str; 4] = ["i did", "i managed", "did", "managed"];
    let behind_any = |at, words: &[&str]| words.iter().find_map(|words| parser.skip_words(at, words));
    let is_end = |at| {
        let is_sign = [',', ';', '.', ')', ']', '!'].iter().any(|sign| parser.is_sign(at, *sign));
        !parser.is_glued_to_previous(at) || is_sign && !parser.is_glued_to_previous(at + 1)
    };
    let amount_at = |at| seconds_of_single_duration_at(parser, at, true).filter(|(_, to)| is_end(*to));
    let (done, planned) = match behind_any(i, &INSTEAD) {
        Some(at) => {
            let planned = at..amount_at(at)?.1;
            let comma = planned.end + usize::from(parser.is_sign(planned.end, ','));
            (behind_any(comma, &DID).unwrap_or(comma), planned)
        }
        None => {
            let at = behind_any(amount_at(i)?.1, &INSTEAD)?;
            (i, at..amount_at(at)?.1)
        }
    };
    let (seconds, end) = amount_at(done)?;
    // One unit is enough, and it is that of both.
    let unit = |mut of: std::ops::Range<TokenIndex>| of.find_map(|at| seconds_of_unit(parser.text_at(at)));
    let seconds = match (unit(done..end), unit(planned.clone())) {
        (Some(_), _) => seconds,
        (None, Some(unit)) => seconds / 60 * unit,
        (None, None) => return None,
    };
    Some((seconds, end.max(planned.end)))
}

/// `20 of 30 min`, `20 / 30 min`: what was done of it.
fn seconds_of_part_of_duration_at(parser: &Parser<'_>, i: TokenIndex) -> Option<(u64, TokenIndex)> {
    const JOINTS: [&str; 5] = ["of", "of the", "of my", "out of", "out of the"];
    let number = parser.number_at(i)?;
    let behind = JOINTS.iter().filter_map(|words| parser.skip_words(i + 1, words)).max();
    let is_slash = parser.is_sign(i + 1, '/') && !parser.is_glued_to_previous(i + 1);
    let next = behind.or_else(|| is_slash.then_some(i + 2))?;
    let (whole, to) = seconds_of_single_duration_at(parser, next, false).filter(|(_, to)| *to == next + 2)?;
    let unit = seconds_of_unit(parser.text_at(to - 1))?;
    let part = number.saturating_mul(unit);
    (part <= whole).then_some((part, to))
}

/// One amount, however it is written: `1h 30m`, `10-15 min`, `half an hour`.
fn seconds_of_single_duration_at(
    parser: &Parser<'_>,
    i: TokenIndex,
    allow_bare_minutes: bool,
) -> Option<(u64, TokenIndex)> {
    for (words, seconds) in WORDS {
        if let Some(to) = parser.skip_words(i, words) {
            return Some((*seconds, to));
        }
    }
    if let Some(found) = seconds_of_hours_with_colon_at(parser, i, HOURS_OF_TIME) {
        return Some(found);
    }
    let mut at = i;
    let mut sum: u64 = 0;
    let mut smallest = u64::MAX;
    let mut any = false;
    loop {
        let next = if any && parser.is_word(at, "and") { at + 1 } else { at };
        let Some((mut number, mut to)) = amount_at(parser, next) else {
            break;
        };
        // `10'` is one word, and nothing goes on behind it.
        let is_mark = matches!(parser.kind_at(to), Some(TokenKind::Sign('\'' | '\u{2019}' | '\u{2032}')));
        if is_mark
            && (!parser.is_glued_to_previous(to)
                || parser.is_glued_to_previous(to + 1) && !parser.is_sign(to + 1, ',') && !parser.is_sign(to + 1, ')'))
        {
            break;
        }
        // `10-15 min` is the lower number.
        let range = parser.is_sign(to, '-') || parser.is_word(to, "to");
        if let Some((most, end)) = decimal_at(parser, to + 1).filter(|_| range) {
            (number, to) = (number.min(most), end);
        }
        // `10-min`, and `10+ min`, which is at least that.
        let is_joint = parser.is_sign(to, '-') || parser.is_sign(to, '+') && parser.is_glued_to_previous(to);
        let dash = usize::from(is_joint && seconds_of_unit(parser.text_at(to + 1)).is_some());
        let seconds = match seconds_of_unit(parser.text_at(to + dash)) {
            Some(seconds) => {
                to += dash + 1;
                seconds
            }
            // `1h30`
            None if any && smallest == 3600 => 60,
            None if allow_bare_minutes && !any && parser.number_at(next).is_some() => 60,
            None => break,
        };
        if seconds >= smallest {
            break;
        }
        // The full stop of `10 mins.`
        if parser.is_sign(to, '.')
            && (to + 1 == parser.token_count || !parser.is_glued_to_previous(to + 1) || parser.is_sign(to + 1, ','))
        {
            to += 1;
        }
        sum = sum.saturating_add(number.times_seconds(seconds));
        (smallest, any, at) = (seconds, true, to);
    }
    any.then_some((sum, at))
}

const WORDS: &[(&str, u64)] = &[
    ("half an hour", 1800),
    ("half hour", 1800),
    ("a half hour", 1800),
    ("an hour and a half", 5400),
    ("one hour and a half", 5400),
    ("an hour and a quarter", 4500),
    ("three quarters of an hour", 2700),
    ("a quarter hour", 900),
    ("quarter hour", 900),
    ("a quarter of an hour", 900),
    ("quarter of an hour", 900),
    ("an hour", 3600),
    ("one hour", 3600),
    ("a minute", 60),
    ("one minute", 60),
];

/// Numbers as words, as far as people write minutes with them.
const NUMBER_WORDS: [(&str, u64); 23] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("eighteen", 18),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("ninety", 90),
];

/// The number that a word is (`ten`), in any case of letters.
#[must_use]
pub fn number_of_word(word: &str) -> Option<u64> {
    NUMBER_WORDS.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, number)| *number)
}

/// An hour and its minutes as they are said, without a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SpokenClock {
    pub hour: u64,
    pub minutes: u64,
    /// So many of the words it takes.
    pub words: usize,
}

/// The hour and the minutes that folded words begin with: `seven twenty`, `six forty five`, `nine oh five`, `6 15`.
pub(crate) fn spoken_clock(words: &[&str]) -> Option<SpokenClock> {
    let number = |word: &str| number_of_word(word).or_else(|| word.parse().ok());
    let hour = number(words.first()?).filter(|hour| (1..=12).contains(hour))?;
    let second = *words.get(1)?;
    let is_five = words.get(2) == Some(&"five");
    let (tens, five) = match second.split_once('-') {
        Some((tens, "five")) => (tens, true),
        _ => (second, false),
    };
    let clock = |minutes, words| Some(SpokenClock { hour, minutes, words });
    match number(tens).filter(|minutes| (10..60).contains(minutes) && minutes.is_multiple_of(5)) {
        Some(minutes @ (20 | 30 | 40 | 50)) if five => clock(minutes + 5, 2),
        Some(minutes @ (20 | 30 | 40 | 50)) if is_five => clock(minutes + 5, 3),
        Some(minutes) if !five => clock(minutes, 2),
        None if matches!(second, "oh" | "o") && is_five => clock(5, 3),
        _ => None,
    }
}

/// A number at `i` in digits or as a word, and a fraction behind it: `10`, `ten`, `forty-five`, `1 1/2`, `1\u{bd}`, `two and a half`.
fn amount_at(parser: &Parser<'_>, i: TokenIndex) -> Option<(DecimalMillionths, TokenIndex)> {
    if let Some((fraction, to)) = millionths_of_fraction_at(parser, i) {
        return Some((DecimalMillionths(fraction), to));
    }
    let (whole, to) = decimal_at(parser, i).or_else(|| number_word_at(parser, i))?;
    let half = ["and a half", "& a half"].into_iter().find_map(|words| parser.skip_words(to, words));
    let quarter = || parser.skip_words(to, "and a quarter");
    let (part, end) = match half {
        Some(end) => (500_000, end),
        None => match quarter() {
            Some(end) => (250_000, end),
            None => millionths_of_fraction_at(parser, to).unwrap_or((0, to)),
        },
    };
    Some((DecimalMillionths(whole.0.saturating_add(part)), end))
}

fn number_word_at(parser: &Parser<'_>, i: TokenIndex) -> Option<(DecimalMillionths, TokenIndex)> {
    let number = |i| {
        let word = parser.text_at(i);
        number_of_word(word)
    };
    let tens = number(i)?;
    let next = if parser.is_sign(i + 1, '-') { i + 2 } else { i + 1 };
    let ones = number(next).filter(|ones| *ones < 10 && tens >= 20);
    let to = if ones.is_some() { next + 1 } else { i + 1 };
    Some((DecimalMillionths((tens + ones.unwrap_or(0)) * 1_000_000), to))
}

/// `1/2`, `3/4`, `\u{bd}` at `i`, in millionths.
fn millionths_of_fraction_at(parser: &Parser<'_>, i: TokenIndex) -> Option<(u64, TokenIndex)> {
    let sign = match parser.kind_at(i)? {
        TokenKind::Sign('\u{bc}') => Some(250_000),
        TokenKind::Sign('\u{bd}') => Some(500_000),
        TokenKind::Sign('\u{be}') => Some(750_000),
        _ => None,
    };
    if let Some(part) = sign {
        return Some((part, i + 1));
    }
    let is_fraction =
        parser.is_sign(i + 1, '/') && parser.is_glued_to_previous(i + 1) && parser.is_glued_to_previous(i + 2);
    let part = match (parser.number_at(i)?, parser.number_at(i + 2)?) {
        (1, 2) => 500_000,
        (1, 4) => 250_000,
        (3, 4) => 750_000,
        _ => return None,
    };
    is_fraction.then_some((part, i + 3))
}

/// Millionths, so that `1.5` and `1,5` are exact.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct DecimalMillionths(u64);

impl DecimalMillionths {
    fn times_seconds(self, seconds: u64) -> u64 {
        self.0.saturating_mul(seconds).saturating_add(500_000) / 1_000_000
    }
}

/// `10`, `1.5`, `1,5`; `1,000` could be two numbers and is none.
fn decimal_at(parser: &Parser<'_>, i: TokenIndex) -> Option<(DecimalMillionths, TokenIndex)> {
    let whole = parser.number_at(i)?.saturating_mul(1_000_000);
    let sign = match parser.kind_at(i + 1) {
        Some(TokenKind::Sign(c @ ('.' | ',')))
            if parser.is_glued_to_previous(i + 1)
                && parser.is_glued_to_previous(i + 2)
                && parser.digit_count_at(i + 2) > 0 =>
        {
            c
        }
        _ => return Some((DecimalMillionths(whole), i + 1)),
    };
    let digits = parser.digit_count_at(i + 2);
    if digits > if sign == ',' { 2 } else { 6 } {
        return None;
    }
    let scale = 10_u64.pow(u32::try_from(6 - digits.min(6)).unwrap_or(0));
    Some((DecimalMillionths(whole.saturating_add(parser.number_at(i + 2)?.saturating_mul(scale))), i + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_number_is_read_as_any_other_text() {
        for text in (0..2_000).map(|n| n.to_string()).chain(["007", "05", "", "1.5", "a"].map(str::to_owned)) {
            if let Some(minutes) = plain_number_of_minutes(&text) {
                assert_eq!(Ok(minutes), parse_written_minutes(&text), "{text}");
            }
        }
        assert_eq!(plain_number_of_minutes("10"), Some(Minutes { seconds: 600 }));
    }
}
