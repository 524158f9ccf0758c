//! Why a block of front matter cannot be read, in words that say what to write instead.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError, Span};

use super::lines::{self, LineIndex};
use crate::problem::Place;

/// What ended the reading of a block.
pub(super) enum YamlError {
    /// It is not YAML.
    Yaml(ScanError),
    /// It is YAML, but not of a kind that people mean; and the byte at which it stands.
    Unsupported(Unsupported, usize),
}

/// What is not read in front matter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsupported {
    Anchor,
    Alias,
    Tag,
    /// Something that is no `key: value`.
    NotFields,
    /// A list in brackets or a text in quotes that took in the lines below it.
    SwallowsLines,
}

/// The error in words. The place counts the block's own lines.
pub(super) struct YamlErrorExplanation {
    pub byte: usize,
    pub place: Place,
    pub message: String,
    pub help: String,
}

impl YamlError {
    pub(super) fn unsupported_at(what: Unsupported, span: &Span) -> YamlError {
        YamlError::Unsupported(what, span.byte_range().map_or(0, |r| r.start))
    }
}

/// Where it is, what is wrong, and what to write instead. `long_brackets` reach over several lines.
pub(super) fn explain_error(error: &YamlError, source: &str, long_brackets: &[Range<usize>]) -> YamlErrorExplanation {
    let block = BlockText { source, lines: LineIndex::new(source) };
    let (kind, byte) = match error {
        YamlError::Unsupported(Unsupported::SwallowsLines, byte) => return block.explain_unclosed(*byte),
        YamlError::Unsupported(what, byte) => {
            let tight = (*what == Unsupported::NotFields).then(|| block.explain_missing_space(*byte)).flatten();
            return tight.unwrap_or_else(|| {
                let (message, help) = describe_unsupported(*what, source.get(*byte..).unwrap_or(""));
                block.explanation_at(block.word_range_at(*byte), &message, help)
            });
        }
        YamlError::Yaml(error) => (error.kind(), error.marker().byte_offset().unwrap_or(0).min(source.len())),
    };

    // Tabs come first: they are behind many of the parser's errors.
    let line = block.line_range_at(byte);
    let written = source.get(line.clone()).unwrap_or("");
    let indent = &written[..written.len() - written.trim_start_matches([' ', '\t']).len()];
    if let Some(tab) = indent.find('\t').map(|at| line.start + at) {
        return block.explain_tab(tab, "This line begins with a tab.");
    }
    if matches!(kind, ErrorKind::BlockSequenceEntryNotAllowed) && written.trim_end().ends_with(": -") {
        let help = "Leave the dash out where there is nothing to say.".to_owned();
        return block.explanation_at(block.word_range_at(byte), "A dash alone is no value.", help);
    }
    let open = long_brackets.iter().find(|r| r.start < line.start && byte <= r.end);
    if let Some(open) = open.filter(|_| !matches!(kind, ErrorKind::UnclosedQuotedScalar)) {
        return block.explain_unclosed(open.start);
    }
    block.explain_parser_error(kind, byte)
}

/// What is wrong, and what to write instead, where the kind of error and the sign it is at say it all.
fn describe_parser_error(kind: &ErrorKind, sign: Option<char>) -> Option<(String, String)> {
    let quotes = "Put quotes round the whole text: `key: \"text\"`.".to_owned();
    Some(match kind {
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => (
            "There are words after the closing quote.".into(),
            "Put the quotes round the whole text, or take them away.".into(),
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate => (
            "A `\\` in this text is followed by a sign that cannot follow it.".into(),
            "Write `\\\\`, or put ' round the text in place of \".".into(),
        ),
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator => (
            "The list in brackets cannot be read here.".into(),
            "Write it as `[one, two]`, with quotes round texts with commas or brackets in them.".into(),
        ),
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            ("This bracket closes nothing.".into(), "Take it away, or put quotes round the whole text.".into())
        }
        ErrorKind::RecursionLimitExceeded => (
            "There are too many brackets or levels inside each other here.".into(),
            "Take brackets or levels away, or put quotes round the text.".into(),
        ),
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            ("There is an invisible sign here.".into(), "Delete it, or write the line again.".into())
        }
        ErrorKind::UnexpectedCharacter { character } => {
            (format!("A text without quotes cannot begin with `{character}`."), quotes)
        }
        ErrorKind::InvalidBlockScalarHeader => {
            let sign = sign.unwrap_or('>');
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
            let sign = sign.unwrap_or('*');
            (format!("A text without quotes cannot begin with `{sign}`."), quotes)
        }
        _ => return None,
    })
}

/// The block, and where its lines begin.
struct BlockText<'a> {
    source: &'a str,
    lines: LineIndex,
}

