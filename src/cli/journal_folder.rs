//! Which journal a command is about, and reading it.

use std::io::{self, BufRead as _, Write as _};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;
use walkdir::WalkDir;

use super::error::CommandError;
use super::new_notes::daily_note_names::template_folder;
use super::new_notes::new_journal::{FirstNotes, make_journal};
use super::terminal::shell_word::shell_path;
use super::typed_day::{TypedDay, read_typed_day, today_or};
use super::world::{World, now, printable_path};
use crate::build::{self, ClientFolder, Snapshot};
use crate::folder::{self, FolderIdentity, names};
use crate::journal::Settings;
use crate::problem::{Problem, draw};

/// What most commands take.
#[derive(Args)]
pub(crate) struct JournalArguments {
    /// The journal [default: this folder or the nearest one above it with a journal.md, else this folder]
    folder: Option<PathBuf>,
    /// Count as if today were this date
    #[arg(long, value_name = "DATE", value_parser = read_typed_day)]
    as_of: Option<TypedDay>,
}

/// The same for commands whose first words are not the folder.
#[derive(Args)]
pub(crate) struct JournalOptions {
    /// The journal [default: this folder or the nearest one above it with a journal.md]
    #[arg(long, value_name = "FOLDER")]
    journal: Option<PathBuf>,
    /// Count as if today were this date
    #[arg(long, value_name = "DATE", value_parser = read_typed_day)]
    as_of: Option<TypedDay>,
}

impl JournalOptions {
    /// The folder as it was typed.
    pub fn folder(&self) -> Option<&Path> {
        self.journal.as_deref()
    }

    pub fn today(&self, world: &World) -> Result<NaiveDate, CommandError> {
        today_or(self.as_of.as_ref(), world)
    }

    /// The journal that this command writes into.
    pub fn journal_to_write(&self, world: &mut World) -> Result<FolderIdentity, CommandError> {
        resolve_journal_to_write(self.journal.as_deref(), world)
    }
}

impl JournalArguments {
    /// The date that `--as-of` gives.
    pub fn as_of(&self, world: &World) -> Result<Option<NaiveDate>, CommandError> {
        self.as_of.as_ref().map(|_| self.today(world)).transpose()
    }

    pub fn today(&self, world: &World) -> Result<NaiveDate, CommandError> {
        today_or(self.as_of.as_ref(), world)
    }

    /// The word that stands where a folder is named, if no such folder is there.
    pub fn word_that_is_no_folder(&self, world: &World) -> Option<&Path> {
        self.folder.as_deref().filter(|folder| world.folder.join(folder).symlink_metadata().is_err())
    }

    /// The folder that is meant. Its links are followed once.
    pub fn root(&self, world: &World) -> Result<FolderIdentity, CommandError> {
        resolve_journal_folder(self.folder.as_deref(), world)
    }

    /// The journal that this command writes into.
    pub fn journal_to_write(&self, world: &mut World) -> Result<FolderIdentity, CommandError> {
        resolve_journal_to_write(self.folder.as_deref(), world)
    }

    /// The same without the offer to make the folder a journal.
    pub fn root_of_journal(&self, world: &World) -> Result<FolderIdentity, CommandError> {
        journal_around(self.root(world)?)
    }
}

/// The journal that a command writes into: a folder inside a journal means that journal.
fn resolve_journal_to_write(named_folder: Option<&Path>, world: &mut World) -> Result<FolderIdentity, CommandError> {
    let root = journal_around(resolve_journal_folder(named_folder, world)?)?;
    require_or_offer_journal(root.path(), world)?;
    Ok(root)
}

/// The journal that a folder without a `journal.md` is in, else that folder.
fn journal_around(folder: FolderIdentity) -> Result<FolderIdentity, CommandError> {
    let has_none = || {
        let settings = folder.path().join(names::SETTINGS).symlink_metadata();
        settings.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    };
    match folder::find_journal_upward(folder.path()).filter(|_| !folder::is_journal(folder.path()) && has_none()) {
        Some(around) => Ok(FolderIdentity::resolve(&around)?),
        None => Ok(folder),
    }
}

