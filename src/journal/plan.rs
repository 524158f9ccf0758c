//! A plan's note: its fields, and the log in its text.

use super::broken_note::broken;
use super::draft::{DraftKind, Excerpt, PlanDraft};
use super::fields::{self, Fields};
use super::note_date::{WhenField, WhenText};
use super::note_text::{excerpt, note_text_without};
use super::photos::normal;
use super::{ChosenBy, Stage, known_fields, log, rated_names};
use crate::note::{Body, Field, Note, Text, Value};
use crate::problem::{Code, Place};
use crate::text::fold;
use crate::when::{self, Parsed, When};

pub(super) fn read(fields: &mut Fields, task: Result<Option<Text>, ()>, when: WhenField) -> DraftKind {
    let stage = fields.choice("stage", &[("notice", Stage::Notice), ("try", Stage::Try), ("do", Stage::Do)]);
    let times = fields.times();
    let when = understood(fields, when);
    let (from, until, pauses) = (fields.date("from"), fields.date("until"), pauses(fields));
    let (Ok(Some(task)), Ok((when, text)), Ok(from), Ok(until), Ok(pauses)) = (task.clone(), when, from, until, pauses)
    else {
        return broken(fields, task, true);
    };
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let at = fields.one("until", Code::BadDate).ok().flatten().map_or(task.at, |t| t.at);
        let message = format!("`until` {until} is before `from` {from}, so this plan has no days.");
        fields.problem(at, Code::BadDate, message, "Write the last day of the plan in `until`.");
        return broken(fields, Ok(Some(task)), true);
    }
    let when = times.map_or(when.clone(), |times| when.with_times(times));
    let ends = fields.yes("ends").unwrap_or(false) && from.is_some();
    if !ends {
        remarks(fields, &when, text.as_ref(), &task, stage);
    }
    let helper = fields.words("helper");
    let aka: Vec<(String, Excerpt)> =
        fields.list("aka").into_iter().map(|t| (t.text.trim().to_owned(), excerpt(fields.note, t.at))).collect();
    let body = if super::day::may_hold(fields.note) || log::may_hold(fields.note) {
        fields.note.body()
    } else {
        Body::default()
    };
    let names: Vec<&str> =
        std::iter::once(task.text.as_str()).chain(aka.iter().map(|(name, _)| name.as_str())).collect();
    let log = log::read(fields, &body, &names, helper.as_deref());
    // The text is shared without the log, and only where the note itself says `full`; never under a heading.
    let mut words = note_text_without(fields.note, Some(&body), log.cuts);
    if let Some(words) = &mut words
        && words.to_share.take().is_some()
    {
        fields.report_ignored_to_share("a plan");
    }
    if ends {
        fields.ignored(&["task", "from", "ends", "kind", "share"]);
    }
    DraftKind::Plan(Box::new(PlanDraft {
        task_at: excerpt(fields.note, task.at),
        task: task.text.trim().to_owned(),
        places: places(fields.note),
        when,
        when_text: text.map(|t| t.text),
        place: fields.words("where"),
        minutes: fields.minutes("minutes"),
        weekly_minutes: fields.minutes("weekly minutes"),
        goal: fields.words("goal"),
        stage,
        helper,
        from,
        until,
        name_date: when::find_date_in_path(fields.note.path.rsplit('/').next().unwrap_or_default())
            .and_then(Result::ok),
        pauses,
        rate: rated_names::rated(fields),
        obstacle: fields.words("obstacle"),
        then: fields.words("then"),
        confidence: fields.zero_to_ten("confidence"),
        chosen_by: fields.choice(
            "chosen by",
            &[("me", ChosenBy::Me), ("together", ChosenBy::Together), ("clinician", ChosenBy::Clinician)],
        ),
        photos: fields.words("photos"),
        collects: collects(fields),
        helper_card: fields.yes("helper card").unwrap_or(false),
        share_response: fields.yes("share response").unwrap_or(false),
        ends,
        not_practice: fields.list("not practice").into_iter().map(|t| fold(&t.text)).collect(),
        aka,
        log: log.lines,
        near: log.near,
        words,
    }))
}

