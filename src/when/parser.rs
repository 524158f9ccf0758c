//! Tokens -> the phrases a `when` is made of: days, counts, times, cues, dates. What stands in which order and how it is
//! joined is kept; what it means together is for [`super::meaning`].
//!
//! Every phrase is found by looking a few tokens ahead, and no token is looked at more than a fixed number of times.

use std::ops::Range;

use chrono::NaiveDate;

use super::error::{SyntaxError, quote};
use super::lexer::{Kind, Token, lex};
use super::words::Word;
use super::{DayPart, Frequency, ParseError, Slot};
use crate::problem::Code;

/// How a phrase is joined to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Separator {
    None,
    Comma,
    And,
    Or,
}

/// A time as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimePhrase {
    pub(super) slot: Slot,
    /// `after 6pm`, `before 9am`: one end of the range is not written.
    pub(super) open: bool,
    /// A clock time of twelve hours without `am` or `pm`: a part of the day beside it may move it by twelve.
    pub(super) soft: bool,
    /// A part of the day and a clock time have become this one.
    pub(super) merged: bool,
    /// Where its words stand, for the if-then sentence.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// One phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhraseKind {
    /// A bit for each day of the week, Monday the lowest; whether `every` stood before it.
    Days {
        mask: u8,
        every: bool,
    },
    /// Every so many days from the start.
    EveryDays(u32),
    /// Every so many weeks on these days; no bit: on those named elsewhere, else on the start's.
    EveryWeeks(u32, u8),
    Except(u8),
    /// `on` stood before it or before one it is joined to; a weekday beside it that is not its own.
    Date {
        date: NaiveDate,
        on: bool,
        wrong: Option<chrono::Weekday>,
    },
    Count(Frequency),
    Time(TimePhrase),
    /// Its words, with the word that introduces it.
    Cue,
    Vague,
}

/// A phrase, how it is joined, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) what: PhraseKind,
    pub(super) sep: Separator,
    pub(super) at: Range<usize>,
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// The token that comes next, and the one behind the last.
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) phrases: Vec<Phrase>,
    /// How the next phrase is joined.
    pub(super) sep: Separator,
    /// The text is the if-then sentence itself (`If it is Tuesday or Thursday`), whose `or` means each of them.
    pub(super) is_sentence: bool,
}

/// What can stand where a phrase begins.
const ANY_PHRASE: &[&str] = &["a day", "a time", "how often", "a cue"];

