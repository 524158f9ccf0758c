//! A line without what other programs put into it: emphasis, `#tags`, `^ids`, date marks, links around their text. Keeps
//! track of where each byte came from, so that a client's words can be given back untouched.

use std::ops::Range;

/// A cleaned line.
#[derive(Clone, Debug, Default)]
pub(super) struct CleanLine {
    pub text: String,
    /// Pairs of (offset in `text`, offset in the line): a run that was copied starts there.
    copied_runs: Vec<(usize, usize)>,
    /// Where in the line marks of other programs and ids stand.
    marks: Vec<Range<usize>>,
}

/// Bytes of a line that are read.
const MOST: usize = 4096;

/// Emoji of task lists, each perhaps with a date behind it.
const DATED: [char; 12] = ['📅', '🗓', '⏳', '⌛', '🛫', '✅', '➕', '❌', '🔺', '⏫', '🔼', '🔽'];
/// Emoji with words behind them, to the next such mark.
const WORDED: [char; 4] = ['🔁', '🏁', '🆔', '⛔'];
/// Names that some programs write as `@done(2026-11-19)`.
const AT_MARKS: [&str; 8] = ["done", "due", "completed", "created", "started", "cancelled", "defer", "start"];

impl CleanLine {
    pub(super) fn new(line: &str) -> CleanLine {
        let mut out = CleanLine::default();
        let line = head(line);
        let mut at = 0;
        while let Some(c) = line[at..].chars().next() {
            let rest = &line[at..];
            if let Some(taken) = mark(line, at, c) {
                out.marks.push(at..at + taken);
                out.space();
                at += taken;
            } else if let Some((inner, taken)) = link(rest) {
                out.copy(line, at + inner.start..at + inner.end);
                at += taken;
            } else if let Some(taken) = emphasis(line, at, c) {
                at += taken;
            } else {
                out.copy(line, at..at + c.len_utf8());
                at += c.len_utf8();
            }
        }
        out
    }

    /// Where in the line a place of the cleaned text stands.
    pub(super) fn source_offset(&self, at: usize) -> usize {
        let n = self.copied_runs.partition_point(|&(clean, _)| clean <= at);
        self.copied_runs.get(n.wrapping_sub(1)).map_or(at, |&(clean, line)| line + (at - clean))
    }

    /// The client's own words from a place of the cleaned text to the end, as written but for the marks of programs at
    /// their end.
    pub(super) fn source_words_from(&self, line: &str, at: usize) -> Option<String> {
        if at >= self.text.len() {
            return None;
        }
        let from = self.source_offset(at);
        let mut to = line.len();
        for mark in self.marks.iter().rev() {
            let kept = line.get(from..to).unwrap_or_default().trim_end().len() + from;
            if mark.start < from || mark.end < kept || line[mark.clone()].starts_with('#') {
                break;
            }
            to = mark.start;
        }
        let words = line.get(from..to).unwrap_or_default().trim();
        (!words.is_empty()).then(|| words.to_owned())
    }

    fn copy(&mut self, line: &str, range: Range<usize>) {
        let follows =
            self.copied_runs.last().is_some_and(|&(clean, start)| start + (self.text.len() - clean) == range.start);
        if !follows {
            self.copied_runs.push((self.text.len(), range.start));
        }
        self.text.push_str(&line[range]);
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            // The space has no place of its own in the line: it takes the mark's.
            let source_offset = self.marks.last().map_or(0, |m| m.start);
            self.copied_runs.push((self.text.len(), source_offset));
            self.text.push(' ');
        }
    }
}

/// The part of a line in which anything is read: what stands further on is free text at best.
fn head(line: &str) -> &str {
    let mut to = line.len().min(MOST);
    while !line.is_char_boundary(to) {
        to -= 1;
    }
    &line[..to]
}

