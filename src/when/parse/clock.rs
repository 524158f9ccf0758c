//! The grammar of times: `7:30`, `7.30pm`, `8am`, `noon`, `18:00-18:30`, `after 6pm`, and the parts of the day.

use crate::problem::Code;
use crate::when::tokens::cursor::{Parser, PhraseKind, TokenIndex, WrittenTime};
use crate::when::tokens::lexer::TokenKind;
use crate::when::tokens::parse_error::{ParseError, SyntaxError};
use crate::when::tokens::vocabulary::Word;
use crate::when::value::time::{Clock, DAY, DayPart, HALF_DAY as HALF, Slot};

/// A clock time as written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WrittenClockTime {
    /// Minutes after midnight; 1440 where `24:00` stands.
    pub(crate) minutes: u16,
    /// Of twelve hours, and neither `am` nor `pm` says which.
    pub(crate) half_day_unknown: bool,
    /// `am` or `pm` was written.
    is_pm: Option<bool>,
    /// It is written as a time, and not as a number that could be anything.
    pub(crate) is_surely_time: bool,
    pub(crate) next_token: TokenIndex,
}

impl WrittenClockTime {
    /// `twenty-five to six` is in the hour before six.
    fn an_hour_earlier(self) -> WrittenClockTime {
        WrittenClockTime { minutes: (self.minutes + DAY - 60) % DAY, ..self }
    }
}

