//! `caseload --format json`: separate view structs, so that this form does not change with the model.

use chrono::NaiveDate;
use serde::Serialize;

use crate::caseload::{Caseload, Client, ClientPlan, ClientWeek, DiscussionItem, UnreadPath};
use crate::journal::Barrier;
use crate::phrases::Phrases;
use crate::report::GlanceDay;
use crate::week::{Counts, State};

/// The clients as other programs read them.
#[must_use]
pub fn caseload_json<'a>(caseload: &'a Caseload, phrases: &'a dyn Phrases) -> impl Serialize + 'a {
    CaseloadJson {
        schema: 1,
        as_of: caseload.as_of,
        day: caseload.day.map(|day| phrases.weekday(day)),
        without_session: caseload.without_session,
        clients: caseload.clients.iter().map(|client| client_json(client)).collect(),
        unread: caseload.unread.iter().map(|unread| unread_json(unread, phrases)).collect(),
    }
}

#[derive(Serialize)]
struct CaseloadJson<'a> {
    schema: u32,
    as_of: NaiveDate,
    /// The weekday of the sessions, if only those are in it.
    day: Option<String>,
    /// How many clients have no session whose date is known.
    without_session: usize,
    clients: Vec<ClientJson<'a>>,
    unread: Vec<UnreadJson<'a>>,
}

#[derive(Serialize)]
struct ClientJson<'a> {
    folder: &'a str,
    name: Option<&'a str>,
    same_name_in: &'a [String],
    next_session: Option<NaiveDate>,
    /// Whether a note names that date; otherwise it is that of the usual weekday.
    session_is_named: bool,
    overview: Option<&'a str>,
    /// The date on which the first week begins, if that is after the as-of date.
    first_week: Option<NaiveDate>,
    /// None if no week could be read.
    week: Option<ClientWeekJson<'a>>,
}

#[derive(Serialize)]
struct ClientWeekJson<'a> {
    start: NaiveDate,
    end: NaiveDate,
    as_of: NaiveDate,
    page: Option<&'a str>,
    /// Whether somebody edited that page after it was made.
    page_edited: bool,
    to_discuss: Vec<ToDiscussJson<'a>>,
    start_with: Option<&'a str>,
    plans: Vec<PlanMarksJson<'a>>,
    more_plans: usize,
    barriers: Vec<BarrierJson<'a>>,
    last_noted: Option<NaiveDate>,
    /// The first and the last date that `last_noted` is about.
    looked_from: NaiveDate,
    counted_to: NaiveDate,
    course_end: Option<NaiveDate>,
    /// How many of the client's notes could not be read.
    left_out: u32,
    /// How many ticked lines of the week look like a plan's and could not be read.
    unread_lines: u32,
}

#[derive(Serialize)]
struct ToDiscussJson<'a> {
    date: NaiveDate,
    about_week: bool,
    task: Option<&'a str>,
    words: &'a [String],
    felt: Option<&'a str>,
    helped: Option<&'a str>,
}

#[derive(Serialize)]
struct PlanMarksJson<'a> {
    task: &'a str,
    /// The days of this version, as far as they tell it from another version in the week.
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    #[serde(flatten)]
    counts: Counts,
    days: Vec<DayMarkJson>,
}

#[derive(Serialize)]
struct DayMarkJson {
    date: NaiveDate,
    status: State,
    /// False if it is past, and was to come when the week was counted.
    known: bool,
}

#[derive(Serialize)]
struct BarrierJson<'a> {
    name: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct UnreadJson<'a> {
    path: &'a str,
    why: String,
}

fn client_json(client: &Client) -> ClientJson<'_> {
    ClientJson {
        folder: &client.folder,
        name: client.name(),
        same_name_in: &client.same_name_in,
        next_session: client.next_session.map(|session| session.date),
        session_is_named: client.next_session.is_some_and(|session| session.is_date_noted),
        overview: client.overview.as_deref(),
        first_week: client.first_week,
        week: client.week.as_ref().map(week_json),
    }
}

fn week_json(week: &ClientWeek) -> ClientWeekJson<'_> {
    ClientWeekJson {
        start: week.start,
        end: week.end,
        as_of: week.as_of,
        page: week.page.as_deref(),
        page_edited: week.is_page_edited,
        to_discuss: week.to_discuss.iter().map(to_discuss_json).collect(),
        start_with: week.start_with.as_deref(),
        plans: week.plans.iter().map(plan_json).collect(),
        more_plans: week.more_plans,
        barriers: week
            .barriers
            .iter()
            .map(|(barrier, count)| BarrierJson { name: barrier_name(barrier), count: *count })
            .collect(),
        last_noted: week.last_noted,
        looked_from: week.looked_from,
        counted_to: week.counted_to,
        course_end: week.course_end,
        left_out: week.left_out,
        unread_lines: week.unread_lines,
    }
}

fn to_discuss_json(item: &DiscussionItem) -> ToDiscussJson<'_> {
    ToDiscussJson {
        date: item.date,
        about_week: item.is_about_week,
        task: item.task.as_deref(),
        words: &item.words,
        felt: item.felt.as_deref(),
        helped: item.helped.as_deref(),
    }
}

fn plan_json(plan: &ClientPlan) -> PlanMarksJson<'_> {
    let day =
        |day: &GlanceDay| DayMarkJson { date: day.date, status: day.state, known: !plan.unknown.contains(&day.date) };
    PlanMarksJson {
        task: &plan.glance.task,
        from: plan.version.first,
        until: plan.version.last,
        counts: plan.counts,
        days: plan.glance.days.iter().map(day).collect(),
    }
}

fn barrier_name(barrier: &Barrier) -> &str {
    match barrier {
        Barrier::Known(known) => known.name,
        Barrier::Other(written) => written,
    }
}

fn unread_json<'a>(unread: &'a UnreadPath, phrases: &dyn Phrases) -> UnreadJson<'a> {
    UnreadJson { path: &unread.path, why: phrases.unread_reason(&unread.why) }
}
