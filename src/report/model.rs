//! The report model: the facts of one week's report, with no word but the client's own. Everything is decided here; how
//! it is worded and laid out is `render`'s.
//!
//! All text is plain (one line, no control characters).

use chrono::NaiveDate;

use super::coach::CoachPrompt;
use crate::journal::{Barrier, ChosenBy, Number, RatingPairEndings, Scale, Status};
use crate::phrases::{HelpNotedBy, PhotoBeforeOrAfter, Tally};
use crate::week::{EntryRole, Ratio, State, TimeOfDayCounts, TrendDirection, Week};
use crate::when::{Minutes, TimeOfDay, When};

/// One week's report. Holds only what may be read by whoever reads the report, in the order it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub name: Option<String>,
    pub week: Week,
    /// The week before it and the one after it, where they have a page.
    pub before: Option<Week>,
    pub after: Option<Week>,
    /// The date that the week is counted as of.
    pub as_of: NaiveDate,
    /// How many notes could not be read.
    pub left_out: u32,
    /// How many ticked lines of this week look like a plan's and could not be read.
    pub unread_lines: u32,
    /// The course's last date, in the week that holds it.
    pub course_end: Option<NaiveDate>,
    /// What the client wants to bring up first.
    pub marked_discuss: Vec<Quote>,
    /// The same of the days before this week and since the last session. The page of this week does not have it.
    pub marked_before: Vec<Quote>,
    /// At most three facts to start with.
    pub start_here: Vec<StartHere>,
    /// What was agreed last time; none where nothing says it.
    pub last_time: Option<LastSessionAgreements>,
    /// The date of the next session, where a session's note tells one that is after the week.
    pub next_session: Option<NaiveDate>,
    /// The steps that are in force, in order of task.
    pub steps: Vec<PlannedStep>,
    pub agenda: Agenda,
    /// In order of task.
    pub plans: Vec<PlanReport>,
    /// The days' own numbers, in the order in which the settings list them.
    pub tracked: Vec<TrackedFacts>,
    /// What got in the way this week, the most often noted first.
    pub barriers: Vec<BarrierDates>,
    /// What was there when something was done all the same.
    pub were_there: Vec<BarrierDates>,
    /// The barriers of all weeks looked at, by group. Empty where that says nothing more.
    pub barrier_groups: Vec<BarrierGroup>,
    pub weeks_looked_at: usize,
    /// None where there is no helper.
    pub helper: Option<HelperWeek>,
    /// Photos that are shared, by date.
    pub photos: Vec<PhotoEntry>,
    /// What the client chose to share.
    pub words: Vec<Quote>,
    pub also_done: Vec<AlsoDone>,
    /// The week's prompts, with the answers given to them.
    pub questions: Vec<AskedQuestion>,
    /// Answers whose question is not among the prompts.
    pub answers: Vec<AskedQuestion>,
    pub where_to_turn: Option<String>,
}

/// Words of somebody, and where they are from.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The lines, markdown of the client's own. Empty where nothing but the note's date and status is shared.
    pub lines: Vec<String>,
    pub source: QuoteSource,
    /// What else the note tells. Empty where that stands elsewhere.
    pub noted: Vec<NotedBesideWords>,
    pub felt: Option<String>,
    /// What the helper did that helped.
    pub helped: Option<String>,
}

/// What a note tells beside its words.
#[derive(Clone, Debug, PartialEq)]
pub struct NotedBesideWords {
    /// Which plan it is about, where the source of the words does not name it.
    pub task: Option<String>,
    pub facts: EntryFacts,
}

/// Where words are from.
#[derive(Clone, Debug, PartialEq)]
pub enum QuoteSource {
    Entry {
        date: NaiveDate,
        task: String,
    },
    /// A helper's note; of a day note's words no task is known.
    Helper {
        helper: String,
        date: NaiveDate,
        task: Option<String>,
    },
    /// An answer of the client, named, to a question about the week that begins on this date.
    Answer {
        name: Option<String>,
        week: NaiveDate,
    },
    /// A day note, or a reflection, without a question.
    Day {
        date: NaiveDate,
    },
    /// The same about the week that begins on this date.
    Week {
        start: NaiveDate,
    },
    Plan {
        task: String,
    },
}

