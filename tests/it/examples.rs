//! The journals in `examples/`: they read without a problem, and Sam's numbers are those that were listed by hand, each
//! with the notes behind it (`tests/cases/why/`).

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use tinystep::folder;
use tinystep::journal::{self, Entry, Form, Journal, Settings, View};
use tinystep::problem::Class;
use tinystep::week::{self, Number, PlanWeek, Share, Week};

use crate::sandbox::{Sandbox, copy};

/// A day long after both courses have ended.
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2027, 6, 1).unwrap();

/// The numbers of the lists: as they are called there, and what says which notes are behind them.
const NUMBERS: [(&str, Option<Number>); 16] = [
    ("planned", None),
    ("due", None),
    ("done", Some(Number::Done)),
    ("partly", Some(Number::Partly)),
    ("not done", Some(Number::NotDone)),
    ("open", None),
    ("upcoming", None),
    ("moved", Some(Number::Moved)),
    ("extra", Some(Number::Extra)),
    ("days practised", Some(Number::DaysPractised)),
    ("completion", None),
    ("minutes noted", Some(Number::MinutesKnownFor)),
    ("minutes each", None),
    ("minutes a week", None),
    ("on time", Some(Number::OnTimeOf)),
    ("in place", Some(Number::InPlaceOf)),
];

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

