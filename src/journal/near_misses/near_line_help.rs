//! What to write instead of a line that looks like practice and counts nowhere. A help keeps what the line says: it never turns
//! `not done` into `done` (docs/specification.md#8-problems).

use crate::journal::RatingItem;
use crate::journal::draft::{GridDay, GridRow, SourceLine};
use crate::journal::lines::clean_line::may_hold_inline_field;
use crate::journal::lines::dates_in_marks::with_plain_date;
use crate::journal::lines::line;
use crate::journal::lines::line_names::NameFinder;
use crate::journal::lines::practice_signs::is_word_of_outcome_or_todo;
use crate::journal::lines::said_days::{SaidDays, SaidForm};
use crate::journal::near_misses::near_line::NearMissReason;
use crate::journal::near_misses::odd_pieces;
use crate::journal::near_misses::written_line::{self, WrittenLine};
use crate::note::{MeantMark, UnreadPlace, mark_meant_by_line};
use crate::text::{fold, is_dash, is_variation_selector};
use crate::when;

/// What a line says of how it went, in words and signs beside its box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OutcomeInWords {
    Partly,
    Skipped,
    NotDone,
    /// `Walk with no coat`: it may be done all the same.
    PerhapsNotDone,
}

/// Reasons that say, beside a name and without more, that it was not done, each with the barrier that it is.
const REASONS: [(&str, &str); 8] = [
    ("out of time", "no_time"),
    ("not enough time", "no_time"),
    ("no time", "no_time"),
    ("too busy", "no_time"),
    ("too tired", "low_energy"),
    ("no energy", "low_energy"),
    ("not enough energy", "low_energy"),
    ("forgot", "forgot"),
];

/// The reason that a line begins with, or that follows its name: `no time for walk`, `Walk: too tired`.
fn find_reason(line: &str, name: &str) -> Option<(&'static str, &'static str)> {
    let is_mark =
        |c: char| matches!(c, '*' | '+' | ':' | ',' | ';' | '=' | '(' | '[' | ']' | '#') || is_dash(c) || c == ' ';
    let (folded, name) = (fold(line), fold(name));
    let bare = folded.trim_start_matches(is_mark);
    let bare = crate::note::box_at_start(bare).and_then(|(_, len)| bare.get(len..)).unwrap_or(bare);
    let bare = bare.trim_start_matches(is_mark);
    let behind_name = bare.strip_prefix(name.as_str()).map(|rest| rest.trim_start_matches(is_mark));
    let leads = ["i ran ", "i had ", "i was ", "ran ", "had ", "i "];
    let begins = |text: &str, reason: &str| {
        let plain = leads.iter().find_map(|lead| text.strip_prefix(lead)).unwrap_or(text);
        plain.strip_prefix(reason).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let is_said = |reason: &str| begins(bare, reason) || behind_name.is_some_and(|rest| begins(rest, reason));
    REASONS.into_iter().find(|(reason, _)| is_said(reason))
}

/// How it went as a line says it; the words of the plan's name say nothing of that (`No phone after nine`).
fn find_outcome_words(line: &str, name: &str) -> Option<OutcomeInWords> {
    const NOT: [&str; 19] = [
        "didn't",
        "didnt",
        "haven't",
        "havent",
        "wasn't",
        "wasnt",
        "won't",
        "failed",
        "cannot",
        "couldn't",
        "couldnt",
        "can't",
        "missed",
        "cancelled",
        "canceled",
        "forgot",
        "forgotten",
        "nope",
        "undone",
    ];
    // These may stand in a sentence about what was done.
    const NO: [&str; 3] = ["not", "no", "never"];
    const BEHIND_NOT: [&str; 5] = ["done", "today", "yet", "at", "possible"];
    const SKIPPED: [&str; 3] = ["skip", "skipped", "ill"];
    const PARTLY: [&str; 2] = ["partly", "partially"];
    // Less is said by `tried, no answer`.
    const ALMOST: [&str; 4] = ["almost", "nearly", "tried", "attempted"];
    // `half an hour` is a length.
    const BEHIND_HALF: [&str; 7] = ["a", "an", "hour", "hours", "past", "mile", "marathon"];
    let (folded, name) = (fold(line), fold(name));
    let is_between = |c: char| !(c.is_alphanumeric() || c == '\'');
    let is_of_name = |word: &str| name.split(is_between).any(|of_name| of_name == word);
    let words: Vec<&str> = folded.split(is_between).filter(|word| !word.is_empty()).collect();
    let has = |those: &[&str]| words.iter().any(|word| those.contains(word) && !is_of_name(word));
    let next = |at: usize| words.get(at + 1).copied().unwrap_or_default();
    // `half a walk`, `part of my walk`, `a bit of walk`: a part of what the plan is.
    let is_before_name = |at: usize| {
        let behind = words.iter().skip(at + 1).find(|word| !matches!(**word, "a" | "an" | "of" | "my" | "the" | "our"));
        behind.is_some_and(|word| is_of_name(word) && !BEHIND_HALF.contains(word))
    };
    let is_half = |at: usize, word: &str| match word {
        "half" if is_before_name(at) => true,
        "bit" | "little" if next(at).is_empty() => at > 0,
        "part" | "bit" | "piece" | "most" | "third" | "quarter" => next(at) == "of" && is_before_name(at),
        "half" => !BEHIND_HALF.contains(&next(at)),
        "some" => next(at).is_empty() || next(at) == "of",
        _ => false,
    };
    let is_partly = words.iter().enumerate().any(|(at, word)| is_half(at, word) && !is_of_name(word));
    if has(&PARTLY) || is_partly {
        Some(OutcomeInWords::Partly)
    } else if has(&SKIPPED) {
        Some(OutcomeInWords::Skipped)
    } else if has(&NOT) || contains_cross_or_strikethrough(&folded) || find_reason(line, &name).is_some() {
        Some(OutcomeInWords::NotDone)
    } else {
        let last_of_name = name.split(is_between).rfind(|word| !word.is_empty()).unwrap_or_default();
        let name_at = words.iter().position(|word| *word == last_of_name).unwrap_or_default();
        let Some(at) = words.iter().position(|word| NO.contains(word) && !is_of_name(word)) else {
            return has(&ALMOST).then_some(OutcomeInWords::Partly);
        };
        let is_certain = at < name_at || next(at).is_empty() || BEHIND_NOT.contains(&next(at));
        Some(if is_certain { OutcomeInWords::NotDone } else { OutcomeInWords::PerhapsNotDone })
    }
}

/// Whether a line without a box is a sentence with more words than those that say that it was not done: `I didn't do the walk`.
pub(crate) fn is_sentence_of_not_done(line: &str, name: &str) -> bool {
    const SHORT: [&str; 21] = [
        "done", "it", "do", "was", "yet", "no", "not", "didn't", "didnt", "did", "couldn't", "couldnt", "could",
        "can't", "cannot", "forgot", "never", "today", "haven't", "skipped", "missed",
    ];
    let (folded, name) = (fold(line), fold(name));
    let is_between = |c: char| !(c.is_alphanumeric() || c == '\'');
    let is_of_name = |word: &str| name.split(is_between).any(|of_name| of_name == word);
    let mut words = folded.split(is_between).filter(|word| !word.is_empty());
    let begins = words.clone().take(2).any(|word| SHORT.contains(&word) && word != "today");
    // `Walk \u{2713} couldn't sleep`
    let has_tick = line.contains(crate::note::is_tick_char);
    begins
        && !has_tick
        && find_outcome_words(line, &name).is_some()
        && words.any(|word| !is_of_name(word) && !SHORT.contains(&word))
}

/// Whether a line says that it was done and nothing more: `did my walk`.
pub(crate) fn says_done_alone(line: &str, name: &str) -> bool {
    const WORDS: [&str; 11] = ["i", "did", "done", "finished", "completed", "my", "the", "a", "go", "for", "today"];
    let (folded, name) = (fold(line), fold(name));
    let is_between = |c: char| !(c.is_alphanumeric() || c == '\'');
    let mut words = folded.split(is_between).filter(|word| !word.is_empty());
    let is_short = words.clone().count() > 1 && name.split(is_between).all(|word| folded.contains(word));
    is_short && words.all(|word| WORDS.contains(&word) || name.split(is_between).any(|of_name| of_name == word))
}

/// Words that say how it went.
const OUTCOME_WORDS: [&str; 16] = [
    "not",
    "done",
    "no",
    "nope",
    "never",
    "partly",
    "partially",
    "half",
    "some",
    "skip",
    "skipped",
    "missed",
    "undone",
    "only",
    "was",
    "it",
];

/// Whether words say this reason and no more than what it was for: `no time for my walk`.
fn says_reason_alone(words: &str, reason: &str, name: &str) -> bool {
    const MORE: [&str; 15] =
        ["for", "to", "do", "go", "get", "the", "my", "a", "i", "had", "ran", "was", "today", "time", "energy"];
    let (folded, name) = (fold(words), fold(name));
    let is_between = |c: char| !(c.is_alphanumeric() || c == '\'');
    let mut all = folded.split(is_between).filter(|word| !word.is_empty());
    all.all(|word| {
        MORE.contains(&word)
            || reason.split(' ').any(|of| of == word)
            || name.split(is_between).any(|of_name| of_name == word)
    })
}

/// Whether words say how it went and nothing more: `not done`, `only partly`.
fn says_outcome_alone(words: &str) -> bool {
    fold(words).split(|c: char| !c.is_alphanumeric()).all(|word| word.is_empty() || OUTCOME_WORDS.contains(&word))
}

/// What a client's own words say of how it went, where they say nothing else up to their first comma (`partly`, `skipped, ill`), and what
/// to write where that is meant. `line` is the line behind its box.
pub(crate) fn help_if_words_deny(words: &str, line: &str) -> Option<(String, String)> {
    const MORE: [&str; 18] = [
        "did",
        "didn't",
        "didnt",
        "do",
        "couldn't",
        "could",
        "today",
        "yet",
        "at",
        "all",
        "cancelled",
        "canceled",
        "failed",
        "forgot",
        "forgotten",
        "almost",
        "nearly",
        "this",
    ];
    let first = words.lines().next()?;
    let end = first.find([',', ';', '.', '!', '(', ':', '\u{2014}', '\u{2013}']).unwrap_or(first.len());
    let said = first.get(..end)?;
    let said = [" because", " since "]
        .iter()
        .filter_map(|why| said.find(why))
        .min()
        .and_then(|at| said.get(..at))
        .unwrap_or(said);
    let said = said.trim();
    let folded = fold(said);
    let mut each = folded.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty());
    if said.is_empty() || !each.all(|word| OUTCOME_WORDS.contains(&word) || MORE.contains(&word)) {
        return None;
    }
    let help = match find_outcome_words(said, "")? {
        OutcomeInWords::Partly => format!("Write `- [/] {line}` if it was done in part."),
        OutcomeInWords::Skipped => {
            format!("Write `- [>] {line}` if it was skipped (ill or away), `- [-] {line}` if it was not done.")
        }
        OutcomeInWords::NotDone | OutcomeInWords::PerhapsNotDone => {
            format!("Write `- [-] {line}` if it was not done.")
        }
    };
    Some((said.to_owned(), help))
}

