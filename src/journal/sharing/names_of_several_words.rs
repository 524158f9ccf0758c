//! The names of private plans in several words, found in any form of these words: `AA meetings`, `I called Dad`, `Leter to Dad`, `With Dan I
//! swam` (docs/sharing.md).

use std::ops::Range;

use crate::journal::lines::same_words::{QualifierMatch, SameWordsIndex};
use crate::journal::sharing::everyday_words::is_everyday_word;
use crate::text::{edit_distance_within, fold, has_same_letters, is_dash, stem_word};

/// Names of two words or more.
#[derive(Clone, Debug)]
pub(crate) struct NamesOfSeveralWords {
    names: Vec<NameOfSeveralWords>,
    /// The words of the names in each of their forms: `swam` is `swim`.
    forms: SameWordsIndex<String>,
}

#[derive(Clone, Debug)]
struct NameOfSeveralWords {
    words: Vec<ComparedWord>,
    /// Its words without the little ones; all of them where fewer than two are left.
    content: Vec<ComparedWord>,
    /// Of each word the first letters that it may be written with, as bits.
    initials: Vec<u32>,
}

/// A word as it is compared.
#[derive(Clone, Debug)]
struct ComparedWord {
    folded: String,
    /// Without all its endings.
    stem: String,
}

impl ComparedWord {
    fn of(word: &str) -> ComparedWord {
        ComparedWord { folded: fold(word), stem: bare_stem(word) }
    }

    fn is_little(&self) -> bool {
        is_little_word(&self.folded)
    }
}

/// Words that may stand between those of a name, or be missing: `the visit to Marisol` is `Visit Marisol`.
const LITTLE: [&str; 24] = [
    "'", "\u{2019}", "a", "an", "at", "for", "from", "her", "his", "in", "into", "my", "of", "on", "our", "s", "that",
    "the", "their", "this", "to", "up", "with", "your",
];
/// Whether a folded word may be missing where a name is said.
pub(crate) fn is_little_word(folded: &str) -> bool {
    LITTLE.contains(&folded)
}
/// Those that may stand between the two words of a name in the opposite order: `the letter to the court` is `Court letter`.
const BETWEEN_OPPOSITE: [&str; 8] = ["at", "for", "from", "in", "of", "s", "to", "with"];
/// Words that may stand between the words of a name that is turned round.
const BETWEEN: [&str; 5] = ["i", "we", "the", "a", "my"];
/// Words for who somebody is, which may stand between the words of a name: `call my sister Marisol` is `Call Marisol`.
const WHO_IT_IS: [&str; 50] = [
    "aunt",
    "auntie",
    "best",
    "big",
    "boss",
    "boyfriend",
    "brother",
    "colleague",
    "cousin",
    "dad",
    "daughter",
    "dear",
    "doctor",
    "dr",
    "eldest",
    "ex",
    "father",
    "friend",
    "girlfriend",
    "gran",
    "grandma",
    "grandpa",
    "husband",
    "little",
    "lovely",
    "mate",
    "miss",
    "mom",
    "mother",
    "mr",
    "mrs",
    "ms",
    "mum",
    "neighbor",
    "neighbour",
    "nephew",
    "niece",
    "old",
    "older",
    "oldest",
    "partner",
    "poor",
    "sister",
    "sweet",
    "teacher",
    "uncle",
    "wife",
    "young",
    "younger",
    "youngest",
];
/// What joins two objects of one verb: `Called Mum and Dad` is `Call Dad` too.
const JOINS_OBJECTS: [&str; 9] = ["and", "&", "+", "then", "und", "et", "y", "e", "/"];
/// So many words and signs may stand between a verb and the second of its objects.
const MOST_BETWEEN_OBJECTS: usize = 5;
/// Before a number inside a name: `letter no. 2 to Ana`.
const BEFORE_NUMBER: [&str; 4] = ["no", "nr", "number", "num"];

