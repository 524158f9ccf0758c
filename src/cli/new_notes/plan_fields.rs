//! The fields of a plan as the text of a new note: of a new plan, of its next version, of its end.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::cli::error::CommandError;
use crate::journal::{Plan, Share, is_plan_field, says_no_helper};
use crate::note::{Note, Value, quote_for_yaml, quote_for_yaml_list};
use crate::problem::draw;
use crate::text::{fold_key, with_single_spaces};

/// The order in which a new note has its fields; others come after them.
const ORDER: [&str; 22] = [
    "task",
    "aka",
    "when",
    "where",
    "minutes",
    "times",
    "from",
    "until",
    "pause",
    "goal",
    "stage",
    "helper",
    "share response",
    "helper card",
    "obstacle",
    "then",
    "confidence",
    "chosen by",
    "rate",
    "photos",
    "collects",
    "share",
];

#[derive(Clone, Debug, PartialEq, Eq)]
enum FieldValue {
    Text(String),
    List(Vec<String>),
}

/// Fields in the order of the note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PlanFields {
    fields: Vec<(String, FieldValue)>,
}

impl PlanFields {
    /// All fields of a plan's note that tinystep knows. Its text stays where it is.
    pub(crate) fn of_note(note: &Note) -> PlanFields {
        let known = note.fields.iter().filter(|field| is_plan_field(&field.key));
        let value = |value: &Value| match value {
            Value::Text(text) => Some(FieldValue::Text(with_single_spaces(&text.text))),
            Value::List(items) => {
                Some(FieldValue::List(items.iter().map(|item| with_single_spaces(&item.text)).collect()))
            }
            Value::Empty | Value::Map(_) => None,
        };
        let fields = known.filter_map(|field| Some((field.key.clone(), value(&field.value)?))).collect();
        PlanFields { fields }
    }

    /// The text of a field; the items of a list with commas.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        self.fields.iter().find(|(of, _)| of == key).map(|(_, value)| match value {
            FieldValue::Text(text) => text.clone(),
            FieldValue::List(items) => items.join(", "),
        })
    }

    /// The items of a field; a text with commas is a list.
    pub(crate) fn items(&self, key: &str) -> Vec<String> {
        let parts: Vec<String> = match self.fields.iter().find(|(of, _)| of == key).map(|(_, value)| value) {
            Some(FieldValue::Text(text)) => text.split(',').map(with_single_spaces).collect(),
            Some(FieldValue::List(items)) => items.clone(),
            None => Vec::new(),
        };
        parts.into_iter().filter(|item| !item.is_empty()).collect()
    }

    /// Writes a field in place of what it was. An empty text takes it out.
    pub(crate) fn set(&mut self, key: &str, text: &str) {
        let text = with_single_spaces(text);
        let text = if key == "helper" && says_no_helper(&text) { String::new() } else { text };
        self.put(key, (!text.is_empty()).then_some(FieldValue::Text(text)));
    }

    pub(crate) fn set_list(&mut self, key: &str, items: Vec<String>) {
        self.put(key, (!items.is_empty()).then_some(FieldValue::List(items)));
    }

    fn put(&mut self, key: &str, value: Option<FieldValue>) {
        debug_assert_eq!(key, fold_key(key));
        let at = self.fields.iter().position(|(of, _)| of == key);
        match (at.and_then(|at| self.fields.get_mut(at)), value) {
            (Some(field), Some(value)) => field.1 = value,
            (Some(_), None) => self.fields.retain(|(of, _)| of != key),
            (None, None) => {}
            (None, Some(value)) => {
                let rank = |key: &str| ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len());
                let before = self.fields.iter().position(|(of, _)| rank(of) > rank(key)).unwrap_or(self.fields.len());
                self.fields.insert(before, (key.to_owned(), value));
            }
        }
    }

    /// The next version of a plan from this date, before anything is changed. What is private stays private.
    pub(crate) fn next_version(note: &Note, plan: &Plan, from: NaiveDate) -> PlanFields {
        let mut fields = PlanFields::of_note(note);
        fields.put("date", None);
        fields.set("from", &from.to_string());
        if plan.share == Share::None {
            fields.set("share", "none");
        }
        fields
    }

    /// Refuses wiki links, which are read as their text: what was typed would come back without its brackets.
    pub(crate) fn refuse_links(&self) -> Result<(), CommandError> {
        self.refuse_new_links(&PlanFields::default())
    }

    /// The same, but only for new text: what a person wrote into a note stays.
    pub(crate) fn refuse_new_links(&self, before: &PlanFields) -> Result<(), CommandError> {
        let new = self.fields.iter().filter(|field| !before.fields.contains(field));
        for (key, value) in new {
            let texts = match value {
                FieldValue::Text(text) => std::slice::from_ref(text),
                FieldValue::List(items) => items.as_slice(),
            };
            if let Some(text) = texts.iter().find(|text| text.contains("[[")) {
                return Err(link_refused_error(key, text));
            }
        }
        Ok(())
    }

    /// The text of the note.
    pub(crate) fn to_note(&self) -> String {
        let mut note = "---\n".to_owned();
        for (key, value) in &self.fields {
            let value = match value {
                // These have fixed words, which nobody writes in quotes.
                FieldValue::Text(text)
                    if matches!(key.as_str(), "ends" | "share" | "share response" | "helper card") =>
                {
                    text.clone()
                }
                FieldValue::Text(text) => yaml_value_of(text),
                FieldValue::List(items) => {
                    let items: Vec<String> = items.iter().map(|item| quote_for_yaml_list(item)).collect();
                    format!("[{}]", items.join(", "))
                }
            };
            // Writing to a string cannot fail.
            let _ = writeln!(note, "{key}: {value}");
        }
        note.push_str("---\n");
        note
    }
}

