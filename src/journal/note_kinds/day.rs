//! A day note: its check boxes, keys and tags. Which of them name a plan only all notes together show.

use std::ops::Range;

use crate::journal::draft::{
    CheckBoxDraft, DayNoteDraft, DraftKind, NearMissKey, NumberFieldDraft, NumberValue, PlanKeyDraft, SourceLine,
    UnboxedLine, UnreadTickedLine,
};
use crate::journal::note_fields::fields::{self, FieldReader};
use crate::journal::note_fields::note_date::{self, NoteDate};
use crate::journal::note_kinds::week_grid;
use crate::journal::note_text::{
    excerpt_at, first_body_line, free_text_below_box, line_that_goes_on, note_text_without, source_line,
};
use crate::journal::{
    Status, lines::day_titles, lines::denied_tags, lines::line, lines::separator_dash, lines::tag_denial::TagDenial,
    note_fields::barrier, note_fields::helper, note_fields::known_fields, note_fields::nested,
    note_fields::photo_fields, note_fields::scale, note_fields::unread_fields, note_kinds::session,
    sharing::private_forms, sharing::private_sections, sharing::private_words, sharing::shared_text,
};
use crate::note::{Body, CheckBox, Field, Note, Text, UnboxedText, Value};
use crate::problem::Code;
use crate::text::{fold, fold_key, is_variation_selector};
use crate::when;

/// What tinystep reads of a body: its check boxes, and the ranges of those that are private.
pub(crate) struct BodyBoxesAndPrivateLines {
    pub boxes: Vec<CheckBoxDraft>,
    /// Lines that look like a ticked box, and are none.
    pub near_misses: Vec<SourceLine>,
    /// Lines with an empty box and something that only a note of what happened has.
    pub told_by_empty_boxes: Vec<SourceLine>,
    /// Ticked lines that are not read for the place they are in.
    pub unread_boxes: Vec<UnreadTickedLine>,
    pub unboxed: Vec<UnboxedLine>,
    /// Bytes of the note.
    pub private_ranges: Vec<Range<usize>>,
    /// The lines whose tags and photos the shared view passes over: half-open ranges of line numbers, in order.
    pub private_lines: Vec<Range<u32>>,
}

/// The note of a session: a day note that says what was agreed.
pub(crate) fn read_session_note(fields: &mut FieldReader, dated: NoteDate) -> DraftKind {
    let session = session::read_session_fields(fields);
    match read_day_note(fields, dated) {
        DraftKind::Day(day) => DraftKind::Day(Box::new(DayNoteDraft { session: Some(session), ..*day })),
        other => other,
    }
}

