//! What a name stands for: tasks, other names (`aka`), keys and tags (docs/specification.md#1-notes).

use std::collections::{HashMap, HashSet};

use unicode_normalization::char::is_combining_mark;

use crate::journal::catalog::versions::PlanVersions;
use crate::journal::draft::{DraftKind, Excerpt};
use crate::journal::lines::line_names::{NameFinder, unique_names_left_without_signs};
use crate::journal::sharing::hidden::HiddenPlanNames;
use crate::problem::{Code, Problem};
use crate::text::{fold, fold_key};

/// The place of a task among the groups of plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TaskGroupIndex(pub usize);

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum NameTarget {
    Plan(TaskGroupIndex),
    /// A plan that is left out, or that is not to be seen: the name is taken, and says nothing.
    LeftOutPlan,
}

/// Every name of every plan.
#[derive(Clone, Debug)]
pub(crate) struct NameTable {
    tasks: HashMap<String, NameTarget>,
    keys: HashMap<String, NameTarget>,
    /// The letters and digits of keys.
    joined_keys: HashMap<String, NameTarget>,
    pub line_names: NameFinder<NameTarget>,
}

/// Every name and what it means, in the order in which they are claimed: a name that two plans claim goes to a task's own
/// text, else to the first by path. `broken` are the names of plans that are left out, each with its own task first. In the
/// client's own view the private plans are among the `groups`, and their names are theirs.
pub(crate) fn names_in_order_of_claim(
    groups: &[PlanVersions],
    hidden: &HiddenPlanNames,
    broken: &[&[String]],
) -> Vec<(String, NameTarget)> {
    let tasks = groups.iter().enumerate().flat_map(|(n, group)| {
        group.versions.iter().map(move |version| (version.plan.task.as_str(), NameTarget::Plan(TaskGroupIndex(n))))
    });
    let excluded = |name: &'_ str| (name.to_owned(), NameTarget::LeftOutPlan);
    let mut names: Vec<(String, NameTarget)> = tasks.map(|(name, target)| (name.to_owned(), target)).collect();
    let other_names_of_private: HashSet<String> = groups
        .iter()
        .filter(|group| hidden.is_hidden_name(&group.folded_task))
        .flat_map(|group| group.versions.iter().flat_map(|version| version.plan.aka.iter().map(|(name, _)| fold(name))))
        .collect();
    let not_here = hidden.written.iter().filter(|name| !other_names_of_private.contains(&fold(name)));
    names.extend(not_here.map(|name| excluded(name)));
    names.extend(broken.iter().filter_map(|names| names.first()).map(|name| excluded(name)));
    names.extend(alias_claims(groups).into_iter().map(|(_, n, name, _)| (name.to_owned(), NameTarget::Plan(n))));
    names.extend(broken.iter().flat_map(|names| names.iter()).map(|name| excluded(name)));
    names
}

impl NameTable {
    /// Of several that claim a name the first has it. `places` are those of the plans.
    pub(crate) fn new<'p>(names: &[(String, NameTarget)], places: impl IntoIterator<Item = &'p str>) -> NameTable {
        let lines = NameFinder::new(names.iter().map(|(name, target)| (name.as_str(), *target))).with_places(places);
        let mut table =
            NameTable { tasks: HashMap::new(), keys: HashMap::new(), joined_keys: HashMap::new(), line_names: lines };
        for (name, target) in names {
            table.tasks.entry(fold(name)).or_insert(*target);
            let key = fold_key(name);
            let letters = letters_of_key(&key);
            if !letters.is_empty() {
                table.joined_keys.entry(letters).or_insert(*target);
            }
            table.keys.entry(key).or_insert(*target);
        }
        let named: Vec<(&str, NameTarget)> = names.iter().map(|(name, target)| (name.as_str(), *target)).collect();
        for (name, target) in unique_names_left_without_signs(&named) {
            table.tasks.entry(fold(&name)).or_insert(target);
            table.keys.entry(fold_key(&name)).or_insert(target);
        }
        table
    }

    /// What a `task` names.
    pub(crate) fn target_of_task(&self, task: &str) -> Option<NameTarget> {
        self.tasks.get(&fold(task)).copied()
    }

    /// The plan that a tag (folded) is close to: one level of it names the plan, or all of it without spaces.
    pub(crate) fn group_near_folded_tag(&self, folded: &str) -> Option<TaskGroupIndex> {
        if self.keys.contains_key(folded) {
            return None;
        }
        let levels = folded.split('/').filter(|_| folded.contains('/')).filter_map(|level| self.keys.get(level));
        let joined = self.joined_keys.get(&letters_of_key(folded)).into_iter().chain(levels).next().copied();
        let same_words = || self.line_names.find_same_words_as_tag(folded);
        match joined.or_else(same_words).or_else(|| self.line_names.name_beside_words_of_tag(folded))? {
            NameTarget::Plan(group) => Some(group),
            NameTarget::LeftOutPlan => None,
        }
    }

    /// What a key or tag (folded) names.
    pub(crate) fn target_of_folded_key_or_tag(&self, folded: &str) -> Option<NameTarget> {
        self.keys.get(folded).copied()
    }
}

/// The letters and digits of a key: a tag has no other signs, and people leave out its spaces.
fn letters_of_key(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric() || is_combining_mark(*c)).collect()
}

/// The other names that plans claim, in order of path: path, group, name, where.
fn alias_claims<'a>(groups: &[PlanVersions<'a>]) -> Vec<(&'a str, TaskGroupIndex, &'a str, &'a Excerpt)> {
    let mut claims: Vec<(&str, TaskGroupIndex, &str, &Excerpt)> = Vec::new();
    for (n, group) in groups.iter().enumerate() {
        for version in &group.versions {
            let names = version.plan.aka.iter();
            claims.extend(names.map(|(name, at)| (&**version.path, TaskGroupIndex(n), name.as_str(), at)));
        }
    }
    claims.sort_by_key(|&(path, n, _, at)| (path, n, at.place));
    claims
}

/// A problem for each name that belongs to another plan already.
pub(crate) fn alias_conflict_problems(groups: &[PlanVersions]) -> Vec<Problem> {
    let mut owners: HashMap<String, (TaskGroupIndex, &str)> = HashMap::new();
    for (n, group) in groups.iter().enumerate() {
        if let Some(first) = group.versions.iter().map(|version| &**version.path).min() {
            owners.insert(group.folded_task.clone(), (TaskGroupIndex(n), first));
        }
    }
    let mut problems = Vec::new();
    for (path, n, name, at) in alias_claims(groups) {
        let &mut (owner, other) = owners.entry(fold(name)).or_insert((n, path));
        if owner != n {
            let message = format!(
                "`{}` is a name of the plan in {other}, too.",
                crate::journal::note_fields::fields::shortened_for_message(name)
            );
            let help = "Write another name here, or take it out: it counts for the other plan.".to_owned();
            problems.push(at.problem(path, Code::NameTwice, message, help));
        }
    }
    problems
}

/// The names of a plan that is left out.
pub(crate) fn names_of_broken_plan(kind: &DraftKind) -> Option<&[String]> {
    match kind {
        DraftKind::Broken { names, is_plan: true } => Some(names),
        _ => None,
    }
}
