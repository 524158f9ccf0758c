//! A client's text as it is shared (docs/specification.md#6-sharing): without the lines that name a `none` plan, links
//! to notes as their text, and without comments.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::draft::NoteText;
use super::hidden::{HiddenPlanNames, is_marked_name_in_line};
use super::line_names::NameFinder;
use super::markup::{text_behind_list_mark, without_comments};
use super::{Share, Status, practice_signs, private_words};
use crate::note::hashtag_name_len;

/// A text as it is shared; none where nothing is left. A line that says that it is private goes, with what is nested under it.
pub(super) fn shareable_text(text: &str, hidden: &HiddenPlanNames) -> Option<String> {
    let names_hidden = |line: &LineWithBoxText| {
        !hidden.is_empty()
            && (line.names().any(|name| hidden.is_hidden_or_near_in_line(name))
                || tags_of_line(line.text).any(|tag| hidden.is_hidden_tag(tag))
                || practice_signs::is_like_practice(line.text) && hidden.is_hidden_name_in_text(line.text)
                || line.behind_box.is_some_and(|text| hidden.may_be_of_lost_plan(text)))
    };
    let is_private = |line: &LineWithBoxText| {
        private_words::has_private_mark(line.text)
            || text_behind_box_of_list(line.text).is_some_and(private_words::is_private_line)
            || private_words::private_tag_in(line.text).is_some()
    };
    // Nearly no text has a line that goes, and this look is quick.
    let kept = match hidden.is_empty() && !private_words::may_say_private(text) {
        true => keep_only_web_links(text),
        false => keep_only_web_links(&without_lines(text, |line| names_hidden(line) || is_private(line))),
    };
    let kept = kept.trim();
    (!kept.is_empty()).then(|| kept.to_owned())
}

/// The text without the items of lists whose check box names one of those that are marked, with what is nested under them.
pub(super) fn without_check_boxes_naming(text: &str, names: &NameFinder<bool>) -> String {
    if names.is_empty() {
        return text.to_owned();
    }
    without_lines(text, |line| line.names().any(|name| is_marked_name_in_line(names, name)))
}

/// What becomes of a check box in a day note's own text.
pub(super) struct CountedBoxes<'r> {
    /// Whether the text behind a box names a plan and says nothing more.
    pub is_plain: &'r dyn Fn(&str) -> bool,
    /// Whether it names a plan.
    pub names_plan: &'r dyn Fn(&str) -> bool,
    /// Whether a line under it is one of its fields.
    pub is_field: &'r dyn Fn(&str) -> bool,
    /// The words of the entries are shown with them, and so not here.
    pub has_words_with_entry: bool,
}

/// The text without the check boxes that are counted: their numbers and words stand elsewhere on the page. Where the words do not,
/// only boxes go that have none.
pub(super) fn without_counted_check_boxes(text: &str, boxes: &CountedBoxes<'_>) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let bare = line.trim();
        let is_below = |next: &&&str| indent(next) > indent(line) && !next.trim().is_empty();
        let below = lines.iter().skip(at).take_while(is_below).count();
        let nested = lines.get(at..at + below).unwrap_or_default();
        let has_fields_alone =
            || nested.iter().all(|line| text_behind_list_mark(line.trim()).is_some_and(boxes.is_field));
        if text_behind_check_box(bare).is_some_and(boxes.is_plain) && has_fields_alone() {
            at += below;
        } else if boxes.has_words_with_entry && text_behind_box_of_entry(bare).is_some_and(boxes.names_plan) {
            // A box below it that names no plan begins something of its own.
            let is_own =
                |line: &&str| text_behind_check_box(line.trim()).is_some_and(|behind| !(boxes.names_plan)(behind));
            at += nested.iter().position(is_own).unwrap_or(below);
        } else {
            out.push_str(line);
        }
    }
    out
}

/// What is behind a box that says how something went: `[x]`, `[/]`, `[-]`, `DONE`.
fn text_behind_box_of_entry(bare: &str) -> Option<&str> {
    let (mark, _) = crate::note::box_at_start(text_behind_list_mark(bare)?)?;
    Status::of_mark(mark)?;
    text_behind_box_of_list(bare)
}

/// What is behind the box of a list's item.
fn text_behind_box_of_list(bare: &str) -> Option<&str> {
    let item = text_behind_list_mark(bare)?;
    let (_, len) = crate::note::box_at_start(item)?;
    item.get(len..).map(str::trim)
}

/// A line of a text.
struct LineWithBoxText<'t> {
    text: &'t str,
    /// What is behind its check box, or behind a word of Logseq's that stands for one.
    behind_box: Option<&'t str>,
}

impl<'t> LineWithBoxText<'t> {
    /// What may name a task: behind a box, beside a tick without a box, before a colon, or in the cells of a table's row. Read
    /// widely: what looks like practice of a private plan is not shared, even where it would not be counted.
    fn names(&self) -> impl Iterator<Item = &'t str> {
        let cells = self.text.strip_prefix('|').into_iter().flat_map(|row| row.split('|')).map(str::trim);
        let key = self.text.split_once(':').map(|(key, _)| key.trim());
        self.behind_box.into_iter().chain(crate::note::text_beside_tick(self.text)).chain(key).chain(cells)
    }
}

