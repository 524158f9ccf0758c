//! What a watch waits for before it believes it, told by its own clock: a private plan that is away for a moment, settings that are
//! being written. And what no run believes: that a note which cannot be opened says nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::time::{Duration, SystemTime};

use chrono::NaiveDate;
use tinystep::build::{self, Snapshot};
use tinystep::folder::FolderIdentity;
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::watch::{
    JournalUpdater, Notice, UpdateCause, UpdateListener, UpdateReport, UpdateRequest, UpdateResult, Updater,
};

use crate::sandbox::Sandbox;

const WALK: &str = "---\ntask: Walk\nwhen: every day at 18:00\nfrom: 2026-11-16\n---\n";
const LETTER: &str = "---\ntask: Kitchen letter\nwhen: every day at 9:00\nfrom: 2026-11-02\nshare: none\n---\n";
const ENTRY: &str = "---\ntask: Kitchen letter\nwhen: 2026-11-17 9:00\n---\n";
const WEEK: &str = "reports/week-2026-11-16.md";

fn journal() -> Sandbox {
    Sandbox::with(&[
        ("journal.md", "---\nname: Kim\n---\n"),
        ("plans/walk.md", WALK),
        ("plans/letter.md", LETTER),
        ("entries/s.md", ENTRY),
        ("2026-11-17.md", "- [x] Walk\n"),
    ])
}

/// Reads the folder and says nothing.
struct Silent;

impl UpdateListener for Silent {
    fn now(&self) -> SystemTime {
        SystemTime::now() + Duration::from_secs(10)
    }

    fn load(&mut self, before: Option<Snapshot>, request: &UpdateRequest<'_>) -> io::Result<Snapshot> {
        build::load_without_unshared_words(before, request.root, DEFAULT_LANGUAGE, self.now(), &|_| {})
    }

    fn report(&mut self, _: UpdateReport, _: &Snapshot) {}

    fn show_notice(&mut self, _: Notice) {}
}

/// An update this many seconds after the start, which has settled before.
fn update(updater: &mut JournalUpdater<'_>, here: &Sandbox, seconds: u64, paths: Option<&[&str]>) -> UpdateResult {
    let root = FolderIdentity::resolve(here.root()).expect("a folder");
    let paths: Option<BTreeSet<String>> = paths.map(|paths| paths.iter().map(|path| (*path).to_owned()).collect());
    updater.update(UpdateRequest {
        cause: UpdateCause::Retry,
        since_start: Duration::from_secs(seconds),
        paths: paths.as_ref(),
        root: &root,
        today: NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date"),
    })
}

/// The reports, and what a single run makes of a copy.
fn assert_as_single_run(here: &Sandbox) {
    let copy = Sandbox::empty();
    crate::sandbox::copy(here.root(), copy.root());
    copy.run_to(0, &["report", ".", "--as-of", "2026-11-22"]);
    let [watched, single] = [here, &copy].map(|of| of.files("reports"));
    assert!(watched == single, "the pages of the watch and of a single run are not the same");
}

fn names_letter(here: &Sandbox) -> bool {
    here.files("reports").iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Kitchen letter"))
}

#[test]
fn a_private_plan_that_is_away_for_a_moment_keeps_its_entries_back() {
    for now in [None, Some(""), Some("---\n")] {
        let (here, mut silent) = (journal(), Silent);
        let mut updater = JournalUpdater::new(here.root(), "here", &mut silent);
        update(&mut updater, &here, 0, None);
        assert!(!names_letter(&here));
        match now {
            None => fs::remove_file(here.path("plans/letter.md")).expect("removed"),
            Some(text) => here.write("plans/letter.md", text),
        }
        for paths in [Some(["plans/letter.md"].as_slice()), None] {
            let waits = update(&mut updater, &here, 1, paths);
            assert!(!names_letter(&here), "{now:?}");
            assert_eq!(waits.retry_in, Some(Duration::from_secs(30)), "{now:?}");
        }
        // It stays away, so it was taken out.
        update(&mut updater, &here, 40, None);
        assert_as_single_run(&here);
    }
}

#[test]
fn a_private_plan_that_is_moved_is_not_waited_for() {
    let (here, mut silent) = (journal(), Silent);
    let mut updater = JournalUpdater::new(here.root(), "here", &mut silent);
    update(&mut updater, &here, 0, None);
    fs::rename(here.path("plans/letter.md"), here.path("kitchen letter.md")).expect("a rename");
    let moved = update(&mut updater, &here, 1, Some(&["plans/letter.md", "kitchen letter.md"]));
    assert_eq!(moved.retry_in, None);
    assert!(!names_letter(&here));
    assert_as_single_run(&here);
}

#[test]
fn a_plan_that_is_moved_into_a_private_folder_is_hidden_at_once() {
    let here = journal();
    here.write("plans/letter.md", LETTER.replace("share: none\n", ""));
    here.write("private/diary.md", "Something else.\n");
    let mut silent = Silent;
    let mut updater = JournalUpdater::new(here.root(), "here", &mut silent);
    update(&mut updater, &here, 0, None);
    assert!(names_letter(&here));
    fs::rename(here.path("plans/letter.md"), here.path("private/letter.md")).expect("a rename");
    update(&mut updater, &here, 1, Some(&["plans/letter.md", "private/letter.md"]));
    assert!(!names_letter(&here));
    assert_as_single_run(&here);
    // And when it comes back.
    fs::rename(here.path("private/letter.md"), here.path("plans/letter.md")).expect("a rename");
    update(&mut updater, &here, 2, Some(&["plans/letter.md", "private/letter.md"]));
    assert!(names_letter(&here));
    assert_as_single_run(&here);
}

