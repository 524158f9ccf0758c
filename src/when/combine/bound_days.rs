//! Phrases of days that say something together: `every second week on Thursday`, `every 14 days on Monday`, `daily Monday to
//! Friday`.

use crate::problem::Code;
use crate::text::{fold, is_dash};
use crate::when::combine::alternatives::refuse_alternative_weeks;
use crate::when::combine::replaced_days::{except_replaced_days, moment_as_adverb, put_exceptions_last};
use crate::when::parse::cue::squeeze_white_space;
use crate::when::tokens::cursor::{Phrase, PhraseKind, Separator};
use crate::when::tokens::parse_error::{ParseError, list_with_word, quote_for_message, suggest_texts_unless_too_long};
use crate::when::value::if_then::day_names;
use crate::when::value::schedule::{EVERY_DAY, WEEKDAYS};
use crate::when::value::time::Slot;

/// Phrases of which each names its days in full.
///
/// # Errors
/// Two ways to name days of which neither can go with the other: `every 10 days on Monday`.
pub(crate) fn complete_day_phrases(
    text: &str,
    mut phrases: Vec<Phrase>,
    is_sentence: bool,
) -> Result<Vec<Phrase>, ParseError> {
    if phrases.iter().any(|p| matches!(p.kind, PhraseKind::Date { .. })) {
        return Ok(phrases);
    }
    if !is_sentence {
        refuse_alternative_weeks(text, &phrases)?;
        refuse_two_cues_a_day(text, &phrases)?;
        give_cues_to_days(text, &mut phrases);
        phrases = join_every_part(phrases);
        phrases = except_replaced_days(text, phrases)?;
        phrases = put_exceptions_last(text, phrases)?;
        refuse_time_of_few_days(text, &phrases)?;
        narrow_every_day(text, &mut phrases)?;
        narrow_named_days(text, &mut phrases);
        refuse_days_within(text, &phrases)?;
    }
    refuse_unclear_weeks(text, &phrases)?;
    give_every_week_to_plurals(text, &mut phrases);
    turn_day_intervals_into_weeks(text, &mut phrases)?;
    Ok(join_week_intervals_with_days(phrases))
}

/// Days without `every`: a bit for each.
fn day_mask_without_every(phrase: &Phrase) -> Option<u8> {
    match phrase.kind {
        PhraseKind::Days { mask, has_every: false } => Some(mask),
        _ => None,
    }
}

fn is_moment(phrase: &Phrase) -> bool {
    matches!(phrase.kind, PhraseKind::Time(_) | PhraseKind::Cue)
}

/// `weekdays, after work, weekends, after lunch`: a cue between commas is that of the days before it, where the next days have a
/// moment of their own.
fn give_cues_to_days(text: &str, phrases: &mut [Phrase]) {
    let is_open = |words: &str| words.contains(['(', ')', '[', ']']);
    let mut is_given = false;
    for i in 1..phrases.len() {
        let is_beside_days = phrases[i].kind == PhraseKind::Cue
            && phrases[i].separator == Separator::Comma
            && phrases[i - 1].kind.is_day()
            && !is_open(gap_before(text, phrases, i));
        if !is_beside_days {
            continue;
        }
        let next = phrases.get(i + 1).filter(|p| p.kind.is_day() && p.separator != Separator::None);
        let run = phrases.iter().skip(i + 1).take_while(|p| p.kind.is_day()).count();
        let has_own = next.is_some() && phrases.get(i + 1 + run).is_some_and(is_moment);
        if has_own || is_given && i + 1 == phrases.len() {
            phrases[i].separator = Separator::None;
            is_given = true;
        }
    }
}

