//! What a note itself says about sharing (docs/specification.md#6-sharing): `share`, and the other words with which
//! people keep a note to themselves. Private by mistake is safer than shared by mistake.

use crate::journal::lines::markup::text_after_list_mark;
use crate::journal::note_fields::fields::{FieldReader, is_blank_value, shortened_for_message};
use crate::journal::note_text::first_body_line;
use crate::journal::{
    Share, note_fields::nested, sharing::private_forms, sharing::private_sections, sharing::private_words,
    sharing::shared_text,
};
use crate::note::{Field, LineField, Note, Text, Value};
use crate::problem::{Code, Place};
use crate::text::{edit_distance_within, fold};

/// What a note says about its sharing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OwnShare {
    pub share: Option<Share>,
    /// A key one slip away from `share` makes it `none`, unless that is the name of a plan, a rating or a tracked number: the
    /// folded key, and what the note says without it.
    pub misspelt_key: Option<(Box<str>, Option<Share>)>,
}

/// A word for privacy: where it is, and how it was written.
pub(crate) struct PrivateWord {
    pub place: Place,
    pub written: String,
}

/// An item such as `share: none, please` has no more words.
const MOST_WORDS_OF_ITEM: usize = 3;

/// Whether anything in a note may be a word for privacy, folded, and without the signs of YAML and HTML too. Nearly no note has one, so it is looked
/// for once, and what is asked of each line and field then costs little.
pub(crate) fn may_hold_private_words(note: &Note) -> bool {
    private_words::may_say_private(&note.text)
        || !note.text.is_ascii()
        || memchr::memchr2(b'\\', b'&', note.text.as_bytes()).is_some()
}

/// What the note says; a hint where it says it in other words than `share: none`. `may_say_private` is what [`may_hold_private_words`]
/// gives.
pub(crate) fn own_share(fields: &mut FieldReader, may_say_private: bool) -> OwnShare {
    if fields.note.fields.iter().any(|f| f.key == "share" && f.is_repeated) {
        return OwnShare { share: Some(Share::None), misspelt_key: None };
    }
    let share = share_field(fields);
    if let Some(word) = find_private_word(fields, may_say_private) {
        let message =
            format!("`{}` keeps this note private: nothing of it is shared.", shortened_for_message(&word.written));
        let is_in_body = word.place.line >= first_body_line(fields.note);
        let help = if is_in_body && fold(&word.written).starts_with("share") {
            "Write it at the top of the note, between two lines of `---`, where nothing else can be meant. To share the note after all, take it out."
        } else {
            "Write `share: none`, which says the same. To share the note after all, take that word out."
        };
        fields.add_problem(word.place, Code::PrivateInOtherWords, message, help);
        return OwnShare { share: Some(Share::None), misspelt_key: None };
    }
    if share != Some(Share::None) && private_words::is_private_path(fields.note.path) {
        let message =
            "The name of this note or its folder says that it is private: nothing of it is shared.".to_owned();
        let help = "Write `share: none` at its top, which says the same. Only a folder named `private` is never read. To share it after all, \
             give it another name or folder.";
        fields.add_problem(Place::START, Code::PrivateInOtherWords, message, help);
        return OwnShare { share: Some(Share::None), misspelt_key: None };
    }
    match find_misspelt_share_key(fields) {
        Some(field) => {
            let (key, at, written) = (field.key.as_str().into(), field.key_place, field.written.clone());
            let message =
                format!("`{}` looks like `share`, so nothing of this note is shared.", shortened_for_message(&written));
            fields.typo_hint = Some(fields.note.problem_at(
                at,
                Code::KeyNearMiss,
                message,
                "Write `share: none`, `share: summary` or `share: full`.".to_owned(),
            ));
            OwnShare { share: Some(Share::None), misspelt_key: Some((key, share)) }
        }
        None => {
            let share = share.or_else(|| share_if_shared_yes_with_hint(fields));
            if share.is_none() {
                add_hint_for_unclear_key(fields);
            }
            OwnShare { share, misspelt_key: None }
        }
    }
}

