//! `tinystep report`: what is made, brought up to date once.

use std::io::{self, BufRead as _, Write as _};
use std::path::Path;

use crate::build::{self, PublishOptions, Snapshot, Update};
use crate::cli::check::counted;
use crate::cli::world::{now, shown};
use crate::cli::{CommandError, CommandResult, JournalArguments, Status, World, init, load_shared, preview};
use crate::folder;
use crate::output::{self, Mode};
use crate::problem::{Class, Code, draw};
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
            std::mem::forget(snapshot);
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
                (Mode::DryRun, None) => preview::say(root.path(), &reports, &mut update, world),
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

/// A folder without `journal.md` is never written into; at a terminal it can be made a journal on the spot.
pub(super) fn require_journal(root: &Path, world: &mut World) -> Result<(), CommandError> {
    if folder::is_journal(root) {
        return Ok(());
    }
    let help = no_journal(root);
    if !world.can_ask {
        return Err(CommandError::Message(help));
    }
    write!(world.err, "{help}\n\nMake it a journal now? [y/N] ")?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    if !matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
        return Err(CommandError::Message("Nothing was written.".to_owned()));
    }
    init::make(root, world)
}

fn no_journal(root: &Path) -> String {
    let place = shown(root);
    format!(
        "tinystep: {place} holds no journal.md, so nothing is written there.\n\
         If it is your journal, make it one: tinystep init {place}\n\
         If a journal.md belongs there, wait until it is back (a drive or a sync that is not ready)."
    )
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

/// How a run ends that came to this.
pub(super) fn status(update: &Update) -> Status {
    match update {
        Update::NotTheWriter(_) => Status::Fine,
        Update::Published(done, _) if done.failed.is_empty() && done.newer.is_empty() => Status::Fine,
        _ => Status::CouldNotRun,
    }
}

/// A path as seen from the journal.
pub(super) fn relative(root: &Path, path: &Path) -> String {
    shown(path.strip_prefix(root).unwrap_or(path))
}

/// What somebody has to know beside the result, a line each.
pub(super) fn warnings(root: &Path, update: &Update, world: &World) -> Vec<String> {
    let mut lines = Vec::new();
    let (done, problems) = match update {
        Update::NotTheWriter(writer) => {
            lines.push(format!(
                "Nothing was written: journal.md names {} as the writer, and this machine is {}.",
                draw::escape_controls(writer),
                draw::escape_controls(&world.machine)
            ));
            return lines;
        }
        Update::Moved => return lines,
        Update::Incomplete(problems) => {
            lines
                .extend(problems.iter().map(|problem| draw::full_at_width(problem, world.err_colour, world.err_drawn)));
            lines.push("Not everything could be listed, so nothing was written.".to_owned());
            return lines;
        }
        Update::SettingsUnreadable(problems, done) => {
            lines
                .extend(problems.iter().map(|problem| draw::full_at_width(problem, world.err_colour, world.err_drawn)));
            lines.push("Settings are never guessed: no report is written until journal.md can be read.".to_owned());
            (done, &Vec::new())
        }
        Update::Published(done, problems) => (done, problems),
    };
    for (from, to) in &done.moved {
        lines.push(format!("{} had been edited: the edited file is now {}.", relative(root, from), relative(root, to)));
    }
    for path in &done.foreign {
        lines.push(format!(
            "{} was not made by tinystep, or has lost its first line, so it stays. If it is an old page, delete it; if it \
             is yours, give it another name.",
            relative(root, path)
        ));
    }
    for path in &done.newer {
        lines.push(format!(
            "{} was made by a newer tinystep, so nothing was written. Update this one.",
            relative(root, path)
        ));
    }
    for (path, why) in &done.failed {
        lines.push(format!("{} could not be written ({why}). What was there is still there.", relative(root, path)));
    }
    let old_pages = problems.iter().filter(|problem| problem.code == Code::OldPage);
    lines.extend(
        old_pages.map(|problem| format!("{}: {} {}", shown(Path::new(&problem.file)), problem.message, problem.help)),
    );
    let errors = problems.iter().filter(|problem| problem.code.class() == Class::Error).count();
    if errors > 0 {
        lines.push(format!(
            "{} in the notes: see notes-to-fix.md, or run `tinystep check`.",
            counted(errors, "problem")
        ));
    }
    lines
}
