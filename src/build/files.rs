//! The files of a build.

use std::collections::BTreeMap;

use crate::output::{KeyedFile, OutputFile};
use crate::problem::Problem;

/// The files of a build.
#[derive(Default)]
pub struct BuiltFiles {
    /// Into the reports folder.
    pub reports: Vec<OutputFile>,
    /// Into `data/` beside them: the facts of each week for other programs.
    pub data: Vec<OutputFile>,
    /// Into `photos/` beside them: by name, with the bytes of those that are new.
    pub photos: BTreeMap<String, Option<Vec<u8>>>,
    /// Into `helper-card/`.
    pub cards: Vec<OutputFile>,
    /// To the top of the journal, such as `calendar.ics`: those that the settings want and that have something in them.
    pub at_top: Vec<OutputFile>,
    /// The text of `notes-to-fix.md`, made of the problems below; none if there is nothing to fix.
    pub notes_to_fix: Option<String>,
    /// All problems of the client's own view, sorted.
    pub problems: Vec<Problem>,
}

/// The pages on disk that nobody has edited since they were written, by name: in the reports folder, in `data/` beside them,
/// and in the folder of helper cards.
#[derive(Clone, Debug, Default)]
pub struct UneditedPagesOnDisk {
    pub reports: BTreeMap<String, KeyedFile>,
    pub data: BTreeMap<String, KeyedFile>,
    pub cards: BTreeMap<String, KeyedFile>,
}
