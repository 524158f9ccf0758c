//! Numbers that every machine writes alike.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::journal::Number;
use crate::week::Counts;
use crate::when::Minutes;

/// A number in ten-thousandths. In JSON it is a whole number where it can be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transparent))]
pub struct Decimal(#[cfg_attr(test, schemars(with = "f64"))] i64);

/// What one is in ten-thousandths.
const ONE: i64 = 10_000;

impl Decimal {
    /// A whole number, or the largest that fits if it is larger.
    #[must_use]
    pub fn from_whole(number: i64) -> Decimal {
        Decimal(number.saturating_mul(ONE))
    }

    /// The number, if it is whole.
    #[must_use]
    pub fn as_whole(self) -> Option<i64> {
        (self.0 % ONE == 0).then_some(self.0 / ONE)
    }

    /// Minutes, to four places.
    #[must_use]
    pub fn from_minutes(minutes: Minutes) -> Decimal {
        Decimal((i64::from(minutes.seconds) * ONE + 30) / 60)
    }

    /// (done + partly/2) / due, to four places, half up; none where nothing is due.
    #[must_use]
    pub fn completion(counts: Counts) -> Option<Decimal> {
        counts.completion_in_ten_thousandths().and_then(|parts| i64::try_from(parts).ok()).map(Decimal)
    }
}

impl From<Number> for Decimal {
    fn from(number: Number) -> Decimal {
        Decimal(i64::from(number.hundredths) * (ONE / 100))
    }
}

impl Serialize for Decimal {
    #[expect(clippy::cast_precision_loss, reason = "minutes of a week and what is rated, far below 2^52")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % ONE == 0 {
            serializer.serialize_i64(self.0 / ONE)
        } else {
            serializer.serialize_f64(self.0 as f64 / 10_000.0)
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        deserializer.deserialize_f64(DecimalVisitor)
    }
}

struct DecimalVisitor;

/// The largest number that is read: beyond it JSON's numbers are not exact.
const LARGEST: f64 = 1e11;

impl Visitor<'_> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number from -100,000,000,000 to 100,000,000,000")
    }

    #[expect(clippy::cast_possible_truncation, reason = "it is known to be small enough")]
    fn visit_f64<E: Error>(self, number: f64) -> Result<Decimal, E> {
        if number.abs() <= LARGEST {
            Ok(Decimal((number * 10_000.0).round() as i64))
        } else {
            Err(E::custom(format!("{number:e} is out of range")))
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "what is too large for it is refused")]
    fn visit_i64<E: Error>(self, number: i64) -> Result<Decimal, E> {
        self.visit_f64(number as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "what is too large for it is refused")]
    fn visit_u64<E: Error>(self, number: u64) -> Result<Decimal, E> {
        match u32::try_from(number) {
            Ok(number) => Ok(Decimal::from_whole(i64::from(number))),
            Err(_) => self.visit_f64(number as f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_where_they_can_be() {
        let of = |seconds| serde_json::to_string(&Decimal::from_minutes(Minutes { seconds })).unwrap();
        assert_eq!((of(540), of(90), of(0)), ("9".to_owned(), "1.5".to_owned(), "0".to_owned()));
        let of = |done, partly, due| {
            serde_json::to_string(&Decimal::completion(Counts { done, partly, due, ..Counts::default() })).unwrap()
        };
        assert_eq!(
            (of(3, 1, 6), of(1, 0, 3), of(2, 0, 3)),
            ("0.5833".to_owned(), "0.3333".to_owned(), "0.6667".to_owned())
        );
        assert_eq!((of(6, 0, 6), of(0, 0, 6), of(0, 0, 0)), ("1".to_owned(), "0".to_owned(), "null".to_owned()));
    }

    #[test]
    fn what_was_written_is_read_again() {
        for ten_thousandths in [0, 1, -1, 3333, 5833, 10_000, 15_000, -25_000, 99_999_999, 1_234_567_890_123] {
            let text = serde_json::to_string(&Decimal(ten_thousandths)).unwrap();
            assert_eq!(serde_json::from_str::<Decimal>(&text).unwrap(), Decimal(ten_thousandths), "{text}");
        }
        assert_eq!(serde_json::from_str::<Decimal>("2.0").unwrap(), Decimal::from_whole(2));
        for wrong in ["1e300", "-1e12", "18446744073709551615", "\"1\"", "null", "[]"] {
            assert!(serde_json::from_str::<Decimal>(wrong).is_err(), "{wrong}");
        }
    }
}
