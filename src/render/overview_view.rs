//! What the templates of the overview are given.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::course_view::{TasksByWeeksView, tasks_by_weeks_view};
use super::in_words::{shorten_for_heading, start_here_sentence, where_to_turn_in_sentence};
use super::marks::{Mark, legend_marks, mark_of_state};
use super::plan_view::remark_in_words;
use super::view::LegendMark;
use crate::phrases::Phrases;
use crate::phrases::plain::without_closing_marks;
use crate::report::{COURSE_WEEKS, Glance, GlanceDay, GlancePlan, Overview, RunningPlan, page_names};
use crate::week::State;

/// At most this many plans of a week are shown; the rest are counted.
const PLANS: usize = 12;

/// All weeks that have a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OverviewView {
    /// The client's name, as `journal.md` has it.
    pub name: Option<String>,
    /// The same, cut to 60 characters for a heading.
    pub short_name: Option<String>,
    /// How many weeks there are.
    pub many: usize,
    /// The same as a word: `ten`.
    pub many_in_words: String,
    /// From the first date of the oldest to the last of the newest: `4 Sep to 12 Nov 2026`. Empty without a week.
    pub period: String,
    /// The name of the day with which a week begins: `Friday`. Empty without a week.
    pub first_day: String,
    /// The name of the day with which a week ends: `Thursday`. Empty without a week.
    pub last_day: String,
    /// The weeks that are shown with their days, newest first: twelve at most.
    pub weeks: Vec<GlanceView>,
    /// The course so far, as tasks by weeks. None if there is only one week.
    pub course: Option<TasksByWeeksView>,
    /// The older weeks, newest first, by the year in which they begin.
    pub years: Vec<FoldedYearView>,
    /// What `in need` in `journal.md` says, ready for a sentence. None for the general wording.
    pub in_need: Option<String>,
    /// The texts of people that are inside sentences, for the filter `isolated`.
    pub own_texts: Vec<String>,
    /// The marks that the page uses, in the order in which they are explained.
    pub marks: Vec<LegendMark>,
}

/// The weeks of a year that are folded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FoldedYearView {
    /// `2025`.
    pub year: String,
    /// How many weeks.
    pub many: usize,
    /// Newest first.
    pub weeks: Vec<WeekLineView>,
}

/// A week in one line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeekLineView {
    /// The name of its page in markdown: `week-2026-11-16.md`.
    pub file: String,
    /// The name of its page in HTML: `week-2026-11-16.html`.
    pub page_file: String,
    /// `12 to 18 Nov`.
    pub period: String,
    /// `3 plans: done 12 times, partly twice`.
    pub line: String,
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
    /// The same, without the year if that is the newest week's.
    pub label: String,
    /// Whether it has not ended yet.
    pub running: bool,
    /// The course's last date in words, in the week that holds it: `Wednesday 11 November 2026`.
    pub course_ends: Option<String>,
    /// Whether the course is over.
    pub course_over: bool,
    /// What went well, as a sentence.
    pub went_well: Option<String>,
    /// What there is to do now: the plans that still run, in a week that has not ended.
    pub now: Vec<RunningPlanView>,
    /// How many more such plans there are.
    pub more_now: usize,
    /// Each date's number and its position above the shapes. Empty if no plan has days.
    pub days: Vec<(usize, String)>,
    /// Its plans, in order of task: twelve at most.
    pub plans: Vec<GlancePlanView>,
    /// How many more plans there are.
    pub more: usize,
}

/// A plan that still runs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunningPlanView {
    /// `If it is Thursday morning: Voice memo, 2 minutes (kitchen).`
    pub sentence: String,
    /// That it begins later, or is paused.
    pub remark: Option<String>,
}

