//! `tinystep caseload`: one overview of many clients' reports.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, SystemTime};

use chrono::Weekday;
use clap::ValueEnum;

use super::watch::{lost_folder_reason, notice_text};
use crate::build::{self, CachedCaseload, CaseloadOptions, DAY_NAMES};
use crate::caseload::Caseload;
use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::summary::{lines_of_moved_and_unwritten_files, path_from_journal};
use crate::cli::terminal::watch_lines::WatchOutput;
use crate::cli::typed_day::{TypedDay, read_typed_day, today_or};
use crate::cli::world::{World, count_with_noun, now, printable_path, program_state_folder};
use crate::folder::{self, FolderIdentity};
use crate::output::{WriteSummary, instance_lock};
use crate::phrases::Phrases;
use crate::problem::draw;
use crate::render;
use crate::text::nearest_but_not_equal;
use crate::watch::{
    self, CaseloadListener, CaseloadUpdateReport, CaseloadUpdater, Notice, StopSignal, WatchOptions, WatchedFolderKind,
};

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep caseload clients
  tinystep caseload clients --day Thursday
  tinystep caseload clients --watch

FOLDER holds one folder of reports for each client, at any depth. The overview is caseload.html and caseload.md in it. \
--day adds caseload-thursday.html, a sheet to print. It is kept up to date until you delete it. Nothing is written into a \
client's folder.

Exit status: 0 fine; 2 wrong usage, no client found, or not every page could be written.")]
pub(in crate::cli) struct Arguments {
    /// The folder that holds the clients' folders [default: this folder]
    folder: Option<PathBuf>,
    /// Add a sheet of those whose sessions are on this weekday
    #[arg(long, value_name = "WEEKDAY", value_parser = read_day)]
    day: Option<Weekday>,
    /// Keep it up to date until Ctrl+C
    #[arg(long, conflicts_with = "format")]
    watch: bool,
    /// With --watch: scan the folder again every so many seconds, for drives that do not report changes
    #[arg(long, value_name = "SECONDS", requires = "watch", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    poll: Option<u32>,
    /// Print it for other programs, and write nothing
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// As if today were this date
    #[arg(long, value_name = "DATE", value_parser = read_typed_day)]
    as_of: Option<TypedDay>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
}

/// A weekday by its name, or its first letters.
fn read_day(text: &str) -> Result<Weekday, String> {
    let typed = text.trim().to_lowercase();
    let typed = typed.strip_suffix('s').filter(|day| day.ends_with("day")).unwrap_or(&typed);
    let found = DAY_NAMES.iter().find(|(name, _)| *name == typed || typed.len() >= 3 && name.starts_with(typed));
    found.map(|(_, day)| *day).ok_or_else(|| {
        let near = nearest_but_not_equal(typed, DAY_NAMES.iter().map(|(name, _)| *name), 2);
        near.map_or_else(|| "Write a weekday: Thursday.".to_owned(), |near| format!("Is it meant to be {near}?"))
    })
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let root = resolve_folder(arguments.folder.as_deref(), world)?;
    if folder::is_journal(root.path()) {
        return Err(CommandError::Message(format!(
            "tinystep: {} is a client's journal, and the overview stands beside the clients' folders. Name the folder above.",
            printable_path(root.path())
        )));
    }
    if arguments.watch {
        return watch_folder(arguments, &root, world);
    }
    let as_of = today_or(arguments.as_of.as_ref(), world)?;
    let clients = build::read_clients(root.path(), as_of, now(), None)
        .map_err(|error| CommandError::Message(format!("tinystep: the folder cannot be read ({error}).")))?;
    if clients.is_empty() || clients.is_client_itself {
        let outside = clients.to_caseload();
        warn_about_unread_paths(&outside, world)?;
        return Err(CommandError::Message(format!(
            "tinystep: {}",
            no_clients_text(root.path(), clients.is_client_itself)
        )));
    }
    let caseload = clients.to_caseload();
    warn_about_unread_paths(&caseload, world)?;
    if arguments.format == Some(Format::Json) {
        let shown = arguments.day.map(|day| caseload.of_session_day(day));
        let json = render::caseload_json(shown.as_ref().unwrap_or(&caseload), world.language.phrases);
        serde_json::to_writer_pretty(&mut world.out, &json).map_err(std::io::Error::from)?;
        writeln!(world.out)?;
        return Ok(Status::Fine);
    }
    let backed_off = Default::default();
    let options = CaseloadOptions { day: arguments.day, now: now(), backed_off: &backed_off };
    let done = build::publish_caseload(&root, &caseload, world.language, options, &mut CachedCaseload::default())
        .map_err(|error| CommandError::Message(format!("tinystep: the overview cannot be written ({error}).")))?;
    print_caseload_result(&root, &client_count_text(&caseload, arguments.day), &done, world)
}

