//! Values that mean one thing and are written in other words: the whole value as the language has it, with every day and time that
//! it names.

use crate::text::fold;
use crate::when::combine::meaning::{Parsed, interpret_when};
use crate::when::help::other_words::with_day_capital;
use crate::when::parse::minutes::{number_of_word, spoken_clock};
use crate::when::tokens::lexer::{TokenKind, tokenize};
use crate::when::tokens::parse_error::suggest_texts_unless_too_long;
use crate::when::tokens::vocabulary::{Word, classify_word, corrected_word};

/// Longest value that is looked at, in bytes.
const LONGEST: usize = 100;

/// A word of the value: what stands before it, itself, and what stands behind it.
#[derive(Clone)]
struct Piece {
    lead: String,
    word: String,
    tail: String,
}

impl Piece {
    fn new(word: &str) -> Piece {
        let is_sign = |c: char| matches!(c, ',' | ';' | '(' | ')' | '!' | '?' | '"');
        let from = word.len() - word.trim_start_matches(is_sign).len();
        let bare = word.trim_matches(is_sign);
        let parts = (word.get(..from), word.get(from + bare.len()..));
        let (lead, tail) = (parts.0.unwrap_or(""), parts.1.unwrap_or(""));
        Piece { lead: lead.to_owned(), word: bare.to_owned(), tail: tail.to_owned() }
    }

    fn folded(&self) -> String {
        fold(&self.word)
    }
}

