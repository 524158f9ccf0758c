//! Breaking a page's long lines for a narrow screen, so that the raw markdown reads well where nothing renders it.
//!
//! A break only ever takes the place of a space, and never where it would change what the markdown means: links and
//! code stay whole, headings, tables and fenced blocks as they are.

use unicode_width::UnicodeWidthStr;

/// Columns of a phone (docs/specification.md#4-what-is-made).
pub const NARROW: usize = 40;

/// The page with its lines broken at `width` columns where they can be, and no two empty lines in a row outside fenced
/// blocks. Linear.
#[must_use]
pub fn wrap(page: &str, width: usize) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 16);
    let mut fence: Option<&str> = None;
    for line in page.lines() {
        let ticks = fence_of(line);
        if fence.is_none() && line.trim().is_empty() {
            if !out.ends_with("\n\n") {
                out.push('\n');
            }
            continue;
        }
        match (fence, ticks) {
            (Some(open), Some(close))
                if close.len() >= open.len() && close.starts_with(open) && line.trim() == close =>
            {
                fence = None;
            }
            (None, Some(open)) => fence = Some(open),
            (None, None) if !stays(line) && line.width() > width => {
                wrap_line(line, width, &mut out);
                continue;
            }
            _ => {}
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// The run of backticks or tildes a line of a fence begins with.
fn fence_of(line: &str) -> Option<&str> {
    let line = line.trim_start_matches([' ', '>']);
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let run = line.len() - line.trim_start_matches(mark).len();
    line.get(..run).filter(|r| r.len() >= 3)
}

/// Headings, tables and HTML are never broken.
fn stays(line: &str) -> bool {
    line.trim_start().starts_with(['#', '|', '<'])
}

fn wrap_line(line: &str, width: usize, out: &mut String) {
    let (first, later) = prefixes(line);
    if first.len() > width / 2 {
        out.push_str(line);
        out.push('\n');
        return;
    }
    let mut used = first.width();
    out.push_str(first);
    let mut empty = true;
    for piece in pieces(line.get(first.len()..).unwrap_or_default()) {
        let wide = piece.width();
        if empty {
            empty = false;
        } else if used + 1 + wide > width {
            out.push('\n');
            out.push_str(&later);
            used = later.width();
        } else {
            out.push(' ');
            used += 1;
        }
        out.push_str(piece);
        used += wide;
    }
    out.push('\n');
}

/// What a line begins with (indentation, quote and list marks), and what its continuation begins with.
fn prefixes(line: &str) -> (&str, String) {
    let mut rest = line;
    let mut later = String::new();
    loop {
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        later.push_str(&" ".repeat(spaces));
        rest = rest.get(spaces..).unwrap_or_default();
        if let Some(behind) = rest.strip_prefix('>') {
            later.push('>');
            rest = behind;
            continue;
        }
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let mark = if digits > 0 && digits < 10 { digits + 1 } else { 1 };
        let is_mark = rest
            .get(mark - 1..mark)
            .is_some_and(|m| if mark > 1 { matches!(m, "." | ")") } else { matches!(m, "-" | "*" | "+") })
            && rest.get(mark..).is_some_and(|r| r.starts_with(' '));
        if !is_mark {
            break;
        }
        later.push_str(&" ".repeat(mark));
        rest = rest.get(mark..).unwrap_or_default();
    }
    (line.get(..line.len() - rest.len()).unwrap_or_default(), later)
}

/// The pieces of a line between which it may be broken.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let whole = wholes(line);
    let mut wholes = whole.into_iter().peekable();
    let mut from = 0;
    let breaks: Vec<usize> = line
        .match_indices(' ')
        .map(|(at, _)| at)
        .filter(|&at| {
            while wholes.next_if(|&(_, to)| to <= at).is_some() {}
            !wholes.peek().is_some_and(|&(start, to)| start <= at && at < to) && may_break(line, at)
        })
        .collect();
    let mut breaks = breaks.into_iter().chain([line.len()]);
    std::iter::from_fn(move || {
        let to = breaks.next()?;
        let piece = line.get(from..to).unwrap_or_default();
        from = to + 1;
        Some(piece)
    })
}

/// A space may become a line break unless the next line would then begin with a mark of markdown, or a number that
/// belongs together would be torn apart.
fn may_break(line: &str, at: usize) -> bool {
    let (before, behind) = (line.get(..at).unwrap_or_default(), line.get(at + 1..).unwrap_or_default());
    let word = behind.split(' ').next().unwrap_or_default();
    let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let rule = !word.is_empty() && word.chars().all(|c| matches!(c, '-' | '+' | '*' | '=' | '_' | '#'));
    let numbered = {
        let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < word.len() && matches!(rest, "." | ")")
    };
    // `3 of 6` stays together as well, and a number with what it counts.
    let last = before.rsplit(' ').next().unwrap_or_default();
    let of = !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit())
        || (before.ends_with(" of") && digits(word.chars().next()));
    !(word.is_empty()
        || of
        || rule
        || numbered
        || word.starts_with(['>', '|', '<'])
        || word.starts_with("```")
        || word.starts_with("~~~")
        || digits(before.chars().next_back()) && digits(word.chars().next()))
}

