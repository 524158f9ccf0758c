//! The fields that docs/specification.md#1-notes names, by kind of note, and the keys that are near misses of them.

use std::sync::LazyLock;

use crate::journal::draft::NearMissKey;
use crate::journal::note_fields::values::{is_blank_value, shortened_for_message};
use crate::note::{Field, Note, Value};
use crate::problem::Code;
use crate::text::{edit_distance_within, fold, nearest_but_not_equal};
use crate::when;

/// Those of a plan.
pub(crate) const PLAN: [&str; 27] = [
    "task",
    "when",
    "date",
    "kind",
    "share",
    "where",
    "minutes",
    "goal",
    "stage",
    "helper",
    "from",
    "until",
    "pause",
    "times",
    "weekly minutes",
    "photos",
    "collects",
    "rate",
    "obstacle",
    "then",
    "confidence",
    "chosen by",
    "aka",
    "helper card",
    "ends",
    "not practice",
    "share response",
];

/// Those of a plan that are shared and hold words.
pub(crate) const WORDS_OF_PLAN: [&str; 9] =
    ["when", "where", "goal", "helper", "obstacle", "then", "photos", "collects", "rate"];

/// Those of an entry.
pub(crate) const ENTRY: [&str; 18] = [
    "task",
    "when",
    "date",
    "kind",
    "share",
    "where",
    "minutes",
    "helper",
    "photos",
    "done",
    "felt",
    "barrier",
    "by",
    "written",
    "discuss",
    "then",
    "helped",
    "to helper",
];

/// Those of a day note and of a session's, which is read like one.
pub(crate) const DAY: [&str; 10] =
    ["task", "when", "date", "kind", "share", "discuss", "by", "photos", "agreed", "next"];

/// Those of a reflection.
pub(crate) const REFLECTION: [&str; 6] = ["week", "when", "date", "kind", "share", "discuss"];

/// Whether a plan has this field (folded).
#[must_use]
pub fn is_plan_field(folded_key: &str) -> bool {
    PLAN.contains(&folded_key)
}

/// Fields of other programs that are no slip of ours.
const OTHERS: [&str; 5] = ["tags", "tag", "aliases", "alias", "title"];

/// Those that are other names of a plan there, as `aka` is here.
const OTHER_NAMES: [&str; 2] = ["aliases", "alias"];

/// Those of `journal.md`.
pub(crate) use crate::folder::names::SETTING_KEYS as SETTINGS;

/// Words that people use for a field of a plan.
const PLAN_WORDS: [(&str, &str); 46] = [
    ("expires", "until"),
    ("closed", "until"),
    ("off", "pause"),
    ("hold", "pause"),
    ("on hold", "pause"),
    ("inactive", "pause"),
    ("alias", "aka"),
    ("aliases", "aka"),
    ("also", "aka"),
    ("to", "until"),
    ("rating", "rate"),
    ("ratings", "rate"),
    ("minutes per week", "weekly minutes"),
    ("weekly", "weekly minutes"),
    ("end", "until"),
    ("end date", "until"),
    ("ends on", "until"),
    ("stop", "until"),
    ("stops", "until"),
    ("finish", "until"),
    ("finished", "until"),
    ("till", "until"),
    ("stopped", "until"),
    ("ended", "until"),
    ("starting", "from"),
    ("schedule", "when"),
    ("per week", "times"),
    ("times per week", "times"),
    ("last day", "until"),
    ("start", "from"),
    ("starts", "from"),
    ("start date", "from"),
    ("begin", "from"),
    ("begins", "from"),
    ("since", "from"),
    ("first day", "from"),
    ("holiday", "pause"),
    ("holidays", "pause"),
    ("vacation", "pause"),
    ("break", "pause"),
    ("paused", "pause"),
    ("duration", "minutes"),
    ("location", "where"),
    ("place", "where"),
    ("how often", "times"),
    ("frequency", "times"),
];

