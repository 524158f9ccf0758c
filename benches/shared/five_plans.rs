//! The plans of the journals that are measured, and the date as of which they are.

use chrono::NaiveDate;

/// Task and `when`.
pub const PLANS: [(&str, &str); 5] = [
    ("Voice memo", "every day at 7:30, while my coffee is brewing"),
    ("Tidy one corner", "Mon, Thu and Sat, after dinner"),
    ("Walk to the river", "3 times a week"),
    ("Breathe", "when I notice tension starting"),
    ("Write three lines", "weekdays at 21:00"),
];
pub const AS_OF: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
