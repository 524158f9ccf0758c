//! One update after another of a journal: what is kept between them, and what is waited for. What is made never depends on
//! what is kept: that saves reading and rendering, lets a note that vanishes for a moment come back, and shows what is new.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use chrono::{Days, NaiveDate};

use super::backoff::{PageBackoff, UNREADABLE_AT_MOST, UnreadableNotes};
use super::fingerprint::OutputFingerprint;
use super::state::{RunResult, SETTLE, UpdateCause};
use super::update::{Notice, UpdateReport, UpdateRequest, UpdateResult, UpdateSubject, UpdateTimes, Updater};
use crate::build::{self, BuildCache, PublishOptions, PublishOutcome, Snapshot};
use crate::folder::FileStamp;
use crate::journal::Share;
use crate::output::{WriteMode, WriteSummary};
use crate::report::page_names;

/// How often in a row a folder may change while it is read before it is written anyway.
const MOVED_AT_MOST: u32 = 3;

/// Who listens to the updates of a journal.
pub trait UpdateListener {
    /// The time now.
    fn now(&self) -> SystemTime;
    /// Reads the folder. A listener may show how far it has come.
    ///
    /// # Errors
    /// As for [`build::load_without_unshared_words`].
    fn load(&mut self, before: Option<Snapshot>, request: &UpdateRequest<'_>) -> io::Result<Snapshot>;
    /// Says what an update did. `snapshot` is what it read.
    fn report(&mut self, report: UpdateReport, snapshot: &Snapshot);
    /// Says something else.
    fn show_notice(&mut self, notice: Notice);
}

/// Keeps what is made of a journal up to date.
pub struct JournalUpdater<'l> {
    root: PathBuf,
    machine: String,
    listener: &'l mut dyn UpdateListener,
    reports: PathBuf,
    /// Whether this watch has written into `reports`.
    has_written: bool,
    /// Where it wrote before, if ours have still to be removed from there.
    former_reports: Option<PathBuf>,
    snapshot: Option<Snapshot>,
    cache: Option<BuildCache>,
    /// What was there of what is made, after the last update.
    outputs: Option<OutputFingerprint>,
    has_reported: bool,
    /// Since when notes that seem to be half written are waited for.
    waiting_since: Option<Instant>,
    /// How often in a row the folder changed while it was read.
    changed_in_row: u32,
    backoff: PageBackoff,
    unreadable: UnreadableNotes,
    /// Whether the last update was made with settings by which nothing is shared.
    shared_nothing: bool,
    /// Since when such settings are gone without a word in their place.
    settings_gone_since: Option<Duration>,
}

impl<'l> JournalUpdater<'l> {
    /// For the journal at `root`, on the machine of this name.
    #[must_use]
    pub fn new(root: &Path, machine: &str, listener: &'l mut dyn UpdateListener) -> JournalUpdater<'l> {
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
            changed_in_row: 0,
            backoff: PageBackoff::default(),
            unreadable: UnreadableNotes::default(),
            shared_nothing: false,
            settings_gone_since: None,
        }
    }

    /// Where the reports are until the first update knows better.
    #[must_use]
    pub fn reports_folder(&self) -> &Path {
        &self.reports
    }
}

impl Updater for JournalUpdater<'_> {
    fn update(&mut self, request: UpdateRequest<'_>) -> UpdateResult {
        let (ended, again_in) = self.run_update(&request);
        self.outputs = Some(OutputFingerprint::take(&self.root, &self.reports, self.listener.now()));
        UpdateResult { run_result: ended, reports: self.reports.clone(), retry_in: again_in }
    }

    fn may_differ(&mut self) -> bool {
        let now = OutputFingerprint::take(&self.root, &self.reports, self.listener.now());
        self.outputs.is_none_or(|before| now.may_differ_from(&before))
            || !self.snapshot.as_ref().is_some_and(Snapshot::is_folder_unchanged_and_settled)
    }

    fn show_notice(&mut self, notice: Notice) {
        self.listener.show_notice(notice);
    }
}

