//! The readers of whole values: a `when`, a date, a frequency, dates from-to, a weekday.

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::combine::meaning::{Parsed, interpret_when};
use super::help::nearest;
use super::parse::date::date_of_numbers;
use super::parse::days::EVERY_DAY;
use super::parse::grammar::parse_phrases;
use super::tokens::amount::Frequency;
use super::tokens::cursor::{Parser, PhraseKind};
use super::tokens::lexer::{TokenKind, tokenize};
use super::tokens::parse_error::{ParseError, SyntaxError, quote_for_message};
use super::tokens::vocabulary::Word;
use super::value::moment::{DateSpan, Moment};
use super::value::schedule::weekday_bit;
use super::value::time::{Clock, TimeOfDay};
use crate::problem::Code;
use crate::text::fold;

/// Reads a `when`, of a plan or an entry. Linear in the text's length.
///
/// # Errors
/// A [`ParseError`] where it is not understood.
pub fn parse_when(text: &str) -> Result<Parsed, ParseError> {
    match plain_moment(text) {
        Some(moment) => Ok(Parsed::Moment(moment)),
        None => interpret_when(text).map_err(|error| nearest::explain_error(text, error)),
    }
}

/// A date and perhaps a time in the plainest form, `2026-11-19 07:35`, as nearly every entry has it. None for anything else,
/// which the grammar reads; a law holds the two to the same answer.
fn plain_moment(text: &str) -> Option<Moment> {
    let number = |digits: &str| -> Option<u32> {
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
    };
    let (day, time) = text.split_at_checked(10)?;
    let (year, month, day) = (day.get(..4)?, day.get(4..7)?.strip_prefix('-')?, day.get(7..)?.strip_prefix('-')?);
    let date = date_of_numbers(number(year)?.into(), number(month)?.into(), number(day)?.into(), 0..0, "").ok()?;
    let time = match (time.get(..3), time.get(3..)) {
        (None, _) if time.is_empty() => None,
        (Some(hour), Some(minute)) if minute.len() == 3 => {
            let (hour, minute) = (number(hour.strip_prefix(' ')?)?, number(minute.strip_prefix(':')?)?);
            Some(TimeOfDay::Clock(Clock::at(u16::try_from(hour).ok()?, u16::try_from(minute).ok()?)?))
        }
        _ => return None,
    };
    Some(Moment { date, time, wrong_weekday: None })
}

/// Reads one date (`from`, `until`, `written`, `date`, `week`), and a weekday beside it.
///
/// # Errors
/// A [`ParseError`] where it is no date, a relative one, out of range, or two.
pub fn parse_date(text: &str) -> Result<Moment, ParseError> {
    if let Some(moment) = plain_moment(text) {
        return Ok(moment);
    }
    // `until: by 2026-11-19` is that date.
    let behind_small_word = || {
        let (word, date) = text.trim().split_once(' ')?;
        let is_small = ["by", "about", "around"].iter().any(|small| word.eq_ignore_ascii_case(small));
        interpret_when(date).ok().filter(|_| is_small)
    };
    match interpret_when(text).or_else(|error| behind_small_word().ok_or(error)) {
        Ok(Parsed::Moment(moment)) => Ok(moment),
        Ok(Parsed::When(when)) => match when.span_of_named_dates() {
            Some(DateSpan { first, last }) if first == last => {
                Ok(Moment { date: first, time: when.single_time(), wrong_weekday: None })
            }
            Some(_) => Err(no_date_error(Code::TwoDates, text, "names more than one date.")),
            None => Err(no_date_error(Code::BadDate, text, "is no date.")),
        },
        Err(SyntaxError::Known(error)) if error.code == Code::RelativeDate => Err(with_plain_date_help(error)),
        Err(SyntaxError::Known(error)) if error.code != Code::WhenNotUnderstood => Err(error),
        Err(_) => Err(no_date_error(Code::BadDate, text, "is no date.")),
    }
}

/// The same error with a help that asks for the date itself: where a date is meant, a weekday does not help.
fn with_plain_date_help(error: ParseError) -> ParseError {
    ParseError { help: "Write the date itself, as in `2026-11-19`.".to_owned(), ..error }
}

fn no_date_error(code: Code, text: &str, says: &str) -> ParseError {
    let help = match dates_in(text).as_slice() {
        // `before 2026-11-18`: a day beside it.
        [one] => help_beside_date(text, *one).unwrap_or_else(|| format!("Write the date alone: `{one}`.")),
        _ => "Write one date as year, month and day, as in `2026-11-19`.".to_owned(),
    };
    ParseError::new(code, 0..text.len(), format!("{} {says}", quote_for_message(text)), help)
}

