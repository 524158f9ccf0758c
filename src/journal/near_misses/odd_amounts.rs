//! Hints for what the numbers of a line or a key say (docs/specification.md#8-problems): several times a day in one line, far more
//! minutes than are likely, and a line with a time that gives way to a note.

use crate::journal::draft::Excerpt;
use crate::journal::entries::pending_entry::PendingEntry;
use crate::journal::lines::said_times::{PlannedTimes, SaidTimes};
use crate::journal::{Entry, EntryForm, Plan, lines::line, note_fields::fields};
use crate::problem::{Code, Problem};
use crate::text::{fold, is_variation_selector};
use crate::when::{Clock, TimeOfDay};

/// More seconds than this are told.
const LONG: u32 = 12 * 60 * 60;
const DAY: u32 = 24 * 60 * 60;

/// A time that lies this far from those of all entries is another time of the day.
const MINUTES_APART: u16 = 60;

/// What is odd about the numbers of an entry.
/// `same` is how many boxes of its date have the same line.
pub(crate) fn hints_of_odd_amounts(entry: &Entry, plan: &Plan, excerpt: Option<&Excerpt>, same: usize) -> Vec<Problem> {
    let Some(excerpt) = excerpt.filter(|_| entry.written_by.is_none() && is_done_or_partly(entry)) else {
        return Vec::new();
    };
    let several = several_times_hint(entry, plan, excerpt, same);
    let hour = if several.is_none() { bare_hour_hint(entry, plan, excerpt) } else { None };
    [several, hour, long_time_hint(entry, plan, excerpt)].into_iter().flatten().collect()
}

pub(crate) fn is_done_or_partly(entry: &Entry) -> bool {
    entry.status.is_practice()
}

fn planned_times_on_date_of_entry(plan: &Plan, entry: &Entry) -> usize {
    let times = plan.when.times_a_day().map_or(0, |times| times as usize);
    plan.when.occasions(entry.date, plan.start).len().max(times)
}

/// `breathe: 3` and `- [x] Breathe x3` of a plan with several times a day.
fn several_times_hint(entry: &Entry, plan: &Plan, excerpt: &Excerpt, same: usize) -> Option<Problem> {
    let planned = planned_times_on_date_of_entry(plan, entry);
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
        EntryForm::CheckBox | EntryForm::Log => {
            let (written, times) = repeat_count_in_line(&excerpt.line, plan, entry.time.is_some())?;
            (format!("`{written}` does not count several times here: this line counts once."), times)
        }
        _ => return None,
    };
    // `Meds 2` on two lines is a line for each already.
    let is_each = entry.form == EntryForm::CheckBox && times <= same;
    let is_likely = (2..=2 * planned).contains(&times) && !is_each;
    let help = match entry.form {
        EntryForm::Log => {
            let date = entry.date;
            format!("Write a line of its own for each time, such as `- [x] {date} 8:00` and `- [x] {date} 20:00`.")
        }
        _ => format!("Write a line of its own for each time, such as `- [x] 8:00 {task}` and `- [x] 20:00 {task}`."),
    };
    is_likely.then(|| excerpt.problem(&entry.note, Code::CountsOnce, message, help))
}

/// `Meds 20` of a plan for 8:00 and 20:00: the number is passed over, and may be the hour.
fn bare_hour_hint(entry: &Entry, plan: &Plan, excerpt: &Excerpt) -> Option<Problem> {
    if entry.form != EntryForm::CheckBox || entry.time.is_some() || planned_times_on_date_of_entry(plan, entry) < 2 {
        return None;
    }
    let (_, len) = crate::note::box_at_start(excerpt.line.trim_start_matches(['-', '*', '+', ' ', '\t']))?;
    let text = excerpt.line.trim_start_matches(['-', '*', '+', ' ', '\t']).get(len..)?;
    let (written, time) = PlannedTimes::of_plan(plan).find_one_bare_time_in(text)?;
    let task = fields::shortened_for_message(&plan.task);
    let message = format!("`{written}` is passed over here: a bare number is no time.");
    let help = format!("Write `- [x] {time} {task}` if it is the time.");
    Some(excerpt.problem(&entry.note, Code::TimeUnclear, message, help))
}