/// The hint for a key that may be meant to keep the note back and does not: `personal: yes`, `public: no`.
fn add_hint_for_unclear_key(fields: &mut FieldReader) {
    let found = fields.note.fields.iter().find_map(|field| {
        let value = value_as_text(&field.value);
        private_words::may_be_meant_as_private(&field.key, &value).then_some((field.key_place, &field.written, value))
    });
    let Some((place, written, value)) = found else { return };
    let message = format!("`{}` does not keep this note back.", shortened_for_message(&format!("{written}: {value}")));
    fields.add_problem(place, Code::KeyNearMiss, message, "Write `share: none` if nothing of it is to be shared.");
}

/// The value of `share`. One that is empty or that cannot be read is `none`.
fn share_field(fields: &mut FieldReader) -> Option<Share> {
    let before = fields.problems.len();
    let share = fields.share_word_field();
    if fields.problems.len() > before {
        if let Some(problem) = fields.problems.last_mut() {
            problem.help.push_str(" Until then nothing of this note is shared.");
        }
        return Some(Share::None);
    }
    if let Some(at) = place_of_empty_share(fields) {
        fields.add_problem(
            at,
            Code::PrivateInOtherWords,
            "`share` is empty, so nothing of this note is shared.".to_owned(),
            "Write `share: none`, `share: summary` or `share: full`.",
        );
        return Some(Share::None);
    }
    share
}

/// The place of a `share` without a value.
pub(crate) fn place_of_empty_share(fields: &FieldReader) -> Option<Place> {
    fields.note.fields.iter().find(|f| f.key == "share" && is_blank_value(&f.value)).map(|f| f.key_place)
}

/// The first word for privacy in the fields, the tags or the text. `may_say_private` is what [`may_hold_private_words`] gives.
pub(crate) fn find_private_word(fields: &FieldReader, may_say_private: bool) -> Option<PrivateWord> {
    let note = fields.note;
    let field = note.fields.iter().find(|field| field_makes_note_private(field));
    if let Some(field) = field {
        let value = value_as_text(&field.value);
        let written = if value.is_empty() { field.written.clone() } else { format!("{}: {value}", field.written) };
        return Some(PrivateWord { place: field.key_place, written });
    }
    if let Some((title, line)) = note.title_above_front_matter().filter(|(title, _)| is_private_title_of_note(title)) {
        return Some(PrivateWord { place: Place { line, column: 1, width: 0 }, written: title.to_owned() });
    }
    // `task: Walk (private)`, `when: after group (private)`: without these nothing of the note can be told.
    let named = ["task", "when"].iter().filter(|_| may_say_private).filter_map(|key| note.filled_field(key));
    if let Some((field, text)) =
        named.filter_map(|field| Some((field, text_unless_list_or_map(&field.value)?))).find(|(field, text)| {
            private_words::has_private_mark(text)
                || field.key == "task" && private_words::begins_with_private_label(text)
        })
    {
        return Some(PrivateWord { place: field.key_place, written: format!("{}: {text}", field.written) });
    }
    if may_say_private && let Some(word) = find_private_comment(fields) {
        return Some(word);
    }
    let body = note.text.get(note.body_range.clone()).unwrap_or_default();
    if let Some(word) = find_private_item_without_box(fields, body, may_say_private) {
        return Some(word);
    }
    if let Some(word) = find_request_or_answer(fields, body, may_say_private) {
        return Some(word);
    }
    if !may_say_private || !private_words::may_hold_private_tag(body) {
        return None;
    }
    let found = note.body();
    if let Some(tag) = found.tags.iter().chain(&found.box_tags).find(|tag| private_words::is_private_tag(&tag.text)) {
        return Some(PrivateWord { place: tag.place, written: format!("#{}", tag.text) });
    }
    // In brackets, or with a sign that other programs do not take for a tag's.
    let of_boxes: Vec<u32> = found.boxes.iter().map(|item| item.text.place.line).collect();
    let lines = (crate::journal::note_text::first_body_line(note)..).zip(body.lines());
    lines.filter(|(number, _)| !of_boxes.contains(number)).find_map(|(number, line)| {
        let tag = private_words::private_tag_in(line)?;
        Some(PrivateWord { place: Place { line: number, column: 1, width: 0 }, written: format!("#{tag}") })
    })
}

