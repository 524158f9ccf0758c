//! `tinystep plan`: a new plan, a new version of one, its pause or its end, each as a new note. Nothing is written unless it is read
//! as intended, and no note is changed.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::journal_folder::read_journal_for_new_note;
use crate::cli::new_notes::how_sure::parse_how_sure;
use crate::cli::new_notes::new_note::{
    errors_of_note, print_joined_lines, print_note_hints, print_signs_that_are_not_shown,
};
use crate::cli::new_notes::note_of_day::{numbered_paths, refuse_folder_that_is_not_read};
use crate::cli::new_notes::plan_conversation::{ask_plan, read_when, why_begins_like_list};
use crate::cli::new_notes::plan_fields::{PlanFields, file_stem_of_task, yaml_value_of};
use crate::cli::new_notes::plan_successor::{
    JournalAndToday, NewVersionStart, version_on_or_nearest, versions_that_begin_from,
};
use crate::cli::terminal::shell_word::shell_argument_for_name;
use crate::cli::typed_day::{TypedDay, day_from_words, read_typed_day, today_or};
use crate::cli::word_argument::word_choice_parser;
use crate::cli::world::{World, printable_path};
use crate::journal::{self, ChosenBy, EntryForm, Journal, NoteDraft, Plan, Share, Stage, View};
use crate::problem::{Problem, ProblemClass, draw};
use crate::text::{fold, is_typo_or_other_form, with_single_spaces};
use crate::when::DateSpan;
use crate::{folder, note, output, when};

/// The heading of what does not change a field.
const ANOTHER_WAY: &str = "Pause, stop or rename";
/// The folder of plans, if the journal does not have one yet.
const FOLDER: &str = "plans";

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep plan
  tinystep plan \"Call Ana\" --when \"Tuesday after tea\" --minutes 5
  tinystep plan walk --minutes 3      a new version, from today; of a plan that began today, from tomorrow
  tinystep plan walk --pause 2026-12-24..2027-01-02
  tinystep plan walk --resume
  tinystep plan walk --stop

A note is never changed: each of these adds one. To take it back, delete the new note.

Exit status: 0 fine, or nothing to change; 2 nothing was written, or the message says what was.")]
pub(in crate::cli) struct Arguments {
    /// A plan to change, or the name of a new one. To pause, stop or rename a plan, the beginning of its name is enough. Without it you are
    /// asked
    #[arg(value_name = "NAME", add = crate::cli::plan_names::plan_name_completer())]
    name: Vec<String>,
    #[command(flatten)]
    fields: FieldArguments,
    /// End the plan: the day before today, or before --from, is its last
    #[arg(long, conflicts_with_all = ["pause", "resume", "rename"], help_heading = ANOTHER_WAY)]
    stop: bool,
    /// Pause the plan: a date, A..B, or nothing for a pause from today without an end yet
    #[arg(long, value_name = "A..B", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["resume", "rename"],
        help_heading = ANOTHER_WAY)]
    pause: Option<String>,
    /// End a pause: a version without it, from today or --from
    #[arg(long, conflicts_with = "rename", help_heading = ANOTHER_WAY)]
    resume: bool,
    /// Show what to write into its notes for another name
    #[arg(long, value_name = "NAME", help_heading = ANOTHER_WAY, allow_hyphen_values = true)]
    rename: Option<String>,
    /// How much of it is shared [default: what journal.md says]
    #[arg(long, value_parser = word_choice_parser(Share::ALL))]
    share: Option<Share>,
    /// The first day of a new plan, a new version or an end [default: today]
    #[arg(long, value_name = "DATE", help_heading = None)]
    from: Option<String>,
    /// A new plan, though its name is close to that of another
    #[arg(long, help_heading = None)]
    new: bool,
    /// The journal [default: this folder or the nearest one above it with a journal.md]
    #[arg(long, value_name = "FOLDER", help_heading = None)]
    journal: Option<PathBuf>,
    /// Plan as if today were this date
    #[arg(long, value_name = "DATE", value_parser = read_typed_day, help_heading = None)]
    as_of: Option<TypedDay>,
}

/// A flag for each field. An empty text takes the field out of the next version.
#[derive(clap::Args, Default)]
#[command(next_help_heading = "Fields of the plan")]
pub(in crate::cli) struct FieldArguments {
    /// When exactly: "Thursday morning, while my coffee is brewing"
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub when: Option<String>,
    /// Where
    #[arg(long = "where", value_name = "WORDS", allow_hyphen_values = true)]
    pub place: Option<String>,
    /// How long
    #[arg(long, value_name = "MINUTES")]
    pub minutes: Option<String>,
    /// How often, if `when` does not say it: "3 a week"
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub times: Option<String>,
    /// What it is for
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub goal: Option<String>,
    /// Who helps, and how
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub helper: Option<String>,
    /// The page may say how the helper's response felt
    #[arg(long)]
    pub share_response: bool,
    /// What could get in the way
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub obstacle: Option<String>,
    /// What you will do then
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub then: Option<String>,
    /// How sure you are, 0 to 10
    #[arg(long, value_name = "0-10")]
    pub confidence: Option<String>,
    /// Whether it is to notice, to try or to do
    #[arg(long, value_parser = word_choice_parser(Stage::ALL))]
    pub stage: Option<Stage>,
    /// Who chose it
    #[arg(long, value_parser = word_choice_parser(ChosenBy::ALL), value_name = "WHO")]
    pub chosen_by: Option<ChosenBy>,
    /// What is rated in its entries, such as "fear 0-100"; give one for each, or write commas
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    pub rate: Vec<String>,
    /// Its last day
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
}

