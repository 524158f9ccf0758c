//! Notes that look like practice and yet are not read: fields without fences, below a second fence, or in a file that
//! is no note (docs/specification.md#8-problems). They are near misses, and the tasks that they name stay private where
//! nothing else says so (docs/specification.md#6-sharing).

use crate::folder::names;
use crate::journal::draft::DraftContent;
use crate::journal::lines::markup::text_after_list_mark;
use crate::journal::{Status, lines::line, note_fields::known_fields, sharing::private_words};
use crate::note::{CheckBox, FrontMatter, Note, StrayForm, Text, Value, looks_like_box_mark, task_names_in_lines};
use crate::problem::{Code, Place};
use crate::text::fold;
use crate::when;

/// Fields that many ordinary notes have.
const ORDINARY: [&str; 6] = ["tags", "tag", "aliases", "alias", "title", "task"];

fn is_plan_or_entry_field(key: &str) -> bool {
    known_fields::is_known_field(key) && !ORDINARY.contains(&key)
}

/// Adds the hint for the stray fields of a note to what it says.
pub(crate) fn add_stray_fields_hint(content: Option<DraftContent>, note: &Note<'_>) -> Option<DraftContent> {
    // Who says that a note is none of ours is asked nothing more.
    let is_ignored = note
        .filled_field("kind")
        .is_some_and(|kind| matches!(&kind.value, Value::Text(t) if fold(&t.text) == "ignore"));
    let stray = if is_ignored { None } else { note.stray_fields(&is_plan_or_entry_field) };
    let Some(stray) = stray.filter(|stray| stray.form != StrayForm::InCode || !shows_how_to_write(note)) else {
        return content;
    };
    let (message, help) = match stray.form {
        StrayForm::NoFence if stands_between_long_fences(note) => (
            "These fields are not between two lines of `---`, so this note is not read.",
            "Write `---`, three hyphens, in place of each of the two lines around them.",
        ),
        StrayForm::NoFence => (
            "These fields are not between two lines of `---`, so this note is not read.",
            "Write a line `---` above them, at the top of the note, and another below them.",
        ),
        StrayForm::Below => (
            "These fields are not at the top of the note, so they are not read.",
            "Put them into a note of their own, at its top between two lines of `---`.",
        ),
        StrayForm::InCode => (
            "These fields stand in a block of code, so this note is not read.",
            "Take out the lines of backticks, so that the fields stand at the top of the note between two lines of `---`.",
        ),
        StrayForm::NotPlain => (
            "These fields are not written as `key: value`, so this note is not read.",
            "Write each as `task: Walk`, at the top of the note between two lines of `---`.",
        ),
    };
    let hint =
        note.problem_at(note.place_of_stray_task(&stray), Code::StrayFields, message.to_owned(), help.to_owned());
    let mut content = content.unwrap_or_else(DraftContent::of_ordinary_note);
    content.problems.push(hint);
    content.task_names_in_unread_fields.extend(stray.tasks);
    Some(content)
}

/// Whether a note begins with a line of more than three hyphens, as of `----`.
fn stands_between_long_fences(note: &Note<'_>) -> bool {
    let first = note.text.lines().map(str::trim).find(|line| !line.is_empty());
    first.is_some_and(|line| line.len() > 3 && line.bytes().all(|byte| byte == b'-'))
}

/// Whether a note without any date tells in words how a plan is written, and shows one in a block of code: it is an ordinary note. Else
/// it is a plan that was copied with the lines of backticks round it.
fn shows_how_to_write(note: &Note<'_>) -> bool {
    if when::find_date_in_path(note.path).is_some() {
        return false;
    }
    let (mut is_code, mut has_words) = (false, false);
    for line in note.text.lines().map(str::trim) {
        if line.starts_with("```") || line.starts_with("~~~") {
            is_code = !is_code;
        } else if is_code {
            let has_date = line.split_whitespace().any(line::holds_date);
            if has_date && fold(line).starts_with("when") {
                return false;
            }
        } else {
            // Any words may stand beside a plan that was copied, so only these are sure.
            const SHOWING: [&str; 8] = ["how", "like", "write", "example", "e.g", "looks", "template", "format"];
            let folded = fold(line);
            has_words |= folded.split(|c: char| !(c.is_alphanumeric() || c == '.')).any(|word| SHOWING.contains(&word));
        }
    }
    has_words
}

