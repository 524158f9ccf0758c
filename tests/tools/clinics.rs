//! The facts in `data/` and the SQL of docs/clinics.md, checked by programs that are not ours: two validators of JSON Schema, and
//! DuckDB over the tables of random journals, compared with sums of the facts in `data/`. `TINYSTEP_KEEP` names a folder that
//! the tables and the data are copied to, for other programs.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use serde_json::{Value, json};
use tinystep::build::{self, UneditedPagesOnDisk};
use tinystep::data::{Decimal, PlanData, WeekData};
use tinystep::folder::FolderIdentity;
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::week::{Counts, State};
use tinystep::when::{Parsed, parse_when};

use crate::ToolTest;
use crate::sandbox::{self, Sandbox, python, times};
use crate::{full_week, random_journal};

pub const TESTS: &[ToolTest] = &[
    ToolTest {
        name: "the_data_fit_their_schema",
        needs: &[&["python3 with jsonschema"], &["python3 with jsonschema_rs"]],
        is_long: false,
        run: the_data_fit_their_schema,
    },
    ToolTest {
        name: "duckdb_counts_as_tinystep_does",
        needs: &[&["python3 with duckdb"]],
        is_long: false,
        run: duckdb_counts_as_tinystep_does,
    },
];

/// A date after the weeks of the random journals.
const AS_OF: &str = "2026-12-31";

/// Random journals in separate folders, each of a different client.
fn random_journals(count: u32) -> (Sandbox, Vec<String>) {
    let here = Sandbox::empty();
    let mut names = Vec::new();
    for seed in 0..u64::from(count) {
        let name = format!("client-{seed:03}");
        for (path, text) in random_journal::journal(seed).files {
            let named = if path == "journal.md" { with_name(&text, &name) } else { text };
            here.write(&format!("{name}/{path}"), named);
        }
        names.push(name);
    }
    (here, names)
}

/// Copies a folder to a place where somebody wants to look at it.
fn keep(here: &Sandbox, folder: &str) {
    if let Some(to) = std::env::var_os("TINYSTEP_KEEP") {
        sandbox::copy(&here.path(folder), &Path::new(&to).join(folder));
    }
}

/// The settings with this name and no other.
fn with_name(settings: &str, name: &str) -> String {
    let body = settings.strip_prefix("---\n").unwrap_or("---\n");
    format!("---\nname: {name}\n{body}")
}

/// What `data/` of a journal holds.
fn data_of(here: &Sandbox, journal: &str) -> Vec<String> {
    let root = FolderIdentity::resolve(&here.path(journal)).expect("a folder");
    let snapshot = build::load(None, &root, DEFAULT_LANGUAGE, SystemTime::now(), &|_| {}).expect("a journal");
    let settings = snapshot.settings.as_ref().unwrap_or_else(|problems| panic!("{journal}: {problems:#?}"));
    let today = AS_OF.parse().expect("a date");
    let photos = build::PhotoMaker::none();
    let files = build::build_all_files(&snapshot, settings, today, photos, &UneditedPagesOnDisk::default());
    files.data.into_iter().filter_map(|file| Some(file.body?.text().expect("its text").into_owned())).collect()
}

