//! Words -> numbers, and the scales on which they lie: `7`, `6.5`, `7/10`; `fear 0-100`.

use crate::journal::draft::NumberValue;
use crate::journal::note_fields::values::shortened_for_message;
use crate::journal::{Number, Scale};
use crate::text::{fold, fold_key, is_dash};
use crate::when;

/// The digits before the point, at most. With two behind it a number fits into 32 bits.
const DIGITS: usize = 6;

/// A number: `7`, `6.5`, `6,5`, `-2`.
pub(crate) fn parse_number(text: &str) -> Option<Number> {
    let text = text.trim();
    let (is_below, digits) = match text.strip_prefix(is_dash) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let are_digits = |t: &str, most: usize| (1..=most).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    if !are_digits(whole, DIGITS) || !are_digits(part, 2) {
        return None;
    }
    let part = part.parse::<i32>().ok()? * if part.len() == 1 { 10 } else { 1 };
    let hundredths = whole.parse::<i32>().ok()? * 100 + part;
    Some(Number { hundredths: if is_below { -hundredths } else { hundredths } })
}

/// A number on a scale; its end may stand behind it (`7/10`), or a percent sign where that is 100.
pub(crate) fn parse_number_on_scale(scale: Scale, text: &str) -> Option<Number> {
    let text = text.trim();
    let bare = match text.split_once('/') {
        Some((bare, end)) => (parse_number(end) == Some(scale.most)).then_some(bare)?,
        None => text.strip_suffix('%').filter(|_| scale.most == Number::from_whole(100)).unwrap_or(text),
    };
    parse_number(bare).filter(|number| scale.contains(*number))
}

/// What stands behind the name of a day's number; none where it is no number and is not meant as one.
pub(crate) fn parse_tracked_value(text: &str) -> Option<NumberValue> {
    let text = text.trim();
    // `4 (low)`
    let bare = match text.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        Some((number, inside)) if !inside.contains(|c: char| c.is_ascii_digit()) && !number.trim().is_empty() => {
            number.trim_end()
        }
        _ => text,
    };
    if let Some(number) = parse_tracked_number(bare).or_else(|| parse_large_number(bare)) {
        return Some(NumberValue::Number(number));
    }
    if let Some(hours) = parse_length_as_hours(bare) {
        return Some(NumberValue::Hours(hours));
    }
    if let Some((number, most)) = bare.split_once('/')
        && let Some((number, most)) = parse_number(number).zip(parse_number(most))
    {
        return Some(NumberValue::OfMost(number, most));
    }
    if let Some((number, unit)) = bare.split_once(char::is_whitespace)
        && unit.chars().all(|c| c.is_alphabetic() || c == ' ')
        && let Some(number) = parse_number(number).or_else(|| parse_large_number(number))
    {
        return Some(NumberValue::WithUnit(number, fold_key(unit).into()));
    }
    let is_meant = may_be_meant_as_number(text) || parse_two_numbers(bare).is_some();
    is_meant.then(|| NumberValue::Unclear(text.into()))
}

/// `3,200`, `12,345` and `3.2k`. `3.200` can be two numbers.
fn parse_large_number(text: &str) -> Option<Number> {
    if let Some(thousands) = text.strip_suffix(['k', 'K']) {
        let number = parse_number(thousands.trim_end())?;
        return Some(Number { hundredths: number.hundredths.checked_mul(1000)? });
    }
    let (thousands, rest) = text.split_once(',')?;
    let are_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let is_grouped = (1..=3).contains(&thousands.len())
        && !thousands.starts_with('0')
        && rest.len() == 3
        && are_digits(thousands)
        && are_digits(rest);
    is_grouped.then(|| parse_number(&format!("{thousands}{rest}"))).flatten()
}

/// Whether a short value begins with a digit, or is a number as a word: more words say something else.
fn may_be_meant_as_number(text: &str) -> bool {
    const LONGEST: usize = 24;
    text.len() <= LONGEST && (text.starts_with(|c: char| c.is_ascii_digit()) || number_of_word(text).is_some())
}

/// `six` is 6.
pub(crate) fn number_of_word(word: &str) -> Option<usize> {
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let folded = fold(word);
    WORDS.iter().position(|known| *known == folded)
}

/// A number without `about` or `~`.
fn without_about(text: &str) -> &str {
    let text = text.trim();
    ["about", "around", "~"].iter().find_map(|about| text.strip_prefix(about)).unwrap_or(text)
}

/// A number of a day, `about` or `~` before it or not.
fn parse_tracked_number(text: &str) -> Option<Number> {
    parse_number(without_about(text))
}

