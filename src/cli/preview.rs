//! `tinystep report --preview`: what would be written, shown before anything is.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use similar::utils::diff_lines;
use similar::{Algorithm, ChangeTag};

use crate::build::{CARDS, PublishOutcome, Snapshot};
use crate::cli::changed_counts::ChangedCounts;
use crate::cli::error::{CommandError, CommandResult};
use crate::cli::summary::{path_from_journal, status_of_outcome, warning_lines};
use crate::cli::world::{World, count_with_noun, printable_path};
use crate::output::WriteSummary;
use crate::problem::draw;
use crate::report::page_names;

/// How many unchanged lines are shown round those that change.
const ROUND: usize = 1;

/// Prints the whole preview: where each file would go, and the text of the newest week or what changes in it. `reports` is the
/// reports folder.
pub(crate) fn print_preview(
    snapshot: &Snapshot,
    reports: &Path,
    today: NaiveDate,
    outcome: &mut PublishOutcome,
    world: &mut World,
) -> CommandResult {
    let root = snapshot.root.path();
    if let PublishOutcome::Published(done, _) | PublishOutcome::SettingsUnreadable(_, done) = outcome {
        let before: BTreeMap<&Path, String> =
            done.preview_texts.keys().filter_map(|path| Some((path.as_path(), read_normalised(path)?))).collect();
        print_file_changes(root, reports, done, &before, world)?;
        print_changed_counts_and_page(snapshot, today, done, &before, world)?;
        // Reported there; as a warning it would sound as if it were done.
        done.moved.clear();
    }
    world.out.flush()?;
    for line in warning_lines(root, outcome, world) {
        writeln!(world.err, "{line}")?;
    }
    Ok(status_of_outcome(outcome))
}

/// Prints one file as it would be written, byte for byte.
pub(crate) fn print_file(root: &Path, name: &str, outcome: &mut PublishOutcome, world: &mut World) -> CommandResult {
    let (PublishOutcome::Published(done, _) | PublishOutcome::SettingsUnreadable(_, done)) = outcome else {
        for line in warning_lines(root, outcome, world) {
            writeln!(world.err, "{line}")?;
        }
        return Ok(status_of_outcome(outcome));
    };
    let found = done.preview_texts.iter().find(|(path, _)| path.ends_with(name));
    let Some((_, text)) = found else {
        return Err(CommandError::Message(format!(
            "tinystep: no page called {} would be written. `tinystep report --preview` lists those that would be.",
            draw::escape_controls(name)
        )));
    };
    write!(world.out, "{text}")?;
    Ok(status_of_outcome(outcome))
}

fn print_file_changes(
    root: &Path,
    reports: &Path,
    done: &WriteSummary,
    texts_on_disk: &BTreeMap<&Path, String>,
    world: &mut World,
) -> io::Result<()> {
    if !done.has_changed_disk() {
        let as_they_are = count_with_noun(done.unchanged, "file");
        return writeln!(world.out, "Nothing would be written: everything is up to date ({as_they_are}).");
    }
    writeln!(world.out, "Nothing is written yet. `tinystep report` would do this.")?;
    let cards = root.join(CARDS);
    let places = [
        (format!("In {}/, for whoever you share it with:", path_from_journal(root, reports)), reports),
        (format!("In {CARDS}/, for you to hand out or not:"), cards.as_path()),
        ("In your journal, for you alone:".to_owned(), root),
    ];
    for (heading, folder) in &places {
        // The first one that contains it: the journal contains the rest.
        let here = |path: &Path| places.iter().find(|(_, of)| path.starts_with(of)).is_some_and(|(_, of)| of == folder);
        let written = done.written.iter().filter(|path| here(path)).map(|path| {
            let there = fs::symlink_metadata(path).is_ok();
            (if there { "change" } else { "new" }, path, count_added_and_removed_lines(path, done, texts_on_disk))
        });
        let removed = done.removed.iter().filter(|path| here(path)).map(|path| ("remove", path, String::new()));
        let all: Vec<_> = written.chain(removed).collect();
        if all.is_empty() {
            continue;
        }
        writeln!(world.out, "\n{heading}")?;
        for (verb, path, lines) in all {
            let line = format!("  {verb:<7} {}  {lines}", path_from_journal(folder, path));
            writeln!(world.out, "{}", line.trim_end())?;
        }
    }
    if !done.moved.is_empty() {
        writeln!(world.out, "\nYou wrote into these. What you wrote is kept:")?;
        for (from, to) in &done.moved {
            writeln!(
                world.out,
                "  move    {}\n       to {}",
                path_from_journal(root, from),
                path_from_journal(root, to)
            )?;
        }
    }
    if done.unchanged > 0 {
        let stays = if done.unchanged == 1 { "stays as it is" } else { "stay as they are" };
        writeln!(world.out, "\n{} {stays}.", count_with_noun(done.unchanged, "file"))?;
    }
    Ok(())
}

