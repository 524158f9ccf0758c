//! `tinystep export`: the counted weeks of journals as tables (docs/data.md).

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ValueEnum;

use crate::build::{self, Snapshot};
use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::journal_folder::{
    load, read_date, refuse_folder_above_journals, resolve_journal_folder, settings_or_error,
};
use crate::cli::secret_key::read_key_file;
use crate::cli::world::{World, printable_path};
use crate::folder::FolderIdentity;
use crate::journal::{Settings, View};
use crate::output::{TableFile, first_bytes_of_file};
use crate::render::{ExportForm, ExportNames, ExportTable, export_week};
use crate::text::fold;
use crate::week;

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep export --table weeks
  tinystep export --out tables --format csv
  tinystep export sam alex --out tables --pseudonyms ~/study.key

The tables are weeks, occasions, entries, ratings and barriers. Without --all they hold what is shared, and never the text \
of notes. With --out, a file that was not made as this table stays, and nothing is written.

Exit status: 0 fine; 2 wrong usage, or it could not run or not write.")]
pub(in crate::cli) struct Arguments {
    /// The journals [default: this folder or the nearest one above it with a journal.md]
    #[arg(value_name = "FOLDER")]
    folders: Vec<PathBuf>,
    /// Only this table; without --out it is printed
    #[arg(long, value_enum, value_name = "NAME", required_unless_present = "out")]
    table: Option<TableName>,
    /// Write one file for each table into this folder, and only what changed
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// JSON lines or CSV
    #[arg(long, value_enum, default_value = "jsonl")]
    format: FormName,
    /// What is private too, for your own use
    #[arg(long)]
    all: bool,
    /// Hashes and numbers for names, made with this secret file, and no other text
    #[arg(long, value_name = "KEYFILE", conflicts_with = "all")]
    pseudonyms: Option<PathBuf>,
    /// Count as if today were this date
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    as_of: Option<NaiveDate>,
}

#[derive(Clone, Copy, ValueEnum)]
enum TableName {
    Weeks,
    Occasions,
    Entries,
    Ratings,
    Barriers,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormName {
    Jsonl,
    Csv,
}

/// One journal, ready to be counted.
struct ReadJournal {
    snapshot: Snapshot,
    settings: Settings,
}

/// Where the lines go, in order of [`ExportTable::ALL`]; none for a table that is not wanted.
enum Target {
    Printed(ExportTable),
    Files { folder: PathBuf, named: PathBuf, files: Vec<(ExportTable, TableFile)> },
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let form = match arguments.format {
        FormName::Jsonl => ExportForm::JsonLines,
        FormName::Csv => ExportForm::Csv,
    };
    let secret = arguments.pseudonyms.as_deref().map(|named| read_key_file(named, world)).transpose()?;
    let roots = arguments.roots(world)?;
    let mut target = arguments.target(form, world)?;
    target.add_heads(form, world)?;
    let mut clients = BTreeSet::new();
    for root in &roots {
        let journal = read_journal(root, world)?;
        refuse_folder_of_reports(&target, root, &journal.settings)?;
        if roots.len() > 1 {
            refuse_second_of_name(&mut clients, &journal.settings, root)?;
        }
        let names = secret.as_deref().map_or_else(ExportNames::as_written, ExportNames::pseudonyms);
        arguments.add_journal(&journal, names, form, (&mut target, world))?;
    }
    target.finish(form, world)
}

impl Arguments {
    fn roots(&self, world: &World) -> Result<Vec<FolderIdentity>, CommandError> {
        let roots = match self.folders.as_slice() {
            [] => vec![resolve_journal_folder(None, world)?],
            named => {
                named.iter().map(|folder| resolve_journal_folder(Some(folder), world)).collect::<Result<_, _>>()?
            }
        };
        for root in &roots {
            refuse_folder_above_journals(root.path())?;
        }
        Ok(roots)
    }

    fn wanted_tables(&self) -> Vec<ExportTable> {
        match self.table {
            None => ExportTable::ALL.to_vec(),
            Some(TableName::Weeks) => vec![ExportTable::Weeks],
            Some(TableName::Occasions) => vec![ExportTable::Occasions],
            Some(TableName::Entries) => vec![ExportTable::Entries],
            Some(TableName::Ratings) => vec![ExportTable::Ratings],
            Some(TableName::Barriers) => vec![ExportTable::Barriers],
        }
    }

