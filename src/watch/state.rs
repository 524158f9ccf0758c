//! When to do what: a state machine without disk or clock. Events and moments go in, the next step comes out.
//!
//! Moments are [`Duration`]s since the watcher began, from a clock that never jumps; dates come in beside them, since midnight
//! is an event too.

use std::time::Duration;

use chrono::NaiveDate;

/// How long it is quiet after the last event before anything is done.
pub const SETTLE: Duration = Duration::from_millis(100);
/// How long events can put it off, from the first one.
pub const AT_MOST: Duration = Duration::from_secs(1);
/// How often a scan is made beside the events of the system, and without any.
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
pub enum Event {
    /// A note changed, or something that may be one.
    Dirty,
    /// Something that is made changed: as a rule by ourselves.
    OutputsChanged,
    /// Events were lost, or the watcher erred: it has to be made anew, and everything is dirty.
    Rescan,
    /// A scan was made, as [`Next::Scan`] asked; whether it is other than the last one that was run on.
    Scanned { changed: bool },
    /// A run, as [`Next::Run`] asked, has ended.
    RunEnded(RunResult),
    /// The journal's folder is not there, or is another.
    Lost,
    /// There is a journal again where it was; whether its folder was gone or is another, so that no event of it comes.
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
pub enum Cause {
    Start,
    Changed,
    /// The look at everything, which the clock asks for, saw a change that no event told of.
    FoundByScan,
    Midnight,
    /// A wait is over that the last run asked for.
    Due,
    /// The last run wanted another ([`RunResult::Retry`], [`RunResult::Unsettled`]), and nothing happened since: what is still missing or
    /// empty now is taken as it is.
    Retry,
    /// The journal is there again.
    Returned,
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing until an event, or this moment.
    Wait(Duration),
    /// Drop the watcher, make a new one; then ask again. (Watch first, scan second.)
    StartWatching,
    /// Make a stat scan and compare it: [`Event::Scanned`].
    Scan,
    /// Run everything: [`Event::RunEnded`].
    Run(Cause),
}

/// See the module.
#[derive(Clone, Debug)]
pub struct State {
    /// The first and the last event since the last run began, and the cause.
    dirty: Option<Pending>,
    /// When a scan is due next.
    compare_at: Duration,
    /// How often, beside events.
    every: Duration,
    /// Whether the watcher has to be made anew before the next run.
    watch: bool,
    lost: bool,
    today: NaiveDate,
    /// How many runs in a row wanted another.
    again: u32,
    /// When there has to be a run in any case.
    due_at: Option<Duration>,
    /// Since when runs are put off, or went on all the same, because git is at work.
    git_since: Option<Duration>,
}

#[derive(Clone, Copy, Debug)]
struct Pending {
    cause: Cause,
    first: Duration,
    last: Duration,
    settle: Duration,
}

impl State {
    /// At the start, where the first thing is to watch and the second to run.
    #[must_use]
    pub fn new(now: Duration, today: NaiveDate) -> State {
        let start = Pending { cause: Cause::Start, first: now, last: now, settle: Duration::ZERO };
        State {
            dirty: Some(start),
            compare_at: now + RECONCILE,
            every: RECONCILE,
            watch: true,
            lost: false,
            today,
            again: 0,
            due_at: None,
            git_since: None,
        }
    }

    /// How often a scan is made from now on: where no events come, scans have to be often.
    pub fn watching(&mut self, now: Duration, every: Duration) {
        self.every = every;
        self.compare_at = now + self.every;
    }

    /// Whether a run of this cause, which [`Self::next`] has just asked for, is put off because git is at work. It comes
    /// again by itself.
    pub fn waits_for_git(&mut self, now: Duration, cause: Cause, is_busy: bool) -> bool {
        if !is_busy {
            self.git_since = None;
            return false;
        }
        let since = *self.git_since.get_or_insert(now);
        let waits = now.saturating_sub(since) < GIT_AT_MOST;
        if waits {
            self.dirty = Some(Pending { cause, first: now, last: now, settle: GIT_LOOK });
        }
        waits
    }

    /// Whether git was at work when a run was asked for last.
    #[must_use]
    pub fn is_beside_git(&self) -> bool {
        self.git_since.is_some()
    }

