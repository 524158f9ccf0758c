//! The grammar of counts: `3 times a week`, `twice daily`, `3-4x/week`, `two days a week`.

use crate::problem::Code;
use crate::when::parse::days::{EVERY_DAY, WEEKDAYS};
use crate::when::tokens::amount::{Frequency, MOST_A_DAY, MOST_A_WEEK};
use crate::when::tokens::cursor::{Parser, Phrase, PhraseKind, Separator, TokenIndex};
use crate::when::tokens::lexer::TokenKind;
use crate::when::tokens::parse_error::{ParseError, SyntaxError, suggest_texts_unless_too_long};
use crate::when::tokens::vocabulary::Word;

impl Parser<'_> {
    /// `3 times a week`, `twice daily`, `3-4x/week`, `two days a week`: a count at `i`, if one stands there.
    pub(crate) fn take_frequency(&mut self, i: TokenIndex) -> Result<bool, SyntaxError> {
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
        let once = matches!(self.word_at(first), Some(Word::Once | Word::Twice)) || self.is_word(first, "thrice");
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
        if times && (self.take_count_of_weekends(i, next, n)? || self.take_count_of_interval(i, next, n)?) {
            return Ok(true);
        }
        if !times && part.is_none() && !says_count {
            return Ok(false);
        }
        // `once in the morning and once in the evening`: one at each.
        let at = self.skip_filler_words(next);
        if n == 1 && self.word_at(i) == Some(Word::Once) && self.time_at(at, at > next)?.is_some() {
            return self.take_time(at, at > next);
        }
        // `once nightly`
        if n == 1 && once && self.word_at(next) == Some(Word::Nightly) {
            return self.take_days(next);
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
            if times && (self.take_count_on_days(i, next, n)? || self.take_count_on_date(i, next, n)?) {
                return Ok(true);
            }
            if times && matches!(self.phrases.last(), Some(Phrase { kind: PhraseKind::Date { has_on: false, .. }, .. }))
            {
                let help = "Leave it out, and write one note or line for each time that it was done.";
                let says = "stands beside a date: an entry is one time.";
                return Err(self.error_at_tokens(Code::WhenNotUnderstood, i..next, says, help).into());
            }
            if times {
                return Err(self.count_without_unit_error(i, next, n));
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

    /// `3 times`, of which nobody can tell whether that is in a day or a week.
    fn count_without_unit_error(&self, i: TokenIndex, next: TokenIndex, n: u64) -> SyntaxError {
        // `2x täglich`, `1x am, 1x pm`
        if matches!(self.word_at(next), Some(Word::Unknown | Word::Am | Word::Pm)) {
            return self.unexpected_token_error(next, RATE);
        }
        let message = "does not say whether that is in a day or a week.";
        // `2x nightly`
        if n > 1 && self.word_at(next) == Some(Word::Nightly) {
            let [daily, weekly] = ["day", "week"].map(|unit| format!("{n} times a {unit}, at night"));
            let help = suggest_texts_unless_too_long("Write", &[&daily, &weekly], "");
            return self.error_at_tokens(Code::WhenNotUnderstood, i..next + 1, message, &help).into();
        }
        let help = match n {
            1 => {
                "Write `once a day` or `once a week`; for a single day write `on` and its date, as year, month and day."
            }
            _ => "Write `a day` or `a week` after it, as in `3 times a week`.",
        };
        self.error_at_tokens(Code::WhenNotUnderstood, i..next, message, help).into()
    }

    /// `once every 3 days` is `every 3 days`; `twice every other day` is twice on each of them.
    fn take_count_of_interval(&mut self, i: TokenIndex, next: TokenIndex, n: u64) -> Result<bool, SyntaxError> {
        if self.word_at(next) != Some(Word::Every) || self.is_rate_unit(next + 1) {
            return Ok(false);
        }
        let by_week = (next + 1..next + 4).any(|j| matches!(self.word_at(j), Some(Word::WeekUnit | Word::OtherUnit)));
        if n > 1 && by_week {
            return Err(self.unexpected_token_error(next, RATE));
        }
        if n > 1 {
            let count = self.checked_frequency(i, next, n, false)?;
            self.push_phrase(PhraseKind::Count(count), i, next);
        }
        self.take_every(next)?;
        Ok(true)
    }

    /// `once every weekend`, `twice a weekend`: so often on the two days together.
    fn take_count_of_weekends(&mut self, i: TokenIndex, next: TokenIndex, n: u64) -> Result<bool, SyntaxError> {
        let is_rate = matches!(self.word_at(next), Some(Word::A | Word::Per | Word::Every)) || self.is_sign(next, '/');
        let mask = self.day_mask_of_word(next + 1);
        if !(is_rate && n <= 2 && mask == Some(WEEKEND)) {
            return Ok(false);
        }
        let count = self.checked_frequency(i, next, n, true)?;
        self.push_phrase(PhraseKind::Count(count), i, next);
        self.push_phrase(PhraseKind::Days { mask: WEEKEND, has_every: true }, next, next + 2);
        Ok(true)
    }

    /// `twice on Sundays` is twice on that day, as `Sundays twice` is, and `daily twice` is `twice daily`.
    ///
    /// # Errors
    /// Several days, on which it can be so often a day or a week.
    fn take_count_on_days(&mut self, i: TokenIndex, next: TokenIndex, n: u64) -> Result<bool, SyntaxError> {
        // `Saturday once the kids are asleep`
        if self.word_at(i) == Some(Word::Once) && !self.is_once_a_count(i) {
            return Ok(false);
        }
        let rate = i.checked_sub(1).and_then(|before| self.word_at(before));
        if let Some(word @ (Word::Daily | Word::Weekly)) = rate {
            let count = self.checked_frequency(i, next, n, word == Word::Weekly)?;
            self.phrases.pop();
            self.push_phrase(PhraseKind::Count(count), i, next);
            return Ok(true);
        }
        let mut day = next;
        while matches!(self.word_at(day), Some(Word::On | Word::At | Word::In | Word::The | Word::A | Word::During))
            || self.is_word(day, "over")
        {
            day += 1;
        }
        let mask = self.day_mask_of_range(day).map(|(mask, _)| mask);
        let is_several = match (mask, self.phrases.as_slice()) {
            (Some(mask), _) => {
                let is_weekend = (mask == WEEKEND || mask == WEEKDAYS) && !self.is_plural_unit(day);
                // `once on the weekend`, `once on a weekday`
                if is_weekend && day > next && n <= u64::from(mask.count_ones()) {
                    let count = self.checked_frequency(i, next, n, true)?;
                    self.push_phrase(PhraseKind::Count(count), i, next);
                    self.next_token = day;
                    return Ok(true);
                }
                // `twice on Monday and Thursday`: the two, or both twice.
                mask.count_ones() > 1 || !self.is_plural_unit(day) && self.end_of_day_list(day) > day + 1
            }
            // `Monday once`, `weekdays twice`
            (None, [before @ .., Phrase { kind: PhraseKind::Days { mask, .. }, separator, .. }])
                if matches!(self.separator, Separator::None | Separator::Comma) =>
            {
                let is_list = *separator != Separator::None && before.last().is_some_and(|p| p.kind.is_day());
                if mask.count_ones() > 1 || is_list {
                    return Ok(false);
                }
                false
            }
            _ => return Ok(false),
        };
        if is_several {
            let (written, to) = (self.text_of_tokens(i, next), self.end_of_day_list(day));
            let days = if mask == Some(WEEKEND) { "weekends" } else { self.text_of_tokens(day, to) };
            let (daily, weekly) = (format!("{written} a day on {days}"), format!("{written} a week on {days}"));
            let help = suggest_texts_unless_too_long(
                "Write",
                &[&daily, &weekly],
                "Write `a day` or `a week` before the days.",
            );
            let says = "can be so often a day or a week.";
            return Err(self.error_at_tokens(Code::WhenNotUnderstood, i..to, says, &help).into());
        }
        let count = self.checked_frequency(i, next, n, false)?;
        self.push_phrase(PhraseKind::Count(count), i, next);
        // `once a Monday`
        self.next_token = if self.word_at(next) == Some(Word::A) { day } else { next };
        Ok(true)
    }

    /// The token behind `Mon, Wed and Fri` at `i`; behind the first day where `or` follows. There are seven days.
    fn end_of_day_list(&self, i: TokenIndex) -> TokenIndex {
        let mut to = self.day_mask_of_range(i).map_or(i + 1, |(_, to)| to);
        for _ in 0..7 {
            let joins = matches!(self.kind_at(to), Some(TokenKind::Sign(',' | '/'))) || self.is_and(to);
            let on = if joins { to + 1 } else { to };
            let day = if joins && self.word_at(on) == Some(Word::On) { on + 1 } else { on };
            match self.day_mask_of_range(day) {
                Some((_, end)) => to = end,
                None => break,
            }
        }
        to
    }

    /// `a`, `per`, `/` at `i` make the number before it a count.
    fn is_rate_after_number(&self, i: TokenIndex) -> bool {
        matches!(self.word_at(i), Some(Word::A | Word::Per | Word::PerWeek | Word::PerDay))
            || self.is_sign(i, '/')
            || self.is_sign(i - 1, '+')
            || matches!(self.word_at(i), Some(Word::In)) && self.word_at(i + 1) == Some(Word::A)
    }

    /// `at most`, `up to`, `no more than` at `i`: the token after it.
    pub(crate) fn skip_at_most(&self, i: TokenIndex) -> Option<TokenIndex> {
        let to = UPPER_LIMITS.iter().find_map(|words| self.skip_words(i, words))?;
        let number = if self.word_at(to) == Some(Word::Of) { to + 1 } else { to };
        self.lower_number_of_range(number).is_some().then_some(number)
    }

    /// `or less`, `at most`, `max` after a count at `i`: the token after it.
    fn skip_or_less(&self, i: TokenIndex) -> Option<TokenIndex> {
        OR_LESS.iter().find_map(|words| self.skip_words(i, words))
    }

    /// An upper limit says how much is too much, and plans nothing.
    pub(crate) fn upper_limit_error(&self, from: TokenIndex, to: TokenIndex) -> ParseError {
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
            // `min 3x week`, but not `min` behind a number
            (Some(Word::OtherUnit), _) if self.is_word(i, "min") && self.number_in_digits_or_words(i + 1).is_some() => {
                i + 1
            }
            _ => self.skip_words(i, "no less than").or_else(|| self.skip_words(i, "no fewer than")).unwrap_or(i),
        }
    }

    /// A number, or `once`, `twice`, `a couple of`.
    pub(crate) fn number_once_or_twice_at(&self, i: TokenIndex) -> Option<(u64, TokenIndex)> {
        match self.word_at(i) {
            Some(Word::Once) => Some((1, i + 1)),
            Some(Word::Twice) => Some((2, i + 1)),
            Some(Word::A) if self.word_at(i + 1) == Some(Word::Couple) && self.word_at(i + 2) == Some(Word::Of) => {
                Some((2, i + 3))
            }
            // `x3 a week`
            Some(Word::X) => Some((self.number_at(i + 1)?, i + 2)),
            _ => self.compound_number_at(i).or_else(|| Some((self.number_in_digits_or_words(i)?, i + 1))),
        }
    }

    /// `twenty-one`, `twenty five`
    pub(crate) fn compound_number_at(&self, i: TokenIndex) -> Option<(u64, TokenIndex)> {
        let ones = if self.is_sign(i + 1, '-') { i + 2 } else { i + 1 };
        match (self.word_at(i), self.word_at(ones)) {
            (Some(Word::Number(20)), Some(Word::Number(n @ 1..=9))) => Some((20 + u64::from(n), ones + 1)),
            _ => None,
        }
    }

    /// A number in digits or words.
    pub(crate) fn number_in_digits_or_words(&self, i: TokenIndex) -> Option<u64> {
        match self.kind_at(i)? {
            TokenKind::Number => self.number_at(i),
            TokenKind::Word(Word::Number(n)) => Some(u64::from(n)),
            _ => None,
        }
    }

    /// `3`, `3-4`, `3 to 4`, `once or twice`: the lower number.
    pub(crate) fn lower_number_of_range(&self, i: TokenIndex) -> Option<(u64, TokenIndex)> {
        let (n, next) = self.number_once_or_twice_at(i)?;
        let between = self.word_at(i.wrapping_sub(1)) == Some(Word::Between) && self.is_and(next);
        let range = self.is_sign(next, '-') || matches!(self.word_at(next), Some(Word::To | Word::Or)) || between;
        match self.number_once_or_twice_at(next + 1) {
            Some((most, end)) if range => Some((n.min(most), end)),
            _ => Some((n, next)),
        }
    }

    /// `a week`, `per day`, `/week`, `weekly`, `each day` at `i`: whether it is the week, and the token behind.
    pub(crate) fn weekly_or_daily_rate_at(&self, i: TokenIndex) -> Option<(bool, TokenIndex)> {
        let unit = match (self.word_at(i), self.kind_at(i)) {
            (Some(Word::Weekly | Word::PerWeek), _) => return Some((true, i + 1)),
            (Some(Word::Daily | Word::PerDay), _) => return Some((false, i + 1)),
            // `once in the week`
            (Some(Word::In | Word::During), _) if matches!(self.word_at(i + 1), Some(Word::A | Word::The)) => i + 2,
            (Some(Word::A | Word::Per | Word::Every | Word::The | Word::This | Word::That), _)
            | (_, Some(TokenKind::Sign('/'))) => i + 1,
            (Some(Word::In), _) => i + 1,
            // `3x week`
            (Some(Word::WeekUnit | Word::DayUnit), _) if self.is_count_word(i - 1) && !self.is_plural_unit(i) => i,
            _ => return None,
        };
        match self.word_at(unit)? {
            Word::WeekUnit => Some((true, unit + 1)),
            Word::DayUnit => Some((false, unit + 1)),
            _ => None,
        }
    }

    /// `times`, `x` at `i`.
    fn is_count_word(&self, i: TokenIndex) -> bool {
        matches!(self.word_at(i), Some(Word::Times | Word::X))
    }

    /// `weeks`, `days`, `Sundays` at `i`.
    pub(crate) fn is_plural_unit(&self, i: TokenIndex) -> bool {
        self.text_at(i).to_lowercase().ends_with('s')
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

const WEEKEND: u8 = EVERY_DAY & !WEEKDAYS;

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
