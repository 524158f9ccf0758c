//! The rules in use, with their texts compiled.

use std::sync::{Arc, LazyLock};

use minijinja::{Environment, UndefinedBehavior};

use super::rule::{Rule, RuleSummary};
use crate::phrases::Language;
use crate::text::fold;

/// How much work one text of a rule may cost. The built-in rules need less than a hundredth of it.
const FUEL: u64 = 20_000;

/// The rules in use: the built-in ones, with what the journal's `prompts/` adds, replaces and silences.
#[derive(Debug)]
pub struct Rules {
    /// The built-in ones alone are compiled when they are first asked for: a report with nothing to do needs none.
    compiled: LazyLock<Arc<CompiledRules>, Compile>,
    /// Whether the journal has notes in `prompts/`.
    has_own: bool,
    /// Which facts are told in, too.
    pub(super) language: &'static Language,
}

type Compile = Box<dyn FnOnce() -> Arc<CompiledRules> + Send>;

/// A set of rules with their texts compiled.
#[derive(Clone, Debug)]
pub(super) struct CompiledRules {
    /// Every text of every rule, compiled once.
    pub env: Environment<'static>,
    /// Best first, then by name.
    rules: Vec<Rule>,
    pub language: &'static Language,
}

/// A rule's place in [`Rules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RuleIndex(usize);

/// Compiled texts of a rule: name and source.
pub(super) type CompiledTexts = Vec<(String, String)>;

impl CompiledRules {
    /// No rules, and an environment to compile them with: pure, with a limit on work and depth, and strict about facts
    /// that do not exist.
    pub fn empty(language: &'static Language) -> CompiledRules {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        env.set_recursion_limit(40);
        env.set_fuel(Some(FUEL));
        env.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        CompiledRules { env, rules: Vec::new(), language }
    }

    /// Adds a rule, in place of the one of its name.
    pub fn add_or_replace(&mut self, rule: Rule, texts: CompiledTexts) {
        self.remove_by_name(&rule.summary.name);
        self.add_new(rule, texts);
    }

    /// Adds a rule whose name no other has.
    pub fn add_new(&mut self, rule: Rule, texts: CompiledTexts) {
        for (name, source) in texts {
            // It compiled once already, when it was read.
            if self.env.add_template_owned(name, source).is_err() {
                return;
            }
        }
        self.rules.push(rule);
    }

    /// Takes out the rule of this name.
    pub fn remove_by_name(&mut self, name: &str) {
        let folded = fold(name);
        self.rules.retain(|r| fold(&r.summary.name) != folded);
    }

    pub fn sort_best_first(&mut self) {
        self.rules.sort_by(|a, b| {
            let (a, b) = (&a.summary, &b.summary);
            (b.priority, &a.name).cmp(&(a.priority, &b.name))
        });
    }
}

impl Rules {
    /// The built-in rules alone, which `compile` gives.
    pub(super) fn built_in(language: &'static Language, compile: fn(&'static Language) -> Arc<CompiledRules>) -> Rules {
        Rules { compiled: LazyLock::new(Box::new(move || compile(language))), has_own: false, language }
    }

    /// The built-in rules with the journal's own over them.
    pub(super) fn with_own(compiled: CompiledRules) -> Rules {
        let language = compiled.language;
        Rules { compiled: LazyLock::new(Box::new(move || Arc::new(compiled))), has_own: true, language }
    }

    /// Every text of every rule, compiled.
    pub(super) fn environment(&self) -> &Environment<'static> {
        &self.compiled.env
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (RuleIndex, &Rule)> {
        self.compiled.rules.iter().enumerate().map(|(i, rule)| (RuleIndex(i), rule))
    }

    pub(super) fn get(&self, index: RuleIndex) -> Option<&Rule> {
        self.compiled.rules.get(index.0)
    }

    /// Every rule in use, best first.
    pub fn summaries(&self) -> impl Iterator<Item = &RuleSummary> {
        self.compiled.rules.iter().map(|rule| &rule.summary)
    }

    /// A hash of all that the rules say. Two sets with the same fingerprint choose the same prompts. Those of the program alone need not
    /// be compiled for it.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut by_name: Vec<(&str, blake3::Hash)> = if self.has_own {
            self.compiled.rules.iter().map(|rule| (rule.summary.name.as_str(), rule.text_hash)).collect()
        } else {
            self.language.rules.iter().map(|(name, text)| (*name, blake3::hash(text.as_bytes()))).collect()
        };
        by_name.sort_unstable_by_key(|(name, _)| *name);
        let mut hash = blake3::Hasher::new();
        for (name, text_hash) in by_name {
            // With its length, so that no two different lists give one hash.
            hash.update(format!("{}:{name}", name.len()).as_bytes()).update(text_hash.as_bytes());
        }
        *hash.finalize().as_bytes()
    }
}
