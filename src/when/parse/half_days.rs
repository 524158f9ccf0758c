//! Times that stand beside each other: a part of the day and a clock time are one, and so are the two ends of a range. The
//! part says which half of the day a clock time is in.

use crate::problem::Code;
use crate::when::tokens::cursor::{PartOfDayBeside, Separator, WrittenTime};
use crate::when::tokens::parse_error::{ParseError, quote_for_message, suggest_texts_unless_too_long};
use crate::when::value::time::{Clock, DAY, DayPart, HALF_DAY, Slot};

/// A time, and how it is joined to the one before it.
type JoinedTime = (WrittenTime, Separator);

/// Adds a time to those beside it; a part of the day and a clock time together are one.
pub(crate) fn add_or_merge_time(times: &mut Vec<JoinedTime>, time: WrittenTime, separator: Separator) {
    let one = times.last().and_then(|&(last, _)| merge_times(last, time, separator));
    match (one, times.last_mut()) {
        (Some(one), Some((last, _))) => *last = one,
        _ => times.push((time, separator)),
    }
}

fn merge_times(first: WrittenTime, second: WrittenTime, separator: Separator) -> Option<WrittenTime> {
    let (part, clock, is_first) = match (first.slot, second.slot) {
        (Slot::In(part), Slot::At(_) | Slot::Between(..)) => (part, second, true),
        (Slot::At(_) | Slot::Between(..), Slot::In(part)) => (part, first, false),
        // `every night at bedtime` is one time; `morning and evening` are two.
        (Slot::In(one), Slot::In(other))
            if separator == Separator::None && one.overlaps(other) && first.part.is_none() =>
        {
            // `at bedtime, every evening` is the bedtime.
            let is_exact = |part| matches!(part, DayPart::EarlyMorning | DayPart::Midday | DayPart::Bedtime);
            let (wide, exact) = if is_exact(one) && !is_exact(other) { (other, first) } else { (one, second) };
            return Some(WrittenTime { part: Some(PartOfDayBeside { part: wide, is_first: true }), ..exact });
        }
        (Slot::Between(..), Slot::Between(..)) if separator != Separator::Or => {
            return merge_open_ranges(first, second);
        }
        _ => return None,
    };
    if clock.part.is_some() {
        return None;
    }
    let together = match (separator, clock.slot) {
        // `morning noon and night`
        (Separator::None, Slot::At(Clock(HALF_DAY))) if !clock.half_day_unknown && !part.contains(Clock(HALF_DAY)) => {
            false
        }
        (Separator::None, _) => true,
        (Separator::Comma, _) if clock.is_open => false,
        // `bedtime, 10`
        (Separator::Comma, _) if clock.half_day_unknown => {
            part.resolve_twelve_hour_clock(clock.slot.start_minute()).is_some()
        }
        (Separator::Comma, slot) => part.contains(Clock(slot.start_minute())),
        _ => false,
    };
    together.then_some(WrittenTime { part: Some(PartOfDayBeside { part, is_first }), ..clock })
}

/// `after 6pm and before 9pm`, in either order, is one range.
fn merge_open_ranges(first: WrittenTime, second: WrittenTime) -> Option<WrittenTime> {
    let (Slot::Between(one_from, one_to), Slot::Between(other_from, other_to)) = (first.slot, second.slot) else {
        return None;
    };
    let (from, to) = (one_from.max(other_from), one_to.min(other_to));
    let has_both_ends = one_from.min(other_from) == 0 && one_to.max(other_to) == DAY;
    let is_range = first.is_open && second.is_open && has_both_ends && 0 < from && from < to && to < DAY;
    is_range.then_some(WrittenTime {
        slot: Slot::Between(from, to),
        is_open: false,
        half_day_unknown: first.half_day_unknown && second.half_day_unknown,
        part: first.part.or(second.part),
        start_byte: first.start_byte,
        end_byte: second.end_byte,
    })
}

