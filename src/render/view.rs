//! What templates are given: the report model in words. All text is plain (one line, no control characters), people's
//! words among it, so each form escapes what it shows.
//!
//! The comment above each field is what `docs/templates.md` says about it to people who write templates.

use serde::Serialize;

/// One week's report. It holds only what readers of the report may see, in the order it is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WeekView {
    /// The client's name, as `journal.md` has it.
    pub name: Option<String>,
    /// The same, cut to 60 characters for a heading.
    pub short_name: Option<String>,
    /// Whose it is, for headings: `Sam’s`. None without a name.
    pub whose: Option<String>,
    /// The name of this week's page in markdown: `week-2026-11-16.md`.
    pub file: String,
    /// The name of its questions: `prompts-2026-11-16.md`.
    pub prompts_file: String,
    /// The name of its page in HTML: `week-2026-11-16.html`.
    pub page_file: String,
    /// The first date: `2026-11-16`.
    pub start: String,
    /// The last date: `2026-11-22`.
    pub end: String,
    /// The week before, if it has a page.
    pub before: Option<WeekLink>,
    /// The week after, if it has a page.
    pub after: Option<WeekLink>,
    /// The seven dates of the week.
    pub dates: Vec<DateLabel>,
    /// `Thursday 12 to Wednesday 18 November 2026`.
    pub period: String,
    /// `12 to 18 Nov 2026`.
    pub short_period: String,
    /// The date that the week is counted as of: `Wednesday 18 November`.
    pub as_of: String,
    /// Whether the week has not ended as of that date.
    pub running: bool,
    /// How many notes could not be read.
    pub left_out: u32,
    /// How many ticked lines of this week look like a plan's and could not be read.
    pub unread_lines: u32,
    /// The course's last date in words, in the week that holds it: `Wednesday 11 November 2026`.
    pub course_ends: Option<String>,
    /// Whether the course is over.
    pub course_over: bool,
    /// What the client wants to bring up first.
    pub first: Vec<QuoteView>,
    /// At most three sentences of where to start.
    pub start_here: Vec<String>,
    /// What was agreed last time, with what became of it. None if nothing says it.
    pub last_time: Option<LastTimeView>,
    /// The day of the next session, if a session's note names one that is after the week: `Thursday 26 November`.
    pub next_session: Option<String>,
    /// The steps that are in force, as if-then sentences.
    pub steps: Vec<String>,
    /// For each of them a line with an empty box, to copy into the note of a day. Empty if there are none.
    pub boxes: String,
    /// The same for a card to cut out, in the words of the plan's note.
    pub card: Vec<CutOutCardStep>,
    /// What to talk about in the session.
    pub agenda: SessionAgendaView,
    /// The plans of the week, in order of task.
    pub plans: Vec<PlanView>,
    /// The numbers that day notes hold, as `track` in `journal.md` lists them.
    pub tracked: Vec<TrackedLine>,
    /// The weeks over which the plans of the week are shown, oldest first, this week last. Empty if there is only one.
    pub axis: Vec<String>,
    /// What got in the way this week, the most often noted first.
    pub barriers: Vec<BarrierLine>,
    /// What was there when something was done anyway, the most often noted first.
    pub were_there: Vec<BarrierLine>,
    /// The same over all weeks looked at, by group. Empty if that adds nothing.
    pub barrier_groups: Vec<BarrierGroupLine>,
    /// How many weeks are looked at, as a word: `six`.
    pub weeks_looked_at: String,
    /// The helper's week. None if there is nothing to say.
    pub helper: Option<HelperView>,
    /// Photos that are shared, by date.
    pub photos: Vec<EntryPhotosView>,
    /// What the client chose to share, in the client's words.
    pub words: Vec<QuoteView>,
    /// What was done that belongs to no plan.
    pub also_done: Vec<AlsoDoneLine>,
    /// The week's prompts, with the answers given to them.
    pub questions: Vec<QuestionView>,
    /// Answers whose question is not among the prompts.
    pub answers: Vec<QuestionView>,
    /// A note to copy and write the answers into, in lines: the questions that have no answer yet. Empty if there are none.
    pub answer_note: String,
    /// Which marks and words the page uses.
    pub legend: LegendView,
    /// The texts of people that are inside sentences, for the filter `isolated`.
    pub own_texts: Vec<String>,
    /// What `in need` in `journal.md` says, ready for a sentence. None for the general wording.
    pub in_need: Option<String>,
    /// How much space the page has on paper: `roomy`, `some` or `little`. None for a full week, which is set as tight as it can be.
    pub paper: Option<&'static str>,
}

