//! What a note is called: the title above its front matter, fields such as `title` and `tags`, its file and its folders
//! (docs/specification.md#6-sharing). Where a title above names a private plan, all of the note is about that plan, as all of a section is
//! below a heading. Where a field, the file or a folder does, its text is; the ticks of other plans are theirs.

use std::cell::OnceCell;
use std::ops::Range;

use crate::journal::catalog::notes::VisibleNote;
use crate::journal::draft::{DraftContent, DraftKind, NoteText, SourceLine};
use crate::journal::lines::markup::{text_after_list_mark, without_quote_signs};
use crate::journal::note_fields::known_fields::{is_known_field, is_slip_of_task};
use crate::journal::note_text::excerpt_at;
use crate::journal::sharing::hidden::HiddenPlanNames;
use crate::journal::sharing::shared_text;
use crate::note::{Note, Text, Value};
use crate::problem::Place;
use crate::text::fold;

/// Whether it is a field in which people and editors keep what a note is called or belongs to.
fn is_naming_field(key: &str) -> bool {
    matches!(
        key,
        "title"
            | "name"
            | "up"
            | "parent"
            | "plan"
            | "plans"
            | "habit"
            | "habits"
            | "task"
            | "about"
            | "for"
            | "topic"
            | "topics"
            | "subject"
            | "aliases"
            | "alias"
            | "project"
            | "projects"
            | "area"
            | "areas"
            | "series"
            | "source"
            | "related"
            | "links"
            | "link"
            | "moc"
            | "see also"
            | "activity"
            | "exercise"
            | "practice"
            | "homework"
            | "step"
    ) || is_slip_of_task(key)
}

/// Whether it is a field that sorts a note among many.
fn is_sorting_field(key: &str) -> bool {
    matches!(key, "tags" | "tag" | "keywords" | "keyword" | "categories" | "category" | "labels" | "label")
}

/// Words that name a folder or a daily note of anybody. A private plan `Journal` does not make a whole `journal/` private.
const WORDS_FOR_ANY_NOTE: [&str; 16] = [
    "journal", "journals", "diary", "daily", "dailies", "day", "days", "note", "notes", "log", "logs", "entries",
    "entry", "plan", "plans", "homework",
];

/// What of a note names a private plan.
pub(crate) enum NameOfNote<'a> {
    /// A field, with its line.
    Field(&'a SourceLine),
    /// The file or one of its folders.
    Path,
}

/// The title above the front matter, with its place.
pub(crate) fn title_above_note(note: &Note) -> Option<SourceLine> {
    let (title, line) = note.title_above_front_matter()?;
    let place = Place { line, column: 1, width: 0 };
    Some(SourceLine { text: title.into(), excerpt: excerpt_at(note, place) })
}

/// What the fields of a note call it, and the tags in its front matter as words, each with its place. Words that any note may have are left
/// out, and of other notes than these nobody asks.
pub(crate) fn names_and_tags_in_fields(note: &Note, kind: Option<&DraftKind>) -> (Vec<SourceLine>, Vec<SourceLine>) {
    match kind {
        // Its task decides in a different way.
        Some(DraftKind::Entry(_)) => {
            (names_in_fields(note, |key| key != "task" && is_naming_field(key)), tags_in_fields(note))
        }
        Some(DraftKind::Day(_) | DraftKind::Reflection(_)) => {
            (names_in_fields(note, is_naming_field), tags_in_fields(note))
        }
        _ => (Vec::new(), Vec::new()),
    }
}

fn names_in_fields(note: &Note, is_meant: fn(&str) -> bool) -> Vec<SourceLine> {
    let other_links = texts_of_fields(note, |key| !is_naming_field(key) && !is_known_field(key));
    let other_links = other_links.filter(|text| is_link_alone(note.line_at_place(text.place)));
    let texts = texts_of_fields(note, is_meant).chain(other_links);
    named_lines(note, texts.map(|text| (&*text.text, text.place)))
}

/// Whether a field, or an item of its list, is one link to a note and nothing else: whatever it is called (`part_of: "[[Call Dad]]"`), it says
/// what the note belongs to.
fn is_link_alone(line: &str) -> bool {
    let item = line.trim_start().strip_prefix("- ");
    let value = item.or_else(|| line.split_once(':').map(|(_, value)| value)).unwrap_or(line);
    let value = value.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let is_plain = || value.starts_with('[') && value.ends_with(')') && value.matches("](").count() == 1;
    value.starts_with("[[") && value.ends_with("]]") && value.matches("[[").count() == 1 || is_plain()
}

