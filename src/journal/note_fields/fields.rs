//! Raw fields -> typed values. A field whose value cannot be read is a problem with its place and what to write instead,
//! and counts as absent.

use std::ops::Range;

use chrono::NaiveDate;

use crate::journal::note_fields::known_fields;
pub(crate) use crate::journal::note_fields::values::{is_blank_value, shortened_for_message};
use crate::journal::{Scale, Share, note_fields::scale};
use crate::note::{Field, Note, Text, Value, is_share_heading_text};
use crate::problem::{Code, Place, Problem};
use crate::text::{fold, nearest_but_not_equal, value_of_word};
use crate::when::{self, Minutes, ParseError};

/// The fields of one note, being read; collects the problems on the way.
pub(crate) struct FieldReader<'n, 't> {
    pub note: &'n Note<'t>,
    pub problems: Vec<Problem>,
    /// The hint for a key one slip away from `share`, unless it is a name.
    pub typo_hint: Option<Problem>,
    /// The date in the note's name, where it can be read.
    pub name_date: Option<NaiveDate>,
}

impl<'n, 't> FieldReader<'n, 't> {
    pub(crate) fn new(note: &'n Note<'t>) -> Self {
        FieldReader { note, problems: Vec::new(), typo_hint: None, name_date: None }
    }

    pub(crate) fn has_value(&self, key: &str) -> bool {
        self.note.filled_field(key).is_some_and(|f| !is_blank_value(&f.value))
    }

