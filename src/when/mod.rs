//! The `when` language (SPEC 2): what people write about the moment of a plan or an entry -> typed meaning; and the small
//! values beside it: dates, minutes, counts, weekdays, spans of dates.
//!
//! Every reader takes the text of one value and answers with a meaning or a [`Misread`], which says where in the text,
//! what was expected and the nearest phrase that is understood. Nothing here knows a file.

use std::ops::Range;

use chrono::{NaiveDate, Weekday};

use crate::problem::Code;

/// A time of the wall clock: minutes after midnight, 0..1440.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock(pub u16);

/// A part of the day (SPEC 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
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
    /// From, to; `after 6pm` is 18:00 to 24:00 (1440), `before 9am` 0:00 to 9:00. Half open.
    Between(u16, u16),
    In(Part),
}

/// What an entry tells about its time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Told {
    Clock(Clock),
    Part(Part),
}

/// An entry's `when`: a date and perhaps a time of day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub date: NaiveDate,
    pub told: Option<Told>,
    /// A weekday stood beside the date and is not that date's.
    pub wrong_weekday: Option<Weekday>,
}

/// An amount of time, in whole seconds (SPEC: `90 s` is 1.5 minutes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Minutes {
    pub seconds: u32,
}

/// How often, as `times` or a `when` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    AWeek(u32),
    ADay(u32),
}

/// Dates from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// What a plan's `when` (with its `times`) plans, in the widest sense (SPEC 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plans {
    /// Occasions on dates: ask [`When::occasions`].
    OnDates,
    /// So many dates a week, whichever (at most 7 as counted; the number is as written).
    Floating(u32),
    /// A bare cue, a vague `when`, or none: what is noted is counted as it comes up.
    AsItComes,
}

/// A plan's `when`, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {/* the helper for this room decides */}

/// Something in a value that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    pub code: Code,
    /// Byte range of the value's text that is not understood; on char boundaries.
    pub at: Range<usize>,
    pub message: String,
    pub help: String,
}

/// Something understood that could be clearer: `Code::DayMissing`, `Code::TooOften`, `Code::WhenVague`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub code: Code,
    pub at: Range<usize>,
    pub message: String,
    pub help: String,
}

/// What a `when` turned out to be; one reader for both, since the kind of a note hangs on it (SPEC 1, kinds).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// A date, perhaps with a weekday, a time or part of the day beside it: an entry's `when`.
    Moment(Moment),
    /// A frequency, days, times, cues, `on DATE`, or something vague: a plan's `when`. In a note dated by its name one
    /// that [`When::names_days`] is not true for is an entry's, and [`When::told`] is its time.
    When(When),
}

/// Reads a `when`, of a plan or an entry. Linear in the text's length.
///
/// # Errors
/// A [`Misread`] where it is not understood.
pub fn read(text: &str) -> Result<Read, Misread> {
    todo!()
}

/// Reads one date (`from`, `until`, `written`, `date`, `week`); a weekday beside it is read along.
///
/// # Errors
/// A [`Misread`] where it is no date, a relative one, out of range, or two.
pub fn date(text: &str) -> Result<Moment, Misread> {
    todo!()
}

/// The date at the start of a file name or in a path that ends in `2026/11/19.md` (SPEC 1). `Some(Err)` where the digits
/// are those of a date that does not exist or lies outside 1970-2200.
#[must_use]
pub fn date_of_path(path: &str) -> Option<Result<NaiveDate, Misread>> {
    todo!()
}

/// The date that stands in a name anywhere (`collects`): `memo 2026-11-19 07.35.m4a`.
#[must_use]
pub fn date_in_name(name: &str) -> Option<NaiveDate> {
    todo!()
}

/// # Errors
/// A [`Misread`] for what is no amount of time, negative, or more than a week.
pub fn minutes(text: &str) -> Result<Minutes, Misread> {
    todo!()
}

/// `3 a week`, `twice a day`, `3-4 times a week`.
///
/// # Errors
/// A [`Misread`] for what is no count, 0, or absurdly many.
pub fn times(text: &str) -> Result<Times, Misread> {
    todo!()
}

/// `2026-01-01 to 2026-01-05` or a single date.
///
/// # Errors
/// A [`Misread`] for what is neither, or ends before it begins.
pub fn span(text: &str) -> Result<Span, Misread> {
    todo!()
}

/// `Thursday`, `Thursdays 15:00`: the weekday, a time behind it read along.
///
/// # Errors
/// A [`Misread`] for anything else.
pub fn weekday(text: &str) -> Result<Weekday, Misread> {
    todo!()
}

/// A time or part of the day at the start (or, `at_end`, at the end) of a check-box line's rest: what it tells and how many
/// bytes of `text` it takes.
#[must_use]
pub fn told_in_line(text: &str, at_end: bool) -> Option<(Told, usize)> {
    todo!()
}

impl When {
    /// The meaning of no `when` at all.
    #[must_use]
    pub fn none() -> When {
        todo!()
    }
    /// With the plan's `times` field over it.
    #[must_use]
    pub fn with_times(self, times: Times) -> When {
        todo!()
    }
    #[must_use]
    pub fn plans(&self) -> Plans {
        todo!()
    }
    /// How many occasions it puts on a date, for a plan that starts on `start`; 0 for floats and as-it-comes.
    #[must_use]
    pub fn occasions(&self, date: NaiveDate, start: NaiveDate) -> u32 {
        todo!()
    }
    /// The times it gives a date, whether an occasion lies on it or not (none where days have times of their own and this
    /// is not one of them).
    #[must_use]
    pub fn slots(&self, date: NaiveDate, start: NaiveDate) -> Vec<Slot> {
        todo!()
    }
    /// Every time it names on any day.
    #[must_use]
    pub fn all_slots(&self) -> Vec<Slot> {
        todo!()
    }
    /// First and last date of `on DATE`s.
    #[must_use]
    pub fn dates(&self) -> Option<Span> {
        todo!()
    }
    /// Names a frequency, a weekday or `on DATE` (SPEC 1: then it is a plan even in a dated note).
    #[must_use]
    pub fn names_days(&self) -> bool {
        todo!()
    }
    /// The one time or part of the day it tells, for an entry dated by its name.
    #[must_use]
    pub fn told(&self) -> Option<Told> {
        todo!()
    }
    /// The cue's words as written, with the word that introduces it (`while my coffee is brewing`).
    #[must_use]
    pub fn cue(&self) -> Option<&str> {
        todo!()
    }
    /// A stranger could tell the moment it starts.
    #[must_use]
    pub fn is_specific(&self) -> bool {
        todo!()
    }
    #[must_use]
    pub fn is_vague(&self) -> bool {
        todo!()
    }
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        todo!()
    }
    /// The first half of the if-then sentence, in English that is correct for every `when`: `If it is Thursday morning,
    /// while my coffee is brewing`, `Three times this week, after dinner`, `When I notice tension starting`; empty where
    /// `when` is (a vague one is given as written).
    #[must_use]
    pub fn if_then(&self) -> String {
        todo!()
    }
}
