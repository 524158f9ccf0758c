//! One update after the other: what is kept between them, and what is said of each.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};

use super::Said;
use super::words::several;
use crate::cli::World;
use crate::cli::check::counted;
use crate::cli::report::{relative, warnings};
use crate::cli::world::{now, shown};
use crate::folder::{Found, Scan};
use crate::output::Done;
use crate::pass::{self, Loaded, Order, Update};
use crate::report::names;
use crate::watch::{Cause, Ended, Outcome, SETTLE, Watched};

/// How often in a row a folder may change while it is read before it is written of all the same.
const MOVED: u32 = 3;

/// What is kept from one update to the next. What is made never depends on it: it only saves reading and rendering, lets
/// a note that vanishes for a moment come back, and tells what is new.
pub(super) struct Runs {
    root: PathBuf,
    reports: PathBuf,
    verbose: bool,
    loaded: Option<Loaded>,
    /// What lay there when something was last written, or nothing had to be.
    seen: Option<Scan>,
    /// Since when notes that seem to be on their way are waited for.
    waiting: Option<Instant>,
    /// How often in a row the folder changed while it was read.
    moved: u32,
    /// The warnings of the last update.
    said: Vec<String>,
}

impl Runs {
    pub fn new(root: &Path, reports: &Path, verbose: bool) -> Runs {
        Runs {
            root: root.to_owned(),
            reports: reports.to_owned(),
            verbose,
            loaded: None,
            seen: None,
            waiting: None,
            moved: 0,
            said: Vec::new(),
        }
    }

    pub fn one(&mut self, watched: Watched<'_>, world: &World) -> (Outcome, Vec<Said>) {
        let (ended, lines) = self.update(watched, world);
        (Outcome { ended, reports: self.reports.clone() }, lines)
    }

    fn update(&mut self, watched: Watched<'_>, world: &World) -> (Ended, Vec<Said>) {
        let begun = Instant::now();
        let progress = world.progress();
        let loaded = pass::load(self.loaded.take(), watched.root, now(), &|all| progress.one_of(all));
        progress.end();
        // Whether the journal is there at all is the shell's to look at.
        let Ok(loaded) = loaded else { return (Ended::Lost, Vec::new()) };
        let read = begun.elapsed();
        let loaded = self.loaded.insert(loaded);
        if !loaded.is_journal {
            return (Ended::Lost, Vec::new());
        }
        let half_way = watched.cause != Cause::Again && is_half_way(loaded, self.seen.as_ref());
        if half_way && self.waiting.get_or_insert(begun).elapsed() < SETTLE {
            return (Ended::Again, Vec::new());
        }
        self.waiting = None;
        let order = Order { today: watched.today, machine: &world.machine, anyway: self.moved >= MOVED };
        let update = match pass::publish(loaded, order) {
            Ok(Update::Moved) => {
                self.moved += 1;
                return (Ended::Again, Vec::new());
            }
            Ok(update) => update,
            Err(error) => {
                let ended = if watched.root.holds() { Ended::Again } else { Ended::Lost };
                return (
                    ended,
                    vec![Said::Err(format!("The reports cannot be written now ({error}). It is tried again."))],
                );
            }
        };
        self.moved = 0;
        if let Ok(settings) = &loaded.settings {
            self.reports = pass::reports_folder(&self.root, Some(settings));
        }
        let changed = self.seen.as_ref().map(|before| Changed::between(before, &loaded.scan));
        let mut lines: Vec<Said> =
            not_said_yet(&mut self.said, warnings(&self.root, &update, world)).map(Said::Err).collect();
        let ended = match &update {
            Update::Published(done, _) | Update::SettingsUnreadable(_, done) => {
                if let Some(past) =
                    changed.as_ref().and_then(|changed| past_weeks(changed, loaded, done, watched.today))
                {
                    lines.push(Said::Err(past));
                }
                if let Some(what) = what(changed.as_ref(), watched.cause, loaded, done) {
                    let made = made(&self.root, done);
                    let (all, opened) = (begun.elapsed(), loaded.known.opened);
                    let times = Times { read, all, opened, cause: watched.cause };
                    lines.insert(0, Said::Out(format!("{what}: {made} ({})", times.said(self.verbose))));
                }
                if done.failed.is_empty() { Ended::Done { wrote: done.changed() } } else { Ended::Again }
            }
            Update::Incomplete(_) | Update::Moved => Ended::Again,
            Update::NotTheWriter(_) => Ended::Done { wrote: false },
        };
        self.seen = Some(loaded.scan.clone());
        (ended, lines)
    }
}

/// What the last update did not say already: a problem that lies there for a year is told once.
fn not_said_yet(said: &mut Vec<String>, warnings: Vec<String>) -> impl Iterator<Item = String> + use<> {
    let before = std::mem::replace(said, warnings.clone());
    warnings.into_iter().filter(move |line| !before.contains(line))
}

