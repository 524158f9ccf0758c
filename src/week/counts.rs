//! The counts of a plan's week, which other rooms use too.

use serde::{Deserialize, Serialize};

/// The counts of a plan's week, or the sum of several (docs/specification.md#33-counts).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Counts {
    pub planned: u32,
    pub due: u32,
    pub done: u32,
    pub partly: u32,
    pub not_done: u32,
    pub open: u32,
    pub upcoming: u32,
    pub moved: u32,
    pub extra: u32,
}

/// What was noted of a plan that is noted as it comes up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "CameUp"))]
pub struct CameUpCounts {
    pub done: u32,
    pub partly: u32,
    pub not_done: u32,
}

impl Counts {
    /// The sum of both.
    #[must_use]
    pub fn plus(self, more: Counts) -> Counts {
        Counts {
            planned: self.planned.saturating_add(more.planned),
            due: self.due.saturating_add(more.due),
            done: self.done.saturating_add(more.done),
            partly: self.partly.saturating_add(more.partly),
            not_done: self.not_done.saturating_add(more.not_done),
            open: self.open.saturating_add(more.open),
            upcoming: self.upcoming.saturating_add(more.upcoming),
            moved: self.moved.saturating_add(more.moved),
            extra: self.extra.saturating_add(more.extra),
        }
    }

    /// All of them, in the order in which pages and tables name them.
    #[must_use]
    pub fn all(self) -> [u32; 9] {
        let Counts { planned, due, done, partly, not_done, open, upcoming, moved, extra } = self;
        [planned, due, done, partly, not_done, open, upcoming, moved, extra]
    }

    /// Everything done or partly done, extra too.
    #[must_use]
    pub fn practised(self) -> u32 {
        self.done.saturating_add(self.partly).saturating_add(self.extra)
    }

    /// How many of the occasions that were due have a note.
    #[must_use]
    pub fn noted(self) -> u32 {
        self.done.saturating_add(self.partly).saturating_add(self.not_done)
    }

    /// (done + partly/2) / due in ten-thousandths, half up; none if nothing is due.
    #[must_use]
    pub fn completion_in_ten_thousandths(self) -> Option<u64> {
        // In whole numbers, so that every machine rounds alike.
        let (done, partly, due) = (u64::from(self.done), u64::from(self.partly), u64::from(self.due));
        (due > 0).then(|| ((2 * done + partly) * 10_000 + due) / (2 * due))
    }
}

impl CameUpCounts {
    /// The sum of both.
    #[must_use]
    pub fn plus(self, more: CameUpCounts) -> CameUpCounts {
        CameUpCounts {
            done: self.done.saturating_add(more.done),
            partly: self.partly.saturating_add(more.partly),
            not_done: self.not_done.saturating_add(more.not_done),
        }
    }

    /// How often it came up.
    #[must_use]
    pub fn total(self) -> u32 {
        self.done.saturating_add(self.partly).saturating_add(self.not_done)
    }
}
