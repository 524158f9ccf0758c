//! The first inputs of each target of `cargo fuzz` (docs/reliability.md, "Fuzzing"). So the checks always compile, and always hold of them.

use std::fs;
use std::path::Path;

#[path = "../fuzz/checks/lib.rs"]
mod checks;

/// The first inputs of a target; a line of four percent signs is between two of them.
fn seeds(target: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fuzz/seeds/{target}.txt"));
    let text = fs::read_to_string(&path).expect("the seeds");
    let seeds: Vec<String> = text.split("%%%%\n").map(str::to_owned).filter(|seed| !seed.is_empty()).collect();
    assert!(seeds.len() > 1, "{target}");
    seeds
}

fn check_texts(target: &str, check: fn(&str)) {
    seeds(target).iter().for_each(|seed| check(seed));
}

fn check_bytes(target: &str, check: fn(&[u8])) {
    seeds(target).iter().for_each(|seed| check(seed.as_bytes()));
}

#[test]
fn the_checks_hold_of_the_first_inputs() {
    check_texts("body_lines", checks::body_lines::check);
    check_bytes("front_matter", checks::front_matter::check);
    check_texts("imports", checks::imports::check);
    check_texts("pages", checks::pages::check);
    check_bytes("provenance", checks::provenance::check);
    check_texts("rules", checks::rules::check);
    check_texts("values", checks::values::check);
    check_bytes("week_json", checks::week_json::check);
    check_texts("when", checks::when::check);
}