/// The counts that change, and the page of the newest week.
fn print_changed_counts_and_page(
    snapshot: &Snapshot,
    today: NaiveDate,
    done: &WriteSummary,
    texts_on_disk: &BTreeMap<&Path, String>,
    world: &mut World,
) -> io::Result<()> {
    let lines = ChangedCounts::count(snapshot, today, texts_on_disk).map_or_else(Vec::new, |changed| changed.lines());
    for (n, line) in lines.iter().enumerate() {
        writeln!(world.out, "{}{line}", if n == 0 { "\n" } else { "" })?;
    }
    let root = snapshot.root.path();
    let Some((path, text)) = page_to_show(done) else { return Ok(()) };
    let colour = world.has_colour;
    let name = path_from_journal(root, path);
    match texts_on_disk.get(path.as_path()) {
        Some(texts_on_disk) => {
            writeln!(world.out, "\nWhat changes in {name}\n(+ is a line that comes, - one that goes):\n")?;
            write!(
                world.out,
                "{}",
                draw_difference(
                    &line_difference(without_provenance_line(texts_on_disk), without_provenance_line(text)),
                    colour
                )
            )?;
        }
        None => {
            writeln!(world.out, "\nWhat {name} would say:\n")?;
            for line in without_provenance_line(text).lines() {
                writeln!(world.out, "{}", format!("  {line}").trim_end())?;
            }
        }
    }
    let page = path.with_extension("html");
    let other = if done.preview_texts.contains_key(&page) { &page } else { path };
    let other = other.file_name().map(|name| printable_path(Path::new(name))).unwrap_or_default();
    writeln!(world.out, "\nTo read any of them in full, name it:\n  tinystep report --preview --file {other}")
}

/// The page to show: of the newest week, else the first that is markdown.
fn page_to_show(done: &WriteSummary) -> Option<(&PathBuf, &String)> {
    let week =
        |path: &Path| path.file_name().and_then(|name| name.to_str()).and_then(page_names::week_start_in_page_name);
    let newest = done.preview_texts.iter().filter(|(path, _)| week(path).is_some()).max_by_key(|(path, _)| week(path));
    newest.or_else(|| done.preview_texts.iter().find(|(path, _)| is_markdown(path)))
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "md")
}

/// How much of a file of markdown is new.
fn count_added_and_removed_lines(path: &Path, done: &WriteSummary, texts_on_disk: &BTreeMap<&Path, String>) -> String {
    let Some(text) = done.preview_texts.get(path).filter(|_| is_markdown(path)) else { return String::new() };
    let Some(texts_on_disk) = texts_on_disk.get(path) else {
        return count_with_noun(without_provenance_line(text).lines().count(), "line");
    };
    let lines = line_difference(without_provenance_line(texts_on_disk), without_provenance_line(text));
    let count = |kind: ChangeTag| lines.iter().filter(|line| line.0 == kind).count();
    format!("+{} -{} lines", count(ChangeTag::Insert), count(ChangeTag::Delete))
}

