//! One note -> a draft: which kind it is (docs/specification.md#1-notes, Kinds), then the reader of that kind.

use chrono::NaiveDate;

use super::broken_note::broken;
use super::daily_names::DailyNames;
use super::draft::{Draft, DraftContent, DraftKind, NearMissKey};
use super::fields::{self, Fields};
use super::note_date::{
    NoteDate, WhenField, date_beside, date_field, from_name, hint_weekday, own_date, when_field, when_moment,
};
use super::{Share, day, entry, known_fields, plan, privacy, reflection, undated};
use crate::folder::names;
use crate::note::{self, FrontMatter, Note, Text, Value};
use crate::problem::{Code, Place};
use crate::text::fold;
use crate::when::{self, ParseError, Parsed};

/// What `kind` settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plan,
    Entry,
    Day,
    Reflection,
    Session,
    Ignore,
}

/// What one file means, read alone. Never fails; runs in parallel over the files. Of `journal.md` it keeps the hints.
#[must_use]
pub fn understand(path: &str, bytes: &[u8]) -> Draft {
    understand_named(path, bytes, &DailyNames::default())
}

/// The same, where daily notes have names of a form of their own.
#[must_use]
pub fn understand_named(path: &str, bytes: &[u8], daily: &DailyNames) -> Draft {
    if names::is_settings(path) {
        return super::settings::hints(path, bytes);
    }
    if super::conflict::is_settings_copy(path) {
        return Draft::with_content(path, DraftContent::ordinary());
    }
    let note = note::read(path, bytes);
    // What tinystep made is never input, wherever it is (docs/specification.md#4-what-is-made).
    if note.front == FrontMatter::Template || note.text.starts_with("<!-- tinystep ") {
        return Draft::ordinary(path);
    }
    if names::is_text(path) {
        return super::stray::text_file(&note).map_or_else(|| Draft::ordinary(path), |c| Draft::with_content(path, c));
    }
    let name_date = daily.date(path).map(Ok).or_else(|| when::find_date_in_path(path));
    let is_dated = matches!(name_date, Some(Ok(_)));
    let content = match note.front {
        FrontMatter::Unreadable { has_task, has_date }
        | FrontMatter::NotText { has_task, has_date }
        | FrontMatter::GitMarks { has_task, has_date } => (has_task || has_date || is_dated).then(|| DraftContent {
            kind: DraftKind::Unreadable { tasks: note.task_lines() },
            share: Some(Share::None),
            problems: note.problems.clone(),
            ..DraftContent::ordinary()
        }),
        FrontMatter::Absent if !is_dated && !day::may_hold(&note) => None,
        FrontMatter::Absent | FrontMatter::Read => readable(&note, name_date),
        FrontMatter::Template => None,
    };
    let Some(mut content) = super::stray::add(content, &note) else { return Draft::ordinary(path) };
    content.text_hash = text_hash(bytes);
    Draft::with_content(path, content)
}

/// A note whose front matter could be read.
fn readable(note: &Note, name_date: Option<Result<NaiveDate, ParseError>>) -> Option<DraftContent> {
    let mut fields = Fields::new(note);
    let task = task(&mut fields);
    let has_task = !matches!(task, Ok(None));
    let kind = kind(&mut fields, has_task);
    if kind == Some(Kind::Ignore) {
        return None;
    }
    let what = if has_task && !matches!(kind, Some(Kind::Day | Kind::Reflection | Kind::Session)) {
        Some(with_task(&mut fields, kind, task, name_date))
    } else {
        without_task(&mut fields, kind, name_date)
    };
    finish(fields, what)
}

