//! Tests that need a program which not every machine has. One whose program is missing is reported as ignored, with the
//! program's name; with `TINYSTEP_ALL=1`, as in CI, it fails. The tests with a browser are long: `cargo test-browser`.

// Tests make and remove folders: what clippy.toml forbids is for src.
#![allow(clippy::disallowed_methods)]

mod browser;
mod clinics;
#[allow(dead_code)]
#[path = "../shared/dice.rs"]
mod dice;
mod editors;
#[allow(dead_code)]
#[path = "../shared/full_week.rs"]
mod full_week;
mod heic;
mod khal;
mod newcomer;
#[allow(dead_code)]
#[path = "../it/random_journal.rs"]
mod random_journal;
#[allow(dead_code)]
#[path = "../shared/sandbox.rs"]
mod sandbox;
#[allow(dead_code)]
#[path = "../shared/second_counter.rs"]
mod second_counter;
mod shells;
mod systemd;
mod tmux;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

/// A test and the programs it needs.
struct ToolTest {
    name: &'static str,
    /// Of each group one program is enough.
    needs: &'static [&'static [&'static str]],
    is_long: bool,
    run: fn(),
}

fn main() -> ExitCode {
    let tests = [
        clinics::TESTS,
        editors::TESTS,
        heic::TESTS,
        khal::TESTS,
        newcomer::TESTS,
        shells::TESTS,
        systemd::TESTS,
        browser::TESTS,
    ];
    libtest_mimic::run(&Arguments::from_args(), tests.into_iter().flatten().map(trial).collect()).exit_code()
}

fn trial(test: &ToolTest) -> Trial {
    let ToolTest { name, needs, is_long, run } = *test;
    let is_whole = std::env::var_os("TINYSTEP_ALL").is_some();
    let missing = needs.iter().find(|any| !any.iter().any(|tool| sandbox::has_tool(tool))).map(|any| any.join(" or "));
    let reason = match &missing {
        Some(tool) => format!("needs {tool}"),
        None if is_long => "long: cargo test-browser".to_owned(),
        None => String::new(),
    };
    let is_ignored = !is_whole && !reason.is_empty();
    let trial = Trial::test(name, move || match missing {
        Some(tool) => Err(format!("{tool} is missing on this machine").into()),
        None => {
            run();
            Ok(())
        }
    });
    trial.with_kind(if is_ignored { reason } else { String::new() }).with_ignored_flag(is_ignored)
}