fn resolve_folder(named: Option<&Path>, world: &World) -> Result<FolderIdentity, CommandError> {
    let named = named.unwrap_or(Path::new("."));
    FolderIdentity::resolve(&world.folder.join(named)).map_err(|error| {
        let place = printable_path(named);
        CommandError::Message(if error.kind() == std::io::ErrorKind::NotADirectory {
            format!("tinystep: {place} is a file, not a folder.")
        } else {
            format!("tinystep: {place} cannot be opened ({error}).")
        })
    })
}

/// Why there is nothing to show, and what to do.
fn no_clients_text(root: &Path, is_client_itself: bool) -> String {
    let place = printable_path(root);
    if is_client_itself {
        return format!(
            "{place} is one client's folder of reports, and nothing is written into it. Name the folder above it, or open \
             index.html there."
        );
    }
    format!(
        "no client's reports are in {place}, so nothing was written. Put the folder that each client shares with you into it, \
         under a name of its own. It holds index.html and data/. A link to such a folder is not followed."
    )
}

fn warn_about_unread_paths(caseload: &Caseload, world: &mut World) -> std::io::Result<()> {
    for line in unread_path_lines(caseload, world.language.phrases) {
        world.warn(&line)?;
    }
    Ok(())
}

/// What could not be read, a line each.
fn unread_path_lines(caseload: &Caseload, phrases: &dyn Phrases) -> Vec<String> {
    let line = |of: &crate::caseload::UnreadPath| {
        draw::escape_controls(&format!("{}: {}", of.path, phrases.unread_reason(&of.why))).into_owned()
    };
    let same_name = |client: &crate::caseload::Client| {
        let others = client.same_name_in.join(", ");
        draw::escape_controls(&format!("{}: The client has the same name as in {others}.", client.folder)).into_owned()
    };
    let namesakes = caseload.clients.iter().filter(|client| !client.same_name_in.is_empty());
    let namesakes = namesakes.map(|client| same_name(client));
    caseload.unread.iter().map(line).chain(namesakes).collect()
}

/// How many clients the page has: all of them, or those of a day.
fn client_count_text(caseload: &Caseload, day: Option<Weekday>) -> String {
    let all = count_with_noun(caseload.of_all, "client");
    match day {
        Some(day) => format!("{} of {all} on that day", caseload.of_session_day(day).clients.len()),
        None => all,
    }
}

fn print_caseload_result(
    root: &FolderIdentity,
    clients: &str,
    done: &WriteSummary,
    world: &mut World,
) -> CommandResult {
    for path in &done.written {
        writeln!(world.out, "made     {}", path_from_journal(root.path(), path))?;
    }
    for path in &done.removed {
        writeln!(world.out, "removed  {}", path_from_journal(root.path(), path))?;
    }
    if done.has_changed_disk() {
        writeln!(world.out, "{clients}.")?;
    } else if done.is_complete() {
        writeln!(world.out, "Everything is up to date ({clients}).")?;
    }
    for line in lines_of_moved_and_unwritten_files(root.path(), done) {
        world.warn(&line)?;
    }
    Ok(if done.is_complete() { Status::Fine } else { Status::CouldNotRun })
}

