//! Ratings whose names belong together: `fear before` and `fear after`.

use std::collections::HashMap;

use crate::journal::RatingItem;
use crate::text::fold_key;

/// What the names of a pair end in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatingPairEndings {
    BeforeAfter,
    StartEnd,
    ExpectedHappened,
}

/// The last words of two names that belong together: what was rated first, then what was rated later.
const PAIRS: [(&str, &str, RatingPairEndings); 3] = [
    ("before", "after", RatingPairEndings::BeforeAfter),
    ("start", "end", RatingPairEndings::StartEnd),
    ("expected", "happened", RatingPairEndings::ExpectedHappened),
];

/// The ratings of a plan that belong together and are on one scale: what was rated first, what was rated later.
#[must_use]
pub fn pairs_of_ratings(rates: &[RatingItem]) -> Vec<(&RatingItem, &RatingItem, RatingPairEndings)> {
    let mut by_words: HashMap<(String, String), Vec<&RatingItem>> = HashMap::new();
    for rate in rates {
        by_words.entry(topic_and_last_word(&rate.name)).or_default().push(rate);
    }
    let pair = |first: &'_ RatingItem| {
        let (topic, later, kind) = split_first_rating_of_pair(&first.name)?;
        let seconds = by_words.get(&(topic, later.to_owned()))?;
        Some((*seconds.iter().find(|second| second.scale == first.scale)?, kind))
    };
    rates.iter().filter_map(|first| pair(first).map(|(second, kind)| (first, second, kind))).collect()
}

/// Of a name that ends in the first word of a pair: the words before it, the second word, and which pair that is.
fn split_first_rating_of_pair(name: &str) -> Option<(String, &'static str, RatingPairEndings)> {
    let (topic, last) = topic_and_last_word(name);
    let (_, later, kind) = PAIRS.into_iter().find(|(first, ..)| *first == last)?;
    Some((topic, later, kind))
}

/// A name's last word, and the words before it.
fn topic_and_last_word(name: &str) -> (String, String) {
    let key = fold_key(name);
    let (topic, last) = key.rsplit_once(' ').unwrap_or(("", &key));
    (topic.to_owned(), last.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_belong_together_are_found() {
        let first = |name| split_first_rating_of_pair(name).map(|(about, later, _)| (about, later));
        assert_eq!(first("Fear before"), Some(("fear".to_owned(), "after")));
        assert_eq!(first("fear_start"), Some(("fear".to_owned(), "end")));
        assert_eq!(first("expected"), Some((String::new(), "happened")));
        assert_eq!(first("tension expected"), Some(("tension".to_owned(), "happened")));
        assert_eq!((first("fear after"), first("before fear"), first("restart")), (None, None, None));
        let words = |name| topic_and_last_word(name);
        assert_eq!(words("Fear-after"), ("fear".to_owned(), "after".to_owned()));
        assert_eq!(words("happened"), (String::new(), "happened".to_owned()));
    }
}
