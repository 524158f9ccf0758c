//! `tinystep open`: the newest page in the browser.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::report::publish_with_retries;
use crate::build;
use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::journal_folder::{JournalArguments, load_without_unshared_words};
use crate::cli::summary::{path_from_journal, status_of_outcome, warning_lines};
use crate::cli::world::{World, printable_path};
use crate::output::WriteMode;

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep open
  BROWSER=firefox tinystep open

The pages are brought up to date first.

Exit status: 0 fine, 2 there is no page, or no browser could be started.")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    journal: JournalArguments,
    /// Open the overview of all weeks
    #[arg(long)]
    all_weeks: bool,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let root = arguments.journal.journal_to_write(world)?;
    let today = arguments.journal.today(world)?;
    let before = load_without_unshared_words(None, &root, world)?;
    let (snapshot, outcome) = publish_with_retries(&root, before, today, WriteMode::Write, world)?;
    for line in warning_lines(root.path(), &outcome, world) {
        world.warn(&line)?;
    }
    let Ok(settings) = &snapshot.settings else { return Ok(Status::CouldNotRun) };
    let is_made = status_of_outcome(&outcome) == Status::Fine;
    let reports = build::reports_folder(root.path(), Some(settings));
    let overview = reports.join("index.html");
    let week = if arguments.all_weeks { None } else { find_newest_week_page(&reports) };
    let Some(page) = week.into_iter().chain([overview]).find(|page| page.is_file()) else {
        let why = if is_made { "since there is no plan and no note" } else { "since none could be written" };
        return Err(CommandError::Message(format!("tinystep: there is no page yet, {why}.")));
    };
    if start_browser(&page, &world.browsers) {
        writeln!(world.out, "opened  {}", path_from_journal(root.path(), &page))?;
        return Ok(Status::Fine);
    }
    Err(CommandError::Message(format!(
        "tinystep: no browser could be started. Open this file in one:\n{}",
        printable_path(&page)
    )))
}

/// The page of the newest week: the last by name.
fn find_newest_week_page(reports: &Path) -> Option<PathBuf> {
    let names = fs::read_dir(reports).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let weeks = names.filter(|name| name.starts_with("week-") && name.ends_with(".html"));
    weeks.max().map(|name| reports.join(name))
}

/// Starts the first of these programs that can show a page. One that ends at once with an error cannot.
fn start_browser(page: &Path, browsers: &[Vec<String>]) -> bool {
    browsers.iter().any(|words| {
        let Some((program, arguments)) = words.split_first() else { return false };
        let quiet = Stdio::null;
        let started =
            Command::new(program).args(arguments).arg(page).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
        let Ok(mut browser) = started else { return false };
        let since = Instant::now();
        while since.elapsed() < LONGEST_START {
            match browser.try_wait() {
                Ok(Some(ended)) => return ended.success(),
                Ok(None) => std::thread::sleep(Duration::from_millis(20)),
                Err(_) => return false,
            }
        }
        true
    })
}

/// A program that is still running after this long has found its page.
const LONGEST_START: Duration = Duration::from_secs(1);
