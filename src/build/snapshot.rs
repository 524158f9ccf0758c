//! What is in a journal's folder, each note understood by itself.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;

use super::changed::ChangesSinceBuild;
use super::folder_names::reports_folder;
use super::note_cache::NoteCache;
use super::photo_maker::PhotoMaker;
use super::read_settings::{read_daily_names, refuse_two_settings, settings_and_whether_note_is_there};
use crate::folder::{FolderIdentity, ListedFile, PathLookup, Scan};
use crate::journal::{
    self, CatalogInputs, DailyNoteNames, Journal, NoteDraft, NotesAndFiles, PlanCatalog, PrivatePlanNames, Settings,
    View,
};
use crate::phrases::Language;
use crate::problem::Problem;
use crate::prompt::Rules;
use crate::render::Templates;
use crate::when::DateSpan;

/// What is in a journal's folder, each note understood by itself.
pub struct Snapshot {
    /// The language of everything that is made from it.
    pub language: &'static Language,
    /// The folder as it was when it was read.
    pub root: FolderIdentity,
    pub scan: Scan,
    pub settings: Result<Settings, Vec<Problem>>,
    /// Whether there was a `journal.md`. If not, the settings are empty, and nothing is ever written.
    pub is_journal: bool,
    /// In order of path.
    pub drafts: Vec<NoteDraft>,
    /// The notes of the journal's `prompts/`: path and bytes.
    pub rules: Vec<(String, Vec<u8>)>,
    /// The journal's own templates: path and text.
    pub templates: Vec<(String, String)>,
    /// Files that could not be read, besides those of the scan.
    pub problems: Vec<Problem>,
    /// A note went away or kept changing while it was read: a later pass will see more.
    pub changed_while_read: bool,
    /// What has changed since something was last made from this folder.
    pub changes: ChangesSinceBuild,
    /// What the next pass needs to know of the notes.
    pub note_cache: NoteCache,
    /// How daily notes are named.
    pub daily_names: DailyNoteNames,
    /// Notes that are taken as they last could be read.
    pub last_readable_paths: BTreeSet<String>,
}

impl Snapshot {
    /// Whether the folder is still as it was read: the same files, with the same stamps, and the same settings
    /// (docs/watching.md (22)). What was read while somebody changed the folder may never have been there at one time.
    #[must_use]
    pub fn is_folder_unchanged(&self) -> bool {
        let root = self.root.path();
        let (settings, _) = settings_and_whether_note_is_there(root);
        let settings = refuse_two_settings(settings, self.scan.notes.iter().map(|note| &*note.path));
        let reports = reports_folder(root, settings.as_ref().ok());
        let is_same = |path: &String| match self.scan.look_up(root, &reports, path) {
            PathLookup::Note(found) => self.listed_note(path) == Some(&found),
            PathLookup::Missing | PathLookup::Ignored => self.listed_note(path).is_none(),
            PathLookup::Unclear => false,
        };
        settings == self.settings
            && read_daily_names(root, settings.as_ref().ok()) == self.daily_names
            && match &self.changes.checked_paths {
                Some(paths) => paths.iter().all(is_same),
                None => self.scan.is_still_same(root, &reports),
            }
    }

    /// Whether a scan finds the folder as it was read: the same files, with the same stamps, and none that was
    /// so young that it can have changed since without showing it (docs/watching.md (10, 11)).
    #[must_use]
    pub fn is_folder_unchanged_and_settled(&self) -> bool {
        let reports = reports_folder(self.root.path(), self.settings.as_ref().ok());
        !self.note_cache.is_any_racy() && self.scan.is_still_same(self.root.path(), &reports)
    }

    /// Whether a note, a template or a rule is at this path.
    #[must_use]
    pub fn has_input_at(&self, path: &str) -> bool {
        self.listed_note(path).is_some() || self.is_rule_or_template(path)
    }

    /// Whether a template or a rule is at this path.
    #[must_use]
    pub fn is_rule_or_template(&self, path: &str) -> bool {
        self.scan.rules_and_templates.iter().any(|found| *found.path == *path)
    }

    /// A note of the scan.
    #[must_use]
    pub fn listed_note(&self, path: &str) -> Option<&ListedFile> {
        let at = self.scan.notes.binary_search_by(|note| (*note.path).cmp(path)).ok()?;
        self.scan.notes.get(at)
    }

