//! Where the tables of `export` go: one to standard output, or each into a file, or into a file for each client.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::build;
use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::world::{World, count_with_noun, printable_path};
use crate::output::{TableFile, read_first_bytes};
use crate::problem::draw;
use crate::render::{ExportFormat, ExportNames, ExportTable, TableLines};
use crate::report::page_names;

/// How much of a file is read to see whether it is a table of ours.
const MOST_OF_FIRST_LINE: u64 = 64 * 1024;
/// The name of a client's file in a layout by client, without its ending.
const PART: &str = "part";
/// What comes before a client's name in the name of a folder.
const CLIENT: &str = "client=";
/// What engines read as a missing client.
const NO_CLIENT: &str = "__HIVE_DEFAULT_PARTITION__";

/// Where the lines go.
pub(crate) enum ExportTarget {
    Printed(ExportTable, ExportFormat),
    Files(TableFiles),
}

/// How the files are arranged in their folder.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExportLayout {
    ByTable,
    /// A folder for each table, and in it one for each client, by name or by pseudonym.
    ByClient {
        is_pseudonymous: bool,
    },
}

/// Files in one folder.
pub(crate) struct TableFiles {
    /// Its own path.
    folder: PathBuf,
    /// As it was named.
    named: PathBuf,
    form: ExportFormat,
    tables: Vec<ExportTable>,
    layout: ExportLayout,
    /// Those that are being written, with their paths in the folder.
    open: Vec<(ExportTable, PathBuf, TableFile)>,
    /// What was put in its place, and how many did not change.
    made: Vec<PathBuf>,
    unchanged: usize,
    /// The folders of clients that were written, if there is one for each.
    clients: BTreeSet<String>,
}

impl ExportTarget {
    /// Files in a folder, which is made. Nothing is begun unless every file can be replaced.
    pub fn files(
        named: &Path,
        form: ExportFormat,
        tables: Vec<ExportTable>,
        layout: ExportLayout,
        world: &World,
    ) -> Result<ExportTarget, CommandError> {
        let folder = world.folder.join(named);
        refuse_reports_folder_as_target(&folder)?;
        fs::create_dir_all(&folder).map_err(|error| cannot_write(named, &error))?;
        let folder = folder.canonicalize().map_err(|error| cannot_write(named, &error))?;
        let mut files = TableFiles {
            folder,
            named: named.to_owned(),
            form,
            tables,
            layout,
            open: Vec::new(),
            made: Vec::new(),
            unchanged: 0,
            clients: BTreeSet::new(),
        };
        match layout {
            ExportLayout::ByTable => {
                files.begin(|table| PathBuf::from(format!("{}.{}", table.name(), form.ending())))?;
            }
            ExportLayout::ByClient { is_pseudonymous } => files.refuse_conflicting_client_folders(is_pseudonymous)?,
        }
        Ok(ExportTarget::Files(files))
    }

