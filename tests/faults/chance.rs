//! Histories at random: what people, editors, sync clients and the system do to a journal, one thing after the other at any
//! moment. Now and then there is a rest, in which all has to be as a single report makes it. `TINYSTEP_SEED=N` runs history N again.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use rustix::process::Signal;
use tinystep::output::provenance::{self, Provenance};

use super::case::{Case, Outcome, PLAN, Trouble, WEEK};
use super::dice::Dice;

/// Where notes are, and where they go; the last is a place that is never read.
const FOLDERS: [&str; 5] = ["daily", "entries", "deep/er", "Photos and more", "private"];
/// Settings that can be read.
const SETTINGS: [&str; 6] = [
    "# J\n",
    "---\nweeks: 8\n---\n",
    "---\nshare: full\n---\n",
    "---\nname: Alex\nweek starts: sunday\n---\n",
    "---\nreport to: pages\n---\n",
    "---\nends: 2026-11-18\n---\n",
];
const BROKEN: [&str; 7] = [
    "---\ntask: [\n---\n",
    "",
    "---\ntask: Stretch\ntask: Stretch\nwhen: 2026-11-18\n---\n",
    "---\ntask: Stretch\nwhen: 2026-02-31\n---\n",
    "\u{feff}---\r\ntask: Stretch\r\nwhen: 2026-11-18 7:30\r\n---\r\nWords\r\n",
    "- [x] Stretch\n<<<<<<< HEAD\n- [ ] Stretch\n=======\n- [x] Stretch\n>>>>>>> other\n",
    "---\ntask: Stretch\nwhen: 2026-11-18 7:30\nstatus: perhaps\n---\n\0\n",
];
const RULE: &str = "---\nfor: client\nif: done > 0\npriority: 99\n---\nWhat did the cat do meanwhile?\n";

/// Histories, each in its own journal.
pub fn anything(c: &mut Case) -> Outcome {
    let told_again = std::env::var("TINYSTEP_SEED").ok().and_then(|seed| seed.parse().ok());
    let histories: u64 = if c.is_full { 100 } else { 6 };
    for seed in told_again.map_or(0..histories, |seed: u64| seed..seed + 1) {
        let mut history = History { c: Case::new(c.is_full), dice: Dice::new(seed), seed, told: Vec::new(), words: 0 };
        let outcome = history.run().and_then(|()| history.c.ends_well());
        let History { c: mut case, told, .. } = history;
        c.waits.append(&mut case.waits);
        let (lost, torn, _, what) = case.end();
        let wrong = match outcome {
            Err(Trouble::Diverged(why)) => Some(why),
            Err(impossible) => return Err(impossible),
            Ok(()) => (lost + torn > 0).then(|| format!("{lost} bytes lost, {torn} reads torn {what}")),
        };
        if let Some(why) = wrong {
            return Err(format!("{why}\nIn history {seed}:\n  {}", told.join("\n  ")).into());
        }
    }
    c.note = format!(" {histories} histories of {RESTS} rests each.");
    Ok(())
}

/// How often all is to be well in a history.
const RESTS: usize = 5;

struct History {
    c: Case,
    dice: Dice,
    seed: u64,
    told: Vec<String>,
    /// How often somebody wrote into a report.
    words: usize,
}

impl History {
    fn run(&mut self) -> Outcome {
        self.c.is_counted_again = false;
        self.c.watch()?;
        for _ in 0..RESTS {
            for _ in 0..=self.dice.roll(8) {
                self.step()?;
                if self.dice.one_in(2) {
                    let wait = self.dice.roll(300) as u64;
                    thread::sleep(Duration::from_millis(wait));
                }
            }
            let last = self.told.last().map_or("nothing", |told| told.lines().next().unwrap_or_default());
            let after = format!("history {}: {}", self.seed, last.chars().take(60).collect::<String>());
            self.c.converges(&after)?;
            self.told.push("a rest".to_owned());
        }
        Ok(())
    }

