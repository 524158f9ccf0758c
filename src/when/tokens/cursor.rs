//! The tokens of a value and the phrases found so far. The grammar (`clock`, `days`, `count`, `date`, `scheduled`, `cue`,
//! `grammar`) reads through it.

use std::ops::Range;

use chrono::NaiveDate;

use crate::problem::Code;
use crate::when::tokens::amount::Frequency;
use crate::when::tokens::lexer::{Token, TokenKind, plain_digit};
use crate::when::tokens::parse_error::{ParseError, SyntaxError, quote_for_message};
use crate::when::tokens::vocabulary::Word;
use crate::when::value::time::{DayPart, Slot};

/// How a phrase is joined to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Separator {
    None,
    Comma,
    And,
    Or,
}

/// A time as the text has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WrittenTime {
    pub(crate) slot: Slot,
    /// `after 6pm`, `before 9am`: only one end of the range is written.
    pub(crate) is_open: bool,
    /// A clock time of twelve hours without `am` or `pm`: a part of the day beside it may move it by twelve hours.
    pub(crate) half_day_unknown: bool,
    /// The part of the day beside it.
    pub(crate) part: Option<PartOfDayBeside>,
    /// Where its words are, for the if-then sentence.
    pub(crate) start_byte: usize,
    pub(crate) end_byte: usize,
}

impl WrittenTime {
    /// A part of the day that stands elsewhere.
    pub(crate) fn of_part_written_elsewhere(part: DayPart) -> WrittenTime {
        let (is_open, half_day_unknown, part_beside) = (false, false, None);
        WrittenTime { slot: Slot::In(part), is_open, half_day_unknown, part: part_beside, start_byte: 0, end_byte: 0 }
    }
}

/// A part of the day beside a time: `8 in the evening`, `every evening at 8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PartOfDayBeside {
    pub(crate) part: DayPart,
    /// It comes before the time, and so before those that follow: `Sunday evenings at 6 and 8`.
    pub(crate) is_first: bool,
}

/// What a phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PhraseKind {
    /// A bit for each day of the week, Monday the lowest; whether `every` came before it.
    Days {
        mask: u8,
        has_every: bool,
    },
    /// Every so many days from the start.
    EveryDays(u32),
    /// Every so many weeks on these days; no bit: on the days named elsewhere, else on the start's.
    EveryWeeks(u32, u8),
    Except(u8),
    /// Whether `on` came before it or before one it is joined to; a weekday beside it that is not its own.
    Date {
        date: NaiveDate,
        has_on: bool,
        wrong_weekday: Option<chrono::Weekday>,
    },
    Count(Frequency),
    Time(WrittenTime),
    /// Its words, with the word that introduces it.
    Cue,
    /// What else the sentence says behind `If it is Saturday and`: a cue whose `if` stands before the days.
    Condition,
    Vague,
}

/// A phrase, how it is joined, and where it is.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub(crate) kind: PhraseKind,
    pub(crate) separator: Separator,
    pub(crate) byte_range: Range<usize>,
}

impl PhraseKind {
    /// It names days.
    pub(crate) fn is_day(self) -> bool {
        match self {
            PhraseKind::Days { .. } | PhraseKind::EveryDays(_) | PhraseKind::Date { .. } => true,
            PhraseKind::EveryWeeks(_, mask) => mask != 0,
            _ => false,
        }
    }
}

/// The place of a token among those of the text; where one is given back, that of the next token to read.
pub(crate) type TokenIndex = usize;

