//! The settings of a journal, and how much of it is shared.

use chrono::{NaiveDate, Weekday};

use super::TrackedItem;
use crate::text::{fold, without_accents, word_enum};
use crate::when::{DateNamePattern, DateSpan};

/// `journal.md` (docs/specification.md#1-notes). A broken one never gets this far.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    pub name: Option<String>,
    /// The first day of a week.
    pub week_starts: Weekday,
    /// The weekday of the session; none if the settings do not name it. A time of day in them is not kept.
    pub session: Option<Weekday>,
    /// Whether the settings say that not every week has a session: `every other Thursday`.
    pub has_weeks_without_session: bool,
    pub until: Option<NaiveDate>,
    /// Of all plans.
    pub pauses: Vec<DateSpan>,
    /// How many weeks have a report of their own; `None` for all.
    pub weeks: Option<u32>,
    pub share: Share,
    pub where_to_turn: Option<String>,
    pub report_to: Option<String>,
    pub writer: Option<String>,
    /// The form of the names of daily notes, where it is not one of those that are always read.
    pub daily_notes: Option<DateNamePattern>,
    /// Keys of day notes that hold a number, in the order in which they are listed.
    pub track: Vec<TrackedItem>,
    /// Whether `calendar.ics` is kept up to date with the pages.
    pub calendar: CalendarSetting,
}

/// What `journal.md` says of the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CalendarSetting {
    /// Nothing: one that `tinystep calendar` made stays as it is.
    #[default]
    Unsaid,
    /// There is to be none.
    No,
    /// It is kept up to date.
    Kept(CalendarNames),
}

impl CalendarSetting {
    /// What the entries are called, where a calendar is kept.
    #[must_use]
    pub fn names(self) -> Option<CalendarNames> {
        match self {
            CalendarSetting::Kept(names) => Some(names),
            CalendarSetting::Unsaid | CalendarSetting::No => None,
        }
    }
}

/// What the entries of a calendar are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CalendarNames {
    /// The same words for each, which tell nothing to whoever sees the calendar.
    Neutral,
    /// The plan's task.
    Tasks,
}

/// Who looks: the client at everything, or a reader of `reports/` at what is shared (docs/specification.md#6-sharing).
/// In the shared view what is `none` is not there at all, and what is `summary` holds no words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    Client,
    Shared,
}

word_enum! {
    /// How much of a note is shared (docs/specification.md#6-sharing).
    #[derive(Default)]
    pub enum Share {
        None = "none",
        #[default]
        Summary = "summary",
        Full = "full",
    }
}

/// Whether a text is a name of two words of which one is shortened: `Ana K.` and `A. Kowalska` of `Ana Kowalska`.
fn is_name_with_initial(name: &str, text: &str) -> bool {
    let (Some((first, last)), Some((a, b))) = (name.split_once(' '), text.split_once(' ')) else { return false };
    let is_initial = |short: &str, whole: &str| {
        let short = short.trim_end_matches('.');
        short.chars().count() == 1 && whole.starts_with(short)
    };
    a == first && is_initial(b, last) || is_initial(a, first) && b == last
}

impl Settings {
    /// Whether a name in `by:` is the client's: the whole name, the first of its words, or one word and an initial. Of `Anna and Tom`
    /// each is.
    #[must_use]
    pub fn is_name_of_client(&self, who: &str) -> bool {
        let folded = |text: &str| without_accents(&fold(text));
        let name = self.name.as_deref().map(folded).unwrap_or_default();
        let written = folded(who);
        let who = folded(who.trim_matches(|c: char| !c.is_alphanumeric()));
        let people = name.split([',', '&', '+']).flat_map(|people| people.split(" and ")).map(str::trim);
        let is_person = |person: &str| {
            person == who || person.split(' ').next() == Some(&who) || is_name_with_initial(person, &who)
        };
        !written.is_empty() && name == written || !who.is_empty() && (name == who || people.into_iter().any(is_person))
    }

    /// Today as the reports take it: never later than the day after the week of the course's end
    /// (docs/specification.md#1-notes).
    #[must_use]
    pub fn cap_today_after_last_week_of_course(&self, today: NaiveDate) -> NaiveDate {
        let last = self.until.and_then(|until| until.week(self.week_starts).checked_last_day()?.succ_opt());
        last.map_or(today, |last| today.min(last))
    }
}
