//! Lines and entries that look like practice and count nowhere (docs/specification.md#8-problems, "Near misses"):
//! nothing of the kind is lost in silence.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::catalog::PlanCatalog;
use super::draft::{DraftKind, Excerpt, PlanDraft, SourceLine, TickedLinesDraft};
use super::line::{self, LineMeaning};
use super::line_names::clean_name;
use super::name_table::{GroupIndex, NameTarget};
use super::near_line::{NearMissLine, NearMissReason};
use super::notes::VisibleNote;
use super::{Entry, EntryForm, Plan, fields};
use crate::note::quote_for_yaml_list;
use crate::problem::{Code, Problem};
use crate::text::fold;

/// How the sentence begins that tells what to write into a plan so that a line is no near miss of it any more.
pub const IF_NO_PRACTICE: &str = "If it is something else, write";

impl PlanCatalog {
    /// The hint for a line, unless the plan does not run on its date, another line of that date tells of the plan, or the
    /// plan says that it is no practice. `noted` are the plans and dates of which something counts.
    pub(super) fn near_line_problem(
        &self,
        near: &NearMissLine,
        noted: &HashSet<(GroupIndex, NaiveDate)>,
    ) -> Option<Problem> {
        let version = match near.date {
            Some(date) => self.version_on_date(near.group, date),
            None => self.version_on_date(near.group, self.as_of()),
        };
        let plan = self.plans.get(version?)?;
        // A plan without `from` begins with its first entry, which this line might have been.
        let may_begin = |date| !plan.is_start_written && date < plan.start && !is_mention(&near.reason);
        if near.date.is_some_and(|date| !(plan.runs_on(date) || may_begin(date)) || noted.contains(&(near.group, date)))
        {
            return None;
        }
        if self.is_declared_not_practice(near.group, &near.line.text) {
            return None;
        }
        let task = fields::shortened_for_message(&plan.task);
        let (code, message, help) = match &near.reason {
            NearMissReason::WordsLeft(name) => (
                Code::LineNamesNoPlan,
                format!("This line has `{}` and other words in it, so it is not counted.", fields::shortened_for_message(name)),
                match help_if_not_done(&near.line.text, &task) {
                    Some(help) => help,
                    None => format!("Put your own words after a dash: `{task}, 3 min — your words`.{}", self.help_to_silence_line(near)),
                },
            ),
            NearMissReason::CloseName => (
                Code::LineNamesNoPlan,
                format!("This line is close to the plan `{task}`, but does not name it, so it is not counted."),
                format!("Write `{task}` if it is meant, with your own words after a dash.{}", self.help_to_silence_line(near)),
            ),
            NearMissReason::SecondBox => (
                Code::LineNamesNoPlan,
                format!("This line of `{task}` has a ticked box and a second one, so it is not counted."),
                format!("Write `- [-] {task}` if it was not done, `- [/] {task}` if in part, `- [x] {task}` if it was."),
            ),
            NearMissReason::CrossedOut => (
                Code::LineNamesNoPlan,
                format!("This line of `{task}` is ticked and crossed out, so it is not counted."),
                format!("Write `- [-] {task}` if it was not done, `- [x] {task}` if it was."),
            ),
            NearMissReason::NoBox => (
                Code::BoxNearMiss,
                format!("This looks like a ticked box for `{task}`, but it is none, so it is not counted."),
                help_for_box(near, &task),
            ),
            NearMissReason::Unboxed => {
                (Code::BoxNearMiss, message_of_unboxed_line(near, &task), help_for_box(near, &task))
            }
            NearMissReason::InTable => {
                let (message, help) = table_message_and_help(near, &task);
                (Code::BoxNearMiss, message, help)
            }
            NearMissReason::InEntryNote => (
                Code::LineNamesNoPlan,
                format!("This line names `{task}`, but stands in the note of another entry, so it is not counted."),
                "Write it into a day note, or give it a note of its own.".to_owned(),
            ),
            NearMissReason::NoDate => (
                Code::LineWithoutDate,
                format!("This line names `{task}`, but the note has no date, so it is not counted."),
                "Give the note a date (`date:` between two lines of `---` at its top), or write the line into a note that has one."
                    .to_owned(),
            ),
        };
        Some(near.line.excerpt.problem(near.note.path, code, message, help))
    }

