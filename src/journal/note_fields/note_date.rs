//! The date of a note: in `when`, else in `date`, else in its name or path (docs/specification.md#1-notes).

use std::ops::Range;

use chrono::NaiveDate;

use crate::journal::note_fields::fields::{self, FieldReader};
use crate::note::Text;
use crate::problem::{Code, Place, Problem};
use crate::when::{self, Moment, ParseError, Parsed};

/// The date of a note, where it was written, and the time beside it.
#[derive(Clone, Debug)]
pub(crate) struct NoteDate {
    pub date: NaiveDate,
    pub time: Option<when::TimeOfDay>,
    /// The place of the value; the start of the file for a date in its name.
    pub place: Place,
}

/// `when` as written, with the places of its pieces.
#[derive(Clone, Debug, Default)]
pub(crate) struct WhenText {
    pub text: String,
    pieces: Vec<(usize, Text)>,
}

/// A `when` that was read, or not.
#[allow(clippy::large_enum_variant, reason = "it lives for a moment, one at a time")]
pub(crate) enum WhenField {
    Absent,
    Parsed(WhenText, Parsed),
    /// Reported already.
    Invalid(Option<Code>),
}

/// The date in `when`, where it is one.
pub(crate) fn date_in_when_field(fields: &mut FieldReader) -> Option<NoteDate> {
    let before = fields.problems.len();
    match when_field(fields) {
        WhenField::Parsed(text, Parsed::Moment(moment)) => {
            add_wrong_weekday_hint(fields, &text, &moment);
            Some(NoteDate { date: moment.date, time: moment.time, place: text.place() })
        }
        _ => {
            fields.problems.truncate(before);
            None
        }
    }
}

/// The date of a note that says its kind: in `when`, else in `date`, else in its name.
pub(crate) fn date_of_note(
    fields: &mut FieldReader,
    name_date: Option<&Result<NaiveDate, ParseError>>,
) -> Result<Option<NoteDate>, ()> {
    match when_field(fields) {
        WhenField::Parsed(text, Parsed::Moment(moment)) => {
            add_wrong_weekday_hint(fields, &text, &moment);
            Ok(Some(NoteDate { date: moment.date, time: moment.time, place: text.place() }))
        }
        WhenField::Invalid(_) => Err(()),
        _ => date_of_field_or_name(fields, name_date),
    }
}

/// The date in `date`, else in the name.
pub(crate) fn date_of_field_or_name(
    fields: &mut FieldReader,
    name_date: Option<&Result<NaiveDate, ParseError>>,
) -> Result<Option<NoteDate>, ()> {
    if let Some(dated) = date_field(fields)? {
        return Ok(Some(dated));
    }
    match name_date {
        Some(Ok(date)) => Ok(Some(note_date_of_name(*date))),
        Some(Err(error)) => {
            // No line of the note holds it.
            let (message, help) = (error.message.clone(), format!("{} It is in the file's name.", error.help));
            fields.problems.push(Problem::for_file(fields.note.path, error.code, message, help));
            Err(())
        }
        None => Ok(None),
    }
}

pub(crate) fn date_field(fields: &mut FieldReader) -> Result<Option<NoteDate>, ()> {
    let Some(text) = fields.single_text("date", Code::BadDate)? else { return Ok(None) };
    let read = when::parse_date(&text.text).or_else(|error| match when::parse_when(&text.text) {
        // `date: 2026-11-19 07:35`
        Ok(Parsed::Moment(moment)) => Ok(moment),
        _ => Err(error),
    });
    match read {
        Ok(moment) => {
            fields.add_wrong_weekday_hint(text, &moment);
            Ok(Some(NoteDate { date: moment.date, time: moment.time, place: text.place }))
        }
        Err(error) => {
            fields.add_parse_error(text, error);
            Err(())
        }
    }
}

pub(crate) fn note_date_of_name(date: NaiveDate) -> NoteDate {
    NoteDate { date, time: None, place: Place::START }
}

pub(crate) fn add_wrong_weekday_hint(fields: &mut FieldReader, text: &WhenText, moment: &Moment) {
    if let Some((_, first)) = text.pieces.first() {
        fields.add_wrong_weekday_hint(first, moment);
    }
}

/// A hint where `when` names two times: `7:30 and 18:00`. An entry holds one, and the first counts.
pub(crate) fn add_two_times_hint(fields: &mut FieldReader, when: &WhenText) {
    if when.time_pieces().nth(1).is_none() {
        return;
    }
    let (mut clocks, mut parts) = (0, 0);
    for time in when.times() {
        match time {
            when::TimeOfDay::Clock(_) => clocks += 1,
            when::TimeOfDay::Part(_) => parts += 1,
        }
    }
    if clocks > 1 || parts > 1 {
        let message = "This names two times, and one entry holds one: only the first counts.".to_owned();
        let help = "Write a note for each time, or a line for each in a day note: `- [x] 07:30`, then the plan's name.";
        fields.add_problem(when.place(), Code::TimeUnclear, message, help);
    }
}

