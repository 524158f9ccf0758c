//! The export of Loop Habit Tracker: `Habits.csv` (a habit a line) and `Checkmarks.csv` (a day a line, a habit a column), as
//! the program's source writes them. The names above the columns are written without quotes, and each line ends with a comma.

use std::collections::{BTreeMap, BTreeSet};

use crate::journal::Status;
use crate::text::{fold, with_single_spaces};
use crate::when::Minutes;

use super::csv_table::{Cell, read_rows};
use super::import_error::ImportError;
use super::imported::{AppExport, ImportedDay, ImportedHabit, date_of_text, frequency_in_words, when_of_frequency};

const HABITS: &str = "Habits.csv";
const CHECKMARKS: &str = "Checkmarks.csv";

const UNKNOWN: i64 = -1;
const NO: i64 = 0;
const YES_AUTO: i64 = 1;
const YES_MANUAL: i64 = 2;
const SKIP: i64 = 3;

/// The marks as newer versions write them.
const WORDS: [(&str, i64); 5] =
    [("UNKNOWN", UNKNOWN), ("NO", NO), ("YES_AUTO", YES_AUTO), ("YES_MANUAL", YES_MANUAL), ("SKIP", SKIP)];

/// The texts of the two files.
///
/// # Errors
/// Where a file is cut off, or is of a version that is not known.
pub fn read_loop_export(habits: &str, checkmarks: &str) -> Result<AppExport, ImportError> {
    let habits = read_habits(habits)?;
    let (columns, marks) = read_checkmark_rows(&habits, checkmarks)?;
    let knows_no = marks.iter().flat_map(|(_, values)| values).any(|&value| value == UNKNOWN);
    let mut imported = AppExport::default();
    let (mut by_itself, mut unmarked) = (0, 0);
    let mut days: Vec<BTreeMap<_, _>> = vec![BTreeMap::new(); habits.len()];
    for (date, values) in marks {
        for (&column, value) in columns.iter().zip(values) {
            let (Some(habit), Some(days)) = (habits.get(column), days.get_mut(column)) else { continue };
            by_itself += usize::from(habit.amount.is_none() && value == YES_AUTO);
            unmarked += usize::from(value == NO && !knows_no);
            if let Some(day) = habit.day_of_value(value).filter(|_| value != NO || knows_no) {
                days.insert(date, day);
            }
        }
    }
    imported.record_left_out(by_itself, "ticked by Loop itself, since the week's number was reached");
    imported.record_left_out(unmarked, "without a tick (this version of Loop does not tell a no from no answer)");
    imported.habits = habits.into_iter().zip(days).map(|(habit, days)| habit.with_days(days)).collect();
    Ok(imported)
}

/// Adds the notes of single days that Loop keeps in a folder of each habit (`001 Walk/Checkmarks.csv`). `place` is the number at
/// the start of the folder's name: the habit's place in `Habits.csv`.
///
/// # Errors
/// Where the file is cut off.
pub fn add_loop_notes(imported: &mut AppExport, habit_number: usize, checkmarks: &str) -> Result<(), ImportError> {
    let rows = read_rows(CHECKMARKS, checkmarks, 1)?;
    let Some((header, rows)) = rows.split_first() else { return Ok(()) };
    let column = |name: &str| header.iter().position(|cell| cell.text.trim() == name);
    let (Some(date_at), Some(notes_at)) = (column("Date"), column("Notes")) else { return Ok(()) };
    let mut without_day = 0;
    for row in rows {
        require_cells(CHECKMARKS, row, header.len())?;
        let cell = |at: usize| row.get(at).map_or("", |cell| cell.text.trim());
        let note = with_single_spaces(cell(notes_at));
        if note.is_empty() {
            continue;
        }
        let habit = habit_number.checked_sub(1).and_then(|at| imported.habits.get_mut(at));
        match habit.zip(date_of_text(cell(date_at))).and_then(|(habit, date)| habit.days.get_mut(&date)) {
            Some(day) => day.words = Some(note),
            None => without_day += 1,
        }
    }
    imported.record_left_out(without_day, "with a note of Loop and nothing done");
    Ok(())
}

struct LoopHabit {
    name: String,
    times: u32,
    days: u32,
    /// What is measured; none if it is yes or no.
    amount: Option<UnitAndTarget>,
    is_archived: bool,
}

/// Thousandths of a unit.
struct UnitAndTarget {
    unit: String,
    target: Option<i64>,
    is_at_most: bool,
}

impl LoopHabit {
    fn with_days(self, days: BTreeMap<chrono::NaiveDate, ImportedDay>) -> ImportedHabit {
        let when = when_of_frequency(self.times, self.days);
        let unsupported_frequency = when.is_none().then(|| frequency_in_words(self.times, self.days));
        ImportedHabit { name: self.name, when, unsupported_frequency, is_archived: self.is_archived, days }
    }

