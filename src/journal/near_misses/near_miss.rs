//! Lines and entries that look like practice and count nowhere (docs/specification.md#8-problems, "Near misses"):
//! nothing of the kind is lost in silence.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};

use crate::journal::catalog::name_table::{NameTarget, TaskGroupIndex};
use crate::journal::catalog::notes::VisibleNote;
use crate::journal::catalog::plan_catalog::PlanCatalog;
use crate::journal::draft::{
    DraftKind, Excerpt, GridDay, GridRow, PlanDraft, SourceLine, TickedLinesDraft, UnreadTickedLine,
};
use crate::journal::lines::line::{self, LineMeaning};
use crate::journal::lines::line_names::clean_name;
use crate::journal::lines::said_days::SaidDays;
use crate::journal::lines::same_words::without_details_if_any;
use crate::journal::lines::tag_denial::TagDenial;
use crate::journal::near_misses::near_line::{NearMissLine, NearMissReason};
use crate::journal::near_misses::written_line::{LineWriter, WrittenLine};
use crate::journal::note_fields::barrier::{self, BarrierMatch};
use crate::journal::{Entry, EntryForm, Plan, near_misses::near_line_help, note_fields::fields};
use crate::note::{hashtag_name_len, quote_for_yaml_list};
use crate::problem::{Code, Problem};
use crate::text::{fold, fold_key, is_typo_or_other_form};
use crate::when;

/// How the sentence begins that tells what to write into a plan so that a line is no near miss of it any more.
pub const IF_NO_PRACTICE: &str = "If it is something else, write";

/// What to do where a line says how many minutes more it was, and not how many in all.
const TOTAL_MINUTES: &str =
    " It does not say how many minutes it took in all: write those behind the name if you know them.";

/// The tag by which a line names its plan among other words.
fn tag_of_near_line<'n>(near: &'n NearMissLine) -> Option<&'n str> {
    match &near.reason {
        NearMissReason::WordsLeft(name) => Some(name.as_str()).filter(|name| name.starts_with('#')),
        _ => None,
    }
}

impl PlanCatalog {
    /// The hint for a line, unless the plan does not run on its date, another line of that date tells of the plan, or the
    /// plan says that it is no practice. `noted` are the plans and dates of which something counts.
    pub(crate) fn near_line_problem(
        &self,
        near: &NearMissLine,
        noted: &HashSet<(TaskGroupIndex, NaiveDate)>,
    ) -> Option<Problem> {
        // A row of a day to come is a goal.
        let last_day = near.date.map_or(self.as_of(), |date| date.min(self.as_of()));
        let is_to_come = || near_line_help::date_in_row(whole_line(near)).is_some_and(|date| date > last_day);
        if near.reason == NearMissReason::InTable && is_to_come() {
            return None;
        }
        // Nobody knows yet how it will go.
        if near.reason == NearMissReason::EmptyBox && near.date.is_some_and(|date| date > self.as_of()) {
            return None;
        }
        let groups = match &near.reason {
            NearMissReason::SeveralPlans(groups) | NearMissReason::OneOfSeveral(groups) => groups.as_slice(),
            _ => std::slice::from_ref(&near.group),
        };
        let plan = groups.iter().find_map(|&group| self.plan_of_near_line(near, group, noted))?;
        let task = fields::shortened_for_message(&plan.task);
        let (code, message, help) = match &near.reason {
            NearMissReason::WordsLeft(name) => (
                Code::LineNamesNoPlan,
                format!(
                    "This line has `{}` and other words in it, so it is not counted.",
                    fields::shortened_for_message(name)
                ),
                self.help_for_words_left(near, plan, &task),
            ),
            NearMissReason::SeveralPlans(groups) | NearMissReason::OneOfSeveral(groups) => {
                let (message, help) = self.message_and_help_for_several(near, groups);
                (Code::LineNamesNoPlan, message, help)
            }
            NearMissReason::CloseName => (
                Code::LineNamesNoPlan,
                format!("This line is close to the plan `{task}`, but does not name it, so it is not counted."),
                self.help_for_close_name(near, plan, &task),
            ),
            NearMissReason::SecondBox | NearMissReason::CrossedOut | NearMissReason::EmptyBox => {
                message_and_help_for_unclear_box(&near.reason, &task, &self.written_line_or_task(near, plan))
            }
            NearMissReason::NoBox | NearMissReason::Unboxed | NearMissReason::InTable | NearMissReason::Unread(_) => {
                let said = self.text_without_plans_not_done(near, whole_line(near));
                let (message, help) = message_and_help_for_line_without_read_box(
                    near,
                    &said,
                    &task,
                    &self.written_line_or_task(near, plan),
                );
                (Code::BoxNearMiss, message, help + &self.help_for_further_plan(near))
            }
            NearMissReason::InWeekTable(days) => {
                let (message, help) =
                    near_line_help::message_and_help_for_week_row(&self.days_not_noted(near, days, noted), &task);
                (Code::BoxNearMiss, message, help)
            }
            NearMissReason::NearTag | NearMissReason::DeniedTag(_) | NearMissReason::TagOfAnotherPlan(_) => {
                let (message, help) = self.message_and_help_for_tag(near, plan, &task);
                (Code::LineNamesNoPlan, message, help)
            }
            NearMissReason::InEntryNote | NearMissReason::InReflection => {
                let (message, help) = near_line_help::message_and_help_for_other_note(&near.reason, &task);
                (Code::LineNamesNoPlan, message, help)
            }
            NearMissReason::UnderName => (
                Code::LineNamesNoPlan,
                format!("This box stands under `{task}`, but has no name behind it, so it is not counted."),
                near_line_help::help_for_box_under_name(whole_line(near), &near.line.text, &task),
            ),
            NearMissReason::NoDate => self.explain_line_of_undated_note(near, plan, None),
            NearMissReason::NoDateAndWordsLeft(name) => self.explain_line_of_undated_note(near, plan, Some(name)),
        };
        Some(near.line.excerpt.problem(near.note.path, code, message, help))
    }

