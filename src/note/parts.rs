//! What is read of one file: its fields, the structure of its body, and where each of them is.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use super::lines::{self, LineIndex};
use crate::problem::{Code, Place, Problem};

/// What one file says, before anybody asks what it means. It borrows the file's text.
#[derive(Debug)]
pub struct Note<'a> {
    /// Relative to the journal, with `/`.
    pub path: &'a str,
    /// The whole text, without a byte-order mark. Lines end with LF or CRLF; signs that only some programs take for a line end are LF here. Lossy where `front` is `NotText`.
    pub text: Cow<'a, str>,
    pub front_matter: FrontMatter,
    /// In the order of the note. Of a key that appears twice, only the first.
    pub fields: Vec<Field>,
    /// The byte range of `text` below the front matter.
    pub body_range: Range<usize>,
    /// What is wrong with the YAML or the encoding, and git's marks. The caller decides whether that is a problem or the
    /// note is somebody's ordinary one (docs/specification.md#1-notes).
    pub problems: Vec<Problem>,
    /// Where the lines begin. Built when the first place is asked for.
    pub(super) line_index: OnceLock<LineIndex>,
    /// Parsed when it is asked for the first time.
    pub(super) parsed_body: OnceLock<Body>,
}

/// Whether a note has front matter, and whether it can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontMatter {
    /// There is none: the whole text is the body.
    Absent,
    Read,
    /// It never ends, or is not YAML. `has_task`: a line of it begins with `task`. `has_date`: it has a line `when:` or
    /// `date:` with a date. [`Note::task_names_in_unreadable_fields`] gives the names of its tasks.
    Unreadable {
        has_task: bool,
        has_date: bool,
    },
    /// Not UTF-8 (UTF-16 included).
    NotText {
        has_task: bool,
        has_date: bool,
    },
    /// The note holds git's conflict marks.
    GitMarks {
        has_task: bool,
        has_date: bool,
    },
    /// It holds `{{` or `<%`: somebody's template.
    Template,
}

/// One `key: value` of the front matter.
#[derive(Clone, Debug)]
pub struct Field {
    /// Folded (`crate::text::fold_key`).
    pub key: String,
    /// As written.
    pub written: String,
    pub key_place: Place,
    pub value: Value,
    /// The value is empty because a `#` follows the key.
    pub emptied_by_comment: bool,
    /// YAML would refuse the value (`@`, `%`, a backtick, `: `), so it was taken as the text it is.
    pub needs_quotes: bool,
    /// The key appears again further down. This one, the first, counts (docs/specification.md#1-notes; `share` is then
    /// `none`).
    pub is_repeated: bool,
}

/// A value as it was written: `012` stays 012, `no` is a word.
#[derive(Clone, Debug)]
pub enum Value {
    /// Counts as absent (docs/specification.md#1-notes), and so does a text of white space.
    Empty,
    Text(Text),
    List(Vec<Text>),
    /// A nested block, such as `helper:` with keys below it.
    Map(Vec<Field>),
}

/// A piece of text with its place. Wiki links are replaced by their text; curly quotes round the whole are removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    pub place: Place,
}

/// The structure of a body that docs/specification.md#1-notes asks for. Code, quotes and comments are not in it.
#[derive(Debug, Default)]
pub struct Body {
    pub boxes: Vec<CheckBox>,
    /// Lines that look like a ticked box and are none (`- [x]Walk`, `[x] Walk`, `☑ Walk`): what stands behind the box.
    pub near_miss_boxes: Vec<Text>,
    /// Ticked lines where nothing is read: in HTML, in quotes, in what is taken for code.
    pub unread_boxes: Vec<UnreadBox>,
    /// Ticks without a box: what they may be for, at the place of their line.
    pub unboxed: Vec<UnboxedText>,
    /// Lines without a box that begin with a date, or with what may be meant as one: their text and the bytes of the note
    /// that they take, with what is nested under them.
    pub dated_lines: Vec<(Text, Range<usize>)>,
    /// `#tags` outside check-box lines, without the `#`.
    pub tags: Vec<Text>,
    /// `#tags` with a bracket or a comma right before them, which makes them none: `(#walk)`.
    pub tags_after_bracket_or_comma: Vec<Text>,
    /// `#tags` in check-box lines, without the `#`.
    pub box_tags: Vec<Text>,
    /// Images and embeds (`![](a.jpg)`, `![[a.jpg]]`): their target and alternative text.
    pub images: Vec<Image>,
    /// Bytes of the note under each heading `## To share`, to the next heading of that level or a higher one.
    pub to_share: Vec<Range<usize>>,
    /// Lines that are nearly such a heading.
    pub nearly_to_share: Vec<Text>,
    /// Headings `To share` whose text a line of dashes below it has made a heading.
    pub to_share_over_nothing: Vec<Text>,
}

