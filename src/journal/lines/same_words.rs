//! Names that say the same name: with different signs (`Walk & talk`), without a length, a time or an emoji (`Piano, 30 min`), in
//! another order or another form of their words (`Dad call`, `Took meds`).

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::{fold, is_dash, is_invisible, is_variation_selector, stem_word};
use crate::when::{self, TimeOfDay};

/// Words that make no difference between two names.
const FILLERS: [&str; 18] = [
    "a", "an", "the", "my", "our", "your", "his", "her", "their", "some", "to", "with", "and", "for", "of", "at", "in",
    "on",
];

/// Before a time they make it a part of the name: `Bed by 11pm` is not `Bed`.
const BOUNDS: [&str; 9] = ["after", "before", "by", "until", "till", "since", "from", "to", "past"];

/// Words with which a time or a length may begin that does not begin with a digit.
const TIME_WORDS: [&str; 19] = [
    "at",
    "in",
    "this",
    "early",
    "late",
    "around",
    "about",
    "noon",
    "midday",
    "midnight",
    "morning",
    "mornings",
    "afternoon",
    "evening",
    "evenings",
    "night",
    "bedtime",
    "half",
    "tonight",
];

/// In alphabetical order.
const NUMBERS: [(&str, &str); 15] = [
    ("eight", "8"),
    ("eleven", "11"),
    ("fifteen", "15"),
    ("five", "5"),
    ("four", "4"),
    ("nine", "9"),
    ("one", "1"),
    ("seven", "7"),
    ("six", "6"),
    ("ten", "10"),
    ("three", "3"),
    ("twelve", "12"),
    ("twenty", "20"),
    ("two", "2"),
    ("zero", "0"),
];

