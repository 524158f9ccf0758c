//! The shell: events of the system in, runs of the pipeline out. Decides nothing that [`State`] can decide.

use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::git;
use super::state::{Cause, Event, Next, POLL, RECONCILE, RunResult, State};
use crate::folder::{self, FolderIdentity, names};

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateResult {
    pub ended: RunResult,
    /// The folder of the reports as the settings have it now; the one known before where they cannot be read.
    pub reports: PathBuf,
}

/// Something a person at the terminal is told; the words are the command's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Events come from now on.
    Watching,
    /// No events were wanted: the folder is looked at as often as that.
    Looking(Duration),
    /// The system gives no events: the folder is looked at every two seconds instead. `limit` tells that the system's own
    /// limit of watches is reached, which a person can raise; `why` is what the system said.
    Polling {
        limit: bool,
        why: String,
    },
    /// The watcher had to be made anew; everything is looked at again.
    Rescan,
    /// Git has been at work for half a minute, as this file of it tells; updates go on beside it.
    Git(PathBuf),
    /// The journal is not there any more, or it is another: nothing is written until it is back.
    Lost,
    Returned,
}

/// What is done on behalf of a [`watch`].
pub trait Updater {
    /// Brings up to date what is made: once at the start, and then whenever its notes changed, a new day began, or the journal
    /// came back after it was lost.
    fn update(&mut self, watched: UpdateRequest<'_>) -> UpdateResult;
    /// Whether the folder, or what is made of it, can be other than the last update saw and left it, as a scan tells
    /// (WATCHING 10). Where none can be made that is the same: whether the journal is there is looked at elsewhere.
    fn differs(&mut self) -> bool;
    /// Tells a person something.
    fn say(&mut self, line: Notice);
}

/// What a run is given.
#[derive(Clone, Copy, Debug)]
pub struct UpdateRequest<'a> {
    pub cause: Cause,
    /// The paths (relative, with `/`) that events named since the last run, and no more than these can be other than they
    /// were; none where anything can.
    pub paths: Option<&'a BTreeSet<String>>,
    /// The folder as it was when this run began; to be handed on to whatever writes.
    pub root: &'a FolderIdentity,
    pub today: NaiveDate,
}

/// Ends a [`watch`] from elsewhere: a signal, a test.
#[derive(Debug)]
pub struct StopSignal {
    sender: Sender<Message>,
    receiver: Receiver<Message>,
    stopped: Arc<AtomicBool>,
}

/// Ends the watch it was made by; may be cloned and sent.
#[derive(Clone, Debug)]
pub struct StopHandle {
    sender: Sender<Message>,
    stopped: Arc<AtomicBool>,
}

#[derive(Debug)]
enum Message {
    Event(Event),
    Stop,
}

impl Default for StopSignal {
    fn default() -> Self {
        let (sender, receiver) = mpsc::channel();
        StopSignal { sender, receiver, stopped: Arc::default() }
    }
}

impl StopSignal {
    /// What ends the watch.
    #[must_use]
    pub fn stop(&self) -> StopHandle {
        StopHandle { sender: self.sender.clone(), stopped: Arc::clone(&self.stopped) }
    }

    /// Ends the watch on SIGINT and SIGTERM: after the run that goes on, or at once where it only waits. A second signal ends
    /// the program there and then, which is safe at any moment.
    ///
    /// # Errors
    /// Where the system takes no handler.
    pub fn on_signals(&self) -> io::Result<()> {
        use signal_hook::consts::{SIGINT, SIGTERM};
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first signal only raises the flag, the second finds it raised.
            signal_hook::flag::register_conditional_default(signal, Arc::clone(&self.stopped))?;
            signal_hook::flag::register(signal, Arc::clone(&self.stopped))?;
        }
        #[cfg(unix)]
        {
            use std::io::Read;
            use std::os::unix::net::UnixStream;
            let (mut bell, ring) = UnixStream::pair()?;
            for signal in [SIGINT, SIGTERM] {
                signal_hook::low_level::pipe::register(signal, ring.try_clone()?)?;
            }
            let stop = self.stop();
            std::thread::spawn(move || {
                if bell.read_exact(&mut [0]).is_ok() {
                    stop.now();
                }
            });
        }
        Ok(())
    }
}

