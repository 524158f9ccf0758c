//! Hints for lines that count as their box says, though a word in them, a date or what stands above them says otherwise
//! (docs/specification.md#8-problems).

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::journal::draft::{CheckBoxDraft, SourceLine};
use crate::journal::lines::clean_line::{CleanLine, InlineField};
use crate::journal::lines::day_titles;
use crate::journal::note_fields::helper_names::folded_helper_name;
use crate::journal::{Status, lines::line, near_misses::near_line_help, note_fields::fields, note_fields::nested};
use crate::problem::{Code, Problem};
use crate::text::{fold, fold_key};
use crate::when;

/// The hint for a ticked line with `(done:: no)` in it or `- done: no` below it: the box counts, as `done` says nothing there.
pub(crate) fn done_field_hint(path: &str, item: &CheckBoxDraft, task: &str) -> Option<Problem> {
    let is_otherwise = |value: &str| {
        let word = fold(value.trim());
        matches!(word.as_str(), "n" | "0") || Status::of_folded_word(&word).is_some_and(|status| status != Status::Done)
    };
    let is_below = |line: &&SourceLine| {
        nested::split_key_and_value(&line.text)
            .is_some_and(|(key, value)| fold_key(key) == "done" && is_otherwise(value))
    };
    let below = item.nested_lines.iter().find(is_below);
    let is_inline =
        || line::inline_fields(&item.line.text).iter().any(|of| fold_key(&of.key) == "done" && is_otherwise(&of.value));
    let at = below.or_else(|| is_inline().then_some(&item.line))?;
    let message = "`done` says nothing at a line: the box says how it went, and this one counts as done.".to_owned();
    let text = item.line.text.trim();
    // A field in the line would say the same again.
    let is_quoted = text.chars().count() <= LONGEST_LINE && !text.contains(['`', '[', '(']);
    let written = if is_quoted { text.to_owned() } else { fields::shortened_for_message(task) };
    let help = format!("Write `- [-] {written}` if it was not done, `- [/] {written}` if in part.");
    Some(nested::problem_at_line(path, at, Code::KeyNearMiss, message, help))
}

/// The hint for a ticked line that says that a time of it was forgotten: `Meds, forgot evening`.
pub(crate) fn forgotten_time_hint(path: &str, item: &CheckBoxDraft, task: &str) -> Option<Problem> {
    let head = line::part_before_free_text(&item.line.text);
    let at = head.match_indices("forgot ").find_map(|(at, word)| {
        let behind = head.get(at + word.len()..)?;
        let bare = behind.trim_start_matches("the ").trim_start_matches("in the ");
        let (_, taken) = when::find_time_at_start_or_end(bare, false)?;
        bare.get(..taken)
    })?;
    let time = at.trim();
    let task = fields::shortened_for_message(task);
    let message = format!("This line counts as done, with `{time}` as its time, though `forgot` stands before that.");
    let help = format!(
        "Write `- [-] {task}, {time}` on a line of its own for what was forgotten, and `- [x] {task}` for what was done."
    );
    Some(item.line.excerpt.problem(path, Code::TimeUnclear, message, help))
}

/// The hint for a ticked line that says that it was forgotten: `Walk, forgot`. By the box it counts as done.
pub(crate) fn forgotten_hint(path: &str, item: &CheckBoxDraft) -> Problem {
    let text = fields::shortened_for_message(item.line.text.trim());
    let message = "This line is ticked, so it counts as done, though it says `forgot`.".to_owned();
    let help = format!("Write `- [-] {text}` if it was not done.");
    item.line.excerpt.problem(path, Code::TickUnclear, message, help)
}

/// The hint for a box under a heading that is nothing but the name of a helper of its plan. In the client's note it is the client's own.
pub(crate) fn helper_heading_hint(
    path: &str,
    item: &CheckBoxDraft,
    task: &str,
    helpers: &HashSet<String>,
) -> Option<Problem> {
    let heading = item.heading.as_deref()?;
    if !helpers.contains(&folded_helper_name(heading)?) {
        return None;
    }
    let task = fields::shortened_for_message(task);
    let message = format!("This line stands under `{heading}`, a helper with `{task}`, and counts as your own.");
    let help =
        format!("If it is what {heading} did, write it into a note of its own, with `by: {heading}` at its top.");
    Some(item.line.excerpt.problem(path, Code::TickUnclear, message, help))
}

/// A longer line is not quoted.
const LONGEST_LINE: usize = 90;

/// The hint for a number that can be a time: `2000`.
pub(crate) fn unclear_time_problem(path: &str, line: &SourceLine, range: &std::ops::Range<usize>) -> Problem {
    let written = line.text.get(range.clone()).unwrap_or_default();
    if let Some(error) = when::unclear_half_of_day(written.trim()) {
        let message = format!("`{}` can be before noon or after it, so the time is passed over.", written.trim());
        let mut problem = line.excerpt.problem(path, Code::TimeUnclear, message, error.help);
        problem.place = line.place_of_range(range.clone());
        return problem;
    }
    let message = format!("`{written}` can be a time or a number, so it is passed over.");
    let help = match written.strip_suffix(['h', 'H']) {
        Some(hours) => {
            format!("Write `{hours}:00` if it is the time, or `{hours} hours` behind the name if it took that long.")
        }
        None => {
            let (hour, minute) = written.split_at_checked(2).unwrap_or((written, ""));
            format!("Write `{hour}:{minute}` if it is the time. A number of something can stand behind the name.")
        }
    };
    let mut problem = line.excerpt.problem(path, Code::TimeUnclear, message, help);
    problem.place = line.place_of_range(range.clone());
    problem
}

