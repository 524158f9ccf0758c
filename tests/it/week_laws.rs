//! What holds for the numbers of every week, whatever was planned and noted.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, Weekday};
use proptest::prelude::*;
use proptest::sample::select;
use tinystep::journal::{Entry, Journal, Plan, Status};
use tinystep::week::{
    CountedWeek, Counts, EntryRole, NotCountedReason, PlanWeek, State, Week, count_week, trend_of_task,
    weeks_with_report,
};
use tinystep::when::{Clock, DateSpan, DayPart, Minutes, Schedule, TimeOfDay};

use crate::week::every_number_has_its_notes;
use crate::week_journal::{empty, entry, monday, plan, week};

const WHENS: [&str; 14] = [
    "every day",
    "weekdays at 7:30",
    "twice a day",
    "Mon, Wed, Fri",
    "Mon 7:30, Wed 18:00",
    "every night",
    "every 2 weeks on Tuesday",
    "on 2026-11-19",
    "3 times a week",
    "7 times a week",
    "10 times a week",
    "once a week in the morning",
    "when I notice tension starting",
    "",
];

/// The date this many days after the Monday before the week.
fn day(days: u64) -> NaiveDate {
    monday() - Days::new(7) + Days::new(days)
}

fn a_plan() -> impl Strategy<Value = Plan> {
    let pause = (0..20u64, 0..4u64);
    let dates = (0..18u64, proptest::option::weighted(0.4, 0..22u64), proptest::option::weighted(0.3, pause));
    (select(&WHENS[..]), dates, any::<[bool; 3]>()).prop_map(|(when, (start, end, pause), flags)| {
        let mut plan = plan(&format!("Memo: {when}"));
        plan.start = day(start);
        plan.end = end.map(day);
        plan.pauses.extend(pause.map(|(first, many)| DateSpan { first: day(first), last: day(first + many) }));
        plan.follows_version = flags[0];
        plan.ends_for_version = flags[1] && end.is_some();
        plan.place = flags[2].then(|| "the kitchen".to_owned());
        plan
    })
}

fn an_entry() -> impl Strategy<Value = Entry> {
    let told = prop_oneof![
        Just(None),
        (0..1440u16).prop_map(|minute| Some(TimeOfDay::Clock(Clock(minute)))),
        select(&[DayPart::Morning, DayPart::Night][..]).prop_map(|part| Some(TimeOfDay::Part(part))),
    ];
    let status = select(&[Status::Done, Status::Done, Status::Partly, Status::NotDone, Status::Skip][..]);
    let place = select(&[None, Some("Kitchen"), Some("garden")][..]);
    let who = (proptest::option::weighted(0.9, 0..4usize), prop::bool::weighted(0.1));
    (5..16u64, status, told, place, who, proptest::option::of(0..90u32)).prop_map(
        |(date, status, told, place, (of, helpers), minutes)| {
            let mut entry = entry(of, "Mon");
            entry.date = day(date);
            (entry.status, entry.time, entry.place) = (status, told, place.map(str::to_owned));
            entry.written_by = helpers.then(|| "Mom".to_owned());
            entry.minutes = minutes.map(|minutes| Minutes { seconds: minutes * 60 });
            entry
        },
    )
}

fn a_journal() -> impl Strategy<Value = Journal> {
    let plans = prop::collection::vec(a_plan(), 0..4);
    let entries = prop::collection::vec(an_entry(), 0..24);
    (plans, entries).prop_map(|(plans, entries)| {
        let mut journal = Journal { plans: plans.into(), entries, ..empty() };
        for (place, entry) in journal.entries.iter_mut().enumerate() {
            entry.plan = entry.plan.filter(|&plan| plan < journal.plans.len());
            // So that no two are alike.
            entry.line = u32::try_from(place).unwrap();
        }
        journal.entries.sort_by_key(|entry| entry.date);
        journal
    })
}

fn an_as_of() -> impl Strategy<Value = NaiveDate> {
    (5..17u64).prop_map(day)
}

fn of_entry<'a>(counted: &'a PlanWeek, journal: &'a Journal) -> impl Iterator<Item = (&'a Entry, EntryRole)> {
    counted.entries.iter().map(|counts| (&journal.entries[counts.entry], counts.role))
}

fn numbers(counted: &CountedWeek) -> Vec<(usize, Counts)> {
    counted.plans.iter().map(|plan| (plan.plan, plan.counts)).collect()
}

