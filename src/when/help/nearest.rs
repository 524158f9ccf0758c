//! Explains what is not understood, with the nearest phrase of the language. It is never one that says the opposite.

use std::ops::Range;

use crate::problem::Code;
use crate::text::{fold, is_dash};
use crate::when::combine::meaning::{Parsed, interpret_when};
use crate::when::help::entry_fields::help_for_fields_of_entry;
use crate::when::help::hours::with_rest_beside_hours;
use crate::when::help::other_words::{
    help_for_day_of_year, help_for_days_apart, help_for_other_words, help_for_some_parts, with_day_capital,
};
use crate::when::help::rewritten::{help_for_other_wording, loses_day_or_time};
use crate::when::parse::line_time::find_time_at_start_or_end;
use crate::when::tokens::lexer::{Token, TokenKind, tokenize};
use crate::when::tokens::parse_error::{
    ParseError, SyntaxError, list_with_or, list_with_word, quote_for_message, suggest_texts_unless_too_long,
};
use crate::when::tokens::vocabulary::{Word, classify_word, corrected_word};
use crate::when::value::moment::Moment;
use crate::when::value::time::{Clock, TimeOfDay};

/// Longest stretch of a value for which a corrected phrase is tried, in bytes.
const STRETCH: usize = 80;

/// Phrases of the language; each is understood (a test reads them).
pub(crate) const PHRASES: &[&str] = &[
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
    "no",
    "not",
    "never",
    "nothing",
    "none",
    "nobody",
    "don't",
    "dont",
    "without",
    "unless",
    "except",
    "but",
    "most",
    "max",
    "maximum",
    "less",
    "fewer",
    "under",
    "below",
    "than",
    "avoid",
    "skip",
    "stop",
    "rarely",
    "seldom",
    "hardly",
    "limit",
    "limited",
    "nor",
    "neither",
    "instead",
    "until",
    "outside",
    "off",
    "free",
    "bar",
    "minus",
    "save",
    "apart",
    "aside",
    "excepted",
    "barring",
    "rest",
    "excl",
    "exc",
    "ex",
    "excluding",
    "omit",
    "cancel",
    "cancelled",
    "pause",
    "paused",
];

/// Words that say how many of the days or times are meant: without them the rest says something else.
const QUANTITIES: &[&str] = &[
    "some",
    "few",
    "several",
    "many",
    "nearly",
    "almost",
    "odd",
    "even",
    "half",
    "whole",
    "both",
    "half",
    "alternately",
    "bank",
    "holiday",
    "holidays",
    "mid",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "last",
    "next",
    "one",
    "couple",
];

/// Words behind or before days that say which of them are meant.
const RESTRICTIONS: &[&str] =
    &["a", "an", "i", "i'm", "we", "he", "she", "they", "you", "that", "where", "which", "of", "term", "at", "with"];

/// Words that people use for a time, and that say none: with what to write instead.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("sunset", SUN),
    ("sunrise", SUN_UP),
    ("sundown", SUN),
    ("sunup", SUN_UP),
    ("dawn", SUN_UP),
    ("dusk", SUN),
    ("daybreak", SUN_UP),
    ("nightfall", SUN),
    ("twilight", SUN),
    ("all", ALL),
    ("eve", EVE),
];
const ALL: &str = "Write the days, and a time if there is one, as in `every day at 18:00` or `Sunday morning`.";
const EVE: &str = "Write `evening` or the day itself, as in `Sunday evening` or `Saturday`.";
const DAYS_LEFT: &str = "Name the days on which it happens, as in `every day except Sunday`.";
const SUN_UP: &str = "The sun has no time of the clock: write `early in the morning`, `at 6:00`, or what you see, as in `when the sun comes up`.";
const SUN: &str = "The sun has no time of the clock: write `in the evening`, `at 18:00`, or what you see, as in `when the sun goes down`.";

/// What to say about a text that is not understood.
pub(crate) fn explain_error(text: &str, error: SyntaxError) -> ParseError {
    let explained = with_rest_beside_length(text, explain_words(text, error));
    if let Some(help) = help_for_other_wording(text).filter(|_| is_of_words(explained.code)) {
        return ParseError { help, ..explained };
    }
    let explained = with_rest_beside_hours(text, explained);
    // `7h` can be a time too.
    let is_open = explained.code == Code::WhenNotUnderstood && !explained.help.starts_with("Write `at ");
    let explained = match help_for_fields_of_entry(text).or_else(|| help_for_days_apart(text)).filter(|_| is_open) {
        Some(help) => ParseError { help, ..explained },
        None => explained,
    };
    match loses_what_is_named(text, &explained.help) {
        true => ParseError { help: NAME_ALL.to_owned(), ..explained },
        false => explained,
    }
}

/// What to write where the nearest phrase would lose a day or a time of the value.
const NAME_ALL: &str =
    "Write the days and the time in other words, as in `Mon and Thu at 18:00` or `every day except Sunday`.";

/// Whether a help suggests one phrase for the whole value, and that lacks a day or a time which the value names.
fn loses_what_is_named(text: &str, help: &str) -> bool {
    const ENDS: [&str; 3] = ["`, and the other words in the text of the note.", "`?", "` here."];
    const STARTS: [&str; 3] = ["Write `", "Did you mean `", "A place has its own field"];
    let is_of_whole = help.starts_with("The nearest phrase")
        || STARTS.iter().any(|start| help.starts_with(start)) && ENDS.iter().any(|end| help.ends_with(end));
    let suggestion = help.rsplit('`').nth(1).unwrap_or("");
    is_of_whole
        && text.len() <= 4 * STRETCH
        && matches!(interpret_when(suggestion), Ok(Parsed::When(_)))
        && loses_day_or_time(text, suggestion)
}

