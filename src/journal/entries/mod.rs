//! The entries of given dates, from the catalog and the notes of those dates.

pub(crate) mod dated;
pub(crate) mod day_entries;
pub(crate) mod finish;
pub(crate) mod pending;
pub(crate) mod pending_entry;
pub(crate) mod superseded_words;
pub(crate) mod tracked;
