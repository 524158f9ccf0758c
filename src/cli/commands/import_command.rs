//! `tinystep import`: what was noted in another program, as new notes. It shows first what it would write.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::ValueEnum;

use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::journal_folder::{JournalOptions, load, settings_or_error};
use crate::cli::new_notes::import_into_journal::{ImportTarget, NewNote, PlacedHabit, PlacedImport, place_import};
use crate::cli::new_notes::note_of_day::refuse_folder_that_is_not_read;
use crate::cli::world::{World, count_with_noun, printable_path};
use crate::import::{self, AppExport, ImportedDay};
use crate::journal;
use crate::problem::draw;
use crate::{folder, output};

/// The folder of all that is imported.
const FOLDER: &str = "imported";
/// The marks of all habits, and in each habit's own folder those of it.
const LOOP_MARKS: &str = "Checkmarks.csv";
/// A larger file is not an export of these programs.
const MAX_EXPORT_SIZE: u64 = 256 * 1024 * 1024;

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep import loop ~/Downloads/Loop            the unpacked export: Habits.csv and Checkmarks.csv
  tinystep import harsh ~/.config/harsh/log
  tinystep import jrnl diary.json                  made by: jrnl --format json
  jrnl --format json | tinystep import jrnl -
  tinystep import loop ~/Downloads/Loop --write

Without --write it only says what it would write. It never overwrites a file, and you can run it again with a newer export.

Exit status: 0 fine, 2 nothing was written.")]
pub(in crate::cli) struct Arguments {
    /// Where it was noted
    #[arg(value_enum)]
    program: Program,
    /// The folder with Loop's two files, harsh's log, or jrnl's JSON
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// harsh's list of habits, which says how often [default: `habits` beside the log]
    #[arg(long, value_name = "FILE")]
    habits: Option<PathBuf>,
    /// Write the notes
    #[arg(long)]
    write: bool,
    #[command(flatten)]
    journal: JournalOptions,
}

#[derive(Clone, Copy, ValueEnum)]
enum Program {
    /// Loop Habit Tracker
    Loop,
    /// harsh
    Harsh,
    /// jrnl
    Jrnl,
}

impl Program {
    /// Its name for people, and that of its folder.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Program::Loop => ("Loop Habit Tracker", "loop"),
            Program::Harsh => ("harsh", "harsh"),
            Program::Jrnl => ("jrnl", "jrnl"),
        }
    }
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let root = arguments.journal.journal_to_write(world)?;
    let imported = read_export(arguments, world)?;
    let snapshot = load(&root, world)?;
    let settings = settings_or_error(&snapshot, world)?.clone();
    let (name, folder_name) = arguments.program.names();
    let folder = format!("{FOLDER}/{folder_name}");
    for part in [FOLDER.to_owned(), folder.clone(), format!("{folder}/plans")] {
        refuse_folder_that_is_not_read(root.path(), &settings, &part)?;
    }
    let today = arguments.journal.today(world)?;
    let target = ImportTarget { root: root.path(), snapshot: &snapshot, settings: &settings, today, folder };
    let placed = place_import(&imported, &target)?;
    print_import_summary(name, &imported, &placed, world)?;
    let notes: Vec<&NewNote> = placed.notes().collect();
    if notes.is_empty() {
        world.print_sentence("There is nothing new in it, and nothing was written.")?;
        return Ok(Status::Fine);
    }
    let counts = note_counts_text(&placed);
    if !arguments.write {
        world.print_sentence(&format!("To be written: {counts}, in {}/.", target.folder))?;
        world.print_sentence("Nothing was written yet. Add --write to write them.")?;
        return Ok(Status::Fine);
    }
    for (written, note) in notes.iter().enumerate() {
        let path = root.path().join(&note.path);
        output::write_new_note(&path, &note.text).map_err(|error| {
            CommandError::Message(format!(
                "tinystep: {} cannot be written ({error}). {} of {} were written. Call it again to write the rest.",
                printable_path(&path),
                written,
                count_with_noun(notes.len(), "note")
            ))
        })?;
    }
    world.print_path_of_made_note(&format!("{}/: {counts}", target.folder))?;
    if !placed.plans.is_empty() {
        world.print_sentence("The new plans run on from now. To end one: tinystep plan NAME --stop")?;
    }
    Ok(Status::Fine)
}

