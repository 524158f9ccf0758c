//! Words that mean another date each day: which date they mean when they are written.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::problem::Code;
use crate::when::combine::meaning::Parsed;
use crate::when::tokens::lexer::{Token, TokenKind, tokenize};
use crate::when::tokens::parse_error::{ParseError, list_with_word};
use crate::when::tokens::vocabulary::Word;
use crate::when::whole_values::parse_when;

impl ParseError {
    /// The same, and where the words are relative (`yesterday at 8`), what they mean in a note of the date `near`.
    #[must_use]
    pub fn with_relative_date_help(self, text: &str, near: NaiveDate) -> ParseError {
        if self.code != Code::RelativeDate {
            return self;
        }
        if let Some(help) = help_for_days_of_one_month(text, self.byte_range.clone(), near) {
            return ParseError { help, ..self };
        }
        let Some(date) = text.get(self.byte_range.clone()).and_then(|words| resolve_relative_date(words, near)) else {
            return ParseError { help: format!("Write the date itself, as in `when: {near}`."), ..self };
        };
        let part = spaced_part_of_day_in(text.get(self.byte_range.clone()).unwrap_or(""));
        let (before, after) =
            (text.get(..self.byte_range.start).unwrap_or(""), text.get(self.byte_range.end..).unwrap_or(""));
        let whole = format!("{before}{date}{part}{after}");
        let is_read = |whole: &String| match parse_when(whole) {
            Ok(Parsed::Moment(_)) => true,
            Ok(Parsed::When(when)) => when.span_of_named_dates().is_some(),
            Err(_) => false,
        };
        // `once next Monday`, `once, Monday 23 Nov`: a plan for that date.
        let once = behind_once(before).map(|rest| format!("on {rest}{date}{part}{after}"));
        let written = once.or(Some(whole)).filter(is_read).unwrap_or_else(|| date.to_string());
        ParseError { help: format!("Write the date itself: `when: {written}`, if that is the day you mean."), ..self }
    }
}

/// The date that `yesterday`, `last Monday`, `2 days ago` and the like mean when they are written on `near`.
#[must_use]
pub fn resolve_relative_date(words: &str, near: NaiveDate) -> Option<NaiveDate> {
    let tokens = tokenize(words);
    let text = |token: &Token| words.get(token.byte_range()).unwrap_or("").to_lowercase();
    if let Some((month, day)) = month_and_day(words, &tokens) {
        return nearest_date(month, day, near);
    }
    let all: Vec<String> = tokens.iter().map(text).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).filter(|word| *word != "the").collect();
    let days = |n: i64| {
        let by = Days::new(n.unsigned_abs());
        if n < 0 { near.checked_sub_days(by) } else { near.checked_add_days(by) }
    };
    match all.as_slice() {
        ["today" | "tonight" | "now", ..] => days(0),
        ["yesterday", ..] | ["last", "night"] => days(-1),
        ["tomorrow", ..] => days(1),
        ["day", "before", "yesterday", ..] => days(-2),
        ["day", "after", "tomorrow", ..] => days(2),
        ["this", "morning" | "afternoon" | "evening" | "noon" | "lunchtime" | "night"] => days(0),
        ["last", "week"] => days(-7),
        ["next", "week"] => days(7),
        [many, "day" | "days", "ago"] => days(-number_of_word(many)?),
        [many, "week" | "weeks", "ago"] => days(-7 * number_of_word(many)?),
        [which @ ("last" | "this" | "next"), _] => {
            let day = tokens.iter().find_map(|token| match token.kind {
                TokenKind::Word(Word::Day(day) | Word::MaybeDay(day)) => Weekday::try_from(day).ok(),
                _ => None,
            })?;
            let ahead = i64::from(day.days_since(near.weekday()));
            days(match *which {
                "last" if ahead == 0 => -7,
                "last" => ahead - 7,
                "next" if ahead == 0 => 7,
                _ => ahead,
            })
        }
        _ => None,
    }
}

/// What stands behind `once` at the start of a value, small words aside.
fn behind_once(before: &str) -> Option<&str> {
    let starts = ["just once", "only once", "once only", "once", "one time"];
    let rest = starts.iter().find_map(|start| {
        before
            .get(..start.len())
            .filter(|head| head.eq_ignore_ascii_case(start))
            .and_then(|_| before.get(start.len()..))
    })?;
    let rest = rest.trim_start_matches([',', ':', ' ']);
    Some(rest.strip_prefix("on ").unwrap_or(rest))
}