/// Whether a line is struck through or crossed out.
fn contains_cross_or_strikethrough(line: &str) -> bool {
    line.contains("~~") || line.contains(crate::note::CROSSES) || line.contains('\u{1F44E}')
}

/// The box of a line, to begin another with: `- [-] `; a ticked one where it has none that is read.
pub(crate) fn box_for_rewritten_line(line: &str) -> String {
    match mark_meant_by_line(line) {
        Some(MeantMark::One(mark)) => format!("- [{mark}] "),
        _ => "- [x] ".to_owned(),
    }
}

/// Whether a line has no box, or one that says that it was done.
pub(crate) fn is_ticked_or_without_box(line: &str) -> bool {
    !matches!(mark_meant_by_line(line), Some(MeantMark::One(mark)) if mark != 'x')
}

/// What to write where a line says that it was not done, or only in part, with all that it says. `is_ticked` where it has a box that
/// says that it was done: words such as `no` may then be about something else.
pub(crate) fn help_if_not_done(line: &str, task: &str, written: &WrittenLine, is_ticked: bool) -> Option<String> {
    let said = find_outcome_words(line, task)?;
    let has_reason = find_reason(line, task).is_some();
    if !is_ticked && (has_reason || begins_with_denial(line, task)) {
        return Some(format!("Write `- [-] {}` if it was not done.", denied_line(line, task, written)));
    }
    // Words that the box says are not said again.
    let is_own = written.words.as_deref().is_some_and(|words| !says_outcome_alone(words));
    let whole = if is_own { written.whole() } else { written.counted.clone() };
    let dash = if is_own && whole == written.counted { ", with your own words after a dash" } else { "" };
    Some(match said {
        OutcomeInWords::Partly => format!("Write `- [/] {whole}` if it was done in part{dash}."),
        OutcomeInWords::Skipped => {
            format!("Write `- [>] {whole}` if it was skipped (ill or away), `- [-] {whole}` if it was not done{dash}.")
        }
        OutcomeInWords::PerhapsNotDone if is_ticked && is_own => {
            format!("Write `- [x] {whole}` if it was done, `- [-] {whole}` if it was not{dash}.")
        }
        OutcomeInWords::NotDone | OutcomeInWords::PerhapsNotDone => {
            format!("Write `- [-] {whole}` if it was not done, `- [x] {whole}` if it was{dash}.")
        }
    })
}

