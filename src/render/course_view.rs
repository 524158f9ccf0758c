//! The course so far, as the templates of the overview are given it: a table of tasks by weeks, what was done as a small
//! heap above its number.

use serde::Serialize;

use super::in_words::shorten_for_heading;
use super::picture::{self, Pebbles};
use super::view::PebblePile;
use crate::phrases::Phrases;
use crate::report::{TaskInWeek, TaskOverWeeks, TasksByWeeks};

/// How many pebbles are side by side, and how many rows of them there are at most: the number says the rest.
const BESIDE: usize = 2;
const HIGH: usize = 7;

/// Tasks by weeks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TasksByWeeksView {
    /// How many weeks, as a word: `twelve`.
    pub many_in_words: String,
    /// The weeks, oldest first.
    pub weeks: Vec<WeekColumnView>,
    /// The tasks, in the order in which they began.
    pub tasks: Vec<TaskOverWeeksView>,
    /// How many more tasks there are.
    pub more: usize,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeekColumnView {
    /// Its first date: `8 Oct`.
    pub label: String,
    /// The day of the month: `8`.
    pub day: String,
    /// The month: `Oct`.
    pub month: String,
}

/// A task over the weeks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskOverWeeksView {
    /// The task, cut for a heading.
    pub title: String,
    /// The first week that it is in: `8 Oct`.
    pub since: String,
    /// One for each week.
    pub weeks: Vec<TaskInWeekView>,
    /// From the first week that it is in to the last, in words: `2 of 3; 1 of 3, 1 partly`.
    pub line: String,
}

/// A task in one week.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TaskInWeekView {
    /// Its first date: `8 Oct`.
    pub label: String,
    /// Whether the task is in the week.
    pub there: bool,
    /// Whether it was paused.
    pub paused: bool,
    /// What became of it: `2 of 3, and 1 partly`.
    pub count: String,
    /// The number below the pebbles: `2`.
    pub number: String,
    /// The text below that number: `of 3`.
    pub below: String,
    /// What was done as a pile of pebbles. None if nothing was.
    pub pile: Option<PebblePile>,
}

pub(super) fn tasks_by_weeks_view(course: &TasksByWeeks, phrases: &dyn Phrases) -> TasksByWeeksView {
    let weeks = course.weeks.iter().map(|week| WeekColumnView {
        label: phrases.day_and_short_month(week.start()),
        day: phrases.day_of_month(week.start()),
        month: phrases.short_month(week.start()),
    });
    let weeks: Vec<WeekColumnView> = weeks.collect();
    TasksByWeeksView {
        many_in_words: phrases.small_number_word(weeks.len()),
        tasks: course.tasks.iter().map(|task| task_over_weeks_view(task, &weeks, phrases)).collect(),
        weeks,
        more: course.more,
    }
}

fn task_over_weeks_view(task: &TaskOverWeeks, weeks: &[WeekColumnView], phrases: &dyn Phrases) -> TaskOverWeeksView {
    let cells = task.weeks.iter().zip(weeks);
    let cells: Vec<TaskInWeekView> =
        cells.map(|(week, head)| task_in_week_view(week.as_ref(), head, phrases)).collect();
    let first = cells.iter().position(|cell| cell.there).unwrap_or_default();
    let last = cells.iter().rposition(|cell| cell.there).unwrap_or_default();
    let line = task.weeks.iter().take(last + 1).skip(first).map(|week| match week {
        None => "–".to_owned(),
        Some(week) if week.is_paused => phrases.paused(),
        Some(week) => {
            Some(phrases.done_counts_in_pieces(&week.tally).join(", ")).filter(|t| !t.is_empty()).unwrap_or("–".into())
        }
    });
    TaskOverWeeksView {
        title: shorten_for_heading(&task.task),
        since: weeks.get(first).map(|week| week.label.clone()).unwrap_or_default(),
        line: line.collect::<Vec<_>>().join("; "),
        weeks: cells,
    }
}

fn task_in_week_view(week: Option<&TaskInWeek>, head: &WeekColumnView, phrases: &dyn Phrases) -> TaskInWeekView {
    let label = head.label.clone();
    let Some(week) = week else { return TaskInWeekView { label, ..TaskInWeekView::default() } };
    let (number, below) = if week.is_paused { Default::default() } else { phrases.count_in_two_pieces(&week.tally) };
    let pebbles = Pebbles::of(&week.tally);
    TaskInWeekView {
        label,
        there: true,
        paused: week.is_paused,
        count: if week.is_paused { phrases.paused() } else { phrases.done_counts(&week.tally) },
        number,
        below,
        pile: picture::draw_pile(pebbles, pebbles.number().min(BESIDE), HIGH),
    }
}
