//! An update, of the whole folder or of the paths that changed, writes the very files that a fresh build writes, whatever was
//! done to the folder in between.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use tinystep::build::{self, BuildCache, PublishOptions, PublishOutcome, Snapshot};
use tinystep::folder::FolderIdentity;
use tinystep::output::{WriteMode, WriteSummary};
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::report::page_names;

use crate::sandbox::{self, Sandbox};

const PLAN: &str = "---\ntask: Stretch\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n";
/// First those that plans can collect.
const NAMES: [&str; 18] = [
    "sub/plan.md",
    "sub/daily/2026-11-12.md",
    "sub/daily/memo of 2026-09-20.md",
    "daily/memo of 2026-11-13.md",
    "daily/2026-10-07 8.md",
    "daily/2026-11-14 07.35.m4a",
    "daily/2026-11-19.md",
    "daily/2026-08-03.md",
    "plan.md",
    "other plan.md",
    "2026-11-17.md",
    "2026-11-17 (1).md",
    "2026-11-18.md",
    "2026-11-18.sync-conflict-20261118-184717-5RQAITR.md",
    "entries/1.md",
    "entries/2.md",
    "Entries/2.md",
    "notes.md",
];
/// First those that have to do with collecting.
const TEXTS: [&str; 31] = [
    "---\ntask: Walk\nwhen: every day\nfrom: 2026-09-01\ncollects: daily\n---\n",
    "Only words.\n",
    "Other words.\n",
    "---\ndate: 2026-11-03\nshare: none\n---\n- [x] Stretch\n",
    "---\ndate: 2026-11-03\n---\n- [x] Walk\n",
    "- [x] Stretch, 7:30\n- [x] Walk, 1000 min and so on\n",
    "",
    "---\ntask: Stretch\nwhen: every day\ncollects: daily\n---\n",
    "---\ntask: Dance\nwhen: every day\n---\n",
    PLAN,
    "---\ntask: Stretch\nwhen: every day at 8:30\nfrom: 2026-11-02\nrate: ease\n---\n",
    "---\ntask: Walk\nwhen: 3 times a week\nfrom: 2026-10-12\nshare: none\n---\n",
    "---\ntask: Walk\nwhen: weekdays\nhelper: Mom\nhelper card: yes\n---\n",
    "- [ ] Stretch\n- [ ] Walk\n",
    "- [x] Stretch\n- [x] Walk\n  - Mom: noticed\n",
    "---\ntask: Stretch\nwhen: 2026-11-05 7:40\nbarrier: tired\n---\nIt was late.\n",
    "---\ntask: Stretch\nwhen: 2026-11-06 7:40\nbarrier: tired\ndiscuss: yes\n---\nIt was late.\n",
    "---\ntask: Walk\nwhen: 2026-09-14 7:40\nshare: none\n---\n",
    "---\ntask: Walk\nwhen: 2026-09-21\ndone: partly\nease: 11\n---\n",
    "---\ntask: Dance\nwhen: 2026-10-21\nhelper: noticed\n---\n",
    "---\ntask: Stretch\nwhen: 2026-12-24\n---\n",
    "---\ntask: Walk\nwhen: 3/4/2026\n---\n",
    "---\nkind: reflection\ndate: 2026-11-10\n---\n## What helped?\nThe sun.\n",
    "---\nshare: full\n---\n- [x] Walk\n## To share\nA fine day.\n",
    "---\ndone: yes\nStrech: yes\n---\n",
    "---\ntask: [\n---\n",
    "---\ntask: Dance\nwhen: every day\n---\n- [x] 2026-10-12\n- [x] 2026-11-05 fine\n",
    "---\ntask: Stretch\nfrom: 2026-11-09\nends: yes\n---\n",
    "---\ntask: Walk\nwhen: every day\nfrom: 2026-11-02\nshare: full\n---\nWhy.\n\n- [x] 2026-11-03 in the sun\n",
    "---\ntask: Walk\nwhen: every day\nfrom: 2026-11-02\nshare: full\n---\nWhy.\n\n- [x] 2026-11-03\n- [x] 2026-11-10 rain\n",
    "---\ntask: Strech\nwhen: 2026-11-12\n---\n",
];
/// How many names and texts come first.
const COLLECTING: (usize, usize) = (8, 9);
const MADE: [&str; 4] =
    ["reports/week-2026-11-16.md", "reports/week-2026-09-14.html", "reports/index.html", "notes-to-fix.md"];
