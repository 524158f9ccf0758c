//! The documents are right: links have a target, examples have no problem, commands exist, and the five minutes of the
//! README work.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chrono::NaiveDate;
use tinystep::journal::{self, Settings, View};
use tinystep::problem::{Code, Problem, ProblemClass};

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn documents() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "examples/README.md"]
        .map(|p| root().join(p))
        .into();
    for folder in ["docs", "docs/clients"] {
        let docs = std::fs::read_dir(root().join(folder)).expect("docs");
        all.extend(
            docs.map(|entry| entry.expect("a document").path()).filter(|p| p.extension().is_some_and(|e| e == "md")),
        );
    }
    all.sort();
    all
}

/// The settings of a journal that sets nothing.
fn plain() -> Settings {
    journal::settings("journal.md", b"# My journal\n").expect("settings")
}

/// The problems of a journal with these notes and empty settings.
fn problems(notes: &[(&str, &str)]) -> Vec<Problem> {
    let settings = plain();
    let drafts: Vec<_> = notes.iter().map(|(path, text)| journal::understand(path, text.as_bytes())).collect();
    journal::assemble(&settings, &drafts, &[], TODAY, View::Client).problems
}

#[test]
fn every_link_has_a_target() {
    for document in documents() {
        let text = std::fs::read_to_string(&document).expect("a document");
        let folder = document.parent().expect("a folder");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            // Links in the example of a template.
            if link.contains("://") || link.contains("{{") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { document.clone() } else { folder.join(path) };
            assert!(target.exists(), "{}: {link} has no target", document.display());
            if !anchor.is_empty() {
                let there = std::fs::read_to_string(&target).expect("a document");
                let mut headings = there.lines().filter(|line| line.starts_with('#')).map(slug);
                assert!(headings.any(|slug| slug == anchor), "{}: no heading for {link}", document.display());
            }
        }
    }
}

/// `docs/specification.md#6-sharing` or `docs/watching.md (14)` in a comment: the heading and the number exist.
#[test]
fn every_reference_in_the_source_leads_somewhere() {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut folders: Vec<PathBuf> = ["src", "tests", "benches", "templates"].map(|folder| root().join(folder)).into();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    let mut references = 0;
    for file in files.iter().filter(|file| !file.ends_with("tests/it/docs.rs")) {
        let Ok(source) = std::fs::read_to_string(file) else { continue };
        for after in source.split("docs/").skip(1) {
            let end = after.find(|c: char| !(c.is_alphanumeric() || "-_.#".contains(c))).unwrap_or(after.len());
            let (reference, rest) = after.split_at(end);
            let (page, anchor) = reference.trim_end_matches('.').split_once('#').unwrap_or((reference, ""));
            let page = page.trim_end_matches('.');
            if !page.ends_with(".md") || page.contains(char::is_uppercase) {
                continue;
            }
            let Ok(text) = std::fs::read_to_string(root().join("docs").join(page)) else {
                // A case may have its own folder `docs`.
                assert!(file.starts_with(root().join("tests/cases")), "{}: docs/{page} does not exist", file.display());
                continue;
            };
            references += 1;
            if !anchor.is_empty() {
                let mut headings = text.lines().filter(|line| line.starts_with('#')).map(slug);
                assert!(headings.any(|slug| slug == anchor), "{}: no heading for docs/{reference}", file.display());
            }
            let numbers = rest.strip_prefix(" (").filter(|_| page == "watching.md");
            let numbers = numbers.and_then(|rest| rest.split(')').next()).unwrap_or_default();
            for number in numbers.split([',', '-', ' ']).filter_map(|word| word.parse::<u32>().ok()) {
                let item = format!("\n{number}. ");
                assert!(text.contains(&item), "{}: docs/{page} has no {number}", file.display());
            }
        }
    }
    assert!(references > 10, "{references}");
}

