//! The grammar of counts: `3 times a week`, `twice daily`, `3-4x/week`, `two days a week`.

use super::amount::{Frequency, MOST_A_DAY, MOST_A_WEEK};
use super::cursor::{Parser, PhraseKind};
use super::lexer::Kind;
use super::parse_error::{ParseError, SyntaxError};
use super::vocabulary::Word;
use crate::problem::Code;

impl Parser<'_> {
    /// `3 times a week`, `twice daily`, `3-4x/week`, `two days a week`: a count at `i`, if one stands there.
    pub(super) fn count(&mut self, i: usize) -> Result<bool, SyntaxError> {
        let first = self.count_begins(i);
        let Some((n, mut next)) = self.amount_range(first) else {
            return Ok(false);
        };
        if self.is_sign(next, '+') {
            next += 1;
        } else if self.word(next) == Some(Word::Or) && self.word(next + 1) == Some(Word::More) {
            next += 2;
        }
        if let Some(to) = self.or_less(next) {
            return Err(self.too_many(i, to).into());
        }
        let once = matches!(self.word(first), Some(Word::Once | Word::Twice));
        // A bare number is an hour of the day (`at 7 every day`), unless `a`, `per` or `/` makes it a count.
        let least = first > i && self.word(i) != Some(Word::Between);
        let says_count = once || least || self.bare_count(next);
        let mut part = None;
        let mut times = once;
        match self.word(next) {
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
        if times && self.word(next) == Some(Word::Every) && !self.rate_unit(next + 1) {
            let by_week = (next + 1..next + 4).any(|j| matches!(self.word(j), Some(Word::WeekUnit | Word::OtherUnit)));
            if n > 1 && by_week {
                return Err(self.unexpected(next, RATE));
            }
            if n > 1 {
                let count = self.checked(i, next, n, false)?;
                self.push(PhraseKind::Count(count), i, next);
            }
            self.every(next)?;
            return Ok(true);
        }
        if !times && part.is_none() && !says_count {
            return Ok(false);
        }
        let Some((a_week, to)) = self.rate(next) else {
            if self.other_rate(next).is_some_and(|_| times || part.is_some()) {
                let to = self.other_rate(next).unwrap_or(next);
                return Err(self.other_unit(i, to).into());
            }
            if times {
                let message = "does not say whether that is in a day or a week.";
                let help = "Write `a day` or `a week` after it, as in `3 times a week`.";
                return Err(self.error(Code::WhenNotUnderstood, i..next, message, help).into());
            }
            return Ok(false);
        };
        if let Some(to) = self.or_less(to) {
            return Err(self.too_many(i, to).into());
        }
        let count = self.checked(i, to, n, a_week)?;
        self.push(PhraseKind::Count(count), i, to);
        if let Some((of_day, at)) = part {
            self.push_part(of_day, at, at + 1);
        }
        Ok(true)
    }

    /// `a`, `per`, `/` at `i` make the number before it a count.
    fn bare_count(&self, i: usize) -> bool {
        matches!(self.word(i), Some(Word::A | Word::Per | Word::PerWeek | Word::PerDay))
            || self.is_sign(i, '/')
            || self.is_sign(i - 1, '+')
            || matches!(self.word(i), Some(Word::In)) && self.word(i + 1) == Some(Word::A)
    }

    /// `at most`, `up to`, `no more than` at `i`: the token after it.
    pub(super) fn upper_limit(&self, i: usize) -> Option<usize> {
        let to = UPPER_LIMITS.iter().find_map(|words| self.match_words(i, words))?;
        let number = if self.word(to) == Some(Word::Of) { to + 1 } else { to };
        self.amount_range(number).is_some().then_some(number)
    }

    /// `or less`, `at most`, `max` after a count at `i`: the token after it.
    fn or_less(&self, i: usize) -> Option<usize> {
        OR_LESS.iter().find_map(|words| self.match_words(i, words))
    }

    /// An upper limit says how much is too much, and plans nothing.
    pub(super) fn too_many(&self, from: usize, to: usize) -> ParseError {
        let help = "A limit plans nothing that can be counted. Write how often you mean to do it, as in `twice a week`, \
                    and keep the limit in the text of the note.";
        self.error(Code::WhenNotUnderstood, from..to, "is an upper limit.", help)
    }

    /// Past `at least`, `about`, `a minimum of`.
    fn count_begins(&self, i: usize) -> usize {
        match (self.word(i), self.word(i + 1)) {
            (Some(Word::Least), _) => i + 1,
            (Some(Word::A), Some(Word::Minimum)) if self.word(i + 2) == Some(Word::Of) => i + 3,
            (Some(Word::Minimum), Some(Word::Of)) => i + 2,
            (Some(Word::Minimum | Word::Between), _) => i + 1,
            _ => i,
        }
    }

    /// A number, or `once`, `twice`, `a couple of`.
    fn amount_at(&self, i: usize) -> Option<(u64, usize)> {
        match self.word(i) {
            Some(Word::Once) => Some((1, i + 1)),
            Some(Word::Twice) => Some((2, i + 1)),
            Some(Word::A) if self.word(i + 1) == Some(Word::Couple) && self.word(i + 2) == Some(Word::Of) => {
                Some((2, i + 3))
            }
            // `x3 a week`
            Some(Word::X) => Some((self.number(i + 1)?, i + 2)),
            _ => Some((self.amount(i)?, i + 1)),
        }
    }

    /// A number in digits or words.
    pub(super) fn amount(&self, i: usize) -> Option<u64> {
        match self.kind(i)? {
            Kind::Number => self.number(i),
            Kind::Word(Word::Number(n)) => Some(u64::from(n)),
            _ => None,
        }
    }

    /// `3`, `3-4`, `3 to 4`, `once or twice`: the lower number.
    pub(super) fn amount_range(&self, i: usize) -> Option<(u64, usize)> {
        let (n, next) = self.amount_at(i)?;
        let between = self.word(i.wrapping_sub(1)) == Some(Word::Between) && self.word(next) == Some(Word::And);
        let range = self.is_sign(next, '-') || matches!(self.word(next), Some(Word::To | Word::Or)) || between;
        match self.amount_at(next + 1) {
            Some((most, end)) if range => Some((n.min(most), end)),
            _ => Some((n, next)),
        }
    }

    /// `a week`, `per day`, `/week`, `weekly`, `each day` at `i`: whether it is the week, and the token behind.
    fn rate(&self, i: usize) -> Option<(bool, usize)> {
        let unit = match (self.word(i), self.kind(i)) {
            (Some(Word::Weekly | Word::PerWeek), _) => return Some((true, i + 1)),
            (Some(Word::Daily | Word::PerDay), _) => return Some((false, i + 1)),
            (Some(Word::In), _) if self.word(i + 1) == Some(Word::A) => i + 2,
            (Some(Word::A | Word::Per | Word::Every | Word::The | Word::This | Word::That), _)
            | (_, Some(Kind::Sign('/'))) => i + 1,
            (Some(Word::In), _) => i + 1,
            _ => return None,
        };
        match self.word(unit)? {
            Word::WeekUnit => Some((true, unit + 1)),
            Word::DayUnit => Some((false, unit + 1)),
            _ => None,
        }
    }

    fn rate_unit(&self, i: usize) -> bool {
        matches!(self.word(i), Some(Word::WeekUnit | Word::DayUnit | Word::OtherUnit))
    }

    /// `a month`, `per hour`, `monthly` at `i`: the token behind.
    fn other_rate(&self, i: usize) -> Option<usize> {
        match (self.word(i), self.word(i + 1)) {
            (Some(Word::OtherRate), _) => Some(i + 1),
            (Some(Word::A | Word::Per | Word::Every), Some(Word::OtherUnit | Word::Fortnight)) => Some(i + 2),
            _ if self.is_sign(i, '/') && self.word(i + 1) == Some(Word::OtherUnit) => Some(i + 2),
            _ => None,
        }
    }

    /// A count that can be meant.
    fn checked(&self, from: usize, to: usize, n: u64, a_week: bool) -> Result<Frequency, ParseError> {
        let most = if a_week { MOST_A_WEEK } else { MOST_A_DAY };
        match u32::try_from(n) {
            Ok(n) if n > 0 && n <= most => Ok(if a_week { Frequency::PerWeek(n) } else { Frequency::PerDay(n) }),
            _ => {
                let says = if n == 0 { "plans nothing." } else { "is too many to plan." };
                let unit = if a_week { "week" } else { "day" };
                let help = format!("Write a number from 1 to {most}, as in `2 times a {unit}`.");
                Err(self.error(Code::BadNumber, from..to, says, &help))
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
