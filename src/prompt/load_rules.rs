//! The built-in rules with the journal's own over them.

use std::sync::{Arc, Mutex, PoisonError};

use super::read_rule::{self, ParsedRule};
use super::rule::Rule;
use super::rule_set::{CompiledRules, Rules};
use crate::phrases::Language;
use crate::problem::Problem;

impl Rules {
    /// The built-in rules, with the notes of the journal's `prompts/` (path, bytes) over them. A broken note is a problem
    /// and leaves the others, and the built-in rule of its name, as they are. One with `kind: ignore` silences the rule of
    /// its name.
    #[must_use]
    pub fn new(language: &'static Language, own: &[(String, Vec<u8>)]) -> (Rules, Vec<Problem>) {
        if own.is_empty() {
            return (Rules::built_in(language, shared_built_in_rules), Vec::new());
        }
        let mut problems = Vec::new();
        let mut rules = CompiledRules::clone(&shared_built_in_rules(language));
        let mut own: Vec<&(String, Vec<u8>)> = own.iter().collect();
        own.sort();
        let mut read = Vec::new();
        for (path, bytes) in own {
            let Some(name) = rule_name_of_path(path) else { continue };
            let (parsed, found) = read_rule::read_journal_rule(&rules, path, name, bytes);
            problems.extend(found);
            match parsed {
                ParsedRule::Rule(rule, texts) => read.push((path.as_str(), rule, texts)),
                ParsedRule::Silence => rules.remove_by_name(name),
                ParsedRule::NoRule => {}
            }
        }
        let all: Vec<(&str, &Rule)> = read.iter().map(|(path, rule, _)| (*path, &**rule)).collect();
        let copies: Vec<Option<Problem>> =
            all.iter().map(|(path, rule)| read_rule::numbered_copy_problem(path, rule, &all)).collect();
        for ((_, rule, texts), copy) in read.into_iter().zip(copies) {
            match copy {
                Some(problem) => problems.push(problem),
                None => rules.add_or_replace(*rule, texts),
            }
        }
        rules.sort_best_first();
        (Rules::with_own(rules), problems)
    }
}

/// The built-in rules of a language, compiled once in a program, however many journals and updates it makes.
fn shared_built_in_rules(language: &'static Language) -> Arc<CompiledRules> {
    static COMPILED: Mutex<Vec<(&'static Language, Arc<CompiledRules>)>> = Mutex::new(Vec::new());
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, rules)) = compiled.iter().find(|(of, _)| std::ptr::eq(*of, language)) {
        return Arc::clone(rules);
    }
    let mut rules = CompiledRules::empty(language);
    for &(name, text) in language.rules {
        // Built-in rules have no problems, and no two have one name: tests read every one of them.
        if let ParsedRule::Rule(rule, texts) = read_rule::read_built_in_rule(&rules, name, text) {
            rules.add_new(*rule, texts);
        }
    }
    rules.sort_best_first();
    let rules = Arc::new(rules);
    compiled.push((language, Arc::clone(&rules)));
    rules
}

/// The rule's name in a path, if it is a markdown note.
fn rule_name_of_path(path: &str) -> Option<&str> {
    let file = path.rsplit('/').next()?;
    let (name, ending) = file.rsplit_once('.')?;
    let is_note = ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown");
    (is_note && !name.is_empty()).then_some(name)
}