/// Takes out lines, with what is nested under them.
fn without_lines(text: &str, is_removed: impl Fn(&LineWithBoxText) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    // Indentation of the item that is being left out, and whether a blank line came since.
    let mut leaving: Option<(usize, bool)> = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches(|c: char| c == '>' || crate::note::is_blank(c));
        let indent = line.len() - bare.len();
        if let Some((depth, blank)) = leaving {
            if line.trim().is_empty() {
                leaving = Some((depth, true));
                continue;
            }
            let is_new = is_list_item(bare) || bare.starts_with('#');
            if indent > depth || !(blank || is_new) {
                continue;
            }
            leaving = None;
            if blank {
                out.push('\n');
            }
        }
        if is_removed(&LineWithBoxText { text: bare, behind_box: text_behind_check_box(bare) }) {
            leaving = Some((indent, false));
            continue;
        }
        out.push_str(line);
    }
    out
}

/// The tags of a line, without `#`.
fn tags_of_line(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices('#').filter_map(move |(at, _)| {
        let (before, behind) = (line.get(..at)?, line.get(at + 1..)?);
        let is_start = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        // Logseq's tags of several words.
        if let Some(end) = behind.strip_prefix("[[").and_then(|inside| inside.find("]]")) {
            return behind.get(2..2 + end).filter(|_| is_start);
        }
        behind.get(..hashtag_name_len(behind)?).filter(|_| is_start)
    })
}

/// Whether a line is a list item.
fn is_list_item(bare: &str) -> bool {
    text_behind_list_mark(bare).is_some()
}

/// What is behind the check box of a line: read widely, so that a line that only looks like one is not shared either.
fn text_behind_check_box(bare: &str) -> Option<&str> {
    let item = text_behind_list_mark(bare);
    let rest = item.unwrap_or_else(|| bare.trim_start_matches(['-', '*', '+', '\u{2022}'])).trim_start();
    if let Some(behind) = crate::note::behind_any_box(bare) {
        return Some(behind);
    }
    if let Some((word, behind)) = rest.split_once(char::is_whitespace)
        && item.is_some()
        && LOGSEQ.contains(&word)
    {
        return Some(behind);
    }
    behind_drawn_tick(rest)
}

/// What is behind a tick of any other look: `x Walk`, `[X} Walk`, `❌ Walk`, `<input type="checkbox" checked> Walk`.
fn behind_drawn_tick(rest: &str) -> Option<&str> {
    if rest.starts_with("<input") {
        return rest.split_once('>').map(|(_, behind)| behind.trim_start());
    }
    let is_quoting = |c: char| c.is_whitespace() || "(\"'*_#>`~\u{201C}\u{2018}\u{AB}\u{201E}".contains(c);
    let behind = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let signs = rest.get(..rest.len() - behind.len())?;
    let has_sign = signs.chars().any(|c| !is_quoting(c));
    // The letter of a box.
    let letter = behind.strip_prefix(['x', 'X']).filter(|after| !after.starts_with(char::is_alphanumeric));
    let inside = letter.map(|after| after.trim_start_matches(|c: char| !c.is_alphanumeric()));
    inside.or(has_sign.then_some(behind)).filter(|behind| !behind.is_empty())
}

/// Logseq's words for the state of a task.
const LOGSEQ: [&str; 11] =
    ["DONE", "TODO", "LATER", "NOW", "DOING", "WAITING", "WAIT", "CANCELED", "CANCELLED", "IN-PROGRESS", "STARTED"];

/// How much of a text is shown at all: `full` all of it, `summary` what stands under `## To share`.
pub(super) fn shared_part(words: Option<&NoteText>, share: Share) -> Option<Cow<'_, str>> {
    let words = words?;
    match share {
        Share::None => None,
        Share::Summary => words.shared_part(),
        Share::Full => Some(Cow::Borrowed(&words.text)),
    }
}