/// A step for a card to cut out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CutOutCardStep {
    /// The task, cut for a heading.
    pub title: String,
    /// When, as the plan's note has it: `weekdays at 7:30`. Empty if it has none.
    pub when: String,
    /// How long: `2 minutes`.
    pub minutes: Option<String>,
    /// Where: `kitchen`.
    pub place: Option<String>,
}

/// A week that has a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WeekLink {
    /// The name of its page in markdown: `week-2026-11-09.md`.
    pub file: String,
    /// The name of its page in HTML: `week-2026-11-09.html`.
    pub page_file: String,
    /// Its first date: `9 Nov`.
    pub from: String,
    /// `9 to 15 Nov`.
    pub span: String,
}

/// A date of the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateLabel {
    /// `Thu`.
    pub weekday: String,
    /// `12`.
    pub number: u32,
}

/// Which marks and words the page uses, so that only these need be explained.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LegendView {
    /// The marks that the page uses, in the order in which they are explained.
    pub marks: Vec<LegendMark>,
    /// Whether a count is shown as `3 of 6`.
    pub of: bool,
    /// Whether something was done beyond the plan.
    pub extra: bool,
    /// Whether days with practice are counted.
    pub planned_day: bool,
    /// Whether the page says what was on time.
    pub on_time: bool,
    /// Whether the page says what was in place.
    pub in_place: bool,
    /// Whether something was written down later.
    pub written_later: bool,
    /// Whether the middle value of a rating is shown.
    pub middle: bool,
}

/// A mark, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LegendMark {
    /// `→`
    pub mark: &'static str,
    /// The name of its shape: `m-moved`.
    pub shape: &'static str,
    /// `moved: done on another day`
    pub meaning: String,
}

/// Words of somebody, and where they are from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuoteView {
    /// The lines, in the client's own markdown. Empty if only the note's date and status are shared.
    pub lines: Vec<String>,
    /// Where they are from: `Tuesday 17 November, Voice memo`.
    pub from: String,
    /// `done`, with what else the note says. None if that is shown elsewhere.
    pub detail: Option<String>,
    /// How it felt, if that is shared.
    pub felt: Option<String>,
    /// How many words the lines have.
    pub words: usize,
    /// The first words of it, if it has more than 120.
    pub begins: Option<String>,
    /// What the helper did that helped, if that is shared.
    pub helped: Option<String>,
}

/// What was agreed in the last session.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LastTimeView {
    /// The day of that session: `Thursday 12 November`.
    pub day: String,
    /// Each thing that was agreed.
    pub agreed: Vec<AgreedLine>,
}

/// One thing that was agreed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgreedLine {
    /// In the words used, or the if-then sentence of a plan that has begun since.
    pub text: String,
    /// What became of it: `3 of 6`, or `Walk: 3 of 6; Call Mum: 1 of 1` where more than one thing was agreed. None if it names no plan of
    /// the week.
    pub count: Option<String>,
}

/// A question or a point of the agenda, what it is based on, and the answer given to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionView {
    /// The question.
    pub text: String,
    /// The notes that it is based on: `Voice memo: forgot (Mon)`. Empty if there are none.
    pub from: String,
    /// The lines of the answer, if one is shared.
    pub answer: Vec<String>,
}

