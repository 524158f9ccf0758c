//! `show --format note`: a paragraph to copy into a clinician's record.

use chrono::NaiveDate;

use super::in_words::{quote_source, shorten_for_heading};
use crate::phrases::plain::{cut_with_ellipsis, without_closing_marks};
use crate::phrases::{ClinicalRecordSentence, Phrases};
use crate::report::Report;
use crate::report::model::{PlanReport, Quote};

/// How many barriers, and how many marked notes, are named: a record is short.
const MOST_BARRIERS: usize = 3;
const MOST_MARKED: usize = 2;
/// How many things that belong to no plan are named.
const MOST_ALSO_DONE: usize = 3;
/// The longest piece of the client's own words, in characters.
const LONGEST_WORDS: usize = 160;

/// Three to six sentences in one line: the week, the counts of its plans, what got in the way, what is marked to discuss, the
/// next session, and what all this is based on.
#[must_use]
pub fn clinical_record_note(report: &Report, phrases: &dyn Phrases) -> String {
    let name = report.name.as_deref().map(shorten_for_heading);
    let name = name.as_deref();
    let as_of = report.is_running().then_some(report.as_of);
    let mut plans: Vec<[String; 2]> = report
        .plans
        .iter()
        .map(|plan| {
            let title = shorten_for_heading(&plan.task);
            [without_closing_marks(&title).to_owned(), counts_and_pause(plan, phrases)]
        })
        .collect();
    for also in report.also_done.iter().take(MOST_ALSO_DONE) {
        plans.push([
            without_closing_marks(&shorten_for_heading(&also.task)).to_owned(),
            phrases.also_done_on(also.date),
        ]);
    }
    let barriers: Vec<[String; 2]> = report
        .barriers
        .iter()
        .take(MOST_BARRIERS)
        .map(|of| {
            let barrier = shorten_for_heading(&phrases.barrier_in_sentence(&of.barrier));
            [without_closing_marks(&barrier).to_owned(), phrases.how_many_times(of.dates.len())]
        })
        .collect();
    let mut marked: Vec<String> =
        report.marked_discuss.iter().take(MOST_MARKED).map(|quote| quote_with_source(quote, phrases)).collect();
    if report.marked_discuss.len() > MOST_MARKED {
        marked.push(phrases.and_more(report.marked_discuss.len() - MOST_MARKED));
    }
    let mut sentences =
        vec![ClinicalRecordSentence::Week { name, start: report.week.start(), end: report.week.end(), as_of }];
    sentences.push(ClinicalRecordSentence::Plans(&plans));
    if !barriers.is_empty() {
        let more = report.barriers.len().saturating_sub(MOST_BARRIERS);
        sentences.push(ClinicalRecordSentence::GotInTheWay { barriers: &barriers, more });
    }
    if !marked.is_empty() {
        sentences.push(ClinicalRecordSentence::ToDiscuss { name, what: &marked });
    }
    sentences.extend(report.next_session.map(ClinicalRecordSentence::NextSession));
    sentences.push(ClinicalRecordSentence::Basis { left_out: report.left_out });
    let said: Vec<String> = sentences.into_iter().map(|sentence| phrases.clinical_record_sentence(sentence)).collect();
    said.join(" ")
}

/// `2 of 3, paused Fri 23 to Mon 26`; of a week that was paused, only that.
fn counts_and_pause(plan: &PlanReport, phrases: &dyn Phrases) -> String {
    let counts = phrases.done_counts(&plan.tally);
    let paused: Vec<NaiveDate> = plan.days.iter().filter(|day| day.is_paused).map(|day| day.date).collect();
    let (Some(&first), Some(&last)) = (paused.first(), paused.last()) else { return counts };
    let is_nothing_else = plan.tally.counts.planned == 0 && plan.tally.notes == 0;
    match (is_nothing_else, paused.len()) {
        (true, 7) => phrases.paused(),
        (true, _) => phrases.paused_on(first, last),
        (false, _) => format!("{counts}, {}", phrases.paused_on(first, last)),
    }
}

/// Where it is from, and the words if they are shared.
fn quote_with_source(quote: &Quote, phrases: &dyn Phrases) -> String {
    let source = quote_source(quote, phrases);
    let words: Vec<&str> = quote.lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    if words.is_empty() {
        return without_closing_marks(&source).to_owned();
    }
    format!("“{}” ({source})", cut_with_ellipsis(&words.join(" "), LONGEST_WORDS))
}