/// `weekdays before work and after work`: one moment of a day or two.
///
/// # Errors
/// With how to write each.
fn refuse_two_cues_a_day(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    let is_other = |p: &Phrase| !p.kind.is_day() && p.kind != PhraseKind::Cue;
    let mut cues = phrases.iter().filter(|p| p.kind == PhraseKind::Cue);
    let (Some(cue), None) = (cues.next(), cues.next()) else { return Ok(()) };
    if phrases.len() < 2 || phrases.iter().any(is_other) {
        return Ok(());
    }
    let written = |from: usize, to: usize| squeeze_white_space(text.get(from..to).unwrap_or(""));
    let words = written(cue.byte_range.start, cue.byte_range.end);
    let folded = words.to_ascii_lowercase();
    let two = ["after ", "before "].iter().find_map(|word| Some((folded.find(&format!(" and {word}"))?, *word)));
    // `after work and before dinner` is one stretch of time.
    let Some((at, _)) = two.filter(|(_, word)| *word == "after " || !folded.starts_with("after ")) else {
        return Ok(());
    };
    let (Some(left), Some(right)) = (words.get(..at), words.get(at + " and ".len()..)) else { return Ok(()) };
    let days: Vec<&Phrase> = phrases.iter().filter(|p| p.kind.is_day()).collect();
    let days = written(days[0].byte_range.start, days[days.len() - 1].byte_range.end);
    let is_every = matches!(fold(&days).as_str(), "every day" | "daily" | "each day");
    let twice = if is_every { "twice a day".to_owned() } else { format!("twice a day on {days}") };
    let (both, one) = (format!("{twice}, {left} and {right}"), format!("{days}, {left} or {right}"));
    let message = format!("{} can be one moment of a day, or two.", quote_for_message(&words));
    let otherwise = "Write how often it is, as in `twice a day, after breakfast and after dinner`.";
    let help = suggest_texts_unless_too_long("Write", &[&both, &one], otherwise);
    Err(ParseError::new(Code::WhenNotUnderstood, cue.byte_range.clone(), message, help))
}

/// `every morning and every evening at 8` is `every morning and evening at 8`.
fn join_every_part(phrases: Vec<Phrase>) -> Vec<Phrase> {
    let is_every = |p: &Phrase| p.kind == PhraseKind::Days { mask: EVERY_DAY, has_every: true };
    let is_part = |p: &Phrase| matches!(p.kind, PhraseKind::Time(time) if matches!(time.slot, Slot::In(_)));
    let mut joined: Vec<Phrase> = Vec::with_capacity(phrases.len());
    // All phrases so far are every day and parts of it, and the `every` that is left out was joined so.
    let (mut is_run, mut every) = (true, Separator::None);
    for phrase in phrases {
        let is_first = joined.is_empty();
        let separator = phrase.separator.max(std::mem::replace(&mut every, Separator::None));
        is_run = is_run && (is_part(&phrase) && !is_first || is_every(&phrase));
        if is_run && !is_first && is_every(&phrase) && phrase.separator != Separator::None {
            every = separator;
            continue;
        }
        joined.push(Phrase { separator, ..phrase });
    }
    joined
}

/// What stands between a phrase and the one before it.
fn gap_before<'a>(text: &'a str, phrases: &[Phrase], i: usize) -> &'a str {
    let from = i.checked_sub(1).and_then(|i| phrases.get(i)).map_or(0, |p| p.byte_range.end);
    phrases.get(i).and_then(|p| text.get(from..p.byte_range.start)).unwrap_or("")
}

/// `daily Monday to Friday` is Monday to Friday.
///
/// # Errors
/// `every day, Sunday`: one day beside all of them.
fn narrow_every_day(text: &str, phrases: &mut Vec<Phrase>) -> Result<(), ParseError> {
    let every_day = PhraseKind::Days { mask: EVERY_DAY, has_every: true };
    let Some(every) = phrases.iter().position(|p| p.kind == every_day) else { return Ok(()) };
    let behind = phrases.iter().skip(every + 1).take_while(|p| is_moment(p)).count() + every + 1;
    let run = phrases.iter().skip(behind).take_while(|p| day_mask_without_every(p).is_some()).count();
    if run > 0 {
        let days = phrases.get(behind..behind + run).unwrap_or_default();
        let mask = days.iter().filter_map(day_mask_without_every).fold(0, |all, mask| all | mask);
        // `every day at 7, on Sundays also at 20:00`
        let own = phrases
            .get(behind + run)
            .is_some_and(|p| is_moment(p) && matches!(p.separator, Separator::None | Separator::And));
        // `every day at 7:30, 9:00 on Sundays`, `7:30 every day, 9:00 on Sundays`
        let is_first = every.checked_sub(1).and_then(|i| phrases.get(i)).is_some_and(is_moment);
        // `every day at 7 and 19 on weekdays` has both.
        let is_few = is_first || mask.count_ones() == 1 || mask & WEEKDAYS == 0;
        let is_of_last = behind > every + 1 + usize::from(!is_first)
            && match phrases[behind - 1].separator {
                Separator::Comma | Separator::Or => true,
                Separator::And => is_few,
                Separator::None => false,
            };
        let is_list = days.iter().skip(1).all(|p| p.separator != Separator::Or);
        let goes_with = match days.first().map(|p| p.separator) {
            // `every day at 7, Sunday at 9` has two times.
            Some(Separator::None) => (!own || behind == every + 1) && !is_of_last,
            Some(Separator::Comma) => !own || behind == every + 1 && mask.count_ones() > 2,
            _ => false,
        };
        if goes_with && is_list {
            if is_unclear_beside_every_day(text, phrases, behind, mask) {
                return Err(left_out_or_not_error(text, phrases, behind..behind + run));
            }
            phrases.drain(behind..behind + run);
            phrases[every].kind = PhraseKind::Days { mask, has_every: true };
        }
        return Ok(());
    }
    // `Mondays every evening`
    let before = every.checked_sub(1).and_then(|i| phrases.get(i)).and_then(day_mask_without_every);
    let goes_with = |mask: u8, separator| match separator {
        Separator::None => true,
        Separator::Comma => mask.count_ones() > 1,
        Separator::And | Separator::Or => false,
    };
    // `Sunday, every day`
    let is_whole = text.get(phrases[every].byte_range.clone()).is_some_and(|words| fold(words) != "every");
    if every == 1 && is_whole && before.is_some_and(|mask| mask.count_ones() == 1) {
        let separator = phrases[every].separator;
        if matches!(separator, Separator::None | Separator::Comma) {
            return Err(left_out_or_not_error(text, phrases, 0..1));
        }
    }
    if before.is_some_and(|mask| goes_with(mask, phrases[every].separator)) {
        phrases.remove(every);
    }
    Ok(())
}