impl StopHandle {
    /// Ends the watch after the run that goes on.
    pub fn now(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        // Where nobody watches any more there is nothing to end.
        let _ = self.sender.send(Message::Stop);
    }
}

/// Watches a journal until it is stopped. `reports` is where the reports are until the first update says better; `today` is
/// the clock. With `poll` no events are asked for, and the folder is looked at as often as that.
///
/// # Errors
/// Where the folder is not there at the start. Nothing that happens later ends it but the stop_signal.
pub fn watch(
    root: &Path,
    reports: &Path,
    poll: Option<Duration>,
    today: &dyn Fn() -> NaiveDate,
    stop_signal: &StopSignal,
    updates: &mut dyn Updater,
) -> io::Result<()> {
    let root = FolderIdentity::resolve(root)?;
    let mut shell = Shell {
        begin: Instant::now(),
        reports: Arc::new(Mutex::new(root.path().join(reports))),
        pending: Arc::default(),
        watcher: None,
        poll,
        git_told: false,
        whole: true,
        lost_since: None,
        gone: false,
        root,
        stop_signal,
        updates,
    };
    let mut state = State::new(shell.now(), today());
    while !stop_signal.stopped.load(Ordering::SeqCst) {
        shell.mind_the_root(&mut state);
        let date = today();
        match state.next(shell.now(), date) {
            Next::Wait(until) => shell.wait(&mut state, until),
            Next::StartWatching => {
                let every = shell.make_watcher();
                state.watching(shell.now(), every);
            }
            Next::Scan => {
                let changed = shell.updates.differs();
                shell.whole |= changed;
                state.happened(shell.now(), Event::Scanned { changed });
            }
            Next::Run(cause) if shell.waits_for_git(&mut state, cause) => {}
            Next::Run(cause) => {
                shell.forget_events(&mut state);
                let paths = shell.take_dirty_paths(cause);
                let outcome = shell.updates.update(UpdateRequest {
                    cause,
                    paths: paths.as_ref(),
                    root: &shell.root,
                    today: date,
                });
                let ended = shell.ran(outcome);
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
    /// Which events lie in the channel already: a storm of events is one message of each kind.
    pending: Arc<Pending>,
    watcher: Option<RecommendedWatcher>,
    poll: Option<Duration>,
    git_told: bool,
    /// Whether anything can be other than the last run saw, and not only what events named since.
    whole: bool,
    /// Since when the journal is lost, and whether that was told; an editor can take `journal.md` away for a moment.
    lost_since: Option<(Duration, bool)>,
    /// Whether the folder itself was gone while the journal was lost.
    gone: bool,
    stop_signal: &'a StopSignal,
    updates: &'a mut dyn Updater,
}

/// For how long a journal can be lost before that is told.
const LOST_IS_TOLD: Duration = Duration::from_secs(1);

/// Which events lie in the channel already: a storm of events is one message of each kind.
#[derive(Debug, Default)]
struct Pending {
    dirty: AtomicBool,
    rescan: AtomicBool,
    /// What the events named.
    dirty_paths: Mutex<DirtyPaths>,
}

#[derive(Debug)]
enum DirtyPaths {
    /// Paths, relative with `/`.
    Paths(BTreeSet<String>),
    Everything,
}

impl Default for DirtyPaths {
    fn default() -> Self {
        DirtyPaths::Paths(BTreeSet::new())
    }
}

/// So many paths are looked at one by one; where more are named, a scan is faster.
const MOST_PATHS: usize = 256;

impl DirtyPaths {
    fn add(&mut self, named: EventPaths) {
        match (&mut *self, named) {
            (DirtyPaths::Paths(paths), EventPaths::Paths(more)) if paths.len() + more.len() <= MOST_PATHS => {
                paths.extend(more)
            }
            _ => *self = DirtyPaths::Everything,
        }
    }
}

/// What an event names.
#[derive(Debug, PartialEq, Eq)]
enum EventPaths {
    /// These paths, relative with `/`; none of what is made, which every run looks at.
    Paths(Vec<String>),
    /// It can be anything.
    Anything,
}

impl Pending {
    fn flag(&self, event: Event) -> Option<&AtomicBool> {
        match event {
            Event::Dirty => Some(&self.dirty),
            Event::Rescan => Some(&self.rescan),
            _ => None,
        }
    }

    /// Sends an event unless one of its kind waits already.
    fn send(&self, event: Event, sender: &Sender<Message>) {
        if self.flag(event).is_none_or(|flag| !flag.swap(true, Ordering::SeqCst)) {
            // The other end is gone only where nobody watches any more.
            let _ = sender.send(Message::Event(event));
        }
    }

    /// Before an event is acted on, so that one that comes meanwhile is sent again.
    fn received(&self, event: Event) {
        if let Some(flag) = self.flag(event) {
            flag.store(false, Ordering::SeqCst);
        }
    }
}

impl Shell<'_> {
    fn now(&self) -> Duration {
        self.begin.elapsed()
    }

    /// Looks whether the journal is there, and is the one it was (WATCHING 8).
    fn mind_the_root(&mut self, state: &mut State) {
        let holds = self.root.is_unchanged();
        let there = folder::is_journal(self.root.path());
        let now = self.now();
        if !state.is_lost() {
            if holds && there {
                return;
            }
            state.happened(now, Event::Lost);
            self.lost_since = Some((now, false));
            self.gone = false;
        }
        self.gone |= !holds;
        if there && (holds || self.root.reopen().map(|root| self.root = root).is_ok()) {
            state.happened(now, Event::Returned { moved: self.gone });
            if self.lost_since.take().is_some_and(|(_, told)| told) {
                self.updates.say(Notice::Returned);
            }
        } else if let Some((since, told @ false)) = &mut self.lost_since
            && now.saturating_sub(*since) >= LOST_IS_TOLD
        {
            *told = true;
            self.updates.say(Notice::Lost);
        }
    }

    /// Waits for an event or a moment, and takes in what came.
    fn wait(&mut self, state: &mut State, until: Duration) {
        let mut next = self.stop_signal.receiver.recv_timeout(until.saturating_sub(self.now())).ok();
        while let Some(message) = next {
            if let Message::Event(event) = message {
                self.pending.received(event);
                state.happened(self.now(), event);
            }
            next = self.stop_signal.receiver.try_recv().ok();
        }
    }

    /// Before a run: what came until now is in what the run will read. Only lost events still mean a new watcher.
    fn forget_events(&mut self, state: &mut State) {
        while let Ok(message) = self.stop_signal.receiver.try_recv() {
            if let Message::Event(event) = message {
                self.pending.received(event);
                if event == Event::Rescan {
                    state.happened(self.now(), event);
                }
            }
        }
    }

    /// Whether a run is put off because git is at work; tells once where it is not any longer (WATCHING 28).
    fn waits_for_git(&mut self, state: &mut State, cause: Cause) -> bool {
        let busy = git::at_work(self.root.path());
        let waits = state.waits_for_git(self.now(), cause, busy.is_some());
        if let Some(file) = busy.filter(|_| !waits && !self.git_told) {
            self.git_told = true;
            self.updates.say(Notice::Git(file));
        } else if !waits {
            self.git_told &= state.is_beside_git();
        }
        waits
    }

    /// Makes a new watcher in place of the old one; how often a scan has to be made beside it.
    fn make_watcher(&mut self) -> Duration {
        let first = self.watcher.take().is_none();
        if let Some(poll) = self.poll {
            self.updates.say(Notice::Looking(poll));
            return poll;
        }
        let (root, reports) = (self.root.path().to_owned(), Arc::clone(&self.reports));
        let (pending, sender) = (Arc::clone(&self.pending), self.stop_signal.sender.clone());
        let handler = move |event: notify::Result<notify::Event>| {
            let reports = reports.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((event, named)) = sort(event, &root, &reports) {
                // In this order: whoever receives the event finds what it named.
                pending.dirty_paths.lock().unwrap_or_else(PoisonError::into_inner).add(named);
                pending.send(event, &sender);
            }
        };
        let made =
            RecommendedWatcher::new(handler, Config::default().with_follow_symlinks(false)).and_then(|mut watcher| {
                watcher.watch(self.root.path(), RecursiveMode::Recursive)?;
                Ok(watcher)
            });
        match made {
            Ok(watcher) => {
                self.watcher = Some(watcher);
                self.updates.say(if first { Notice::Watching } else { Notice::Rescan });
                RECONCILE
            }
            Err(e) => {
                let limit = matches!(e.kind, notify::ErrorKind::MaxFilesWatch);
                self.updates.say(Notice::Polling { limit, why: e.to_string() });
                POLL
            }
        }
    }

    /// The paths that events named since the last run; none where that is not all there is to look at.
    fn take_dirty_paths(&mut self, cause: Cause) -> Option<BTreeSet<String>> {
        let marked = std::mem::take(&mut *self.pending.dirty_paths.lock().unwrap_or_else(PoisonError::into_inner));
        // Until the run has ended, nothing is known.
        let whole = std::mem::replace(&mut self.whole, true);
        match marked {
            DirtyPaths::Paths(paths) if !whole && matches!(cause, Cause::Changed | Cause::Retry) => Some(paths),
            _ => None,
        }
    }

    /// After a run: how it ended, and where the reports are now.
    fn ran(&mut self, outcome: UpdateResult) -> RunResult {
        self.whole = !matches!(outcome.ended, RunResult::Complete | RunResult::Unsettled);
        *self.reports.lock().unwrap_or_else(PoisonError::into_inner) = self.root.path().join(outcome.reports);
        let is_there = self.root.is_unchanged() && folder::is_journal(self.root.path());
        match outcome.ended {
            // There, and yet it could not be used: that is tried again with patience.
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

/// What an event of the system means, if anything, and what it names (WATCHING 2, 5, 6, 23).
fn sort(event: notify::Result<notify::Event>, root: &Path, reports: &Path) -> Option<(Event, EventPaths)> {
    let Ok(event) = event else { return Some((Event::Rescan, EventPaths::Anything)) };
    if event.need_rescan() {
        return Some((Event::Rescan, EventPaths::Anything));
    }
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    if event.paths.is_empty() {
        return Some((Event::Dirty, EventPaths::Anything));
    }
    let (mut is_change, mut named) = (false, Some(Vec::new()));
    for path in &event.paths {
        match owner_of(path, root, reports) {
            None => {}
            Some(PathOwner::Made) => is_change = true,
            Some(PathOwner::Theirs) => {
                is_change = true;
                let relative = path.strip_prefix(root).ok().and_then(Path::to_str).filter(|path| !path.is_empty());
                named = named.zip(relative).map(|(mut named, path)| {
                    named.push(if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() });
                    named
                });
            }
        }
    }
    is_change.then(|| (Event::Dirty, named.map_or(EventPaths::Anything, EventPaths::Paths)))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PathOwner {
    /// Among what is made.
    Made,
    Theirs,
}

/// PathOwner a path is; none where a change of it changes no report.
fn owner_of(path: &Path, root: &Path, reports: &Path) -> Option<PathOwner> {
    let Ok(relative) = path.strip_prefix(root) else { return Some(PathOwner::Theirs) };
    if reports != root && path.starts_with(reports) {
        let is_temporary = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        return (!is_temporary).then_some(PathOwner::Made);
    }
    let mut parts = relative.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_str()),
        _ => None,
    });
    if let Some(Some(top)) = parts.clone().next()
        && names::is_made_at_top(top)
    {
        return Some(PathOwner::Made);
    }
    // Settings of other programs are read for the names of daily notes alone.
    if names::DAILY_NOTE_SETTINGS.iter().any(|settings| relative == Path::new(settings)) {
        return Some(PathOwner::Theirs);
    }
    // A name that is not UTF-8 is a problem, and stands for no folder that is never read.
    let last = parts.next_back();
    if names::has_closed_folder(parts.map(Option::unwrap_or_default)) {
        return None;
    }
    match last.flatten() {
        Some(name) if names::only_in_cloud(name).is_some() => Some(PathOwner::Theirs),
        Some(name) if names::is_never_input(name) || names::is_closed_folder(None, name) => None,
        _ => Some(PathOwner::Theirs),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind, Flag};

    #[test]
    fn only_what_can_change_a_report_is_a_change() {
        let owner_of = |path: &str| owner_of(&Path::new("/j").join(path), Path::new("/j"), Path::new("/j/reports"));
        for path in
            ["a.md", "plans", "plans/a.md", "voice/2026-11-19.m4a", "", ".a.md.icloud", "edited notes/a.md", "/x"]
        {
            assert_eq!(owner_of(path), Some(PathOwner::Theirs), "{path}");
        }
        for path in ["reports", "reports/week-2026-11-16.md", "notes-to-fix.md", "helper-card/a.md", "edited/a.md"] {
            assert_eq!(owner_of(path), Some(PathOwner::Made), "{path}");
        }
        for path in [
            "reports/.tinystep-0-1-2.part",
            ".tinystep-0-1.part",
            ".git/index",
            "private/a.md",
            "a/Private/b/c.md",
            "4913",
            "a.md~",
        ] {
            assert_eq!(owner_of(path), None, "{path}");
        }
    }

    #[test]
    fn reading_is_no_change_and_lost_events_are() {
        let root = Path::new("/j");
        let read = notify::Event::new(EventKind::Access(AccessKind::Any)).add_path(root.join("a.md"));
        assert_eq!(sort(Ok(read), root, &root.join("reports")), None);
        let lost = notify::Event::new(EventKind::Other).set_flag(Flag::Rescan);
        let rescan = Some((Event::Rescan, EventPaths::Anything));
        assert_eq!(sort(Ok(lost), root, &root.join("reports")), rescan);
        assert_eq!(sort(Err(notify::Error::generic("x")), root, &root.join("reports")), rescan);
    }

    #[test]
    fn an_event_names_the_notes_it_is_about() {
        let root = Path::new("/j");
        let named = |paths: &[&str]| {
            let event = paths.iter().fold(notify::Event::new(EventKind::Create(CreateKind::File)), |event, path| {
                event.add_path(root.join(path))
            });
            sort(Ok(event), root, &root.join("reports")).map(|(event, named)| {
                assert_eq!(event, Event::Dirty);
                named
            })
        };
        assert_eq!(named(&["a.md~"]), None);
        assert_eq!(named(&["a.md~", "a.md"]), Some(EventPaths::Paths(vec!["a.md".into()])));
        assert_eq!(named(&["reports/a.md", "a.md"]), Some(EventPaths::Paths(vec!["a.md".into()])));
        assert_eq!(named(&["a.md", "b/c.md"]), Some(EventPaths::Paths(vec!["a.md".into(), "b/c.md".into()])));
        assert_eq!(named(&["a.md~", "a.md", "reports/a.md"]), Some(EventPaths::Paths(vec!["a.md".into()])));
        assert_eq!(named(&["reports/a.md"]), Some(EventPaths::Paths(Vec::new())));
        assert_eq!(named(&["", "a.md"]), Some(EventPaths::Anything));
        assert_eq!(named(&["/x.md", "a.md"]), Some(EventPaths::Anything));
        let mut marked = DirtyPaths::default();
        marked.add(EventPaths::Paths((0..MOST_PATHS).map(|n| n.to_string()).collect()));
        assert!(matches!(&marked, DirtyPaths::Paths(paths) if paths.len() == MOST_PATHS));
        marked.add(EventPaths::Paths(vec!["one more".into()]));
        assert!(matches!(marked, DirtyPaths::Everything));
    }
}