pub(crate) fn read_day_note(fields: &mut FieldReader, dated: NoteDate) -> DraftKind {
    let note = fields.note;
    // A heading to share may be one by a line of dashes below it.
    let may_hold_more = || {
        let text = note.text.get(note.body_range.clone()).unwrap_or_default();
        text.contains("![") || crate::note::may_hold_share_heading(text)
    };
    let body = if may_hold_boxes_or_tags(note) || may_hold_more() { note.body() } else { &Body::default() };
    let BodyBoxesAndPrivateLines {
        boxes,
        near_misses: near,
        told_by_empty_boxes,
        unread_boxes,
        unboxed,
        private_ranges: private,
        private_lines,
    } = boxes_of_body(note, body);
    let (mut tags, mut denied_tags): (Vec<Text>, Vec<(Text, TagDenial)>) = (Vec::new(), Vec::new());
    // A note named by a moment is about a thought more often than about a day: what it is tagged with was not done then.
    if !crate::when::has_time_behind_date_in_name(note.path) {
        tags.extend(tags_field(fields));
        // `morning` is no tag of its own in `#morning walk#`.
        // The whole stands right before it.
        let start = |tag: &Text| (tag.place.line, tag.place.column);
        let before = std::iter::once(None).chain(body.tags.iter().map(Some));
        let is_own = |(tag, before): &(&Text, Option<&Text>)| {
            before.is_none_or(|whole| start(whole) != start(tag) || whole.text.len() <= tag.text.len())
        };
        let of_text = body.tags.iter().zip(before).filter(is_own).map(|(tag, _)| tag.clone()).collect();
        let (counted, denied) = denied_tags::part_denied_tags(of_text, dated.date, |tag| note.line_at_place(tag.place));
        tags.extend(counted);
        denied_tags = denied;
    }
    // What no box stands under needs no title.
    let day_titles = if boxes.is_empty() { Vec::new() } else { day_titles::day_titles(note, dated.date) };
    let (keys, mut unclear_keys) = possible_plan_keys_and_unclear_ones(fields);
    unclear_keys.extend(keys_outside_front_matter(note));
    let (near_keys, named_values) = (near_key_hints(note, &keys), named_value_hints(fields));
    let fields_of_no_line = hints_of_fields_of_no_line(note, &boxes);
    DraftKind::Day(Box::new(DayNoteDraft {
        date: dated.date,
        dates_differ: note_date::dates_differ_hint(fields, &dated),
        boxes,
        near_misses: near,
        told_by_empty_boxes,
        unread_boxes,
        unboxed,
        keys,
        unclear_keys,
        near_keys,
        fields_of_no_line,
        named_values,
        numbers: number_fields(fields),
        tags: tags.iter().map(|tag| folded_tag(note, tag)).collect(),
        denied_tags: denied_tags.iter().map(|(tag, denial)| (folded_tag(note, tag), *denial)).collect(),
        day_titles,
        tags_after_bracket_or_comma: body.tags_after_bracket_or_comma.iter().map(|tag| folded_tag(note, tag)).collect(),
        photos: photo_fields::photos_of_day(fields, body),
        private_lines,
        written_by: fields.writer_if_not_client(),
        discuss: fields.note.filled_field("discuss").is_some() && fields.discuss_field(),
        words: note_text_without(note, body, private),
        line: first_body_line(note),
        session: None,
    }))
}

/// The lines that the shared view passes over: those that are private by themselves, and those of private boxes.
fn unshared_lines_if_tags_or_images(
    note: &Note,
    mut lines: Vec<Range<u32>>,
    body: &Body,
    is_private: &[bool],
) -> Vec<Range<u32>> {
    // Only tags and photos are asked for.
    if body.tags.is_empty() && body.images.is_empty() {
        return Vec::new();
    }
    let of_boxes = body.boxes.iter().zip(is_private).filter(|(_, is_private)| **is_private);
    lines.extend(of_boxes.map(|(item, _)| {
        let many = note.text.get(item.range.clone()).unwrap_or_default().trim_end().lines().count();
        item.text.place.line..item.text.place.line.saturating_add(u32::try_from(many).unwrap_or(u32::MAX))
    }));
    private_sections::in_order_without_overlap(lines)
}

/// Whether a body can hold boxes or tags. A markdown parse costs more than all else.
pub(crate) fn may_hold_boxes_or_tags(note: &Note) -> bool {
    crate::note::may_hold_boxes_or_tags(note.text.get(note.body_range.clone()).unwrap_or_default())
}