/// A day that a line says, and the line without it.
struct SaidDay {
    date: NaiveDate,
    rest: String,
}

/// Keys under a line or in it which say on which day it was.
const DAY_KEYS: [&str; 7] = ["done", "completion", "completed", "date", "day", "when", "on"];

/// The hint for a line that says another day than its note's, or stands under one. The date of the note counts.
pub(crate) fn other_day_hint(
    path: &str,
    item: &CheckBoxDraft,
    of_note: NaiveDate,
    words: Option<&str>,
    above: Option<&day_titles::NamedDay>,
) -> Option<Problem> {
    let mark = item.status.mark();
    let written = |text: &str, task: &str| {
        let text = text.trim();
        let is_quoted = !text.is_empty() && text.chars().count() <= LONGEST_LINE && !text.contains('`');
        if is_quoted { text.to_owned() } else { task.to_owned() }
    };
    let task = fields::shortened_for_message(line::part_before_free_text(&item.line.text));
    if let Some(said) = day_said_in_line(item, of_note, words) {
        let date = said.date;
        if date == of_note {
            return None;
        }
        let message = format!("This line says {date}, and counts on {of_note}, the date of its note.");
        let help = format!(
            "If it was on {date}, write `- [{mark}] {}` into the note of that day, and take this line out.",
            written(&said.rest, &task)
        );
        return Some(item.line.excerpt.problem(path, Code::TickUnclear, message, help));
    }
    let (title, date) = above?;
    let title = fields::shortened_for_message(title);
    let message = format!("This line stands under `{title}`, and counts on {of_note}, the date of its note.");
    let help = format!(
        "If it was on {date}, write `- [{mark}] {}` into the note of that day.",
        written(&item.line.text, &task)
    );
    Some(item.line.excerpt.problem(path, Code::TickUnclear, message, help))
}

/// The day that a line says with a mark, a field or words of its own.
fn day_said_in_line(item: &CheckBoxDraft, of_note: NaiveDate, words: Option<&str>) -> Option<SaidDay> {
    let text = &*item.line.text;
    let without = |range: std::ops::Range<usize>| {
        let (before, behind) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
        format!("{} {}", before.trim_end(), behind.trim_start())
    };
    let date_of = |value: &str| {
        let value = value.trim();
        let moment = when::parse_date(value).ok().or_else(|| match when::parse_when(value) {
            Ok(when::Parsed::Moment(moment)) => Some(moment),
            _ => None,
        })?;
        value.contains(|c: char| c.is_ascii_digit()).then_some(moment.date)
    };
    if text.contains(['\u{2705}', '\u{274C}'])
        && let Some(date) = line::done_or_given_up_date(text, item.status)
    {
        let rest = CleanLine::clean(text).text;
        return Some(SaidDay { date, rest });
    }
    let of_field = |field: &InlineField| {
        let date = date_of(&field.value).filter(|_| DAY_KEYS.contains(&fold_key(&field.key).as_str()))?;
        Some(SaidDay { date, rest: without(field.range.clone()) })
    };
    if let Some(said) = line::inline_fields(text).iter().find_map(of_field) {
        return Some(said);
    }
    for mark in ["@done(", "@completed("] {
        let Some((at, end)) = text.find(mark).and_then(|at| Some((at, at + text.get(at..)?.find(')')?))) else {
            continue;
        };
        if let Some(date) = text.get(at + mark.len()..end).and_then(date_of) {
            return Some(SaidDay { date, rest: without(at..end + 1) });
        }
    }
    let below = item.nested_lines.iter().find_map(|line| {
        let (key, value) = nested::split_key_and_value(&line.text)?;
        date_of(value).filter(|_| DAY_KEYS.contains(&fold_key(key).as_str()))
    });
    if let Some(date) = below {
        return Some(SaidDay { date, rest: text.to_owned() });
    }
    let date = day_titles::day_said_alone(words?, of_note)?;
    Some(SaidDay { date, rest: line::part_before_free_text(text).to_owned() })
}

/// The hint for a line whose free text begins with minutes, where none are read: `Walk - 10 min`.
pub(crate) fn minutes_in_words_hint(path: &str, line: &SourceLine, words: Option<&str>) -> Option<Problem> {
    let words = words?.trim();
    let (_, end) = when::find_minutes_at_start_or_end(words, false)?;
    let (amount, rest) = words.split_at_checked(end)?;
    if !(rest.is_empty() || rest.starts_with([',', '.', ';', '!'])) || line.text.contains('`') {
        return None;
    }
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | '!'));
    let words = if rest.is_empty() { String::new() } else { format!(" \u{2014} {rest}") };
    let written = format!("{}, {amount}{words}", line::part_before_free_text(&line.text).trim_end());
    let message =
        "The minutes of this line stand behind a dash, where nothing is read, so they are not counted.".to_owned();
    let help = format!("Write `{}`.", fields::shortened_for_message(&written));
    Some(line.excerpt.problem(path, Code::TickUnclear, message, help))
}

/// The hint for a ticked line whose own words say how it went, and say otherwise: `Walk - partly`, `2026-11-17 skipped, ill`.
pub(crate) fn words_deny_hint(path: &str, line: &SourceLine, words: Option<&str>) -> Option<Problem> {
    let text = line.text.trim();
    let is_quoted = text.chars().count() <= LONGEST_LINE && !text.contains('`');
    let written = if is_quoted { text } else { line::part_before_free_text(text) };
    let (said, help) = near_line_help::help_if_words_deny(words?, &fields::shortened_for_message(written))?;
    let message = format!("This line is ticked, so it counts as done, though it says `{said}`.");
    Some(line.excerpt.problem(path, Code::TickUnclear, message, help))
}
