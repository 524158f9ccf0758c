//! The names of plans as they are found in lines. A name may hold signs that other programs put into lines (`No phone ⛔ in
//! bed`, `#walk`): it is then found as it is written, and never confused with a name that differs from it in such signs.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use crate::journal::lines::clean_line::CleanLine;
use crate::journal::lines::name_trie::{NameMatch, NameTrie, Token, tokenize};
use crate::journal::lines::same_words::{
    QualifierMatch, SameWordsIndex, only_little_words, without_signs_if_any, words_and_details_if_any,
};
use crate::text::{self, fold, fold_place};

/// Names, and what each of them stands for.
#[derive(Clone, Debug)]
pub(crate) struct NameFinder<T> {
    /// As they are found in a cleaned line.
    names: NameTrie<T>,
    /// Those that cleaning would change, as they are written.
    with_marks: NameTrie<()>,
    /// Folded, for near misses.
    folded: Vec<(String, T)>,
    near: SimilarNameIndex,
    /// Places that a comma would cut, folded.
    places: Vec<String>,
    same_words: SameWordsIndex<T>,
    /// Names that hold a length or a time, by their words: each with these.
    with_details: HashMap<Vec<String>, Vec<(Vec<String>, T)>>,
}

/// Places of names, by what a near miss has in common with them: so a line is not compared with every name.
#[derive(Clone, Debug, Default)]
struct SimilarNameIndex {
    /// By the number of characters.
    by_length: BTreeMap<usize, Vec<usize>>,
    /// By the words without their endings.
    by_stems: HashMap<String, Vec<usize>>,
}

impl SimilarNameIndex {
    fn add(&mut self, folded: &str, place: usize) {
        self.by_length.entry(folded.chars().count()).or_default().push(place);
        self.by_stems.entry(text::stem_each_word(folded)).or_default().push(place);
    }

    /// The places of the names that a text can be close to, in order.
    fn places_of_names_near_folded(&self, folded: &str) -> BTreeSet<usize> {
        let length = folded.chars().count();
        let near_lengths = self.by_length.range(length.saturating_sub(text::MAX_SLIPS)..=length + text::MAX_SLIPS);
        near_lengths
            .flat_map(|(_, places)| places)
            .chain(self.places_of_names_with_folded_stems(folded))
            .copied()
            .collect()
    }

    /// The places of the names that are the same words in another form, in order.
    fn places_of_names_with_folded_stems(&self, folded: &str) -> &[usize] {
        self.by_stems.get(&text::stem_each_word(folded)).map_or(&[], Vec::as_slice)
    }
}

/// Near misses are looked for among the first so many words of a line.
const WORDS: usize = 16;

/// A place in a line has at most so many letters, and so many of a line are looked at.
const LONGEST_PLACE: usize = 120;
const MOST_PLACES: usize = 8;

/// Names of several words with more letters than this are not written by chance.
const LONG: usize = 9;
/// With more letters than this neither, where only one letter differs.
const RATHER_LONG: usize = 6;

