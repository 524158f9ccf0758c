//! Ticks that people write without a box: a word (`done Walk`, `Walk: done`), a sign behind the name (`Walk ✅`), a row of a
//! table (`| Walk | x |`). They count nowhere, and are near misses where nothing but a plan's name is beside them.

use std::ops::Range;

use super::check_box::{self, is_blank};
use super::lines;
use super::signs::BytesInText;
use crate::text::is_dash;

/// A tick without a box, for what stands in one place of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnboxedTick {
    /// Bytes of the text: the line, or what stands beside the tick.
    pub range: Range<usize>,
    /// What the tick may be for.
    pub name: String,
    pub in_table: bool,
    /// The cell with the tick, in a table.
    pub cell: String,
}

impl UnboxedTick {
    /// A tick in words or signs beside a name.
    pub(super) fn beside_name(range: Range<usize>, name: String) -> UnboxedTick {
        UnboxedTick { range, name, in_table: false, cell: String::new() }
    }
}

/// Words before a name that say how it went.
const WORDS: [&str; 14] = [
    "yes",
    "done",
    "did",
    "finished",
    "completed",
    "complete",
    "ticked",
    "check",
    "skipped",
    "skip",
    "missed",
    "partly",
    "partially",
    "half",
];

/// Words behind a name that say so. One that ends with another is before it.
const BEHIND: [&str; 52] = [
    "no time",
    "not enough time",
    "ran out of time",
    "no energy",
    "too tired",
    "too busy",
    "is done",
    "was done",
    "is finished",
    "100%",
    "[done]",
    "[yes]",
    "[no]",
    "[partly]",
    "[skipped]",
    "not done",
    "half done",
    "partly done",
    "didn't do it",
    "done",
    "did it",
    "done it",
    "ok",
    "okay",
    "\u{1F44D}",
    "yes",
    "y",
    "x",
    "[x]",
    "[-]",
    "[/]",
    "[>]",
    "finished",
    "completed",
    "complete",
    "accomplished",
    "achieved",
    "true",
    "partly",
    "partially",
    "half",
    "no",
    "skipped",
    "skip",
    "missed",
    "ill",
    "forgot",
    "forgotten",
    "didn't",
    "did not",
    "couldn't",
    "could not",
];

/// The bytes of a line beside a word or a sign that stands for a tick: `done Walk`, `Walk: done`, `Walk ✅`.
pub(super) fn range_beside_tick(line: &str) -> Option<Range<usize>> {
    if let Some(heading) = line.strip_prefix('#') {
        let bare = heading.trim_start_matches('#').trim_start_matches(is_blank);
        if let Some(check_box::MalformedBoxLine::NearMiss(taken)) = check_box::malformed_box_line(bare) {
            let rest = bare.get(taken..)?;
            let start = line.len() - rest.trim_start_matches(is_blank).len();
            return Some(start..line.trim_end_matches(is_blank).len().max(start));
        }
    }
    let item = without_heading_mark(check_box::line_without_list_mark(without_heading_mark(line)));
    let bare = item.trim_matches(is_blank);
    let start = line.len() - item.len() + (item.len() - item.trim_start_matches(is_blank).len());
    let end = start + bare.len();
    let (bare, start) = match text_behind_date_or_sender(bare) {
        Some(behind) => (behind, end - behind.len()),
        None => (bare, start),
    };
    if let Some(check_box::MalformedBoxLine::NearMiss(taken)) =
        check_box::malformed_box_line(bare).filter(|_| bare.len() < item.trim_matches(is_blank).len())
    {
        let rest = bare.get(taken..)?.trim_start_matches(is_blank);
        return Some(end - rest.len()..end);
    }
    if let Some(rest) = text_after_time_and_box(bare) {
        return (!rest.is_empty()).then_some(end - rest.len()..end);
    }
    // Struck through, as on paper.
    let struck =
        bare.strip_prefix("~~").and_then(|inner| inner.strip_suffix("~~")).filter(|inner| !inner.contains("~~"));
    if let Some(inner) = struck {
        // `~~[x] Walk~~`
        let box_len = check_box::ticked_line_prefix_len(inner).unwrap_or_default();
        let name = inner.get(box_len..)?.trim_start_matches(is_blank);
        return (!name.is_empty()).then_some(end - 2 - name.len()..end - 2);
    }
    if let Some(name) = name_in_quotes(bare) {
        return Some(start + 1..start + 1 + name.len());
    }
    // Dataview's `[task:: Walk]`.
    if let Some(range) = range_of_inline_task(bare) {
        return Some(start + range.start..start + range.end);
    }
    // Dataview's `[walk:: yes]`.
    if let Some(inner) = bare.strip_prefix(['[', '(']).filter(|inner| inner.contains("::")) {
        let key = inner.split("::").next()?.trim_end_matches(is_blank);
        let value = inner.get(key.len()..)?.trim_matches(|c: char| matches!(c, ':' | ']' | ')') || is_blank(c));
        return (is_amount(value) || BEHIND.contains(&value)).then_some(start + 1..start + 1 + key.len());
    }
    if let Some(range) = range_of_marked_box(bare).or_else(|| range_before_choice(bare)) {
        return Some(start + range.start..start + range.end);
    }
    text_after_outcome_word(bare)
        .map(|rest| end - rest.len()..end)
        .or_else(|| text_before_tick(bare).map(|rest| start..start + rest.len()))
        .or_else(|| text_before_inner_tick(bare).map(|rest| start..start + rest.len()))
        .or_else(|| text_before_done_piece(bare).map(|rest| start..start + rest.len()))
        .or_else(|| text_before_tick_and_detail(bare).map(|rest| start..start + rest.len()))
        .filter(|range| !range.is_empty())
}

