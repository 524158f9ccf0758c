//! Values that people write without quotes and YAML would refuse or read as something else
//! (docs/specification.md#1-notes): `@home`, `Call a friend: briefly`, `[[a link]] and more`, `“in curly quotes: so”`.
//!
//! The YAML parser is given a stand-in of the same length, byte for byte and character for character, so that all places
//! stay true; the text is then taken from the source.

use std::ops::Range;

use super::lines;
use super::plain_line::{curly_quote_is_double, is_curly_open};
use super::wiki_link::wiki_link_at_start;

/// A value that the parser is given a placeholder for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MaskedValue {
    pub range: Range<usize>,
    /// YAML would have refused it: a hint shows the quotes.
    pub needs_quotes: bool,
}

/// The parts of a block that the YAML parser must not see as written, and mistakes that it would report badly.
#[derive(Debug, Default)]
pub(super) struct YamlTraps {
    /// In order. Values in quotes, block scalars and comments are left alone.
    pub placeholders: Vec<MaskedValue>,
    /// Brackets that reach over several lines: likely one was not closed.
    pub long_brackets: Vec<Range<usize>>,
    /// The first list in brackets or text in quotes that took in a whole line like `key: value`, which the parser would
    /// allow: nobody means a `share: none` to be a part of what stands above it.
    pub swallows_lines: Option<usize>,
}

/// Looks through a block.
pub(super) fn find_yaml_traps(source: &str) -> YamlTraps {
    let mut scanner = YamlTrapFinder { source, found: YamlTraps::default() };
    let mut at = 0;
    while at < source.len() {
        let end = at + lines::first_line(&source[at..]).len();
        // What takes several lines tells how far it reaches; the line in which it ends is not read on.
        let reached = scanner.scan_line(at, end).max(end);
        let end = reached + lines::first_line(&source[reached..]).len();
        at = end + lines::line_break_len(&source[end..]);
    }
    scanner.found
}

/// The block with the stand-ins in it.
pub(super) fn with_placeholders(source: &str, placeholders: &[MaskedValue]) -> String {
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    for MaskedValue { range, .. } in placeholders {
        out.push_str(&source[at..range.start]);
        out.extend(source[range.clone()].chars().map(|c| match c.len_utf8() {
            1 => 'x',
            2 => 'é',
            3 => 'あ',
            _ => '\u{1F642}',
        }));
        at = range.end;
    }
    out.push_str(&source[at..]);
    out
}

struct YamlTrapFinder<'a> {
    source: &'a str,
    found: YamlTraps,
}

