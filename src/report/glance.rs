//! The overview's model: every week at a glance, the newest first.

use chrono::NaiveDate;

use super::model::{DayFacts, Report};
use super::six_weeks::shown;
use crate::journal::Settings;
use crate::phrases::Tally;
use crate::week::{State, Week};

/// All weeks that have a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    pub name: Option<String>,
    /// Newest first.
    pub weeks: Vec<Glance>,
    pub in_need: Option<String>,
}

/// A week as the overview shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Glance {
    pub week: Week,
    pub is_running: bool,
    /// In order of task.
    pub plans: Vec<GlancePlan>,
}

/// A plan as the overview shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct GlancePlan {
    pub task: String,
    pub tally: Tally,
    pub days: Vec<GlanceDay>,
}

/// One date of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlanceDay {
    pub date: NaiveDate,
    pub state: State,
    pub moved_to: Option<NaiveDate>,
}

impl Glance {
    /// A week's report at a glance.
    #[must_use]
    pub fn new(report: &Report) -> Glance {
        let day = |day: &DayFacts| GlanceDay { date: day.date, state: day.state, moved_to: day.moved_to };
        let plans = report.plans.iter().map(|plan| GlancePlan {
            task: plan.task.clone(),
            tally: plan.tally,
            days: plan.days.iter().map(day).collect(),
        });
        Glance { week: report.week, is_running: report.is_running(), plans: plans.collect() }
    }
}

impl Overview {
    /// The overview of some weeks, in whatever order.
    #[must_use]
    pub fn new(settings: &Settings, mut weeks: Vec<Glance>) -> Overview {
        weeks.sort_by_key(|glance| std::cmp::Reverse(glance.week));
        Overview { name: shown(settings.name.as_deref()), weeks, in_need: shown(settings.in_need.as_deref()) }
    }
}