/// The text of the file as it is now, with plain line ends and no byte-order mark, ready to be compared.
fn read_normalised(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    Some(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
}

/// A page without the mark in its first line, which differs each time.
fn without_provenance_line(text: &str) -> &str {
    match text.split_once('\n') {
        Some((mark, body)) if mark.starts_with("<!-- tinystep ") => body,
        _ => text,
    }
}

/// The lines of two texts in order, each marked as removed, added or the same.
fn line_difference<'a>(before: &'a str, after: &'a str) -> Vec<(ChangeTag, &'a str)> {
    let lines = diff_lines(Algorithm::Myers, before, after);
    lines.into_iter().map(|(tag, line)| (tag, line.trim_end_matches('\n'))).collect()
}

/// The lines that differ, with a few around them and the heading above.
fn draw_difference(lines: &[(ChangeTag, &str)], colour: bool) -> String {
    let changes = |at: usize| lines.get(at).is_some_and(|line| line.0 != ChangeTag::Equal);
    let near = |at: usize| (at.saturating_sub(ROUND)..=at + ROUND).any(changes);
    let (mut out, mut last, mut heading) = (String::new(), None, None);
    for (at, &(kind, line)) in lines.iter().enumerate() {
        if near(at) {
            if last.is_some_and(|last| last + 1 != at) {
                out.push_str("  ...\n");
            }
            if let Some(heading) = heading.take().filter(|_| !line.starts_with('#')) {
                out.push_str(&format!("  {heading}\n"));
            }
            let line = draw::escape_controls(line);
            let (sign, on) = match kind {
                ChangeTag::Equal => (' ', ""),
                ChangeTag::Delete => ('-', "\x1b[2m"),
                ChangeTag::Insert => ('+', "\x1b[1m"),
            };
            let line = format!("{sign} {line}");
            let line = line.trim_end();
            out.push_str(&if colour && !on.is_empty() { format!("{on}{line}\x1b[0m\n") } else { format!("{line}\n") });
            last = Some(at);
        }
        if line.starts_with('#') {
            heading = (!near(at)).then_some(line);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> String {
        draw_difference(&line_difference(before, after), false)
    }

    #[test]
    fn what_changed_is_shown_with_the_lines_around_it() {
        let before = "# Week\n\nDone 1 of 7.\n\n## Notes\n\nMon\nTue\nWed\n\nThe end.\n";
        let after = "# Week\n\nDone 2 of 7.\n\n## Notes\n\nMon\nTue\nWed\nThu\n\nThe end.\n";
        assert_eq!(
            told(before, after),
            "  # Week\n\n- Done 1 of 7.\n+ Done 2 of 7.\n\n  ...\n  ## Notes\n  Wed\n+ Thu\n\n"
        );
        // A heading that is shown anyway needs no heading above it.
        assert_eq!(told("# A\n\n## B\nc\n", "# A\n\n## B\nd\n"), "  ## B\n- c\n+ d\n");
        assert_eq!(told(before, before), "");
        assert_eq!(told("", "a\n"), "+ a\n");
        assert_eq!(told("a\n", ""), "- a\n");
        assert_eq!(told("a\u{1b}[2Jb\n", ""), format!("- {}\n", draw::escape_controls("a\u{1b}[2Jb")));
    }

    proptest::proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_difference(before in "[ab\n]{0,40}", after in "[ab\n]{0,40}") {
            let lines = line_difference(&before, &after);
            let side = |without: ChangeTag| lines.iter().filter(|l| l.0 != without).map(|l| l.1).collect::<Vec<_>>();
            proptest::prop_assert_eq!(side(ChangeTag::Insert), before.lines().collect::<Vec<_>>());
            proptest::prop_assert_eq!(side(ChangeTag::Delete), after.lines().collect::<Vec<_>>());
        }
    }
}
