//! `tinystep init`: a new journal, by questions or by flags, and its first page. Never touches a file that is there.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::plan_command::{FieldArguments, refuse_list_mark};
use super::report::publish_with_retries;
use crate::build::{self, Snapshot};
use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::journal_folder::{load_without_unshared_words, refuse_above_journals};
use crate::cli::new_notes::neighbours::SurroundingPrograms;
use crate::cli::new_notes::new_journal::{FirstNotes, MadeNotes, make_journal};
use crate::cli::new_notes::new_note::{print_joined_lines, print_note_hints, print_signs_that_are_not_shown};
use crate::cli::new_notes::note_of_day::refuse_folder_in_way;
use crate::cli::new_notes::plan_conversation::{ask_plan, read_when};
use crate::cli::new_notes::plan_fields::{PlanFields, link_refused_error};
use crate::cli::summary::{status_of_outcome, warning_lines};
use crate::cli::terminal::shell_word::{shell_argument_for_name, shell_path};
use crate::cli::word_argument::word_choice_parser;
use crate::cli::world::{World, count_with_noun, printable_path};
use crate::folder::{self, FolderIdentity};
use crate::journal::{self, Entry, NoteDraft, Share, View};
use crate::output::WriteMode;
use crate::problem::{ProblemClass, draw};
use crate::text::{fold, with_single_spaces};
use crate::week::Week;
use crate::when;

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep init my-journal
  tinystep init my-journal --yes
  tinystep init my-journal --name Sam --session Thursday
  tinystep init my-journal --task \"Voice memo\" --when \"weekdays at 7:30\"

Existing files are left as they are.

Exit status: 0 fine, 2 it could not be made.")]
pub(in crate::cli) struct Arguments {
    /// The folder of the journal; created if it does not exist [default: this folder]
    folder: Option<PathBuf>,
    /// Ask nothing
    #[arg(long, short)]
    yes: bool,
    /// The name on the pages; a first name or a letter is enough
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    name: Option<String>,
    /// The day of the session
    #[arg(long, value_name = "DAY")]
    session: Option<String>,
    /// How much of the notes is shared, unless a note says something else [default: summary]
    #[arg(long, value_parser = word_choice_parser(Share::ALL))]
    share: Option<Share>,
    /// Whom to turn to in need: once for each person. Two are good, one of them outside your home
    #[arg(long, value_name = "PERSON", allow_hyphen_values = true)]
    in_need: Vec<String>,
    /// The first plan: what to try
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    task: Option<String>,
    #[command(flatten)]
    plan: FieldArguments,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let named = arguments.folder.as_deref().unwrap_or(Path::new("."));
    let root = world.folder.join(named);
    refuse_place(&root, arguments.folder.is_none(), world)?;
    let neighbours = SurroundingPrograms::of(&root);
    let mut notes = FirstNotes::default();
    let mut plan = PlanFields::default();
    plan.set("task", arguments.task.as_deref().unwrap_or_default());
    let has_plan_flags = !arguments.plan.are_empty();
    arguments.plan.write_to(&mut plan, (world.today)())?;
    if has_plan_flags && arguments.task.is_none() {
        return Err(CommandError::Message(
            "tinystep: the first plan has no name. Add it: --task \"Voice memo\". Nothing was written.".to_owned(),
        ));
    }
    let is_answered = arguments.yes || arguments.has_answers();
    if !is_answered && !world.can_ask {
        return Err(CommandError::Message(
            "tinystep: init asks a few questions, and there is no terminal to ask at. Add --yes for a journal with examples, or \
             answer with flags: tinystep help init"
                .to_owned(),
        ));
    }
    let mut settings = arguments.settings()?;
    let is_new = !folder::is_journal(&root);
    if !is_new && !settings.is_empty() {
        return Err(CommandError::Message(
            "tinystep: there is a journal.md already. It is never changed, so write its settings by hand. Nothing was written."
                .to_owned(),
        ));
    }
    if let Some(when) = plan.text("when") {
        read_when(&when).map_err(|why| CommandError::not_written(&why))?;
    }
    if !is_answered {
        print_surrounding_programs(&neighbours, world)?;
        let way_back = world.how_to_go_back();
        world.warn(&format!("Press Enter to skip a question. {way_back} Ctrl+C stops, and nothing is written."))?;
        if is_new {
            settings = ask_settings(world)?;
        }
        offer_first_plan(&mut plan, world)?;
    }
    if let Some(pattern) = &neighbours.daily_notes {
        settings.push(("daily notes", pattern.clone()));
    }
    notes.settings = settings;
    notes.template_folder.clone_from(&neighbours.template_folder);
    if let Some(task) = plan.text("task") {
        plan.set("from", &(world.today)().to_string());
        notes.plan = Some((task, plan.to_note()));
    }
    refuse_links_and_list_mark(&notes, &plan)?;
    refuse_unreadable_first_notes(&notes, world)?;
    if !is_answered {
        show_plan_and_ask_to_go_on(&notes, world)?;
    }
    let made = make_journal(&root, &notes, world)?;
    print_joined_lines(arguments.texts(), world)?;
    print_signs_that_are_not_shown(arguments.texts(), world)?;
    let (status, earlier) = make_page_unless_older_notes(&root, is_new, &made, world)?;
    if is_answered {
        print_surrounding_programs(&neighbours, world)?;
    }
    if status == Status::Fine {
        let folder = arguments.folder.as_deref().filter(|folder| *folder != Path::new("."));
        print_first_steps(&notes, made.has_welcome(), folder, world)?;
        print_way_to_page(&earlier, is_new, folder, world)?;
    }
    Ok(status)
}

