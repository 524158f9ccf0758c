//! One update after another of the overview of many clients. What is made never depends on what is kept between them: keeping it saves
//! reading, and gives a week that a sync is just writing time to come back.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::time::{Duration, Instant, SystemTime};

use chrono::Weekday;

use super::backoff::{PageBackoff, UnreadableNotes};
use super::state::RunResult;
use super::update::{Notice, UpdateRequest, UpdateResult, Updater};
use crate::build::{self, CachedCaseload, CaseloadOptions, ClientsSnapshot};
use crate::caseload::Caseload;
use crate::folder::{FileStamp, FolderIdentity};
use crate::output::WriteSummary;
use crate::phrases::Language;

/// Who listens to the updates.
pub trait CaseloadListener {
    /// The time now.
    fn now(&self) -> SystemTime;
    /// Says what an update did.
    fn report(&mut self, update: CaseloadUpdateReport<'_>);
    /// Says something else.
    fn show_notice(&mut self, notice: Notice);
}

/// What is reported of one update.
pub enum CaseloadUpdateReport<'a> {
    /// There is no client's folder, or the folder is itself a client's: nothing was written.
    NoClients {
        is_client_itself: bool,
    },
    NotWritten(io::Error),
    Written {
        caseload: &'a Caseload,
        done: &'a WriteSummary,
        is_first: bool,
        took: Duration,
    },
}

/// Keeps the overview of many clients up to date.
pub struct CaseloadUpdater<'l> {
    language: &'static Language,
    /// The weekday for which a sheet is wanted.
    day: Option<Weekday>,
    listener: &'l mut dyn CaseloadListener,
    root: Option<FolderIdentity>,
    clients: Option<ClientsSnapshot>,
    kept: CachedCaseload,
    /// What was there of what is made, after the last update.
    made: BTreeMap<String, FileStamp>,
    has_reported: bool,
    backoff: PageBackoff,
    half_written: UnreadableNotes,
}

impl<'l> CaseloadUpdater<'l> {
    pub fn new(
        language: &'static Language,
        day: Option<Weekday>,
        listener: &'l mut dyn CaseloadListener,
    ) -> CaseloadUpdater<'l> {
        CaseloadUpdater {
            language,
            day,
            listener,
            root: None,
            clients: None,
            kept: CachedCaseload::default(),
            made: BTreeMap::new(),
            has_reported: false,
            backoff: PageBackoff::default(),
            half_written: UnreadableNotes::default(),
        }
    }

    /// The clients as they are now. If only some paths can have changed, only their folders are looked at. A week that could be
    /// read and now cannot stays for a while as it was.
    fn read(&mut self, request: &UpdateRequest<'_>) -> io::Result<ClientsSnapshot> {
        let (root, now) = (request.root.path(), self.listener.now());
        let before = self.clients.take().filter(|before| before.as_of() == request.today);
        // A week that is kept unchanged is looked at each time, whatever has changed.
        let partly = request
            .paths
            .filter(|_| !self.half_written.is_any_unreadable())
            .zip(before.clone())
            .and_then(|(paths, mut clients)| clients.try_refresh_clients(root, paths, now).then_some(clients));
        let mut clients = match partly {
            Some(clients) => clients,
            None => build::read_clients(root, request.today, now, before.as_ref())?,
        };
        if let Some(before) = &before {
            let half_written = clients.folders_with_half_written_week(before);
            let waited_for = self.half_written.update_waited_for(request.since_start, &half_written);
            clients.restore_folders_from(before, &waited_for);
        }
        Ok(clients)
    }

    fn run_update(&mut self, request: &UpdateRequest<'_>) -> (RunResult, Option<Duration>) {
        let begun = Instant::now();
        // The shell checks whether the folder is there at all.
        let Ok(clients) = self.read(request) else { return (RunResult::Lost, None) };
        let clients = &*self.clients.insert(clients);
        if clients.is_empty() || clients.is_client_itself {
            self.listener.report(CaseloadUpdateReport::NoClients { is_client_itself: clients.is_client_itself });
            return (RunResult::Complete, None);
        }
        if request.paths.is_some_and(|paths| !paths.is_empty()) {
            self.backoff.retry_all_pages();
        }
        let backed_off = self.backoff.backed_off_pages(request.since_start);
        let options = CaseloadOptions { day: self.day, now: self.listener.now(), backed_off: &backed_off };
        let caseload = clients.to_caseload();
        match build::publish_caseload(request.root, &caseload, self.language, options, &mut self.kept) {
            Err(error) => {
                self.listener.report(CaseloadUpdateReport::NotWritten(error));
                (RunResult::Retry, None)
            }
            Ok(done) => {
                self.backoff.record_renewal(request.since_start, done.moved.iter().map(|(from, _)| from.clone()));
                let again = self.backoff.time_until_next_try(request.since_start, &done.backed_off);
                let again_in =
                    again.into_iter().chain(self.half_written.time_until_waiting_ends(request.since_start)).min();
                let is_first = !std::mem::replace(&mut self.has_reported, true);
                let took = begun.elapsed();
                self.listener.report(CaseloadUpdateReport::Written {
                    caseload: &caseload,
                    done: &done,
                    is_first,
                    took,
                });
                if is_first {
                    self.kept.lay_out_clients(self.language);
                }
                (if done.failed.is_empty() { RunResult::Complete } else { RunResult::Retry }, again_in)
            }
        }
    }
}

impl Updater for CaseloadUpdater<'_> {
    fn update(&mut self, request: UpdateRequest<'_>) -> UpdateResult {
        self.root = Some(request.root.clone());
        let (run_result, retry_in) = self.run_update(&request);
        self.made = stat_pages(request.root);
        UpdateResult { run_result, reports: request.root.path().to_owned(), retry_in }
    }

    fn may_differ(&mut self) -> bool {
        let Some(root) = &self.root else { return true };
        stat_pages(root) != self.made
            || !self.clients.as_ref().is_some_and(|clients| clients.is_still_same(root.path()))
    }

    fn show_notice(&mut self, notice: Notice) {
        self.listener.show_notice(notice);
    }
}

/// What `stat` says about the pages.
fn stat_pages(root: &FolderIdentity) -> BTreeMap<String, FileStamp> {
    let entries = fs::read_dir(root.path()).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let ours = names.filter(|name| build::may_be_our_caseload_name(name));
    ours.filter_map(|name| FileStamp::of_path(&root.path().join(&name)).map(|stamp| (name, stamp))).collect()
}
