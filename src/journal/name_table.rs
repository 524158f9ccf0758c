//! What a name stands for: tasks, other names (`aka`), keys and tags (SPEC 1).

use std::collections::HashMap;

use super::draft::{DraftKind, Excerpt};
use super::line::clean_name;
use super::name_trie::NameTrie;
use super::share::HiddenNames;
use super::versions::PlanGroup;
use crate::problem::{Code, Problem};
use crate::text::{fold, fold_key};

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameTarget {
    /// An index into the groups of plans.
    Plan(usize),
    /// A plan that is left out, or that is not to be seen: the name is taken, and says nothing.
    Excluded,
}

/// Every name of every plan.
#[derive(Debug)]
pub(super) struct NameTable {
    tasks: HashMap<String, NameTarget>,
    keys: HashMap<String, NameTarget>,
    pub lines: NameTrie<NameTarget>,
}

impl NameTable {
    /// A name that two plans claim goes to a task's own text, else to the first by path. `broken` are the names of plans
    /// that are left out, each with its own task first.
    pub(super) fn new(groups: &[PlanGroup], hidden: &HiddenNames, broken: &[&[String]]) -> NameTable {
        let mut table = NameTable { tasks: HashMap::new(), keys: HashMap::new(), lines: NameTrie::new() };
        for (n, group) in groups.iter().enumerate() {
            for version in &group.versions {
                table.add(&version.plan.task, NameTarget::Plan(n));
            }
        }
        for name in &hidden.written {
            table.add(name, NameTarget::Excluded);
        }
        for task in broken.iter().filter_map(|names| names.first()) {
            table.add(task, NameTarget::Excluded);
        }
        for (_, n, name, _) in claims(groups) {
            table.add(name, NameTarget::Plan(n));
        }
        for name in broken.iter().flat_map(|names| names.iter()) {
            table.add(name, NameTarget::Excluded);
        }
        table
    }

    fn add(&mut self, name: &str, meant: NameTarget) {
        self.tasks.entry(fold(name)).or_insert(meant);
        self.keys.entry(fold_key(name)).or_insert(meant);
        self.lines.add(&clean_name(name), meant);
    }

    /// What a `task` names.
    pub(super) fn task(&self, task: &str) -> Option<NameTarget> {
        self.tasks.get(&fold(task)).copied()
    }

    /// What a key or tag (folded) names.
    pub(super) fn key(&self, folded: &str) -> Option<NameTarget> {
        self.keys.get(folded).copied()
    }
}

/// The other names that plans claim, in order of path: path, group, name, where.
fn claims<'a>(groups: &[PlanGroup<'a>]) -> Vec<(&'a str, usize, &'a str, &'a Excerpt)> {
    let mut claims: Vec<(&str, usize, &str, &Excerpt)> = Vec::new();
    for (n, group) in groups.iter().enumerate() {
        for version in &group.versions {
            claims.extend(version.plan.aka.iter().map(|(name, excerpt)| (version.path, n, name.as_str(), excerpt)));
        }
    }
    claims.sort_by_key(|&(path, n, _, excerpt)| (path, n, excerpt.place));
    claims
}

/// A problem for each name that belongs to another plan already.
pub(super) fn alias_conflicts(groups: &[PlanGroup]) -> Vec<Problem> {
    let mut owners: HashMap<String, (usize, &str)> = HashMap::new();
    for (n, group) in groups.iter().enumerate() {
        if let Some(first) = group.versions.iter().map(|v| v.path).min() {
            owners.insert(group.folded.clone(), (n, first));
        }
    }
    let mut problems = Vec::new();
    for (path, n, name, excerpt) in claims(groups) {
        let &mut (owner, other) = owners.entry(fold(name)).or_insert((n, path));
        if owner != n {
            let message = format!("`{}` is a name of the plan in {other}, too.", super::fields::short(name));
            let help = "Write another name here, or take it out: it counts for the other plan.".to_owned();
            problems.push(excerpt.problem(path, Code::NameTwice, message, help));
        }
    }
    problems
}

/// The names of a plan that is left out.
pub(super) fn names_of_broken_plan(what: &DraftKind) -> Option<&[String]> {
    match what {
        DraftKind::Broken { names, is_plan: true } => Some(names),
        _ => None,
    }
}
