//! The words with which days are left out: `except Sunday`, `but not on Sat or Sun`, `with the exception of Sundays`, `minus
//! Sunday`.

use crate::problem::Code;
use crate::when::parse::days::{EVERY_DAY, NOT_WHEN, WEEKDAYS};
use crate::when::tokens::cursor::{Parser, Phrase, PhraseKind, Separator, TokenIndex};
use crate::when::tokens::parse_error::{ParseError, SyntaxError, suggest_texts_unless_too_long};
use crate::when::tokens::vocabulary::Word;

/// What says `except` in other words. Before anything but days of the week they say something else.
const EXCEPT: &[&str] = &[
    "with the exception of",
    "with exception of",
    "with the exception",
    "apart from",
    "aside from",
    "other than",
    "save for",
    "save",
    "minus",
    "less",
    "bar",
    "barring",
    "without",
    "outside of",
    "excl",
    "exc",
    "ex",
    "no",
    "skip",
    "omit",
];

/// Those that a cue can hold too: `when I skip Sunday school`.
const NOT_IN_CUE: &[&str] = &["less", "ex", "exc", "skip", "omit", "outside of"];

/// Words behind which such a word belongs to a cue: `when I have no Monday class`.
const GO_ON: &[&str] = &["i", "we", "is", "are", "have", "had", "with", "there", "there's", "the", "a", "my", "to"];