/// What stands behind the box of a line that says that it was not done: the reason with its barrier, and the client's own words
/// where they say more than the box.
pub(crate) fn denied_line(line: &str, task: &str, written: &WrittenLine) -> String {
    if let Some((reason, barrier)) = find_reason(line, task) {
        let own = written.words.as_deref().filter(|words| !says_reason_alone(words, reason, task));
        return format!("{} (barrier: {barrier}) {} {}", written.counted, written.dash, own.unwrap_or(reason));
    }
    match written.words.as_deref() {
        Some(words) if !says_denial_alone(words, task) => written.whole(),
        _ => written.counted.clone(),
    }
}

/// Whether a line begins with words that deny what follows, and has no tick: `no walk, rained`, `I can't walk`. Those of the name (`No
/// phone after nine`) deny nothing.
fn begins_with_denial(line: &str, name: &str) -> bool {
    const DENYING: [&str; 13] = [
        "no", "not", "never", "can't", "cannot", "couldn't", "couldnt", "didn't", "didnt", "haven't", "havent",
        "wasn't", "won't",
    ];
    let folded = fold(line);
    let is_between = |c: char| !(c.is_alphanumeric() || c == '\'');
    let mut words = folded.split(is_between).filter(|word| !word.is_empty() && *word != "i");
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_of_name = fold(name).split(is_between).any(|of_name| of_name == first);
    let is_denied = DENYING.contains(&first) || matches!(first, "did" | "could" | "can") && second == "not";
    is_denied && !is_of_name && !line.contains(crate::note::is_tick_char)
}

/// Whether words deny it and say nothing else: `no walk today`, `did not do it`.
fn says_denial_alone(words: &str, name: &str) -> bool {
    const MORE: [&str; 15] =
        ["didn't", "didnt", "did", "do", "haven't", "havent", "i", "my", "the", "a", "any", "go", "for", "to", "today"];
    let (folded, name) = (fold(words), fold(name));
    let is_between = |c: char| !(c.is_alphanumeric() || c == '\'');
    let mut all = folded.split(is_between).filter(|word| !word.is_empty());
    all.all(|word| {
        MORE.contains(&word) || OUTCOME_WORDS.contains(&word) || name.split(is_between).any(|of_name| of_name == word)
    })
}

/// What to write where a line has the box of something that was not done, and its words say so too: `- [-] no time for walk`.
pub(crate) fn help_for_box_that_denies(line: &SourceLine, task: &str, written: &WrittenLine) -> Option<String> {
    let mark = match mark_meant_by_line(&line.excerpt.line)? {
        MeantMark::One(mark) if mark != 'x' => mark,
        _ => return None,
    };
    match find_outcome_words(&line.text, task)? {
        OutcomeInWords::Skipped if mark == '-' => {
            let said = denied_line(&line.text, task, written);
            Some(format!("Write `- [>] {said}` if it was skipped (ill or away), `- [-] {said}` if it was not done."))
        }
        OutcomeInWords::NotDone | OutcomeInWords::Skipped => {
            Some(format!("Write `- [{mark}] {}`.", denied_line(&line.text, task, written)))
        }
        OutcomeInWords::Partly | OutcomeInWords::PerhapsNotDone => None,
    }
}

/// The mark of the box that says what a part of a line says of its plan, where it says how that went.
pub(crate) fn mark_told_by_part(part: &str, task: &str) -> Option<char> {
    const DONE: [&str; 8] = ["done", "did", "yes", "finished", "completed", "managed", "ok", "okay"];
    let has_tick = part.contains(|c: char| crate::note::is_tick_char(c) && !crate::note::CROSSES.contains(&c));
    let folded = fold(part);
    let is_done = || folded.split(|c: char| !c.is_alphanumeric()).any(|word| DONE.contains(&word));
    match find_outcome_words(part, task).filter(|_| !has_tick) {
        Some(OutcomeInWords::Partly) => Some('/'),
        Some(OutcomeInWords::Skipped) => Some('>'),
        Some(OutcomeInWords::NotDone | OutcomeInWords::PerhapsNotDone) => Some('-'),
        None => (has_tick || is_done()).then_some('x'),
    }
}

/// The help for a line that has no box that is read. A mark that was written stays.
pub(crate) fn help_for_line_without_read_box(line: &str, task: &str, written: &WrittenLine) -> String {
    match mark_meant_by_line(line) {
        Some(MeantMark::Several) => help_with_all_marks(&written.counted),
        Some(MeantMark::One(mark)) if mark != 'x' => plain_box_help(mark, task, written),
        _ => help_if_not_done(line, task, written, false).unwrap_or_else(|| plain_box_help('x', task, written)),
    }
}

fn plain_box_help(mark: char, task: &str, written: &WrittenLine) -> String {
    let line = written.whole();
    let rest = if fold(&line) == fold(task) { "the name" } else { "the rest" };
    format!("Write `- [{mark}] {line}`: a hyphen, a space, `[{mark}]`, a space, and {rest}.")
}

/// What to write for a ticked line with a second box.
pub(crate) fn help_that_offers_three_marks(written: &WrittenLine) -> String {
    let line = written.whole();
    format!("Write `- [-] {line}` if it was not done, `- [/] {line}` if in part, `- [x] {line}` if it was.")
}

/// What to write for a ticked line that is crossed out.
pub(crate) fn help_that_offers_two_marks(written: &WrittenLine) -> String {
    let line = written.whole();
    format!("Write `- [-] {line}` if it was not done, `- [x] {line}` if it was.")
}

fn help_with_all_marks(task: &str) -> String {
    format!(
        "Write `- [x] {task}` if it was done, `- [/] {task}` if in part, `- [-] {task}` if it was not, `- [>] {task}` if it \
         was skipped (ill or away)."
    )
}

/// Whether a line says that something was done, and nothing else.
fn says_no_outcome_but_done(line: &str, task: &str) -> bool {
    let is_other_mark = mark_meant_by_line(line).is_some_and(|meant| meant != MeantMark::One('x'));
    !is_other_mark && find_outcome_words(line, task).is_none()
}

