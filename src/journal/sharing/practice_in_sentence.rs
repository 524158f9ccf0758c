//! Where an everyday word stands in a sentence as practice does, beside the signs of any line of practice: `After a run I cried`, `Had a
//! good run`, `I ran five kilometres`.

use crate::journal::lines::practice_signs::{self, may_follow_practice, may_lead_to_practice};
use crate::text::fold;

/// Whether an everyday word stands between these two parts of a text as practice does.
pub(crate) fn stands_as_practice(before: &str, behind: &str) -> bool {
    let is_compound = behind.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let last = before.split_whitespace().next_back().map(fold).unwrap_or_default();
    practice_signs::stands_as_practice(before, behind)
        || !is_compound
            && (is_moment_before_sentence(before, behind)
                || begins_with_meeting(behind)
                || may_lead_to_practice(before) && begins_with_amount(behind)
                || may_follow_practice(behind)
                    && (ends_with_description_of_practice(before)
                        || is_verb_before_practice(&last)
                        || ends_with_denial(before)))
}

/// Whether a word is part of a saying with what stands before it, and so no practice: `My mind was at rest`, `I put it to rest`.
pub(crate) fn is_part_of_saying(before: &str, word: &str) -> bool {
    const SAYINGS: [(&str, &str); 8] = [
        ("at", "hand"),
        ("at", "heart"),
        ("at", "play"),
        ("at", "rest"),
        ("at", "will"),
        ("by", "hand"),
        ("by", "heart"),
        ("of", "mind"),
    ];
    const PUT: [&str; 6] = ["lay", "laid", "put", "puts", "putting", "set"];
    let (last, word) = (before.split_whitespace().next_back().map(fold).unwrap_or_default(), fold(word));
    let is_put_to_rest =
        || last == "to" && word == "rest" && before.split_whitespace().any(|of| PUT.contains(&fold(of).as_str()));
    SAYINGS.contains(&(last.as_str(), word.as_str())) || is_put_to_rest()
}

/// Whether a text ends with a moment, and what it is a moment of goes on with somebody: `After a` and `I cried`, `When I` and `I cry`.
fn is_moment_before_sentence(before: &str, behind: &str) -> bool {
    const MOMENTS: [&str; 7] = ["after", "before", "during", "on", "while", "since", "until"];
    const ARTICLES: [&str; 5] = ["a", "an", "the", "my", "our"];
    const OF_OWN_ACT: [&str; 4] = ["when", "whenever", "while", "once"];
    const SUBJECTS: [&str; 14] =
        ["i", "i'm", "i'd", "i've", "we", "he", "she", "it", "they", "my", "our", "everything", "nothing", "all"];
    let words: Vec<String> = before.split_whitespace().rev().take(3).map(fold).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_moment = match words.as_slice() {
        [article, moment, ..] if ARTICLES.contains(article) => MOMENTS.contains(moment),
        [like, article, moment] if ARTICLES.contains(article) => has_only_letters(like) && MOMENTS.contains(moment),
        ["i" | "we", moment, ..] => OF_OWN_ACT.contains(moment),
        [moment, ..] => MOMENTS.contains(moment),
        [] => false,
    };
    let next = behind.split_whitespace().next().map(fold).unwrap_or_default();
    is_moment && behind.starts_with(char::is_whitespace) && SUBJECTS.contains(&next.as_str())
}

