//! Text as it is meant: links as their text, without curly quotes, and without the marks of other programs.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser};

/// A line of a note as it is said: without emphasis, `#tags`, `^ids` and the date marks of other programs (`📅 2026-11-19`,
/// `[completion:: 2026-11-19]`, `@due(2026-11-19)`), links and wiki links as their text, white space round it taken off.
#[must_use]
pub fn plain_line(text: &str) -> String {
    let signs = |c: char| {
        matches!(c, '*' | '_' | '~' | '`' | '[' | '<' | '\\' | '&' | '#' | '^' | '=' | '@' | '%') || !c.is_ascii()
    };
    if !text.contains(signs) {
        return text.trim().to_owned();
    }
    let text = without_tags_ids_and_dates(text);
    let text = links_as_text(&text);
    // A word before it keeps a line of text from being a list, a heading or a quote.
    let line = format!("x {}", text.trim().replace(['\n', '\r'], " "));
    let mut out = String::with_capacity(line.len());
    for event in Parser::new_ext(&line, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(t) | Event::Code(t) => out.push_str(&t),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    let out = out.strip_prefix('x').unwrap_or(&out).replace("==", "");
    squeeze_white_space(&out)
}

fn squeeze_white_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Takes out tags, ids and date marks.
fn without_tags_ids_and_dates(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let mark = match c {
            '#' if before.is_whitespace() => hashtag_name_len(&rest[1..]).map(|n| n + 1),
            '^' if before.is_whitespace() => block_id_len(rest),
            '[' | '(' => inline_field_len(rest, c),
            '@' => at_sign_mark_len(rest),
            // A comment in Obsidian.
            '%' => rest.strip_prefix("%%").and_then(|inner| inner.find("%%")).map(|n| n + 4),
            c if !c.is_ascii() => emoji_date_mark_len(rest),
            _ => None,
        };
        let len = mark.unwrap_or(c.len_utf8());
        if mark.is_none() {
            out.push(c);
        }
        before = c;
        rest = &rest[len..];
    }
    out
}

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

/// A block id, which ends its line.
fn block_id_len(text: &str) -> Option<usize> {
    let id = text[1..].trim_end();
    (!id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then_some(text.len())
}

/// `[completion:: 2026-11-19]` or `(due:: 2026-11-19)`.
fn inline_field_len(text: &str, open: char) -> Option<usize> {
    let close = if open == '[' { ']' } else { ')' };
    let inner = &text[1..];
    let end = inner.find(['[', ']', '(', ')']).filter(|&n| inner[n..].starts_with(close))?;
    let (key, _) = inner[..end].split_once("::")?;
    (!key.trim().is_empty()).then_some(end + 2)
}

/// `@done(2026-11-19)`: one of the words that other programs write, and brackets right behind it.
fn at_sign_mark_len(text: &str) -> Option<usize> {
    const WORDS: [&str; 12] = [
        "due",
        "done",
        "start",
        "started",
        "completed",
        "created",
        "defer",
        "cancelled",
        "scheduled",
        "lasted",
        "est",
        "remind",
    ];
    let inner = &text[1..];
    let open = inner.find(|c: char| !c.is_ascii_alphabetic()).filter(|&n| inner[n..].starts_with('('))?;
    let close = inner[open + 1..].find(['(', ')']).map(|n| open + 1 + n).filter(|&n| inner[n..].starts_with(')'))?;
    WORDS.iter().any(|w| w.eq_ignore_ascii_case(&inner[..open])).then_some(close + 2)
}

/// A date mark of Obsidian's tasks: an emoji with a date, an id or words of repetition behind it, or a priority.
fn emoji_date_mark_len(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let rest = text[first.len_utf8()..].trim_start_matches('\u{FE0F}');
    let value = rest.trim_start_matches(' ');
    let behind = match first {
        '📅' | '📆' | '🗓' | '⏳' | '⌛' | '🛫' | '➕' | '✅' | '❌' => {
            let end = value.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(value.len());
            if end < 8 { return None } else { &value[end..] }
        }
        '🆔' | '⛔' => value.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ',')),
        '🔁' => value.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == ' '),
        '⏫' | '🔼' | '🔽' | '🔺' | '⏬' => rest,
        _ => return None,
    };
    Some(text.len() - behind.len())
}

/// A text with its wiki links as their text: `[[a|b]]` is b, `[[dir/a#h]]` is a (docs/specification.md#1-notes).
pub(super) fn links_as_text(text: &str) -> Cow<'_, str> {
    if !text.contains("[[") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("[[") {
        let inner = &rest[open + 2..];
        let Some(end) = inner.find(['[', ']', '\n']) else { break };
        if !inner[end..].starts_with("]]") || end == 0 {
            // No link: go on behind its first bracket, or behind what broke it off.
            let step = open + 1;
            out.push_str(&rest[..step]);
            rest = &rest[step..];
            continue;
        }
        let before = &rest[..open];
        out.push_str(before.strip_suffix('!').unwrap_or(before));
        out.push_str(text_of_wiki_link(&inner[..end]));
        rest = &inner[end + 2..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The text of a wiki link, given what stands between its brackets.
fn text_of_wiki_link(inner: &str) -> &str {
    if let Some((_, text)) = inner.split_once('|') {
        return text.trim();
    }
    let (target, heading) = inner.split_once('#').unwrap_or((inner, ""));
    let name = target.rsplit('/').next().unwrap_or(target).trim();
    if name.is_empty() { heading.trim() } else { name }
}

/// A text without the curly quotes round the whole of it.
pub(super) fn without_curly_quotes(text: &str) -> &str {
    let mut chars = text.chars();
    let (Some(open), Some(close)) = (chars.next(), chars.next_back()) else { return text };
    let inner = chars.as_str();
    let whole = match (is_curly_open(open), is_double_curly_quote(open), is_double_curly_quote(close)) {
        (true, Some(true), Some(true)) => !inner.contains(|c| is_double_curly_quote(c) == Some(true)),
        (true, Some(false), Some(false)) => !inner.contains(['\u{2018}', '\u{201A}']),
        _ => false,
    };
    if whole { inner } else { text }
}

/// Whether a sign is a double (`true`) or a single curly quote.
pub(super) fn is_double_curly_quote(c: char) -> Option<bool> {
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
