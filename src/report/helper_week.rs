//! The helper's week, and how the helper's responses changed over the weeks (docs/practice.md, practice one).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::entry_facts::entry_facts;
use super::model::{EntryFacts, HelperResponseCounts, HelperWeek, Quote, QuoteSource};
use super::six_weeks::{SixWeeks, is_same_when_folded, plain_unless_empty};
use crate::journal::{Entry, Response};
use crate::phrases::plain::{cut_with_ellipsis, one_plain_line, plain_lines};
use crate::week::CountedWeek;
use crate::when::Minutes;

/// What stands before a name.
const TITLES: [&str; 4] = ["Mr", "Mrs", "Ms", "Dr"];

/// The longest name of a helper, in characters.
const LONGEST: usize = 60;

/// None where there is no helper and nothing was noted of one.
pub(super) fn helper_week(weeks: &SixWeeks<'_>) -> Option<HelperWeek> {
    let helpers = helpers_of_week(weeks);
    let is_noted = weeks.entries.iter().any(|e| e.helper.is_noted);
    if helpers.is_empty() && !is_noted && weeks.this.helper_entries.is_empty() {
        return None;
    }
    let noted = || weeks.client_entries_this_week.iter().filter(|e| e.helper.is_noted);
    let days =
        |is: &dyn Fn(&Entry) -> bool| noted().filter(|e| is(e)).map(|e| e.date).collect::<BTreeSet<NaiveDate>>().len();
    let together = noted().filter_map(|e| e.helper.minutes_together);
    let together = together.fold(0u32, |sum, minutes| sum.saturating_add(minutes.seconds));
    let notes = weeks.this.helper_entries.iter().filter_map(|&e| weeks.journal.entries.get(e));
    Some(HelperWeek {
        helpers,
        logged_days: days(&|_| true),
        noticed: days(&|e| e.helper.noticed == Some(true)),
        praised: days(&|e| e.helper.praise == Some(true)),
        together: (together > 0).then_some(Minutes { seconds: together }),
        responses: weeks.all.iter().map(|week| count_responses(weeks, week)).collect(),
        notes: notes.map(quote_of_helper_note).collect(),
    })
}

/// Who helps with the plans of this week, each once.
fn helpers_of_week(weeks: &SixWeeks<'_>) -> Vec<String> {
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
    let (Some(first), Some(second)) = (ends.next(), ends.next()) else {
        return who;
    };
    let begins_small = who.chars().next().is_some_and(char::is_lowercase);
    let is_name = who.get(first..).is_some_and(|rest| rest.trim_start().chars().next().is_some_and(char::is_uppercase));
    who.get(..if begins_small || is_name { second } else { first }).unwrap_or(who)
}

fn count_responses(weeks: &SixWeeks<'_>, week: &CountedWeek) -> HelperResponseCounts {
    let of_week = || weeks.entries.iter().filter(|e| week.week.contains(e.date));
    let many = |which: Response| of_week().filter(|e| e.response_felt() == Some(which)).count();
    HelperResponseCounts {
        start: week.week.start(),
        warm: many(Response::Warm),
        neutral: many(Response::Neutral),
        hard: many(Response::Hard),
    }
}

/// A note of the helper's own.
fn quote_of_helper_note(entry: &Entry) -> Quote {
    let by = cut_with_ellipsis(&one_plain_line(entry.written_by.as_deref().unwrap_or_default()), LONGEST);
    let status = entry.is_status_written.then_some(entry.status);
    Quote {
        lines: entry.words.as_deref().map(plain_lines).unwrap_or_default(),
        source: QuoteSource::Helper { helper: by, date: entry.date, task: one_plain_line(&entry.task) },
        entry: Some(EntryFacts { status, ..entry_facts_of_status(entry) }),
        felt: plain_unless_empty(entry.felt.as_deref()),
        helped: None,
    }
}

/// Of a helper's note only its status is told.
fn entry_facts_of_status(entry: &Entry) -> EntryFacts {
    EntryFacts {
        minutes: None,
        place: None,
        barriers: Vec::new(),
        ratings: Vec::new(),
        written: None,
        ..entry_facts(entry, None, None)
    }
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
