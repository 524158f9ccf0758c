//! Finds the block of front matter in a note (docs/specification.md#1-notes), and tells what it can of a block that
//! cannot be read.

use std::ops::Range;

use super::lines;
use crate::text::{edit_distance_within, fold_key, is_dash, is_invisible};

/// A block of front matter.
pub(super) struct FrontMatterBlock {
    /// Its first line, the fence.
    pub fence: Range<usize>,
    /// The number of the line below the fence, counted from 1.
    pub first_line: u32,
    /// The text between the fences.
    pub inside: Range<usize>,
    /// Where the text below the block begins.
    pub body_start: usize,
    /// False for a block that never ends: then it reaches to the end of the note.
    pub is_closed: bool,
}

/// Finds the block of front matter of a text. Empty lines may stand above it. One title may stand above a block that
/// names a task, a kind or a privacy; in the settings, above any block.
pub(super) fn find_front_matter(text: &str, is_settings: bool) -> Option<FrontMatterBlock> {
    let mut title = false;
    for ((at, line), number) in lines::lines_with_offsets(text).zip(1..) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if line.starts_with(is_dash) && line.chars().all(is_dash) {
            let block = block_with_fence_at(text, at, number)?;
            return (!title || is_front_matter_below_title(text, &block, is_settings)).then_some(block);
        }
        if title || !is_title(line) {
            return None;
        }
        title = true;
    }
    None
}

/// The block whose fence is the line at `at`. A block without a line like `key: value` is no front matter but a rule above
/// a paragraph; an empty block is one.
fn block_with_fence_at(text: &str, at: usize, number: u32) -> Option<FrontMatterBlock> {
    let mut each = lines::lines_with_offsets(text.get(at..)?).map(|(offset, line)| (at + offset, line));
    let (_, first) = each.next()?;
    let fence = at..at + first.trim_end().len();
    let inside = at + first.len() + lines::line_break_len(&text[at + first.len()..]);
    let first = first.trim_end();
    if first != "---" {
        let next = lines::first_line(&text[inside..]);
        let key = key_line_syntax(next);
        if !is_autocorrected_fence(first)
            || !(key.is_some_and(|k| k != KeyLineSyntax::SpaceForgotten) || next.trim_end().ends_with(':'))
        {
            return None;
        }
    }
    let block = |inside, body, closed| FrontMatterBlock {
        fence,
        first_line: number + 1,
        inside,
        body_start: body,
        is_closed: closed,
    };
    let (mut valued, mut bare, mut word) = (false, false, false);
    let mut blank = true;
    for (at, line) in each {
        let end = line.trim_end();
        if end == "---" || end == "..." || is_autocorrected_fence(end) {
            let body = at + line.len() + lines::line_break_len(&text[at + line.len()..]);
            return (blank || valued || bare).then(|| block(inside..at, body, true));
        }
        blank &= end.is_empty();
        match key_line_syntax(line) {
            Some(KeyLineSyntax::WithValue) => valued = true,
            Some(KeyLineSyntax::KeyOnly) => {
                bare = true;
                word |= !end.trim().contains(' ');
            }
            Some(KeyLineSyntax::SpaceForgotten) => bare = true,
            None => {}
        }
    }
    // A sentence that ends with a colon is a key only where somebody closed the block.
    (valued || word).then(|| block(inside..text.len(), text.len(), false))
}

/// Whether a line is a title: a heading or a line of plain text, no list, quote, table or code.
fn is_title(line: &str) -> bool {
    let is_item = line.starts_with(['-', '*', '+']) && line[1..].starts_with([' ', '[', '\t']);
    !(is_item || line.starts_with(['>', '|', '<', '[', '%']) || line.starts_with("```") || line.starts_with("~~~"))
}

/// Whether a block below a title is front matter: such a block begins with a field, and names a task, a kind or a privacy.
fn is_front_matter_below_title(text: &str, block: &FrontMatterBlock, is_settings: bool) -> bool {
    let inside = text.get(block.inside.clone()).unwrap_or("");
    let mut filled = lines::lines_with_offsets(inside).map(|(_, line)| line).filter(|line| !line.trim().is_empty());
    let begins_with_field = filled.next().is_some_and(|line| key_line_syntax(line).is_some() || line.starts_with('#'));
    // In a block that never ends only its first lines are fields; the rest is likely the note's text.
    let fields = lines::lines_with_offsets(inside)
        .map(|(_, line)| line)
        .take_while(|line| block.is_closed || !line.trim().is_empty());
    begins_with_field && (is_settings || fields.into_iter().any(is_field_of_ours))
}

