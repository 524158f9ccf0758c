//! A plan's `when`, understood: days, times, counts and cues.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::when::value::hint::WhenHint;
use crate::when::value::time::Slot;

/// A bit for each day of the week, Monday the lowest.
pub const EVERY_DAY: u8 = 0b111_1111;
pub const WEEKDAYS: u8 = 0b001_1111;

/// What a plan's `when` (with its `times`) plans, in the widest sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Schedule {
    /// Occasions on dates: ask [`When::occasions`].
    OnDates,
    /// So many dates a week, whichever (at most 7 are counted; the number is as written). Every other week may have none: ask
    /// [`When::floating_times_in_week`].
    Floating(u32),
    /// A bare cue, a vague `when`, or none: what is noted is counted as it comes up.
    AsItComes,
}

/// What is no part of when it is: two that differ in it alone are equal.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NotCompared<T>(pub T);

impl<T> PartialEq for NotCompared<T> {
    fn eq(&self, _: &NotCompared<T>) -> bool {
        true
    }
}

impl<T> Eq for NotCompared<T> {}

impl<T> Hash for NotCompared<T> {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A plan's `when`, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct When {
    pub(crate) groups: Vec<DayGroup>,
    /// So many times a week, or a day.
    pub(crate) times_a_week: Option<u32>,
    pub(crate) times_a_day: Option<u32>,
    /// `Sat or Sun`: so many of the days named.
    pub(crate) any_of: Option<u32>,
    /// The first day of the journal's weeks, where it is known.
    pub(crate) week_starts: NotCompared<Option<Weekday>>,
    /// The days of the week that `except` names. `every day except Sunday` and `Monday to Saturday` are the same days.
    pub(crate) left_out: NotCompared<u8>,
    /// The cue that all groups share.
    pub(crate) cue: Option<String>,
    /// The whole text, where it says something such as `sometime`.
    pub(crate) vague: Option<String>,
    /// Its words that say so beside days, times or a cue, as written: `if I can`. The sentence ends with them.
    pub(crate) remarks: Vec<String>,
    /// A frequency, a day or a date is named.
    pub(crate) names_days: bool,
    /// Where the parts are that a hint can point at.
    pub(crate) whole_range: Range<usize>,
    pub(crate) time_range: Option<Range<usize>>,
    pub(crate) count_range: Option<Range<usize>>,
    /// The weekday beside a date of `on DATE`, where it is not that date's.
    pub(crate) wrong_weekday: Option<(Range<usize>, Weekday)>,
    pub(crate) hints: Vec<WhenHint>,
}

/// Days that share their times and their cue. A group without days is of any day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DayGroup {
    pub days: Days,
    pub times: Vec<PlannedTime>,
    /// Its own cue, where groups have different ones: `Monday before work and Thursday after work`.
    pub cue: Option<String>,
}

/// Which days; none named is any day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Days {
    /// A bit for each day of the week, Monday the lowest.
    pub weekday_mask: u8,
    /// Every so many days from the start.
    pub every_n_days: Vec<u32>,
    /// Every so many weeks on these days of the week; no bit: on the start's.
    pub every_n_weeks: Vec<(u32, u8)>,
    pub dates: Vec<NaiveDate>,
    /// Days of the week on which none of the intervals counts.
    pub except: u8,
}

/// A time of a group.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PlannedTime {
    pub slot: Slot,
    /// `after 6pm`, `before 9am`: only one end of the range is written.
    pub is_open: bool,
    /// Its words as written; empty where they mean another time by themselves.
    pub words: String,
    /// Times of the same number are one occasion (`or`).
    pub occasion: usize,
}

/// The bit of a day of the week.
pub(crate) fn weekday_bit(day: Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

impl Days {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weekday_mask == 0 && self.every_n_days.is_empty() && self.every_n_weeks.is_empty() && self.dates.is_empty()
    }

    /// Counted from the plan's start.
    #[must_use]
    pub fn is_interval(&self) -> bool {
        !self.every_n_days.is_empty() || !self.every_n_weeks.is_empty()
    }

    pub(crate) fn sort_and_dedup(&mut self) {
        self.every_n_days.sort_unstable();
        self.every_n_days.dedup();
        self.every_n_weeks.sort_unstable();
        // Days of the same weeks are one entry.
        self.every_n_weeks.dedup_by(|later, kept| {
            let same = later == kept || later.0 == kept.0 && kept.1 != 0;
            kept.1 |= if same { later.1 } else { 0 };
            same
        });
        self.dates.sort_unstable();
        self.dates.dedup();
    }

    /// Whether `date` is one of them, for a plan that starts on `start`.
    pub(crate) fn includes_date(&self, date: NaiveDate, start: NaiveDate) -> bool {
        if self.is_empty() {
            return true;
        }
        let bit = weekday_bit(date.weekday());
        if self.except & bit != 0 {
            return false;
        }
        let since = date.signed_duration_since(start).num_days();
        self.weekday_mask & bit != 0
            || since >= 0 && self.every_n_days.iter().any(|&n| since % i64::from(n.max(1)) == 0)
            || since >= 0
                && self.every_n_weeks.iter().any(|&(n, mask)| {
                    let mask = if mask == 0 { self::weekday_bit(start.weekday()) } else { mask };
                    mask & bit != 0 && is_one_of_every_n_weeks(n, date, start)
                })
            || self.dates.binary_search(&date).is_ok()
    }
}

