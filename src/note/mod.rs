//! One file's text -> its front matter as fields with the place of each value, and the structure of its body.
//!
//! Nothing here knows what a plan or an entry is. Reading never fails: what cannot be read is a problem beside the
//! rest.

use std::borrow::Cow;
use std::ops::Range;

use crate::problem::{Code, Place, Problem};

/// What one file says, before anybody asks what it means. Lives only as long as the file's text is in hand.
#[derive(Debug)]
pub struct Note<'a> {
    /// Relative to the journal, with `/`.
    pub path: &'a str,
    /// The whole text, without a byte-order mark; line ends as they are. Lossy where `front` is `NotText`.
    pub text: Cow<'a, str>,
    pub front: Front,
    /// In the order they stand; of a key that stands twice only the first.
    pub fields: Vec<Field>,
    /// Byte range of `text` behind the front matter.
    pub body: Range<usize>,
    /// What is wrong with the front matter as YAML, with the encoding, and git's marks. The caller decides whether it is
    /// a problem or the note is somebody's ordinary one (SPEC 1).
    pub problems: Vec<Problem>,
}

/// What became of the front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    /// There is none: the text is all body.
    Absent,
    Read,
    /// Never ends, or is not YAML. `has_task` if a line of it begins with `task`; `date_line` if it has a line `when:` or
    /// `date:` with a date in it; `task` names are found by [`Note::task_lines`].
    Unreadable {
        has_task: bool,
        has_date: bool,
    },
    /// Not UTF-8 (UTF-16 included).
    NotText {
        has_task: bool,
        has_date: bool,
    },
    /// Git's conflict marks stand in it.
    GitMarks {
        has_task: bool,
        has_date: bool,
    },
    /// Holds `{{` or `<%`: somebody's template.
    Template,
}

/// One `key: value` of the front matter.
#[derive(Clone, Debug)]
pub struct Field {
    /// Folded (`crate::text::fold_key`).
    pub key: String,
    /// As written.
    pub written: String,
    pub key_at: Place,
    pub value: Value,
    /// The value is empty because a `#` stands behind the key.
    pub emptied_by_comment: bool,
    /// The value had to be taken as text though YAML would refuse it (`@`, `%`, a backtick, `: `).
    pub wants_quotes: bool,
}

/// A value, its text as it was written (`012` stays 012, `no` is a word).
#[derive(Clone, Debug)]
pub enum Value {
    /// Absent for every purpose (SPEC 1), as is a text of white space.
    Empty,
    Text(Text),
    List(Vec<Text>),
    /// A nested block, such as `helper:` with keys below it.
    Map(Vec<Field>),
}

/// A piece of text and where it stands. Wiki links are already their text; curly quotes round the whole are taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    pub at: Place,
}

/// The structure of a body that SPEC 1 asks for. Code, quotes and comments are not in it.
#[derive(Debug, Default)]
pub struct Body {
    pub boxes: Vec<CheckBox>,
    /// `#tags` outside check-box lines, without the `#`.
    pub tags: Vec<Text>,
    /// Images and embeds (`![](a.jpg)`, `![[a.jpg]]`): their target and alternative text.
    pub images: Vec<Image>,
    /// Byte range of the whole text under the heading `## To share`, to the next heading of that level or a higher one.
    pub to_share: Option<Range<usize>>,
}

/// A list item whose text begins with a check box.
#[derive(Clone, Debug)]
pub struct CheckBox {
    /// The character between the brackets.
    pub mark: char,
    /// The item's first line behind the box, as written, trimmed.
    pub text: Text,
    /// The text of the items nested under it, whether they have a box or not.
    pub under: Vec<Text>,
}

/// An image in the text.
#[derive(Clone, Debug)]
pub struct Image {
    pub target: Text,
    pub alt: String,
}

/// Reads a file's bytes. Never fails and never panics; linear in its length.
#[must_use]
pub fn read<'a>(path: &'a str, bytes: &'a [u8]) -> Note<'a> {
    todo!()
}

impl Note<'_> {
    /// The field of this folded key, if it stands and is not empty.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key && !matches!(f.value, Value::Empty))
    }

    /// The structure of the body; costs a markdown parse, so it is asked for only where it is needed.
    #[must_use]
    pub fn body(&self) -> Body {
        todo!()
    }

    /// The texts behind `task:` in front matter that cannot be read, as far as a line tells (SPEC 6: such a task's entries
    /// are `none`).
    #[must_use]
    pub fn task_lines(&self) -> Vec<String> {
        todo!()
    }

    /// The line of the text that a place is in, without its end.
    #[must_use]
    pub fn line(&self, place: Place) -> &str {
        todo!()
    }

    /// A problem at a place of this note.
    #[must_use]
    pub fn problem(&self, at: Place, code: Code, message: String, help: String) -> Problem {
        Problem { file: self.path.to_owned(), place: at, code, message, help, line: self.line(at).to_owned() }
    }
}
