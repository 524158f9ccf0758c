//! The `when` language: what people write about the moment of a plan or an entry -> typed meaning; and the small values
//! beside it: dates, minutes, counts, weekdays, dates from-to.
//!
//! Every reader takes the text of one value and gives its meaning or a [`ParseError`], which says where in the text it is,
//! what was expected and the nearest phrase that is understood. Nothing here knows a file.
//!
//! text -> `lexer` (words, numbers, signs) -> `grammar` (`cue`, `scheduled`: `date`, `count`, `days`, `clock`) -> `meaning`
//! ([`When`], [`Moment`]) -> `occasions` of dates. `nearest` explains what is not understood.

mod alternatives;
mod amount;
mod bound_days;
mod clock;
mod conditions;
mod count;
mod cue;
mod cursor;
mod date;
mod date_choices;
mod days;
mod exception_words;
mod exceptions;
mod find_hints;
mod grammar;
mod group;
mod half_days;
mod hint;
mod if_then;
mod lexer;
mod line_time;
mod meaning;
mod minutes;
mod moment;
mod name_pattern;
mod nearest;
mod occasions;
mod other_words;
mod own_moments;
mod parse_error;
mod path;
mod relative;
mod replaced_days;
mod schedule;
mod scheduled;
mod second_choice;
mod second_range;
mod specific;
mod time;
mod two_counts;
mod vocabulary;
mod whole_values;

pub use amount::{Frequency, Minutes};
pub use date::LAST_DATE;
pub use hint::WhenHint;
pub use line_time::find_time_at_start_or_end;
pub use meaning::Parsed;
pub use minutes::{find_minutes_at_start_or_end, parse_minutes};
pub use moment::{DateSpan, Moment};
pub use name_pattern::DateNamePattern;
pub use parse_error::ParseError;
pub use path::{find_date_in_name, find_date_in_path, has_time_in_name, wrong_weekday_in_name};
pub use relative::resolve_relative_date;
pub use schedule::{DayGroup, Days, EVERY_DAY, PlannedTime, Schedule, WEEKDAYS, When};
pub use specific::suggest_specific_when;
pub use time::{Clock, DayPart, Slot, TimeOfDay};
pub use whole_values::{parse_date, parse_frequency, parse_span, parse_weekday, parse_when};