pub(crate) fn message_of_odd_box(line: &str, task: &str) -> String {
    let looks_like = if says_no_outcome_but_done(line, task) { "a ticked box" } else { "a box" };
    format!("This looks like {looks_like} for `{task}`, but it is none, so it is not counted.")
}

pub(crate) fn message_of_unboxed_line(line: &str, task: &str) -> String {
    if says_no_outcome_but_done(line, task) {
        format!("This says that `{task}` was done, but without a box, so it is not counted.")
    } else {
        format!("This says how `{task}` went, but without a box, so it is not counted.")
    }
}

/// Message and help for a row of a table. What its words and marks are for, the row alone does not tell.
pub(crate) fn message_and_help_for_table(line: &str, task: &str, written: &WrittenLine) -> (String, String) {
    let counted = &written.counted;
    if says_no_outcome_but_done(line, task) && has_number_cell(line) {
        (
            format!("This row of a table tells of `{task}`, but tables are not read, so it is not counted."),
            format!("Write `- [x] {counted}` on a line of its own, in a note of that day."),
        )
    } else if says_no_outcome_but_done(line, task) {
        (
            format!("This row of a table has a tick for `{task}`, but tables are not read, so it is not counted."),
            format!("Write `- [x] {counted}` on a line of its own, in a note of that day."),
        )
    } else {
        (
            format!("This row of a table says how `{task}` went, but tables are not read, so it is not counted."),
            format!(
                "Write `- [x] {counted}` if it was done, `- [/] {counted}` if in part, `- [-] {counted}` if it was not, on a \
                 line of its own, in a note of that day."
            ),
        )
    }
}

/// Whether a row holds a number or a length by itself, and no tick.
fn has_number_cell(row: &str) -> bool {
    let is_number = |cell: &str| {
        let is_length = || line::begins_with_length(cell) && line::is_detail_alone(cell);
        !cell.is_empty() && (cell.bytes().all(|b| b.is_ascii_digit()) || is_length())
    };
    let has_tick = row.split('|').map(str::trim).any(|cell| matches!(cell, "x" | "X" | "[x]") || !cell.is_ascii());
    !has_tick && row.split('|').map(str::trim).any(is_number)
}

/// Message and help for a ticked line in a place where nothing is read. `text` is what stands behind its box, or the plan's name.
pub(crate) fn message_and_help_for_place(place: UnreadPlace, line: &str, text: &str) -> (String, String) {
    let written = box_for_rewritten_line(line);
    let (message, help) = match place {
        UnreadPlace::Html if line.trim_start().starts_with('<') => (
            "This line is HTML, so it is not counted.",
            format!("Write `{written}{text}` on a line of its own, with an empty line above it."),
        ),
        UnreadPlace::Html => (
            "This line stands directly below a line of HTML, which makes it HTML as well, so it is not counted.",
            "Leave an empty line above the list.".to_owned(),
        ),
        UnreadPlace::Quote => (
            "This line stands in a quote, so it is not counted.",
            format!("Write `{written}{text}` without the `>` before it if it tells of your own practice."),
        ),
        UnreadPlace::QuoteBlock => (
            "This line stands between `#+BEGIN_QUOTE` and `#+END_QUOTE`, so it is not counted.",
            format!("Write `{written}{text}` outside of them if it tells of your own practice."),
        ),
        UnreadPlace::OpenFence => (
            "A block of code begins here and never ends, so what is ticked below it is not counted.",
            "Write a line with the same signs where the code ends.".to_owned(),
        ),
        UnreadPlace::OpenComment => (
            "A comment begins here with `<!--` and never ends, so what is ticked below it is not counted.",
            "Write `-->` where the comment ends.".to_owned(),
        ),
        UnreadPlace::CalloutTitle => (
            "This line is the title of a callout, so it is not counted.",
            format!("Write `> {written}{text}` on a line of its own, below the title."),
        ),
        UnreadPlace::IndentedCode => (
            "This line begins with so much space that it is code, so it is not counted.",
            format!("Begin it at the left: `{written}{text}`."),
        ),
    };
    (message.to_owned(), help)
}

/// Message and help for a line in the note of another entry, or in a reflection.
pub(crate) fn message_and_help_for_other_note(reason: &NearMissReason, task: &str) -> (String, String) {
    if *reason == NearMissReason::InReflection {
        return (
            format!(
                "This line names `{task}`, but stands in a reflection, where no box is read, so it is not counted."
            ),
            "Write it into the note of its day.".to_owned(),
        );
    }
    (
        format!("This line names `{task}`, but stands in the note of another entry, so it is not counted."),
        "Write it into a day note of that date, or give it a note of its own.".to_owned(),
    )
}

/// The help for a box that stands under the name and does not name it: the line with the name.
pub(crate) fn help_for_box_under_name(line: &str, text: &str, task: &str) -> String {
    let detail = if line::is_detail_alone(text) { text } else { "" };
    let mark = match find_outcome_words(text, "") {
        Some(OutcomeInWords::Partly) => "- [/] ".to_owned(),
        Some(OutcomeInWords::Skipped) => "- [>] ".to_owned(),
        Some(OutcomeInWords::NotDone | OutcomeInWords::PerhapsNotDone) => "- [-] ".to_owned(),
        None if matches!(fold(text).as_str(), "n" | "n.") => "- [-] ".to_owned(),
        None => box_for_rewritten_line(line),
    };
    format!("Write `{}`.", format!("{mark}{task} {detail}").trim_end())
}

/// What a line says between the first two of its dates, and behind the last.
fn text_between_and_behind_dates<'l>(line: &'l str, dates: &[String]) -> (&'l str, &'l str) {
    let place = |date: Option<&String>| date.and_then(|date| line.find(date.as_str()).map(|at| (at, at + date.len())));
    let (first, second, last) = (place(dates.first()), place(dates.get(1)), place(dates.last()));
    let between = first.zip(second).and_then(|((_, from), (to, _))| line.get(from..to)).unwrap_or_default();
    (between, last.and_then(|(_, end)| line.get(end..)).unwrap_or_default())
}

/// Whether a word is nothing but dashes.
fn is_dashes(word: &str) -> bool {
    word.chars().all(is_dash)
}

/// All dates from the first to the last of two, where they are not many.
fn dates_of_range(dates: Vec<String>) -> Vec<String> {
    const MOST: usize = 14;
    let [first, last] = dates.as_slice() else { return dates };
    let date = |text: &str| when::parse_date(text).ok().map(|moment| moment.date);
    let (Some(first), Some(last)) = (date(first), date(last)) else { return dates };
    let all: Vec<String> =
        first.iter_days().take_while(|date| *date <= last).take(MOST + 1).map(|date| date.to_string()).collect();
    if all.len() > MOST || all.is_empty() { dates } else { all }
}

