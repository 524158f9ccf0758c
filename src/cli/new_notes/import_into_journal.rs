//! What was imported, as notes that fit into a journal: nothing is noted twice, no file is overwritten, and what is to be
//! written is read back first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;

use crate::build::Snapshot;
use crate::cli::error::CommandError;
use crate::cli::new_notes::new_note::errors_of_note;
use crate::cli::new_notes::note_of_day::numbered_paths;
use crate::cli::new_notes::plan_fields::file_stem_of_task;
use crate::folder;
use crate::import::{self, AppExport, DayLine, DiaryText, ImportedDay, ImportedHabit};
use crate::journal::{Entry, Journal, Settings, Share, Status};
use crate::note::{self, FrontMatter};
use crate::problem::draw;
use crate::text::fold;
use crate::when::Minutes;

/// Where the notes go.
pub(crate) struct ImportTarget<'a> {
    pub root: &'a Path,
    pub snapshot: &'a Snapshot,
    pub settings: &'a Settings,
    pub today: NaiveDate,
    /// From the journal: `imported/loop`.
    pub folder: String,
}

/// A note that is not written yet.
pub(crate) struct NewNote {
    pub path: String,
    pub text: String,
}

/// A habit, and what becomes of it.
pub(crate) struct PlacedHabit<'a> {
    pub habit: &'a ImportedHabit,
    /// The task of its plan, and the note of the plan.
    pub task: String,
    pub plan: String,
    pub is_new_plan: bool,
    /// The name that its lines have.
    pub line_name: String,
    /// The days that are written.
    pub days: BTreeMap<NaiveDate, &'a ImportedDay>,
    /// How many days the journal's own notes already have.
    pub already_noted_count: usize,
    /// How many days are before the plan's start.
    pub before_start: usize,
    /// No line of it could be read back.
    pub is_unreadable: bool,
}

/// All that is to be written.
pub(crate) struct PlacedImport<'a> {
    pub habits: Vec<PlacedHabit<'a>>,
    pub plans: Vec<NewNote>,
    pub days: Vec<NewNote>,
    pub texts: Vec<NewNote>,
    /// Texts whose notes already exist.
    pub existing_text_count: usize,
    /// Lines of the texts that count as practice.
    pub entries_in_texts: usize,
}

impl PlacedImport<'_> {
    /// The notes in the order in which they are written: plans first, so that an interrupted import can be continued.
    pub(crate) fn notes(&self) -> impl Iterator<Item = &NewNote> {
        self.plans.iter().chain(&self.days).chain(&self.texts)
    }
}

/// Finds a place for everything, and reads it back.
pub(crate) fn place_import<'a>(
    imported: &'a AppExport,
    target: &ImportTarget,
) -> Result<PlacedImport<'a>, CommandError> {
    let mut habits = habits_with_plans(imported, target)?;
    let plans = plan_notes(&habits);
    let after = target.assemble(plans.iter());
    for plan in &plans {
        if let Some(errors) = errors_of_note(&after, &plan.path) {
            return Err(CommandError::not_written(&format!("the plan of a habit could not be read. {errors}")));
        }
    }
    drop_days_already_noted(&mut habits, &after);
    let (plans, days) = plan_and_day_notes_read_back(&mut habits, target)?;
    let (texts, existing_text_count) = new_text_notes_and_known_count(&imported.texts, target)?;
    let entries_in_texts = count_entries_in_texts(&plans, &texts, target)?;
    Ok(PlacedImport { habits, plans, days, texts, existing_text_count, entries_in_texts })
}

impl ImportTarget<'_> {
    fn assemble<'a>(&self, notes: impl Iterator<Item = &'a NewNote>) -> Journal {
        let notes = notes.map(|note| (note.path.as_str(), note.text.as_str()));
        self.snapshot.assemble_with_new_notes(self.settings, self.today, notes)
    }

    /// A path that nothing has yet, in this folder, by its stem.
    fn find_free_path(&self, stem: &str, taken: &mut BTreeSet<String>) -> Result<String, CommandError> {
        let is_free = |path: &String| {
            !taken.contains(path)
                && !self.snapshot.has_input_at(path)
                && self.root.join(path).symlink_metadata().is_err()
        };
        let free = numbered_paths(format!("{}/{stem}", self.folder)).find(is_free);
        let path = free.ok_or_else(|| CommandError::not_written("there are very many notes of one name."))?;
        taken.insert(path.clone());
        Ok(path)
    }
}