/// Words with which a name can be turned round: `With Dan I swam`.
const TURNED_ROUND_AT: [&str; 7] = ["with", "to", "for", "at", "in", "on", "from"];

impl NamesOfSeveralWords {
    /// Each name in its words; those of one word are passed over.
    pub(crate) fn new<'a>(names: impl Iterator<Item = Vec<&'a str>>) -> NamesOfSeveralWords {
        let names = names.filter(|words| words.len() > 1).map(|words| {
            let words: Vec<ComparedWord> = words.iter().map(|word| ComparedWord::of(word)).collect();
            let content: Vec<ComparedWord> = words.iter().filter(|word| !word.is_little()).cloned().collect();
            let content = if content.len() > 1 { content } else { words.clone() };
            let fixed = content.iter().filter(|word| !past_changes_first_letter(&word.folded));
            let initials = fixed.map(|word| initials_of_word(&word.folded)).collect();
            NameOfSeveralWords { words, content, initials }
        });
        let names: Vec<NameOfSeveralWords> = names.collect();
        let words = names.iter().flat_map(|name| &name.words);
        let forms = SameWordsIndex::new(words.map(|word| (word.folded.as_str(), word.stem.clone())));
        NamesOfSeveralWords { names, forms }
    }

    /// Whether a word is one of those of a name.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        let stem = bare_stem(word);
        self.names.iter().flat_map(|name| &name.words).any(|of_name| of_name.stem == stem)
    }

    /// Whether a text has words with the first letters of all words of a name: a quick look.
    pub(crate) fn may_be_in(&self, text: &str) -> bool {
        if self.names.is_empty() {
            return false;
        }
        let mut is_inside = false;
        let mut initials = 0;
        for c in text.chars() {
            let is_letter = c.is_alphanumeric();
            if is_letter && !is_inside {
                initials |= initial_bit(Some(c));
            }
            is_inside = is_letter;
        }
        self.names.iter().any(|name| name.initials.iter().all(|of_word| of_word & initials != 0))
    }

    /// Where the names stand in a text. `words` are the ranges of its words and signs.
    pub(crate) fn find(&self, text: &str, words: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let word = |range: Range<usize>| (ComparedWord::of(text.get(range.clone()).unwrap_or_default()), range);
        let words: Vec<(ComparedWord, Range<usize>)> = words.into_iter().map(word).collect();
        let mut found: Vec<Range<usize>> = Vec::new();
        for name in &self.names {
            let said = words.windows(name.words.len()).filter(|said| self.says(said.iter(), name.words.iter()));
            found.extend(said.filter_map(range_of));
        }
        if found.is_empty() {
            found = self.find_around_little_words(&words);
        }
        if found.is_empty() {
            found = self.find_around_who_it_is(&words);
        }
        if found.is_empty() {
            found = self.find_behind_other_object(&words);
        }
        if found.is_empty()
            && let Some(words) = without_numbers(&words)
        {
            found = self.find_around_little_words(&words);
        }
        if found.is_empty() && self.names.iter().any(|name| name.turning_word_index().is_some()) {
            let is_said = |(word, _): &&(ComparedWord, Range<usize>)| !BETWEEN.contains(&word.folded.as_str());
            let words: Vec<(ComparedWord, Range<usize>)> = words.iter().filter(is_said).cloned().collect();
            for (name, at) in self.names.iter().filter_map(|name| Some((name, name.turning_word_index()?))) {
                let (before, behind) = name.words.split_at(at);
                let turned = || behind.iter().chain(before);
                let said = words.windows(name.words.len()).filter(|said| self.says(said.iter(), turned()));
                found.extend(said.filter_map(range_of));
            }
        }
        found
    }

    /// Where the names stand with little words in between, or without their own; of two words also in the opposite order.
    fn find_around_little_words(&self, words: &[(ComparedWord, Range<usize>)]) -> Vec<Range<usize>> {
        let content: Vec<usize> =
            (0..words.len()).filter(|&at| words.get(at).is_some_and(|of| !of.0.is_little())).collect();
        let mut found = Vec::new();
        for name in &self.names {
            for at in content.windows(name.content.len()) {
                let said = || at.iter().filter_map(|&at| words.get(at));
                let (Some(&first), Some(&last)) = (at.first(), at.last()) else { continue };
                let is_opposite = || {
                    let between = words.get(first + 1..last).unwrap_or_default();
                    name.content.len() == 2
                        && between.iter().any(|(word, _)| BETWEEN_OPPOSITE.contains(&word.folded.as_str()))
                        && self.says(said(), name.content.iter().rev())
                };
                if (self.says(said(), name.content.iter()) || is_opposite())
                    && let Some(range) = words.get(first..=last).and_then(range_of)
                {
                    found.push(range);
                }
            }
        }
        found
    }

    /// Where the names stand with words in between that say who somebody is: `I called my sister Marisol`.
    fn find_around_who_it_is(&self, words: &[(ComparedWord, Range<usize>)]) -> Vec<Range<usize>> {
        let is_who = |word: &ComparedWord| WHO_IT_IS.contains(&word.folded.as_str());
        if !words.iter().any(|(word, _)| is_who(word)) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for name in &self.names {
            let is_of_name = |word: &ComparedWord| name.content.iter().any(|of_name| of_name.folded == word.folded);
            let is_content = |word: &ComparedWord| !word.is_little() && (!is_who(word) || is_of_name(word));
            let content: Vec<usize> =
                (0..words.len()).filter(|&at| words.get(at).is_some_and(|of| is_content(&of.0))).collect();
            let said = content.windows(name.content.len()).filter_map(|at| {
                let (first, last) = (*at.first()?, *at.last()?);
                let is_said = self.says(at.iter().filter_map(|&at| words.get(at)), name.content.iter());
                words.get(first..=last).filter(|_| is_said).and_then(range_of)
            });
            found.extend(said);
        }
        found
    }

    /// Where the names stand with a different object before their own: `Called Mum and Dad`. Behind a comma alone the first is somebody:
    /// `Call the office, Marisol` calls nobody of that name.
    fn find_behind_other_object(&self, words: &[(ComparedWord, Range<usize>)]) -> Vec<Range<usize>> {
        let is_join = |word: &ComparedWord| JOINS_OBJECTS.contains(&word.folded.as_str());
        let is_somebody = |word: &ComparedWord| WHO_IT_IS.contains(&word.folded.as_str());
        if !words.iter().any(|(word, _)| is_join(word) || word.folded == ",") {
            return Vec::new();
        }
        let mut found = Vec::new();
        for name in &self.names {
            // A length is no object: `Walk 20 min` is not in `Walk with Mum, 20 min`.
            let is_object = |word: &ComparedWord| word.folded.starts_with(char::is_alphabetic);
            let parts = name.content.split_first().filter(|(_, object)| object.first().is_some_and(is_object));
            let Some((verb, object)) = parts else { continue };
            for at in 0..words.len() {
                let is_verb = words.get(at..=at).is_some_and(|said| self.says(said.iter(), std::iter::once(verb)));
                let joined = (at + 3..=at + 1 + MOST_BETWEEN_OBJECTS).filter(|_| is_verb).find_map(|from| {
                    let between = words.get(at + 1..from)?;
                    let said = words.get(from..from + object.len())?;
                    let is_object = said.iter().zip(object).all(|((word, _), of_name)| word.stem == of_name.stem);
                    let is_of_letters = |word: &ComparedWord| word.folded.contains(char::is_alphabetic);
                    let is_within = |(word, _): &(ComparedWord, Range<usize>)| {
                        is_of_letters(word) || is_join(word) || word.folded == ","
                    };
                    let has_object = |(word, _): &(ComparedWord, Range<usize>)| {
                        is_of_letters(word) && !is_join(word) && !word.is_little()
                    };
                    let mut joins = between.iter().rev().map(|(word, _)| word).filter(|word| !word.is_little());
                    let last = joins.next()?;
                    let is_joined = is_join(last) || last.folded == "," && joins.next().is_some_and(is_somebody);
                    let is_meant =
                        is_object && is_joined && between.iter().all(is_within) && between.iter().any(has_object);
                    is_meant.then(|| words.get(at..from + object.len()).and_then(range_of)).flatten()
                });
                found.extend(joined);
            }
        }
        found
    }

    /// Whether words say a name: one of them perhaps in a different form, or with a slip.
    fn says<'n>(
        &self,
        said: impl Iterator<Item = &'n (ComparedWord, Range<usize>)>,
        name: impl Iterator<Item = &'n ComparedWord>,
    ) -> bool {
        let mut different = said.zip(name).filter(|((word, _), of_name)| word.stem != of_name.stem);
        match (different.next(), different.next()) {
            (None, _) => true,
            (Some(((word, _), of_name)), None) => {
                is_slip(&word.folded, &of_name.folded) || self.is_other_form(word, of_name)
            }
            (Some(_), Some(_)) => false,
        }
    }

    fn is_other_form(&self, word: &ComparedWord, of_name: &ComparedWord) -> bool {
        let is_same_letter = word.folded.chars().next() == of_name.folded.chars().next();
        (is_same_letter || past_changes_first_letter(&of_name.folded))
            && self.forms.find(&word.folded, QualifierMatch::Same).contains(&of_name.stem)
    }
}

