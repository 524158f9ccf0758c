//! The settings of a journal, from its folder.

use std::io;
use std::path::Path;

use super::folder_names::{NO_SETTINGS, NOTES_TO_FIX, SETTINGS, reports_folder};
use crate::folder::{self, names};
use crate::journal::{self, DailyNoteNames, Settings};
use crate::problem::{Code, Problem};
use crate::report::page_names;

/// The settings of a folder, and whether there is a note of them.
pub fn settings_and_whether_note_is_there(root: &Path) -> (Result<Settings, Vec<Problem>>, bool) {
    let name = match folder::find_settings_name(root) {
        Ok(Some(name)) => name,
        // A folder that is not a journal can be shown and checked, as if its settings were empty.
        Ok(None) => return (journal::settings(SETTINGS, NO_SETTINGS), false),
        Err(error) => return (Err(vec![unreadable_problem(SETTINGS, &error)]), true),
    };
    match folder::read_file(root, &name) {
        Ok(bytes) => {
            (journal::settings(&name, &bytes).and_then(|settings| refuse_reports_over_notes(root, settings)), true)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => (journal::settings(SETTINGS, NO_SETTINGS), false),
        Err(error) => (Err(vec![unreadable_problem(&name, &error)]), true),
    }
}

/// The settings of a scan: a problem if there are two files of settings.
pub(super) fn refuse_two_settings<'a>(
    settings: Result<Settings, Vec<Problem>>,
    note_paths: impl Iterator<Item = &'a str>,
) -> Result<Settings, Vec<Problem>> {
    let names: Vec<&str> = note_paths.filter(|path| names::is_settings_path(path)).collect();
    let [first, second, ..] = names.as_slice() else { return settings };
    let problem = Problem::for_file(
        second,
        Code::SettingsUnreadable,
        format!("This journal has two files of settings, `{first}` and `{second}`."),
        "Put the settings into one of them, and give the other a name of its own.".to_owned(),
    );
    let mut problems = settings.err().unwrap_or_default();
    problems.push(problem);
    Err(problems)
}

/// Whether settings say nothing, as those of a note that is still being written.
pub fn says_no_settings(settings: &Settings) -> bool {
    journal::settings(SETTINGS, NO_SETTINGS).is_ok_and(|none| none == *settings)
}

/// How daily notes are named: by the settings, otherwise by those of Obsidian or Logseq, which are read only for this.
pub(super) fn read_daily_names(root: &Path, settings: Option<&Settings>) -> DailyNoteNames {
    let text = |path: &str| folder::read_file(root, path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let [obsidian, logseq] = names::DAILY_NOTE_SETTINGS.map(text);
    DailyNoteNames::new(settings, obsidian.as_deref(), logseq.as_deref())
}

/// If the reports folder contained the journal itself or notes of it, they would not be read, and all of them would be given away.
fn refuse_reports_over_notes(root: &Path, settings: Settings) -> Result<Settings, Vec<Problem>> {
    let reports = reports_folder(root, Some(&settings));
    // An absolute path through a link is refused too.
    let reports = reports.canonicalize().unwrap_or(reports);
    let what_it_holds = if root.starts_with(&reports) {
        "the journal"
    } else if settings.report_to.is_some() && reports.starts_with(root) && holds_notes_and_no_page(&reports) {
        "notes of this journal"
    } else {
        return Ok(settings);
    };
    Err(vec![Problem::for_file(
        SETTINGS,
        Code::BadValue,
        format!("`report to` names a folder that contains {what_it_holds}, and reports need one of their own."),
        "Write a folder with nothing else in it, such as `reports` or `../for my therapist`.".to_owned(),
    )])
}

/// Whether there is a note in a folder, or below it, and no page at its top: then it is a folder of notes, which was named by mistake.
fn holds_notes_and_no_page(folder: &Path) -> bool {
    const DEEPEST: usize = 8;
    let is_page = |name: &str| page_names::may_be_our_page_name(name) || name == NOTES_TO_FIX;
    // Asked at each update: a folder of reports has a page among the first names.
    let mut names_at_top = std::fs::read_dir(folder).into_iter().flatten().flatten();
    if names_at_top.any(|entry| is_page(&entry.file_name().to_string_lossy())) {
        return false;
    }
    let mut entries = walkdir::WalkDir::new(folder).max_depth(DEEPEST).into_iter().filter_map(Result::ok);
    entries.any(|entry| {
        let name = entry.file_name().to_string_lossy();
        entry.file_type().is_file() && names::is_note_by_ending(&name) && !is_page(&name)
    })
}

/// A file that could not be read.
pub(super) fn unreadable_problem(path: &str, error: &io::Error) -> Problem {
    Problem::for_file(
        path,
        Code::FileUnreadable,
        format!("This file could not be read ({error})."),
        if error.kind() == io::ErrorKind::FileTooLarge {
            "If it is a note, write it as several. If it is none, move it out of the journal, or give it another ending."
        } else {
            "See whether it opens in an editor, and whether it is yours to read."
        }
        .to_owned(),
    )
}
