//! The names of the files in `reports/` (docs/specification.md#4-what-is-made).

use chrono::NaiveDate;

/// The overview, in both forms.
pub const OVERVIEW: &str = "index.md";
pub const OVERVIEW_PAGE: &str = "index.html";

/// The first date and the ending in the name of a file about a week: its page in one of the forms, or its data.
#[must_use]
pub fn week_start_and_ending(name: &str) -> Option<(NaiveDate, &str)> {
    let (date, ending) = name.strip_prefix("week-")?.split_once('.')?;
    let number = |digits: Option<&str>| digits.filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?.parse::<u32>().ok();
    if date.len() != 10 || date.as_bytes().get(4) != Some(&b'-') || date.as_bytes().get(7) != Some(&b'-') {
        return None;
    }
    let (year, month, day) = (number(date.get(..4))?, number(date.get(5..7))?, number(date.get(8..))?);
    Some((NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?, ending))
}

/// A page that each week has: the words before the date and the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekPage {
    stem: &'static str,
    ending: &'static str,
}

const WEEK_MARKDOWN: WeekPage = WeekPage { stem: "week", ending: "md" };
const WEEK_HTML: WeekPage = WeekPage { stem: "week", ending: "html" };
const PROMPTS_MARKDOWN: WeekPage = WeekPage { stem: "prompts", ending: "md" };

/// The pages of a week, in the order in which they are made. The names of the files and of the templates follow from this list.
pub const WEEK_PAGES: [WeekPage; 3] = [WEEK_MARKDOWN, WEEK_HTML, PROMPTS_MARKDOWN];

impl WeekPage {
    /// `week-2026-11-16.md`.
    #[must_use]
    pub fn file_name(self, start: NaiveDate) -> String {
        format!("{}-{start}.{}", self.stem, self.ending)
    }

    /// `week.md.j2`.
    #[must_use]
    pub fn template_name(self) -> String {
        format!("{}.{}.j2", self.stem, self.ending)
    }

    fn may_have_name(self, stem: &str, ending: &str) -> bool {
        let date = stem.strip_prefix(self.stem).and_then(|rest| rest.strip_prefix('-'));
        ending == self.ending && date.is_some_and(is_date)
    }
}

/// The names of a week's pages, in the order of [`WEEK_PAGES`].
#[must_use]
pub fn week_page_names(start: NaiveDate) -> [String; WEEK_PAGES.len()] {
    WEEK_PAGES.map(|page| page.file_name(start))
}

/// `week-2026-11-16.md`.
#[must_use]
pub fn week_markdown_name(start: NaiveDate) -> String {
    WEEK_MARKDOWN.file_name(start)
}

/// `week-2026-11-16.html`.
#[must_use]
pub fn week_html_name(start: NaiveDate) -> String {
    WEEK_HTML.file_name(start)
}

/// `week-2026-11-16.json`, in the folder of the data.
#[must_use]
pub fn week_data_name(start: NaiveDate) -> String {
    format!("week-{start}.json")
}

/// The first date of the week whose page has this name.
#[must_use]
pub fn week_start_in_page_name(name: &str) -> Option<NaiveDate> {
    let start = name.strip_prefix("week-")?.strip_suffix(".md")?.parse().ok()?;
    (week_markdown_name(start) == name).then_some(start)
}

/// `prompts-2026-11-16.md`.
#[must_use]
pub fn prompts_markdown_name(start: NaiveDate) -> String {
    PROMPTS_MARKDOWN.file_name(start)
}

/// Whether a file of this name in `reports/` can be one of ours; what is in it (its mark) has to tell that it is.
#[must_use]
pub fn may_be_our_page_name(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    [OVERVIEW, OVERVIEW_PAGE].contains(&name) || WEEK_PAGES.iter().any(|page| page.may_have_name(stem, ending))
}

/// Whether a file of this name in `data/` beside the pages can be one of ours.
#[must_use]
pub fn may_be_our_data_name(name: &str) -> bool {
    name.strip_suffix(".json").and_then(|stem| stem.strip_prefix("week-")).is_some_and(is_date)
}

/// `card-tidy-one-corner`, without an ending: a task as a name of a file, in letters and digits of any script.
#[must_use]
pub fn card_file_stem(task: &str) -> String {
    let mut name = String::from("card");
    let words = task.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words {
        if name.chars().count() + word.chars().count() > 48 {
            break;
        }
        name.push('-');
        name.push_str(&word.to_lowercase());
    }
    name
}

/// Whether a file of this name in `helper-card/` can be one of ours.
#[must_use]
pub fn may_be_our_card_name(name: &str) -> bool {
    name.starts_with("card") && (name.ends_with(".md") || name.ends_with(".html"))
}

fn is_date(text: &str) -> bool {
    text.parse::<NaiveDate>().is_ok_and(|date| date.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_names_and_no_others_are_ours() {
        let start = NaiveDate::from_ymd_opt(2026, 11, 16).unwrap();
        for name in
            [&week_markdown_name(start), &prompts_markdown_name(start), OVERVIEW, "index.html", "week-2026-11-16.html"]
        {
            assert!(may_be_our_page_name(name), "{name}");
            assert!(!may_be_our_data_name(name), "{name}");
        }
        assert!(may_be_our_data_name(&week_data_name(start)));
        for name in [
            "week-2026-11-31.md",
            "week-2026-1-6.md",
            "Week-2026-11-16.md",
            "week-2026-11-16.txt",
            "notes.md",
            "prompts-2026-11-16.html",
            "week-2026-11-16 (1).md",
            "week-2026-11-31.json",
            "week-2026-11-16 (1).json",
            "index.json",
            "md",
            "",
        ] {
            assert!(!may_be_our_page_name(name) && !may_be_our_data_name(name), "{name}");
        }
    }
}
