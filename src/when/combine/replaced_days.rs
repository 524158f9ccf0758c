//! Days that have something else instead, wherever that stands: `every day at 7, Sunday at 9 instead`, `every day (except Sunday
//! at 9) at 7:00`. Each is brought into the order `every day at 7 except Sunday at 9`.

use crate::problem::Code;
use crate::text::fold;
use crate::when::parse::cue::squeeze_white_space;
use crate::when::tokens::cursor::{Phrase, PhraseKind, Separator, WrittenTime};
use crate::when::tokens::parse_error::{ParseError, suggest_texts_unless_too_long};
use crate::when::value::time::Slot;

/// Words that say of days with a moment that they have nothing but it.
const INSTEAD: &[&str] = &["instead", "only"];

/// Of the phrases behind one, only so many are looked at: the reader is linear.
const MOST: usize = 16;

fn is_moment(phrase: &Phrase) -> bool {
    matches!(phrase.kind, PhraseKind::Time(_) | PhraseKind::Cue)
}

/// What stands before phrase `i`, behind the one before it; behind the last phrase all that is left.
pub(crate) fn gap_before<'a>(text: &'a str, phrases: &[Phrase], i: usize) -> &'a str {
    let from = i.checked_sub(1).and_then(|i| phrases.get(i)).map_or(0, |p| p.byte_range.end);
    let to = phrases.get(i).map_or(text.len(), |p| p.byte_range.start);
    text.get(from..to).unwrap_or("")
}

fn says_instead(words: &str) -> bool {
    let folded = fold(words);
    INSTEAD.iter().any(|word| says_word(&folded, word))
}

fn says_word(folded: &str, word: &str) -> bool {
    folded.split(|c: char| !c.is_alphanumeric()).any(|other| other == word)
}

/// The days of a run of phrases, and its end.
fn run_of_days(phrases: &[Phrase], from: usize) -> (u8, usize) {
    let plain = |p: &&Phrase| matches!(p.kind, PhraseKind::Days { has_every: false, .. });
    let run = phrases.iter().skip(from).take_while(plain);
    let (mask, count) = run.fold((0, 0), |(all, count), p| match p.kind {
        PhraseKind::Days { mask, .. } => (all | mask, count + 1),
        _ => (all, count),
    });
    (mask, from + count)
}

fn count_moments(phrases: &[Phrase], from: usize) -> usize {
    let joined = |p: &&Phrase| is_moment(p) && p.separator != Separator::Comma;
    let first = usize::from(phrases.get(from).is_some_and(is_moment));
    first + phrases.iter().skip(from + first).take_while(joined).count()
}

/// `every day at 7, Sunday at 9 instead`, `every day at 7, only at 9 on Sundays`: the Sunday is excepted, with a moment of its own.
///
/// # Errors
/// `instead` beside days that replace nothing: `Monday instead`.
pub(crate) fn except_replaced_days(text: &str, phrases: Vec<Phrase>) -> Result<Vec<Phrase>, ParseError> {
    if !says_instead(text) {
        return Ok(phrases);
    }
    let mut out: Vec<Phrase> = Vec::with_capacity(phrases.len());
    let (mut named, mut has_moment, mut is_found) = (0, false, false);
    // Where such days end that say nothing of `instead`.
    let mut added_to = None;
    let mut i = 0;
    while let Some(phrase) = phrases.get(i) {
        // `9 on Sundays`: the moment comes first.
        let first = if is_moment(phrase) && phrase.separator != Separator::None { i + 1 } else { i };
        let (mask, end) = run_of_days(&phrases, first);
        let behind = phrases.get(end).filter(|p| p.separator == Separator::None);
        let (moments, to) = match behind {
            _ if first > i && phrases.get(first).is_some_and(|p| p.separator == Separator::None) => (i..first, end),
            Some(p) if first == i && is_moment(p) => (end..end + count_moments(&phrases, end), 0),
            _ => (0..0, 0),
        };
        let to = to.max(moments.end);
        let is_part = mask != 0 && mask & !named == 0 && mask != named && has_moment && !moments.is_empty();
        // Of what stands around them, only that on this side of a comma.
        let before = gap_before(text, &phrases, i).rsplit([',', ';', '(']).next().unwrap_or("");
        let after = gap_before(text, &phrases, to).split([',', ';']).next().unwrap_or("");
        let is_instead = || {
            says_instead(before)
                || says_instead(after)
                || (i + 1..to).any(|j| says_instead(gap_before(text, &phrases, j)))
        };
        let is_instead = is_part && is_instead();
        // `every day at 7, Sat at 8, Sun at 9 instead`
        if is_instead && added_to == Some(i) && says_word(&gap_before(text, &phrases, to).to_lowercase(), "instead") {
            let at = phrase.byte_range.start..phrases[to - 1].byte_range.end.max(phrase.byte_range.start);
            let message = "`instead` can be said of these days, or of those before them too.".to_owned();
            let help = "Write `except` before all days that have something else, as in `every day at 7 except Sat at 8 and \
                        Sun at 9`.";
            return Err(ParseError::new(Code::WhenNotUnderstood, at, message, help));
        }
        if is_part && !is_instead {
            added_to = Some(to);
        }
        if is_instead {
            let start = phrase.byte_range.start - before.len();
            let at = start..phrases.get(end - 1).map_or(start, |p| p.byte_range.end.max(start));
            out.push(Phrase { kind: PhraseKind::Except(mask), separator: Separator::Comma, byte_range: at });
            let own = phrases.get(moments).unwrap_or_default().iter().enumerate();
            out.extend(own.map(|(n, p)| if n == 0 { joined_by(p, Separator::None) } else { p.clone() }));
            is_found = true;
            i = to;
            continue;
        }
        match phrase.kind {
            PhraseKind::Days { mask, .. } => named |= mask,
            _ => has_moment |= is_moment(phrase),
        }
        out.push(phrase.clone());
        i += 1;
    }
    // Inside a cue it is a word like any.
    let unused = (0..=phrases.len()).find_map(|i| {
        let gap = gap_before(text, &phrases, i);
        let from = i.checked_sub(1).and_then(|i| phrases.get(i)).map_or(0, |p| p.byte_range.end);
        gap.to_ascii_lowercase().find("instead").map(|at| from + at..from + at + "instead".len())
    });
    match unused {
        Some(at) if !is_found && !phrases.iter().any(|p| matches!(p.kind, PhraseKind::Except(_))) => {
            let help =
                "Name the days that have something else behind `except`, as in `every day at 7 except Sunday at 9`.";
            let message = "`instead` replaces nothing that is written here.".to_owned();
            Err(ParseError::new(Code::WhenNotUnderstood, at, message, help))
        }
        _ => Ok(out),
    }
}