/// The bytes behind a ticked box with marks round it, or behind a short label: `**[x] Walk**`, `` `[x]` Walk ``, `[[x]] Walk`,
/// `\u{2022} [x] Walk`, `Habits: [x] Walk`.
fn range_of_marked_box(bare: &str) -> Option<Range<usize>> {
    const LONGEST_LABEL: usize = 24;
    if !bare.contains(']') && !bare.contains(')') {
        return None;
    }
    for marks in ["**", "__", "*", "_"] {
        let inner = bare.strip_prefix(marks).and_then(|inner| inner.strip_suffix(marks));
        if let Some(rest) = inner.and_then(text_after_ticked_box) {
            return trimmed_range(bare, bare.len() - marks.len() - rest.len()..bare.len() - marks.len());
        }
    }
    let coded = bare.strip_prefix('`').and_then(|inner| {
        let (code, rest) = inner.split_once('`')?;
        let (mark, len) = check_box::box_at_start(code)?;
        (len == code.len() && check_box::looks_like_box_mark(mark) && rest.starts_with(is_blank)).then_some(rest)
    });
    let linked = || ["[[x]] ", "[[X]] "].iter().find_map(|link| bare.strip_prefix(link));
    let bulleted = || {
        let rest = check_box::line_without_list_mark(bare);
        text_after_ticked_box(rest.trim_start_matches(is_blank)).filter(|_| rest.len() < bare.len())
    };
    let labelled = || {
        let (label, rest) = bare.split_once(": ").filter(|(label, _)| label.len() <= LONGEST_LABEL)?;
        let name = text_after_ticked_box(rest.trim_start_matches(is_blank))?;
        // `Walk: [x] yes [ ] no` and `Walk: [x] 10 min` have the name before their boxes.
        let is_amount = name.trim_start_matches(is_blank).starts_with(|c: char| c.is_ascii_digit() || c == '@');
        (!label.contains(['[', '(']) && !is_amount && !begins_with_answer_or_nothing(name)).then_some(name)
    };
    let rest = coded.or_else(linked).or_else(bulleted).or_else(labelled)?;
    trimmed_range(bare, bare.len() - rest.len()..bare.len())
}

/// What is behind the ticked box that a text begins with.
fn text_after_ticked_box(text: &str) -> Option<&str> {
    let (mark, len) = check_box::box_at_start(text).filter(|_| text.starts_with('['))?;
    text.get(len..).filter(|_| check_box::looks_like_box_mark(mark))
}

