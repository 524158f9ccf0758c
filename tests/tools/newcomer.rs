//! A newcomer at a terminal, from nothing to a page: every key is typed as a person types it, and counted.

use std::path::Path;

use crate::ToolTest;
use crate::sandbox::{Sandbox, wait_for};
use crate::tmux::Tmux;

pub const TESTS: &[ToolTest] = &[
    ToolTest { name: "newcomer_has_a_page", needs: &[&["tmux"]], is_long: false, run: newcomer_has_a_page },
    ToolTest { name: "reflect_keeps_answers", needs: &[&["tmux"]], is_long: false, run: reflect_keeps_answers },
    ToolTest { name: "keys_edit_an_answer", needs: &[&["tmux"]], is_long: false, run: keys_edit_an_answer },
    ToolTest { name: "editors_lose_nothing", needs: &[&["tmux"]], is_long: false, run: editors_lose_nothing },
    ToolTest {
        name: "a_closed_terminal_loses_nothing",
        needs: &[&["tmux"]],
        is_long: false,
        run: a_closed_terminal_loses_nothing,
    },
    ToolTest { name: "skipped_and_old_answers", needs: &[&["tmux"]], is_long: false, run: skipped_and_old_answers },
    ToolTest { name: "ctrl_c_leaves_nothing", needs: &[&["tmux"]], is_long: false, run: ctrl_c_leaves_nothing },
];

/// Types at the terminal of a tmux, and counts the keys.
struct Typist<'a> {
    tmux: Tmux<'a>,
    keys: usize,
}