/// The habits that have days, each with the plan that the journal has, or with a new one.
fn habits_with_plans<'a>(imported: &'a AppExport, target: &ImportTarget) -> Result<Vec<PlacedHabit<'a>>, CommandError> {
    let with_days: Vec<&ImportedHabit> = imported.habits.iter().filter(|habit| !habit.days.is_empty()).collect();
    // An entry shows which plan a name means, even if it is a plan's second name.
    let probe = |(n, habit): (usize, &&ImportedHabit)| {
        let date = habit.days.keys().next().copied().unwrap_or(target.today);
        let task = note::quote_for_yaml(&habit.name);
        NewNote {
            path: format!("{}/probe-{n}.md", target.folder),
            text: format!("---\nkind: entry\ntask: {task}\ndate: {date}\n---\n"),
        }
    };
    let probes: Vec<NewNote> = with_days.iter().enumerate().map(probe).collect();
    let journal = target.assemble(probes.iter());
    let mut taken = BTreeSet::new();
    let mut habits = Vec::new();
    for (habit, probe) in with_days.into_iter().zip(&probes) {
        let entry = journal.entries.iter().find(|entry| *entry.note == *probe.path);
        let plan = entry.and_then(|entry| journal.plans.get(entry.plan?));
        let (task, plan, is_new_plan) = match plan {
            Some(plan) => (plan.task.clone(), plan.note.to_string(), false),
            None => {
                let stem = format!("plans/{}", file_stem_of_task(&habit.name));
                (habit.name.clone(), target.find_free_path(&stem, &mut taken)?, true)
            }
        };
        let starts = journal.plans.iter().filter(|plan| !is_new_plan && fold(&plan.task) == fold(&task));
        let start = starts.map(|plan| plan.start).min();
        let before_start = habit.days.keys().filter(|date| start.is_some_and(|start| **date < start)).count();
        habits.push(PlacedHabit {
            habit,
            task,
            plan,
            is_new_plan,
            line_name: crate::text::with_single_spaces(&habit.name),
            days: habit.days.iter().map(|(date, day)| (*date, day)).collect(),
            already_noted_count: 0,
            before_start,
            is_unreadable: false,
        });
    }
    Ok(habits)
}

fn plan_notes(habits: &[PlacedHabit]) -> Vec<NewNote> {
    let new = habits.iter().filter(|placed| placed.is_new_plan && !placed.is_unreadable && !placed.days.is_empty());
    new.map(|placed| {
        let own_name = crate::text::with_single_spaces(&placed.habit.name);
        let other_name = (placed.line_name != own_name).then_some(placed.line_name.as_str());
        NewNote { path: placed.plan.clone(), text: import::plan_note(placed.habit, other_name) }
    })
    .collect()
}

fn task_of<'a>(journal: &'a Journal, entry: &Entry) -> Option<&'a str> {
    entry.plan.and_then(|plan| journal.plans.get(plan)).map(|plan| plan.task.as_str())
}

/// Days that a note of the journal already has are not noted twice.
fn drop_days_already_noted(habits: &mut [PlacedHabit], journal: &Journal) {
    let mut told: BTreeMap<String, BTreeSet<NaiveDate>> = BTreeMap::new();
    for entry in journal.entries.iter().filter(|entry| entry.written_by.is_none()) {
        if let Some(task) = task_of(journal, entry) {
            told.entry(fold(task)).or_default().insert(entry.date);
        }
    }
    for placed in habits {
        let Some(dates) = told.get(&fold(&placed.task)) else { continue };
        let before = placed.days.len();
        placed.days.retain(|date, _| !dates.contains(date));
        placed.already_noted_count = before - placed.days.len();
    }
}

/// The plans and the notes of days. A habit whose lines are not read back as intended gets another name for its lines; one
/// that cannot be read even so is left out.
fn plan_and_day_notes_read_back(
    habits: &mut [PlacedHabit],
    target: &ImportTarget,
) -> Result<(Vec<NewNote>, Vec<NewNote>), CommandError> {
    const ROUNDS: usize = 4;
    for placed in habits.iter_mut() {
        // These begin a comment, which would hide the lines of other habits.
        if placed.line_name.contains("<!") || placed.line_name.contains("%%") {
            give_other_line_name(placed, 0);
        }
    }
    for round in 1..=ROUNDS {
        let plans = plan_notes(habits);
        let days = day_notes(habits, target)?;
        let after = target.assemble(plans.iter().chain(&days));
        let unequal = habits_not_read_back(habits, &days, &after);
        if unequal.is_empty() {
            return Ok((plans, days));
        }
        for at in unequal {
            let Some(placed) = habits.get_mut(at) else { continue };
            if placed.is_new_plan && round < ROUNDS - 1 {
                give_other_line_name(placed, round);
            } else {
                placed.is_unreadable = true;
            }
        }
    }
    Err(CommandError::not_written("the notes would not be read back with the same numbers as the export."))
}

