//! The rows of many clients' reports for `export`. Some weeks are read and made into lines in parallel while those before them are
//! written, so that the lines come in order and few of them are in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::build::{ClientFolder, read_newest_week_of_client, read_week_data};
use crate::caseload::UnreadPath;
use crate::cli::error::CommandError;
use crate::cli::export_tables::export_target::ExportTarget;
use crate::cli::export_tables::same_named_clients::SameNamedClients;
use crate::cli::world::World;
use crate::data::WeekData;
use crate::phrases::UnreadReason;
use crate::problem::draw;
use crate::render::{ExportFormat, ExportNames, ExportTable, TableLines, export_week};
use crate::text::fold;

/// How many weeks are read at once. The same number is being written meanwhile.
const WEEKS_AT_ONCE: usize = 64;

/// How rows are made.
#[derive(Clone, Copy)]
pub(crate) struct ExportRowOptions<'a> {
    pub form: ExportFormat,
    pub tables: &'a [ExportTable],
    pub secret: Option<&'a [u8]>,
    /// Which clients have one name.
    pub same_named: &'a SameNamedClients,
}

impl ExportRowOptions<'_> {
    /// The names of a client's rows.
    pub fn names(self) -> ExportNames {
        self.secret.map_or_else(ExportNames::as_written, ExportNames::pseudonyms)
    }

    /// What the pseudonym of a client in this folder is made of, if the name alone does not identify the client. None without
    /// pseudonyms: a name says nothing else.
    pub fn name_with_folder(self, name: &str, folder: &Path) -> Option<String> {
        self.secret.and_then(|_| self.same_named.name_with_folder(name, folder))
    }

    /// The lines of one week.
    pub fn lines_of_week(self, data: &WeekData, names: &mut ExportNames) -> TableLines {
        export_week(data, names, self.form, self.tables)
    }
}

/// Some weeks of one client, oldest first.
struct ClientWeeks<'a> {
    folder: &'a ClientFolder,
    weeks: &'a [NaiveDate],
    is_first: bool,
    is_last: bool,
}

/// The same, read.
struct ReadClientWeeks<'a> {
    piece: ClientWeeks<'a>,
    /// Of a client's first piece: the name in the newest week that is the client's own. None if no week can be read.
    name: Option<Option<String>>,
    weeks: Vec<Result<ReadWeek, UnreadReason>>,
}

/// The part of a week that can be made without the weeks before it.
struct ReadWeek {
    /// As names are compared.
    name: Option<String>,
    rows: LinesOrData,
}

enum LinesOrData {
    Lines(Box<TableLines>),
    Data(Box<WeekData>),
}

/// Reads and makes lines; it remembers nothing.
#[derive(Clone, Copy)]
struct ClientWeeksReader<'a> {
    root: &'a Path,
    rows: ExportRowOptions<'a>,
}

