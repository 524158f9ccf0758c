//! One note -> a draft: which kind it is (docs/specification.md#1-notes, Kinds), then the reader of that kind.

use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::folder::names;
use crate::journal::draft::{DraftContent, DraftKind, NearMissKey, NoteDraft};
use crate::journal::note_fields::daily_names::DailyNoteNames;
use crate::journal::note_fields::fields::{self, FieldReader};
use crate::journal::note_fields::note_date::{
    NoteDate, WhenField, add_wrong_weekday_hint, date_field, date_in_when_field, date_of_field_or_name, date_of_note,
    note_date_of_name, when_field,
};
use crate::journal::note_kinds::broken_note::draft_kind_of_broken_note;
use crate::journal::{
    Share, near_misses::hints, note_fields::known_fields, note_fields::note_date, note_kinds::day,
    note_kinds::entry_note, note_kinds::plan_note, note_kinds::reflection, note_kinds::undated, sharing::kept_back,
    sharing::names_of_note, sharing::privacy,
};
use crate::note::{self, FrontMatter, Note, Text, Value};
use crate::problem::{Code, Place, Problem};
use crate::text::{fold, fold_key};
use crate::when::{self, ParseError, Parsed};

/// What `kind` settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KindField {
    Plan,
    Entry,
    Day,
    Reflection,
    Session,
    Ignore,
}

/// What one file means, read alone. Never fails; runs in parallel over the files. Of `journal.md` it keeps the hints.
#[must_use]
pub fn understand(path: &str, bytes: &[u8]) -> NoteDraft {
    understand_with_daily_names(path, bytes, &DailyNoteNames::default())
}

/// The same, where daily notes have names of a form of their own.
#[must_use]
pub fn understand_with_daily_names(path: &str, bytes: &[u8], daily: &DailyNoteNames) -> NoteDraft {
    understand_note(&Arc::from(path), bytes, daily)
}

/// The same of a path that is kept once for all.
#[must_use]
pub fn understand_note(path: &Arc<str>, bytes: &[u8], daily: &DailyNoteNames) -> NoteDraft {
    match understood_content(path, bytes, daily) {
        Some(content) => NoteDraft::with_content(path, content),
        None => NoteDraft::of_ordinary_note(path),
    }
}

/// None for somebody's ordinary note.
fn understood_content(path: &str, bytes: &[u8], daily: &DailyNoteNames) -> Option<DraftContent> {
    if names::is_settings_path(path) {
        return crate::journal::note_kinds::settings_note::content_with_hints_of_settings(path, bytes);
    }
    if crate::folder::copy_names::is_settings_copy(path) {
        return Some(DraftContent::of_ordinary_note());
    }
    let mut note = note::read_note(path, bytes);
    privacy::mark_fields_with_private_comment(&mut note);
    // What tinystep made is never input, wherever it is (docs/specification.md#4-what-is-made).
    if note.text.starts_with("<!-- tinystep ") {
        return None;
    }
    let content = content_of_note(&note, bytes, daily);
    let is_front_read = content.as_ref().is_some_and(|content| match &content.kind {
        DraftKind::Plan(_) | DraftKind::Entry(_) => true,
        DraftKind::Broken { names, .. } => !names.is_empty(),
        _ => false,
    });
    let tasks = crate::journal::note_kinds::stray::tasks_of_private_fields_not_read(&note, is_front_read);
    if tasks.is_empty() {
        return content;
    }
    let mut content = content.unwrap_or_else(DraftContent::of_ordinary_note);
    content.task_names_in_unread_fields.extend(tasks);
    content.text_hash = text_hash(bytes);
    Some(content)
}

