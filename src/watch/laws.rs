//! Thousands of histories without a disk: events are lost, late and out of order, runs are cut off after any write, the
//! folder goes away, git works, the date changes. In the end what is made is always what the notes say, and then it is quiet.
//!
//! The shell is played as `shell.rs` has it; the disk is a number for each thing that can be other. A million steps:
//! `TINYSTEP_TIMES=20 cargo test --release --lib watch::laws`.

use std::time::Duration;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::state::{Cause, Ended, Event, Next, POLL, RECONCILE, State};

/// How many files a run writes.
const FILES: usize = 3;

#[derive(Clone, Copy, Debug)]
enum Step {
    /// A note changes; its event comes so many milliseconds later, or never.
    Edit(Option<u64>),
    /// Somebody writes into a report; likewise.
    EditMade(usize, Option<u64>),
    /// A note changes while the next run reads.
    EditDuringRead,
    /// A note changes after the next run has read, before it ends; its event is lost or not.
    EditDuringWrite(bool),
    /// The queue runs over: events are lost from now on, until there is a new watcher.
    Overflow,
    /// The next run is killed after so many files, and the program started again a while later.
    Kill(usize, u64),
    /// So many of the next writes go wrong.
    WritesFail(u32),
    /// The folder goes away; whether another one comes back.
    Gone(bool),
    Back,
    Git(bool),
    /// The next watcher that is made gives no events, and says so.
    NoEvents(bool),
    Midnight,
    ClockPutBack,
    Wait(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let late = || prop_oneof![3 => (0..400u64).prop_map(Some), 1 => Just(None)];
    let step = prop_oneof![
        8 => late().prop_map(Step::Edit),
        3 => (0..FILES, late()).prop_map(|(file, late)| Step::EditMade(file, late)),
        2 => Just(Step::EditDuringRead),
        2 => any::<bool>().prop_map(Step::EditDuringWrite),
        1 => Just(Step::Overflow),
        2 => (0..=FILES, 0..3_000u64).prop_map(|(files, wait)| Step::Kill(files, wait)),
        1 => (1..6u32).prop_map(Step::WritesFail),
        1 => any::<bool>().prop_map(Step::Gone),
        2 => Just(Step::Back),
        1 => any::<bool>().prop_map(Step::Git),
        1 => any::<bool>().prop_map(Step::NoEvents),
        1 => Just(Step::Midnight),
        1 => Just(Step::ClockPutBack),
        8 => (0..3_000u64).prop_map(Step::Wait),
        1 => (0..70_000u64).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 1..100)
}

/// What a report says: of which notes it was made, on which date; none where somebody wrote into it.
type Made = Option<(u64, NaiveDate)>;

struct World {
    now: Duration,
    today: NaiveDate,
    notes: u64,
    made: [Made; FILES],
    /// Each write into a report leaves another stamp.
    stamps: [u64; FILES],
    stamp: u64,

    state: State,
    /// Events on their way, and when they arrive.
    coming: Vec<(Duration, Event)>,
    watcher_lives: bool,
    no_events: bool,
    seen: Option<(u64, [u64; FILES])>,
    compared: Option<(u64, [u64; FILES])>,
    moved: u32,

    gone: bool,
    other_folder: bool,
    was_lost: bool,
    git: bool,
    edit_during_read: bool,
    edit_during_write: Option<bool>,
    kill: Option<(usize, u64)>,
    writes_fail: u32,
    runs: u32,
}

impl World {
    fn new() -> World {
        let today = NaiveDate::from_ymd_opt(2026, 11, 19).expect("a date");
        World {
            now: Duration::ZERO,
            today,
            notes: 0,
            made: [None; FILES],
            stamps: [0; FILES],
            stamp: 0,
            state: State::new(Duration::ZERO, today),
            coming: Vec::new(),
            watcher_lives: false,
            no_events: false,
            seen: None,
            compared: None,
            moved: 0,
            gone: false,
            other_folder: false,
            was_lost: false,
            git: false,
            edit_during_read: false,
            edit_during_write: None,
            kill: None,
            writes_fail: 0,
            runs: 0,
        }
    }

    fn event(&mut self, event: Event, late: Option<u64>) {
        if let Some(late) = late.filter(|_| self.watcher_lives && !self.gone) {
            self.coming.push((self.now + Duration::from_millis(late), event));
        }
    }