/// Whether a text behind a box is an answer, perhaps with another box behind it: `yes [ ] no`.
fn begins_with_answer_or_nothing(text: &str) -> bool {
    let word = text.trim_start_matches(is_blank).split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.is_empty()
        || ["yes", "no", "y", "n", "done", "not", "partly", "ok"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The bytes of a name before boxes to choose from: `Walk: [x] yes [ ] no`, `Walk \u{2611} yes \u{2610} no`, `Walk: (x) yes ( ) no`.
fn range_before_choice(bare: &str) -> Option<Range<usize>> {
    const BOXES: [&str; 6] = ["[x]", "[X]", "(x)", "(X)", "\u{2611}", "\u{2612}"];
    if bare.is_ascii() && !bare.contains('[') && !bare.contains('(') {
        return None;
    }
    let (at, open) = BOXES
        .iter()
        .chain(["[ ]", "( )", "[]", "()", "\u{2610}"].iter())
        .filter_map(|open| Some((bare.find(open)?, *open)))
        .min()?;
    let is_ticked = BOXES.iter().any(|sign| bare.contains(sign));
    let answer = bare.get(at + open.len()..)?;
    let name = trimmed_name(bare.get(..at)?);
    (is_ticked && begins_with_answer_or_nothing(answer) && answer.contains(char::is_alphabetic) && !name.is_empty())
        .then_some(0..name.len())
}

fn trimmed_range(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let inside = text.get(range.clone())?;
    let start = range.end - inside.trim_start_matches(is_blank).len();
    let end = start + text.get(start..range.end)?.trim_end_matches(is_blank).len();
    (start < end).then_some(start..end)
}

/// Whether a heading or a line with a colon says that what stands below it was done: `## Done`, `Done today:`.
pub(super) fn is_title_of_done(line: &str) -> bool {
    const TITLES: [&str; 12] = [
        "done",
        "done today",
        "done so far",
        "what i did",
        "what i did today",
        "i did",
        "did",
        "did today",
        "finished",
        "completed",
        "completed today",
        "accomplished",
    ];
    let bare = line.trim_matches(is_blank);
    let title = bare.trim_matches(|c: char| matches!(c, '#' | '*' | '_' | ':') || is_blank(c) || !c.is_ascii());
    let is_title = bare.starts_with('#') && !bare.starts_with("#d") || bare.trim_end_matches(['*', '_']).ends_with(':');
    is_title && TITLES.iter().any(|known| title.eq_ignore_ascii_case(known))
}

/// The name in a line that is `(task:: Walk)`, perhaps with further fields of this kind.
fn range_of_inline_task(bare: &str) -> Option<Range<usize>> {
    let inner = bare.strip_prefix(['[', '('])?;
    let is_task = inner.get(..4).is_some_and(|key| key.eq_ignore_ascii_case("task"));
    let value = inner.get(4..).filter(|_| is_task)?.trim_start_matches(is_blank).strip_prefix("::")?;
    let name = value.trim_start_matches(is_blank);
    let end = name.find([']', ')'])?;
    let name_start = bare.len() - name.len();
    let behind = name.get(end + 1..)?.trim_matches(is_blank);
    let is_alone = behind.is_empty() || behind.starts_with(['[', '(']) && behind.ends_with([']', ')']);
    (is_alone && end > 0).then_some(name_start..name_start + end)
}

/// The bytes of a line beside a tick without a box, or behind words that say whether it was done.
pub(super) fn range_beside_tick_or_verb(line: &str) -> Option<Range<usize>> {
    let item = check_box::line_without_list_mark(line).trim_start_matches(is_blank);
    let start = line.len() - item.len();
    let bare = item.trim_end_matches(is_blank);
    if let Some(deeds) = text_after_title_of_deeds(bare) {
        let end = start + bare.len();
        return Some(end - deeds.len()..end);
    }
    let behind_verb = range_behind_verb(bare);
    behind_verb.map(|range| start + range.start..start + range.end).or_else(|| range_beside_tick(line))
}

/// What stands behind words that say whether it was done, less a word such as `today` at the end: `no walk today`, `didn't do my walk`.
fn range_behind_verb(bare: &str) -> Option<Range<usize>> {
    const VERBS: [&str; 31] = [
        "ran out of time",
        "out of time",
        "too tired",
        "too busy",
        "not enough",
        "had no",
        "managed",
        "finally did",
        "did not",
        "didn't",
        "didn\u{2019}t",
        "didnt",
        "could not",
        "couldn't",
        "couldn\u{2019}t",
        "couldnt",
        "can't",
        "can\u{2019}t",
        "cannot",
        "haven't",
        "forgot to",
        "forgot",
        "never",
        "no",
        "skipped",
        "missed",
        "did",
        "done",
        "finished",
        "completed",
        "partly did",
    ];
    const LEADING: [&str; 20] = [
        "do", "go", "get", "got", "round", "around", "for", "to", "a", "an", "the", "my", "any", "no", "time",
        "energy", "manage", "face", "start", "out",
    ];
    const REASONS: [&str; 11] =
        [",", ";", " because", " since", " as ", " and ", " at ", " with ", " - ", " \u{2013} ", " \u{2014} "];
    const TRAILING: [&str; 9] =
        ["today", "tonight", "this morning", "this afternoon", "this evening", "again", "at all", "yet", "sadly"];
    let plain = text_after_word_and_space(bare, "i").unwrap_or(bare);
    let rest = VERBS.iter().find_map(|verb| text_after_word_and_space(plain, verb))?;
    // `not done: Walk`, `done - Walk`
    if plain.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("not done"))
        || !rest.starts_with(char::is_alphanumeric)
    {
        return None;
    }
    let mut rest = rest;
    while let Some(behind) = LEADING.iter().find_map(|word| text_after_word_and_space(rest, word)) {
        rest = behind;
    }
    let is_end = |c: char| is_blank(c) || matches!(c, '.' | '!' | ',' | ':' | '(' | ')');
    // `Couldn't walk, raining`; a sentence that goes on is one of a text.
    const MOST_WORDS_OF_REASON: usize = 4;
    let is_short = |end: &usize| {
        let reason = rest.get(*end..).unwrap_or_default();
        reason.split_whitespace().count() <= MOST_WORDS_OF_REASON && !reason.trim_end_matches('.').contains('.')
    };
    let end = REASONS.iter().filter_map(|reason| rest.find(reason)).min().filter(is_short).unwrap_or(rest.len());
    let mut name = rest.get(..end).unwrap_or_default().trim_end_matches(is_end);
    while let Some(shorter) = TRAILING.iter().find_map(|word| {
        let (before, end) = name.split_at_checked(name.len().checked_sub(word.len())?)?;
        (end.eq_ignore_ascii_case(word) && before.ends_with(is_end)).then(|| before.trim_end_matches(is_end))
    }) {
        name = shorter;
    }
    let from = bare.len() - rest.len();
    (!name.is_empty()).then_some(from..from + name.len())
}

/// What is behind a word that a text begins with, and the space behind it.
fn text_after_word_and_space<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    let behind = rest.trim_start_matches(is_blank);
    (start.eq_ignore_ascii_case(word) && behind.len() < rest.len()).then_some(behind)
}

/// A line without the `##` of a heading: an outliner has them behind the mark of an item, too.
fn without_heading_mark(line: &str) -> &str {
    let bare = line.trim_start_matches('#');
    // `#DONE` is a tag.
    if bare.starts_with(is_blank) { bare } else { line }
}

