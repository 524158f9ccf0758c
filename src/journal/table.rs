//! What a name stands for: tasks, other names (`aka`), keys and tags (SPEC 1).

use std::collections::HashMap;

use super::draft::{Spot, What};
use super::line::clean_name;
use super::names::Names;
use super::share::Hidden;
use super::versions::Group;
use crate::problem::{Code, Problem};
use crate::text::{fold, fold_key};

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// An index into the groups of plans.
    Plan(usize),
    /// A plan that is left out, or that is not to be seen: the name is taken, and says nothing.
    Out,
}

/// Every name of every plan.
#[derive(Debug)]
pub(super) struct Table {
    tasks: HashMap<String, Meant>,
    keys: HashMap<String, Meant>,
    pub lines: Names<Meant>,
}

impl Table {
    /// A name that two plans claim goes to a task's own text, else to the first by path. `broken` are the names of plans
    /// that are left out, each with its own task first.
    pub(super) fn new(groups: &[Group], hidden: &Hidden, broken: &[&[String]]) -> Table {
        let mut table = Table { tasks: HashMap::new(), keys: HashMap::new(), lines: Names::new() };
        for (n, group) in groups.iter().enumerate() {
            for version in &group.versions {
                table.add(&version.plan.task, Meant::Plan(n));
            }
        }
        for name in &hidden.written {
            table.add(name, Meant::Out);
        }
        for task in broken.iter().filter_map(|names| names.first()) {
            table.add(task, Meant::Out);
        }
        for (_, n, name, _) in claims(groups) {
            table.add(name, Meant::Plan(n));
        }
        for name in broken.iter().flat_map(|names| names.iter()) {
            table.add(name, Meant::Out);
        }
        table
    }

    fn add(&mut self, name: &str, meant: Meant) {
        self.tasks.entry(fold(name)).or_insert(meant);
        self.keys.entry(fold_key(name)).or_insert(meant);
        self.lines.add(&clean_name(name), meant);
    }

    /// What a `task` names.
    pub(super) fn task(&self, task: &str) -> Option<Meant> {
        self.tasks.get(&fold(task)).copied()
    }

    /// What a key or tag (folded) names.
    pub(super) fn key(&self, folded: &str) -> Option<Meant> {
        self.keys.get(folded).copied()
    }
}

/// The other names that plans claim, in order of path: path, group, name, where.
fn claims<'a>(groups: &[Group<'a>]) -> Vec<(&'a str, usize, &'a str, &'a Spot)> {
    let mut claims: Vec<(&str, usize, &str, &Spot)> = Vec::new();
    for (n, group) in groups.iter().enumerate() {
        for version in &group.versions {
            claims.extend(version.plan.aka.iter().map(|(name, spot)| (version.path, n, name.as_str(), spot)));
        }
    }
    claims.sort_by_key(|&(path, n, _, spot)| (path, n, spot.place));
    claims
}

/// A problem for each name that belongs to another plan already.
pub(super) fn claimed_twice(groups: &[Group]) -> Vec<Problem> {
    let mut owners: HashMap<String, (usize, &str)> = HashMap::new();
    for (n, group) in groups.iter().enumerate() {
        if let Some(first) = group.versions.iter().map(|v| v.path).min() {
            owners.insert(group.folded.clone(), (n, first));
        }
    }
    let mut problems = Vec::new();
    for (path, n, name, spot) in claims(groups) {
        let &mut (owner, other) = owners.entry(fold(name)).or_insert((n, path));
        if owner != n {
            let message = format!("`{}` is a name of the plan in {other}, too.", super::fields::short(name));
            let help = "Write another name here, or take it out: it counts for the other plan.".to_owned();
            problems.push(spot.problem(path, Code::NameTwice, message, help));
        }
    }
    problems
}

/// The names of a plan that is left out.
pub(super) fn broken_names(what: &What) -> Option<&[String]> {
    match what {
        What::Broken { names, is_plan: true } => Some(names),
        _ => None,
    }
}
