//! The helper's week, and how the helper's responses changed over the weeks (docs/practice.md, practice one).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::model::{HelperResponseCounts, HelperWeek, NotedHelp, Quote, QuoteSource};
use super::six_weeks::{SixWeekWindow, is_same_when_folded, plain_unless_empty};
use crate::journal::{Entry, HelperWords, Response, names_in_helper};
use crate::phrases::HelpNotedBy;
use crate::phrases::plain::{cut_with_ellipsis, one_plain_line, plain_lines};
use crate::text::without_accents;
use crate::week::CountedWeek;
use crate::when::Minutes;

/// The longest name of a helper, in characters.
const LONGEST: usize = 60;

/// None where there is no helper and nothing was noted of one.
pub(super) fn helper_week(weeks: &SixWeekWindow<'_>) -> Option<HelperWeek> {
    let helpers = helpers_of_week(weeks);
    let week = weeks.this.week;
    let words = weeks.journal.helper_words_between(week.start(), week.end().min(weeks.this.as_of));
    // What a helper notes of the help counts as what the client notes of it.
    let by_helper: Vec<&Entry> =
        weeks.this.helper_entries.iter().filter_map(|&e| weeks.journal.entries.get(e)).collect();
    let noted = weeks.client_entries_this_week.iter().chain(&by_helper).copied().filter(|e| tells_of_help(e));
    let noted: Vec<&Entry> = noted.collect();
    let together = noted.iter().filter_map(|e| e.helper.minutes_together);
    let together = together.fold(0u32, |sum, minutes| sum.saturating_add(minutes.seconds));
    let notes = helper_notes(&by_helper, words);
    let responses: Vec<HelperResponseCounts> = weeks.all.iter().map(|week| count_responses(weeks, week)).collect();
    // Without a helper there is nobody to miss notes about. What helped stands with its entry, and is all that there is to say.
    // A response that is held back is a note about the helper too.
    let is_held_back = |e: &Entry| e.helper.is_noted && !tells_of_help(e);
    let is_help_noted = weeks.client_entries_this_week.iter().any(|e| e.helped.is_some() || is_held_back(e));
    let may_be_silent = helpers.is_empty() || is_help_noted;
    if may_be_silent && notes.is_empty() && noted.is_empty() && responses.iter().all(|week| week.is_empty()) {
        return None;
    }
    let own_notes = own_notes_of_helpers(&by_helper, words);
    let each = noted_help_of_each(weeks, &noted, &own_notes);
    let who = each.iter().flat_map(|of| of.who.clone()).fold(Vec::new(), with_name);
    Some(HelperWeek {
        all: noted_help(who, &noted, &own_notes),
        each: if each.len() > 1 { each } else { Vec::new() },
        helpers,
        together: (together > 0).then_some(Minutes { seconds: together }),
        responses,
        notes,
        is_help_noted,
    })
}

/// Whether an entry tells more of the helper than a response that is held back: a count of such days would give it away.
fn tells_of_help(entry: &Entry) -> bool {
    let helper = &entry.helper;
    helper.is_noted
        && (helper.noticed.is_some()
            || helper.praise.is_some()
            || helper.minutes_together.is_some()
            || entry.response_felt().is_some())
}

/// A note of a helper's own: who wrote it, as pages show it, and its date.
type OwnNoteOfHelper = (String, NaiveDate);

fn own_notes_of_helpers(by_helper: &[&Entry], words: &[HelperWords]) -> Vec<OwnNoteOfHelper> {
    let entries = by_helper.iter().filter_map(|entry| Some((shown_helper(entry.written_by.as_deref()?), entry.date)));
    entries.chain(words.iter().map(|words| (shown_helper(&words.written_by), words.date))).collect()
}

/// The helpers who wrote something this week, each once, and on how many dates.
pub(super) fn helpers_who_wrote(weeks: &SixWeekWindow<'_>) -> (Vec<String>, usize) {
    let week = weeks.this.week;
    let by_helper: Vec<&Entry> =
        weeks.this.helper_entries.iter().filter_map(|&e| weeks.journal.entries.get(e)).collect();
    let words = weeks.journal.helper_words_between(week.start(), week.end().min(weeks.this.as_of));
    let notes = own_notes_of_helpers(&by_helper, words);
    let dates: BTreeSet<NaiveDate> = notes.iter().map(|&(_, date)| date).collect();
    (notes.into_iter().map(|(who, _)| who).fold(Vec::new(), with_name), dates.len())
}

/// Who helps with the plans of this week, each once.
fn helpers_of_week(weeks: &SixWeekWindow<'_>) -> Vec<String> {
    let plans = weeks.this.plans.iter().filter_map(|of| weeks.plan_of(of));
    plans.flat_map(|plan| names_of_helpers(plan.helper.as_deref())).fold(Vec::new(), with_name)
}

/// Whether two names are one person's: `Zoe` is `Zoë` on another keyboard.
fn is_same_person(a: &str, b: &str) -> bool {
    is_same_when_folded(&without_accents(a), &without_accents(b))
}

/// Adds a name that is not among them.
fn with_name(mut names: Vec<String>, name: String) -> Vec<String> {
    if !names.iter().any(|other| is_same_person(other, &name)) {
        names.push(name);
    }
    names
}

