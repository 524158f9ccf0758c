//! When to do what: a state machine without disk or clock. Events and moments go in, the next step comes out.
//!
//! Moments are [`Duration`]s since the watcher began, from a clock that never jumps; dates come in with them, since midnight
//! is an event too.

use std::time::Duration;

use chrono::NaiveDate;

/// How long it is quiet after the last event before anything is done.
pub const SETTLE: Duration = Duration::from_millis(100);
/// How long events can put it off, from the first one.
pub const AT_MOST: Duration = Duration::from_secs(1);
/// How often to scan with events of the system, and without them.
pub const RECONCILE: Duration = Duration::from_secs(60);
pub const POLL: Duration = Duration::from_secs(2);
/// How often the date and the folder are looked at.
pub const TICK: Duration = Duration::from_secs(2);
/// For how long git may be at work before a run goes on beside it (docs/watching.md (28)), and how often that is looked
/// at.
pub const GIT_AT_MOST: Duration = Duration::from_secs(30);
const GIT_LOOK: Duration = Duration::from_millis(250);
/// The longest wait before what could not be done is tried again.
const PATIENCE: Duration = Duration::from_secs(60);

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchEvent {
    /// A note changed, or something that may be one.
    Dirty,
    /// Something that is made changed: as a rule by ourselves.
    OutputsChanged,
    /// Events were lost, or the watcher erred: it has to be rebuilt, and everything is dirty.
    Rescan,
    /// A scan was made, as [`WatchAction::Scan`] asked; whether it differs from the last one that was run on.
    Scanned { changed: bool },
    /// A run, as [`WatchAction::Run`] asked, has ended.
    RunEnded(RunResult),
    /// The journal's folder is not there, or is a different one.
    Lost,
    /// There is a journal again at its old place; whether its folder was gone or is a different one, so that it sends no events.
    Returned { moved: bool },
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunResult {
    /// What is made is what the notes say.
    Complete,
    /// Something could not be read or written, or moved meanwhile: to be tried again after a while, and everything looked at.
    Retry,
    /// A note vanished or is half written: the same, but what was looked at is known.
    Unsettled,
    /// The journal is not there, or not the same: nothing was written.
    Lost,
}

/// Why everything is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateCause {
    Start,
    Changed,
    /// The look at everything, which the clock asks for, saw a change that no event reported.
    FoundByScan,
    Midnight,
    /// A wait that the last run asked for is over.
    Due,
    /// The last run wanted another ([`RunResult::Retry`], [`RunResult::Unsettled`]), and nothing happened since: what is still missing or
    /// empty now is taken as it is.
    Retry,
    /// The journal is there again.
    Returned,
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchAction {
    /// Nothing until an event, or this moment.
    Wait(Duration),
    /// Drop the watcher, make a new one; then ask again. (Watch first, scan second.)
    StartWatching,
    /// Make a stat scan and compare it: [`WatchEvent::Scanned`].
    Scan,
    /// Run everything: [`WatchEvent::RunEnded`].
    Run(UpdateCause),
}

/// When to scan, run and wait, as the head of this module says.
#[derive(Clone, Debug)]
pub struct WatchState {
    /// The first and the last event since the last run began, and the cause.
    pending_run: Option<PendingRun>,
    /// When a scan is due next.
    scan_at: Duration,
    /// How often, besides events.
    scan_interval: Duration,
    /// Whether the watcher has to be rebuilt before the next run.
    needs_new_watcher: bool,
    lost: bool,
    today: NaiveDate,
    /// How many runs in a row wanted another.
    retries: u32,
    /// When there has to be a run in any case.
    due_at: Option<Duration>,
    /// Since when runs have been put off, or have gone on anyway, because git is at work.
    git_since: Option<Duration>,
}

#[derive(Clone, Copy, Debug)]
struct PendingRun {
    cause: UpdateCause,
    first: Duration,
    last: Duration,
    settle_time: Duration,
}

impl WatchState {
    /// At the start, when the first thing is to watch and the second to run.
    #[must_use]
    pub fn new(now: Duration, today: NaiveDate) -> WatchState {
        let start = PendingRun { cause: UpdateCause::Start, first: now, last: now, settle_time: Duration::ZERO };
        WatchState {
            pending_run: Some(start),
            scan_at: now + RECONCILE,
            scan_interval: RECONCILE,
            needs_new_watcher: true,
            lost: false,
            today,
            retries: 0,
            due_at: None,
            git_since: None,
        }
    }

    /// How often a scan is made from now on: if no events come, scans have to be frequent.
    pub fn set_scan_interval(&mut self, now: Duration, every: Duration) {
        self.scan_interval = every;
        self.scan_at = now + self.scan_interval;
    }

    /// Whether a run of this cause, which [`Self::next_step`] has just asked for, is put off because git is at work. It comes
    /// again by itself.
    pub fn put_off_for_git(&mut self, now: Duration, cause: UpdateCause, is_busy: bool) -> bool {
        if !is_busy {
            self.git_since = None;
            return false;
        }
        let since = *self.git_since.get_or_insert(now);
        let waits = now.saturating_sub(since) < GIT_AT_MOST;
        if waits {
            self.pending_run = Some(PendingRun { cause, first: now, last: now, settle_time: GIT_LOOK });
        }
        waits
    }

    /// Whether git was at work when a run was asked for last.
    #[must_use]
    pub fn is_waiting_for_git(&self) -> bool {
        self.git_since.is_some()
    }

    /// Takes in what happened.
    pub fn handle_event(&mut self, now: Duration, event: WatchEvent) {
        match event {
            WatchEvent::Dirty => self.schedule_run(now, UpdateCause::Changed, SETTLE),
            // A retry looks at what is made anyway. Otherwise a write that goes wrong would be its own cause, again and again.
            WatchEvent::OutputsChanged
                if self.pending_run.is_some_and(|pending| pending.cause == UpdateCause::Retry) => {}
            WatchEvent::OutputsChanged => self.schedule_run(now, UpdateCause::Changed, SETTLE),
            WatchEvent::Scanned { changed: true } => self.schedule_run(now, UpdateCause::FoundByScan, SETTLE),
            WatchEvent::Scanned { changed: false } => {}
            WatchEvent::Rescan => {
                self.needs_new_watcher = true;
                self.schedule_run(now, UpdateCause::Changed, SETTLE);
            }
            WatchEvent::RunEnded(RunResult::Complete) => self.retries = 0,
            WatchEvent::RunEnded(RunResult::Retry | RunResult::Unsettled) => {
                let wait = SETTLE.saturating_mul(1 << self.retries.min(16)).min(PATIENCE);
                self.retries += 1;
                self.schedule_run(now, UpdateCause::Retry, wait);
            }
            WatchEvent::RunEnded(RunResult::Lost) | WatchEvent::Lost => {
                self.lost = true;
                self.pending_run = None;
            }
            WatchEvent::Returned { moved } => {
                self.lost = false;
                self.needs_new_watcher |= moved;
                self.retries = 0;
                self.schedule_run(now, UpdateCause::Returned, SETTLE);
            }
        }
    }

    /// What to do at this moment of this date.
    pub fn next_step(&mut self, now: Duration, today: NaiveDate) -> WatchAction {
        if self.lost {
            return WatchAction::Wait(now + TICK);
        }
        if today != self.today {
            self.today = today;
            self.schedule_run(now, UpdateCause::Midnight, Duration::ZERO);
        }
        if self.due_at.is_some_and(|due| due <= now) {
            self.due_at = None;
            if self.pending_run.is_none() {
                self.schedule_run(now, UpdateCause::Due, Duration::ZERO);
            }
        }
        let due =
            self.pending_run.map(|p| if p.cause == UpdateCause::Retry { p.last + p.settle_time } else { p.due_at() });
        if due.is_some_and(|due| due <= now) {
            if self.needs_new_watcher {
                self.needs_new_watcher = false;
                return WatchAction::StartWatching;
            }
            let cause = self.pending_run.take().map_or(UpdateCause::Changed, |p| p.cause);
            return WatchAction::Run(cause);
        }
        if self.scan_at <= now {
            self.scan_at = now + self.scan_interval;
            // What is dirty is run anyway.
            if self.pending_run.is_none() {
                return WatchAction::Scan;
            }
        }
        let first = [due, self.due_at].into_iter().flatten().min().unwrap_or(Duration::MAX);
        WatchAction::Wait((now + TICK).min(self.scan_at).min(first))
    }

    /// Sets when there has to be a run in any case. It replaces what was set before; `None` takes it back.
    pub fn set_run_due_at(&mut self, at: Option<Duration>) {
        self.due_at = at;
    }

    /// Whether the journal was lost and has not come back.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.lost
    }

    fn schedule_run(&mut self, now: Duration, cause: UpdateCause, settle: Duration) {
        if self.lost {
            return;
        }
        self.pending_run = Some(match self.pending_run {
            // An event while a retry waits is an ordinary change, and its quiet period begins.
            Some(p) if p.cause == UpdateCause::Retry => {
                PendingRun { cause, first: now, last: now, settle_time: settle }
            }
            Some(p) if settle.is_zero() => PendingRun { cause, settle_time: settle, ..p },
            // An event reported it after all.
            Some(p) if p.cause == UpdateCause::FoundByScan => PendingRun { cause, last: now, ..p },
            Some(p) => PendingRun { last: now, ..p },
            None => PendingRun { cause, first: now, last: now, settle_time: settle },
        });
    }
}