/// `every day, Sunday`, `every day - Sunday`, `every day Sunday`: the days of `mask`, which begin with phrase `i`, can be left out,
/// or all that is meant. `every day on Sunday` says which.
fn is_unclear_beside_every_day(text: &str, phrases: &[Phrase], i: usize, mask: u8) -> bool {
    let gap = fold(gap_before(text, phrases, i));
    let is_few = mask.count_ones() == 1 || mask & WEEKDAYS == 0;
    match phrases.get(i).map(|p| p.separator) {
        Some(Separator::None) => is_few && !gap.split(' ').any(|word| word == "on"),
        _ => is_few || gap.contains(is_dash) && !gap.contains(':'),
    }
}

/// Both readings of days beside others that hold them.
fn left_out_or_not_error(text: &str, phrases: &[Phrase], days: std::ops::Range<usize>) -> ParseError {
    let written = |from: usize, to: usize| squeeze_white_space(text.get(from..to).unwrap_or(""));
    let at = phrases[days.start].byte_range.start..phrases[days.end - 1].byte_range.end;
    let few = written(at.start, at.end);
    let trimmed = |words: String| words.trim_matches([',', ';', '(', ')', '[', ']', ' ', ':', '.']).to_owned();
    let (all, rest) = match days.start {
        0 => (trimmed(written(phrases[1].byte_range.start, text.len())), String::new()),
        i => {
            let rest = phrases.get(days.end).map_or(String::new(), |p| written(p.byte_range.start, text.len()));
            let joined = if phrases.get(days.end).is_some_and(is_moment) { " " } else { ", " };
            let rest = if rest.is_empty() { rest } else { format!("{joined}{}", trimmed(rest)) };
            (trimmed(written(0, phrases[i - 1].byte_range.end)), rest)
        }
    };
    let message = format!("{} can be left out of these days, or one of them.", quote_for_message(&few));
    let (without, with) = (format!("{all} except {few}{rest}"), format!("{all}{rest}"));
    let otherwise = "Write `except` before days that are left out.";
    let help = suggest_texts_unless_too_long("Write", &[&without, &with], otherwise);
    ParseError::new(Code::WhenNotUnderstood, at, message, help)
}

/// `weekdays - Friday`, `Mon-Fri, Wed`: days that are among those before them already.
///
/// # Errors
/// With how to leave them out.
fn refuse_days_within(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    let [wide, few, ..] = phrases else { return Ok(()) };
    let (Some(mask), Some(own)) = (day_mask_without_every(wide), day_mask_without_every(few)) else { return Ok(()) };
    let run = days_after_phrase(phrases, 0);
    let all = &phrases[run.clone()];
    let own = all.iter().filter_map(day_mask_without_every).fold(own, |own, mask| own | mask);
    let is_list = all.iter().skip(1).all(|p| p.separator != Separator::Or);
    let is_part = mask.count_ones() > 1 && own & !mask == 0 && own != mask && few.separator == Separator::Comma;
    let has_own = phrases.get(run.end).is_some_and(|p| is_moment(p) && p.separator == Separator::None);
    if is_part && is_list && !has_own {
        return Err(left_out_or_not_error(text, phrases, run));
    }
    Ok(())
}

