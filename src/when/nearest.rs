//! Explains what is not understood, with the nearest phrase of the language. It is never one that says the opposite.

use std::ops::Range;

use super::meaning::{Parsed, interpret};
use super::parse_error::{ParseError, SyntaxError, list_with_or, quote_for_message};
use super::vocabulary::{Word, corrected_word, word_of};
use crate::problem::Code;
use crate::text::{fold, slip_count};

/// Longest stretch of a value for which a corrected phrase is tried, in bytes.
const STRETCH: usize = 80;

/// Phrases of the language; each is understood (a test reads them).
pub(super) const PHRASES: &[&str] = &[
    "every day",
    "every day at 7:30",
    "weekdays at 7:30",
    "weekends",
    "Mon, Wed and Fri",
    "Mon-Fri",
    "Monday to Friday",
    "Tue and Thu at 18:00",
    "Thursday morning",
    "every day except Sunday",
    "every other day",
    "every second day",
    "every 3 days",
    "every 2 weeks on Tuesday",
    "every other Tuesday",
    "every other week",
    "on 2026-11-26",
    "3 times a week",
    "three times a week",
    "at least 3 times a week",
    "once a week",
    "twice a week",
    "twice a day",
    "once a day",
    "daily at 8:00",
    "in the morning",
    "early morning",
    "at midday",
    "in the afternoon",
    "in the evening",
    "at bedtime",
    "at night",
    "at noon",
    "at midnight",
    "at 18:00",
    "at 6 pm",
    "18:00-18:30",
    "after 6pm",
    "before 9am",
    "after breakfast",
    "after lunch",
    "after dinner",
    "after work",
    "before bed",
    "before school",
    "when I get home",
    "while my coffee is brewing",
    "as soon as I wake up",
    "during my lunch break",
    "if I feel tense",
];

/// Words that say when something does not happen, or not often.
const NEGATIONS: &[&str] = &[
    "no", "not", "never", "don't", "dont", "without", "unless", "except", "but", "most", "max", "maximum", "less",
    "fewer", "under", "below", "than", "avoid", "skip", "stop", "rarely", "seldom", "hardly", "limit", "limited",
    "nor", "neither", "instead", "until", "outside",
];

/// Words that people use for a time, and that say none: with what to write instead.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("sunset", SUN),
    ("sunrise", SUN),
    ("sundown", SUN),
    ("sunup", SUN),
    ("dawn", SUN),
    ("dusk", SUN),
    ("daybreak", SUN),
    ("nightfall", SUN),
    ("twilight", SUN),
];
const SUN: &str = "The sun has no time of the clock: write `in the evening`, `at 18:00`, or what you see, as in `when the sun goes down`.";

/// What to say about a text that is not understood.
pub(super) fn explain_error(text: &str, error: SyntaxError) -> ParseError {
    let (at, expected) = match error {
        SyntaxError::Known(error) => return error,
        SyntaxError::Unexpected { byte_range: at, expected } => (at, expected),
    };
    let words = text.get(at.clone()).unwrap_or("");
    let message = format!("{} is not understood here; expected {}.", quote_for_message(words), list_with_or(expected));
    let help = help_at(text, &at);
    let behind_comma = text.get(..at.start).is_some_and(|before| before.trim_end().ends_with(','));
    let cue = behind_comma && text.get(..at.start).is_some_and(ends_in_cue);
    let help =
        if cue { format!("{help} A cue ends at a comma: leave the comma out if this is part of it.") } else { help };
    ParseError::new(Code::WhenNotUnderstood, at, message, help)
}

/// What to write instead of the words at `at`.
fn help_at(text: &str, at: &Range<usize>) -> String {
    let words = text.get(at.clone()).unwrap_or("");
    if let Some((_, help)) =
        fold(words).split(' ').find_map(|word| OTHER_WORDS.iter().find(|(known, _)| *known == word))
    {
        return (*help).to_owned();
    }
    // Of words that say when not, the nearest phrase could be the opposite.
    let says_not = fold(text).split(' ').any(|word| NEGATIONS.contains(&word.trim_matches(',')));
    match suggest_phrase_near(text, at).filter(|phrase| !says_not || matches!(phrase, Suggestion::Corrected(_))) {
        Some(Suggestion::Corrected(phrase)) => format!("Did you mean `{phrase}`?"),
        _ if words.bytes().all(|b| b.is_ascii_digit()) => {
            "Write a time as in `at 7:00`, and a number of times as in `3 times a week`.".to_owned()
        }
        Some(Suggestion::Similar(phrase)) => format!("The nearest phrase that is understood is `{phrase}`."),
        None => "Write for example `Tue and Thu`, `at 18:00`, `3 times a week` or `after dinner`.".to_owned(),
    }
}

