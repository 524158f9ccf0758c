//! Counted weeks -> the report model -> text (SPEC 4). The model decides everything; templates only lay it out.

use serde::Serialize;

use crate::journal::Journal;
use crate::problem::Problem;
use crate::prompt::Prompts;
use crate::week::{Counted, Week};

/// The templates in force: those built in (`templates/`), with the journal's own over them.
pub struct Templates {/* the helper for this room decides */}

/// One week's report: what every form of it (markdown now, HTML later) lays out. Holds only what may be read by whoever
/// reads the report.
#[derive(Clone, Debug, Serialize)]
pub struct Report {/* the helper for this room decides */}

impl Templates {
    /// The built-in templates, with the journal's own (path, text) over them; a broken one is a problem, and the built-in
    /// stands in.
    #[must_use]
    pub fn new(own: &[(String, String)]) -> (Templates, Vec<Problem>) {
        todo!()
    }
}

/// The model of the last of `weeks` (oldest first, at most six, without gaps).
#[must_use]
pub fn model(journal: &Journal, weeks: &[Counted], prompts: &Prompts) -> Report {
    todo!()
}

impl Templates {
    /// `week-DATE.md`. An override that fails while rendering is a problem, and the built-in stands in.
    #[must_use]
    pub fn week(&self, report: &Report) -> (String, Option<Problem>) {
        todo!()
    }

    /// `prompts-DATE.md`.
    #[must_use]
    pub fn prompts(&self, report: &Report) -> (String, Option<Problem>) {
        todo!()
    }

    /// `index.md`: the newest week first.
    #[must_use]
    pub fn overview(&self, journal: &Journal, weeks: &[Report]) -> (String, Option<Problem>) {
        todo!()
    }

    /// `notes-to-fix.md`, or none where there is nothing to fix.
    #[must_use]
    pub fn notes_to_fix(&self, problems: &[Problem]) -> (Option<String>, Option<Problem>) {
        todo!()
    }
}
