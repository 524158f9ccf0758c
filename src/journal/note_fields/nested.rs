//! Fields that belong to one line: items nested under it (`- barrier: too_big`), Logseq's properties (`minutes:: 5`), and
//! inline fields (`(where:: kitchen)`).

use std::collections::HashSet;

use crate::journal::draft::{LineFields, SourceLine, UnknownField};
use crate::journal::lines::clean_line::InlineField;
use crate::journal::lines::line::LineDetails;
use crate::journal::lines::line_names::clean_name;
use crate::journal::lines::markup::text_after_list_mark;
use crate::journal::note_fields::barrier::BarrierMatch;
use crate::journal::note_fields::follow_up::parse_then_use;
use crate::journal::{Barrier, note_fields::barrier, note_fields::fields, note_fields::helper};
use crate::note::LineField;
use crate::problem::{Code, Problem};
use crate::text::{fold, fold_key, is_dash, keep_lines, nearest_but_not_equal};
use crate::when;

/// A problem without its place: code, message and help.
type ProblemParts = (Code, String, String);

/// What `import` keeps of a number that is no time. No page shows it.
const IMPORTED_AMOUNT: &str = "amount";

/// What stands for the time of a line, which is no field of it.
pub(crate) const TIME_OF_LINE: &str = "time";

/// The field that a key under a line is one slip away from, or is another word for.
pub(crate) fn line_field_near(key: &str, value: &str) -> Option<&'static str> {
    // `took: the bus` says nothing of minutes.
    let is_number = value.trim_start().starts_with(|c: char| c.is_ascii_digit());
    if key == TIME_OF_LINE {
        return is_number.then_some(TIME_OF_LINE);
    }
    if key == "when" {
        let value = value.trim();
        let is_time = when::find_time_at_start_or_end(value, false).is_some_and(|(_, end)| end == value.len());
        return (is_number && is_time).then_some(TIME_OF_LINE);
    }
    if let Some(meant) = LineField::all().find(|field| field.facts().other_keys.contains(&key)) {
        return (is_number || meant != LineField::Minutes).then_some(meant.word());
    }
    let is_free = key.chars().count() > 3
        && LineField::of_folded_key(key).is_none()
        && !crate::journal::note_fields::known_fields::is_known_field(key);
    is_free.then(|| nearest_but_not_equal(key, LineField::all().map(LineField::word), 1)).flatten()
}

/// Whether a line is one of the fields that a line can have under it.
pub(crate) fn is_line_field(item: &str) -> bool {
    split_key_and_value(item).is_some_and(|(key, _)| LineField::of_folded_key(&fold_key(&clean_name(key))).is_some())
}

/// Whether a line under a box is a field, with its list mark or without: one of a line's own, one that only a note has, or a
/// property of Logseq's.
pub(crate) fn is_any_field(line: &str) -> bool {
    let item = text_after_list_mark(line).unwrap_or(line);
    let Some((key, _)) = split_key_and_value(item) else { return fold(item) == "share none" };
    let is_property = item.get(key.len()..).is_some_and(|rest| rest.starts_with("::")) && !key.trim().contains(' ');
    let key = fold_key(&clean_name(key));
    is_property
        || key == IMPORTED_AMOUNT
        || LineField::of_folded_key(&key).is_some()
        || crate::journal::note_fields::known_fields::is_known_field(&key)
}

/// The text without the lines that are this field; none where nothing is left.
pub(crate) fn without_field(text: &str, folded_key: &str) -> Option<String> {
    let is_field = |line: &str| {
        let item = text_after_list_mark(line).unwrap_or(line);
        split_key_and_value(item).is_some_and(|(key, _)| fold_key(&clean_name(key)) == folded_key)
    };
    keep_lines(text, |line| !is_field(line))
}

/// A field's key and value: `minutes: 5`, `minutes:: 5`, and what people and phones write for the colon.
pub(crate) fn split_key_and_value(item: &str) -> Option<(&str, &str)> {
    let (key, value) = item.split_once(SEPARATORS)?;
    Some((key, value.trim_start_matches(SEPARATORS).trim()))
}

/// A key and a value with a space or a dash where the colon belongs: `barrier too_big`, `helper - noticed`.
pub(crate) fn split_at_space_or_dash(item: &str) -> Option<(&str, &str)> {
    let (key, rest) = item.trim().split_once(char::is_whitespace)?;
    let value = rest.trim_start_matches(|c: char| is_dash(c) || c.is_whitespace());
    (!value.is_empty()).then_some((key, value))
}

