//! The little of markdown that lines of text are looked at for: the marks of lists, and comments.

/// A line without the signs of a quote before it.
pub(crate) fn without_quote_signs(line: &str) -> &str {
    line.trim_start_matches(|c: char| c == '>' || crate::note::is_blank(c))
}

/// The level of a heading: of `## Run`, or of a line that the next underlines.
pub(crate) fn heading_level(line: &str, next: &str) -> Option<usize> {
    let bare = without_quote_signs(line);
    let signs = bare.len() - bare.trim_start_matches('#').len();
    if (1..=6).contains(&signs)
        && bare.get(signs..).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    {
        return Some(signs);
    }
    let is_text = !bare.trim().is_empty() && text_after_list_mark(bare).is_none();
    let under = next.trim();
    let is_line_of = |sign: char| is_text && under.len() > 1 && under.chars().all(|c| c == sign);
    is_line_of('=').then_some(1).or_else(|| is_line_of('-').then_some(2))
}

/// What is behind the mark of a list item.
pub(crate) fn text_after_list_mark(bare: &str) -> Option<&str> {
    let numbered = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = if numbered.len() < bare.len() {
        numbered.strip_prefix(['.', ')'])?
    } else {
        bare.strip_prefix(['-', '*', '+', '\u{2022}'])?
    };
    (behind.is_empty() || behind.starts_with(char::is_whitespace)).then(|| behind.trim_start())
}

/// What stands in a comment is not for anybody's eyes.
pub(crate) fn without_comments(text: &str) -> String {
    remove_between(&remove_between(text, "<!--", "-->"), "%%", "%%")
}

/// The text up to a comment of Obsidian that never ends: there it hides the rest. `100%%` is a number.
pub(crate) fn without_open_comment(text: &str) -> String {
    let opens = |(at, _): &(usize, &str)| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric())
    };
    let end = text.match_indices("%%").find(opens).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text).to_owned()
}

fn remove_between(text: &str, open: &str, close: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(open) {
        let behind = &rest[at + open.len()..];
        match behind.find(close) {
            Some(end) => {
                out.push_str(&rest[..at]);
                rest = &behind[end + close.len()..];
            }
            // A comment that never ends hides the rest, as it does where it is shown.
            None if open == "<!--" => {
                out.push_str(&rest[..at]);
                return out;
            }
            None => break,
        }
    }
    out.push_str(rest);
    out
}