/// Whether a title above the front matter says it, as the same line does in the text or as a heading. All of the note stands under it.
fn is_private_title_of_note(title: &str) -> bool {
    private_forms::form_answer_keeps_note_private(title)
        || private_words::may_say_private(title)
            && (private_sections::heading_keeps_section_back(title)
                || shared_text::text_line_says_private(title)
                || private_words::line_makes_note_private(title)
                || private_words::is_request_not_to_show_alone(title))
}

/// The fields of plans and sessions that a comment behind them keeps back, and their note not.
const KEPT_BACK_BY_COMMENT: [&str; 5] = ["goal", "obstacle", "then", "photos", "agreed"];

/// The same for any note: those of a line that hold words are among them.
fn is_kept_back_by_comment(key: &str) -> bool {
    KEPT_BACK_BY_COMMENT.contains(&key) || LineField::of_folded_key(key).is_some_and(LineField::holds_words)
}

/// What such a comment comes to.
const MARK_OF_COMMENT: &str = " (private)";

/// The comment of a line of front matter where it is a word for privacy and nothing else. A setting that is commented out
/// (`# share: none`) says nothing.
fn private_comment_of_line(line: &str) -> Option<&str> {
    let comment = line.split_once(" #").map_or_else(|| line.strip_prefix('#'), |(_, comment)| Some(comment))?;
    let bare = comment.trim_matches(|c: char| !c.is_alphanumeric());
    let says_it = || private_words::is_privacy_phrase_alone(comment) || private_words::is_private_in_brackets(bare);
    (!comment.contains(':') && says_it()).then_some(comment)
}

/// Gives a field with such a comment the same mark in words: `felt: sick  # private` is `felt: sick (private)`.
pub(crate) fn mark_fields_with_private_comment(note: &mut Note) {
    let Some(front) = note.text.get(..note.body_range.start) else { return };
    if !front.contains('#') || !private_words::may_say_private(front) {
        return;
    }
    let lines: Vec<u32> = (1..)
        .zip(front.lines())
        .filter(|(_, line)| private_comment_of_line(line).is_some())
        .map(|(at, _)| at)
        .collect();
    for field in note.fields.iter_mut().filter(|field| is_kept_back_by_comment(&field.key)) {
        let texts = match &mut field.value {
            Value::Text(text) => std::slice::from_mut(text),
            Value::List(items) => items,
            Value::Empty | Value::Map(_) => continue,
        };
        // In quotes it is a part of the text.
        for text in texts.iter_mut().filter(|text| lines.contains(&text.place.line) && !text.text.contains('#')) {
            text.text.push_str(MARK_OF_COMMENT);
        }
    }
}

/// Whether a line of the front matter holds a field that such a comment keeps back.
fn is_line_of_field_kept_back(note: &Note, line: u32) -> bool {
    let is_marked = |text: &Text| text.place.line == line && text.text.ends_with(MARK_OF_COMMENT);
    note.fields.iter().filter(|field| is_kept_back_by_comment(&field.key)).any(|field| match &field.value {
        Value::Text(text) => is_marked(text),
        Value::List(items) => items.iter().any(is_marked),
        Value::Empty | Value::Map(_) => false,
    })
}

/// A comment of the front matter that is a word for privacy and nothing else, on a line of its own or behind a field such as `when`: what
/// it was meant for is not known, so all of the note is kept private.
fn find_private_comment(fields: &FieldReader) -> Option<PrivateWord> {
    let front = fields.note.text.get(..fields.note.body_range.start)?;
    if !front.contains('#') || !private_words::may_say_private(front) {
        return None;
    }
    (1..).zip(front.lines()).find_map(|(line, text)| {
        let comment = private_comment_of_line(text).filter(|_| !is_line_of_field_kept_back(fields.note, line))?;
        Some(PrivateWord { place: Place { line, column: 1, width: 0 }, written: format!("#{comment}") })
    })
}

