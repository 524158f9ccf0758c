//! `show --format note`: a paragraph to copy into a clinician's record.

use chrono::NaiveDate;

use super::in_words::{quote_source, shorten_for_heading};
use crate::phrases::plain::{cut_with_ellipsis, without_closing_marks};
use crate::phrases::{ClinicalRecordSentence, Phrases};
use crate::report::model::{AlsoDone, PlanReport, Quote};
use crate::report::{Report, VersionDays, days_of_versions};
use crate::text::fold;

/// How many barriers, and how many marked notes, are named: a record is short.
const MOST_BARRIERS: usize = 3;
const MOST_MARKED: usize = 4;
/// How many things that belong to no plan are named.
const MOST_ALSO_DONE: usize = 3;
/// The longest piece of the client's own words, in characters.
const LONGEST_WORDS: usize = 160;

/// A few sentences in one line: the week, the counts of its plans, what got in the way, what is marked to discuss, the end of the
/// course, the next session, and what all this is based on.
#[must_use]
pub fn clinical_record_note(report: &Report, phrases: &dyn Phrases) -> String {
    let name = report.name.as_deref().map(shorten_for_heading);
    let name = name.as_deref();
    let as_of = report.is_running().then_some(report.as_of);
    let tasks: Vec<_> = report.plans.iter().map(|plan| (plan.task.as_str(), Some(plan.start))).collect();
    let versions = days_of_versions(&tasks);
    let plans: Vec<[String; 2]> =
        report.plans.iter().zip(versions).map(|(plan, days)| plan_and_count(plan, days, phrases)).collect();
    let (also_done, more_done) = also_done_by_task(&report.also_done, phrases);
    let barriers: Vec<[String; 2]> = report
        .barriers
        .iter()
        .take(MOST_BARRIERS)
        .map(|of| {
            let barrier = shorten_for_heading(&phrases.barrier_in_sentence(&of.barrier));
            [without_closing_marks(&barrier).to_owned(), phrases.how_many_times(of.dates.len())]
        })
        .collect();
    let all_marked = || report.marked_before.iter().chain(&report.marked_discuss);
    let mut marked: Vec<String> =
        all_marked().take(MOST_MARKED).map(|quote| quote_with_source(quote, phrases)).collect();
    let more_marked = all_marked().count().saturating_sub(MOST_MARKED);
    marked.extend((more_marked > 0).then(|| phrases.and_more(more_marked)));
    let mut sentences =
        vec![ClinicalRecordSentence::Week { name, start: report.week.start(), end: report.week.end(), as_of }];
    sentences.push(ClinicalRecordSentence::Plans(&plans));
    if !also_done.is_empty() {
        sentences.push(ClinicalRecordSentence::AlsoDone { what: &also_done, more: more_done });
    }
    if !barriers.is_empty() {
        let more = report.barriers.len().saturating_sub(MOST_BARRIERS);
        sentences.push(ClinicalRecordSentence::GotInTheWay { barriers: &barriers, more });
    }
    if !marked.is_empty() {
        sentences.push(ClinicalRecordSentence::ToDiscuss { name, what: &marked });
    }
    let is_over = report.is_course_over();
    sentences.extend(report.course_end.map(|date| ClinicalRecordSentence::CourseEnd { date, is_over }));
    sentences.extend(report.next_session.map(ClinicalRecordSentence::NextSession));
    sentences.push(ClinicalRecordSentence::Basis { left_out: report.left_out, unread_lines: report.unread_lines });
    let said: Vec<String> = sentences.into_iter().map(|sentence| phrases.clinical_record_sentence(sentence)).collect();
    said.join(" ")
}

fn plan_and_count(plan: &PlanReport, days: VersionDays, phrases: &dyn Phrases) -> [String; 2] {
    let task = shorten_for_heading(&plan.task);
    let task = phrases.plan_version(without_closing_marks(&task), days.first, days.last);
    [task, counts_and_pause(plan, phrases)]
}

/// Each thing that belongs to no plan once, with its dates, and how many more there are.
fn also_done_by_task(also_done: &[AlsoDone], phrases: &dyn Phrases) -> (Vec<[String; 2]>, usize) {
    let mut by_task: Vec<(&str, Vec<(NaiveDate, bool)>)> = Vec::new();
    for also in also_done {
        let date = (also.date, also.is_partly);
        match by_task.iter_mut().find(|(task, _)| fold(task) == fold(&also.task)) {
            Some((_, dates)) if dates.contains(&date) => {}
            Some((_, dates)) => dates.push(date),
            None => by_task.push((&also.task, vec![date])),
        }
    }
    let named = by_task
        .iter()
        .take(MOST_ALSO_DONE)
        .map(|(task, dates)| [without_closing_marks(&shorten_for_heading(task)).to_owned(), phrases.dates_done(dates)]);
    (named.collect(), by_task.len().saturating_sub(MOST_ALSO_DONE))
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

/// Where it is from, and if they are shared the words, how it felt and what helped, each told apart from the others.
fn quote_with_source(quote: &Quote, phrases: &dyn Phrases) -> String {
    let source = quote_source(quote, phrases);
    let source = without_closing_marks(&source);
    let cut = |text: &str| cut_with_ellipsis(text, LONGEST_WORDS);
    let felt = quote.felt.as_deref().map(|felt| phrases.felt_sentence(&cut(felt)));
    let helped = quote.helped.as_deref().map(|helped| phrases.helped_sentence(&cut(helped)));
    let beside = [felt, helped].into_iter().flatten().collect::<Vec<String>>().join(" ");
    let words: Vec<&str> = quote.lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    match (words.is_empty(), beside.is_empty()) {
        (true, true) => source.to_owned(),
        (true, false) => format!("{source} ({beside})"),
        (false, true) => format!("“{}” ({source})", cut(&words.join(" "))),
        (false, false) => format!("“{}” ({source}. {beside})", cut(&words.join(" "))),
    }
}