    /// Message and help for a tag that is close to the plan's, that its sentence denies, or that stands in the line of another plan.
    fn message_and_help_for_tag(&self, near: &NearMissLine, plan: &Plan, task: &str) -> (String, String) {
        if let NearMissReason::DeniedTag(denial) = near.reason {
            return message_and_help_for_denied_tag(denial, task);
        }
        if let NearMissReason::TagOfAnotherPlan(tag) = &near.reason {
            let tag = fields::shortened_for_message(tag);
            let written = near_line_help::box_for_rewritten_line(whole_line(near));
            return (
                format!("This line counts for another plan, so its `{tag}` is not counted."),
                format!("Write `{written}{task}` on a line of its own."),
            );
        }
        let message = format!("This tag is close to the plan `{task}`, but is not its tag, so it is not counted.");
        // `#walk-10min`
        let said = near.line.text.strip_prefix(&*fold_key(&plan.task)).map(str::trim).unwrap_or_default();
        if line::begins_with_length(said) {
            let silence = self.help_to_silence_line(near);
            return (message, format!("Write `- [x] {task}, {said}` on a line of its own.{silence}"));
        }
        (
            message,
            format!(
                "Write {}`- [x] {task}` on a line of its own.{}",
                help_with_tag(&plan.task),
                self.help_to_silence_line(near)
            ),
        )
    }

    /// Code, message and help for a line in a note without a date. `name` is what it names beside other words.
    fn explain_line_of_undated_note(
        &self,
        near: &NearMissLine,
        plan: &Plan,
        name: Option<&str>,
    ) -> (Code, String, String) {
        let task = fields::shortened_for_message(&plan.task);
        let holds_date = line::holds_date(&near.line.text);
        let (message, help) = match name {
            None if !begins_with_date(near) => (
                format!("This line names `{task}`, but the note has no date, so it is not counted."),
                help_for_missing_date(near.note.path),
            ),
            Some(name) if !holds_date => (
                format!(
                    "This line has `{}` and other words in it, and the note has no date, so it is not counted.",
                    fields::shortened_for_message(name)
                ),
                self.help_for_day_without_date(near, plan).unwrap_or_else(|| {
                    let help = self.help_for_words_left(near, plan, &task);
                    format!("In a note that has a date, {}", near_line_help::with_lower_case_start(&help))
                }),
            ),
            _ => (
                format!("This line names `{task}` and a date, but the note has no date, so it is not counted."),
                self.help_for_dated_line(near, plan),
            ),
        };
        (Code::LineWithoutDate, message, help)
    }