/// What a note tells of what was done.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryFacts {
    /// How it went; none where a helper's note does not say.
    pub status: Option<Status>,
    pub time: Option<TimeShown>,
    pub minutes: Option<Minutes>,
    pub place: Option<String>,
    pub barriers: Vec<Barrier>,
    /// Name and value.
    pub ratings: Vec<(String, Number)>,
    /// What it counts as, where that is worth a word.
    pub role: Option<EntryRole>,
    /// When it was written, where that was more than a day later.
    pub written: Option<NaiveDate>,
}

/// The time of an entry, or, where that is not shared, whether it was the plan's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeShown {
    At(TimeOfDay),
    OnTime(bool),
}

/// A question or a point of the agenda, what it rests on, and the answer given to it.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedQuestion {
    pub text: String,
    pub rests_on: QuestionBasis,
    pub answer: Vec<String>,
}

/// What a question rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionBasis {
    /// What the rule says of the notes. May be empty.
    Notes(String),
    /// It was answered on this date.
    Date(NaiveDate),
    /// It was asked about the week that begins on this date.
    Week(NaiveDate),
}

/// What to start with.
#[derive(Clone, Debug, PartialEq)]
pub enum StartHere {
    WentWell {
        task: String,
        tally: Tally,
        /// The dates on which it was done.
        done_on: Vec<NaiveDate>,
    },
    Barrier {
        barrier: Barrier,
        count: usize,
        dates: Vec<NaiveDate>,
    },
    MomentOpen {
        task: String,
    },
    NoNotes {
        has_plans: bool,
        is_running: bool,
        /// Every plan is paused all week.
        is_paused: bool,
    },
    /// Something was noted, and none of it could be read.
    OnlyUnreadLines,
    /// Nothing is to be called well, and of this plan there was more than is good.
    MoreThanPlanned {
        task: String,
        /// The dates on which it took at least twice its minutes.
        dates: Vec<NaiveDate>,
    },
    /// Nothing is noted of any step, and something is written.
    OnlyWords {
        is_running: bool,
        /// The client's name.
        name: Option<String>,
        /// The client wrote about the week as a whole.
        is_about_week: bool,
        /// The dates on which the client wrote.
        dates: Vec<NaiveDate>,
        /// The helpers who wrote.
        helpers: Vec<String>,
        /// On how many days they wrote.
        helper_days: usize,
    },
    /// The journal begins with this week, and nothing is noted yet.
    Welcome {
        has_plans: bool,
    },
}

/// What was agreed in the last session.
#[derive(Clone, Debug, PartialEq)]
pub struct LastSessionAgreements {
    pub date: NaiveDate,
    pub agreed: Vec<AgreedFacts>,
}

/// One thing that was agreed, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct AgreedFacts {
    pub what: AgreementContent,
    /// The task of the plan that it names.
    pub task: Option<String>,
    /// None where it names no plan of the week.
    pub tally: Option<Tally>,
    /// The plans of the week that it names besides, each with its count.
    pub further: Vec<(String, Tally)>,
    /// More was agreed in it than its plan, so the count says which plan it is of.
    pub has_several: bool,
}

/// What was agreed: in the words of a session's note, or a plan that began since.
#[derive(Clone, Debug, PartialEq)]
pub enum AgreementContent {
    Words(String),
    Step(Box<PlannedStep>),
}

/// A step, for its if-then sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedStep {
    pub task: String,
    pub when: When,
    /// The same as it was written.
    pub when_text: Option<String>,
    pub minutes: Option<Minutes>,
    pub place: Option<String>,
}

/// How often the obstacle of a plan came up, and how often the plan for it was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObstacleCounts {
    pub came_up: usize,
    pub used: usize,
}

/// What to talk about in the session: planning stands in the middle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agenda {
    /// The date of the session, where it is known.
    pub session: Option<NaiveDate>,
    /// Whether that date may be one without a session: sessions are every other week, and no note tells which.
    pub session_may_be_later: bool,
    pub first: Vec<AskedQuestion>,
    pub middle: Vec<AskedQuestion>,
    pub last: Vec<AskedQuestion>,
    /// The next step, to copy into a new note, in lines. Empty where there is none.
    pub next_step: String,
}

