//! What the templates of one client's block on the page of all clients are given.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::in_words::shorten_for_heading;
use super::marks::mark_of_state;
use super::overview_view::GlancePlanView;
use crate::caseload::{Client, ClientWeek, DiscussionItem, UnreadPath};
use crate::phrases::Phrases;
use crate::phrases::plain::{cut_with_ellipsis, one_plain_line};
use crate::report::{GlanceDay, GlancePlan};

/// How many things that a client wants to bring up are shown, and how many characters of each; the page of the week has the rest.
const MOST_TO_DISCUSS: usize = 3;
const LONGEST_WORDS: usize = 320;
/// The longest sentence of where to start.
const LONGEST_START: usize = 240;
/// At most this many barriers are named.
const MOST_BARRIERS: usize = 4;
/// The longest path of a folder that is shown.
const LONGEST_PATH: usize = 120;

/// One client.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClientView {
    /// What the client is called, cut for a heading.
    pub name: String,
    /// The reports folder.
    pub folder: String,
    /// Whether the date of the session is only that of the usual weekday.
    pub by_weekday: bool,
    /// The newest week that could be read: `12 to 18 Nov`. None if there is none.
    pub week: Option<String>,
    /// The date that the week is counted as of, if it had not ended and that is before the date of the page.
    pub counted_as_of: Option<String>,
    /// Where the page of that week is, or else the newest page.
    pub page: Option<String>,
    /// Where the page of all weeks is.
    pub overview: Option<String>,
    /// Other folders whose client has the same name.
    pub same_name_in: Vec<String>,
    /// What the client wants to bring up first.
    pub first: Vec<ToDiscussView>,
    /// How many more such things there are.
    pub more_first: usize,
    /// Where to start, as a sentence.
    pub start_with: Option<String>,
    /// Each date's number and its position above the shapes.
    pub days: Vec<(usize, String)>,
    /// The plans.
    pub plans: Vec<ClientPlanView>,
    /// How many more plans there are.
    pub more: usize,
    /// What got in the way: `low energy, twice`.
    pub barriers: Vec<String>,
    /// When the newest note is from: `Tuesday 17 November`. None if there was none for six weeks.
    pub last_noted: Option<String>,
    /// How many of the client's own notes could not be read.
    pub left_out: u32,
    /// What in the folder could not be used.
    pub unread: Vec<UnreadView>,
}

/// One plan of a client's week.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClientPlanView {
    #[serde(flatten)]
    pub glance: GlancePlanView,
    /// The days with their marks: `Thu 12 ● done, Fri 13 □ no note`.
    pub line: String,
}

/// Something that a client wants to bring up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ToDiscussView {
    /// The client's words, cut. None if they are not shared.
    pub words: Option<String>,
    /// Where they are from: `Tue 17, Voice memo`.
    pub source: String,
}

/// A path that could not be used.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnreadView {
    pub path: String,
    /// Why, and what to do.
    pub why: String,
}

/// A date, with its year if that is not this year.
pub(super) fn date_in_words(date: NaiveDate, now: NaiveDate, phrases: &dyn Phrases) -> String {
    if date.year() == now.year() { phrases.date_without_year(date) } else { phrases.full_date(date) }
}

pub(super) fn unread_view(unread: &UnreadPath, phrases: &dyn Phrases) -> UnreadView {
    UnreadView { path: shown_path(&unread.path), why: one_plain_line(&phrases.unread_reason(&unread.why)) }
}

fn shown_path(path: &str) -> String {
    cut_with_ellipsis(&one_plain_line(path), LONGEST_PATH)
}