    /// Where the lines go. Nothing is begun unless every file can be replaced.
    fn target(&self, form: ExportForm, world: &World) -> Result<Target, CommandError> {
        let tables = self.wanted_tables();
        let Some(named) = &self.out else {
            let table = tables.first().copied().unwrap_or(ExportTable::Weeks);
            return Ok(Target::Printed(table));
        };
        let cannot = |error: std::io::Error| {
            CommandError::Message(format!("tinystep: {} cannot be written ({error}).", printable_path(named)))
        };
        let folder = world.folder.join(named);
        std::fs::create_dir_all(&folder).map_err(cannot)?;
        let folder = folder.canonicalize().map_err(cannot)?;
        for table in &tables {
            let path = folder.join(file_name(*table, form));
            let is_free = match first_bytes_of_file(&path, MOST_OF_FIRST_LINE).map_err(cannot)? {
                None => true,
                Some(bytes) => bytes.is_empty() || form.is_start_of(*table, &bytes),
            };
            if !is_free {
                return Err(CommandError::Message(format!(
                    "tinystep: {} was not made by `tinystep export` as it is now, so it stays, and nothing was written. \
                     Move it away, or name another folder.",
                    printable_path(&named.join(file_name(*table, form)))
                )));
            }
        }
        let file = |table: ExportTable| Ok((table, TableFile::create(&folder, &file_name(table, form))?));
        let files = tables.into_iter().map(file).collect::<std::io::Result<_>>().map_err(cannot)?;
        Ok(Target::Files { folder, named: named.clone(), files })
    }

    /// One journal, week by week.
    fn add_journal(
        &self,
        journal: &ReadJournal,
        mut names: ExportNames,
        form: ExportForm,
        (target, world): (&mut Target, &mut World),
    ) -> Result<(), CommandError> {
        let view = if self.all { View::Client } else { View::Shared };
        let ReadJournal { snapshot, settings } = journal;
        let today = self.as_of.unwrap_or_else(|| (world.today)());
        let as_of = settings.cap_today_at_course_end(today);
        let journal = snapshot.assemble_journal(settings, today, view);
        for week in week::weeks_with_report(&journal, as_of) {
            let counted = week::count_week(&journal, week, week::cap_at_day_after_week(week, as_of));
            let lines = export_week(&journal, &counted, &mut names, form);
            for (table, lines) in ExportTable::ALL.into_iter().zip(&lines) {
                target.add(table, lines, world)?;
            }
        }
        Ok(())
    }
}

/// How much of a file is looked at to see whether it is a table of ours.
const MOST_OF_FIRST_LINE: u64 = 64 * 1024;

fn file_name(table: ExportTable, form: ExportForm) -> String {
    format!("{}.{}", table.name(), form.ending())
}

fn read_journal(root: &FolderIdentity, world: &World) -> Result<ReadJournal, CommandError> {
    let snapshot = load(root, world)?;
    let settings = settings_or_error(&snapshot, world)?.clone();
    Ok(ReadJournal { snapshot, settings })
}

/// Rows of several clients are told apart by their names alone.
fn refuse_second_of_name(
    clients: &mut BTreeSet<String>,
    settings: &Settings,
    root: &FolderIdentity,
) -> Result<(), CommandError> {
    let place = printable_path(root.path());
    let Some(name) = &settings.name else {
        return Err(CommandError::Message(format!(
            "tinystep: {place} says no `name:` in its journal.md, so its rows could not be told from others. Nothing was \
             written into a file."
        )));
    };
    if clients.insert(fold(name)) {
        return Ok(());
    }
    Err(CommandError::Message(format!(
        "tinystep: {place} has the name of another of these journals, so their rows could not be told apart. Nothing was \
         written into a file."
    )))
}

/// What lies in the folder of the reports is shared.
fn refuse_folder_of_reports(target: &Target, root: &FolderIdentity, settings: &Settings) -> Result<(), CommandError> {
    let Target::Files { folder, .. } = target else { return Ok(()) };
    let reports = build::reports_folder(root.path(), Some(settings));
    if !folder.starts_with(reports.canonicalize().unwrap_or(reports)) {
        return Ok(());
    }
    Err(CommandError::Message(
        "tinystep: the folder of the reports is for the reports alone. Name another one.".to_owned(),
    ))
}

impl Target {
    fn add_heads(&mut self, form: ExportForm, world: &mut World) -> Result<(), CommandError> {
        for table in ExportTable::ALL {
            self.add(table, &form.head(table), world)?;
        }
        Ok(())
    }

    fn add(&mut self, table: ExportTable, lines: &str, world: &mut World) -> Result<(), CommandError> {
        match self {
            Target::Printed(wanted) if *wanted == table => world.out.write_all(lines.as_bytes())?,
            Target::Printed(_) => {}
            Target::Files { files, .. } => {
                for (_, file) in files.iter_mut().filter(|(of, _)| *of == table) {
                    file.add(lines)?;
                }
            }
        }
        Ok(())
    }

    fn finish(self, form: ExportForm, world: &mut World) -> CommandResult {
        let Target::Files { named, files, .. } = self else { return Ok(Status::Fine) };
        let mut unchanged = 0;
        for (table, file) in files {
            if file.finish()? {
                writeln!(world.out, "made     {}", printable_path(&named.join(file_name(table, form))))?;
            } else {
                unchanged += 1;
            }
        }
        if unchanged > 0 {
            writeln!(world.out, "Up to date: {unchanged}.")?;
        }
        Ok(Status::Fine)
    }
}
