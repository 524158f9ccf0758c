//! Faults on the real file system, with the real program: every row of the table of `docs/reliability.md`.
//!
//! `cargo test --test faults` runs the short form. `TINYSTEP_FAULTS=full cargo test --test faults` runs everything;
//! words after it (`-- git vim`) choose rows by name. A row that this machine cannot run says why; with `TINYSTEP_ALL=1`
//! that is an error.

// The walls are those of src; tests make and remove folders.
#![allow(clippy::disallowed_methods)]

mod case;
mod chance;
#[path = "../shared/dice.rs"]
mod dice;
mod rows;
mod second;
// The rows have one plan of one kind.
#[allow(dead_code)]
#[path = "../shared/second_counter.rs"]
mod second_counter;
mod syncthing;

use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use case::{Case, Trouble};
use tinystep::watch::SETTLE;

/// A row of the table: its name, the rules of the watcher that it checks on a disk, and whether it is in the short form too.
struct Row {
    name: &'static str,
    rules: &'static str,
    is_short: bool,
    run: fn(&mut Case) -> case::Outcome,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if std::env::args().any(|word| word == "--list") {
        return ExitCode::SUCCESS;
    }
    in_a_private_mount_namespace();
    let is_full = std::env::var_os("TINYSTEP_FAULTS").is_some_and(|how| how == "full");
    let (mut ran, mut converged, mut lost, mut torn, mut reads) = (0, 0, 0, 0, 0);
    let (mut impossible, mut rescued, mut waits, mut counted) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for row in rows::ROWS {
        let is_named = arguments.iter().any(|word| row.name.contains(word.as_str()));
        if !is_named && (!arguments.is_empty() || !(row.is_short || is_full)) {
            continue;
        }
        let begun = Instant::now();
        let mut case = Case::new(is_full);
        let outcome = (row.run)(&mut case).and_then(|()| case.ends_well());
        let note = case.note.clone();
        counted += case.counted;
        rescued.extend(case.is_rescued().then_some(row.name));
        waits.extend(case.waits.drain(..).map(|(took, after)| (took, format!("{}: {after}", row.name))));
        let (row_lost, row_torn, row_reads, what) = case.end();
        lost += row_lost;
        torn += row_torn;
        reads += row_reads;
        let all = begun.elapsed().as_secs_f32();
        let label = format!("{:52} {:9}", row.name, row.rules);
        match outcome {
            Err(Trouble::Impossible(why)) => {
                println!("{label} impossible here: {}", why.trim());
                impossible.push(row.name);
                continue;
            }
            Err(Trouble::Diverged(why)) => println!("{label} DIVERGED: {why}"),
            Ok(()) => {
                converged += 1;
                println!("{label} converged ({all:.1} s in all){note}");
            }
        }
        if row_lost + row_torn > 0 {
            println!("{:52} {row_lost} bytes LOST, {row_torn} reads TORN {what}", "");
        }
        ran += 1;
    }
    println!("\n{} impossible here: {}", impossible.len(), impossible.join(", "));
    println!("{} that only the look of each minute rescued: {}", rescued.len(), rescued.join(", "));
    print_waits(&mut waits);
    println!("{counted} pages counted again by the second counter, {reads} reads of reports");
    println!("{ran} faults, {converged} converged, {lost} lost bytes, {torn} torn reads");
    let is_whole = impossible.is_empty() || std::env::var_os("TINYSTEP_ALL").is_none();
    ExitCode::from(u8::from(!(ran == converged && lost == 0 && torn == 0 && is_whole)))
}

/// Prints how long it took to converge after the last change, if the system reports changes. Not a test: on a busy machine
/// the figure says nothing about the program.
fn print_waits(waits: &mut [(Duration, String)]) {
    waits.sort();
    let of_100 = |n: usize| waits.get((waits.len() * n / 100).min(waits.len().saturating_sub(1)));
    let (Some((half, _)), Some((most, _))) = (of_100(50), of_100(95)) else { return };
    println!(
        "{} waits with events, from the last change to well again: half within {} ms, 95 of 100 within {} ms (wanted: {})",
        waits.len(),
        half.as_millis(),
        most.as_millis(),
        (SETTLE + WANTED).as_millis()
    );
    for (took, after) in waits.iter().rev().take_while(|(took, _)| *took > SETTLE + WANTED).take(12) {
        println!("    {:6} ms  {after}", took.as_millis());
    }
}

const WANTED: Duration = Duration::from_millis(200);

/// So that what is mounted here is nobody else's. Where that cannot be, rows that mount say so.
fn in_a_private_mount_namespace() {
    const ONCE: &str = "TINYSTEP_MOUNT_SPACE";
    let can = Command::new("unshare").args(["-m", "true"]).status().is_ok_and(|status| status.success());
    if std::env::var_os(ONCE).is_none() && can {
        let program = std::env::current_exe().expect("a program");
        let arguments = std::env::args_os().skip(1);
        let error = Command::new("unshare").arg("-m").arg(program).args(arguments).env(ONCE, "1").exec();
        eprintln!("without a mount space: {error}");
    }
}