impl ClientView {
    pub(super) fn new(client: &Client, as_of: NaiveDate, phrases: &dyn Phrases) -> ClientView {
        let week = client.week.as_ref();
        let newest_page = client.newest_page.as_ref().map(|(_, path)| path.as_str());
        let page = week.and_then(|week| week.page.as_deref()).or(newest_page);
        let plans = week.map(|week| week.plans.as_slice()).unwrap_or_default();
        let dates = week.filter(|_| !plans.is_empty()).map(|week| week.start.iter_days().take(7));
        let to_discuss = week.map(|week| week.to_discuss.as_slice()).unwrap_or_default();
        ClientView {
            name: shorten_for_heading(&client.shown_name()),
            folder: shown_path(&client.folder),
            by_weekday: client.next_session.is_some_and(|session| !session.is_date_noted),
            week: week.map(|week| week_range_in_words(week, as_of, phrases)),
            counted_as_of: week
                .filter(|week| week.as_of < as_of && week.as_of <= week.end)
                .map(|week| date_in_words(week.as_of, as_of, phrases)),
            page: page.map(path_as_link),
            overview: client.overview.as_deref().map(path_as_link),
            same_name_in: client.same_name_in.iter().map(|folder| shown_path(folder)).collect(),
            first: to_discuss.iter().take(MOST_TO_DISCUSS).map(|of| to_discuss_view(of, phrases)).collect(),
            more_first: to_discuss.len().saturating_sub(MOST_TO_DISCUSS),
            start_with: week
                .and_then(|week| week.start_with.as_deref())
                .map(|text| cut_with_ellipsis(text, LONGEST_START)),
            days: dates
                .into_iter()
                .flatten()
                .enumerate()
                .map(|(at, date)| (22 * at + 10, date.day().to_string()))
                .collect(),
            plans: plans.iter().map(|plan| client_plan_view(plan, phrases)).collect(),
            more: week.map_or(0, |week| week.more_plans),
            barriers: week.map(|week| barriers_in_words(week, phrases)).unwrap_or_default(),
            last_noted: week.and_then(|week| week.last_noted).map(|date| date_in_words(date, as_of, phrases)),
            left_out: week.map_or(0, |week| week.left_out),
            unread: client.unread.iter().take(MOST_TO_DISCUSS).map(|unread| unread_view(unread, phrases)).collect(),
        }
    }
}

fn client_plan_view(plan: &GlancePlan, phrases: &dyn Phrases) -> ClientPlanView {
    let day = |day: &GlanceDay| {
        let glyph = mark_of_state(day.state, day.date, day.moved_to).glyph;
        let word = day.moved_to.map_or_else(|| phrases.state_name(day.state), |to| phrases.moved_to(to));
        (!glyph.is_empty()).then(|| format!("{} {glyph} {word}", phrases.short_weekday_and_day(day.date)))
    };
    let days: Vec<String> = plan.days.iter().filter_map(day).collect();
    ClientPlanView { glance: GlancePlanView::new(plan, phrases), line: days.join(", ") }
}

fn week_range_in_words(week: &ClientWeek, as_of: NaiveDate, phrases: &dyn Phrases) -> String {
    if week.end.year() == as_of.year() && week.start.year() == as_of.year() {
        phrases.short_date_range(week.start, week.end)
    } else {
        phrases.short_date_range_with_year(week.start, week.end)
    }
}

fn to_discuss_view(item: &DiscussionItem, phrases: &dyn Phrases) -> ToDiscussView {
    let words = cut_with_ellipsis(&item.words.join(" "), LONGEST_WORDS);
    ToDiscussView {
        words: Some(words).filter(|words| !words.is_empty()),
        source: match &item.task {
            Some(task) => phrases.entry_source(item.date, &shorten_for_heading(task)),
            None => phrases.short_weekday_and_day(item.date),
        },
    }
}

fn barriers_in_words(week: &ClientWeek, phrases: &dyn Phrases) -> Vec<String> {
    let named = week.barriers.iter().take(MOST_BARRIERS).map(|(barrier, count)| {
        format!("{}, {}", shorten_for_heading(&phrases.barrier_in_sentence(barrier)), phrases.how_many_times(*count))
    });
    let rest = week.barriers.len().saturating_sub(MOST_BARRIERS);
    named.chain((rest > 0).then(|| phrases.and_more(rest))).collect()
}

/// A path below the page as the address of a link, whatever names are in it: with `./`, so that none is taken for a scheme, and all
/// but letters and digits of ASCII and a few signs as `%20`.
fn path_as_link(path: &str) -> String {
    let mut link = String::from("./");
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/') {
            link.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(link, "%{byte:02X}");
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_below_the_page_whatever_the_names() {
        for (path, link) in [
            ("sam/reports/week-2026-11-16.html", "./sam/reports/week-2026-11-16.html"),
            ("javascript:alert(1)/index.html", "./javascript%3Aalert%281%29/index.html"),
            ("a b#c?d%e\"'<é>\n/index.md", "./a%20b%23c%3Fd%25e%22%27%3C%C3%A9%3E%0A/index.md"),
        ] {
            assert_eq!(path_as_link(path), link);
        }
    }
}