    /// The plan that a line may be about; none where it does not run on the line's date, another line of that date tells of it, or
    /// it says that the line is no practice.
    fn plan_of_near_line(
        &self,
        near: &NearMissLine,
        group: TaskGroupIndex,
        noted: &HashSet<(TaskGroupIndex, NaiveDate)>,
    ) -> Option<&Plan> {
        // A reflection is about a week, whatever its date.
        if let NearMissReason::InWeekTable(days) = &near.reason {
            let plan = self.plans.get(self.version_on_date_or_nearest(group, near.date.unwrap_or(self.as_of()))?)?;
            let is_new = !self.days_not_noted(near, days, noted).is_empty();
            return (is_new && !self.is_declared_not_practice(group, whole_line(near))).then_some(plan);
        }
        let date = near.date.filter(|_| near.reason != NearMissReason::InReflection);
        // What a line says of another day is not told elsewhere in this note.
        if let Some(said) = self.other_day_of_line(near, group) {
            let of_note = near.date.and_then(|date| self.plans.get(self.version_on_date_or_nearest(group, date)?));
            let of_day = self.plans.get(self.version_on_date_or_nearest(group, said)?)?;
            let is_of_note = of_note.is_some_and(|plan| near.date.is_some_and(|date| plan.runs_on(date)));
            let plan = of_note.filter(|_| is_of_note).unwrap_or(of_day);
            let may_run = is_of_note || plan.runs_on(said) || !plan.is_start_written && said < plan.start;
            return (may_run && !self.is_declared_not_practice(group, &near.line.text)).then_some(plan);
        }
        let plan = self.plans.get(self.version_on_date_or_nearest(group, date.unwrap_or(self.as_of()))?)?;
        // A plan without `from` begins with its first entry, which this line might have been.
        let may_begin = |date| !plan.is_start_written && date < plan.start && !is_mention(&near.reason);
        let is_out = |date| !(plan.runs_on(date) || may_begin(date)) || noted.contains(&(group, date));
        let is_meant = !date.is_some_and(is_out) && !self.is_declared_not_practice(group, &near.line.text);
        is_meant.then_some(plan)
    }

    /// What to write where a line is close to a plan's name. What says the same name can become a name of the plan.
    fn help_for_close_name(&self, near: &NearMissLine, plan: &Plan, task: &str) -> String {
        let names = &self.outline.names.line_names;
        let clean = names.clean_line(&near.line.text).text;
        let is_name =
            |part: &&str| !(names.find_same_words(part).is_empty() && names.find_shortened_names(part).is_empty());
        let said = line::parts_that_may_be_name(&clean).into_iter().find(is_name);
        let name = said.map(|part| without_details_if_any(part).unwrap_or_else(|| part.trim().to_owned()));
        // A slip is no name of its own.
        let is_own = |name: &String| !name.contains([',', ':']) && !is_typo_or_other_form(&fold(name), &fold(task));
        let own_name = name.filter(is_own).map_or_else(String::new, |name| {
            format!(
                " Or write `{}` behind `aka:` in the plan: then such lines count.",
                fields::shortened_for_message(&name)
            )
        });
        let written = match self.written_line(near, plan) {
            Some(line) => format!("Write `{}` if it is meant.", line.whole()),
            None => format!("Write `{task}` if it is meant, with your own words after a dash."),
        };
        let times = sentence_for_several_times(&near.line.text);
        format!("{written}{times}{own_name}{}", self.help_to_silence_line(near))
    }

    /// What to write where a name has other words around it.
    fn help_for_words_left(&self, near: &NearMissLine, plan: &Plan, task: &str) -> String {
        let written = self.written_line(near, plan);
        let counted = written.as_ref().map_or(task, |line| line.counted.as_str());
        let other = || {
            self.help_for_day_to_come(near, plan)
                .or_else(|| self.help_for_other_days(near, plan))
                .or_else(|| self.help_for_several_times(near, plan))
        };
        let not_done = || {
            let written = self.written_line_or_task(near, plan);
            if self.is_plan_of_line_not_done(near) && near_line_help::is_ticked_or_without_box(whole_line(near)) {
                return Some(format!("Write `- [-] {}` if it was not done.", written.whole()));
            }
            // A box that says how it went is not turned by words such as `no`.
            if !near_line_help::is_ticked_or_without_box(whole_line(near)) {
                return near_line_help::help_for_box_that_denies(near.line, &plan.task, &written);
            }
            let said = self.text_without_plans_not_done(near, &near.line.text);
            near_line_help::help_if_not_done(&said, &plan.task, &written, true)
        };
        if let Some(help) = other() {
            return help;
        }
        let barrier = self.help_for_near_barrier(near, plan).unwrap_or_default();
        if let Some(help) = not_done() {
            // Where the help has the barrier already, it is not said again.
            return if help.contains("(barrier: ") { help } else { help + &barrier };
        }
        let names = &self.outline.names.line_names;
        let spaced = line::with_spaced_dash(&near.line.text)
            .filter(|line| matches!(line::parse_day_line(line, names), LineMeaning::NamesPlan { .. }));
        match spaced {
            Some(line) => format!("Put a space on both sides of the dash: `{}`.", fields::shortened_for_message(&line)),
            None if written.as_ref().is_some_and(|line| line.words.is_none()) => {
                format!("Write `{counted}`.{}", self.help_to_silence_line(near))
            }
            None if written.is_some() => {
                let says_difference = written.as_ref().is_some_and(WrittenLine::says_how_much_more_or_less);
                let minutes = if says_difference { TOTAL_MINUTES } else { "" };
                let further = self.help_for_further_plan(near);
                let times = sentence_for_several_times(&near.line.text);
                format!(
                    "Put your own words after a dash: `{}`.{minutes}{times}{barrier}{further}{}",
                    written.map(|line| line.whole()).unwrap_or_default(),
                    self.help_to_silence_line(near)
                )
            }
            None => {
                format!("Put your own words after a dash: `{task} — your words`.{}", self.help_to_silence_line(near))
            }
        }
    }

