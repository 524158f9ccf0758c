//! The days that headings and lines above a list name: `## Tue 17`, `Yesterday`, `- Tue`, `[[2026-11-17]]`. What stands below them counts
//! for the date of its note all the same, so it is reported (docs/specification.md#8-problems).

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::journal::lines::markup::text_after_list_mark;
use crate::journal::lines::{line, near_dates};
use crate::note::{Note, box_at_start};
use crate::text::{fold, is_dash};
use crate::when;

/// A day as its title is written, and its date.
pub(crate) type NamedDay = (Box<str>, NaiveDate);

/// A longer line names no day alone.
const LONGEST: usize = 40;

/// The day that a line names, from its own line on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DayTitle {
    pub line: u32,
    /// As it is written, and its date; none where from here on the date of the note holds again.
    pub day: Option<NamedDay>,
}

/// The level of a title: a heading ends those below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Heading(usize),
    Line,
    Item(usize),
}

/// The day that the lines from here on stand under, by the titles above them that are still open.
#[derive(Default)]
struct OpenTitles {
    /// Outer ones first.
    open: Vec<(Level, Option<NamedDay>)>,
}

impl OpenTitles {
    fn close_from(&mut self, level: Level) {
        self.open.retain(|(of, _)| *of < level);
    }

    fn day(&self) -> Option<&NamedDay> {
        self.open.last().and_then(|(_, day)| day.as_ref())
    }
}

/// Where in a note the day changes by what a line says. Empty for nearly all notes.
pub(crate) fn day_titles(note: &Note, of_note: NaiveDate) -> Vec<DayTitle> {
    let body = note.text.get(note.body_range.clone()).unwrap_or_default();
    let above = note.text.get(..note.body_range.start).unwrap_or_default();
    let first = above.lines().fold(1_u32, |line, _| line.saturating_add(1));
    let mut titles: Vec<DayTitle> = Vec::new();
    let mut open = OpenTitles::default();
    let mut last_day = None;
    let mut is_code = false;
    for (number, line) in (first..).zip(body.lines()) {
        let bare = line.trim();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            is_code = !is_code;
        }
        let indent = line.len() - line.trim_start().len();
        if is_code || bare.is_empty() {
            continue;
        }
        let item = text_after_list_mark(bare).filter(|_| !bare.starts_with("**"));
        open.close_from(Level::Item(indent));
        let level = match item {
            Some(_) => Level::Item(indent),
            None if bare.starts_with('#') => Level::Heading(bare.len() - bare.trim_start_matches('#').len()),
            None => Level::Line,
        };
        let text = item.unwrap_or(bare);
        let day = if text.len() <= LONGEST && box_at_start(text).is_none() {
            date_of_title(text, of_note, last_day)
        } else {
            None
        };
        // A heading, or a line in bold letters, begins something else.
        let is_end = matches!(level, Level::Heading(_)) && text.trim_start_matches('#').starts_with(' ')
            || level == Level::Line && bare.starts_with("**") && bare.trim_end_matches(':').ends_with("**");
        if is_end || day.is_some() {
            open.close_from(level);
        }
        if let Some(date) = day {
            last_day = Some(date);
            open.open.push((level, (date != of_note).then(|| (title_without_marks(text).into(), date))));
        }
        let day = open.day().cloned();
        if titles.last().map_or(day.is_some(), |last| last.day != day) {
            titles.push(DayTitle { line: number, day });
        }
    }
    titles
}

/// The day above a line that is not the note's.
pub(crate) fn day_above(titles: &[DayTitle], line: u32) -> Option<&NamedDay> {
    let at = titles.partition_point(|title| title.line <= line);
    titles.get(at.checked_sub(1)?)?.day.as_ref()
}

/// A title without its marks.
fn title_without_marks(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_end_matches(':')
}

/// The date of a text that is a day and nothing else. `last` is that of the title before it: weekdays go on from there.
fn date_of_title(text: &str, of_note: NaiveDate, last: Option<NaiveDate>) -> Option<NaiveDate> {
    let bare = title_without_marks(text);
    let mut rest = bare;
    let first = rest.split([' ', ',']).next().unwrap_or_default();
    // The table of names first: reading a value costs more, and nearly no line begins with a day.
    let weekday = Some(first).filter(|first| is_weekday_name(first)).and_then(weekday_of);
    if weekday.is_some() {
        rest = rest.get(first.len()..)?.trim_start_matches(|c: char| matches!(c, ' ' | ',' | ':' | '(') || is_dash(c));
    }
    match (weekday, fold(rest).as_str()) {
        (Some(day), "") => Some(nearest_weekday(day, of_note, last)),
        (None, "today" | "tonight" | "this morning" | "this evening" | "this afternoon") => Some(of_note),
        (None, "yesterday" | "last night" | "yesterday evening" | "yesterday morning" | "yesterday afternoon") => {
            of_note.pred_opt()
        }
        (None, "tomorrow") => of_note.succ_opt(),
        (weekday, _) => date_in_numbers(rest, of_note, weekday.is_some()),
    }
}

