//! What is shared (SPEC 6): which names are a `none` plan's, how much of a thing is shown, and a shared text as it is
//! shown.

use std::collections::HashSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::conflict::ConflictCopy;
use super::draft::{DraftContent, DraftKind, NoteText, PlanDraft};
use super::line_names::clean_name;
use super::name_trie::NameTrie;
use super::notes::VisibleNote;
use super::{Settings, Share};
use crate::note::tag_len;
use crate::text::{fold, fold_key};

/// The names that must not appear: of plans that are `none`, readable or not.
#[derive(Clone, Debug)]
pub(super) struct HiddenNames {
    names: HashSet<String>,
    /// As written, for lines.
    pub written: Vec<String>,
    lines: NameTrie<()>,
}

/// A plan as far as its names and its sharing go.
struct PlanNames<'a> {
    /// The plan's own task text; none where it cannot be read.
    task: Option<&'a str>,
    names: Vec<&'a str>,
    share: Share,
}

impl HiddenNames {
    /// `notes` are all notes that are ours, each with what it is a conflict copy of. A copy is no plan; but one that says
    /// `none` itself may be the newer one, so its names are hidden. `lost_tasks` are named by fields that are not read.
    pub(super) fn new(
        settings: &Settings,
        notes: &[(VisibleNote, Option<ConflictCopy>)],
        lost_tasks: &[&str],
    ) -> HiddenNames {
        let plans: Vec<PlanNames> = notes
            .iter()
            .filter(|(note, copy)| copy.is_none() || note.content.share == Some(Share::None))
            .filter_map(|(note, _)| plan_names(note.content, settings))
            .collect();
        // Another version of a `none` plan names it too.
        let none_tasks: HashSet<String> =
            plans.iter().filter(|p| p.share == Share::None).filter_map(|p| p.task.map(fold)).collect();
        let is_none = |p: &PlanNames| p.share == Share::None || p.task.is_some_and(|t| none_tasks.contains(&fold(t)));
        // A name that two plans claim goes to a task's own text (SPEC 1).
        let open_tasks: HashSet<String> =
            plans.iter().filter(|p| !is_none(p)).filter_map(|p| p.task.map(fold)).collect();
        let readable: HashSet<String> = plans.iter().flat_map(|p| p.names.iter().map(|n| fold(n))).collect();
        let hidden = plans.iter().filter(|p| is_none(p)).flat_map(|p| p.names.iter().copied());
        let mut written: Vec<String> = hidden.filter(|n| !open_tasks.contains(&fold(n))).map(str::to_owned).collect();
        for (note, _) in notes {
            if let DraftKind::Unreadable { tasks } = &note.content.kind {
                written.extend(tasks.iter().filter(|t| !readable.contains(&fold(t))).cloned());
            }
        }
        written.extend(lost_tasks.iter().filter(|t| !readable.contains(&fold(t))).map(|&t| t.to_owned()));
        let mut lines = NameTrie::new();
        written.iter().for_each(|name| add_line_name(&mut lines, name));
        let names = written.iter().flat_map(|n| [fold(n), fold_key(n)]).filter(|n| !n.is_empty()).collect();
        HiddenNames { names, written, lines }
    }

    /// Whether a task, key or tag is a hidden name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(&fold(name))
    }

    /// Whether a hidden name stands in a line.
    pub(super) fn is_named_in(&self, line: &str) -> bool {
        names_in(&self.lines, line)
    }

    /// A text as it is shared: without the lines whose check box holds a hidden name and without the tags that are one,
    /// links to notes as their text, and without comments.
    pub(super) fn shown(&self, text: &str) -> Option<String> {
        let kept = without_links(&self.without_tags(&without_lines_naming(text, &self.lines)));
        let kept = kept.trim();
        (!kept.is_empty()).then(|| kept.to_owned())
    }
}

impl HiddenNames {
    fn without_tags(&self, text: &str) -> String {
        if self.names.is_empty() || !text.contains('#') {
            return text.to_owned();
        }
        let (mut out, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(at) = rest.find('#') {
            let (before, behind) = (&rest[..at], &rest[at + 1..]);
            out.push_str(before);
            let len = tag_len(behind).filter(|_| out.chars().next_back().is_none_or(|c| !c.is_alphanumeric()));
            match len.filter(|&len| self.names.contains(&fold_key(&behind[..len]))) {
                Some(len) => rest = &behind[len..],
                None => {
                    out.push('#');
                    rest = behind;
                }
            }
        }
        out.push_str(rest);
        out
    }
}

/// Adds a name as it may stand in a line: as it is, and as a tag or key has it.
pub(super) fn add_line_name(lines: &mut NameTrie<()>, name: &str) {
    let name = clean_name(name);
    lines.add(&name, ());
    lines.add(&fold_key(&name), ());
}

/// Whether one of the names stands in a line, as it is or as a tag has it (`#evening-walk`).
fn names_in(lines: &NameTrie<()>, line: &str) -> bool {
    let as_tags = |c: char| matches!(c, '#' | '-' | '_');
    lines.any_in(&clean_name(line))
        || (line.contains(as_tags) && lines.any_in(&clean_name(&line.replace(as_tags, " "))))
}

fn plan_names<'a>(kept: &'a DraftContent, settings: &Settings) -> Option<PlanNames<'a>> {
    let share = kept.share.unwrap_or(settings.share);
    match &kept.kind {
        DraftKind::Plan(plan) => {
            let PlanDraft { task, aka, .. } = &**plan;
            let names = std::iter::once(task.as_str()).chain(aka.iter().map(|(n, _)| n.as_str())).collect();
            Some(PlanNames { task: Some(task), names, share })
        }
        DraftKind::Broken { names, is_plan: true } => Some(PlanNames {
            task: names.first().map(String::as_str),
            names: names.iter().map(String::as_str).collect(),
            share,
        }),
        _ => None,
    }
}