/// A line such as `share: none` outside the front matter, or an item of that kind that no box stands above: what it was
/// meant for is not known, so all of the note is kept private.
fn find_private_item_without_box(fields: &FieldReader, body: &str, may_say_private: bool) -> Option<PrivateWord> {
    let keeps = |line: &str| {
        // Without such words only a key that is near to one can say it.
        if !may_say_private && private_words::cannot_have_privacy_key(line) {
            return None;
        }
        let bare = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
        let item = text_after_list_mark(bare);
        let keeps = match item {
            Some(item) => {
                private_words::is_privacy_phrase_alone(item)
                    || private_words::begins_with_private_mark(item) && !private_words::is_for_me_sentence(item)
                    // With more words behind it, it is a sentence.
                    || nested::may_be_field(item)
                        && item.split_whitespace().count() <= MOST_WORDS_OF_ITEM
                        && private_words::item_makes_line_private(item.trim())
                        // `- not for Ana` means its line.
                        && !private_words::is_private_in_brackets(item.trim_matches(|c: char| !c.is_alphanumeric()))
                        && !private_words::is_thing_to_share(item)
                        && !private_words::is_for_me_sentence(item)
            }
            None => private_words::line_makes_note_private(bare),
        };
        keeps.then(|| item.unwrap_or(bare).trim().to_owned())
    };
    if !body.lines().any(|line| keeps(line).is_some()) {
        return None;
    }
    let all: Vec<&str> = body.lines().collect();
    let found = fields.note.body();
    let of_boxes: Vec<u32> = found
        .boxes
        .iter()
        .flat_map(|item| item.nested_items.iter().chain(&item.nested_deeper))
        .map(|text| text.place.line)
        .collect();
    let first = crate::journal::note_text::first_body_line(fields.note);
    let lines = (first..).zip(body.lines());
    lines.enumerate().filter(|(_, (number, _))| !of_boxes.contains(number)).find_map(|(at, (number, line))| {
        let place = Place { line: number, column: 1, width: 0 };
        let written = keeps(line)?;
        (!keeps_back_only_its_section(&all, at)).then_some(PrivateWord { place, written })
    })
}

/// Whether a line keeps back its section alone: it can mean something else, and is not the first of its note.
fn keeps_back_only_its_section(lines: &[&str], at: usize) -> bool {
    let is_first = || lines.iter().take(at).all(|line| line.trim().is_empty());
    private_sections::is_request_for_section(lines, at) && !is_first()
}

/// A paragraph that asks that somebody does not see the note and says nothing else, or a form that asks whether it may be shared and is
/// answered with no. What stands under a box is about that box.
fn find_request_or_answer(fields: &FieldReader, body: &str, may_say_private: bool) -> Option<PrivateWord> {
    if !may_say_private && !private_forms::may_hold_form(body) {
        return None;
    }
    let lines: Vec<&str> = body.lines().collect();
    let is_blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.trim().is_empty());
    let keeps = |at: usize, line: &str| {
        let bare = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
        // It is a sentence of its own, and not the end or the beginning of one that goes on.
        let ends = |line: &str| line.trim_end().ends_with(['.', '!', '?', ':', '\u{2026}', ')']);
        let before = || at.checked_sub(1).and_then(|at| lines.get(at)).is_some_and(|line| ends(line));
        let begins_sentence = || is_blank(at.checked_sub(1)) || bare.starts_with(char::is_uppercase) || before();
        let next = || lines.get(at + 1).is_some_and(|line| !line.trim_start().starts_with(char::is_lowercase));
        let is_apart = || begins_sentence() && (is_blank(Some(at + 1)) || ends(bare) || next());
        let is_plain = || !bare.starts_with('#') && text_after_list_mark(bare).is_none();
        private_forms::form_answer_at_keeps_note_private(&lines, at)
            || may_say_private
                && private_words::is_request_not_to_show_alone(bare)
                && is_plain()
                && is_apart()
                && !keeps_back_only_its_section(&lines, at)
    };
    let found: Vec<(usize, &str)> =
        lines.iter().enumerate().filter(|(at, line)| keeps(*at, line)).map(|(at, line)| (at, *line)).collect();
    if found.is_empty() {
        return None;
    }
    let parsed = fields.note.body();
    let below = parsed.boxes.iter().flat_map(|item| item.nested_items.iter().chain(&item.nested_deeper));
    let of_boxes: Vec<u32> = below.map(|text| text.place.line).collect();
    let first = crate::journal::note_text::first_body_line(fields.note);
    found.into_iter().find_map(|(at, line)| {
        let number = first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        let place = Place { line: number, column: 1, width: 0 };
        (!of_boxes.contains(&number)).then(|| PrivateWord { place, written: line.trim().to_owned() })
    })
}

