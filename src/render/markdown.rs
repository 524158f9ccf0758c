//! People's text on its way into a page of markdown: escaped, so that markdown shows it as the text it is.

use crate::phrases::plain::{block_without_control_characters, one_plain_line};

/// Writes `text` so that CommonMark, GitHub's and Obsidian's markdown show it as it is: no emphasis, links, images, HTML,
/// comments or blocks. Escapes no more than that, so that the raw text is easy to read. The result is one line.
pub fn escape_as_one_markdown_line(text: &str, out: &mut String) {
    let text = one_plain_line(text);
    out.reserve(text.len() + text.len() / 16);
    let mut before = None;
    let mut rest = text.chars().peekable();
    let opens_block = position_of_block_mark(&text);
    let mut at = 0;
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let escaped = match c {
            '\\' | '`' | '[' | ']' | '<' | '~' | '|' | '$' => true,
            '*' => before.is_some_and(|b| b != ' ') || next.is_some_and(|n| n != ' '),
            '_' => !(word(before) && word(next)),
            '&' => next.is_some_and(|n| n == '#' || n.is_ascii_alphabetic()),
            '%' | '=' => next == Some(c) || before == Some(c),
            '@' => word(before) && word(next),
            '/' => before == Some(':') && next == Some('/'),
            '.' => ends_in_www(out),
            _ => false,
        };
        if escaped || opens_block == Some(at) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
        at += c.len_utf8();
    }
}

/// A line of somebody's list with a sign that no markdown takes for one: `• milk`, `☑ bins out`, `☐ ring Carol`. Other lines
/// stay as they are.
#[must_use]
pub fn line_with_list_signs(line: &str) -> String {
    let Some(item) = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark)) else {
        return line.to_owned();
    };
    let boxes = [("[ ] ", "☐"), ("[x] ", "☑"), ("[X] ", "☑")];
    match boxes.iter().find_map(|(mark, sign)| Some((item.strip_prefix(mark)?, sign))) {
        Some((words, sign)) => format!("{sign} {}", words.trim_start()),
        None => format!("• {}", item.trim_start()),
    }
}

/// The position of the character that would make a line beginning with `text` a heading, quote, list, rule or code, if any.
fn position_of_block_mark(text: &str) -> Option<usize> {
    match text.chars().next()? {
        '#' | '>' | '-' | '+' | '=' | ':' => Some(0),
        '*' => Some(0),
        c if c.is_ascii_digit() => {
            let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let behind = text.get(digits..)?.strip_prefix(['.', ')'])?;
            // `4.5 min` is not a list. What is printed next may begin with a space.
            (behind.is_empty() || behind.starts_with(' ')).then_some(digits)
        }
        _ => None,
    }
}

/// `out` ends in `www`, which with a dot after it would become a link.
fn ends_in_www(out: &str) -> bool {
    out.len() >= 3 && out.is_char_boundary(out.len() - 3) && out[out.len() - 3..].eq_ignore_ascii_case("www")
}

