//! The `when` language: what people write about the moment of a plan or an entry -> typed meaning; and the small values
//! beside it: dates, minutes, counts, weekdays, dates from-to.
//!
//! Every reader takes the text of one value and gives its meaning or a [`ParseError`], which says where in the text it is,
//! what was expected and the nearest phrase that is understood. Nothing here knows a file.
//!
//! text -> `lexer` (words, numbers, signs) -> `grammar` (`cue`, `scheduled`: `date`, `count`, `days`, `clock`) -> `meaning`
//! ([`When`], [`Moment`]) -> `occasions` of dates. `nearest` explains what is not understood.

mod combine;
mod help;
mod parse;
mod tokens;
mod value;
mod whole_values;

pub use combine::meaning::Parsed;
pub use combine::relative::resolve_relative_date;
pub(crate) use help::other_words::is_weekday_in_another_language;
pub use parse::date::LAST_DATE;
pub use parse::line_time::{find_time_at_start_or_end, unclear_half_of_day};
pub use parse::minutes::{find_minutes_at_start_or_end, number_of_word, parse_minutes};
pub use parse::name_pattern::DateNamePattern;
pub(crate) use parse::name_pattern::is_name_of_month;
pub use parse::path::{
    find_date_in_name, find_date_in_path, has_time_behind_date_in_name, pattern_of_day_first_name,
    wrong_weekday_in_name,
};
pub use tokens::amount::{Frequency, Minutes};
pub use tokens::parse_error::ParseError;
pub use value::hint::WhenHint;
pub use value::moment::{DateSpan, Moment};
pub use value::schedule::{DayGroup, Days, EVERY_DAY, PlannedTime, Schedule, WEEKDAYS, When};
pub use value::specific::suggest_specific_when;
pub use value::time::{Clock, DayPart, Slot, TimeOfDay};
pub use whole_values::{is_of_some_weeks, parse_date, parse_frequency, parse_span, parse_weekday, parse_when};
