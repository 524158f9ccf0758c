//! Tokens -> the phrases of a `when`: days, counts, times, cues, dates, in the order and joined as they are written. What
//! they mean together is for `meaning`.
//!
//! Every phrase is found by looking a few tokens ahead, and no token is looked at more than a fixed number of times.

use crate::when::parse::cue::VAGUE_CUES;
use crate::when::parse::scheduled::ANY_PHRASE;
use crate::when::tokens::cursor::{Parser, Phrase, PhraseKind, Separator, TokenIndex};
use crate::when::tokens::lexer::tokenize;
use crate::when::tokens::parse_error::SyntaxError;
use crate::when::tokens::vocabulary::Word;
use crate::when::value::time::DayPart;

/// The phrases of a text; whether it is the if-then sentence.
pub(crate) fn parse_phrases(text: &str) -> Result<(Vec<Phrase>, bool), SyntaxError> {
    let tokens = tokenize(text);
    let mut parser = Parser::new(text, &tokens);
    parser.take_all_phrases()?;
    Ok((parser.phrases, parser.is_sentence))
}

impl Parser<'_> {
    fn take_all_phrases(&mut self) -> Result<(), SyntaxError> {
        self.skip_if_it_is_before_days_or_times();
        loop {
            let before = self.next_token;
            self.separator = self.take_separators();
            if self.next_token >= self.token_count {
                return match self.separator {
                    Separator::And | Separator::Or => Err(self.unexpected_token_error(before, ANY_PHRASE)),
                    _ if self.phrases.is_empty() && self.token_count > 0 => {
                        Err(self.unexpected_token_error(before, ANY_PHRASE))
                    }
                    _ => Ok(()),
                };
            }
            self.take_phrase()?;
        }
    }

    /// One phrase, at least: something is taken, or it is an error.
    fn take_phrase(&mut self) -> Result<(), SyntaxError> {
        let start = self.next_token;
        self.refuse_second_choice(start)?;
        self.refuse_part_of_count(start)?;
        if self.take_cue(start)? || self.take_vague_phrase(start) || self.take_condition(start)? {
            return Ok(());
        }
        // `first thing on Mondays`, `last thing at night`.
        if matches!(self.word_at(start), Some(Word::First | Word::Last)) && self.word_at(start + 1) == Some(Word::Thing)
        {
            let behind = start + 2;
            let mut next = self.skip_filler_words(behind);
            while matches!(self.word_at(next), Some(Word::Every | Word::Day(_) | Word::MaybeDay(_) | Word::Days(_))) {
                next += 1;
            }
            if matches!(self.word_at(next), Some(Word::Part(_) | Word::Early)) {
                return self.take_date_days_or_time(behind);
            }
            let part = if self.word_at(start) == Some(Word::First) { DayPart::Morning } else { DayPart::Bedtime };
            self.push_part_of_day(part, start, behind);
            return Ok(());
        }
        self.take_date_days_or_time(start)
    }

    /// `sometimes`, `if I can` at `i`: the token behind.
    pub(crate) fn skip_vague_words(&self, i: TokenIndex) -> Option<TokenIndex> {
        VAGUE.iter().chain(VAGUE_CUES).filter_map(|words| self.skip_words(i, words)).max()
    }

    /// The `only` or `just` before the cue or the vague words at `i`, else `i`: `every night, but only if I can't sleep`.
    pub(crate) fn start_with_only_before(&self, i: TokenIndex) -> TokenIndex {
        let before = i.wrapping_sub(1);
        if self.is_word(before, "only") { before } else { i }
    }

    /// Something that could be any time.
    fn take_vague_phrase(&mut self, start: TokenIndex) -> bool {
        // None of the phrases begins like this, and most values do.
        if matches!(
            self.word_at(start),
            Some(Word::Day(_) | Word::Days(_) | Word::Every | Word::Part(_) | Word::Number(_)) | None
        ) {
            return false;
        }
        // `If it is Monday, sometimes`, but not `If it is Monday and some time is left`.
        if self.is_sentence && self.separator != Separator::Comma {
            return false;
        }
        let Some(to) = VAGUE.iter().find_map(|words| self.skip_words(start, words)) else {
            return false;
        };
        self.push_phrase(PhraseKind::Vague, self.start_with_only_before(start), to);
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
    "at any time",
    "at times",
    "anytime",
    "any day",
    "now and then",
    "from time to time",
    "once in a while",
    "occasionally",
    "regularly",
    "often",
    "as needed",
    "as able",
    "as tolerated",
    "as often as possible",
    "as much as possible",
    "as often as i can",
    "as much as i can",
];
