//! Sets of days joined by `or`: `Mon/Wed/Fri or Tue/Thu/Sat` is three days a week; `weekdays at 7 or weekends at 9` can be both
//! or one of them.

use crate::problem::Code;
use crate::when::combine::replaced_days::moment_as_adverb;
use crate::when::parse::cue::squeeze_white_space;
use crate::when::tokens::amount::Frequency;
use crate::when::tokens::cursor::{Phrase, PhraseKind, Separator};
use crate::when::tokens::parse_error::{ParseError, list_with_word, quote_for_message, suggest_texts_unless_too_long};
use crate::when::value::if_then::day_names;
use crate::when::value::schedule::EVERY_DAY;

/// Of more phrases that name days, none are compared: the reader is linear.
const MOST: usize = 32;

/// Days between one `or` and the next.
#[derive(Default)]
struct Alternative {
    mask: u8,
    /// `weekdays`, `Mon-Wed`: several days in one phrase.
    has_several: bool,
    /// `Mon/Wed`
    has_and: bool,
}

fn mask_of(phrase: &Phrase) -> u8 {
    match phrase.kind {
        PhraseKind::Days { mask, .. } | PhraseKind::EveryWeeks(_, mask) => mask,
        _ => 0,
    }
}

/// It says how often, not on which of the days.
fn is_frequency(phrase: &Phrase) -> bool {
    match phrase.kind {
        PhraseKind::EveryDays(_) | PhraseKind::Count(_) => true,
        PhraseKind::Days { mask, .. } => mask == EVERY_DAY,
        PhraseKind::EveryWeeks(_, mask) => mask == 0,
        _ => false,
    }
}

/// Every so many weeks; days without `every` are of any.
fn interval_of(phrase: &Phrase) -> Option<u32> {
    match phrase.kind {
        PhraseKind::EveryWeeks(n, _) => Some(n),
        PhraseKind::Days { has_every: true, .. } => Some(1),
        _ => None,
    }
}

fn is_moment(phrase: &Phrase) -> bool {
    matches!(phrase.kind, PhraseKind::Time(_) | PhraseKind::Cue)
}

/// `or` joins the days that are phrase `i` to those before them, or the moment before these days: `8:00 on Mon or 9:00 on Tue`.
fn joins_alternative(phrases: &[Phrase], i: usize) -> bool {
    let before = |n: usize| i.checked_sub(n).and_then(|i| phrases.get(i));
    let is_first = |p: &Phrase| is_moment(p) && p.separator == Separator::Or;
    // Of `7:00 on weekdays, 8:00 or 9:00 on weekends` it joins the two times.
    let is_of_days = before(2).is_some_and(|p| p.kind.is_day())
        || before(2).is_some_and(|p| is_moment(p) && p.separator == Separator::None)
            && before(3).is_some_and(|p| p.kind.is_day());
    match phrases.get(i).map(|p| p.separator) {
        Some(Separator::Or) => true,
        Some(Separator::None) => before(1).is_some_and(is_first) && is_of_days,
        _ => false,
    }
}

/// `daily or weekly`: how often can be one or the other.
///
/// # Errors
/// With both.
pub(crate) fn refuse_alternative_weeks(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    let is_weeks = |p: &Phrase| matches!(p.kind, PhraseKind::EveryWeeks(_, 0));
    let is_unclear = |pair: &[Phrase]| {
        pair[1].separator == Separator::Or
            && pair.iter().any(is_weeks)
            && pair.iter().all(|p| p.kind.is_day() || is_frequency(p))
    };
    match phrases.windows(2).position(is_unclear) {
        Some(at) => Err(unclear_alternatives_error(text, phrases, at + 1)),
        None => Ok(()),
    }
}

/// How many days of a week are meant by sets of days that are joined by `or`. None where no such sets are: then each day is one.
///
/// # Errors
/// Sets that are not as many days, and ways to say how often: `every day or 3 times a week`.
pub(crate) fn count_of_alternatives(text: &str, phrases: &[Phrase]) -> Result<Option<u32>, ParseError> {
    let says_days = |&(_, p): &(usize, &Phrase)| p.kind.is_day() || is_frequency(p);
    let named: Vec<(usize, &Phrase)> = phrases.iter().enumerate().filter(says_days).take(MOST + 1).collect();
    let Some(or) = (1..named.len()).find(|&at| joins_alternative(phrases, named[at].0)) else { return Ok(None) };
    let has_dates = named.iter().any(|(_, p)| matches!(p.kind, PhraseKind::Date { .. }));
    if named.len() > MOST || has_dates {
        return Ok(None);
    }
    let is_of_frequency = |pair: &[(usize, &Phrase)]| {
        let is_other = interval_of(pair[0].1).zip(interval_of(pair[1].1)).is_some_and(|(one, other)| one != other);
        joins_alternative(phrases, pair[1].0) && (is_other || pair.iter().any(|(_, p)| is_frequency(p)))
    };
    if let Some(at) = named.windows(2).position(is_of_frequency) {
        return Err(unclear_alternatives_error(text, phrases, named[at + 1].0));
    }
    if named.iter().any(|(_, p)| matches!(p.kind, PhraseKind::Count(Frequency::PerWeek(_)))) {
        return Ok(None);
    }
    let mut alternatives = vec![Alternative::default()];
    for (n, &(at, phrase)) in named.iter().enumerate() {
        let mask = mask_of(phrase);
        // `weekends on Saturday or Sunday`: only these of them.
        let is_narrowed = named.get(n + 1).is_some_and(|(_, next)| {
            next.separator == Separator::None && mask.count_ones() > 1 && mask_of(next) & !mask == 0
        });
        if is_narrowed {
            continue;
        }
        if n > 0 && joins_alternative(phrases, at) {
            alternatives.push(Alternative::default());
        }
        if let Some(last) = alternatives.last_mut() {
            last.has_and |= last.mask != 0 && phrase.separator == Separator::And;
            last.has_several |= mask.count_ones() > 1;
            last.mask |= mask;
        }
    }
    // `Mondays at 7 or Mondays at 9`
    let is_twice = alternatives.windows(2).any(|pair| pair[0].mask & pair[1].mask != 0);
    if is_twice && phrases.iter().any(is_moment) {
        return Err(unclear_alternatives_error(text, phrases, named[or].0));
    }
    let has_several = alternatives.iter().any(|a| a.has_several);
    if !has_several && !alternatives.iter().any(|a| a.has_and) {
        // `8:00 on Mon or 9:00 on Tue`
        return Ok((named[or].1.separator != Separator::Or).then_some(1));
    }
    let first = alternatives[0].mask.count_ones();
    if alternatives.iter().all(|a| a.mask.count_ones() == first) {
        return Ok(Some(first));
    }
    if !has_several && alternatives.iter().any(|a| a.mask.count_ones() == 1) {
        return Err(day_beside_choice_error(text, phrases, &alternatives));
    }
    Err(unclear_alternatives_error(text, phrases, named[or].0))
}

