//! The result of an update, in words: for `report`, `report --preview` and `watch`.

use std::path::Path;

use super::error::Status;
use super::world::{World, count_with_noun, printable_path};
use crate::build::{self, ProblemsToFix, PublishOutcome};
use crate::folder::names;
use crate::output::WriteSummary;
use crate::problem::{Code, Problem, ProblemClass, draw};

/// The exit status of a run with this outcome.
pub(crate) fn status_of_outcome(outcome: &PublishOutcome) -> Status {
    match outcome {
        PublishOutcome::OtherMachineWrites(_) => Status::Fine,
        PublishOutcome::Published(done, _) if done.is_complete() => Status::Fine,
        _ => Status::CouldNotRun,
    }
}

/// A path as seen from the journal.
pub(crate) fn path_from_journal(root: &Path, path: &Path) -> String {
    printable_path(path.strip_prefix(root).unwrap_or(path))
}

/// What a person should know besides the result, one line each.
pub(crate) fn warning_lines(root: &Path, outcome: &PublishOutcome, world: &World) -> Vec<String> {
    let drawn = |problems: &[Problem]| -> Vec<String> {
        problems
            .iter()
            .map(|problem| draw::draw_full_at_width(problem, world.err_has_colour, world.err_drawn_width))
            .collect()
    };
    let (mut lines, done, problems) = match outcome {
        PublishOutcome::OtherMachineWrites(writer) => {
            return vec![format!(
                "Nothing was written: journal.md names {} as the writer, and this machine is {}.",
                draw::escape_controls(writer),
                draw::escape_controls(&world.machine)
            )];
        }
        PublishOutcome::FolderChangedMeanwhile => return Vec::new(),
        PublishOutcome::FolderNotFullyListed(problems) => {
            let mut lines = drawn(problems);
            lines.push("Not everything could be listed, so nothing was written.".to_owned());
            return lines;
        }
        PublishOutcome::SettingsUnreadable(problems, done) => {
            let of_settings = |problem: &&Problem| {
                names::is_settings_path(&problem.file) && problem.code.class() == ProblemClass::Error
            };
            let mut lines = drawn(&problems.iter().filter(of_settings).cloned().collect::<Vec<_>>());
            lines.push("Settings are never guessed: no report is written until journal.md can be read.".to_owned());
            (lines, done, problems)
        }
        PublishOutcome::Published(done, problems) => (Vec::new(), done, problems),
    };
    lines.extend(lines_of_moved_and_unwritten_files(root, done));
    let old_pages = problems.iter().filter(|problem| problem.code == Code::OldPage);
    lines.extend(
        old_pages
            .map(|problem| format!("{}: {} {}", draw::escape_controls(&problem.file), problem.message, problem.help)),
    );
    if let Some(count) = count_to_fix_in_words(build::count_problems_to_fix(problems)) {
        lines.push(format!("{count}: see notes-to-fix.md, or run `tinystep check`."));
    }
    lines
}

/// `2 things to fix, 1 to look at`; none if there is nothing.
pub(crate) fn count_to_fix_in_words(count: ProblemsToFix) -> Option<String> {
    match (count.to_fix, count.to_look_at) {
        (0, 0) => None,
        (0, hints) => Some(format!("{} to look at", count_with_noun(hints, "thing"))),
        (n, 0) => Some(format!("{} to fix", count_with_noun(n, "thing"))),
        (n, hints) => Some(format!("{} to fix, {hints} to look at", count_with_noun(n, "thing"))),
    }
}

/// The first three of a list, and how many more there are.
pub(in crate::cli) fn list_at_most_three(list: &[String]) -> String {
    match list {
        [first, second, third, rest @ ..] if !rest.is_empty() => {
            format!("{first}, {second}, {third} and {} more", rest.len())
        }
        all => all.join(", "),
    }
}

/// What was moved, what stays and why, and what could not be written, one line each.
pub(crate) fn lines_of_moved_and_unwritten_files(root: &Path, done: &WriteSummary) -> Vec<String> {
    let mut lines = Vec::new();
    for (from, to) in &done.moved {
        lines.push(format!(
            "{} had been edited: the edited file is now {}.",
            path_from_journal(root, from),
            path_from_journal(root, to)
        ));
    }
    for path in &done.foreign {
        let what_follows = if done.blocked.contains(path) { ", and nothing new is written there" } else { "" };
        lines.push(format!(
            "{} was not made by tinystep, or its first line was deleted, so it stays{what_follows}. If it is an old page, delete \
             it; if it is yours, give it another name.",
            path_from_journal(root, path)
        ));
    }
    for path in &done.backed_off {
        lines.push(format!(
            "Something keeps writing into {} (perhaps a program that stamps pages), so it stays as it is for now. It is \
             renewed when a note changes, or after a while.",
            path_from_journal(root, path)
        ));
    }
    for path in &done.newer {
        lines.push(format!(
            "{} was made by a newer tinystep, so nothing was written. Update this one.",
            path_from_journal(root, path)
        ));
    }
    // A full disk stops all files alike.
    for failed in done.failed.chunk_by(|(_, why), (_, next)| why == next) {
        let names: Vec<String> = failed.iter().map(|(path, _)| path_from_journal(root, path)).collect();
        let why = failed.first().map_or("", |(_, why)| why);
        let is_there = failed.iter().all(|(path, _)| path.symlink_metadata().is_ok());
        lines.push(format!(
            "{} could not be written ({}).{}",
            list_at_most_three(&names),
            draw::escape_controls(why),
            if is_there { " What was there is still there." } else { "" }
        ));
    }
    lines
}