/// The text of a line beside a tick without a box, if it has one.
pub(crate) fn text_beside_tick(line: &str) -> Option<&str> {
    let line = line.trim_end();
    line.get(range_beside_tick(line)?)
}

/// The same, or the text behind words that say whether it was done: `no walk today`.
pub(crate) fn text_beside_tick_or_verb(line: &str) -> Option<&str> {
    let line = line.trim_end();
    line.get(range_beside_tick_or_verb(line)?)
}

/// What is behind the date that a line begins with (`2026-11-13: Walk done`), or behind what a chat wrote before it
/// (`[15.11.26, 18:20:11] Kim: Walk`).
fn text_behind_date_or_sender(bare: &str) -> Option<&str> {
    text_behind_sender(bare).or_else(|| text_behind_date(bare))
}

fn text_behind_date(bare: &str) -> Option<&str> {
    if !bare.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let is_of_date = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '/' | '_');
    let behind = bare.trim_start_matches(is_of_date);
    let date = bare.get(..bare.len() - behind.len())?.trim_end_matches('.');
    let parts: Vec<&str> = date.split(['-', '.', '/', '_']).collect();
    let is_date = parts.len() == 3 && date.len() >= 8 && parts.iter().all(|part| (1..=4).contains(&part.len()));
    let rest = behind.trim_start_matches(|c: char| matches!(c, ':' | ',') || is_dash(c) || is_blank(c));
    (is_date && rest.len() < behind.len() && !rest.is_empty()).then_some(rest)
}

fn text_behind_sender(bare: &str) -> Option<&str> {
    const LONGEST_STAMP: usize = 32;
    const LONGEST_NAME: usize = 40;
    if !bare.starts_with(|c: char| c.is_ascii_digit() || c == '[') {
        return None;
    }
    let stamped = || bare.strip_prefix('[')?.split_once("] ");
    let (stamp, rest) = stamped().or_else(|| bare.split_once(" - "))?;
    let is_stamp = stamp.len() <= LONGEST_STAMP
        && stamp.starts_with(|c: char| c.is_ascii_digit())
        && stamp.contains(':')
        && stamp.contains(['.', '/', '-'])
        && stamp.contains([',', ' ']);
    let (name, text) = rest.split_once(": ")?;
    (is_stamp && name.len() <= LONGEST_NAME && !text.trim().is_empty()).then_some(text.trim_start_matches(is_blank))
}

/// What is before `@done` of TaskPaper, and before `, done` in the middle of a line: `Walk, done, 20 minutes.`
fn text_before_done_piece(bare: &str) -> Option<&str> {
    const PIECES: [&str; 8] =
        ["done", "did it", "finished", "completed", "not done", "partly", "skipped", "partly done"];
    if bare.contains('@')
        && let Some((name, behind)) = bare.split_once(" @done")
    {
        let is_tag = behind.is_empty() || behind.starts_with(['(', ' ', ',']);
        return Some(trimmed_name(name)).filter(|name| is_tag && !name.is_empty());
    }
    let (name, rest) = bare.split_once([',', '.', '!', '('])?;
    // `Walk: done, 12 min`, `Walk: done. 12 min`
    if name.contains(':')
        && let Some((name, said)) = name.split_once(": ")
    {
        let said = said.trim_matches(is_blank);
        let is_tick = BEHIND.iter().any(|known| said.eq_ignore_ascii_case(known)) || is_amount(said);
        return Some(trimmed_name(name)).filter(|name| is_tick && !name.is_empty());
    }
    let is_said = |piece: &str| {
        let piece = piece.trim_matches(|c: char| is_blank(c) || matches!(c, '.' | '!'));
        PIECES.iter().any(|known| piece.eq_ignore_ascii_case(known))
    };
    // `Walk done, 15 min`, `Walk \u{2713}, 15 min`
    let ticked = || text_before_tick(name.trim_end_matches(is_blank));
    let said = rest.split(',').any(is_said).then(|| trimmed_name(name)).filter(|name| !name.is_empty());
    said.or_else(ticked)
}

/// The name in a row of a table as programs write them: `"Walk","done"`, `"Walk";"10"`.
fn name_in_quotes(bare: &str) -> Option<&str> {
    let (name, rest) = bare.strip_prefix('"')?.split_once('"')?;
    let value = rest.strip_prefix([',', ';'])?.trim_matches(|c: char| matches!(c, '"' | ',' | ';') || is_blank(c));
    let is_tick = BEHIND.iter().any(|known| value.eq_ignore_ascii_case(known)) || is_amount(value);
    (is_tick && !name.is_empty()).then_some(name)
}

