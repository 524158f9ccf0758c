//! The shell: events of the system in, updates out. It decides nothing that [`State`] can decide.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::events::{DirtyPaths, PendingEvents};
use super::state::{Cause, Event, Next, POLL, RECONCILE, RunResult, State};
use super::stop::{Message, StopSignal};
use super::update::{LostReason, Notice, UpdateRequest, UpdateResult, Updater};
use super::{file_system, git_activity};
use crate::folder::{self, FolderIdentity};

/// What to watch, and how.
#[derive(Clone, Copy, Debug)]
pub struct WatchOptions<'a> {
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
    let WatchOptions { root, reports, poll } = options;
    let root = FolderIdentity::resolve(root)?;
    let mut shell = Shell {
        begin: Instant::now(),
        reports: Arc::new(Mutex::new(root.path().join(reports))),
        events: Arc::default(),
        watcher: None,
        poll,
        git_told: false,
        whole: true,
        lost_since: None,
        gone: false,
        root,
        stop_signal,
        updater,
    };
    let mut state = State::new(shell.now(), today());
    while !stop_signal.stopped.load(Ordering::SeqCst) {
        shell.check_root(&mut state);
        let date = today();
        match state.next(shell.now(), date) {
            Next::Wait(until) => shell.wait(&mut state, until),
            Next::StartWatching => {
                let every = shell.make_watcher();
                state.watching(shell.now(), every);
            }
            Next::Scan => {
                let changed = shell.updater.differs();
                shell.whole |= changed;
                state.happened(shell.now(), Event::Scanned { changed });
            }
            Next::Run(cause) if shell.waits_for_git(&mut state, cause) => {}
            Next::Run(cause) => {
                shell.forget_events(&mut state);
                let paths = shell.take_dirty_paths(cause);
                let at = shell.now();
                let result = shell.updater.update(UpdateRequest {
                    cause,
                    at,
                    paths: paths.as_ref(),
                    root: &shell.root,
                    today: date,
                });
                state.run_at(result.again_in.map(|wait| shell.now() + wait));
                let ended = shell.ran(result);
                state.happened(shell.now(), Event::RunEnded(ended));
            }
        }
    }
    Ok(())
}

struct Shell<'a> {
    begin: Instant,
    root: FolderIdentity,
    reports: Arc<Mutex<PathBuf>>,
    events: Arc<PendingEvents>,
    watcher: Option<RecommendedWatcher>,
    poll: Option<Duration>,
    git_told: bool,
    /// Whether anything may differ from what the last update saw, and not only what events have named since.
    whole: bool,
    /// Since when the journal is lost, and whether that was said: an editor can take `journal.md` away for a moment.
    lost_since: Option<(Duration, bool)>,
    /// Whether the folder itself was gone while the journal was lost.
    gone: bool,
    stop_signal: &'a StopSignal,
    updater: &'a mut dyn Updater,
}

/// How long a journal is lost before that is said.
const LOST_IS_TOLD: Duration = Duration::from_secs(1);