/// What to write for a value that is not understood, where only one thing can be meant.
pub(super) fn help_for_other_wording(text: &str) -> Option<String> {
    if text.len() > LONGEST || text.contains('`') {
        return None;
    }
    let written: Vec<Piece> = text.split_whitespace().map(Piece::new).collect();
    // `seven-thirty`
    let is_clock = |word: &&str| word.split_once('-').is_some_and(|(hour, _)| hour_of_word(&fold(hour)).is_some());
    let parted: String = text
        .split_whitespace()
        .map(|word| match is_clock(&word) {
            true => format!("{} ", word.replacen('-', " ", 1)),
            false => format!("{word} "),
        })
        .collect();
    let mut pieces: Vec<Piece> = parted.split_whitespace().map(Piece::new).collect();
    let passes: [fn(&mut Vec<Piece>); 10] = [
        |pieces| put_digits_right(pieces),
        put_half_of_day_right,
        |pieces| put_units_right(pieces),
        write_clock_in_digits,
        write_all_as_every,
        write_whole_week_as_every_day,
        write_nothing_as_except,
        write_without_denied_time,
        write_bounds,
        write_parts_as_count,
    ];
    for pass in passes {
        pass(&mut pieces);
    }
    let joined = |pieces: &[Piece]| {
        let all = pieces.iter().map(|of| format!("{}{}{}", of.lead, of.word, of.tail)).collect::<Vec<_>>();
        all.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let before = joined(&written);
    let mut right = joined(&pieces);
    if right == before {
        return None;
    }
    if !is_plan(&right) {
        // A slip elsewhere.
        for of in &mut pieces {
            if let Some(word) = corrected_word(&of.folded()) {
                of.word = word.to_owned();
            }
        }
        right = joined(&pieces);
    }
    let help = suggest_texts_unless_too_long("Write", &[&right], "");
    (is_plan(&right) && !help.is_empty()).then_some(help)
}

fn is_plan(text: &str) -> bool {
    matches!(interpret_when(text), Ok(Parsed::When(when)) if when.vague_words().is_none())
}

/// The days, times and numbers that a text names and a suggestion lacks.
pub(super) fn loses_day_or_time(text: &str, suggestion: &str) -> bool {
    let named = |text: &str| {
        let mut found: Vec<String> = Vec::new();
        for token in tokenize(text) {
            let word = text.get(token.byte_range()).unwrap_or("");
            let is_part_of_date = |c: Option<char>| matches!(c, Some('-' | '/'));
            let before = text.get(..token.start).and_then(|before| before.chars().next_back());
            match token.kind {
                TokenKind::Number if !is_part_of_date(before) => {
                    found.push(word.trim_start_matches('0').to_owned());
                }
                TokenKind::Word(Word::Day(day)) => found.push(format!("day {day}")),
                TokenKind::Word(Word::Noon) => found.push("12".to_owned()),
                TokenKind::Word(Word::Unknown) => {
                    if let Some(Word::Day(day)) = corrected_word(&fold(word)).map(classify_word) {
                        found.push(format!("day {day}"));
                    }
                }
                _ => {}
            }
        }
        found
    };
    let kept = named(suggestion);
    named(text).iter().any(|of| !of.is_empty() && !kept.contains(of))
}

/// `7;30`, `7,30`, `7;30pm`, `7:3O`, `O7:30`, `7:l5`: a clock time with another sign or letters for digits.
fn put_digits_right(pieces: &mut [Piece]) {
    for of in pieces.iter_mut() {
        let half = ["am", "pm"].into_iter().find(|half| of.word.to_ascii_lowercase().ends_with(half));
        let (bare, half) = of.word.split_at_checked(of.word.len() - half.map_or(0, str::len)).unwrap_or((&of.word, ""));
        let digits: String = bare
            .chars()
            .map(|c| match c {
                'O' | 'o' => '0',
                'l' | 'I' => '1',
                ';' | ',' => ':',
                c => c,
            })
            .collect();
        let is_digits = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
            lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        let clock = digits.split_once(':').filter(|(hour, minute)| is_digits(hour, 1..=2) && is_digits(minute, 2..=2));
        let is_time = clock.is_some_and(|(hour, minute)| {
            hour.parse::<u8>().is_ok_and(|hour| hour < 24) && minute.parse::<u8>().is_ok_and(|minute| minute < 60)
        });
        // `7,30` in a list is two numbers; one that has a digit of its own is a time.
        if is_time && of.word.contains(|c: char| c.is_ascii_digit()) {
            of.word = format!("{digits}{half}");
        }
    }
}

/// `not at 7 but at 8 every day`, `every day at 8, not 7`, `at 8 instead of 7`: the time at which it does not happen says nothing.
fn write_without_denied_time(pieces: &mut Vec<Piece>) {
    let is_time = |of: &Piece| {
        let is_clock = of.word.starts_with(|c: char| c.is_ascii_digit())
            && of.word.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'a' | 'p' | 'm'));
        is_clock || matches!(of.folded().as_str(), "noon" | "midnight")
    };
    let denied = (0..pieces.len()).find_map(|i| {
        let word = pieces.get(i)?.folded();
        let lead = match word.as_str() {
            "not" => 1,
            "instead" if pieces.get(i + 1)?.folded() == "of" => 2,
            "rather" if pieces.get(i + 1)?.folded() == "than" => 2,
            _ => return None,
        };
        let at = usize::from(pieces.get(i + lead)?.folded() == "at");
        is_time(pieces.get(i + lead + at)?).then_some((i, i + lead + at + 1))
    });
    let Some((from, to)) = denied else { return };
    let is_but = pieces.get(to).is_some_and(|of| of.folded() == "but");
    let is_behind = pieces.iter().take(from).any(is_time);
    // `at 8 not 7 on Sunday` is about the Sunday.
    let is_end = pieces.get(to).is_none_or(|of| matches!(of.folded().as_str(), "every" | "daily"));
    if is_but {
        pieces.drain(from..=to);
    } else if is_behind && is_end {
        pieces.drain(from..to);
        if let Some(last) = from.checked_sub(1).and_then(|last| pieces.get_mut(last)) {
            last.tail.clear();
        }
    }
}

