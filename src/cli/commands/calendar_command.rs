//! `tinystep calendar`: the plans as `calendar.ics` at the top of the journal.

use std::io::Write as _;
use std::path::Path;

use chrono::NaiveDate;

use crate::build::{self, PublishOutcome, Snapshot};
use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::journal_folder::{JournalArguments, load};
use crate::cli::summary::{path_from_journal, status_of_outcome, warning_lines};
use crate::cli::world::{World, count_with_noun};
use crate::folder::names::CALENDAR;
use crate::journal::{CalendarNames, CalendarSetting, View};
use crate::output::WriteSummary;
use crate::problem::draw;

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep calendar
  tinystep calendar --names

Open the file with a calendar program, or let it subscribe to it. Every entry is called \"Practice time\", so that nobody \
who sees your calendar learns more than that. Plans with `share: none` are left out, and so are plans that name no day.

Exit status: 0 fine, or another machine is the writer; 2 wrong usage, or nothing could be written.")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    journal: JournalArguments,
    /// Call each entry by its plan's name
    #[arg(long)]
    names: bool,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let root = arguments.journal.journal_to_write(world)?;
    let snapshot = load(&root, world)?;
    let today = arguments.journal.today(world)?;
    let setting = snapshot.settings.as_ref().map(|settings| settings.calendar).unwrap_or_default();
    let names = if arguments.names { CalendarNames::Tasks } else { setting.names().unwrap_or(CalendarNames::Neutral) };
    let outcome = build::publish_calendar(&snapshot, today, &world.machine, names)
        .map_err(|error| CommandError::Message(format!("tinystep: the calendar cannot be written ({error}).")))?;
    for line in warning_lines(root.path(), &outcome, world) {
        world.warn(&line)?;
    }
    let PublishOutcome::Published(done, _) = &outcome else { return Ok(status_of_outcome(&outcome)) };
    if !done.is_complete() || !done.foreign.is_empty() {
        return Ok(Status::CouldNotRun);
    }
    print_calendar_result(done, root.path(), world)?;
    print_calendar_contents(&snapshot, today, world)?;
    world.print_sentence(match setting {
        CalendarSetting::Kept(kept) if kept == names => "It is kept up to date by `report` and `watch`.",
        CalendarSetting::Kept(_) => {
            "journal.md says `calendar: yes`, so `report` and `watch` will take the names out again. To keep them, write \
             `calendar: names` there."
        }
        CalendarSetting::No => {
            "journal.md says `calendar: no`, so `report` and `watch` will remove it. To keep it, write `calendar: yes` there."
        }
        CalendarSetting::Unsaid => {
            "It stays as it is now. To have it kept up to date, write `calendar: yes` into journal.md."
        }
    })?;
    Ok(status_of_outcome(&outcome))
}

fn print_calendar_result(done: &WriteSummary, root: &Path, world: &mut World) -> Result<(), CommandError> {
    for path in &done.written {
        writeln!(world.out, "made     {}", path_from_journal(root, path))?;
    }
    for path in &done.removed {
        writeln!(world.out, "removed  {}", path_from_journal(root, path))?;
    }
    if done.unchanged > 0 {
        writeln!(world.out, "{CALENDAR} is up to date.")?;
    }
    Ok(())
}

/// How many entries there are, and which plans have none and why.
fn print_calendar_contents(snapshot: &Snapshot, today: NaiveDate, world: &mut World) -> Result<(), CommandError> {
    let Ok(settings) = &snapshot.settings else { return Ok(()) };
    let times = build::practice_times(snapshot, settings, today);
    let as_client = snapshot.assemble_journal(settings, today, View::Client);
    let (all, shared) = (as_client.plans.len(), snapshot.assemble_journal(settings, today, View::Shared).plans.len());
    match times.entries.len() {
        0 if shared == 0 && all > 0 => {}
        0 => world.print_sentence("No plan names a day or a time, so there is nothing for a calendar.")?,
        1 => world.print_sentence("It has 1 entry.")?,
        many => world.print_sentence(&format!("It has {many} entries."))?,
    }
    if !times.without_days.is_empty() {
        let tasks: Vec<String> =
            times.without_days.iter().map(|task| draw::escape_controls(task).into_owned()).collect();
        world.print_sentence(&format!("Left out, since no day is fixed: {}.", tasks.join(", ")))?;
    }
    match all.saturating_sub(shared) {
        0 => {}
        private => {
            world.print_sentence(&format!("Left out, since it is private: {}.", count_with_noun(private, "plan")))?
        }
    }
    match as_client.left_out_count {
        0 => {}
        unread => world.print_sentence(&format!(
            "Left out, since it cannot be read: {}. `tinystep check` says why.",
            count_with_noun(unread as usize, "note")
        ))?,
    }
    Ok(())
}