/// The check boxes of a body that say something.
pub(crate) fn boxes_of_body(note: &Note, body: &Body) -> BodyBoxesAndPrivateLines {
    let may_be_asked = !(body.boxes.is_empty() && body.tags.is_empty() && body.images.is_empty());
    let private_lines = if may_be_asked { private_lines_of_note(note) } else { Vec::new() };
    let is_private = private_flag_of_each_box(body, &private_lines);
    let mut found = BodyBoxesAndPrivateLines {
        boxes: Vec::new(),
        near_misses: Vec::new(),
        told_by_empty_boxes: Vec::new(),
        unread_boxes: unread_ticked_lines(note, body),
        unboxed: Vec::new(),
        private_ranges: Vec::new(),
        private_lines: unshared_lines_if_tags_or_images(note, private_lines, body, &is_private),
    };
    let headings = if body.boxes.is_empty() { Vec::new() } else { headings_as_possible_helper_names(note) };
    for (at, (item, &is_private)) in body.boxes.iter().zip(&is_private).enumerate() {
        if is_private {
            found.private_ranges.push(item.range.clone());
        }
        let Some(status) = Status::of_mark(item.mark) else {
            // `- [ ] [x] Walk`
            if item.mark == ' '
                && let Some(text) = text_behind_next_box(&item.text)
            {
                found.near_misses.push(source_line(note, &text));
                continue;
            }
            // Other signs have a meaning of their own in some programs: `[!]` is important, `[?]` a question.
            let is_mark = |mark| {
                matches!(mark, 'y' | 'Y' | 'n' | 'N' | 'o' | 'O' | '*' | '+' | '\u{2022}' | '\u{25CF}' | '\u{25A0}')
            };
            let is_beside_empty = item.mark == ' ' && says_done_beside_empty_box(&item.text.text);
            if crate::note::looks_like_box_mark(item.mark) || is_mark(item.mark) || is_beside_empty {
                found.near_misses.push(source_line(note, &item.text));
            } else if item.mark == ' ' && tells_how_it_went(item) {
                found.told_by_empty_boxes.push(source_line(note, &item.text));
            }
            continue;
        };
        let under = item.nested_items.iter().filter(|t| nested::may_be_field(&t.text));
        found.boxes.push(CheckBoxDraft {
            status,
            line: source_line(note, &item.text),
            title: item.title.as_deref().map(Box::from),
            heading: heading_above(&headings, item.text.place.line).map(Box::from),
            possible_fields: unread_fields::possible_fields(note, item),
            nested_lines: under.map(|t| source_line(note, t)).collect(),
            next_line: line_that_goes_on(note, item).map(Box::from),
            words_below: free_text_below_box(note, &body.boxes, at),
            is_private,
        });
    }
    found.near_misses.extend(body.near_miss_boxes.iter().map(|text| source_line(note, text)));
    found.unboxed.extend(week_grid::week_rows(note).into_iter().filter_map(|row| {
        let text = Text { text: row.text_that_may_name_plan().to_owned(), place: row.name.place };
        let is_named = !text.text.is_empty();
        is_named.then(|| UnboxedLine { line: source_line(note, &text), in_table: true, days: row.days })
    }));
    found.unboxed.extend(body.unboxed.iter().map(|tick| unboxed_line(note, body, tick)));
    found
}

/// A tick without a box. In a table the number below `Minutes` is said behind the name.
fn unboxed_line(note: &Note, body: &Body, tick: &UnboxedText) -> UnboxedLine {
    const MINUTES: [&str; 4] = ["minutes", "min", "mins", "min."];
    let is_minutes = |of: &&UnboxedText| {
        let is_of_row = of.in_table && of.text.place.line == tick.text.place.line && of.text.text != tick.text.text;
        is_of_row
            && MINUTES.contains(&fold(of.text.text.trim()).as_str())
            && of.cell.bytes().all(|b| b.is_ascii_digit())
    };
    let mut line = source_line(note, &tick.text);
    if let Some(minutes) = body.unboxed.iter().filter(|_| tick.in_table).find(is_minutes) {
        line.text = format!("{}, {} min", tick.text.text, minutes.cell).into();
    }
    UnboxedLine { line, in_table: tick.in_table, days: Vec::new() }
}

/// What stands behind a ticked box that follows an empty one: `- [ ] [x] Walk`, `- [ ] Walk, [x] Voice memo`.
fn text_behind_next_box(text: &Text) -> Option<Text> {
    let later = text.text.match_indices(" [").map(|(at, _)| at + 1);
    later.chain([0]).find_map(|at| text_behind_ticked_box_at(text, at))
}

fn text_behind_ticked_box_at(text: &Text, at: usize) -> Option<Text> {
    let text = Text { text: text.text.get(at..)?.to_owned(), ..text.clone() };
    let (mark, len) = crate::note::box_at_start(&text.text)?;
    let behind = text.text.get(len..).map(str::trim).filter(|_| Status::of_mark(mark).is_some())?;
    Some(Text { text: behind.to_owned(), place: text.place })
}

