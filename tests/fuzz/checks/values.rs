//! Dates, spans, minutes and counts, as values, in lines and in file names: the places of errors and of what is read are in the text.

use tinystep::when::{self, ParseError};

/// # Panics
/// If one of these does not hold.
pub fn check(text: &str) {
    let errors = [
        when::parse_date(text).err(),
        when::parse_minutes(text).err(),
        when::parse_frequency(text).err(),
        when::parse_span(text).err(),
        when::parse_weekday(text).err(),
        when::find_date_in_path(text).and_then(Result::err),
    ];
    for error in errors.into_iter().flatten() {
        check_error(text, &error);
    }
    let _ =
        (when::find_date_in_name(text), when::has_time_behind_date_in_name(text), when::wrong_weekday_in_name(text));
    if let Ok(near) = "2026-11-19".parse() {
        let _ = when::resolve_relative_date(text, near);
    }
    for at_end in [false, true] {
        let time = when::find_time_at_start_or_end(text, at_end).map(|t| t.1);
        let minutes = when::find_minutes_at_start_or_end(text, at_end).map(|t| t.1);
        for taken in [time, minutes].into_iter().flatten() {
            assert!(taken > 0 && taken <= text.len());
            assert!(text.is_char_boundary(if at_end { text.len() - taken } else { taken }));
        }
    }
    if let Ok(moment) = when::parse_date(text) {
        let written = moment.date.to_string();
        assert_eq!(when::parse_date(&written).map(|m| m.date), Ok(moment.date));
        assert_eq!(when::find_date_in_path(&format!("{written}.md")), Some(Ok(moment.date)));
    }
    if let Ok(span) = when::parse_span(text) {
        let written = format!("{} to {}", span.first, span.last);
        assert_eq!(when::parse_span(&written), Ok(span));
    }
}

fn check_error(text: &str, error: &ParseError) {
    assert!(text.get(error.byte_range.clone()).is_some(), "{error:?}");
    assert!(!error.message.is_empty() && !error.help.is_empty());
    assert!(error.message.len() < 500 && error.help.len() < 500, "{error:?}");
}