impl Shell<'_> {
    fn now(&self) -> Duration {
        self.begin.elapsed()
    }

    /// Looks whether the journal is there, and is the one it was.
    fn check_root(&mut self, state: &mut State) {
        let now = self.now();
        let reason = self.lost_reason();
        if !state.is_lost() {
            if reason.is_none() {
                return;
            }
            state.happened(now, Event::Lost);
            self.lost_since = Some((now, false));
            self.gone = false;
        }
        self.gone |= !matches!(reason, None | Some(LostReason::NoSettings));
        let is_back = match reason {
            None => true,
            // Another folder may be the same journal, copied back.
            Some(LostReason::Replaced) if folder::is_journal(self.root.path()) => {
                self.root.reopen().map(|root| self.root = root).is_ok()
            }
            _ => false,
        };
        if is_back {
            state.happened(now, Event::Returned { moved: self.gone });
            if self.lost_since.take().is_some_and(|(_, told)| told) {
                self.updater.notice(Notice::Returned);
            }
        } else if let (Some(reason), Some((since, told @ false))) = (reason, &mut self.lost_since)
            && now.saturating_sub(*since) >= LOST_IS_TOLD
        {
            *told = true;
            self.updater.notice(Notice::Lost(reason));
        }
    }

    /// Why there is no journal now, if there is none.
    fn lost_reason(&self) -> Option<LostReason> {
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
        if !self.root.is_unchanged() {
            return Some(LostReason::Replaced);
        }
        if folder::is_journal(path) {
            return None;
        }
        match std::fs::symlink_metadata(path.join(folder::names::SETTINGS)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Some(unreachable(&error)),
            _ => Some(LostReason::NoSettings),
        }
    }

    /// Waits for an event or a moment, and takes in what came.
    fn wait(&mut self, state: &mut State, until: Duration) {
        let mut next = self.stop_signal.receiver.recv_timeout(until.saturating_sub(self.now())).ok();
        while let Some(message) = next {
            if let Message::Event(event) = message {
                self.events.received(event);
                state.happened(self.now(), event);
            }
            next = self.stop_signal.receiver.try_recv().ok();
        }
    }

    /// Drops the events that came until now, since the update will read what they tell of. Only lost events still mean a new
    /// watcher.
    fn forget_events(&mut self, state: &mut State) {
        while let Ok(message) = self.stop_signal.receiver.try_recv() {
            if let Message::Event(event) = message {
                self.events.received(event);
                if event == Event::Rescan {
                    state.happened(self.now(), event);
                }
            }
        }
    }

    /// Whether an update waits because git is at work. When it no longer waits, that is said once.
    fn waits_for_git(&mut self, state: &mut State, cause: Cause) -> bool {
        let busy = git_activity::at_work(self.root.path());
        let waits = state.waits_for_git(self.now(), cause, busy.is_some());
        if let Some(file) = busy.filter(|_| !waits && !self.git_told) {
            self.git_told = true;
            self.updater.notice(Notice::Git(file));
        } else if !waits {
            self.git_told &= state.is_beside_git();
        }
        waits
    }

    /// Makes a new watcher in place of the old one, and returns how often a scan has to be made beside it.
    fn make_watcher(&mut self) -> Duration {
        let first = self.watcher.take().is_none();
        if let Some(poll) = self.poll {
            self.updater.notice(Notice::Looking(poll));
            return poll;
        }
        let (root, reports) = (self.root.path().to_owned(), Arc::clone(&self.reports));
        let (events, sender) = (Arc::clone(&self.events), self.stop_signal.sender.clone());
        let handler = move |event: notify::Result<notify::Event>| {
            let reports = reports.lock().unwrap_or_else(PoisonError::into_inner);
            events.take_in(event, &root, &reports, &sender);
        };
        let made =
            RecommendedWatcher::new(handler, Config::default().with_follow_symlinks(false)).and_then(|mut watcher| {
                watcher.watch(self.root.path(), RecursiveMode::Recursive)?;
                Ok(watcher)
            });
        match made {
            Ok(watcher) => {
                self.watcher = Some(watcher);
                let often = !file_system::tells_every_change(self.root.path());
                self.updater.notice(if first { Notice::Watching { often } } else { Notice::Rescan });
                if often { POLL } else { RECONCILE }
            }
            Err(e) => {
                let limit = matches!(e.kind, notify::ErrorKind::MaxFilesWatch);
                self.updater.notice(Notice::Polling { limit, why: e.to_string() });
                POLL
            }
        }
    }

    /// The paths that events have named since the last update, if there is nothing else to look at.
    fn take_dirty_paths(&mut self, cause: Cause) -> Option<BTreeSet<String>> {
        let paths = self.events.take_paths();
        // Until the run has ended, nothing is known.
        let whole = std::mem::replace(&mut self.whole, true);
        match paths {
            DirtyPaths::Paths(paths) if !whole && matches!(cause, Cause::Changed | Cause::Retry | Cause::Due) => {
                Some(paths)
            }
            _ => None,
        }
    }

    /// Takes in how an update ended, and where the reports are now.
    fn ran(&mut self, outcome: UpdateResult) -> RunResult {
        self.whole = !matches!(outcome.ended, RunResult::Complete | RunResult::Unsettled);
        *self.reports.lock().unwrap_or_else(PoisonError::into_inner) = self.root.path().join(outcome.reports);
        let is_there = self.root.is_unchanged() && folder::is_journal(self.root.path());
        match outcome.ended {
            // It is there, and yet could not be used: that is tried again with patience.
            RunResult::Lost if is_there => RunResult::Retry,
            RunResult::Lost => {
                self.lost_since = Some((self.now(), false));
                self.gone = false;
                RunResult::Lost
            }
            other => other,
        }
    }
}