/// Words that people use for a field of an entry.
const ENTRY_WORDS: [(&str, &str); 25] = [
    ("length", "minutes"),
    ("finished", "done"),
    ("did it", "done"),
    ("success", "done"),
    ("took", "minutes"),
    ("feel", "felt"),
    ("because", "barrier"),
    ("written by", "by"),
    ("author", "by"),
    ("day", "date"),
    ("status", "done"),
    ("result", "done"),
    ("completed", "done"),
    ("skipped", "done"),
    ("not done", "done"),
    ("mins", "minutes"),
    ("min", "minutes"),
    ("how long", "minutes"),
    ("reason", "barrier"),
    ("duration", "minutes"),
    ("location", "where"),
    ("place", "where"),
    ("feeling", "felt"),
    ("feelings", "felt"),
    ("got in the way", "barrier"),
];

/// Keys that say how something went, and what `yes` and `no` behind them mean as `done`.
const STATUS_WORDS: [(&[&str], &str, Option<&str>); 5] = [
    (
        &[
            "did",
            "did it",
            "happened",
            "practised",
            "practiced",
            "checked",
            "outcome",
            "state",
            "status",
            "result",
            "success",
            "completed",
            "complete",
            "finished",
            "done it",
            "is done",
            "was done",
            "achieved",
            "accomplished",
            "ticked",
            "progress",
        ],
        "yes",
        Some("no"),
    ),
    (&["skip", "skipped"], "skip", None),
    (&["missed", "not done", "notdone", "undone", "failed", "didn't", "didn't do it"], "no", Some("yes")),
    (&["cancelled", "canceled", "open", "todo", "to do", "pending", "gave up"], "no", None),
    (&["partly", "partially", "partial", "half", "half done"], "partly", None),
];

/// What to write for `done` where a key and its value say how something went in other words.
fn value_to_write_for_done(field: &Field) -> Option<&'static str> {
    let (_, yes, no) = STATUS_WORDS.iter().find(|(keys, ..)| keys.contains(&field.key.as_str()))?;
    let value = match &field.value {
        Value::Text(text) => fold(text.text.trim()),
        _ => return None,
    };
    match value.as_str() {
        "yes" | "true" | "y" | "1" | "x" | "done" => Some(yes),
        "no" | "false" | "n" | "0" | "nope" | "not done" => *no,
        "skip" | "skipped" => Some("skip"),
        "partly" | "partially" | "partial" | "half" | "in progress" | "started" => Some("partly"),
        "missed" | "open" | "todo" | "to do" | "not started" | "cancelled" | "canceled" | "pending" => Some("no"),
        percent => match percent.strip_suffix('%')?.trim().parse::<u32>().ok()? {
            0 => *no,
            100 => Some(yes),
            1..=99 => Some("partly"),
            _ => None,
        },
    }
}

/// Words that people use for a setting.
const SETTINGS_WORDS: [(&str, &str); 18] = [
    ("session day", "session"),
    ("week begins", "week starts"),
    ("ends", "until"),
    ("daily note format", "daily notes"),
    ("default share", "share"),
    ("default sharing", "share"),
    ("end", "until"),
    ("end date", "until"),
    ("course ends", "until"),
    ("holiday", "pause"),
    ("holidays", "pause"),
    ("vacation", "pause"),
    ("break", "pause"),
    ("week start", "week starts"),
    ("first day of week", "week starts"),
    ("sessions", "session"),
    ("appointment", "session"),
    ("reports", "report to"),
];

/// What kind of note a key is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoteKind {
    Plan,
    Entry,
    Day,
    Reflection,
    Settings,
    /// Somebody's ordinary note: only a slip of `task` or `kind` is of interest.
    Ordinary,
    /// A note whose `task` has a slip: it was meant to be ours, of whichever kind.
    MeantAsOurs,
}

/// The fields of all kinds of notes, in order: each key of each note is looked for.
static KNOWN: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut known = [&PLAN[..], &ENTRY, &DAY, &REFLECTION, &OTHERS].concat();
    known.sort_unstable();
    known
});

/// Whether any kind of note has this field (folded).
pub(crate) fn is_known_field(folded_key: &str) -> bool {
    KNOWN.binary_search(&folded_key).is_ok()
}

/// Whether a key (folded) is `task` with one slip in it: `taks`.
pub(crate) fn is_slip_of_task(folded_key: &str) -> bool {
    folded_key != "task" && edit_distance_within(folded_key, "task", 1).is_some()
}

