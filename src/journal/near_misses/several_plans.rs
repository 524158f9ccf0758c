//! Lines that tell of several plans, each with a tick or words of its own: `walk \u{2713}, memo \u{2717}`. They count nowhere, and the help
//! is a line for each plan (docs/specification.md#8-problems).

use crate::journal::catalog::name_table::{NameTarget, TaskGroupIndex};
use crate::journal::catalog::outline::NamesAndSharing;
use crate::journal::catalog::plan_catalog::PlanCatalog;
use crate::journal::lines::contrast::{Contrast, contrast_before_name};
use crate::journal::lines::line;
use crate::journal::lines::name_trie;
use crate::journal::near_misses::near_line::NearMissLine;
use crate::journal::near_misses::near_miss::whole_line;
use crate::journal::near_misses::written_line::{LineWriter, WrittenLine};
use crate::journal::{near_misses::near_line_help, note_fields::fields};
use crate::note::{CROSSES, box_at_start, is_tick_char, text_beside_tick_or_verb};
use crate::text::fold;

/// What a line tells of one of several plans.
struct ToldPart {
    group: TaskGroupIndex,
    /// As it is written.
    text: String,
    /// Of the box that says how it went, where that is said.
    mark: Option<char>,
}

impl NamesAndSharing {
    /// The plans that a line tells of, where each has a part of the line: `no walk, memo done`. None unless there are several.
    pub(crate) fn groups_told_in_line(&self, line: &str) -> Option<Vec<TaskGroupIndex>> {
        Some(self.told_parts(line)?.into_iter().map(|part| part.group).collect())
    }

    fn told_parts(&self, line: &str) -> Option<Vec<ToldPart>> {
        /// A longer line is a text.
        const LONGEST: usize = 240;
        if line.len() > LONGEST || self.is_one_name_with_joint(line) {
            return None;
        }
        let is_neither = fold(line).contains("neither ");
        let mut found: Vec<ToldPart> = Vec::new();
        let mut before_first = String::new();
        let mut has_box_inside = false;
        for part in parts_of_line(self.text_behind_label(text_behind_box(line))) {
            // `walk, [x] memo`, `walk [x] memo [ ]`
            let behind = box_at_end(part);
            let of_box = box_at_start(part).map(|(mark, _)| mark).or(behind.map(|(mark, _)| mark));
            has_box_inside |= of_box.is_some();
            let part = behind.map_or_else(|| text_behind_box(part), |(_, before)| before);
            let of_box = of_box.map(|mark| if mark == 'X' { 'x' } else { mark });
            let part = if is_neither { without_word(part, "neither") } else { part };
            match self.group_told_in_part(part) {
                Some(group) if found.iter().any(|of| of.group == group) => return None,
                Some(group) => {
                    let task = self.facts.groups.get(group.0).map_or("", |of| &of.task);
                    let mark = of_box.filter(|mark| matches!(mark, 'x' | '/' | '~' | '-' | '>' | ' '));
                    let mark = mark.or_else(|| near_line_help::mark_told_by_part(part, task));
                    // `no walk, memo instead`
                    let mark = mark.or_else(|| part.ends_with(" instead").then_some('x'));
                    let mark = if is_neither { Some('-') } else { mark };
                    found.push(ToldPart { group, text: format!("{part}{}", std::mem::take(&mut before_first)), mark });
                }
                // What has a tick of its own is about something else.
                None if part.contains(is_tick_char) => {}
                None => {
                    let text = found.last_mut().map_or(&mut before_first, |last| &mut last.text);
                    text.push_str(&format!(", {part}"));
                }
            }
        }
        // `- [ ] Walk, [x] Voice memo`: each has a box of its own.
        if has_box_inside && let Some(first) = found.first_mut().filter(|_| box_of_line(line) == Some(' ')) {
            first.mark = first.mark.or(Some(' '));
        }
        let is_any_told = found.iter().any(|of| of.mark.is_some()) || !has_box(line);
        (found.len() > 1 && is_any_told).then_some(found)
    }