    /// Takes in what happened.
    pub fn happened(&mut self, now: Duration, event: Event) {
        match event {
            Event::Dirty => self.make_dirty(now, Cause::Changed, SETTLE),
            // A retry looks at what is made anyway. Else a write that goes wrong would be its own cause, again and again.
            Event::OutputsChanged if self.dirty.is_some_and(|pending| pending.cause == Cause::Retry) => {}
            Event::OutputsChanged => self.make_dirty(now, Cause::Changed, SETTLE),
            Event::Scanned { changed: true } => self.make_dirty(now, Cause::FoundByScan, SETTLE),
            Event::Scanned { changed: false } => {}
            Event::Rescan => {
                self.watch = true;
                self.make_dirty(now, Cause::Changed, SETTLE);
            }
            Event::RunEnded(RunResult::Complete) => self.again = 0,
            Event::RunEnded(RunResult::Retry | RunResult::Unsettled) => {
                let wait = SETTLE.saturating_mul(1 << self.again.min(16)).min(PATIENCE);
                self.again += 1;
                self.make_dirty(now, Cause::Retry, wait);
            }
            Event::RunEnded(RunResult::Lost) | Event::Lost => {
                self.lost = true;
                self.dirty = None;
            }
            Event::Returned { moved } => {
                self.lost = false;
                self.watch |= moved;
                self.again = 0;
                self.make_dirty(now, Cause::Returned, SETTLE);
            }
        }
    }

    /// What to do at this moment of this date.
    pub fn next(&mut self, now: Duration, today: NaiveDate) -> Next {
        if self.lost {
            return Next::Wait(now + TICK);
        }
        if today != self.today {
            self.today = today;
            self.make_dirty(now, Cause::Midnight, Duration::ZERO);
        }
        if self.due_at.is_some_and(|due| due <= now) {
            self.due_at = None;
            if self.dirty.is_none() {
                self.make_dirty(now, Cause::Due, Duration::ZERO);
            }
        }
        let due = self.dirty.map(|p| if p.cause == Cause::Retry { p.last + p.settle } else { p.due() });
        if due.is_some_and(|due| due <= now) {
            if self.watch {
                self.watch = false;
                return Next::StartWatching;
            }
            let cause = self.dirty.take().map_or(Cause::Changed, |p| p.cause);
            return Next::Run(cause);
        }
        if self.compare_at <= now {
            self.compare_at = now + self.every;
            // What is dirty is run anyway.
            if self.dirty.is_none() {
                return Next::Scan;
            }
        }
        let first = [due, self.due_at].into_iter().flatten().min().unwrap_or(Duration::MAX);
        Next::Wait((now + TICK).min(self.compare_at).min(first))
    }

    /// Asks for a run at this moment, if there is none before.
    pub fn run_at(&mut self, at: Option<Duration>) {
        self.due_at = at;
    }

    /// Whether the journal was lost and has not come back.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.lost
    }

    fn make_dirty(&mut self, now: Duration, cause: Cause, settle: Duration) {
        if self.lost {
            return;
        }
        self.dirty = Some(match self.dirty {
            // An event while a retry waits: that is a change like any other, and its quiet period begins.
            Some(p) if p.cause == Cause::Retry => Pending { cause, first: now, last: now, settle },
            Some(p) if settle.is_zero() => Pending { cause, settle, ..p },
            // An event told of it after all.
            Some(p) if p.cause == Cause::FoundByScan => Pending { cause, last: now, ..p },
            Some(p) => Pending { last: now, ..p },
            None => Pending { cause, first: now, last: now, settle },
        });
    }
}

