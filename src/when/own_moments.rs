//! Days that have a time or a cue of their own beside others without one: `8:00, Sundays at 10`, `every day, Sundays at 9`. Nobody
//! can tell whether the time is that of all days, so it is a problem that shows how to write each. Where both have one, they add up
//! (docs/specification.md#2-when).

use super::cue::squeeze_white_space;
use super::cursor::{Phrase, PhraseKind, Separator, WrittenTime};
use super::if_then::day_names;
use super::parse_error::{ParseError, list_with_word, quote_for_message, suggest_own_words};
use super::schedule::{DayGroup, EVERY_DAY, PlannedTime};
use super::time::{Clock, DAY, DayPart, Slot};
use crate::problem::Code;

/// Days, and the phrases that name them with their times and cue.
pub(super) struct GroupPhrases<'a> {
    pub(super) group: &'a DayGroup,
    pub(super) phrases: &'a [Phrase],
}

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
            [" on", " and", " or", " also", " plus", " then"].iter().find_map(|end| trimmed.strip_suffix(end));
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
pub(super) fn refuse_moment_of_no_days(text: &str, phrases: &[Phrase], i: usize) -> Result<(), ParseError> {
    let Some(first) = first_of_own_moment(text, phrases, i).filter(|&first| first > 0) else { return Ok(()) };
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
    if first == i || gap_before(text, phrases, first).contains('(') {
        let message = format!("These days have a {own_name} of their own, and the {name} before them has no days.");
        let help = suggest_own_words("If it is that of all other days, write", &[&instead], otherwise);
        return Err(ParseError::new(Code::WhenNotUnderstood, at, message, help));
    }
    // `7:30, 9:00 on weekends`
    let both = format!("{} and {}", written_of(text, &phrases[..first]), written_between(text, at.start, at.end));
    let message = "The days can be those of both or of the last.".to_owned();
    let help = suggest_own_words("Write", &[&both, &instead], otherwise);
    Err(ParseError::new(Code::WhenNotUnderstood, at, message, help))
}

