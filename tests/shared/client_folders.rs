//! Folders of reports as clients share them.

use tinystep::output::provenance::ProvenanceSyntax;

use crate::sandbox::{self, Sandbox};

/// Makes the reports of a journal as of a date, and copies them into a folder of `clients`.
pub fn share(journal: &Sandbox, as_of: &str, clients: &Sandbox, folder: &str) {
    journal.run_to(0, &["report", "--as-of", as_of]);
    sandbox::copy(&journal.path("reports"), &clients.path(folder));
}

/// `sam/data/week-2026-11-16.json`.
pub fn data_path(folder: &str, week: &str) -> String {
    format!("{folder}/data/week-{week}.json")
}

/// Some JSON with our mark.
pub fn marked(json: &str) -> String {
    ProvenanceSyntax::JsonField.with_provenance(json, None)
}

/// A file of ours with something changed in it and a valid mark: a stranger who knows how could make it.
pub fn forged(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}: {text}");
    let changed = text.replace(from, to);
    let (_, body) = changed.split_once("edited/\",").expect("a mark");
    marked(&format!("{{{body}"))
}
