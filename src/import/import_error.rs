//! Why an export cannot be read, and where.

use std::fmt;

/// What is wrong in a file of another program. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub message: String,
}

impl ImportError {
    pub(super) fn new(file: &str, (line, column): (usize, usize), message: impl Into<String>) -> ImportError {
        ImportError { file: file.to_owned(), line, column, message: message.into() }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}, column {}: {}", self.file, self.line, self.column, self.message)
    }
}