/// The help for a line that was meant as a part of a log.
pub(crate) fn help_for_log_line(line: &SourceLine, task: &str, rate: &[RatingItem]) -> String {
    let plain = with_plain_columns(&with_plain_date(&line.text));
    let plain = with_minutes_alone(&odd_pieces::with_plain_lengths(&plain));
    let line = &SourceLine { text: plain.into(), ..line.clone() };
    if let Some(help) = help_for_named_days(&line.excerpt.line) {
        return help;
    }
    let dates = line::dates_of_line_with_several(&line.text);
    if dates.len() > 1 {
        let written = box_for_rewritten_line(&line.excerpt.line);
        let (between, behind) = text_between_and_behind_dates(&line.text, &dates);
        let is_range = matches!(between.trim(), "to" | "until" | "till" | "through") || is_dashes(between.trim());
        let dates = if is_range && !between.trim().is_empty() { dates_of_range(dates) } else { dates };
        // What stands behind the dates is said of each.
        let rest = behind.trim_start_matches([' ', ',', ';']);
        let rest = if rest.is_empty() { String::new() } else { format!(" {rest}") };
        let rest = if rest.chars().count() > MOST_OF_REST || rest.contains('`') { "" } else { &rest };
        // A date behind a box of its own has that mark.
        let box_of = |date: &str| {
            let before = line.text.get(..line.text.find(date)?)?.trim_end();
            let (mark, len) = crate::note::box_at_start(before.get(before.rfind('[')?..)?.trim_end())?;
            before.get(before.rfind('[')? + len.min(3)..).filter(|rest| rest.trim().is_empty())?;
            Some(format!("- [{mark}] "))
        };
        let line_of = |date: &String| {
            let written = box_of(date).unwrap_or_else(|| written.clone());
            format!("`{written}{date}{rest}`")
        };
        let lines: Vec<String> = dates.iter().map(line_of).collect();
        return format!("Write a line for each date: {}.", lines.join(", "));
    }
    if let Some(help) = help_for_days_in_log_line(line, task) {
        return help;
    }
    let dated =
        whole_and_counted_text_if_dated(line).map(|(whole, counted)| (with_bracketed_ratings(&whole, rate), counted));
    let of_row = date_in_row(&line.excerpt.line).map(|date| date.to_string());
    let date = dated.as_ref().map(|(_, counted)| counted).or(of_row.as_ref()).map_or("YEAR-MONTH-DAY", String::as_str);
    let start = match mark_meant_by_line(&line.excerpt.line) {
        Some(MeantMark::One(mark)) if mark != 'x' => match &dated {
            Some((whole, _)) => format!("`- [{mark}] {whole}`"),
            None => format!("`- [{mark}] {date} — your words`"),
        },
        Some(MeantMark::Several) => {
            several_log_boxes(date, &[('x', "if it was done"), ('/', "if in part"), ('-', "if it was not")])
        }
        _ => match find_outcome_words(&line.excerpt.line, task) {
            _ if help_with_several_boxes_and_words(line, task, date).is_some() => {
                help_with_several_boxes_and_words(line, task, date).unwrap_or_default()
            }
            Some(OutcomeInWords::Partly) => several_log_boxes(date, &[('/', "if it was done in part")]),
            Some(OutcomeInWords::Skipped) => {
                several_log_boxes(date, &[('>', "if it was skipped (ill or away)"), ('-', "if it was not done")])
            }
            Some(OutcomeInWords::NotDone | OutcomeInWords::PerhapsNotDone) => {
                several_log_boxes(date, &[('-', "if it was not done"), ('x', "if it was")])
            }
            None => match &dated {
                Some((whole, _)) => format!("`- [x] {whole}`"),
                None => format!("`- [x] {date} {}`", text_behind_unread_date(&line.text)),
            },
        },
    };
    help_to_begin_with_date(&start, line)
}

/// A line of a log whose words say that it was not done, or in part, with the words that say more: `2026-11-19 \u{274C} rain`. None
/// where it says no more.
fn help_with_several_boxes_and_words(line: &SourceLine, task: &str, date: &str) -> Option<String> {
    let outcome = find_outcome_words(&line.excerpt.line, task)?;
    let rest = line.text.get(line::bytes_of_leading_date(&line.text)..)?.replace(crate::note::CROSSES, " ");
    let rest = rest.replace("~~", "").replace('\u{1F44E}', " ");
    let is_between = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';' | '.') || is_dash(c);
    let mut own = rest.trim_matches(is_between);
    own =
        ["not done", "Not done"].iter().find_map(|said| own.strip_prefix(said)).unwrap_or(own).trim_matches(is_between);
    while let Some((word, behind)) =
        own.split_once(is_between).filter(|(word, _)| OUTCOME_WORDS.contains(&fold(word).as_str()))
    {
        // `not far` and `no time` are words of their own.
        if matches!(fold(word).as_str(), "not" | "no" | "only" | "was" | "it" | "some" | "half")
            && !behind.starts_with(is_between)
            && !own
                .get(word.len()..)
                .is_some_and(|rest| rest.starts_with([',', ':', ';']) || rest.trim_start().starts_with(is_dash))
        {
            break;
        }
        own = behind.trim_matches(is_between);
    }
    let is_quoted = own.chars().count() <= MOST_OF_REST && !own.contains(['`', '|']);
    if date == "YEAR-MONTH-DAY" || says_outcome_alone(own) || !is_quoted || says_denial_alone(own, task) {
        return None;
    }
    let date = line.text.get(..line::bytes_of_leading_date(&line.text)).map(str::trim_end)?;
    // Of what was not done no length is counted, and a barrier stays in its words.
    let (said, words) = match outcome {
        OutcomeInWords::Partly => written_line::details_and_words_after_name(own),
        _ => (Vec::new(), vec![own.to_owned()]),
    };
    let dash = if words.is_empty() { "" } else { " \u{2014} " };
    let said = if said.is_empty() { String::new() } else { format!(" {}", said.join(", ")) };
    let whole = format!("{date}{said}{dash}{}", words.join(" "));
    let boxes: &[(char, &str)] = match outcome {
        OutcomeInWords::Partly => &[('/', "if it was done in part")],
        OutcomeInWords::Skipped => &[('>', "if it was skipped (ill or away)"), ('-', "if it was not done")],
        OutcomeInWords::NotDone | OutcomeInWords::PerhapsNotDone => &[('-', "if it was not done"), ('x', "if it was")],
    };
    Some(several_log_boxes(&whole, boxes))
}

