//! What `notes-to-fix.md` is given: errors and near misses, by file. For the client alone.

use std::collections::BTreeMap;

use serde::Serialize;

use super::in_words::in_need;
use crate::phrases::plain::{cut, plain};
use crate::problem::{Class, Problem};

/// What there is to fix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotesToFix {
    /// The files with something to fix, by path.
    pub files: Vec<FileToFix>,
    /// How many lines there are to look at, in all files.
    pub count: usize,
    /// What `in need` in `journal.md` says, ready to stand in a sentence. None for the general wording.
    pub in_need: Option<String>,
}

/// One file with something to fix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileToFix {
    /// Its path in the journal, with `/`.
    pub name: String,
    /// What there is to fix, from top to bottom.
    pub problems: Vec<LineToFix>,
}

/// One thing to fix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineToFix {
    /// The number of the line, from 1.
    pub number: u32,
    /// The line itself, cut to 120 characters. Empty where the whole file is meant.
    pub line: String,
    /// What is wrong. What was written stands between backticks.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl NotesToFix {
    /// The names of its fields, as templates use them.
    pub const FIELDS: &[&str] = &["files", "count", "in_need"];

    /// None where there is nothing to fix. `need` is the setting `in need`.
    pub(super) fn new(problems: &[Problem], need: Option<&str>) -> Option<NotesToFix> {
        let mut files: BTreeMap<&str, Vec<&Problem>> = BTreeMap::new();
        for problem in problems.iter().filter(|p| p.code.class() != Class::Hint) {
            files.entry(&problem.file).or_default().push(problem);
        }
        let count: usize = files.values().map(Vec::len).sum();
        let file = |(name, mut of): (&str, Vec<&Problem>)| {
            of.sort_by_key(|p| (p.place, p.code));
            FileToFix { name: name.to_owned(), problems: of.into_iter().map(line).collect() }
        };
        (count > 0).then(|| NotesToFix { files: files.into_iter().map(file).collect(), count, in_need: in_need(need) })
    }
}

fn line(problem: &Problem) -> LineToFix {
    LineToFix {
        number: problem.place.line,
        line: cut(&plain(&problem.line), 120),
        message: problem.message.clone(),
        help: problem.help.clone(),
    }
}
