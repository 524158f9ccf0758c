//! Titles that name a private plan and say nothing else (docs/specification.md#6-sharing): what stands below one is about that plan. One rule
//! holds for headings, bold lines and plain lines: signs, tags of HTML, dates, times, labels and remarks in brackets may stand around the
//! name. A name of a different plan that holds the private one is no such title.

use std::cmp::Reverse;
use std::ops::Range;

use crate::journal::lines::line;
use crate::journal::sharing::hidden::HiddenPlanNames;
use crate::note::wiki_links;
use crate::text::{fold, fold_key};
use crate::when::{self, TimeOfDay};

/// In a text that is compared it stands for a link to the note of a private plan.
const LINK: char = '\u{FFFC}';
/// No longer line is a title.
const LONGEST: usize = 200;
/// So many pieces are taken away on each side of a name.
const MOST_PIECES: usize = 6;

/// Whether a line is the name of a hidden plan and nothing else, besides what may stand around it in a title.
pub(crate) fn is_name_of_hidden_plan_alone(line: &str, hidden: &HiddenPlanNames) -> bool {
    if hidden.is_empty() || line.len() > LONGEST {
        return false;
    }
    let text = without_tags(&without_links(line.trim(), |link| hidden.links_to_hidden_plan(link)));
    let text = without_block_id(&text);
    // `Run today` is a phrase, `## Run today` and `[[Run]] today` are titles.
    let is_marked = line.trim_start().starts_with(['#', '*', '_', '=', '<']) || line.trim_end().ends_with(':');
    let is_name = |name: &str| hidden.is_hidden_name(name) || hidden.is_hidden_name(&fold_key(name));
    for part in parts_without_pieces(text) {
        let written = text.get(part.range).unwrap_or_default().trim();
        let name = written.trim_matches(is_sign);
        if hidden.is_name_of_open_plan(written) || hidden.is_name_of_open_plan(&fold_key(name)) {
            return false;
        }
        let is_link = || name.chars().eq(std::iter::once(LINK));
        let may_be_phrase = || part.is_phrase && !is_marked && !hidden.holds_distinctive_name(name);
        if is_link() || (is_name(written) || is_name(name)) && !may_be_phrase() {
            return true;
        }
    }
    false
}

/// A part of a line: what is left where some pieces on both sides are taken away.
struct Part {
    range: Range<usize>,
    /// A word such as `today` stands beside it with a space between them.
    is_phrase: bool,
}

/// The parts that are left of a text, longest first.
fn parts_without_pieces(text: &str) -> Vec<Part> {
    let mut starts = vec![(0, false)];
    while let Some(&(at, is_phrase)) = starts.last().filter(|_| starts.len() <= MOST_PIECES) {
        let rest = text.get(at..).unwrap_or_default();
        let bare = rest.trim_start_matches(is_sign);
        let Some(piece) = piece_at_start(bare) else { break };
        let end = text.len() - bare.len() + piece.len;
        starts.push((end, is_phrase || piece.is_word && is_joined(text.get(end..).unwrap_or_default().chars())));
    }
    let mut ends = vec![(text.len(), false)];
    while let Some(&(at, is_phrase)) = ends.last().filter(|_| ends.len() <= MOST_PIECES) {
        // A bracket ends a remark.
        let bare = text.get(..at).unwrap_or_default().trim_end_matches(|c: char| is_sign(c) && !matches!(c, ')' | ']'));
        let Some(piece) = piece_at_end(bare) else { break };
        let start = bare.len() - piece.len;
        ends.push((
            start,
            is_phrase || piece.is_word && is_joined(text.get(..start).unwrap_or_default().chars().rev()),
        ));
    }
    let pairs = starts.iter().flat_map(|start| ends.iter().map(move |end| (start, end)));
    let parts = pairs.filter(|(start, end)| start.0 < end.0);
    let mut parts: Vec<Part> =
        parts.map(|(start, end)| Part { range: start.0..end.0, is_phrase: start.1 || end.1 }).collect();
    parts.sort_by_key(|part| Reverse(part.range.len()));
    parts
}

