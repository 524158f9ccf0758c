//! What a heading, a label or a pair of marks keeps back with all that stands under it (docs/specification.md#6-sharing): the section of
//! `## Therapy (private)`, the list below `Therapy (private):`, what stands between `<!-- private -->` and its end. Private by mistake is
//! safer than shared by mistake.

use std::ops::Range;

use crate::journal::lines::markup::{heading_level, text_after_list_mark, without_quote_signs};
use crate::journal::sharing::private_words;
use crate::text::{fold, text_between_tags};

/// The lines that a heading, a label or a pair of marks keeps back, itself included, as half-open ranges counted from 0.
pub(crate) fn private_blocks(text: &str) -> Vec<Range<usize>> {
    blocks_kept_back_and_others(text, |_, _| None)
}

/// The same, with each line that is private by itself and what is nested under it.
pub(crate) fn private_lines(text: &str, is_private: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    blocks_kept_back_and_others(text, |lines, at| {
        lines.get(at).filter(|line| is_private(line)).map(|_| nested_end(lines, at))
    })
}

fn blocks_kept_back_and_others(text: &str, other: impl Fn(&[&str], usize) -> Option<usize>) -> Vec<Range<usize>> {
    if !private_words::may_say_private(text) {
        return Vec::new();
    }
    let lines: Vec<&str> = text.lines().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(line) = lines.get(at) {
        if is_request_for_section(&lines, at) {
            let section = section_around(&lines, at);
            found.retain(|range: &Range<usize>| range.start < section.start);
            let start = found.last().map_or(section.start, |last| last.end.max(section.start));
            at = section.end;
            found.push(start..section.end);
            continue;
        }
        if closes_paragraph_with_request(&lines, at) {
            let is_outside = |at: &usize| lines.get(*at).is_none_or(|line| line.trim().is_empty());
            let above = (0..at).rev().find(is_outside).map_or(0, |blank| blank + 1);
            found.retain(|range: &Range<usize>| range.start < above);
            found.push(found.last().map_or(above, |last| last.end.max(above))..at + 1);
            at += 1;
            continue;
        }
        let end = if line.trim().is_empty() { None } else { block_end(&lines, at).or_else(|| other(&lines, at)) };
        if let Some(end) = end {
            found.push(at..end);
        }
        at = end.unwrap_or(at + 1).max(at + 1);
    }
    found
}

/// Whether a line is a paragraph that asks that somebody does not see it, with words that can mean something else (`Not for Biscuit`): it
/// keeps back the section that it stands in, and not its note.
pub(crate) fn is_request_for_section(lines: &[&str], at: usize) -> bool {
    let is_blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.trim().is_empty());
    lines.get(at).is_some_and(|line| {
        let bare = without_quote_signs(line);
        !bare.trim().is_empty()
            && is_blank(at.checked_sub(1))
            && is_blank(Some(at + 1))
            && text_after_list_mark(bare).is_none()
            && private_words::is_request_with_other_meaning(bare)
            && !bare.starts_with('#')
    })
}

/// Whether a line is the last of a paragraph and asks that it is left out: `Leave this out.` below what is meant.
pub(crate) fn closes_paragraph_with_request(lines: &[&str], at: usize) -> bool {
    let line_at = |at: usize| lines.get(at).copied().unwrap_or_default();
    let is_text = |line: &str| {
        let bare = without_quote_signs(line);
        !bare.trim().is_empty() && !bare.starts_with(['#', '|', '<']) && text_after_list_mark(bare).is_none()
    };
    let bare = without_quote_signs(line_at(at)).trim_matches(|c: char| !c.is_alphanumeric());
    at > 0
        && line_at(at + 1).trim().is_empty()
        && is_text(line_at(at))
        && is_text(line_at(at - 1))
        && private_words::may_say_private(bare)
        && private_words::is_private_in_brackets(bare)
}