/// Other problems, such as a date that is none, say best what is wrong.
fn is_of_words(code: Code) -> bool {
    matches!(code, Code::WhenNotUnderstood | Code::BadNumber)
}

/// `on Sundays, 20 min`: the length has a field of its own, and the rest stays.
fn with_rest_beside_length(text: &str, error: ParseError) -> ParseError {
    let is_length =
        error.help.starts_with("How long it takes has its own field: `minutes: ") && error.help.ends_with("`.");
    let (Some(before), Some(behind)) = (text.get(..error.byte_range.start), text.get(error.byte_range.end..)) else {
        return error;
    };
    let is_edge = |c: char| c.is_whitespace() || is_dash(c) || matches!(c, ',' | ';' | '(' | ')');
    let before = before.trim_end_matches(is_edge);
    let before = before.strip_suffix(" for").unwrap_or(before).trim_end_matches(is_edge);
    let rest = format!("{before} {}", behind.trim_start_matches(is_edge));
    let rest = rest.trim_matches(is_edge);
    let help = suggest_texts_unless_too_long("Write", &[rest], "");
    match is_length && !rest.is_empty() && !help.is_empty() && matches!(interpret_when(rest), Ok(Parsed::When(_))) {
        true => ParseError { help: format!("{} {} here.", error.help, help.trim_end_matches('.')), ..error },
        false => error,
    }
}

fn explain_words(text: &str, error: SyntaxError) -> ParseError {
    let (at, expected) = match error {
        SyntaxError::Known(error) => {
            let error = with_hours_in_whole_value(text, with_colons_in_whole_value(text, error));
            return with_rest_beside_choices(text, error);
        }
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

/// The same, where one of several things is meant by some words of a longer value: each choice with the rest of the value, so that
/// nothing is lost: `8:30 on weekdays` or `7:30 on weekdays`.
fn with_rest_beside_choices(text: &str, error: ParseError) -> ParseError {
    let is_choice = ["can be two times.", "can mean two things."].iter().any(|end| error.message.ends_with(end));
    let (Some(before), Some(behind)) = (text.get(..error.byte_range.start), text.get(error.byte_range.end..)) else {
        return error;
    };
    let is_alone = before.trim().is_empty() && behind.trim().is_empty();
    if !is_choice || is_alone || text.len() > STRETCH || text.contains('`') {
        return error;
    }
    let choices: Vec<&str> = error.help.split('`').skip(1).step_by(2).collect();
    // A help that says more than the choices knows the rest already.
    let quoted: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
    let list = list_with_word(&quoted, "or");
    let names_one_day =
        tokenize(text).iter().filter(|token| matches!(token.kind, TokenKind::Word(Word::Day(_)))).count() == 1;
    if choices.len() < 2 || error.help != format!("Write {list}.") {
        return error;
    }
    let mut wholes: Vec<String> = Vec::new();
    for choice in &choices {
        // Of `biweekly on Tuesday` nobody means two times.
        if names_one_day && *choice == "twice a week" {
            continue;
        }
        // `half 8 pm` is told without its `pm`, and each choice has it.
        let half = [" am", " pm"].into_iter().find(|half| choice.ends_with(half) && behind.starts_with(half));
        let choice = choice.strip_suffix(half.unwrap_or_default()).unwrap_or(choice);
        let whole = format!("{before}{choice}{behind}");
        match interpret_when(&whole) {
            Ok(Parsed::When(_)) => wholes.push(whole),
            // `every 2 weeks on Tuesday at 5`: the hour can be two as well.
            Err(SyntaxError::Known(hour)) if hour.message.ends_with(CAN_BE_EITHER) => {
                let help = with_hours_in_whole_value(&whole, hour).help;
                let each = help.split('`').skip(1).step_by(2);
                wholes.extend(each.filter(|of| matches!(interpret_when(of), Ok(Parsed::When(_)))).map(str::to_owned));
            }
            _ => {}
        }
    }
    let texts: Vec<&str> = wholes.iter().map(String::as_str).collect();
    let help = if texts.is_empty() { String::new() } else { suggest_texts_unless_too_long("Write", &texts, "") };
    let help = match help.is_empty() {
        true => format!("{} in its place; the rest stays as it is.", error.help.trim_end_matches('.')),
        false => help,
    };
    ParseError { help, ..error }
}

/// The same for times without their colons: `0800 and 2000`, of which all need one.
fn with_colons_in_whole_value(text: &str, error: ParseError) -> ParseError {
    let clock = error.help.strip_prefix("Write the time as `").and_then(|rest| rest.strip_suffix("`."));
    if clock.is_none_or(|clock| clock.contains(' ')) || text.len() > STRETCH {
        return error;
    }
    let tokens = tokenize(text);
    let (mut out, mut end, mut many) = (String::new(), 0, 0);
    for token in
        tokens.iter().filter(|token| token.kind == TokenKind::Number && (3..=4).contains(&(token.end - token.start)))
    {
        let digits = text.get(token.byte_range()).unwrap_or("");
        let Some((hour, minute)) = digits.split_at_checked(digits.len() - 2) else { continue };
        let is_clock = hour.parse::<u16>().is_ok_and(|n| n < 24) && minute.parse::<u16>().is_ok_and(|n| n < 60);
        if is_clock {
            let hour = if hour == "00" { "0" } else { hour.trim_start_matches('0') };
            out.push_str(&format!("{}{hour}:{minute}", text.get(end..token.start).unwrap_or("")));
            (end, many) = (token.end, many + 1);
        }
    }
    out.push_str(text.get(end..).unwrap_or(""));
    let help = suggest_texts_unless_too_long("Write", &[&out], "");
    match many > 1 && matches!(interpret_when(&out), Ok(Parsed::When(_))) && !help.is_empty() {
        true => ParseError { help, ..error },
        false => error,
    }
}

/// The same, where one of several hours can be before noon or after it: the whole value can be copied, so that no day and no number
/// is lost.
fn with_hours_in_whole_value(text: &str, error: ParseError) -> ParseError {
    let hour = error.help.strip_prefix("Write `").and_then(|rest| rest.strip_suffix(" pm`."));
    let hour = hour.and_then(|rest| rest.split_once(" am` or `")).filter(|(early, late)| early == late);
    // A longer one is the whole value.
    let is_alone = |hour: &str| hour.len() <= error.byte_range.len() && error.byte_range.len() < text.len();
    // `at half past 4`: the `at` is in the help already.
    let is_repeated = |hour: &str| {
        let word = hour.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':');
        !word.is_empty() && text.get(..error.byte_range.start).is_some_and(|before| before.ends_with(word))
    };
    let is_new = |hour: &str| text.len() <= STRETCH && is_alone(hour) && !is_repeated(hour);
    let Some((hour, _)) = hour.filter(|(hour, _)| is_new(hour)) else { return error };
    let help = help_with_am_and_pm(text, &error.byte_range, hour);
    match help.filter(|help| !help.is_empty()) {
        Some(help) => ParseError { help, ..error },
        None => error,
    }
}

/// An hour that can be before noon or after it: where it stands, and as it is written with `am` or `pm` behind it.
struct BareHour<'t> {
    range: Range<usize>,
    written: &'t str,
}