impl<'a> Typist<'a> {
    fn new(here: &'a Sandbox) -> Typist<'a> {
        let typist = Typist { tmux: Tmux(here), keys: 0 };
        let programs = Path::new(env!("CARGO_BIN_EXE_tinystep")).parent().expect("a folder").display().to_string();
        let path = format!("PATH={programs}:{}", std::env::var("PATH").expect("a PATH"));
        let start = ["-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "50", "env", &path, "BROWSER=true"];
        typist.tmux.run(&[&start[..], &["HOME=/nowhere", "PS1=$ ", "sh"]].concat());
        typist.waits_for("$");
        typist
    }

    fn waits_for(&self, seen: &str) {
        wait_for(seen, || self.tmux.screen().contains(seen));
    }

    /// Types a line and Enter, and waits for what follows.
    fn types(&mut self, line: &str, then: &str) -> usize {
        self.keys += line.chars().count() + 1;
        self.tmux.run(&["clear-history"]);
        self.tmux.run(&["send-keys", "-l", line]);
        self.tmux.run(&["send-keys", "Enter"]);
        self.waits_for(then);
        line.chars().count() + 1
    }

    /// Presses one key, and waits for what follows.
    fn presses(&mut self, key: &str, then: &str) {
        self.keys += 1;
        self.tmux.run(&["send-keys", key]);
        self.waits_for(then);
    }
}

fn newcomer_has_a_page() {
    let here = Sandbox::empty();
    let mut typist = Typist::new(&here);
    // It is installed: the program of this build is on the PATH (the package of Debian has a test of its own).
    typist.types("tinystep --version", concat!("tinystep ", env!("CARGO_PKG_VERSION")));
    typist.types("tinystep init mine", "What name");
    typist.types("Sam", "On which day");
    typist.types("thusday", "is no day of the week");
    typist.types("Thursday", "How much");
    typist.presses("Enter", "whom would you turn to");
    typist.types("Ana", "outside your home");
    typist.types("Mr. Bell", "Plan a first small step");
    typist.presses("y", "What matters");
    typist.types("being in touch", "What would you like to try");
    typist.types("Voice memo", "smallest version");
    typist.types("", "When exactly");
    typist.types("sometime", "That leaves the moment open");
    typist.types("every day at 7:30", "If it is 7:30");
    typist.types("kitchen", "How many minutes");
    typist.types("3", "Who helps");
    typist.types("", "What could get in the way");
    typist.types("a late bus", "And then");
    typist.types("do it at lunch", "only to notice something");
    typist.presses("t", "How sure");
    typist.types("5", "What if we lowered the bar?");
    typist.presses("k", "Make the journal?");
    typist.presses("y", "Your page: tinystep open mine");
    typist.types("cd mine", "$");

    typist.types("tinystep plan Walk --when \"every day after dinner\"", "Every day, after dinner: Walk.");
    // A name that is taken is reported at once, not after the last question.
    typist.types("tinystep plan", "What matters");
    typist.types("", "What would you like to try");
    typist.types("walk", "There is a plan `Walk` already. To change it: `tinystep plan walk`.");
    typist.presses("C-c", "Stopped. Nothing was written.");
    let one_line = typist.types("tinystep log voice memo", "Voice memo: done");
    assert!(one_line <= 25, "{one_line} keys");
    typist.types("tinystep log walk 10 min @park, no time - cold", "Walk: done, 10 min, park, no time; cold");
    typist.types("tinystep log", "What was it?");
    typist.presses("Down", "> Walk");
    typist.presses("Enter", "How did it go?");
    typist.presses("p", "What got in the way?");
    typist.types("no time", "A few words");
    typist.types("only to the corner", "Walk: partly, no time; only to the corner");
    typist.types("tinystep open", "opened");
    typist.types("tinystep report", "Everything is up to date");
    let page =
        here.files("mine/reports").into_iter().find(|(name, _)| name.starts_with("week") && name.ends_with(".md"));
    let page = String::from_utf8(page.expect("a page").1).expect("text");
    for seen in ["Voice memo: **1 of 1**", "Walk: **1 of 1, and 1 extra**", "turn to Ana or to Mr. Bell"] {
        assert!(page.contains(seen), "{seen}: {page}");
    }

    // A pause and a stop take few keys too.
    for (command, then) in
        [("tinystep plan w --pause", "Its pause: from"), ("tinystep plan v --stop", "is its last day")]
    {
        let keys = typist.types(command, then);
        assert!(keys <= 25, "{command}: {keys} keys");
    }
    // Five minutes at two keys a second.
    assert!(typist.keys < 600, "{} keys", typist.keys);
    assert!(here.run_to(0, &["check", "mine"]).out.contains("Every note can be read"));
}

/// The keys that people know from everywhere, an answer wider than the screen, a paste of several lines, an Enter too many.
fn keys_edit_an_answer() {
    let plan = "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-09\n---\n";
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), ("plans/walk.md", plan)]);
    let mut typist = Typist::new(&here);
    // One plan: it is not asked which.
    typist.types("tinystep log --as-of 2026-11-20", "Walk: how did it go?");
    typist.tmux.run(&["send-keys", "n", "Enter"]);
    typist.waits_for("What got in the way?");
    typist.tmux.run(&["set-buffer", "rain\nand\nwind"]);
    typist.tmux.run(&["paste-buffer", "-p"]);
    typist.waits_for("> rain and wind");
    typist.types("", "A few words");
    let long = "Most of it has been fed to the birds, and the rest of it to the ducks on the other side of the water";
    typist.tmux.run(&["send-keys", "-l", &format!("xx {long}")]);
    typist.waits_for("side of the water");
    // The last word goes, the three letters in front go, and typing continues at the end.
    typist.tmux.run(&["send-keys", "C-Left", "C-k", "Home", "DC", "DC", "DC", "C-e"]);
    typist.types("sea", "Walk: not done");
    let note = here.read("log/2026-11-20.md");
    assert!(note.contains(&format!("- [-] Walk - {}\n", long.replace("water", "sea"))), "{note}");
    assert!(note.contains("  - barrier: rain and wind\n"), "{note}");
    let screen = typist.tmux.screen();
    assert!(screen.contains("> Most of it has been fed to the birds, and the rest"), "{screen}");
    assert_eq!(screen.matches("fed to the birds").count(), 2, "{screen}");
}

