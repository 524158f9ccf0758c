//! Case documents: markdown in which `##` headings name cases and fenced blocks are the files and what must come out.
//!
//! A block whose info string is `md PATH` (or `yaml PATH`, `text PATH`: one word, then a path) is a file of the case's
//! journal. Any other block is an expectation: its first word is the kind, the rest its arguments. Files that stand before
//! the first `##` belong to every case of the document. `TINYSTEP_RENEW=1` writes what came out into the document.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// One case: what lies in the journal, and what must come out.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The heading.
    pub name: String,
    /// Path and text, in the order they stand.
    pub files: Vec<(String, String)>,
    /// Those that stand before the first heading: every case of the document has them.
    pub shared: Vec<(String, String)>,
    pub expected: Vec<Expected>,
}

/// An expectation: ```` ```kind args ```` and its text.
#[derive(Clone, Debug)]
pub struct Expected {
    pub kind: String,
    pub args: String,
    pub text: String,
    /// Lines of the document that the text takes, from and to (half open, from 0).
    lines: (usize, usize),
}

/// Runs every document of `tests/cases/ROOM`: `actual` answers with what comes out for an expectation, or `None` for a kind
/// it does not know. Panics with every difference at once, or, where `TINYSTEP_RENEW` is set, writes them down.
pub fn run(room: &str, mut actual: impl FnMut(&Case, &Expected) -> Option<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(room);
    let mut documents: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.expect("a listed file").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    documents.sort();
    assert!(!documents.is_empty(), "no case documents in tests/cases/{room}");
    let renew = std::env::var_os("TINYSTEP_RENEW").is_some();
    let (mut wrong, mut checked) = (String::new(), 0);
    for path in documents {
        let text = std::fs::read_to_string(&path).expect("a readable document");
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // From the end, so that the line numbers before it stay true while a document is renewed.
        for case in parse(&text).into_iter().rev() {
            for expected in case.expected.iter().rev() {
                checked += 1;
                let Some(came) = actual(&case, expected) else {
                    let _ = writeln!(wrong, "\n{name}: {}: no test knows the block `{}`", case.name, expected.kind);
                    continue;
                };
                if came.trim_end() == expected.text.trim_end() {
                    continue;
                }
                if renew {
                    let (from, to) = expected.lines;
                    lines.splice(from..to, came.trim_end().lines().map(str::to_owned));
                }
                let _ = writeln!(
                    wrong,
                    "\n{name}:{}: {} `{} {}`\n--- must be\n{}\n--- came out\n{}",
                    expected.lines.0, case.name, expected.kind, expected.args, expected.text, came
                );
            }
        }
        if renew {
            std::fs::write(&path, lines.join("\n") + "\n").expect("a writable document");
        }
    }
    assert!(checked > 0, "no expectation in tests/cases/{room}");
    assert!(wrong.is_empty() || renew, "{wrong}");
}

/// The cases of a document.
pub fn parse(text: &str) -> Vec<Case> {
    let mut shared = Case::default();
    let mut cases: Vec<Case> = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case {
                name: name.trim().to_owned(),
                files: shared.files.clone(),
                shared: shared.files.clone(),
                expected: Vec::new(),
            });
        }
        let ticks = line.chars().take_while(|&c| c == '`').count();
        if ticks < 3 {
            at += 1;
            continue;
        }
        let from = at + 1;
        let to = (from..lines.len())
            .find(|&n| {
                lines[n].chars().take_while(|&c| c == '`').count() >= ticks
                    && lines[n].trim_matches('`').trim().is_empty()
            })
            .unwrap_or(lines.len());
        let info = line.trim_start_matches('`').trim();
        let (kind, args) = info.split_once(' ').unwrap_or((info, ""));
        let body: String = lines[from..to].iter().map(|l| format!("{l}\n")).collect();
        let case = cases.last_mut().unwrap_or(&mut shared);
        if matches!(kind, "md" | "yaml" | "text" | "jinja") && !args.is_empty() {
            // A later block of the same path is the one that counts: a case can replace a file that all cases share.
            case.files.retain(|(path, _)| path != args);
            case.files.push((args.trim().to_owned(), body));
        } else if !kind.is_empty() {
            case.expected.push(Expected {
                kind: kind.to_owned(),
                args: args.trim().to_owned(),
                text: body,
                lines: (from, to),
            });
        }
        at = to + 1;
    }
    if cases.is_empty() { vec![shared] } else { cases }
}

#[test]
fn a_document_is_read_as_it_is_meant() {
    let text = "# T\n```md journal.md\n# J\n```\n## one\nwords\n````md a.md\n```\ninner\n```\n````\n```check\nx\n```\n## two\n```check --all\n```\n";
    let cases = parse(text);
    assert_eq!(cases.len(), 2);
    assert_eq!(cases[0].files, [("journal.md".into(), "# J\n".into()), ("a.md".into(), "```\ninner\n```\n".into())]);
    assert_eq!((cases[0].expected[0].kind.as_str(), cases[0].expected[0].text.as_str()), ("check", "x\n"));
    assert_eq!((cases[1].expected[0].args.as_str(), cases[1].expected[0].text.as_str()), ("--all", ""));
}
