//! Words that keep a note, a line or an item to oneself (docs/specification.md#6-sharing). Private by mistake is safer than shared by
//! mistake.

use super::clean_line::InlineField;
use super::line_names::clean_name;
use super::nested::split_key_and_value;
use super::shared_text::text_behind_list_mark;
use crate::text::{fold, fold_key, slip_count};

/// What says it alone, on a line or in a piece of one.
const PHRASES: [&str; 24] = [
    "private",
    "privat",
    "secret",
    "hidden",
    "confidential",
    "share none",
    "share - none",
    "keep private",
    "keep this private",
    "just for me",
    "only for me",
    "for me only",
    "for me alone",
    "for my eyes only",
    "don't share",
    "dont share",
    "do not share",
    "don't share this",
    "dont share this",
    "do not share this",
    "not shared",
    "not to share",
    "never share",
    "no share",
];
/// The longest of them, with some signs around it, in bytes.
const LONGEST_PHRASE: usize = 32;

/// Tags that say it, and those below them (`private/health`).
const TAGS: [&str; 4] = ["private", "privat", "secret", "confidential"];

/// The words that stand beside `private` in a key that asks for nothing else.
const BESIDE_PRIVATE: [&str; 8] = ["private", "keep", "kept", "is", "note", "this", "entry", "privately"];

/// Whether a key with this value keeps a note private, in other words than `share: none`.
pub(super) fn is_private_key_value(key: &str, value: &str) -> bool {
    let is_no = || matches!(fold(value).as_str(), "false" | "no" | "0");
    match key {
        "private" | "secret" | "hidden" => !is_no(),
        // `privat: ja`, `keep private: yes`, `do not share: yes`
        key if is_private_key(key) => !is_no() && !value.trim().is_empty(),
        "visibility" | "privacy" | "visible" | "visible to" | "sharing" | "shared" | "default share" => {
            matches!(
                fold(value).as_str(),
                "private" | "none" | "no" | "off" | "false" | "0" | "hidden" | "nobody" | "me" | "only me" | "just me"
            )
        }
        _ => false,
    }
}

/// A slip of a word for privacy, or such a word with a few others around it.
fn is_private_key(key: &str) -> bool {
    if key.starts_with("priv") && slip_count(key, "private", 1).is_some() || key == "confidential" {
        return true;
    }
    let keeps =
        || key.split(' ').any(|word| word == "private") && key.split(' ').all(|word| BESIDE_PRIVATE.contains(&word));
    keeps() || key == "noshare" || key.contains("share") && PHRASES.contains(&key)
}

/// Whether an item under a line keeps that line private: `share` with anything but `summary` or `full`, a slip of it, or
/// another word for privacy.
pub(super) fn is_private_item(item: &str) -> bool {
    if is_private_phrase(item) {
        return true;
    }
    let item = clean_name(item);
    let item = item.trim_matches(|c: char| matches!(c, '"' | '\'' | '(' | ')' | '[' | ']') || c.is_whitespace());
    let Some((key, value)) = split_key_and_value(item) else { return fold_key(item) == "share none" };
    let key = fold_key(key);
    if slip_count(&key, "share", 1).is_some() {
        return !matches!(fold(value).as_str(), "summary" | "full") || key != "share";
    }
    is_private_key_value(&key, value)
}

/// Whether a line under a box has a key that can keep it private, whatever its value: `private: no`.
pub(super) fn has_private_key(line: &str) -> bool {
    let item = text_behind_list_mark(line).unwrap_or(line);
    split_key_and_value(item).is_some_and(|(key, _)| is_private_key_value(&fold_key(&clean_name(key)), "yes"))
}

/// Whether an inline field keeps its line private.
pub(super) fn is_private_inline_field(field: &InlineField) -> bool {
    is_private_item(&format!("{}: {}", field.key, field.value))
}

/// Whether the text of a line of practice keeps it private: a piece of it is a word for privacy (`Walk, private`,
/// `Walk - rain (share: none)`), or it has such a tag.
pub(super) fn is_private_line(text: &str) -> bool {
    // Nearly every line has none of these, and this look is quick.
    const SIGNS: [&[u8]; 7] = [b"shar", b"priv", b"secr", b"hidd", b"conf", b"for m", b"for M"];
    let has = |sign: &[u8]| text.as_bytes().windows(sign.len()).any(|w| w.eq_ignore_ascii_case(sign));
    if !SIGNS.iter().any(|sign| has(sign)) {
        return false;
    }
    let is_between = |c: char| matches!(c, ',' | '(' | ')' | '[' | ']' | '|' | '\u{2014}' | '\u{2013}' | '@' | '/');
    let pieces = || text.split(" - ").flat_map(|part| part.split(is_between));
    let says_it = |piece: &str| {
        // A date or a time may stand before it.
        let piece = piece.trim_start_matches(|c: char| !c.is_alphabetic());
        is_private_phrase(piece)
            || split_key_and_value(piece).is_some_and(|(key, value)| {
                let key = fold_key(key);
                match key.rsplit(' ').next() {
                    Some("share") => fold(value.trim()) == "none",
                    _ => !value.contains(' ') && is_private_key_value(&key, value),
                }
            })
    };
    let tags = || text.split(char::is_whitespace).filter_map(|word| word.strip_prefix('#'));
    pieces().any(says_it) || tags().any(|tag| is_private_tag(tag.trim_end_matches(|c: char| !c.is_alphanumeric())))
}

