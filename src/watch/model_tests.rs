//! Many histories without a disk: events are lost, late and out of order, runs are cut off at any step of any write, the
//! folder goes away, git works, the date changes. In the end what is made is always what the notes say, no word that a
//! person wrote is lost, and then it is quiet. If no event is lost silently, all this is true without any scan of
//! everything.
//!
//! The shell behaves as in `shell.rs`, and writing as in `output`; the disk is a number for each thing that can
//! differ. A million steps: `TINYSTEP_TIMES=50 cargo test --release --lib watch::model_tests -- --nocapture`.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

use super::state::{POLL, RECONCILE, RunResult, UpdateCause, WatchAction, WatchEvent, WatchState};

/// How many files a run writes, and of how many notes.
const FILES: usize = 3;
const NOTES: usize = 3;

#[derive(Clone, Copy, Debug)]
enum Step {
    /// A note changes; its event comes this many milliseconds later, or never.
    Edit(usize, Option<u64>),
    /// An event without a change, or one that is reported twice.
    Noise(WatchEvent, Named, u64),
    /// Somebody writes into a report; its event comes likewise.
    EditMade(usize, Option<u64>),
    /// The next run finds a note on its way, and waits for it.
    Early,
    /// A note changes while the next run reads.
    EditDuringRead(usize),
    /// A note changes after the next run has read, before it ends; its event is lost or not.
    EditDuringWrite(usize, bool),
    /// Somebody writes into a report after the next run has looked at it, before it is exchanged.
    EditMadeDuringWrite(usize),
    /// The queue runs over: events are lost from now on, until there is a new watcher. That is reported so much later.
    Overflow(u64),
    /// The next run is killed at a step of the writing of a file, and the program started again a while later.
    Kill(usize, At, u64),
    /// This many of the next writes go wrong, at this step.
    WritesFail(u32, At),
    /// The folder goes away; whether a different one comes back.
    Gone(bool),
    Back,
    Git(bool),
    /// The next watcher that is made gives no events, and says so.
    NoEvents(bool),
    Midnight,
    ClockPutBack,
    Wait(u64),
}

/// What an event names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Note(usize),
    /// Something that is made, which every run looks at.
    Made,
    Anything,
}

/// The steps of the writing of a file; a run can end before each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Begin,
    /// The fresh text is beside the report.
    Part,
    /// The two have changed places.
    Exchanged,
    /// What came out is gone, or in `edited`.
    Settled,
}

/// Which histories are tried.
#[derive(Clone, Debug)]
struct History {
    /// Whether an event can be lost silently.
    silent: bool,
    gone: bool,
}

impl ReferenceStateMachine for History {
    type State = History;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<History> {
        any::<bool>().prop_map(|silent| History { silent, gone: false }).boxed()
    }

    fn transitions(history: &History) -> BoxedStrategy<Step> {
        let silent = history.silent;
        let late = move || prop_oneof![3 => (0..400u64).prop_map(Some), u32::from(silent) => Just(None)];
        let at = || prop_oneof![Just(At::Begin), Just(At::Part), Just(At::Exchanged), Just(At::Settled)];
        let noise = prop_oneof![
            Just((WatchEvent::Dirty, Named::Anything)),
            Just((WatchEvent::OutputsChanged, Named::Made)),
            Just((WatchEvent::Rescan, Named::Anything)),
        ];
        prop_oneof![
            8 => (0..NOTES, late()).prop_map(|(note, late)| Step::Edit(note, late)),
            1 => (noise, 0..400u64).prop_map(|((event, named), late)| Step::Noise(event, named, late)),
            3 => (0..FILES, late()).prop_map(|(file, late)| Step::EditMade(file, late)),
            2 => Just(Step::Early),
            2 => (0..NOTES).prop_map(Step::EditDuringRead),
            2 => (0..NOTES, any::<bool>()).prop_map(move |(note, lost)| Step::EditDuringWrite(note, lost && silent)),
            1 => (0..FILES).prop_map(Step::EditMadeDuringWrite),
            1 => (0..400u64).prop_map(Step::Overflow),
            2 => (0..FILES, at(), 0..3_000u64).prop_map(|(file, at, wait)| Step::Kill(file, at, wait)),
            1 => (1..6u32, at()).prop_map(|(times, at)| Step::WritesFail(times, at)),
            1 => any::<bool>().prop_map(Step::Gone),
            2 => Just(Step::Back),
            1 => any::<bool>().prop_map(Step::Git),
            1 => any::<bool>().prop_map(Step::NoEvents),
            1 => Just(Step::Midnight),
            1 => Just(Step::ClockPutBack),
            8 => (0..3_000u64).prop_map(Step::Wait),
            1 => (0..70_000u64).prop_map(Step::Wait),
        ]
        .boxed()
    }

