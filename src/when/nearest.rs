//! The nearest phrase that is understood, from the words and phrases that the grammar knows.

use std::ops::Range;

use super::error::{SyntaxError, either, quote};
use super::words::long_words;
use super::{ParseError, meaning};
use crate::problem::Code;
use crate::text::{fold, nearest, slips};

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

/// What to say about a text that is not understood.
pub(super) fn explain(text: &str, error: SyntaxError) -> ParseError {
    let (at, expected) = match error {
        SyntaxError::Known(error) => return error,
        SyntaxError::Unexpected { at, expected } => (at, expected),
    };
    let words = text.get(at.clone()).unwrap_or("");
    let message = format!("{} is not understood here; expected {}.", quote(words), either(expected));
    let help = match phrase_near(text, &at) {
        Some(Suggestion::Corrected(phrase)) => format!("Did you mean `{phrase}`?"),
        _ if words.bytes().all(|b| b.is_ascii_digit()) => {
            "Write a time as in `at 7:00`, and a number of times as in `3 times a week`.".to_owned()
        }
        Some(Suggestion::Similar(phrase)) => format!("The nearest phrase that is understood is `{phrase}`."),
        None => "Write for example `Tue and Thu`, `at 18:00`, `3 times a week` or `after dinner`.".to_owned(),
    };
    let behind_comma = text.get(..at.start).is_some_and(|before| before.trim_end().ends_with(','));
    let cue = behind_comma && text.get(..at.start).is_some_and(ends_in_cue);
    let help =
        if cue { format!("{help} A cue ends at a comma: leave the comma out if this is part of it.") } else { help };
    ParseError::new(Code::WhenNotUnderstood, at, message, help)
}

/// What stands before a comma ends with a cue. Only a short one is asked.
fn ends_in_cue(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches(',');
    before.len() <= 4 * STRETCH
        && matches!(meaning::read(before), Ok(super::Parsed::When(when)) if when.cue().is_some_and(|cue| fold(before).ends_with(&fold(cue))))
}

/// A phrase that is understood.
enum Suggestion {
    /// The person's own, its words put right.
    Corrected(String),
    /// One of [`PHRASES`].
    Similar(&'static str),
}

/// The phrase with its words put right, else one of [`PHRASES`] that is like it.
fn phrase_near(text: &str, at: &Range<usize>) -> Option<Suggestion> {
    let is_comma = |c: char| matches!(c, ',' | ';');
    let from = text.get(..at.start)?.rfind(is_comma).map_or(0, |i| i + 1);
    let to = text.get(at.end..)?.find(is_comma).map_or(text.len(), |i| at.end + i);
    let (mut from, mut to) = (from, to);
    if to - from > STRETCH {
        (from, to) = (at.start, at.end.min(floor(text, at.start + STRETCH)));
    }
    let stretch = fold(text.get(from..to)?);
    let right: Vec<String> = stretch.split(' ').map(put_right).collect();
    let right = right.join(" ");
    if right != stretch && meaning::read(&right).is_ok() {
        return Some(Suggestion::Corrected(right.split(' ').map(as_written).collect::<Vec<_>>().join(" ")));
    }
    // The phrase that shares most words with it, those put right among them; of equals the first.
    let own: Vec<&str> = right.split(' ').collect();
    let shared =
        |phrase: &str| phrase.split(' ').filter(|w| own.contains(&fold(w).as_str())).map(str::len).sum::<usize>();
    let best = PHRASES.iter().rev().max_by_key(|p| shared(p))?;
    if shared(best) > 2 {
        return Some(Suggestion::Similar(best));
    }
    PHRASES.iter().copied().find(|p| slips(&fold(p), &stretch, 2).is_some()).map(Suggestion::Similar)
}

/// A word as the grammar knows it, if it is a slip or two away from such a one.
fn put_right(word: &str) -> String {
    let length = word.chars().count();
    let known = super::words::word(word) != super::words::Word::Unknown;
    if known || length < 4 || !word.chars().all(char::is_alphabetic) {
        return word.to_owned();
    }
    let most = if length > 5 { 2 } else { 1 };
    nearest(word, long_words(), most).unwrap_or(word).to_owned()
}

/// Days have a capital.
fn as_written(word: &str) -> String {
    let day = matches!(super::words::word(word), super::words::Word::Day(_) | super::words::Word::MaybeDay(_));
    if day { super::if_then::capital(word) } else { word.to_owned() }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_understood() {
        for phrase in PHRASES {
            assert!(meaning::read(phrase).is_ok(), "{phrase}");
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
            let Err(error) = meaning::read(wrong) else { panic!("{wrong}") };
            assert_eq!(explain(wrong, error).help, format!("Did you mean `{right}`?"));
        }
    }
}
