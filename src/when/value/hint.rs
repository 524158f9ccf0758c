//! What is understood and could be clearer.

use std::ops::Range;

use crate::problem::Code;

/// Something understood that could be clearer: `Code::DayMissing`, `Code::TooOften`, `Code::WhenVague`,
/// `Code::WeekdayDiffers`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WhenHint {
    pub code: Code,
    pub byte_range: Range<usize>,
    pub message: String,
    pub help: String,
}
