//! What a check box looks like at the start of a line: the boxes that are read, and the lines that only look like one.

/// A line that no markdown program shows as a check box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Odd {
    /// Only its white space is unusual: it is read. Its mark, and the bytes before its text.
    Box(char, usize),
    /// It looks like a ticked box, and must be written differently to count. The bytes before its text.
    Near(usize),
}

/// Words that Logseq puts before a task, with the mark they stand for.
const LOGSEQ: [(&str, char); 5] = [("DONE", 'x'), ("TODO", ' '), ("LATER", ' '), ("NOW", ' '), ("DOING", ' ')];

/// Signs that people draw instead of a box with a tick in it.
const TICKS: [char; 7] = ['☑', '✅', '✔', '✓', '🗹', '☒', '🗸'];

/// White space of any kind; zero-width characters too, which nobody sees.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{180E}')
}

/// The box that an item's text begins with: its mark, and the bytes it takes. White space or nothing follows it.
pub(super) fn read(line: &str) -> Option<(char, usize)> {
    let bare = line.trim_start_matches(is_blank);
    let before = line.len() - bare.len();
    if let Some((mark, len)) = logseq(bare) {
        return Some((mark, before + len));
    }
    let mut inner = bare.strip_prefix('[')?.chars();
    let mark = inner.next()?;
    let rest = inner.as_str().strip_prefix(']')?;
    (rest.is_empty() || rest.starts_with(is_blank)).then_some((mark, line.len() - rest.len()))
}

/// `DONE Walk`, and a priority such as `[#A]` behind the word.
fn logseq(text: &str) -> Option<(char, usize)> {
    let (word, mark) = LOGSEQ.into_iter().find(|(word, _)| text.starts_with(word))?;
    let rest = &text[word.len()..];
    if !rest.starts_with(is_blank) || rest.trim_matches(is_blank).is_empty() {
        return None;
    }
    let bare = rest.trim_start_matches(is_blank);
    let priority = ["[#A]", "[#B]", "[#C]"].into_iter().find_map(|letter| bare.strip_prefix(letter));
    let rest = priority.filter(|rest| rest.starts_with(is_blank)).unwrap_or(rest);
    Some((mark, text.len() - rest.len()))
}

/// Whether a text can hold a line that [`odd`] knows: a look that costs less than reading every line.
pub(super) fn may_hold(text: &str) -> bool {
    text.contains('[') || text.contains(TICKS)
}

/// A line without the `>` of a callout before it.
pub(super) fn without_quote(line: &str) -> &str {
    line.trim_start_matches(|c: char| c == '>' || is_blank(c))
}

/// What a line is that the markdown parser did not take for an item with a box. It begins with its first visible sign.
pub(super) fn odd(line: &str) -> Option<Odd> {
    let (mark, rest) = list_mark(line);
    let bare = rest.trim_start_matches(is_blank);
    let has_space = bare.len() < rest.len();
    if let Some((found, len)) = read(bare).filter(|_| bare.starts_with('[') && mark == Some(true) && has_space) {
        return Some(Odd::Box(found, line.len() - bare.len() + len));
    }
    if let Some(rest) = bare.strip_prefix(TICKS) {
        return (!rest.trim_matches(is_blank).is_empty()).then_some(Odd::Near(line.len() - rest.len()));
    }
    let inside = bare.strip_prefix('\\').unwrap_or(bare).strip_prefix('[')?;
    let inner = inside.trim_start_matches(is_blank);
    let mut chars = inner.chars();
    let sign = chars.next()?;
    let behind = chars.as_str().trim_start_matches(is_blank);
    let rest = behind.strip_prefix('\\').unwrap_or(behind).strip_prefix(']')?;
    // `[x](a.md)` is a link, `[x]: a.md` and `[x][a]` belong to one.
    let is_link = rest.starts_with(['(', '[', ':']);
    (!is_link && looks_ticked(sign) && !rest.trim_matches(is_blank).is_empty())
        .then_some(Odd::Near(line.len() - rest.len()))
}