impl BlockText<'_> {
    fn explanation_at(&self, range: Range<usize>, message: &str, help: String) -> YamlErrorExplanation {
        let at = self.lines.place_of_range(self.source, range.clone());
        YamlErrorExplanation { byte: range.start, place: at, message: message.to_owned(), help }
    }

    /// The line a byte is in.
    fn line_range_at(&self, byte: usize) -> Range<usize> {
        let before = self.source.get(..byte).unwrap_or("");
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        start..start + lines::first_line(self.source.get(start..).unwrap_or("")).len()
    }

    /// A tab, which YAML does not take for white space at the start of a line.
    fn explain_tab(&self, byte: usize, message: &str) -> YamlErrorExplanation {
        self.explanation_at(byte..byte + 1, message, "Put spaces in its place.".into())
    }

    /// An error of the parser, at a byte.
    fn explain_parser_error(&self, kind: &ErrorKind, byte: usize) -> YamlErrorExplanation {
        let rest = self.source.get(byte..).unwrap_or("");
        match kind {
            ErrorKind::UnclosedQuotedScalar
            | ErrorKind::DocumentIndicatorInQuotedScalar
            | ErrorKind::UnclosedFlowCollection { .. } => self.explain_unclosed(byte),
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
            | ErrorKind::InvalidBlockEntryWhitespace
            | ErrorKind::InvalidMappingValueWhitespace => {
                self.explain_tab(byte + rest.find('\t').unwrap_or(0), "There is a tab where spaces belong.")
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
            | ErrorKind::InvalidQuotedScalarIndent => self.explain_structure(byte),
            _ => match describe_parser_error(kind, rest.chars().next()) {
                Some((message, help)) => self.explanation_at(self.word_range_at(byte), &message, help),
                None => self.explain_unknown(byte),
            },
        }
    }

    /// A bracket or quote that is not closed where its owner thinks.
    fn explain_unclosed(&self, byte: usize) -> YamlErrorExplanation {
        let written = lines::first_line(self.source.get(byte..).unwrap_or(""));
        let range = byte..byte + written.len();
        let close = match written.as_bytes().first() {
            Some(&quote @ (b'"' | b'\'')) => {
                let (quote, other) = if quote == b'"' { ('"', '\'') } else { ('\'', '"') };
                let help = format!("Put {quote} at the end of the text too, or {other} round the whole of it.");
                return self.explanation_at(range, &format!("The quote {quote} has no end."), help);
            }
            Some(b'{') => '}',
            _ => ']',
        };
        let open = if close == '}' { '{' } else { '[' };
        let help = format!("Put `{close}` where it ends, or quotes round the whole text.");
        self.explanation_at(range, &format!("The bracket `{open}` has no end."), help)
    }

    /// The word that begins at a byte: at most 40 characters.
    fn word_range_at(&self, byte: usize) -> Range<usize> {
        let rest = self.source.get(byte..).unwrap_or("");
        byte..byte + rest.chars().take(40).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>()
    }

    /// A line like `key:value`, at a byte or just above it: the parser finds out only behind such a line.
    fn explain_missing_space(&self, byte: usize) -> Option<YamlErrorExplanation> {
        let line = self.line_range_at(byte);
        let before = self.source.get(..line.start).unwrap_or("");
        let before = before.strip_suffix('\n').unwrap_or(before);
        let above = self.line_range_at(before.strip_suffix('\r').unwrap_or(before).len());
        [line, above].into_iter().find_map(|line| {
            let written = self.source.get(line.clone())?.trim_end();
            let content = written.trim_start();
            let colon = content.find(':').filter(|&at| at > 0)?;
            let (key, value) = content.split_at(colon + 1);
            if !key[..colon].chars().all(char::is_alphabetic) || !value.starts_with(may_follow_forgotten_space) {
                return None;
            }
            let start = line.start + written.len() - content.len();
            let help = if content.len() <= 80 {
                format!("Write it as `{key} {}`.", value.trim())
            } else {
                "Put a space there.".into()
            };
            Some(self.explanation_at(start..start + content.len(), "There is no space after the colon.", help))
        })
    }

    /// The lines do not fit together: says which of the usual slips it is.
    fn explain_structure(&self, byte: usize) -> YamlErrorExplanation {
        let line = self.line_range_at(byte);
        let written = self.source.get(line.clone()).unwrap_or("").trim_end();
        let content = written.trim_start();
        let start = line.start + written.len() - content.len();
        let range = start..start + content.len();
        let is_key = content.contains(": ") || content.ends_with(':');
        if let Some(told) = self.explain_missing_space(byte) {
            told
        } else if content.strip_prefix("- ").is_some_and(|item| super::check_box::box_at_start(item).is_some()) {
            let help = "Move the list below the closing `---`.".into();
            self.explanation_at(range, "A list of check boxes is not read between the lines of `---`.", help)
        } else if content.starts_with("- ") || content == "-" {
            self.explanation_at(
                range,
                "This list does not belong to a key.",
                "Put the list below a line such as `photos:`.".into(),
            )
        } else if start > line.start && is_key {
            let help = "Begin the line at the left, below the key above it.".into();
            self.explanation_at(range, "This line begins with spaces, though the line above it is complete.", help)
        } else if !is_key {
            let help = "Write it so, begin it with `#`, or move it below the second `---`.".into();
            self.explanation_at(range, "This line is not like `key: value`.", help)
        } else {
            self.explain_unknown(byte)
        }
    }

    fn explain_unknown(&self, byte: usize) -> YamlErrorExplanation {
        let help = "Write each line as `key: value`, with quotes round text that has other signs in it.".into();
        self.explanation_at(byte..byte, "This line cannot be read.", help)
    }
}

fn describe_unsupported(what: Unsupported, rest: &str) -> (String, String) {
    let sign = match what {
        Unsupported::Anchor => '&',
        Unsupported::Alias => '*',
        Unsupported::Tag => '!',
        Unsupported::NotFields | Unsupported::SwallowsLines => {
            return (
                "Not every line of this block is like `key: value`.".into(),
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

/// What stands behind a colon where its space was forgotten; or another kind of space, which YAML takes for a letter.
fn may_follow_forgotten_space(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '"' | '\'' | '[' | '@') || (c.is_whitespace() && c != ' ' && c != '\t')
}
