//! The watch: a thin shell round the same pipeline. Events are hints, the disk is the truth.
//!
//! [`state`] decides what to do when, without disk or clock; [`watch()`] asks the system for events and does what the state
//! says; [`JournalUpdater`] makes one update after another.

mod backoff;
mod caseload_updater;
mod events;
mod file_system;
mod fingerprint;
mod git_activity;
#[cfg(test)]
mod model_tests;
mod printer;
mod shell;
pub mod state;
mod stop;
mod update;
mod updater;

pub use caseload_updater::{CaseloadListener, CaseloadUpdateReport, CaseloadUpdater};
pub use fingerprint::OutputFingerprint;
pub use printer::Printer;
pub use shell::{WatchOptions, WatchedFolderKind, watch};
pub use state::{POLL, RECONCILE, RunResult, SETTLE, UpdateCause};
pub use stop::{StopHandle, StopSignal};
pub use update::{LostReason, Notice, UpdateReport, UpdateRequest, UpdateResult, UpdateSubject, UpdateTimes, Updater};
pub use updater::{JournalUpdater, UpdateListener};
