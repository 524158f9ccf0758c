//! The log in a plan's note: check-box lines that begin with a date, and lines that were meant as one.

use std::collections::HashSet;
use std::ops::Range;

use crate::journal::draft::{GridRow, LogLineDraft, SourceLine, UnreadTickedLine};
use crate::journal::lines::dates_in_marks::{date_above, with_plain_date};
use crate::journal::lines::line_names::NameFinder;
use crate::journal::note_fields::fields::{self, FieldReader};
use crate::journal::note_text::{
    excerpt_at, free_text_below_box, joined_words, line_that_goes_on, source_line, without_line_that_goes_on,
};
use crate::journal::{
    Status, lines::line, near_misses::near_line_help, near_misses::tick_hints, note_fields::helper,
    note_fields::helper_names, note_fields::nested, note_fields::unread_fields, note_kinds::day, note_kinds::log_days,
    note_kinds::log_grid, sharing::private_words,
};
use crate::note::{Body, CheckBox, Note, Text};
use crate::problem::{Code, Problem};
use crate::when;

/// A plan's log.
#[derive(Default)]
pub(crate) struct PlanLog {
    pub lines: Vec<LogLineDraft>,
    /// Lines that look like a part of it and count nowhere.
    pub near_misses: Vec<SourceLine>,
    /// Rows of tables that tell of its days.
    pub grid_rows: Vec<GridRow>,
    /// Lines of it that are not read for the place they are in.
    pub unread_boxes: Vec<UnreadTickedLine>,
    /// The bytes of the note that it takes: the rest is the plan's own text.
    pub line_ranges: Vec<Range<usize>>,
}

/// What of a plan its log is read with.
pub(crate) struct LoggedPlan<'p> {
    /// The plan's own names, its task first.
    pub names: &'p [&'p str],
    pub helper: Option<&'p str>,
    pub place: Option<&'p str>,
}

/// Whether a body can hold a dated line.
pub(crate) fn may_hold_dated_line(note: &Note) -> bool {
    let body = note.text.get(note.body_range.clone()).unwrap_or_default();
    body.contains(|c: char| c.is_ascii_digit()) || body.contains("[x]") || body.contains("day: ")
}

pub(crate) fn read_log(fields: &mut FieldReader, body: &Body, of: &LoggedPlan) -> PlanLog {
    let names = of.names;
    let own = NameFinder::new(names.iter().map(|name| (*name, ()))).with_places(of.place);
    let helpers = helper_names::names_for_helper_lines(of.helper);
    let note = fields.note;
    let mut log = PlanLog::default();
    let private_lines = if body.boxes.is_empty() { Vec::new() } else { day::private_lines_of_note(note) };
    let is_private = day::private_flag_of_each_box(body, &private_lines);
    for (at, (item, is_private)) in body.boxes.iter().zip(is_private).enumerate() {
        let (parsed, taken) = parse_box_of_log(note, item, &own);
        let status = Status::of_mark(item.mark);
        if parsed.is_some() || status.is_some() || crate::note::looks_like_box_mark(item.mark) {
            log.line_ranges.push(item.range.clone());
        }
        match (parsed, status) {
            (Some(Ok(parsed)), Some(Status::Done))
                if line::has_cross_outside_words_and_name(
                    &item.text.text,
                    parsed.words.as_deref(),
                    names.first().unwrap_or(&""),
                ) =>
            {
                log.near_misses.push(source_line(note, &item.text));
            }
            (Some(Ok(parsed)), Some(status)) => {
                fields.add_wrong_weekday_hint(&item.text, &parsed.moment);
                if status == Status::Done {
                    let line = source_line(note, &item.text);
                    let words = parsed.words.as_deref().map(|words| without_name(words, names));
                    fields.problems.extend(tick_hints::words_deny_hint(note.path, &line, words.as_deref()));
                    if parsed.details.minutes.is_none() {
                        let hint = tick_hints::minutes_in_words_hint(note.path, &line, words.as_deref());
                        fields.problems.extend(hint);
                    }
                }
                if let Some(range) = &parsed.details.unclear_time {
                    let line = source_line(note, &item.text);
                    fields.problems.push(tick_hints::unclear_time_problem(note.path, &line, range));
                }
                let line = log_draft(fields, item, parsed, status, &helpers);
                let below = free_text_below_box(note, &body.boxes, at);
                let below = match taken {
                    Some(line) => without_line_that_goes_on(below.as_deref(), line),
                    None => below.as_deref(),
                };
                let below = below.and_then(|text| helper::without_helper_lines(text, std::iter::once(&helpers)));
                let words = joined_words(line.words, below.as_deref());
                log.lines.push(LogLineDraft { is_private, words, ..line });
            }
            (Some(Err(wrong)), Some(_)) => {
                let (at, error) = (fields::place_in_text(&item.text, wrong.range), wrong.error);
                fields.add_problem(at, error.code, error.message, error.help);
            }
            (None, Some(_)) => log.near_misses.push(line_with_date_above(note, &item.text)),
            (Some(_), None) if crate::note::looks_like_box_mark(item.mark) => {
                log.near_misses.push(source_line(note, &item.text))
            }
            _ => {}
        }
    }
    log.near_misses.extend(body.near_miss_boxes.iter().map(|text| source_line(note, text)));
    add_dated_lines(&mut log, note, body, &own);
    let is_ours = |text: &str| {
        line::seems_to_begin_with_date(text)
            || matches!(line::parse_day_line(text, &own), line::LineMeaning::NamesPlan { .. })
    };
    log.unread_boxes = day::unread_ticked_lines(note, body);
    // A block of code or a comment that never ends is told once.
    let mut is_once_told = false;
    log.unread_boxes.retain(|unread| {
        let is_told = unread.place.is_told_once() && is_once_told;
        let is_ours = !is_told && is_ours(&unread.line.text);
        is_once_told |= is_ours && unread.place.is_told_once();
        is_ours
    });
    add_lines_without_box(&mut log, note, body, &is_ours);
    log
}

