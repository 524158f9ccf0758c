//! How a task went over the weeks: its counts as plain data, and a cautious comparison (CLINICAL.md, evidence).

use std::cmp::Ordering;
use std::ops::Range;

use super::{CountedWeek, Week};
use crate::journal::{Journal, Plan};
use crate::text::fold;
use crate::when::Minutes;

/// How many occasions have to be due on each side of a comparison; the same bound as that of a percentage (SPEC 3).
const ENOUGH_DUE: u32 = 5;

/// How many weeks have to have something due before anything is compared.
const ENOUGH_WEEKS: usize = 4;

/// By how much of what was due, in hundredths, the two sides have to differ.
const APART: u64 = 20;

/// One task over the weeks; all versions of it together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// One for each week given, in the same order.
    pub points: Vec<Point>,
    /// None where there is too little to say anything, or no number is planned.
    pub direction: Option<Direction>,
}

/// One week of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub week: Week,
    /// The task is in this week's report.
    pub there: bool,
    pub planned: u32,
    pub due: u32,
    pub done: u32,
    pub partly: u32,
    pub moved: u32,
    pub extra: u32,
    pub noted: Minutes,
    /// How many entries told their minutes.
    pub known_for: u32,
}

/// How much of what was due was practised lately, beside the weeks before. No grade: less can be what a week asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    More,
    Same,
    Less,
}

/// The trend of a plan's task over `weeks` (oldest first). Only weeks in which something was due are compared: the later
/// half of them with the earlier half (the one in the middle aside), where there are at least four, each half has 5 or more
/// due, and the halves differ by 20 of 100 or more of what was due.
#[must_use]
pub fn trend(journal: &Journal, weeks: &[CountedWeek], plan: usize) -> Trend {
    let versions = versions(journal, plan);
    let points: Vec<Point> = weeks.iter().map(|week| point(week, &versions)).collect();
    Trend { direction: direction(&points), points }
}

/// All versions of a plan's task. They stand side by side, since plans are in order of task.
fn versions(journal: &Journal, plan: usize) -> Range<usize> {
    let Some(own) = journal.plans.get(plan) else { return 0..0 };
    let task = fold(&own.task);
    let is_other = |other: &Plan| fold(&other.task) != task;
    let before = journal.plans[..plan].iter().rposition(is_other).map_or(0, |other| other + 1);
    let behind = journal.plans[plan..].iter().position(is_other).map_or(journal.plans.len(), |other| plan + other);
    before..behind
}

fn point(counted: &CountedWeek, versions: &Range<usize>) -> Point {
    let none = Point {
        week: counted.week,
        there: false,
        planned: 0,
        due: 0,
        done: 0,
        partly: 0,
        moved: 0,
        extra: 0,
        noted: Minutes::default(),
        known_for: 0,
    };
    let from = counted.plans.partition_point(|plan| plan.plan < versions.start);
    let those = counted.plans.iter().skip(from).take_while(|plan| versions.contains(&plan.plan));
    those.fold(none, |point, plan| Point {
        week: point.week,
        there: true,
        planned: point.planned + plan.planned,
        due: point.due + plan.due,
        done: point.done + plan.done,
        partly: point.partly + plan.partly,
        moved: point.moved + plan.moved,
        extra: point.extra + plan.extra,
        noted: Minutes { seconds: point.noted.seconds.saturating_add(plan.minutes.noted.seconds) },
        known_for: point.known_for + plan.minutes.known_for,
    })
}

fn direction(points: &[Point]) -> Option<Direction> {
    let due: Vec<&Point> = points.iter().filter(|point| point.due > 0).collect();
    if due.len() < ENOUGH_WEEKS {
        return None;
    }
    let half = due.len() / 2;
    let (before, lately) = (practised(due.get(..half)?)?, practised(due.get(due.len() - half..)?)?);
    // a/b - c/d >= APART/100, in whole numbers.
    let ((a, b), (c, d)) = (lately, before);
    let (more, less, enough) = (a * d, c * b, b * d * APART);
    Some(match more.cmp(&less) {
        _ if more.abs_diff(less) * 100 < enough => Direction::Same,
        Ordering::Greater => Direction::More,
        Ordering::Less => Direction::Less,
        Ordering::Equal => Direction::Same,
    })
}

/// Halves practised of halves due; none where too little was due.
fn practised(points: &[&Point]) -> Option<(u64, u64)> {
    let due: u32 = points.iter().map(|point| point.due).sum();
    let halves = points.iter().map(|point| 2 * u64::from(point.done) + u64::from(point.partly)).sum();
    (due >= ENOUGH_DUE).then_some((halves, 2 * u64::from(due)))
}