/// Whether the Monday week of `date` is one of every `n`, counted from that of `start`.
pub(crate) fn is_one_of_every_n_weeks(n: u32, date: NaiveDate, start: NaiveDate) -> bool {
    let days = date.signed_duration_since(start).num_days() + i64::from(start.weekday().num_days_from_monday())
        - i64::from(date.weekday().num_days_from_monday());
    (days / 7) % i64::from(n.max(1)) == 0
}

impl When {
    /// The same in a journal whose weeks start on this day. It names the days of a week in their order.
    #[must_use]
    pub fn with_week_start(self, week_starts: Weekday) -> When {
        When { week_starts: NotCompared(Some(week_starts)), ..self }
    }

    /// Days that share their times.
    #[must_use]
    pub fn groups(&self) -> &[DayGroup] {
        &self.groups
    }

    /// So many times a day.
    #[must_use]
    pub fn times_a_day(&self) -> Option<u32> {
        self.times_a_day
    }

    /// The cue that all days share, in the words as written, with the word that introduces it (`while my coffee is
    /// brewing`); runs of white space as one, several cues with commas.
    #[must_use]
    pub fn cue(&self) -> Option<&str> {
        self.cue.as_deref().filter(|cue| !cue.is_empty())
    }

    /// The same occasions without the cues for which `is_kept_back` is true: there is a moment, and its words are not told.
    #[must_use]
    pub fn without_words_of_cues(&self, is_kept_back: impl Fn(&str) -> bool) -> When {
        let told =
            |words: &Option<String>| words.as_ref().map(|w| if is_kept_back(w) { String::new() } else { w.clone() });
        let groups = self.groups.iter().map(|group| DayGroup { cue: told(&group.cue), ..group.clone() }).collect();
        let remarks = self.remarks.iter().filter(|words| !is_kept_back(words)).cloned().collect();
        When { groups, cue: told(&self.cue), vague: told(&self.vague), remarks, ..self.clone() }
    }

    /// The words of every cue, in any order.
    pub fn all_cues(&self) -> impl Iterator<Item = &str> {
        let of_groups = self.groups.iter().filter_map(|group| group.cue.as_deref());
        self.cue.as_deref().into_iter().chain(of_groups)
    }

    /// The whole text as written, where it says something such as `sometime`.
    #[must_use]
    pub fn vague_words(&self) -> Option<&str> {
        self.vague.as_deref()
    }

    /// Names a frequency, a weekday or `on DATE`: then it is a plan even in a dated note.
    #[must_use]
    pub fn names_days_or_frequency(&self) -> bool {
        self.names_days
    }

    /// What could be clearer.
    #[must_use]
    pub fn hints(&self) -> &[WhenHint] {
        &self.hints
    }

    #[must_use]
    pub fn has_days(&self) -> bool {
        self.groups.iter().any(|g| !g.days.is_empty())
    }

    #[must_use]
    pub fn has_times(&self) -> bool {
        self.groups.iter().any(|g| !g.times.is_empty())
    }

    pub(crate) fn has_cue(&self) -> bool {
        self.cue.is_some() || self.groups.iter().any(|g| g.cue.is_some())
    }

    /// Whether it may happen on a date, by the days it names, for a plan that starts on `start`: of `Sat or Sun` on both.
    #[must_use]
    pub fn may_fall_on(&self, date: NaiveDate, start: NaiveDate) -> bool {
        self.groups.is_empty() || self.groups.iter().any(|group| group.days.includes_date(date, start))
    }

    /// Whether a day of the week could become one of its days: it is not left out by name, and the days do not rotate.
    #[must_use]
    pub fn may_have_weekday(&self, day: Weekday) -> bool {
        let rotates = self.groups.iter().any(|group| !group.days.every_n_days.is_empty());
        self.left_out.0 & weekday_bit(day) == 0 && !rotates
    }

    /// The days of the week that are named, if nothing but such days is.
    #[must_use]
    pub fn weekday_mask_if_alone(&self) -> Option<u8> {
        let only = self.groups.iter().all(|g| !g.days.is_interval() && g.days.dates.is_empty());
        let mask = self.groups.iter().fold(0, |mask, g| mask | g.days.weekday_mask);
        (only && mask != 0).then_some(mask)
    }
}
