//! One update after the other: what is kept between them, and what is said of each.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};

use super::OutputLine;
use super::words::several;
use crate::build::{self, BuildCache, PublishOptions, Snapshot, Update};
use crate::cli::World;
use crate::cli::check::counted;
use crate::cli::report::{relative, warnings};
use crate::cli::world::{now, shown};
use crate::folder::FileStamp;
use crate::output::{Mode, WriteSummary};
use crate::report::page_names;
use crate::watch::{Cause, Fingerprint, RunResult, SETTLE, UpdateRequest, UpdateResult};

/// How often in a row a folder may change while it is read before it is written of all the same.
const MOVED: u32 = 3;

/// What is kept from one update to the next. What is made never depends on it: it only saves reading and rendering, lets
/// a note that vanishes for a moment come back, and tells what is new.
pub(super) struct Runs {
    root: PathBuf,
    reports: PathBuf,
    verbose: bool,
    snapshot: Option<Snapshot>,
    last: Option<BuildCache>,
    /// What lay there of what is made, after the last update.
    made: Option<Fingerprint>,
    /// Whether an update was told already.
    begun: bool,
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
            snapshot: None,
            last: None,
            made: None,
            begun: false,
            waiting: None,
            moved: 0,
            said: Vec::new(),
        }
    }

    pub fn one(&mut self, watched: UpdateRequest<'_>, world: &World) -> (UpdateResult, Vec<OutputLine>) {
        let (ended, lines) = self.update(watched, world);
        self.made = Some(Fingerprint::take(&self.root, &self.reports, now()));
        (UpdateResult { ended, reports: self.reports.clone() }, lines)
    }

    /// Whether the folder, or what is made of it, can be other than the last update saw and left it.
    pub fn differs(&self) -> bool {
        let now = Fingerprint::take(&self.root, &self.reports, now());
        self.made.is_none_or(|made| now.differs(&made)) || !self.snapshot.as_ref().is_some_and(Snapshot::is_at_rest)
    }

    /// The notes as they are now. Where only some paths can be other, no more is looked at.
    fn load(&mut self, watched: &UpdateRequest<'_>, world: &World) -> io::Result<Snapshot> {
        let mut before = self.snapshot.take();
        let is_looked_at = watched
            .paths
            .zip(before.as_mut())
            .is_some_and(|(paths, snapshot)| snapshot.root == *watched.root && snapshot.look_again(paths, now()));
        match before {
            Some(snapshot) if is_looked_at => Ok(snapshot),
            before => {
                let progress = world.progress();
                let snapshot = build::load_shared(before, watched.root, now(), &|all| progress.one_of(all));
                progress.end();
                snapshot
            }
        }
    }

    fn update(&mut self, watched: UpdateRequest<'_>, world: &World) -> (RunResult, Vec<OutputLine>) {
        let begun = Instant::now();
        // Whether the journal is there at all is the shell's to look at.
        let Ok(snapshot) = self.load(&watched, world) else { return (RunResult::Lost, Vec::new()) };
        let read = begun.elapsed();
        let snapshot = self.snapshot.insert(snapshot);
        if !snapshot.is_journal {
            return (RunResult::Lost, Vec::new());
        }
        let half_way = watched.cause != Cause::Retry && is_half_way(snapshot);
        if half_way && self.waiting.get_or_insert(begun).elapsed() < SETTLE {
            // One that could not be read as it moved has to be read again, whatever is named.
            return (if snapshot.moving { RunResult::Retry } else { RunResult::Unsettled }, Vec::new());
        }
        self.waiting = None;
        let options = PublishOptions {
            force: self.moved >= MOVED,
            ..PublishOptions::once(watched.today, now(), &world.machine, Mode::Write)
        };
        let update = match build::publish(snapshot, options, Some(&mut self.last)) {
            Ok(Update::Moved) => {
                self.moved += 1;
                return (RunResult::Retry, Vec::new());
            }
            Ok(update) => update,
            Err(error) => {
                let ended = if watched.root.is_unchanged() { RunResult::Retry } else { RunResult::Lost };
                let why = vec![format!("The reports cannot be written now ({error}). It is tried again.")];
                return (ended, not_said_yet(&mut self.said, why).map(OutputLine::Err).collect());
            }
        };
        self.moved = 0;
        if let Ok(settings) = &snapshot.settings {
            self.reports = build::reports_folder(&self.root, Some(settings));
        }
        let mut lines: Vec<OutputLine> =
            not_said_yet(&mut self.said, warnings(&self.root, &update, world)).map(OutputLine::Err).collect();
        let ended = match &update {
            Update::Published(done, _) | Update::SettingsUnreadable(_, done) => {
                if self.begun
                    && let Some(past) = past_weeks(snapshot, done, watched.today)
                {
                    lines.push(OutputLine::Err(past));
                }
                if let Some(what) = what(self.begun, watched.cause, snapshot, done) {
                    let made = made(&self.root, done);
                    let (all, opened) = (begun.elapsed(), snapshot.note_cache.opened);
                    let times = Times { read, all, opened, cause: watched.cause };
                    lines.insert(0, OutputLine::Out(format!("{what}: {made} ({})", times.said(self.verbose))));
                }
                self.begun = true;
                if done.failed.is_empty() { RunResult::Complete } else { RunResult::Retry }
            }
            Update::Incomplete(_) | Update::Moved => return (RunResult::Retry, lines),
            Update::NotTheWriter(_) => RunResult::Complete,
        };
        snapshot.was_made();
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
            if self.cause == Cause::FoundByScan { "; found by looking, no event told of it" } else { "" },
        )
    }
}