impl Arguments {
    /// Writes the flags for fields over those of a plan.
    fn write_fields_to(&self, plan: &mut PlanFields, today: NaiveDate) -> Result<(), CommandError> {
        self.fields.write_to(plan, today)?;
        if let Some(share) = self.share {
            plan.set("share", share.word());
        }
        Ok(())
    }

    /// Says what of the flags is not in the note, or not on a page, as it was typed.
    fn print_what_is_changed(&self, world: &mut World) -> Result<(), CommandError> {
        print_joined_lines(self.name.iter().map(String::as_str).chain(self.fields.texts()), world)?;
        print_signs_that_are_not_shown(self.name.iter().map(String::as_str).chain(self.fields.texts()), world)
    }

    fn has_fields(&self) -> bool {
        self.share.is_some() || !self.fields.are_empty()
    }
}

impl FieldArguments {
    /// The fields that are a text, if they were given.
    fn given_text_fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let texts = [
            ("when", &self.when),
            ("where", &self.place),
            ("minutes", &self.minutes),
            ("times", &self.times),
            ("goal", &self.goal),
            ("helper", &self.helper),
            ("obstacle", &self.obstacle),
            ("then", &self.then),
            ("confidence", &self.confidence),
            ("until", &self.until),
        ];
        texts.into_iter().filter_map(|(key, text)| Some((key, text.as_deref()?)))
    }

    /// What was typed in a person's own words.
    pub(in crate::cli) fn texts(&self) -> impl Iterator<Item = &str> {
        self.given_text_fields().map(|(_, text)| text).chain(self.rate.iter().map(String::as_str))
    }

    /// Writes what was given over the fields.
    pub(in crate::cli) fn write_to(&self, plan: &mut PlanFields, today: NaiveDate) -> Result<(), CommandError> {
        for (key, text) in self.given_text_fields() {
            plan.set(key, text);
        }
        if let Some(sure) = self.confidence.as_deref().and_then(|text| parse_how_sure(text).ok()) {
            plan.set("confidence", &sure.to_string());
        }
        if let Some(last) = self.until.as_deref().filter(|last| !last.trim().is_empty()) {
            plan.set("until", &day_from_words(last, today)?.to_string());
        }
        if self.share_response {
            plan.set("share response", "yes");
        }
        for (key, word) in [("stage", self.stage.map(Stage::word)), ("chosen by", self.chosen_by.map(ChosenBy::word))] {
            if let Some(word) = word {
                plan.set(key, word);
            }
        }
        if !self.rate.is_empty() {
            // As in a note: `[fear 0-100, ease]`.
            let names = self.rate.iter().flat_map(|names| names.split(',')).map(with_single_spaces);
            plan.set_list("rate", names.filter(|name| !name.is_empty()).collect());
        }
        Ok(())
    }

    /// Whether no flag was given.
    pub(in crate::cli) fn are_empty(&self) -> bool {
        self.given_text_fields().next().is_none()
            && !self.share_response
            && self.stage.is_none()
            && self.chosen_by.is_none()
            && self.rate.is_empty()
    }
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let (root, snapshot, settings) = read_journal_for_new_note(arguments.journal.as_deref(), world)?;
    let today = today_or(arguments.as_of.as_ref(), world)?;
    let journal = snapshot.assemble_journal(&settings, today, View::Client);
    let planning =
        JournalAndToday { root: root.path(), snapshot: &snapshot, settings: &settings, today, journal: &journal };
    let from = arguments.from.as_deref().map(|text| day_from_words(text, today)).transpose()?;
    let name = with_single_spaces(&arguments.name.join(" "));
    let names = PlanNames::of(&planning);
    if arguments.stop || arguments.pause.is_some() || arguments.resume || arguments.rename.is_some() {
        if arguments.has_fields() {
            return Err(CommandError::not_written("a stop, a pause or another name takes no other fields."));
        }
        let task = names.resolve_existing_task(&name, world)?;
        return match (&arguments.pause, &arguments.rename) {
            (Some(days), _) => pause(&planning, &task, days, world),
            (_, Some(new_name)) => print_how_to_rename(&planning, &names, &task, new_name, world),
            _ if arguments.resume => resume(&planning, &task, from, world),
            _ => stop(&planning, &task, from, world),
        };
    }
    if let Some(task) = names.task_of(&name) {
        return change(&planning, task, from, arguments, world);
    }
    if !name.is_empty() && !arguments.new {
        names.refuse_similar_plan_name(&name)?;
    }
    refuse_list_mark(&name)?;
    let mut plan = PlanFields::default();
    plan.set("task", &name);
    plan.refuse_links()?;
    arguments.write_fields_to(&mut plan, today)?;
    let asks = name.is_empty() || !arguments.has_fields();
    if asks {
        if !world.can_ask {
            return Err(CommandError::Message(
                "tinystep: say what and when, as in: tinystep plan \"Call Ana\" --when \"Tuesday after tea\""
                    .to_owned(),
            ));
        }
        let way_back = world.how_to_go_back();
        world.warn(&format!("Press Enter to skip a question. {way_back} Ctrl+C stops, and nothing is written."))?;
        ask_plan(&mut plan, &|name| names.why_in_use(name), world)?;
        if plan.text("task").is_none() {
            return Err(CommandError::not_written("a plan needs a name."));
        }
    } else if plan.text("when").is_none() {
        world.warn("It has no `when` yet. A moment that you can point at makes it easier to begin.")?;
    }
    let from = from.unwrap_or(today);
    if let Some(end) = settings.until.filter(|end| *end < from) {
        return Err(CommandError::not_written(&format!("the course ends on {end}, so the plan would never run.")));
    }
    plan.set("from", &from.to_string());
    let status = write_new_plan(&planning, &plan, asks, world)?;
    arguments.print_what_is_changed(world)?;
    Ok(status)
}

