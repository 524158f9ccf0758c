//! The facts of one week as other programs read them (docs/data.md): `show --format json`, and `data/` in the reports. `render`
//! makes them, and whoever has a folder of reports can read them again.
//!
//! | derived | from | by |
//! | --- | --- | --- |
//! | [`WeekData`] | JSON | [`WeekData::from_json`] |
//! | JSON | [`WeekData`] | [`WeekData::to_json`] |

mod decimal;
mod json_lines;
mod plain_date;
mod plausible;
#[cfg(test)]
mod schema_tests;
mod week_data;

pub use decimal::Decimal;
pub use week_data::{
    AgreedItem, AlsoDone, BarrierCount, BarrierName, DatedValue, DayData, DoneCounts, EntryData, EntryRoleData,
    HelperData, HelperNote, LastTime, MinutesNoted, OccasionData, OutOf, PlanData, ProblemCount, RatedValue,
    RatingData, SCHEMA, StepData, ThenUsed, ToDiscuss, TrackedData, WeekData, WeekSpan,
};
