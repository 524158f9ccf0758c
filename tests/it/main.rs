//! One test binary for everything that runs outside the crate. Most tests are case documents in `tests/cases/`
//! (`cases.rs` tells how they are written); each room's file here says how its blocks come about.

// The walls are those of src; tests make and remove folders.
#![allow(clippy::disallowed_methods)]

mod bad_input;
mod browser;
mod cases;
mod coach;
mod commands;
mod counters;
#[path = "../shared/dice.rs"]
mod dice;
mod docs;
mod edge;
mod edge_watch;
mod examples;
mod full_week;
mod growth;
mod incremental;
mod journal;
mod journal_laws;
mod journal_scale;
mod mutated;
mod note;
mod note_laws;
mod pages;
mod photos;
mod preview;
mod private;
mod problem;
mod prompt;
mod prompt_examples;
mod prompts_command;
mod random_journal;
mod reflect;
mod report;
mod report_laws;
mod same_numbers;
mod sandbox;
#[path = "../shared/second_counter.rs"]
mod second_counter;
mod templates;
mod walls;
mod watching;
mod week;
mod week_journal;
mod week_laws;
mod when;
mod when_laws;
