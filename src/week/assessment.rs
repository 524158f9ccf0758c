//! How a plan went in a week: which went better, whether it was overdone (far beyond the plan, or so long that a hard day
//! followed), and whether it may be called a success at all (docs/practice.md).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::step_words::{
    is_holding_back, is_meal, is_rest, minutes_named_or_planned, names_gladness, names_limit, takes_effort,
};
use super::{CountedWeek, Counts, PlanWeek, State, Week};
use crate::journal::{
    Barrier, Entry, Journal, Number, Plan, RatingItem, RatingPairEndings, Scale, Status, pairs_of_ratings,
};

/// This many times the planned minutes make a day long; more than that is far more.
const LONG_DAY: u32 = 2;
/// A rating of joy is good from six tenths of its scale on.
const GOOD_PARTS: (i64, i64) = (6, 10);
/// This many times the planned minutes are far beyond the plan on one day alone.
const FAR_BEYOND: u32 = 3;

/// How many days after a long one are its aftermath.
const DAYS_AFTER: i64 = 2;
/// From this many planned occasions on, twice as many are far beyond the plan. If one was planned, two are a good week.
const MANY: u32 = 3;

/// The dates on which it was done, if only partly, and took at least twice the minutes planned at that time, in order; where the plan sets a limit, longer than that
/// at all.
#[must_use]
pub fn dates_of_long_practice(journal: &Journal, plan: &Plan, entries: &[&Entry]) -> Vec<NaiveDate> {
    let limit = names_limit(plan).then(|| minutes_named_or_planned(plan)).flatten().map(|limit| limit.seconds);
    dates_of_length(journal, plan, entries, |noted, planned| match limit {
        Some(limit) => noted > limit,
        None => planned > 0 && noted >= planned.saturating_mul(LONG_DAY),
    })
}

/// The dates on which the seconds noted and those planned at that time are so.
fn dates_of_length(
    journal: &Journal,
    plan: &Plan,
    entries: &[&Entry],
    is_so: impl Fn(u32, u32) -> bool,
) -> Vec<NaiveDate> {
    // Minutes beside a "not done" are no practice that took long.
    let is_of_length = |entry: &&&Entry| {
        // A plan that was changed in the week may have had more minutes before.
        let version = entry.plan.and_then(|at| journal.plans.get(at)).unwrap_or(plan);
        let planned = version.minutes.map_or(0, |each| each.seconds);
        entry.status.is_practice() && entry.minutes.is_some_and(|noted| is_so(noted.seconds, planned))
    };
    let dates: BTreeSet<NaiveDate> = entries.iter().filter(is_of_length).map(|entry| entry.date).collect();
    dates.into_iter().collect()
}

/// Whether on two days or more, or on the only one with minutes, it took far longer than planned.
fn is_far_longer(journal: &Journal, plan: &Plan, entries: &[&Entry]) -> bool {
    let more_than = |times: u32| {
        dates_of_length(journal, plan, entries, |noted, planned| planned > 0 && noted > planned.saturating_mul(times))
            .len()
    };
    let timed = dates_of_length(journal, plan, entries, |_, planned| planned > 0).len();
    more_than(LONG_DAY) > 1 || timed == 1 && more_than(FAR_BEYOND) == 1
}

/// Whether it was so much longer or so much more often than planned, or so far past a limit of the plan, that a little more is no
/// question. A long talk or six drawings may still be a good week.
#[must_use]
pub fn is_well_beyond_plan(journal: &Journal, plan_week: &PlanWeek, week: &CountedWeek) -> bool {
    let Some(plan) = journal.plans.get(plan_week.plan) else { return false };
    let entries = week.entries_so_far(journal, plan_week);
    let Counts { planned, extra, .. } = plan_week.counts;
    is_past_limit(journal, plan, plan_week, &entries)
        || is_far_longer(journal, plan, &entries)
        || planned > 0 && extra > planned
}

fn is_past_limit(journal: &Journal, plan: &Plan, plan_week: &PlanWeek, entries: &[&Entry]) -> bool {
    let is_more_often = plan_week.counts.planned > 0 && plan_week.counts.extra > 0;
    names_limit(plan) && (is_more_often || !dates_of_long_practice(journal, plan, entries).is_empty())
}