/// The lines without a box that say how something went, and those that tell of days in a form that is not read.
/// Words without the first of these names in them: `no walk` in the log of `Walk` denies it as `no` does.
fn without_name(words: &str, names: &[&str]) -> String {
    let lower = words.to_lowercase();
    let without = |name: &&str| {
        let name = name.to_lowercase();
        let at = lower.find(&name)?;
        let (before, behind) = (words.get(..at)?, words.get(at + name.len()..)?);
        let is_whole = !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
        is_whole.then(|| format!("{}{behind}", before.trim_end()))
    };
    names.iter().find_map(without).unwrap_or_else(|| words.to_owned())
}

fn add_lines_without_box(log: &mut PlanLog, note: &Note, body: &Body, is_ours: &impl Fn(&str) -> bool) {
    for tick in body.unboxed.iter().filter(|tick| !tick.in_table) {
        let is_told = log.near_misses.iter().any(|near| near.excerpt.place.line == tick.text.place.line);
        // `Mon [x] Tue [ ]`
        let is_day = || near_line_help::help_for_named_days(note.line_at_place(tick.text.place)).is_some();
        if !is_told && (is_ours(&tick.text.text) || is_day()) {
            log.near_misses.push(source_line(note, &tick.text));
        }
    }
    for text in log_days::lines_that_tell_of_days(note) {
        let is_told = |line: u32| line == text.place.line;
        if !log.near_misses.iter().any(|near| is_told(near.excerpt.place.line))
            && !log.lines.iter().any(|of| is_told(of.excerpt.place.line))
            && !log.grid_rows.iter().any(|row| is_told(row.line.excerpt.place.line))
            && !log.unread_boxes.iter().any(|of| is_told(of.line.excerpt.place.line))
        {
            log.near_misses.push(source_line(note, &text));
        }
    }
}

