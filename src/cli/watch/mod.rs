//! `tinystep watch`: what is made, kept up to date while notes change.

mod autostart;
mod runs;
mod words;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use crate::build;
use crate::cli::report::require_journal;
use crate::cli::world::{self, shown};
use crate::cli::{CommandError, CommandResult, JournalArguments, Status, World};
use crate::output::instance_lock;
use crate::problem::draw;
use crate::watch::{self, StopSignal};

use runs::Runs;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: JournalArguments,
    /// Print only warnings
    #[arg(short, long)]
    quiet: bool,
    /// Print how long each part of an update took
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,
    /// Scan the folder every so many seconds, for drives that do not report changes
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    poll: Option<u32>,
    #[command(flatten)]
    autostart: autostart::AutostartArguments,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let identity = arguments.place.root(world)?;
    let root = identity.path().to_owned();
    if arguments.autostart.is_requested() {
        return autostart::run(&arguments.autostart, &root, world);
    }
    require_journal(&root, world)?;
    // Beside the journal and not in it: what lies there is synced.
    let alone = world::own_folder().map(|folder| instance_lock::acquire(&folder, &root));
    if let Some(Err(instance_lock::AlreadyLocked { by })) = alone {
        let who = by.map(|process| format!(" (process {process})")).unwrap_or_default();
        let place = shown(&root);
        return Err(CommandError::Message(format!("tinystep: {place} is being watched already{who}. One is enough.")));
    }
    let stop_signal = StopSignal::default();
    stop_signal.on_signals()?;
    let as_of = arguments.place.as_of;
    let clock = Rc::clone(&world.today);
    let today = move || as_of.unwrap_or_else(|| clock());
    let stop = stop_signal.stop();
    let reports = build::reports_folder(&root, None);
    let mut watching = Watching {
        runs: Runs::new(&root, &reports, arguments.verbose),
        quiet: arguments.quiet,
        broken: Ok(()),
        root: root.clone(),
        stop,
        world,
    };
    let poll = arguments.poll.map(|seconds| Duration::from_secs(seconds.into()));
    watch::watch(&root, &reports, poll, &today, &stop_signal, &mut watching)
        .map_err(|error| CommandError::Message(format!("tinystep: the journal cannot be watched ({error}).")))?;
    watching.broken?;
    Ok(Status::Fine)
}

/// A watch that tells a terminal what it does. A pipe that nobody reads any more ends it.
struct Watching<'w> {
    runs: Runs,
    quiet: bool,
    broken: io::Result<()>,
    root: PathBuf,
    stop: watch::StopHandle,
    world: &'w mut World,
}

impl watch::Updater for Watching<'_> {
    fn update(&mut self, watched: watch::UpdateRequest<'_>) -> watch::UpdateResult {
        let (outcome, lines) = self.runs.one(watched, self.world);
        self.print(&lines);
        outcome
    }

    fn differs(&mut self) -> bool {
        self.runs.differs()
    }

    fn say(&mut self, line: watch::Notice) {
        let lines = words::of(&line, &self.root);
        self.print(&lines);
    }
}

impl Watching<'_> {
    fn print(&mut self, lines: &[OutputLine]) {
        if let Err(error) = print(self.world, lines, self.quiet) {
            self.broken = Err(error);
            self.stop.now();
        }
    }
}

/// A line for standard output, or for standard error.
enum OutputLine {
    Out(String),
    Err(String),
}

fn print(world: &mut World, lines: &[OutputLine], quiet: bool) -> io::Result<()> {
    for line in lines {
        match line {
            OutputLine::Out(_) if quiet => {}
            OutputLine::Out(text) => writeln!(world.out, "{}", timed(&(world.clock)(), text, world.drawn))?,
            OutputLine::Err(text) => {
                // So that both come in this order on a terminal.
                world.out.flush()?;
                writeln!(world.err, "{}", timed(&(world.clock)(), text, world.err_drawn))?;
            }
        }
    }
    world.out.flush()
}

/// A text behind the time of day; further lines begin below its first word.
fn timed(time: &str, text: &str, width: usize) -> String {
    let indent = format!("\n{:1$}", "", time.len() + 2);
    let wrapped = text.lines().map(|line| draw::wrap(line, width.saturating_sub(time.len() + 2)));
    let lines: Vec<String> = wrapped.map(|lines| lines.replace('\n', &indent)).collect();
    format!("{time}  {}", lines.join(&indent))
}
