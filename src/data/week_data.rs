//! One week's facts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
use super::json_lines::one_item_a_line;
use super::plain_date;
use crate::journal::{Response, ThenUse};
use crate::text::word_enum;
use crate::week::{CameUpCounts, Counts, State};

/// The version of the form. Fields are added without a new one; it changes where the meaning of a field does.
pub const SCHEMA: u32 = 1;

/// The facts of one week's page. Whoever made them decided whether they are the client's own view or only what is shared.
///
/// Unknown fields are ignored when it is read, and those with a default may be absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WeekData {
    /// The version of this form. Fields may be added without a new one.
    #[cfg_attr(test, schemars(extend("const" = SCHEMA)))]
    pub schema: u32,
    /// The client's name, where it is known.
    #[serde(default)]
    pub name: Option<String>,
    /// The date that the week is counted as of.
    pub as_of: NaiveDate,
    pub week: WeekSpan,
    /// What the client marked to bring up first, by date.
    #[serde(default)]
    pub to_discuss: Vec<ToDiscuss>,
    /// Where to start, as the page says it first.
    #[serde(default)]
    pub start_with: Option<String>,
    /// What was agreed in the last session.
    #[serde(default)]
    pub last_time: Option<LastTime>,
    /// The date of this week's session, where it is known.
    #[serde(default)]
    pub session: Option<NaiveDate>,
    /// The date of the session after this week, where it is known.
    #[serde(default)]
    pub next_session: Option<NaiveDate>,
    /// The last day of the course, where it ends in this week or has ended.
    #[serde(default)]
    pub course_end: Option<NaiveDate>,
    /// What to talk about in the session, in the page's order and words.
    #[serde(default)]
    pub agenda: Vec<String>,
    /// The steps that are in force, in order of task.
    #[serde(default)]
    pub steps: Vec<StepData>,
    /// In order of task, then of start. Each version of a plan has an item of its own.
    pub plans: Vec<PlanData>,
    /// Done or partly done, and of no plan; by date.
    pub also_done: Vec<AlsoDone>,
    /// What got in the way of what was not or only partly done, the most often noted first.
    #[serde(default)]
    pub barriers: Vec<BarrierCount>,
    /// What was noted about the helper, and the helper's own notes; by date.
    #[serde(default)]
    pub helper: Vec<HelperNote>,
    /// The client's own entries up to the as-of date, in order of time.
    #[serde(default)]
    pub entries: Vec<EntryData>,
    /// The days' own numbers, in the order in which the settings list them.
    #[serde(default)]
    pub tracked: Vec<TrackedData>,
    /// The date of the client's newest entry up to the as-of date, in this week or the five before it.
    #[serde(default)]
    pub last_noted: Option<NaiveDate>,
    pub problems: ProblemCount,
}

/// The dates of a week, both included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WeekSpan {
    pub start: NaiveDate,
    pub end: NaiveDate,
}

/// Something that the client wants to bring up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ToDiscuss {
    /// The date of the note; of an answer to a question the first date of the week that it speaks of.
    pub date: NaiveDate,
    /// It is about the week as a whole, so its date is the first of that. Left out where it is not.
    #[serde(default, skip_serializing_if = "is_false")]
    pub about_week: bool,
    /// What it is about. None where it is of no task.
    #[serde(default)]
    pub task: Option<String>,
    /// The client's words, as far as they are shared; lines end with a line feed.
    #[serde(default)]
    pub words: Option<String>,
    /// How it felt.
    #[serde(default)]
    pub felt: Option<String>,
    /// What the helper did that helped.
    #[serde(default)]
    pub helped: Option<String>,
}

/// What was agreed in the last session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LastTime {
    pub date: NaiveDate,
    pub agreed: Vec<AgreedItem>,
}

/// One thing that was agreed: in the words of a session's note, or a step that began since.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AgreedItem {
    pub words: Option<String>,
    pub step: Option<StepData>,
    /// The task of the plan that it names.
    pub task: Option<String>,
    /// What became of it. None where it names no plan of the week.
    pub count: Option<DoneCounts>,
}

/// How much of a plan was done.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DoneCounts {
    pub planned: u32,
    pub due: u32,
    pub done: u32,
    pub partly: u32,
    pub extra: u32,
}

/// A step that is in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StepData {
    pub task: String,
    pub when: Option<String>,
    #[serde(rename = "where")]
    pub place: Option<String>,
    pub minutes: Option<Decimal>,
}

