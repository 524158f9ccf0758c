//! The dash behind which a line's free text begins.

use crate::text::is_dash;
use crate::when::{self, TimeOfDay};

/// The first ` - `, ` – ` or ` — `: where it begins, and where the free text behind it does.
pub(crate) fn find_separator_dash(text: &str) -> Option<(usize, usize)> {
    text.char_indices().filter(|&(_, c)| is_dash(c)).find_map(|(at, c)| {
        let (before, behind) = (&text[..at], &text[at + c.len_utf8()..]);
        let free = behind.is_empty() || behind.starts_with(char::is_whitespace);
        (before.ends_with(char::is_whitespace) && free && !is_time_range_dash(before, behind))
            .then_some((at, at + c.len_utf8()))
    })
}

/// Whether a dash between two clock times makes a range of them: `07:30 - 07:45`.
pub(crate) fn is_time_range_dash(before: &str, after: &str) -> bool {
    let is_clock = |time: Option<(TimeOfDay, usize)>| matches!(time, Some((TimeOfDay::Clock(_), _)));
    // `16:55 - at 8:00 it rained` is a time and words.
    after.trim_start().starts_with(|c: char| c.is_ascii_digit())
        && is_clock(when::find_time_at_start_or_end(before.trim_end(), true))
        && is_clock(when::find_time_at_start_or_end(after.trim_start(), false))
}