/// Whether nothing but white space stands between a piece and the next word.
fn is_joined(mut beside: impl Iterator<Item = char>) -> bool {
    beside.find(|c| !c.is_whitespace()).is_some_and(|c| !is_sign(c))
}

fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && c != LINK
}

/// What may stand beside a name in a title.
struct Piece {
    /// In bytes.
    len: usize,
    /// With the name beside it, it makes a phrase where no sign parts them: `Run today`.
    is_word: bool,
}

/// Words of the day, and words for what stands below.
const WORDS_BEFORE: [&str; 8] = ["today", "tonight", "yesterday", "tomorrow", "this", "how", "my", "after"];
const WORDS_BEHIND: [&str; 20] = [
    "today",
    "tonight",
    "yesterday",
    "tomorrow",
    "again",
    "went",
    "notes",
    "note",
    "log",
    "diary",
    "update",
    "part",
    "week",
    "done",
    "yes",
    "no",
    "on",
    "at",
    "in",
    "the",
];
/// Labels before a name: `Re: Call Dad`, `topic:: Call Dad`; with a number behind them too: `Step 2: Call Dad`.
const LABELS: [&str; 29] = [
    "re", "topic", "subject", "about", "title", "plan", "task", "habit", "project", "next", "now", "then", "later",
    "first", "last", "also", "today", "note", "homework", "step", "part", "session", "day", "week", "attempt",
    "update", "done", "did", "exercise",
];

fn piece_at_start(rest: &str) -> Option<Piece> {
    if let Some((label, _)) = rest.split_once(':').filter(|(label, _)| is_label(label)) {
        return Some(Piece { len: label.len() + 1, is_word: false });
    }
    if let Some((time, len)) = when::find_time_at_start_or_end(rest, false).filter(|(_, len)| *len > 0) {
        return Some(Piece { len, is_word: matches!(time, TimeOfDay::Part(_)) });
    }
    let word = rest.split(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '/')).next()?;
    let kind = kind_of_word(word, &WORDS_BEFORE)?;
    Some(Piece { len: word.len(), is_word: kind == WordKind::OfPhrase })
}

fn piece_at_end(rest: &str) -> Option<Piece> {
    let remark = rest.strip_suffix(')').and_then(|inside| inside.rfind('('));
    if let Some(remark) = remark.or_else(|| rest.strip_suffix(']').and_then(|inside| inside.rfind('['))) {
        return Some(Piece { len: rest.len() - remark, is_word: false });
    }
    if let Some((time, len)) = when::find_time_at_start_or_end(rest, true).filter(|(_, len)| *len > 0) {
        return Some(Piece { len, is_word: matches!(time, TimeOfDay::Part(_)) });
    }
    const LIKE_THIS: &str = "like this";
    let start = rest.len().checked_sub(LIKE_THIS.len());
    if start.and_then(|start| rest.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(LIKE_THIS)) {
        return Some(Piece { len: LIKE_THIS.len(), is_word: true });
    }
    let word = rest.rsplit(|c: char| c.is_whitespace() || matches!(c, ',' | ':')).next()?;
    let kind = kind_of_word(word, &WORDS_BEHIND)?;
    Some(Piece { len: word.len(), is_word: kind == WordKind::OfPhrase })
}

fn is_label(label: &str) -> bool {
    let bare = label.trim_matches(is_sign).trim_end_matches(|c: char| c.is_ascii_digit() || is_sign(c));
    LABELS.contains(&fold_key(bare).as_str())
}

#[derive(PartialEq, Eq)]
enum WordKind {
    OfCalendar,
    OfPhrase,
}

