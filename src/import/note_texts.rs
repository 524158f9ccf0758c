//! The notes that what was imported becomes: plans, notes of days with check boxes, and plain notes.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::note::{quote_for_yaml, quote_for_yaml_list};
use crate::text::with_single_spaces;
use crate::when::Minutes;

use super::imported::{DiaryText, ImportedDay, ImportedHabit};

/// A line of a day's note.
#[derive(Clone, Copy, Debug)]
pub struct DayLine<'a> {
    pub name: &'a str,
    pub day: &'a ImportedDay,
}

/// The plan of a habit. `other_name` is the name that its lines use, if its own cannot be read in a line.
#[must_use]
pub fn plan_note(habit: &ImportedHabit, other_name: Option<&str>) -> String {
    let mut note = format!("---\ntask: {}\n", quote_for_yaml(&with_single_spaces(&habit.name)));
    // Writing to a string cannot fail.
    if let Some(name) = other_name {
        let _ = writeln!(note, "aka: [{}]", quote_for_yaml_list(name));
    }
    if let Some(when) = &habit.when {
        let _ = writeln!(note, "when: {when}");
    }
    if let Some(first) = habit.days.keys().next() {
        let _ = writeln!(note, "from: {first}");
    }
    if let Some(last) = habit.days.keys().next_back().filter(|_| habit.is_archived) {
        let _ = writeln!(note, "until: {last}");
    }
    note.push_str("---\n");
    note
}

/// The note of a day.
#[must_use]
pub fn day_note<'a>(date: NaiveDate, lines: impl IntoIterator<Item = DayLine<'a>>) -> String {
    let mut note = format!("---\nkind: day\ndate: {date}\n---\n");
    for DayLine { name, day } in lines {
        let _ = write!(note, "- [{}] {name}", day.status.mark());
        if let Some(minutes) = day.minutes {
            let _ = write!(note, ", {}", amount_of_minutes(minutes));
        }
        if let Some(words) = &day.words {
            let _ = write!(note, " - {}", escape_comment_marks(words));
        }
        note.push('\n');
        if let Some(amount) = &day.amount {
            // A field of its own: after a dash it would be among the client's words.
            let _ = writeln!(note, "  - amount: {}", escape_comment_marks(amount));
        }
    }
    note
}

/// The note of a text. If a journal shares texts by default, this one is still not shared until the person says so.
#[must_use]
pub fn diary_note(diary: &DiaryText, keep_text: bool) -> String {
    let share = if keep_text { "share: summary\n" } else { "" };
    format!("---\nkind: day\ndate: {}\n{share}---\n{}\n", diary.date, without_zero_bytes(&diary.text))
}

/// The letters and digits of a name: what a line can always be read by.
#[must_use]
pub fn letters_and_digits_of_name(name: &str) -> String {
    let words: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    with_single_spaces(&words)
}

fn amount_of_minutes(minutes: Minutes) -> String {
    match minutes.seconds {
        seconds if seconds.is_multiple_of(60) => format!("{} min", seconds / 60),
        seconds => format!("{seconds} s"),
    }
}

/// Words without the marks that would begin a comment and hide the lines below.
fn escape_comment_marks(words: &str) -> String {
    with_single_spaces(&without_zero_bytes(words)).replace("<!", "< !").replace("%%", "% %").replace("</", "< /")
}

/// A file with a zero byte is not read as text.
fn without_zero_bytes(words: &str) -> String {
    words.replace('\0', "")
}
