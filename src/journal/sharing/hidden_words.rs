//! What says the name of a plan that is `none` in different words, signs or order, or links to its note
//! (docs/specification.md#6-sharing).

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::journal::lines::link_target::{link_targets, links_with_different_names, target_leads_to_folded_path};
use crate::journal::lines::same_words::{QualifierMatch, SameWordsIndex, without_details_if_any, without_signs_if_any};
use crate::journal::sharing::rendered_text::as_rendered;
use crate::text::{fold, stem_word};
use crate::when;

/// The names of plans that are `none` by what they say, and the notes of these plans.
#[derive(Clone, Debug)]
pub(crate) struct HiddenNamesBySameWords {
    hidden: SameWordsIndex<()>,
    open: SameWordsIndex<()>,
    open_names: HashSet<String>,
    /// Folded paths, without the ending.
    notes: Vec<String>,
}

impl HiddenNamesBySameWords {
    pub(crate) fn new(hidden: &[String], open: &[&str], notes: Vec<String>) -> HiddenNamesBySameWords {
        HiddenNamesBySameWords {
            hidden: SameWordsIndex::new(hidden.iter().map(|name| (name.as_str(), ()))),
            open: SameWordsIndex::new(open.iter().map(|name| (*name, ()))),
            open_names: open.iter().map(|name| fold(name)).collect(),
            notes,
        }
    }

    /// Whether a whole text says the name of a hidden plan, and is not nearer to that of another.
    pub(crate) fn is_name_in_other_words(&self, text: &str) -> bool {
        let says = |index: &SameWordsIndex<()>, qualifiers| !index.find(text, qualifiers).is_empty();
        says(&self.hidden, QualifierMatch::MayBeLeftOut)
            && !self.open_names.contains(&fold(text))
            && (says(&self.hidden, QualifierMatch::Same) || !says(&self.open, QualifierMatch::Same))
    }

    /// Where words of a text side by side say the name of a hidden plan, in any order.
    pub(crate) fn find_names_in_other_words(&self, text: &str) -> Vec<Range<usize>> {
        self.hidden.find_names_of_several_words(text)
    }

    /// Whether a text links to the note of a hidden plan, or with its name.
    pub(crate) fn links_to_hidden(&self, text: &str, is_hidden_name: impl Fn(&str) -> bool) -> bool {
        let is_hidden = |target: &String| {
            let name = target.rsplit('/').next().unwrap_or(target);
            is_hidden_name(name.strip_suffix(".md").unwrap_or(name))
                || self.notes.iter().any(|note| target_leads_to_folded_path(target, note))
        };
        link_targets(text).iter().chain(&targets_of_html_links(text)).any(is_hidden)
            || links_with_different_names(text).iter().any(|link| is_hidden_name(link.whole))
    }

    pub(crate) fn folded_note_paths(&self) -> &[String] {
        &self.notes
    }
}

/// What links written in HTML lead to.
fn targets_of_html_links(text: &str) -> Vec<String> {
    if !text.contains("href=") {
        return Vec::new();
    }
    let behind = text
        .split("href=")
        .skip(1)
        .filter_map(|behind| behind.trim_start_matches(['"', '\'']).split(['"', '\'', '>']).next());
    behind
        .filter_map(|target| target.split('#').next())
        .map(|target| target.replace("%20", " "))
        .filter(|target| !target.is_empty())
        .collect()
}

/// What is left of hidden names without emoji and signs, and what they are on a page: these are the plan's names too, where no other plan
/// has them.
pub(crate) fn hidden_names_without_signs(names: &[String], open_names: &[&str]) -> Vec<String> {
    let rendered = names.iter().map(|name| (name, as_rendered(name).into_owned()));
    let rendered = rendered.filter(|(name, rendered)| rendered != *name).map(|(_, rendered)| rendered);
    without_open_names(names.iter().filter_map(|name| without_signs_if_any(name)).chain(rendered), open_names)
}