/// `Monday and Thursday or Friday`, `Mon and either Tue or Wed`: a day that is sure beside a choice, or a choice of two sets.
fn day_beside_choice_error(text: &str, phrases: &[Phrase], alternatives: &[Alternative]) -> ParseError {
    let mask = alternatives.iter().fold(0, |all, a| all | a.mask);
    // Without the choice, of whose days one is enough.
    let count = mask.count_ones() + 1 - u32::try_from(alternatives.len()).unwrap_or(1);
    let is_day = |p: &&Phrase| p.kind.is_day();
    let (first, last) = (phrases.iter().find(is_day), phrases.iter().rfind(is_day));
    let (from, to) = (first.map_or(0, |p| p.byte_range.start), last.map_or(text.len(), |p| p.byte_range.end));
    let names: Vec<&str> = day_names(mask).into_iter().filter_map(|name| name.get(..3)).collect();
    let times = match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    };
    let any = format!("{times} a week on {}", list_with_word(&names, "or"));
    let rest = squeeze_white_space(text.get(to..).unwrap_or("").trim_start_matches([')', ']']));
    // Where a moment stands among the days, it is not that of all of them.
    let is_list = phrases.first().is_some_and(|p| p.kind.is_day())
        && !phrases.iter().rev().skip_while(|p| !p.kind.is_day()).any(is_moment);
    let is_list = is_list && phrases.iter().all(|p| is_moment(p) || matches!(p.kind, PhraseKind::Days { .. }));
    let space = if rest.is_empty() { "" } else { " " };
    let help = if is_list {
        suggest_texts_unless_too_long(
            &format!("If any {count} of them will do, write"),
            &[&format!("{any}{space}{rest}")],
            "",
        )
    } else {
        String::new()
    };
    let help = format!("{help} A day that is sure and a choice of days are two plans.");
    let message = format!("{} can be a sure day and a choice.", quote_for_message(text.get(from..to).unwrap_or("")));
    ParseError::new(Code::WhenNotUnderstood, from..to, message, help.trim())
}

/// Phrase `or` is the first of the second alternative.
fn unclear_alternatives_error(text: &str, phrases: &[Phrase], or: usize) -> ParseError {
    let written = |from: usize, to: usize| squeeze_white_space(text.get(from..to).unwrap_or(""));
    let all = |phrases: &[Phrase]| phrases.iter().fold(0, |mask, p| mask | mask_of(p));
    let has_moment = |phrases: &[Phrase]| phrases.iter().any(is_moment);
    // `8:00 on Mon or 9:00 on Tue`
    let or = if phrases[or].separator == Separator::Or { or } else { or - 1 };
    let (before, behind) = phrases.split_at(or);
    let start = phrases[or].byte_range.start;
    let end = phrases.last().map_or(start, |p| p.byte_range.end.max(start));
    let left = written(0, before.last().map_or(0, |p| p.byte_range.end));
    let right = written(start, end);
    let is_part = all(behind) != 0 && all(behind) & !all(before) == 0 && all(behind) != all(before);
    let otherwise = "Write one of them.";
    let help = if let ([Phrase { .. }, time], true) = (behind, all(before) == all(behind) && has_moment(before)) {
        let moment = moment_as_adverb(text, time);
        let (one, both) = (format!("{left} or {moment}"), format!("{left} and {moment}"));
        suggest_texts_unless_too_long("Write", &[&one, &both], otherwise)
    } else if is_part && has_moment(behind) {
        let (instead, both) = (format!("{left} except {right}"), format!("{left} and {right}"));
        suggest_texts_unless_too_long("Write", &[&instead, &both], otherwise)
    } else if has_moment(before) && has_moment(behind) && all(before) & all(behind) == 0 {
        let both = format!("{left}; {right}");
        let help = suggest_texts_unless_too_long("If both are planned, write", &[&both], otherwise);
        format!("{help} If one is enough, write the one that you mean.")
    } else {
        suggest_texts_unless_too_long("Write the one that you mean:", &[&left, &right], otherwise)
    };
    let message = "`or` can join two plans here, or say that one of them is enough.".to_owned();
    ParseError::new(Code::WhenNotUnderstood, start..end, message, help)
}