fn the_data_fit_their_schema() {
    let (here, names) = random_journals(times(80).max(10));
    let mut weeks: Vec<String> = names.iter().flat_map(|name| data_of(&here, name)).collect();
    for example in [Sandbox::example("sam"), Sandbox::example("daily-notes"), full_week::journal()] {
        example.run_to(0, &["report"]);
        weeks.extend(example.files("reports/data").into_iter().map(|(_, text)| String::from_utf8(text).expect("text")));
    }
    let lines: String = weeks.iter().map(|week| week.replace('\n', " ") + "\n").collect();
    here.write("data/weeks.jsonl", lines);
    keep(&here, "data");
    let script = "import json, sys\n\
        from jsonschema import Draft202012Validator as Validator\n\
        import jsonschema_rs\n\
        schema = json.load(open(sys.argv[1]))\n\
        Validator.check_schema(schema)\n\
        validator = Validator(schema, format_checker=Validator.FORMAT_CHECKER)\n\
        weeks = [json.loads(line) for line in open('data/weeks.jsonl')]\n\
        wrong = [error for week in weeks for error in validator.iter_errors(week)]\n\
        assert not wrong, wrong[0]\n\
        second = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)\n\
        wrong = [error for week in weeks for error in second.iter_errors(week)]\n\
        assert not wrong, wrong[0]\n\
        for broken in [dict(weeks[0], as_of='2026-11-31'), dict(weeks[0], plans=None)]:\n\
        \x20   assert not validator.is_valid(broken) and not second.is_valid(broken)\n\
        print(len(weeks))";
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/week.schema.json");
    let seen = run_python(&here, &["-c", script, schema]);
    assert_eq!(seen.trim(), weeks.len().to_string());
    assert!(weeks.len() > names.len(), "only {} weeks", weeks.len());
}