/// Whether the line of an empty box says that it was done: with a tick or a word at its end, with the Tasks plugin's date, or with
/// nothing else behind its dash: `- [ ] Walk \u{2713}`, `- [ ] Walk — done!`.
fn says_done_beside_empty_box(text: &str) -> bool {
    const DONE: [&str; 6] = ["done", "did it", "done it", "yes", "finished", "completed"];
    let words = separator_dash::find_separator_dash(text).and_then(|(_, free)| text.get(free..)).unwrap_or_default();
    let words = words.trim().trim_end_matches(['.', '!', ' ']);
    if DONE.iter().any(|known| words.eq_ignore_ascii_case(known))
        || line::done_or_given_up_date(text, Status::Done).is_some()
    {
        return true;
    }
    let text = text.replace(['(', ')'], " ");
    let text = text.as_str();
    let text = crate::journal::lines::line::part_before_free_text(text)
        .trim_end_matches(|c: char| matches!(c, ' ' | '.' | '!') || is_variation_selector(c));
    let is_tick = |c: char| {
        !c.is_ascii()
            && crate::note::looks_like_box_mark(c)
            && !crate::text::is_dash(c)
            && !crate::note::CROSSES.contains(&c)
    };
    let last = text.rsplit(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
    // `get the walk done`
    const NOT_YET: [&str; 10] = ["get", "until", "till", "when", "once", "be", "is", "not", "must", "if"];
    if text.split_whitespace().any(|word| NOT_YET.contains(&fold(word).as_str())) {
        return false;
    }
    text.ends_with(is_tick) || text.len() > last.len() && matches!(fold(last).as_str(), "done" | "x" | "yes")
}

/// Whether an empty box has a barrier behind its name or below it, or how it felt: nobody knows that of something still to come.
fn tells_how_it_went(item: &CheckBox) -> bool {
    // `- felt: (0-10)` and `- barrier: ?` are still to be filled in.
    let is_word = |value: &str| value.starts_with(|c: char| c.is_alphabetic()) && !barrier::is_no_barrier(value);
    let is_told_below = |item: &Text| {
        let field = nested::split_key_and_value(&item.text).map(|(key, value)| (fold_key(key), value.trim()));
        field.is_some_and(|(key, value)| match key.as_str() {
            "barrier" | "felt" | "helped" => is_word(value),
            "helper" => helper::parse_helper_note([value]).is_ok_and(|note| note.is_noted),
            _ => false,
        })
    };
    let head = line::part_before_free_text(&item.text.text);
    let mut pieces = head.split([',', '(', ':']).skip(1).map(|piece| piece.trim_matches([' ', ')', '.', '!']));
    let is_barrier = |piece: &str| barrier::known_barrier_at_start(piece).is_some_and(|(_, end)| end == piece.len());
    pieces.any(is_barrier) || item.nested_items.iter().any(is_told_below)
}

/// The headings of a note, each with its line; those that are no name are empty.
fn headings_as_possible_helper_names<'n>(note: &'n Note) -> Vec<(u32, &'n str)> {
    /// `my uncle Ben`
    const MOST_WORDS: usize = 3;
    const LONGEST: usize = 24;
    let body = note.text.get(note.body_range.clone()).unwrap_or_default();
    if !body.contains('#') {
        return Vec::new();
    }
    let above = note.text.get(..note.body_range.start).unwrap_or_default();
    let first = above.lines().fold(1, |line, _| line + 1);
    let heading = |line: &'n str| {
        let title = line.trim_start_matches('#');
        let is_heading = line.starts_with('#') && title.starts_with(' ');
        let name = title.trim().trim_end_matches(['#', ':']).trim();
        is_heading.then(|| if name.len() <= LONGEST && name.split(' ').count() <= MOST_WORDS { name } else { "" })
    };
    (first..).zip(body.lines()).filter_map(|(number, line)| Some((number, heading(line)?))).collect()
}

/// The last heading above a line.
fn heading_above<'h>(headings: &[(u32, &'h str)], line: u32) -> Option<&'h str> {
    let at = headings.partition_point(|(number, _)| *number < line);
    let (_, name) = headings.get(at.checked_sub(1)?)?;
    (!name.is_empty()).then_some(*name)
}

