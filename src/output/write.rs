//! The only code that changes our files. A file at one of our names is looked at, taken out in one step, and looked at again
//! before it goes. So no file of a person is lost, whatever moves meanwhile, and whenever this program is killed.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use super::existing::Existing;
use super::file::{OutputFile, WriteSummary};
use super::folders::{self, OpenFolder};
use super::plan::{
    Action, Decision, Destination, WritePlan, decide_leftover, decide_unwanted, decide_wanted, plan, record,
};
use super::temporary::{self, Leftover};
use super::{folders::copy_owner_and_mode, swap};

/// How often a file is tried that others write at the same time.
const TRIES: u32 = 4;

/// Whether anything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Write,
    /// The summary says what would have been done, as far as that can be seen.
    DryRun,
}

impl Mode {
    /// Carries a plan out, or says what it would come to.
    ///
    /// # Errors
    /// As for [`WritePlan::carry_out`].
    pub fn apply(self, plan: WritePlan<'_>) -> io::Result<WriteSummary> {
        match self {
            Mode::Write => plan.carry_out(),
            Mode::DryRun => Ok(plan.preview()),
        }
    }
}

/// Plans, and carries the plan out at once.
///
/// # Errors
/// As for both.
pub fn publish(to: Destination<'_>, files: &[OutputFile], is_ours: &dyn Fn(&str) -> bool) -> io::Result<WriteSummary> {
    plan(to, files.to_vec(), is_ours)?.carry_out()
}

impl WritePlan<'_> {
    /// Does what the plan says. Each file is looked at again, so what changed since is seen.
    ///
    /// # Errors
    /// If the journal is not the one that was read.
    pub fn carry_out(self) -> io::Result<WriteSummary> {
        let WritePlan { to, mut open, actions, summary } = self;
        // One file of a newer format stops all writing.
        if !summary.newer.is_empty() {
            return Ok(WriteSummary { newer: summary.newer, ..WriteSummary::default() });
        }
        let mut writer = Writer::new(to);
        writer.summary = summary;
        if !open.is_open() && actions.iter().any(|action| matches!(action, Action::Write { .. })) {
            if let Err(e) = folders::make(to.root, to.folder) {
                folders::check(to.root)?;
                writer.summary.failed.push((to.folder.to_owned(), e.to_string()));
                return Ok(writer.summary);
            }
            open = OpenFolder::lock(to.folder);
        }
        if open.is_ours_alone {
            to.edited().clear();
        }
        for action in actions {
            let (name, result) = match &action {
                Action::Clear { .. } if !open.is_ours_alone => continue,
                Action::Clear { name, .. } => (name, writer.clear(name)),
                Action::Write { name, text, .. } => (name, writer.write(name, text)),
                Action::Remove { name, .. } => (name, writer.remove(name)),
            };
            writer.record(name, result)?;
        }
        writer.sync(&open);
        Ok(writer.summary)
    }
}

/// Writes into one folder.
pub(super) struct Writer<'a> {
    pub to: Destination<'a>,
    pub summary: WriteSummary,
    prefix: String,
    /// Why no temporary file can be removed here. No more are made then.
    stuck: Option<String>,
}

impl<'a> Writer<'a> {
    pub fn new(to: Destination<'a>) -> Writer<'a> {
        Writer { to, summary: WriteSummary::default(), prefix: temporary::prefix(), stuck: None }
    }
}

impl Writer<'_> {
    /// Notes what went wrong with one file, and goes on with the next. If the journal itself is gone, everything stops.
    pub fn record(&mut self, name: &str, result: io::Result<()>) -> io::Result<()> {
        if let Err(e) = result {
            folders::check(self.to.root)?;
            self.summary.failed.push((self.to.folder.join(name), e.to_string()));
        }
        Ok(())
    }

    /// Makes the new names safe on the disk, once for all of them.
    pub fn sync(&self, open: &OpenFolder) {
        if self.summary.changed() {
            open.sync();
        }
        if !self.summary.moved.is_empty() {
            folders::sync(self.to.edited);
        }
    }

