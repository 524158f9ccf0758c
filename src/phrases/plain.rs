//! People's text made plain, so that it can stand in a sentence, in a heading or in lines of its own.

/// One line of plain text: runs of white space become one space, and control characters, byte-order marks and the
/// characters that turn the writing direction of what follows are taken out. Linear.
#[must_use]
pub fn one_plain_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() && c != '\u{a0}' {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_invisible_or_control(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The lines of a longer text, each plain; empty lines stand only between others.
#[must_use]
pub fn plain_lines(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines().map(one_plain_line) {
        if !line.is_empty() || out.last().is_some_and(|l| !l.is_empty()) {
            out.push(line);
        }
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

/// A text that keeps its lines and its indentation (a block to copy), without control characters.
#[must_use]
pub fn block_without_control_characters(text: &str) -> String {
    text.chars()
        .filter(|&c| c != '\r')
        .map(|c| if matches!(c, '\t' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' | '\u{85}') { ' ' } else { c })
        .filter(|&c| c == '\n' || !is_invisible_or_control(c))
        .collect()
}

/// At most `max_chars` characters, the last of them an ellipsis where something was cut.
#[must_use]
pub fn cut_with_ellipsis(text: &str, max_chars: usize) -> String {
    if text.chars().count() <= max_chars {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(max_chars.saturating_sub(1)).collect();
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// A text without the marks and spaces that end a sentence.
#[must_use]
pub fn without_closing_marks(text: &str) -> &str {
    text.trim().trim_end_matches([' ', '.', ',', ';', ':'])
}

/// A question without the colon that people put behind it: `What helped?:`.
#[must_use]
pub fn without_closing_colon(question: &str) -> &str {
    question.trim().trim_end_matches([':', '：', ' '])
}

/// A name that a colon or a comma is to follow: one that asks or calls out stands in quotes, since `Did I smile?:` reads as a slip.
#[must_use]
pub fn as_label(name: &str) -> String {
    let bare = without_closing_marks(name);
    if bare.ends_with(['?', '!', '？', '！']) { format!("“{bare}”") } else { bare.to_owned() }
}

/// With a full stop, unless it ends in a mark that closes a sentence.
#[must_use]
pub fn with_full_stop(mut text: String) -> String {
    if !text.is_empty() && !text.ends_with(['.', '!', '?', '…']) {
        text.push('.');
    }
    text
}

/// With a capital letter at its start.
#[must_use]
pub fn with_capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Characters that are not seen and can change how what stands around them is read: controls, direction overrides and
/// isolates, byte-order marks, interlinear marks.
#[must_use]
pub fn is_invisible_or_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_by_characters() {
        assert_eq!(cut_with_ellipsis(&"ä".repeat(500), 60).chars().count(), 60);
        assert_eq!(cut_with_ellipsis("short", 60), "short");
    }

    #[test]
    fn a_name_that_asks_stands_in_quotes() {
        for (name, label) in [
            ("Did I smile?", "“Did I smile?”"),
            ("Did I smile?:", "“Did I smile?”"),
            ("Sleep:", "Sleep"),
            ("Mood", "Mood"),
        ] {
            assert_eq!(as_label(name), label);
        }
    }
}
