//! Dates: in a value, at the start of a file name, in a path, anywhere in a name.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};

use super::error::{SyntaxError, quote};
use super::lexer::{Kind, lex};
use super::parser::{Parser, PhraseKind};
use super::words::Word;
use super::{Moment, ParseError, Parsed, Span, meaning};
use crate::problem::Code;

/// The years that are taken (SPEC 2).
const YEARS: std::ops::RangeInclusive<u64> = 1970..=2200;

/// The date of these numbers.
///
/// # Errors
/// Why there is none; `at` and `written` say what was written.
fn civil(year: u64, month: u64, day: u64, at: Range<usize>, written: &str) -> Result<NaiveDate, ParseError> {
    let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    if !YEARS.contains(&year) {
        return Err(ParseError::new(
            Code::DateOutOfRange,
            at,
            format!("{} lies outside the years 1970 to 2200.", quote(written)),
            "Look at the year once more: dates go from 1970-01-01 to 2200-12-31.",
        ));
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or(0), small(month), small(day)).ok_or_else(|| {
        let help = match NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or(0), small(month), 1) {
            Some(first) => {
                let days = last_day(first);
                format!("{year}-{month:02} has {days} days. Write the date as year, month, day, as in `2026-11-19`.")
            }
            None => "Months go from 01 to 12. Write the date as year, month, day, as in `2026-11-19`.".to_owned(),
        };
        ParseError::new(Code::BadDate, at, format!("There is no date {}.", quote(written)), help)
    })
}

fn last_day(first: NaiveDate) -> u32 {
    (28..=31).rev().find(|&day| first.with_day(day).is_some()).unwrap_or(28)
}

