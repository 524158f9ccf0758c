//! Dates of which one is enough (`on 2026-11-18 or 2026-11-19`, `18 or 19 November`), and a date that comes once (`once on
//! 2026-11-18`, `once next Monday`).

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::problem::Code;
use crate::text::is_dash;
use crate::when::parse::cue::squeeze_white_space;
use crate::when::parse::date::date_of_numbers;
use crate::when::tokens::amount::Frequency;
use crate::when::tokens::cursor::{Parser, Phrase, PhraseKind, Separator, TokenIndex};
use crate::when::tokens::parse_error::{
    ParseError, SyntaxError, list_with_word, quote_for_message, suggest_texts_unless_too_long,
};
use crate::when::tokens::vocabulary::Word;

/// How many tokens behind a date are looked at: the reader is linear.
const MOST: usize = 24;

const ONE_DATE: &str = "If one is enough, write `on` and the one that is planned, as year, month and day.";

/// How the days of a list are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DayJoiner {
    And,
    Or,
    To,
}

/// What to write for dates of which one is enough; `left` and `right` begin with `on`.
pub(crate) fn help_for_choice_of_dates(left: &str, right: &str, both: &str) -> String {
    let one =
        suggest_texts_unless_too_long("If one is enough, write the one that is planned:", &[left, right], ONE_DATE);
    let all = suggest_texts_unless_too_long("If all are planned, write", &[both], "");
    format!("{one} What is done on another day of that week counts too. {all}").trim().to_owned()
}

/// `on 2026-11-18 or 2026-11-19`, `2026-11-18 or 2026-11-19`: a plan has every date that it names, and an entry has one.
///
/// # Errors
/// With how to write one or both.
pub(crate) fn refuse_choice_of_dates(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    let is_date = |p: &Phrase| matches!(p.kind, PhraseKind::Date { .. });
    let on = phrases.iter().any(|p| matches!(p.kind, PhraseKind::Date { has_on: true, .. }));
    let Some(first) = phrases.iter().position(is_date) else { return Ok(()) };
    let Some(at) = (first + 1..phrases.len()).find(|&i| is_date(&phrases[i]) && phrases[i].separator == Separator::Or)
    else {
        return Ok(());
    };
    let written = |from: usize, to: usize| squeeze_white_space(text.get(from..to).unwrap_or(""));
    let range = phrases[first].byte_range.start..phrases[at].byte_range.end;
    let message =
        format!("{} can be one of the dates, or each.", quote_for_message(text.get(range.clone()).unwrap_or("")));
    let are_more = phrases.iter().filter(|p| is_date(p)).take(3).count() > 2;
    let help = if on && are_more {
        let both = format!(
            "{} and {}",
            written(0, phrases[at - 1].byte_range.end),
            written(phrases[at].byte_range.start, text.len())
        );
        let all = suggest_texts_unless_too_long("If all are planned, write", &[&both], "");
        format!("{ONE_DATE} {all}").trim().to_owned()
    } else if on {
        let left = written(0, phrases[at - 1].byte_range.end);
        let right = written(phrases[at].byte_range.start, text.len());
        help_for_choice_of_dates(&left, &format!("on {right}"), &format!("{left} and {right}"))
    } else {
        let dates: Vec<String> =
            phrases.iter().take(MOST).filter_map(date_of).map(|date| format!("`{date}`")).collect();
        format!("An entry has one date: write {}.", list_with_word(&dates, "or"))
    };
    Err(ParseError::new(Code::TwoDates, range, message, help))
}

/// `one note for each date, ...`: every date from the first to the last, where they are not many.
pub(crate) fn notes_for_dates(from: NaiveDate, to: NaiveDate) -> Option<String> {
    const MOST: usize = 14;
    let dates: Vec<String> =
        from.iter_days().take_while(|date| *date <= to).take(MOST + 1).map(|date| format!("`{date}`")).collect();
    (2..=MOST).contains(&dates.len()).then(|| format!("one note for each date, {}", list_with_word(&dates, "and")))
}