/// Whether a text ends with a word that describes the practice: `Had a good`, `On my morning`, `Nice`.
fn ends_with_description_of_practice(before: &str) -> bool {
    const LEADS: [&str; 16] = [
        "after", "another", "before", "did", "during", "for", "from", "had", "have", "having", "of", "on", "since",
        "took", "until", "with",
    ];
    const OF_SOMEBODY: [&str; 3] = ["my", "our", "today's"];
    const OF_PLAN: [&str; 8] = ["afternoon", "daily", "evening", "morning", "planned", "short", "usual", "weekly"];
    const AT_START: [&str; 16] = [
        "afternoon",
        "daily",
        "easy",
        "evening",
        "first",
        "good",
        "great",
        "hard",
        "little",
        "long",
        "lovely",
        "morning",
        "nice",
        "quick",
        "short",
        "slow",
    ];
    let words: Vec<String> = before.split_whitespace().rev().take(3).map(fold).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [like, "a" | "an", lead] => has_only_letters(like) && LEADS.contains(lead),
        [like, "a" | "an"] => has_only_letters(like),
        [like, "the", ..] => OF_PLAN.contains(like),
        [like, whose, ..] => has_only_letters(like) && OF_SOMEBODY.contains(whose),
        [like] => AT_START.contains(like),
        _ => false,
    }
}

fn has_only_letters(word: &str) -> bool {
    word.chars().all(char::is_alphabetic)
}

/// `I skipped running.`
fn is_verb_before_practice(word: &str) -> bool {
    matches!(word, "skipped" | "finished" | "enjoyed" | "cancelled" | "canceled")
}

/// Whether a text ends with words that say that it was not done: `No run today`, `I could not sleep.`
fn ends_with_denial(before: &str) -> bool {
    const BEFORE_NOT: [&str; 5] = ["could", "can", "did", "do", "would"];
    let mut words = before.split_whitespace().rev().map(fold);
    let (last, next) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match last.as_str() {
        "no" | "couldn't" | "can't" | "cannot" | "didn't" => true,
        "not" => BEFORE_NOT.contains(&next.as_str()),
        _ => false,
    }
}

/// What one goes to for something: `art therapy`, `music lessons`.
fn begins_with_meeting(rest: &str) -> bool {
    const MEETINGS: [&str; 15] = [
        "class",
        "classes",
        "course",
        "group",
        "groups",
        "lesson",
        "lessons",
        "meeting",
        "meetings",
        "session",
        "sessions",
        "therapist",
        "therapy",
        "training",
        "workshop",
    ];
    let next = rest.split_whitespace().next().unwrap_or_default();
    let next = fold(next.trim_matches(|c: char| !c.is_alphanumeric()));
    rest.starts_with(char::is_whitespace) && MEETINGS.contains(&next.as_str())
}

/// `five kilometres`, `two pages`, `an hour`
fn begins_with_amount(rest: &str) -> bool {
    const NUMBERS: [&str; 10] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half"];
    let mut words = rest.split_whitespace().map(|word| fold(word.trim_matches(|c: char| !c.is_alphanumeric())));
    let (first, next) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    NUMBERS.contains(&first.as_str()) && !next.is_empty() || first == "an" && next == "hour"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_everyday_word_stands_as_practice_or_does_not() {
        for (before, behind) in [
            ("After", " I cried."),
            ("After a", " I cried."),
            ("During the", " we talked."),
            ("When I", " I cry."),
            ("Had a good", "."),
            ("A short", " before work."),
            ("I went for a long", "."),
            ("On my morning", " I cried."),
            ("I enjoyed my long", "."),
            ("The morning", " was hard."),
            ("Nice", " today."),
            ("I skipped", "."),
            ("No", " today."),
            ("I could not", "."),
            ("I", " five kilometres."),
            ("I", " an hour."),
            ("", " therapy was good today."),
            ("We talked of my", " lessons."),
        ] {
            assert!(stands_as_practice(before, behind), "{before} … {behind}");
        }
        for (before, behind) in [
            ("After", " club we ate."),
            ("I had to", " to the shop."),
            ("Had a good", " club."),
            ("In the long", "."),
            ("The first", " of the day was good."),
            ("It is a good", "."),
            ("I could not", " Ana."),
            ("We were not", "."),
            ("When people", " I watch."),
        ] {
            assert!(!stands_as_practice(before, behind), "{before} … {behind}");
        }
        assert!(is_part_of_saying("My mind was at", "rest") && is_part_of_saying("I put it to", "rest"));
        assert!(!is_part_of_saying("I went to", "rest") && !is_part_of_saying("I cried at", "lunch"));
    }
}
