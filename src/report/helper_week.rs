//! The helper's week, and how the helper's responses changed over the weeks (docs/practice.md, practice one).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::model::{HelperResponseCounts, HelperWeek, NotedHelp, Quote, QuoteSource};
use super::six_weeks::{SixWeekWindow, is_same_when_folded, plain_unless_empty};
use crate::journal::{Entry, HelperWords, Response};
use crate::phrases::HelpNotedBy;
use crate::phrases::plain::{cut_with_ellipsis, one_plain_line, plain_lines};
use crate::week::CountedWeek;
use crate::when::Minutes;

/// What stands before a name.
const TITLES: [&str; 4] = ["Mr", "Mrs", "Ms", "Dr"];

/// What stands between the names of several helpers.
const NAME_SEPARATORS: [&str; 8] = [", and ", ", ", " and ", " or ", " & ", " + ", "/", ";"];

/// Helpers that people write without a capital.
const RELATIONS: [&str; 28] = [
    "mom",
    "mum",
    "mother",
    "mama",
    "dad",
    "father",
    "papa",
    "parents",
    "sister",
    "brother",
    "son",
    "daughter",
    "wife",
    "husband",
    "partner",
    "aunt",
    "auntie",
    "uncle",
    "gran",
    "granny",
    "grandma",
    "grandpa",
    "nan",
    "friend",
    "cousin",
    "neighbor",
    "neighbour",
    "teacher",
];

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
    let noted = weeks.client_entries_this_week.iter().chain(&by_helper).copied().filter(|e| e.helper.is_noted);
    let noted: Vec<&Entry> = noted.collect();
    let together = noted.iter().filter_map(|e| e.helper.minutes_together);
    let together = together.fold(0u32, |sum, minutes| sum.saturating_add(minutes.seconds));
    let notes = helper_notes(&by_helper, words);
    let responses: Vec<HelperResponseCounts> = weeks.all.iter().map(|week| count_responses(weeks, week)).collect();
    // What helped stands with its entry, and is all that there is to say.
    let is_help_noted = weeks.client_entries_this_week.iter().any(|e| e.helped.is_some());
    if is_help_noted && notes.is_empty() && noted.is_empty() && responses.iter().all(|week| week.is_empty()) {
        return None;
    }
    let each = noted_help_of_each(weeks, &noted);
    let who = each.iter().flat_map(|of| of.who.clone()).fold(Vec::new(), with_name);
    Some(HelperWeek {
        all: noted_help(who, &noted),
        each: if each.len() > 1 { each } else { Vec::new() },
        helpers,
        together: (together > 0).then_some(Minutes { seconds: together }),
        responses,
        notes,
        is_help_noted,
    })
}

/// Who helps with the plans of this week, each once.
fn helpers_of_week(weeks: &SixWeekWindow<'_>) -> Vec<String> {
    let plans = weeks.this.plans.iter().filter_map(|of| weeks.plan_of(of));
    plans.flat_map(|plan| names_of_helpers(plan.helper.as_deref())).fold(Vec::new(), with_name)
}

/// Adds a name that is not among them.
fn with_name(mut names: Vec<String>, name: String) -> Vec<String> {
    if !names.iter().any(|other| is_same_when_folded(other, &name)) {
        names.push(name);
    }
    names
}

/// What was noted of each helper, in the order of the notes. Who it is about is known from who wrote it, else from the
/// name in the line, else from the entry's plan: of several who help with one plan nobody can say which.
fn noted_help_of_each(weeks: &SixWeekWindow<'_>, noted: &[&Entry]) -> Vec<NotedHelp> {
    let who = |entry: &Entry| match &entry.written_by {
        Some(written_by) => vec![shown_helper(written_by)],
        None => {
            let plan = entry.plan.and_then(|at| weeks.journal.plans.get(at));
            let names = names_of_helpers(plan.and_then(|plan| plan.helper.as_deref()));
            match &entry.helper.named {
                Some(named) if names.len() > 1 => vec![shown_helper(named)],
                _ => names,
            }
        }
    };
    let is_same =
        |a: &[String], b: &[String]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same_when_folded(a, b));
    let mut each: Vec<(Vec<String>, Vec<&Entry>)> = Vec::new();
    for &entry in noted {
        let who = who(entry);
        match each.iter_mut().find(|(other, _)| is_same(other, &who)) {
            Some((_, entries)) => entries.push(entry),
            None => each.push((who, vec![entry])),
        }
    }
    each.into_iter().map(|(who, entries)| noted_help(who, &entries)).collect()
}

fn noted_help(who: Vec<String>, noted: &[&Entry]) -> NotedHelp {
    let days = |is: &dyn Fn(&Entry) -> bool| {
        noted.iter().filter(|e| is(e)).map(|e| e.date).collect::<BTreeSet<NaiveDate>>().len()
    };
    NotedHelp {
        who,
        logged_days: days(&|_| true),
        noticed: days(&|e| e.helper.noticed == Some(true)),
        praised: days(&|e| e.helper.praise == Some(true)),
        noted_by: match (noted.iter().any(|e| e.written_by.is_none()), noted.iter().any(|e| e.written_by.is_some())) {
            (_, false) => HelpNotedBy::Client,
            (false, true) => HelpNotedBy::Helper,
            (true, true) => HelpNotedBy::Both,
        },
    }
}

