//! Amounts: how long and how often.

/// An amount of time, in whole seconds (`90 s` is 1.5 minutes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Minutes {
    pub seconds: u32,
}

/// How often, as `times` or a `when` gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frequency {
    PerWeek(u32),
    PerDay(u32),
}

/// The largest numbers that anybody can mean.
pub(crate) const MOST_A_DAY: u32 = 24;
pub(crate) const MOST_A_WEEK: u32 = 7 * MOST_A_DAY;