/// The first page, so that there is something to open. What was written before anybody spoke of a page is shown only when its
/// author has seen what would be shown: then there is no page yet.
fn make_page_unless_older_notes(
    root: &Path,
    is_new: bool,
    made: &MadeNotes,
    world: &mut World,
) -> Result<(Status, NotesOfBefore), CommandError> {
    let root = FolderIdentity::resolve(root)?;
    let snapshot = load_without_unshared_words(None, &root, world)?;
    print_hints_of_made_plan(&snapshot, made, world)?;
    let has_page = || {
        let reports = build::reports_folder(root.path(), snapshot.settings.as_ref().ok());
        reports.join("index.md").symlink_metadata().is_ok()
    };
    let earlier = match is_new || !has_page() {
        true => NotesOfBefore::shown(&snapshot, made, (world.today)()),
        false => NotesOfBefore::default(),
    };
    if !earlier.are_none() {
        return Ok((Status::Fine, earlier));
    }
    let (_, outcome) = publish_with_retries(&root, snapshot, (world.today)(), WriteMode::Write, world)?;
    for line in warning_lines(root.path(), &outcome, world) {
        world.warn(&line)?;
    }
    Ok((status_of_outcome(&outcome), earlier))
}

/// What is to be said of the first plan, such as that its name keeps it private.
fn print_hints_of_made_plan(snapshot: &Snapshot, made: &MadeNotes, world: &mut World) -> Result<(), CommandError> {
    let Ok(settings) = &snapshot.settings else { return Ok(()) };
    let journal = snapshot.assemble_journal(settings, (world.today)(), View::Client);
    let mut plans = journal.plans.iter().filter(|plan| made.contains(&plan.note));
    plans.try_for_each(|plan| print_note_hints(&journal, &plan.note, world))
}

/// How many plans, entries and notes with words a first page would show of notes that are older than the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct NotesOfBefore {
    plans: usize,
    entries: usize,
    notes_with_words: usize,
    /// The first dates of the weeks whose pages would show entries or words of them.
    weeks: BTreeSet<NaiveDate>,
}

