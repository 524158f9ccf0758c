//! Mutation tests of the rooms that decide what is counted and what is shown: `tests/mutants/run.sh`. All mutants are compiled into
//! one program, and a variable of the environment says which one is active. So thousands of them need one build, not one each.

mod instrument;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use instrument::Mutant;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The rooms, and their folders.
const ROOMS: [(&str, &str); 4] =
    [("counting", "src/week"), ("when", "src/when"), ("sharing", "src/journal/sharing"), ("provenance", "src/output")];

/// For each mutant, tests are run until they have taken about this long.
const SECONDS_OF_TESTS: f64 = 40.0;

struct SourceFile {
    room: &'static str,
    path: String,
    text: String,
    left_out: HashSet<usize>,
}

struct PlacedMutant {
    room: &'static str,
    path: String,
    mutant: Mutant,
}

struct Test {
    program: usize,
    name: String,
    seconds: f64,
}

#[derive(Clone, PartialEq)]
enum Outcome {
    CaughtBy(usize),
    Hung,
    Missed,
    NotReached,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(tree), every) = (arguments.next(), arguments.next().and_then(|n| n.parse().ok()).unwrap_or(1)) else {
        eprintln!("usage: tinystep-mutants COPY-OF-THE-PROJECT [EVERY-NTH-MUTANT]");
        return ExitCode::from(2);
    };
    match run(Path::new(&tree), every) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(tree: &Path, every: usize) -> Result<()> {
    let mutants = make_mutants(tree)?;
    eprintln!("{} mutants compile", mutants.len());
    let programs = build_tests(tree)?;
    let (tests, reached) = find_reaching_tests(tree, &programs)?;
    eprintln!("{} tests", tests.len());
    let outcomes = try_mutants(tree, &programs, &tests, &mutants, &reached, every);
    print_table(&mutants, &outcomes, &tests);
    let mut missed = String::new();
    for (n, outcome) in &outcomes {
        if matches!(outcome, Outcome::Missed | Outcome::NotReached) {
            let PlacedMutant { path, mutant, .. } = &mutants[*n];
            let reach = if *outcome == Outcome::NotReached { ", which no test reaches" } else { "" };
            missed += &format!("{path}:{}: {}{reach}\n", mutant.line, mutant.change);
        }
    }
    let list = tree.join("missed.txt");
    fs::write(&list, missed)?;
    eprintln!("those that were missed: {}", list.display());
    Ok(())
}

