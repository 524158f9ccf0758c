//! The pages of a week with a client's text wherever one can write: it stays text.

use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag};
use tinystep::journal::{View, assemble, settings, understand};
use tinystep::note::quote_for_yaml;
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::prompt::{Rules, choose_prompts};
use tinystep::render::{Templates, prompts_text, report_text};
use tinystep::report::{Glance, Overview, make_report, may_be_our_page_name};
use tinystep::week::{Week, count_week};

use super::inert;

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| Templates::new(DEFAULT_LANGUAGE, &[]).0);
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::new(DEFAULT_LANGUAGE, &[]).0);

/// # Panics
/// If one of these does not hold.
pub fn check(text: &str) {
    let value = quote_for_yaml(&text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>());
    let notes = [
        (
            "plans/a.md",
            format!(
                "---\ntask: {value}\nwhen: every day at 8\nwhere: {value}\ngoal: {value}\nhelper: {value}\nobstacle: \
                 {value}\nthen: {value}\nrate: [mood]\nfrom: 2026-11-02\nchosen by: me\n---\n{text}\n"
            ),
        ),
        (
            "entries/2026-11-16.md",
            format!("---\ntask: {value}\nbarrier: {value}\nfelt: {value}\ndiscuss: true\n---\n{text}\n"),
        ),
        ("entries/2026-11-17.md", format!("---\ntask: {value}\nstatus: not done\nbarrier: {value}\n---\n")),
        ("days/2026-11-18.md", text.to_owned()),
        ("reflections/2026-11-18.md", format!("---\nkind: reflection\ndate: 2026-11-18\n---\n{text}\n")),
    ];
    let mine = format!("---\nname: {value}\nshare: full\nin need: {value}\n---\n");
    let Ok(settings) = settings("journal.md", mine.as_bytes()) else { return };
    let drafts: Vec<_> = notes.iter().map(|(path, text)| understand(path, text.as_bytes())).collect();
    let as_of = "2026-11-18".parse().expect("a date");
    let journal = assemble(&settings, &drafts, &[], as_of, View::Shared);
    let weeks = [count_week(&journal, Week::containing(as_of, settings.week_starts), as_of)];
    let prompts = choose_prompts(&RULES, &journal, &weeks);
    let report = make_report(&journal, &weeks, &prompts);
    for (page, problem) in [TEMPLATES.week_markdown(&report), TEMPLATES.prompts_markdown(&report)] {
        assert_eq!(problem, None);
        check_markdown(&page);
    }
    let (page, problem) = TEMPLATES.week_html(&report);
    assert_eq!(problem, None);
    inert::check_html(&page);
    let overview = Overview::new(&settings, vec![Glance::new(&report)]);
    inert::check_html(&TEMPLATES.overview_html(&overview).0);
    check_markdown(&TEMPLATES.overview_markdown(&overview).0);
    for text in [
        report_text(&report, DEFAULT_LANGUAGE.phrases, 60, false),
        prompts_text(&report, DEFAULT_LANGUAGE.phrases, 60, false),
    ] {
        assert!(!text.contains(['\u{202e}', '\u{1b}']));
    }
}

/// No HTML, no image, and no link but to our own pages.
fn check_markdown(page: &str) {
    // The first line is our mark.
    let page = page.trim_start();
    for event in Parser::new_ext(page, Options::all()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html}\n{page}"),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("{dest_url}\n{page}"),
            Event::Start(Tag::Link { dest_url, .. }) => assert!(may_be_our_page_name(&dest_url), "{dest_url}\n{page}"),
            _ => {}
        }
    }
}
