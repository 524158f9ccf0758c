//! The form of the names of a person's daily notes (docs/specification.md#1-notes), as Obsidian and Logseq write it.

use crate::text::is_dash;
use chrono::{Datelike, NaiveDate};

/// The names of the months, the first three letters of which are the short names.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Whether a folded word is the name of a month, or three letters of its beginning or more.
pub(crate) fn is_name_of_month(folded: &str) -> bool {
    folded.len() > 2 && MONTHS.iter().any(|month| month.starts_with(folded))
}

/// The names of the weekdays; shorter forms are their beginnings.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The form of the names of daily notes: `DD-MM-YYYY`, `MMMM Do, YYYY`, `YYYY/MM-MMMM/DD`
/// (docs/specification.md#1-notes).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateNamePattern {
    written: String,
    /// For the name and each folder above it that the pattern names, from the outermost.
    parts: Vec<Vec<PatternPiece>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum PatternPiece {
    /// Four digits.
    Year,
    /// So many digits at least, and two at most.
    Month(usize),
    MonthName,
    ShortMonthName,
    Day(usize),
    /// `19th`
    DayOrdinal,
    WeekdayName,
    ShortWeekdayName,
    Text(String),
}

/// The words of a pattern, longest first: Obsidian's, then those that Logseq writes in another way.
const WORDS: [(&str, PatternPiece); 17] = [
    ("YYYY", PatternPiece::Year),
    ("yyyy", PatternPiece::Year),
    ("MMMM", PatternPiece::MonthName),
    ("MMM", PatternPiece::ShortMonthName),
    ("MM", PatternPiece::Month(2)),
    ("M", PatternPiece::Month(1)),
    ("dddd", PatternPiece::WeekdayName),
    ("EEEE", PatternPiece::WeekdayName),
    ("ddd", PatternPiece::ShortWeekdayName),
    ("EEE", PatternPiece::ShortWeekdayName),
    ("E", PatternPiece::ShortWeekdayName),
    ("DD", PatternPiece::Day(2)),
    ("dd", PatternPiece::Day(2)),
    ("Do", PatternPiece::DayOrdinal),
    ("do", PatternPiece::DayOrdinal),
    ("D", PatternPiece::Day(1)),
    ("d", PatternPiece::Day(1)),
];

impl DateNamePattern {
    /// Reads a pattern; none where it has an unknown word, or no year, month and day.
    #[must_use]
    pub fn parse(written: &str) -> Option<DateNamePattern> {
        let written = written.trim();
        let mut parts = vec![Vec::new()];
        let mut rest = written;
        while let Some(c) = rest.chars().next() {
            let part = parts.last_mut()?;
            if let Some((word, piece)) = WORDS.iter().find(|(word, _)| rest.starts_with(word)) {
                part.push(piece.clone());
                rest = rest.get(word.len()..)?;
            } else if c == '[' || c == '\'' {
                let close = if c == '[' { ']' } else { '\'' };
                let inner = rest.get(1..)?;
                let end = inner.find(close)?;
                push_text(part, inner.get(..end)?);
                rest = inner.get(end + 1..)?;
            } else if c == '/' {
                parts.push(Vec::new());
                rest = rest.get(1..)?;
            } else if c.is_alphabetic() {
                return None;
            } else {
                push_text(part, rest.get(..c.len_utf8())?);
                rest = rest.get(c.len_utf8()..)?;
            }
        }
        let has = |is: fn(&PatternPiece) -> bool| parts.iter().flatten().any(is);
        let is_whole = has(|p| matches!(p, PatternPiece::Year))
            && has(|p| matches!(p, PatternPiece::Month(_) | PatternPiece::MonthName | PatternPiece::ShortMonthName))
            && has(|p| matches!(p, PatternPiece::Day(_) | PatternPiece::DayOrdinal));
        (is_whole && !parts.iter().any(Vec::is_empty)).then(|| DateNamePattern { written: written.to_owned(), parts })
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The date of a note by its path, where that has this form.
    #[must_use]
    pub fn date_of_path(&self, path: &str) -> Option<NaiveDate> {
        let names: Vec<&str> = path.rsplit('/').take(self.parts.len()).collect();
        if names.len() < self.parts.len() {
            return None;
        }
        let mut date = DateParts::default();
        let last = self.parts.len() - 1;
        for (at, (part, name)) in self.parts.iter().zip(names.into_iter().rev()).enumerate() {
            let name = if at == last { name.rsplit_once('.').map_or(name, |(stem, _)| stem) } else { name };
            let rest = date.take_pieces(part, name)?;
            // More may follow in the name itself: `19-11-2026 evening`.
            if !(rest.is_empty() || at == last && !rest.starts_with(char::is_alphanumeric)) {
                return None;
            }
        }
        date.date()
    }
}

fn push_text(part: &mut Vec<PatternPiece>, text: &str) {
    match part.last_mut() {
        Some(PatternPiece::Text(before)) => before.push_str(text),
        _ => part.push(PatternPiece::Text(text.to_owned())),
    }
}

/// What the pieces of a name say.
#[derive(Default)]
struct DateParts {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl DateParts {
    /// Reads the pieces at the start of a name; gives the rest. A piece that says something else than one before it does
    /// not fit.
    fn take_pieces<'a>(&mut self, pieces: &[PatternPiece], name: &'a str) -> Option<&'a str> {
        let mut rest = name;
        for piece in pieces {
            let (slot, value, behind) = match piece {
                PatternPiece::Year => take_digits(rest, 4, 4).map(|(n, rest)| (&mut self.year, n, rest))?,
                PatternPiece::Month(least) => {
                    take_digits(rest, *least, 2).map(|(n, rest)| (&mut self.month, n, rest))?
                }
                PatternPiece::Day(least) => take_digits(rest, *least, 2).map(|(n, rest)| (&mut self.day, n, rest))?,
                PatternPiece::MonthName => {
                    take_index_of_name(rest, &MONTHS, None).map(|(n, rest)| (&mut self.month, n, rest))?
                }
                PatternPiece::ShortMonthName => {
                    take_index_of_name(rest, &MONTHS, Some(3)).map(|(n, rest)| (&mut self.month, n, rest))?
                }
                PatternPiece::DayOrdinal => {
                    let (n, behind) = take_digits(rest, 1, 2)?;
                    let ending = behind.get(..2)?.to_ascii_lowercase();
                    if !matches!(ending.as_str(), "st" | "nd" | "rd" | "th") {
                        return None;
                    }
                    (&mut self.day, n, behind.get(2..)?)
                }
                // A weekday is only read along.
                PatternPiece::WeekdayName => {
                    rest = take_index_of_name(rest, &WEEKDAYS, None)?.1;
                    continue;
                }
                PatternPiece::ShortWeekdayName => {
                    rest = take_index_of_name(rest, &WEEKDAYS, Some(3))?.1;
                    continue;
                }
                PatternPiece::Text(text) => {
                    rest = skip_text(rest, text)?;
                    continue;
                }
            };
            if slot.replace(value).is_some_and(|before| before != value) {
                return None;
            }
            rest = behind;
        }
        Some(rest)
    }

