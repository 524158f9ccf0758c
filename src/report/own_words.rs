//! What the client says: to bring up first, and in the client's words.

use chrono::NaiveDate;

use super::entry_facts::{entry_facts, time};
use super::model::{Quote, Source};
use super::six_weeks::{SixWeeks, shown};
use crate::journal::{Entry, Reflection};
use crate::phrases::plain::{lines, plain, without_end};

/// What the client marked `discuss`, by date.
pub(super) fn first(weeks: &SixWeeks<'_>) -> Vec<Quote> {
    let entries = weeks.own.iter().filter(|e| e.discuss).map(|e| {
        let facts = entry_facts(e, time(weeks.journal.view, e, None), None);
        Quote { entry: Some(facts), ..quote(e) }
    });
    let answers = reflections(weeks).filter(|r| r.discuss).flat_map(|r| {
        r.answers.iter().map(move |(question, answer)| {
            let mut both = lines(question);
            both.extend(lines(answer));
            words_of_day(weeks, r.date, both, question)
        })
    });
    entries.chain(answers).collect()
}

/// What the client chose to share: of plans that begin this week, then of the week's notes by date.
pub(super) fn words(weeks: &SixWeeks<'_>) -> Vec<Quote> {
    let plans = weeks.this.plans.iter().filter_map(|of| weeks.plan(of));
    let begun = plans.filter(|plan| weeks.this.week.holds(plan.start)).filter_map(|plan| {
        let lines = lines(plan.words.as_deref()?);
        let source = Source::Plan { task: plain(&plan.task) };
        (!lines.is_empty()).then_some(Quote { lines, source, entry: None, felt: None, helped: None })
    });
    let entries = weeks.own.iter().filter(|e| !e.discuss).map(|e| (e.date, quote(e)));
    let mut dated: Vec<(NaiveDate, Quote)> =
        entries.filter(|(_, q)| !q.lines.is_empty() || q.felt.is_some() || q.helped.is_some()).collect();
    for reflection in reflections(weeks).filter(|r| !r.discuss) {
        // What answers no question is the client's words.
        for (question, answer) in reflection.answers.iter().filter(|(question, _)| plain(question).is_empty()) {
            let lines = said(answer);
            if !lines.is_empty() {
                dated.push((reflection.date, words_of_day(weeks, reflection.date, lines, question)));
            }
        }
    }
    dated.sort_by_key(|(date, _)| *date);
    begun.chain(dated.into_iter().map(|(_, quote)| quote)).collect()
}

/// The lines of a text that hold words: pictures stand among the photos.
fn said(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.lines().filter(|line| line.trim().is_empty() || !is_pictures(line)).collect();
    lines(&words.join("\n"))
}

/// Whether a line is images alone: `![before](a.jpg) ![[b.jpg]]`.
fn is_pictures(line: &str) -> bool {
    let mut rest = line.trim();
    while !rest.is_empty() {
        let Some(image) = rest.strip_prefix("![") else { return false };
        let behind = match image.strip_prefix('[') {
            Some(link) => link.split_once("]]").map(|(_, behind)| behind),
            None => image.split_once("](").and_then(|(_, target)| target.split_once(')')).map(|(_, behind)| behind),
        };
        let Some(behind) = behind else { return false };
        rest = behind.trim_start();
    }
    true
}

fn words_of_day(weeks: &SixWeeks<'_>, date: NaiveDate, lines: Vec<String>, question: &str) -> Quote {
    let source = if plain(question).is_empty() {
        Source::Day { date }
    } else {
        let name = shown(weeks.journal.settings.name.as_deref());
        Source::Answer { name, week: weeks.this.week.start() }
    };
    Quote { lines, source, entry: None, felt: None, helped: None }
}

fn quote(entry: &Entry) -> Quote {
    let felt = shown(entry.felt.as_deref()).map(|felt| without_end(&felt).to_owned());
    Quote {
        lines: entry.words.as_deref().map(said).unwrap_or_default(),
        source: Source::Entry { date: entry.date, task: plain(&entry.task) },
        entry: None,
        felt: felt.filter(|felt| !felt.is_empty()),
        helped: shown(entry.helped.as_deref()).map(|helped| without_end(&helped).to_owned()),
    }
}

pub(super) fn reflections<'a>(weeks: &SixWeeks<'a>) -> impl Iterator<Item = &'a Reflection> + use<'a> {
    weeks.journal.reflections_between(weeks.this.week.start(), weeks.this.week.end()).iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_images_alone_is_no_words() {
        for line in ["![before](a.jpg) ![after](b.jpg)", "![[a.jpg]]", "![](a.jpg)![[b|c]]"] {
            assert!(is_pictures(line), "{line}");
        }
        for line in ["![a](b.jpg) it went well", "so ![a](b.jpg)", "![a", "[a](b)", "![a](b"] {
            assert!(!is_pictures(line), "{line}");
        }
        assert_eq!(said("![a](b.jpg)\n\nIt went.\n![[c]]"), ["It went."]);
    }
}
