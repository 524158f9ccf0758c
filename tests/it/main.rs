//! One test binary for everything that runs outside the crate. Most tests are case documents in `tests/cases/`
//! (`cases.rs` tells how they are written); each room's file here says how its blocks come about.

mod cases;
mod commands;
mod counters;
mod random_journal;
mod sandbox;
mod second_counter;
mod watching;
mod report;
mod prompt;
mod week;
mod week_journal;
mod week_laws;
mod docs;
mod examples;
mod walls;
mod edge;
mod edge_watch;

mod when;
mod when_laws;
mod journal;
mod journal_laws;
mod note;
mod note_laws;
mod problem;

mod when;
mod when_laws;