impl<T: Clone + PartialEq> NameFinder<T> {
    /// Of two names that are the same the first counts.
    pub(crate) fn new<'a>(names: impl IntoIterator<Item = (&'a str, T)>) -> NameFinder<T> {
        let names: Vec<(&str, T)> = names.into_iter().collect();
        let mut out = NameFinder {
            names: NameTrie::new(),
            with_marks: NameTrie::new(),
            folded: Vec::new(),
            near: SimilarNameIndex::default(),
            places: Vec::new(),
            same_words: SameWordsIndex::new(names.iter().cloned()),
            with_details: HashMap::new(),
        };
        // What is left of a name without its marks, where that is one plan's alone.
        let mut cleaned: BTreeMap<String, Option<(String, T)>> = BTreeMap::new();
        let mut plain: Vec<String> = Vec::new();
        for (name, meaning) in names.iter().cloned() {
            let clean = clean_name(name);
            let folded = fold(name);
            out.names.add(name, meaning.clone());
            if let Some((words, details)) = words_and_details_if_any(name) {
                out.with_details.entry(words).or_default().push((details, meaning.clone()));
            }
            if fold(&clean) == folded {
                plain.push(folded.clone());
            } else {
                out.with_marks.add(name, ());
                let rest = cleaned.entry(fold(&clean)).or_insert_with(|| Some((clean, meaning.clone())));
                if rest.as_ref().is_some_and(|(_, other)| *other != meaning) {
                    *rest = None;
                }
            }
            out.add_for_near_misses(folded, meaning);
        }
        for (folded, rest) in cleaned {
            // Of `the #stretch` nothing is left that says which plan it is.
            let says_which = !folded.contains(char::is_alphanumeric) || !only_little_words(&folded);
            let is_name = !folded.is_empty() && says_which && !plain.contains(&folded);
            if let Some((clean, meaning)) = rest.filter(|_| is_name) {
                out.names.add(&clean, meaning);
            }
        }
        let bare: Vec<(String, T)> = unique_names_left_without_signs(&names)
            .into_iter()
            .filter(|(name, meaning)| out.find_names(&tokenize(name)).iter().all(|found| found.value == *meaning))
            .collect();
        for (name, meaning) in bare {
            out.names.add(&name, meaning.clone());
            out.add_for_near_misses(fold(&name), meaning);
        }
        out
    }

    fn add_for_near_misses(&mut self, folded: String, meaning: T) {
        self.near.add(&folded, self.folded.len());
        self.folded.push((folded, meaning));
    }

    /// What the names stand for that say what a text says, whatever their signs and the forms and order of their words. Several
    /// where more than one can be meant.
    pub(crate) fn find_same_words(&self, text: &str) -> Vec<T> {
        self.same_words.find(text, QualifierMatch::MayBeLeftOut)
    }

    /// The same, where parts of the day and what stands in brackets must be the same, or may be left out.
    pub(crate) fn find_same_words_with(&self, text: &str, qualifiers: QualifierMatch) -> Vec<T> {
        self.same_words.find(text, qualifiers)
    }

    /// What the names stand for of which a text is a shortened form: `Eat breakfast` of `Eat breakfast slowly`.
    pub(crate) fn find_shortened_names(&self, text: &str) -> Vec<T> {
        self.same_words.find_shortened(text)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The same, where a line may name these places of plans: one with a comma in it is known as a whole.
    pub(crate) fn with_places<'a>(mut self, places: impl IntoIterator<Item = &'a str>) -> NameFinder<T> {
        let is_cut = |place: &str| place.contains([',', ';', '(', ')', '[', ']']) || place.contains(" - ");
        self.places = places.into_iter().map(fold_place).filter(|place| is_cut(place)).collect();
        self
    }

    /// What a name stands for that holds the length or the time right beside a shorter name in a cleaned line: `Walk 20 minutes` is
    /// about `Walk 20 min`, and not about `Walk`. Behind a comma it is a detail of the shorter one.
    pub(crate) fn find_longer_name_with_length_or_time(&self, text: &str, name: &Range<usize>) -> Option<T> {
        if self.with_details.is_empty() || words_and_details_if_any(text.get(name.clone())?).is_some() {
            return None;
        }
        let is_end = |c: char| matches!(c, ',' | ';' | '(' | ')' | '@' | '[' | ']');
        let (before, behind) = (text.get(..name.start)?, text.get(name.end..)?);
        let from = before.rfind(is_end).map_or(0, |at| at + 1);
        let dash = [" - ", " \u{2013} ", " \u{2014} "].into_iter().filter_map(|dash| behind.find(dash));
        let to = behind.find(is_end).into_iter().chain(dash).min().unwrap_or(behind.len());
        let (words, said) = words_and_details_if_any(text.get(from..name.end + to)?)?;
        let fits = |details: &[String]| details.iter().all(|detail| said.contains(detail));
        self.with_details.get(&words)?.iter().find(|(details, _)| fits(details)).map(|(_, meaning)| meaning.clone())
    }

    /// A line without the marks of other programs, those that belong to a name aside.
    pub(crate) fn clean_line(&self, line: &str) -> CleanLine {
        let places = self.place_ranges(line);
        if self.with_marks.is_empty() && places.is_empty() {
            return CleanLine::clean(line);
        }
        let mut kept: Vec<Range<usize>> = Vec::new();
        // Longest first: a shorter one inside it is part of it.
        for found in self.with_marks.find_names(&tokenize(line)) {
            if kept.iter().all(|other| found.range.end <= other.start || other.end <= found.range.start) {
                kept.push(found.range);
            }
        }
        kept.sort_by_key(|range| range.start);
        CleanLine::clean_around_names_and_places(line, &kept, &places)
    }

    /// Where a line has one of the places, each with its `@`.
    fn place_ranges(&self, line: &str) -> Vec<Range<usize>> {
        if self.places.is_empty() {
            return Vec::new();
        }
        let place_at = |at: usize| {
            let written = line.get(at + 1..)?;
            let ends = written.char_indices().skip(1).take(LONGEST_PLACE).map(|(end, _)| end);
            let ends = ends.chain((written.chars().count() <= LONGEST_PLACE).then_some(written.len()));
            let is_end = |end: &usize| !written[*end..].starts_with(char::is_alphanumeric);
            let is_place = |end: &usize| self.places.contains(&fold_place(&written[..*end]));
            let end = ends.filter(is_end).filter(is_place).last()?;
            Some(at..at + 1 + written[..end].trim_end().len())
        };
        line.match_indices('@').take(MOST_PLACES).filter_map(|(at, _)| place_at(at)).collect()
    }

    /// Every name in a cleaned text, longest first, then leftmost.
    pub(crate) fn find_names(&self, text: &[Token]) -> Vec<NameMatch<T>> {
        self.names.find_names(text)
    }

    /// The name that a text is a near miss of: its beginning is one slip away, or the same words in another form
    /// (`Wlak`, `Walked round the block`). `may_follow_slip` says whether what follows so many bytes leaves room for that.
    /// Only names of more than `longer_than_letters` letters are looked for.
    pub(crate) fn near_miss_at_start(
        &self,
        text: &str,
        longer_than_letters: usize,
        may_follow_slip: impl Fn(&str) -> bool,
    ) -> Option<T> {
        let words: Vec<Token> = tokenize(text).into_iter().take(WORDS).collect();
        let mut ends: Vec<(usize, String)> = Vec::new();
        for word in &words {
            let Some(start) = text.get(..word.range.end) else { continue };
            ends.push((word.range.end, fold(start)));
        }
        // The longest beginning first.
        for (end, start) in ends.iter().rev() {
            let same_stems = self.near.places_of_names_with_folded_stems(start);
            for place in self.near.places_of_names_near_folded(start) {
                let Some((name, meaning)) = self.folded.get(place) else { continue };
                let letters = name.chars().count();
                if letters <= longer_than_letters || start == name {
                    continue;
                }
                let is_other_form = letters > 3 && same_stems.contains(&place);
                let is_typo = || text::differs_by_few_typos(start, name) && is_long_or_begins_the_same(start, name);
                // Of a long name of several words a slip is one, whatever follows.
                let is_long = || {
                    name.contains(' ')
                        && (letters > LONG
                            || letters > RATHER_LONG && text::edit_distance_within(start, name, 1).is_some())
                };
                if is_other_form || is_typo() && (is_long() || may_follow_slip(&text[*end..])) {
                    return Some(meaning.clone());
                }
            }
        }
        None
    }

    /// The name that a key says in different signs or forms: `no-phone`, `cafe`.
    fn find_same_words_as_key(&self, key: &str) -> Option<T> {
        self.same_words.find(key, QualifierMatch::Same).into_iter().next()
    }

    /// The name that a tag says in different signs. A different form is none of it: `#walks` may be about walks in general.
    pub(crate) fn find_same_words_as_tag(&self, tag: &str) -> Option<T> {
        // Signs are no part of a form: `#dr-ray` is `Dr. Ray`.
        let letters = |key: &str| {
            key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let is_other_form = |name: &str| text::is_other_word_form(&letters(tag), &letters(&text::fold_key(name)));
        self.find_same_words_as_key(tag).filter(|_| !self.folded.iter().any(|(name, _)| is_other_form(name)))
    }

    /// The name that a tag holds beside a word or a number that says how it was done: `walk long`, `walk 10 min`.
    pub(crate) fn name_beside_words_of_tag(&self, tag: &str) -> Option<T> {
        let is_near = |name: &str| is_tag_of_name_and_detail(tag, &text::fold_key(name));
        self.folded.iter().find(|(name, _)| is_near(name)).map(|(_, meaning)| meaning.clone())
    }

    /// The name that a key is a slip of, or another form, or holds beside one word: `wakl`, `walks`, `walk done`.
    pub(crate) fn near_miss_of_key(&self, key: &str) -> Option<T> {
        let near = |name: &str| {
            let name = text::fold_key(name);
            is_folded_typo_or_other_form(key, &name) || is_name_beside_one_word(key, &name)
        };
        let close = self.folded.iter().find(|(name, _)| near(name)).map(|(_, meaning)| meaning.clone());
        close.or_else(|| self.find_same_words_as_key(key))
    }

    /// What the names stand for that `check` takes a task to be close to. What is private asks the same, so that the two agree.
    /// Several where more than one can be meant, the one that is told first.
    pub(crate) fn near_misses_of_task(&self, task: &str) -> Vec<T> {
        let near = self.near_misses_of_folded_text(&fold(task));
        let same = || Some(self.find_same_words(task)).filter(|found| !found.is_empty());
        match near.is_empty() {
            true => same().unwrap_or_else(|| self.find_shortened_names(task)),
            false => near,
        }
    }

    /// The name that a whole text, such as a task, is a near miss of: it is close to it, or begins with it.
    pub(crate) fn near_miss_of_folded_text(&self, folded: &str) -> Option<T> {
        self.near_misses_of_folded_text(folded).into_iter().next()
    }

    /// The names that it is close to; if there are none, those that it begins or ends with.
    fn near_misses_of_folded_text(&self, folded: &str) -> Vec<T> {
        let goes_on = |name: &str| {
            folded
                .strip_prefix(name)
                .is_some_and(|rest| name.chars().count() > 3 && rest.starts_with([' ', ',', ':', '-']))
        };
        // `the walk`, `Went for a walk`
        let ends_so = |name: &str| {
            folded
                .strip_suffix(name)
                .is_some_and(|rest| name.chars().count() > 3 && rest.ends_with([' ', ',', ':', '-']))
        };
        // `#walk`, `<Walk>`
        let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
        let is_close = |name: &str| is_folded_typo_or_other_form(folded, name) || bare != folded && bare == name;
        let all = |is_near: &dyn Fn(&str) -> bool| -> Vec<T> {
            let near = self.folded.iter().filter(|(name, _)| is_near(name));
            near.map(|(_, meaning)| meaning.clone()).collect()
        };
        let close = all(&is_close);
        if close.is_empty() { all(&|name| goes_on(name) || ends_so(name)) } else { close }
    }
}

