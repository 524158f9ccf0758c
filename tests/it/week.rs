//! Counting, sentence by sentence (docs/specification.md#3-weeks-and-counting), and which weeks have a report
//! (docs/specification.md#4-what-is-made). `week_journal.rs` explains how to read a line of numbers; `+Mon` is the day
//! after the week's last.

use tinystep::journal::Journal;
use tinystep::week::{
    CountedWeek, EntryRole, Evidence, Metric, NotCountedReason, PlanWeek, State, TrendDirection, Week,
    cap_at_day_after_week, count_week, trend_of_task, weeks_with_report,
};

use crate::week_journal::{date, in_a_line, journal, numbers, plan, week};

fn check(plan: &str, entries: &[&str], as_of: &str, expected: &str) {
    assert_eq!(numbers(plan, entries, as_of), expected, "{plan} {entries:?} as of {as_of}");
}

fn counted(plans: &[&str], entries: &[&str], as_of: &str) -> (Journal, CountedWeek) {
    let journal = journal(plans, entries);
    let counted = count_week(&journal, week(), date(as_of));
    (journal, counted)
}

/// What each entry of the only plan counts as, in the order of the report.
fn parts(plan: &str, entries: &[&str], as_of: &str) -> Vec<EntryRole> {
    let entries: Vec<String> = entries.iter().map(|line| format!("0 {line}")).collect();
    let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
    counted(&[plan], &entries, as_of).1.plans[0].entries.iter().map(|counts| counts.role).collect()
}

#[test]
fn the_example_of_the_specification() {
    let (journal, counted) = counted(
        &["Voice memo: every day at 07:30 | in kitchen | minutes 2"],
        &[
            "0 Mon done 07:35 @kitchen 3m",
            "0 Tue done 09:00 @Kitchen 2m",
            "0 Wed no 2m",
            "0 Thu partly 08:30 @in_the_kitchen 2m",
            "0 Fri done",
        ],
        "Sun",
    );
    let plan = &counted.plans[0];
    assert_eq!(
        in_a_line(plan),
        "planned 7, due 6 (3 done, 1 partly, 1 not done, 1 open), 1 upcoming; days 4/6; on time 2/3; in place 3/3; DDNPDOU"
    );
    assert_eq!(plan.completion(), Some(0.5833));
    let minutes = plan.minutes;
    assert_eq!((minutes.noted.seconds, minutes.known_for), (9 * 60, 4));
    assert_eq!((minutes.planned_each.map(|m| m.seconds), minutes.planned_week), (Some(120), None));
    assert!(plan.days.iter().all(|day| day.planned == 1));
    every_number_has_its_notes(plan, &journal);
}

#[test]
fn planned_counts_occasions_on_running_dates() {
    check("Memo: every day", &[], "+Mon", "planned 7, due 7 (7 open); days 0/7; OOOOOOO");
    check("Memo: every day | from Wed", &[], "+Mon", "planned 5, due 5 (5 open); days 0/5; --OOOOO");
    check("Memo: every day | until Tue", &[], "+Mon", "planned 2, due 2 (2 open); days 0/2; OO-----");
    check("Memo: every day | pause Tue Wed", &[], "+Mon", "planned 5, due 5 (5 open); days 0/5; O--OOOO");
    check("Memo: twice a day", &[], "+Mon", "planned 14, due 14 (14 open); days 0/7; OOOOOOO");
    check("Memo: Mon, Wed, Fri", &[], "+Mon", "planned 3, due 3 (3 open); days 0/3; O-O-O--");
}

#[test]
fn a_skip_removes_occasions_that_no_practice_of_its_date_takes() {
    check("Memo: every day", &["Mon skip"], "+Mon", "planned 6, due 6 (6 open); days 0/6; SOOOOOO");
    check("Memo: every day", &["Mon skip", "Mon done"], "+Mon", "planned 7, due 7 (1 done, 6 open); days 1/7; DOOOOOO");
    check(
        "Memo: twice a day",
        &["Mon skip", "Mon done"],
        "+Mon",
        "planned 13, due 13 (1 done, 12 open); days 1/7; DOOOOOO",
    );
    check("Memo: every day", &["Mon skip", "Mon no"], "+Mon", "planned 6, due 6 (6 open); days 0/6; NOOOOOO");
    // Nothing is left over for it on a date that has none.
    check("Memo: Mon", &["Tue skip"], "+Mon", "planned 1, due 1 (1 open); days 0/1; OS-----");
    // What was skipped cannot be made up.
    check("Memo: Mon", &["Mon skip", "Tue done"], "+Mon", "planned 0, due 0, 1 extra; days 0/0; SD-----");
}

#[test]
fn entries_after_the_as_of_date_do_not_count_but_skips_do() {
    check("Memo: every day", &["Thu done"], "Wed", "planned 7, due 2 (2 open), 5 upcoming; days 0/2; OOUUUUU");
    check("Memo: every day", &["Sat skip"], "Wed", "planned 6, due 2 (2 open), 4 upcoming; days 0/2; OOUUUSU");
    let future = EntryRole::NotCounted(NotCountedReason::InFuture);
    assert_eq!(parts("Memo: every day", &["Thu done", "Sat skip"], "Wed"), [future, EntryRole::Skip]);
    // A later done entry does not keep its occasion from a skip before it is counted.
    check("Memo: Sat", &["Sat skip", "Sat done"], "Wed", "planned 0, due 0; days 0/0; -----S-");
    check("Memo: Sat", &["Sat skip", "Sat done"], "Sat", "planned 1, due 1 (1 done); days 1/1; -----D-");
}

