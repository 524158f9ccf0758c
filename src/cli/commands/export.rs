//! `tinystep export`: the counted weeks of journals, or of many clients' reports, as tables (docs/data.md).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::build::{self, ClientFolder, Snapshot};
use crate::caseload::UnreadPath;
use crate::cli::error::{CommandError, CommandResult};
use crate::cli::export_tables::export_reports::{
    ExportRowOptions, ReportsExporter, names_of_clients_that_have_one, warn_about_unread_paths,
};
use crate::cli::export_tables::export_target::{ExportLayout, ExportTarget, reports_folder_error};
use crate::cli::export_tables::same_named_clients::SameNamedClients;
use crate::cli::export_tables::secret_key::read_key_file;
use crate::cli::journal_folder::{
    load, refuse_made_pages_or_several_journals, resolve_journal_folder, settings_or_error,
};
use crate::cli::typed_day::{TypedDay, read_typed_day, today_or};
use crate::cli::world::{World, printable_path};
use crate::folder::{self, FolderIdentity};
use crate::journal::{Settings, View};
use crate::phrases::plain::one_plain_line;
use crate::render::{ExportFormat, ExportTable, week_data_of_counts_only};
use crate::text::fold;
use crate::week;

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep export --table weeks
  tinystep export --out tables --format csv
  tinystep export sam alex --out tables --pseudonyms ~/study.key
  tinystep export clients --out tables --partition client

The tables are weeks, occasions, entries, ratings and barriers. Without --all they hold what is shared, and never the text \
of notes. With --out, a file that is not such a table is left as it is, and nothing is written.

A FOLDER that is not a journal may hold the reports of many clients, at any depth. Then their data/ is read.

Exit status: 0 fine, with what could not be read on standard error; 2 wrong usage, or it could not run or write.")]
pub(in crate::cli) struct Arguments {
    /// Journals, or folders of reports [default: this folder or the nearest one above it with a journal.md]
    #[arg(value_name = "FOLDER")]
    folders: Vec<PathBuf>,
    /// Only this table; without --out it is printed
    #[arg(long, value_enum, value_name = "NAME")]
    table: Option<TableName>,
    /// Write one file for each table into this folder, and only what changed
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// With --out: a folder for each table, and in it one for each client, as DuckDB and Spark read them
    #[arg(long, value_enum, value_name = "BY", requires = "out")]
    partition: Option<Partition>,
    /// JSON lines or CSV
    #[arg(long, value_enum, default_value = "jsonl")]
    format: FormatName,
    /// Include what is private, for your own use
    #[arg(long)]
    all: bool,
    /// Write hashes and numbers in place of names, made with this secret file, and no other text
    #[arg(long, value_name = "KEYFILE", conflicts_with = "all")]
    pseudonyms: Option<PathBuf>,
    /// Count as if today were this date
    #[arg(long, value_name = "DATE", value_parser = read_typed_day)]
    as_of: Option<TypedDay>,
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
enum FormatName {
    Jsonl,
    Csv,
}

#[derive(Clone, Copy, ValueEnum)]
enum Partition {
    Client,
}

/// Where rows come from.
enum Source {
    Journal(FolderIdentity),
    /// Folders of reports below a folder, and what could not be looked into.
    Reports {
        root: FolderIdentity,
        folders: Vec<ClientFolder>,
        unread: Vec<UnreadPath>,
    },
}

/// One journal, ready to be counted.
struct ReadJournal {
    snapshot: Snapshot,
    settings: Settings,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let form = match arguments.format {
        FormatName::Jsonl => ExportFormat::JsonLines,
        FormatName::Csv => ExportFormat::Csv,
    };
    if arguments.table.is_none() && arguments.out.is_none() {
        return Err(CommandError::Message(
            "tinystep: say where the tables go: `--table NAME` prints one of them, `--out DIR` writes them into files. One is \
             enough."
                .to_owned(),
        ));
    }
    let secret = arguments.pseudonyms.as_deref().map(|named| read_key_file(named, world)).transpose()?;
    let tables = arguments.wanted_tables();
    let sources = arguments.sources(world)?;
    let same_named = if secret.is_some() { same_named_clients(&sources) } else { SameNamedClients::default() };
    let rows = ExportRowOptions { form, tables: &tables, secret: secret.as_deref(), same_named: &same_named };
    arguments.refuse_journal_only_options(&sources)?;
    let mut target = arguments.target(form, world)?;
    target.print_table_header(world)?;
    let mut clients = BTreeSet::new();
    let is_alone = sources.len() == 1;
    for source in &sources {
        match source {
            Source::Journal(root) => {
                let journal = read_journal(root, world)?;
                let reports = build::reports_folder(root.path(), Some(&journal.settings));
                refuse_target_inside_reports(&target, &reports)?;
                if !is_alone {
                    refuse_duplicate_client_name(&mut clients, &journal.settings, root, rows)?;
                }
                arguments.add_journal(&journal, rows, &mut target, world)?;
            }
            Source::Reports { root, folders, unread } => {
                warn_about_unread_paths(unread, world)?;
                let is_alone = is_alone && folders.len() == 1;
                let rows = ReportsExporter::new(rows, is_alone, &mut clients, &mut target, world);
                rows.add_all(root.path(), folders)?;
            }
        }
    }
    target.finish(world)
}

impl Arguments {
    fn sources(&self, world: &World) -> Result<Vec<Source>, CommandError> {
        let roots = match self.folders.as_slice() {
            [] => vec![resolve_journal_folder(None, world)?],
            named => {
                named.iter().map(|folder| resolve_journal_folder(Some(folder), world)).collect::<Result<_, _>>()?
            }
        };
        roots.into_iter().map(source_at).collect()
    }

