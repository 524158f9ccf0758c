//! A text as a page shows it, as far as names are compared with it (docs/specification.md#6-sharing): HTML entities and what stands behind
//! a backslash as their characters, without tags, comments and marks of footnotes, and without signs inside a word that nobody sees.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// No name of an entity is longer, in bytes.
const LONGEST_ENTITY: usize = 33;

/// So many times a text is read: what stands in it may be written as entities of entities (`&amp;#67;all`).
const MOST_ROUNDS: usize = 4;

/// The text as it is shown. Names are looked for in what is shown of that in turn, so it is read until nothing changes.
pub(crate) fn as_rendered(text: &str) -> Cow<'_, str> {
    let mut shown = rendered_once(text);
    for _ in 1..MOST_ROUNDS {
        let Some(next) = rendered_again(&shown) else { break };
        shown = Cow::Owned(next);
    }
    shown
}

/// What is shown of a text that is shown, where that is something else still.
pub(crate) fn rendered_again(shown: &str) -> Option<String> {
    match rendered_once(shown) {
        Cow::Owned(next) if next != shown => Some(next),
        _ => None,
    }
}

fn rendered_once(text: &str) -> Cow<'_, str> {
    // Nearly every line has none of these, and this look is quick.
    let is_sign = |b: u8| matches!(b, b'&' | b'\\' | b'<' | b'*' | b'`' | b'~' | b'=' | b'%' | b'^');
    if !text.bytes().any(is_sign) && (text.is_ascii() || !text.contains(is_unseen_in_word)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut unshown = Unshown([("<!--", Some("-->")), ("%%", Some("%%")), ("[^", Some("]"))]);
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '&' => push_entity(&mut out, rest),
            '\\' => push_escaped(&mut out, rest),
            '<' | '%' | '[' => match unshown.take_at_start(&out, rest) {
                0 if c == '<' => push_tag(&mut out, rest),
                taken => taken,
            },
            c => unseen_length(&out, rest, c),
        };
        if taken == 0 {
            out.push(c);
        }
        rest = rest.get(taken.max(c.len_utf8())..).unwrap_or_default();
    }
    Cow::Owned(out)
}

/// The text with the words joined that a line break parts: `yo<br>ga`. None where it has no such break.
pub(crate) fn without_line_breaks(text: &str) -> Option<String> {
    const BREAKS: [&str; 3] = ["<br>", "<br/>", "<br />"];
    let has_one = text.as_bytes().windows(3).any(|three| three.eq_ignore_ascii_case(b"<br"));
    has_one.then(|| {
        let mut joined = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let is_at_start = |of: &&&str| rest.get(..of.len()).is_some_and(|start| start.eq_ignore_ascii_case(of));
            let taken = BREAKS.iter().find(is_at_start).map_or(0, |of| of.len());
            if taken == 0 {
                joined.push(c);
            }
            rest = rest.get(taken.max(c.len_utf8())..).unwrap_or_default();
        }
        joined
    })
}

/// Zero-width characters and soft hyphens.
fn is_unseen_in_word(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// The character of an entity that a text begins with, and the bytes that it takes.
fn push_entity(out: &mut String, rest: &str) -> usize {
    let Some(end) = rest.bytes().take(LONGEST_ENTITY).position(|b| b == b';') else { return 0 };
    let Some(entity) = rest.get(..=end) else { return 0 };
    let is_name = entity.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'&' | b'#' | b';'));
    let shown = Parser::new(entity).filter_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    let shown: String = if is_name { shown.collect() } else { String::new() };
    if shown.is_empty() || shown == entity {
        return 0;
    }
    out.extend(shown.chars().filter(|c| !is_unseen_in_word(*c)));
    entity.len()
}

/// What stands behind a backslash is shown as it is; a backslash before a space or at the end of a line says nothing.
fn push_escaped(out: &mut String, rest: &str) -> usize {
    let Some(next) = rest.chars().nth(1).filter(|c| c.is_ascii_punctuation() || c.is_whitespace()) else {
        return usize::from(rest.len() == 1);
    };
    // Stress is taken out of names wherever it stands.
    out.push(next);
    1 + next.len_utf8()
}