#[test]
fn the_best_entries_of_a_date_take_its_occasions() {
    use EntryRole::{Extra, NotCounted, Occasion};
    // Done, partly, not done.
    check(
        "Memo: Mon",
        &["Mon no", "Mon partly", "Mon done"],
        "+Mon",
        "planned 1, due 1 (1 done), 1 extra; days 1/1; D------",
    );
    assert_eq!(
        parts("Memo: Mon", &["Mon no", "Mon partly", "Mon done"], "+Mon"),
        [Occasion, Extra, NotCounted(NotCountedReason::NoOccasion)]
    );
    check("Memo: Mon", &["Mon no", "Mon partly"], "+Mon", "planned 1, due 1 (1 partly); days 1/1; P------");
    // Then by time: the one at 07:40 has the occasion, and the one at 12:00 is extra. Both gave their time.
    let at = "Memo: Mon 07:30";
    check(
        at,
        &["Mon done 12:00", "Mon done 07:40"],
        "+Mon",
        "planned 1, due 1 (1 done), 1 extra; days 1/1; on time 1/2; D------",
    );
    // A status goes before a time, and any time before none.
    check(
        at,
        &["Mon partly 07:40", "Mon done 12:00"],
        "+Mon",
        "planned 1, due 1 (1 done), 1 extra; days 1/1; on time 1/2; D------",
    );
    check(
        at,
        &["Mon done", "Mon done 12:00"],
        "+Mon",
        "planned 1, due 1 (1 done), 1 extra; days 1/1; on time 0/1; D------",
    );
    // A part of the day counts as its start.
    check(
        at,
        &["Mon done 12:00", "Mon done morning"],
        "+Mon",
        "planned 1, due 1 (1 done), 1 extra; days 1/1; on time 1/2; D------",
    );
    // Then by path and line.
    let (_, counted) = counted(
        &["Memo: Mon"],
        &["0 Mon done note:b.md", "0 Mon done note:a.md line:20", "0 Mon done note:a.md line:3"],
        "+Mon",
    );
    let order: Vec<(usize, EntryRole)> = counted.plans[0].entries.iter().map(|c| (c.entry, c.role)).collect();
    assert_eq!(order, [(2, Occasion), (1, Extra), (0, Extra)]);
}

#[test]
fn spare_practice_on_an_occasion_date_is_extra() {
    check(
        "Memo: Mon, Wed",
        &["Wed done", "Wed done"],
        "+Mon",
        "planned 2, due 2 (1 done, 1 open), 1 extra; days 1/2; O-D----",
    );
    check("Memo: Mon, Wed", &["Wed done", "Wed no"], "+Mon", "planned 2, due 2 (1 done, 1 open); days 1/2; O-D----");
}

#[test]
fn practice_on_a_free_date_makes_up_the_earliest_open_one() {
    let plan = "Memo: Mon, Wed, Fri";
    check(plan, &["Tue done"], "+Mon", "planned 3, due 3 (1 done, 2 open), 1 moved; days 0/3; MDO-O--");
    check(plan, &["Tue partly"], "+Mon", "planned 3, due 3 (1 partly, 2 open), 1 moved; days 0/3; MPO-O--");
    assert_eq!(parts(plan, &["Tue done"], "+Mon"), [EntryRole::MovedFrom(date("Mon"))]);
    // It can be before its occasion, too.
    check("Memo: Fri", &["Tue done"], "+Mon", "planned 1, due 1 (1 done), 1 moved; days 0/1; -D--M--");
    // The earliest that is still open or not done.
    check(plan, &["Mon done", "Tue done"], "+Mon", "planned 3, due 3 (2 done, 1 open), 1 moved; days 1/3; DDM-O--");
    check(
        plan,
        &["Mon partly", "Tue done"],
        "+Mon",
        "planned 3, due 3 (1 done, 1 partly, 1 open), 1 moved; days 1/3; PDM-O--",
    );
    // What is still left is extra.
    check(
        "Memo: Mon",
        &["Tue done", "Wed done"],
        "+Mon",
        "planned 1, due 1 (1 done), 1 moved, 1 extra; days 0/1; MDD----",
    );
    // Not done makes nothing up.
    check("Memo: Mon", &["Tue no"], "+Mon", "planned 1, due 1 (1 open); days 0/1; ON-----");
    // A date on which the plan does not run has no occasions.
    check(
        "Memo: every day | pause Tue",
        &["Tue done"],
        "+Mon",
        "planned 6, due 6 (1 done, 5 open), 1 moved; days 0/6; MDOOOOO",
    );
    check(
        "Memo: every day | from Wed",
        &["Mon done"],
        "+Mon",
        "planned 5, due 5 (1 done, 4 open), 1 moved; days 0/5; D-MOOOO",
    );
}

#[test]
fn a_not_done_that_was_made_up_is_not_counted() {
    let (plan, entries) = ("Memo: Mon, Wed, Fri", ["Mon no", "Tue done"]);
    check(plan, &entries, "+Mon", "planned 3, due 3 (1 done, 2 open), 1 moved; days 0/3; MDO-O--");
    assert_eq!(
        parts(plan, &entries, "+Mon"),
        [EntryRole::NotCounted(NotCountedReason::MadeUp), EntryRole::MovedFrom(date("Mon"))]
    );
    let (_, counted) = counted(&[plan], &["0 Mon no", "0 Tue done"], "+Mon");
    let occasion = &counted.plans[0].occasions[0];
    assert_eq!(
        (occasion.date, occasion.state, occasion.entry, occasion.is_moved, occasion.made_up),
        (Some(date("Mon")), State::Done, Some(1), true, Some(0))
    );
    // Of two occasions of a date the one said to be not done comes before the open one.
    check(
        "Memo: twice a day | pause Sun",
        &["Mon no", "Sun done"],
        "+Mon",
        "planned 12, due 12 (1 done, 11 open), 1 moved; days 0/6; MOOOOOD",
    );
}