/// `18 or 19 November`, `Nov 18/19`: what to write for several days of a month, in a note of the date `near`.
fn help_for_days_of_one_month(text: &str, range: Range<usize>, near: NaiveDate) -> Option<String> {
    let words = text.get(range.clone())?;
    let tokens = tokenize(words);
    let numbers = tokens.iter().filter(|token| token.kind == TokenKind::Number);
    let days: Vec<u32> = numbers.filter_map(|token| words.get(token.byte_range())?.parse().ok()).collect();
    let month = tokens.iter().find_map(|token| match token.kind {
        TokenKind::Word(Word::Month(month)) => Some(u32::from(month)),
        _ => None,
    })?;
    let first = nearest_date(month, *days.first()?, near)?;
    let dates: Vec<String> =
        days.iter().map(|&day| first.with_day(day).map(|date| date.to_string())).collect::<Option<_>>()?;
    let last = dates.last().filter(|_| days.len() > 1)?;
    let joins = |words: &[TokenKind]| tokens.iter().any(|token| words.contains(&token.kind));
    if joins(&[TokenKind::Sign('-'), TokenKind::Word(Word::To)]) {
        return Some(format!("Write the dates themselves: a plan says `from: {first}` and `until: {last}`."));
    }
    if joins(&[TokenKind::Sign('/'), TokenKind::Word(Word::Or)]) {
        let each: Vec<String> = dates.iter().map(|date| format!("`when: on {date}`")).collect();
        let (one, all) = (list_with_word(&each, "or"), list_with_word(&dates, "and"));
        return Some(format!("Write the one that is planned: {one}; if all are, write `when: on {all}`."));
    }
    let list = list_with_word(&dates, "and");
    let (before, after) = (text.get(..range.start)?, text.get(range.end..)?);
    let on = if before.trim_end().to_lowercase().ends_with("on") { "" } else { "on " };
    let whole = format!("{before}{on}{list}{after}");
    let is_read = matches!(parse_when(&whole), Ok(Parsed::When(when)) if when.span_of_named_dates().is_some());
    let written = if is_read { whole } else { format!("on {list}") };
    Some(format!("Write the dates themselves: `when: {written}`, if these are the days you mean."))
}

/// `Nov 18`, `18th of November`, `18.11.`: a date without a year.
fn month_and_day(words: &str, tokens: &[Token]) -> Option<(u32, u32)> {
    let numbers: Vec<u32> = tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Number)
        .filter_map(|token| words.get(token.byte_range())?.parse().ok())
        .collect();
    let month = tokens.iter().find_map(|token| match token.kind {
        TokenKind::Word(Word::Month(month)) => Some(u32::from(month)),
        _ => None,
    });
    let is_dotted = tokens.len() == 4 && tokens.get(3).is_some_and(|token| token.kind == TokenKind::Sign('.'));
    match (month, numbers.as_slice()) {
        (Some(month), [day]) => Some((month, *day)),
        (None, [day, month]) if is_dotted => Some((*month, *day)),
        _ => None,
    }
}

/// The date of that month and day that is nearest to `near`.
fn nearest_date(month: u32, day: u32, near: NaiveDate) -> Option<NaiveDate> {
    (near.year() - 1..=near.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .min_by_key(|date| date.signed_duration_since(near).num_days().abs())
}

fn number_of_word(word: &str) -> Option<i64> {
    match crate::when::tokens::vocabulary::classify_word(word) {
        Word::A => Some(1),
        Word::Number(n) => Some(i64::from(n)),
        _ => word.parse().ok().filter(|n| (0..=366).contains(n)),
    }
}

/// The part of the day that relative words name.
fn spaced_part_of_day_in(words: &str) -> &'static str {
    let words = words.to_lowercase();
    let parts = [("morning", " morning"), ("afternoon", " afternoon"), ("evening", " evening"), ("night", " night")];
    parts.iter().find(|(word, _)| words.contains(word)).map_or("", |(_, part)| part)
}