/// The lines without a box that begin with a date, and the rows of tables that tell of days.
fn add_dated_lines(log: &mut PlanLog, note: &Note, body: &Body, own: &NameFinder<()>) {
    log.grid_rows = log_grid::grid_rows(note, body, own);
    let mut goals = log_grid::TablesOfGoals::default();
    for (text, range) in body.dated_lines.iter().filter(|(text, _)| line::seems_to_begin_with_date(&text.text)) {
        let is_of_grid = log.grid_rows.iter().any(|row| row.line.excerpt.place.line == text.place.line);
        let is_goal = goals.hold(note, text.place);
        if !is_of_grid && !is_goal && !log_grid::is_row_of_dates_alone(note.line_at_place(text.place)) {
            log.near_misses.push(source_line(note, text));
        }
        log.line_ranges.push(range.clone());
    }
}

/// A line of a box, with the date of the heading above it where it has none of its own.
fn line_with_date_above(note: &Note, text: &Text) -> SourceLine {
    let line = source_line(note, text);
    if line::holds_date(&with_plain_date(&line.text)) {
        return line;
    }
    match date_above(note, text.place.line) {
        Some(date) => SourceLine { text: format!("{date} {}", line.text).into(), ..line },
        None => line,
    }
}

/// What a box of a log says, and the line below it that goes on with that: a time, minutes or a place can stand there alone.
#[allow(clippy::type_complexity, reason = "no second place writes this type")]
fn parse_box_of_log<'n>(
    note: &'n Note,
    item: &CheckBox,
    own: &NameFinder<()>,
) -> (Option<Result<line::LogLine, line::LineDetailError>>, Option<&'n str>) {
    let text = &item.text.text;
    let alone = line::parse_log_line(text, own);
    let has_no_words = matches!(&alone, Some(Ok(of)) if of.words.is_none() && of.details.unclear_time.is_none());
    let next = line_that_goes_on(note, item).filter(|next| has_no_words && line::is_detail_alone(next));
    let joined = next.and_then(|next| line::parse_log_line(&format!("{} {next}", text.trim_end()), own));
    if alone.is_none()
        && let Some(done) = dated_by_tasks_plugin(note, item, own)
    {
        return (Some(Ok(done)), None);
    }
    match joined {
        Some(Ok(both)) if both.words.is_none() && both.details.unclear_time.is_none() => (Some(Ok(both)), next),
        _ => (alone, None),
    }
}

/// `Walk ✅ 2026-11-19`, with the plan's own name, in a note that has no date: the done date of the Tasks plugin dates the line
/// (docs/specification.md#1-notes).
fn dated_by_tasks_plugin(note: &Note, item: &CheckBox, own: &NameFinder<()>) -> Option<line::LogLine> {
    let name = note.path.rsplit('/').next().unwrap_or_default();
    let status = Status::of_mark(item.mark).filter(|_| when::find_date_in_path(name).is_none())?;
    let date = line::done_or_given_up_date(&item.text.text, status)?;
    match line::parse_day_line(&item.text.text, own) {
        line::LineMeaning::NamesPlan { details, words, .. } => {
            Some(line::LogLine { moment: when::Moment { date, time: None, wrong_weekday: None }, details, words })
        }
        _ => None,
    }
}

fn log_draft(
    fields: &mut FieldReader,
    item: &CheckBox,
    parsed: line::LogLine,
    status: crate::journal::Status,
    helpers: &HashSet<String>,
) -> LogLineDraft {
    let note = fields.note;
    let under: Vec<SourceLine> = item
        .nested_items
        .iter()
        .filter(|text| nested::may_be_field(&text.text))
        .map(|text| source_line(note, text))
        .collect();
    let mut problems = Vec::new();
    let found =
        nested::read_nested_fields(&under, &parsed.details.fields, helpers, &mut |line, code, message, help| {
            if code != Code::BarrierUnknown || !private_words::barriers_say_private(&line.text) {
                problems.push(nested::problem_at_line(note.path, line, code, message, help));
            }
        });
    problems.retain(|problem: &Problem| problem.code != Code::BarrierUnknown || !fields.has_value("share"));
    fields.problems.append(&mut problems);
    LogLineDraft {
        excerpt: excerpt_at(note, item.text.place),
        status,
        date: parsed.moment.date,
        time: parsed.details.time,
        words: parsed.words,
        fields: found.with_details_of_line(parsed.details),
        possible_fields: unread_fields::possible_fields(note, item),
        is_private: false,
    }
}