/// What names the plans: their tasks and their other names.
struct PlanNames {
    /// Each task once, with all its names.
    tasks: Vec<(String, Vec<String>)>,
}

impl PlanNames {
    fn of(planning: &JournalAndToday) -> PlanNames {
        let mut tasks: Vec<(String, Vec<String>)> = Vec::new();
        let drafts: HashMap<&str, &NoteDraft> =
            planning.snapshot.drafts.iter().map(|draft| (draft.path(), draft)).collect();
        for plan in planning.journal.plans.iter() {
            let draft = drafts.get(&*plan.note);
            let other: Vec<String> = draft.map_or_else(Vec::new, |draft| draft.other_names_of_plan().collect());
            match tasks.iter_mut().find(|(task, _)| fold(task) == fold(&plan.task)) {
                Some((_, names)) => names.extend(other),
                None => tasks.push((plan.task.clone(), [vec![plan.task.clone()], other].concat())),
            }
        }
        PlanNames { tasks }
    }

    /// The task that has this name; a task's own text comes first.
    fn task_of(&self, name: &str) -> Option<&str> {
        let is_same = |other: &String| fold(other) == fold(name);
        let of_task = self.tasks.iter().find(|(task, _)| is_same(task));
        let found = of_task.or_else(|| self.tasks.iter().find(|(_, names)| names.iter().any(is_same)));
        found.map(|(task, _)| task.as_str())
    }

    /// What to say if a new plan should have this name and a plan already has it.
    fn why_in_use(&self, name: &str) -> Option<String> {
        let old = self.task_of(name)?;
        Some(format!(
            "There is a plan {} already. To change it: `tinystep plan {}`.",
            printable_in_backticks(old),
            shell_argument_for_name(old)
        ))
    }

    fn listed(&self) -> String {
        self.tasks.iter().map(|(task, _)| printable_in_backticks(task)).collect::<Vec<_>>().join(", ")
    }

    /// The task that a stop, a pause or another name is for: by a name, by the beginning of one, or chosen from a list.
    fn resolve_existing_task(&self, name: &str, world: &mut World) -> Result<String, CommandError> {
        if self.tasks.is_empty() {
            return Err(CommandError::not_written("there is no plan yet. Make one: `tinystep plan`."));
        }
        if name.is_empty() {
            if !world.can_ask {
                return Err(CommandError::not_written(&format!("say which plan: {}.", self.listed())));
            }
            let choices: Vec<String> = self.tasks.iter().map(|(task, _)| task.clone()).collect();
            let chosen = world.ask_choice("Which plan?", &choices)?;
            return chosen.and_then(|at| choices.get(at)).cloned().ok_or(CommandError::Stopped);
        }
        if let Some(task) = self.task_of(name) {
            return Ok(task.to_owned());
        }
        let begins = |names: &[String]| names.iter().any(|other| fold(other).starts_with(&fold(name)));
        let found: Vec<&String> = self.tasks.iter().filter(|(_, names)| begins(names)).map(|(task, _)| task).collect();
        match found.as_slice() {
            [one] => Ok((*one).clone()),
            [] => {
                let hint = self
                    .task_near_name(name)
                    .map(|near| format!(" Did you mean {}?", printable_in_backticks(near)))
                    .unwrap_or_default();
                let all = self.listed();
                Err(CommandError::not_written(&format!(
                    "no plan is called {}.{hint} The plans are {all}.",
                    printable_in_backticks(name)
                )))
            }
            _ => Err(CommandError::not_written(&format!(
                "several plans begin like {}: write more of the name.",
                printable_in_backticks(name)
            ))),
        }
    }