/// Puts together what is kept: problems, sharing, near misses.
fn finish(mut fields: Fields, what: Option<DraftKind>) -> Option<DraftContent> {
    let note = fields.note;
    let is_ours = what.is_some();
    let kind = match &what {
        Some(DraftKind::Plan(_) | DraftKind::Broken { is_plan: true, .. }) => known_fields::Kind::Plan,
        Some(DraftKind::Entry(_) | DraftKind::Broken { .. }) => known_fields::Kind::Entry,
        Some(DraftKind::Reflection(_)) => known_fields::Kind::Reflection,
        Some(_) => known_fields::Kind::Day,
        None => known_fields::Kind::Ordinary,
    };
    let mut near = known_fields::near_keys(note, kind);
    // A note in which the task itself has a slip is meant to be ours: then its other slips are reported as well.
    if !matches!(kind, known_fields::Kind::Plan | known_fields::Kind::Entry)
        && near.iter().any(|n| crate::text::slips(&n.key, "task", 1).is_some())
    {
        near = known_fields::near_keys(note, known_fields::Kind::MeantAsOurs);
    }
    let lost_tasks = lost_names(note, &near);
    hint_of_emptied_task(&mut fields);
    // An ordinary note's front matter is not ours to judge, its `share` still is.
    let before = fields.problems.len();
    let privacy::OwnShare { share, slip } = privacy::own_share(&mut fields);
    if !is_ours {
        fields.problems.truncate(before);
    } else {
        fields.quotes(kind);
        fields.problems.extend(note.problems.iter().cloned());
        let slip_hint = fields.slip_hint.take().zip(slip.as_ref());
        near.extend(slip_hint.map(|(hint, (key, _))| NearMissKey { key: key.clone(), hint }));
    }
    let what = what.or_else(|| undated::read(note).map(|found| DraftKind::Undated(Box::new(found))));
    if what.is_none() && share.is_none() && near.is_empty() && fields.problems.is_empty() {
        return None;
    }
    Some(DraftContent {
        kind: what.unwrap_or(DraftKind::Ordinary),
        share,
        share_slip: slip,
        problems: fields.problems,
        near,
        lost_tasks,
        ..DraftContent::ordinary()
    })
}

/// The names behind a slip of `task` or `aka`: they may be private.
fn lost_names(note: &Note, near: &[NearMissKey]) -> Vec<String> {
    let slip = |key: &str, known: &str| crate::text::slips(key, known, 1).is_some();
    let is_lost = |key: &str| near.iter().any(|n| &*n.key == key) && (slip(key, "task") || slip(key, "aka"));
    let has_slip = note.fields.iter().any(|field| is_lost(&field.key));
    let names = note.fields.iter().filter(|field| is_lost(&field.key) || has_slip && field.key == "aka");
    names
        .flat_map(|field| match &field.value {
            Value::Text(text) => vec![text.text.trim().to_owned()],
            Value::List(items) => items.iter().map(|item| item.text.trim().to_owned()).collect(),
            Value::Empty | Value::Map(_) => Vec::new(),
        })
        .collect()
}

/// docs/specification.md#8-problems: a task emptied by a `#` is reported wherever it is.
fn hint_of_emptied_task(fields: &mut Fields) {
    let note = fields.note;
    let emptied = note.fields.iter().find(|f| f.key == "task" && f.emptied_by_comment && fields::is_blank(&f.value));
    let Some(field) = emptied else { return };
    let line = note.line(field.key_at);
    let behind = line.find('#').map_or("", |at| line[at..].trim());
    let message = "`task:` is empty, since what follows a `#` is a comment.".to_owned();
    let help = format!("Put it in quotes: `task: \"{}\"`.", fields::short(&behind.replace('"', "\\\"")));
    fields.problem(field.key_at, Code::TaskIsComment, message, help);
}

fn task(fields: &mut Fields) -> Result<Option<Text>, ()> {
    let task = fields.one("task", Code::BadTask)?;
    let Some(task) = task else { return Ok(None) };
    if fold(&task.text).chars().all(|c| c.is_control()) {
        fields.problem(
            task.at,
            Code::BadTask,
            "This task has no words.".to_owned(),
            "Write what it is, such as `task: Voice memo`.",
        );
        return Err(());
    }
    Ok(Some(task))
}

/// What `kind` says. A word of somebody's own is left alone, unless a task says that the note is ours.
fn kind(fields: &mut Fields, has_task: bool) -> Option<Kind> {
    const KINDS: [(&str, Kind); 6] = [
        ("plan", Kind::Plan),
        ("entry", Kind::Entry),
        ("day", Kind::Day),
        ("reflection", Kind::Reflection),
        ("session", Kind::Session),
        ("ignore", Kind::Ignore),
    ];
    let before = fields.problems.len();
    let kind = fields.choice("kind", &KINDS);
    if !has_task {
        fields.problems.truncate(before);
    }
    kind
}