/// The same where that is the field's value and hardly the client's words: `where it hurts most of all` is left alone.
pub(crate) fn split_readable_field_at_space(item: &str) -> Option<(&str, &str)> {
    const LONGEST_PLACE: usize = 3;
    let (key, value) = split_at_space_or_dash(item)?;
    let is_known = match fold_key(key).as_str() {
        "barrier" => pieces_of_barriers(value).all(|piece| barrier::parse_barrier(piece).1 != BarrierMatch::Unknown),
        "then" => parse_then_use(value).is_some(),
        "discuss" => fields::parse_yes_or_no(value).is_some(),
        "where" => value.split_whitespace().count() <= LONGEST_PLACE,
        _ => false,
    };
    is_known.then_some((key, value))
}

const SEPARATORS: [char; 6] = [':', '=', ';', '\u{FF1A}', '\u{FF1B}', '\u{FE55}'];

/// Whether a text may be a field of a line: a short key and a colon.
pub(crate) fn may_be_field(item: &str) -> bool {
    /// With the marks around it, in bytes.
    const LONGEST_KEY: usize = 80;
    match item.find(SEPARATORS) {
        Some(at) => at < LONGEST_KEY,
        None => item.len() <= LONGEST_KEY && fold(item) == "share none",
    }
}

/// Reads the fields under a line. `helpers` are the names of the plan's helpers.
pub(crate) fn read_nested_fields(
    items: &[SourceLine],
    inline: &[InlineField],
    helpers: &HashSet<String>,
    problem: &mut dyn FnMut(&SourceLine, Code, String, String),
) -> LineFields {
    let mut found = LineFields::default();
    // Who has said how much of the line is shared has decided about the words too.
    let has_share =
        items.iter().filter_map(|item| split_key_and_value(&item.text)).any(|(key, _)| fold_key(key) == "share");
    let mut add = |key: &str, value: &str, from: &SourceLine| {
        for (code, message, help) in found.take_field(key, value, from) {
            if code != Code::BarrierUnknown || !has_share {
                problem(from, code, message, help);
            }
        }
    };
    let (mut named, mut sentences, mut shares_nothing) = (None, Vec::new(), Vec::new());
    for field in inline {
        let source = SourceLine::with_unused_place(&field.value);
        add(&fold_key(&field.key), &field.value, &source);
    }
    for item in items {
        if let Some((name, rest)) = helper::name_and_text_of_helper_line(&item.text, helpers) {
            // `Mom: said it was nice`
            if name.is_some() && !rest.is_empty() && !helper::has_helper_word(&rest) {
                sentences.push((item, rest));
                continue;
            }
            add("helper", &rest, item);
            named = named.or(name);
        } else if let Some((key, value)) = split_key_and_value(&item.text) {
            // Of `**felt:** light` the rest of the emphasis stands before the value.
            let is_emphasized = key.trim_start().starts_with(['*', '_']);
            let value = if is_emphasized { value.trim_start_matches(['*', '_']).trim() } else { value };
            let key = fold_key(&clean_name(key));
            add(&key, value, item);
            shares_nothing.extend(shares_nothing_below_line(&key, value).map(|message| (item, message)));
        }
    }
    for (item, message) in shares_nothing {
        let help = "How much is shared is said for the whole note: `share: full` at its top, between two lines of `---`. Below a line only \
                    `share: none` says something: it keeps that line private.";
        problem(item, Code::FieldIgnored, message, help.to_owned());
    }
    found.helper.named = named.filter(|_| found.helper.is_noted);
    for (item, rest) in sentences {
        let message = format!(
            "`{}` is not a word for what a helper did, so the line is not read.",
            fields::shortened_for_message(&rest)
        );
        let help = format!("{} Your own words go after the dash of the line above.", helper::WORDS);
        problem(item, Code::KeyNearMiss, message, help);
    }
    found
}

/// What to say of an item that asks to share more of one line, where it shares nothing.
fn shares_nothing_below_line(key: &str, value: &str) -> Option<String> {
    let asks = match key {
        "share" => fold(value) == "full",
        "to share" => !value.is_empty() && fields::parse_yes_or_no(&fold(value)) != Some(false),
        _ => false,
    };
    let shown = fields::shortened_for_message(&format!("{key}: {value}"));
    asks.then(|| format!("`{shown}` below a line shares nothing more of it."))
}

impl LineFields {
    /// These with what the line itself says, which comes first: of minutes and a place only one counts.
    pub(crate) fn with_details_of_line(self, details: LineDetails) -> LineFields {
        let mut barriers: Vec<Barrier> = details.barriers.into_iter().map(Barrier::Known).collect();
        barriers.extend(self.barriers);
        LineFields { minutes: details.minutes.or(self.minutes), place: details.place.or(self.place), barriers, ..self }
    }

    /// Takes one field. What is empty says nothing; of a field that is given twice the first counts.
    fn take_field(&mut self, key: &str, value: &str, from: &SourceLine) -> Vec<ProblemParts> {
        let value = value.trim();
        if value.is_empty() {
            return Vec::new();
        }
        if key == "barrier" {
            return self.add_barriers(value);
        }
        self.set_single_field(key, value, from).err().into_iter().collect()
    }

