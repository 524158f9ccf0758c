//! How long tinystep takes beside other programs that read the same notes, in one run:
//! `cargo bench --bench compare -- [--notes 1000,10000,100000] [--runs 7] [--program FILE] [--write]`
//!
//! For each size it makes a journal of one client, and the same entries in the form that each other program reads; for the
//! last size also 200 clients with as many notes together. All commands run in turn, so that a machine that is slower for a
//! while is slower for all. `--program` names a tinystep that is built already. `--write` puts the table into
//! `docs/performance.md`. Other programs that are not installed are shown as absent.

#[path = "shared/notes.rs"]
mod notes;
#[path = "shared/peers.rs"]
mod peers;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rayon::prelude::*;

const DOCUMENT: &str = "docs/performance.md";
const BEGIN: &str = "<!-- The table of benches/compare.rs begins. -->\n";
const END: &str = "<!-- The table of benches/compare.rs ends. -->\n";

/// The date that is today for tinystep: the day after the last note's week.
const AS_OF: &str = "2026-11-24";
const CLIENTS: u64 = 200;

/// A program that took longer than this is not run again.
const LONG: Duration = Duration::from_secs(5);
/// A program that takes longer than this is ended.
const LONGEST: Duration = Duration::from_secs(60);

/// What is run on one corpus.
pub enum Work {
    /// The program and its arguments, in the folder of the corpus.
    Program(Vec<String>),
    /// The same in each of these folders, one after another.
    InEach(Vec<String>, Vec<PathBuf>),
    /// Every file below the folder of the corpus is read, on all cores, and nothing is done with it.
    BareRead,
    /// It is not installed.
    Absent,
}

/// A row of the table, with a time for each corpus: none where the program is absent or does not apply.
struct Row {
    name: String,
    times: Vec<Measured>,
}

#[derive(Clone, Copy)]
enum Measured {
    Median(Duration),
    /// It was ended.
    TooLong,
    Absent,
    /// It is not run on this corpus.
    NotRun,
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    let (mut sizes, mut runs, mut program, mut write) = (vec![1_000, 10_000, 100_000], 7, None, false);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_default();
        let number = |text: &str| text.parse::<u64>().map_err(|_| io::Error::other(format!("`{text}` is no number")));
        match argument.as_str() {
            "--notes" => sizes = value().split(',').map(number).collect::<io::Result<_>>()?,
            "--runs" => runs = number(&value())?.max(1),
            "--program" => program = Some(std::path::absolute(value())?),
            "--write" => write = true,
            _ => {
                println!(
                    "usage: cargo bench --bench compare -- [--notes 1000,10000] [--runs 7] [--program FILE] [--write]"
                );
                return Ok(());
            }
        }
    }
    let tinystep = program.map_or_else(built_program, Ok)?;
    let top = tempfile::tempdir()?;
    let mut heads = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    for &size in &sizes {
        let folder = top.path().join(size.to_string());
        notes::make_notes(&folder.join("notes"), size)?;
        peers::write_files(&folder, size)?;
        println!("{size} notes");
        let mut works = own_works(&tinystep, vec![folder.join("notes")]);
        works.extend(peers::works(&folder)?);
        add_column(&mut rows, measure(&folder.join("notes"), works, runs)?);
        heads.push(format!("{} notes", with_commas(size)));
    }
    if let Some(&size) = sizes.last() {
        let folder = top.path().join("clients");
        let clients: Vec<PathBuf> = (0..CLIENTS).map(|n| folder.join(format!("client-{n:03}"))).collect();
        clients.par_iter().try_for_each(|client| notes::make_notes(client, size / CLIENTS))?;
        println!("{CLIENTS} clients");
        add_column(&mut rows, measure(&folder, own_works(&tinystep, clients), runs)?);
        heads.push(format!("{CLIENTS} clients of {}", with_commas(size / CLIENTS)));
    }
    let table = table(&heads, &rows);
    println!("\n{table}");
    if write { write_table(&table) } else { Ok(()) }
}

/// The program as it is distributed.
fn built_program() -> io::Result<PathBuf> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let is_built = Command::new(cargo).args(["build", "--profile", "dist", "--quiet"]).status()?.success();
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    if is_built {
        std::path::absolute(Path::new(&target).join("dist/tinystep"))
    } else {
        Err(io::Error::other("the program cannot be built"))
    }
}

/// What every other program is compared with, and tinystep, in each of the folders.
fn own_works(tinystep: &Path, folders: Vec<PathBuf>) -> Vec<(String, Work)> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let program = tinystep.to_string_lossy();
    let mut works = vec![
        ("`rg -c '^task:'`".to_owned(), peers::if_there(words(&["rg", "-c", "^task:", "-g", "*.md", "."]))),
        ("reading every file, on all cores".to_owned(), Work::BareRead),
    ];
    for command in ["report", "show", "check"] {
        let arguments = words(&[&program, command, ".", "--as-of", AS_OF]);
        let what = if command == "report" { " with nothing to do" } else { "" };
        works.push((format!("`tinystep {command}`{what}"), Work::InEach(arguments, folders.clone())));
    }
    works
}