/// Puts all mutants into the tree. A line where one does not compile gets none.
fn make_mutants(tree: &Path) -> Result<Vec<PlacedMutant>> {
    let mut files = Vec::new();
    for (room, folder) in ROOMS {
        for path in rust_files(&tree.join(folder))? {
            let text = fs::read_to_string(&path)?;
            let path = path.strip_prefix(tree)?.to_string_lossy().into_owned();
            files.push(SourceFile { room, path, text, left_out: HashSet::new() });
        }
    }
    let root = tree.join("src/lib.rs");
    let root_text = fs::read_to_string(&root)?;
    if !root_text.contains("mod mutants") {
        fs::write(&root, root_text + instrument::SUPPORT)?;
    }
    loop {
        let mut mutants = Vec::new();
        for file in &files {
            let (text, made) = instrument::instrument(&file.text, mutants.len(), &|line| file.left_out.contains(&line))
                .map_err(|error| format!("{}: {error}", file.path))?;
            fs::write(tree.join(&file.path), text)?;
            mutants.extend(made.into_iter().map(|mutant| PlacedMutant {
                room: file.room,
                path: file.path.clone(),
                mutant,
            }));
        }
        let errors = compile_errors(tree)?;
        if errors.is_empty() {
            return Ok(mutants);
        }
        let mut any = false;
        for (path, lines) in &errors {
            for file in files.iter_mut().filter(|file| file.path == *path) {
                for line in lines.clone() {
                    any |= file.left_out.insert(line);
                }
            }
        }
        if !any {
            return Err(format!("does not compile without mutants: {errors:?}").into());
        }
        eprintln!("{} places do not compile", errors.len());
    }
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn cargo(tree: &Path, arguments: &[&str]) -> Result<Vec<serde_json::Value>> {
    let output = Command::new("cargo")
        .args(arguments)
        .arg("--message-format=json")
        .current_dir(tree)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .stderr(Stdio::inherit())
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

/// The files and lines of errors.
fn compile_errors(tree: &Path) -> Result<Vec<(String, std::ops::RangeInclusive<usize>)>> {
    let mut errors = Vec::new();
    for message in cargo(tree, &["check", "--lib"])? {
        let message = &message["message"];
        if message["level"] != "error" {
            continue;
        }
        for span in message["spans"].as_array().into_iter().flatten() {
            let line = |key: &str| span[key].as_u64().unwrap_or(0) as usize;
            if let Some(path) = span["file_name"].as_str()
                && span["is_primary"] == true
            {
                errors.push((path.to_owned(), line("line_start")..=line("line_end")));
            }
        }
    }
    Ok(errors)
}

/// The programs of the tests: units, case documents, the others.
fn build_tests(tree: &Path) -> Result<Vec<PathBuf>> {
    let messages = cargo(tree, &["test", "--no-run", "--lib", "--bins", "--test", "cases", "--test", "it"])?;
    let program = |name: &str| {
        let is = |message: &&serde_json::Value| {
            message["target"]["name"] == name && message["profile"]["test"] == true && message["executable"].is_string()
        };
        let found = messages.iter().find(|message| is(message) && message["target"]["kind"][0] != "bin");
        found.and_then(|message| message["executable"].as_str()).map(PathBuf::from)
    };
    ["cases", "tinystep", "it"]
        .iter()
        .map(|name| program(name).ok_or_else(|| format!("no program {name}").into()))
        .collect()
}

/// Runs one test. Whether it passed; nothing if it took too long.
fn run_test(tree: &Path, program: &Path, test: &str, variable: (&str, &str), limit: Duration) -> Option<bool> {
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -v 8000000; exec \"$@\"", "sh"])
        .arg(program)
        .args(["--exact", test, "--test-threads=1"])
        .current_dir(tree)
        .env("CARGO_MANIFEST_DIR", tree)
        .env(variable.0, variable.1)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .ok()?;
    let begin = Instant::now();
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status.success());
        }
        if begin.elapsed() > limit {
            // Without `--`, some versions of `kill` read the number as an option, and end every process.
            let _ = Command::new("kill").args(["-s", "KILL", "--", &format!("-{}", child.id())]).status();
            let _ = child.wait();
            return None;
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// All tests that pass, and those that reach each mutant.
fn find_reaching_tests(tree: &Path, programs: &[PathBuf]) -> Result<(Vec<Test>, HashMap<usize, Vec<usize>>)> {
    let mut names = Vec::new();
    for (program, path) in programs.iter().enumerate() {
        let output = Command::new(path).arg("--list").current_dir(tree).output()?;
        let listed = String::from_utf8_lossy(&output.stdout).into_owned();
        names.extend(listed.lines().filter_map(|line| Some((program, line.strip_suffix(": test")?.to_owned()))));
    }
    let next = AtomicUsize::new(0);
    let found = Mutex::new((Vec::new(), HashMap::<usize, Vec<usize>>::new()));
    thread::scope(|scope| {
        for worker in 0..workers() {
            let (next, found, names) = (&next, &found, &names);
            scope.spawn(move || {
                let record = tree.join(format!("reached-{worker}.txt"));
                while let Some((program, name)) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let _ = fs::remove_file(&record);
                    let begin = Instant::now();
                    let variable = ("TINYSTEP_REACHED", &*record.to_string_lossy());
                    let limit = Duration::from_secs(60);
                    if run_test(tree, &programs[*program], name, variable, limit) != Some(true) {
                        eprintln!("not used, since it fails without a mutant: {name}");
                        continue;
                    }
                    let seconds = begin.elapsed().as_secs_f64();
                    let text = fs::read_to_string(&record).unwrap_or_default();
                    // Programs that a test starts write into it as well.
                    let reached: HashSet<usize> = text.lines().filter_map(|n| n.parse().ok()).collect();
                    let mut found = found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    let test = found.0.len();
                    found.0.push(Test { program: *program, name: name.clone(), seconds });
                    for n in reached {
                        found.1.entry(n).or_default().push(test);
                    }
                }
            });
        }
    });
    Ok(found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
}

fn workers() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

fn try_mutants(
    tree: &Path,
    programs: &[PathBuf],
    tests: &[Test],
    mutants: &[PlacedMutant],
    reached: &HashMap<usize, Vec<usize>>,
    every: usize,
) -> BTreeMap<usize, Outcome> {
    let next = AtomicUsize::new(0);
    // How many mutants of a file each test has caught.
    let caught = Mutex::new(HashMap::<(&str, usize), usize>::new());
    let outcomes = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..workers() {
            let (next, caught, outcomes) = (&next, &caught, &outcomes);
            scope.spawn(move || {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed) * every;
                    let Some(placed) = mutants.get(n) else { return };
                    let Some(reaching) = reached.get(&n) else {
                        lock(outcomes).insert(n, Outcome::NotReached);
                        continue;
                    };
                    let mut order = reaching.clone();
                    let counts = lock(caught).clone();
                    let count = |test: usize| counts.get(&(placed.path.as_str(), test)).copied().unwrap_or(0);
                    order.sort_by(|&a, &b| count(b).cmp(&count(a)).then(tests[a].seconds.total_cmp(&tests[b].seconds)));
                    let (mut spent, mut outcome) = (0.0, Outcome::Missed);
                    for test in order {
                        let Test { program, name, seconds } = &tests[test];
                        if spent > SECONDS_OF_TESTS {
                            break;
                        }
                        spent += seconds;
                        let limit = Duration::from_secs_f64(seconds * 10.0 + 10.0);
                        match run_test(tree, &programs[*program], name, ("TINYSTEP_MUTANT", &n.to_string()), limit) {
                            Some(true) => continue,
                            Some(false) => outcome = Outcome::CaughtBy(test),
                            None => outcome = Outcome::Hung,
                        }
                        *lock(caught).entry((&placed.path, test)).or_default() += 1;
                        break;
                    }
                    if outcome == Outcome::Missed {
                        eprintln!("missed: {}:{}: {}", placed.path, placed.mutant.line, placed.mutant.change);
                    }
                    lock(outcomes).insert(n, outcome);
                }
            });
        }
    });
    outcomes.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn print_table(mutants: &[PlacedMutant], outcomes: &BTreeMap<usize, Outcome>, tests: &[Test]) {
    println!("| room | mutants | caught by cases | by unit tests | by other tests | hung | missed | not reached |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (room, _) in ROOMS {
        let of_room = || outcomes.iter().filter(|(n, _)| mutants[**n].room == room).map(|(_, outcome)| outcome);
        let by = |program: usize| {
            of_room().filter(|o| matches!(o, Outcome::CaughtBy(test) if tests[*test].program == program)).count()
        };
        let count = |wanted: Outcome| of_room().filter(|outcome| **outcome == wanted).count();
        println!(
            "| {room} | {} | {} | {} | {} | {} | {} | {} |",
            of_room().count(),
            by(0),
            by(1),
            by(2),
            count(Outcome::Hung),
            count(Outcome::Missed),
            count(Outcome::NotReached),
        );
    }
}
