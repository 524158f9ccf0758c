//! A text as a YAML value that every reader takes for that text, in one line.

use std::fmt::Write;

/// Plain where nothing in it can mean anything else, else in double quotes.
#[must_use]
pub fn quote_for_yaml(text: &str) -> String {
    if is_plain_yaml(text) { text.to_owned() } else { in_double_quotes(text) }
}

/// The same for an item of a list in brackets, where a comma would end it.
#[must_use]
pub fn quote_for_yaml_list(text: &str) -> String {
    if is_plain_yaml(text) && !text.contains(',') { text.to_owned() } else { in_double_quotes(text) }
}

/// Letters, digits and a few signs, beginning with a letter, ending with neither a space nor a `:`, and no word that YAML
/// takes for a value of its own.
fn is_plain_yaml(text: &str) -> bool {
    const WORDS: [&str; 10] = ["yes", "no", "true", "false", "on", "off", "null", "y", "n", "none"];
    let mut behind = text.chars().skip(1);
    let sign = |(c, next): (char, Option<char>)| match c {
        ' ' => next.is_some_and(|n| n.is_alphanumeric() || n == '('),
        ':' => next.is_some_and(|n| n.is_ascii_digit()),
        '-' | ',' | '.' | '\'' | '/' | '(' | ')' => true,
        c => c.is_alphanumeric(),
    };
    text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| sign((c, behind.next())))
        && !WORDS.contains(&text.to_lowercase().as_str())
}

fn in_double_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // `{{` and `<%` would make the note somebody's template (docs/specification.md#1-notes).
            '{' if before == '{' => out.push_str("\\x7B"),
            '%' if before == '<' => out.push_str("\\x25"),
            // The last two are no characters, and YAML cannot hold them as they are.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') => {
                // Writing to a string does not go wrong.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
        before = c;
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_plain() {
        for text in ["Voice memo", "every day at 07:30", "Mon, Wed", "Mom's walk", "tomato (half)", "Übung"] {
            assert_eq!(quote_for_yaml(text), text);
        }
        assert_eq!(quote_for_yaml_list("Mon, Wed"), "\"Mon, Wed\"");
    }

    #[test]
    fn whatever_could_mean_something_else_is_quoted() {
        let hostile = [
            ("Call a friend: briefly", r#""Call a friend: briefly""#),
            ("walk #2", r##""walk #2""##),
            ("say \"hi\"", r#""say \"hi\"""#),
            ("@home", r#""@home""#),
            (" lead", r#"" lead""#),
            ("trail ", r#""trail ""#),
            ("two\nlines", r#""two\nlines""#),
            ("no", r#""no""#),
            ("012", r#""012""#),
            ("", r#""""#),
            ("🙂 smile", r#""🙂 smile""#),
            ("- x", r#""- x""#),
            ("a:", r#""a:""#),
            ("{{ task }}", r#""{\x7B task }}""#),
            ("back\\slash", r#""back\\slash""#),
            ("bell\u{7}", r#""bell\u0007""#),
            ("none\u{ffff}", r#""none\uFFFF""#),
            ("a -b", r#""a -b""#),
            ("Ends, ", r#""Ends, ""#),
        ];
        for (text, yaml) in hostile {
            assert_eq!(quote_for_yaml(text), yaml);
        }
    }

    /// The value of `task:` as the note room reads it, alone and as the only item of a list.
    fn read_back(text: &str) -> (Option<String>, Option<String>) {
        use crate::note::{FrontMatter, Value, read_note};
        let note = format!("---\ntask: {}\nrate: [{}]\n---\n", quote_for_yaml(text), quote_for_yaml_list(text));
        let note = read_note("a.md", note.as_bytes());
        assert_eq!((note.front_matter, note.problems.as_slice()), (FrontMatter::Read, &[][..]), "{}", note.text);
        let alone = match note.filled_field("task").map(|f| &f.value) {
            Some(Value::Text(t)) => Some(t.text.clone()),
            _ => None,
        };
        let item = match note.filled_field("rate").map(|f| &f.value) {
            Some(Value::List(items)) => items.first().map(|t| t.text.clone()),
            _ => None,
        };
        (alone, item)
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read(text in "[^\u{0}-\u{1f}\u{7f}\u{201c}\u{201d}\u{2018}\u{2019}\\[]{1,20}|[a-c :#@%`{}<,\"'\\\\\n\t\u{85}\u{2028}\u{fffe}\u{ffff}🙂-]{1,12}") {
            let text = text.trim();
            if !text.is_empty() {
                let same = (Some(text.to_owned()), Some(text.to_owned()));
                proptest::prop_assert_eq!(read_back(text), same);
            }
        }
    }
}