/// A plan as the overview shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GlancePlanView {
    /// The task, cut for a heading.
    pub title: String,
    /// What became of the week: `3 of 6, and 1 partly`.
    pub count: String,
    /// For each day with a mark, how far its shape is from the left, in a picture 154 wide, and the name of the shape.
    pub shapes: Vec<(usize, &'static str)>,
    /// The same for each day whose occasions differ: half as large, up to three beside each other.
    pub small_shapes: Vec<(usize, &'static str)>,
    /// The same in words: `Thu 12: done; Fri 13: open`.
    pub described: String,
}

impl OverviewView {
    /// The names of its fields, as templates use them.
    pub const FIELDS: &[&str] = &[
        "name",
        "short_name",
        "many",
        "many_in_words",
        "period",
        "first_day",
        "last_day",
        "weeks",
        "course",
        "years",
        "in_need",
        "own_texts",
        "marks",
    ];

    pub(super) fn new(overview: &Overview, phrases: &dyn Phrases) -> OverviewView {
        let weeks = &overview.weeks;
        let weekday = |date: NaiveDate| phrases.weekday(date.weekday());
        let (newest, oldest) = (weeks.first(), weeks.last());
        let shown =
            weeks.get(..COURSE_WEEKS).unwrap_or(weeks).iter().flat_map(|glance| glance.plans.iter().take(PLANS));
        let used: BTreeSet<&str> = shown.flat_map(|plan| &plan.days).flat_map(shapes_of_glance_day).collect();
        let period =
            newest.zip(oldest).map(|(new, old)| phrases.short_date_range_with_year(old.week.start(), new.week.end()));
        OverviewView {
            name: overview.name.clone(),
            short_name: overview.name.as_deref().map(shorten_for_heading),
            many: weeks.len(),
            many_in_words: phrases.small_number_word(weeks.len()),
            period: period.unwrap_or_default(),
            first_day: newest.map(|glance| weekday(glance.week.start())).unwrap_or_default(),
            last_day: newest.map(|glance| weekday(glance.week.end())).unwrap_or_default(),
            weeks: glance_views(weeks.get(..COURSE_WEEKS).unwrap_or(weeks), phrases),
            course: overview.course.as_ref().map(|course| tasks_by_weeks_view(course, phrases)),
            years: year_views(weeks.get(COURSE_WEEKS..).unwrap_or_default(), phrases),
            in_need: where_to_turn_in_sentence(overview.where_to_turn.as_deref(), phrases),
            own_texts: newest.map(client_texts_in_week_sentences).unwrap_or_default(),
            marks: legend_marks(|shape| used.contains(shape), phrases),
        }
    }
}

/// The tasks and places in the sentences of the newest week, the longest first.
fn client_texts_in_week_sentences(newest: &Glance) -> Vec<String> {
    let tasks = newest.plans.iter().take(PLANS).map(|plan| &plan.task);
    let steps = newest.running_plans.iter().take(PLANS).flat_map(|step| [Some(&step.task), step.place.as_ref()]);
    let all = tasks.chain(steps.flatten());
    // Both whole and cut, as sentences have them.
    let forms = all.flat_map(|text| {
        [without_closing_marks(text).to_owned(), without_closing_marks(&shorten_for_heading(text)).to_owned()]
    });
    let mut texts: Vec<String> = forms.filter(|text| text.chars().count() > 1).collect();
    texts.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    texts.dedup();
    texts
}

/// Some weeks with their days, newest first.
fn glance_views(weeks: &[Glance], phrases: &dyn Phrases) -> Vec<GlanceView> {
    let this_year = weeks.first().map(|newest| newest.week.end().year());
    let view = |glance: &Glance| {
        let view = GlanceView::new(glance, phrases);
        let (start, end) = (glance.week.start(), glance.week.end());
        let is_this_year = Some(start.year()) == this_year && Some(end.year()) == this_year;
        GlanceView {
            label: if is_this_year { phrases.short_date_range(start, end) } else { view.short_period.clone() },
            ..view
        }
    };
    weeks.iter().map(view).collect()
}

/// Some weeks, newest first, by year.
fn year_views(weeks: &[Glance], phrases: &dyn Phrases) -> Vec<FoldedYearView> {
    let year = |glance: &Glance| glance.week.start().year();
    let of_year = |weeks: &[Glance]| FoldedYearView {
        year: weeks.first().map(|glance| year(glance).to_string()).unwrap_or_default(),
        many: weeks.len(),
        weeks: weeks.iter().map(|glance| WeekLineView::new(glance, phrases)).collect(),
    };
    weeks.chunk_by(|a, b| year(a) == year(b)).map(of_year).collect()
}

impl WeekLineView {
    fn new(glance: &Glance, phrases: &dyn Phrases) -> WeekLineView {
        let (start, end) = (glance.week.start(), glance.week.end());
        let practised = glance.plans.iter().map(|plan| plan.tally.done_and_partly());
        let (done, partly) = practised.fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
        WeekLineView {
            file: page_names::week_markdown_name(start),
            page_file: page_names::week_html_name(start),
            period: phrases.short_date_range(start, end),
            line: phrases.week_summary(glance.plans.len(), done, partly),
        }
    }
}

impl GlanceView {
    fn new(glance: &Glance, phrases: &dyn Phrases) -> GlanceView {
        let (start, end) = (glance.week.start(), glance.week.end());
        let dates = || glance.week.dates().filter(|_| !glance.plans.is_empty());
        GlanceView {
            file: page_names::week_markdown_name(start),
            page_file: page_names::week_html_name(start),
            start: start.to_string(),
            period: phrases.full_date_range(start, end),
            short_period: phrases.short_date_range_with_year(start, end),
            label: String::new(),
            running: glance.is_running,
            course_ends: glance.course_end.map(|(date, _)| phrases.full_date(date)),
            course_over: glance.course_end.is_some_and(|(_, is_over)| is_over),
            went_well: glance.start.as_ref().and_then(|start| start_here_sentence(start, phrases)),
            now: glance.running_plans.iter().take(PLANS).map(|step| running_plan_view(step, phrases)).collect(),
            more_now: glance.running_plans.len().saturating_sub(PLANS),
            days: dates().enumerate().map(|(at, date)| (22 * at + 10, date.day().to_string())).collect(),
            plans: glance.plans.iter().take(PLANS).map(|plan| GlancePlanView::new(plan, phrases)).collect(),
            more: glance.plans.len().saturating_sub(PLANS),
        }
    }
}

fn running_plan_view(step: &RunningPlan, phrases: &dyn Phrases) -> RunningPlanView {
    RunningPlanView {
        sentence: phrases.if_then_sentence(&step.when, &step.task, step.minutes, step.place.as_deref()),
        remark: step.remark.map(|remark| remark_in_words(remark, phrases)),
    }
}

impl GlancePlanView {
    pub(super) fn new(plan: &GlancePlan, phrases: &dyn Phrases) -> GlancePlanView {
        let shape = |day: &GlanceDay| mark_of_state(day.state, day.date, day.moved_to).shape;
        let days = || plan.days.iter().enumerate();
        let shapes = days().filter(|(_, day)| day.mixed.is_empty()).map(|(at, day)| (22 * at, shape(day)));
        let described = plan.days.iter().filter(|day| !shape(day).is_empty()).map(|day| {
            let words: Vec<String> = marks_and_words(day, phrases).into_iter().map(|(_, word)| word).collect();
            format!("{}: {}", phrases.short_weekday_and_day(day.date), phrases.list_with_and(&words))
        });
        GlancePlanView {
            title: shorten_for_heading(&plan.task),
            count: if plan.is_paused { phrases.paused() } else { phrases.done_counts(&plan.tally) },
            shapes: shapes.filter(|(_, shape)| !shape.is_empty()).collect(),
            small_shapes: days().flat_map(|(at, day)| small_shapes_of_day(22 * at, day)).collect(),
            described: described.collect::<Vec<_>>().join("; "),
        }
    }
}

/// What became of a date, each as its mark and a word: of occasions that differ, each state once.
pub(super) fn marks_and_words(day: &GlanceDay, phrases: &dyn Phrases) -> Vec<(Mark, String)> {
    let of_state = |state: State| (mark_of_state(state, day.date, None), phrases.state_name(state));
    if !day.mixed.is_empty() {
        return day.mixed.iter().copied().map(of_state).collect();
    }
    let word = day.moved_to.map_or_else(|| phrases.state_name(day.state), |to| phrases.moved_to(to));
    vec![(mark_of_state(day.state, day.date, day.moved_to), word)]
}

/// The shapes that stand for a date.
fn shapes_of_glance_day(day: &GlanceDay) -> Vec<&'static str> {
    let mixed = day.mixed.iter().map(|&state| mark_of_state(state, day.date, None).shape);
    mixed.chain(day.mixed.is_empty().then(|| mark_of_state(day.state, day.date, day.moved_to).shape)).collect()
}

/// The first three shapes of a date whose occasions differ, beside each other in the room of one.
fn small_shapes_of_day(left: usize, day: &GlanceDay) -> Vec<(usize, &'static str)> {
    let shapes = day.mixed.iter().map(|&state| mark_of_state(state, day.date, None).shape);
    let shapes: Vec<&'static str> = shapes.filter(|shape| !shape.is_empty()).take(3).collect();
    let step = if shapes.len() > 2 { 6 } else { 10 };
    shapes.iter().enumerate().map(|(n, &shape)| (left + step * n, shape)).collect()
}