/// What to talk about in the session: planning is in the middle.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SessionAgendaView {
    /// The day of the session, if it is known: `Thursday 19 November`.
    pub session: Option<String>,
    /// What to begin with.
    pub first: Vec<QuestionView>,
    /// What to plan.
    pub middle: Vec<QuestionView>,
    /// What to end with.
    pub last: Vec<QuestionView>,
    /// The next step, to copy into a new note, in lines. Empty if there is none.
    pub next_step: String,
    /// Whether all of these are empty.
    pub empty: bool,
}

/// One plan in this week.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanView {
    /// What is done, in the client's words.
    pub task: String,
    /// The same, cut for a heading.
    pub title: String,
    /// What became of the week: `3 of 6, and 1 partly`.
    pub count: String,
    /// `If it is Thursday morning: Voice memo, 2 minutes (kitchen).`
    pub sentence: String,
    /// What it is for.
    pub goal: Option<String>,
    /// Who chose it: `me`, `together` or `clinician`.
    pub chosen_by: Option<&'static str>,
    /// Who helps, and what they do.
    pub helper: Option<String>,
    /// `If this gets in the way: … Then: …`
    pub coping: Option<String>,
    /// `A knot in my stomach: came up 3 times, the plan was used twice.` None if nothing says it.
    pub then_used: Option<String>,
    /// What else there is to say about it: that it begins later, has ended, is paused, or had no note for four weeks.
    pub remark: Option<String>,
    /// One question about the plan, with what it is based on.
    pub coach: Option<String>,
    /// The seven dates of the week, for a picture of them.
    pub days: Vec<DayLine>,
    /// The same without the dates on which nothing was planned or noted, and a pause as one piece.
    pub strip: Vec<DayStripPiece>,
    /// The same as a list, with the entries of each date: dates without anything are left out, and three or more in a row
    /// that are alike and without a note are one line.
    pub list: Vec<DayListLine>,
    /// The figures of the week.
    pub figures: FiguresView,
    /// At most six weeks, oldest first, from the first that the task is in. Empty if there is only one, and for a plan that a
    /// newer version of its task follows in the same week: that one counts both.
    pub weeks: Vec<WeekLine>,
    /// `no notes in these five weeks`, if none of several weeks has a note. Otherwise none.
    pub silent: Option<String>,
    /// `More often lately. Last three weeks: …`. None until there are four weeks.
    pub trend: Option<String>,
    /// What is rated, over the weeks shown.
    pub ratings: Vec<RatingLine>,
    /// The pairs among what is rated.
    pub rating_pairs: Vec<RatingPairLine>,
    /// The weeks of the page's `axis`, one for each. Empty if there is only one, and for a plan that a newer version follows.
    pub cells: Vec<WeekCell>,
}

/// A date of the week, or a pause over some dates.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DayStripPiece {
    /// On which of the seven days it begins, from 1.
    pub first: usize,
    /// On which day the next piece would begin.
    pub end: usize,
    /// `Thu 12`, or `Fri 23 to Mon 26`.
    pub day: String,
    /// Whether it is a pause.
    pub paused: bool,
    /// The mark of its state: `●`. Empty for a pause.
    pub mark: &'static str,
    /// The name of the shape for the mark: `m-done`. Empty for a pause.
    pub shape: &'static str,
    /// The same as a word. Empty for a pause.
    pub word: String,
    /// The occasions of the date where it has several, in order of time.
    pub occasions: Vec<OccasionLine>,
}

/// One week of a plan on the axis of all plans.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WeekCell {
    /// Its first date: `8 Oct`.
    pub label: String,
    /// Whether the plan is in that week.
    pub present: bool,
    /// The count in short pieces: `2 of 3`, `1 partly`. For a week without the plan, words that say so.
    pub short: Vec<String>,
    /// The minutes noted: `12 min`. None if none were.
    pub minutes: Option<String>,
    /// What was done as a pile of pebbles. None if nothing was.
    pub pile: Option<PebblePile>,
}

