//! One update of a journal after the other: what is kept between them, and what is waited for. What is made never depends on
//! it: it saves reading and rendering, lets a note come back that vanishes for a moment, and tells what is new.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use chrono::{Days, NaiveDate};

use super::backoff::{PageBackoff, UnreadableNotes};
use super::fingerprint::Fingerprint;
use super::state::{Cause, RunResult, SETTLE};
use super::update::{About, Notice, Times, UpdateReport, UpdateRequest, UpdateResult, Updater};
use crate::build::{self, BuildCache, PublishOptions, Snapshot, Update};
use crate::folder::FileStamp;
use crate::output::{Mode, WriteSummary};
use crate::report::page_names;

/// How often in a row a folder may change while it is read before it is written all the same.
const MOVED_AT_MOST: u32 = 3;

/// Who listens to the updates of a journal.
pub trait Listener {
    /// The time now.
    fn now(&self) -> SystemTime;
    /// Reads the folder. A listener may show how far it has come.
    ///
    /// # Errors
    /// As for [`build::load_shared`].
    fn load(&mut self, before: Option<Snapshot>, request: &UpdateRequest<'_>) -> io::Result<Snapshot>;
    /// Says what an update did. `snapshot` is what it read.
    fn report(&mut self, report: UpdateReport, snapshot: &Snapshot);
    /// Says something else.
    fn notice(&mut self, notice: Notice);
}

/// Keeps what is made of a journal up to date.
pub struct JournalUpdater<'l> {
    root: PathBuf,
    machine: String,
    listener: &'l mut dyn Listener,
    reports: PathBuf,
    /// Whether this watch has written into `reports`.
    has_written: bool,
    /// Where it wrote before, if ours have still to be removed from there.
    former_reports: Option<PathBuf>,
    snapshot: Option<Snapshot>,
    cache: Option<BuildCache>,
    /// What was there of what is made, after the last update.
    outputs: Option<Fingerprint>,
    has_reported: bool,
    /// Since when notes that seem to be half written are waited for.
    waiting_since: Option<Instant>,
    /// How often in a row the folder changed while it was read.
    moved: u32,
    backoff: PageBackoff,
    unreadable: UnreadableNotes,
}

impl<'l> JournalUpdater<'l> {
    /// For the journal at `root`, on the machine of this name.
    #[must_use]
    pub fn new(root: &Path, machine: &str, listener: &'l mut dyn Listener) -> JournalUpdater<'l> {
        JournalUpdater {
            root: root.to_owned(),
            machine: machine.to_owned(),
            listener,
            reports: build::reports_folder(root, None),
            has_written: false,
            former_reports: None,
            snapshot: None,
            cache: None,
            outputs: None,
            has_reported: false,
            waiting_since: None,
            moved: 0,
            backoff: PageBackoff::default(),
            unreadable: UnreadableNotes::default(),
        }
    }

    /// Where the reports are until the first update knows better.
    #[must_use]
    pub fn reports(&self) -> &Path {
        &self.reports
    }
}

impl Updater for JournalUpdater<'_> {
    fn update(&mut self, request: UpdateRequest<'_>) -> UpdateResult {
        let (ended, again_in) = self.run(&request);
        self.outputs = Some(Fingerprint::take(&self.root, &self.reports, self.listener.now()));
        UpdateResult { ended, reports: self.reports.clone(), again_in }
    }

    fn differs(&mut self) -> bool {
        let now = Fingerprint::take(&self.root, &self.reports, self.listener.now());
        self.outputs.is_none_or(|before| now.differs(&before))
            || !self.snapshot.as_ref().is_some_and(Snapshot::is_at_rest)
    }

    fn notice(&mut self, notice: Notice) {
        self.listener.notice(notice);
    }
}

