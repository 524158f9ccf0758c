//! Numbers that people give to how it was: what an entry rates, and what a day note tracks.

use std::fmt;

/// A number as it was written, to the hundredth: 6.5 is 650.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    pub hundredths: i32,
}

/// The numbers between which something is rated, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scale {
    pub least: Number,
    pub most: Number,
}

/// What entries of a plan may rate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RatingItem {
    pub name: String,
    pub scale: Scale,
}

/// A number that day notes hold under a key of this name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrackedItem {
    pub name: String,
    /// None where any number may stand there.
    pub scale: Option<Scale>,
}

impl Number {
    #[must_use]
    pub const fn from_whole(number: i32) -> Number {
        Number { hundredths: number.saturating_mul(100) }
    }

    /// The number in the middle of some; of an even count the mean of the two in the middle, rounded up.
    #[must_use]
    pub fn median(mut numbers: Vec<Number>) -> Option<Number> {
        numbers.sort_unstable();
        let (low, high) = (numbers.get(numbers.len().checked_sub(1)? / 2)?, numbers.get(numbers.len() / 2)?);
        let sum = i64::from(low.hundredths) + i64::from(high.hundredths);
        Some(Number { hundredths: i32::try_from((sum + 1).div_euclid(2)).unwrap_or(i32::MAX) })
    }
}

/// As it is written in notes: `7`, `6.5`, `-2`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = self.hundredths.unsigned_abs();
        let sign = if self.hundredths < 0 { "-" } else { "" };
        let text = format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// As it is written in a plan's `rate`: `fear`, `fear 0-100`.
impl fmt::Display for RatingItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        let Scale { least, most } = self.scale;
        match self.scale {
            Scale::ZERO_TO_TEN => Ok(()),
            _ if least < Number::from_whole(0) => write!(f, " {least} to {most}"),
            _ => write!(f, " {least}-{most}"),
        }
    }
}

impl Scale {
    /// Where a plan says nothing else.
    pub const ZERO_TO_TEN: Scale = Scale { least: Number::from_whole(0), most: Number::from_whole(10) };

    #[must_use]
    pub fn contains(self, number: Number) -> bool {
        self.least <= number && number <= self.most
    }
}
