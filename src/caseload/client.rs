//! One client: what the newest week in their folder says.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::client_plan::{ClientPlan, plans_of_week};
use super::discussion::{DiscussionItem, marked_items_before_newest_week, marked_items_of_week};
use super::unread_path::UnreadPath;
use crate::data::{BarrierCount, WeekData};
use crate::journal::{BARRIERS, Barrier};
use crate::phrases::plain::one_plain_line;
use crate::report::LOOKS_BACK;

/// This many days after a session, the date of the next one is no longer known.
const LONGEST_WITHOUT_SESSION: i64 = 28;
/// At most this many plans of a week are shown; the rest are counted.
const MOST_PLANS: usize = 12;

/// One client's folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Client {
    /// The path of their folder, relative to the folder of all clients, with `/`.
    pub folder: Arc<str>,
    /// The path of the page of all weeks, in the same way.
    pub overview: Option<String>,
    /// The first date and the path of the newest page up to the as-of date.
    pub newest_page: Option<(NaiveDate, String)>,
    /// None if no week could be read.
    pub week: Option<ClientWeek>,
    pub next_session: Option<ExpectedSession>,
    /// The date on which the first week begins, if that is after the as-of date.
    pub first_week: Option<NaiveDate>,
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
    /// Whether somebody edited that page after it was made.
    pub is_page_edited: bool,
    /// The last date that is known: that of the count, or the last day of the week.
    pub counted_to: NaiveDate,
    /// Whether days after that date are past, more than one of them or in a later week, and something could be known of them.
    pub is_behind: bool,
    /// In order of time: what was marked in the weeks before since the last session, then that of this week.
    pub to_discuss: Vec<DiscussionItem>,
    pub start_with: Option<String>,
    /// In order of task: twelve at most.
    pub plans: Vec<ClientPlan>,
    /// How many more plans there are.
    pub more_plans: usize,
    /// What got in the way and how often, the most often noted first.
    pub barriers: Vec<(Barrier, usize)>,
    /// The date of the newest note.
    pub last_noted: Option<NaiveDate>,
    /// If there is no such note, the first date of the days that have none.
    pub looked_from: NaiveDate,
    /// How many of the client's notes could not be read.
    pub left_out: u32,
    /// How many ticked lines of the week look like a plan's and could not be read.
    pub unread_lines: u32,
    /// The dates of sessions that it names.
    sessions: [Option<NaiveDate>; 2],
    /// The last day of the course, if it ends in this week or has ended.
    pub course_end: Option<NaiveDate>,
}

impl Client {
    /// The same client with the week that could be read. `page` is the path of its page.
    #[must_use]
    pub fn with_week(self, data: &WeekData, page: Option<String>, as_of: NaiveDate) -> Client {
        let week = ClientWeek::new(data, page, as_of);
        Client { next_session: week.next_session(as_of), week: Some(week), ..self }
    }

    /// The same with what the weeks before tell, the newest of them first. `first_week` is the date on which the oldest week begins that is
    /// there.
    #[must_use]
    pub fn with_weeks_before(
        mut self,
        newest: &WeekData,
        before: &[WeekData],
        first_week: Option<NaiveDate>,
        as_of: NaiveDate,
    ) -> Client {
        if let Some(week) = &mut self.week {
            week.to_discuss =
                [marked_items_before_newest_week(newest, before, as_of), std::mem::take(&mut week.to_discuss)].concat();
            week.looked_from = first_date_without_note(newest, first_week).min(week.counted_to);
        }
        self
    }

    /// The same with what is known of the page of that week: whether somebody edited it.
    #[must_use]
    pub fn with_edited_page(mut self, is_edited: bool) -> Client {
        if let Some(week) = &mut self.week {
            week.is_page_edited = is_edited;
        }
        self
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
        let name = data.name.as_deref().map(one_plain_line).filter(|name| !name.is_empty());
        let counted_to = data.as_of.min(data.week.end);
        let is_over = data.course_end.is_some_and(|end| end <= counted_to);
        let is_behind = !is_over && (data.week.end < today || data.as_of.succ_opt().is_some_and(|next| next < today));
        // That there are no notes in a week is no longer true of it once later days are past.
        let may_start = !(is_behind && data.entries.is_empty());
        let start_with = data.start_with.as_deref().map(one_plain_line);
        ClientWeek {
            name,
            start: data.week.start,
            end: data.week.end,
            as_of: data.as_of,
            page,
            is_page_edited: false,
            counted_to,
            is_behind,
            to_discuss: marked_items_of_week(data),
            start_with: start_with.filter(|text| !text.is_empty() && may_start),
            plans: plans_of_week(data, MOST_PLANS, today),
            more_plans: data.plans.len().saturating_sub(MOST_PLANS),
            barriers: sum_barriers_over_tasks(&data.barriers),
            last_noted: data.last_noted,
            looked_from: first_date_without_note(data, None).min(counted_to),
            left_out: data.problems.notes,
            unread_lines: data.problems.lines,
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

/// If a week has no newest note, the first date of the days that have none: six weeks back, or where the client's weeks begin, with the first
/// plan if that is in the first of them.
fn first_date_without_note(data: &WeekData, first_week: Option<NaiveDate>) -> NaiveDate {
    let six_weeks = data.week.start.checked_sub_days(Days::new(7 * u64::from(LOOKS_BACK - 1)));
    let six_weeks = six_weeks.unwrap_or(data.week.start);
    let Some(first) = first_week.filter(|first| *first >= six_weeks) else { return six_weeks };
    let plans = data.plans.iter().filter_map(|plan| plan.start);
    plans.filter(|start| (0..7).contains(&(*start - first).num_days())).min().unwrap_or(first)
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
