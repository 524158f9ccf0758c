//! What has to be done so that a folder holds exactly the files we make, leaving files that are not ours: a list of actions.
//! `report --preview` prints the list, `report` and `watch` carry it out.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::conflict_copies;
use super::edited::EditedPagesFolder;
use super::existing::ExistingFile;
use super::file::{OutputFile, WriteSummary, why_not_written};
use super::file_text::FileText;
use super::folders::{self, OpenFolder};
use super::key::PageContentKey;
use super::provenance::ProvenanceSyntax;
use super::temporary::{self, Leftover};
use crate::folder::{FileStamp, FolderIdentity};

/// Where files are written.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// The journal, as it was when its notes were read.
    pub root: &'a FolderIdentity,
    /// The folder of the files.
    pub folder: &'a Path,
    /// The folder for what people typed into them.
    pub edited_path: &'a Path,
    /// Files that a program keeps writing into. They are left as they are for now, if they were edited again.
    pub backed_off: &'a BTreeSet<PathBuf>,
    /// It is in another folder that we write first, and is removed when nothing is left in that folder.
    pub is_within_ours: bool,
}

impl<'a> Destination<'a> {
    /// A folder in which no file is left alone.
    #[must_use]
    pub fn new(root: &'a FolderIdentity, folder: &'a Path, edited: &'a Path) -> Destination<'a> {
        const NONE: &BTreeSet<PathBuf> = &BTreeSet::new();
        Destination { root, folder, edited_path: edited, backed_off: NONE, is_within_ours: false }
    }

    /// The same, in another folder that we write first.
    #[must_use]
    pub fn inside_folder_of_ours(self) -> Destination<'a> {
        Destination { is_within_ours: true, ..self }
    }

    /// The folder that is made first: its own, or the one of ours that it is in.
    fn outermost_folder_to_make(&self) -> &'a Path {
        self.folder.parent().filter(|_| self.is_within_ours).unwrap_or(self.folder)
    }

    pub(super) fn folder_for_edited_pages(&self) -> EditedPagesFolder<'_> {
        EditedPagesFolder { root: self.root, path: self.edited_path }
    }
}

/// What has to be done at one name of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PlannedChange {
    /// Write this text. `edits_go_to` is where an edited page in its place goes, `replaced` what was there.
    Write { name: String, text: MarkedText, edits_go_to: Option<PathBuf>, replaced: Option<FileStamp> },
    /// Remove a file of ours that is no longer needed. `kept_as` is where it goes if it was edited.
    Remove { name: String, edits_go_to: Option<PathBuf> },
    /// Clear what a killed run left behind. `kept_as` is where it goes if somebody typed into it, and the name it then had.
    SettleLeftover { name: String, edits_name_and_destination: Option<(String, PathBuf)> },
}

/// What a file is to say, without the line that says that it is ours and unedited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MarkedText {
    body: Option<FileText>,
    key: Option<PageContentKey>,
}

impl MarkedText {
    /// The whole text of the file at this name.
    pub(super) fn of_name(&self, name: &str) -> io::Result<String> {
        let body = self.body.as_ref().map_or(Ok(Cow::Borrowed("")), FileText::text)?;
        Ok(ProvenanceSyntax::of_name(name).with_provenance(&body, self.key))
    }
}

/// What is to be done at one name, or why nothing is.
pub(super) enum WriteDecision {
    Act(PlannedChange),
    /// It is as it should be.
    Unchanged,
    /// It is somebody else's, at a name of ours that is not needed.
    Foreign,
    /// It is somebody else's, where one of our files should be.
    Blocked,
    /// It is of a newer version.
    Newer,
    /// A program keeps writing into it.
    BackedOff,
    /// Nothing is there, and nothing should be.
    Nothing,
}

impl WriteDecision {
    fn with_text(self, text: MarkedText, replaced: Option<FileStamp>) -> WriteDecision {
        match self {
            WriteDecision::Act(PlannedChange::Write { name, edits_go_to, .. }) => {
                WriteDecision::Act(PlannedChange::Write { name, text, edits_go_to, replaced })
            }
            other => other,
        }
    }
}

/// What has to be done in a folder.
#[derive(Debug)]
pub struct WritePlan<'a> {
    pub(super) to: Destination<'a>,
    pub(super) open: OpenFolder,
    pub(super) actions: Vec<PlannedChange>,
    /// What is known before anything is done: files that stay, and why.
    pub(super) summary: WriteSummary,
}

