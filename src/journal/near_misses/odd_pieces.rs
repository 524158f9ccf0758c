//! Pieces of a line that are meant as a length or as a field and are not read as they are written (`12:30 min`, `10 more min`,
//! `where: park`): written so that they are.

use std::borrow::Cow;

use crate::journal::lines::clean_line::may_hold_inline_field;
use crate::journal::lines::line;
use crate::note::{LineField, LineFieldValue};
use crate::text::{fold, is_dash};

/// Units of minutes.
const MINUTES: [&str; 5] = ["min", "mins", "minutes", "minute", "m"];

/// Words between a number and its unit that say no more than how it was.
const BETWEEN: [&str; 10] =
    ["more", "extra", "further", "whole", "full", "good", "quick", "long", "short", "additional"];

/// A longer line is left as it is.
const LONGEST: usize = 400;

fn unit_of(word: &str) -> Option<&str> {
    let bare = word.trim_end_matches([',', '.', ';', '!', ')']);
    MINUTES.contains(&fold(bare).as_str()).then_some(bare)
}

fn is_number(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

/// A text with its lengths as they are read: `12.5 min` for `12:30 min`, `20 of 30 min` for `20 (of 30) min`, `10 min more` for
/// `10 more min`.
pub(crate) fn with_plain_lengths(text: &str) -> Cow<'_, str> {
    if text.len() > LONGEST || !text.contains(|c: char| c.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    let words: Vec<&str> = text.split(' ').collect();
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        let next = |n: usize| words.get(at + n).copied().unwrap_or_default();
        if let (Some(length), Some(_)) = (length_of_stopwatch(word), unit_of(next(1))) {
            let behind = next(1).get(unit_of(next(1)).map_or(0, str::len)..).unwrap_or_default();
            out.push(format!("{length}{behind}"));
            at += 2;
        } else if is_number(word)
            && next(1).strip_prefix('(').is_some_and(|of| fold(of) == "of")
            && next(2).strip_suffix(')').is_some_and(is_number)
            && unit_of(next(3)).is_some()
        {
            out.push(format!("{word} of {} {}", next(2).trim_end_matches(')'), next(3)));
            at += 4;
        } else if is_number(word) && is_bare_length_instead(&words, at) {
            out.push(format!("{word} min"));
            at += 1;
        } else if is_number(word) && BETWEEN.contains(&fold(next(1)).as_str()) && unit_of(next(2)).is_some() {
            let unit = unit_of(next(2)).unwrap_or_default();
            out.push(format!("{word} {unit} {}{}", next(1), next(2).get(unit.len()..).unwrap_or_default()));
            at += 3;
        } else {
            out.push(word.to_owned());
            at += 1;
        }
    }
    let written = out.join(" ");
    if written == text { Cow::Borrowed(text) } else { Cow::Owned(written) }
}

/// Whether `20 instead of 10` begins at a word, with no unit: minutes are meant.
fn is_bare_length_instead(words: &[&str], at: usize) -> bool {
    let next = |n: usize| words.get(at + n).copied().unwrap_or_default();
    let is_instead = matches!((&*fold(next(1)), &*fold(next(2))), ("instead", "of") | ("rather", "than"));
    let planned = next(3).trim_end_matches([',', '.', ';', '!', ')']);
    is_instead && !matches!(next(0), "0") && is_number(planned) && !next(4).starts_with(char::is_alphabetic)
}

/// `12:30` before `min`: minutes and seconds. `0:45 min` is read as it is.
fn length_of_stopwatch(word: &str) -> Option<String> {
    let (first, second) = word.split_once(':')?;
    let is_two = second.len() == 2 && second.bytes().all(|b| b.is_ascii_digit());
    let (first, second): (u16, u16) = (first.parse().ok().filter(|_| is_two)?, second.parse().ok()?);
    match (first, second) {
        (0, _) => None,
        (_, 0) => Some(format!("{first} min")),
        (_, 30) => Some(format!("{first}.5 min")),
        _ => None,
    }
}