    fn preconditions(history: &History, step: &Step) -> bool {
        match step {
            Step::EditMade(..) | Step::Gone(_) => !history.gone,
            Step::Back => history.gone,
            _ => true,
        }
    }

    fn apply(mut history: History, step: &Step) -> History {
        match step {
            Step::Gone(_) => history.gone = true,
            Step::Back => history.gone = false,
            _ => {}
        }
        history
    }
}

/// Which version there is of each note.
type Notes = [u64; NOTES];

/// What a report holds: what it was made from, and the words that a person wrote into it since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ReportContents {
    of: Option<(Notes, NaiveDate)>,
    words: Vec<u32>,
}

struct World {
    now: Duration,
    today: NaiveDate,
    notes: Notes,
    made: [ReportContents; FILES],
    /// What came out of an exchange and is not settled yet: a kill can leave it.
    out: Vec<ReportContents>,
    /// The words in `edited`, and how many there are in all.
    edited: Vec<u32>,
    words: u32,
    /// Each write into a report leaves a different stamp.
    stamps: [u64; FILES],
    stamp: u64,

    state: WatchState,
    /// Events on their way, when they arrive, and what they name.
    coming: Vec<(Duration, WatchEvent, Named)>,
    /// The notes that were named since the last run; whether that can be not all.
    marked: Vec<usize>,
    whole: bool,
    watcher_lives: bool,
    no_events: bool,
    /// Whether everything is looked at by the clock besides events; and only by the clock, as the last watcher said.
    looks: bool,
    polls: bool,
    /// What the program knows: the notes as it read them, and what is made as the last run left it.
    read: Notes,
    /// The notes that were looked at since the last run that ended well, if not all were.
    looked_at: Option<Vec<usize>>,
    left: Option<[u64; FILES]>,
    moved: u32,

    gone: bool,
    /// Which folder is there, and which one is known.
    folder: u32,
    known: u32,
    was_gone: bool,
    git: bool,
    early: bool,
    edit_during_read: Option<usize>,
    edit_during_write: Option<(usize, bool)>,
    edit_made_during_write: Option<usize>,
    kill: Option<(usize, At, u64)>,
    writes_fail: (u32, At),
    runs: u32,
}

/// Longer than any history.
const NEVER: Duration = Duration::from_secs(1_000_000_000);

/// What became of one file.
enum Wrote {
    Same,
    Yes,
    Failed,
    Killed,
}

impl World {
    fn new(silent: bool) -> World {
        let today = NaiveDate::from_ymd_opt(2026, 11, 19).expect("a date");
        World {
            now: Duration::ZERO,
            today,
            notes: [0; NOTES],
            made: Default::default(),
            out: Vec::new(),
            edited: Vec::new(),
            words: 0,
            stamps: [0; FILES],
            stamp: 0,
            state: WatchState::new(Duration::ZERO, today),
            coming: Vec::new(),
            marked: Vec::new(),
            whole: true,
            watcher_lives: false,
            no_events: false,
            looks: silent,
            polls: false,
            read: [0; NOTES],
            looked_at: None,
            left: None,
            moved: 0,
            gone: false,
            folder: 0,
            known: 0,
            was_gone: false,
            git: false,
            early: false,
            edit_during_read: None,
            edit_during_write: None,
            edit_made_during_write: None,
            kill: None,
            writes_fail: (0, At::Begin),
            runs: 0,
        }
    }

