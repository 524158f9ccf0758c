//! What the templates of the overview are given.

use serde::Serialize;

use super::in_words::{heading, in_need};
use super::marks::mark;
use crate::phrases::Phrases;
use crate::report::{Glance, GlanceDay, GlancePlan, Overview, page_names};

/// All weeks that have a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OverviewView {
    /// The client's name, as `journal.md` has it.
    pub name: Option<String>,
    /// The same, cut to 60 characters for a heading.
    pub short_name: Option<String>,
    /// The weeks, newest first.
    pub weeks: Vec<GlanceView>,
    /// What `in need` in `journal.md` says, ready to stand in a sentence. None for the general wording.
    pub in_need: Option<String>,
}

/// A week as the overview shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GlanceView {
    /// The name of its page in markdown: `week-2026-11-16.md`.
    pub file: String,
    /// The name of its page in HTML: `week-2026-11-16.html`.
    pub page_file: String,
    /// The first date: `2026-11-16`.
    pub start: String,
    /// `Thursday 12 to Wednesday 18 November 2026`.
    pub period: String,
    /// `12 to 18 Nov 2026`.
    pub short_period: String,
    /// Whether it has not ended yet.
    pub running: bool,
    /// Each date's number and where it stands above the shapes. Empty where no plan has days.
    pub days: Vec<(usize, String)>,
    /// The name of its first day: `Friday`.
    pub first_day: String,
    /// The name of its last day: `Thursday`.
    pub last_day: String,
    /// Its plans, in order of task.
    pub plans: Vec<GlancePlanView>,
}

/// A plan as the overview shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GlancePlanView {
    /// The task, cut for a heading.
    pub title: String,
    /// What became of the week: `3 of 6, and 1 partly`.
    pub count: String,
    /// For each day with a mark, how far from the left its shape stands, in a picture 154 wide, and the name of the shape.
    pub shapes: Vec<(usize, &'static str)>,
    /// The same in words: `Thu 12: done; Fri 13: open`.
    pub described: String,
}

impl OverviewView {
    /// The names of its fields, as templates use them.
    pub const FIELDS: &[&str] = &["name", "short_name", "weeks", "in_need"];

    pub(super) fn new(overview: &Overview, phrases: &dyn Phrases) -> OverviewView {
        OverviewView {
            name: overview.name.clone(),
            short_name: overview.name.as_deref().map(heading),
            weeks: overview.weeks.iter().map(|glance| GlanceView::new(glance, phrases)).collect(),
            in_need: in_need(overview.in_need.as_deref()),
        }
    }
}

impl GlanceView {
    fn new(glance: &Glance, phrases: &dyn Phrases) -> GlanceView {
        let (start, end) = (glance.week.start(), glance.week.end());
        let dates = || glance.week.dates().filter(|_| !glance.plans.is_empty());
        let weekday = |date: chrono::NaiveDate| phrases.weekday(chrono::Datelike::weekday(&date));
        GlanceView {
            file: page_names::week(start),
            page_file: page_names::week_page(start),
            start: start.to_string(),
            period: phrases.period(start, end),
            short_period: phrases.short_period(start, end),
            running: glance.is_running,
            days: dates().enumerate().map(|(at, date)| (22 * at + 10, date.format("%-d").to_string())).collect(),
            first_day: dates().next().map(weekday).unwrap_or_default(),
            last_day: dates().last().map(weekday).unwrap_or_default(),
            plans: glance.plans.iter().map(|plan| GlancePlanView::new(plan, phrases)).collect(),
        }
    }
}

impl GlancePlanView {
    fn new(plan: &GlancePlan, phrases: &dyn Phrases) -> GlancePlanView {
        let shape = |day: &GlanceDay| mark(day.state, day.date, day.moved_to).shape;
        let shapes = plan.days.iter().enumerate().map(|(at, day)| (22 * at, shape(day)));
        let described = plan.days.iter().filter(|day| !shape(day).is_empty()).map(|day| {
            let word = day.moved_to.map_or_else(|| phrases.state(day.state), |to| phrases.moved_to(to));
            format!("{}: {word}", phrases.day(day.date))
        });
        GlancePlanView {
            title: heading(&plan.task),
            count: phrases.counts(&plan.tally),
            shapes: shapes.filter(|(_, shape)| !shape.is_empty()).collect(),
            described: described.collect::<Vec<_>>().join("; "),
        }
    }
}
