//! Why a block of front matter cannot be read, in words that say what to write instead.

use granit_parser::{ErrorKind, Marker, ScanError, Span};

use super::lines;
use crate::problem::Place;

/// What ended the reading of a block.
pub(super) enum Trouble {
    /// It is not YAML.
    Yaml(ScanError),
    /// It is YAML, but not of a kind that people mean.
    Unwanted { what: Unwanted, byte: usize, place: Place },
}

/// What is not read in front matter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unwanted {
    Anchor,
    Alias,
    Tag,
    /// Something that is no `key: value`.
    NotFields,
}

impl Trouble {
    pub(super) fn at(what: Unwanted, span: &Span) -> Trouble {
        Trouble::Unwanted { what, byte: span.byte_range().map_or(0, |r| r.start), place: place(&span.start) }
    }
}

/// The place of a mark of the parser, within the block.
pub(super) fn place(mark: &Marker) -> Place {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX - 2);
    Place { line: number(mark.line()), column: number(mark.col()) + 1, width: 0 }
}

/// Where it is (a byte of the block, and its place there), what is wrong, and what to write instead.
pub(super) fn explain(trouble: &Trouble, source: &str) -> (usize, Place, String, String) {
    let (kind, byte, place) = match trouble {
        Trouble::Unwanted { what, byte, place } => {
            let (message, help) = unwanted(*what, source.get(*byte..).unwrap_or(""));
            return (*byte, Place { width: word_width(source, *byte), ..*place }, message, help);
        }
        Trouble::Yaml(error) => {
            let mark = error.marker();
            (error.kind(), mark.byte_offset().unwrap_or(0).min(source.len()), place(mark))
        }
    };
    let before = source.get(..byte).unwrap_or("");
    // Only so much of a line is looked at as a person could see of it.
    let start = before.char_indices().rev().take(200).find(|&(_, c)| c == '\n' || c == '\r').map(|(at, _)| at + 1);
    let line_start = start.unwrap_or(if before.chars().count() <= 200 { 0 } else { byte });
    let line = source.get(line_start..).unwrap_or("");
    let line: &str = &line[..line
        .char_indices()
        .take_while(|&(_, c)| c != '\n' && c != '\r')
        .take(400)
        .map(|(at, c)| at + c.len_utf8())
        .last()
        .unwrap_or(0)];
    let rest = source.get(byte..).unwrap_or("");
    let width = word_width(source, byte);
    let quotes = "Put quotes round the whole text: `key: \"text\"`.".to_owned();

    // Tabs come first: they are behind many of the parser's errors.
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    if let Some(tab) = line[..indent].find('\t') {
        let at = Place { column: lines::count(&line[..tab]) + 1, width: 1, ..place };
        let message = "A tab stands at the start of this line.".to_owned();
        return (line_start + tab, at, message, "Put spaces in its place.".to_owned());
    }
    let (message, help) = match kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'')).unwrap_or('"');
            let other = if quote == '"' { '\'' } else { '"' };
            (
                format!("The quote {quote} has no end."),
                format!("Put {quote} at the end of the text too, or {other} round the whole of it."),
            )
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => (
            "Words stand behind the closing quote.".into(),
            "Put the quotes round the whole text, or take them away.".into(),
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate => (
            "A `\\` in this text does not stand before a sign it can stand before.".into(),
            "Write `\\\\`, or put ' round the text in place of \".".into(),
        ),
        ErrorKind::UnclosedFlowCollection { open } | ErrorKind::MismatchedFlowCollectionEnd { open, .. } => {
            let close = if *open == '{' { '}' } else { ']' };
            (
                format!("The bracket `{open}` has no end."),
                format!("Put `{close}` where it ends, or quotes round the whole text."),
            )
        }
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator => (
            "The list in brackets cannot be read here.".into(),
            "Write it as `[one, two]`, with quotes round texts that hold commas or brackets.".into(),
        ),
        ErrorKind::MisplacedFlowCollectionEnd => {
            ("This bracket closes nothing.".into(), "Take it away, or put quotes round the whole text.".into())
        }
        ErrorKind::RecursionLimitExceeded => (
            "More is nested here than can be read.".into(),
            "Take brackets or levels away, or put quotes round the text.".into(),
        ),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::InvalidMappingValueWhitespace => {
            ("A tab stands where spaces belong.".into(), "Put spaces in its place.".into())
        }
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            ("A sign that cannot be seen stands here.".into(), "Delete it, or write the line again.".into())
        }
        ErrorKind::UnexpectedCharacter { character } => {
            (format!("A text without quotes cannot begin with `{character}`."), quotes)
        }
        ErrorKind::InvalidBlockScalarHeader => {
            let sign = rest.chars().next().unwrap_or('>');
            (format!("A text without quotes cannot begin with `{sign}`."), quotes)
        }
        ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::PlainScalarStartsWithDashFlowIndicator => {
            ("A list cannot begin here.".into(), "Put each `- item` on a line of its own below the key.".into())
        }
        ErrorKind::DirectiveDisallowed => {
            ("A line cannot begin with `%`.".into(), "Write it as `key: value`, or begin it with `#`.".into())
        }
        ErrorKind::MissingAnchorOrAliasName => {
            let sign = rest.chars().next().unwrap_or('*');
            (format!("A text without quotes cannot begin with `{sign}`."), quotes)
        }
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::ExpectedNodeContent
        | ErrorKind::CommentInterceptedScalar
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent => return structure(source, line_start, line, byte, place),
        _ => (
            "The front matter cannot be read here.".into(),
            "Write each line as `key: value`, with quotes round text that holds other signs.".into(),
        ),
    };
    (byte, Place { width, ..place }, message, help)
}