/// One plan in this week.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanReport {
    pub task: String,
    /// The first date on which this version of the plan runs.
    pub start: NaiveDate,
    pub when: When,
    pub minutes: Option<Minutes>,
    pub place: Option<String>,
    pub tally: Tally,
    pub goal: Option<String>,
    pub chosen_by: Option<ChosenBy>,
    pub helper: Option<String>,
    pub obstacle: Option<String>,
    pub then: Option<String>,
    /// Whether that plan was used; none where nothing says it.
    pub then_used: Option<ObstacleCounts>,
    pub remark: Option<Remark>,
    /// It still runs as of the as-of date, or will.
    pub goes_on: bool,
    /// One thing to ask about the plan.
    pub coached: Option<CoachPrompt>,
    /// The seven dates of the week.
    pub days: Vec<DayFacts>,
    pub figures: PlanWeekFigures,
    /// At most six weeks, oldest first, from the first that the task is in to this one. They count every version of the task,
    /// so the newest of the week has them and an older one has none.
    pub weeks: Vec<TaskWeekFacts>,
    pub trend: Option<TrendFacts>,
    /// What is rated, where any week looked at has it.
    pub ratings: Vec<RatingFacts>,
    /// The pairs among what is rated, side by side.
    pub rating_pairs: Vec<RatingPair>,
}

/// What else is to be said of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    BeginsOn(NaiveDate),
    /// Its last day is past.
    EndedOn(NaiveDate),
    Paused,
    /// No practice was noted in so many weeks.
    Quiet(usize),
}

/// One date of the week and what was noted about it.
#[derive(Clone, Debug, PartialEq)]
pub struct DayFacts {
    pub date: NaiveDate,
    pub state: State,
    /// The plan rests on it, and nothing was noted.
    pub is_paused: bool,
    /// Where the occasion of the date was made up.
    pub moved_to: Option<NaiveDate>,
    /// The occasions of the date where it has several, in order of time.
    pub occasions: Vec<OccasionFacts>,
    /// The entry that gave the date its state, where it has no several occasions.
    pub shown: Option<EntryFacts>,
    /// Further entries of the date.
    pub more: Vec<EntryFacts>,
}

/// One of several occasions of a date.
#[derive(Clone, Debug, PartialEq)]
pub struct OccasionFacts {
    pub state: State,
    pub time: Option<TimeOfDay>,
    /// The entry of the date that took it.
    pub shown: Option<EntryFacts>,
}

/// The figures of a plan's week, each none where there is nothing to say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanWeekFigures {
    /// Minutes noted, and in how many notes.
    pub minutes: Option<(Minutes, u32)>,
    pub planned_each: Option<Minutes>,
    pub planned_week: Option<Minutes>,
    /// Planned days with practice.
    pub days_practised: Option<Ratio>,
    /// How often each time of the day was kept, where there are several a day and they differ.
    pub at_times: Vec<TimeOfDayCounts>,
    /// Of the notes that told a time, those near the plan's.
    pub on_time: Option<Ratio>,
    /// Of the notes that told a place, those at the plan's.
    pub in_place: Option<Ratio>,
    /// What was written down more than a day later: its date, and when it was written.
    pub written_later: Vec<(NaiveDate, NaiveDate)>,
}

/// One week of a task's six.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskWeekFacts {
    pub start: NaiveDate,
    /// None in a week that does not hold the task.
    pub tally: Option<Tally>,
    /// The minutes noted. None where none were.
    pub minutes: Option<Minutes>,
}

/// How often a task was done lately, beside the weeks before.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendFacts {
    pub direction: TrendDirection,
    /// How many weeks each side has.
    pub weeks: usize,
    pub late: Tally,
    pub before: Tally,
}

/// What is rated of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingFacts {
    pub name: String,
    pub scale: Scale,
    /// The middle value of each week looked at, oldest first.
    pub medians: Vec<Option<Number>>,
    /// Each of this week; of more than four the first and the last.
    pub this_week: Vec<DatedRating>,
    /// How many entries of this week have it.
    pub count_this_week: usize,
    /// None where no week looked at before this one has any.
    pub before: Option<EarlierWeekMedian>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatedRating {
    pub date: NaiveDate,
    pub number: Number,
}

/// The middle value of the last week before this one that has any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlierWeekMedian {
    pub start: NaiveDate,
    pub median: Number,
}

/// Two ratings that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingPair {
    pub kind: RatingPairEndings,
    /// The names of both, as in the plan's ratings.
    pub first: String,
    pub second: String,
    /// The middle values of each week looked at, of the entries that have both, oldest first.
    pub medians: Vec<Option<(Number, Number)>>,
    /// Each entry of this week that has both.
    pub of_this_week: Vec<DatedRatingPair>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatedRatingPair {
    pub date: NaiveDate,
    pub first: Number,
    pub second: Number,
}