    fn date(&self) -> Option<NaiveDate> {
        let date = NaiveDate::from_ymd_opt(i32::try_from(self.year?).ok()?, self.month?, self.day?)?;
        (1970..=2200).contains(&date.year()).then_some(date)
    }
}

/// A number of so many digits at the start of a text, and the rest.
fn take_digits(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let len = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if len < least {
        return None;
    }
    Some((text.get(..len)?.parse().ok()?, text.get(len..)?))
}

/// The number, from 1, of a name at the start of a text, and the rest. `letters` of each name are written, or all.
fn take_index_of_name<'a>(text: &'a str, names: &[&str], letters: Option<usize>) -> Option<(u32, &'a str)> {
    names.iter().zip(1..).find_map(|(name, number)| {
        let name = name.get(..letters.unwrap_or(name.len()))?;
        let written = text.get(..name.len())?;
        written.eq_ignore_ascii_case(name).then(|| (number, text.get(name.len()..).unwrap_or("")))
    })
}

/// The rest behind `text`, if `rest` starts with it. All dashes are the same, and so are capital and small letters.
fn skip_text<'a>(rest: &'a str, text: &str) -> Option<&'a str> {
    let mut left = rest.chars();
    for wanted in text.chars() {
        let found = left.next()?;
        let is_same = found.to_lowercase().eq(wanted.to_lowercase()) || is_dash(found) && is_dash(wanted);
        if !is_same {
            return None;
        }
    }
    Some(left.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_reads_the_names_of_daily_notes() {
        for (pattern, path) in [
            ("DD-MM-YYYY", "19-11-2026.md"),
            ("DD-MM-YYYY", "d/19-11-2026 evening.md"),
            ("D.M.YYYY", "19.11.2026.md"),
            ("MMMM Do, YYYY", "November 19th, 2026.md"),
            ("MMM do, yyyy", "Nov 19th, 2026.md"),
            ("dddd, MMMM D YYYY", "Thursday, November 19 2026.md"),
            ("YYYY/MM-MMMM/DD", "2026/11-November/19.md"),
            ("YYYY/MMMM/DD dddd", "journal/2026/november/19 Thursday.md"),
            ("[Day] YYYYMMDD", "Day 20261119.md"),
            ("yyyy_MM_dd", "2026_11_19.md"),
            ("EEEE dd MM yyyy", "Thursday 19 11 2026.md"),
            ("YYYY-DD-MM", "2026-19-11.md"),
        ] {
            let date = DateNamePattern::parse(pattern).and_then(|pattern| pattern.date_of_path(path));
            assert_eq!(date.map(|date| date.to_string()), Some("2026-11-19".to_owned()), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("DD-MM-YYYY", "2026-11-19.md"),
            ("DD-MM-YYYY", "19-11-20261.md"),
            ("DD-MM-YYYY", "31-02-2026.md"),
            ("YYYY/MM/DD", "11/19.md"),
            ("MMMM Do, YYYY", "November 19x, 2026.md"),
        ] {
            assert_eq!(
                DateNamePattern::parse(pattern).and_then(|pattern| pattern.date_of_path(path)),
                None,
                "{pattern} {path}"
            );
        }
        for pattern in ["", "YYYY", "DD-MM", "YYYY-[W]WW", "x", "[YYYY-MM-DD", "YYYY//MM-DD", "gggg-MM-DD"] {
            assert_eq!(DateNamePattern::parse(pattern), None, "{pattern}");
        }
    }
}