impl BareHour<'_> {
    /// On a clock of twelve hours.
    fn hour_on_twelve_hour_clock(&self) -> u16 {
        let digits = self.written.trim_start_matches(|c: char| !c.is_ascii_digit());
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        digits.get(..end).and_then(|hour| hour.parse::<u16>().ok()).unwrap_or_default() % 12
    }
}

/// A value with `am` or `pm` behind the hour at `at` and behind each other that needs it: once as it is where the first is before
/// noon, and once where it is after it. In one list the hours go on: `at 10 am, 2 pm and 6 pm`.
fn help_with_am_and_pm(text: &str, at: &Range<usize>, hour: &str) -> Option<String> {
    const MOST: usize = 6;
    let tokens = tokenize(text);
    let is_other = |token: &&Token| token.kind == TokenKind::Number && !at.contains(&token.start);
    let others: Vec<&Token> = tokens.iter().filter(is_other).take(MOST).collect();
    let is_plan = |whole: &str| matches!(interpret_when(whole), Ok(Parsed::When(_)));
    let takes_half = |token: &Token, half: &str| {
        let (before, behind) = (text.get(..token.end).unwrap_or(""), text.get(token.end..).unwrap_or(""));
        let is_half =
            |error: SyntaxError| matches!(error, SyntaxError::Known(error) if error.message.ends_with(CAN_BE_EITHER));
        interpret_when(&format!("{before} {half}{behind}")).err().is_none_or(is_half)
    };
    let is_short = |token: &Token| {
        let goes_on = text.get(token.end..).unwrap_or("");
        let is_time_end = text.get(..token.start).is_some_and(|before| before.ends_with([':', '.']));
        token.end - token.start < 3 && !goes_on.starts_with([':', '.']) && !is_time_end
    };
    // `evenings at 6` says which half of the day it is.
    let has_part = tokens
        .iter()
        .any(|token| matches!(token.kind, TokenKind::Word(Word::Part(_) | Word::Weeknights | Word::SchoolNights)));
    let is_bare = |token: &&&Token| !has_part && is_short(token) && takes_half(token, "am") && takes_half(token, "pm");
    let bare = others.iter().filter(is_bare);
    let bare: Vec<BareHour> = bare
        .filter_map(|token| Some(BareHour { range: token.byte_range(), written: text.get(token.byte_range())? }))
        .filter(|of| of.written.parse::<u16>().is_ok_and(|n| (1..=12).contains(&n)))
        .collect();
    let mut hours: Vec<BareHour> = vec![BareHour { range: at.clone(), written: hour }];
    hours.extend(bare);
    hours.sort_by_key(|of| of.range.start);
    let is_same = |of: &BareHour| of.range != *at && of.written == hour;
    let whole = |hours: &[BareHour]| ["am", "pm"].map(|half| with_halves_of_day(text, hours, half));
    let [early, late] = whole(&hours);
    let is_twice = hours.len() == 2 && hours.iter().any(is_same) && !has_day_between(text, &hours);
    if is_twice && others.len() > 1 {
        return None;
    }
    let help = if is_plan(&early) && is_twice {
        suggest_texts_unless_too_long("Write", &[&early], "")
    } else if is_plan(&early) && is_plan(&late) {
        suggest_texts_unless_too_long("Write", &[&early, &late], "")
    } else {
        hours.retain(|of| of.range == *at);
        let [early, late] = whole(&hours);
        if !is_plan(&early) || !is_plan(&late) {
            return None;
        }
        suggest_texts_unless_too_long("Write", &[&early, &late], "")
    };
    let is_left = |token: &&&Token| hours.iter().all(|of| of.range.start != token.start);
    let more = others.iter().filter(is_left).any(|token| is_short(token) && takes_half(token, "pm"));
    let is_unsure = more || has_day_between(text, &hours);
    Some(if is_unsure && !help.is_empty() { format!("{help} {LOOK_AT_HOURS}") } else { help })
}

/// How a message ends about an hour that can be in both halves of the day.
const CAN_BE_EITHER: &str = "can be before noon or after it.";

