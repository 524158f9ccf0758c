//! `tinystep reflect`: answers become a new note, and are beside their questions on the page.

use std::io::Write as _;
use std::process::Stdio;

use crate::sandbox::Sandbox;

const JOURNAL: &[(&str, &str)] = &[
    ("journal.md", "# My journal\n"),
    (
        "plans/memo.md",
        "---\ntask: Voice memo\nwhen: Mon and Thu at 7:30\nminutes: 2\ngoal: Say it early\nfrom: 2026-11-09\n---\n- [x] 2026-11-16\n- [x] 2026-11-19\n",
    ),
];
const AS_OF: &str = "2026-11-22";

/// The end of every note that is made: where to turn in need.
const END: &str = "<!-- No one reads these notes as you write them. If you might hurt yourself or feel unsafe, call your local emergency number or a crisis line, or go to someone you trust. -->\n";

fn questions(here: &Sandbox) -> Vec<String> {
    let page = here.run_to(0, &["prompts", "--shared", "--as-of", AS_OF]).out;
    page.lines()
        .take_while(|l| !l.starts_with("For the session"))
        .filter(|l| l.ends_with('?'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn an_answer_is_beside_its_question_this_week_and_next() {
    let here = Sandbox::with(JOURNAL);
    let asked = questions(&here);
    let ran = here.run_to(
        0,
        &["reflect", "--as-of", AS_OF, "--share", "full", "--answer", "", "--answer", "# The coffee\nand quiet"],
    );
    assert_eq!(ran.out, "made  reflections/2026-11-22.md\n");
    assert_eq!(
        here.read("reflections/2026-11-22.md"),
        format!(
            "---\nkind: reflection\nweek: 2026-11-16\nshare: full\n---\n## {}\n\n\\# The coffee\nand quiet\n\n{END}",
            asked[1]
        )
    );
    assert!(here.run_to(0, &["check", "--as-of", AS_OF]).out.contains("Every note can be read"));
    here.run_to(0, &["report", "--as-of", "2026-11-29"]);
    let one_line = |page: &str| here.read(page).split_whitespace().collect::<Vec<_>>().join(" ");
    for page in ["reports/week-2026-11-16.md", "reports/prompts-2026-11-16.md"] {
        assert!(one_line(page).contains("> and quiet"), "{page}");
    }
    let next = one_line("reports/week-2026-11-23.md");
    assert!(next.contains(&format!("{} From: the week of 16 Nov. > ", asked[1])), "{next}");
}

#[test]
fn answers_are_shared_as_every_note_is() {
    for (share, shared) in [("none", false), ("summary", false), ("full", true)] {
        let here = Sandbox::with(JOURNAL);
        here.run_to(0, &["reflect", "--as-of", AS_OF, "--share", share, "--answer", "the quiet"]);
        here.run_to(0, &["report", "--as-of", "2026-11-29"]);
        for (page, bytes) in here.files("reports") {
            let holds = String::from_utf8_lossy(&bytes).contains("the quiet");
            assert!(!holds || shared, "{share}: {page}");
        }
        assert_eq!(here.read("reports/week-2026-11-23.md").contains("the quiet"), shared, "{share}");
    }
}

#[test]
fn a_second_note_gets_a_number_and_the_first_stays() {
    let here = Sandbox::with(JOURNAL);
    here.run_to(0, &["reflect", "--as-of", AS_OF, "--answer", "one"]);
    let first = here.read("reflections/2026-11-22.md");
    assert!(
        here.run_to(0, &["reflect", "--as-of", AS_OF, "--answer", "two"]).out.contains("reflections/2026-11-22-2.md")
    );
    assert_eq!(here.read("reflections/2026-11-22.md"), first);
    assert!(here.read("reflections/2026-11-22-2.md").contains("\ntwo\n"));
    here.run_to(0, &["check", "--as-of", AS_OF]);
}

#[test]
fn scripts_answer_by_standard_input() {
    let here = Sandbox::with(JOURNAL);
    let mut child = here
        .command(&["reflect", "--as-of", AS_OF])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("its input").write_all(b"The first.\n\nMore.\n---\nThe second.\n").expect("it reads");
    assert!(child.wait_with_output().expect("it ends").status.success());
    let asked = questions(&here);
    let note = here.read("reflections/2026-11-22.md");
    let body = format!("## {}\n\nThe first.\n\nMore.\n\n## {}\n\nThe second.\n\n{END}", asked[0], asked[1]);
    assert!(note.ends_with(&body), "{note}");
}

#[test]
fn answers_in_another_encoding_are_refused_in_plain_words() {
    let here = Sandbox::with(JOURNAL);
    let mut command = here.command(&["reflect", "--as-of", AS_OF]);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    child.stdin.take().expect("its input").write_all(b"In the caf\xe9.\n").expect("it reads");
    let ended = child.wait_with_output().expect("it ends");
    let err = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.code() == Some(2) && err.contains("not written in UTF-8"), "{err}");
    assert!(!here.exists("reflections"));
}

#[test]
fn no_answer_writes_no_note() {
    let here = Sandbox::with(JOURNAL);
    for answers in [&[][..], &["--answer", " "]] {
        let ran = here.run_to(0, &[&["reflect", "--as-of", AS_OF], answers].concat());
        assert!(ran.out.contains("nothing was written"), "{}", ran.out);
    }
    assert!(!here.exists("reflections"));
    let many = ["reflect", "--as-of", AS_OF, "--answer", "1", "--answer", "2", "--answer", "3", "--answer", "4"];
    here.run_to(2, &many);
    // An answer that has no question is not thrown away in silence.
    let ran = here.run_to(2, &["reflect", "--as-of", AS_OF, "--week", "2020-01-01", "--answer", "x"]);
    assert!(ran.err.contains("no questions in this week"), "{}", ran.err);
    let bare = Sandbox::with(&JOURNAL[1..]);
    bare.run_to(2, &["reflect", ".", "--as-of", AS_OF, "--answer", "x"]);
    assert!(!bare.exists("reflections"));
}

#[test]
fn answers_go_to_questions_that_have_none_yet() {
    let here = Sandbox::with(JOURNAL);
    let by_input = |text: &str| {
        let mut child = here
            .command(&["reflect", "--as-of", AS_OF])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        child.stdin.take().expect("its input").write_all(text.as_bytes()).expect("it reads");
        child.wait_with_output().expect("it ends")
    };
    let first = questions(&here)[0].clone();
    assert!(by_input("one").status.success());
    assert!(by_input("two").status.success());
    let notes = [here.read("reflections/2026-11-22.md"), here.read("reflections/2026-11-22-2.md")];
    assert!(notes[0].contains(&format!("## {first}\n\none\n")), "{}", notes[0]);
    assert!(notes[1].contains("\n\ntwo\n") && !notes[1].contains(&first), "{}", notes[1]);
    let ran = by_input("a\n---\nb\n---\nc\n---\nd");
    let err = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(ran.status.code() == Some(2) && err.contains("open reflections/2026-11-22-2.md"), "{err}");
    assert!(!here.exists("reflections/2026-11-22-3.md"));
}

#[test]
fn answers_that_keep_themselves_back_are_not_said_to_be_on_the_page() {
    let says = |settings: &str, answer: &str| {
        let here = Sandbox::with(JOURNAL);
        here.write("journal.md", settings);
        let ran = here.run_to(0, &["reflect", "--as-of", AS_OF, "--answer", answer]);
        format!("{}{}", ran.out, ran.err)
    };
    let full = "---\nshare: full\n---\n";
    assert!(says(full, "It rained.").contains("Your answers are on the page"));
    for answer in ["#private we argued", "(private) we argued", "share: none"] {
        let said = says(full, answer);
        assert!(said.contains("Nobody else reads your answers: something in them"), "{answer}: {said}");
        assert!(!said.contains("are on the page"), "{answer}: {said}");
    }
    assert!(says("# J\n", "It rained.").contains("A line `share: full` in it"));
}
