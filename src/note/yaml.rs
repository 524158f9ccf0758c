//! The front matter as fields. The only place that knows the YAML parser: its events, never a tree.
//!
//! What YAML means by its values (numbers, booleans) is not asked: a value is the text it was written as. Anchors,
//! aliases and tags say something else than the text that a person sees, so a block that has them cannot be read.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span, StrInput};

use super::lines;
use super::parts::{Field, Text, Value};
use super::plain_line::without_curly_quotes;
use super::syntax_error::{self, Unsupported, YamlError};
use super::unquoted::{self, MaskedValue};
use super::wiki_link::links_as_text;
use crate::problem::{Code, Place, Problem};
use crate::text::fold_key;

/// From how many keys on a second one of a name is found by hash.
const HASH_FROM: usize = 16;

/// The fields of the block that stands at `inside`, and keys that stand twice.
///
/// # Errors
/// The one problem of a block that is not YAML.
pub(super) fn read_yaml_fields(
    path: &str,
    text: &str,
    inside: Range<usize>,
    first_line: u32,
) -> Result<(Vec<Field>, Vec<Problem>), Box<Problem>> {
    let source = text.get(inside).unwrap_or("");
    match read_plain_lines(source, first_line) {
        Some(fields) => Ok((fields, Vec::new())),
        None => read_with_yaml_parser(path, source, first_line, &unquoted::find_yaml_traps(source)),
    }
}

/// The fields of a block in which every line is a plain `key: value` that YAML and people read alike, as most notes are;
/// none where anything in it is not: then the YAML parser reads it. A law below holds the two to the same answer.
fn read_plain_lines(source: &str, first_line: u32) -> Option<Vec<Field>> {
    if source.contains('\r') {
        return None;
    }
    // As many as most notes have.
    let mut fields: Vec<Field> = Vec::with_capacity(8);
    for (line, number) in source.lines().zip(first_line..) {
        let is_plain = line.len() <= MAX_PLAIN_LINE && line.bytes().all(|b| matches!(b, b' '..=b'~'));
        let (written, behind) = line.split_once(':').filter(|_| is_plain)?;
        let is_key = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'_' | b'-');
        if !written.starts_with(|c: char| c.is_ascii_alphabetic())
            || written.ends_with(' ')
            || !written.bytes().all(is_key)
        {
            return None;
        }
        let text = behind.trim();
        let value = if text.is_empty() {
            Value::Empty
        } else {
            let is_null = text.eq_ignore_ascii_case("null");
            if has_yaml_special_char(text)
                || is_null
                || !behind.starts_with(' ')
                || !text.starts_with(|c: char| c.is_ascii_alphanumeric())
            {
                return None;
            }
            let column = written.len() + 1 + (behind.len() - behind.trim_start().len()) + 1;
            let at = Place { line: number, column: column_as_u32(column), width: column_as_u32(text.len()) };
            Value::Text(Text { text: text.to_owned(), place: at })
        };
        let key = fold_key(written);
        if fields.len() == HASH_FROM || fields.iter().any(|f| f.key == key) {
            return None;
        }
        fields.push(Field {
            key,
            written: written.to_owned(),
            key_place: Place { line: number, column: 1, width: column_as_u32(written.len()) },
            value,
            emptied_by_comment: false,
            needs_quotes: false,
            is_repeated: false,
        });
    }
    Some(fields)
}

/// Whether a value has a sign inside that can mean something to YAML, or to those who write links: `: `, ` #`, `[`.
fn has_yaml_special_char(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'[' => true,
        b':' => matches!(bytes.get(at + 1), None | Some(b' ')),
        b'#' => at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b' '),
        _ => false,
    })
}

fn is_curly_quote(c: char) -> bool {
    matches!(c, '\u{2018}'..='\u{201F}')
}

/// A line of more bytes than this is not plain.
const MAX_PLAIN_LINE: usize = 500;

/// A number of columns, of which no text has more than this holds.
fn column_as_u32(columns: usize) -> u32 {
    u32::try_from(columns).unwrap_or(u32::MAX)
}