/// Irregular forms of verbs with the verb itself, in alphabetical order.
const PASTS: [(&str, &str); 114] = [
    ("am", "be"),
    ("ate", "eat"),
    ("been", "be"),
    ("began", "begin"),
    ("begun", "begin"),
    ("being", "be"),
    ("bought", "buy"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("came", "come"),
    ("caught", "catch"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("crept", "creep"),
    ("dealt", "deal"),
    ("did", "do"),
    ("does", "do"),
    ("doing", "do"),
    ("drank", "drink"),
    ("drawn", "draw"),
    ("dreamt", "dream"),
    ("drew", "draw"),
    ("driven", "drive"),
    ("drove", "drive"),
    ("drunk", "drink"),
    ("dug", "dig"),
    ("eaten", "eat"),
    ("fed", "feed"),
    ("felt", "feel"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("forgot", "forget"),
    ("forgotten", "forget"),
    ("fought", "fight"),
    ("found", "find"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("gave", "give"),
    ("given", "give"),
    ("goes", "go"),
    ("going", "go"),
    ("gone", "go"),
    ("got", "get"),
    ("gotten", "get"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("had", "have"),
    ("has", "have"),
    ("held", "hold"),
    ("hid", "hide"),
    ("hidden", "hide"),
    ("hung", "hang"),
    ("kept", "keep"),
    ("knelt", "kneel"),
    ("knew", "know"),
    ("known", "know"),
    ("lain", "lie"),
    ("lay", "lie"),
    ("learnt", "learn"),
    ("left", "leave"),
    ("lent", "lend"),
    ("lit", "light"),
    ("lost", "lose"),
    ("lying", "lie"),
    ("made", "make"),
    ("met", "meet"),
    ("paid", "pay"),
    ("ran", "run"),
    ("rang", "ring"),
    ("ridden", "ride"),
    ("rode", "ride"),
    ("rung", "ring"),
    ("said", "say"),
    ("sang", "sing"),
    ("sat", "sit"),
    ("saw", "see"),
    ("seen", "see"),
    ("sent", "send"),
    ("sewn", "sew"),
    ("shaken", "shake"),
    ("shone", "shine"),
    ("shook", "shake"),
    ("shown", "show"),
    ("slept", "sleep"),
    ("sold", "sell"),
    ("spent", "spend"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("stood", "stand"),
    ("stuck", "stick"),
    ("sung", "sing"),
    ("swam", "swim"),
    ("swept", "sweep"),
    ("swum", "swim"),
    ("taken", "take"),
    ("taught", "teach"),
    ("thought", "think"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("told", "tell"),
    ("took", "take"),
    ("was", "be"),
    ("went", "go"),
    ("wept", "weep"),
    ("were", "be"),
    ("woke", "wake"),
    ("woken", "wake"),
    ("won", "win"),
    ("wore", "wear"),
    ("worn", "wear"),
    ("written", "write"),
    ("wrote", "write"),
];

/// Letters that are written with two where a keyboard lacks them: `Oelbad`.
const TWO_LETTERS: [(char, &str); 6] =
    [('\u{E4}', "ae"), ('\u{F6}', "oe"), ('\u{FC}', "ue"), ('\u{E5}', "aa"), ('\u{F8}', "oe"), ('\u{E6}', "ae")];

/// What a piece of a name is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum NamePiece {
    /// Folded.
    Word(String),
    Filler,
    /// A length or a time, the same however it is written.
    Detail(String),
    PartOfDay(String),
    InBrackets(String),
    /// What ends a sentence, or a dash before free text.
    Break,
}

/// The pieces of a text from left to right, each with its bytes.
struct NamePieces<'t> {
    text: &'t str,
    at: usize,
    has_word: bool,
    is_after_bound: bool,
}

/// What a name says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct NameWords {
    /// In their plain form and in the order of the alphabet.
    words: Vec<String>,
    /// Parts of the day and what stands in brackets: they may be left out, but different ones make a different name.
    qualifiers: BTreeSet<String>,
}

/// How nearly a text has to say what a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QualifierMatch {
    Same,
    MayBeLeftOut,
}

/// Names by what they say.
#[derive(Clone, Debug)]
pub(crate) struct SameWordsIndex<T> {
    names: BTreeMap<Vec<String>, Vec<(BTreeSet<String>, T)>>,
    known_words: HashSet<String>,
    word_counts: BTreeSet<usize>,
}

impl<T: Clone + PartialEq> SameWordsIndex<T> {
    pub(crate) fn new<'a>(names: impl IntoIterator<Item = (&'a str, T)>) -> SameWordsIndex<T> {
        let mut index =
            SameWordsIndex { names: BTreeMap::new(), known_words: HashSet::new(), word_counts: BTreeSet::new() };
        for (name, value) in names {
            for NameWords { words, qualifiers } in NameWords::forms_of(name) {
                index.known_words.extend(words.iter().cloned());
                index.word_counts.insert(words.len());
                let same = index.names.entry(words).or_default();
                same.push((qualifiers, value.clone()));
            }
        }
        index
    }

    /// What the names stand for that say what a text says, each once.
    pub(crate) fn find(&self, text: &str, qualifiers: QualifierMatch) -> Vec<T> {
        if self.has_foreign_word(text) {
            return Vec::new();
        }
        let forms = NameWords::forms_of(text);
        each_once(forms.iter().flat_map(|form| self.values_of(form, qualifiers)))
    }

    /// What the names stand for that hold all words of a text and more: `Eat breakfast` for `Eat breakfast slowly`. At least two of the
    /// words have a meaning, or one and they are half of the name's.
    pub(crate) fn find_shortened(&self, text: &str) -> Vec<T> {
        if self.has_foreign_word(text) {
            return Vec::new();
        }
        let forms = NameWords::forms_of(text);
        let is_held = |form: &NameWords, name: &[String]| {
            let meaning = form.words.iter().filter(|word| has_meaning(word)).count();
            let is_enough = meaning > 1 || meaning == 1 && form.words.len() * 2 >= name.len();
            is_enough && form.words.len() < name.len() && form.words.iter().all(|word| name.contains(word))
        };
        let of_form = |form: &NameWords| {
            let names = self.names.iter().filter(|(name, _)| is_held(form, name)).flat_map(|(_, of_words)| of_words);
            let fits =
                |of_name: &BTreeSet<String>| of_name.is_subset(&form.qualifiers) || form.qualifiers.is_subset(of_name);
            names.filter(|(of_name, _)| fits(of_name)).map(|(_, value)| value).collect::<Vec<_>>()
        };
        each_once(forms.iter().flat_map(of_form))
    }

    /// Whether a text has a word that no name has, as nearly every text does.
    fn has_foreign_word(&self, text: &str) -> bool {
        let is_known =
            |word: &String| Spelling::of_word(word).iter().any(|&of| self.known_words.contains(&plain_form(word, of)));
        let is_foreign = |piece: &NamePiece| matches!(piece, NamePiece::Word(word) if !is_known(word));
        self.names.is_empty() || NamePieces::of(text).any(|(_, piece)| is_foreign(&piece))
    }

    fn values_of(&self, text: &NameWords, qualifiers: QualifierMatch) -> impl Iterator<Item = &T> {
        let fits = move |of_name: &BTreeSet<String>| match qualifiers {
            QualifierMatch::Same => *of_name == text.qualifiers,
            QualifierMatch::MayBeLeftOut => of_name.is_subset(&text.qualifiers) || text.qualifiers.is_subset(of_name),
        };
        self.names
            .get(&text.words)
            .into_iter()
            .flatten()
            .filter(move |(of_name, _)| fits(of_name))
            .map(|(_, value)| value)
    }

    /// Where in a text some words side by side say what a name of several words says, in any order; or those of a name that says a part of
    /// the day, right beside that part: `Walk (evening)`, `walk this evening`.
    pub(crate) fn find_names_of_several_words(&self, text: &str) -> Vec<Range<usize>> {
        let pieces: Vec<(Range<usize>, NamePiece)> = NamePieces::of(text).collect();
        let mut found = Vec::new();
        for &spelling in Spelling::of_word(text) {
            for run in pieces.split(|(_, piece)| *piece == NamePiece::Break) {
                let words: Vec<(&Range<usize>, String)> = run
                    .iter()
                    .filter_map(|(range, piece)| match piece {
                        NamePiece::Word(word) => Some((range, plain_form(word, spelling))),
                        _ => None,
                    })
                    .collect();
                for &count in self.word_counts.iter().filter(|&&count| count > 1) {
                    found.extend(words.windows(count).filter_map(|window| self.range_of_window(window)));
                }
                found.extend(self.ranges_beside_part_of_day(run, spelling));
            }
        }
        found
    }

    /// Where the words of a name stand right beside the part of the day that the name says.
    fn ranges_beside_part_of_day(&self, run: &[(Range<usize>, NamePiece)], spelling: Spelling) -> Vec<Range<usize>> {
        if !run.iter().any(|(_, piece)| matches!(piece, NamePiece::PartOfDay(_))) {
            return Vec::new();
        }
        let is_said = |piece: &NamePiece| matches!(piece, NamePiece::Word(_) | NamePiece::PartOfDay(_));
        let said: Vec<&(Range<usize>, NamePiece)> = run.iter().filter(|(_, piece)| is_said(piece)).collect();
        let part_of_day = |at: Option<usize>| match said.get(at?)? {
            (_, NamePiece::PartOfDay(part)) => Some(part),
            _ => None,
        };
        let range_at = |from: usize, count: usize| {
            let (before, behind) = (part_of_day(from.checked_sub(1)), part_of_day(Some(from + count)));
            let window = said.get(from..from + count).filter(|_| before.is_some() || behind.is_some())?;
            let word = |(_, piece): &&(Range<usize>, NamePiece)| match piece {
                NamePiece::Word(word) => Some(plain_form(word, spelling)),
                _ => None,
            };
            let mut words: Vec<String> = window.iter().map(word).collect::<Option<_>>()?;
            words.sort_unstable();
            let is_of_name =
                |part: Option<&String>, of_name: &BTreeSet<String>| part.is_some_and(|part| of_name.contains(part));
            let mut names = self.names.get(&words)?.iter();
            let is_name = names.any(|(of_name, _)| is_of_name(before, of_name) || is_of_name(behind, of_name));
            let (first, last) = window.first().zip(window.last())?;
            is_name.then_some(first.0.start..last.0.end)
        };
        let counts = self.word_counts.iter().filter(|&&count| count > 0);
        counts
            .flat_map(|&count| (0..said.len()).filter_map(move |from| range_at(from, count)).collect::<Vec<_>>())
            .collect()
    }

    fn range_of_window(&self, window: &[(&Range<usize>, String)]) -> Option<Range<usize>> {
        if !window.iter().all(|(_, word)| self.known_words.contains(word)) {
            return None;
        }
        let mut words: Vec<String> = window.iter().map(|(_, word)| word.clone()).collect();
        words.sort_unstable();
        let (first, last) = window.first().zip(window.last())?;
        self.names.contains_key(&words).then_some(first.0.start..last.0.end)
    }
}

impl NameWords {
    /// What a name says; twice where it has letters that can be written with two.
    fn forms_of(name: &str) -> Vec<NameWords> {
        let mut forms: Vec<NameWords> =
            Spelling::of_word(name).iter().map(|&spelling| NameWords::of(name, spelling)).collect();
        forms.dedup();
        forms.retain(|form| !form.words.is_empty());
        forms
    }

    fn of(name: &str, spelling: Spelling) -> NameWords {
        let (mut words, mut qualifiers) = (Vec::new(), BTreeSet::new());
        for (_, piece) in NamePieces::of(name) {
            match piece {
                NamePiece::Word(word) => words.push(plain_form(&word, spelling)),
                NamePiece::PartOfDay(text) | NamePiece::InBrackets(text) => {
                    qualifiers.insert(text);
                }
                NamePiece::Filler | NamePiece::Detail(_) | NamePiece::Break => {}
            }
        }
        if words.is_empty() {
            // A name such as `Evening` is all that is there.
            let folded = fold(name);
            words = folded
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect();
            qualifiers.clear();
        }
        words.sort_unstable();
        NameWords { words, qualifiers }
    }
}

fn each_once<'v, T: Clone + PartialEq + 'v>(values: impl Iterator<Item = &'v T>) -> Vec<T> {
    let mut found: Vec<T> = Vec::new();
    for value in values {
        if !found.contains(value) {
            found.push(value.clone());
        }
    }
    found
}

/// Whether a word in its plain form says what a name is about, as numbers and small words do not.
fn has_meaning(word: &str) -> bool {
    const SMALL: [&str; 15] = [
        "not", "out", "off", "get", "all", "any", "day", "too", "from", "this", "that", "then", "before", "after",
        "until",
    ];
    let is_small = || SMALL.iter().any(|small| stem_word(small) == word);
    word.chars().count() > 2 && word.starts_with(char::is_alphabetic) && !is_small()
}

/// How letters with marks are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    WithoutMarks,
    WithTwoLetters,
}

