//! The shell: events of the system in, updates out. It decides nothing that [`WatchState`] can decide.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::events::{DirtyPaths, PendingEvents, owner_in_clients_folder, owner_in_journal};
use super::state::{POLL, RECONCILE, RunResult, UpdateCause, WatchAction, WatchEvent, WatchState};
use super::stop::{StopSignal, WatchMessage};
use super::update::{LostReason, Notice, UpdateRequest, UpdateResult, Updater};
use super::{file_system, git_activity};
use crate::folder::{self, FolderIdentity};

/// What kind of folder is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchedFolderKind {
    /// A folder of notes, with a `journal.md`.
    Journal,
    /// A folder that holds the reports of many clients.
    Clients,
}

impl WatchedFolderKind {
    /// Whether what is at a path now can be such a folder.
    fn is_at(self, path: &Path) -> bool {
        match self {
            WatchedFolderKind::Journal => folder::is_journal(path),
            WatchedFolderKind::Clients => std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir()),
        }
    }
}

/// What to watch, and how.
#[derive(Clone, Copy, Debug)]
pub struct WatchOptions<'a> {
    pub what: WatchedFolderKind,
    pub root: &'a Path,
    /// Where the reports are, until the first update knows better.
    pub reports: &'a Path,
    /// Ask for no events, and look at everything this often.
    pub poll: Option<Duration>,
}

/// Watches a journal until it is stopped. `today` is the clock.
///
/// # Errors
/// If the folder is not there at the start. Later only the signal ends it.
pub fn watch(
    options: WatchOptions<'_>,
    today: &dyn Fn() -> NaiveDate,
    stop_signal: &StopSignal,
    updater: &mut dyn Updater,
) -> io::Result<()> {
    let WatchOptions { what, root, reports, poll } = options;
    let root = FolderIdentity::resolve(root)?;
    let mut shell = WatchLoop {
        begin: Instant::now(),
        what,
        reports: Arc::new(Mutex::new(root.path().join(reports))),
        events: Arc::default(),
        watcher: None,
        poll,
        has_told_git: false,
        may_everything_differ: true,
        lost_since: None,
        was_folder_gone: false,
        root,
        stop_signal,
        updater,
    };
    let mut state = WatchState::new(shell.time_since_start(), today());
    while !stop_signal.stopped.load(Ordering::SeqCst) {
        shell.handle_lost_or_returned_root(&mut state);
        let date = today();
        match state.next_step(shell.time_since_start(), date) {
            WatchAction::Wait(until) => shell.wait_for_event(&mut state, until),
            WatchAction::StartWatching => {
                let every = shell.make_watcher();
                state.set_scan_interval(shell.time_since_start(), every);
            }
            WatchAction::Scan => {
                let changed = shell.updater.may_differ();
                shell.may_everything_differ |= changed;
                state.handle_event(shell.time_since_start(), WatchEvent::Scanned { changed });
            }
            WatchAction::Run(cause) if shell.put_off_for_git(&mut state, cause) => {}
            WatchAction::Run(cause) => {
                shell.discard_events(&mut state);
                let paths = shell.take_dirty_paths(cause);
                let at = shell.time_since_start();
                let result = shell.updater.update(UpdateRequest {
                    cause,
                    since_start: at,
                    paths: paths.as_ref(),
                    root: &shell.root,
                    today: date,
                });
                state.set_run_due_at(result.retry_in.map(|wait| shell.time_since_start() + wait));
                let ended = shell.apply_update_result(result);
                state.handle_event(shell.time_since_start(), WatchEvent::RunEnded(ended));
            }
        }
    }
    Ok(())
}

struct WatchLoop<'a> {
    begin: Instant,
    what: WatchedFolderKind,
    root: FolderIdentity,
    reports: Arc<Mutex<PathBuf>>,
    events: Arc<PendingEvents>,
    watcher: Option<RecommendedWatcher>,
    poll: Option<Duration>,
    has_told_git: bool,
    /// Whether anything may differ from what the last update saw, and not only what events have named since.
    may_everything_differ: bool,
    /// Since when the journal has been lost, and whether that was reported: an editor can remove `journal.md` for a moment.
    lost_since: Option<(Duration, bool)>,
    /// Whether the folder itself was gone while the journal was lost.
    was_folder_gone: bool,
    stop_signal: &'a StopSignal,
    updater: &'a mut dyn Updater,
}

/// How long a journal is lost before a message says so.
const LOST_IS_TOLD: Duration = Duration::from_secs(1);

