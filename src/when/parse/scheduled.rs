//! The phrases that say which days, how often and at what time: everything but cues and vague words.

use crate::problem::Code;
use crate::when::parse::date_choices::notes_for_dates;
use crate::when::parse::minutes::duration_in_seconds;
use crate::when::tokens::cursor::{Parser, Phrase, PhraseKind, Separator, TokenIndex};
use crate::when::tokens::parse_error::{ParseError, SyntaxError};
use crate::when::tokens::vocabulary::Word;
use crate::when::value::time::Slot;

/// What can be where a phrase begins.
pub(crate) const ANY_PHRASE: &[&str] = &["a day", "a time", "how often", "a cue"];

/// The hour to write for a bare number: `at 7:00`; `at 3 am` or `at 3 pm` where few people are up before noon, since `3:00` is
/// that of a clock of 24 hours.
fn suggest_hour(hour: u64, behind: &str) -> String {
    match hour {
        1..=5 => format!("`at {hour} am{behind}` or `at {hour} pm{behind}`"),
        _ => format!("`at {hour}:00{behind}`"),
    }
}

/// `730`, `1915`
fn is_clock_without_colon(number: u64) -> bool {
    number / 100 < 24 && number % 100 < 60
}

impl Parser<'_> {
    /// A date, a count, days or a time at `start`.
    pub(crate) fn take_date_days_or_time(&mut self, start: TokenIndex) -> Result<(), SyntaxError> {
        // `just once on Monday`, `just on Mondays`
        let is_just = self.is_word(start, "just")
            && (matches!(self.word_at(start + 1), Some(Word::Once | Word::Twice | Word::On))
                || self.day_mask_of_word(start + 1).is_some());
        let start = start + usize::from(is_just);
        self.refuse_limit_or_negated_time(start)?;
        if self.take_open_range(start)? {
            return Ok(());
        }
        let on = self.word_at(start) == Some(Word::On);
        let i = self.skip_filler_words(start);
        // `If it is Sunday or a weekday`, `on a Sunday`
        // and `of a Sunday`
        let of = usize::from(self.word_at(i) == Some(Word::Of) && self.word_at(i + 1) == Some(Word::A));
        let i = i + of;
        let has_article = (on || of == 1 || self.is_sentence) && self.word_at(i) == Some(Word::A);
        let is_named = self.day_mask_of_word(i + 1).is_some() || matches!(self.word_at(i + 1), Some(Word::Part(_)));
        let i = if has_article && is_named { i + 1 } else { i };
        // `any 3 days a week`
        let is_any = self.word_at(i) == Some(Word::Any) && self.number_in_digits_or_words(i + 1).is_some();
        let i = if is_any { i + 1 } else { i };
        self.refuse_relative_date(start, i)?;
        self.refuse_day_that_moves_with_event(start)?;
        self.refuse_date_of_deadline(start, i)?;
        self.refuse_last_day(start, i)?;
        self.refuse_number_of_days(start, i)?;
        if self.take_date(i, on)? || self.take_frequency(i)? || self.take_days(i)? {
            return Ok(());
        }
        let bare_hour = self.is_time_preposition_at(start) || self.is_joined_to_time() || self.is_hour_beside_days(i);
        if self.take_time(i, bare_hour)? {
            return Ok(());
        }
        Err(self.out_of_place_error(start, i))
    }

    /// An upper limit, or a time at which something does not happen: neither plans anything that can be counted.
    fn refuse_limit_or_negated_time(&self, start: TokenIndex) -> Result<(), ParseError> {
        if let Some(to) = self.skip_at_most(start) {
            let number = self.lower_number_of_range(to).map_or(to, |(_, end)| end);
            return Err(self.upper_limit_error(start, number.max(to)));
        }
        if let Some(error) = self.latest_or_earliest_error(start)? {
            return Err(error);
        }
        let not = usize::from(matches!(self.word_at(start), Some(Word::Not)) || self.is_word(start, "no"));
        let (says_after, clock) = match (not, self.word_at(start + 1)) {
            (1, Some(Word::Before)) => (true, start + 2),
            (1, Some(Word::After | Word::Past)) => (false, start + 2),
            (1, _) if self.skip_words(start + 1, "earlier than").is_some() => (true, start + 3),
            (1, _) if self.skip_words(start + 1, "later than").is_some() => (false, start + 3),
            _ => return Ok(()),
        };
        let Some(time) = self.clock_time_at(clock, true)? else {
            return Ok(());
        };
        let (word, written) =
            (if says_after { "after" } else { "before" }, self.text_of_tokens(clock, time.next_token));
        let is_small = time.half_day_unknown && (60..6 * 60).contains(&time.minutes) && !written.contains([':', '.']);
        let help = match is_small {
            true => format!("Write when it happens, as in `{word} {written} am` or `{word} {written} pm`."),
            false => format!("Write when it happens, as in `{word} {written}`."),
        };
        Err(self.error_at_tokens(
            Code::WhenNotUnderstood,
            start..time.next_token,
            "says when it does not happen.",
            &help,
        ))
    }

    /// `at the latest 10pm`, `10pm at the latest`, `9 at the earliest`: one end of a range.
    fn latest_or_earliest_error(&self, start: TokenIndex) -> Result<Option<ParseError>, ParseError> {
        let at = |i: TokenIndex| {
            let words = |which: &str| {
                let forms = [format!("at the {which}"), format!("at {which}"), which.to_owned()];
                forms.iter().find_map(|words| self.skip_words(i, words))
            };
            words("latest").map(|to| ("before", to)).or_else(|| words("earliest").map(|to| ("after", to)))
        };
        let Some((word, to)) = at(start) else {
            // `9 at the earliest`
            let number = self.number_at(start).and_then(|_| at(start + 1));
            return Ok(number.map(|(word, to)| {
                let help = format!("Write when it happens, as in `{word} {}`.", self.text_at(start));
                self.error_at_tokens(Code::WhenNotUnderstood, start..to, "says only one end of the time.", &help)
            }));
        };
        let before = match self.phrases.last() {
            Some(Phrase { kind: PhraseKind::Time(time), byte_range, .. }) if matches!(time.slot, Slot::At(_)) => {
                self.text.get(byte_range.clone())
            }
            _ => None,
        };
        let behind = self.clock_time_at(to, true)?;
        let (clock, end) = match (before, behind) {
            (_, Some(clock)) => (self.text_of_tokens(to, clock.next_token), clock.next_token),
            (Some(before), None) => (before, to),
            (None, None) => return Ok(None),
        };
        let help = format!("Write when it happens, as in `{word} {clock}`.");
        let says = "says only one end of the time.";
        Ok(Some(self.error_at_tokens(Code::WhenNotUnderstood, start..end, says, &help)))
    }

    /// `the evening before my session`, `the day after therapy`: one day, which moves with something else. `in the evening before
    /// bed` is every day.
    fn refuse_day_that_moves_with_event(&self, start: TokenIndex) -> Result<(), ParseError> {
        let the = start + usize::from(self.word_at(start) == Some(Word::On));
        let has_the = self.word_at(the) == Some(Word::The);
        let day = the + usize::from(has_the);
        let is_day = match self.word_at(day) {
            Some(Word::DayUnit) => true,
            Some(Word::Part(_)) => has_the,
            _ => false,
        };
        let is_beside = matches!(self.word_at(day + 1), Some(Word::After | Word::Before));
        if self.is_sentence || !(is_day && is_beside && self.word_at(day + 2).is_some()) {
            return Ok(());
        }
        let help =
            "Write the day of the week, as in `Wednesday evening`, or `on` and each date, as year, month and day.";
        let says = "is a day that moves with something else.";
        Err(self.error_at_tokens(Code::WhenNotUnderstood, start..self.token_count, says, help))
    }

    /// `by Friday`, `by the end of the week`: until when, and not when. `i` stands behind the small words.
    fn refuse_last_day(&self, start: TokenIndex, i: TokenIndex) -> Result<(), ParseError> {
        let is_by = (start..i).any(|i| self.word_at(i) == Some(Word::By)) && !self.is_sentence;
        let is_end = self.is_word(i, "end") || self.is_word(i, "start");
        let to = match self.day_mask_of_word(i) {
            _ if is_by && is_end => self.skip_filler_words(i + 2) + 1,
            Some(_) if is_by => i + 1,
            _ => return Ok(()),
        };
        let help = "Write the days on which it happens, as in `on Friday`, or how often, as in `once a week`.";
        let says = "says until when, not when it happens.";
        Err(self.error_at_tokens(Code::WhenNotUnderstood, start..to.min(self.token_count), says, help))
    }

    /// `by 2026-11-18`, `before Wed 18 November 2026`: until when. `around 2026-11-18`: some day near it. `i` stands behind the small words.
    pub(crate) fn refuse_date_of_deadline(&self, start: TokenIndex, i: TokenIndex) -> Result<(), ParseError> {
        let has = |word: Word| (start..i).any(|i| self.word_at(i) == Some(word));
        let says = match () {
            () if self.is_sentence => return Ok(()),
            () if has(Word::By) || has(Word::Before) => "says until when, not when it happens.",
            () if has(Word::About) => "does not say which day it is.",
            () => return Ok(()),
        };
        let mut first = i + usize::from(self.day_mask_of_word(i).is_some());
        while first > i && first < i + 4 && (self.is_sign(first, ',') || self.is_sign(first, '.')) {
            first += 1;
        }
        let Ok(Some((date, to))) = self.calendar_date_at(first) else { return Ok(()) };
        let help = format!(
            "Write `on` and the date for which you plan it, as in `on {date}`. If it was done, write the date alone, as in `{date}`."
        );
        Err(self.error_at_tokens(Code::WhenNotUnderstood, start..to, says, &help))
    }

    /// `3 Mondays`: so many of them, or Mondays at 3. `at 3 Mondays` is the hour.
    fn refuse_number_of_days(&self, start: TokenIndex, i: TokenIndex) -> Result<(), ParseError> {
        let Some(number) = self.number_in_digits_or_words(i) else { return Ok(()) };
        let is_behind_day = self.phrases.last().is_some_and(|p| p.kind.is_day());
        let is_rate = matches!(self.word_at(i + 2), Some(Word::A | Word::Per));
        let is_hour = is_rate || self.is_time_preposition_at(start) || self.is_joined_to_time() || is_behind_day;
        if is_hour || self.day_mask_of_word(i + 1).is_none() || !self.is_plural_unit(i + 1) {
            return Ok(());
        }
        let days = self.text_at(i + 1);
        let until = "a plan of so many ends on the date in its field `until`.";
        let help = if (1..=24).contains(&number) {
            format!("Write {} for the time of the day; {until}", suggest_hour(number, &format!(" on {days}")))
        } else {
            format!("Write `{days}`; {until}")
        };
        Err(self.error_at_tokens(Code::WhenNotUnderstood, i..i + 2, "can be an hour or a number of days.", &help))
    }

    /// `at 7 or 8`, `evening 8`: the phrase before this one is a time.
    fn is_joined_to_time(&self) -> bool {
        match self.phrases.last() {
            Some(Phrase { kind: PhraseKind::Time(time), .. }) => {
                self.separator != Separator::None || matches!(time.slot, Slot::In(_))
            }
            _ => false,
        }
    }

    /// Whether a bare number at `i` is an hour, since days stand beside it: `8-9 daily`, `Saturday 10-11`, `if it is 7`.
    fn is_hour_beside_days(&self, i: TokenIndex) -> bool {
        if self.is_sentence && self.phrases.is_empty() {
            return true;
        }
        let names_days = |p: &Phrase| p.kind.is_day() || matches!(p.kind, PhraseKind::Except(_));
        if self.separator != Separator::Or && self.phrases.last().is_some_and(names_days) {
            return true;
        }
        let Ok(Some((_, to))) = self.time_at(i, true) else {
            return false;
        };
        let in_words = matches!(self.word_at(i), Some(Word::Number(_))) && to == i + 1;
        let day = if matches!(self.word_at(to), Some(Word::On)) { to + 1 } else { to };
        match self.word_at(day) {
            // `one Sunday`
            Some(Word::Day(_) | Word::MaybeDay(_) | Word::Days(_)) if in_words && day == to => false,
            // `one on Sunday`
            Some(Word::Day(_) | Word::MaybeDay(_) | Word::Days(_))
                if matches!(self.word_at(i), Some(Word::Number(1..=3))) =>
            {
                false
            }
            Some(Word::Day(_) | Word::MaybeDay(_) | Word::Days(_) | Word::Weeknights | Word::SchoolNights) => true,
            Some(Word::Daily | Word::Nightly) => true,
            Some(Word::Every) => {
                self.word_at(day + 1) != Some(Word::WeekUnit) && self.word_at(day + 1) != Some(Word::Times)
            }
            _ => false,
        }
    }

    /// Nothing is understood at `i` of a phrase that begins at `start`; some errors have a message of their own.
    fn out_of_place_error(&self, start: TokenIndex, i: TokenIndex) -> SyntaxError {
        let behind_date = matches!(self.phrases.last(), Some(Phrase { kind: PhraseKind::Date { .. }, .. }));
        if !behind_date && self.is_sign(i, '-') && self.digit_count_at(i + 1) > 0 {
            let help = "Write a number from 1 up, as in `3 times a week`.";
            return self.error_at_tokens(Code::BadNumber, i..i + 2, "is less than nothing.", help).into();
        }
        // `ten to nine`
        if let (Some(Word::To), Err(error)) = (self.word_at(i + 1), self.time_at(i, true)) {
            return error.into();
        }
        if let Some(error) = self.start_or_end_error(i) {
            return error.into();
        }
        // `every day except Fridays and holidays`
        let behind_exception = matches!(self.phrases.last(), Some(Phrase { kind: PhraseKind::Except(_), .. }));
        if behind_exception
            && self.separator != Separator::None
            && let Some(error) = self.exception_of_no_weekday_error(i)
        {
            return error.into();
        }
        // `1930hrs`
        // `1900h`
        let is_hours = ["hr", "hrs", "hours"].iter().any(|unit| self.is_word(i + 1, unit))
            || self.is_word(i + 1, "h") && self.digit_count_at(i) == 4;
        let is_length = (self.word_at(i + 1) == Some(Word::OtherUnit)
            || ["h", "m"].iter().any(|w| self.is_word(i + 1, w)))
            && !is_hours;
        if let (Some(time), 3 | 4, false) =
            (self.number_at(i).filter(|n| is_clock_without_colon(*n)), self.digit_count_at(i), is_length)
            && !(self.digit_count_at(i) == 3 && self.number_at(i).is_some_and(|n| n % 100 == 0))
        {
            let to = if is_hours { i + 2 } else { i + 1 };
            let clock = format!("{}:{:02}", time / 100, time % 100);
            // `330`, but not `0330`
            let help = match (self.digit_count_at(i), time / 100) {
                (3, 1..=5) => format!("Write the time as `{clock} am` or `{clock} pm`."),
                _ => format!("Write the time as `{clock}`."),
            };
            return self.error_at_tokens(Code::WhenNotUnderstood, i..to, "is not written as a time.", &help).into();
        }
        if let Some(error) = self.how_long_error(i) {
            return error.into();
        }
        let length = if matches!(self.word_at(i), Some(Word::For | Word::About)) { i + 1 } else { i };
        if let Some((seconds, to)) = duration_in_seconds(self, length, false) {
            let minutes = seconds.div_ceil(60);
            if self.is_word(to, "apart") {
                let help = "Write the times themselves, as in `8:00 and 20:00`.";
                let says = "says how far apart, not when.";
                return self.error_at_tokens(Code::WhenNotUnderstood, i..to + 1, says, help).into();
            }
            if let Some((true, end)) = self.weekly_or_daily_rate_at(to) {
                let help = format!("How long it takes in a week has its own field: `weekly minutes: {minutes}`.");
                let says = "says how long, not when.";
                return self.error_at_tokens(Code::WhenNotUnderstood, i..end, says, &help).into();
            }
            let help = format!("How long it takes has its own field: `minutes: {minutes}`.");
            return self.error_at_tokens(Code::WhenNotUnderstood, i..to, "says how long, not when.", &help).into();
        }
        if let Some((number, to)) = self.weekly_number(i) {
            let hour = suggest_hour(number, "");
            let help = format!("Write `{number} times a week`, or {hour} for a time of the day.");
            return self.error_at_tokens(Code::WhenNotUnderstood, i..to, "can mean two things.", &help).into();
        }
        self.unexpected_token_error(if i < self.token_count { i } else { start }, ANY_PHRASE)
    }

    /// `18h`, of which nobody can tell whether it is an hour or a length; `for a week`, which is how long a plan runs.
    fn how_long_error(&self, i: TokenIndex) -> Option<ParseError> {
        let hours = self.number_at(i).filter(|&n| n < 24 && self.digit_count_at(i) < 3);
        let has_more = self.digit_count_at(i + 2) > 0 || self.weekly_or_daily_rate_at(i + 2).is_some();
        if let Some(hours) = hours.filter(|_| self.is_word(i + 1, "h") && self.is_glued_to_previous(i + 1) && !has_more)
        {
            let help = format!(
                "Write {} for the time of the day; how long it takes has its own field: `minutes: {}`.",
                suggest_hour(hours, ""),
                hours * 60
            );
            return Some(self.error_at_tokens(Code::WhenNotUnderstood, i..i + 2, "can be an hour or a length.", &help));
        }
        if self.is_month_or_season(i) {
            return Some(self.months_error(i, i + 1));
        }
        let is_other = |i: TokenIndex| {
            self.word_at(i) == Some(Word::Every)
                || ["hour", "hours", "min", "mins", "minute", "minutes"].iter().any(|unit| self.is_word(i, unit))
        };
        let is_unit = |&i: &TokenIndex| {
            matches!(self.word_at(i), Some(Word::WeekUnit | Word::DayUnit | Word::Fortnight))
                || ["month", "months", "year", "years"].iter().any(|unit| self.is_word(i, unit))
        };
        let unit = (i + 1..i + 6)
            .take_while(|&i| !is_other(i))
            .find(is_unit)
            .filter(|_| self.word_at(i) == Some(Word::For))?;
        let help = "The day a plan ends has its own field: `until`, with the date as year, month and day.";
        let says = "says for how long, not when.";
        Some(self.error_at_tokens(Code::WhenNotUnderstood, i..unit + 1, says, help))
    }

    /// `daily from 2026-11-19`, `daily until 2026-11-30`, `2026-11-26 to 2026-11-28`: fields of their own, with the dates that
    /// are written.
    pub(crate) fn start_or_end_error(&self, i: TokenIndex) -> Option<ParseError> {
        let date_at = |i: TokenIndex| self.calendar_date_at(i).ok().flatten();
        let begins = self.word_at(i) == Some(Word::From)
            || ["starting", "beginning", "since", "commencing", "effective"].iter().any(|word| self.is_word(i, word))
            || self.word_at(i) == Some(Word::As) && self.word_at(i + 1) == Some(Word::Of);
        let is_small = |i: TokenIndex| matches!(self.word_at(i), Some(Word::On | Word::From | Word::Of | Word::The));
        let first = if is_small(i + 1) { i + 2 } else { i + 1 };
        if begins && let Some((from, to)) = date_at(first) {
            let end = if self.word_at(to) == Some(Word::To) { date_at(to + 1) } else { None };
            let help = match end {
                Some((until, _)) => {
                    format!("When a plan starts and ends are fields of their own: `from: {from}` and `until: {until}`.")
                }
                None => format!("The day a plan starts has its own field: `from: {from}`."),
            };
            let says = "says when a plan starts, not when it happens.";
            return Some(self.error_at_tokens(Code::WhenNotUnderstood, i..to, says, &help));
        }
        if begins && let Some(to) = self.skip_day_without_date(first) {
            let to = if self.word_at(to) == Some(Word::On) && !self.is_hour_or_day(to + 1) { to + 1 } else { to };
            let help = "The day a plan starts has its own field: `from`, with the date as year, month and day.";
            let says = "says when a plan starts, not when it happens.";
            return Some(self.error_at_tokens(Code::WhenNotUnderstood, i..to, says, help));
        }
        if let Some(error) = self.moments_of_day_error(i) {
            return Some(error);
        }
        if self.word_at(i) != Some(Word::To) {
            return None;
        }
        let Some((until, to)) = date_at(i + 1) else { return self.end_without_date_error(i) };
        let from = self.phrases.iter().rev().find_map(|p| match p.kind {
            PhraseKind::Date { date, .. } => Some(date),
            _ => None,
        });
        Some(match from {
            Some(from) => {
                let plan = format!("a plan says `from: {from}` and `until: {until}` in fields of their own");
                let help = match notes_for_dates(from, until) {
                    Some(notes) => format!("Write {notes}; {plan}."),
                    None => format!("An entry has one date; {plan}."),
                };
                self.error_at_tokens(Code::TwoDates, i + 1..to, "is a second date.", &help)
            }
            None => {
                let help = format!("The day a plan ends has its own field: `until: {until}`.");
                let says = "says when a plan ends, not when it happens.";
                self.error_at_tokens(Code::WhenNotUnderstood, i..to, says, &help)
            }
        })
    }

    /// `Monday`, `next Monday`, `tomorrow`, `January` at `i`: the token behind.
    fn skip_day_without_date(&self, i: TokenIndex) -> Option<TokenIndex> {
        // `from 1 December`
        if self.digit_count_at(i) > 0 && matches!(self.word_at(i + 1), Some(Word::Month(_))) {
            return Some(i + 2);
        }
        match self.word_at(i)? {
            Word::Day(_) | Word::MaybeDay(_) | Word::Days(_) | Word::Relative | Word::Month(_) => Some(i + 1),
            Word::Next | Word::This => Some((i + 2).min(self.token_count)),
            _ => None,
        }
    }

    fn is_hour_or_day(&self, i: TokenIndex) -> bool {
        self.digit_count_at(i) > 0 || self.day_mask_of_word(i).is_some()
    }

    /// Whether a word is a moment that comes every day.
    fn is_moment_of_day(&self, i: TokenIndex) -> bool {
        const MOMENTS: [&str; 17] = [
            "waking",
            "wakeup",
            "breakfast",
            "lunch",
            "lunchtime",
            "dinner",
            "supper",
            "tea",
            "bed",
            "bedtime",
            "sleep",
            "sunrise",
            "sunset",
            "dawn",
            "dusk",
            "dark",
            "work",
        ];
        MOMENTS.iter().any(|word| self.is_word(i, word))
    }

    /// `from waking until noon`, `from breakfast to lunch`: between two moments of the day, of which one has no time on the clock.
    fn moments_of_day_error(&self, i: TokenIndex) -> Option<ParseError> {
        const LONGEST: usize = 4;
        if self.word_at(i) != Some(Word::From) {
            return None;
        }
        let joint = (i + 2..i + 2 + LONGEST).find(|&at| self.word_at(at) == Some(Word::To))?;
        let is_moment = |from: TokenIndex, to: TokenIndex| (from..to).any(|at| self.is_moment_of_day(at));
        let end = (joint + 1..self.token_count).find(|&at| self.is_sign(at, ',') || self.is_sign(at, ';'));
        let end = end.unwrap_or(self.token_count);
        if !(is_moment(i + 1, joint) || is_moment(joint + 1, end)) || end - i > 2 * LONGEST {
            return None;
        }
        let help = "Write the hours, as in `from 8:00 to 12:00`, or one moment, as in `after breakfast`.";
        Some(self.error_at_tokens(Code::WhenNotUnderstood, i..end, "has no times on the clock.", help))
    }

    /// `until Christmas`, `till Friday`: an end, to which no date is written.
    fn end_without_date_error(&self, i: TokenIndex) -> Option<ParseError> {
        if !(self.is_word(i, "until") || self.is_word(i, "till")) || i + 1 >= self.token_count {
            return None;
        }
        if let Ok(Some(clock)) = self.clock_time_at(i + 1, true) {
            let help =
                format!("Write when it happens, as in `before {}`.", self.text_of_tokens(i + 1, clock.next_token));
            let says = "says when it stops, not when it happens.";
            return Some(self.error_at_tokens(Code::WhenNotUnderstood, i..clock.next_token, says, &help));
        }
        let to = (i + 1..self.token_count)
            .find(|&i| self.is_sign(i, ',') || self.is_sign(i, ';'))
            .unwrap_or(self.token_count);
        if self.is_moment_of_day(i + 1) {
            let help = format!("Write when it happens, as in `before {}`.", self.text_of_tokens(i + 1, to));
            return Some(self.error_at_tokens(
                Code::WhenNotUnderstood,
                i..to,
                "says when it stops, not when it happens.",
                &help,
            ));
        }
        let help = "The day a plan ends has its own field: `until`, with the date as year, month and day.";
        Some(self.error_at_tokens(Code::WhenNotUnderstood, i..to, "says when a plan ends, not when it happens.", help))
    }

    /// `3 weekly`, `3 every week`: a count or an hour.
    fn weekly_number(&self, i: TokenIndex) -> Option<(u64, TokenIndex)> {
        let number = self.number_in_digits_or_words(i).filter(|n| (1..=24).contains(n))?;
        match (self.word_at(i + 1)?, self.word_at(i + 2)) {
            (Word::Weekly, _) => Some((number, i + 2)),
            (Word::Every, Some(Word::WeekUnit)) => Some((number, i + 3)),
            _ => None,
        }
    }

    /// A number without anything may be an hour: `at` or the like is at `i`.
    fn is_time_preposition_at(&self, i: TokenIndex) -> bool {
        let mut i = i;
        loop {
            match self.word_at(i) {
                Some(Word::At | Word::By | Word::About | Word::From | Word::Between) => return true,
                Some(Word::On | Word::In | Word::The) => i += 1,
                _ => return self.is_sign(i, '@'),
            }
        }
    }

    /// Words that change their meaning as the file ages.
    pub(crate) fn refuse_relative_date(&self, start: TokenIndex, i: TokenIndex) -> Result<(), ParseError> {
        let to = match self.word_at(i) {
            Some(Word::Relative) => i + 1,
            Some(Word::First | Word::Last | Word::Ordinal(_)) if self.skip_weekday_of_month(i).is_some() => {
                return Err(self.weekday_of_month_error(i, self.skip_weekday_of_month(i).unwrap_or(i + 1)));
            }
            Some(Word::Next | Word::Last | Word::This) if i + 1 < self.token_count => i + 2,
            Some(Word::DayUnit) if self.skip_words(i, "day after tomorrow").is_some() => i + 3,
            Some(Word::DayUnit) if self.skip_words(i, "day before yesterday").is_some() => i + 3,
            _ if self.word_at(i + 2) == Some(Word::Ago) => i + 3,
            _ => return Ok(()),
        };
        let from = if self.word_at(i) == Some(Word::DayUnit) { start } else { i };
        Err(self.error_at_tokens(
            Code::RelativeDate,
            from..to,
            "changes its meaning as time goes by.",
            "Write the date itself, as year, month and day.",
        ))
    }

    /// `first Monday of the month`, `last Friday of each month`: the token after it.
    fn skip_weekday_of_month(&self, i: TokenIndex) -> Option<TokenIndex> {
        self.day_mask_of_word(i + 1)?;
        let of = i + 2;
        let unit =
            if matches!(self.word_at(of + 1), Some(Word::The | Word::Every | Word::A)) { of + 2 } else { of + 1 };
        let month = self.is_word(unit, "month") || self.is_word(unit, "months");
        match self.word_at(of) {
            Some(Word::Of | Word::In) if month => Some(unit + 1),
            Some(Word::Every | Word::A) if self.is_word(of + 1, "month") => Some(of + 2),
            // `the first Monday`
            _ if self.word_at(i) == Some(Word::First) => Some(of),
            _ => None,
        }
    }
}
