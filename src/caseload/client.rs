//! One client: what the newest week in their folder says.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::unread_path::UnreadPath;
use crate::data::{BarrierCount, DayData, EntryData, EntryRoleData, PlanData, ToDiscuss, WeekData};
use crate::journal::{BARRIERS, Barrier};
use crate::phrases::Tally;
use crate::phrases::plain::{one_plain_line, plain_lines};
use crate::report::{GlanceDay, GlancePlan};
use crate::week::State;
use crate::when::Schedule;

/// This many days after a session, the date of the next one is no longer known.
const LONGEST_WITHOUT_SESSION: i64 = 28;
/// At most this many plans of a week are shown; the rest are counted.
const MOST_PLANS: usize = 12;

/// One client's folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Client {
    /// The path of their folder, relative to the folder of all clients, with `/`.
    pub folder: String,
    /// The path of the page of all weeks, in the same way.
    pub overview: Option<String>,
    /// The first date and the path of the newest page up to the as-of date.
    pub newest_page: Option<(NaiveDate, String)>,
    /// None if no week could be read.
    pub week: Option<ClientWeek>,
    pub next_session: Option<ExpectedSession>,
    /// What in the folder could not be used.
    pub unread: Vec<UnreadPath>,
    /// The other folders whose client has the same name.
    pub same_name_in: Vec<String>,
}

/// When the client comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpectedSession {
    pub date: NaiveDate,
    /// Whether the data names this date. Otherwise it is the next one on the weekday of the last that it names.
    pub is_date_noted: bool,
}

/// The facts of one week that a clinician wants first.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientWeek {
    /// The client's name, in one line.
    pub name: Option<String>,
    pub start: NaiveDate,
    pub end: NaiveDate,
    /// The date that it is counted as of.
    pub as_of: NaiveDate,
    /// The path of its page, relative to the folder of all clients.
    pub page: Option<String>,
    pub to_discuss: Vec<DiscussionItem>,
    pub start_with: Option<String>,
    /// In order of task: twelve at most.
    pub plans: Vec<GlancePlan>,
    /// How many more plans there are.
    pub more_plans: usize,
    /// What got in the way and how often, the most often noted first.
    pub barriers: Vec<(Barrier, usize)>,
    /// The date of the newest note.
    pub last_noted: Option<NaiveDate>,
    /// How many of the client's notes could not be read.
    pub left_out: u32,
    /// The dates of sessions that it names.
    sessions: [Option<NaiveDate>; 2],
    /// The last day of the course, if it ends in this week or has ended.
    course_end: Option<NaiveDate>,
}

/// Something that a client wants to bring up.
#[derive(Clone, Debug, PartialEq)]
pub struct DiscussionItem {
    pub date: NaiveDate,
    pub task: Option<String>,
    /// If they are shared: what was written, how it felt, what helped.
    pub words: Vec<String>,
}

impl Client {
    /// The same client with the week that could be read. `page` is the path of its page.
    #[must_use]
    pub fn with_week(self, data: &WeekData, page: Option<String>, as_of: NaiveDate) -> Client {
        let week = ClientWeek::new(data, page, as_of);
        Client { next_session: week.next_session(as_of), week: Some(week), ..self }
    }

    /// The client's name, if the data has one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.week.as_ref()?.name.as_deref()
    }

    /// What the client is called: the name, or else the folder, without its last part if that is `reports`.
    #[must_use]
    pub fn shown_name(&self) -> String {
        let folder = self.folder.strip_suffix("/reports").unwrap_or(&self.folder);
        self.name().map_or_else(|| one_plain_line(folder), str::to_owned)
    }

    /// The weekday of the client's sessions, if the data gives it.
    #[must_use]
    pub fn session_day(&self) -> Option<Weekday> {
        self.next_session.map(|session| session.date.weekday())
    }
}

impl ClientWeek {
    fn new(data: &WeekData, page: Option<String>, today: NaiveDate) -> ClientWeek {
        let is_running = data.as_of <= data.week.end;
        let name = data.name.as_deref().map(one_plain_line).filter(|name| !name.is_empty());
        ClientWeek {
            name,
            start: data.week.start,
            end: data.week.end,
            as_of: data.as_of,
            page,
            to_discuss: data.to_discuss.iter().map(DiscussionItem::new).collect(),
            start_with: data.start_with.as_deref().map(one_plain_line).filter(|text| !text.is_empty()),
            plans: data
                .plans
                .iter()
                .take(MOST_PLANS)
                .map(|plan| clear_upcoming_days_in_past(glance_plan(plan, &data.entries, is_running), today))
                .collect(),
            more_plans: data.plans.len().saturating_sub(MOST_PLANS),
            barriers: sum_barriers_over_tasks(&data.barriers),
            last_noted: data.last_noted,
            left_out: data.problems.notes,
            sessions: [data.session, data.next_session],
            course_end: data.course_end,
        }
    }

