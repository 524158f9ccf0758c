//! Lines and entries that look like practice and count nowhere (docs/specification.md#8-problems, "Near misses"):
//! nothing of the kind is lost in silence.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::catalog::Catalog;
use super::draft::{DraftKind, PlanDraft, SourceLine, UndatedDraft};
use super::line::{self, LineMeaning};
use super::line_names::clean_name;
use super::name_table::{GroupIndex, NameTarget};
use super::near_line::{NearLine, NearReason};
use super::notes::VisibleNote;
use super::{Entry, Form, Plan, fields};
use crate::problem::{Code, Problem};
use crate::text::fold;

impl Catalog {
    /// The hint for a line, unless the plan does not run on its date, another line of that date tells of the plan, or the
    /// plan says that it is no practice. `noted` are the plans and dates of which something counts.
    pub(super) fn near_line(&self, near: &NearLine, noted: &HashSet<(GroupIndex, NaiveDate)>) -> Option<Problem> {
        let version = match near.date {
            Some(date) => self.version(near.group, date),
            None => self.version(near.group, self.as_of()),
        };
        let plan = self.plans.get(version?)?;
        if near.date.is_some_and(|date| !plan.runs_on(date) || noted.contains(&(near.group, date))) {
            return None;
        }
        if self.is_not_practice(near.group, &near.line.text) {
            return None;
        }
        let task = fields::short(&plan.task);
        let (code, message, help) = match &near.reason {
            NearReason::WordsLeft(name) => (
                Code::LineNamesNoPlan,
                format!("This line has `{}` and other words in it, so it is not counted.", fields::short(name)),
                format!("Put your own words after a dash: `- [x] {task}, 3 min — your words`. {}", Self::silence(near)),
            ),
            NearReason::CloseName => (
                Code::LineNamesNoPlan,
                format!("This line is close to the plan `{task}`, but does not name it, so it is not counted."),
                format!("Write `- [x] {task}` if it is meant, with your own words after a dash. {}", Self::silence(near)),
            ),
            NearReason::NoBox => (
                Code::BoxNearMiss,
                format!("This looks like a ticked box for `{task}`, but it is none, so it is not counted."),
                format!("Write `- [x] {task}`: a hyphen, a space, `[x]`, a space, and the name."),
            ),
            NearReason::NoDate => (
                Code::LineWithoutDate,
                format!("This line names `{task}`, but the note has no date, so it is not counted."),
                "Give the note a date (`date:` between two lines of `---` at its top), or write the line into a note that has one."
                    .to_owned(),
            ),
        };
        Some(near.line.excerpt.problem(near.note.path, code, message, help))
    }

    /// How to say that a line is no practice.
    fn silence(near: &NearLine) -> String {
        let line = clean_name(&near.line.text);
        format!("If it is something else, write `not practice: [{}]` in the plan.", fields::short(&line))
    }

    fn is_not_practice(&self, group: GroupIndex, line: &str) -> bool {
        let text = fold(&clean_name(line));
        let silenced = self.outline.facts.groups.get(group.0).map_or(&[][..], |group| &group.not_practice);
        silenced.iter().any(|name| !name.is_empty() && text.contains(name.as_str()))
    }

    /// The lines of notes without a date, and of plans' notes, that count nowhere.
    pub(super) fn near_lines_of(&self, note: VisibleNote) -> Vec<Problem> {
        match &note.content.kind {
            DraftKind::Undated(undated) => self.near_undated(note, undated),
            DraftKind::Plan(plan) => self.near_log(note, plan),
            _ => Vec::new(),
        }
    }

    fn near_undated(&self, note: VisibleNote, undated: &UndatedDraft) -> Vec<Problem> {
        let lines =
            undated.boxes.iter().filter(|item| item.date.is_none()).map(|item| (&item.item.line, NearReason::NoDate));
        let near = undated.near.iter().map(|line| (line, NearReason::NoDate));
        let hint = |(line, reason): (&SourceLine, NearReason)| {
            let group = match line::parse(&line.text, &self.outline.names.lines) {
                LineMeaning::Names { plan: NameTarget::Plan(group), .. }
                | LineMeaning::Nearly { plan: NameTarget::Plan(group), .. } => group,
                _ => return None,
            };
            self.near_line(&NearLine { note, group, date: None, line, reason }, &HashSet::new())
        };
        lines.chain(near).filter_map(hint).collect()
    }

    fn near_log(&self, note: VisibleNote, plan: &PlanDraft) -> Vec<Problem> {
        let is_practice = |line: &&SourceLine| {
            let text = fold(&clean_name(&line.text));
            !plan.not_practice.iter().any(|name| !name.is_empty() && text.contains(name.as_str()))
        };
        let hint = |line: &SourceLine| {
            let message = "This line looks like a part of the plan's log, but it does not count.".to_owned();
            let help = "Begin it with a box and a date: `- [x] YEAR-MONTH-DAY 07:35, 10 min — your words`. If it is something \
                        else, write its words after `not practice:` in the plan."
                .to_owned();
            line.excerpt.problem(note.path, Code::LogLineNotRead, message, help)
        };
        plan.near.iter().filter(is_practice).map(hint).collect()
    }

    /// What is odd about an entry: a task close to a plan's name, or a date before its plan begins.
    pub(super) fn near_entry(&self, entry: &Entry, excerpt: Option<&super::draft::Excerpt>) -> Option<Problem> {
        let excerpt = excerpt?;
        match entry.plan.and_then(|plan| self.plans.get(plan)) {
            Some(plan) => before_plan(entry, plan)
                .map(|(message, help)| excerpt.problem(&entry.note, Code::BeforePlan, message, help)),
            None => {
                let target = self.outline.names.lines.near_whole(&fold(&entry.task))?;
                let NameTarget::Plan(group) = target else { return None };
                if self.is_not_practice(group, &entry.task) {
                    return None;
                }
                let plan = self.plans.get(self.version(group, entry.date)?)?;
                let (task, name) = (fields::short(&entry.task), fields::short(&plan.task));
                let message = format!("`{task}` is close to the plan `{name}`, but is not its name.");
                let help = format!(
                    "Write `task: {name}` if it is meant. If it is something else, write `not practice: [{task}]` in the plan."
                );
                Some(excerpt.problem(&entry.note, Code::TaskNearMiss, message, help))
            }
        }
    }
}

/// An entry that a person wrote for a plan which had not begun.
fn before_plan(entry: &Entry, plan: &Plan) -> Option<(String, String)> {
    let is_own = matches!(entry.form, Form::Note | Form::Log) && entry.by.is_none();
    if !is_own || !plan.start_written || entry.date >= plan.start || plan.follows_version {
        return None;
    }
    let message =
        format!("{} is before the plan `{}` begins, on {}.", entry.date, fields::short(&plan.task), plan.start);
    let help = "Look at the year and the month once more. If the date is right, write an earlier `from` in the plan."
        .to_owned();
    Some((message, help))
}