fn read_with_yaml_parser(
    path: &str,
    source: &str,
    first_line: u32,
    found: &unquoted::YamlTraps,
) -> Result<(Vec<Field>, Vec<Problem>), Box<Problem>> {
    let replaced;
    let given = if found.placeholders.is_empty() {
        source
    } else {
        replaced = unquoted::with_placeholders(source, &found.placeholders);
        &replaced
    };
    let mut reader = YamlReader {
        path,
        source,
        first_line,
        parser: Parser::new_from_str_with_options(given, parser_options()),
        placeholders: &found.placeholders,
        problems: Vec::new(),
    };
    let read = match found.swallows_lines {
        Some(byte) => Err(YamlError::Unsupported(Unsupported::SwallowsLines, byte)),
        None => reader.read_block(),
    };
    match read {
        Ok(fields) => Ok((fields, reader.problems)),
        Err(error) => {
            let explained = syntax_error::explain_error(&error, source, &found.long_brackets);
            let place = Place { line: explained.place.line + first_line - 1, ..explained.place };
            let code = Code::FrontMatterUnreadable;
            let (line, skipped) = lines::excerpt_around(source, explained.byte, place.column);
            let (message, help) = (explained.message, explained.help);
            Err(Box::new(Problem {
                file: path.to_owned(),
                place,
                code,
                message,
                help,
                line,
                chars_cut_before: skipped,
            }))
        }
    }
}

fn parser_options() -> Options {
    granit_parser::options! { emit_anchor_events: true, emit_unresolved_aliases: true, disallow_directives: true, emit_comments: false }
}

struct YamlReader<'a, 'p> {
    path: &'a str,
    source: &'a str,
    /// The number of the block's first line in the note.
    first_line: u32,
    parser: Parser<'p, StrInput<'p>>,
    /// Those that are still to come.
    placeholders: &'p [MaskedValue],
    problems: Vec<Problem>,
}

