//! Which counts on the pages of weeks would change: for `report --preview`, above all if an older version made the pages.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use crate::build::Snapshot;
use crate::journal::{Journal, View};
use crate::phrases::plain::{cut_with_ellipsis, one_plain_line};
use crate::phrases::{Phrases, Tally};
use crate::problem::draw;
use crate::report::page_names;
use crate::week::{self, Week};

/// At most this many weeks are listed, the newest.
const WEEKS: usize = 12;

/// The longest name of a plan on a page, in characters.
const LONGEST_NAME: usize = 60;

/// What changes on the pages that are there: a line for each week whose counts change, newest first. None if no page of
/// a week is there and changes.
pub(crate) struct ChangedCounts {
    phrases: &'static dyn Phrases,
    changed_page_count: usize,
    week_lines: Vec<String>,
}

impl ChangedCounts {
    /// `texts_on_disk` are the current texts of the files that would be written.
    pub(crate) fn count(
        snapshot: &Snapshot,
        today: NaiveDate,
        texts_on_disk: &BTreeMap<&Path, String>,
    ) -> Option<ChangedCounts> {
        let phrases = snapshot.language.phrases;
        let settings = snapshot.settings.as_ref().ok()?;
        let week_of =
            |path: &Path| path.file_name().and_then(|name| page_names::week_start_in_page_name(name.to_str()?));
        let is_page = |path: &Path| path.extension().is_some_and(|ending| ending == "md");
        let mut pages: Vec<(NaiveDate, &str)> = texts_on_disk
            .iter()
            .filter(|(path, _)| is_page(path))
            .filter_map(|(path, text)| Some((week_of(path)?, text.as_str())))
            .collect();
        if pages.is_empty() {
            return None;
        }
        pages.sort_by_key(|(start, _)| std::cmp::Reverse(*start));
        let journal = snapshot.assemble_journal(settings, today, View::Shared);
        let as_of = settings.cap_today_after_last_week_of_course(today);
        let line = |&(start, text): &(NaiveDate, &str)| {
            let changed =
                changed_plan_counts(phrases, &journal, Week::containing(start, settings.week_starts), as_of, text);
            (!changed.is_empty())
                .then(|| format!("week of {}: {}", phrases.day_and_short_month(start), changed.join("; ")))
        };
        Some(ChangedCounts {
            phrases,
            changed_page_count: pages.len(),
            week_lines: pages.iter().filter_map(line).collect(),
        })
    }

    /// The changes as lines of text.
    pub(crate) fn lines(&self) -> Vec<String> {
        let (pages, on) = match self.changed_page_count {
            1 => ("1 page of a week changes".to_owned(), "it"),
            many => (format!("{many} pages of weeks change"), "them"),
        };
        if self.week_lines.is_empty() {
            return vec![format!("{pages}, and no count of a plan on {on}.")];
        }
        let mut lines = vec![format!("{pages}. These counts change:")];
        lines.extend(self.week_lines.iter().take(WEEKS).map(|line| format!("  {}", draw::escape_controls(line))));
        if self.week_lines.len() > WEEKS {
            lines.push(format!("  {}", self.phrases.and_more(self.week_lines.len() - WEEKS)));
        }
        lines
    }
}

/// The plans of a week whose count differs from the one on this page, with both counts.
fn changed_plan_counts(
    phrases: &dyn Phrases,
    journal: &Journal,
    week: Week,
    as_of: NaiveDate,
    page: &str,
) -> Vec<String> {
    let counted = week::count_week(journal, week, week::cap_at_day_after_week(week, as_of));
    let of_plan = |of: &week::PlanWeek| {
        let plan = journal.plans.get(of.plan)?;
        let now = phrases.done_counts(&Tally::of_plan(plan, of, &counted));
        let name = cut_with_ellipsis(&one_plain_line(&plan.task), LONGEST_NAME);
        let was = plan_count_on_page(page, &name)?;
        (numbers_in_count(&was) != numbers_in_count(&now)).then(|| format!("{name} {now}, was {was}"))
    };
    counted.plans.iter().filter_map(of_plan).collect()
}

/// The count of a plan on a page: the bold line below the heading of its name.
fn plan_count_on_page(page: &str, task: &str) -> Option<String> {
    let bare = |text: &str| text.replace('\\', "");
    let mut lines = page.lines();
    lines.find(|line| line.starts_with("##") && bare(line.trim_start_matches('#').trim()) == bare(task))?;
    let below = lines.take_while(|line| !line.starts_with('#'));
    // The first item of the list; on older pages a line of its own, which may be broken.
    let bare_item = |line: &'_ str| line.strip_prefix("- ").unwrap_or(line).to_owned();
    let bold = below.map(bare_item).skip_while(|line| !line.starts_with("**")).collect::<Vec<_>>().join(" ");
    let (count, _) = bold.strip_prefix("**")?.split_once("**")?;
    let count = bare(count.trim().trim_end_matches('.'));
    let mut letters = count.chars();
    let first: String = letters.next()?.to_lowercase().collect();
    Some(first + letters.as_str())
}

/// The numbers in a count, however it is worded.
fn numbers_in_count(count: &str) -> Vec<u64> {
    let words = count.split(|c: char| !c.is_alphanumeric()).filter_map(|word| match word {
        "once" => Some(1),
        "twice" => Some(2),
        word => word.parse().ok(),
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_found_on_a_page() {
        let page = "# Week\n\n## Start here\n- Walk: done 2 of 7 times.\n\n## Walk\n**2 of 7.**\nIf it is 7: Walk.\n\n## Read\nNo count.\n\n## A \\*b\\*\n**Came up\ntwice: done 2.**\n\n### Swim\n\nIf it is 7: Swim.\n\n- **1 of 3, and 1 partly**; 1 without a note\n";
        assert_eq!(plan_count_on_page(page, "Walk").as_deref(), Some("2 of 7"));
        assert_eq!(plan_count_on_page(page, "A *b*").as_deref(), Some("came up twice: done 2"));
        assert_eq!((plan_count_on_page(page, "Read"), plan_count_on_page(page, "Run")), (None, None));
        assert_eq!(plan_count_on_page(page, "Swim").as_deref(), Some("1 of 3, and 1 partly"));
    }

    #[test]
    fn counts_differ_by_their_numbers() {
        assert_eq!(numbers_in_count("3 of 6, and 1 partly"), [3, 6, 1]);
        assert_eq!(numbers_in_count("3 of 6, and 1 partly"), numbers_in_count("3 of 6; partly 1"));
        assert_eq!(numbers_in_count("came up twice: done 2"), numbers_in_count("Came up 2 times: done 2"));
        assert_ne!(numbers_in_count("3 of 7"), numbers_in_count("2 of 7"));
    }
}