    fn restart(&mut self) {
        self.state = State::new(self.now, self.today);
        self.coming.clear();
        (self.watcher_lives, self.seen, self.compared, self.moved, self.was_lost) = (false, None, None, 0, false);
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Edit(late) if !self.gone => {
                self.notes += 1;
                self.event(Event::Dirty, late);
            }
            Step::EditMade(file, late) if !self.gone => {
                self.made[file] = None;
                self.stamp += 1;
                self.stamps[file] = self.stamp;
                self.event(Event::Touched, late);
            }
            Step::Edit(_) | Step::EditMade(..) => {}
            Step::EditDuringRead => self.edit_during_read = true,
            Step::EditDuringWrite(is_lost) => self.edit_during_write = Some(is_lost),
            Step::Overflow if self.watcher_lives => {
                self.event(Event::Rescan, Some(0));
                self.watcher_lives = false;
            }
            Step::Overflow => {}
            Step::Kill(files, wait) => self.kill = Some((files, wait)),
            Step::WritesFail(n) => self.writes_fail = n,
            Step::Gone(other) => (self.gone, self.other_folder) = (true, other),
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
            match self.state.next(self.now, self.today) {
                Next::Wait(until) => {
                    assert!(until > self.now, "it spins");
                    let first = self.coming.iter().map(|&(at, _)| at).min();
                    let wake = first.map_or(until, |first| until.min(first.max(self.now)));
                    if wake > end {
                        self.now = end;
                        return;
                    }
                    self.now = wake;
                    let (come, coming) = self.coming.iter().partition(|&&(at, _)| at <= self.now);
                    self.coming = coming;
                    let come: Vec<(Duration, Event)> = come;
                    for (_, event) in come {
                        self.state.happened(self.now, event);
                    }
                }
                Next::Watch => {
                    self.watcher_lives = !self.no_events;
                    self.state.watching(self.now, if self.no_events { POLL } else { RECONCILE });
                }
                Next::Compare => {
                    let sees = (self.notes, self.stamps);
                    let changed = self.seen.is_none_or(|seen| seen != sees);
                    if changed {
                        self.compared = Some(sees);
                    }
                    self.state.happened(self.now, Event::Compared { changed });
                }
                Next::Run(cause) => {
                    if !self.state.waits_for_git(self.now, cause, self.git) {
                        self.run(cause);
                    }
                }
            }
        }
    }

    fn mind_the_root(&mut self) {
        if self.gone && !self.was_lost {
            self.state.happened(self.now, Event::Lost);
            self.was_lost = true;
            self.watcher_lives &= !self.other_folder;
        } else if !self.gone && self.was_lost {
            self.was_lost = false;
            self.state.happened(self.now, Event::Back { moved: self.other_folder });
        }
    }

    fn run(&mut self, cause: Cause) {
        assert!(!self.gone, "a run without a folder");
        self.runs += 1;
        // What came until now is in what is read.
        let now = self.now;
        let come = self.coming.iter().filter(|(at, event)| *at <= now && *event == Event::Rescan).count();
        self.coming.retain(|(at, _)| *at > now);
        if come > 0 {
            self.state.happened(now, Event::Rescan);
        }
        let (read, date) = (self.notes, self.today);
        self.now += Duration::from_millis(30);
        let moved = std::mem::take(&mut self.edit_during_read);
        if moved {
            self.notes += 1;
            self.event(Event::Dirty, Some(1));
        }
        if moved && self.moved < 3 {
            self.moved += 1;
            return self.ran(Ended::Again);
        }
        self.moved = 0;
        let wanted = Some((read, date));
        for file in 0..FILES {
            if let Some((files, wait)) = self.kill.filter(|(files, _)| *files == file) {
                let _ = files;
                self.kill = None;
                self.now += Duration::from_millis(wait);
                return self.restart();
            }
            if self.made[file] == wanted {
                continue;
            }
            if self.writes_fail > 0 {
                self.writes_fail -= 1;
                return self.ran(Ended::Again);
            }
            self.now += Duration::from_millis(5);
            self.made[file] = wanted;
            self.stamp += 1;
            self.stamps[file] = self.stamp;
            self.event(Event::Touched, Some(1));
        }
        if let Some(is_lost) = self.edit_during_write.take() {
            self.notes += 1;
            self.event(Event::Dirty, (!is_lost).then_some(1));
        }
        let _ = cause;
        self.ran(Ended::Done);
    }

    fn ran(&mut self, ended: Ended) {
        self.seen = self.compared.take();
        self.state.happened(self.now, Event::Ran(ended));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(1_000), max_shrink_iters: 100_000, ..ProptestConfig::default() })]
    #[test]
    fn every_history_ends_well(steps in steps()) {
        let mut world = World::new();
        for step in steps {
            world.take(step);
        }
        // All faults end; the rest is the machine's. (A git that never ends is gone past by itself.)
        (world.gone, world.writes_fail, world.kill) = (false, 0, None);
        (world.edit_during_read, world.edit_during_write) = (false, None);
        world.play_until(world.now + 2 * RECONCILE + Duration::from_secs(70));
        let wanted = Some((world.notes, world.today));
        prop_assert_eq!(world.made, [wanted; FILES]);
        // And then it is quiet: a look each minute, and no run.
        let runs = world.runs;
        world.play_until(world.now + 5 * RECONCILE);
        prop_assert_eq!(world.runs, runs);
    }

    #[test]
    fn with_events_it_takes_a_settle_time(edits in prop::collection::vec((0..2_000u64, 0..20u64), 1..40)) {
        let mut world = World::new();
        world.play_until(Duration::from_secs(5));
        for (wait, late) in edits {
            world.take(Step::Wait(wait));
            world.take(Step::Edit(Some(late)));
        }
        // 20 ms for the event, 100 to settle, a run that may be under way, and a run.
        world.take(Step::Wait(20 + 100 + 45 + 45 + 1));
        prop_assert_eq!(world.made, [Some((world.notes, world.today)); FILES]);
    }
}

/// How many histories, as many more as `TINYSTEP_TIMES` says.
fn cases(cases: u32) -> u32 {
    let times = std::env::var("TINYSTEP_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    cases.saturating_mul(times)
}