impl NameOfSeveralWords {
    /// The word with which a name of three words or more can begin if it is turned round.
    fn turning_word_index(&self) -> Option<usize> {
        let at = self.words.iter().position(|word| TURNED_ROUND_AT.contains(&word.folded.as_str()))?;
        (self.words.len() > 2 && at > 0 && at + 1 < self.words.len()).then_some(at)
    }
}

/// A word without all its endings: `meetings` is `meeting`, and that is `meet`.
pub(crate) fn bare_stem(word: &str) -> String {
    stem_word(&stem_word(&fold(word)))
}

/// The words of a name; a sign between them is none.
pub(crate) fn words_of_name(name: &str) -> impl DoubleEndedIterator<Item = &str> {
    let words = name.split(|c: char| c.is_whitespace() || is_dash(c) || c == '_');
    words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty())
}

/// Words without the numbers among them and what leads to these: `letter no. 2 to Ana`. None where there are none.
fn without_numbers(words: &[(ComparedWord, Range<usize>)]) -> Option<Vec<(ComparedWord, Range<usize>)>> {
    let is_number = |at: usize| {
        words.get(at).is_some_and(|(word, _)| {
            word.folded.starts_with(|c: char| c.is_ascii_digit())
                && word.folded.bytes().all(|b| b.is_ascii_alphanumeric())
        })
    };
    let is_word_before_number = |at: usize| {
        words.get(at).is_some_and(|(word, _)| BEFORE_NUMBER.contains(&word.folded.as_str()))
            && (is_number(at + 1) || is_stop(words, at + 1) && is_number(at + 2))
    };
    let is_left_out = |at: usize| {
        is_number(at)
            || is_word_before_number(at)
            || is_stop(words, at) && at.checked_sub(1).is_some_and(is_word_before_number)
    };
    let kept: Vec<_> =
        words.iter().enumerate().filter(|(at, _)| !is_left_out(*at)).map(|(_, word)| word.clone()).collect();
    (kept.len() < words.len()).then_some(kept)
}

