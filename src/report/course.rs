//! The course so far: what was done of each task, week by week, for the overview.

use std::collections::BTreeMap;

use super::glance::{Glance, GlancePlan};
use crate::phrases::Tally;
use crate::text::fold;
use crate::week::Week;

/// So many weeks are one picture.
pub const COURSE_WEEKS: usize = 12;

/// So many tasks are one picture: those that were there last.
const TASKS: usize = 12;

/// Tasks by weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct TasksByWeeks {
    /// At most twelve in a row, oldest first, to the newest that has a page.
    pub weeks: Vec<Week>,
    /// In the order in which they began.
    pub tasks: Vec<TaskOverWeeks>,
    /// How many tasks of these weeks are not among them.
    pub more: usize,
}

/// One task over the weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskOverWeeks {
    pub task: String,
    /// None in a week that does not hold it.
    pub weeks: Vec<Option<TaskInWeek>>,
}

/// A task in one week, all its versions together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TaskInWeek {
    pub tally: Tally,
    pub is_paused: bool,
}

/// None where there is only one week.
pub(super) fn tasks_by_weeks(newest_first: &[Glance]) -> Option<TasksByWeeks> {
    let [newest, .., oldest] = newest_first else { return None };
    let many = (0..COURSE_WEEKS).take_while(|&at| weeks_before(newest.week, at) >= oldest.week).count();
    let weeks: Vec<Week> = (0..many).rev().map(|at| weeks_before(newest.week, at)).collect();
    let (mut tasks, mut found) = (Vec::new(), BTreeMap::new());
    for glance in newest_first.iter().take(COURSE_WEEKS) {
        let Some(at) = weeks.iter().position(|&week| week == glance.week) else { continue };
        for plan in &glance.plans {
            let task = *found.entry(fold(&plan.task)).or_insert_with(|| {
                tasks.push(TaskOverWeeks { task: plan.task.clone(), weeks: vec![None; many] });
                tasks.len() - 1
            });
            if let Some(week) = tasks.get_mut(task).and_then(|task| task.weeks.get_mut(at)) {
                *week = Some(add_plan_to_week(*week, plan));
            }
        }
    }
    // Those of the newest weeks were found first.
    let more = tasks.len().saturating_sub(TASKS);
    tasks.truncate(TASKS);
    tasks.sort_by_key(|task| task.weeks.iter().position(Option::is_some));
    Some(TasksByWeeks { weeks, tasks, more })
}

fn weeks_before(week: Week, weeks: usize) -> Week {
    week.weeks_earlier(u32::try_from(weeks).unwrap_or(0))
}

/// The week with the counts of another version of the task added.
fn add_plan_to_week(week: Option<TaskInWeek>, plan: &GlancePlan) -> TaskInWeek {
    match week {
        None => TaskInWeek { tally: plan.tally, is_paused: plan.is_paused },
        Some(week) => TaskInWeek { tally: week.tally.plus(&plan.tally), is_paused: week.is_paused && plan.is_paused },
    }
}