    pub(crate) fn has_any_value(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.has_value(key))
    }

    pub(crate) fn add_problem(&mut self, place: Place, code: Code, message: String, help: impl Into<String>) {
        let problem = self.note.problem_at(place, code, message, help.into());
        self.problems.push(problem);
    }

    pub(crate) fn add_parse_error(&mut self, text: &Text, error: ParseError) {
        self.add_problem(place_in_text(text, error.byte_range), error.code, error.message, error.help);
    }

    /// One value: a text, or a list of a single item.
    pub(crate) fn single_text(&mut self, key: &str, code: Code) -> Result<Option<&'n Text>, ()> {
        let Some(field) = self.note.filled_field(key) else {
            return if self.add_lost_value_problem(key, code) { Err(()) } else { Ok(None) };
        };
        match &field.value {
            Value::Text(text) => Ok(Some(text).filter(|t| !t.text.trim().is_empty())),
            Value::List(items) if items.len() <= 1 => Ok(items.first().filter(|t| !t.text.trim().is_empty())),
            Value::Empty => Ok(None),
            Value::List(_) | Value::Map(_) => {
                let (at, written) = (field.key_place, field.written.clone());
                self.add_problem(
                    at,
                    code,
                    format!("`{written}` has several values, but it needs one."),
                    format!("Write one value after `{written}:`, on the same line."),
                );
                Err(())
            }
        }
    }

    /// A problem where something is written behind a key, and YAML takes it for nothing: `where: #park`, `barrier: >`. Whether
    /// there is one. What stands behind a `#` and a space may be a comment of a template, and programs write `~` for nothing.
    pub(crate) fn add_lost_value_problem(&mut self, key: &str, code: Code) -> bool {
        // Both have help of their own.
        let of_key = self.note.fields.iter().find(|f| f.key == key && !matches!(key, "task" | "share"));
        let Some((field, mark)) = of_key.and_then(|f| Some((f, mark_taken_for_nothing(self.note, f)?))) else {
            return false;
        };
        let (place, written, shown) = (field.key_place, field.written.clone(), shortened_for_message(mark));
        let (message, help) = match mark.strip_prefix('#') {
            Some(behind) if behind.starts_with(char::is_alphanumeric) || may_be_value_behind_sign(key, behind) => (
                format!("`{written}:` is empty, since what follows a `#` is a comment."),
                format!("Write `{written}: {}`, without the `#`.", shortened_for_message(behind.trim())),
            ),
            None if mark.starts_with(['>', '|']) => (
                format!("`{written}: {shown}` is empty: the sign says that lines follow below it."),
                format!("Write the value after `{written}:`, on the same line, or take the sign out."),
            ),
            _ => return false,
        };
        self.add_problem(place, code, message, help);
        true
    }

    /// A value of words; a list is its items with commas.
    pub(crate) fn text_or_joined_list(&mut self, key: &str) -> Option<String> {
        let texts = self.list_or_one_text(key, Code::BadValue)?;
        let joined = texts.iter().map(|t| t.text.trim()).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", ");
        (!joined.is_empty()).then_some(joined)
    }

    /// The items of a list, or the one text.
    pub(crate) fn list_or_one_text(&mut self, key: &str, code: Code) -> Option<&'n [Text]> {
        let Some(field) = self.note.filled_field(key) else {
            self.add_lost_value_problem(key, code);
            return None;
        };
        match &field.value {
            Value::Text(text) => Some(std::slice::from_ref(text)),
            Value::List(items) => Some(items),
            Value::Empty => None,
            Value::Map(_) => {
                let (at, written) = (field.key_place, field.written.clone());
                self.add_problem(
                    at,
                    code,
                    format!("`{written}` has keys of its own, but it needs words."),
                    format!("Write the words after `{written}:`, on the same line."),
                );
                None
            }
        }
    }

    /// A list: its items, or the pieces of a text between commas.
    pub(crate) fn comma_list(&mut self, key: &str) -> Vec<Text> {
        let texts = self.list_or_one_text(key, Code::BadValue).unwrap_or_default();
        let is_text = self.note.filled_field(key).is_some_and(|f| matches!(f.value, Value::Text(_)));
        texts
            .iter()
            .flat_map(|t| if is_text { split_at_commas(t) } else { vec![t.clone()] })
            .filter(|t| !t.text.trim().is_empty())
            .collect()
    }

    fn parsed_value<T>(
        &mut self,
        key: &str,
        code: Code,
        parse: impl Fn(&str) -> Result<T, ParseError>,
    ) -> Result<Option<T>, ()> {
        let Some(text) = self.single_text(key, code)? else { return Ok(None) };
        parse(&text.text).map(Some).map_err(|error| self.add_parse_error(text, error))
    }

    /// A date, with a hint where a weekday beside it differs.
    pub(crate) fn date_field(&mut self, key: &str) -> Result<Option<NaiveDate>, ()> {
        let Some(text) = self.single_text(key, Code::BadDate)? else { return Ok(None) };
        match when::parse_date(&text.text) {
            Ok(moment) => {
                self.add_wrong_weekday_hint(text, &moment);
                Ok(Some(moment.date))
            }
            Err(error) => {
                let help = help_if_no_end_is_meant(key, &text.text).unwrap_or_else(|| error.help.clone());
                self.add_parse_error(text, ParseError { help, ..error });
                Err(())
            }
        }
    }

    /// A hint where a weekday beside a date is not that date's.
    pub(crate) fn add_wrong_weekday_hint(&mut self, text: &Text, moment: &when::Moment) {
        if let Some(wrong) = moment.wrong_weekday {
            let (message, help) = wrong_weekday_message_and_help(moment.date, wrong);
            self.add_problem(text.place, Code::WeekdayDiffers, message, help);
        }
    }

    pub(crate) fn minutes_field(&mut self, key: &str) -> Option<Minutes> {
        self.parsed_value(key, Code::BadValue, when::parse_minutes).ok().flatten()
    }

    pub(crate) fn frequency_field(&mut self) -> Option<when::Frequency> {
        self.parsed_value("times", Code::BadValue, when::parse_frequency).ok().flatten()
    }

    /// `yes` or `no`.
    pub(crate) fn yes_or_no_field(&mut self, key: &str) -> Option<bool> {
        let text = self.single_text(key, Code::BadValue).ok()??;
        match parse_yes_or_no(&text.text) {
            Some(yes) => Some(yes),
            None => {
                let message = format!("`{}` is neither yes nor no.", shortened_for_message(&text.text));
                let help = match when::parse_date(&text.text) {
                    Ok(moment) if key == "ends" => &*format!("Write `until: {}` for the last day.", moment.date),
                    _ => "Write `yes` or `no`.",
                };
                self.add_problem(text.place, Code::BadValue, message, help);
                None
            }
        }
    }

    /// Whether the note is to be brought up.
    pub(crate) fn discuss_field(&mut self) -> bool {
        let Ok(Some(text)) = self.single_text("discuss", Code::BadValue) else { return false };
        let DiscussValue { is_marked, problem } = parse_discuss(&text.text);
        if let Some((code, message, help)) = problem {
            self.add_problem(text.place, code, message, help);
        }
        is_marked
    }

    /// One of a few words.
    pub(crate) fn word_choice_field<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.single_text(key, Code::BadValue).ok()??;
        let folded = fold(&text.text);
        if let Some(value) = value_of_word(words, &folded) {
            return Some(value);
        }
        let message = format!("`{}` is not a value that `{key}` can have.", shortened_for_message(&text.text));
        let help = list_of_choices(&folded, words.iter().map(|&(word, _)| word));
        self.add_problem(text.place, Code::BadValue, message, help);
        None
    }

    /// A whole number from 0 to 10, perhaps with `/10` behind it.
    pub(crate) fn zero_to_ten_field(&mut self, key: &str) -> Option<u8> {
        let text = self.single_text(key, Code::BadValue).ok()??;
        match scale::parse_number_on_scale(Scale::ZERO_TO_TEN, &text.text) {
            Some(number) if number.hundredths % 100 == 0 => u8::try_from(number.hundredths / 100).ok(),
            _ => {
                let message = format!("`{}` is no number from 0 to 10.", shortened_for_message(&text.text));
                self.add_problem(
                    text.place,
                    Code::BadNumber,
                    message,
                    "Write a whole number from 0 to 10, such as `7`.",
                );
                None
            }
        }
    }

    /// The word behind `share`; `share: #none`, which only YAML takes for empty, is one that cannot be read.
    pub(crate) fn share_word_field(&mut self) -> Option<Share> {
        let emptied = self.note.fields.iter().find(|f| f.key == "share" && f.emptied_by_comment).map(|f| f.key_place);
        let behind = |at: Place| {
            self.note.line_at_place(at).split_once('#').is_some_and(|(_, b)| b.starts_with(char::is_alphabetic))
        };
        let Some(at) = emptied.filter(|&at| behind(at)) else { return self.word_choice_field("share", Share::ALL) };
        let message = "`share:` is empty, because everything after a `#` is a comment.".to_owned();
        self.add_problem(at, Code::BadValue, message, "Write `none`, `summary` or `full`, without a `#`.");
        None
    }

    /// Hints for known fields whose value YAML would refuse.
    pub(crate) fn add_missing_quotes_hints(&mut self, kind: known_fields::NoteKind) {
        let known = kind.known_fields();
        let wanting: Vec<&Field> =
            self.note.fields.iter().filter(|f| f.needs_quotes && known.contains(&f.key.as_str())).collect();
        for field in wanting {
            let (text, at) = match &field.value {
                Value::Text(text) => (text.text.clone(), text.place),
                _ => continue,
            };
            if self.note.problems.iter().any(|p| p.code == Code::QuoteMissing && p.place.line == at.line) {
                continue;
            }
            let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
            let message = format!(
                "`{}` is taken as it is written, though other programs may not read it.",
                shortened_for_message(&text)
            );
            self.add_problem(
                at,
                Code::QuoteMissing,
                message,
                format!("Quotes make it safe: `{}: \"{}\"`.", field.written, shortened_for_message(&quoted)),
            );
        }
    }
}