/// `every day at 7 or 9 on weekends`: of days that have a time already, another behind `or` is no second one.
///
/// # Errors
/// With how to say that they have it instead.
fn refuse_time_of_few_days(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    let (mut named, mut has_moment) = (0, false);
    for (i, phrase) in phrases.iter().enumerate() {
        if let PhraseKind::Days { mask, .. } = phrase.kind {
            named |= mask;
        }
        let is_second = has_moment && is_moment(phrase) && phrase.separator == Separator::Or;
        has_moment |= is_moment(phrase);
        let is_behind = |p: &Phrase| p.separator == Separator::None;
        if !is_second || !phrases.get(i + 1).is_some_and(is_behind) {
            continue;
        }
        let run = days_after_phrase(phrases, i);
        let mask = phrases[run.clone()].iter().filter_map(day_mask_without_every).fold(0, |all, mask| all | mask);
        let has_own = phrases.get(run.end).is_some_and(|p| is_moment(p) && is_behind(p));
        let is_again = mask != 0 && mask & !named == 0 && mask != named && !has_own;
        if is_again {
            let written = |from: usize, to: usize| squeeze_white_space(text.get(from..to).unwrap_or(""));
            let all = written(0, phrases[i - 1].byte_range.end);
            let days = written(phrases[run.start].byte_range.start, phrases[run.end - 1].byte_range.end);
            let own = format!("{days} {}", moment_as_adverb(text, phrase));
            let at = phrase.byte_range.start..phrases[run.end - 1].byte_range.end;
            let message = format!("This is a second time of {}.", quote_for_message(&days));
            let instead = format!("{all} except {own}");
            let help = suggest_texts_unless_too_long(
                "If they have this one instead, write",
                &[&instead],
                "Name each day once.",
            );
            return Err(ParseError::new(Code::WhenNotUnderstood, at, message, help));
        }
    }
    Ok(())
}

/// `every other weekend on Saturday`, `weekdays (Mon and Wed)`: only these of the days.
fn narrow_named_days(text: &str, phrases: &mut Vec<Phrase>) {
    let wide = |p: &Phrase| match p.kind {
        PhraseKind::Days { mask, .. } | PhraseKind::EveryWeeks(_, mask)
            if mask != EVERY_DAY && mask.count_ones() > 1 =>
        {
            Some(mask)
        }
        _ => None,
    };
    let Some((at, mask)) = phrases.iter().enumerate().find_map(|(i, p)| wide(p).map(|mask| (i, mask))) else { return };
    let is_time = |p: &&Phrase| matches!(p.kind, PhraseKind::Time(_)) && p.separator == Separator::None;
    let first = at + 1 + phrases.iter().skip(at + 1).take_while(is_time).count();
    let run = days_after_phrase(phrases, first.saturating_sub(1));
    let (Some(before), Some(day), Some(last)) = (phrases.get(first - 1), phrases.get(first), phrases.get(run.end - 1))
    else {
        return;
    };
    let own = phrases.get(run.end).is_some_and(|p| is_moment(p) && p.separator == Separator::None);
    let days = phrases.get(run.clone()).unwrap_or_default();
    let named = days.iter().filter_map(day_mask_without_every).fold(0, |all, mask| all | mask);
    let is_part =
        named != 0 && named & !mask == 0 && named != mask && days.iter().skip(1).all(|p| p.separator != Separator::Or);
    let gap = fold(text.get(before.byte_range.end..day.byte_range.start).unwrap_or(""));
    let behind = fold(text.get(last.byte_range.end..).unwrap_or(""));
    let says = |words: &str, word: &str| words.split(|c: char| !c.is_alphanumeric()).any(|other| other == word);
    let has_on = says(&gap, "on");
    let has_only = says(&gap, "only") || behind.trim_start().starts_with("only");
    let is_interval = matches!(phrases[at].kind, PhraseKind::EveryWeeks(..));
    // `Mon-Fri (Wed)` can leave out the Wednesday.
    let is_bracketed = gap.contains(['(', '[']) && (named.count_ones() > 1 || is_interval);
    let goes_with = match day.separator {
        Separator::None => has_on && !(own && first > at + 1),
        Separator::Comma => !own && (is_bracketed || has_on && is_interval || has_only),
        Separator::And | Separator::Or => false,
    };
    if !(is_part && goes_with) {
        return;
    }
    phrases[at].kind = match phrases[at].kind {
        PhraseKind::EveryWeeks(n, _) => PhraseKind::EveryWeeks(n, named),
        _ => PhraseKind::Days { mask: named, has_every: true },
    };
    phrases.drain(run);
}