/// The lines from the heading above a line to the next below it.
fn section_around(lines: &[&str], at: usize) -> Range<usize> {
    let is_heading = |at: &usize| heading_level_at(lines, *at).is_some();
    let start = (0..at).rev().find(is_heading).unwrap_or(0);
    start..(at + 1..lines.len()).find(is_heading).unwrap_or(lines.len())
}

/// The text without what is kept back so. An empty line at its end still parts what stands around it.
pub(crate) fn without_private_blocks(text: &str) -> String {
    let blocks = private_blocks(text);
    let is_last_of_block = |at: usize| is_in_ranges(&blocks, &at) && !is_in_ranges(&blocks, &(at + 1));
    let lines = text.split_inclusive('\n').enumerate();
    let kept = lines.filter(|(at, line)| !is_in_ranges(&blocks, at) || line.trim().is_empty() && is_last_of_block(*at));
    kept.map(|(_, line)| line).collect()
}

/// Whether a number is in one of these half-open ranges, which are in order and do not overlap.
pub(crate) fn is_in_ranges<N: PartialOrd>(ranges: &[Range<N>], at: &N) -> bool {
    let next = ranges.partition_point(|range| range.end <= *at);
    ranges.get(next).is_some_and(|range| range.contains(at))
}

/// Ranges in order, those that overlap or touch as one.
pub(crate) fn in_order_without_overlap(mut ranges: Vec<Range<u32>>) -> Vec<Range<u32>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<u32>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// Whether a line is a heading, a label or a mark that keeps back what stands under it.
pub(crate) fn line_keeps_back_what_follows(line: &str) -> bool {
    block_end(&[line], 0).is_some()
}

/// The title of a callout, behind its kind: `[!note]- Call Dad`.
pub(crate) fn title_of_callout(bare: &str) -> Option<&str> {
    let title = crate::note::title_of_bare_callout_line(bare)?.trim_start_matches(['-', '+']).trim();
    (!title.is_empty()).then_some(title)
}

/// Where the part ends that a line begins and keeps back.
fn block_end(lines: &[&str], at: usize) -> Option<usize> {
    let line = lines.get(at)?;
    if !private_words::may_say_private(line) && !is_title_with_me_alone(line) {
        return None;
    }
    let bare = without_quote_signs(line).trim_end();
    if says_rest_is_private(bare) {
        return Some(lines.len());
    }
    if title_of_callout(bare).is_some_and(heading_keeps_section_back) {
        let is_outside = |at: &usize| lines.get(*at).is_none_or(|line| !line.trim_start().starts_with('>'));
        return Some((at + 1..lines.len()).find(is_outside).unwrap_or(lines.len()));
    }
    if let Some(level) = heading_level_at(lines, at) {
        let end = heading_keeps_section_back(bare).then(|| section_end(lines, at + 1, level));
        // `## Me` beside `## Mom` may stand over what each of them did.
        return end.map(|end| if is_title_with_me_alone(bare) { end.min(end_at_box(lines, at + 1)) } else { end });
    }
    if let Some(is_end) = closing_test_of_opening_mark(bare) {
        let rest = lines.get(at + 1..)?;
        return Some(rest.iter().position(is_end).map_or(lines.len(), |end| at + end + 2));
    }
    if let Some(end) = end_below_label_for_me(lines, at, bare) {
        return Some(end);
    }
    // A line in emphasis stands for a heading.
    let label = label_keeps_lines_back(bare)
        .then(|| if bare.ends_with(':') { label_end(lines, at + 1) } else { title_end(lines, at + 1) });
    label.or_else(|| is_private_line_over_list(bare).then(|| list_end(lines, at + 1)).flatten())
}

