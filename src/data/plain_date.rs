//! Dates as JSON has them. A week holds hundreds, nearly all written as `2026-11-16`, so those are read by their digits.

use std::fmt;

use chrono::NaiveDate;
use serde::Deserializer;
use serde::de::{Error, Visitor};

/// Reads a date as `NaiveDate` itself does.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    deserializer.deserialize_str(DateVisitor)
}

/// The same if there may be none.
pub(super) fn read_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    deserializer.deserialize_option(OptionalDateVisitor)
}

struct DateVisitor;

impl Visitor<'_> for DateVisitor {
    type Value = NaiveDate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<NaiveDate, E> {
        date_in_usual_form(text.as_bytes()).map_or_else(|| text.parse().map_err(E::custom), Ok)
    }
}

struct OptionalDateVisitor;

impl<'de> Visitor<'de> for OptionalDateVisitor {
    type Value = Option<NaiveDate>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date or nothing")
    }

    fn visit_none<E: Error>(self) -> Result<Option<NaiveDate>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<NaiveDate>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
        read(deserializer).map(Some)
    }
}

/// `2026-11-16`.
fn date_in_usual_form(text: &[u8]) -> Option<NaiveDate> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = text else { return None };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(**digit - b'0')))
    };
    let year = i32::try_from(number(&[a, b, c, d])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[e, f])?, number(&[g, h])?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_is_read_as_the_library_reads_it(
            text in "[0-9]{4}-[01][0-9]-[0-3][0-9]|[ +0-9]{1,5}-[0-9]{1,3}-[ 0-9]{1,3}|2026-02-(28|29|30)|\\PC{0,12}",
        ) {
            let text = serde_json::Value::String(text);
            prop_assert_eq!(read(&text).ok(), serde_json::from_value::<NaiveDate>(text.clone()).ok());
            prop_assert_eq!(read_if_any(&text).ok(), serde_json::from_value::<Option<NaiveDate>>(text.clone()).ok());
        }
    }

    #[test]
    fn only_a_text_or_nothing_is_a_date() {
        for (json, is_date, may_be_none) in [("null", false, true), ("1", false, false), ("[]", false, false)] {
            let value: serde_json::Value = serde_json::from_str(json).unwrap();
            assert_eq!((read(&value).is_ok(), read_if_any(&value).is_ok()), (is_date, may_be_none), "{json}");
        }
    }
}
