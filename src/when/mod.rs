//! The `when` language (SPEC 2): what people write about the moment of a plan or an entry -> typed meaning; and the small
//! values beside it: dates, minutes, counts, weekdays, spans of dates.
//!
//! Every reader takes the text of one value and answers with a meaning or a [`ParseError`], which says where in the text,
//! what was expected and the nearest phrase that is understood. Nothing here knows a file.
//!
//! text -> `lexer` (words, numbers, signs) -> `parser` (phrases: `days`, `count`, `clock`, `cue`, `date`) -> `meaning`
//! ([`When`], [`Moment`]) -> `occasions` (of dates) and `is_sentence` (the if-then sentence). What is not understood goes to `nearest`.

use std::ops::Range;

use chrono::{NaiveDate, Weekday};

use crate::problem::Code;

mod clock;
mod count;
mod cue;
mod date;
mod days;
mod error;
mod if_then;
mod lexer;
mod line;
mod meaning;
mod minutes;
mod nearest;
mod occasions;
mod parser;
mod specific;
mod words;

pub use specific::suggest_specific;

/// A time of the wall clock: minutes after midnight, 0..1440.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock(pub u16);

/// A part of the day (SPEC 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayPart {
    EarlyMorning,
    Morning,
    Midday,
    Afternoon,
    Evening,
    Bedtime,
    Night,
}

/// When on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    At(Clock),
    /// From, to; `after 6pm` is 18:00 to 24:00 (1440), `before 9am` 0:00 to 9:00. Half open. As in the parts of the day, an
    /// end past 1440 lies in the small hours behind the same written date (`22:00-01:00` is 1320 to 1500).
    Between(u16, u16),
    In(DayPart),
}

/// What an entry tells about its time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeOfDay {
    Clock(Clock),
    Part(DayPart),
}

/// An entry's `when`: a date and perhaps a time of day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    pub date: NaiveDate,
    pub time: Option<TimeOfDay>,
    /// A weekday stood beside the date and is not that date's.
    pub wrong_weekday: Option<Weekday>,
}

/// An amount of time, in whole seconds (SPEC: `90 s` is 1.5 minutes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Minutes {
    pub seconds: u32,
}

/// How often, as `times` or a `when` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frequency {
    PerWeek(u32),
    PerDay(u32),
}

/// Dates from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// What a plan's `when` (with its `times`) plans, in the widest sense (SPEC 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Schedule {
    /// Occasions on dates: ask [`When::occasions`].
    OnDates,
    /// So many dates a week, whichever (at most 7 as counted; the number is as written).
    Floating(u32),
    /// A bare cue, a vague `when`, or none: what is noted is counted as it comes up.
    AsItComes,
}

/// A plan's `when`, understood.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct When {
    /// Days that share their times; a group without days is of any day.
    groups: Vec<meaning::DayGroup>,
    /// So many times a week, or a day.
    a_week: Option<u32>,
    a_day: Option<u32>,
    /// `Sat or Sun`: so many of the days named.
    any_of: Option<u32>,
    cue: Option<String>,
    /// The whole text, where it holds something such as `sometime`.
    vague: Option<String>,
    /// A frequency, a day or a date is named.
    frequency: bool,
    /// Where things stand that a find_hints can speak of.
    whole: Range<usize>,
    time_at: Option<Range<usize>>,
    count_at: Option<Range<usize>>,
    /// A weekday stood beside a date of `on DATE` and is not that date's.
    other_weekday: Option<(Range<usize>, Weekday)>,
    hints: Vec<Hint>,
}

/// Something in a value that is not understood.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ParseError {
    pub code: Code,
    /// Byte range of the value's text that is not understood; on char boundaries.
    pub at: Range<usize>,
    pub message: String,
    pub help: String,
}

/// Something understood that could be clearer: `Code::DayMissing`, `Code::TooOften`, `Code::WhenVague`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hint {
    pub code: Code,
    pub at: Range<usize>,
    pub message: String,
    pub help: String,
}

/// What a `when` turned out to be; one reader for both, since the kind of a note hangs on it (SPEC 1, kinds).
#[allow(clippy::large_enum_variant, reason = "it lives for a moment, one at a time")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Parsed {
    /// A date, perhaps with a weekday, a time or part of the day beside it: an entry's `when`.
    Moment(Moment),
    /// A frequency, days, times, cues, `on DATE`, or something vague: a plan's `when`. In a note dated by its name one
    /// that [`When::names_days`] is not true for is an entry's, and [`When::told`] is its time.
    When(When),
}

/// Reads a `when`, of a plan or an entry. Linear in the text's length.
///
/// # Errors
/// A [`ParseError`] where it is not understood.
pub fn parse(text: &str) -> Result<Parsed, ParseError> {
    meaning::read(text).map_err(|error| nearest::explain(text, error))
}

/// Reads one date (`from`, `until`, `written`, `date`, `week`); a weekday beside it is read along.
///
/// # Errors
/// A [`ParseError`] where it is no date, a relative one, out of range, or two.
pub fn parse_date(text: &str) -> Result<Moment, ParseError> {
    date::alone(text)
}

/// The date at the start of a file name or in a path that ends in `2026/11/19.md` (SPEC 1). `Some(Err)` where the digits
/// are those of a date that does not exist or lies outside 1970-2200.
#[must_use]
pub fn find_date_in_path(path: &str) -> Option<Result<NaiveDate, ParseError>> {
    date::of_path(path)
}

/// The date that stands in a name anywhere (`collects`): `memo 2026-11-19 07.35.m4a`.
#[must_use]
pub fn find_date_in_name(name: &str) -> Option<NaiveDate> {
    date::in_name(name)
}

/// # Errors
/// A [`ParseError`] for what is no amount of time, negative, or more than a week.
pub fn parse_minutes(text: &str) -> Result<Minutes, ParseError> {
    minutes::read(text)
}

/// `3 a week`, `twice a day`, `3-4 times a week`.
///
/// # Errors
/// A [`ParseError`] for what is no count, 0, or absurdly many.
pub fn parse_frequency(text: &str) -> Result<Frequency, ParseError> {
    count::times(text)
}

/// `2026-01-01 to 2026-01-05` or a single date.
///
/// # Errors
/// A [`ParseError`] for what is neither, or ends before it begins.
pub fn parse_span(text: &str) -> Result<Span, ParseError> {
    date::span(text)
}

/// `Thursday`, `Thursdays 15:00`: the weekday, a time behind it read along.
///
/// # Errors
/// A [`ParseError`] for anything else.
pub fn parse_weekday(text: &str) -> Result<Weekday, ParseError> {
    days::weekday(text)
}

/// A time or part of the day at the start (or, `at_end`, at the end) of a check-box line's rest: what it tells and how many
/// bytes of `text` it takes.
#[must_use]
pub fn find_time_in_line(text: &str, at_end: bool) -> Option<(TimeOfDay, usize)> {
    line::find_time(text, at_end)
}

/// Minutes with their unit at the start (or, `at_end`, at the end) of a check-box line's rest: the amount and how many bytes
/// of `text` it takes.
#[must_use]
pub fn find_minutes_in_line(text: &str, at_end: bool) -> Option<(Minutes, usize)> {
    minutes::in_line(text, at_end)
}