impl NoteKind {
    pub(crate) fn known_fields(self) -> Vec<&'static str> {
        match self {
            NoteKind::Plan => PLAN.to_vec(),
            NoteKind::Entry => ENTRY.to_vec(),
            NoteKind::Day => DAY.to_vec(),
            NoteKind::Reflection => REFLECTION.to_vec(),
            NoteKind::Settings => SETTINGS.to_vec(),
            NoteKind::Ordinary => vec!["task", "kind"],
            NoteKind::MeantAsOurs => [&PLAN[..], &ENTRY].concat(),
        }
    }

    fn words_used_for_fields(self) -> &'static [(&'static str, &'static str)] {
        match self {
            NoteKind::Plan => &PLAN_WORDS,
            NoteKind::Entry => &ENTRY_WORDS,
            NoteKind::Settings => &SETTINGS_WORDS,
            NoteKind::Day | NoteKind::Reflection | NoteKind::Ordinary | NoteKind::MeantAsOurs => &[],
        }
    }
}

/// Keys one slip away from a known one, and words that people use for one. A key that is a plan's name or a rating is none:
/// only all notes together show that.
pub(crate) fn near_miss_keys(note: &Note, kind: NoteKind) -> Vec<NearMissKey> {
    let has_known_field = || note.fields.iter().any(|f| is_known_field(&f.key));
    if kind != NoteKind::Settings && !has_known_field() && !has_several_slips(note) {
        return Vec::new();
    }
    // As it nearly always is.
    let is_known = |key: &str| is_known_field(key) && !(kind == NoteKind::Plan && OTHER_NAMES.contains(&key));
    if kind != NoteKind::Settings && note.fields.iter().all(|f| is_known(&f.key)) {
        return Vec::new();
    }
    let has = |key: &str| note.fields.iter().any(|f| f.key == key && !is_blank_value(&f.value));
    // One that is there is not meant by another.
    let free: Vec<&'static str> = kind.known_fields().into_iter().filter(|key| key.len() > 2 && !has(key)).collect();
    note.fields.iter().filter_map(|field| near_miss_key(note, field, kind, &free)).collect()
}

/// Whether each of several keys is a slip of a field of plans and entries, `task` among them: `tsak: Read` and `wehn: every day`.
fn has_several_slips(note: &Note) -> bool {
    const FIELDS: [&str; 9] = ["when", "where", "minutes", "from", "until", "done", "helper", "barrier", "goal"];
    let slips_of = |known: &[&'static str]| {
        let is_slip = |field: &&Field| {
            field.key.len() > 2 && nearest_but_not_equal(&field.key, known.iter().copied(), 1).is_some()
        };
        note.fields.iter().filter(is_slip).count()
    };
    slips_of(&["task"]) > 0 && slips_of(&FIELDS) > 0
}

fn text_of_field(field: &Field) -> Option<String> {
    match &field.value {
        Value::Text(text) => Some(text.text.trim().to_owned()),
        _ => None,
    }
}

/// What to write for `time:` in an entry: the time behind the note's own date, or minutes where it says how long.
fn help_for_time_of_entry(note: &Note, field: &Field) -> String {
    let written =
        ["when", "date"].iter().find_map(|key| when::parse_date(&text_of_field(note.filled_field(key)?)?).ok());
    let date = written.map(|moment| moment.date).or_else(|| when::find_date_in_path(note.path)?.ok());
    let date = date.map_or_else(|| "YEAR-MONTH-DAY".to_owned(), |date| date.to_string());
    let text = text_of_field(field).unwrap_or_default();
    let shown = shortened_for_message(&text);
    let has_time = |time: &str| {
        let whole = format!("2026-11-19 {time}");
        matches!(when::parse_when(&whole), Ok(when::Parsed::Moment(moment)) if moment.time.is_some())
    };
    let has_minutes = note.filled_field("minutes").is_some_and(|minutes| !is_blank_value(&minutes.value));
    let is_length = !has_minutes && when::parse_minutes(&text).is_ok();
    let hour = format!("{text}:00");
    if has_time(&text) {
        format!("Write the time behind the date: `when: {date} {shown}`.")
    } else if is_length && has_time(&hour) {
        format!("Write `minutes: {shown}` if it took that long, or `when: {date} {hour}` if that is the time.")
    } else if is_length {
        format!("Write `minutes: {shown}` if it took that long.")
    } else {
        format!("Write the time behind the date, such as `when: {date} 07:35`.")
    }
}

