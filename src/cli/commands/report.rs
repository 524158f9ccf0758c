//! `tinystep report`: what is made, brought up to date once.

use std::io::Write as _;
use std::path::Path;

use chrono::NaiveDate;

use crate::build::{self, PublishOptions, PublishOutcome, Snapshot};
use crate::cli::error::{CommandError, CommandResult};
use crate::cli::journal_folder::{JournalArguments, load_without_unshared_words, no_journal_message};
use crate::cli::preview;
use crate::cli::summary::{path_from_journal, status_of_outcome, warning_lines};
use crate::cli::world::{World, count_with_noun, now};
use crate::folder::{self, FolderIdentity};
use crate::output::{self, WriteMode};
use crate::report::page_names;

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep report
  tinystep report --preview
  tinystep report --preview --file week-2026-11-16.md

Exit status: 0 fine, or another machine is the writer; 2 wrong usage, or not every page could be written.")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    journal: JournalArguments,
    /// Show what would be written, moved and removed, and write nothing
    #[arg(long)]
    preview: bool,
    /// With --preview: print one file as it would be written
    #[arg(long, value_name = "NAME", requires = "preview")]
    file: Option<String>,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let mode = if arguments.preview { WriteMode::DryRun } else { WriteMode::Write };
    let root = match mode {
        WriteMode::Write => arguments.journal.journal_to_write(world)?,
        WriteMode::DryRun => arguments.journal.root_of_journal(world)?,
    };
    if !folder::is_journal(root.path()) {
        return Err(CommandError::Message(no_journal_message(root.path())));
    }
    let today = arguments.journal.today(world)?;
    let before = load_without_unshared_words(None, &root, world)?;
    let is_new_place = is_chosen_reports_folder_new(root.path(), &before);
    let (snapshot, mut update) = publish_with_retries(&root, before, today, mode, world)?;
    let reports = build::reports_folder(root.path(), snapshot.settings.as_ref().ok());
    // The program ends here: the system takes the memory back faster than it can be freed piece by piece.
    let snapshot = std::mem::ManuallyDrop::new(snapshot);
    match (mode, &arguments.file) {
        (WriteMode::Write, _) => {
            let status = print_outcome(root.path(), &update, world)?;
            if is_new_place && matches!(&update, PublishOutcome::Published(done, _) if !done.written.is_empty()) {
                world.warn(
                    "The reports have a new folder. If they were in another one before, old pages can still be there: look \
                     there, and delete them if nobody needs them.",
                )?;
            }
            Ok(status)
        }
        (WriteMode::DryRun, Some(name)) => preview::print_file(root.path(), name, &mut update, world),
        (WriteMode::DryRun, None) => preview::print_preview(&snapshot, &reports, today, &mut update, world),
    }
}

/// Brings what is made up to date, and returns what was read and what came of it. Notes that change meanwhile are read again.
pub(in crate::cli) fn publish_with_retries(
    root: &FolderIdentity,
    before: Snapshot,
    today: NaiveDate,
    mode: WriteMode,
    world: &World,
) -> Result<(Snapshot, PublishOutcome), CommandError> {
    let mut snapshot = before;
    for force in [false, false, false, true] {
        let options = PublishOptions {
            write_even_if_changed: force,
            ..PublishOptions::for_single_run(today, now(), &world.machine, mode)
        };
        let update = build::publish(&snapshot, options, None)
            .map_err(|error| CommandError::Message(format!("tinystep: the reports cannot be written ({error}).")))?;
        if !matches!(update, PublishOutcome::FolderChangedMeanwhile) {
            return Ok((snapshot, update));
        }
        snapshot = load_without_unshared_words(Some(snapshot), root, world)?;
    }
    Err(CommandError::Message("tinystep: the notes keep changing, so nothing was written.".to_owned()))
}

/// Whether the settings name a folder for the reports that holds none of our pages yet.
fn is_chosen_reports_folder_new(root: &Path, snapshot: &Snapshot) -> bool {
    let settings = snapshot.settings.as_ref().ok().filter(|settings| settings.report_to.is_some());
    let reports = settings.map(|settings| build::reports_folder(root, Some(settings)));
    reports.is_some_and(|reports| {
        output::find_unchanged_files_of_ours(&reports, &page_names::may_be_our_page_name, None, now()).is_empty()
    })
}

/// Says what an update did: the result on standard output, what somebody should look at on standard error.
fn print_outcome(root: &Path, outcome: &PublishOutcome, world: &mut World) -> CommandResult {
    if let PublishOutcome::Published(done, _) = outcome {
        for path in &done.written {
            writeln!(world.out, "made     {}", path_from_journal(root, path))?;
        }
        for path in &done.removed {
            writeln!(world.out, "removed  {}", path_from_journal(root, path))?;
        }
        let parts = [(done.written.len(), "made"), (done.removed.len(), "removed"), (done.unchanged, "as before")];
        match parts {
            [(0, _), (0, _), _] if !done.is_complete() => {}
            [(0, _), (0, _), (same, _)] => {
                writeln!(world.out, "Everything is up to date ({}).", count_with_noun(same, "file"))?
            }
            _ => {
                let some = parts.iter().filter(|(many, _)| *many > 0);
                let some: Vec<String> =
                    some.map(|(many, how)| format!("{} {how}", count_with_noun(*many, "file"))).collect();
                writeln!(world.out, "{}.", some.join(", "))?;
            }
        }
    }
    for line in warning_lines(root, outcome, world) {
        world.warn(&line)?;
    }
    Ok(status_of_outcome(outcome))
}
