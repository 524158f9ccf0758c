//! Tokens -> phrases: times, days, counts, dates, cues; and the dates in names of files.

pub(crate) mod clock;
pub(crate) mod count;
pub(crate) mod cue;
pub(crate) mod date;
pub(crate) mod date_choices;
pub(crate) mod days;
pub(crate) mod exception_words;
pub(crate) mod grammar;
pub(crate) mod half_days;
pub(crate) mod line_time;
pub(crate) mod minutes;
pub(crate) mod name_pattern;
pub(crate) mod path;
pub(crate) mod scheduled;
pub(crate) mod second_choice;
pub(crate) mod second_range;