impl ClientWeeksReader<'_> {
    fn read<'a>(self, pieces: Vec<ClientWeeks<'a>>) -> Vec<ReadClientWeeks<'a>> {
        let begun: Vec<_> = pieces
            .into_par_iter()
            .map_init(Vec::new, |buffer, piece| {
                let (name, known) = if piece.is_first {
                    self.read_name_and_newest_weeks(piece.folder, buffer)
                } else {
                    Default::default()
                };
                (ReadClientWeeks { piece, name, weeks: Vec::new() }, known)
            })
            .collect();
        let read_weeks = |(read, mut known): (ReadClientWeeks<'a>, BTreeMap<NaiveDate, WeekData>)| {
            let ReadClientWeeks { piece, name, .. } = read;
            let weeks: Vec<_> = piece.weeks.iter().map(|start| (*start, known.remove(start))).collect();
            let weeks = weeks.into_par_iter().map_init(Vec::new, |buffer, (start, known)| {
                let data = match known {
                    Some(data) => data,
                    None => read_week_data(self.root, &piece.folder.data_path(start), start, buffer)?,
                };
                Ok(self.read_week(data))
            });
            ReadClientWeeks { weeks: weeks.collect(), piece, name }
        };
        begun.into_par_iter().map(read_weeks).collect()
    }

    /// The client's name, and the weeks that were read for it.
    fn read_name_and_newest_weeks(
        self,
        folder: &ClientFolder,
        buffer: &mut Vec<u8>,
    ) -> (Option<Option<String>>, BTreeMap<NaiveDate, WeekData>) {
        let newest_first = folder.data_weeks.iter().rev().copied();
        let newest = read_newest_week_of_client(self.root, folder, newest_first, buffer, |_| {});
        let name = newest.data.as_ref().map(|data| data.name.clone());
        let read = newest.data.into_iter().chain(newest.others);
        (name, read.map(|data| (data.week.start, data)).collect())
    }

    fn read_week(self, data: WeekData) -> ReadWeek {
        let mut names = self.rows.names();
        ReadWeek {
            name: data.name.as_deref().map(fold),
            // Names that are not replaced do not depend on the weeks before.
            rows: if names.has_no_pseudonyms() {
                LinesOrData::Lines(Box::new(self.rows.lines_of_week(&data, &mut names)))
            } else {
                LinesOrData::Data(Box::new(data))
            },
        }
    }
}

/// The client whose rows are being written.
struct CurrentClient {
    names: ExportNames,
    /// As names are compared.
    name: Option<String>,
    /// What its pseudonym is made of, if the name alone does not identify the client.
    name_with_folder: Option<String>,
}

/// Writes the rows of clients one after the other. What cannot be read is reported, and the rest is written.
pub(crate) struct ReportsExporter<'a> {
    rows: ExportRowOptions<'a>,
    /// No other client has rows here, so a client without a name cannot be mistaken for another.
    is_alone: bool,
    /// The names of those before, as names are compared.
    clients: &'a mut BTreeSet<String>,
    target: &'a mut ExportTarget,
    world: &'a mut World,
    /// None while the weeks of one are left out.
    current: Option<CurrentClient>,
}

