//! `tinystep check`: what cannot be read, and what could be clearer.

use std::io::Write as _;

use crate::build;
use crate::cli::{CommandResult, Format, JournalArguments, Status, World, load};
use crate::problem::{Class, draw};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: JournalArguments,
    /// How to print the list
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let root = arguments.place.root(world)?;
    let snapshot = load(&root, world)?;
    let problems = build::problems(&snapshot, arguments.place.today(world));
    let errors = problems.iter().filter(|problem| problem.code.class() == Class::Error).count();
    match arguments.format {
        Format::Json => write!(world.out, "{}", draw::json(&problems))?,
        Format::Text => {
            for problem in &problems {
                writeln!(world.out, "{}", draw::full_at_width(problem, world.colour, world.drawn))?;
            }
            let hints = problems.len() - errors;
            match (errors, hints) {
                (0, 0) => writeln!(world.out, "Every note can be read, and nothing wants to be clearer.")?,
                (0, n) => writeln!(world.out, "Every note can be read. {}.", counted(n, "hint"))?,
                (n, 0) => writeln!(world.out, "{} to fix.", counted(n, "error"))?,
                (n, m) => writeln!(world.out, "{} to fix, and {}.", counted(n, "error"), counted(m, "hint"))?,
            }
        }
    }
    Ok(if errors > 0 { Status::FoundErrors } else { Status::Fine })
}

pub(super) fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