    fn event(&mut self, event: WatchEvent, named: Named, late: Option<u64>) {
        if let Some(late) = late.filter(|_| self.watcher_lives) {
            self.coming.push((self.now + Duration::from_millis(late), event, named));
        }
    }

    /// The events that have arrived; what they name is marked.
    fn come(&mut self) -> Vec<WatchEvent> {
        let now = self.now;
        let (come, coming): (Vec<_>, Vec<_>) = self.coming.iter().partition(|&&(at, ..)| at <= now);
        self.coming = coming;
        for (.., named) in &come {
            match *named {
                Named::Note(note) => self.marked.push(note),
                Named::Made => {}
                Named::Anything => self.whole = true,
            }
        }
        come.into_iter().map(|(_, event, _)| event).collect()
    }

    fn edit(&mut self, note: usize, late: Option<u64>) {
        self.notes[note] += 1;
        self.event(WatchEvent::Dirty, Named::Note(note), late);
    }

    fn stamp(&mut self, file: usize) {
        self.stamp += 1;
        self.stamps[file] = self.stamp;
    }

    fn write_into(&mut self, file: usize) {
        self.words += 1;
        self.made[file].words.push(self.words);
        self.stamp(file);
    }

    fn restart(&mut self) {
        self.state = WatchState::new(self.now, self.today);
        self.coming.clear();
        self.marked.clear();
        (self.watcher_lives, self.whole, self.left, self.moved) = (false, true, None, 0);
        (self.was_gone, self.known) = (false, self.folder);
    }

    fn take(&mut self, step: Step) {
        match step {
            // A folder that was moved away can be edited too, and its events still come.
            Step::Edit(note, late) => self.edit(note, late),
            Step::Noise(event, named, late) => self.event(event, named, Some(late)),
            Step::EditMade(file, late) => {
                self.write_into(file);
                self.event(WatchEvent::OutputsChanged, Named::Made, late);
            }
            Step::Early => self.early = true,
            Step::EditDuringRead(note) => self.edit_during_read = Some(note),
            Step::EditDuringWrite(note, is_lost) => self.edit_during_write = Some((note, is_lost)),
            Step::EditMadeDuringWrite(file) => self.edit_made_during_write = Some(file),
            Step::Overflow(late) => {
                self.event(WatchEvent::Rescan, Named::Anything, Some(late));
                self.watcher_lives = false;
            }
            Step::Kill(file, at, wait) => self.kill = Some((file, at, wait)),
            Step::WritesFail(times, at) => self.writes_fail = (times, at),
            Step::Gone(other) => {
                self.gone = true;
                self.folder += u32::from(other);
                self.watcher_lives &= !other;
            }
            Step::Back => self.gone = false,
            Step::Git(busy) => self.git = busy,
            Step::NoEvents(none) => self.no_events = none,
            Step::Midnight => self.today = self.today + Days::new(1),
            Step::ClockPutBack => self.today = self.today - Days::new(2),
            Step::Wait(ms) => self.play_until(self.now + Duration::from_millis(ms)),
        }
    }

    fn play_until(&mut self, end: Duration) {
        loop {
            self.mind_the_root();
            match self.state.next_step(self.now, self.today) {
                WatchAction::Wait(until) => {
                    assert!(until > self.now, "it spins");
                    let first = self.coming.iter().map(|&(at, ..)| at).min();
                    let wake = first.map_or(until, |first| until.min(first.max(self.now)));
                    if wake > end {
                        self.now = end;
                        return;
                    }
                    self.now = wake;
                    for event in self.come() {
                        self.state.handle_event(self.now, event);
                    }
                }
                WatchAction::StartWatching => {
                    self.watcher_lives = !self.no_events;
                    self.polls = self.no_events;
                    let every = if self.polls { POLL } else { RECONCILE };
                    self.state.set_scan_interval(self.now, if self.looks || self.polls { every } else { NEVER });
                }
                WatchAction::Scan => {
                    let changed = self.read != self.notes || self.left != Some(self.stamps);
                    self.whole |= changed;
                    self.state.handle_event(self.now, WatchEvent::Scanned { changed });
                }
                WatchAction::Run(cause) => {
                    if !self.state.put_off_for_git(self.now, cause, self.git) {
                        assert!(
                            self.looks || self.polls || cause != UpdateCause::FoundByScan,
                            "nothing was lost without a word"
                        );
                        self.run(cause);
                    }
                }
            }
        }
    }

