//! The names in what a plan says of its helper: as a page shows them, and as lines call them.

use std::collections::HashSet;

use crate::text::{fold, without_accents};

/// What stands before a name.
const TITLES: [&str; 4] = ["Mr", "Mrs", "Ms", "Dr"];

/// What stands between the names of several helpers.
const NAME_SEPARATORS: [&str; 8] = [", and ", ", ", " and ", " or ", " & ", " + ", "/", ";"];

/// Helpers that people write without a capital.
const RELATIONS: [&str; 28] = [
    "mom",
    "mum",
    "mother",
    "mama",
    "dad",
    "father",
    "papa",
    "parents",
    "sister",
    "brother",
    "son",
    "daughter",
    "wife",
    "husband",
    "partner",
    "aunt",
    "auntie",
    "uncle",
    "gran",
    "granny",
    "grandma",
    "grandpa",
    "nan",
    "friend",
    "cousin",
    "neighbor",
    "neighbour",
    "teacher",
];

/// What stands before the word that says who it is.
const POSSESSIVES_AND_ARTICLES: [&str; 8] = ["my", "our", "his", "her", "their", "the", "a", "an"];

/// What helpers do, and how a sentence about them goes on.
const VERBS: [&str; 62] = [
    "ask",
    "bring",
    "call",
    "can",
    "check",
    "cheer",
    "come",
    "cook",
    "could",
    "do",
    "drive",
    "drop",
    "encourage",
    "get",
    "give",
    "go",
    "has",
    "have",
    "hear",
    "help",
    "hold",
    "is",
    "join",
    "keep",
    "knock",
    "leave",
    "let",
    "listen",
    "look",
    "make",
    "may",
    "message",
    "might",
    "nag",
    "notice",
    "nudge",
    "phone",
    "pick",
    "praise",
    "read",
    "remind",
    "ring",
    "say",
    "see",
    "send",
    "sit",
    "stand",
    "stay",
    "stop",
    "take",
    "talk",
    "tell",
    "text",
    "wait",
    "wake",
    "walk",
    "watch",
    "who",
    "will",
    "work",
    "would",
    "write",
];

/// Who helps, of what a plan says of the helper: `Mom`, of `Mom, notices that I started`; `Anna` and `Ben`, of `Anna and Ben, who
/// sit near`; `Ray` alone, of `Ray, my brother`.
#[must_use]
pub fn names_in_helper(helper: &str) -> Vec<&str> {
    people_in_helper(helper).into_iter().map(|person| person.name).collect()
}

/// One helper: the name, and who that is, where it is said right behind the name (`Ray, my brother`; `my wife, Sue`).
struct HelperPerson<'h> {
    name: &'h str,
    also_called: Option<&'h str>,
}

fn people_in_helper(helper: &str) -> Vec<HelperPerson<'_>> {
    let mut people: Vec<HelperPerson> = Vec::new();
    let (mut rest, mut is_behind_comma) = (Some(helper), false);
    while let Some(text) = rest {
        let separator = name_separator(text);
        let (piece, behind) = match separator {
            Some((at, end)) => (text.get(..at).unwrap_or(text), text.get(end..)),
            None => (text, None),
        };
        let piece = piece.trim();
        let name = first_words_of_helper(piece);
        // `Mom (at home)` and `Dad. He waits` say more of that helper.
        rest = behind.filter(|_| !piece.contains([';', ':', '(', '.']));
        let is_last = !rest.is_some_and(is_further_name);
        match people.last_mut() {
            Some(before) if is_behind_comma && is_last && is_same_person(before.name, name) => {
                before.also_called = Some(name);
            }
            Some(_) if !is_further_name(piece) => break,
            _ => people.push(HelperPerson { name, also_called: None }),
        }
        is_behind_comma = separator.is_some_and(|(at, end)| text.get(at..end) == Some(", "));
    }
    people
}

