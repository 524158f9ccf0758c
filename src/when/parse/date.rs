//! The grammar of dates: `2026-11-19`, `19 November 2026`, a weekday before and a time after it.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::problem::Code;
use crate::when::tokens::cursor::{Parser, PhraseKind, TokenIndex, WrittenTime};
use crate::when::tokens::lexer::TokenKind;
use crate::when::tokens::parse_error::{ParseError, SyntaxError, list_with_or, list_with_word, quote_for_message};
use crate::when::tokens::vocabulary::Word;
use crate::when::value::if_then::MOST_DATES_IN_WORDS;

/// The years that are taken (docs/specification.md#2-when).
const YEARS: std::ops::RangeInclusive<u64> = 1970..=2200;
/// The last date that a note can have; the end of a pause without one.
pub const LAST_DATE: NaiveDate = match NaiveDate::from_ymd_opt(2200, 12, 31) {
    Some(date) => date,
    None => NaiveDate::MAX,
};

/// The date of these numbers.
///
/// # Errors
/// Why there is none; `byte_range` and `written` say what was written.
pub(crate) fn date_of_numbers(
    year: u64,
    month: u64,
    day: u64,
    byte_range: Range<usize>,
    written: &str,
) -> Result<NaiveDate, ParseError> {
    let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    if !YEARS.contains(&year) {
        return Err(ParseError::new(
            Code::DateOutOfRange,
            byte_range,
            format!("{} is outside the years 1970 to 2200.", quote_for_message(written)),
            "Look at the year once more: dates go from 1970-01-01 to 2200-12-31.",
        ));
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or(0), small(month), small(day)).ok_or_else(|| {
        let help = match NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or(0), small(month), 1) {
            Some(first) => {
                let days = last_day_of_month(first);
                format!("{year}-{month:02} has {days} days. Write the date as year, month, day, as in `2026-11-19`.")
            }
            None => "Months go from 01 to 12. Write the date as year, month, day, as in `2026-11-19`.".to_owned(),
        };
        ParseError::new(Code::BadDate, byte_range, format!("There is no date {}.", quote_for_message(written)), help)
    })
}

fn last_day_of_month(first: NaiveDate) -> u32 {
    (28..=31).rev().find(|&day| first.with_day(day).is_some()).unwrap_or(28)
}

