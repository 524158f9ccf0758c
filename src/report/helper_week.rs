//! The helper's week, and how the helper's responses changed over the weeks (docs/practice.md, practice one).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::model::{HelperResponseCounts, HelperWeek, Quote, QuoteSource};
use super::six_weeks::{SixWeekWindow, is_same_when_folded, plain_unless_empty};
use crate::journal::{Entry, HelperWords, Response};
use crate::phrases::plain::{cut_with_ellipsis, one_plain_line, plain_lines};
use crate::week::CountedWeek;
use crate::when::Minutes;

/// What stands before a name.
const TITLES: [&str; 4] = ["Mr", "Mrs", "Ms", "Dr"];

/// The longest name of a helper, in characters.
const LONGEST: usize = 60;

/// None where there is no helper and nothing was noted of one.
pub(super) fn helper_week(weeks: &SixWeekWindow<'_>) -> Option<HelperWeek> {
    let helpers = helpers_of_week(weeks);
    let is_noted = weeks.entries.iter().any(|e| e.helper.is_noted);
    let week = weeks.this.week;
    let words = weeks.journal.helper_words_between(week.start(), week.end().min(weeks.this.as_of));
    if helpers.is_empty() && !is_noted && weeks.this.helper_entries.is_empty() && words.is_empty() {
        return None;
    }
    // What a helper notes of the help counts as what the client notes of it.
    let by_helper: Vec<&Entry> =
        weeks.this.helper_entries.iter().filter_map(|&e| weeks.journal.entries.get(e)).collect();
    let noted = || weeks.client_entries_this_week.iter().chain(&by_helper).filter(|e| e.helper.is_noted);
    let days =
        |is: &dyn Fn(&Entry) -> bool| noted().filter(|e| is(e)).map(|e| e.date).collect::<BTreeSet<NaiveDate>>().len();
    let together = noted().filter_map(|e| e.helper.minutes_together);
    let together = together.fold(0u32, |sum, minutes| sum.saturating_add(minutes.seconds));
    let mut notes: Vec<(NaiveDate, Quote)> =
        by_helper.iter().map(|entry| (entry.date, quote_of_helper_note(entry))).collect();
    notes.extend(words.iter().map(|words| (words.date, quote_of_helper_words(words))));
    notes.sort_by_key(|(date, _)| *date);
    let responses: Vec<HelperResponseCounts> = weeks.all.iter().map(|week| count_responses(weeks, week)).collect();
    // What helped stands with its entry, and is all that there is to say.
    let is_help_noted = weeks.client_entries_this_week.iter().any(|e| e.helped.is_some());
    if is_help_noted && notes.is_empty() && noted().next().is_none() && responses.iter().all(|week| week.is_empty()) {
        return None;
    }
    Some(HelperWeek {
        helpers,
        logged_days: days(&|_| true),
        noticed: days(&|e| e.helper.noticed == Some(true)),
        praised: days(&|e| e.helper.praise == Some(true)),
        together: (together > 0).then_some(Minutes { seconds: together }),
        responses,
        notes: notes.into_iter().map(|(_, quote)| quote).collect(),
        is_help_noted,
    })
}

/// Who helps with the plans of this week, each once.
fn helpers_of_week(weeks: &SixWeekWindow<'_>) -> Vec<String> {
    let mut helpers: Vec<String> = Vec::new();
    for plan in weeks.this.plans.iter().filter_map(|of| weeks.plan_of(of)) {
        let Some(name) = name_of_helper(plan.helper.as_deref()) else { continue };
        if !helpers.iter().any(|other| is_same_when_folded(other, &name)) {
            helpers.push(name);
        }
    }
    helpers
}

/// Who helps, of what a plan says of the helper: `Mom`, of `Mom, notices that I started`.
#[must_use]
pub fn name_of_helper(helper: Option<&str>) -> Option<String> {
    Some(cut_with_ellipsis(first_words_of_helper(&plain_unless_empty(helper)?), LONGEST))
}