/// The ticked lines of a body that are not read for the place they are in.
pub(crate) fn unread_ticked_lines(note: &Note, body: &Body) -> Vec<UnreadTickedLine> {
    let unread = |of: &crate::note::UnreadBox| UnreadTickedLine { line: source_line(note, &of.text), place: of.place };
    body.unread_boxes.iter().map(unread).collect()
}

/// For each box whether it is private, by an item under it, a field in it, the box above it, or what it stands under.
/// `private_lines` are those of its note.
pub(crate) fn private_flag_of_each_box(body: &Body, private_lines: &[Range<u32>]) -> Vec<bool> {
    let mut is_private: Vec<bool> = Vec::with_capacity(body.boxes.len());
    for item in &body.boxes {
        let above = item.parent.and_then(|at| is_private.get(at)).copied().unwrap_or(false);
        let is_under = || private_sections::is_in_ranges(private_lines, &item.text.place.line);
        is_private.push(above || box_says_private(item) || is_under());
    }
    is_private
}

/// The lines of a note's text that are private by what they say or stand under: half-open ranges of line numbers.
pub(crate) fn private_lines_of_note(note: &Note) -> Vec<Range<u32>> {
    let first = first_body_line(note);
    let number = |at: usize| first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
    let text = note.text.get(note.body_range.clone()).unwrap_or_default();
    let lines = private_sections::private_lines(text, shared_text::text_line_says_private).into_iter();
    lines.map(|lines| number(lines.start)..number(lines.end)).collect()
}

fn box_says_private(item: &CheckBox) -> bool {
    let keeps = |text: &Text| {
        private_words::item_makes_line_private(&text.text) || private_forms::form_answer_keeps_note_private(&text.text)
    };
    item.nested_items.iter().chain(&item.nested_deeper).any(keeps)
        || private_words::practice_line_says_private(&item.text.text)
        || line::inline_fields(&item.text.text).iter().any(private_words::inline_field_makes_line_private)
}

fn folded_tag(note: &Note, tag: &Text) -> SourceLine {
    SourceLine { text: fold_key(tag.text.trim_start_matches('#')).into(), excerpt: excerpt_at(note, tag.place) }
}

fn tags_field(fields: &mut FieldReader) -> Vec<Text> {
    let before = fields.problems.len();
    let mut tags = Vec::new();
    for key in ["tags", "tag"] {
        for text in fields.comma_list(key) {
            // `tags: meditation walk` are two tags, and yet `tags: [voice memo]` names a plan.
            let words = text.text.split_whitespace().map(|w| Text { text: w.to_owned(), place: text.place });
            tags.extend(words.filter(|w| w.text != text.text));
            tags.push(text);
        }
    }
    fields.problems.truncate(before);
    tags
}

/// Keys beside a `---` that is no front matter, each with a hint that is shown if it names a plan.
fn keys_outside_front_matter(note: &Note) -> Vec<NearMissKey> {
    let hint = |(key, at): (String, crate::problem::Place)| {
        let message = "This field is not in the front matter at the top of the note, so it is not read.".to_owned();
        let help = match field_with_space_after_colon(note.line_at_place(at)) {
            Some(field) => format!(
                "Write `{}`, between two lines of `---` at the top of the note.",
                fields::shortened_for_message(&field)
            ),
            None => "Put it between two lines of `---`, at the top of the note.".to_owned(),
        };
        NearMissKey { key: key.into(), hint: note.problem_at(at, Code::StrayFields, message, help) }
    };
    note.keys_at_stray_fences().into_iter().map(hint).collect()
}

/// `walk :yes` as it is read, `walk: yes`; none where a line is like that already.
fn field_with_space_after_colon(line: &str) -> Option<String> {
    let (key, value) = line.split_once(':')?;
    let (key, bare) = (key.trim(), value.trim_start_matches(':').trim());
    let is_read = value.is_empty() || value.starts_with(char::is_whitespace);
    (!is_read && !key.is_empty() && !bare.is_empty()).then(|| format!("{key}: {bare}"))
}