pub(crate) struct Parser<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    /// The token that comes next, and the one after the last.
    pub(crate) next_token: TokenIndex,
    pub(crate) token_count: usize,
    pub(crate) phrases: Vec<Phrase>,
    /// How the next phrase is joined.
    pub(crate) separator: Separator,
    /// The text is the if-then sentence itself (`If it is Tuesday or Thursday`), whose `or` means each of them.
    pub(crate) is_sentence: bool,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(text: &'a str, tokens: &'a [Token]) -> Parser<'a> {
        let end = tokens.len();
        Parser {
            text,
            tokens,
            next_token: 0,
            token_count: end,
            phrases: Vec::new(),
            separator: Separator::None,
            is_sentence: false,
        }
    }

    /// The kind of token `i`.
    pub(crate) fn kind_at(&self, i: TokenIndex) -> Option<TokenKind> {
        if i < self.token_count { self.tokens.get(i).map(|t| t.kind) } else { None }
    }

    pub(crate) fn word_at(&self, i: TokenIndex) -> Option<Word> {
        match self.kind_at(i) {
            Some(TokenKind::Word(word)) => Some(word),
            _ => None,
        }
    }

    pub(crate) fn is_sign(&self, i: TokenIndex, sign: char) -> bool {
        self.kind_at(i) == Some(TokenKind::Sign(sign))
    }

    /// No white space comes before token `i`.
    pub(crate) fn is_glued_to_previous(&self, i: TokenIndex) -> bool {
        i < self.token_count && self.tokens.get(i).is_some_and(|t| !t.space_before)
    }

    /// `and` or `&` at `i`: `between 7 & 8`.
    pub(crate) fn is_and(&self, i: TokenIndex) -> bool {
        self.word_at(i) == Some(Word::And) || self.is_sign(i, '&') || self.is_sign(i, '+')
    }

    /// The text of token `i`.
    pub(crate) fn text_at(&self, i: TokenIndex) -> &'a str {
        match self.tokens.get(i) {
            Some(token) if i < self.token_count => self.text.get(token.byte_range()).unwrap_or(""),
            _ => "",
        }
    }

    /// Whether token `i` is this word.
    pub(crate) fn is_word(&self, i: TokenIndex, word: &str) -> bool {
        self.text_at(i).eq_ignore_ascii_case(word)
    }

    /// Whether these words is at `i`; the token after them.
    pub(crate) fn skip_words(&self, i: TokenIndex, words: &str) -> Option<TokenIndex> {
        let mut at = i;
        for word in words.split(' ') {
            if !self.is_word(at, word) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The digits at `i` as a number; the largest number where they are too many.
    pub(crate) fn number_at(&self, i: TokenIndex) -> Option<u64> {
        match self.kind_at(i)? {
            TokenKind::Number if self.text_at(i).is_ascii() => Some(self.text_at(i).parse().unwrap_or(u64::MAX)),
            TokenKind::Number => {
                let plain: String = self.text_at(i).chars().map(|c| plain_digit(c).unwrap_or(c)).collect();
                Some(plain.parse().unwrap_or(u64::MAX))
            }
            _ => None,
        }
    }

    /// How many digits token `i` has.
    pub(crate) fn digit_count_at(&self, i: TokenIndex) -> usize {
        if self.kind_at(i) == Some(TokenKind::Number) { self.text_at(i).chars().count() } else { 0 }
    }

    /// The bytes of tokens `from` to before `to`.
    pub(crate) fn byte_range_of_tokens(&self, from: TokenIndex, to: TokenIndex) -> Range<usize> {
        let start = self.tokens.get(from).map_or(self.text.len(), |t| t.start);
        let end = to.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |t| t.end);
        start..end.max(start)
    }

    /// The text of tokens `from` to before `to`.
    pub(crate) fn text_of_tokens(&self, from: TokenIndex, to: TokenIndex) -> &'a str {
        self.text.get(self.byte_range_of_tokens(from, to)).unwrap_or("")
    }

    /// Takes the tokens from `from` to before `to` as a phrase.
    pub(crate) fn push_phrase(&mut self, what: PhraseKind, from: TokenIndex, to: TokenIndex) {
        let at = self.byte_range_of_tokens(from, to);
        let separator = std::mem::replace(&mut self.separator, Separator::None);
        self.phrases.push(Phrase { kind: what, separator, byte_range: at });
        self.next_token = self.next_token.max(to);
    }

    /// An error at these tokens: their words, and what is wrong with them.
    pub(crate) fn error_at_tokens(&self, code: Code, tokens: Range<TokenIndex>, says: &str, help: &str) -> ParseError {
        let words = quote_for_message(self.text_of_tokens(tokens.start, tokens.end));
        ParseError::new(code, self.byte_range_of_tokens(tokens.start, tokens.end), format!("{words} {says}"), help)
    }

    /// The error for token `i`, at which nothing expected begins: at the unknown words there, else at the one token.
    pub(crate) fn unexpected_token_error(&self, i: TokenIndex, expected: &'static [&'static str]) -> SyntaxError {
        let mut to = i;
        while self.word_at(to) == Some(Word::Unknown) {
            to += 1;
        }
        if self.digit_count_at(i) > 0 {
            // `3 tiems`
            to = i + 1;
            while self.word_at(to) == Some(Word::Unknown) {
                to += 1;
            }
        }
        // A single token that is known, but not here; at the end of the text the last one.
        let from = if to == i && i >= self.token_count { i.saturating_sub(1) } else { i };
        SyntaxError::Unexpected {
            byte_range: self.byte_range_of_tokens(from, to.max(from + 1).min(self.tokens.len())),
            expected,
        }
    }

    /// Commas, `and`, `or` and the like before the next phrase.
    pub(crate) fn take_separators(&mut self) -> Separator {
        let mut separator = Separator::None;
        loop {
            // `after dinner but only weekdays`
            let is_but_only = self.is_word(self.next_token, "but")
                && ["only", "just"].iter().any(|word| self.is_word(self.next_token + 1, word));
            let here = match self.kind_at(self.next_token) {
                _ if is_but_only => Separator::None,
                Some(TokenKind::Word(Word::Filler)) => Separator::None,
                Some(TokenKind::Word(Word::And)) => Separator::And,
                Some(TokenKind::Word(Word::Or)) => Separator::Or,
                Some(TokenKind::Sign('&' | '+' | '/')) => Separator::And,
                Some(TokenKind::Sign(',' | ';' | '(' | ')' | '[' | ']' | '|' | ':' | '\u{2022}' | '\u{b7}')) => {
                    Separator::Comma
                }
                // A dash before a number could be its sign.
                Some(TokenKind::Sign('-'))
                    if !(self.is_glued_to_previous(self.next_token + 1)
                        && self.digit_count_at(self.next_token + 1) > 0) =>
                {
                    Separator::Comma
                }
                Some(TokenKind::Sign('.' | '!' | '~' | '"' | '\u{201c}' | '\u{201d}')) => Separator::None,
                _ => return separator,
            };
            separator = separator.max(here);
            self.next_token += 1;
        }
    }

    /// Behind the small words that is before days and times and say nothing more.
    pub(crate) fn skip_filler_words(&self, mut i: TokenIndex) -> TokenIndex {
        while matches!(self.word_at(i), Some(Word::On | Word::At | Word::In | Word::The | Word::About | Word::By))
            || self.is_sign(i, '@')
        {
            i += 1;
        }
        i
    }
}