const SETTINGS: [&str; 4] =
    ["# J\n", "---\nname: Alex\n---\n", "---\nname: Alan\nshare: full\n---\n", "---\nsession: Thursdays\n---\n"];

#[derive(Clone, Debug)]
enum Op {
    Write(usize, usize),
    /// Written beside and moved over, with the time stamp of what was there.
    Hidden(usize, usize),
    Move(usize, usize),
    Remove(usize),
    /// Somebody writes into what is made.
    EditMade(usize),
    Settings(usize),
    Template(bool),
    NextDay,
    /// Over the paths that were touched since the last, or over the whole folder.
    Update(bool),
}

/// With this many of the names and of the texts.
fn ops((names, texts): (usize, usize)) -> impl Strategy<Value = Vec<Op>> {
    let (name, text) = (0..names, 0..texts);
    let op = prop_oneof![
        6 => (name.clone(), text.clone()).prop_map(|(n, t)| Op::Write(n, t)),
        3 => (name.clone(), text).prop_map(|(n, t)| Op::Hidden(n, t)),
        2 => (name.clone(), name.clone()).prop_map(|(a, b)| Op::Move(a, b)),
        2 => name.prop_map(Op::Remove),
        2 => (0..MADE.len()).prop_map(Op::EditMade),
        1 => (0..SETTINGS.len()).prop_map(Op::Settings),
        1 => any::<bool>().prop_map(Op::Template),
        1 => Just(Op::NextDay),
        6 => prop::bool::weighted(0.8).prop_map(Op::Update),
    ];
    prop::collection::vec(op, 1..40)
}

struct BothBuilds {
    here: Sandbox,
    root: FolderIdentity,
    today: NaiveDate,
    snapshot: Option<Snapshot>,
    last: Option<BuildCache>,
    /// What was touched since the last update.
    touched: BTreeSet<String>,
}

/// What an update read and wrote.
struct UpdateCounts {
    opened: usize,
    /// Of how many weeks the pages were written.
    weeks: usize,
}

impl BothBuilds {
    fn new() -> BothBuilds {
        let here = Sandbox::with(&[("journal.md", "# J\n"), ("plan.md", PLAN)]);
        let root = FolderIdentity::resolve(here.root()).expect("a folder");
        let today = NaiveDate::from_ymd_opt(2026, 11, 19).expect("a date");
        BothBuilds { here, root, today, snapshot: None, last: None, touched: BTreeSet::new() }
    }

    fn path(&self, name: usize) -> PathBuf {
        let path = self.here.path(NAMES[name]);
        fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
        path
    }

    fn write(&mut self, path: &str, text: &str) {
        self.here.write(path, text);
        self.touched.insert(path.to_owned());
    }