/// The day that words are, where they say one and nothing else: `yesterday`, `on Tuesday`, `17.11.`.
pub(crate) fn day_said_alone(words: &str, of_note: NaiveDate) -> Option<NaiveDate> {
    let bare = words.trim();
    let folded = fold(bare);
    let lead = ["on ", "from ", "of ", "for ", "was "].into_iter().find(|lead| folded.starts_with(lead));
    let bare = bare.get(lead.map_or(0, str::len)..)?;
    if bare.len() > LONGEST || bare.contains('\n') {
        return None;
    }
    date_of_title(bare, of_note, None)
}

/// `sun` is weather, and a date no name.
fn is_weekday_name(word: &str) -> bool {
    line::is_weekday_word(word) && !matches!(word, "sun" | "sat") && !word.contains(|c: char| c.is_ascii_digit())
}

fn weekday_of(word: &str) -> Option<Weekday> {
    when::parse_weekday(word.trim_end_matches('.')).ok()
}

/// Behind a title that names a day the next such weekday, else the last one before the note's date.
fn nearest_weekday(day: Weekday, of_note: NaiveDate, last: Option<NaiveDate>) -> NaiveDate {
    let date = match last {
        Some(last) => last.checked_add_days(Days::new(u64::from(day.days_since(last.weekday())))),
        None => near_dates::last_weekday(day, of_note),
    };
    date.unwrap_or(of_note)
}

/// `2026-11-17`, `17 Nov`, `Nov 17, 2026`, `17.11.`, `the 17th`; a number alone is a day of the month behind a weekday only.
fn date_in_numbers(text: &str, of_note: NaiveDate, is_behind_weekday: bool) -> Option<NaiveDate> {
    let text = text.trim_end_matches([')', ',']).trim();
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Ok(moment) = when::parse_date(text) {
        return moment.time.is_none().then_some(moment.date);
    }
    let of_number = |word: &str| {
        let word = word.trim_start_matches("the ").trim_end_matches('.');
        let digits = near_dates::without_ordinal(word);
        let is_known = digits.len() < word.len() || is_behind_weekday;
        digits.parse::<u32>().ok().filter(|day| is_known && (1..=31).contains(day))
    };
    if let Some(day) = of_number(&fold(text)) {
        return near_dates::nearest_day_of_month(day, of_note);
    }
    if line::is_day_and_month(text) {
        let (day, month) = text.trim_end_matches('.').split_once('.')?;
        return near_dates::nearest_day_and_month(day.parse().ok()?, month.parse().ok()?, of_note);
    }
    let has_month = text.split([' ', '.', ',']).any(|word| word.len() >= 3 && word.chars().all(char::is_alphabetic));
    if has_month { near_dates::nearest_written(text, of_note) } else { None }
}

/// Whether a file's name says more days than the one it begins with: `2026-11-16 week`, `2026-11-16 to 2026-11-22`.
pub(crate) fn is_named_for_several_days(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let folded = fold(stem).replace('_', " ");
    let mut words = folded.split(' ').filter(|word| !word.is_empty());
    let dates = words.clone().filter(|word| line::holds_date(word)).count();
    dates > 1 || dates == 1 && words.any(|word| matches!(word, "week" | "wk"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_title_is_a_day_and_nothing_else() {
        let of_note = date("2026-11-18");
        let said = |text: &str| date_of_title(text, of_note, None).map(|date| date.format("%m-%d").to_string());
        for (title, day) in [
            ("## Tue 17", "11-17"),
            ("## 2026-11-17", "11-17"),
            ("[[2026-11-17]]", "11-17"),
            ("## Yesterday", "11-17"),
            ("Tue", "11-17"),
            ("Thursday:", "11-12"),
            ("**Tue 17 Nov**", "11-17"),
            ("### Tuesday, 17 November 2026", "11-17"),
            ("## Nov 17", "11-17"),
            ("## Tue 17.11.", "11-17"),
            ("## Tuesday 17th", "11-17"),
            ("## Today", "11-18"),
            ("## Tomorrow", "11-19"),
        ] {
            assert_eq!(said(title).as_deref(), Some(day), "{title}");
        }
        for title in ["## Tuesday plan", "Walk", "## 17", "17:30", "10 min", "## Sun and rain", "sun", "Week 47", "May"]
        {
            assert_eq!(said(title), None, "{title}");
        }
        assert_eq!(date_of_title("Wed", date("2026-11-16"), Some(date("2026-11-17"))), Some(of_note));
        assert_eq!(day_said_alone("on Tuesday", of_note), Some(date("2026-11-17")));
        assert_eq!(day_said_alone("better than yesterday", of_note), None);
    }

    #[test]
    fn a_name_may_say_several_days() {
        for name in ["2026-11-16 week.md", "a/2026-11-16 to 2026-11-22.md", "2026-11-16_2026-11-22.md"] {
            assert!(is_named_for_several_days(name), "{name}");
        }
        for name in ["2026-11-16.md", "2026-11-16 walk.md", "Mon 2026-11-16.md"] {
            assert!(!is_named_for_several_days(name), "{name}");
        }
    }
}
