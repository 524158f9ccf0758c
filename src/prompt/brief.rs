//! Days and words as prompts show them: short, on one line.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::phrases::Phrases;
use crate::phrases::plain::without_closing_marks;
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

/// Words on one line and short enough for a prompt, with `…` where something was cut. They stand inside a sentence, so the marks that would
/// close it are left out.
pub(super) fn shorten_for_prompt(text: &str) -> String {
    let mut out = String::new();
    for word in without_closing_marks(text).split_whitespace() {
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

/// What a question rests on, without the pieces that stand in the question word for word: of `Walk: ended on Thursday` the end, where it
/// asks about "This step ended on Thursday". Empty where the question says it all.
pub(super) fn without_words_of_question(from: &str, question: &str) -> String {
    fn words(text: &str) -> Vec<&str> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
    }
    let asked = words(question);
    let is_said = |piece: &str| {
        let piece = words(piece);
        !piece.is_empty() && asked.windows(piece.len()).any(|said| said == piece.as_slice())
    };
    let (mut kept, mut piece) = (String::new(), String::new());
    let mut rest = from.split_inclusive(' ').peekable();
    while let Some(word) = rest.next() {
        piece.push_str(word);
        if rest.peek().is_some() && !word.ends_with(": ") && !word.ends_with("; ") {
            continue;
        }
        if !is_said(&piece) {
            kept.push_str(&piece);
        }
        piece.clear();
    }
    without_closing_marks(&kept).to_owned()
}

/// What a prompt rests on: one line, longer than `brief`.
pub(super) fn evidence_line(text: &str) -> String {
    let line = with_single_spaces(text);
    match line.char_indices().nth(MAX_PROMPT / 2).and_then(|(end, _)| line.get(..end)) {
        Some(start) => format!("{start}…"),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_question_says_is_not_said_again() {
        for (from, question, left) in [
            ("Walk: ended on Thursday", "This step ended on Thursday. What would you like to keep from it?", "Walk"),
            ("Walk", "Went well: Walk (Mon, Wed). What helped?", ""),
            ("Tea: too big (Tue); 5 min", "What would make Tea smaller?", "too big (Tue); 5 min"),
            // Another word, and a part of one.
            ("Step: ended on Thursday", "This step ended on Friday. What now?", "Step: ended on Thursday"),
            ("Walk", "Walking helped. What else?", "Walk"),
            ("Pills at 08:00: 3 of 7", "How is it at 08:00?", "Pills at 08:00: 3 of 7"),
            ("🧘", "What helped?", "🧘"),
        ] {
            assert_eq!(without_words_of_question(from, question), left);
        }
    }
}
