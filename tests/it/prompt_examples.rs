//! The prompts of the examples, read as a course: none twice in a row, the next stage asked for in its week, the next step
//! of every week good to paste, and nothing that depends on what was asked or made before.

use chrono::NaiveDate;
use tinystep::folder::Identity;
use tinystep::journal::{Journal, Settings, View};
use tinystep::pass::{self, Loaded};
use tinystep::prompt::{self, Prompt, Prompts, Rules};
use tinystep::week::{self, Week};

use crate::sandbox::Sandbox;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

fn load(here: &Sandbox) -> (Loaded, Settings) {
    let loaded = pass::load(&Identity::of(here.root()).expect("a folder"), &|_| {}).expect("a journal");
    let settings = loaded.settings.clone().expect("settings");
    (loaded, settings)
}

fn asked(journal: &Journal, week: Week, as_of: NaiveDate) -> Prompts {
    prompt::choose(&Rules::new(&[]).0, journal, &pass::six_weeks(journal, week, as_of))
}

/// Every week of an example with what is asked.
fn course(name: &str, view: View) -> Vec<(Week, Prompts)> {
    let here = Sandbox::example(name);
    let (loaded, settings) = load(&here);
    let journal = loaded.journal(&settings, TODAY, view);
    let as_of = settings.as_of(TODAY);
    week::reported(&journal, as_of).into_iter().map(|week| (week, asked(&journal, week, as_of))).collect()
}

#[test]
fn no_question_is_asked_twice_in_a_row() {
    for (name, least) in [("sam", 10), ("daily-notes", 3)] {
        for view in [View::Client, View::Shared] {
            let course = course(name, view);
            assert!(course.len() >= least, "{name}: {} weeks", course.len());
            for pair in course.windows(2) {
                let [(_, before), (week, after)] = pair else { continue };
                let texts = |of: &[Prompt]| of.iter().map(|p| p.text.clone()).collect::<Vec<_>>();
                let again = |of: &[Prompt], than: &[Prompt]| {
                    texts(of).into_iter().filter(|text| texts(than).contains(text)).collect::<Vec<_>>()
                };
                assert_eq!(again(&after.client, &before.client), Vec::<String>::new(), "{name}, {}", week.start());
                // Planning stands in every agenda; what to be curious about changes.
                let curious = |of: &Prompts| {
                    let all = of.agenda.middle.iter().filter(|p| p.rule.starts_with("agenda-curious"));
                    all.cloned().collect::<Vec<_>>()
                };
                assert_eq!(again(&curious(after), &curious(before)), Vec::<String>::new(), "{name}, {}", week.start());
            }
        }
    }
}

#[test]
fn sams_weeks_ask_for_the_next_stage_when_it_is_time() {
    let course = course("sam", View::Shared);
    let asks = |week: &str, rule: &str| {
        let (_, prompts) = course.iter().find(|(w, _)| w.start().to_string() == week).expect("a week of the course");
        prompts.client.iter().any(|p| p.rule == rule)
    };
    // Two weeks of noticing end with the question what to try; two weeks of trying with what would be a little more.
    let ready: Vec<String> = course
        .iter()
        .flat_map(|(week, prompts)| prompts.client.iter().map(move |p| (week, p)))
        .filter(|(_, p)| p.rule == "notice-ready" || p.rule == "try-ready")
        .map(|(week, p)| format!("{} {}", week.start(), p.rule))
        .collect();
    assert_eq!(ready, ["2026-09-11 notice-ready", "2026-09-25 try-ready"]);
    assert!(asks("2026-10-30", "changed-fit") && asks("2026-11-06", "plan-ends"));
}

/// Each next step, pasted into a new note: `check` has nothing to say that it did not say before, and the plan counts.
#[test]
fn every_next_step_can_be_pasted() {
    let mut pasted = 0;
    for name in ["sam", "daily-notes"] {
        for (week, prompts) in course(name, View::Client) {
            let block = &prompts.agenda.next_step;
            if block.is_empty() {
                continue;
            }
            pasted += 1;
            let here = Sandbox::example(name);
            // As of the session: what was written later is not there yet.
            let later = week.after(1).start().to_string();
            std::fs::read_dir(here.path(if name == "sam" { "plans" } else { "notes" }))
                .expect("plans")
                .map(|entry| entry.expect("a plan").path())
                .filter(|path| {
                    let text = std::fs::read_to_string(path).expect("a plan");
                    text.lines().any(|line| line.strip_prefix("from: ").is_some_and(|from| from >= later.as_str()))
                })
                .for_each(|path| std::fs::remove_file(path).expect("a plan"));
            let settings = here.read("journal.md");
            let open: String =
                settings.lines().filter(|l| !l.starts_with("until:")).map(|l| format!("{l}\n")).collect();
            here.write("journal.md", open);
            let check = |here: &Sandbox| here.run(&["check", "--as-of", &later, "--format", "json"]).out;
            let before = check(&here);
            here.write("plans/next step.md", block);
            assert_eq!(check(&here), before, "{name}, {}\n{block}", week.start());
            let shown = here.run_to(0, &["show", "--week", &later, "--as-of", &later, "--format", "json"]).out;
            assert!(shown.contains("\"plans/next step.md\""), "{name}, {}\n{block}\n{shown}", week.start());
        }
    }
    assert!(pasted >= 8, "{pasted}");
}

/// What is asked in a week depends on the notes alone: not on pages that were made, nor on the weeks that are asked for.
#[test]
fn earlier_pages_change_nothing() {
    let here = Sandbox::example("sam");
    here.run_to(0, &["report", "--as-of", "2026-10-10"]);
    here.run_to(0, &["report", "--as-of", "2026-10-17"]);
    let page = here.read("reports/prompts-2026-10-16.md");
    std::fs::remove_dir_all(here.path("reports")).expect("made pages");
    here.run_to(0, &["report", "--as-of", "2026-10-17"]);
    assert_eq!(here.read("reports/prompts-2026-10-16.md"), page);
    std::fs::remove_file(here.path("reports/prompts-2026-10-09.md")).expect("last week's page");
    std::fs::remove_file(here.path("reports/week-2026-10-09.md")).expect("last week's page");
    here.run_to(0, &["report", "--as-of", "2026-10-17"]);
    assert_eq!(here.read("reports/prompts-2026-10-16.md"), page);
    let only = here.run_to(0, &["prompts", "--week", "2026-10-16", "--as-of", "2026-10-17", "--shared"]).out;
    for line in page.lines().filter(|line| line.starts_with("- ")) {
        let start =
            line.trim_start_matches("- ").trim_start_matches("**").split([':', '?', '\\']).next().unwrap_or_default();
        assert!(only.contains(start), "{start}\n{only}");
    }
}