    fn day_of_value(&self, value: i64) -> Option<ImportedDay> {
        let plain = |status| Some(ImportedDay { status, minutes: None, amount: None, words: None });
        match (&self.amount, value) {
            (_, SKIP) => plain(Status::Skip),
            (None, YES_MANUAL) => plain(Status::Done),
            (None, NO) => plain(Status::NotDone),
            (Some(amount), 0..) => Some(self.day_of_amount(amount, value)),
            _ => None,
        }
    }

    fn day_of_amount(&self, amount: &UnitAndTarget, thousandths: i64) -> ImportedDay {
        // The goal of a habit of a week is not that of a day.
        let target = amount.target.filter(|_| self.days == 1);
        let status = match target {
            Some(target) if amount.is_at_most && thousandths > target => Status::NotDone,
            _ if amount.is_at_most => Status::Done,
            _ if thousandths == 0 => Status::NotDone,
            Some(target) if thousandths < target => Status::Partly,
            _ => Status::Done,
        };
        let minutes = minutes_of_amount(&amount.unit, thousandths);
        let amount = (minutes.is_none() && thousandths > 0)
            .then(|| with_single_spaces(&format!("{} {}", decimal(thousandths), amount.unit)));
        ImportedDay { status, minutes, amount, words: None }
    }
}

/// An amount of minutes or hours, if a note can say it.
fn minutes_of_amount(unit: &str, thousandths: i64) -> Option<Minutes> {
    const DAY: u32 = 24 * 60 * 60;
    let seconds_each = match fold(unit).as_str() {
        "min" | "mins" | "minute" | "minutes" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" => 60 * 60,
        _ => return None,
    };
    let seconds = u32::try_from(thousandths.checked_mul(seconds_each)? / 1000).ok()?;
    (1..=DAY).contains(&seconds).then_some(Minutes { seconds })
}

/// `5200` -> `5.2`
fn decimal(thousandths: i64) -> String {
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `5.25` -> 5250; what is smaller than a thousandth is cut off.
fn thousandths_of_text(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(part) {
        return None;
    }
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(part.parse().ok()?)
}

fn read_habits(text: &str) -> Result<Vec<LoopHabit>, ImportError> {
    let rows = read_rows(HABITS, text, 1)?;
    let mut rows = rows.iter();
    let header = rows.next().map_or(&[][..], Vec::as_slice);
    let place = |names: &[&str]| header.iter().position(|cell| names.contains(&cell.text.trim()));
    let needed = |names: &[&str]| {
        place(names).ok_or_else(|| {
            let name = names.first().unwrap_or(&"");
            let message = format!("there is no column `{name}`. Is this the export of Loop Habit Tracker?");
            ImportError::new(HABITS, (1, 1), message)
        })
    };
    let name_at = needed(&["Name"])?;
    let times_at = needed(&["FrequencyNumerator", "NumRepetitions"])?;
    let days_at = needed(&["FrequencyDenominator", "Interval"])?;
    let kind_at = place(&["Type"]);
    let mut habits: Vec<LoopHabit> = Vec::new();
    let mut names = BTreeSet::new();
    for row in rows {
        require_cells(HABITS, row, header.len())?;
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", |cell| cell.text.trim());
        let number = |at: usize| {
            let place = row.get(at).map_or((1, 1), |cell| cell.at);
            let read = cell(Some(at)).parse::<u32>();
            read.map_err(|_| ImportError::new(HABITS, place, format!("`{}` is no number.", cell(Some(at)))))
        };
        // As it is written above the column.
        let name = row.get(name_at).map_or("", |cell| cell.text.as_str()).to_owned();
        let name_place = row.get(name_at).map_or((1, 1), |cell| cell.at);
        if with_single_spaces(&name).is_empty() {
            return Err(ImportError::new(HABITS, name_place, "this habit has no name."));
        }
        if !names.insert(fold(&name)) {
            let message = format!("two habits are called `{name}`. Give one another name in Loop, and export again.");
            return Err(ImportError::new(HABITS, name_place, message));
        }
        let amount = match cell(kind_at) {
            "NUMERICAL" | "1" => Some(UnitAndTarget {
                unit: cell(place(&["Unit"])).to_owned(),
                target: thousandths_of_text(cell(place(&["Target Value"]))).filter(|target| *target > 0),
                is_at_most: matches!(cell(place(&["Target Type"])), "AT_MOST" | "1"),
            }),
            _ => None,
        };
        let is_archived = cell(place(&["Archived?"])) == "true";
        habits.push(LoopHabit { name, times: number(times_at)?, days: number(days_at)?, amount, is_archived });
    }
    Ok(habits)
}

fn require_cells(file: &str, row: &[Cell], expected: usize) -> Result<(), ImportError> {
    if row.len() == expected {
        return Ok(());
    }
    let at = row.first().map_or((1, 1), |cell| cell.at);
    let message =
        format!("this line has {} cells, and the first line has {expected}. Perhaps the file was cut off.", row.len());
    Err(ImportError::new(file, at, message))
}

type CheckmarkRows = Vec<(chrono::NaiveDate, Vec<i64>)>;

/// The habits of the columns, by their places among all habits; and the values of each day.
fn read_checkmark_rows(habits: &[LoopHabit], text: &str) -> Result<(Vec<usize>, CheckmarkRows), ImportError> {
    let (header, body, next_line) = header_and_body(habits, text);
    let columns = habit_indexes_in_header(habits, &header)?;
    let has_comma_at_end = header.ends_with(',');
    let mut dates = BTreeSet::new();
    let mut marks = Vec::new();
    for row in read_rows(CHECKMARKS, body, next_line)? {
        require_cells(CHECKMARKS, &row, columns.len() + 1 + usize::from(has_comma_at_end))?;
        let Some((first, values)) = row.split_first() else { continue };
        let date = date_of_text(first.text.trim()).ok_or_else(|| {
            ImportError::new(CHECKMARKS, first.at, format!("`{}` is no date like 2026-11-19.", first.text))
        })?;
        if !dates.insert(date) {
            return Err(ImportError::new(CHECKMARKS, first.at, format!("{date} stands here a second time.")));
        }
        let of_habits = columns.iter().zip(values);
        let values = of_habits.map(|(&column, cell)| value_of_cell(habits.get(column), cell));
        marks.push((date, values.collect::<Result<Vec<i64>, ImportError>>()?));
    }
    Ok((columns, marks))
}

/// The first line, what follows it, and the number of the line that follows. Only a name can hold a line end.
fn header_and_body<'a>(habits: &[LoopHabit], text: &'a str) -> (String, &'a str, usize) {
    let line_ends = habits.iter().map(|habit| habit.name.matches('\n').count()).sum::<usize>();
    let end = text.match_indices('\n').nth(line_ends).map_or(text.len(), |(at, _)| at);
    let (header, body) = text.split_at(end);
    (header.trim_end_matches('\r').to_owned(), body.get(1..).unwrap_or(""), line_ends + 2)
}