/// A text with its fields in brackets, as a line has them: `(where:: park)` for `where: park`.
pub(crate) fn with_bracketed_fields(text: &str) -> Cow<'_, str> {
    let head = line::part_before_free_text(text);
    if text.len() > LONGEST || !head.contains(':') || may_hold_inline_field(head) {
        return Cow::Borrowed(text);
    }
    if let Some(each) = with_brackets_of_each_field(head) {
        let behind = text.get(head.len()..).unwrap_or_default();
        return Cow::Owned(format!("{each}{behind}"));
    }
    let found = fields_in(head);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let ends = found.iter().skip(1).map(|(start, ..)| *start).chain([head.len()]);
    let mut out = head.get(..found.first().map_or(0, |(start, ..)| *start)).unwrap_or_default().to_owned();
    for ((_, field, from), end) in found.iter().zip(ends) {
        let all = head.get(*from..end).unwrap_or_default();
        let is_sentence = field.facts().value == LineFieldValue::Sentence;
        let cut = all.find([',', ';']).filter(|_| !is_sentence).unwrap_or(all.len());
        let is_edge = |c: char| c.is_whitespace() || matches!(c, ',' | ';') || is_dash(c);
        let value = all.get(..cut).unwrap_or_default().trim_matches(is_edge);
        if value.is_empty() || value.contains(['(', ')', '[', ']']) {
            return Cow::Borrowed(text);
        }
        out.push_str(&format!("({}:: {value}){} ", field.word(), all.get(cut..).unwrap_or_default().trim_end()));
    }
    let behind = text.get(head.len()..).unwrap_or_default();
    Cow::Owned(format!("{} {behind}", out.trim_end()).trim_end().to_owned())
}

/// A text with several fields in one pair of brackets, each in its own: `Walk (felt: ok, helped: music)`.
fn with_brackets_of_each_field(head: &str) -> Option<String> {
    let (before, rest) = head.split_once('(')?;
    let (inside, behind) = rest.split_once(')')?;
    // A field is found behind a word.
    let inside = format!("and {inside}");
    let has_brackets = before.contains(')') || inside.contains('(') || behind.contains(['(', ')']);
    if has_brackets || fields_in(&inside).len() < 2 {
        return None;
    }
    let each = with_bracketed_fields(&inside).into_owned();
    Some(format!("{before}{}{behind}", each.strip_prefix("and ").filter(|each| may_hold_inline_field(each))?))
}

/// The fields behind the first word of a text that take any words, or minutes: where each begins, which it is, and where its value
/// begins.
fn fields_in(head: &str) -> Vec<(usize, LineField, usize)> {
    let colons = head.match_indices(": ").map(|(at, _)| at);
    let field = |colon: usize| {
        let before = head.get(..colon)?;
        LineField::all().filter(|field| field.facts().value != LineFieldValue::KnownWords).find_map(|field| {
            let key = field.word();
            let start = colon.checked_sub(key.len())?;
            let written = before.get(start..)?;
            let is_word = before.get(..start)?.ends_with([' ', ',', '(', ';']);
            (is_word && fold(written) == key).then_some((start, field, colon + 1))
        })
    };
    colons.filter_map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_as_they_are_read() {
        for (line, written) in [
            ("Walk 0:45 min", "Walk 0:45 min"),
            ("Walk 12:30 min, cold", "Walk 12.5 min, cold"),
            ("Walk 20 (of 30) min", "Walk 20 of 30 min"),
            ("Walk 10 more min, cold", "Walk 10 min more, cold"),
            ("Walk, 20 instead of 10", "Walk, 20 min instead of 10"),
            ("Walk, 0 instead of 10", "Walk, 0 instead of 10"),
            ("Walk, 2 instead of 10 laps", "Walk, 2 instead of 10 laps"),
            ("Walk 5 min late", "Walk 5 min late"),
            ("Walk 7:45 with Lena", "Walk 7:45 with Lena"),
        ] {
            assert_eq!(with_plain_lengths(line), written);
        }
    }

    #[test]
    fn fields_get_their_brackets() {
        for (line, written) in [
            ("Walk minutes: 10", "Walk (minutes:: 10)"),
            ("Walk, where: park", "Walk, (where:: park)"),
            ("Walk, minutes: 10, where: park - cold", "Walk, (minutes:: 10), (where:: park) - cold"),
            ("Walk felt: fine, rather", "Walk (felt:: fine, rather)"),
            ("Walk (felt: ok, helped: music), cold", "Walk (felt:: ok) (helped:: music), cold"),
            ("Walk: 10 min", "Walk: 10 min"),
            ("Walk, where: the park (north)", "Walk, where: the park (north)"),
            ("Walk — where: park", "Walk — where: park"),
        ] {
            assert_eq!(with_bracketed_fields(line), written);
        }
    }
}
