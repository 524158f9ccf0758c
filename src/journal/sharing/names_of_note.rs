//! What a note is called: the title above its front matter, fields such as `title` and `up`, its file and its folders. Where one of
//! these names a private plan, all of the note is about that plan (docs/specification.md#6-sharing), as all of a section is below a
//! heading.

use crate::journal::draft::{DraftContent, DraftKind, SourceLine};
use crate::journal::note_text::excerpt_at;
use crate::journal::sharing::hidden::HiddenPlanNames;
use crate::note::{Note, Text, Value};
use crate::problem::Place;
use crate::text::fold;

/// Fields in which editors keep what a note is called or belongs to.
const NAMING_FIELDS: [&str; 9] = ["title", "up", "parent", "plan", "about", "topic", "subject", "aliases", "alias"];

/// Words that name a folder or a daily note of anybody. A private plan `Journal` does not make a whole `journal/` private.
const WORDS_FOR_ANY_NOTE: [&str; 16] = [
    "journal", "journals", "diary", "daily", "dailies", "day", "days", "note", "notes", "log", "logs", "entries",
    "entry", "plan", "plans", "homework",
];

/// What of a note names a private plan.
pub(crate) enum NameOfNote<'a> {
    /// A title or a field, with its line.
    Line(&'a SourceLine),
    /// The file or one of its folders.
    Path,
}

/// The title above the front matter, and what the fields call the note, each with its place. Common words are left out: they would
/// stand in every note of a journal.
pub(crate) fn titles_of_note(note: &Note) -> Vec<SourceLine> {
    let line_at = |text: &str, place: Place| SourceLine { text: text.into(), excerpt: excerpt_at(note, place) };
    let above =
        note.title_above_front_matter().map(|(title, line)| line_at(title, Place { line, column: 1, width: 0 }));
    let of_fields = texts_of_fields(note, &NAMING_FIELDS).filter(|text| !is_for_any_note(&name_as_words(&text.text)));
    above.into_iter().chain(of_fields.map(|text| line_at(&name_as_words(&text.text), text.place))).collect()
}

/// The tags in the front matter, each as words. Each is a tick of its own plan; the words of the note are about all of them.
pub(crate) fn tags_of_note(note: &Note) -> Vec<SourceLine> {
    let pieces = texts_of_fields(note, &["tags", "tag"])
        .flat_map(|text| text.text.split([',', ' ', ';', '/']).map(move |piece| (name_as_words(piece), text.place)));
    let named = pieces.filter(|(words, _)| !is_for_any_note(words));
    named.map(|(words, place)| SourceLine { text: words.into(), excerpt: excerpt_at(note, place) }).collect()
}

fn texts_of_fields<'n>(note: &'n Note, keys: &'n [&str]) -> impl Iterator<Item = &'n Text> {
    note.fields.iter().filter(|field| keys.contains(&field.key.as_str())).flat_map(|field| match &field.value {
        Value::Text(text) => std::slice::from_ref(text),
        Value::List(texts) => texts,
        Value::Empty | Value::Map(_) => &[],
    })
}

/// The tag of a day note's front matter that names a private plan: then no words of the note are shared.
pub(crate) fn find_tag_of_hidden_plan<'a>(
    content: &'a DraftContent,
    hidden: &HiddenPlanNames,
) -> Option<&'a SourceLine> {
    if hidden.is_empty() || !matches!(content.kind, DraftKind::Day(_)) {
        return None;
    }
    content.tags.iter().find(|tag| hidden.is_hidden_title(&tag.text))
}

/// What of a note names a private plan. A plan is what its `task` says, and an entry's file may be called anything.
pub(crate) fn find_name_of_hidden_plan<'a>(
    path: &str,
    content: &'a DraftContent,
    hidden: &HiddenPlanNames,
) -> Option<NameOfNote<'a>> {
    if hidden.is_empty() || matches!(content.kind, DraftKind::Plan(_) | DraftKind::Settings { .. }) {
        return None;
    }
    let is_named = |title: &&SourceLine| {
        hidden.is_named_in_title(&title.text)
            || title.excerpt.line.contains("[[") && hidden.links_to_hidden_plan(&title.excerpt.line)
    };
    if let Some(title) = content.titles.iter().find(is_named) {
        return Some(NameOfNote::Line(title));
    }
    let is_called_by_path =
        matches!(content.kind, DraftKind::Day(_) | DraftKind::Undated(_) | DraftKind::Reflection(_));
    (is_called_by_path && is_path_of_hidden_plan(path, hidden)).then_some(NameOfNote::Path)
}

fn is_path_of_hidden_plan(path: &str, hidden: &HiddenPlanNames) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_named = |text: &str, is_name: &dyn Fn(&str) -> bool| {
        if !text.contains(|c: char| c.is_alphabetic()) || !hidden.line_may_be_about_hidden_plan(&name_as_words(text)) {
            return false;
        }
        let name = name_as_words(text);
        !is_for_any_note(&name) && is_name(&name)
    };
    is_named(stem, &|name| hidden.is_named_in_title(name))
        || folders.split('/').any(|folder| is_named(folder, &|name| hidden.is_hidden_title(name)))
}

/// A name of a file or a tag as words, without a date in numbers: `2026-11-19-call-dad`, `family/call_dad`.
fn name_as_words(name: &str) -> String {
    let is_between = |c: char| c.is_whitespace() || matches!(c, '-' | '_' | '/' | '.' | '#' | '[' | ']');
    let words = name.split(is_between).filter(|word| !word.is_empty());
    let behind_date = words.skip_while(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    behind_date.collect::<Vec<_>>().join(" ")
}

fn is_for_any_note(name: &str) -> bool {
    name.is_empty() || WORDS_FOR_ANY_NOTE.contains(&fold(name).as_str())
}