    /// The task with a name that is close to this one, or begins with it.
    fn task_near_name(&self, name: &str) -> Option<&str> {
        let is_near = |other: &String| {
            let (other, name) = (fold(other), fold(name));
            is_typo_or_other_form(&other, &name) || other.starts_with(&format!("{name} "))
        };
        self.tasks.iter().find(|(_, names)| names.iter().any(is_near)).map(|(task, _)| task.as_str())
    }

    fn refuse_similar_plan_name(&self, name: &str) -> Result<(), CommandError> {
        match self.task_near_name(name) {
            Some(near) => Err(CommandError::not_written(&format!(
                "{} is close to the plan {}. Write that name to change it, or add --new for a new plan.",
                printable_in_backticks(name),
                printable_in_backticks(near)
            ))),
            None => Ok(()),
        }
    }
}

/// Writes a new plan, after checking that it is read as one.
pub(in crate::cli) fn write_new_plan(
    planning: &JournalAndToday,
    plan: &PlanFields,
    asks_first: bool,
    world: &mut World,
) -> CommandResult {
    let task = plan.text("task").unwrap_or_default();
    if let Some(when) = plan.text("when") {
        read_when(&when).map_err(|why| CommandError::not_written(&why))?;
    }
    plan.refuse_links()?;
    let path = find_free_path(planning, &most_common_plan_folder(planning), &file_stem_of_task(&task))?;
    let text = plan.to_note();
    let after = assemble_with_note(planning, &path, &text)?;
    let read = plan_of_note(&after, &path).filter(|read| fold(&read.task) == fold(&task));
    let Some(read) = read else {
        return Err(CommandError::not_written("it would not be read as a plan. Give it another name."));
    };
    refuse_list_mark(&task)?;
    if !is_plan_found_by_check_box(planning, &path, &text, &task) {
        return Err(CommandError::not_written(
            "a line in a note of the day would not be read as this name. Give it a shorter one, in plain words.",
        ));
    }
    let sentence = world.language.phrases.if_then_sentence(&read.when, &read.task, read.minutes, read.place.as_deref());
    if !show_and_write_note(planning, &path, &text, asks_first, world)? {
        return Ok(Status::Fine);
    }
    world.print_sentence(&draw::escape_controls(&sentence))?;
    print_note_hints(&after, &path, world)?;
    Ok(Status::Fine)
}

/// Refuses a name that begins like a line of a list, with a dash or a box: in a day note the mark would not be read as a part of it.
pub(in crate::cli) fn refuse_list_mark(task: &str) -> Result<(), CommandError> {
    why_begins_like_list(task).map_or(Ok(()), |why| Err(CommandError::not_written(&why)))
}

/// Whether `- [x] NAME` counts for the plan, as `log` and every day note write it.
fn is_plan_found_by_check_box(planning: &JournalAndToday, path: &str, text: &str, task: &str) -> bool {
    let day = format!("---\nkind: day\ndate: {}\n---\n- [x] {task}\n", planning.today);
    let drafts = [(path, text), ("day.md", &day)].map(|(path, text)| journal::understand(path, text.as_bytes()));
    let alone = journal::assemble(planning.settings, &drafts, &[], planning.today, View::Client);
    alone.entries.iter().any(|entry| entry.plan.is_some() && entry.form == EntryForm::CheckBox)
}

/// A new version with what was given, or with what is answered.
fn change(
    planning: &JournalAndToday,
    task: &str,
    from: Option<NaiveDate>,
    given: &Arguments,
    world: &mut World,
) -> CommandResult {
    let place = planning.start_of_next_version(task, from)?;
    let plan = place.plan;
    let before = next_version(planning, plan, place.from)?;
    let mut fields = before.clone();
    let asks = !given.has_fields();
    if asks {
        if !world.can_ask {
            return Err(CommandError::not_written("say what changes, as in `--minutes 3`."));
        }
        let way_back = world.how_to_go_back();
        world.warn(&format!(
            "{} as it is. Enter keeps an answer, typing replaces it, an arrow key or Backspace edits it. {way_back} \
             Ctrl+C stops, and nothing is written.",
            printable(&plan.task)
        ))?;
        ask_plan(&mut fields, &|_| None, world)?;
    } else {
        given.write_fields_to(&mut fields, planning.today)?;
    }
    fields.refuse_new_links(&before)?;
    if fields == before {
        writeln!(world.out, "Nothing would change, and nothing was written.")?;
        return Ok(Status::Fine);
    }
    let renamed = fields.text("task").filter(|task| fold(task) != fold(&plan.task));
    if renamed.is_some() {
        fields.set("task", &plan.task);
        world.warn("The name stays, so that the notes so far belong to it. For another name: --rename.")?;
    }
    let is_paused = plan.pauses.iter().any(|pause| pause.first <= place.from && pause.last == when::LAST_DATE);
    let is_written = write_version(planning, &place, &fields, asks, world)?;
    if is_written {
        given.print_what_is_changed(world)?;
    }
    if is_written && is_paused {
        world.warn(&format!(
            "{} is paused without an end yet, and stays so. To go on: `tinystep plan {} --resume`.",
            printable(&plan.task),
            shell_argument_for_name(&plan.task)
        ))?;
    }
    Ok(Status::Fine)
}

