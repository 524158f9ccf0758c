//! What some phrases are asked for.

use chrono::{NaiveDate, Weekday};

use crate::week::TimeOfDayCounts;
use crate::when::Minutes;

/// Who wrote the notes that tell of a helper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum HelpNotedBy {
    /// The client.
    #[default]
    Client,
    /// The helper.
    Helper,
    /// The one and the other.
    Both,
}

/// On how many days effort was noticed and praised, of the days that have a note of it.
#[derive(Clone, Copy, Debug)]
pub struct EffortNoticed<'a> {
    pub noticed: usize,
    pub praised: usize,
    pub days: usize,
    pub helpers: &'a [String],
    pub noted_by: HelpNotedBy,
}

/// Who wrote in a week in which nothing was noted of any step.
#[derive(Clone, Copy, Debug)]
pub struct WhoWrote<'a> {
    /// The client's name.
    pub name: Option<&'a str>,
    /// The client wrote about the week as a whole.
    pub is_about_week: bool,
    /// The days on which the client wrote.
    pub days: &'a [Weekday],
    /// The helpers who wrote.
    pub helpers: &'a [String],
    /// On how many days they wrote.
    pub helper_days: usize,
}

/// What the coach's question rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoachReason {
    /// The plan names no moment.
    MomentOpen,
    /// The last weeks say that it is too big.
    LittleDone {
        done: u32,
        partly: u32,
        due: u32,
        open: u32,
        weeks: usize,
    },
    NoGoal,
    NoPlace,
}

/// What the coach asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoachQuestion {
    Moment,
    TwoMinutes,
    OneMinute,
    Smaller,
    Goal,
    Place,
}

/// What a comment in the next step tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStepComment<'a> {
    /// Who may choose it.
    ChosenBy,
    /// The days on which it did happen, or happened partly, this week or in the weeks before.
    DoneOn { days: &'a [Weekday], is_before: bool, is_partly: bool },
    /// It was done, or partly done, only once in the weeks before.
    DoneOnceBefore { date: NaiveDate, is_partly: bool },
    /// What is hard on purpose, and was not done in several weeks: the dates, and what was there with how often.
    HardStepNotDone { dates: &'a [NaiveDate], barriers: &'a [(String, usize)] },
    /// How often each time of the day was kept, where they differ.
    CountsByTimeOfDay(&'a [TimeOfDayCounts]),
    /// What the client planned to do where it gets hard.
    OwnSmaller(&'a str),
    /// Why its minutes are asked anew: what was planned, what was noted last where that is different, how often it was too big,
    /// the fewest noted.
    Smaller {
        minutes: Option<Minutes>,
        last: Option<Minutes>,
        too_big: usize,
        least: Option<(Minutes, NaiveDate)>,
        noted: NotedOfStep,
    },
    /// Practice that faces something hard is never offered smaller.
    WentWell { is_exposure: bool },
}

/// What the week's notes tell of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotedOfStep {
    Nothing,
    /// It was skipped, and no more is known.
    OnlySkips,
    HowItWent,
}

/// When a photo was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhotoBeforeOrAfter {
    Before,
    After,
}

/// Fixed words of `show` and `prompts` on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TerminalLabel {
    StartHere,
    TheWeek,
    Rest,
    Min,
    Minutes,
    PlannedDay,
    ByTime,
    OnTime,
    ThatToldATime,
    InPlace,
    ThatToldAPlace,
    WrittenLater,
    Trend,
    WeekByWeek,
    NumbersOfTheDay,
    GotInTheWay,
    WasThere,
    AlsoDone,
    HelpersWeek,
    PraiseOn,
    Together,
    HowItFelt,
    Partly,
    StepsNow,
    QuestionsForTheWeek,
    NoQuestions,
    First,
    Middle,
    Last,
    NextStep,
}

/// A sentence of `show --format note`, a paragraph for a clinician's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClinicalRecordSentence<'a> {
    /// Whose week it is; `as_of` in a week that has not ended.
    Week {
        name: Option<&'a str>,
        start: NaiveDate,
        end: NaiveDate,
        as_of: Option<NaiveDate>,
    },
    /// Each plan's task, and its counts in words.
    Plans(&'a [[String; 2]]),
    /// Each thing done that is no plan's, and its dates.
    AlsoDone {
        what: &'a [[String; 2]],
        more: usize,
    },
    /// The last day of the course.
    CourseEnd {
        date: NaiveDate,
        is_over: bool,
    },
    /// Each barrier, and how many times it was noted.
    GotInTheWay {
        barriers: &'a [[String; 2]],
        more: usize,
    },
    /// What the client marked to discuss.
    ToDiscuss {
        name: Option<&'a str>,
        what: &'a [String],
    },
    NextSession(NaiveDate),
    /// What the counts are from, and how many notes, and how many lines of the week, could not be read.
    Basis {
        left_out: u32,
        unread_lines: u32,
    },
}

/// Why a file or a folder of a client cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnreadReason {
    /// A folder of reports without data: half synced, or made by a version that knew none.
    NoData,
    /// A file of 0 bytes, or of white space.
    Empty,
    /// It ends too early, or is no JSON.
    Broken,
    /// It is JSON, and no week.
    NoWeek,
    /// It tells of another week than its name does.
    OtherWeek,
    /// It names another client than the other weeks of its folder.
    OtherName,
    TooLarge,
    /// Links are not followed.
    Link,
    /// A folder, a pipe or a device in place of a file.
    NoFile,
    /// It was there a moment before.
    Vanished,
    /// It kept changing while it was read.
    Changing,
    /// Nothing in it says that this program made it.
    NoMark,
    /// Somebody changed it after it was made.
    Edited,
    /// A newer version made it.
    Newer,
    /// A sync client kept a second version of a week.
    ConflictCopy,
    /// The same, and the week itself is not there.
    OnlyConflictCopy,
    /// Its name begins as that of a week, and no date follows.
    NameIsNoWeek,
    /// Its name is no text.
    NameIsNoText,
    NotAllowed,
    /// What the system said.
    Other(String),
}

/// Fixed words of `show --why`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyPagePhrase<'a> {
    Week { start: NaiveDate, end: NaiveDate, as_of: NaiveDate },
    AlsoDone(usize),
    HelpersNotes(usize),
    ReadNotCounted(usize),
    AnotherNote,
    ConflictCopies(usize),
    NotRead(u32),
    When(Option<&'a str>),
    Paused(&'a str),
    MinutesEach(Minutes),
    MinutesAWeek(Minutes),
    MinutesNoted { noted: Minutes, known_for: u32 },
    Completion { halves: u32, due: u32 },
    MadeUp { date: NaiveDate, note: &'a str, on: NaiveDate },
    NoNote(Option<NaiveDate>),
    Skip,
    Counted,
}
