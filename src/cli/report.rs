//! `tinystep report`: what is made, brought up to date once.

use std::io::Write as _;
use std::path::Path;

use crate::build::{self, PublishOptions, Snapshot, Update};
use crate::cli::error::{CommandError, CommandResult};
use crate::cli::journal_folder::{JournalArguments, load_shared, no_journal, require_journal};
use crate::cli::preview;
use crate::cli::summary::{relative, status, warnings};
use crate::cli::world::{World, counted, now};
use crate::folder;
use crate::output::{self, Mode};
use crate::report::page_names;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: JournalArguments,
    /// Show what would be written, moved and removed, and write nothing
    #[arg(long)]
    preview: bool,
    /// With --preview: print one file as it would be written
    #[arg(long, value_name = "NAME", requires = "preview")]
    file: Option<String>,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let root = arguments.place.root(world)?;
    let mode = if arguments.preview { Mode::DryRun } else { Mode::Write };
    match mode {
        Mode::Write => require_journal(root.path(), world)?,
        Mode::DryRun if folder::is_journal(root.path()) => {}
        Mode::DryRun => return Err(CommandError::Message(no_journal(root.path()))),
    }
    let mut snapshot = load_shared(None, &root, world)?;
    let is_new_place = is_new_place(root.path(), &snapshot);
    let today = arguments.place.today(world);
    let machine = world.machine.clone();
    for force in [false, false, false, true] {
        let mut update = build::publish(
            &snapshot,
            PublishOptions { force, ..PublishOptions::once(today, now(), &machine, mode) },
            None,
        )
        .map_err(|error| CommandError::Message(format!("tinystep: the reports cannot be written ({error}).")))?;
        if !matches!(update, Update::Moved) {
            let reports = build::reports_folder(root.path(), snapshot.settings.as_ref().ok());
            // The program ends here: the system takes the memory back faster than it can be freed piece by piece.
            let snapshot = std::mem::ManuallyDrop::new(snapshot);
            return match (mode, &arguments.file) {
                (Mode::Write, _) => {
                    let status = say(root.path(), &update, world)?;
                    if is_new_place && matches!(&update, Update::Published(done, _) if !done.written.is_empty()) {
                        world.warn(
                            "The reports have a new folder. If they were in another one before, old pages can still be \
                             there: look there, and delete them if nobody needs them.",
                        )?;
                    }
                    Ok(status)
                }
                (Mode::DryRun, Some(name)) => preview::print(root.path(), name, &mut update, world),
                (Mode::DryRun, None) => preview::say(&snapshot, &reports, today, &mut update, world),
            };
        }
        snapshot = load_shared(Some(snapshot), &root, world)?;
    }
    Err(CommandError::Message("tinystep: the notes keep changing, so nothing was written.".to_owned()))
}

/// Whether the settings name a folder for the reports that holds none of our pages yet.
fn is_new_place(root: &Path, snapshot: &Snapshot) -> bool {
    let settings = snapshot.settings.as_ref().ok().filter(|settings| settings.report_to.is_some());
    let reports = settings.map(|settings| build::reports_folder(root, Some(settings)));
    reports.is_some_and(|reports| output::keys(&reports, &page_names::is_ours, None, now()).is_empty())
}

/// Says what an update did: the result on standard output, what wants somebody's eyes on standard error.
fn say(root: &Path, update: &Update, world: &mut World) -> CommandResult {
    if let Update::Published(done, _) = update {
        for path in &done.written {
            writeln!(world.out, "made     {}", relative(root, path))?;
        }
        for path in &done.removed {
            writeln!(world.out, "removed  {}", relative(root, path))?;
        }
        let parts = [(done.written.len(), "made"), (done.removed.len(), "removed"), (done.unchanged, "as before")];
        match parts {
            [(0, _), (0, _), _] if !done.failed.is_empty() => {}
            [(0, _), (0, _), (same, _)] => {
                writeln!(world.out, "Everything is up to date ({}).", counted(same, "file"))?
            }
            _ => {
                let some = parts.iter().filter(|(many, _)| *many > 0);
                let some: Vec<String> = some.map(|(many, how)| format!("{} {how}", counted(*many, "file"))).collect();
                writeln!(world.out, "{}.", some.join(", "))?;
            }
        }
    }
    for line in warnings(root, update, world) {
        world.warn(&line)?;
    }
    Ok(status(update))
}