/// Links to notes and files of the journal become their text, embeds and comments go. Links to the web stay.
fn keep_only_web_links(text: &str) -> String {
    let text = without_comments(text);
    if !text.contains('[') && !text.contains('<') {
        return text;
    }
    let text = without_html_links(&without_wiki_links(&text));
    let parser =
        Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS);
    let definitions: Vec<_> = parser
        .reference_definitions()
        .iter()
        .filter(|(_, d)| !is_web_address(&d.dest))
        .map(|(_, d)| d.span.clone())
        .collect();
    // Ranges of the text that go.
    let mut gone = definitions;
    // Of each open link: its start, whether it goes, and where its inner text ends.
    let mut open: Vec<(usize, bool, Option<usize>)> = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => open.push((range.start, !is_web_address(&dest_url), None)),
            Event::End(TagEnd::Link) => {
                if let Some((start, true, inner_end)) = open.pop() {
                    gone.push(inner_end.unwrap_or(start)..range.end);
                }
            }
            // A photo is shown in its own place; its path is nobody's business.
            Event::Start(Tag::Image { .. }) => gone.push(range),
            _ => {
                if let Some((start, true, inner_end)) = open.last_mut() {
                    if inner_end.is_none() {
                        gone.push(*start..range.start);
                    }
                    *inner_end = Some(range.end.max(inner_end.unwrap_or(0)));
                }
            }
        }
    }
    gone.sort_by_key(|range| (range.start, range.end));
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for range in gone {
        if let Some(kept) = text.get(at..range.start) {
            out.push_str(kept);
        }
        at = at.max(range.end);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The text without the tags of links written in HTML: `<a href="notes/x.md">here</a>` is `here`.
fn without_html_links(text: &str) -> String {
    if !text.contains("<a") && !text.contains("<A") {
        return text.to_owned();
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let name = tag.trim_start_matches(['<', '/']);
        let is_link = name.starts_with(['a', 'A']) && name[1..].starts_with([' ', '>', '\t', '\n']);
        if !is_link {
            out.push('<');
            rest = &tag[1..];
            continue;
        }
        let Some(end) = tag.find('>') else {
            rest = tag;
            break;
        };
        rest = &tag[end + 1..];
    }
    out.push_str(rest);
    out
}

fn is_web_address(target: &str) -> bool {
    let lower = target.get(..8).unwrap_or(target).to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
}

/// `[[dir/a#h]]` is `a`, `[[a|b]]` is `b`, and `![[a.jpg]]` is nothing.
fn without_wiki_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        while let Some(end) = rest.find("]]") {
            let (before, behind) = (&rest[..end], &rest[end + 2..]);
            match before.rfind("[[").map(|at| (&before[..at], &before[at + 2..])) {
                Some((before, link)) if !link.is_empty() && !link.contains('[') => {
                    let embed = before.strip_suffix('!');
                    out.push_str(embed.unwrap_or(before));
                    if embed.is_none() || !is_file_that_is_no_note(link) {
                        out.push_str(link_text(link));
                    }
                }
                _ => out.push_str(&rest[..end + 2]),
            }
            rest = behind;
        }
        out.push_str(rest);
    }
    out
}

/// Whether an embed shows a file that is no note.
fn is_file_that_is_no_note(link: &str) -> bool {
    let name = link.split(['|', '#']).next().unwrap_or(link);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric()) && ending != "md"
}

fn link_text(link: &str) -> &str {
    match link.rsplit_once('|') {
        Some((_, text)) if !text.trim().is_empty() => text,
        _ => {
            let note = link.split('|').next().unwrap_or(link);
            let note = note.find('#').filter(|&at| at > 0).map_or(note, |at| &note[..at]);
            note.rsplit('/').next().unwrap_or(note)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown_without(names: &[&str], text: &str) -> Option<String> {
        shareable_text(text, &HiddenPlanNames::of_names(names))
    }

    #[test]
    fn lines_of_a_hidden_plan_go_with_what_is_under_them() {
        let text = "a\n- [x] Secret walk, 3 min\n  - Mom: noticed\n\n  and more\n- [x] Open\n1. [ ] about the secret WALK\nlazy\n\nend\n";
        assert_eq!(shown_without(&["Secret walk"], text).as_deref(), Some("a\n\n- [x] Open\n\nend"));
        assert_eq!(shown_without(&["Art"], "- [x] start").as_deref(), Some("- [x] start"));
    }

    #[test]
    fn links_to_notes_are_their_text() {
        let shown = |text: &str| shown_without(&[], text).unwrap_or_default();
        assert_eq!(shown("see [[plans/secret#why|the plan]] and [[plans/secret]]"), "see the plan and secret");
        assert_eq!(shown("see [the *plan*](plans/secret.md \"t\"), [x](<a b.md>)!"), "see the *plan*, x!");
        assert_eq!(shown("see [the plan][s]\n\n[s]: plans/secret.md"), "see the plan");
        assert_eq!(shown("a ![[x.jpg]] b ![alt](x.jpg) c"), "a  b  c");
        assert_eq!(shown("![[plans/secret]]"), "secret");
        assert_eq!(shown("[web](https://example.org)"), "[web](https://example.org)");
        assert_eq!(shown("a <!-- note --> b %%c%%"), "a  b");
        assert_eq!(shown("a <a href=\"plans/x.md\">link</a>, <b>c</b>"), "a link, <b>c</b>");
        assert_eq!(shown("[[]] [[ [x [[a]]"), "[[]] [[ [x a");
    }

    #[test]
    fn rows_of_brackets_cost_their_length() {
        for unit in
            ["[", "[[", "[[a", "[[a]", "![[", "](", "[a](", "<!--", "%%", "<a", "(private", "- [x] secret walk\n"]
        {
            let _ = shown_without(&["Secret walk"], &unit.repeat(20_000));
        }
    }
}