/// What to write for `time:` in a plan: the time in `when`, minutes where it says how long, or how many times.
fn help_for_time_of_plan(note: &Note, field: &Field) -> String {
    let text = text_of_field(field).unwrap_or_default();
    let days = note.filled_field("when").and_then(text_of_field).unwrap_or_else(|| "every day".to_owned());
    let has_time =
        |whole: &str| matches!(when::parse_when(whole), Ok(when::Parsed::When(when)) if when.single_time().is_some());
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let joined = ["at ", ""].iter().map(|at| format!("{days} {at}{text}")).find(|whole| !is_number && has_time(whole));
    let shown = shortened_for_message(&text);
    match joined {
        Some(whole) => format!("Write the time into `when`: `when: {}`.", shortened_for_message(&whole)),
        None if when::parse_minutes(&text).is_ok() => format!("Write `minutes: {shown}` if it takes that long."),
        None if when::parse_frequency(&text).is_ok() => format!("Write `times: {shown}` if that is what you mean."),
        None => "Write the time into `when`, such as `when: every day at 7:30`.".to_owned(),
    }
}

fn near_miss_key(note: &Note, field: &Field, kind: NoteKind, unused_fields: &[&'static str]) -> Option<NearMissKey> {
    let key = field.key.as_str();
    let is_ours = match kind {
        NoteKind::Settings => SETTINGS.contains(&key),
        NoteKind::Plan if OTHER_NAMES.contains(&key) => false,
        _ => is_known_field(key),
    };
    if is_ours || is_blank_value(&field.value) {
        return None;
    }
    let written = shortened_for_message(&field.written);
    let is_slip = key.chars().count() >= 3;
    let slip = is_slip
        .then(|| nearest_but_not_equal(key, unused_fields.iter().copied().filter(|known| *known != "share"), 1))
        .flatten();
    let words = || kind.words_used_for_fields().iter().filter(|(_, meant)| unused_fields.contains(meant));
    let word = words().find(|(word, _)| *word == key).map(|(_, meant)| *meant);
    // `weekstart`, `reportto`
    let is_joined = |known: &&&str| known.contains(' ') && known.replace(' ', "") == key;
    let joined = unused_fields.iter().find(is_joined).copied().or_else(|| {
        words().find(|(word, _)| word.contains(' ') && word.replace(' ', "") == key).map(|(_, meant)| *meant)
    });
    let slip_of_word = || {
        words()
            .find(|(word, _)| word.len() >= 5 && nearest_but_not_equal(key, [*word], 1).is_some())
            .map(|(_, meant)| *meant)
    };
    let done = value_to_write_for_done(field).filter(|_| kind == NoteKind::Entry && unused_fields.contains(&"done"));
    let help = match (done, word.or(slip).or(joined).or_else(slip_of_word), kind) {
        (_, _, NoteKind::Plan) if key == "time" => help_for_time_of_plan(note, field),
        (_, _, NoteKind::Plan) if matches!(key, "status" | "done" | "completed" | "state" | "active" | "archived") => {
            "A plan has no status. Write `until:` with its last day, or an entry for what was done.".to_owned()
        }
        (Some(done), ..) => format!("Write `done: {done}` if that is what you mean."),
        // `skip: no` says as little as no `skip`.
        (None, Some("done"), NoteKind::Entry)
            if STATUS_WORDS.iter().any(|(keys, _, no)| no.is_none() && keys.contains(&key)) =>
        {
            return None;
        }
        (None, Some(meant), _) => format!("Write `{meant}` if that is what you mean."),
        (None, None, NoteKind::Entry) if key == "time" => help_for_time_of_entry(note, field),
        _ => return None,
    };
    let message = format!("`{written}` is not a field that tinystep knows here.");
    let hint = note.problem_at(field.key_place, Code::KeyNearMiss, message, help);
    Some(NearMissKey { key: key.into(), hint })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::LineField;

    #[test]
    fn every_field_of_a_line_is_one_of_an_entry() {
        let unknown: Vec<&str> = LineField::all().map(LineField::word).filter(|key| !ENTRY.contains(key)).collect();
        assert_eq!(unknown, [""; 0]);
    }
}
