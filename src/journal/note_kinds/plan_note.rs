//! A plan's note: its fields, and the log in its text.

use chrono::NaiveDate;

use crate::journal::catalog::photo_index::normalised_path;
use crate::journal::draft::{DraftKind, Excerpt, PlanDraft};
use crate::journal::note_fields::fields::{self, FieldReader};
use crate::journal::note_fields::helper::says_no_helper;
use crate::journal::note_fields::note_date::{WhenField, WhenText};
use crate::journal::note_kinds::broken_note::draft_kind_of_broken_note;
use crate::journal::note_text::{excerpt_at, excerpts_of_word_fields, note_text_without, value_place};
use crate::journal::{
    ChosenBy, Stage, note_fields::known_fields, note_fields::rated_names, note_kinds::day, note_kinds::log,
    note_kinds::step_kind,
};
use crate::note::{Body, Note, Text};
use crate::problem::{Code, Place};
use crate::text::fold;
use crate::when::{self, Parsed, When};

/// Words that are neither yes nor no keep it back: `nobody`, `not yet`.
fn share_response(fields: &mut FieldReader) -> Option<bool> {
    let is_written = fields.has_value("share response");
    fields.yes_or_no_field("share response").or_else(|| is_written.then_some(false))
}

pub(crate) fn read_plan_note(fields: &mut FieldReader, task: Result<Option<Text>, ()>, when: WhenField) -> DraftKind {
    let stage = fields.word_choice_field("stage", Stage::ALL);
    let times = fields.frequency_field();
    let when = parse_plan_when(fields, when);
    let (from, until, pauses) = (fields.date_field("from"), fields.date_field("until"), pause_field(fields));
    let (Ok(Some(task)), Ok((when, text)), Ok(from), Ok(until), Ok(pauses)) = (task.clone(), when, from, until, pauses)
    else {
        return draft_kind_of_broken_note(fields, task, true);
    };
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        add_ends_before_start_problem(fields, task.place, from, until);
        return draft_kind_of_broken_note(fields, Ok(Some(task)), true);
    }
    let when = times.map_or(when.clone(), |times| when.with_times_field(times));
    let ends = fields.yes_or_no_field("ends").unwrap_or(false) && from.is_some();
    if !ends {
        add_when_hints(fields, &when, text.as_ref(), &task, stage);
    }
    let helper = fields.text_or_joined_list("helper").filter(|helper| !says_no_helper(helper));
    let aka = aka_field(fields);
    let body = if day::may_hold_boxes_or_tags(fields.note) || log::may_hold_dated_line(fields.note) {
        fields.note.body()
    } else {
        &Body::default()
    };
    let names: Vec<&str> =
        std::iter::once(task.text.as_str()).chain(aka.iter().map(|(name, _)| name.as_str())).collect();
    let place = fields.text_or_joined_list("where");
    let plan = log::LoggedPlan { names: &names, helper: helper.as_deref(), place: place.as_deref() };
    let log = log::read_log(fields, body, &plan);
    // The text is shared without the log, and only where the note itself says `full`; never under a heading.
    let mut words = note_text_without(fields.note, body, log.line_ranges);
    if let Some(words) = &mut words
        && !std::mem::take(&mut words.ranges_to_share).is_empty()
    {
        fields.add_ignored_to_share_hint("a plan");
    }
    if ends {
        fields.add_ignored_fields_hints(&["task", "from", "ends", "kind", "share"]);
    }
    DraftKind::Plan(Box::new(PlanDraft {
        task_at: excerpt_at(fields.note, task.place),
        task: task.text.trim().to_owned(),
        field_places: field_places(fields.note),
        excerpts_of_word_fields: excerpts_of_word_fields(fields.note, known_fields::WORDS_OF_PLAN),
        when,
        when_text: text.map(|t| t.text.trim().to_owned()),
        place,
        minutes: fields.minutes_field("minutes"),
        weekly_minutes: fields.minutes_field("weekly minutes"),
        goal: fields.text_or_joined_list("goal"),
        stage,
        helper,
        from,
        until,
        name_date: date_of_file_name(fields.note.path),
        pauses,
        rate: rated_names::rate_field(fields),
        obstacle: fields.text_or_joined_list("obstacle"),
        then: fields.text_or_joined_list("then"),
        confidence: fields.zero_to_ten_field("confidence"),
        chosen_by: fields.word_choice_field("chosen by", ChosenBy::ALL),
        photos: fields.text_or_joined_list("photos"),
        collects: collects_field(fields),
        collects_at: fields.note.filled_field("collects").map(|field| excerpt_at(fields.note, value_place(field))),
        helper_card: fields.yes_or_no_field("helper card").unwrap_or(false),
        share_response: share_response(fields),
        only_ends_plan: ends,
        not_practice: fields.comma_list("not practice").into_iter().map(|t| fold(&t.text)).collect(),
        aka,
        log: log.lines,
        near_misses: log.near_misses,
        grid_rows: log.grid_rows,
        unread_boxes: log.unread_boxes,
        words,
    }))
}

