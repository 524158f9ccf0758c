//! Days that have a time or a cue of their own beside one without days: `8:00, Sundays at 10`. Nobody can tell whether the first is
//! that of all other days, so it is a problem that shows how to write it. Days that are named twice add up
//! (docs/specification.md#2-when).

use crate::problem::Code;
use crate::when::combine::replaced_days::moment_as_adverb;
use crate::when::parse::cue::squeeze_white_space;
use crate::when::tokens::cursor::{Phrase, PhraseKind, Separator, WrittenTime};
use crate::when::tokens::parse_error::{ParseError, quote_for_message, suggest_texts_unless_too_long};
use crate::when::value::schedule::{DayGroup, EVERY_DAY, PlannedTime, WEEKDAYS};
use crate::when::value::time::{Clock, DAY, DayPart, Slot};

fn is_moment(phrase: &Phrase) -> bool {
    matches!(phrase.kind, PhraseKind::Time(_) | PhraseKind::Cue)
}

fn written_between(text: &str, from: usize, to: usize) -> String {
    squeeze_white_space(text.get(from..to).unwrap_or(""))
}

/// The text of these phrases and what stands between them.
fn written_of(text: &str, phrases: &[Phrase]) -> String {
    match (phrases.first(), phrases.last()) {
        (Some(first), Some(last)) => written_between(text, first.byte_range.start, last.byte_range.end),
        _ => String::new(),
    }
}

/// What stands between a phrase and the one before it.
fn gap_before<'a>(text: &'a str, phrases: &[Phrase], i: usize) -> &'a str {
    let from = i.checked_sub(1).and_then(|i| phrases.get(i)).map_or(0, |p| p.byte_range.end);
    phrases.get(i).and_then(|p| text.get(from..p.byte_range.start)).unwrap_or("")
}

/// Words without the signs and small words at their end that join them to what follows.
fn without_joining_words(words: &str) -> &str {
    let mut rest = words;
    loop {
        let trimmed = rest.trim_end_matches([',', ';', ':', '/', '&', '+', '-', '(', '[', ' ']);
        let shorter =
            [" on", " and", " or", " at", " in the", "(and", "(or", " also", " plus", " then", " once", " only"]
                .iter()
                .find_map(|end| trimmed.strip_suffix(end));
        match shorter {
            Some(shorter) => rest = shorter,
            None => return trimmed,
        }
    }
}

/// Days with their moment behind them, as they stand behind `except`: `Sundays at 9`.
fn days_before_moment(text: &str, phrases: &[Phrase]) -> String {
    let first = phrases.iter().position(|p| p.kind.is_day()).unwrap_or(0);
    let (moments, days) = phrases.split_at(first);
    let days = written_of(text, days);
    match moments {
        [] => days,
        [Phrase { kind: PhraseKind::Time(WrittenTime { slot: Slot::In(part), .. }), .. }] => {
            format!("{days} {}", part.as_adverb())
        }
        [Phrase { kind: PhraseKind::Time(WrittenTime { slot: Slot::At(_), .. }), .. }, ..] => {
            format!("{days} at {}", written_of(text, moments))
        }
        _ => format!("{days} {}", written_of(text, moments)),
    }
}

