//! The grammar of cues: whatever comes after `after`, `before`, `when`, `while`, `as soon as`, `during`, `if` and the like, to
//! the next comma, semicolon or the end, less a frequency, named days or an exception at its end with the times beside them.

use std::ops::Range;

use crate::problem::Code;
use crate::text::fold;
use crate::when::parse::days::{EVERY_DAY, NOT_WHEN};
use crate::when::tokens::cursor::{Parser, Phrase, PhraseKind, Separator, TokenIndex};
use crate::when::tokens::lexer::{TokenKind, is_space};
use crate::when::tokens::parse_error::{ParseError, SyntaxError, suggest_texts_unless_too_long};
use crate::when::tokens::vocabulary::{Word, corrected_word};

/// Cues that could be any time.
pub(crate) const VAGUE_CUES: &[&str] = &[
    "when i can",
    "when i have time",
    "when i have the time",
    "when i get time",
    "when i have a moment",
    "when i have a minute",
    "when i get a chance",
    "when i get the chance",
    "when i get around to it",
    "when i feel like it",
    "when i remember",
    "when i want",
    "when i want to",
    "when i'm free",
    "when i am free",
    "when possible",
    "when there is time",
    "when there's time",
    "when convenient",
    "when needed",
    "when",
    "if i can",
    "if i have time",
    "if i feel like it",
    "if i remember",
    "if possible",
    "if needed",
    "if there is time",
    "if there's time",
    "if poss",
    "when poss",
    "if able",
    "when able",
    "when i'm able",
    "when im able",
    "when i am able",
    "as soon as possible",
    "as soon as i can",
    "during the week",
    "during the day",
];