/// Moves each clock time to the half of the day that the part beside it says: that part, else one before it in the list
/// (`Sunday evenings at 6 and 8`), else one behind it (`at 7 and 9 in the evening`).
///
/// # Errors
/// A time that can be in either half: `12 in the morning`.
pub(crate) fn resolve_twelve_hour_times(text: &str, times: &mut [JoinedTime]) -> Result<(), ParseError> {
    share_time_with_later_parts(times);
    share_time_among_parts(text, times)?;
    // The part that those before have, and where the last of them begins.
    let mut before: Option<(PartOfDayBeside, u16)> = None;
    for (time, _) in times.iter_mut() {
        let own = time.part.map(|beside| beside.part);
        match (own, before) {
            (Some(part), _) if time.half_day_unknown => {
                let slot = resolve_twelve_hour_slot(*time, part)
                    .ok_or_else(|| ambiguous_half_of_day_error(text, *time, part))?;
                move_time_to_slot(time, slot);
            }
            (None, Some((PartOfDayBeside { part, is_first }, start))) if time.half_day_unknown => {
                let meant = resolve_twelve_hour_slot(*time, part);
                let goes_on = |slot: &Slot| {
                    is_first || part.contains(Clock(slot.start_minute() % DAY)) && slot.start_minute() > start
                };
                meant.filter(goes_on).into_iter().for_each(|slot| move_time_to_slot(time, slot));
            }
            _ => {}
        }
        let part = if matches!(time.slot, Slot::In(_)) { None } else { time.part.or(before.map(|(part, _)| part)) };
        before = part.map(|part| (part, time.slot.start_minute()));
    }
    let mut behind: Option<(DayPart, u16)> = None;
    for (time, _) in times.iter_mut().rev() {
        if let (None, true, Some((part, start))) = (time.part, time.half_day_unknown, behind) {
            let meant = resolve_twelve_hour_slot(*time, part);
            let leads_there = |slot: &Slot| slot.start_minute() < start;
            meant.filter(leads_there).into_iter().for_each(|slot| move_time_to_slot(time, slot));
        }
        let part = match time.part {
            Some(beside) => Some(beside.part).filter(|_| !beside.is_first && !matches!(time.slot, Slot::In(_))),
            None => behind.map(|(part, _)| part),
        };
        behind = part.map(|part| (part, time.slot.start_minute()));
    }
    Ok(())
}

/// The part of the day that has moved a clock time to the other half of the day: `Mon evening at 6`.
pub(crate) fn part_that_moves(times: &[JoinedTime]) -> Option<DayPart> {
    times.iter().find_map(|(time, _)| {
        let part = time.part.filter(|_| time.half_day_unknown)?.part;
        resolve_twelve_hour_slot(*time, part).filter(|slot| *slot != time.slot).map(|_| part)
    })
}

/// `Mon evening at 6, Wed at 8`: the 8 can be in the evening too, or not.
///
/// # Errors
/// With both readings.
pub(crate) fn refuse_unclear_half_of_day(text: &str, times: &[JoinedTime], part: DayPart) -> Result<(), ParseError> {
    if times.iter().any(|(time, _)| time.part.is_some() || matches!(time.slot, Slot::In(_))) {
        return Ok(());
    }
    let words = |time: &WrittenTime| text.get(time.start_byte..time.end_byte).unwrap_or("");
    let is_unclear = |time: &&WrittenTime| {
        let meant = resolve_twelve_hour_slot(**time, part);
        // `8:00` is written as clocks of 24 hours show it.
        let is_bare = !words(time).contains([':', '.']);
        // In the evening and at night people are up late.
        let is_late = matches!(part, DayPart::Evening | DayPart::Bedtime | DayPart::Night);
        let is_moved = |slot: Slot| slot != time.slot && (is_late || part.contains(Clock(slot.start_minute() % DAY)));
        time.half_day_unknown && !time.is_open && is_bare && meant.is_some_and(is_moved)
    };
    let Some(time) = times.iter().map(|(time, _)| time).find(is_unclear) else { return Ok(()) };
    let written = words(time);
    let message = format!("{} can be before noon or after it.", quote_for_message(written));
    let help = format!("Write `{written} am` or `{written} pm`.");
    Err(ParseError::new(Code::WhenNotUnderstood, time.start_byte..time.end_byte, message, help))
}

