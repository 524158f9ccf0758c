//! The parts of a line that tells of several plans, each with its own mark: `walk \u{2713}, memo \u{2717}`, `Missed: walk. Did: memo`.

use crate::journal::catalog::name_table::{NameTarget, TaskGroupIndex};
use crate::journal::catalog::outline::NamesAndSharing;
use crate::journal::lines::name_trie;
use crate::journal::near_misses::near_line_help;
use crate::note::{box_at_start, is_tick_char, mark_at_end, text_beside_tick_or_verb};
use crate::text::{fold, is_variation_selector};

/// What a line tells of one of several plans.
pub(crate) struct ToldPart {
    pub group: TaskGroupIndex,
    /// As it is written.
    pub text: String,
    /// Of the box that says how it went; none where the line does not tell.
    pub mark: Option<char>,
}

/// A part as it stands in its line.
struct PartOfLine<'l> {
    text: &'l str,
    /// What the words before a colon say of it and of those behind it: `Missed: walk, memo`.
    of_label: Option<char>,
    /// Whether `and` or `or` ties it to the one before.
    is_tied: bool,
}

impl NamesAndSharing {
    /// The plans that a line tells of, where each has a part of the line: `no walk, memo done`. None unless there are several, or one
    /// stands among other things with ticks.
    pub(crate) fn groups_told_in_line(&self, line: &str) -> Option<Vec<TaskGroupIndex>> {
        Some(self.told_parts(line)?.into_iter().map(|part| part.group).collect())
    }

    pub(crate) fn told_parts(&self, line: &str) -> Option<Vec<ToldPart>> {
        /// A longer line is a text.
        const LONGEST: usize = 240;
        if line.len() > LONGEST || self.is_one_name_with_joint(line) {
            return None;
        }
        let is_neither = fold(line).contains("neither ");
        let whole = text_behind_box(line);
        // `No walk no read`, `Walk and read both done`
        let plain = match fold(whole).starts_with("no ") {
            true => whole.replace(" no ", ", no "),
            false => whole.replace(" both ", " "),
        };
        let plain = if self.facts.groups.iter().any(|of| of.task.contains('/')) {
            plain
        } else {
            with_joints_for_slashes(&plain)
        };
        let text = self.text_behind_label(&plain);
        let mut found: Vec<ToldPart> = Vec::new();
        let mut ties: Vec<bool> = Vec::new();
        let mut before_first = String::new();
        let (mut has_box_inside, mut ticked_others) = (false, 0);
        for PartOfLine { text: part, of_label, is_tied } in self.labelled_parts(text) {
            // `walk, [x] memo`, `walk [x] memo [ ]`
            let behind = box_at_end(part);
            let of_box = box_at_start(part).map(|(mark, _)| mark).or(behind.map(|(mark, _)| mark));
            has_box_inside |= of_box.is_some();
            let part = behind.map_or_else(|| text_behind_box(part), |(_, before)| before);
            let of_box = of_box.map(|mark| if mark == 'X' { 'x' } else { mark });
            let part = ["neither", "only", "just", "both"].iter().fold(part, |part, word| without_word(part, word));
            let of_box = of_box.filter(|mark| matches!(mark, 'x' | '/' | '~' | '-' | '>' | ' '));
            let groups = self.groups_told_in_part(part);
            match groups.as_slice() {
                [] if part.contains(is_tick_char) => ticked_others += 1,
                [] => {
                    let text = found.last_mut().map_or(&mut before_first, |last| &mut last.text);
                    text.push_str(&format!(", {part}"));
                }
                groups if groups.iter().any(|(group, _)| found.iter().any(|of| of.group == *group)) => return None,
                groups => {
                    for (at, (group, text)) in groups.iter().enumerate() {
                        let task = self.facts.groups.get(group.0).map_or("", |of| &of.task);
                        let mark = of_box.or_else(|| mark_of_part(part, task)).or(of_label);
                        let mark = if is_neither { Some('-') } else { mark };
                        found.push(ToldPart {
                            group: *group,
                            text: format!("{text}{}", std::mem::take(&mut before_first)),
                            mark,
                        });
                        ties.push(is_tied || at > 0);
                    }
                }
            }
        }
        // `- [ ] Walk, [x] Voice memo`: each has a box of its own.
        if has_box_inside && let Some(first) = found.first_mut().filter(|_| box_of_line(line) == Some(' ')) {
            first.mark = first.mark.or(Some(' '));
        }
        let is_any_told =
            found.iter().any(|of| of.mark.is_some()) || box_of_line(line).is_some_and(|_| found.len() > 1);
        let is_told = is_any_told || found.iter().all(|of| has_amount(&of.text));
        settle_marks(&mut found, &ties, line);
        let is_one_of_ticked = found.len() == 1 && ticked_others > 0 && text.len() < plain.len();
        ((found.len() > 1 || is_one_of_ticked) && is_told).then_some(found)
    }