    /// What was made from notes cannot be counted again, and does not have what was not shared.
    fn refuse_journal_only_options(&self, sources: &[Source]) -> Result<(), CommandError> {
        let has_reports = sources.iter().any(|source| matches!(source, Source::Reports { .. }));
        let refused = match (self.all, &self.as_of) {
            (true, _) => "--all needs a journal: reports hold only what is shared.",
            (_, Some(_)) => "--as-of needs a journal: the weeks in reports are counted already.",
            _ => return Ok(()),
        };
        if has_reports { Err(CommandError::Message(format!("tinystep: {refused}"))) } else { Ok(()) }
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

    fn layout(&self) -> ExportLayout {
        match self.partition {
            None => ExportLayout::ByTable,
            Some(Partition::Client) => ExportLayout::ByClient { is_pseudonymous: self.pseudonyms.is_some() },
        }
    }

    fn target(&self, form: ExportFormat, world: &World) -> Result<ExportTarget, CommandError> {
        let tables = self.wanted_tables();
        match &self.out {
            None => Ok(ExportTarget::Printed(tables.first().copied().unwrap_or(ExportTable::Weeks), form)),
            Some(named) => ExportTarget::files(named, form, tables, self.layout(), world),
        }
    }

    /// One journal, week by week.
    fn add_journal(
        &self,
        journal: &ReadJournal,
        rows: ExportRowOptions<'_>,
        target: &mut ExportTarget,
        world: &mut World,
    ) -> Result<(), CommandError> {
        let view = if self.all { View::Client } else { View::Shared };
        let ReadJournal { snapshot, settings } = journal;
        let today = today_or(self.as_of.as_ref(), world)?;
        let as_of = settings.cap_today_after_last_week_of_course(today);
        let journal = snapshot.assemble_journal(settings, today, view);
        let mut names = rows.names();
        let name = settings.name.as_deref().map(one_plain_line);
        let name_with_folder = name.as_deref().and_then(|name| rows.name_with_folder(name, snapshot.root.path()));
        let name = name_with_folder.clone().or(name);
        target.begin_client(names.client_name(name.as_deref()).as_deref())?;
        for week in week::weeks_with_report(&journal, as_of) {
            let as_of = week::cap_at_day_after_week(week, as_of);
            let counted = week::count_week(&journal, week, as_of);
            let mut data = week_data_of_counts_only(&journal, &counted, as_of, world.language.phrases);
            if name_with_folder.is_some() {
                data.name.clone_from(&name_with_folder);
            }
            target.add(&rows.lines_of_week(&data, &mut names), world)?;
        }
        target.end_client()
    }
}

/// What a folder is: a journal, or one that holds reports. Any other is read as a journal.
fn source_at(root: FolderIdentity) -> Result<Source, CommandError> {
    if !folder::is_journal(root.path()) {
        let cannot = |error: std::io::Error| {
            CommandError::Message(format!("tinystep: {} cannot be read ({error}).", printable_path(root.path())))
        };
        let found = build::find_client_folders(root.path()).map_err(cannot)?;
        let folders: Vec<ClientFolder> = found.itself.into_iter().chain(found.folders).collect();
        if folders.iter().any(|folder| !folder.data_weeks.is_empty()) {
            return Ok(Source::Reports { root, folders, unread: found.unread });
        }
        refuse_made_pages_or_several_journals(root.path())?;
    }
    Ok(Source::Journal(root))
}

/// The clients that have one name, among all of these. For this, only the settings of a journal are read.
fn same_named_clients(sources: &[Source]) -> SameNamedClients {
    let names = sources.iter().flat_map(|source| match source {
        Source::Journal(root) => {
            let settings = build::settings_and_whether_note_is_there(root.path()).0.ok();
            settings.and_then(|settings| settings.name.as_deref().map(one_plain_line)).into_iter().collect()
        }
        Source::Reports { root, folders, .. } => names_of_clients_that_have_one(root.path(), folders),
    });
    let roots = sources.iter().map(|source| match source {
        Source::Journal(root) | Source::Reports { root, .. } => root.path(),
    });
    SameNamedClients::new(names.collect::<Vec<_>>(), roots)
}

fn read_journal(root: &FolderIdentity, world: &World) -> Result<ReadJournal, CommandError> {
    let snapshot = load(root, world)?;
    let settings = settings_or_error(&snapshot, world)?.clone();
    Ok(ReadJournal { snapshot, settings })
}

/// Only their names distinguish the rows of several clients.
fn refuse_duplicate_client_name(
    clients: &mut BTreeSet<String>,
    settings: &Settings,
    root: &FolderIdentity,
    rows: ExportRowOptions<'_>,
) -> Result<(), CommandError> {
    let place = printable_path(root.path());
    let Some(name) = &settings.name else {
        return Err(CommandError::Message(format!(
            "tinystep: {place} says no `name:` in its journal.md, so its rows could not be told from others. Nothing was \
             written into a file."
        )));
    };
    let name = one_plain_line(name);
    let name_with_folder = rows.name_with_folder(&name, root.path());
    if clients.insert(fold(name_with_folder.as_deref().unwrap_or(&name))) {
        return Ok(());
    }
    Err(CommandError::Message(format!(
        "tinystep: {place} has the name of another of these journals, so their rows could not be told apart. Nothing was \
         written into a file."
    )))
}

/// The folder of a journal's reports may still be empty, so its file names do not show what it is.
fn refuse_target_inside_reports(target: &ExportTarget, reports: &Path) -> Result<(), CommandError> {
    let reports = reports.canonicalize().unwrap_or_else(|_| reports.to_owned());
    if target.folder().is_some_and(|folder| folder.starts_with(&reports)) {
        Err(reports_folder_error())
    } else {
        Ok(())
    }
}