/// The whole dates in a text that is not understood.
fn dates_in(text: &str) -> Vec<NaiveDate> {
    /// Of a longer text so much is looked at.
    const MOST: usize = 40;
    let tokens = tokenize(text);
    let parser = Parser::new(text, &tokens);
    let (mut found, mut i) = (Vec::new(), 0);
    while i < tokens.len().min(MOST) {
        match parser.calendar_date_at(i) {
            Ok(Some((date, next))) => {
                found.push(date);
                i = next.max(i + 1);
            }
            _ => i += 1,
        }
    }
    found
}

/// What to write for dates from one to another that are not written so: all that the text says is kept.
fn help_for_span(text: &str) -> Option<String> {
    const OPEN: [&str; 12] =
        ["since", "from", "on", "onward", "onwards", "forward", "starting", "open", "ongoing", "notice", "now", "?"];
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let (first_word, last_word) = (words.first().copied()?, words.last().copied()?);
    let joins = |word: &str| matches!(word, "to" | "till" | "until" | "through" | "-" | "\u{2013}" | "\u{2014}");
    match dates_in(text).as_slice() {
        [one, other] if other < one => Some(format!("Write the earlier date first: `{other} to {one}`.")),
        [one, other] if words.iter().any(|word| joins(word)) => Some(format!("Write `{one} to {other}`.")),
        [one, other] if one < other => Some(format!(
            "Write `{one} to {other}` for all days from one to the other, or `{one}, {other}` for the two."
        )),
        [one] => {
            if let Some(last) = last_day_of_stretch(text, *one) {
                return Some(last);
            }
            if joins(first_word) || first_word == "by" {
                return Some(format!("Write the first day before it, as in `YEAR-MONTH-DAY to {one}`."));
            }
            let is_open = OPEN.contains(&first_word) || OPEN.contains(&last_word) || joins(last_word);
            let ends_open = folded.ends_with(['-', '\u{2013}', '\u{2014}', '\u{2026}', '>', '\u{2192}']);
            let is_open = is_open && !words.iter().any(|word| matches!(*word, "only" | "alone" | "just"));
            Some(match is_open || ends_open || folded.ends_with("..") {
                true => format!("Write `from {one}` for all days from then on."),
                false if says_date_alone(&folded) => format!("Write the date alone: `{one}`."),
                false => format!(
                    "Write the first and the last day as dates, as in `{one} to YEAR-MONTH-DAY`; one day is its date alone."
                ),
            })
        }
        _ => None,
    }
}

/// What to write for a day before or after a date: `before 2026-11-18`.
fn help_beside_date(text: &str, date: NaiveDate) -> Option<String> {
    let folded = fold(text);
    let beside = match folded.split_whitespace().next()? {
        "before" => date.pred_opt()?,
        "after" => date.succ_opt()?,
        _ => return None,
    };
    Some(format!("Write the day that is meant: `{beside}`, or `{date}` itself."))
}

/// Whether the words around a date say no more than that it is one.
fn says_date_alone(text: &str) -> bool {
    const SMALL: [&str; 14] =
        ["on", "the", "at", "date", "day", "only", "just", "around", "about", "alone", "is", "was", "all", "whole"];
    let is_small = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.contains(|c: char| c.is_ascii_digit()) || SMALL.contains(&bare) || bare.is_empty()
    };
    // `2026-11-18 (ill)`
    let remark = text.split_once('(').and_then(|(before, rest)| Some((before, rest.strip_suffix(')')?)));
    let text =
        remark.filter(|(_, inside)| !inside.contains(|c: char| c.is_ascii_digit())).map_or(text, |(text, _)| text);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.iter().all(is_small) && words.iter().filter(|word| word.contains(|c: char| c.is_ascii_digit())).count() < 2
}