/// Writes the version, after checking that it is read as one. Returns whether it was written.
fn write_version(
    planning: &JournalAndToday,
    place: &NewVersionStart,
    fields: &PlanFields,
    asks: bool,
    world: &mut World,
) -> Result<bool, CommandError> {
    let plan = place.plan;
    let path = find_free_path_beside_plan(planning, plan)?;
    let text = fields.to_note();
    let after = assemble_with_note(planning, &path, &text)?;
    let is_meant = |new: &&Plan| {
        fold(&new.task) == fold(&plan.task) && fields.text("from").as_deref() == Some(&new.start.to_string())
    };
    let Some(new) = plan_of_note(&after, &path).filter(is_meant) else {
        return Err(CommandError::not_written(
            "it would not be read as the next version of the plan. Write it by hand, with a `from` of its own.",
        ));
    };
    if !show_and_write_note(planning, &path, &text, asks, world)? {
        return Ok(false);
    }
    let from = new.start;
    if fields.text("pause").is_none() {
        let phrases = world.language.phrases;
        let sentence = phrases.if_then_sentence(&new.when, &new.task, new.minutes, new.place.as_deref());
        world.print_sentence(&format!("It begins on {from}. {}", draw::escape_controls(&sentence)))?;
    } else {
        world.print_sentence(&format!("{} has a new version from {from}.", printable(&plan.task)))?;
    }
    place.print_reason_for_later_start(world)?;
    if let Some(later) = versions_that_begin_from(&after, &plan.task, from).find(|later| later.start > from) {
        let phrases = world.language.phrases;
        let sentence = phrases.if_then_sentence(&later.when, &later.task, later.minutes, later.place.as_deref());
        world.warn(&format!(
            "A later version is there already, and stays as it is. From {}: {} If that should change too, change {}.",
            later.start,
            draw::escape_controls(&sentence),
            printable(&later.note)
        ))?;
    }
    print_note_hints(&after, &path, world)?;
    Ok(true)
}

/// The note that ends a plan on the day before `from`.
fn stop(planning: &JournalAndToday, task: &str, from: Option<NaiveDate>, world: &mut World) -> CommandResult {
    // The day of the end belongs to the note that ends the plan.
    let on = from.unwrap_or(planning.today);
    let has_ended = |day: NaiveDate| {
        let end = version_on_or_nearest(planning.journal, task, day).and_then(|plan| plan.end).filter(|end| *end < day);
        end.filter(|_| versions_that_begin_from(planning.journal, task, day).all(is_paused_on_all_its_days))
    };
    if let Some(end) = has_ended(on) {
        let was = if end < planning.today { "was" } else { "is" };
        world.print_sentence(&format!(
            "The last day of {} {was} {end} already. Nothing was written.",
            printable(task)
        ))?;
        return Ok(Status::Fine);
    }
    let place = planning.start_of_next_version(task, from)?;
    let (plan, from) = (place.plan, place.from);
    if let Some(end) = has_ended(from) {
        world.print_sentence(&format!("The last day of {} is {end} already. Nothing was written.", printable(task)))?;
        return Ok(Status::Fine);
    }
    let later =
        versions_that_begin_from(planning.journal, task, from).filter(|later| !is_paused_on_all_its_days(later));
    let later: Vec<&Plan> = later.collect();
    let (paused, running): (Vec<&Plan>, Vec<&Plan>) =
        later.into_iter().partition(|later| later.pauses.iter().any(|pause| is_day_in_pause(*pause, later.start)));
    if let Some(first) = running.iter().min_by_key(|plan| plan.start) {
        return Err(CommandError::not_written(&format!(
            "{} would begin again on {}. To stop it for good, delete {}, and give the command again.",
            printable_in_backticks(task),
            first.start,
            running.iter().map(|plan| printable(&plan.note)).collect::<Vec<_>>().join(" and "),
        )));
    }
    let last = from.pred_opt().unwrap_or(from);
    let mut ends = vec![note_that_ends(planning, plan, from)?];
    let after = assemble_with_note(planning, &ends[0].0, &ends[0].1)?;
    let ended = plan_of_note(&after, &plan.note).is_some_and(|old| old.end == Some(last));
    if !ended {
        return Err(CommandError::not_written(&format!(
            "{} would not end by it. Write `until: {last}` into its note.",
            printable_in_backticks(&plan.task)
        )));
    }
    // A note cannot end a version before its first day, on which this one is paused.
    for version in paused {
        let second = version.start.succ_opt().unwrap_or(version.start);
        let mut end = note_that_ends(planning, version, second)?;
        while ends.iter().any(|(path, _)| *path == end.0) {
            end.0 = format!("{}-{}.md", ends[0].0.trim_end_matches(".md"), ends.len() + 1);
        }
        ends.push(end);
    }
    let notes = if ends.len() == 1 { "the new note" } else { "the new notes" };
    for (path, text) in &ends {
        show_and_write_note(planning, path, text, false, world)?;
    }
    let task = printable(&plan.task);
    world.print_sentence(&format!("{task} ends: {last} is its last day. To take that back, delete {notes}."))?;
    place.print_reason_for_later_start(world)?;
    Ok(Status::Fine)
}

