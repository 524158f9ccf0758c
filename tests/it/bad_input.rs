//! Bad notes, with the real binary: what `check` says of them, how it ends, and that the other notes are counted as if the
//! bad one were not there. What text can hold stands in `tests/cases/bad-input/`; bytes, names and links are made here.
//!
//! The block `check` lists problems as `check --format json` gives them. Behind the word stands what must hold beside: the
//! exit status, which is 1 where one of them is an error. The files before the first heading of a document are the rest:
//! `show --format json` counts them alike with the case's own notes and without.

use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::cases;
use crate::sandbox::{Ran, Sandbox};

const AS_OF: &str = "2026-11-22";

/// Under a second where the machine is quiet and the build optimised; here neither is.
const MOST: Duration = Duration::from_secs(20);

#[test]
fn documents() {
    cases::run("bad-input", |case, expected| {
        let here = Sandbox::empty();
        case.shared.iter().for_each(|(path, text)| here.write(path, text));
        let without = rest(&here);
        case.files.iter().for_each(|(path, text)| here.write(path, text));
        match expected.kind.as_str() {
            "check" => {}
            "counted" => return Some(counted(&here)),
            _ => return None,
        }
        let problems = check(&here);
        if problems.iter().any(|p| p["file"] == "journal.md" && p["level"] == "error") {
            nothing_is_written(&here);
        } else {
            let with = rest(&here);
            if without != with {
                return Some(format!("the other notes are not counted alike\n{without:?}\n{with:?}"));
            }
        }
        Some(said(&problems))
    });
}

/// Settings are never guessed: `notes-to-fix.md` is all that is made.
fn nothing_is_written(here: &Sandbox) {
    let before = here.files(".");
    assert_eq!(timely(here, &["report", ".", "--as-of", AS_OF]).status, 2);
    let after = here.files(".");
    let new: Vec<&str> =
        after.iter().filter(|file| !before.contains(file)).map(|(path, _)| path.as_str()).collect();
    assert_eq!(new, ["notes-to-fix.md"]);
}

/// What `check` says, as JSON; that it ends as it should, in time, and says the same to a person.
fn check(here: &Sandbox) -> Vec<Value> {
    let ran = timely(here, &["check", ".", "--format", "json", "--as-of", AS_OF]);
    let problems: Vec<Value> = serde_json::from_str(&ran.out).expect("a list");
    let errors = problems.iter().filter(|p| p["level"] == "error").count();
    assert_eq!(ran.status, i32::from(errors > 0), "{}\n{}", ran.out, ran.err);
    assert_eq!(ran.err, "");
    let text = timely(here, &["check", ".", "--as-of", AS_OF]);
    assert_eq!(text.status, ran.status);
    for problem in &problems {
        let place = format!("--> {}:{}:{}", problem["file"].as_str().expect("a file"), problem["line"], problem["column"]);
        assert!(text.out.contains(&place), "{place} in {}", text.out);
        assert!(!problem["help"].as_str().expect("help").is_empty(), "{problem}");
    }
    problems
}

/// A problem as a document shows it.
fn said(problems: &[Value]) -> String {
    let mut out = String::new();
    for problem in problems {
        let text = |key: &str| problem[key].as_str().unwrap_or_default();
        let (line, column) = (&problem["line"], &problem["column"]);
        let _ = writeln!(out, "{}:{line}:{column} {}[{}]", text("file"), text("level"), text("code"));
        let _ = writeln!(out, "  {}\n  {}", text("message"), text("help"));
    }
    out
}

/// What of a case's own notes counts in the week of the as-of date: its plans, and what was also done.
fn counted(here: &Sandbox) -> String {
    let ran = timely(here, &["show", ".", "--format", "json", "--as-of", AS_OF]);
    let shown: Value = serde_json::from_str(&ran.out).expect("JSON");
    let mut out = String::new();
    for (key, what) in [("plans", "plan"), ("also_done", "also done")] {
        for found in shown[key].as_array().expect("a list") {
            let text = |key: &str| found[key].as_str().unwrap_or_default();
            if !is_rest(found) {
                let _ = write!(out, "{what} {} ({}", text("task"), text("note"));
                let _ = if key == "plans" {
                    writeln!(out, ") {} planned, {} done", found["planned"], found["done"])
                } else {
                    writeln!(out, ") {}, minutes {}", text("date"), found["minutes"])
                };
            }
        }
    }
    let _ = writeln!(out, "left out: {}", shown["problems"]["notes"]);
    out
}

/// Whether a note is one that every case has.
fn is_rest(found: &Value) -> bool {
    ["rest/walk.md", "rest/piano.md"].iter().any(|note| found["note"] == *note)
}

/// The numbers of the week for the notes that every case has, and what was also done.
fn rest(here: &Sandbox) -> Vec<Value> {
    let ran = timely(here, &["show", ".", "--format", "json", "--as-of", AS_OF]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let shown: Value = serde_json::from_str(&ran.out).expect("JSON");
    let list = |key: &str| shown[key].as_array().expect("a list").clone();
    list("plans").iter().chain(&list("also_done")).filter(|found| is_rest(found)).cloned().collect()
}

fn timely(here: &Sandbox, arguments: &[&str]) -> Ran {
    let start = Instant::now();
    let ran = here.run(arguments);
    assert!(start.elapsed() < MOST, "{arguments:?} took {:?}", start.elapsed());
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran
}