fn open(name: &str) -> (Settings, Journal) {
    let root = root(name);
    let read = |path: &str| folder::read(&root, path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let settings = journal::settings("journal.md", &read("journal.md")).expect("settings");
    let scan = folder::scan(&root, &root.join("reports")).expect("a folder");
    let notes = scan.notes.iter().filter(|found| *found.path != *"journal.md");
    let drafts: Vec<_> = notes.map(|found| journal::understand(&found.path, &read(&found.path))).collect();
    let today = settings.as_of(TODAY);
    let journal = journal::assemble(&settings, &drafts, &scan.others, today, View::Client);
    (settings, journal)
}

#[test]
fn both_read_without_a_problem() {
    // What is left are hints, and they are meant: an example shows what people write.
    let meant = [
        ("sam", "entries/2026-10/2026-10-29-mail.md", "barrier-unknown"),
        ("sam", "plans/tidy-corner.md", "when-vague"),
    ];
    let mut came = Vec::new();
    for name in ["daily-notes", "sam"] {
        for problem in open(name).1.problems {
            assert_eq!(problem.code.class(), Class::Hint, "{name}: {problem:?}");
            came.push((name, problem.file.clone(), problem.code.name()));
        }
    }
    let came: Vec<_> = came.iter().map(|(name, file, code)| (*name, file.as_str(), *code)).collect();
    assert_eq!(came, meant);
}

#[test]
fn the_numbers_are_those_listed_by_hand() {
    let (settings, journal) = open("sam");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/why");
    let (mut wrong, mut checked) = (String::new(), 0);
    for entry in std::fs::read_dir(folder).expect("lists") {
        let path = entry.expect("a list").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let start: NaiveDate = name.trim_start_matches("sam-week-").parse().expect("a date in the name");
        let week = Week::of(start, settings.week_starts);
        assert_eq!(week.start(), start);
        let counted = week::count(&journal, week, week::as_of_for(week, settings.as_of(TODAY)));
        let text = std::fs::read_to_string(&path).expect("a list");
        let mut plans = 0;
        for part in text.split("\n## ").skip(1) {
            let plan =
                counted.plans.iter().find(|p| part.lines().next().unwrap_or("").contains(&*journal.plans[p.plan].note));
            plans += usize::from(plan.is_some());
            for row in part.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---")).skip(1) {
                let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
                let [number, value, behind, _] = cells[..] else { panic!("{name}: {row}") };
                checked += 1;
                let (is, notes) = match plan {
                    Some(plan) => of_plan(number, plan, &journal, &counted.helpers),
                    None => (counted.also_done.len().to_string(), Some(places(&counted.also_done, &journal.entries))),
                };
                let same = notes.as_ref().is_none_or(|notes| *notes == sorted(behind));
                if is != value || !same {
                    let heading = part.lines().next().unwrap_or("");
                    let _ = writeln!(
                        wrong,
                        "{name}, {heading}: {number}\n  by hand: {value}; {behind}\n  came:    {is}; {notes:?}"
                    );
                }
            }
        }
        assert_eq!(plans, counted.plans.len(), "{name}: the plans of the week");
    }
    assert!(checked > 200, "only {checked} numbers");
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A number of a plan's week as the lists write it, and the notes behind it where the list names them.
fn of_plan(number: &str, plan: &PlanWeek, journal: &Journal, helpers: &[usize]) -> (String, Option<Vec<String>>) {
    let of = |share: Option<Share>| share.map_or("none".into(), |s| format!("{} of {}", s.count, s.of));
    let minutes = |m: tinystep::when::Minutes| m.seconds / 60;
    let own = |is: &dyn Fn(week::AsWhat) -> bool| {
        let those: Vec<usize> = plan.entries.iter().filter(|c| is(c.as_what)).map(|c| c.entry).collect();
        (those.len().to_string(), Some(places(&those, &journal.entries)))
    };
    let value = match number {
        "planned" => plan.planned.to_string(),
        "due" => plan.due.to_string(),
        "done" => plan.done.to_string(),
        "partly" => plan.partly.to_string(),
        "not done" => plan.not_done.to_string(),
        "open" => plan.open.to_string(),
        "upcoming" => plan.upcoming.to_string(),
        "moved" => plan.moved.to_string(),
        "extra" => plan.extra.to_string(),
        "days practised" => of(plan.days_practised),
        "completion" => plan.completion().map_or("none".into(), |c| ((c * 10_000.0).round() / 10_000.0).to_string()),
        "minutes noted" => format!("{}, told by {}", minutes(plan.minutes.noted), plan.minutes.known_for),
        "minutes each" => plan.minutes.planned_each.map_or("none".into(), |m| minutes(m).to_string()),
        "minutes a week" => plan.minutes.planned_week.map_or("none".into(), |m| minutes(m).to_string()),
        "on time" => of(plan.on_time),
        "in place" => of(plan.in_place),
        "skipped" => return own(&|what| what == week::AsWhat::Skip),
        "read, not counted" => return own(&|what| matches!(what, week::AsWhat::NotCounted(_))),
        "helper's own notes" => {
            let those: Vec<usize> =
                helpers.iter().copied().filter(|&n| journal.entries[n].plan == Some(plan.plan)).collect();
            return (those.len().to_string(), Some(places(&those, &journal.entries)));
        }
        other => panic!("no number is called {other}"),
    };
    let behind = NUMBERS.iter().find(|(name, _)| *name == number).and_then(|(_, number)| *number).map(|number| {
        let those: Vec<usize> = plan.behind(number, &journal.entries).iter().filter_map(|b| b.entry).collect();
        places(&those, &journal.entries)
    });
    (value, behind)
}

/// Where these entries stand, in order; a collected file has no line.
fn places(those: &[usize], entries: &[Entry]) -> Vec<String> {
    let place = |&n: &usize| match &entries[n] {
        Entry { form: Form::File, note, .. } => note.to_string(),
        Entry { note, line, .. } => format!("{note}:{line}"),
    };
    let mut places: Vec<String> = those.iter().map(place).collect();
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

#[test]
fn the_committed_reports_are_those_of_today() {
    let renew = std::env::var_os("TINYSTEP_RENEW").is_some();
    for name in ["daily-notes", "sam"] {
        let here = Sandbox::example(name);
        std::fs::remove_dir_all(here.path("reports")).ok();
        here.run_to(0, &["report", "."]);
        if renew {
            std::fs::remove_dir_all(root(name).join("reports")).ok();
            copy(&here.path("reports"), &root(name).join("reports"));
        }
        let committed = Sandbox::example(name);
        assert_eq!(here.files("reports"), committed.files("reports"), "{name}: renew with TINYSTEP_RENEW=1 cargo test");
        // Nor is there anything else to write, so that watching an example leaves the checkout as it was.
        assert!(here.run_to(0, &["report", "."]).out.contains("up to date"));
        assert!(!here.exists("notes-to-fix.md") && !here.exists("edited"), "{name}");
    }
}