/// Whether a line is a field that only a note for tinystep has, or that asks for privacy
/// (docs/specification.md#6-sharing).
fn is_field_of_ours(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    if line.starts_with([' ', '\t']) {
        return false;
    }
    let key = fold_key(key.trim().trim_matches(['"', '\'']));
    match key.as_str() {
        "task" | "kind" | "private" | "secret" | "hidden" | "visibility" | "sharing" => true,
        "tags" | "tag" => value.to_ascii_lowercase().contains("private"),
        key => edit_distance_within(key, "share", 1).is_some(),
    }
}

/// Whether a block holds the signs of a template. Of a block that never ends only the lines up to the first empty one
/// are asked, since the rest is likely the note's text.
pub(super) fn has_template_signs(text: &str, block: &FrontMatterBlock) -> bool {
    let inside = text.get(block.inside.clone()).unwrap_or("");
    let has = |part: &str| part.contains("{{") || part.contains("<%");
    if block.is_closed {
        has(inside)
    } else {
        lines::lines_with_offsets(inside).map(|(_, l)| l).take_while(|l| !l.trim().is_empty()).any(has)
    }
}

/// How far the front matter of undecodable text may reach: 0 where there seems to be none. Its dashes may be undecodable
/// too.
pub(super) fn front_matter_end_of_undecodable(text: &str) -> usize {
    let is_fence = |line: &str| {
        let line = line.trim();
        !line.is_empty()
            && line.chars().all(|c| is_dash(c) || !c.is_ascii())
            && (line.contains(is_dash) || line.chars().count() <= 3)
    };
    let mut filled = lines::lines_with_offsets(text).filter(|(_, line)| !line.trim().is_empty());
    // A title may stand above it.
    let Some((open, _)) = filled.by_ref().take(2).find(|(_, line)| is_fence(line)) else { return 0 };
    let close =
        lines::lines_with_offsets(text).find(|(at, line)| *at > open && matches!(line.trim_end(), "---" | "..."));
    close.map_or(text.len(), |(at, line)| at + line.len())
}

/// How far the front matter of a note with a conflict may reach.
pub(super) fn front_matter_end_of_conflict(
    text: &str,
    block: Option<&FrontMatterBlock>,
    conflict: &Range<usize>,
) -> usize {
    match block {
        Some(block) if conflict.start >= block.body_start => block.body_start,
        Some(block) => block.body_start.max(conflict.end),
        None if text[..conflict.start].trim().is_empty() => {
            let behind = lines::lines_with_offsets(&text[conflict.end..])
                .find(|(_, line)| matches!(line.trim_end(), "---" | "..."));
            behind.map_or(conflict.end, |(at, line)| conflict.end + at + line.len())
        }
        None => 0,
    }
}

/// Whether a line begins with `task`.
pub(super) fn has_line_beginning_with_task(head: &str) -> bool {
    lines::lines_with_offsets(head).any(|(_, line)| {
        // `**task:** Walk`, `- task: Walk`, `> task: Walk`.
        let bare = line.trim_start_matches(|c: char| matches!(c, '*' | '_' | '-' | '>') || c.is_whitespace());
        // Other programs have lists of that name.
        begins_with_word_ignoring_case(bare, "task") && !bare.trim_end().eq_ignore_ascii_case("tasks:")
    })
}

/// Whether there is a line `when:` or `date:` with a date in it.
pub(super) fn has_line_with_date(head: &str) -> bool {
    lines::lines_with_offsets(head).any(|(_, line)| {
        value_after_key(line, "when").or_else(|| value_after_key(line, "date")).is_some_and(contains_date)
    })
}

/// The names behind `task:` and `aka:`, as far as their lines tell.
pub(crate) fn task_names_in_lines(head: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut lines = lines::lines_with_offsets(head).map(|(_, line)| line).peekable();
    while let Some(line) = lines.next() {
        let Some(value) = value_after_key(line, "task").or_else(|| value_after_key(line, "aka")) else { continue };
        let value = without_yaml_punctuation(value);
        let (mut items, mut words) = (Vec::new(), String::new());
        if value.is_empty() || value.starts_with(['|', '>', '#']) {
            // The value stands below: as a text of several lines, or as a list. What stands behind `>` is not YAML.
            let header = value.strip_prefix(['|', '>']).unwrap_or("");
            words.push_str(header.trim_start_matches(|c: char| matches!(c, '+' | '-') || c.is_ascii_digit()));
            while let Some(below) = lines.next_if(|l| l.starts_with([' ', '\t']) || l.starts_with("- ")) {
                match below.trim().strip_prefix('-') {
                    Some(item) => items.push(item),
                    None => {
                        words.push(' ');
                        words.push_str(below.trim());
                    }
                }
            }
        } else if let Some(list) = value.strip_prefix('[').filter(|rest| !rest.starts_with('[')) {
            items.extend(list.trim_end_matches(']').split(','));
        } else {
            items.push(value);
        }
        names.extend(
            items
                .into_iter()
                .chain([words.as_str()])
                .filter_map(|v| task_name_from_raw_value(without_yaml_punctuation(v))),
        );
    }
    names
}