/// Whether a line of a note's text makes the note private, as `share: none` without fences does. With more words behind it, it
/// is a sentence.
pub(super) fn is_unfenced_private_field(line: &str) -> bool {
    is_private_phrase(line) || !cannot_say_private(line) && says_private(line)
}

/// Whether a line or an item is a word for privacy and nothing else: `private`, `**Private**`, `just for me!`.
pub(super) fn is_private_phrase(line: &str) -> bool {
    line.len() <= LONGEST_PHRASE && PHRASES.contains(&fold(line.trim_matches(|c: char| !c.is_alphanumeric())).as_str())
}

/// `private`, and a tag below it such as `private/health`.
pub(super) fn is_private_tag(tag: &str) -> bool {
    let tag = fold(tag.trim().trim_start_matches('#'));
    TAGS.contains(&tag.split('/').next().unwrap_or_default())
}

/// Whether a text may hold such a tag: a quick look.
pub(super) fn may_hold_private_tag(text: &str) -> bool {
    let has = |word: &[u8]| text.as_bytes().windows(word.len()).any(|w| w.eq_ignore_ascii_case(word));
    text.contains('#') && (has(b"privat") || has(b"secret") || has(b"confidential"))
}

/// The same as for an item, where a sign of markdown or of a program may stand before it: `## share: none`, `<!-- private: yes -->`.
fn says_private(line: &str) -> bool {
    let line = clean_name(line.trim_matches(|c: char| !c.is_alphanumeric() && c != '@'));
    let trimmed = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let (key, value) = match split_key_and_value(&line) {
        Some((key, value)) => (fold_key(&trimmed(key)), fold(&trimmed(value))),
        None => return fold_key(&line) == "share none",
    };
    let is_word = !value.contains(' ');
    match key.as_str() {
        "share" => is_word && !value.is_empty() && !matches!(value.as_str(), "summary" | "full"),
        key if slip_count(key, "share", 1).is_some() => value == "none",
        "tags" | "tag" => value.split([',', ' ']).any(is_private_tag),
        key => is_word && is_private_key_value(key, &value),
    }
}

/// Whether a line can say nothing of privacy: it has no sign between a key and a value, nothing that cleaning takes out but
/// emphasis, and does not begin as `share none` does. Nearly every line of prose is like that, and this look is quick.
fn cannot_say_private(line: &str) -> bool {
    let says_more =
        |b: u8| !b.is_ascii() || matches!(b, b':' | b'=' | b';' | b'#' | b'^' | b'[' | b'(' | b'@' | b'<' | b'%');
    let first = line.bytes().find(u8::is_ascii_alphabetic);
    !first.is_some_and(|letter| letter.eq_ignore_ascii_case(&b's')) && !line.bytes().any(says_more)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The quick look passes over no line that keeps a note private.
        #[test]
        fn a_plain_sentence_never_keeps_a_note_private(pieces in prop::collection::vec(prop::sample::select(vec![
            "share", "Share", "sh", "are", "none", "NONE", "private", "tags", " ", "  ", "-", "_", ":", "=", ";", "*", "**", "`",
            "~~", "#", "#private", "%%", "<!--", "-->", "[", "]", "(", ")", "@", "^", "\u{ff1a}", "s", "a", "1", ".", "\"",
        ]), 0..7)) {
            let line = pieces.concat();
            prop_assert!(!(cannot_say_private(&line) && says_private(&line)), "{:?}", line);
        }
    }

    #[test]
    fn lines_that_keep_a_note_private_are_seen() {
        for line in ["share: none", "share none", "**Share** none", "`share`-none", "private: yes", "tags: private"] {
            assert!(is_unfenced_private_field(line), "{line}");
        }
        for line in ["It was quiet.", "so it was", "share nonetheless", "At 7:30 I walked."] {
            assert!(!is_unfenced_private_field(line), "{line}");
        }
    }

    #[test]
    fn words_for_privacy_are_known() {
        for item in [
            "share: none",
            "share:",
            "share: nobody",
            "shar: none",
            "private: true",
            "Private",
            "**secret**: yes",
            "hidden: 1",
            "visibility: private",
            "sharing: none",
            "share:: none",
        ] {
            assert!(is_private_item(item), "{item}");
        }
        for item in
            ["share: summary", "share: full", "private: no", "hidden: false", "barrier: no_time", "a private thing"]
        {
            assert!(!is_private_item(item), "{item}");
        }
    }

    #[test]
    fn a_line_of_practice_can_keep_itself_private() {
        for line in [
            "Walk, share: none - X",
            "Walk (private) - X",
            "Walk, private - X",
            "Walk - X (share: none)",
            "Walk - X [[private]]",
            "Walk - X @private",
            "Walk [secret]",
            "Walk - X #privat",
            "Walk #secret.",
            "2026-11-18 share: none - X",
            "2026-11-18 X (just for me)",
        ] {
            assert!(is_private_line(line), "{line}");
        }
        for line in [
            "Walk - a private moment",
            "Walk, share: full",
            "Walk in the secret garden",
            "Walk - told Ana, who shares my secret",
            "Confidence talk",
            "Walk #shared",
            "Walk (for a mile)",
        ] {
            assert!(!is_private_line(line), "{line}");
        }
    }
}
