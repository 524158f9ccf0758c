//! The overview's model: every week at a glance, the newest first, and the course so far.

use super::course::{TasksByWeeks, tasks_by_weeks};
use super::glance::Glance;
use super::six_weeks::plain_unless_empty;
use crate::journal::Settings;

/// All weeks that have a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    pub name: Option<String>,
    /// Newest first.
    pub weeks: Vec<Glance>,
    /// None where there is only one week.
    pub course: Option<TasksByWeeks>,
    pub where_to_turn: Option<String>,
}

impl Overview {
    /// The overview of some weeks, in whatever order.
    #[must_use]
    pub fn new(settings: &Settings, mut weeks: Vec<Glance>) -> Overview {
        weeks.sort_by_key(|glance| std::cmp::Reverse(glance.week));
        Overview {
            name: plain_unless_empty(settings.name.as_deref()),
            course: tasks_by_weeks(&weeks),
            weeks,
            where_to_turn: plain_unless_empty(settings.where_to_turn.as_deref()),
        }
    }
}