/// How long an update took, and how much there was to do.
struct Times {
    read: Duration,
    all: Duration,
    opened: usize,
    cause: Cause,
}

impl Times {
    fn said(&self, verbose: bool) -> String {
        let all = self.all.as_millis();
        if !verbose {
            return format!("{all} ms");
        }
        format!(
            "{all} ms: {} ms to look and read {}, {} ms to count, lay out and write{}",
            self.read.as_millis(),
            counted(self.opened, "note"),
            (self.all - self.read).as_millis(),
            if self.cause == Cause::Found { "; found by looking, no event told of it" } else { "" },
        )
    }
}

/// Whether a note seems to be on its way: it went away, or held text and is empty (WATCHING 14).
fn is_half_way(loaded: &Loaded, seen: Option<&Scan>) -> bool {
    let Some(seen) = seen else { return loaded.moving };
    let now = &loaded.scan.notes;
    loaded.moving
        || pairs(&seen.notes, now).any(|(before, now)| {
            before.is_some_and(|before| now.is_none_or(|now| now.print.size == 0 && before.print.size > 0))
        })
}

/// Which notes, templates and rules are other than before, in order of path.
struct Changed {
    /// As they are said.
    said: Vec<String>,
    /// The paths of notes that were there before and are there now.
    edited: Vec<String>,
}

impl Changed {
    fn between(before: &Scan, now: &Scan) -> Changed {
        let (mut said, mut edited) = (Vec::new(), Vec::new());
        let notes = pairs(&before.notes, &now.notes);
        for (before, now) in notes.chain(pairs(&before.overrides, &now.overrides)) {
            match (before, now) {
                (Some(before), Some(now)) if before.print != now.print => {
                    said.push(shown(Path::new(&now.path)));
                    edited.push(now.path.clone());
                }
                (None, Some(now)) => said.push(shown(Path::new(&now.path))),
                (Some(before), None) => said.push(format!("{} removed", shown(Path::new(&before.path)))),
                _ => {}
            }
        }
        said.sort();
        Changed { said, edited }
    }
}

/// Two lists in order of path, side by side.
fn pairs<'a>(before: &'a [Found], now: &'a [Found]) -> impl Iterator<Item = (Option<&'a Found>, Option<&'a Found>)> {
    let (mut before, mut now) = (before.iter().peekable(), now.iter().peekable());
    std::iter::from_fn(move || {
        let first = match (before.peek(), now.peek()) {
            (Some(a), Some(b)) => a.path.cmp(&b.path),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => return None,
        };
        let old = if first.is_le() { before.next() } else { None };
        Some((old, if first.is_ge() { now.next() } else { None }))
    })
}

/// What an update was about; none where there is nothing to tell.
fn what(changed: Option<&Changed>, cause: Cause, loaded: &Loaded, done: &Done) -> Option<String> {
    match (changed, cause) {
        (None, _) => Some(format!("{} read", counted(loaded.scan.notes.len(), "note"))),
        (Some(changed), _) if !changed.said.is_empty() => Some(several(&changed.said)),
        (Some(_), Cause::Midnight) => Some("A new day".to_owned()),
        (Some(_), _) if done.changed() => Some("What is made had changed".to_owned()),
        (Some(_), _) => None,
    }
}

fn made(root: &Path, done: &Done) -> String {
    let names: Vec<String> = done.written.iter().map(|path| relative(root, path)).collect();
    match (names.is_empty(), done.removed.len()) {
        (true, 0) => "nothing to make".to_owned(),
        (true, n) => format!("{} removed", counted(n, "file")),
        (false, 0) => format!("{} made", several(&names)),
        (false, n) => format!("{} made, {n} removed", several(&names)),
    }
}

/// Where a plan was edited in place and weeks that have ended are other for it: how that is done without.
fn past_weeks(changed: &Changed, loaded: &Loaded, done: &Done, today: NaiveDate) -> Option<String> {
    let plan = changed.edited.iter().find(|path| loaded.is_plan(path))?;
    let is_past = |path: &PathBuf| {
        let start = path.file_name().and_then(|name| names::week_of(name.to_str()?));
        start.and_then(|start| start.checked_add_days(Days::new(6))).is_some_and(|end| end < today)
    };
    let past = done.written.iter().chain(&done.removed).filter(|path| is_past(path)).count();
    let plan = shown(Path::new(plan));
    (past > 0).then(|| {
        format!(
            "{} changed, since {plan} is another plan now. To leave the past as it was, undo that, copy the note, and \
             change the copy: with `from:` and a date it is the plan from that day on.",
            counted(past, "past week")
        )
    })
}
