//! Comparing names, and finding the nearest word: used by every room that reads what a person wrote.

use unicode_normalization::UnicodeNormalization;

/// A name as it is compared (SPEC 1): Unicode normalised (NFKC), case folded, runs of white space as one, curly and
/// straight quotes and all dashes as the same.
#[must_use]
pub fn fold(name: &str) -> String {
    if name.is_ascii() {
        return squeeze(name.len(), name.bytes().map(|b| char::from(b.to_ascii_lowercase())));
    }
    let folded: String = unicase::UniCase::unicode(name.nfkc().collect::<String>()).to_folded_case();
    squeeze(folded.len(), folded.nfc().map(plain))
}

/// A key as it is compared (SPEC 1): case folded, and a space, `-` and `_` are the same.
#[must_use]
pub fn fold_key(key: &str) -> String {
    let folded = if key.is_ascii() { key.to_ascii_lowercase() } else { fold(key) };
    squeeze(folded.len(), folded.chars().map(|c| if c == '-' || c == '_' { ' ' } else { c }))
}

fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    }
}

fn squeeze(about: usize, chars: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(about);
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

/// How many slips (a letter added, left out, changed, or two neighbours swapped) lie between two words, if at most
/// `most`; `None` beyond. Costs at most the product of the lengths, so words over 64 characters are never near.
#[must_use]
pub fn slips(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most || a.len() > 64 || b.len() > 64 {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|&n| n <= most)
}

/// The nearest of `known` to `word`, at most `most` slips away and never the word itself; the first of equals.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, most: usize) -> Option<&'a str> {
    known
        .into_iter()
        .filter_map(|k| slips(word, k, most).filter(|&n| n > 0).map(|n| (n, k)))
        .min_by_key(|&(n, _)| n)
        .map(|(_, k)| k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_as_people_mean_them() {
        assert_eq!(fold("  Voice   Memo "), "voice memo");
        assert_eq!(fold("Mom\u{2019}s \u{201C}walk\u{201D} \u{2014} long"), "mom's \"walk\" - long");
        assert_eq!(fold("cafe\u{301}"), fold("CAF\u{c9}"));
        assert_eq!(fold("Stra\u{df}e"), fold("STRASSE"));
        assert_eq!(fold_key("Helper_Card"), fold_key("helper-card"));
    }

    #[test]
    fn a_slip_is_one_letter() {
        assert_eq!(slips("taks", "task", 1), Some(1));
        assert_eq!(slips("minuts", "minutes", 1), Some(1));
        assert_eq!(slips("when", "where", 1), None);
        assert_eq!(nearest("forgott", ["no time", "forgot"], 1), Some("forgot"));
    }
}
