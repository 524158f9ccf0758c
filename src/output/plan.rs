//! What has to be done so that a folder holds exactly the files we make, as far as ours are concerned: a list of actions.
//! `report --preview` prints the list, `report` and `watch` carry it out.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::conflict_copies;
use super::edited::EditedFolder;
use super::existing::Existing;
use super::file::{OutputFile, WriteSummary};
use super::folders::{self, OpenFolder};
use super::provenance::Form;
use super::temporary::{self, Leftover};
use crate::folder::FolderIdentity;

/// Where files are written.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// The journal, as it was when its notes were read.
    pub root: &'a FolderIdentity,
    /// The folder of the files.
    pub folder: &'a Path,
    /// The folder for what people typed into them.
    pub edited: &'a Path,
    /// Files that a program keeps writing into. They are left as they are for now, where they were edited again.
    pub left_alone: &'a BTreeSet<PathBuf>,
}

impl<'a> Destination<'a> {
    /// A folder in which no file is left alone.
    #[must_use]
    pub fn new(root: &'a FolderIdentity, folder: &'a Path, edited: &'a Path) -> Destination<'a> {
        const NONE: &BTreeSet<PathBuf> = &BTreeSet::new();
        Destination { root, folder, edited, left_alone: NONE }
    }

    pub(super) fn edited(&self) -> EditedFolder<'_> {
        EditedFolder { root: self.root, path: self.edited }
    }
}

/// What has to be done at one name of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Write this text. `kept_as` is where an edited page in its place goes.
    Write { name: String, text: String, kept_as: Option<PathBuf> },
    /// Remove a file of ours that has no place any more. `kept_as` is where it goes if it was edited.
    Remove { name: String, kept_as: Option<PathBuf> },
    /// Clear what a killed run left. `kept_as` is where it goes if somebody typed into it, and the name it then had.
    Clear { name: String, kept_as: Option<(String, PathBuf)> },
}

/// What is to be done at one name, or why nothing is.
pub(super) enum Decision {
    Act(Action),
    /// It is as it should be.
    Unchanged,
    /// It is somebody else's.
    Foreign,
    /// It is of a newer version.
    Newer,
    /// A program keeps writing into it.
    LeftAlone,
    /// Nothing is there, and nothing should be.
    Nothing,
}

impl Decision {
    fn with_text(self, text: String) -> Decision {
        match self {
            Decision::Act(Action::Write { name, kept_as, .. }) => Decision::Act(Action::Write { name, text, kept_as }),
            other => other,
        }
    }
}

/// What has to be done in a folder.
#[derive(Debug)]
pub struct WritePlan<'a> {
    pub(super) to: Destination<'a>,
    pub(super) open: OpenFolder,
    pub(super) actions: Vec<Action>,
    /// What is known before anything is done: files that stay, and why.
    pub(super) summary: WriteSummary,
}

/// Plans what has to be done so that a folder holds exactly `files` as far as ours are concerned: write what differs, remove
/// ours that are not among them (`is_ours` says which names this folder's files can have) and sync clients' copies of ours,
/// move what a person edited to `edited`, and clear what an earlier run of this machine left half done. What differs only in
/// line ends and a byte-order mark is not touched. If any of ours has a newer format, nothing is written at all.
///
/// Until the plan is carried out or dropped, other processes of ours are kept out of the folder.
///
/// # Errors
/// If `root` is not what it was when the notes were read. Whatever is wrong with the folder or one of its files is in the
/// summary, so that the other folders and files go on.
pub fn plan<'a>(
    to: Destination<'a>,
    files: Vec<OutputFile>,
    is_ours: &dyn Fn(&str) -> bool,
) -> io::Result<WritePlan<'a>> {
    folders::check(to.root)?;
    let mut plan =
        WritePlan { to, open: OpenFolder::lock(to.folder), actions: Vec::new(), summary: WriteSummary::default() };
    let names = folders::exists(to.folder)
        .and_then(|is_there| if is_there { folders::names(to.folder) } else { Ok(Vec::new()) });
    let names = match names {
        Ok(names) => names,
        // Whatever is there in its place: if no file is to go there, it does not matter.
        Err(e) => {
            if !files.is_empty() {
                plan.summary.failed.push((to.folder.to_owned(), e.to_string()));
            }
            return Ok(plan);
        }
    };
    let prefix = temporary::prefix();
    let wanted: BTreeSet<String> = files.iter().map(|file| file.name.clone()).collect();
    for name in names {
        if let Some(kind) = temporary::leftover(&name, &prefix) {
            plan.add(&name, decide_leftover(&to, &name, kind));
        } else if !wanted.contains(&name) && is_ours(&name) {
            plan.add(&name, decide_unwanted(&to, &name));
        } else if !wanted.contains(&name) && conflict_copies::is_copy_of_ours(&name, is_ours) {
            // A file without our provenance that is only named like a copy is a person's own.
            match decide_unwanted(&to, &name) {
                Ok(Decision::Foreign) => {}
                decision => plan.add(&name, decision),
            }
        }
    }
    // Each text is held once: together they can be large.
    for OutputFile { name, body, key } in files {
        let text = body.map(|body| Form::of_name(&name).add(&body, key));
        let decision = match text {
            Some(text) => decide_wanted(&to, &name, &text).map(|decision| decision.with_text(text)),
            None => Ok(Decision::Unchanged),
        };
        plan.add(&name, decision);
    }
    if plan.actions.iter().any(|action| matches!(action, Action::Write { .. }))
        && let Err(e) = folders::can_make(to.root, to.folder)
    {
        plan.actions.clear();
        plan.summary.failed.push((to.folder.to_owned(), e.to_string()));
    }
    Ok(plan)
}

