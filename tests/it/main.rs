//! Tests of the library and the program from outside, apart from the case documents (`tests/cases/`), the tests that need
//! a program of the system (`tests/tools/`) and the faults (`tests/faults/`).

// `documents` of a room's file is called by `tests/cases/main.rs`.
#![allow(dead_code)]
// The walls are those of src; tests make and remove folders.
#![allow(clippy::disallowed_methods)]

mod bad_input;
mod calendar;
mod caseload;
#[path = "../shared/cases.rs"]
mod cases;
mod client_facts;
#[path = "../shared/client_folders.rs"]
mod client_folders;
mod coach;
mod command_blocks;
mod commands;
mod counters;
#[path = "../shared/dice.rs"]
mod dice;
mod docs;
mod edge;
mod edge_watch;
mod examples;
mod export;
mod followed_help;
#[path = "../shared/full_week.rs"]
mod full_week;
mod fuzz_seeds;
mod help;
mod hook;
mod import;
mod incremental;
mod journal;
mod journal_laws;
mod journal_scale;
mod kept_private;
mod kept_private_kinds;
mod kept_private_names;
mod kept_private_written;
mod log;
mod mutated;
mod note;
mod note_laws;
mod odd_places;
mod overview;
mod packaging;
mod pages;
mod photos;
mod plan;
mod preview;
mod private;
mod problem;
mod prompt;
mod prompt_examples;
mod prompts_command;
mod pseudo_language;
mod random_journal;
mod record_note;
mod reflect;
mod report;
mod report_laws;
mod same_numbers;
#[path = "../shared/sandbox.rs"]
mod sandbox;
#[path = "../shared/second_counter.rs"]
mod second_counter;
mod seeded_patches;
mod spoiled;
mod templates;
mod two_journals;
mod typed_text;
mod waited_for;
mod watching;
mod week;
mod week_journal;
mod week_laws;
mod when;
mod when_laws;
mod which_week;