#[test]
fn moved_practice_goes_by_date_then_best_first() {
    let (_, counted) = counted(&["Memo: Mon, Thu"], &["0 Wed done", "0 Tue partly", "0 Tue done note:z.md"], "+Mon");
    let plan = &counted.plans[0];
    let states: Vec<State> = plan.occasions.iter().map(|occasion| occasion.state).collect();
    assert_eq!(states, [State::Done, State::Partly]);
    assert_eq!(in_a_line(plan), "planned 2, due 2 (1 done, 1 partly), 2 moved, 1 extra; days 0/2; MDDM---");
}

#[test]
fn moved_practice_takes_no_occasion_later_than_the_as_of_date() {
    let plan = "Memo: Mon, Wed, Fri";
    check(plan, &["Mon done", "Tue done"], "Tue", "planned 3, due 1 (1 done), 2 upcoming, 1 extra; days 1/1; DDU-U--");
    // The as-of date's own it can take, and then that one is due.
    check(plan, &["Mon done", "Tue done"], "Wed", "planned 3, due 2 (2 done), 1 upcoming, 1 moved; days 1/1; DDM-U--");
}

#[test]
fn due_are_the_occasions_before_the_as_of_date_and_those_on_it_that_an_entry_took() {
    check("Memo: every day", &[], "Mon", "planned 7, due 0, 7 upcoming; days 0/0; UUUUUUU");
    check("Memo: every day", &["Mon done"], "Mon", "planned 7, due 1 (1 done), 6 upcoming; days 1/1; DUUUUUU");
    check("Memo: every day", &["Mon no"], "Mon", "planned 7, due 1 (1 not done), 6 upcoming; days 0/1; NUUUUUU");
    check("Memo: twice a day", &["Mon done"], "Mon", "planned 14, due 1 (1 done), 13 upcoming; days 1/1; DUUUUUU");
    check("Memo: every day", &[], "-Sun", "planned 7, due 0, 7 upcoming; days 0/0; UUUUUUU");
    check("Memo: every day", &[], "2027-03-01", "planned 7, due 7 (7 open); days 0/7; OOOOOOO");
}

#[test]
fn days_practised_are_planned_dates_with_their_own_practice() {
    check(
        "Memo: twice a day",
        &["Mon done", "Mon done", "Tue partly"],
        "Wed",
        "planned 14, due 4 (2 done, 1 partly, 1 open), 10 upcoming; days 2/2; DPUUUUU",
    );
    // On the as-of date only with an entry; moved practice is not an entry of its own.
    check(
        "Memo: every day",
        &["Tue no"],
        "Tue",
        "planned 7, due 2 (1 not done, 1 open), 5 upcoming; days 0/2; ONUUUUU",
    );
    check("Memo: Mon, Wed", &["Tue done"], "+Mon", "planned 2, due 2 (1 done, 1 open), 1 moved; days 0/2; MDO----");
}

#[test]
fn times_a_week_are_floating_counts() {
    let plan = "Memo: 3 times a week";
    check(plan, &["Mon done"], "Wed", "planned 3, due 1 (1 done), 2 upcoming; D------");
    check(plan, &["Mon done"], "Sun", "planned 3, due 1 (1 done), 2 upcoming; D------");
    check(plan, &["Mon done"], "+Mon", "planned 3, due 3 (1 done, 2 open); D------");
    // A date counts once, by its best entry.
    check(plan, &["Mon done", "Mon done", "Mon no"], "+Mon", "planned 3, due 3 (1 done, 2 open), 1 extra; D------");
    // The best of the dates, then the earliest.
    check(
        plan,
        &["Mon partly", "Tue done", "Wed done", "Thu done"],
        "+Mon",
        "planned 3, due 3 (3 done), 1 extra; PDDD---",
    );
    check(
        plan,
        &["Mon partly", "Tue partly", "Wed done", "Thu done"],
        "+Mon",
        "planned 3, due 3 (2 done, 1 partly), 1 extra; PPDD---",
    );
    assert_eq!(
        parts(plan, &["Mon partly", "Tue partly", "Wed done", "Thu done"], "+Mon"),
        [EntryRole::Occasion, EntryRole::Extra, EntryRole::Occasion, EntryRole::Occasion]
    );
    // Not done and moved are 0.
    check(plan, &["Mon no", "Tue done", "Tue no"], "+Mon", "planned 3, due 3 (1 done, 2 open); ND-----");
    assert_eq!(
        parts(plan, &["Mon no", "Tue done", "Tue no"], "+Mon"),
        [
            EntryRole::NotCounted(NotCountedReason::NoOccasion),
            EntryRole::Occasion,
            EntryRole::NotCounted(NotCountedReason::NotBestOfDate)
        ]
    );
    // More than 7 is 7.
    check("Memo: 10 times a week", &[], "+Mon", "planned 7, due 7 (7 open); -------");
}

#[test]
fn a_floating_count_is_at_most_the_number_of_running_dates() {
    check("Memo: 3 times a week | from Sat", &[], "+Mon", "planned 2, due 2 (2 open); -------");
    check("Memo: 3 times a week | pause Mon Sat", &[], "+Mon", "planned 1, due 1 (1 open); -------");
    // A date with a skip and nothing done is none.
    check("Memo: 3 times a week | from Sat", &["Sun skip"], "+Mon", "planned 1, due 1 (1 open); ------S");
    check("Memo: 3 times a week | from Sat", &["Sun skip", "Sun no"], "+Mon", "planned 1, due 1 (1 open); ------N");
    check(
        "Memo: 3 times a week | from Sat",
        &["Sun skip", "Sun partly"],
        "+Mon",
        "planned 2, due 2 (1 partly, 1 open); ------P",
    );
    check("Memo: 3 times a week", &["Sun skip"], "+Mon", "planned 3, due 3 (3 open); ------S");
    // Each date counts, whether the plan runs on it or not.
    check(
        "Memo: 3 times a week | from Fri",
        &["Mon done", "Tue done"],
        "+Mon",
        "planned 3, due 3 (2 done, 1 open); DD-----",
    );
}

