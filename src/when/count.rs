//! The grammar of counts: `3 times a week`, `twice daily`, `3-4x/week`, `two days a week`.

use super::amount::{Frequency, MOST_A_DAY, MOST_A_WEEK};
use super::cursor::{Parser, PhraseKind, TokenIndex};
use super::lexer::TokenKind;
use super::parse_error::{ParseError, SyntaxError};
use super::vocabulary::Word;
use crate::problem::Code;

impl Parser<'_> {
    /// `3 times a week`, `twice daily`, `3-4x/week`, `two days a week`: a count at `i`, if one stands there.
    pub(super) fn take_frequency(&mut self, i: TokenIndex) -> Result<bool, SyntaxError> {
        let first = self.skip_at_least(i);
        let Some((n, mut next)) = self.lower_number_of_range(first) else {
            return Ok(false);
        };
        if self.is_sign(next, '+') {
            next += 1;
        } else if self.word_at(next) == Some(Word::Or) && self.word_at(next + 1) == Some(Word::More) {
            next += 2;
        }
        if let Some(to) = self.skip_or_less(next) {
            return Err(self.upper_limit_error(i, to).into());
        }
        let once = matches!(self.word_at(first), Some(Word::Once | Word::Twice));
        // A bare number is an hour of the day (`at 7 every day`), unless `a`, `per` or `/` makes it a count.
        let least = first > i && self.word_at(i) != Some(Word::Between);
        let says_count = once || least || self.is_rate_after_number(next);
        let mut part = None;
        // `x2`
        let mut times = once || self.word_at(first) == Some(Word::X);
        match self.word_at(next) {
            Some(Word::Times | Word::X | Word::DayUnit) => {
                times = true;
                next += 1;
            }
            Some(Word::Part(of_day)) => {
                part = Some((of_day, next));
                next += 1;
            }
            _ => {}
        }
        // `once every 3 days` is `every 3 days`; `twice every other day` is twice on each of them.
        if times && self.word_at(next) == Some(Word::Every) && !self.is_rate_unit(next + 1) {
            let by_week =
                (next + 1..next + 4).any(|j| matches!(self.word_at(j), Some(Word::WeekUnit | Word::OtherUnit)));
            if n > 1 && by_week {
                return Err(self.unexpected_token_error(next, RATE));
            }
            if n > 1 {
                let count = self.checked_frequency(i, next, n, false)?;
                self.push_phrase(PhraseKind::Count(count), i, next);
            }
            self.take_every(next)?;
            return Ok(true);
        }
        if !times && part.is_none() && !says_count {
            return Ok(false);
        }
        // `once a fortnight`
        if n == 1 && times && self.word_at(next + 1) == Some(Word::Fortnight) {
            self.push_phrase(PhraseKind::EveryWeeks(2, 0), i, next + 2);
            return Ok(true);
        }
        let Some((a_week, to)) = self.weekly_or_daily_rate_at(next) else {
            if self.skip_unplannable_rate(next).is_some_and(|_| times || part.is_some()) {
                let to = self.skip_unplannable_rate(next).unwrap_or(next);
                return Err(self.unknown_unit_error(i, to).into());
            }
            if times {
                let message = "does not say whether that is in a day or a week.";
                let help = "Write `a day` or `a week` after it, as in `3 times a week`.";
                return Err(self.error_at_tokens(Code::WhenNotUnderstood, i..next, message, help).into());
            }
            return Ok(false);
        };
        if let Some(to) = self.skip_or_less(to) {
            return Err(self.upper_limit_error(i, to).into());
        }
        let count = self.checked_frequency(i, to, n, a_week)?;
        self.push_phrase(PhraseKind::Count(count), i, to);
        if let Some((of_day, at)) = part {
            self.push_part_of_day(of_day, at, at + 1);
        }
        Ok(true)
    }

    /// `a`, `per`, `/` at `i` make the number before it a count.
    fn is_rate_after_number(&self, i: TokenIndex) -> bool {
        matches!(self.word_at(i), Some(Word::A | Word::Per | Word::PerWeek | Word::PerDay))
            || self.is_sign(i, '/')
            || self.is_sign(i - 1, '+')
            || matches!(self.word_at(i), Some(Word::In)) && self.word_at(i + 1) == Some(Word::A)
    }

    /// `at most`, `up to`, `no more than` at `i`: the token after it.
    pub(super) fn skip_at_most(&self, i: TokenIndex) -> Option<TokenIndex> {
        let to = UPPER_LIMITS.iter().find_map(|words| self.skip_words(i, words))?;
        let number = if self.word_at(to) == Some(Word::Of) { to + 1 } else { to };
        self.lower_number_of_range(number).is_some().then_some(number)
    }

    /// `or less`, `at most`, `max` after a count at `i`: the token after it.
    fn skip_or_less(&self, i: TokenIndex) -> Option<TokenIndex> {
        OR_LESS.iter().find_map(|words| self.skip_words(i, words))
    }

    /// An upper limit says how much is too much, and plans nothing.
    pub(super) fn upper_limit_error(&self, from: TokenIndex, to: TokenIndex) -> ParseError {
        let help = "A limit plans nothing that can be counted. Write how often you mean to do it, as in `twice a week`, \
                    and keep the limit in the text of the note.";
        self.error_at_tokens(Code::WhenNotUnderstood, from..to, "is an upper limit.", help)
    }

    /// Past `at least`, `about`, `a minimum of`.
    fn skip_at_least(&self, i: TokenIndex) -> TokenIndex {
        match (self.word_at(i), self.word_at(i + 1)) {
            (Some(Word::Least), _) => i + 1,
            (Some(Word::A), Some(Word::Minimum)) if self.word_at(i + 2) == Some(Word::Of) => i + 3,
            (Some(Word::Minimum), Some(Word::Of)) => i + 2,
            (Some(Word::Minimum | Word::Between), _) => i + 1,
            _ => i,
        }
    }

    /// A number, or `once`, `twice`, `a couple of`.
    pub(super) fn number_once_or_twice_at(&self, i: TokenIndex) -> Option<(u64, TokenIndex)> {
        match self.word_at(i) {
            Some(Word::Once) => Some((1, i + 1)),
            Some(Word::Twice) => Some((2, i + 1)),
            Some(Word::A) if self.word_at(i + 1) == Some(Word::Couple) && self.word_at(i + 2) == Some(Word::Of) => {
                Some((2, i + 3))
            }
            // `x3 a week`
            Some(Word::X) => Some((self.number_at(i + 1)?, i + 2)),
            _ => Some((self.number_in_digits_or_words(i)?, i + 1)),
        }
    }

    /// A number in digits or words.
    pub(super) fn number_in_digits_or_words(&self, i: TokenIndex) -> Option<u64> {
        match self.kind_at(i)? {
            TokenKind::Number => self.number_at(i),
            TokenKind::Word(Word::Number(n)) => Some(u64::from(n)),
            _ => None,
        }
    }

    /// `3`, `3-4`, `3 to 4`, `once or twice`: the lower number.
    pub(super) fn lower_number_of_range(&self, i: TokenIndex) -> Option<(u64, TokenIndex)> {
        let (n, next) = self.number_once_or_twice_at(i)?;
        let between = self.word_at(i.wrapping_sub(1)) == Some(Word::Between) && self.word_at(next) == Some(Word::And);
        let range = self.is_sign(next, '-') || matches!(self.word_at(next), Some(Word::To | Word::Or)) || between;
        match self.number_once_or_twice_at(next + 1) {
            Some((most, end)) if range => Some((n.min(most), end)),
            _ => Some((n, next)),
        }
    }

    /// `a week`, `per day`, `/week`, `weekly`, `each day` at `i`: whether it is the week, and the token behind.
    fn weekly_or_daily_rate_at(&self, i: TokenIndex) -> Option<(bool, TokenIndex)> {
        let unit = match (self.word_at(i), self.kind_at(i)) {
            (Some(Word::Weekly | Word::PerWeek), _) => return Some((true, i + 1)),
            (Some(Word::Daily | Word::PerDay), _) => return Some((false, i + 1)),
            (Some(Word::In), _) if self.word_at(i + 1) == Some(Word::A) => i + 2,
            (Some(Word::A | Word::Per | Word::Every | Word::The | Word::This | Word::That), _)
            | (_, Some(TokenKind::Sign('/'))) => i + 1,
            (Some(Word::In), _) => i + 1,
            _ => return None,
        };
        match self.word_at(unit)? {
            Word::WeekUnit => Some((true, unit + 1)),
            Word::DayUnit => Some((false, unit + 1)),
            _ => None,
        }
    }

    fn is_rate_unit(&self, i: TokenIndex) -> bool {
        matches!(self.word_at(i), Some(Word::WeekUnit | Word::DayUnit | Word::OtherUnit))
    }

    /// `a month`, `per hour`, `monthly` at `i`: the token behind.
    fn skip_unplannable_rate(&self, i: TokenIndex) -> Option<TokenIndex> {
        match (self.word_at(i), self.word_at(i + 1)) {
            (Some(Word::OtherRate), _) => Some(i + 1),
            (Some(Word::A | Word::Per | Word::Every), Some(Word::OtherUnit | Word::Fortnight)) => Some(i + 2),
            _ if self.is_sign(i, '/') && self.word_at(i + 1) == Some(Word::OtherUnit) => Some(i + 2),
            _ => None,
        }
    }

    /// A count that can be meant.
    fn checked_frequency(
        &self,
        from: TokenIndex,
        to: TokenIndex,
        n: u64,
        a_week: bool,
    ) -> Result<Frequency, ParseError> {
        let most = if a_week { MOST_A_WEEK } else { MOST_A_DAY };
        match u32::try_from(n) {
            Ok(n) if n > 0 && n <= most => Ok(if a_week { Frequency::PerWeek(n) } else { Frequency::PerDay(n) }),
            _ => {
                let says = if n == 0 { "plans nothing." } else { "is too many to plan." };
                let unit = if a_week { "week" } else { "day" };
                let help = format!("Write a number from 1 to {most}, as in `2 times a {unit}`.");
                Err(self.error_at_tokens(Code::BadNumber, from..to, says, &help))
            }
        }
    }
}

const RATE: &[&str] = &["`a day`", "`a week`"];

/// Words before a number that make it an upper limit, and words after a count that do.
const UPPER_LIMITS: &[&str] = &[
    "at most",
    "at the most",
    "up to",
    "no more than",
    "not more than",
    "never more than",
    "not over",
    "max",
    "maximum",
    "a maximum",
    "at max",
    "at maximum",
    "less than",
    "fewer than",
    "under",
    "below",
    "limit to",
    "limited to",
];
const OR_LESS: &[&str] = &[
    "or less",
    "or fewer",
    "at most",
    "at the most",
    "max",
    "maximum",
    "tops",
    "or under",
    "and no more",
    "and not more",
];
