//! A line that looks like practice and counts nowhere, before it is known whether that is worth a hint.

use chrono::NaiveDate;

use crate::journal::catalog::name_table::TaskGroupIndex;
use crate::journal::catalog::notes::VisibleNote;
use crate::journal::draft::{GridDay, SourceLine};
use crate::journal::lines::tag_denial::TagDenial;
use crate::note::UnreadPlace;

/// A line that looks like practice and counts nowhere.
pub(crate) struct NearMissLine<'a> {
    pub note: VisibleNote<'a>,
    pub group: TaskGroupIndex,
    /// None in a note without a date.
    pub date: Option<NaiveDate>,
    pub line: &'a SourceLine,
    /// It is a check-box line, and its box says how it went: whoever wrote it meant it to count.
    pub is_read_box: bool,
    pub reason: NearMissReason,
}

/// Why a line counts nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NearMissReason {
    /// It holds this name, and other words around it.
    WordsLeft(String),
    /// It begins with words that are close to the plan's name.
    CloseName,
    /// It is ticked, and a sign in it says that it was not done.
    CrossedOut,
    /// It is ticked, and a second box stands behind the first.
    SecondBox,
    /// It looks like a ticked box, and is none.
    NoBox,
    /// Its box is empty, and what stands with it says how it went.
    EmptyBox,
    /// It says that something was done, with a word or a sign and no box.
    Unboxed,
    /// It is a row of a table with a tick.
    InTable,
    /// It is a row of a table whose columns are days.
    InWeekTable(Vec<GridDay>),
    /// It has a box and no name, and stands under the plan's name.
    UnderName,
    /// It is in the note of another plan's entry.
    InEntryNote,
    /// It is in an answer to a week's questions.
    InReflection,
    /// Its note has no date.
    NoDate,
    /// Its note has no date, and it holds this name and other words around it.
    NoDateAndWordsLeft(String),
    /// It names several plans.
    SeveralPlans(Vec<TaskGroupIndex>),
    /// It says the names of several plans in different words, and one of them may be meant.
    OneOfSeveral(Vec<TaskGroupIndex>),
    /// It is a tag that is close to the plan's, or has a sign right before it.
    NearTag,
    /// It is the plan's tag, in a sentence that denies it.
    DeniedTag(TagDenial),
    /// It counts for another plan, and has this tag of the plan.
    TagOfAnotherPlan(String),
    /// It is ticked, in a place where nothing is read.
    Unread(UnreadPlace),
}