/// A folded key without a word for minutes beside it: `walk` of `walk minutes`, `walk (min)` and `minutes walk`.
pub(crate) fn key_without_unit(key: &str) -> Option<&str> {
    const BEHIND: [&str; 12] = [
        " minutes",
        " mins",
        " min",
        "(minutes)",
        "(mins)",
        "(min)",
        "[min]",
        "/min",
        " duration",
        " length",
        "minutes",
        " how long",
    ];
    const BEFORE: [&str; 4] = ["minutes ", "mins ", "min ", "duration "];
    let bare = BEHIND.iter().find_map(|unit| key.strip_suffix(unit));
    let bare = bare.or_else(|| BEFORE.iter().find_map(|unit| key.strip_prefix(unit)))?;
    Some(bare.trim()).filter(|bare| !bare.is_empty())
}

/// Hints for keys that say that something was done, should they be close to a plan's name.
fn near_key_hints(note: &Note, keys: &[PlanKeyDraft]) -> Vec<NearMissKey> {
    let hint = |key: &PlanKeyDraft| {
        let message = format!("`{}` is close to a plan's name, but is not it, so it is not counted.", key.key);
        let minutes = key.minutes.map(|minutes| minutes.seconds / 60).filter(|minutes| *minutes > 0);
        let named = key_without_unit(&key.key).zip(minutes);
        let how = named.map_or_else(
            || "Write the plan's name as the plan has it.".to_owned(),
            |(name, minutes)| format!("Write the minutes behind the plan's name: `{name}: {minutes}`."),
        );
        let help = format!("{how} If it is something else, write it after `not practice:` in the plan.");
        let hint = note.problem_at(key.excerpt.place, Code::KeyNearMiss, message, help);
        NearMissKey { key: key.key.clone(), hint }
    };
    keys.iter().map(hint).collect()
}

/// Hints for fields of an entry at the top of a day note, where they are about none of its lines.
fn hints_of_fields_of_no_line(note: &Note, boxes: &[CheckBoxDraft]) -> Vec<NearMissKey> {
    const OF_LINE: [&str; 3] = ["felt", "barrier", "minutes"];
    let hint = |field: &Field| {
        let Value::Text(text) = &field.value else { return None };
        // `minutes: Ann` is about a meeting.
        if field.key == "minutes" && when::parse_minutes(&text.text).is_err() {
            return None;
        }
        let written = fields::shortened_for_message(&field.written);
        let message = format!("`{written}` at the top of a day note is about none of its lines, so it is not read.");
        let shown = fields::shortened_for_message(&format!("{}: {}", field.key, text.text.trim()));
        let help = match boxes {
            [] => format!("Write what was done as a line with a box, and `  - {shown}` below it."),
            [only] => {
                format!("Write `  - {shown}` below `{}`.", fields::shortened_for_message(only.line.excerpt.line.trim()))
            }
            _ => format!("Write `  - {shown}` below the line that it is about."),
        };
        let hint = note.problem_at(field.key_place, Code::FieldIgnored, message, help);
        Some(NearMissKey { key: field.key.as_str().into(), hint })
    };
    OF_LINE.into_iter().filter_map(|key| hint(note.filled_field(key)?)).collect()
}

