//! The journals in `examples/`: they read without a problem, and Sam's numbers are those that were listed by hand, each
//! with the notes behind it (`tests/cases/why/`), as `show --why` prints them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use tinystep::folder;
use tinystep::journal::{self, Journal, View};
use tinystep::problem::ProblemClass;

use crate::sandbox::{Sandbox, copy};

/// A day long after both courses have ended.
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2027, 6, 1).unwrap();

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

fn open(name: &str) -> Journal {
    let root = root(name);
    let read = |path: &str| folder::read_file(&root, path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let settings = journal::settings("journal.md", &read("journal.md")).expect("settings");
    let scan = folder::scan(&root, &root.join("reports")).expect("a folder");
    let notes = scan.notes.iter().filter(|found| *found.path != *"journal.md");
    let drafts: Vec<_> = notes.map(|found| journal::understand(&found.path, &read(&found.path))).collect();
    let today = settings.cap_today_after_last_week_of_course(TODAY);
    journal::assemble(&settings, &drafts, &scan.other_files, today, View::Client)
}

#[test]
fn both_files_are_read_without_a_problem() {
    // What is left are hints, and they are meant: an example shows what people write.
    let meant = [("sam", "plans/tidy-corner.md", "when-vague")];
    let mut came = Vec::new();
    for name in ["daily-notes", "sam"] {
        for problem in open(name).problems {
            assert_eq!(problem.code.class(), ProblemClass::Hint, "{name}: {problem:?}");
            came.push((name, problem.file.clone(), problem.code.name()));
        }
    }
    let came: Vec<_> = came.iter().map(|(name, file, code)| (*name, file.as_str(), *code)).collect();
    assert_eq!(came, meant);
}

#[test]
fn the_numbers_are_those_listed_by_hand() {
    let here = Sandbox::example("sam");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/why");
    let (mut wrong, mut checked) = (String::new(), 0);
    for entry in std::fs::read_dir(folder).expect("lists") {
        let path = entry.expect("a list").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let start = name.trim_start_matches("sam-week-");
        let printed = here.run_to(0, &["show", "--why", "--week", start, "--as-of", &TODAY.to_string()]).out;
        assert!(printed.starts_with(&format!("week {start} to ")), "{printed}");
        let told = Told::read(&printed);
        let text = std::fs::read_to_string(&path).expect("a list");
        let mut plans = 0;
        for part in text.split("\n## ").skip(1) {
            // `Voice memo (`plans/voice-memo.md`)` here is the heading of the plan there.
            let heading = part.lines().next().unwrap_or("").replace('`', "");
            plans += usize::from(told.plans.contains(&heading));
            for row in part.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---")).skip(1) {
                let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
                let [number, value, behind, _] = cells[..] else { panic!("{name}: {row}") };
                checked += 1;
                let by_hand = sorted(behind);
                let (is, mut notes) = told.of(&heading, number);
                if number == "planned" {
                    // A pause is named if it takes occasions away, and printed if it touches the week.
                    let paused = told.number(&heading, "paused").map(|(_, lines)| places(lines)).unwrap_or_default();
                    notes.iter_mut().for_each(|n| n.extend(paused.iter().filter(|p| by_hand.contains(p)).cloned()));
                }
                let same = notes.as_ref().is_none_or(|notes| *notes == by_hand);
                if is != value || !same {
                    let _ = writeln!(
                        wrong,
                        "{name}, {heading}: {number}\n  by hand: {value}; {behind}\n  came:    {is}; {notes:?}"
                    );
                }
            }
        }
        assert_eq!(plans, told.plans.len(), "{name}: the plans of the week");
    }
    assert!(checked > 200, "only {checked} numbers");
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What `show --why` printed, taken apart.
#[derive(Default)]
struct Told<'a> {
    /// Their headings.
    plans: Vec<String>,
    /// The heading it is under (none for what is not part of a plan), the line of the number, and the lines behind it.
    numbers: Vec<(String, &'a str, Vec<&'a str>)>,
}

impl<'a> Told<'a> {
    fn read(printed: &'a str) -> Told<'a> {
        let mut told = Told::default();
        let mut heading = String::new();
        for line in printed.lines() {
            if let Some(note) = line.strip_prefix("    ") {
                told.numbers.last_mut().expect("a number").2.push(note);
            } else if let Some(number) = line.strip_prefix("  ") {
                told.numbers.push((heading.clone(), number, Vec::new()));
            } else if line.ends_with(".md)") {
                heading = line.to_owned();
                told.plans.push(heading.clone());
            } else {
                heading.clear();
                told.numbers.push((heading.clone(), line, Vec::new()));
            }
        }
        told
    }

    /// The value and the lines behind a number.
    fn number(&self, heading: &str, name: &str) -> Option<(&'a str, &[&'a str])> {
        self.numbers.iter().filter(|(of, ..)| of == heading).find_map(|(_, line, notes)| {
            let value = line.strip_prefix(name)?.strip_prefix([' ', ':'])?;
            Some((value, notes.as_slice()))
        })
    }

