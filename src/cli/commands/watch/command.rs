//! The command: what was asked for, and one watch at a time.

use std::rc::Rc;
use std::time::Duration;

use super::autostart;
use super::watch_terminal::Terminal;
use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::journal_folder::JournalArguments;
use crate::cli::world::{World, printable_path, program_state_folder};
use crate::output::instance_lock;
use crate::watch::{self, JournalUpdater, StopSignal, WatchOptions, WatchedFolderKind};

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep watch
  tinystep watch --poll 60

Ctrl+C ends it.

Exit status: 0 it was ended, or another machine is the writer; 2 wrong usage, or it could not run.")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    journal: JournalArguments,
    /// Print only warnings
    #[arg(short, long)]
    quiet: bool,
    /// Print how each change was found, and how long each part of an update took
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,
    /// Scan the folder again every so many seconds, for drives that do not report changes
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    poll: Option<u32>,
    #[command(flatten)]
    autostart: autostart::AutostartArguments,
}

pub(in crate::cli) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    if arguments.autostart.is_requested() {
        let root = arguments.journal.root_of_journal(world)?;
        return autostart::run(&arguments.autostart, root.path(), world);
    }
    let root = arguments.journal.journal_to_write(world)?.path().to_owned();
    // Not in the journal, since that is synced.
    let lock = program_state_folder().map(|folder| instance_lock::lock_against_second_watch(&folder, &root));
    if let Some(Err(instance_lock::AlreadyLocked { process_id: by })) = lock {
        let who = by.map(|process| format!(" (process {process})")).unwrap_or_default();
        let place = printable_path(&root);
        return Err(CommandError::Message(format!("tinystep: {place} is being watched already{who}. One is enough.")));
    }
    let stop_signal = StopSignal::default();
    stop_signal.stop_on_system_signals()?;
    let (as_of, clock) = (arguments.journal.as_of(world)?, Rc::clone(&world.today));
    let today = move || as_of.unwrap_or_else(|| clock());
    let machine = world.machine.clone();
    let mut terminal =
        Terminal::new(&root, world, stop_signal.stop_handle(), arguments.quiet).verbose(arguments.verbose);
    let mut updater = JournalUpdater::new(&root, &machine, &mut terminal);
    let reports = updater.reports_folder().to_owned();
    let poll = arguments.poll.map(|seconds| Duration::from_secs(seconds.into()));
    let options = WatchOptions { what: WatchedFolderKind::Journal, root: &root, reports: &reports, poll };
    let watched = watch::watch(options, &today, &stop_signal, &mut updater);
    // What was printed so far comes out before the message on how it ended.
    let printed = terminal.print_rest();
    watched.map_err(|error| CommandError::Message(format!("tinystep: the journal cannot be watched ({error}).")))?;
    printed?;
    Ok(Status::Fine)
}