/// What is before words for a tick with a time or minutes behind them: `Walk - completed 7:35`, `Walk done at 7:35`.
fn text_before_tick_and_detail(bare: &str) -> Option<&str> {
    const DONE: [&str; 7] = ["done", "did it", "done it", "finished", "completed", "complete", "accomplished"];
    let is_unit = |word: &str| matches!(word, "am" | "pm" | "m" | "min" | "mins" | "minutes" | "h");
    let is_number = |word: &str| {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
        unit.len() < word.len() && (unit.is_empty() || is_unit(&unit.to_ascii_lowercase()))
    };
    let mut rest = bare.trim_end_matches(['.', '!']);
    let mut has_number = false;
    while let Some((before, word)) = rest.rsplit_once(' ') {
        let is_lead = has_number && matches!(word, "at" | "for" | "in" | "@");
        if !(is_number(word) || is_unit(&word.to_ascii_lowercase()) || is_lead) {
            break;
        }
        has_number |= is_number(word);
        rest = before.trim_end_matches([',', ' ']);
    }
    // `Walk - 7:35` says nothing of a tick, and `Walk no 5` is a name.
    let is_done = DONE.iter().any(|word| {
        let start = rest.len().checked_sub(word.len()).and_then(|at| rest.get(at..));
        start.is_some_and(|end| end.eq_ignore_ascii_case(word))
    });
    (has_number && is_done).then(|| text_before_tick(rest)).flatten()
}

/// What is behind a clock time and a box: `20:00 DONE Walk`, `**20:00** DONE Walk`, `8pm - [x] Walk`.
fn text_after_time_and_box(bare: &str) -> Option<&str> {
    let is_mark = |c: char| matches!(c, '*' | '_');
    let plain = bare.trim_start_matches(is_mark);
    let behind = plain.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let digits = plain.get(..plain.len() - behind.len())?;
    let lower = behind.trim_start_matches(' ').get(..2).unwrap_or_default().to_ascii_lowercase();
    let rest = match lower.as_str() {
        "am" | "pm" => behind.trim_start_matches(' ').get(2..)?,
        _ if digits.contains([':', '.']) => behind,
        _ => return None,
    };
    if digits.is_empty() || digits.len() > 5 {
        return None;
    }
    let rest = rest.trim_start_matches(|c: char| is_mark(c) || is_blank(c) || is_dash(c) || matches!(c, ',' | ':'));
    let len = match check_box::box_at_start(rest) {
        Some((mark, len)) => Some(len).filter(|_| check_box::looks_like_box_mark(mark)),
        None => match check_box::malformed_box_line(rest) {
            Some(check_box::MalformedBoxLine::NearMiss(len)) => Some(len),
            _ => None,
        },
    };
    rest.get(len?..).map(|text| text.trim_start_matches(is_blank))
}

/// What is before a tick in the middle of a line: `Walk ✅ nice`, `Walk [x] nice`.
fn text_before_inner_tick(bare: &str) -> Option<&str> {
    let sign = (!bare.is_ascii()).then(|| bare.find(check_box::is_tick_char)).flatten();
    let boxed = || bare.find(" [x] ").or_else(|| bare.find(" [X] "));
    let at = sign.or_else(|| if bare.contains('[') { boxed() } else { None })?;
    let name = trimmed_name(bare.get(..at)?);
    (!name.is_empty()).then_some(name)
}

/// What is behind a word at the start: `done Walk`, `**DONE**: Walk`.
fn text_after_outcome_word(bare: &str) -> Option<&str> {
    let plain = bare.trim_start_matches(['*', '_', '=', '#', '[']);
    // `not done: Walk`
    let is_not = plain.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("not "));
    let plain = if is_not { plain.get(4..).unwrap_or_default() } else { plain };
    let end = plain.find(|c: char| !c.is_ascii_alphabetic())?;
    let (word, rest) = plain.split_at(end);
    if !WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)) {
        return None;
    }
    let rest = rest.trim_start_matches(['*', '_', '=', ']']);
    let is_between = |c: char| matches!(c, ':' | '*' | '_' | '|') || is_dash(c) || is_blank(c);
    let behind = rest.trim_start_matches(is_between);
    let of_today = text_after_day_and_colon(behind);
    (behind.len() < rest.len()).then_some(of_today.unwrap_or(behind))
}

/// What is behind a part of this day and a colon: `today: Walk`.
fn text_after_day_and_colon(text: &str) -> Option<&str> {
    const TODAY: [&str; 8] =
        ["today:", "tonight:", "this morning:", "this afternoon:", "this evening:", "so far:", "so far today:", "it:"];
    let is_between = |c: char| matches!(c, ':' | '*' | '_' | '|') || is_dash(c) || is_blank(c);
    TODAY.iter().find_map(|word| {
        let (start, of_day) = text.split_at_checked(word.len())?;
        start.eq_ignore_ascii_case(word).then(|| of_day.trim_start_matches(is_between))
    })
}

/// What is behind words that say whose deeds are listed: `Done today: Walk`, `Today I did: Walk`, `I managed: Walk`.
fn text_after_title_of_deeds(bare: &str) -> Option<&str> {
    const TITLES: [&str; 21] = [
        "done today",
        "did today",
        "completed today",
        "finished today",
        "managed today",
        "today i did",
        "today i managed",
        "today i have done",
        "today i've done",
        "today i completed",
        "today i finished",
        "i did",
        "i did today",
        "i managed",
        "i managed today",
        "i completed",
        "i finished",
        "what i did",
        "what i did today",
        "managed",
        "achieved",
    ];
    let plain = bare.trim_start_matches(['*', '_', '#']).trim_start_matches(is_blank);
    let (title, rest) = plain.split_once(':')?;
    let title = title.trim_end_matches(['*', '_']).replace('\u{2019}', "'");
    let rest = rest.trim_start_matches(|c: char| matches!(c, '*' | '_') || is_blank(c));
    (TITLES.iter().any(|known| title.eq_ignore_ascii_case(known)) && !rest.is_empty()).then_some(rest)
}

