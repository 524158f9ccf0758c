//! What must hold of any input, one module for each target of `cargo fuzz`. `tests/it/fuzz_seeds.rs` checks the first inputs of each.

mod inert;

pub mod body_lines;
pub mod front_matter;
pub mod imports;
pub mod pages;
pub mod provenance;
pub mod rules;
pub mod values;
pub mod week_json;
pub mod when;
