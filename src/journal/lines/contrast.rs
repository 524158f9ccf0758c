//! Names that a line only mentions beside what it tells of: `Walk instead of Voice memo`, `Walk after Voice memo`.

use crate::text::fold;

/// What the words before a name say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contrast {
    /// Something else was done: `instead of Voice memo`.
    NotDone,
    /// It was not done, as the line says besides: `Walk, skipped Voice memo`.
    Skipped,
    /// It tells when something else was done: `after Voice memo`.
    Moment,
}

/// What stands right before a name, where it makes of the name no more than a mention.
pub(crate) fn contrast_before_name(before: &str) -> Option<Contrast> {
    const BETWEEN: [&str; 9] = ["a", "an", "another", "any", "doing", "my", "our", "the", "usual"];
    const NOT_DONE: [&str; 7] = ["without", "not", "no", "than", "unlike", "except", "minus"];
    const OF: [&str; 4] = ["instead", "place", "lieu", "spite"];
    const SKIPPED: [&str; 6] = ["skipped", "skipping", "missed", "forgot", "forgetting", "cancelled"];
    const MOMENTS: [&str; 8] = ["after", "before", "during", "following", "since", "till", "until", "while"];
    let is_sign = |c: char| !c.is_alphanumeric();
    let words = before.split_whitespace().rev().map(|word| fold(word.trim_matches(is_sign)));
    let mut words = words.filter(|word| !word.is_empty()).skip_while(|word| BETWEEN.contains(&word.as_str()));
    let last = words.next()?;
    // Behind a comma something new begins: `no, Walk`.
    let is_parted = before.trim_end().ends_with(is_sign);
    match last.as_str() {
        _ if is_parted => None,
        "of" => OF.contains(&words.next()?.as_str()).then_some(Contrast::NotDone),
        word if NOT_DONE.contains(&word) => Some(Contrast::NotDone),
        word if SKIPPED.contains(&word) => Some(Contrast::Skipped),
        word if MOMENTS.contains(&word) => Some(Contrast::Moment),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_a_name_may_only_mention_it() {
        for (before, contrast) in [
            ("Walk instead of ", Some(Contrast::NotDone)),
            ("Walk instead of my ", Some(Contrast::NotDone)),
            ("Walk, rather than ", Some(Contrast::NotDone)),
            ("Walk without doing the ", Some(Contrast::NotDone)),
            ("Walk and not ", Some(Contrast::NotDone)),
            ("Walk right after the ", Some(Contrast::Moment)),
            ("Walk (no ", Some(Contrast::NotDone)),
            ("Walk, skipped ", Some(Contrast::Skipped)),
            ("Walk of ", None),
            ("no, ", None),
            ("Walk with ", None),
            ("", None),
        ] {
            assert_eq!(contrast_before_name(before), contrast, "{before}");
        }
    }
}