/// What was noted of each helper, in the order of the notes. Who it is about is known from who wrote it, else from the
/// name in the line, else from the entry's plan: of several who help with one plan nobody can say which.
fn noted_help_of_each(weeks: &SixWeekWindow<'_>, noted: &[&Entry], own_notes: &[OwnNoteOfHelper]) -> Vec<NotedHelp> {
    let who = |entry: &Entry| match &entry.written_by {
        Some(written_by) => vec![shown_helper(written_by)],
        None => {
            let plan = entry.plan.and_then(|at| weeks.journal.plans.get(at));
            let helper = plan.and_then(|plan| plan.helper.as_deref());
            let names = names_of_helpers(helper);
            match &entry.helper.named {
                Some(named) if names.len() > 1 => vec![shown_helper(named)],
                _ => helper.and_then(|helper| either_of(helper, &names)).map_or(names, |either| vec![either]),
            }
        }
    };
    let is_same = |a: &[String], b: &[String]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same_person(a, b));
    let mut each: Vec<(Vec<String>, Vec<&Entry>)> = Vec::new();
    for &entry in noted {
        let who = who(entry);
        match each.iter_mut().find(|(other, _)| is_same(other, &who)) {
            Some((_, entries)) => entries.push(entry),
            None => each.push((who, vec![entry])),
        }
    }
    each.into_iter().map(|(who, entries)| noted_help(who, &entries, own_notes)).collect()
}

/// What was noted of one helper, or of several of whom nobody can say which. Where anything was noted of one, each of the helper's own
/// notes counts among the days, whatever it tells.
fn noted_help(who: Vec<String>, noted: &[&Entry], own_notes: &[OwnNoteOfHelper]) -> NotedHelp {
    let dates = |is: &dyn Fn(&Entry) -> bool| -> BTreeSet<NaiveDate> {
        noted.iter().filter(|e| is(e)).map(|e| e.date).collect()
    };
    let is_own =
        |(by, _): &&OwnNoteOfHelper| !noted.is_empty() && matches!(who.as_slice(), [only] if is_same_person(only, by));
    let days = dates(&|_| true);
    // The days that only a note of the helper's own adds.
    let added: BTreeSet<NaiveDate> =
        own_notes.iter().filter(is_own).map(|&(_, date)| date).filter(|date| !days.contains(date)).collect();
    let is_by_helper = !added.is_empty() || noted.iter().any(|e| e.written_by.is_some());
    NotedHelp {
        logged_days: days.len() + added.len(),
        noticed: dates(&|e| e.helper.noticed == Some(true)).len(),
        praised: dates(&|e| e.helper.praise == Some(true)).len(),
        noted_by: match (noted.iter().any(|e| e.written_by.is_none()), is_by_helper) {
            (_, false) => HelpNotedBy::Client,
            (false, true) => HelpNotedBy::Helper,
            (true, true) => HelpNotedBy::Both,
        },
        who,
    }
}

/// Who helps, of what a plan says of the helper, in plain text: `Mom`, of `Mom, notices that I started`.
#[must_use]
pub fn names_of_helpers(helper: Option<&str>) -> Vec<String> {
    let Some(helper) = plain_unless_empty(helper) else { return Vec::new() };
    names_in_helper(&helper).into_iter().map(|name| cut_with_ellipsis(name_alone(name), LONGEST)).collect()
}

/// `Mum or Dad`, where a plan says that one of them helps: it was not both.
fn either_of(helper: &str, names: &[String]) -> Option<String> {
    let before_last = helper.split_once(names.last()?.as_str())?.0;
    (names.len() > 1 && before_last.contains(" or ")).then(|| cut_with_ellipsis(&names.join(" or "), LONGEST))
}

/// `Jo`, of `my flatmate Jo`; `my sister` stays as it is.
fn name_alone(helper: &str) -> &str {
    let begins = ["my ", "our ", "the "].iter().any(|start| helper.starts_with(start));
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && !word.ends_with('.');
    let at = helper.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at + 1);
    let name = at.filter_map(|at| helper.get(at..)).find(|rest| rest.split(' ').all(is_name));
    name.filter(|_| begins).unwrap_or(helper)
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
    let is_counted = |at: usize| by_helper.get(at).is_some_and(|entry| tells_of_help(entry));
    let tells_more = |at: usize, quote: &Quote| !quote.lines.is_empty() || quote.felt.is_some() || !is_counted(at);
    let mut told: Vec<(NaiveDate, Quote)> =
        notes.into_iter().enumerate().filter(|(at, (_, quote))| tells_more(*at, quote)).map(|(_, note)| note).collect();
    told.sort_by_key(|(date, _)| *date);
    // Beside words, a line that only says that there is a note says nothing.
    let has_words = |(_, quote): &(NaiveDate, Quote)| !quote.lines.is_empty() || quote.felt.is_some();
    if told.iter().any(has_words) {
        told.retain(has_words);
    }
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
        noted: Vec::new(),
        felt: plain_unless_empty(entry.felt.as_deref()),
        helped: None,
    }
}

/// What a helper's day note says beside its lines.
fn quote_of_helper_words(words: &HelperWords) -> Quote {
    Quote {
        lines: plain_lines(&words.text),
        source: QuoteSource::Helper { helper: shown_helper(&words.written_by), date: words.date, task: None },
        noted: Vec::new(),
        felt: None,
        helped: None,
    }
}

fn shown_helper(written_by: &str) -> String {
    cut_with_ellipsis(&one_plain_line(written_by), LONGEST)
}
