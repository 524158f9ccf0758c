//! Comparing names, and finding the nearest word: used by every room that reads what a person wrote.

use unicode_normalization::UnicodeNormalization;

/// An enum in which each value has one word: in notes, in JSON, in tables and for rules.
macro_rules! word_enum {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$about_value:meta])* $value:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$about_value])* #[serde(rename = $word)] $value,)+ }

        impl $name {
            /// Each of them with its word.
            pub const ALL: &[(&'static str, $name)] = &[$(($word, $name::$value),)+];

            /// Its word.
            #[must_use]
            pub const fn word(self) -> &'static str { match self { $($name::$value => $word,)+ } }
        }
    };
}
pub(crate) use word_enum;

/// The value that has a word.
pub(crate) fn value_of_word<T: Copy>(all: &[(&str, T)], word: &str) -> Option<T> {
    all.iter().find(|(of, _)| *of == word).map(|&(_, value)| value)
}

/// A name as it is compared (docs/specification.md#1-notes): Unicode normalised (NFKC), case folded, runs of white
/// space as one, curly and straight quotes and all dashes as the same, without the characters that nobody sees.
#[must_use]
pub fn fold(name: &str) -> String {
    if is_folded(name) {
        return name.to_owned();
    }
    if name.is_ascii() {
        return squeeze_white_space(name.len(), name.bytes().map(|b| char::from(b.to_ascii_lowercase())));
    }
    let folded: String = unicase::UniCase::unicode(name.nfkc().collect::<String>()).to_folded_case();
    squeeze_white_space(folded.len(), folded.nfc().filter(|&c| !is_invisible(c)).map(plain_quote_or_dash))
}

/// A text without the accents on its letters, Cyrillic ones too (`й` is `и`). The marks of other scripts are vowels, and stay.
#[must_use]
pub fn without_accents(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let plain = |c: char| std::iter::once(c).nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36F}'));
    text.chars().flat_map(plain).nfc().collect()
}

/// A part of a text by which it is sorted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrderPiece {
    /// A number, by how many digits it has and then by these.
    Number(usize, String),
    Text(String),
}

/// What a text is sorted by as people do it: a number in it counts as a number, so that `client 2` comes before `client 10`.
#[must_use]
pub fn natural_order_key(text: &str) -> Vec<OrderPiece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        let digits = piece.trim_start_matches('0');
        pieces.push(match is_number {
            true => OrderPiece::Number(digits.len(), digits.to_owned()),
            false => OrderPiece::Text(piece.to_owned()),
        });
        rest = behind;
    }
    pieces
}

/// Whether folding leaves a name unchanged, as is usual: lower-case ASCII with single spaces inside.
fn is_folded(name: &str) -> bool {
    let mut before = b' ';
    let is_plain = name.bytes().all(|b| {
        let follows = b != b' ' || before != b' ';
        before = b;
        follows && b.is_ascii() && !b.is_ascii_uppercase() && !b.is_ascii_control()
    });
    is_plain && (before != b' ' || name.is_empty())
}

/// Whether a character only says how the sign before it is drawn: `☀️` and `☀` are the same sign.
#[must_use]
pub fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}')
}

/// Variation selectors, zero-width spaces, soft hyphens and the marks for the direction of
/// writing. Joiners stay: they make one sign of several.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    is_variation_selector(c)
        || matches!(
            c,
            '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'
                | '\u{2066}'..='\u{2069}'
                | '\u{61C}'
                | '\u{FEFF}'
                | '\u{AD}'
                | '\u{180E}'
        )
}

/// A key as it is compared (docs/specification.md#1-notes): case folded, and a space, `-` and `_` are the same.
#[must_use]
pub fn fold_key(key: &str) -> String {
    let with_spaces = |c: char| if c == '-' || c == '_' { ' ' } else { c };
    if !key.is_ascii() {
        let folded = fold(key);
        return squeeze_white_space(folded.len(), folded.chars().map(with_spaces));
    }
    if is_folded(key) && !key.contains(['-', '_']) {
        return key.to_owned();
    }
    squeeze_white_space(key.len(), key.bytes().map(|b| with_spaces(char::from(b.to_ascii_lowercase()))))
}

fn plain_quote_or_dash(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{2033}' => '"',
        c if is_dash(c) => '-',
        c => c,
    }
}

/// A place as it is compared (docs/specification.md#35-minutes-time-and-place): as a name is, a leading `in`, `at`, `on`, `the`
/// and a full stop at the end aside.
#[must_use]
pub fn fold_place(written: &str) -> String {
    let folded = fold(written);
    let is_sign = |c: char| matches!(c, '.' | '!' | ' ') || !c.is_ascii() && !c.is_alphanumeric();
    let bare = folded.trim_end_matches(is_sign);
    // A place may be a sign alone.
    let mut rest = if bare.is_empty() { folded.as_str() } else { bare };
    while let Some((_, behind)) = rest.split_once(' ').filter(|(word, _)| matches!(*word, "in" | "at" | "on" | "the")) {
        rest = behind;
    }
    rest.to_owned()
}