/// What comes before a comma ends with a cue. Only a short one is asked.
fn ends_in_cue(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches(',');
    before.len() <= 4 * STRETCH
        && matches!(interpret(before), Ok(Parsed::When(when)) if when.cue().is_some_and(|cue| fold(before).ends_with(&fold(cue))))
}

/// A phrase that is understood.
enum Suggestion {
    /// The person's own, its words corrected.
    Corrected(String),
    /// One of [`PHRASES`].
    Similar(&'static str),
}

/// The phrase with its words corrected, else one of [`PHRASES`] that is like it.
fn suggest_phrase_near(text: &str, at: &Range<usize>) -> Option<Suggestion> {
    let is_comma = |c: char| matches!(c, ',' | ';');
    let from = text.get(..at.start)?.rfind(is_comma).map_or(0, |i| i + 1);
    let to = text.get(at.end..)?.find(is_comma).map_or(text.len(), |i| at.end + i);
    let (mut from, mut to) = (from, to);
    if to - from > STRETCH {
        (from, to) = (at.start, at.end.min(char_start_at_or_before(text, at.start + STRETCH)));
    }
    let stretch = fold(text.get(from..to)?);
    let right: Vec<String> = stretch.split(' ').map(correct_word).collect();
    let right = right.join(" ");
    if right != stretch && interpret(&right).is_ok() {
        return Some(Suggestion::Corrected(right.split(' ').map(with_day_capital).collect::<Vec<_>>().join(" ")));
    }
    // The phrase that shares most words with it, the corrected ones too; of equals the first. Two or three letters are
    // alike by chance.
    let own: Vec<&str> = right.split(' ').map(|word| word.trim_matches(',')).collect();
    let shared =
        |phrase: &str| phrase.split(' ').filter(|w| own.contains(&fold(w).as_str())).map(str::len).sum::<usize>();
    let best = PHRASES.iter().rev().max_by_key(|p| shared(p))?;
    let letters: usize = own.iter().map(|word| word.len()).sum();
    if shared(best) > 3 && 2 * shared(best) >= letters {
        return Some(Suggestion::Similar(best));
    }
    let long = stretch.len() > 7;
    PHRASES.iter().copied().find(|p| long && slip_count(&fold(p), &stretch, 2).is_some()).map(Suggestion::Similar)
}

/// A word as the grammar has it, if it is a slip or two away from such a one.
fn correct_word(word: &str) -> String {
    let other = NEGATIONS.contains(&word) || OTHER_WORDS.iter().any(|(other, _)| *other == word);
    if other { word.to_owned() } else { corrected_word(word).unwrap_or(word).to_owned() }
}

/// Days have a capital.
fn with_day_capital(word: &str) -> String {
    let day = matches!(self::word_of(word), Word::Day(_) | Word::MaybeDay(_));
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if day => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

fn char_start_at_or_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_understood() {
        for phrase in PHRASES {
            assert!(interpret(phrase).is_ok(), "{phrase}");
        }
    }

    /// Each word of the language, one slip away, leads back to a phrase.
    #[test]
    fn a_slip_in_a_phrase_is_put_right() {
        for (wrong, right) in [
            ("evry day", "every day"),
            ("weekdyas at 7:30", "weekdays at 7:30"),
            ("Thrusday morning", "Thursday morning"),
            ("3 tiems a week", "3 times a week"),
            ("befor bed", "before bed"),
        ] {
            let Err(error) = interpret(wrong) else { panic!("{wrong}") };
            assert_eq!(explain_error(wrong, error).help, format!("Did you mean `{right}`?"));
        }
    }
}