/// One version of a plan in this week.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanData {
    pub task: String,
    /// Its file; none in what is shared, since its name is the client's words too.
    pub note: Option<String>,
    /// The first date on which this version of the plan runs.
    #[serde(default, deserialize_with = "plain_date::read_if_any")]
    pub start: Option<NaiveDate>,
    /// The last date on which it runs, where that is in this week and past. Left out where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "plain_date::read_if_any")]
    pub ended_on: Option<NaiveDate>,
    /// As it is written.
    pub when: Option<String>,
    #[serde(flatten)]
    pub counts: Counts,
    /// Planned dates with practice of their own. None of counts that float and of bare cues.
    pub days_practised: Option<OutOf>,
    /// (done + partly / 2) / due, to four places. None where nothing is due.
    pub completion: Option<Decimal>,
    pub minutes: MinutesNoted,
    /// Entries near the planned time, of those that tell one.
    pub on_time: Option<OutOf>,
    /// Entries at the planned place, of those that tell one.
    pub in_place: Option<OutOf>,
    /// All that was noted of a plan that is noted as it comes up.
    pub came_up: Option<CameUpCounts>,
    /// How often the obstacle came up, and how often the plan for it was used.
    pub then: Option<ThenUsed>,
    /// The seven dates of the week.
    pub days: Vec<DayData>,
    /// The dates on which it is paused, and nothing was noted. Left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paused_on: Vec<NaiveDate>,
    /// Every planned occasion, by date, then by time; of a count that floats first those that were taken.
    #[serde(default)]
    pub occasions: Vec<OccasionData>,
    /// What the plan rates, in its order.
    #[serde(default)]
    pub ratings: Vec<RatingData>,
}

/// How many of how many.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OutOf {
    pub count: u32,
    pub of: u32,
}

/// The minutes of a plan's week.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MinutesNoted {
    pub noted: Decimal,
    /// How many entries gave theirs.
    pub known_for: u32,
    /// Of one occasion.
    pub planned_each: Option<Decimal>,
    pub planned_week: Option<Decimal>,
}

/// How often the obstacle came up, and how often the plan for it was used.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ThenUsed {
    pub came_up: usize,
    pub used: usize,
}

/// One date of a plan's week.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DayData {
    #[serde(deserialize_with = "plain_date::read")]
    pub date: NaiveDate,
    /// 0 of counts that float and of bare cues.
    pub planned: u32,
    pub status: State,
    /// What became of each of its occasions, in order of time.
    pub occasions: Vec<State>,
}

/// One planned occasion and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OccasionData {
    /// None of a count that floats where no date took it.
    #[serde(default, deserialize_with = "plain_date::read_if_any")]
    pub date: Option<NaiveDate>,
    /// Which one of its date it is, from 1, in order of time. None where there is no date.
    pub number: Option<usize>,
    /// `done`, `partly`, `not_done`, `open` or `upcoming`.
    pub state: State,
    /// An entry of another day took it.
    pub moved: bool,
    /// The date of the entry that took it.
    #[serde(default, deserialize_with = "plain_date::read_if_any")]
    pub noted_on: Option<NaiveDate>,
}

/// What one name was rated this week.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RatingData {
    pub name: String,
    pub least: Decimal,
    pub most: Decimal,
    pub median: Option<Decimal>,
    /// In order of time.
    pub values: Vec<DatedValue>,
}

/// A number of the days' own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TrackedData {
    pub name: String,
    /// None where any number may stand there.
    pub least: Option<Decimal>,
    pub most: Option<Decimal>,
    pub median: Option<Decimal>,
    pub values: Vec<DatedValue>,
}

/// A number and its date.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DatedValue {
    #[serde(deserialize_with = "plain_date::read")]
    pub date: NaiveDate,
    pub value: Decimal,
}

/// Something done that is no plan's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AlsoDone {
    pub task: String,
    pub date: NaiveDate,
    pub minutes: Option<Decimal>,
    /// Its file; none in what is shared.
    pub note: Option<String>,
}

/// A barrier: its name in the list of docs/practice.md, or the client's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BarrierName {
    pub name: String,
    /// `practical`, `task`, `inner`, `people` or `life`. None of own words and of what belongs to no group.
    pub group: Option<String>,
}

/// How often a barrier got in the way of a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BarrierCount {
    /// Its name in the list of docs/practice.md, or the client's own words, cut after 60 characters.
    pub name: String,
    pub group: Option<String>,
    pub task: String,
    pub count: usize,
}