/// Plans what has to be done so that of our files a folder holds exactly `files`: write what differs, remove
/// ours that are not among them (`is_our_name` says which names this folder's files can have) and sync clients' copies of ours,
/// move what a person edited to `edited`, and clear what an earlier run of this machine left half done. What differs only in
/// line ends and a byte-order mark is not touched. If any of ours has a newer format, nothing is written at all.
///
/// Until the plan is carried out or dropped, other processes of ours are kept out of the folder.
///
/// # Errors
/// If `root` is not what it was when the notes were read. Whatever is wrong with the folder or one of its files is in the
/// summary, so that the remaining folders and files are still written.
pub fn plan_writes<'a>(
    to: Destination<'a>,
    files: Vec<OutputFile>,
    is_our_name: &dyn Fn(&str) -> bool,
) -> io::Result<WritePlan<'a>> {
    folders::check_journal_unmoved(to.root)?;
    let mut plan =
        WritePlan { to, open: OpenFolder::lock(to.folder), actions: Vec::new(), summary: WriteSummary::default() };
    let names = folders::folder_exists(to.folder)
        .and_then(|is_there| if is_there { folders::list_names_in_folder(to.folder) } else { Ok(Vec::new()) });
    let names = match names {
        Ok(names) => names,
        // Whatever is in its place: if no file has to go there, it does not matter.
        Err(e) => {
            if !files.is_empty() {
                plan.summary.failed.push((to.folder.to_owned(), why_not_written(&e)));
            }
            return Ok(plan);
        }
    };
    let prefix = temporary::temporary_name_prefix_of_machine();
    let wanted: BTreeSet<String> = files.iter().map(|file| file.name.clone()).collect();
    for name in names {
        if let Some(kind) = temporary::leftover_kind(&name, &prefix) {
            plan.add_decision(&name, decide_leftover(&to, &name, kind));
        } else if !wanted.contains(&name) && is_our_name(&name) {
            plan.add_decision(&name, decide_for_unwanted_file(&to, &name));
        } else if !wanted.contains(&name) && conflict_copies::may_be_copy_of_ours(&name, is_our_name) {
            // A file without our provenance that is only named like a copy is a person's own.
            match decide_for_unwanted_file(&to, &name) {
                Ok(WriteDecision::Foreign) => {}
                decision => plan.add_decision(&name, decision),
            }
        }
    }
    let decided: Vec<_> = files.into_par_iter().map(|file| decide_for_output_file(&to, file)).collect();
    for (name, decision) in decided {
        plan.add_decision(&name, decision);
    }
    if plan.actions.iter().any(|action| matches!(action, PlannedChange::Write { .. }))
        && let Err(e) = folders::check_folder_or_one_above_exists(to.root, to.outermost_folder_to_make())
    {
        plan.actions.clear();
        plan.summary.failed.push((to.folder.to_owned(), why_not_written(&e)));
    }
    Ok(plan)
}

impl WritePlan<'_> {
    /// Somebody else's files at names of ours.
    #[must_use]
    pub fn foreign_files_at_our_names(&self) -> &[PathBuf] {
        &self.summary.foreign
    }

    /// The edited files that would be kept: from where, to where.
    pub fn planned_moves(&self) -> impl Iterator<Item = (PathBuf, &Path)> {
        self.actions.iter().filter_map(|action| match action {
            PlannedChange::Write { name, edits_go_to: kept_as, .. }
            | PlannedChange::Remove { name, edits_go_to: kept_as } => {
                Some((self.to.folder.join(name), kept_as.as_deref()?))
            }
            PlannedChange::SettleLeftover { edits_name_and_destination: kept_as, .. } => {
                kept_as.as_ref().map(|(name, kept_as)| (self.to.folder.join(name), kept_as.as_path()))
            }
        })
    }

    /// Whether nothing has to be done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty()
    }

    /// What carrying out the plan would do, if nothing changes until then.
    #[must_use]
    pub fn into_preview_summary(self) -> WriteSummary {
        let WritePlan { to, actions, mut summary, .. } = self;
        if !summary.newer.is_empty() {
            return WriteSummary { newer: summary.newer, ..WriteSummary::default() };
        }
        for action in actions {
            match action {
                PlannedChange::Write { name, text, edits_go_to: kept_as, .. } => {
                    let path = to.folder.join(&name);
                    summary.moved.extend(kept_as.map(|kept_as| (path.clone(), kept_as)));
                    match text.of_name(&name) {
                        Ok(text) => {
                            summary.written.push(path.clone());
                            summary.preview_texts.insert(path, text);
                        }
                        Err(e) => summary.failed.push((path, why_not_written(&e))),
                    }
                }
                PlannedChange::Remove { name, edits_go_to: Some(kept_as) } => {
                    summary.moved.push((to.folder.join(name), kept_as))
                }
                PlannedChange::Remove { name, edits_go_to: None } => summary.removed.push(to.folder.join(name)),
                PlannedChange::SettleLeftover { edits_name_and_destination: kept_as, .. } => {
                    summary.moved.extend(kept_as.map(|(name, kept_as)| (to.folder.join(name), kept_as)));
                }
            }
        }
        summary
    }

    fn add_decision(&mut self, name: &str, decision: io::Result<WriteDecision>) {
        match decision {
            Ok(WriteDecision::Act(action)) => self.actions.push(action),
            other => record_left_as_is(&mut self.summary, self.to.folder.join(name), other),
        }
    }
}