impl Parser<'_> {
    /// A date at `i`, a weekday before it and a time behind it read along, if it stands there; `on` before it.
    pub(super) fn date(&mut self, i: usize, on: bool) -> Result<bool, SyntaxError> {
        // `Thu 2026-11-19`, `Thursday, the 2026-11-19`: only where a date follows.
        let day = match self.word(i) {
            Some(Word::Day(day) | Word::MaybeDay(day)) => Some(day),
            _ => None,
        };
        let mut first = i;
        if day.is_some() {
            first += 1;
            while matches!(self.kind(first), Some(Kind::Sign(',' | '.') | Kind::Word(Word::The))) && first < i + 4 {
                first += 1;
            }
        }
        let Some((date, to)) = self.calendar(first)? else {
            return Ok(false);
        };
        let wrong = day.and_then(|d| Weekday::try_from(d).ok()).filter(|&d| d != date.weekday());
        // `If it is 2026-11-26` is the sentence of a plan.
        let on = on || self.is_sentence;
        self.push(PhraseKind::Date { date, on, wrong }, i, to);
        self.time_behind(to)?;
        Ok(true)
    }

    /// `T07:35:00-05:00` and the like directly behind a date: the wall clock as written counts.
    fn time_behind(&mut self, i: usize) -> Result<(), SyntaxError> {
        let joined = self.glued(i) && self.is(i, "t") && self.digits(i + 1) > 0;
        let clock = if joined { i + 1 } else { i };
        let plain = self.digits(i) > 0 && self.is_sign(i + 1, ':');
        if !joined && !plain {
            return Ok(());
        }
        let Some(said) = self.clock(clock, joined)? else {
            return Ok(());
        };
        // A zone is told from a range by the `T` or the seconds before it.
        let exact = joined || said.to >= clock + 5;
        let mut to = said.to;
        if ["z", "utc", "gmt"].iter().any(|zone| self.is(to, zone)) {
            to += 1;
        } else if (self.is_sign(to, '+') || exact && self.is_sign(to, '-'))
            && self.glued(to + 1)
            && self.digits(to + 1) > 0
        {
            to += 2;
            if self.is_sign(to, ':') && self.glued(to + 1) && self.digits(to + 1) == 2 {
                to += 2;
            }
        } else if !joined {
            // An ordinary time; what stands behind it may be its range.
            return Ok(());
        }
        let Some((time, _)) = self.time_at_only(clock, said.to)? else {
            return Ok(());
        };
        self.push(PhraseKind::Time(time), i, to);
        Ok(())
    }

    /// The clock time of tokens `from` to before `to`, whatever follows.
    fn time_at_only(&self, from: usize, to: usize) -> Result<Option<(super::parser::TimePhrase, usize)>, ParseError> {
        let mut alone = Parser::new(self.text, self.tokens);
        alone.end = to;
        alone.time_at(from, true)
    }

    /// A calendar date at `i` and the token behind it.
    ///
    /// # Errors
    /// Digits that are meant as a date and are none, or can be two.
    pub(super) fn calendar(&self, i: usize) -> Result<Option<(NaiveDate, usize)>, ParseError> {
        if let Some(found) = self.month_by_name(i)? {
            return Ok(Some(found));
        }
        let Some(first) = self.number(i) else {
            return Ok(None);
        };
        if self.digits(i) == 8 {
            let found = civil(first / 10_000, first / 100 % 100, first % 100, self.bytes(i, i + 1), self.text_at(i));
            return Ok(Some((found?, i + 1)));
        }
        let sign = match self.kind(i + 1) {
            Some(Kind::Sign(c @ ('-' | '/' | '.' | '_'))) => c,
            _ => return Ok(None),
        };
        let glued = (i + 1..i + 5).all(|j| self.glued(j));
        let three =
            glued && self.is_sign(i + 3, sign) && (1..=2).contains(&self.digits(i + 2)) && self.digits(i + 4) > 0;
        if self.digits(i) >= 4 {
            if !three {
                if self.digits(i) == 4
                    && self.glued(i + 1)
                    && self.glued(i + 2)
                    && self.digits(i + 2) == 2
                    && sign == '-'
                {
                    let help = "Write year, month and day, as in `2026-11-19`.";
                    return Err(self.error(Code::BadDate, i, i + 3, "is no whole date.", help));
                }
                return Ok(None);
            }
            let (month, day) = (self.number(i + 2).unwrap_or(0), self.number(i + 4).unwrap_or(0));
            return Ok(Some((civil(first, month, day, self.bytes(i, i + 5), self.text_of(i, i + 5))?, i + 5)));
        }
        if !three || sign == '_' || self.digits(i) > 2 || !matches!(self.digits(i + 4), 2 | 4) {
            return Ok(None);
        }
        Err(self.year_last(i))
    }

    /// `3/4/2026`: two dates, or one, or none; the help shows each reading.
    fn year_last(&self, i: usize) -> ParseError {
        let number = |j| self.number(j).unwrap_or(0);
        let (a, b, year) = (number(i), number(i + 2), number(i + 4));
        let year = if year < 100 { 2000 + year } else { year };
        let read = |month, day| civil(year, month, day, 0..0, "").ok();
        let mut readings: Vec<String> =
            [read(b, a), read(a, b)].into_iter().flatten().map(|d| format!("`{d}`")).collect();
        readings.dedup();
        let (says, help) = match readings.as_slice() {
            [] => ("is no date.", "Write year, month and day, as in `2026-11-19`.".to_owned()),
            [one] => ("has its year last.", format!("Write it as {one}.")),
            _ => ("can be two dates.", format!("Write it as {}.", super::error::either(&readings))),
        };
        self.error(Code::BadDate, i, i + 5, says, &help)
    }

    /// `19 November 2026`, `Nov 19, 2026`.
    fn month_by_name(&self, i: usize) -> Result<Option<(NaiveDate, usize)>, ParseError> {
        let ordinal = |j: usize| self.glued(j) && ["st", "nd", "rd", "th"].iter().any(|s| self.is(j, s));
        let dot = |j: usize, sign: char| if self.is_sign(j, sign) { j + 1 } else { j };
        let behind_day = |j: usize| if ordinal(j) { j + 1 } else { dot(j, '.') };
        let day_like = |j: usize| (1..=2).contains(&self.digits(j));
        let (month, day, year) = if let (Some(Word::Month(month)), true) = (self.word(i), day_like(dot(i + 1, '.'))) {
            let day = dot(i + 1, '.');
            (month, day, dot(behind_day(day + 1), ','))
        } else if day_like(i) {
            let mut at = behind_day(i + 1);
            if self.word(at) == Some(Word::Of) {
                at += 1;
            }
            let Some(Word::Month(month)) = self.word(at) else {
                return Ok(None);
            };
            (month, i, dot(dot(at + 1, '.'), ','))
        } else {
            return Ok(None);
        };
        if self.digits(year) != 4 {
            let to = if self.word(i).is_some() { day + 1 } else { year };
            let help = "Write the whole date, as in `2026-11-19`.";
            return Err(self.error(Code::BadDate, i, to.min(self.end), "has no year.", help));
        }
        let number = |j| self.number(j).unwrap_or(0);
        let written = self.text_of(i, year + 1);
        Ok(Some((civil(number(year), u64::from(month), number(day), self.bytes(i, year + 1), written)?, year + 1)))
    }
}

/// See [`super::date`].
pub(super) fn alone(text: &str) -> Result<Moment, ParseError> {
    match meaning::read(text) {
        Ok(Parsed::Moment(moment)) => Ok(moment),
        Ok(Parsed::When(when)) => match when.dates() {
            Some(Span { first, last }) if first == last => {
                Ok(Moment { date: first, time: when.time(), wrong_weekday: None })
            }
            Some(_) => Err(no_date(Code::TwoDates, text, "names more than one date.")),
            None => Err(no_date(Code::BadDate, text, "is no date.")),
        },
        Err(SyntaxError::Known(error)) if error.code == Code::RelativeDate => Err(relative(error)),
        Err(SyntaxError::Known(error)) if error.code != Code::WhenNotUnderstood => Err(error),
        Err(_) => Err(no_date(Code::BadDate, text, "is no date.")),
    }
}