/// Whether a second piece only says who the first is: a name and a relation, in either order.
fn is_same_person(first: &str, second: &str) -> bool {
    let is_relation = |text: &str| {
        let mut words = text.split_whitespace().skip_while(|word| is_my_or_our(word));
        words.next().is_some_and(|word| RELATIONS.contains(&&*word.to_lowercase())) && words.next().is_none()
    };
    let is_said_as_mine = |text: &str| text.split_whitespace().next().is_some_and(is_my_or_our) && is_relation(text);
    let is_name = |text: &str| !is_relation(text) && text.starts_with(char::is_uppercase);
    is_name(first) && is_said_as_mine(second) || is_said_as_mine(first) && is_name(second)
}

fn is_my_or_our(word: &str) -> bool {
    matches!(fold(word).as_str(), "my" | "our")
}

/// Where the first name of several ends, and where the next begins.
fn name_separator(text: &str) -> Option<(usize, usize)> {
    let found = NAME_SEPARATORS.iter().filter_map(|mark| text.find(mark).map(|at| (at, at + mark.len())));
    found.min_by_key(|&(at, end)| (at, std::cmp::Reverse(end)))
}

/// Whether a piece behind the first name is another one: `Ben`, `Uncle Joe`, `my dad`, `Dad remind me`; not `who asks`, `I walk`.
fn is_further_name(piece: &str) -> bool {
    let mut words = piece.split_whitespace().skip_while(|word| is_my_or_our(word));
    let Some(first) = words.next() else { return false };
    let is_relation = RELATIONS.contains(&first.to_lowercase().as_str());
    let is_name = first.chars().next().is_some_and(char::is_uppercase) && first != "I" && !first.starts_with("I’");
    is_relation || is_name
}

fn first_words_of_helper(helper: &str) -> &str {
    let ends_sentence = |(at, c): (usize, char)| match c {
        ',' | ';' | ':' | '(' => Some(at),
        // `Mr. Bell` is one name.
        '.' if !TITLES.contains(&helper.get(..at).unwrap_or_default()) => Some(at),
        _ => None,
    };
    let end = helper.char_indices().find_map(ends_sentence).unwrap_or(helper.len());
    let who = helper.get(..end).unwrap_or(helper).trim();
    let words: Vec<&str> = who.split(' ').collect();
    let end = words.windows(2).position(|pair| matches!(pair, [before, word] if is_name_over(before, word)));
    let end = end.map(|at| words.iter().take(at + 1).map(|word| word.len()).sum::<usize>() + at);
    who.get(..end.unwrap_or(who.len())).unwrap_or(who)
}

/// Whether a name ends between two words: before what a helper does (`my dog walks`), and before any word without a capital behind a
/// name or a relation (`Ola dzwoni`, `my mom reminds`).
fn is_name_over(before: &str, word: &str) -> bool {
    let folded = before.to_lowercase();
    let has_gap = before.is_empty() || word.is_empty();
    if has_gap || word.starts_with(char::is_uppercase) || POSSESSIVES_AND_ARTICLES.contains(&folded.as_str()) {
        return false;
    }
    let is_name = !before.starts_with(char::is_lowercase) || RELATIONS.contains(&folded.as_str());
    let stems = [Some(word), word.strip_suffix('s'), word.strip_suffix("es")];
    is_name || stems.iter().flatten().any(|stem| VERBS.contains(stem))
}

/// How lines may call the helpers, folded: by the whole name that a page shows, by what else they are called, and by each name alone
/// (`Mr Hall`, `Mr`, `Hall`).
pub(crate) fn names_for_helper_lines<'a>(helpers: impl IntoIterator<Item = &'a str>) -> HashSet<String> {
    helpers.into_iter().flat_map(names_of_one_text).collect()
}

