//! The grammar of days: `every day`, `weekdays`, `Mon-Fri`, `every other Tuesday`, `every 2 weeks`, `except Sunday`.

use super::cursor::{Parser, PhraseKind, Separator};
use super::parse_error::{ParseError, SyntaxError};
use super::time::DayPart;
use super::vocabulary::Word;
use crate::problem::Code;

/// A bit for each day of the week.
pub(super) const EVERY_DAY: u8 = 0b111_1111;
pub(super) const WEEKDAYS: u8 = 0b001_1111;
/// Sunday to Thursday.
const SCHOOL_NIGHTS: u8 = 0b100_1111;
/// The longest intervals that are taken.
const MOST_DAYS: u64 = 366;
const MOST_WEEKS: u64 = 53;

impl Parser<'_> {
    /// Days at `i`, if they stand there.
    pub(super) fn days(&mut self, i: usize) -> Result<bool, SyntaxError> {
        let Some(word) = self.word(i) else {
            return Ok(false);
        };
        let range = matches!(word, Word::From | Word::Between) && self.named(i + 1).is_some();
        let i = if range { i + 1 } else { i };
        if let Some((mask, to)) = self.named_range(i) {
            self.push(PhraseKind::Days { mask, every: false }, i, to);
            return Ok(true);
        }
        if let Some(to) = self.two_word_school_nights(i) {
            self.school_nights(i, to);
            return Ok(true);
        }
        if let Some(to) = self.two_words(i) {
            self.push(PhraseKind::Days { mask: WEEKDAYS, every: false }, i, to);
            return Ok(true);
        }
        match word {
            Word::Every => self.every(i)?,
            // `If it is any day but Sunday`
            Word::Any if self.word(i + 1) == Some(Word::DayUnit) => {
                self.push(PhraseKind::Days { mask: EVERY_DAY, every: true }, i, i + 2);
            }
            Word::Alternate => self.step(i, i + 1, 2)?,
            Word::Daily => self.push(PhraseKind::Days { mask: EVERY_DAY, every: true }, i, i + 1),
            Word::Nightly => {
                self.push(PhraseKind::Days { mask: EVERY_DAY, every: true }, i, i + 1);
                self.push_part(DayPart::Night, i, i + 1);
            }
            Word::Weeknights => {
                self.push(PhraseKind::Days { mask: WEEKDAYS, every: true }, i, i + 1);
                self.push_part(DayPart::Night, i, i + 1);
            }
            Word::SchoolNights => self.school_nights(i, i + 1),
            Word::Weekly => self.push(PhraseKind::EveryWeeks(1, 0), i, i + 1),
            Word::Fortnightly => self.push(PhraseKind::EveryWeeks(2, 0), i, i + 1),
            Word::Except | Word::Not => self.except(i)?,
            Word::OtherRate => return Err(self.other_unit(i, i + 1).into()),
            Word::TwoMeanings => {
                return Err(self
                    .error(
                        Code::WhenNotUnderstood,
                        i..i + 1,
                        "can mean two things.",
                        "Write `twice a week` or `every 2 weeks`.",
                    )
                    .into());
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// One word for a day or several.
    pub(super) fn named(&self, i: usize) -> Option<u8> {
        match self.word(i)? {
            Word::Day(day) | Word::MaybeDay(day) => Some(1 << day),
            Word::Days(mask) => Some(mask),
            _ => None,
        }
    }

    /// The evenings before school days.
    fn school_nights(&mut self, from: usize, to: usize) {
        self.push(PhraseKind::Days { mask: SCHOOL_NIGHTS, every: true }, from, to);
        self.push_part(DayPart::Evening, from, to);
    }

    /// `school nights`, `school night`: the token after it.
    pub(super) fn two_word_school_nights(&self, i: usize) -> Option<usize> {
        let nights = matches!(self.word(i + 1), Some(Word::Part(DayPart::Night | DayPart::Evening)));
        (self.is(i, "school") && nights).then_some(i + 2)
    }

    /// `work days`, `week days`: the token behind.
    pub(super) fn two_words(&self, i: usize) -> Option<usize> {
        let first = self.word(i) == Some(Word::WeekUnit) || self.is(i, "work");
        (first && self.word(i + 1) == Some(Word::DayUnit)).then_some(i + 2)
    }

    fn one_day(&self, i: usize) -> Option<u8> {
        match self.word(i)? {
            Word::Day(day) | Word::MaybeDay(day) => Some(day),
            _ => None,
        }
    }

    /// A day, several in one word, or `Mon-Fri`: a bit for each, and the token behind.
    fn named_range(&self, i: usize) -> Option<(u8, usize)> {
        let mask = self.named(i)?;
        let behind = if self.is_sign(i + 1, '.') { i + 2 } else { i + 1 };
        let (Some(first), Some(last)) = (self.one_day(i), self.one_day(behind + 1)) else {
            return Some((mask, i + 1));
        };
        // `Mon - Wed - Fri` is a list.
        let dash_before = i > 1 && self.is_sign(i - 1, '-') && self.one_day(i - 2).is_some();
        if dash_before
            || self.is_sign(behind, '-') && self.is_sign(behind + 2, '-') && self.one_day(behind + 3).is_some()
        {
            return Some((mask, i + 1));
        }
        let between = self.word(i.wrapping_sub(1)) == Some(Word::Between) && self.word(behind) == Some(Word::And);
        if !(self.is_sign(behind, '-') || self.word(behind) == Some(Word::To) || between) {
            return Some((mask, i + 1));
        }
        let mut mask = 0;
        let mut day = first;
        loop {
            mask |= 1 << day;
            if day == last {
                return Some((mask, behind + 2));
            }
            day = (day + 1) % 7;
        }
    }

    pub(super) fn every(&mut self, i: usize) -> Result<(), SyntaxError> {
        let next = if self.is(i + 1, "single") { i + 2 } else { i + 1 };
        if let Some((mask, to)) = self.named_range(next) {
            self.push(PhraseKind::Days { mask, every: true }, i, to);
            return Ok(());
        }
        match self.word(next) {
            Some(Word::DayUnit) => {
                let to = self.match_words(next + 1, "of the week").unwrap_or(next + 1);
                self.push(PhraseKind::Days { mask: EVERY_DAY, every: true }, i, to);
            }
            Some(Word::Part(_) | Word::Early | Word::Late | Word::Noon | Word::Midnight) => {
                self.push(PhraseKind::Days { mask: EVERY_DAY, every: true }, i, next);
            }
            Some(Word::Weeknights) => {
                self.push(PhraseKind::Days { mask: WEEKDAYS, every: true }, i, next + 1);
                self.push_part(DayPart::Night, next, next + 1);
            }
            _ if self.two_word_school_nights(next).is_some() => self.school_nights(i, next + 2),
            Some(Word::SchoolNights) => self.school_nights(i, next + 1),
            Some(Word::WeekUnit) => self.push(PhraseKind::EveryWeeks(1, 0), i, next + 1),
            Some(Word::Fortnight) => self.push(PhraseKind::EveryWeeks(2, 0), i, next + 1),
            Some(Word::OtherUnit) => return Err(self.other_unit(i, next + 1).into()),
            Some(Word::Other | Word::Alternate) => self.step(i, next + 1, 2)?,
            Some(Word::Ordinal(n)) => {
                // `every second Tuesday` is every other; `every third Friday` may be that of a month.
                if n > 2 && self.named(next + 1).is_some() {
                    return Err(self.nth_day(i, next + 1, u64::from(n)).into());
                }
                self.step(i, next + 1, u64::from(n))?;
            }
            Some(Word::First) if self.named(next + 1).is_some() => {
                return Err(self.nth_day(i, next + 1, 1).into());
            }
            Some(Word::Couple) => {
                self.step(i, if self.word(next + 1) == Some(Word::Of) { next + 2 } else { next + 1 }, 2)?
            }
            Some(Word::Number(n)) => self.step_range(i, next, u64::from(n))?,
            _ => match self.number(next) {
                // `every 3rd day`
                Some(n) if self.glued(next + 1) && ["st", "nd", "rd", "th"].iter().any(|s| self.is(next + 1, s)) => {
                    if self.named(next + 2).is_some() {
                        return Err(self.nth_day(i, next + 2, n).into());
                    }
                    self.step(i, next + 2, n)?;
                }
                Some(n) => self.step_range(i, next, n)?,
                None => return Err(self.unexpected_behind(i, next, EVERY)),
            },
        }
        Ok(())
    }

    /// `every 3rd Friday`: that of a month, or each third week. The help shows both.
    fn nth_day(&self, i: usize, day: usize, n: u64) -> ParseError {
        let (mask, to) = self.named_range(day).unwrap_or((1, day + 1));
        let name = self.text_of(day, to);
        let weeks = match n {
            0 | 1 => format!("`every {name}`"),
            2 => format!("`every other {name}`"),
            n => format!("`every {n} weeks on {name}`"),
        };
        let dates = example_dates(mask);
        let help = format!("Write {weeks}; if you mean one {name} of each month, write the dates, as in `{dates}`.");
        self.error(Code::WhenNotUnderstood, i..to, "can mean two things.", &help)
    }

    /// `the first Monday of the month`.
    pub(super) fn of_month(&self, i: usize, to: usize) -> ParseError {
        let name = self.text_of(i + 1, i + 2);
        let help = format!(
            "Plans are counted by the week: write the dates, as in `{}`, or `every 4 weeks on {name}`.",
            example_dates(self.named(i + 1).unwrap_or(1))
        );
        self.error(Code::WhenNotUnderstood, i..to, "is a day of a month.", &help)
    }

    /// A word needs something after it, and something else is there: the words there, else the word itself.
    pub(super) fn unexpected_behind(&self, i: usize, next: usize, expected: &'static [&'static str]) -> SyntaxError {
        self.unexpected(if next < self.end { next } else { i }, expected)
    }

    /// `every 2-3 days` plans the lower number of days: every 3.
    fn step_range(&mut self, i: usize, number: usize, n: u64) -> Result<(), SyntaxError> {
        let joined = self.is_sign(number + 1, '-') || matches!(self.word(number + 1), Some(Word::To | Word::Or));
        match self.amount(number + 2) {
            Some(most) if joined => self.step(i, number + 3, n.max(most)),
            _ => self.step(i, number + 1, n),
        }
    }

    /// Every `n` of the unit at `unit`, in a phrase that begins at `i`.
    fn step(&mut self, i: usize, unit: usize, n: u64) -> Result<(), SyntaxError> {
        let most = match self.word(unit) {
            Some(Word::WeekUnit | Word::Day(_) | Word::MaybeDay(_) | Word::Days(_)) => MOST_WEEKS,
            Some(Word::DayUnit | Word::Part(_) | Word::Early | Word::Late) => MOST_DAYS,
            Some(Word::OtherUnit) => return Err(self.other_unit(i, unit + 1).into()),
            _ => return Err(self.unexpected_behind(i, unit, STEP)),
        };
        if n == 0 || n > most {
            let says = if n == 0 { "plans nothing." } else { "is too far apart." };
            let help = format!("Write a number from 1 to {most}, as in `every 3 days` or `every 2 weeks`.");
            return Err(self.error(Code::BadNumber, i..unit + 1, says, &help).into());
        }
        let n = u32::try_from(n).unwrap_or(u32::MAX);
        let every_day = PhraseKind::Days { mask: EVERY_DAY, every: true };
        match self.word(unit) {
            Some(Word::WeekUnit) => self.push(PhraseKind::EveryWeeks(n, 0), i, unit + 1),
            Some(Word::DayUnit) => self.push(if n == 1 { every_day } else { PhraseKind::EveryDays(n) }, i, unit + 1),
            Some(Word::Part(_) | Word::Early | Word::Late) => {
                self.push(if n == 1 { every_day } else { PhraseKind::EveryDays(n) }, i, unit);
            }
            _ => {
                let (mask, to) = self.named_range(unit).unwrap_or((0, unit + 1));
                self.push(
                    if n == 1 { PhraseKind::Days { mask, every: true } } else { PhraseKind::EveryWeeks(n, mask) },
                    i,
                    to,
                );
            }
        }
        Ok(())
    }

    /// `except Sunday`, `but not on Sat or Sun`, `never on Sundays`.
    fn except(&mut self, i: usize) -> Result<(), SyntaxError> {
        let mut next = i + 1;
        while matches!(self.word(next), Some(Word::Not | Word::For | Word::On | Word::The)) {
            next += 1;
        }
        let Some((mut mask, mut to)) = self.named_range(next) else {
            return Err(self.unexpected_behind(i, next, &["a weekday, as in `every day except Sunday`"]));
        };
        // More days may follow; what is no day belongs to the rest.
        loop {
            let (at, sep) = (std::mem::replace(&mut self.at, to), self.separators());
            let behind = if self.word(self.at) == Some(Word::On) { self.at + 1 } else { self.at };
            self.at = at;
            match self.named_range(behind) {
                Some((more, end)) if sep != Separator::None => {
                    mask |= more;
                    to = end;
                }
                _ => break,
            }
        }
        self.push(PhraseKind::Except(mask), i, to);
        Ok(())
    }

    /// `every month`, `3 times an hour`: a unit in which nothing is planned.
    pub(super) fn other_unit(&self, from: usize, to: usize) -> ParseError {
        let short = (from..to)
            .any(|i| ["hour", "hours", "hourly", "minute", "minutes", "min", "mins"].iter().any(|w| self.is(i, w)));
        let help = if short {
            "Plans are counted by the day: write `8 times a day`, or the times themselves, as in `9:00, 12:00 and 15:00`."
        } else {
            "Plans are counted by the week: write `every 4 weeks on Monday`, or the date, as in `on 2026-11-26`."
        };
        self.error(Code::WhenNotUnderstood, from..to, "is no unit that can be planned.", help)
    }
}

/// Two dates of the mask's first day, in two months.
fn example_dates(mask: u8) -> String {
    let day = mask.trailing_zeros().min(6) + 1;
    format!("on 2026-06-{day:02} and 2026-07-{:02}", day + 5)
}

const EVERY: &[&str] = &["`day`", "a weekday", "`other day`", "a number of days or weeks"];
const STEP: &[&str] = &["`days`", "`weeks`", "a weekday"];
