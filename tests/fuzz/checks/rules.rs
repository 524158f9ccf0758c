//! A rule of a journal's own, from any text: it is read or it is a problem, and it never takes another rule's place in the
//! agenda by breaking. The text is the note of the rule; if it has no front matter, it is the condition.

use std::sync::LazyLock;

use tinystep::journal::{Journal, View, assemble, settings, understand};
use tinystep::note::quote_for_yaml;
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::problem::draw;
use tinystep::prompt::{Rules, choose_prompts, explain_rules};
use tinystep::week::{CountedWeek, Week, count_week};

/// A week with a plan, something done, something not, and a barrier.
static WEEK: LazyLock<(Journal, Vec<CountedWeek>)> = LazyLock::new(|| {
    let notes = [
        ("plans/walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-01\nconfidence: 5\n---\n"),
        ("days/2026-11-16.md", "- [x] 7:40 Walk, 5 min\n"),
        ("days/2026-11-17.md", "- [-] Walk\n  barrier: no time\n"),
    ];
    let settings = settings("journal.md", b"# Mine\n").expect("settings");
    let drafts: Vec<_> = notes.map(|(path, text)| understand(path, text.as_bytes())).into();
    let as_of = "2026-11-20".parse().expect("a date");
    let journal = assemble(&settings, &drafts, &[], as_of, View::Client);
    let week = count_week(&journal, Week::containing(as_of, settings.week_starts), as_of);
    (journal, vec![week])
});

/// # Panics
/// If one of these does not hold.
pub fn check(text: &str) {
    let note = if text.starts_with("---") {
        text.to_owned()
    } else {
        let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!(
            "---\nfor: client\nif: {}\npriority: 90\n---\nWhat helped with {{{{ task }}}}?\n",
            quote_for_yaml(&line)
        )
    };
    let own = [("prompts/own.md".to_owned(), note.into_bytes())];
    let (rules, problems) = Rules::new(DEFAULT_LANGUAGE, &own);
    for problem in &problems {
        let _ = draw::draw_full(problem, false);
        assert!(problem.place.column >= 1 && !problem.message.is_empty(), "{problem:?}");
    }
    let (journal, weeks) = &*WEEK;
    let first = choose_prompts(&rules, journal, weeks);
    assert_eq!(format!("{first:?}"), format!("{:?}", choose_prompts(&rules, journal, weeks)));
    let _ = explain_rules(&rules, journal, weeks);
}
