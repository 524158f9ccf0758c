//! A newcomer at a terminal, from nothing to a page: every key is typed as a person types it, and counted.

use std::path::Path;
use std::time::Duration;

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
    ToolTest { name: "a_word_answers_as_its_key", needs: &[&["tmux"]], is_long: false, run: a_word_answers_as_its_key },
    ToolTest { name: "a_person_can_go_back", needs: &[&["tmux"]], is_long: false, run: a_person_can_go_back },
    ToolTest {
        name: "going_back_loses_no_answer",
        needs: &[&["tmux"]],
        is_long: false,
        run: going_back_loses_no_answer,
    },
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

    /// Types letters one by one, with a pause before each.
    fn types_slowly(&self, letters: &str, pause: Duration) {
        for letter in letters.chars() {
            std::thread::sleep(pause);
            self.tmux.run(&["send-keys", "-l", &letter.to_string()]);
        }
        std::thread::sleep(pause);
        self.tmux.run(&["send-keys", "Enter"]);
    }

    /// Does something, and waits until a question is asked once more.
    fn sees_again(&self, question: &str, how: &[&str]) {
        let times = || self.tmux.screen().matches(question).count();
        let before = times();
        self.tmux.run(&[&["send-keys"], how].concat());
        wait_for(question, || times() > before);
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
    typist.types("do it at lunch", "How sure");
    typist.types("about 5", "What if we lowered the bar?");
    typist.presses("k", "only to notice something");
    typist.presses("t", "Make the journal?");
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
    typist.types("", "How sure");
    typist.types("", "only to notice");
    typist.presses("o", "Write this note?");
    let screen = typist.tmux.screen();
    assert!(screen.contains("where: garden") && screen.contains("minutes: 30"), "{screen}");
    assert!(screen.contains("when: every day at 8"), "{screen}");
    typist.presses("n", "Nothing was written.");
}

/// Who types the whole word, slowly or not, leaves nothing for the next question; and a word chooses in a list too.
fn a_word_answers_as_its_key() {
    let here = Sandbox::empty();
    let mut typist = Typist::new(&here);
    typist.types("tinystep init mine", "What name");
    typist.types("Sam", "On which day");
    typist.types("", "How much");
    // It is the last of the list.
    typist.types("none", "whom would you turn to");
    typist.types("", "Plan a first small step");
    typist.types("yes", "What matters");
    typist.types("being in touch", "What would you like to try");
    typist.types("Walk", "smallest version");
    typist.types("to the door", "When exactly");
    typist.types("every day after dinner", "Where?");
    typist.types("", "How many minutes");
    typist.types("", "Who helps");
    typist.types("Mom", "May the page say");
    // The letter is taken at once, and the rest of the word comes later, but before anybody could have read the next question.
    typist.types_slowly("yes", Duration::from_millis(350));
    typist.waits_for("> yes");
    std::thread::sleep(Duration::from_millis(400));
    typist.types("a late bus", "And then");
    typist.types("", "How sure");
    typist.types("9", "only to notice something");
    typist.types("whatever", "That is none of these");
    // A letter that is left is not pressed as an answer.
    typist.tmux.run(&["send-keys", "-l", "do"]);
    typist.waits_for("> do\n");
    typist.tmux.run(&["send-keys", "BSpace"]);
    std::thread::sleep(Duration::from_millis(400));
    assert!(!typist.tmux.screen().contains("Make the journal?"));
    typist.tmux.run(&["send-keys", "BSpace"]);
    typist.types("TRY ", "Make the journal?");
    typist.types("Yes.", "Your page: tinystep open mine");
    let plan = here.read("mine/plans/walk.md");
    for line in [
        "goal: being in touch",
        "task: Walk",
        "share response: yes",
        "obstacle: a late bus",
        "then: to the door",
        "stage: try",
    ] {
        assert!(plan.contains(&format!("\n{line}\n")), "{line}: {plan}");
    }
    assert!(here.read("mine/journal.md").contains("\nshare: none\n"));

    typist.types("clear; cd mine; TERM=dumb tinystep log", "how did it go");
    typist.types("don't know", "That is none of these");
    typist.types("not done", "What got in the way?");
    typist.types("", "A few words");
    typist.types("", "Walk: not done");
}

fn a_person_can_go_back() {
    let here = Sandbox::with(&[("journal.md", "# Mine\n")]);
    let mut typist = Typist::new(&here);
    typist.types("tinystep plan", "The up arrow, or the word `back`");
    typist.waits_for("What matters");
    typist.types("being in tuch", "What would you like to try");
    typist.types("Walk", "smallest version");
    typist.types("", "When exactly");
    typist.types("every day after dinner", "Where?");
    // What was typed halfway waits, and so does every answer on the way.
    typist.tmux.run(&["send-keys", "-l", "the par"]);
    typist.waits_for("> the par");
    typist.sees_again("When exactly", &["Up"]);
    typist.waits_for("> every day after dinner");
    assert_eq!(typist.tmux.screen().matches("The up arrow").count(), 1, "it is said once");
    typist.sees_again("smallest version", &["Escape"]);
    typist.sees_again("What would you like", &["-l", "back\n"]);
    typist.sees_again("What matters", &["Up"]);
    typist.types("being in touch", "> Walk");
    typist.types("", "good size.\n>");
    typist.types("", "When exactly");
    typist.types("", "> the par");
    typist.tmux.run(&["send-keys", "End"]);
    typist.types("k", "How many minutes");
    typist.types("5", "Who helps");
    typist.types("", "What could get in the way");
    typist.types("", "How sure");
    typist.types("8", "only to notice something");
    typist.presses("t", "Write this note?");
    typist.sees_again("only to notice something", &["Up"]);
    typist.waits_for("Enter is t.");
    typist.sees_again("Write this note?", &["Enter"]);
    typist.types("yes", "made  plans/walk.md");
    let plan = here.read("plans/walk.md");
    for line in [
        "goal: being in touch",
        "when: every day after dinner",
        "where: the park",
        "minutes: 5",
        "stage: try",
        "confidence: 8",
    ] {
        assert!(plan.contains(&format!("\n{line}\n")), "{line}: {plan}");
    }
    assert_eq!(here.files("plans").len(), 1);
}

/// Ctrl+C at a question one went back to keeps the answers behind it.
fn going_back_loses_no_answer() {
    let here = journal_with_questions();
    let mut typist = Typist::new(&here);
    typist.types(&format!("unset VISUAL EDITOR; {REFLECT}"), "Your answers are not on the page");
    typist.waits_for(".\n>");
    typist.types("one word", "> one word");
    typist.tmux.run(&["send-keys", "-l", "and half a"]);
    typist.waits_for("> and half a");
    typist.tmux.run(&["send-keys", "Up"]);
    wait_for("the first question", || typist.tmux.screen().matches("> one word").count() == 2);
    typist.tmux.run(&["send-keys", "-l", "another word"]);
    typist.waits_for("> another word");
    typist.presses("C-c", "made  reflections/2026-11-22.md");
    let note = here.read("reflections/2026-11-22.md");
    assert!(note.contains("\n\nanother word\n") && note.contains("\n\nand half a\n"), "{note}");
}
