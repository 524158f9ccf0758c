//! What the templates of one client's block on the page of all clients are given.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::in_words::shorten_for_heading;
use super::overview_view::{GlancePlanView, marks_and_words};
use crate::caseload::{Client, ClientPlan, ClientWeek, DiscussionItem, UnreadPath};
use crate::journal::Barrier;
use crate::phrases::Phrases;
use crate::phrases::plain::{cut_with_ellipsis, one_plain_line, with_capital, without_closing_marks};
use crate::report::GlanceDay;

/// How many things that a client wants to bring up are shown (the newest), and how many characters of each; the pages of the weeks have
/// the rest.
const MOST_TO_DISCUSS: usize = 6;
const LONGEST_WORDS: usize = 320;
/// How many characters of how it felt and of what helped.
const LONGEST_FELT: usize = 160;
/// How many paths that could not be used are named with a client.
const MOST_UNREAD: usize = 3;
/// The longest sentence of where to start.
const LONGEST_START: usize = 240;
/// At most this many barriers are named.
const MOST_BARRIERS: usize = 4;
/// The longest path of a folder that is shown.
const LONGEST_PATH: usize = 120;
/// The mark of a day that is past, and was to come when the week was counted.
const UNKNOWN_GLYPH: &str = "?";
pub(super) const UNKNOWN_SHAPE: &str = "m-unknown";

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
    /// The date that the week is counted as of, if it had not ended and that is the day before the date of the page.
    pub counted_as_of: Option<String>,
    /// The last date that is known, if more than a day later is past and nothing is known of it.
    pub counted_to: Option<String>,
    /// When the first week begins, if that is after the date of the page.
    pub begins: Option<String>,
    /// That the course ends, or has ended, as a sentence.
    pub course_end: Option<String>,
    /// Where the page of that week is, or else the newest page.
    pub page: Option<String>,
    /// Whether somebody edited the page of that week after it was made.
    pub page_edited: bool,
    /// Where the page of all weeks is.
    pub overview: Option<String>,
    /// Other folders whose client has the same name.
    pub same_name_in: Vec<String>,
    /// What the client wants to bring up first, the newest of it, in order of time.
    pub first: Vec<ToDiscussView>,
    /// How many more such things there are.
    pub more_first: usize,
    /// Where to start, as a sentence.
    pub start_with: Option<String>,
    /// The texts of people that are inside sentences, for the filter `isolated`.
    pub own_texts: Vec<String>,
    /// Each date's number and its position above the shapes.
    pub days: Vec<(usize, String)>,
    /// The letters of its weekday, in the same way.
    pub weekdays: Vec<(usize, String)>,
    /// The plans.
    pub plans: Vec<ClientPlanView>,
    /// How many more plans there are.
    pub more: usize,
    /// What got in the way: `low energy, twice`.
    pub barriers: Vec<String>,
    /// When the newest note is from: `Tuesday 17 November`. None if there was none on the days of `no_note`.
    pub last_noted: Option<String>,
    /// The first and the last of the days without a note: `12 Oct`, `18 Nov`.
    pub no_note: Option<(String, String)>,
    /// How many of the client's own notes could not be read.
    pub left_out: u32,
    /// How many ticked lines of the week look like a plan's and could not be read.
    pub unread_lines: u32,
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
    /// The client's words, cut. None if there are none, or they are not shared: nobody is told which.
    pub words: Option<String>,
    /// How it felt, and what helped.
    pub felt: Option<String>,
    pub helped: Option<String>,
    /// Where it is from: `Tue 17, Voice memo`.
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
        let dates = || week.filter(|_| !plans.is_empty()).into_iter().flat_map(|week| week.start.iter_days().take(7));
        let above_marks = |text: &dyn Fn(NaiveDate) -> String| {
            dates().enumerate().map(|(at, date)| (22 * at + 10, text(date))).collect::<Vec<_>>()
        };
        let to_discuss = week.map(|week| week.to_discuss.as_slice()).unwrap_or_default();
        let more_first = to_discuss.len().saturating_sub(MOST_TO_DISCUSS);
        let in_words = |date: NaiveDate| date_in_words(date, as_of, phrases);
        ClientView {
            name: shorten_for_heading(&client.shown_name()),
            folder: shown_path(&client.folder),
            by_weekday: client.next_session.is_some_and(|session| !session.is_date_noted),
            week: week.map(|week| week_range_in_words(week, as_of, phrases)),
            counted_as_of: week
                .filter(|week| week.as_of < as_of && week.as_of <= week.end && !week.is_behind)
                .map(|week| in_words(week.as_of)),
            counted_to: week.filter(|week| week.is_behind).map(|week| in_words(week.counted_to)),
            begins: client.first_week.map(in_words),
            course_end: week.and_then(|week| week.course_end).map(|end| phrases.course_end_sentence(end, end < as_of)),
            page: page.map(path_as_link),
            page_edited: week.is_some_and(|week| week.is_page_edited),
            overview: client.overview.as_deref().map(path_as_link),
            same_name_in: client.same_name_in.iter().map(|folder| shown_path(folder)).collect(),
            first: to_discuss.iter().skip(more_first).map(|of| to_discuss_view(of, phrases)).collect(),
            more_first,
            start_with: week
                .and_then(|week| week.start_with.as_deref())
                .map(|text| cut_with_ellipsis(text, LONGEST_START)),
            own_texts: week.map(client_texts_in_start).unwrap_or_default(),
            days: above_marks(&|date| date.day().to_string()),
            weekdays: above_marks(&|date| phrases.shortest_weekday(date.weekday())),
            plans: plans.iter().map(|plan| client_plan_view(plan, phrases)).collect(),
            more: week.map_or(0, |week| week.more_plans),
            barriers: week.map(|week| barriers_in_words(week, phrases)).unwrap_or_default(),
            last_noted: week.and_then(|week| week.last_noted).map(in_words),
            no_note: week.filter(|week| week.last_noted.is_none()).map(|week| {
                (phrases.day_and_short_month(week.looked_from), phrases.day_and_short_month(week.counted_to))
            }),
            left_out: week.map_or(0, |week| week.left_out),
            unread_lines: week.map_or(0, |week| week.unread_lines),
            unread: client.unread.iter().take(MOST_UNREAD).map(|unread| unread_view(unread, phrases)).collect(),
        }
    }
}

