//! The report model: what every form of a week's report lays out. Everything is decided here; all text is plain (one line,
//! no control characters), people's words among it, so each form has to escape what it shows for itself.

use serde::Serialize;

/// One week's report (SPEC 4). Holds only what may be read by whoever reads the report, in the order it is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The client's name, and the same cut for a heading. None where `journal.md` gives none.
    pub name: Option<String>,
    pub short_name: Option<String>,
    /// `Sam’s`, for headings; none without a name.
    pub whose: Option<String>,
    /// `week-2026-11-16.md`, `prompts-2026-11-16.md`.
    pub file: String,
    pub prompts_file: String,
    /// `week-2026-11-16.html`.
    pub page_file: String,
    /// First and last date, as 2026-11-16.
    pub start: String,
    pub end: String,
    /// `Thursday 12 to Wednesday 18 November 2026`, and `12 to 18 Nov 2026`.
    pub period: String,
    pub short_period: String,
    /// `Wednesday 18 November`.
    pub as_of: String,
    /// The week has not ended as of that date.
    pub running: bool,
    /// How many notes could not be read.
    pub left_out: u32,
    /// The course's last date in words, in its last week, and whether it is over.
    pub course_ends: Option<String>,
    pub course_over: bool,
    /// What the client wants to bring up first.
    pub first: Vec<Quote>,
    /// At most three sentences of where to start (CLINICAL.md).
    pub start_here: Vec<String>,
    pub agenda: Agenda,
    pub plans: Vec<PlanReport>,
    /// What got in the way this week, the most often noted first.
    pub barriers: Vec<BarrierLine>,
    /// The same over all weeks looked at, by group; empty where that says nothing more.
    pub barrier_groups: Vec<BarrierGroup>,
    /// How many weeks are looked at, as a word: `six`.
    pub weeks_looked_at: String,
    pub helper: Option<HelperWeek>,
    pub photos: Vec<PhotoLine>,
    /// What the client chose to share, in the client's words.
    pub words: Vec<Quote>,
    pub also_done: Vec<AlsoDone>,
    /// The week's prompts, with the answers given to them.
    pub questions: Vec<Question>,
    /// Answers whose question is not among the prompts.
    pub answers: Vec<Question>,
    /// What `in need` says, ready to stand in a sentence; none for the general wording.
    pub in_need: Option<String>,
}

/// Words of somebody, and where they are from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// May be none, where nothing but the note's date and status is shared.
    pub lines: Vec<String>,
    /// `Tuesday 17 November, Voice memo`.
    pub from: String,
    /// `done`, with what else the note tells; none where that stands elsewhere.
    pub detail: Option<String>,
    pub felt: Option<String>,
}

/// A question or a point of the agenda, what it rests on, and the answer given to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    pub text: String,
    pub from: String,
    pub answer: Vec<String>,
}

/// What to talk about in the session: planning stands in the middle.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Agenda {
    /// `Thu 19`, where the day of the session is known.
    pub session: Option<String>,
    pub first: Vec<Question>,
    pub middle: Vec<Question>,
    pub last: Vec<Question>,
    /// The next step, to copy into a new note; keeps its lines. Empty where there is none.
    pub next_step: String,
    pub empty: bool,
}

/// One plan in this week.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanReport {
    pub task: String,
    /// The task, cut for a heading.
    pub title: String,
    /// `3 of 6, and 1 partly`.
    pub count: String,
    /// `If it is Thursday morning: Voice memo, 2 minutes (kitchen).`
    pub sentence: String,
    pub goal: Option<String>,
    /// `me`, `together` or `clinician`.
    pub chosen_by: Option<&'static str>,
    pub helper: Option<String>,
    /// `If this gets in the way: … Then: …`
    pub coping: Option<String>,
    /// What else is to be said of it: that it begins later, is paused, or had no note for four weeks.
    pub remark: Option<String>,
    /// One question about the plan, with the if-then sentence that could come of it.
    pub coach: Option<String>,
    /// The seven dates of the week, for a picture of them.
    pub days: Vec<DayLine>,
    /// The same as a list, with the entries behind them: dates without anything are left out, and three or more in a row
    /// that are alike and without a note are one line.
    pub list: Vec<ListLine>,
    pub figures: Figures,
    /// Oldest first, from the first week the task is in; empty where there is only one.
    pub weeks: Vec<WeekLine>,
    /// `More often lately. Last three weeks: …`; none before there are four weeks.
    pub trend: Option<String>,
    pub ratings: Vec<RatingLine>,
    /// The same weeks, minutes and ratings as a picture; none where there is only one week.
    pub picture: Option<Picture>,
}

/// A line of the week as a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListLine {
    /// `Thu 12`, `Wed 18 to Sun 22`.
    pub day: String,
    pub mark: &'static str,
    pub word: String,
    pub detail: String,
}

/// One date of the week and the entries noted about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DayLine {
    /// `2026-11-12`, `Thu 12`, `Thursday 12 November`.
    pub date: String,
    pub day: String,
    pub long: String,
    /// A mark and its word; both empty where nothing was planned and nothing noted.
    pub mark: &'static str,
    pub word: String,
    /// What the entry behind the word tells: time, minutes, place, barriers, ratings, and what it counts as where that is
    /// not plain. Empty where there is none.
    pub detail: String,
    /// Further entries of the date.
    pub more: Vec<EntryLine>,
}

/// An entry beside the one its date shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntryLine {
    pub mark: &'static str,
    pub word: &'static str,
    pub detail: String,
}