    /// What is behind a short label, which is no plan's name and does not say how it went: `walk ✓, read ✗` of `Habits: walk ✓, read ✗`.
    fn text_behind_label<'t>(&self, text: &'t str) -> &'t str {
        const LONGEST: usize = 24;
        match text.split_once(": ") {
            Some((label, rest))
                if label.len() <= LONGEST
                    && label.chars().all(|c| c.is_alphabetic() || c == ' ')
                    && mark_of_label(label).is_none()
                    && !self.names_any_plan(label) =>
            {
                rest.trim()
            }
            _ => text,
        }
    }

    /// The parts of a line, each with what its label says, and whether it is tied to the one before.
    fn labelled_parts<'l>(&self, text: &'l str) -> Vec<PartOfLine<'l>> {
        let mut found: Vec<PartOfLine> = Vec::new();
        let mut of_label = None;
        let mut end = 0;
        for part in parts_of_line(text) {
            let at = text.get(end..).and_then(|rest| rest.find(part)).map_or(end, |at| end + at);
            let between = fold(text.get(end..at).unwrap_or_default());
            end = at + part.len();
            let is_tied = ["and", "or", "nor", "&", "+"].iter().any(|joint| between.contains(joint));
            let label = part
                .split_once(':')
                .filter(|(label, rest)| !rest.trim().is_empty() && self.groups_told_in_part(label).is_empty());
            let label = label.and_then(|(label, rest)| Some((mark_of_label(label)?, rest.trim())));
            let text = match label {
                Some((mark, rest)) => {
                    of_label = Some(mark);
                    rest
                }
                None => part,
            };
            // A sign before the names is one for each of them: `\u{2705} Meds Walk`, `\u{2705} Meds, Walk`.
            if let Some(sign) = part.chars().next().filter(|sign| is_tick_char(*sign)) {
                of_label = Some(if crate::note::CROSSES.contains(&sign) { '-' } else { 'x' });
            }
            found.push(PartOfLine { text, of_label, is_tied });
        }
        found
    }

    /// The plans that a part names, each with its text: one with what is said of it, or several names and nothing else.
    fn groups_told_in_part(&self, part: &str) -> Vec<(TaskGroupIndex, String)> {
        if let Some((group, text)) = self.group_told_in_part(part) {
            return vec![(group, text)];
        }
        let names = &self.names.line_names;
        let clean = names.clean_line(part).text;
        let found = names.find_names(&name_trie::tokenize(&clean));
        let mut groups: Vec<(TaskGroupIndex, String)> = Vec::new();
        let mut end = 0;
        for of in &found {
            let NameTarget::Plan(group) = of.value else { return Vec::new() };
            let (between, name) = (clean.get(end..of.range.start), clean.get(of.range.clone()));
            let is_apart = between.is_some_and(|between| between.chars().all(|c| is_sign(c) || c == ':'));
            if !is_apart || groups.iter().any(|(known, _)| *known == group) {
                return Vec::new();
            }
            groups.push((group, name.unwrap_or_default().to_owned()));
            end = of.range.end;
        }
        let is_rest_sign = clean.get(end..).is_some_and(|rest| rest.chars().all(is_sign));
        if is_rest_sign && groups.len() > 1 { groups } else { Vec::new() }
    }

    fn group_told_in_part(&self, part: &str) -> Option<(TaskGroupIndex, String)> {
        let bare = part.trim_matches(|c: char| is_sign(c) || matches!(c, '.' | '!' | '/' | '|' | ':'));
        // `no walk, memo instead`
        let bare = bare.strip_suffix(" instead").unwrap_or(bare);
        // `walk n`, `read: -`, `walk \u{1F44E}`; a name that ends so is whole.
        if let Some((_, rest)) = mark_at_end(part).filter(|_| self.names.target_of_task(&fold(bare)).is_none())
            && let Some(group) = self.group_that_text_counts_for(rest)
        {
            return Some((group, rest.to_owned()));
        }
        if let Some(group) = self.group_that_text_counts_for(bare) {
            return Some((group, with_minutes(part)));
        }
        // `walk (rain)`
        if let Some((name, why)) = part.split_once(" (")
            && let Some(group) = self.group_that_text_counts_for(name).filter(|_| !has_amount(why))
        {
            return Some((group, format!("{name} - {}", why.trim_end_matches([')', '.', ' ']))));
        }
        let beside = text_beside_tick_or_verb(part)?;
        self.group_that_text_counts_for(beside).map(|group| (group, part.to_owned()))
    }

    fn names_any_plan(&self, text: &str) -> bool {
        let names = &self.names.line_names;
        !names.find_names(&name_trie::tokenize(&names.clean_line(text).text)).is_empty()
    }

    /// Whether what stands beside a tick is the name of one plan with `and` in it: `Walk and talk`.
    fn is_one_name_with_joint(&self, line: &str) -> bool {
        let beside = text_beside_tick_or_verb(text_behind_box(line)).unwrap_or_default();
        (fold(beside).contains(" and ") || beside.contains(['&', '+']))
            && self.group_that_text_counts_for(beside).is_some()
            && self.groups_named_together(beside).is_none()
    }
}

