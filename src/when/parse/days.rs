//! The grammar of days: `every day`, `weekdays`, `Mon-Fri`, `every other Tuesday`, `every 2 weeks`, `except Sunday`.

use crate::problem::Code;
use crate::when::tokens::cursor::{Parser, PhraseKind, TokenIndex};
use crate::when::tokens::lexer::TokenKind;
use crate::when::tokens::parse_error::{ParseError, SyntaxError, list_with_word};
use crate::when::tokens::vocabulary::Word;
use crate::when::value::time::{DayPart, HALF_DAY, Slot};

/// A bit for each day of the week.
pub(crate) const EVERY_DAY: u8 = 0b111_1111;
pub(crate) const WEEKDAYS: u8 = 0b001_1111;
/// Sunday to Thursday.
const SCHOOL_NIGHTS: u8 = 0b100_1111;
/// The longest intervals that are taken.
const MOST_DAYS: u64 = 366;
const MOST_WEEKS: u64 = 53;

impl Parser<'_> {
    /// Days at `i`, if they stand there.
    pub(crate) fn take_days(&mut self, i: TokenIndex) -> Result<bool, SyntaxError> {
        self.refuse_week_number(i)?;
        let Some(word) = self.word_at(i) else {
            return Ok(false);
        };
        if let Some(to) = self.skip_bi_weekly(i) {
            return Err(self.two_meanings_error(i, to).into());
        }
        // `w/o Sunday`: no Wednesday.
        if matches!(word, Word::MaybeDay(_)) && self.skip_exception_words(i).is_some() {
            self.take_except(i)?;
            return Ok(true);
        }
        let range = matches!(word, Word::From | Word::Between) && self.day_mask_of_word(i + 1).is_some();
        let i = if range { i + 1 } else { i };
        if let Some((mask, to)) = self.day_mask_of_range(i) {
            if let (true, true, Some(error)) = (range, to == i + 1, self.start_or_end_error(i.saturating_sub(1))) {
                return Err(error.into());
            }
            self.refuse_range_with_dots_or_arrow(i, to)?;
            self.push_phrase(PhraseKind::Days { mask, has_every: false }, i, to);
            return Ok(true);
        }
        if let Some(to) = self.skip_two_word_school_nights(i) {
            self.push_school_nights(i, to);
            return Ok(true);
        }
        if let Some(to) = self.skip_two_word_days(i).or_else(|| self.skip_work_week(i)) {
            self.push_phrase(PhraseKind::Days { mask: WEEKDAYS, has_every: false }, i, to);
            return Ok(true);
        }
        if let Some(to) = self.skip_two_word_weekend(i) {
            self.push_phrase(PhraseKind::Days { mask: EVERY_DAY & !WEEKDAYS, has_every: false }, i, to);
            return Ok(true);
        }
        if let Some((mask, to)) = self.other_days_at(i) {
            self.push_phrase(PhraseKind::Days { mask, has_every: false }, i, to);
            return Ok(true);
        }
        match word {
            Word::Every => self.take_every(i)?,
            // `If it is any day but Sunday`
            Word::Any if self.word_at(i + 1) == Some(Word::DayUnit) => {
                self.push_phrase(PhraseKind::Days { mask: EVERY_DAY, has_every: true }, i, i + 2);
            }
            Word::Alternate => {
                self.refuse_alternating_days(i)?;
                self.take_interval(i, i + 1, 2)?;
            }
            Word::Daily => self.push_phrase(PhraseKind::Days { mask: EVERY_DAY, has_every: true }, i, i + 1),
            Word::Nightly => {
                self.push_phrase(PhraseKind::Days { mask: EVERY_DAY, has_every: true }, i, i + 1);
                self.push_part_of_day(DayPart::Night, i, i + 1);
            }
            Word::Weeknights => {
                self.push_phrase(PhraseKind::Days { mask: WEEKDAYS, has_every: true }, i, i + 1);
                self.push_part_of_day(DayPart::Night, i, i + 1);
            }
            // `week nights`
            Word::WeekUnit if self.is_night(i + 1) => {
                self.push_phrase(PhraseKind::Days { mask: WEEKDAYS, has_every: true }, i, i + 2);
                self.push_part_of_day(DayPart::Night, i, i + 2);
            }
            Word::SchoolNights => self.push_school_nights(i, i + 1),
            Word::Weekly => self.push_phrase(PhraseKind::EveryWeeks(1, 0), i, i + 1),
            Word::Fortnightly => self.push_phrase(PhraseKind::EveryWeeks(2, 0), i, i + 1),
            Word::Except | Word::Not => self.take_except(i)?,
            _ if self.skip_exception_words(i).is_some() => self.take_except(i)?,
            Word::OtherRate => return Err(self.unknown_unit_error(i, i + 1).into()),
            Word::TwoMeanings => return Err(self.two_meanings_error(i, i + 1).into()),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// `alternating Monday and Thursday`: both in every other week, or each week one of them.
    fn refuse_alternating_days(&self, i: TokenIndex) -> Result<(), ParseError> {
        let Some((one, to)) = self.day_mask_of_range(i + 1) else { return Ok(()) };
        let joined = self.is_and(to) || self.is_sign(to, '/');
        let other = self.day_mask_of_range(to + 1).filter(|&(other, _)| joined && one != other);
        let Some((_, end)) = other.filter(|_| self.is_word(i, "alternating") && one.count_ones() == 1) else {
            return Ok(());
        };
        let days = list_with_word(&[self.text_of_tokens(i + 1, to), self.text_of_tokens(to + 1, end)], "and");
        let help = format!(
            "If both are in the same week, write `every other week on {days}`; days that take turns are two plans, each of \
             every other week, with `from` a week apart."
        );
        Err(self.error_at_tokens(Code::WhenNotUnderstood, i..end, "can be both days, or one of them in turn.", &help))
    }

    /// `Mon..Fri`, `Mon … Fri`, `Mon → Fri`: the day at `i`, up to a second one, or the two.
    fn refuse_range_with_dots_or_arrow(&self, i: TokenIndex, to: TokenIndex) -> Result<(), ParseError> {
        let is_dots = |i: TokenIndex| self.is_sign(i, '.') && self.is_sign(i + 1, '.');
        let mut last = to;
        match () {
            () if is_dots(to) => last += 2 + usize::from(self.is_sign(to + 2, '.')),
            () if ['…', '→', '>'].iter().any(|&sign| self.is_sign(to, sign)) => last += 1,
            () if self.is_sign(to, '-') && self.is_sign(to + 1, '>') => last += 2,
            () => return Ok(()),
        }
        if self.mask_of_one_day(i).is_none() || self.mask_of_one_day(last).is_none() {
            return Ok(());
        }
        let (one, other) = (self.text_of_tokens(i, to), self.text_of_tokens(last, last + 1));
        let help =
            format!("Write `{one}-{other}` for all days from one to the other, or `{one} and {other}` for the two.");
        let says = "can be two days, or all from one to the other.";
        Err(self.error_at_tokens(Code::WhenNotUnderstood, i..last + 1, says, &help))
    }

    /// `bi-weekly`, `semi weekly`: the token behind.
    fn skip_bi_weekly(&self, i: TokenIndex) -> Option<TokenIndex> {
        let weekly = if self.is_sign(i + 1, '-') { i + 2 } else { i + 1 };
        let is_half = self.is_word(i, "bi") || self.is_word(i, "semi");
        (is_half && self.word_at(weekly) == Some(Word::Weekly)).then_some(weekly + 1)
    }

    fn two_meanings_error(&self, from: TokenIndex, to: TokenIndex) -> ParseError {
        let help = "Write `twice a week` or `every 2 weeks`.";
        self.error_at_tokens(Code::WhenNotUnderstood, from..to, "can mean two things.", help)
    }

    /// One word for a day or several.
    pub(crate) fn day_mask_of_word(&self, i: TokenIndex) -> Option<u8> {
        match self.word_at(i)? {
            Word::Day(day) | Word::MaybeDay(day) => Some(1 << day),
            Word::Days(mask) => Some(mask),
            // `T/Th`: beside Wednesday or Thursday it is Tuesday.
            Word::Unknown if self.is_word(i, "t") => {
                let is_joined = ['/', ',', '&'].iter().any(|&sign| self.is_sign(i + 1, sign))
                    || self.word_at(i + 1) == Some(Word::And);
                let next = if is_joined { i + 2 } else { i + 1 };
                matches!(self.word_at(next), Some(Word::Day(2 | 3) | Word::MaybeDay(2 | 3))).then_some(1 << 1)
            }
            _ => None,
        }
    }

    /// The nights of weekdays: `every` stands at `i`, the nights from `nights` to before `to`.
    fn push_week_nights(&mut self, i: TokenIndex, nights: TokenIndex, to: TokenIndex) {
        self.push_phrase(PhraseKind::Days { mask: WEEKDAYS, has_every: true }, i, to);
        self.push_part_of_day(DayPart::Night, nights, to);
    }

    /// `night`, `nights`, `nite`, `nites` at `i`.
    fn is_night(&self, i: TokenIndex) -> bool {
        self.word_at(i) == Some(Word::Part(DayPart::Night)) && !self.is_word(i, "nighttime")
    }

    /// The evenings before school days.
    fn push_school_nights(&mut self, from: TokenIndex, to: TokenIndex) {
        self.push_phrase(PhraseKind::Days { mask: SCHOOL_NIGHTS, has_every: true }, from, to);
        self.push_part_of_day(DayPart::Evening, from, to);
    }

    /// `school nights`, `school night`: the token after it.
    pub(crate) fn skip_two_word_school_nights(&self, i: TokenIndex) -> Option<TokenIndex> {
        let nights = matches!(self.word_at(i + 1), Some(Word::Part(DayPart::Night | DayPart::Evening)));
        // `after school evenings`
        let is_cue = i > 0 && matches!(self.word_at(i - 1), Some(Word::After | Word::Before));
        (self.is_word(i, "school") && nights && !is_cue).then_some(i + 2)
    }

    /// `work days`, `week days`, `business days`, `school days`: the token behind.
    pub(crate) fn skip_two_word_days(&self, i: TokenIndex) -> Option<TokenIndex> {
        let first = self.word_at(i) == Some(Word::WeekUnit)
            || ["work", "working", "business", "school"].iter().any(|word| self.is_word(i, word));
        (first && self.word_at(i + 1) == Some(Word::DayUnit)).then_some(i + 2)
    }

    /// `week ends`, `week-ends`: the token behind.
    fn skip_two_word_weekend(&self, i: TokenIndex) -> Option<TokenIndex> {
        let end = if self.is_sign(i + 1, '-') { i + 2 } else { i + 1 };
        let is_end = self.is_word(end, "end") || self.is_word(end, "ends");
        (self.is_word(i, "week") && is_end).then_some(end + 1)
    }

    /// `Sundays at 9, other days at 7:30`: those that are not named before, and the token behind.
    pub(crate) fn other_days_at(&self, i: TokenIndex) -> Option<(u8, TokenIndex)> {
        let to = OTHER_DAYS.iter().find_map(|words| self.skip_words(i, words))?;
        // A list of any length is read in linear time.
        if self.phrases.len() > 32 {
            return None;
        }
        if self.is_single_word_for_other_days(i) && !self.is_else_for_other_days(i) {
            return None;
        }
        let named = self.phrases.iter().try_fold(0, |all, p| match p.kind {
            PhraseKind::Days { mask, .. } => Some(all | mask),
            PhraseKind::EveryDays(_) | PhraseKind::EveryWeeks(..) | PhraseKind::Except(_) | PhraseKind::Date { .. } => {
                None
            }
            _ => Some(all),
        })?;
        (named != 0 && named != EVERY_DAY).then_some((EVERY_DAY & !named, to))
    }

    /// `work week`, `working week`: the days of it, and the token behind.
    pub(crate) fn skip_work_week(&self, i: TokenIndex) -> Option<TokenIndex> {
        let first = ["work", "working", "business", "school"].iter().any(|word| self.is_word(i, word));
        let is_week = self.word_at(i + 1) == Some(Word::WeekUnit);
        (first && is_week && self.digit_count_at(i + 2) != 2).then_some(i + 2)
    }

    fn mask_of_one_day(&self, i: TokenIndex) -> Option<u8> {
        match self.word_at(i)? {
            Word::Day(day) | Word::MaybeDay(day) => Some(day),
            _ => None,
        }
    }

    /// A day, several in one word, or `Mon-Fri`: a bit for each, and the token behind.
    pub(crate) fn day_mask_of_range(&self, i: TokenIndex) -> Option<(u8, TokenIndex)> {
        // `S-S`, `S/S`: both days that begin with this letter.
        let is_joined =
            matches!(self.kind_at(i + 1), Some(TokenKind::Sign('-' | '/' | '&' | '+'))) || self.is_and(i + 1);
        if self.is_word(i, "s") && is_joined && self.is_word(i + 2, "s") {
            return Some((EVERY_DAY & !WEEKDAYS, i + 3));
        }
        let mask = self.day_mask_of_word(i)?;
        let behind = if self.is_sign(i + 1, '.') { i + 2 } else { i + 1 };
        let (Some(first), Some(last)) = (self.mask_of_one_day(i), self.mask_of_one_day(behind + 1)) else {
            return Some((mask, i + 1));
        };
        // `Mon - Wed - Fri` is a list, and `Mon-Fri - Wed` is none.
        let dash_before = i > 1 && self.is_sign(i - 1, '-') && self.mask_of_one_day(i - 2).is_some();
        let is_alike = self.is_glued_to_previous(behind) == self.is_glued_to_previous(behind + 2);
        if dash_before
            || is_alike
                && self.is_sign(behind, '-')
                && self.is_sign(behind + 2, '-')
                && self.mask_of_one_day(behind + 3).is_some()
        {
            return Some((mask, i + 1));
        }
        let between = self.word_at(i.wrapping_sub(1)) == Some(Word::Between) && self.is_and(behind);
        if !(self.is_sign(behind, '-') || self.word_at(behind) == Some(Word::To) || between) {
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

    pub(crate) fn take_every(&mut self, i: TokenIndex) -> Result<(), SyntaxError> {
        // `every single day`, `each and every day`
        let is_doubled = self.word_at(i + 1) == Some(Word::And) && self.word_at(i + 2) == Some(Word::Every);
        let next = match () {
            () if is_doubled => i + 3,
            () if self.is_word(i + 1, "single") => i + 2,
            () => i + 1,
        };
        if let Some((mask, to)) = self.day_mask_of_range(next) {
            self.push_phrase(PhraseKind::Days { mask, has_every: true }, i, to);
            return Ok(());
        }
        match self.word_at(next) {
            Some(Word::DayUnit) => {
                let to = self.skip_words(next + 1, "of the week").unwrap_or(next + 1);
                self.push_phrase(PhraseKind::Days { mask: EVERY_DAY, has_every: true }, i, to);
            }
            Some(Word::Part(_) | Word::Early | Word::Late | Word::Noon | Word::Midnight) => {
                self.push_phrase(PhraseKind::Days { mask: EVERY_DAY, has_every: true }, i, next);
            }
            Some(Word::Weeknights) => self.push_week_nights(i, next, next + 1),
            _ if self.skip_two_word_school_nights(next).is_some() => self.push_school_nights(i, next + 2),
            Some(Word::SchoolNights) => self.push_school_nights(i, next + 1),
            _ if self.skip_two_word_days(next).is_some() => {
                self.push_phrase(PhraseKind::Days { mask: WEEKDAYS, has_every: true }, i, next + 2);
            }
            _ if self.skip_two_word_weekend(next).is_some() => {
                let to = self.skip_two_word_weekend(next).unwrap_or(next);
                self.push_phrase(PhraseKind::Days { mask: EVERY_DAY & !WEEKDAYS, has_every: true }, i, to);
            }
            // `every week night`
            Some(Word::WeekUnit) if self.is_night(next + 1) => self.push_week_nights(i, next, next + 2),
            Some(Word::WeekUnit) => self.push_phrase(PhraseKind::EveryWeeks(1, 0), i, next + 1),
            Some(Word::Fortnight) => self.push_phrase(PhraseKind::EveryWeeks(2, 0), i, next + 1),
            Some(Word::OtherUnit) => return Err(self.unknown_unit_error(i, next + 1).into()),
            _ if self.is_month_or_season(next) => return Err(self.months_error(i, next + 1).into()),
            _ if self.is_word(next, "meal") || self.is_word(next, "mealtime") => {
                let help =
                    "Write the times, as in `every day at 8:00, 12:30 and 18:30`, or one meal, as in `after lunch`.";
                let says = "has no times on the clock.";
                return Err(self.error_at_tokens(Code::WhenNotUnderstood, i..next + 1, says, help).into());
            }
            Some(Word::Other | Word::Alternate) => self.take_interval(i, next + 1, 2)?,
            Some(Word::Ordinal(n)) => {
                // `every second Tuesday` is every other; `every third Friday` may be that of a month.
                self.refuse_every_nth_weekday(i, next + 1, u64::from(n))?;
                if n > 2 && self.day_mask_of_word(next + 1).is_some() {
                    return Err(self.nth_weekday_error(i, next + 1, u64::from(n)).into());
                }
                self.take_interval(i, next + 1, u64::from(n))?;
            }
            Some(Word::First) if self.day_mask_of_word(next + 1).is_some() => {
                return Err(self.nth_weekday_error(i, next + 1, 1).into());
            }
            Some(Word::Couple) => {
                self.take_interval(i, if self.word_at(next + 1) == Some(Word::Of) { next + 2 } else { next + 1 }, 2)?
            }
            Some(Word::Number(n)) => self.take_interval_range(i, next, u64::from(n))?,
            _ => match self.number_at(next) {
                // `every 3rd day`
                Some(n)
                    if self.is_glued_to_previous(next + 1)
                        && ["st", "nd", "rd", "th"].iter().any(|s| self.is_word(next + 1, s)) =>
                {
                    self.refuse_every_nth_weekday(i, next + 2, n)?;
                    if self.day_mask_of_word(next + 2).is_some() {
                        return Err(self.nth_weekday_error(i, next + 2, n).into());
                    }
                    self.take_interval(i, next + 2, n)?;
                }
                Some(n) => self.take_interval_range(i, next, n)?,
                None => return Err(self.unexpected_after_error(i, next, EVERY)),
            },
        }
        Ok(())
    }

    /// `every 3rd Friday`: that of a month, or each third week. The help shows both.
    fn nth_weekday_error(&self, i: TokenIndex, day: TokenIndex, n: u64) -> ParseError {
        let to = self.day_mask_of_range(day).map_or(day + 1, |(_, to)| to);
        let name = self.text_of_tokens(day, to);
        let weeks = match n {
            0 | 1 => format!("`every {name}`"),
            2 => format!("`every other {name}`"),
            n => format!("`every {n} weeks on {name}`"),
        };
        let help = format!("Write {weeks}; if you mean one {name} of each month, write {DATES}.");
        self.error_at_tokens(Code::WhenNotUnderstood, i..to, "can mean two things.", &help)
    }

    /// `the first Monday of the month`.
    pub(crate) fn weekday_of_month_error(&self, i: TokenIndex, to: TokenIndex) -> ParseError {
        let name = self.text_of_tokens(i + 1, i + 2);
        let help = format!("Plans are counted by the week: write {DATES}, or `every 4 weeks on {name}`.");
        self.error_at_tokens(Code::WhenNotUnderstood, i..to, "is a day of a month.", &help)
    }

    /// A word needs something after it, and something else is there: the words there, else the word itself.
    pub(crate) fn unexpected_after_error(
        &self,
        i: TokenIndex,
        next: TokenIndex,
        expected: &'static [&'static str],
    ) -> SyntaxError {
        self.unexpected_token_error(if next < self.token_count { next } else { i }, expected)
    }

    /// `every 2-3 days` plans the lower number of days: every 3.
    fn take_interval_range(&mut self, i: TokenIndex, number: TokenIndex, n: u64) -> Result<(), SyntaxError> {
        if let Some((n, unit)) = self.compound_number_at(number) {
            return self.take_interval(i, unit, n);
        }
        let joined = self.is_sign(number + 1, '-') || matches!(self.word_at(number + 1), Some(Word::To | Word::Or));
        match self.number_in_digits_or_words(number + 2) {
            Some(most) if joined => self.take_interval(i, number + 3, n.max(most)),
            _ => self.take_interval(i, number + 1, n),
        }
    }

    /// `every other weekday`: Monday, Wednesday and Friday, or all weekdays of every other week.
    ///
    /// # Errors
    /// With both readings.
    fn refuse_every_nth_weekday(&self, i: TokenIndex, unit: TokenIndex, n: u64) -> Result<(), ParseError> {
        let two_words = self.skip_two_word_days(unit).or_else(|| self.skip_two_word_school_nights(unit));
        let (days, nights, to) = match self.word_at(unit) {
            Some(Word::Days(WEEKDAYS)) => ("weekdays", "", unit + 1),
            Some(Word::Weeknights) => ("weeknights", " night", unit + 1),
            Some(Word::SchoolNights) => ("school nights", " evening", unit + 1),
            _ => match two_words {
                Some(to) if self.word_at(unit + 1) == Some(Word::DayUnit) => ("weekdays", "", to),
                Some(to) => ("school nights", " evening", to),
                None => return Ok(()),
            },
        };
        if n < 2 {
            return Ok(());
        }
        let weeks = if n == 2 { "every other week".to_owned() } else { format!("every {n} weeks") };
        let apart = if n == 2 { "Mon, Wed and Fri" } else { "Mon and Thu" };
        let help = format!("Write the days, as in `{apart}{nights}`, or `{weeks} on {days}`.");
        Err(self.error_at_tokens(Code::WhenNotUnderstood, i..to, "can mean two things.", &help))
    }

    /// Every `n` of the unit at `unit`, in a phrase that begins at `i`.
    fn take_interval(&mut self, i: TokenIndex, unit: TokenIndex, n: u64) -> Result<(), SyntaxError> {
        self.refuse_every_nth_weekday(i, unit, n)?;
        let is_hours = ["hours", "hrs", "h"].iter().any(|word| self.is_word(unit, word));
        // `every 48 hours`
        let days = u32::try_from(n / 24)
            .ok()
            .filter(|_| is_hours && n.is_multiple_of(24) && (1..=MOST_DAYS).contains(&(n / 24)));
        if let Some(days) = days {
            let every_day = PhraseKind::Days { mask: EVERY_DAY, has_every: true };
            self.push_phrase(if days == 1 { every_day } else { PhraseKind::EveryDays(days) }, i, unit + 1);
            return Ok(());
        }
        let most = match self.word_at(unit) {
            Some(Word::WeekUnit | Word::Day(_) | Word::MaybeDay(_) | Word::Days(_)) => MOST_WEEKS,
            Some(Word::DayUnit | Word::Part(_) | Word::Early | Word::Late) => MOST_DAYS,
            Some(Word::OtherUnit) => return Err(self.unknown_unit_error(i, unit + 1).into()),
            _ if is_hours => return Err(self.unknown_unit_error(i, unit + 1).into()),
            _ => return Err(self.unexpected_after_error(i, unit, STEP)),
        };
        if n == 0 || n > most {
            let says = if n == 0 { "plans nothing." } else { "is too far apart." };
            let help = format!("Write a number from 1 to {most}, as in `every 3 days` or `every 2 weeks`.");
            return Err(self.error_at_tokens(Code::BadNumber, i..unit + 1, says, &help).into());
        }
        let n = u32::try_from(n).unwrap_or(u32::MAX);
        let every_day = PhraseKind::Days { mask: EVERY_DAY, has_every: true };
        match self.word_at(unit) {
            _ if self.skip_two_word_weekend(unit).is_some() => {
                let mask = EVERY_DAY & !WEEKDAYS;
                self.push_phrase(PhraseKind::EveryWeeks(n, mask), i, self.skip_two_word_weekend(unit).unwrap_or(unit));
            }
            Some(Word::WeekUnit) => self.push_phrase(PhraseKind::EveryWeeks(n, 0), i, unit + 1),
            Some(Word::DayUnit) => {
                self.push_phrase(if n == 1 { every_day } else { PhraseKind::EveryDays(n) }, i, unit + 1)
            }
            Some(Word::Part(_) | Word::Early | Word::Late) => {
                self.push_phrase(if n == 1 { every_day } else { PhraseKind::EveryDays(n) }, i, unit);
            }
            _ => {
                let (mask, to) = self.day_mask_of_range(unit).unwrap_or((0, unit + 1));
                self.push_phrase(
                    if n == 1 { PhraseKind::Days { mask, has_every: true } } else { PhraseKind::EveryWeeks(n, mask) },
                    i,
                    to,
                );
            }
        }
        Ok(())
    }

    /// `May`, `summer` at `i`.
    pub(crate) fn is_month_or_season(&self, i: TokenIndex) -> bool {
        let seasons = ["spring", "summer", "autumn", "winter"];
        matches!(self.word_at(i), Some(Word::Month(_))) || seasons.iter().any(|word| self.is_word(i, word))
    }

    /// `every May`: a plan of some months.
    pub(crate) fn months_error(&self, from: TokenIndex, to: TokenIndex) -> ParseError {
        let help = format!(
            "Write how often that is in a week; when a plan starts and ends are fields of their own, `from` and `until`. For \
             single days write {DATES}."
        );
        self.error_at_tokens(Code::WhenNotUnderstood, from..to, "says in which months, not on which days.", &help)
    }

    /// `every month`, `3 times an hour`: a unit in which nothing is planned.
    pub(crate) fn unknown_unit_error(&self, from: TokenIndex, to: TokenIndex) -> ParseError {
        let has = |words: &[&str]| (from..to).any(|i| words.iter().any(|word| self.is_word(i, word)));
        let number = (from..to).find_map(|i| self.number_once_or_twice_at(i).map(|(n, _)| n)).unwrap_or(1);
        let is_rate = !has(&["every", "each"]) || has(&["once", "twice"]);
        let help = if has(&["hour", "hours", "hr", "hrs", "h", "hourly", "minute", "minutes", "min", "mins"]) {
            let times = if has(&["hour", "hours", "hr", "hrs", "h", "hourly"]) {
                self.times_of_every_hours(number, to)
            } else {
                None
            };
            match times.filter(|_| !is_rate || has(&["hourly"])) {
                Some(times) => format!("Plans are counted by the day: write the times themselves: `{times}`."),
                None if !is_rate && has(HOURS) && (2..=8).contains(&number) && self.says_awake(to) => {
                    let times = waking_times(number);
                    format!(
                        "Plans are counted by the day: write `{} times a day`, or the times themselves, as in `{}`.",
                        times.len(),
                        list_with_word(&times, "and")
                    )
                }
                None if !is_rate && has(HOURS) && matches!(number, 3 | 4 | 6 | 8 | 12) => format!(
                    "Plans are counted by the day: write `{} times a day`, or the times themselves, as in `{}`.",
                    24 / number,
                    list_with_word(&self.times_around_clock(number, to), "and")
                ),
                None => {
                    "Plans are counted by the day: write the times themselves, as in `9:00, 12:00 and 15:00`, or how \
                         many there are, as in `6 times a day`."
                        .to_owned()
                }
            }
        } else {
            let weekly = match number {
                _ if has(&["quarterly"]) => Some("every 13 weeks"),
                _ if has(&["bimonthly"]) => None,
                _ if has(&["year", "years", "yearly", "annually"]) => None,
                // `twice a fortnight`
                2 if has(&["fortnight"]) => Some("once a week"),
                4 if has(&["fortnight"]) => Some("twice a week"),
                _ if has(&["fortnight"]) => None,
                1 => Some("every 4 weeks"),
                2 if is_rate => Some("every 2 weeks"),
                2 => Some("every 8 weeks"),
                3 if !is_rate => Some("every 13 weeks"),
                4 if is_rate => Some("once a week"),
                8 if is_rate => Some("twice a week"),
                _ => None,
            };
            match weekly {
                Some(weekly) => format!("Plans are counted by the week: write `{weekly}`, or {DATES}."),
                None => format!("Plans are counted by the week: write how often that is in a week, or {DATES}."),
            }
        };
        self.error_at_tokens(Code::WhenNotUnderstood, from..to, "is no unit that can be planned.", &help)
    }

    /// `while awake` at `i`.
    fn says_awake(&self, i: TokenIndex) -> bool {
        const AWAKE: [&str; 9] = [
            "while awake",
            "when awake",
            "while i am awake",
            "while i'm awake",
            "when i am awake",
            "when i'm awake",
            "during the day",
            "in the daytime",
            "in waking hours",
        ];
        AWAKE.iter().any(|words| self.skip_words(i, words).is_some())
    }

    /// All times of a day that are so many hours apart: those of `every 12 hours at 8`, whose time is at `i`, else as few at night as can be.
    fn times_around_clock(&self, hours: u64, i: TokenIndex) -> Vec<String> {
        const LAST_HOUR: u16 = 23;
        let small = self.skip_filler_words(i);
        let has_at = (i..small).any(|at| self.word_at(at) == Some(Word::At));
        let said = match self.time_at(small, has_at) {
            Ok(Some((time, _))) => match time.slot {
                Slot::At(clock) => Some(clock.0),
                _ => None,
            },
            _ => None,
        };
        let step = u16::try_from(hours).unwrap_or(12).clamp(1, 12) * 60;
        let usual = if hours == 12 { 8 * 60 } else { LAST_HOUR * 60 % step };
        let first = said.unwrap_or(usual) % step;
        (0..24 * 60 / step).map(|n| first + n * step).map(|at| format!("{}:{:02}", at / 60, at % 60)).collect()
    }

    /// The times of `every two hours from 9 to 5`, whose range is at `i`.
    fn times_of_every_hours(&self, hours: u64, i: TokenIndex) -> Option<String> {
        let (time, _) = self.time_at(i, true).ok()??;
        let Slot::Between(from, to) = time.slot else { return None };
        let to = if to < from + HALF_DAY || !time.half_day_unknown { to } else { to - HALF_DAY };
        let step = u16::try_from(hours.checked_mul(60)?).ok().filter(|&step| step > 0)?;
        let times: Vec<String> = (from..=to)
            .step_by(usize::from(step))
            .map(|minute| format!("{}:{:02}", minute / 60 % 24, minute % 60))
            .collect();
        (!time.is_open && (2..=12).contains(&times.len())).then(|| list_with_word(&times, "and"))
    }
}

const HOURS: &[&str] = &["hours", "hrs", "h"];

/// Times that are so many hours apart, from eight in the morning to ten in the evening.
fn waking_times(hours: u64) -> Vec<String> {
    let step = usize::try_from(hours).unwrap_or(1).max(1);
    (8..=22).step_by(step).map(|hour| format!("{hour}:00")).collect()
}

/// What to write for `except when I am away`.
pub(crate) const NOT_WHEN: &str = "Write the days on which it is planned; dates that you know stand in the field `pause`, and a \
                                   day on which it could not be is noted with `done: skip`.";

/// How days are named that come round by the month.
const DATES: &str = "`on` and each date, as year, month and day";

/// Longer ones first where one begins another.
const OTHER_DAYS: &[&str] =
    &["other days", "all other days", "all the other days", "any other day", "rest of the week", "otherwise", "else"];

const EVERY: &[&str] = &["`day`", "a weekday", "`other day`", "a number of days or weeks"];
const STEP: &[&str] = &["`days`", "`weeks`", "a weekday"];