/// What to write for a stretch of which the first day is a date and the end is said otherwise: `2026-11-18-20`, `2026-11-18 for 3
/// days`, `week of 2026-11-18`, `2026-11-18 to Friday`.
fn last_day_of_stretch(text: &str, first: NaiveDate) -> Option<String> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |word: &str| words.contains(&word);
    let from_to = |from: NaiveDate, to: Option<NaiveDate>| Some(format!("Write `{from} to {}`.", to?));
    let later = |days: u64| first.checked_add_days(chrono::Days::new(days));
    let number = |word: &str| super::parse::minutes::number_of_word(word).or_else(|| word.parse::<u64>().ok());
    // `for 3 days`, `3 days from`, `for a week`
    let length = words.windows(2).find_map(|two| {
        let [many, unit] = two else { return None };
        let many =
            if matches!(*many, "a" | "one") { 1 } else { number(many).filter(|many| (1..=60).contains(many))? };
        match *unit {
            "day" | "days" => Some(many),
            "week" | "weeks" => Some(7 * many),
            "fortnight" => Some(14),
            _ => None,
        }
    });
    if let Some(days) = length.filter(|_| !has("before") && !has("after") && !has("until")) {
        return from_to(first, later(days - 1));
    }
    let monday = first.checked_sub_days(chrono::Days::new(u64::from(first.weekday().num_days_from_monday())));
    match () {
        () if has("week") && has("from") => return from_to(first, later(6)),
        () if has("week") && (has("of") || words.first() == Some(&"week")) => {
            return from_to(monday?, monday?.checked_add_days(chrono::Days::new(6)));
        }
        () if has("weekend") => {
            let saturday = monday?.checked_add_days(chrono::Days::new(5))?;
            return from_to(saturday, saturday.succ_opt());
        }
        () if words.first() == Some(&"before") => {
            return Some(format!("Write the first day and the last, as in `YEAR-MONTH-DAY to {}`.", first.pred_opt()?));
        }
        () if words.first() == Some(&"after") => {
            return Some(format!("Write `from {}` for all days from then on.", first.succ_opt()?));
        }
        () => {}
    }
    // `2026-11-18-20`, `2026-11-18 to 20`: what stands behind the date is the last day.
    let written = first.to_string();
    let behind = folded.split_once(written.as_str()).map(|(_, behind)| behind)?;
    let is_joint = |c: char| {
        c.is_whitespace() || matches!(c, '/' | '.' | '\u{2026}' | '>' | '\u{2192}') || crate::text::is_dash(c)
    };
    let mut end = behind.trim_start_matches(is_joint);
    let has_sign = end.len() < behind.trim_start().len();
    let joint = ["to ", "till ", "until ", "through ", "thru "].iter().find_map(|word| end.strip_prefix(word));
    if let Some(rest) = joint {
        end = rest.trim_start();
    } else if !has_sign {
        return None;
    }
    let bare = end.trim_start_matches("the ").trim_end_matches(|c: char| !c.is_alphanumeric());
    let day = ["st", "nd", "rd", "th"].iter().find_map(|ordinal| bare.strip_suffix(ordinal)).unwrap_or(bare);
    if let Some(day) = day.parse::<u32>().ok().filter(|_| day.len() < 3) {
        if day == first.day() {
            return None;
        }
        let same = first.with_day(day).filter(|last| *last > first);
        return from_to(first, same.or_else(|| first.checked_add_months(chrono::Months::new(1))?.with_day(day)));
    }
    let weekday = bare.chars().all(char::is_alphabetic).then(|| parse_weekday(bare).ok()).flatten()?;
    from_to(first, (1..=7).filter_map(later).find(|date| date.weekday() == weekday))
}

/// Reads `2026-01-01 to 2026-01-05` or a single date.
///
/// # Errors
/// A [`ParseError`] for anything else, and where it ends before it begins.
pub fn parse_span(text: &str) -> Result<DateSpan, ParseError> {
    let tokens = tokenize(text);
    let parser = Parser::new(text, &tokens);
    let bad = |code, says: &str, help: &str| {
        let help = help_for_span(text).unwrap_or_else(|| help.to_owned());
        ParseError::new(code, 0..text.len(), format!("{} {says}", quote_for_message(text)), help)
    };
    // A weekday beside a date is read along.
    let one = |i: usize| -> Result<Option<(NaiveDate, usize)>, ParseError> {
        let small = |i: usize| {
            parser.day_mask_of_word(i).is_some() || parser.is_sign(i, ',') || parser.word_at(i) == Some(Word::The)
        };
        let first = (i..i + 4).find(|&i| !small(i)).unwrap_or(i);
        parser.calendar_date_at(first)
    };
    let help = "Write a date, or the first and the last, as in `2026-01-01 to 2026-01-05`.";
    let start = usize::from(matches!(parser.word_at(0), Some(Word::From | Word::Between | Word::On)));
    let Some((first, mut i)) = one(start)? else {
        return match interpret_when(text) {
            Err(SyntaxError::Known(error)) if error.code == Code::RelativeDate => Err(with_plain_date_help(error)),
            _ => Err(bad(Code::BadDate, "is no date.", help)),
        };
    };
    if i == tokens.len() {
        return Ok(DateSpan { first, last: first });
    }
    let joined = match parser.kind_at(i) {
        Some(TokenKind::Word(Word::To)) => true,
        Some(TokenKind::Word(Word::And)) => parser.word_at(0) == Some(Word::Between),
        Some(TokenKind::Sign('-' | '/' | '\u{2026}' | '\u{2192}')) => true,
        Some(TokenKind::Sign('.')) if parser.is_sign(i + 1, '.') => {
            i += 1;
            if parser.is_sign(i + 1, '.') {
                i += 1;
            }
            true
        }
        _ => false,
    };
    let last = if joined { one(i + 1)? } else { None };
    match last {
        Some((last, to)) if to == tokens.len() && last >= first => Ok(DateSpan { first, last }),
        Some((_, to)) if to == tokens.len() => Err(bad(
            Code::BadDate,
            "ends before it begins.",
            "Write the earlier date first, as in `2026-01-01 to 2026-01-05`.",
        )),
        _ => Err(bad(Code::BadDate, "is no stretch of dates.", help)),
    }
}

