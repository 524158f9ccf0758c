//! Several times of the day in one line: `Meds 8 and 20`, `Meds morning and evening`. One line is one time, so they are reported, and
//! the help has a line for each (docs/specification.md#8-problems).

use std::ops::Range;

use crate::journal::Plan;
use crate::journal::lines::line;
use crate::text::fold;
use crate::when::{Clock, Slot};

/// So many times of one line are named.
const MOST_TIMES: usize = 6;

/// The times of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SaidTimes {
    /// Bytes of the line, from the first to the last.
    pub range: Range<usize>,
    /// Each as it would be written: `8:00`, `evening`.
    pub times: Vec<String>,
}

/// The times of a plan of which each stands for one in a line.
pub(crate) struct PlannedTimes {
    clocks: Vec<Clock>,
    name: String,
}

impl PlannedTimes {
    pub(crate) fn of_plan(plan: &Plan) -> PlannedTimes {
        let clock = |slot: Slot| match slot {
            Slot::At(clock) => Some(clock),
            _ => None,
        };
        let clocks = plan.when.all_slots().into_iter().filter_map(clock).collect();
        PlannedTimes { clocks, name: fold(&plan.task) }
    }

    /// The times that stand beside each other in a line before its free text, where there are several.
    pub(crate) fn find_several_in(&self, text: &str) -> Option<SaidTimes> {
        let head = line::part_before_free_text(text);
        let words: Vec<(Range<usize>, &str)> = words_of(head).collect();
        let mut found: Vec<(Range<usize>, String)> = Vec::new();
        // Whether nothing but `in the` or `at` is between a word and the time before it.
        let mut is_beside_time = false;
        for (at, (range, word)) in words.iter().enumerate() {
            let folded = fold(word);
            let next = words.get(at + 1).map(|(_, next)| *next);
            let time = if is_amount(word, next) { None } else { self.time_of_word(word, &found) };
            let clock_before =
                at.checked_sub(1).and_then(|at| words.get(at)).map(|(_, word)| *word).filter(|word| is_clock(word));
            let many = found.len();
            match (time, found.last_mut()) {
                // `8 am`
                (Some(_), Some((before, time))) if is_half_of_day(&folded) && clock_before.is_some() => {
                    before.end = range.end;
                    *time = format!("{}{folded}", clock_before.unwrap_or_default());
                }
                (Some(_), Some((before, time))) if is_beside_time && word_says_more_of_time_before(&folded, time) => {
                    before.end = range.end;
                }
                (Some(time), _) => {
                    found.push((range.clone(), time));
                    is_beside_time = true;
                }
                (None, _) if BESIDE.contains(&folded.as_str()) => {}
                (None, _) if JOINING.contains(&folded.as_str()) => is_beside_time = false,
                (None, _) if many > 1 => break,
                (None, _) => found.clear(),
            }
        }
        let range = found.first()?.0.start..found.last()?.0.end;
        let times: Vec<String> = found.into_iter().map(|(_, time)| time).collect();
        let is_several = (2..=MOST_TIMES).contains(&times.len()) && !has_dash(text.get(range.clone())?);
        is_several.then_some(SaidTimes { range, times })
    }

    /// The one time of the plan that a line says with `am` or `pm` alone, or as a bare hour: what it says, and the time.
    pub(crate) fn find_one_bare_time_in<'l>(&self, text: &'l str) -> Option<(&'l str, String)> {
        let head = line::part_before_free_text(text);
        let is_bare =
            |word: &str| matches!(fold(word).as_str(), "am" | "pm") || word.bytes().all(|b| b.is_ascii_digit());
        let words: Vec<(Range<usize>, &str)> = words_of(head).collect();
        let mut said = words.iter().enumerate().filter(|(_, (_, word))| is_bare(word));
        let (at, (_, word)) = said.next().filter(|_| said.next().is_none())?;
        // `Meds 20 mg`
        if is_amount(word, words.get(at + 1).map(|(_, next)| *next)) {
            return None;
        }
        // `Meds at 8, forgot 20:00` tells of two.
        if words_of(head).any(|(_, word)| line::is_clock_time_alone(word)) {
            return None;
        }
        self.time_of_word(word, &[]).filter(|time| time.contains(':')).map(|time| (*word, time))
    }

    /// A time of the clock, a part of the day, or the hour of one of the plan's times.
    fn time_of_word(&self, word: &str, before: &[(Range<usize>, String)]) -> Option<String> {
        let folded = fold(word);
        if self.name.split(|c: char| !c.is_alphanumeric()).any(|of_name| of_name == folded) {
            return None;
        }
        if PARTS_OF_DAY.contains(&folded.as_str()) || line::is_clock_time_alone(word) {
            return Some(word.to_owned());
        }
        // `08.00`
        let with_colon = word.replacen('.', ":", 1);
        if word.len() >= 4 && word.contains('.') && line::is_clock_time_alone(&with_colon) {
            return Some(with_colon);
        }
        let one = |is_meant: &dyn Fn(u16) -> bool| {
            let mut meant = self.clocks.iter().filter(|clock| is_meant(clock.0 / 60));
            meant.next().filter(|_| meant.next().is_none() && self.clocks.len() > 1)
        };
        let clock = match folded.as_str() {
            "am" => one(&|hour| hour < 12),
            "pm" => one(&|hour| hour >= 12),
            _ => {
                let hour: u16 = folded.parse().ok().filter(|_| folded.len() <= 2)?;
                let is_new = |clock: &&Clock| before.iter().all(|(_, time)| *time != clock.to_string());
                // `8 and 8` is one in the morning and one in the evening.
                let later = || one(&|planned| hour < 12 && planned == hour + 12);
                one(&|planned| planned == hour).filter(is_new).or_else(later)
            }
        };
        match (clock, folded.as_str()) {
            (Some(clock), _) => Some(clock.to_string()),
            (None, "am") => Some("morning".to_owned()),
            (None, "pm") => Some("evening".to_owned()),
            _ => None,
        }
    }
}

