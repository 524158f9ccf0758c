//! A pass that goes on from the one before gives what a fresh one gives, whatever was done to the folder between them.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use tinystep::folder::Identity;
use tinystep::output::Key;
use tinystep::pass::{self, Files, Keys, Loaded};

use crate::sandbox::Sandbox;

const NAMES: [&str; 8] = [
    "plan.md",
    "other plan.md",
    "2026-11-17.md",
    "2026-11-18.md",
    "daily/2026-11-19.md",
    "entries/1.md",
    "reports/week-2026-11-16.md",
    "notes.md",
];
const TEXTS: [&str; 12] = [
    "---\ntask: Stretch\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n",
    "---\ntask: Stretch\nwhen: every day at 8:30\nfrom: 2026-11-02\n---\n",
    "---\ntask: Walk\nwhen: 3 times a week\nfrom: 2026-10-12\nshare: none\n---\n",
    "- [ ] Stretch\n- [ ] Walk\n",
    "- [x] Stretch\n- [x] Walk\n",
    "- [x] Stretch, 7:30\n",
    "---\ntask: Stretch\nwhen: 2026-11-05 7:40\nbarrier: tired\n---\nIt was late.\n",
    "---\ntask: Stretch\nwhen: 2026-11-06 7:40\nbarrier: tired\n---\nIt was late.\n",
    "---\ntask: Walk\nwhen: 3/4/2026\n---\n",
    "---\nshare: full\n---\n- [x] Walk\n## To share\nA fine day.\n",
    "",
    "---\ntask: [\n---\n",
];
const SETTINGS: [&str; 4] =
    ["# J\n", "---\nname: Alex\n---\n", "---\nname: Alan\nshare: full\n---\n", "---\nsession: Thursdays\n---\n"];

#[derive(Clone, Debug)]
enum Op {
    Write(usize, usize),
    /// Written beside and moved over, with the time stamp of what was there.
    Hidden(usize, usize),
    Move(usize, usize),
    Remove(usize),
    Settings(usize),
    Template(bool),
    NextDay,
    Pass,
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let (name, text) = (0..NAMES.len(), 0..TEXTS.len());
    let op = prop_oneof![
        5 => (name.clone(), text.clone()).prop_map(|(n, t)| Op::Write(n, t)),
        3 => (name.clone(), text).prop_map(|(n, t)| Op::Hidden(n, t)),
        2 => (name.clone(), name.clone()).prop_map(|(a, b)| Op::Move(a, b)),
        2 => name.prop_map(Op::Remove),
        1 => (0..SETTINGS.len()).prop_map(Op::Settings),
        1 => any::<bool>().prop_map(Op::Template),
        1 => Just(Op::NextDay),
        6 => Just(Op::Pass),
    ];
    prop::collection::vec(op, 1..40)
}

struct Two {
    here: Sandbox,
    root: Identity,
    today: NaiveDate,
    loaded: Option<Loaded>,
    /// What lies there: by name, its key and text.
    there: BTreeMap<String, (Option<Key>, String)>,
}

impl Two {
    fn new() -> Two {
        let here = Sandbox::with(&[("journal.md", "# J\n"), ("plan.md", TEXTS[0])]);
        let root = Identity::of(here.root()).expect("a folder");
        let today = NaiveDate::from_ymd_opt(2026, 11, 19).expect("a date");
        Two { here, root, today, loaded: None, there: BTreeMap::new() }
    }

    fn path(&self, name: usize) -> PathBuf {
        let path = self.here.path(NAMES[name]);
        fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
        path
    }