/// `2026-11-19 10`: a number alone behind the date is minutes, as it is behind a key.
fn with_minutes_alone(text: &str) -> String {
    let bare = text.trim_end();
    let (date, rest) = bare.split_at_checked(line::bytes_of_leading_date(bare)).unwrap_or((bare, ""));
    let is_lead = |c: char| c.is_whitespace() || matches!(c, ':' | ',') || is_variation_selector(c) || is_dash(c);
    let is_tick = |c: char| crate::note::is_tick_char(c) && !crate::note::CROSSES.contains(&c);
    let number = rest.trim_start_matches(|c: char| is_lead(c) || is_tick(c));
    let is_number =
        (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0');
    if is_number && !date.is_empty() { format!("{} {number} min", date.trim_end()) } else { text.to_owned() }
}

/// How a line of a log is to begin. What has no tick, no length and no time may well be about something else, and hears that first.
fn help_to_begin_with_date(start: &str, line: &SourceLine) -> String {
    let rest = line.text.get(line::bytes_of_leading_date(&line.text)..).unwrap_or_default();
    let rest = rest.trim_start_matches(|c: char| matches!(c, ':' | ',' | ';') || is_dash(c) || c.is_whitespace());
    let (said, own) = written_line::details_and_words_after_name(rest);
    let has_tick = rest.contains(crate::note::is_tick_char)
        || own.iter().any(|word| is_word_of_outcome_or_todo(word)) && !tells_of_plan_itself(&own);
    // The date of a line may be that of the heading above it.
    let date = line.text.get(..line::bytes_of_leading_date(&line.text)).filter(|date| !date.is_empty());
    let has_date = date.is_some_and(|date| line.excerpt.line.contains(date));
    let has_mark = mark_meant_by_line(&line.excerpt.line).is_some() && has_date || may_hold_inline_field(rest);
    match said.is_empty() && own.len() > 1 && !has_tick && !has_mark {
        true => format!(
            "If it is no practice, write its words after `not practice:` in the plan. If it is, begin it with a box and a date: {start}."
        ),
        false => format!(
            "Begin it with a box and a date: {start}. If it is something else, write its words after `not practice:` in the plan."
        ),
    }
}

/// Whether the words of a dated line are about the plan and not about what was done: `started this plan with Ana`.
fn tells_of_plan_itself(words: &[String]) -> bool {
    const ABOUT: [&str; 17] = [
        "started",
        "began",
        "begun",
        "start",
        "begin",
        "changed",
        "moved",
        "reviewed",
        "agreed",
        "discussed",
        "talked",
        "made",
        "wrote",
        "set",
        "planned",
        "stopped",
        "created",
    ];
    let bare = |word: &String| fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let first = words.first().map(bare).unwrap_or_default();
    words.len() > 1 && (ABOUT.contains(&first.as_str()) || words.iter().any(|word| bare(word) == "plan"))
}

/// A row as a table in a text file has it, as a line: `2026-11-19 10 min` of `2026-11-19,10,done`.
fn with_plain_columns(text: &str) -> String {
    let is_row = !text.contains(' ') && text.split([',', ';', '\t']).count() > 1;
    let mut columns = text.split([',', ';', '\t']);
    let date = columns.next().unwrap_or_default();
    if !is_row || when::parse_date(date).is_err() {
        return text.to_owned();
    }
    let is_tick = |column: &str| matches!(fold(column).as_str(), "x" | "y" | "yes" | "ok" | "true" | "1");
    let is_own = |column: &&str| !column.is_empty() && !is_word_of_outcome_or_todo(column) && !is_tick(column);
    let said = columns.map(str::trim).filter(is_own);
    let said: Vec<String> = said
        .map(|column| match column.len() < 4 && column.bytes().all(|b| b.is_ascii_digit()) {
            true => format!("{column} min"),
            false => column.to_owned(),
        })
        .collect();
    format!("{date} {}", said.join(" ")).trim_end().to_owned()
}

/// What to write for days with a box behind each: `Mon [x] Tue [x] Wed [ ]`, and for a row of boxes alone: `W47: x x - x`.
pub(crate) fn help_for_named_days(line: &str) -> Option<String> {
    const MOST: usize = 7;
    if is_row_of_marks(line) {
        return Some(
            "Write a line for each day, with its date: `- [x] YEAR-MONTH-DAY`, and `- [-] YEAR-MONTH-DAY` where it was not done."
                .to_owned(),
        );
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let joined = words.join(" ").replace("[ ]", "[_]");
    let words: Vec<&str> = joined.split(' ').collect();
    // `Mo [x] Di [x]`, `Lu [x] Ma [ ]`: days in another language.
    let are_short = words.len() > 3
        && words.len().is_multiple_of(2)
        && words.chunks(2).all(|pair| match pair {
            [day, mark] => {
                let bare = day.trim_end_matches([':', ',', '.']);
                (1..=4).contains(&bare.chars().count())
                    && bare.chars().all(char::is_alphabetic)
                    && crate::note::box_at_start(mark.trim_end_matches([',', ';'])).is_some()
            }
            _ => false,
        });
    let day = |pair: &[&str]| match pair {
        [day, mark] => {
            let day = day.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end_matches([':', ',', ';']);
            let mark = mark.trim_end_matches(|c: char| matches!(c, ',' | ';') || is_variation_selector(c));
            let mut signs = mark.chars();
            // `Mon \u{2713} Tue \u{2717}`
            let drawn = match (signs.next(), signs.next()) {
                (Some(sign), None) if crate::note::CROSSES.contains(&sign) => Some('-'),
                (Some(sign), None) if crate::note::is_tick_char(sign) => Some('x'),
                _ => None,
            };
            let mark = crate::note::box_at_start(mark).map(|(mark, _)| mark).or(drawn)?;
            let mark = if mark == 'X' { 'x' } else { mark };
            let is_day = line::is_weekday_word(day) || line::is_day_and_month(day) || are_short;
            is_day.then(|| (day.to_owned(), mark))
        }
        _ => None,
    };
    let days: Vec<(String, char)> = words.windows(2).filter_map(day).take(MOST).collect();
    let ticked = days.iter().filter(|(_, mark)| *mark != '_');
    let lines: Vec<String> = ticked.map(|(day, mark)| format!("`- [{mark}] YEAR-MONTH-DAY` ({day})")).collect();
    (days.len() > 1 && !lines.is_empty())
        .then(|| format!("Write a line for each day, with its date: {}.", lines.join(", ")))
}

/// Whether a line is a row of marks, perhaps behind the name of a week: `[x][x][ ][x]`, `W47: x x - x`, `Week 47: \u{2713} \u{2713} \u{2717}`.
fn is_row_of_marks(line: &str) -> bool {
    const LONGEST: usize = 80;
    const LEAST: usize = 3;
    let bare = line.trim().trim_start_matches(['-', '*', '+']).trim_start();
    let without_colon = || {
        let (label, marks) = bare.split_once(' ')?;
        let number = label.strip_prefix(['W', 'w'])?;
        (number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit())).then_some((label, marks))
    };
    let (label, marks) = bare.split_once(':').or_else(without_colon).unwrap_or(("", bare));
    let is_week = label.is_empty()
        || label.len() < 16 && label.contains(|c: char| c.is_ascii_digit()) && fold(label).starts_with(['w', 'k']);
    let plain =
        marks.replace("[ ]", "-").replace("[x]", "x").replace("[X]", "x").replace("[-]", "-").replace("[/]", "/");
    let has_boxes = plain.len() < marks.len();
    let signs: Vec<char> =
        plain.chars().filter(|c| !c.is_whitespace() && *c != '|' && !is_variation_selector(*c)).collect();
    let is_mark =
        |c: &char| crate::note::is_tick_char(*c) || matches!(c, 'x' | 'X' | 'o' | '/' | '\u{00B7}') || is_dash(*c);
    let has_tick = signs.iter().any(|c| matches!(c, 'x' | 'X') || crate::note::is_tick_char(*c));
    // `xx` may be a kiss.
    let is_told = has_boxes || !label.is_empty() || signs.iter().any(|c| crate::note::is_tick_char(*c));
    line.len() <= LONGEST && is_week && is_told && has_tick && signs.len() >= LEAST && signs.iter().all(is_mark)
}

/// The date in a row of a table: `| 2026-11-20 | lake |`.
pub(crate) fn date_in_row(row: &str) -> Option<chrono::NaiveDate> {
    let cells = row.trim_start().strip_prefix('|')?.split('|');
    cells.map(str::trim).find_map(|cell| when::parse_date(cell).ok()).map(|moment| moment.date)
}

/// The help for a row of a table in a plan's note: a line of its log for each of the days.
pub(crate) fn help_for_grid_row(row: &GridRow) -> String {
    /// More lines than a week's are hardly copied.
    const MOST: usize = 7;
    let line = |of: &GridDay| {
        let date = of.date.as_deref().unwrap_or("YEAR-MONTH-DAY");
        let line = format!("`{}`", format!("- [{}] {date} {}", mark_of_grid_day(of), of.said).trim_end());
        if of.date.is_some() { line } else { format!("{line} ({})", of.day) }
    };
    let lines: Vec<String> = row.days.iter().take(MOST).map(line).collect();
    let more = if row.days.len() > MOST { ", and so on" } else { "" };
    let help = match lines.as_slice() {
        [one] => format!("Write {one} on a line of its own."),
        lines if row.days.iter().all(|of| of.date.is_some()) => {
            format!("Write a line for each date: {}{more}.", lines.join(", "))
        }
        lines => format!("Write a line for each day, with its date: {}{more}.", lines.join(", ")),
    };
    help + help_for_words_in_cells(&row.days)
}

/// Message and help for a row in a note of a day whose columns are days: a line of the note of each.
pub(crate) fn message_and_help_for_week_row(days: &[GridDay], task: &str) -> (String, String) {
    let line = |of: &GridDay| {
        let comma = if of.said.is_empty() || of.said.starts_with(is_dash) { "" } else { "," };
        let line = format!("- [{}] {task}{comma} {}", mark_of_grid_day(of), of.said);
        format!("`{}` ({})", line.trim_end(), of.date.as_deref().unwrap_or(&of.day))
    };
    let lines: Vec<String> = days.iter().map(line).collect();
    let help = match lines.as_slice() {
        [one] => format!("Write {one} into the note of that day."),
        lines => format!("Write a line for each day, into the note of that day: {}.", lines.join(", ")),
    };
    let says = if days.iter().all(|of| of.mark == 'x') { "has a tick for" } else { "tells of" };
    let message = format!("This row of a table {says} `{task}`, but tables are not read, so it is not counted.");
    (message, help + help_for_words_in_cells(days))
}

fn mark_of_grid_day(of: &GridDay) -> char {
    if of.mark == '?' { 'x' } else { of.mark }
}

/// Words in a cell do not say whether it was done.
fn help_for_words_in_cells(days: &[GridDay]) -> &'static str {
    if days.iter().any(|of| of.mark == '?') { " Write `[-]` for `[x]` where it was not done." } else { "" }
}