/// What was done in a week as a pile of pebbles: paths of a picture in units of a pixel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PebblePile {
    /// How wide it is.
    pub width: usize,
    /// How high it is.
    pub height: usize,
    /// A path of points, to be drawn with round ends: one for each that was done.
    pub dots: String,
    /// A path of the lower halves of discs: one for each that was partly done.
    pub halves: String,
    /// A path of the upper halves of the rings round them.
    pub rings: String,
}

/// A line of the week as a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DayListLine {
    /// `Thu 12`, or `Wed 18 to Sun 22`.
    pub day: String,
    /// The mark of its state: `●`.
    pub mark: &'static str,
    /// The name of the shape for the mark: `m-done` (`parts/marks.html.j2` holds the shapes).
    pub shape: &'static str,
    /// The state in a word: `done`.
    pub word: String,
    /// What the note behind it says: `on time, 5 min, desk`. May be empty.
    pub detail: String,
}

/// One date of the week and the entries noted about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DayLine {
    /// `2026-11-12`.
    pub date: String,
    /// `Thu 12`.
    pub day: String,
    /// `Thu`.
    pub weekday: String,
    /// `Th`.
    pub shortest: String,
    /// `12`.
    pub number: u32,
    /// `Thursday 12 November`.
    pub long: String,
    /// The mark of its state: `●` done, `◐` partly, `○` not done, `→` moved to another day, `←` here from another day, `–`
    /// skipped, `□` open, `·` to come. Empty if nothing was planned and nothing noted.
    pub mark: &'static str,
    /// The name of the shape for the mark: `m-done`.
    pub shape: &'static str,
    /// The same in a word.
    pub word: String,
    /// The occasions of the date where it has several, in order of time.
    pub occasions: Vec<OccasionLine>,
    /// What the entry behind the word says: time, minutes, place, barriers, ratings, and what it counts as if that is
    /// not clear. Empty if there is none.
    pub detail: String,
    /// Further entries of the date.
    pub more: Vec<EntryLine>,
}

/// One of several occasions of a date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OccasionLine {
    /// Its time, as the plan has it: `08:00`. May be empty.
    pub time: String,
    /// The mark of its state: `●`.
    pub mark: &'static str,
    /// The name of the shape for the mark: `m-done`.
    pub shape: &'static str,
    /// The state in a word: `done`.
    pub word: String,
    /// What its entry says. May be empty.
    pub detail: String,
}

/// A further entry of a date, besides the one that the date shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntryLine {
    /// The mark of how it went: `●`.
    pub mark: &'static str,
    /// The name of the shape for the mark: `m-done`.
    pub shape: &'static str,
    /// The same in a word: `done`.
    pub word: String,
    /// What the note says. May be empty.
    pub detail: String,
}

/// The figures of a plan's week; each is none if there is nothing to say.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FiguresView {
    /// What was planned but not done, if the count does not say so: `1 not done, 2 without a note, 1 to come`.
    pub rest: Option<String>,
    /// Minutes noted, and those planned: `9 noted, in 4 notes; 2 planned each time`.
    pub minutes: Option<String>,
    /// Planned days with practice: `4 of 6`.
    pub planned_day: Option<String>,
    /// How often each time of the day was kept, if they differ: `in the morning 6 of 7; in the evening 1 of 7`.
    pub at_times: Option<String>,
    /// Of the notes that gave a time, those near the plan's: `2 of 3`.
    pub on_time: Option<String>,
    /// Of the notes that gave a place, those at the plan's: `3 of 3`.
    pub in_place: Option<String>,
    /// What was written down more than a day later: `Sun 15, on Tue 17`.
    pub written_later: Option<String>,
}

/// One week of a task's six.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeekLine {
    /// Its first date: `8 Oct`.
    pub label: String,
    /// What became of it: `2 of 3, and 1 partly`.
    pub count: String,
    /// How many occasions have come.
    pub due: u32,
    /// How many of them were done.
    pub done: u32,
    /// How many of them were partly done.
    pub partly: u32,
    /// How many were done beyond the plan.
    pub extra: u32,
    /// The count in short pieces, for below a picture or for a line of weeks: `2 of 3`, `1 partly`.
    pub short: Vec<String>,
    /// The minutes noted, as a number: `12.5`. None if none were.
    pub minutes: Option<String>,
}