    fn apply(&mut self, op: &Op) {
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
            Op::Settings(n) => self.here.write("journal.md", SETTINGS[n]),
            Op::Template(true) => self.here.write("templates/week.md.j2", "Mine: {{ period }}\n"),
            Op::Template(false) => drop(fs::remove_file(self.here.path("templates/week.md.j2"))),
            Op::NextDay => self.today = self.today + Days::new(1),
            Op::Pass => drop(self.pass()),
        }
    }

    /// What comes out, how many notes were opened, and of how many weeks the pages were laid out.
    fn pass(&mut self) -> (Vec<(String, String)>, usize, usize) {
        // As if everything were old enough to be trusted. It is, since the clock of the files has gone on before each.
        std::thread::sleep(Duration::from_millis(5));
        let later = SystemTime::now() + Duration::from_secs(10);
        let loaded = pass::load(self.loaded.take(), &self.root, later, &|_| {}).expect("a folder");
        std::thread::sleep(Duration::from_millis(5));
        let (went_on, made) = self.files(&loaded);
        let opened = loaded.known.opened;
        self.loaded = Some(loaded);
        let fresh = pass::load(None, &self.root, later, &|_| {}).expect("a folder");
        self.there.clear();
        let (anew, _) = self.files(&fresh);
        assert_eq!(went_on, anew);
        (went_on, opened, made)
    }

    /// All files, those that need not be laid out again as they lie there; and of how many weeks the pages were laid out.
    fn files(&mut self, loaded: &Loaded) -> (Vec<(String, String)>, usize) {
        let settings = loaded.settings.as_ref().expect("settings");
        let keys = self.there.iter().filter_map(|(name, (key, _))| Some((name.clone(), (*key)?)));
        let there = Keys { reports: keys.collect(), ..Keys::default() };
        let Files { reports, notes_to_fix, problems, photos: _, cards } =
            pass::files(loaded, settings, self.today, pass::Photos::none(), &there);
        let (mut files, mut made) = (Vec::new(), 0);
        let mut before = std::mem::take(&mut self.there);
        for file in reports.into_iter().chain(cards) {
            made += usize::from(file.body.is_some() && file.name.starts_with("week-") && file.name.ends_with(".md"));
            let body = file.body.unwrap_or_else(|| before.remove(&file.name).expect("it lies there").1);
            self.there.insert(file.name.clone(), (file.key, body.clone()));
            files.push((file.name, body));
        }
        files.push(("notes".to_owned(), format!("{notes_to_fix:?} {problems:#?}")));
        (files, made)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::sandbox::times(16)))]
    #[test]
    fn going_on_is_beginning_anew(ops in ops()) {
        let mut two = Two::new();
        for op in &ops {
            two.apply(op);
        }
        two.pass();
    }
}

#[test]
fn only_what_changed_is_opened_and_laid_out() {
    let mut two = Two::new();
    for n in 1..=28 {
        two.here.write(&format!("daily/2026-11-{n:02}.md"), "- [x] Stretch\n");
    }
    two.today = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a date");
    assert_eq!(two.pass().1, 30);
    let (_, opened, made) = two.pass();
    assert_eq!((opened, made), (0, 0), "nothing is other");
    two.apply(&Op::Hidden(1, 1));
    two.here.write("daily/2026-11-28.md", "- [ ] Stretch\n");
    two.apply(&Op::Remove(1));
    let (_, opened, made) = two.pass();
    assert_eq!(opened, 1);
    // Its own week, and those that look back on it; the four before are as they were.
    assert!((1..=2).contains(&made), "{made}");
}

#[test]
fn what_is_young_is_opened_again() {
    let here = Sandbox::with(&[("journal.md", "# J\n"), ("a.md", "one")]);
    let root = Identity::of(here.root()).expect("a folder");
    let load = |before, now| pass::load(before, &root, now, &|_| {}).expect("a folder");
    let first = load(None, SystemTime::now());
    let second = load(Some(first), SystemTime::now() + Duration::from_secs(3600));
    assert_eq!(second.known.opened, 2, "they were a moment old when they were read");
    let third = load(Some(second), SystemTime::now());
    assert_eq!(third.known.opened, 0, "they were an hour old when they were read");
}
