//! What looks like practice and is not counted, with what to write instead (docs/specification.md#8-problems).

pub(crate) mod date_help;
pub(crate) mod hints;
pub(crate) mod near_line;
pub(crate) mod near_line_help;
pub(crate) mod near_miss;
pub(crate) mod odd_amounts;
pub(crate) mod odd_pieces;
pub(crate) mod other_day_help;
pub(crate) mod pending_hints;
pub(crate) mod read_summary;
pub(crate) mod several_plans;
pub(crate) mod tick_hints;
pub(crate) mod told_parts;
pub(crate) mod uncollected;
pub(crate) mod written_line;