impl Parser<'_> {
    /// `If it is …` before days or times is how the if-then sentence begins, and says nothing more.
    pub(crate) fn skip_if_it_is_before_days_or_times(&mut self) {
        if !matches!(self.word_at(0), Some(Word::If | Word::When)) {
            return;
        }
        let behind = match (self.word_at(1), self.word_at(2)) {
            (Some(Word::Its), _) => 2,
            (Some(Word::It), Some(Word::Is)) => 3,
            _ => return,
        };
        // `If it is a weekday at 7:30`
        let behind = if self.word_at(behind) == Some(Word::A) { behind + 1 } else { behind };
        let comma = self.next_comma(behind);
        // `If it is Saturday and it rains`
        let to = (behind..comma).find(|&i| self.is_joining_word(i) && self.condition_begins(i + 1)).unwrap_or(comma);
        // `If it is Monday 30, …`: a date whose month comes later is no hour.
        self.is_sentence = true;
        if self.date_in_sentence_at(behind).is_some() {
            self.next_token = behind;
            return;
        }
        self.is_sentence = false;
        // What is joined to days and is neither days nor a condition is a slip, and no cue: `If it is Tuesday and Thrusday`.
        let is_whole = |end: usize| end == to || self.skip_cue_introduction(end).is_some() || self.is_joining_word(end);
        if self.schedule_in_cue(behind, to, true).is_ok_and(|(end, _)| end > behind && is_whole(end)) {
            self.next_token = behind;
            self.is_sentence = true;
        }
    }

    /// What else the sentence says behind days, at `start`: `and it rains`.
    ///
    /// # Errors
    /// `or it rains`: the days or something else.
    pub(crate) fn take_condition(&mut self, start: TokenIndex) -> Result<bool, ParseError> {
        let is_joined = matches!(self.separator, Separator::And | Separator::Or);
        if !(self.is_sentence && is_joined && self.condition_begins(start)) {
            return Ok(false);
        }
        let to = self.next_comma(start);
        if self.separator == Separator::Or {
            let help = "Write the one that you mean, as in `Saturdays` or `if it rains`.";
            return Err(self.error_at_tokens(Code::WhenNotUnderstood, start..to, "cannot stand behind `or`.", help));
        }
        self.push_phrase(PhraseKind::Condition, start, to);
        Ok(true)
    }

    /// A clause begins at `i`: no days or times, and no slip of such.
    fn condition_begins(&self, i: TokenIndex) -> bool {
        let is_other = |i: TokenIndex| self.word_at(i) == Some(Word::Unknown) && !self.is_misspelt_word(i);
        match self.word_at(i) {
            Some(Word::It | Word::Its | Word::My) => true,
            Some(Word::The | Word::A | Word::Not) => is_other(i + 1),
            Some(Word::MaybeDay(_)) => self.is_word(i, "we") && is_other(i + 1),
            _ => is_other(i),
        }
    }

    /// A word that is no word of the language, and a slip or two away from one.
    pub(crate) fn is_misspelt_word(&self, i: TokenIndex) -> bool {
        self.word_at(i) == Some(Word::Unknown) && corrected_word(&fold(self.text_at(i))).is_some()
    }

    /// A word at the end of a cue that says on which days, and is read as a part of it: `after dinner except maybe`, `after dinner rarely`.
    fn loose_word_before_days(&self, from: TokenIndex, to: TokenIndex, are_days_behind: bool) -> Option<TokenIndex> {
        const EXCEPT: [&str; 4] = ["except", "excluding", "unless", "but"];
        const SELDOM: [&str; 3] = ["rarely", "seldom", "hardly"];
        const MOST: usize = 4;
        let near_end = || (from.max(to.saturating_sub(MOST))..to).rev();
        let one_of = |at: &TokenIndex, words: &[&str]| words.iter().any(|word| self.is_word(*at, word));
        let excepted = near_end().find(|at| are_days_behind && one_of(at, &EXCEPT));
        excepted.or_else(|| near_end().find(|at| one_of(at, &SELDOM)))
    }

    /// A cue at `start`, if one begins there.
    pub(crate) fn take_cue(&mut self, start: TokenIndex) -> Result<bool, SyntaxError> {
        let Some(behind) = self.skip_cue_introduction(start) else {
            return Ok(false);
        };
        if self.take_open_range(start)? {
            return Ok(true);
        }
        self.refuse_choice_in_brackets(start)?;
        if self.word_at(start) == Some(Word::Before) {
            self.refuse_date_of_deadline(start, self.skip_filler_words(start + 1))?;
        }
        if let Some(error) = self.day_as_condition_error(start, start, self.next_comma(behind)) {
            return Err(error.into());
        }
        let to = self.close_of_brackets(start, behind).unwrap_or_else(|| self.next_comma(behind));
        let separator = self.separator;
        let CueEnd { end_of_words: cut, suffix, goes_on_at: rest } = self.find_end_of_cue_words(behind, to)?;
        let mut last = cut;
        while last > behind
            && matches!(self.kind_at(last - 1), Some(TokenKind::Sign('.' | ';' | '-' | '!' | '&' | ':' | '(' | '[')))
        {
            last -= 1;
        }
        // `Sunday after lunch instead`: that is said of the days.
        if last > behind + 1
            && self.is_word(last - 1, "instead")
            && self.phrases.iter().take(32).any(|p| p.kind.is_day())
        {
            last -= 1;
        }
        // `after dinner but only weekdays`
        if !suffix.is_empty() {
            let only = if self.is_word(last - 1, "only") { last - 1 } else { last };
            let is_only = only < last || self.is_word(only, "only") || self.is_word(only, "just");
            if is_only && only > behind + 1 && self.is_word(only - 1, "but") {
                last = only - 1;
            }
        }
        // `Thu (after lunch)`
        if last > behind && self.is_sign(last - 1, ')') && !(start..last).any(|i| self.is_sign(i, '(')) {
            last -= 1;
        }
        self.separator = separator;
        if last <= behind && self.skip_cue_event(last.min(behind)).is_none() && !self.is_word(start, "whenever") {
            return Err(self.unexpected_token_error(start, &["words that say what happens then, as in `after dinner`"]));
        }
        let said: String =
            squeeze_white_space(self.text_of_tokens(start, last)).to_lowercase().replace('\u{2019}', "'");
        let said = said.replacen("whenever", "when", 1);
        if let Some(at) = self.loose_word_before_days(behind, last, !suffix.is_empty()) {
            return Err(self.unexpected_token_error(at, &["days, as in `after dinner except Fridays`"]));
        }
        let what = if VAGUE_CUES.contains(&said.as_str()) { PhraseKind::Vague } else { PhraseKind::Cue };
        self.push_phrase(what, self.start_with_only_before(start), last);
        self.phrases.extend(suffix);
        self.next_token = rest;
        self.extend_last_exception();
        Ok(true)
    }

    /// Where the words of a cue end that begin at `behind`, at `to` at the latest.
    ///
    /// # Errors
    /// A number in the schedule at its end that nobody can mean.
    fn find_end_of_cue_words(&self, behind: TokenIndex, to: TokenIndex) -> Result<CueEnd, ParseError> {
        let mut i = behind;
        // Where a schedule begins and does not reach the end, none that begins inside it does: so each token is passed
        // a fixed number of times.
        while i < to {
            if i > behind && self.is_next_day_with_moment(i, to)? {
                return Ok(CueEnd { end_of_words: i, suffix: Vec::new(), goes_on_at: i });
            }
            // `when I get home or at 8pm`, `if I can else Tuesday`
            if i > behind && (self.is_moment_joined_at(i) || self.is_second_choice_in_cue(i)) {
                let end = if self.is_joining_word(i - 1) && i > behind + 1 { i - 1 } else { i };
                return Ok(CueEnd { end_of_words: end, suffix: Vec::new(), goes_on_at: end });
            }
            if i > behind && self.is_own_cue_in_brackets(i) {
                return Ok(CueEnd { end_of_words: i, suffix: Vec::new(), goes_on_at: i });
            }
            if let Some(error) = self
                .start_at_end_of_cue_error(i, to)
                .or_else(|| self.day_as_condition_error(behind, i, to))
                .or_else(|| self.exception_without_days_error(behind, i))
            {
                return Err(error);
            }
            if !self.schedule_begins(i, behind) {
                i += 1;
                continue;
            }
            let (end, mut suffix) = self.schedule_in_cue(i, to, false)?;
            // `after work (weekends after lunch)`
            let is_bracketed = self.is_sign(i - 1, '(') && end < to && self.skip_cue_introduction(end).is_some();
            if let (true, Some(days)) = (is_bracketed, suffix.first_mut()) {
                days.separator = Separator::Comma;
                return Ok(CueEnd { end_of_words: i, suffix, goes_on_at: end });
            }
            // `before work on Monday and after work on Thursday`
            let excepts = suffix.last().is_some_and(|p| matches!(p.kind, PhraseKind::Except(_)));
            let next = if self.is_joining_word(end) { end + 1 } else { end };
            let next_cue = end < to && (next > end || excepts) && self.skip_cue_introduction(next).is_some();
            // `before work on Tuesdays if I can`, `after dinner on Mondays sometimes`
            let remark = (end..to).find(|&i| !self.is_sign(i, ')') && !self.is_sign(i, ']')).unwrap_or(to);
            let is_remark = remark < to && self.skip_vague_words(remark) == Some(to);
            if (end == to || next_cue || is_remark) && !suffix.is_empty() && self.is_cue_complete_before(behind, i) {
                return Ok(CueEnd { end_of_words: i, suffix, goes_on_at: end });
            }
            // `after work except Fridays and holidays`
            if let (true, true, Some(error)) =
                (excepts, next > end && end < to, self.exception_of_no_weekday_error(next))
            {
                return Err(error);
            }
            if let Some(error) = self.days_amid_cue_error(behind..to, i..end, &suffix) {
                return Err(error);
            }
            // `when I get home or at 8 every day`
            if end == to && !suffix.is_empty() && i > behind + 1 && self.is_joining_word(i - 1) {
                return Ok(CueEnd { end_of_words: i - 1, suffix: Vec::new(), goes_on_at: i - 1 });
            }
            i = end.max(i + 1);
        }
        Ok(CueEnd { end_of_words: to, suffix: Vec::new(), goes_on_at: to })
    }

    /// `after dinner unless it's Friday`, `after work if it is not Monday`: the days of the plan, as a condition of the cue.
    fn day_as_condition_error(&self, behind: TokenIndex, i: TokenIndex, to: TokenIndex) -> Option<ParseError> {
        let is_unless = self.is_word(i, "unless");
        if i < behind || !(is_unless || matches!(self.word_at(i), Some(Word::If | Word::When))) {
            return None;
        }
        let is_not = self.word_at(i + 1) == Some(Word::It) && self.is_word(i + 2, "isn't");
        let subject = match (self.word_at(i + 1), self.word_at(i + 2)) {
            (Some(Word::Its), _) => i + 2,
            (Some(Word::It), Some(Word::Is)) => i + 3,
            _ if is_not => i + 3,
            _ => i + 1,
        };
        let has_not = is_not || self.word_at(subject) == Some(Word::Not);
        let day = subject + usize::from(has_not && !is_not);
        let day = if matches!(self.word_at(day), Some(Word::A | Word::The)) { day + 1 } else { day };
        let (_, end) = self.day_mask_of_range(day).filter(|&(_, end)| end == to)?;
        let days = self.text_of_tokens(day, end);
        let cue = self.text_of_tokens(0, i).trim_end_matches(['(', ' ', ',']);
        let cue = if cue.is_empty() { "every day" } else { cue };
        let instead = if is_unless != has_not { format!("{cue} except {days}") } else { format!("{cue} on {days}") };
        let help = if to == self.token_count {
            suggest_texts_unless_too_long("Write", &[&instead], NAME_DAYS)
        } else {
            NAME_DAYS.to_owned()
        };
        let says = "says on which days, not what happens then.";
        Some(self.error_at_tokens(Code::WhenNotUnderstood, i..end, says, &help))
    }

    /// `before bed every night except when I am ill`, `after work except on holiday`: no days of the week are left out.
    fn exception_without_days_error(&self, behind: TokenIndex, i: TokenIndex) -> Option<ParseError> {
        let is_except = ["except", "excluding", "excepting"].iter().any(|word| self.is_word(i, word));
        let begins = matches!(
            self.word_at(i + 1),
            Some(Word::When | Word::If | Word::While | Word::On | Word::At | Word::In | Word::During)
        );
        if i <= behind || !is_except || !begins || self.excludes_days_in_cue(i) {
            return None;
        }
        let to = self.next_comma(i);
        Some(self.error_at_tokens(Code::WhenNotUnderstood, i..to, "names no days.", NOT_WHEN))
    }

    /// `after work on Tuesdays with Sam`: days that are followed by more words of the cue.
    fn days_amid_cue_error(
        &self,
        cue: Range<TokenIndex>,
        days: Range<TokenIndex>,
        suffix: &[Phrase],
    ) -> Option<ParseError> {
        let (Range { start: behind, end: to }, Range { start: i, end }) = (cue, days);
        let names_days = |p: &Phrase| match p.kind {
            PhraseKind::Days { mask, .. } => mask != EVERY_DAY,
            kind => matches!(kind, PhraseKind::Time(_)),
        };
        let first = if matches!(self.word_at(i), Some(Word::On | Word::At)) { i + 1 } else { i };
        let is_range = suffix.iter().any(|p| matches!(p.kind, PhraseKind::Days { mask, .. } if mask.count_ones() > 1));
        let is_sure = matches!(self.word_at(i), Some(Word::On | Word::Every)) && end > i + 1
            || self.is_plural_unit(first)
            || is_range;
        let goes_on = self.kind_at(end).is_some_and(|kind| matches!(kind, TokenKind::Word(_)));
        let is_complete = self.is_cue_complete_before(behind, i) && !self.is_joining_word(end);
        // `after dinner (Fridays off)`
        let is_off = ["off", "excepted", "excluded", "not"].iter().any(|word| self.is_word(end, word));
        if end >= to
            || !goes_on
            || !(is_sure || is_off)
            || !is_complete
            || !suffix.iter().all(names_days)
            || suffix.is_empty()
        {
            return None;
        }
        let start = (0..behind).rev().find(|&i| self.is_sign(i, ',') || self.is_sign(i, ';')).map_or(0, |i| i + 1);
        let (cue, rest) = (self.text_of_tokens(start, i), self.text_of_tokens(end, to));
        let named = self.text_of_tokens(first, end);
        let instead = squeeze_white_space(&format!("{named}, {cue} {rest}"));
        let is_whole = start == 0 && to == self.token_count;
        let otherwise = "Write the days before the cue, with a comma behind them.";
        let instead = if is_off { without_brackets(&format!("{cue} except {named}")) } else { instead };
        let help = if is_whole {
            suggest_texts_unless_too_long("Write", &[&instead], otherwise)
        } else {
            otherwise.to_owned()
        };
        let says = "stands amid a cue.";
        Some(self.error_at_tokens(Code::WhenNotUnderstood, i..end, says, &help))
    }

    /// `after work from Monday`, `when I get home starting Monday`: the cue ends with the day on which the plan starts.
    fn start_at_end_of_cue_error(&self, i: TokenIndex, to: TokenIndex) -> Option<ParseError> {
        let begins = self.word_at(i) == Some(Word::From) || self.is_word(i, "starting") || self.is_word(i, "beginning");
        let behind = if self.day_mask_of_word(i + 1).is_some() { i + 2 } else { i + 3 };
        let is_end = behind == to || matches!(self.word_at(behind), Some(Word::On | Word::Every | Word::Daily));
        if begins && is_end && self.day_mask_of_word(behind - 1).is_some() { self.start_or_end_error(i) } else { None }
    }

    /// `and` or `or` at `i`, and after it a day with a cue or a time of its own: `before work and Thursday after work`.
    fn is_next_day_with_moment(&self, i: TokenIndex, to: TokenIndex) -> Result<bool, ParseError> {
        let day = if self.word_at(i + 1) == Some(Word::On) { i + 2 } else { i + 1 };
        let named = matches!(self.word_at(day), Some(Word::Day(_) | Word::Days(_) | Word::Weeknights));
        let short = matches!(self.word_at(day), Some(Word::MaybeDay(_))) && self.text_at(day).len() > 2;
        // `before work and every evening before bed`
        let every = self.word_at(day) == Some(Word::Every);
        if !self.is_joining_word(i) || !(named || short || every) {
            return Ok(false);
        }
        let (end, phrases) = self.schedule_in_cue(i + 1, to, false)?;
        let is_whole = end == to && !every || end < to && self.skip_cue_introduction(end).is_some();
        Ok(!phrases.is_empty() && is_whole)
    }

    /// `and` or `or` at `i`, and after it a time that can be nothing else: `before bed or 9pm after a bath`.
    fn is_moment_joined_at(&self, i: TokenIndex) -> bool {
        if !self.is_joining_word(i) {
            return false;
        }
        let clock = self.skip_filler_words(i + 1);
        let time = self.clock_time_at(clock, clock > i + 1).ok().flatten();
        time.is_some_and(|time| time.is_surely_time && self.is_time_ended_before(time.next_token))
    }

    fn is_joining_word(&self, i: TokenIndex) -> bool {
        matches!(self.word_at(i), Some(Word::And | Word::Or)) || self.is_sign(i, '&')
    }

    /// The token behind the words that introduce a cue at `i`.
    pub(crate) fn skip_cue_introduction(&self, i: TokenIndex) -> Option<TokenIndex> {
        if self.kind_at(i) == Some(TokenKind::Number) {
            return self.skip_duration_and_before_or_after(i);
        }
        match self.word_at(i)? {
            // `b4 bed`
            Word::Unknown if self.is_b4_at(i) => Some(i + 2),
            // `any time I feel tense`
            Word::Any if self.word_at(i + 1) == Some(Word::Times) && self.begins_sentence(i + 2) => Some(i + 2),
            Word::Unknown if self.is_word(i, "anytime") && self.begins_sentence(i + 1) => Some(i + 1),
            // `hour before bed`
            Word::OtherUnit if matches!(self.word_at(i + 1), Some(Word::After | Word::Before)) => Some(i + 2),
            Word::After | Word::Before | Word::When | Word::While | Word::During | Word::If => Some(i + 1),
            Word::As if self.word_at(i + 1) == Some(Word::Soon) && self.word_at(i + 2) == Some(Word::As) => Some(i + 3),
            // `right after lunch`
            Word::Right | Word::Soon
                if matches!(self.word_at(i + 1), Some(Word::After | Word::Before | Word::When)) =>
            {
                Some(i + 2)
            }
            // `first thing after work`
            Word::First | Word::Last
                if self.word_at(i + 1) == Some(Word::Thing)
                    && matches!(self.word_at(i + 2), Some(Word::After | Word::Before | Word::When | Word::While)) =>
            {
                Some(i + 3)
            }
            // `every time I feel tense`, `once I am home`
            Word::Every if self.word_at(i + 1) == Some(Word::Times) => Some(i + 2),
            Word::Once if !self.is_once_a_count(i) => Some(i + 1),
            // `at the start of my shift`
            Word::At | Word::In | Word::On if self.skip_start_or_end_of(i + 1).is_some() => {
                self.skip_start_or_end_of(i + 1)
            }
            Word::At | Word::In | Word::On => self.skip_cue_event(i + 1),
            // `w/ my coffee`
            Word::MaybeDay(_)
                if self.is_word(i, "w") && self.is_sign(i + 1, '/') && self.is_glued_to_previous(i + 1) =>
            {
                self.skip_cue_event(i + 2)
            }
            Word::Unknown if ["with", "over", "upon"].iter().any(|w| self.is_word(i, w)) => self.skip_cue_event(i + 1),
            // `10 minutes before bed`
            Word::A | Word::Number(_) | Word::Half => self.skip_duration_and_before_or_after(i),
            // `within an hour of waking up`
            Word::Unknown if self.is_word(i, "within") => self.skip_duration_and(i + 1, |word| word == Word::Of),
            _ => None,
        }
    }

    /// `b4` at `i`.
    pub(crate) fn is_b4_at(&self, i: TokenIndex) -> bool {
        self.is_word(i, "b") && self.text_at(i + 1) == "4" && self.is_glued_to_previous(i + 1)
    }

    /// Somebody of whom something is said is at `i`: `I feel tense`.
    fn begins_sentence(&self, i: TokenIndex) -> bool {
        const WHO: [&str; 12] =
            ["i", "i'm", "im", "we", "my", "he", "she", "they", "you", "someone", "somebody", "there"];
        WHO.iter().any(|word| self.is_word(i, word)) && i + 1 < self.token_count
    }

    /// `once` counts before a number, a unit or a day; else it begins a cue.
    pub(crate) fn is_once_a_count(&self, i: TokenIndex) -> bool {
        let Some(word) = self.word_at(i + 1) else {
            return !matches!(self.kind_at(i + 1), Some(TokenKind::Word(_)));
        };
        let counts = matches!(
            word,
            Word::A
                | Word::Every
                | Word::Per
                | Word::This
                | Word::That
                | Word::PerWeek
                | Word::PerDay
                | Word::Daily
                | Word::Nightly
                | Word::Weekly
                | Word::Fortnightly
                | Word::OtherRate
                | Word::Day(_)
                | Word::MaybeDay(_)
                | Word::Days(_)
                | Word::Weeknights
                | Word::SchoolNights
                | Word::Next
                | Word::Last
                | Word::Relative
                | Word::Filler
                | Word::Am
                | Word::Pm
        );
        // `once before Friday`
        let is_until = matches!(word, Word::By | Word::Before)
            && (self.day_mask_of_word(i + 2).is_some()
                || matches!(self.word_at(i + 2), Some(Word::Next | Word::Relative))
                || matches!(self.calendar_date_at(i + 2), Ok(Some(_)) | Err(_)));
        if is_until {
            return true;
        }
        let is_week = ["during the week", "during the weekend", "over the weekend"];
        counts
            || is_week.iter().any(|words| self.skip_words(i + 1, words).is_some())
            || matches!(word, Word::On | Word::In | Word::At | Word::Or | Word::And | Word::To | Word::X | Word::Times)
    }

    /// `the start of`, `the end of` at `i`: the token after it.
    fn skip_start_or_end_of(&self, i: TokenIndex) -> Option<TokenIndex> {
        let edge = if self.word_at(i) == Some(Word::The) { i + 1 } else { i };
        let is_edge = ["start", "end", "beginning"].iter().any(|word| self.is_word(edge, word));
        (is_edge && self.word_at(edge + 1) == Some(Word::Of)).then_some(edge + 2)
    }

    /// `my coffee`, `the way home`, `breakfast`: what a cue can be without `after`.
    fn skip_cue_event(&self, mut i: TokenIndex) -> Option<TokenIndex> {
        let first = i;
        // `with every meal`
        if self.word_at(i) == Some(Word::Every) && self.word_at(i + 1) == Some(Word::Habit) {
            i += 1;
        }
        while matches!(self.word_at(i), Some(Word::My | Word::The)) {
            i += 1;
            if i > first + 2 {
                return None;
            }
        }
        // `my morning coffee`
        if matches!(self.word_at(i), Some(Word::Part(_))) && self.word_at(i + 1) == Some(Word::Habit) {
            i += 1;
        }
        // `work days` are weekdays, and `school nights` are evenings.
        // `work nights` are some nights, and nothing says which.
        let days = matches!(self.word_at(i + 1), Some(Word::DayUnit | Word::WeekUnit))
            || ["nights", "evenings", "mornings", "afternoons"].iter().any(|parts| self.is_word(i + 1, parts))
            || self.skip_two_word_school_nights(i).is_some();
        // `at bed time` is a part of the day.
        (self.word_at(i) == Some(Word::Habit) && !days && !self.is_part_of_day_at(i)).then_some(i)
    }

    /// `an hour after lunch`, `half an hour before bed`.
    pub(crate) fn skip_duration_and_before_or_after(&self, i: TokenIndex) -> Option<TokenIndex> {
        self.skip_duration_and(i, |_| false)
    }

    /// The same, with another word that may stand behind the duration.
    fn skip_duration_and(&self, i: TokenIndex, is_other: impl Fn(Word) -> bool) -> Option<TokenIndex> {
        let introduces = |word: Word| matches!(word, Word::After | Word::Before) || is_other(word);
        (i + 1..i + 4)
            .find(|&j| self.word_at(j) == Some(Word::OtherUnit))
            .filter(|&j| self.word_at(j + 1).is_some_and(introduces) || self.is_b4_at(j + 1))
            .map(|j| if self.is_b4_at(j + 1) { j + 3 } else { j + 2 })
    }

    /// The bracket that closes before the next comma and was opened before the cue at `start`: `every day (except Sunday after
    /// church) after lunch`.
    fn close_of_brackets(&self, start: TokenIndex, behind: TokenIndex) -> Option<TokenIndex> {
        // The reader is linear: only so many tokens before the cue are looked at.
        let is_open = (start.saturating_sub(32)..start).rev().find(|&i| self.is_sign(i, '(') || self.is_sign(i, ')'));
        is_open.filter(|&i| self.is_sign(i, '('))?;
        let edge = (behind..self.next_comma(behind)).find(|&i| self.is_sign(i, '(') || self.is_sign(i, ')'));
        edge.filter(|&i| i > behind && self.is_sign(i, ')'))
    }

    /// `after breakfast (after lunch on Sundays)`: days with a cue of their own stand in the brackets that open at `i`.
    fn is_own_cue_in_brackets(&self, i: TokenIndex) -> bool {
        self.is_sign(i, '(')
            && self.skip_cue_introduction(i + 1).is_some()
            && (i + 2..i + 16)
                .take_while(|&i| !self.is_sign(i, ')'))
                .any(|i| matches!(self.word_at(i), Some(Word::Day(_) | Word::Days(_))))
    }

    /// `m/w/f`, `T Th`, `m-f` at `i`, to the end of a cue or a time: short names that are days together.
    fn is_list_of_short_days(&self, i: TokenIndex) -> bool {
        let (mut to, mut days, mut has_sign) = (i, 0, false);
        while self.day_mask_of_word(to).is_some() && days < 8 {
            let is_we = self.is_word(to, "we");
            to += 1;
            let is_joined =
                ['/', '-', '&'].iter().any(|&sign| self.is_sign(to, sign)) || self.word_at(to) == Some(Word::And);
            if is_we && !is_joined {
                return false;
            }
            has_sign |= is_joined;
            days += 1;
            to += usize::from(is_joined && self.day_mask_of_word(to + 1).is_some());
        }
        let is_end = match self.kind_at(to) {
            None | Some(TokenKind::Number | TokenKind::Sign(',' | ';' | ')')) => true,
            _ => self.word_at(to) == Some(Word::At),
        };
        let is_open = NOT_BEFORE_DAY.iter().any(|word| self.is_word(i - 1, word));
        days > 1 && is_end && (has_sign || !is_open)
    }

    fn next_comma(&self, from: TokenIndex) -> TokenIndex {
        (from..self.token_count).find(|&i| self.is_sign(i, ',') || self.is_sign(i, ';')).unwrap_or(self.token_count)
    }

    /// A frequency or named days can begin at `i` of a cue whose words begin at `behind`.
    fn schedule_begins(&self, i: TokenIndex, behind: TokenIndex) -> bool {
        let first = match self.word_at(i) {
            Some(Word::On | Word::At) => i + 1,
            _ => i,
        };
        if first > behind && (self.exception_begins_in_cue(first) || self.is_list_of_short_days(first)) {
            return true;
        }
        match self.word_at(first) {
            Some(Word::Day(_) | Word::Days(_) | Word::Weeknights | Word::Every | Word::Daily | Word::Weekly) => true,
            Some(
                Word::Nightly
                | Word::Any
                | Word::Once
                | Word::Twice
                | Word::Alternate
                | Word::Fortnightly
                | Word::Number(_),
            ) => true,
            Some(Word::From) => matches!(self.word_at(first + 1), Some(Word::Day(_) | Word::MaybeDay(_))),
            // `in the sun` is no Sunday.
            Some(Word::MaybeDay(_)) => {
                let long = self.text_at(first).len() > 2;
                let after_day = first > behind && matches!(self.word_at(first - 1), Some(Word::On | Word::Every));
                long && (first > i
                    || after_day
                    || first > behind && !NOT_BEFORE_DAY.iter().any(|w| self.is_word(first - 1, w)))
            }
            Some(Word::Least) => first > i,
            Some(Word::Except) => i == first,
            Some(Word::Not) => i == first && (self.word_at(i + 1) == Some(Word::On) || self.excludes_days_in_cue(i)),
            Some(Word::SchoolNights) => true,
            Some(Word::WeekUnit | Word::Habit) => {
                self.skip_two_word_days(first).is_some() || self.skip_two_word_school_nights(first).is_some()
            }
            Some(Word::The) => first > i && matches!(self.word_at(first + 1), Some(Word::Days(_))),
            None => self.kind_at(first) == Some(TokenKind::Number),
            _ => false,
        }
    }

    /// What is left of the cue before `cut` still says something: `after the` does not.
    fn is_cue_complete_before(&self, behind: TokenIndex, cut: TokenIndex) -> bool {
        // `each time I see her on weekdays`
        let is_object = self.is_word(cut - 1, "her") && self.word_at(cut) == Some(Word::On);
        cut > behind && (is_object || !OPEN_WORDS.iter().any(|w| self.is_word(cut - 1, w)))
    }

    /// A frequency or days (or, in a sentence, times) at `from` with what comes after them, as far as it is understood: where
    /// it ends, and its phrases. Times alone are no schedule: they belong to the cue (`after dinner at 8`).
    ///
    /// # Errors
    /// A number in it that cannot be meant, as in `every 0 days`.
    fn schedule_in_cue(
        &self,
        from: TokenIndex,
        to: TokenIndex,
        in_sentence: bool,
    ) -> Result<(TokenIndex, Vec<Phrase>), ParseError> {
        let mut inner = Parser::new(self.text, self.tokens);
        inner.token_count = to;
        inner.next_token = from;
        inner.is_sentence = in_sentence;
        let mut end = from;
        while inner.next_token < to {
            match inner.take_date_days_or_time(inner.next_token) {
                Ok(()) => end = inner.next_token,
                Err(SyntaxError::Known(error)) if error.code == Code::BadNumber => return Err(error),
                Err(_) => break,
            }
            inner.separator = inner.take_separators();
            if inner.next_token >= to && matches!(inner.separator, Separator::None | Separator::Comma) {
                end = to;
            }
        }
        let only_times = inner.phrases.iter().all(|p| matches!(p.kind, PhraseKind::Time(_)));
        if only_times && !in_sentence {
            return Ok((end.min(to.saturating_sub(1)), Vec::new()));
        }
        Ok((end, inner.phrases))
    }
}

/// Where a cue's words end.
struct CueEnd {
    /// The token after its words.
    end_of_words: TokenIndex,
    /// The days and times at its end.
    suffix: Vec<Phrase>,
    /// The token at which everything else goes on.
    goes_on_at: TokenIndex,
}

const NAME_DAYS: &str = "Write the days on which it is planned.";

/// Words before which `sun`, `sat`, `wed` are no days.
const NOT_BEFORE_DAY: &[&str] = &[
    "the", "in", "i", "we", "he", "she", "they", "you", "it", "my", "who", "just", "to", "get", "got", "a", "of",
    "have",
];

/// Words that a cue does not end with.
const OPEN_WORDS: &[&str] = &[
    "the", "a", "an", "my", "our", "his", "her", "their", "your", "is", "it's", "was", "to", "of", "for", "until",
    "till", "by", "this", "next", "last", "and", "or", "with", "not", "from", "than", "except", "but", "like",
    "before", "after", "about", "every", "at", "on", "in", "between", "same", "since", "no",
];

fn without_brackets(words: &str) -> String {
    squeeze_white_space(&words.replace(['(', ')', '[', ']', ','], " "))
}

/// Runs of white space as one.
pub(crate) fn squeeze_white_space(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split(is_space).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
