//! What the client says: to bring up first, and in the client's words.

use chrono::{Datelike, Days, NaiveDate};

use super::entry_facts::{entry_facts, time_of_entry_as_shown};
use super::model::{EntryFacts, NotedBesideWords, Quote, QuoteSource};
use super::six_weeks::{SixWeekWindow, plain_unless_empty};
use crate::journal::{Entry, Reflection};
use crate::note::is_share_heading_text;
use crate::phrases::plain::{one_plain_line, plain_lines, without_closing_colon, without_closing_marks};
use crate::week::Week;

/// The first date whose marks are wanted beside those of the week that begins on this date: that of the last session, two weeks back at
/// most, since sessions are seldom further apart. Where none is known, the week before.
#[must_use]
pub fn first_date_of_earlier_marks(week_start: NaiveDate, last_session: Option<NaiveDate>) -> NaiveDate {
    const MOST_WEEKS_BACK: u64 = 2;
    let weeks_back = |weeks: u64| week_start.checked_sub_days(Days::new(7 * weeks)).unwrap_or(week_start);
    last_session.unwrap_or(weeks_back(1)).max(weeks_back(MOST_WEEKS_BACK))
}

/// What the client marked `discuss`, by date. Of a day note that is marked, its entries stand with its shared words, or alone where it has
/// none or they have words of their own; of one without entries, and of answers of which nothing is shared, the date.
pub(super) fn words_marked_discuss(weeks: &SixWeekWindow<'_>) -> Vec<Quote> {
    let week = weeks.this.week;
    let notes = weeks.journal.reflections_between(week.start(), week.end().min(weeks.this.as_of));
    let own = || weeks.client_entries_this_week.iter().copied();
    let entries = own().filter(|e| is_to_be_brought_up(notes, e)).map(|e| Quote {
        noted: vec![NotedBesideWords { task: None, facts: facts_to_bring_up(weeks, e) }],
        ..quote_of_entry(e)
    });
    let answers = marked_answers(weeks, (week.start(), week.end().min(weeks.this.as_of)));
    let mut quotes: Vec<Quote> = entries.chain(answers).collect();
    add_dates_of_wordless_marked_notes(weeks, &mut quotes, notes);
    quotes.sort_by_key(|quote| place_of_marked_quote(quote, own()));
    quotes
}

/// What the client marked `discuss` since the last session and before this week: a session in the middle of a week is about that too.
/// Where no session is known, what an earlier week holds is that week's own.
pub(super) fn words_marked_before_this_week(weeks: &SixWeekWindow<'_>) -> Vec<Quote> {
    let week = weeks.this.week;
    let Some(last) = week.start().pred_opt() else { return Vec::new() };
    let Some(since) = last_session_before(weeks, week.end().min(weeks.this.as_of)) else { return Vec::new() };
    let from = first_date_of_earlier_marks(week.start(), Some(since));
    if from > last {
        return Vec::new();
    }
    let of_dates = weeks.journal.reflections_between(from, last);
    let own = || weeks.journal.entries_between(from, last).iter().filter(|entry| entry.written_by.is_none());
    let marked = own().filter(|entry| is_to_be_brought_up(of_dates, entry));
    let mut quotes: Vec<Quote> = marked.map(quote_of_entry).chain(marked_answers(weeks, (from, last))).collect();
    add_dates_of_wordless_marked_notes(weeks, &mut quotes, of_dates);
    quotes.sort_by_key(|quote| place_of_marked_quote(quote, own()));
    quotes
}

/// What is marked is in order of date. Of one date an entry with a mark of its own comes first; where the whole note is marked, what
/// the note says comes before its lines.
fn place_of_marked_quote<'a>(quote: &Quote, mut entries: impl Iterator<Item = &'a Entry>) -> (NaiveDate, u8) {
    let of_date = date_of_quote(quote);
    let rank = match &quote.source {
        QuoteSource::Entry { date, task } => {
            let is_marked = |e: &Entry| e.discuss && e.date == *date && one_plain_line(&e.task) == *task;
            if entries.any(is_marked) { 0 } else { 2 }
        }
        _ => 1,
    };
    (of_date, rank)
}

/// The date by which what is marked is in order; what is about a week as a whole comes last.
fn date_of_quote(quote: &Quote) -> NaiveDate {
    match &quote.source {
        QuoteSource::Entry { date, .. } | QuoteSource::Helper { date, .. } | QuoteSource::Day { date } => *date,
        QuoteSource::Answer { .. } | QuoteSource::Week { .. } | QuoteSource::Plan { .. } => NaiveDate::MAX,
    }
}

