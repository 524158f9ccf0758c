//! Hints for what the numbers of a line or a key say (docs/specification.md#8-problems): several times a day in one line, far more
//! minutes than are likely, and a line with a time that gives way to a note.

use super::draft::Excerpt;
use super::pending_entry::PendingEntry;
use super::{Entry, EntryForm, Plan, Status, fields, line};
use crate::problem::{Code, Problem};
use crate::text::fold;
use crate::when::{Clock, TimeOfDay};

/// More seconds than this are told.
const LONG: u32 = 12 * 60 * 60;
const DAY: u32 = 24 * 60 * 60;

/// A time that lies this far from those of all entries is another time of the day.
const MINUTES_APART: u16 = 60;

/// What is odd about the numbers of an entry.
pub(super) fn hints_of_entry(entry: &Entry, plan: &Plan, excerpt: Option<&Excerpt>) -> Vec<Problem> {
    let Some(excerpt) = excerpt.filter(|_| entry.written_by.is_none() && is_practice(entry)) else { return Vec::new() };
    [several_times_hint(entry, plan, excerpt), long_time_hint(entry, plan, excerpt)].into_iter().flatten().collect()
}

fn is_practice(entry: &Entry) -> bool {
    matches!(entry.status, Status::Done | Status::Partly)
}

fn occasions_a_day(plan: &Plan, entry: &Entry) -> usize {
    let times = plan.when.times_a_day().map_or(0, |times| times as usize);
    plan.when.occasions(entry.date, plan.start).len().max(times)
}

/// `breathe: 3` and `- [x] Breathe x3` of a plan with several times a day.
fn several_times_hint(entry: &Entry, plan: &Plan, excerpt: &Excerpt) -> Option<Problem> {
    let planned = occasions_a_day(plan, entry);
    if planned < 2 {
        return None;
    }
    let task = fields::shortened_for_message(&plan.task);
    let (message, times) = match entry.form {
        EntryForm::Key => {
            let (key, value) = excerpt.line.split_once(':')?;
            let value = value.trim().trim_matches(['"', '\'']);
            let times = value.parse::<usize>().ok().filter(|_| value.bytes().all(|b| b.is_ascii_digit()))?;
            let key = fields::shortened_for_message(key);
            (format!("`{key}: {value}` counts as one time of {value} minutes."), times)
        }
        EntryForm::CheckBox => {
            let (written, times) = times_in_line(&excerpt.line, &plan.task)?;
            (format!("`{written}` is passed over here: this line counts as one time."), times)
        }
        _ => return None,
    };
    let is_likely = (2..=2 * planned).contains(&times);
    let help = format!("Write a line of its own for each time, such as `- [x] 8:00 {task}` and `- [x] 20:00 {task}`.");
    is_likely.then(|| excerpt.problem(&entry.note, Code::CountsOnce, message, help))
}

/// The number of times that a line says: `x2`, `2x`, or a number at its end. What is a part of the name says nothing.
fn times_in_line<'l>(line: &'l str, name: &str) -> Option<(&'l str, usize)> {
    let name = fold(name);
    let text = line::part_before_free_text(line);
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '.');
    let words: Vec<&str> = text.split(is_between).filter(|word| !word.is_empty()).collect();
    let is_of_name = |word: &str| name.split(' ').any(|of_name| of_name == fold(word));
    let times = |(at, word): (usize, &&'l str)| {
        let is_last = at + 1 == words.len() && at > 0;
        let bare = word.trim_start_matches(['x', 'X', '\u{D7}']).trim_end_matches(['x', 'X', '\u{D7}']);
        let is_amount = bare.len() < word.len() || is_last;
        bare.parse::<usize>().ok().filter(|_| is_amount && !is_of_name(word)).map(|times| (*word, times))
    };
    words.iter().enumerate().find_map(times)
}

