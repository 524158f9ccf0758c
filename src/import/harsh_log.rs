//! harsh: `log` (`2026-11-19 : Walk : y : comment : amount`), and `habits` (`Walk: 3/7`), as its documentation shows them.

use std::collections::BTreeMap;

use crate::journal::Status;
use crate::text::{fold, with_single_spaces};

use super::import_error::ImportError;
use super::imported::{AppExport, ImportedDay, ImportedHabit, date_of_text, frequency_in_words, when_of_frequency};

const LOG: &str = "log";
/// The list of habits, as an error names it.
pub const HARSH_HABITS: &str = "habits";
const BETWEEN: &str = " : ";

/// The texts of the two files.
///
/// # Errors
/// If a line is not as harsh writes it, or the log is cut off.
pub fn read_harsh_log(log: &str, habits: Option<&str>) -> Result<AppExport, ImportError> {
    let frequencies = habits.map(read_frequencies).transpose()?.unwrap_or_default();
    let mut found: BTreeMap<String, ImportedHabit> = BTreeMap::new();
    let mut written_again = 0;
    for (n, line) in log.lines().enumerate().filter(|(_, line)| is_neither_blank_nor_comment(line)) {
        let (date, name, day) = read_line(line, n + 1)?;
        let habit = found.entry(fold(&name)).or_insert_with(|| {
            let when = match frequencies.get(&fold(&name)) {
                Some(&HarshFrequency::Times(times, days)) => when_of_frequency(times, days),
                _ => None,
            };
            let unsupported_frequency = match frequencies.get(&fold(&name)) {
                Some(HarshFrequency::Unknown(written)) => Some(format!("`{written}`")),
                Some(&HarshFrequency::Times(times, days)) if when.is_none() && times > 0 => {
                    Some(frequency_in_words(times, days))
                }
                _ => None,
            };
            ImportedHabit { name, when, unsupported_frequency, is_archived: false, days: BTreeMap::new() }
        });
        // As in harsh, the last answer of a day counts.
        written_again += usize::from(habit.days.insert(date, day).is_some());
    }
    let mut imported = AppExport { habits: found.into_values().collect(), ..AppExport::default() };
    imported.record_left_out(written_again, "that a later line for the same habit and day replaces, as in harsh");
    Ok(imported)
}

fn is_neither_blank_nor_comment(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with('#')
}

fn read_line(line: &str, number: usize) -> Result<(chrono::NaiveDate, String, ImportedDay), ImportError> {
    let text = line.trim_end();
    // Empty pieces at the end may have lost their space.
    let text = text.strip_suffix(" : :").or_else(|| text.strip_suffix(" :  :")).unwrap_or(text);
    let text = text.strip_suffix(" :").unwrap_or(text);
    let pieces: Vec<&str> = text.split(BETWEEN).collect();
    let column = |at: usize| {
        let before = pieces.iter().take(at).map(|piece| piece.chars().count() + BETWEEN.len());
        (number, before.sum::<usize>() + 1)
    };
    let [date, name, mark, rest @ ..] = pieces.as_slice() else {
        let message = "this line is not like `2026-11-19 : Walk : y`. Perhaps the file was cut off.";
        return Err(ImportError::new(LOG, (number, 1), message));
    };
    let date = date_of_text(date.trim())
        .ok_or_else(|| ImportError::new(LOG, column(0), format!("`{date}` is no date like 2026-11-19.")))?;
    let name = with_single_spaces(name);
    if name.is_empty() {
        return Err(ImportError::new(LOG, column(1), "this line names no habit."));
    }
    let status = match mark.trim() {
        "y" => Status::Done,
        "n" => Status::NotDone,
        "s" => Status::Skip,
        other => return Err(ImportError::new(LOG, column(2), format!("`{other}` is none of y, n and s."))),
    };
    let (comment, amount) = match rest {
        [] => ("", ""),
        [comment] => (*comment, ""),
        [comment, amount] => (*comment, *amount),
        _ => return Err(ImportError::new(LOG, column(5), "there is more on this line than harsh writes.")),
    };
    let unless_empty = |text: &str| Some(with_single_spaces(text)).filter(|text| !text.is_empty());
    let (amount, words) = (unless_empty(amount), unless_empty(comment));
    Ok((date, name, ImportedDay { status, minutes: None, amount, words }))
}

/// How often a habit is meant.
enum HarshFrequency {
    /// So many times in so many days. `0` times only tracks.
    Times(u32, u32),
    /// As it is written, in a form that is not known here.
    Unknown(String),
}

/// How often, by folded name. What is not understood is no reason to refuse what was done.
fn read_frequencies(text: &str) -> Result<BTreeMap<String, HarshFrequency>, ImportError> {
    let mut frequencies = BTreeMap::new();
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| is_neither_blank_nor_comment(line) && !line.trim().starts_with('!'));
    for (n, line) in lines {
        let (name, written) = line.rsplit_once(':').ok_or_else(|| {
            ImportError::new(HARSH_HABITS, (n + 1, 1), "this line is not like `Walk: 1` or `Walk: 3/7`.".to_owned())
        })?;
        let written = written.trim();
        let frequency = match read_frequency(written) {
            Some((times, days)) => HarshFrequency::Times(times, days),
            None => HarshFrequency::Unknown(with_single_spaces(written)),
        };
        frequencies.insert(fold(name), frequency);
    }
    Ok(frequencies)
}

/// `1` (daily), `7` or `1w` (weekly), `3/7` or `3/1w` (three times a week), `0`.
fn read_frequency(written: &str) -> Option<(u32, u32)> {
    match written.split_once('/') {
        Some((times, days)) => Some((times.trim().parse().ok()?, read_days(days.trim())?)),
        None if written == "0" => Some((0, 0)),
        None => Some((1, read_days(written)?)),
    }
}

/// A number of days, or of weeks with a `w`.
fn read_days(written: &str) -> Option<u32> {
    match written.strip_suffix(['w', 'W']) {
        Some(weeks) => weeks.trim().parse::<u32>().ok()?.checked_mul(7),
        None => written.strip_suffix(['d', 'D']).unwrap_or(written).trim().parse().ok(),
    }
}