/// Whether all that was planned is done, so that neither its moment nor its size is an open question.
#[must_use]
pub fn is_done_in_full(counts: Counts) -> bool {
    counts.planned > 0 && counts.done >= counts.planned
}

/// Whether a day of double length may have been too much: the step takes effort, or on a later day of the week less was done than
/// planned, and nothing from outside is said to have been in the way.
#[must_use]
pub fn may_long_practice_tire(journal: &Journal, plan: &Plan, entries: &[&Entry]) -> bool {
    if is_meal(plan) {
        return false;
    }
    let Some(&first_long) = dates_of_long_practice(journal, plan, entries).first() else { return false };
    let is_short = |e: &Entry| e.minutes.zip(plan.minutes).is_some_and(|(noted, each)| noted.seconds < each.seconds);
    let is_less = |e: &&&Entry| {
        e.date > first_long
            && (e.status != Status::Done || is_short(e))
            && (e.barriers.is_empty() || e.barriers.iter().any(Barrier::may_come_of_too_much_practice))
    };
    takes_effort(plan, entries) || entries.iter().any(|entry| is_less(&entry))
}

/// Whether a step that takes effort took more than twice its minutes on two days or more; or the limit that its plan sets was passed; or
/// a day took twice its minutes, or more was practised beyond the plan than was planned, and a day without energy goes with it; or in the
/// two days after a long one it was not done or skipped, and nothing from outside is said to have been in the way. `before` is the week
/// before.
fn is_overdone(journal: &Journal, plan_week: &PlanWeek, week: &CountedWeek, before: Option<&CountedWeek>) -> bool {
    let Some(plan) = journal.plans.get(plan_week.plan).filter(|plan| !is_meal(plan)) else { return false };
    let entries = week.entries_so_far(journal, plan_week);
    let long = dates_of_long_practice(journal, plan, &entries);
    // Three long talks are a good week.
    let is_too_long = takes_effort(plan, &entries) && is_far_longer(journal, plan, &entries);
    if is_too_long || is_past_limit(journal, plan, plan_week, &entries) {
        return true;
    }
    let follows_long_day =
        |date: NaiveDate| long.iter().any(|day| (1..=DAYS_AFTER).contains(&(date - *day).num_days()));
    // `pain`, `flare up` and the like are the long day's own aftermath.
    let is_hard_day_after = |e: &&Entry| {
        !e.status.is_practice()
            && (e.barriers.is_empty() || e.barriers.iter().any(Barrier::may_come_of_too_much_practice))
            && follows_long_day(e.date)
    };
    if entries.iter().any(is_hard_day_after) {
        return true;
    }
    let is_much =
        !long.is_empty() || plan_week.counts.planned >= MANY && plan_week.counts.extra > plan_week.counts.planned;
    let is_hard_week = entries.iter().flat_map(|e| &e.barriers).any(Barrier::is_loss);
    if !is_much || is_hard_week {
        return false;
    }
    // Tired days of the week before count only if this week went on as planned or beyond it.
    let before = before.filter(|_| plan_week.completion().is_none_or(|part| part >= 0.5));
    let earlier = before.and_then(|week| Some((week, week.plans.iter().find(|old| old.plan == plan_week.plan)?)));
    let earlier = earlier.map(|(week, old)| week.entries_so_far(journal, old)).unwrap_or_default();
    let is_tired = |e: &&Entry| e.barriers.iter().any(Barrier::is_low_energy);
    entries.iter().chain(&earlier).any(is_tired)
}

/// Of the plans that were overdone, the one to speak of: a rest only where nothing else was; then one whose rating rose on a day,
/// and the one that took longer on most days. An index into the journal's plans.
#[must_use]
pub fn most_overdone_plan(
    journal: &Journal,
    plans: &[PlanWeek],
    week: &CountedWeek,
    before: Option<&CountedWeek>,
) -> Option<usize> {
    let overdone = plans.iter().filter(|of| {
        let is_step = journal.plans.get(of.plan).is_some_and(|plan| !plan.is_medicine());
        is_step && of.counts.practised() > 0 && is_overdone(journal, of, week, before)
    });
    let rank = |of: &&PlanWeek| {
        let plan = journal.plans.get(of.plan)?;
        let entries = week.entries_so_far(journal, of);
        let days = dates_of_long_practice(journal, plan, &entries).len();
        Some((is_rest(plan), !has_rating_that_rose(plan, &entries), std::cmp::Reverse(days)))
    };
    overdone.min_by_key(rank).map(|of| of.plan)
}

