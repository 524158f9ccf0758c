//! The overview's model: every week at a glance, the newest first.

use serde::Serialize;

use super::model::{DayLine, PlanReport, Report};
use super::said;
use super::words;
use crate::journal::Settings;

/// What the overview is given.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overview {
    /// The client's name, and the same cut for a heading. None where `journal.md` gives none.
    pub name: Option<String>,
    pub short_name: Option<String>,
    /// The newest first.
    pub weeks: Vec<Glance>,
    /// What `in need` says, ready to stand in a sentence; none for the general wording.
    pub in_need: Option<String>,
}

/// A week as the overview shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Glance {
    /// `week-2026-11-16.md`, and `week-2026-11-16.html`.
    pub file: String,
    pub page_file: String,
    /// First date, as 2026-11-16.
    pub start: String,
    /// `Thursday 12 to Wednesday 18 November 2026`, and `12 to 18 Nov 2026`.
    pub period: String,
    pub short_period: String,
    /// The week has not ended.
    pub running: bool,
    /// Each date's number and where it stands above the shapes; none where no plan has days.
    pub days: Vec<(usize, String)>,
    /// `Friday`, `Thursday`.
    pub first_day: String,
    pub last_day: String,
    pub plans: Vec<GlancePlan>,
}

/// A plan in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GlancePlan {
    pub title: String,
    pub count: String,
    /// Each day's shape and where it stands, and the same in words.
    pub shapes: Vec<(usize, &'static str)>,
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
    /// The overview of some weeks, in whatever order.
    #[must_use]
    pub fn new(settings: &Settings, mut weeks: Vec<Glance>) -> Overview {
        weeks.sort_by(|a, b| b.start.cmp(&a.start));
        let name = settings.name.as_deref().map(said::plain).filter(|n| !n.is_empty());
        Overview {
            short_name: name.as_deref().map(|n| said::cut(n, 60)),
            name,
            weeks,
            in_need: in_need(settings.in_need.as_deref()),
        }
    }
}

/// `in need`, ready to stand in the closing sentence.
pub(super) fn in_need(need: Option<&str>) -> Option<String> {
    need.map(|need| words::bare(&said::plain(need)).to_owned()).filter(|need| !need.is_empty())
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