/// What is left of hidden names without lengths, times and brackets: each is the plan's name where nothing else is joined to it.
pub(crate) fn hidden_names_without_details(names: &[String], open_names: &[&str]) -> Vec<String> {
    let plain = |name: &String| without_details_if_any(without_signs_if_any(name).as_deref().unwrap_or(name));
    without_open_names(names.iter().filter_map(plain), open_names)
}

fn without_open_names(names: impl Iterator<Item = String>, open_names: &[&str]) -> Vec<String> {
    let open: HashSet<String> = open_names.iter().map(|name| fold(name)).collect();
    names.filter(|name| !open.contains(&fold(name))).collect()
}

/// The words that make a name, without their endings: no numbers, and none of fewer than three letters.
pub(crate) fn words_that_name(text: &str) -> Vec<String> {
    const FILLERS: [&str; 7] = ["the", "and", "with", "for", "our", "his", "her"];
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let is_word = |word: &&str| {
        word.chars().count() > 2 && !word.contains(|c: char| c.is_ascii_digit()) && !FILLERS.contains(word)
    };
    words.filter(is_word).map(stem_word).collect()
}

/// Words that give an everyday name a different meaning: `run out of milk`, `the school run`.
const BEHIND_IN_ANOTHER_MEANING: [&str; 11] =
    ["out", "into", "over", "away", "low", "short", "errand", "errands", "across", "off", "down"];
const BEFORE_IN_ANOTHER_MEANING: [&str; 7] = ["school", "dry", "trial", "test", "bank", "ski", "print"];
/// The same in phrases: of a name, the words before it and those behind it that make a phrase, with commas. Before `with` it is practice
/// after all: `no date with Tom`.
const PHRASES_OF_NAME: [(&str, &str, &str); 23] = [
    (
        "run",
        "in the long, in the short, over the long, was on the, were on the, is on the, are on the, am on the, been on the, always on the, \
         lunch on the, breakfast on the, dinner on the, eat on the, ate on the, eating on the, up and",
        "late, in the family, in my family, in our family, in families, of the mill, of luck, of bad luck, the risk, a risk, a bath, him a bath, \
         her a bath, a fever, a temperature, riot, wild, dry, up against, the show, the house, the shop, the meeting",
    ),
    (
        "read",
        "",
        "of it, this first, the room, between the lines, my mind, his mind, her mind, your mind, my thoughts, minds, the riot act, the signs, too much into, \
         my lips, receipt, receipts",
    ),
    (
        "walk",
        "a cake",
        "me through, him through, her through, us through, them through, you through, of life, the line, on eggshells, a fine line, \
         a tightrope, the plank, in on, the talk, free",
    ),
    (
        "call",
        "on, a close, close, roll, curtain, a judgment, a judgement, missed, a missed",
        "it a day, it a night, it quits, a truce, in sick, a spade, the shots, into question, it off, the whole thing off, me names, \
         him names, her names, centre, center, sign",
    ),
    (
        "date",
        "time and, place and, name and, up to, out of, no, any, what, which, due, the same, a later, an earlier, start, end, expiry, best before, sell by, closing, court, \
         what is the, what's the, ate a, ate the, eat a, eats a, birth, release, wedding, the exact, set a, set the, fix a, fixed a, pick a, picked a, save the, the wrong, the right, today's, play",
        "of her, of his, of the, of our, of birth, on the letter, on the calendar, back to, line, stamp, and time, and place, and hour",
    ),
    (
        "time",
        "next, last, first, every, each, any, some, this, that, of, enough, not enough, short of, out of, on, in, a good, a great, a hard, \
         me the, take my, took my, take your, the first, the last, what, no, spare, free, lunch, bed",
        "is short, is up, off, to time, flew, flies",
    ),
    ("letter", "to the", ""),
    ("evening", "good, this, that, every, each, in the, yesterday, tomorrow, next, last", ""),
    ("morning", "good, this, that, every, each, in the, yesterday, tomorrow, next, last", ""),
    ("afternoon", "good, this, that, every, each, in the, yesterday, tomorrow, next, last", ""),
    ("night", "good, last, every, each, at, in the, all, other, tomorrow", ""),
    (
        "day",
        "good, every, each, the other, all, next, last, one, some, a, the next, the same, to",
        "off, by day, after day",
    ),
    ("week", "this, that, every, each, next, last, all, the other, the whole, past", ""),
    ("weekend", "this, that, every, each, next, last, all", ""),
    ("month", "this, that, every, each, next, last, all", ""),
    ("year", "this, that, every, each, next, last, all, new", ""),
    ("work", "tired from, home from, back from, way to, way from, after, before, off, at, from", ""),
    ("talk", "small, pep", "of the town, shop, radio, show, shows, is cheap"),
    ("write", "nothing to, not much to", "home about, that off, it off"),
    ("swim", "sink or", "against the, in debt"),
    ("play", "fair, a screen, the school, foul", "it safe, a part, a role, dumb"),
    ("draw", "the luck of the, a prize", "a line, the line, the short straw, a blank, breath, near, attention"),
    (
        "rest",
        "all the, put the, and the, for the, forgot the, remember the, did the, do the, ate the, all of the",
        "of, in peace, assured, room, stop, my case",
    ),
];
static PHRASES_BY_STEM: LazyLock<HashMap<String, (&str, &str)>> = LazyLock::new(|| {
    PHRASES_OF_NAME.iter().map(|(name, before, behind)| (stem_word(name), (*before, *behind))).collect()
});
/// What stands behind a hyphen in a word of its own: `the run-up`, `a read-only file`.
const BEHIND_HYPHEN: [&str; 13] =
    ["in", "up", "out", "off", "down", "only", "over", "through", "around", "away", "back", "stamp", "on"];