    /// How to say that a line is no practice. Nothing where the line is the plan's name and little else: then every line of the plan
    /// would be silenced.
    fn help_to_silence_line(&self, near: &NearMissLine) -> String {
        let line = clean_name(&near.line.text);
        let folded = fold(&line);
        let names = &self.outline.names;
        let is_in_name = || {
            let plan = self.version_on_date(near.group, self.as_of()).and_then(|at| self.plans.get(at));
            plan.is_some_and(|plan| fold(&plan.task).contains(&folded))
        };
        if folded.is_empty() || names.target_of_task(&folded).is_some() || is_in_name() {
            return String::new();
        }
        format!(" {IF_NO_PRACTICE} `{}` in the plan.", not_practice_field(&line))
    }

    fn is_declared_not_practice(&self, group: GroupIndex, line: &str) -> bool {
        let text = fold(&clean_name(line));
        let silenced = self.outline.facts.groups.get(group.0).map_or(&[][..], |group| &group.not_practice);
        silenced.iter().any(|name| !name.is_empty() && text.contains(name.as_str()))
    }

    /// The lines of notes without a date, and of plans' notes, that count nowhere.
    pub(super) fn near_line_problems_of_note(&self, note: VisibleNote) -> Vec<Problem> {
        match &note.content.kind {
            DraftKind::Undated(undated) => self.undated_line_problems(note, undated),
            DraftKind::Plan(plan) => self.log_line_problems(note, plan),
            _ => Vec::new(),
        }
    }

    fn undated_line_problems(&self, note: VisibleNote, undated: &TickedLinesDraft) -> Vec<Problem> {
        let lines = undated
            .boxes
            .iter()
            .filter(|item| item.date.is_none())
            .map(|item| (&item.check_box.line, NearMissReason::NoDate));
        let near = undated.near_misses.iter().map(|line| (line, NearMissReason::NoDate));
        let hint = |(line, reason): (&SourceLine, NearMissReason)| {
            let group = match line::parse_day_line(&line.text, &self.outline.names.line_names) {
                LineMeaning::NamesPlan { plan: NameTarget::Plan(group), .. }
                | LineMeaning::NameAmongOtherWords { plan: NameTarget::Plan(group), .. } => group,
                _ => return None,
            };
            self.near_line_problem(&NearMissLine { note, group, date: None, line, reason }, &HashSet::new())
        };
        let mut found: Vec<Problem> = lines.chain(near).filter_map(hint).collect();
        let mut told: HashSet<(GroupIndex, u32)> = HashSet::new();
        for tick in &undated.unboxed {
            let line = &tick.line;
            let Some(group) = self.outline.group_named_beside_tick(&line.text) else { continue };
            let reason = if tick.in_table { NearMissReason::InTable } else { NearMissReason::NoDate };
            if told.insert((group, line.excerpt.place.line)) {
                let near = NearMissLine { note, group, date: None, line, reason };
                found.extend(self.near_line_problem(&near, &HashSet::new()));
            }
        }
        found
    }

    fn log_line_problems(&self, note: VisibleNote, plan: &PlanDraft) -> Vec<Problem> {
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
        plan.near_misses.iter().filter(is_practice).map(hint).collect()
    }

    /// What is odd about an entry: a task close to a plan's name, or a date before its plan begins.
    /// `task_at` is the place of its task, where it has a note of its own.
    pub(super) fn odd_task_or_date_problem(
        &self,
        entry: &Entry,
        excerpt: Option<&Excerpt>,
        task_at: Option<&Excerpt>,
    ) -> Option<Problem> {
        let excerpt = excerpt?;
        match entry.plan.and_then(|plan| self.plans.get(plan)) {
            Some(plan) => entry_before_plan_message(entry, plan)
                .map(|(message, help)| excerpt.problem(&entry.note, Code::BeforePlan, message, help)),
            None => {
                let target = self.outline.names.line_names.near_miss_of_whole(&fold(&entry.task))?;
                let NameTarget::Plan(group) = target else { return None };
                if self.is_declared_not_practice(group, &entry.task) {
                    return None;
                }
                let plan = self.plans.get(self.version_on_date(group, entry.date)?)?;
                let (task, name) =
                    (fields::shortened_for_message(&entry.task), fields::shortened_for_message(&plan.task));
                let message = format!("`{task}` is close to the plan `{name}`, but is not its name.");
                let help = format!(
                    "Write `task: {name}` if it is meant. {IF_NO_PRACTICE} `{}` in the plan.",
                    not_practice_field(&entry.task)
                );
                Some(task_at.unwrap_or(excerpt).problem(&entry.note, Code::TaskNearMiss, message, help))
            }
        }
    }
}