/// The figures of a plan's week, each none where there is nothing to say.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// What was planned beside what was done, where the count does not say so: `1 not done, 2 without a note, 1 to come`.
    pub rest: Option<String>,
    /// `9 noted, in 4 notes; 2 planned each time`.
    pub minutes: Option<String>,
    /// `4 of 6`.
    pub planned_day: Option<String>,
    /// `2 of 3`, of those that told a time; the same of those that told a place.
    pub on_time: Option<String>,
    pub in_place: Option<String>,
    /// `Sun 15, on Tue 17`.
    pub written_later: Option<String>,
    /// A whole percentage, only where 5 or more are due.
    pub share: Option<u32>,
}

/// One week of a task's six.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeekLine {
    /// `8 Oct`, its first date.
    pub label: String,
    pub count: String,
    pub due: u32,
    pub done: u32,
    pub partly: u32,
    pub extra: u32,
    /// The count in short pieces, to stand below a picture or in a line of weeks: `2 of 3`, `1 partly`.
    pub short: Vec<String>,
    /// The minutes noted, as a number; none where none were.
    pub minutes: Option<String>,
    /// The same in seconds, to draw them.
    #[serde(skip)]
    pub seconds: u32,
}

/// A rating over the weeks: the middle value of each.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatingLine {
    pub name: String,
    /// As many as the weeks looked at; none for a week without.
    pub values: Vec<Option<String>>,
    /// The same in one line, a dash for none: `7, 7, –, 6, 5, 5`.
    pub line: String,
    /// The same in tenths, to draw them.
    #[serde(skip)]
    pub tenths: Vec<Option<u32>>,
}

/// A picture of some weeks. All lengths are in units of the picture, as SVG writes them; each shape has its number as text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Picture {
    pub width: String,
    pub height: String,
    /// The names of the weeks, at the top.
    pub weeks: Vec<Spot>,
    pub rows: Vec<Row>,
}

/// One row of a picture: paths of shapes, empty where there are none, and the numbers below them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// `done`, `minutes`, `rating`, `warm`, `neutral`, `hard`.
    pub kind: &'static str,
    /// Of a rating.
    pub name: String,
    /// Where its caption stands.
    pub y: String,
    /// Points, to be drawn with round ends.
    pub dots: String,
    /// Lower halves of discs, and the upper halves of the rings round them.
    pub halves: String,
    pub rings: String,
    /// Upright strokes.
    pub bars: String,
    pub line: String,
    pub numbers: Vec<Spot>,
}

/// A text and where its middle stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Spot {
    pub x: String,
    pub y: String,
    pub text: String,
}

/// Something that got in the way this week.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BarrierLine {
    /// `Low energy`.
    pub name: String,
    /// `twice`.
    pub times: String,
    /// `Sat 14 and Sun 15`.
    pub days: String,
}

/// One group of barriers over the weeks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BarrierGroup {
    pub group: &'static str,
    pub count: usize,
    /// The count as tally strokes: a path.
    pub strokes: String,
    /// `low energy 5, worried 1`; without a number where there is only one.
    pub names: String,
}

/// The helper's week, as the client noted it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HelperWeek {
    /// The days with a note about a plan that has a helper, and those of them on which effort was noticed or praised.
    pub logged_days: usize,
    pub noticed: usize,
    pub praised: usize,
    /// `22 minutes`.
    pub together: Option<String>,
    /// Oldest first; only weeks in which a response was noted.
    pub responses: Vec<Responses>,
    /// The same as a picture.
    pub picture: Option<Picture>,
    /// `Warm 8 times in the last three weeks, 4 in the three before.`; none before there are four such weeks.
    pub lately: Option<String>,
    /// The helper's own notes.
    pub notes: Vec<Quote>,
}

/// How the helper's responses felt in one week.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Responses {
    /// `8 Oct`, the week's first date.
    pub label: String,
    pub warm: usize,
    pub neutral: usize,
    pub hard: usize,
    /// `2 warm, 1 hard`.
    pub line: String,
}

/// The photos of one entry that are shared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PhotoLine {
    pub day: String,
    pub title: String,
    pub before: usize,
    pub after: usize,
    /// Neither called one nor the other.
    pub other: usize,
    /// Each of them, before first.
    pub pictures: Vec<PhotoPicture>,
}

/// One photo. What it looks like is filled in where files can be read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PhotoPicture {
    /// `before`, `after`, or `photo`.
    pub what: &'static str,
    /// In the journal. Never shown.
    #[serde(skip)]
    pub path: String,
    /// `photos/NAME.jpg`, seen from the reports; the same picture as base64; none where it is not shown.
    pub file: Option<String>,
    pub data: Option<String>,
    /// In pixels.
    pub width: u32,
    pub height: u32,
    /// Why it is not shown: `missing`, `large`, `heic`, `broken`, `more`.
    pub unseen: Option<&'static str>,
}

/// Something done that is no plan's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AlsoDone {
    pub title: String,
    pub day: String,
    /// `15 minutes`.
    pub minutes: Option<String>,
    pub partly: bool,
}

impl Report {
    /// The names of its fields, as templates use them.
    pub const FIELDS: &[&str] = &[
        "name",
        "short_name",
        "whose",
        "file",
        "prompts_file",
        "page_file",
        "start",
        "end",
        "period",
        "short_period",
        "as_of",
        "running",
        "left_out",
        "course_ends",
        "course_over",
        "first",
        "start_here",
        "agenda",
        "plans",
        "barriers",
        "barrier_groups",
        "weeks_looked_at",
        "helper",
        "photos",
        "words",
        "also_done",
        "questions",
        "answers",
        "in_need",
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_the_fields_are_all_there() {
        let value = serde_json::to_value(Report::default()).unwrap();
        let mut names: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let mut fields = Report::FIELDS.to_vec();
        names.sort_unstable();
        fields.sort_unstable();
        assert_eq!(names, fields);
    }
}
