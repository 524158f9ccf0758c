//! The names of private plans in one rare word (`Yoga`, `Therapy`): in any case and number of the word, and with a slip (docs/sharing.md).

use unicode_normalization::UnicodeNormalization;

use crate::journal::sharing::everyday_words::is_everyday_word;
use crate::journal::sharing::names_of_several_words::words_of_name;
use crate::text::{edit_distance_within, fold, has_same_letters, stem_word};

/// The word of a name in one rare word, without its ending; that of `Meditation` is that of `meditate` too.
pub(crate) fn rare_words_of_name(name: &str) -> Vec<String> {
    let mut words = words_of_name(name);
    let word = words.next().filter(|_| words.next().is_none());
    let is_rare =
        |word: &&str| word.chars().count() > 1 && word.chars().all(char::is_alphabetic) && !is_everyday_word(word);
    let Some(word) = word.filter(is_rare).map(fold) else { return Vec::new() };
    let verb = word.strip_suffix("ation").map(|stem| format!("{stem}at"));
    std::iter::once(stem_word(&word)).chain(verb).collect()
}

/// Whether a word is a slip of a rare one (`Theraphy`, `Yoag`), or is joined of one and an everyday word (`yogaclass`). Both are folded, and
/// `stem` and `rare` without their endings.
pub(crate) fn is_slip_or_joined(word: &str, stem: &str, rare: &str) -> bool {
    /// Words of fewer letters are near to too much.
    const SHORTEST_WITH_SLIP: usize = 7;
    const SHORTEST_SWAPPED: usize = 4;
    const WORDS_BEHIND: [&str; 4] = ["mat", "session", "studio", "teacher"];
    if !rare.is_ascii() || !stem.is_ascii() || rare.len() < SHORTEST_SWAPPED {
        return false;
    }
    let is_near = || {
        stem.len().abs_diff(rare.len()) <= 1
            && stem.as_bytes().first() == rare.as_bytes().first()
            && edit_distance_within(stem, rare, 1).is_some()
            && !matches!(stem, "medication" | "meditation")
            && !is_everyday_word(word)
    };
    // Two neighbours swapped are never a word of their own but for a few: `diary` and `dairy`.
    let is_swapped =
        || !matches!(stem, "dairi" | "diari" | "angl" | "angel" | "trail" | "trial") && has_same_letters(stem, rare);
    let is_joined = || {
        let is_other =
            |rest: &str| rest.len() > 2 && rest.is_ascii() && (is_everyday_word(rest) || WORDS_BEHIND.contains(&rest));
        word.len() > rare.len()
            && (word.strip_prefix(rare).is_some_and(is_other) || word.strip_suffix(rare).is_some_and(is_other))
            && !is_everyday_word(word)
    };
    is_joined() || (rare.len() >= SHORTEST_WITH_SLIP || is_swapped()) && is_near()
}

/// Whether a word is a rare one in a different number or case: `Spaziergänge` of `Spaziergang`, `йоги` of `йога`. Both are folded.
pub(crate) fn is_inflected(word: &str, rare: &str) -> bool {
    const SAME_LETTERS: usize = 5;
    const OF_ENGLISH_LETTERS: [&str; 5] = ["e", "en", "n", "es", "em"];
    const ENDINGS: [&str; 34] = [
        "e", "en", "n", "es", "em", "er", "ern", "s", "a", "i", "ą", "ę", "ów", "а", "я", "ы", "и", "у", "ю", "е",
        "ой", "ей", "ом", "ем", "ам", "ям", "ами", "ями", "ах", "ях", "ов", "і", "ї", "ії",
    ];
    // Nearly every word begins with a different letter.
    if word.chars().next() != rare.chars().next() {
        return false;
    }
    if word.is_ascii() {
        return rare.len() >= SAME_LETTERS
            && word.strip_prefix(rare).is_some_and(|end| OF_ENGLISH_LETTERS.contains(&end));
    }
    // `ä` of `gänge` is the `a` of `gang`. In other scripts a mark makes another letter: `й` is no `и`.
    let plain = |c: char| if c < '\u{250}' { std::iter::once(c).nfd().next().unwrap_or(c) } else { c };
    let same = word.chars().zip(rare.chars()).take_while(|(a, b)| plain(*a) == plain(*b)).count();
    let left = rare.chars().count() - same;
    let ending: String = word.chars().skip(same).collect();
    left <= 1
        && same + left > 3
        && (left == 0 || same >= SAME_LETTERS || same + 1 == rare.chars().count())
        && ENDINGS.contains(&ending.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_word_is_known_in_its_cases_and_with_a_slip() {
        let yoga = "йога";
        for (word, rare) in [
            ("spaziergänge", "spaziergang"),
            ("spaziergangen", "spaziergang"),
            ("йоги", yoga),
            ("йогой", yoga),
            ("spacerów", "spacer"),
        ] {
            assert!(is_inflected(word, rare), "{word} {rare}");
        }
        for (word, rare) in [("spaten", "spaziergang"), ("йогурт", yoga), ("caféteria", "café"), ("pain", "paint")]
        {
            assert!(!is_inflected(word, rare), "{word} {rare}");
        }
        assert!(is_slip_or_joined("yoag", "yoag", "yoga") && !is_slip_or_joined("yogurt", "yogurt", "yoga"));
    }
}
