//! The course so far, as the templates of the overview are given it: a table of tasks by weeks, what was done as a small
//! heap above its number.

use std::fmt::Write as _;

use serde::Serialize;

use super::in_words::heading_text;
use crate::phrases::Phrases;
use crate::report::{Course, CourseTask, CourseWeek};

/// So much of the picture is one pebble, and its radius, in tenths.
const PEBBLE: usize = 110;
const RADIUS: usize = 45;

/// So many pebbles stand beside each other, and at most so many rows of them on each other: the number tells the rest.
const BESIDE: usize = 2;
const MOST: usize = 14;

/// Tasks by weeks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CourseView {
    /// How many weeks, as a word: `twelve`.
    pub many_in_words: String,
    /// The weeks, oldest first.
    pub weeks: Vec<CourseWeekView>,
    /// The tasks, in the order in which they began.
    pub tasks: Vec<CourseTaskView>,
    /// How many more tasks there are.
    pub more: usize,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CourseWeekView {
    /// Its first date: `8 Oct`.
    pub label: String,
    /// The day of the month: `8`.
    pub day: String,
    /// The month: `Oct`.
    pub month: String,
}

/// A task over the weeks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CourseTaskView {
    /// The task, cut for a heading.
    pub title: String,
    /// The first week that it is in: `8 Oct`.
    pub since: String,
    /// One for each week.
    pub weeks: Vec<CourseCellView>,
    /// From the first week that it is in to the last, in words: `2 of 3; 1 of 3, 1 partly`.
    pub line: String,
}

/// A task in one week.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CourseCellView {
    /// Its first date: `8 Oct`.
    pub label: String,
    /// Whether the week holds the task.
    pub there: bool,
    /// Whether it was paused.
    pub paused: bool,
    /// What became of it: `2 of 3, and 1 partly`.
    pub count: String,
    /// The number below the pebbles: `2`.
    pub number: String,
    /// What stands below it: `of 3`.
    pub below: String,
    /// How wide the picture of it is.
    pub width: String,
    /// How high it is: 0 where nothing was done.
    pub height: String,
    /// A path of points, to be drawn with round ends: one for each that was done.
    pub dots: String,
    /// A path of the lower halves of discs: one for each that was partly done.
    pub halves: String,
    /// A path of the upper halves of the rings round them.
    pub rings: String,
}

pub(super) fn course_view(course: &Course, phrases: &dyn Phrases) -> CourseView {
    let weeks = course.weeks.iter().map(|week| CourseWeekView {
        label: phrases.day_and_short_month(week.start()),
        day: phrases.day_of_month(week.start()),
        month: phrases.short_month(week.start()),
    });
    let weeks: Vec<CourseWeekView> = weeks.collect();
    CourseView {
        many_in_words: phrases.small_number_word(weeks.len()),
        tasks: course.tasks.iter().map(|task| course_task_view(task, &weeks, phrases)).collect(),
        weeks,
        more: course.more,
    }
}

fn course_task_view(task: &CourseTask, weeks: &[CourseWeekView], phrases: &dyn Phrases) -> CourseTaskView {
    let cells = task.weeks.iter().zip(weeks);
    let cells: Vec<CourseCellView> = cells.map(|(week, head)| course_cell_view(week.as_ref(), head, phrases)).collect();
    let first = cells.iter().position(|cell| cell.there).unwrap_or_default();
    let last = cells.iter().rposition(|cell| cell.there).unwrap_or_default();
    let line = task.weeks.iter().take(last + 1).skip(first).map(|week| match week {
        None => "–".to_owned(),
        Some(week) if week.is_paused => phrases.paused(),
        Some(week) => {
            Some(phrases.done_counts_in_pieces(&week.tally).join(", ")).filter(|t| !t.is_empty()).unwrap_or("–".into())
        }
    });
    CourseTaskView {
        title: heading_text(&task.task),
        since: weeks.get(first).map(|week| week.label.clone()).unwrap_or_default(),
        line: line.collect::<Vec<_>>().join("; "),
        weeks: cells,
    }
}

fn course_cell_view(week: Option<&CourseWeek>, head: &CourseWeekView, phrases: &dyn Phrases) -> CourseCellView {
    let label = head.label.clone();
    let Some(week) = week else { return CourseCellView { label, ..CourseCellView::default() } };
    let (number, below) = if week.is_paused { Default::default() } else { phrases.count_in_two_pieces(&week.tally) };
    let (done, partly) = week.tally.done_and_partly();
    let cell = CourseCellView {
        label,
        there: true,
        paused: week.is_paused,
        count: if week.is_paused { phrases.paused() } else { phrases.done_counts(&week.tally) },
        number,
        below,
        ..CourseCellView::default()
    };
    draw_pebbles(cell, count_as_usize(done), count_as_usize(partly))
}

/// Pebbles from the ground up, the full ones first.
fn draw_pebbles(mut cell: CourseCellView, done: usize, partly: usize) -> CourseCellView {
    let all = (done + partly).min(MOST);
    let high = PEBBLE * all.div_ceil(BESIDE);
    for at in 0..all {
        let x = PEBBLE * (at % BESIDE) + PEBBLE / 2;
        let y = (high + PEBBLE / 2).saturating_sub(PEBBLE * (at / BESIDE + 1));
        if at < done {
            let _ = write!(cell.dots, "M{},{}h0", tenths_as_svg(x), tenths_as_svg(y));
        } else {
            draw_half_ring(&mut cell, x, y);
        }
    }
    cell.width = tenths_as_svg(PEBBLE * all.min(BESIDE));
    cell.height = tenths_as_svg(high);
    cell
}

/// A ring whose lower half is filled.
fn draw_half_ring(cell: &mut CourseCellView, x: usize, y: usize) {
    let (left, y, wide, r) =
        (tenths_as_svg(x - RADIUS), tenths_as_svg(y), tenths_as_svg(2 * RADIUS), tenths_as_svg(RADIUS));
    let _ = write!(cell.halves, "M{left},{y}a{r},{r} 0 0 0 {wide},0z");
    let r = RADIUS - 6;
    let (left, wide, r) = (tenths_as_svg(x - r), tenths_as_svg(2 * r), tenths_as_svg(r));
    let _ = write!(cell.rings, "M{left},{y}a{r},{r} 0 0 1 {wide},0");
}

fn count_as_usize(count: u32) -> usize {
    usize::try_from(count).unwrap_or(MOST)
}

/// Tenths as SVG writes them: `25`, `20.5`.
fn tenths_as_svg(tenths: usize) -> String {
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}