fn ctrl_c_leaves_nothing() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n")]);
    let mut typist = Typist::new(&here);
    typist.types("tinystep plan", "What matters");
    typist.types("being in touch", "What would you like to try");
    typist.presses("C-c", "Stopped. Nothing was written.");
    typist.types("TERM=dumb tinystep plan", "What matters");
    typist.types("", "What would you like to try");
    typist.presses("C-d", "Stopped. Nothing was written.");
    assert_eq!(here.files("").into_iter().filter(|(name, _)| name.ends_with(".md")).count(), 1);
}

fn reflect_keeps_answers() {
    let plan = "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-09\n---\n- [x] 2026-11-16\n- [x] 2026-11-19\n";
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), ("plan.md", plan)]);
    let mut typist = Typist::new(&here);
    typist.types("unset VISUAL EDITOR; tinystep reflect --as-of 2026-11-22", "Your answers are not on the page");
    typist.types("one word", ".\n>");
    typist.tmux.run(&["send-keys", "-l", "and half a"]);
    typist.presses("C-c", "made  reflections/2026-11-22.md");
    let note = here.read("reflections/2026-11-22.md");
    assert!(note.contains("\n\none word\n") && note.contains("\n\nand half a\n"), "{note}");
    typist.types(
        "clear; EDITOR='cp /dev/null seen; echo' tinystep reflect --as-of 2026-11-22",
        "opened  reflections/2026-11-22.md",
    );
    assert!(here.exists("seen") && !here.exists("reflections/2026-11-22-2.md"));
    assert_eq!(here.read("reflections/2026-11-22.md"), note);
    // What is answered is shown, and not asked again.
    let answered = note.lines().find_map(|line| line.strip_prefix("## ")).expect("a question");
    typist.types("clear; tinystep reflect --as-of 2026-11-22", ".\n>");
    let screen = typist.tmux.screen();
    assert!(screen.contains("and stays as it is") && screen.matches(answered).count() == 1, "{screen}");
    assert!(screen.contains("1 of 3 questions has no answer yet"), "{screen}");
    typist.presses("C-c", "$");
    typist.types("clear; EDITOR=/nowhere tinystep reflect --as-of 2026-11-22 --share full", "`/nowhere` could not");
    assert!(!here.exists("reflections/2026-11-22-2.md"));
}

/// A journal with questions, and an editor for each way in which one can end.
fn journal_with_questions() -> Sandbox {
    let plan = "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-09\n---\n- [x] 2026-11-16\n- [x] 2026-11-19\n";
    let here = Sandbox::with(&[("journal.md", "# Mine\n"), ("plan.md", plan)]);
    for (name, script) in [
        ("fails", "echo kept >> $1; exit 3"),
        ("window", "(sleep 1; echo later >> $1) &"),
        ("removes", "rm $1"),
        ("same", ":"),
        ("breaks", "echo 'broken words' > $1"),
        ("deaf", "trap : INT; echo saved >> $1; : > seen; sleep 3; exit 0"),
        ("waits", "echo saved >> $1; : > seen; read line; echo more >> $1"),
    ] {
        here.write(name, format!("#!/bin/sh\n{script}\n"));
    }
    std::fs::create_dir(here.path("tmp")).expect("a folder");
    here
}

const REFLECT: &str = "tinystep reflect --as-of 2026-11-22";

/// The line that reflects with an editor, and leaves its files in a folder of the test.
fn reflect_with(editor: &str) -> String {
    format!("clear; TMPDIR=$PWD/tmp EDITOR='sh ./{editor}' {REFLECT}")
}

