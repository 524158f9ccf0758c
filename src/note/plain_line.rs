//! Text as it is meant: without curly quotes; and where a tag ends.

/// The length of the tag's name that a text behind `#` begins with (Obsidian's rules): not only digits.
pub(crate) fn hashtag_name_len(text: &str) -> Option<usize> {
    let is_tag =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/') || (!c.is_ascii() && is_letter_mark_or_emoji(c));
    let len = text.find(|c| !is_tag(c)).unwrap_or(text.len());
    let name = text[..len].trim_end_matches('/');
    (!name.chars().all(|c| c.is_ascii_digit() || c == '/')).then_some(name.len())
}

/// Letters' marks, emoji and what joins them; not the punctuation of other scripts.
fn is_letter_mark_or_emoji(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}' | '\u{2190}'..='\u{2BFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
        || (c > '\u{36F}'
            && !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}'))
}

/// A text without the curly quotes round the whole of it.
pub(super) fn without_curly_quotes(text: &str) -> &str {
    let mut chars = text.chars();
    let (Some(open), Some(close)) = (chars.next(), chars.next_back()) else { return text };
    let inner = chars.as_str();
    let whole = match (is_curly_open(open), curly_quote_is_double(open), curly_quote_is_double(close)) {
        (true, Some(true), Some(true)) => !inner.contains(|c| curly_quote_is_double(c) == Some(true)),
        (true, Some(false), Some(false)) => !inner.contains(['\u{2018}', '\u{201A}']),
        _ => false,
    };
    if whole { inner } else { text }
}

/// Whether a sign is a double (`true`) or a single curly quote.
pub(super) fn curly_quote_is_double(c: char) -> Option<bool> {
    match c {
        '\u{201C}'..='\u{201F}' => Some(true),
        '\u{2018}'..='\u{201B}' => Some(false),
        _ => None,
    }
}

/// Whether a curly quote can open a text; `’` is an apostrophe.
pub(super) fn is_curly_open(c: char) -> bool {
    matches!(c, '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{2018}' | '\u{201A}' | '\u{201B}')
}
