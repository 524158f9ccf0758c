//! A note for the answers to a week's questions, as `tinystep reflect` opens it and as the prompts page shows it to copy.

use std::fmt::Write as _;

use super::in_words::where_to_turn_in_sentence;
use crate::phrases::Phrases;
use crate::report::Report;
use crate::week::Week;

/// The line on sharing in a note that leaves it to the settings.
pub const SHARE_AS_SET: &str = "# share: full";

/// The front matter of the answers to a week's questions; `share` is its line on sharing.
#[must_use]
pub fn answer_note_head(week: Week, share: &str) -> String {
    format!("---\nkind: reflection\nweek: {}\n{share}\n---\n", week.start())
}

/// The note without an answer, with room below each question.
#[must_use]
pub fn empty_answer_note<'a>(head: &str, questions: impl Iterator<Item = &'a str>, end: &str) -> String {
    let mut note = head.to_owned();
    for question in questions {
        // Writing to a string cannot fail.
        let _ = write!(note, "## {question}\n\n\n\n");
    }
    note + end
}

/// The last line of the note: where to turn in need. In a comment, so that it is not part of an answer.
#[must_use]
pub fn answer_note_end(where_to_turn: Option<&str>, phrases: &dyn Phrases) -> String {
    let need = where_to_turn_in_sentence(where_to_turn, phrases).map(|need| need.replace("--", "–"));
    format!("<!-- {} -->\n", phrases.safety_closing(need.as_deref()))
}

/// The note for the questions that have no answer yet; empty if there are none.
pub(super) fn answer_note(report: &Report, phrases: &dyn Phrases) -> String {
    let open = || report.questions.iter().filter(|asked| asked.answer.is_empty()).map(|asked| asked.text.as_str());
    if open().next().is_none() {
        return String::new();
    }
    let head = answer_note_head(report.week, SHARE_AS_SET);
    empty_answer_note(&head, open(), &answer_note_end(report.where_to_turn.as_deref(), phrases)).trim_end().to_owned()
}
