//! The commands: arguments as said -> as meant; the clock and the terminal come in here and nowhere else.

mod check;
mod init;
mod one_week;
mod preview;
mod prompts;
mod reflect;
mod report;
mod show;
mod templates;
mod watch;
mod world;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::build::{self, Snapshot};
use crate::folder::{self, FolderIdentity};
use crate::journal::Settings;
use crate::problem::draw;
use crate::when;

pub use world::World;

/// Small steps between two sessions: plain notes in, a weekly page and a few questions out.
#[derive(Parser)]
#[command(
    version,
    about,
    long_about = "Keeps a weekly adherence report and reflection prompts up to date beside a \
folder of markdown notes.\n\nThe client writes notes in any editor. tinystep never changes a note. The pages are in \
reports/, the only folder to share.",
    after_help = "Start with `tinystep init my-journal`."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a journal: a settings note and one plan to start from
    Init(init::Arguments),
    /// Bring the reports up to date once
    Report(report::Arguments),
    /// Bring the reports up to date, and again whenever notes change
    Watch(watch::Arguments),
    /// Print one week, and write nothing
    Show(show::Arguments),
    /// Answer the questions of a week, in a new note
    Reflect(reflect::Arguments),
    /// Print the questions and the agenda of one week, and write nothing
    Prompts(prompts::Arguments),
    /// List what cannot be read and what could be clearer
    Check(check::Arguments),
    /// List the built-in templates and rules, or print one to start from
    Templates(templates::Arguments),
}

/// What most commands take.
#[derive(Args)]
struct JournalArguments {
    /// The journal [default: the nearest folder upward with a journal.md, or else the current one]
    folder: Option<PathBuf>,
    /// Count as if today were this date
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    as_of: Option<NaiveDate>,
}

/// How a command ended (SPEC 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Fine,
    /// `check` found errors.
    FoundErrors,
    /// Wrong usage, or it could not run.
    CouldNotRun,
}

/// A reason to stop, as it is said on standard error. A closed pipe is none.
#[derive(Debug)]
enum CommandError {
    Message(String),
    Io(io::Error),
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> CommandError {
        CommandError::Io(error)
    }
}

type CommandResult = Result<Status, CommandError>;

/// The program: reads the arguments, runs the command, and says how it ended.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut world = World::real();
    ExitCode::from(match run(arguments, &mut world) {
        Status::Fine => 0,
        Status::FoundErrors => 1,
        Status::CouldNotRun => 2,
    })
}

/// Runs `tinystep` with these arguments (the program's name first) in a world of the caller's.
pub fn run_in(arguments: &[&str], world: &mut World) -> Status {
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => run(arguments, world),
        Err(error) => {
            let _ = write!(if error.use_stderr() { &mut world.err } else { &mut world.out }, "{error}");
            if error.use_stderr() { Status::CouldNotRun } else { Status::Fine }
        }
    }
}

fn run(arguments: Arguments, world: &mut World) -> Status {
    let outcome = match arguments.command {
        Command::Init(arguments) => init::run(&arguments, world),
        Command::Report(arguments) => report::run(&arguments, world),
        Command::Watch(arguments) => watch::run(&arguments, world),
        Command::Show(arguments) => show::run(&arguments, world),
        Command::Reflect(arguments) => reflect::run(&arguments, world),
        Command::Prompts(arguments) => prompts::run(&arguments, world),
        Command::Check(arguments) => check::run(&arguments, world),
        Command::Templates(arguments) => templates::run(&arguments, world),
    };
    match outcome.and_then(|status| world.out.flush().map(|()| status).map_err(CommandError::Io)) {
        Ok(status) => status,
        // Whoever reads our output has read enough.
        Err(CommandError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => Status::Fine,
        Err(CommandError::Io(error)) => {
            let _ = writeln!(world.err, "tinystep: {error}");
            Status::CouldNotRun
        }
        Err(CommandError::Message(text)) => {
            let _ = world.warn(&text);
            Status::CouldNotRun
        }
    }
}

fn read_date(text: &str) -> Result<NaiveDate, String> {
    when::parse_date(text).map(|moment| moment.date).map_err(|error| format!("{} {}", error.message, error.help))
}

impl JournalArguments {
    fn today(&self, world: &World) -> NaiveDate {
        self.as_of.unwrap_or_else(|| (world.today)())
    }

    /// The folder meant, its links followed once (WATCHING 12).
    fn root(&self, world: &World) -> Result<FolderIdentity, CommandError> {
        let named = match &self.folder {
            Some(folder) => world.folder.join(folder),
            None => folder::find(&world.folder).unwrap_or_else(|| world.folder.clone()),
        };
        let shown = self.folder.as_deref().unwrap_or(Path::new("."));
        match FolderIdentity::resolve(&named) {
            Ok(root) => Ok(root),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                Err(CommandError::Message(format!("tinystep: {} is a file, not a folder.", world::shown(shown))))
            }
            Err(error) => {
                Err(CommandError::Message(format!("tinystep: {} cannot be opened ({error}).", world::shown(shown))))
            }
        }
    }
}

/// Reads a folder, with a line of progress where it takes long and somebody looks.
fn load(root: &FolderIdentity, world: &World) -> Result<Snapshot, CommandError> {
    reading(world, |read| build::load(None, root, world::now(), read))
}

/// The same for what only shows what is shared; `before` is what was read of it already.
fn load_shared(before: Option<Snapshot>, root: &FolderIdentity, world: &World) -> Result<Snapshot, CommandError> {
    reading(world, |read| build::load_shared(before, root, world::now(), read))
}

fn reading(
    world: &World,
    load: impl FnOnce(&(dyn Fn(usize) + Sync)) -> io::Result<Snapshot>,
) -> Result<Snapshot, CommandError> {
    let progress = world.progress();
    let snapshot = load(&|all| progress.one_of(all));
    progress.end();
    snapshot.map_err(|error| CommandError::Message(format!("tinystep: the folder cannot be read ({error}).")))
}

/// The settings of what was read, or, drawn, why there are none.
fn settings<'a>(snapshot: &'a Snapshot, world: &World) -> Result<&'a Settings, CommandError> {
    snapshot.settings.as_ref().map_err(|problems| {
        let drawn: String = problems
            .iter()
            .map(|problem| draw::full_at_width(problem, world.err_colour, world.err_drawn) + "\n")
            .collect();
        CommandError::Message(
            drawn + "tinystep: settings are never guessed, so nothing is shown or made until journal.md can be read.",
        )
    })
}

/// How `show` and `check` give their result.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}