/// Whether a line says that what stands below it in the note is private: `Everything below is private`, `From here on private`.
fn says_rest_is_private(bare: &str) -> bool {
    const BELOW: [&str; 11] = [
        "everything from here on",
        "everything from here",
        "everything after this",
        "everything that follows",
        "everything below",
        "all below",
        "what follows",
        "from here on",
        "from here",
        "from now on",
        "below this",
    ];
    const BESIDE: [&str; 9] = ["is", "are", "this", "line", "on", "all", "it", "stays", "please"];
    const LONGEST: usize = 80;
    if bare.len() > LONGEST {
        return false;
    }
    let folded = fold(bare.trim_matches(|c: char| !c.is_alphanumeric()));
    let Some(known) = BELOW.into_iter().find(|known| folded.contains(known)) else { return false };
    let rest = folded.replacen(known, " ", 1);
    let words = rest.split(|c: char| c.is_whitespace() || matches!(c, ':' | ',')).filter(|word| !word.is_empty());
    let said: Vec<&str> = words.filter(|word| !BESIDE.contains(word) && word.contains(char::is_alphanumeric)).collect();
    !said.is_empty() && private_words::is_privacy_phrase_alone(&said.join(" "))
}

/// Whether a short line that is no item and no sentence says that it is private, so that a list right below it is meant with it:
/// `\u{1F512} Therapy`.
fn is_private_line_over_list(bare: &str) -> bool {
    const LONGEST: usize = 60;
    bare.len() <= LONGEST
        && !bare.ends_with(['.', '!', '?'])
        && text_after_list_mark(bare).is_none()
        && (private_words::has_private_mark(bare) || private_words::begins_with_private_label(bare))
}

/// Where the list ends that begins on this line; none where none does. A box begins something of its own.
fn list_end(lines: &[&str], from: usize) -> Option<usize> {
    let is_box = |line: &str| crate::note::behind_any_box(without_quote_signs(line).trim_end()).is_some();
    let is_item = |line: &str| text_after_list_mark(without_quote_signs(line)).is_some() && !is_box(line);
    lines.get(from).filter(|line| is_item(line))?;
    let is_end = |at: &usize| {
        let ends = |line: &&str| line.trim().is_empty() || is_box(line);
        heading_level_at(lines, *at).is_some() || lines.get(*at).is_none_or(ends)
    };
    Some((from..lines.len()).find(is_end).unwrap_or(lines.len()))
}

/// Where what stands under a title in emphasis ends: at a heading, or at the next such title.
fn title_end(lines: &[&str], from: usize) -> usize {
    let is_title = |line: &str| line.trim().starts_with("**") && line.trim().ends_with("**");
    let is_end =
        |at: &usize| heading_level_at(lines, *at).is_some() || lines.get(*at).is_some_and(|line| is_title(line));
    (from..lines.len()).find(is_end).unwrap_or(lines.len())
}

/// The level of the heading on a line of these.
fn heading_level_at(lines: &[&str], at: usize) -> Option<usize> {
    heading_level(lines.get(at)?, lines.get(at + 1).copied().unwrap_or_default())
}

/// The line on which a section ends: before the next heading of its level or a higher one.
fn section_end(lines: &[&str], from: usize, level: usize) -> usize {
    let is_next = |at: &usize| heading_level_at(lines, *at).is_some_and(|next| next <= level);
    (from..lines.len()).find(is_next).unwrap_or(lines.len())
}

/// The words that may stand beside `private` in a heading that says nothing else.
const BESIDE: [&str; 16] = [
    "part", "parts", "section", "stuff", "notes", "note", "thoughts", "things", "matters", "journal", "diary", "below",
    "area", "bit", "only", "entries",
];

/// Whether a heading keeps its section back: with a mark (`Therapy (private)`), with the word first and nothing else behind it
/// (`My private stuff`, `Private / therapy`, `Private 2026-11-16`), or with words such as `Not for Ana`.
pub(crate) fn heading_keeps_section_back(bare: &str) -> bool {
    let text = bare.trim_matches(|c: char| matches!(c, '#' | '*' | '_' | '=' | ':') || c.is_whitespace());
    private_words::has_private_mark(text)
        || private_words::begins_with_private_mark(bare)
        || begins_with_privacy_words(text)
        || is_title_for_me_alone(text)
}