fn is_stop(words: &[(ComparedWord, Range<usize>)], at: usize) -> bool {
    words.get(at).is_some_and(|(word, _)| word.folded == ".")
}

fn range_of(words: &[(ComparedWord, Range<usize>)]) -> Option<Range<usize>> {
    Some(words.first()?.1.start..words.last()?.1.end)
}

/// Whether a form of a word begins with a different letter: `went`, `ate`, `was`.
fn past_changes_first_letter(folded: &str) -> bool {
    matches!(folded, "be" | "eat" | "go")
}

/// A first letter as one of 32 bits; letters that share one are told apart later.
fn initial_bit(letter: Option<char>) -> u32 {
    letter.map_or(0, |c| 1 << (c.to_lowercase().next().unwrap_or(c) as u32 % u32::BITS))
}

/// The first letters with which a word of a name may be written: its own, and those it may be mistaken for.
fn initials_of_word(folded: &str) -> u32 {
    let own = folded.chars().next();
    let mistaken = own.filter(|_| folded.chars().count() >= SHORTEST_WITH_OTHER_INITIAL);
    let others = mistaken.into_iter().flat_map(|own| ('a'..='z').filter(move |c| may_be_mistaken(*c, own)));
    others.fold(initial_bit(own), |all, c| all | initial_bit(Some(c)))
}

