//! `tinystep watch`: what is made, kept up to date while notes change.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Instant;

use crate::cli::check::counted;
use crate::cli::report::{be_a_journal, relative, warnings};
use crate::cli::world::shown;
use crate::cli::{Outcome, Status, Stop, Where, World};
use crate::folder::Print;
use crate::output::Done;
use crate::pass::{self, Loaded, Update};
use crate::watch::{self, Cause, Ended, Line, Stopper, Watched};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Where,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> Outcome {
    let identity = arguments.place.root(world)?;
    let root = identity.path().to_owned();
    be_a_journal(&root, world)?;
    let stopper = Stopper::default();
    stopper.on_signals()?;
    let as_of = arguments.place.as_of;
    let clock = Rc::clone(&world.today);
    let today = move || as_of.unwrap_or_else(|| clock());
    let stop = stopper.stop();
    let reports = pass::reports_folder(&root, None);
    let mut runs = Runs { root: root.clone(), reports: reports.clone(), seen: None };
    let mut broken = Ok(());
    {
        // Both closures speak on one terminal. A pipe that nobody reads any more ends the watch.
        let terminal = RefCell::new((&mut *world, &mut broken));
        let say = |lines: Vec<Said>| {
            let (world, broken) = &mut *terminal.borrow_mut();
            if let Err(error) = print(world, &lines) {
                **broken = Err(error);
                stop.now();
            }
        };
        watch::watch(
            &root,
            &reports,
            &today,
            &stopper,
            &mut |watched| {
                let (outcome, lines) = runs.one(watched, terminal.borrow().0);
                say(lines);
                outcome
            },
            &mut |line| say(words(&line, &root)),
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

fn print(world: &mut World, lines: &[Said]) -> io::Result<()> {
    for line in lines {
        match line {
            Said::Out(text) => writeln!(world.out, "{}  {text}", (world.clock)())?,
            Said::Err(text) => writeln!(world.err, "{}  {text}", (world.clock)())?,
        }
    }
    world.out.flush()
}

/// What the shell tells, in words.
fn words(line: &Line, root: &Path) -> Vec<Said> {
    let err = |text: String| vec![Said::Err(text)];
    match line {
        Line::Watching => vec![Said::Out(format!("Watching {}. Ctrl-C ends it.", shown(root)))],
        Line::Polling { limit: true, .. } => {
            err("The system has no watches left, so the folder is looked at every 2 seconds.\n          \
             More of them: sudo sysctl fs.inotify.max_user_watches=524288"
                .to_owned())
        }
        Line::Polling { limit: false, why } => {
            err(format!("The system gives no events here ({why}), so the folder is looked at every 2 seconds."))
        }
        Line::Rescan => err("Events were lost, so everything is read again.".to_owned()),
        Line::Lost => err(format!("{} holds no journal.md now. Nothing is written until it is back.", shown(root))),
        Line::Back => err("The journal is back.".to_owned()),
    }
}

/// What is remembered from one run to the next, for the words alone and for notes that vanish for a moment.
struct Runs {
    root: PathBuf,
    reports: PathBuf,
    seen: Option<BTreeMap<String, Print>>,
}

impl Runs {
    fn one(&mut self, watched: Watched, world: &World) -> (watch::Outcome, Vec<Said>) {
        let begun = Instant::now();
        let progress = world.progress();
        let loaded = pass::load(watched.root, &|all| progress.one_of(all));
        progress.end();
        let outcome = |ended, reports: &Path| watch::Outcome { ended, reports: reports.to_owned() };
        let loaded = match loaded {
            Ok(loaded) => loaded,
            // Whether the journal is there at all is the shell's to look at.
            Err(_) => return (outcome(Ended::Lost, &self.reports), Vec::new()),
        };
        if watched.cause != Cause::Again && self.is_half_way(&loaded) {
            return (outcome(Ended::Again, &self.reports), Vec::new());
        }
        let update = match pass::publish(&loaded, watched.today, &world.machine) {
            Ok(update) => update,
            Err(error) => {
                let ended = if watched.root.holds() { Ended::Again } else { Ended::Lost };
                let line = format!("The reports cannot be written now ({error}). It is tried again.");
                return (outcome(ended, &self.reports), vec![Said::Err(line)]);
            }
        };
        if let Ok(settings) = &loaded.settings {
            self.reports = pass::reports_folder(&self.root, Some(settings));
        }
        let now = prints(&loaded);
        let changed = self.seen.as_ref().map(|before| differing(before, &now));
        let notes = loaded.scan.notes.len();
        self.seen = Some(now);
        let mut lines: Vec<Said> = warnings(&self.root, &update, world).into_iter().map(Said::Err).collect();
        let ended = match &update {
            Update::Published(done, _) | Update::SettingsUnreadable(_, done) => {
                let what = match (changed, watched.cause) {
                    (None, _) => Some(format!("{} read", counted(notes, "note"))),
                    (Some(changed), _) if !changed.is_empty() => Some(several(&changed)),
                    (Some(_), Cause::Midnight) => Some("A new day".to_owned()),
                    (Some(_), _) if done.changed() => Some("What is made had changed".to_owned()),
                    (Some(_), _) => None,
                };
                if let Some(what) = what {
                    let took = begun.elapsed().as_millis();
                    lines.insert(0, Said::Out(format!("{what}: {} ({took} ms)", self.made(done))));
                }
                if done.failed.is_empty() { Ended::Done { wrote: done.changed() } } else { Ended::Again }
            }
            Update::Incomplete(_) => Ended::Again,
            Update::NotTheWriter(_) => Ended::Done { wrote: false },
        };
        (outcome(ended, &self.reports), lines)
    }

    /// Whether a note seems to be on its way: it went away between the scan and the reading, or held text and is empty.
    fn is_half_way(&self, loaded: &Loaded) -> bool {
        loaded.moving
            || loaded.scan.notes.iter().any(|found| {
                found.print.size == 0
                    && self.seen.as_ref().and_then(|seen| seen.get(&found.path)).is_some_and(|print| print.size > 0)
            })
    }

    fn made(&self, done: &Done) -> String {
        let names: Vec<String> = done.written.iter().map(|path| relative(&self.root, path)).collect();
        match (names.is_empty(), done.removed.len()) {
            (true, 0) => "nothing to make".to_owned(),
            (true, n) => format!("{} removed", counted(n, "file")),
            (false, 0) => format!("{} made", several(&names)),
            (false, n) => format!("{} made, {n} removed", several(&names)),
        }
    }
}

fn prints(loaded: &Loaded) -> BTreeMap<String, Print> {
    let files = loaded.scan.notes.iter().chain(&loaded.scan.overrides);
    files.map(|found| (found.path.clone(), found.print)).collect()
}

/// The paths that are in one alone or differ, in order.
fn differing(before: &BTreeMap<String, Print>, now: &BTreeMap<String, Print>) -> Vec<String> {
    let gone = before.keys().filter(|path| !now.contains_key(*path)).map(|path| format!("{path} removed"));
    let other = now.iter().filter(|&(path, print)| before.get(path) != Some(print)).map(|(path, _)| path.clone());
    let mut paths: Vec<String> = gone.chain(other).map(|path| shown(Path::new(&path))).collect();
    paths.sort();
    paths
}

/// At most three of a list, and how many more there are.
fn several(list: &[String]) -> String {
    match list {
        [first, second, third, rest @ ..] if !rest.is_empty() => {
            format!("{first}, {second}, {third} and {} more", rest.len())
        }
        all => all.join(", "),
    }
}