impl Parser<'_> {
    /// `except`, `not`, or what says the same before days, at `i`: the token behind.
    pub(crate) fn skip_exception_words(&self, i: TokenIndex) -> Option<TokenIndex> {
        match self.word_at(i)? {
            Word::Except | Word::Not => Some(i + 1),
            // `w/o Sunday`
            Word::MaybeDay(_) if self.is_word(i, "w") && self.is_sign(i + 1, '/') && self.is_word(i + 2, "o") => {
                Some(i + 3)
            }
            Word::Unknown | Word::Other => {
                let to = EXCEPT.iter().find_map(|words| self.skip_words(i, words))?;
                let to = if self.is_sign(to, '.') { to + 1 } else { to };
                self.excepted_days_at(to).map(|_| to)
            }
            _ => None,
        }
    }

    /// Whether such words at `i` end a cue: `after dinner minus Sunday`.
    pub(crate) fn exception_begins_in_cue(&self, i: TokenIndex) -> bool {
        let is_unclear = NOT_IN_CUE.iter().any(|words| self.skip_words(i, words).is_some())
            || GO_ON.iter().any(|word| self.is_word(i - 1, word));
        let is_word = self.word_at(i) == Some(Word::Unknown) || self.is_word(i, "w");
        is_word && !is_unclear && self.skip_exception_words(i).is_some()
    }

    /// `not Wednesdays` at `i`, inside a cue: `after school (not Wednesdays)`, but not `when it is not Monday`.
    pub(crate) fn excludes_days_in_cue(&self, i: TokenIndex) -> bool {
        let goes_on = GO_ON.iter().any(|word| self.is_word(i - 1, word))
            || matches!(self.word_at(i - 1), Some(Word::Its | Word::It | Word::If | Word::When | Word::Am | Word::Or));
        !goes_on && self.excepted_days_at(i + 1).is_some()
    }

    /// The days behind `except`, and the token behind them.
    fn excepted_days_at(&self, i: TokenIndex) -> Option<(u8, TokenIndex)> {
        let skip = |mut next: TokenIndex, at_day: bool| {
            while matches!(self.word_at(next), Some(Word::Not | Word::For | Word::On | Word::The))
                || at_day && matches!(self.word_at(next), Some(Word::At | Word::In | Word::A | Word::During))
            {
                next += 1;
            }
            next
        };
        let days = |next| self.day_mask_of_range(next).or(self.skip_two_word_days(next).map(|to| (WEEKDAYS, to)));
        // `except at the weekend`, `never on a Sunday`
        days(skip(i, false)).or_else(|| days(skip(i, true)))
    }

    /// `except Sunday`, `but not on Sat or Sun`, `never on Sundays`; the word is at `i`.
    pub(crate) fn take_except(&mut self, i: TokenIndex) -> Result<(), SyntaxError> {
        let behind = self.skip_exception_words(i).unwrap_or(i + 1);
        let Some((mask, to)) = self.excepted_days_at(behind) else {
            let mut next = behind;
            while matches!(self.word_at(next), Some(Word::Not | Word::For | Word::On | Word::The)) {
                next += 1;
            }
            if let Some(error) = self.exception_of_no_weekday_error(next) {
                return Err(error.into());
            }
            // `except when I am away`
            if matches!(self.word_at(next), Some(Word::When | Word::If | Word::While)) {
                let to = (next..self.token_count).find(|&i| self.is_sign(i, ',')).unwrap_or(self.token_count);
                let error = self.error_at_tokens(Code::WhenNotUnderstood, i..to, "names no days.", NOT_WHEN);
                return Err(error.into());
            }
            return Err(self.unexpected_after_error(i, next, &["a weekday, as in `every day except Sunday`"]));
        };
        let (mask, to) = self.with_more_excepted_days(mask, to);
        self.push_phrase(PhraseKind::Except(mask & EVERY_DAY), i, to);
        Ok(())
    }

    /// `after dinner except Mondays, Fridays`: the days behind the comma at which the cue ends are excepted as well.
    pub(crate) fn extend_last_exception(&mut self) {
        let Some(Phrase { kind: PhraseKind::Except(mask), .. }) = self.phrases.last() else { return };
        let (all, to) = self.with_more_excepted_days(*mask, self.next_token);
        self.next_token = to;
        let end = self.byte_range_of_tokens(to.saturating_sub(1), to).end;
        if let Some(last) = self.phrases.last_mut() {
            last.kind = PhraseKind::Except(all & EVERY_DAY);
            last.byte_range.end = last.byte_range.end.max(end);
        }
    }

    /// More days that follow excepted ones, whose end is `to`; what is no day belongs to the rest.
    fn with_more_excepted_days(&mut self, mut mask: u8, mut to: TokenIndex) -> (u8, TokenIndex) {
        loop {
            let (at, sep) = (std::mem::replace(&mut self.next_token, to), self.take_separators());
            let behind =
                if self.word_at(self.next_token) == Some(Word::On) { self.next_token + 1 } else { self.next_token };
            self.next_token = at;
            match self.day_mask_of_range(behind) {
                // `any day but Sunday, or Sunday evening`
                Some((more, _)) if more & !mask == 0 => break,
                Some((more, end)) if sep != Separator::None => {
                    mask |= more;
                    to = end;
                }
                _ => break,
            }
        }
        (mask, to)
    }

    /// What to write where `without` or `w/o` stands before a thing and a time: the time here, and the rest elsewhere.
    fn help_for_thing_done_without(&self, i: TokenIndex, to: TokenIndex) -> Option<String> {
        let end = self.byte_range_of_tokens(i, to).end;
        let (before, behind) = (self.text.get(..end)?, self.text.get(end..)?);
        let at = ["without ", "w/o "].iter().filter_map(|word| before.to_lowercase().rfind(word)).max()?;
        let (left, said) = (before.get(..at)?.trim(), before.get(at..)?.trim());
        let rest = format!("{left} {}", behind.trim_start_matches([',', ' ']));
        let rest = rest.trim();
        let is_time = self.word_at(to) == Some(Word::At) || self.is_sign(to, ',');
        let help = suggest_texts_unless_too_long("Write", &[rest], "");
        (is_time && !rest.is_empty() && !help.is_empty() && !said.contains('`'))
            .then(|| format!("{} Keep `{said}` in the text of the note.", help))
    }

    /// `except 2026-12-24`, `except Fridays and holidays`: what is excepted at `i` is no day of the week.
    pub(crate) fn exception_of_no_weekday_error(&self, i: TokenIndex) -> Option<ParseError> {
        if let Ok(Some((date, mut to))) = self.calendar_date_at(i) {
            let mut dates = vec![date.to_string()];
            // `except 2026-12-24 and 2026-12-25`
            while let (true, Ok(Some((date, end)))) = (
                self.is_sign(to, ',') || matches!(self.word_at(to), Some(Word::And | Word::Or)),
                self.calendar_date_at(to + 1),
            ) {
                dates.push(date.to_string());
                to = end;
            }
            let list = if dates.len() == 1 { dates.concat() } else { format!("[{}]", dates.join(", ")) };
            let help = format!("The dates on which a plan rests have their own field: `pause: {list}`.");
            return Some(self.error_at_tokens(Code::WhenNotUnderstood, i..to, "is no day of the week.", &help));
        }
        // `except my birthday`, `except school holidays`
        let mut first = i;
        while matches!(
            self.word_at(first),
            Some(Word::My | Word::The | Word::A | Word::Habit | Word::During | Word::Any)
        ) {
            first += 1;
        }
        let mut to = first;
        while self.word_at(to) == Some(Word::Unknown) {
            to += 1;
        }
        // `w/o phone at 8`
        if let Some(help) = self.help_for_thing_done_without(i, to) {
            return Some(self.error_at_tokens(Code::WhenNotUnderstood, i..to, "is no day of the week.", &help));
        }
        let help = match self.is_word(first, "consecutive") {
            true => {
                "Write the days that you mean, as in `Mon, Wed and Fri`, or only how often, as in `3 times a week`."
            }
            false => {
                "The dates on which a plan rests have their own field: `pause`, with each date as year, month and day."
            }
        };
        let is_other = to > first && !self.is_misspelt_word(first);
        is_other.then(|| self.error_at_tokens(Code::WhenNotUnderstood, i..to, "is no day of the week.", help))
    }
}