/// Words between two times.
const JOINING: [&str; 6] = ["and", "then", "plus", "both", "also", "or"];
/// Words between a time and what is said of the same time: `8 in the evening`.
const BESIDE: [&str; 3] = ["at", "the", "in"];
const PARTS_OF_DAY: [&str; 8] = ["morning", "noon", "midday", "afternoon", "evening", "night", "bedtime", "lunchtime"];

fn is_half_of_day(word: &str) -> bool {
    matches!(word, "am" | "pm")
}

/// `8`, `8:00`, without `am`.
fn is_clock(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && !word.ends_with(char::is_alphabetic)
}

/// Whether a word says more of the time before it: `evening` of `20:00`, or a clock time of a part of the day.
fn word_says_more_of_time_before(word: &str, before: &str) -> bool {
    let (is_part, was_part) = (PARTS_OF_DAY.contains(&word), PARTS_OF_DAY.contains(&&*fold(before)));
    is_part != was_part && !is_half_of_day(word)
}

/// Whether a number says how much, and not when: `20 mg`, `8 pills`.
fn is_amount(word: &str, next: Option<&str>) -> bool {
    const AFTER_TIME: [&str; 14] = [
        "with",
        "after",
        "before",
        "on",
        "as",
        "too",
        "only",
        "o\u{2019}clock",
        "o'clock",
        "h",
        "hrs",
        "today",
        "am",
        "pm",
    ];
    let Some(next) = next.map(fold) else { return false };
    word.bytes().all(|byte| byte.is_ascii_digit())
        && next.starts_with(char::is_alphabetic)
        && ![&JOINING[..], &BESIDE, &PARTS_OF_DAY, &AFTER_TIME].iter().any(|known| known.contains(&next.as_str()))
}

/// Words with their bytes; signs that join them are none.
fn words_of(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '&' | '+' | '/' | '(' | ')' | '@');
    let mut start = 0;
    text.split_inclusive(is_between).filter_map(move |piece| {
        let from = start;
        start += piece.len();
        let word = piece.trim_end_matches(is_between);
        (!word.is_empty()).then(|| (from..from + word.len(), word))
    })
}

/// `8:00 - 8:30` is one time.
fn has_dash(text: &str) -> bool {
    text.contains(crate::text::is_dash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_times_are_known_by_the_plan() {
        let planned = PlannedTimes { clocks: vec![Clock(8 * 60), Clock(20 * 60)], name: "meds".to_owned() };
        let times = |text: &str| planned.find_several_in(text).map(|said| said.times.join(" "));
        for (line, said) in [
            ("Meds 8 and 20", "08:00 20:00"),
            ("Meds 8, 20", "08:00 20:00"),
            ("Meds 8+20 - nice", "08:00 20:00"),
            ("Meds 8 & 8", "08:00 20:00"),
            ("Meds at 8:10 and at 20:15", "8:10 20:15"),
            ("Meds 8am/8pm", "8am 8pm"),
            ("Meds am and pm", "08:00 20:00"),
            ("Meds am + pm", "08:00 20:00"),
            ("Meds morning and evening", "morning evening"),
            ("Meds (8:00, 20:00) @home", "8:00 20:00"),
            ("Meds 8 am and 8 pm", "8am 8pm"),
            ("Meds 8 in the morning and 8 in the evening", "08:00 20:00"),
            ("Meds morning 8:00, evening 20:00", "morning evening"),
        ] {
            assert_eq!(times(line).as_deref(), Some(said), "{line}");
        }
        for line in [
            "Meds 8",
            "Meds 8:00 - 8:10",
            "Meds 3 and 4",
            "Meds 8:00, took 20",
            "Meds - 8 and 20",
            "Meds 8:00-8:10",
            "Meds 8 am with food",
            "Meds 8:00 am, late",
            "Meds 8 am, 20 mg",
            "Meds 8 pm, forgot at 8 am",
            "Meds at 8 in the evening",
            "Meds evening, 20:00",
            "Meds 8pm in the evening",
            "Meds 8 and 20 mg",
        ] {
            assert_eq!(times(line), None, "{line}");
        }
        for line in ["Meds 20 mg", "Meds (8 mg)", "Meds 8 pills", "Meds 20 drops", "Meds 8 am with food"] {
            assert_eq!(planned.find_one_bare_time_in(line), None, "{line}");
        }
        assert!(
            planned.find_one_bare_time_in("Meds 20").is_some()
                && planned.find_one_bare_time_in("Meds 8 with food").is_some()
        );
    }
}
