//! The overview's model: every week at a glance, the newest first.

use serde::Serialize;

use crate::journal::Settings;
use crate::report::model::{DayLine, PlanReport, Report};
use crate::report::{plain, words};

/// All weeks that have a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overview {
    /// The client's name, as `journal.md` has it.
    pub name: Option<String>,
    /// The same, cut to 60 characters for a heading.
    pub short_name: Option<String>,
    /// The weeks, newest first.
    pub weeks: Vec<Glance>,
    /// What `in need` in `journal.md` says, ready to stand in a sentence. None for the general wording.
    pub in_need: Option<String>,
}

/// A week as the overview shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Glance {
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
    pub plans: Vec<GlancePlan>,
}

/// A plan as the overview shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GlancePlan {
    /// The task, cut for a heading.
    pub title: String,
    /// What became of the week: `3 of 6, and 1 partly`.
    pub count: String,
    /// For each day with a mark, how far from the left its shape stands, in a picture 154 wide, and the name of the shape.
    pub shapes: Vec<(usize, &'static str)>,
    /// The same in words: `Thu 12: done; Fri 13: open`.
    pub described: String,
}

impl Glance {
    /// A week's report at a glance.
    #[must_use]
    pub fn of(report: &Report) -> Glance {
        let days = report.plans.first().map(|plan| plan.days.as_slice()).unwrap_or_default();
        let word = |words: &str, at: usize| words.split(' ').nth(at).unwrap_or_default().to_owned();
        let weekday = |day: Option<&DayLine>| day.map(|day| word(&day.long, 0)).unwrap_or_default();
        Glance {
            file: report.file.clone(),
            page_file: report.page_file.clone(),
            start: report.start.clone(),
            period: report.period.clone(),
            short_period: report.short_period.clone(),
            running: report.running,
            days: days.iter().enumerate().map(|(at, day)| (22 * at + 10, word(&day.day, 1))).collect(),
            first_day: weekday(days.first()),
            last_day: weekday(days.last()),
            plans: report.plans.iter().map(GlancePlan::of).collect(),
        }
    }
}

impl GlancePlan {
    fn of(plan: &PlanReport) -> GlancePlan {
        let days = || plan.days.iter().enumerate().filter(|(_, day)| !day.mark.is_empty());
        let described: Vec<String> = days().map(|(_, day)| format!("{}: {}", day.day, day.word)).collect();
        GlancePlan {
            title: plan.title.clone(),
            count: plan.count.clone(),
            shapes: days().map(|(at, day)| (22 * at, shape(day.mark))).collect(),
            described: described.join("; "),
        }
    }
}

impl Overview {
    /// The names of its fields, as templates use them.
    pub const FIELDS: &[&str] = &["name", "short_name", "weeks", "in_need"];

    /// The overview of some weeks, in whatever order.
    #[must_use]
    pub fn new(settings: &Settings, mut weeks: Vec<Glance>) -> Overview {
        weeks.sort_by(|a, b| b.start.cmp(&a.start));
        let name = settings.name.as_deref().map(plain::plain).filter(|n| !n.is_empty());
        Overview {
            short_name: name.as_deref().map(|n| plain::cut(n, 60)),
            name,
            weeks,
            in_need: words::in_need(settings.in_need.as_deref()),
        }
    }
}

/// The name of the shape that HTML draws for a mark.
pub(super) fn shape(mark: &str) -> &'static str {
    match mark {
        "●" => "m-done",
        "◐" => "m-partly",
        "○" => "m-not-done",
        "→" => "m-moved",
        "←" => "m-moved-back",
        "–" => "m-skipped",
        "□" => "m-open",
        "·" => "m-upcoming",
        _ => "",
    }
}
