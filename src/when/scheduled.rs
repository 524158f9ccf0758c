//! The phrases that say which days, how often and at what time: everything but cues and vague words.

use super::cursor::{Parser, Phrase, PhraseKind, Separator};
use super::parse_error::{ParseError, SyntaxError};
use super::vocabulary::Word;
use crate::problem::Code;

/// What can be where a phrase begins.
pub(super) const ANY_PHRASE: &[&str] = &["a day", "a time", "how often", "a cue"];

impl Parser<'_> {
    /// A date, a count, days or a time at `start`.
    pub(super) fn scheduled(&mut self, start: usize) -> Result<(), SyntaxError> {
        self.limit(start)?;
        if self.open_range(start)? {
            return Ok(());
        }
        let on = self.word(start) == Some(Word::On);
        let i = self.skip_small(start);
        self.relative(start, i)?;
        if self.date(i, on)? || self.count(i)? || self.days(i)? {
            return Ok(());
        }
        let bare_hour = self.says_at(start) || self.is_beside_time() || self.is_beside_days(i);
        if self.time(i, bare_hour)? {
            return Ok(());
        }
        Err(self.out_of_place(start, i))
    }

    /// An upper limit, or a time at which something does not happen: neither plans anything that can be counted.
    fn limit(&self, start: usize) -> Result<(), ParseError> {
        if let Some(to) = self.upper_limit(start) {
            let number = self.amount_range(to).map_or(to, |(_, end)| end);
            return Err(self.too_many(start, number.max(to)));
        }
        let not = usize::from(matches!(self.word(start), Some(Word::Not)) || self.is(start, "no"));
        let (says_after, clock) = match (not, self.word(start + 1)) {
            (1, Some(Word::Before)) => (true, start + 2),
            (1, Some(Word::After | Word::Past)) => (false, start + 2),
            (1, _) if self.match_words(start + 1, "earlier than").is_some() => (true, start + 3),
            (1, _) if self.match_words(start + 1, "later than").is_some() => (false, start + 3),
            _ => return Ok(()),
        };
        let Some(time) = self.clock(clock, true)? else {
            return Ok(());
        };
        let (word, written) = (if says_after { "after" } else { "before" }, self.text_of(clock, time.to));
        let help = format!("Write when it happens, as in `{word} {written}`.");
        Err(self.error(Code::WhenNotUnderstood, start..time.to, "says when it does not happen.", &help))
    }

    /// `at 7 or 8`: the phrase before this one is a time.
    fn is_beside_time(&self) -> bool {
        self.separator != Separator::None
            && matches!(self.phrases.last(), Some(Phrase { what: PhraseKind::Time(_), .. }))
    }

    /// A number without anything at `i` is an hour where days are beside it: `8-9 daily`, `Saturday 10-11`, `if it is 7`.
    fn is_beside_days(&self, i: usize) -> bool {
        if self.is_sentence && self.phrases.is_empty() {
            return true;
        }
        let names_days = |p: &Phrase| p.what.is_day() || matches!(p.what, PhraseKind::Except(_));
        if self.separator != Separator::Or && self.phrases.last().is_some_and(names_days) {
            return true;
        }
        let Ok(Some((_, to))) = self.time_at(i, true) else {
            return false;
        };
        let day = if matches!(self.word(to), Some(Word::On)) { to + 1 } else { to };
        match self.word(day) {
            Some(Word::Day(_) | Word::MaybeDay(_) | Word::Days(_) | Word::Weeknights | Word::SchoolNights) => true,
            Some(Word::Daily | Word::Nightly) => true,
            Some(Word::Every) => self.word(day + 1) != Some(Word::WeekUnit) && self.word(day + 1) != Some(Word::Times),
            _ => false,
        }
    }

    /// Nothing is understood at `i` of a phrase that begins at `start`; some errors have a message of their own.
    fn out_of_place(&self, start: usize, i: usize) -> SyntaxError {
        let dated = |i: usize| matches!(self.calendar(i), Ok(Some(_)));
        if self.is_sign(i, '-') && self.digits(i + 1) > 0 {
            let help = "Write a number from 1 up, as in `3 times a week`.";
            return self.error(Code::BadNumber, i..i + 2, "is less than nothing.", help).into();
        }
        if self.word(i) == Some(Word::To) && dated(i + 1) {
            let help =
                "An entry has one date. A plan says `from: 2026-11-26` and `until: 2026-11-28` in fields of their own.";
            return self.error(Code::TwoDates, i + 1..i + 6, "is a second date.", help).into();
        }
        if self.word(i) == Some(Word::From) && dated(i + 1) {
            let help = "When a plan starts is a field of its own: `from: 2026-11-26`.";
            return self
                .error(Code::WhenNotUnderstood, i..i + 6, "says when a plan starts, not when it happens.", help)
                .into();
        }
        if self.amount(i).is_some() && self.word(i + 1) == Some(Word::OtherUnit) {
            let help = "How long it takes is a field of its own: `minutes: 10`.";
            return self.error(Code::WhenNotUnderstood, i..i + 2, "says how long, not when.", help).into();
        }
        if let Some((number, to)) = self.weekly_number(i) {
            let help = format!("Write `{number} times a week`, or `at {number}:00` for a time of the day.");
            return self.error(Code::WhenNotUnderstood, i..to, "can mean two things.", &help).into();
        }
        self.unexpected(if i < self.end { i } else { start }, ANY_PHRASE)
    }

    /// `3 weekly`, `3 every week`: a count or an hour.
    fn weekly_number(&self, i: usize) -> Option<(u64, usize)> {
        let number = self.amount(i).filter(|n| (1..=24).contains(n))?;
        match (self.word(i + 1)?, self.word(i + 2)) {
            (Word::Weekly, _) => Some((number, i + 2)),
            (Word::Every, Some(Word::WeekUnit)) => Some((number, i + 3)),
            _ => None,
        }
    }

    /// A number without anything may be an hour: `at` or the like is at `i`.
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

    /// Words that change their meaning as the file ages.
    fn relative(&self, start: usize, i: usize) -> Result<(), ParseError> {
        let to = match self.word(i) {
            Some(Word::Relative) => i + 1,
            Some(Word::First | Word::Last | Word::Ordinal(_)) if self.day_of_month(i).is_some() => {
                return Err(self.of_month(i, self.day_of_month(i).unwrap_or(i + 1)));
            }
            Some(Word::Next | Word::Last | Word::This) if i + 1 < self.end => i + 2,
            Some(Word::DayUnit) if self.match_words(i, "day after tomorrow").is_some() => i + 3,
            Some(Word::DayUnit) if self.match_words(i, "day before yesterday").is_some() => i + 3,
            _ if self.word(i + 2) == Some(Word::Ago) => i + 3,
            _ => return Ok(()),
        };
        let from = if self.word(i) == Some(Word::DayUnit) { start } else { i };
        Err(self.error(
            Code::RelativeDate,
            from..to,
            "changes its meaning as time goes by.",
            "Write the date itself, as year, month and day.",
        ))
    }

    /// `first Monday of the month`, `last Friday of each month`: the token after it.
    fn day_of_month(&self, i: usize) -> Option<usize> {
        self.named(i + 1)?;
        let of = i + 2;
        let unit = if matches!(self.word(of + 1), Some(Word::The | Word::Every | Word::A)) { of + 2 } else { of + 1 };
        let month = self.is(unit, "month") || self.is(unit, "months");
        match self.word(of) {
            Some(Word::Of | Word::In) if month => Some(unit + 1),
            Some(Word::Every | Word::A) if self.is(of + 1, "month") => Some(of + 2),
            // `the first Monday`
            _ if self.word(i) == Some(Word::First) => Some(of),
            _ => None,
        }
    }
}
