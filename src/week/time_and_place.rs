//! Whether an entry was at the time and place of its plan.

use chrono::NaiveDate;

use crate::journal::{Entry, Plan};
use crate::text::fold_place;
use crate::when::{Clock, Slot, TimeOfDay};

const DAY: u16 = 24 * 60;

/// How far from a clock time or range is still on time, in minutes.
const NEAR: u16 = 60;

/// A plan's times and place, ready to be compared with its entries of one week.
pub(super) struct PlannedTimeAndPlace<'a> {
    plan: &'a Plan,
    /// Every time of the plan on any day: for dates that have none of their own.
    slots_of_any_day: Vec<Slot>,
    /// The times of the date that was asked for last.
    last_date_and_slots: Option<(NaiveDate, Vec<Slot>)>,
    place: Option<String>,
}

impl<'a> PlannedTimeAndPlace<'a> {
    pub fn new(plan: &'a Plan) -> PlannedTimeAndPlace<'a> {
        PlannedTimeAndPlace {
            plan,
            slots_of_any_day: plan.when.all_slots(),
            last_date_and_slots: None,
            place: plan.place.as_deref().map(fold_place),
        }
    }

    pub fn has_times(&self) -> bool {
        !self.slots_of_any_day.is_empty()
    }

    pub fn has_place(&self) -> bool {
        self.place.is_some()
    }

    /// Whether the entry was on time; none if the plan or the entry has no time.
    pub fn is_on_time(&mut self, entry: &Entry) -> Option<bool> {
        let time = entry.time.filter(|_| self.has_times())?;
        if self.last_date_and_slots.as_ref().is_none_or(|&(date, _)| date != entry.date) {
            // Asked of the date itself, whether the plan runs on it or not.
            self.last_date_and_slots =
                Some((entry.date, self.plan.when.slots_if_practised_on(entry.date, self.plan.start)));
        }
        let own = self.last_date_and_slots.as_ref().map(|(_, slots)| slots).filter(|slots| !slots.is_empty());
        Some(own.unwrap_or(&self.slots_of_any_day).iter().any(|&slot| is_time_in_slot(time, slot)))
    }

    /// Whether the entry was in place; none if the plan or the entry has no place.
    pub fn is_in_place(&self, entry: &Entry) -> Option<bool> {
        Some(fold_place(entry.place.as_deref()?) == *self.place.as_deref()?)
    }
}

/// Whether a time is on time for a planned one.
pub(super) fn is_time_in_slot(time: TimeOfDay, slot: Slot) -> bool {
    match (time, slot) {
        (TimeOfDay::Clock(Clock(at)), Slot::At(Clock(planned))) => minutes_apart(at, planned) <= NEAR,
        (TimeOfDay::Clock(Clock(at)), Slot::Between(from, to)) => {
            is_minute_in_range(at, from, to) || minutes_apart(at, from) <= NEAR || minutes_apart(at, to) <= NEAR
        }
        (TimeOfDay::Clock(at), Slot::In(part)) => part.contains(at),
        (TimeOfDay::Part(part), Slot::In(planned)) => part == planned,
        (TimeOfDay::Part(part), Slot::At(Clock(from)) | Slot::Between(from, _)) => part.contains(Clock(from % DAY)),
    }
}

/// How many minutes are between a time and a planned one, the shorter way round the clock; none if a range or a part of the day
/// has the time in it.
pub(super) fn minutes_from_slot(time: TimeOfDay, slot: Slot) -> u16 {
    let (from, to) = match time {
        TimeOfDay::Clock(Clock(at)) => return minutes_from_slot_to_clock(at, slot),
        TimeOfDay::Part(part) => part.minute_range(),
    };
    let planned_at = match slot {
        Slot::At(Clock(planned)) | Slot::Between(planned, _) => planned,
        Slot::In(part) => part.minute_range().0,
    };
    if is_minute_in_range(planned_at, from, to) {
        return 0;
    }
    minutes_from_slot_to_clock(from, slot).min(minutes_from_slot_to_clock(to, slot))
}

fn minutes_from_slot_to_clock(at: u16, slot: Slot) -> u16 {
    match slot {
        Slot::At(Clock(planned)) => minutes_apart(at, planned),
        Slot::Between(from, to) if is_minute_in_range(at, from, to) => 0,
        Slot::Between(from, to) => minutes_apart(at, from).min(minutes_apart(at, to)),
        Slot::In(part) if part.contains(Clock(at % DAY)) => 0,
        Slot::In(part) => {
            let (from, to) = part.minute_range();
            minutes_apart(at, from).min(minutes_apart(at, to))
        }
    }
}

/// How many minutes are between two times of the clock, the shorter way round.
fn minutes_apart(a: u16, b: u16) -> u16 {
    let way = (a % DAY).abs_diff(b % DAY);
    way.min(DAY - way)
}

/// Whether a time of the clock is in `from..to`, which may go past midnight.
fn is_minute_in_range(at: u16, from: u16, to: u16) -> bool {
    let length = if to >= from { to - from } else { (to % DAY + DAY).saturating_sub(from % DAY) };
    (at % DAY + DAY - from % DAY) % DAY < length
}

/// The minute of the day by which times are put in order; a part of the day by its start.
pub(super) fn start_minute_of_time(time: TimeOfDay) -> u16 {
    match time {
        TimeOfDay::Clock(Clock(at)) => at,
        TimeOfDay::Part(part) => part.minute_range().0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_time_in_a_range_is_no_minute_off() {
        let range = Slot::Between(18 * 60, 18 * 60 + 30);
        for (at, minutes) in [(18 * 60, 0), (18 * 60 + 10, 0), (17 * 60, 60), (19 * 60, 30)] {
            assert_eq!(minutes_from_slot_to_clock(at, range), minutes, "{at}");
        }
    }
}