/// The same for dates that stand elsewhere in the line, or are joined in one word: `Walk 2026-11-20`, `2026-11-16..18`.
fn help_for_days_in_log_line(line: &SourceLine, task: &str) -> Option<String> {
    let said = SaidDays::find(&line.text, task, None).filter(|said| said.form == SaidForm::Dates)?;
    let is_leading = said.dates.len() == 1 && line::seems_to_begin_with_date(&line.text);
    let rest = said.rest.trim_start_matches([' ', ',', ';', ':']);
    let is_quoted = rest.chars().count() <= MOST_OF_REST && !rest.contains(['`', '|']);
    // A box that says how it went keeps its mark.
    let has_own_mark = matches!(mark_meant_by_line(&line.excerpt.line), Some(MeantMark::One(mark)) if mark != 'x');
    if is_leading || !is_quoted || !has_own_mark && find_outcome_words(&line.excerpt.line, task).is_some() {
        return None;
    }
    let written = box_for_rewritten_line(&line.excerpt.line);
    let line_of = |date: &chrono::NaiveDate| {
        let line = format!("{date} {rest}");
        with_details_first(&line).unwrap_or(line).trim_end().to_owned()
    };
    let lines: Vec<String> = said.dates.iter().map(|date| format!("`{written}{}`", line_of(date))).collect();
    Some(match lines.as_slice() {
        [one] => format!(
            "Begin it with a box and a date: {one}. If it is something else, write its words after `not practice:` in the plan."
        ),
        lines => format!("Write a line for each date: {}.", lines.join(", ")),
    })
}

/// The text of a line that only lacks a box, whole and up to its free words.
fn whole_and_counted_text_if_dated(line: &SourceLine) -> Option<(String, String)> {
    let text = line.text.replace(crate::note::CROSSES, "");
    let text = text.trim();
    let parsed = line::parse_log_line(text, &NameFinder::<()>::new([]))?.ok()?;
    let words = parsed.words.as_deref().unwrap_or_default();
    let is_lead = |c: char| c.is_whitespace() || matches!(c, ',' | ':') || is_dash(c);
    let counted = text.strip_suffix(words)?.trim_end_matches(is_lead);
    if let Some(ordered) = with_details_first(text) {
        return (ordered.chars().count() <= MOST_OF_REST && !text.contains(['`', '|']))
            .then(|| (ordered, counted.to_owned()));
    }
    (text.chars().count() <= MOST_OF_REST && !text.contains(['`', '|'])).then(|| (text.to_owned(), counted.to_owned()))
}

