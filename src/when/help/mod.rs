//! What is not understood, explained with the nearest phrase that is.

pub(crate) mod entry_fields;
pub(crate) mod hours;
pub(crate) mod nearest;
pub(crate) mod other_words;
pub(crate) mod rewritten;
