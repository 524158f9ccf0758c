//! Times of the day.

use std::fmt;

/// A time of the wall clock: minutes after midnight, 0..1440.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock(pub u16);

impl Clock {
    /// The time of an hour and its minutes, as far as the clock has it.
    #[must_use]
    pub fn at(hour: u16, minute: u16) -> Option<Clock> {
        (hour < 24 && minute < 60).then_some(Clock(hour * 60 + minute))
    }
}

/// `07:35`
impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A part of the day.
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

/// When on a date a plan happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    At(Clock),
    /// From, to (half open), in minutes after midnight. `after 6pm` is 18:00 to 24:00 (1440), `before 9am` is 0:00 to 9:00.
    /// An end past 1440 is in the small hours after the same written date (`22:00-01:00` is 1320 to 1500).
    Between(u16, u16),
    In(DayPart),
}

/// The time of day that an entry gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeOfDay {
    Clock(Clock),
    Part(DayPart),
}

/// Minutes of a day, and of half a day.
pub(crate) const DAY: u16 = 24 * 60;
pub(crate) const HALF_DAY: u16 = 12 * 60;

/// Every part of the day with its name and its first and last hour (not included); past 24 are the small hours.
const PARTS: [(DayPart, &str, u16, u16); 7] = [
    (DayPart::EarlyMorning, "early morning", 4, 8),
    (DayPart::Morning, "morning", 5, 12),
    (DayPart::Midday, "midday", 11, 14),
    (DayPart::Afternoon, "afternoon", 12, 18),
    (DayPart::Evening, "evening", 17, 22),
    (DayPart::Bedtime, "bedtime", 20, 26),
    (DayPart::Night, "night", 21, 28),
];

impl DayPart {
    /// All of them.
    pub const ALL: [DayPart; 7] = [
        DayPart::EarlyMorning,
        DayPart::Morning,
        DayPart::Midday,
        DayPart::Afternoon,
        DayPart::Evening,
        DayPart::Bedtime,
        DayPart::Night,
    ];

    fn name_and_minutes(self) -> (&'static str, u16, u16) {
        PARTS.iter().find(|row| row.0 == self).map_or(("", 0, 0), |&(_, name, from, to)| (name, from, to))
    }

    /// Its usual name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.name_and_minutes().0
    }

    /// Where it begins and ends, in minutes after midnight, the end not included; past 1440 are the small hours.
    #[must_use]
    pub fn minute_range(self) -> (u16, u16) {
        let (_, from, to) = self.name_and_minutes();
        (from * 60, to * 60)
    }

    /// Whether a clock time is in it. The small hours belong to the bedtime and night of the same written date.
    #[must_use]
    pub fn contains(self, clock: Clock) -> bool {
        let (from, to) = self.minute_range();
        (from..to).contains(&clock.0) || (from..to).contains(&clock.0.saturating_add(DAY))
    }

    /// Whether the two have hours in common.
    pub(crate) fn overlaps(self, other: DayPart) -> bool {
        let ((from, to), (start, end)) = (self.minute_range(), other.minute_range());
        from < end && start < to
    }

    /// How it stands behind a clock time: `in the morning`, `at night`.
    #[must_use]
    pub fn as_adverb(self) -> &'static str {
        match self {
            DayPart::EarlyMorning => "early in the morning",
            DayPart::Morning => "in the morning",
            DayPart::Midday => "at midday",
            DayPart::Afternoon => "in the afternoon",
            DayPart::Evening => "in the evening",
            DayPart::Bedtime => "at bedtime",
            DayPart::Night => "at night",
        }
    }

    /// A clock time of twelve hours as people mean it with this part: `8 in the evening` is 20:00, `1 at night` 1:00. None
    /// where it can be either, as `12 in the morning`.
    #[must_use]
    pub fn resolve_twelve_hour_clock(self, minutes: u16) -> Option<u16> {
        let is_pm = match (self, minutes % HALF_DAY / 60) {
            (DayPart::EarlyMorning | DayPart::Morning, 1..) => false,
            (DayPart::Midday, 0..=3) => true,
            (DayPart::Midday, 9..) => false,
            (DayPart::Afternoon, _) | (DayPart::Evening, 3..) | (DayPart::Bedtime | DayPart::Night, 6..) => true,
            (DayPart::Bedtime | DayPart::Night, 0..=3) => false,
            _ => return None,
        };
        Some(minutes % HALF_DAY + if is_pm { HALF_DAY } else { 0 })
    }

    /// How many minutes of a range are in it; that may begin in the small hours.
    pub(crate) fn minutes_shared(self, from: u16, to: u16) -> u16 {
        let (start, end) = self.minute_range();
        let shared = |from: u16, to: u16| to.min(end).saturating_sub(from.max(start));
        shared(from, to).max(shared(from.saturating_add(DAY), to.saturating_add(DAY)))
    }
}

impl Slot {
    /// The minute at which it begins.
    #[must_use]
    pub fn start_minute(self) -> u16 {
        match self {
            Slot::At(Clock(at)) => at,
            Slot::Between(from, _) => from,
            Slot::In(part) => part.minute_range().0,
        }
    }

    /// The time of day that names it: of a range its start.
    #[must_use]
    pub fn start_as_time_of_day(self) -> TimeOfDay {
        match self {
            Slot::In(part) => TimeOfDay::Part(part),
            slot => TimeOfDay::Clock(Clock(slot.start_minute() % DAY)),
        }
    }
}

impl TimeOfDay {
    /// What an entry gives by this slot: of a range its start; nothing where the start is not written (`is_open`).
    pub(crate) fn from_slot(slot: Slot, is_open: bool) -> Option<TimeOfDay> {
        match slot {
            Slot::At(clock) => Some(TimeOfDay::Clock(clock)),
            Slot::In(part) => Some(TimeOfDay::Part(part)),
            Slot::Between(from, _) if !is_open => Some(TimeOfDay::Clock(Clock(from % DAY))),
            Slot::Between(..) => None,
        }
    }
}