impl<'p> YamlReader<'_, 'p> {
    fn read_block(&mut self) -> Result<Vec<Field>, YamlError> {
        let mut fields = Vec::new();
        let mut documents = 0;
        loop {
            let (event, span) = self.next_event()?;
            match event {
                Event::StreamStart | Event::DocumentEnd => {}
                Event::StreamEnd => return Ok(fields),
                Event::DocumentStart(..) if documents == 0 => documents = 1,
                Event::MappingStart(..) => fields = self.read_map()?,
                _ => return Err(YamlError::unsupported_at(Unsupported::NotFields, &span)),
            }
        }
    }

    /// The next event. Anchors, aliases and tags end the reading.
    fn next_event(&mut self) -> Result<(Event<'p>, Span), YamlError> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => {
                if event.anchor_id().is_some_and(|id| id > 0) {
                    // The event behind it says where the anchor itself stands.
                    let anchor = self.parser.next_event().and_then(Result::ok).map_or(span, |(_, span)| span);
                    return Err(YamlError::unsupported_at(Unsupported::Anchor, &anchor));
                }
                if let Some(tag) = span.tag_span().filter(|_| event.tag().is_some()) {
                    return Err(YamlError::unsupported_at(Unsupported::Tag, &tag));
                }
                match event {
                    Event::Alias(_) | Event::UnresolvedAlias(_) => {
                        Err(YamlError::unsupported_at(Unsupported::Alias, &span))
                    }
                    _ => Ok((event, span)),
                }
            }
            Some(Err(error)) => Err(YamlError::Yaml(error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    /// The fields of a map whose start was read. Recursion ends with the parser's limit of nesting.
    fn read_map(&mut self) -> Result<Vec<Field>, YamlError> {
        let mut fields: Vec<Field> = Vec::new();
        let mut many: HashMap<String, usize> = HashMap::new();
        loop {
            let (event, span) = self.next_event()?;
            if matches!(event, Event::MappingEnd | Event::StreamEnd) {
                return Ok(fields);
            }
            let key_at = self.place_of_span(&span);
            let key_range = span.byte_range().unwrap_or(0..0);
            let written = match event {
                // The parser's empty key is written with a `~` that nobody wrote.
                Event::Scalar(..) if key_range.is_empty() => String::new(),
                Event::Scalar(key, ..) => key.into_owned(),
                // A list or map as a key: kept as it was written.
                start => {
                    let range = self.source_range_of_node(&start, &span)?;
                    self.written(range).into_owned()
                }
            };
            let (event, span) = self.next_event()?;
            let (value, needs_quotes) = self.read_value_and_quote_need(event, span)?;
            let emptied_by_comment = matches!(value, Value::Empty) && self.is_comment_after_key(key_range.end);
            // `task:: Walk`, as Logseq writes it outside front matter, and the quotes that phones put round a key.
            // `done ?: no` asks.
            let bare = written
                .trim_end_matches(':')
                .trim_matches(is_curly_quote)
                .trim_end_matches([' ', '\u{A0}', '\u{202F}', '?']);
            let key = fold_key(if bare.is_empty() { &written } else { bare });
            let first = if fields.len() < HASH_FROM {
                fields.iter().position(|f| f.key == key)
            } else {
                if many.is_empty() {
                    many.extend(fields.iter().enumerate().map(|(at, f)| (f.key.clone(), at)));
                }
                many.get(&key).copied()
            };
            let Some(first) = first.and_then(|at| fields.get_mut(at)) else {
                if !many.is_empty() {
                    many.insert(key.clone(), fields.len());
                }
                fields.push(Field {
                    key,
                    written,
                    key_place: key_at,
                    value,
                    emptied_by_comment,
                    needs_quotes,
                    is_repeated: false,
                });
                continue;
            };
            first.is_repeated = true;
            let message = format!("`{written}` appears twice.");
            let until = match first.key.as_str() {
                "share" => "nothing of this note is shared.".to_owned(),
                _ => format!("the first, in line {}, counts.", first.key_place.line),
            };
            let help = format!("Keep one of them. Until then {until}");
            let (line, skipped) = lines::excerpt_around(self.source, key_range.start, key_at.column);
            let (file, code) = (self.path.to_owned(), Code::KeyTwice);
            self.problems.push(Problem { file, place: key_at, code, message, help, line, chars_cut_before: skipped });
        }
    }

    /// A value whose first event was read, and whether it wants quotes.
    fn read_value_and_quote_need(&mut self, event: Event<'p>, span: Span) -> Result<(Value, bool), YamlError> {
        match event {
            Event::Scalar(text, style, ..) => {
                let (text, needs_quotes) = self.read_scalar_and_quote_need(&text, style, &span);
                Ok((text.map_or(Value::Empty, Value::Text), needs_quotes))
            }
            Event::SequenceStart(..) => self.read_list_and_quote_need(&span),
            Event::MappingStart(..) => {
                let fields = self.read_map()?;
                Ok((if fields.is_empty() { Value::Empty } else { Value::Map(fields) }, false))
            }
            _ => Ok((Value::Empty, false)),
        }
    }

    /// A list whose start was read. What is nested in it counts as the text it was written as.
    fn read_list_and_quote_need(&mut self, start: &Span) -> Result<(Value, bool), YamlError> {
        let (mut texts, mut needs_quotes) = (Vec::new(), false);
        let mut nested = 0;
        loop {
            let (event, span) = self.next_event()?;
            match event {
                Event::SequenceEnd | Event::StreamEnd => {
                    // `[[a]]` over which no stand-in could be laid is a link all the same.
                    let from = start.byte_range().map_or(0, |r| r.start);
                    let whole = self.written(from..span.byte_range().map_or(from, |r| r.end));
                    if nested == 1 && texts.len() == 1 && whole.starts_with("[[") && whole.ends_with("]]") {
                        let text = links_as_text(&whole).into_owned();
                        return Ok((Value::Text(Text { text, place: self.place_of_span(start) }), false));
                    }
                    return Ok((if texts.is_empty() { Value::Empty } else { Value::List(texts) }, needs_quotes));
                }
                Event::Scalar(text, style, ..) => {
                    let (text, wants) = self.read_scalar_and_quote_need(&text, style, &span);
                    texts.extend(text);
                    needs_quotes |= wants;
                }
                first => {
                    nested += 1;
                    let at = self.place_of_span(&span);
                    let range = self.source_range_of_node(&first, &span)?;
                    let written = self.written(range);
                    let text = links_as_text(&written).into_owned();
                    if !text.is_empty() {
                        texts.push(Text {
                            text,
                            place: Place { width: lines::char_count(lines::first_line(&written)), ..at },
                        });
                    }
                }
            }
        }
    }

    /// A scalar as a text; none where it is empty.
    fn read_scalar_and_quote_need(&mut self, text: &str, style: ScalarStyle, span: &Span) -> (Option<Text>, bool) {
        let range = span.byte_range().unwrap_or(0..0);
        while self.placeholders.first().is_some_and(|s| s.range.start < range.start) {
            self.placeholders = &self.placeholders[1..];
        }
        let placeholder = self.placeholders.first().filter(|s| s.range.start == range.start);
        let needs_quotes = placeholder.is_some_and(|s| s.needs_quotes);
        let mut at = self.place_of_span(span);
        let joined;
        let text = match style {
            ScalarStyle::Plain => {
                // The parser's empty value is written with a `~` that nobody wrote.
                if range.is_empty() || matches!(text, "~" | "null" | "Null" | "NULL") {
                    return (None, false);
                }
                // One may stand in a later line too, in what looked like an item.
                let text = if self.placeholders.first().is_some_and(|s| s.range.start < range.end) {
                    joined = join_plain_yaml_lines(&self.source[range]);
                    &joined
                } else {
                    text
                };
                let bare = without_curly_quotes(text);
                if bare.len() < text.len() {
                    (at.column, at.width) = (at.column + 1, at.width.saturating_sub(2));
                }
                bare
            }
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let closed = at.width > 1 && !self.source[range].contains(['\n', '\r']);
                (at.column, at.width) = (at.column + 1, at.width.saturating_sub(1 + u32::from(closed)));
                text
            }
            ScalarStyle::Literal | ScalarStyle::Folded => text.trim_end_matches('\n'),
        };
        if text.trim().is_empty() {
            return (None, needs_quotes);
        }
        (Some(Text { text: links_as_text(text).into_owned(), place: at }), needs_quotes)
    }

    /// The source of a list or map whose first event was read, to its end.
    fn source_range_of_node(&mut self, first: &Event<'p>, span: &Span) -> Result<Range<usize>, YamlError> {
        let range = span.byte_range().unwrap_or(0..0);
        let mut end = range.end;
        let mut depth = usize::from(matches!(first, Event::SequenceStart(..) | Event::MappingStart(..)));
        while depth > 0 {
            let (event, span) = self.next_event()?;
            match event {
                Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
                Event::SequenceEnd | Event::MappingEnd => depth -= 1,
                Event::StreamEnd => break,
                _ => {}
            }
            // A block ends where the next thing begins, a scalar where it ends: the last of them that is not empty.
            let within = span.byte_range().unwrap_or(0..0);
            if !within.is_empty() {
                end = end.max(within.end);
            }
        }
        Ok(range.start..end)
    }

    /// What is written there, without the spaces around it. Lines end with a line feed, as in the parser's own texts.
    fn written(&self, range: Range<usize>) -> Cow<'_, str> {
        let written = self.source.get(range).unwrap_or("").trim();
        if written.contains('\r') { Cow::Owned(written.replace("\r\n", "\n")) } else { Cow::Borrowed(written) }
    }

    fn is_comment_after_key(&self, key_end: usize) -> bool {
        let rest = lines::first_line(self.source.get(key_end..).unwrap_or(""));
        let rest = rest.trim_start().strip_prefix(':').unwrap_or(rest);
        rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#')
    }

    /// Where something stands; its width ends with its first line.
    fn place_of_span(&self, span: &Span) -> Place {
        let written = span.byte_range().and_then(|r| self.source.get(r)).unwrap_or("");
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX / 2);
        Place {
            line: number(span.start.line()) + self.first_line - 1,
            column: number(span.start.col()) + 1,
            width: lines::char_count(lines::first_line(written)),
        }
    }
}