/// Byte ranges of links and code in a line, in order.
fn wholes(line: &str) -> Vec<(usize, usize)> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    // Once a search for an end has found none, there is none for what follows either.
    let (mut links, mut open_ticks) = (true, Vec::new());
    while let Some(&b) = bytes.get(at) {
        match b {
            b'\\' => at += 2,
            b'[' if links => {
                let end = line.get(at..).and_then(|l| {
                    let middle = l.find("](")?;
                    Some(at + middle + l.get(middle..)?.find(')')? + 1)
                });
                match end {
                    Some(end) => {
                        found.push((at, end));
                        at = end;
                    }
                    None => {
                        links = false;
                        at += 1;
                    }
                }
            }
            b'`' => {
                let run = bytes.get(at..).map_or(0, |b| b.iter().take_while(|&&b| b == b'`').count());
                let behind = at + run;
                if open_ticks.contains(&run) {
                    at = behind;
                    continue;
                }
                match end_of_code(bytes, behind, run) {
                    Some(end) => {
                        found.push((at, end));
                        at = end;
                    }
                    None => {
                        open_ticks.push(run);
                        at = behind;
                    }
                }
            }
            _ => at += 1,
        }
    }
    found
}

fn end_of_code(bytes: &[u8], mut at: usize, run: usize) -> Option<usize> {
    while at < bytes.len() {
        let here = bytes.get(at..)?.iter().take_while(|&&b| b == b'`').count();
        if here == run {
            return Some(at + run);
        }
        at += here.max(1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_lists_and_quotes_are_broken_at_spaces() {
        assert_eq!(wrap("one two three four", 9), "one two\nthree\nfour\n");
        assert_eq!(wrap("- one two three", 9), "- one two\n  three\n");
        assert_eq!(wrap("> one two three", 9), "> one two\n> three\n");
        assert_eq!(wrap("12. one two three", 9), "12. one\n    two\n    three\n");
    }

    #[test]
    fn what_has_a_meaning_stays_whole() {
        assert_eq!(
            wrap("see [a long link](week-2026-11-16.md) here", 9),
            "see\n[a long link](week-2026-11-16.md)\nhere\n"
        );
        assert_eq!(wrap("a `b c d e f g` h", 9), "a\n`b c d e f g`\nh\n");
        for same in ["# a heading that is long\n", "| a | table | row |\n", "```\na b c d e f g h i\n```\n", "x\n"] {
            assert_eq!(wrap(same, 9), same);
        }
    }

    #[test]
    fn a_break_makes_no_list_no_heading_and_no_rule() {
        assert_eq!(wrap("one two - three", 9), "one two -\nthree\n");
        assert_eq!(wrap("one two # three", 9), "one two #\nthree\n");
        assert_eq!(wrap("one two 3. three", 10), "one two 3.\nthree\n");
        assert_eq!(wrap("it was 3 of 6 times", 12), "it was\n3 of 6 times\n");
        assert_eq!(wrap("call 1 800 273 8255 now", 9), "call\n1 800 273 8255 now\n");
    }

    #[test]
    fn long_hostile_lines_take_no_long_time() {
        for piece in ["[", "`", "``` ` ", "](", "\\", "> ", "- ", "a "] {
            let line = piece.repeat(200_000);
            let _ = wrap(&line, 40);
        }
    }

    proptest::proptest! {
        /// Breaking lines changes nothing but spaces into line breaks.
        #[test]
        fn a_broken_page_is_the_same_page(
            texts in proptest::collection::vec("[a-c0-9 *_`\\[\\]()<>!#&;:.|~$%=+\\\\-]{0,30}", 1..4),
            width in 4usize..30,
        ) {
            let mut page = String::new();
            for (text, before) in texts.iter().zip(["", "- ", "> ", "12. "].iter().cycle()) {
                page.push_str(before);
                super::super::markdown::escape(text, &mut page);
                page.push_str("\n\n");
            }
            proptest::prop_assert_eq!(shape(&wrap(&page, width)), shape(&page), "{}", page);
        }
    }

    fn shape(page: &str) -> String {
        use pulldown_cmark::{Event, Options, Parser};
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM | Options::ENABLE_MATH;
        let mut out = String::new();
        for event in Parser::new_ext(page, options) {
            match event {
                Event::Text(text) => out.push_str(&text),
                Event::SoftBreak => out.push(' '),
                other => out.push_str(&format!("\n{other:?}\n")),
            }
        }
        out
    }
}