fn run_python(here: &Sandbox, arguments: &[&str]) -> String {
    let output = python().args(arguments).current_dir(here.root()).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// Runs the SQL of a document and prints each answer as JSON: its name, and its rows.
const RUN_SQL: &str = "import duckdb, json, re, sys\n\
    answers, text = {}, open(sys.argv[1]).read()\n\
    for name, sql in re.findall(r'```sql (\\S+)\\n(.*?)```', text, re.S):\n\
    \x20   if name == 'spark':\n\
    \x20       continue\n\
    \x20   found = duckdb.execute(sql)\n\
    \x20   if name != 'duckdb':\n\
    \x20       names = [column[0] for column in found.description]\n\
    \x20       answers[name] = [dict(zip(names, row)) for row in found.fetchall()]\n\
    print(json.dumps(answers, default=float))";

fn duckdb_counts_as_tinystep_does() {
    let (here, names) = random_journals(times(80).max(10));
    let mut arguments = vec!["export", "--out", "tables", "--as-of", AS_OF];
    arguments.extend(names.iter().map(String::as_str));
    here.run_to(0, &arguments);
    keep(&here, "tables");
    let document = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/clinics.md");
    let answers: Value = serde_json::from_str(&run_python(&here, &["-c", RUN_SQL, document])).expect("JSON");
    let weeks: Vec<Vec<WeekData>> = names
        .iter()
        .map(|name| {
            let read = |text: &String| WeekData::from_json(text.as_bytes()).expect("a week");
            data_of(&here, name).iter().map(read).collect()
        })
        .collect();
    for (question, own) in [
        ("by-week", by_week(&weeks)),
        ("by-barrier", by_barrier(&weeks)),
        ("by-moment", by_moment(&weeks)),
        ("made-smaller", made_smaller(&weeks)),
    ] {
        let theirs = answers[question].as_array().unwrap_or_else(|| panic!("no answer to {question}"));
        assert_eq!(own, theirs.iter().map(plain_row).collect::<Vec<_>>(), "{question}");
        assert!(own.iter().any(|row| row["done"] != json!(0.0)), "{question} says nothing: {own:?}");
    }
}

/// A row with every number as one with a point.
fn plain_row(row: &Value) -> Value {
    let plain = |value: &Value| value.as_f64().map_or_else(|| value.clone(), Value::from);
    row.as_object().expect("a row").iter().map(|(name, value)| (name.clone(), plain(value))).collect()
}

/// Sums over plans and their weeks.
#[derive(Clone, Copy, Default)]
struct Sums {
    rows: u32,
    counts: Counts,
}

impl Sums {
    fn add(&mut self, plan: &PlanData) {
        self.rows += 1;
        self.counts = self.counts.plus(plan.counts);
    }

    fn completion(self) -> Option<Decimal> {
        Decimal::completion(self.counts)
    }

    /// These columns, and those of the sums.
    fn row(self, mut columns: Value) -> Value {
        columns["due"] = json!(self.counts.due);
        columns["done"] = json!(self.counts.done);
        columns["partly"] = json!(self.counts.partly);
        columns["completion"] = json!(self.completion());
        plain_row(&columns)
    }
}

fn by_week(clients: &[Vec<WeekData>]) -> Vec<Value> {
    let mut found: BTreeMap<usize, (u32, Sums)> = BTreeMap::new();
    for weeks in clients {
        let with_plans = weeks.iter().filter(|week| !week.plans.is_empty());
        for (at, week) in with_plans.enumerate() {
            let (clients, sums) = found.entry(at + 1).or_default();
            *clients += 1;
            week.plans.iter().for_each(|plan| sums.add(plan));
        }
    }
    found.into_iter().map(|(at, (clients, sums))| sums.row(json!({"week_of_course": at, "clients": clients}))).collect()
}

fn by_barrier(clients: &[Vec<WeekData>]) -> Vec<Value> {
    let mut found: BTreeMap<&str, (u32, Sums)> = BTreeMap::new();
    for week in clients.iter().flatten() {
        for plan in &week.plans {
            let of_plan = week.entries.iter().filter(|e| e.task == plan.task && e.plan_start == plan.start);
            let in_the_way = of_plan.filter(|entry| matches!(entry.status, State::NotDone | State::Partly));
            let mut notes: BTreeMap<&str, u32> = BTreeMap::new();
            in_the_way.flat_map(|entry| &entry.barriers).for_each(|of| *notes.entry(&of.name).or_default() += 1);
            for (barrier, count) in notes {
                let (all, sums) = found.entry(barrier).or_default();
                *all += count;
                sums.add(plan);
            }
        }
    }
    let mut rows: Vec<_> = found.into_iter().collect();
    rows.sort_by_key(|(barrier, (notes, _))| (std::cmp::Reverse(*notes), *barrier));
    let row = |(barrier, (notes, sums)): (&str, (u32, Sums))| {
        sums.row(json!({"barrier": barrier, "notes": notes, "plan_weeks": sums.rows}))
    };
    rows.into_iter().map(row).collect()
}

fn by_moment(clients: &[Vec<WeekData>]) -> Vec<Value> {
    let mut found: BTreeMap<(&str, &str), Sums> = BTreeMap::new();
    for plan in clients.iter().flatten().flat_map(|week| &week.plans) {
        let when = plan.when.as_deref().and_then(|when| parse_when(when).ok());
        let has_cue = matches!(when, Some(Parsed::When(when))
            if when.cue().is_some() || when.groups().iter().any(|days| days.cue.is_some()));
        let word = |has: bool| if has { "yes" } else { "no" };
        found.entry((word(plan.on_time.is_some()), word(has_cue))).or_default().add(plan);
    }
    let row = |((has_time, has_cue), sums): ((&str, &str), Sums)| {
        sums.row(json!({"has_time": has_time, "has_cue": has_cue, "plan_weeks": sums.rows}))
    };
    found.into_iter().map(row).collect()
}

fn made_smaller(clients: &[Vec<WeekData>]) -> Vec<Value> {
    let (mut before, mut after) = (Sums::default(), Sums::default());
    let mut steps = 0;
    for weeks in clients {
        let mut versions: BTreeMap<_, (Option<Decimal>, Sums)> = BTreeMap::new();
        for plan in weeks.iter().flat_map(|week| &week.plans) {
            let (minutes, sums) = versions.entry((&plan.task, plan.start)).or_default();
            *minutes = plan.minutes.planned_each;
            sums.add(plan);
        }
        let versions: Vec<_> = versions.into_iter().collect();
        for pair in versions.windows(2) {
            let [((task, _), (minutes, sums)), ((next_task, _), (next_minutes, next_sums))] = pair else { continue };
            if task == next_task && next_minutes.zip(*minutes).is_some_and(|(next, now)| next < now) {
                steps += 1;
                for (all, one) in [(&mut before, sums), (&mut after, next_sums)] {
                    all.counts = all.counts.plus(one.counts);
                }
            }
        }
    }
    vec![after.row(json!({
        "steps": steps, "due_before": before.counts.due, "done_before": before.counts.done, "partly_before": before.counts.partly,
        "completion_before": before.completion(),
    }))]
}