/// Hints for values that may name a plan, in a note that says how something went but has no task: `name: Walk`.
fn named_value_hints(fields: &FieldReader) -> Vec<NearMissKey> {
    const DONE: [&str; 7] = ["done", "did", "habits", "habit", "completed", "practice", "practiced"];
    let is_entry = fields.has_any_value(&["done", "felt", "barrier"]) && !fields.has_value("task");
    let has_known_field = fields.note.fields.iter().any(|field| known_fields::is_known_field(&field.key));
    let is_told = |field: &Field| match () {
        () if DONE.contains(&field.key.as_str()) => true,
        // Beside a field of ours it is reported as a misspelt key, whatever its value.
        () if known_fields::is_slip_of_task(&field.key) => !has_known_field,
        () => is_entry && (!known_fields::is_known_field(&field.key) || field.key == "title"),
    };
    let hint = |field: &Field| match &field.value {
        Value::Text(text) if is_told(field) => {
            let written = fields::shortened_for_message(&field.written);
            let message = format!("`{written}` is not where a plan is named, so this note is not counted as an entry.");
            let name = fields::shortened_for_message(text.text.trim());
            // Where boxes stand below it, a task would make an entry of the note, and the boxes would count no more.
            let help = match is_entry || known_fields::is_slip_of_task(&field.key) {
                true => format!("Write `task: {name}` if it is meant."),
                false => format!("Write `- [x] {name}` on a line of its own, below the front matter."),
            };
            let hint = fields.note.problem_at(field.key_place, Code::KeyNearMiss, message, help);
            vec![NearMissKey { key: text.text.trim().into(), hint }]
        }
        Value::List(items) if DONE.contains(&field.key.as_str()) => {
            items.iter().map(|text| done_list_hint(fields.note, text)).collect()
        }
        _ => Vec::new(),
    };
    fields.note.fields.iter().flat_map(hint).collect()
}

/// The hint for an item of `done: [Walk]`, should it name a plan.
fn done_list_hint(note: &Note, text: &Text) -> NearMissKey {
    let name = fields::shortened_for_message(text.text.trim());
    let message = format!("`{name}` is not counted: a list of what was done is not read.");
    let help = format!("Write `- [x] {name}` on a line of its own, below the front matter.");
    NearMissKey { key: text.text.trim().into(), hint: note.problem_at(text.place, Code::KeyNearMiss, message, help) }
}

/// The keys that count as practice if they name a plan.
pub(crate) fn possible_plan_keys(fields: &FieldReader) -> Vec<PlanKeyDraft> {
    possible_plan_keys_and_unclear_ones(fields).0
}

/// The same, and the keys whose value could not be understood as practice.
fn possible_plan_keys_and_unclear_ones(fields: &FieldReader) -> (Vec<PlanKeyDraft>, Vec<NearMissKey>) {
    let (mut keys, mut unclear) = (Vec::new(), Vec::new());
    let own = |field: &&Field| {
        !known_fields::DAY.contains(&field.key.as_str()) && !matches!(field.key.as_str(), "tags" | "tag" | "aliases")
    };
    for field in fields.note.fields.iter().filter(own) {
        if let Some(mark) = fields::mark_taken_for_nothing(fields.note, field).filter(|mark| is_mark_of_box(mark)) {
            let (mark, written) = (fields::shortened_for_message(mark), &field.written);
            let message = format!("`{written}` is a plan's name, but `{mark}` is not understood as its value.");
            let help = format!("Write `{written}: yes`, `partly`, `skip`, `no`, or minutes such as `{written}: 10`.");
            let hint = fields.note.problem_at(field.key_place, Code::KeyValueUnclear, message, help);
            unclear.push(NearMissKey { key: field.key.as_str().into(), hint });
            continue;
        }
        match key_meaning(&field.value) {
            PlanKeyValue::Practice(status, minutes) => keys.push(PlanKeyDraft {
                key: field.key.as_str().into(),
                status,
                minutes,
                excerpt: excerpt_at(fields.note, field.key_place),
            }),
            PlanKeyValue::Nothing => {}
            PlanKeyValue::Unclear(value) => {
                let message = format!(
                    "`{}` is a plan's name, but `{}` is not understood as its value.",
                    field.written,
                    fields::shortened_for_message(&value)
                );
                let written = &field.written;
                let is_number =
                    !value.contains(char::is_alphanumeric) || value.bytes().all(|b| b.is_ascii_digit() || b == b'.');
                let times = times_of_key(&value);
                let help = match line::is_detail_alone(&value) && !is_number {
                    _ if !times.is_empty() => {
                        let lines = times.iter().map(|time| format!("`- [x] {time} {written}`")).collect::<Vec<_>>();
                        format!("Write a line for each below the front matter: {}.", lines.join(", "))
                    }
                    // A time or a place says more than a key can.
                    true => format!(
                        "Write `- [x] {} {written}` on a line of its own, below the front matter.",
                        fields::shortened_for_message(&value)
                    ),
                    false => {
                        format!("Write `{written}: yes`, `partly`, `skip`, `no`, or minutes such as `{written}: 10`.")
                    }
                };
                let hint = fields.note.problem_at(field.key_place, Code::KeyValueUnclear, message, help);
                unclear.push(NearMissKey { key: field.key.as_str().into(), hint });
            }
        }
    }
    (keys, unclear)
}