    /// The word of the list that the words left before the dash come close to: `Walk, too tired - she laughed`.
    fn help_for_near_barrier(&self, near: &NearMissLine, plan: &Plan) -> Option<String> {
        /// More words are a sentence, in which such a word may be about something else.
        const MOST_WORDS: usize = 3;
        let head = line::part_before_free_text(&near.line.text);
        let words = self.writer(near, plan).written_line(head)?.words?;
        let known = match barrier::parse_barrier(&words).1 {
            BarrierMatch::OneTypo(known) | BarrierMatch::Synonym(known) => known,
            BarrierMatch::Known | BarrierMatch::Unknown => return None,
        };
        (words.split(' ').count() <= MOST_WORDS)
            .then(|| format!(" Or write `{}` for `{words}`, if that got in the way.", known.name))
    }

    /// What to write where a line names several plans: a line for each, with what is said of it.
    fn help_for_several_plans(&self, near: &NearMissLine, groups: &[TaskGroupIndex]) -> String {
        if let Some(help) = self.help_for_told_parts(near) {
            return help;
        }
        let written = near_line_help::box_for_rewritten_line(whole_line(near));
        let pieces = self.outline.pieces_named_together(&near.line.text).unwrap_or_default();
        let lines: Vec<String> = pieces.iter().map(|(_, said)| format!("`{written}{said}`")).collect();
        let lines = match lines.split_last() {
            Some((last, rest)) if !rest.is_empty() && !near.line.text.contains('`') => {
                format!("{} and {last}", rest.join(", "))
            }
            _ => self.listed_tasks(groups, &written, "and"),
        };
        format!("Write a line for each: {lines}.")
    }

    pub(crate) fn writer<'w>(&'w self, near: &NearMissLine, plan: &'w Plan) -> LineWriter<'w, NameTarget> {
        let names = &self.outline.names.line_names;
        LineWriter {
            names,
            plan: NameTarget::Plan(near.group),
            task: &plan.task,
            rate: &plan.rate,
            place: plan.place.as_deref(),
        }
    }

    /// A line written so that it counts for a plan.
    pub(crate) fn written_line(&self, near: &NearMissLine, plan: &Plan) -> Option<WrittenLine> {
        let writer = self.writer(near, plan);
        // A help has its own signs of code.
        let text = near.line.text.replace('`', "'");
        let text = match tag_of_near_line(near) {
            // The name is no word of the sentence around its tag.
            Some(tag) if !is_behind_article(&text, tag) => {
                format!("{} {}", plan.task, text.replacen(tag, "", 1).trim())
            }
            Some(tag) => text.replacen(tag, &plan.task, 1),
            None => text,
        };
        let text = text.as_str();
        match &near.reason {
            NearMissReason::Unboxed if near_line_help::is_sentence_of_not_done(whole_line(near), &plan.task) => {
                let line = whole_line(near).trim_start_matches(['-', '*', '+', ' ', '\t']).trim_end();
                let words = (!line.contains('`')).then(|| line.to_owned());
                Some(WrittenLine { words, ..WrittenLine::of_name(&fields::shortened_for_message(&plan.task)) })
            }
            // `[task:: Walk] [minutes:: 10]`
            NearMissReason::Unboxed
                if whole_line(near).contains("::") && whole_line(near).to_lowercase().contains("task") =>
            {
                let behind = whole_line(near).split_once([']', ')']).map_or("", |(_, rest)| rest);
                writer.written_line(&format!("{} {}", plan.task, behind.trim()))
            }
            NearMissReason::Unboxed if near_line_help::says_done_alone(whole_line(near), &plan.task) => {
                Some(WrittenLine::of_name(&fields::shortened_for_message(&plan.task)))
            }
            NearMissReason::Unboxed | NearMissReason::InTable => {
                // The minutes of a column stand behind the name.
                let minutes = text
                    .rsplit_once(", ")
                    .filter(|(_, end)| near.reason == NearMissReason::InTable && line::begins_with_length(end));
                let whole = minutes
                    .map_or_else(|| whole_line(near).to_owned(), |(_, end)| format!("{} {end}", whole_line(near)));
                writer.written_line_without_tick(&whole).or_else(|| writer.written_line(text))
            }
            // `[x Walk]`
            NearMissReason::NoBox if text.ends_with(']') && !text.contains('[') => {
                writer.written_line(text.trim_end_matches(']'))
            }
            // `x (A) Walk +home` of todo.txt
            NearMissReason::NoBox if line::text_of_todo_txt_line(text).len() < text.len() => {
                writer.written_line(&line::text_of_todo_txt_line(text))
            }
            NearMissReason::CrossedOut => {
                writer.written_line(&text.replace(crate::note::CROSSES, "").replace("~~", ""))
            }
            NearMissReason::SecondBox => {
                let box_len = crate::note::box_at_start(text).map_or(0, |(_, len)| len);
                writer.written_line(text.get(box_len..).unwrap_or_default())
            }
            _ => {
                // The date of a line stands elsewhere.
                let is_date = |word: &&str| line::holds_date(word);
                // In `moved from 2026-11-17` it is one of its words.
                let dated = matches!(near.reason, NearMissReason::NoDateAndWordsLeft(_))
                    && line::holds_date(text)
                    && SaidDays::find(text, &plan.task, None).is_some();
                let undated = || text.split(' ').filter(|word| !is_date(word)).collect::<Vec<_>>().join(" ");
                if dated { writer.written_line(&undated()) } else { writer.written_line(text) }
            }
        }
    }