fn client_plan_view(plan: &ClientPlan, phrases: &dyn Phrases) -> ClientPlanView {
    let mut glance = GlancePlanView::new(&plan.glance, phrases);
    let days = || plan.glance.days.iter().enumerate();
    let is_unknown = |day: &GlanceDay| plan.unknown.contains(&day.date);
    // In order of date, as the marks are.
    glance.shapes.extend(days().filter(|(_, day)| is_unknown(day)).map(|(at, _)| (22 * at, UNKNOWN_SHAPE)));
    glance.shapes.sort_unstable();
    if plan.is_unknown {
        glance.count = phrases.not_known();
    }
    glance.title = phrases.plan_version(&glance.title, plan.version.first, plan.version.last);
    let glyphs_and_words = |day: &GlanceDay| -> Vec<(&str, String)> {
        if is_unknown(day) {
            return vec![(UNKNOWN_GLYPH, phrases.not_known())];
        }
        let marks = marks_and_words(day, phrases).into_iter().map(|(mark, word)| (mark.glyph, word));
        marks.filter(|(glyph, _)| !glyph.is_empty()).collect()
    };
    let marked = || days().map(|(_, day)| (day.date, glyphs_and_words(day))).filter(|(_, marks)| !marks.is_empty());
    let of_days = |between: &str, said: &dyn Fn(&str, &str) -> String| -> Vec<String> {
        let day = |(date, marks): (NaiveDate, Vec<(&str, String)>)| {
            let all: Vec<String> = marks.iter().map(|(glyph, word)| said(glyph, word)).collect();
            format!("{}{between}{}", phrases.short_weekday_and_day(date), phrases.list_with_and(&all))
        };
        marked().map(day).collect()
    };
    glance.described = of_days(": ", &|_, word| word.to_owned()).join("; ");
    let line = of_days(" ", &|glyph, word| format!("{glyph} {word}")).join(", ");
    ClientPlanView { glance, line }
}

/// The client's words that may be in the sentence of where to start: both whole and cut, as sentences have them.
fn client_texts_in_start(week: &ClientWeek) -> Vec<String> {
    let tasks = week.plans.iter().map(|plan| plan.glance.task.as_str());
    let barriers = week.barriers.iter().filter_map(|(barrier, _)| match barrier {
        Barrier::Other(written) => Some(written.as_str()),
        Barrier::Known(_) => None,
    });
    let forms = tasks.chain(barriers).flat_map(|text| {
        [without_closing_marks(text).to_owned(), without_closing_marks(&shorten_for_heading(text)).to_owned()]
    });
    let start = week.start_with.as_deref().unwrap_or_default();
    let mut texts: Vec<String> = forms.filter(|text| text.chars().count() > 1 && start.contains(text)).collect();
    texts.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    texts.dedup();
    texts
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
    let felt = |text: &Option<String>| text.as_deref().map(|text| cut_with_ellipsis(text, LONGEST_FELT));
    ToDiscussView {
        words: Some(words).filter(|words| !words.is_empty()),
        felt: felt(&item.felt),
        helped: felt(&item.helped),
        source: match &item.task {
            Some(task) => phrases.entry_source(item.date, &shorten_for_heading(task)),
            None if item.is_about_week => with_capital(&phrases.week_source(item.date)),
            None => phrases.short_weekday_and_day(item.date),
        },
    }
}

fn barriers_in_words(week: &ClientWeek, phrases: &dyn Phrases) -> Vec<String> {
    let named = week.barriers.iter().take(MOST_BARRIERS).map(|(barrier, count)| {
        let name = shorten_for_heading(&phrases.barrier_in_sentence(barrier));
        match barrier.is_counted_aloud() {
            true => format!("{name}, {}", phrases.how_many_times(*count)),
            false => name,
        }
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