/// What a title or a label says of what stands under it: that it is for the client alone.
const FOR_ME: [&str; 10] = [
    "for me",
    "just me",
    "only me",
    "me only",
    "me",
    "for myself",
    "for my self",
    "to myself",
    "just myself",
    "only myself",
];

/// Whether a title says that what stands under it is for the client alone.
fn is_title_for_me_alone(text: &str) -> bool {
    FOR_ME.contains(&fold(text.trim_matches(|c: char| !c.is_alphanumeric())).as_str())
}

/// Whether a title is the word `me` and nothing else: `## Me`.
fn is_title_with_me_alone(line: &str) -> bool {
    const LONGEST: usize = 40;
    let is_me = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case("me");
    line.len() <= LONGEST && (is_me(line) || text_between_tags(line).is_some_and(|text| is_me(&text)))
}

/// Where the part ends that a label begins which is no heading and no line with a colon: `**For myself**`, `##For myself`,
/// `<b>Private</b>`, the line or the item `For myself`, and the item `## For myself` of an outliner.
fn end_below_label_for_me(lines: &[&str], at: usize, bare: &str) -> Option<usize> {
    const LONGEST: usize = 80;
    if bare.len() > LONGEST || is_box_or_task(bare) {
        return None;
    }
    let item = text_after_list_mark(bare);
    let label = item.unwrap_or(bare).trim();
    let is_html_title = text_between_tags(label).is_some_and(|title| heading_keeps_section_back(&title));
    let is_title = is_html_title || label.starts_with(['#', '*', '_']) && is_title_for_me_alone(label);
    let is_under_text = at
        .checked_sub(1)
        .and_then(|above| lines.get(above))
        .is_some_and(|above| !above.trim().is_empty() && heading_level_at(lines, at - 1).is_none());
    let is_line = || (item.is_some() || !is_under_text) && is_line_for_me_alone(label, item.is_some());
    match item {
        _ if !is_title && !is_line() => None,
        Some(_) => Some(match nested_end(lines, at) {
            end if end > at + 1 && !lines.get(at + 1..end)?.iter().all(|line| line.trim().is_empty()) => end,
            _ => end_at_box(lines, at + 1),
        }),
        None if is_title => Some(title_end(lines, at + 1)),
        None => Some(end_at_box(lines, at + 1)),
    }
}

/// Whether a line or an item is such words and no sentence. `Just me` answers a question, and `For me:` may stand over a list of things.
fn is_line_for_me_alone(label: &str, is_item: bool) -> bool {
    let is_said_of_me = label.ends_with("self:") && is_item || !label.ends_with([':', '.', '!', '?']);
    let begins = |word: &str| label.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    is_said_of_me && (begins("for ") || begins("to ")) && is_title_for_me_alone(label)
}

/// Whether a line has a check box, or a word of Logseq's that stands for one.
fn is_box_or_task(bare: &str) -> bool {
    crate::note::behind_any_box(bare).is_some()
        || text_after_list_mark(bare).is_some_and(|item| crate::note::box_at_start(item).is_some())
}

/// Where what stands under a title ends, where a box begins something of its own.
fn end_at_box(lines: &[&str], from: usize) -> usize {
    let end = title_end(lines, from);
    let is_box = |at: &usize| lines.get(*at).is_some_and(|line| is_box_or_task(without_quote_signs(line).trim_end()));
    (from..end).find(is_box).unwrap_or(end)
}