fn editors_lose_nothing() {
    let here = journal_with_questions();
    let kept = || here.files("tmp").into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    let mut typist = Typist::new(&here);
    typist.types(&reflect_with("fails"), "ended with an error");
    assert!(kept().next().is_some_and(|text| text.contains("kept")) && !here.exists("reflections"));
    typist.types(&reflect_with("removes"), "has removed the file");
    typist.types(&reflect_with("same"), "came back at once");
    typist.presses("C-c", "stopped, and no note was made");
    // Nothing is saved yet, and then it is.
    typist.types(&reflect_with("window"), "came back at once");
    typist.presses("s", "Nothing is saved in");
    wait_for("the editor saves", || kept().any(|text| text.contains("later")));
    typist.presses("s", "made  reflections/2026-11-22.md");
    assert!(here.read("reflections/2026-11-22.md").contains("later"));
    assert_eq!(kept().count(), 2, "what is a note is not kept twice");
    std::fs::remove_file(here.path("reflections/2026-11-22.md")).expect("the note");
    typist.types(&reflect_with("breaks"), "has your words");
    assert!(here.read("reflections/2026-11-22.md").contains("broken words"));
    std::fs::remove_file(here.path("reflections/2026-11-22.md")).expect("the note");
    // Ctrl+C is for the editor.
    typist.types(&reflect_with("deaf"), "questions");
    wait_for("the editor", || here.exists("seen"));
    typist.presses("C-c", "made  reflections/2026-11-22.md");
    assert!(here.read("reflections/2026-11-22.md").contains("saved"));
    std::fs::remove_file(here.path("reflections/2026-11-22.md")).expect("the note");
    typist.types("clear; EDITOR=/nowhere tinystep reflect --as-of 2026-11-22", "could not be started");
}

fn a_closed_terminal_loses_nothing() {
    let here = journal_with_questions();
    let mut typist = Typist::new(&here);
    typist.types(&reflect_with("waits"), "questions");
    wait_for("the editor", || here.exists("seen"));
    typist.tmux.run(&["kill-server"]);
    wait_for("the note", || here.exists("reflections/2026-11-22.md"));
    assert!(here.read("reflections/2026-11-22.md").contains("saved"));

    let here = journal_with_questions();
    let mut typist = Typist::new(&here);
    typist.types(&format!("unset VISUAL EDITOR; {REFLECT}"), "Your answers are not on the page");
    typist.types("one word", ".\n>");
    typist.tmux.run(&["send-keys", "-l", "and half a"]);
    typist.waits_for("and half a");
    typist.tmux.run(&["kill-server"]);
    wait_for("the note", || here.exists("reflections/2026-11-22.md"));
    let note = here.read("reflections/2026-11-22.md");
    assert!(note.contains("\n\none word\n") && note.contains("\n\nand half a\n"), "{note}");
}

fn skipped_and_old_answers() {
    let here = Sandbox::empty();
    let mut typist = Typist::new(&here);
    typist.types("tinystep init mine", "What name");
    typist.types("Sam", "On which day");
    typist.types("", "How much");
    typist.presses("Enter", "whom would you turn to");
    typist.types("", "Plan a first small step");
    typist.presses("y", "What matters");
    typist.types("being in touch", "What would you like to try");
    typist.types("", "Without a name there is no plan yet");
    typist.presses("y", "To plan a first step");
    assert!(here.read("mine/journal.md").contains("name: Sam") && here.files("mine/plans").len() == 1);

    here.write(
        "mine/plans/walk.md",
        "---\ntask: Walk\nwhen: every day at 7:30\nwhere: park\nminutes: 3\nfrom: 2026-11-09\n---\n",
    );
    typist.types("clear; cd mine; tinystep plan walk --as-of 2026-11-22", "What matters");
    typist.types("", "When exactly");
    typist.waits_for("> every day at 7:30");
    typist.types("every 3rd Friday", "can mean two things");
    typist.types("every day at 8", "Where?");
    typist.waits_for("> park");
    typist.types("garden", "How many minutes");
    typist.waits_for("> 3");
    typist.tmux.run(&["send-keys", "End"]);
    typist.types("0", "Who helps");
    typist.types("", "What could get in the way");
    typist.types("", "only to notice");
    typist.presses("o", "How sure");
    typist.types("", "Write this note?");
    let screen = typist.tmux.screen();
    assert!(screen.contains("where: garden") && screen.contains("minutes: 30"), "{screen}");
    assert!(screen.contains("when: every day at 8"), "{screen}");
    typist.presses("n", "Nothing was written.");
}