/// Whether a day stands between two of some hours.
fn has_day_between(text: &str, hours: &[BareHour]) -> bool {
    let between = |two: &[BareHour]| match two {
        [one, other] => text.get(one.range.end..other.range.start).unwrap_or(""),
        _ => "",
    };
    hours.windows(2).any(|two| holds_day_or_frequency(between(two)))
}

fn holds_day_or_frequency(words: &str) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && names_days_or_frequency(&fold(word)))
}

/// A text with halves of the day behind some hours; `first` is that of the first hour, and of each behind other days.
fn with_halves_of_day(text: &str, hours: &[BareHour], first: &'static str) -> String {
    let (mut out, mut end, mut half, mut before) = (String::new(), 0, first, None);
    for of in hours {
        let between = text.get(end..of.range.start).unwrap_or("");
        out.push_str(between);
        let clock = of.hour_on_twelve_hour_clock();
        half = match before {
            Some(_) if holds_day_or_frequency(between) => first,
            Some(before) if clock <= before => {
                if half == "am" {
                    "pm"
                } else {
                    "am"
                }
            }
            _ => half,
        };
        out.push_str(&format!("{} {half}", of.written));
        (end, before) = (of.range.end, Some(clock));
    }
    out.push_str(text.get(end..).unwrap_or(""));
    out
}

const LOOK_AT_HOURS: &str = "Look at the other hours too.";

/// What to write instead of the words at `at`.
fn help_at(text: &str, at: &Range<usize>) -> String {
    let words = text.get(at.clone()).unwrap_or("");
    if let Some(help) = help_for_day_of_year(text) {
        return help.to_owned();
    }
    if fold(words) == "eve"
        && let Some(help) = help_for_other_words(text, words)
    {
        return help;
    }
    if let Some(help) = help_for_unclear_count(text) {
        return help.to_owned();
    }
    if let Some((_, help)) =
        fold(words).split(' ').find_map(|word| OTHER_WORDS.iter().find(|(known, _)| *known == word))
    {
        return (*help).to_owned();
    }
    let own_help = || help_for_company_behind_hour(text, at).or_else(|| help_for_place_or_company(text, at));
    if let Some(help) = help_without_emphasis(text).or_else(|| help_for_other_words(text, words)).or_else(own_help) {
        return help;
    }
    // Of words that say when not, the nearest phrase could be the opposite.
    let all_words = fold(text);
    let own: Vec<&str> = all_words.split(|c: char| !c.is_alphanumeric() && c != '\'').collect();
    let says_not = own.iter().any(|word| NEGATIONS.contains(word));
    let corrected = corrected_phrase(text, at);
    let rest = || match says_not {
        true => None,
        false => help_for_some_parts(text).or_else(|| help_with_understood_rest(text, at)),
    };
    match corrected.map(|phrase| format!("Did you mean `{phrase}`?")).or_else(rest) {
        Some(help) => help,
        None if let Some(help) = help_for_bare_event(text) => help,
        None if let Some(help) = help_for_denied_moment(&own) => help.to_owned(),
        None if says_not && own.iter().any(|word| names_days_or_frequency(word)) => DAYS_LEFT.to_owned(),
        None if words.bytes().all(|b| b.is_ascii_digit()) => help_for_number(text, at),
        None => match similar_phrase(text, at).filter(|_| !says_not) {
            Some(phrase) => format!("The nearest phrase that is understood is `{phrase}`."),
            None => "Write for example `Tue and Thu`, `at 18:00`, `3 times a week` or `after dinner`.".to_owned(),
        },
    }
}

/// `not after dinner`, `not before Monday`, `not in the morning`: when it does not happen. The nearest phrase would be the opposite.
fn help_for_denied_moment(words: &[&str]) -> Option<&'static str> {
    let words: Vec<&str> = words.iter().copied().filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| matches!(*word, "not" | "never" | "no"))?;
    let (next, day) = (words.get(at + 1).copied()?, words.get(at + 2).copied().unwrap_or_default());
    let is_moment = matches!(
        next,
        "before"
            | "after"
            | "until"
            | "till"
            | "at"
            | "in"
            | "during"
            | "while"
            | "when"
            | "later"
            | "earlier"
            | "sooner"
    ) || next.starts_with(|c: char| c.is_ascii_digit());
    let is_day = names_days_or_frequency(day) && !matches!(day, "daily" | "day");
    match next {
        "before" | "until" | "till" if is_day => Some(
            "Write the days on which it happens, and in a field of its own the first of them, as in `from: YEAR-MONTH-DAY`.",
        ),
        "after" if is_day => Some(
            "Write the days on which it happens, and in a field of its own the last of them, as in `until: YEAR-MONTH-DAY`.",
        ),
        _ if is_moment => Some(
            "Write when it happens: a plan does not say when it does not. A time, a part of the day or a cue will do.",
        ),
        _ => None,
    }
}

/// `few times a day`, `several times daily`, `many times a week`: no number is said.
fn help_for_unclear_count(text: &str) -> Option<&'static str> {
    const UNCLEAR: [&str; 6] = ["few", "several", "some", "many", "multiple", "various"];
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_count = |two: &[&str]| matches!(two, [many, "times"] if UNCLEAR.contains(many));
    let at = words.windows(2).position(is_count)?;
    let has = |those: &[&str]| words.iter().skip(at + 2).any(|word| those.contains(word));
    // A day or a time beside them would be lost.
    let is_alone = words.len() <= at + 5 && at < 2 && !text.contains(|c: char| c.is_ascii_digit());
    match (has(&["day", "daily"]), has(&["week", "weekly"])) {
        (true, false) if is_alone => Some("Write how many times it is, as in `3 times a day`."),
        (false, true) if is_alone => Some("Write how many times it is, as in `3 times a week`."),
        _ => None,
    }
}

