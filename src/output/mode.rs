//! The same work with a hand that writes, and with one that only looks: what it would do, told before it is done.

use std::io;
use std::path::Path;

use super::WriteSummary;
use super::publish::{There, WritePlan};
use super::temporary::{self, Left};
use crate::folder::FolderIdentity;

/// Who does the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Files are written.
    Write,
    /// Nothing is: what comes back is what would have been done, as far as looking tells.
    DryRun,
}

impl Mode {
    /// Does what has to be done in a folder, or tells it.
    ///
    /// # Errors
    /// As for [`Planned::carry_out`].
    pub fn carry_out(self, planned: WritePlan<'_>) -> io::Result<WriteSummary> {
        match self {
            Mode::Write => planned.carry_out(),
            Mode::DryRun => foresee(planned),
        }
    }
}

fn foresee(planned: WritePlan<'_>) -> io::Result<WriteSummary> {
    let WritePlan { mut work, left, new, old, .. } = planned;
    if !work.done.newer.is_empty() {
        return Ok(WriteSummary { newer: work.done.newer, ..WriteSummary::default() });
    }
    if !new.is_empty() {
        can_be_made(work.root, work.folder)?;
    }
    for (name, kind) in left {
        let path = work.folder.join(&name);
        let result = match (kind, work.look(&path, None)) {
            (Left::Out, Ok(There::Edited | There::Foreign)) => {
                let original = temporary::original(&name, &work.prefix).unwrap_or("note.md").to_owned();
                work.would_move(&name, &original)
            }
            (_, looked) => looked.map(drop),
        };
        work.note(&name, result)?;
    }
    for (name, text) in new {
        let path = work.folder.join(name);
        let result = match work.look(&path, Some(&text)) {
            Ok(There::Edited) => work.would_move(name, name),
            looked => looked.map(drop),
        };
        if result.is_ok() {
            work.done.written.push(path.clone());
            work.done.texts.insert(path, text);
        }
        work.note(name, result)?;
    }
    for name in old {
        let path = work.folder.join(&name);
        let result = match work.look(&path, None) {
            Ok(There::Edited) => work.would_move(&name, &name),
            looked => looked.map(|_| work.done.removed.push(path)),
        };
        work.note(&name, result)?;
    }
    Ok(work.done)
}

/// A folder outside the journal is made only where the one above it is there.
fn can_be_made(root: &FolderIdentity, folder: &Path) -> io::Result<()> {
    if folder.is_dir() || folder.starts_with(root.path()) || folder.parent().is_some_and(Path::is_dir) {
        return Ok(());
    }
    let message = format!("`{}`: there is no folder above it", folder.display());
    Err(io::Error::new(io::ErrorKind::NotFound, message))
}
