//! `Monday, otherwise Tuesday`, `Tuesday, if not Wednesday`, `Thursday (Friday if I work)`: a day or a time for where the first
//! is not kept. A plan cannot tell which of them was due, so it is a problem that shows how to plan either.

use crate::problem::Code;
use crate::when::parse::date_choices::help_for_choice_of_dates;
use crate::when::tokens::cursor::{Parser, Phrase, PhraseKind, Separator, TokenIndex};
use crate::when::tokens::parse_error::{ParseError, quote_for_message, suggest_texts_unless_too_long};
use crate::when::tokens::vocabulary::Word;

/// Words before a second choice. Longer ones first where one begins another.
const SECOND_CHOICE: &[&str] = &[
    "else",
    "otherwise",
    "alternatively",
    "failing that",
    "failing which",
    "if not possible",
    "if that is not possible",
    "if that's not possible",
    "if that fails",
    "if that doesn't work",
    "if i can't",
    "if i cannot",
    "if i miss it",
    "if i miss that",
    "if missed",
    "if not",
];

/// How many tokens and phrases before a condition are looked at: the reader is linear.
const MOST: usize = 32;

const EITHER: &str = "If either will do, write";
const OTHERWISE: &str = "Write `or` between the two, as in `Monday or Tuesday`.";

fn is_day_or_time(phrase: &&Phrase) -> bool {
    phrase.kind.is_day() || matches!(phrase.kind, PhraseKind::Time(_))
}

