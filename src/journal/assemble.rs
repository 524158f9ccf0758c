//! A whole journal: the catalog, and the entries of all dates.

use chrono::NaiveDate;

use super::catalog::notes::NotesAndFiles;
use super::catalog::plan_catalog::{CatalogInputs, PlanCatalog};
use super::draft::NoteDraft;
use super::{Journal, Settings, View};
use crate::when::DateSpan;

/// All dates.
pub const ALWAYS: DateSpan = DateSpan { first: NaiveDate::MIN, last: NaiveDate::MAX };

/// All notes together. `drafts` may come in any order, `other_files` are the paths of files that are no notes (`collects`,
/// photos). In the view [`View::Shared`] the result is what it would be if the `none` notes were not there.
#[must_use]
pub fn assemble(
    settings: &Settings,
    drafts: &[NoteDraft],
    other_files: &[String],
    today: NaiveDate,
    view: View,
) -> Journal {
    let notes = NotesAndFiles::new(drafts, other_files);
    let built = PlanCatalog::build(CatalogInputs { settings, notes: &notes, today }, view, None);
    let dated = built.catalog.journal_of_dates(&notes, &built.collected_files, ALWAYS);
    let mut problems = built.problems;
    problems.extend(dated.problems.into_iter().map(|(_, problem)| problem));
    problems.sort();
    problems.dedup();
    Journal { problems, ..dated.journal }
}
