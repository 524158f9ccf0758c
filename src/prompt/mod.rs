//! Rules x the facts of counted weeks -> reflection prompts and the agenda (SPEC 5). Pure.

use serde::Serialize;

use crate::journal::Journal;
use crate::problem::Problem;
use crate::week::Counted;

/// The rules in force: those built in, with what the journal's `prompts/` adds, replaces and silences.
pub struct Rules {/* the helper for this room decides */}

/// What is asked about one week.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Prompts {
    /// For the client; at most three.
    pub client: Vec<Prompt>,
    pub agenda: Agenda,
}

/// One question, and what it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Prompt {
    /// The rule's name (its file name without ending).
    pub rule: String,
    pub text: String,
    /// What in the notes it rests on: "Tue, Thu: too big".
    pub from: String,
    /// Index into the journal's plans; none for the week as a whole.
    #[serde(skip)]
    pub plan: Option<usize>,
}

/// A short order for the session: planning stands in the middle.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Agenda {
    pub first: Vec<Prompt>,
    pub middle: Vec<Prompt>,
    pub last: Vec<Prompt>,
    /// The next step as a block of front matter to copy into a new note, `---` lines included; empty where there is none.
    pub next_step: String,
}

impl Rules {
    /// The built-in rules, with the notes of the journal's `prompts/` (path, text) over them. A broken one is a problem and
    /// leaves the others, and the built-in of its name, as they are.
    #[must_use]
    pub fn new(own: &[(String, String)]) -> (Rules, Vec<Problem>) {
        todo!()
    }
}

/// Chooses for the last of `weeks` (oldest first, at most six, without gaps). Depends on its arguments alone.
#[must_use]
pub fn choose(rules: &Rules, journal: &Journal, weeks: &[Counted]) -> Prompts {
    todo!()
}