/// A text without the words that are an everyday name in a different meaning; none where it has no such word. `is_name` says whether
/// one word alone is a name, and `is_whole_name` whether a name is written so, with its hyphen: `Check-in`.
pub(crate) fn without_other_meanings(
    text: &str,
    is_name: impl Fn(&str) -> bool,
    is_whole_name: impl Fn(&str) -> bool,
) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let in_words = WordsOfText { words: &words };
    // Few words are a name, and only these are looked at closely.
    let is_other = |at: usize| {
        words.get(at).is_some_and(|word| word.split(['-', '\u{2011}', '/']).any(&is_name))
            && in_words.has_other_meaning(at)
            && !is_whole_name(&in_words.bare(at))
    };
    let gone: Vec<bool> = (0..words.len()).map(is_other).collect();
    let kept = words.iter().zip(&gone).map(|(word, is_gone)| if *is_gone { "\u{2026}" } else { word });
    gone.contains(&true).then(|| kept.collect::<Vec<_>>().join(" "))
}

/// The words of a text, to be looked at side by side.
struct WordsOfText<'t> {
    words: &'t [&'t str],
}

impl WordsOfText<'_> {
    fn bare(&self, at: usize) -> String {
        self.words.get(at).map_or_else(String::new, |word| fold(word.trim_matches(|c: char| !c.is_alphanumeric())))
    }

    /// Whether the word at this place means something else than its plan, by its own form or by the words beside it.
    fn has_other_meaning(&self, at: usize) -> bool {
        let is_one_of =
            |at: Option<usize>, known: &[&str]| at.is_some_and(|at| known.contains(&self.bare(at).as_str()));
        let before = |back: usize| at.checked_sub(back);
        // A full stop or a comma parts them.
        let is_joined = self.words.get(at).is_some_and(|word| word.ends_with(char::is_alphanumeric));
        is_joined && is_one_of(Some(at + 1), &BEHIND_IN_ANOTHER_MEANING)
            || is_one_of(before(1), &BEFORE_IN_ANOTHER_MEANING)
            || self.is_joined_by_hyphen(at)
            || self.is_in_phrase(at)
            || self.is_label_of_day(at)
            || self.is_what_remains(at)
            || self.is_one_of_lettered_plans(at)
            || self.is_among_places(at)
    }

    /// `Date: 19 November`, `Date: 2026-11-19`: the day is told, and nothing that was done.
    fn is_label_of_day(&self, at: usize) -> bool {
        const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let is_month = |at: usize| MONTHS.iter().any(|month| self.bare(at).starts_with(month));
        let next = self.bare(at + 1);
        let digits = next.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).count();
        let is_in_digits = digits > 1 && next.contains(['-', '/']) || digits > 2 && next.contains('.');
        self.bare(at) == "date"
            && self.words.get(at).is_some_and(|word| word.ends_with(':'))
            && (is_in_digits
                || when::parse_weekday(&next).is_ok()
                || is_month(at + 1)
                || digits == 1 && is_month(at + 2))
    }

    /// `The rest was fine`: what remains. `After the rest` tells of practice.
    fn is_what_remains(&self, at: usize) -> bool {
        const OF_MOMENT: [&str; 6] = ["after", "before", "during", "since", "while", "until"];
        let before = |back: usize| at.checked_sub(back).map(|at| self.bare(at)).unwrap_or_default();
        self.bare(at) == "rest" && before(1) == "the" && !OF_MOMENT.contains(&before(2).as_str())
    }

    /// `Plan A`, `plan B:`
    fn is_one_of_lettered_plans(&self, at: usize) -> bool {
        let next = self.words.get(at + 1).map_or("", |word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        self.bare(at) == "plan" && matches!(next, "A" | "B" | "C" | "D")
    }

    /// `home/work/park`: one of several places is nothing that was done.
    fn is_among_places(&self, at: usize) -> bool {
        const PLACES: [&str; 16] = [
            "home", "work", "park", "school", "office", "house", "garden", "kitchen", "town", "street", "room", "shop",
            "car", "bed", "desk", "outside",
        ];
        let Some(word) = self.words.get(at).filter(|word| word.contains('/') && !word.starts_with('#')) else {
            return false;
        };
        let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        folded.split('/').all(|part| PLACES.contains(&part))
    }

    /// `up-to-date`, `the run-up`, `a read-only file`: a word of its own.
    fn is_joined_by_hyphen(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at).filter(|word| word.contains('-') && !word.starts_with('#')) else {
            return false;
        };
        let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        let parts: Vec<&str> = folded.split('-').collect();
        matches!(parts.as_slice(), [_, behind] if BEHIND_HYPHEN.contains(behind))
            || matches!(parts.as_slice(), ["up" | "out", "to" | "of", _])
    }

    fn is_in_phrase(&self, at: usize) -> bool {
        let stem = stem_word(&self.bare(at));
        let Some((before, behind)) = PHRASES_BY_STEM.get(&stem) else { return false };
        let is_parted =
            |at: usize| self.words.get(at).is_none_or(|word| word.ends_with([',', '.', ';', ':', '!', '?']));
        let stands_before = |phrase: &str| {
            let count = phrase.split(' ').count();
            at.checked_sub(count).is_some_and(|from| {
                phrase.split(' ').zip(from..at).all(|(word, n)| self.bare(n) == word && !is_parted(n))
            })
        };
        let stands_behind =
            |phrase: &str| !is_parted(at) && phrase.split(' ').zip(at + 1..).all(|(word, n)| self.bare(n) == word);
        let phrases = |of: &'static str| of.split(", ").filter(|phrase| !phrase.is_empty());
        // `Up to date with my mail` is none of practice.
        let is_with = self.bare(at + 1) == "with" && !["up to", "take my", "took my"].into_iter().any(stands_before);
        phrases(before).any(stands_before) && !is_with || phrases(behind).any(stands_behind)
    }
}
