//! The report of made-up journals, from notes to pages: what it says, that it says it plainly, and that nothing a person
//! wrote can change what a page is.
//!
//! Blocks of its case documents, each followed by an as-of date: `week`, `prompts`, `overview` (pages in `reports/`),
//! `fix` (`notes-to-fix.md`), `show`, `show-wide`, `json` and `why` (the command).

use chrono::NaiveDate;
use tinystep::journal::{self, Journal, View, assemble, understand};
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::problem::Problem;
use tinystep::prompt::{self, Rules};
use tinystep::render::{self, Templates};
use tinystep::report::{Glance, Overview, Report, make_report};
use tinystep::week::{CountedWeek, Week, cap_at_day_after_week, count_week, weeks_with_report};

use crate::cases::Answer;

pub type Files = Vec<(String, String)>;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

pub fn journal_of(files: &Files, as_of: &str, view: View) -> Journal {
    let text = files.iter().find(|(path, _)| path == "journal.md").map_or("# My journal\n", |(_, text)| text);
    let settings = journal::settings("journal.md", text.as_bytes()).unwrap_or_else(|e| panic!("{e:?}"));
    let drafts: Vec<_> = files.iter().map(|(path, text)| understand(path, text.as_bytes())).collect();
    assemble(&settings, &drafts, &[], settings.cap_today_after_last_week_of_course(date(as_of)), view)
}

/// A week and up to five before it, as far as they have a report.
pub fn weeks_to(journal: &Journal, week: Week, as_of: NaiveDate) -> Vec<CountedWeek> {
    let all = weeks_with_report(journal, as_of);
    let at = all.iter().position(|&w| w == week).map_or(all.len(), |at| at + 1);
    let mut last: Vec<Week> = all[..at].iter().rev().take(6).copied().collect();
    last.reverse();
    if last.last() != Some(&week) {
        last = vec![week];
    }
    last.into_iter().map(|w| count_week(journal, w, cap_at_day_after_week(w, as_of))).collect()
}

pub fn report_of(journal: &Journal, week: Week, as_of: NaiveDate) -> Report {
    let counted = weeks_to(journal, week, as_of);
    let (rules, problems) = Rules::new(DEFAULT_LANGUAGE, &[]);
    assert!(problems.is_empty(), "{problems:?}");
    let prompts = prompt::choose_prompts(&rules, journal, &counted);
    make_report(journal, &counted, &prompts)
}

pub fn report(files: &Files, as_of: &str, view: View) -> Report {
    let journal = journal_of(files, as_of, view);
    let as_of = journal.settings.cap_today_after_last_week_of_course(date(as_of));
    // The newest week that has a report.
    let week = weeks_with_report(&journal, as_of).last().copied();
    report_of(&journal, week.unwrap_or_else(|| Week::containing(as_of, journal.settings.week_starts)), as_of)
}

pub fn built_in() -> Templates {
    let (templates, problems) = Templates::new(DEFAULT_LANGUAGE, &[]);
    assert!(problems.is_empty(), "{problems:?}");
    templates
}

pub fn page((page, problem): (String, Option<Problem>)) -> String {
    assert_eq!(problem, None);
    page
}

pub fn overview(files: &Files, as_of: &str) -> String {
    let journal = journal_of(files, as_of, View::Shared);
    let as_of = journal.settings.cap_today_after_last_week_of_course(date(as_of));
    let weeks =
        weeks_with_report(&journal, as_of).into_iter().map(|w| Glance::new(&report_of(&journal, w, as_of))).collect();
    page(built_in().overview_markdown(&Overview::new(&journal.settings, weeks)))
}

pub fn fix(files: &Files, as_of: &str) -> Option<String> {
    let journal = journal_of(files, as_of, View::Client);
    let (page, problem) =
        built_in().notes_to_fix_markdown(&journal.problems, journal.settings.where_to_turn.as_deref());
    assert_eq!(problem, None);
    page
}

pub fn made(files: &Files, what: &str, as_of: &str) -> Option<String> {
    let shared = || report(files, as_of, View::Shared);
    let own = || {
        let journal = journal_of(files, as_of, View::Client);
        let as_of = journal.settings.cap_today_after_last_week_of_course(date(as_of));
        let counted = count_week(&journal, Week::containing(as_of, journal.settings.week_starts), as_of);
        (journal, counted)
    };
    Some(match what {
        "week" => page(built_in().week_markdown(&shared())),
        "prompts" => page(built_in().prompts_markdown(&shared())),
        "overview" => overview(files, as_of),
        "fix" => fix(files, as_of).unwrap_or_else(|| "nothing to fix".to_owned()),
        "show" => render::report_text(&report(files, as_of, View::Client), DEFAULT_LANGUAGE.phrases, 60, false),
        "json" => {
            let (journal, counted) = own();
            let page = report(files, as_of, View::Client);
            render::week_data(&journal, &counted, counted.as_of, &page, DEFAULT_LANGUAGE.phrases).to_json()
        }
        "why" => {
            let (journal, counted) = own();
            render::why_page(&journal, &counted, DEFAULT_LANGUAGE.phrases)
        }
        _ => return None,
    })
}

pub fn documents() -> Answer {
    Box::new(|case, expected| made(&case.files, &expected.kind, &expected.args))
}