impl<'n> FieldReader<'n, '_> {
    /// The keys below a key.
    pub(crate) fn nested_fields(&self, key: &str) -> Option<&'n [Field]> {
        match &self.note.filled_field(key)?.value {
            Value::Map(fields) => Some(fields),
            _ => None,
        }
    }

    /// Who wrote the note, if not the client.
    pub(crate) fn writer_if_not_client(&mut self) -> Option<String> {
        const CLIENT: [&str; 12] =
            ["me", "myself", "i", "self", "client", "the client", "patient", "moi", "ich", "ik", "yo", "io"];
        let is_client = |who: &str| {
            let bare = |part: &str| fold(part.trim_matches(|c: char| !c.is_alphanumeric()));
            // `me, Ana`, `Ana (me)`
            let mut parts = who.split([',', '(', '/']).map(bare);
            CLIENT.contains(&bare(who).as_str()) || parts.any(|part| matches!(part.as_str(), "me" | "myself"))
        };
        self.text_or_joined_list("by").filter(|who| !is_client(who))
    }

    /// A hint that a heading `## To share` shares nothing in this kind of note.
    pub(crate) fn add_ignored_to_share_hint(&mut self, kind: &str) {
        let line = self.note.text.lines().zip(1..).find(|(line, _)| is_share_heading_text(line));
        let at = line.map_or(Place::START, |(line, number)| Place {
            line: number,
            column: 1,
            width: line.trim_end().chars().count() as u32,
        });
        self.add_problem(
            at,
            Code::NothingToShare,
            format!("Nothing is shared under `## To share` in the note of {kind}."),
            "Write `share: full` to share its text, or write the words into a day note or an entry.",
        );
    }

    /// A hint for each known field that says nothing here: all but those in `used_keys`.
    pub(crate) fn add_ignored_fields_hints(&mut self, used_keys: &[&str]) {
        let ignored: Vec<(Place, String)> = self
            .note
            .fields
            .iter()
            .filter(|f| {
                known_fields::is_known_field(&f.key)
                    && !used_keys.contains(&f.key.as_str())
                    && !is_blank_value(&f.value)
            })
            .map(|f| (f.key_place, f.written.clone()))
            .collect();
        for (at, written) in ignored {
            let message = format!("`{}` has no effect in a note that ends a plan.", shortened_for_message(&written));
            self.add_problem(at, Code::FieldIgnored, message, "Take it out, or write it in the plan itself.");
        }
    }
}