#[test]
fn settings_by_which_nothing_is_shared_are_waited_for() {
    for half in ["---\n", "---\n---\n", "# My journal\n", "\n"] {
        let here = journal();
        here.write("journal.md", "---\nname: Kim\nshare: none\n---\n");
        let mut silent = Silent;
        let mut updater = JournalUpdater::new(here.root(), "here", &mut silent);
        update(&mut updater, &here, 0, None);
        let before = here.files("reports");
        here.write("journal.md", half);
        for (seconds, left) in [(1, 30), (20, 11)] {
            let waits = update(&mut updater, &here, seconds, None);
            assert_eq!(waits.retry_in, Some(Duration::from_secs(left)), "{half:?}");
            assert!(here.files("reports") == before, "{half:?} made pages");
        }
        update(&mut updater, &here, 31, None);
        assert_as_single_run(&here);
        assert!(here.files("reports") != before, "{half:?} is believed in the end");
    }
}

#[test]
fn a_note_with_marks_of_git_is_not_waited_for() {
    let (here, mut silent) = (journal(), Silent);
    let mut updater = JournalUpdater::new(here.root(), "here", &mut silent);
    update(&mut updater, &here, 0, None);
    here.write("2026-11-17.md", "<<<<<<< HEAD\n- [x] Walk\n=======\n- [ ] Walk\n>>>>>>> other\n");
    assert_eq!(update(&mut updater, &here, 1, Some(&["2026-11-17.md"])).retry_in, None);
    assert!(here.read("notes-to-fix.md").contains("2026-11-17.md"));
    assert_as_single_run(&here);
}

/// A single run over a journal whose private plan cannot be opened.
fn report_with(hide: impl Fn(&Sandbox)) -> (Sandbox, String) {
    let here = journal();
    here.write("entries/other.md", "---\ntask: Walk\nwhen: 2026-11-18\n---\n");
    hide(&here);
    here.run_to(0, &["report", ".", "--as-of", "2026-11-22"]);
    let says = here.run(&["check", ".", "--as-of", "2026-11-22"]).out;
    (here, says)
}

#[test]
fn what_cannot_be_opened_may_be_a_private_plan() {
    let too_large = |here: &Sandbox| {
        let file = fs::File::options().write(true).open(here.path("plans/letter.md")).expect("a file");
        file.set_len(3 << 30).expect("a large file");
    };
    let (here, says) = report_with(too_large);
    assert!(!names_letter(&here) && here.read(WEEK).contains("Walk"), "{says}");
    assert!(
        says.contains("plans/letter.md") && says.contains("nothing is shared of a task that no plan has"),
        "{says}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_may_be_that_of_a_private_plan() {
    use std::os::unix::ffi::OsStrExt;
    let (here, says) = report_with(|here| {
        let name = std::ffi::OsStr::from_bytes(b"plans/let\xFFter.md");
        fs::rename(here.path("plans/letter.md"), here.root().join(name)).expect("a rename");
    });
    assert!(!names_letter(&here) && here.read(WEEK).contains("Walk"), "{says}");
    assert!(says.contains("nothing is shared of a task that no plan has"), "{says}");
}

#[test]
fn reports_are_not_made_over_notes() {
    let here = journal();
    here.write("journal.md", "---\nname: Kim\nreport to: plans\n---\n");
    let says = here.run_to(2, &["report", ".", "--as-of", "2026-11-22"]).err;
    assert!(says.contains("names a folder that contains notes of this journal"), "{says}");
    assert!(!here.exists("plans/index.md"));
    // A folder of pages that somebody put a note into is still theirs.
    here.write("journal.md", "---\nname: Kim\nreport to: out\n---\n");
    here.run_to(0, &["report", ".", "--as-of", "2026-11-22"]);
    here.write("out/mine.md", "# Mine\n");
    here.run_to(0, &["report", ".", "--as-of", "2026-11-22"]);
    assert!(here.exists("out/index.md"));
}

#[test]
fn an_empty_note_may_be_the_plan_of_a_longer_name() {
    let with_empty = |name: &str| {
        report_with(|here| {
            fs::remove_file(here.path("plans/letter.md")).expect("removed");
            here.write(name, "");
        })
    };
    let (here, says) = with_empty("plans/my-kitchen-letter.md");
    assert!(!names_letter(&here), "{says}");
    // One word in common says little: `Mum.md` may be a note about Mum.
    for name in ["plans/letter.md", "plans/shopping list.md"] {
        let (here, says) = with_empty(name);
        assert!(names_letter(&here), "{name} {says}");
    }
}

#[test]
fn the_name_of_a_note_that_cannot_be_opened_is_known() {
    let (here, says) = report_with(|here| {
        here.write("journal.md", "---\nname: Kim\nshare: full\n---\n");
        here.write(
            "2026-11-19.md",
            "It was cold. After yoga I cried.\n\nWe had soup. I called Mum, who cried.\n\nI met Bob on my run.\n",
        );
        here.write("2026-11-18.md", "I had to run to the shop.\n");
        for name in ["yoga.md", "plans/call-mum.md", "plans/Run.md"] {
            here.write(name, "---\ntask: Quibble\nwhen: daily at 9\nshare: none\n---\n");
            let file = fs::File::options().write(true).open(here.path(name)).expect("a file");
            file.set_len(3 << 30).expect("a large file");
        }
    });
    let page = here.read(WEEK);
    assert!(page.contains("We had soup.") && page.contains("to the shop"), "{page}\n{says}");
    assert!(!page.contains("cried") && !page.contains("Bob"), "{page}\n{says}");
}
