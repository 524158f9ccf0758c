//! The watcher on a real folder, with a pipeline of ten lines: the report is every note's text, one after the other.
//!
//! These tests wait for states, never for seconds; the deadline only ends a test that would hang.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use tempfile::TempDir;
use tinystep::folder;
use tinystep::output::{Destination, OutputFile, is_written_by_us, plan_and_write};
use tinystep::watch::{
    LostReason, Notice, RunResult, StopHandle, StopSignal, UpdateCause, UpdateRequest, UpdateResult, Updater,
    WatchOptions, WatchedFolderKind, watch,
};

const DEADLINE: Duration = Duration::from_secs(60);

struct Watching {
    above: TempDir,
    today: Arc<Mutex<NaiveDate>>,
    lines: Receiver<Notice>,
    causes: Receiver<UpdateCause>,
    stop: StopHandle,
    thread: Option<JoinHandle<std::io::Result<()>>>,
}

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, n).expect("a date")
}

/// All notes into one report.
fn update(it: &UpdateRequest) -> UpdateResult {
    let (root, reports) = (it.root.path(), PathBuf::from("reports"));
    let outcome = |ended| UpdateResult { run_result: ended, reports: reports.clone(), retry_in: None };
    let Ok(scan) = folder::scan(root, &reports) else { return outcome(RunResult::Lost) };
    if !folder::is_journal(root) {
        return outcome(RunResult::Lost);
    }
    let read = folder::read_all(root, &scan.notes, |path, bytes| match bytes {
        Ok(bytes) if is_written_by_us(bytes) => String::new(),
        Ok(bytes) => format!("{path}: {}\n", String::from_utf8_lossy(bytes)),
        Err(_) => String::new(),
    });
    let made = [OutputFile::new("index.md", format!("{}\n{}", it.today, read.concat()))];
    match plan_and_write(Destination::new(it.root, &root.join(&reports), &root.join("edited")), &made, &|name| {
        name == "index.md"
    }) {
        Ok(done) if done.failed.is_empty() => outcome(RunResult::Complete),
        Ok(_) => outcome(RunResult::Retry),
        Err(_) => outcome(RunResult::Lost),
    }
}

/// Reports to the test what is done and said.
struct Told {
    caused: Sender<UpdateCause>,
    line: Sender<Notice>,
}

impl Updater for Told {
    fn update(&mut self, it: UpdateRequest<'_>) -> UpdateResult {
        let outcome = update(&it);
        let _ = self.caused.send(it.cause);
        outcome
    }

    fn may_differ(&mut self) -> bool {
        true
    }

    fn show_notice(&mut self, notice: Notice) {
        let _ = self.line.send(notice);
    }
}

impl Watching {
    fn start() -> Watching {
        let above = crate::sandbox::temporary_folder();
        let root = above.path().join("j");
        fs::create_dir(&root).expect("a folder");
        fs::write(root.join("journal.md"), "J").expect("a file");
        let today = Arc::new(Mutex::new(day(19)));
        let clock = Arc::clone(&today);
        let stop_signal = StopSignal::default();
        let stop = stop_signal.stop_handle();
        let (line, lines) = mpsc::channel();
        let (caused, causes) = mpsc::channel();
        let thread = thread::spawn(move || {
            let today = || *clock.lock().expect("a clock");
            let options = WatchOptions {
                what: WatchedFolderKind::Journal,
                root: &root,
                reports: Path::new("reports"),
                poll: None,
            };
            watch(options, &today, &stop_signal, &mut Told { caused, line })
        });
        let watching = Watching { above, today, lines, causes, stop, thread: Some(thread) };
        watching.said(&Notice::Watching { also_scans_often: false });
        watching.ran(UpdateCause::Start);
        watching
    }

