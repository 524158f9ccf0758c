//! Tags in a sentence about what somebody else did: `Tom did his #walk`, `Mum's #walk`.

use crate::journal::sharing::everyday_words::is_everyday_word;
use crate::text::fold;

/// People as they are called without a name.
const PEOPLE: [&str; 48] = [
    "dog",
    "cat",
    "puppy",
    "baby",
    "he",
    "she",
    "they",
    "mum",
    "mom",
    "mummy",
    "mommy",
    "dad",
    "daddy",
    "mother",
    "father",
    "sister",
    "brother",
    "son",
    "daughter",
    "husband",
    "wife",
    "partner",
    "boyfriend",
    "girlfriend",
    "friend",
    "friends",
    "kids",
    "kid",
    "children",
    "boys",
    "girls",
    "everyone",
    "everybody",
    "others",
    "somebody",
    "someone",
    "neighbour",
    "neighbor",
    "grandma",
    "grandpa",
    "gran",
    "nan",
    "aunt",
    "uncle",
    "colleague",
    "therapist",
    "parents",
    "cousin",
];

/// Words between somebody and the tag: `Tom went for his`.
const VERBS: [&str; 27] = [
    "did",
    "does",
    "went",
    "goes",
    "had",
    "has",
    "took",
    "takes",
    "finished",
    "started",
    "managed",
    "enjoyed",
    "loved",
    "completed",
    "says",
    "said",
    "thinks",
    "suggested",
    "recommended",
    "proposed",
    "prescribed",
    "mentioned",
    "likes",
    "hates",
    "skipped",
    "missed",
    "cancelled",
];
const BETWEEN: [&str; 13] =
    ["on", "for", "a", "an", "the", "another", "first", "long", "daily", "out", "his", "her", "their"];

/// Words that bring in the one who writes.
const OWN: [&str; 12] = ["i", "we", "me", "us", "my", "our", "myself", "i'm", "i've", "we've", "with", "joined"];

/// Whether what stands around a tag says that somebody else did it.
pub(crate) fn is_of_somebody_else(before: &str, behind: &str) -> bool {
    const ENDS: [char; 7] = ['.', '!', '?', ';', ',', '\u{2014}', '\u{2013}'];
    let sentence = before.rsplit(ENDS).next().unwrap_or_default();
    let words = words_of(sentence.trim_start_matches(['-', '*', '+', ' ', '\t']));
    let end = behind.find(ENDS).unwrap_or(behind.len());
    let has_own = |words: &[&str]| words.iter().any(|word| OWN.contains(&fold(word).as_str()));
    if has_own(&words_of(behind.get(..end).unwrap_or_default())) {
        return false;
    }
    let Some((last, rest)) = words.split_last() else { return false };
    if let Some(owner) = owner_before_s(last) {
        // `My sister's #walk`
        return !is_of_time(&owner) && !rest.iter().any(|word| matches!(fold(word).as_str(), "with" | "i" | "we"));
    }
    // `I saw Tom on his #walk`; of `Took Rex for his #walk` it is the writer's too.
    const TOGETHER: [&str; 9] = ["with", "took", "take", "joined", "join", "accompanied", "walked", "we", "us"];
    let is_theirs = matches!(fold(last).as_str(), "his" | "her" | "their");
    if is_theirs && !words.iter().any(|word| TOGETHER.contains(&fold(word).as_str())) {
        return true;
    }
    let is_labelled = sentence.trim_end().ends_with(':');
    if is_labelled && rest.is_empty() {
        return PEOPLE.contains(&fold(last).as_str());
    }
    let is_between = |word: &&&str| {
        let folded = fold(word);
        BETWEEN.contains(&folded.as_str()) || VERBS.contains(&folded.as_str())
    };
    let between = words.iter().rev().take_while(is_between).count();
    let (head, between) = words.split_at(words.len() - between);
    let has_verb = between.iter().any(|word| VERBS.contains(&fold(word).as_str()));
    let Some((subject, lead)) = head.split_last() else { return false };
    // `My sister did her #walk` begins with a word of the writer, and is not about them.
    let lead = match lead.split_first() {
        Some((first, rest)) if fold(first) == "my" || fold(first) == "our" => rest,
        _ => lead,
    };
    // `Everyone else did #walk`
    if fold(subject) == "else" {
        return has_verb && !has_own(lead);
    }
    has_verb && !has_own(lead) && !ends_with_preposition(lead) && is_somebody(subject)
}

/// Whether a word names somebody: a relative, or a word in capitals that is not known as another.
fn is_somebody(word: &str) -> bool {
    const AT_START: [&str; 38] = [
        "today",
        "yesterday",
        "then",
        "also",
        "still",
        "just",
        "only",
        "even",
        "again",
        "afterwards",
        "after",
        "later",
        "before",
        "first",
        "next",
        "once",
        "twice",
        "often",
        "morning",
        "afternoon",
        "evening",
        "tonight",
        "and",
        "but",
        "so",
        "yes",
        "yep",
        "ok",
        "okay",
        "instead",
        "meanwhile",
        "never",
        "always",
        "already",
        "now",
        "here",
        "there",
        "almost",
    ];
    let folded = fold(word);
    let is_name = || {
        word.starts_with(char::is_uppercase)
            && !AT_START.contains(&folded.as_str())
            && !folded.ends_with("ly")
            && !is_everyday_word(word)
            && !crate::journal::lines::line::is_weekday_word(word)
            && folded.chars().count() > 2
    };
    PEOPLE.contains(&folded.as_str()) || is_name()
}

/// Who stands before `'s`: `Tom` of `Tom's`.
fn owner_before_s(word: &str) -> Option<String> {
    let folded = fold(word);
    let owner = folded.strip_suffix("'s").or_else(|| folded.strip_suffix("s'"))?;
    (!owner.is_empty()).then(|| owner.to_owned())
}

/// Whether `'s` is of a time, or short for `is`: `today's #walk`, `this week's #walk`, `that's`.
fn is_of_time(owner: &str) -> bool {
    const TIMES: [&str; 22] = [
        "today",
        "tonight",
        "yesterday",
        "tomorrow",
        "morning",
        "afternoon",
        "evening",
        "night",
        "day",
        "week",
        "weekend",
        "month",
        "it",
        "that",
        "here",
        "there",
        "what",
        "let",
        "who",
        "this",
        "hour",
        "year",
    ];
    TIMES.contains(&owner) || crate::journal::lines::line::is_weekday_word(owner)
}

fn ends_with_preposition(words: &[&str]) -> bool {
    const PREPOSITIONS: [&str; 16] = [
        "with", "to", "for", "after", "by", "from", "like", "without", "because", "of", "at", "on", "in", "before",
        "near", "and",
    ];
    words.last().is_some_and(|word| PREPOSITIONS.contains(&fold(word).as_str()))
}

fn words_of(text: &str) -> Vec<&str> {
    let is_between = |c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}'));
    text.split(is_between).filter(|word| !word.is_empty()).collect()
}