/// `Mom, who asks once` is called `mom`; of `Anna and my uncle Ben, at home` the names are `anna`, `uncle ben`, `ben`.
fn names_of_one_text(helper: &str) -> Vec<String> {
    const MOST_WORDS: usize = 12;
    let people = people_in_helper(helper);
    let whole = people
        .iter()
        .flat_map(|person| [Some(person.name), person.also_called])
        .flatten()
        .filter_map(folded_helper_name);
    // `Ray, my brother: noticed`, `my brother Ray: noticed`
    let both = people.iter().filter_map(|person| {
        let (name, also) = (folded_helper_name(person.name)?, folded_helper_name(person.also_called?)?);
        let bare = |text: &str| text.strip_prefix("my ").or(text.strip_prefix("our ")).unwrap_or(text).to_owned();
        let (name, also) = (bare(&name), bare(&also));
        Some([format!("{name} {also}"), format!("{name} my {also}"), format!("{also} {name}")])
    });
    // Behind the end of a sentence, and in brackets, more is said of them.
    let names = helper.split([';', ':', '(', '.', '!', '?']).next().unwrap_or_default();
    let first = helper.split_whitespace().next();
    let is_name = |word: &&str| word.starts_with(char::is_uppercase) && !matches!(*word, "I" | "I'll" | "I\u{2019}ll");
    let words = names.split([' ', ',', '&', '+', '/']).filter(|word| !word.is_empty());
    let further = words.skip(1).take(MOST_WORDS).filter(is_name);
    let single = first.into_iter().chain(further).filter_map(folded_helper_name);
    whole.chain(both.flatten()).chain(single).collect()
}

