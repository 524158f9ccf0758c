//! Plan names in running text: which names stand in a line, and where. A trie of folded words, so that a line costs its
//! own length whatever the number of plans.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::text::{fold, is_invisible};

/// Names of more pieces than this are never looked for in lines.
const LONGEST: usize = 64;

/// A word or a single punctuation mark of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Bytes of the text.
    pub range: Range<usize>,
    folded: String,
    space_before: bool,
}

/// Names and what each stands for.
#[derive(Clone, Debug)]
pub(crate) struct NameTrie<T> {
    words: HashMap<String, u32>,
    next: HashMap<(u32, u32, bool), u32>,
    ends: Vec<Option<T>>,
}

/// A name that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameMatch<T> {
    pub range: Range<usize>,
    /// How many pieces long.
    pub tokens: usize,
    pub value: T,
}

/// Cuts a text into words and marks.
pub(crate) fn tokenize(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut space_before = false;
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        if c.is_whitespace() {
            space_before = true;
            continue;
        }
        if is_invisible(c) {
            continue;
        }
        let in_word = |c: char| c.is_alphanumeric() || is_combining_mark(c) || is_invisible(c);
        let mut to = from + c.len_utf8();
        if in_word(c) {
            while let Some(&(_, next)) = chars.peek() {
                if !in_word(next) {
                    break;
                }
                to += next.len_utf8();
                chars.next();
            }
            out.push(Token { range: from..to, folded: fold(&text[from..to]), space_before });
            space_before = false;
        } else {
            // A mark that folds to several (`…`) is those several, so that both ways of writing it are one name.
            for mark in fold(&text[from..to]).chars() {
                out.push(Token { range: from..to, folded: mark.to_string(), space_before });
                space_before = false;
            }
        }
    }
    out
}

impl<T: Clone> NameTrie<T> {
    pub(crate) fn new() -> NameTrie<T> {
        NameTrie { words: HashMap::new(), next: HashMap::new(), ends: vec![None] }
    }

    /// Adds a name; of one that is there already the first meaning stays.
    pub(crate) fn add(&mut self, name: &str, value: T) {
        let tokens = tokenize(name);
        if tokens.is_empty() || tokens.len() > LONGEST {
            return;
        }
        let mut node = 0;
        for (n, token) in tokens.into_iter().enumerate() {
            let count = self.words.len() as u32;
            let word = *self.words.entry(token.folded).or_insert(count);
            let fresh = self.ends.len() as u32;
            node = *self.next.entry((node, word, n > 0 && token.space_before)).or_insert(fresh);
            if node == fresh {
                self.ends.push(None);
            }
        }
        if let Some(end) = self.ends.get_mut(node as usize) {
            end.get_or_insert(value);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ends.len() == 1
    }

    /// Every name that stands in the text, longest first, then leftmost.
    pub(crate) fn find_names(&self, text: &[Token]) -> Vec<NameMatch<T>> {
        let words: Vec<Option<u32>> = text.iter().map(|p| self.words.get(&p.folded).copied()).collect();
        let mut hits: Vec<NameMatch<T>> =
            (0..text.len()).flat_map(|start| self.names_starting_at(text, &words, start)).collect();
        hits.sort_by(|a, b| b.range.len().cmp(&a.range.len()).then(a.range.start.cmp(&b.range.start)));
        hits
    }

    fn names_starting_at(&self, text: &[Token], words: &[Option<u32>], start: usize) -> Vec<NameMatch<T>> {
        let mut hits = Vec::new();
        let (mut node, mut n) = (0, start);
        while let (Some(token), Some(Some(word))) = (text.get(n), words.get(n)) {
            let Some(&next) = self.next.get(&(node, *word, n > start && token.space_before)) else { break };
            (node, n) = (next, n + 1);
            if let (Some(Some(value)), Some(first)) = (self.ends.get(node as usize), text.get(start)) {
                hits.push(NameMatch {
                    range: first.range.start..token.range.end,
                    tokens: n - start,
                    value: value.clone(),
                });
            }
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&'static str]) -> NameTrie<&'static str> {
        let mut names = NameTrie::new();
        for name in list {
            names.add(name, *name);
        }
        names
    }

    fn any_in(names: &NameTrie<&'static str>, text: &str) -> bool {
        !names.find_names(&tokenize(text)).is_empty()
    }

    #[test]
    fn the_longest_comes_first() {
        let names = names(&["Walk", "Walk dog", "dog"]);
        let found: Vec<&str> = names.find_names(&tokenize("walk  DOG")).into_iter().map(|h| h.value).collect();
        assert_eq!(found, ["Walk dog", "Walk", "dog"]);
    }

    #[test]
    fn a_name_stands_on_its_own() {
        let names = names(&["Art", "Café walk", "5-4-3", "Mom's call"]);
        assert!(!any_in(&names, "start early"));
        assert!(any_in(&names, "(art)"));
        assert!(any_in(&names, "CAFE\u{301} walk"));
        assert!(any_in(&names, "5\u{2013}4\u{2013}3"));
        assert!(any_in(&names, "mom\u{2019}s call"));
        assert!(!any_in(&names, "5 - 4 - 3"));
    }
}