/// Where a date is meant, a day of the week is none.
fn relative(error: ParseError) -> ParseError {
    ParseError { help: "Write the date itself, as in `2026-11-19`.".to_owned(), ..error }
}

fn no_date(code: Code, text: &str, says: &str) -> ParseError {
    let help = "Write one date as year, month and day, as in `2026-11-19`.";
    ParseError::new(code, 0..text.len(), format!("{} {says}", quote(text)), help)
}

/// See [`super::span`].
pub(super) fn span(text: &str) -> Result<Span, ParseError> {
    let tokens = lex(text);
    let parser = Parser::new(text, &tokens);
    let bad =
        |code, says: &str, help: &str| ParseError::new(code, 0..text.len(), format!("{} {says}", quote(text)), help);
    // A weekday beside a date is read along.
    let one = |i: usize| -> Result<Option<(NaiveDate, usize)>, ParseError> {
        let small = |i: usize| parser.named(i).is_some() || parser.is_sign(i, ',') || parser.word(i) == Some(Word::The);
        let first = (i..i + 4).find(|&i| !small(i)).unwrap_or(i);
        parser.calendar(first)
    };
    let help = "Write a date, or the first and the last, as in `2026-01-01 to 2026-01-05`.";
    let start = usize::from(matches!(parser.word(0), Some(Word::From | Word::Between | Word::On)));
    let Some((first, mut i)) = one(start)? else {
        return match meaning::read(text) {
            Err(SyntaxError::Known(error)) if error.code == Code::RelativeDate => Err(relative(error)),
            _ => Err(bad(Code::BadDate, "is no date.", help)),
        };
    };
    if i == tokens.len() {
        return Ok(Span { first, last: first });
    }
    let joined = match parser.kind(i) {
        Some(Kind::Word(Word::To)) => true,
        Some(Kind::Word(Word::And)) => parser.word(0) == Some(Word::Between),
        Some(Kind::Sign('-' | '/' | '\u{2026}' | '\u{2192}')) => true,
        Some(Kind::Sign('.')) if parser.is_sign(i + 1, '.') => {
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
        Some((last, to)) if to == tokens.len() && last >= first => Ok(Span { first, last }),
        Some((_, to)) if to == tokens.len() => Err(bad(
            Code::BadDate,
            "ends before it begins.",
            "Write the earlier date first, as in `2026-01-01 to 2026-01-05`.",
        )),
        _ => Err(bad(Code::BadDate, "is no stretch of dates.", help)),
    }
}

/// Digits of a date at the start of `text`: `2026-11-19`, `20261119`, `2026_11_19`, and no digit behind them. The three
/// numbers and how many bytes they take.
fn digits_of_date(text: &[u8]) -> Option<([u64; 3], usize)> {
    let number = |range: Range<usize>| -> Option<u64> {
        text.get(range)?.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u64::from(b - b'0')))
    };
    let parted = |sign: u8| text.get(4) == Some(&sign) && text.get(7) == Some(&sign);
    let (numbers, len) = if parted(b'-') || parted(b'_') {
        ([number(0..4)?, number(5..7)?, number(8..10)?], 10)
    } else {
        ([number(0..4)?, number(4..6)?, number(6..8)?], 8)
    };
    (!text.get(len).is_some_and(u8::is_ascii_digit)).then_some((numbers, len))
}

/// See [`super::find_date_in_path`].
pub(super) fn of_path(path: &str) -> Option<Result<NaiveDate, ParseError>> {
    let name = path.rsplit('/').next()?;
    if let Some(([y, m, d], len)) = digits_of_date(name.as_bytes()) {
        let at = path.len() - name.len();
        return Some(civil(y, m, d, at..at + len, name.get(..len).unwrap_or(name)));
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut folders = path.rsplit('/').skip(1);
    let (month, year) = (folders.next()?, folders.next()?);
    let number = |text: &str, digits: usize| -> Option<u64> {
        (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
    };
    let (y, m, d) = (number(year, 4)?, number(month, 2)?, number(stem, 2)?);
    let start = path.len() - name.len() - 8;
    let at = start..start + 10;
    Some(civil(y, m, d, at.clone(), path.get(at).unwrap_or(path)))
}

/// See [`super::find_date_in_name`].
pub(super) fn in_name(name: &str) -> Option<NaiveDate> {
    let bytes = name.as_bytes();
    (0..bytes.len())
        .filter(|&i| bytes[i].is_ascii_digit() && !(i > 0 && bytes[i - 1].is_ascii_digit()))
        .filter_map(|i| digits_of_date(bytes.get(i..)?))
        .find_map(|([y, m, d], _)| civil(y, m, d, 0..0, "").ok())
}