/// `at 8, 2 and 8`, `at 7 and 9 pm`: a number that comes before the one it follows, or before an afternoon hour that it could
/// belong to, can be in either half of the day.
///
/// # Errors
/// With both readings.
pub(crate) fn refuse_unclear_order(text: &str, times: &[JoinedTime]) -> Result<(), ParseError> {
    let words = |time: &WrittenTime| text.get(time.start_byte..time.end_byte).unwrap_or("");
    let is_bare = |time: &WrittenTime| {
        let is_clock = !matches!(time.slot, Slot::In(_)) && !time.is_open && time.part.is_none();
        // `2:00` is written as clocks of 24 hours show it.
        let is_written = !words(time).is_empty() && !words(time).contains([':', '.']);
        is_clock && time.half_day_unknown && is_written
    };
    let start = |time: &WrittenTime| time.slot.start_minute();
    let says_pm = |time: &WrittenTime| {
        let is_half = words(time).to_lowercase().trim_end_matches('.').ends_with(['m', 'p']);
        is_half && start(time) >= HALF_DAY
    };
    let is_clock = |time: &WrittenTime| !matches!(time.slot, Slot::In(_)) && !time.is_open;
    let unclear = times.windows(2).find_map(|two| match two {
        // Behind `20:00` an 8 is that of a clock of 24 hours.
        [(one, _), (other, _)] if is_clock(one) && is_bare(other) && start(other) <= start(one) => {
            (one.half_day_unknown || start(one) <= HALF_DAY || says_pm(one)).then_some(other)
        }
        [(one, _), (other, _)] if is_bare(one) && is_clock(other) && !other.half_day_unknown => {
            let is_same_half = start(one) < HALF_DAY && start(one) + HALF_DAY < start(other);
            (is_same_half && says_pm(other)).then_some(one)
        }
        _ => None,
    });
    let Some(time) = unclear else { return Ok(()) };
    let written = match time.slot {
        Slot::At(Clock(at)) if at % 60 == 0 => ((at / 60 + 11) % 12 + 1).to_string(),
        Slot::At(Clock(at)) => format!("{}:{:02}", (at / 60 + 11) % 12 + 1, at % 60),
        _ => words(time).to_owned(),
    };
    let message = format!("{} can be before noon or after it.", quote_for_message(words(time)));
    let help = format!("Write `{written} am` or `{written} pm`.");
    Err(ParseError::new(Code::WhenNotUnderstood, time.start_byte..time.end_byte, message, help))
}

