//! A week as the overview shows it: what its pages tell, at a glance.

use chrono::NaiveDate;

use super::model::{DayFacts, PlanReport, Remark, Report, StartHere};
use crate::phrases::Tally;
use crate::week::{State, Week};
use crate::when::{Minutes, When};

/// A week as the overview shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Glance {
    pub week: Week,
    pub is_running: bool,
    /// The course's last date, in the week that holds it, and whether it is over.
    pub course_end: Option<(NaiveDate, bool)>,
    /// What went well.
    pub start: Option<StartHere>,
    /// What there is to do now, of a week that has not ended, in order of task.
    pub running_plans: Vec<RunningPlan>,
    /// In order of task.
    pub plans: Vec<GlancePlan>,
}

/// A plan that still runs.
#[derive(Clone, Debug, PartialEq)]
pub struct RunningPlan {
    pub task: String,
    pub when: When,
    pub minutes: Option<Minutes>,
    pub place: Option<String>,
    /// That it begins later or is paused.
    pub remark: Option<Remark>,
}

/// A plan as the overview shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct GlancePlan {
    pub task: String,
    pub tally: Tally,
    pub is_paused: bool,
    pub days: Vec<GlanceDay>,
}

/// One date of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlanceDay {
    pub date: NaiveDate,
    pub state: State,
    pub moved_to: Option<NaiveDate>,
    /// What became of its occasions where that differs, each state once, in order of time: done in the morning, and open in the
    /// evening. Else empty.
    pub mixed: Vec<State>,
}

impl GlanceDay {
    /// A date whose occasions have these states.
    #[must_use]
    pub fn new(
        date: NaiveDate,
        state: State,
        moved_to: Option<NaiveDate>,
        occasions: impl Iterator<Item = State>,
    ) -> GlanceDay {
        let mut mixed: Vec<State> = Vec::new();
        for of in occasions {
            if !mixed.contains(&of) {
                mixed.push(of);
            }
        }
        if mixed.len() < 2 {
            mixed.clear();
        }
        GlanceDay { date, state, moved_to, mixed }
    }
}

impl Glance {
    /// A week's report at a glance.
    #[must_use]
    pub fn new(report: &Report) -> Glance {
        let day = |day: &DayFacts| {
            GlanceDay::new(day.date, day.state, day.moved_to, day.occasions.iter().map(|one| one.state))
        };
        let plans = report.plans.iter().map(|plan| GlancePlan {
            task: plan.task.clone(),
            tally: plan.tally,
            is_paused: plan.remark == Some(Remark::Paused),
            days: plan.days.iter().map(day).collect(),
        });
        let is_running = report.is_running() && !report.is_course_over();
        let now = report.plans.iter().filter(|plan| is_running && plan.goes_on).map(running_plan_of_report);
        let went_well = |start: &&StartHere| matches!(start, StartHere::WentWell { .. });
        Glance {
            week: report.week,
            is_running: report.is_running(),
            course_end: report.course_end.map(|end| (end, report.is_course_over())),
            start: report.start_here.iter().find(went_well).cloned(),
            running_plans: now.collect(),
            plans: plans.collect(),
        }
    }
}

fn running_plan_of_report(plan: &PlanReport) -> RunningPlan {
    RunningPlan {
        task: plan.task.clone(),
        when: plan.when.clone(),
        minutes: plan.minutes,
        place: plan.place.clone(),
        remark: plan.remark.filter(|remark| !matches!(remark, Remark::Quiet(_))),
    }
}
