//! How often each time of the day was kept, for plans with several times.

use super::types::{PlanWeek, State};
use crate::when::TimeOfDay;

/// A time of the day, and what became of its occasions that have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfDayCounts {
    pub time: TimeOfDay,
    pub done: u32,
    pub partly: u32,
    pub due: u32,
}

impl TimeOfDayCounts {
    /// How much was practised, in halves: 2 for done, 1 for partly.
    #[must_use]
    pub fn practised_halves(&self) -> u32 {
        2 * self.done + self.partly
    }
}

impl PlanWeek {
    /// How often each time of the day was kept, in the order of the day. Skipped and moved occasions and those to come are in
    /// none of them.
    #[must_use]
    pub fn counts_by_time_of_day(&self) -> Vec<TimeOfDayCounts> {
        let mut times: Vec<TimeOfDayCounts> = Vec::new();
        for occasion in &self.occasions {
            let Some(time) = occasion.slots.first().map(|slot| slot.start_as_time_of_day()) else { continue };
            if occasion.is_moved || matches!(occasion.state, State::Skipped | State::Upcoming | State::None) {
                continue;
            }
            let at = times.iter().position(|of| of.time == time).unwrap_or_else(|| {
                times.push(TimeOfDayCounts { time, done: 0, partly: 0, due: 0 });
                times.len() - 1
            });
            if let Some(of) = times.get_mut(at) {
                of.due += 1;
                of.done += u32::from(occasion.state == State::Done);
                of.partly += u32::from(occasion.state == State::Partly);
            }
        }
        times
    }
}