    /// The same, or the plan's name alone.
    pub(crate) fn written_line_or_task(&self, near: &NearMissLine, plan: &Plan) -> WrittenLine {
        let task = || WrittenLine::of_name(&fields::shortened_for_message(&plan.task));
        self.written_line(near, plan).unwrap_or_else(task)
    }

    /// Message and help for a line that names several plans, or that may mean one of several.
    fn message_and_help_for_several(&self, near: &NearMissLine, groups: &[TaskGroupIndex]) -> (String, String) {
        if matches!(near.reason, NearMissReason::OneOfSeveral(_)) {
            let before = near_line_help::box_for_rewritten_line(whole_line(near));
            return (
                "This line may mean one of several plans, so it is not counted.".to_owned(),
                format!("Write the name of the one that is meant: {}.", self.listed_tasks(groups, &before, "or")),
            );
        }
        let tells = if groups.len() > 1 { "names several plans" } else { "tells of several things" };
        (format!("This line {tells}, so it is not counted."), self.help_for_several_plans(near, groups))
    }

    /// The days of a row but those to come, and that of its note where another line tells of the plan. What the notes of different days
    /// say is not known here.
    fn days_not_noted(
        &self,
        near: &NearMissLine,
        days: &[GridDay],
        noted: &HashSet<(TaskGroupIndex, NaiveDate)>,
    ) -> Vec<GridDay> {
        let weekday = |of: &GridDay| when::parse_weekday(of.day.split([' ', ',']).next()?.trim_end_matches('.')).ok();
        let written = |of: &GridDay| of.date.as_deref().and_then(|date| when::parse_date(date).ok()).map(|of| of.date);
        let is_told = |of: &GridDay| {
            let is_of_note = |date: &NaiveDate| match written(of) {
                Some(written) => written == *date,
                None => weekday(of) == Some(date.weekday()),
            };
            near.date.filter(is_of_note).is_some_and(|date| noted.contains(&(near.group, date)))
        };
        let is_to_come = |of: &GridDay| written(of).is_some_and(|date| date > self.as_of());
        days.iter().filter(|of| !is_told(of) && !is_to_come(of)).cloned().collect()
    }