/// A list item whose text begins with a check box.
#[derive(Clone, Debug)]
pub struct CheckBox {
    /// The character between the brackets.
    pub mark: char,
    /// The item's first line behind the box, as written, trimmed.
    pub text: Text,
    /// The items nested directly under it, with a box or without, and Logseq's `key:: value` lines.
    pub nested_items: Vec<Text>,
    /// Items without a box that are nested further down.
    pub nested_deeper: Vec<Text>,
    /// Lines directly below it like `- minutes: 5` that are not indented, and so are not under it; and those like `fear: 6` that have
    /// no list mark.
    pub fields_below: Vec<Text>,
    /// Where its text is a time, minutes or a word such as `done`: the item or heading that it stands under.
    pub title: Option<String>,
    /// The box it is nested under, by its place in [`Body::boxes`].
    pub parent: Option<usize>,
    /// Bytes of the note that its item takes, with everything nested under it.
    pub range: Range<usize>,
}

/// A ticked line that is not read for the place it is in.
#[derive(Clone, Debug)]
pub struct UnreadBox {
    /// The line behind the box.
    pub text: Text,
    pub place: UnreadPlace,
}

/// Where a ticked line is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreadPlace {
    /// Directly below a line of HTML, which takes in all up to the next empty line.
    Html,
    Quote,
    /// Behind `[!todo]`, on the same line.
    CalloutTitle,
    /// Begun with so much space that it is code.
    IndentedCode,
    /// Between Logseq's `#+BEGIN_QUOTE` and `#+END_QUOTE`.
    QuoteBlock,
    /// Below a line of backticks that opens code and is never closed. The place is that line's.
    OpenFence,
    /// Below a `<!--` that begins a comment and is never closed. The place is that line's.
    OpenComment,
}

impl UnreadPlace {
    /// Whether what never ends is told once, for all that it takes in.
    #[must_use]
    pub fn is_told_once(self) -> bool {
        matches!(self, UnreadPlace::OpenFence | UnreadPlace::OpenComment)
    }
}

/// What a tick without a box may be for.
#[derive(Clone, Debug)]
pub struct UnboxedText {
    pub text: Text,
    /// The tick is in a row of a table.
    pub in_table: bool,
    /// The cell with the tick, there.
    pub cell: String,
}

/// An image in the text.
#[derive(Clone, Debug)]
pub struct Image {
    pub target: Text,
    pub alt: String,
}

/// Places in the first lines of a short text are found by walking, without an index.
const MAX_WALK_LINES: u32 = 16;
const MAX_WALK_BYTES: usize = 4 << 10;

impl<'a> Note<'a> {
    /// A text without front matter, such as a part of a note.
    pub(super) fn of_text(text: &'a str) -> Note<'a> {
        Note {
            path: "",
            body_range: 0..text.len(),
            text: Cow::Borrowed(text),
            front_matter: FrontMatter::Absent,
            fields: Vec::new(),
            problems: Vec::new(),
            line_index: OnceLock::new(),
            parsed_body: OnceLock::new(),
        }
    }
}

impl Note<'_> {
    /// The body as it was written, trimmed.
    #[must_use]
    pub fn body_text(&self) -> &str {
        self.text[self.body_range.clone()].trim()
    }

    /// The line of the text that a place is in, without its end. Empty for a place that is not in the text.
    #[must_use]
    pub fn line_at_place(&self, place: Place) -> &str {
        if !self.is_found_by_walking(place) {
            return self.line_index().line_text(&self.text, place.line);
        }
        let at = place.line.checked_sub(1).map(|above| above as usize);
        at.and_then(|at| lines::lines_with_offsets(&self.text).nth(at)).map_or("", |(_, line)| line)
    }

    /// Most places are near the top of a short text, where walking costs less than building an index.
    fn is_found_by_walking(&self, place: Place) -> bool {
        place.line <= MAX_WALK_LINES && self.text.len() <= MAX_WALK_BYTES
    }

    /// A problem at a place of this note. A long line is cut round the place ([`Problem::line`]).
    #[must_use]
    pub fn problem_at(&self, place: Place, code: Code, message: String, help: String) -> Problem {
        let (line, skipped) = self.excerpt_at(place);
        Problem { file: self.path.to_owned(), place, code, message, help, line, chars_cut_before: skipped }
    }

    /// The line round a place as a problem shows it, and how many characters were left out before it.
    pub(crate) fn excerpt_at(&self, place: Place) -> (String, u32) {
        let found = if self.is_found_by_walking(place) {
            if let Some(line) = lines::short_line_by_walking(&self.text, place.line) {
                return (line.to_owned(), 0);
            }
            lines::byte_and_column_by_walking(&self.text, place)
        } else {
            self.line_index().byte_and_column_of_place(&self.text, place)
        };
        match found {
            Some((byte, column)) => lines::excerpt_around(&self.text, byte, column),
            None => (String::new(), 0),
        }
    }

    pub(super) fn add_problem(&mut self, place: Place, code: Code, message: String, help: String) {
        let problem = self.problem_at(place, code, message, help);
        self.problems.push(problem);
    }

    pub(super) fn line_index(&self) -> &LineIndex {
        self.line_index.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The place of a byte range of the text. Its width ends with its line.
    pub(super) fn place_of_range(&self, range: Range<usize>) -> Place {
        self.line_index().place_of_range(&self.text, range)
    }
}