/// `at 8, Sundays at 10`, `8am (10am Sundays)`, `mornings, evenings on weekends`: the moment before is that of no days. Phrase
/// `i` names the first days of the value.
///
/// # Errors
/// With how to say that it is that of all other days.
pub(crate) fn refuse_moment_left_without_days(text: &str, phrases: &[Phrase], i: usize) -> Result<(), ParseError> {
    let Some(first) = first_day_phrase_with_own_moment(text, phrases, i).filter(|&first| first > 0) else {
        return Ok(());
    };
    let behind = phrases.iter().skip(i).take_while(|p| p.kind.is_day()).count() + i;
    let is_own = |p: &&Phrase| is_moment(p) && p.separator == Separator::None;
    let has_own = phrases.get(behind).as_ref().is_some_and(is_own);
    let at = phrases[first].byte_range.start..text.len();
    let own = if first < i {
        let rest = phrases.get(behind..).filter(|rest| !rest.is_empty()).map_or("", |rest| {
            text.get(phrases[behind - 1].byte_range.end..rest[rest.len() - 1].byte_range.end).unwrap_or("")
        });
        days_before_moment(text, &phrases[first..behind]) + rest
    } else {
        let written = written_between(text, at.start, at.end);
        if written.contains(['(', '[']) { written } else { written.trim_end_matches([')', ']']).to_owned() }
    };
    let before = match &phrases[..first] {
        [Phrase { kind: PhraseKind::Time(WrittenTime { slot: Slot::In(part), .. }), .. }] => {
            format!("every day {}", part.as_adverb())
        }
        _ => {
            let written = written_between(text, 0, at.start);
            format!("{} every day", without_joining_words(&written))
        }
    };
    let instead = format!("{before} except {own}");
    let is_cue = phrases.get(if has_own { behind } else { first }).is_some_and(|p| p.kind == PhraseKind::Cue);
    let own_name = if is_cue { "cue" } else { "time" };
    let is_cue = phrases[..first].iter().all(|p| p.kind == PhraseKind::Cue);
    let name = if is_cue { "cue" } else { "time" };
    let otherwise = "Name the days of each.";
    // `mornings and evenings, only mornings on Sunday`: `except` would take that away.
    let own_moment = if first == i { behind } else { first };
    let is_part = phrases.get(own_moment).is_some_and(|own| phrases[..first].iter().any(|p| is_same_slot(p, own)));
    // A second exception would be that of all days.
    let has_exception = phrases.iter().any(|p| matches!(p.kind, PhraseKind::Except(_)));
    if is_part || has_exception {
        let message = format!("These days have a {own_name} of their own, and the {name} before them has no days.");
        return Err(ParseError::new(Code::WhenNotUnderstood, at, message, otherwise));
    }
    if first == i || gap_before(text, phrases, first).contains('(') {
        let message = format!("These days have a {own_name} of their own, and the {name} before them has no days.");
        let help = suggest_texts_unless_too_long("If it is that of all other days, write", &[&instead], otherwise);
        return Err(ParseError::new(Code::WhenNotUnderstood, at, message, help));
    }
    // `7:30, 9:00 on weekends`, `7:30 or 9:00 on weekends`
    let both = if phrases[first].separator == Separator::Or {
        let moments: Vec<String> = phrases[..i].iter().map(|p| moment_as_adverb(text, p)).collect();
        let rest = phrases
            .get(behind)
            .map_or(String::new(), |p| format!(", {}", written_between(text, p.byte_range.start, text.len())));
        format!("{} {}{rest}", written_of(text, &phrases[i..behind]), moments.join(" or "))
    } else {
        format!("{} and {}", written_of(text, &phrases[..first]), written_between(text, at.start, at.end))
    };
    let message = "The days can be those of both or of the last.".to_owned();
    let help = suggest_texts_unless_too_long("Write", &[&both, &instead], otherwise);
    Err(ParseError::new(Code::WhenNotUnderstood, at, message, help))
}

/// The phrase with which days begin that have a moment of their own, behind one that has no days.
fn first_day_phrase_with_own_moment(text: &str, phrases: &[Phrase], i: usize) -> Option<usize> {
    let before = phrases.get(..i).filter(|before| !before.is_empty() && before.iter().all(is_moment))?;
    let days = phrases.get(i)?;
    let behind = phrases.iter().skip(i).find(|p| !p.kind.is_day());
    let own = behind.filter(|p| is_moment(p) && p.separator == Separator::None);
    // `after school (Wednesdays at 2)`: beside a cue, days in brackets with a time have it instead, or it says when that is.
    let is_in_brackets = gap_before(text, phrases, i).contains('(') && before.iter().all(|p| p.kind == PhraseKind::Cue);
    if days.separator != Separator::None || is_in_brackets && own.is_some() {
        return own.filter(|own| !is_one_moment(before, own) || is_in_brackets).map(|_| i);
    }
    let last = before.last().filter(|_| own.is_none() && i > 1)?;
    if matches!(days.kind, PhraseKind::Days { mask: EVERY_DAY, .. }) || last.separator == Separator::None {
        return None;
    }
    let is_again = last.separator == Separator::Comma && before.iter().rev().skip(1).any(|p| is_same_slot(p, last));
    let is_list = before.len() == 2 && last.separator == Separator::Comma && is_same_sort(&before[0], last) || is_again;
    (gap_before(text, phrases, i - 1).contains('(') || is_list || is_one_or_other(text, phrases, i)).then_some(i - 1)
}

/// `8:00 or 9:00 on weekends`, `mornings, or evenings on Mondays`: two moments, of which the second can be that of the days behind
/// it alone. Phrase `i` is the first of them. `8:00 or 9:00 on Mondays` is a choice, as most people mean it.
fn is_one_or_other(text: &str, phrases: &[Phrase], i: usize) -> bool {
    let [one, other] = &phrases[..i] else { return false };
    // `8:00 or 9:00 on weekends, 7:00 on weekdays`
    if phrases.iter().skip(i).skip_while(|p| p.kind.is_day()).any(|p| p.kind.is_day()) {
        return false;
    }
    let mask = phrases.iter().skip(i).take_while(|p| p.kind.is_day()).fold(0, |all, p| match p.kind {
        PhraseKind::Days { mask, .. } => all | mask,
        _ => all,
    });
    let is_clock = |p: &Phrase| matches!(p.kind, PhraseKind::Time(time) if matches!(time.slot, Slot::At(_)));
    let is_weekend = mask != 0 && mask & WEEKDAYS == 0 && is_clock(one) && is_clock(other);
    let has_comma = gap_before(text, phrases, 1).contains([',', ';']);
    other.separator == Separator::Or && (is_weekend || has_comma)
}

fn is_same_slot(one: &Phrase, other: &Phrase) -> bool {
    match (one.kind, other.kind) {
        (PhraseKind::Time(one), PhraseKind::Time(other)) => one.slot == other.slot,
        _ => false,
    }
}

