//! The tables of `export` (docs/data.md) as lines of JSON or CSV.

use std::borrow::Cow;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::data::Decimal;

/// One table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportTable {
    Weeks,
    Occasions,
    Entries,
    Ratings,
    Barriers,
}

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    JsonLines,
    Csv,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    Null,
    Text(Cow<'a, str>),
    Date(NaiveDate),
    Number(Decimal),
    Flag(bool),
}

impl<'a> Cell<'a> {
    pub fn text(text: &'a str) -> Cell<'a> {
        Cell::Text(Cow::Borrowed(text))
    }

    pub fn date(date: Option<NaiveDate>) -> Cell<'a> {
        date.map_or(Cell::Null, Cell::Date)
    }

    pub fn number(number: Option<Decimal>) -> Cell<'a> {
        number.map_or(Cell::Null, Cell::Number)
    }

    pub fn flag(flag: Option<bool>) -> Cell<'a> {
        flag.map_or(Cell::Null, Cell::Flag)
    }

    pub fn count(count: u32) -> Cell<'a> {
        Cell::Number(Decimal::from_whole(i64::from(count)))
    }

    pub fn whole(count: usize) -> Cell<'a> {
        Cell::Number(Decimal::from_whole(i64::try_from(count).unwrap_or(i64::MAX)))
    }
}

impl ExportTable {
    pub const ALL: [ExportTable; 5] =
        [ExportTable::Weeks, ExportTable::Occasions, ExportTable::Entries, ExportTable::Ratings, ExportTable::Barriers];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ExportTable::Weeks => "weeks",
            ExportTable::Occasions => "occasions",
            ExportTable::Entries => "entries",
            ExportTable::Ratings => "ratings",
            ExportTable::Barriers => "barriers",
        }
    }

    /// What comes before each value of a row of JSON: `{"client":`, then `,"week":`.
    fn json_keys(self) -> &'static [String] {
        static KEYS: LazyLock<[Vec<String>; ExportTable::ALL.len()]> = LazyLock::new(|| {
            ExportTable::ALL.map(|table| {
                // The names of columns are plain words.
                let key = |(at, name): (usize, &&str)| format!("{}\"{name}\":", if at == 0 { '{' } else { ',' });
                table.columns().iter().enumerate().map(key).collect()
            })
        });
        KEYS.get(self.place()).map(Vec::as_slice).unwrap_or_default()
    }

    /// Its place in [`ExportTable::ALL`].
    pub(super) fn place(self) -> usize {
        self as usize
    }

    /// A little more than the length of most of its lines, in bytes.
    pub(super) fn usual_line_length(self) -> usize {
        match self {
            ExportTable::Weeks => 640,
            ExportTable::Entries => 448,
            ExportTable::Occasions | ExportTable::Ratings | ExportTable::Barriers => 192,
        }
    }

    /// The names of its columns, in order.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            ExportTable::Weeks => &[
                "client",
                "week",
                "as_of",
                "task",
                "plan_start",
                "when",
                "planned",
                "due",
                "done",
                "partly",
                "not_done",
                "open",
                "upcoming",
                "moved",
                "extra",
                "days_practised",
                "days_practised_of",
                "completion",
                "minutes_noted",
                "minutes_known_for",
                "minutes_planned_each",
                "minutes_planned_week",
                "on_time",
                "on_time_of",
                "in_place",
                "in_place_of",
                "came_up_done",
                "came_up_partly",
                "came_up_not_done",
                "then_came_up",
                "then_used",
            ],
            ExportTable::Occasions => {
                &["client", "week", "task", "plan_start", "date", "number", "state", "moved", "noted_on"]
            }
            ExportTable::Entries => &[
                "client",
                "week",
                "task",
                "plan_start",
                "date",
                "status",
                "counts_as",
                "moved_from",
                "time",
                "on_time",
                "place",
                "in_place",
                "minutes",
                "written",
                "discuss",
                "then",
                "helper_noticed",
                "helper_praised",
                "helper_response",
                "helper_minutes",
            ],
            ExportTable::Ratings => {
                &["client", "week", "task", "plan_start", "date", "rating", "value", "least", "most"]
            }
            ExportTable::Barriers => &["client", "week", "task", "plan_start", "date", "status", "barrier", "group"],
        }
    }
}

