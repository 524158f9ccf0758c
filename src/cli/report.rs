//! `tinystep report`: what is made, brought up to date once.

use std::io::{self, BufRead as _, Write as _};
use std::path::Path;

use crate::cli::check::counted;
use crate::cli::{Outcome, Status, Stop, Where, World, init, load, world};
use crate::pass::{self, Update};
use crate::problem::{Class, draw};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Where,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> Outcome {
    let root = arguments.place.root(world)?;
    be_a_journal(&root, world)?;
    let loaded = load(&root, world)?;
    let update = pass::publish(&loaded, arguments.place.today(world), &world.machine)?;
    say(&root, &update, world)
}

/// A folder without `journal.md` is never written into; at a terminal it can be made a journal on the spot.
pub(super) fn be_a_journal(root: &Path, world: &mut World) -> Result<(), Stop> {
    if pass::is_journal(root) {
        return Ok(());
    }
    let place = world::shown(root);
    let help = format!(
        "tinystep: {place} holds no journal.md, so nothing is written there.\n\
         If it is your journal, make it one with `tinystep init {place}`.\n\
         If a journal.md belongs there, wait until it is back (a drive that is not mounted, a sync that is not done)."
    );
    if !world.can_ask {
        return Err(Stop::Said(help));
    }
    write!(world.err, "{help}\nMake it a journal now? [y/N] ")?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    if !matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
        return Err(Stop::Said("Nothing was written.".to_owned()));
    }
    init::make(root, world)
}

/// Says what an update did: the result on standard output, what wants somebody's eyes on standard error.
pub(super) fn say(root: &Path, update: &Update, world: &mut World) -> Outcome {
    let done = match update {
        Update::NotTheWriter(writer) => {
            writeln!(
                world.out,
                "Nothing written: journal.md names {} as the machine that writes, and this one is {}.",
                writer, world.machine
            )?;
            return Ok(Status::Fine);
        }
        Update::SettingsUnreadable(problems) => {
            for problem in problems {
                writeln!(world.err, "{}", draw::full(problem, world.err_colour))?;
            }
            return Err(Stop::Said(
                "tinystep: settings are never guessed, so no report is written until journal.md can be read.".to_owned(),
            ));
        }
        Update::Published(done) => done,
    };
    let relative = |path: &Path| world::shown(path.strip_prefix(root).unwrap_or(path));
    let written = done.written.len() + done.removed.len();
    if written == 0 {
        writeln!(world.out, "Everything is up to date ({}).", counted(done.unchanged, "file"))?;
    } else {
        for path in &done.written {
            writeln!(world.out, "made     {}", relative(path))?;
        }
        for path in &done.removed {
            writeln!(world.out, "removed  {}", relative(path))?;
        }
        writeln!(world.out, "{} made or removed, {} as they were.", counted(written, "file"), done.unchanged)?;
    }
    for line in warnings(done, &relative) {
        writeln!(world.err, "{line}")?;
    }
    Ok(if done.failed.is_empty() { Status::Fine } else { Status::CouldNotRun })
}

/// What somebody has to know beside the result, a line each.
pub(super) fn warnings(done: &pass::Published, relative: &dyn Fn(&Path) -> String) -> Vec<String> {
    let mut lines = Vec::new();
    for (from, to) in &done.moved {
        lines.push(format!("{} had been edited: the edited file is now {}.", relative(from), relative(to)));
    }
    for path in &done.kept {
        lines.push(format!(
            "{} was not made by tinystep, so it stays as it is. Give it another name, and the report takes its place.",
            relative(path)
        ));
    }
    for (path, why) in &done.failed {
        lines.push(format!("{} could not be written ({why}). What was there is still there.", relative(path)));
    }
    let errors = done.problems.iter().filter(|problem| problem.code.class() == Class::Error).count();
    if errors > 0 {
        lines.push(format!("{} to fix: see notes-to-fix.md, or `tinystep check`.", counted(errors, "note problem")));
    }
    lines
}