/// A count with its entries by their lines, which name them whatever their order.
fn by_line(counted: &CountedWeek, journal: &Journal) -> String {
    let mut counted = counted.clone();
    let line = |entry: &mut usize| *entry = journal.entries[*entry].line as usize;
    counted.also_done.iter_mut().chain(&mut counted.helper_entries).for_each(line);
    counted.not_counted.iter_mut().for_each(|counts| line(&mut counts.entry));
    for plan in &mut counted.plans {
        plan.entries.iter_mut().for_each(|counts| line(&mut counts.entry));
        for occasion in &mut plan.occasions {
            occasion.entry.iter_mut().chain(&mut occasion.made_up).for_each(line);
        }
    }
    format!("{counted:?}")
}

/// Two years of a journal that is far too large: what costs more than its plans and entries shows here.
#[test]
fn a_very_large_journal_is_counted() {
    let mut journal = empty();
    journal.plans = (0..300).map(|of| plan(&format!("Memo {of:03}: Mon, Wed, Fri"))).collect();
    for place in 0..100_000u32 {
        // Half of them on one date.
        let days = if place % 2 == 0 { 8 } else { u64::from(place % 728) };
        let mut entry = entry(Some(place as usize % 7), "Mon done");
        (entry.date, entry.line) = (monday() - Days::new(721) + Days::new(days), place);
        journal.entries.push(entry);
    }
    journal.entries.sort_by_key(|entry| entry.date);
    let weeks = weeks_with_report(&journal, monday());
    assert_eq!(weeks.len(), 104);
    let counted: Vec<CountedWeek> = weeks.iter().map(|&week| count_week(&journal, week, monday())).collect();
    let practice: u32 = counted.iter().flat_map(|week| &week.plans).map(|plan| plan.counts.practised()).sum();
    let in_time = journal.entries.iter().filter(|entry| entry.date <= monday());
    assert_eq!(practice as usize, in_time.count());
    for plan in 0..journal.plans.len() {
        assert_eq!(trend_of_task(&journal, &counted[98..], plan).points.len(), 6);
    }
}