/// Letters and digits, and a number after them if another plan has that name too.
fn give_other_line_name(placed: &mut PlacedHabit, round: usize) {
    let plain = import::letters_and_digits_of_name(&placed.habit.name);
    let plain = if plain.is_empty() { "Habit".to_owned() } else { plain };
    let is_taken = fold(&plain) == fold(&placed.line_name);
    placed.line_name = if is_taken || round > 1 { format!("{plain} no {}", round + 1) } else { plain };
}

fn day_notes(habits: &[PlacedHabit], target: &ImportTarget) -> Result<Vec<NewNote>, CommandError> {
    let mut lines: BTreeMap<NaiveDate, Vec<DayLine>> = BTreeMap::new();
    for placed in habits.iter().filter(|placed| !placed.is_unreadable) {
        for (date, day) in &placed.days {
            lines.entry(*date).or_default().push(DayLine { name: &placed.line_name, day });
        }
    }
    let mut taken = BTreeSet::new();
    let note = |(date, lines): (NaiveDate, Vec<DayLine>)| {
        let path = target.find_free_path(&date.to_string(), &mut taken)?;
        Ok(NewNote { path, text: import::day_note(date, lines) })
    };
    lines.into_iter().map(note).collect()
}

/// The habits that the journal would not count as the export does, by their index.
fn habits_not_read_back(habits: &[PlacedHabit], days: &[NewNote], after: &Journal) -> Vec<usize> {
    type Fact = (NaiveDate, Status, Option<Minutes>);
    let new: BTreeSet<&str> = days.iter().map(|note| note.path.as_str()).collect();
    let mut counted: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
    for entry in after.entries.iter().filter(|entry| new.contains(&*entry.note)) {
        let facts = counted.entry(fold(task_of(after, entry).unwrap_or(""))).or_default();
        facts.push((entry.date, entry.status, entry.minutes));
    }
    let is_equal = |placed: &PlacedHabit| {
        let meant: Vec<Fact> = placed.days.iter().map(|(date, day)| (*date, day.status, day.minutes)).collect();
        placed.is_unreadable || counted.get(&fold(&placed.task)).map_or(&[][..], Vec::as_slice) == meant.as_slice()
    };
    habits.iter().enumerate().filter(|(_, placed)| !is_equal(placed)).map(|(at, _)| at).collect()
}

/// The notes of texts that are not there yet, and how many are.
fn new_text_notes_and_known_count(
    texts: &[DiaryText],
    target: &ImportTarget,
) -> Result<(Vec<NewNote>, usize), CommandError> {
    let mut taken = BTreeSet::new();
    let (mut notes, mut there) = (Vec::new(), 0);
    for diary in texts {
        let stem = match diary.time {
            Some((hours, minutes)) => format!("{} {hours:02}{minutes:02}", diary.date),
            None => diary.date.to_string(),
        };
        let text = import::diary_note(diary, target.settings.share == Share::Full);
        if was_imported_before(&stem, &text, target, &mut taken) {
            there += 1;
            continue;
        }
        notes.push(NewNote { path: target.find_free_path(&stem, &mut taken)?, text });
    }
    Ok((notes, there))
}

/// Whether an earlier import made this note; each of them is taken once.
fn was_imported_before(stem: &str, text: &str, target: &ImportTarget, taken: &mut BTreeSet<String>) -> bool {
    for path in numbered_paths(format!("{}/{stem}", target.folder)) {
        let Ok(bytes) = folder::read_start(&target.root.join(&path), folder::MAX_FILE_SIZE) else { return false };
        if bytes == text.as_bytes() && taken.insert(path) {
            return true;
        }
    }
    false
}

/// How many lines of the texts count as practice, once it is known that each text is read unchanged.
fn count_entries_in_texts(plans: &[NewNote], texts: &[NewNote], target: &ImportTarget) -> Result<usize, CommandError> {
    if texts.is_empty() {
        return Ok(0);
    }
    let after = target.assemble(plans.iter().chain(texts));
    for note in texts {
        let read = note::read_note(&note.path, note.text.as_bytes());
        if read.front_matter != FrontMatter::Read {
            return Err(CommandError::not_written(&format!(
                "{} would not be read as a note.",
                draw::escape_controls(&note.path)
            )));
        }
        if let Some(errors) = errors_of_note(&after, &note.path) {
            return Err(CommandError::not_written(&format!("{}: {errors}", draw::escape_controls(&note.path))));
        }
    }
    let new: BTreeSet<&str> = texts.iter().map(|note| note.path.as_str()).collect();
    Ok(after.entries.iter().filter(|entry| entry.plan.is_some() && new.contains(&*entry.note)).count())
}
