//! Counts: `3 times a week`, `twice daily`, `3-4x/week`, `two days a week`.

use super::days::EVERY_DAY;
use super::error::{SyntaxError, quote};
use super::lexer::Kind;
use super::parser::{self, Parser, PhraseKind};
use super::words::Word;
use super::{Frequency, ParseError};
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
        let once = matches!(self.word(first), Some(Word::Once | Word::Twice));
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
        let Some((a_week, to)) = self.rate(next) else {
            if self.other_rate(next).is_some_and(|_| times || part.is_some()) {
                let to = self.other_rate(next).unwrap_or(next);
                return Err(self.other_unit(i, to).into());
            }
            if times {
                let message = "does not say whether that is in a day or a week.";
                let help = "Write `a day` or `a week` behind it, as in `3 times a week`.";
                return Err(self.error(Code::WhenNotUnderstood, i, next, message, help).into());
            }
            return Ok(false);
        };
        let count = self.checked(i, to, n, a_week)?;
        self.push(PhraseKind::Count(count), i, to);
        if let Some((of_day, at)) = part {
            self.push_part(of_day, at, at + 1);
        }
        Ok(true)
    }

    /// Behind `at least`, `about`, `a minimum of`.
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
    fn amount_range(&self, i: usize) -> Option<(u64, usize)> {
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
                Err(self.error(Code::BadNumber, from, to, says, &help))
            }
        }
    }
}

/// See [`super::times`].
pub(super) fn times(text: &str) -> Result<Frequency, ParseError> {
    let help = "Write a number and how long it is for, as in `3 a week` or `twice a day`.";
    let bad = || ParseError::new(Code::BadValue, 0..text.len(), format!("{} is no count.", quote(text)), help);
    let (phrases, _) = parser::phrases(text).map_err(|error| match error {
        SyntaxError::Known(error) if error.code == Code::BadNumber => error,
        _ if text.trim_start().starts_with('-') => {
            ParseError::new(Code::BadNumber, 0..text.len(), format!("{} is less than nothing.", quote(text)), help)
        }
        _ => bad(),
    })?;
    match phrases.as_slice() {
        [only] => match only.what {
            PhraseKind::Count(times) => Ok(times),
            PhraseKind::EveryWeeks(1, 0) => Ok(Frequency::PerWeek(1)),
            PhraseKind::Days { mask: EVERY_DAY, every: true } => Ok(Frequency::PerDay(1)),
            _ => Err(bad()),
        },
        _ => Err(bad()),
    }
}

/// The most often that is taken for meant.
pub(super) const MOST_A_DAY: u32 = 24;
pub(super) const MOST_A_WEEK: u32 = 7 * MOST_A_DAY;

const RATE: &[&str] = &["`a day`", "`a week`"];