/// What a note says by what is read of it.
fn content_of_note(note: &Note, bytes: &[u8], daily: &DailyNoteNames) -> Option<DraftContent> {
    let path = note.path;
    if note.front_matter == FrontMatter::Template {
        return None;
    }
    if names::may_be_misnamed_note(path) {
        return crate::journal::note_kinds::stray::content_of_text_file(note);
    }
    let name_date = daily.date_of_note(path).map(Ok).or_else(|| when::find_date_in_path(path));
    let is_dated = matches!(name_date, Some(Ok(_)));
    if bytes.is_empty() {
        return content_of_empty_note(path).filter(|_| !is_dated);
    }
    let content = match note.front_matter {
        FrontMatter::Unreadable { has_task, has_date }
        | FrontMatter::NotText { has_task, has_date }
        | FrontMatter::GitMarks { has_task, has_date } => {
            let is_all_zeros = !bytes.is_empty() && bytes.iter().all(|&b| b == 0);
            (has_task || has_date || is_dated || is_all_zeros).then(|| DraftContent {
                kind: DraftKind::Unreadable {
                    tasks: note.task_names_in_unreadable_fields(),
                    may_be_of_any_task: is_all_zeros,
                },
                share: Some(Share::None),
                // One that is not dated may be anybody's file.
                problems: match is_all_zeros {
                    true => is_dated.then(|| all_zeros_problem(note)).into_iter().collect(),
                    false => note.problems.clone(),
                },
                ..DraftContent::of_ordinary_note()
            })
        }
        FrontMatter::Absent if !is_dated && !day::may_hold_boxes_or_tags(note) => None,
        FrontMatter::Absent | FrontMatter::Read => content_of_readable(note, name_date),
        FrontMatter::Template => None,
    };
    let mut content = crate::journal::note_kinds::stray::add_stray_fields_hint(content, note)?;
    content.text_hash = text_hash(bytes);
    Some(content)
}

/// A note of no bytes may be half-synced: the plan that its name tells.
fn content_of_empty_note(path: &str) -> Option<DraftContent> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    (!stem.is_empty())
        .then(|| DraftContent { name_of_empty_note: Some(stem.into()), ..DraftContent::of_ordinary_note() })
}

/// What a crash or a broken sync leaves of a note.
fn all_zeros_problem(note: &Note) -> Problem {
    let message = "Nothing is left of this note but zero bytes.".to_owned();
    let help = "Put back an older version of it. Until then nothing is shared of a task that no plan has: it may be this note's.";
    note.problem_at(Place::START, Code::NotUtf8, message, help.to_owned())
}

/// A note whose front matter could be read.
fn content_of_readable(note: &Note, name_date: Option<Result<NaiveDate, ParseError>>) -> Option<DraftContent> {
    let mut fields = FieldReader::new(note);
    fields.name_date = name_date.as_ref().and_then(|date| date.as_ref().ok()).copied();
    let task = task_field(&mut fields);
    let has_task = !matches!(task, Ok(None));
    let kind = kind_field(&mut fields, has_task);
    if kind == Some(KindField::Ignore) {
        return None;
    }
    let what = if has_task && !matches!(kind, Some(KindField::Day | KindField::Reflection | KindField::Session)) {
        Some(draft_kind_with_task(&mut fields, kind, task, name_date))
    } else {
        draft_kind_without_task(&mut fields, kind, name_date)
    };
    finish_content(fields, what)
}

/// Puts together what is kept: problems, sharing, near misses.
fn finish_content(mut fields: FieldReader, what: Option<DraftKind>) -> Option<DraftContent> {
    let note = fields.note;
    let is_ours = what.is_some();
    let kind = match &what {
        Some(DraftKind::Plan(_) | DraftKind::Broken { is_plan: true, .. }) => known_fields::NoteKind::Plan,
        Some(DraftKind::Entry(_) | DraftKind::Broken { .. }) => known_fields::NoteKind::Entry,
        Some(DraftKind::Reflection(_)) => known_fields::NoteKind::Reflection,
        Some(_) => known_fields::NoteKind::Day,
        None => known_fields::NoteKind::Ordinary,
    };
    let mut near = known_fields::near_miss_keys(note, kind);
    // `tasks: Buy milk` in the note of a day is a list of other programs, and no slip of `task`.
    let is_named_for_day = || when::find_date_in_path(note.path).is_some_and(|date| date.is_ok());
    near.retain(|near| !(kind == known_fields::NoteKind::Day && &*near.key == "tasks" && is_named_for_day()));
    // A note in which the task itself has a slip is meant to be ours: then its other slips are reported as well.
    if !matches!(kind, known_fields::NoteKind::Plan | known_fields::NoteKind::Entry)
        && near.iter().any(|n| crate::text::edit_distance_within(&n.key, "task", 1).is_some())
    {
        near = known_fields::near_miss_keys(note, known_fields::NoteKind::MeantAsOurs);
    }
    let mut lost_tasks = names_after_misspelt_keys(note, &near);
    lost_tasks.extend(add_emptied_task_problem(&mut fields));
    // An ordinary note's front matter is not ours to judge, its `share` still is.
    let before = fields.problems.len();
    let may_say_private = privacy::may_hold_private_words(note);
    let privacy::OwnShare { share, misspelt_key: slip } = privacy::own_share(&mut fields, may_say_private);
    if !is_ours {
        fields.problems.truncate(before);
    } else {
        fields.add_missing_quotes_hints(kind);
        fields.problems.extend(note.problems.iter().cloned());
        let typo_hint = fields.typo_hint.take().zip(slip.as_ref());
        near.extend(typo_hint.map(|(hint, (key, _))| NearMissKey { key: key.clone(), hint }));
    }
    // Neither a date nor days can be read.
    let is_undated = fields.problems.iter().any(|problem| problem.code == Code::DateMissing);
    if share == Some(Share::None)
        && is_undated
        && let Some(DraftKind::Broken { names, is_plan: false }) = &what
    {
        // It may be the plan itself, with a field of an entry.
        lost_tasks.extend(names.iter().cloned());
        lost_tasks.extend(names_in_aka(note));
    }
    if share == Some(Share::None) {
        // Nobody reads these words.
        fields.problems.retain(|problem| problem.code != Code::BarrierUnknown);
    }
    let nearly_share_headings = match &what {
        Some(DraftKind::Entry(_) | DraftKind::Day(_) | DraftKind::Reflection(_))
            if share.is_none_or(|share| share == Share::Summary) =>
        {
            hints::nearly_share_heading_hints(note)
        }
        _ => Vec::new(),
    };
    let kept_back = match &what {
        Some(what) if may_say_private && share != Some(Share::None) => kept_back::parts_kept_back(&fields, what, share),
        _ => Vec::new(),
    };
    let (names, tags) = names_of_note::names_and_tags_in_fields(note, what.as_ref());
    let what = what.or_else(|| undated::read_undated_note(&fields).map(|found| DraftKind::Undated(Box::new(found))));
    if what.is_none() && share.is_none() && near.is_empty() && fields.problems.is_empty() {
        return None;
    }
    Some(DraftContent {
        kind: what.unwrap_or(DraftKind::Ordinary),
        share,
        misspelt_share_key: slip,
        problems: fields.problems,
        nearly_share_headings,
        near_miss_keys: near,
        task_names_in_unread_fields: lost_tasks,
        kept_back,
        title: names_of_note::title_above_note(note),
        names,
        tags,
        ..DraftContent::of_ordinary_note()
    })
}

