//! Ratings whose names belong together: `fear before` and `fear after`.

use super::RatingItem;
use crate::text::fold_key;

/// What the names of a pair end in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairKind {
    BeforeAfter,
    StartEnd,
    ExpectedHappened,
}

/// The last words of two names that belong together: what was rated first, then what was rated later.
const PAIRS: [(&str, &str, PairKind); 3] = [
    ("before", "after", PairKind::BeforeAfter),
    ("start", "end", PairKind::StartEnd),
    ("expected", "happened", PairKind::ExpectedHappened),
];

/// The ratings of a plan that belong together and are on one scale: what was rated first, what was rated later.
#[must_use]
pub fn pairs_of_ratings(rates: &[RatingItem]) -> Vec<(&RatingItem, &RatingItem, PairKind)> {
    let pair = |first: &'_ RatingItem| {
        let (about, later, kind) = first_of_pair(&first.name)?;
        let is_second = |rate: &&RatingItem| rate.scale == first.scale && is_about(&rate.name, &about, later);
        Some((rates.iter().find(is_second)?, kind))
    };
    rates.iter().filter_map(|first| pair(first).map(|(second, kind)| (first, second, kind))).collect()
}

/// Of a name that ends in the first word of a pair: the words before it, the second word, and which pair that is.
fn first_of_pair(name: &str) -> Option<(String, &'static str, PairKind)> {
    let key = fold_key(name);
    let (about, last) = key.rsplit_once(' ').unwrap_or(("", &key));
    let (_, later, kind) = PAIRS.into_iter().find(|(first, ..)| *first == last)?;
    Some((about.to_owned(), later, kind))
}

fn is_about(name: &str, about: &str, last: &str) -> bool {
    let key = fold_key(name);
    key.rsplit_once(' ').unwrap_or(("", &key)) == (about, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_belong_together_are_found() {
        let first = |name| first_of_pair(name).map(|(about, later, _)| (about, later));
        assert_eq!(first("Fear before"), Some(("fear".to_owned(), "after")));
        assert_eq!(first("fear_start"), Some(("fear".to_owned(), "end")));
        assert_eq!(first("expected"), Some((String::new(), "happened")));
        assert_eq!(first("tension expected"), Some(("tension".to_owned(), "happened")));
        assert_eq!((first("fear after"), first("before fear"), first("restart")), (None, None, None));
        assert!(is_about("Fear-after", "fear", "after") && is_about("happened", "", "happened"));
        assert!(!is_about("mood after", "fear", "after"));
    }
}
