//! Tokens -> the phrases of a `when`: days, counts, times, cues, dates, in the order and joined as they are written. What
//! they mean together is for `meaning`.
//!
//! Every phrase is found by looking a few tokens ahead, and no token is looked at more than a fixed number of times.

use super::cursor::{Parser, Phrase, PhraseKind, Separator};
use super::lexer::lex;
use super::parse_error::SyntaxError;
use super::scheduled::ANY_PHRASE;
use super::time::DayPart;
use super::vocabulary::Word;

/// The phrases of a text; whether it is the if-then sentence.
pub(super) fn phrases(text: &str) -> Result<(Vec<Phrase>, bool), SyntaxError> {
    let tokens = lex(text);
    let mut parser = Parser::new(text, &tokens);
    parser.all()?;
    Ok((parser.phrases, parser.is_sentence))
}

impl Parser<'_> {
    fn all(&mut self) -> Result<(), SyntaxError> {
        self.skip_sentence_start();
        loop {
            let before = self.at;
            self.separator = self.separators();
            if self.at >= self.end {
                return match self.separator {
                    Separator::And | Separator::Or => Err(self.unexpected(before, ANY_PHRASE)),
                    _ if self.phrases.is_empty() && self.end > 0 => Err(self.unexpected(before, ANY_PHRASE)),
                    _ => Ok(()),
                };
            }
            self.phrase()?;
        }
    }

    /// One phrase, at least: something is taken, or it is an error.
    fn phrase(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        if self.cue(start)? || self.vague(start) {
            return Ok(());
        }
        // `first thing in the morning`, `last thing at night`.
        let mut i = start;
        if matches!(self.word(i), Some(Word::First | Word::Last)) && self.word(i + 1) == Some(Word::Thing) {
            i += 2;
            let next = self.skip_small(i);
            if !matches!(
                self.word(next),
                Some(Word::Part(_) | Word::Early | Word::Every | Word::Days(_) | Word::Day(_))
            ) {
                let part = if self.word(start) == Some(Word::First) { DayPart::Morning } else { DayPart::Bedtime };
                self.push_part(part, start, i);
                return Ok(());
            }
        }
        self.scheduled(i)
    }

    /// Something that could be any time.
    fn vague(&mut self, start: usize) -> bool {
        // None of the phrases begins like this, and most values do.
        if matches!(
            self.word(start),
            Some(Word::Day(_) | Word::Days(_) | Word::Every | Word::Part(_) | Word::Number(_)) | None
        ) {
            return false;
        }
        if self.is_sentence {
            return false;
        }
        let Some(to) = VAGUE.iter().find_map(|words| self.match_words(start, words)) else {
            return false;
        };
        self.push(PhraseKind::Vague, start, to);
        true
    }
}

/// Phrases without a moment. Longer ones first where one begins another.
const VAGUE: &[&str] = &[
    "sometime",
    "some time",
    "sometimes",
    "some day",
    "someday",
    "at some point",
    "this week",
    "this month",
    "in the week",
    "later on",
    "later",
    "soon",
    "asap",
    "any time",
    "anytime",
    "any day",
    "now and then",
    "from time to time",
    "occasionally",
    "regularly",
    "often",
    "as needed",
    "as often as possible",
    "as much as possible",
    "as often as i can",
    "as much as i can",
];