fn joined_by(phrase: &Phrase, separator: Separator) -> Phrase {
    Phrase { separator, ..phrase.clone() }
}

/// `every day (except Sunday at 9) at 7:00` is `every day at 7:00 except Sunday at 9`.
///
/// # Errors
/// `every day except Sunday at 9, at 7`: the first time can be that of the Sunday, or both those of the other days.
pub(crate) fn put_exceptions_last(text: &str, phrases: Vec<Phrase>) -> Result<Vec<Phrase>, ParseError> {
    refuse_days_in_brackets(text, &phrases)?;
    let is_except = |p: &Phrase| matches!(p.kind, PhraseKind::Except(_));
    let Some(at) = phrases.iter().position(is_except) else { return Ok(phrases) };
    let has_own = phrases.get(at + 1).is_some_and(|p| is_moment(p) && p.separator == Separator::None)
        || phrases.get(at + 1).is_some_and(|p| is_moment(p) && gap_before(text, &phrases, at + 1).contains('('));
    if !has_own {
        return Ok(phrases);
    }
    let moments_from = |from: usize| from + phrases.iter().skip(from).take_while(|p| is_moment(p)).count();
    let end = moments_from(at + 1);
    // `except Sunday at 9, every day at 7`
    if at == 0 {
        let has_rest = phrases.get(end).is_some_and(|p| p.kind.is_day()) && phrases.iter().skip(end).any(is_moment);
        if has_rest {
            return Ok(rotated(&phrases, 0, end, phrases.len()));
        }
    }
    if at > 0 && gap_before(text, &phrases, at).contains(['(', '[']) {
        let closed = (at + 2..phrases.len()).find(|&i| gap_before(text, &phrases, i).contains([')', ']']));
        let Some(closed) = closed.filter(|&i| is_moment(&phrases[i])) else { return Ok(phrases) };
        // `every day at 7:00 (except Sunday 9:00) after breakfast`: the cue is that of all days.
        let has_time = phrases.iter().take(at).any(is_moment);
        if has_time && phrases[closed..moments_from(closed)].iter().all(|p| p.kind == PhraseKind::Cue) {
            return Ok(phrases);
        }
        return Ok(rotated(&phrases, at, closed, moments_from(closed)));
    }
    if phrases.iter().take(at).any(is_moment) {
        // `every day at 7 except Sunday (at 9)`
        let own = at + 1;
        let separator = |i: usize, p: &Phrase| if i == own { Separator::None } else { p.separator };
        return Ok(phrases.iter().enumerate().map(|(i, p)| joined_by(p, separator(i, p))).collect());
    }
    // A time of the same sort, which is not joined to the first, is that of the other days.
    let is_again = |&i: &usize| {
        let is_joined = matches!(phrases[i].separator, Separator::And | Separator::Or);
        !is_joined
            && phrases[at + 1..i]
                .iter()
                .any(|before| number_of_moment_kind(before) == number_of_moment_kind(&phrases[i]))
    };
    let Some(again) = (at + 2..end.min(at + MOST)).find(is_again) else { return Ok(phrases) };
    let is_own_in_brackets = gap_before(text, &phrases, again).contains([')', ']']);
    let is_apart = phrases[again].separator == Separator::None || is_own_in_brackets;
    if is_apart || at > 0 && phrases[at].separator == Separator::Comma {
        return Ok(rotated(&phrases, at, again, end));
    }
    Err(unclear_moment_error(text, &phrases, at, again..end))
}

