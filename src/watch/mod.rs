//! The watcher: a thin shell round the same pipeline. Events are hints, the disk is the truth.
//!
//! [`state`] decides what to do when, without disk or clock; [`watch()`] asks the system for events and does what it says.

mod fingerprint;
mod git;
#[cfg(test)]
mod model_tests;
mod shell;
pub mod state;

pub use fingerprint::Fingerprint;
pub use shell::{Notice, StopHandle, StopSignal, UpdateRequest, UpdateResult, Updater, watch};
pub use state::{Cause, POLL, RECONCILE, RunResult, SETTLE};
