//! The only code that changes our files. A file at one of our names is looked at, taken out in one step, and looked at again
//! before it goes. So no file of a person is lost, whatever moves meanwhile, and whenever this program is killed.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use super::existing::ExistingFile;
use super::file::{OutputFile, WriteSummary, why_not_written};
use super::folders::{self, OpenFolder};
use super::temporary::{self, Leftover};
use super::write_plan::{
    Destination, PlannedChange, WriteDecision, WritePlan, decide_for_unwanted_file, decide_for_wanted_file,
    decide_leftover, plan_writes, record_left_as_is,
};
use super::{folders::copy_owner_and_mode, swap};
use crate::folder::FileStamp;

/// How often writing is tried if other programs write the same file.
const TRIES: u32 = 4;

/// Whether anything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteMode {
    Write,
    /// The summary says what would have been done, as far as that can be seen.
    DryRun,
}

impl WriteMode {
    /// Carries a plan out, or says what it would do.
    ///
    /// # Errors
    /// As for [`WritePlan::carry_out`].
    pub fn carry_out_or_preview(self, plan: WritePlan<'_>) -> io::Result<WriteSummary> {
        match self {
            WriteMode::Write => plan.carry_out(),
            WriteMode::DryRun => Ok(plan.into_preview_summary()),
        }
    }
}

/// Plans, and carries the plan out at once.
///
/// # Errors
/// As for both.
pub fn plan_and_write(
    to: Destination<'_>,
    files: &[OutputFile],
    is_ours: &dyn Fn(&str) -> bool,
) -> io::Result<WriteSummary> {
    plan_writes(to, files.to_vec(), is_ours)?.carry_out()
}

impl WritePlan<'_> {
    /// Does what the plan says. Each file is looked at again, so that any change since then is seen.
    ///
    /// # Errors
    /// If the journal is not the one that was read.
    pub fn carry_out(self) -> io::Result<WriteSummary> {
        let WritePlan { to, mut open, actions, summary } = self;
        // One file of a newer format stops all writing.
        if !summary.newer.is_empty() {
            return Ok(WriteSummary { newer: summary.newer, ..WriteSummary::default() });
        }
        let mut writer = FolderWriter::new(to);
        writer.summary = summary;
        if !open.is_open() && actions.iter().any(|action| matches!(action, PlannedChange::Write { .. })) {
            if let Err(e) = folders::make_folder_unless_unmounted(to.root, to.folder) {
                folders::check_journal_unmoved(to.root)?;
                writer.summary.failed.push((to.folder.to_owned(), why_not_written(&e)));
                return Ok(writer.summary);
            }
            open = OpenFolder::lock(to.folder);
        }
        if open.is_ours_alone {
            to.folder_for_edited_pages().remove_half_copies();
        }
        let has_removed = actions.iter().any(|action| matches!(action, PlannedChange::Remove { .. }));
        for action in actions {
            let (name, result) = match &action {
                PlannedChange::SettleLeftover { .. } if !open.is_ours_alone => continue,
                PlannedChange::SettleLeftover { name, .. } => (name, writer.settle_leftover(name)),
                PlannedChange::Write { name, text, replaced, .. } => {
                    let written = text.of_name(name);
                    (name, written.and_then(|text| writer.write_marked_text(name, &text, *replaced)))
                }
                PlannedChange::Remove { name, .. } => (name, writer.remove_if_ours(name)),
            };
            writer.record_if_failed(name, result)?;
        }
        writer.sync(&open);
        if to.is_within_ours && has_removed {
            // Only an empty folder goes.
            let _ = fs::remove_dir(to.folder);
        }
        Ok(writer.summary)
    }
}

/// Writes into one folder.
pub(super) struct FolderWriter<'a> {
    pub to: Destination<'a>,
    pub summary: WriteSummary,
    prefix: String,
    /// Why no temporary file can be removed here. No more are made then.
    stuck_because: Option<String>,
}