/// Whether on any day a rating was higher after the step than before it.
fn has_rating_that_rose(plan: &Plan, entries: &[&Entry]) -> bool {
    let number_of = |entry: &Entry, name: &str| entry.ratings.iter().find(|(of, _)| of == name).map(|&(_, n)| n);
    let pairs = pairs_of_ratings(&plan.rate).into_iter();
    let mut pairs = pairs.filter(|(.., kind)| *kind != RatingPairEndings::ExpectedHappened);
    pairs.any(|(first, second, _)| {
        let both = |entry: &&Entry| number_of(entry, &first.name).zip(number_of(entry, &second.name));
        entries.iter().filter_map(both).any(|(before, after)| after > before)
    })
}

/// Whether a plan without a set moment is done anyway, this week or the week before: all that was planned is done, or it was done on three
/// days and is not mostly open. Its moment is no open question.
#[must_use]
pub fn is_kept_without_moment(plan_week: &PlanWeek, before: Option<&CountedWeek>) -> bool {
    const DAYS: usize = 3;
    let is_kept = |of: &PlanWeek| {
        let days = of.days.iter().filter(|day| day.state == State::Done).count();
        is_done_in_full(of.counts) || days >= DAYS && !is_mostly_open_or_not_done(of.counts)
    };
    is_kept(plan_week)
        || before.is_some_and(|week| week.plans.iter().any(|of| of.plan == plan_week.plan && is_kept(of)))
}

/// How a week of a plan may be spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekAssessment {
    /// Too much: no time to ask for more.
    Overdone,
    /// No success to speak of: a medicine, or a week in which grief or a life event goes with what was done or skipped, or something
    /// in the way of it is marked to talk about, or all of it is.
    NoSuccess,
    /// Where it was done, it went well.
    Well,
}

/// How a week of a plan may be spoken of. `before` is the week before.
#[must_use]
pub fn assess_plan_week(
    journal: &Journal,
    plan_week: &PlanWeek,
    week: &CountedWeek,
    before: Option<&CountedWeek>,
) -> WeekAssessment {
    // A day on which it was not done says nothing about the other days.
    let is_hard = |e: &&Entry| {
        let is_marked_hard = e.is_marked_to_discuss() && !e.barriers.is_empty();
        e.status != Status::NotDone && (is_marked_hard || e.barriers.iter().any(Barrier::is_loss))
    };
    let entries = week.entries_so_far(journal, plan_week);
    let are_all_marked = |plan: &Plan| {
        let mut practised = entries.iter().filter(|e| e.status.is_practice()).peekable();
        practised.peek().is_some() && practised.all(|entry| !may_be_called_well(plan, entry))
    };
    if is_overdone(journal, plan_week, week, before) {
        WeekAssessment::Overdone
    } else if journal.plans.get(plan_week.plan).is_none_or(|plan| plan.is_medicine() || are_all_marked(plan))
        || entries.iter().any(is_hard)
    {
        WeekAssessment::NoSuccess
    } else {
        WeekAssessment::Well
    }
}

/// Whether the day of an entry may be named among what went well. One that is marked to talk about may be marked because it went badly, so
/// it is left out unless its own numbers say otherwise: what happened was less than was expected.
#[must_use]
pub fn may_be_called_well(plan: &Plan, entry: &Entry) -> bool {
    let number_of = |name: &str| entry.ratings.iter().find(|(of, _)| of == name).map(|&(_, number)| number);
    let is_less = |(expected, happened): (Number, Number)| happened < expected;
    let tells_well = || {
        let pairs = pairs_of_ratings(&plan.rate).into_iter();
        let mut pairs = pairs.filter(|(.., kind)| *kind == RatingPairEndings::ExpectedHappened);
        pairs.any(|(first, second, _)| number_of(&first.name).zip(number_of(&second.name)).is_some_and(is_less))
    };
    !entry.is_marked_to_discuss() || tells_well()
}

/// Whether of what was due at least as much stayed open or was not done as was done: of all that was planned, or of three occasions
/// or more. One open day early in a week says nothing yet.
#[must_use]
pub fn is_mostly_open_or_not_done(counts: Counts) -> bool {
    let is_told = counts.due > 2 || (counts.due > 0 && counts.due == counts.planned);
    is_told && counts.open + counts.not_done >= counts.done + counts.partly
}