/// `7:30 pmm`, `7 a.mm`, `8 o clock`: letters typed twice.
fn put_half_of_day_right(pieces: &mut Vec<Piece>) {
    let mut i = 1;
    while let (Some(before), Some(of)) = (pieces.get(i - 1).map(Piece::folded), pieces.get(i).map(Piece::folded)) {
        let is_hour = before.ends_with(|c: char| c.is_ascii_digit()) || hour_of_word(&before).is_some();
        let mut letters: Vec<char> = of.chars().filter(|c| *c != '.').collect();
        letters.dedup();
        let half: String = letters.into_iter().collect();
        let is_slip = of.len() < 6
            && matches!(half.as_str(), "am" | "pm")
            && !matches!(of.as_str(), "am" | "pm" | "a.m." | "p.m." | "a.m" | "p.m");
        if is_hour && is_slip {
            pieces[i].word = half;
        }
        let is_clock = pieces.get(i + 1).is_some_and(|next| matches!(next.folded().as_str(), "clock" | "clok"));
        if is_hour && matches!(of.as_str(), "o" | "0") && is_clock {
            let tail = pieces[i + 1].tail.clone();
            pieces[i] = Piece { lead: String::new(), word: "o'clock".to_owned(), tail };
            pieces.remove(i + 1);
        }
        let behind = pieces.get(i).map(Piece::folded).unwrap_or_default();
        if let Some(hour) = hour_of_word(&before).filter(|_| matches!(behind.as_str(), "o'clock" | "oclock")) {
            pieces[i - 1].word = hour.to_string();
        }
        i += 1;
    }
    // `7:30pmm`
    for of in pieces.iter_mut() {
        let digits = of.word.len() - of.word.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':').len();
        let (number, behind) = of.word.split_at(digits);
        let mut letters: Vec<char> = behind.to_lowercase().chars().filter(|c| *c != '.').collect();
        letters.dedup();
        let half: String = letters.into_iter().collect();
        let is_slip = (3..6).contains(&behind.len()) && !behind.contains('.') && matches!(half.as_str(), "am" | "pm");
        if !number.is_empty() && is_slip {
            of.word = format!("{number}{half}");
        }
    }
}

/// The hour of a clock of twelve hours that a word is: `seven`.
fn hour_of_word(word: &str) -> Option<u64> {
    number_of_word(word).filter(|n| (1..=12).contains(n) && word.chars().all(char::is_alphabetic))
}

/// `every dya`, `twice a wek`: words of three and four letters, which other slips leave alone, behind words that go before them.
fn put_units_right(pieces: &mut [Piece]) {
    const DAY: [&str; 8] = ["dya", "dayy", "dy", "dday", "ady", "daay", "dai", "dag"];
    const WEEK: [&str; 8] = ["weak", "wek", "wekk", "weeek", "weekk", "wwek", "weeks", "weke"];
    for i in 1..pieces.len() {
        let before = pieces[i - 1].folded();
        let is_every = matches!(corrected_word(&before).unwrap_or(&before), "every" | "each");
        let is_per = matches!(before.as_str(), "a" | "per" | "other");
        let word = pieces[i].folded();
        // `every dat`
        let is_nearly_day = is_every
            && word.len() <= 4
            && word.starts_with('d')
            && classify_word(&word) == Word::Unknown
            && word.contains(['a', 'y']);
        if is_nearly_day || (is_every || is_per) && DAY.contains(&word.as_str()) {
            pieces[i].word = "day".to_owned();
        } else if (is_every || is_per) && WEEK.contains(&word.as_str()) {
            pieces[i].word = "week".to_owned();
        }
    }
}

/// `seven thirty`, `six forty five`, `nine oh five`.
fn write_clock_in_digits(pieces: &mut Vec<Piece>) {
    let mut i = 0;
    while i + 1 < pieces.len() {
        let words: Vec<String> = pieces.iter().skip(i).take(3).map(Piece::folded).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let is_apart = pieces.get(i + 1).is_some_and(|second| !second.tail.is_empty());
        let words = if is_apart { words.get(..2).unwrap_or_default() } else { words.as_slice() };
        let is_in_words = hour_of_word(words.first().copied().unwrap_or_default()).is_some()
            && words.get(1).is_some_and(|word| !word.contains(|c: char| c.is_ascii_digit()));
        let is_length = |word: &str| word.starts_with("min") || word.starts_with("times") || word.starts_with("day");
        if let Some(clock) = spoken_clock(words).filter(|_| is_in_words)
            && let taken = clock.words - 1
            && pieces[i].tail.is_empty()
            && !pieces.get(i + taken + 1).is_some_and(|next| is_length(&next.folded()))
        {
            pieces[i].word = format!("{}:{:02}", clock.hour, clock.minutes);
            pieces[i].tail = pieces[i + taken].tail.clone();
            pieces.drain(i + 1..=i + taken);
        }
        i += 1;
    }
}