/// Whether a note seems to be on its way: it went away, or held text and is empty (WATCHING 14).
fn is_half_way(snapshot: &Snapshot) -> bool {
    let is_on_its_way = |(path, before): (&String, &Option<FileStamp>)| {
        let now = snapshot.found(path);
        !snapshot.is_override(path)
            && before.is_some_and(|before| now.is_none_or(|now| now.stamp.size == 0 && before.size > 0))
    };
    snapshot.moving || snapshot.changed.files.iter().any(is_on_its_way)
}

/// What an update was about; none where there is nothing to tell.
fn what(begun: bool, cause: Cause, snapshot: &Snapshot, done: &WriteSummary) -> Option<String> {
    if !begun {
        return Some(format!("{} read", counted(snapshot.scan.notes.len(), "note")));
    }
    let said: Vec<String> = snapshot
        .changed
        .files
        .iter()
        .map(|(path, before)| (shown(Path::new(path)), before.is_some() && !snapshot.has(path)))
        .map(|(path, is_gone)| if is_gone { format!("{path} removed") } else { path })
        .collect();
    match cause {
        _ if !said.is_empty() => Some(several(&said)),
        Cause::Midnight => Some("A new day".to_owned()),
        _ => done.changed().then(|| "What is made had changed".to_owned()),
    }
}

fn made(root: &Path, done: &WriteSummary) -> String {
    let names: Vec<String> = done.written.iter().map(|path| relative(root, path)).collect();
    match (names.is_empty(), done.removed.len()) {
        (true, 0) => "nothing to make".to_owned(),
        (true, n) => format!("{} removed", counted(n, "file")),
        (false, 0) => format!("{} made", several(&names)),
        (false, n) => format!("{} made, {n} removed", several(&names)),
    }
}

/// Where a plan was edited in place and weeks that have ended are other for it: how that is done without.
fn past_weeks(snapshot: &Snapshot, done: &WriteSummary, today: NaiveDate) -> Option<String> {
    let edited = snapshot.changed.files.iter().filter(|(_, before)| before.is_some());
    let plan = edited.map(|(path, _)| path).find(|path| snapshot.is_plan(path))?;
    let is_past = |path: &PathBuf| {
        let start = path.file_name().and_then(|name| page_names::week_of(name.to_str()?));
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