/// The names in `aka`, each on its own or between commas.
fn names_in_aka(note: &Note) -> Vec<String> {
    let names = match note.filled_field("aka").map(|field| &field.value) {
        Some(Value::Text(text)) => text.text.split(',').map(str::to_owned).collect(),
        Some(Value::List(items)) => items.iter().map(|item| item.text.clone()).collect(),
        _ => Vec::new(),
    };
    names.into_iter().map(|name: String| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// The names behind a slip of `task` or `aka`: they may be private.
fn names_after_misspelt_keys(note: &Note, near: &[NearMissKey]) -> Vec<String> {
    let slip = |key: &str, known: &str| crate::text::edit_distance_within(key, known, 1).is_some();
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
/// What stands behind the `#` is the task that was meant.
fn add_emptied_task_problem(fields: &mut FieldReader) -> Option<String> {
    let note = fields.note;
    let emptied =
        note.fields.iter().find(|f| f.key == "task" && f.emptied_by_comment && fields::is_blank_value(&f.value));
    let field = emptied?;
    let line = note.line_at_place(field.key_place);
    let behind = line.find('#').map_or("", |at| line[at..].trim());
    let message = "`task:` is empty, since what follows a `#` is a comment.".to_owned();
    let task = behind.trim_start_matches('#').trim();
    let quoted = fields::shortened_for_message(&behind.replace('"', "\\\""));
    let help = match task.is_empty() || task.contains('#') {
        true => format!("Put it in quotes: `task: \"{quoted}\"`."),
        false => format!(
            "Write `task: {}`, or put it in quotes if the sign is part of the name: `task: \"{quoted}\"`.",
            fields::shortened_for_message(task)
        ),
    };
    fields.add_problem(field.key_place, Code::TaskIsComment, message, help);
    (!task.is_empty()).then(|| task.to_owned())
}

fn task_field(fields: &mut FieldReader) -> Result<Option<Text>, ()> {
    let before = fields.problems.len();
    let Ok(task) = fields.single_text("task", Code::BadTask) else {
        fields.problems.iter_mut().skip(before).for_each(|problem| problem.help = help_for_several_tasks(fields.note));
        return Err(());
    };
    let Some(task) = task else { return Ok(None) };
    if fold(&task.text).chars().all(|c| c.is_control()) {
        fields.add_problem(
            task.place,
            Code::BadTask,
            "This task has no words.".to_owned(),
            "Write what it is, such as `task: Voice memo`.",
        );
        return Err(());
    }
    add_field_in_task_hint(fields, task);
    Ok(Some(task.clone()))
}

/// What to write for `task: [Walk, Voice memo]`.
fn help_for_several_tasks(note: &Note) -> String {
    let tasks: Vec<String> = match note.filled_field("task").map(|field| &field.value) {
        Some(Value::List(items)) => items.iter().map(|item| fields::shortened_for_message(item.text.trim())).collect(),
        _ => Vec::new(),
    };
    match tasks.iter().filter(|task| !task.is_empty()).collect::<Vec<_>>().as_slice() {
        [first, second, ..] => format!(
            "Write a note for each (`task: {first}`), or a line for each in the note of its day: `- [x] {first}`, `- [x] {second}`."
        ),
        _ => "Write one value after `task:`, on the same line.".to_owned(),
    }
}

/// `task: Walk, when: 2026-11-18` on one line.
fn add_field_in_task_hint(fields: &mut FieldReader, task: &Text) {
    let is_field =
        |piece: &str| piece.split_once(": ").is_some_and(|(key, _)| known_fields::is_known_field(&fold_key(key)));
    let Some((name, field)) = task.text.split_once(", ").filter(|(_, rest)| is_field(rest)) else { return };
    let (name, field) = (fields::shortened_for_message(name), fields::shortened_for_message(field));
    let message = format!("`{field}` stands on the line of `task`, so it is read as a part of the task.");
    let help = format!("Write `task: {name}`, and `{field}` on a line of its own below it.");
    fields.add_problem(task.place, Code::KeyNearMiss, message, help);
}

/// What `kind` says. A word of somebody's own is left alone, unless a task says that the note is ours.
fn kind_field(fields: &mut FieldReader, has_task: bool) -> Option<KindField> {
    const KINDS: [(&str, KindField); 6] = [
        ("plan", KindField::Plan),
        ("entry", KindField::Entry),
        ("day", KindField::Day),
        ("reflection", KindField::Reflection),
        ("session", KindField::Session),
        ("ignore", KindField::Ignore),
    ];
    let before = fields.problems.len();
    let kind = fields.word_choice_field("kind", &KINDS);
    if !has_task {
        fields.problems.truncate(before);
    }
    kind
}

/// The time of an entry that has its date elsewhere: of several the first, with a hint.
fn time_of_entry(fields: &mut FieldReader, when: &WhenField) -> Option<when::TimeOfDay> {
    let WhenField::Parsed(text, Parsed::When(read)) = when else { return None };
    read.single_time().or_else(|| {
        note_date::add_two_times_hint(fields, text);
        text.first_time()
    })
}

fn draft_kind_with_task(
    fields: &mut FieldReader,
    kind: Option<KindField>,
    task: Result<Option<Text>, ()>,
    name_date: Option<Result<NaiveDate, ParseError>>,
) -> DraftKind {
    let before = fields.problems.len();
    let when = when_field(fields);
    if task.is_err() {
        // The note is left out for its task: one thing after the other.
        fields.problems.truncate(before);
    }
    let says_plan = fields.has_any_value(&["times", "from", "until", "pause", "collects", "aka"]);
    let says_entry = fields.has_any_value(&["done", "felt", "barrier", "written"]);
    let (decided, dated) = match (kind, &when) {
        (Some(KindField::Plan), _) => (KindField::Plan, None),
        (_, WhenField::Parsed(text, Parsed::Moment(moment))) => {
            add_wrong_weekday_hint(fields, text, moment);
            note_date::add_two_times_hint(fields, text);
            if kind.is_none() && !says_entry {
                note_date::add_plan_field_hint(fields, moment);
            }
            let at = text.place();
            (KindField::Entry, Some(Ok(NoteDate { date: moment.date, time: moment.time, place: at })))
        }
        (_, WhenField::Invalid(code)) => {
            let of_a_date =
                matches!(code, Some(Code::BadDate | Code::RelativeDate | Code::DateOutOfRange | Code::TwoDates));
            let dated = fields.has_value("date") || matches!(name_date, Some(Ok(_)));
            let is_entry = kind == Some(KindField::Entry) || (!says_plan && (of_a_date || dated || says_entry));
            if is_entry && !of_a_date && task.is_ok() {
                note_date::replace_when_help_by_date(fields, before);
            }
            return draft_kind_of_broken_note(fields, task, !is_entry);
        }
        (kind, when) => {
            let names_days_or_frequency =
                matches!(when, WhenField::Parsed(_, Parsed::When(w)) if w.names_days_or_frequency());
            if kind != Some(KindField::Entry)
                && names_days_or_frequency
                && !(says_entry && name_date.is_none() && !fields.has_value("date"))
            {
                (KindField::Plan, None)
            } else {
                match date_of_field_or_name(fields, name_date.as_ref()) {
                    Ok(Some(dated)) if kind == Some(KindField::Entry) || !says_plan => {
                        let time = time_of_entry(fields, when);
                        (KindField::Entry, Some(Ok(NoteDate { time, ..dated })))
                    }
                    Ok(Some(_)) => (KindField::Plan, None),
                    Ok(None) if kind == Some(KindField::Entry) || says_entry => (KindField::Entry, Some(Err(()))),
                    Ok(None) => (KindField::Plan, None),
                    Err(()) => {
                        return draft_kind_of_broken_note(fields, task, says_plan && kind != Some(KindField::Entry));
                    }
                }
            }
        }
    };
    if decided == KindField::Plan {
        return plan_note::read_plan_note(fields, task, when);
    }
    match (task, dated) {
        (Ok(Some(task)), Some(Ok(dated))) => entry_note::read_entry_note(fields, &task, dated),
        (task, Some(Err(()))) => {
            let at = task.as_ref().ok().and_then(|t| t.as_ref()).map_or(Place::START, |t| t.place);
            fields.add_problem(
                at,
                Code::DateMissing,
                "This note says how something went, but not on which date.".to_owned(),
                "Write `when: 2026-11-19` (or `when: 2026-11-19 07:35`), with the date it was.",
            );
            draft_kind_of_broken_note(fields, task, false)
        }
        (task, _) => draft_kind_of_broken_note(fields, task, false),
    }
}

fn draft_kind_without_task(
    fields: &mut FieldReader,
    kind: Option<KindField>,
    name_date: Option<Result<NaiveDate, ParseError>>,
) -> Option<DraftKind> {
    match kind {
        Some(KindField::Plan | KindField::Entry) => {
            let at = fields.note.filled_field("kind").map_or(Place::START, |f| f.key_place);
            let message = "This note says its kind, but not which task it is about.".to_owned();
            fields.add_problem(at, Code::BadTask, message, "Write `task:` and what it is, such as `task: Voice memo`.");
            Some(draft_kind_of_broken_note(fields, Ok(None), kind == Some(KindField::Plan)))
        }
        Some(KindField::Reflection) if fields.has_value("week") => match fields.date_field("week") {
            Ok(Some(date)) => Some(reflection::read_reflection_note(fields, date)),
            _ => Some(draft_kind_of_broken_note(fields, Ok(None), false)),
        },
        Some(kind @ (KindField::Day | KindField::Reflection | KindField::Session)) => {
            match date_of_note(fields, name_date.as_ref()) {
                Ok(Some(dated)) if kind == KindField::Day => Some(day::read_day_note(fields, dated)),
                Ok(Some(dated)) if kind == KindField::Session => Some(day::read_session_note(fields, dated)),
                Ok(Some(dated)) => Some(reflection::read_reflection_note(fields, dated.date)),
                Ok(None) => {
                    let at = fields.note.filled_field("kind").map_or(Place::START, |f| f.key_place);
                    let help = match kind {
                        KindField::Day | KindField::Session => "Write `date: 2026-11-19`, with the date it is about.",
                        _ => "Write `week: 2026-11-16` (any date of the week it is about).",
                    };
                    fields.add_problem(
                        at,
                        Code::DateMissing,
                        "This note does not say which date it is about.".to_owned(),
                        help,
                    );
                    Some(draft_kind_of_broken_note(fields, Ok(None), false))
                }
                Err(()) => Some(draft_kind_of_broken_note(fields, Ok(None), false)),
            }
        }
        // Without a task or a kind a date that cannot be read is nobody's problem: the next place it may stand counts.
        _ => {
            let before = fields.problems.len();
            let dated = date_in_when_field(fields).or_else(|| match date_field(fields) {
                Ok(Some(dated)) => Some(dated),
                _ => {
                    fields.problems.truncate(before);
                    name_date.and_then(Result::ok).map(note_date_of_name)
                }
            })?;
            Some(day::read_day_note(fields, dated))
        }
    }
}

/// What the text is, line ends and byte-order mark aside; never 0. It is kept only while the program runs.
fn text_hash(bytes: &[u8]) -> u64 {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut hasher = DefaultHasher::new();
    if bytes.contains(&b'\r') {
        hasher.write(&bytes.iter().copied().filter(|&b| b != b'\r').collect::<Vec<u8>>());
    } else {
        hasher.write(bytes);
    }
    hasher.finish().max(1)
}