/// `every 14 days on Monday` is every other week; of other numbers the days move through the week.
fn turn_day_intervals_into_weeks(text: &str, phrases: &mut [Phrase]) -> Result<(), ParseError> {
    let mut intervals = phrases.iter().enumerate().filter_map(|(i, p)| match p.kind {
        PhraseKind::EveryDays(n) => Some((i, n)),
        _ => None,
    });
    let (Some((at, n)), None) = (intervals.next(), intervals.next()) else { return Ok(()) };
    let is_time = |p: &&Phrase| matches!(p.kind, PhraseKind::Time(_));
    let behind = at + 1 + phrases.iter().skip(at + 1).take_while(is_time).count();
    let before = phrases.iter().take(at).rev().take_while(is_time).count();
    let before = at.checked_sub(before + 1);
    let named = |i: Option<usize>| i.filter(|&i| phrases.get(i).is_some_and(|p| day_mask_without_every(p).is_some()));
    // The days, and how the later of the two phrases is joined.
    let Some((days, later)) = named(Some(behind)).map(|i| (i, i)).or_else(|| named(before).map(|i| (i, at))) else {
        return Ok(());
    };
    let own = phrases.get(later + 1).is_some_and(|p| is_moment(p) && p.separator == Separator::None);
    match phrases.get(later).map(|p| p.separator) {
        Some(Separator::None) if n % 7 != 0 => {
            let written = |i: usize| {
                let range = phrases.get(i).map_or(0..0, |p: &Phrase| p.byte_range.clone());
                quote_for_message(text.get(range).unwrap_or(""))
            };
            let (interval, day) = (written(at), written(days));
            let at = phrases[days.min(at)].byte_range.start..phrases[days.max(at)].byte_range.end;
            Err(ParseError::new(
                Code::WhenNotUnderstood,
                at,
                format!("{interval} and {day} are two ways to name the days."),
                format!("Write one of them: {interval} or {day}."),
            ))
        }
        Some(Separator::None) if n % 7 == 0 => {
            phrases[at].kind = PhraseKind::EveryWeeks(n / 7, 0);
            Ok(())
        }
        Some(Separator::Comma) if n % 7 == 0 && !own => {
            phrases[at].kind = PhraseKind::EveryWeeks(n / 7, 0);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// `Mondays`, `weekends`: each of them, whatever comes before.
fn is_plural(text: &str, phrase: &Phrase) -> bool {
    let words = fold(text.get(phrase.byte_range.clone()).unwrap_or(""));
    let last = words.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
    ["days", "ends", "nights"].iter().any(|ending| last.ends_with(ending)) || ["mons", "fris", "sats"].contains(&last)
}

/// The days without a time that follow phrase `i`, to the next that has one.
fn days_after_phrase(phrases: &[Phrase], i: usize) -> std::ops::Range<usize> {
    i + 1..i + 1 + phrases.iter().skip(i + 1).take_while(|p| day_mask_without_every(p).is_some()).count()
}

/// `every other Tuesday and on Mondays`: every Monday. Of `every other Tuesday and Thursday` both are every other.
fn give_every_week_to_plurals(text: &str, phrases: &mut [Phrase]) {
    for i in 0..phrases.len() {
        let is_step = matches!(phrases[i].kind, PhraseKind::EveryWeeks(n, mask) if n > 1 && mask != 0);
        if !is_step || is_plural(text, &phrases[i]) {
            continue;
        }
        for j in days_after_phrase(phrases, i) {
            if let (Some(mask), true) = (day_mask_without_every(&phrases[j]), is_plural(text, &phrases[j])) {
                phrases[j].kind = PhraseKind::Days { mask, has_every: true };
            }
        }
    }
}

/// `every other Tuesday and on Thursday`, `every 2 weeks on Tuesday and Mondays`: the later day can be one of every week.
///
/// # Errors
/// With both readings.
fn refuse_unclear_weeks(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    let written = |i: usize| phrases.get(i).and_then(|p| text.get(p.byte_range.clone())).unwrap_or("");
    let is_behind_on = |i: usize| {
        let gap = phrases[i - 1].byte_range.end..phrases[i].byte_range.start;
        text.get(gap).is_some_and(|gap| fold(gap).split(' ').any(|word| word == "on"))
    };
    for (i, phrase) in phrases.iter().enumerate() {
        let PhraseKind::EveryWeeks(n, mask) = phrase.kind else { continue };
        let days = days_after_phrase(phrases, i);
        let (interval, first, later) = match mask {
            0 => (written(i).to_owned() + " on", written(i + 1), days.start + 1..days.end),
            _ => (String::new(), written(i), days),
        };
        let is_one =
            |j: usize| phrases.get(j).and_then(day_mask_without_every).is_some_and(|mask| mask.count_ones() == 1);
        // Behind `every 2 weeks on Mondays` a plural says nothing more.
        let is_unclear = |j: &usize| match mask {
            0 => is_plural(text, &phrases[*j]) && is_one(i + 1) && !is_plural(text, &phrases[i + 1]),
            _ => !is_plural(text, &phrases[*j]) && is_behind_on(*j) && !is_plural(text, phrase),
        };
        let Some(j) = later.filter(|_| n > 1).find(is_unclear) else { continue };
        let day = written(j);
        let masks =
            phrases.get(i + 1).and_then(day_mask_without_every).zip(phrases.get(j).and_then(day_mask_without_every));
        let (both, own) = match masks.filter(|_| mask == 0) {
            Some((one, other)) => {
                let names = list_with_word(&day_names(one | other), "and");
                (format!("{interval} {names}"), format!("every week on {day} and {interval} {first}"))
            }
            None => (format!("{first} and {day}"), format!("every {day} and {first}")),
        };
        let message = format!("{} can be every week or not.", quote_for_message(day));
        let otherwise = "Write `every` before it, if it is every week.";
        let help = suggest_texts_unless_too_long("Write", &[&both, &own], otherwise);
        return Err(ParseError::new(Code::WhenNotUnderstood, phrases[j].byte_range.clone(), message, help));
    }
    Ok(())
}

fn week_interval_without_days(phrase: &Phrase) -> Option<u32> {
    match phrase.kind {
        PhraseKind::EveryWeeks(n, 0) => Some(n),
        _ => None,
    }
}

/// Every so many weeks, with the days that are meant: those behind it (`every second week on Thursday`), else those before
/// it (`Thursdays fortnightly`), to the next such phrase.
fn join_week_intervals_with_days(mut phrases: Vec<Phrase>) -> Vec<Phrase> {
    let is_days = |p: &Phrase| matches!(p.kind, PhraseKind::Days { .. });
    let steps: Vec<usize> = (0..phrases.len()).filter(|&i| week_interval_without_days(&phrases[i]).is_some()).collect();
    let Some(&first) = steps.first() else { return phrases };
    let stands_behind = phrases.iter().take(first).any(is_days)
        && (steps.len() > 1 || !phrases.get(first + 1).is_some_and(|p| is_days(p) && p.separator == Separator::None));
    let mut used = vec![false; phrases.len()];
    let mut from = 0;
    for (k, &step) in steps.iter().enumerate() {
        let Some(n) = week_interval_without_days(&phrases[step]) else { continue };
        let range = if stands_behind {
            std::mem::replace(&mut from, step + 1)..step
        } else {
            step + 1..steps.get(k + 1).copied().unwrap_or(phrases.len())
        };
        let is_plain = |i: &usize| day_mask_without_every(&phrases[*i]).is_some();
        let named: Vec<usize> = range.filter(|&i| is_days(&phrases[i])).collect();
        let meant: Vec<usize> = if stands_behind {
            let plain: Vec<usize> = named.iter().copied().filter(is_plain).collect();
            if plain.is_empty() { named } else { plain }
        } else {
            // `every 2 weeks on Monday, every Thursday`
            named.into_iter().take_while(|i| *i == step + 1 || is_plain(i)).collect()
        };
        for i in meant {
            if let PhraseKind::Days { mask, .. } = phrases[i].kind {
                let days = PhraseKind::Days { mask, has_every: true };
                phrases[i].kind = if n > 1 { PhraseKind::EveryWeeks(n, mask) } else { days };
                used[step] = true;
            }
        }
    }
    let mut bound: Vec<Phrase> = Vec::with_capacity(phrases.len());
    // How a phrase that is left out was joined.
    let mut joined = Separator::None;
    for (phrase, used) in phrases.into_iter().zip(used) {
        if used {
            joined = joined.max(phrase.separator);
            continue;
        }
        let separator = phrase.separator.max(std::mem::replace(&mut joined, Separator::None));
        bound.push(Phrase { separator, ..phrase });
    }
    bound
}