/// Whether a plan was changed in the week and few of its occasions have come: too early to say how the change went.
#[must_use]
pub fn has_just_changed_with_little_due(plan: &Plan, plan_week: &PlanWeek, week: Week) -> bool {
    plan.follows_version && week.contains(plan.start) && plan_week.counts.due < MANY
}

/// Whether it was done and rated as good, and nothing was in the way: its days without a note say nothing about its size.
fn is_done_gladly(plan: &Plan, entries: &[&Entry]) -> bool {
    let is_plain = |e: &&Entry| e.status != Status::NotDone && e.barriers.is_empty();
    let glad: Vec<&RatingItem> = plan.rate.iter().filter(|rated| names_gladness(&rated.name)).collect();
    // In the upper part of its scale.
    let is_good = |name: &str, number: Number| {
        let scale = glad.iter().find(|rated| rated.name == name).map(|rated| rated.scale);
        scale.map(|Scale { least, most }| {
            let (of, whole) = (number.hundredths - least.hundredths, most.hundredths - least.hundredths);
            GOOD_PARTS.1 * i64::from(of) >= GOOD_PARTS.0 * i64::from(whole)
        })
    };
    let practised = || entries.iter().filter(|e| e.status.is_practice());
    let rated: Vec<bool> =
        practised().flat_map(|e| &e.ratings).filter_map(|(name, number)| is_good(name, *number)).collect();
    entries.iter().all(is_plain) && !rated.is_empty() && rated.iter().all(|good| *good)
}

/// Whether a smaller step may be asked for where most stayed open. A medicine, a meal and a thing not to do have no smaller form, what is
/// hard on purpose is not made lighter, rest is no effort, what was done gladly is small enough, and in a week of grief or a life event and
/// in the week after it nothing is (docs/practice.md).
#[must_use]
pub fn may_ask_for_smaller_step(journal: &Journal, of: &PlanWeek, week: &CountedWeek) -> bool {
    let has_smaller_form = |plan: &Plan| {
        !plan.is_medicine()
            && !is_meal(plan)
            && !is_holding_back(plan)
            && !is_rest(plan)
            && !plan.is_exposure()
            && !plan.is_for_named_dates()
            && !is_done_gladly(plan, &week.entries_so_far(journal, of))
    };
    let (first, last) = (week.week.weeks_earlier(1).start(), week.week.end().min(week.as_of));
    let mut barriers = journal.entries_between(first, last).iter().flat_map(|entry| &entry.barriers);
    journal.plans.get(of.plan).is_some_and(has_smaller_form) && !barriers.any(Barrier::is_loss)
}

/// Whether it was noted again after at least two weeks in which something was due and nothing was noted. `before` are the weeks
/// before, oldest first.
#[must_use]
pub fn resumes_after_silent_weeks<'w>(
    plan_week: &PlanWeek,
    before: impl DoubleEndedIterator<Item = &'w CountedWeek>,
) -> bool {
    const SILENT_WEEKS: usize = 2;
    let is_silent = |week: &CountedWeek| {
        let old = week.plans.iter().find(|old| old.plan == plan_week.plan);
        old.is_some_and(|old| old.counts.due > 0 && old.count_notes_on_practice() == 0)
    };
    plan_week.count_notes_on_practice() > 0
        && before.rev().take(SILENT_WEEKS).filter(|week| is_silent(week)).count() == SILENT_WEEKS
}

/// Whether more of what was due was done of the one than of the other; of the same parts, whether more was done.
#[must_use]
pub fn is_better_week(week: Counts, best: Counts) -> bool {
    // Halves done of halves due, compared without dividing.
    let part = |w: Counts| (2 * u64::from(w.done) + u64::from(w.partly), 2 * u64::from(w.due));
    let ((a, of), (c, than)) = (part(week), part(best));
    match (of, than) {
        (0, _) => false,
        (_, 0) => a > 0,
        _ => a * than > c * of || (a * than == c * of && a > c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_was_planned_is_enough() {
        let of = |planned, done| is_done_in_full(Counts { planned, done, ..Counts::default() });
        assert!(of(3, 3) && of(3, 4));
        assert!(!of(3, 2) && !of(0, 0) && !of(0, 1));
    }
}
