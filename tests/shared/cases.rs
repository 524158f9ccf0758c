//! Case documents: markdown in which `##` headings name cases, and fenced blocks are input files or expected output.
//!
//! A block whose info string is `md PATH` (or `yaml`, `text`, `jinja` and a path) is a file of the case's journal. Every
//! other block is an expectation: its first word is the kind, the rest are arguments. Files before the first `##` belong
//! to every case of the document. `TINYSTEP_RENEW=1` writes the actual output into the document.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// One case: the files of a journal, and the expected output.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The heading.
    pub name: String,
    /// Path and text, in the order of the document.
    pub files: Vec<(String, String)>,
    /// The files before the first heading: every case of the document has them.
    pub shared: Vec<(String, String)>,
    pub expected: Vec<Expected>,
}

/// An expectation: ```` ```kind args ```` and its text.
#[derive(Clone, Debug)]
pub struct Expected {
    pub kind: String,
    pub args: String,
    pub text: String,
    /// The document's lines that hold the text: half open, from 0.
    lines: (usize, usize),
}

/// Gives the actual output for an expectation, or `None` for a kind of block it does not know.
pub type Answer = Box<dyn FnMut(&Case, &Expected) -> Option<String>>;

/// The documents of `tests/cases/ROOM`, in order.
pub fn documents(room: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(room);
    let mut documents: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.expect("a listed file").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    documents.sort();
    assert!(!documents.is_empty(), "no case documents in tests/cases/{room}");
    documents
}

/// Compares a document with the actual output. All differences are in the error; with `TINYSTEP_RENEW` they are written
/// into the document instead.
pub fn check(document: &Path, answer: &mut Answer) -> Result<(), String> {
    let renew = std::env::var_os("TINYSTEP_RENEW").is_some();
    let (mut differences, mut unknown, mut checked) = (String::new(), String::new(), 0);
    let text = std::fs::read_to_string(document).map_err(|e| e.to_string())?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    // Last case first: renewing a block must not move the line numbers of the blocks that follow in this loop.
    for case in parse(&text).into_iter().rev() {
        for expected in case.expected.iter().rev() {
            checked += 1;
            let Some(actual) = answer(&case, expected) else {
                let _ = writeln!(unknown, "\n{name}: {}: no test knows the block `{}`", case.name, expected.kind);
                continue;
            };
            if actual.trim_end() == expected.text.trim_end() {
                continue;
            }
            let (from, to) = expected.lines;
            if renew {
                lines.splice(from..to, actual.trim_end().lines().map(str::to_owned));
            }
            let _ = writeln!(
                differences,
                "\n{name}:{from}: {} `{} {}`\n--- expected\n{}\n--- actual\n{actual}",
                case.name, expected.kind, expected.args, expected.text
            );
        }
    }
    if checked == 0 {
        return Err(format!("{name} has no expectation"));
    }
    if renew && !differences.is_empty() {
        std::fs::write(document, lines.join("\n") + "\n").map_err(|e| e.to_string())?;
        differences.clear();
    }
    let wrong = differences + &unknown;
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
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
            // The last block of a path counts: a case can replace a file that all cases share.
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
