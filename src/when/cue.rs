//! The grammar of cues: whatever comes after `after`, `before`, `when`, `while`, `as soon as`, `during`, `if` and the like, to
//! the next comma, semicolon or the end, less a frequency, named days or an exception at its end with the times beside them.

use super::cursor::{Parser, Phrase, PhraseKind, Separator};
use super::lexer::{Kind, is_space};
use super::parse_error::{ParseError, SyntaxError};
use super::vocabulary::Word;
use crate::problem::Code;

/// Cues that could be any time.
const VAGUE_CUES: &[&str] = &[
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
    "as soon as possible",
    "as soon as i can",
    "during the week",
    "during the day",
];

impl Parser<'_> {
    /// `If it is …` before days or times is how the if-then sentence begins, and says nothing more.
    pub(super) fn skip_sentence_start(&mut self) {
        if !matches!(self.word(0), Some(Word::If | Word::When)) {
            return;
        }
        let behind = match (self.word(1), self.word(2)) {
            (Some(Word::Its), _) => 2,
            (Some(Word::It), Some(Word::Is)) => 3,
            _ => return,
        };
        // `If it is a weekday at 7:30`
        let behind = if self.word(behind) == Some(Word::A) { behind + 1 } else { behind };
        let to = self.next_comma(behind);
        let is_whole = |end: usize| end == to || self.introduces(end).is_some();
        if self.schedule(behind, to, true).is_ok_and(|(end, _)| end > behind && is_whole(end)) {
            self.at = behind;
            self.is_sentence = true;
        }
    }

    /// A cue at `start`, if one begins there.
    pub(super) fn cue(&mut self, start: usize) -> Result<bool, SyntaxError> {
        let Some(behind) = self.introduces(start) else {
            return Ok(false);
        };
        if self.open_range(start)? {
            return Ok(true);
        }
        let to = self.next_comma(behind);
        let separator = self.separator;
        let CueEnd { cut, suffix, rest } = self.cue_end(behind, to)?;
        let mut last = cut;
        while last > behind
            && matches!(self.kind(last - 1), Some(Kind::Sign('.' | ';' | '-' | '!' | '&' | ':' | '(' | '[')))
        {
            last -= 1;
        }
        // `Thu (after lunch)`
        if last > behind && self.is_sign(last - 1, ')') && !(start..last).any(|i| self.is_sign(i, '(')) {
            last -= 1;
        }
        self.separator = separator;
        if last <= behind && self.habit(last.min(behind)).is_none() && !self.is(start, "whenever") {
            return Err(self.unexpected(start, &["words that say what happens then, as in `after dinner`"]));
        }
        let said: String = squeeze(self.text_of(start, last)).to_lowercase().replace('\u{2019}', "'");
        let said = said.replacen("whenever", "when", 1);
        let what = if VAGUE_CUES.contains(&said.as_str()) { PhraseKind::Vague } else { PhraseKind::Cue };
        self.push(what, start, last);
        self.phrases.extend(suffix);
        self.at = rest;
        Ok(true)
    }

    /// Where the words of a cue end that begin at `behind`, at `to` at the latest.
    ///
    /// # Errors
    /// A number in the schedule at its end that nobody can mean.
    fn cue_end(&self, behind: usize, to: usize) -> Result<CueEnd, ParseError> {
        let mut i = behind;
        // Where a schedule begins and does not reach the end, none that begins inside it does: so each token is passed
        // a fixed number of times.
        while i < to {
            if i > behind && self.next_day_begins(i, to)? {
                return Ok(CueEnd { cut: i, suffix: Vec::new(), rest: i });
            }
            if !self.schedule_begins(i, behind) {
                i += 1;
                continue;
            }
            let (end, suffix) = self.schedule(i, to, false)?;
            // `before work on Monday and after work on Thursday`
            let excepts = suffix.last().is_some_and(|p| matches!(p.what, PhraseKind::Except(_)));
            let next = if self.is_joined(end) { end + 1 } else { end };
            let next_cue = end < to && (next > end || excepts) && self.introduces(next).is_some();
            if (end == to || next_cue) && !suffix.is_empty() && self.stands_alone(behind, i) {
                return Ok(CueEnd { cut: i, suffix, rest: end });
            }
            i = end.max(i + 1);
        }
        Ok(CueEnd { cut: to, suffix: Vec::new(), rest: to })
    }

    /// `and` or `or` at `i`, and after it a day with a cue or a time of its own: `before work and Thursday after work`.
    fn next_day_begins(&self, i: usize, to: usize) -> Result<bool, ParseError> {
        let day = if self.word(i + 1) == Some(Word::On) { i + 2 } else { i + 1 };
        let named = matches!(self.word(day), Some(Word::Day(_) | Word::Days(_) | Word::Weeknights));
        let short = matches!(self.word(day), Some(Word::MaybeDay(_))) && self.text_at(day).len() > 2;
        if !self.is_joined(i) || !(named || short) {
            return Ok(false);
        }
        let (end, phrases) = self.schedule(i + 1, to, false)?;
        Ok(!phrases.is_empty() && (end == to || self.introduces(end).is_some()))
    }

    fn is_joined(&self, i: usize) -> bool {
        matches!(self.word(i), Some(Word::And | Word::Or)) || self.is_sign(i, '&')
    }

    /// The token behind the words that introduce a cue at `i`.
    fn introduces(&self, i: usize) -> Option<usize> {
        if self.kind(i) == Some(Kind::Number) {
            return self.while_before(i);
        }
        match self.word(i)? {
            Word::After | Word::Before | Word::When | Word::While | Word::During | Word::If => Some(i + 1),
            Word::As if self.word(i + 1) == Some(Word::Soon) && self.word(i + 2) == Some(Word::As) => Some(i + 3),
            // `right after lunch`
            Word::Right | Word::Soon if matches!(self.word(i + 1), Some(Word::After | Word::Before | Word::When)) => {
                Some(i + 2)
            }
            // `every time I feel tense`, `once I am home`
            Word::Every if self.word(i + 1) == Some(Word::Times) => Some(i + 2),
            Word::Once if !self.once_is_a_count(i) => Some(i + 1),
            // `at the start of my shift`
            Word::At | Word::In | Word::On if self.edge_of(i + 1).is_some() => self.edge_of(i + 1),
            Word::At | Word::In | Word::On => self.habit(i + 1),
            Word::Unknown if ["with", "over", "upon"].iter().any(|w| self.is(i, w)) => self.habit(i + 1),
            // `10 minutes before bed`
            Word::A | Word::Number(_) | Word::Half => self.while_before(i),
            _ => None,
        }
    }

    /// `once` counts before a number, a unit or a day; else it begins a cue.
    fn once_is_a_count(&self, i: usize) -> bool {
        let Some(word) = self.word(i + 1) else {
            return !matches!(self.kind(i + 1), Some(Kind::Word(_)));
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
        );
        counts
            || matches!(word, Word::On | Word::In | Word::At | Word::Or | Word::And | Word::To | Word::X | Word::Times)
    }

    /// `the start of`, `the end of` at `i`: the token after it.
    fn edge_of(&self, i: usize) -> Option<usize> {
        let edge = if self.word(i) == Some(Word::The) { i + 1 } else { i };
        let is_edge = ["start", "end", "beginning"].iter().any(|word| self.is(edge, word));
        (is_edge && self.word(edge + 1) == Some(Word::Of)).then_some(edge + 2)
    }

    /// `my coffee`, `the way home`, `breakfast`: what a cue can be without `after`.
    fn habit(&self, mut i: usize) -> Option<usize> {
        let first = i;
        while matches!(self.word(i), Some(Word::My | Word::The)) {
            i += 1;
            if i > first + 2 {
                return None;
            }
        }
        // `work days` are weekdays, and `school nights` are evenings.
        let days = self.word(i + 1) == Some(Word::DayUnit) || self.two_word_school_nights(i).is_some();
        (self.word(i) == Some(Word::Habit) && !days).then_some(i)
    }

    /// `an hour after lunch`, `half an hour before bed`.
    pub(super) fn while_before(&self, i: usize) -> Option<usize> {
        (i + 1..i + 4)
            .find(|&j| self.word(j) == Some(Word::OtherUnit))
            .filter(|&j| matches!(self.word(j + 1), Some(Word::After | Word::Before)))
            .map(|j| j + 2)
    }

    fn next_comma(&self, from: usize) -> usize {
        (from..self.end).find(|&i| self.is_sign(i, ',') || self.is_sign(i, ';')).unwrap_or(self.end)
    }

    /// A frequency or named days can begin at `i` of a cue whose words begin at `behind`.
    fn schedule_begins(&self, i: usize, behind: usize) -> bool {
        let first = match self.word(i) {
            Some(Word::On | Word::At) => i + 1,
            _ => i,
        };
        match self.word(first) {
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
            Some(Word::From) => matches!(self.word(first + 1), Some(Word::Day(_) | Word::MaybeDay(_))),
            // `in the sun` is no Sunday.
            Some(Word::MaybeDay(_)) => {
                let long = self.text_at(first).len() > 2;
                let after_day = first > behind && matches!(self.word(first - 1), Some(Word::On | Word::Every));
                long && (first > i
                    || after_day
                    || first > behind && !NOT_BEFORE_DAY.iter().any(|w| self.is(first - 1, w)))
            }
            Some(Word::Least) => first > i,
            Some(Word::Except) => i == first,
            Some(Word::Not) => i == first && self.word(i + 1) == Some(Word::On),
            Some(Word::SchoolNights) => true,
            Some(Word::WeekUnit | Word::Habit) => {
                self.two_words(first).is_some() || self.two_word_school_nights(first).is_some()
            }
            Some(Word::The) => first > i && matches!(self.word(first + 1), Some(Word::Days(_))),
            None => self.kind(first) == Some(Kind::Number),
            _ => false,
        }
    }

    /// What is left of the cue before `cut` still says something: `after the` does not.
    fn stands_alone(&self, behind: usize, cut: usize) -> bool {
        cut > behind && !OPEN_WORDS.iter().any(|w| self.is(cut - 1, w))
    }

    /// A frequency or days (or, in a sentence, times) at `from` with what comes after them, as far as it is understood: where
    /// it ends, and its phrases. Times alone are no schedule: they belong to the cue (`after dinner at 8`).
    ///
    /// # Errors
    /// A number in it that cannot be meant, as in `every 0 days`.
    fn schedule(&self, from: usize, to: usize, in_sentence: bool) -> Result<(usize, Vec<Phrase>), ParseError> {
        let mut inner = Parser::new(self.text, self.tokens);
        inner.end = to;
        inner.at = from;
        inner.is_sentence = in_sentence;
        let mut end = from;
        while inner.at < to {
            match inner.scheduled(inner.at) {
                Ok(()) => end = inner.at,
                Err(SyntaxError::Known(error)) if error.code == Code::BadNumber => return Err(error),
                Err(_) => break,
            }
            inner.separator = inner.separators();
            if inner.at >= to && matches!(inner.separator, Separator::None | Separator::Comma) {
                end = to;
            }
        }
        let only_times = inner.phrases.iter().all(|p| matches!(p.what, PhraseKind::Time(_)));
        if only_times && !in_sentence {
            return Ok((end.min(to.saturating_sub(1)), Vec::new()));
        }
        Ok((end, inner.phrases))
    }
}

/// Where a cue's words end.
struct CueEnd {
    /// The token after its words.
    cut: usize,
    /// The days and times at its end.
    suffix: Vec<Phrase>,
    /// The token at which everything else goes on.
    rest: usize,
}

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

/// Runs of white space as one.
pub(super) fn squeeze(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split(is_space).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