/// Two numbers, the lower first, and the unit behind them: `6-7`, `6 to 7 h`, `2 or 3`. Which of them it was nobody can tell.
pub(crate) fn parse_two_numbers(text: &str) -> Option<(Number, Number, &str)> {
    let bare = without_about(text);
    let words = [" to ", " or ", " and ", ".."].into_iter().find_map(|between| bare.split_once(between));
    let dash = || {
        let at = bare.char_indices().skip(1).find(|(_, c)| is_dash(*c));
        at.and_then(|(at, dash)| Some((bare.get(..at)?, bare.get(at + dash.len_utf8()..)?)))
    };
    let (first, rest) = words.or_else(dash).or_else(|| bare.split_once(", "))?;
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
    let (second, unit) = rest.split_at_checked(end)?;
    let unit = unit.trim();
    // `6 h to 7 h`
    let first = first.trim().strip_suffix(unit).unwrap_or(first);
    let (first, second) = parse_number(first).zip(parse_number(second))?;
    let is_unit = unit.chars().all(|c| c.is_alphabetic() || c == ' ');
    is_unit.then_some((first.min(second), first.max(second), unit))
}

/// A length of time with its unit counts as hours. To a hundredth each minute has a number of its own.
fn parse_length_as_hours(text: &str) -> Option<Number> {
    let bare = without_about(text);
    if parse_two_numbers(bare).is_some() {
        return None;
    }
    // Without its unit a number is no length.
    let seconds = when::parse_minutes(bare).ok().filter(|_| bare.contains(char::is_alphabetic))?.seconds;
    Some(Number { hundredths: i32::try_from((u64::from(seconds) + 18) / 36).ok()? })
}

/// The message and help for a value that is no number, or lies outside the scale.
pub(crate) fn off_scale_message_and_help(scale: Scale, written: &str) -> (String, String) {
    let Scale { least, most } = scale;
    let width = i64::from(most.hundredths) - i64::from(least.hundredths);
    let example = i64::from(least.hundredths) + width * 7 / 10;
    let whole = i32::try_from(example.div_euclid(100)).map_or(most, Number::from_whole).max(least);
    let message = format!("`{}` is no number from {least} to {most}.", shortened_for_message(written));
    let halves = Number { hundredths: whole.hundredths.saturating_sub(50) };
    let help = if width <= 1000 && scale.contains(halves) {
        format!("Write a number from {least} to {most}, such as `{whole}` or `{halves}`.")
    } else {
        format!("Write a number from {least} to {most}, such as `{whole}`.")
    };
    (message, help)
}

/// A name and the two numbers behind it: `fear 0-100`, `mood (1 to 5)`, `mood -3 to 3`. A name alone, or numbers alone, are a
/// name.
pub(crate) fn split_name_and_range(text: &str) -> (&str, Option<(Number, Number)>) {
    let open = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let (name, range) = match open {
        Some((name, range)) => (name, range),
        // The range begins at the last word but at most two before it: `0-100`, `0 - 100`, `0 to 100`.
        None => {
            let starts = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).rev().take(3);
            let found = starts
                .filter_map(|at| text.split_at_checked(at))
                .filter(|(_, range)| parse_range_ends(range).is_some());
            match found.last() {
                Some(split) => split,
                None => return (text, None),
            }
        }
    };
    let name = name.trim().trim_end_matches([':', ',']).trim_end();
    match parse_range_ends(range) {
        Some(ends) if !name.is_empty() => (name, Some(ends)),
        _ => (text, None),
    }
}