#[test]
fn a_version_within_a_week_gets_its_share_of_a_floating_count() {
    // 3 x 3 dates / 7, rounded up.
    check("Memo: 3 times a week | from Fri | follows", &[], "+Mon", "planned 2, due 2 (2 open); -------");
    check("Memo: 3 times a week | until Thu | then another", &[], "+Mon", "planned 2, due 2 (2 open); -------");
    check("Memo: 7 times a week | from Fri | follows", &[], "+Mon", "planned 3, due 3 (3 open); -------");
    check("Memo: 9 times a week | from Fri | follows", &[], "+Mon", "planned 3, due 3 (3 open); -------");
    // Never more than those dates less skips.
    check(
        "Memo: 5 times a week | from Fri | follows",
        &["Sat skip", "Sun skip"],
        "+Mon",
        "planned 1, due 1 (1 open); -----SS",
    );
    // One that begins or ends with the week has the whole week; and so has one without another beside it.
    let paused = "planned 3, due 3 (3 open); -------";
    check("Memo: 3 times a week | from Mon | follows | pause Thu Sun", &[], "+Mon", paused);
    check("Memo: 3 times a week | until Sun | then another | pause Thu Sun", &[], "+Mon", paused);
    check("Memo: 3 times a week | from Mon | follows", &[], "+Mon", "planned 3, due 3 (3 open); -------");
    check("Memo: 3 times a week | until Sun | then another", &[], "+Mon", "planned 3, due 3 (3 open); -------");
    check("Memo: 3 times a week | from -Fri | follows", &[], "+Mon", "planned 3, due 3 (3 open); -------");
    check("Memo: 3 times a week | from Fri", &[], "+Mon", "planned 3, due 3 (3 open); -------");
}

#[test]
fn a_bare_cue_counts_what_came_up() {
    let plan = "Memo: when I notice tension starting";
    check(plan, &["Mon done", "Mon partly", "Wed done", "Fri done"], "+Mon", "planned 0, due 0, 4 extra; D-D-D--");
    check(plan, &["Mon no", "Tue skip"], "+Mon", "planned 0, due 0; NS-----");
    let (_, all) =
        counted(&[plan], &["0 Mon done", "0 Tue partly", "0 Wed no", "0 Thu no", "0 Fri skip", "0 Sun done"], "Sat");
    let came_up = all.plans[0].came_up.expect("a bare cue");
    assert_eq!((came_up.done, came_up.partly, came_up.not_done), (1, 1, 2));
    check("Memo: ", &["Mon done"], "+Mon", "planned 0, due 0, 1 extra; D------");
    assert_eq!(counted(&[plan], &[], "+Mon").1.plans[0].completion(), None);
    // A frequency or `times` gives it a number.
    check(
        "Memo: when I notice tension starting | times 2 a week",
        &["Mon done"],
        "+Mon",
        "planned 2, due 2 (1 done, 1 open); D------",
    );
}

#[test]
fn completion_is_rounded_half_up_to_four_places() {
    let (_, counted) = counted(&["Memo: every day"], &["0 Mon done"], "+Mon");
    let mut plan = counted.plans[0].clone();
    for ((done, partly, due), expected) in [
        ((3, 1, 6), Some(0.5833)),
        ((2, 0, 3), Some(0.6667)),
        ((7, 0, 7), Some(1.0)),
        ((0, 0, 7), Some(0.0)),
        // 1/32 = 0.03125: up.
        ((1, 0, 32), Some(0.0313)),
        ((0, 1, 16), Some(0.0313)),
        ((0, 0, 0), None),
    ] {
        (plan.counts.done, plan.counts.partly, plan.counts.due) = (done, partly, due);
        assert_eq!(plan.completion(), expected, "{done} {partly} {due}");
    }
}

#[test]
fn minutes_are_summed_over_entries_that_are_no_skip() {
    let (_, counted) = counted(
        &["Memo: Mon, Wed | minutes 15 | weekly 45"],
        &["0 Mon done 25m", "0 Mon done 25m", "0 Tue no 5m", "0 Wed skip 9m", "0 Thu done", "0 Sat done 60m"],
        "Fri",
    );
    let minutes = counted.plans[0].minutes;
    assert_eq!((minutes.noted.seconds / 60, minutes.known_for), (55, 3));
    assert_eq!(minutes.planned_each.map(|m| m.seconds / 60), Some(15));
    assert_eq!(minutes.planned_week.map(|m| m.seconds / 60), Some(45));
}

fn on_time(plan: &str, entry: &str) -> Option<bool> {
    let (_, counted) = counted(&[plan], &[&format!("0 {entry}")], "+Mon");
    let plan = &counted.plans[0];
    let verdict = plan.entries[0].on_time;
    assert_eq!(plan.on_time.map_or(0, |share| share.total), u32::from(verdict.is_some()));
    assert_eq!(plan.on_time.map_or(0, |share| share.count), u32::from(verdict == Some(true)));
    verdict
}