/// `8 and 20`, `4-5`, `6 30`: hours without anything that says so.
fn help_for_number(text: &str, at: &Range<usize>) -> String {
    const TIME_OR_COUNT: &str = "Write a time as in `at 7:00`, and a number of times as in `3 times a week`.";
    let (Some(before), Some(behind)) = (text.get(..at.start), text.get(at.start..)) else {
        return TIME_OR_COUNT.to_owned();
    };
    if text.len() > STRETCH || text.contains('`') {
        return TIME_OR_COUNT.to_owned();
    }
    let numbers: Vec<&str> = behind.split(' ').collect();
    let with_colon = match numbers.as_slice() {
        [hour, minutes] if minutes.len() == 2 && behind.bytes().all(|b| b == b' ' || b.is_ascii_digit()) => {
            Some(format!("{hour}:{minutes}"))
        }
        _ => None,
    };
    // `~8`
    let before = before.trim_end_matches('~');
    let instead = format!("{before}at {}", with_colon.as_deref().unwrap_or(behind));
    match interpret_when(&instead) {
        Ok(Parsed::When(_)) => {
            format!("Write `{instead}` for a time of the day, and a number of times as in `3 times a week`.")
        }
        Err(SyntaxError::Known(error)) if error.help.contains(" am` or ") => {
            with_hours_in_whole_value(&instead, error).help
        }
        _ => TIME_OR_COUNT.to_owned(),
    }
}

/// `lunch`, `Tuesday lunch`, `breakfast and dinner`, `waking up`, `in the car`: what happens then, without a word that makes it a cue.
fn help_for_bare_event(text: &str) -> Option<String> {
    if text.len() > STRETCH || text.contains('`') {
        return None;
    }
    let said = text.trim();
    let (days, said) = split_behind_leading_days(said);
    let folded = fold(said);
    let words: Vec<&str> = folded.split(' ').map(|word| word.trim_matches(',')).collect();
    let first = *words.first()?;
    let is_event = |word: &&&str| classify_word(word) == Word::Habit;
    let is_plain =
        |word: &&str| !NEGATIONS.contains(word) && !QUANTITIES.contains(word) && !names_days_or_frequency(word);
    if !words.iter().all(is_plain) || words.iter().any(|word| holds_digit(word)) {
        return None;
    }
    let with_days = |cue: &String| format!("{days}{cue}");
    let is_cue = |cue: &String| matches!(interpret_when(&with_days(cue)), Ok(Parsed::When(when)) if when.cue() == Some(cue) || when.has_times());
    let suggest = |cues: &[&str]| {
        let cues = cues.iter().map(|cue| format!("{cue} {said}")).filter(is_cue);
        let cues: Vec<String> = cues.map(|cue| with_days(&cue)).collect();
        let cues: Vec<&str> = cues.iter().map(String::as_str).collect();
        (!cues.is_empty()).then(|| suggest_texts_unless_too_long("Write", &cues, "")).filter(|help| !help.is_empty())
    };
    if !days.is_empty() && !is_event(&&first) {
        return None;
    }
    let is_list = said.contains([',', '/']) || words.iter().any(|word| matches!(*word, "and" | "&" | "or"));
    if is_event(&&first) && words.iter().filter(is_event).count() > 1 && is_list {
        return Some(
            "Write what comes before it, as in `after breakfast`. Several such moments are a plan each, or one plan with \
             a number, as in `twice a day, after meals`."
                .to_owned(),
        );
    }
    let is_time = first.ends_with("time") || words.get(1) == Some(&"time");
    match () {
        () if is_event(&&first) && is_time && words.len() < 3 => suggest(&["at"]),
        () if is_event(&&first) && !is_list && words.len() < 3 && first != "waking" => {
            suggest(&["before", "at", "after"])
        }
        () if first.len() > 4
            && first.ends_with("ing")
            && matches!(classify_word(first), Word::Unknown | Word::Habit)
            && words.len() < 5 =>
        {
            suggest(&["before", "while", "after"])
        }
        () if matches!(first, "in" | "on") && matches!(words.get(1), Some(&("the" | "my" | "our"))) => {
            let moment = format!("while I am {said}");
            let is_read = words.len() < 5 && is_cue(&moment);
            is_read.then(|| {
                format!("If that is the moment, write `{moment}`; a place has its own field, `where: {said}`.")
            })
        }
        () => None,
    }
}

/// A text's first words as far as they are days, and the rest: `Mon and Thu `, `breakfast`.
fn split_behind_leading_days(text: &str) -> (&str, &str) {
    let (mut end, mut is_after_day) = (0, false);
    for word in text.split_inclusive(' ').filter(|word| word.ends_with(' ')) {
        let bare = fold(word.trim_matches([' ', ',']));
        let is_day = names_days_or_frequency(&bare);
        if !is_day && !matches!(bare.as_str(), "every" | "and" | "or" | "&") {
            break;
        }
        is_after_day = is_day;
        end += word.len();
    }
    text.split_at_checked(end).filter(|_| is_after_day).unwrap_or(("", text))
}

fn names_days_or_frequency(word: &str) -> bool {
    matches!(
        classify_word(word),
        Word::Day(_) | Word::MaybeDay(_) | Word::Days(_) | Word::Daily | Word::DayUnit | Word::Weeknights
    ) && word.len() > 1
}