/// A number of the days' own.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackedFacts {
    pub name: String,
    /// None where any number may be noted.
    pub scale: Option<Scale>,
    /// The numbers are hours, and some were written as lengths of time.
    pub are_lengths: bool,
    /// The seven dates of the week.
    pub days: Vec<(NaiveDate, Option<Number>)>,
    /// The middle value of each week looked at, oldest first.
    pub medians: Vec<Option<Number>>,
    pub before: Option<EarlierWeekMedian>,
}

/// A barrier and the dates it was noted on, one for each note.
#[derive(Clone, Debug, PartialEq)]
pub struct BarrierDates {
    pub barrier: Barrier,
    pub dates: Vec<NaiveDate>,
    /// The tasks it was noted with, in order of their first date, each with its dates.
    pub tasks: Vec<(String, Vec<NaiveDate>)>,
}

/// One group of barriers over the weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct BarrierGroup {
    /// `practical`, `task`, `inner`, `people`, `life` or `other`.
    pub group: &'static str,
    /// Each with how often it was noted, the most often noted first.
    pub barriers: Vec<(Barrier, usize)>,
}

/// The helper's week, as the client noted it.
#[derive(Clone, Debug, PartialEq)]
pub struct HelperWeek {
    /// Who helps with the plans of the week.
    pub helpers: Vec<String>,
    /// What was noted of all of them.
    pub all: NotedHelp,
    /// The same of each, where it was noted of several: what one did is not told of another.
    pub each: Vec<NotedHelp>,
    /// Time spent together.
    pub together: Option<Minutes>,
    /// Each of the last weeks, oldest first.
    pub responses: Vec<HelperResponseCounts>,
    /// The helper's own notes.
    pub notes: Vec<Quote>,
    /// The client wrote what helped.
    pub is_help_noted: bool,
}

/// What was noted of a helper, or of several who help together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotedHelp {
    /// Who. Empty where no plan and no note names anybody.
    pub who: Vec<String>,
    /// On how many days something was noted.
    pub logged_days: usize,
    /// On how many of them effort was noticed.
    pub noticed: usize,
    /// On how many of them it was praised.
    pub praised: usize,
    /// Whose notes these are.
    pub noted_by: HelpNotedBy,
}

/// How the helper's responses felt in one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HelperResponseCounts {
    pub start: NaiveDate,
    pub warm: usize,
    pub neutral: usize,
    pub hard: usize,
}

/// The photos of one entry that are shared.
#[derive(Clone, Debug, PartialEq)]
pub struct PhotoEntry {
    pub date: NaiveDate,
    pub task: String,
    /// Before first.
    pub pictures: Vec<PhotoPicture>,
}

/// One photo. What it looks like is filled in where files can be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PhotoPicture {
    pub moment: Option<PhotoBeforeOrAfter>,
    /// In the journal. Never shown.
    pub path: String,
    /// Where it is, seen from the page: `photos/NAME.jpg`. None where it is not shown.
    pub file: Option<String>,
    /// The same picture, a JPEG, as base64.
    pub data: Option<String>,
    pub width: u32,
    pub height: u32,
    /// Why it is not shown: `missing`, `large`, `heic`, `broken` or `more`.
    pub unseen: Option<&'static str>,
}

/// Something done that is no plan's.
#[derive(Clone, Debug, PartialEq)]
pub struct AlsoDone {
    pub task: String,
    pub date: NaiveDate,
    pub minutes: Option<Minutes>,
    pub is_partly: bool,
}

impl Report {
    /// The same with the weeks beside it that have a page.
    #[must_use]
    pub fn with_neighbours(self, has_page: impl Fn(Week) -> bool) -> Report {
        let (before, after) = (self.week.weeks_earlier(1), self.week.weeks_later(1));
        Report {
            before: (before != self.week && has_page(before)).then_some(before),
            after: (after != self.week && has_page(after)).then_some(after),
            ..self
        }
    }

    /// The week has not ended as of the as-of date.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.as_of <= self.week.end()
    }

    /// The course is over as of the as-of date.
    #[must_use]
    pub fn is_course_over(&self) -> bool {
        self.course_end.is_some_and(|end| end < self.as_of)
    }
}

impl Agenda {
    /// Whether there is nothing to talk about.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first.is_empty() && self.middle.is_empty() && self.last.is_empty() && self.next_step.is_empty()
    }
}

impl HelperResponseCounts {
    /// Whether no response was noted.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.warm + self.neutral + self.hard == 0
    }
}
