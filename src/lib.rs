//! tinystep: a folder of markdown notes -> weekly reports and reflection prompts that stay up to date.
//!
//! Data flows one way: folder -> notes -> plans and entries -> counted weeks -> report model -> text -> files.
#![forbid(unsafe_code)]

pub mod build;
pub mod caseload;
pub mod cli;
pub mod data;
pub mod folder;
pub mod import;
pub mod journal;
pub mod note;
pub mod output;
pub mod photo;
pub mod phrases;
pub mod problem;
pub mod prompt;
pub mod render;
pub mod report;
pub mod text;
pub mod watch;
pub mod week;
pub mod when;