/// What is before a word or a sign at the end: `Walk: done`, `Walk ✅`, `Walk [x]`.
fn text_before_tick(bare: &str) -> Option<&str> {
    let plain = bare
        .trim_end_matches(|c: char| matches!(c, '*' | '_' | '.' | '!' | ')' | '\u{FE0E}' | '\u{FE0F}') || is_blank(c));
    let rest = match plain.chars().next_back() {
        // Of `Walk \u{2713}, memo \u{2713}` the first.
        Some(sign) if check_box::is_tick_char(sign) => plain.split(check_box::is_tick_char).next().unwrap_or_default(),
        // `Walk: 10 min`
        // `Walk - 7:30` is a time.
        _ if ends_with_amount(bare) && !has_digits_round_colon(bare) => {
            return bare.split_once(':').map(|(name, _)| trimmed_name(name)).filter(|name| !name.is_empty());
        }
        _ => {
            let last = plain.as_bytes().last().map(u8::to_ascii_lowercase);
            let behind = |word: &&str| {
                // Nearly every line of every note comes here, and most words differ in their last letter.
                if word.as_bytes().last().copied() != last {
                    return None;
                }
                let (rest, end) = plain.split_at_checked(plain.len().checked_sub(word.len())?)?;
                let is_apart = |c: char| {
                    matches!(c, ':' | '=' | '-' | '(' | '*' | '_' | ',' | ';' | '|' | '#' | '?') || is_blank(c)
                };
                (end.eq_ignore_ascii_case(word) && rest.ends_with(is_apart)).then_some(rest)
            };
            BEHIND.iter().find_map(behind)?
        }
    };
    let name = trimmed_name(rest);
    (!name.is_empty() && name.len() < bare.len()).then_some(name)
}

/// A name without what parts it from a word or a number behind it.
fn trimmed_name(rest: &str) -> &str {
    let is_between =
        |c: char| matches!(c, ':' | '=' | '(' | '*' | '_' | ',' | ';' | '|' | '#' | '?') || is_dash(c) || is_blank(c);
    rest.trim_end_matches(is_between)
}

/// Whether the first colon of a line is that of a clock time: `Walk - 7:30`.
fn has_digits_round_colon(line: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    line.split_once(':').is_some_and(|(name, value)| name.ends_with(is_digit) && value.starts_with(is_digit))
}

/// Whether a line is a name and an amount: `Walk: 20 min`.
pub(super) fn ends_with_amount(line: &str) -> bool {
    line.split_once(':').is_some_and(|(_, value)| is_amount(value.trim_start_matches([':', ' '])))
}

/// Whether a value is a number, or minutes: `10`, `10 min`.
fn is_amount(value: &str) -> bool {
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = value.len() - unit.len();
    (1..=3).contains(&digits)
        && matches!(
            unit.trim().trim_end_matches('.').to_ascii_lowercase().as_str(),
            "" | "m" | "min" | "mins" | "minutes" | "minute" | "mn" | "minuten" | "minutos" | "minuti" | "h"
        )
}

/// Whether a text holds a line with a tick without a box: a look that costs less than parsing it.
pub(super) fn may_hold_unboxed_tick(text: &str, signs: &BytesInText) -> bool {
    let has_rows = signs.has_any(b"|");
    let is_row = |line: &str| {
        let is_tick =
            |cell: &str| is_tick_cell(cell) || is_number_cell(cell) || name_beside_tick_in_cell(cell).is_some();
        has_rows && line.contains('|') && line.split('|').take(MOST_CELLS).any(is_tick)
    };
    let is_told = |line: &str| range_beside_tick_or_verb(line).is_some() || is_row(line) || is_title_of_done(line);
    text.lines().any(is_told) || signs.has_any(b"<") && text.contains("<td")
}

/// The rows of one table, as they come by.
#[derive(Default)]
pub(super) struct TableReader<'t> {
    rows: Vec<(Range<usize>, Vec<&'t str>)>,
}

/// So many rows and cells of one table are looked at.
const MOST_ROWS: usize = 400;
const MOST_CELLS: usize = 64;

impl<'t> TableReader<'t> {
    /// Takes a line; gives what the table above it says where the line ends one.
    pub(super) fn take_line(&mut self, range: Range<usize>, line: &'t str) -> Vec<UnboxedTick> {
        if !line.contains('|') {
            return self.finish_table();
        }
        if self.rows.len() < MOST_ROWS {
            let bare = line.trim_matches(is_blank);
            let inner = bare.strip_prefix('|').unwrap_or(bare);
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            self.rows
                .push((range, inner.split('|').take(MOST_CELLS).map(|cell| cell.trim_matches(is_blank)).collect()));
        }
        Vec::new()
    }