/// A value less YAML's own signs before it: `&a Walk`, `!!str Walk`.
fn without_yaml_punctuation(value: &str) -> &str {
    let mut value = value.trim();
    while let Some((_, rest)) = value.split_once([' ', '\t']).filter(|_| value.starts_with(['&', '!'])) {
        value = rest.trim();
    }
    value
}

/// A name as the fields of a readable note would have it, as far as one line tells: without quotes and comment, links as
/// their text.
fn task_name_from_raw_value(value: &str) -> Option<String> {
    let value = value.trim();
    let bare = match value.chars().next()? {
        quote @ ('"' | '\'') => {
            let inner = &value[1..];
            inner.find(quote).map_or(inner, |end| &inner[..end])
        }
        '#' => return None,
        _ => {
            let cut = value.find(" #").or_else(|| value.find("\t#")).unwrap_or(value.len());
            super::plain_line::without_curly_quotes(value[..cut].trim_end())
        }
    };
    let text = super::wiki_link::links_as_text(bare);
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

/// Signs that stand between a key and its value, or that people and phones put there.
pub(super) const SEPARATORS: [char; 7] = [':', '=', ';', '\u{FF1A}', '\u{FF1B}', '\u{FE55}', '\u{FF1D}'];

/// What stands behind `key:` in a line of that key. Read widely, as what it names may be private: `task = Walk`, `- task:
/// Walk`, `**task:** Walk`, `taks: Walk`.
fn value_after_key<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let bare = line.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c) || c == '>');
    let bare = bare.strip_prefix("- ").unwrap_or(bare).trim_start_matches(['*', '_', '"', '\'', '|', ' ']);
    match bare.split_once(SEPARATORS) {
        Some((before, value)) => {
            let before = fold_key(before.trim_end_matches(['*', '_', '"', '\'']));
            let is_key = before == key || key == "task" && edit_distance_within(&before, key, 1).is_some();
            is_key.then(|| value.trim_start_matches(SEPARATORS).trim_start_matches(['*', '_']))
        }
        // `task Walk`, `task - Walk`.
        None => {
            let value = bare.get(key.len()..).filter(|_| begins_with_word_ignoring_case(bare, key))?;
            let is_apart = value.starts_with(char::is_whitespace);
            is_apart.then(|| {
                value
                    .trim_start_matches(|c: char| c.is_whitespace() || is_dash(c) || c == '|')
                    .trim_end_matches(['|', ' '])
            })
        }
    }
}

fn begins_with_word_ignoring_case(line: &str, word: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c)).trim_start_matches(['"', '\'']);
    line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Whether a text holds something like `2026-11-19`.
fn contains_date(text: &str) -> bool {
    text.as_bytes()
        .windows(10)
        .any(|w| w.iter().enumerate().all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { b.is_ascii_digit() }))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum KeyLineSyntax {
    /// `key: value`
    WithValue,
    /// `key:`
    KeyOnly,
    /// `key:value`, where a space was forgotten.
    SpaceForgotten,
}

/// Whether a line is like `key: value`. Markdown's own signs at its start make it something else.
fn key_line_syntax(line: &str) -> Option<KeyLineSyntax> {
    let line = line.trim();
    let first = line.chars().next()?;
    if matches!(first, '*' | '#' | '>' | '|' | '[' | '!' | ':') || line.starts_with("- ") || line.starts_with("+ ") {
        return None;
    }
    let unnumbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    if unnumbered.len() < line.len() && (unnumbered.starts_with(". ") || unnumbered.starts_with(") ")) {
        return None;
    }
    let mut tight = false;
    for (at, _) in line.match_indices(':') {
        match line[at + 1..].chars().next() {
            None => return Some(KeyLineSyntax::KeyOnly),
            Some(' ' | '\t') => return Some(KeyLineSyntax::WithValue),
            Some('/') => return None,
            Some(_) => tight |= line[..at].chars().all(|c| c.is_ascii_alphabetic()),
        }
    }
    tight.then_some(KeyLineSyntax::SpaceForgotten)
}

/// One to three dashes, not all of them hyphens: what phones make of `---`.
fn is_autocorrected_fence(line: &str) -> bool {
    line.starts_with(is_dash)
        && line.chars().all(is_dash)
        && line.chars().count() <= 3
        && !line.chars().all(|c| c == '-')
}
