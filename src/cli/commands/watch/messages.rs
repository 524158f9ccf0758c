//! The sentences of a watch.

use std::io;
use std::path::Path;

use crate::build::{CountsTowards, PublishOutcome, UnderstoodEntry};
use crate::cli::summary::{list_at_most_three, path_from_journal};
use crate::cli::world::{count_with_noun, printable_path};
use crate::output::WriteSummary;
use crate::phrases::plain::cut_with_ellipsis;
use crate::phrases::{Phrases, Tally};
use crate::problem::draw;
use crate::watch::{LostReason, Notice, UpdateCause, UpdateSubject, UpdateTimes};
use crate::week::State;
use crate::when::Schedule;

/// The longest name of a task in a line, in characters.
const LONGEST_TASK: usize = 60;

/// What a watch says about itself.
pub(in crate::cli) fn notice_text(notice: &Notice, root: &Path) -> String {
    let place = printable_path(root);
    match notice {
        Notice::Watching { also_scans_often: false } => format!(
            "Watching {place}. The system reports changes, and once a minute everything is checked. Ctrl-C ends it."
        ),
        Notice::Watching { also_scans_often: true } => format!(
            "Watching {place}. This kind of drive does not report every change, so everything is checked every 2 seconds. \
             Ctrl-C ends it."
        ),
        Notice::ScanningEvery(every) => format!(
            "Watching {place} by checking it every {}. Ctrl-C ends it.",
            count_with_noun(usize::try_from(every.as_secs()).unwrap_or(usize::MAX), "second")
        ),
        Notice::Polling { is_limit_reached: true, .. } => {
            "The system has no watches left, so the folder is checked every 2 seconds.\n\
             More of them: sudo sysctl fs.inotify.max_user_watches=524288"
                .to_owned()
        }
        Notice::Polling { is_limit_reached: false, why } => {
            format!("The system gives no events here ({why}), so the folder is checked every 2 seconds.")
        }
        Notice::Rescan => "Events were lost, so everything is checked again.".to_owned(),
        Notice::Lost(reason) => {
            format!("{} Nothing is written until the journal is back.", lost_folder_reason(&place, reason))
        }
        Notice::Returned => "The journal is back.".to_owned(),
        Notice::Git(file) => {
            format!(
                "Git has not finished what it does here ({}), so the notes are taken as they are.",
                printable_path(file)
            )
        }
    }
}

/// Why a folder that is watched is not there.
pub(in crate::cli) fn lost_folder_reason(place: &str, reason: &LostReason) -> String {
    match reason {
        LostReason::Gone => format!("{place} is not there."),
        LostReason::Link => format!("{place} is a link now, and not the folder it was."),
        LostReason::NoFolder => format!("{place} is no folder now."),
        LostReason::Replaced => format!("{place} is another folder now, without journal.md."),
        LostReason::Unreachable(io::ErrorKind::PermissionDenied, _) => format!("{place} may not be entered now."),
        LostReason::Unreachable(_, why) => format!("{place} cannot be opened now ({why})."),
        LostReason::NoSettings => format!("{place} has no journal.md now."),
    }
}

/// What an update was about, what was made, and how long it took. None if nothing has to be said.
pub(super) fn update_text(
    root: &Path,
    subject: &UpdateSubject,
    outcome: &PublishOutcome,
    times: UpdateTimes,
    verbose: bool,
) -> Option<String> {
    let (PublishOutcome::Published(done, _) | PublishOutcome::SettingsUnreadable(_, done)) = outcome else {
        return None;
    };
    Some(format!(
        "{}: {} ({})",
        update_subject_text(subject),
        files_made_text(root, done),
        duration_text(times, verbose)
    ))
}

fn update_subject_text(subject: &UpdateSubject) -> String {
    match subject {
        UpdateSubject::Start(notes) => format!("{} read", count_with_noun(*notes, "note")),
        UpdateSubject::Files(files) => {
            let name = |(path, is_gone): &(String, bool)| {
                let path = printable_path(Path::new(path));
                if *is_gone { format!("{path} removed") } else { path }
            };
            list_at_most_three(&files.iter().map(name).collect::<Vec<_>>())
        }
        UpdateSubject::NewDay => "A new day".to_owned(),
        UpdateSubject::Outputs => "What is made had changed".to_owned(),
    }
}

fn files_made_text(root: &Path, done: &WriteSummary) -> String {
    let names: Vec<String> = done.written.iter().map(|path| path_from_journal(root, path)).collect();
    match (names.is_empty(), done.removed.len()) {
        (true, 0) if !done.failed.is_empty() => "nothing could be written".to_owned(),
        (true, 0) => "nothing to make".to_owned(),
        (true, n) => format!("{} removed", count_with_noun(n, "file")),
        (false, 0) => format!("{} made", list_at_most_three(&names)),
        (false, n) => format!("{} made, {n} removed", list_at_most_three(&names)),
    }
}

fn duration_text(times: UpdateTimes, verbose: bool) -> String {
    let all = times.whole.as_millis();
    if !verbose {
        return format!("{all} ms");
    }
    format!(
        "{all} ms: {} ms to look and read {}, {} ms to count, render and write{}",
        times.read.as_millis(),
        count_with_noun(times.opened, "note"),
        times.whole.saturating_sub(times.read).as_millis(),
        if times.cause == UpdateCause::FoundByScan { "; found by a scan, not by an event" } else { "" },
    )
}

/// At most this many entries of an update are listed, the newest.
const ENTRIES: usize = 3;

/// What the changed notes were understood to say, a line for each entry.
pub(super) fn entry_lines(phrases: &dyn Phrases, entries: &[UnderstoodEntry]) -> Vec<String> {
    let older = entries.len().saturating_sub(ENTRIES);
    let mut lines: Vec<String> = entries.iter().skip(older).map(|of| entry_line(phrases, of)).collect();
    if older > 0 {
        lines.push(phrases.and_more(older));
    }
    lines
}

/// `Thu 26: Walk, done, 12 minutes (2 of 5 this week)`.
fn entry_line(phrases: &dyn Phrases, entry: &UnderstoodEntry) -> String {
    let counts = match &entry.counts_towards {
        CountsTowards::AlsoDone => phrases.no_plan_of_this_name(),
        CountsTowards::Plan { tally, is_this_week: true, .. } => phrases.counts_this_week(tally),
        CountsTowards::Plan { tally, week, .. } => phrases.counts_in_week(tally, week.start()),
    };
    let role = match &entry.counts_towards {
        CountsTowards::Plan { role, tally, .. } if !is_as_it_comes(tally) => phrases.role_if_not_plain(*role),
        _ => None,
    };
    let status = phrases.state_name(State::of_status(entry.status));
    let minutes = entry.minutes.map(|minutes| phrases.minutes(minutes));
    let parts = [Some(cut_with_ellipsis(&entry.task, LONGEST_TASK)), Some(status), minutes, role];
    let said = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    draw::escape_controls(&format!("{}: {said} ({counts})", phrases.short_weekday_and_day(entry.date))).into_owned()
}

/// For a plan that comes up by itself everything counts.
fn is_as_it_comes(tally: &Tally) -> bool {
    tally.counts.planned == 0 && tally.schedule == Schedule::AsItComes
}

/// How to change a plan without changing the past.
pub(super) fn past_weeks_hint(weeks: usize, plan: &str) -> String {
    format!(
        "{} changed, because {} is a different plan now. To leave the past as it was, undo that, copy the note, and change \
         the copy: with `from:` and a date it is the plan from that day on.",
        count_with_noun(weeks, "past week"),
        printable_path(Path::new(plan))
    )
}
