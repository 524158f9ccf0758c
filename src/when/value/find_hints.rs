//! Finds what could be clearer in a [`When`].

use chrono::Weekday;

use crate::problem::Code;
use crate::when::tokens::amount::Frequency;
use crate::when::value::hint::WhenHint;
use crate::when::value::schedule::{Schedule, When};

/// The long name of a day of the week.
fn day_name(day: Weekday) -> String {
    let date = chrono::NaiveDate::from_isoywd_opt(2000, 1, day);
    date.map_or_else(|| day.to_string(), |date| date.format("%A").to_string())
}

impl When {
    /// For a plan without a `when`.
    #[must_use]
    pub fn absent() -> When {
        let mut when = When::default();
        when.find_hints();
        when
    }

    /// With the plan's `times` field: its number takes the place of any that `when` gives. The hint `Code::TooOften` then
    /// points at `0..0`, since the number is elsewhere.
    #[must_use]
    pub fn with_times_field(mut self, times: Frequency) -> When {
        (self.times_a_week, self.times_a_day) = match times {
            Frequency::PerWeek(n) => (Some(n), None),
            Frequency::PerDay(n) => (None, Some(n)),
        };
        self.any_of = None;
        self.count_range = None;
        self.find_hints();
        self
    }

    pub(crate) fn find_hints(&mut self) {
        let mut hints = Vec::new();
        if let Some((at, day)) = self.wrong_weekday.clone() {
            hints.push(WhenHint {
                code: Code::WeekdayDiffers,
                byte_range: at,
                message: format!("That date is no {}.", day_name(day)),
                help: "The date counts. Take the weekday out, or correct it.".to_owned(),
            });
        }
        let every_day = !self.has_days() && self.times_a_day.is_none() && matches!(self.schedule(), Schedule::OnDates);
        if let (true, Some(at)) = (every_day, self.time_range.clone()) {
            hints.push(WhenHint {
                code: Code::DayMissing,
                byte_range: at,
                message: "No day is named, so this means every day.".to_owned(),
                help: "Write `every day` with it, or the days you mean, as in `Mon and Thu`.".to_owned(),
            });
        }
        if let Some(n) = self.times_a_week.filter(|&n| n > 7) {
            hints.push(WhenHint {
                code: Code::TooOften,
                byte_range: self.count_range.clone().unwrap_or(0..0),
                message: format!("{n} times a week is more than there are days; it is counted as 7."),
                help: "Write `twice a day` for more than once a day.".to_owned(),
            });
        }
        if self.is_vague() {
            hints.push(WhenHint {
                code: Code::WhenVague,
                byte_range: self.whole_range.clone(),
                message: match self.vague_words().is_some() && self.has_times() {
                    true => "This does not say on which days, or how often.",
                    false => "This could be any time.",
                }
                .to_owned(),
                help: "A moment that you can tell is easier to keep: `Thursday morning, while my coffee is brewing`."
                    .to_owned(),
            });
        }
        self.hints = hints;
    }
}