/// The phrases of a text; whether it is the if-then sentence.
pub(super) fn phrases(text: &str) -> Result<(Vec<Phrase>, bool), SyntaxError> {
    let tokens = lex(text);
    let mut parser = Parser::new(text, &tokens);
    parser.all()?;
    Ok((parser.phrases, parser.is_sentence))
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token]) -> Parser<'a> {
        let end = tokens.len();
        Parser { text, tokens, at: 0, end, phrases: Vec::new(), sep: Separator::None, is_sentence: false }
    }

    fn all(&mut self) -> Result<(), SyntaxError> {
        self.skip_sentence_start();
        loop {
            let before = self.at;
            self.sep = self.separators();
            if self.at >= self.end {
                return match self.sep {
                    Separator::And | Separator::Or => Err(self.unexpected(before, ANY_PHRASE)),
                    _ if self.phrases.is_empty() && self.end > 0 => Err(self.unexpected(before, ANY_PHRASE)),
                    _ => Ok(()),
                };
            }
            self.phrase()?;
        }
    }

    /// The kind of the token so many behind the next.
    pub(super) fn kind(&self, i: usize) -> Option<Kind> {
        if i < self.end { self.tokens.get(i).map(|t| t.kind) } else { None }
    }

    pub(super) fn word(&self, i: usize) -> Option<Word> {
        match self.kind(i) {
            Some(Kind::Word(word)) => Some(word),
            _ => None,
        }
    }

    pub(super) fn is_sign(&self, i: usize, sign: char) -> bool {
        self.kind(i) == Some(Kind::Sign(sign))
    }

    /// No white space stands before token `i`.
    pub(super) fn glued(&self, i: usize) -> bool {
        i < self.end && self.tokens.get(i).is_some_and(|t| !t.gap)
    }

    /// The text of token `i`.
    pub(super) fn text_at(&self, i: usize) -> &'a str {
        match self.tokens.get(i) {
            Some(token) if i < self.end => self.text.get(token.at()).unwrap_or(""),
            _ => "",
        }
    }

    /// Whether token `i` is this word.
    pub(super) fn is(&self, i: usize, word: &str) -> bool {
        self.text_at(i).eq_ignore_ascii_case(word)
    }

    /// Whether these words stand at `i`; the token behind them.
    pub(super) fn match_words(&self, i: usize, words: &str) -> Option<usize> {
        let mut at = i;
        for word in words.split(' ') {
            if !self.is(at, word) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The digits at `i` as a number; as good as endless where they are too many.
    pub(super) fn number(&self, i: usize) -> Option<u64> {
        match self.kind(i)? {
            Kind::Number => Some(self.text_at(i).parse().unwrap_or(u64::MAX)),
            _ => None,
        }
    }

    /// How many digits token `i` has.
    pub(super) fn digits(&self, i: usize) -> usize {
        if self.kind(i) == Some(Kind::Number) { self.text_at(i).len() } else { 0 }
    }

    /// The bytes of tokens `from` to before `to`.
    pub(super) fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.tokens.get(from).map_or(self.text.len(), |t| t.start);
        let end = to.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |t| t.end);
        start..end.max(start)
    }

    /// The text of tokens `from` to before `to`.
    pub(super) fn text_of(&self, from: usize, to: usize) -> &'a str {
        self.text.get(self.bytes(from, to)).unwrap_or("")
    }

    /// Takes the tokens from `from` to before `to` as a phrase.
    pub(super) fn push(&mut self, what: PhraseKind, from: usize, to: usize) {
        let at = self.bytes(from, to);
        let sep = std::mem::replace(&mut self.sep, Separator::None);
        self.phrases.push(Phrase { what, sep, at });
        self.at = self.at.max(to);
    }

    pub(super) fn error(&self, code: Code, from: usize, to: usize, says: &str, help: &str) -> ParseError {
        ParseError::new(code, self.bytes(from, to), format!("{} {says}", quote(self.text_of(from, to))), help)
    }

    /// Nothing that is expected stands at `i`: the words there that mean nothing, else the one token.
    pub(super) fn unexpected(&self, i: usize, expected: &'static [&'static str]) -> SyntaxError {
        let mut to = i;
        while self.word(to) == Some(Word::Unknown) {
            to += 1;
        }
        if self.digits(i) > 0 {
            // `3 tiems`
            to = i + 1;
            while self.word(to) == Some(Word::Unknown) {
                to += 1;
            }
        }
        // A single token that is known, but not here; at the end of the text the last one.
        let from = if to == i && i >= self.end { i.saturating_sub(1) } else { i };
        SyntaxError::Unexpected { at: self.bytes(from, to.max(from + 1).min(self.tokens.len())), expected }
    }

    /// Commas, `and`, `or` and the like before the next phrase.
    pub(super) fn separators(&mut self) -> Separator {
        let mut sep = Separator::None;
        loop {
            let here = match self.kind(self.at) {
                Some(Kind::Word(Word::Filler)) => Separator::None,
                Some(Kind::Word(Word::And)) => Separator::And,
                Some(Kind::Word(Word::Or)) => Separator::Or,
                Some(Kind::Sign('&' | '+' | '/')) => Separator::And,
                Some(Kind::Sign(',' | ';' | '(' | ')' | '[' | ']' | '|' | ':' | '\u{2022}' | '\u{b7}')) => {
                    Separator::Comma
                }
                // A dash before a number could be its sign.
                Some(Kind::Sign('-')) if !(self.glued(self.at + 1) && self.digits(self.at + 1) > 0) => Separator::Comma,
                Some(Kind::Sign('.' | '!' | '~' | '"' | '\u{201c}' | '\u{201d}')) => Separator::None,
                _ => return sep,
            };
            sep = sep.max(here);
            self.at += 1;
        }
    }

    /// One phrase, at least: something is taken or it is error.
    fn phrase(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        if self.cue(start)? || self.vague(start) {
            return Ok(());
        }
        // `first thing in the morning`, `last thing at night`.
        let mut i = start;
        if matches!(self.word(i), Some(Word::First | Word::Last)) && self.word(i + 1) == Some(Word::Thing) {
            i += 2;
            let next = self.skip_small(i);
            if !matches!(
                self.word(next),
                Some(Word::Part(_) | Word::Early | Word::Every | Word::Days(_) | Word::Day(_))
            ) {
                let part = if self.word(start) == Some(Word::First) { DayPart::Morning } else { DayPart::Bedtime };
                self.push_part(part, start, i);
                return Ok(());
            }
        }
        self.scheduled(i)
    }

    /// A date, a count, days or a time at `start`.
    pub(super) fn scheduled(&mut self, start: usize) -> Result<(), SyntaxError> {
        if self.open_range(start)? {
            return Ok(());
        }
        // `at 7 or 8`
        let behind_time = self.sep != Separator::None
            && matches!(self.phrases.last(), Some(Phrase { what: PhraseKind::Time(_), .. }));
        let bare_hour = behind_time || self.says_at(start);
        let on = self.word(start) == Some(Word::On);
        let i = self.skip_small(start);
        self.relative(start, i)?;
        if self.date(i, on)? || self.count(i)? || self.days(i)? || self.time(i, bare_hour)? {
            return Ok(());
        }
        Err(self.out_of_place(start, i))
    }

    /// Nothing is understood at `i` of a phrase that begins at `start`; some of it can be told more clearly.
    fn out_of_place(&self, start: usize, i: usize) -> SyntaxError {
        let dated = |i: usize| matches!(self.calendar(i), Ok(Some(_)));
        if self.is_sign(i, '-') && self.digits(i + 1) > 0 {
            let help = "Write a number from 1 up, as in `3 times a week`.";
            return self.error(Code::BadNumber, i, i + 2, "is less than nothing.", help).into();
        }
        if self.word(i) == Some(Word::To) && dated(i + 1) {
            let help =
                "An entry has one date. A plan says `from: 2026-11-26` and `until: 2026-11-28` in fields of their own.";
            return self.error(Code::TwoDates, i + 1, i + 6, "is a second date.", help).into();
        }
        if self.word(i) == Some(Word::From) && dated(i + 1) {
            let help = "When a plan starts is a field of its own: `from: 2026-11-26`.";
            return self
                .error(Code::WhenNotUnderstood, i, i + 6, "says when a plan starts, not when it happens.", help)
                .into();
        }
        if self.amount(i).is_some() && self.word(i + 1) == Some(Word::OtherUnit) {
            let help = "How long it takes is a field of its own: `minutes: 10`.";
            return self.error(Code::WhenNotUnderstood, i, i + 2, "says how long, not when.", help).into();
        }
        self.unexpected(if i < self.end { i } else { start }, ANY_PHRASE)
    }

    /// A number without anything may be an hour: `at` or the like stands at `i`.
    fn says_at(&self, i: usize) -> bool {
        let mut i = i;
        loop {
            match self.word(i) {
                Some(Word::At | Word::By | Word::About | Word::From | Word::Between) => return true,
                Some(Word::On | Word::In | Word::The) => i += 1,
                _ => return self.is_sign(i, '@'),
            }
        }
    }

    /// Behind the small words that stand before days and times and say nothing more.
    pub(super) fn skip_small(&self, mut i: usize) -> usize {
        while matches!(self.word(i), Some(Word::On | Word::At | Word::In | Word::The | Word::About | Word::By))
            || self.is_sign(i, '@')
        {
            i += 1;
        }
        i
    }

    /// Words that change their meaning as the file ages.
    fn relative(&self, start: usize, i: usize) -> Result<(), ParseError> {
        let to = match self.word(i) {
            Some(Word::Relative) => i + 1,
            Some(Word::Next | Word::Last | Word::This) if i + 1 < self.end => i + 2,
            Some(Word::DayUnit) if self.match_words(i, "day after tomorrow").is_some() => i + 3,
            Some(Word::DayUnit) if self.match_words(i, "day before yesterday").is_some() => i + 3,
            _ if self.word(i + 2) == Some(Word::Ago) => i + 3,
            _ => return Ok(()),
        };
        let from = if self.word(i) == Some(Word::DayUnit) { start } else { i };
        Err(self.error(
            Code::RelativeDate,
            from,
            to,
            "changes its meaning as time goes by.",
            "Write the date itself, as in `2026-11-19`, or the day of the week, as in `Thursdays`.",
        ))
    }

    /// Something that could be any time.
    fn vague(&mut self, start: usize) -> bool {
        // None of the phrases begins like this, and most values do.
        if matches!(
            self.word(start),
            Some(Word::Day(_) | Word::Days(_) | Word::Every | Word::Part(_) | Word::Number(_)) | None
        ) {
            return false;
        }
        if self.is_sentence {
            return false;
        }
        let Some(to) = VAGUE.iter().find_map(|words| self.match_words(start, words)) else {
            return false;
        };
        self.push(PhraseKind::Vague, start, to);
        true
    }
}

/// Phrases without a moment. Longer ones first where one begins another.
pub(super) const VAGUE: &[&str] = &[
    "sometime",
    "some time",
    "sometimes",
    "some day",
    "someday",
    "at some point",
    "this week",
    "this month",
    "in the week",
    "later on",
    "later",
    "soon",
    "asap",
    "any time",
    "anytime",
    "any day",
    "now and then",
    "from time to time",
    "occasionally",
    "regularly",
    "often",
    "as needed",
    "as often as possible",
    "as much as possible",
    "as often as i can",
    "as much as i can",
];