    fn apply(&mut self, op: &Op) {
        let names: &[usize] = match op {
            Op::Write(name, _) | Op::Hidden(name, _) | Op::Remove(name) => &[*name],
            Op::Move(from, to) => &[*from, *to],
            _ => &[],
        };
        self.touched.extend(names.iter().map(|&name| NAMES[name].to_owned()));
        match *op {
            Op::Write(name, text) => fs::write(self.path(name), TEXTS[text]).expect("a file"),
            Op::Hidden(name, text) => {
                let (path, part) = (self.path(name), self.here.path(".part"));
                fs::write(&part, TEXTS[text]).expect("a file");
                if let Ok(old) = path.metadata() {
                    let file = fs::File::options().write(true).open(&part).expect("a file");
                    file.set_modified(old.modified().expect("a time")).expect("a time set");
                }
                fs::rename(part, path).expect("a rename");
            }
            Op::Move(from, to) => drop(fs::rename(self.path(from), self.path(to))),
            Op::Remove(name) => drop(fs::remove_file(self.path(name))),
            Op::EditMade(n) if self.here.exists(MADE[n]) => {
                self.here.write(MADE[n], self.here.read(MADE[n]) + "A word.\n");
            }
            Op::EditMade(_) => {}
            Op::Settings(n) => self.write("journal.md", SETTINGS[n]),
            Op::Template(true) => self.write("templates/week.md.j2", "Mine: {{ period }}\n"),
            Op::Template(false) => {
                drop(fs::remove_file(self.here.path("templates/week.md.j2")));
                self.touched.insert("templates/week.md.j2".to_owned());
            }
            Op::NextDay => self.today = self.today + Days::new(1),
            Op::Update(over_paths) => drop(self.update(over_paths)),
        }
    }

    /// Updates, and compares the files with those of a fresh build of the same notes.
    fn update(&mut self, over_paths: bool) -> UpdateCounts {
        // As if everything were old enough to be trusted. It is, since the clock of the files has gone on before each.
        std::thread::sleep(Duration::from_millis(5));
        let later = SystemTime::now() + Duration::from_secs(10);
        let touched = std::mem::take(&mut self.touched);
        let mut before = self.snapshot.take();
        let is_looked_at =
            over_paths && before.as_mut().is_some_and(|snapshot| snapshot.try_refresh_paths(&touched, later));
        let mut snapshot = match before {
            Some(snapshot) if is_looked_at => snapshot,
            before => build::load(before, &self.root, DEFAULT_LANGUAGE, later, &|_| {}).expect("a folder"),
        };
        std::thread::sleep(Duration::from_millis(5));
        let done = publish(&snapshot, self.today, later, Some(&mut self.last));
        snapshot.mark_published();
        let opened = snapshot.note_cache.opened_count;
        self.snapshot = Some(snapshot);

        let fresh = Sandbox::empty();
        for (name, bytes) in self.here.files("") {
            if !is_made(&name) {
                fresh.write(&name, bytes);
            }
        }
        let root = FolderIdentity::resolve(fresh.root()).expect("a folder");
        publish(
            &build::load(None, &root, DEFAULT_LANGUAGE, later, &|_| {}).expect("a folder"),
            self.today,
            later,
            None,
        );
        let made = |here: &Sandbox| {
            let files = here.files("").into_iter().filter(|(name, _)| is_made(name));
            files.map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned())).collect::<Vec<_>>()
        };
        let (here, anew) = (made(&self.here), made(&fresh));
        let other = here.iter().zip(&anew).find(|(here, anew)| here != anew);
        let other = other.map(|((name, here), (_, anew))| {
            (name, here.lines().zip(anew.lines()).skip(1).find(|(here, anew)| here != anew))
        });
        assert_eq!(other, None, "a line here and in a fresh build");
        assert_eq!(here.len(), anew.len());
        let is_week = |path: &&PathBuf| {
            path.file_name().and_then(|name| name.to_str()).and_then(page_names::week_start_in_page_name).is_some()
        };
        UpdateCounts { opened, weeks: done.written.iter().filter(is_week).count() }
    }
}

/// What is made, `edited/` aside.
fn is_made(name: &str) -> bool {
    ["reports/", "helper-card/", "notes-to-fix.md"].iter().any(|made| name.starts_with(made))
}

