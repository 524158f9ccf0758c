//! Every rule applied to everything it is about.

use minijinja::{Environment, Error, Value, context};

use super::brief::{MAX_PROMPT, evidence_line, shorten_for_prompt, without_words_of_question};
use super::derive_facts::FactSet;
use super::facts;
use super::prompts::Prompt;
use super::rule::{Rule, RuleSubject};
use super::rule_set::{RuleIndex, Rules};
use crate::phrases::plain::as_label;

/// A rule applied to one plan, barrier or week.
pub(super) struct EvaluatedRule {
    pub rule: RuleIndex,
    /// Index into the journal's plans; none for the week.
    pub plan: Option<usize>,
    /// What the rule was applied to: a task, a task with a barrier, or the week.
    pub applied_to: String,
    pub facts: Value,
    pub verdict: RuleVerdict,
}

pub(super) enum RuleVerdict {
    NotTrue,
    True(Prompt),
    /// It cannot be evaluated with these facts, and why.
    Broken(String),
}

/// Whether a rule's `if` is asked. A rule is tried without it when it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ConditionUse {
    Checked,
    Ignored,
}

impl EvaluatedRule {
    pub(super) fn prompt(&self) -> Option<&Prompt> {
        match &self.verdict {
            RuleVerdict::True(prompt) => Some(prompt),
            RuleVerdict::NotTrue | RuleVerdict::Broken(_) => None,
        }
    }

    /// It asks about a barrier that was noted on two days or more.
    pub(super) fn is_about_repeated_barrier(&self) -> bool {
        let repeated = self.facts.get_attr("barrier").and_then(|barrier| barrier.get_attr("repeated"));
        repeated.is_ok_and(|repeated| repeated.is_true())
    }
}

/// Facts that a rule is applied to, and whose they are.
type FactsToApply = (Option<usize>, String, Value);

/// Every rule against everything it is about, in the order of the rules.
pub(super) fn evaluate_all_rules(rules: &Rules, facts: &FactSet) -> Vec<EvaluatedRule> {
    let mut plans: Vec<FactsToApply> = Vec::new();
    let mut barriers: Vec<FactsToApply> = Vec::new();
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
        let subjects: &[FactsToApply] = match rule.summary.subject {
            RuleSubject::Plan => &plans,
            RuleSubject::Barrier => &barriers,
            RuleSubject::Week => &week,
        };
        out.extend(subjects.iter().map(|applied| evaluate_rule(rules, index, rule, applied)));
    }
    out
}

fn evaluate_rule(
    rules: &Rules,
    index: RuleIndex,
    rule: &Rule,
    (plan, applied_to, facts): &FactsToApply,
) -> EvaluatedRule {
    let verdict = match render_prompt(rules.environment(), rule, facts, ConditionUse::Checked) {
        Ok(None) => RuleVerdict::NotTrue,
        Ok(Some((text, from))) => {
            let from = if from.is_empty() { applied_to.clone() } else { from };
            let from = without_words_of_question(&with_label_of_task(from, facts), &text);
            RuleVerdict::True(Prompt { rule: rule.summary.name.clone(), text, from, plan: *plan })
        }
        Err(reason) => RuleVerdict::Broken(reason),
    };
    EvaluatedRule { rule: index, plan: *plan, applied_to: applied_to.clone(), facts: facts.clone(), verdict }
}

/// A task that asks something, before a colon, as a label.
fn with_label_of_task(from: String, facts: &Value) -> String {
    let task = facts.get_attr("task").ok();
    match task.as_ref().and_then(Value::as_str).filter(|task| !task.is_empty()) {
        Some(task) => from.replace(&format!("{task}: "), &format!("{}: ", as_label(task))),
        None => from,
    }
}

/// The prompt and what it rests on; `None` where the rule is not true for these facts.
pub(super) fn render_prompt(
    env: &Environment<'static>,
    rule: &Rule,
    facts: &Value,
    condition: ConditionUse,
) -> Result<Option<(String, String)>, String> {
    let render = |name: &str| -> Result<String, String> {
        let template = env.get_template(name).map_err(|e| engine_error_text(&e))?;
        template.render(facts.clone()).map_err(|e| engine_error_text(&e))
    };
    if let Some(name) = &rule.if_name
        && render(name)?.is_empty()
        && condition == ConditionUse::Checked
    {
        return Ok(None);
    }
    let text = crate::text::with_single_spaces(&render(&rule.body_name)?);
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
pub(super) fn engine_error_text(error: &Error) -> String {
    let kind = error.kind().to_string();
    match error.detail() {
        Some(detail) => shorten_for_prompt(detail).trim_end_matches('.').to_owned(),
        None => kind,
    }
}
