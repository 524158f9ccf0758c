//! A text quoted for a shell, in commands that people copy.

use crate::problem::draw;

/// A word quoted for a shell.
pub(crate) fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | ',' | '+' | '~');
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", draw::escape_controls(text).replace('\'', "'\\''"))
}

/// A plan's name as it can be typed after a command: plain words need no quotes.
pub(crate) fn shell_argument_for_name(name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || c == ' ');
    if is_plain { name.to_lowercase() } else { shell_word(name) }
}