impl PendingRun {
    fn due_at(&self) -> Duration {
        (self.last + self.settle_time).min(self.first + AT_MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).expect("a date")
    }

    const fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    /// A state that has started and is quiet at moment 0.
    fn quiet() -> WatchState {
        let mut state = WatchState::new(ms(0), day(19));
        assert_eq!(state.next_step(ms(0), day(19)), WatchAction::StartWatching);
        state.set_scan_interval(ms(0), RECONCILE);
        assert_eq!(state.next_step(ms(0), day(19)), WatchAction::Run(UpdateCause::Start));
        state.handle_event(ms(0), WatchEvent::RunEnded(RunResult::Complete));
        assert_eq!(state.next_step(ms(0), day(19)), WatchAction::Wait(TICK));
        state
    }

    /// Steps of one story: what happens when, then what must come next.
    fn tell(mut state: WatchState, story: &[(u64, Option<WatchEvent>, WatchAction)]) {
        for (n, &(at, event, next)) in story.iter().enumerate() {
            if let Some(event) = event {
                state.handle_event(ms(at), event);
            }
            assert_eq!(state.next_step(ms(at), day(19)), next, "step {n} at {at} ms");
        }
    }

    #[test]
    fn a_change_is_run_when_it_is_quiet() {
        use WatchEvent::*;
        tell(
            quiet(),
            &[
                (500, Some(Dirty), WatchAction::Wait(ms(600))),
                (550, Some(Dirty), WatchAction::Wait(ms(650))),
                (649, None, WatchAction::Wait(ms(650))),
                (650, None, WatchAction::Run(UpdateCause::Changed)),
                (680, Some(RunEnded(RunResult::Complete)), WatchAction::Wait(ms(2680))),
                (690, Some(Dirty), WatchAction::Wait(ms(790))),
                (790, None, WatchAction::Run(UpdateCause::Changed)),
                (800, Some(RunEnded(RunResult::Complete)), WatchAction::Wait(ms(2800))),
            ],
        );
    }