/// The number of times that a line says: `x2`, `2x`, a number at its end, `both`, `twice`, several ticks or several clock times. What is
/// a part of the name says nothing.
fn repeat_count_in_line<'l>(line: &'l str, plan: &Plan, has_time: bool) -> Option<(&'l str, usize)> {
    let text = line::part_before_free_text(line);
    // The number of `@room 2` is the place's.
    let is_place_last = text.rsplit_once('@').is_some_and(|(_, place)| !place.contains([',', ';']));
    let may_be_bare = !has_time && !is_place_last;
    let clocks = || {
        let SaidTimes { range, times } = PlannedTimes::of_plan(plan).find_several_in(text)?;
        Some((text.get(range)?, times.len()))
    };
    ticks_in_line(text).or_else(clocks).or_else(|| repeat_count_by_number(text, &fold(&plan.task), may_be_bare))
}

/// The same where a line says a number: `x2`, `2x`, `both`; a number alone at its end, if `may_be_bare`.
fn repeat_count_by_number<'l>(text: &'l str, name: &str, may_be_bare: bool) -> Option<(&'l str, usize)> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '.');
    let words: Vec<&str> = text.split(is_between).filter(|word| !word.is_empty()).collect();
    let is_of_name = |word: &str| name.split(' ').any(|of_name| of_name == fold(word));
    let times = |(at, word): (usize, &&'l str)| {
        let is_last = may_be_bare && at + 1 == words.len() && at > 0;
        let bare = word.trim_start_matches(['x', 'X', '\u{D7}']).trim_end_matches(['x', 'X', '\u{D7}']);
        let is_amount = bare.len() < word.len() || is_last;
        if matches!(fold(word).as_str(), "both" | "twice") && !is_of_name(word) {
            return Some((*word, 2));
        }
        bare.parse::<usize>().ok().filter(|_| is_amount && !is_of_name(word)).map(|times| (*word, times))
    };
    words.iter().enumerate().find_map(times)
}

/// Ticks side by side behind a box: `- [x] Meds \u{2705}\u{2705}`.
fn ticks_in_line(text: &str) -> Option<(&str, usize)> {
    const TICKS: [char; 5] = ['\u{2705}', '\u{2713}', '\u{2714}', '\u{2611}', '\u{1F44D}'];
    let (start, end) = (text.find(TICKS)?, text.rfind(TICKS)?);
    let written = text.get(start..)?.trim_end();
    let many = text.matches(TICKS).count();
    let is_row =
        text.get(start..end)?.chars().all(|c| TICKS.contains(&c) || c.is_whitespace() || is_variation_selector(c));
    (many > 1 && is_row).then_some((written, many))
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
    let message = format!("This counts as {} of `{task}`.", hours_and_minutes_in_words(noted));
    let help = match clock {
        Some(clock) => format!("Write `- [x] {clock} {task}` if it is the time of the day."),
        None => "Look at the minutes once more, and at their unit.".to_owned(),
    };
    Some(excerpt.problem(&entry.note, Code::TimeUnclear, message, help))
}

fn hours_and_minutes_in_words(seconds: u32) -> String {
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

/// The lines of a plan and date that give way to a note, and the entries of that date.
pub(crate) struct SupersededLines<'s> {
    pub plan: &'s Plan,
    pub plan_index: usize,
    /// All entries, in order of date.
    pub entries: &'s [Entry],
    /// How many lines of the same plan and date before this one give way and tell of practice.
    pub practised_before: usize,
}