impl NotesOfBefore {
    fn shown(snapshot: &Snapshot, made: &MadeNotes, today: NaiveDate) -> NotesOfBefore {
        // Settings that cannot be read make no page.
        let Ok(settings) = &snapshot.settings else { return NotesOfBefore::default() };
        let journal = snapshot.assemble_journal(settings, today, View::Shared);
        let is_older = |note: &str| !made.contains(note);
        let answered = journal.reflections.iter().filter(|of| !of.answers.is_empty());
        let with_words: Vec<(&str, NaiveDate)> = answered
            .map(|of| (&*of.note, of.date))
            .chain(journal.helper_words.iter().map(|words| (&*words.note, words.date)))
            .chain(journal.sessions.iter().map(|session| (&*session.note, session.date)))
            .filter(|(note, _)| is_older(note))
            .collect();
        let entries: Vec<&Entry> = journal.entries.iter().filter(|entry| is_older(&entry.note)).collect();
        let dates = entries.iter().map(|entry| entry.date).chain(with_words.iter().map(|(_, date)| *date));
        NotesOfBefore {
            plans: journal.plans.iter().filter(|plan| is_older(&plan.note)).count(),
            entries: entries.len(),
            notes_with_words: with_words.iter().map(|(note, _)| note).collect::<BTreeSet<_>>().len(),
            weeks: dates.map(|date| Week::containing(date, settings.week_starts).start()).collect(),
        }
    }

    fn are_none(&self) -> bool {
        *self == NotesOfBefore::default()
    }

    /// `1 plan, 5 entries and the words of 2 notes`
    fn in_words(&self) -> String {
        let words_of = |n: usize| format!("the words of {}", count_with_noun(n, "note"));
        let parts: Vec<String> = [
            (self.plans > 0).then(|| count_with_noun(self.plans, "plan")),
            (self.entries == 1).then(|| "1 entry".to_owned()),
            (self.entries > 1).then(|| format!("{} entries", self.entries)),
            (self.notes_with_words > 0).then(|| words_of(self.notes_with_words)),
        ]
        .into_iter()
        .flatten()
        .collect();
        match parts.as_slice() {
            [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
            parts => parts.concat(),
        }
    }
}

impl Arguments {
    /// What was typed in a person's own words.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let own = self.name.iter().chain(&self.in_need).chain(&self.task).map(String::as_str);
        own.chain(self.plan.texts())
    }

    fn has_answers(&self) -> bool {
        self.name.is_some()
            || self.session.is_some()
            || self.share.is_some()
            || !self.in_need.is_empty()
            || self.task.is_some()
    }

    fn settings(&self) -> Result<Vec<(&'static str, String)>, CommandError> {
        let mut settings = Vec::new();
        let mut add = |key: &'static str, value: String| {
            let value = with_single_spaces(&value);
            if !value.is_empty() {
                settings.push((key, value));
            }
        };
        add("name", self.name.clone().unwrap_or_default());
        if let Some(day) = &self.session {
            check_weekday(day).map_err(|why| CommandError::not_written(&why))?;
            add("session", day.clone());
        }
        add("share", self.share.map_or("", Share::word).to_owned());
        add("in need", where_to_turn_text(&self.in_need));
        Ok(settings)
    }
}

/// Every folder that cannot be a new journal, or should not.
fn refuse_place(root: &Path, is_unnamed: bool, world: &World) -> Result<(), CommandError> {
    refuse_unusable_place(root)?;
    refuse_home(root, is_unnamed, world)?;
    refuse_inside_journal(root)?;
    refuse_above_journals(root)?;
    refuse_file_in_place_of_folder(root, world)
}

/// A file in the place of the folder, and anything but a note in the place of `journal.md`.
fn refuse_unusable_place(root: &Path) -> Result<(), CommandError> {
    if root.metadata().is_ok_and(|meta| !meta.is_dir()) {
        return Err(CommandError::not_written(&format!("{} is a file, not a folder.", printable_path(root))));
    }
    let settings = root.join(folder::names::SETTINGS);
    match settings.symlink_metadata() {
        Ok(meta) if !meta.is_file() && !folder::is_journal(root) => Err(CommandError::not_written(&format!(
            "{} is {}, so there is no place for the note with the settings. Rename it.",
            printable_path(&settings),
            if meta.is_dir() { "a folder" } else { "a link" }
        ))),
        _ => Ok(()),
    }
}

