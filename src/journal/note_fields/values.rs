//! What a value of a field is at first glance.

use crate::note::Value;

/// An empty field, or one of white space, counts as absent (docs/specification.md#1-notes).
pub(crate) fn is_blank_value(value: &Value) -> bool {
    match value {
        Value::Empty => true,
        Value::Text(text) => text.text.trim().is_empty(),
        Value::List(items) => items.iter().all(|t| t.text.trim().is_empty()),
        Value::Map(fields) => fields.is_empty(),
    }
}

/// Words to quote in a message: the first line, at most 60 characters.
pub(crate) fn shortened_for_message(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default().trim_end();
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line.to_owned(),
    }
}