impl Pending {
    fn due(&self) -> Duration {
        (self.last + self.settle).min(self.first + AT_MOST)
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
    fn quiet() -> State {
        let mut state = State::new(ms(0), day(19));
        assert_eq!(state.next(ms(0), day(19)), Next::StartWatching);
        state.watching(ms(0), RECONCILE);
        assert_eq!(state.next(ms(0), day(19)), Next::Run(Cause::Start));
        state.happened(ms(0), Event::RunEnded(RunResult::Complete));
        assert_eq!(state.next(ms(0), day(19)), Next::Wait(TICK));
        state
    }

    /// Steps of one story: what happens when, then what must come next.
    fn tell(mut state: State, story: &[(u64, Option<Event>, Next)]) {
        for (n, &(at, event, next)) in story.iter().enumerate() {
            if let Some(event) = event {
                state.happened(ms(at), event);
            }
            assert_eq!(state.next(ms(at), day(19)), next, "step {n} at {at} ms");
        }
    }

    #[test]
    fn a_change_is_run_when_it_is_quiet() {
        use Event::*;
        tell(
            quiet(),
            &[
                (500, Some(Dirty), Next::Wait(ms(600))),
                (550, Some(Dirty), Next::Wait(ms(650))),
                (649, None, Next::Wait(ms(650))),
                (650, None, Next::Run(Cause::Changed)),
                (680, Some(RunEnded(RunResult::Complete)), Next::Wait(ms(2680))),
                (690, Some(Dirty), Next::Wait(ms(790))),
                (790, None, Next::Run(Cause::Changed)),
                (800, Some(RunEnded(RunResult::Complete)), Next::Wait(ms(2800))),
            ],
        );
    }

    #[test]
    fn a_change_during_a_run_is_run_after_it() {
        use Event::*;
        tell(
            quiet(),
            &[
                (0, Some(Dirty), Next::Wait(ms(100))),
                (100, None, Next::Run(Cause::Changed)),
                (120, Some(Dirty), Next::Wait(ms(220))),
                (130, Some(RunEnded(RunResult::Complete)), Next::Wait(ms(220))),
                (220, None, Next::Run(Cause::Changed)),
            ],
        );
    }

    #[test]
    fn what_was_lost_makes_a_new_watcher_first() {
        use Event::*;
        tell(
            quiet(),
            &[
                (10, Some(Rescan), Next::Wait(ms(110))),
                (110, None, Next::StartWatching),
                (111, None, Next::Run(Cause::Changed)),
            ],
        );
    }

    #[test]
    fn a_retry_waits_longer_each_time_and_an_event_ends_the_wait() {
        use Event::*;
        let again = Some(RunEnded(RunResult::Retry));
        tell(
            quiet(),
            &[
                (0, Some(Dirty), Next::Wait(ms(100))),
                (100, None, Next::Run(Cause::Changed)),
                (100, again, Next::Wait(ms(200))),
                (200, None, Next::Run(Cause::Retry)),
                (200, again, Next::Wait(ms(400))),
                (400, None, Next::Run(Cause::Retry)),
                (400, again, Next::Wait(ms(800))),
                (500, Some(Dirty), Next::Wait(ms(600))),
                (600, None, Next::Run(Cause::Changed)),
            ],
        );
    }

    #[test]
    fn what_we_write_ourselves_does_not_end_the_wait_for_a_retry() {
        use Event::*;
        let again = Some(RunEnded(RunResult::Retry));
        tell(
            quiet(),
            &[
                (0, Some(OutputsChanged), Next::Wait(ms(100))),
                (100, None, Next::Run(Cause::Changed)),
                (100, again, Next::Wait(ms(200))),
                (110, Some(OutputsChanged), Next::Wait(ms(200))),
                (200, None, Next::Run(Cause::Retry)),
                (200, again, Next::Wait(ms(400))),
                (390, Some(OutputsChanged), Next::Wait(ms(400))),
                (400, None, Next::Run(Cause::Retry)),
                (400, again, Next::Wait(ms(800))),
                (800, None, Next::Run(Cause::Retry)),
                (800, again, Next::Wait(ms(1600))),
            ],
        );
    }

    #[test]
    fn a_wait_that_a_run_asked_for_ends_with_a_run() {
        let mut state = quiet();
        state.run_at(Some(ms(30_000)));
        assert_eq!(state.next(ms(29_000), day(19)), Next::Wait(ms(30_000)));
        assert_eq!(state.next(ms(30_000), day(19)), Next::Run(Cause::Due));
        state.happened(ms(30_001), Event::RunEnded(RunResult::Complete));
        assert_eq!(state.next(ms(30_001), day(19)), Next::Wait(ms(32_001)));
    }

    #[test]
    fn a_lost_journal_is_waited_for() {
        use Event::*;
        tell(
            quiet(),
            &[
                (10, Some(Dirty), Next::Wait(ms(110))),
                (50, Some(Lost), Next::Wait(ms(2050))),
                (60, Some(Dirty), Next::Wait(ms(2060))),
                (90_000, None, Next::Wait(ms(92_000))),
                (95_000, Some(Returned { moved: true }), Next::Wait(ms(95_100))),
                (95_100, None, Next::StartWatching),
                (95_100, None, Next::Run(Cause::Returned)),
            ],
        );
    }

    #[test]
    fn a_scan_is_made_beside_events_and_often_without() {
        let mut state = quiet();
        assert_eq!(state.next(ms(59_000), day(19)), Next::Wait(ms(60_000)));
        assert_eq!(state.next(ms(60_000), day(19)), Next::Scan);
        assert_eq!(state.next(ms(60_000), day(19)), Next::Wait(ms(62_000)));
        state.watching(ms(60_000), POLL);
        assert_eq!(state.next(ms(62_000), day(19)), Next::Scan);
        state.happened(ms(62_000), Event::Scanned { changed: false });
        assert_eq!(state.next(ms(64_000), day(19)), Next::Scan);
    }

    #[test]
    fn what_only_the_clock_found_is_told_apart() {
        use Event::*;
        let found = Some(Scanned { changed: true });
        tell(
            quiet(),
            &[
                (60_000, None, Next::Scan),
                (60_001, found, Next::Wait(ms(60_101))),
                (60_101, None, Next::Run(Cause::FoundByScan)),
                (60_102, Some(RunEnded(RunResult::Complete)), Next::Wait(ms(62_102))),
                (120_000, None, Next::Scan),
                (120_001, found, Next::Wait(ms(120_101))),
                // The event was only late.
                (120_050, Some(Dirty), Next::Wait(ms(120_150))),
                (120_150, None, Next::Run(Cause::Changed)),
            ],
        );
    }

    #[test]
    fn git_is_waited_for_half_a_minute() {
        let mut state = quiet();
        state.happened(ms(0), Event::Dirty);
        let mut now = 100;
        let mut looks = 0;
        let went_on = loop {
            match state.next(ms(now), day(19)) {
                Next::Run(cause) if state.waits_for_git(ms(now), cause, true) => looks += 1,
                Next::Run(_) => break now,
                Next::Wait(at) => now = u64::try_from(at.as_millis()).unwrap_or(u64::MAX),
                _ => {}
            }
        };
        assert!((30_100..31_000).contains(&went_on) && looks >= 100, "{went_on} after {looks} looks");
        // An unfinished merge can lie there for days: once is enough.
        state.happened(ms(went_on), Event::Dirty);
        assert_eq!(state.next(ms(went_on + 100), day(19)), Next::Run(Cause::Changed));
        assert!(!state.waits_for_git(ms(went_on + 100), Cause::Changed, true));
        assert!(!state.waits_for_git(ms(went_on + 200), Cause::Changed, false));
        assert!(state.waits_for_git(ms(went_on + 300), Cause::Changed, true));
    }

    #[test]
    fn midnight_is_run_at_once_and_once() {
        let mut state = quiet();
        assert_eq!(state.next(ms(10), day(20)), Next::Run(Cause::Midnight));
        state.happened(ms(11), Event::RunEnded(RunResult::Complete));
        assert_eq!(state.next(ms(11), day(20)), Next::Wait(ms(2011)));
        // A clock that is put back is another date as well.
        assert_eq!(state.next(ms(12), day(19)), Next::Run(Cause::Midnight));
    }

    fn events() -> impl Strategy<Value = Vec<(u64, Option<Event>)>> {
        let event = prop_oneof![
            6 => Just(Some(Event::Dirty)),
            1 => Just(Some(Event::Rescan)),
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
    fn play(story: &[(u64, Option<Event>)], until: u64) -> Vec<Moment> {
        let mut state = quiet();
        let (mut now, mut log) = (0, Vec::new());
        let step = |state: &mut State, now: u64, log: &mut Vec<Moment>| loop {
            match state.next(ms(now), day(19)) {
                Next::Wait(at) => break at,
                Next::StartWatching => {}
                Next::Scan => state.happened(ms(now), Event::Scanned { changed: false }),
                Next::Run(_) => {
                    let is_asked_for = matches!(log.last(), Some(Moment::Dirty(_)));
                    assert!(is_asked_for, "a run at {now} ms without an event since the last");
                    log.push(Moment::Run(now));
                    state.happened(ms(now), Event::RunEnded(RunResult::Complete));
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
                state.happened(ms(now), event);
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