    fn mind_the_root(&mut self) {
        let holds = !self.gone && self.folder == self.known;
        if !self.state.is_lost() {
            if holds {
                return;
            }
            self.state.handle_event(self.now, WatchEvent::Lost);
            self.was_gone = false;
        }
        self.was_gone |= !holds;
        if !self.gone {
            self.known = self.folder;
            self.state.handle_event(self.now, WatchEvent::Returned { moved: self.was_gone });
        }
    }

    fn run(&mut self, cause: UpdateCause) {
        assert!(!self.gone, "a run without a folder");
        self.runs += 1;
        // What came until now is in what is read.
        if self.come().contains(&WatchEvent::Rescan) {
            self.state.handle_event(self.now, WatchEvent::Rescan);
        }
        let named = std::mem::take(&mut self.marked);
        if std::mem::replace(&mut self.whole, true) || !matches!(cause, UpdateCause::Changed | UpdateCause::Retry) {
            (self.read, self.looked_at) = (self.notes, None);
        } else {
            named.iter().for_each(|&note| self.read[note] = self.notes[note]);
            self.looked_at.iter_mut().for_each(|all| all.extend(&named));
        }
        let date = self.today;
        self.now += Duration::from_millis(30);
        if let Some(note) = self.edit_during_read.take() {
            self.edit(note, Some(1));
        }
        if std::mem::take(&mut self.early) && cause != UpdateCause::Retry {
            return self.ran(RunResult::Unsettled);
        }
        let fresh = ReportContents { of: Some((self.read, date)), words: Vec::new() };
        let is_idle = self.made.iter().all(|made| *made == fresh);
        // Before anything is written, whatever was looked at is looked at once more.
        let is_current = match &self.looked_at {
            Some(looked_at) => looked_at.iter().all(|&note| self.read[note] == self.notes[note]),
            None => self.read == self.notes,
        };
        if !is_idle && !is_current && self.moved < 3 {
            self.moved += 1;
            return self.ran(RunResult::Retry);
        }
        self.moved = 0;
        // What a killed run left: its own text goes, a person's is kept.
        for out in std::mem::take(&mut self.out) {
            self.edited.extend(out.words);
        }
        let mut ended = RunResult::Complete;
        for file in 0..FILES {
            match self.write(file, &fresh) {
                Wrote::Same | Wrote::Yes => {}
                Wrote::Failed => ended = RunResult::Retry,
                Wrote::Killed => return self.restart(),
            }
        }
        if let Some((note, is_lost)) = self.edit_during_write.take() {
            self.edit(note, (!is_lost).then_some(1));
        }
        self.ran(ended);
    }

    /// Writes one file in steps; each of them can fail or be the last.
    fn write(&mut self, file: usize, fresh: &ReportContents) -> Wrote {
        if self.made[file] == *fresh {
            return Wrote::Same;
        }
        for at in [At::Begin, At::Part, At::Exchanged, At::Settled] {
            if let Some((_, _, wait)) = self.kill.filter(|&(which, when, _)| (which, when) == (file, at)) {
                self.kill = None;
                self.now += Duration::from_millis(wait);
                return Wrote::Killed;
            }
            if self.writes_fail.0 > 0 && self.writes_fail.1 == at {
                self.writes_fail.0 -= 1;
                // If what came out cannot be settled, the two change places again.
                if let Some(out) = self.out.pop() {
                    self.made[file] = out;
                    self.stamp(file);
                }
                return Wrote::Failed;
            }
            self.now += Duration::from_millis(2);
            match at {
                At::Begin => {}
                At::Part => {
                    if self.edit_made_during_write.take_if(|which| *which == file).is_some() {
                        self.write_into(file);
                        self.event(WatchEvent::OutputsChanged, Named::Made, Some(1));
                    }
                    self.out.push(std::mem::replace(&mut self.made[file], fresh.clone()));
                    self.stamp(file);
                    self.event(WatchEvent::OutputsChanged, Named::Made, Some(1));
                }
                At::Exchanged => self.edited.extend(self.out.pop().unwrap_or_default().words),
                At::Settled => {}
            }
        }
        Wrote::Yes
    }

