//! Every rule applied to everything it is about.

use minijinja::{Error, Value, context};

use super::brief::{MAX_PROMPT, brief, evidence_line, one_line};
use super::derive_facts::FactSet;
use super::facts;
use super::prompts::Prompt;
use super::rule::{Rule, Subject};
use super::rule_set::{RuleIndex, Rules};

/// A rule applied to one plan, barrier or week.
pub(super) struct Candidate {
    pub rule: RuleIndex,
    /// Index into the journal's plans; none for the week.
    pub plan: Option<usize>,
    /// What the rule was applied to: a task, a task with a barrier, or the week.
    pub applied_to: String,
    pub facts: Value,
    pub verdict: Verdict,
}

pub(super) enum Verdict {
    NotTrue,
    True(Prompt),
    /// It cannot be evaluated with these facts, and why.
    Broken(String),
}

/// Whether a rule's `if` is asked. A rule is tried without it when it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    Checked,
    Ignored,
}

impl Candidate {
    pub(super) fn prompt(&self) -> Option<&Prompt> {
        match &self.verdict {
            Verdict::True(prompt) => Some(prompt),
            Verdict::NotTrue | Verdict::Broken(_) => None,
        }
    }
}

/// Facts that a rule is applied to, and whose they are.
type Applied = (Option<usize>, String, Value);

/// Every rule against everything it is about, in the order of the rules.
pub(super) fn evaluate(rules: &Rules, facts: &FactSet) -> Vec<Candidate> {
    let mut plans: Vec<Applied> = Vec::new();
    let mut barriers: Vec<Applied> = Vec::new();
    for (plan, facts) in &facts.plans {
        let value = facts::to_value(facts);
        for barrier in &facts.barriers {
            let name = format!("{}: {}", facts.task, barrier.said);
            let with_barrier = context! { barrier => facts::to_value(barrier), ..value.clone() };
            barriers.push((Some(*plan), name, with_barrier));
        }
        plans.push((Some(*plan), facts.task.clone(), value));
    }
    let week = [(None, "the week".to_owned(), context! { week => facts.week.clone() })];
    let mut out = Vec::new();
    for (index, rule) in rules.iter() {
        let subjects: &[Applied] = match rule.summary.subject {
            Subject::Plan => &plans,
            Subject::Barrier => &barriers,
            Subject::Week => &week,
        };
        out.extend(subjects.iter().map(|applied| candidate(rules, index, rule, applied)));
    }
    out
}

fn candidate(rules: &Rules, index: RuleIndex, rule: &Rule, (plan, applied_to, facts): &Applied) -> Candidate {
    let verdict = match render(rules, rule, facts, Condition::Checked) {
        Ok(None) => Verdict::NotTrue,
        Ok(Some((text, from))) => {
            let from = if from.is_empty() { applied_to.clone() } else { from };
            Verdict::True(Prompt { rule: rule.summary.name.clone(), text, from, plan: *plan })
        }
        Err(reason) => Verdict::Broken(reason),
    };
    Candidate { rule: index, plan: *plan, applied_to: applied_to.clone(), facts: facts.clone(), verdict }
}

/// The prompt and what it rests on; `None` where the rule is not true for these facts.
pub(super) fn render(
    rules: &Rules,
    rule: &Rule,
    facts: &Value,
    condition: Condition,
) -> Result<Option<(String, String)>, String> {
    let render = |name: &str| -> Result<String, String> {
        let template = rules.env.get_template(name).map_err(|e| reason(&e))?;
        template.render(facts.clone()).map_err(|e| reason(&e))
    };
    if let Some(name) = &rule.if_name
        && render(name)?.is_empty()
        && condition == Condition::Checked
    {
        return Ok(None);
    }
    let text = one_line(&render(&rule.body_name)?);
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > MAX_PROMPT {
        return Err(format!("its text is {} bytes long, and {MAX_PROMPT} is the limit", text.len()));
    }
    let from = rule.from_name.as_deref().map(render).transpose()?.unwrap_or_default();
    Ok(Some((text, evidence_line(&from))))
}

/// What is wrong, in the engine's words, without values from the notes.
pub(super) fn reason(error: &Error) -> String {
    let kind = error.kind().to_string();
    match error.detail() {
        Some(detail) => brief(detail).trim_end_matches('.').to_owned(),
        None => kind,
    }
}
