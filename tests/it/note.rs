//! `fields`: what the front matter of every file of a case says, a line each, with the place of each key and value.
//! `boxes`: what the body holds. Problems are below both, as `check` would list them.

use std::fmt::Write as _;

use tinystep::note::{self, Field, FrontMatter, Note, Text, Value};
use tinystep::problem::draw;

use crate::cases::{Answer, Case};

pub fn documents() -> Answer {
    Box::new(|case, expected| match expected.kind.as_str() {
        "fields" => Some(each(case, fields)),
        "boxes" => Some(each(case, boxes)),
        _ => None,
    })
}

fn each(case: &Case, show: impl Fn(&Note<'_>) -> String) -> String {
    case.files.iter().map(|(path, text)| show(&note::read_note(path, text.as_bytes()))).collect()
}

/// The fields of a note, its front matter and its problems.
pub fn fields(note: &Note<'_>) -> String {
    let mut out = String::new();
    let tell = |what: &str, task: bool, date: bool| {
        let task = if task { ", has a task" } else { "" };
        format!("{what}{task}{}", if date { ", has a date" } else { "" })
    };
    let front = match note.front_matter {
        FrontMatter::Absent => "no front matter".into(),
        FrontMatter::Read => String::new(),
        FrontMatter::Template => "a template".into(),
        FrontMatter::Unreadable { has_task, has_date } => tell("unreadable", has_task, has_date),
        FrontMatter::NotText { has_task, has_date } => tell("not text", has_task, has_date),
        FrontMatter::GitMarks { has_task, has_date } => tell("git's marks", has_task, has_date),
    };
    if !front.is_empty() {
        let _ = writeln!(out, "{}: {front}", note.path);
    } else if note.fields.is_empty() {
        let _ = writeln!(out, "{}: no fields", note.path);
    }
    for task in note.task_names_in_unreadable_fields() {
        let _ = writeln!(out, "{}: task line: {task}", note.path);
    }
    show(&mut out, note, &note.fields, "");
    for problem in &note.problems {
        let _ = writeln!(out, "{}\n  help: {}", draw::draw_one_line(problem), problem.help);
    }
    out
}

fn show(out: &mut String, note: &Note<'_>, fields: &[Field], prefix: &str) {
    for field in fields {
        let key = format!("{prefix}{}", field.key);
        let _ = write!(out, "{} {}:{} {key}", note.path, field.key_place.line, field.key_place.column);
        let flags = [
            (field.emptied_by_comment, " (emptied by #)"),
            (field.needs_quotes, " (wants quotes)"),
            (field.is_repeated, " (twice)"),
        ];
        let flags: String = flags.iter().filter(|(set, _)| *set).map(|(_, words)| *words).collect();
        match &field.value {
            Value::Empty => {
                let _ = writeln!(out, " is empty{flags}");
            }
            Value::Text(text) => {
                let _ = writeln!(out, " = {}{flags}", words(text));
            }
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(words).collect();
                let _ = writeln!(out, " = [{}]{flags}", items.join(" | "));
            }
            Value::Map(fields) => {
                let _ = writeln!(out, " has{flags}");
                show(out, note, fields, &format!("{key}."));
            }
        }
    }
}

fn words(text: &Text) -> String {
    format!("{} {}:{}+{}", text.text.replace('\n', "⏎"), text.place.line, text.place.column, text.place.width)
}

fn boxes(note: &Note<'_>) -> String {
    let (mut out, body) = (String::new(), note.body());
    for found in &body.boxes {
        let _ = writeln!(out, "[{}] {}", found.mark, words(&found.text));
        for under in &found.nested_items {
            let _ = writeln!(out, "    under: {}", words(under));
        }
        for deeper in &found.nested_deeper {
            let _ = writeln!(out, "    deeper: {}", words(deeper));
        }
    }
    for near in &body.near_miss_boxes {
        let _ = writeln!(out, "looks like a box: {}", words(near));
    }
    for tag in &body.tags {
        let _ = writeln!(out, "tag {}", words(tag));
    }
    for image in &body.images {
        let _ = writeln!(out, "image {} alt `{}`", words(&image.target), image.alt);
    }
    for range in &body.to_share {
        let _ = writeln!(out, "to share: {}", note.text[range.clone()].trim().replace('\n', "⏎"));
    }
    out
}
