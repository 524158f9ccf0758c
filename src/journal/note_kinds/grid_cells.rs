//! What the heads and the cells of a table say where it tells of days.

use crate::journal::lines::line;
use crate::note::CROSSES;
use crate::text::{fold, is_dash, is_variation_selector};
use crate::when;

pub(crate) fn is_empty_or_dashed_cell(cell: &str) -> bool {
    cell.chars().all(|c| is_dash(c) || matches!(c, ':' | '.'))
}

/// A day as a head or the first cell names it, and its date where it has one.
pub(crate) fn written_day_and_date(text: &str) -> Option<(String, Option<String>)> {
    let bare = text.trim_matches(|c: char| matches!(c, '*' | '_' | '[' | ']'));
    if line::holds_date(bare) {
        let date = bare.split([' ', ',']).find_map(|word| when::parse_date(word).ok());
        return date.map(|moment| (bare.to_owned(), Some(moment.date.to_string())));
    }
    let first = bare.split([' ', ',']).next().unwrap_or_default();
    let is_weekday = line::is_weekday_word(first) && bare.split(' ').count() <= 3;
    (is_weekday || line::is_day_and_month(bare)).then(|| (bare.to_owned(), None))
}

/// What a cell says of a day: the mark of its box, and what stands behind the name.
pub(crate) fn meaning_of_cell(cell: &str) -> Option<(char, String)> {
    let bare = cell.trim_matches(|c: char| {
        matches!(c, '*' | '_' | '`' | '[' | ']' | '\\' | '!' | ' ') || is_variation_selector(c)
    });
    let folded = fold(bare.trim_end_matches('.'));
    let is_number = (1..=3).contains(&folded.len()) && folded.bytes().all(|b| b.is_ascii_digit());
    let mark = |mark| Some((mark, String::new()));
    match folded.as_str() {
        "1" | "x" | "y" | "yes" | "done" | "ok" | "true" | ":white_check_mark:" | ":heavy_check_mark:" => mark('x'),
        "no" | "not done" | "missed" | "0" | ":x:" => mark('-'),
        "partly" | "partially" | "half" | "/" | "~" => mark('/'),
        "skip" | "skipped" | "ill" | ">" => mark('>'),
        _ if folded.starts_with(CROSSES) => mark('-'),
        _ if is_number => Some(('x', format!("{folded} min"))),
        _ if !bare.is_empty() && line::is_detail_alone(bare) && bare.contains(char::is_alphanumeric) => {
            Some(('x', bare.to_owned()))
        }
        _ => {
            let mut signs = bare.chars();
            let sign = signs.next().filter(|sign| signs.next().is_none() && crate::note::looks_like_box_mark(*sign));
            sign.and_then(|_| mark('x'))
        }
    }
}
