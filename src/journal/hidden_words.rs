//! What says the name of a plan that is `none` in different words, signs or order, or links to its note
//! (docs/specification.md#6-sharing).

use std::collections::HashSet;
use std::ops::Range;

use super::link_target::{leads_to, link_targets};
use super::same_words::{Qualifiers, SameWordsIndex, without_details, without_signs};
use crate::text::{fold, stem_word};

/// The names of plans that are `none` by what they say, and the notes of these plans.
#[derive(Clone, Debug)]
pub(super) struct HiddenNamesInOtherWords {
    hidden: SameWordsIndex<()>,
    open: SameWordsIndex<()>,
    open_names: HashSet<String>,
    /// Folded paths, without the ending.
    notes: Vec<String>,
}

impl HiddenNamesInOtherWords {
    pub(super) fn new(hidden: &[String], open: &[&str], notes: Vec<String>) -> HiddenNamesInOtherWords {
        HiddenNamesInOtherWords {
            hidden: SameWordsIndex::new(hidden.iter().map(|name| (name.as_str(), ()))),
            open: SameWordsIndex::new(open.iter().map(|name| (*name, ()))),
            open_names: open.iter().map(|name| fold(name)).collect(),
            notes,
        }
    }

    /// Whether a whole text says the name of a hidden plan, and is not nearer to that of another.
    pub(super) fn is_name_in_other_words(&self, text: &str) -> bool {
        let says = |index: &SameWordsIndex<()>, qualifiers| !index.find(text, qualifiers).is_empty();
        says(&self.hidden, Qualifiers::MayBeLeftOut)
            && !self.open_names.contains(&fold(text))
            && (says(&self.hidden, Qualifiers::Same) || !says(&self.open, Qualifiers::Same))
    }

    /// Where words of a text side by side say the name of a hidden plan, in any order.
    pub(super) fn find_names_in_other_words(&self, text: &str) -> Vec<Range<usize>> {
        self.hidden.find_names_of_several_words(text)
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

/// What is left of hidden names without emoji and signs: these are the plan's names too, where no other plan has them.
pub(super) fn names_without_signs(names: &[String], open_names: &[&str]) -> Vec<String> {
    without_open_names(names.iter().filter_map(|name| without_signs(name)), open_names)
}

/// What is left of hidden names without lengths, times and brackets: each is the plan's name where nothing else is joined to it.
pub(super) fn names_without_details(names: &[String], open_names: &[&str]) -> Vec<String> {
    let plain = |name: &String| without_details(without_signs(name).as_deref().unwrap_or(name));
    without_open_names(names.iter().filter_map(plain), open_names)
}

fn without_open_names(names: impl Iterator<Item = String>, open_names: &[&str]) -> Vec<String> {
    let open: HashSet<String> = open_names.iter().map(|name| fold(name)).collect();
    names.filter(|name| !open.contains(&fold(name))).collect()
}

/// The words that make a name, without their endings: no numbers, and none of fewer than three letters.
pub(super) fn words_that_name(text: &str) -> Vec<String> {
    const FILLERS: [&str; 7] = ["the", "and", "with", "for", "our", "his", "her"];
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let is_word = |word: &&str| {
        word.chars().count() > 2 && !word.contains(|c: char| c.is_ascii_digit()) && !FILLERS.contains(word)
    };
    words.filter(is_word).map(stem_word).collect()
}

/// Words that give an everyday name a different meaning: `run out of milk`, `the school run`.
const BEHIND_IN_ANOTHER_MEANING: [&str; 12] =
    ["out", "into", "over", "away", "late", "low", "short", "errand", "errands", "across", "off", "down"];
const BEFORE_IN_ANOTHER_MEANING: [&str; 7] = ["school", "dry", "trial", "test", "bank", "ski", "print"];

/// A text without the words that are an everyday name in a different meaning; none where it has no such word. `is_name` says whether
/// one word alone is a name.
pub(super) fn without_other_meanings(text: &str, is_name: impl Fn(&str) -> bool) -> Option<String> {
    let bare = |word: &str| fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let words: Vec<&str> = text.split(' ').collect();
    let is_one_of = |at: Option<usize>, known: &[&str]| {
        at.and_then(|at| words.get(at)).is_some_and(|word| known.contains(&bare(word).as_str()))
    };
    let is_phrase = |at: usize| {
        let before = |back: usize| at.checked_sub(back);
        // A full stop or a comma parts them.
        let is_joined = words.get(at).is_some_and(|word| word.ends_with(char::is_alphanumeric));
        is_joined && is_one_of(Some(at + 1), &BEHIND_IN_ANOTHER_MEANING)
            || is_one_of(before(1), &BEFORE_IN_ANOTHER_MEANING)
            || is_one_of(before(1), &["long"]) && is_one_of(before(2), &["the"]) && is_one_of(before(3), &["in"])
    };
    let has_other = |at: &usize| is_phrase(*at) && words.get(*at).is_some_and(|word| is_name(word));
    let gone: Vec<bool> = (0..words.len()).map(|at| has_other(&at)).collect();
    let kept = words.iter().zip(&gone).map(|(word, is_gone)| if *is_gone { "\u{2026}" } else { word });
    gone.contains(&true).then(|| kept.collect::<Vec<_>>().join(" "))
}