    /// The folder of the files.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            ExportTarget::Printed(..) => None,
            ExportTarget::Files(files) => Some(&files.folder),
        }
    }

    /// What is above the rows of one table.
    pub fn print_table_header(&mut self, world: &mut World) -> Result<(), CommandError> {
        if let ExportTarget::Printed(table, form) = self {
            world.out.write_all(form.head(*table).as_bytes())?;
        }
        Ok(())
    }

    /// The rows that follow are this client's.
    pub fn begin_client(&mut self, name: Option<&str>) -> Result<(), CommandError> {
        match self {
            ExportTarget::Files(files) if files.is_by_client() => {
                let client = format!("{CLIENT}{}", name.map_or_else(|| NO_CLIENT.to_owned(), name_of_partition));
                let ending = files.form.ending();
                files.clients.insert(client.clone());
                files.begin(|table| Path::new(table.name()).join(&client).join(format!("{PART}.{ending}")))
            }
            _ => Ok(()),
        }
    }

    /// Adds the lines of one week.
    pub fn add(&mut self, lines: &TableLines, world: &mut World) -> Result<(), CommandError> {
        for (table, lines) in ExportTable::ALL.into_iter().zip(lines) {
            match self {
                ExportTarget::Printed(wanted, _) if *wanted == table => world.out.write_all(lines.as_bytes())?,
                ExportTarget::Printed(..) => {}
                ExportTarget::Files(files) => {
                    for (_, _, file) in files.open.iter_mut().filter(|(of, _, _)| *of == table) {
                        file.add(lines)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// No more rows of this client follow.
    pub fn end_client(&mut self) -> Result<(), CommandError> {
        match self {
            ExportTarget::Files(files) if files.is_by_client() => files.end(),
            _ => Ok(()),
        }
    }

    /// No more rows follow: says what was made.
    pub fn finish(self, world: &mut World) -> CommandResult {
        let ExportTarget::Files(mut files) = self else { return Ok(Status::Fine) };
        files.end()?;
        if files.is_by_client() {
            let clients = count_with_noun(files.clients.len(), "client");
            writeln!(world.out, "{clients}: {} made.", count_with_noun(files.made.len(), "file"))?;
        } else {
            for path in &files.made {
                writeln!(world.out, "made     {}", printable_path(&files.named.join(path)))?;
            }
        }
        if files.unchanged > 0 {
            writeln!(world.out, "Up to date: {}.", files.unchanged)?;
        }
        for path in files.former_clients() {
            world.warn(&format!(
                "{} is of a client who is not among these now. If nobody needs it any more, delete it.",
                printable_path(&files.named.join(path))
            ))?;
        }
        Ok(Status::Fine)
    }
}

impl TableFiles {
    fn is_by_client(&self) -> bool {
        self.layout != ExportLayout::ByTable
    }

    /// The existing folders of clients, with the table of each.
    fn find_folders_of_clients(&self) -> Vec<(ExportTable, PathBuf)> {
        let of_table = |table: &ExportTable| {
            let entries = fs::read_dir(self.folder.join(table.name())).into_iter().flatten().flatten();
            let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
            let of_clients: BTreeSet<String> = names.filter(|name| name.starts_with(CLIENT)).collect();
            of_clients.into_iter().map(|name| (*table, Path::new(table.name()).join(name))).collect::<Vec<_>>()
        };
        self.tables.iter().flat_map(of_table).collect()
    }

    /// Refuses, before anything is written, what would stop the run in the middle, and what would count each client twice: a folder of
    /// the same client, by name where pseudonyms are used or the reverse.
    fn refuse_conflicting_client_folders(&self, is_pseudonymous: bool) -> Result<(), CommandError> {
        for (table, folder) in self.find_folders_of_clients() {
            let name = folder.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_prefix(CLIENT));
            let name = name.unwrap_or_default();
            if name != NO_CLIENT && ExportNames::is_pseudonym_of_client(name) != is_pseudonymous {
                let (there, now) = if is_pseudonymous { ("names", "pseudonyms") } else { ("pseudonyms", "names") };
                return Err(CommandError::Message(format!(
                    "tinystep: {} holds clients by their {there}, such as {}. With {now} beside them each would be there twice, so \
                     nothing was written. Name another folder, or delete the old ones.",
                    printable_path(&self.named),
                    printable_path(&folder)
                )));
            }
            if self.folder.join(&folder).is_symlink() {
                let error = io::Error::new(io::ErrorKind::NotADirectory, "it is a link");
                return Err(cannot_write(&self.named.join(&folder), &error));
            }
            self.refuse_foreign_table_file(table, &folder.join(format!("{PART}.{}", self.form.ending())))?;
        }
        Ok(())
    }

    /// A file that `export` did not make as this table stays.
    fn refuse_foreign_table_file(&self, table: ExportTable, path: &Path) -> Result<(), CommandError> {
        let named = self.named.join(path);
        let first = read_first_bytes(&self.folder.join(path), MOST_OF_FIRST_LINE);
        match first.map_err(|error| cannot_write(&named, &error))? {
            Some(bytes) if !bytes.is_empty() && !self.form.may_be_start_of(table, &bytes) => {
                Err(CommandError::Message(format!(
                    "tinystep: {} was not made by `tinystep export` as it is now, so it stays, and nothing was written. Move it away, \
                     or name another folder.",
                    printable_path(&named)
                )))
            }
            _ => Ok(()),
        }
    }

    /// Begins a file for each table, if every one can be replaced.
    fn begin(&mut self, path_of: impl Fn(ExportTable) -> PathBuf) -> Result<(), CommandError> {
        for table in &self.tables {
            self.refuse_foreign_table_file(*table, &path_of(*table))?;
        }
        for table in &self.tables {
            let path = path_of(*table);
            let begin = || {
                let folder = self.folder.join(path.parent().unwrap_or(Path::new("")));
                // A link could lead anywhere.
                let below = folder.ancestors().take_while(|part| **part != *self.folder);
                if below.into_iter().any(Path::is_symlink) {
                    return Err(io::Error::new(io::ErrorKind::NotADirectory, "its folder is a link"));
                }
                fs::create_dir_all(&folder)?;
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                let mut file = TableFile::create(&folder, name)?;
                file.add(&self.form.head(*table))?;
                Ok(file)
            };
            let file = begin().map_err(|error| cannot_write(&self.named.join(&path), &error))?;
            self.open.push((*table, path, file));
        }
        Ok(())
    }

    /// Puts those that are being written in their places.
    fn end(&mut self) -> Result<(), CommandError> {
        for (_, path, file) in std::mem::take(&mut self.open) {
            if file.finish().map_err(|error| cannot_write(&self.named.join(&path), &error))? {
                self.made.push(path);
            } else {
                self.unchanged += 1;
            }
        }
        Ok(())
    }

    /// The folders of clients that an earlier run wrote and this one did not.
    fn former_clients(&self) -> Vec<PathBuf> {
        let there = if self.is_by_client() { self.find_folders_of_clients() } else { Vec::new() };
        let is_former = |path: &PathBuf| {
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| !self.clients.contains(name))
        };
        there.into_iter().map(|(_, path)| path).filter(is_former).collect()
    }
}

/// Whatever is in a reports folder is shared, whoever owns it.
fn refuse_reports_folder_as_target(folder: &Path) -> Result<(), CommandError> {
    let there = folder.ancestors().find_map(|part| part.canonicalize().ok());
    let is_of_reports = |folder: &Path| {
        let has = |folder: &Path, is_ours: fn(&str) -> bool| {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries.filter_map(|entry| entry.file_name().into_string().ok()).any(|name| is_ours(&name))
        };
        has(folder, page_names::may_be_our_data_name)
            || has(&folder.join(build::DATA), page_names::may_be_our_data_name)
            || has(folder, |name| name.starts_with("week-") && page_names::may_be_our_page_name(name))
    };
    if there.is_some_and(|there| there.ancestors().any(is_of_reports)) {
        return Err(reports_folder_error());
    }
    Ok(())
}

pub(crate) fn reports_folder_error() -> CommandError {
    CommandError::Message("tinystep: the folder of the reports is for the reports alone. Name another one.".to_owned())
}

fn cannot_write(named: &Path, error: &std::io::Error) -> CommandError {
    CommandError::Message(format!(
        "tinystep: {} cannot be written ({}).",
        printable_path(named),
        draw::escape_controls(&error.to_string())
    ))
}

/// The longest name of a folder that every file system takes, in bytes, less `client=`.
const LONGEST: usize = 200;
/// How many digits of its hash are at the end of a longer name.
const HASH_DIGITS: usize = 16;

/// A client's name as that of a folder: what is neither a letter nor a digit, nor one of `-_`, is written like `%20`. So engines read the
/// name from it, and it leads nowhere. A dot stays inside it.
fn name_of_partition(name: &str) -> String {
    let mut out = String::new();
    for (at, c) in name.char_indices() {
        if c.is_alphanumeric() || matches!(c, '-' | '_') || (c == '.' && at > 0 && at + 1 < name.len()) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            out.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    if out.len() <= LONGEST {
        return out;
    }
    let cut = out.floor_char_boundary(LONGEST - HASH_DIGITS - 1);
    format!(
        "{}-{}",
        out.get(..cut).unwrap_or_default(),
        crate::output::provenance::short_hash(name.as_bytes(), HASH_DIGITS)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_folder_and_leads_nowhere() {
        for (name, folder) in [
            ("Sam", "Sam"),
            ("Sam B.", "Sam%20B%2E"),
            ("../../x", "%2E.%2F..%2Fx"),
            ("a=b/c\\d:e", "a%3Db%2Fc%5Cd%3Ae"),
            ("..", "%2E%2E"),
            ("Zoë", "Zoë"),
            ("a\nb", "a%0Ab"),
            ("a%20b", "a%2520b"),
        ] {
            assert_eq!(name_of_partition(name), folder);
        }
        let (a, b) = (name_of_partition(&"ä".repeat(300)), name_of_partition(&format!("{}b", "ä".repeat(300))));
        assert!(a.len() <= 210 && b.len() <= 210 && a != b, "{a}");
    }
}