/// The phrase with which days begin that have a moment of their own, behind one that has no days.
fn first_of_own_moment(text: &str, phrases: &[Phrase], i: usize) -> Option<usize> {
    let before = phrases.get(..i).filter(|before| !before.is_empty() && before.iter().all(is_moment))?;
    let days = phrases.get(i)?;
    let behind = phrases.iter().skip(i).find(|p| !p.kind.is_day());
    let own = behind.filter(|p| is_moment(p) && p.separator == Separator::None);
    if days.separator != Separator::None {
        return own.filter(|own| !is_one_moment(before, own)).map(|_| i);
    }
    let last = before.last().filter(|_| own.is_none() && i > 1)?;
    if matches!(days.kind, PhraseKind::Days { mask: EVERY_DAY, .. }) || last.separator == Separator::None {
        return None;
    }
    let is_list = before.len() == 2 && last.separator == Separator::Comma && is_same_sort(&before[0], last);
    (gap_before(text, phrases, i - 1).contains('(') || is_list).then_some(i - 1)
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

/// `every day, Sundays at 9`: days that are named again with a moment, where the first have none.
///
/// # Errors
/// With both readings.
pub(super) fn refuse_days_named_again(text: &str, groups: &[GroupPhrases<'_>]) -> Result<(), ParseError> {
    for (k, later) in groups.iter().enumerate().filter(|(_, later)| later.has_moment()) {
        let before = groups.get(..k).unwrap_or_default();
        let again = before.iter().find(|earlier| {
            let (one, other) = (earlier.days(), later.days());
            let is_part = one != 0 && other != 0 && one != other && (one & other == one || one & other == other);
            is_part && !earlier.has_moment()
        });
        if let Some(earlier) = again {
            let all = if earlier.days() & later.days() == later.days() { earlier } else { later };
            return Err(named_again_error(text, groups, all, later));
        }
    }
    Ok(())
}

impl GroupPhrases<'_> {
    /// The days of the week that it can be on, a bit for each.
    fn days(&self) -> u8 {
        let days = &self.group.days;
        match (days.every_n_weeks.is_empty() && days.dates.is_empty(), days.every_n_days.is_empty()) {
            (true, true) => days.weekday_mask,
            (true, false) => EVERY_DAY,
            (false, _) => 0,
        }
    }

    fn has_moment(&self) -> bool {
        !self.group.times.is_empty() || self.group.cue.is_some()
    }
}

/// The days `later` are among `all`, or `later` is `all` and its days were named before.
fn named_again_error(
    text: &str,
    groups: &[GroupPhrases<'_>],
    all: &GroupPhrases<'_>,
    later: &GroupPhrases<'_>,
) -> ParseError {
    let at = match (later.phrases.first(), later.phrases.last()) {
        (Some(first), Some(last)) => first.byte_range.start..last.byte_range.end,
        _ => 0..text.len(),
    };
    let whole = written_of(text, all.phrases);
    let others: Vec<&GroupPhrases<'_>> = groups.iter().filter(|g| !std::ptr::eq(*g, all)).collect();
    let own: Vec<String> = others.iter().map(|g| days_before_moment(text, g.phrases)).collect();
    // Of days beside these a suggestion would lose something.
    let is_complete = others.iter().all(|g| g.days() != 0 && g.days() & all.days() == g.days() && g.has_moment());
    let moment: Vec<Phrase> = later.phrases.iter().filter(|p| is_moment(p)).cloned().collect();
    let message =
        format!("{} can be that of all these days or of the last.", quote_for_message(&written_of(text, &moment)));
    let at_moment = text.get(moment.first().map_or(0, |p| p.byte_range.start)..at.end).unwrap_or("");
    let is_clock =
        matches!(moment.first().map(|p| p.kind), Some(PhraseKind::Time(time)) if matches!(time.slot, Slot::At(_)));
    let of_all = format!("{whole}{}{at_moment}", if is_clock { " at " } else { ", " });
    let rest = list_with_word(&day_names(all.days() & !later.days()), "and");
    let of_later = format!("{rest}; {}", own.join(", "));
    let readings: &[&str] = if is_complete && own.len() == 1 { &[&of_all, &of_later] } else { &[] };
    let help = match readings {
        [] => "Name each day once.".to_owned(),
        readings => suggest_own_words("Write", readings, "Name each day once."),
    };
    ParseError::new(Code::WhenNotUnderstood, at, message, help)
}

/// `every weekday but Wednesday afternoon`: whether the other days are meant in the afternoon, nobody can tell. Phrase `i` names
/// the days that are excepted.
///
/// # Errors
/// With both readings.
pub(super) fn refuse_excepted_part(text: &str, phrases: &[Phrase], i: usize) -> Result<(), ParseError> {
    let (Some(excepted), Some(next)) = (phrases.get(i), phrases.get(i + 1)) else { return Ok(()) };
    let PhraseKind::Time(WrittenTime { slot: Slot::In(part), .. }) = next.kind else { return Ok(()) };
    if !gap_before(text, phrases, i + 1).trim().is_empty() {
        return Ok(());
    }
    let without = written_between(text, 0, excepted.byte_range.end);
    let behind = written_between(text, next.byte_range.end, text.len());
    let rest = if behind.is_empty() { behind } else { format!(" {behind}") };
    let others = format!("{} {without}{rest}", part.as_adverb());
    let at = excepted.byte_range.start..next.byte_range.end;
    let message = format!(
        "{} can be one part of a day, or that of the other days.",
        quote_for_message(&written_of(text, &phrases[i + 1..i + 2]))
    );
    let help = suggest_own_words("Write", &[&others, &format!("{without}{rest}")], "Write the part of the day first.");
    Err(ParseError::new(Code::WhenNotUnderstood, at, message, help))
}

/// `every evening, Mondays at 6`: a time inside the part of the day that the same day has already. Days that are named twice
/// add up, but nobody means both of these.
///
/// # Errors
/// With what to write where the day has the one time instead.
pub(super) fn refuse_time_in_part(text: &str, phrases: &[Phrase], groups: &[DayGroup]) -> Result<(), ParseError> {
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
    let help = suggest_own_words("If they have this time instead, write", &[&instead], otherwise);
    Err(ParseError::new(Code::WhenNotUnderstood, at, message, help))
}
