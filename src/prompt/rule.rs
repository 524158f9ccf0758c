//! One rule, and what people are told about it.

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    Client,
    Agenda,
}

/// Where in the agenda a prompt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgendaPart {
    First,
    Middle,
    Last,
}

/// What a rule is applied to: every plan of the week, every barrier noted beside one, or the week once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleSubject {
    Plan,
    Barrier,
    Week,
}

/// One rule in use. Its compiled texts are in the environment of [`super::Rules`].
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub summary: RuleSummary,
    /// Names of the compiled texts.
    pub if_name: Option<String>,
    pub from_name: Option<String>,
    pub body_name: String,
    /// Of the whole note.
    pub text_hash: blake3::Hash,
}

/// What a rule says, for `tinystep prompts --why` and `docs/prompts.md`.
#[derive(Clone, Debug)]
pub struct RuleSummary {
    /// Its file name without ending.
    pub name: String,
    /// Its question as written, with facts in double braces.
    pub question: String,
    /// Its file, if it is one of the journal's own.
    pub path: Option<String>,
    pub audience: Audience,
    /// Where in the agenda; has no meaning for the client's prompts.
    pub part: AgendaPart,
    pub subject: RuleSubject,
    pub priority: i32,
    /// Only one rule of a family is asked about a plan; they take turns.
    pub family: Option<String>,
    /// One word: of the client's prompts at most two are on one theme, of the agenda's one. The rule's name where none is
    /// written.
    pub theme: String,
    /// Where the rule comes from: a book, a study, a person. May be empty.
    pub source: String,
    /// Its `if` as written; empty where there is none.
    pub condition: String,
}

impl RuleSummary {
    /// Its question for people to read: where the wording turns with the number of the week, both, with `Or:` between them. Facts
    /// stay in double braces.
    #[must_use]
    pub fn question_in_both_wordings(&self) -> String {
        let turns = self.question.replace("{% if week.number % 2 %}", "").replace("{% endif %}", "");
        turns.replace("{% else %}", " Or: ")
    }
}
