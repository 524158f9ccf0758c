//! Rules and the facts of counted weeks -> reflection prompts and the agenda (docs/specification.md#5-prompts). Pure.
//!
//! A rule is a note. `read_rule` compiles and checks one, `load` puts the journal's own rules over the built-in ones,
//! `derive_facts` finds the facts (`facts` lists them), `evaluate` applies each rule to them, and `choose` picks the
//! prompts. `next_step` fills in the block that ends the agenda.

mod brief;
mod checks;
mod choose;
mod derive_facts;
mod evaluate;
mod example_facts;
mod explain;
mod expression;
mod facts;
mod load_rules;
mod next_step;
mod patterns;
mod prompts;
mod read_rule;
mod rule;
mod rule_set;
mod step_notes;
#[cfg(test)]
mod tests;
mod week_entries;

pub use choose::choose_prompts;
pub use explain::{Evaluation, RuleExplanation, RuleOutcome, explain_rules};
pub use facts::{BARRIER, Fact, PLAN, SUMS, WEEK};
pub use prompts::{Agenda, AnsweredQuestion, Prompt, Prompts};
pub use rule::{AgendaPart, Audience, RuleSubject, RuleSummary};
pub use rule_set::Rules;