/// The path and the text of a note that ends a plan on the day before `from`.
fn note_that_ends(planning: &JournalAndToday, plan: &Plan, from: NaiveDate) -> Result<(String, String), CommandError> {
    let mut fields = PlanFields::default();
    fields.set("task", &plan.task);
    fields.set("from", &from.to_string());
    fields.set("ends", "yes");
    if plan.share == Share::None {
        fields.set("share", "none");
    }
    let path = find_free_path(planning, folder_of(plan), &format!("{}-ends", file_stem_of_task(&plan.task)))?;
    Ok((path, fields.to_note()))
}

fn is_day_in_pause(pause: DateSpan, day: NaiveDate) -> bool {
    pause.first <= day && day <= pause.last
}

/// Whether a version ends before its pause does, so that it never runs.
fn is_paused_on_all_its_days(plan: &Plan) -> bool {
    let end = plan.end.unwrap_or(when::LAST_DATE);
    plan.pauses.iter().any(|pause| is_day_in_pause(*pause, plan.start) && end <= pause.last)
}

/// A version of a plan from the first day of the pause, with all its fields and the pause.
fn pause(planning: &JournalAndToday, task: &str, days: &str, world: &mut World) -> CommandResult {
    let (first, last) = parse_pause_days(days, planning.today)?;
    let on = first.unwrap_or(planning.today);
    if let Some(pause) = pause_that_covers(planning.journal, task, on, last) {
        return print_already_paused(task, pause, world);
    }
    let place = planning.start_of_next_version(task, first)?;
    let (plan, first) = (place.plan, place.from);
    if let Some(pause) = pause_that_covers(planning.journal, task, first, last) {
        return print_already_paused(task, pause, world);
    }
    let written = match last {
        Some(last) if last < first => {
            return Err(CommandError::not_written(&format!(
                "a pause of {} can begin on {first}, which is after its last day.",
                printable_in_backticks(task)
            )));
        }
        Some(last) if last == first => first.to_string(),
        Some(last) => format!("{first} to {last}"),
        None => format!("from {first}"),
    };
    if let Some(end) = plan.end.filter(|end| *end < first) {
        return Err(CommandError::not_written(&format!(
            "the last day of {} is {end}, so there is nothing to pause.",
            printable_in_backticks(task)
        )));
    }
    let mut fields = next_version(planning, plan, first)?;
    let mut pauses = last.map_or_else(Vec::new, |last| own_pauses_that_begin_after(planning, plan, last));
    pauses.push(written.clone());
    match pauses.as_slice() {
        [one] => fields.set("pause", one),
        _ => fields.set_list("pause", pauses),
    }
    write_version(planning, &place, &fields, false, world)?;
    world.print_sentence(&format!("Its pause: {written}. To take it back, delete the new note."))?;
    Ok(Status::Fine)
}

fn print_already_paused(task: &str, pause: DateSpan, world: &mut World) -> CommandResult {
    let until = if pause.last == when::LAST_DATE { String::new() } else { format!(" to {}", pause.last) };
    world.print_sentence(&format!(
        "{} is paused already, from {}{until}. Nothing was written.",
        printable(task),
        pause.first
    ))?;
    Ok(Status::Fine)
}

/// The pause of a plan that already contains these days and ends with them, on `last` or without an end.
fn pause_that_covers(journal: &Journal, task: &str, first: NaiveDate, last: Option<NaiveDate>) -> Option<DateSpan> {
    let last = last.unwrap_or(when::LAST_DATE);
    let plan = version_on_or_nearest(journal, task, first).filter(|plan| plan.end.is_none_or(|end| last <= end))?;
    // One that ends on another day is given a new end.
    let covers = |pause: &&DateSpan| pause.first <= first && last == pause.last;
    plan.pauses.iter().find(covers).copied()
}

