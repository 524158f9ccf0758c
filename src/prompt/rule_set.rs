//! The rules in use, with their texts compiled.

use minijinja::{Environment, UndefinedBehavior};

use super::rule::{Rule, RuleSummary};
use crate::phrases::Language;
use crate::text::fold;

/// How much work one text of a rule may cost. The built-in rules need less than a hundredth of it.
const FUEL: u64 = 20_000;

/// The rules in use: the built-in ones, with what the journal's `prompts/` adds, replaces and silences.
#[derive(Debug)]
pub struct Rules {
    /// Every text of every rule, compiled once.
    pub(super) env: Environment<'static>,
    /// Best first, then by name.
    rules: Vec<Rule>,
    /// Which facts are told in, too.
    pub(super) language: &'static Language,
}

/// A rule's place in [`Rules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RuleIndex(usize);

/// Compiled texts of a rule: name and source.
pub(super) type CompiledTexts = Vec<(String, String)>;

impl Rules {
    /// No rules, and an environment to compile them with: pure, with a limit on work and depth, and strict about facts
    /// that do not exist.
    pub(super) fn empty(language: &'static Language) -> Rules {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        env.set_recursion_limit(40);
        env.set_fuel(Some(FUEL));
        env.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        Rules { env, rules: Vec::new(), language }
    }

    /// Adds a rule, in place of the one of its name.
    pub(super) fn add_or_replace(&mut self, rule: Rule, texts: CompiledTexts) {
        for (name, source) in texts {
            // It compiled once already, when it was read.
            if self.env.add_template_owned(name, source).is_err() {
                return;
            }
        }
        self.remove_by_name(&rule.summary.name);
        self.rules.push(rule);
    }

    /// Takes out the rule of this name.
    pub(super) fn remove_by_name(&mut self, name: &str) {
        let folded = fold(name);
        self.rules.retain(|r| fold(&r.summary.name) != folded);
    }

    pub(super) fn sort_best_first(&mut self) {
        self.rules.sort_by(|a, b| {
            let (a, b) = (&a.summary, &b.summary);
            (b.priority, &a.name).cmp(&(a.priority, &b.name))
        });
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (RuleIndex, &Rule)> {
        self.rules.iter().enumerate().map(|(i, rule)| (RuleIndex(i), rule))
    }

    pub(super) fn get(&self, index: RuleIndex) -> Option<&Rule> {
        self.rules.get(index.0)
    }

    /// Every rule in use, best first.
    pub fn summaries(&self) -> impl Iterator<Item = &RuleSummary> {
        self.rules.iter().map(|rule| &rule.summary)
    }

    /// A hash of all that the rules say. Two sets with the same fingerprint choose the same prompts.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut hash = blake3::Hasher::new();
        for rule in &self.rules {
            let RuleSummary { name, audience, part, subject, priority, family, theme, condition, .. } = &rule.summary;
            let mut add = |text: &str| {
                hash.update(format!("{}:{text}", text.len()).as_bytes());
            };
            add(name);
            add(condition);
            add(&format!("{audience:?} {part:?} {subject:?} {priority} {family:?} {theme}"));
            for text in [rule.if_name.as_deref(), rule.from_name.as_deref(), Some(rule.body_name.as_str())] {
                let template = text.and_then(|name| self.env.get_template(name).ok());
                add(template.as_ref().map_or("", |template| template.source()));
            }
        }
        *hash.finalize().as_bytes()
    }
}