impl WatchLoop<'_> {
    fn time_since_start(&self) -> Duration {
        self.begin.elapsed()
    }

    /// Checks whether the journal is there, and is still the same one.
    fn handle_lost_or_returned_root(&mut self, state: &mut WatchState) {
        let now = self.time_since_start();
        let reason = self.find_lost_reason();
        if !state.is_lost() {
            if reason.is_none() {
                return;
            }
            state.handle_event(now, WatchEvent::Lost);
            self.lost_since = Some((now, false));
            self.was_folder_gone = false;
        }
        self.was_folder_gone |= !matches!(reason, None | Some(LostReason::NoSettings));
        let is_back = match reason {
            None => true,
            // Another folder may be the same journal, copied back.
            Some(LostReason::Replaced) if self.what.is_at(self.root.path()) => {
                self.root.reopen().map(|root| self.root = root).is_ok()
            }
            _ => false,
        };
        if is_back {
            state.handle_event(now, WatchEvent::Returned { moved: self.was_folder_gone });
            if self.lost_since.take().is_some_and(|(_, told)| told) {
                self.updater.show_notice(Notice::Returned);
            }
        } else if let (Some(reason), Some((since, told @ false))) = (reason, &mut self.lost_since)
            && now.saturating_sub(*since) >= LOST_IS_TOLD
        {
            *told = true;
            self.updater.show_notice(Notice::Lost(reason));
        }
    }

    /// Why there is no journal now, if that is so.
    fn find_lost_reason(&self) -> Option<LostReason> {
        let path = self.root.path();
        let unreachable = |error: &io::Error| LostReason::Unreachable(error.kind(), error.to_string());
        let meta = match std::fs::symlink_metadata(path) {
            Ok(meta) => meta,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(LostReason::Gone),
            Err(error) => return Some(unreachable(&error)),
        };
        if meta.is_symlink() {
            return Some(LostReason::Link);
        }
        if !meta.is_dir() {
            return Some(LostReason::NoFolder);
        }
        if !self.root.is_still_at_path() {
            return Some(LostReason::Replaced);
        }
        if self.what.is_at(path) {
            return None;
        }
        match std::fs::symlink_metadata(path.join(folder::names::SETTINGS)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Some(unreachable(&error)),
            _ => Some(LostReason::NoSettings),
        }
    }

    /// Waits for an event or a moment, and takes in what came.
    fn wait_for_event(&mut self, state: &mut WatchState, until: Duration) {
        let mut next = self.stop_signal.receiver.recv_timeout(until.saturating_sub(self.time_since_start())).ok();
        while let Some(message) = next {
            if let WatchMessage::Event(event) = message {
                self.events.mark_received(event);
                state.handle_event(self.time_since_start(), event);
            }
            next = self.stop_signal.receiver.try_recv().ok();
        }
    }

    /// Drops the events that have come so far, since the update will read what they are about. Only lost events still require a new
    /// watcher.
    fn discard_events(&mut self, state: &mut WatchState) {
        while let Ok(message) = self.stop_signal.receiver.try_recv() {
            if let WatchMessage::Event(event) = message {
                self.events.mark_received(event);
                if event == WatchEvent::Rescan {
                    state.handle_event(self.time_since_start(), event);
                }
            }
        }
    }

    /// Whether an update waits because git is at work. When it no longer waits, one message says so.
    fn put_off_for_git(&mut self, state: &mut WatchState, cause: UpdateCause) -> bool {
        let busy = git_activity::find_lock_of_running_git(self.root.path());
        let waits = state.put_off_for_git(self.time_since_start(), cause, busy.is_some());
        if let Some(file) = busy.filter(|_| !waits && !self.has_told_git) {
            self.has_told_git = true;
            self.updater.show_notice(Notice::Git(file));
        } else if !waits {
            self.has_told_git &= state.is_waiting_for_git();
        }
        waits
    }

    /// Makes a new watcher in place of the old one, and returns how often to scan besides.
    fn make_watcher(&mut self) -> Duration {
        let first = self.watcher.take().is_none();
        if let Some(poll) = self.poll {
            self.updater.show_notice(Notice::ScanningEvery(poll));
            return poll;
        }
        let (root, reports) = (self.root.path().to_owned(), Arc::clone(&self.reports));
        let (events, sender) = (Arc::clone(&self.events), self.stop_signal.sender.clone());
        let what = self.what;
        let handler = move |event: notify::Result<notify::Event>| {
            let reports = reports.lock().unwrap_or_else(PoisonError::into_inner);
            let owner_of = |path: &Path| match what {
                WatchedFolderKind::Journal => owner_in_journal(path, &root, &reports),
                WatchedFolderKind::Clients => owner_in_clients_folder(path, &root),
            };
            events.record_system_event(event, &root, &owner_of, &sender);
        };
        let made =
            RecommendedWatcher::new(handler, Config::default().with_follow_symlinks(false)).and_then(|mut watcher| {
                watcher.watch(self.root.path(), RecursiveMode::Recursive)?;
                Ok(watcher)
            });
        match made {
            Ok(watcher) => {
                self.watcher = Some(watcher);
                let often = !file_system::reports_every_change(self.root.path());
                self.updater.show_notice(if first {
                    Notice::Watching { also_scans_often: often }
                } else {
                    Notice::Rescan
                });
                if often { POLL } else { RECONCILE }
            }
            Err(e) => {
                let limit = matches!(e.kind, notify::ErrorKind::MaxFilesWatch);
                self.updater.show_notice(Notice::Polling { is_limit_reached: limit, why: e.to_string() });
                POLL
            }
        }
    }

    /// The paths that events have named since the last update, if there is nothing else to look at.
    fn take_dirty_paths(&mut self, cause: UpdateCause) -> Option<BTreeSet<String>> {
        let paths = self.events.take_dirty_paths();
        // Until the run has ended, nothing is known.
        let whole = std::mem::replace(&mut self.may_everything_differ, true);
        match paths {
            DirtyPaths::Paths(paths)
                if !whole && matches!(cause, UpdateCause::Changed | UpdateCause::Retry | UpdateCause::Due) =>
            {
                Some(paths)
            }
            _ => None,
        }
    }

    /// Takes in how an update ended, and where the reports are now.
    fn apply_update_result(&mut self, outcome: UpdateResult) -> RunResult {
        self.may_everything_differ = !matches!(outcome.run_result, RunResult::Complete | RunResult::Unsettled);
        *self.reports.lock().unwrap_or_else(PoisonError::into_inner) = self.root.path().join(outcome.reports);
        let is_there = self.root.is_still_at_path() && self.what.is_at(self.root.path());
        match outcome.run_result {
            // It is there, but could not be used: that is tried again after longer and longer waits.
            RunResult::Lost if is_there => RunResult::Retry,
            RunResult::Lost => {
                self.lost_since = Some((self.time_since_start(), false));
                self.was_folder_gone = false;
                RunResult::Lost
            }
            other => other,
        }
    }
}
