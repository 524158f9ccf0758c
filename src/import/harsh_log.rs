//! harsh: `log` (`2026-11-19 : Walk : y : comment : amount`), and `habits` (`Walk: 3/7`), as its documentation shows them.

use std::collections::BTreeMap;

use crate::journal::Status;
use crate::text::{fold, with_single_spaces};

use super::import_error::ImportError;
use super::imported::{AppExport, ImportedDay, ImportedHabit, date_of_text, frequency_in_words, when_of_frequency};

const LOG: &str = "log";
const HABITS: &str = "habits";
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
            let frequency = frequencies.get(&fold(&name)).copied();
            let when = frequency.and_then(|(times, days)| when_of_frequency(times, days));
            let unsaid = frequency.filter(|(times, _)| when.is_none() && *times > 0);
            let unsupported_frequency = unsaid.map(|(times, days)| frequency_in_words(times, days));
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

/// How many times in how many days, by folded name. `0` only tracks.
fn read_frequencies(text: &str) -> Result<BTreeMap<String, (u32, u32)>, ImportError> {
    let mut frequencies = BTreeMap::new();
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| is_neither_blank_nor_comment(line) && !line.trim().starts_with('!'));
    for (n, line) in lines {
        let read = line.rsplit_once(':').and_then(|(name, frequency)| {
            let frequency = frequency.trim();
            let read = match frequency.split_once('/') {
                Some((times, days)) => (times.trim().parse().ok()?, days.trim().parse().ok()?),
                None if frequency == "0" => (0, 0),
                None => (1, frequency.parse().ok()?),
            };
            Some((fold(name), read))
        });
        let (name, frequency) = read.ok_or_else(|| {
            ImportError::new(HABITS, (n + 1, 1), "this line is not like `Walk: 1` or `Walk: 3/7`.".to_owned())
        })?;
        frequencies.insert(name, frequency);
    }
    Ok(frequencies)
}