    fn at(&self, path: &str) -> PathBuf {
        self.above.path().join("j").join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().expect("a folder above")).expect("a folder");
        fs::write(self.at(path), text).expect("a file");
    }

    /// Waits until this line was said.
    fn said(&self, line: &Notice) {
        while self.lines.recv_timeout(DEADLINE).expect("a line") != *line {}
    }

    /// Waits until a run of this cause has ended.
    fn ran(&self, cause: UpdateCause) {
        while self.causes.recv_timeout(DEADLINE).expect("a run") != cause {}
    }

    /// Waits until the report says exactly this under its date.
    fn reports(&self, date: NaiveDate, text: &str) {
        let (begin, wanted) = (Instant::now(), format!("{date}\n{text}"));
        loop {
            let now = fs::read_to_string(self.at("reports/index.md")).unwrap_or_default();
            if now.split_once('\n').is_some_and(|(_, body)| body == wanted) {
                return;
            }
            assert!(begin.elapsed() < DEADLINE, "wanted {wanted:?}, there is {now:?}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn end(mut self) {
        self.stop.stop_watch();
        let ended = self.thread.take().map(JoinHandle::join);
        assert!(matches!(ended, Some(Ok(Ok(())))), "it ends cleanly");
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.stop.stop_watch();
    }
}

#[test]
fn the_report_follows_the_notes() {
    let it = Watching::start();
    it.reports(day(19), "journal.md: J\n");
    it.write("a.md", "one");
    it.reports(day(19), "a.md: one\njournal.md: J\n");
    it.write("a.md", "two");
    it.reports(day(19), "a.md: two\njournal.md: J\n");
    // As editors save: written beside, then renamed; or the old one moved away first.
    it.write("a.md.tmp", "three");
    fs::rename(it.at("a.md.tmp"), it.at("a.md")).expect("a rename");
    it.reports(day(19), "a.md: three\njournal.md: J\n");
    fs::rename(it.at("a.md"), it.at("a.md~")).expect("a rename");
    it.write("a.md", "four");
    it.reports(day(19), "a.md: four\njournal.md: J\n");
    fs::remove_file(it.at("a.md")).expect("a file");
    it.reports(day(19), "journal.md: J\n");
    it.end();
}

#[test]
fn new_folders_and_folders_moved_in_are_watched() {
    let it = Watching::start();
    it.write("new/sub/a.md", "one");
    it.reports(day(19), "journal.md: J\nnew/sub/a.md: one\n");
    it.write("new/sub/a.md", "two");
    it.reports(day(19), "journal.md: J\nnew/sub/a.md: two\n");
    let outside = it.above.path().join("outside");
    fs::create_dir_all(outside.join("deep")).expect("a folder");
    fs::write(outside.join("deep/b.md"), "b").expect("a file");
    fs::rename(&outside, it.at("in")).expect("a rename");
    it.reports(day(19), "in/deep/b.md: b\njournal.md: J\nnew/sub/a.md: two\n");
    it.write("in/deep/b.md", "c");
    it.reports(day(19), "in/deep/b.md: c\njournal.md: J\nnew/sub/a.md: two\n");
    fs::rename(it.at("in"), it.at("private")).expect("a rename");
    it.reports(day(19), "journal.md: J\nnew/sub/a.md: two\n");
    it.end();
}

#[test]
fn an_edited_report_is_renewed_and_the_edit_is_kept() {
    let it = Watching::start();
    it.reports(day(19), "journal.md: J\n");
    let report = it.at("reports/index.md");
    fs::write(&report, fs::read_to_string(&report).expect("a report") + "mine\n").expect("a file");
    it.reports(day(19), "journal.md: J\n");
    // The fresh one takes its place first; a moment later the edited one has its own.
    let kept = crate::sandbox::waited_for("an edited file", || {
        let mut names = fs::read_dir(it.at("edited")).ok()?.filter_map(Result::ok).map(|entry| entry.path());
        names.find(|path| path.extension().is_some_and(|ending| ending == "md"))
    });
    assert!(fs::read_to_string(kept).expect("a file").ends_with("mine\n"));
    fs::remove_dir_all(it.at("reports")).expect("a folder");
    it.reports(day(19), "journal.md: J\n");
    it.end();
}

#[test]
fn midnight_is_a_change() {
    let it = Watching::start();
    it.reports(day(19), "journal.md: J\n");
    *it.today.lock().expect("a clock") = day(20);
    it.ran(UpdateCause::Midnight);
    it.reports(day(20), "journal.md: J\n");
    it.end();
}

#[test]
fn a_journal_that_goes_away_is_waited_for() {
    let it = Watching::start();
    it.reports(day(19), "journal.md: J\n");
    // Its settings go: nothing is written, whatever else changes.
    fs::rename(it.at("journal.md"), it.at("j")).expect("a rename");
    it.said(&Notice::Lost(LostReason::NoSettings));
    it.write("a.md", "one");
    fs::rename(it.at("j"), it.at("journal.md")).expect("a rename");
    it.said(&Notice::Returned);
    it.reports(day(19), "a.md: one\njournal.md: J\n");
    // All of it goes, and an empty folder is in its place for a while.
    let away = it.above.path().join("away");
    fs::rename(it.at(""), &away).expect("a rename");
    fs::create_dir(it.at("")).expect("a folder");
    it.said(&Notice::Lost(LostReason::Replaced));
    assert_eq!(fs::read_dir(it.at("")).expect("a listing").count(), 0);
    fs::remove_dir(it.at("")).expect("a folder");
    fs::write(away.join("a.md"), "two").expect("a file");
    fs::rename(&away, it.at("")).expect("a rename");
    it.said(&Notice::Returned);
    it.reports(day(19), "a.md: two\njournal.md: J\n");
    // And it is watched again.
    it.write("a.md", "three");
    it.reports(day(19), "a.md: three\njournal.md: J\n");
    it.end();
}

#[test]
fn its_own_output_does_not_trigger_updates() {
    let it = Watching::start();
    it.write("a.md", "one");
    it.reports(day(19), "a.md: one\njournal.md: J\n");
    // However many runs our own files cause, they end: two seconds are twenty times what one takes to settle.
    let mut runs = 0;
    while it.causes.recv_timeout(Duration::from_secs(2)).is_ok() {
        runs += 1;
        assert!(runs < 10, "it runs for ever");
    }
    it.end();
}
