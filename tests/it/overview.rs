//! The overview: small however long the course is, and true to the weeks.

use chrono::NaiveDate;
use tinystep::journal::View;
use tinystep::phrases::{DEFAULT_LANGUAGE, Tally};
use tinystep::report::{Glance, GlanceDay, GlancePlan, Overview, RunningPlan};
use tinystep::week::{CameUpCounts, Counts, State, Week, weeks_with_report};
use tinystep::when::Schedule;

use crate::report::{built_in, journal_of, page, report_of};
use crate::same_numbers::text_of;

const LAST: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 16).unwrap();

/// A week of plans with these names, each with a different state on every day.
fn glance(week: Week, names: &[String]) -> Glance {
    const STATES: [State; 7] =
        [State::Done, State::Partly, State::NotDone, State::Moved, State::Skipped, State::Open, State::Done];
    let days = || week.dates().zip(STATES);
    let days = || {
        days()
            .map(|(date, state)| {
                GlanceDay::new(date, state, (state == State::Moved).then_some(week.end()), std::iter::empty())
            })
            .collect()
    };
    let counts = Counts { planned: 6, due: 6, done: 3, partly: 1, not_done: 1, open: 1, moved: 1, ..Counts::default() };
    let tally = Tally { counts, ..Tally::default() };
    let plan = |task: &String| GlancePlan { task: task.clone(), tally, is_paused: false, days: days() };
    Glance {
        week,
        is_running: false,
        course_end: None,
        start: None,
        running_plans: Vec::new(),
        plans: names.iter().map(plan).collect(),
    }
}

fn many_weeks(many: u32, names: &[String]) -> Overview {
    let last = Week::containing(LAST, chrono::Weekday::Mon);
    let settings =
        journal_of(&vec![("journal.md".to_owned(), "# My journal\n".to_owned())], "2026-11-16", View::Shared).settings;
    Overview::new(&settings, (0..many).map(|back| glance(last.weeks_earlier(back), names)).collect())
}

fn names(many: usize, of: &str) -> Vec<String> {
    (0..many).map(|at| format!("{of} {at}")).collect()
}

#[test]
fn a_course_of_eighteen_years_is_a_small_page() {
    for of in ["Walk round the block", &"x".repeat(300), &"مرحبا بالعالم ".repeat(20), &"*a* <b> & [c] ".repeat(30)]
    {
        let overview = many_weeks(930, &names(8, of));
        let (html, md) = (page(built_in().overview_html(&overview)), page(built_in().overview_markdown(&overview)));
        assert!(html.len() < 300_000 && md.len() < 300_000, "{of}: {} and {}", html.len(), md.len());
        // Each week has its link, and all but the last twelve are folded, by year.
        assert_eq!(html.matches("<a href=\"week-").count(), 930);
        assert_eq!(md.matches("](week-").count(), 930);
        let open = html.split("<details>").next().expect("a page");
        assert_eq!(open.matches("<a href=\"week-").count(), 12);
        assert_eq!(html.matches("weeks before these</summary>").count(), 1);
        assert!(html.matches("<details>").count() >= 18, "a fold a year");
    }
}

#[test]
fn a_thousand_plans_are_a_small_page() {
    let mut overview = many_weeks(30, &names(1_000, "Walk round the block"));
    let plan = |at: usize| RunningPlan {
        task: format!("Walk {at}"),
        when: tinystep::when::When::absent(),
        minutes: None,
        place: None,
        remark: None,
    };
    overview.weeks[0].running_plans = (0..1_000).map(plan).collect();
    let (html, md) = (page(built_in().overview_html(&overview)), page(built_in().overview_markdown(&overview)));
    assert!(html.len() < 300_000 && md.len() < 100_000, "{} and {}", html.len(), md.len());
    for text in [text_of(&html), md] {
        assert!(text.contains("And 988 more"), "{text}");
    }
}