/// A hint where fields of a plan stand beside a bare date, which makes the note one of practice done.
pub(crate) fn add_plan_field_hint(fields: &mut FieldReader, moment: &Moment) {
    const OF_PLAN: [&str; 17] = [
        "goal",
        "stage",
        "obstacle",
        "confidence",
        "chosen by",
        "rate",
        "times",
        "weekly minutes",
        "from",
        "until",
        "pause",
        "collects",
        "aka",
        "helper card",
        "ends",
        "not practice",
        "share response",
    ];
    let Some(field) = OF_PLAN.into_iter().find_map(|key| fields.note.filled_field(key)) else { return };
    let (key, date) = (fields::shortened_for_message(&field.written), moment.date);
    let time = match moment.time {
        Some(when::TimeOfDay::Clock(clock)) => format!(" at {clock}"),
        _ => String::new(),
    };
    let message =
        format!("`{key}` is a field of a plan, but a date alone makes this a note of practice done on {date}.");
    let help = format!("If it is planned, write `when: on {date}{time}`. If it was done, write `done: yes` too.");
    fields.add_problem(field.key_place, Code::FieldIgnored, message, help);
}

/// Reads `when`; what cannot be read is reported.
pub(crate) fn when_field(fields: &mut FieldReader) -> WhenField {
    if !fields.has_value("when") {
        let code = Code::WhenNotUnderstood;
        let is_lost = fields.has_value("task") && fields.add_lost_value_problem("when", code);
        return if is_lost { WhenField::Invalid(Some(code)) } else { WhenField::Absent };
    }
    let Some(texts) = fields.list_or_one_text("when", Code::WhenNotUnderstood) else { return WhenField::Invalid(None) };
    let mut when = WhenText::default();
    for text in texts.iter().filter(|t| !t.text.trim().is_empty()) {
        if !when.text.is_empty() {
            when.text.push_str(", ");
        }
        let from = when.text.len();
        when.text.push_str(&text.text);
        when.pieces.push((from, text.clone()));
    }
    match when::parse_when(&when.text) {
        Ok(read) => WhenField::Parsed(when, read),
        Err(error) => {
            let error = with_suggested_date(fields, error, &when.text);
            fields.add_problem(when.place_of_range(error.byte_range), error.code, error.message, error.help);
            WhenField::Invalid(Some(error.code))
        }
    }
}

/// The note's own date, in `date` or in its name.
fn own_date_ignoring_problems(fields: &mut FieldReader) -> Option<NaiveDate> {
    let before = fields.problems.len();
    let own = date_field(fields).ok().flatten().map(|dated| dated.date);
    fields.problems.truncate(before);
    own.or_else(|| when::find_date_in_path(fields.note.path)?.ok())
}

/// What to write instead of `yesterday`: a date near the note's own, where it has one.
fn with_suggested_date(fields: &mut FieldReader, error: ParseError, written: &str) -> ParseError {
    if error.code != Code::RelativeDate {
        return error;
    }
    match own_date_ignoring_problems(fields) {
        Some(own) => error.with_relative_date_help(written, own),
        None => ParseError {
            help: "Write the date itself: year, month and day, with hyphens between them.".to_owned(),
            ..error
        },
    }
}

/// The help for the `when` of an entry that cannot be read: the problems from `first` on say what a plan's could be.
pub(crate) fn replace_when_help_by_date(fields: &mut FieldReader, first: usize) {
    let help = match own_date_ignoring_problems(fields) {
        Some(own) => format!("Write the date and the time of this entry: `when: {own}`, with the time behind it."),
        None => {
            "Write the date of this entry: year, month and day, with hyphens between them; then the time.".to_owned()
        }
    };
    let of_when = fields.problems.iter_mut().skip(first).filter(|problem| problem.code == Code::WhenNotUnderstood);
    of_when.for_each(|problem| problem.help.clone_from(&help));
}

impl WhenText {
    /// The first of the times that it names.
    pub(crate) fn first_time(&self) -> Option<when::TimeOfDay> {
        self.times().next()
    }

    /// The pieces that hold a time at most.
    fn time_pieces(&self) -> impl Iterator<Item = &str> {
        self.text.split([',', '&', ';', '/', '+']).flat_map(|piece| piece.split(" and "))
    }

    /// The times that it names, one by one.
    fn times(&self) -> impl Iterator<Item = when::TimeOfDay> {
        self.time_pieces().filter_map(|piece| when::find_time_at_start_or_end(piece.trim(), true)).map(|(time, _)| time)
    }

    /// The place of the whole value.
    pub(crate) fn place(&self) -> Place {
        self.pieces.first().map_or(Place::START, |(_, text)| text.place)
    }

    /// The place of a byte range of the text.
    pub(crate) fn place_of_range(&self, byte_range: Range<usize>) -> Place {
        let n = self.pieces.partition_point(|&(from, _)| from <= byte_range.start).saturating_sub(1);
        let Some((from, text)) = self.pieces.get(n) else { return Place::START };
        let end = byte_range.end.saturating_sub(*from).min(text.text.len());
        fields::place_in_text(text, byte_range.start.saturating_sub(*from).min(end)..end)
    }
}

/// A hint where the date of the note is not that of its name, or the weekday in its name is not that of its date.
pub(crate) fn dates_differ_hint(fields: &FieldReader, dated: &NoteDate) -> Option<Problem> {
    let named = fields.name_date.or_else(|| when::find_date_in_path(fields.note.path)?.ok())?;
    if named == dated.date {
        let (date, wrong) = when::wrong_weekday_in_name(fields.note.path)?;
        let (message, help) = fields::wrong_weekday_message_and_help(date, wrong);
        return Some(Problem::for_file(
            fields.note.path,
            Code::WeekdayDiffers,
            message,
            format!("{help} It is in the file's name."),
        ));
    }
    let message =
        format!("This note's name says {named}, and `{}` is written in it. {} counts.", dated.date, dated.date);
    let help = format!("Write one date in both: give the file the name of {}, or write {named} in it.", dated.date);
    Some(fields.note.problem_at(dated.place, Code::DatesDiffer, message, help))
}