/// The folder that a person named, or the journal that they are in.
pub(crate) fn resolve_journal_folder(
    named_folder: Option<&Path>,
    world: &World,
) -> Result<FolderIdentity, CommandError> {
    let path = match named_folder {
        Some(folder) => world.folder.join(folder),
        None => folder::find_journal_upward(&world.folder).unwrap_or_else(|| world.folder.clone()),
    };
    let place = printable_path(named_folder.unwrap_or(Path::new(".")));
    FolderIdentity::resolve(&path).map_err(|error| {
        CommandError::Message(if error.kind() == io::ErrorKind::NotADirectory {
            format!("tinystep: {place} is a file, not a folder.")
        } else {
            format!("tinystep: {place} cannot be opened ({error}).")
        })
    })
}

/// A command that writes needs a folder with `journal.md`. At a terminal it offers to make the folder a journal.
fn require_or_offer_journal(root: &Path, world: &mut World) -> Result<(), CommandError> {
    if folder::is_journal(root) {
        return Ok(());
    }
    let why = no_journal_message(root);
    if !world.can_ask {
        return Err(CommandError::Message(why));
    }
    write!(world.err, "{why}\n\nMake it a journal now? [y/N] ")?;
    let mut answer = String::new();
    world.input.read_line(&mut answer)?;
    if !matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
        return Err(CommandError::Message("Nothing was written.".to_owned()));
    }
    let notes = FirstNotes { template_folder: template_folder(root), ..FirstNotes::default() };
    make_journal(root, &notes, world)?;
    Ok(())
}

/// Why a folder is not a journal, and what to do about it.
pub(crate) fn no_journal_message(root: &Path) -> String {
    let (place, typed) = (printable_path(root), shell_path(root));
    match std::fs::symlink_metadata(root.join(names::SETTINGS)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return format!("tinystep: {place} cannot be looked into ({error}), so nothing is written there.");
        }
        Ok(meta) if !meta.is_file() => {
            let what = if meta.is_symlink() { "a link, and links are not followed" } else { "no plain file" };
            return format!("tinystep: journal.md in {place} is {what}, so nothing is written there.");
        }
        _ => {}
    }
    let below = journals_below(root);
    if !below.is_empty() {
        return several_journals_message(root, &below);
    }
    format!(
        "tinystep: {place} has no journal.md, so nothing is written there.\n\
         If it is your journal, make it one: tinystep init {typed}\n\
         If a journal.md belongs there, wait until it is back (a drive or a sync that is not ready)."
    )
}

/// A folder above journals is not a journal itself: read as one it would mix people. Nor is a folder of made pages, which would look like
/// a journal without notes.
pub(crate) fn refuse_made_pages_or_several_journals(root: &Path) -> Result<(), CommandError> {
    if folder::is_journal(root) {
        return Ok(());
    }
    if let Some(pages) = build::read_client_folder(root, "") {
        return Err(CommandError::Message(pages_message(root, &pages)));
    }
    let below = journals_below(root);
    if below.is_empty() { Ok(()) } else { Err(CommandError::Message(several_journals_message(root, &below))) }
}

/// A message that a folder holds what was made from a journal, and what can be done with it.
fn pages_message(root: &Path, pages: &ClientFolder) -> String {
    let weeks = pages.data_weeks.iter().rev().copied();
    let newest = build::read_newest_week_of_client(root, pages, weeks, &mut Vec::new(), |_| {});
    let name = newest.data.and_then(|week| week.name);
    let whose = name.map_or_else(String::new, |name| format!(" of {}", draw::escape_controls(&name)));
    let place = printable_path(root);
    format!(
        "tinystep: {place} holds the pages{whose}. They are made from a journal, which is not here, so this command has nothing \
         to read. Open {} in a browser. For an overview of several clients: tinystep caseload FOLDER, with the folder above \
         theirs.",
        pages.overview.unwrap_or("the newest page")
    )
}

fn several_journals_message(root: &Path, below: &[String]) -> String {
    let list: String = below.iter().map(|path| format!("\n  {}", draw::escape_controls(path))).collect();
    format!(
        "tinystep: {} has no journal.md, but these folders below it do. Name one of them (for plan, log and reflect behind --journal):{list}",
        printable_path(root)
    )
}

/// How deep journals are looked for, how many entries are looked at, and how many are listed.
const DEEPEST: usize = 5;
const MOST_ENTRIES: usize = 50_000;
const MOST_LISTED: usize = 20;

