//! A language: everything in it that is fixed.

use std::fmt;

use super::phrase_list::Phrases;

/// Names and texts of files that are compiled in.
pub type BuiltInTexts = &'static [(&'static str, &'static str)];

/// Everything that is written in one language. It is chosen once and passed down.
#[derive(Clone, Copy)]
pub struct Language {
    /// `en`.
    pub code: &'static str,
    pub phrases: &'static dyn Phrases,
    pub templates: BuiltInTexts,
    /// In order of name.
    pub rules: BuiltInTexts,
    /// The notes that a new journal starts with.
    pub first_notes: BuiltInTexts,
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Language").field("code", &self.code).finish_non_exhaustive()
    }
}
