//! Days, dates and words as prompts say them: short, on one line.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::week::Week;

/// Bytes of a client's words that a prompt may hold.
const MOST_WORDS: usize = 160;
/// Names that one line lists.
const MOST_NAMED: usize = 4;

/// The day of a date as prompts say it: `Tue`.
pub(super) fn day(date: NaiveDate) -> &'static str {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    DAYS.get(date.weekday().num_days_from_monday() as usize).copied().unwrap_or_default()
}

/// `Tue, Thu`, each once, in the order they come.
pub(super) fn days(dates: impl Iterator<Item = NaiveDate>) -> String {
    let mut out: Vec<&str> = Vec::new();
    for name in dates.map(day) {
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out.join(", ")
}

pub(super) fn span(week: Week) -> String {
    let (first, end) = (week.start(), week.end());
    let from = if first.month() == end.month() { "%-d" } else { "%-d %b" };
    format!("{} to {}", first.format(from), end.format("%-d %b"))
}

pub(super) fn distinct(mut of: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    of.retain(|x| seen.insert(x.clone()));
    of
}

/// A few of many, with a word that there are more.
pub(super) fn list(of: &[String]) -> String {
    match of.get(..MOST_NAMED) {
        Some(few) if of.len() > MOST_NAMED => format!("{} and more", few.join(", ")),
        _ => of.join(", "),
    }
}

pub(super) fn words(of: &Option<String>) -> Option<String> {
    of.as_deref().map(brief).filter(|w| !w.is_empty())
}

/// Words on one line and not too long to stand in a prompt; what is cut is shown to be.
pub(super) fn brief(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        let gap = usize::from(!out.is_empty());
        if out.len() + gap + word.len() > MOST_WORDS {
            let left = MOST_WORDS.saturating_sub(out.len() + gap);
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