/// The lines of a plain value as YAML joins them: with a space, an empty line as a line end.
fn join_plain_yaml_lines(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for (_, line) in lines::lines_with_offsets(source) {
        let line = line.trim_matches([' ', '\t']);
        if line.is_empty() {
            out.push('\n');
            continue;
        }
        if !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lines of front matter without links and curly quotes, which are the only values that both can read and that are
    /// meant otherwise than YAML has them.
    fn lines() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "task",
            "a",
            "b",
            ": ",
            ":",
            " ",
            "  ",
            "- ",
            "{",
            "}",
            ", ",
            "'",
            "\"",
            "''",
            " #",
            "|",
            ": >-",
            ": |\n  ",
            ": '",
            ": \"",
            "@x",
            "%",
            "`",
            "7:30",
            "\t",
            "é",
            "漢",
            "\\",
            "\n",
            "\n",
            "\n  ",
            "\n- ",
            "\nk: ",
            "\nl: [a, 'b: c', \"d]\",\n {e: f}, g h]",
        ]);
        prop::collection::vec(piece, 0..14).prop_map(|pieces| format!("k0: {}\n", pieces.concat()))
    }

    fn keys_and_values(fields: &[Field]) -> String {
        format!("{:?}", fields.iter().map(|f| (&f.key, &f.value)).collect::<Vec<_>>())
    }

    fn plain_ones() -> impl Strategy<Value = String> {
        let value = "[a-zA-Z0-9~@'\"{}#&*!|>%:,. -]{0,12}|null|NULL|yes|2026-11-19 07:35|a: b|x #y|x#y|a:|7.30pm";
        let line = ("[a-zA-Z][a-zA-Z0-9 _-]{0,8}|task|when", ":|: |:  | : ", value, "|||| |  ");
        prop::collection::vec(line, 0..20)
            .prop_map(|lines| lines.into_iter().map(|(k, c, v, end)| format!("{k}{c}{v}{end}\n")).collect())
    }

    proptest! {
        #[test]
        fn signs_of_yaml_are_seen(text in "[a:# \\[]{0,6}") {
            let is_there = text.contains(": ") || text.ends_with(':') || text.contains(" #") || text.contains('[');
            prop_assert_eq!(has_yaml_special_char(&text), is_there, "{:?}", text);
        }

        /// What is read without the YAML parser is what the parser reads.
        #[test]
        fn plain_lines_are_read_alike(source in prop_oneof![plain_ones(), lines()]) {
            if let Some(fields) = read_plain_lines(&source, 2) {
                let (read, problems) = read_with_yaml_parser("a.md", &source, 2, &unquoted::find_yaml_traps(&source)).map_err(|p| TestCaseError::fail(format!("{p:?} {source:?}")))?;
                prop_assert_eq!(format!("{:?}", fields), format!("{:?}", read), "{:?}", source);
                prop_assert_eq!(problems, [], "{:?}", source);
            }
        }

        /// Where YAML can read a block as it stands, the stand-ins change nothing in what it says: they never reach into
        /// quotes, block scalars or comments. Brackets aside: in a list `a: b` is a map for YAML, and a map can be a key.
        #[test]
        fn stand_ins_change_nothing_that_yaml_can_read(source in lines()) {
            let is_bracket_key = |line: &str| line.trim_start_matches([' ', '-']).starts_with('{');
            if source.lines().any(is_bracket_key) {
                return Ok(());
            }
            let Ok((plain, _)) = read_with_yaml_parser("a.md", &source, 2, &unquoted::YamlTraps::default()) else { return Ok(()) };
            let found = unquoted::find_yaml_traps(&source);
            if found.swallows_lines.is_some() {
                return Ok(());
            }
            let helped = read_with_yaml_parser("a.md", &source, 2, &found);
            prop_assert!(helped.is_ok(), "{:?} {:?}", source, found);
            let (helped, _) = helped.unwrap();
            prop_assert_eq!(keys_and_values(&plain), keys_and_values(&helped), "{:?} {:?}", source, found);
        }
    }
}