impl YamlTrapFinder<'_> {
    /// Reads the line `line_start..end`; gives where what stands in it ends.
    fn scan_line(&mut self, line_start: usize, end: usize) -> usize {
        let line = &self.source[line_start..end];
        let mut start = line_start + line.len() - line.trim_start_matches(' ').len();
        let mut indent = start - line_start;
        let mut item = false;
        while let Some(rest) = self.source[start..end].strip_prefix('-') {
            let content = rest.trim_start_matches([' ', '\t']);
            if content.len() == rest.len() {
                if rest.is_empty() {
                    return end;
                }
                break;
            }
            (item, indent) = (true, start - line_start);
            start = end - content.len();
        }
        let content = &self.source[start..end];
        // An empty key, or one that is written out: nobody means these, and YAML can have them.
        if content.starts_with([':', '?']) && matches!(content.as_bytes().get(1), None | Some(b' ' | b'\t')) {
            let several_lines = content[1..].trim_start().starts_with(['"', '\'', '|', '>', '[', '{']);
            return if several_lines { self.scan_value(start + 1, end, indent) } else { end };
        }
        let behind_key = match content.as_bytes().first() {
            None | Some(b'#' | b'[' | b'{') => None,
            Some(&quote @ (b'"' | b'\'')) => match self.end_of_quoted(start, quote) {
                Some(close) if close < end => {
                    position_after_colon(&self.source[close..end]).filter(|&n| n == 1).map(|n| close + n)
                }
                close => return close.unwrap_or(self.source.len()),
            },
            _ => position_after_colon(before_comment(content)).map(|n| start + n),
        };
        match behind_key {
            Some(value) if !item || self.item_begins_map_not_text(value, end, start - line_start) => {
                self.scan_value(value, end, indent)
            }
            _ if item || content.starts_with(['[', '{']) => self.scan_value(start, end, indent),
            _ => end,
        }
    }

    /// Whether `- key: value` begins a nested map, not a text: nothing stands behind the key, or the next line goes on
    /// with it.
    fn item_begins_map_not_text(&self, value: usize, end: usize, column: usize) -> bool {
        // What may take several lines is left to the parser; its source is taken as the text all the same.
        let first = before_comment(&self.source[value..end]).trim();
        if first.is_empty() || first.starts_with(['"', '\'', '[', '{', '|', '>']) {
            return true;
        }
        let rest = &self.source[end + lines::line_break_len(&self.source[end..])..];
        let next = lines::lines_with_offsets(rest).map(|(_, line)| line).find(|line| !line.trim().is_empty());
        next.is_some_and(|line| line.len() - line.trim_start_matches(' ').len() >= column)
    }

    /// Reads a value that begins behind `at`, in a line that ends at `end`, of a key at `indent`.
    fn scan_value(&mut self, at: usize, end: usize, indent: usize) -> usize {
        let rest = &self.source[at..end];
        let at = at + rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let rest = &self.source[at..end];
        let Some(first) = rest.chars().next() else { return end };
        match first {
            '#' | '&' | '*' => {}
            '|' | '>' if is_block_header(rest) => return self.block_scalar_end(end, indent),
            '"' | '\'' => {
                let close = self.end_of_quoted(at, first as u8).unwrap_or(self.source.len());
                if close > end && lines::lines_with_offsets(&self.source[end..close]).any(|(_, line)| is_key_line(line))
                {
                    self.found.swallows_lines.get_or_insert(at);
                }
                return close;
            }
            '@' | '%' | '`' => self.add_placeholder(at..at + before_comment(rest).trim_end().len(), true),
            '[' | '!' if wiki_link_at_start(rest.trim_start_matches('!')).is_some() => {
                let link = rest.len() - rest.trim_start_matches('!').len();
                let link = link + wiki_link_at_start(&rest[link..]).map_or(0, |link| link.range.end);
                let behind = before_comment(&rest[link..]).trim_end().len();
                self.add_placeholder(at..at + link + behind, false);
            }
            '[' | '{' => {
                let reached = self.scan_flow_collection(at);
                if reached > end {
                    self.found.long_brackets.push(at..reached);
                }
                return reached;
            }
            c if is_curly_open(c) => match curly_quoted_len(rest) {
                Some(len) if is_blank_or_comment(&rest[len..]) => self.add_placeholder(at..at + len, false),
                _ => self.scan_plain_value(at, rest),
            },
            _ => self.scan_plain_value(at, rest),
        }
        end
    }

    fn scan_plain_value(&mut self, at: usize, rest: &str) {
        let text = before_comment(rest).trim_end();
        if position_after_colon(text).is_some() && !text.starts_with("- ") && !text.starts_with("? ") {
            self.add_placeholder(at..at + text.len(), true);
        }
    }

    fn add_placeholder(&mut self, range: Range<usize>, needs_quotes: bool) {
        if !range.is_empty() {
            self.found.placeholders.push(MaskedValue { range, needs_quotes });
        }
    }

    /// Where a block scalar ends, whose header stands in the line that ends at `end`.
    fn block_scalar_end(&self, end: usize, indent: usize) -> usize {
        let from = end + lines::line_break_len(&self.source[end..]);
        let mut last = end;
        for (at, line) in lines::lines_with_offsets(&self.source[from..]) {
            if !line.trim().is_empty() && line.len() - line.trim_start_matches(' ').len() <= indent {
                break;
            }
            last = from + at + line.len();
        }
        last
    }

    /// The byte after the quote that closes the one at `at`.
    fn end_of_quoted(&self, at: usize, quote: u8) -> Option<usize> {
        let bytes = self.source.as_bytes();
        let mut next = at + 1;
        while let Some(&byte) = bytes.get(next) {
            if byte == b'\\' && quote == b'"' {
                next += 1;
            } else if byte == quote {
                if quote != b'\'' || bytes.get(next + 1) != Some(&quote) {
                    return Some(next + 1);
                }
                next += 1;
            }
            next += 1;
        }
        None
    }

    /// Reads a list in brackets or a map in braces, over several lines if need be; gives where it ends.
    fn scan_flow_collection(&mut self, from: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut open: Vec<u8> = Vec::new();
        let mut at = from;
        let mut item = true;
        let mut line_end = at;
        while let Some(&byte) = bytes.get(at) {
            if at >= line_end {
                line_end = at + lines::first_line(&self.source[at..]).len().max(1);
                let line = &self.source[at..line_end];
                if at > from
                    && open.last() == Some(&b'[')
                    && line.starts_with(char::is_alphabetic)
                    && position_after_colon(line).is_some()
                {
                    self.found.swallows_lines.get_or_insert(from);
                }
            }
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => {}
                b'#' if matches!(bytes.get(at.wrapping_sub(1)), Some(b' ' | b'\t' | b'\n' | b'\r')) => {
                    at = line_end;
                    continue;
                }
                b',' => item = true,
                b':' if matches!(bytes.get(at + 1), Some(b' ' | b'\t')) => item = true,
                b']' | b'}' => {
                    open.pop();
                    if open.is_empty() {
                        return at + 1;
                    }
                    item = false;
                }
                _ if item => {
                    item = false;
                    if let Some(end) = self.scan_flow_item(at..line_end, open.last().copied()) {
                        at = end;
                        continue;
                    }
                    if matches!(byte, b'[' | b'{') {
                        open.push(byte);
                        item = true;
                    }
                }
                b'[' | b'{' => {
                    open.push(byte);
                    item = true;
                }
                _ => {}
            }
            at += 1;
        }
        self.source.len()
    }

    /// Reads an item of a list or map, given the rest of its line; gives where it ends, if that is known.
    fn scan_flow_item(&mut self, line: Range<usize>, open: Option<u8>) -> Option<usize> {
        open?;
        let at = line.start;
        let first = self.source.as_bytes().get(at).copied()?;
        if first == b'"' || first == b'\'' {
            return Some(self.end_of_quoted(at, first).unwrap_or(self.source.len()));
        }
        let rest = &self.source[line];
        let marks = rest.len() - rest.trim_start_matches('!').len();
        let known = match (wiki_link_at_start(&rest[marks..]), rest.chars().next().filter(|&c| is_curly_open(c))) {
            (Some(link), _) => marks + link.range.end,
            (None, Some(_)) => curly_quoted_len(rest).filter(|&n| may_follow_flow_item(&rest[n..])).unwrap_or(0),
            (None, None) => 0,
        };
        let tail = &rest[known..];
        let len = known + tail.find([',', '[', ']', '{', '}']).unwrap_or(tail.len());
        let text = &rest[..known + before_comment(&rest[known..len]).trim_end().len()];
        let opens_another = rest[len..].starts_with(['[', '{']);
        if known > 0 {
            self.add_placeholder(at..at + text.len(), false);
        } else if matches!(first, b'@' | b'%' | b'`')
            || open == Some(b'[') && !opens_another && position_after_colon(text).is_some()
        {
            self.add_placeholder(at..at + text.len(), true);
        } else {
            return None;
        }
        Some(at + len)
    }
}

