//! What makes a line look like a note of practice, whatever else stands in it: a tick, a box, a word such as `done`, a clock
//! time. Read widely: it decides which lines with the name of a private plan are not shared (docs/specification.md#6-sharing).

use crate::text::{fold, is_variation_selector};
use crate::when::{self, TimeOfDay};

/// Words that say how something went, or that it is to be done.
const WORDS: [&str; 20] = [
    "done",
    "did",
    "didn't",
    "todo",
    "doing",
    "skip",
    "skipped",
    "missed",
    "miss",
    "later",
    "undone",
    "partly",
    "finished",
    "completed",
    "complete",
    "cancelled",
    "canceled",
    "forgot",
    "waiting",
    "started",
];

/// Ticks, crosses, thumbs and boxes.
const SIGNS: [char; 30] = [
    '\u{2705}',
    '\u{2713}',
    '\u{2714}',
    '\u{2611}',
    '\u{1F5F8}',
    '\u{1F5F9}',
    '\u{221A}',
    '\u{2610}',
    '\u{2612}',
    '\u{274C}',
    '\u{274E}',
    '\u{2715}',
    '\u{2716}',
    '\u{2717}',
    '\u{2718}',
    '\u{00D7}',
    '\u{2573}',
    '\u{2BBD}',
    '\u{1F44D}',
    '\u{1F44E}',
    '\u{1F4AA}',
    '\u{1F389}',
    '\u{1F197}',
    '\u{2B1C}',
    '\u{25A1}',
    '\u{25A2}',
    '\u{2B50}',
    '\u{1F6AB}',
    '\u{26D4}',
    '\u{1F7E2}',
];

/// Whether a line looks like practice.
pub(crate) fn may_be_practice(line: &str) -> bool {
    has_sign_of_practice(line) || holds_word_of_practice(line)
}

/// Whether a line has a sign, a box or a time of practice, and not only a word that a sentence can hold too.
pub(crate) fn has_sign_of_practice(line: &str) -> bool {
    has_tick_or_box(line) || begins_with_clock_time(line)
}

/// Whether a line has a sign or a box of practice, and not only a time.
pub(crate) fn has_tick_or_box(line: &str) -> bool {
    line.contains(SIGNS) || line.contains("checkbox") || holds_box(line)
}

/// Whether a word says how something went, or that it is to be done.
pub(crate) fn is_word_of_outcome_or_todo(word: &str) -> bool {
    WORDS.contains(&fold(word.trim_matches(|c: char| !c.is_alphanumeric())).as_str())
}

/// Words that may stand before what was done: `Today I went for a run`.
const LEADING: [&str; 38] = [
    "i",
    "we",
    "i've",
    "went",
    "go",
    "going",
    "gone",
    "did",
    "do",
    "doing",
    "had",
    "have",
    "for",
    "a",
    "an",
    "the",
    "my",
    "our",
    "to",
    "just",
    "finally",
    "then",
    "also",
    "today",
    "yesterday",
    "tonight",
    "again",
    "managed",
    "got",
    "try",
    "trying",
    "and",
    "or",
    "out",
    "another",
    "some",
    "started",
    "min",
];

/// How many bytes at the start of a text only lead to what was done: a time, and words such as `I went for a`.
pub(crate) fn bytes_before_practice(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let bare = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        at = text.len() - bare.len();
        if bare.starts_with(|c: char| c.is_ascii_digit())
            && let Some((_, taken)) = when::find_time_at_start_or_end(bare, false).filter(|(_, taken)| *taken > 0)
        {
            at += taken;
            continue;
        }
        let end = bare.find(|c: char| c.is_whitespace() || matches!(c, ',' | ':')).unwrap_or(bare.len());
        let (word, behind) = bare.split_at(end);
        if behind.is_empty() || !LEADING.contains(&fold(word).as_str()) {
            return at;
        }
        at += end;
    }
}

