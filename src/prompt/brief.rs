//! Days and words as prompts show them: short, on one line.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::phrases::Phrases;
use crate::text::with_single_spaces;

/// Bytes of a client's words that a prompt may hold.
const MAX_WORDS: usize = 160;
/// Names that one line lists.
const MAX_NAMES: usize = 4;
/// Bytes a prompt may have.
pub(super) const MAX_PROMPT: usize = 600;

/// The day of a date as prompts show it: `Tue`.
pub(super) fn short_weekday_of_date(date: NaiveDate, phrases: &dyn Phrases) -> String {
    phrases.short_weekday(date.weekday())
}

/// `Tue, Thu`, each once, in the order they come; all seven are `every day`.
pub(super) fn distinct_short_weekdays(dates: impl Iterator<Item = NaiveDate>, phrases: &dyn Phrases) -> String {
    let days = without_repeats(dates.map(|date| short_weekday_of_date(date, phrases)).collect());
    if days.len() == 7 { phrases.every_day() } else { days.join(", ") }
}

/// The same for days on which nothing was done. More than three are only counted, since a list of them reads like blame.
pub(super) fn days_or_their_number(dates: impl Iterator<Item = NaiveDate>, phrases: &dyn Phrases) -> String {
    let dates: BTreeSet<NaiveDate> = dates.collect();
    match dates.len() {
        4..=6 => phrases.number_of_days(dates.len()),
        _ => distinct_short_weekdays(dates.into_iter(), phrases),
    }
}

pub(super) fn without_repeats(mut names: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

/// The first few names, and a word that there are more.
pub(super) fn short_list(names: &[String], phrases: &dyn Phrases) -> String {
    match names.get(..MAX_NAMES) {
        Some(few) if names.len() > MAX_NAMES => phrases.list_and_more(few),
        _ => names.join(", "),
    }
}

/// `brief` of a text that may be absent; none where nothing is left.
pub(super) fn shorten_if_any(text: &Option<String>) -> Option<String> {
    text.as_deref().map(shorten_for_prompt).filter(|w| !w.is_empty())
}

/// Words on one line and short enough for a prompt, with `…` where something was cut.
pub(super) fn shorten_for_prompt(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        let gap = usize::from(!out.is_empty());
        if out.len() + gap + word.len() > MAX_WORDS {
            let left = MAX_WORDS.saturating_sub(out.len() + gap);
            if out.is_empty() {
                out.extend(word.chars().take(left / 4));
            }
            out.push('…');
            return out;
        }
        if gap > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// What a prompt rests on: one line, longer than `brief`.
pub(super) fn evidence_line(text: &str) -> String {
    let line = with_single_spaces(text);
    match line.char_indices().nth(MAX_PROMPT / 2).and_then(|(end, _)| line.get(..end)) {
        Some(start) => format!("{start}…"),
        None => line,
    }
}