/// The date of the newest session before a date: that of a note, or the day of the settings unless a note says that the session was to
/// be later.
fn last_session_before(weeks: &SixWeekWindow<'_>, date: NaiveDate) -> Option<NaiveDate> {
    let first = weeks.all.first()?.week.start();
    let noted = weeks.journal.sessions_between(first, date.pred_opt()?).last();
    let of_settings = weeks.journal.settings.session.and_then(|day| {
        let nearest = date.iter_days().rev().skip(1).take(7).find(|date| date.weekday() == day)?;
        // Of sessions every other week it may be the one before: nothing that was marked is lost.
        let weeks_back = u64::from(weeks.journal.settings.has_weeks_without_session);
        let on_day = nearest.checked_sub_days(Days::new(7 * weeks_back))?;
        let is_later = noted.and_then(|session| session.next).is_some_and(|next| next > on_day);
        (!is_later).then_some(on_day)
    });
    noted.map(|session| session.date).max(of_settings)
}

fn marked_answers(weeks: &SixWeekWindow<'_>, (first, last): (NaiveDate, NaiveDate)) -> Vec<Quote> {
    let marked = weeks.journal.reflections_between(first, last).iter().filter(|r| r.discuss);
    let own = weeks.journal.entries_between(first, last).iter().filter(|entry| entry.written_by.is_none());
    // What has words of its own stands with them.
    let own: Vec<&Entry> = own.filter(|entry| entry.is_day_marked && !entry.discuss && !has_own_words(entry)).collect();
    let quotes = marked.flat_map(|r| {
        let in_note = own.iter().filter(|entry| entry.note == r.note);
        let mut noted: Vec<NotedBesideWords> = in_note
            .map(|e| NotedBesideWords { task: Some(one_plain_line(&e.task)), facts: facts_to_bring_up(weeks, e) })
            .collect();
        let is_said = |(question, answer): &&(String, String)| {
            !lines_that_say_something(question).is_empty() || !lines_that_say_something(answer).is_empty()
        };
        r.answers.iter().filter(is_said).map(move |(question, answer)| {
            let question = if question.trim_end().ends_with("?:") { without_closing_colon(question) } else { question };
            let mut both = lines_that_say_something(question);
            both.extend(lines_that_say_something(answer));
            Quote { noted: std::mem::take(&mut noted), ..quote_of_reflection(weeks, r, both, question) }
        })
    });
    quotes.collect()
}

/// What an entry tells where it is brought up.
fn facts_to_bring_up(weeks: &SixWeekWindow<'_>, entry: &Entry) -> EntryFacts {
    entry_facts(entry, time_of_entry_as_shown(weeks.journal.view, entry, None), None)
}

/// Adds the date of each marked note of which nothing stands there yet. Only dates are compared: whether two marks are of one note
/// is no part of a page.
fn add_dates_of_wordless_marked_notes(weeks: &SixWeekWindow<'_>, quotes: &mut Vec<Quote>, notes: &[Reflection]) {
    for note in notes.iter().filter(|note| note.discuss && note.answers.is_empty()) {
        let of_note = source_of_note(weeks, note);
        let is_there = quotes.iter().any(|quote| match (&quote.source, &of_note) {
            (QuoteSource::Entry { date, .. }, QuoteSource::Day { date: of_note }) => date == of_note,
            (source, of_note) => source == of_note,
        });
        if !is_there {
            quotes.push(Quote { lines: Vec::new(), source: of_note, noted: Vec::new(), felt: None, helped: None });
        }
    }
}

/// Where a note is from, if it answers no question.
fn source_of_note(weeks: &SixWeekWindow<'_>, note: &Reflection) -> QuoteSource {
    match note.is_about_week {
        true => QuoteSource::Week { start: week_of_note(weeks, note).start() },
        false => QuoteSource::Day { date: note.date },
    }
}

fn week_of_note(weeks: &SixWeekWindow<'_>, note: &Reflection) -> Week {
    Week::containing(note.date, weeks.journal.settings.week_starts)
}

/// The lines of a text without headings that hold no word.
fn lines_that_say_something(text: &str) -> Vec<String> {
    let mut lines = plain_lines(text);
    lines.retain(|line| !line.starts_with('#') || line.chars().any(char::is_alphanumeric));
    lines
}

/// Whether an entry stands by itself among what is to be brought up: where it is marked, or where its day note is, and it has words of its
/// own or the note shares none. `notes` are those of its dates.
fn is_to_be_brought_up(notes: &[Reflection], entry: &Entry) -> bool {
    let has_note_words = || notes.iter().any(|r| r.note == entry.note && !r.answers.is_empty());
    entry.discuss || (entry.is_day_marked && (has_own_words(entry) || !has_note_words()))
}

/// Whether an entry says more than its numbers.
fn has_own_words(entry: &Entry) -> bool {
    let quote = quote_of_entry(entry);
    !quote.lines.is_empty() || quote.felt.is_some() || quote.helped.is_some()
}