/// The phrases `at..middle` behind those of `middle..end`.
fn rotated(phrases: &[Phrase], at: usize, middle: usize, end: usize) -> Vec<Phrase> {
    let first = |i: usize, separator| phrases.get(i).map(|p| joined_by(p, separator));
    let rest = |from: usize, to: usize| phrases.get(from + 1..to).unwrap_or_default().iter().cloned();
    let mut out: Vec<Phrase> = phrases.iter().take(at).cloned().collect();
    out.extend(first(middle, Separator::None));
    out.extend(rest(middle, end));
    out.extend(first(at, Separator::Comma));
    // `except Sunday (at 9) at 7`
    out.extend(first(at + 1, Separator::None));
    out.extend(rest(at + 1, middle));
    out.extend(phrases.iter().skip(end).cloned());
    out
}

/// Clock times, parts of the day, cues.
fn number_of_moment_kind(phrase: &Phrase) -> u8 {
    match phrase.kind {
        PhraseKind::Time(WrittenTime { slot: Slot::In(_), .. }) => 0,
        PhraseKind::Time(_) => 1,
        _ => 2,
    }
}

/// A moment as it stands behind days: `at 9`, `in the morning`, `after lunch`.
pub(crate) fn moment_as_adverb(text: &str, phrase: &Phrase) -> String {
    let written = squeeze_white_space(text.get(phrase.byte_range.clone()).unwrap_or(""));
    match phrase.kind {
        PhraseKind::Time(WrittenTime { slot: Slot::In(part), .. }) => part.as_adverb().to_owned(),
        PhraseKind::Time(WrittenTime { slot: Slot::At(_), .. }) => format!("at {written}"),
        _ => written,
    }
}

fn written_of(text: &str, phrases: &[Phrase]) -> String {
    match (phrases.first(), phrases.last()) {
        (Some(first), Some(last)) => {
            squeeze_white_space(text.get(first.byte_range.start..last.byte_range.end).unwrap_or(""))
        }
        _ => String::new(),
    }
}

fn unclear_moment_error(text: &str, phrases: &[Phrase], at: usize, again: std::ops::Range<usize>) -> ParseError {
    let days = if at == 0 { "every day".to_owned() } else { written_of(text, &phrases[..at]) };
    let except = written_of(text, &phrases[at..=at]);
    let all = |range: std::ops::Range<usize>| {
        let mut moments: Vec<&Phrase> = phrases[range].iter().collect();
        moments.sort_by_key(|p| match p.kind {
            PhraseKind::Time(time) => time.slot.start_minute(),
            _ => 0,
        });
        let moments: Vec<String> = moments.into_iter().map(|p| moment_as_adverb(text, p)).collect();
        moments.join(" and ")
    };
    let own = all(at + 1..again.start);
    let instead = format!("{days} {} {except} {own}", all(again.clone()));
    let both = format!("{} {days} {except}", all(at + 1..again.end));
    let from = phrases[at + 1].byte_range.start;
    let range = from..phrases[again.end - 1].byte_range.end.max(from);
    let message = "These can be the moments of the other days, or the first is that of the days left out.".to_owned();
    let help = suggest_texts_unless_too_long("Write", &[&instead, &both], "Name the days of each time.");
    ParseError::new(Code::WhenNotUnderstood, range, message, help)
}

/// `every day (Sunday at 9) at 7:00`: the Sunday has both times or the first.
fn refuse_days_in_brackets(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    if !text.contains(['(', '[']) {
        return Ok(());
    }
    let mut named = 0;
    for (i, phrase) in phrases.iter().enumerate() {
        let PhraseKind::Days { mask, has_every } = phrase.kind else { break };
        let (own, end) = run_of_days(phrases, i);
        let is_inner = i > 0 && !has_every && own & !named == 0 && own != named;
        named |= mask;
        if !is_inner || !gap_before(text, phrases, i).contains(['(', '[']) {
            continue;
        }
        let closed = (end..phrases.len().min(end + MOST)).find(|&j| gap_before(text, phrases, j).contains([')', ']']));
        let Some(closed) = closed.filter(|&j| j > end && is_moment(&phrases[j])) else { continue };
        let days = written_of(text, &phrases[..i]);
        let inner = written_of(text, &phrases[i..closed]);
        let rest: Vec<String> =
            phrases[closed..].iter().take_while(|p| is_moment(p)).map(|p| moment_as_adverb(text, p)).collect();
        let rest = rest.join(" ");
        let instead = format!("{days} {rest} except {inner}");
        let both = format!("{days} {rest} and {inner}");
        let at = phrase.byte_range.start..phrases[closed].byte_range.end;
        let message = "The days in brackets can have this moment instead, or as well.".to_owned();
        let help = suggest_texts_unless_too_long(
            "Write",
            &[&instead, &both],
            "Write `except` before days that have it instead.",
        );
        return Err(ParseError::new(Code::WhenNotUnderstood, at, message, help));
    }
    Ok(())
}