/// Runs all works in turn, and gives the median of each.
fn measure(folder: &Path, works: Vec<(String, Work)>, runs: u64) -> io::Result<Vec<(String, Measured)>> {
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); works.len()];
    let mut is_ended = vec![false; works.len()];
    // The first run brings reports up to date and files into memory, and is not counted.
    for run in 0..=runs {
        for (n, (name, work)) in works.iter().enumerate() {
            let is_slow = times[n].last().is_some_and(|last| *last > LONG);
            if matches!(work, Work::Absent) || is_ended[n] || is_slow && run > 1 {
                continue;
            }
            match run_once(folder, work)? {
                Some(time) if run > 0 => times[n].push(time),
                Some(_) => {}
                None => is_ended[n] = true,
            }
            if run == 0 {
                println!("  {name}");
            }
        }
    }
    let measured = times.into_iter().zip(is_ended).map(|(mut times, is_ended)| {
        times.sort();
        match times.get(times.len() / 2) {
            _ if is_ended => Measured::TooLong,
            Some(median) => Measured::Median(*median),
            None => Measured::Absent,
        }
    });
    Ok(works.into_iter().map(|(name, _)| name).zip(measured.collect::<Vec<_>>()).collect())
}

/// How long it takes; none where it was ended.
fn run_once(folder: &Path, work: &Work) -> io::Result<Option<Duration>> {
    let begin = Instant::now();
    match work {
        Work::Program(words) => run_in(folder, words, begin),
        Work::InEach(words, folders) => {
            for folder in folders {
                if run_in(folder, words, begin)?.is_none() {
                    return Ok(None);
                }
            }
            Ok(Some(begin.elapsed()))
        }
        Work::BareRead => {
            let files: Vec<_> = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).collect();
            let bytes: usize = files
                .par_iter()
                .filter(|file| file.file_type().is_file())
                .map(|file| std::fs::read(file.path()).map_or(0, |bytes| bytes.len()))
                .sum();
            std::hint::black_box(bytes);
            Ok(Some(begin.elapsed()))
        }
        Work::Absent => Ok(None),
    }
}

fn run_in(folder: &Path, words: &[String], begin: Instant) -> io::Result<Option<Duration>> {
    let (program, arguments) = words.split_first().ok_or_else(|| io::Error::other("no program"))?;
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // Most end soon: waiting in steps would be seen in their times.
    loop {
        if let Some(status) = child.try_wait()? {
            let is_fine = status.success() || program.ends_with("tinystep") && status.code() == Some(1);
            return is_fine
                .then(|| Some(begin.elapsed()))
                .ok_or_else(|| io::Error::other(format!("{words:?} failed: {status}")));
        }
        if begin.elapsed() > LONGEST {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// Adds a column; a row that is not in it was not run there.
fn add_column(rows: &mut Vec<Row>, column: Vec<(String, Measured)>) {
    let columns = rows.first().map_or(0, |row| row.times.len());
    for (name, time) in column {
        match rows.iter_mut().find(|row| row.name == name) {
            Some(row) => row.times.push(time),
            None => {
                let mut times = vec![Measured::NotRun; columns];
                times.push(time);
                rows.push(Row { name, times });
            }
        }
    }
    rows.iter_mut().for_each(|row| row.times.resize(columns + 1, Measured::NotRun));
}

/// The table as markdown: each time, and how many times that of the first row it is.
fn table(heads: &[String], rows: &[Row]) -> String {
    let mut out = format!("| | {} |\n|---|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
    for row in rows {
        let cells = row.times.iter().enumerate().map(|(n, time)| {
            let first = rows.first().and_then(|first| first.times.get(n));
            match (time, first) {
                (Measured::Median(time), Some(Measured::Median(first))) => {
                    format!("{}, {:.2}", in_words(*time), time.as_secs_f64() / first.as_secs_f64())
                }
                (Measured::Median(time), _) => in_words(*time),
                (Measured::TooLong, _) => format!("over {} s", LONGEST.as_secs()),
                (Measured::Absent, _) => "absent".to_owned(),
                (Measured::NotRun, _) => "–".to_owned(),
            }
        });
        out.push_str(&format!("| {} | {} |\n", row.name, cells.collect::<Vec<_>>().join(" | ")));
    }
    out
}

fn in_words(time: Duration) -> String {
    if time < Duration::from_secs(10) { format!("{} ms", time.as_millis()) } else { format!("{} s", time.as_secs()) }
}

fn with_commas(number: u64) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}

fn write_table(table: &str) -> io::Result<()> {
    let text = std::fs::read_to_string(DOCUMENT)?;
    let around = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = around.ok_or_else(|| io::Error::other(format!("{DOCUMENT} has no place for the table")))?;
    std::fs::write(DOCUMENT, format!("{before}{BEGIN}\n{table}\n{END}{after}"))
}
