//! What says the name of a plan that is `none` in different words, signs or order, or links to its note
//! (docs/specification.md#6-sharing).

use std::collections::HashSet;
use std::ops::Range;

use super::link_target::{leads_to, link_targets};
use super::same_words::{Qualifiers, SameWordsIndex, without_details, without_signs};
use crate::text::fold;

/// The names of plans that are `none` by what they say, and the notes of these plans.
#[derive(Clone, Debug)]
pub(super) struct HiddenWords {
    hidden: SameWordsIndex<()>,
    open: SameWordsIndex<()>,
    open_names: HashSet<String>,
    /// Folded paths, without the ending.
    notes: Vec<String>,
}

impl HiddenWords {
    pub(super) fn new(hidden: &[String], open: &[&str], notes: Vec<String>) -> HiddenWords {
        HiddenWords {
            hidden: SameWordsIndex::new(hidden.iter().map(|name| (name.as_str(), ()))),
            open: SameWordsIndex::new(open.iter().map(|name| (*name, ()))),
            open_names: open.iter().map(|name| fold(name)).collect(),
            notes,
        }
    }

    /// Whether a whole text says the name of a hidden plan, and is not nearer to that of another.
    pub(super) fn is_same_name(&self, text: &str) -> bool {
        let says = |index: &SameWordsIndex<()>, qualifiers| !index.find(text, qualifiers).is_empty();
        says(&self.hidden, Qualifiers::MayBeLeftOut)
            && !self.open_names.contains(&fold(text))
            && (says(&self.hidden, Qualifiers::Same) || !says(&self.open, Qualifiers::Same))
    }

    /// Where words of a text side by side say the name of a hidden plan, in any order.
    pub(super) fn ranges_of_same_words(&self, text: &str) -> Vec<Range<usize>> {
        self.hidden.ranges_of_several_words(text)
    }

    /// Whether a text links to the note of a hidden plan, or with its name.
    pub(super) fn links_to_hidden(&self, text: &str, is_hidden_name: impl Fn(&str) -> bool) -> bool {
        let is_hidden = |target: &String| {
            let name = target.rsplit('/').next().unwrap_or(target);
            is_hidden_name(name.strip_suffix(".md").unwrap_or(name))
                || self.notes.iter().any(|note| leads_to(target, note))
        };
        link_targets(text).iter().any(is_hidden)
    }

    pub(super) fn notes(&self) -> &[String] {
        &self.notes
    }
}

/// What is left of hidden names without emoji, signs, lengths, times and brackets: these are the plan's names too, where no other
/// plan has them.
pub(super) fn shorter_names(names: &[String], open_names: &[&str]) -> Vec<String> {
    let open: HashSet<String> = open_names.iter().map(|name| fold(name)).collect();
    let shorter = |name: &String| {
        let bare = without_signs(name);
        let plain = without_details(bare.as_deref().unwrap_or(name));
        bare.into_iter().chain(plain)
    };
    names.iter().flat_map(shorter).filter(|name| !open.contains(&fold(name))).collect()
}