/// Whether a text may lead to a plan's name, so that what it says is to do it: it is empty, ends with a sign, or with such a word or a
/// number.
pub(crate) fn may_lead_to_practice(before: &str) -> bool {
    let before = before.trim_end();
    let Some(word) = before.split_whitespace().next_back().filter(|_| before.ends_with(char::is_alphanumeric)) else {
        // `A dry-run` is one word.
        return true;
    };
    const UNITS: [&str; 8] = ["minutes", "min", "mins", "minute", "hour", "hours", "h", "km"];
    let word = fold(word.trim_start_matches(|c: char| !c.is_alphanumeric()));
    LEADING.contains(&word.as_str()) || UNITS.contains(&word.as_str()) || word.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether an everyday word stands between these two parts of a text as practice does: behind a word such as `my` or `went`, or behind one
/// such as `the` or `after` if nothing follows that makes something else of it.
pub(crate) fn stands_as_practice(before: &str, behind: &str) -> bool {
    const STRONG: [&str; 10] =
        ["my", "our", "did", "doing", "went", "gone", "managed", "started", "another", "finally"];
    const BEFORE_MOMENT: [&str; 13] =
        ["after", "before", "during", "while", "when", "since", "from", "at", "by", "about", "of", "with", "into"];
    let last = before.split_whitespace().next_back().filter(|_| before.trim_end().ends_with(char::is_alphanumeric));
    let word = last.map(|word| fold(word.trim_start_matches(|c: char| !c.is_alphanumeric()))).unwrap_or_default();
    let is_compound = behind.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let is_amount = || !LEADING.contains(&word.as_str()) && may_lead_to_practice(before) && !word.is_empty();
    let leads = || may_lead_to_practice(before) || BEFORE_MOMENT.contains(&word.as_str());
    !is_compound && (STRONG.contains(&word.as_str()) || is_amount() || leads() && may_follow_practice(behind))
}

/// Whether what stands behind a plan's name may go on about doing it: nothing, a sign, a number, or a word such as `with`.
pub(crate) fn may_follow_practice(behind: &str) -> bool {
    const FOLLOWING: [&str; 31] = [
        "for",
        "with",
        "in",
        "at",
        "around",
        "round",
        "through",
        "along",
        "today",
        "this",
        "tonight",
        "again",
        "alone",
        "and",
        "but",
        "after",
        "before",
        "twice",
        "outside",
        "on",
        "until",
        "while",
        "yesterday",
        "was",
        "done",
        "every",
        "each",
        "daily",
        "because",
        "then",
        "together",
    ];
    let rest = behind.trim_start();
    let is_compound = behind.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    !is_compound
        && (word.is_empty()
            || word.starts_with(|c: char| c.is_ascii_digit())
            || FOLLOWING.contains(&fold(word).as_str()))
}

/// Whether the sign behind a name is what the line is about: `read \u{2713} marks in the book`. `name` is what stands before the sign.
pub(crate) fn is_tick_spoken_of(line: &str, name: &str) -> bool {
    const SIGNS: [&str; 10] = ["mark", "marks", "sign", "signs", "symbol", "symbols", "tick", "ticks", "box", "boxes"];
    let behind = line.split_once(name).map_or("", |(_, behind)| behind.trim_start());
    let said = behind.trim_start_matches(|c: char| crate::note::is_tick_char(c) || is_variation_selector(c));
    let word = said.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    said.len() < behind.len() && SIGNS.contains(&fold(word).as_str())
}

/// `[x]`, `[ ]`, `( )`: brackets round at most one sign, and no link.
fn holds_box(line: &str) -> bool {
    line.match_indices(['[', '(', '{', '\u{FF3B}', '\u{3010}']).any(|(at, open)| {
        // Only a few signs are looked at, so that a row of brackets costs its length.
        let inside = line.get(at + open.len()..).unwrap_or_default().chars().take(6);
        let mut signs = inside.filter(|c| !c.is_whitespace());
        let is_closed = |c: Option<char>| matches!(c, Some(']' | ')' | '}' | '\u{FF3D}' | '\u{3011}'));
        is_closed(signs.next()) || is_closed(signs.next())
    })
}

fn holds_word_of_practice(line: &str) -> bool {
    let folded = fold(line);
    folded.split(|c: char| !(c.is_alphanumeric() || c == '\'')).any(|word| WORDS.contains(&word))
}

/// Whether a line begins with a clock time, behind its list mark.
pub(crate) fn begins_with_clock_time(line: &str) -> bool {
    let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    bare.starts_with(|c: char| c.is_ascii_digit())
        && matches!(when::find_time_at_start_or_end(bare, false), Some((TimeOfDay::Clock(_), _)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_a_box_a_word_or_a_time_is_enough() {
        for line in [
            "Walk \u{2705} nice",
            "20:00 Walk",
            "- 8pm Walk",
            "Walk [x] nice",
            "Walk (done) nice",
            "TODO Walk",
            "Walk [ ] x",
            "<li><input type=\"checkbox\" checked> Walk</li>",
        ] {
            assert!(may_be_practice(line), "{line}");
        }
        for line in ["Walk with Mum", "I like to walk (a lot)", "see [the plan](a.md)", "Walk 3 km"] {
            assert!(!may_be_practice(line), "{line}");
        }
    }
}