/// A shorter word with a different first letter is a different word: `sad` is not `Dad`.
const SHORTEST_WITH_OTHER_INITIAL: usize = 4;

/// Whether one letter may be written for the other: both are vowels, they sound alike, or lie side by side on the keyboard.
fn may_be_mistaken(one: char, other: char) -> bool {
    const ALIKE: [&str; 7] = ["aeiouy", "ckq", "csz", "fv", "gj", "dt", "bp"];
    const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let is_beside = |row: &str| {
        let place = |letter: char| row.find(letter);
        place(one).zip(place(other)).is_some_and(|(a, b)| a.abs_diff(b) == 1)
    };
    let are_both_in = |letters: &&str| letters.contains(one) && letters.contains(other);
    one != other && (ALIKE.iter().any(are_both_in) || ROWS.iter().any(|row| is_beside(row)))
}

/// Whether one letter of a word was written for another that it may be mistaken for: `Kall`, `Voise`, `Dod`.
fn has_one_mistaken_letter(written: &str, of_name: &str) -> bool {
    const SHORTEST: usize = 3;
    let mut different = written.chars().zip(of_name.chars()).enumerate().filter(|(_, (one, other))| one != other);
    let many = of_name.chars().count();
    match (different.next(), different.next()) {
        (Some((at, (one, other))), None) if many == written.chars().count() && many >= SHORTEST => {
            (at > 0 || many >= SHORTEST_WITH_OTHER_INITIAL) && may_be_mistaken(one, other)
        }
        _ => false,
    }
}

/// Whether a word is a slip of a word of a name: one letter that was mistaken for another, two letters that changed places, one left out,
/// or one written twice; where one of the two has six letters, one added, and where it has more, one that was changed, or two left out.
/// A word of every day is none: `all Dad said` is not `Call Dad`.
fn is_slip(written: &str, of_name: &str) -> bool {
    const SHORTEST: usize = 4;
    const RATHER_LONG: usize = 6;
    const LONG: usize = 7;
    let (letters, letters_written) = (of_name.chars().count(), written.chars().count());
    let is_within = |most: usize| edit_distance_within(written, of_name, most).is_some();
    let is_near = || match letters.max(letters_written) {
        LONG.. => is_within(1) || letters == letters_written + 2 && is_within(2),
        RATHER_LONG => letters != letters_written && is_within(1),
        _ => is_within(1) && (letters > letters_written || with_pairs_as_one(written) == with_pairs_as_one(of_name)),
    };
    let is_other_slip = || {
        letters >= SHORTEST
            && written.chars().next() == of_name.chars().next()
            && (is_near() || is_within(1) && has_same_letters(written, of_name))
    };
    let is_same_person = matches!((written, of_name), ("mum", "mom") | ("mom", "mum"));
    let is_slip = written.chars().all(char::is_alphabetic)
        && (has_one_mistaken_letter(written, of_name) || is_other_slip())
        && !is_everyday_word(written);
    is_same_person || is_slip
}