    /// A number as the lists write it, and the places behind it if the list names them.
    fn of(&self, heading: &str, number: &str) -> (String, Option<Vec<String>>) {
        let (value, lines) = self.number(heading, number).unwrap_or(("none", &[]));
        let behind = |name: &str| Some(places(self.number(heading, name).map_or(&[], |(_, lines)| lines)));
        // For these the lists only say how many there are, and the program lists them among others.
        let some = |lines: &[&str], is: &dyn Fn(&str) -> bool| {
            let those: Vec<&str> = lines.iter().copied().filter(|line| is(line)).collect();
            (those.len().to_string(), Some(places(&those)))
        };
        let aside = self.number(heading, "read, not counted").map_or(&[][..], |(_, lines)| lines);
        match number {
            "planned" => (value.to_owned(), behind("when")),
            "due" | "open" | "upcoming" => (value.to_owned(), None),
            "on time" => (value.to_owned(), behind("told a time")),
            "in place" => (value.to_owned(), behind("told a place")),
            "minutes noted" => (value.replace("known for", "told by"), Some(places(lines))),
            "completion" => {
                let value = self.number(heading, "done so far").map_or("none", |(value, _)| value);
                (value.split_once(" of ").map_or(value.to_owned(), ratio), None)
            }
            "skipped" => some(aside, &|line| line.contains(": a skip")),
            "read, not counted" => some(aside, &|line| !line.contains(": a skip")),
            "helper's own notes" => {
                let task = heading.split_once(" (").map_or(heading, |(task, _)| task);
                let lines = self.number("", "helper's notes").map_or(&[][..], |(_, lines)| lines);
                some(lines, &|line| line.ends_with(&format!(", {task}")))
            }
            "also done" => some(self.number("", number).map_or(&[][..], |(_, lines)| lines), &|_| true),
            _ => (value.to_owned(), Some(places(lines))),
        }
    }
}

/// To four places.
fn ratio((count, of): (&str, &str)) -> String {
    let number = |text: &str| text.parse::<f64>().expect("a number");
    ((number(count) / number(of) * 10_000.0).round() / 10_000.0).to_string()
}

/// The places in these lines, in order: what comes after the date (a plan's own have none), without further words.
fn places(lines: &[&str]) -> Vec<String> {
    let place = |line: &&str| {
        let place = line.split(',').next().unwrap_or(line);
        let place = place.split(": ").next().unwrap_or(place);
        let (first, rest) = place.split_once(' ').unwrap_or((place, ""));
        let behind = if first.parse::<NaiveDate>().is_ok() { rest } else { place };
        (behind != "no note").then(|| behind.to_owned())
    };
    let mut places: Vec<String> = lines.iter().filter_map(place).collect();
    places.sort();
    places
}

/// The places of a cell, in order.
fn sorted(cell: &str) -> Vec<String> {
    let mut places: Vec<String> =
        cell.split(", ").map(|p| p.trim_matches('`').to_owned()).filter(|p| !p.is_empty()).collect();
    places.sort();
    places
}

/// The reports without the mark at the top of each: it changes with every change of the sources that make a page.
fn without_marks(here: &Sandbox) -> Vec<(String, String)> {
    let page = |(name, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let lines = text.lines().filter(|line| !line.contains("<!-- tinystep"));
        (name, lines.collect::<Vec<_>>().join("\n"))
    };
    here.files("reports").into_iter().map(page).collect()
}

#[test]
fn the_committed_reports_are_those_of_today() {
    let renew = std::env::var_os("TINYSTEP_RENEW").is_some();
    for name in ["daily-notes", "sam"] {
        let here = Sandbox::example(name);
        std::fs::remove_dir_all(here.path("reports")).ok();
        here.run_to(0, &["report", "."]);
        if renew {
            for made in ["reports", "helper-card"].into_iter().filter(|made| here.exists(made)) {
                std::fs::remove_dir_all(root(name).join(made)).ok();
                copy(&here.path(made), &root(name).join(made));
            }
        }
        let committed = Sandbox::example(name);
        let (of_today, committed) = (without_marks(&here), without_marks(&committed));
        let names = |of: &[(String, String)]| of.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&of_today), names(&committed), "{name}: renew with TINYSTEP_RENEW=1 cargo test");
        for ((page, today), (_, committed)) in of_today.iter().zip(&committed) {
            let line = today.lines().zip(committed.lines()).find(|(today, committed)| today != committed);
            assert!(today == committed, "{name}, {page}: renew with TINYSTEP_RENEW=1 cargo test; {line:#?}");
        }
        // Nor is there anything else to write, so that watching an example leaves the checkout as it was.
        assert!(here.run_to(0, &["report", "."]).out.contains("up to date"));
        assert!(!here.exists("notes-to-fix.md") && !here.exists("edited"), "{name}");
    }
}
