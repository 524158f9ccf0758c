//! Dates that stand in the marks of other programs: `[[2026-11-19|Thu]]`, `[completion:: 2026-11-19]`, `@done(2026-11-19)`,
//! `✅ 2026-11-19`. What is told of such a line has the date plain, and all its other words.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::journal::lines::markup::text_after_list_mark;
use crate::note::Note;
use crate::problem::Place;
use crate::text::is_dash;
use crate::when;

/// A date takes so many bytes: `2026-11-19`.
const LENGTH: usize = 10;

/// A line with its first whole date without the marks around it.
pub(crate) fn with_plain_date(line: &str) -> Cow<'_, str> {
    let Some(at) = find_whole_date(line) else { return Cow::Borrowed(line) };
    let (before, date, behind) = (
        line.get(..at).unwrap_or_default(),
        line.get(at..at + LENGTH).unwrap_or_default(),
        line.get(at + LENGTH..).unwrap_or_default(),
    );
    let Some((before, behind)) = without_marks(before, behind) else { return Cow::Borrowed(line) };
    let joined = format!("{} {date} {}", before.trim_end(), behind.trim_start());
    Cow::Owned(joined.trim().to_owned())
}

fn find_whole_date(line: &str) -> Option<usize> {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_digit() && c != '-');
    line.match_indices('-').find_map(|(dash, _)| {
        let at = dash.checked_sub(4)?;
        let date = line.get(at..at + LENGTH)?;
        let is_apart = is_edge(line.get(..at)?.chars().next_back()) && is_edge(line.get(at + LENGTH..)?.chars().next());
        (is_apart && date.parse::<NaiveDate>().is_ok()).then_some(at)
    })
}

/// What stands before and behind a date, without the marks that hold it. None where there are none.
fn without_marks<'t>(before: &'t str, behind: &'t str) -> Option<(&'t str, &'t str)> {
    const TAGS: [&str; 5] = ["@done(", "@completed(", "@finished(", "@date(", "@("];
    const SIGNS: [&str; 5] = ["\u{2705}", "\u{2714}\u{fe0f}", "\u{2714}", "\u{2713}", "\u{274C}"];
    // `[[2026-11-19]]`, `[[2026-11-19|Thu]]`
    if let Some(before) = before.strip_suffix("[[") {
        let (alias, behind) = behind.split_once("]]")?;
        return (alias.is_empty() || alias.starts_with('|')).then_some((before, behind));
    }
    // `[2026-11-19](2026-11-19.md)`
    if let Some(before) = before.strip_suffix('[')
        && let Some((_, behind)) = behind.strip_prefix("](").and_then(|rest| rest.split_once(')'))
    {
        return Some((before, behind));
    }
    if let Some(before) = TAGS.iter().find_map(|tag| before.strip_suffix(tag)) {
        // A time may stand behind the date.
        return behind.split_once(')').map(|(_, behind)| (before, behind));
    }
    // `[completion:: 2026-11-19]`
    if let Some(key) = before.trim_end().strip_suffix("::")
        && let Some(open) = key.rfind(['[', '('])
        && let Some((_, behind)) = behind.split_once([']', ')'])
    {
        return Some((key.get(..open)?, behind));
    }
    let bare = before.trim_end();
    SIGNS.iter().find_map(|sign| bare.strip_suffix(sign)).map(|before| (before, behind))
}

/// The date of the nearest heading or line above that is a date alone: `## Thu 2026-11-19`, `- [[2026-11-19]]`.
pub(crate) fn date_above(note: &Note, line: u32) -> Option<NaiveDate> {
    /// So many lines are looked at.
    const MOST: usize = 60;
    for number in (1..line).rev().take(MOST) {
        let line = note.line_at_place(Place { line: number, column: 1, width: 0 });
        let is_heading = line.trim_start().starts_with('#');
        let bare = text_after_list_mark(line.trim()).unwrap_or(line);
        let bare = with_plain_date(bare.trim_matches(|c: char| matches!(c, '#' | '*' | '_' | ' '))).into_owned();
        let bare = bare.trim_matches(|c: char| matches!(c, '#' | '*' | '_' | ':' | ' ') || is_dash(c));
        let date = when::parse_date(bare).ok().filter(|moment| moment.time.is_none()).map(|moment| moment.date);
        if date.is_some() || is_heading || line.trim_end() == "---" {
            return date;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_stays_and_the_words_around_its_marks_too() {
        for (line, plain) in [
            ("in the park [completion:: 2026-11-19]", "in the park 2026-11-19"),
            ("10 min (completed:: 2026-11-19) nice", "10 min 2026-11-19 nice"),
            ("in the park @done(2026-11-19 07:35)", "in the park 2026-11-19"),
            ("[[2026-11-19|Thu]] 10 min", "2026-11-19 10 min"),
            ("[[2026-11-19]]: 10 min", "2026-11-19 : 10 min"),
            ("[2026-11-19](2026-11-19.md) 10 min", "2026-11-19 10 min"),
            ("Walk \u{2705} 2026-11-19", "Walk 2026-11-19"),
            ("2026-11-19 10 min", "2026-11-19 10 min"),
            ("[[2026-11-19 Thu]] 10 min", "[[2026-11-19 Thu]] 10 min"),
            ("- - -", "- - -"),
        ] {
            assert_eq!(with_plain_date(line), plain);
        }
    }
}