/// A hyphen, or a dash of any length: what phones and pens make of it.
#[must_use]
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn squeeze_white_space(capacity: usize, chars: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(capacity);
    for c in chars {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether two words have the same letters, in any order.
#[must_use]
pub fn has_same_letters(a: &str, b: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}

/// How many slips (a letter added, left out, changed, or two neighbours swapped) there are between two words, if at most
/// `max_distance`; `None` beyond. Words over 64 characters are never near, so that this costs little.
#[must_use]
pub fn edit_distance_within(a: &str, b: &str, max_distance: usize) -> Option<usize> {
    let (a_chars, b_chars) = (a.chars().count(), b.chars().count());
    if a_chars.abs_diff(b_chars) > max_distance
        || a_chars > 64
        || b_chars > 64
        || letter_counts_differ_by_more(a, b, max_distance)
    {
        return None;
    }
    Some(strsim::osa_distance(a, b)).filter(|&n| n <= max_distance)
}

/// Whether one of two words has more than `most` letters that the other does not have: then there are more slips between them. It takes a
/// fraction of the time of counting the slips.
fn letter_counts_differ_by_more(a: &str, b: &str, most: usize) -> bool {
    const KINDS: usize = 64;
    let mut counts = [0_i16; KINDS];
    let kind = |c: char| c as usize % KINDS;
    a.chars().for_each(|c| counts[kind(c)] += 1);
    b.chars().for_each(|c| counts[kind(c)] -= 1);
    let sum = |sign: i16| counts.iter().map(|&count| usize::try_from(count * sign).unwrap_or(0)).sum::<usize>();
    sum(1).max(sum(-1)) > most
}

/// Whether two folded names are so close that one is probably a slip of the other, or the same words in a different form
/// (`walked`, `walks`). Two names of three letters are never close.
#[must_use]
pub fn is_typo_or_other_form(folded_a: &str, folded_b: &str) -> bool {
    let is_long_enough = folded_a.chars().count().min(folded_b.chars().count()) >= 3;
    differs_by_few_typos(folded_a, folded_b) || is_long_enough && is_other_word_form(folded_a, folded_b)
}

/// How many slips there may be between a name and a near miss of it.
pub const MAX_SLIPS: usize = 2;

/// Whether two different folded names are one or two slips apart: one in a short name, none in three letters.
#[must_use]
pub fn differs_by_few_typos(folded_a: &str, folded_b: &str) -> bool {
    if folded_a == folded_b {
        return false;
    }
    let (a_chars, b_chars) = (folded_a.chars().count(), folded_b.chars().count());
    if a_chars.min(b_chars) < 3 {
        return false;
    }
    let most = match a_chars.max(b_chars) {
        0..=3 => return false,
        4..=7 => 1,
        _ => MAX_SLIPS,
    };
    edit_distance_within(folded_a, folded_b, most).is_some() && differ_in_no_whole_word(folded_a, folded_b)
}

/// Whether no whole word is different: no number, and no short word that differs in its first letter or in more than one
/// letter. `Bed by 12` is not `Bed by 11`, and `Call Tom` is neither `Call Mum` nor `Call Mom`.
fn differ_in_no_whole_word(a: &str, b: &str) -> bool {
    const SHORT: usize = 4;
    let (a_words, b_words) = (a.split(' '), b.split(' '));
    if a_words.clone().count() != b_words.clone().count() {
        return true;
    }
    let is_other = |(a, b): (&str, &str)| {
        let has_digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
        let (a_letters, b_letters) = (a.chars().count(), b.chars().count());
        let is_short = a_letters.max(b_letters) <= SHORT;
        // Two letters may have changed places: `Awlk`.
        let begins_differently = || {
            let sorted = |word: &str| {
                let mut letters: Vec<char> = word.chars().collect();
                letters.sort_unstable();
                letters
            };
            a_letters == b_letters && a.chars().next() != b.chars().next() && sorted(a) != sorted(b)
        };
        a != b
            && (has_digit(a) && has_digit(b)
                || is_short && (edit_distance_within(a, b, 1).is_none() || begins_differently()))
    };
    !a_words.zip(b_words).any(is_other)
}

/// Whether two folded names are the same words in another form: `walked`, `walks`.
#[must_use]
pub fn is_other_word_form(folded_a: &str, folded_b: &str) -> bool {
    folded_a != folded_b && folded_b.chars().count() > 3 && stem_each_word(folded_a) == stem_each_word(folded_b)
}

/// The words of a text with single spaces between them.
#[must_use]
pub fn with_single_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a folded name, each without its ending.
#[must_use]
pub fn stem_each_word(folded_name: &str) -> String {
    folded_name.split(' ').map(stem_word).collect::<Vec<_>>().join(" ")
}

/// A word without the endings of English verbs and plurals: `walked` and `walking` are `walk`, `planned` is `plan`.
#[must_use]
pub fn stem_word(folded_word: &str) -> String {
    let folded_word = folded_word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let bare = ["ing", "ed", "es", "s", "e"].into_iter().find_map(|end| {
        let rest = folded_word.strip_suffix(end)?;
        (rest.chars().count() >= 3).then_some(rest)
    });
    let bare = bare.unwrap_or(folded_word);
    let mut chars = bare.chars().rev();
    let is_doubled = bare.chars().count() > 3
        && chars.next().zip(chars.next()).is_some_and(|(last, before)| last == before && !matches!(last, 'l' | 's'));
    // `tidy`, `tidies` and `tidied` are one word, `tide` is another.
    if let Some(rest) = bare.strip_suffix('y').filter(|rest| rest.chars().count() >= 2) {
        format!("{rest}i")
    } else if is_doubled {
        bare[..bare.len() - bare.chars().next_back().map_or(0, char::len_utf8)].to_owned()
    } else {
        bare.to_owned()
    }
}

/// The nearest of `known` to `word`, at most `max_distance` slips away and never the word itself; the first of equals.
#[must_use]
pub fn nearest_but_not_equal<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    max_distance: usize,
) -> Option<&'a str> {
    known
        .into_iter()
        .filter_map(|k| edit_distance_within(word, k, max_distance).filter(|&n| n > 0).map(|n| (n, k)))
        .min_by_key(|&(n, _)| n)
        .map(|(_, k)| k)
}