/// What was noted about the helper, or a note of the helper's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HelperNote {
    /// None of a note of the helper's own that names none.
    pub task: Option<String>,
    /// Who helps, where that is known.
    pub helper: Option<String>,
    pub date: NaiveDate,
    pub noticed: Option<bool>,
    pub praise: Option<bool>,
    pub response: Option<Response>,
    pub minutes_together: Option<Decimal>,
    /// It is a note of the helper's own.
    pub own_note: bool,
    /// Of the helper's own note: its words, as far as they are shared.
    pub text: Option<String>,
}

/// What a helper did about an entry; none where that is not told, or not shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HelperData {
    pub noticed: Option<bool>,
    pub praise: Option<bool>,
    pub response: Option<Response>,
    pub minutes_together: Option<Decimal>,
}

/// One entry of the client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EntryData {
    /// The task of its plan, else its own.
    pub task: String,
    /// The first date of the plan's version, which tells it from others of its task. None of an entry of no plan of this week.
    #[serde(default, deserialize_with = "plain_date::read_if_any")]
    pub plan_start: Option<NaiveDate>,
    #[serde(deserialize_with = "plain_date::read")]
    pub date: NaiveDate,
    /// `07:35`, or a part of the day such as `morning`. None where it is not told, or not shared.
    pub time: Option<String>,
    /// Near the planned time. None where it tells no time, the plan has none, or nothing was done.
    pub on_time: Option<bool>,
    /// None where it is not told, or not shared: in a week of what is shared in part it is the planned place or none.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// At the planned place. None where it tells no place, the plan has none, or nothing was done.
    pub in_place: Option<bool>,
    pub minutes: Option<Decimal>,
    /// `done`, `partly`, `not_done` or `skipped`.
    pub status: State,
    pub counts_as: EntryRoleData,
    /// The date whose occasion it took, where it counts as moved.
    #[serde(default, deserialize_with = "plain_date::read_if_any")]
    pub moved_from: Option<NaiveDate>,
    /// When it was written, where it says so.
    #[serde(default, deserialize_with = "plain_date::read_if_any")]
    pub written: Option<NaiveDate>,
    /// It is to be brought up first.
    pub discuss: bool,
    /// Whether the plan for the obstacle was used.
    pub then: Option<ThenUse>,
    pub felt: Option<String>,
    /// The client's words, as far as they are shared; lines end with a line feed.
    pub words: Option<String>,
    /// What the helper did that helped, in the client's words.
    pub helped: Option<String>,
    pub barriers: Vec<BarrierName>,
    pub helper: HelperData,
    pub ratings: Vec<RatedValue>,
}

word_enum! {
    /// What an entry counts as.
    pub enum EntryRoleData {
        /// It counts for an occasion on its own date.
        Occasion = "occasion",
        /// It took the occasion of another date.
        Moved = "moved",
        /// Beyond what was planned.
        Extra = "extra",
        /// Not done, of a plan that is noted as it comes up.
        CameUp = "came_up",
        Skip = "skip",
        /// It takes no occasion. Its minutes count if it is of a plan and no skip.
        NotCounted = "not_counted",
        /// It is of no plan.
        AlsoDone = "also_done",
    }
}

/// One rating of an entry, and the ends of its range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RatedValue {
    pub name: String,
    pub value: Decimal,
    pub least: Option<Decimal>,
    pub most: Option<Decimal>,
}

/// What could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProblemCount {
    /// How many notes were left out.
    pub notes: u32,
    /// How many ticked lines of this week look like a plan's and could not be read.
    #[serde(default)]
    pub lines: u32,
}

/// Leaves a field out where it is false.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl WeekData {
    /// The JSON of one week, with one line for each field, each plan and each entry.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Nothing in it can fail to be written: no key is anything but text.
        one_item_a_line(&serde_json::to_string(self).unwrap_or_default())
    }

    /// Reads one week.
    ///
    /// # Errors
    /// If it is no JSON, lacks one of the fields that every version has, or is of a newer form.
    pub fn from_json(bytes: &[u8]) -> Result<WeekData, serde_json::Error> {
        // One check of the whole text is faster than one of each string in it. What is no text gets the error that JSON has for it.
        let week: WeekData = match str::from_utf8(bytes) {
            Ok(text) => serde_json::from_str(text)?,
            Err(_) => serde_json::from_slice(bytes)?,
        };
        if week.schema == SCHEMA {
            Ok(week)
        } else {
            Err(serde::de::Error::custom(format!("`schema` is {}, and only {SCHEMA} is known", week.schema)))
        }
    }
}