/// Keeps the overview up to date until a signal ends it.
fn watch_folder(arguments: &Arguments, root: &FolderIdentity, world: &mut World) -> CommandResult {
    let lock = program_state_folder().map(|folder| instance_lock::lock_against_second_watch(&folder, root.path()));
    if let Some(Err(instance_lock::AlreadyLocked { process_id: by })) = lock {
        let who = by.map(|process| format!(" (process {process})")).unwrap_or_default();
        return Err(CommandError::Message(format!(
            "tinystep: {} is being watched already{who}. One is enough.",
            printable_path(root.path())
        )));
    }
    let stop_signal = StopSignal::default();
    stop_signal.stop_on_system_signals()?;
    let as_of = arguments.as_of.as_ref().map(|day| day.on((world.today)())).transpose()?;
    let clock = Rc::clone(&world.today);
    let today = move || as_of.unwrap_or_else(|| clock());
    let language = world.language;
    let lines = WatchOutput::new(world, stop_signal.stop_handle(), false);
    let mut terminal = CaseloadWatchPrinter { root: root.path().to_owned(), day: arguments.day, lines };
    let mut updater = CaseloadUpdater::new(language, arguments.day, &mut terminal);
    let poll = arguments.poll.map(|seconds| Duration::from_secs(seconds.into()));
    let options = WatchOptions { what: WatchedFolderKind::Clients, root: root.path(), reports: root.path(), poll };
    let watched = watch::watch(options, &today, &stop_signal, &mut updater);
    let printed = terminal.lines.print_rest();
    watched.map_err(|error| CommandError::Message(format!("tinystep: the folder cannot be watched ({error}).")))?;
    printed?;
    Ok(Status::Fine)
}

/// Prints on a terminal what the watch does.
struct CaseloadWatchPrinter<'w> {
    root: PathBuf,
    day: Option<Weekday>,
    lines: WatchOutput<'w>,
}

impl CaseloadListener for CaseloadWatchPrinter<'_> {
    fn now(&self) -> SystemTime {
        now()
    }

    fn report(&mut self, update: CaseloadUpdateReport<'_>) {
        match update {
            CaseloadUpdateReport::NoClients { is_client_itself } => {
                let why = no_clients_text(&self.root, is_client_itself);
                let capital = crate::phrases::plain::with_capital(&why);
                self.lines.warn_of_new(vec![capital]);
            }
            CaseloadUpdateReport::NotWritten(error) => {
                self.lines
                    .warn_of_new(vec![format!("The overview cannot be written now ({error}). It is tried again.")]);
            }
            CaseloadUpdateReport::Written { caseload, done, is_first, took } => {
                if is_first || done.has_changed_disk() {
                    let names: Vec<String> =
                        done.written.iter().map(|path| path_from_journal(&self.root, path)).collect();
                    let made = if names.is_empty() {
                        "nothing to make".to_owned()
                    } else {
                        format!("{} made", names.join(", "))
                    };
                    let clients = client_count_text(caseload, self.day);
                    self.lines.print(&format!("{clients}: {made} ({} ms)", took.as_millis()));
                }
                let mut warnings = unread_path_lines(caseload, self.lines.world.language.phrases);
                warnings.extend(lines_of_moved_and_unwritten_files(&self.root, done));
                self.lines.warn_of_new(warnings);
            }
        }
    }

    fn show_notice(&mut self, notice: Notice) {
        let text = match &notice {
            Notice::Lost(reason) => {
                let why = lost_folder_reason(&printable_path(&self.root), reason);
                format!("{why} Nothing is written until the folder is back.")
            }
            Notice::Returned => "The folder is back.".to_owned(),
            other => notice_text(other, &self.root),
        };
        if matches!(notice, Notice::Watching { .. } | Notice::ScanningEvery(_)) {
            self.lines.print(&text);
        } else {
            self.lines.warn(&text);
        }
    }
}