fn publish(
    snapshot: &Snapshot,
    today: NaiveDate,
    now: SystemTime,
    last: Option<&mut Option<BuildCache>>,
) -> WriteSummary {
    match build::publish(snapshot, PublishOptions::for_single_run(today, now, "here", WriteMode::Write), last) {
        Ok(PublishOutcome::Published(done, _)) if done.failed.is_empty() => done,
        Ok(PublishOutcome::Published(done, _)) => panic!("not everything was written: {:?}", done.failed),
        Ok(PublishOutcome::FolderChangedMeanwhile) => panic!("the folder changed after it was read"),
        Ok(PublishOutcome::FolderNotFullyListed(problems) | PublishOutcome::SettingsUnreadable(problems, _)) => {
            panic!("{problems:?}")
        }
        Ok(PublishOutcome::OtherMachineWrites(writer)) => panic!("{writer} writes"),
        Err(error) => panic!("{error}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(sandbox::times(24)))]
    #[test]
    fn updates_give_the_same_as_a_fresh_build(ops in ops((NAMES.len(), TEXTS.len()))) {
        let mut two = BothBuilds::new();
        for op in &ops {
            two.apply(op);
        }
        two.update(true);
    }

    #[test]
    fn updates_with_collected_files_give_the_same_as_a_fresh_build(ops in ops(COLLECTING)) {
        let mut two = BothBuilds::new();
        two.write("plan.md", TEXTS[0]);
        two.update(false);
        for op in &ops {
            two.apply(op);
        }
        two.update(true);
    }
}

#[test]
fn only_changed_notes_are_read_and_rendered() {
    let mut two = BothBuilds::new();
    for n in 1..=28 {
        two.write(&format!("daily/2026-11-{n:02}.md"), "- [x] Stretch\n");
    }
    two.today = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a date");
    assert_eq!(two.update(false).opened, 30);
    for over_paths in [false, true] {
        let UpdateCounts { opened, weeks } = two.update(over_paths);
        assert_eq!((opened, weeks), (0, 0), "nothing is other");
        two.write("daily/2026-11-28.md", if over_paths { "- [x] Stretch\n" } else { "- [ ] Stretch\n" });
        let UpdateCounts { opened, weeks } = two.update(over_paths);
        assert_eq!(opened, 1);
        // Its own week, and those that look back on it; the four before are as they were.
        assert!((1..=2).contains(&weeks), "{weeks}");
    }
}

#[test]
fn an_entry_long_ago_changes_no_later_page() {
    let mut two = BothBuilds::new();
    two.write("journal.md", "---\nsession: Thursdays\n---\n");
    two.update(false);
    // The first plan begins six weeks later, on the Monday after a session day.
    two.write("entries/1.md", "---\ntask: Walk\nwhen: 2026-09-21\ndone: partly\n---\n");
    two.update(true);
}

#[test]
fn a_plan_that_no_longer_says_when_it_starts_starts_with_its_first_entry() {
    let mut two = BothBuilds::new();
    two.write("2026-11-03.md", "- [x] Stretch\n");
    two.update(false);
    two.write("plan.md", "---\ntask: Stretch\nwhen: every day at 7:30\n---\n");
    two.update(true);
    assert!(two.here.read("notes-to-fix.md").contains("from: 2026-11-03"), "{}", two.here.read("notes-to-fix.md"));
}

#[test]
fn recently_changed_files_are_read_again() {
    let here = Sandbox::with(&[("journal.md", "# J\n"), ("a.md", "one")]);
    let root = FolderIdentity::resolve(here.root()).expect("a folder");
    let load = |before, now| build::load(before, &root, DEFAULT_LANGUAGE, now, &|_| {}).expect("a folder");
    let first = load(None, SystemTime::now());
    let second = load(Some(first), SystemTime::now() + Duration::from_secs(3600));
    assert_eq!(second.note_cache.opened_count, 2, "they were a moment old when they were read");
    let third = load(Some(second), SystemTime::now());
    assert_eq!(third.note_cache.opened_count, 0, "they were an hour old when they were read");
}

#[test]
fn a_new_log_line_renews_only_the_pages_of_its_weeks() {
    let mut two = BothBuilds::new();
    let plan = "---\ntask: Walk\nwhen: Mondays\nfrom: 2026-08-03\nshare: full\n---\nI want to be outside.\n\n- [x] 2026-08-03\n";
    two.write("walk.md", plan);
    two.update(false);
    two.write("walk.md", &format!("{plan}- [x] 2026-11-09 in the sun\n"));
    // Its own week, and the one after it that has begun.
    assert_eq!(two.update(true).weeks, 2);
    assert!(two.here.read("reports/week-2026-11-09.md").contains("in the sun"));
    assert!(two.here.read("reports/week-2026-08-03.md").contains("I want to be outside."));
    assert!(!two.here.read("reports/week-2026-08-10.md").contains("I want to be outside."));
}

#[test]
fn a_plan_that_begins_with_its_own_log_is_no_second_plan_of_its_task() {
    let mut two = BothBuilds::new();
    two.write("p.md", "---\ntask: Dance\nwhen: every day\n---\n- [x] 2026-05-12\n");
    two.write("2026-11-17.md", "---\ntask: Read\nwhen: 2026-11-17\n---\n");
    two.update(false);
    two.write("2026-11-18.md", "- [x] Stretch\n");
    two.update(true);
    let to_fix = if two.here.exists("notes-to-fix.md") { two.here.read("notes-to-fix.md") } else { String::new() };
    assert!(!to_fix.contains("is a plan of"), "{to_fix}");
}

#[test]
fn a_note_being_written_keeps_its_last_readable_version() {
    let here = Sandbox::with(&[("journal.md", "# J\n"), ("plan.md", PLAN), ("2026-11-17.md", "- [x] Stretch\n")]);
    let root = FolderIdentity::resolve(here.root()).expect("a folder");
    let today = NaiveDate::from_ymd_opt(2026, 11, 19).expect("a date");
    let later = || SystemTime::now() + Duration::from_secs(10);
    let mut cache = None;
    let mut snapshot = build::load(None, &root, DEFAULT_LANGUAGE, later(), &|_| {}).expect("a folder");
    publish(&snapshot, today, later(), Some(&mut cache));
    snapshot.mark_published();
    let page = || here.read("reports/week-2026-11-16.md");
    let before = page();

    here.write("plan.md", PLAN.replace("2026-11-02", "2026-11-"));
    let mut snapshot = build::load(Some(snapshot), &root, DEFAULT_LANGUAGE, later(), &|_| {}).expect("a folder");
    let waiting: BTreeSet<String> = snapshot.unreadable_since_published().map(str::to_owned).collect();
    assert_eq!(waiting, BTreeSet::from(["plan.md".to_owned()]));
    snapshot.use_last_readable(&waiting);
    publish(&snapshot, today, later(), Some(&mut cache));
    snapshot.mark_published();
    assert_eq!(page(), before);

    // What turned `none` meanwhile leaves the page at once.
    here.write("2026-11-17.md", "---\nshare: none\n---\n- [x] Stretch\n");
    let mut snapshot = build::load(Some(snapshot), &root, DEFAULT_LANGUAGE, later(), &|_| {}).expect("a folder");
    snapshot.use_last_readable(&waiting);
    publish(&snapshot, today, later(), Some(&mut cache));
    snapshot.mark_published();
    assert_ne!(page(), before);
    assert!(page().contains("Stretch"));

    snapshot.use_last_readable(&BTreeSet::new());
    publish(&snapshot, today, later(), Some(&mut cache));
    snapshot.mark_published();
    let fresh = Sandbox::with(&[
        ("journal.md", "# J\n"),
        ("plan.md", &PLAN.replace("2026-11-02", "2026-11-")),
        ("2026-11-17.md", "---\nshare: none\n---\n- [x] Stretch\n"),
    ]);
    let root = FolderIdentity::resolve(fresh.root()).expect("a folder");
    publish(&build::load(None, &root, DEFAULT_LANGUAGE, later(), &|_| {}).expect("a folder"), today, later(), None);
    assert_eq!(page(), fresh.read("reports/week-2026-11-16.md"));
}
