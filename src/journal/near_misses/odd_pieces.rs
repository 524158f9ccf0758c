//! Pieces of a line that are meant as a length or as a field and are not read as they are written (`12:30 min`, `10 more min`,
//! `where: park`): written so that they are.

use std::borrow::Cow;

use crate::journal::lines::clean_line::may_hold_inline_field;
use crate::journal::lines::line;
use crate::note::{LineField, LineFieldValue};
use crate::text::{edit_distance_within, fold, is_dash};

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

/// `10 min + 5`, `10 min x 2`: the length as it is read, `10+5 min` and `2x10 min`, and the words that it takes.
fn sum_or_product_of_lengths(words: &[&str], at: usize) -> Option<(String, usize)> {
    let word = |n: usize| words.get(at + n).copied().unwrap_or_default();
    let (first, sign, second) = (word(0), word(2), word(3).trim_end_matches([',', '.', ';']));
    if !is_number(first) || unit_of(word(1)).is_none_or(|unit| unit.len() < word(1).len()) || !is_number(second) {
        return None;
    }
    let taken = if unit_of(word(4)).is_some() { 5 } else { 4 };
    match sign {
        "+" => Some((format!("{first}+{second} min"), taken)),
        "x" | "X" | "*" | "\u{d7}" if taken == 4 => Some((format!("{second}x{first} min"), taken)),
        _ => None,
    }
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
    let plain = with_plain_signs(text);
    let words: Vec<&str> = plain.split(' ').collect();
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        let next = |n: usize| words.get(at + n).copied().unwrap_or_default();
        if let (Some(length), Some(_)) = (length_of_stopwatch(word), unit_of(next(1))) {
            let behind = next(1).get(unit_of(next(1)).map_or(0, str::len)..).unwrap_or_default();
            out.push(format!("{length}{behind}"));
            at += 2;
        } else if let Some((written, taken)) = sum_or_product_of_lengths(&words, at) {
            out.push(written);
            at += taken;
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

/// A text before its free words with its lengths in plain signs: `walk, 10 min` for `walk—10 min` and `walk->10 min`, `walk 10 min` for
/// `walk ±10 min`, `walk PT10M` and `walk 10 Minuten`.
fn with_plain_signs(text: &str) -> String {
    const SIGNS: [&str; 5] = ["->", "=>", "\u{2192}", "\u{21d2}", ">>"];
    const ABOUT: [&str; 5] = ["c.", "ca.", "ca", "approx.", "approx"];
    let head = line::part_before_free_text(text);
    let behind = text.get(head.len()..).unwrap_or_default();
    let words: Vec<&str> = head.split(' ').collect();
    let begins_with_digit =
        |word: Option<&&str>| word.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let mut out = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let leads = SIGNS.contains(word) || ABOUT.contains(&fold(word).as_str());
        let number = word.trim_end_matches("ish").trim_end_matches('-');
        let is_unit = |word: &&&str| unit_of(word).is_some();
        // `10-ish min`
        if is_number(number) && number.len() < word.len() && words.get(at + 1).as_ref().is_some_and(is_unit) {
            out.push(number.to_owned());
        } else if !(leads && begins_with_digit(words.get(at + 1))) {
            let is_behind_number =
                at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|number| is_number(number));
            let plain = if is_behind_number { with_plain_unit(word) } else { (*word).to_owned() };
            out.push(length_of_iso(word).unwrap_or(plain));
        }
    }
    format!("{}{behind}", without_signs_before_lengths(&out.join(" ")))
}

/// `10 Minuten`, `10 mintues`: words for minutes in other languages, and slips of it.
fn with_plain_unit(word: &str) -> String {
    const OTHERS: [&str; 11] =
        ["minuten", "minutos", "minuti", "minuta", "minuter", "minutter", "minut", "mn", "mim", "mns", "minn"];
    let bare = word.trim_end_matches([',', '.', ';', '!', ')', '~']);
    let folded = fold(bare);
    let is_slip = folded.starts_with("mi")
        && folded.len() > 5
        && !matches!(folded.as_str(), "minutes" | "minute")
        && edit_distance_within(&folded, "minutes", 2).is_some();
    match OTHERS.contains(&folded.as_str()) || is_slip {
        true => format!("min{}", word.get(bare.len()..).unwrap_or_default().replace('~', "")),
        false => word.to_owned(),
    }
}