#[test]
fn on_time_is_within_an_hour_or_inside_the_part_of_the_day() {
    for (plan, yes, no) in [
        ("every day at 07:30", "06:30 08:30 07:30 morning early-morning", "06:29 08:31 19:30 evening midday"),
        ("every day at 23:30", "22:30 23:59 00:00 00:30 night", "22:29 00:31 evening"),
        ("every day at 00:15", "23:15 01:15", "23:14 01:16"),
        ("every day at 18:00-18:30", "17:00 18:10 19:30 evening", "16:59 19:31 morning"),
        ("every day at 11:30-15:00", "10:30 13:00 16:00 morning midday", "10:29 16:01 evening"),
        ("every day after 6pm", "17:00 23:59 00:30", "16:59 12:00"),
        ("every day in the morning", "05:00 11:59 morning", "04:59 12:00 midday early-morning"),
        ("every day at bedtime", "20:00 23:59 00:00 01:59", "02:00 19:59 night"),
        ("every night", "21:00 00:30 03:59 night", "20:59 04:00 evening"),
    ] {
        for (times, expected) in [(yes, true), (no, false)] {
            for time in times.split(' ') {
                assert_eq!(
                    on_time(&format!("Memo: {plan}"), &format!("Tue done {time}")),
                    Some(expected),
                    "{plan} {time}"
                );
            }
        }
    }
    assert_eq!(on_time("Memo: every day at 07:30", "Tue done"), None);
    assert_eq!(on_time("Memo: every day at 07:30", "Tue no 07:30"), None);
    assert_eq!(on_time("Memo: every day at 07:30", "Tue partly 07:30"), Some(true));
    assert_eq!(on_time("Memo: every day", "Tue done 07:30"), None);
}

#[test]
fn on_time_uses_the_times_of_that_date_or_else_any_time() {
    let plan = "Memo: Mon 7:30, Wed 18:00";
    assert_eq!(on_time(plan, "Wed done 18:20"), Some(true));
    assert_eq!(on_time(plan, "Wed done 07:30"), Some(false));
    // Moved practice on a date without times of its own.
    assert_eq!(on_time(plan, "Tue done 07:30"), Some(true));
    assert_eq!(on_time(plan, "Thu done 18:30"), Some(true));
    assert_eq!(on_time(plan, "Thu done 12:00"), Some(false));
    // Paused on Wednesday, which keeps its time.
    assert_eq!(on_time("Memo: Mon 7:30, Wed 18:00 | pause Wed", "Wed done 07:30"), Some(false));
    assert_eq!(on_time("Memo: Mon 7:30, Wed 18:00 | pause Wed", "Wed done 18:30"), Some(true));
}

#[test]
fn null_is_different_from_nothing_noted() {
    let (_, counted) = counted(&["Memo: every day at 07:30 | in kitchen", "Walk: every day"], &[], "+Mon");
    assert!(counted.plans[0].on_time.is_some_and(|share| share.total == 0));
    assert!(counted.plans[0].in_place.is_some_and(|share| share.total == 0));
    assert_eq!((counted.plans[1].on_time, counted.plans[1].in_place), (None, None));
}

#[test]
fn places_are_compared_like_task_names() {
    let in_place = |planned: &str, told: &str| {
        let (_, counted) =
            counted(&[&format!("Memo: every day | in {planned}")], &[&format!("0 Mon done @{told}")], "+Mon");
        counted.plans[0].entries[0].in_place
    };
    for told in ["kitchen", "Kitchen", "the_kitchen", "in_the_KITCHEN", "at__kitchen", "kitchen.", "the_kitchen."] {
        assert_eq!(in_place("kitchen", told), Some(true), "{told}");
        assert_eq!(in_place("in the kitchen", told), Some(true), "{told}");
        assert_eq!(in_place("the kitchen.", told), Some(true), "{told}");
    }
    assert_eq!(in_place("kitchen", "kitchen_table"), Some(false));
    assert_eq!(in_place("kitchen", "inkitchen"), Some(false));
    assert_eq!(in_place("Mom’s place", "mom's_place"), Some(true));
    assert_eq!(in_place("the", "the"), Some(true));
}

#[test]
fn extra_practice_counts_on_time_and_in_place() {
    check(
        "Memo: Mon 07:30 | in kitchen",
        &["Mon done 07:30 @kitchen", "Mon done 12:00 @garden"],
        "+Mon",
        "planned 1, due 1 (1 done), 1 extra; days 1/1; on time 1/2; in place 1/2; D------",
    );
    // Practice that made an occasion up counts in them.
    check(
        "Memo: Mon 07:30 | in kitchen",
        &["Tue done 12:00 @garden"],
        "+Mon",
        "planned 1, due 1 (1 done), 1 moved; days 0/1; on time 0/1; in place 0/1; MD-----",
    );
}

/// The states of a date's occasions, in order of time.
#[track_caller]
fn check_occasions(plan: &str, entries: &[&str], as_of: &str, day: &str, is: &[State]) {
    let entries: Vec<String> = entries.iter().map(|entry| format!("0 {entry}")).collect();
    let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
    let (_, counted) = counted(&[plan], &entries, as_of);
    let shown: Vec<State> = counted.plans[0].occasions_on(date(day)).map(|occasion| occasion.shown_state()).collect();
    assert_eq!(shown, is, "{plan} {entries:?}");
}

