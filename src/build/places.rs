//! What the client has to know about the files beside the notes: pages that somebody typed into, somebody's files at the names
//! of pages, and pages of ours elsewhere in the journal.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::folder_names::{CARDS, DATA, NOTES_TO_FIX, reports_folder};
use super::snapshot::Snapshot;
use crate::output;
use crate::problem::{Code, Problem};
use crate::report::page_names;

/// The folder at the top of the journal for pages that somebody typed into.
pub const EDITED: &str = crate::folder::names::EDITED;

/// Where a page is, as seen from the journal.
fn path_from_journal(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    if cfg!(windows) { relative.replace('\\', "/") } else { relative.into_owned() }
}

/// The problems of the files beside the notes, as they are on the disk now.
pub(super) fn page_file_problems(snapshot: &Snapshot) -> Vec<Problem> {
    let root = snapshot.root.path();
    let mut problems = edited_page_problems(root, &[]);
    if let Ok(settings) = &snapshot.settings {
        let reports = reports_folder(root, Some(settings));
        problems.extend(
            output::find_foreign_files_at_our_names(&reports, &page_names::may_be_our_page_name)
                .iter()
                .chain(&output::find_foreign_files_at_our_names(&reports.join(DATA), &page_names::may_be_our_data_name))
                .map(|path| foreign_file_problem(root, path)),
        );
    }
    problems.extend(
        output::find_foreign_files_at_our_names(&root.join(CARDS), &page_names::may_be_our_card_name)
            .iter()
            .map(|path| foreign_file_problem(root, path)),
    );
    problems.extend(
        output::find_foreign_files_at_our_names(root, &|name| name == NOTES_TO_FIX)
            .iter()
            .map(|path| foreign_file_problem(root, path)),
    );
    problems.extend(pages_outside_reports_problems(snapshot));
    problems
}

/// The pages that are kept in `edited/`, and those that are about to be moved there; or what is in the way of that folder.
pub(super) fn edited_page_problems(root: &Path, moves: &[(PathBuf, PathBuf)]) -> Vec<Problem> {
    if std::fs::symlink_metadata(root.join(EDITED)).is_ok_and(|meta| !meta.is_dir()) {
        return vec![edited_in_the_way_problem()];
    }
    let there = output::list_edited_page_names(&root.join(EDITED)).into_iter();
    let coming = moves.iter().filter_map(|(from, to)| Some((file_name(to)?, file_name(from)?)));
    let all: BTreeMap<String, String> = there.chain(coming).collect();
    all.iter().map(|(name, original)| edited_page_problem(name, original)).collect()
}

fn edited_in_the_way_problem() -> Problem {
    Problem::for_file(
        EDITED,
        Code::StrangePage,
        "This is in the way of the folder for pages that somebody typed into. Such a page is not renewed, and may show what is \
         private now."
            .to_owned(),
        "Give it another name.".to_owned(),
    )
}

fn file_name(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_str()?.to_owned())
}

fn edited_page_problem(name: &str, original: &str) -> Problem {
    let message =
        format!("Somebody typed into `{original}`. That version is kept here, and the page is up to date again.");
    let week = original.strip_prefix("prompts-").and_then(|name| name.strip_suffix(".md"));
    let help = match week {
        Some(week) => format!(
            "If it is an answer, put it into a note of your own: `tinystep reflect --week {week}` asks for it, or write a \
             note with `kind: reflection` and `week: {week}` at its top, the question as a heading, and your answer below \
             it. Then delete this file."
        ),
        None => "Put what you want to keep into a note of your own, then delete this file.".to_owned(),
    };
    Problem::for_file(&format!("{EDITED}/{name}"), Code::KeptPage, message, help)
}

/// The problem of a file that has one of our names and is not ours.
pub(super) fn foreign_file_problem(root: &Path, path: &Path) -> Problem {
    Problem::for_file(
        &path_from_journal(root, path),
        Code::StrangePage,
        "This has the name of a page, and it is not one that tinystep knows. If it is an old page that has lost its first \
         line, it may show what is private now."
            .to_owned(),
        "If it is an old page, delete it: a fresh one is made. If it is yours, give it another name.".to_owned(),
    )
}

/// The copies of pages in the reports folder at names that are not ours. Elsewhere only notes are looked at: a watch gets no
/// events for any other file that comes or goes.
fn find_page_copies_in_reports(snapshot: &Snapshot) -> Vec<String> {
    let root = snapshot.root.path();
    let reports = reports_folder(root, snapshot.settings.as_ref().ok());
    // A folder elsewhere may hold the pages of other journals too.
    let is_inside = reports.starts_with(root);
    let is_looked_after = |path: &str| {
        let is_page = |name: &str| page_names::may_be_our_page_name(name);
        match path.split_once('/') {
            None => is_page(path) || output::may_be_copy_of_ours(path, &is_page),
            Some((DATA, name)) => {
                let is_data = |name: &str| page_names::may_be_our_data_name(name);
                is_data(name) || output::may_be_copy_of_ours(name, &is_data)
            }
            Some(_) => false,
        }
    };
    let copies = output::find_marked_files_below(&reports, is_inside, &is_looked_after);
    let mut found: Vec<String> = copies.iter().map(|path| path_from_journal(root, path)).collect();
    found.sort();
    found
}

/// Pages of ours outside the reports folder, and copies of pages, a problem for each folder.
pub(super) fn pages_outside_reports_problems(snapshot: &Snapshot) -> Vec<Problem> {
    let mut folders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let among_notes = snapshot.our_pages_outside_reports().map(str::to_owned);
    for path in among_notes.chain(find_page_copies_in_reports(snapshot)) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        folders.entry(folder).or_default().push(path);
    }
    let problem = |(folder, paths): (&String, &Vec<String>)| {
        let others = match (paths.len() - 1, folder.as_str()) {
            (0, _) => String::new(),
            (n, "") => format!(", and so are {n} others beside it"),
            (n, folder) => format!(", and so are {n} others in `{folder}/`"),
        };
        Some(Problem::for_file(
            paths.first()?,
            Code::OldPage,
            format!(
                "This page was made by tinystep and is not kept up to date{others}. It may show what is private now."
            ),
            "Delete it if nobody needs it any more.".to_owned(),
        ))
    };
    folders.iter().filter_map(problem).collect()
}