/// The journals below a folder that is not a journal, by path.
fn journals_below(root: &Path) -> Vec<String> {
    let walk = WalkDir::new(root).min_depth(1).max_depth(DEEPEST).sort_by_file_name().into_iter();
    let open = |entry: &walkdir::DirEntry| {
        !entry.file_name().to_str().is_some_and(|name| names::is_never_read_folder(None, name))
    };
    let folders = walk.filter_entry(open).take(MOST_ENTRIES).filter_map(Result::ok);
    let journals = folders.filter(|entry| entry.file_type().is_dir() && folder::is_journal(entry.path()));
    let relative = journals.filter_map(|entry| Some(entry.path().strip_prefix(root).ok()?.to_str()?.to_owned()));
    let mut found: Vec<String> = Vec::new();
    for path in relative {
        // A journal inside another one is for that one to report.
        if found.last().is_none_or(|above| !Path::new(&path).starts_with(above)) {
            found.push(path);
        }
        if found.len() == MOST_LISTED {
            break;
        }
    }
    found
}

/// Refuses a new journal above journals that it would silently take in.
///
/// # Errors
/// With their names, and what to do.
pub(crate) fn refuse_above_journals(root: &Path) -> Result<(), CommandError> {
    if folder::is_journal(root) {
        return Ok(());
    }
    let below =
        journals_below(root).into_iter().filter(|path| folder::has_settings_note_without_settings(&root.join(path)));
    let list: String = below.map(|path| format!("\n  {}", draw::escape_controls(&path))).collect();
    if list.is_empty() {
        return Ok(());
    }
    Err(CommandError::Message(format!(
        "tinystep: a journal here would read the notes of these journals as its own:{list}\n\
         Name another folder. Or write a setting into the journal.md of each, such as `name:` between two lines of `---`: then \
         they stay apart. Nothing was written."
    )))
}

/// Reads a folder. If that takes long and somebody is at the terminal, a line shows how far it has come.
pub(crate) fn load(root: &FolderIdentity, world: &World) -> Result<Snapshot, CommandError> {
    load_with_progress(world, |read| build::load(None, root, world.language, now(), read))
}

/// The same for what shows only what is shared. `before` is what was read already.
pub(crate) fn load_without_unshared_words(
    before: Option<Snapshot>,
    root: &FolderIdentity,
    world: &World,
) -> Result<Snapshot, CommandError> {
    load_with_progress(world, |read| build::load_without_unshared_words(before, root, world.language, now(), read))
}

fn load_with_progress(
    world: &World,
    load: impl FnOnce(&(dyn Fn(usize) + Sync)) -> io::Result<Snapshot>,
) -> Result<Snapshot, CommandError> {
    let progress = world.progress();
    let snapshot = load(&|all| progress.add_one_read(all));
    progress.clear();
    snapshot.map_err(|error| CommandError::Message(format!("tinystep: the folder cannot be read ({error}).")))
}

/// A journal that a note is added to, and its settings. Settings that cannot be read stop pages, but not a person's notes
/// (docs/specification.md#1-notes): then the note is checked as in a journal without settings.
pub(crate) fn read_journal_for_new_note(
    named_folder: Option<&Path>,
    world: &mut World,
) -> Result<(FolderIdentity, Snapshot, Settings), CommandError> {
    let root = resolve_journal_to_write(named_folder, world)?;
    let snapshot = load(&root, world)?;
    let settings = settings_or_defaults_for_new_note(&snapshot, world)?;
    Ok((root, snapshot, settings))
}

/// The settings of a journal that a note is added to. What is wrong in them is said.
pub(crate) fn settings_or_defaults_for_new_note(
    snapshot: &Snapshot,
    world: &mut World,
) -> Result<Settings, CommandError> {
    let why = match &snapshot.settings {
        Ok(settings) => return Ok(settings.clone()),
        Err(problems) => {
            drawn_settings_problems(problems, world)
                + "tinystep: no page is made until journal.md can be read, since settings are never guessed. A note can be added."
        }
    };
    world.warn(&why)?;
    crate::journal::settings(names::SETTINGS, b"# Journal\n").map_err(|_| CommandError::Message(why))
}

fn drawn_settings_problems(problems: &[Problem], world: &World) -> String {
    let drawn = |problem| draw::draw_full_at_width(problem, world.err_has_colour, world.err_drawn_width) + "\n";
    problems.iter().map(drawn).collect()
}

/// The settings of what was read, or why there are none.
pub(crate) fn settings_or_error<'a>(snapshot: &'a Snapshot, world: &World) -> Result<&'a Settings, CommandError> {
    snapshot.settings.as_ref().map_err(|problems| {
        CommandError::Message(
            drawn_settings_problems(problems, world)
                + "tinystep: settings are never guessed, so nothing is shown or made until journal.md can be read.",
        )
    })
}