/// The pieces of a text between commas, each with its place.
pub(crate) fn split_at_commas(text: &Text) -> Vec<Text> {
    // A phone's quotes round a whole list, `“[a, b]”`, make it a text.
    let is_list = |inner: &&str| !inner.contains(['[', ']']);
    let inner = text.text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(is_list);
    let mut at = usize::from(inner.is_some());
    let pieces = inner.unwrap_or(&text.text).split(',').map(|piece| {
        let from = at + (piece.len() - piece.trim_start().len());
        at += piece.len() + 1;
        let trimmed = piece.trim();
        Text { text: trimmed.to_owned(), place: place_in_text(text, from..from + trimmed.len()) }
    });
    pieces.filter(|t| !t.text.is_empty()).collect()
}

/// A place inside a value, by the bytes of its text; the whole value where it was written in another way (quotes inside,
/// links, several lines).
pub(crate) fn place_in_text(text: &Text, byte_range: Range<usize>) -> Place {
    let (Some(before), Some(inner)) = (text.text.get(..byte_range.start), text.text.get(byte_range)) else {
        return text.place;
    };
    let count = |t: &str| t.chars().count() as u32;
    if count(&text.text) != text.place.width {
        return text.place;
    }
    Place { line: text.place.line, column: text.place.column + count(before), width: count(inner) }
}

/// What to write for `until: never` and `pause: none`: a date would end the plan, or stop it for a day.
pub(crate) fn help_if_no_end_is_meant(key: &str, text: &str) -> Option<String> {
    const NOTHING: [&str; 15] = [
        "no", "none", "never", "nope", "nothing", "n/a", "na", "nil", "not yet", "unknown", "tbd", "?", "false",
        "no date", "not set",
    ];
    const OPEN: [&str; 15] = [
        "open",
        "forever",
        "ongoing",
        "no end",
        "no end date",
        "without end",
        "open end",
        "open-ended",
        "open ended",
        "indefinite",
        "indefinitely",
        "always",
        "until further notice",
        "further notice",
        "endless",
    ];
    let folded = fold(text.trim().trim_end_matches(['.', '!']));
    let is = |words: &[&str]| words.contains(&folded.as_str());
    let help = match key {
        "until" if is(&NOTHING) || is(&OPEN) => "Leave `until` out: without it the plan goes on.",
        "pause" if is(&NOTHING) || folded == "no pause" => "Leave `pause` out: without it the plan rests on no day.",
        "pause" if is(&OPEN) || is(&["yes", "true", "now", "paused", "on"]) => {
            "Write its first day, as in `from 2026-11-19`: then the plan rests until you write an end."
        }
        _ => return None,
    };
    Some(help.to_owned())
}

/// Whether a comment in the place of a value is likely the value: `where: # park`, `minutes: # 10`. A comment that says what goes there
/// (`where: # place, if it matters`) is none.
fn may_be_value_behind_sign(key: &str, comment: &str) -> bool {
    const MOST_WORDS: usize = 3;
    const OF_TEMPLATES: [&str; 40] = [
        "optional", "e.g", "eg", "example", "required", "todo", "fill", "leave", "your", "yours", "what", "how",
        "where", "when", "who", "which", "or", "if", "yes", "no", "number", "text", "date", "one", "list", "place",
        "time", "minutes", "name", "here", "words", "barrier", "helper", "felt", "scale", "empty", "blank", "write",
        "choose", "none",
    ];
    let said = comment.trim();
    let folded = fold(said);
    let words: Vec<&str> = folded.split(|c: char| c.is_whitespace()).collect();
    let is_plain =
        !said.contains(['?', ':', ',', '/', '|', '(', '[', '<', '{', '#', '\u{2026}']) && !said.contains("..");
    let is_range = said.contains(|c: char| c.is_ascii_digit()) && said.contains(crate::text::is_dash);
    let is_of_template = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        OF_TEMPLATES.contains(&bare) || bare == key
    };
    if said.is_empty() || words.len() > MOST_WORDS || words.iter().any(is_of_template) || !is_plain || is_range {
        return false;
    }
    match key {
        "minutes" => when::parse_minutes(said).is_ok(),
        "where" | "barrier" | "felt" | "helper" | "pause" | "if" => true,
        _ => false,
    }
}