impl JournalUpdater<'_> {
    /// The notes as they are now. If only some paths can have changed, only they are looked at.
    fn load(&mut self, request: &UpdateRequest<'_>) -> io::Result<Snapshot> {
        let mut before = self.snapshot.take();
        let is_up_to_date = request.paths.zip(before.as_mut()).is_some_and(|(paths, snapshot)| {
            snapshot.root == *request.root && snapshot.look_again(paths, self.listener.now())
        });
        match before {
            Some(snapshot) if is_up_to_date => Ok(snapshot),
            before => self.listener.load(before, request),
        }
    }

    fn run(&mut self, request: &UpdateRequest<'_>) -> (RunResult, Option<Duration>) {
        let begun = Instant::now();
        // The shell looks whether the journal is there at all.
        let Ok(snapshot) = self.load(request) else { return (RunResult::Lost, None) };
        let read = begun.elapsed();
        let root = self.root.clone();
        let snapshot = &*self.snapshot.insert(snapshot);
        if !snapshot.is_journal {
            return (RunResult::Lost, None);
        }
        let is_half_written = request.cause != Cause::Retry && is_half_written(snapshot);
        if is_half_written && self.waiting_since.get_or_insert(begun).elapsed() < SETTLE {
            // What could not be read because it moved has to be read again, whatever is named.
            return (if snapshot.moving { RunResult::Retry } else { RunResult::Unsettled }, None);
        }
        self.waiting_since = None;
        self.hold_unreadable(request.at);
        let Some(snapshot) = &self.snapshot else { return (RunResult::Retry, None) };
        if !snapshot.changed.files.is_empty() {
            self.backoff.notes_changed();
        }
        let reports = snapshot.settings.as_ref().ok().map(|settings| build::reports_folder(&root, Some(settings)));
        if let Some(reports) = reports {
            self.move_reports(reports);
        }
        let Some(update) = self.publish(request) else { return (RunResult::Retry, None) };
        self.take_in(request, update, begun, read)
    }

    /// Waits for notes that could be read and now cannot: until they are typed, they stay as they were.
    fn hold_unreadable(&mut self, at: Duration) {
        let Some(snapshot) = &mut self.snapshot else { return };
        let unreadable: Vec<String> = snapshot.unreadable_since_published().map(str::to_owned).collect();
        snapshot.hold(&self.unreadable.waited_for(at, &unreadable));
    }

    /// Notes that the settings name another folder for the reports.
    fn move_reports(&mut self, reports: PathBuf) {
        if reports != self.reports {
            let former = std::mem::replace(&mut self.reports, reports);
            if std::mem::take(&mut self.has_written) {
                self.former_reports = Some(former);
            }
        }
    }

    /// Writes. None if that did not work: it is tried again.
    fn publish(&mut self, request: &UpdateRequest<'_>) -> Option<Update> {
        let left_alone = self.backoff.left_alone(request.at);
        let snapshot = self.snapshot.as_ref()?;
        let options = PublishOptions {
            force: self.moved >= MOVED_AT_MOST,
            left_alone: &left_alone,
            former_reports: self.former_reports.as_deref(),
            ..PublishOptions::once(request.today, self.listener.now(), &self.machine, Mode::Write)
        };
        match build::publish(snapshot, options, Some(&mut self.cache)) {
            Ok(Update::Moved) => {
                self.moved += 1;
                None
            }
            Ok(update) => Some(update),
            Err(error) => {
                self.listener.report(UpdateReport::NotWritten(error), snapshot);
                None
            }
        }
    }

    /// Takes in what became of an update, and says so.
    fn take_in(
        &mut self,
        request: &UpdateRequest<'_>,
        update: Update,
        begun: Instant,
        read: Duration,
    ) -> (RunResult, Option<Duration>) {
        self.moved = 0;
        let Some(snapshot) = &mut self.snapshot else { return (RunResult::Retry, None) };
        let nothing = WriteSummary::default();
        let (ended, done) = match &update {
            Update::Published(done, _) | Update::SettingsUnreadable(_, done) => {
                (if done.failed.is_empty() { RunResult::Complete } else { RunResult::Retry }, done)
            }
            Update::Incomplete(_) | Update::Moved => (RunResult::Retry, &nothing),
            Update::NotTheWriter(_) => (RunResult::Complete, &nothing),
        };
        self.backoff.renewed(request.at, done.moved.iter().map(|(from, _)| from.clone()));
        let mut again_in = self.backoff.next_try(request.at, &done.left_alone);
        let is_published = matches!(update, Update::Published(..) | Update::SettingsUnreadable(..));
        if matches!(update, Update::Published(..)) && ended == RunResult::Complete {
            self.has_written = true;
            self.former_reports = None;
        }
        again_in = again_in.into_iter().chain(self.unreadable.next_end(request.at)).min();
        let about = if is_published { about(self.has_reported, request.cause, snapshot, done) } else { None };
        let past_weeks =
            if self.has_reported && is_published { past_weeks(snapshot, done, request.today) } else { None };
        // At the start everything has changed.
        let cache = self.cache.as_ref().filter(|_| self.has_reported && is_published);
        let understood = cache.map_or_else(Vec::new, |cache| cache.understood(snapshot, request.today));
        self.has_reported |= is_published;
        let times = Times { read, all: begun.elapsed(), opened: snapshot.note_cache.opened, cause: request.cause };
        let is_read_again = matches!(update, Update::Incomplete(_) | Update::Moved);
        self.listener.report(UpdateReport::Updated { update, about, times, past_weeks, understood }, snapshot);
        if !is_read_again {
            snapshot.was_made();
        }
        (ended, again_in)
    }
}

/// Whether a note seems to be half written: it went away, or had text and is empty.
fn is_half_written(snapshot: &Snapshot) -> bool {
    let is_on_its_way = |(path, before): (&String, &Option<FileStamp>)| {
        let now = snapshot.found(path);
        !snapshot.is_override(path)
            && before.is_some_and(|before| now.is_none_or(|now| now.stamp.size == 0 && before.size > 0))
    };
    snapshot.moving || snapshot.changed.files.iter().any(is_on_its_way)
}

/// What an update was about. None if there is nothing to tell.
fn about(has_reported: bool, cause: Cause, snapshot: &Snapshot, done: &WriteSummary) -> Option<About> {
    if !has_reported {
        return Some(About::Start(snapshot.scan.notes.len()));
    }
    let is_gone = |path: &str, before: &Option<FileStamp>| before.is_some() && !snapshot.has(path);
    let files = snapshot.changed.files.iter().map(|(path, before)| (path.clone(), is_gone(path, before)));
    let files: Vec<(String, bool)> = files.collect();
    match cause {
        _ if !files.is_empty() => Some(About::Files(files)),
        Cause::Midnight => Some(About::NewDay),
        _ => done.changed().then_some(About::Outputs),
    }
}

/// If a plan was changed in place and pages of weeks that have ended changed with it: how many, and the plan's path.
fn past_weeks(snapshot: &Snapshot, done: &WriteSummary, today: NaiveDate) -> Option<(usize, String)> {
    let edited = snapshot.changed.files.iter().filter(|(_, before)| before.is_some());
    let plan = edited.map(|(path, _)| path).find(|path| snapshot.is_plan(path))?;
    let is_past = |path: &&PathBuf| {
        let start = path.file_name().and_then(|name| page_names::week_of(name.to_str()?));
        start.and_then(|start| start.checked_add_days(Days::new(6))).is_some_and(|end| end < today)
    };
    let weeks: BTreeSet<&PathBuf> = done.written.iter().chain(&done.removed).filter(is_past).collect();
    (!weeks.is_empty()).then(|| (weeks.len(), plan.clone()))
}
