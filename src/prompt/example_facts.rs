//! A plan, a barrier and a week in which everything is noted: rules are tried on them when they are read.

use super::facts::{BarrierFacts, FactNumber, FeltOnDay, PlanFacts, WeekFacts, WeekRatingFacts, WeekSums};

impl PlanFacts {
    /// The week as a whole is for the caller to add.
    pub(super) fn example() -> PlanFacts {
        let some = |text: &str| Some(text.to_owned());
        let sums = WeekSums { counted: 1, planned: 7, due: 7, done: 2, partly: 1, open: 4, ..WeekSums::default() };
        PlanFacts {
            task: "Voice memo".into(),
            stage: Some("try"),
            when: some("every day at 07:30, after breakfast"),
            place: some("kitchen"),
            minutes: Some(FactNumber(10.0)),
            goal: some("Sleep better"),
            helper: some("Mom"),
            obstacle: some("I am tired"),
            then: some("one minute is enough"),
            then_is_smaller: true,
            medicine: true,
            not_doing: true,
            one_off: true,
            can_shrink: true,
            mostly_open: true,
            done_after_loss_on: "Sat".into(),
            cue: some("after breakfast"),
            confidence: Some(6),
            chosen_by: Some("clinician"),
            specific: true,
            vague: false,
            floating: false,
            as_it_comes: false,
            weeks: 3,
            changed: true,
            just_changed: true,
            ends: true,
            goes_on: true,
            next_version: "If it is 19:00: Voice memo. Begins on Monday 23 November".into(),
            step: true,
            good_weeks: 2,
            quiet_weeks: 1,
            paused: 1,
            after_pause: true,
            planned: 7,
            due: 6,
            done: 2,
            partly: 1,
            not_done: 1,
            open: 2,
            upcoming: 1,
            moved: 1,
            extra: 1,
            skipped: 1,
            practised: 4,
            completion: Some(0.4167),
            noted: "3 of 6".into(),
            minutes_noted: FactNumber(9.0),
            minutes_known: 3,
            practised_on: "Mon, Wed, Sat".into(),
            done_on: "Mon, Sat".into(),
            partly_on: "Wed".into(),
            not_done_on: "Thu".into(),
            open_on: "Tue, Fri".into(),
            not_yet_on: "Tue, Thu, Fri".into(),
            made_up_on: "Saturday".into(),
            made_up: "Thu on Sat".into(),
            same_days: "Saturday".into(),
            longer_on: "Saturday".into(),
            longer: 1,
            overdone: true,
            best: true,
            marked: 1,
            unmarked: 3,
            partly_plain: 1,
            exposure: true,
            kept_at: "at 08:00".into(),
            open_at: "at 20:00".into(),
            kept_noted: "7 of 7".into(),
            open_noted: "5 of 7".into(),
            last: sums.clone(),
            before: sums,
            ..PlanFacts::example_without_counts()
        }
    }

    /// What its notes say besides the counts.
    fn example_without_counts() -> PlanFacts {
        PlanFacts {
            meal: true,
            may_tire: true,
            barriers: vec![BarrierFacts::example()],
            felt: vec![FeltOnDay { on: "Wed".into(), words: "calm".into() }],
            felt_on: "Wed".into(),
            ratings: vec![WeekRatingFacts {
                name: "tension".into(),
                count: 2,
                first: FactNumber(6.0),
                last: FactNumber(4.0),
                low: FactNumber(4.0),
                high: FactNumber(6.0),
                least: FactNumber(0.0),
                most: FactNumber(10.0),
                before: Some(FactNumber(7.0)),
                said: "from 6 to 4".into(),
            }],
            rating_change: "tension from 6 to 4".into(),
            rating_since: "tension was 6, now 4".into(),
            rating_fell: true,
            expected: Some(FactNumber(7.0)),
            happened: Some(FactNumber(3.0)),
            expected_marked: true,
            expected_said: "fear expected 7, fear happened 3 (Wed)".into(),
            then_used: 2,
            then_not_used: 1,
            then_not_needed: 1,
            then_used_said: "twice".into(),
            then_not_used_said: "once".into(),
            helper_noted: 2,
            helper_noticed: 2,
            helper_praised: 1,
            helper_warm: 1,
            helper_neutral: 0,
            helper_hard: 1,
            helper_on: "Mon, Wed".into(),
            helper_hard_on: "Wed".into(),
            ..PlanFacts::default()
        }
    }
}

impl BarrierFacts {
    /// A barrier noted twice.
    pub(super) fn example() -> BarrierFacts {
        BarrierFacts {
            name: "too_big".into(),
            said: "too big".into(),
            group: "task".into(),
            question: Some("What is the smallest piece worth trying?".to_owned()),
            count: 2,
            in_the_way: 2,
            tried: 1,
            marked: false,
            on: "Tue, Thu".into(),
            planned_for: true,
            most: true,
        }
    }
}

impl WeekFacts {
    pub(super) fn example() -> WeekFacts {
        WeekFacts {
            said: "16 to 22 Nov".into(),
            number: 2968,
            days_so_far: 6,
            over: false,
            plans: 1,
            running: 1,
            tasks: "Voice memo".into(),
            steps: 1,
            step_tasks: "Voice memo".into(),
            planned: 7,
            due: 6,
            practised: 4,
            noted: "4 of 6".into(),
            skipped: 1,
            entries: 5,
            nothing_noted: false,
            begins: false,
            quiet_weeks: 1,
            last_practised: 3,
            loss: true,
            course_ends: false,
            step: "Voice memo".into(),
            whose: Some("Sam’s".to_owned()),
            words_on: "Wed, Fri".into(),
            paused: false,
            also_done: 1,
            discuss: 1,
            discuss_on: "Voice memo (Tue)".into(),
            helper_noticed: 2,
        }
    }
}