/// `all days`, `all mornings`, `all weekdays`, `all the Mondays`.
fn write_all_as_every(pieces: &mut Vec<Piece>) {
    let mut i = 0;
    while i + 1 < pieces.len() {
        let the = usize::from(pieces[i + 1].folded() == "the" && pieces.len() > i + 2);
        let next = pieces[i + 1 + the].folded();
        let one = match next.as_str() {
            "days" => "day",
            "mornings" => "morning",
            "afternoons" => "afternoon",
            "evenings" => "evening",
            "nights" => "night",
            "weekdays" | "weekday" => "weekday",
            "weekends" => "weekend",
            _ => "",
        };
        let is_days = matches!(classify_word(&next), Word::Day(_)) && next.ends_with("days");
        // `all but Sunday`
        if i == 0 && pieces[i].folded() == "all" && matches!(next.as_str(), "but" | "except" | "bar" | "excluding") {
            pieces.splice(i..=i, ["every", "day"].map(Piece::new));
        } else if pieces[i].folded() == "all" && (!one.is_empty() || is_days) {
            let of = &pieces[i + 1 + the];
            let word = if is_days { with_day_capital(&of.word) } else { one.to_owned() };
            let (lead, tail) = (pieces[i].lead.clone(), of.tail.clone());
            let every = if is_days { String::new() } else { "every".to_owned() };
            let new = match is_days {
                true => vec![Piece { lead, word, tail }],
                false => {
                    vec![Piece { lead, word: every, tail: String::new() }, Piece { lead: String::new(), word, tail }]
                }
            };
            pieces.splice(i..=i + 1 + the, new);
        }
        i += 1;
    }
}

/// `whole week`, `the whole week at 7`.
fn write_whole_week_as_every_day(pieces: &mut Vec<Piece>) {
    let at = pieces.windows(2).position(|two| {
        matches!(two, [a, b] if matches!(a.folded().as_str(), "whole" | "entire" | "all") && b.folded() == "week")
    });
    let Some(at) = at else { return };
    let is_the = |i: usize| pieces.get(i).is_some_and(|of| matches!(of.folded().as_str(), "the" | "during" | "for"));
    let mut from = at;
    while from > 0 && is_the(from - 1) {
        from -= 1;
    }
    let tail = pieces[at + 1].tail.clone();
    let piece = |word: &str, tail: String| Piece { lead: String::new(), word: word.to_owned(), tail };
    pieces.splice(from..=at + 1, [piece("every", String::new()), piece("day", tail)]);
}

/// `nothing on Sundays`, `none on Sunday`: all other days.
fn write_nothing_as_except(pieces: &mut Vec<Piece>) {
    let is_nothing = pieces.first().is_some_and(|of| matches!(of.folded().as_str(), "nothing" | "none"));
    let is_on = pieces.get(1).is_some_and(|of| matches!(of.folded().as_str(), "on" | "at" | "during"));
    if is_nothing && is_on {
        let words = ["every", "day", "except"].map(Piece::new);
        pieces.splice(..2, words);
    }
}

