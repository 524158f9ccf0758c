//! Rows of a table in a plan's note that tell of days, as habit grids do. No table is read; a hint says what to write for each day.

use chrono::{Datelike, NaiveDate};

use crate::journal::draft::{GridDay, GridRow, SourceLine};
use crate::journal::lines::line::{self, LineMeaning};
use crate::journal::lines::line_names::NameFinder;
use crate::journal::note_kinds::grid_cells::{is_empty_or_dashed_cell, meaning_of_cell, written_day_and_date};
use crate::journal::note_kinds::week_grid::{self, WeekRow};
use crate::journal::note_text::{excerpt_at, source_line};
use crate::note::{Body, Note, UnboxedText};
use crate::problem::Place;
use crate::text::{fold, is_dash};
use crate::when;

/// Heads of columns that say no more than that it was done.
const TITLES: [&str; 15] = [
    "done",
    "did it",
    "did",
    "minutes",
    "min",
    "mins",
    "tick",
    "check",
    "status",
    "yes",
    "practice",
    "practised",
    "practiced",
    "habit",
    "result",
];

/// The rows of tables that tell of days of the plan, whose names are `own`.
pub(crate) fn grid_rows(note: &Note, body: &Body, own: &NameFinder<()>) -> Vec<GridRow> {
    let ticks: Vec<&UnboxedText> = body.unboxed.iter().filter(|tick| tick.in_table).collect();
    let of_rows = ticks.chunk_by(|one, other| one.text.place.line == other.text.place.line);
    let weeks = week_grid::week_rows(note);
    let is_of_week = |line: u32| weeks.iter().any(|row| row.name.place.line == line);
    let is_apart = |of_row: &&[&UnboxedText]| of_row.first().is_some_and(|tick| !is_of_week(tick.text.place.line));
    let mut rows: Vec<GridRow> = of_rows.filter(is_apart).filter_map(|of_row| read_row(note, of_row, own)).collect();
    rows.extend(weeks.into_iter().filter_map(|row| row_of_week(note, row, own)));
    rows.sort_by_key(|row| row.line.excerpt.place.line);
    rows
}

/// A row of a table with columns of days, unless it is about something else.
fn row_of_week(note: &Note, row: WeekRow, own: &NameFinder<()>) -> Option<GridRow> {
    let name = row.name.text.as_str();
    let bare = fold(name.trim_matches(|c: char| !c.is_alphanumeric()));
    let is_own = matches!(line::parse_day_line(name, own), LineMeaning::NamesPlan { .. });
    let of_week = WrittenWeek::of_cell(name);
    let is_number = bare.bytes().all(|b| b.is_ascii_digit());
    if !is_own && of_week.is_none() && !is_number && !TITLES.contains(&bare.as_str()) {
        return None;
    }
    let date_of = |of: &GridDay| of.date.clone().or_else(|| of_week.as_ref()?.date_of(&of.day));
    // The plan's name in a cell is a piece of the line.
    let names_plan = |text: &str| matches!(line::parse_day_line(text, own), LineMeaning::NamesPlan { .. });
    let said_of = |of: &GridDay| {
        let named = of.said.trim_start_matches(|c: char| is_dash(c) || c == ' ');
        (of.mark == week_grid::MARK_OF_WORDS && names_plan(named)).then(|| named.to_owned())
    };
    let days = row.days.into_iter().map(|of| {
        let (date, said) = (date_of(&of), said_of(&of));
        match said {
            Some(said) => GridDay { date, mark: 'x', said, ..of },
            None => GridDay { date, ..of },
        }
    });
    let days = days.collect();
    let line = source_line(note, &row.name);
    Some(GridRow { line: SourceLine { text: note.line_at_place(row.name.place).trim().into(), ..line }, days })
}

/// Whether a row of a table holds nothing but dates, and so tells nothing of them.
pub(crate) fn is_row_of_dates_alone(row: &str) -> bool {
    row.trim_start().starts_with('|')
        && cells_of(row).all(|cell| written_day_and_date(cell).is_some() || is_empty_or_dashed_cell(cell))
}

/// Finds the rows of tables of goals (`| date | goal |`). Rows come in order, so that each table is looked at once.
#[derive(Default)]
pub(crate) struct TablesOfGoals {
    /// The last row that was asked for, and whether its table is of goals.
    last: Option<(u32, bool)>,
}

impl TablesOfGoals {
    pub(crate) fn hold(&mut self, note: &Note, row: Place) -> bool {
        const MOST_ROWS: usize = 400;
        let line_at = |line| note.line_at_place(Place { line, ..row });
        if !line_at(row.line).trim_start().starts_with('|') {
            return false;
        }
        let is_goal = match self.last.filter(|(line, _)| *line + 1 == row.line) {
            Some((_, is_goal)) => is_goal,
            None => {
                let above = (1..row.line).rev().take(MOST_ROWS).take_while(|line| line_at(*line).contains('|'));
                let head = above.last().map(|line| cells_of(line_at(line)).collect::<Vec<_>>());
                head.is_some_and(|heads| crate::note::are_heads_of_goals(&heads))
            }
        };
        self.last = Some((row.line, is_goal));
        is_goal
    }
}

