//! The week on a terminal: every plan under one row of days, names at the left, counts at the right if there is room.

use unicode_width::UnicodeWidthStr;

use super::marks::{EXPLAINED, marks_of_state};
use super::terminal_page::{TerminalPage, split_off_rest};
use super::view::{DayLine, PlanView};
use crate::phrases::Phrases;
use crate::phrases::plain::with_capital;
use crate::report::Report;
use crate::report::model::{DayFacts, PlanReport};

/// The narrowest column of names.
const NAMES: usize = 18;
/// The widest: marks that are far from their name are hard to follow.
const WIDE_NAMES: usize = 40;
/// The narrowest column of a day: its name, and a space on each side.
const DAY: usize = 4;

/// The mark of a day on which a plan rests.
const PAUSE: &str = "‖";

struct GridColumns {
    name_width: usize,
    day_width: usize,
    /// Whether counts are after the days, not under the names.
    has_counts: bool,
}

/// All plans of the week, and below them what the marks mean.
pub(super) fn write_day_grid(page: &mut TerminalPage, report: &Report, plans: &[PlanView], phrases: &dyn Phrases) {
    let rows: Vec<Vec<String>> =
        report.plans.iter().zip(plans).map(|(facts, plan)| marks_of_days(facts, plan)).collect();
    let widest = rows.iter().flatten().map(|cell| cell.width()).max().unwrap_or(0);
    let day = DAY.max(widest + 1);
    let counts: Vec<String> = plans.iter().map(|plan| with_capital(&plan.count)).collect();
    let count = counts.iter().map(|count| count.width()).max().unwrap_or(0);
    let left = page.width.saturating_sub(2 + 7 * day);
    let longest = plans.iter().map(|plan| plan.title.width()).max().unwrap_or(0) + 2;
    let names = longest.clamp(NAMES, WIDE_NAMES);
    let grid = GridColumns { name_width: names.min(left), day_width: day, has_counts: left >= names + 2 + count };
    let beside = grid.name_width >= NAMES;
    if let Some(first) = plans.first() {
        let indent = if beside { grid.name_width } else { 0 };
        page.unwrapped_line(indent, &grid.padded_cells(first.days.iter().map(|day| day.shortest.clone())));
        page.unwrapped_line(indent, &grid.padded_cells(first.days.iter().map(|day| day.number.to_string())));
    }
    for ((plan, cells), count) in plans.iter().zip(&rows).zip(&counts) {
        if beside {
            grid.write_row(page, &plan.title, cells, count);
        } else {
            page.wrapped_line("  ", &plan.title);
            page.wrapped_line("  ", count);
            page.unwrapped_line(0, &grid.padded_cells(cells.iter().cloned()));
        }
    }
    write_legend(page, report, plans, phrases);
}

impl GridColumns {
    fn padded_cells(&self, cells: impl Iterator<Item = String>) -> String {
        cells.map(|cell| format!("{cell}{}", " ".repeat(self.day_width.saturating_sub(cell.width())))).collect()
    }

    /// A name at the left, as many lines as it takes; its days beside the first of them.
    fn write_row(&self, page: &mut TerminalPage, name: &str, cells: &[String], count: &str) {
        let mut names = break_into_lines(name, self.name_width.saturating_sub(2)).into_iter();
        let first = names.next().unwrap_or_default();
        let pad = " ".repeat(self.name_width.saturating_sub(first.width()));
        let days = self.padded_cells(cells.iter().cloned());
        let behind = if self.has_counts { format!("  {count}") } else { String::new() };
        page.unwrapped_line(0, &format!("{first}{pad}{days}{behind}"));
        for more in names {
            page.unwrapped_line(0, &more);
        }
        if !self.has_counts {
            page.wrapped_line("    ", count);
        }
    }
}

/// The marks of the seven days, in order of time if a day has several.
fn marks_of_days(facts: &PlanReport, plan: &PlanView) -> Vec<String> {
    let mark = |(facts, day): (&DayFacts, &DayLine)| {
        if facts.is_paused && day.mark.is_empty() {
            return PAUSE.to_owned();
        }
        if day.occasions.is_empty() {
            return day.mark.to_owned();
        }
        day.occasions.iter().map(|one| one.mark).collect()
    };
    facts.days.iter().zip(&plan.days).map(mark).collect()
}

/// The marks that the grid holds, each with its word.
fn write_legend(page: &mut TerminalPage, report: &Report, plans: &[PlanView], phrases: &dyn Phrases) {
    let days = || plans.iter().flat_map(|plan| &plan.days);
    let used = |glyph: &str| {
        days().any(|day| match day.occasions.as_slice() {
            [] => day.mark == glyph,
            several => several.iter().any(|one| one.mark == glyph),
        })
    };
    let marks = EXPLAINED.into_iter().flat_map(|state| marks_of_state(state).map(move |mark| (mark.glyph, state)));
    let mut words: Vec<String> = marks
        .filter(|(glyph, _)| used(glyph))
        .map(|(glyph, state)| format!("{glyph}\u{a0}{}", phrases.state_name(state)))
        .collect();
    if report
        .plans
        .iter()
        .flat_map(|plan| &plan.days)
        .zip(days())
        .any(|(facts, day)| facts.is_paused && day.mark.is_empty())
    {
        words.push(format!("{PAUSE}\u{a0}{}", phrases.paused()));
    }
    if !words.is_empty() {
        page.empty_line();
        page.dim_line("  ", &words.join("  "));
    }
}

/// A text in lines of at most `width` columns; a word that is longer is cut.
fn break_into_lines(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
        while let Some(line) = lines.last_mut().filter(|line| line.width() > width && width > 1) {
            let rest = split_off_rest(line, width);
            lines.push(rest);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_broken_by_columns() {
        assert_eq!(break_into_lines("Tidy one corner of my room", 12), ["Tidy one", "corner of my", "room"]);
        assert_eq!(break_into_lines("aaaaaaaaaa", 4), ["aaaa", "aaaa", "aa"]);
        assert_eq!(break_into_lines("日本語の名前", 5), ["日本", "語の", "名前"]);
        assert_eq!(break_into_lines("", 5), [""]);
    }
}