/// More than twelve hours, or `18h20` where that is ten times the planned minutes.
fn long_time_hint(entry: &Entry, plan: &Plan, excerpt: &Excerpt) -> Option<Problem> {
    let noted = entry.minutes?.seconds;
    let planned = plan.minutes.map(|minutes| minutes.seconds).filter(|&seconds| seconds > 0);
    let clock = clock_written_as_length(&excerpt.line);
    let is_long = noted > LONG && noted <= DAY && planned.is_none_or(|planned| noted > planned.saturating_mul(2));
    let is_tenfold = clock.is_some() && planned.is_some_and(|planned| noted >= planned.saturating_mul(10));
    if !is_long && !is_tenfold {
        return None;
    }
    let task = fields::shortened_for_message(&plan.task);
    let message = format!("This counts as {} of `{task}`.", length_in_words(noted));
    let help = match clock {
        Some(clock) => format!("Write `- [x] {clock} {task}` if it is the time of the day."),
        None => "Look at the minutes once more, and at their unit.".to_owned(),
    };
    Some(excerpt.problem(&entry.note, Code::TimeUnclear, message, help))
}

fn length_in_words(seconds: u32) -> String {
    let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
    if minutes == 0 { format!("{hours} hours") } else { format!("{hours} hours and {minutes} minutes") }
}

/// `18h20` as the time that it can be.
fn clock_written_as_length(line: &str) -> Option<Clock> {
    line.split(|c: char| !c.is_ascii_alphanumeric()).find_map(|word| {
        let (hours, minutes) = word.split_once(['h', 'H'])?;
        let is_clock = (1..=2).contains(&hours.len()) && minutes.len() == 2;
        Clock::at(hours.parse().ok().filter(|_| is_clock)?, minutes.parse().ok()?)
    })
}

/// A line that gives way to a note, where it has a time of its own and the plan has several times a day.
pub(super) fn hint_for_superseded_line(
    line: &PendingEntry,
    plan: &Plan,
    plan_index: usize,
    entries: &[Entry],
) -> Option<Problem> {
    let entry = &line.entry;
    let Some(TimeOfDay::Clock(time)) = entry.time else { return None };
    let is_own = entry.form == EntryForm::CheckBox && entry.written_by.is_none() && is_practice(entry);
    let of_date = || {
        entries
            .iter()
            .take_while(|of| of.date == entry.date)
            .filter(|of| of.plan == Some(plan_index) && is_practice(of))
    };
    let is_far =
        |of: &Entry| matches!(of.time, Some(TimeOfDay::Clock(other)) if other.0.abs_diff(time.0) > MINUTES_APART);
    let planned = occasions_a_day(plan, entry);
    if !is_own || planned < 2 || of_date().count() >= planned || !of_date().all(is_far) {
        return None;
    }
    let note = of_date().next().map(|of| fields::shortened_for_message(&of.note))?;
    let task = fields::shortened_for_message(&plan.task);
    let message = format!("This line of `{task}` gives way to `{note}`, so it is not counted as a time of its own.");
    let help =
        format!("Write a note for this time too (`when: {} {time}`), or a line for each and no note.", entry.date);
    Some(line.excerpt?.problem(&entry.note, Code::LineGivesWay, message, help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_where_they_are_no_part_of_the_name() {
        let times = |line: &str, name: &str| times_in_line(line, name).map(|(_, times)| times);
        assert_eq!(times("- [x] Meds x2", "Meds"), Some(2));
        assert_eq!(times("- [x] Meds 2x — both", "Meds"), Some(2));
        assert_eq!(times("- [x] Breathe 3", "Breathe"), Some(3));
        assert_eq!(times("- [x] Breathe 3 min", "Breathe"), None);
        assert_eq!(times("- [x] 10 breaths", "10 breaths"), None);
        assert_eq!(times("- [x] Meds 8:10", "Meds"), None);
        assert_eq!(times("- [x] Squats 3x10", "Squats"), None);
    }

    #[test]
    fn a_length_can_be_a_clock_time() {
        assert_eq!(
            clock_written_as_length("- [x] Walk 18h20").map(|clock| clock.to_string()),
            Some("18:20".to_owned())
        );
        assert_eq!(clock_written_as_length("- [x] Walk 1h"), None);
        assert_eq!(length_in_words(66_000), "18 hours and 20 minutes");
    }
}
