//! Names that are close to a known one: a slip or two away. Found by leaving out letters, so that a text costs its own length
//! whatever the number of names.

use std::collections::HashSet;

use crate::text::{edit_distance_within, fold};

/// Names of fewer letters than this are close to too much.
const SHORTEST: usize = 4;
/// Names of no more letters than this have to begin with the same one.
const SHORT: usize = 5;
/// From so many letters on two slips are close.
const LONG: usize = 9;
/// Longer names are only ever themselves.
const LONGEST: usize = 64;

/// Names, and all that is left of each when letters are left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct SimilarNameMatcher {
    shortened_variants: HashSet<String>,
    /// Names of others, to which nothing is near.
    other_plans: HashSet<String>,
    /// The most words that a name has.
    words: usize,
    names: Vec<String>,
}

impl SimilarNameMatcher {
    /// The names, and those of other plans.
    pub(crate) fn new<'a>(names: impl Iterator<Item = &'a str>, others: &[&str]) -> SimilarNameMatcher {
        let mut near = SimilarNameMatcher {
            other_plans: others.iter().map(|name| fold(name)).collect(),
            ..SimilarNameMatcher::default()
        };
        for name in names.map(fold) {
            if (SHORTEST..=LONGEST).contains(&name.chars().count()) {
                near.shortened_variants.extend(variants_with_letters_left_out(&name));
                near.words = near.words.max(name.split(' ').count());
                near.names.push(name);
            }
        }
        near
    }

    /// Whether a task is close to one of the names, and not the name of another plan.
    pub(crate) fn is_near(&self, task: &str) -> bool {
        if self.names.is_empty() {
            return false;
        }
        let task = fold(task);
        if self.other_plans.contains(&task) || !(SHORTEST..=LONGEST).contains(&task.chars().count()) {
            return false;
        }
        variants_with_letters_left_out(&task).iter().any(|left| self.shortened_variants.contains(left))
            && self.names.iter().any(|name| is_typo_of_folded_name(&task, name))
    }

    /// Whether some words of a line, side by side, are close to one of the names.
    pub(crate) fn is_near_in_line(&self, line: &str) -> bool {
        if self.names.is_empty() {
            return false;
        }
        let is_sign = |c: char| !c.is_alphanumeric() && c != '\'';
        let words: Vec<&str> = line.split(is_sign).filter(|word| !word.is_empty()).collect();
        (0..words.len()).any(|from| {
            let most = (from + self.words + 1).min(words.len());
            (from + 1..=most).any(|to| words.get(from..to).is_some_and(|run| self.is_near(&run.join(" "))))
        })
    }
}

/// One slip away, two where the name is long; a short one begins with the same letter (`Talk` is not `Walk`).
fn is_typo_of_folded_name(folded_task: &str, folded_name: &str) -> bool {
    let letters = folded_name.chars().count();
    let most = if letters < LONG { 1 } else { 2 };
    (letters > SHORT || folded_task.chars().next() == folded_name.chars().next())
        && edit_distance_within(folded_task, folded_name, most).is_some()
}

/// The name, and the name less each one letter, and if it is long less any two that are next to each other.
fn variants_with_letters_left_out(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let without = |from: usize, many: usize| -> String {
        letters.iter().enumerate().filter(|(n, _)| !(from..from + many).contains(n)).map(|(_, c)| *c).collect()
    };
    let mut out = vec![name.to_owned()];
    out.extend((0..letters.len()).map(|from| without(from, 1)));
    if letters.len() >= LONG {
        out.extend((0..letters.len() - 1).map(|from| without(from, 2)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_another_plan_is_not() {
        let near = SimilarNameMatcher::new(["Secret thing", "Walk"].into_iter(), &["Walks"]);
        assert!(near.is_near("Secret thingy") && near.is_near("secret thin") && near.is_near("Wlak"));
        assert!(
            !near.is_near("Walks")
                && !near.is_near("Talk")
                && !near.is_near("Talk to Mum")
                && !near.is_near("Something")
        );
        assert!(near.is_near_in_line("07:35 Sceret thing, 3 min"));
        assert!(!near.is_near_in_line("Walks with the dog"));
    }
}
