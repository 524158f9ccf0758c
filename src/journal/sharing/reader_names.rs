//! Whether a word is the name of somebody who may read a note: `show ana: no`, `not for dr lee`. A name with a capital is seen at once; one
//! in small letters only behind words that ask for nothing else (docs/specification.md#6-sharing).

use crate::journal::sharing::everyday_words::is_everyday_word;
use crate::text::fold;
use crate::when;

/// What other programs show on a page or do not: `Show Banner: no`.
const PARTS_OF_A_PAGE: [&str; 54] = [
    "ads",
    "author",
    "backlinks",
    "banner",
    "bio",
    "breadcrumbs",
    "buttons",
    "calendar",
    "comments",
    "contents",
    "count",
    "cover",
    "date",
    "description",
    "footer",
    "graph",
    "header",
    "heading",
    "hero",
    "icon",
    "image",
    "index",
    "labels",
    "line",
    "links",
    "location",
    "map",
    "menu",
    "meta",
    "metadata",
    "nav",
    "navigation",
    "numbers",
    "outline",
    "pagination",
    "photos",
    "preview",
    "progress",
    "properties",
    "related",
    "response",
    "search",
    "sidebar",
    "subtitle",
    "summary",
    "table",
    "tags",
    "tasks",
    "thumbnail",
    "title",
    "toc",
    "weather",
    "wordcount",
    "words",
];

/// Whether a word is a part of a page that another program shows.
pub(crate) fn is_part_of_other_programs_page(word: &str) -> bool {
    PARTS_OF_A_PAGE.contains(&word.to_lowercase().as_str())
}

/// Whether a word is a day or a month, and no name: `Not for Monday`. `April`, `May` and `June` are names too.
pub(crate) fn is_day_or_month(word: &str) -> bool {
    const MONTHS: [&str; 9] =
        ["january", "february", "march", "july", "august", "september", "october", "november", "december"];
    let word = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    when::parse_weekday(&word).is_ok() || MONTHS.contains(&word.as_str())
}

/// People who are called by what they are.
const PEOPLE: [&str; 30] = [
    "anybody", "anyone", "aunt", "auntie", "boss", "brother", "dad", "daddy", "daughter", "family", "father", "friend",
    "friends", "gran", "grandma", "grandpa", "husband", "mom", "mother", "mum", "mummy", "nan", "parents", "partner",
    "sister", "son", "teacher", "team", "uncle", "wife",
];
/// What stands before a name.
const TITLES: [&str; 11] = ["dr", "doctor", "mr", "mrs", "ms", "miss", "prof", "professor", "aunt", "auntie", "uncle"];
/// Whether words begin with what a person is called by: `mom`, `my wife`, `dr lee`.
pub(crate) fn is_person_or_title(folded_words: &str) -> bool {
    let words =
        ["my ", "our ", "the "].into_iter().find_map(|word| folded_words.strip_prefix(word)).unwrap_or(folded_words);
    let first = words.split(' ').next().unwrap_or_default().trim_end_matches('.');
    PEOPLE.contains(&first) || TITLES.contains(&first)
}

/// Words that stand there and are neither names nor everyday words.
const NO_NAMES: [&str; 82] = [
    "adults",
    "advent",
    "ages",
    "anger",
    "anonymously",
    "anything",
    "because",
    "beginners",
    "birthday",
    "birthdays",
    "brunch",
    "certain",
    "charity",
    "christmas",
    "decades",
    "dessert",
    "desserts",
    "diwali",
    "doctor",
    "easter",
    "eid",
    "else",
    "emotion",
    "ever",
    "everybody",
    "everyone",
    "everything",
    "exam",
    "exams",
    "fame",
    "fear",
    "free",
    "glory",
    "guests",
    "halloween",
    "hanukkah",
    "here",
    "hire",
    "hogmanay",
    "holiday",
    "holidays",
    "hospital",
    "interest",
    "joke",
    "jokes",
    "lack",
    "lent",
    "lies",
    "long",
    "luck",
    "mercy",
    "nothing",
    "now",
    "online",
    "others",
    "pain",
    "passover",
    "pentecost",
    "profit",
    "ramadan",
    "real",
    "rent",
    "resale",
    "respect",
    "revenge",
    "sale",
    "sex",
    "something",
    "spring",
    "starter",
    "stories",
    "summer",
    "supper",
    "sure",
    "tales",
    "thanksgiving",
    "there",
    "tonight",
    "use",
    "weakness",
    "winter",
    "xmas",
];

