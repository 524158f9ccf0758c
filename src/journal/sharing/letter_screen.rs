//! A quick look at whether a text can name a private plan at all (docs/sharing.md): whether it has the letters of each word of a name close
//! together. Nearly no line of a journal has them, and only those that do are compared word by word.

use unicode_normalization::UnicodeNormalization;

use crate::journal::lines::same_words::{forms_of_irregular_verb, words_that_name_must_have};
use crate::journal::sharing::names_of_several_words::is_little_word;

/// What a text must have to name one of some plans.
#[derive(Clone, Debug, Default)]
pub(crate) struct LetterScreen {
    /// Of each name its words.
    names: Vec<Vec<LettersOfWord>>,
    /// A name is too short for this look: every text may hold it.
    lets_all_pass: bool,
}

/// A word in each of its forms.
type LettersOfWord = Vec<LettersOfForm>;

/// The letters of one form of a word.
#[derive(Clone, Copy, Debug)]
struct LettersOfForm {
    letters: u64,
    /// They stand within so many letters of a text.
    window: usize,
    /// So many of them may be missing, for slips.
    may_lack: usize,
}

/// Two slips are close to words that are this long.
const LONG: usize = 7;
/// Words of fewer letters than this are only ever written without a slip.
const SHORTEST_WITH_SLIP: usize = 4;

impl LetterScreen {
    pub(crate) fn new<'a>(names: impl Iterator<Item = &'a str>) -> LetterScreen {
        let mut screen = LetterScreen::default();
        for words in names.flat_map(words_that_name_must_have) {
            let words = words.iter().filter(|word| !is_little_word(word));
            let words: Vec<LettersOfWord> = words.map(|word| letters_of_word(word)).collect();
            screen.lets_all_pass |= words.iter().all(|forms| forms.iter().any(LettersOfForm::are_in_every_text));
            screen.names.push(words);
        }
        screen
    }

    /// Whether a text may hold one of the names: never false where it does.
    pub(crate) fn may_hold_name(&self, text: &str) -> bool {
        if self.lets_all_pass || self.names.is_empty() {
            return self.lets_all_pass;
        }
        let text: Vec<u8> = text.chars().filter_map(letter_index).collect();
        let has_form = |form: &LettersOfForm| form.are_close_together_in(&text);
        self.names.iter().any(|words| words.iter().all(|forms| forms.iter().any(has_form)))
    }
}

impl LettersOfForm {
    fn of(form: &str) -> LettersOfForm {
        let indices: Vec<u8> = form.chars().filter_map(letter_index).collect();
        let may_lack = match indices.len() {
            LONG.. => 2,
            SHORTEST_WITH_SLIP.. => 1,
            _ => 0,
        };
        let letters = indices.iter().fold(0, |letters, index| letters | 1 << index);
        LettersOfForm { letters, window: indices.len() + 2, may_lack }
    }

    fn are_in_every_text(&self) -> bool {
        self.letters.count_ones() as usize <= self.may_lack
    }

    /// Whether they stand together in a text, given as the indices of its letters.
    fn are_close_together_in(&self, text: &[u8]) -> bool {
        let count = self.letters.count_ones() as usize;
        let least = count.saturating_sub(self.may_lack);
        // Where each of them stood last.
        let mut last_seen = [None; u64::BITS as usize];
        let last_seen = last_seen.get_mut(..count).unwrap_or_default();
        text.iter().enumerate().any(|(at, &index)| {
            let letter = 1 << index;
            if self.letters & letter == 0 {
                return false;
            }
            if let Some(seen) = last_seen.get_mut((self.letters & (letter - 1)).count_ones() as usize) {
                *seen = Some(at);
            }
            let is_near = |seen: &&Option<usize>| seen.is_some_and(|seen| seen + self.window > at);
            last_seen.iter().filter(is_near).count() >= least
        })
    }
}

/// The letters of a word without its ending, and of a verb those of its past.
fn letters_of_word(word: &str) -> LettersOfWord {
    let mut forms: Vec<LettersOfForm> = Vec::new();
    for form in std::iter::once(word).chain(forms_of_irregular_verb(word)) {
        // `tidy` is `tidied`, and `meditation` is near `meditate`.
        let without_ending = ["ation", "ing", "ed", "es", "s", "e", "y", "i"]
            .into_iter()
            .find_map(|ending| form.strip_suffix(ending).filter(|rest| rest.chars().count() >= 3));
        forms.push(LettersOfForm::of(without_ending.unwrap_or(form)));
    }
    forms
}

/// A letter or digit as one of 64: case and marks make no difference.
fn letter_index(c: char) -> Option<u8> {
    let letters = |c: u8| match c {
        b'a'..=b'z' => Some(c - b'a'),
        b'0'..=b'9' => Some(26 + c - b'0'),
        _ => None,
    };
    if c.is_ascii() {
        return letters(c.to_ascii_lowercase() as u8);
    }
    if !c.is_alphanumeric() {
        return None;
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    let base = lower.nfd().next().unwrap_or(lower);
    u8::try_from(base).ok().and_then(letters).or_else(|| u8::try_from(36 + u32::from(base) % 28).ok())
}