/// Whether a sign between brackets is a tick, or looks like one.
pub(crate) fn looks_ticked(sign: char) -> bool {
    matches!(sign, 'x' | 'X' | 'х' | 'Х' | 'χ' | '×' | '✕' | '✖' | '✗' | '✘' | '╳' | '√' | '/' | '~' | '>' | '-')
        || TICKS.contains(&sign)
}

/// The mark of a list item, if a line begins with one (and whether it is markdown's), and what follows it.
fn list_mark(line: &str) -> (Option<bool>, &str) {
    let mut chars = line.chars();
    match chars.next() {
        Some('-' | '*' | '+') => (Some(true), chars.as_str()),
        Some('•' | '–' | '—' | '·' | '◦' | '▪' | '‣' | '●' | '○') => (Some(false), chars.as_str()),
        Some(c) if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.strip_prefix(['.', ')']).map_or((None, line), |rest| (Some(true), rest))
        }
        _ => (None, line),
    }
}

/// The bytes before a date that a line without a box begins with, behind its list mark.
pub(super) fn before_date(line: &str) -> Option<usize> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let (mark, rest) = list_mark(line);
    let rest = if mark.is_some() && rest.starts_with(is_blank) { rest } else { line };
    let bare = rest.trim_start_matches(is_blank);
    let word = bare.split(char::is_whitespace).next().unwrap_or_default();
    let is_number = word.starts_with(|c: char| c.is_ascii_digit())
        && word.len() >= 4
        && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'/' | b'_' | b':' | b'T' | b','))
        && word.contains(['-', '.', '/', '_']);
    let is_day = DAYS.iter().any(|day| word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(day)));
    (is_number || (is_day && bare.chars().any(|c| c.is_ascii_digit()))).then_some(line.len() - bare.len())
}

/// Whether a quote is one of Obsidian's callouts: `> [!todo] Today`. `> [!quote]` is a quote all the same.
pub(super) fn is_callout(quote: &str) -> bool {
    let inside = without_quote(quote.lines().next().unwrap_or_default());
    let kind = inside.strip_prefix("[!").and_then(|kind| kind.split_once(']')).map_or("", |(kind, _)| kind);
    !kind.is_empty() && !["quote", "cite"].iter().any(|quote| kind.eq_ignore_ascii_case(quote))
}

/// Whether a line below an item is one of Logseq's properties: `minutes:: 5`.
pub(super) fn is_property(line: &str) -> bool {
    line.split_once("::").is_some_and(|(key, _)| {
        !key.is_empty()
            && key.len() <= 40
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
            && key.starts_with(char::is_alphabetic)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_one_sign_between_brackets_and_white_space() {
        for (line, mark) in [
            ("[x] Walk", 'x'),
            ("[x]\u{A0}Walk", 'x'),
            ("[/]\u{3000}Walk", '/'),
            ("[ ] Walk", ' '),
            ("\u{200B}[x] \u{200B}Walk", 'x'),
            ("[x]", 'x'),
            ("DONE Walk", 'x'),
            ("DONE [#A] Walk", 'x'),
            ("LATER Walk", ' '),
        ] {
            assert_eq!(read(line).map(|found| found.0), Some(mark), "{line}");
        }
        for line in ["[x]Walk", "[xx] Walk", "[x](a.md)", "Done Walk", "DONE", "DONEWalk", "WAITING Walk"] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn lines_that_only_look_like_a_box_are_known() {
        for line in [
            "- [x]Walk",
            "-[x] Walk",
            "[x] Walk",
            "• [x] Walk",
            "•[x] Walk",
            "- \\[x\\] Walk",
            "- \\[x] Walk",
            "- [x ] Walk",
            "- [ x] Walk",
            "☑ Walk",
            "- ✅ Walk",
            "1.[x] Walk",
            "[х] Walk",
        ] {
            let Some(Odd::Near(len)) = odd(line) else { panic!("{line}") };
            assert_eq!(line[len..].trim(), "Walk", "{line}");
        }
        assert_eq!(odd("-\u{A0}[x] Walk"), Some(Odd::Box('x', "-\u{A0}[x]".len())));
        for line in ["[x](a.md) b", "[x]: a.md", "[a] Walk", "Walk [x]", "- [ ]Walk", "[1] note", "- Walk", ""] {
            assert_eq!(odd(line), None, "{line}");
        }
    }
}
