//! What passes between the shell, an updater and whoever listens.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;

use super::state::{RunResult, UpdateCause};
use crate::build::{PublishOutcome, UnderstoodEntry};
use crate::folder::FolderIdentity;

/// Makes the updates of a watch.
pub trait Updater {
    /// Brings what is made up to date: once at the start, and then whenever notes changed, a new day began, or the journal
    /// came back after it was lost.
    fn update(&mut self, request: UpdateRequest<'_>) -> UpdateResult;
    /// Whether the folder, or what is made of it, may differ from what the last update saw and left. If it cannot be listed
    /// it does not: other code checks whether the journal is there.
    fn may_differ(&mut self) -> bool;
    /// Gives a person a message.
    fn show_notice(&mut self, notice: Notice);
}

/// What an update is given.
#[derive(Clone, Copy, Debug)]
pub struct UpdateRequest<'a> {
    pub cause: UpdateCause,
    /// How long the watch has run.
    pub since_start: Duration,
    /// The paths (relative, with `/`) that events have named since the last update, if nothing else can have changed.
    pub paths: Option<&'a BTreeSet<String>>,
    /// The journal's folder as it was when this update began.
    pub root: &'a FolderIdentity,
    pub today: NaiveDate,
}

/// The result of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateResult {
    pub run_result: RunResult,
    /// The reports folder by the settings as they are now; the one known before if they cannot be read.
    pub reports: PathBuf,
    /// After how long there has to be another update, if nothing happens until then.
    pub retry_in: Option<Duration>,
}

/// A message for the person at the terminal. The command chooses its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Events come from now on. `often` if there is also a look at everything every two seconds, because this kind of drive
    /// does not report every change.
    Watching {
        also_scans_often: bool,
    },
    /// No events were wanted: everything is looked at every so often.
    ScanningEvery(Duration),
    /// The system gives no events, so everything is looked at every two seconds. `limit` if its own limit is reached, which a
    /// person can raise; `why` is what the system said.
    Polling {
        is_limit_reached: bool,
        why: String,
    },
    /// Events were lost, so everything is looked at.
    Rescan,
    /// Git has been at work for half a minute, as this file of it shows; updates go on.
    Git(PathBuf),
    /// The journal is not there any more: nothing is written until it is back.
    Lost(LostReason),
    Returned,
}

/// Why a folder is not a journal now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LostReason {
    /// There is no such folder.
    Gone,
    /// A link has taken its place.
    Link,
    /// Something else has taken its place.
    NoFolder,
    /// Another folder is there.
    Replaced,
    /// It may not be entered, or the disk gives an error.
    Unreachable(io::ErrorKind, String),
    /// There is no `journal.md`.
    NoSettings,
}

/// What is reported of one update.
#[allow(clippy::large_enum_variant, reason = "it lives for a moment, one at a time")]
pub enum UpdateReport {
    /// It could not be written; the update is tried again.
    NotWritten(io::Error),
    Updated {
        outcome: PublishOutcome,
        /// What the update was about. None if there is nothing to report.
        subject: Option<UpdateSubject>,
        times: UpdateTimes,
        /// How many pages of weeks that have ended changed because a plan was changed in place, and the plan's path.
        past_weeks: Option<(usize, String)>,
        /// What the notes that changed say about practice.
        understood_entries: Vec<UnderstoodEntry>,
    },
}

/// What an update was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpdateSubject {
    /// The first one, with how many notes were read.
    Start(usize),
    /// These files changed, and whether each is gone.
    Files(Vec<(String, bool)>),
    NewDay,
    /// Only what is made had changed.
    Outputs,
}

/// How long an update took, and how much there was to do.
#[derive(Clone, Copy, Debug)]
pub struct UpdateTimes {
    pub read: Duration,
    pub whole: Duration,
    pub opened: usize,
    pub cause: UpdateCause,
}
