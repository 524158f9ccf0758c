//! The heading under which a `summary` note shares its text (docs/specification.md#6-sharing), and lines that are nearly it. Nothing is
//! shared by mistake: a heading with any word or sign that may say something more is only nearly it.

use std::ops::Range;

use pulldown_cmark::HeadingLevel;

use super::{check_box, lines};
use crate::text::{fold, is_dash, text_between_tags};

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
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b's', b'S', bytes)
        .any(|at| bytes.get(at..at + 5).is_some_and(|word| word.eq_ignore_ascii_case(b"share")))
}

/// So many lines of one note are looked at.
const MOST_TOLD: usize = 100;

/// Whether a line that is no such heading is nearly one: `**To share**`, `##To share`, `## To-share`, `## To share (Thursday)`.
pub(crate) fn is_nearly_share_heading(line: &str) -> bool {
    const LONGEST: usize = 80;
    let bare = line.trim_matches(check_box::is_blank);
    // An outliner has headings behind the mark of an item.
    let item = check_box::line_without_list_mark(bare).trim_start_matches(check_box::is_blank);
    let bare = if item.starts_with(['#', '<']) || item.starts_with("**") { item } else { bare };
    if begins_with_share_label(bare) {
        return true;
    }
    if bare.len() > LONGEST || !may_hold_share_heading(bare) && !bare.starts_with('#') {
        return false;
    }
    let unquoted = bare.trim_start_matches(['>', ' ']);
    let bare = if unquoted.starts_with('#') { unquoted } else { bare };
    let title = text_between_tags(bare);
    let is_heading = bare.starts_with('#') || title.is_some() && ["<h", "<H"].iter().any(|tag| bare.starts_with(tag));
    let is_strong = title.is_some() || bare.starts_with("**") && bare.contains("**") || bare.starts_with("__");
    let words: String =
        title.as_deref().unwrap_or(bare).chars().map(|c| if is_dash(c) || c == '_' { ' ' } else { c }).collect();
    let words = fold(words.trim_matches(|c: char| !c.is_alphanumeric()));
    // `## 1. To share`
    let words = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ')).to_owned();
    if is_heading && (SHARING.contains(&words.as_str()) || folded_words_are_for_clinician(&words)) {
        return true;
    }
    let has_more = || words.strip_prefix(TO_SHARE).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    match words == TO_SHARE {
        // A line of its own that ends with a colon stands above something.
        true => is_heading || is_strong || bare.ends_with(':') || is_in_capitals(bare),
        false if is_heading => has_more(),
        false => is_strong && bare.trim_end_matches(':').ends_with("**") && has_more(),
    }
}

/// Headings that say the same with other words.
const SHARING: [&str; 6] = ["share", "share this", "for sharing", "to be shared", "please share", "for session"];

/// `For Dr. Lee`, `For my therapist`
fn folded_words_are_for_clinician(words: &str) -> bool {
    const WHO: [&str; 7] = ["dr", "therapist", "counsellor", "counselor", "psychologist", "clinician", "session"];
    let Some(rest) = words.strip_prefix("for ") else { return false };
    let mut each =
        rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !matches!(*word, "" | "my" | "the" | "our" | "next"));
    each.next().is_some_and(|first| WHO.contains(&first))
}

/// `**To share:** words`, `To share: words`
fn begins_with_share_label(bare: &str) -> bool {
    let plain = bare.trim_start_matches(['*', '_']);
    let Some((start, behind)) = plain.split_at_checked(TO_SHARE.len()) else { return false };
    let behind = behind.trim_start_matches(['*', '_', ' ']);
    start.eq_ignore_ascii_case(TO_SHARE)
        && behind.strip_prefix(':').is_some_and(|words| words.contains(char::is_alphanumeric))
}

/// `TO SHARE`
fn is_in_capitals(line: &str) -> bool {
    line.contains(char::is_uppercase) && !line.contains(char::is_lowercase)
}

/// Whether a line is the words of the heading alone, and what stands below it belongs to it: `To share` above a text, or an item with
/// more nested under it.
fn is_title_without_mark(line: &str, next: Option<&str>) -> bool {
    let bare = line.trim_matches(check_box::is_blank);
    let item = check_box::line_without_list_mark(bare).trim_start_matches(check_box::is_blank);
    if fold(item.trim_end_matches([':', '.'])) != TO_SHARE {
        return false;
    }
    let Some(next) = next.filter(|next| !next.trim().is_empty()) else { return false };
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_underline = next.trim().chars().all(|c| matches!(c, '-' | '='));
    match item.len() < bare.len() {
        true => indent(next) > indent(line),
        false => !is_underline && !check_box::is_list_item(next.trim_start()),
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
    let all: Vec<(usize, &str)> = lines::lines_with_offsets(text).collect();
    let next = |at: usize| all.get(at + 1).map(|(_, next)| *next);
    let near = all.iter().enumerate();
    let near = near.filter(|(at, (_, line))| is_nearly_share_heading(line) || is_title_without_mark(line, next(*at)));
    // In a quote and in HTML it is nearly a heading as well.
    let is_hidden = |gone: &Range<usize>, at: usize, line: &str| {
        let begins_with = |sign: char| {
            text.get(gone.clone()).is_some_and(|block| block.starts_with(sign) && !block.starts_with("<!--"))
                && line.trim_start().starts_with(sign)
        };
        gone.contains(&at) && !begins_with('>') && !begins_with('<')
    };
    let near = near
        .take(MOST_TOLD)
        .filter(|(_, (at, line))| !is_one(*at) && !skipped.iter().any(|gone| is_hidden(gone, *at, line)))
        .map(|(_, (at, line))| *at..*at + line.len());
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
            "**To share:** it was hard",
            "To share: it was hard",
            "TO SHARE",
            "> ## To share",
            "## 1. To share",
            "## Share",
            "## For Dr. Lee",
            "## For my therapist",
            "- ## To share",
            "- **To share**",
            "- **To share:** it was hard",
            "<h2>To share</h2>",
            "<b>To share</b>",
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
            "I want to share: my bread",
            "## Share of the work",
            "## For Mum",
            "<p>I want to share this</p>",
            "<!-- To share -->",
        ] {
            assert!(!is_nearly_share_heading(line), "{line}");
        }
    }
}
