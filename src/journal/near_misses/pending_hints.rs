//! Hints that only the entries of several notes and lines together tell: a log line that names another plan, one line twice, a note that
//! is taken for a helper's (docs/specification.md#8-problems).

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::journal::catalog::name_table::TaskGroupIndex;
use crate::journal::catalog::outline::NamesAndSharing;
use crate::journal::draft::{CheckBoxDraft, EntryDraft, LogLineDraft};
use crate::journal::entries::pending_entry::PendingEntry;
use crate::journal::{EntryForm, Settings, Status, note_fields::fields};
use crate::problem::{Code, Problem};
use crate::text::{fold, is_dash};
use crate::when::{self, TimeOfDay};

/// A line of a plan's log that names another plan: it counts for the plan whose note it stands in.
pub(crate) fn other_plan_in_log_hint(
    path: &str,
    log: &LogLineDraft,
    of: (TaskGroupIndex, &str),
    outline: &NamesAndSharing,
) -> Option<Problem> {
    let (group, task) = of;
    let words = log.words.as_deref()?.lines().next()?;
    let (before, _) = log.excerpt.line.split_once(words)?;
    // Behind a dash stand the client's own words.
    if before.trim_end().ends_with(is_dash) && before.ends_with(' ') {
        return None;
    }
    let bare = ["and ", "& ", "+ "].into_iter().find_map(|join| words.strip_prefix(join)).unwrap_or(words);
    let other = outline.group_that_text_counts_for(bare).filter(|other| *other != group)?;
    let other = fields::shortened_for_message(&outline.facts.groups.get(other.0)?.task);
    let task = fields::shortened_for_message(task);
    let date = log.date;
    let message = format!("This line names `{other}`, and counts for `{task}`, in whose note it stands.");
    let help = format!("If it was `{other}`, write `- [x] {date}` into the note of that plan, and take it out here.");
    Some(log.excerpt.problem(path, Code::TickUnclear, message, help))
}

/// A box in the text of an entry's own note which says otherwise than the note does: no box is read there.
pub(crate) fn own_box_hint(path: &str, draft: &EntryDraft, item: &CheckBoxDraft) -> Option<Problem> {
    if draft.status != Status::Done || item.status == Status::Done {
        return None;
    }
    let message = "No box is read in the note of an entry, and this note counts as done.".to_owned();
    let done = item.status.word();
    let help = format!("Write `done: {done}` at the top of the note if that is what you mean.");
    Some(item.line.excerpt.problem(path, Code::TickUnclear, message, help))
}

/// Lines that stand twice with the same clock time, in one note or in two of a date, or twice in notes of one name: one of them was copied
/// into another folder.
pub(crate) fn same_line_twice_hints(counted: &[PendingEntry]) -> Vec<(NaiveDate, Problem)> {
    let mut first: HashMap<(TaskGroupIndex, NaiveDate, &str), &str> = HashMap::new();
    let mut found = Vec::new();
    for pending in counted {
        let entry = &pending.entry;
        let is_line = matches!(entry.form, EntryForm::CheckBox | EntryForm::Log) && entry.written_by.is_none();
        let has_clock = matches!(entry.time, Some(TimeOfDay::Clock(_)));
        let (Some(group), Some(excerpt)) = (pending.group, pending.excerpt.filter(|_| is_line)) else { continue };
        let key = (group, entry.date, excerpt.line.trim());
        let Some(other) = first.get(&key) else {
            first.insert(key, &entry.note);
            continue;
        };
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let is_copied = **other != *entry.note && name(other) == name(&entry.note);
        if !has_clock && !is_copied {
            continue;
        }
        let message = if !has_clock {
            format!("This line stands in {} too, and counts twice.", fields::shortened_for_message(other))
        } else if **other == *entry.note {
            "This line stands twice, with the same time, and counts twice.".to_owned()
        } else {
            let other = fields::shortened_for_message(other);
            format!("This line stands in {other} too, with the same time, and counts twice.")
        };
        let help = "If it was once, take out one of the two.".to_owned();
        found.push((entry.date, excerpt.problem(&entry.note, Code::TickUnclear, message, help)));
    }
    found
}

/// Notes that `by` makes a helper's, so that nothing in them counts: told at their first line where `by` names the client among others or
/// nobody, and where the client's own notes say nothing of that plan and date.
pub(crate) fn helper_note_hints(counted: &[PendingEntry], settings: &Settings) -> Vec<(NaiveDate, Problem)> {
    if counted.iter().all(|pending| pending.entry.written_by.is_none()) {
        return Vec::new();
    }
    let key = |pending: &PendingEntry| Some((pending.group?, pending.entry.date));
    let own: HashSet<(TaskGroupIndex, NaiveDate)> =
        counted.iter().filter(|pending| pending.entry.written_by.is_none()).filter_map(key).collect();
    let mut told: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    for pending in counted {
        let entry = &pending.entry;
        let (Some(who), Some(excerpt), Some(key)) = (entry.written_by.as_deref(), pending.excerpt, key(pending)) else {
            continue;
        };
        let is_unclear = is_unclear_writer(who, settings);
        let is_line = matches!(entry.form, EntryForm::CheckBox | EntryForm::Key | EntryForm::Tag);
        // A line that says what the helper did is theirs.
        let is_own_practice = is_line && !own.contains(&key) && !entry.helper.is_noted;
        if !(is_unclear || is_own_practice) || !told.insert(&entry.note) {
            continue;
        }
        let who = fields::shortened_for_message(who);
        let (code, help) = match is_unclear {
            true => (Code::TickUnclear, "Take `by` out, or write `by: me`, if this is your own note."),
            false => (Code::HelperTicks, "If it tells of the client's own practice, take `by` out, or write `by: me`."),
        };
        let message = format!("`by: {who}` makes this a helper's note, so what is ticked in it is not counted.");
        found.push((entry.date, excerpt.problem(&entry.note, code, message, help.to_owned())));
    }
    found
}

/// Whether what stands behind `by` names the client among others, or nobody.
fn is_unclear_writer(who: &str, settings: &Settings) -> bool {
    const NOBODY: [&str; 21] = [
        "both",
        "both of us",
        "us",
        "we",
        "none",
        "nobody",
        "no one",
        "n/a",
        "na",
        "phone",
        "iphone",
        "my phone",
        "ipad",
        "android",
        "laptop",
        "computer",
        "pc",
        "mac",
        "app",
        "yes",
        "true",
    ];
    let bare = fold(who.trim_matches(|c: char| !c.is_alphanumeric()));
    let is_client = |part: &str| {
        matches!(fold(part).as_str(), "me" | "myself" | "i" | "client") || settings.is_name_of_client(part)
    };
    let pieces = who.split([',', '&', '+', '/', ';']).flat_map(|piece| piece.split(" and "));
    let mut people = pieces.flat_map(|piece| piece.split(" with ")).map(str::trim).filter(|piece| !piece.is_empty());
    bare.is_empty() || NOBODY.contains(&bare.as_str()) || when::parse_date(who).is_ok() || people.any(is_client)
}