    fn ran(&mut self, ended: RunResult) {
        self.left = Some(self.stamps);
        self.whole = !matches!(ended, RunResult::Complete | RunResult::Unsettled);
        if ended == RunResult::Complete {
            self.looked_at = Some(Vec::new());
        }
        self.state.handle_event(self.now, WatchEvent::RunEnded(ended));
    }
}

impl StateMachineTest for World {
    type SystemUnderTest = World;
    type Reference = History;

    fn init_test(history: &History) -> World {
        World::new(history.silent)
    }

    fn apply(mut world: World, _: &History, step: Step) -> World {
        STEPS.fetch_add(1, Ordering::Relaxed);
        world.take(step);
        world
    }

    fn check_invariants(world: &World, _: &History) {
        let mut all: Vec<u32> = world.made.iter().chain(&world.out).flat_map(|made| &made.words).copied().collect();
        all.extend(&world.edited);
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), world.words as usize, "words are lost: {all:?} of {}", world.words);
    }

    fn teardown(mut world: World, history: History) {
        world.play_until(world.now + Duration::from_secs(1));
        // All faults end; the rest is the machine's. (If git never ends, updates go on by themselves.)
        (world.gone, world.writes_fail, world.kill) = (false, (0, At::Begin), None);
        (world.early, world.edit_during_read, world.edit_during_write) = (false, None, None);
        world.edit_made_during_write = None;
        world.play_until(world.now + 2 * RECONCILE + Duration::from_secs(70));
        let wanted = ReportContents { of: Some((world.notes, world.today)), words: Vec::new() };
        assert!(world.made.iter().all(|made| *made == wanted), "{:?}, and not {wanted:?}", world.made);
        assert!(world.out.is_empty(), "left behind: {:?}", world.out);
        World::check_invariants(&world, &history);
        // And then it is quiet: a look each minute, and no run.
        let runs = world.runs;
        world.play_until(world.now + 5 * RECONCILE);
        assert_eq!(world.runs, runs, "it is not quiet");
    }
}

static STEPS: AtomicUsize = AtomicUsize::new(0);

#[test]
fn every_history_ends_well() {
    let config = ProptestConfig {
        cases: cases(400),
        failure_persistence: None,
        max_local_rejects: u32::MAX,
        ..ProptestConfig::default()
    };
    let histories = History::sequential_strategy(1..100);
    let told = TestRunner::new(config.clone()).run(&histories, |(history, steps, seen)| {
        World::test_sequential(config.clone(), history, steps, seen);
        Ok(())
    });
    if let Err(error) = told {
        panic!("{error}");
    }
    println!("{} steps in {} histories", STEPS.load(Ordering::Relaxed), config.cases);
}

proptest! {
    #[test]
    fn with_events_it_takes_a_settle_time(edits in prop::collection::vec((0..2_000u64, 0..20u64), 1..40)) {
        let mut world = World::new(true);
        world.play_until(Duration::from_secs(5));
        for (wait, late) in edits {
            world.take(Step::Wait(wait));
            world.take(Step::Edit(0, Some(late)));
        }
        // 20 ms for the event, 100 to settle, a run that may be under way, and a run.
        world.take(Step::Wait(20 + 100 + 54 + 54 + 1));
        let wanted = ReportContents { of: Some((world.notes, world.today)), words: Vec::new() };
        prop_assert!(world.made.iter().all(|made| *made == wanted));
    }
}

/// How many histories: all with `TINYSTEP_TIMES=1` (`cargo test-laws`), an eighth without it.
fn cases(cases: u32) -> u32 {
    match std::env::var("TINYSTEP_TIMES").ok().and_then(|times| times.parse::<u32>().ok()) {
        Some(times) => cases.saturating_mul(times),
        None => cases.div_ceil(8),
    }
}
