//! What is not understood, explained with the nearest phrase that is.

pub(crate) mod nearest;
pub(crate) mod other_words;