    #[test]
    fn a_change_during_a_run_is_run_after_it() {
        use WatchEvent::*;
        tell(
            quiet(),
            &[
                (0, Some(Dirty), WatchAction::Wait(ms(100))),
                (100, None, WatchAction::Run(UpdateCause::Changed)),
                (120, Some(Dirty), WatchAction::Wait(ms(220))),
                (130, Some(RunEnded(RunResult::Complete)), WatchAction::Wait(ms(220))),
                (220, None, WatchAction::Run(UpdateCause::Changed)),
            ],
        );
    }

    #[test]
    fn what_was_lost_makes_a_new_watcher_first() {
        use WatchEvent::*;
        tell(
            quiet(),
            &[
                (10, Some(Rescan), WatchAction::Wait(ms(110))),
                (110, None, WatchAction::StartWatching),
                (111, None, WatchAction::Run(UpdateCause::Changed)),
            ],
        );
    }

    #[test]
    fn a_retry_waits_longer_each_time_and_an_event_ends_the_wait() {
        use WatchEvent::*;
        let again = Some(RunEnded(RunResult::Retry));
        tell(
            quiet(),
            &[
                (0, Some(Dirty), WatchAction::Wait(ms(100))),
                (100, None, WatchAction::Run(UpdateCause::Changed)),
                (100, again, WatchAction::Wait(ms(200))),
                (200, None, WatchAction::Run(UpdateCause::Retry)),
                (200, again, WatchAction::Wait(ms(400))),
                (400, None, WatchAction::Run(UpdateCause::Retry)),
                (400, again, WatchAction::Wait(ms(800))),
                (500, Some(Dirty), WatchAction::Wait(ms(600))),
                (600, None, WatchAction::Run(UpdateCause::Changed)),
            ],
        );
    }

