//! Cues: whatever stands behind `after`, `before`, `when`, `while`, `as soon as`, `during`, `if`, to the next comma or the
//! end, less a frequency or named days at its end with the times behind them (SPEC 2).

use super::ParseError;
use super::error::SyntaxError;
use super::lexer::Kind;
use super::parser::{Parser, Phrase, PhraseKind, Separator};
use super::words::Word;
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
        if self.schedule(behind, to, true).is_ok_and(|(end, _)| end == to && to > behind) {
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
        let sep = self.sep;
        let mut cut = to;
        let mut suffix = Vec::new();
        let mut i = behind;
        // Where a schedule begins and does not reach the end, none that begins inside it does: so each token is passed
        // once.
        while i < to {
            if !self.schedule_begins(i, behind) {
                i += 1;
                continue;
            }
            let (end, phrases) = self.schedule(i, to, false)?;
            if end == to && self.stands_alone(behind, i) {
                cut = i;
                suffix = phrases;
                break;
            }
            i = end.max(i + 1);
        }
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
        self.sep = sep;
        if last <= behind && self.habit(last.min(behind)).is_none() && !self.is(start, "whenever") {
            return Err(self.unexpected(start, &["words that say what happens then, as in `after dinner`"]));
        }
        let said: String = squeeze(self.text_of(start, last)).to_lowercase().replace('\u{2019}', "'");
        let said = said.replacen("whenever", "when", 1);
        let what = if VAGUE_CUES.contains(&said.as_str()) { PhraseKind::Vague } else { PhraseKind::Cue };
        self.push(what, start, last);
        self.phrases.extend(suffix);
        self.at = to;
        Ok(true)
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
            Word::Once if ["i", "i'm", "i\u{2019}m", "i've", "my", "the", "we"].iter().any(|w| self.is(i + 1, w)) => {
                Some(i + 1)
            }
            Word::At | Word::In | Word::On => self.habit(i + 1),
            Word::Unknown if ["with", "over", "upon"].iter().any(|w| self.is(i, w)) => self.habit(i + 1),
            // `10 minutes before bed`
            Word::A | Word::Number(_) | Word::Half => self.while_before(i),
            _ => None,
        }
    }

    /// `my coffee`, `the way home`, `breakfast`: what a cue can be without `after`.
    fn habit(&self, mut i: usize) -> Option<usize> {
        let first = i;
        while matches!(self.word(i), Some(Word::My | Word::The)) {
            i += 1;
            if i > first + 2 {
                return None;
            }
        } // `work days` are weekdays.
        (self.word(i) == Some(Word::Habit) && self.word(i + 1) != Some(Word::DayUnit)).then_some(i)
    }

    /// `an hour after lunch`, `half an hour before bed`.
    pub(super) fn while_before(&self, i: usize) -> Option<usize> {
        (i + 1..i + 4)
            .find(|&j| self.word(j) == Some(Word::OtherUnit))
            .filter(|&j| matches!(self.word(j + 1), Some(Word::After | Word::Before)))
            .map(|j| j + 2)
    }

    fn next_comma(&self, from: usize) -> usize {
        (from..self.end).find(|&i| self.is_sign(i, ',')).unwrap_or(self.end)
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
            Some(Word::WeekUnit | Word::Habit) => self.two_words(first).is_some(),
            Some(Word::The) => first > i && matches!(self.word(first + 1), Some(Word::Days(_))),
            None => self.kind(first) == Some(Kind::Number),
            _ => false,
        }
    }

    /// What is left of the cue before `cut` still says something: `after the` does not.
    fn stands_alone(&self, behind: usize, cut: usize) -> bool {
        cut > behind && !OPEN_WORDS.iter().any(|w| self.is(cut - 1, w))
    }

    /// A frequency or days (or, where `times_first`, times) at `from` with what stands behind them, as far as it is
    /// understood: where it ends, and its phrases.
    ///
    /// # Errors
    /// A number in it that cannot be meant, as in `every 0 days`.
    fn schedule(&self, from: usize, to: usize, times_first: bool) -> Result<(usize, Vec<Phrase>), ParseError> {
        let mut inner = Parser::new(self.text, self.tokens);
        inner.end = to;
        inner.at = from;
        let mut end = from;
        while inner.at < to {
            match inner.scheduled(inner.at) {
                Ok(()) => {
                    end = inner.at;
                    // Frequency belong to the cue, unless days or a frequency stand before them: `after dinner at 8`.
                    if !times_first && matches!(inner.phrases.first(), Some(Phrase { what: PhraseKind::Time(_), .. })) {
                        return Ok((end.min(to - 1), Vec::new()));
                    }
                }
                Err(SyntaxError::Known(error)) if error.code == Code::BadNumber => return Err(error),
                Err(_) => break,
            }
            inner.sep = inner.separators();
            if inner.at >= to && matches!(inner.sep, Separator::None | Separator::Comma) {
                end = to;
            }
        }
        Ok((end, inner.phrases))
    }
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
    for word in words.split(super::lexer::is_space).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
