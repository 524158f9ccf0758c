//! `tinystep check`: what cannot be read, and what could be clearer.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::ValueEnum;

use crate::build::{self, Snapshot, count_problems_to_fix};
use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::journal_folder::{load, refuse_made_pages_or_several_journals, resolve_journal_folder};
use crate::cli::summary::count_to_fix_in_words;
use crate::cli::typed_day::{TypedDay, read_typed_day, today_or};
use crate::cli::world::{World, count_with_noun, printable_path};
use crate::folder::{self, FolderIdentity, names};
use crate::journal::{JournalCounts, View};
use crate::problem::{Problem, ProblemClass, draw};

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep check
  tinystep check --strict
  tinystep check plans/walk.md daily/2026-11-19.md

Name files, or a folder inside a journal, to list only what concerns them. The whole journal is still read, since what a \
note means depends on the others.

Exit status: 0 fine, or only hints; 1 something cannot be read (with --strict also: there are hints); 2 wrong usage, or \
it could not run.")]
pub(in crate::cli) struct Arguments {
    /// The journal, or files in it [default: this folder or the nearest one above it with a journal.md, else this folder]
    #[arg(value_name = "FOLDER|FILE")]
    paths: Vec<PathBuf>,
    /// Count as if today were this date
    #[arg(long, value_name = "DATE", value_parser = read_typed_day)]
    as_of: Option<TypedDay>,
    /// How to print the list
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// End with exit status 1 if there are hints, too
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let JournalAndFiles { root, files, folder } = journal_and_named_files(&arguments.paths, world)?;
    refuse_made_pages_or_several_journals(root.path())?;
    let snapshot = load(&root, world)?;
    let today = today_or(arguments.as_of.as_ref(), world)?;
    let mut problems = build::journal_problems(&snapshot, today);
    for file in &files {
        refuse_ignored_file(&snapshot, &problems, file)?;
    }
    let is_whole = files.is_empty() && folder.is_none();
    if !is_whole {
        let is_in_folder = |problem: &Problem| folder.as_ref().is_some_and(|folder| problem.file.starts_with(folder));
        problems.retain(|of| is_in_folder(of) || files.iter().any(|file| is_about_file(of, file)));
    }
    let has_errors = problems.iter().any(|problem| problem.code.class() == ProblemClass::Error);
    match arguments.format {
        Format::Json => write!(world.out, "{}", draw::problems_as_json(&problems))?,
        Format::Text => {
            for problem in &problems {
                writeln!(world.out, "{}", draw::draw_full_at_width(problem, world.has_colour, world.out_drawn_width))?;
            }
            world.print_sentence(&count_of_problems_sentence(&problems))?;
            if let Some(summary) = sentence_of_what_was_read(&snapshot, today).filter(|_| is_whole) {
                world.print_sentence(&format!("Read: {summary}."))?;
            }
        }
    }
    let is_failed = has_errors || (arguments.strict && !problems.is_empty());
    Ok(if is_failed { Status::FoundErrors } else { Status::Fine })
}

/// How many things there are to fix: the number that `notes-to-fix.md`, `report` and `watch` give too.
fn count_of_problems_sentence(problems: &[Problem]) -> String {
    let count = count_problems_to_fix(problems);
    let hints = problems.len() - count.total();
    let of_hints = (hints > 0).then(|| count_with_noun(hints, "hint"));
    let read = if count.to_fix == 0 { "Every note can be read. " } else { "" };
    match (count_to_fix_in_words(count), of_hints) {
        (None, None) => format!("{read}No hints."),
        (Some(counts), None) | (None, Some(counts)) => format!("{read}{counts}."),
        (Some(counts), Some(hints)) => format!("{read}{counts}, and {hints}."),
    }
}

/// How much was read, so that nobody has to guess what counts; none while the settings cannot be read.
fn sentence_of_what_was_read(snapshot: &Snapshot, today: NaiveDate) -> Option<String> {
    let settings = snapshot.settings.as_ref().ok()?;
    let journal = snapshot.assemble_journal(settings, today, View::Client);
    Some(JournalCounts::new(&snapshot.drafts, &journal).sentence())
}

/// A journal, and the files of it that were named, by their paths in it.
struct JournalAndFiles {
    root: FolderIdentity,
    files: Vec<String>,
    /// A folder of it, with a `/` at its end.
    folder: Option<String>,
}

impl JournalAndFiles {
    fn whole(root: FolderIdentity) -> JournalAndFiles {
        JournalAndFiles { root, files: Vec::new(), folder: None }
    }
}