impl Parser<'_> {
    /// A date at `i`, a weekday before it and a time behind it read along, if it stands there. `has_on` says whether `on` stands before it.
    pub(crate) fn take_date(&mut self, i: TokenIndex, has_on: bool) -> Result<bool, SyntaxError> {
        if let Some((date, wrong_weekday, to)) = self.date_in_sentence_at(i) {
            self.push_phrase(PhraseKind::Date { date, has_on: true, wrong_weekday }, i, to);
            return Ok(true);
        }
        // `Thu 2026-11-19`, `Thursday, the 2026-11-19`: only where a date follows.
        let day = match self.word_at(i) {
            Some(Word::Day(day) | Word::MaybeDay(day)) => Some(day),
            _ => None,
        };
        let mut first = i;
        if day.is_some() {
            first += 1;
            while matches!(self.kind_at(first), Some(TokenKind::Sign(',' | '.') | TokenKind::Word(Word::The)))
                && first < i + 4
            {
                first += 1;
            }
        }
        self.refuse_days_of_one_month(i, has_on)?;
        let Some((date, to)) = self.calendar_date_at(first)? else {
            return Ok(false);
        };
        let wrong = day.and_then(|d| Weekday::try_from(d).ok()).filter(|&d| d != date.weekday());
        // `If it is 2026-11-26` is the sentence of a plan.
        let has_on = has_on || self.is_sentence;
        self.refuse_second_day(date, has_on, first..to)?;
        self.push_phrase(PhraseKind::Date { date, has_on, wrong_weekday: wrong }, i, to);
        self.take_time_after_date(to)?;
        Ok(true)
    }

    /// `If it is Tuesday 3, Wednesday 4 or Thursday 5 November 2026`: the date at `i`, a weekday that is not its own, and the
    /// token behind. The month and the year are those behind the next date that has them.
    pub(crate) fn date_in_sentence_at(&self, i: TokenIndex) -> Option<(NaiveDate, Option<Weekday>, TokenIndex)> {
        let is_date = |i: TokenIndex| {
            matches!(self.word_at(i), Some(Word::Day(_))) && (1..=2).contains(&self.digit_count_at(i + 1))
        };
        if !self.is_sentence || !is_date(i) {
            return None;
        }
        let (mut month, mut year) = (None, None);
        let (mut at, most) = (i + 2, i + 6 * MOST_DATES_IN_WORDS);
        while at < most && year.is_none() {
            match self.word_at(at) {
                Some(Word::Month(found)) => {
                    month = month.or(Some(found));
                    year = self.number_at(at + 1).filter(|_| self.digit_count_at(at + 1) == 4);
                    at += 1;
                }
                Some(Word::Or | Word::And) => at += 1,
                _ if self.is_sign(at, ',') => at += 1,
                _ if is_date(at) => at += 2,
                _ => return None,
            }
        }
        let (month, day) = (month?, self.number_at(i + 1)?);
        let date = date_of_numbers(year?, u64::from(month), day, 0..0, "").ok()?;
        let behind = if matches!(self.word_at(i + 2), Some(Word::Month(_))) { i + 3 } else { i + 2 };
        let behind = if behind > i + 2 && self.digit_count_at(behind) == 4 { behind + 1 } else { behind };
        let named = match self.word_at(i) {
            Some(Word::Day(day)) => Weekday::try_from(day).ok(),
            _ => None,
        };
        Some((date, named.filter(|&day| day != date.weekday()), behind))
    }

    /// `T07:35:00-05:00` and the like directly behind a date: the wall clock as written counts.
    fn take_time_after_date(&mut self, i: TokenIndex) -> Result<(), SyntaxError> {
        let joined = self.is_glued_to_previous(i) && self.is_word(i, "t") && self.digit_count_at(i + 1) > 0;
        let clock = if joined { i + 1 } else { i };
        let plain = self.digit_count_at(i) > 0 && self.is_sign(i + 1, ':');
        if !joined && !plain {
            return Ok(());
        }
        let Some(said) = self.clock_time_at(clock, joined)? else {
            return Ok(());
        };
        // A zone is told from a range by the `T` or the seconds before it.
        let exact = joined || said.next_token >= clock + 5;
        let mut to = said.next_token;
        if ["z", "utc", "gmt"].iter().any(|zone| self.is_word(to, zone)) {
            to += 1;
        } else if (self.is_sign(to, '+') || exact && self.is_sign(to, '-'))
            && self.is_glued_to_previous(to + 1)
            && self.digit_count_at(to + 1) > 0
        {
            to += 2;
            if self.is_sign(to, ':') && self.is_glued_to_previous(to + 1) && self.digit_count_at(to + 1) == 2 {
                to += 2;
            }
        } else if !joined {
            // An ordinary time; what stands behind it may be its range.
            return Ok(());
        }
        let Some((time, _)) = self.clock_time_in_tokens(clock, said.next_token)? else {
            return Ok(());
        };
        self.push_phrase(PhraseKind::Time(time), i, to);
        Ok(())
    }

    /// The clock time of tokens `from` to before `to`, whatever follows.
    fn clock_time_in_tokens(
        &self,
        from: TokenIndex,
        to: TokenIndex,
    ) -> Result<Option<(WrittenTime, TokenIndex)>, ParseError> {
        let mut alone = Parser::new(self.text, self.tokens);
        alone.token_count = to;
        alone.time_at(from, true)
    }

    /// A calendar date at `i` and the token behind it.
    ///
    /// # Errors
    /// Digits that are meant as a date and are none, or can be two.
    pub(crate) fn calendar_date_at(&self, i: TokenIndex) -> Result<Option<(NaiveDate, TokenIndex)>, ParseError> {
        if let Some(found) = self.date_with_month_name_at(i)? {
            return Ok(Some(found));
        }
        let Some(first) = self.number_at(i) else {
            return Ok(None);
        };
        if let Some(found) = self.date_with_east_asian_signs_at(i)? {
            return Ok(Some(found));
        }
        self.refuse_day_and_month(i)?;
        if self.digit_count_at(i) == 8 {
            let found = date_of_numbers(
                first / 10_000,
                first / 100 % 100,
                first % 100,
                self.byte_range_of_tokens(i, i + 1),
                self.text_at(i),
            );
            return Ok(Some((found?, i + 1)));
        }
        let sign = match self.kind_at(i + 1) {
            Some(TokenKind::Sign(c @ ('-' | '/' | '.' | '_'))) => c,
            _ => return Ok(None),
        };
        let glued = (i + 1..i + 5).all(|j| self.is_glued_to_previous(j));
        let three = glued
            && self.is_sign(i + 3, sign)
            && (1..=2).contains(&self.digit_count_at(i + 2))
            && self.digit_count_at(i + 4) > 0;
        if self.digit_count_at(i) >= 4 {
            if !three {
                if self.digit_count_at(i) == 4
                    && self.is_glued_to_previous(i + 1)
                    && self.is_glued_to_previous(i + 2)
                    && self.digit_count_at(i + 2) == 2
                    && sign == '-'
                {
                    let help = "Write year, month and day, as in `2026-11-19`.";
                    return Err(self.error_at_tokens(Code::BadDate, i..i + 3, "is no whole date.", help));
                }
                return Ok(None);
            }
            let (month, day) = (self.number_at(i + 2).unwrap_or(0), self.number_at(i + 4).unwrap_or(0));
            return Ok(Some((
                date_of_numbers(first, month, day, self.byte_range_of_tokens(i, i + 5), self.text_of_tokens(i, i + 5))?,
                i + 5,
            )));
        }
        if !three || sign == '_' || self.digit_count_at(i) > 2 || !matches!(self.digit_count_at(i + 4), 2 | 4) {
            return Ok(None);
        }
        Err(self.ambiguous_date_error(i))
    }

    /// `3/4/2026`: two dates, or one, or none; the help shows each reading.
    fn ambiguous_date_error(&self, i: TokenIndex) -> ParseError {
        let number = |j| self.number_at(j).unwrap_or(0);
        let (a, b, year_written) = (number(i), number(i + 2), number(i + 4));
        let year = if year_written < 100 { 2000 + year_written } else { year_written };
        let read = |month, day| date_of_numbers(year, month, day, 0..0, "").ok();
        // `8/12/20 daily` names hours.
        if a < b && b < year_written && year_written < 25 && self.has_days_beside(i, i + 5) {
            let help = format!("Write the times as `{a}:00, {b}:00 and {year_written}:00`.");
            return self.error_at_tokens(Code::WhenNotUnderstood, i..i + 5, "can be a date or three hours.", &help);
        }
        // `26-11-18` has its year first or last.
        let year_first = (self.is_sign(i + 1, '-') && self.digit_count_at(i + 4) == 2)
            .then(|| date_of_numbers(2000 + a, b, year_written, 0..0, "").ok())
            .flatten();
        let mut dates: Vec<NaiveDate> = [year_first, read(b, a), read(a, b)].into_iter().flatten().collect();
        dates.sort_by(|a, b| b.cmp(a));
        dates.dedup();
        let readings: Vec<String> = dates.iter().map(|date| format!("`{date}`")).collect();
        let (says, help) = match readings.as_slice() {
            [] => ("is no date.", "Write year, month and day, as in `2026-11-19`.".to_owned()),
            [one] => ("has its year last.", format!("Write it as {one}.")),
            [_, _] => ("can be two dates.", format!("Write it as {}.", list_with_or(&readings))),
            _ => ("can be three dates.", format!("Write it as {}.", list_with_or(&readings))),
        };
        self.error_at_tokens(Code::BadDate, i..i + 5, says, &help)
    }

    /// Days are named before token `from` or at `to`.
    fn has_days_beside(&self, from: TokenIndex, to: TokenIndex) -> bool {
        let names_days = |i: TokenIndex| {
            matches!(
                self.word_at(i),
                Some(Word::Every | Word::Daily | Word::Day(_) | Word::MaybeDay(_) | Word::Days(_))
            )
        };
        names_days(to)
            || self.word_at(to) == Some(Word::On) && names_days(to + 1)
            || from > 0 && self.phrases.last().is_some_and(|p| p.kind.is_day())
    }

    /// `2026-11-18/19`, `2026-11-18 and 19`, `2026-11-18 19`: a number behind a date is an hour or a second day, and nobody can
    /// tell which.
    fn refuse_second_day(&self, date: NaiveDate, has_on: bool, tokens: Range<TokenIndex>) -> Result<(), ParseError> {
        let Range { start: from, end } = tokens;
        let (number, is_joined) = self.token_after_date(end);
        // `18 November 2026 or 19 November 2026`
        if self.date_with_month_name_at(number).is_ok_and(|found| found.is_some()) {
            return Ok(());
        }
        let is_number = (1..=2).contains(&self.digit_count_at(number)) && self.clock_time_at(number, false)?.is_none();
        let behind = number + 1;
        let is_glued_sign =
            self.is_glued_to_previous(behind) && matches!(self.kind_at(behind), Some(TokenKind::Sign(_)));
        let ends = match self.kind_at(behind) {
            Some(TokenKind::Sign('-' | '/')) if is_glued_sign => is_joined,
            Some(TokenKind::Sign(sign)) if is_glued_sign => matches!(sign, ',' | ';' | ')' | '.' | '!'),
            None | Some(TokenKind::Number | TokenKind::Sign(_) | TokenKind::Word(Word::And | Word::Or)) => true,
            Some(TokenKind::Word(_)) => is_joined,
        };
        let (day, hour) = (self.number_at(number).and_then(|day| u32::try_from(day).ok()), self.number_at(number));
        // Nobody lists the 8th behind the 18th.
        let is_later = is_joined || day.is_some_and(|day| day > date.day());
        let hour = hour.filter(|&hour| hour < 24).map(|hour| format!("{hour}:00"));
        let second = day.and_then(|day| date.with_day(day));
        let is_one = hour.is_some() || second.is_some() || is_joined;
        if !(is_number && ends && is_later && is_one && day != Some(0)) {
            return Ok(());
        }
        let (later, to) = self.days_after_date(date, number);
        if later.len() > 1 {
            let dates: Vec<String> = std::iter::once(date).chain(later).map(|date| date.to_string()).collect();
            let list = list_with_word(&dates, "and");
            let notes = if has_on { "" } else { "one note for each date; a plan for all says " };
            let help = format!("Write {notes}`on {list}`.");
            return Err(self.error_at_tokens(Code::TwoDates, from..to, "is not written as dates.", &help));
        }
        let help = match (hour, second) {
            (Some(hour), Some(second)) if has_on => format!("Write `on {date} at {hour}` or `on {date} and {second}`."),
            (Some(hour), Some(second)) => format!(
                "Write `{date} {hour}` for the time, or one note for each date, `{date}` and `{second}`; a plan for both \
                 says `on {date} and {second}`."
            ),
            (None, Some(second)) => format!(
                "Write one note for each date, `{date}` and `{second}`; a plan for both says `on {date} and {second}`."
            ),
            (Some(hour), None) => format!("Write `{date} {hour}` for the time, or the whole date."),
            (None, None) => format!("Write the whole date, as in `{date}`."),
        };
        let says = "can be two dates, or a date and an hour.";
        let to = if self.is_sign(behind, ')') { behind + 1 } else { behind };
        Err(self.error_at_tokens(Code::TwoDates, from..to, says, &help))
    }

    /// `23, 24 and 25` behind a date, whose first number is at `i`: the dates, and the token behind.
    fn days_after_date(&self, date: NaiveDate, mut i: TokenIndex) -> (Vec<NaiveDate>, TokenIndex) {
        let mut dates: Vec<NaiveDate> = Vec::new();
        let mut end = i;
        // A month has no more days.
        while dates.len() < 31 && (1..=2).contains(&self.digit_count_at(i)) {
            let day = self.number_at(i).and_then(|day| u32::try_from(day).ok()).and_then(|day| date.with_day(day));
            let Some(day) = day.filter(|day| dates.last().unwrap_or(&date) < day) else { break };
            dates.push(day);
            end = i + 1;
            i = end;
            while self.is_sign(i, ',') || self.is_sign(i, '/') || self.is_and(i) {
                i += 1;
            }
        }
        (dates, end)
    }

    /// The token behind a date and the signs at `i`, a weekday among them; whether what stands there is joined to the date.
    fn token_after_date(&self, mut i: TokenIndex) -> (TokenIndex, bool) {
        let first = i;
        let is_day = |i: TokenIndex| self.day_mask_of_word(i).is_some();
        while i < first + 5 && (matches!(self.kind_at(i), Some(TokenKind::Sign(',' | ';' | '(' | ')'))) || is_day(i)) {
            i += 1;
        }
        match self.kind_at(i) {
            Some(TokenKind::Sign('/' | '&' | '+') | TokenKind::Word(Word::And | Word::Or | Word::To)) => (i + 1, true),
            Some(TokenKind::Sign('-')) => (i + 1, true),
            Some(TokenKind::Sign('.')) if self.is_glued_to_previous(i) => (i + 1, true),
            _ => (i, false),
        }
    }

    /// A date without a year means another one each year.
    fn no_year_error(&self, from: TokenIndex, to: TokenIndex) -> ParseError {
        let help = "Write the whole date, as year, month and day.";
        self.error_at_tokens(Code::RelativeDate, from..to, "has no year.", help)
    }

    /// `18.11.` at the start of a value is a day and a month; behind `at` or days it is a time at the end of a sentence.
    fn refuse_day_and_month(&self, i: TokenIndex) -> Result<(), ParseError> {
        let is_short = |i: TokenIndex| (1..=2).contains(&self.digit_count_at(i));
        let dots = self.is_sign(i + 1, '.') && self.is_sign(i + 3, '.');
        let is_glued = (i + 1..i + 4).all(|i| self.is_glued_to_previous(i));
        let is_date = (1..=31).contains(&self.number_at(i).unwrap_or(0))
            && (1..=12).contains(&self.number_at(i + 2).unwrap_or(0));
        let is_whole = !self.is_glued_to_previous(i + 4);
        let is_first = self.phrases.is_empty()
            && !matches!(
                i.checked_sub(1).and_then(|i| self.word_at(i)),
                Some(Word::At | Word::By | Word::About | Word::From)
            );
        if is_first
            && dots
            && is_glued
            && is_whole
            && is_date
            && is_short(i)
            && is_short(i + 2)
            && !self.has_days_beside(i, i + 4)
        {
            return Err(self.no_year_error(i, i + 4));
        }
        Ok(())
    }

    /// `2026年11月16日`, `2026년 11월 16일`: a date in Chinese, Japanese or Korean.
    fn date_with_east_asian_signs_at(&self, i: TokenIndex) -> Result<Option<(NaiveDate, TokenIndex)>, ParseError> {
        let is_any = |i: TokenIndex, signs: &[&str]| signs.contains(&self.text_at(i));
        let signs: [&[&str]; 3] = [&["年", "년"], &["月", "월"], &["日", "号", "일"]];
        let are_there = signs.iter().zip([i + 1, i + 3, i + 5]).all(|(signs, at)| is_any(at, signs));
        let (Some(year), Some(month), Some(day), true) =
            (self.number_at(i), self.number_at(i + 2), self.number_at(i + 4), are_there)
        else {
            return Ok(None);
        };
        let written = self.text_of_tokens(i, i + 6);
        Ok(Some((date_of_numbers(year, month, day, self.byte_range_of_tokens(i, i + 6), written)?, i + 6)))
    }

    /// `W47`, `week 47`, `2026-W47` at `i`.
    pub(crate) fn refuse_week_number(&self, i: TokenIndex) -> Result<(), ParseError> {
        let year = self.digit_count_at(i) == 4 && self.is_sign(i + 1, '-') && self.is_glued_to_previous(i + 1);
        let week = if year { i + 2 } else { i };
        let is_short = (self.is_word(week, "w") || self.is_word(week, "kw")) && self.is_glued_to_previous(week + 1);
        let is_long = ["week", "wk", "kw"].iter().any(|word| self.is_word(week, word));
        let number = self.number_at(week + 1).filter(|n| (1..=53).contains(n) && self.digit_count_at(week + 1) == 2);
        if number.is_none() || !(is_short || is_long && !year) {
            return Ok(());
        }
        // `2026-W47-3`
        let to = if self.is_sign(week + 2, '-') && self.digit_count_at(week + 3) == 1 { week + 4 } else { week + 2 };
        let help = "Write the date itself, as year, month and day.";
        Err(self.error_at_tokens(Code::BadDate, i..to, "is the number of a week, and no date.", help))
    }

    /// `19 November 2026`, `Nov 19, 2026`.
    fn date_with_month_name_at(&self, i: TokenIndex) -> Result<Option<(NaiveDate, TokenIndex)>, ParseError> {
        let ordinal =
            |j: usize| self.is_glued_to_previous(j) && ["st", "nd", "rd", "th"].iter().any(|s| self.is_word(j, s));
        let dot = |j: usize, sign: char| if self.is_sign(j, sign) { j + 1 } else { j };
        let behind_day = |j: usize| if ordinal(j) { j + 1 } else { dot(j, '.') };
        let day_like = |j: usize| (1..=2).contains(&self.digit_count_at(j));
        let (month, day, year) = if let (Some(Word::Month(month)), true) = (self.word_at(i), day_like(dot(i + 1, '.')))
        {
            let day = dot(i + 1, '.');
            (month, day, dot(behind_day(day + 1), ','))
        } else if day_like(i) {
            let mut at = behind_day(i + 1);
            if self.word_at(at) == Some(Word::Of) {
                at += 1;
            }
            let Some(Word::Month(month)) = self.word_at(at) else {
                return Ok(None);
            };
            (month, i, dot(dot(at + 1, '.'), ','))
        } else {
            return Ok(None);
        };
        if self.digit_count_at(year) != 4 {
            let to = if self.word_at(i).is_some() { day + 1 } else { year };
            return Err(self.no_year_error(i, to.min(self.token_count)));
        }
        let number = |j| self.number_at(j).unwrap_or(0);
        let written = self.text_of_tokens(i, year + 1);
        Ok(Some((
            date_of_numbers(
                number(year),
                u64::from(month),
                number(day),
                self.byte_range_of_tokens(i, year + 1),
                written,
            )?,
            year + 1,
        )))
    }
}