    fn step(&mut self) -> Outcome {
        match self.dice.roll(28) {
            0..=3 => self.edit(),
            4 => {
                let path = self.note();
                self.write("over it", ".n", &path.1);
                self.sh(&format!("mv .n '{}'", path.0));
            }
            5 => {
                let path = self.note();
                self.sh(&format!("rm -f '{}'", path.0));
                self.write("anew", &path.0, &path.1);
            }
            6 => self.some_note("removed", |path| format!("rm '{path}'")),
            7 => {
                let folder = *self.dice.pick(&FOLDERS);
                let n = self.dice.roll(9);
                self.some_note("moved", |path| format!("mkdir -p '{folder}' && mv '{path}' '{folder}/moved {n}.md'"));
            }
            8 => {
                let (from, to) = (*self.dice.pick(&FOLDERS), *self.dice.pick(&FOLDERS));
                self.sh(&format!("mkdir -p '{to}' && mv '{from}' '{to}/'"));
            }
            9 => self.sh("mv daily Daily; sleep 0.05; mv Daily daily"),
            10 => {
                let time = 6 + self.dice.roll(4);
                let share = *self.dice.pick(&["", "share: none\n", "share: full\n", "collects: daily\n"]);
                let text = PLAN.replace("7:30", &format!("{time}:30")).replace("from:", &format!("{share}from:"));
                self.write("the plan", "plan.md", &text);
            }
            11 => {
                let task = *self.dice.pick(&["Walk", "Stretch"]);
                let text = PLAN.replace("Stretch", task).replace("11-02", "11-16");
                self.write("a plan", "plans/two.md", &text);
            }
            12 => self.some_note("linked", |path| format!("ln '{path}' linked.md; ln -s '{path}' link.md")),
            13 => self.sh("rm -rf linked.md link.md plans entries/* copy"),
            14 => {
                let text = *self.dice.pick(&SETTINGS);
                self.settle_before_a_move(text)?;
                self.write("settings", "journal.md", text);
            }
            15 => {
                self.settle_before_a_move(SETTINGS[0])?;
                self.write("settings that cannot be read", "journal.md", "---\nweeks: [\n---\n");
                self.edit();
                thread::sleep(Duration::from_millis(150));
                self.write("settings", "journal.md", SETTINGS[0]);
            }
            16 => {
                let path = format!("entries/broken {}.md", self.dice.roll(4));
                let text = *self.dice.pick(&BROKEN);
                self.write("broken", &path, text);
            }
            17 => {
                let text = *self.dice.pick(&[RULE, "---\nfor: client\nif: dne > 0\n---\nWhat now?\n"]);
                self.write("a rule", "prompts/mine.md", text);
            }
            18 | 19 => self.words(),
            20 => self.remove_made(),
            21 => {
                let copy = *self.dice.pick(&["index (1).md", "index.sync-conflict-20261120-184717-5RQAITR.md"]);
                self.sh(&format!("cp reports/index.md 'reports/{copy}'"));
                self.some_note("copied", |path| {
                    let stem = path.trim_end_matches(".md");
                    format!("cp '{path}' '{stem} (conflicted copy 2026-11-20 093612).md'")
                });
            }
            22 => {
                self.told.push("the program stands still".to_owned());
                self.c.signal(Signal::STOP);
                for _ in 0..self.dice.roll(4) {
                    self.edit();
                }
                self.words();
                self.c.signal(Signal::CONT);
            }
            23 => {
                self.told.push("killed, and started again".to_owned());
                self.c.kill();
                if self.dice.one_in(2) {
                    self.edit();
                }
                let begun = |c: &Case| c.said().matches("Ctrl-C ends it").count();
                let before = begun(&self.c);
                self.c.watch_under(&[], &[])?;
                // It has to find the folder, which may be moved away next.
                self.c.comes("a watch", || begun(&self.c) > before)?;
            }
            24 => self.away(),
            25 => {
                self.sh("mkdir -p .git; : >.git/index.lock");
                self.edit();
                thread::sleep(Duration::from_millis(300));
                self.sh("rm .git/index.lock");
            }
            26 => {
                let date = *self.dice.pick(&["2001-01-01", "2031-01-01"]);
                self.some_note("dated", |path| format!("touch -d {date} '{path}'"));
            }
            _ => self.sh("cp -r daily copy"),
        }
        Ok(())
    }