    /// What is behind a short label, which is no plan's name: `walk ✓, read ✗` of `Habits: walk ✓, read ✗`.
    fn text_behind_label<'t>(&self, text: &'t str) -> &'t str {
        const LONGEST: usize = 24;
        match text.split_once(": ") {
            Some((label, rest))
                if label.len() <= LONGEST
                    && label.chars().all(|c| c.is_alphabetic() || c == ' ')
                    && self.group_that_text_counts_for(label).is_none() =>
            {
                rest.trim()
            }
            _ => text,
        }
    }

    fn group_told_in_part(&self, part: &str) -> Option<TaskGroupIndex> {
        let bare = part.trim_matches(|c: char| is_sign(c) || matches!(c, '.' | '!' | '/' | '|' | ':'));
        // `no walk, memo instead`
        let bare = bare.strip_suffix(" instead").unwrap_or(bare);
        let beside = || self.group_that_text_counts_for(text_beside_tick_or_verb(part)?);
        self.group_that_text_counts_for(bare).or_else(beside)
    }

    /// Whether what stands beside a tick is the name of one plan with `and` in it: `Walk and talk`.
    fn is_one_name_with_joint(&self, line: &str) -> bool {
        let beside = text_beside_tick_or_verb(text_behind_box(line)).unwrap_or_default();
        (fold(beside).contains(" and ") || beside.contains(['&', '+']))
            && self.group_that_text_counts_for(beside).is_some()
    }

    /// Whether a text is about a part of something with a name's everyday word: `rest of the shopping`.
    pub(crate) fn is_about_part_of_something(&self, text: &str) -> bool {
        let folded = fold(text);
        let Some((word, behind)) = folded.split_once(" of ") else { return false };
        let is_thing = ["the ", "my ", "our ", "his ", "her ", "their "].iter().any(|lead| behind.starts_with(lead));
        is_thing && !word.contains(' ') && self.group_that_text_counts_for(word).is_some()
    }
}

impl PlanCatalog {
    /// A line for each plan, with its own mark and details, where the line tells them.
    pub(crate) fn help_for_told_parts(&self, near: &NearMissLine) -> Option<String> {
        let line = whole_line(near).replace('`', "'");
        let parts = self.outline.told_parts(&line)?;
        // A part that does not say how it went goes with the one before it, then with the box, then with the one behind.
        let marks: Vec<Option<char>> = parts.iter().map(|part| part.mark).collect();
        let of_box = near_line_help::box_for_rewritten_line(&line).chars().nth(3).unwrap_or('x');
        let mark_of = |at: usize| {
            let before = marks.iter().take(at + 1).rev().copied().flatten().next();
            let behind = || marks.iter().copied().flatten().next().filter(|_| !has_box(&line));
            before.or_else(behind).unwrap_or(of_box)
        };
        let lines: Vec<String> =
            parts.iter().enumerate().filter_map(|(at, part)| self.line_of_part(near, part, mark_of(at))).collect();
        let (last, rest) = lines.split_last().filter(|_| lines.len() == parts.len())?;
        let is_skipped = (0..parts.len()).any(|at| mark_of(at) == '>');
        let skipped = if is_skipped { " Write `[-]` for `[>]` if you were not ill or away." } else { "" };
        Some(format!("Write a line for each: {} and {last}.{skipped}", rest.join(", ")))
    }

    fn line_of_part(&self, near: &NearMissLine, part: &ToldPart, mark: char) -> Option<String> {
        let plan = self.plans.get(self.version_on_date_or_nearest(part.group, near.date.unwrap_or(self.as_of()))?)?;
        let writer = LineWriter {
            names: &self.outline.names.line_names,
            plan: NameTarget::Plan(part.group),
            task: &plan.task,
            rate: &plan.rate,
            place: plan.place.as_deref(),
        };
        // Words such as `no` are the client's own where they say why.
        let denied = || writer.written_line(part.text.replace(CROSSES, "").trim());
        let ticked = || writer.written_line_without_tick(&part.text).or_else(|| writer.written_line(&part.text));
        let written = if mark == '-' { denied() } else { ticked() };
        let written = written.unwrap_or_else(|| WrittenLine::of_name(&fields::shortened_for_message(&plan.task)));
        let said =
            if mark == '-' { near_line_help::denied_line(&part.text, &plan.task, &written) } else { written.whole() };
        Some(format!("`- [{mark}] {said}`"))
    }

