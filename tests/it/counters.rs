//! The program against the second counter, on random journals in all note forms.

use serde_json::{Map, Value};
use tinystep::journal::{View, assemble, settings, understand};
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::render::week_data;
use tinystep::report::Report;
use tinystep::week::{self, Week};

use crate::random_journal::{Random, journal, journal_with_signs_in_names};
use crate::sandbox::{Sandbox, times};
use crate::second_counter;

/// What the program counts, as docs/specification.md#9-commands's JSON.
fn program(random: &Random) -> serde_json::Value {
    let settings = settings("journal.md", random.files[0].1.as_bytes()).expect("settings");
    let drafts: Vec<_> = random.files[1..].iter().map(|(path, text)| understand(path, text.as_bytes())).collect();
    let as_of = settings.cap_today_after_last_week_of_course(random.today);
    assert_eq!(as_of, random.as_of, "{}", written(random));
    let journal = assemble(&settings, &drafts, &random.others, as_of, View::Client);
    let errors: Vec<_> = journal
        .problems
        .iter()
        .filter(|p| p.code.class() == tinystep::problem::ProblemClass::Error)
        .map(|p| format!("{}:{} {}", p.file, p.place.line, p.message))
        .collect();
    assert_eq!(errors.len(), random.left_out, "{errors:#?}\n{}", written(random));
    let week = Week::containing(random.date, settings.week_starts);
    let counted = week::count_week(&journal, week, as_of);
    serde_json::to_value(week_data(&journal, &counted, as_of, &Report::default(), DEFAULT_LANGUAGE.phrases))
        .expect("JSON")
}

fn second(random: &Random) -> Vec<serde_json::Value> {
    let week = Week::containing(random.date, random.week_starts);
    let mut order: Vec<usize> = (0..random.plans.len()).collect();
    order.sort_by_key(|&n| (random.plans[n].task.to_lowercase(), random.plans[n].start));
    order
        .into_iter()
        .filter_map(|n| second_counter::count(&random.plans[n], &random.entries_of(n), week.start(), random.as_of))
        .collect()
}

fn written(random: &Random) -> String {
    random
        .files
        .iter()
        .map(|(path, text)| format!("=== {path}\n{text}"))
        .chain(random.others.iter().map(|path| format!("=== {path}\n")))
        .collect()
}

/// Where the two differ, in words; none if they agree.
fn difference(random: &Random) -> Option<String> {
    let (ours, theirs) = (program(random), second(random));
    let plans = ours["plans"].as_array().cloned().unwrap_or_default();
    let names = |plans: &[serde_json::Value]| plans.iter().map(|p| p["note"].clone()).collect::<Vec<_>>();
    if names(&plans) != names(&theirs) {
        return Some(format!("plans: {:?}, but the second counter {:?}", names(&plans), names(&theirs)));
    }
    for (a, b) in plans.iter().zip(&theirs) {
        let (a, b) = (a.as_object()?, b.as_object()?);
        // The second counter has no list of occasions, and says nothing of pauses and of ends.
        let of_ours = ["occasions", "paused_on", "ended_on"];
        if a.keys().filter(|key| !of_ours.contains(&key.as_str())).count() != b.len() {
            return Some(format!("keys: {:?}", a.keys()));
        }
        if let Some(wrong) = wrong_sum(&ours, a) {
            return Some(wrong);
        }
        if let Some((key, value)) = b.iter().find(|&(key, value)| a.get(key) != Some(value)) {
            return Some(format!("{key} of {}: {}, but the second counter {value}", b["note"], a[key]));
        }
    }
    let week = Week::containing(random.date, random.week_starts).start();
    let also_done = serde_json::Value::from(second_counter::also_done(&random.other_entries(), week, random.as_of));
    let of_others = [("also_done", also_done), ("problems", serde_json::json!(random.left_out))];
    of_others
        .iter()
        .find(|(key, value)| if *key == "problems" { ours[key]["notes"] != *value } else { ours[key] != *value })
        .map(|(key, value)| format!("{key}: {}, but the second counter {value}", ours[key]))
}

