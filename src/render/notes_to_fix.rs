//! What `notes-to-fix.md` is given: errors and near misses, by file; many near misses of one kind together. Only for the
//! client.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::in_words::where_to_turn_in_sentence;
use crate::phrases::Phrases;
use crate::phrases::plain::{cut_with_ellipsis, one_plain_line};
use crate::problem::{Code, Problem, ProblemClass};
use crate::when::find_date_in_path;

/// If there are more near misses of one kind than this, they are listed together.
const FEW: usize = 3;

/// How many of a kind are shown at most, the newest.
const SHOWN: usize = 10;

/// The longest line that is shown, in characters.
const LONGEST: usize = 120;

/// What there is to fix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotesToFix {
    /// The files with something to fix, by path.
    pub files: Vec<FileToFix>,
    /// Kinds with many lines, the most frequent first.
    pub kinds: Vec<KindToFix>,
    /// How many lines there are to look at, in all files.
    pub count: usize,
    /// What `in need` in `journal.md` says, ready for a sentence. None for the general wording.
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

/// Many lines of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KindToFix {
    /// What is wrong with all of them: `A key one slip away from a known one.`
    pub meaning: String,
    /// How many there are.
    pub count: usize,
    /// The newest of them, at most ten.
    pub newest: Vec<LineToFix>,
    /// How many are not shown.
    pub more: usize,
}

/// One thing to fix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineToFix {
    /// The path of its file.
    pub file: String,
    /// The number of the line, from 1.
    pub number: u32,
    /// The line itself, cut to 120 characters. Empty if the whole file is meant.
    pub line: String,
    /// What is wrong. What was written is between backticks.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl NotesToFix {
    /// The names of its fields, as templates use them.
    pub const FIELDS: &[&str] = &["files", "kinds", "count", "in_need"];

    /// None if there is nothing to fix. `where_to_turn` is the setting `in need`.
    pub(super) fn new(problems: &[Problem], where_to_turn: Option<&str>, phrases: &dyn Phrases) -> Option<NotesToFix> {
        let to_fix: Vec<&Problem> = problems.iter().filter(|p| p.code.class() != ProblemClass::Hint).collect();
        let mut of_kind: BTreeMap<Code, Vec<&Problem>> = BTreeMap::new();
        for &problem in to_fix.iter().filter(|p| p.code.class() == ProblemClass::NearMiss) {
            of_kind.entry(problem.code).or_default().push(problem);
        }
        of_kind.retain(|_, of| of.len() > FEW);
        let mut files: BTreeMap<&str, Vec<&Problem>> = BTreeMap::new();
        for problem in to_fix.iter().filter(|p| !of_kind.contains_key(&p.code)) {
            files.entry(&problem.file).or_default().push(problem);
        }
        let file = |(name, mut of): (&str, Vec<&Problem>)| {
            of.sort_by_key(|p| (p.place, p.code));
            FileToFix { name: name.to_owned(), problems: of.into_iter().map(line_to_fix).collect() }
        };
        let mut kinds: Vec<KindToFix> = of_kind.into_iter().map(|(code, of)| kind_to_fix(code, of)).collect();
        kinds.sort_by_key(|kind| Reverse(kind.count));
        (!to_fix.is_empty()).then(|| NotesToFix {
            files: files.into_iter().map(file).collect(),
            kinds,
            count: to_fix.len(),
            in_need: where_to_turn_in_sentence(where_to_turn, phrases),
        })
    }
}

/// Many of one kind, those of the newest notes first; a note without a date in its name counts as the oldest.
fn kind_to_fix(code: Code, mut problems: Vec<&Problem>) -> KindToFix {
    let date = |p: &Problem| find_date_in_path(&p.file).and_then(Result::ok).unwrap_or(NaiveDate::MIN);
    problems.sort_by(|a, b| (date(b), &b.file, a.place).cmp(&(date(a), &a.file, b.place)));
    KindToFix {
        meaning: code.meaning().to_owned(),
        count: problems.len(),
        more: problems.len().saturating_sub(SHOWN),
        newest: problems.into_iter().take(SHOWN).map(line_to_fix).collect(),
    }
}

fn line_to_fix(problem: &Problem) -> LineToFix {
    LineToFix {
        file: one_plain_line(&problem.file),
        number: problem.place.line,
        line: cut_with_ellipsis(&one_plain_line(&problem.line), LONGEST),
        message: problem.message.clone(),
        help: problem.help.clone(),
    }
}
