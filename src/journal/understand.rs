//! One note -> a draft: which kind it is (SPEC 1, Kinds), then the reader of that kind.

use std::ops::Range;

use chrono::NaiveDate;

use super::draft::{Draft, DraftContent, DraftKind, Excerpt, NoteText};
use super::fields::{self, Fields};
use super::{Share, day, entry, plan, reflection};
use crate::folder::names;
use crate::note::{self, FrontMatter, Note, Text, Value};
use crate::problem::{Code, Place, Problem};
use crate::text::fold;
use crate::when::{self, Moment, ParseError, Parsed};

/// What `kind` settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plan,
    Entry,
    Day,
    Reflection,
    Ignore,
}

/// Where a date of a note stood, and what stood beside it.
#[derive(Clone, Debug)]
pub(super) struct NoteDate {
    pub date: NaiveDate,
    pub time: Option<when::TimeOfDay>,
    /// The place of the value; the start of the file for a date in its name.
    pub at: Place,
}

/// `when` as written, with the places of its pieces.
#[derive(Clone, Debug, Default)]
pub(super) struct WhenText {
    pub text: String,
    pieces: Vec<(usize, Text)>,
}

/// A `when` that was read, or not.
#[allow(clippy::large_enum_variant)] // one lives at a time
pub(super) enum WhenField {
    Absent,
    Parsed(WhenText, Parsed),
    /// Told already.
    Invalid(Option<Code>),
}