/// What the client chose to share: of plans that begin this week, then of the week's notes by date.
pub(super) fn shared_quotes_of_this_week(weeks: &SixWeekWindow<'_>) -> Vec<Quote> {
    let plans = weeks.this.plans.iter().filter_map(|of| weeks.plan_of(of));
    let begun = plans.filter(|plan| weeks.this.week.contains(plan.start)).filter_map(|plan| {
        let lines = plain_lines(plan.words.as_deref()?);
        let source = QuoteSource::Plan { task: one_plain_line(&plan.task) };
        (!lines.is_empty()).then_some(Quote { lines, source, noted: Vec::new(), felt: None, helped: None })
    });
    let notes = weeks.journal.reflections_between(weeks.this.week.start(), weeks.this.week.end().min(weeks.this.as_of));
    let entries = weeks
        .client_entries_this_week
        .iter()
        .filter(|e| !is_to_be_brought_up(notes, e))
        .map(|e| (e.date, quote_of_entry(e)));
    let mut dated: Vec<(NaiveDate, Quote)> =
        entries.filter(|(_, q)| !q.lines.is_empty() || q.felt.is_some() || q.helped.is_some()).collect();
    for reflection in notes.iter().filter(|r| !r.discuss) {
        // What answers no question is the client's words.
        for (question, answer) in reflection.answers.iter().filter(|(question, _)| one_plain_line(question).is_empty())
        {
            let lines = lines_without_pictures(answer);
            if !lines.is_empty() {
                dated.push((reflection.date, quote_of_reflection(weeks, reflection, lines, question)));
            }
        }
    }
    dated.sort_by_key(|(date, _)| *date);
    begun.chain(dated.into_iter().map(|(_, quote)| quote)).collect()
}

/// The lines of a text that hold words: pictures stand among the photos.
fn lines_without_pictures(text: &str) -> Vec<String> {
    let is_share_heading = |line: &str| line.starts_with('#') && is_share_heading_text(line);
    let is_words = |line: &&str| line.trim().is_empty() || !is_only_pictures(line) && !is_share_heading(line);
    let words: Vec<&str> = text.lines().filter(is_words).collect();
    plain_lines(&words.join("\n"))
}

/// Whether a line is images alone: `![before](a.jpg) ![[b.jpg]]`.
fn is_only_pictures(line: &str) -> bool {
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

fn quote_of_reflection(weeks: &SixWeekWindow<'_>, note: &Reflection, lines: Vec<String>, question: &str) -> Quote {
    let source = if one_plain_line(question).is_empty() {
        source_of_note(weeks, note)
    } else {
        let name = plain_unless_empty(weeks.journal.settings.name.as_deref());
        QuoteSource::Answer { name, week: week_of_note(weeks, note).start() }
    };
    Quote { lines, source, noted: Vec::new(), felt: None, helped: None }
}

/// What an entry says in the client's words, as far as the journal has them.
#[must_use]
pub fn quote_of_entry(entry: &Entry) -> Quote {
    let unless_marks_alone = |text: String| {
        let words = without_closing_marks(&text).to_owned();
        if words.is_empty() { text } else { words }
    };
    Quote {
        lines: entry.words.as_deref().map(lines_without_pictures).unwrap_or_default(),
        source: QuoteSource::Entry { date: entry.date, task: one_plain_line(&entry.task) },
        noted: Vec::new(),
        felt: plain_unless_empty(entry.felt.as_deref()).map(unless_marks_alone),
        helped: plain_unless_empty(entry.helped.as_deref()).map(unless_marks_alone),
    }
}

/// Whether the client wrote about the week as a whole, and the other dates on which the client wrote something without a task.
pub(super) fn dates_of_reflections(weeks: &SixWeekWindow<'_>) -> (bool, Vec<NaiveDate>) {
    let written = || reflections_of_week(weeks).filter(|note| !note.answers.is_empty());
    let mut dates: Vec<NaiveDate> = written().filter(|note| !note.is_about_week).map(|note| note.date).collect();
    dates.sort_unstable();
    dates.dedup();
    (written().any(|note| note.is_about_week), dates)
}

pub(super) fn reflections_of_week<'a>(weeks: &SixWeekWindow<'a>) -> impl Iterator<Item = &'a Reflection> + use<'a> {
    let week = weeks.this.week;
    weeks.journal.reflections_between(week.start(), week.end().min(weeks.this.as_of)).iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_images_alone_is_no_words() {
        for line in ["![before](a.jpg) ![after](b.jpg)", "![[a.jpg]]", "![](a.jpg)![[b|c]]"] {
            assert!(is_only_pictures(line), "{line}");
        }
        for line in ["![a](b.jpg) it went well", "so ![a](b.jpg)", "![a", "[a](b)", "![a](b"] {
            assert!(!is_only_pictures(line), "{line}");
        }
        assert_eq!(lines_without_pictures("![a](b.jpg)\n\nIt went.\n![[c]]"), ["It went."]);
    }
}