/// A helper's name as it is compared: without signs and accents, what stands in brackets, `my`, and the ending of `Ray's`.
pub(crate) fn folded_helper_name(name: &str) -> Option<String> {
    let name = name.split('(').next().unwrap_or_default();
    let words = name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}' | '-'));
    // `Zoe` is `Zoë` on another keyboard.
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(|word| without_accents(&fold(word))).collect();
    let words = match words.as_slice() {
        [first, rest @ ..] if !rest.is_empty() && is_my_or_our(first) => rest.join(" "),
        all => all.join(" "),
    };
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = words.strip_suffix("'s").unwrap_or(words);
    (!bare.is_empty()).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::note_fields::helper::{name_and_text_of_helper_line, text_after_helper_name};

    #[test]
    fn a_helper_is_named_as_short_as_can_be() {
        for (helper, name) in [
            ("Dad, notices that I started", "Dad"),
            ("Mom", "Mom"),
            ("my mom", "my mom"),
            ("my mom reminds me once", "my mom"),
            ("my sister Jo calls", "my sister Jo"),
            ("Ola dzwoni, jak nie przyjdę", "Ola"),
            ("Aunt Lou", "Aunt Lou"),
            ("Uncle Joe: calls", "Uncle Joe"),
            ("Maria reminds me in the evening", "Maria"),
            ("Mum sits near and says nothing", "Mum"),
            ("Mum", "Mum"),
            ("mum comes in at 22:30", "mum"),
            ("mum's partner looks in", "mum's partner"),
            ("mum checks", "mum"),
            ("sis nags", "sis"),
            ("Sis, who nags", "Sis"),
            ("My wife sits near", "My wife"),
            ("my big brother Tom walks with me", "my big brother Tom"),
            ("my best friend from school", "my best friend"),
            ("our kids watch", "our kids"),
            ("my boss", "my boss"),
            ("the nurse at the clinic", "the nurse at the clinic"),
            ("my dog walks with me", "my dog"),
            ("Anna Maria Lopez calls", "Anna Maria Lopez"),
            ("Aunt Lou calls at six", "Aunt Lou"),
            ("Mr. Bell, asks on Fridays", "Mr. Bell"),
            ("Dad. He waits at the door", "Dad"),
            ("أمي تذكرني مرة واحدة", "أمي"),
        ] {
            assert_eq!(first_words_of_helper(helper), name);
            assert_eq!(names_in_helper(helper), [name], "{helper}");
        }
    }

    #[test]
    fn several_helpers_are_each_named() {
        for (helper, names) in [
            ("Anna and Ben, one of them sits near", &["Anna", "Ben"][..]),
            ("Cleo, Dan", &["Cleo", "Dan"]),
            ("Mom, Dad and Uncle Joe: one of them asks", &["Mom", "Dad", "Uncle Joe"]),
            ("Mom, Dad, and Lou", &["Mom", "Dad", "Lou"]),
            ("mom and dad", &["mom", "dad"]),
            ("my mom or my sister", &["my mom", "my sister"]),
            ("Mom and Dad remind me once", &["Mom", "Dad"]),
            ("Anna & Ben", &["Anna", "Ben"]),
            ("Anna and her dog", &["Anna"]),
            ("Anna and I walk together", &["Anna"]),
            ("Anna, who asks and waits", &["Anna"]),
            ("Dad (at home) and nobody else", &["Dad"]),
        ] {
            assert_eq!(names_in_helper(helper), names, "{helper}");
        }
    }

    #[test]
    fn a_name_and_who_that_is_are_one_person() {
        for (helper, name, lines) in [
            ("Ray, my brother", "Ray", &["Ray", "my brother", "Brother", "Ray, my brother", "my brother Ray"][..]),
            ("Sue, my wife, asks once", "Sue", &["Sue", "wife"]),
            ("my wife, Sue", "my wife", &["Sue", "my wife", "Wife"]),
            ("Mr Hall sits near", "Mr Hall", &["Mr Hall", "Mr. Hall", "Mr", "Hall"]),
            ("my wife sits near", "my wife", &["my wife", "My wife", "wife"]),
            ("Aunt Jo rings", "Aunt Jo", &["Aunt Jo", "aunt jo", "Jo"]),
            ("Dev stays", "Dev", &["Dev (my husband)", "Dev"]),
        ] {
            assert_eq!(names_in_helper(helper), [name], "{helper}");
            let known = names_for_helper_lines([helper]);
            for line in lines {
                assert!(
                    name_and_text_of_helper_line(&format!("{line}: noticed"), &known).is_some(),
                    "{helper}: {line}"
                );
            }
        }
        assert_eq!(names_in_helper("Mom, my sister"), ["Mom", "my sister"]);
        assert_eq!(names_in_helper("Tom, Ann and Lee"), ["Tom", "Ann", "Lee"]);
    }

    #[test]
    fn each_name_in_a_helper_is_known() {
        let known = names_for_helper_lines(["Anna and Ben, who sit near", "my sister Ruth"]);
        for (line, named) in [("Ben: noticed", "Ben"), ("Ruth: warm", "Ruth"), ("Anna: praised", "Anna")] {
            let found = name_and_text_of_helper_line(line, &known).expect("a helper's line");
            assert_eq!(found.0.as_deref(), Some(named), "{line}");
        }
        assert_eq!(name_and_text_of_helper_line("who: noticed", &known), None);
    }

    #[test]
    fn a_helper_is_called_by_the_first_word() {
        let mom = names_for_helper_lines(["Mom, who asks once"]);
        assert_eq!(text_after_helper_name("Mom: noticed", &mom), Some("noticed".to_owned()));
        assert_eq!(text_after_helper_name("**mom**: noticed", &mom), Some("noticed".to_owned()));
        assert_eq!(text_after_helper_name("**Mom:** noticed #x ^a1", &mom), Some("noticed".to_owned()));
        assert_eq!(text_after_helper_name("Helper: noticed", &names_for_helper_lines([])), Some("noticed".to_owned()));
        assert_eq!(text_after_helper_name("Dad: noticed", &mom), None);
        assert_eq!(text_after_helper_name("noticed", &mom), None);
        assert_eq!(text_after_helper_name(": noticed", &names_for_helper_lines(["-"])), None);
    }
}
