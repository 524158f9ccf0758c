//! What to write for `every 4 hours`: plans are counted by the day. What stands beside it stays: `weekdays every 4 hours`, `every 4 hours
//! except at night`.

use chrono::NaiveDate;

use crate::text::fold;
use crate::when::combine::meaning::{Parsed, interpret_when};
use crate::when::tokens::parse_error::{ParseError, list_with_word};
use crate::when::tokens::vocabulary::{Word, classify_word};
use crate::when::value::schedule::When;
use crate::when::value::time::{Clock, DayPart};

/// Longest value that is looked at, in bytes.
const LONGEST: usize = 120;
/// The last hour at which something is planned where no time is named: so the fewest are at night.
const LAST_HOUR: u16 = 23;

/// The same problem with what stands beside the hours in its help.
pub(crate) fn with_rest_beside_hours(text: &str, error: ParseError) -> ParseError {
    let is_of_hours =
        error.message.ends_with("is no unit that can be planned.") && error.help.contains("the times themselves");
    match help_with_rest(text, &error).filter(|_| is_of_hours && text.len() <= LONGEST) {
        Some(help) => ParseError { help, ..error },
        None => error,
    }
}

fn help_with_rest(text: &str, error: &ParseError) -> Option<String> {
    let is_edge = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')');
    let before = text.get(..error.byte_range.start)?.trim_matches(is_edge);
    let behind = text.get(error.byte_range.end..)?.trim_matches(is_edge);
    let (excepted, behind) = match part_excepted(behind) {
        Some((part, rest)) => (Some(part), rest.trim_matches(is_edge)),
        None => (None, behind),
    };
    // `from 9 to 17` has a help of its own.
    let begins_cue = classify_word(behind.split(' ').next().unwrap_or_default()) == Word::During
        || ["while", "when", "whenever", "in", "if", "after", "before", "until"]
            .iter()
            .any(|word| fold(behind).starts_with(&format!("{word} ")));
    if begins_cue {
        return None;
    }
    let has_number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    if has_number(before) || has_number(behind) || format!("{before}{behind}").is_empty() && excepted.is_none() {
        return None;
    }
    let mut times = times_around_clock(hours_of_unit(text.get(error.byte_range.clone())?)?);
    times.retain(|time| excepted.is_none_or(|part| !part.contains(Clock(*time))));
    let many = times.len();
    let list: Vec<String> = times.iter().map(|time| format!("{}:{:02}", time / 60, time % 60)).collect();
    let list = list_with_word(&list, "and");
    if before.is_empty() && behind.is_empty() {
        return (many > 1).then(|| help_of(&format!("{many} times a day"), &list));
    }
    let days = format!("{before} {behind}");
    let days = days.trim();
    let planned = meant_days(days)?;
    let is_meant = |text: &String| read(text).is_some_and(|when| occasions_of_week(&when) == planned.map(|n| n * many));
    let (before_days, behind_days) = (format!("{many} times a day {days}"), format!("{days} {many} times a day"));
    // `except Sunday` and `on Mondays` stand last.
    let is_last = ["on ", "except ", "not ", "but "].iter().any(|word| fold(days).starts_with(word));
    let mut counts = vec![before_days, format!("{many} times a day on {days}"), behind_days];
    let mut lists = vec![
        format!("{list} {days}"),
        format!("every day at {list} {days}"),
        format!("{list} on {days}"),
        format!("{days} at {list}"),
    ];
    if !is_last {
        counts.reverse();
        lists.reverse();
    }
    let list = lists.into_iter().find(is_meant)?;
    match counts.into_iter().find(is_meant) {
        Some(count) => Some(help_of(&count, &list)),
        None => Some(format!("Plans are counted by the day: write the times themselves, as in `{list}`.")),
    }
}

fn help_of(count: &str, times: &str) -> String {
    format!("Plans are counted by the day: write `{count}`, or the times themselves, as in `{times}`.")
}

/// A part of the day at the start of a text that is left out, and what stands behind it: `except at night`.
fn part_excepted(text: &str) -> Option<(DayPart, &str)> {
    const EXCEPT: [&str; 8] = ["except", "but", "not", "excluding", "without", "apart", "never", "no"];
    const BETWEEN: [&str; 8] = ["not", "from", "at", "in", "the", "during", "for", "my"];
    let mut at = 0;
    let mut is_excepted = false;
    for word in text.split(' ') {
        let bare = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        at += word.len();
        match classify_word(&bare) {
            Word::Part(part) if is_excepted => return Some((part, text.get(at..)?)),
            _ if EXCEPT.contains(&bare.as_str()) => is_excepted = true,
            _ if is_excepted && BETWEEN.contains(&bare.as_str()) => {}
            _ => return None,
        }
        at += 1;
    }
    None
}

/// The number of `every 4 hours`, where a day has so many of these.
fn hours_of_unit(unit: &str) -> Option<u16> {
    let folded = fold(unit);
    let is_of_hours = folded.contains("hour") || folded.contains("hr") || folded.ends_with('h');
    let number = folded.split(|c: char| !c.is_alphanumeric()).find_map(|word| match word {
        "two" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "six" => Some(6),
        "eight" => Some(8),
        "twelve" => Some(12),
        _ => word.trim_end_matches('h').parse().ok(),
    })?;
    (is_of_hours && matches!(number, 3 | 4 | 6 | 8 | 12)).then_some(number)
}

/// The minutes of a day that are so many hours apart, as few of them at night as can be.
fn times_around_clock(hours: u16) -> Vec<u16> {
    let step = hours * 60;
    let first = if hours == 12 { 8 * 60 } else { LAST_HOUR * 60 % step };
    (0..24 * 60 / step).map(|n| first + n * step).collect()
}

fn read(text: &str) -> Option<When> {
    match interpret_when(text) {
        Ok(Parsed::When(when)) => Some(when),
        _ => None,
    }
}

/// On which days of a week something is planned by words such as `weekdays`, `on Mondays`, `except Sunday`.
fn meant_days(days: &str) -> Option<[usize; 7]> {
    let forms = [format!("{days} at 9:00"), format!("9:00 {days}"), format!("every day at 9:00 {days}")];
    let planned = forms.iter().filter_map(|form| read(form)).map(|when| occasions_of_week(&when));
    planned.into_iter().find(|planned| planned.iter().any(|n| *n > 0))
}

fn occasions_of_week(when: &When) -> [usize; 7] {
    let monday = NaiveDate::from_ymd_opt(2026, 11, 16).unwrap_or_default();
    let mut days = monday.iter_days();
    std::array::from_fn(|_| days.next().map_or(0, |date| when.occasions(date, monday).len()))
}

#[cfg(test)]
mod tests {
    use crate::when::parse_when;

    #[test]
    fn what_stands_beside_the_hours_stays() {
        for (text, times) in [
            ("weekdays every 4 hours", "weekdays at 3:00, 7:00, 11:00, 15:00, 19:00 and 23:00"),
            ("every 4 hours except at night", "7:00, 11:00, 15:00 and 19:00"),
            ("every 8 hours on Mondays", "7:00, 15:00 and 23:00 on Mondays"),
            ("every 6 hours except Sunday", "4 times a day except Sunday"),
        ] {
            let help = parse_when(text).err().map(|error| error.help).unwrap_or_default();
            assert!(help.contains(&format!("`{times}`")), "{text}: {help}");
            assert!(parse_when(times).is_ok(), "{times}");
        }
    }
}