impl<'a> FolderWriter<'a> {
    pub fn new(to: Destination<'a>) -> FolderWriter<'a> {
        FolderWriter {
            to,
            summary: WriteSummary::default(),
            prefix: temporary::temporary_name_prefix_of_machine(),
            stuck_because: None,
        }
    }
}

impl FolderWriter<'_> {
    /// Notes what went wrong with one file, and continues with the next. If the journal itself is gone, everything stops.
    pub fn record_if_failed(&mut self, name: &str, result: io::Result<()>) -> io::Result<()> {
        if let Err(e) = result {
            folders::check_journal_unmoved(self.to.root)?;
            self.summary.failed.push((self.to.folder.join(name), why_not_written(&e)));
        }
        Ok(())
    }

    /// Makes the new names safe on the disk, once for all of them.
    pub fn sync(&self, open: &OpenFolder) {
        if self.summary.has_changed_disk() {
            open.sync();
        }
        if !self.summary.moved.is_empty() {
            folders::sync_folder(self.to.edited_path);
        }
    }

    /// Writes a text at its name. `planned_for` is the stamp of what was there when that was decided.
    fn write_marked_text(&mut self, name: &str, text: &str, planned_for: Option<FileStamp>) -> io::Result<()> {
        if !matches!(Path::new(name).components().collect::<Vec<_>>()[..], [Component::Normal(_)]) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "that is no name for a file"));
        }
        let target = self.to.folder.join(name);
        for attempt in 0..TRIES {
            folders::check_journal_unmoved(self.to.root)?;
            let is_as_planned = attempt == 0 && planned_for.is_some() && FileStamp::of_path(&target) == planned_for;
            if !is_as_planned {
                let existing = ExistingFile::inspect(&target, Some(text))?;
                let decision = decide_for_wanted_file(&self.to, name, existing)?;
                if !matches!(decision, WriteDecision::Act(_)) {
                    record_left_as_is(&mut self.summary, target, Ok(decision));
                    return Ok(());
                }
            }
            if self.create_file(&target, text)? || self.replace_keeping_edits(name, &target, text)? {
                self.summary.written.push(target);
                return Ok(());
            }
        }
        Err(io::Error::new(io::ErrorKind::Interrupted, "something else keeps writing there"))
    }

    /// Writes a file at a name that nothing has. False if something has it.
    fn create_file(&mut self, target: &Path, text: &str) -> io::Result<bool> {
        if fs::symlink_metadata(target).is_ok() {
            return Ok(false);
        }
        self.write_unless_exists(target, text.as_bytes())
    }

    /// Puts bytes at a name that nothing has. False if something has it.
    pub fn write_unless_exists(&mut self, target: &Path, bytes: &[u8]) -> io::Result<bool> {
        let part = self.write_temporary(bytes, None)?;
        match swap::move_without_replacing(&part, target) {
            Ok(()) => Ok(true),
            Err(e) => {
                self.remove_temporary(&part);
                if e.kind() == io::ErrorKind::AlreadyExists { Ok(false) } else { Err(e) }
            }
        }
    }

    /// Exchanges the file at `target` for a new one; one that was edited moves to `edited/`. False if it is gone, or if somebody
    /// else's file turned out to be there, which is put back.
    fn replace_keeping_edits(&mut self, name: &str, target: &Path, text: &str) -> io::Result<bool> {
        let before = match fs::symlink_metadata(target) {
            Ok(meta) => meta,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(e) => return Err(e),
        };
        let part = self.write_temporary(text.as_bytes(), Some(&before))?;
        let fresh = temporary::displaced_path(self.to.folder, &self.prefix, name);
        let spare = temporary::displaced_path(self.to.folder, &self.prefix, name);
        let exchanged = fs::rename(&part, &fresh).and_then(|()| swap::exchange_files(&fresh, target, &spare));
        let out = match exchanged {
            Ok(out) => out,
            Err(e) => {
                self.remove_temporary(&part);
                self.remove_temporary(&fresh);
                return if e.kind() == io::ErrorKind::NotFound { Ok(false) } else { Err(e) };
            }
        };
        let settled = match ExistingFile::inspect(&out, None) {
            Ok(ExistingFile::Empty | ExistingFile::Intact) => fs::remove_file(&out).map(|()| true),
            Ok(ExistingFile::Edited) => self.move_to_edited(&out, name).map(|()| true),
            Ok(ExistingFile::Nothing) => Ok(true),
            Ok(ExistingFile::Foreign | ExistingFile::Newer | ExistingFile::Same) => Ok(false),
            Err(e) => Err(e),
        };
        if !matches!(settled, Ok(true)) {
            self.undo_exchange(&out, target, text);
        }
        settled
    }

    /// Undoes an exchange. If it gives us our own text back, that goes; anything else stays as a temporary file, and the
    /// next run settles it.
    fn undo_exchange(&mut self, displaced: &Path, target: &Path, text: &str) {
        let name = target.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let spare = temporary::displaced_path(self.to.folder, &self.prefix, name);
        if let Ok(ours) = swap::exchange_files(displaced, target, &spare)
            && matches!(ExistingFile::inspect(&ours, Some(text)), Ok(ExistingFile::Same))
        {
            self.remove_temporary(&ours);
        }
    }

    /// Removes one of our files that has no place any more.
    fn remove_if_ours(&mut self, name: &str) -> io::Result<()> {
        folders::check_journal_unmoved(self.to.root)?;
        let target = self.to.folder.join(name);
        let decision = decide_for_unwanted_file(&self.to, name)?;
        if !matches!(decision, WriteDecision::Act(_)) {
            record_left_as_is(&mut self.summary, target, Ok(decision));
            return Ok(());
        }
        let out = temporary::displaced_path(self.to.folder, &self.prefix, name);
        match swap::move_without_replacing(&target, &out) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
            other => other?,
        }
        let settled = match ExistingFile::inspect(&out, None) {
            Ok(ExistingFile::Empty | ExistingFile::Intact) => {
                fs::remove_file(&out).map(|()| self.summary.removed.push(target.clone()))
            }
            Ok(ExistingFile::Edited) => self.move_to_edited(&out, name),
            Ok(ExistingFile::Nothing) => Ok(()),
            // Between the two looks it became somebody else's.
            Ok(ExistingFile::Foreign | ExistingFile::Newer | ExistingFile::Same) => {
                swap::move_without_replacing(&out, &target)
            }
            Err(e) => Err(e),
        };
        if settled.is_err() {
            // If something else has taken the name, the temporary file stays, and the next run settles it.
            let _ = swap::move_without_replacing(&out, &target);
        }
        settled
    }

    /// Settles what a killed run left.
    fn settle_leftover(&mut self, name: &str) -> io::Result<()> {
        folders::check_journal_unmoved(self.to.root)?;
        let path = self.to.folder.join(name);
        let Some(kind) = temporary::leftover_kind(name, &self.prefix) else { return Ok(()) };
        match decide_leftover(&self.to, name, kind)? {
            WriteDecision::Act(PlannedChange::SettleLeftover {
                edits_name_and_destination: Some((original, _)),
                ..
            }) => self.move_to_edited(&path, &original),
            WriteDecision::Act(_) => {
                let removed = fs::remove_file(&path);
                if kind == Leftover::HalfWritten
                    && let Err(e) = &removed
                {
                    self.record_removal_failure(e);
                }
                removed
            }
            _ => Ok(()),
        }
    }

    /// Moves a file that was at `name` to `edited`.
    pub fn move_to_edited(&mut self, from: &Path, name: &str) -> io::Result<()> {
        let kept = self.to.folder_for_edited_pages().move_into_edited_folder(from, name)?;
        self.summary.moved.push((self.to.folder.join(name), kept));
        Ok(())
    }

    /// Writes bytes into a temporary file of the folder, safe on the disk, with mode and owner of the file it will replace.
    fn write_temporary(&mut self, bytes: &[u8], like: Option<&fs::Metadata>) -> io::Result<PathBuf> {
        if let Some(why) = &self.stuck_because {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, why.clone()));
        }
        let (path, mut file) = temporary::create_temporary(self.to.folder, &self.prefix)?;
        if let Some(like) = like {
            copy_owner_and_mode(&file, like);
        }
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        if let Err(e) = written {
            self.remove_temporary(&path);
            return Err(e);
        }
        Ok(path)
    }

    /// Removes a temporary file. In a folder that only takes new files it stays, and no further one is made.
    fn remove_temporary(&mut self, path: &Path) {
        match fs::remove_file(path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => self.record_removal_failure(&e),
            _ => {}
        }
    }

    fn record_removal_failure(&mut self, e: &io::Error) {
        self.stuck_because = Some(format!("nothing can be removed from `{}` ({e})", self.to.folder.display()));
    }
}