impl<'a> ReportsExporter<'a> {
    pub fn new(
        rows: ExportRowOptions<'a>,
        is_alone: bool,
        clients: &'a mut BTreeSet<String>,
        target: &'a mut ExportTarget,
        world: &'a mut World,
    ) -> ReportsExporter<'a> {
        ReportsExporter { rows, is_alone, clients, target, world, current: None }
    }

    /// The clients of some reports folders.
    pub fn add_all(mut self, root: &Path, folders: &[ClientFolder]) -> Result<(), CommandError> {
        let reader = ClientWeeksReader { root, rows: self.rows };
        let mut batches = batches(folders).into_iter();
        let mut read = Vec::new();
        loop {
            let next = batches.next();
            let is_end = next.is_none();
            let mut next_read = Vec::new();
            let written = rayon::in_place_scope(|scope| {
                if let Some(batch) = next {
                    let next_read = &mut next_read;
                    scope.spawn(move |_| *next_read = reader.read(batch));
                }
                read.drain(..).try_for_each(|piece| self.add_client_weeks(root, piece))
            });
            written?;
            if is_end {
                return Ok(());
            }
            read = next_read;
        }
    }

    fn add_client_weeks(&mut self, root: &Path, read: ReadClientWeeks<'_>) -> Result<(), CommandError> {
        let ReadClientWeeks { piece, name, weeks } = read;
        if piece.is_first {
            warn_about_unread_paths(&piece.folder.unread, self.world)?;
            self.begin_client(root, piece.folder, name)?;
        }
        let Some(current) = &mut self.current else { return Ok(()) };
        for (start, week) in piece.weeks.iter().zip(weeks) {
            match week {
                Ok(week) if week.name != current.name => {
                    warn_about_unread_paths(
                        &[UnreadPath::new(&piece.folder.data_path(*start), UnreadReason::OtherName)],
                        self.world,
                    )?;
                }
                Ok(ReadWeek { rows: LinesOrData::Lines(lines), .. }) => self.target.add(&lines, self.world)?,
                Ok(ReadWeek { rows: LinesOrData::Data(mut data), .. }) => {
                    if current.name_with_folder.is_some() {
                        data.name.clone_from(&current.name_with_folder);
                    }
                    self.target.add(&self.rows.lines_of_week(&data, &mut current.names), self.world)?;
                }
                Err(why) => {
                    warn_about_unread_paths(&[UnreadPath::new(&piece.folder.data_path(*start), why)], self.world)?
                }
            }
        }
        if piece.is_last {
            self.target.end_client()?;
        }
        Ok(())
    }

    /// Begins the rows of one client, unless they could not be distinguished from those of another.
    fn begin_client(
        &mut self,
        root: &Path,
        folder: &ClientFolder,
        name: Option<Option<String>>,
    ) -> Result<(), CommandError> {
        let own = name.as_ref().and_then(Option::as_deref);
        let name_with_folder = own.and_then(|own| self.rows.name_with_folder(own, &root.join(&folder.path)));
        let is_new = match &name {
            // What is wrong with each week is reported with the weeks.
            None => true,
            Some(None) => self.is_alone,
            Some(Some(name)) => self.clients.insert(fold(name_with_folder.as_deref().unwrap_or(name))),
        };
        self.current = None;
        if !is_new {
            let why = match name {
                Some(Some(_)) => "has the name of another client of these folders",
                _ => "names no client",
            };
            self.world.warn(&format!(
                "{} {why}, so its rows could not be told from others. They are left out.",
                draw::escape_controls(&folder.path)
            ))?;
            return Ok(());
        }
        let names = self.rows.names();
        if let Some(name) = &name {
            let name = name_with_folder.as_deref().or(name.as_deref());
            self.target.begin_client(names.client_name(name).as_deref())?;
        }
        self.current = Some(CurrentClient { names, name: name.flatten().as_deref().map(fold), name_with_folder });
        Ok(())
    }
}

/// The names of the clients of some reports folders, if they have one.
pub(crate) fn names_of_clients_that_have_one(root: &Path, folders: &[ClientFolder]) -> Vec<String> {
    let name = |buffer: &mut Vec<u8>, folder: &ClientFolder| {
        let newest_first = folder.data_weeks.iter().rev().copied();
        read_newest_week_of_client(root, folder, newest_first, buffer, |_| {}).data?.name
    };
    folders.par_iter().map_init(Vec::new, name).flatten().collect()
}

/// All weeks of these folders in order, as many at a time as are read at once.
fn batches(folders: &[ClientFolder]) -> Vec<Vec<ClientWeeks<'_>>> {
    let mut batches: Vec<Vec<ClientWeeks<'_>>> = Vec::new();
    let mut room = 0;
    for folder in folders {
        // A client without a week is included too.
        let pieces = folder.data_weeks.len().div_ceil(WEEKS_AT_ONCE).max(1);
        for at in 0..pieces {
            let weeks = folder.data_weeks.chunks(WEEKS_AT_ONCE).nth(at).unwrap_or_default();
            if weeks.len().max(1) > room {
                batches.push(Vec::new());
                room = WEEKS_AT_ONCE;
            }
            room -= weeks.len().max(1);
            let piece = ClientWeeks { folder, weeks, is_first: at == 0, is_last: at + 1 == pieces };
            if let Some(batch) = batches.last_mut() {
                batch.push(piece);
            }
        }
    }
    batches
}

/// Says what could not be read.
pub(crate) fn warn_about_unread_paths(unread: &[UnreadPath], world: &mut World) -> std::io::Result<()> {
    for of in unread {
        let why = world.language.phrases.unread_reason(&of.why);
        world.warn(&draw::escape_controls(&format!("{}: {why}", of.path)))?;
    }
    Ok(())
}