/// Takes out the list items whose check box holds one of the names, with what is nested under them.
pub(super) fn without_lines_naming(text: &str, names: &NameTrie<()>) -> String {
    if names.is_empty() || !text.contains('[') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    // Indentation of the item that is being left out, and whether a blank line came since.
    let mut leaving: Option<(usize, bool)> = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
        let indent = line.len() - bare.len();
        if let Some((depth, blank)) = leaving {
            if line.trim().is_empty() {
                leaving = Some((depth, true));
                continue;
            }
            let is_new = is_item(bare) || bare.starts_with('#');
            if indent > depth || !(blank || is_new) {
                continue;
            }
            leaving = None;
            if blank {
                out.push('\n');
            }
        }
        if behind_box(bare).is_some_and(|behind| names_in(names, behind)) {
            leaving = Some((indent, false));
            continue;
        }
        out.push_str(line);
    }
    out
}

/// How much of a text is shown at all: `full` all of it, `summary` what stands under `## To share`.
pub(super) fn shared_part(words: Option<&NoteText>, share: Share) -> Option<&str> {
    let words = words?;
    match share {
        Share::None => None,
        Share::Summary => words.shared_part(),
        Share::Full => Some(&words.text),
    }
}

/// Whether a line is a list item.
fn is_item(bare: &str) -> bool {
    let marker = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let ordered = marker.len() < bare.len() && marker.starts_with(['.', ')']);
    let marker = if ordered { &marker[1..] } else { bare.strip_prefix(['-', '*', '+']).unwrap_or("x") };
    marker.is_empty() || marker.starts_with([' ', '\t'])
}

/// What stands behind the check box of a list item.
fn behind_box(bare: &str) -> Option<&str> {
    let at = if is_item(bare) { bare.find([' ', '\t'])? } else { return None };
    let rest = bare[at..].trim_start().strip_prefix('[')?;
    let mut chars = rest.chars();
    chars.next()?;
    chars.as_str().strip_prefix(']')
}

/// Links to notes and files of the journal become their text, embeds and comments go. Links to the web stay.
fn without_links(text: &str) -> String {
    let text = without_comments(text);
    if !text.contains('[') && !text.contains('<') {
        return text;
    }
    let text = without_wiki_links(&text);
    let parser =
        Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS);
    let definitions: Vec<_> =
        parser.reference_definitions().iter().filter(|(_, d)| !is_web(&d.dest)).map(|(_, d)| d.span.clone()).collect();
    // Ranges of the text that go.
    let mut gone = definitions;
    // Of each open link: its start, whether it goes, and where its inner text ends.
    let mut open: Vec<(usize, bool, Option<usize>)> = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => open.push((range.start, !is_web(&dest_url), None)),
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

fn is_web(target: &str) -> bool {
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
                    if embed.is_none() || !is_file(link) {
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
fn is_file(link: &str) -> bool {
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

/// What stands in a comment is not for anybody's eyes.
fn without_comments(text: &str) -> String {
    cut(&cut(text, "<!--", "-->"), "%%", "%%")
}

fn cut(text: &str, open: &str, close: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(open) {
        let behind = &rest[at + open.len()..];
        match behind.find(close) {
            Some(end) => {
                out.push_str(&rest[..at]);
                rest = &behind[end + close.len()..];
            }
            // A comment that never ends hides the rest, as it does where it is shown.
            None if open == "<!--" => {
                out.push_str(&rest[..at]);
                return out;
            }
            None => break,
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(names: &[&str]) -> HiddenNames {
        let mut lines = NameTrie::new();
        for name in names {
            lines.add(name, ());
        }
        HiddenNames {
            names: names.iter().map(|n| fold(n)).collect(),
            written: names.iter().map(|n| (*n).to_owned()).collect(),
            lines,
        }
    }

    #[test]
    fn lines_of_a_hidden_plan_go_with_what_is_under_them() {
        let text = "a\n- [x] Secret walk, 3 min\n  - Mom: noticed\n\n  and more\n- [x] Open\n1. [ ] about the secret WALK\nlazy\n\nend\n";
        assert_eq!(hidden(&["Secret walk"]).shown(text).as_deref(), Some("a\n\n- [x] Open\n\nend"));
        assert_eq!(hidden(&["Art"]).shown("- [x] start").as_deref(), Some("- [x] start"));
    }

    #[test]
    fn links_to_notes_are_their_text() {
        let none = hidden(&[]);
        let shown = |text: &str| none.shown(text).unwrap_or_default();
        assert_eq!(shown("see [[plans/secret#why|the plan]] and [[plans/secret]]"), "see the plan and secret");
        assert_eq!(shown("see [the *plan*](plans/secret.md \"t\"), [x](<a b.md>)!"), "see the *plan*, x!");
        assert_eq!(shown("see [the plan][s]\n\n[s]: plans/secret.md"), "see the plan");
        assert_eq!(shown("a ![[x.jpg]] b ![alt](x.jpg) c"), "a  b  c");
        assert_eq!(shown("![[plans/secret]]"), "secret");
        assert_eq!(shown("[web](https://example.org)"), "[web](https://example.org)");
        assert_eq!(shown("a <!-- secret --> b %%c%%"), "a  b");
        assert_eq!(shown("[[]] [[ [x [[a]]"), "[[]] [[ [x a");
    }

    #[test]
    fn rows_of_brackets_cost_their_length() {
        for unit in ["[", "[[", "[[a", "[[a]", "![[", "](", "[a](", "<!--", "%%", "- [x] secret walk\n"] {
            let _ = hidden(&["Secret walk"]).shown(&unit.repeat(20_000));
        }
    }
}