impl Parser<'_> {
    /// A second choice at `start`, behind days or times.
    ///
    /// # Errors
    /// With how to plan either.
    pub(crate) fn refuse_second_choice(&self, start: TokenIndex) -> Result<(), ParseError> {
        let Some(behind) = self.skip_second_choice(start) else { return Ok(()) };
        let Some(last) = self.phrases.iter().rev().find(is_day_or_time) else { return Ok(()) };
        let named = self.phrases.iter().filter(|p| p.kind.is_day());
        let is_day = self.begins_with_day(behind);
        if !is_day && self.other_days_at(start).is_some() {
            return Ok(());
        }
        let has_other_days = !is_day && named.clone().count() == 1 && self.is_single_word_for_other_days(start);
        let left = self.text.get(..last.byte_range.end).unwrap_or("").to_owned();
        let words = SECOND_CHOICE.iter().find_map(|words| self.skip_words(start, words)).unwrap_or(behind);
        let message = format!("{} begins a second choice.", quote_for_message(self.text_of_tokens(start, words)));
        let at = self.byte_range_of_tokens(start, self.token_count);
        let right = self.choices_from(behind);
        let all = named.fold(0, |all, p| match p.kind {
            PhraseKind::Days { mask, .. } => all | mask,
            _ => all,
        });
        // `every day, if not Sunday`
        let excepted = self.day_mask_of_word(behind).filter(|&day| day & !all == 0 && self.is_word(start + 1, "not"));
        let is_date =
            matches!(last.kind, PhraseKind::Date { .. }) && matches!(self.calendar_date_at(behind), Ok(Some(_)));
        let help = if is_date {
            let right = right.join(" or ");
            help_for_choice_of_dates(&left, &format!("on {right}"), &format!("{left} and {right}"))
        } else if excepted.is_some() {
            let instead = format!("{left} except {}", right.join(" or "));
            suggest_texts_unless_too_long(
                "Write",
                &[&instead],
                "Write `except` and the days on which it does not happen.",
            )
        } else {
            let either = format!("{left} or {}", right.join(" or "));
            let other = format!("{left}, other days {}", right.join(" or "));
            if has_other_days {
                suggest_texts_unless_too_long("Write", &[&either, &other], OTHERWISE)
            } else {
                suggest_texts_unless_too_long(EITHER, &[&either], OTHERWISE)
            }
        };
        Err(ParseError::new(Code::WhenNotUnderstood, at, message, help))
    }

    /// `Thursday (Friday if I work)`: the condition at `start` is that of the days or the time in the brackets.
    ///
    /// # Errors
    /// With how to plan either.
    pub(crate) fn refuse_choice_in_brackets(&self, start: TokenIndex) -> Result<(), ParseError> {
        let is_condition =
            matches!(self.word_at(start), Some(Word::If | Word::When)) && self.separator == Separator::None;
        let from = self.byte_range_of_tokens(start, start).start;
        let is_open = |&i: &TokenIndex| self.is_sign(i, '(') || self.is_sign(i, '[');
        let Some(opened) = (start.saturating_sub(MOST)..start).rev().find(is_open).filter(|_| is_condition) else {
            return Ok(());
        };
        let opened = self.byte_range_of_tokens(opened, opened + 1).start;
        let count = self.phrases.iter().rev().take_while(|p| p.byte_range.start > opened).count();
        let (before, inside) = self.phrases.split_at(self.phrases.len() - count);
        let (Some(last), [first, ..]) = (before.last(), inside) else { return Ok(()) };
        let has_day = |phrases: &[Phrase]| phrases.iter().rev().take(MOST).any(|p| p.kind.is_day());
        let is_time = |p: &Phrase| matches!(p.kind, PhraseKind::Time(_));
        let are_alike = has_day(before) && has_day(inside) || is_time(last) && inside.iter().all(is_time);
        let end = inside.last().map_or(opened, |p| p.byte_range.end);
        if !are_alike || self.text.get(end..from).is_none_or(|gap| gap.contains([')', ']'])) {
            return Ok(());
        }
        let left = self.text.get(..last.byte_range.end).unwrap_or("");
        let own = self.text.get(first.byte_range.start..end).unwrap_or("");
        let to = (start..self.token_count).find(|&i| self.is_sign(i, ')')).unwrap_or(self.token_count);
        let at = first.byte_range.start..self.byte_range_of_tokens(start, to).end;
        let message = format!("{} is a second choice, with a condition of its own.", quote_for_message(own));
        let is_last = self.text.get(at.end..).is_none_or(|rest| !rest.contains(char::is_alphanumeric));
        // `Mon, Wed (Fri if I can)`: the first two are planned, whatever comes of the third.
        let are_several = before.iter().filter(|p| p.kind.is_day()).take(2).count() > 1 && has_day(inside);
        let planned = if are_several {
            suggest_texts_unless_too_long("If all of it is planned, write", &[&format!("{left} and {own}")], OTHERWISE)
        } else {
            suggest_texts_unless_too_long(EITHER, &[&format!("{left} or {own}")], OTHERWISE)
        };
        let help = if is_last { planned } else { OTHERWISE.to_owned() };
        let help = format!("{help} If only the first is planned, leave out the brackets and what they hold.");
        Err(ParseError::new(Code::WhenNotUnderstood, at, message, help))
    }

    /// `Monday if I can else Tuesday`: a second choice at `i`, inside a cue behind days or times.
    pub(crate) fn is_second_choice_in_cue(&self, i: TokenIndex) -> bool {
        self.skip_second_choice(i).is_some() && self.phrases.iter().any(|p| is_day_or_time(&p))
    }

    /// `else`, `otherwise` at `i`, which are other days behind days that come often: `weekends at 9, otherwise 7:30`.
    pub(crate) fn is_single_word_for_other_days(&self, i: TokenIndex) -> bool {
        self.is_word(i, "else") || self.is_word(i, "otherwise")
    }

    /// Days that come often, with a moment, are named, and something follows `i`: what `else` needs to be other days.
    pub(crate) fn is_else_for_other_days(&self, i: TokenIndex) -> bool {
        let mut named = self.phrases.iter().filter(|p| p.kind.is_day());
        let is_plural = |p: &Phrase| {
            let words = self.text.get(p.byte_range.clone()).unwrap_or("").to_lowercase();
            words.ends_with('s') || !matches!(p.kind, PhraseKind::Days { mask, .. } if mask.count_ones() == 1)
        };
        let has_moment =
            matches!(self.phrases.last(), Some(p) if matches!(p.kind, PhraseKind::Time(_) | PhraseKind::Cue));
        has_moment && i + 1 < self.token_count && (named.clone().count() > 1 || named.any(is_plural))
    }

    /// Words for a second choice at `i`, with a day or a time behind them: the token at which that begins.
    pub(crate) fn skip_second_choice(&self, i: TokenIndex) -> Option<TokenIndex> {
        let behind = SECOND_CHOICE.iter().find_map(|words| self.skip_words(i, words))?;
        let mut to = behind;
        while self.is_sign(to, ',')
            || self.is_sign(to, ':')
            || matches!(self.word_at(to), Some(Word::And | Word::On | Word::At | Word::In | Word::The))
        {
            to += 1;
        }
        let is_date = matches!(self.calendar_date_at(to), Ok(Some(_)));
        (is_date || self.begins_with_day(to) || matches!(self.time_at(to, true), Ok(Some(_)))).then_some(to)
    }

    fn begins_with_day(&self, i: TokenIndex) -> bool {
        self.day_mask_of_word(i).is_some()
            || matches!(self.word_at(i), Some(Word::Every | Word::Daily | Word::Weeknights | Word::SchoolNights))
            || self.skip_two_word_days(i).is_some()
    }

    /// The choices that begin at `from`, without the words between them.
    fn choices_from(&self, from: TokenIndex) -> Vec<String> {
        let mut choices = Vec::new();
        let mut first = from;
        let mut i = from;
        while i < self.token_count {
            i += 1;
            let Some(next) = self.skip_second_choice(i) else { continue };
            choices.push(self.text_of_tokens(first, i));
            (first, i) = (next, next);
        }
        choices.push(self.text_of_tokens(first, self.token_count));
        let edges = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '[' | ']' | '-' | '.');
        choices
            .iter()
            .map(|choice| choice.trim_matches(edges).trim_end_matches(" or").trim_matches(edges).to_owned())
            .collect()
    }
}