/// What kind of word beside a name it is: a day of the calendar, or one of these words; none where it is neither.
fn kind_of_word(word: &str, of_phrase: &[&str]) -> Option<WordKind> {
    let bare = word.trim_matches(is_sign);
    let is_of_calendar = || line::is_weekday_word(bare) || line::is_month_word(bare) || is_date_in_digits(bare);
    match () {
        () if bare.is_empty() => None,
        () if of_phrase.contains(&fold(bare).as_str()) => Some(WordKind::OfPhrase),
        () if is_of_calendar() => Some(WordKind::OfCalendar),
        () => None,
    }
}

/// `19`, `19th`, `19.11`, `2026-11-19`, `11/19`
fn is_date_in_digits(word: &str) -> bool {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    bare.contains(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '/' | '-' | ':'))
}

/// A text with each link as its words, and as [`LINK`] where it leads to a hidden plan.
fn without_links(text: &str, leads_to_hidden: impl Fn(&str) -> bool) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for link in wiki_links(text) {
        out.push_str(text.get(at..link.range.start).unwrap_or_default());
        match leads_to_hidden(text.get(link.range.clone()).unwrap_or_default()) {
            true => out.push(LINK),
            false => out.push_str(text.get(link.shown).unwrap_or_default()),
        }
        at = link.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    without_plain_links(&out, leads_to_hidden)
}

/// The same for `[words](target)`. An image is none.
fn without_plain_links(text: &str, leads_to_hidden: impl Fn(&str) -> bool) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, behind)) = rest.split_once('[') {
        out.push_str(before);
        let link = behind.split_once("](").filter(|(words, _)| !words.contains(['[', ']']));
        match link.and_then(|(words, behind)| Some((words, behind.split_once(')')?))) {
            Some((words, (target, behind))) => {
                match before.ends_with('!') {
                    true => out.push_str("image"),
                    false if leads_to_hidden(&format!("[{words}]({target})")) => out.push(LINK),
                    false => out.push_str(words),
                }
                rest = behind;
            }
            None => {
                out.push('[');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A text without its tags of HTML, whatever stands in them.
pub(crate) fn without_tags(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        let is_tag = behind.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
        match behind.split_once('>').filter(|_| is_tag) {
            Some((_, behind)) => {
                out.push(' ');
                rest = behind;
            }
            None => {
                out.push('<');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A text without the mark of a block at its end: `Call Dad ^abc`.
fn without_block_id(text: &str) -> &str {
    let text = text.trim();
    match text.rsplit_once(char::is_whitespace) {
        Some((before, last)) if last.starts_with('^') => before.trim_end(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_name_with_what_may_stand_around_it() {
        let hidden = HiddenPlanNames::of_names(&["Call Dad", "Walk"]);
        for title in [
            "Call Dad",
            "## 19 Nov: Call Dad (evening)",
            "Thu 18:00 \u{2014} Call Dad!",
            "Re: **Call Dad**, evening ^ab1",
            "<h3 id=\"x\">[Call Dad]()</h3>",
            "#call-dad",
            "Call Dad today",
            "Walk, 18:00",
            "Evening: walk",
            "How walk went:",
            "Homework: Call Dad",
            "Step 2: Call Dad",
            "Call Dad, part 2",
            "Call Dad [evening]",
            "Done: Call Dad",
            "Call Dad: yes",
            "## Walk today",
        ] {
            assert!(is_name_of_hidden_plan_alone(title, &hidden), "{title}");
        }
        for line in [
            "Call Dad was hard today, then I read.",
            "Call Dad and Mom",
            "Walk today",
            "Evening walk",
            "Walk to the shop",
            "Mom: Walk",
            "![Call Dad](a.png)",
            "(evening)",
            "",
        ] {
            assert!(!is_name_of_hidden_plan_alone(line, &hidden), "{line}");
        }
    }

    #[test]
    fn rows_of_signs_cost_their_length() {
        let hidden = HiddenPlanNames::of_names(&["Walk"]);
        for unit in ["[", "[[a", "[a](", "<a", "(", "on ", "Mon "] {
            let _ = is_name_of_hidden_plan_alone(&unit.repeat(LONGEST / unit.len()), &hidden);
        }
    }
}