    /// Where the pages move to another folder: a watch that has not yet run to its end does not know the old one, whose pages
    /// then stay, as after one shot.
    fn settle_before_a_move(&mut self, settings: &str) -> Outcome {
        let moves = |text: &str| text.contains("report to");
        let now = fs::read_to_string(self.c.root().join("journal.md")).unwrap_or_default();
        if moves(&now) || moves(settings) { self.c.converges("before the pages move") } else { Ok(()) }
    }

    /// A place for a note, and a note for it.
    fn note(&mut self) -> (String, String) {
        let day = 1 + self.dice.roll(21);
        let minutes = 1 + self.dice.roll(300);
        if self.dice.one_in(3) {
            let folder = *self.dice.pick(&FOLDERS);
            let words = *self.dice.pick(&["", "barrier: I forgot\n", "share: full\nfelt: light\n", "share: none\n"]);
            let text = format!("---\ntask: Stretch\nwhen: 2026-11-{day:02} 7:30\nminutes: {minutes}\n{words}---\n");
            return (format!("{folder}/entry {day}.md"), text);
        }
        let mark = *self.dice.pick(&['x', '/', '-', '>', ' ']);
        (format!("daily/2026-11-{day:02}.md"), format!("- [{mark}] Stretch, {minutes} min\n"))
    }

    fn edit(&mut self) {
        let (path, text) = self.note();
        self.write("edit", &path, &text);
    }

    fn write(&mut self, what: &str, path: &str, text: &str) {
        self.told.push(format!("{what}: {path} {text:?}"));
        // What was moved into its place can be in the way.
        let path = self.c.path(path);
        let _ = path.parent().map(fs::create_dir_all);
        let _ = fs::write(path, text);
    }

    /// In the journal; what cannot be done is not done.
    fn sh(&mut self, script: &str) {
        let done = self.c.sh(&format!("cd journal; {script}")).is_ok();
        self.told.push(format!("{script}{}", if done { "" } else { " (could not be done)" }));
    }

    fn some_note(&mut self, what: &str, script: impl Fn(&str) -> String) {
        let root = self.c.root().to_owned();
        let walk = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().filter_map(Result::ok);
        let notes = walk.filter(|entry| entry.file_type().is_file()).filter_map(|entry| {
            let path = entry.path().strip_prefix(&root).ok()?.to_str()?.to_owned();
            let is_theirs = !["reports", "pages", "edited", "notes-to-fix.md", "journal.md", "."]
                .iter()
                .any(|ours| path.starts_with(ours));
            is_theirs.then_some(path)
        });
        let notes: Vec<String> = notes.collect();
        if !notes.is_empty() {
            let note: &String = self.dice.pick(&notes);
            let script = script(note);
            self.told.push(format!("{what}:"));
            self.sh(&script);
        }
    }

    /// Somebody writes into a report, now and then slowly.
    fn words(&mut self) {
        self.words += 1;
        let text = format!("{}\nMy words, {}.\n", self.c.read(WEEK), self.words);
        self.told.push(format!("words {} in a report", self.words));
        if !self.c.path("reports").is_dir() {
            return;
        }
        match self.dice.roll(3) {
            0 => self.c.precious_slowly(WEEK, &text, Duration::from_millis(30)),
            _ => self.c.precious(WEEK, &text),
        }
    }

    /// A report is removed, or all of them; but none that somebody wrote into.
    fn remove_made(&mut self) {
        let reports: Vec<PathBuf> = fs::read_dir(self.c.path("reports"))
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                fs::read(path).is_ok_and(|bytes| matches!(provenance::read_provenance(&bytes), Provenance::Intact))
            })
            .collect();
        let all = self.dice.one_in(2);
        self.told.push(if all { "all reports removed" } else { "a report removed" }.to_owned());
        for path in reports.iter().take(if all { usize::MAX } else { 1 }) {
            let _ = fs::remove_file(path);
        }
        if all {
            // Only if nothing is left in it.
            let _ = fs::remove_dir(self.c.path("reports"));
        }
    }

    /// The folder is moved away for a moment, and changed there.
    fn away(&mut self) {
        let (day, wait) = (1 + self.dice.roll(21), self.dice.roll(4));
        let script = format!(
            "mv journal away; printf -- '- [x] Stretch\n' >away/daily/2026-11-{day:02}.md || true; sleep 0.{wait}; \
             mv away journal"
        );
        let _ = self.c.sh(&script);
        self.told.push(script);
    }
}