    /// The tasks of some plans, each with what stands before it: "`- [x] Walk` and `- [x] Read`".
    fn listed_tasks(&self, groups: &[TaskGroupIndex], before: &str, joining_word: &str) -> String {
        let task = |group: &TaskGroupIndex| {
            self.outline.facts.groups.get(group.0).map(|of| fields::shortened_for_message(&of.task))
        };
        let tasks: Vec<String> = groups.iter().filter_map(task).map(|task| format!("`{before}{task}`")).collect();
        match tasks.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} {joining_word} {last}", rest.join(", ")),
            _ => tasks.concat(),
        }
    }

    /// How to say that a line is no practice. Nothing where the line is the plan's name and little else: then every line of the plan
    /// would be silenced.
    fn help_to_silence_line(&self, near: &NearMissLine) -> String {
        // What is left of a line without its tag can be said of anything.
        if tag_of_near_line(near).is_some() {
            return String::new();
        }
        let line = clean_name(&near.line.text);
        let folded = fold(&line);
        let names = &self.outline.names;
        let is_in_name = || {
            let plan = self.version_on_date_or_nearest(near.group, self.as_of()).and_then(|at| self.plans.get(at));
            plan.is_some_and(|plan| fold(&plan.task).contains(&folded))
        };
        if folded.is_empty() || names.target_of_task(&folded).is_some() || is_in_name() {
            return String::new();
        }
        format!(" {IF_NO_PRACTICE} `{}` in the plan.", not_practice_field(&line))
    }

    fn is_declared_not_practice(&self, group: TaskGroupIndex, line: &str) -> bool {
        let text = fold(&clean_name(line));
        let silenced = self.outline.facts.groups.get(group.0).map_or(&[][..], |group| &group.not_practice);
        silenced.iter().any(|name| !name.is_empty() && text.contains(name.as_str()))
    }

    /// The lines of notes without a date, and of plans' notes, that count nowhere.
    pub(crate) fn near_line_problems_of_note(&self, note: VisibleNote) -> Vec<Problem> {
        match &note.content.kind {
            DraftKind::Undated(undated) => self.undated_line_problems(note, undated),
            DraftKind::Plan(plan) => self.log_line_problems(note, plan),
            _ => Vec::new(),
        }
    }

    fn undated_line_problems(&self, note: VisibleNote, undated: &TickedLinesDraft) -> Vec<Problem> {
        let lines = undated.boxes.iter().filter(|item| item.date.is_none()).map(|item| &item.check_box.line);
        let hint = |line: &SourceLine| {
            let (group, reason) = match line::parse_day_line(&line.text, &self.outline.names.line_names) {
                LineMeaning::NamesPlan { plan: NameTarget::Plan(group), .. } => (group, NearMissReason::NoDate),
                LineMeaning::NameAmongOtherWords { plan: NameTarget::Plan(group), name } => {
                    match self.outline.groups_named_together(&line.text) {
                        Some(groups) => (group, NearMissReason::SeveralPlans(groups)),
                        None => (group, NearMissReason::NoDateAndWordsLeft(name)),
                    }
                }
                _ => return None,
            };
            self.near_line_problem(
                &NearMissLine { note, group, date: None, line, is_read_box: false, reason },
                &HashSet::new(),
            )
        };
        let mut found: Vec<Problem> = lines.chain(&undated.near_misses).filter_map(hint).collect();
        let unread = undated.unread_boxes.iter().filter(|unread| !unread.place.is_told_once());
        for UnreadTickedLine { line, .. } in unread {
            let reason = NearMissReason::NoDate;
            let near = |group| NearMissLine { note, group, date: None, line, is_read_box: false, reason };
            let near = self.outline.group_that_text_counts_for(&line.text).map(near);
            found.extend(near.and_then(|near| self.near_line_problem(&near, &HashSet::new())));
        }
        let mut told: HashSet<(TaskGroupIndex, u32)> = HashSet::new();
        for tick in &undated.unboxed {
            let line = &tick.line;
            let Some(group) = self.outline.group_that_text_counts_for(&line.text) else { continue };
            let reason = match tick.in_table {
                true if !tick.days.is_empty() => NearMissReason::InWeekTable(tick.days.clone()),
                true => NearMissReason::InTable,
                false => NearMissReason::NoDate,
            };
            if told.insert((group, line.excerpt.place.line)) {
                let near = NearMissLine { note, group, date: None, line, is_read_box: false, reason };
                found.extend(self.near_line_problem(&near, &HashSet::new()));
            }
        }
        let keys = undated.keys.iter().filter_map(|key| {
            let target = self.outline.names.target_of_folded_key_or_tag(&key.key);
            let Some(NameTarget::Plan(group)) = target else { return None };
            let plan = self.plans.get(self.version_on_date_or_nearest(group, self.as_of())?)?;
            let task = fields::shortened_for_message(&plan.task);
            let message = format!("This field names `{task}`, but the note has no date, so it is not counted.");
            Some(key.excerpt.problem(note.path, Code::LineWithoutDate, message, help_for_missing_date(note.path)))
        });
        found.extend(keys);
        found
    }

    fn log_line_problems(&self, note: VisibleNote, plan: &PlanDraft) -> Vec<Problem> {
        let is_practice = |line: &&SourceLine| {
            let text = fold(&clean_name(&line.text));
            !plan.not_practice.iter().any(|name| !name.is_empty() && text.contains(name.as_str()))
        };
        let hint = |line: &SourceLine| {
            let message = "This line looks like a part of the plan's log, but it does not count.".to_owned();
            let help = near_line_help::help_for_log_line(line, &plan.task, &plan.rate);
            line.excerpt.problem(note.path, Code::LogLineNotRead, message, help)
        };
        let unread = plan.unread_boxes.iter().filter(|unread| is_practice(&&unread.line)).map(
            |UnreadTickedLine { line, place }| {
                let text = fields::shortened_for_message(&line.text);
                let (message, help) = near_line_help::message_and_help_for_place(*place, &line.excerpt.line, &text);
                line.excerpt.problem(note.path, Code::LogLineNotRead, message, help)
            },
        );
        let is_past = |line: &&SourceLine| {
            near_line_help::date_in_row(&line.excerpt.line).is_none_or(|date| date <= self.as_of())
        };
        let is_row_of_past = |row: &&GridRow| is_practice(&&row.line) && is_past(&&row.line);
        let is_day_of_past = |of: &GridDay| {
            let date = of.date.as_deref().and_then(|date| when::parse_date(date).ok());
            date.is_none_or(|moment| moment.date <= self.as_of())
        };
        let rows = plan.grid_rows.iter().filter(is_row_of_past).filter_map(|row| {
            let days: Vec<GridDay> = row.days.iter().filter(|of| is_day_of_past(of)).cloned().collect();
            (!days.is_empty()).then(|| GridRow { days, line: row.line.clone() })
        });
        let of_grid = rows.map(|row| {
            let message = "Tables are not read, so this row does not count.".to_owned();
            row.line.excerpt.problem(note.path, Code::LogLineNotRead, message, near_line_help::help_for_grid_row(&row))
        });
        plan.near_misses.iter().filter(is_practice).filter(is_past).map(hint).chain(of_grid).chain(unread).collect()
    }

    /// What is odd about an entry: a task close to a plan's name, or a date before its plan begins.
    /// `task_at` is the place of its task, where it has a note of its own.
    pub(crate) fn odd_task_or_date_problem(
        &self,
        entry: &Entry,
        excerpt: Option<&Excerpt>,
        task_at: Option<&Excerpt>,
    ) -> Option<Problem> {
        let excerpt = excerpt?;
        match entry.plan.and_then(|plan| self.plans.get(plan)) {
            // An earlier version that cannot be read is told itself.
            Some(plan) if self.outline.facts.share_without_plan.has_left_out_or_unread_plan(&plan.task) => None,
            Some(plan) => entry_before_plan_message(entry, plan)
                .map(|(message, help)| excerpt.problem(&entry.note, Code::BeforePlan, message, help)),
            None => {
                if let Some(groups) = self.outline.groups_named_together(&entry.task) {
                    let task = fields::shortened_for_message(&entry.task);
                    let message = format!("`{task}` names several plans, so it counts for none of them.");
                    let help = format!("Write a note for each: {}.", self.listed_tasks(&groups, "task: ", "and"));
                    return Some(task_at.unwrap_or(excerpt).problem(&entry.note, Code::TaskNearMiss, message, help));
                }
                if let Some(groups) = self.outline.groups_if_several_have_same_words(&entry.task) {
                    if groups.iter().any(|group| self.is_declared_not_practice(*group, &entry.task)) {
                        return None;
                    }
                    let task = fields::shortened_for_message(&entry.task);
                    let message = format!("`{task}` may mean one of several plans, so it counts for none of them.");
                    let help = format!("Write the one that is meant: {}.", self.listed_tasks(&groups, "task: ", "or"));
                    return Some(task_at.unwrap_or(excerpt).problem(&entry.note, Code::TaskNearMiss, message, help));
                }
                let names = &self.outline.names.line_names;
                let target = names.near_misses_of_task(&entry.task).into_iter().next()?;
                let NameTarget::Plan(group) = target else { return None };
                if self.is_declared_not_practice(group, &entry.task) {
                    return None;
                }
                let plan = self.plans.get(self.version_on_date_or_nearest(group, entry.date)?)?;
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

/// Code, message and help for a line that names the plan, and whose box does not say how it went.
fn message_and_help_for_unclear_box(
    reason: &NearMissReason,
    task: &str,
    written: &WrittenLine,
) -> (Code, String, String) {
    match reason {
        NearMissReason::EmptyBox => (
            Code::BoxNearMiss,
            format!("The box of `{task}` is empty, though this says how it went, so nothing is counted."),
            near_line_help::help_that_offers_three_marks(written),
        ),
        NearMissReason::CrossedOut => (
            Code::LineNamesNoPlan,
            format!("This line of `{task}` is ticked and crossed out, so it is not counted."),
            near_line_help::help_that_offers_two_marks(written),
        ),
        _ => (
            Code::LineNamesNoPlan,
            format!("This line of `{task}` has a ticked box and a second one, so it is not counted."),
            near_line_help::help_that_offers_three_marks(written),
        ),
    }
}

/// Message and help for a tag that its sentence denies.
fn message_and_help_for_denied_tag(denial: TagDenial, task: &str) -> (String, String) {
    let says = match denial {
        TagDenial::NotDone => "in a sentence which says that it was not done, or not yet",
        TagDenial::OtherDay => "beside another day than that of this note",
        TagDenial::SomebodyElse => "in a sentence that seems to be about somebody else",
    };
    let help = match denial {
        TagDenial::NotDone => {
            format!("Write `- [-] {task}` on a line of its own if it was not done, `- [x] {task}` if it was.")
        }
        TagDenial::OtherDay => format!(
            "Write `- [x] {task}` into the note of that day once it is done. For the day of this note, write `- [-] {task}` on a \
             line of its own if it was not done, `- [x] {task}` if it was."
        ),
        TagDenial::SomebodyElse => format!("Write `- [x] {task}` on a line of its own if you did it too."),
    };
    (format!("This tag of `{task}` stands {says}, so it is not counted."), help)
}

/// The tag of a plan as the beginning of a help; nothing where the name has signs that no tag has.
fn help_with_tag(task: &str) -> String {
    let tag = fold_key(task).replace(' ', "-");
    match hashtag_name_len(&tag) == Some(tag.len()) {
        true => format!("`#{}` with a space before it, or ", fields::shortened_for_message(&tag)),
        false => String::new(),
    }
}

/// The field that silences a line, so that it reads back the same. The beginning of a long line is enough.
fn not_practice_field(line: &str) -> String {
    const LONGEST: usize = 60;
    let start: String = line.chars().take(LONGEST).collect();
    format!("not practice: [{}]", quote_for_yaml_list(start.trim()))
}

/// Message and help for a line that has no box that is read.
/// `line` is all of it but the plans that it says were not done.
fn message_and_help_for_line_without_read_box(
    near: &NearMissLine,
    line: &str,
    task: &str,
    written: &WrittenLine,
) -> (String, String) {
    let help_for_box = || near_line_help::help_for_line_without_read_box(line, task, written);
    match &near.reason {
        NearMissReason::InTable => near_line_help::message_and_help_for_table(line, task, written),
        NearMissReason::Unread(place) => near_line_help::message_and_help_for_place(*place, line, &written.whole()),
        NearMissReason::NoBox => (near_line_help::message_of_odd_box(line, task), help_for_box()),
        _ => (near_line_help::message_of_unboxed_line(line, task), help_for_box()),
    }
}

/// A sentence where a line says that it was done several times: `2 walks`, `walk twice`. It counts once.
fn sentence_for_several_times(line: &str) -> &'static str {
    let head = fold(line::part_before_free_text(line));
    let words: Vec<&str> = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_many = |word: &str| matches!(word, "two" | "three" | "four" | "five" | "2" | "3" | "4" | "5");
    let is_led =
        words.len() == 2 && words.iter().any(|word| is_many(word)) && words.iter().any(|word| word.ends_with('s'));
    let is_said = words.windows(2).any(|two| matches!(two, [many, "times"] if is_many(many)));
    match is_led || is_said || words.iter().any(|word| matches!(*word, "twice" | "thrice")) {
        true => " That counts once: for several times write a line for each, each with its time before the name.",
        false => "",
    }
}

/// Whether a tag is a word of its sentence: `went for a #walk`.
fn is_behind_article(text: &str, tag: &str) -> bool {
    const ARTICLES: [&str; 6] = ["a", "an", "the", "my", "our", "another"];
    let before = text.split(tag).next().unwrap_or_default();
    before.split_whitespace().next_back().is_some_and(|word| ARTICLES.contains(&fold(word).as_str()))
}

/// The line as it is in the note, with its tick.
pub(crate) fn whole_line<'l>(near: &'l NearMissLine) -> &'l str {
    &near.line.excerpt.line
}

/// Whether a line begins with a date, behind its list mark.
fn begins_with_date(near: &NearMissLine) -> bool {
    line::seems_to_begin_with_date(whole_line(near).trim_start_matches(['-', '*', '+', ' ']))
}

/// Whether a line only holds the name among other words.
fn is_mention(reason: &NearMissReason) -> bool {
    matches!(reason, NearMissReason::WordsLeft(_) | NearMissReason::SeveralPlans(_) | NearMissReason::OneOfSeveral(_))
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
/// How to give a note a date. Where its name is one with the day or the month first, how to say so.
fn help_for_missing_date(path: &str) -> String {
    match when::pattern_of_day_first_name(path) {
        Some(pattern) => format!(
            "If all your daily notes have such names, write `daily notes: {pattern}` in `journal.md`. Otherwise, give this note a date (`date:` between two lines of `---` at its top)."
        ),
        None => "Give the note a date (`date:` between two lines of `---` at its top), or write the line into a note that has one.".to_owned(),
    }
}