/// The folder of `collects`, as written. One that lies outside the journal is never looked into.
fn collects(fields: &mut Fields) -> Option<String> {
    let folder = fields.words("collects")?;
    let beside = fields.note.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    if normal("", &folder).or_else(|| normal(beside, &folder)).is_some() {
        return Some(folder);
    }
    let at = fields.note.field("collects").map_or(Place::START, value_at);
    let message = format!("`{}` is no folder inside the journal.", fields::short(&folder));
    fields.problem(at, Code::BadValue, message, "Write a folder inside it, such as `memos`.");
    None
}

/// The places of a plan's fields; somebody's own keys are not among them.
fn places(note: &Note) -> Vec<(String, Place)> {
    let known = note.fields.iter().filter(|f| known_fields::PLAN.contains(&f.key.as_str()));
    known.map(|f| (f.key.clone(), value_at(f))).collect()
}

fn value_at(field: &Field) -> Place {
    match &field.value {
        Value::Text(text) => text.at,
        Value::List(items) => items.first().map_or(field.key_at, |t| t.at),
        _ => field.key_at,
    }
}

/// A plan's `when`. A bare date, where `kind: plan` says that it is one, means `on` that date.
fn understood(fields: &mut Fields, when: WhenField) -> Result<(When, Option<WhenText>), ()> {
    match when {
        WhenField::Absent => Ok((When::none(), None)),
        WhenField::Invalid(_) => Err(()),
        WhenField::Parsed(text, Parsed::When(when)) => Ok((when, Some(text))),
        WhenField::Parsed(text, Parsed::Moment(moment)) => match when::parse(&format!("on {}", text.text)) {
            Ok(Parsed::When(when)) => Ok((when, Some(text))),
            _ => {
                let help = format!("Write `when: on {}`.", moment.date);
                let message =
                    format!("`{}` is a date, and a plan says how often or on which days.", fields::short(&text.text));
                fields.problem(text.place(), Code::WhenNotUnderstood, message, help);
                Err(())
            }
        },
    }
}

pub(super) fn pauses(fields: &mut Fields) -> Result<Vec<when::Span>, ()> {
    let before = fields.problems.len();
    let mut pauses = Vec::new();
    for text in fields.list("pause") {
        match open_pause(&text.text).map_or_else(|| when::parse_span(&text.text), Ok) {
            Ok(span) => pauses.push(span),
            Err(error) => fields.error(&text, error),
        }
    }
    pauses.sort();
    if fields.problems.len() > before { Err(()) } else { Ok(pauses) }
}

/// `from 2026-11-18`: a pause without an end.
fn open_pause(text: &str) -> Option<when::Span> {
    let from = fold(text).strip_prefix("from ").and_then(|date| when::parse_date(date).ok())?;
    Some(when::Span { first: from.date, last: when::LAST_DATE })
}

/// What could be clearer in `when`. In the stage `notice` it may be vague.
fn remarks(fields: &mut Fields, when: &When, text: Option<&WhenText>, task: &Text, stage: Option<Stage>) {
    for remark in when.hints() {
        if remark.code == Code::WhenVague && stage == Some(Stage::Notice) {
            continue;
        }
        let of_times = remark.code == Code::TooOften && fields.has("times");
        let at = match text {
            _ if of_times => fields.one("times", Code::BadValue).ok().flatten().map_or(task.at, |t| t.at),
            Some(text) => text.within(remark.at.clone()),
            None => task.at,
        };
        let help = match remark.code {
            Code::WhenVague => moment(text.map(|t| t.text.as_str()), &task.text),
            _ => remark.help.clone(),
        };
        fields.problem(at, remark.code, remark.message.clone(), help);
    }
}

/// The question that a vague moment asks, with the sentence that could come of it.
fn moment(written: Option<&str>, task: &str) -> String {
    let (instead, when) = when::suggest_specific(written);
    let task = super::fields::short(task);
    format!(
        "At what moment could it begin? `when: {}` would read: “{}: {task}.”",
        super::fields::short(&instead),
        when.if_then()
    )
}