/// A rating over the weeks: the middle value of each.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatingLine {
    /// What is rated.
    pub name: String,
    /// Between which numbers: `0 to 10`.
    pub scale: String,
    /// The middle value of each week: `6.5`. None for a week without.
    pub values: Vec<Option<String>>,
    /// The same in one line, a dash for none: `7, 7, –, 6, 5, 5`.
    pub line: String,
    /// The numbers of this week: `Mon 16: 6, Sat 21: 4`; of more than seven the first, lowest, highest and last. None where there is none.
    pub this_week: Option<String>,
    /// The middle value of the last week before that has one: `7 in the week of 9 Nov`. None if there is none.
    pub before: Option<String>,
    /// Whether it is one of a pair.
    pub paired: bool,
    /// Whether all values of this week are in the days of its pair.
    pub in_pair: bool,
    /// The weeks of the page's `axis`.
    pub graph: Graph,
}

/// Two ratings that belong together, such as one before and one after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatingPairLine {
    /// The first: `Fear before`.
    pub first: String,
    /// The second: `fear after`.
    pub second: String,
    /// Each of this week: `Mon 16: 7, then 3; Sat 21: 6, then 2`. Empty if there is none.
    pub days: String,
    /// The middle values of each week: `7, then 3`. None for a week without.
    pub values: Vec<Option<String>>,
    /// The same in one line, a dash for none: `8, then 5; –; 7, then 3`.
    pub weeks: String,
    /// The middle values of the weeks of the page's `axis`. None for a week without.
    pub cells: Vec<Option<String>>,
}

/// A number that day notes hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrackedLine {
    /// What it is: `Sleep`.
    pub name: String,
    /// Between which numbers: `1 to 5`. None if any number may be noted.
    pub scale: Option<String>,
    /// The number of each date of the week. None for a date without.
    pub days: Vec<Option<String>>,
    /// The numbers that were noted, in one line: `Mon 7, Tue 6.5`. Empty if there is none.
    pub days_line: String,
    /// The middle value of each week. None for a week without.
    pub values: Vec<Option<String>>,
    /// The same in one line, a dash for none: `7, 7, –, 6`.
    pub line: String,
    /// The middle value of the last week before that has one: `7 in the week of 9 Nov`. None if there is none.
    pub before: Option<String>,
    /// The weeks of the page's `axis`.
    pub graph: Graph,
}

/// Middle values of the weeks of the page's `axis`, one for each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Graph {
    /// The values. None for a week without.
    pub cells: Vec<Option<String>>,
    /// How many weeks from the left have none.
    pub leading: usize,
    /// The values as a path of a line, in a picture ten wide for each week and ten high; a gap for a week without.
    pub line: String,
    /// The same as a path of points.
    pub dots: String,
}

/// Something that got in the way this week.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BarrierLine {
    /// What it was: `Low energy`.
    pub name: String,
    /// How often it was noted: `twice`. Empty where that is once, and for a loss or the client's own words.
    pub times: String,
    /// On which days: `Sat 14 and Sun 15`.
    pub days: String,
    /// What it was noted with.
    pub plans: Vec<BarrierPlan>,
}

/// What a barrier was noted with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarrierPlan {
    /// The task, cut for a heading.
    pub title: String,
    /// On which days: `Sat 14 and Sun 15`.
    pub days: String,
}

/// One group of barriers over the weeks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BarrierGroupLine {
    /// `practical`, `task`, `inner`, `people`, `life` or `other`.
    pub group: String,
    /// How often any of them was noted.
    pub count: usize,
    /// Each of them in a line: `low energy 5 times, worried once`. A loss and the client's own words have no number.
    pub names: String,
    /// The same one by one, the most often noted first.
    pub barriers: Vec<BarrierCount>,
}

/// One barrier over the weeks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BarrierCount {
    /// What it was: `low energy`.
    pub name: String,
    /// How often it was noted.
    pub count: usize,
}