    #[test]
    fn what_we_write_ourselves_does_not_end_the_wait_for_a_retry() {
        use WatchEvent::*;
        let again = Some(RunEnded(RunResult::Retry));
        tell(
            quiet(),
            &[
                (0, Some(OutputsChanged), WatchAction::Wait(ms(100))),
                (100, None, WatchAction::Run(UpdateCause::Changed)),
                (100, again, WatchAction::Wait(ms(200))),
                (110, Some(OutputsChanged), WatchAction::Wait(ms(200))),
                (200, None, WatchAction::Run(UpdateCause::Retry)),
                (200, again, WatchAction::Wait(ms(400))),
                (390, Some(OutputsChanged), WatchAction::Wait(ms(400))),
                (400, None, WatchAction::Run(UpdateCause::Retry)),
                (400, again, WatchAction::Wait(ms(800))),
                (800, None, WatchAction::Run(UpdateCause::Retry)),
                (800, again, WatchAction::Wait(ms(1600))),
            ],
        );
    }

    #[test]
    fn a_wait_that_a_run_asked_for_ends_with_a_run() {
        let mut state = quiet();
        state.set_run_due_at(Some(ms(30_000)));
        assert_eq!(state.next_step(ms(29_000), day(19)), WatchAction::Wait(ms(30_000)));
        assert_eq!(state.next_step(ms(30_000), day(19)), WatchAction::Run(UpdateCause::Due));
        state.handle_event(ms(30_001), WatchEvent::RunEnded(RunResult::Complete));
        assert_eq!(state.next_step(ms(30_001), day(19)), WatchAction::Wait(ms(32_001)));
    }

    #[test]
    fn a_lost_journal_is_waited_for() {
        use WatchEvent::*;
        tell(
            quiet(),
            &[
                (10, Some(Dirty), WatchAction::Wait(ms(110))),
                (50, Some(Lost), WatchAction::Wait(ms(2050))),
                (60, Some(Dirty), WatchAction::Wait(ms(2060))),
                (90_000, None, WatchAction::Wait(ms(92_000))),
                (95_000, Some(Returned { moved: true }), WatchAction::Wait(ms(95_100))),
                (95_100, None, WatchAction::StartWatching),
                (95_100, None, WatchAction::Run(UpdateCause::Returned)),
            ],
        );
    }

    #[test]
    fn a_scan_is_made_beside_events_and_often_without() {
        let mut state = quiet();
        assert_eq!(state.next_step(ms(59_000), day(19)), WatchAction::Wait(ms(60_000)));
        assert_eq!(state.next_step(ms(60_000), day(19)), WatchAction::Scan);
        assert_eq!(state.next_step(ms(60_000), day(19)), WatchAction::Wait(ms(62_000)));
        state.set_scan_interval(ms(60_000), POLL);
        assert_eq!(state.next_step(ms(62_000), day(19)), WatchAction::Scan);
        state.handle_event(ms(62_000), WatchEvent::Scanned { changed: false });
        assert_eq!(state.next_step(ms(64_000), day(19)), WatchAction::Scan);
    }

    #[test]
    fn what_only_the_clock_found_is_told_apart() {
        use WatchEvent::*;
        let found = Some(Scanned { changed: true });
        tell(
            quiet(),
            &[
                (60_000, None, WatchAction::Scan),
                (60_001, found, WatchAction::Wait(ms(60_101))),
                (60_101, None, WatchAction::Run(UpdateCause::FoundByScan)),
                (60_102, Some(RunEnded(RunResult::Complete)), WatchAction::Wait(ms(62_102))),
                (120_000, None, WatchAction::Scan),
                (120_001, found, WatchAction::Wait(ms(120_101))),
                // The event was only late.
                (120_050, Some(Dirty), WatchAction::Wait(ms(120_150))),
                (120_150, None, WatchAction::Run(UpdateCause::Changed)),
            ],
        );
    }

