//! `tinystep watch`: what is made, kept up to date while notes change.

mod always;
mod runs;
mod words;

use std::cell::RefCell;
use std::io::{self, Write as _};
use std::rc::Rc;
use std::time::Duration;

use crate::cli::report::be_a_journal;
use crate::cli::world::{self, shown};
use crate::cli::{Outcome, Status, Stop, Where, World};
use crate::output::alone;
use crate::pass;
use crate::watch::{self, Stopper};

use runs::Runs;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Where,
    /// Say nothing but warnings
    #[arg(short, long)]
    quiet: bool,
    /// Say of each update how long its parts took
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,
    /// Look at the folder every so many seconds, and ask the system for no events
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    poll: Option<u32>,
    #[command(flatten)]
    always: always::Asked,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> Outcome {
    let identity = arguments.place.root(world)?;
    let root = identity.path().to_owned();
    if arguments.always.is_asked() {
        return always::run(&arguments.always, &root, world);
    }
    be_a_journal(&root, world)?;
    // Beside the journal and not in it: what lies there is synced.
    let alone = world::own_folder().map(|folder| alone::claim(&folder, &root));
    if let Some(Err(alone::Taken { by })) = alone {
        let who = by.map(|process| format!(" (process {process})")).unwrap_or_default();
        let place = shown(&root);
        return Err(Stop::Said(format!("tinystep: {place} is being watched already{who}. One is enough.")));
    }
    let stopper = Stopper::default();
    stopper.on_signals()?;
    let as_of = arguments.place.as_of;
    let clock = Rc::clone(&world.today);
    let today = move || as_of.unwrap_or_else(|| clock());
    let stop = stopper.stop();
    let reports = pass::reports_folder(&root, None);
    let mut runs = Runs::new(&root, &reports, arguments.verbose);
    let mut broken = Ok(());
    {
        // Both closures speak on one terminal. A pipe that nobody reads any more ends the watch.
        let terminal = RefCell::new((&mut *world, &mut broken));
        let say = |lines: Vec<Said>| {
            let (world, broken) = &mut *terminal.borrow_mut();
            if let Err(error) = print(world, &lines, arguments.quiet) {
                **broken = Err(error);
                stop.now();
            }
        };
        watch::watch(
            &root,
            &reports,
            arguments.poll.map(|seconds| Duration::from_secs(seconds.into())),
            &today,
            &stopper,
            &mut |watched| {
                let (outcome, lines) = runs.one(watched, terminal.borrow().0);
                say(lines);
                outcome
            },
            &mut |line| say(words::of(&line, &root)),
        )
        .map_err(|error| Stop::Said(format!("tinystep: the journal cannot be watched ({error}).")))?;
    }
    broken?;
    Ok(Status::Fine)
}

/// A line for standard output, or for standard error.
enum Said {
    Out(String),
    Err(String),
}

fn print(world: &mut World, lines: &[Said], quiet: bool) -> io::Result<()> {
    for line in lines {
        match line {
            Said::Out(_) if quiet => {}
            Said::Out(text) => writeln!(world.out, "{}  {text}", (world.clock)())?,
            Said::Err(text) => writeln!(world.err, "{}  {text}", (world.clock)())?,
        }
    }
    world.out.flush()
}