/// `every day at 7 no matter what`: the rest says it all.
fn help_without_emphasis(text: &str) -> Option<String> {
    const WORDS: [&str; 7] = [
        "no matter what",
        "whatever happens",
        "without fail",
        "come what may",
        "come rain or shine",
        "rain or shine",
        "no excuses",
    ];
    let folded = fold(text);
    let ends = |words: &&&str| folded.strip_suffix(**words).is_some_and(|rest| rest.ends_with(' '));
    let rest = match (WORDS.iter().find(ends), WORDS.iter().find(|words| folded.starts_with(**words))) {
        (Some(words), _) => text.get(..text.len().checked_sub(words.len())?)?,
        (None, Some(words)) => text.get(words.len()..)?,
        (None, None) => return None,
    };
    let rest = rest.trim_matches([',', ' ']);
    let is_plain = rest.len() <= STRETCH && matches!(interpret_when(rest), Ok(Parsed::When(_)));
    is_plain.then(|| suggest_texts_unless_too_long("Write", &[rest], "")).filter(|help| !help.is_empty())
}

/// `every day at 4 with Tom`: who is there hides the hour. `at` begins with it.
fn help_for_company_behind_hour(text: &str, at: &Range<usize>) -> Option<String> {
    let words = text.get(at.clone())?;
    let hour = words.split(' ').next().filter(|word| word.bytes().all(|b| b.is_ascii_digit()))?;
    let start = at.start + hour.len() + 1;
    let said = text.get(start..at.end)?;
    if text.len() > STRETCH || text.contains('`') || !fold(said).starts_with("with ") {
        return None;
    }
    let rest = format!("{}{}", text.get(..start)?.trim_end(), text.get(at.end..)?);
    match interpret_when(&rest) {
        Ok(Parsed::When(_)) => Some(format!("Write `{rest}`, and `{said}` in the text of the note.")),
        Err(SyntaxError::Known(error)) if error.help.contains(" am` or ") => {
            let help = with_hours_in_whole_value(&rest, error).help;
            Some(format!("{help} Write `{said}` in the text of the note."))
        }
        _ => None,
    }
}

/// `at the gym on Tuesdays`, `monday 8am with Sam`: a place has its own field, and who is there is said in the text. `at` is the first
/// word that is not understood.
fn help_for_place_or_company(text: &str, at: &Range<usize>) -> Option<String> {
    /// So many words are looked at.
    const MOST: usize = 24;
    let starts: Vec<usize> = text
        .split(' ')
        .scan(0, |next, word| Some(std::mem::replace(next, *next + word.len() + 1)))
        .take(MOST)
        .collect();
    let word_at = |n: usize| {
        let start = *starts.get(n)?;
        text.get(start..)?.split(' ').next().map(|word| fold(word.trim_matches(',')))
    };
    let wrong = starts.iter().rposition(|start| *start <= at.start)?;
    let is_article = |n: usize| word_at(n).is_some_and(|word| matches!(word.as_str(), "the" | "my" | "our" | "a"));
    let before = wrong.checked_sub(1).map(|n| if n > 0 && is_article(n) { n - 1 } else { n });
    let leads = |n: usize, words: &[&str]| word_at(n).is_some_and(|word| words.contains(&word.as_str()));
    // `w/ Mom`
    let in_short = wrong.checked_sub(1).filter(|&n| leads(n, &["w/"]));
    let (first, is_place) = match in_short {
        Some(n) => (n, false),
        None if leads(wrong, &["with"]) => (wrong, false),
        None => (before.filter(|&n| leads(n, &["at", "in"]))?, true),
    };
    // What is left is understood, and says days, a time or how often.
    let ends = (wrong + 1..=starts.len()).map(|n| starts.get(n).copied().unwrap_or(text.len()));
    ends.take(4).find_map(|end| {
        let start = starts.get(first).copied()?;
        let edges = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
        let said = text.get(start..end)?.trim_matches(edges);
        let (left, right) = (text.get(..start)?.trim_matches(edges), text.get(end..)?.trim_matches(edges));
        let rest = format!("{left} {right}");
        let rest = rest.trim();
        let says = |when: &crate::when::value::schedule::When| when.names_days_or_frequency() || when.cue().is_some();
        let is_plan = matches!(interpret_when(rest), Ok(Parsed::When(when)) if says(&when));
        let is_plain = rest.len() <= STRETCH && !rest.contains('`') && !said.contains('`');
        // `with Sunday off` says when not, and `at a push` no place.
        const NO_PLACES: [&str; 5] = ["push", "pinch", "time", "rate", "least"];
        let mut words = said.split(' ').map(fold);
        let is_other = words.any(|word| {
            names_days_or_frequency(&word)
                || NEGATIONS.contains(&&*word)
                || QUANTITIES.contains(&&*word)
                || is_place && (NO_PLACES.contains(&&*word) || holds_digit(&word))
        });
        if !is_plan || !is_plain || is_other || left.ends_with("not") {
            return None;
        }
        Some(match is_place {
            true => format!("A place has its own field, `where: {said}`. Write `{rest}` here."),
            false => format!("Write `{rest}`, and `{said}` in the text of the note."),
        })
    })
}