/// The lines of a text that are kept; none if nothing but white space is left.
#[must_use]
pub fn keep_lines(text: &str, is_kept: impl Fn(&str) -> bool) -> Option<String> {
    let kept: Vec<&str> = text.lines().filter(|line| is_kept(line)).collect();
    let kept = kept.join("\n");
    let kept = kept.trim();
    (!kept.is_empty()).then(|| kept.to_owned())
}

/// What stands between the tags of a line that is HTML from its first sign to its last: `<h2>To share</h2>`. None for a comment, and where
/// no tag is closed.
pub(crate) fn text_between_tags(line: &str) -> Option<String> {
    let line = line.trim();
    let is_html = line.starts_with('<') && line.ends_with('>') && line.contains("</") && !line.starts_with("<!--");
    let behind_tag = |part: &str| part.split_once('>').map_or_else(|| part.to_owned(), |(_, text)| text.to_owned());
    is_html.then(|| line.split('<').map(behind_tag).collect::<String>().trim().to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_in_names_are_in_order_of_their_size() {
        let mut names = ["b", "client 10", "client 2", "2", "client 02b", "client", "10", ""];
        names.sort_by_key(|name| natural_order_key(name));
        assert_eq!(names, ["", "2", "10", "b", "client", "client 2", "client 02b", "client 10"]);
    }

    proptest! {
        /// What is taken as it is would not be changed.
        #[test]
        fn folding_leaves_what_is_folded(name in "[a-cA-C \t\n_#.'-]{0,8}") {
            let in_lower_case = name.bytes().map(|b| char::from(b.to_ascii_lowercase()));
            prop_assert_eq!(fold(&name), squeeze_white_space(name.len(), in_lower_case.clone()));
            let as_key = in_lower_case.map(|c| if matches!(c, '-' | '_') { ' ' } else { c });
            prop_assert_eq!(fold_key(&name), squeeze_white_space(name.len(), as_key));
        }
    }

    #[test]
    fn names_compare_as_people_mean_them() {
        assert_eq!(fold("  Voice   Memo "), "voice memo");
        assert_eq!(fold("Mom\u{2019}s \u{201C}walk\u{201D} \u{2014} long"), "mom's \"walk\" - long");
        assert_eq!(fold("cafe\u{301}"), fold("CAFÉ"));
        assert_eq!(fold("Straße"), fold("STRASSE"));
        assert_eq!(fold_key("Helper_Card"), fold_key("helper-card"));
    }

    #[test]
    fn what_nobody_sees_makes_no_difference() {
        assert_eq!(fold("\u{2600}\u{FE0F} Stretch"), fold("\u{2600} stretch"));
        assert_eq!(fold("W\u{200B}alk"), "walk");
    }

    #[test]
    fn close_names_are_slips_or_other_forms_of_the_same_words() {
        for (a, b) in [
            ("wlak", "walk"),
            ("wlk", "walk"),
            ("walk around the block", "walk round the block"),
            ("walked", "walk"),
            ("walking", "walk"),
            ("planned meals", "plan meals"),
            ("tidies", "tidy"),
        ] {
            assert!(is_typo_or_other_form(a, b), "{a} {b}");
        }
        for (a, b) in [("walk", "walk"), ("rum", "run"), ("walk", "talks"), ("swim", "read"), ("walk dog", "walk")] {
            assert!(!is_typo_or_other_form(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_slip_is_one_letter() {
        assert_eq!(edit_distance_within("taks", "task", 1), Some(1));
        assert_eq!(edit_distance_within("minuts", "minutes", 1), Some(1));
        assert_eq!(edit_distance_within("when", "where", 1), None);
        assert_eq!(nearest_but_not_equal("forgott", ["no time", "forgot"], 1), Some("forgot"));
    }
}