/// The names that the glossary gives for the code are names in the code.
#[test]
fn the_glossary_names_what_exists() {
    let mut source = String::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                source += &std::fs::read_to_string(path).expect("source");
            }
        }
    }
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let words: std::collections::BTreeSet<&str> = source.split(|c: char| !is_name(c)).collect();
    let page = text("docs/glossary.md");
    for row in page.lines().filter(|line| line.starts_with("| ") && line.ends_with(" |")) {
        let code = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        for name in quoted(code) {
            if name.contains('/') {
                let path = ["", "src/"].map(|folder| root().join(format!("{folder}{name}")));
                assert!(path.iter().any(|path| path.exists()), "docs/glossary.md: there is no {name}");
            } else {
                for word in name.split(|c: char| !is_name(c)).filter(|word| !word.is_empty()) {
                    assert!(words.contains(word), "docs/glossary.md: the code has no `{word}` (`{name}`)");
                }
            }
        }
    }
}

fn slug(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    words
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn every_example_in_the_tables_of_fields_has_no_problem() {
    let page = text("docs/notes.md");
    for (heading, note) in [
        ("## Plans", "---\ntask: A\nwhen: daily at 8\nfrom: 2026-01-01\nFIELD\n---\n"),
        ("## Entries", "---\ntask: A\nwhen: 2026-11-19\nFIELD\n---\n"),
    ] {
        let mut tried = 0;
        for (field, value) in examples_of(&page, heading) {
            let line = format!("{field}: {value}");
            // It replaces the note's own line of that name.
            let note: String = note
                .lines()
                .filter(|own| *own == "FIELD" || !own.starts_with(&format!("{field}:")))
                .map(|own| format!("{}\n", own.replace("FIELD", &line)))
                .collect();
            let plan = "---\ntask: A\nwhen: daily at 8\nfrom: 2026-11-01\nrate: [tension]\naka: [Voice memo]\n---\n";
            let notes: &[_] =
                if heading == "## Plans" { &[("a.md", &*note)] } else { &[("e.md", &*note), ("p.md", plan)] };
            assert_eq!(problems(notes), [], "{line}");
            tried += 1;
        }
        assert!(tried > 10, "{heading}: {tried}");
    }
    let mut tried = 0;
    for (field, value) in examples_of(&page, "## Settings") {
        let journal = format!("---\n{field}: {value}\n---\n");
        journal::settings("journal.md", journal.as_bytes()).unwrap_or_else(|e| panic!("{field}: {value}: {e:?}"));
        tried += 1;
    }
    assert!(tried > 3, "## Settings: {tried}");
}

/// Field and example of each row of the tables under a heading; words in backticks are both.
fn examples_of(page: &str, heading: &str) -> Vec<(String, String)> {
    let part = page.split(&format!("\n{heading}\n")).nth(1).expect(heading);
    let part = part.split("\n## ").next().unwrap_or(part);
    let mut found = Vec::new();
    for row in part.lines().filter(|line| line.starts_with("| `")) {
        let mut cells = row.trim_matches('|').split(" | ");
        let (Some(names), Some(_), Some(values)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let (names, values) = (quoted(names), quoted(values));
        for (n, name) in names.iter().enumerate() {
            if names.len() > 1 && names.len() == values.len() {
                found.push((name.clone(), values[n].clone()));
            } else {
                found.extend(values.iter().map(|value| (name.clone(), value.clone())));
            }
        }
    }
    // The row of an entry may show a whole line.
    found
        .into_iter()
        .map(|(name, value)| (name, value.split_once(": ").map_or(value.clone(), |(_, v)| v.to_owned())))
        .collect()
}

fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn a_new_journal_has_no_problem() {
    let settings = text("templates/init/journal.md");
    assert_eq!(journal::settings("journal.md", settings.as_bytes()), Ok(plain()));
    // Each setting that is commented out can be read when it is not.
    let mut switched = 0;
    for line in settings.lines().take_while(|line| !line.starts_with("# My")).filter(|line| line.starts_with("# ")) {
        let on = settings.replacen(line, line.trim_start_matches("# "), 1);
        let settings = journal::settings("journal.md", on.as_bytes()).unwrap_or_else(|e| panic!("{line}: {e:?}"));
        switched += usize::from(settings != plain());
    }
    assert!(switched >= 6, "{switched}");
    let plan = text("templates/init/plan.md").replace("DATE", "2026-11-19");
    assert_eq!(problems(&[("plans/first-step.md", &plan)]), []);
}

/// Every page of the folder is in the book, once.
#[test]
fn the_book_has_every_page() {
    let mut in_book: Vec<PathBuf> = crate::command_blocks::pages();
    in_book.retain(|page| *page != root().join("README.md"));
    in_book.sort();
    let in_docs = |page: &PathBuf| page.starts_with(root().join("docs")) && !page.ends_with("SUMMARY.md");
    let pages: Vec<PathBuf> = documents().into_iter().filter(in_docs).collect();
    assert_eq!(in_book, pages);
}

/// What a client is told to write is read as the page says.
#[test]
fn the_lines_of_the_pages_for_clients_count() {
    let mut read = 0;
    for page in documents().into_iter().filter(|page| page.parent().is_some_and(|folder| folder.ends_with("clients"))) {
        let text = std::fs::read_to_string(&page).expect("a page");
        let lines = text.lines().filter_map(|line| line.strip_prefix("    ")).collect::<Vec<_>>().join("\n");
        let boxes = lines.lines().filter(|line| line.starts_with("- [")).count();
        let plan = |task: &str| format!("---\ntask: {task}\nwhen: every day at 7:30\nfrom: 2026-11-01\n---\n");
        let notes = [("a.md", plan("Walk")), ("b.md", plan("Voice memo"))];
        let mut drafts: Vec<_> = notes.iter().map(|(path, text)| journal::understand(path, text.as_bytes())).collect();
        // Each line in a day note of its own, with what is nested under it.
        for (n, line) in lines.split("- [").skip(1).enumerate() {
            let line = line.split("\n\n").next().unwrap_or(line);
            drafts.push(journal::understand(&format!("2026-11-{:02}.md", n + 2), format!("- [{line}\n").as_bytes()));
        }
        let mut journal = journal::assemble(&plain(), &drafts, &[], TODAY, View::Client);
        // Words of one's own are fine, as the page says; the hint says who reads them.
        journal.problems.retain(|problem| problem.code != Code::BarrierUnknown);
        assert_eq!((journal.entries.len(), journal.problems.as_slice()), (boxes, &[][..]), "{}", page.display());
        read += boxes;
    }
    assert!(read >= 4, "{read}");
}

#[test]
fn the_notes_of_the_readme_have_no_problem() {
    for page in ["README.md", "docs/notes.md", "docs/clients/4-when-and-where.md"] {
        let text = text(page);
        let lines: Vec<&str> = text.lines().collect();
        let mut n = 0;
        while n < lines.len() {
            if lines[n] != "    ---" {
                n += 1;
                continue;
            }
            let end = (n..lines.len())
                .find(|&k| !lines[k].starts_with("    ") && !lines[k].is_empty())
                .unwrap_or(lines.len());
            let note: String =
                lines[n..end].iter().map(|line| format!("{}\n", line.trim_start_matches("    "))).collect();
            let wrong: Vec<Problem> =
                problems(&[("note.md", &note)]).into_iter().filter(|p| p.code.class() != ProblemClass::Hint).collect();
            assert_eq!(wrong, [], "{page}:{}", n + 1);
            n = end;
        }
    }
}

#[test]
fn the_five_minutes_of_the_readme_work() {
    let folder = crate::sandbox::temporary_folder();
    let run = |inside: &str, arguments: &[&str]| -> Output {
        let inside = folder.path().join(inside);
        let mut command = Command::new(env!("CARGO_BIN_EXE_tinystep"));
        let output = command.args(arguments).current_dir(inside).env("NO_COLOR", "1").output().expect("tinystep");
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.success(),
            "{arguments:?}: {:?}\n{}{err}",
            output.status,
            String::from_utf8_lossy(&output.stdout)
        );
        output
    };
    run(".", &["init", "my-journal", "--yes"]);
    let readme = text("README.md");
    let block = |n: usize| -> String {
        let part = readme.split("\n    ---\n").nth(n).expect("a note in the README");
        let lines = part.lines().take_while(|line| line.starts_with("    ")).map(|line| format!("{}\n", line.trim()));
        format!("---\n{}", lines.collect::<String>())
    };
    let journal = folder.path().join("my-journal");
    std::fs::write(journal.join("plans/first-step.md"), format!("{}---\n", block(1))).expect("a plan");
    std::fs::write(journal.join("done.md"), format!("{}---\nFelt silly for ten seconds, then fine.\n", block(3)))
        .expect("an entry");
    let when = ["--as-of", "2026-11-20"];
    run("my-journal", &[&["report"], &when[..]].concat());
    assert!(journal.join("reports/week-2026-11-16.md").is_file());
    assert!(journal.join("reports/index.md").is_file());
    let shown = run("my-journal", &[&["show"], &when[..]].concat());
    assert!(String::from_utf8_lossy(&shown.stdout).contains("Voice memo"));
    let why = run("my-journal", &[&["show", "--why"], &when[..]].concat());
    assert!(String::from_utf8_lossy(&why.stdout).contains("done.md"));
    run("my-journal", &[&["check"], &when[..]].concat());
    assert!(!journal.join("notes-to-fix.md").exists());
}

#[test]
fn every_crate_has_a_reason() {
    let page = text("docs/dependencies.md");
    let manifest = text("Cargo.toml");
    let mut in_dependencies = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.ends_with("dependencies]");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| in_dependencies) {
            assert!(page.contains(&format!("{name} ")), "docs/dependencies.md does not say what {name} is for");
        }
    }
}