/// The mark that the words or the sign of one part say.
fn mark_of_part(part: &str, task: &str) -> Option<char> {
    // `no walk, memo instead`
    let is_instead = || part.ends_with(" instead").then_some('x');
    let at_end = mark_at_end(part).map(|(mark, _)| mark);
    at_end.or_else(|| near_line_help::mark_told_by_part(part, task)).or_else(is_instead)
}

/// What a label says of all that stands behind it: `Not done: walk, memo`.
fn mark_of_label(label: &str) -> Option<char> {
    const MOST_WORDS: usize = 3;
    let bare = label.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    match fold(bare).as_str() {
        "none" => return Some('-'),
        "all" => return Some('x'),
        _ => {}
    }
    let is_sign_alone = bare.chars().all(is_sign) && !bare.is_empty();
    let is_short = bare.split_whitespace().count() <= MOST_WORDS;
    if is_short || is_sign_alone { near_line_help::mark_told_by_part(bare, "") } else { None }
}

/// Gives each part that does not say how it went the mark of those beside it, where these are meant for it too.
fn settle_marks(found: &mut [ToldPart], ties: &[bool], line: &str) {
    let of_box = box_of_line(line).filter(|_| found.len() > 1 && !matches!(box_of_line(line), Some(' ')));
    let of_box = of_box.map(|mark| if mark == 'X' { 'x' } else { mark });
    let is_any_told = found.iter().any(|of| of.mark.is_some());
    // `Walk, memo: not done`, `Walk and memo: not done`: the last says it of all.
    let is_said_at_end = found.iter().rev().skip(1).all(|of| of.mark.is_none());
    let is_begun = found.last().is_some_and(|of| begins_with_outcome(&of.text));
    let last = found.last().and_then(|of| of.mark).filter(|_| is_said_at_end && !is_begun && of_box.is_none());
    // `Walk but no memo`: what stands beside something that is denied was done.
    let is_contrasted = is_said_at_end && is_begun && found.last().is_some_and(|of| of.mark == Some('-'));
    let is_begun_with_denial = |at: usize| ties.get(at).is_some_and(|is_tied| !is_tied);
    for at in 0..found.len() {
        let before = at.checked_sub(1).and_then(|before| found.get(before)?.mark);
        let Some(part) = found.get_mut(at).filter(|part| part.mark.is_none()) else { continue };
        part.mark = match before {
            // `No walk, memo 10 min`: what is denied before a comma is not denied behind it.
            Some('-' | '>') if is_begun_with_denial(at) => {
                if has_amount(&part.text) {
                    Some('x')
                } else {
                    of_box
                }
            }
            Some(mark) => Some(mark),
            // `Walk: 10 min, memo: no`
            None if last.is_some() && has_amount(&part.text) => Some('x'),
            None => {
                let is_done = is_contrasted || !is_any_told && has_amount(&part.text);
                last.or(of_box).or_else(|| is_done.then_some('x'))
            }
        };
    }
}

