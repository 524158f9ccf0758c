//! The command line: it is read, its command is run, and the program ends.

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::Parser;

use super::commands::Command;
use super::error::{CommandError, Status};
use super::world::World;

/// Small steps between two sessions: plain notes in, a weekly page and a few questions out.
#[derive(Parser)]
#[command(
    version,
    about,
    long_about = "Keeps a weekly adherence report and reflection prompts up to date beside a \
folder of markdown notes.\n\nThe client writes notes in any editor. tinystep never changes a note. What it makes goes into \
reports/, the one folder to share.",
    after_help = "Start with `tinystep init my-journal`."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// The program: reads the arguments, runs the command, and returns how it ended.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse_from(std::env::args_os().map(without_list_mark));
    let mut world = World::of_process();
    ExitCode::from(match run(arguments, &mut world) {
        Status::Fine => 0,
        Status::FoundErrors => 1,
        Status::CouldNotRun => 2,
    })
}

/// Runs `tinystep` with these arguments (the program's name first) in a world of the caller's.
pub fn run_in(arguments: &[&str], world: &mut World) -> Status {
    match Arguments::try_parse_from(arguments.iter().map(OsString::from).map(without_list_mark)) {
        Ok(arguments) => run(arguments, world),
        Err(error) => {
            let _ = write!(if error.use_stderr() { &mut world.err } else { &mut world.out }, "{error}");
            if error.use_stderr() { Status::CouldNotRun } else { Status::Fine }
        }
    }
}

/// A line copied from a note begins with `- [`, as no flag does: it is text.
fn without_list_mark(argument: OsString) -> OsString {
    match argument.to_str().and_then(|text| text.strip_prefix("- ")) {
        Some(line) if line.starts_with('[') => line.into(),
        _ => argument,
    }
}

fn run(arguments: Arguments, world: &mut World) -> Status {
    let result = arguments.command.run(world);
    match result.and_then(|status| world.out.flush().map(|()| status).map_err(CommandError::Io)) {
        Ok(status) => status,
        // Whoever reads our output has read enough.
        Err(CommandError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => Status::Fine,
        Err(CommandError::Io(error)) => {
            let _ = writeln!(world.err, "tinystep: {error}");
            Status::CouldNotRun
        }
        Err(CommandError::Stopped) => {
            let _ = writeln!(world.err, "\nStopped. Nothing was written.");
            Status::CouldNotRun
        }
        Err(CommandError::Message(text)) => {
            let _ = world.warn(&text);
            Status::CouldNotRun
        }
    }
}