impl Spelling {
    const ALL: [Spelling; 2] = [Spelling::WithoutMarks, Spelling::WithTwoLetters];

    /// Those that differ for a word, or for all words of a text.
    fn of_word(word: &str) -> &'static [Spelling] {
        if word.is_ascii() { &[Spelling::WithoutMarks] } else { &Spelling::ALL }
    }
}

/// A folded word without marks on its letters and without its ending, and in the present.
fn plain_form(word: &str, spelling: Spelling) -> String {
    let plain = with_spelling(word, spelling);
    let of = |list: &[(&str, &'static str)]| {
        let at = list.binary_search_by_key(&plain.as_str(), |(from, _)| from).ok()?;
        list.get(at).map(|(_, to)| *to)
    };
    of(&NUMBERS).map_or_else(|| stem_word(of(&PASTS).unwrap_or(&plain)), str::to_owned)
}

/// A folded text with its letters in each way in which names are compared.
pub(crate) fn spellings_of_folded(folded: &str) -> Vec<String> {
    Spelling::of_word(folded).iter().map(|&spelling| with_spelling(folded, spelling)).collect()
}

/// A word without marks on its letters.
fn with_spelling(word: &str, spelling: Spelling) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.chars() {
        match TWO_LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, two)) if spelling == Spelling::WithTwoLetters => plain.push_str(two),
            _ if c.is_ascii() => plain.push(c),
            // The marks of Latin and Greek letters alone: in other scripts they are vowels.
            _ => plain.extend(std::iter::once(c).nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36F}'))),
        }
    }
    plain
}

