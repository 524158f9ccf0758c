//! Rules x the facts of counted weeks -> reflection prompts and the agenda (SPEC 5). Pure.
//!
//! A rule is a note (`rule`); what it can ask about is in `facts`, found by `gather`; which of the true ones are asked is in
//! `choose`; the block that ends the agenda is made in `next_step`.

mod built_in;
mod choose;
mod condition;
mod example;
mod facts;
mod gather;
mod next_step;
mod quote;
mod rule;
mod said;
mod sense;
#[cfg(test)]
mod tests;

use minijinja::Environment;
use serde::Serialize;

use crate::journal::Journal;
use crate::problem::Problem;
use crate::week::CountedWeek;

pub use built_in::BUILT_IN;
pub use facts::{BARRIER, Fact, PLAN, SUMS, WEEK};
pub use rule::{About, Part, Reader};

/// The rules in force: those built in, with what the journal's `prompts/` adds, replaces and silences.
#[derive(Debug)]
pub struct Rules {
    /// Every text of every rule, compiled once.
    env: Environment<'static>,
    /// Best first, then in order of name.
    rules: Vec<rule::Rule>,
}

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
    /// One line, without markup of its own; a rule can put the client's words into it.
    pub text: String,
    /// What in the notes it rests on, never empty: `Voice memo, Tue, Thu: too big`.
    pub from: String,
    /// Index into the journal's plans; none for the week as a whole.
    #[serde(skip)]
    pub plan: Option<usize>,
}

/// A short order for the session: planning stands in the middle. At most three prompts in all.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Agenda {
    pub first: Vec<Prompt>,
    pub middle: Vec<Prompt>,
    pub last: Vec<Prompt>,
    /// The next step as a block of front matter to copy into a new note, `---` lines included; empty where there is none.
    pub next_step: String,
}

/// One rule and what became of it in a week (`tinystep prompts --why`).
#[derive(Clone, Debug)]
pub struct RuleTold {
    pub rule: String,
    /// Its question as written, with facts in double braces.
    pub asks: String,
    /// Its file, where it is the journal's own.
    pub own: Option<String>,
    pub reader: Reader,
    /// Where in the agenda; says nothing for the client.
    pub part: Part,
    pub about: About,
    pub priority: i32,
    /// Of rules of one family only one is asked of a plan; they take turns.
    pub family: Option<String>,
    /// Where the rule comes from, as it says itself; may be empty.
    pub source: String,
    /// Its `if` as written; empty where there is none.
    pub condition: String,
    /// One for each plan, barrier or week that it was held against, in the journal's order; none where there was nothing.
    pub tellings: Vec<Telling>,
}

/// A rule held against one plan, one barrier noted beside a plan, or the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The task, the task and the barrier, or `the week`.
    pub subject: String,
    pub outcome: Outcome,
    /// Where it is not true: the part of its `if` that decides it, as written; else empty.
    pub decides: String,
    /// The facts that its `if` names (or the part that decides) and what they are here, in order of name.
    pub facts: Vec<(String, String)>,
}

/// What became of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is asked.
    Chosen,
    /// It is true; others came first.
    TrueOnly,
    NotTrue,
    /// It cannot be worked out with these facts, and why; it is left out.
    Broken(String),
}

impl Rules {
    /// The built-in rules, with the notes of the journal's `prompts/` (path, text) over them. A broken one is a problem and
    /// leaves the others, and the built-in of its name, as they are; one with `kind: ignore` silences the rule of its name.
    #[must_use]
    pub fn new(own: &[(String, String)]) -> (Rules, Vec<Problem>) {
        rule::all(own)
    }

    /// Every rule in force, best first, held against nothing.
    #[must_use]
    pub fn list(&self) -> Vec<RuleTold> {
        let told = |r: &rule::Rule| RuleTold {
            rule: r.name.clone(),
            asks: self.env.get_template(&r.body_name).map(|t| choose::one_line(t.source())).unwrap_or_default(),
            own: r.own.clone(),
            reader: r.reader,
            part: r.part,
            about: r.about,
            priority: r.priority,
            family: r.family.clone(),
            source: r.source.clone(),
            condition: r.condition.clone(),
            tellings: Vec::new(),
        };
        self.rules.iter().map(told).collect()
    }
}

/// Chooses for the last of `weeks` (oldest first, at most six, without gaps). Depends on its arguments alone.
#[must_use]
pub fn choose(rules: &Rules, journal: &Journal, weeks: &[CountedWeek]) -> Prompts {
    choose::choose(rules, journal, weeks)
}

/// What became of every rule in the last of `weeks`, best first: the same choice as [`choose`] makes.
#[must_use]
pub fn why(rules: &Rules, journal: &Journal, weeks: &[CountedWeek]) -> Vec<RuleTold> {
    choose::why(rules, journal, weeks)
}
