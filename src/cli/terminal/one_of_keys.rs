//! A question that one key answers: which of its keys a word means, and what may still follow a key that was taken at once.

use std::time::Duration;

use crate::text::fold;

/// Other words for an answer, by the answer.
const OTHER_WORDS: [(&str, &[&str]); 11] = [
    ("yes", &["yeah", "yep", "yup", "ok", "okay", "sure", "yes please"]),
    ("no", &["nope", "nah", "no thanks"]),
    ("no, later", &["later", "nope", "not now", "no thanks"]),
    ("done", &["did it", "i did it", "yes", "yeah", "yep", "y", "true"]),
    ("partly", &["partially", "half", "some", "some of it", "a bit", "a little"]),
    ("not done", &["no", "nope", "didn't", "did not", "i didn't"]),
    ("left out on purpose", &["skip", "skipped", "left out"]),
    ("leave it open", &["open", "not sure", "don't know"]),
    ("another moment", &["moment", "another time"]),
    ("a smaller step", &["smaller", "smaller step"]),
    ("it is saved", &["saved", "yes"]),
];

/// A word of fewer letters is an answer only if it is whole: `no` begins `notice it`.
const SHORTEST_BEGINNING: usize = 4;

/// How long somebody may take from one letter of a word to the next.
pub(super) const LONGEST_GAP: Duration = Duration::from_millis(1500);
/// An Enter so soon after a question was shown cannot answer it: it belongs to the key before.
pub(super) const ENTER_TOO_SOON: Duration = Duration::from_millis(250);

fn folded(text: &str) -> String {
    fold(text).trim_end_matches(['.', ',', '!', ';', ' ']).to_owned()
}

fn other_words(word: &str) -> &'static [&'static str] {
    OTHER_WORDS.iter().find(|(of, _)| *of == word).map_or(&[], |(_, words)| words)
}

/// Whether a word of an answer ends here: `not` of `not done`.
fn begins_with_words(answer: &str, typed: &str) -> bool {
    answer.strip_prefix(typed).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether an answer means this key, with its word.
type WayToMean<'a> = &'a dyn Fn(char, &str) -> bool;

/// The key that an answer means: its letter, its word, the beginning of it, or another word for it. None if that is not clear.
pub(super) fn key_meant(keys: &[(char, &str)], typed: &str) -> Option<char> {
    let typed = folded(typed);
    if typed.is_empty() {
        return None;
    }
    let is_key = |key: char| typed.chars().eq([key]);
    let is_long = typed.chars().count() >= SHORTEST_BEGINNING;
    let ways: [WayToMean<'_>; 4] = [
        &|key, word| is_key(key) || fold(word) == typed,
        &|_, word| other_words(word).contains(&typed.as_str()),
        &|_, word| begins_with_words(&fold(word), &typed),
        &|_, word| is_long && fold(word).starts_with(&typed),
    ];
    for is_meant in ways {
        let mut found = keys.iter().filter(|(key, word)| is_meant(*key, word));
        if let Some((key, _)) = found.next() {
            return found.next().is_none().then_some(*key);
        }
    }
    None
}

/// What may follow a key that was taken at once, if a person types the whole word: `es` after `y`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RestOfWord {
    rests: Vec<String>,
}

impl RestOfWord {
    pub(super) fn after(key: char, word: &str) -> RestOfWord {
        let whole = fold(word);
        // `not` of `not done` is an answer too.
        let beginnings =
            whole.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| whole[..at].to_owned());
        let words = beginnings.chain([whole.clone()]).chain(other_words(word).iter().map(|other| (*other).to_owned()));
        let rests = words.filter_map(|word| Some(word.strip_prefix(key)?.to_owned()));
        RestOfWord { rests: rests.filter(|rest| !rest.is_empty()).collect() }
    }

    pub(super) fn may_begin_with(&self, letter: char) -> bool {
        self.rests.iter().any(|rest| rest.starts_with(letter.to_ascii_lowercase()))
    }

    pub(super) fn is(&self, typed: &str) -> bool {
        let typed = folded(typed);
        self.rests.contains(&typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOW: [(char, &str); 4] = [('d', "done"), ('p', "partly"), ('n', "not done"), ('s', "left out on purpose")];
    const STAGE: [(char, &str); 4] = [('o', "leave it open"), ('n', "notice it"), ('t', "try it"), ('d', "do it")];

    #[test]
    fn a_word_means_its_key_and_an_unclear_one_means_none() {
        for (typed, key) in [
            ("d", Some('d')),
            ("D", Some('d')),
            ("done", Some('d')),
            ("yes", Some('d')),
            ("DONE.", Some('d')),
            ("partly", Some('p')),
            ("part", Some('p')),
            ("half", Some('p')),
            ("not", Some('n')),
            ("not done", Some('n')),
            ("no", Some('n')),
            ("skip", Some('s')),
            ("left out", Some('s')),
            ("don't know", None),
            ("nothing", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(key_meant(&HOW, typed), key, "{typed}");
        }
        for (typed, key) in [("no", None), ("not", None), ("noti", Some('n')), ("try", Some('t')), ("do", Some('d'))] {
            assert_eq!(key_meant(&STAGE, typed), key, "{typed}");
        }
        let yes_or_no = [('n', "no"), ('y', "yes")];
        for (typed, key) in [("Yes", Some('y')), ("yes!", Some('y')), ("ok", Some('y')), ("NO", Some('n'))] {
            assert_eq!(key_meant(&yes_or_no, typed), key, "{typed}");
        }
        assert_eq!(key_meant(&[('y', "yes"), ('n', "no, later")], "no"), Some('n'));
        // An answer that begins two of them is unclear.
        assert_eq!(key_meant(&[('s', "a smaller step"), ('l', "a small change")], "a sma"), None);
    }

    #[test]
    fn the_rest_of_a_word_is_known() {
        let rest = RestOfWord::after('n', "not done");
        for (typed, is_rest) in [("ot done", true), ("ot", true), ("o", true), ("one", false), ("", false)] {
            assert_eq!(rest.is(typed), is_rest, "{typed}");
        }
        assert!(RestOfWord::after('y', "yes").is("es") && RestOfWord::after('s', "left out on purpose").is("kip"));
        assert!(RestOfWord::after('n', "no, later").is("o") && RestOfWord::after('n', "no, later").is("o, later"));
        assert!(!RestOfWord::after('o', "leave it open").is("leave it open"));
    }
}