/// What is understood without the words at `at`, and what to do with these.
fn help_with_understood_rest(text: &str, at: &Range<usize>) -> Option<String> {
    if text.len() > 4 * STRETCH {
        return None;
    }
    let is_gap = char::is_whitespace;
    // Whole words: of `x2` no 2 is left.
    let from = text.get(..at.start)?.rfind(is_gap).map_or(0, |i| i + 1);
    let to = text.get(at.end..)?.find(is_gap).map_or(text.len(), |i| at.end + i);
    // `2026-11-18T0735`: a date is whole without what is glued to it.
    let is_date = |written: &str| matches!(interpret_when(written), Ok(Parsed::Moment(_)));
    let from = if from < at.start && is_date(text.get(..at.start)?) { at.start } else { from };
    let (before, behind) = (text.get(..from)?, text.get(to..)?);
    // What is left of `w/ Mom` is read as Wednesday.
    if before.trim_end().ends_with("w/") {
        return None;
    }
    // `every xyz at 7` is not every day.
    if before.split_whitespace().next_back().is_some_and(|word| matches!(fold(word).as_str(), "every" | "each")) {
        return None;
    }
    let is_list = would_lose_item_of_list(before, text.get(from..to)?, behind);
    let edges = |c: char| c.is_whitespace() || is_dash(c) || matches!(c, ',' | ';' | '(' | ')' | '@');
    let mut tries = vec![format!("{} {}", before.trim_matches(edges), behind.trim_matches(edges))];
    // `2026-11-18 in the park`: less the small words too.
    let mut shorter = before.trim_matches(edges);
    for _ in 0..4 {
        tries.push(shorter.to_owned());
        shorter = shorter.rfind(is_gap).and_then(|i| shorter.get(..i)).unwrap_or("").trim_matches(edges);
    }
    let mut later = behind.trim_matches(edges);
    for _ in 0..4 {
        tries.push(later.to_owned());
        later = later.find(is_gap).and_then(|i| later.get(i..)).unwrap_or("").trim_matches(edges);
    }
    let rest = tries.iter().map(|rest| rest.trim()).filter(|rest| !rest.is_empty());
    let (rest, read) = rest.filter_map(|rest| interpret_when(rest).ok().map(|read| (rest, read))).next()?;
    let left_out = fold(text.get(from..to)?);
    let before_is_cue = before.trim_end().ends_with(',') && ends_in_cue(before);
    let first = text.get(at.clone())?.split(is_gap).next().unwrap_or("");
    let is_known = !matches!(classify_word(first), Word::Unknown | Word::A);
    let counts =
        fold(text).split(' ').any(|word| QUANTITIES.contains(&word) && !fold(rest).split(' ').any(|w| w == word));
    match read {
        Parsed::Moment(Moment { date, time, .. }) => {
            let time = match time.or_else(|| time_in_unusual_form(&left_out)) {
                Some(TimeOfDay::Clock(Clock(at))) => format!(" {}:{:02}", at / 60, at % 60),
                Some(TimeOfDay::Part(part)) => format!(" {}", part.name()),
                None => String::new(),
            };
            let written = format!("{date}{time}");
            Some(match time_in_unusual_form(&left_out) {
                Some(_) => format!("Write `{written}`."),
                None => format!("Write `{written}`, and the other words in the text of the note."),
            })
        }
        // A known word that is out of place, or a part of a cue with commas, says something about the rest.
        Parsed::When(when)
            if before_is_cue || is_known || is_list || !(when.names_days_or_frequency() || when.has_times()) =>
        {
            None
        }
        Parsed::When(when)
            if !counts
                && when.vague_words().is_none()
                && !holds_digit(&left_out)
                && (left_out.starts_with("incl") || count_meaning_words(text) == count_meaning_words(rest))
                && !is_word_restricting_days(first) =>
        {
            Some(format!("Write `{rest}`, and the other words in the text of the note."))
        }
        Parsed::When(_) => None,
    }
}

/// How many words of a text name days, times or numbers, say how often, or begin a cue: what a suggestion never leaves out.
fn count_meaning_words(text: &str) -> usize {
    let is_one = |token: &Token| match token.kind {
        TokenKind::Number => true,
        TokenKind::Word(Word::MaybeDay(_)) => token.end - token.start > 2,
        TokenKind::Word(word) => matches!(
            word,
            Word::Day(_)
                | Word::Days(_)
                | Word::Weeknights
                | Word::SchoolNights
                | Word::DayUnit
                | Word::WeekUnit
                | Word::OtherUnit
                | Word::Part(_)
                | Word::Noon
                | Word::Midnight
                | Word::Number(_)
                | Word::Once
                | Word::Twice
                | Word::Daily
                | Word::Weekly
                | Word::Except
                | Word::Not
                | Word::After
                | Word::Before
                | Word::When
                | Word::While
                | Word::During
                | Word::If
                | Word::Habit
        ),
        TokenKind::Sign(_) => false,
    };
    tokenize(text).iter().filter(|token| is_one(token)).count()
}