    /// The ticks of the rows so far, which are a table.
    pub(super) fn finish_table(&mut self) -> Vec<UnboxedTick> {
        let rows = std::mem::take(&mut self.rows);
        let is_ruler = |cells: &Vec<&str>| {
            cells.iter().all(|cell| cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':')))
        };
        let ruler = rows.iter().take(2).position(|(_, cells)| is_ruler(cells));
        let heads: &[&str] = ruler.and_then(|at| rows.get(at.checked_sub(1)?)).map_or(&[], |(_, cells)| cells);
        if are_heads_of_goals(heads) {
            return Vec::new();
        }
        // Without a ruler one line with a bar in it is a sentence, unless it is drawn as a row.
        let from = ruler.map_or(0, |at| at + 1);
        let mut found: Vec<UnboxedTick> = Vec::new();
        for (range, cells) in rows.iter().skip(from).filter(|(_, cells)| ruler.is_some() || cells.len() > 1) {
            for (at, cell) in cells.iter().enumerate() {
                // A number tells of what stands before it; one before a name only numbers the rows.
                let beside = match (is_tick_cell(cell), is_number_cell(cell)) {
                    (true, _) => cells.as_slice(),
                    (_, true) => cells.get(..at).unwrap_or_default(),
                    _ => &[],
                };
                let beside = beside.iter().filter(|cell| !cell.is_empty() && !is_tick_cell(cell));
                let head = heads.get(at).filter(|_| is_tick_cell(cell) || is_number_cell(cell));
                let inside = name_beside_tick_in_cell(cell);
                for name in head.into_iter().chain(beside).chain(inside.as_ref()).filter(|name| !name.is_empty()) {
                    let name = if name.contains("<br") {
                        name.replace("<br>", ", ").replace("<br/>", ", ")
                    } else {
                        (*name).to_owned()
                    };
                    let tick = UnboxedTick { range: range.clone(), name, in_table: true, cell: (*cell).to_owned() };
                    let is_same = |other: &UnboxedTick| other.range == tick.range && other.name == tick.name;
                    if !found.iter().rev().take(MOST_CELLS).any(is_same) {
                        found.push(tick);
                    }
                }
            }
        }
        found
    }
}

