//! What the overview is given: every week's page with the counts of its plans, and their days as shapes.

use serde::Serialize;

use super::model::{PlanReport, Report};
use super::{said, words};
use crate::journal::Journal;

/// All weeks that have a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overview {
    /// The client's name, as `journal.md` has it.
    pub name: Option<String>,
    /// The same, cut to 60 characters for a heading.
    pub short_name: Option<String>,
    /// The weeks, newest first.
    pub weeks: Vec<OverviewWeek>,
    /// What `in need` in `journal.md` says, ready to stand in a sentence. None for the general wording.
    pub in_need: Option<String>,
}

/// One week of the overview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OverviewWeek {
    /// The name of its page in markdown: `week-2026-11-16.md`.
    pub file: String,
    /// The name of its page in HTML: `week-2026-11-16.html`.
    pub page_file: String,
    /// `Thursday 12 to Wednesday 18 November 2026`.
    pub period: String,
    /// `12 to 18 Nov 2026`.
    pub short_period: String,
    /// Whether it has not ended yet.
    pub running: bool,
    /// Its plans, in order of task.
    pub plans: Vec<OverviewPlan>,
}

/// One plan in a week of the overview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OverviewPlan {
    /// The task, cut for a heading.
    pub title: String,
    /// What became of the week: `3 of 6, and 1 partly`.
    pub count: String,
    /// For each day with a mark, how far from the left its shape stands, in a picture 154 wide, and the name of the shape.
    pub shapes: Vec<(usize, &'static str)>,
    /// The same in words: `Thu 12: done; Fri 13: open`.
    pub described: String,
}

impl Overview {
    /// The names of its fields, as templates use them.
    pub const FIELDS: &[&str] = &["name", "short_name", "weeks", "in_need"];

    pub(super) fn new(journal: &Journal, weeks: &[Report]) -> Overview {
        let mut newest: Vec<&Report> = weeks.iter().collect();
        newest.sort_by(|a, b| b.start.cmp(&a.start));
        let name = journal.settings.name.as_deref().map(said::plain).filter(|n| !n.is_empty());
        Overview {
            short_name: name.as_deref().map(|n| said::cut(n, 60)),
            name,
            weeks: newest.into_iter().map(week).collect(),
            in_need: words::in_need(journal.settings.in_need.as_deref()),
        }
    }
}

fn week(report: &Report) -> OverviewWeek {
    OverviewWeek {
        file: report.file.clone(),
        page_file: report.page_file.clone(),
        period: report.period.clone(),
        short_period: report.short_period.clone(),
        running: report.running,
        plans: report.plans.iter().map(plan).collect(),
    }
}

fn plan(of: &PlanReport) -> OverviewPlan {
    let days = || of.days.iter().enumerate().filter(|(_, day)| !day.mark.is_empty());
    let described: Vec<String> = days().map(|(_, day)| format!("{}: {}", day.day, day.word)).collect();
    OverviewPlan {
        title: of.title.clone(),
        count: of.count.clone(),
        shapes: days().map(|(at, day)| (22 * at, shape(day.mark))).collect(),
        described: described.join("; "),
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
