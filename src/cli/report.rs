//! `tinystep report`: what is made, brought up to date once.

use std::io::{self, BufRead as _, Write as _};
use std::path::Path;

use crate::cli::check::counted;
use crate::cli::world::shown;
use crate::cli::{Outcome, Status, Stop, Where, World, init, load};
use crate::folder;
use crate::pass::{self, Order, Update};
use crate::problem::{Class, draw};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Where,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> Outcome {
    let root = arguments.place.root(world)?;
    be_a_journal(root.path(), world)?;
    let mut loaded = load(None, &root, world)?;
    let today = arguments.place.today(world);
    let machine = world.machine.clone();
    for anyway in [false, false, false, true] {
        if !loaded.forget_words() {
            loaded = load(None, &root, world)?;
        }
        let update = pass::publish(&loaded, Order { today, machine: &machine, anyway }, &mut None)
            .map_err(|error| Stop::Said(format!("tinystep: the reports cannot be written ({error}).")))?;
        if !matches!(update, Update::Moved) {
            // The program ends here: the system takes the memory back faster than it can be freed piece by piece.
            std::mem::forget(loaded);
            return say(root.path(), &update, world);
        }
        loaded = load(Some(loaded), &root, world)?;
    }
    Err(Stop::Said("tinystep: the notes keep changing, so nothing was written.".to_owned()))
}

/// A folder without `journal.md` is never written into; at a terminal it can be made a journal on the spot.
pub(super) fn be_a_journal(root: &Path, world: &mut World) -> Result<(), Stop> {
    if folder::is_journal(root) {
        return Ok(());
    }
    let place = shown(root);
    let help = format!(
        "tinystep: {place} holds no journal.md, so nothing is written there.\n\
         If it is your journal, make it one: tinystep init {place}\n\
         If a journal.md belongs there, wait until it is back (a drive or a sync that is not ready)."
    );
    if !world.can_ask {
        return Err(Stop::Said(help));
    }
    write!(world.err, "{help}\n\nMake it a journal now? [y/N] ")?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    if !matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
        return Err(Stop::Said("Nothing was written.".to_owned()));
    }
    init::make(root, world)
}

/// Says what an update did: the result on standard output, what wants somebody's eyes on standard error.
fn say(root: &Path, update: &Update, world: &mut World) -> Outcome {
    if let Update::Published(done, _) = update {
        let changed = done.written.len() + done.removed.len();
        for path in &done.written {
            writeln!(world.out, "made     {}", relative(root, path))?;
        }
        for path in &done.removed {
            writeln!(world.out, "removed  {}", relative(root, path))?;
        }
        match (changed, done.unchanged) {
            (0, n) => writeln!(world.out, "Everything is up to date ({}).", counted(n, "file"))?,
            (n, 0) => writeln!(world.out, "{} made or removed.", counted(n, "file"))?,
            (n, m) => writeln!(world.out, "{} made or removed, {m} as they were.", counted(n, "file"))?,
        }
    }
    for line in warnings(root, update, world) {
        writeln!(world.err, "{line}")?;
    }
    Ok(match update {
        Update::NotTheWriter(_) => Status::Fine,
        Update::Published(done, _) if done.failed.is_empty() && done.newer.is_empty() => Status::Fine,
        _ => Status::CouldNotRun,
    })
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
                draw::safe(writer),
                draw::safe(&world.machine)
            ));
            return lines;
        }
        Update::Moved => return lines,
        Update::Incomplete(problems) => {
            lines.extend(problems.iter().map(|problem| draw::fit(problem, world.err_colour, world.err_drawn)));
            lines.push("Not everything could be listed, so nothing was written.".to_owned());
            return lines;
        }
        Update::SettingsUnreadable(problems, done) => {
            lines.extend(problems.iter().map(|problem| draw::fit(problem, world.err_colour, world.err_drawn)));
            lines.push("Settings are never guessed: no report is written until journal.md can be read.".to_owned());
            (done, &Vec::new())
        }
        Update::Published(done, problems) => (done, problems),
    };
    for (from, to) in &done.moved {
        lines.push(format!("{} had been edited: the edited file is now {}.", relative(root, from), relative(root, to)));
    }
    for path in &done.kept {
        lines.push(format!(
            "{} was not made by tinystep, so it stays. Give it another name, and the report takes its place.",
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
    let errors = problems.iter().filter(|problem| problem.code.class() == Class::Error).count();
    if errors > 0 {
        lines.push(format!(
            "{} in the notes: see notes-to-fix.md, or run `tinystep check`.",
            counted(errors, "problem")
        ));
    }
    lines
}
