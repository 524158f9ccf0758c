//! The command line: it is read, its command is run, and the program ends.

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser};
use clap_complete::CompleteEnv;

use super::commands::Command;
use super::error::{CommandError, Status};
use super::terminal::colour::ColourChoice;
use super::word_argument::refuse_option_as_words;
use super::world::World;

/// Small steps between two sessions: plain notes in, a weekly page and a few questions out.
#[derive(Parser)]
#[command(
    version,
    about,
    long_about = "Keeps a weekly adherence report and reflection prompts up to date beside a \
folder of markdown notes.\n\nThe client writes notes in any editor. tinystep never changes a note. What it makes goes into \
reports/, the one folder to share.",
    after_help = "Start with `tinystep init my-journal`.

With every command:
  --color auto|always|never  Colour on a terminal only, always, or never [default: auto]

`auto` gives no colour where NO_COLOR is set, and colour everywhere where CLICOLOR_FORCE is.

Exit status: 0 fine; 1 `check` found errors; 2 wrong usage, or the command could not do its work."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    // Hidden: otherwise it would be in the help of every command.
    /// When there is colour
    #[arg(long, alias = "colour", global = true, hide = true, value_enum, value_name = "WHEN", default_value = "auto")]
    color: ColourChoice,
}

/// The program: reads the arguments, runs the command, and returns how it ended.
#[must_use]
pub fn main() -> ExitCode {
    // A shell that asks what can be typed next gets its answer, and nothing else happens.
    CompleteEnv::with_factory(Arguments::command).complete();
    let arguments = parse(std::env::args_os().collect()).unwrap_or_else(|error| error.exit());
    let mut world = World::of_process();
    ExitCode::from(match run(arguments, &mut world) {
        Status::Fine => 0,
        Status::FoundErrors => 1,
        Status::CouldNotRun => 2,
    })
}

/// Runs `tinystep` with these arguments (the program's name first) in a world of the caller's.
pub fn run_in(arguments: &[&str], world: &mut World) -> Status {
    match parse(arguments.iter().map(OsString::from).collect()) {
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

fn parse(arguments: Vec<OsString>) -> Result<Arguments, clap::Error> {
    let arguments: Vec<OsString> = arguments.into_iter().map(without_list_mark).collect();
    let colour = ColourChoice::in_arguments(&arguments);
    let command = Arguments::command().color(colour.for_clap());
    refuse_option_as_words(&command, &arguments)?;
    let matches = command.try_get_matches_from(arguments)?;
    Arguments::from_arg_matches(&matches)
}

fn run(arguments: Arguments, world: &mut World) -> Status {
    if let Some(has_colour) = arguments.color.forced() {
        (world.has_colour, world.err_has_colour) = (has_colour, has_colour);
    }
    let result = world.run_with_way_back(|world| arguments.command.run(&Arguments::command, world));
    match result.and_then(|status| world.out.flush().map(|()| status).map_err(CommandError::Io)) {
        Ok(status) => status,
        // The reader of our output has read enough.
        Err(CommandError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => Status::Fine,
        Err(CommandError::Io(error)) => {
            let _ = writeln!(world.err, "tinystep: {error}");
            Status::CouldNotRun
        }
        Err(CommandError::Stopped | CommandError::Back) => {
            let _ = writeln!(world.err, "\nStopped. Nothing was written.");
            Status::CouldNotRun
        }
        Err(CommandError::Message(text)) => {
            let _ = world.warn(&text);
            Status::CouldNotRun
        }
    }
}