/// How many bytes at `at` are a tag, an id, a comment or a mark of another program.
fn mark(line: &str, at: usize, c: char) -> Option<usize> {
    let rest = &line[at..];
    let at_word_start = line[..at].chars().next_back().is_none_or(|b| b.is_whitespace() || b == ',' || b == '(');
    match c {
        '#' if at_word_start => {
            let tag = rest[1..]
                .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '/')))
                .unwrap_or(rest.len() - 1);
            // `#1` is no tag.
            rest[1..=tag].contains(|c: char| !c.is_ascii_digit()).then_some(tag + 1)
        }
        '^' if at_word_start => {
            let id = rest[1..].trim_end();
            (!id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then_some(rest.len())
        }
        '[' | '(' => {
            let end = rest.find(if c == '[' { ']' } else { ')' })?;
            let (key, _) = rest[1..end].split_once("::")?;
            (!key.is_empty() && !key.contains(['[', '('])).then_some(end + 1)
        }
        '@' => {
            let open = rest.find('(')?;
            let end = rest.find(')')?;
            (AT_MARKS.contains(&&rest[1..open]) && end > open).then_some(end + 1)
        }
        '<' if rest.starts_with("<!--") => Some(rest.find("-->").map_or(rest.len(), |end| end + 3)),
        '%' if rest.starts_with("%%") => rest[2..].find("%%").map(|end| end + 4),
        c if DATED.contains(&c) => {
            let behind = rest[c.len_utf8()..].trim_start_matches(['\u{FE0F}', ' ']);
            let digits = behind.get(..10).is_some_and(|d| {
                d.bytes().enumerate().all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() })
            });
            Some(if digits { rest.len() - behind.len() + 10 } else { c.len_utf8() })
        }
        c if WORDED.contains(&c) => {
            let next = rest[c.len_utf8()..].find(|c| DATED.contains(&c) || WORDED.contains(&c));
            Some(next.map_or(rest.len(), |next| c.len_utf8() + next))
        }
        '\u{FE0F}' => Some(c.len_utf8()),
        _ => None,
    }
}

/// A link at the start of `rest`: where its text stands, and how long the whole is.
fn link(rest: &str) -> Option<(Range<usize>, usize)> {
    if let Some(inside) = rest.strip_prefix("[[") {
        let end = inside.find("]]")?;
        let (link, bar) = (&inside[..end], inside[..end].rfind('|'));
        if link.is_empty() || link.contains('[') {
            return None;
        }
        let text = match bar {
            Some(bar) => bar + 1..end,
            None => {
                let to = link.find('#').filter(|&n| n > 0).unwrap_or(end);
                link[..to].rfind('/').map_or(0, |slash| slash + 1)..to
            }
        };
        return Some((text.start + 2..text.end + 2, end + 4));
    }
    let inside = rest.strip_prefix('[')?;
    let middle = inside.find(']')?;
    let target = inside[middle + 1..].strip_prefix('(')?;
    let end = target.find(')')?;
    (middle > 0 && !inside[..middle].contains('[')).then(|| (1..middle + 1, middle + 3 + end + 1))
}

/// How many bytes of emphasis stand at `at`.
fn emphasis(line: &str, at: usize, c: char) -> Option<usize> {
    let rest = &line[at..];
    match c {
        '*' | '`' => Some(1),
        '~' if rest.starts_with("~~") => Some(2),
        '=' if rest.starts_with("==") => Some(2),
        // Inside a word `_` is a letter like any other.
        '_' => {
            let before = line[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            let after = rest[1..].chars().next().is_some_and(char::is_alphanumeric);
            (!(before && after)).then_some(1)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &str) -> String {
        CleanLine::new(line).text.trim().to_owned()
    }

    #[test]
    fn what_other_programs_write_is_passed_over() {
        assert_eq!(text("**Voice memo**, _3 min_ #habit ^a1b2"), "Voice memo, 3 min");
        assert_eq!(text("Voice memo ✅ 2026-11-19 🔁 every day"), "Voice memo");
        assert_eq!(text("Voice memo [completion:: 2026-11-19] @done(2026-11-19)"), "Voice memo");
        assert_eq!(text("[[plans/voice memo|Voice memo]] 3 min"), "Voice memo 3 min");
        assert_eq!(text("[Voice memo](plans/voice-memo.md)"), "Voice memo");
        assert_eq!(text("[[plans/voice memo#why]]"), "voice memo");
        assert_eq!(text("Rule #1 snake_case @kitchen"), "Rule #1 snake_case @kitchen");
    }

    #[test]
    fn words_come_back_as_written() {
        let line = "**Voice** memo — it *was* [fine](x) #ok ✅ 2026-11-19 ^id";
        let clean = CleanLine::new(line);
        let at = clean.text.find('—').expect("there") + '—'.len_utf8();
        assert_eq!(clean.source_words_from(line, at).as_deref(), Some("it *was* [fine](x) #ok"));
        assert_eq!(clean.source_words_from(line, clean.text.len()), None);
    }

    #[test]
    fn a_long_line_costs_its_length() {
        for unit in ["[", "[[", "#", "*_", "✅ ", "(a", "@done(", "<!--", "%%", "^"] {
            let line = unit.repeat(20_000);
            let _ = CleanLine::new(&line);
        }
    }
}