proptest! {
    #[test]
    fn the_numbers_add_up(journal in a_journal(), as_of in an_as_of()) {
        let counted = count_week(&journal, week(), as_of);
        for plan in &counted.plans {
            let when = journal.plans[plan.plan].when.schedule();
            let counts = plan.counts;
            prop_assert_eq!(counts.planned, counts.due + counts.upcoming);
            prop_assert_eq!(counts.due, counts.done + counts.partly + counts.not_done + counts.open);
            prop_assert!(counts.moved <= counts.done + counts.partly);
            let on_days: u32 = plan.days.iter().map(|day| day.planned).sum();
            prop_assert_eq!(on_days, if when == Schedule::OnDates { plan.counts.planned } else { 0 });
            prop_assert_eq!(plan.days_practised.is_some(), when == Schedule::OnDates);
            if let Schedule::Floating(times) = when {
                prop_assert!(plan.counts.planned <= times.min(7));
                prop_assert_eq!((plan.counts.not_done, plan.counts.moved), (0, 0));
            }
            if when == Schedule::AsItComes {
                prop_assert_eq!(plan.counts.planned, 0);
            }
            prop_assert_eq!(plan.completion().is_none(), plan.counts.due == 0);
            prop_assert!(plan.completion().is_none_or(|completion| (0.0..=1.0).contains(&completion)));
            for share in [plan.days_practised, plan.on_time, plan.in_place].into_iter().flatten() {
                prop_assert!(share.count <= share.total);
            }
            // Every done or partly entry that counts is in one of three places.
            let practice = of_entry(plan, &journal)
                .filter(|(e, what)| e.status <= Status::Partly && *what != EntryRole::NotCounted(NotCountedReason::InFuture));
            prop_assert_eq!(practice.count(), counts.practised() as usize);
        }
    }

    #[test]
    fn every_number_follows_from_its_entries(journal in a_journal(), as_of in an_as_of()) {
        for plan in &count_week(&journal, week(), as_of).plans {
            every_number_has_its_notes(plan, &journal);
            let took = |status: Status| {
                let took = |what| matches!(what, EntryRole::Occasion | EntryRole::MovedFrom(_));
                of_entry(plan, &journal).filter(|(e, what)| e.status == status && took(*what)).count()
            };
            prop_assert_eq!(took(Status::Done), plan.counts.done as usize);
            prop_assert_eq!(took(Status::Partly), plan.counts.partly as usize);
            prop_assert_eq!(took(Status::NotDone), plan.counts.not_done as usize);
            let moved = of_entry(plan, &journal).filter(|(_, what)| matches!(what, EntryRole::MovedFrom(_))).count();
            prop_assert_eq!(moved, plan.counts.moved as usize);
            let told = of_entry(plan, &journal).filter(|(_, what)| what.tells_how_practice_went()).filter_map(|(e, _)| e.minutes);
            prop_assert_eq!(told.map(|minutes| minutes.seconds).sum::<u32>(), plan.minutes.noted.seconds);
            for occasion in &plan.occasions {
                let by = occasion.entry.map(|entry| &journal.entries[entry]);
                prop_assert_eq!(by.is_some(), matches!(occasion.state, State::Done | State::Partly | State::NotDone));
                prop_assert_eq!(occasion.is_moved, by.is_some_and(|entry| Some(entry.date) != occasion.date));
                prop_assert!(occasion.made_up.is_none() || occasion.is_moved);
            }
        }
    }

    #[test]
    fn every_entry_of_the_week_is_in_one_place(journal in a_journal(), as_of in an_as_of()) {
        let counted = count_week(&journal, week(), as_of);
        let mut seen: Vec<usize> = counted.also_done.clone();
        seen.extend(&counted.helper_entries);
        seen.extend(counted.not_counted.iter().map(|counts| counts.entry));
        seen.extend(counted.plans.iter().flat_map(|plan| &plan.entries).map(|counts| counts.entry));
        seen.sort_unstable();
        let of_week: Vec<usize> =
            (0..journal.entries.len()).filter(|&entry| week().contains(journal.entries[entry].date)).collect();
        prop_assert_eq!(seen, of_week);
        for plan in &counted.plans {
            for counts in &plan.entries {
                let entry = &journal.entries[counts.entry];
                prop_assert_eq!(entry.plan, Some(plan.plan));
                prop_assert_eq!(&entry.written_by, &None);
                prop_assert_eq!(counts.role == EntryRole::Skip, entry.status == Status::Skip);
            }
        }
    }

    #[test]
    fn the_order_of_entries_changes_nothing(
        (journal, other) in a_journal().prop_flat_map(|journal| {
            let shuffled = Just(journal.entries.clone()).prop_shuffle();
            (Just(journal), shuffled)
        }),
        as_of in an_as_of(),
    ) {
        let mut shuffled = Journal { entries: other, ..journal.clone() };
        shuffled.entries.sort_by_key(|entry| entry.date);
        let (one, two) = (count_week(&journal, week(), as_of), count_week(&shuffled, week(), as_of));
        prop_assert_eq!(by_line(&one, &journal), by_line(&two, &shuffled));
    }

    #[test]
    fn a_skip_never_makes_more_due(journal in a_journal(), as_of in an_as_of(), of in 0..4usize, on in 7..14u64) {
        let before = count_week(&journal, week(), as_of);
        let mut more = journal.clone();
        let mut skip = entry(Some(of).filter(|&of| of < journal.plans.len()), "Mon skip");
        skip.date = day(on);
        more.entries.push(skip);
        more.entries.sort_by_key(|entry| entry.date);
        let after = count_week(&more, week(), as_of);
        prop_assert_eq!(before.plans.len(), after.plans.len());
        for (before, after) in before.plans.iter().zip(&after.plans) {
            prop_assert!(after.counts.due <= before.counts.due);
            prop_assert!(after.counts.planned <= before.counts.planned);
            // And takes nothing away from what was practised.
            prop_assert_eq!(after.counts.practised(), before.counts.practised());
        }
    }

    /// One that is done can take the place of one that was moved there, and then that one is extra.
    #[test]
    fn an_entry_more_never_lowers_what_was_practised(journal in a_journal(), as_of in an_as_of(), one in an_entry()) {
        let before = count_week(&journal, week(), as_of);
        let (plan, is_done) = (one.plan.filter(|&of| of < journal.plans.len()), one.status == Status::Done);
        let mut more = journal.clone();
        more.entries.push(Entry { plan, line: u32::try_from(journal.entries.len()).unwrap(), ..one });
        more.entries.sort_by_key(|entry| entry.date);
        let after = count_week(&more, week(), as_of);
        for before in &before.plans {
            let after = after.plans.iter().find(|after| after.plan == before.plan);
            let Some(after) = after else { return Err(TestCaseError::fail("a plan went away")) };
            let practised = |of: &PlanWeek| of.counts.practised();
            prop_assert!(practised(after) >= practised(before));
            let (done_before, done_after) = (before.counts.done, after.counts.done);
            prop_assert!(done_after >= done_before || !is_done, "{done_before} {done_after}");
        }
    }

    #[test]
    fn time_only_adds_to_what_is_due(journal in a_journal(), as_of in 5..16u64) {
        let (now, next) = (count_week(&journal, week(), day(as_of)), count_week(&journal, week(), day(as_of + 1)));
        for (plan, numbers_now) in numbers(&now) {
            let then = numbers(&next).into_iter().find(|(then, _)| *then == plan);
            let Some((_, numbers_then)) = then else { return Err(TestCaseError::fail("a plan went away")) };
            prop_assert!(numbers_now.due <= numbers_then.due, "{numbers_now:?} {numbers_then:?}");
        }
    }

    #[test]
    fn a_helpers_note_changes_no_number(journal in a_journal(), as_of in an_as_of()) {
        let mut without = journal.clone();
        without.entries.retain(|entry| entry.written_by.is_none());
        prop_assert_eq!(numbers(&count_week(&journal, week(), as_of)), numbers(&count_week(&without, week(), as_of)));
    }

    #[test]
    fn another_plan_changes_no_number(journal in a_journal(), as_of in an_as_of()) {
        let all = count_week(&journal, week(), as_of);
        for plan in 0..journal.plans.len() {
            let mut alone = journal.clone();
            alone.plans = [journal.plans[plan].clone()].into();
            alone.entries.retain(|entry| entry.plan == Some(plan));
            alone.entries.iter_mut().for_each(|entry| entry.plan = Some(0));
            let of: Vec<_> = numbers(&all).into_iter().filter(|(p, _)| *p == plan).map(|(_, n)| n).collect();
            let alone: Vec<_> = numbers(&count_week(&alone, week(), as_of)).into_iter().map(|(_, n)| n).collect();
            prop_assert_eq!(of, alone);
        }
    }

    #[test]
    fn what_holds_a_plan_is_reported_and_nothing_else(
        journal in a_journal(),
        as_of in an_as_of(),
        starts in 0..7u8,
        until in proptest::option::of(3..20u64),
        weeks in proptest::option::of(0..4u32),
    ) {
        let mut journal = journal;
        journal.settings.week_starts = Weekday::try_from(starts).unwrap();
        journal.settings.until = until.map(day);
        journal.settings.weeks = weeks;
        let now = Week::containing(as_of, journal.settings.week_starts);
        // Week by week, as the sentence goes.
        let expected: Vec<Week> = (0..8)
            .rev()
            .map(|weeks| now.weeks_earlier(weeks))
            .filter(|&week| weeks.is_none_or(|weeks| now.weeks_since(week) < i64::from(weeks)))
            .filter(|week| until.is_none_or(|until| week.start() <= day(until)))
            .filter(|&week| {
                let touches =
                    |p: &Plan| week.dates().any(|d| p.start <= d && p.end.is_none_or(|end| d <= end && p.start <= end));
                week == now
                    || journal.entries.iter().any(|entry| week.contains(entry.date))
                    || journal.plans.iter().any(touches)
            })
            .collect();
        prop_assert_eq!(weeks_with_report(&journal, as_of), expected);
    }

    #[test]
    fn nothing_panics_at_the_edges_of_the_calendar(
        journal in a_journal(),
        edge in select(&["1970-01-01", "2200-12-31", "-262143-01-01", "+262142-12-31"][..]),
        as_of in an_as_of(),
        starts in 0..7u8,
    ) {
        let edge: NaiveDate = edge.parse().unwrap();
        let starts = Weekday::try_from(starts).unwrap();
        let mut journal = journal;
        journal.settings.week_starts = starts;
        for entry in &mut journal.entries {
            entry.date = edge;
            entry.minutes = Some(Minutes { seconds: u32::MAX });
        }
        for plan in std::sync::Arc::make_mut(&mut journal.plans) {
            plan.start = plan.start.min(edge);
        }
        for week in [Week::containing(edge, starts), Week::containing(edge, starts).weeks_earlier(1), Week::containing(edge, starts).weeks_later(1)] {
            let dates: BTreeSet<NaiveDate> = week.dates().collect();
            prop_assert_eq!((dates.len(), week.end() - week.start()), (7, chrono::Duration::days(6)));
            for as_of in [edge, as_of] {
                let counted = count_week(&journal, week, as_of);
                for plan in 0..journal.plans.len() {
                    let _ = trend_of_task(&journal, std::slice::from_ref(&counted), plan);
                }
            }
        }
        journal.settings.weeks = Some(104);
        let _ = weeks_with_report(&journal, edge);
    }
}
