//! Lines that tell of several plans, each with a tick or words of its own: `walk \u{2713}, memo \u{2717}`. They count nowhere, and the help
//! is a line for each plan (docs/specification.md#8-problems).

use crate::journal::catalog::name_table::NameTarget;
use crate::journal::catalog::outline::NamesAndSharing;
use crate::journal::catalog::plan_catalog::PlanCatalog;
use crate::journal::lines::contrast::{Contrast, contrast_before_name};
use crate::journal::lines::line;
use crate::journal::lines::name_trie;
use crate::journal::near_misses::near_line::NearMissLine;
use crate::journal::near_misses::near_miss::whole_line;
use crate::journal::near_misses::told_parts::ToldPart;
use crate::journal::near_misses::written_line::{LineWriter, WrittenLine};
use crate::journal::{near_misses::near_line_help, note_fields::fields};
use crate::note::CROSSES;
use crate::text::fold;

impl NamesAndSharing {
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
        let lines: Vec<String> = parts.iter().filter_map(|part| self.lines_of_part(near, part)).collect();
        let (last, rest) = lines.split_last().filter(|_| lines.len() == parts.len())?;
        let is_skipped = parts.iter().any(|part| part.mark == Some('>'));
        let skipped = if is_skipped { " Write `[-]` for `[>]` if you were not ill or away." } else { "" };
        Some(match rest {
            [] => format!("Write {last} on a line of its own.{skipped}"),
            rest => format!("Write a line for each: {} and {last}.{skipped}", rest.join(", ")),
        })
    }

    /// The line to write for a part; both where the part does not say how it went.
    fn lines_of_part(&self, near: &NearMissLine, part: &ToldPart) -> Option<String> {
        match part.mark {
            Some(mark) => self.line_of_part(near, part, mark),
            None => {
                let (done, denied) = (self.line_of_part(near, part, 'x')?, self.line_of_part(near, part, '-')?);
                Some(format!("{done} (or {denied} if it was not done)"))
            }
        }
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