/// A file or a link in the place of a folder that a new journal has.
fn refuse_file_in_place_of_folder(root: &Path, world: &World) -> Result<(), CommandError> {
    let notes = world.language.first_notes.iter();
    let mut folders = notes.filter_map(|(name, _)| Some(name.rsplit_once('/')?.0));
    folders.try_for_each(|folder| refuse_folder_in_way(root, folder))
}

/// A home folder is never made a journal by mistake: everything in it would be read.
fn refuse_home(root: &Path, is_unnamed: bool, world: &World) -> Result<(), CommandError> {
    let same = |folder: &Path| fs::canonicalize(folder).ok() == fs::canonicalize(root).ok();
    let is_home = world.home.as_deref().is_some_and(same);
    if is_unnamed && (is_home || root.parent().is_none()) {
        return Err(CommandError::Message(
            "tinystep: this is your home folder, and all notes in it would be read. Name a folder for the journal: \
             tinystep init my-journal"
                .to_owned(),
        ));
    }
    Ok(())
}

/// A journal inside another one would not be read there, and its plans would be lost to the outer one.
fn refuse_inside_journal(root: &Path) -> Result<(), CommandError> {
    let above = std::path::absolute(root)?.parent().and_then(folder::find_journal_upward);
    match above.filter(|_| !folder::is_journal(root)) {
        Some(above) => Err(CommandError::Message(format!(
            "tinystep: this folder is inside the journal {}, and would not be read there any more. Name one outside of it. \
             Nothing was written.",
            printable_path(&above)
        ))),
        None => Ok(()),
    }
}

fn print_surrounding_programs(neighbours: &SurroundingPrograms, world: &mut World) -> Result<(), CommandError> {
    if neighbours.is_obsidian {
        world.warn("This is an Obsidian vault. Your daily notes are read as they are.")?;
    }
    if neighbours.is_logseq {
        world.warn("This is a Logseq graph. Your journal pages are read as they are.")?;
    }
    if neighbours.is_git {
        world.warn(
            "This is a git repository. Whoever can read it can read all notes. To keep the pages out of it, write the line \
             `reports/` into .gitignore.",
        )?;
    }
    if let Some(program) = neighbours.synced_by {
        let machine = draw::escape_controls(&world.machine).into_owned();
        world.warn(&format!(
            "This folder seems to be synced by {program}. Each of your machines may make the pages, and all make the same. To \
             let one alone make them, write `writer: {machine}` into journal.md.",
        ))?;
    }
    Ok(())
}

fn check_weekday(text: &str) -> Result<(), String> {
    when::parse_weekday(text).map(|_| ()).map_err(|error| format!("{} {}", error.message, error.help))
}

/// Asks for the fields of a first plan, if one is wanted now.
fn offer_first_plan(plan: &mut PlanFields, world: &mut World) -> Result<(), CommandError> {
    if world.ask_key("Plan a first small step now?", &[('y', "yes"), ('n', "no, later")])? != 'y' {
        return Ok(());
    }
    ask_plan(plan, &|_| None, world)?;
    if plan.text("task").is_none() {
        world.warn("Without a name there is no plan yet. You can plan at any time: tinystep plan")?;
    }
    Ok(())
}

fn show_plan_and_ask_to_go_on(notes: &FirstNotes, world: &mut World) -> Result<(), CommandError> {
    if let Some((_, text)) = &notes.plan {
        writeln!(world.err, "\n{}", draw::escape_controls_in_lines(text).trim_end())?;
    }
    if world.ask_yes("Make the journal?")? { Ok(()) } else { Err(CommandError::Stopped) }
}