/// The plan's own pauses that begin after a day, as its note has them. Earlier ones belong to the earlier version.
fn own_pauses_that_begin_after(planning: &JournalAndToday, plan: &Plan, day: NaiveDate) -> Vec<String> {
    let of_settings = &planning.settings.pauses;
    let later = plan.pauses.iter().filter(|pause| pause.first > day && !of_settings.contains(pause));
    later.map(|pause| pause.as_pause()).collect()
}

/// A version without the pause that a plan is in.
fn resume(planning: &JournalAndToday, task: &str, from: Option<NaiveDate>, world: &mut World) -> CommandResult {
    let place = planning.start_of_next_version(task, from)?;
    let (plan, from) = (place.plan, place.from);
    let is_paused = plan.pauses.iter().any(|pause| pause.first <= from && from <= pause.last);
    if !is_paused {
        world.print_sentence(&format!("{} is not paused on {from}. Nothing was written.", printable(task)))?;
        let has_later_pause = |plan: &&Plan| plan.pauses.iter().any(|pause| pause.first > from);
        let versions = planning.journal.plans.iter().filter(|plan| fold(&plan.task) == fold(task));
        if let Some(later) = versions.filter(has_later_pause).max_by_key(|plan| plan.start) {
            let note = printable(&later.note);
            world.print_sentence(&format!(
                "A pause is still to come: {note} has it. To take it back, delete that note."
            ))?;
        }
        return Ok(Status::Fine);
    }
    let mut fields = next_version(planning, plan, from)?;
    fields.set_list("pause", own_pauses_that_begin_after(planning, plan, from));
    write_version(planning, &place, &fields, false, world)?;
    Ok(Status::Fine)
}

/// The first and the last day of a pause, as typed: `A..B`, `A to B`, `A`, `A..`, nothing. Without a first day it begins when it can;
/// without a last it has no end yet.
fn parse_pause_days(typed: &str, today: NaiveDate) -> Result<(Option<NaiveDate>, Option<NaiveDate>), CommandError> {
    let typed = with_single_spaces(typed);
    let typed = typed.strip_prefix("from ").map_or(typed.clone(), |from| format!("{from}.."));
    let (first, last) = match typed.split_once("..").or_else(|| typed.split_once(" to ")) {
        Some((first, last)) => (first.trim(), last.trim().trim_start_matches('=')),
        None if typed.is_empty() => ("", ""),
        None => (typed.as_str(), typed.as_str()),
    };
    let day = |text: &str| if text.is_empty() { Ok(None) } else { day_from_words(text, today).map(Some) };
    let (first, last) = (day(first)?, day(last)?);
    if last.is_some_and(|last| last < first.unwrap_or(today)) {
        return Err(CommandError::not_written("the last day of the pause is before its first."));
    }
    Ok((first, last))
}

/// What a person should write to rename a plan, since notes are never changed.
fn print_how_to_rename(
    planning: &JournalAndToday,
    names: &PlanNames,
    task: &str,
    name: &str,
    world: &mut World,
) -> CommandResult {
    let name = with_single_spaces(name);
    if name.is_empty() {
        return Err(CommandError::not_written("the new name is empty."));
    }
    if names.task_of(&name).is_some_and(|other| fold(other) != fold(task)) {
        return Err(CommandError::not_written(&format!("a plan is called {} already.", printable_in_backticks(&name))));
    }
    refuse_unreadable_name(planning, &name)?;
    writeln!(world.out, "Notes are never changed. Write these lines yourself, and nothing that was noted is lost:")?;
    // What ends the plan has its name too.
    let ends = planning.snapshot.drafts.iter().filter_map(|draft| Some((draft.ended_task_and_date()?.0, draft.path())));
    for (_, note) in ends.filter(|(of, _)| fold(of) == fold(task)) {
        writeln!(world.out, "\n{}\n  task: {}", printable(note), yaml_value_of(&name))?;
    }
    for version in planning.journal.plans.iter().filter(|version| fold(&version.task) == fold(task)) {
        let mut names = fields_of_note(planning, version)?.items("aka");
        names.retain(|other| fold(other) != fold(&name));
        names.push(task.to_owned());
        let names: Vec<String> = names.iter().map(|name| note::quote_for_yaml_list(name)).collect();
        writeln!(world.out, "\n{}", printable(&version.note))?;
        writeln!(world.out, "  task: {}", yaml_value_of(&name))?;
        writeln!(world.out, "  aka: [{}]", names.join(", "))?;
    }
    Ok(Status::Fine)
}

/// Refuses a name that would not be read unchanged, as for a new plan.
fn refuse_unreadable_name(planning: &JournalAndToday, name: &str) -> Result<(), CommandError> {
    let mut fields = PlanFields::default();
    fields.set("task", name);
    fields.refuse_links()?;
    refuse_list_mark(name)?;
    let path = find_free_path(planning, "", &file_stem_of_task(name))?;
    let note = fields.to_note();
    let after = planning.snapshot.assemble_with_new_note(planning.settings, planning.today, &path, &note);
    errors_of_note(&after, &path).map_or(Ok(()), |own| Err(CommandError::not_written(&own)))
}