fn tags_in_fields(note: &Note) -> Vec<SourceLine> {
    let pieces = texts_of_fields(note, is_sorting_field).flat_map(|text| {
        // `family/dad` is sorted under `family`, and `call/dad` may be `Call Dad`.
        let parts = text.text.split([',', ' ', ';', '/']).chain(text.text.split([',', ';']));
        parts.map(move |piece| (piece, text.place))
    });
    named_lines(note, pieces)
}

fn named_lines<'n>(note: &Note, texts: impl Iterator<Item = (&'n str, Place)>) -> Vec<SourceLine> {
    let named = texts.map(|(text, place)| (name_as_words(text), place)).filter(|(words, _)| !is_for_any_note(words));
    named.map(|(words, place)| SourceLine { text: words.into(), excerpt: excerpt_at(note, place) }).collect()
}

fn texts_of_fields<'n>(note: &'n Note, is_meant: fn(&str) -> bool) -> impl Iterator<Item = &'n Text> {
    note.fields.iter().filter(move |field| is_meant(&field.key)).flat_map(|field| match &field.value {
        Value::Text(text) => std::slice::from_ref(text),
        Value::List(texts) => texts,
        Value::Empty | Value::Map(_) => &[],
    })
}

/// Whether the title above a note's front matter names a private plan. A plan is what its `task` says.
pub(crate) fn is_about_hidden_plan_by_title(content: &DraftContent, hidden: &HiddenPlanNames) -> bool {
    let title =
        content.title.as_ref().filter(|_| !matches!(content.kind, DraftKind::Plan(_) | DraftKind::Settings { .. }));
    let names_plan = |title: &str| hidden.is_named_in_title(title) || hidden.is_title_close_to_hidden_name(title);
    title.is_some_and(|title| names_plan(&title.text))
}

/// What of a note names a private plan, besides the title above it. What an entry is about its `task` says, and its file may be called
/// anything; its other fields may still say what its words are about.
pub(crate) fn find_name_of_hidden_plan<'a>(note: VisibleNote<'a>, hidden: &HiddenPlanNames) -> Option<NameOfNote<'a>> {
    let is_entry = matches!(note.content.kind, DraftKind::Entry(_));
    if hidden.is_empty() || !(is_entry || matches!(note.content.kind, DraftKind::Day(_) | DraftKind::Reflection(_))) {
        return None;
    }
    let is_named = |name: &&SourceLine| {
        hidden.is_named_in_title(&name.text)
            || name.excerpt.line.contains('[') && hidden.links_to_hidden_plan(&name.excerpt.line)
            || hidden.gives_path_of_hidden_note(&name.excerpt.line)
    };
    // A tag sorts a note among many: `reading` is not the plan `Read`.
    let tag = || note.content.tags.iter().find(|tag| hidden.is_hidden_name(&tag.text));
    let field = note.content.names.iter().find(is_named).or_else(tag).map(NameOfNote::Field);
    field.or_else(|| (!is_entry && is_path_of_hidden_plan(note.path, hidden)).then_some(NameOfNote::Path))
}

/// Whether all of a note is about a private plan: it is called so, or a heading above the text of an entry names that plan.
pub(crate) fn is_named_for_hidden_plan(note: VisibleNote, hidden: &HiddenPlanNames) -> bool {
    let text = match &note.content.kind {
        DraftKind::Entry(entry) => entry.words.as_ref(),
        _ => None,
    };
    find_name_of_hidden_plan(note, hidden).is_some()
        || text.is_some_and(|text| shared_text::is_under_hidden_title(text, hidden))
}

/// What stands above a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameAbove {
    /// No name of a hidden plan.
    Nothing,
    /// The name of a hidden plan. Where the text is shared, a hint reports it.
    Told,
    /// The same, but no hint reports it: a tick of that plan, or a title in a text that is never shared.
    Untold,
}

/// The names of hidden plans that the lines of a note stand under: in their section, callout or item, or in a note that is called so.
pub(crate) struct NamesAboveLines<'a, 'h> {
    note: VisibleNote<'a>,
    words: Option<&'a NoteText>,
    hidden: &'h HiddenPlanNames,
    /// Half-open ranges of line numbers, in order. Few lines hold words that could be kept back.
    lines: OnceCell<Vec<Range<u32>>>,
}

impl<'a, 'h> NamesAboveLines<'a, 'h> {
    pub(crate) fn of_note(
        note: VisibleNote<'a>,
        words: Option<&'a NoteText>,
        hidden: &'h HiddenPlanNames,
    ) -> NamesAboveLines<'a, 'h> {
        NamesAboveLines { note, words, hidden, lines: OnceCell::new() }
    }