/// Whether one is a slip of the other.
fn is_folded_typo_or_other_form(written: &str, name: &str) -> bool {
    text::is_typo_or_other_form(written, name) && is_long_or_begins_the_same(written, name)
}

/// Whether a tag is a name with a word behind it that says how or when it was done, or with a number.
fn is_tag_of_name_and_detail(tag: &str, name: &str) -> bool {
    const HOW: [&str; 18] = [
        "long",
        "short",
        "quick",
        "slow",
        "easy",
        "hard",
        "again",
        "alone",
        "outside",
        "inside",
        "early",
        "late",
        "noon",
        "afternoon",
        "night",
        "twice",
        "small",
        "big",
    ];
    let behind = tag.strip_prefix(name).and_then(|rest| rest.strip_prefix(' ')).unwrap_or_default();
    let is_amount = || behind.starts_with(|c: char| c.is_ascii_digit());
    name.chars().count() > 2 && (HOW.contains(&behind) || is_amount() || is_name_beside_one_word(tag, name))
}

/// Whether a key is a name and one word that says how it went or when. Beside a name of several words any word but one of a
/// measure will do.
fn is_name_beside_one_word(key: &str, name: &str) -> bool {
    const WENT: [&str; 13] = [
        "done",
        "did",
        "do",
        "am",
        "pm",
        "today",
        "morning",
        "evening",
        "finished",
        "completed",
        "complete",
        "practice",
        "yes",
    ];
    const MEASURES: [&str; 14] = [
        "mood", "level", "score", "quality", "rating", "count", "minutes", "min", "mins", "time", "length", "notes",
        "note", "fear",
    ];
    let behind = || key.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
    let before = || key.strip_suffix(name).and_then(|rest| rest.strip_suffix(' '));
    let word = behind().or_else(before).filter(|word| !word.is_empty() && !word.contains(' '));
    word.is_some_and(|word| WENT.contains(&word) || name.contains(' ') && !MEASURES.contains(&word))
}