/// What stands behind the key of an empty field: `~`, `>`, `|-`, `#no`, `[ ]`.
pub(crate) fn mark_taken_for_nothing<'n>(note: &'n Note, field: &Field) -> Option<&'n str> {
    if !is_blank_value(&field.value) {
        return None;
    }
    let line = note.line_at_place(field.key_place);
    let behind = line.get(line.find(&field.written)? + field.written.len()..)?;
    let mark = behind.split_once(':')?.1.trim();
    (!mark.is_empty()).then_some(mark)
}

/// What the value of `discuss` says.
pub(crate) struct DiscussValue {
    pub is_marked: bool,
    /// Code, message and help.
    pub problem: Option<(Code, String, &'static str)>,
}

/// Reads the value of `discuss`. Words that say what it is about are a yes.
pub(crate) fn parse_discuss(text: &str) -> DiscussValue {
    const NO: [&str; 29] = [
        "n",
        "0",
        "no",
        "not",
        "never",
        "maybe",
        "perhaps",
        "later",
        "unsure",
        "none",
        "nothing",
        "nope",
        "nah",
        "nein",
        "nicht",
        "non",
        "nej",
        "nie",
        "nee",
        "niet",
        "não",
        "нет",
        "not now",
        "not yet",
        "not today",
        "not this week",
        "no need",
        "no thanks",
        "maybe later",
    ];
    if let Some(is_marked) = parse_yes_or_no(text) {
        return DiscussValue { is_marked, problem: None };
    }
    let folded = fold(text);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() || NO.contains(&bare) {
        let message = format!("`{}` is neither yes nor no.", shortened_for_message(text));
        return DiscussValue { is_marked: false, problem: Some((Code::BadValue, message, "Write `yes` or `no`.")) };
    }
    const YES: [&str; 9] = ["sure", "y", "ok", "okay", "please", "x", "1", "definitely", "yep"];
    if YES.contains(&&*folded) {
        let message = format!("`{}` is taken as yes.", shortened_for_message(text));
        return DiscussValue { is_marked: true, problem: Some((Code::FieldIgnored, message, "Write `discuss: yes`.")) };
    }
    let message = "It is marked to be brought up. The words behind `discuss` stand on no page.".to_owned();
    let help = "Write `discuss: yes`, and what it is about under a heading `## To share`.";
    DiscussValue { is_marked: true, problem: Some((Code::FieldIgnored, message, help)) }
}

pub(crate) fn parse_yes_or_no(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}

/// Lists what can be written, the nearest first where one is near.
pub(crate) fn list_of_choices<'a>(word: &str, known_words: impl Iterator<Item = &'a str> + Clone) -> String {
    let all: Vec<String> = known_words.clone().map(|w| format!("`{w}`")).collect();
    let list = match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => all.concat(),
    };
    // A short word is near to many, and often to the opposite.
    let near = if word.chars().count() >= 4 { nearest_but_not_equal(word, known_words, 1) } else { None };
    match near {
        Some(near) => format!("Perhaps `{near}` is meant. Write {list}."),
        None => format!("Write {list}."),
    }
}

/// Message and help where a weekday is not its date's.
pub(crate) fn wrong_weekday_message_and_help(date: NaiveDate, written: chrono::Weekday) -> (String, String) {
    (
        format!("{date} is a {}, not a {}.", date.format("%A"), weekday_name(written)),
        format!("The date is what counts. Write `{} {date}`, or the date you mean.", date.format("%a")),
    )
}

pub(crate) fn weekday_name(day: chrono::Weekday) -> &'static str {
    match day {
        chrono::Weekday::Mon => "Monday",
        chrono::Weekday::Tue => "Tuesday",
        chrono::Weekday::Wed => "Wednesday",
        chrono::Weekday::Thu => "Thursday",
        chrono::Weekday::Fri => "Friday",
        chrono::Weekday::Sat => "Saturday",
        chrono::Weekday::Sun => "Sunday",
    }
}