    fn add_barriers(&mut self, value: &str) -> Vec<ProblemParts> {
        let mut hints = Vec::new();
        for piece in pieces_of_barriers(value).filter(|piece| !barrier::is_no_barrier(piece)) {
            let (barrier, found) = barrier::parse_barrier(piece);
            hints.extend(barrier::barrier_hint(&fields::shortened_for_message(piece), &found));
            if !self.barriers.contains(&barrier) {
                self.barriers.push(barrier);
            }
        }
        hints
    }

    fn set_single_field(&mut self, key: &str, value: &str, from: &SourceLine) -> Result<(), ProblemParts> {
        let clean = || value.to_owned();
        let Some(field) = LineField::of_folded_key(key) else {
            self.unknown.push(UnknownField::new(key, value, from.excerpt.clone()));
            return Ok(());
        };
        match field {
            LineField::Minutes => {
                let minutes = when::parse_minutes(value).map_err(|e| (e.code, e.message, e.help))?;
                self.minutes = self.minutes.or(Some(minutes));
            }
            LineField::Where => self.place = self.place.take().or_else(|| Some(clean())),
            LineField::Felt => self.felt = self.felt.take().or_else(|| Some(clean())),
            LineField::Helper => {
                let note = helper::parse_helper_note([value]).map_err(|piece| {
                    let message =
                        format!("`{}` is not a word for what a helper did.", fields::shortened_for_message(&piece));
                    (Code::BadValue, message, helper::WORDS.to_owned())
                })?;
                if note.is_noted {
                    self.helper = note;
                }
            }
            LineField::Discuss => {
                let fields::DiscussValue { is_marked, problem } = fields::parse_discuss(value);
                self.discuss |= is_marked;
                if let Some((code, message, help)) = problem {
                    return Err((code, message, help.to_owned()));
                }
            }
            LineField::Then => self.follow_up.then = self.follow_up.then.or_else(|| parse_then_use(value)),
            LineField::Helped => self.follow_up.helped = self.follow_up.helped.take().or_else(|| Some(clean())),
            LineField::ToHelper => self.follow_up.is_for_helper |= fields::parse_yes_or_no(value).unwrap_or(false),
            // Several can be in one line: `take_field` adds them.
            LineField::Barrier => {}
        }
        Ok(())
    }
}

/// Barriers with commas between them, in brackets or not. What stands in double quotes is one, whatever is in it.
fn pieces_of_barriers(value: &str) -> impl Iterator<Item = &str> {
    let quoted = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|inside| !inside.contains('"'));
    let listed = quoted.is_none().then(|| value.trim_matches(['[', ']']).split(','));
    quoted.into_iter().chain(listed.into_iter().flatten()).map(str::trim)
}

/// What stands behind `barrier:` in a line of an entry; the whole text where it has no such key.
pub(crate) fn words_of_barrier(text: &str) -> &str {
    let keyed = split_key_and_value(text).filter(|(key, _)| fold_key(key) == "barrier");
    keyed.map_or(text, |(_, value)| value)
}

/// A problem at a line under a box or a log line.
pub(crate) fn problem_at_line(path: &str, line: &SourceLine, code: Code, message: String, help: String) -> Problem {
    line.excerpt.problem(path, code, message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn barriers_in_quotes_are_one() {
        let pieces = |value| pieces_of_barriers(value).collect::<Vec<_>>();
        assert_eq!(pieces("[no_time, too_big]"), ["no_time", "too_big"]);
        assert_eq!(pieces("\"no, not today\""), ["no, not today"]);
        assert_eq!(pieces("\"[x]\""), ["[x]"]);
        assert_eq!(pieces("\"a\", \"b\""), ["\"a\"", "\"b\""]);
    }

    #[test]
    fn fields_under_a_line_are_read() {
        let items: Vec<SourceLine> = [
            "minutes:: 5",
            "where: park",
            "barrier: no_time, too_big",
            "felt: light: and warm",
            "Mom: noticed, warm",
            "fear: 7",
            "discuss: yes",
            "minutes: 9",
        ]
        .map(SourceLine::with_unused_place)
        .into();
        let mut problems = Vec::new();
        let helpers = crate::journal::note_fields::helper_names::names_for_helper_lines(["Mom, who asks"]);
        let read = read_nested_fields(&items, &[], &helpers, &mut |_, _, message, _| problems.push(message));
        assert_eq!(read.minutes.map(|m| m.seconds), Some(300));
        assert_eq!((read.place.as_deref(), read.felt.as_deref()), (Some("park"), Some("light: and warm")));
        assert_eq!(read.barriers.len(), 2);
        assert!(read.helper.noticed == Some(true) && read.discuss);
        assert_eq!(read.unknown.iter().map(|field| (&*field.key, &*field.value)).collect::<Vec<_>>(), [("fear", "7")]);
        assert_eq!(problems, Vec::<String>::new());
    }
}