/// Whether what stands between two dates makes a range of them: a dash, or dots.
pub(crate) fn is_range_sign(gap: &str) -> bool {
    let gap = gap.trim();
    !gap.is_empty() && gap.chars().all(|c| is_dash(c) || matches!(c, '.' | '\u{2026}'))
}

/// The error for an entry of several days.
pub(crate) fn range_of_dates_error(text: &str, range: Range<usize>, from: NaiveDate, to: NaiveDate) -> ParseError {
    let says = format!("{} is a second date.", quote_for_message(text.get(range.clone()).unwrap_or("")));
    let plan = format!("a plan says `from: {from}` and `until: {to}` in fields of their own");
    let help = match notes_for_dates(from, to) {
        Some(notes) => format!("Write {notes}; {plan}."),
        None => format!("An entry has one date; {plan}."),
    };
    ParseError::new(Code::TwoDates, range, says, help)
}

/// `2026-11-16..18`: the days from one to the other.
///
/// # Errors
/// With a note for each.
pub(crate) fn refuse_days_behind_dots(text: &str, phrase: &Phrase, date: NaiveDate) -> Result<(), ParseError> {
    let behind = text.get(phrase.byte_range.end..).unwrap_or_default();
    let Some(rest) = behind.strip_prefix("..").or_else(|| behind.strip_prefix('\u{2026}')) else { return Ok(()) };
    let rest = rest.trim_start_matches('.');
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let day = rest.get(..digits).filter(|day| (1..=2).contains(&day.len())).and_then(|day| day.parse().ok());
    match day.and_then(|day| date.with_day(day)).filter(|to| *to > date) {
        Some(to) => {
            let end = text.len() - rest.len() + digits;
            Err(range_of_dates_error(text, phrase.byte_range.start..end, date, to))
        }
        None => Ok(()),
    }
}

fn date_of(phrase: &Phrase) -> Option<NaiveDate> {
    match phrase.kind {
        PhraseKind::Date { date, .. } => Some(date),
        _ => None,
    }
}

/// The weekday that is joined to a date as one more day: `on 2026-11-18 or Friday`.
pub(crate) fn find_day_joined_to_date<'a>(text: &str, phrases: &'a [Phrase]) -> Option<&'a Phrase> {
    let is_joined = |p: &Phrase| matches!(p.separator, Separator::And | Separator::Or);
    let is_weekday = |p: &Phrase| matches!(p.kind, PhraseKind::Days { .. });
    let is_plural =
        |p: &Phrase| text.get(p.byte_range.clone()).is_some_and(|words| words.to_lowercase().ends_with("days"));
    // A time can stand between them.
    let day_or_date = phrases.iter().filter(|p| is_weekday(p) || date_of(p).is_some());
    let mut before: Option<&Phrase> = None;
    for phrase in day_or_date {
        if is_weekday(phrase) && (before.is_some() && is_joined(phrase) || is_plural(phrase)) {
            return Some(phrase);
        }
        if let Some(day) = before.filter(|p| is_weekday(p) && is_joined(phrase)) {
            return Some(day);
        }
        before = Some(phrase);
    }
    None
}