/// Whether the heads of a table say that its rows tell of what is to be done, and none says that it was: `| date | goal |`.
pub(crate) fn are_heads_of_goals(heads: &[&str]) -> bool {
    const GOALS: [&str; 8] = ["goal", "goals", "target", "targets", "aim", "aims", "planned", "next"];
    const DONE: [&str; 9] = ["done", "did", "actual", "result", "status", "tick", "check", "practised", "practiced"];
    let holds = |words: &[&str]| {
        let mut each = heads.iter().flat_map(|head| head.split(|c: char| !c.is_alphanumeric()));
        each.any(|word| words.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    holds(&GOALS) && !holds(&DONE)
}

/// Words of a cell that say how something went.
const CELL_WORDS: [&str; 14] = [
    "done",
    "yes",
    ":white_check_mark:",
    ":heavy_check_mark:",
    ":x:",
    "partly",
    "partially",
    "half",
    "no",
    "not done",
    "skip",
    "skipped",
    "missed",
    "ill",
];

/// The ticks of a row of an HTML table: `<td>Walk</td><td>x</td>`.
pub(super) fn ticks_of_html_row(range: Range<usize>, line: &str) -> Vec<UnboxedTick> {
    const MOST: usize = 4096;
    let line = lines::first_bytes_to_char_end(line, MOST);
    let row = line.replace("</td>", "|").replace("</th>", "|");
    let row = without_html_tags(&row);
    let cells: Vec<&str> = row.split('|').take(MOST_CELLS).map(|cell| cell.trim_matches(is_blank)).collect();
    if !cells.iter().any(|cell| is_tick_cell(cell)) {
        return Vec::new();
    }
    let names = cells.into_iter().filter(|cell| !cell.is_empty() && !is_tick_cell(cell));
    names
        .map(|name| UnboxedTick { range: range.clone(), name: name.to_owned(), in_table: true, cell: String::new() })
        .collect()
}

/// Whether a cell holds a number as of minutes, and nothing else.
fn is_number_cell(cell: &str) -> bool {
    let digits = cell.trim_matches(is_blank);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0')
}

/// What stands beside the tick of a cell: `☑ Walk`, `Walk ✅`, `[x] Walk`.
fn name_beside_tick_in_cell(cell: &str) -> Option<&str> {
    let bare = cell.trim_matches(is_blank);
    let behind = || bare.get(check_box::ticked_line_prefix_len(bare)?..).map(|rest| rest.trim_matches(is_blank));
    behind().or_else(|| bare.get(range_beside_tick(bare)?)).filter(|name| !name.is_empty())
}

/// Whether a cell holds a tick, a word for one or minutes, and nothing else.
fn is_tick_cell(cell: &str) -> bool {
    const LONGEST: usize = 120;
    if cell.len() > LONGEST {
        return false;
    }
    let plain = without_html_tags(cell);
    let plain = plain.trim_matches(|c: char| {
        matches!(c, '*' | '_' | '`' | '[' | ']' | '\\' | '.' | '!' | '\u{FE0E}' | '\u{FE0F}') || is_blank(c)
    });
    let mut signs = plain.chars();
    match (signs.next(), signs.next()) {
        (None, _) => false,
        (Some(sign), None) => check_box::is_mark_in_cell(sign),
        _ => {
            let lower = plain.to_ascii_lowercase();
            let unit = lower.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
            let is_minutes = unit.len() < lower.len() && matches!(unit, "min" | "mins" | "minutes" | "m");
            is_minutes || CELL_WORDS.contains(&lower.as_str())
        }
    }
}

/// A cell without HTML: `<li>[x]</li>`. A ticked box of HTML stays as `x`.
fn without_html_tags(cell: &str) -> String {
    if !cell.contains('<') {
        return cell.to_owned();
    }
    let (mut out, mut rest) = (String::with_capacity(cell.len()), cell);
    while let Some((before, behind)) = rest.split_once('<') {
        let Some((tag, after)) = behind.split_once('>') else { break };
        out.push_str(before);
        if tag.starts_with("input") && tag.contains("checked") {
            out.push('x');
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_signs_beside_a_name_are_known() {
        for line in [
            "done Walk",
            "- done Walk",
            "- Done: Walk",
            "DONE Walk",
            "- **DONE** Walk",
            "Did Walk",
            "- Walk: done",
            "Walk ✅",
            "- Walk [x]",
            "* Walk - done!",
            "Walk = yes",
            "- Walk (done)",
            "## [x] Walk",
            "### Walk ✅",
            "- ~~Walk~~",
            "[Walk:: yes]",
            "Walk:: 10",
            "- Walk: 10 min",
            "- Walk ✔\u{FE0F}",
            "Walk: partly",
            "Walk: no",
            "Walk: not done",
            "- Walk \u{274C}",
            "- skipped Walk",
            "not done: Walk",
            "[Walk:: partly]",
            "Walk:: true",
            "- Walk @done",
            "- Walk @done(2026-11-13)",
            "Walk, done, 20 minutes.",
            "- Walk done, 15 min",
            "- Walk \u{2713}, memo \u{2713}",
            "- Walk: no time",
            "- Walk: skipped (rain)",
            "- Walk - too tired",
            "- Walk: done, 12 min",
            "Walk: 12 min, cold",
            "- Walk: didn't",
            "Walk - forgot",
            "- 2026-11-13: Walk done",
            "- 2026-11-13 DONE Walk",
            "2026-11-13 [x] Walk",
            "- ~~[x] Walk~~",
            "~~- [x] Walk~~",
            "Walk complete",
            "Walk: complete",
            "Walk - completed 7:35",
            "Walk done at 7:35",
            "Walk done 10 min",
            "\"Walk\",\"done\"",
            "\"Walk\";\"10\"",
            "Walk;done",
            "- Walk: [x] 10 min",
            "[15.11.26, 18:20:11] Kim: Walk \u{2705}",
            "15.11.26, 18:20 - Kim: Walk \u{2705}",
        ] {
            assert_eq!(range_beside_tick(line).and_then(|range| line.get(range)), Some("Walk"), "{line}");
        }
        for line in [
            "Walk",
            "- Walk",
            "doneWalk",
            "done",
            "- [ ] Walk",
            "It is done",
            "",
            "-",
            "Walk x2",
            "not Walk",
            "Walk - ",
        ] {
            assert_ne!(range_beside_tick(line).and_then(|range| line.get(range)), Some("Walk"), "{line}");
        }
    }

    fn ticks(text: &str) -> Vec<String> {
        let mut reader = TableReader::default();
        let mut found: Vec<UnboxedTick> = Vec::new();
        for line in text.lines() {
            found.extend(reader.take_line(0..0, line));
        }
        found.extend(reader.finish_table());
        found.into_iter().map(|tick| tick.name).collect()
    }

    #[test]
    fn ticks_in_tables_name_their_row_and_their_column() {
        assert_eq!(ticks("| Habit | Mon |\n|---|---|\n| Walk | x |\n| Read | |"), ["Mon", "Walk"]);
        assert_eq!(ticks("| Day | Walk |\n|:--|--:|\n| Mon | ✅ |\n| Tue | - |"), ["Walk", "Mon"]);
        assert_eq!(ticks("| [x] | Walk |"), ["Walk"]);
        assert_eq!(ticks("Walk | 10 min"), ["Walk"]);
        assert_eq!(ticks("| Walk | partly |\n| Read | \u{2013} |\n| Sit | - |"), ["Walk"]);
        assert_eq!(ticks("| \u{2611} Walk | |"), ["Walk"]);
        assert_eq!(ticks("| Walk | 20 |"), ["Walk"]);
        assert_eq!(ticks("| 1 | Walk | |"), [""; 0]);
        assert_eq!(ticks("| Day | Walk |\n|--|--|\n| Mon | 20 |"), ["Walk", "Mon"]);
        assert_eq!(ticks("| <input type=\"checkbox\" checked> | Walk |"), ["Walk"]);
        assert_eq!(ticks("| Walk | long |\n\n| Walk | |"), Vec::<String>::new());
        assert_eq!(ticks("| Plan | Goal (min) |\n|--|--|\n| Walk | 20 |"), Vec::<String>::new());
        assert_eq!(ticks("| Plan | Goal | Done |\n|--|--|--|\n| Walk | 20 | x |"), ["Goal", "Walk", "Done", "20"]);
    }
}