    /// What stands above a line of a log, which is cut out of the text: one that is indented belongs to the item above it.
    pub(crate) fn above_log_line(&self, line: u32, written: &str) -> NameAbove {
        let is_indented = written.starts_with([' ', '\t']);
        match self.above(line) {
            NameAbove::Nothing if is_indented && !self.hidden.is_empty() => {
                let in_text = self.last_line_above(line);
                let box_above = self.box_above_log_line(line, written);
                let is_nearer =
                    |above: &&SourceLine| in_text.is_none_or(|(number, _)| number < above.excerpt.place.line);
                match (box_above.filter(is_nearer), in_text) {
                    (Some(above), _) if self.hidden.box_text_may_name_hidden_plan(&above.text) => NameAbove::Untold,
                    (None, Some((number, text))) => match self.above(number) {
                        NameAbove::Nothing if shared_text::line_names_hidden_plan(text, self.hidden) => {
                            self.kind_of_name(text)
                        }
                        above => above,
                    },
                    _ => NameAbove::Nothing,
                }
            }
            above => above,
        }
    }

    /// The box without a date that a line of a log is nested under: it is cut out of the text too.
    fn box_above_log_line(&self, line: u32, written: &str) -> Option<&'a SourceLine> {
        let DraftKind::Plan(plan) = &self.note.content.kind else { return None };
        let indent = |written: &str| written.len() - written.trim_start().len();
        let boxes = plan.near_misses.iter().filter(|of| of.excerpt.place.line < line);
        let above =
            boxes.filter(|of| indent(&of.excerpt.line) < indent(written)).max_by_key(|of| of.excerpt.place.line)?;
        // A line of the log between them starts a new item.
        let is_between = |of: u32| above.excerpt.place.line < of && of < line;
        let depth = indent(&above.excerpt.line);
        let is_parted =
            plan.log.iter().any(|of| is_between(of.excerpt.place.line) && indent(&of.excerpt.line) <= depth);
        (!is_parted).then_some(above)
    }

    fn last_line_above(&self, line: u32) -> Option<(u32, &'a str)> {
        let above = self.words?.lines_with_numbers().take_while(|(number, _)| *number < line);
        above.filter(|(_, text)| !text.trim().is_empty()).last()
    }

    /// Whether one stands above a line of the note.
    pub(crate) fn stand_above(&self, line: u32) -> bool {
        self.above(line) != NameAbove::Nothing
    }

    /// What stands above a line of the note.
    pub(crate) fn above(&self, line: u32) -> NameAbove {
        if self.hidden.is_empty() {
            return NameAbove::Nothing;
        }
        let find_lines = || match find_name_of_hidden_plan(self.note, self.hidden) {
            Some(_) => std::iter::once(0..u32::MAX).collect(),
            None => {
                let of_text = |words| shared_text::lines_under_hidden_names(words, self.hidden);
                self.words.map_or_else(Vec::new, of_text)
            }
        };
        let lines = self.lines.get_or_init(find_lines);
        match lines.get(lines.partition_point(|range| range.end <= line)).filter(|range| range.contains(&line)) {
            None => NameAbove::Nothing,
            Some(Range { start: 0, .. }) => NameAbove::Told,
            Some(range) => {
                self.last_line_above(range.start).map_or(NameAbove::Told, |(_, text)| self.kind_of_name(text))
            }
        }
    }

    /// A tick of a private plan is known to be private, and so no hint tells of it.
    fn kind_of_name(&self, line: &str) -> NameAbove {
        let item = text_after_list_mark(without_quote_signs(line));
        let is_box = item.is_some_and(|item| crate::note::box_at_start(item).is_some());
        let is_undated = matches!(self.note.content.kind, DraftKind::Undated(_));
        if is_box || is_undated { NameAbove::Untold } else { NameAbove::Told }
    }
}

fn is_path_of_hidden_plan(path: &str, hidden: &HiddenPlanNames) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_named = |text: &str, is_name: &dyn Fn(&str) -> bool| {
        if !text.contains(|c: char| c.is_alphabetic()) {
            return false;
        }
        let name = name_as_words(text);
        !is_for_any_note(&name) && hidden.line_may_be_about_hidden_plan(&name) && is_name(&name)
    };
    is_named(stem, &|name| hidden.is_named_in_title(name))
        || folders.split('/').any(|folder| is_named(folder, &|name| hidden.is_hidden_name(name)))
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