/// Why a text with a wiki link is not written.
pub(crate) fn link_refused_error(key: &str, text: &str) -> CommandError {
    CommandError::not_written(&format!(
        "`{}` in `{key}` is a link, which would be read without its brackets. Leave the brackets out.",
        draw::escape_controls(text)
    ))
}

/// A text as a value. A date, a time or a number is not in quotes, since a person may edit it by hand later.
pub(crate) fn yaml_value_of(text: &str) -> String {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit())
        && !text.ends_with(':')
        && !text.contains(": ")
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | ':' | '.' | '-' | ',' | '/'));
    if is_number { text.to_owned() } else { quote_for_yaml(text) }
}

/// A name for a note's file: the letters and digits of a task, in small letters, with hyphens.
pub(crate) fn file_stem_of_task(task: &str) -> String {
    const MOST_LETTERS: usize = 40;
    // Names that Windows reserves.
    const TAKEN: [&str; 5] = ["con", "prn", "aux", "nul", "journal"];
    let mut stem = String::new();
    for c in task.to_lowercase().chars() {
        if c.is_alphanumeric() {
            stem.push(c);
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
        if stem.chars().count() >= MOST_LETTERS {
            break;
        }
    }
    let stem = stem.trim_end_matches('-');
    // A name of digits could be a date.
    let needs_word = stem.is_empty()
        || stem.starts_with(|c: char| c.is_ascii_digit())
        || TAKEN.contains(&stem)
        || stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
    if needs_word { format!("plan-{stem}").trim_end_matches('-').to_owned() } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::read_note;

    #[test]
    fn a_field_keeps_its_place_and_a_new_one_gets_its_own() {
        let note = read_note(
            "a.md",
            b"---\ntask: Walk\nminutes: 5\nmine: x\nrate: [fear 0-100, mood]\n---\n- [x] 2026-11-19\n",
        );
        let mut fields = PlanFields::of_note(&note);
        fields.set("minutes", "2");
        fields.set("when", "Monday at 7:30");
        fields.set("where", "  the   park ");
        assert_eq!(
            fields.to_note(),
            "---\ntask: Walk\nwhen: Monday at 7:30\nwhere: the park\nminutes: 2\nrate: [fear 0-100, mood]\n---\n"
        );
        fields.set("where", "");
        assert_eq!(fields.text("where"), None);
    }

    #[test]
    fn a_task_gives_a_name_that_every_system_takes() {
        for (task, stem) in [
            ("Voice memo", "voice-memo"),
            ("Call: Ana / Bo?", "call-ana-bo"),
            ("Über 2", "über-2"),
            ("20261119", "plan-20261119"),
            ("🙂", "plan"),
            ("CON", "plan-con"),
            ("lpt1", "plan-lpt1"),
            ("../x", "x"),
        ] {
            assert_eq!(file_stem_of_task(task), stem);
        }
        assert!(file_stem_of_task(&"long ".repeat(60)).len() <= 40);
    }
}