fn begins_with_privacy_words(text: &str) -> bool {
    const ASKS: [&str; 6] =
        ["do not share", "don't share", "dont share", "nothing to share", "not to share", "not shared"];
    let folded = fold(text.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    if ASKS.contains(&folded.trim_end_matches(|c: char| !c.is_alphanumeric()))
        || private_words::is_private_in_brackets(bare)
        || private_words::is_privacy_phrase_alone(bare)
    {
        return true;
    }
    let rest =
        ["my ", "the ", "our ", "some "].into_iter().find_map(|word| folded.strip_prefix(word)).unwrap_or(&folded);
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let (word, behind) = rest.split_at(end);
    let behind = behind.trim_start();
    let says_more =
        || behind.split(' ').any(|word| !BESIDE.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())));
    private_words::is_privacy_phrase_alone(word)
        && (behind.is_empty() || !behind.starts_with(char::is_alphabetic) && !behind.starts_with('-') || !says_more())
}

/// Whether a line is a label that keeps back what stands below it: it ends with a colon or is wholly in emphasis, and says that it is
/// private. A sentence is none.
fn label_keeps_lines_back(bare: &str) -> bool {
    const LONGEST: usize = 60;
    let is_stressed = || {
        let inner = bare.trim_matches(['*', '_']);
        inner.len() + 2 <= bare.len()
            && bare.starts_with(['*', '_'])
            && bare.ends_with(['*', '_'])
            && !inner.contains("**")
    };
    let has_box = || crate::note::behind_any_box(bare).is_some();
    // `**Therapy** (private)`
    let is_stressed_before_mark = || {
        bare.starts_with("**")
            && bare.split_once(" (").is_some_and(|(title, _)| title.ends_with("**"))
            && bare.ends_with(')')
    };
    if bare.len() > LONGEST || has_box() || !(bare.ends_with(':') || is_stressed() || is_stressed_before_mark()) {
        return false;
    }
    let text = text_after_list_mark(bare).unwrap_or(bare);
    let text = text.trim_matches(|c: char| matches!(c, '*' | '_' | ':') || c.is_whitespace());
    private_words::has_private_mark(text)
        || begins_with_privacy_words(text)
        // `For me:` may stand over a list of things.
        || fold(text).ends_with("self") && is_title_for_me_alone(text)
}

/// Where what a label stands over ends: at the first empty line behind some text, or at a heading.
fn label_end(lines: &[&str], from: usize) -> usize {
    let is_blank = |at: usize| lines.get(at).is_none_or(|line| line.trim().is_empty());
    let first = (from..lines.len()).find(|at| !is_blank(*at)).unwrap_or(lines.len());
    let is_end = |at: &usize| is_blank(*at) || heading_level_at(lines, *at).is_some();
    (first..lines.len()).find(is_end).unwrap_or(lines.len())
}

/// Where what is nested under a line ends.
fn nested_end(lines: &[&str], at: usize) -> usize {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    let depth = lines.get(at).map_or(0, |line| indent(line));
    let is_quoted = |line: &str| line.trim_start().starts_with('>');
    // A callout beside an item is none of it, nor is a quote behind an empty line.
    let begins_quote = |next: usize| {
        let [above, line] = [next.saturating_sub(1), next].map(|at| lines.get(at).copied().unwrap_or_default());
        let is_beside = line.len() - line.trim_start().len() <= depth;
        let is_apart = above.trim().is_empty() || without_quote_signs(line).starts_with("[!");
        is_quoted(line) && is_beside && is_apart && !lines.get(at).is_some_and(|line| is_quoted(line))
    };
    let is_next = |next: &usize| {
        lines.get(*next).is_some_and(|line| !line.trim().is_empty() && indent(line) <= depth) || begins_quote(*next)
    };
    (at + 1..lines.len()).find(is_next).unwrap_or(lines.len())
}

/// Whether what stands between the tags of a line of HTML is a title that says it: `<details><summary>for me</summary>`.
fn is_titled_privately(bare: &str) -> bool {
    let texts = bare.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, text)| text.trim());
    texts.filter(|text| !text.is_empty()).any(heading_keeps_section_back)
}

