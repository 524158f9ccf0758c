//! Lines without a box that say of several things how each went: `walk n, read y`, `Walk 10, Read 20`, `Habits: \u{2705} walk \u{274C} tea`.

use super::check_box::{self, is_blank};
use crate::text::is_dash;

const THUMBS: [char; 2] = ['\u{1F44D}', '\u{1F44E}'];

/// The mark of the box that the last word or sign of a text says, and the text before it: `-` of `walk n`, `x` of `read: yes`.
pub(crate) fn mark_at_end(text: &str) -> Option<(char, &str)> {
    let bare = text.trim_end_matches(|c: char| matches!(c, '.' | '!' | '\u{FE0E}' | '\u{FE0F}') || is_blank(c));
    let is_skin = |c: char| matches!(c, '\u{1F3FB}'..='\u{1F3FF}');
    let bare = bare.trim_end_matches(is_skin);
    let last = bare.chars().next_back()?;
    let before = |word: &str| bare.get(..bare.len() - word.len());
    let is_between = |c: char| is_blank(c) || matches!(c, ':' | '=' | '(');
    let (mark, rest) = if THUMBS.contains(&last) {
        (if last == THUMBS[0] { 'x' } else { '-' }, bare.strip_suffix(last)?)
    } else {
        let word = bare.rsplit(is_between).next()?;
        let rest = before(word)?;
        // `1` and `0` say it behind a sign only; `Walk 1` is an amount.
        let is_set = rest.trim_end_matches(is_blank).ends_with([':', '=']);
        let mark = match word.to_ascii_lowercase().as_str() {
            "x" | "y" | "yes" | "yep" => 'x',
            "n" | "no" | "nope" | "not" => '-',
            "1" | "true" if is_set => 'x',
            "0" | "false" if is_set => '-',
            dash if !dash.is_empty() && dash.chars().all(is_dash) => '-',
            _ => return None,
        };
        (mark, rest)
    };
    let rest = rest.trim_end_matches(|c: char| is_between(c) || is_dash(c));
    rest.chars().any(char::is_alphanumeric).then_some((mark, rest))
}

/// Whether a short line falls into parts that say how something went.
pub(super) fn tells_of_several(line: &str) -> bool {
    /// A longer line, or one with a longer part, is a text.
    const LONGEST: usize = 120;
    const LONGEST_PART: usize = 40;
    const SIGNS: [char; 5] = [',', ';', '&', '+', '/'];
    const DENYING: [&str; 6] = ["no ", "not ", "neither ", "both ", "only ", "nope"];
    let bare = check_box::line_without_list_mark(line).trim_matches(is_blank);
    if bare.len() > LONGEST || bare.starts_with(['#', '|', '[', '<']) {
        return false;
    }
    let signs = bare.chars().filter(|c| THUMBS.contains(c) || check_box::is_tick_char(*c)).count();
    if !bare.is_ascii() && signs > 1 {
        return true;
    }
    let is_joined =
        bare.contains(SIGNS) || [" and ", " but ", " or ", " nor ", " no "].iter().any(|joint| bare.contains(joint));
    if !is_joined {
        return false;
    }
    const LABELS: [&str; 5] = ["none", "all", "all done", "forgot", "missed"];
    let label = bare.split_once(':').map_or("", |(label, _)| label);
    if LABELS.iter().any(|known| label.eq_ignore_ascii_case(known)) {
        return true;
    }
    let has_number = |part: &str| {
        let bare = part.trim_end_matches([')', '.', ' ']);
        let number = bare.strip_suffix("min").unwrap_or(bare).trim_end();
        number.ends_with(|c: char| c.is_ascii_digit()) && part.starts_with(char::is_alphabetic)
    };
    let is_denied = |part: &str| {
        DENYING.iter().any(|word| part.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
    };
    let parts = bare.split(SIGNS).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" but "));
    let parts: Vec<&str> = parts.flat_map(|part| part.split(" or ")).map(str::trim).collect();
    let says =
        |part: &&str| mark_at_end(part).is_some() || is_denied(part) || has_number(part) || ends_with_outcome(part);
    parts.iter().all(|part| part.len() <= LONGEST_PART)
        && (parts.len() > 1 || is_denied(bare))
        && parts.iter().any(says)
}

/// `read both done`, `read missed`
fn ends_with_outcome(part: &str) -> bool {
    const WORDS: [&str; 5] = ["done", "missed", "skipped", "partly", "forgotten"];
    part.rsplit(' ').next().is_some_and(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_part_may_be_a_mark() {
        for (part, mark) in [
            ("walk n", Some(('-', "walk"))),
            ("read: x", Some(('x', "read"))),
            ("walk: -", Some(('-', "walk"))),
            ("Walk -", Some(('-', "Walk"))),
            ("read=0", Some(('-', "read"))),
            ("walk \u{1F44D}", Some(('x', "walk"))),
            ("walk\u{1F44E}\u{1F3FC}", Some(('-', "walk"))),
            ("Walk 1", None),
            ("Walk", None),
            ("-", None),
        ] {
            assert_eq!(mark_at_end(part), mark, "{part}");
        }
    }

    #[test]
    fn a_list_of_several_is_none_of_a_text() {
        for line in [
            "walk n, read y",
            "Walk 10, Read 20",
            "- walk \u{1F44D} read \u{1F44E}",
            "Habits: \u{2705} walk \u{274C} tea",
            "No walk no read",
            "Walk but no read",
            "Walk and read both done",
        ] {
            assert!(tells_of_several(line), "{line}");
        }
        for line in ["Walk", "A walk, then tea", "It rained all day and I stayed in", "# Walk n, read y", "Milk, eggs"]
        {
            assert!(!tells_of_several(line), "{line}");
        }
    }
}