fn first_words_of_helper(helper: &str) -> &str {
    let ends_sentence = |(at, c): (usize, char)| match c {
        ',' | ';' | ':' | '(' => Some(at),
        // `Mr. Bell` is one name.
        '.' if !TITLES.contains(&helper.get(..at).unwrap_or_default()) => Some(at),
        _ => None,
    };
    let end = helper.char_indices().find_map(ends_sentence).unwrap_or(helper.len());
    let who = helper.get(..end).unwrap_or(helper).trim();
    // A whole sentence is cut after its first word, or two: `my mom reminds me once`, `Aunt Lou calls`.
    let mut ends = who.match_indices(' ').map(|(at, _)| at);
    let Some(first) = ends.next() else { return who };
    let (second, third) = (ends.next().unwrap_or(who.len()), ends.next().unwrap_or(who.len()));
    let begins_with = |at: usize, is: fn(char) -> bool| {
        who.get(at..).is_some_and(|rest| rest.trim_start().chars().next().is_some_and(is))
    };
    let end = match () {
        // `my sister Jo calls`
        () if begins_with(0, char::is_lowercase) && begins_with(second, char::is_uppercase) => third,
        () if begins_with(0, char::is_lowercase) || begins_with(first, char::is_uppercase) => second,
        () => first,
    };
    who.get(..end).unwrap_or(who)
}

fn count_responses(weeks: &SixWeekWindow<'_>, week: &CountedWeek) -> HelperResponseCounts {
    let of_week = || weeks.entries.iter().filter(|e| week.week.contains(e.date));
    let many = |which: Response| of_week().filter(|e| e.response_felt() == Some(which)).count();
    HelperResponseCounts {
        start: week.week.start(),
        warm: many(Response::Warm),
        neutral: many(Response::Neutral),
        hard: many(Response::Hard),
    }
}

/// A note of the helper's own. It has no status: how it went is the client's to say (docs/specification.md#1-notes).
fn quote_of_helper_note(entry: &Entry) -> Quote {
    Quote {
        lines: entry.words.as_deref().map(plain_lines).unwrap_or_default(),
        source: QuoteSource::Helper {
            helper: shown_helper(entry.written_by.as_deref().unwrap_or_default()),
            date: entry.date,
            task: Some(one_plain_line(&entry.task)),
        },
        entry: None,
        felt: plain_unless_empty(entry.felt.as_deref()),
        helped: None,
    }
}

/// What a helper's day note says beside its lines.
fn quote_of_helper_words(words: &HelperWords) -> Quote {
    Quote {
        lines: plain_lines(&words.text),
        source: QuoteSource::Helper { helper: shown_helper(&words.written_by), date: words.date, task: None },
        entry: None,
        felt: None,
        helped: None,
    }
}

fn shown_helper(written_by: &str) -> String {
    cut_with_ellipsis(&one_plain_line(written_by), LONGEST)
}

#[cfg(test)]
mod tests {
    use super::first_words_of_helper;

    #[test]
    fn a_helper_is_named_as_short_as_can_be() {
        for (helper, name) in [
            ("Dad, notices that I started", "Dad"),
            ("Mom", "Mom"),
            ("my mom", "my mom"),
            ("my mom reminds me once", "my mom"),
            ("my sister Jo calls", "my sister Jo"),
            ("Ola dzwoni, jak nie przyjdę", "Ola"),
            ("Aunt Lou", "Aunt Lou"),
            ("Uncle Joe: calls", "Uncle Joe"),
            ("Maria reminds me in the evening", "Maria"),
            ("Mum sits near and says nothing", "Mum"),
            ("Mum", "Mum"),
            ("Aunt Lou calls at six", "Aunt Lou"),
            ("Mr. Bell, asks on Fridays", "Mr. Bell"),
            ("Dad. He waits at the door", "Dad"),
            ("أمي تذكرني مرة واحدة", "أمي"),
        ] {
            assert_eq!(first_words_of_helper(helper), name);
        }
    }
}
