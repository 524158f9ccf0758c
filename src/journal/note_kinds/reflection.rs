//! An answer to a week's prompts: each prompt a heading, the answer below it.

use chrono::NaiveDate;

use crate::journal::draft::{DraftKind, ReflectionDraft};
use crate::journal::lines::line;
use crate::journal::lines::markup::text_after_list_mark;
use crate::journal::lines::near_dates;
use crate::journal::note_fields::fields::FieldReader;
use crate::journal::note_kinds::undated;
use crate::journal::note_text::{first_body_line, note_text};
use crate::note::is_share_heading_text;
use crate::text::fold;
use crate::when;

pub(crate) fn read_reflection_note(fields: &mut FieldReader, date: NaiveDate) -> DraftKind {
    let is_about_week = fields.has_value("week");
    let note = fields.note;
    DraftKind::Reflection(Box::new(ReflectionDraft {
        date,
        is_about_week,
        line: first_body_line(note),
        discuss: fields.discuss_field(),
        words: note_text(note),
        ticked: undated::read_ticked_lines(note).map(Box::new),
    }))
}

/// Cuts a text at its headings (of any level, outside code): what stands before the first has an empty heading, and a
/// heading with nothing below it is left out.
pub(crate) fn answers_by_heading(text: &str) -> Vec<(String, String)> {
    let mut answers: Vec<(String, String)> = Vec::new();
    let (mut heading, mut from, mut at) = (String::new(), 0, 0);
    let mut fence: Option<char> = None;
    let mut close = |heading: &str, body: &str, is_of_outliner: bool| {
        let outlined = is_of_outliner.then(|| words_of_outline(body));
        let body = outlined.as_deref().unwrap_or(body).trim();
        if !body.is_empty() {
            answers.push((heading.to_owned(), without_escaped_marks(body)));
        }
    };
    let mut is_of_outliner = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        match (fence, fence_mark(bare)) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) if is_heading(line) || heading_in_outline(bare).is_some() => {
                close(&heading, &text[from..at], is_of_outliner);
                let outlined = heading_in_outline(bare);
                is_of_outliner = outlined.is_some();
                let title = outlined.unwrap_or(bare);
                heading = title.trim_start_matches('#').trim().trim_end_matches('#').trim_end().to_owned();
                from = at + line.len();
            }
            _ => {}
        }
        at += line.len();
    }
    close(&heading, &text[from..], is_of_outliner);
    answers
}

/// The heading that an outliner has behind the mark of an item: `- ## What helped?`.
fn heading_in_outline(bare: &str) -> Option<&str> {
    text_after_list_mark(bare.trim_end()).filter(|item| item.starts_with('#') && is_heading(item))
}

/// What stands under such a heading, without the indentation that all of it has; of one item its text.
fn words_of_outline(body: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let filled = || body.lines().filter(|line| !line.trim().is_empty());
    let least = filled().map(indent).min().unwrap_or(0);
    let lines: Vec<&str> = body.lines().map(|line| line.get(least..).unwrap_or_default()).collect();
    match filled().count() {
        1 => filled().map(|line| text_after_list_mark(line.trim()).unwrap_or(line.trim())).collect(),
        _ => lines.join("\n"),
    }
}

/// Whether a title says which day or week its note is of, and nothing else: `Thursday 19 November`, `KW 47`, `2026-11-19`. In other
/// languages a day and a year say so, with two words more.
fn is_title_of_day(title: &str) -> bool {
    const BESIDE: [&str; 24] = [
        "the",
        "of",
        "week",
        "wk",
        "kw",
        "woche",
        "semaine",
        "semana",
        "settimana",
        "day",
        "daily",
        "note",
        "notes",
        "journal",
        "diary",
        "log",
        "today",
        "le",
        "den",
        "am",
        "vom",
        "du",
        "de",
        "del",
    ];
    let (mut numbers, mut has_year, mut has_month, mut unknown) = (0, false, false, 0);
    for word in title.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')')) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let digits = near_dates::without_ordinal(word);
        let is_digit_or_sign = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '/' | '_');
        match fold(word).as_str() {
            "" => {}
            _ if digits.chars().all(is_digit_or_sign) => {
                numbers += 1;
                has_year |= digits.len() == 4;
            }
            _ if line::is_month_word(word) => has_month = true,
            // `W47`
            folded
                if folded
                    .strip_prefix('w')
                    .is_some_and(|week| !week.is_empty() && week.bytes().all(|b| b.is_ascii_digit())) =>
            {
                numbers += 1;
            }
            folded => {
                let is_day = line::is_weekday_word(word) || when::is_weekday_in_another_language(folded);
                unknown += usize::from(!is_day && !BESIDE.contains(&folded));
            }
        }
    }
    let is_elsewhere = !has_month && has_year && numbers == 2 && unknown <= 2;
    numbers > 0 && (unknown == 0 || is_elsewhere)
}