fn cells_of(row: &str) -> impl Iterator<Item = &str> {
    row.split('|').map(str::trim)
}

/// What a cell says of the day that its column is named for.
fn day_of_column(tick: &UnboxedText, row: &str) -> Option<GridDay> {
    let (day, date) =
        written_day_and_date(&tick.text.text).filter(|_| !cells_of(row).any(|cell| cell == tick.text.text))?;
    let (mark, said) = meaning_of_cell(&tick.cell)?;
    Some(GridDay { day, date, mark, said })
}

/// The week that a row is named for: `16 Nov`, `16-22 Nov`, `3`, `Week of 2026-11-16`.
struct WrittenWeek {
    /// Where it says one with its year.
    first_day: Option<NaiveDate>,
}

impl WrittenWeek {
    fn of_cell(cell: &str) -> Option<WrittenWeek> {
        const WORDS: [&str; 12] =
            ["week", "weeks", "wk", "w", "of", "to", "the", "from", "this", "last", "first", "beginning"];
        let bare = cell.trim_matches(|c: char| matches!(c, '*' | '_' | '[' | ']'));
        let date =
            bare.split([' ', ',']).find_map(|word| when::parse_date(word).ok().filter(|_| line::holds_date(word)));
        let folded = fold(bare);
        let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
        let is_number = |word: &str| {
            let digits = word.trim_start_matches('w').trim_end_matches("st").trim_end_matches("nd");
            let digits = digits.trim_end_matches("rd").trim_end_matches("th");
            !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
        };
        let is_of_week = |word: &str| {
            is_number(word) || when::is_name_of_month(word) || WORDS.contains(&word) || line::is_weekday_word(word)
        };
        let says_which = folded.contains("week") || folded.contains(|c: char| c.is_ascii_digit());
        (says_which && words.peek().is_some() && words.all(is_of_week))
            .then(|| WrittenWeek { first_day: date.map(|moment| moment.date) })
    }

    /// The date of a weekday of it.
    fn date_of(&self, weekday: &str) -> Option<String> {
        let weekday = when::parse_weekday(weekday.trim_end_matches('.')).ok()?;
        let date = self.first_day?.iter_days().take(7).find(|date| date.weekday() == weekday)?;
        Some(date.to_string())
    }
}

/// A row of which the ticks are these; none where it tells of something else too.
fn read_row(note: &Note, ticks: &[&UnboxedText], own: &NameFinder<()>) -> Option<GridRow> {
    let text = &ticks.first()?.text;
    let row = note.line_at_place(text.place);
    let is_own = |name: &str| matches!(line::parse_day_line(name, own), LineMeaning::NamesPlan { .. });
    let is_title = |name: &str| {
        let bare = fold(name.trim_matches(|c: char| !c.is_alphanumeric()));
        bare.is_empty() || TITLES.contains(&bare.as_str())
    };
    let is_in_row = |name: &str| cells_of(row).any(|cell| cell == name);
    let names = ticks.iter().map(|tick| tick.text.text.as_str());
    let days_of_week: Vec<GridDay> = ticks.iter().filter_map(|tick| day_of_column(tick, row)).collect();
    let first = cells_of(row.trim_start().trim_start_matches('|')).next().unwrap_or_default();
    let of_week = WrittenWeek::of_cell(first).filter(|_| !days_of_week.is_empty());
    // The head of the column with the weeks is beside a number in it.
    let is_of_week = |name: &str| of_week.is_some() && (name == first || fold(name).starts_with("week"));
    // A number beside a tick is no name.
    let is_of_cell = |name: &str| is_in_row(name) && meaning_of_cell(name).is_some();
    let is_known = |name: &str| {
        written_day_and_date(name).is_some() || is_own(name) || is_title(name) || is_of_cell(name) || is_of_week(name)
    };
    if !names.clone().all(is_known) {
        return None;
    }
    let of_row = names.clone().find_map(|name| written_day_and_date(name).filter(|_| is_in_row(name)));
    let days = match of_row.filter(|_| of_week.is_none()) {
        Some((day, date)) => {
            let (mut mark, mut said) = ('x', Vec::new());
            for cell in cells_of(row)
                .filter(|cell| !is_empty_or_dashed_cell(cell) && written_day_and_date(cell).is_none() && !is_own(cell))
            {
                let (of_cell, detail) = meaning_of_cell(cell)?;
                mark = if of_cell == 'x' { mark } else { of_cell };
                said.extend(Some(detail).filter(|detail| !detail.is_empty()));
            }
            vec![GridDay { day, date, mark, said: said.join(", ") }]
        }
        None => match of_week {
            Some(week) => days_of_week.into_iter().map(|of| GridDay { date: week.date_of(&of.day), ..of }).collect(),
            None => days_of_week,
        },
    };
    let line = source_line(note, &crate::note::Text { text: row.trim().to_owned(), place: text.place });
    let at = Place { column: 1, ..text.place };
    let excerpt = excerpt_at(note, at);
    (!days.is_empty()).then_some(GridRow { line: SourceLine { excerpt, ..line }, days })
}
