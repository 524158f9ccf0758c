//! The program against the second counter, on random journals in all note forms.

use tinystep::journal::{View, assemble, settings, understand};
use tinystep::report::json;
use tinystep::week::{self, Week};

use crate::random_journal::{Random, journal};
use crate::second_counter;

/// What the program counts, as SPEC 9's JSON.
fn program(random: &Random) -> serde_json::Value {
    let settings = settings("journal.md", random.files[0].1.as_bytes()).expect("settings");
    let drafts: Vec<_> = random.files[1..].iter().map(|(path, text)| understand(path, text.as_bytes())).collect();
    let journal = assemble(&settings, &drafts, &[], random.as_of, View::Client);
    let errors: Vec<_> = journal
        .problems
        .iter()
        .filter(|p| p.code.class() == tinystep::problem::Class::Error)
        .map(|p| format!("{}:{} {}", p.file, p.place.line, p.message))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{}", written(random));
    let week = Week::of(random.date, settings.week_starts);
    serde_json::to_value(json(&journal, &week::count(&journal, week, random.as_of), random.as_of)).expect("JSON")
}

fn second(random: &Random) -> Vec<serde_json::Value> {
    let week = Week::of(random.date, random.week_starts);
    let mut order: Vec<usize> = (0..random.plans.len()).collect();
    order.sort_by_key(|&n| (random.plans[n].task.to_lowercase(), random.plans[n].start));
    order
        .into_iter()
        .filter_map(|n| second_counter::count(&random.plans[n], &random.entries_of(n), week.start(), random.as_of))
        .collect()
}

fn written(random: &Random) -> String {
    random.files.iter().map(|(path, text)| format!("=== {path}\n{text}")).collect()
}

#[test]
fn two_counters_agree_on_random_journals() {
    let count = std::env::var("TINYSTEP_JOURNALS").ok().and_then(|n| n.parse().ok()).unwrap_or(600);
    for seed in 0..count {
        let random = journal(seed);
        let (ours, theirs) = (program(&random), second(&random));
        let plans = ours["plans"].as_array().cloned().unwrap_or_default();
        assert_eq!(plans.len(), theirs.len(), "seed {seed}: plans\n{ours:#}\n{}", written(&random));
        for (a, b) in plans.iter().zip(&theirs) {
            for (key, value) in b.as_object().expect("a plan") {
                assert_eq!(
                    &a[key],
                    value,
                    "seed {seed}, {} of {}, as of {}, week of {}\n{}",
                    key,
                    b["task"],
                    random.as_of,
                    random.date,
                    written(&random)
                );
            }
            assert_eq!(a.as_object().map(serde_json::Map::len), b.as_object().map(serde_json::Map::len));
        }
    }
}