fn read_export(arguments: &Arguments, world: &mut World) -> Result<AppExport, CommandError> {
    let file = world.folder.join(&arguments.file);
    let read = match arguments.program {
        Program::Loop => {
            let is_zip = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
            if is_zip {
                return Err(CommandError::not_written("this export is still packed. Unpack it, and give the folder."));
            }
            require_existing_path(&file)?;
            let folder = if file.is_dir() { file.as_path() } else { file.parent().unwrap_or(Path::new(".")) };
            let habits = read_text(&folder.join("Habits.csv"))?;
            let read = import::read_loop_export(&habits, &read_text(&folder.join(LOOP_MARKS))?);
            match read {
                Ok(mut imported) => add_notes_of_loop_habits(&mut imported, folder)?.map(|()| imported),
                Err(error) => Err(error),
            }
        }
        Program::Harsh => {
            let log = if file.is_dir() { file.join("log") } else { file };
            let beside = log.with_file_name("habits");
            let habits = match &arguments.habits {
                Some(habits) => Some(read_text(&world.folder.join(habits))?),
                None if beside.is_file() => Some(read_text(&beside)?),
                None => None,
            };
            let habits_file = arguments.habits.as_deref().unwrap_or(&beside);
            let read = import::read_harsh_log(&read_text(&log)?, habits.as_deref());
            // The files can have any names.
            read.map_err(|error| {
                let file = if error.file == import::HARSH_HABITS { habits_file } else { &log };
                let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
                import::ImportError { file: name.unwrap_or(error.file), ..error }
            })
        }
        Program::Jrnl => {
            let is_stdin = arguments.file == Path::new("-");
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            import::read_jrnl_export(&name, &if is_stdin { read_standard_input(world)? } else { read_text(&file)? })
        }
    };
    read.map_err(|error| CommandError::not_written(&draw::escape_controls(&error.to_string())))
}

fn require_existing_path(path: &Path) -> Result<(), CommandError> {
    match path.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(CommandError::not_written(&format!("there is no {}.", printable_path(path))))
        }
        _ => Ok(()),
    }
}