/// A fence that nothing in `text` can close, the text, and the fence again.
#[must_use]
pub fn fenced_block(text: &str) -> String {
    let text = block_without_control_characters(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{}\n{fence}", text.trim_end())
}

/// The text as inline code, whatever it holds; nothing for an empty one.
#[must_use]
pub fn inline_code(text: &str) -> String {
    let text = one_plain_line(text);
    if text.is_empty() {
        return text;
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// A problem's message as markdown: the text between its backticks as code, so that it can be copied exactly, and the
/// rest escaped. If a person's own backticks make it unclear what belongs together, quotation marks take their place,
/// which no text can break out of.
#[must_use]
pub fn message_as_markdown(message: &str) -> String {
    let parts: Vec<&str> = message.split('`').collect();
    let spans = || parts.iter().skip(1).step_by(2);
    let is_plain = parts.len() % 2 == 1
        && !message.contains(HELD)
        && spans().all(|span| !span.is_empty() && span.trim() == *span)
        // No word may be right at the outer side of a mark.
        && parts.iter().step_by(2).enumerate().all(|(n, beside)| {
            let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            (n == 0 || !word(beside.chars().next())) && (2 * n + 1 == parts.len() || !word(beside.chars().next_back()))
        });
    let mut out = String::new();
    if !is_plain {
        let mut open = false;
        let quotes = |c: char| match c {
            '`' => {
                open = !open;
                if open { '“' } else { '”' }
            }
            c => c,
        };
        escape_as_one_markdown_line(&message.chars().map(quotes).collect::<String>(), &mut out);
        return out;
    }
    let mut held = String::new();
    escape_as_one_markdown_line(&parts.iter().copied().step_by(2).collect::<Vec<_>>().join(HELD), &mut held);
    let mut spans = spans();
    for (n, text) in held.split(HELD).enumerate() {
        if n > 0 {
            out.push_str(&inline_code(spans.next().copied().unwrap_or_default()));
        }
        out.push_str(text);
    }
    out
}

/// A placeholder for code while the text round it is escaped.
const HELD: &str = "\u{fffc}";

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let mut out = String::new();
        escape_as_one_markdown_line(text, &mut out);
        out
    }

    #[test]
    fn ordinary_words_stay_as_they_are() {
        for text in [
            "Voice memo",
            "3 of 6, and 1 partly",
            "Tidy one corner (my room): 10 min, at 7:30!",
            "my_file_name, 5 * 3, 50% & more, mom’s “walk” — long",
            "Thu 12 ● done",
        ] {
            assert_eq!(said(text), text);
        }
    }

    #[test]
    fn marks_of_markdown_lose_their_power() {
        for (text, out) in [
            ("# head", "\\# head"),
            ("- item", "\\- item"),
            ("12. item", "12\\. item"),
            ("4.5 in 2 notes", "4.5 in 2 notes"),
            ("a\n\n# b", "a # b"),
            ("**bold** _it_ `c`", "\\*\\*bold\\*\\* \\_it\\_ \\`c\\`"),
            ("![x](y) [[z]]", "!\\[x\\](y) \\[\\[z\\]\\]"),
            ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
            ("&lt; %%hidden%%", "\\&lt; \\%\\%hidden\\%\\%"),
            ("https://x.y www.x.y a@b.c", "https:\\//x.y www\\.x.y a\\@b.c"),
            ("a\u{202e}b\u{1b}[31mc\u{0}", "ab\\[31mc"),
            ("a | b", "a \\| b"),
        ] {
            assert_eq!(said(text), out, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_said_is_shown_as_it_is(text in "[a-z0-9 \\n*_`\\[\\]()<>!#&;:/.|~$%=@^{}+\"'\\\\-]{0,24}|\\PC{0,24}") {
            use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
            let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH
                | Options::ENABLE_TASKLISTS | Options::ENABLE_MATH | Options::ENABLE_GFM | Options::ENABLE_WIKILINKS;
            let page = said(&text);
            let mut shown = String::new();
            for event in Parser::new_ext(&page, options) {
                match event {
                    Event::Text(text) => shown.push_str(&text),
                    Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                    other => panic!("{text:?} -> {page:?}: {other:?}"),
                }
            }
            proptest::prop_assert_eq!(shown, one_plain_line(&text), "{:?}", page);
        }
    }

    #[test]
    fn fences_and_code_hold_what_they_hold() {
        assert_eq!(fenced_block("a\n````\nb\n"), "`````\na\n````\nb\n`````");
        assert_eq!(inline_code("a `b` c"), "``a `b` c``");
        assert_eq!(inline_code("`"), "`` ` ``");
    }

    #[test]
    fn what_is_to_be_copied_stays_code() {
        for (message, out) in [
            ("`3/4` can be two.", "`3/4` can be two."),
            ("Write `- [x] 2026-11-19`, or `done: yes`.", "Write `- [x] 2026-11-19`, or `done: yes`."),
            ("No [x] here", "No \\[x\\] here"),
            ("", ""),
            // What a person wrote holds backticks of its own.
            ("`a `b` c` is", "“a ”b“ c” is"),
            ("``x` 3/4` is", "“”x“ 3/4” is"),
            ("`a`b` is", "“a”b“ is"),
            ("`<b>` <b>", "`<b>` \\<b>"),
            ("`a` \u{fffc} <b>", "“a” \u{fffc} \\<b>"),
        ] {
            assert_eq!(message_as_markdown(message), out, "{message}");
        }
    }
}