/// A plan whose last day is before its first.
fn add_ends_before_start_problem(fields: &mut FieldReader, task_at: Place, from: NaiveDate, until: NaiveDate) {
    let at = fields.single_text("until", Code::BadDate).ok().flatten().map_or(task_at, |text| text.place);
    let message = format!("`until` {until} is before `from` {from}, so this plan has no days.");
    fields.add_problem(at, Code::BadDate, message, "Write the last day of the plan in `until`.");
}

fn date_of_file_name(path: &str) -> Option<NaiveDate> {
    when::find_date_in_path(path.rsplit('/').next().unwrap_or_default()).and_then(Result::ok)
}

/// The other names of the plan, each with its place.
fn aka_field(fields: &mut FieldReader) -> Vec<(String, Excerpt)> {
    let names = fields.comma_list("aka").into_iter();
    names.map(|name| (name.text.trim().to_owned(), excerpt_at(fields.note, name.place))).collect()
}

/// The folder of `collects`, as written. One that lies outside the journal is never looked into.
fn collects_field(fields: &mut FieldReader) -> Option<String> {
    let folder = fields.text_or_joined_list("collects")?;
    let beside = fields.note.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    if normalised_path("", &folder).or_else(|| normalised_path(beside, &folder)).is_some() {
        return Some(folder);
    }
    let at = fields.note.filled_field("collects").map_or(Place::START, value_place);
    let message = format!("`{}` is no folder inside the journal.", fields::shortened_for_message(&folder));
    fields.add_problem(at, Code::BadValue, message, "Write a folder inside it, such as `memos`.");
    None
}

/// The places of a plan's fields; somebody's own keys are not among them.
fn field_places(note: &Note) -> Vec<(String, Place)> {
    let known = note.fields.iter().filter(|f| known_fields::PLAN.contains(&f.key.as_str()));
    known.map(|f| (f.key.clone(), value_place(f))).collect()
}

/// A plan's `when`. A bare date, where `kind: plan` says that it is one, means `on` that date.
fn parse_plan_when(fields: &mut FieldReader, when: WhenField) -> Result<(When, Option<WhenText>), ()> {
    match when {
        WhenField::Absent => Ok((When::absent(), None)),
        WhenField::Invalid(_) => Err(()),
        WhenField::Parsed(text, Parsed::When(when)) => Ok((when, Some(text))),
        WhenField::Parsed(text, Parsed::Moment(moment)) => match when::parse_when(&format!("on {}", text.text)) {
            Ok(Parsed::When(when)) => Ok((when, Some(text))),
            _ => {
                let help = format!("Write `when: on {}`.", moment.date);
                let message = format!(
                    "`{}` is a date, and a plan says how often or on which days.",
                    fields::shortened_for_message(&text.text)
                );
                fields.add_problem(text.place(), Code::WhenNotUnderstood, message, help);
                Err(())
            }
        },
    }
}

pub(crate) fn pause_field(fields: &mut FieldReader) -> Result<Vec<when::DateSpan>, ()> {
    let before = fields.problems.len();
    let mut pauses = Vec::new();
    for text in fields.comma_list("pause") {
        match parse_open_pause(&text.text).map_or_else(|| when::parse_span(&text.text), Ok) {
            Ok(span) => pauses.push(span),
            Err(error) => {
                let no_end = fields::help_if_no_end_is_meant("pause", &text.text);
                let help = no_end.unwrap_or_else(|| error.help.clone());
                fields.add_parse_error(&text, when::ParseError { help, ..error });
            }
        }
    }
    pauses.sort();
    if fields.problems.len() > before { Err(()) } else { Ok(pauses) }
}

/// `from 2026-11-18`: a pause without an end.
fn parse_open_pause(text: &str) -> Option<when::DateSpan> {
    let from = fold(text).strip_prefix("from ").and_then(|date| when::parse_date(date).ok())?;
    Some(when::DateSpan { first: from.date, last: when::LAST_DATE })
}

/// What could be clearer in `when`. In the stage `notice`, and of a thing not to do, it may be vague.
fn add_when_hints(fields: &mut FieldReader, when: &When, text: Option<&WhenText>, task: &Text, stage: Option<Stage>) {
    for remark in when.hints() {
        let may_be_vague = stage == Some(Stage::Notice) || step_kind::names_what_not_to_do(&task.text);
        if remark.code == Code::WhenVague && may_be_vague {
            continue;
        }
        let of_times = remark.code == Code::TooOften && fields.has_value("times");
        let at = match text {
            _ if of_times => fields.single_text("times", Code::BadValue).ok().flatten().map_or(task.place, |t| t.place),
            Some(text) => text.place_of_range(remark.byte_range.clone()),
            None => task.place,
        };
        let help = match remark.code {
            Code::WhenVague => vague_moment_question(text.map(|t| t.text.as_str()), &task.text),
            _ => remark.help.clone(),
        };
        fields.add_problem(at, remark.code, remark.message.clone(), help);
    }
}

/// The question that a vague moment asks, with the sentence that could come of it.
fn vague_moment_question(written: Option<&str>, task: &str) -> String {
    let (instead, when) = when::suggest_specific_when(written);
    let task = crate::journal::note_fields::fields::shortened_for_message(task);
    format!(
        "At what moment could it begin? `when: {}` would read: “{}: {task}.”",
        crate::journal::note_fields::fields::shortened_for_message(&instead),
        when.if_clause()
    )
}