/// `every day I work`, `a weekday`, `weekdays in term time`: without such a word more days are named than are meant.
fn is_word_restricting_days(word: &str) -> bool {
    let folded = fold(word);
    RESTRICTIONS.contains(&folded.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Words in a list: without them one of its days or times would be lost.
fn would_lose_item_of_list(before: &str, words: &str, behind: &str) -> bool {
    let joins = |text: &str| text.starts_with([',', '/', '&', '+']);
    let word_joins = |word: Option<&str>| matches!(word, Some("and" | "or" | "&" | "+" | "/"));
    let (before, behind) = (fold(before), fold(behind));
    let joined_behind = words.ends_with([',', '/']) || joins(&behind) || word_joins(behind.split(' ').next());
    let is_first = before.is_empty() || before.ends_with([',', '/', '&', '+']);
    joined_behind && is_first || word_joins(before.split(' ').next_back())
}

/// A number in words that are left out could be a time or a count.
fn holds_digit(words: &str) -> bool {
    words.bytes().any(|b| b.is_ascii_digit())
}

/// A time that is written without what makes it one: `T0735`, `_735`, `-07:35`.
fn time_in_unusual_form(word: &str) -> Option<TimeOfDay> {
    let word = word.trim_start_matches(|c: char| !c.is_ascii_digit() && (c == 't' || !c.is_alphanumeric()));
    if !(3..=4).contains(&word.len()) || !word.bytes().all(|b| b.is_ascii_digit()) {
        return find_time_at_start_or_end(word, false).filter(|&(_, taken)| taken == word.len()).map(|(time, _)| time);
    }
    let number: u16 = word.parse().ok()?;
    Clock::at(number / 100, number % 100).map(TimeOfDay::Clock)
}

/// What comes before a comma ends with a cue. Only a short one is asked.
fn ends_in_cue(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches(',');
    before.len() <= 4 * STRETCH
        && matches!(interpret_when(before), Ok(Parsed::When(when)) if when.cue().is_some_and(|cue| fold(before).ends_with(&fold(cue))))
}

/// The part of a text between commas that holds `at`, folded; of a long one the words at `at`.
fn text_between_commas(text: &str, at: &Range<usize>) -> Option<String> {
    let is_comma = |c: char| matches!(c, ',' | ';');
    let from = text.get(..at.start)?.rfind(is_comma).map_or(0, |i| i + 1);
    let to = text.get(at.end..)?.find(is_comma).map_or(text.len(), |i| at.end + i);
    let (mut from, mut to) = (from, to);
    if to - from > STRETCH {
        (from, to) = (at.start, at.end.min(char_start_at_or_before(text, at.start + STRETCH)));
    }
    text.get(from..to).map(fold)
}

/// The person's own phrase with its words corrected.
fn corrected_phrase(text: &str, at: &Range<usize>) -> Option<String> {
    let corrected = |stretch: &str| {
        let correct = |word: &str| {
            let bare = word.trim_end_matches([',', ';']);
            correct_word(bare) + word.get(bare.len()..).unwrap_or("")
        };
        let right = stretch.split(' ').map(correct).collect::<Vec<_>>().join(" ");
        let is_read = right != stretch && interpret_when(&right).is_ok();
        is_read.then(|| right.split(' ').map(with_day_capital).collect::<Vec<_>>().join(" "))
    };
    // What is between commas alone would lose the rest.
    let whole = if text.len() <= STRETCH { corrected(&fold(text)) } else { None };
    whole.or_else(|| corrected(&text_between_commas(text, at)?))
}

/// The one of [`PHRASES`] that shares most words with a text, the corrected ones too; of equals the first. It says nothing of
/// days, numbers or exceptions that the text does not say.
fn similar_phrase(text: &str, at: &Range<usize>) -> Option<&'static str> {
    let stretch = text_between_commas(text, at)?;
    // `every o/d`, `every day I work`: the word says which days.
    let before = fold(text.get(..at.start)?);
    let last = before.split(' ').next_back().unwrap_or("");
    let is_behind_every = matches!(classify_word(last), Word::Every | Word::DayUnit | Word::Daily);
    if is_behind_every && !text.get(at.clone())?.split(' ').any(|word| correct_word(&fold(word)) != fold(word)) {
        return None;
    }
    let right: Vec<String> = stretch.split(' ').map(correct_word).collect();
    let own: Vec<&str> = right.iter().map(|word| word.trim_matches(',')).collect();
    let adds = |phrase: &str| {
        phrase.split(' ').map(|word| fold(word.trim_matches(','))).any(|word| {
            let is_more = matches!(
                classify_word(&word),
                Word::Day(_)
                    | Word::MaybeDay(_)
                    | Word::Except
                    | Word::Other
                    | Word::Ordinal(_)
                    | Word::Number(_)
                    | Word::Once
                    | Word::Twice
                    | Word::To
                    | Word::Part(_)
            ) || word.contains('-')
                || word.bytes().any(|b| b.is_ascii_digit());
            is_more && !own.contains(&word.as_str())
        })
    };
    // A day or a time that is written is not left out.
    let whole = if text.len() > 4 * STRETCH { stretch.clone() } else { fold(text) };
    let named: Vec<String> = whole.split(' ').map(|word| correct_word(word.trim_matches(','))).collect();
    let is_named = |word: &String| {
        let is_day = matches!(
            classify_word(word),
            Word::Day(_) | Word::Days(_) | Word::Part(_) | Word::Noon | Word::Midnight | Word::Habit
        );
        is_day || word.bytes().any(|b| b.is_ascii_digit())
    };
    let leaves_out = |phrase: &str| {
        let kept: Vec<Word> = phrase.split(' ').map(|word| classify_word(word.trim_matches(','))).collect();
        let is_kept = |word: &String| match classify_word(word) {
            Word::Unknown | Word::Habit => phrase.contains(word.as_str()),
            known => kept.contains(&known),
        };
        !named.iter().filter(|word| is_named(word)).all(is_kept)
    };
    // Two or three letters are alike by chance.
    let shared =
        |phrase: &str| phrase.split(' ').filter(|w| own.contains(&fold(w).as_str())).map(str::len).sum::<usize>();
    let counts = own.iter().any(|word| QUANTITIES.contains(word));
    let is_count = own.contains(&"times");
    let candidates =
        || PHRASES.iter().filter(|p| if **p == A_COUNT { is_count } else { !counts && !adds(p) && !leaves_out(p) });
    let best = candidates().rev().max_by_key(|p| shared(p))?;
    let letters: usize = own.iter().map(|word| word.len()).sum();
    (shared(best) > 3 && 2 * shared(best) >= letters).then_some(*best)
}

/// What to write for `a few times a week`.
const A_COUNT: &str = "3 times a week";

/// A word as the grammar has it, if it is a slip or two away from such a one.
fn correct_word(word: &str) -> String {
    let other = NEGATIONS.contains(&word) || OTHER_WORDS.iter().any(|(other, _)| *other == word);
    if other { word.to_owned() } else { corrected_word(word).unwrap_or(word).to_owned() }
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
            assert!(interpret_when(phrase).is_ok(), "{phrase}");
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
            let Err(error) = interpret_when(wrong) else { panic!("{wrong}") };
            assert_eq!(explain_error(wrong, error).help, format!("Did you mean `{right}`?"));
        }
    }
}
