//! How a task went over the weeks: its counts as plain data, and a cautious comparison.

use std::ops::Range;

use super::calendar::Week;
use super::counts::{CameUpCounts, Counts};
use super::types::{CountedWeek, State};
use crate::journal::{Journal, Plan};
use crate::text::fold;
use crate::when::Minutes;

/// How many occasions have to be due on each side of a comparison.
const ENOUGH_DUE: u64 = 5;

/// How many weeks have to have something due before anything is compared.
const ENOUGH_WEEKS: usize = 4;

/// By how much of what was due, in hundredths, the two sides have to differ.
const APART: u64 = 20;

/// One task over the weeks; all versions of it together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskTrend {
    /// One for each week given, in the same order.
    pub points: Vec<TrendPoint>,
    /// None if there is too little to say anything, or no number is planned.
    pub direction: Option<TrendDirection>,
}

/// One week of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrendPoint {
    pub week: Week,
    /// The task is in this week's report.
    pub in_report: bool,
    pub counts: Counts,
    /// How many notes say how it went.
    pub notes: u32,
    pub noted: Minutes,
    /// How many entries gave their minutes.
    pub known_for: u32,
    /// What was noted of bare cues.
    pub came_up: CameUpCounts,
    /// On how many dates it was skipped.
    pub skipped: u32,
}

impl TrendPoint {
    /// Whether the week is one of those compared: something was due in it, and at least as much as is still to come.
    #[must_use]
    pub fn has_enough_due_to_compare(&self) -> bool {
        self.counts.due > 0 && u64::from(self.counts.due) * 2 >= u64::from(self.counts.planned)
    }
}

/// How practice went lately, compared with the weeks before. Not a grade: less can be what a week asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrendDirection {
    More,
    Same,
    Less,
    /// Fewer occasions have a note, so nothing can be compared.
    FewerNotes,
}

/// The trend of a plan's task over `weeks` (oldest first).
///
/// Only weeks in which something was due are compared, the running one once half of it is past: the later half of them with the earlier half (the one in the middle
/// aside), if there are at least four, and each half has 5 or more due. The halves differ if they are 20 of 100 or more apart.
/// Only what was noted is compared: if fewer of the occasions have a note, nothing more is said, and if the earlier
/// weeks have fewer, nothing at all.
#[must_use]
pub fn trend_of_task(journal: &Journal, weeks: &[CountedWeek], plan: usize) -> TaskTrend {
    let versions = versions_of_task(journal, plan);
    let points: Vec<TrendPoint> = weeks.iter().map(|week| trend_point(week, &versions)).collect();
    TaskTrend { direction: direction_of_points(&points), points }
}

/// The indexes of all versions of a plan's task, half-open. They follow each other, since plans are in order of task.
#[must_use]
pub fn versions_of_task(journal: &Journal, plan: usize) -> Range<usize> {
    let Some(own) = journal.plans.get(plan) else { return 0..0 };
    let task = fold(&own.task);
    let is_other = |other: &Plan| fold(&other.task) != task;
    let before = journal.plans[..plan].iter().rposition(is_other).map_or(0, |other| other + 1);
    let behind = journal.plans[plan..].iter().position(is_other).map_or(journal.plans.len(), |other| plan + other);
    before..behind
}

/// The sum of all versions of a plan's task in a week: a plan that was changed in it is one.
#[must_use]
pub fn counts_of_task(journal: &Journal, week: &CountedWeek, plan: usize) -> Counts {
    let versions = versions_of_task(journal, plan);
    week.plans_within(&versions).fold(Counts::default(), |sum, version| sum.plus(version.counts))
}

/// The version of a plan that takes its place after a week, if it begins within the next: what comes next is planned already.
#[must_use]
pub fn version_of_coming_week(journal: &Journal, plan: usize, week: Week) -> Option<&Plan> {
    let ends_for_it = journal.plans.get(plan).is_some_and(|plan| plan.ends_for_version);
    let next = plan.checked_add(1).filter(|next| ends_for_it && versions_of_task(journal, plan).contains(next))?;
    let days_after = |plan: &Plan| (plan.start - week.day_after_end()).num_days();
    journal.plans.get(next).filter(|next| next.follows_version && (0..7).contains(&days_after(next)))
}

/// Whether a note ended the task of a plan (`ends: yes`), an index into the journal's plans, and no version follows it.
#[must_use]
pub fn is_ended_by_note(journal: &Journal, plan: usize) -> bool {
    let follows = |next: &Plan| next.follows_version;
    let next = plan.checked_add(1).filter(|next| versions_of_task(journal, plan).contains(next));
    let is_followed = next.and_then(|next| journal.plans.get(next)).is_some_and(follows);
    journal.plans.get(plan).is_some_and(|plan| plan.ends_for_version) && !is_followed
}

fn trend_point(counted: &CountedWeek, versions: &Range<usize>) -> TrendPoint {
    let none = TrendPoint {
        week: counted.week,
        in_report: false,
        counts: Counts::default(),
        notes: 0,
        noted: Minutes::default(),
        known_for: 0,
        came_up: CameUpCounts::default(),
        skipped: 0,
    };
    counted.plans_within(versions).fold(none, |point, plan| TrendPoint {
        week: point.week,
        in_report: true,
        counts: point.counts.plus(plan.counts),
        notes: point.notes + plan.count_notes_on_practice(),
        noted: Minutes { seconds: point.noted.seconds.saturating_add(plan.minutes.noted.seconds) },
        known_for: point.known_for + plan.minutes.known_for,
        came_up: point.came_up.plus(plan.came_up.unwrap_or_default()),
        skipped: point.skipped + plan.days.iter().map(|day| u32::from(day.state == State::Skipped)).sum::<u32>(),
    })
}