/// Whether what YAML takes for nothing is a mark of a box, or a word behind a `#`.
fn is_mark_of_box(mark: &str) -> bool {
    matches!(mark, "~" | ">" | "|" | ">-" | "|-")
        || mark.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// Several times that stand behind a key: `8:00, 20:00`. None of anything else.
fn times_of_key(value: &str) -> Vec<&str> {
    let parts = value.split([',', ';', '&', '+', '/']).flat_map(|part| part.split(" and "));
    let times: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
    let are_times = (2..=6).contains(&times.len()) && times.iter().all(|time| line::is_clock_time_alone(time));
    if are_times { times } else { Vec::new() }
}

/// The keys that hold a number.
fn number_fields(fields: &FieldReader) -> Vec<NumberFieldDraft> {
    let note = fields.note;
    let own = note.fields.iter().filter(|field| !known_fields::DAY.contains(&field.key.as_str()));
    let number = |field: &Field| {
        let text = match &field.value {
            Value::Text(text) => text,
            Value::List(items) => items.first()?,
            _ => return None,
        };
        let value = match &field.value {
            // `[2, 3]` is as little one number as `2-3`.
            Value::List(items) if items.len() > 1 => {
                let all = items.iter().map(|item| item.text.trim()).collect::<Vec<_>>().join(", ");
                scale::parse_two_numbers(&all)?;
                NumberValue::Unclear(all.into())
            }
            _ => scale::parse_tracked_value(&text.text)?,
        };
        Some(NumberFieldDraft { key: field.key.as_str().into(), value, excerpt: excerpt_at(note, text.place) })
    };
    own.filter_map(number).collect()
}

/// What the value behind a plan's name says.
enum PlanKeyValue {
    Practice(Status, Option<when::Minutes>),
    Nothing,
    Unclear(String),
}

/// A key's number above this says nothing known: nobody means more minutes than a day has.
const MOST_MINUTES: u32 = 24 * 60;

fn key_meaning(value: &Value) -> PlanKeyValue {
    let text = match value {
        Value::Empty => return PlanKeyValue::Nothing,
        Value::Text(text) => text.text.trim(),
        Value::List(items) => match items.as_slice() {
            [] => return PlanKeyValue::Nothing,
            [one] => one.text.trim(),
            items => return PlanKeyValue::Unclear(items.iter().map(|t| t.text.trim()).collect::<Vec<_>>().join(", ")),
        },
        Value::Map(_) => return PlanKeyValue::Unclear("keys of its own".to_owned()),
    };
    match fold(text).as_str() {
        "y" | "1" => PlanKeyValue::Practice(Status::Done, None),
        "" | "n" | "0" => PlanKeyValue::Nothing,
        word => match Status::of_folded_word(word) {
            // Of a key, `no` says as little as no key.
            Some(Status::NotDone) => PlanKeyValue::Nothing,
            Some(status) => PlanKeyValue::Practice(status, None),
            None => minutes_meaning(word, text),
        },
    }
}

fn minutes_meaning(word: &str, text: &str) -> PlanKeyValue {
    // `7.30` is as much a time as a number of minutes.
    let is_like_time = word
        .split_once('.')
        .is_some_and(|(_, behind)| behind.len() == 2 && word.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    match when::parse_minutes(word) {
        Ok(minutes) if (1..=MOST_MINUTES * 60).contains(&minutes.seconds) && !is_like_time => {
            PlanKeyValue::Practice(Status::Done, Some(minutes))
        }
        _ => PlanKeyValue::Unclear(text.to_owned()),
    }
}