fn next_version(planning: &JournalAndToday, plan: &Plan, from: NaiveDate) -> Result<PlanFields, CommandError> {
    read_plan_note(planning, plan, |note| PlanFields::next_version(note, plan, from))
}

fn fields_of_note(planning: &JournalAndToday, plan: &Plan) -> Result<PlanFields, CommandError> {
    read_plan_note(planning, plan, PlanFields::of_note)
}

fn read_plan_note(
    planning: &JournalAndToday,
    plan: &Plan,
    read: impl FnOnce(&note::Note) -> PlanFields,
) -> Result<PlanFields, CommandError> {
    let bytes = folder::read_start(&planning.root.join(&*plan.note), folder::MAX_FILE_SIZE)?;
    Ok(read(&note::read_note(&plan.note, &bytes)))
}

/// The folder of a plan's note, from the journal.
fn folder_of(plan: &Plan) -> &str {
    plan.note.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folder that most plans are in.
fn most_common_plan_folder(planning: &JournalAndToday) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for plan in planning.journal.plans.iter() {
        *counts.entry(folder_of(plan)).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(FOLDER, |(folder, _)| folder).to_owned()
}

/// A path for another note of a plan, beside the one it has.
fn find_free_path_beside_plan(planning: &JournalAndToday, plan: &Plan) -> Result<String, CommandError> {
    find_free_path(planning, folder_of(plan), &file_stem_of_task(&plan.task))
}

/// A path that nothing has yet: `plans/walk.md`, then `plans/walk-2.md`.
fn find_free_path(planning: &JournalAndToday, folder: &str, stem: &str) -> Result<String, CommandError> {
    let parts: Vec<&str> = Path::new(folder).ancestors().filter_map(Path::to_str).collect();
    for part in parts.into_iter().rev().filter(|part| !part.is_empty()) {
        refuse_folder_that_is_not_read(planning.root, planning.settings, part)?;
    }
    let mut paths = numbered_paths(if folder.is_empty() { stem.to_owned() } else { format!("{folder}/{stem}") });
    let is_free = |path: &String| planning.root.join(path).symlink_metadata().is_err();
    paths.find(is_free).ok_or_else(|| CommandError::not_written("there are very many notes of this name."))
}

/// The journal with the note, unless something in it cannot be read.
fn assemble_with_note(planning: &JournalAndToday, path: &str, text: &str) -> Result<Journal, CommandError> {
    let after = planning.snapshot.assemble_with_new_note(planning.settings, planning.today, path, text);
    let errors = |journal: &Journal| -> Vec<Problem> {
        journal.problems.iter().filter(|problem| problem.code.class() == ProblemClass::Error).cloned().collect()
    };
    if let Some(own) = errors_of_note(&after, path) {
        return Err(CommandError::not_written(&own));
    }
    // A note can be right by itself, but wrong together with the rest.
    let before = errors(planning.journal);
    match errors(&after).into_iter().find(|problem| !before.contains(problem)) {
        Some(problem) => Err(CommandError::not_written(&format!("{} {}", problem.message, problem.help))),
        None => Ok(after),
    }
}

fn plan_of_note<'a>(journal: &'a Journal, path: &str) -> Option<&'a Plan> {
    journal.plans.iter().find(|plan| *plan.note == *path)
}

/// Shows the note and writes it; if there were questions, after one more question. Returns whether it was written.
fn show_and_write_note(
    planning: &JournalAndToday,
    path: &str,
    text: &str,
    asks: bool,
    world: &mut World,
) -> Result<bool, CommandError> {
    let shown: Vec<String> = text.lines().map(|line| format!("  {}", draw::escape_controls(line))).collect();
    if asks {
        writeln!(world.err, "\n{}\n\n{}", draw::escape_controls(path), shown.join("\n"))?;
        if !world.ask_yes("Write this note?")? {
            writeln!(world.out, "Nothing was written.")?;
            return Ok(false);
        }
    }
    let full = planning.root.join(path);
    output::write_new_note(&full, text).map_err(|error| {
        CommandError::Message(format!(
            "tinystep: {} cannot be written ({error}). This is what was to be written:\n\n{text}",
            printable_path(&full)
        ))
    })?;
    world.print_path_of_made_note(&draw::escape_controls(path))?;
    if !asks {
        writeln!(world.out, "{}", shown.join("\n"))?;
    }
    Ok(true)
}

fn printable(text: &str) -> String {
    draw::escape_controls(text).into_owned()
}

fn printable_in_backticks(text: &str) -> String {
    format!("`{}`", draw::escape_controls(text))
}