/// `PT10M`, `PT1H30M`: a length as programs write it.
fn length_of_iso(word: &str) -> Option<String> {
    let bare = word.trim_end_matches([',', '.', ';', ')']);
    let upper = bare.to_ascii_uppercase();
    let length = upper.strip_prefix("PT")?;
    let (hours, rest) = match length.split_once('H') {
        Some((hours, rest)) => (Some(hours.parse::<u16>().ok()?), rest),
        None => (None, length),
    };
    let minutes = match rest {
        "" => None,
        rest => Some(rest.strip_suffix('M')?.parse::<u16>().ok()?),
    };
    let written = match (hours, minutes) {
        (Some(hours), Some(minutes)) => format!("{hours} h {minutes} min"),
        (Some(hours), None) => format!("{hours} h"),
        (None, Some(minutes)) => format!("{minutes} min"),
        (None, None) => return None,
    };
    Some(format!("{written}{}", word.get(bare.len()..).unwrap_or_default()))
}

/// A text without the signs right before its lengths: a dash without its spaces is a comma, `±` and `≈` say nothing.
fn without_signs_before_lengths(text: &str) -> String {
    const NEARLY: [char; 3] = ['\u{b1}', '\u{2248}', '\u{223c}'];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, sign)) =
        rest.char_indices().find(|(_, c)| is_dash(*c) || NEARLY.contains(c) || matches!(c, '=' | '\u{2192}'))
    {
        let (before, behind) =
            (rest.get(..at).unwrap_or_default(), rest.get(at + sign.len_utf8()..).unwrap_or_default());
        out.push_str(before);
        let said = behind.trim_start_matches('>');
        let is_arrow = said.len() < behind.len() || sign == '\u{2192}';
        let said = if is_arrow { said.trim_start() } else { said };
        let is_glued = out.ends_with(char::is_alphabetic);
        let is_length = said.starts_with(|c: char| c.is_ascii_digit()) && line::begins_with_length(said);
        let is_place = is_glued && said.starts_with('@');
        rest = said;
        match is_length || is_place {
            true if NEARLY.contains(&sign) => {}
            true if is_glued || is_arrow => {
                out.truncate(out.trim_end().len());
                out.push_str(", ");
            }
            _ => {
                out.push(sign);
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Whether `20 instead of 10` begins at a word, with no unit: minutes are meant.
fn is_bare_length_instead(words: &[&str], at: usize) -> bool {
    let next = |n: usize| words.get(at + n).copied().unwrap_or_default();
    let is_instead = matches!((&*fold(next(1)), &*fold(next(2))), ("instead", "of") | ("rather", "than"));
    // `20 instead of the usual 10 min`
    let between =
        words.iter().skip(at + 3).take_while(|word| WORDS_BEFORE_PLANNED.contains(&fold(word).as_str())).count();
    let planned = next(3 + between).trim_end_matches([',', '.', ';', '!', ')']);
    let behind = next(4 + between);
    let has_other_unit = behind.starts_with(char::is_alphabetic) && (between == 0 || unit_of(behind).is_none());
    // `at 9 instead of 8` is a time.
    let before = at.checked_sub(1).and_then(|at| words.get(at)).map(|word| fold(word)).unwrap_or_default();
    let is_time = BEFORE_TIME.contains(&before.as_str());
    is_instead && !is_time && !matches!(next(0), "0") && is_number(planned) && !has_other_unit
}

/// Words before the length that was planned.
pub(crate) const WORDS_BEFORE_PLANNED: [&str; 8] =
    ["the", "my", "our", "usual", "planned", "agreed", "normal", "regular"];
/// Words before a number that is a time.
const BEFORE_TIME: [&str; 8] = ["at", "around", "by", "from", "until", "till", "before", "after"];

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
    if text.contains('{') && text.contains(':') && text.len() <= LONGEST {
        let text = text.replace('{', "(").replace('}', ")");
        return Cow::Owned(with_bracketed_fields(&text).into_owned());
    }
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

/// A text with a field and more in one pair of brackets, each in its own: `Walk (felt: ok, helped: music)`, `Walk (calm: 6, felt: ok)`.
fn with_brackets_of_each_field(head: &str) -> Option<String> {
    let (before, rest) = head.split_once(['(', '['])?;
    let (inside, behind) = rest.split_once([')', ']'])?;
    let has_brackets =
        before.contains([')', ']']) || inside.contains(['(', '[']) || behind.contains(['(', ')', '[', ']']);
    let pieces = pieces_in_brackets(inside);
    let many = pieces.len();
    if has_brackets || many < 2 || !pieces.iter().any(|(field, _)| field.is_some()) {
        return None;
    }
    let written = |(field, value): (Option<LineField>, String)| match field {
        Some(field) => format!("({}:: {value})", field.word()),
        None => value,
    };
    let pieces: Vec<String> = pieces.into_iter().map(written).collect();
    Some(format!("{}{}{behind}", before, pieces.join(" ")))
}

/// The pieces between the commas of a pair of brackets, each with the field that it is. A comma in a sentence is none.
fn pieces_in_brackets(inside: &str) -> Vec<(Option<LineField>, String)> {
    let mut found: Vec<(Option<LineField>, String)> = Vec::new();
    for piece in inside.split([',', ';']).map(str::trim).filter(|piece| !piece.is_empty()) {
        let field = piece.split_once(':').and_then(|(key, value)| {
            let field = LineField::of_folded_key(&fold(key.trim()))?;
            let is_read = field.facts().value != LineFieldValue::KnownWords && !value.trim().is_empty();
            is_read.then(|| (field, value.trim().to_owned()))
        });
        match (field, found.last_mut()) {
            (Some((field, value)), _) => found.push((Some(field), value)),
            (None, Some((Some(last), value)))
                if last.facts().value == LineFieldValue::Sentence && !piece.contains(':') =>
            {
                value.push_str(&format!(", {piece}"));
            }
            (None, _) => found.push((None, piece.to_owned())),
        }
    }
    found
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
            ("Walk, 20 instead of the usual 10 min", "Walk, 20 min instead of the usual 10 min"),
            ("Walk, 2 instead of the usual 10 laps", "Walk, 2 instead of the usual 10 laps"),
            ("Walk at 9 instead of 8", "Walk at 9 instead of 8"),
            ("Walk, 2 instead of 10 laps", "Walk, 2 instead of 10 laps"),
            ("Walk 5 min late", "Walk 5 min late"),
            ("walk—10 min", "walk, 10 min"),
            ("Walk-10 min", "Walk, 10 min"),
            ("walk -> 10 min", "walk 10 min"),
            ("walk->10 min", "walk, 10 min"),
            ("walk ±10 min", "walk 10 min"),
            ("walk 10 Minuten, kalt", "walk 10 min, kalt"),
            ("walk 10 mintues", "walk 10 min"),
            ("walk PT10M", "walk 10 min"),
            ("walk PT1H30M", "walk 1 h 30 min"),
            ("Walk-in clinic, 10 min", "Walk-in clinic, 10 min"),
            ("Walk — ±10 min", "Walk — ±10 min"),
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
            ("Walk (calm: 6, felt: ok, rather)", "Walk calm: 6 (felt:: ok, rather)"),
            ("Walk [10 min, felt: ok]", "Walk 10 min (felt:: ok)"),
            ("Walk (10 min, calm: 6)", "Walk (10 min, calm: 6)"),
            ("Walk: 10 min", "Walk: 10 min"),
            ("Walk, where: the park (north)", "Walk, where: the park (north)"),
            ("Walk — where: park", "Walk — where: park"),
        ] {
            assert_eq!(with_bracketed_fields(line), written);
        }
    }
}