impl<'t> NamePieces<'t> {
    fn of(text: &'t str) -> NamePieces<'t> {
        NamePieces { text, at: 0, has_word: false, is_after_bound: false }
    }

    /// The length or time that begins here, and its bytes.
    fn detail_at(&self, rest: &str, word: &str) -> Option<(NamePiece, usize)> {
        let has_digit = rest.starts_with(|c: char| c.is_ascii_digit());
        if !has_digit && !TIME_WORDS.contains(&fold(word).as_str()) {
            return None;
        }
        if let Some((minutes, taken)) = when::find_minutes_at_start_or_end(rest, false) {
            return Some((NamePiece::Detail(format!("{} s", minutes.seconds)), taken));
        }
        match when::find_time_at_start_or_end(rest, false)? {
            (TimeOfDay::Clock(clock), taken) => Some((NamePiece::Detail(format!("{clock:?}")), taken)),
            (TimeOfDay::Part(part), taken) => Some((NamePiece::PartOfDay(format!("{part:?}")), taken)),
        }
    }

    /// Whether a word is the number one before another word: `Read one page` is `Read a page`.
    fn is_number_for_article(&self, folded: &str) -> bool {
        let behind = self.text.get(self.at..).unwrap_or_default();
        let is_before_word = behind.starts_with(' ') && behind.trim_start().starts_with(|c: char| c.is_alphabetic());
        matches!(folded, "one" | "1") && is_before_word
    }

    /// What stands in the brackets that begin here, and the bytes it takes with them.
    fn brackets_at(&self, rest: &str) -> Option<(NamePiece, usize)> {
        let inner = rest.strip_prefix('(').filter(|_| self.has_word)?;
        let (inner, _) = inner.split_once(')')?;
        // `(evening)` is the part of the day that `Evening walk` says.
        let mut pieces = NamePieces::of(inner);
        if let (Some((_, part @ NamePiece::PartOfDay(_))), None) = (pieces.next(), pieces.next()) {
            return Some((part, inner.len() + "()".len()));
        }
        let mut details = String::new();
        let is_detail = NamePieces::of(inner).all(|(_, piece)| match piece {
            NamePiece::Detail(detail) => {
                details.push_str(&detail);
                true
            }
            _ => false,
        });
        let piece = if is_detail { NamePiece::Detail(details) } else { NamePiece::InBrackets(fold(inner)) };
        Some((piece, inner.len() + "()".len()))
    }
}

impl Iterator for NamePieces<'_> {
    type Item = (Range<usize>, NamePiece);