impl Parser<'_> {
    /// `18 or 19 November`, `Nov 18/19, 2026`, `Wed 18 and Thu 19 November 2026` at `i`: days that share a month.
    ///
    /// # Errors
    /// With the dates, each in full.
    pub(crate) fn refuse_days_of_one_month(&self, i: TokenIndex, has_on: bool) -> Result<(), ParseError> {
        if self.is_sentence {
            return Ok(());
        }
        let before = match self.word_at(i) {
            Some(Word::Month(month)) => Some(month),
            _ => None,
        };
        let (days, joined, end) = self.list_of_days(if before.is_some() { i + 1 } else { i });
        if days.len() < 2 {
            return Ok(());
        }
        let of = if self.word_at(end) == Some(Word::Of) { end + 1 } else { end };
        let (month, behind) = match (before, self.word_at(of)) {
            (Some(month), _) => (month, end),
            (None, Some(Word::Month(month))) => (month, of + 1),
            _ => return Ok(()),
        };
        let year = if self.is_sign(behind, ',') || self.is_sign(behind, '.') { behind + 1 } else { behind };
        let Some(number) = self.number_at(year).filter(|_| self.digit_count_at(year) == 4) else {
            let help = "Write each date in full, as year, month and day.";
            return Err(self.error_at_tokens(Code::RelativeDate, i..behind, "has no year.", help));
        };
        let date = |day: &u64| {
            let range = self.byte_range_of_tokens(i, year + 1);
            date_of_numbers(number, u64::from(month), *day, range, self.text_of_tokens(i, year + 1))
        };
        let dates: Vec<NaiveDate> = days.iter().map(date).collect::<Result<_, _>>()?;
        let help = help_for_dates(&dates, joined, has_on);
        Err(self.error_at_tokens(Code::TwoDates, i..year + 1, "is more than one date.", &help))
    }

    /// `18 or 19`, `Wed 18th and Thu 19th` at `i`: the numbers, how they are joined, and the token behind.
    fn list_of_days(&self, i: TokenIndex) -> (Vec<u64>, DayJoiner, TokenIndex) {
        let (mut days, mut joined, mut end, mut at) = (Vec::new(), DayJoiner::And, i, i);
        // A month has no more days.
        while days.len() < 31 {
            let named = if self.day_mask_of_word(at).is_some() { at + 1 } else { at };
            let named = if self.is_sign(named, ',') || self.is_sign(named, '.') { named + 1 } else { named };
            let named = if self.word_at(named) == Some(Word::The) { named + 1 } else { named };
            let Some(day) = self.number_at(named).filter(|day| (1..=31).contains(day)) else { break };
            let is_clock = self.is_sign(named + 1, ':') || matches!(self.word_at(named + 1), Some(Word::Am | Word::Pm));
            if self.digit_count_at(named) > 2 || is_clock || days.last().is_some_and(|&last| last >= day) {
                break;
            }
            days.push(day);
            end = named + 1;
            if self.is_glued_to_previous(end) && ["st", "nd", "rd", "th"].iter().any(|ending| self.is_word(end, ending))
            {
                end += 1;
            }
            at = end;
            while let Some(found) = self.day_joiner_at(at) {
                joined = found.unwrap_or(joined);
                at += 1;
            }
            if at == end {
                break;
            }
        }
        (days, joined, end)
    }

    /// What joins days at `i`; a comma says nothing of how.
    fn day_joiner_at(&self, i: TokenIndex) -> Option<Option<DayJoiner>> {
        match self.word_at(i) {
            Some(Word::Or) => Some(Some(DayJoiner::Or)),
            Some(Word::To) => Some(Some(DayJoiner::To)),
            Some(Word::On) => Some(None),
            _ if self.is_and(i) => Some(Some(DayJoiner::And)),
            _ if self.is_sign(i, '-') => Some(Some(DayJoiner::To)),
            _ if self.is_sign(i, '/') => Some(Some(DayJoiner::Or)),
            _ if self.is_sign(i, ',') => Some(None),
            _ => None,
        }
    }

    /// A count of times without `a day` or `a week`, before or behind dates: `once on 2026-11-18` is that date alone.
    ///
    /// # Errors
    /// `once next Monday`, `once, Monday`, `once by Friday`, `once 2026-11-18`: with what to write.
    pub(crate) fn take_count_on_date(&mut self, i: TokenIndex, next: TokenIndex, n: u64) -> Result<bool, SyntaxError> {
        let mut first = next;
        while self.is_sign(first, ',') || self.is_sign(first, ':') || self.word_at(first) == Some(Word::Filler) {
            first += 1;
        }
        let has_comma = first > next;
        let has_on = self.word_at(first) == Some(Word::On);
        let day = self.skip_filler_words(first);
        let mut date = day;
        if self.day_mask_of_word(day).is_some() {
            date += 1;
            date += usize::from(self.is_sign(date, ',') || self.is_sign(date, '.'));
        }
        let rest = || squeeze_white_space(self.text_of_tokens(day, self.token_count));
        let error = |tokens: std::ops::Range<TokenIndex>, says: &str, help: &str| {
            Err(self.error_at_tokens(Code::WhenNotUnderstood, tokens, says, help).into())
        };
        if let Some((_, to)) = self.calendar_date_at(date)? {
            let is_several =
                (to..(to + MOST).min(self.token_count)).any(|i| matches!(self.calendar_date_at(i), Ok(Some(_))));
            let words = self.text_of_tokens(i, next);
            return match n {
                1 if has_on => self.take_date(day, true),
                1 => {
                    let help = suggest_texts_unless_too_long(
                        "Write",
                        &[&format!("on {}", rest())],
                        "Write `on` before the date.",
                    );
                    error(i..to, "is a plan for one date, without `on`.", &help)
                }
                _ if is_several || !has_on => {
                    let (each, more) = (format!("on {}", rest()), format!("{words} a day on {}", rest()));
                    let help =
                        suggest_texts_unless_too_long("Write", &[&each, &more], "Write `a day` behind the number.");
                    error(i..to, "can be so often in all, or on each date.", &help)
                }
                _ => {
                    let count = u32::try_from(n).ok().filter(|&n| n <= crate::when::tokens::amount::MOST_A_DAY);
                    let Some(count) = count else { return Ok(false) };
                    self.push_phrase(PhraseKind::Count(Frequency::PerDay(count)), i, next);
                    Ok(true)
                }
            };
        }
        if n == 1 && next >= self.token_count {
            // `on 2026-11-18 once`
            let is_date =
                matches!(self.phrases.last(), Some(Phrase { kind: PhraseKind::Date { has_on: true, .. }, .. }));
            self.next_token = if is_date { next } else { self.next_token };
            return Ok(is_date);
        }
        if n == 1 && matches!(self.word_at(first), Some(Word::By | Word::Before)) {
            let help = "Write the day on which it happens, `on` and its date as year, month and day, or how often, as in \
                        `once a week`.";
            return error(first..self.token_count, "says until when, not when it happens.", help);
        }
        self.refuse_relative_date(first, day)?;
        if n == 1 && has_comma && self.day_mask_of_word(day).is_some() {
            let help = format!(
                "If it is every week, write `on {}`; for a single day write `on` and its date, as year, month and day.",
                rest()
            );
            return error(i..day + 1, "can be every week, or one day.", &help);
        }
        Ok(false)
    }
}

/// What to write for days that share a month.
fn help_for_dates(dates: &[NaiveDate], joined: DayJoiner, has_on: bool) -> String {
    let written: Vec<String> = dates.iter().map(ToString::to_string).collect();
    let (Some(first), Some(last)) = (written.first(), written.last()) else { return String::new() };
    let notes = if has_on { "" } else { "one note for each date; a plan for all says " };
    let list = list_with_word(&written, "and");
    match joined {
        DayJoiner::To => {
            let plan = format!("plan says `from: {first}` and `until: {last}` in fields of their own");
            let notes = dates.first().zip(dates.last()).and_then(|(from, to)| notes_for_dates(*from, *to));
            match notes.filter(|_| !has_on) {
                Some(notes) => format!("Write {notes}; a {plan}."),
                None => format!("A {plan}."),
            }
        }
        DayJoiner::Or if dates.len() == 2 => {
            help_for_choice_of_dates(&format!("on {first}"), &format!("on {last}"), &format!("on {list}"))
        }
        DayJoiner::And | DayJoiner::Or => format!("Write {notes}`on {list}`."),
    }
}