    /// Whether a line tells of its plan by what was done in its place: `Tea instead of Walk`.
    pub(crate) fn is_plan_of_line_not_done(&self, near: &NearMissLine) -> bool {
        let before = self.text_before_name(near);
        let is_denied = before.as_deref().and_then(contrast_before_name) == Some(Contrast::NotDone);
        // What a bare `not` denies has a help of its own.
        let last = before.as_deref().map(fold).unwrap_or_default();
        is_denied && ["instead of", "rather than", "in place of", "without"].iter().any(|lead| last.contains(lead))
    }

    fn text_before_name(&self, near: &NearMissLine) -> Option<String> {
        let text = &*near.line.text;
        let found = self.outline.names.line_names.find_names(&name_trie::tokenize(text));
        let own = found.iter().find(|of| of.value == NameTarget::Plan(near.group))?;
        text.get(..own.range.start).map(str::to_owned)
    }

    /// A text without the plans that it says were not done: `Walk` of `Walk instead of Voice memo`. It tells how its own plan went.
    pub(crate) fn text_without_plans_not_done(&self, near: &NearMissLine, text: &str) -> String {
        const DENYING: [&str; 6] = ["not", "no", "skipped", "missed", "forgot", "cancelled"];
        let found = self.outline.names.line_names.find_names(&name_trie::tokenize(text));
        let own = NameTarget::Plan(near.group);
        let before_own = found.iter().find(|of| of.value == own).map_or(0, |of| of.range.start);
        let mut said = text.to_owned();
        for of in found.iter().filter(|of| of.value != own && of.range.start > before_own) {
            let before = text.get(..of.range.start).unwrap_or_default();
            if !matches!(contrast_before_name(before), Some(Contrast::NotDone | Contrast::Skipped)) {
                continue;
            }
            let is_apart = |at: &usize| !before.get(..*at).unwrap_or_default().ends_with(char::is_alphanumeric);
            let lead =
                DENYING.iter().filter_map(|word| before.to_lowercase().rfind(&format!("{word} "))).filter(is_apart);
            let start = lead.max().unwrap_or(before.len());
            said =
                format!("{} {}", text.get(..start).unwrap_or_default(), text.get(of.range.end..).unwrap_or_default());
        }
        said
    }

    /// A sentence where a line has the name of a further plan among its words.
    pub(crate) fn help_for_further_plan(&self, near: &NearMissLine) -> String {
        let names = &self.outline.names.line_names;
        let clean = names.clean_line(line::part_before_free_text(whole_line(near))).text;
        let found = names.find_names(&name_trie::tokenize(&clean));
        let own = NameTarget::Plan(near.group);
        let is_denied = |range: &std::ops::Range<usize>| {
            contrast_before_name(clean.get(..range.start).unwrap_or_default()) == Some(Contrast::NotDone)
        };
        let is_apart = |range: &std::ops::Range<usize>| {
            found
                .iter()
                .filter(|of| of.value == own)
                .all(|of| of.range.end <= range.start || range.end <= of.range.start)
        };
        let further = found.iter().find_map(|of| match of.value {
            NameTarget::Plan(group) if group != near.group && is_apart(&of.range) && !is_denied(&of.range) => {
                self.outline.facts.groups.get(group.0)
            }
            _ => None,
        });
        further.map_or_else(String::new, |of| {
            format!(" If it tells of `{}` too, that needs a line of its own.", fields::shortened_for_message(&of.task))
        })
    }
}

/// A text without a word that it begins with.
fn without_word<'t>(text: &'t str, word: &str) -> &'t str {
    let begins = text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if begins { text.get(word.len()..).unwrap_or_default().trim_start() } else { text }
}

fn is_sign(c: char) -> bool {
    is_tick_char(c) || c.is_whitespace() || c == '\u{FE0F}'
}

fn has_box(line: &str) -> bool {
    box_of_line(line).is_some()
}

fn box_of_line(line: &str) -> Option<char> {
    box_at_start(line.trim_start().trim_start_matches(['-', '*', '+'])).map(|(mark, _)| mark)
}

/// A line without its list mark and its box.
fn text_behind_box(line: &str) -> &str {
    let bare = line.trim_start();
    let bare = ["- ", "* ", "+ "].iter().find_map(|mark| bare.strip_prefix(mark)).unwrap_or(bare);
    box_at_start(bare).and_then(|(_, len)| bare.get(len..)).unwrap_or(bare).trim()
}