#[test]
fn an_entry_takes_the_occasion_it_is_on_time_for() {
    use State::{Done, Moved, NotDone, Open, Partly, Upcoming};
    let plan = "Memo: Mon at 8:00 and 20:00, Tue at 9:00";
    check_occasions(plan, &["Mon done 20:10"], "+Mon", "Mon", &[Open, Done]);
    check_occasions(plan, &["Mon done 08:05"], "+Mon", "Mon", &[Done, Open]);
    check_occasions(plan, &["Mon done evening"], "+Mon", "Mon", &[Open, Done]);
    // Else the nearest in time, across midnight too.
    check_occasions(plan, &["Mon done 12:00"], "+Mon", "Mon", &[Done, Open]);
    check_occasions(plan, &["Mon done 16:00"], "+Mon", "Mon", &[Open, Done]);
    check_occasions(plan, &["Mon done 01:30"], "+Mon", "Mon", &[Open, Done]);
    // Else the earliest that is left.
    check_occasions(plan, &["Mon done"], "+Mon", "Mon", &[Done, Open]);
    check_occasions(plan, &["Mon done 08:00", "Mon partly"], "+Mon", "Mon", &[Done, Partly]);
    check_occasions(plan, &["Mon done 20:00", "Mon partly 20:30"], "+Mon", "Mon", &[Partly, Done]);
    check_occasions(plan, &["Mon no 20:00"], "+Mon", "Mon", &[Open, NotDone]);
    check_occasions(plan, &["Mon done 08:00"], "Mon", "Mon", &[Done, Upcoming]);
    // Practice of another day makes up for the earliest.
    check_occasions(plan, &["Mon no 20:00", "Wed done"], "+Mon", "Mon", &[Moved, NotDone]);
    // A skip takes away what nothing took.
    check_occasions(plan, &["Mon done 20:00", "Mon skip"], "+Mon", "Mon", &[Done]);
    check_occasions("Memo: twice a day at 8:00", &["Mon done 20:00"], "+Mon", "Mon", &[Done, Open]);
    check_occasions("Memo: 3 times a week", &["Mon done"], "+Mon", "Mon", &[]);
    // One occasion that may be at either time.
    check_occasions("Memo: every day at 8:00 or 20:00", &["Mon done 20:00"], "+Mon", "Mon", &[Done]);
}

#[test]
fn one_of_two_days_is_once_a_week_or_every_other() {
    check("Memo: Thu or Fri", &["Fri done"], "+Mon", "planned 1, due 1 (1 done); ----D--");
    check("Memo: Thu or Fri", &[], "+Mon", "planned 1, due 1 (1 open); -------");
    check("Memo: every other Thu or Fri | from Mon", &[], "+Mon", "planned 1, due 1 (1 open); -------");
    check("Memo: every other Thu or Fri | from -Mon", &["Fri done"], "+Mon", "planned 0, due 0, 1 extra; ----D--");
}

#[test]
fn a_paused_day_is_shown_as_paused() {
    let (_, counted) = counted(&["Memo: every day | from Mon | pause Wed"], &[], "+Mon");
    let paused: Vec<bool> = counted.plans[0].days.iter().map(|day| day.is_paused).collect();
    assert_eq!(paused, [false, false, true, false, false, false, false]);
}

#[test]
fn the_status_of_a_date_is_its_own_best_entry_first() {
    // Extra practice on a date without occasions is done there.
    check("Memo: Mon", &["Mon done", "Sat partly"], "+Mon", "planned 1, due 1 (1 done), 1 extra; days 1/1; D----P-");
    // Not done gives way to moved; skipped comes before neither.
    check("Memo: Mon", &["Mon no", "Tue done"], "+Mon", "planned 1, due 1 (1 done), 1 moved; days 0/1; MD-----");
    check("Memo: Mon", &["Mon no", "Mon skip"], "+Mon", "planned 0, due 0; days 0/0; N------");
    check(
        "Memo: twice a day",
        &["Mon done"],
        "Tue",
        "planned 14, due 2 (1 done, 1 open), 12 upcoming; days 1/1; DUUUUUU",
    );
}

#[test]
fn a_plan_is_in_a_week_that_it_touches_or_that_has_an_entry_of_it() {
    let none = "not in the report";
    check("Memo: every day | until -Sun", &[], "+Mon", none);
    check("Memo: every day | from +Mon", &[], "+Mon", none);
    check("Memo: every day | until Mon", &[], "+Mon", "planned 1, due 1 (1 open); days 0/1; O------");
    check("Memo: every day | from Sun", &[], "+Mon", "planned 1, due 1 (1 open); days 0/1; ------O");
    // Paused or not.
    check("Memo: every day | pause -Mon +Sun", &[], "+Mon", "planned 0, due 0; days 0/0; -------");
    // An entry brings it in, a skip does not, nor does one that is not counted.
    check("Memo: every day | until -Sun", &["Mon no"], "+Mon", "planned 0, due 0; days 0/0; N------");
    check("Memo: every day | until -Sun", &["Mon done"], "+Mon", "planned 0, due 0, 1 extra; days 0/0; D------");
    check("Memo: every day | until -Sun", &["Mon skip"], "+Mon", none);
    check("Memo: every day | until -Sun", &["Mon done by:Mom"], "+Mon", none);
    check("Memo: every day | until -Sun", &["Fri done"], "Wed", none);
    // Ends before it starts: it never runs.
    check("Memo: every day | from Wed | until Tue", &[], "+Mon", none);
}

#[test]
fn helper_notes_are_listed_but_never_counted() {
    let (_, counted) = counted(
        &["Memo: every day"],
        &["0 Mon done by:Mom 5m", "- Tue done by:Mom", "0 Thu skip by:Mom", "0 Fri done by:Mom"],
        "Thu",
    );
    assert_eq!(in_a_line(&counted.plans[0]), "planned 7, due 3 (3 open), 4 upcoming; days 0/3; OOOUUUU");
    assert_eq!(counted.plans[0].minutes.known_for, 0);
    assert_eq!(counted.helper_entries, [0, 1, 2]);
    assert_eq!((counted.also_done.len(), counted.not_counted.len()), (0, 1));
}