/// The notes that Loop keeps in a folder of each habit, `001 Walk`. An export without them is also complete.
fn add_notes_of_loop_habits(
    imported: &mut AppExport,
    folder: &Path,
) -> Result<Result<(), import::ImportError>, CommandError> {
    let mut folders: Vec<PathBuf> = folder.read_dir()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.sort();
    for habit in folders {
        let name = habit.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let place = name.split_once(' ').and_then(|(number, _)| number.parse::<usize>().ok());
        let marks = habit.join(LOOP_MARKS);
        if let Some(place) = place.filter(|_| marks.is_file())
            && let Err(error) = import::add_loop_notes(imported, place, &read_text(&marks)?)
        {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

fn read_standard_input(world: &mut World) -> Result<String, CommandError> {
    let mut bytes = Vec::new();
    (&mut world.input).take(MAX_EXPORT_SIZE + 1).read_to_end(&mut bytes)?;
    decode_utf8_export(bytes, "standard input")
}

/// A file outside the journal as text, without a byte-order mark.
fn read_text(path: &Path) -> Result<String, CommandError> {
    let place = printable_path(path);
    if path.metadata().is_ok_and(|meta| !meta.is_file()) {
        return Err(CommandError::not_written(&format!(
            "{place} is no file. Give the name of the export; jrnl's is read from standard input as `-`."
        )));
    }
    let bytes = path.canonicalize().and_then(|path| folder::read_start(&path, MAX_EXPORT_SIZE + 1));
    let bytes = bytes.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => CommandError::not_written(&format!("there is no {place}.")),
        _ => CommandError::not_written(&format!("{place} cannot be read ({error}).")),
    })?;
    decode_utf8_export(bytes, &place)
}

fn decode_utf8_export(bytes: Vec<u8>, place: &str) -> Result<String, CommandError> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_EXPORT_SIZE) {
        return Err(CommandError::not_written(&format!("{place} is too large for an export.")));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let before = String::from_utf8_lossy(before);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        CommandError::not_written(&format!("{place}, line {line}, column {column}: this is no text in UTF-8."))
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

/// What the export holds, and what is left out.
fn print_import_summary(
    name: &str,
    imported: &AppExport,
    placed: &PlacedImport,
    world: &mut World,
) -> Result<(), CommandError> {
    let all: Vec<NaiveDate> = imported
        .habits
        .iter()
        .flat_map(|habit| habit.days.keys().copied())
        .chain(imported.texts.iter().map(|text| text.date))
        .collect();
    let dates = match (all.iter().min(), all.iter().max()) {
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    let what = match imported.texts.len() {
        0 => count_with_noun(imported.habits.len(), "habit"),
        texts => count_with_noun(texts, "text"),
    };
    world.print_sentence(&format!("{name}: {what}{dates}."))?;
    for habit in &placed.habits {
        world.print_sentence(&format!("- {}", draw::escape_controls(&habit_in_words(habit))))?;
    }
    if placed.habits.len() > 1 {
        let all = placed.habits.iter().filter(|placed| !placed.is_unreadable).flat_map(|placed| placed.days.values());
        world.print_sentence(&format!("- All together: {}.", status_counts_text(all.copied())))?;
    }
    if !imported.texts.is_empty() {
        let lines = match placed.entries_in_texts {
            0 => "No line in the new texts counts for a plan".to_owned(),
            1 => "1 line in the new texts counts for a plan".to_owned(),
            many => format!("{many} lines in the new texts count for a plan"),
        };
        world.print_sentence(&format!("- {lines}. The texts stay unshared unless you share them."))?;
    }
    let without_days = imported.habits.len() - placed.habits.len();
    let left_out = imported.left_out.iter().map(|left| (left.count, left.what.as_str(), "day"));
    let left_out = left_out.chain([
        (without_days, "without any day", "habit"),
        (placed.existing_text_count, "that are there already", "text"),
    ]);
    for (count, what, noun) in left_out.filter(|(count, ..)| *count > 0) {
        world.print_sentence(&format!("- Left out: {} {what}.", count_with_noun(count, noun)))?;
    }
    Ok(())
}

fn habit_in_words(placed: &PlacedHabit) -> String {
    let name = &placed.habit.name;
    if placed.is_unreadable {
        return format!(
            "`{name}`: left out, since its lines would not be read as they are meant. Rename it and export again."
        );
    }
    let mut said = match (placed.days.keys().next(), placed.days.keys().next_back()) {
        (Some(first), Some(last)) => {
            let states = status_counts_text(placed.days.values().copied());
            format!("`{name}`: {states}; {first} to {last}.")
        }
        _ => format!("`{name}`: nothing new."),
    };
    if placed.is_new_plan && !placed.days.is_empty() {
        match (&placed.habit.when, &placed.habit.unsupported_frequency) {
            (Some(when), _) => said += &format!(" A new plan: {when}."),
            (None, Some(words)) => said += &format!(" A new plan without `when`: {words} cannot be said in one."),
            (None, None) => said += " A new plan without `when`.",
        }
    } else if !placed.is_new_plan {
        said += &format!(" It is a plan already ({}), and its days count for that one.", placed.plan);
    }
    if placed.before_start > 0 {
        said += &format!(" {} before that plan begins.", count_with_noun(placed.before_start, "day"));
    }
    if placed.already_noted_count > 0 {
        let days = count_with_noun(placed.already_noted_count, "day");
        said += &format!(" Left out: {days} of which your notes tell already.");
    }
    if placed.line_name != crate::text::with_single_spaces(name) {
        said += &format!(" Its lines say `{}`, since its own name cannot be read in a line.", placed.line_name);
    }
    said
}

/// `3 done, 1 skipped`
fn status_counts_text<'a>(days: impl Iterator<Item = &'a ImportedDay>) -> String {
    let days: Vec<&ImportedDay> = days.collect();
    let states = [
        (journal::Status::Done, "done"),
        (journal::Status::Partly, "partly"),
        (journal::Status::NotDone, "not done"),
        (journal::Status::Skip, "skipped"),
    ];
    let counted = states.map(|(status, word)| (days.iter().filter(|day| day.status == status).count(), word));
    let said = counted.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
    let said: Vec<String> = said.collect();
    if said.is_empty() { "nothing".to_owned() } else { said.join(", ") }
}

fn note_counts_text(placed: &PlacedImport) -> String {
    let counts = [(placed.plans.len(), "plan"), (placed.days.len(), "note of a day"), (placed.texts.len(), "text")];
    let of_days =
        |count: usize| if count == 1 { "1 note of a day".to_owned() } else { format!("{count} notes of days") };
    let said = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, noun)| match noun {
        "note of a day" => of_days(count),
        noun => count_with_noun(count, noun),
    });
    said.collect::<Vec<_>>().join(" and ")
}
