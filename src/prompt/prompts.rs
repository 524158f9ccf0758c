//! What is asked in one week.

use serde::Serialize;

/// The prompts of one week.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Prompts {
    /// For the client; at most three.
    pub client: Vec<Prompt>,
    pub agenda: Agenda,
}

/// One question, and what it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Prompt {
    /// The rule's name: its file name without ending.
    pub rule: String,
    /// One line without markup of its own. A rule can put the client's words into it.
    pub text: String,
    /// What in the notes it rests on, as far as the text does not say it: `Voice memo: too big (Tue, Thu)`.
    pub from: String,
    /// Index into the journal's plans; none for the week as a whole.
    #[serde(skip)]
    pub plan: Option<usize>,
}

/// A short order for the session, with planning in the middle. At most three prompts in all.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Agenda {
    pub first: Vec<Prompt>,
    pub middle: Vec<Prompt>,
    pub last: Vec<Prompt>,
    /// What the client answered this week about how small, how often or when: planning begins with it.
    #[serde(skip)]
    pub own_answer: Option<AnsweredQuestion>,
    /// The next step as a block of front matter to copy into a new note, with its `---` lines; empty where there is none.
    pub next_step: String,
}

/// A question that the client answered, and the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredQuestion {
    pub question: String,
    pub answer: String,
}
