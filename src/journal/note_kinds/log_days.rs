//! Lines of a plan's note that tell of its days in a form that is not read: `Nov 19: 10 min`, `Done on 2026-11-19`, `[x][x][ ][x]`.

use crate::journal::lines::line;
use crate::journal::near_misses::near_line_help;
use crate::journal::note_text::first_body_line;
use crate::note::{Note, Text, mark_at_end};
use crate::problem::Place;
use crate::text::{fold, is_dash};

/// A longer line is a text.
const LONGEST: usize = 100;

/// The lines of a plan's note that tell of its days, outside of blocks of code.
pub(crate) fn lines_that_tell_of_days(note: &Note) -> Vec<Text> {
    let first = first_body_line(note);
    let body = note.text.get(note.body_range.clone()).unwrap_or_default();
    let mut is_code = false;
    let mut found = Vec::new();
    for (number, line) in (first..).zip(body.lines()) {
        let bare = line.trim_start();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            is_code = !is_code;
        }
        let text = bare.trim_start_matches(['-', '*', '+', ' ', '\t']).trim_end();
        if is_code || line.len() > LONGEST || text.is_empty() || bare.starts_with(['#', '>', '|', '<']) {
            continue;
        }
        let is_row = || near_line_help::help_for_named_days(line).is_some();
        if is_dated_in_words(text) || is_done_on_date(text) || is_row() {
            let column = u32::try_from(line.chars().count() - text.chars().count() + 1).unwrap_or(1);
            let width = u32::try_from(text.chars().count()).unwrap_or(0);
            found.push(Text { text: text.to_owned(), place: Place { line: number, column, width } });
        }
    }
    found
}

/// `19/11`, `11/19`
fn is_day_with_slash(word: &str) -> bool {
    let is_number = |part: &str| {
        (1..=2).contains(&part.len()) && part.parse::<u32>().is_ok_and(|number| (1..=31).contains(&number))
    };
    word.split_once('/').is_some_and(|(first, second)| is_number(first) && is_number(second))
}

/// Whether a line is a day in words and what was done then: `Nov 19: 10 min`, `Thu 19: done`, `19.11.: \u{2713}`, `Nov 19 10 min`.
fn is_dated_in_words(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    // A weekday alone may begin any sentence.
    let is_written = |day: &[&str]| day.len() > 1 || day.first().is_some_and(|day| is_day_with_slash(day));
    let is_begun = |many: usize| {
        let (day, said) = words.split_at_checked(many).unwrap_or_default();
        is_written(day) && !said.is_empty() && is_day(&day.join(" ")) && says_done(&said.join(" "))
    };
    if (1..=3).any(is_begun) {
        return true;
    }
    let Some((day, said)) = text.split_once(": ").or_else(|| text.split_once(" - ")).or_else(|| text.split_once(", "))
    else {
        return false;
    };
    is_day(day) && says_done(said)
}

/// Whether a text is a day and nothing else: `Nov 19`, `19 Nov`, `Thu 19`, `19.11.`, `Thursday`.
fn is_day(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches(['.', ',', '(', ')'])).collect();
    let is_number = |word: &str| {
        let bare = word.trim_end_matches(char::is_alphabetic);
        (1..=2).contains(&bare.len()) && bare.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
    };
    match words.as_slice() {
        [day] => {
            let is_near = matches!(fold(day).as_str(), "yesterday" | "today");
            is_near || line::is_weekday_word(day) || line::is_day_and_month(text.trim()) || is_day_with_slash(day)
        }
        [weekday, day] if line::is_weekday_word(weekday) => is_number(day) || line::is_day_and_month(day),
        [month, day] | [day, month] if line::is_month_word(month) => is_number(day),
        [weekday, month, day] | [weekday, day, month]
            if line::is_weekday_word(weekday) && line::is_month_word(month) =>
        {
            is_number(day)
        }
        _ => false,
    }
}

/// Whether a text says that something was done, or for how long, and little else.
fn says_done(text: &str) -> bool {
    const DONE: [&str; 9] = ["done", "did it", "yes", "ok", "finished", "completed", "partly", "not done", "skipped"];
    const MOST_WORDS: usize = 6;
    let first = text.split([',', ';', '.', '(']).next().unwrap_or_default().trim();
    let is_said = DONE.iter().any(|known| first.eq_ignore_ascii_case(known))
        || first.starts_with(crate::note::is_tick_char)
        || matches!(first, "x" | "X" | "[x]")
        || mark_at_end(&format!("it {first}")).is_some();
    let is_length =
        || line::begins_with_length(first) || first.trim_end_matches(is_dash).parse::<u16>().is_ok_and(|n| n < 600);
    text.split_whitespace().count() <= MOST_WORDS && (is_said || is_length())
}

/// Whether a line begins with words that say that it was done and names a date: `Done on 2026-11-19, 10 min`, `Did it on Nov 18`.
fn is_done_on_date(text: &str) -> bool {
    const BEGINNINGS: [&str; 9] = [
        "done on ",
        "done: ",
        "done ",
        "did it on ",
        "did it ",
        "finished on ",
        "completed on ",
        "did this on ",
        "practised on ",
    ];
    let folded = fold(text);
    let Some(rest) = BEGINNINGS.iter().find_map(|begin| folded.strip_prefix(begin)) else { return false };
    let words: Vec<&str> = rest.split_whitespace().take(4).collect();
    let date = |word: &&str| line::holds_date(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let in_words = words.get(..2).map(|two| two.join(" ")).is_some_and(|two| is_day(two.trim_end_matches([',', ':'])));
    let is_day_alone = words.first().is_some_and(|day| is_day(day.trim_end_matches([',', ':'])));
    words.first().is_some_and(date) || is_day_alone || in_words || words.get(1).is_some_and(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_tell_of_a_day_are_known() {
        for line in [
            "Nov 19: 10 min",
            "Thu 19: done",
            "19.11.: 10 min",
            "Thursday: 10 min",
            "19 Nov: \u{2713}",
            "Thu 19 Nov: 10",
        ] {
            assert!(is_dated_in_words(line), "{line}");
        }
        for line in [
            "Thursday: bring shoes",
            "Nov 19: call Ana about the plan",
            "Goal: 10 min",
            "May be late: done",
            "Thursday",
        ] {
            assert!(!is_dated_in_words(line), "{line}");
        }
        for line in ["Done on 2026-11-19, 10 min", "Did it on Nov 18 and Nov 19", "Did it on 2026-11-18 and 2026-11-19"]
        {
            assert!(is_done_on_date(line), "{line}");
        }
        for line in ["Done by 10", "Did it with Ana on the way", "Done is better than perfect"] {
            assert!(!is_done_on_date(line), "{line}");
        }
    }
}