/// Notes why nothing is done at a path.
pub(super) fn record_left_as_is(summary: &mut WriteSummary, path: PathBuf, decision: io::Result<WriteDecision>) {
    match decision {
        Ok(WriteDecision::Unchanged) => summary.unchanged += 1,
        Ok(WriteDecision::Foreign) => summary.foreign.push(path),
        Ok(WriteDecision::Blocked) => {
            summary.foreign.push(path.clone());
            summary.blocked.push(path);
        }
        Ok(WriteDecision::Newer) => summary.newer.push(path),
        Ok(WriteDecision::BackedOff) => summary.backed_off.push(path),
        Ok(WriteDecision::Nothing | WriteDecision::Act(_)) => {}
        Err(e) => summary.failed.push((path, why_not_written(&e))),
    }
}

/// What to do with a file to be written.
fn decide_for_output_file(to: &Destination<'_>, file: OutputFile) -> (String, io::Result<WriteDecision>) {
    let OutputFile { name, body, key, on_disk } = file;
    if body.is_none() {
        return (name, Ok(WriteDecision::Unchanged));
    }
    let text = MarkedText { body, key };
    let path = to.folder.join(&name);
    let replaced = FileStamp::of_path(&path);
    // A page that was ours and unedited a moment ago, with a different key, is not read again. An edit since then is found
    // when the page is taken out (`replace_keeping_edits`).
    let is_known = on_disk.is_some_and(|known| Some(known.key) != key && Some(known.stamp) == replaced);
    let inspect = || ExistingFile::inspect(&path, Some(&text.of_name(&name)?));
    let existing = if is_known { Ok(ExistingFile::Intact) } else { inspect() };
    let decision = existing.and_then(|existing| decide_for_wanted_file(to, &name, existing));
    (name, decision.map(|decision| decision.with_text(text, replaced)))
}

/// What to do if a text is wanted where this is. The caller has the text and adds it.
pub(super) fn decide_for_wanted_file(
    to: &Destination<'_>,
    name: &str,
    existing: ExistingFile,
) -> io::Result<WriteDecision> {
    let path = to.folder.join(name);
    let write = |edits_go_to| {
        let (name, text) = (name.to_owned(), MarkedText::default());
        WriteDecision::Act(PlannedChange::Write { name, text, edits_go_to, replaced: None })
    };
    Ok(match existing {
        ExistingFile::Same => WriteDecision::Unchanged,
        ExistingFile::Foreign => WriteDecision::Blocked,
        ExistingFile::Newer => WriteDecision::Newer,
        ExistingFile::Nothing | ExistingFile::Empty | ExistingFile::Intact => write(None),
        ExistingFile::Edited if to.backed_off.contains(&path) => WriteDecision::BackedOff,
        ExistingFile::Edited => write(Some(to.folder_for_edited_pages().find_free_path_for(&path, name)?)),
    })
}

/// What to do with a file at a name of ours that is not wanted.
pub(super) fn decide_for_unwanted_file(to: &Destination<'_>, name: &str) -> io::Result<WriteDecision> {
    let path = to.folder.join(name);
    let remove = |kept_as| WriteDecision::Act(PlannedChange::Remove { name: name.to_owned(), edits_go_to: kept_as });
    Ok(match ExistingFile::inspect(&path, None)? {
        ExistingFile::Nothing | ExistingFile::Same => WriteDecision::Nothing,
        ExistingFile::Foreign => WriteDecision::Foreign,
        ExistingFile::Newer => WriteDecision::Newer,
        ExistingFile::Empty | ExistingFile::Intact => remove(None),
        ExistingFile::Edited if to.backed_off.contains(&path) => WriteDecision::BackedOff,
        ExistingFile::Edited => remove(Some(to.folder_for_edited_pages().find_free_path_for(&path, name)?)),
    })
}

/// What to do with what a killed run left: its own half-written files go, and anything that a person can have typed is kept.
pub(super) fn decide_leftover(to: &Destination<'_>, name: &str, kind: Leftover) -> io::Result<WriteDecision> {
    let path = to.folder.join(name);
    let clear = |kept_as| {
        WriteDecision::Act(PlannedChange::SettleLeftover { name: name.to_owned(), edits_name_and_destination: kept_as })
    };
    Ok(match (kind, ExistingFile::inspect(&path, None)?) {
        (_, ExistingFile::Nothing) => WriteDecision::Nothing,
        (Leftover::HalfWritten, _) | (Leftover::Displaced, ExistingFile::Empty | ExistingFile::Intact) => clear(None),
        (Leftover::Displaced, ExistingFile::Newer | ExistingFile::Same) => WriteDecision::Nothing,
        (Leftover::Displaced, ExistingFile::Edited | ExistingFile::Foreign) => {
            let original = temporary::original_name(name, &temporary::temporary_name_prefix_of_machine())
                .unwrap_or("note.md")
                .to_owned();
            let kept_as = to.folder_for_edited_pages().find_free_path_for(&path, &original)?;
            clear(Some((original, kept_as)))
        }
    })
}