/// A day note's text with its headings as lines of words. What has nothing below it, a first title that is a date, and `To share` go.
pub(crate) fn words_with_headings_as_lines(text: &str) -> Option<String> {
    let parts = answers_by_heading(text).into_iter().enumerate().map(|(at, (heading, words))| {
        let is_title = at == 0 && is_title_of_day(&heading);
        let is_left_out = heading.is_empty() || is_title || is_share_heading_text(&heading);
        if is_left_out { words } else { format!("{heading}\n\n{words}") }
    });
    Some(parts.collect::<Vec<_>>().join("\n\n")).filter(|words| !words.is_empty())
}

/// `reflect` puts a backslash before what would end an answer, or swallow the next one: it is read as it was typed.
pub(crate) fn with_escaped_marks(answer: &str) -> String {
    let lines = answer.lines().map(|line| {
        let bare = line.trim_start();
        let line = if is_heading(bare) || fence_mark(bare).is_some() { format!("\\{bare}") } else { line.to_owned() };
        COMMENTS.iter().fold(line, |line, (begins, escaped)| with_all_replaced(line, begins, escaped))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What begins a comment, and the same as text.
const COMMENTS: [(&str, &str); 2] = [("<!--", "<\\!--"), ("%%", "%\\%")];

/// What `with_escaped_marks` was given.
fn without_escaped_marks(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let lines = text.split_inclusive('\n').map(|line| match line.strip_prefix('\\') {
        Some(bare) if bare.starts_with('#') || fence_mark(bare).is_some() => bare,
        _ => line,
    });
    COMMENTS.iter().fold(lines.collect(), |text: String, (begins, escaped)| with_all_replaced(text, escaped, begins))
}

/// The same text until nothing is left to replace: `%%%` holds `%%` twice.
fn with_all_replaced(mut text: String, from: &str, to: &str) -> String {
    while text.contains(from) {
        text = text.replace(from, to);
    }
    text
}

/// The sign of a line that opens or closes a block of code.
fn fence_mark(bare: &str) -> Option<char> {
    bare.chars().next().filter(|&c| matches!(c, '`' | '~') && bare.chars().take_while(|&next| next == c).count() >= 3)
}

fn is_heading(line: &str) -> bool {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let marks = line.trim_start().chars().take_while(|&c| c == '#').count();
    let behind = &line.trim_start()[marks..];
    indent < 4 && (1..=6).contains(&marks) && (behind.trim().is_empty() || behind.starts_with([' ', '\t']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_of_a_day_says_nothing_else() {
        for title in [
            "Thursday 19 November",
            "2026-11-19",
            "19.11.2026",
            "Thu, 19th of Nov 2026",
            "KW 47",
            "Week 47, 2026",
            "W47",
            "Donnerstag 19. November",
            "jeudi 19 novembre 2026",
            "Daily note 2026-11-19",
            "\u{1f4c5} 19 Nov",
            "November 19",
        ] {
            assert!(is_title_of_day(title), "{title}");
        }
        for title in [
            "19 days without her",
            "19:30 Choir",
            "19:30",
            "3 good things today",
            "9 months clean",
            "Plan for 2027",
            "My 19th birthday",
            "2 spoons left",
            "2026-11-19 Rough day",
            "Thursday 19 November - Mum died 10 years ago today",
            "Thursday",
            "19 November 2026 Rough day",
        ] {
            assert!(!is_title_of_day(title), "{title}");
        }
    }

    #[test]
    fn prompts_are_headings_and_answers_stand_below() {
        let text =
            "# Reflection\n\nhello\n## What helped?\nThe coffee.\n\nAnd quiet.\n```\n# no heading\n```\n## Empty\n";
        let found = answers_by_heading(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], ("Reflection".into(), "hello".into()));
        assert_eq!(found[1].0, "What helped?");
        assert!(found[1].1.ends_with("# no heading\n```"));
        assert_eq!(answers_by_heading("just words"), [(String::new(), "just words".to_owned())]);
        assert!(answers_by_heading("").is_empty());
    }
}