impl ExportFormat {
    /// How the names of such files end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            ExportFormat::JsonLines => "jsonl",
            ExportFormat::Csv => "csv",
        }
    }

    /// What is above the rows: in CSV the names of the columns.
    #[must_use]
    pub fn head(self, table: ExportTable) -> String {
        match self {
            ExportFormat::JsonLines => String::new(),
            ExportFormat::Csv => table.columns().join(",") + "\n",
        }
    }

    /// Whether a file with these first bytes can be one that was made as this table.
    #[must_use]
    pub fn may_be_start_of(self, table: ExportTable, first_bytes: &[u8]) -> bool {
        match self {
            ExportFormat::Csv => first_bytes.starts_with(self.head(table).as_bytes()),
            ExportFormat::JsonLines => {
                let line = first_bytes.split(|&b| b == b'\n').next().unwrap_or_default();
                let Ok(serde_json::Value::Object(fields)) = serde_json::from_slice(line) else { return false };
                fields.len() == table.columns().len() && table.columns().iter().all(|name| fields.contains_key(*name))
            }
        }
    }

    /// Adds one row as a line.
    pub(super) fn add_line(self, table: ExportTable, cells: &[Cell<'_>], out: &mut String) {
        match self {
            ExportFormat::JsonLines => {
                for (key, cell) in table.json_keys().iter().zip(cells) {
                    out.push_str(key);
                    add_json_cell(cell, out);
                }
                out.push_str("}\n");
            }
            ExportFormat::Csv => {
                for (at, cell) in cells.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    add_csv_cell(cell, out);
                }
                out.push('\n');
            }
        }
    }
}

fn add_json_cell(cell: &Cell<'_>, out: &mut String) {
    match cell {
        Cell::Null => out.push_str("null"),
        Cell::Text(text) => add_json_text(text, out),
        Cell::Date(date) => {
            out.push('"');
            add_date(*date, out);
            out.push('"');
        }
        Cell::Number(number) => add_number(*number, out),
        Cell::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
    }
}

fn add_csv_cell(cell: &Cell<'_>, out: &mut String) {
    match cell {
        Cell::Null => {}
        Cell::Text(text) => out.push_str(&csv_text(text)),
        Cell::Date(date) => add_date(*date, out),
        other => add_json_cell(other, out),
    }
}

/// A text or a number is always JSON.
fn add_json(value: &(impl Serialize + ?Sized), out: &mut String) {
    out.push_str(&serde_json::to_string(value).unwrap_or_default());
}

/// Nearly all texts need no escaping.
fn add_json_text(text: &str, out: &mut String) {
    if text.bytes().any(|byte| byte < b' ' || matches!(byte, b'"' | b'\\')) {
        return add_json(text, out);
    }
    out.push('"');
    out.push_str(text);
    out.push('"');
}

/// Nearly all numbers are whole, and most have one digit.
fn add_number(number: Decimal, out: &mut String) {
    match number.as_whole() {
        Some(digit @ 0..=9) => out.push(char::from(b'0' + u8::try_from(digit).unwrap_or_default())),
        Some(whole) => out.push_str(&whole.to_string()),
        None => add_json(&number, out),
    }
}

/// `2026-11-16`.
fn add_date(date: NaiveDate, out: &mut String) {
    let year = u32::try_from(date.year()).unwrap_or_default();
    let places = [year / 1000, year / 100, year / 10, year];
    let digit = |number: u32| char::from(b'0' + u8::try_from(number % 10).unwrap_or_default());
    out.extend(places.map(digit));
    for part in [date.month(), date.day()] {
        out.push('-');
        out.extend([digit(part / 10), digit(part)]);
    }
}

/// A text that no spreadsheet takes for a formula and no terminal for a command: what begins like a formula gets a `'` in front,
/// and control characters other than tabs and line ends become spaces.
fn csv_text(text: &str) -> String {
    let mut out: String =
        text.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    if out.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']) {
        out.insert(0, '\'');
    }
    if out.contains([',', '"', '\n', '\r', '\t']) {
        out = format!("\"{}\"", out.replace('"', "\"\""));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_knows_its_place_and_names_its_columns() {
        for (at, table) in ExportTable::ALL.into_iter().enumerate() {
            assert_eq!(table.place(), at);
            let mut line = String::new();
            ExportFormat::JsonLines.add_line(table, &vec![Cell::Null; table.columns().len()], &mut line);
            assert!(ExportFormat::JsonLines.may_be_start_of(table, line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn no_cell_is_a_formula_or_breaks_a_line_apart() {
        for (text, cell) in [
            ("Walk", "Walk"),
            ("=cmd", "'=cmd"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@a", "'@a"),
            ("\tWalk", "\"'\tWalk\""),
            ("=a,b", "\"'=a,b\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("a\nb", "\"a\nb\""),
            ("\u{1b}[31mred", " [31mred"),
            ("\u{ff1d}cmd", "'\u{ff1d}cmd"),
        ] {
            assert_eq!(csv_text(text), cell, "{text:?}");
        }
        let cell = |cell: Cell<'_>| {
            let mut out = String::new();
            add_csv_cell(&cell, &mut out);
            out
        };
        assert_eq!(cell(Cell::Number(crate::journal::Number { hundredths: -250 }.into())), "-2.5");
        assert_eq!(
            (cell(Cell::count(12)), cell(Cell::count(0)), cell(Cell::Null)),
            ("12".into(), "0".into(), String::new())
        );
        assert_eq!(cell(Cell::date(NaiveDate::from_ymd_opt(2026, 1, 9))), "2026-01-09");
    }
}
