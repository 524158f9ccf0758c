//! Lines at a box that are not read and are meant as its fields: `- minutes: 5` that is not indented, `fear: 6` without a list
//! mark, `- fear 6` and `- barrier too_big` without a colon (docs/specification.md#8-problems).

use std::collections::HashSet;

use crate::journal::draft::{UnknownField, UnreadFieldLine};
use crate::journal::lines::line_names::clean_name;
use crate::journal::note_text::source_line;
use crate::journal::{Entry, note_fields::fields, note_fields::helper, note_fields::nested, sharing::private_words};
use crate::note::{CheckBox, Note};
use crate::problem::{Code, Problem};
use crate::text::{fold, fold_key, is_dash};
use crate::when;

/// Longer lines are words, in bytes.
const LONGEST: usize = 40;

/// The lines at a box that may be meant as fields; which of them are, its plan tells.
pub(crate) fn possible_fields(note: &Note, item: &CheckBox) -> Vec<UnreadFieldLine> {
    let is_short = |text: &str| !text.is_empty() && text.len() <= LONGEST;
    let below = item.fields_below.iter().filter(|text| nested::may_be_field(&text.text));
    let below = below.map(|text| UnreadFieldLine { line: source_line(note, text), is_under: false });
    let is_meant = |text: &str| may_lack_colon(text) || helper_part_behind_any_name(text).is_some();
    let under = item.nested_items.iter().filter(|text| is_short(&text.text) && is_meant(&text.text));
    below.chain(under.map(|text| UnreadFieldLine { line: source_line(note, text), is_under: true })).collect()
}

/// `10 min`, `fear 6`, `Mom noticed`, `barrier too_big`: no colon, and a number, a word for what a helper did, or one that only
/// this field has.
fn may_lack_colon(text: &str) -> bool {
    let is_number = text.contains(|c: char| c.is_ascii_digit());
    let is_help = || text.contains(['n', 'N', 'p', 'P']) && split_name_from_helper_part(text).is_some();
    !text.contains([':', '=', ';']) && (is_number || is_help() || nested::split_readable_field_at_space(text).is_some())
}

/// The name before what a helper did: `Mom noticed, warm`, `helper - noticed`.
fn split_name_from_helper_part(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = nested::split_at_space_or_dash(text)?;
    helper::parse_helper_note([rest]).is_ok_and(|note| note.is_noted).then_some((name, rest))
}

/// What somebody did as a helper does, whoever that is: `noticed, warm` of `Aunt Jo: noticed, warm`.
fn helper_part_behind_any_name(text: &str) -> Option<&str> {
    let (name, rest) = text.split_once(':')?;
    let note = helper::parse_helper_note([rest]).ok()?;
    let is_help = note.noticed.is_some() || note.praise.is_some();
    (is_help && name.contains(char::is_alphabetic)).then(|| rest.trim())
}

/// What fields the lines of one entry can have besides those of every line.
pub(crate) struct LineFieldNames<'n> {
    /// Whether the plan rates this (a folded key), and the entry has no number for it.
    pub is_rated: &'n dyn Fn(&str) -> bool,
    /// How the plan's helpers are called.
    pub helpers: &'n HashSet<String>,
}