    fn write(&mut self, name: &str, text: &str) -> io::Result<()> {
        if !matches!(Path::new(name).components().collect::<Vec<_>>()[..], [Component::Normal(_)]) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "that is no name for a file"));
        }
        let target = self.to.folder.join(name);
        for _ in 0..TRIES {
            folders::check(self.to.root)?;
            let decision = decide_wanted(&self.to, name, text)?;
            if !matches!(decision, Decision::Act(_)) {
                record(&mut self.summary, target, Ok(decision));
                return Ok(());
            }
            if self.create(&target, text)? || self.replace(name, &target, text)? {
                self.summary.written.push(target);
                return Ok(());
            }
        }
        Err(io::Error::new(io::ErrorKind::Interrupted, "something else keeps writing there"))
    }

    /// Writes a file at a name that nothing has. False if something has it.
    fn create(&mut self, target: &Path, text: &str) -> io::Result<bool> {
        if fs::symlink_metadata(target).is_ok() {
            return Ok(false);
        }
        self.place_new(target, text.as_bytes())
    }

    /// Puts bytes at a name that nothing has. False if something has it.
    pub fn place_new(&mut self, target: &Path, bytes: &[u8]) -> io::Result<bool> {
        let part = self.write_part(bytes, None)?;
        match swap::place(&part, target) {
            Ok(()) => Ok(true),
            Err(e) => {
                self.remove_temporary(&part);
                if e.kind() == io::ErrorKind::AlreadyExists { Ok(false) } else { Err(e) }
            }
        }
    }

    /// Exchanges the file at `target` for a new one. False if it is no longer the file we looked at.
    fn replace(&mut self, name: &str, target: &Path, text: &str) -> io::Result<bool> {
        let before = match fs::symlink_metadata(target) {
            Ok(meta) => meta,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(e) => return Err(e),
        };
        let part = self.write_part(text.as_bytes(), Some(&before))?;
        let fresh = temporary::displaced(self.to.folder, &self.prefix, name);
        let spare = temporary::displaced(self.to.folder, &self.prefix, name);
        let exchanged = fs::rename(&part, &fresh).and_then(|()| swap::exchange(&fresh, target, &spare));
        let out = match exchanged {
            Ok(out) => out,
            Err(e) => {
                self.remove_temporary(&part);
                self.remove_temporary(&fresh);
                return if e.kind() == io::ErrorKind::NotFound { Ok(false) } else { Err(e) };
            }
        };
        let settled = match Existing::at(&out, None) {
            Ok(Existing::Empty | Existing::Intact) => fs::remove_file(&out).map(|()| true),
            Ok(Existing::Edited) => self.keep(&out, name).map(|()| true),
            Ok(Existing::Nothing) => Ok(true),
            Ok(Existing::Foreign | Existing::Newer | Existing::Same) => Ok(false),
            Err(e) => Err(e),
        };
        if !matches!(settled, Ok(true)) {
            self.put_back(&out, target, text);
        }
        settled
    }

    /// Undoes an exchange. If it gives us our own text back, that goes; anything else stays as a temporary file, and the
    /// next run settles it.
    fn put_back(&mut self, out: &Path, target: &Path, text: &str) {
        let name = target.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let spare = temporary::displaced(self.to.folder, &self.prefix, name);
        if let Ok(ours) = swap::exchange(out, target, &spare)
            && matches!(Existing::at(&ours, Some(text)), Ok(Existing::Same))
        {
            self.remove_temporary(&ours);
        }
    }

    /// Removes one of our files that has no place any more.
    fn remove(&mut self, name: &str) -> io::Result<()> {
        folders::check(self.to.root)?;
        let target = self.to.folder.join(name);
        let decision = decide_unwanted(&self.to, name)?;
        if !matches!(decision, Decision::Act(_)) {
            record(&mut self.summary, target, Ok(decision));
            return Ok(());
        }
        let out = temporary::displaced(self.to.folder, &self.prefix, name);
        match swap::place(&target, &out) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
            other => other?,
        }
        let settled = match Existing::at(&out, None) {
            Ok(Existing::Empty | Existing::Intact) => {
                fs::remove_file(&out).map(|()| self.summary.removed.push(target.clone()))
            }
            Ok(Existing::Edited) => self.keep(&out, name),
            Ok(Existing::Nothing) => Ok(()),
            // Between the two looks it became somebody else's.
            Ok(Existing::Foreign | Existing::Newer | Existing::Same) => swap::place(&out, &target),
            Err(e) => Err(e),
        };
        if settled.is_err() {
            // If something else has taken the name, the temporary file stays, and the next run settles it.
            let _ = swap::place(&out, &target);
        }
        settled
    }

    /// Settles what a killed run left.
    fn clear(&mut self, name: &str) -> io::Result<()> {
        folders::check(self.to.root)?;
        let path = self.to.folder.join(name);
        let Some(kind) = temporary::leftover(name, &self.prefix) else { return Ok(()) };
        match decide_leftover(&self.to, name, kind)? {
            Decision::Act(Action::Clear { kept_as: Some((original, _)), .. }) => self.keep(&path, &original),
            Decision::Act(_) => {
                let removed = fs::remove_file(&path);
                if kind == Leftover::Part
                    && let Err(e) = &removed
                {
                    self.is_stuck(e);
                }
                removed
            }
            _ => Ok(()),
        }
    }

    /// Moves a file that was at `name` to `edited`.
    pub fn keep(&mut self, from: &Path, name: &str) -> io::Result<()> {
        let kept = self.to.edited().keep(from, name)?;
        self.summary.moved.push((self.to.folder.join(name), kept));
        Ok(())
    }

    /// Writes bytes into a temporary file of the folder, safe on the disk, with mode and owner of the file it will replace.
    fn write_part(&mut self, bytes: &[u8], like: Option<&fs::Metadata>) -> io::Result<PathBuf> {
        if let Some(why) = &self.stuck {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, why.clone()));
        }
        let (path, mut file) = temporary::create(self.to.folder, &self.prefix)?;
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
            Err(e) if e.kind() != io::ErrorKind::NotFound => self.is_stuck(&e),
            _ => {}
        }
    }

    fn is_stuck(&mut self, e: &io::Error) {
        self.stuck = Some(format!("nothing can be removed from `{}` ({e})", self.to.folder.display()));
    }
}