/// The habits whose names are above the columns. A name may have commas and has no quotes, so what is known of the
/// names is used.
fn habit_indexes_in_header(habits: &[LoopHabit], header: &str) -> Result<Vec<usize>, ImportError> {
    let error = |rest: &str, message: &str| {
        let before = header.get(..header.len() - rest.len()).unwrap_or(header);
        ImportError::new(CHECKMARKS, (1, before.chars().count() + 1), message)
    };
    let mut rest = header
        .strip_prefix("Date")
        .ok_or_else(|| error(header, "the first line does not begin with `Date`. Is this the export of Loop?"))?;
    let mut columns = Vec::new();
    while let Some(names) = rest.strip_prefix(',').filter(|names| !names.is_empty()) {
        let after = |name: &str| names.strip_prefix(name).filter(|rest| rest.is_empty() || rest.starts_with(','));
        let quoted = |habit: &LoopHabit| format!("\"{}\"", habit.name.replace('"', "\"\""));
        let of_habit = |habit: &LoopHabit| after(&habit.name).or_else(|| after(&quoted(habit)));
        let found = habits.iter().enumerate().filter(|(at, _)| !columns.contains(at));
        let longest = found.filter_map(|(at, habit)| Some((at, of_habit(habit)?))).min_by_key(|(_, rest)| rest.len());
        let (column, behind) = longest.ok_or_else(|| {
            error(names, "this column has the name of no habit in Habits.csv. Are both of one export?")
        })?;
        columns.push(column);
        rest = behind;
    }
    Ok(columns)
}

fn value_of_cell(habit: Option<&LoopHabit>, cell: &Cell) -> Result<i64, ImportError> {
    let text = cell.text.trim();
    let word = WORDS.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    let number = word.or_else(|| text.parse::<i64>().ok());
    let has_amount = habit.is_some_and(|habit| habit.amount.is_some());
    number.filter(|value| (UNKNOWN..=SKIP).contains(value) || has_amount && *value > SKIP).ok_or_else(|| {
        ImportError::new(CHECKMARKS, cell.at, format!("`{text}` is no mark that Loop is known to write."))
    })
}