impl JournalUpdater<'_> {
    /// The notes as they are now. If only some paths can have changed, only they are looked at.
    fn load(&mut self, request: &UpdateRequest<'_>) -> io::Result<Snapshot> {
        let mut before = self.snapshot.take();
        let is_up_to_date = request.paths.zip(before.as_mut()).is_some_and(|(paths, snapshot)| {
            snapshot.root == *request.root && snapshot.try_refresh_paths(paths, self.listener.now())
        });
        match before {
            Some(snapshot) if is_up_to_date => Ok(snapshot),
            before => self.listener.load(before, request),
        }
    }

    fn run_update(&mut self, request: &UpdateRequest<'_>) -> (RunResult, Option<Duration>) {
        let begun = Instant::now();
        // The shell checks whether the journal is there at all.
        let Ok(snapshot) = self.load(request) else { return (RunResult::Lost, None) };
        let read = begun.elapsed();
        let root = self.root.clone();
        let snapshot = &*self.snapshot.insert(snapshot);
        if !snapshot.is_journal {
            return (RunResult::Lost, None);
        }
        let is_half_written = request.cause != UpdateCause::Retry && has_half_written_note(snapshot);
        if is_half_written && self.waiting_since.get_or_insert(begun).elapsed() < SETTLE {
            // What could not be read because it moved has to be read again, whatever paths events name.
            return (if snapshot.changed_while_read { RunResult::Retry } else { RunResult::Unsettled }, None);
        }
        self.waiting_since = None;
        if let Some(time_left) = self.time_until_settings_are_believed(request.since_start) {
            return (RunResult::Complete, Some(time_left));
        }
        let Some(snapshot) = &self.snapshot else { return (RunResult::Retry, None) };
        if let Ok(settings) = &snapshot.settings {
            self.shared_nothing = settings.share == Share::None;
        }
        self.keep_unreadable_notes_as_before(request.since_start);
        let Some(snapshot) = &self.snapshot else { return (RunResult::Retry, None) };
        if !snapshot.changes.files.is_empty() {
            self.backoff.retry_all_pages();
        }
        let reports = snapshot.settings.as_ref().ok().map(|settings| build::reports_folder(&root, Some(settings)));
        if let Some(reports) = reports {
            self.set_reports_folder(reports);
        }
        let Some(update) = self.publish(request) else { return (RunResult::Retry, None) };
        self.handle_publish_outcome(request, update, begun, read)
    }

    /// Settings that said `share: none` and now say nothing are probably still being written: so long nothing is made with them. None
    /// if they are as they seem.
    fn time_until_settings_are_believed(&mut self, at: Duration) -> Option<Duration> {
        let settings = self.snapshot.as_ref()?.settings.as_ref().ok();
        if !self.shared_nothing || !settings.is_some_and(build::says_no_settings) {
            self.settings_gone_since = None;
            return None;
        }
        let waited = at.saturating_sub(*self.settings_gone_since.get_or_insert(at));
        UNREADABLE_AT_MOST.checked_sub(waited).filter(|left| !left.is_zero())
    }

    /// Waits for notes that could be read and now cannot: until they are typed, they stay as they were.
    fn keep_unreadable_notes_as_before(&mut self, at: Duration) {
        let Some(snapshot) = &mut self.snapshot else { return };
        let unreadable: Vec<String> = snapshot.unreadable_since_published().map(str::to_owned).collect();
        snapshot.use_last_readable(&self.unreadable.update_waited_for(at, &unreadable));
    }

    /// Notes that the settings name another folder for the reports.
    fn set_reports_folder(&mut self, reports: PathBuf) {
        if reports != self.reports {
            let former = std::mem::replace(&mut self.reports, reports);
            if std::mem::take(&mut self.has_written) {
                self.former_reports = Some(former);
            }
        }
    }

    /// Writes. None if that did not work: it is tried again.
    fn publish(&mut self, request: &UpdateRequest<'_>) -> Option<PublishOutcome> {
        let backed_off = self.backoff.backed_off_pages(request.since_start);
        let snapshot = self.snapshot.as_ref()?;
        let options = PublishOptions {
            write_even_if_changed: self.changed_in_row >= MOVED_AT_MOST,
            backed_off: &backed_off,
            former_reports: self.former_reports.as_deref(),
            ..PublishOptions::for_single_run(request.today, self.listener.now(), &self.machine, WriteMode::Write)
        };
        match build::publish(snapshot, options, Some(&mut self.cache)) {
            Ok(PublishOutcome::FolderChangedMeanwhile) => {
                self.changed_in_row += 1;
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
    fn handle_publish_outcome(
        &mut self,
        request: &UpdateRequest<'_>,
        outcome: PublishOutcome,
        begun: Instant,
        read: Duration,
    ) -> (RunResult, Option<Duration>) {
        self.changed_in_row = 0;
        let Some(snapshot) = &mut self.snapshot else { return (RunResult::Retry, None) };
        let nothing = WriteSummary::default();
        let (ended, done) = match &outcome {
            PublishOutcome::Published(done, _) | PublishOutcome::SettingsUnreadable(_, done) => {
                (if done.failed.is_empty() { RunResult::Complete } else { RunResult::Retry }, done)
            }
            PublishOutcome::FolderNotFullyListed(_) | PublishOutcome::FolderChangedMeanwhile => {
                (RunResult::Retry, &nothing)
            }
            PublishOutcome::OtherMachineWrites(_) => (RunResult::Complete, &nothing),
        };
        self.backoff.record_renewal(request.since_start, done.moved.iter().map(|(from, _)| from.clone()));
        let mut again_in = self.backoff.time_until_next_try(request.since_start, &done.backed_off);
        let is_published = matches!(outcome, PublishOutcome::Published(..) | PublishOutcome::SettingsUnreadable(..));
        if matches!(outcome, PublishOutcome::Published(..)) && ended == RunResult::Complete {
            self.has_written = true;
            self.former_reports = None;
        }
        again_in = again_in.into_iter().chain(self.unreadable.time_until_waiting_ends(request.since_start)).min();
        let about = if is_published { update_subject(self.has_reported, request.cause, snapshot, done) } else { None };
        let past_weeks = if self.has_reported && is_published {
            count_changed_past_weeks(snapshot, done, request.today)
        } else {
            None
        };
        // At the start everything has changed.
        let cache = self.cache.as_ref().filter(|_| self.has_reported && is_published);
        let understood = cache.map_or_else(Vec::new, |cache| cache.entries_of_changed_notes(snapshot, request.today));
        self.has_reported |= is_published;
        let times = UpdateTimes {
            read,
            whole: begun.elapsed(),
            opened: snapshot.note_cache.opened_count,
            cause: request.cause,
        };
        let is_read_again =
            matches!(outcome, PublishOutcome::FolderNotFullyListed(_) | PublishOutcome::FolderChangedMeanwhile);
        self.listener.report(
            UpdateReport::Updated { outcome, subject: about, times, past_weeks, understood_entries: understood },
            snapshot,
        );
        if !is_read_again {
            snapshot.mark_published();
        }
        (ended, again_in)
    }
}

/// Whether a note seems to be half written: it went away, or had text and is empty.
fn has_half_written_note(snapshot: &Snapshot) -> bool {
    let is_on_its_way = |(path, before): (&String, &Option<FileStamp>)| {
        let now = snapshot.listed_note(path);
        !snapshot.is_rule_or_template(path)
            && before.is_some_and(|before| now.is_none_or(|now| now.stamp.size == 0 && before.size > 0))
    };
    snapshot.changed_while_read || snapshot.changes.files.iter().any(is_on_its_way)
}

/// What an update was about. None if there is nothing to report.
fn update_subject(
    has_reported: bool,
    cause: UpdateCause,
    snapshot: &Snapshot,
    done: &WriteSummary,
) -> Option<UpdateSubject> {
    if !has_reported {
        return Some(UpdateSubject::Start(snapshot.scan.notes.len()));
    }
    let is_gone = |path: &str, before: &Option<FileStamp>| before.is_some() && !snapshot.has_input_at(path);
    let files = snapshot.changes.files.iter().map(|(path, before)| (path.clone(), is_gone(path, before)));
    let files: Vec<(String, bool)> = files.collect();
    match cause {
        _ if !files.is_empty() => Some(UpdateSubject::Files(files)),
        UpdateCause::Midnight => Some(UpdateSubject::NewDay),
        _ => done.has_changed_disk().then_some(UpdateSubject::Outputs),
    }
}

/// If a plan was changed in place and pages of weeks that have ended changed with it: how many, and the plan's path.
fn count_changed_past_weeks(snapshot: &Snapshot, done: &WriteSummary, today: NaiveDate) -> Option<(usize, String)> {
    let edited = snapshot.changes.files.iter().filter(|(_, before)| before.is_some());
    let plan = edited.map(|(path, _)| path).find(|path| snapshot.is_plan_note(path))?;
    let is_past = |path: &&PathBuf| {
        let start = path.file_name().and_then(|name| page_names::week_start_in_page_name(name.to_str()?));
        start.and_then(|start| start.checked_add_days(Days::new(6))).is_some_and(|end| end < today)
    };
    let weeks: BTreeSet<&PathBuf> = done.written.iter().chain(&done.removed).filter(is_past).collect();
    (!weeks.is_empty()).then(|| (weeks.len(), plan.clone()))
}