/// `not before 9 on weekdays`, `by 9 at the latest`: the one end of a time that is said, and the rest of the value.
fn write_bounds(pieces: &mut Vec<Piece>) {
    let at_words = |pieces: &[Piece], i: usize, words: &[&str]| {
        words.iter().enumerate().all(|(n, word)| {
            pieces.get(i + n).is_some_and(|of| of.folded() == *word && (n + 1 == words.len() || of.tail.is_empty()))
        })
    };
    const NOT: [(&[&str], &str); 10] = [
        (&["not", "before"], "after"),
        (&["never", "before"], "after"),
        (&["not", "after"], "before"),
        (&["never", "after"], "before"),
        (&["not", "earlier", "than"], "after"),
        (&["no", "earlier", "than"], "after"),
        (&["never", "earlier", "than"], "after"),
        (&["not", "later", "than"], "before"),
        (&["no", "later", "than"], "before"),
        (&["never", "later", "than"], "before"),
    ];
    for i in 0..pieces.len() {
        for (words, instead) in NOT {
            let is_time = pieces.get(i + words.len()).is_some_and(|of| {
                of.word.starts_with(|c: char| c.is_ascii_digit()) || matches!(of.folded().as_str(), "noon" | "midnight")
            });
            if is_time && at_words(pieces, i, words) {
                // `weekdays, but not before 9`
                let is_but = i.checked_sub(1).and_then(|at| pieces.get(at)).is_some_and(|of| of.folded() == "but");
                pieces.splice(i - usize::from(is_but)..i + words.len(), [Piece::new(instead)]);
                break;
            }
        }
    }
    const ENDS: [(&[&str], &str); 6] = [
        (&["at", "the", "latest"], "before"),
        (&["at", "latest"], "before"),
        (&["at", "the", "earliest"], "after"),
        (&["at", "earliest"], "after"),
        (&["latest"], "before"),
        (&["earliest"], "after"),
    ];
    let found =
        (0..pieces.len()).find_map(|i| ENDS.iter().find(|(words, _)| at_words(pieces, i, words)).map(|of| (i, of)));
    let Some((i, (words, instead))) = found else { return };
    let tail = pieces[i + words.len() - 1].tail.clone();
    pieces.drain(i..i + words.len());
    if let Some(last) = i.checked_sub(1).and_then(|last| pieces.get_mut(last)) {
        last.tail.push_str(&tail);
    }
    // The hour that it is about: the one right before these words, else right behind them.
    let is_hour = |of: &Piece| {
        of.word.starts_with(|c: char| c.is_ascii_digit()) || matches!(of.folded().as_str(), "noon" | "midnight")
    };
    let is_half = |of: &Piece| matches!(of.folded().as_str(), "am" | "pm" | "a.m." | "p.m." | "o'clock");
    let mut hour = if i < pieces.len() && pieces[i..].iter().take(2).any(is_hour) { i } else { i.saturating_sub(1) };
    if pieces.get(hour).is_some_and(is_half) {
        hour = hour.saturating_sub(1);
    }
    if pieces.get(hour).is_some_and(|of| matches!(of.folded().as_str(), "by" | "at" | "until" | "till")) {
        hour += 1;
    }
    if !pieces.get(hour).is_some_and(is_hour) {
        return;
    }
    let before = hour.checked_sub(1).and_then(|before| pieces.get(before)).map(Piece::folded);
    match before.as_deref() {
        Some("by" | "at" | "until" | "till") => pieces[hour - 1].word = (*instead).to_owned(),
        Some("before" | "after") => {}
        _ => pieces.insert(hour, Piece::new(instead)),
    }
}

/// `3 nights`, `two mornings at 7`: so many times a week.
fn write_parts_as_count(pieces: &mut Vec<Piece>) {
    let is_part = |word: &str| matches!(word, "nights" | "mornings" | "evenings" | "afternoons" | "days");
    let at = (0..pieces.len().saturating_sub(1)).find(|&i| {
        let many = number_of_word(&pieces[i].folded()).or_else(|| pieces[i].word.parse().ok());
        let is_first = i == 0;
        is_first && many.is_some_and(|many| (1..=7).contains(&many)) && is_part(&pieces[i + 1].folded())
    });
    let Some(at) = at else { return };
    let is_told = pieces.iter().skip(at + 2).any(|of| {
        matches!(
            of.folded().as_str(),
            "week" | "a" | "per" | "weekly" | "each" | "every" | "of" | "out" | "in" | "ago" | "apart" | "running"
        )
    });
    if !is_told {
        let tail = std::mem::take(&mut pieces[at + 1].tail);
        pieces.splice(at + 2..at + 2, [Piece::new("a"), Piece::new(&format!("week{tail}"))]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_or_a_time_that_is_left_out_is_seen() {
        assert!(loses_day_or_time("Mon at 7", "Mon"));
        assert!(loses_day_or_time("every Sundya at 10", "at 10"));
        assert!(!loses_day_or_time("Mondays 07:30", "Mon at 7:30"));
    }
}