/// Whether a folded word names nobody though it may have a capital: `Not for Christmas`.
pub(crate) fn is_no_name(folded_word: &str) -> bool {
    const ALSO_NAMES: [&str; 4] = ["mercy", "spring", "summer", "winter"];
    NO_NAMES.contains(&folded_word) && !ALSO_NAMES.contains(&folded_word)
}

/// Whether folded words are a day or a time that has a name of several words: `Not for New Year`, `Not for Boxing Day`.
pub(crate) fn is_named_occasion(folded_words: &[&str]) -> bool {
    const FIRST: [&str; 28] = [
        "ash",
        "bank",
        "black",
        "bonfire",
        "boxing",
        "canada",
        "christmas",
        "easter",
        "father's",
        "fathers",
        "good",
        "halloween",
        "independence",
        "labor",
        "labour",
        "memorial",
        "mother's",
        "mothers",
        "new",
        "palm",
        "pancake",
        "remembrance",
        "shrove",
        "st",
        "thanksgiving",
        "valentine's",
        "valentines",
        "veterans",
    ];
    const LAST: [&str; 12] = [
        "day", "eve", "friday", "holiday", "holidays", "monday", "night", "sunday", "week", "weekend", "year", "years",
    ];
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).replace('\u{2019}', "'");
    match folded_words {
        [first, .., last] => FIRST.contains(&&*bare(first)) && LAST.contains(&&*bare(last)),
        _ => false,
    }
}

/// Whether words in small letters are somebody's name: one word that is none of every day, a word such as `mom`, or a name with a title.
pub(crate) fn is_name_in_small_letters(words: &[&str]) -> bool {
    const SHORTEST: usize = 2;
    const LONGEST: usize = 14;
    /// Endings of words that are no names.
    const ENDINGS: [&str; 12] = ["ness", "tion", "ment", "ing", "ings", "ly", "ns", "gs", "ts", "ds", "ks", "less"];
    let folded: Vec<String> =
        words.iter().map(|word| fold(word.trim_matches(|c: char| !c.is_alphanumeric()))).collect();
    let is_person = |word: &str| PEOPLE.contains(&word);
    let is_name = |word: &str| {
        let is_word = word.chars().all(char::is_alphabetic) && (SHORTEST..=LONGEST).contains(&word.chars().count());
        is_word
            && !is_everyday_word(word)
            && !is_day_or_month(word)
            && !is_part_of_other_programs_page(word)
            && !NO_NAMES.contains(&word)
            && !ENDINGS.iter().any(|end| word.ends_with(end))
    };
    match folded.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["my" | "our", word] => is_person(word),
        [title, word] => TITLES.contains(title) && is_name(word),
        [word] => is_person(word) || is_name(word),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_small_letters_are_known() {
        for words in [vec!["ana"], vec!["mom"], vec!["dr", "lee"], vec!["dr.", "lee"], vec!["my", "wife"]] {
            assert!(is_name_in_small_letters(&words), "{words:?}");
        }
        for words in [
            vec!["lunch"],
            vec!["toc"],
            vec!["long"],
            vec!["monday"],
            vec!["now"],
            vec!["my", "lee"],
            vec!["feelings"],
            vec!["dessert"],
        ] {
            assert!(!is_name_in_small_letters(&words), "{words:?}");
        }
        assert!(is_named_occasion(&["new", "year"]) && is_named_occasion(&["mother's", "day."]));
        assert!(is_named_occasion(&["new", "year's", "eve"]));
        assert!(!is_named_occasion(&["doris", "day"]) && !is_named_occasion(&["year"]));
        assert!(is_day_or_month("Monday.") && is_day_or_month("december") && !is_day_or_month("April"));
    }
}