fn field_makes_note_private(field: &Field) -> bool {
    let key = field.key.as_str();
    if is_key_of_nearly_every_note(key) && !matches!(field.value, Value::Map(_)) {
        return false;
    }
    match key {
        "tags" | "tag" => match &field.value {
            Value::Text(text) => text.text.split([',', ' ', ';']).any(private_words::is_private_tag),
            Value::List(items) => items.iter().any(|item| private_words::is_private_tag(&item.text)),
            Value::Empty | Value::Map(_) => false,
        },
        _ if matches!(&field.value, Value::Map(inner) if inner.iter().any(block_field_makes_note_private)) => true,
        _ => {
            let value = value_as_text(&field.value);
            private_words::key_other_than_share_makes_private(key, &value)
                || private_words::is_not_for_named_person(&field.written, &value)
                || key != "share" && private_forms::answer_to_question_keeps_note_private(&field.written, &value)
        }
    }
}

/// Whether a key is one of those of nearly every note, which say nothing of who may read it.
fn is_key_of_nearly_every_note(key: &str) -> bool {
    matches!(key, "task" | "when" | "where" | "minutes" | "done" | "felt" | "date" | "from")
}

/// `share: none` in a block of the front matter: `tinystep:` with that line below it.
fn block_field_makes_note_private(field: &Field) -> bool {
    let is_none = || text_unless_list_or_map(&field.value).is_some_and(|text| fold(text) == "none");
    field.key == "share" && is_none() || field_makes_note_private(field)
}

fn text_unless_list_or_map(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text.text.trim()),
        _ => None,
    }
}

fn value_as_text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.text.trim().to_owned(),
        Value::List(items) => items.iter().map(|item| item.text.trim()).collect::<Vec<_>>().join(", "),
        Value::Empty | Value::Map(_) => String::new(),
    }
}

/// A key one slip away from `share`. `shared: yes` is none.
pub(crate) fn find_misspelt_share_key<'n>(fields: &FieldReader<'n, '_>) -> Option<&'n Field> {
    let is_slip = |field: &&Field| {
        !is_key_of_nearly_every_note(&field.key) && edit_distance_within(&field.key, "share", 1).is_some_and(|n| n > 0)
    };
    fields.note.fields.iter().find(|field| is_slip(field) && !says_shared(field))
}

/// `shared: yes`: it is shared, and nothing is said of how much.
fn says_shared(field: &Field) -> bool {
    field.key == "shared" && matches!(fold(&value_as_text(&field.value)).as_str(), "yes" | "true" | "on" | "y" | "1")
}

/// The share of a note that says `shared: yes`, with a hint.
fn share_if_shared_yes_with_hint(fields: &mut FieldReader) -> Option<Share> {
    let field = fields.note.fields.iter().find(|field| says_shared(field))?;
    let (place, written) = (field.key_place, format!("{}: {}", field.written, value_as_text(&field.value)));
    let message = format!("`{}` shares a summary of this note.", shortened_for_message(&written));
    fields.add_problem(
        place,
        Code::KeyNearMiss,
        message,
        "Write `share: summary`, which says the same, or `share: full` to share its text too.",
    );
    Some(Share::Summary)
}