/// The lines do not fit together: says which of the usual slips it is.
fn structure(source: &str, line_start: usize, line: &str, byte: usize, place: Place) -> (usize, Place, String, String) {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let content = line.trim();
    let whole = |width: u32| Place { column: lines::count(&line[..indent]) + 1, width, ..place };
    let (start, above) = last_line(source.get(..line_start).unwrap_or(""));
    let colon = content.find(':').filter(|&at| at > 0);
    let answer =
        |message: &str, help: String| (line_start + indent, whole(lines::count(content)), message.to_owned(), help);
    if let Some(at) = colon.filter(|&at| content[at + 1..].starts_with(|c: char| !c.is_whitespace() && c != '/')) {
        let (key, value) = content.split_at(at + 1);
        return answer("A space is wanting behind the colon.", format!("Write it as `{key} {value}`."));
    }
    // The parser finds out only behind such a line.
    let tight = above.find(':').filter(|&at| {
        above[..at].chars().all(char::is_alphanumeric) && above[at + 1..].starts_with(char::is_alphanumeric)
    });
    if let Some(at) = tight {
        let (key, value) = above.split_at(at + 1);
        let at = Place { line: place.line.saturating_sub(1), column: 1, width: lines::count(above.trim_end()) };
        return (
            start,
            at,
            "A space is wanting behind the colon.".into(),
            format!("Write it as `{key} {}`.", value.trim()),
        );
    }
    if indent > 0 && colon.is_some() {
        return answer(
            "This line is set in, though the line above it is complete.",
            "Begin the line at the left, below the key above it.".into(),
        );
    }
    if content.starts_with("- ") || content == "-" {
        return answer("This list does not belong to a key.", "Put the list below a line such as `photos:`.".into());
    }
    if colon.is_none() {
        return answer(
            "This line is not like `key: value`.",
            "Write it so, begin it with `#`, or move it below the second `---`.".into(),
        );
    }
    (
        byte,
        Place { width: 0, ..place },
        "The front matter cannot be read here.".into(),
        "Write each line as `key: value`, with quotes round text that holds other signs.".into(),
    )
}

/// The last line of a text that ends with a line end, without that, and where it begins.
fn last_line(text: &str) -> (usize, &str) {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    let from: usize = text.chars().rev().take_while(|&c| c != '\n' && c != '\r').take(400).map(char::len_utf8).sum();
    (text.len() - from, &text[text.len() - from..])
}

fn unwanted(what: Unwanted, rest: &str) -> (String, String) {
    let sign = match what {
        Unwanted::Anchor => '&',
        Unwanted::Alias => '*',
        Unwanted::Tag => '!',
        Unwanted::NotFields => {
            return (
                "The front matter does not consist of lines like `key: value`.".into(),
                "Write each line as `key: value`, or move it below the second `---`.".into(),
            );
        }
    };
    let word: String = rest.chars().take_while(|c| !c.is_whitespace()).take(40).collect();
    let word = if word.starts_with(sign) { word } else { sign.to_string() };
    (
        format!("`{word}` begins with `{sign}`, which has a meaning of its own here."),
        "Put quotes round the whole text: `key: \"text\"`.".into(),
    )
}

/// How many characters the word has that begins at a byte: at most 40.
fn word_width(source: &str, byte: usize) -> u32 {
    let rest = source.get(byte..).unwrap_or("");
    u32::try_from(rest.chars().take_while(|c| !c.is_whitespace()).take(40).count()).unwrap_or(0)
}