impl LineFieldNames<'_> {
    pub(crate) fn hint_for(&self, field: &UnreadFieldLine, entry: &Entry) -> Option<Problem> {
        let text = clean_name(&field.line.text);
        let (message, help) = if let Some(help) = helper_part_behind_any_name(&text).filter(|_| field.is_under) {
            let (name, _) = text.split_once(':')?;
            if nested::is_line_field(&text)
                || (self.is_rated)(&fold_key(name))
                || helper::text_after_helper_name(&text, self.helpers).is_some()
            {
                return None;
            }
            (
                "This name is not in the plan's `helper`, so the line is read as words.",
                format!("Write `- helper: {}` if that is what you mean.", fields::shortened_for_message(help)),
            )
        } else if field.is_under {
            let meant = self.with_colon(&text, entry)?;
            (
                "This line is not like `key: value`, so it is read as words.",
                format!("Write `- {}` if that is what you mean.", fields::shortened_for_message(&meant)),
            )
        } else {
            self.is_field(&text).then(|| {
                let shown = fields::shortened_for_message(&text);
                (
                    "This line is not below the box, so it is not read with it.",
                    format!("Write it with spaces and a hyphen before it: `    - {shown}`."),
                )
            })?
        };
        Some(nested::problem_at_line(&entry.note, &field.line, Code::KeyNearMiss, message.to_owned(), help))
    }

    /// `Mom: noticed` in the front matter of an entry.
    pub(crate) fn hint_for_helper_key(&self, field: &UnknownField, entry: &Entry) -> Option<Problem> {
        // `Mom: no` may mean that she is not to see it, or that she did not notice.
        if self.helpers.contains(&*field.key) && private_words::may_be_meant_as_private("show", &field.value) {
            let written = fields::shortened_for_message(&format!("{}: {}", field.key, field.value));
            let message = format!("`{written}` does not keep this entry back.");
            let help = "Write `share: none` if nothing of it is to be shared, or `helper: not noticed` if that is what you mean.";
            return Some(field.excerpt.problem(&entry.note, Code::KeyNearMiss, message, help.to_owned()));
        }
        let is_helpers = self.helpers.contains(&*field.key)
            && helper::parse_helper_note([&*field.value]).is_ok_and(|note| note.is_noted);
        let written = match is_helpers {
            true => field.value.to_string(),
            false => helper_words_of_key(field).filter(|_| !(self.is_rated)(&field.key))?,
        };
        let message =
            format!("`{}` is not a field that tinystep knows here.", fields::shortened_for_message(&field.key));
        let help = format!("Write `helper: {}` if that is what you mean.", fields::shortened_for_message(&written));
        Some(field.excerpt.problem(&entry.note, Code::KeyNearMiss, message, help))
    }

    fn is_field(&self, text: &str) -> bool {
        let is_rating = || {
            nested::split_key_and_value(text).is_some_and(|(key, value)| {
                value.starts_with(|c: char| c.is_ascii_digit()) && (self.is_rated)(&fold_key(key))
            })
        };
        nested::is_line_field(text) || helper::text_after_helper_name(text, self.helpers).is_some() || is_rating()
    }

    /// A line with the colon that it lacks.
    fn with_colon(&self, text: &str, entry: &Entry) -> Option<String> {
        let is_length =
            |text: &str| when::find_minutes_at_start_or_end(text, false).is_some_and(|(_, taken)| taken == text.len());
        let may_tell_minutes = entry.minutes.is_none();
        if may_tell_minutes && is_length(text) {
            return Some(format!("minutes: {text}"));
        }
        let at = text.find(|c: char| c.is_ascii_digit());
        if let Some((key, value)) = at.and_then(|at| text.split_at_checked(at)).filter(|(key, _)| key.ends_with(' ')) {
            let key = fold_key(key.trim_end_matches(|c: char| is_dash(c) || c.is_whitespace()));
            let is_number = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let is_minutes = key == "minutes" && may_tell_minutes && (is_number || is_length(value));
            if is_minutes || is_number && (self.is_rated)(&key) {
                return Some(format!("{key}: {value}"));
            }
        }
        if let Some((key, value)) = nested::split_readable_field_at_space(text) {
            let is_told = entry.place.is_some() && fold_key(key) == "where";
            return (!is_told).then(|| format!("{key}: {value}"));
        }
        let (name, rest) = split_name_from_helper_part(text)?;
        let is_helper = self.helpers.contains(&fold_key(name)) || fold_key(name) == "helper";
        is_helper.then(|| format!("{name}: {rest}"))
    }
}

/// A field that has its place below `helper`, as a word of `helper`: `noticed: yes`.
fn helper_words_of_key(field: &UnknownField) -> Option<String> {
    let value = fold(&field.value);
    let said = |yes: &str, no: &str| fields::parse_yes_or_no(&value).map(|is| if is { yes } else { no }.to_owned());
    match &*field.key {
        "noticed" => said("noticed", "not noticed"),
        "praise" | "praised" => said("praised", "no praise"),
        "response" => helper::parse_response(&value).map(|_| value),
        "minutes together" => {
            helper::parse_helper_note([&*format!("{value} together")]).ok().map(|_| format!("{value} together"))
        }
        _ => None,
    }
}