    /// The first session on or after a date: one that the week names, else one on the same weekday as the last that it names
    /// while the course runs.
    fn next_session(&self, as_of: NaiveDate) -> Option<ExpectedSession> {
        let named = || self.sessions.iter().flatten().copied();
        if let Some(date) = named().filter(|date| *date >= as_of).min() {
            return Some(ExpectedSession { date, is_date_noted: true });
        }
        if self.course_end.is_some_and(|end| end < as_of) {
            return None;
        }
        let last =
            named().max().filter(|last| as_of.signed_duration_since(*last).num_days() <= LONGEST_WITHOUT_SESSION)?;
        let day = last.weekday();
        let days = u64::from(day.days_since(as_of.weekday()));
        Some(ExpectedSession { date: as_of.checked_add_days(Days::new(days))?, is_date_noted: false })
    }
}

impl DiscussionItem {
    fn new(data: &ToDiscuss) -> DiscussionItem {
        let texts = [&data.words, &data.felt, &data.helped].into_iter().flatten();
        DiscussionItem {
            date: data.date,
            task: data.task.as_deref().map(one_plain_line).filter(|task| !task.is_empty()),
            words: texts.flat_map(|text| plain_lines(text)).filter(|line| !line.is_empty()).collect(),
        }
    }
}

/// What was to come when the week was counted, and is past today, is not known.
fn clear_upcoming_days_in_past(mut plan: GlancePlan, today: NaiveDate) -> GlancePlan {
    for day in plan.days.iter_mut().filter(|day| day.state == State::Upcoming && day.date < today) {
        day.state = State::None;
    }
    plan
}

fn glance_plan(plan: &PlanData, entries: &[EntryData], is_running: bool) -> GlancePlan {
    let own: Vec<&EntryData> =
        entries.iter().filter(|entry| entry.task == plan.task && entry.plan_start == plan.start).collect();
    let made_up_on = |date: NaiveDate| own.iter().find(|entry| entry.moved_from == Some(date)).map(|entry| entry.date);
    let day = |day: &DayData| GlanceDay {
        date: day.date,
        state: day.status,
        moved_to: made_up_on(day.date).filter(|_| day.status == State::Moved),
    };
    let schedule = match (plan.came_up, plan.days_practised) {
        (Some(_), _) => Schedule::AsItComes,
        (None, None) if plan.counts.planned > 0 => Schedule::Floating(plan.counts.planned),
        _ => Schedule::OnDates,
    };
    let notes = own.iter().filter(|entry| entry.counts_as != EntryRoleData::Skip).count();
    let tally = Tally {
        schedule,
        is_running,
        counts: plan.counts,
        notes: u32::try_from(notes).unwrap_or(u32::MAX),
        came_up: plan.came_up.unwrap_or_default(),
        ..Tally::default()
    };
    let tally = tally.with_states_of_days(plan.days.iter().map(|day| (day.date, day.status)));
    let is_over = is_running && plan.ended_on.is_some();
    GlancePlan {
        task: one_plain_line(&plan.task),
        tally: if is_over { tally.of_ended_plan() } else { tally },
        is_paused: plan.counts.planned == 0 && plan.counts.extra == 0 && !plan.paused_on.is_empty(),
        days: plan.days.iter().map(day).collect(),
    }
}

/// Each barrier once, the most often noted first, then in the order in which they come.
fn sum_barriers_over_tasks(counts: &[BarrierCount]) -> Vec<(Barrier, usize)> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all: Vec<(Barrier, usize)> = Vec::new();
    for of in counts {
        let name = of.name.as_str();
        let at = *places.entry(name).or_insert_with(|| {
            let known = BARRIERS.iter().find(|known| known.name == name);
            all.push((known.map_or_else(|| Barrier::Other(one_plain_line(name)), Barrier::Known), 0));
            all.len() - 1
        });
        if let Some((_, count)) = all.get_mut(at) {
            *count = count.saturating_add(of.count);
        }
    }
    all.sort_by_key(|(_, count)| Reverse(*count));
    all
}
