//! One test for each case document: `cargo test --test cases when/` checks those of `tests/cases/when/`. The format of a
//! document is in `tests/shared/cases.rs`; what a room's blocks mean is in `tests/it/ROOM.rs`.

// Tests make and remove folders: what clippy.toml forbids is for src.
#![allow(clippy::disallowed_methods)]
// Only `documents` of these files is used here; their other tests run in the target `it`.
#![allow(dead_code, unused_imports)]

#[path = "../it/bad_input.rs"]
mod bad_input;
#[path = "../shared/cases.rs"]
mod cases;
#[path = "../shared/dice.rs"]
mod dice;
#[path = "../it/journal.rs"]
mod journal;
#[path = "../it/note.rs"]
mod note;
#[path = "../it/private.rs"]
mod private;
#[path = "../it/problem.rs"]
mod problem;
#[path = "../it/prompt.rs"]
mod prompt;
#[path = "../it/random_journal.rs"]
mod random_journal;
#[path = "../it/report.rs"]
mod report;
#[path = "../shared/sandbox.rs"]
mod sandbox;
#[path = "../shared/second_counter.rs"]
mod second_counter;
#[path = "../it/two_journals.rs"]
mod two_journals;
#[path = "../it/when.rs"]
mod when;

use std::path::Path;
use std::process::ExitCode;

use cases::Answer;
use libtest_mimic::{Arguments, Failed, Trial};

/// Makes what answers for a room.
type MakeAnswer = fn() -> Answer;

/// The folders of `tests/cases/`, and what answers their blocks. The lists in `why` are read by `tests/it/examples.rs`.
const ROOMS: [(&str, MakeAnswer); 10] = [
    ("bad-input", bad_input::documents),
    ("coming-from", journal::documents),
    ("journal", journal::documents),
    ("note", note::documents),
    ("private", private::documents),
    ("problem", problem::documents),
    ("prompt", prompt::documents),
    ("recipes", journal::documents),
    ("report", report::documents),
    ("when", when::documents),
];

fn main() -> ExitCode {
    let mut tests = vec![
        Trial::test("every_folder_is_checked", every_folder_is_checked),
        Trial::test("a_document_is_parsed", a_document_is_parsed),
    ];
    for (room, documents) in ROOMS {
        for path in cases::documents(room) {
            let name = format!("{room}/{}", path.file_stem().unwrap_or_default().to_string_lossy());
            tests.push(Trial::test(name, move || Ok(cases::check(&path, &mut documents())?)));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

fn every_folder_is_checked() -> Result<(), Failed> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    for entry in std::fs::read_dir(top)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let known = name == "why" || ROOMS.iter().any(|(room, _)| *room == name);
        if entry.file_type()?.is_dir() && !known {
            return Err(format!("tests/cases/{name} is not in ROOMS of tests/cases/main.rs").into());
        }
    }
    Ok(())
}

fn a_document_is_parsed() -> Result<(), Failed> {
    let text = "# T\n```md journal.md\n# J\n```\n## one\nwords\n````md a.md\n```\ninner\n```\n````\n```check\nx\n```\n## two\n```check --all\n```\n";
    let cases = cases::parse(text);
    assert_eq!(cases.len(), 2);
    assert_eq!(cases[0].files, [("journal.md".into(), "# J\n".into()), ("a.md".into(), "```\ninner\n```\n".into())]);
    assert_eq!((cases[0].expected[0].kind.as_str(), cases[0].expected[0].text.as_str()), ("check", "x\n"));
    assert_eq!((cases[1].expected[0].args.as_str(), cases[1].expected[0].text.as_str()), ("--all", ""));
    Ok(())
}