/// The field that silences a line, so that it reads back the same. The beginning of a long line is enough.
fn not_practice_field(line: &str) -> String {
    const LONGEST: usize = 60;
    let start: String = line.chars().take(LONGEST).collect();
    format!("not practice: [{}]", quote_for_yaml_list(start.trim()))
}

/// What to write where a line says that it was not done, or only in part, or on another day.
fn help_if_not_done(line: &str, task: &str) -> Option<String> {
    const NOT: [&str; 14] = [
        "not",
        "no",
        "nope",
        "never",
        "didn't",
        "didnt",
        "couldn't",
        "skip",
        "skipped",
        "missed",
        "cancelled",
        "canceled",
        "forgot",
        "undone",
    ];
    const PARTLY: [&str; 4] = ["partly", "partially", "half", "some"];
    let (folded, name) = (fold(line), fold(task));
    let is_between = |c: char| !(c.is_alphanumeric() || c == '\'');
    // `No phone after nine` says nothing of how it went.
    let is_of_name = |word: &str| name.split(is_between).any(|of_name| of_name == word);
    let has = |those: &[&str]| folded.split(is_between).any(|word| those.contains(&word) && !is_of_name(word));
    let is_struck = is_crossed(&folded);
    if has(&["yesterday"]) {
        return Some(format!("Write `- [x] {task}` into the note of the day on which it was."));
    }
    if has(&PARTLY) {
        return Some(format!("Write `- [/] {task}` if it was done in part, with your own words after a dash."));
    }
    (has(&NOT) || is_struck).then(|| {
        format!("Write `- [-] {task}` if it was not done, `- [x] {task}` if it was, with your own words after a dash.")
    })
}

fn help_for_box(near: &NearMissLine, task: &str) -> String {
    help_if_not_done(whole_line(near), task)
        .unwrap_or_else(|| format!("Write `- [x] {task}`: a hyphen, a space, `[x]`, a space, and the name."))
}

fn message_of_unboxed_line(near: &NearMissLine, task: &str) -> String {
    match help_if_not_done(whole_line(near), task) {
        Some(_) => format!("This says how `{task}` went, but without a box, so it is not counted."),
        None => format!("This says that `{task}` was done, but without a box, so it is not counted."),
    }
}

fn table_message_and_help(near: &NearMissLine, task: &str) -> (String, String) {
    if is_crossed(whole_line(near)) {
        (
            format!("This row of a table says how `{task}` went, but tables are not read, so it is not counted."),
            format!(
                "Write `- [-] {task}` if it was not done, `- [x] {task}` if it was, on a line of its own, in a note of that day."
            ),
        )
    } else {
        (
            format!("This row of a table has a tick for `{task}`, but tables are not read, so it is not counted."),
            format!("Write `- [x] {task}` on a line of its own, in a note of that day."),
        )
    }
}

/// Whether a line is struck through or crossed out.
fn is_crossed(line: &str) -> bool {
    line.contains("~~") || line.contains(line::CROSSES) || line.contains('\u{1F44E}')
}

/// The line as it is in the note, with its tick.
fn whole_line<'l>(near: &'l NearMissLine) -> &'l str {
    &near.line.excerpt.line
}

/// Whether a line only holds the name among other words.
fn is_mention(reason: &NearMissReason) -> bool {
    matches!(reason, NearMissReason::WordsLeft(_))
}

/// An entry that a person wrote for a plan which had not begun.
fn entry_before_plan_message(entry: &Entry, plan: &Plan) -> Option<(String, String)> {
    let is_own =
        matches!(entry.form, EntryForm::Note | EntryForm::Log | EntryForm::CheckBox) && entry.written_by.is_none();
    if !is_own || !plan.is_start_written || entry.date >= plan.start || plan.follows_version {
        return None;
    }
    let message = format!(
        "{} is before the plan `{}` begins, on {}.",
        entry.date,
        fields::shortened_for_message(&plan.task),
        plan.start
    );
    let help = "Look at the year and the month once more. If the date is right, write an earlier `from` in the plan."
        .to_owned();
    Some((message, help))
}