/// `at 3`, `from 3 to 5`, `5-5:30`, `before 5`: hours at which few people are up before noon, without `am` or `pm`.
///
/// # Errors
/// With both readings.
pub(crate) fn refuse_small_hours(text: &str, times: &[JoinedTime]) -> Result<(), ParseError> {
    const UP: u16 = 6 * 60;
    let words = |time: &WrittenTime| text.get(time.start_byte..time.end_byte).unwrap_or("");
    let is_unclear = |time: &&WrittenTime| {
        // `3:00` is written as clocks of 24 hours show it, and the first end of a range tells how all of it is written.
        let first =
            words(time).split(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').find(|part| !part.is_empty());
        let is_bare = !words(time).is_empty() && !first.is_some_and(|part| part.contains([':', '.']));
        let written_end = match time.slot {
            Slot::Between(0, end) if time.is_open => end,
            slot => slot.start_minute(),
        };
        (60..UP).contains(&written_end) && is_bare && time.half_day_unknown && time.part.is_none()
    };
    let mut unclear = times.iter().map(|(time, _)| time).filter(is_unclear);
    let Some(time) = unclear.next() else { return Ok(()) };
    let written = match time.slot {
        Slot::At(Clock(at)) if at % 60 == 0 => (at / 60).to_string(),
        Slot::At(clock) => format!("{}:{:02}", clock.0 / 60, clock.0 % 60),
        // `from 4 on`
        _ => words(time).trim_end_matches(" on").to_owned(),
    };
    let message = format!("{} can be before noon or after it.", quote_for_message(words(time)));
    let alone = format!("Write `{written} am` or `{written} pm`.");
    let (before, behind) = (text.get(..time.start_byte).unwrap_or(""), text.get(time.end_byte..).unwrap_or(""));
    // Where it is all that is unclear, the whole value can be copied.
    let has_more =
        unclear.next().is_some() || [before, behind].iter().any(|part| part.contains(|c: char| c.is_ascii_digit()));
    let help = if has_more {
        alone
    } else {
        let [early, late] = ["am", "pm"].map(|half| format!("{before}{written} {half}{behind}"));
        suggest_texts_unless_too_long("Write", &[&early, &late], &alone)
    };
    Err(ParseError::new(Code::WhenNotUnderstood, time.start_byte..time.end_byte, message, help))
}

/// `8 in the morning and evening`: the clock time is that of the parts behind it too.
fn share_time_with_later_parts(times: &mut [JoinedTime]) {
    let is_of_part = |&(time, _): &JoinedTime| {
        time.half_day_unknown && !time.is_open && time.part.is_some_and(|beside| !beside.is_first)
    };
    let Some(at) = times.iter().position(is_of_part) else { return };
    let clock = times[at].0;
    let own = clock.part.and_then(|beside| resolve_twelve_hour_slot(clock, beside.part));
    for (time, separator) in times.iter_mut().skip(at + 1) {
        let Slot::In(part) = time.slot else { break };
        let slot = resolve_twelve_hour_slot(clock, part).filter(|slot| part.contains(Clock(slot.start_minute() % DAY)));
        match slot {
            Some(slot) if matches!(separator, Separator::And | Separator::Or) && Some(slot) != own => {
                let mut shared = WrittenTime { part: Some(PartOfDayBeside { part, is_first: false }), ..clock };
                move_time_to_slot(&mut shared, slot);
                *time = WrittenTime { half_day_unknown: false, ..shared };
            }
            _ => break,
        }
    }
}

/// `morning and evening at 8`: the clock time is that of each of the parts that have it.
///
/// # Errors
/// Several times, of which nobody can tell which belongs to which part: `mornings and evenings at 7 and 9`.
fn share_time_among_parts(text: &str, times: &mut [JoinedTime]) -> Result<(), ParseError> {
    let is_of_part = |&(time, _): &JoinedTime| {
        time.half_day_unknown && !time.is_open && time.part.is_some_and(|beside| beside.is_first)
    };
    let Some(at) = times.iter().position(is_of_part) else { return Ok(()) };
    let (before, behind) = times.split_at_mut(at);
    let Some((&mut (clock, joined), more)) = behind.split_first_mut() else { return Ok(()) };
    let mut parts = 0;
    let mut is_list = joined != Separator::None;
    for (time, separator) in before.iter().rev() {
        if !(is_list && matches!(time.slot, Slot::In(_))) {
            break;
        }
        (parts, is_list) = (parts + 1, *separator != Separator::None);
    }
    let first = before.len() - parts;
    let mut shared = Vec::new();
    for (i, (time, _)) in before.iter_mut().enumerate().skip(first) {
        let Slot::In(part) = time.slot else { continue };
        let slot = resolve_twelve_hour_slot(clock, part).filter(|slot| part.contains(Clock(slot.start_minute() % DAY)));
        if let Some(slot) = slot {
            shared.push((i, slot, part));
        }
    }
    let own = clock.part.and_then(|beside| resolve_twelve_hour_slot(clock, beside.part));
    // `afternoon and evening at 5`
    let is_twice = shared
        .iter()
        .enumerate()
        .any(|(n, (_, slot, _))| Some(*slot) == own || shared.iter().skip(n + 1).any(|(_, other, _)| other == slot));
    let has_more = more.iter().any(|(time, _)| time.half_day_unknown && time.part.is_none());
    if is_twice || has_more && !shared.is_empty() {
        let words = quote_for_message(text.get(clock.start_byte..clock.end_byte).unwrap_or(""));
        let message = format!("{words} can be the time of each of these parts of the day or of one.");
        let help = "Write each time in full, as in `7:00 and 19:30`.";
        return Err(ParseError::new(Code::WhenNotUnderstood, clock.start_byte..clock.end_byte, message, help));
    }
    for (i, slot, part) in shared {
        let mut own = WrittenTime { part: Some(PartOfDayBeside { part, is_first: true }), ..clock };
        move_time_to_slot(&mut own, slot);
        before[i].0 = WrittenTime { half_day_unknown: false, ..own };
    }
    Ok(())
}

/// The slot of a time whose half of the day is unknown, with a part of the day.
fn resolve_twelve_hour_slot(time: WrittenTime, part: DayPart) -> Option<Slot> {
    match time.slot {
        Slot::At(Clock(at)) => part.resolve_twelve_hour_clock(at).map(|at| Slot::At(Clock(at))),
        Slot::Between(0, end) if time.is_open => {
            let end = part.resolve_twelve_hour_clock(end)?;
            // `every evening before 9` begins with the evening, `before 9 in the evening` does not say.
            let from = time.part.filter(|beside| beside.is_first).map_or(0, |beside| beside.part.minute_range().0);
            Some(Slot::Between(if from < end { from } else { 0 }, end))
        }
        Slot::Between(from, _) if time.is_open => {
            let from = part.resolve_twelve_hour_clock(from)?;
            // `every night after 1`: the small hours end with the night.
            let to = part.minute_range().1.checked_sub(DAY).filter(|&to| from < to).unwrap_or(DAY);
            Some(Slot::Between(from, to))
        }
        Slot::Between(from, to) => resolve_twelve_hour_range(from, to, part).map(|(from, to)| Slot::Between(from, to)),
        Slot::In(_) => None,
    }
}

/// A range whose half of the day is unknown: the one that has more of the part (`9-1 in the afternoon` begins in the
/// morning), else the one whose start is meant with it.
fn resolve_twelve_hour_range(from: u16, to: u16, part: DayPart) -> Option<(u16, u16)> {
    let range_from = |from: u16| {
        let length = (to + DAY - from % DAY) % HALF_DAY;
        (from, from + if length == 0 { HALF_DAY } else { length })
    };
    let (early, late) = (range_from(from % HALF_DAY), range_from(from % HALF_DAY + HALF_DAY));
    let shared = |(from, to)| part.minutes_shared(from, to);
    match shared(early).cmp(&shared(late)) {
        std::cmp::Ordering::Greater => Some(early),
        std::cmp::Ordering::Less => Some(late),
        std::cmp::Ordering::Equal => part.resolve_twelve_hour_clock(from).map(range_from),
    }
}

/// The words of a time that the part has moved mean another time by themselves; the sentence has it in full then.
fn move_time_to_slot(time: &mut WrittenTime, slot: Slot) {
    if slot != time.slot {
        let is_open = time.is_open
            && matches!(
                (time.slot, slot),
                (Slot::Between(0, _), Slot::Between(0, _)) | (Slot::Between(_, DAY), Slot::Between(_, DAY))
            );
        *time = WrittenTime { slot, is_open, start_byte: 0, end_byte: 0, ..*time };
    }
}

fn ambiguous_half_of_day_error(text: &str, time: WrittenTime, part: DayPart) -> ParseError {
    let at = time.start_byte..time.end_byte;
    let words = quote_for_message(text.get(at.clone()).unwrap_or(""));
    let message = format!("{words} {} can be before noon or after it.", part.as_adverb());
    let start = match time.slot {
        Slot::Between(0, end) if time.is_open => end,
        slot => slot.start_minute(),
    };
    let clock = |minutes: u16| format!("`{}:{:02}`", minutes / 60, minutes % 60);
    let (early, late) = (clock(start % HALF_DAY), clock(start % HALF_DAY + HALF_DAY));
    let help = format!("Write {early} or {late}, without the part of the day.");
    ParseError::new(Code::WhenNotUnderstood, at, message, help)
}
