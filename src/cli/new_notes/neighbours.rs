//! What else a journal's folder is: an Obsidian vault, a Logseq graph, a git repository, a synced folder.

use std::fs;
use std::path::Path;

use crate::cli::new_notes::daily_note_names::template_folder;
use crate::folder::names::DAILY_NOTE_SETTINGS;
use crate::journal::DailyNoteNames;

/// What was found in the folder, or above it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SurroundingPrograms {
    pub is_obsidian: bool,
    pub is_logseq: bool,
    /// A git repository that does not leave out the reports.
    pub is_git: bool,
    /// The program that syncs the folder, if its name or its marks show it.
    pub synced_by: Option<&'static str>,
    /// The folder of the templates for notes that the vault has.
    pub template_folder: Option<String>,
    /// How daily notes are named, if another program's settings say so and tinystep does not read such names anyway.
    pub daily_notes: Option<String>,
}

/// Marks that sync programs leave at the top of what they sync, and the names of their folders.
const SYNC_MARKS: [(&str, &str); 3] = [(".stfolder", "Syncthing"), (".dropbox", "Dropbox"), (".sync", "Resilio Sync")];
const SYNC_FOLDERS: [(&str, &str); 8] = [
    ("Dropbox", "Dropbox"),
    ("OneDrive", "OneDrive"),
    ("Google Drive", "Google Drive"),
    ("GoogleDrive", "Google Drive"),
    ("Nextcloud", "Nextcloud"),
    ("ownCloud", "ownCloud"),
    ("Mobile Documents", "iCloud Drive"),
    ("Syncthing", "Syncthing"),
];

impl SurroundingPrograms {
    pub(crate) fn of(root: &Path) -> SurroundingPrograms {
        let root = fs::canonicalize(root).or_else(|_| std::path::absolute(root)).unwrap_or_else(|_| root.to_owned());
        let has_above = |name: &str| root.ancestors().any(|folder| folder.join(name).exists());
        let text = |path: &str| fs::read_to_string(root.join(path)).ok();
        let [obsidian, logseq] = DAILY_NOTE_SETTINGS.map(text);
        let mark = SYNC_MARKS.iter().find(|(mark, _)| has_above(mark)).map(|(_, program)| *program);
        let of_folder = || {
            let names = root.ancestors().filter_map(|folder| folder.file_name()?.to_str());
            names.into_iter().find_map(|name| {
                SYNC_FOLDERS.iter().find(|(folder, _)| name.starts_with(folder)).map(|(_, program)| *program)
            })
        };
        SurroundingPrograms {
            is_obsidian: has_above(".obsidian"),
            is_logseq: root.join("logseq").join("config.edn").exists(),
            is_git: has_above(".git") && !text(".gitignore").is_some_and(|text| gitignore_leaves_out_reports(&text)),
            synced_by: mark.or_else(of_folder),
            template_folder: template_folder(&root),
            daily_notes: DailyNoteNames::new(None, obsidian.as_deref(), logseq.as_deref()).unusual_pattern(),
        }
    }
}

/// Whether a `.gitignore` beside the reports leaves them out: by their name in one of the ways to write it, or with everything.
fn gitignore_leaves_out_reports(text: &str) -> bool {
    const EVERYTHING: [&str; 2] = ["*", "**"];
    text.lines().map(str::trim).any(|line| {
        let name = line.trim_start_matches("**/").trim_start_matches('/');
        let name = name.trim_end_matches('*').trim_end_matches('/');
        EVERYTHING.contains(&line.trim_start_matches('/')) || name == "reports"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_left_out_of_git_in_many_ways() {
        for line in ["reports/", "/reports/", "reports", "/reports", "*", "/*", "reports/*", "reports/**", "**/reports"]
        {
            assert!(gitignore_leaves_out_reports(&format!("target\n{line} \n")), "{line}");
        }
        for line in ["", "# reports/", "!reports/", "reports.old", "reports/x", "*.md", "my/reports"] {
            assert!(!gitignore_leaves_out_reports(line), "{line}");
        }
    }
}