fn is_same_sort(one: &Phrase, other: &Phrase) -> bool {
    let part = |p: &Phrase| match p.kind {
        PhraseKind::Time(time) => Some(matches!(time.slot, Slot::In(_))),
        _ => None,
    };
    part(one) == part(other)
}

/// Whether the moment behind days can be the same one as that before them: `evenings, Mon at 6`, `after work, Mondays at 6`.
fn is_one_moment(before: &[Phrase], own: &Phrase) -> bool {
    let times: Vec<WrittenTime> = before
        .iter()
        .filter_map(|p| match p.kind {
            PhraseKind::Time(time) => Some(time),
            _ => None,
        })
        .collect();
    let PhraseKind::Time(own) = own.kind else { return false };
    let is_within = |part: DayPart, time: WrittenTime| {
        time.half_day_unknown || part.contains(Clock(time.slot.start_minute() % DAY))
    };
    match times.as_slice() {
        [] => true,
        [time] => match (time.slot, own.slot) {
            (Slot::In(one), Slot::In(other)) => one.overlaps(other),
            (Slot::In(part), _) => is_within(part, own),
            (_, Slot::In(part)) => is_within(part, *time),
            _ => false,
        },
        _ => false,
    }
}

/// `every weekday but Wednesday afternoon`: whether the other days are meant in the afternoon, nobody can tell. Phrase `i` names
/// the days that are excepted.
///
/// # Errors
/// With both readings.
pub(crate) fn refuse_excepted_part(text: &str, phrases: &[Phrase], i: usize) -> Result<(), ParseError> {
    let (Some(excepted), Some(next)) = (phrases.get(i), phrases.get(i + 1)) else { return Ok(()) };
    let PhraseKind::Time(WrittenTime { slot: Slot::In(part), .. }) = next.kind else { return Ok(()) };
    if !gap_before(text, phrases, i + 1).trim().is_empty() {
        return Ok(());
    }
    let without = written_between(text, 0, excepted.byte_range.end);
    let behind = written_between(text, next.byte_range.end, text.len());
    let rest = if behind.is_empty() || behind.starts_with([')', ']', ',']) { behind } else { format!(" {behind}") };
    let others = format!("{} {without}{rest}", part.as_adverb());
    let at = excepted.byte_range.start..next.byte_range.end;
    let message = format!(
        "{} can be one part of a day, or that of the other days.",
        quote_for_message(&written_of(text, &phrases[i + 1..i + 2]))
    );
    let help = suggest_texts_unless_too_long(
        "Write",
        &[&others, &format!("{without}{rest}")],
        "Write the part of the day first.",
    );
    Err(ParseError::new(Code::WhenNotUnderstood, at, message, help))
}

/// `every evening, Mondays at 6`: a time inside the part of the day that the same day has already. Days that are named twice
/// add up, but nobody means both of these.
///
/// # Errors
/// With what to write where the day has the one time instead.
pub(crate) fn refuse_time_in_part(text: &str, phrases: &[Phrase], groups: &[DayGroup]) -> Result<(), ParseError> {
    let part_of = |group: &DayGroup| match group.times.as_slice() {
        [PlannedTime { slot: Slot::In(part), .. }] if !group.days.is_interval() => Some(*part),
        _ => None,
    };
    let is_in = |part: DayPart, time: &PlannedTime| match time.slot {
        Slot::In(_) => false,
        Slot::At(_) | Slot::Between(..) => part.contains(Clock(time.slot.start_minute() % DAY)),
    };
    let is_doubled = |first: &DayGroup, other: &DayGroup| {
        let mask = other.days.weekday_mask;
        let is_part = mask != 0 && mask & !first.days.weekday_mask == 0 && !other.days.is_interval();
        part_of(first).is_some_and(|part| is_part && other.times.iter().any(|time| is_in(part, time)))
    };
    let is_found = groups.iter().any(|first| groups.iter().any(|other| is_doubled(first, other)));
    let mut days = phrases.iter().filter(|p| p.kind.is_day());
    let (true, Some(_), Some(second)) = (is_found, days.next(), days.next()) else { return Ok(()) };
    let at = second.byte_range.start..text.len();
    let (all, own) = (text.get(..at.start).unwrap_or(""), text.get(at.clone()).unwrap_or(""));
    let joining = |word: &&str| !matches!(word.to_lowercase().as_str(), "and" | "on" | "also" | "plus" | "&" | "+");
    let mut words: Vec<&str> = all.split_whitespace().collect();
    while words.last().is_some_and(|word| !joining(word)) {
        words.pop();
    }
    let all = words.join(" ");
    let instead = format!("{} except {}", all.trim_end_matches([',', ';', ' ']), squeeze_white_space(own));
    let message = "These days have that part of the day already.".to_owned();
    let otherwise = "Name each day once.";
    let help = suggest_texts_unless_too_long("If they have this time instead, write", &[&instead], otherwise);
    Err(ParseError::new(Code::WhenNotUnderstood, at, message, help))
}
