//! A quick look at whether a text can name a private plan at all (docs/sharing.md): whether it has the letters of each word of a name, in
//! their order and with a few slips. Nearly no line of a journal has them, and only those that do are compared word by word.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::journal::lines::same_words::{forms_of_irregular_verb, spellings_of_folded, words_that_name_must_have};
use crate::journal::sharing::names_of_several_words::is_little_word;
use crate::text::{fold, fold_key};

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
#[derive(Clone, Debug)]
struct LettersOfForm {
    /// For each of 64 letters the places in the form where it stands, as bits.
    places: Vec<u64>,
    count: usize,
    /// So many letters may be left out, added or changed.
    slips: usize,
}

/// In a form it stands for each letter.
const ANY_LETTER: char = '*';
/// Names in one word of fewer letters than this are only ever written without a slip.
const SHORTEST_JOINED: usize = 6;

impl LetterScreen {
    /// Of names as they are written and as lines hold them, each looked for once.
    pub(crate) fn new(names: impl Iterator<Item = String>) -> LetterScreen {
        let mut screen = LetterScreen::default();
        let names: BTreeSet<String> =
            names.flat_map(|name| [fold(&name), fold(&without_signs_of_letters(&name))]).collect();
        for name in names {
            for words in words_that_name_must_have(&name) {
                let words: Vec<&String> = words.iter().filter(|word| !is_little_word(word)).collect();
                // The slips of a name in one word are counted with its signs: `🧘 Sit`.
                let least = if words.len() == 1 { name.chars().count() } else { 0 };
                screen.lets_all_pass |= words.is_empty();
                screen.names.push(words.into_iter().map(|word| letters_of_word(word, least)).collect());
            }
            // `#Tai-ci` is near `Tai-chi`.
            let joined: String = fold_key(&name).split([' ', '/']).collect();
            let is_one_word =
                screen.names.last().is_some_and(|words| words.len() == 1) && !name.contains(char::is_numeric);
            if (joined != name || !is_one_word) && joined.chars().count() >= SHORTEST_JOINED {
                screen.names.push(vec![letters_of_word(&joined, 0)]);
            }
        }
        screen
    }

    /// Whether a text may hold one of the names: never false where it does.
    pub(crate) fn may_hold_name(&self, text: &str) -> bool {
        if self.lets_all_pass || self.names.is_empty() {
            return self.lets_all_pass;
        }
        // The close look spells the letters of a text in these ways too.
        spellings_of_folded(&fold(text)).iter().any(|spelled| {
            let letters: Vec<u8> = spelled.nfc().filter_map(letter_index).collect();
            let has_form = |form: &LettersOfForm| form.are_in(&letters);
            self.names.iter().any(|words| words.iter().all(|forms| forms.iter().any(has_form)))
        })
    }
}

impl LettersOfForm {
    fn of(form: &str, slips: usize) -> LettersOfForm {
        let mut places = vec![0; u64::BITS as usize];
        let mut count = 0;
        // Syllables of Hangul come in parts.
        let letters = form.nfc().filter(|c| *c == ANY_LETTER || letter_index(*c).is_some());
        for c in letters.take(u64::BITS as usize) {
            let stands_for = |index: usize| letter_index(c).is_none_or(|of| usize::from(of) == index);
            let of_letter = places.iter_mut().enumerate().filter(|(index, _)| stands_for(*index));
            of_letter.for_each(|(_, places)| *places |= 1 << count);
            count += 1;
        }
        LettersOfForm { places, count, slips: slips.min(count.saturating_sub(2)) }
    }

    /// Whether they stand side by side in a text, given as the indices of its letters: the bit-parallel search of G. Myers (A fast
    /// bit-vector algorithm for approximate string matching based on dynamic programming, 1999).
    fn are_in(&self, text: &[u8]) -> bool {
        let Some(last) = self.count.checked_sub(1).map(|at| 1_u64 << at) else { return true };
        let (mut more, mut less) = (u64::MAX, 0_u64);
        let mut slips = self.count;
        text.iter().any(|&index| {
            let same = self.places.get(usize::from(index)).copied().unwrap_or_default();
            let diagonal = (((same & more).wrapping_add(more)) ^ more) | same;
            let (more_beside, less_beside) = (less | !(diagonal | more), more & diagonal);
            if more_beside & last != 0 {
                slips += 1;
            } else if less_beside & last != 0 {
                slips -= 1;
            }
            let (more_beside, less_beside) = (more_beside << 1, less_beside << 1);
            let above = same | less;
            more = less_beside | !(above | more_beside);
            less = more_beside & above;
            slips <= self.slips
        })
    }
}