/// The examples of a page for people who come with notes of their own are files of the cases of that name, letter for letter.
#[test]
fn the_examples_of_pages_with_cases_are_tested() {
    for (page, folder) in PAGES_WITH_CASES {
        let mut tested = std::collections::BTreeSet::new();
        for document in crate::cases::documents(folder) {
            let cases = crate::cases::parse(&std::fs::read_to_string(document).expect("a document"));
            tested.extend(cases.into_iter().flat_map(|case| case.files).map(|(_, text)| text));
        }
        let page_text = text(page);
        let examples: Vec<&str> = page_text.split("```").skip(1).step_by(2).collect();
        assert!(examples.len() > 5, "{page}: {}", examples.len());
        for example in examples {
            let (_, example) = example.split_once('\n').expect("a line");
            assert!(tested.contains(example), "{page}: no case in tests/cases/{folder} has\n{example}");
        }
    }
}

/// Pages, and the folders of `tests/cases` that hold their examples.
const PAGES_WITH_CASES: [(&str, &str); 2] = [("docs/coming-from.md", "coming-from"), ("docs/recipes.md", "recipes")];

#[test]
fn every_command_that_is_named_exists() {
    let there = |word: &str| {
        Command::new(env!("CARGO_BIN_EXE_tinystep")).args([word, "--help"]).output().expect("tinystep").status.success()
    };
    for document in documents() {
        let text = std::fs::read_to_string(&document).expect("a document");
        let named = text.split("tinystep ").skip(1).zip(text.split("tinystep "));
        for (after, before) in named {
            let word: String = after.chars().take_while(char::is_ascii_lowercase).collect();
            if !(before.ends_with('`') || before.ends_with("    ")) || word.is_empty() {
                continue;
            }
            assert!(there(&word), "{}: there is no `tinystep {word}`", document.display());
        }
    }
}

#[test]
fn the_readme_shows_real_output() {
    let readme = text("README.md");
    let block =
        readme.split("```text\n$ tinystep ").nth(1).and_then(|rest| rest.split("\n```").next()).expect("a cast");
    let (command, shown) = block.split_once('\n').expect("a command and what it prints");
    let output = Command::new(env!("CARGO_BIN_EXE_tinystep")).args(command.split(' ')).current_dir(root()).output();
    let came = String::from_utf8(output.expect("it runs").stdout).expect("text");
    assert!(came.starts_with(shown), "{came}");
}