/// A number of a plan that its occasions and entries do not add up to.
fn wrong_sum(week: &Value, plan: &Map<String, Value>) -> Option<String> {
    let list = |of: &Value| of.as_array().cloned().unwrap_or_default();
    let occasions = list(plan.get("occasions")?);
    let entries = list(&week["entries"]).into_iter();
    let entries: Vec<Value> =
        entries.filter(|e| (&e["task"], &e["plan_start"]) == (&plan["task"], &plan["start"])).collect();
    let state = |name: &str| occasions.iter().filter(|occasion| occasion["state"] == name).count();
    let counts_as = |name: &str| entries.iter().filter(|entry| entry["counts_as"] == name).count();
    let sums = [
        ("planned", occasions.len()),
        ("done", state("done")),
        ("partly", state("partly")),
        ("not_done", state("not_done")),
        ("open", state("open")),
        ("upcoming", state("upcoming")),
        ("moved", occasions.iter().filter(|occasion| occasion["moved"] == true).count()),
        ("moved", counts_as("moved")),
        ("extra", counts_as("extra")),
    ];
    let wrong = sums.into_iter().find(|(name, sum)| plan[*name] != *sum)?;
    Some(format!("{wrong:?} of {}, but the plan has {}", plan["task"], plan[wrong.0]))
}

/// How many journals are tried: as `TINYSTEP_JOURNALS` or `PROPTEST_CASES` says, else `cases` as [`times`] has it.
fn journals_to_try(cases: u32) -> u64 {
    let said = |name: &str| std::env::var(name).ok().and_then(|n| n.parse().ok());
    said("TINYSTEP_JOURNALS").or_else(|| said("PROPTEST_CASES")).unwrap_or(times(cases).into())
}

/// Of the journals that differ the shortest is shown.
#[test]
fn two_counters_agree_on_random_journals() {
    let count = journals_to_try(1000);
    let differ: Vec<(usize, u64, String)> = (0..count)
        .filter_map(|seed| {
            let random = journal_with_signs_in_names(seed);
            let text = written(&random);
            let what = difference(&random)?;
            let (date, as_of) = (random.date, random.as_of);
            Some((text.len(), seed, format!("seed {seed}, as of {as_of}, week of {date}\n{text}\n{what}")))
        })
        .collect();
    if let Some((_, _, shortest)) = differ.iter().min() {
        panic!("{} of {count} journals differ; {shortest}", differ.len());
    }
}

/// The order in which files were made, and the folders that notes are in, change nothing: the real binary makes the same pages.
#[test]
fn order_and_folders_of_notes_change_nothing() {
    let made = |random: &Random, files: &mut dyn Iterator<Item = (String, &str)>| {
        let here = Sandbox::empty();
        files.for_each(|(path, text)| here.write(&path, text));
        let (today, week) = (random.today.to_string(), random.date.to_string());
        let json = here.run_to(0, &["show", "--as-of", &today, "--week", &week, "--format", "json"]).out;
        here.run_to(0, &["report", "--as-of", &today]);
        (json.replace("\"deep/er/", "\""), here.files("reports"))
    };
    for seed in 0..journals_to_try(6).min(2000) {
        let random = journal(seed);
        let others = random.others.iter().map(|path| (path.as_str(), ""));
        let notes = random.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let files: Vec<(&str, &str)> = notes.chain(others).collect();
        let plain = made(&random, &mut files.iter().map(|&(path, text)| (path.to_owned(), text)));
        let reversed = made(&random, &mut files.iter().rev().map(|&(path, text)| (path.to_owned(), text)));
        assert!(plain == reversed, "seed {seed}: the order of files\n{}", written(&random));
        // By path they come in the same order as before, since that decides between what is equal in all else.
        let deep = |path: &str| match path.split_once('/') {
            Some(("daily" | "entries" | "more", _)) => format!("deep/er/{path}"),
            _ => path.to_owned(),
        };
        let deep = made(&random, &mut files.iter().map(|&(path, text)| (deep(path), text)));
        assert_eq!(plain.0, deep.0, "seed {seed}: folders\n{}", written(&random));
        assert!(plain.1 == deep.1, "seed {seed}: folders\n{}", written(&random));
    }
}
