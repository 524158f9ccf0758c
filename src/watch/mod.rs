//! The watcher: a thin shell round the same pipeline. Events are hints, the disk is the truth.
//!
//! [`state`] decides what to do when, without disk or clock; [`watch()`] asks the system for events and does what it says.

mod fingerprint;
mod git;
#[cfg(test)]
mod laws;
mod shell;
pub mod state;

pub use fingerprint::Fingerprint;
pub use shell::{Line, Outcome, Stop, Stopper, Updates, Watched, watch};
pub use state::{Cause, Ended, POLL, RECONCILE, SETTLE};
