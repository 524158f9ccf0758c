//! The days' own numbers: what stands in day notes behind a key that `track` in the settings lists
//! (docs/specification.md#1-notes).

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use crate::journal::catalog::notes::VisibleNote;
use crate::journal::catalog::outline::NamesAndSharing;
use crate::journal::draft::{DayNoteDraft, DraftKind, NumberFieldDraft, NumberValue};
use crate::journal::note_fields::values::shortened_for_message;
use crate::journal::{
    Number, Settings, Share, TrackedItem, TrackedNumber, View, note_fields::scale, sharing::private_words,
};
use crate::problem::{Code, Problem};
use crate::text::{fold_key, is_other_word_form};

/// The numbers in these notes, which are in order of path: of two of a date the first counts. One that lies outside its scale
/// is a problem.
pub(crate) fn tracked_numbers(
    notes: &[VisibleNote],
    outline: &NamesAndSharing,
    problems: &mut Vec<(NaiveDate, Problem)>,
) -> Vec<TrackedNumber> {
    let settings = &outline.facts.settings;
    let places: HashMap<String, usize> =
        settings.track.iter().enumerate().map(|(at, tracked)| (fold_key(&tracked.name), at)).collect();
    let mut found: BTreeMap<(NaiveDate, usize), TrackedNumber> = BTreeMap::new();
    if places.is_empty() {
        return Vec::new();
    }
    for note in notes {
        let DraftKind::Day(day) = &note.content.kind else { continue };
        let is_none = note.content.share.unwrap_or(settings.share) == Share::None;
        if is_written_by_helper(day, settings) || (is_none && outline.facts.view == View::Shared) {
            continue;
        }
        // `sleep: 4 (private)`
        let is_kept_back = |of: &NumberFieldDraft| {
            outline.facts.view == View::Shared && private_words::has_private_mark(&of.excerpt.line)
        };
        for NumberFieldDraft { key, value, excerpt } in day.numbers.iter().filter(|of| !is_kept_back(of)) {
            let Some((at, tracked)) = places.get(&**key).and_then(|&at| Some((at, settings.track.get(at)?))) else {
                continue;
            };
            let number = match number_of_value(value, tracked) {
                Ok(number) => number,
                Err((message, help)) => {
                    let hint = excerpt.problem(note.path, Code::KeyValueUnclear, message, help);
                    problems.push((day.date, hint));
                    continue;
                }
            };
            if let Some(scale) = tracked.scale.filter(|scale| !scale.contains(number)) {
                let (message, help) = scale::off_scale_message_and_help(scale, &number.to_string());
                problems.push((day.date, excerpt.problem(note.path, Code::BadNumber, message, help)));
                continue;
            }
            let is_length = matches!(value, NumberValue::Hours(_));
            let number = TrackedNumber { date: day.date, track_index: at, number, is_length };
            found.entry((day.date, at)).or_insert(number);
        }
    }
    found.into_values().collect()
}

/// The number that a value tells of what is tracked; else the message and help for it.
fn number_of_value(value: &NumberValue, tracked: &TrackedItem) -> Result<Number, (String, String)> {
    let name = shortened_for_message(&tracked.name);
    let (written, help) = match value {
        NumberValue::Number(number) | NumberValue::Hours(number) => return Ok(*number),
        NumberValue::OfMost(number, most) => match tracked.scale {
            Some(scale) if scale.most == *most => return Ok(*number),
            Some(scale) => (format!("{number}/{most}"), scale::off_scale_message_and_help(scale, "").1),
            None => (
                format!("{number}/{most}"),
                format!("Write `{name}: {number}`, or `{name} 0-{most}` behind `track` in `journal.md`."),
            ),
        },
        NumberValue::WithUnit(number, unit) => {
            let key = fold_key(&tracked.name);
            if **unit == *key || is_other_word_form(unit, &key) {
                return Ok(*number);
            }
            (format!("{number} {unit}"), format!("Write the number alone: `{name}: {number}`."))
        }
        NumberValue::Unclear(text) => (shortened_for_message(text), help_for_unclear_number(text, &name)),
    };
    Err((format!("`{written}` is not read as a number of `{name}`, so it is not shown."), help))
}

/// What to write where a value is meant as a number and is none.
fn help_for_unclear_number(text: &str, name: &str) -> String {
    if let Some(number) = scale::number_of_word(text) {
        return format!("Write `{name}: {number}`.");
    }
    if let Some((low, high, unit)) = scale::parse_two_numbers(text) {
        let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
        let write = |number: Number| format!("`{name}: {number}{unit}`");
        let middle = Number::median(vec![low, high]).filter(|middle| *middle != low && *middle != high);
        let middle = middle.map(|middle| format!(", {}", write(middle))).unwrap_or_default();
        return format!("Write one number: {}{middle} or {}.", write(low), write(high));
    }
    let clock = text.split_once(':').and_then(|(hours, minutes)| {
        let (hours, minutes): (u32, u32) = (hours.trim().parse().ok()?, minutes.trim().parse().ok()?);
        (minutes < 60).then(|| format!("{hours}h {minutes}m"))
    });
    match clock {
        Some(length) => format!("Write `{name}: {length}` if it is a length of time. A time of the day is no number."),
        None => format!("Write the number alone behind `{name}:`, with a point before its decimals."),
    }
}

/// Whether a helper wrote the day note: only the client's numbers are tracked.
pub(crate) fn is_written_by_helper(day: &DayNoteDraft, settings: &Settings) -> bool {
    day.written_by.as_deref().is_some_and(|who| !settings.is_name_of_client(who))
}