impl WritePlan<'_> {
    /// Somebody else's files at names of ours.
    #[must_use]
    pub fn foreign(&self) -> &[PathBuf] {
        &self.summary.foreign
    }

    /// The edited files that would be kept: from where, to where.
    pub fn moves(&self) -> impl Iterator<Item = (PathBuf, &Path)> {
        self.actions.iter().filter_map(|action| match action {
            Action::Write { name, kept_as, .. } | Action::Remove { name, kept_as } => {
                Some((self.to.folder.join(name), kept_as.as_deref()?))
            }
            Action::Clear { kept_as, .. } => {
                kept_as.as_ref().map(|(name, kept_as)| (self.to.folder.join(name), kept_as.as_path()))
            }
        })
    }

    /// Whether nothing has to be done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty()
    }

    /// What carrying out the plan would come to, if nothing changes until then.
    #[must_use]
    pub fn preview(self) -> WriteSummary {
        let WritePlan { to, actions, mut summary, .. } = self;
        if !summary.newer.is_empty() {
            return WriteSummary { newer: summary.newer, ..WriteSummary::default() };
        }
        for action in actions {
            match action {
                Action::Write { name, text, kept_as } => {
                    let path = to.folder.join(name);
                    summary.moved.extend(kept_as.map(|kept_as| (path.clone(), kept_as)));
                    summary.written.push(path.clone());
                    summary.texts.insert(path, text);
                }
                Action::Remove { name, kept_as: Some(kept_as) } => summary.moved.push((to.folder.join(name), kept_as)),
                Action::Remove { name, kept_as: None } => summary.removed.push(to.folder.join(name)),
                Action::Clear { kept_as, .. } => {
                    summary.moved.extend(kept_as.map(|(name, kept_as)| (to.folder.join(name), kept_as)));
                }
            }
        }
        summary
    }

    fn add(&mut self, name: &str, decision: io::Result<Decision>) {
        match decision {
            Ok(Decision::Act(action)) => self.actions.push(action),
            other => record(&mut self.summary, self.to.folder.join(name), other),
        }
    }
}

/// Notes why nothing is done at a path.
pub(super) fn record(summary: &mut WriteSummary, path: PathBuf, decision: io::Result<Decision>) {
    match decision {
        Ok(Decision::Unchanged) => summary.unchanged += 1,
        Ok(Decision::Foreign) => summary.foreign.push(path),
        Ok(Decision::Newer) => summary.newer.push(path),
        Ok(Decision::LeftAlone) => summary.left_alone.push(path),
        Ok(Decision::Nothing | Decision::Act(_)) => {}
        Err(e) => summary.failed.push((path, e.to_string())),
    }
}

/// What to do where a text is wanted. The text itself is for the caller to add, who has it.
pub(super) fn decide_wanted(to: &Destination<'_>, name: &str, text: &str) -> io::Result<Decision> {
    let path = to.folder.join(name);
    let write = |kept_as| Decision::Act(Action::Write { name: name.to_owned(), text: String::new(), kept_as });
    Ok(match Existing::at(&path, Some(text))? {
        Existing::Same => Decision::Unchanged,
        Existing::Foreign => Decision::Foreign,
        Existing::Newer => Decision::Newer,
        Existing::Nothing | Existing::Empty | Existing::Intact => write(None),
        Existing::Edited if to.left_alone.contains(&path) => Decision::LeftAlone,
        Existing::Edited => write(Some(to.edited().place_for(&path, name)?)),
    })
}

/// What to do with a file at a name of ours that is not wanted.
pub(super) fn decide_unwanted(to: &Destination<'_>, name: &str) -> io::Result<Decision> {
    let path = to.folder.join(name);
    let remove = |kept_as| Decision::Act(Action::Remove { name: name.to_owned(), kept_as });
    Ok(match Existing::at(&path, None)? {
        Existing::Nothing | Existing::Same => Decision::Nothing,
        Existing::Foreign => Decision::Foreign,
        Existing::Newer => Decision::Newer,
        Existing::Empty | Existing::Intact => remove(None),
        Existing::Edited if to.left_alone.contains(&path) => Decision::LeftAlone,
        Existing::Edited => remove(Some(to.edited().place_for(&path, name)?)),
    })
}

/// What to do with what a killed run left: its own half-written files go, and anything that a person can have typed is kept.
pub(super) fn decide_leftover(to: &Destination<'_>, name: &str, kind: Leftover) -> io::Result<Decision> {
    let path = to.folder.join(name);
    let clear = |kept_as| Decision::Act(Action::Clear { name: name.to_owned(), kept_as });
    Ok(match (kind, Existing::at(&path, None)?) {
        (_, Existing::Nothing) => Decision::Nothing,
        (Leftover::Part, _) | (Leftover::Displaced, Existing::Empty | Existing::Intact) => clear(None),
        (Leftover::Displaced, Existing::Newer | Existing::Same) => Decision::Nothing,
        (Leftover::Displaced, Existing::Edited | Existing::Foreign) => {
            let original = temporary::original(name, &temporary::prefix()).unwrap_or("note.md").to_owned();
            let kept_as = to.edited().place_for(&path, &original)?;
            clear(Some((original, kept_as)))
        }
    })
}