/// A dated line of which minutes or a time stand among its words, with these behind the date: `2026-11-19 10 min — walked` of
/// `2026-11-19: walked, 10 min`. None where nothing is lost as it stands.
fn with_details_first(text: &str) -> Option<String> {
    let is_told = |text: &str| {
        let parsed = line::parse_log_line(text, &NameFinder::<()>::new([]))?.ok()?;
        Some(parsed.details.minutes.is_some() || parsed.details.time.is_some())
    };
    if is_told(text)? {
        return None;
    }
    let (date, rest) = text.split_at_checked(line::bytes_of_leading_date(text))?;
    // Behind a dash all is free words.
    let core = line::part_before_free_text(rest);
    let free = rest.get(core.len()..).unwrap_or_default();
    let (said, own) = written_line::details_and_words_after_name(core);
    let own: Vec<String> = own.into_iter().filter(|word| !is_word_of_outcome_or_todo(word)).collect();
    let dash = if own.is_empty() { "" } else { " \u{2014} " };
    let written = format!("{date} {}{dash}{}{free}", said.join(", "), own.join(" ").trim_end_matches([',', ':']));
    is_told(&written)?.then_some(written)
}

/// A line with its ratings as they are read: `fear 7` is `(fear:: 7)`.
fn with_bracketed_ratings(text: &str, rate: &[RatingItem]) -> String {
    let head = line::part_before_free_text(text);
    let mut words: Vec<String> = head.split(' ').map(str::to_owned).collect();
    let mut said = Vec::new();
    written_line::take_ratings(rate, &mut words, &mut said);
    if said.is_empty() || may_hold_inline_field(head) {
        return text.to_owned();
    }
    let (rest, behind) = (words.join(" "), text.get(head.len()..).unwrap_or_default());
    let (rest, said) = (rest.trim_end_matches([' ', ',']), said.join(" "));
    // A rating in front of the words, which are free text from the first on.
    let Some((date, words)) =
        rest.split_at_checked(line::bytes_of_leading_date(rest)).filter(|(date, _)| !date.is_empty())
    else {
        return text.to_owned();
    };
    format!("{} {said} {} {}", date.trim_end(), words.trim_start(), behind.trim_start()).trim_end().replace("  ", " ")
}

/// What a line says behind a date that cannot be read, as it would be written: `20 min — nice` of `24.11. 20 min nice`.
fn text_behind_unread_date(text: &str) -> String {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let is_numeric = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(['.', '/', '-']);
    let words: Vec<&str> = text.split_whitespace().collect();
    // `Nov 19: 10 min`: one number beside the month, and no other.
    let month_at = words.iter().take(3).position(|word| line::is_month_word(&bare(word)));
    let is_day = |at: usize| {
        let is_number =
            words.get(at).is_some_and(|word| (1..3).contains(&bare(word).len()) && bare(word).parse::<u32>().is_ok());
        is_number && month_at.is_some_and(|month| at + 1 == month || at == month + 1)
    };
    let is_of_date = |at: usize, word: &str| {
        let bare = bare(word);
        let is_second_day = month_at.is_some_and(|month| at > month && month > 0 && is_day(month - 1));
        line::is_weekday_word(&bare) || is_numeric(&bare) || month_at == Some(at) || is_day(at) && !is_second_day
    };
    let many = words.iter().enumerate().take_while(|(at, word)| is_of_date(*at, word)).count();
    let (date, rest) = words.split_at(many);
    let rest = rest.join(" ");
    let (said, own) = written_line::details_and_words_after_name(&rest);
    let own = own.join(" ");
    // Without a date in numbers the words may hold it: `Nov 19`. So they may behind `and`.
    let is_known =
        date.iter().any(|word| is_numeric(&bare(word))) && !own.starts_with("and ") && !line::holds_date(&own);
    let is_quoted = is_known && !own.is_empty() && !own.contains('`') && rest.chars().count() <= MOST_OF_REST;
    match (said.join(", "), is_quoted) {
        (said, true) => format!("{said} \u{2014} {own}").trim_start().to_owned(),
        (said, false) if said.is_empty() => "\u{2014} your words".to_owned(),
        (said, false) => said,
    }
}

/// A longer text is not quoted.
const MOST_OF_REST: usize = 90;

fn several_log_boxes(date: &str, boxes: &[(char, &str)]) -> String {
    let each: Vec<String> = boxes.iter().map(|(mark, when)| format!("`- [{mark}] {date}` {when}")).collect();
    each.join(", ")
}

/// A sentence to be put behind the beginning of another.
pub(crate) fn with_lower_case_start(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_help_is_the_opposite_of_the_line() {
        for (line, mark) in [
            ("• [-] Walk", "- [-] Walk"),
            ("- [/]Walk", "- [/] Walk"),
            ("[~] Walk", "- [~] Walk"),
            ("[>] Walk", "- [>] Walk"),
            ("[x] Walk", "- [x] Walk"),
            ("- [no] Walk", "- [-] Walk"),
            ("Walk: partly", "- [/] Walk"),
            ("- skipped Walk", "- [>] Walk"),
            ("Walk \u{274C}", "- [-] Walk"),
        ] {
            let help = help_for_line_without_read_box(line, "Walk", &WrittenLine::of_name("Walk"));
            assert!(help.starts_with(&format!("Write `{mark}`")), "{line}: {help}");
        }
        assert!(
            help_for_line_without_read_box("- [->] Walk", "Walk", &WrittenLine::of_name("Walk"))
                .contains("`- [-] Walk` if it was not")
        );
        assert_eq!(find_outcome_words("- No phone: done", "No phone"), None);
        for (line, outcome) in [
            ("Walk for half an hour", None),
            ("Walk half", Some(OutcomeInWords::Partly)),
            ("Walk with some friends", None),
            ("Walk, not far", Some(OutcomeInWords::PerhapsNotDone)),
            ("did not Walk", Some(OutcomeInWords::NotDone)),
            ("Walk not done", Some(OutcomeInWords::NotDone)),
            ("Walk no", Some(OutcomeInWords::NotDone)),
            ("Walk couldn't sleep", Some(OutcomeInWords::NotDone)),
        ] {
            assert_eq!(find_outcome_words(line, "Walk"), outcome, "{line}");
        }
    }
}