/// Reads `Thursday` or `Thursdays 15:00`: the weekday; a time after it is passed over.
///
/// # Errors
/// A [`ParseError`] for anything else.
pub fn parse_weekday(text: &str) -> Result<Weekday, ParseError> {
    let bad = || {
        let help = "Write one day of the week, as in `Thursday` or `Thursdays 15:00`.";
        ParseError::new(
            Code::BadValue,
            0..text.len(),
            format!("{} is no day of the week.", quote_for_message(text)),
            help,
        )
    };
    let (phrases, _) = parse_phrases(text).map_err(|_| bad())?;
    let mut days = 0;
    for phrase in phrases {
        match phrase.kind {
            PhraseKind::Days { mask, .. } if mask.count_ones() == 1 => days |= mask,
            // `every other Thursday` and a date mean that weekday (docs/specification.md#1-notes, Settings).
            PhraseKind::EveryWeeks(_, mask) if mask.count_ones() == 1 => days |= mask,
            PhraseKind::Date { date, .. } => days |= weekday_bit(date.weekday()),
            PhraseKind::Time(_) | PhraseKind::EveryWeeks(_, 0) | PhraseKind::Count(Frequency::PerWeek(1)) => {}
            _ => return Err(bad()),
        }
    }
    if days.count_ones() != 1 {
        return Err(bad());
    }
    u8::try_from(days.trailing_zeros()).ok().and_then(|day| Weekday::try_from(day).ok()).ok_or_else(bad)
}

/// Whether a weekday is said to be that of some weeks alone: `every other Thursday`.
#[must_use]
pub fn is_of_some_weeks(text: &str) -> bool {
    let phrases = parse_phrases(text).map(|(phrases, _)| phrases).unwrap_or_default();
    phrases.iter().any(|phrase| matches!(phrase.kind, PhraseKind::EveryWeeks(weeks, _) if weeks > 1))
}

/// Reads `3 a week`, `twice a day`, `3-4 times a week`.
///
/// # Errors
/// A [`ParseError`] for what is no count, 0, or more than anybody can mean.
pub fn parse_frequency(text: &str) -> Result<Frequency, ParseError> {
    let help = "Write a number and how long it is for, as in `3 a week` or `twice a day`.";
    let bad =
        || ParseError::new(Code::BadValue, 0..text.len(), format!("{} is no count.", quote_for_message(text)), help);
    let (phrases, _) = parse_phrases(text).map_err(|error| match error {
        SyntaxError::Known(error) if error.code == Code::BadNumber => error,
        _ if text.trim_start().starts_with('-') => ParseError::new(
            Code::BadNumber,
            0..text.len(),
            format!("{} is less than nothing.", quote_for_message(text)),
            help,
        ),
        _ => bad(),
    })?;
    match phrases.as_slice() {
        [only] => match only.kind {
            PhraseKind::Count(times) => Ok(times),
            PhraseKind::EveryWeeks(1, 0) => Ok(Frequency::PerWeek(1)),
            PhraseKind::Days { mask: EVERY_DAY, has_every: true } => Ok(Frequency::PerDay(1)),
            _ => Err(bad()),
        },
        _ => Err(bad()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_by_grammar(text: &str) -> Option<Parsed> {
        interpret_when(text).ok()
    }

    #[test]
    fn every_plain_time_is_read_as_the_grammar_reads_it() {
        let mut plain = 0;
        for (hour, minute) in (0..26).flat_map(|hour| (0..62).map(move |minute| (hour, minute))) {
            let text = format!("2026-11-19 {hour:02}:{minute:02}");
            if let Some(moment) = plain_moment(&text) {
                assert_eq!(Some(Parsed::Moment(moment)), read_by_grammar(&text), "{text}");
                plain += 1;
            }
        }
        assert_eq!(plain, 24 * 60);
    }

    proptest! {
        #[test]
        fn plain_moments_are_read_as_the_grammar_reads_them(
            text in prop_oneof![
                "(19|20|21|22)[0-9]{2}-[0-3][0-9]-[0-3][0-9]( [0-2][0-9]:[0-6][0-9])?",
                "[0-9]{1,5}[-./ ][0-9]{1,2}[-./ ][0-9]{1,2}[T ]{0,2}[0-9]{0,2}[:. ]?[0-9]{0,3}( ?pm)?",
            ],
        ) {
            if let Some(moment) = plain_moment(&text) {
                prop_assert_eq!(Some(Parsed::Moment(moment)), read_by_grammar(&text), "{:?}", text);
            }
        }
    }
}
