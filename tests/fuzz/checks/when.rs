//! The text of `when`: the places of errors and hints are in it, and capital letters and extra spaces change nothing.

use chrono::{Days, NaiveDate};
use tinystep::when::{Parsed, When, parse_when};

/// # Panics
/// If one of these does not hold.
pub fn check(text: &str) {
    match parse_when(text) {
        Err(error) => {
            assert!(text.get(error.byte_range.clone()).is_some(), "{error:?}");
            assert!(!error.message.is_empty() && !error.help.is_empty());
            assert!(error.message.len() < 500 && error.help.len() < 500, "{error:?}");
        }
        Ok(Parsed::Moment(moment)) => {
            let written = moment.date.to_string();
            let Ok(Parsed::Moment(again)) = parse_when(&written) else { panic!("{written}") };
            assert_eq!(again.date, moment.date);
        }
        Ok(Parsed::When(when)) => {
            for hint in when.hints() {
                assert!(text.get(hint.byte_range.clone()).is_some(), "{hint:?}");
            }
            assert!(!(when.is_specific() && when.is_vague()));
            let sentence = when.if_clause();
            assert!(!sentence.contains("  ") && sentence.trim() == sentence, "{sentence:?}");
            let capitals = Some(text.to_ascii_uppercase()).filter(|_| !has_initials_of_days(text));
            for other in [Some(text.replace(' ', "  ")), capitals].into_iter().flatten() {
                let Ok(Parsed::When(again)) = parse_when(&other) else { panic!("{other:?}") };
                assert_eq!(planned(&again), planned(&when), "{other:?}");
            }
        }
    }
}

/// Whether some small letters could be initials of days: `WF` is Wednesday and Friday, and `wf` is not.
fn has_initials_of_days(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.any(|word| word.len() > 1 && word.chars().all(|c| "mtwhfsu".contains(c)))
}

/// The number of occasions on each of six weeks of dates.
fn planned(when: &When) -> Vec<usize> {
    let Some(start) = NaiveDate::from_ymd_opt(2026, 11, 16) else { return Vec::new() };
    let _ =
        (when.occasions(NaiveDate::MAX, NaiveDate::MIN), when.slots_if_practised_on(NaiveDate::MIN, NaiveDate::MAX));
    (0..42).map(|n| when.occasions(start + Days::new(n), start).len()).collect()
}