/// The tasks of the plans in a text that say that they are private and are not read, wherever they stand: in code, in a comment, in a
/// quote. `is_front_read` says that the front matter speaks for itself.
pub(crate) fn tasks_of_private_fields_not_read(note: &Note<'_>, is_front_read: bool) -> Vec<String> {
    let from = if is_front_read { note.body_range.start } else { 0 };
    let text = note.text.get(from..).unwrap_or_default();
    if !["task", "Task", "TASK"].iter().any(|word| text.contains(word)) || !private_words::may_say_private(text) {
        return Vec::new();
    }
    let is_mark = |c: char| c.is_whitespace() || "{}>|,".contains(c);
    let bare = |line: &str| line.replace('"', "").trim_matches(is_mark).to_owned();
    // `{"task": "Walk", "share": "none"}`
    let fields = |line: &str| -> Vec<String> {
        let is_object = line.trim_start().starts_with('{');
        if is_object { line.split(',').map(bare).collect() } else { vec![bare(line)] }
    };
    let ends_group = |line: &&str| {
        let line = line.trim_matches(is_mark);
        line.is_empty() || line.starts_with("---") || line.starts_with("```") || line.starts_with("~~~")
    };
    let lines: Vec<&str> = text.lines().collect();
    let groups = lines.split(|line| ends_group(line) && !line.contains(['{', '}']));
    let is_private = |field: &String| {
        private_words::item_makes_line_private(text_after_list_mark(field).unwrap_or(field)) && !field.is_empty()
    };
    let mut tasks = Vec::new();
    for group in groups {
        let fields: Vec<String> = group.iter().flat_map(|line| fields(line)).collect();
        // What has a date is an entry, and not the plan.
        let has_date =
            fields.iter().any(|field| fold(field).starts_with("when") && when::find_date_in_name(field).is_some());
        if !has_date && fields.iter().any(is_private) {
            tasks.extend(task_names_in_lines(&fields.join("\n")));
        }
    }
    tasks
}

/// The first line of a text file that looks like practice: a ticked box, in a file without a date (in its name) only where the line has one.
fn place_of_tick(note: &Note<'_>, is_dated: bool) -> Option<Place> {
    let text = note.text.get(note.body_range.clone()).unwrap_or_default();
    if !is_dated && !text.contains(['\u{2705}', '\u{274C}']) {
        return None;
    }
    let body = note.body();
    let is_ticked = |check_box: &&CheckBox| {
        let status = Status::of_mark(check_box.mark).unwrap_or(Status::Done);
        looks_like_box_mark(check_box.mark)
            && (is_dated || line::done_or_given_up_date(&check_box.text.text, status).is_some())
    };
    // `[x] Walk`; a sentence that begins with an x is none.
    let is_box = |text: &&Text| note.line_at_place(text.place).trim_start().starts_with(['[', '-', '*', '\u{2611}']);
    let in_box = body.boxes.iter().find(is_ticked).map(|check_box| check_box.text.place);
    in_box.or_else(|| body.near_miss_boxes.iter().filter(|_| is_dated).find(is_box).map(|text| text.place))
}

/// What a file says that is plain text by its name: nothing, unless it holds a task and another field, or has a date for a name and a ticked box.
pub(crate) fn content_of_text_file(note: &Note<'_>) -> Option<DraftContent> {
    let name = note.path.rsplit('/').next().unwrap_or(note.path);
    let (at, tasks) = if note.front_matter == FrontMatter::Read && note.filled_field("task").is_some() {
        let has_more = note.fields.iter().any(|field| is_plan_or_entry_field(&field.key));
        let at = note.filled_field("task").map_or(Place::START, |field| field.key_place);
        has_more.then(|| (at, note.task_names_in_readable_fields()))?
    } else if let Some(stray) = note.stray_fields(&is_plan_or_entry_field) {
        (note.place_of_stray_task(&stray), stray.tasks)
    } else {
        (place_of_tick(note, when::find_date_in_name(name).is_some())?, Vec::new())
    };
    let ending = name.rsplit_once('.').filter(|_| names::has_text_ending(name));
    let stem = ending.map_or(name, |(stem, _)| stem);
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    let message = match ending {
        Some((_, ending)) => {
            format!("This file looks like a note, but its name ends in `.{ending}`, so it is not read.")
        }
        None => "This file looks like a note, but its name does not end in `.md`, so it is not read.".to_owned(),
    };
    let help = format!("Rename it to `{stem}.md`.");
    let mut content = DraftContent::of_ordinary_note();
    content.problems.push(note.problem_at(at, Code::StrayFields, message, help));
    content.task_names_in_unread_fields = tasks;
    Some(content)
}