/// The helper's week, as the client noted it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HelperView {
    /// `No notes about Dad this week.` None if there are some.
    pub no_notes: Option<String>,
    /// `Effort was noticed on 4 of 6 days with a note about Dad.` None if there are no such days.
    pub days_noticed: Option<String>,
    /// On how many days something was noted about the helper.
    pub logged_days: usize,
    /// On how many of them effort was noticed.
    pub noticed: usize,
    /// On how many of them it was praised.
    pub praised: usize,
    /// Whether `days_noticed` says that it was praised.
    pub praise_told: bool,
    /// The same for each helper. Empty if there are notes about only one.
    pub each: Vec<HelperLine>,
    /// Time spent together: `22 minutes`.
    pub together: Option<String>,
    /// The weeks in which a response was noted, oldest first, of the last six.
    pub responses: Vec<ResponsesLine>,
    /// `Warm 8 times in the last three weeks, 4 in the three before.` None before there are four such weeks.
    pub lately: Option<String>,
    /// The helper's own notes.
    pub notes: Vec<QuoteView>,
}

/// One of several helpers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HelperLine {
    /// `Effort was noticed on 4 of 6 days with a note about Dad.`
    pub days_noticed: String,
    /// On how many of them it was praised.
    pub praised: usize,
    /// Whether `days_noticed` says that it was praised.
    pub praise_told: bool,
}

/// How the helper's responses felt in one week.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ResponsesLine {
    /// The week's first date: `8 Oct`.
    pub label: String,
    /// How many were warm.
    pub warm: usize,
    /// How many were neutral.
    pub neutral: usize,
    /// How many were hard.
    pub hard: usize,
    /// All of them in words: `2 warm, 1 hard`.
    pub line: String,
}

/// The photos of one entry that are shared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntryPhotosView {
    /// The day of the entry: `Tue 10`.
    pub day: String,
    /// The task, cut for a heading.
    pub title: String,
    /// How many are from before.
    pub before: usize,
    /// How many are from after.
    pub after: usize,
    /// How many are neither.
    pub other: usize,
    /// Each of them, before first.
    pub pictures: Vec<PhotoView>,
}

/// One photo. The picture is filled in by the code that can read files.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PhotoView {
    /// `before`, `after` or `photo`.
    pub what: String,
    /// Whether it is from before or after.
    pub has_moment: bool,
    /// Where it is, seen from the page: `photos/NAME.jpg`. None if it is not shown.
    pub file: Option<String>,
    /// The same picture, a JPEG, as base64.
    pub data: Option<String>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Why it is not shown: `missing`, `large`, `heic`, `broken` or `more`.
    pub unseen: Option<&'static str>,
}

/// Something done that belongs to no plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AlsoDoneLine {
    /// What it was, cut for a heading.
    pub title: String,
    /// The day: `Tue 10`.
    pub day: String,
    /// How long: `15 minutes`.
    pub minutes: Option<String>,
    /// Whether it was partly done.
    pub partly: bool,
}

impl WeekView {
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
        "before",
        "after",
        "dates",
        "period",
        "short_period",
        "as_of",
        "running",
        "left_out",
        "unread_lines",
        "course_ends",
        "course_over",
        "first",
        "start_here",
        "last_time",
        "next_session",
        "steps",
        "boxes",
        "card",
        "agenda",
        "plans",
        "tracked",
        "axis",
        "barriers",
        "were_there",
        "barrier_groups",
        "weeks_looked_at",
        "helper",
        "photos",
        "words",
        "also_done",
        "questions",
        "answers",
        "answer_note",
        "legend",
        "own_texts",
        "in_need",
        "paper",
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_the_fields_are_all_there() {
        let value = serde_json::to_value(WeekView::default()).unwrap();
        let mut names: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let mut fields = WeekView::FIELDS.to_vec();
        names.sort_unstable();
        fields.sort_unstable();
        assert_eq!(names, fields);
    }
}