/// The letters of a word, with its ending and without, and of a verb those of its other forms. Its name has at least so many characters.
fn letters_of_word(word: &str, least: usize) -> LettersOfWord {
    let forms = std::iter::once(word).chain(forms_of_irregular_verb(word));
    let letters = forms.flat_map(|form| {
        // `tidy` is `tidied`, and `meditation` is near `meditate`.
        let without_ending = ["ation", "ing", "ed", "es", "s", "e", "y", "i"]
            .into_iter()
            .find_map(|ending| form.strip_suffix(ending).filter(|rest| rest.len() >= 3));
        let characters = form.chars().count().max(least);
        // In a short word two letters that changed places are one slip, and not two.
        let with_slip = match characters {
            // Of several words one letter may be mistaken for another: `Visit Dod`.
            3 if least == 0 => with_letter_added(form).into_iter().chain(with_letter_changed(form)).collect(),
            3 => with_letter_added(form),
            4..=7 => with_two_letters_swapped(form),
            _ => Vec::new(),
        };
        let more = usize::from(characters == 7);
        let with_slip = with_slip.into_iter().map(move |form| LettersOfForm::of(&form, more));
        // `Oel` is `Öl`, which has one letter less.
        let has_two_for_one = ["ae", "oe", "ue", "aa", "ss"].iter().any(|two| form.contains(two));
        let slips = |bare: &str| usize::from(bare.chars().count() > 4 || has_two_for_one);
        let bare = without_ending.map(|bare| LettersOfForm::of(bare, slips(bare)));
        std::iter::once(LettersOfForm::of(form, slips_near(characters))).chain(bare).chain(with_slip)
    });
    letters.collect()
}

/// How many slips are near a word of so many characters. Two letters that changed places are two; that happening twice in one word is passed
/// over, since with so many slips nearly every line would have the letters.
fn slips_near(characters: usize) -> usize {
    match characters {
        0..=3 => 0,
        4..=6 => 1,
        7 => 2,
        8..=10 => 3,
        _ => 4,
    }
}

/// A word with one more letter at each place inside it: of three letters none may be missing.
fn with_letter_added(word: &str) -> Vec<String> {
    let places = word.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    places.filter_map(|at| word.split_at_checked(at)).map(|(start, end)| format!("{start}{ANY_LETTER}{end}")).collect()
}

/// A word with each of its letters but the first in turn as any letter.
fn with_letter_changed(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let changed = (1..letters.len()).map(|at| {
        let changed = letters.iter().enumerate().map(|(place, letter)| if place == at { ANY_LETTER } else { *letter });
        changed.collect()
    });
    changed.collect()
}

/// A word with each two of its letters that stand side by side in the opposite order.
fn with_two_letters_swapped(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let swapped = (1..letters.len()).map(|at| {
        let mut letters = letters.clone();
        letters.swap(at - 1, at);
        letters.into_iter().collect()
    });
    swapped.collect()
}

/// A name without the signs that fold to letters: `\u{2116}` is not a letter when a text is split into words, but is `no` when words are compared.
fn without_signs_of_letters(name: &str) -> String {
    let is_sign =
        |c: char| !c.is_ascii() && !c.is_alphanumeric() && std::iter::once(c).nfkc().any(char::is_alphanumeric);
    name.chars().map(|c| if is_sign(c) { ' ' } else { c }).collect()
}

/// A folded letter or digit as one of 64: marks make no difference.
fn letter_index(c: char) -> Option<u8> {
    let index = |c: char| match c {
        'a'..='z' => Some(c as u8 - b'a'),
        '0'..='9' => Some(26 + c as u8 - b'0'),
        _ => None,
    };
    // Some marks count as letters: the hamza of `ؤ`, where it stands behind its letter.
    if c.is_ascii() || !c.is_alphanumeric() || is_combining_mark(c) {
        return index(c);
    }
    let base = std::iter::once(c).nfd().next().unwrap_or(c);
    index(base).or_else(|| u8::try_from(36 + u32::from(base) % 28).ok())
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
            ("Tai-chi", "Did #Tai-ci today"),
            ("Call Marisol", "#Kall-Marisol"),
            ("Call Marisol", "\u{ff23}\u{ff41}ll Marisol"),
            ("Call Marisol", "Kall Marisol"),
            ("Visit Dad", "Visit Dod"),
            ("Call Mum", "I called Mom"),
            ("\u{c218}\u{c601}", "\u{c624}\u{b298} \u{c218}\u{c601} \u{d588}\u{b2e4}"),
            ("\u{d6}le", "\u{d6}l"),
            ("tea/coffee", "xea/coffee"),
            ("Read \u{624}", "Read \u{648}\u{654}"),
            ("Read \u{648}\u{654}", "Read \u{624}"),
        ] {
            assert!(LetterScreen::new([name.to_owned()].into_iter()).may_hold_name(text), "{name}: {text}");
        }
        for (name, text) in [
            ("Yoga", "We talked about her work and the garden. You were going away, and so was a dog."),
            ("Visit Marisol", "My sister came over for tea, and it felt good."),
            ("Swim", "Then home again, because it rained."),
        ] {
            assert!(!LetterScreen::new([name.to_owned()].into_iter()).may_hold_name(text), "{name}: {text}");
        }
    }
}