/// What is left of names without emoji and the signs around them, where that is no other name and one plan's alone
/// (docs/specification.md#1-notes).
pub(crate) fn unique_names_left_without_signs<T: Clone + PartialEq>(names: &[(&str, T)]) -> Vec<(String, T)> {
    let whole: HashSet<String> = names.iter().map(|(name, _)| fold(name)).collect();
    let mut bare: BTreeMap<String, Option<(String, T)>> = BTreeMap::new();
    for (name, meaning) in names {
        let Some(words) = without_signs_if_any(name).filter(|words| !whole.contains(&fold(words))) else { continue };
        let known = bare.entry(fold(&words)).or_insert_with(|| Some((words, meaning.clone())));
        if known.as_ref().is_some_and(|(_, other)| other != meaning) {
            *known = None;
        }
    }
    bare.into_values().flatten().collect()
}

/// Short words that begin with different letters are different words: `Talk` is not `Walk`.
fn is_long_or_begins_the_same(written: &str, name: &str) -> bool {
    const SHORT: usize = 5;
    name.chars().count() > SHORT || written.chars().next() == name.chars().next()
}

/// A name as it looks in a line without the marks of other programs.
pub(crate) fn clean_name(name: &str) -> String {
    CleanLine::clean(name).text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> NameFinder<&'static str> {
        let list = [
            "No phone ⛔ after 9",
            "No phone ⛔ in bed",
            "🔁 Review",
            "#walk",
            "^sit",
            "Tea [k:: v]",
            "Tea [k:: w]",
            "Swim",
            "Swim 🔁 10 min",
            "Draw %%daily%%",
        ];
        NameFinder::new(list.map(|name| (name, name)))
    }

    fn longest(line: &str) -> Option<&'static str> {
        let names = names();
        names.find_names(&tokenize(&names.clean_line(line).text)).first().map(|found| found.value)
    }

    #[test]
    fn names_that_differ_in_marks_stay_apart() {
        for name in names().folded.iter().map(|(_, name)| *name) {
            assert_eq!(longest(name), Some(name));
            assert_eq!(longest(&format!("07:30 **{name}**, 5 min ⏫")), Some(name), "{name}");
        }
        assert_eq!(longest("No phone"), None);
        assert_eq!(longest("Tea"), None);
        assert_eq!(longest("Swim 🔁 every day"), Some("Swim"));
        // What is left of a name without its marks means it where nothing else can be meant.
        assert_eq!(longest("Draw"), Some("Draw %%daily%%"));
    }

    #[test]
    fn near_misses_are_slips_and_other_forms() {
        let names = NameFinder::new([("Walk", 1), ("Walk round the block", 2)]);
        let near = |text: &str| names.near_miss_at_start(text, 0, |rest| rest.trim().is_empty());
        assert_eq!(near("Wlak"), Some(1));
        assert_eq!(near("Walked round the block"), Some(2));
        assert_eq!(near("Walking with Mum"), Some(1));
        assert_eq!(near("Wlak the dog"), None);
        assert_eq!(near("Talk"), None);
        assert_eq!(near("Read"), None);
        assert_eq!(names.near_miss_of_folded_text("walk around the block"), Some(2));
        assert_eq!(names.near_miss_of_folded_text("walk with mum"), Some(1));
        assert_eq!(names.near_miss_of_folded_text("walker"), None);
    }
}