#[test]
fn the_course_has_the_same_numbers_as_the_weeks() {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let files = vec![
        file("journal.md", "---\nname: Sam\n---\n"),
        file(
            "plans/a.md",
            "---\ntask: Read\nwhen: every day at 8\nfrom: 2026-10-26\n---\n- [x] 2026-10-27\n- [/] 2026-10-28\n- [x] 2026-11-04\n",
        ),
        // A plan that changes in the middle of a week stays one task.
        file("plans/b1.md", "---\ntask: Walk\nwhen: Mon, Tue at 9\nfrom: 2026-11-02\n---\n- [x] 2026-11-09\n"),
        file(
            "plans/b2.md",
            "---\ntask: Walk\nwhen: Sat, Sun at 9\nfrom: 2026-11-12\n---\n- [x] 2026-11-14\n- [x] 2026-11-15\n",
        ),
        file(
            "plans/c.md",
            "---\ntask: Sigh\nwhen: when I am tense\nfrom: 2026-11-09\n---\n- [x] 2026-11-10\n- [-] 2026-11-11\n",
        ),
    ];
    let journal = journal_of(&files, "2026-11-16", View::Shared);
    let weeks = weeks_with_report(&journal, LAST);
    let overview = Overview::new(
        &journal.settings,
        weeks.into_iter().map(|w| Glance::new(&report_of(&journal, w, LAST))).collect(),
    );
    let course = overview.course.as_ref().expect("a course");
    let told: Vec<(&str, Vec<String>)> = course
        .tasks
        .iter()
        .map(|task| {
            let of = |week: &Option<_>| {
                week.map_or("–".to_owned(), |w: tinystep::report::TaskInWeek| {
                    DEFAULT_LANGUAGE.phrases.done_counts(&w.tally)
                })
            };
            (task.task.as_str(), task.weeks.iter().map(of).collect())
        })
        .collect();
    let words = |of: &[&str]| of.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    assert_eq!(
        told,
        [
            ("Read", words(&["1 of 7, and 1 partly", "1 of 7", "no notes; 7 planned", "7 to come"])),
            ("Walk", words(&["–", "no notes; 2 planned", "3 of 4", "2 to come"])),
            ("Sigh", words(&["–", "–", "came up twice: done 1, not done 1", "not noted yet"])),
        ]
    );
    // As many pebbles as were done, and half a one for what was partly.
    let html = page(built_in().overview_html(&overview));
    let table = html.split("<table class=\"course\"").nth(1).and_then(|t| t.split("</table>").next()).expect("a table");
    let dots: usize = table
        .split("class=\"dots\" d=\"")
        .skip(1)
        .map(|d| d.split('"').next().unwrap_or_default().matches('M').count())
        .sum();
    let halves: usize = table
        .split("class=\"halves\" d=\"")
        .skip(1)
        .map(|d| d.split('"').next().unwrap_or_default().matches('M').count())
        .sum();
    assert_eq!((dots, halves), (1 + 1 + 3 + 1, 1));
    assert_eq!(overview.weeks[0].running_plans.len(), 3, "the plans that run now, each once");
}

#[test]
fn the_line_of_a_week_says_what_was_done() {
    let tally = |done, partly, extra| {
        let counts = Counts { done, partly, extra, ..Counts::default() };
        Tally { counts, ..Tally::default() }
    };
    assert_eq!(tally(3, 1, 2).done_and_partly(), (5, 1));
    let came_up = CameUpCounts { done: 2, partly: 1, not_done: 4 };
    let bare_cue = Tally { schedule: Schedule::AsItComes, came_up, ..tally(0, 0, 3) };
    assert_eq!(bare_cue.done_and_partly(), (2, 1));
    assert_eq!(DEFAULT_LANGUAGE.phrases.week_summary(3, 12, 2), "3 plans: done 12 times, partly twice");
    assert_eq!(DEFAULT_LANGUAGE.phrases.week_summary(1, 0, 0), "1 plan");
    assert_eq!(DEFAULT_LANGUAGE.phrases.week_summary(0, 0, 0), "no plan");
}
