//! What became of every rule in a week, and why (`tinystep prompts --why`).

use std::collections::BTreeSet;

use minijinja::Value;
use minijinja::value::ValueKind;

use super::brief::shorten_for_prompt;
use super::choose::{ChoiceContext, evaluate_rules_for_last_week, select_client_and_agenda};
use super::evaluate::{EvaluatedRule, RuleVerdict};
use super::expression::{self, Conjunct};
use super::rule::{Audience, RuleSummary};
use super::rule_set::Rules;
use crate::journal::Journal;
use crate::week::{self, CountedWeek};

/// One rule and what became of it in a week.
#[derive(Clone, Debug)]
pub struct RuleExplanation {
    pub rule: RuleSummary,
    /// One for each plan, barrier or week that it was applied to, in the journal's order; none where there was nothing.
    pub evaluations: Vec<Evaluation>,
}

/// A rule applied to one plan, one barrier noted beside a plan, or the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The task, the task and the barrier, or `the week`.
    pub applied_to: String,
    pub outcome: RuleOutcome,
    /// Where it is not true: the part of its `if` that decides it, as written; else empty.
    pub deciding_part: String,
    /// The facts that its `if` (or the part that decides) names, and their values here, by name.
    pub facts: Vec<(String, String)>,
}

/// What became of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleOutcome {
    /// It is asked.
    Chosen,
    /// It is true, and others came first.
    PassedOver,
    /// It is true, and the client answered this question about the week before.
    AnsweredBefore,
    NotTrue,
    /// It cannot be evaluated with these facts, and why. It is left out.
    Broken(String),
}

/// What became of every rule in the last of `weeks`, best first. It makes the same choice as [`super::choose_prompts`].
#[must_use]
pub fn explain_rules(rules: &Rules, journal: &Journal, weeks: &[CountedWeek]) -> Vec<RuleExplanation> {
    let weeks = &*week::weeks_with_floats_due(journal, weeks);
    let candidates = evaluate_rules_for_last_week(rules, journal, weeks);
    let context = ChoiceContext::of_last_week(journal, weeks);
    let (client, agenda) = select_client_and_agenda(rules, &candidates, &context);
    let explained = rules.iter().map(|(index, rule)| {
        let parts = expression::condition_parts(rules.environment(), &rule.summary.condition);
        let of_rule = candidates.iter().enumerate().filter(|(_, candidate)| candidate.rule == index);
        let evaluations = of_rule
            .map(|(i, candidate)| {
                let choice = match client.contains(&i) || agenda.contains(&i) {
                    true => RuleOutcome::Chosen,
                    false if rule.summary.audience == Audience::Client && context.is_answered_before(candidate) => {
                        RuleOutcome::AnsweredBefore
                    }
                    false => RuleOutcome::PassedOver,
                };
                evaluation(candidate, choice, &parts)
            })
            .collect();
        RuleExplanation { rule: rule.summary.clone(), evaluations }
    });
    explained.collect()
}

/// `if_true`: what became of the candidate where its rule is true.
fn evaluation(candidate: &EvaluatedRule, if_true: RuleOutcome, parts: &[Conjunct<'_>]) -> Evaluation {
    let outcome = match &candidate.verdict {
        RuleVerdict::True(_) => if_true,
        RuleVerdict::NotTrue => RuleOutcome::NotTrue,
        RuleVerdict::Broken(reason) => RuleOutcome::Broken(reason.clone()),
    };
    // Of parts joined with `and`, the first that is not true decides.
    let deciding = parts.iter().find(|p| outcome == RuleOutcome::NotTrue && !p.may_be_true(&candidate.facts));
    let named: BTreeSet<&String> =
        deciding.map_or(parts, std::slice::from_ref).iter().flat_map(|p| &p.fact_names).collect();
    let facts = named.into_iter().map(|name| (name.clone(), fact_text(&candidate.facts, name))).collect();
    let deciding_part = deciding.map(|p| p.text.clone()).unwrap_or_default();
    Evaluation { applied_to: candidate.applied_to.clone(), outcome, deciding_part, facts }
}

/// A fact as `--why` shows it.
fn fact_text(facts: &Value, name: &str) -> String {
    let mut value = facts.clone();
    for part in name.split('.') {
        value = value.get_attr(part).unwrap_or_default();
    }
    shorten_for_prompt(&value_text(&value))
}

fn value_text(value: &Value) -> String {
    match value.kind() {
        ValueKind::None | ValueKind::Undefined => "not noted".to_owned(),
        ValueKind::Bool => (if value.is_true() { "yes" } else { "no" }).to_owned(),
        ValueKind::Seq => {
            let items = value.try_iter().into_iter().flatten().map(|item| item_text(&item));
            let items: Vec<String> = items.collect();
            if items.is_empty() { "none".to_owned() } else { items.join(", ") }
        }
        ValueKind::String if value.as_str().is_some_and(str::is_empty) => "empty".to_owned(),
        _ => value.to_string(),
    }
}

/// Barriers and ratings have a text of their own; of what was felt there are the words.
fn item_text(item: &Value) -> String {
    let texts = ["said", "words"].iter().filter_map(|name| item.get_attr(name).ok());
    texts.filter_map(|text| text.as_str().map(str::to_owned)).next().unwrap_or_else(|| item.to_string())
}