/// Who helps, of what a plan says of the helper: `Mom`, of `Mom, notices that I started`; `Anna` and `Ben`, of `Anna and Ben, who
/// sit near`.
#[must_use]
pub fn names_of_helpers(helper: Option<&str>) -> Vec<String> {
    let Some(helper) = plain_unless_empty(helper) else { return Vec::new() };
    let mut names = Vec::new();
    let mut rest = Some(helper.as_str());
    while let Some(text) = rest {
        let (piece, behind) = match name_separator(text) {
            Some((at, end)) => (text.get(..at).unwrap_or(text), text.get(end..)),
            None => (text, None),
        };
        let piece = piece.trim();
        if !names.is_empty() && !is_further_name(piece) {
            break;
        }
        names.push(cut_with_ellipsis(first_words_of_helper(piece), LONGEST));
        // `Mom (at home)` and `Dad. He waits` say more of that helper.
        rest = behind.filter(|_| !piece.contains([';', ':', '(', '.']));
    }
    names
}

/// Where the first name of several ends, and where the next begins.
fn name_separator(text: &str) -> Option<(usize, usize)> {
    let found = NAME_SEPARATORS.iter().filter_map(|mark| text.find(mark).map(|at| (at, at + mark.len())));
    found.min_by_key(|&(at, end)| (at, std::cmp::Reverse(end)))
}

/// Whether a piece behind the first name is another one: `Ben`, `Uncle Joe`, `my dad`, `Dad remind me`; not `who asks`, `I walk`.
fn is_further_name(piece: &str) -> bool {
    let mut words = piece.split_whitespace().skip_while(|word| matches!(*word, "my" | "our"));
    let Some(first) = words.next() else { return false };
    let is_relation = RELATIONS.contains(&first.to_lowercase().as_str());
    let is_name = first.chars().next().is_some_and(char::is_uppercase) && first != "I" && !first.starts_with("I’");
    is_relation || is_name
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

/// The helpers' own notes, by date. Where a day note holds one line and words, the words are about that line, and it is named once.
fn helper_notes(by_helper: &[&Entry], words: &[HelperWords]) -> Vec<Quote> {
    let mut notes: Vec<(NaiveDate, Quote)> =
        by_helper.iter().map(|entry| (entry.date, quote_of_helper_note(entry))).collect();
    for words in words {
        let of_note = |entry: &&&Entry| entry.note == words.note;
        let mut lines = by_helper.iter().enumerate().filter(|(_, entry)| of_note(entry));
        let only = lines.next().filter(|_| lines.next().is_none()).map(|(at, _)| at);
        match only.and_then(|at| notes.get_mut(at)) {
            Some((_, quote)) if quote.lines.is_empty() && quote.felt.is_none() => {
                quote.lines = plain_lines(&words.text)
            }
            _ => notes.push((words.date, quote_of_helper_words(words))),
        }
    }
    // What was noticed and praised is counted above; a line that tells the date alone adds nothing.
    let is_counted = |at: usize| by_helper.get(at).is_some_and(|entry| entry.helper.is_noted);
    let tells_more = |at: usize, quote: &Quote| !quote.lines.is_empty() || quote.felt.is_some() || !is_counted(at);
    let mut told: Vec<(NaiveDate, Quote)> =
        notes.into_iter().enumerate().filter(|(at, (_, quote))| tells_more(*at, quote)).map(|(_, note)| note).collect();
    told.sort_by_key(|(date, _)| *date);
    told.into_iter().map(|(_, quote)| quote).collect()
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
    use super::{first_words_of_helper, names_of_helpers};

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
            assert_eq!(names_of_helpers(Some(helper)), [name], "{helper}");
        }
    }

    #[test]
    fn several_helpers_are_each_named() {
        for (helper, names) in [
            ("Anna and Ben, one of them sits near", &["Anna", "Ben"][..]),
            ("Cleo, Dan", &["Cleo", "Dan"]),
            ("Mom, Dad and Uncle Joe: one of them asks", &["Mom", "Dad", "Uncle Joe"]),
            ("Mom, Dad, and Lou", &["Mom", "Dad", "Lou"]),
            ("mom and dad", &["mom", "dad"]),
            ("my mom or my sister", &["my mom", "my sister"]),
            ("Mom and Dad remind me once", &["Mom", "Dad"]),
            ("Anna & Ben", &["Anna", "Ben"]),
            ("Anna and her dog", &["Anna"]),
            ("Anna and I walk together", &["Anna"]),
            ("Anna, who asks and waits", &["Anna"]),
            ("Dad (at home) and nobody else", &["Dad"]),
        ] {
            assert_eq!(names_of_helpers(Some(helper)), names, "{helper}");
        }
        assert_eq!(names_of_helpers(None), Vec::<String>::new());
    }
}