/// A word with one letter in place of two that are the same: `leter`.
fn with_pairs_as_one(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::lines::name_trie::tokenize;

    fn is_in(name: &str, text: &str) -> bool {
        let names = NamesOfSeveralWords::new([name.split(' ').collect()].into_iter());
        let words = tokenize(text).into_iter().map(|token| token.range).collect();
        names.may_be_in(text) && !names.find(text, words).is_empty()
    }

    #[test]
    fn a_name_is_found_in_each_form() {
        for (name, text) in [
            ("Call Dad", "I had to cal Dad"),
            ("Visit Dad", "Vist Dad"),
            ("Go to church", "I was going to church"),
            ("Eat breakfast", "Breakfast was eaten. I had eaten breakfast"),
            ("Call Dad", "I called Dad late"),
            ("Letter to Dad", "A leter to Dad"),
            ("Swim with Dan", "I swim wiht Dan"),
            ("Swim with Dan", "I swam with Dan"),
            ("Swim with Dan", "With Dan I swam"),
            ("Go for a swim", "I went for a swim"),
            ("AA meeting", "the AA meetings"),
            ("Quibble therapy", "my quibble thrpy"),
            ("Secret thing", "Secret thingy"),
            ("Visit Marisol", "I cried on the visit to Marisol"),
            ("Call Mum", "I skipped the call with Mum today"),
            ("Lunch at canteen", "I skipped lunch in the canteen"),
            ("Court letter", "I hid the letter to the court from him"),
            ("AA meeting", "I left the meeting of AA early"),
            ("Letter to Dad", "I burned Dad's letter"),
            ("Letter to Dad", "I burned the letter for Dad"),
            ("Call Marisol", "Kall Marisol"),
            ("Voice memo", "my voise memo"),
            ("Visit Dad", "Visit Dod"),
            ("Visit Dad", "Vusit Dad"),
            ("Visit Dad", "Visit Dsd"),
            ("Call Mum", "I will call Mom"),
            ("Call Marisol", "I had to call my sister Marisol"),
            ("Visit Dad", "visiting my old Dad"),
            ("Call Dad", "Called Mum and Dad"),
            ("Call Dad", "calling the bank & Dad"),
            ("Call Dad", "Call Mum + Dad: odd"),
            ("Call Dad", "Called Mum, then Dad"),
            ("Call Dad", "call Mum, Dad"),
            ("Letter to Ana", "a letter to Ben and Ana"),
            ("Letter to Ana", "letter no. 2 to Ana"),
            ("Letter to Ana", "letter  2 to Ana"),
            ("Letter to Ana", "my letter number 3 to Ana"),
        ] {
            assert!(is_in(name, text), "{name}: {text}");
        }
        for (name, text) in [
            ("Call Dad", "All Dad said"),
            ("Call Dad", "Dad called"),
            ("Call Dad", "We call day"),
            ("Swim with Dan", "Slim with Dan"),
            ("Swim with Dan", "Swim with Dad"),
            ("Letter to Dad", "To Dad I said"),
            ("Plan week", "A plain week"),
            ("Call Dad", "I called Dan"),
            ("Call Dad", "Cold dad jokes"),
            ("Call Dad", "Dad, call me"),
            ("Letter to Dad", "A letter. Dad came"),
            ("Court letter", "The court sent me a letter"),
            ("Visit Dad", "Visit Dan"),
            ("Call Marisol", "Call the office, Marisol"),
            ("Call Dad", "All my old dad said"),
            ("Call Dad", "Called Mum. And Dad came"),
            ("Call Dad", "Called Mum and saw Dad"),
            ("Call Dad", "We call, and Dad came"),
            ("Letter to Ana", "letter no. To Ana"),
            ("Letter to Ana", "letter 2 about Ana"),
            ("Walk 20 min", "Walk with Mum, 20 min"),
        ] {
            assert!(!is_in(name, text), "{name}: {text}");
        }
    }
}