    fn next(&mut self) -> Option<(Range<usize>, NamePiece)> {
        loop {
            let rest = self.text.get(self.at..)?;
            let c = rest.chars().next()?;
            let from = self.at;
            if !is_letter_or_digit(c) {
                self.at += c.len_utf8();
                if let Some((piece, taken)) = self.brackets_at(rest) {
                    self.at = from + taken;
                    return Some((from..self.at, piece));
                }
                let behind = rest.get(c.len_utf8()..).unwrap_or_default();
                let is_alone = behind.is_empty() || behind.starts_with(char::is_whitespace);
                let is_spaced = || self.text.get(..from).is_some_and(|before| before.ends_with(char::is_whitespace));
                if is_alone && (matches!(c, '.' | ';' | '!' | '?') || is_dash(c) && is_spaced()) {
                    return Some((from..self.at, NamePiece::Break));
                }
                continue;
            }
            let (written, taken) = word_at(rest);
            if let Some((piece, taken)) = self.detail_at(rest, &written).filter(|_| !self.is_after_bound) {
                self.at += taken.max(1);
                return Some((from..self.at, piece));
            }
            self.at += taken;
            let folded: String = fold(&written).chars().filter(|c| *c != '\'').collect();
            self.is_after_bound = BOUNDS.contains(&folded.as_str());
            if FILLERS.contains(&folded.as_str()) || self.is_number_for_article(&folded) {
                return Some((from..self.at, NamePiece::Filler));
            }
            self.has_word = true;
            return Some((from..self.at, NamePiece::Word(folded)));
        }
    }
}

fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// The word at the start of a text, and its bytes: `A.A.` and `w/` are words as well.
fn word_at(text: &str) -> (String, usize) {
    if let Some(behind) = text.strip_prefix("w/").or_else(|| text.strip_prefix("W/")) {
        return match behind.strip_prefix('o').filter(|end| !end.starts_with(is_letter_or_digit)) {
            Some(_) => ("without".to_owned(), "w/o".len()),
            None => ("with".to_owned(), "w/".len()),
        };
    }
    if let Some(found) = initials_at(text) {
        return found;
    }
    let is_apostrophe = |c: char| matches!(c, '\'' | '\u{2019}');
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let next = text.get(at + c.len_utf8()..).and_then(|behind| behind.chars().next());
        let is_inside = is_apostrophe(c) && next.is_some_and(char::is_alphanumeric);
        if !is_letter_or_digit(c) && !is_invisible(c) && !is_inside {
            break;
        }
        end = at + c.len_utf8();
    }
    (text.get(..end).unwrap_or_default().to_owned(), end)
}

/// `A.A.`, `T.V`: the letters, and the bytes with the full stops.
fn initials_at(text: &str) -> Option<(String, usize)> {
    let mut letters = String::new();
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        if !c.is_alphabetic() || next.is_some_and(is_letter_or_digit) {
            break;
        }
        letters.push(c);
        end = at + c.len_utf8();
        if chars.next_if(|(_, c)| *c == '.').is_none() {
            break;
        }
        end += 1;
    }
    (letters.chars().count() > 1).then_some((letters, end))
}

/// The lengths and clock times that a name says, and its words; none where it has no such detail. `Walk 20 min`, `20 minutes walk`
/// and `walk 20min` are the same.
pub(crate) fn words_and_details_if_any(name: &str) -> Option<(Vec<String>, Vec<String>)> {
    let mut details: Vec<String> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for (_, piece) in NamePieces::of(name) {
        match piece {
            NamePiece::Detail(detail) => details.push(detail),
            NamePiece::Word(word) => words.push(plain_form(&word, Spelling::WithoutMarks)),
            NamePiece::PartOfDay(word) | NamePiece::InBrackets(word) => words.push(word),
            NamePiece::Filler | NamePiece::Break => {}
        }
    }
    details.sort_unstable();
    words.sort_unstable();
    (!details.is_empty() && !words.is_empty()).then_some((words, details))
}

/// The words that a text must have, each in one of its forms, to say a name: without lengths, times, numbers, parts of the day and little
/// words. One list for each way to write its letters.
pub(crate) fn words_that_name_must_have(name: &str) -> Vec<Vec<String>> {
    let words = |spelling: Spelling| -> Vec<String> {
        let words = NamePieces::of(name).filter_map(|(_, piece)| match piece {
            NamePiece::Word(word) if !says_number(&word) => Some(with_spelling(&word, spelling)),
            _ => None,
        });
        words.collect()
    };
    Spelling::of_word(name).iter().map(|&spelling| words(spelling)).collect()
}

/// Whether a text has no words but articles and the like.
pub(crate) fn only_little_words(text: &str) -> bool {
    NamePieces::of(text).all(|(_, piece)| matches!(piece, NamePiece::Filler | NamePiece::Break))
}