/// The journal that the named files are in, or the named folder.
fn journal_and_named_files(paths: &[PathBuf], world: &World) -> Result<JournalAndFiles, CommandError> {
    let is_folder = |path: &PathBuf| world.folder.join(path).is_dir();
    match paths {
        [] => return Ok(JournalAndFiles::whole(resolve_journal_folder(None, world)?)),
        [folder] if is_folder(folder) => return journal_and_folder(folder, world),
        _ => {}
    }
    let mut found: Option<JournalAndFiles> = None;
    for path in paths {
        let (root, file) = find_journal_of_file(path, world)?;
        match &mut found {
            None => found = Some(JournalAndFiles { files: vec![file], ..JournalAndFiles::whole(root) }),
            Some(checked) if checked.root == root => checked.files.push(file),
            Some(_) => {
                let message = "tinystep: these files are in different journals. Check one journal at a time.";
                return Err(CommandError::Message(message.to_owned()));
            }
        }
    }
    found.ok_or_else(|| CommandError::Message("tinystep: no file was named.".to_owned()))
}

/// A journal, or any folder that is in none; or a folder inside a journal, whose notes mean the same as there.
fn journal_and_folder(folder: &Path, world: &World) -> Result<JournalAndFiles, CommandError> {
    let root = resolve_journal_folder(Some(folder), world)?;
    let around = folder::find_journal_upward(root.path());
    let inner = around.as_deref().and_then(|around| root.path().strip_prefix(around).ok());
    match (&around, inner.filter(|inner| *inner != Path::new(""))) {
        (Some(around), Some(inner)) => {
            let folder = inner.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/") + "/";
            Ok(JournalAndFiles {
                folder: Some(folder),
                ..JournalAndFiles::whole(resolve_journal_folder(Some(around), world)?)
            })
        }
        _ => Ok(JournalAndFiles::whole(root)),
    }
}

/// The journal that a file is in, and its path there.
fn find_journal_of_file(path: &Path, world: &World) -> Result<(FolderIdentity, String), CommandError> {
    let stop = |what: &str| CommandError::Message(format!("tinystep: {} {what}.", printable_path(path)));
    let full = world.folder.join(path);
    if full.is_dir() {
        return Err(stop("is a folder: name one folder, or files"));
    }
    let (Some(above), Some(name)) = (full.parent(), full.file_name()) else { return Err(stop("is no file")) };
    let above = std::fs::canonicalize(above).map_err(|error| stop(&format!("cannot be opened ({error})")))?;
    if std::fs::symlink_metadata(&full).is_err() {
        return Err(stop("is not there"));
    }
    let root = folder::find_journal_upward(&above).ok_or_else(|| match std::fs::metadata(&full) {
        // A link that leads nowhere may have been the journal's.
        Err(error) => stop(&format!("cannot be opened ({error})")),
        Ok(_) => stop("is in no journal: no folder above it has a journal.md"),
    })?;
    let relative = above.strip_prefix(&root).map(|below| below.join(name)).unwrap_or_default();
    let root = FolderIdentity::resolve(&root).map_err(|error| stop(&format!("cannot be opened ({error})")))?;
    Ok((root, relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")))
}

/// A file that is not read has no problem, and "every note can be read" would mislead.
fn refuse_ignored_file(snapshot: &Snapshot, problems: &[Problem], file: &str) -> Result<(), CommandError> {
    let is_read = snapshot.has_input_at(file) || names::is_settings_path(file);
    if is_read || problems.iter().any(|problem| problem.file == file) {
        return Ok(());
    }
    let why = if names::is_note_by_ending(file.rsplit('/').next().unwrap_or(file)) {
        "is not read as a note: it was made by tinystep, or its folder or its name is one that is never read"
    } else {
        "is no note: the name of a note ends in .md or .markdown"
    };
    Err(CommandError::Message(format!("tinystep: {} {why}.", draw::escape_controls(file))))
}

/// Whether a problem is in a file, or names it.
fn is_about_file(problem: &Problem, file: &str) -> bool {
    problem.file == file || mentions_path(&problem.message, file) || mentions_path(&problem.help, file)
}

/// Whether a text names a path, and not only one that ends or continues like it.
fn mentions_path(text: &str, path: &str) -> bool {
    let is_of_path = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_');
    text.match_indices(path).any(|(at, _)| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + path.len()..).unwrap_or_default());
        !before.ends_with(is_of_path) && !after.starts_with(is_of_path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_not_found_in_another() {
        for (text, is_named) in [
            ("Another plan is in `walk.md`.", true),
            ("walk.md and others", true),
            ("Another plan is in `plans/walk.md`.", false),
            ("Another plan is in `my-walk.md`.", false),
            ("Another plan is in `walk.mdx`.", false),
        ] {
            assert_eq!(mentions_path(text, "walk.md"), is_named, "{text}");
        }
    }
}
