//! What in the clients' folders cannot be used.

use crate::phrases::UnreadReason;

/// A file or a folder that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnreadPath {
    /// Relative to the folder of all clients, with `/`.
    pub path: String,
    pub why: UnreadReason,
}

impl UnreadPath {
    #[must_use]
    pub fn new(path: &str, why: UnreadReason) -> UnreadPath {
        UnreadPath { path: path.to_owned(), why }
    }
}