fn says_number(folded: &str) -> bool {
    folded.starts_with(|c: char| c.is_numeric()) || NUMBERS.binary_search_by_key(&folded, |(word, _)| word).is_ok()
}

/// A verb and its irregular forms, given any of them; none of any other word.
pub(crate) fn forms_of_irregular_verb(folded: &str) -> Vec<&'static str> {
    let present = |form: &str| PASTS.iter().find(|(past, _)| *past == form).map(|(_, present)| stem_word(present));
    let stem = present(folded).unwrap_or_else(|| stem_word(folded));
    let forms = PASTS.iter().filter(|(_, present)| stem_word(present) == stem);
    forms.flat_map(|(past, present)| [*past, *present]).collect()
}

/// A name without the lengths, times and brackets in it, where it has any: `Piano, 30 min` is `Piano`.
pub(crate) fn without_details_if_any(name: &str) -> Option<String> {
    let mut kept: Vec<(Range<usize>, NamePiece)> = Vec::new();
    // Whether something was taken out before each piece that is kept.
    let mut gaps: Vec<bool> = Vec::new();
    let mut is_any_out = false;
    let mut is_out = false;
    for (range, piece) in NamePieces::of(name) {
        let is_in_brackets = name.get(range.clone()).is_some_and(|written| written.starts_with('('));
        if is_in_brackets || matches!(piece, NamePiece::Detail(_) | NamePiece::InBrackets(_)) {
            (is_any_out, is_out) = (true, true);
            continue;
        }
        kept.push((range, piece));
        gaps.push(std::mem::take(&mut is_out));
    }
    let is_content =
        |(_, piece): &(Range<usize>, NamePiece)| matches!(piece, NamePiece::Word(_) | NamePiece::PartOfDay(_));
    let (first, last) = (kept.iter().position(is_content)?, kept.iter().rposition(is_content)?);
    if !is_any_out || !kept.iter().any(|(_, piece)| matches!(piece, NamePiece::Word(_))) {
        return None;
    }
    let mut out = String::new();
    let mut before: Option<usize> = None;
    for ((range, _), is_gap) in kept.iter().zip(gaps).take(last + 1).skip(first) {
        match before {
            Some(end) if !is_gap => out.push_str(name.get(end..range.start)?),
            Some(_) => out.push(' '),
            None => {}
        }
        out.push_str(name.get(range.clone())?);
        before = Some(range.end);
    }
    // Two small letters are a word of many lines: `Go, 30 min`.
    let is_common = out.chars().count() < 3 && out.chars().any(char::is_lowercase);
    (!is_common).then_some(out)
}

/// A name without its emoji, and without quotes and marks around it; none where it has neither.
pub(crate) fn without_signs_if_any(name: &str) -> Option<String> {
    let is_mark = |c: char| {
        c.is_whitespace()
            || matches!(c, '#' | '^' | '*' | '!' | '"' | '\'' | '\u{AB}' | '\u{BB}' | '\u{2018}'..='\u{201F}')
    };
    let without_emoji: String = name.chars().map(|c| if is_emoji(c) { ' ' } else { c }).collect();
    let words = crate::text::with_single_spaces(without_emoji.trim_matches(is_mark));
    (words.contains(char::is_alphanumeric) && fold(&words) != fold(name)).then_some(words)
}

