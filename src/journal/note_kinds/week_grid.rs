//! Tables whose columns are the days of a week, as habit trackers draw them. No table is read; a hint says for each cell that is not
//! empty what to write (docs/specification.md#8-problems).

use crate::journal::Status;
use crate::journal::draft::GridDay;
use crate::journal::lines::line;
use crate::journal::note_kinds::grid_cells::{is_empty_or_dashed_cell, meaning_of_cell, written_day_and_date};
use crate::journal::note_text::first_body_line;
use crate::note::{Note, Text, are_heads_of_goals, box_at_start};
use crate::problem::Place;

/// A row of such a table.
pub(crate) struct WeekRow {
    /// What stands in its first column that is no day's.
    pub name: Text,
    /// The heading that the table stands under.
    pub heading: String,
    pub days: Vec<GridDay>,
}

/// So many rows of a note are looked at.
const MOST_ROWS: usize = 400;
/// Fewer columns of days are hardly a week's.
const FEWEST_DAYS: usize = 2;

/// The rows of all such tables of a note.
pub(crate) fn week_rows(note: &Note) -> Vec<WeekRow> {
    let body = note.text.get(note.body_range.clone()).unwrap_or_default();
    if !body.contains('|') {
        return Vec::new();
    }
    let (mut found, mut table, mut is_code, mut heading) = (Vec::new(), Vec::new(), false, "");
    for (number, line) in (first_body_line(note)..).zip(body.lines()) {
        let bare = line.trim();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            is_code = !is_code;
        }
        if bare.contains('|') && !is_code && !bare.starts_with('>') {
            if table.len() < MOST_ROWS {
                table.push((number, line));
            }
        } else {
            add_rows_of_table(&std::mem::take(&mut table), heading, &mut found);
            if bare.starts_with('#') && !is_code {
                heading = bare.trim_start_matches('#').trim();
            }
        }
    }
    add_rows_of_table(&table, heading, &mut found);
    found
}

impl WeekRow {
    /// What may name its plan: its first column, or the heading above where that is empty or only counts the weeks.
    pub(crate) fn text_that_may_name_plan(&self) -> &str {
        let name = self.name.text.as_str();
        let is_week = name.starts_with(|c: char| c.is_ascii_digit())
            || name.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("week"));
        if name.is_empty() || is_week { &self.heading } else { name }
    }
}

fn add_rows_of_table(table: &[(u32, &str)], heading: &str, found: &mut Vec<WeekRow>) {
    let [(_, heads), (_, ruler), rows @ ..] = table else { return };
    let is_ruler = cells_of_row(ruler).iter().all(|cell| cell.contains('-') && is_empty_or_dashed_cell(cell));
    let days = days_of_heads(&cells_of_row(heads));
    if !is_ruler || are_heads_of_goals(&cells_of_row(heads)) || days.iter().flatten().count() < FEWEST_DAYS {
        return;
    }
    for (number, row) in rows {
        let cells = cells_of_row(row);
        let of_days = cells.iter().zip(&days).filter_map(|(cell, day)| {
            let (day, date) = day.clone()?;
            let (mark, said) = what_cell_says(cell)?;
            Some(GridDay { day, date, mark, said })
        });
        let of_days: Vec<GridDay> = of_days.collect();
        let is_named = |(_, day): &(&&str, &Option<(String, Option<String>)>)| day.is_none();
        let name = cells.iter().zip(&days).find(is_named).map_or("", |(cell, _)| cell);
        let name = Text { text: name.to_owned(), place: Place { line: *number, column: 1, width: 0 } };
        if !of_days.is_empty() {
            found.push(WeekRow { name, heading: heading.to_owned(), days: of_days });
        }
    }
}

fn cells_of_row(row: &str) -> Vec<&str> {
    let bare = row.trim();
    let inner = bare.strip_prefix('|').unwrap_or(bare);
    inner.strip_suffix('|').unwrap_or(inner).split('|').map(str::trim).collect()
}

/// The day of each column, where it is one: seven letters in a row may stand for the days of a week.
fn days_of_heads(heads: &[&str]) -> Vec<Option<(String, Option<String>)>> {
    const WEEKS: [(&str, [&str; 7]); 2] = [
        ("mtwtfss", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]),
        ("smtwtfs", ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]),
    ];
    const LONGEST: usize = 2;
    let mut days: Vec<_> = heads.iter().map(|head| written_day_and_date(head)).collect();
    if days.iter().any(Option::is_some) {
        return days;
    }
    for (at, seven) in heads.windows(7).enumerate() {
        let is_short = seven.iter().all(|head| (1..=LONGEST).contains(&head.chars().count()));
        let letters: String =
            seven.iter().filter_map(|head| head.chars().next()).flat_map(char::to_lowercase).collect();
        if let Some((_, names)) = WEEKS.iter().find(|(known, _)| is_short && *known == letters) {
            for (day, name) in days.iter_mut().skip(at).zip(names) {
                *day = Some(((*name).to_owned(), None));
            }
            break;
        }
    }
    days
}

/// The mark of the box that says what a cell says, and what stands behind the name: words of its own behind a dash. None of an empty cell.
fn what_cell_says(cell: &str) -> Option<(char, String)> {
    if is_empty_or_dashed_cell(cell) {
        return None;
    }
    let with_words = |rest: &str| match rest.trim().trim_start_matches([',', ':']).trim() {
        "" => String::new(),
        rest if line::is_detail_alone(rest) => rest.to_owned(),
        rest => format!("\u{2014} {rest}"),
    };
    if let Some((mark, len)) = box_at_start(cell) {
        let mark = match Status::of_mark(mark)? {
            Status::Done => 'x',
            _ => mark,
        };
        return Some((mark, with_words(cell.get(len..)?)));
    }
    if let Some(said) = meaning_of_cell(cell) {
        return Some(said);
    }
    let (first, rest) = cell.split_once(' ').unwrap_or((cell, ""));
    match meaning_of_cell(first).filter(|(_, said)| said.is_empty()) {
        Some((mark, _)) => Some((mark, with_words(rest))),
        None if cell.contains(char::is_alphanumeric) => Some((MARK_OF_WORDS, with_words(cell))),
        None => None,
    }
}

/// The mark of a cell of words alone, which may tell of something that was done or not.
pub(crate) const MARK_OF_WORDS: char = '?';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_how_it_went() {
        for (cell, said) in [
            ("x", Some(('x', ""))),
            ("[X]", Some(('x', ""))),
            ("[-]", Some(('-', ""))),
            ("[/] 5 min", Some(('/', "5 min"))),
            ("[ ]", None),
            ("", None),
            ("-", None),
            ("no", Some(('-', ""))),
            ("10 min", Some(('x', "10 min"))),
            ("\u{2713} with Mum", Some(('x', "\u{2014} with Mum"))),
            ("rained", Some((MARK_OF_WORDS, "\u{2014} rained"))),
        ] {
            assert_eq!(what_cell_says(cell), said.map(|(mark, text)| (mark, text.to_owned())), "{cell}");
        }
        let days = days_of_heads(&["Habit", "M", "T", "W", "T", "F", "S", "S"]);
        assert_eq!(days.iter().flatten().map(|(day, _)| day.as_str()).next_back(), Some("Sun"));
    }
}