/// What one file means, read alone. Never fails; runs in parallel over the files. Of `journal.md` it keeps the hints.
#[must_use]
pub fn understand(path: &str, bytes: &[u8]) -> Draft {
    if names::is_settings(path) {
        return super::settings::hints(path, bytes);
    }
    if super::conflict::is_settings_copy(path) {
        return Draft::with_content(path, DraftContent::ordinary());
    }
    let note = note::read(path, bytes);
    // What tinystep made is never input, wherever it is (SPEC 4).
    if note.front == FrontMatter::Template || note.text.starts_with("<!-- tinystep ") {
        return Draft::ordinary(path);
    }
    if names::is_text(path) {
        return super::stray::text_file(&note).map_or_else(|| Draft::ordinary(path), |c| Draft::with_content(path, c));
    }
    let name_date = when::find_date_in_path(path);
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
        FrontMatter::Absent if !is_dated => None,
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
    let what = if has_task && !matches!(kind, Some(Kind::Day | Kind::Reflection)) {
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
    let known: &[&'static str] = match &what {
        Some(DraftKind::Plan(_) | DraftKind::Broken { is_plan: true, .. }) => &fields::PLAN,
        Some(DraftKind::Entry(_) | DraftKind::Broken { .. }) => &fields::ENTRY,
        Some(DraftKind::Reflection(_)) => &fields::REFLECTION,
        Some(_) => &fields::DAY,
        None => &["task", "kind"],
    };
    let mut near = fields.near_keys(known);
    // A note in which the task itself has a slip is meant to be ours: then its other slips are told as well.
    if !matches!(what, Some(DraftKind::Plan(_) | DraftKind::Entry(_) | DraftKind::Broken { .. }))
        && near.iter().any(|n| crate::text::slips(&n.key, "task", 1).is_some())
    {
        near = fields.near_keys(&fields::ALL);
    }
    // SPEC 8: an emptied task is told wherever it stands.
    if let Some(field) =
        note.fields.iter().find(|f| f.key == "task" && f.emptied_by_comment && fields::is_blank(&f.value))
    {
        let line = note.line(field.key_at);
        let behind = line.find('#').map_or("", |at| line[at..].trim());
        let message = "`task:` is empty, since what stands behind a `#` is a comment.".to_owned();
        let help = format!("Put it in quotes: `task: \"{}\"`.", fields::short(&behind.replace('"', "\\\"")));
        fields.problem(field.key_at, Code::TaskIsComment, message, help);
    }
    // An ordinary note's front matter is not ours to judge, its `share` still is.
    let before = fields.problems.len();
    let share = fields.share();
    if !is_ours {
        fields.problems.truncate(before);
    } else {
        fields.quotes(known);
        fields.problems.extend(note.problems.iter().cloned());
    }
    if !is_ours && share.is_none() && near.is_empty() && fields.problems.is_empty() {
        return None;
    }
    Some(DraftContent {
        kind: what.unwrap_or(DraftKind::Ordinary),
        share,
        problems: fields.problems,
        near,
        ..DraftContent::ordinary()
    })
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
    const KINDS: [(&str, Kind); 5] = [
        ("plan", Kind::Plan),
        ("entry", Kind::Entry),
        ("day", Kind::Day),
        ("reflection", Kind::Reflection),
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
                "This note tells how something went, but not on which date.".to_owned(),
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
        Some(kind @ (Kind::Day | Kind::Reflection)) => match own_date(fields, name_date.as_ref()) {
            Ok(Some(dated)) if kind == Kind::Day => Some(day::read(fields, dated)),
            Ok(Some(dated)) => Some(reflection::read(fields, dated.date)),
            Ok(None) => {
                let at = fields.note.field("kind").map_or(Place::START, |f| f.key_at);
                let help = match kind {
                    Kind::Day => "Write `date: 2026-11-19`, with the date it is about.",
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

/// The date in `when`, where it is one.
fn when_moment(fields: &mut Fields) -> Option<NoteDate> {
    let before = fields.problems.len();
    match when_field(fields) {
        WhenField::Parsed(text, Parsed::Moment(moment)) => {
            hint_weekday(fields, &text, &moment);
            Some(NoteDate { date: moment.date, time: moment.time, at: text.place() })
        }
        _ => {
            fields.problems.truncate(before);
            None
        }
    }
}

/// The date of a note that says its kind: in `when`, else in `date`, else in its name.
fn own_date(fields: &mut Fields, name_date: Option<&Result<NaiveDate, ParseError>>) -> Result<Option<NoteDate>, ()> {
    match when_field(fields) {
        WhenField::Parsed(text, Parsed::Moment(moment)) => {
            hint_weekday(fields, &text, &moment);
            Ok(Some(NoteDate { date: moment.date, time: moment.time, at: text.place() }))
        }
        WhenField::Invalid(_) => Err(()),
        _ => date_beside(fields, name_date),
    }
}

/// The date in `date`, else in the name.
fn date_beside(fields: &mut Fields, name_date: Option<&Result<NaiveDate, ParseError>>) -> Result<Option<NoteDate>, ()> {
    if let Some(dated) = date_field(fields)? {
        return Ok(Some(dated));
    }
    match name_date {
        Some(Ok(date)) => Ok(Some(from_name(*date))),
        Some(Err(error)) => {
            // No line of the note holds it.
            let (message, help) = (error.message.clone(), format!("{} It stands in the file's name.", error.help));
            fields.problems.push(Problem::for_file(fields.note.path, error.code, message, help));
            Err(())
        }
        None => Ok(None),
    }
}

fn date_field(fields: &mut Fields) -> Result<Option<NoteDate>, ()> {
    let Some(text) = fields.one("date", Code::BadDate)? else { return Ok(None) };
    let read = when::parse_date(&text.text).or_else(|error| match when::parse(&text.text) {
        // `date: 2026-11-19 07:35`
        Ok(Parsed::Moment(moment)) => Ok(moment),
        _ => Err(error),
    });
    match read {
        Ok(moment) => {
            fields.weekday(&text, &moment);
            Ok(Some(NoteDate { date: moment.date, time: moment.time, at: text.at }))
        }
        Err(error) => {
            fields.error(&text, error);
            Err(())
        }
    }
}

fn from_name(date: NaiveDate) -> NoteDate {
    NoteDate { date, time: None, at: Place::START }
}

fn hint_weekday(fields: &mut Fields, text: &WhenText, moment: &Moment) {
    if let Some((_, first)) = text.pieces.first() {
        fields.weekday(first, moment);
    }
}

/// Reads `when`; what cannot be read is told.
fn when_field(fields: &mut Fields) -> WhenField {
    if !fields.has("when") {
        return WhenField::Absent;
    }
    let Some(texts) = fields.list_as_written("when", Code::WhenNotUnderstood) else { return WhenField::Invalid(None) };
    let mut when = WhenText::default();
    for text in texts.into_iter().filter(|t| !t.text.trim().is_empty()) {
        if !when.text.is_empty() {
            when.text.push_str(", ");
        }
        let from = when.text.len();
        when.text.push_str(&text.text);
        when.pieces.push((from, text));
    }
    match when::parse(&when.text) {
        Ok(read) => WhenField::Parsed(when, read),
        Err(error) => {
            let code = error.code;
            fields.problem(when.within(error.at), code, error.message, error.help);
            WhenField::Invalid(Some(code))
        }
    }
}

impl WhenText {
    /// The place of the whole value.
    pub(super) fn place(&self) -> Place {
        self.pieces.first().map_or(Place::START, |(_, text)| text.at)
    }

    /// The place of a byte range of the text.
    pub(super) fn within(&self, at: Range<usize>) -> Place {
        let n = self.pieces.partition_point(|&(from, _)| from <= at.start).saturating_sub(1);
        let Some((from, text)) = self.pieces.get(n) else { return Place::START };
        let end = at.end.saturating_sub(*from).min(text.text.len());
        fields::within(text, at.start.saturating_sub(*from).min(end)..end)
    }
}

/// A note that is left out: its names are kept, since what names a `none` plan is `none`, read or not.
pub(super) fn broken(fields: &mut Fields, task: Result<Option<Text>, ()>, is_plan: bool) -> DraftKind {
    let mut names: Vec<String> = match task {
        Ok(task) => task.map(|t| t.text).into_iter().collect(),
        // Several values, of which each may be meant.
        Err(()) => match fields.note.field("task").map(|f| &f.value) {
            Some(Value::List(items)) => items.iter().map(|t| t.text.clone()).collect(),
            _ => Vec::new(),
        },
    };
    if is_plan {
        let before = fields.problems.len();
        names.extend(fields.list("aka").into_iter().map(|t| t.text));
        fields.problems.truncate(before);
    }
    DraftKind::Broken { names, is_plan }
}

/// The body's text, if there is any, and its part under `## To share`.
pub(super) fn note_text(note: &Note, body: Option<&note::Body>) -> Option<NoteText> {
    let body_text = note.text.get(note.body.clone())?;
    let text = body_text.trim();
    if text.is_empty() {
        return None;
    }
    let start = note.body.start + (body_text.len() - body_text.trim_start().len());
    let to_share = match body {
        Some(body) => body.to_share.clone(),
        None if may_share(body_text) => note.body().to_share,
        None => None,
    };
    let to_share = to_share.map(|range| {
        let within = |at: usize| at.saturating_sub(start).min(text.len()) as u32;
        within(range.start)..within(range.end)
    });
    Some(NoteText { text: text.into(), to_share })
}

/// Whether a body can hold the heading `## To share`: a look that costs less than a parse.
fn may_share(body: &str) -> bool {
    body.contains('#') && body.as_bytes().windows(5).any(|w| w.eq_ignore_ascii_case(b"share"))
}

pub(super) fn excerpt(note: &Note, place: Place) -> Excerpt {
    let Problem { line, skipped, .. } = note.problem(place, Code::InFuture, String::new(), String::new());
    Excerpt { place, line: line.into(), skipped }
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

/// Whether a value is a map.
pub(super) fn map<'n>(note: &'n Note, key: &str) -> Option<&'n [note::Field]> {
    match &note.field(key)?.value {
        Value::Map(fields) => Some(fields),
        _ => None,
    }
}