/// The two numbers of a range.
fn parse_range_ends(range: &str) -> Option<(Number, Number)> {
    let range = range.trim();
    let words = range.split_once(" to ").or_else(|| range.split_once(".."));
    // A dash at the start is the sign of a number below zero.
    let dashes = || {
        let at = range.char_indices().skip(1).find(|(_, c)| is_dash(*c));
        at.and_then(|(at, dash)| Some((range.get(..at)?, range.get(at + dash.len_utf8()..)?)))
    };
    let (least, most) = words.or_else(dashes)?;
    Some((parse_number(least)?, parse_number(most)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_to_the_hundredth() {
        let read = |text: &str| parse_number(text).map(|number| number.hundredths);
        for (text, hundredths) in
            [("7", 700), ("6.5", 650), ("6,5", 650), ("7.25", 725), ("8342", 834_200), ("-2", -200), ("−2", -200)]
        {
            assert_eq!(read(text), Some(hundredths), "{text}");
        }
        for text in ["", "-", "7.", ".5", "7.123", "1234567", "seven", "7:30", "7 or 8", "+3", "٣", "0x1", "1e3"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_lies_on_its_scale() {
        let fear = Scale { least: Number::from_whole(0), most: Number::from_whole(100) };
        let mood = Scale { least: Number::from_whole(1), most: Number::from_whole(5) };
        let read = |scale, text: &str| parse_number_on_scale(scale, text).map(|number| number.hundredths / 100);
        assert_eq!((read(fear, "40"), read(fear, "40/100"), read(fear, "40%")), (Some(40), Some(40), Some(40)));
        assert_eq!((read(fear, "4/10"), read(fear, "101"), read(fear, "-1")), (None, None, None));
        assert_eq!(
            (read(mood, "5"), read(mood, "0"), read(mood, "3/5"), read(mood, "3%")),
            (Some(5), None, Some(3), None)
        );
        assert_eq!(read(Scale::ZERO_TO_TEN, "7/10"), Some(7));
    }

    #[test]
    fn a_range_stands_behind_its_name() {
        let split = |text| {
            let (name, range) = split_name_and_range(text);
            (name, range.map(|(least, most)| (least.hundredths / 100, most.hundredths / 100)))
        };
        for (text, name, range) in [
            ("fear 0-100", "fear", Some((0, 100))),
            ("fear of dogs 0 - 100", "fear of dogs", Some((0, 100))),
            ("fear 0–100", "fear", Some((0, 100))),
            ("fear 0..100", "fear", Some((0, 100))),
            ("mood (1-5)", "mood", Some((1, 5))),
            ("mood(1 to 5)", "mood", Some((1, 5))),
            ("mood: 1 to 5", "mood", Some((1, 5))),
            ("mood -3 to 3", "mood", Some((-3, 3))),
            ("mood -3-3", "mood", Some((-3, 3))),
            ("phase 2 fear 0-8", "phase 2 fear", Some((0, 8))),
            ("fear", "fear", None),
            ("phase 2", "phase 2", None),
            ("well-being", "well-being", None),
            ("0-10", "0-10", None),
            ("step 2 - fear", "step 2 - fear", None),
        ] {
            assert_eq!(split(text), (name, range), "{text}");
        }
    }

    #[test]
    fn lengths_of_a_day_are_hours() {
        let read = |text: &str| match parse_tracked_value(text) {
            Some(NumberValue::Number(number) | NumberValue::Hours(number)) => Some(number.hundredths),
            _ => None,
        };
        assert_eq!(
            (read("7h 30m"), read("7 hours"), read("90 min"), read("7.5")),
            (Some(750), Some(700), Some(150), Some(750))
        );
        assert_eq!((read("about 6"), read("~6"), read("6-7"), read("6 to 7")), (Some(600), Some(600), None, None));
        assert_eq!((read("about 6 hours"), read("6-7 h"), read("6.000")), (Some(600), None, None));
        assert_eq!((read("7h 20m"), read("8342"), read("badly"), read("7:30")), (Some(733), Some(834_200), None, None));
    }

    #[test]
    fn a_value_is_read_where_it_can_mean_one_thing() {
        let said = |text: &str| match parse_tracked_value(text) {
            Some(NumberValue::Number(number)) => number.to_string(),
            Some(NumberValue::Hours(number)) => format!("{number} h"),
            Some(NumberValue::OfMost(number, most)) => format!("{number} of {most}"),
            Some(NumberValue::WithUnit(number, unit)) => format!("{number} {unit}"),
            Some(NumberValue::Unclear(text)) => format!("? {text}"),
            None => "nothing".to_owned(),
        };
        for (text, meant) in [
            ("3,200", "3200"),
            ("12,345", "12345"),
            ("3.2k", "3200"),
            ("4 (low)", "4"),
            ("6/10", "6 of 10"),
            ("3200 steps", "3200 steps"),
            ("3,200 steps", "3200 steps"),
            ("06:30", "? 06:30"),
            ("3.200", "? 3.200"),
            ("six", "? six"),
            ("2-3", "? 2-3"),
            ("about 6 to 7", "? about 6 to 7"),
            ("6-7 h", "? 6-7 h"),
            ("2 or 3", "? 2 or 3"),
            ("-2", "-2"),
            ("7h 30m", "7.5 h"),
            ("about 90 min", "1.5 h"),
            ("badly", "nothing"),
            ("7 or 8 I think, but I woke up", "nothing"),
        ] {
            assert_eq!(said(text), meant, "{text}");
        }
    }

    #[test]
    fn two_numbers_are_told_apart_from_one() {
        let read = |text| {
            let (low, high, unit) = parse_two_numbers(text)?;
            Some((low.hundredths, high.hundredths, unit))
        };
        for (text, told) in [
            ("2-3", (200, 300, "")),
            ("3 – 2", (200, 300, "")),
            ("-3 to -2", (0, 0, "")),
            ("about 6 to 7 h", (600, 700, "h")),
            ("6 h - 7 h", (600, 700, "h")),
            ("2 or 3", (200, 300, "")),
            ("2.5, 3", (250, 300, "")),
        ] {
            // A sign behind `to` is no number that people write of a day.
            let told = (text != "-3 to -2").then_some(told);
            assert_eq!(read(text), told, "{text}");
        }
        for text in ["2", "-2", "2,5", "2026-11-16", "7h 30m", "6/10", "06:30", "well-being"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn help_gives_a_number_that_is_right() {
        let scale = |least, most| Scale { least: Number::from_whole(least), most: Number::from_whole(most) };
        let help = |scale| off_scale_message_and_help(scale, "x").1;
        assert_eq!(help(Scale::ZERO_TO_TEN), "Write a number from 0 to 10, such as `7` or `6.5`.");
        assert_eq!(help(scale(0, 100)), "Write a number from 0 to 100, such as `70`.");
        assert_eq!(help(scale(1, 5)), "Write a number from 1 to 5, such as `3` or `2.5`.");
        assert_eq!(help(scale(-3, 3)), "Write a number from -3 to 3, such as `1` or `0.5`.");
        assert_eq!(help(scale(0, 1)), "Write a number from 0 to 1, such as `0`.");
    }
}
