//! The grammar of times: `7:30`, `7.30pm`, `8am`, `noon`, `18:00-18:30`, `after 6pm`, and the parts of the day.

use super::cursor::{Parser, PhraseKind, TimePhrase};
use super::lexer::Kind;
use super::parse_error::{ParseError, SyntaxError};
use super::time::{Clock, DAY, DayPart, HALF_DAY as HALF, Slot};
use super::vocabulary::Word;
use crate::problem::Code;

/// A clock time as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClockTime {
    /// Minutes after midnight; 1440 where `24:00` stands.
    pub(super) minutes: u16,
    /// Of twelve hours, and neither `am` nor `pm` says which.
    soft: bool,
    /// `am` or `pm` was written.
    half: Option<bool>,
    /// It is written as a time, and not as a number that could be anything.
    sure: bool,
    pub(super) to: usize,
}

impl Parser<'_> {
    /// A time or part of the day at `i`, if it stands there; `bare_hour` where a number alone is an hour.
    pub(super) fn time(&mut self, i: usize, bare_hour: bool) -> Result<bool, SyntaxError> {
        let Some((time, to)) = self.time_at(i, bare_hour)? else {
            return Ok(false);
        };
        self.push(PhraseKind::Time(time), i, to);
        Ok(true)
    }

    /// A time or part of the day at `i`, and the token behind it.
    pub(super) fn time_at(&self, i: usize, bare_hour: bool) -> Result<Option<(TimePhrase, usize)>, ParseError> {
        if let Some((part, to)) = self.part(i) {
            return Ok(Some((self.plain(Slot::In(part), i, to), to)));
        }
        let from = if matches!(self.word(i), Some(Word::From | Word::Between)) { i + 1 } else { i };
        let start = match self.clock(from, bare_hour)? {
            Some(start) => start,
            // `10-11am`: the first is an hour because the second is.
            None => match self.clock(from, true) {
                Ok(Some(start)) if self.clock(start.to + 1, false)?.is_some() => ClockTime { sure: false, ..start },
                _ => return Ok(None),
            },
        };
        // A range: `18:00-18:30`, `6-7pm`, `from 6 to 7pm`, `between 6pm and 7pm`.
        let between = from > i && self.word(i) == Some(Word::Between) && self.word(start.to) == Some(Word::And);
        let range = self.is_sign(start.to, '-') || self.word(start.to) == Some(Word::To) || between;
        let end = if range { self.clock(start.to + 1, true)? } else { None };
        if let Some(end) = end.filter(|end| start.sure || end.sure) {
            return Ok(Some((self.between(start, end, i), end.to)));
        }
        if !start.sure {
            return Ok(None);
        }
        // `from 6pm on` has no end.
        if from > i && self.word(i) == Some(Word::From) {
            let to = if matches!(self.word(start.to), Some(Word::On)) && self.ends(start.to + 1) {
                start.to + 1
            } else {
                start.to
            };
            let open = TimePhrase { open: true, ..self.plain(Slot::Between(start.minutes.min(DAY), DAY), i, to) };
            return Ok(Some((open, to)));
        }
        if start.minutes == DAY {
            return Err(self.no_such_time(i, start.to));
        }
        let soft = start.soft;
        Ok(Some((TimePhrase { soft, ..self.plain(Slot::At(Clock(start.minutes)), from, start.to) }, start.to)))
    }

    fn plain(&self, slot: Slot, from: usize, to: usize) -> TimePhrase {
        let at = self.bytes(from, to);
        TimePhrase { slot, open: false, soft: false, merged: false, from: at.start, to: at.end }
    }

    fn between(&self, start: ClockTime, end: ClockTime, i: usize) -> TimePhrase {
        let (mut from, mut to) = (start.minutes % DAY, end.minutes);
        if start.half.is_none() && start.soft && end.half == Some(true) && from < HALF && from + HALF < to {
            // `6-7pm`: both after noon. `11-1pm` is not.
            from += HALF;
        }
        if to <= from && end.half.is_none() && end.soft && to + HALF > from && to < HALF {
            // `11:30-1`: the end is after noon.
            to += HALF;
        }
        if to <= from {
            // Past midnight: the small hours of the same written date.
            to += DAY;
        }
        self.plain(Slot::Between(from, to), i, end.to)
    }

    /// `after 6pm`, `before 9am`, `by 9`: a range with one end, if it stands at `i` and is no cue.
    pub(super) fn open_range(&mut self, i: usize) -> Result<bool, SyntaxError> {
        let Some((slot, to)) = self.open_range_at(i)? else {
            return Ok(false);
        };
        // `after 6pm and before 9pm` is one range.
        let next = if matches!(self.word(to), Some(Word::And | Word::Except)) { to + 1 } else { to };
        let before = if self.word(next) == Some(Word::Before) { self.open_range_at(next)? } else { None };
        if let (Slot::Between(from, DAY), Some((Slot::Between(0, end), behind))) = (slot, before)
            && end > from
        {
            self.push(PhraseKind::Time(self.plain(Slot::Between(from, end), i, behind)), i, behind);
            return Ok(true);
        }
        let time = TimePhrase { open: true, ..self.plain(slot, i, to) };
        self.push(PhraseKind::Time(time), i, to);
        Ok(true)
    }

    fn open_range_at(&self, i: usize) -> Result<Option<(Slot, usize)>, ParseError> {
        let after = match self.word(i) {
            Some(Word::After) => true,
            Some(Word::Before | Word::By) => false,
            Some(Word::To) if self.phrases.is_empty() => false,
            _ => return Ok(None),
        };
        let first = if matches!(self.word(i + 1), Some(Word::About)) { i + 2 } else { i + 1 };
        let Some(clock) = self.clock(first, true)? else {
            return Ok(None);
        };
        // `after 3 cups of tea` and `after 6pm mass` are cues.
        if !self.ends(clock.to) {
            return Ok(None);
        }
        let minutes = clock.minutes;
        Ok(match (after, minutes) {
            (true, m) => Some((Slot::Between(m % DAY, DAY), clock.to)),
            // Midnight ends the day.
            (false, 0) => Some((Slot::Between(0, DAY), clock.to)),
            (false, m) => Some((Slot::Between(0, m), clock.to)),
        })
    }

    /// A time that ends before `i` is whole: what follows begins something of its own.
    fn ends(&self, i: usize) -> bool {
        match self.kind(i) {
            None => true,
            Some(Kind::Sign(c)) => matches!(c, ',' | ';' | '.' | '(' | ')' | '/' | '&' | '-'),
            Some(Kind::Number) => false,
            Some(Kind::Word(word)) => matches!(
                word,
                Word::And
                    | Word::Or
                    | Word::On
                    | Word::Every
                    | Word::Day(_)
                    | Word::MaybeDay(_)
                    | Word::Days(_)
                    | Word::Daily
                    | Word::Weekly
                    | Word::At
                    | Word::In
                    | Word::After
                    | Word::Before
                    | Word::When
                    | Word::While
                    | Word::If
                    | Word::During
                    | Word::As
                    | Word::Once
                    | Word::Twice
                    | Word::Except
                    | Word::Weeknights
            ),
        }
    }

    /// `7:30`, `07:30`, `7.30pm`, `8am`, `6 p.m.`, `noon`, `half past seven`; where `bare`, `7` too.
    ///
    /// # Errors
    /// A time that the day does not have: `25:00`.
    pub(super) fn clock(&self, i: usize, bare: bool) -> Result<Option<ClockTime>, ParseError> {
        let named = |minutes, to| Ok(Some(ClockTime { minutes, soft: false, half: Some(true), sure: true, to }));
        match self.word(i) {
            Some(Word::Noon) => return named(HALF, i + 1),
            Some(Word::Midnight) => return named(0, i + 1),
            Some(Word::Half) if self.word(i + 1) == Some(Word::Past) => return Ok(self.past(i + 2, 30)),
            Some(Word::Quarter) if self.word(i + 1) == Some(Word::Past) => return Ok(self.past(i + 2, 15)),
            Some(Word::Quarter) if self.is(i + 1, "to") => return Ok(self.past(i + 2, 45)),
            Some(Word::A) if self.word(i + 1) == Some(Word::Quarter) => return self.clock(i + 1, bare),
            _ => {}
        }
        let (hours, digits) = match self.kind(i) {
            Some(Kind::Number) => (self.number(i).unwrap_or(u64::MAX), self.digits(i)),
            Some(Kind::Word(Word::Number(n))) => (u64::from(n), 3),
            _ => return Ok(None),
        };
        match self.word(i + 1) {
            Some(Word::Noon) if hours == 12 => return named(HALF, i + 2),
            Some(Word::Midnight) if hours == 12 => return named(0, i + 2),
            _ => {}
        }
        let (mut to, minutes) = self.minutes_after(i, digits)?;
        let mut sure = to > i + 1;
        let half = self.half_of_day(to);
        if let Some((pm, behind)) = half {
            to = behind;
            sure = true;
            if hours == 0 || hours > 12 && !(pm && hours < 24) || minutes > 59 {
                return Err(self.no_such_time(i, to));
            }
            let hours = if hours > 12 { hours } else { hours % 12 + if pm { 12 } else { 0 } };
            return Ok(Some(ClockTime { minutes: small(hours * 60 + minutes), soft: false, half: Some(pm), sure, to }));
        }
        if self.word(to) == Some(Word::OClock) {
            to += 1;
            sure = true;
        } else if !sure {
            // A number alone: an hour only where it can be nothing else.
            let other = self.is_something_else(to);
            // `8 in the evening`
            let in_part = self.skip_few(to) > to && self.part(self.skip_few(to)).is_some();
            if !(bare || in_part) || digits > 2 && self.kind(i) == Some(Kind::Number) || other {
                return Ok(None);
            }
            sure = true;
        }
        if hours > 24 || minutes > 59 || hours == 24 && minutes > 0 {
            return Err(self.no_such_time(i, to));
        }
        let soft = (1..=12).contains(&hours) && !self.text_at(i).starts_with('0');
        Ok(Some(ClockTime { minutes: small(hours * 60 + minutes), soft, half: None, sure, to }))
    }

    /// The minutes after the hour at `i`, and the token after them (that after the hour where there are none). Seconds are
    /// passed over.
    fn minutes_after(&self, i: usize, digits: usize) -> Result<(usize, u64), ParseError> {
        let mut to = i + 1;
        let colon = self.is_sign(to, ':') || self.is(to, "h");
        let dot = self.is_sign(to, '.');
        if !((colon || dot) && digits <= 2 && self.glued(to) && self.glued(to + 1)) {
            return Ok((to, 0));
        }
        if self.digits(to + 1) != 2 {
            if colon && self.digits(to + 1) > 0 {
                let help = "Write hours and two digits of minutes, as in `7:05`.";
                return Err(self.error(Code::WhenNotUnderstood, i..to + 2, "is not written as a time.", help));
            }
            return Ok((to, 0));
        }
        let minutes = self.number(to + 1).unwrap_or(u64::MAX);
        to += 2;
        if self.is_sign(to, ':') && self.glued(to + 1) && self.digits(to + 1) == 2 {
            if self.number(to + 1).is_some_and(|s| s > 60) {
                return Err(self.no_such_time(i, to + 2));
            }
            to += 2;
            if self.is_sign(to, '.') && self.glued(to) && self.glued(to + 1) && self.digits(to + 1) > 0 {
                to += 2;
            }
        }
        Ok((to, minutes))
    }

    /// What follows a number at `i` makes it no hour: `3 times`, `3 cups`, `3/4`.
    fn is_something_else(&self, i: usize) -> bool {
        let other = matches!(
            self.word(i),
            Some(
                Word::Times
                    | Word::X
                    | Word::DayUnit
                    | Word::WeekUnit
                    | Word::OtherUnit
                    | Word::Month(_)
                    | Word::Unknown
            )
        );
        other || self.glued(i) && matches!(self.kind(i), Some(Kind::Word(_) | Kind::Sign('/' | '.' | ':' | '%')))
    }

    /// `half past seven`, `quarter to eight`.
    fn past(&self, hour: usize, minutes: u16) -> Option<ClockTime> {
        let hours = self.amount(hour).filter(|h| (1..=12).contains(h))?;
        let half = self.half_of_day(hour + 1);
        let base = small(hours % 12 * 60) + minutes;
        let base = if minutes == 45 { (base + DAY - 60) % DAY } else { base };
        let (minutes, to) = match half {
            Some((true, to)) => ((base + HALF) % DAY, to),
            Some((false, to)) => (base, to),
            None => (base, hour + 1),
        };
        Some(ClockTime { minutes, soft: half.is_none(), half: half.map(|h| h.0), sure: true, to })
    }

    /// `am`, `pm`, `a.m.`, `p.m.` at `i`: whether it is pm, and the token behind.
    fn half_of_day(&self, i: usize) -> Option<(bool, usize)> {
        let dotted = self.is_sign(i + 1, '.') && self.is(i + 2, "m") && self.glued(i + 1) && self.glued(i + 2);
        let behind = if self.is_sign(i + 3, '.') && self.glued(i + 3) { i + 4 } else { i + 3 };
        match self.word(i)? {
            Word::Am => Some((false, i + 1)),
            Word::A if dotted && self.is(i, "a") => Some((false, behind)),
            Word::Pm if dotted => Some((true, behind)),
            Word::Pm => Some((true, i + 1)),
            Word::A if self.glued(i) && self.is(i, "a") => Some((false, i + 1)),
            _ => None,
        }
    }

    /// A part of the day at `i`, and the token behind it.
    fn part(&self, i: usize) -> Option<(DayPart, usize)> {
        let behind = |at: usize| if self.is_sign(at, '-') { at + 1 } else { self.skip_few(at) };
        match self.word(i)? {
            Word::Part(part) => Some((part, i + 1)),
            Word::Early | Word::Late => {
                let early = self.word(i) == Some(Word::Early);
                match self.word(behind(i + 1))? {
                    Word::Part(DayPart::Morning) if early => Some((DayPart::EarlyMorning, behind(i + 1) + 1)),
                    Word::Part(part) => Some((part, behind(i + 1) + 1)),
                    _ => None,
                }
            }
            // `bed time`, `lunch time`
            Word::Habit
                if self.word(i + 1) == Some(Word::Times)
                    || self.is_sign(i + 1, '-') && self.word(i + 2) == Some(Word::Times) =>
            {
                let to = if self.is_sign(i + 1, '-') { i + 3 } else { i + 2 };
                match () {
                    () if self.is(i, "bed") => Some((DayPart::Bedtime, to)),
                    () if self.is(i, "lunch") => Some((DayPart::Midday, to)),
                    () => None,
                }
            }
            _ => None,
        }
    }

    /// Behind `in the`, `at`, `on`.
    fn skip_few(&self, i: usize) -> usize {
        let mut i = i;
        for _ in 0..2 {
            if matches!(self.word(i), Some(Word::In | Word::The | Word::At | Word::On)) {
                i += 1;
            }
        }
        i
    }

    pub(super) fn push_part(&mut self, part: DayPart, from: usize, to: usize) {
        let time = self.plain(Slot::In(part), from, to);
        self.push(PhraseKind::Time(time), from, to);
    }

    fn no_such_time(&self, from: usize, to: usize) -> ParseError {
        self.error(
            Code::BadNumber,
            from..to,
            "is no time of the day.",
            "Write a time from 0:00 to 23:59, as in `18:00` or `6 pm`.",
        )
    }
}

fn small(n: u64) -> u16 {
    u16::try_from(n).unwrap_or(0)
}
