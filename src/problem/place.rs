//! A problem, and its place in a file.

use super::code::Code;

/// Where in a file something is. Lines and columns count from 1, columns and widths in characters
/// (docs/specification.md#9-commands).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub line: u32,
    pub column: u32,
    /// How many characters it is long; 0 for a point.
    pub width: u32,
}

impl Place {
    /// The start of a file: for what is wrong with it as a whole.
    pub const START: Place = Place { line: 1, column: 1, width: 0 };

    /// The words at this place in its line, of which so many characters are cut at the start.
    pub(crate) fn marked_words(self, line: &str, chars_cut_before: u32) -> String {
        let before = self.column.saturating_sub(1).saturating_sub(chars_cut_before);
        line.chars().skip(before as usize).take(self.width as usize).collect()
    }
}

/// Something in a note that cannot be read (an error) or could be clearer (a hint).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Relative to the journal, with `/`.
    pub file: String,
    pub place: Place,
    pub code: Code,
    /// One short sentence: what is wrong. Quotes the words it speaks of.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// The line itself, without its line end; empty where there is none (an unreadable file). Of a long line only the
    /// part round the place, with `…` where it was cut.
    pub line: String,
    /// How many characters of the line come before `line`: the place is at column `place.column - skipped` of it. 0 for a
    /// line that was not cut.
    pub chars_cut_before: u32,
}

impl Problem {
    /// A problem with a file as a whole, of which no line can be shown.
    #[must_use]
    pub fn for_file(file: &str, code: Code, message: String, help: String) -> Problem {
        Problem {
            file: file.to_owned(),
            place: Place::START,
            code,
            message,
            help,
            line: String::new(),
            chars_cut_before: 0,
        }
    }

    /// The words that it marks in its line.
    pub(crate) fn marked_words(&self) -> String {
        self.place.marked_words(&self.line, self.chars_cut_before)
    }
}