#[test]
fn also_done_are_done_and_partly_entries_without_a_plan() {
    let (journal, counted) = counted(
        &[],
        &[
            "- Tue partly note:z.md",
            "- Tue done note:b.md 09:00",
            "- Tue done note:a.md 21:00",
            "- Mon done note:y.md",
            "- Mon no",
            "- Wed skip",
            "- Fri done",
        ],
        "Thu",
    );
    let notes: Vec<&str> = counted.also_done.iter().map(|&e| &*journal.entries[e].note).collect();
    assert_eq!(notes, ["y.md", "a.md", "b.md", "z.md"]);
    let aside: Vec<EntryRole> = counted.not_counted.iter().map(|counts| counts.role).collect();
    let not = EntryRole::NotCounted;
    assert_eq!(aside, [not(NotCountedReason::NoPlan), not(NotCountedReason::NoPlan), not(NotCountedReason::InFuture)]);
}

#[test]
fn each_version_is_a_plan_of_its_own() {
    let (_, counted) = counted(
        &["Memo: every day | until Wed | then another", "Memo: Fri | from Thu | follows"],
        &["0 Mon done", "1 Fri done", "1 Sat done"],
        "+Mon",
    );
    let lines: Vec<String> = counted.plans.iter().map(in_a_line).collect();
    assert_eq!(
        lines,
        [
            "planned 3, due 3 (1 done, 2 open); days 1/3; DOO----",
            "planned 1, due 1 (1 done), 1 extra; days 1/1; ----DD-"
        ]
    );
}

/// Each number equals how many notes are behind it.
pub fn every_number_has_its_notes(plan: &PlanWeek, journal: &Journal) {
    let share = |share: Option<tinystep::week::Ratio>| share.map_or((0, 0), |share| (share.count, share.total));
    for number in Metric::ALL {
        let expected = match number {
            Metric::Planned => plan.counts.planned,
            Metric::Due => plan.counts.due,
            Metric::Done => plan.counts.done,
            Metric::Partly => plan.counts.partly,
            Metric::NotDone => plan.counts.not_done,
            Metric::Open => plan.counts.open,
            Metric::Upcoming => plan.counts.upcoming,
            Metric::Moved => plan.counts.moved,
            Metric::Extra => plan.counts.extra,
            Metric::DaysPractised => share(plan.days_practised).0,
            Metric::DaysPractisedOf => share(plan.days_practised).1,
            Metric::MinutesKnownFor => plan.minutes.known_for,
            Metric::OnTime => share(plan.on_time).0,
            Metric::OnTimeOf => share(plan.on_time).1,
            Metric::InPlace => share(plan.in_place).0,
            Metric::InPlaceOf => share(plan.in_place).1,
        };
        let behind = plan.evidence(number, &journal.entries);
        assert_eq!(behind.len(), expected as usize, "{number:?} {plan:?}");
    }
}

#[test]
fn every_count_names_its_dates_and_notes() {
    let (journal, counted) = counted(&["Memo: Mon, Wed"], &["0 Mon no", "0 Mon skip", "0 Tue done"], "+Mon");
    let plan = &counted.plans[0];
    // The skip took Monday's occasion away, so Tuesday made Wednesday's up.
    assert_eq!(plan.evidence(Metric::Moved, &journal.entries), [Evidence { date: Some(date("Wed")), entry: Some(2) }]);
    assert_eq!(
        plan.evidence(Metric::DaysPractisedOf, &journal.entries),
        [Evidence { date: Some(date("Wed")), entry: None }]
    );
    assert_eq!(plan.skips().count(), 1);
    every_number_has_its_notes(plan, &journal);
}

fn weeks(journal: &Journal, as_of: &str) -> Vec<String> {
    weeks_with_report(journal, date(as_of)).iter().map(|week| week.start().to_string()).collect()
}

#[test]
fn a_week_has_a_report_from_the_first_plan_or_entry_to_the_as_of_week() {
    let journal = journal(&["Memo: every day | from 2026-11-04"], &[]);
    assert_eq!(weeks(&journal, "Wed"), ["2026-11-02", "2026-11-09", "2026-11-16"]);
    let mut early = journal.clone();
    early.entries.push(crate::week_journal::entry(None, "2026-10-20 no"));
    // The weeks between hold neither.
    assert_eq!(weeks(&early, "Wed"), ["2026-10-19", "2026-11-02", "2026-11-09", "2026-11-16"]);
}

#[test]
fn the_as_of_week_of_a_course_that_runs_always_has_a_report() {
    assert_eq!(weeks(&journal(&[], &[]), "Wed"), ["2026-11-16"]);
    assert_eq!(weeks(&journal(&["Memo: every day | from 2026-12-24"], &[]), "Wed"), ["2026-11-16"]);
    let ended = journal(&["Memo: every day | from 2026-11-04 | until 2026-11-05"], &[]);
    assert_eq!(weeks(&ended, "Wed"), ["2026-11-02", "2026-11-16"]);
}

#[test]
fn no_week_after_the_courses_end_has_a_report() {
    let mut journal = journal(&["Memo: every day | from 2026-11-04 | until Wed"], &["- +Tue done"]);
    journal.settings.until = Some(date("Wed"));
    // The as-of date stays on the day after the week of the end.
    assert_eq!(weeks(&journal, "+Mon"), ["2026-11-02", "2026-11-09", "2026-11-16"]);
    assert_eq!(weeks(&journal, "+Tue"), ["2026-11-02", "2026-11-09", "2026-11-16"]);
    // Ended before anything began.
    journal.settings.until = Some(date("2026-10-01"));
    assert_eq!(weeks(&journal, "+Mon"), Vec::<String>::new());
}