    /// Whether the note at this path is a plan.
    #[must_use]
    pub fn is_plan_note(&self, path: &str) -> bool {
        let at = self.drafts.binary_search_by(|draft| draft.path().cmp(path));
        at.ok().and_then(|at| self.drafts.get(at)).is_some_and(NoteDraft::is_plan)
    }

    /// What makes the photos of this journal; photos already in the reports folder are used again.
    #[must_use]
    pub fn photo_maker(&self, reports: &Path) -> PhotoMaker<'_> {
        PhotoMaker::new(self.root.path(), &self.scan.other_files, reports)
    }

    /// Its templates over those of the language, and what is wrong with them.
    #[must_use]
    pub fn compile_templates(&self) -> (Templates, Vec<Problem>) {
        Templates::new(self.language, &self.templates)
    }

    /// Its rules over those of the language, and what is wrong with them. A rule that names a private plan is not used: the pages for
    /// prompts are shared.
    #[must_use]
    pub fn compile_prompt_rules(&self) -> (Rules, Vec<Problem>) {
        let Some(names) = self.private_plan_names_if_own_rules() else { return Rules::new(self.language, &self.rules) };
        let (mut used, mut kept_back) = (Vec::new(), Vec::new());
        for (path, bytes) in &self.rules {
            match names.rule_kept_back_hint(path, bytes) {
                Some(hint) => kept_back.push(hint),
                None => used.push((path.clone(), bytes.clone())),
            }
        }
        let (rules, mut problems) = Rules::new(self.language, &used);
        problems.extend(kept_back);
        (rules, problems)
    }

    /// The names of the private plans, where the journal has rules of its own.
    fn private_plan_names_if_own_rules(&self) -> Option<PrivatePlanNames> {
        let settings = self.settings.as_ref().ok().filter(|_| !self.rules.is_empty())?;
        Some(PrivatePlanNames::of_notes(settings, &NotesAndFiles::new(&self.drafts, &self.scan.other_files)))
    }

    /// The journal as the client would see it with one more note: its path from the journal, and its text.
    #[must_use]
    pub fn assemble_with_new_note(&self, settings: &Settings, today: NaiveDate, path: &str, text: &str) -> Journal {
        self.assemble_with_new_notes(settings, today, [(path, text)])
    }

    /// The same as it would be shared.
    #[must_use]
    pub fn assemble_shared_with_new_note(
        &self,
        settings: &Settings,
        today: NaiveDate,
        path: &str,
        text: &str,
    ) -> Journal {
        self.assemble_drafts(settings, &self.drafts_with_new_notes([(path, text)]), today, View::Shared)
    }

    /// The same as the client sees it, with several more notes.
    #[must_use]
    pub fn assemble_with_new_notes<'a>(
        &self,
        settings: &Settings,
        today: NaiveDate,
        notes: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Journal {
        self.assemble_drafts(settings, &self.drafts_with_new_notes(notes), today, View::Client)
    }

    fn drafts_with_new_notes<'a>(&self, notes: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<NoteDraft> {
        let understand =
            |(path, text): (&str, &str)| journal::understand_with_daily_names(path, text.as_bytes(), &self.daily_names);
        let mut drafts = self.drafts.clone();
        drafts.extend(notes.into_iter().map(understand));
        drafts
    }

    /// The journal as the client sees it, or as it is shared.
    #[must_use]
    pub fn assemble_journal(&self, settings: &Settings, today: NaiveDate, view: View) -> Journal {
        self.assemble_drafts(settings, &self.drafts, today, view)
    }

    /// The journal as the client sees it, with the entries of only one day: quick, for a question about the plans of that day.
    #[must_use]
    pub fn assemble_client_view_of_day(&self, settings: &Settings, day: NaiveDate) -> Journal {
        let notes = NotesAndFiles::new(&self.drafts, &self.scan.other_files);
        let sources = CatalogInputs { settings, notes: &notes, today: day };
        let built = PlanCatalog::build(sources, View::Client, None);
        let dates = DateSpan { first: day, last: day };
        built.catalog.journal_of_dates(&notes, &built.collected_files, dates).journal
    }

    fn assemble_drafts(&self, settings: &Settings, drafts: &[NoteDraft], today: NaiveDate, view: View) -> Journal {
        journal::assemble(settings, drafts, &self.scan.other_files, today, view)
    }
}