/// The parts of a line between its commas, its joints and its ticks.
fn parts_of_line(text: &str) -> Vec<&str> {
    const SIGNS: [char; 4] = [',', ';', '&', '+'];
    let begins_with_tick = text.starts_with(is_tick_char);
    let joints = [" and ", " but ", " nor ", ". "];
    let mut parts: Vec<&str> = text.split(SIGNS).collect();
    for joint in joints {
        parts = parts.into_iter().flat_map(|part| part.split(joint)).collect();
    }
    let parts = parts.into_iter().flat_map(parts_before_boxes);
    let at_ticks = parts.flat_map(|part| match begins_with_tick {
        true => parts_before_ticks(part),
        false => part.split_inclusive(is_tick_char).collect(),
    });
    at_ticks
        .map(|part| part.trim_matches(|c: char| c.is_whitespace() || c == '\u{FE0F}'))
        .filter(|part| part.contains(char::is_alphanumeric))
        .collect()
}

/// The box that a text ends with, and what is before it.
fn box_at_end(text: &str) -> Option<(char, &str)> {
    let at = text.rfind('[')?;
    let (mark, len) = box_at_start(text.get(at..)?)?;
    let before = text.get(..at)?;
    (before.ends_with(char::is_whitespace) && text.get(at + len..)?.trim().is_empty() && !before.trim().is_empty())
        .then(|| (mark, before.trim()))
}

/// A text cut behind each box in it, where its boxes stand behind the names: `Walk [x] Voice memo [ ]`.
fn parts_behind_boxes(text: &str) -> Vec<&str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    for (at, _) in text.match_indices('[') {
        let len = text.get(at..).and_then(box_at_start).map(|(_, len)| len);
        if let Some(end) = len.map(|len| at + len).filter(|_| at >= from) {
            parts.extend(text.get(from..end));
            from = end;
        }
    }
    parts.extend(text.get(from..).filter(|rest| !rest.trim().is_empty()));
    parts
}

/// A text cut before each box in it: `Walk [ ] Voice memo`.
fn parts_before_boxes(text: &str) -> Vec<&str> {
    if box_at_start(text).is_none() && box_at_end(text).is_some() {
        return parts_behind_boxes(text);
    }
    let is_cut = |at: usize| {
        let is_apart = text.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace));
        is_apart && text.get(at..).is_some_and(|rest| box_at_start(rest).is_some())
    };
    let mut cuts: Vec<usize> = text.match_indices('[').map(|(at, _)| at).filter(|at| is_cut(*at)).collect();
    cuts.insert(0, 0);
    let ends = cuts.iter().skip(1).copied().chain([text.len()]);
    cuts.iter().zip(ends).filter_map(|(from, to)| text.get(*from..to)).collect()
}

/// A text cut before each of its ticks.
fn parts_before_ticks(text: &str) -> Vec<&str> {
    let mut cuts: Vec<usize> = text.char_indices().filter(|(_, c)| is_tick_char(*c)).map(|(at, _)| at).collect();
    cuts.insert(0, 0);
    let ends = cuts.iter().skip(1).copied().chain([text.len()]);
    cuts.iter().zip(ends).filter_map(|(from, to)| text.get(*from..to)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_falls_into_parts() {
        assert_eq!(parts_of_line("Walk \u{2713} 5 min, memo \u{2717}"), ["Walk \u{2713}", "5 min", "memo \u{2717}"]);
        assert_eq!(parts_of_line("\u{2713} walk \u{2717} memo"), ["\u{2713} walk", "\u{2717} memo"]);
        assert_eq!(parts_of_line("Walk [ ] memo / [x] tea"), ["Walk", "[ ] memo /", "[x] tea"]);
        assert_eq!(parts_of_line("Walk: [X]  memo: [ ]"), ["Walk: [X]", "memo: [ ]"]);
        assert_eq!(parts_of_line("no walk, but memo done. Nice"), ["no walk", "memo done", "Nice"]);
        assert_eq!(text_behind_box("- [x] Walk and memo"), "Walk and memo");
    }
}