#[test]
fn weeks_too_far_back_have_no_report() {
    let mut journal = journal(&["Memo: every day"], &["- 2020-01-01 done"]);
    assert_eq!(weeks(&journal, "2030-01-01").len(), 104);
    journal.settings.weeks = Some(2);
    assert_eq!(weeks(&journal, "Wed"), ["2026-11-09", "2026-11-16"]);
    journal.settings.weeks = None;
    let all = weeks(&journal, "Wed");
    assert_eq!((all[0].as_str(), all[1].as_str(), all.len()), ("2019-12-30", "2025-12-29", 1 + 47));
}

#[test]
fn a_report_of_an_ended_week_is_made_as_of_the_day_after() {
    assert_eq!(cap_at_day_after_week(week(), date("Wed")), date("Wed"));
    assert_eq!(cap_at_day_after_week(week(), date("+Mon")), date("+Mon"));
    assert_eq!(cap_at_day_after_week(week(), date("2027-05-01")), date("+Mon"));
    let journal = journal(&["Memo: every day"], &["0 Tue done", "0 +Tue done"]);
    assert_eq!(count_week(&journal, week(), date("+Mon")), count_week(&journal, week(), date("2027-05-01")));
}

#[test]
fn weeks_start_on_the_day_that_was_chosen() {
    use chrono::Weekday;
    let start = |day: &str, starts| Week::containing(date(day), starts).start().to_string();
    assert_eq!(start("Thu", Weekday::Thu), "2026-11-19");
    assert_eq!(start("Wed", Weekday::Thu), "2026-11-12");
    assert_eq!(start("Mon", Weekday::Sun), "2026-11-15");
    let thursday = Week::containing(date("Thu"), Weekday::Thu);
    assert_eq!(thursday.end().to_string(), "2026-11-25");
    let counted = count_week(&journal(&["Memo: Wed"], &["0 Wed done"]), thursday, date("2026-12-01"));
    assert_eq!(in_a_line(&counted.plans[0]), "planned 1, due 1 (1 open); days 0/1; ------O");
}

fn six_weeks(plans: &[&str], entries: &[String]) -> (Journal, Vec<CountedWeek>) {
    let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
    let journal = journal(plans, &entries);
    let weeks = (0..6).rev().map(|n| count_week(&journal, week().weeks_earlier(n), date("+Mon"))).collect();
    (journal, weeks)
}

fn done_in_weeks(many: [u64; 6]) -> Vec<String> {
    let dates = many.iter().enumerate().flat_map(|(at, &many)| {
        let week = week().weeks_earlier(5 - u32::try_from(at).unwrap());
        week.dates().take(usize::try_from(many).unwrap()).collect::<Vec<_>>()
    });
    dates.map(|date| format!("0 {date} done")).collect()
}

#[test]
fn a_trend_needs_four_weeks_and_enough_due() {
    let direction = |plan: &str, many| {
        let (journal, weeks) = six_weeks(&[plan], &done_in_weeks(many));
        trend_of_task(&journal, &weeks, 0).direction
    };
    // Weeks without notes are no weeks without practice.
    assert_eq!(direction("Memo: every day", [1, 1, 1, 5, 5, 5]), None);
    // With fewer notes, nothing else is said.
    assert_eq!(direction("Memo: every day", [5, 5, 5, 1, 1, 1]), Some(TrendDirection::FewerNotes));
    assert_eq!(direction("Memo: every day | from 2026-10-26", [0, 0, 7, 7, 0, 0]), Some(TrendDirection::FewerNotes));
    assert_eq!(direction("Memo: 3 times a week", [3, 3, 3, 0, 1, 0]), Some(TrendDirection::FewerNotes));
    let all_noted = |is_full: fn(u32) -> bool| {
        let noted: Vec<String> =
            (0..6)
                .flat_map(|at| {
                    week().weeks_earlier(5 - at).dates().enumerate().map(move |(day, date)| {
                        format!("0 {date} {}", if is_full(at) || day < 2 { "done" } else { "no" })
                    })
                })
                .collect();
        let (journal, weeks) = six_weeks(&["Memo: every day"], &noted);
        trend_of_task(&journal, &weeks, 0).direction
    };
    assert_eq!(all_noted(|at| at < 3), Some(TrendDirection::Less));
    assert_eq!(all_noted(|at| at >= 3), Some(TrendDirection::More));
    assert_eq!(direction("Memo: every day", [3, 3, 3, 3, 4, 4]), Some(TrendDirection::Same));
    // Without notes there is nothing to compare.
    assert_eq!(direction("Memo: every day", [0; 6]), None);
    // Three weeks of it only.
    assert_eq!(direction("Memo: every day | from 2026-11-02", [0, 0, 0, 1, 1, 7]), None);
    // 3 due on each side.
    assert_eq!(direction("Memo: once a week", [0, 0, 0, 1, 1, 1]), None);
    // Nothing is planned.
    assert_eq!(direction("Memo: when I notice tension", [0, 0, 0, 7, 7, 7]), None);
}

#[test]
fn versions_of_a_task_have_one_trend() {
    let plans = [
        "A: every day",
        "Memo: every day | until 2026-11-01 | then another",
        "memo: Mon | from 2026-11-02 | follows",
        "Z: every day",
    ];
    let (journal, weeks) = six_weeks(&plans, &[]);
    let one = trend_of_task(&journal, &weeks, 1);
    assert_eq!(one, trend_of_task(&journal, &weeks, 2));
    assert_eq!(one.points.iter().map(|point| point.counts.due).collect::<Vec<_>>(), [7, 7, 7, 1, 1, 1]);
    assert_eq!(trend_of_task(&journal, &weeks, 9).points.len(), 6);
    assert!(plan("Memo: Mon").runs_on(date("Mon")));
}
