//! The heading under which a `summary` note shares its text (docs/specification.md#6-sharing), and lines that are nearly it. Nothing is
//! shared by mistake: a heading with any word or sign that may say something more is only nearly it.

use std::ops::Range;

use pulldown_cmark::HeadingLevel;

use super::{check_box, lines};
use crate::text::{fold, is_dash};

const TO_SHARE: &str = "to share";

/// Signs round the words that say nothing.
const PLAIN_SIGNS: [char; 20] = [
    ':', '.', '!', '\u{2026}', '\u{FF1A}', '#', '*', '_', '"', '\'', '\u{201C}', '\u{201D}', '\u{2018}', '\u{2019}',
    '\u{FE0F}', '\u{FE0E}', '\u{200D}', '\u{2B07}', '\u{2935}', '\u{27A1}',
];

/// Emoji that can say that something is not to be shared, or not yet.
const SIGNS_AGAINST: [char; 14] = [
    '\u{1F6AB}',
    '\u{1F512}',
    '\u{1F513}',
    '\u{1F50F}',
    '\u{1F510}',
    '\u{1F645}',
    '\u{1F44E}',
    '\u{1F910}',
    '\u{1F92B}',
    '\u{1F6D1}',
    '\u{1F515}',
    '\u{1F648}',
    '\u{1F914}',
    '\u{1F6C7}',
];

/// Whether the text of a heading is `To share`: a colon, a full stop, quotes and emoji beside the words say nothing.
pub(crate) fn is_share_heading_text(text: &str) -> bool {
    let is_emoji = |c: char| matches!(c, '\u{1F300}'..='\u{1FAFF}') && !SIGNS_AGAINST.contains(&c);
    fold(text.trim_matches(|c: char| check_box::is_blank(c) || PLAIN_SIGNS.contains(&c) || is_emoji(c))) == TO_SHARE
}

/// Whether a text can hold such a heading, or nearly: a look that costs less than a parse.
pub(crate) fn may_hold_share_heading(text: &str) -> bool {
    text.as_bytes().windows(5).any(|word| word.eq_ignore_ascii_case(b"share"))
}

/// So many lines of one note are looked at.
const MOST_TOLD: usize = 100;

/// Whether a line that is no such heading is nearly one: `**To share**`, `##To share`, `## To-share`, `## To share (Thursday)`.
pub(crate) fn is_nearly_share_heading(line: &str) -> bool {
    const LONGEST: usize = 80;
    let bare = line.trim_matches(check_box::is_blank);
    if bare.len() > LONGEST || !may_hold_share_heading(bare) && !bare.starts_with('#') {
        return false;
    }
    // An outliner has headings behind the mark of an item.
    let item = check_box::text_after_list_mark(bare);
    let bare = if item.starts_with('#') { item } else { bare };
    let is_heading = bare.starts_with('#');
    let is_strong = bare.starts_with("**") && bare.contains("**") || bare.starts_with("__");
    let words: String = bare.chars().map(|c| if is_dash(c) || c == '_' { ' ' } else { c }).collect();
    let words = fold(words.trim_matches(|c: char| !c.is_alphanumeric()));
    let has_more = || words.strip_prefix(TO_SHARE).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    match words == TO_SHARE {
        // A line of its own that ends with a colon stands above something.
        true => is_heading || is_strong || bare.ends_with(':'),
        false if is_heading => has_more(),
        false => is_strong && bare.trim_end_matches(':').ends_with("**") && has_more(),
    }
}

/// A heading of the text.
pub(super) struct HeadingOfLevel<'h> {
    pub level: HeadingLevel,
    pub text: &'h str,
    pub range: Range<usize>,
}

/// The ranges of a text under its headings `To share`, each to the next heading of its level or a higher one, and never beyond the next of the
/// second level.
pub(super) fn ranges_to_share(headings: &[HeadingOfLevel<'_>], text_len: usize) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (at, heading) in headings.iter().enumerate().filter(|(_, heading)| is_share_heading_text(heading.text)) {
        // One within the text of another is a part of it.
        if ranges.last().is_some_and(|last| heading.range.start < last.end) {
            continue;
        }
        let lowest = heading.level.max(HeadingLevel::H2);
        let next = headings.iter().skip(at + 1).find(|next| next.level <= lowest);
        ranges.push(heading.range.end..next.map_or(text_len, |next| next.range.start));
    }
    ranges
}

/// The lines outside `skipped` (in order) that are nearly such a heading, as ranges of the text. `headings` are those that are one.
pub(super) fn nearly_share_headings(
    text: &str,
    skipped: &[Range<usize>],
    headings: &[HeadingOfLevel<'_>],
) -> Vec<Range<usize>> {
    if !may_hold_share_heading(text) && !text.contains('#') {
        return Vec::new();
    }
    let is_one =
        |at: usize| headings.iter().any(|heading| heading.range.contains(&at) && is_share_heading_text(heading.text));
    let near = lines::lines_with_offsets(text).filter(|(_, line)| is_nearly_share_heading(line));
    let near = near
        .take(MOST_TOLD)
        .map(|(at, line)| at..at + line.len())
        .filter(|range| !is_one(range.start) && !skipped.iter().any(|gone| gone.contains(&range.start)));
    near.collect()
}

/// The headings `To share` below which a line of dashes has made a heading of the text: `To share`, `---`, `It was hard.`, `---`.
pub(super) fn headings_over_nothing<'h>(
    text: &'h str,
    headings: &'h [HeadingOfLevel<'_>],
) -> impl Iterator<Item = Range<usize>> + 'h {
    headings.windows(2).take(MOST_TOLD).filter_map(|two| {
        let [heading, next] = two else { return None };
        let between = text.get(heading.range.end..next.range.start)?;
        let underline = text.get(next.range.clone())?.trim_end().lines().last()?;
        let is_underlined = !underline.trim().is_empty() && underline.trim().chars().all(|c| c == '-');
        let is_empty = is_share_heading_text(heading.text) && between.trim().is_empty() && is_underlined;
        let first = text.get(heading.range.clone())?.lines().next()?;
        is_empty.then(|| heading.range.start..heading.range.start + first.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_signs_say_nothing_and_others_may() {
        for text in [
            "To share",
            "to SHARE:",
            "To share.",
            "To share \u{1F4AC}",
            "To share \u{1F5E3}\u{FE0F}",
            "\u{201C}To share\u{201D}",
        ] {
            assert!(is_share_heading_text(text), "{text}");
        }
        for text in [
            "To share?",
            "~~To share~~",
            "To share (Thursday)",
            "To-share",
            "Not to share",
            "To share \u{1F6AB}",
            "To share \u{274C}",
        ] {
            assert!(!is_share_heading_text(text), "{text}");
        }
    }

    #[test]
    fn lines_that_are_nearly_the_heading_are_known() {
        for line in [
            "**To share**",
            "**To share:**",
            "##To share",
            "## To-share",
            "## To share (Thursday)",
            "## ~~To share~~",
            "## To share?",
            "To share:",
            "# To_share",
            "## To share with Anna",
            "## To share \u{1F512}",
        ] {
            assert!(is_nearly_share_heading(line), "{line}");
        }
        for line in [
            "To share",
            "I want to share this.",
            "## Sharing",
            "## To shave",
            "## To shares of stock",
            "- To share",
            "",
            "# To do",
        ] {
            assert!(!is_nearly_share_heading(line), "{line}");
        }
    }
}