/// Who, when, what is shared, and whom to turn to.
fn ask_settings(world: &mut World) -> Result<Vec<(&'static str, String)>, CommandError> {
    let mut settings = Vec::new();
    let name = world.ask_line("What name should be on the pages? A first name or a letter is enough.", "")?;
    settings.push(("name", name));
    let mut day = String::new();
    loop {
        day = world.ask_line("On which day do you meet your clinician? Your week then ends with that day.", &day)?;
        match if day.is_empty() { Ok(()) } else { check_weekday(&day) } {
            Ok(()) => break,
            Err(why) => world.warn(&why)?,
        }
        day.clear();
    }
    settings.push(("session", day));
    let question = "How much of your notes may the pages show, unless a note says something else?";
    let choices = [
        "summary: what you did, when, how long, what got in the way, and what your plans say (what for, who helps, what may get in the way)",
        "full: your words, feelings and photos too",
        "none: nothing",
    ];
    let chosen = world.ask_choice(question, &choices.map(str::to_owned))?.unwrap_or(0);
    settings.push(("share", choices.get(chosen).and_then(|c| c.split(':').next()).unwrap_or("summary").to_owned()));
    let first = world.ask_line("If you felt unsafe: whom would you turn to? The answer is on every page.", "")?;
    let second =
        if first.is_empty() { String::new() } else { world.ask_line("And one person outside your home?", "")? };
    settings.push(("in need", where_to_turn_text(&[first, second])));
    settings.retain(|(_, value)| !value.is_empty());
    Ok(settings)
}

/// How the sentence on every page continues: `turn to Ana or to Mr. Bell, or call your local emergency number`.
fn where_to_turn_text(people: &[String]) -> String {
    const NOBODY: [&str; 8] = ["", "-", "no", "none", "nobody", "no one", "no-one", "nothing"];
    let people = people.iter().map(|person| with_single_spaces(person));
    let ways: Vec<String> = people
        .filter(|person| !NOBODY.contains(&fold(person).as_str()))
        .map(|person| turn_to_person_text(&person))
        .collect();
    let verb_before = std::iter::once(false).chain(ways.iter().map(|way| way.starts_with("turn to ")));
    // People who are given only by name share the verb.
    let with_shared_verb = |(way, is_said): (&String, bool)| match way.strip_prefix("turn ").filter(|_| is_said) {
        Some(to_person) => to_person.to_owned(),
        None => way.clone(),
    };
    let ways: Vec<String> = ways.iter().zip(verb_before).map(with_shared_verb).collect();
    match ways.as_slice() {
        [] => String::new(),
        [one] => format!("{one}, or call your local emergency number"),
        [all @ .., last] => format!("{} or {last}, or call your local emergency number", all.join(", ")),
    }
}

/// `turn to Ana`; words that already say what to do stay: `ring my son`, and the action in `I would call my sister`.
fn turn_to_person_text(person: &str) -> String {
    const VERBS: [&str; 12] =
        ["ask", "call", "contact", "go", "message", "phone", "ring", "see", "talk", "tell", "text", "turn"];
    const BEFORE: [&str; 5] = ["i would ", "i'd ", "i’d ", "i will ", "i'll "];
    let lower = person.to_lowercase();
    let said = BEFORE.iter().find(|before| lower.starts_with(**before)).and_then(|before| person.get(before.len()..));
    let said = said.unwrap_or(person);
    let first = said.split(' ').next().unwrap_or_default().to_lowercase();
    if VERBS.contains(&first.as_str()) && said.contains(' ') {
        // It continues with a sentence.
        format!("{first}{}", said.get(first.len()..).unwrap_or_default())
    } else {
        format!("turn to {said}")
    }
}

/// A wiki link is read as its text, so what was typed would come back without its brackets; the mark of a list is not part of a name.
fn refuse_links_and_list_mark(notes: &FirstNotes, plan: &PlanFields) -> Result<(), CommandError> {
    plan.refuse_links()?;
    plan.text("task").map_or(Ok(()), |task| refuse_list_mark(&task))?;
    match notes.settings.iter().find(|(_, value)| value.contains("[[")) {
        Some((key, value)) => Err(link_refused_error(key, value)),
        None => Ok(()),
    }
}