fn direction_of_points(points: &[TrendPoint]) -> Option<TrendDirection> {
    let due: Vec<&TrendPoint> = points.iter().filter(|point| point.has_enough_due_to_compare()).collect();
    if due.len() < ENOUGH_WEEKS {
        return None;
    }
    let half = due.len() / 2;
    let before = HalfOfWeeks::new(due.get(..half)?);
    let lately = HalfOfWeeks::new(due.get(due.len() - half..)?);
    if before.due < ENOUGH_DUE || lately.due < ENOUGH_DUE {
        return None;
    }
    let with_note = |half: &HalfOfWeeks| (2 * half.noted, 2 * half.due);
    let of_noted = |half: &HalfOfWeeks| (half.practised, 2 * half.noted);
    if is_clearly_less(with_note(&lately), with_note(&before)) {
        return Some(TrendDirection::FewerNotes);
    }
    // If the earlier weeks have fewer notes, more notes now do not mean more practice.
    let has_new_notes = is_clearly_less(with_note(&before), with_note(&lately));
    if has_new_notes || before.noted < ENOUGH_DUE || lately.noted < ENOUGH_DUE {
        return None;
    }
    let (then, now) = (of_noted(&before), of_noted(&lately));
    Some(match () {
        () if is_clearly_less(then, now) => TrendDirection::More,
        () if is_clearly_less(now, then) => TrendDirection::Less,
        () => TrendDirection::Same,
    })
}

/// One side of a comparison.
struct HalfOfWeeks {
    due: u64,
    /// How many of them have a note.
    noted: u64,
    /// In halves: 2 for done, 1 for partly.
    practised: u64,
}

impl HalfOfWeeks {
    fn new(points: &[&TrendPoint]) -> HalfOfWeeks {
        let sum = |of: fn(Counts) -> u32| points.iter().map(|point| u64::from(of(point.counts))).sum();
        HalfOfWeeks { due: sum(|of| of.due), noted: sum(Counts::noted), practised: sum(|of| 2 * of.done + of.partly) }
    }
}

/// Whether the first part of its whole is less than the second by [`APART`] or more, in whole numbers.
fn is_clearly_less((a, b): (u64, u64), (c, d): (u64, u64)) -> bool {
    let (less, more) = (a * d, c * b);
    more > less && (more - less) * 100 >= b * d * APART
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weeks of occasions that are due, done and open.
    fn points(weeks: &[(u32, u32, u32)]) -> Vec<TrendPoint> {
        let week = Week::containing(chrono::NaiveDate::default(), chrono::Weekday::Mon);
        let point = |&(due, done, open): &(u32, u32, u32)| TrendPoint {
            week,
            in_report: true,
            counts: Counts { planned: due, due, done, open, not_done: due - done - open, ..Counts::default() },
            notes: due - open,
            noted: Minutes::default(),
            known_for: 0,
            came_up: CameUpCounts::default(),
            skipped: 0,
        };
        weeks.iter().map(point).collect()
    }

    #[test]
    fn half_of_a_week_is_enough_to_compare() {
        let of = |due, planned| TrendPoint {
            counts: Counts { planned, due, ..Counts::default() },
            ..points(&[(0, 0, 0)])[0]
        };
        assert!(of(2, 4).has_enough_due_to_compare());
        assert!(!of(2, 5).has_enough_due_to_compare());
        assert!(!of(0, 0).has_enough_due_to_compare());
    }

    #[test]
    fn a_fifth_of_what_was_noted_makes_a_trend() {
        use TrendDirection::{FewerNotes, Less, More, Same};
        let direction = |weeks: &[(u32, u32, u32)]| direction_of_points(&points(weeks));
        // Five of ten, and then seven.
        assert_eq!(direction(&[(5, 2, 0), (5, 3, 0), (5, 3, 0), (5, 4, 0)]), Some(More));
        assert_eq!(direction(&[(5, 4, 0), (5, 3, 0), (5, 3, 0), (5, 2, 0)]), Some(Less));
        // Exactly a fifth of the whole apart, and a little less.
        assert_eq!(direction(&[(5, 2, 0), (5, 2, 0), (5, 3, 0), (5, 3, 0)]), Some(More));
        assert_eq!(direction(&[(6, 3, 0), (6, 3, 0), (6, 4, 0), (6, 4, 0)]), Some(Same));
        // Five with a note on each side are enough, four are not, and neither are three weeks.
        assert_eq!(direction(&[(3, 1, 1), (3, 1, 0), (3, 3, 0), (3, 2, 1)]), Some(More));
        assert_eq!(direction(&[(3, 1, 1), (3, 1, 1), (3, 3, 0), (3, 2, 1)]), None);
        assert_eq!(direction(&[(5, 1, 0), (5, 1, 0), (5, 5, 0)]), None);
        assert_eq!(direction(&[(2, 2, 0), (2, 2, 0), (3, 0, 3), (3, 0, 3)]), None);
        // What has no note says nothing of practice.
        assert_eq!(direction(&[(5, 5, 0), (5, 5, 0), (5, 3, 2), (5, 3, 2)]), Some(FewerNotes));
        assert_eq!(direction(&[(5, 3, 2), (5, 3, 2), (5, 5, 0), (5, 5, 0)]), None);
    }
}