/// `Walk and read: no` for `Walk/read: no`, and `walk yes, read no` for `walk yes / read no`.
fn with_joints_for_slashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(at + c.len_utf8()..).unwrap_or_default());
        let is_glued = before.ends_with(char::is_alphabetic) && behind.starts_with(char::is_alphabetic);
        match c {
            '/' if is_glued => out.push_str(" and "),
            '/' if before.ends_with(' ') && behind.starts_with(' ') => {
                out.truncate(out.trim_end().len());
                out.push(',');
            }
            c => out.push(c),
        }
    }
    out
}

/// Whether a part begins with words that say how it went: `no walk`. They are said of it alone.
fn begins_with_outcome(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "no", "not", "didn't", "didnt", "couldn't", "couldnt", "can't", "never", "skipped", "missed", "forgot", "did",
        "done", "without",
    ];
    let folded = fold(text);
    folded.split(|c: char| !(c.is_alphanumeric() || c == '\'')).next().is_some_and(|word| WORDS.contains(&word))
}

fn has_amount(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// `Walk 10`, `Walk (10)`: in a list of several plans with a number each, minutes.
fn with_minutes(part: &str) -> String {
    let bare = part.trim_end_matches([')', ' ', '.']);
    let before = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = bare.get(before.len()..).unwrap_or_default();
    let name = before.trim_end_matches(|c: char| matches!(c, '(' | '=' | ':') || c.is_whitespace());
    let is_number = (1..=3).contains(&number.len()) && !number.starts_with('0') && name.len() < before.len();
    let is_plain = !name.is_empty() && !name.contains(|c: char| c.is_ascii_digit());
    if is_number && is_plain { format!("{name}, {number} min") } else { part.to_owned() }
}

/// A text without a word that it begins with.
fn without_word<'t>(text: &'t str, word: &str) -> &'t str {
    let begins = text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let rest = text.get(word.len()..).unwrap_or_default();
    if begins && rest.starts_with(char::is_whitespace) { rest.trim_start() } else { text }
}

fn is_sign(c: char) -> bool {
    is_tick_char(c) || c.is_whitespace() || is_variation_selector(c)
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
    const SIGNS: [char; 5] = [',', ';', '&', '+', '\u{00B7}'];
    let begins_with_tick = text.starts_with(is_tick_char);
    let joints = [" and ", " but ", " nor ", " or ", ". "];
    let mut parts: Vec<&str> = text.split(SIGNS).collect();
    for joint in joints {
        parts = parts.into_iter().flat_map(|part| part.split(joint)).collect();
    }
    let parts = parts.into_iter().flat_map(parts_before_boxes);
    let at_ticks = parts.flat_map(|part| match begins_with_tick {
        true => parts_before_ticks(part),
        false => part.split_inclusive(|c: char| is_tick_char(c) || is_thumb(c)).collect(),
    });
    at_ticks
        .map(|part| part.trim_matches(|c: char| c.is_whitespace() || is_variation_selector(c)))
        .filter(|part| part.contains(char::is_alphanumeric))
        .collect()
}

fn is_thumb(c: char) -> bool {
    matches!(c, '\u{1F44D}' | '\u{1F44E}')
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
