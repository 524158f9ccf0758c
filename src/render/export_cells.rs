//! The tables of `export` (docs/data.md) as lines of JSON or CSV.

use serde::{Serialize, Serializer};

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
pub enum ExportForm {
    JsonLines,
    Csv,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Null,
    Text(String),
    Number(Decimal),
    Flag(bool),
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

impl ExportForm {
    /// How the names of such files end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            ExportForm::JsonLines => "jsonl",
            ExportForm::Csv => "csv",
        }
    }

    /// What stands above the rows: of CSV the names of the columns.
    #[must_use]
    pub fn head(self, table: ExportTable) -> String {
        match self {
            ExportForm::JsonLines => String::new(),
            ExportForm::Csv => table.columns().join(",") + "\n",
        }
    }

    /// Whether a file with these first bytes can be one that was made as this table.
    #[must_use]
    pub fn is_start_of(self, table: ExportTable, first_bytes: &[u8]) -> bool {
        match self {
            ExportForm::Csv => first_bytes.starts_with(self.head(table).as_bytes()),
            ExportForm::JsonLines => {
                let line = first_bytes.split(|&b| b == b'\n').next().unwrap_or_default();
                let Ok(serde_json::Value::Object(fields)) = serde_json::from_slice(line) else { return false };
                fields.len() == table.columns().len() && table.columns().iter().all(|name| fields.contains_key(*name))
            }
        }
    }

    /// One row as a line.
    pub(super) fn line(self, table: ExportTable, cells: &[Cell]) -> String {
        let mut out = String::new();
        for (at, (name, cell)) in table.columns().iter().zip(cells).enumerate() {
            match self {
                ExportForm::JsonLines => {
                    out.push(if at == 0 { '{' } else { ',' });
                    out += &json(name);
                    out.push(':');
                    out += &json(cell);
                }
                ExportForm::Csv => {
                    if at > 0 {
                        out.push(',');
                    }
                    out += &csv_cell(cell);
                }
            }
        }
        out += if self == ExportForm::JsonLines { "}\n" } else { "\n" };
        out
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Null => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Number(number) => number.serialize(serializer),
            Cell::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

/// A text, a number, `true`, `false` or `null` is always JSON.
fn json(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn csv_cell(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Text(text) => csv_text(text),
        Cell::Number(_) | Cell::Flag(_) => json(cell),
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
        assert_eq!(csv_cell(&Cell::Number(Decimal::from(crate::journal::Number { hundredths: -250 }))), "-2.5");
        assert_eq!(csv_cell(&Cell::Null), "");
    }
}
