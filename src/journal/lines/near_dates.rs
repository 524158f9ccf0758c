//! The dates of days that are written without all that a date has: `Tuesday`, `17 Nov`, `17.11.`, `the 17th`. One set of rules for
//! lines and for the titles above them.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::when;

/// A date without its year is no further from the note's.
const MOST_DAYS_APART: i64 = 200;

/// The last such day, seen from the note's date, which is one of them.
pub(crate) fn last_weekday(day: Weekday, of_note: NaiveDate) -> Option<NaiveDate> {
    of_note.checked_sub_days(Days::new(u64::from(of_note.weekday().days_since(day))))
}

/// The day and the month in the year in which they are nearest to the note's date.
pub(crate) fn nearest_day_and_month(day: u32, month: u32, of_note: NaiveDate) -> Option<NaiveDate> {
    nearest_of(of_note, |year| NaiveDate::from_ymd_opt(year, month, day))
}

/// The same of a text in which the month is a word: `17 Nov`.
pub(crate) fn nearest_written(text: &str, of_note: NaiveDate) -> Option<NaiveDate> {
    nearest_of(of_note, |year| {
        let moment = when::parse_date(&format!("{text} {year}")).ok()?;
        moment.time.is_none().then_some(moment.date)
    })
}

fn nearest_of(of_note: NaiveDate, in_year: impl Fn(i32) -> Option<NaiveDate>) -> Option<NaiveDate> {
    let distance = |date: &NaiveDate| (*date - of_note).num_days().abs();
    let dates = (of_note.year() - 1..=of_note.year() + 1).filter_map(in_year);
    dates.min_by_key(distance).filter(|date| distance(date) <= MOST_DAYS_APART)
}

/// The day of the month in the month in which it is nearest to the note's date.
pub(crate) fn nearest_day_of_month(day: u32, of_note: NaiveDate) -> Option<NaiveDate> {
    let months = of_note.year() * 12 + of_note.month0().cast_signed();
    let dates = (months - 1..=months + 1).filter_map(|months| {
        let month = months.rem_euclid(12).cast_unsigned() + 1;
        NaiveDate::from_ymd_opt(months.div_euclid(12), month, day)
    });
    dates.min_by_key(|date| (*date - of_note).num_days().abs())
}

/// A day of the month as people write it, without its ending: `17` of `17th`.
pub(crate) fn without_ordinal(word: &str) -> &str {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.get(digits.len()..).unwrap_or_default().to_ascii_lowercase();
    if matches!(ending.as_str(), "st" | "nd" | "rd" | "th") && !digits.is_empty() { digits } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_without_its_year_is_the_nearest() {
        let date = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let of_note = date("2027-01-04");
        assert_eq!(nearest_day_and_month(30, 12, of_note), Some(date("2026-12-30")));
        assert_eq!(nearest_day_and_month(6, 1, of_note), Some(date("2027-01-06")));
        assert_eq!(nearest_day_and_month(30, 2, of_note), None);
        assert_eq!(nearest_written("30 Dec", of_note), Some(date("2026-12-30")));
        assert_eq!(nearest_day_of_month(31, of_note), Some(date("2026-12-31")));
        assert_eq!(nearest_day_of_month(5, of_note), Some(date("2027-01-05")));
        assert_eq!(last_weekday(Weekday::Mon, of_note), Some(of_note));
        assert_eq!(last_weekday(Weekday::Tue, of_note), Some(date("2026-12-29")));
    }
}