    #[test]
    fn git_is_waited_for_half_a_minute() {
        let mut state = quiet();
        state.handle_event(ms(0), WatchEvent::Dirty);
        let mut now = 100;
        let mut looks = 0;
        let went_on = loop {
            match state.next_step(ms(now), day(19)) {
                WatchAction::Run(cause) if state.put_off_for_git(ms(now), cause, true) => looks += 1,
                WatchAction::Run(_) => break now,
                WatchAction::Wait(at) => now = u64::try_from(at.as_millis()).unwrap_or(u64::MAX),
                _ => {}
            }
        };
        assert!((30_100..31_000).contains(&went_on) && looks >= 100, "{went_on} after {looks} looks");
        // An unfinished merge can last for days: once is enough.
        state.handle_event(ms(went_on), WatchEvent::Dirty);
        assert_eq!(state.next_step(ms(went_on + 100), day(19)), WatchAction::Run(UpdateCause::Changed));
        assert!(!state.put_off_for_git(ms(went_on + 100), UpdateCause::Changed, true));
        assert!(!state.put_off_for_git(ms(went_on + 200), UpdateCause::Changed, false));
        assert!(state.put_off_for_git(ms(went_on + 300), UpdateCause::Changed, true));
    }

    #[test]
    fn midnight_is_run_at_once_and_once() {
        let mut state = quiet();
        assert_eq!(state.next_step(ms(10), day(20)), WatchAction::Run(UpdateCause::Midnight));
        state.handle_event(ms(11), WatchEvent::RunEnded(RunResult::Complete));
        assert_eq!(state.next_step(ms(11), day(20)), WatchAction::Wait(ms(2011)));
        // A clock that is put back gives a different date as well.
        assert_eq!(state.next_step(ms(12), day(19)), WatchAction::Run(UpdateCause::Midnight));
    }

    fn events() -> impl Strategy<Value = Vec<(u64, Option<WatchEvent>)>> {
        let event = prop_oneof![
            6 => Just(Some(WatchEvent::Dirty)),
            1 => Just(Some(WatchEvent::Rescan)),
            3 => Just(None),
        ];
        prop::collection::vec((0..400u64, event), 0..80)
    }

    /// What happened in a story, in order.
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Moment {
        Dirty(u64),
        Run(u64),
    }

    /// Plays a story; runs take no time. Asserts that none comes without an event since the last.
    fn play(story: &[(u64, Option<WatchEvent>)], until: u64) -> Vec<Moment> {
        let mut state = quiet();
        let (mut now, mut log) = (0, Vec::new());
        let step = |state: &mut WatchState, now: u64, log: &mut Vec<Moment>| loop {
            match state.next_step(ms(now), day(19)) {
                WatchAction::Wait(at) => break at,
                WatchAction::StartWatching => {}
                WatchAction::Scan => state.handle_event(ms(now), WatchEvent::Scanned { changed: false }),
                WatchAction::Run(_) => {
                    let is_asked_for = matches!(log.last(), Some(Moment::Dirty(_)));
                    assert!(is_asked_for, "a run at {now} ms without an event since the last");
                    log.push(Moment::Run(now));
                    state.handle_event(ms(now), WatchEvent::RunEnded(RunResult::Complete));
                }
            }
        };
        let story = story.iter().copied().chain([(until, None)]);
        for (after, event) in story {
            let at = now + after;
            // Wakes as the shell does, up to the event.
            loop {
                let wake = step(&mut state, now, &mut log);
                assert!(wake > ms(now), "it spins at {now} ms");
                if wake > ms(at) {
                    break;
                }
                now = u64::try_from(wake.as_millis()).unwrap_or(u64::MAX);
            }
            now = at;
            if let Some(event) = event {
                state.handle_event(ms(now), event);
                log.push(Moment::Dirty(now));
            }
            step(&mut state, now, &mut log);
        }
        log
    }

    proptest! {
        #[test]
        fn every_event_is_followed_by_a_run_within_a_second(story in events()) {
            let log = play(&story, 5_000);
            for (n, moment) in log.iter().enumerate() {
                let &Moment::Dirty(at) = moment else { continue };
                let run = log[n..].iter().find_map(|m| if let Moment::Run(at) = m { Some(*at) } else { None });
                prop_assert!(run.is_some_and(|run| run - at <= 1_000), "event at {at}: {log:?}");
            }
        }

        #[test]
        fn nothing_is_run_before_it_is_quiet_or_a_second_old(story in events()) {
            let (mut first, mut last) = (None, 0);
            for moment in play(&story, 5_000) {
                match moment {
                    Moment::Dirty(at) => {
                        first = first.or(Some(at));
                        last = at;
                    }
                    Moment::Run(at) => {
                        let first = first.take().unwrap_or(at);
                        prop_assert!(at - last >= 100 || at - first >= 1_000, "run at {at}, events {first} to {last}");
                    }
                }
            }
        }
    }
}