/// Tags that stand round or between words. One with attributes stays: they may hold words too.
const TAGS: [&str; 22] = [
    "b", "big", "br", "code", "del", "div", "em", "font", "i", "ins", "kbd", "li", "mark", "p", "s", "small", "span",
    "strong", "sub", "sup", "u", "wbr",
];

/// The bytes of a tag. A line break is a space.
fn push_tag(out: &mut String, rest: &str) -> usize {
    const LONGEST: usize = 12;
    let Some(end) = rest.bytes().take(LONGEST).position(|b| b == b'>') else { return 0 };
    let name = rest.get(1..end).unwrap_or_default().trim_matches(|c: char| matches!(c, '/' | ' ')).to_ascii_lowercase();
    if !TAGS.contains(&name.as_str()) {
        return 0;
    }
    if name == "br" {
        out.push(' ');
    }
    end + 1
}

/// What begins a comment or the mark of a footnote, and what ends it; none where the rest of the text has no such end, so that a row of
/// beginnings costs its length.
struct Unshown([(&'static str, Option<&'static str>); 3]);

impl Unshown {
    /// The bytes of what a text begins with, and of the space behind it where one stands before it too.
    fn take_at_start(&mut self, out: &str, rest: &str) -> usize {
        let Some((open, close)) = self.0.iter_mut().find(|(open, _)| rest.starts_with(open)) else { return 0 };
        let inside = rest.strip_prefix(*open).and_then(|inside| inside.split_once((*close)?));
        let Some((_, behind)) = inside else {
            *close = None;
            return 0;
        };
        let is_doubled = behind.starts_with(' ') && (out.is_empty() || out.ends_with(' '));
        rest.len() - behind.len() + usize::from(is_doubled)
    }
}

/// The bytes of signs inside a word that nobody sees, or that only stress a part of it: `Yo**ga**`.
fn unseen_length(out: &str, rest: &str, c: char) -> usize {
    if !is_unseen_in_word(c) && !matches!(c, '*' | '`' | '~' | '=') {
        return 0;
    }
    // Asked first, so that a row of signs costs its length.
    if !out.ends_with(char::is_alphabetic) {
        return 0;
    }
    let behind = rest.trim_start_matches(c);
    let length = rest.len() - behind.len();
    let is_mark = is_unseen_in_word(c) || matches!(c, '*' | '`') || length == 2 * c.len_utf8();
    if is_mark && behind.starts_with(char::is_alphabetic) { length } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_a_page_shows_it() {
        for (text, shown) in [
            ("Call&nbsp;Dad", "Call\u{A0}Dad"),
            ("Letter&#32;to&#x20;Dad", "Letter to Dad"),
            ("Caf&eacute;", "Café"),
            ("Letter&amp;Co", "Letter&Co"),
            ("&amp;#67;all &amp;amp;#68;ad", "Call Dad"),
            ("Letter\\ to Dad", "Letter to Dad"),
            ("Let&shy;ter, Let\u{AD}ter, Let\u{200D}ter", "Letter, Letter, Letter"),
            ("Letter<br/>to <b>Dad</b>", "Letter to Dad"),
            ("Yo**ga** y~~o~~ga", "Yoga** yoga"),
            ("\\Yoga \\*x\\*", "\\Yoga *x*"),
            ("a & b; x<y, 2*10, <Yoga> &foo; <input> a=b", "a & b; x<y, 2*10, <Yoga> &foo; <input> a=b"),
            ("plain", "plain"),
            ("Letter <!-- x --> to%%y%% Dad[^1], [^a] %% [^", "Letter to Dad, %% [^"),
            ("end\\", "end"),
        ] {
            assert_eq!(as_rendered(text), shown, "{text}");
        }
    }

    #[test]
    fn words_are_joined_over_a_line_break() {
        assert_eq!(without_line_breaks("a yo<br>ga, Yo<BR/>ga").as_deref(), Some("a yoga, Yoga"));
        assert_eq!(without_line_breaks("bread < brown"), None);
        assert_eq!(without_line_breaks("a <b<br>r> b").as_deref(), Some("a <br> b"));
    }

    #[test]
    fn rows_of_signs_cost_their_length() {
        for unit in ["&", "&a", "\\", "<", "<a", "*", "a*", "\u{200D}", "<!--", "%%a", "[^"] {
            let _ = as_rendered(&unit.repeat(20_000));
        }
    }
}