fn with_task(
    fields: &mut Fields,
    kind: Option<Kind>,
    task: Result<Option<Text>, ()>,
    name_date: Option<Result<NaiveDate, ParseError>>,
) -> DraftKind {
    let when = when_field(fields);
    let says_plan = fields.has_any(&["times", "from", "until", "pause", "collects", "aka"]);
    let says_entry = fields.has_any(&["done", "felt", "barrier", "written"]);
    let (decided, dated) = match (kind, &when) {
        (Some(Kind::Plan), _) => (Kind::Plan, None),
        (_, WhenField::Parsed(text, Parsed::Moment(moment))) => {
            hint_weekday(fields, text, moment);
            let at = text.place();
            (Kind::Entry, Some(Ok(NoteDate { date: moment.date, time: moment.time, at })))
        }
        (_, WhenField::Invalid(code)) => {
            let of_a_date =
                matches!(code, Some(Code::BadDate | Code::RelativeDate | Code::DateOutOfRange | Code::TwoDates));
            let dated = fields.has("date") || matches!(name_date, Some(Ok(_)));
            let is_entry = kind == Some(Kind::Entry) || (!says_plan && (of_a_date || dated || says_entry));
            return broken(fields, task, !is_entry);
        }
        (kind, when) => {
            let names_days = matches!(when, WhenField::Parsed(_, Parsed::When(w)) if w.names_days());
            let time = match when {
                WhenField::Parsed(_, Parsed::When(w)) => w.time(),
                _ => None,
            };
            if kind != Some(Kind::Entry) && names_days && !(says_entry && name_date.is_none() && !fields.has("date")) {
                (Kind::Plan, None)
            } else {
                match date_beside(fields, name_date.as_ref()) {
                    Ok(Some(dated)) if kind == Some(Kind::Entry) || !says_plan => {
                        (Kind::Entry, Some(Ok(NoteDate { time, ..dated })))
                    }
                    Ok(Some(_)) => (Kind::Plan, None),
                    Ok(None) if kind == Some(Kind::Entry) || says_entry => (Kind::Entry, Some(Err(()))),
                    Ok(None) => (Kind::Plan, None),
                    Err(()) => return broken(fields, task, says_plan && kind != Some(Kind::Entry)),
                }
            }
        }
    };
    if decided == Kind::Plan {
        return plan::read(fields, task, when);
    }
    match (task, dated) {
        (Ok(Some(task)), Some(Ok(dated))) => entry::read(fields, &task, dated),
        (task, Some(Err(()))) => {
            let at = task.as_ref().ok().and_then(|t| t.as_ref()).map_or(Place::START, |t| t.at);
            fields.problem(
                at,
                Code::DateMissing,
                "This note says how something went, but not on which date.".to_owned(),
                "Write `when: 2026-11-19` (or `when: 2026-11-19 07:35`), with the date it was.",
            );
            broken(fields, task, false)
        }
        (task, _) => broken(fields, task, false),
    }
}

fn without_task(
    fields: &mut Fields,
    kind: Option<Kind>,
    name_date: Option<Result<NaiveDate, ParseError>>,
) -> Option<DraftKind> {
    match kind {
        Some(Kind::Plan | Kind::Entry) => {
            let at = fields.note.field("kind").map_or(Place::START, |f| f.key_at);
            let message = "This note says its kind, but not which task it is about.".to_owned();
            fields.problem(at, Code::BadTask, message, "Write `task:` and what it is, such as `task: Voice memo`.");
            Some(broken(fields, Ok(None), kind == Some(Kind::Plan)))
        }
        Some(Kind::Reflection) if fields.has("week") => match fields.date("week") {
            Ok(Some(date)) => Some(reflection::read(fields, date)),
            _ => Some(broken(fields, Ok(None), false)),
        },
        Some(kind @ (Kind::Day | Kind::Reflection | Kind::Session)) => match own_date(fields, name_date.as_ref()) {
            Ok(Some(dated)) if kind == Kind::Day => Some(day::read(fields, dated)),
            Ok(Some(dated)) if kind == Kind::Session => Some(day::read_session(fields, dated)),
            Ok(Some(dated)) => Some(reflection::read(fields, dated.date)),
            Ok(None) => {
                let at = fields.note.field("kind").map_or(Place::START, |f| f.key_at);
                let help = match kind {
                    Kind::Day | Kind::Session => "Write `date: 2026-11-19`, with the date it is about.",
                    _ => "Write `week: 2026-11-16` (any date of the week it is about).",
                };
                fields.problem(
                    at,
                    Code::DateMissing,
                    "This note does not say which date it is about.".to_owned(),
                    help,
                );
                Some(broken(fields, Ok(None), false))
            }
            Err(()) => Some(broken(fields, Ok(None), false)),
        },
        // Without a task or a kind a date that cannot be read is nobody's problem: the next place it may stand counts.
        _ => {
            let before = fields.problems.len();
            let dated = when_moment(fields).or_else(|| match date_field(fields) {
                Ok(Some(dated)) => Some(dated),
                _ => {
                    fields.problems.truncate(before);
                    name_date.and_then(Result::ok).map(from_name)
                }
            })?;
            Some(day::read(fields, dated))
        }
    }
}

/// What the text is, line ends and byte-order mark aside.
fn text_hash(bytes: &[u8]) -> [u8; 16] {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut hasher = blake3::Hasher::new();
    for part in bytes.split(|&b| b == b'\r') {
        hasher.update(part);
    }
    let mut hash = [0; 16];
    hash.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    hash
}