/// The settings and the plan are read before they are written.
fn refuse_unreadable_first_notes(notes: &FirstNotes, world: &World) -> Result<(), CommandError> {
    let today = (world.today)();
    let texts = notes.texts(world.language.first_notes, today);
    let of_settings = texts.iter().find(|(path, _)| folder::names::is_settings_path(path));
    let settings = of_settings.map(|(path, text)| journal::settings(path, text.as_bytes()));
    let problems = match settings {
        Some(Ok(settings)) => {
            let drafts: Vec<NoteDraft> =
                texts.iter().map(|(path, text)| journal::understand(path, text.as_bytes())).collect();
            journal::assemble(&settings, &drafts, &[], today, View::Client).problems
        }
        Some(Err(problems)) => problems,
        None => Vec::new(),
    };
    match problems.iter().find(|problem| problem.code.class() == ProblemClass::Error) {
        Some(problem) => Err(CommandError::not_written(&format!("{} {}", problem.message, problem.help))),
        None => Ok(()),
    }
}

/// How to note the first step, or to plan one, in commands that work in the current folder. `folder` is the journal's, if it
/// is a different one.
fn print_first_steps(
    notes: &FirstNotes,
    is_welcome_made: bool,
    folder: Option<&Path>,
    world: &mut World,
) -> Result<(), CommandError> {
    writeln!(world.out)?;
    match &notes.plan {
        Some((task, _)) => {
            let task = shell_argument_for_name(task);
            let journal = folder.map(|folder| format!(" --journal {}", shell_path(folder)));
            writeln!(world.out, "When it is done: tinystep log {task}{}", journal.unwrap_or_default())?;
        }
        None if is_welcome_made => {
            world.print_sentence("welcome.md shows how to write notes. To plan a first step: tinystep plan")?;
        }
        // A note of that name is the person's own, and shows something else.
        None => world.print_sentence("To plan a first step: tinystep plan")?,
    }
    Ok(())
}

/// At most this many weeks of earlier notes are named.
const MOST_WEEKS_NAMED: usize = 4;

/// How to open the page; or, if notes of before would be on it, how to see what it would show before it is made.
fn print_way_to_page(
    earlier: &NotesOfBefore,
    is_new: bool,
    folder: Option<&Path>,
    world: &mut World,
) -> Result<(), CommandError> {
    let here = folder.map(|folder| format!(" {}", shell_path(folder))).unwrap_or_default();
    if earlier.are_none() {
        writeln!(world.out, "Your page: tinystep open{here}")?;
        return Ok(());
    }
    writeln!(world.out)?;
    let found = match is_new {
        true => "There were notes here before, and a page would show some of them",
        false => "This journal was here before, and has no page yet. A page would show",
    };
    world.print_sentence(&format!(
        "{found}: {}. So no page has been made{}. A line `share: none` in a note keeps that note to yourself.",
        earlier.in_words(),
        if is_new { " yet" } else { " now either" }
    ))?;
    if earlier.weeks.is_empty() {
        writeln!(world.out, "To see what it would show: tinystep show{here} --shared")?;
    }
    for start in earlier.weeks.iter().rev().take(MOST_WEEKS_NAMED) {
        writeln!(world.out, "To see what it would show: tinystep show{here} --shared --week {start}")?;
    }
    if let Some(more @ 1..) = earlier.weeks.len().checked_sub(MOST_WEEKS_NAMED) {
        writeln!(
            world.out,
            "There are {} before these, from {} on.",
            count_with_noun(more, "week"),
            earlier.weeks.first().copied().unwrap_or_default()
        )?;
    }
    writeln!(world.out, "To make it: tinystep report{here}")?;
    Ok(())
}