/// What closes a mark that opens a private part: a comment or a ruler that says `begin private` or `private below`, or a tag of HTML
/// that says it.
fn closing_test_of_opening_mark(bare: &str) -> Option<fn(&&str) -> bool> {
    let says_private = |text: &str| {
        fold(text)
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| !word.is_empty() && private_words::is_privacy_phrase_alone(word))
    };
    if bare.starts_with('<') && !bare.starts_with("<!--") {
        let is_tag = ["<details", "<summary", "<div", "<section"].iter().any(|tag| bare.starts_with(tag));
        let is_end: fn(&&str) -> bool = |line| {
            let line = line.trim_start();
            line.starts_with("</") && !line.starts_with("</summary")
        };
        return (is_tag && (says_private(bare) || is_titled_privately(bare))).then_some(is_end);
    }
    // `#+BEGIN_PRIVATE`
    if fold(bare).starts_with("#+begin_") {
        return says_private(bare).then_some(|line: &&str| fold(line.trim()).starts_with("#+end_"));
    }
    let is_mark = bare.starts_with("<!--") || bare.starts_with("%%") || bare.starts_with("---");
    if !is_mark || !says_private(bare) {
        return None;
    }
    const OPENING: [&str; 6] = ["begin", "start", "below", "from", "on", "open"];
    let folded = fold(bare);
    let opens = folded.split(|c: char| !c.is_alphanumeric()).any(|word| OPENING.contains(&word));
    opens.then_some(|line: &&str| {
        const CLOSING: [&str; 5] = ["end", "stop", "off", "close", "above"];
        let line = line.trim_start();
        let is_mark = line.starts_with("<!--") || line.starts_with("%%") || line.starts_with("---");
        is_mark && fold(line).split(|c: char| !c.is_alphanumeric()).any(|word| CLOSING.contains(&word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_title_keeps_back_what_stands_under_it() {
        for (text, kept) in [
            ("a\n## Therapy (private)\n\nb\n### c\nd\n## e\nf", "a\n## e\nf"),
            ("a\n## My private stuff\nb\n# e", "a\n# e"),
            ("a\n## b\nc\n\nNot for Biscuit\n\nd\n## e\nf", "a\n## e\nf"),
            ("a\n## b\nc\n## e\n\nTop secret", "a\n## b\nc\n"),
            ("## Private 2026-11-16\nb", ""),
            ("## Private / therapy\nb", ""),
            ("## Not for Ana\nb", ""),
            ("## Don't show Ana\nb", ""),
            ("Therapy (private)\n-----\nb\n\nOpen\n-----\nc", "\nOpen\n-----\nc"),
            ("**Therapy (private)**\n\nb\nc\n\nd\n**Evening**\ne", "**Evening**\ne"),
            ("**Therapy** (private)\n\nb\n\n## Evening\ne", "\n## Evening\ne"),
            ("Therapy (private):\n- b\n- c\n\nd", "\nd"),
            ("a\n<!-- begin private -->\nb\n\nc\n<!-- end private -->\nd", "a\nd"),
            ("a\n--- private below ---\nb", "a\n"),
            ("<details><summary>private</summary>\nb\n</details>\nd", "d"),
        ] {
            assert_eq!(without_private_blocks(text), kept, "{text}");
        }
    }

    #[test]
    fn names_and_sentences_keep_nothing_back() {
        for text in [
            "## Private lesson\nb",
            "## Secret Santa\nb",
            "## My private lesson with Ana\nb",
            "I was in private:\n- b",
            "We shared a cake:\n- b",
            "---\na",
            "<div>\na\n</div>",
            "## Not for long\nb",
            "## Not for sale\nb",
            "## Don't show off\nb",
            "Not for\nBiscuit\n",
            "We said:\nTop secret\nb",
        ] {
            assert_eq!(without_private_blocks(text), text);
        }
    }
}