impl SupersededLines<'_> {
    /// The hint for a line that gives way to a note and is lost: the note says that nothing was done, or the plan has several times a
    /// day and this line is one that no entry tells of.
    pub(crate) fn hint_for_line(&self, line: &PendingEntry) -> Option<Problem> {
        let entry = &line.entry;
        let is_own = entry.form == EntryForm::CheckBox && entry.written_by.is_none() && is_done_or_partly(entry);
        if !is_own {
            return None;
        }
        let of_date: Vec<&Entry> = self.entries_of_date(entry).collect();
        let practised = of_date.iter().filter(|of| is_done_or_partly(of)).count();
        let task = fields::shortened_for_message(&self.plan.task);
        let first = of_date.first()?;
        let note = fields::shortened_for_message(&first.note);
        let (message, help) = if practised == 0 {
            let message = format!("This line of `{task}` gives way to `{note}`, which says that it was not done.");
            (message, "If it was done, write `done: yes` there. If not, take out this tick.".to_owned())
        } else if self.is_time_of_its_own(entry, &of_date, practised) {
            let message =
                format!("This line of `{task}` gives way to `{note}`, so it is not counted as a time of its own.");
            let help = match entry.time {
                Some(TimeOfDay::Clock(time)) => {
                    let when = format!("when: {} {time}", entry.date);
                    format!("Write a note for this time too (`{when}`), or a line for each and no note.")
                }
                _ => "Write a line for each time and no note, or a note for each.".to_owned(),
            };
            (message, help)
        } else {
            return None;
        };
        Some(line.excerpt?.problem(&entry.note, Code::LineGivesWay, message, help))
    }

    fn entries_of_date(&self, line: &Entry) -> impl Iterator<Item = &Entry> {
        let date = line.date;
        let from = self.entries.partition_point(|of| of.date < date);
        let of_date = self.entries.iter().skip(from).take_while(move |of| of.date == date);
        of_date.filter(|of| of.plan == Some(self.plan_index) && of.written_by.is_none())
    }

    /// Whether a line tells of a time of the day that none of the entries tells of.
    fn is_time_of_its_own(&self, line: &Entry, of_date: &[&Entry], practised: usize) -> bool {
        let planned = planned_times_on_date_of_entry(self.plan, line);
        if planned < 2 || practised >= planned {
            return false;
        }
        let clock = |of: &Entry| match of.time {
            Some(TimeOfDay::Clock(clock)) => Some(clock),
            _ => None,
        };
        let known: Option<Vec<Clock>> = of_date.iter().filter(|of| is_done_or_partly(of)).map(|of| clock(of)).collect();
        match (clock(line), known) {
            (Some(own), Some(known)) => known.iter().all(|of| of.0.abs_diff(own.0) > MINUTES_APART),
            // Without times each entry may be any of the lines.
            _ => self.practised_before >= practised,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_where_they_are_no_part_of_the_name() {
        let times = |line: &str, name: &str| repeat_count_by_number(line, &fold(name), true).map(|(_, times)| times);
        assert_eq!(times("- [x] Meds x2", "Meds"), Some(2));
        assert_eq!(times("- [x] Meds 2x — both", "Meds"), Some(2));
        assert_eq!(times("- [x] Breathe 3", "Breathe"), Some(3));
        assert_eq!(times("- [x] Breathe 3 min", "Breathe"), None);
        assert_eq!(times("- [x] 10 breaths", "10 breaths"), None);
        assert_eq!(times("- [x] Meds 8:10", "Meds"), None);
        assert_eq!(times("- [x] Squats 3x10", "Squats"), None);
        assert_eq!(repeat_count_by_number("- [x] Meds 8:00 2", "meds", false), None);
    }

    #[test]
    fn a_length_can_be_a_clock_time() {
        assert_eq!(
            clock_written_as_length("- [x] Walk 18h20").map(|clock| clock.to_string()),
            Some("18:20".to_owned())
        );
        assert_eq!(clock_written_as_length("- [x] Walk 1h"), None);
        assert_eq!(hours_and_minutes_in_words(66_000), "18 hours and 20 minutes");
    }
}
