//! A text quoted for a shell, in commands that people copy.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use crate::problem::draw;

/// A path as it can be pasted after a command: quoted, and never taken for a flag.
pub(crate) fn shell_path(path: &Path) -> String {
    let text = path.to_string_lossy();
    shell_word(&if text.starts_with('-') { Cow::Owned(format!("./{text}")) } else { text })
}

/// A word quoted for a shell. What must not reach a terminal as it is, such as a line break, is written by `printf`.
pub(crate) fn shell_word(text: &str) -> String {
    if matches!(draw::escape_controls(text), Cow::Owned(_)) {
        return word_through_printf(text);
    }
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | ',' | '+');
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// `"$(printf 'a\012b')"`: a word with control characters, which every shell reads back.
fn word_through_printf(text: &str) -> String {
    let mut written = String::new();
    for c in text.chars() {
        match c {
            '\'' => written.push_str("'\\''"),
            '\\' => written.push_str("\\\\"),
            '%' => written.push_str("%%"),
            c if matches!(draw::escape_controls(c.encode_utf8(&mut [0; 4])), Cow::Owned(_)) => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    // Writing to a string cannot fail.
                    let _ = write!(written, "\\{byte:03o}");
                }
            }
            c => written.push(c),
        }
    }
    format!("\"$(printf '{written}')\"")
}

/// A plan's name as it can be typed after a command: plain words need no quotes.
pub(crate) fn shell_argument_for_name(name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || c == ' ');
    if is_plain { name.to_lowercase() } else { shell_word(name) }
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn a_shell_reads_back_what_is_quoted() {
        for text in
            ["a", "a b", "it's", "my $j", "-dash", "a\nb", "a\n'%d'\\ $x `y`", "\u{202e}a", "ü 日本", "", "*", "~"]
        {
            let path = shell_path(Path::new(text));
            assert!(!path.contains(|c: char| c.is_control()), "{path:?}");
            let read = Command::new("sh").args(["-c", &format!("printf %s {path}")]).output().expect("a shell runs");
            let meant = if text == "-dash" { "./-dash" } else { text };
            assert_eq!(String::from_utf8_lossy(&read.stdout), meant, "{path}");
        }
    }
}