/// Pictures and signs, with what joins them and colours them.
pub(crate) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2300}'..='\u{23FF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}'
        | '\u{200D}' | '\u{20E3}')
        || is_variation_selector(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_same(a: &str, b: &str) -> bool {
        !SameWordsIndex::new([(a, ())]).find(b, QualifierMatch::MayBeLeftOut).is_empty()
    }

    #[test]
    fn different_signs_forms_and_orders_are_the_same_name() {
        for (a, b) in [
            ("Walk & talk", "walk and talk"),
            ("Yoga w/ Ana", "Yoga with Ana"),
            ("A.A. meeting", "AA meeting"),
            ("AA", "A.A."),
            ("T.V. off", "TV off"),
            ("Ölbad", "Oelbad"),
            ("Ölbad", "Olbad"),
            ("Café", "cafe"),
            ("Take 5", "Take five"),
            ("Piano, 30 min", "Piano"),
            ("Piano (30 min)", "Piano 20 min"),
            ("10 min tidy", "tidy 10 min"),
            ("7:30 run", "run"),
            ("Get up at 7:30", "get up 7:40"),
            ("Evening prayer", "Prayer"),
            ("Yoga (private)", "Yoga"),
            ("Evening walk", "Walk (evening)"),
            ("Call Dad", "Dad call"),
            ("Call Dad", "Called my dads"),
            ("Take meds", "Took meds"),
            ("Run", "Running"),
            ("Read a page", "Read one page"),
            ("Read a page", "1 page read"),
            ("No phone in bed", "no-phone-in-bed"),
            ("Pray \u{1F64F}", "pray"),
        ] {
            assert!(is_same(a, b) && is_same(b, a), "{a}: {b}");
        }
        for (a, b) in [
            ("Call Dad", "Call"),
            ("Call Dad", "Dad"),
            ("Call Dad", "Call Mom"),
            ("Evening prayer", "Morning prayer"),
            ("Bed by 11pm", "Bed by 12pm"),
            ("No phone after 9", "No phone in bed"),
            ("Walk (dog)", "Walk (park)"),
            ("Walk", "Walk the dog"),
            ("Evening", "Morning"),
            ("T.V. off", "TV"),
            ("Step 1", "Step 2"),
            ("Read a page", "Read two pages"),
        ] {
            assert!(!is_same(a, b) && !is_same(b, a), "{a}: {b}");
        }
    }

    #[test]
    fn details_and_signs_are_taken_out_of_a_name() {
        for (name, left) in [
            ("Piano, 30 min", Some("Piano")),
            ("30 min of piano", Some("piano")),
            ("10 min tidy", Some("tidy")),
            ("7:30 run", Some("run")),
            ("Get up at 7:30", Some("Get up")),
            ("Yoga (private)", Some("Yoga")),
            ("Call-Dad (30 min) now", Some("Call-Dad now")),
            ("Bed by 11pm", None),
            ("Go 10 min", None),
            ("Walk", None),
        ] {
            assert_eq!(without_details_if_any(name).as_deref(), left, "{name}");
        }
        for (name, left) in [
            ("Pray \u{1F64F}", Some("Pray")),
            ("Meditation \u{1F9D8}\u{200D}\u{2640}\u{FE0F}", Some("Meditation")),
            ("\u{1F511} Keys on hook", Some("Keys on hook")),
            ("No phone \u{26D4} after 9", Some("No phone after 9")),
            ("\u{201C}Yoga\u{201D}", Some("Yoga")),
            ("#yoga", Some("yoga")),
            ("\u{1F6B6}", None),
            ("Walk", None),
        ] {
            assert_eq!(without_signs_if_any(name).as_deref(), left, "{name}");
        }
    }

    #[test]
    fn words_of_a_name_are_found_side_by_side_in_any_order() {
        let index = SameWordsIndex::new([("Call Dad", ()), ("Prayer", ())]);
        let found = |text: &str| !index.find_names_of_several_words(text).is_empty();
        assert!(found("07:30 Dad call, drunk again") && found("called with my dad") && found("A Dad-call"));
        assert!(!found("Call Mum. Dad was there") && !found("Dad after the call") && !found("prayer"));
        let index = SameWordsIndex::new([("Evening walk", ())]);
        let found = |text: &str| !index.find_names_of_several_words(text).is_empty();
        for text in ["Walk (evening) hot", "Walk this evening hot", "evening: walk hot", "walked in the evening, hot"] {
            assert!(found(text), "{text}");
        }
        for text in ["Walk hot", "Walk this morning hot", "A walk. Evening came", "this evening we had a walk"] {
            assert!(!found(text), "{text}");
        }
    }
}