impl Parser<'_> {
    /// A time or part of the day at `i`, if it stands there; `bare_hour` where a number alone is an hour.
    pub(crate) fn take_time(&mut self, i: TokenIndex, bare_hour: bool) -> Result<bool, SyntaxError> {
        let Some((time, to)) = self.time_at(i, bare_hour)? else {
            return Ok(false);
        };
        self.push_phrase(PhraseKind::Time(time), i, to);
        Ok(true)
    }

    /// A time or part of the day at `i`, and the token behind it.
    pub(crate) fn time_at(
        &self,
        i: TokenIndex,
        bare_hour: bool,
    ) -> Result<Option<(WrittenTime, TokenIndex)>, ParseError> {
        if let Some((part, to)) = self.part_of_day_at(i) {
            return Ok(Some((self.written_time_of_tokens(Slot::In(part), i, to), to)));
        }
        let from = if matches!(self.word_at(i), Some(Word::From | Word::Between)) { i + 1 } else { i };
        let start = match self.clock_time_at(from, bare_hour)? {
            Some(start) => start,
            // `10-11am`: the first is an hour because the second is.
            None => match self.clock_time_at(from, true) {
                Ok(Some(start)) if self.clock_time_at(start.next_token + 1, false)?.is_some() => {
                    WrittenClockTime { is_surely_time: false, ..start }
                }
                _ => return Ok(None),
            },
        };
        // A range: `18:00-18:30`, `6-7pm`, `from 6 to 7pm`, `between 6pm and 7pm`.
        let between = from > i && self.word_at(i) == Some(Word::Between) && self.is_and(start.next_token);
        let range = self.is_sign(start.next_token, '-') || self.word_at(start.next_token) == Some(Word::To) || between;
        let end = if range { self.clock_time_at(start.next_token + 1, true)? } else { None };
        if let Some(end) = end {
            self.refuse_minutes_to_hour(from, start, end)?;
        }
        if let Some(end) = end.filter(|end| start.is_surely_time || end.is_surely_time) {
            return Ok(Some((self.written_time_of_range(start, end, i), end.next_token)));
        }
        if !start.is_surely_time {
            return Ok(None);
        }
        // `from 6pm on` has no end.
        if from > i && self.word_at(i) == Some(Word::From) {
            let to = if matches!(self.word_at(start.next_token), Some(Word::On))
                && self.is_time_ended_before(start.next_token + 1)
            {
                start.next_token + 1
            } else {
                start.next_token
            };
            let slot = Slot::Between(start.minutes.min(DAY), DAY);
            let half_day_unknown = start.half_day_unknown;
            return Ok(Some((
                WrittenTime { is_open: true, half_day_unknown, ..self.written_time_of_tokens(slot, i, to) },
                to,
            )));
        }
        if start.minutes == DAY {
            return Err(self.no_such_time_error(i, start.next_token));
        }
        let soft = start.half_day_unknown;
        Ok(Some((
            WrittenTime {
                half_day_unknown: soft,
                ..self.written_time_of_tokens(Slot::At(Clock(start.minutes)), from, start.next_token)
            },
            start.next_token,
        )))
    }

    fn written_time_of_tokens(&self, slot: Slot, from: TokenIndex, to: TokenIndex) -> WrittenTime {
        let at = self.byte_range_of_tokens(from, to);
        WrittenTime {
            slot,
            is_open: false,
            half_day_unknown: false,
            part: None,
            start_byte: at.start,
            end_byte: at.end,
        }
    }

    fn written_time_of_range(&self, start: WrittenClockTime, end: WrittenClockTime, i: TokenIndex) -> WrittenTime {
        let (mut from, mut to) = (start.minutes % DAY, end.minutes);
        if start.is_pm.is_none() && start.half_day_unknown && end.is_pm == Some(true) && from < HALF && from + HALF < to
        {
            // `6-7pm`: both after noon. `11-1pm` is not.
            from += HALF;
        }
        if to <= from && end.is_pm.is_none() && end.half_day_unknown && to + HALF > from && to < HALF {
            // `11:30-1`: the end is after noon.
            to += HALF;
        }
        if to <= from {
            // Past midnight: the small hours of the same written date.
            to += DAY;
        }
        let half_day_unknown = start.half_day_unknown && end.half_day_unknown;
        WrittenTime { half_day_unknown, ..self.written_time_of_tokens(Slot::Between(from, to), i, end.next_token) }
    }

    /// `after 6pm`, `before 9am`, `by 9`: a range with one end, if it stands at `i` and is no cue.
    pub(crate) fn take_open_range(&mut self, i: TokenIndex) -> Result<bool, SyntaxError> {
        let Some((time, to)) = self.open_range_at(i)? else {
            return Ok(false);
        };
        self.push_phrase(PhraseKind::Time(time), i, to);
        // `after 6pm but before 9pm`: no days are excepted.
        if self.word_at(to) == Some(Word::Except) && self.open_range_at(to + 1)?.is_some() {
            self.next_token = to + 1;
        }
        Ok(true)
    }

    fn open_range_at(&self, i: TokenIndex) -> Result<Option<(WrittenTime, TokenIndex)>, ParseError> {
        let after = match self.word_at(i) {
            Some(Word::After) => true,
            Some(Word::Before | Word::By) => false,
            Some(Word::To) if self.phrases.is_empty() => false,
            // `b4 9am`
            _ if self.is_b4_at(i) => false,
            _ => return Ok(None),
        };
        let behind = if self.is_b4_at(i) { i + 2 } else { i + 1 };
        let first = if matches!(self.word_at(behind), Some(Word::About)) { behind + 1 } else { behind };
        let Some(clock) = self.clock_time_at(first, true)? else {
            return Ok(None);
        };
        // `after 3 cups of tea` and `after 6pm mass` are cues.
        if !self.is_time_ended_before(clock.next_token) {
            return Ok(None);
        }
        let slot = match (after, clock.minutes) {
            (true, minutes) => Slot::Between(minutes % DAY, DAY),
            // Midnight ends the day.
            (false, 0) => Slot::Between(0, DAY),
            (false, minutes) => Slot::Between(0, minutes),
        };
        let to = clock.next_token;
        let half_day_unknown = clock.half_day_unknown;
        Ok(Some((WrittenTime { is_open: true, half_day_unknown, ..self.written_time_of_tokens(slot, i, to) }, to)))
    }

    /// A time that ends before `i` is whole: what follows begins something of its own.
    pub(crate) fn is_time_ended_before(&self, i: TokenIndex) -> bool {
        match self.kind_at(i) {
            None => true,
            Some(TokenKind::Sign(c)) => matches!(c, ',' | ';' | '.' | '(' | ')' | '/' | '&' | '-'),
            Some(TokenKind::Number) => false,
            Some(TokenKind::Word(Word::Filler)) if self.is_word(i, "instead") => true,
            // `at 7 with my coffee`
            Some(TokenKind::Word(Word::Unknown | Word::Other)) => {
                self.skip_exception_words(i).is_some() || self.skip_cue_introduction(i).is_some()
            }
            Some(TokenKind::Word(word)) => matches!(
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
    pub(crate) fn clock_time_at(&self, i: TokenIndex, bare: bool) -> Result<Option<WrittenClockTime>, ParseError> {
        match self.word_at(i) {
            Some(Word::Half | Word::Quarter | Word::Noon | Word::Midnight) => return self.named_time_at(i),
            Some(Word::A) if self.word_at(i + 1) == Some(Word::Quarter) => return self.named_time_at(i + 1),
            _ => {}
        }
        let (hours, digits) = match self.kind_at(i) {
            Some(TokenKind::Number) => (self.number_at(i).unwrap_or(u64::MAX), self.digit_count_at(i)),
            Some(TokenKind::Word(Word::Number(n))) if !self.is_word(i, "thrice") => (u64::from(n), 3),
            _ => return Ok(None),
        };
        if let Some(time) = self.time_of_minutes_past_or_to(i, hours) {
            return Ok(Some(time));
        }
        if hours == 12 && matches!(self.word_at(i + 1), Some(Word::Noon | Word::Midnight)) {
            return self.named_time_at(i + 1);
        }
        let (mut to, minutes) = self.minutes_after_hour(i, digits)?;
        let mut sure = to > i + 1;
        // `8ish pm`
        let behind_ish = || self.am_or_pm_at(self.skip_ish_or_sharp(to)?);
        let half = self.am_or_pm_at(to).or_else(behind_ish);
        if let Some((pm, behind)) = half {
            to = behind;
            sure = true;
            if hours == 0 || hours > 12 && !(pm && hours < 24) || minutes > 59 {
                return Err(self.time_without_colon_error(i, to).unwrap_or_else(|| self.no_such_time_error(i, to)));
            }
            let hours = if hours > 12 { hours } else { hours % 12 + if pm { 12 } else { 0 } };
            return Ok(Some(WrittenClockTime {
                minutes: u16_or_zero(hours * 60 + minutes),
                half_day_unknown: false,
                is_pm: Some(pm),
                is_surely_time: sure,
                next_token: self.skip_ish_or_sharp(to).unwrap_or(to),
            }));
        }
        let is_about = digits < 4 && self.skip_ish_or_sharp(to).is_some();
        if self.word_at(to) == Some(Word::OClock) || bare && !sure && self.is_hour_with_unit(i, hours) {
            to += 1;
            sure = true;
        } else if !sure && !is_about {
            // A number alone: an hour only where it can be nothing else.
            let other = self.is_quantity_not_hour(to);
            // `8 in the evening`
            let in_part = self.skip_prepositions(to) > to && self.part_of_day_at(self.skip_prepositions(to)).is_some();
            if !(bare || in_part) || digits > 2 && self.kind_at(i) == Some(TokenKind::Number) || other {
                return Ok(None);
            }
            sure = true;
        }
        if hours > 24 || minutes > 59 || hours == 24 && minutes > 0 {
            return Err(self.no_such_time_error(i, to));
        }
        let soft = (1..=12).contains(&hours) && !self.text_at(i).starts_with('0');
        Ok(Some(WrittenClockTime {
            minutes: u16_or_zero(hours * 60 + minutes),
            half_day_unknown: soft,
            is_pm: None,
            is_surely_time: sure || is_about,
            next_token: self.skip_ish_or_sharp(to).unwrap_or(to),
        }))
    }

    /// `noon`, `half past seven`, `quarter to eight`; American `quarter after` and `quarter of`.
    ///
    /// # Errors
    /// `half 8`, which can be two times.
    fn named_time_at(&self, i: TokenIndex) -> Result<Option<WrittenClockTime>, ParseError> {
        let named = |minutes| WrittenClockTime {
            minutes,
            half_day_unknown: false,
            is_pm: Some(true),
            is_surely_time: true,
            next_token: self.skip_ish_or_sharp(i + 1).unwrap_or(i + 1),
        };
        Ok(match (self.word_at(i), self.word_at(i + 1)) {
            (Some(Word::Noon), _) => Some(named(HALF)),
            (Some(Word::Midnight), _) => Some(named(0)),
            (Some(Word::Half), Some(Word::Past)) => self.half_past_time(i + 2, 30),
            (Some(Word::Half), _) => return self.refuse_half_before_hour(i),
            (Some(Word::Quarter), Some(Word::Past | Word::After)) => self.half_past_time(i + 2, 15),
            (Some(Word::Quarter), Some(Word::To | Word::Of)) => self.half_past_time(i + 2, 45),
            _ => None,
        })
    }

    /// `9ish`, `9-ish`, `9 sharp`: the token behind, if that stands at `i`.
    fn skip_ish_or_sharp(&self, i: TokenIndex) -> Option<TokenIndex> {
        let is_ish = |i: TokenIndex| self.is_glued_to_previous(i) && self.is_word(i, "ish");
        match () {
            // `19:00h`
            () if self.is_glued_to_previous(i) && self.is_word(i, "h") && self.is_sign(i.wrapping_sub(2), ':') => {
                Some(i + 1)
            }
            // `7am ish`
            () if self.is_word(i, "ish") || self.is_word(i, "sharp") || self.is_word(i, "promptly") => Some(i + 1),
            () if self.is_sign(i, '-') && is_ish(i + 1) => Some(i + 2),
            () => self.skip_words(i, "on the dot"),
        }
    }

    /// `ten past nine`, `twenty-five to six`: the minutes are at `i`. `ten to nine` is not, since 10 can be an hour.
    fn time_of_minutes_past_or_to(&self, i: TokenIndex, minutes: u64) -> Option<WrittenClockTime> {
        let (minutes, next) = self.compound_number_at(i).unwrap_or((minutes, i + 1));
        match self.word_at(next) {
            Some(Word::Past) if (1..60).contains(&minutes) => self.half_past_time(next + 1, u16_or_zero(minutes)),
            Some(Word::To | Word::Of) if (25..30).contains(&minutes) => {
                self.half_past_time(next + 1, 60 - u16_or_zero(minutes)).map(|time| time.an_hour_earlier())
            }
            _ => None,
        }
    }

    /// `half 8` is 8:30 in Britain and 7:30 where the word is taken from other languages.
    fn refuse_half_before_hour(&self, i: TokenIndex) -> Result<Option<WrittenClockTime>, ParseError> {
        match self.number_in_digits_or_words(i + 1) {
            Some(hour @ 1..=12) if !self.is_quantity_not_hour(i + 2) => {
                let before = if hour == 1 { 12 } else { hour - 1 };
                let half = match self.am_or_pm_at(i + 2) {
                    Some((true, _)) => " pm",
                    Some((false, _)) => " am",
                    None => "",
                };
                // `3:30` alone is that of a clock of 24 hours.
                let help = match (half, hour) {
                    ("", 2..=5) => {
                        format!("Write `{hour}:30 am`, `{hour}:30 pm`, `{before}:30 am` or `{before}:30 pm`.")
                    }
                    _ => format!("Write `{hour}:30{half}` or `{before}:30{half}`."),
                };
                Err(self.error_at_tokens(Code::WhenNotUnderstood, i..i + 2, "can be two times.", &help))
            }
            _ => Ok(None),
        }
    }

    /// `ten to nine`: 8:50, or from 10 to 9.
    ///
    /// # Errors
    /// Both readings.
    fn refuse_minutes_to_hour(
        &self,
        i: TokenIndex,
        start: WrittenClockTime,
        end: WrittenClockTime,
    ) -> Result<(), ParseError> {
        let is_word = matches!(self.word_at(i), Some(Word::Number(_)));
        let is_step = matches!(start.minutes / 60, 5 | 10 | 20) && start.minutes.is_multiple_of(60);
        let is_plain = start.next_token == i + 1 && start.is_pm.is_none() && end.minutes.is_multiple_of(60);
        let says_range = self.word_at(i + 1) != Some(Word::To)
            || !is_word && (start.minutes < end.minutes || end.is_pm.is_some())
            || i > 0 && matches!(self.word_at(i - 1), Some(Word::From | Word::Between));
        if !(is_step && is_plain && !says_range && (60..=DAY).contains(&end.minutes)) {
            return Ok(());
        }
        let clock = |minutes: u16| format!("{}:{:02}", minutes / 60 % 24, minutes % 60);
        let (from, to) = (start.minutes, end.minutes);
        let until = if to <= from && end.is_pm.is_none() && from < to + HALF { to + HALF } else { to };
        let single = match to - from / 60 {
            // `3:50` alone is that of a clock of 24 hours.
            small @ 60..360 if end.is_pm.is_none() => format!("`at {0} am`, `at {0} pm`", clock(small)),
            at => format!("`at {}`", clock(at)),
        };
        let help = format!("Write {single}, or `from {} to {}`.", clock(from), clock(until));
        Err(self.error_at_tokens(Code::WhenNotUnderstood, i..end.next_token, "can be one time or two.", &help))
    }

    /// The minutes after the hour at `i`, and the token after them (that after the hour where there are none). Seconds are
    /// passed over.
    fn minutes_after_hour(&self, i: TokenIndex, digits: usize) -> Result<(TokenIndex, u64), ParseError> {
        let mut to = i + 1;
        // `7時30分`
        let is_hour_sign = self.word_at(to) == Some(Word::OClock) && !self.text_at(to).is_ascii();
        let colon = self.is_sign(to, ':') || self.is_word(to, "h") || is_hour_sign && self.digit_count_at(to + 1) == 2;
        let dot = self.is_sign(to, '.');
        if !((colon || dot) && digits <= 2 && self.is_glued_to_previous(to) && self.is_glued_to_previous(to + 1)) {
            return Ok((to, 0));
        }
        if self.digit_count_at(to + 1) != 2 {
            if colon && self.digit_count_at(to + 1) > 0 {
                let help = "Write hours and two digits of minutes, as in `7:05`.";
                return Err(self.error_at_tokens(
                    Code::WhenNotUnderstood,
                    i..to + 2,
                    "is not written as a time.",
                    help,
                ));
            }
            return Ok((to, 0));
        }
        let minutes = self.number_at(to + 1).unwrap_or(u64::MAX);
        to += 2;
        if self.is_glued_to_previous(to) && ["分", "분"].contains(&self.text_at(to)) {
            to += 1;
        }
        if self.is_sign(to, ':') && self.is_glued_to_previous(to + 1) && self.digit_count_at(to + 1) == 2 {
            if self.number_at(to + 1).is_some_and(|s| s > 60) {
                return Err(self.no_such_time_error(i, to + 2));
            }
            to += 2;
            if self.is_sign(to, '.')
                && self.is_glued_to_previous(to)
                && self.is_glued_to_previous(to + 1)
                && self.digit_count_at(to + 1) > 0
            {
                to += 2;
            }
        }
        Ok((to, minutes))
    }

    /// `19h`, and behind a word for a time `7h` too: else it could be a length.
    fn is_hour_with_unit(&self, number: TokenIndex, hours: u64) -> bool {
        let is_time = hours > 12
            || number.checked_sub(1).is_some_and(|before| {
                matches!(
                    self.word_at(before),
                    Some(Word::At | Word::By | Word::From | Word::Between | Word::To | Word::After | Word::Before)
                ) || self.is_sign(before, '@')
            });
        is_time && hours < 25 && ["h", "hr", "hrs"].iter().any(|unit| self.is_word(number + 1, unit))
    }

    /// What follows a number at `i` makes it no hour: `3 times`, `3 cups`, `3/4`.
    fn is_quantity_not_hour(&self, i: TokenIndex) -> bool {
        let other = matches!(
            self.word_at(i),
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
        // `at 7 minus Sunday`, `at 7 with my coffee`
        other && self.skip_exception_words(i).is_none() && self.skip_cue_introduction(i).is_none()
            || self.is_glued_to_previous(i)
                && matches!(self.kind_at(i), Some(TokenKind::Word(_) | TokenKind::Sign('/' | '.' | ':' | '%')))
    }

    /// `half past seven`, `quarter to eight`.
    fn half_past_time(&self, hour: TokenIndex, minutes: u16) -> Option<WrittenClockTime> {
        let hours = self.number_in_digits_or_words(hour).filter(|h| (1..=12).contains(h))?;
        let half = self.am_or_pm_at(hour + 1);
        let base = u16_or_zero(hours % 12 * 60) + minutes;
        let base = if minutes == 45 { (base + DAY - 60) % DAY } else { base };
        let (minutes, to) = match half {
            Some((true, to)) => ((base + HALF) % DAY, to),
            Some((false, to)) => (base, to),
            None => (base, hour + 1),
        };
        Some(WrittenClockTime {
            minutes,
            half_day_unknown: half.is_none(),
            is_pm: half.map(|h| h.0),
            is_surely_time: true,
            next_token: to,
        })
    }

    /// `am`, `pm`, `a.m.`, `p.m.` at `i`: whether it is pm, and the token behind.
    fn am_or_pm_at(&self, i: TokenIndex) -> Option<(bool, TokenIndex)> {
        let dotted = self.is_sign(i + 1, '.')
            && self.is_word(i + 2, "m")
            && self.is_glued_to_previous(i + 1)
            && self.is_glued_to_previous(i + 2);
        let behind = if self.is_sign(i + 3, '.') && self.is_glued_to_previous(i + 3) { i + 4 } else { i + 3 };
        match self.word_at(i)? {
            Word::Am => Some((false, i + 1)),
            Word::A if dotted && self.is_word(i, "a") => Some((false, behind)),
            Word::Pm if dotted => Some((true, behind)),
            // `8 P M`, but not `8p M W F`
            Word::Pm if self.is_half_of_day_in_two_letters(i) => Some((true, i + 2)),
            Word::A if self.is_word(i, "a") && self.is_half_of_day_in_two_letters(i) => Some((false, i + 2)),
            Word::Pm => Some((true, i + 1)),
            Word::A if self.is_glued_to_previous(i) && self.is_word(i, "a") => Some((false, i + 1)),
            _ => None,
        }
    }

    /// `p m`, `a m` behind a number, with spaces between.
    fn is_half_of_day_in_two_letters(&self, i: TokenIndex) -> bool {
        let is_list = self.day_mask_of_word(i + 2).is_some()
            || matches!(self.kind_at(i + 2), Some(TokenKind::Sign('/' | ',' | '-' | '&')))
            || self.word_at(i + 2) == Some(Word::And);
        !self.is_glued_to_previous(i) && self.is_word(i + 1, "m") && !self.is_glued_to_previous(i + 1) && !is_list
    }

    /// A part of the day at `i`, and the token behind it.
    fn part_of_day_at(&self, i: TokenIndex) -> Option<(DayPart, TokenIndex)> {
        let behind = |at: usize| if self.is_sign(at, '-') { at + 1 } else { self.skip_prepositions(at) };
        match self.word_at(i)? {
            // `morning time`
            Word::Part(part) if self.is_word(i + 1, "time") => Some((part, i + 2)),
            Word::Part(part) => Some((part, i + 1)),
            Word::Early | Word::Late => {
                let early = self.word_at(i) == Some(Word::Early);
                match self.word_at(behind(i + 1))? {
                    Word::Part(DayPart::Morning) if early => Some((DayPart::EarlyMorning, behind(i + 1) + 1)),
                    Word::Part(part) => Some((part, behind(i + 1) + 1)),
                    // `mid-day`
                    Word::DayUnit if self.is_word(i, "mid") => Some((DayPart::Midday, behind(i + 1) + 1)),
                    _ => None,
                }
            }
            // `bed time`, `lunch time`
            Word::Habit
                if self.word_at(i + 1) == Some(Word::Times)
                    || self.is_sign(i + 1, '-') && self.word_at(i + 2) == Some(Word::Times) =>
            {
                let to = if self.is_sign(i + 1, '-') { i + 3 } else { i + 2 };
                match () {
                    () if self.is_word(i, "bed") => Some((DayPart::Bedtime, to)),
                    () if self.is_word(i, "lunch") => Some((DayPart::Midday, to)),
                    () => None,
                }
            }
            _ => None,
        }
    }

    /// Whether a part of the day in two words is at `i`: `bed time`.
    pub(crate) fn is_part_of_day_at(&self, i: TokenIndex) -> bool {
        self.part_of_day_at(i).is_some()
    }

    /// Behind `in the`, `at`, `on`.
    fn skip_prepositions(&self, i: TokenIndex) -> TokenIndex {
        let mut i = i;
        for _ in 0..2 {
            if matches!(self.word_at(i), Some(Word::In | Word::The | Word::At | Word::On)) {
                i += 1;
            }
        }
        i
    }

    pub(crate) fn push_part_of_day(&mut self, part: DayPart, from: TokenIndex, to: TokenIndex) {
        let time = self.written_time_of_tokens(Slot::In(part), from, to);
        self.push_phrase(PhraseKind::Time(time), from, to);
    }

    /// `730am`
    fn time_without_colon_error(&self, from: TokenIndex, to: TokenIndex) -> Option<ParseError> {
        let time = self.number_at(from).filter(|_| (3..=4).contains(&self.digit_count_at(from)))?;
        let half = self.text_of_tokens(from + 1, to);
        let is_time = (1..=12).contains(&(time / 100)) && time % 100 < 60;
        let help = format!("Write the time as `{}:{:02} {half}`.", time / 100, time % 100);
        let says = "is not written as a time.";
        is_time.then(|| self.error_at_tokens(Code::WhenNotUnderstood, from..to, says, &help))
    }

    fn no_such_time_error(&self, from: TokenIndex, to: TokenIndex) -> ParseError {
        self.error_at_tokens(
            Code::BadNumber,
            from..to,
            "is no time of the day.",
            "Write a time from 0:00 to 23:59, as in `18:00` or `6 pm`.",
        )
    }
}

fn u16_or_zero(n: u64) -> u16 {
    u16::try_from(n).unwrap_or(0)
}