/// Behind the first `: ` of a text, or behind a `:` at its end.
fn position_after_colon(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let found =
        bytes.iter().enumerate().find(|&(at, &b)| b == b':' && matches!(bytes.get(at + 1), None | Some(b' ' | b'\t')));
    found.map(|(at, _)| at + 1)
}

/// Whether a line begins at the left with `key: value`.
fn is_key_line(line: &str) -> bool {
    line.starts_with(char::is_alphabetic) && position_after_colon(line).is_some()
}

/// A text up to where a comment begins.
fn before_comment(text: &str) -> &str {
    let bytes = text.as_bytes();
    let comment = (0..bytes.len()).find(|&at| bytes[at] == b'#' && (at == 0 || matches!(bytes[at - 1], b' ' | b'\t')));
    comment.map_or(text, |at| &text[..at])
}

/// The length of the text in curly quotes that a text begins with.
fn curly_quoted_len(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let double = curly_quote_is_double(open)?;
    let inner = &text[open.len_utf8()..];
    for (at, c) in inner.char_indices() {
        let behind = &inner[at + c.len_utf8()..];
        match curly_quote_is_double(c) {
            // An apostrophe stands within a word.
            Some(kind) if kind == double && (double || !behind.starts_with(char::is_alphanumeric)) => {
                return Some(open.len_utf8() + at + c.len_utf8());
            }
            Some(false) if !double && is_curly_open(c) => return None,
            _ => {}
        }
    }
    None
}

/// Whether a text is blank, or only a comment.
fn is_blank_or_comment(text: &str) -> bool {
    before_comment(text).trim().is_empty()
}

fn may_follow_flow_item(text: &str) -> bool {
    let rest = text.trim_start();
    rest.is_empty() || rest.starts_with([',', ']', '}'])
}

/// Whether a text is the header of a block scalar: `|`, `>-`, `|2+`.
fn is_block_header(text: &str) -> bool {
    let header = before_comment(text).trim_end();
    header.len() <= 3 && header.bytes().skip(1).all(|b| matches!(b, b'+' | b'-' | b'1'..=b'9'))
}
