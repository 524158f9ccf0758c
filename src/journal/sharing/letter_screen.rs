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
    /// All of them stand within so many letters of a text, in one word or in several.
    window: usize,
    /// So many of them may be missing in a single word, for slips.
    may_lack: usize,
    /// With what letter such a word begins; none where the slip may be in the first letter.
    first: Option<u8>,
}

/// The letters of a text, and whether each begins a word.
type LettersOfText = Vec<(u8, bool)>;

/// Two slips are close to words that are this long.
const LONG: usize = 7;
/// A slip in the first letter is close to words of more letters than this.
const SHORT: usize = 5;
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
        let text = letters_of_text(text);
        let has_form = |form: &LettersOfForm| form.are_close_together_in(&text);
        self.names.iter().any(|words| words.iter().all(|forms| forms.iter().any(has_form)))
    }
}

impl LettersOfForm {
    /// Of a word, given without its ending too: how many slips are near depends on the whole.
    fn of(form: &str, without_ending: &str) -> LettersOfForm {
        let count = form.chars().count();
        let may_lack = match count {
            LONG.. => 2,
            SHORTEST_WITH_SLIP.. => 1,
            _ => 0,
        };
        let indices: Vec<u8> = without_ending.chars().filter_map(letter_index).collect();
        let letters = indices.iter().fold(0, |letters, index| letters | 1 << index);
        let first = indices.first().copied().filter(|_| count <= SHORT);
        LettersOfForm { letters, window: indices.len() + 2, may_lack, first }
    }

    fn are_in_every_text(&self) -> bool {
        self.letters.count_ones() as usize <= self.may_lack
    }

    /// Whether they stand close together in a text.
    fn are_close_together_in(&self, text: &LettersOfText) -> bool {
        let count = self.letters.count_ones() as usize;
        let least = count.saturating_sub(self.may_lack);
        // Where each of them stood last.
        let mut last_seen = [None; u64::BITS as usize];
        let last_seen = last_seen.get_mut(..count).unwrap_or_default();
        let (mut word, mut may_be_slip) = (0, false);
        text.iter().enumerate().any(|(at, &(index, is_first))| {
            if is_first {
                (word, may_be_slip) = (at, self.first.is_none_or(|first| first == index));
            }
            let letter = 1 << index;
            if self.letters & letter == 0 {
                return false;
            }
            if let Some(seen) = last_seen.get_mut((self.letters & (letter - 1)).count_ones() as usize) {
                *seen = Some(at);
            }
            let near = || last_seen.iter().flatten().filter(|seen| *seen + self.window > at);
            near().count() == count || may_be_slip && near().filter(|seen| **seen >= word).count() >= least
        })
    }
}

fn letters_of_text(text: &str) -> LettersOfText {
    let mut letters = Vec::with_capacity(text.len());
    let mut is_first = true;
    for c in text.chars() {
        match letter_index(c) {
            Some(index) => {
                letters.push((index, is_first));
                is_first = false;
            }
            None => is_first = true,
        }
    }
    letters
}

/// The letters of a word without its ending, and of a verb those of its past.
fn letters_of_word(word: &str) -> LettersOfWord {
    let mut forms: Vec<LettersOfForm> = Vec::new();
    for form in std::iter::once(word).chain(forms_of_irregular_verb(word)) {
        // `tidy` is `tidied`, and `meditation` is near `meditate`.
        let without_ending = ["ation", "ing", "ed", "es", "s", "e", "y", "i"]
            .into_iter()
            .find_map(|ending| form.strip_suffix(ending).filter(|rest| rest.chars().count() >= 3));
        forms.push(LettersOfForm::of(form, without_ending.unwrap_or(form)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_passes_in_each_of_its_forms_and_other_words_do_not() {
        for (name, text) in [
            ("Yoga", "the yo-\nga hurt"),
            ("Yoga", "Yoag at nine"),
            ("Swim", "we swam far"),
            ("Go to church", "I went to chruch"),
            ("Eat breakfast", "breakfast, and I ate it all"),
            ("Visit Marisol", "I was visiting Marisól"),
            ("30 min piano", "Piano"),
            ("Quibble therapy", "quibble thrpy"),
            ("Tidy up", "all tidied"),
            ("Öl malen", "oelmalen"),
            ("Evening", "anything at all"),
        ] {
            assert!(LetterScreen::new([name].into_iter()).may_hold_name(text), "{name}: {text}");
        }
        for (name, text) in [
            ("Yoga", "We talked about her work and the garden. You were going away, and so was a dog."),
            ("Visit Marisol", "My sister came over for tea, and it felt good."),
            ("Swim", "Then home again, because it rained."),
        ] {
            assert!(!LetterScreen::new([name].into_iter()).may_hold_name(text), "{name}: {text}");
        }
    }
}
