//! Words that keep a note, a line or an item to oneself (docs/specification.md#6-sharing). Private by mistake is safer than shared by
//! mistake.

use std::borrow::Cow;

use crate::journal::lines::clean_line::{InlineField, is_field_bracket, may_begin_with_inline_field};
use crate::journal::lines::line_names::clean_name;
use crate::journal::lines::markup::{text_after_list_mark, without_comments};
use crate::journal::note_fields::nested::{split_key_and_value, words_of_barrier};
use crate::journal::sharing::privacy_screen::SIGNS_OF_PRIVACY;
pub(crate) use crate::journal::sharing::privacy_screen::may_say_private;
use crate::journal::sharing::reader_names;
use crate::journal::sharing::words_of_languages::{
    folded_value_shares_nothing, folded_word_says_no, is_folded_foreign_privacy_word, is_folded_foreign_share_key,
};
use crate::note::{LineField, hashtag_name_len};
use crate::text::{edit_distance_within, fold, fold_key, has_same_letters, is_dash};

/// What says it alone, on a line or in a piece of one.
const PHRASES: [&str; 67] = [
    "pvt",
    "priv",
    "private",
    "privat",
    "secret",
    "hidden",
    "confidential",
    "share none",
    "share - none",
    "keep private",
    "keep this private",
    "keep secret",
    "keep this secret",
    "keep to myself",
    "keep this to myself",
    "keep it to myself",
    "keep it to yourself",
    "keep it private",
    "keep it secret",
    "not to be read",
    "not in the report",
    "just for me",
    "only for me",
    "for me only",
    "for me alone",
    "for my eyes only",
    "only for my eyes",
    "my eyes only",
    "don't share",
    "dont share",
    "do not share",
    "not shared",
    "not to share",
    "not to be shared",
    "not for sharing",
    "never share",
    "no share",
    "no sharing",
    "unshared",
    "private notes",
    "private note",
    "private stuff",
    "private thoughts",
    "private section",
    "private part",
    "private bit",
    "private entry",
    "private page",
    "private things",
    "private matters",
    "private journal",
    "private diary",
    "just for myself",
    "only for myself",
    "for myself only",
    "i don't want to share",
    "i do not want to share",
    "not for anyone",
    "don't show",
    "dont show",
    "do not show",
    "never show",
    "not to be shown",
    "do not show to anyone",
    "don't show to anyone",
    "don't show anyone",
    "do not show anyone",
];
/// The longest of them, with some words and signs around it, in bytes.
const LONGEST_PHRASE: usize = 64;
/// Words before a phrase that change nothing.
const BEFORE_PHRASE: [&str; 32] = [
    "please",
    "pls",
    "plz",
    "this one is",
    "that one is",
    "this page is",
    "today is",
    "everything here is",
    "all of this is",
    "everything above is",
    "all above is",
    "nb",
    "n.b.",
    "note",
    "ps",
    "this is",
    "this part is",
    "this note is",
    "this entry is",
    "this line is",
    "the rest is",
    "top",
    "it is",
    "it's",
    "that's",
    "thats",
    "that is",
    "that part is",
    "strictly",
    "very",
    "really",
    "all",
];
/// Words behind a phrase that change nothing.
const BEHIND_PHRASE: [&str; 9] =
    ["please", "thanks", "this", "this one", "that", "it", "with anyone", "with anybody", "with my therapist"];
/// Who is not to read something: `not for the therapist`.
const NOT_FOR: [&str; 12] = [
    "anyone else",
    "therapist",
    "therapists",
    "clinician",
    "counsellor",
    "counselor",
    "psychologist",
    "doctor",
    "coach",
    "helper",
    "report",
    "reports",
];

/// Tags that say it, and those below them (`do-not-share/health`), besides the words.
const TAGS: [&str; 15] = [
    "me only",
    "for me only",
    "onlyme",
    "only me",
    "justme",
    "just me",
    "do not share",
    "dont share",
    "dontshare",
    "no share",
    "noshare",
    "share none",
    "justforme",
    "just for me",
    "onlyforme",
];

/// Words that say it alone, as a tag, as a key, as a word in capitals or at the end of a file's name.
const WORDS: [&str; 5] = ["private", "privat", "secret", "hidden", "confidential"];

/// Whether a folded word says it alone in any of these languages.
fn is_folded_privacy_word(folded_word: &str) -> bool {
    WORDS.contains(&folded_word) || is_folded_foreign_privacy_word(folded_word)
}

/// Whether a folded word is the one for `private`, or one letter away from the English one.
fn is_spelling_of_private(folded_word: &str) -> bool {
    let is_of_other_language =
        || (folded_word.starts_with("priv") || folded_word.starts_with("pryw")) && is_folded_privacy_word(folded_word);
    matches!(folded_word, "private" | "privat")
        || edit_distance_within(folded_word, "private", 1).is_some()
        || is_of_other_language()
}

/// Whether a text, or what stands before or behind a dash in it, begins or ends with such a picture: `\u{1F512} Walk - tired`.
fn has_sign_of_privacy(text: &str) -> bool {
    if !text.contains(SIGNS_OF_PRIVACY) {
        return false;
    }
    let is_mark = |c: char| !c.is_alphanumeric() && !SIGNS_OF_PRIVACY.contains(&c);
    let is_marked = |part: &str| {
        let part = part.trim_matches(is_mark);
        part.starts_with(SIGNS_OF_PRIVACY) || part.ends_with(SIGNS_OF_PRIVACY)
    };
    // A number before an item is no word of it.
    let text = text_after_list_mark(text.trim_start()).unwrap_or(text);
    text.split(" - ").any(is_marked) || text.split(['\u{2013}', '\u{2014}']).any(is_marked)
}

/// Whether a text is such a picture and nothing else.
fn is_sign_of_privacy_alone(text: &str) -> bool {
    text.contains(SIGNS_OF_PRIVACY) && !text.contains(char::is_alphanumeric)
}

/// The words that stand beside `private` in a key that asks for nothing else.
const BESIDE_PRIVATE: [&str; 8] = ["private", "keep", "kept", "is", "note", "this", "entry", "privately"];

/// Whether a key with this value keeps a note private, in other words than `share: none`.
pub(crate) fn key_other_than_share_makes_private(key: &str, value: &str) -> bool {
    let folded = fold(value);
    let word = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let is_no = matches!(word, "false" | "no" | "0");
    match key.trim_matches(|c: char| !c.is_alphanumeric()) {
        "private" | "secret" | "hidden" => !is_no,
        // `share 🔒: none`; `share` alone is read as such.
        "share" if key != "share" => folded_word_says_no(word) || matches!(word, "none" | "nobody" | "private"),
        key if is_folded_foreign_privacy_word(key) => !folded_word_says_no(word),
        key if is_folded_foreign_share_key(key) => folded_value_shares_nothing(word) || is_folded_privacy_word(word),
        key if folded_key_asks_whether_shown(key) => {
            folded_word_says_no(word) || matches!(word, "none" | "nothing" | "hidden" | "private")
        }
        // `privat: ja`, `keep private: yes`, `do not share: yes`
        key if is_folded_private_key_variant(key) => !folded_word_says_no(word) && !value.trim().is_empty(),
        "privacy" if matches!(word, "true" | "yes" | "on" | "1" | "high" | "full" | "strict" | "max") => true,
        "audience" | "readers" | "reader" | "access" | "access level" | "visible for" | "for" | "share to"
            if matches!(word, "none" | "nobody" | "no one" | "me" | "only me" | "me only" | "just me" | "myself") =>
        {
            true
        }
        "classification" | "sensitivity" | "access level" | "level" | "cssclass" | "cssclasses" => {
            folded.split([',', ' ', ';']).any(is_folded_privacy_word)
        }
        "shareable" => folded_word_says_no(word),
        "hidden from" | "hide from" | "keep from" | "not for" => !folded_word_says_no(word) && !value.trim().is_empty(),
        "exclude from report"
        | "exclude from reports"
        | "hide from report"
        | "hide from reports"
        | "hide from therapist"
        | "hide from clinician"
        | "hide from helper" => !folded_word_says_no(word) && !value.trim().is_empty(),
        "privacy level" | "share level" | "sharing level" | "who can see" | "who can see this" | "visibility"
        | "visability" | "visiblity" | "privacy" | "visible" | "visible to" | "sharing" | "shared"
        | "default share" => {
            folded_word_says_no(word)
                || matches!(
                    word,
                    "private" | "none" | "hidden" | "nobody" | "me" | "only me" | "just me" | "self" | "myself"
                )
        }
        // `hide: [toc, navigation]` is for a program that makes pages.
        "hide" => {
            let is_part =
                |word: &str| word.trim().is_empty() || reader_names::is_part_of_other_programs_page(word.trim());
            !is_no && !value.trim().is_empty() && !folded.split([',', ';']).all(is_part)
        }
        "share with" | "share this" | "share it" | "shared with" | "share to" | "to share" | "show to"
        | "show this to" => {
            matches!(
                word,
                "none" | "nothing" | "no" | "false" | "nobody" | "no one" | "noone" | "me" | "only me" | "just me"
            )
        }
        "access" | "keywords" | "labels" | "label" | "category" | "categories" | "scope" | "topic" | "topics" => {
            folded.split([',', ';']).any(|word| is_private_tag(word.trim()))
        }
        "permission" | "permissions" => {
            matches!(word, "none" | "nobody" | "me" | "only me" | "private") || is_folded_privacy_word(word)
        }
        // `note: private`, `title: Not for Ana`
        "title" | "note" | "notes" | "comment" | "comments" | "remark" | "remarks" | "description" => {
            is_privacy_phrase_alone(value) || folded.starts_with("not for ") && asks_not_to_show(value)
        }
        "kind" | "status" | "type" => matches!(word, "private" | "secret" | "confidential"),
        _ => false,
    }
}

/// Whether a key with this value may be meant to keep a note private, though it can mean something else: `personal: yes`, `report: no`.
pub(crate) fn may_be_meant_as_private(key: &str, value: &str) -> bool {
    let word = fold(value);
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    match key {
        "personal" => matches!(word, "true" | "yes"),
        "public" | "show" | "shown" | "therapist" | "clinician" | "report" | "in report" | "in reports" => {
            folded_word_says_no(word) || word == "none"
        }
        "exclude" | "restricted" => matches!(word, "true" | "yes"),
        _ => false,
    }
}

/// Whether a key asks whether somebody may see the note: `share with my therapist`, `show therapist`, `therapist can see`.
fn folded_key_asks_whether_shown(folded_key: &str) -> bool {
    const ASKS: [&str; 9] = ["share", "shared", "sharing", "show", "shown", "visible", "for", "can", "may"];
    const BESIDE: [&str; 8] = ["with", "to", "by", "my", "the", "see", "read", "in"];
    let is_reader = |word: &str| NOT_FOR.contains(&word);
    let is_known = |word: &str| is_reader(word) || ASKS.contains(&word) || BESIDE.contains(&word);
    let words = || folded_key.split(' ');
    words().any(is_reader) && words().any(|word| ASKS.contains(&word)) && words().all(is_known)
}

/// A slip of a word for privacy, or such a word with a few others around it.
fn is_folded_private_key_variant(folded_key: &str) -> bool {
    // Letters that changed their places: `pravite`.
    let is_mixed_up = |word: &str| {
        folded_key.len() == word.len() && folded_key.starts_with(&word[..1]) && has_same_letters(folded_key, word)
    };
    if ["private", "confidential", "hidden", "secret"].into_iter().any(is_mixed_up) {
        return true;
    }
    // `secret` is short, and near to words of its own.
    let is_slip = |word: &str| {
        folded_key.chars().next() == word.chars().next() && edit_distance_within(folded_key, word, 1).is_some()
    };
    if ["private", "confidential", "hidden"].into_iter().any(is_slip)
        || matches!(folded_key, "secrte" | "sercet" | "secert")
    {
        return true;
    }
    let keeps = || {
        folded_key.split(' ').any(|word| word == "private")
            && folded_key.split(' ').all(|word| BESIDE_PRIVATE.contains(&word))
    };
    keeps()
        || matches!(
            folded_key,
            "noshare"
                | "nosharing"
                | "donotshare"
                | "dontshare"
                | "isprivate"
                | "unshared"
                | "only me"
                | "just me"
                | "secrect"
                | "don't show"
                | "dont show"
                | "do not show"
        )
        || ["shar", "for me", "for my"].iter().any(|part| folded_key.contains(part)) && PHRASES.contains(&folded_key)
        || folded_key.strip_prefix("not for ").is_some_and(folded_words_name_reader)
}

/// Whether an item under a line keeps that line private: `share` with anything but `summary` or `full`, a slip of it, or
/// another word for privacy.
pub(crate) fn item_makes_line_private(item: &str) -> bool {
    let bare = text_after_list_mark(item).unwrap_or(item);
    if is_privacy_phrase_alone(item)
        || begins_with_private_mark(item)
        || is_private_in_brackets(bare.trim_matches(|c: char| !c.is_alphanumeric()))
    {
        return true;
    }
    let is_enclosing = |c: char| matches!(c, '"' | '\'') || is_field_bracket(c) || c.is_whitespace();
    // `[share:: none]`
    let is_inline_field = may_begin_with_inline_field(item.trim_start());
    let item = if is_inline_field { item.trim_matches(is_enclosing).to_owned() } else { clean_name(item) };
    let item = item.trim_matches(is_enclosing);
    let Some((key, value)) = split_key_and_value(item) else { return fold_key(item) == "share none" };
    let (written_key, key) = (key, fold_key(key));
    let value_word = fold(value);
    match edit_distance_within(&key, "share", 1) {
        Some(0) => return !matches!(value_word.as_str(), "summary" | "full"),
        // `shape: good` is something else.
        Some(_) => return matches!(value_word.as_str(), "" | "none" | "no" | "false" | "0" | "nobody" | "private"),
        None => {}
    }
    key_other_than_share_makes_private(&key, value) || is_not_for_named_person(written_key, value)
}

/// What asks whether the person named behind it may see something, also where the name is in small letters.
const ASKS_FOR_PERSON: [&str; 12] = [
    "share",
    "share this",
    "show",
    "show to",
    "show this to",
    "shown to",
    "share with",
    "share this with",
    "shared with",
    "visible to",
    "visible for",
    "tell",
];
/// The same, before a name with a capital alone.
const ASKS_FOR_WRITTEN_NAME: [&str; 2] = ["share to", "for"];
/// What keeps something from the person named behind it.
const AWAY_FROM_PERSON: [&str; 4] = ["hide from", "hidden from", "keep from", "not for"];

/// Whether a key with this value says that somebody is not to see it: `show Ana: no`, `for Dr. Ray: never`, `showAna: no`. A name has a
/// capital, or is one in small letters behind words such as `show`; a day is no name.
pub(crate) fn is_not_for_named_person(written_key: &str, value: &str) -> bool {
    const MOST_WORDS: usize = 3;
    const FIRST_WORDS: [&str; 11] =
        ["show", "shown", "share", "shared", "visible", "for", "tell", "hide", "hidden", "keep", "not"];
    // Nearly no key begins so, and every key is asked.
    let begins_so =
        |known: &&str| written_key.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known));
    if written_key.is_ascii() && !FIRST_WORDS.iter().any(begins_so) {
        return false;
    }
    let words: Vec<&str> = written_key.split([' ', '-', '_']).filter(|word| !word.is_empty()).collect();
    if keeps_from_reader_in_small_letters(&words, value) {
        return true;
    }
    let is_name = |word: &&str| {
        let has_capital = word.starts_with(char::is_uppercase) && !(word.len() > 1 && is_in_capitals(word));
        has_capital && !reader_names::is_day_or_month(word) && !reader_names::is_part_of_other_programs_page(word)
    };
    let names = words.iter().rev().take_while(|word| is_name(word)).count();
    let Some((before, named)) = words.split_at_checked(words.len() - names) else { return false };
    // The first word may have a capital too: `Show Ana`.
    let (before, named) =
        if before.is_empty() { words.split_at(usize::from(words.len() > 1)) } else { (before, named) };
    let answer = fold(value);
    let is_no = folded_word_says_no(answer.trim_matches(|c: char| !c.is_alphanumeric()));
    let before = fold_key(&before.join(" "));
    let before = before.as_str();
    let asks = || ASKS_FOR_PERSON.contains(&before) || ASKS_FOR_WRITTEN_NAME.contains(&before);
    // `hide from Ana: yes`
    let is_kept_away = || !is_no && !answer.is_empty() && AWAY_FROM_PERSON.contains(&before);
    (1..=MOST_WORDS).contains(&named.len()) && (is_no && asks() || is_kept_away())
}

/// The same for a name in small letters, or in one word with the one before it: `show ana: no`, `showAna: no`, `hide from ana: yes`.
fn keeps_from_reader_in_small_letters(words: &[&str], value: &str) -> bool {
    const MOST_WORDS: usize = 2;
    let joined = match words {
        // `ShowReadingTime` is no name.
        [word] if word.chars().skip(1).filter(|c| c.is_uppercase()).count() == 1 => {
            word.rfind(char::is_uppercase).map(|at| word.split_at(at))
        }
        _ => None,
    };
    let words = joined.map_or_else(|| words.to_vec(), |(before, name)| vec![before, name]);
    let answer = fold(value);
    let is_no = folded_word_says_no(answer.trim_matches(|c: char| !c.is_alphanumeric()));
    (1..=MOST_WORDS).any(|many| {
        let Some((before, named)) = words.len().checked_sub(many).and_then(|at| words.split_at_checked(at)) else {
            return false;
        };
        let before = fold_key(&before.join(" "));
        let asks = is_no && ASKS_FOR_PERSON.contains(&before.as_str())
            || !is_no && !answer.is_empty() && AWAY_FROM_PERSON.contains(&before.as_str());
        asks && reader_names::is_name_in_small_letters(named)
    })
}

/// Whether a line under a box has a key that can keep it private, whatever its value: `private: no`.
pub(crate) fn has_key_about_privacy(line: &str) -> bool {
    let item = text_after_list_mark(line).unwrap_or(line);
    split_key_and_value(item)
        .is_some_and(|(key, _)| key_other_than_share_makes_private(&fold_key(&clean_name(key)), "yes"))
}

/// Whether an inline field keeps its line private.
pub(crate) fn inline_field_makes_line_private(field: &InlineField) -> bool {
    item_makes_line_private(&format!("{}: {}", field.key, field.value))
}

/// Whether a word for privacy stands before a number, a place or the line's end: `Walk private 12 min`, `Walk, do not share`.
fn says_private_before_detail(text: &str) -> bool {
    // `secret` and `in private` may belong to a task.
    const WORDS: [&str; 2] = ["private", "confidential"];
    const AT_END: [&str; 4] = [" don't share", " don\u{2019}t share", " do not share", " keep private"];
    let core = text.split(" - ").next().unwrap_or(text);
    let words: Vec<&str> = core.split_whitespace().collect();
    let is_word = |word: &str| WORDS.iter().any(|known| word.trim_end_matches([',', ';']).eq_ignore_ascii_case(known));
    let is_detail = |word: &str| word.starts_with(|c: char| c.is_ascii_digit() || c == '@');
    let is_before_detail = |three: &[&str]| matches!(three, [before, word, next] if !before.eq_ignore_ascii_case("in") && is_word(word) && is_detail(next));
    let end = fold(core.trim_end_matches(|c: char| !c.is_alphanumeric()));
    words.windows(3).any(is_before_detail) || AT_END.iter().any(|known| end.ends_with(known))
}

/// Whether the text of a line of practice keeps it private: a piece of it is a word for privacy (`Walk, private`,
/// `Walk - rain (share: none)`), or it has such a tag.
pub(crate) fn practice_line_says_private(text: &str) -> bool {
    // Nearly every line has none of these, and this look is quick.
    if !may_say_private(text) {
        return false;
    }
    let is_between = |c: char| matches!(c, '(' | ')' | '[' | ']' | '|' | ';' | '\u{2014}' | '\u{2013}' | '@' | '/');
    // Before the first dash a comma parts what a line says; behind it stands free text.
    let pieces = || {
        let parts = text.split(" - ").enumerate();
        parts.flat_map(move |(at, part)| part.split(move |c: char| is_between(c) || at == 0 && c == ','))
    };
    let says_it = |piece: &str| {
        // A date or a time may stand before it.
        let piece = piece.trim_start_matches(|c: char| !c.is_alphabetic());
        is_privacy_phrase_alone(piece)
            || split_key_and_value(piece).is_some_and(|(key, value)| {
                let key = fold_key(key);
                match key.rsplit(' ').next() {
                    Some("share") => fold(value.trim()) == "none",
                    _ => !value.contains(' ') && key_other_than_share_makes_private(&key, value),
                }
            })
    };
    pieces().any(says_it)
        || private_tag_in(text).is_some()
        || has_private_mark(text)
        || says_private_beside_task(text)
        || says_private_before_detail(text)
        || holds_field_with_private_label(text)
        || free_texts_of_line(text).any(|part| {
            begins_with_private_mark(part)
                || begins_with_request_not_to_show(part)
                || begins_with_request_and_comma(part)
        })
}

/// What stands behind each dash of a line.
fn free_texts_of_line(text: &str) -> impl Iterator<Item = &str> {
    let dashes = [" - ", " \u{2013} ", " \u{2014} "];
    dashes.into_iter().flat_map(|dash| text.split(dash).skip(1))
}

/// Whether free text begins with who is not to see it, and goes on: `not for Ana, she knows`. `not for Ana, but for me` is a reason.
fn begins_with_request_not_to_show(text: &str) -> bool {
    const OF_REASON: [&str; 4] = ["but", "for", "just", "only"];
    text.split_once(',').is_some_and(|(request, behind)| {
        let next = behind.split_whitespace().next().unwrap_or_default();
        asks_not_to_show(request.trim()) && !OF_REASON.contains(&fold(next).as_str())
    })
}

/// Whether the text of a field keeps itself private: `scared (private)`, `private: scared`.
pub(crate) fn field_text_says_private(text: &str) -> bool {
    let shown = without_comments(text);
    let is_alone = || is_privacy_phrase_alone(&shown) && fold(shown.trim()) != "hidden";
    is_alone() || begins_with_private_mark(&shown) || has_private_mark(text) || private_tag_in(&shown).is_some()
}

/// Whether barriers (`barrier: Omar shouted (private)`, with the key or without) are kept back by their own words: then nobody else
/// reads them.
pub(crate) fn barriers_say_private(text: &str) -> bool {
    if !may_say_private(text) {
        return false;
    }
    let value = words_of_barrier(text);
    let pieces = || value.trim_matches(['[', ']']).split(',');
    field_text_says_private(value)
        || pieces().any(|piece| is_privacy_phrase_alone(piece) || field_text_says_private(piece))
}

/// Whether a text says `share: none`, in any way to write it.
pub(crate) fn says_share_none(text: &str) -> bool {
    let words: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    format!(" {} ", fold_key(&words)).contains(" share none ")
}

/// Words that say for whom something is. Before a colon or a dash and more words they may begin an ordinary sentence: `Just for
/// me: a cake!` That line is kept back, and not its whole note.
const FOR_ME: [&str; 4] = ["just for me", "only for me", "just for myself", "only for myself"];

/// Whether a line begins with such words and goes on behind a colon or a dash.
pub(crate) fn is_for_me_sentence(line: &str) -> bool {
    let is_heading = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace()).starts_with('#');
    let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let goes_on = |phrase: &&str| {
        bare.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase))
            && bare.get(phrase.len()..).is_some_and(|behind| {
                let behind = behind.trim_start();
                behind.starts_with(|c: char| c == ':' || is_dash(c)) && behind.contains(char::is_alphanumeric)
            })
    };
    !is_heading && FOR_ME.iter().any(goes_on)
}

/// Whether an item such as `Share: the cake` says what there is to share, and nothing of its note. `share: none` and what is near to
/// it says something.
pub(crate) fn is_thing_to_share(item: &str) -> bool {
    const NOBODY: [&str; 16] = [
        "", "none", "no", "never", "false", "off", "0", "nobody", "no one", "noone", "nothing", "me", "only me",
        "just me", "not", "private",
    ];
    let item = clean_name(item);
    let Some((key, value)) = split_key_and_value(item.trim()) else { return false };
    let value = fold(value.trim_matches(|c: char| !c.is_alphanumeric()));
    let polite = BEHIND_PHRASE.into_iter().find_map(|word| value.strip_suffix(word));
    let value = polite.unwrap_or(&value).trim_end_matches([',', ' ']);
    let is_near = |word: &&str| word.len() > 3 && edit_distance_within(value, word, 1).is_some();
    fold_key(key) == "share"
        && !NOBODY.contains(&value)
        && !NOBODY.iter().any(is_near)
        && !is_privacy_phrase_alone(value)
}

/// A line of practice without the words that keep it private (`Walk (private)`, `Walk, private - X`), so that it is known what it is
/// about. None where it has no such words before its free text, or nothing besides.
pub(crate) fn without_private_words(text: &str) -> Option<String> {
    if !practice_line_says_private(text) {
        return None;
    }
    let (head, words) = text.split_once(" - ").map_or((text, None), |(head, words)| (head, Some(words)));
    let head = without_enclosed_private_words(head);
    let kept: Vec<&str> = head.split(',').filter(|piece| !is_private_piece(piece)).collect();
    let mut kept = kept.join(",");
    if let Some(rest) = kept.trim_end().strip_suffix("share none") {
        kept = rest.to_owned();
    }
    if says_private_beside_task(&kept) {
        let is_word = |word: &&str| is_spelling_of_private(&fold(word.trim_matches(|c: char| !c.is_alphanumeric())));
        let all: Vec<&str> = kept.split_whitespace().collect();
        let rest = match all.as_slice() {
            [first, rest @ ..] if is_word(first) => rest,
            [rest @ .., last] if is_word(last) => rest,
            all => all,
        };
        kept = rest.join(" ");
    }
    let line = words.map_or_else(|| kept.clone(), |words| format!("{kept} - {words}"));
    (line != text && !kept.trim().is_empty()).then_some(line)
}

/// Whether a piece between commas is a word for privacy and nothing else: `private`, `share: none`, `none`.
fn is_private_piece(piece: &str) -> bool {
    let bare = piece.trim_matches(|c: char| !c.is_alphanumeric());
    is_private_words_alone(piece) || fold(bare) == "none" || is_private_tag(bare) && !bare.contains(' ')
}

/// The text without what stands in brackets or emphasis and is a word for privacy.
fn without_enclosed_private_words(text: &str) -> String {
    let mut text = text.to_owned();
    for (open, close) in ENCLOSING {
        let found = text.match_indices(open).find_map(|(at, _)| {
            let inside = text.get(at + open.len()..)?;
            let (phrase, _) = inside.split_once(close)?;
            let is_private =
                phrase.len() <= LONGEST_PHRASE && (is_private_words_alone(phrase) || fold(phrase.trim()) == "none");
            is_private.then(|| at..at + open.len() + phrase.len() + close.len())
        });
        if let Some(range) = found {
            text.replace_range(range, " ");
        }
    }
    text
}

/// Whether what stands before the words of a line says it right beside the task: `Walk private`, `PRIVATE Walk`, `Walk **private**`,
/// `Walk, none`, `Walk share none`. `Private lesson` and `Say it in private` are names.
fn says_private_beside_task(text: &str) -> bool {
    let head = text.split(" - ").next().unwrap_or(text);
    let trimmed = |word: &str| fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let words: Vec<&str> = head.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| trimmed(word)).collect();
    // `secret` and `hidden` may belong to a task's name.
    let is_word = |word: &String| is_spelling_of_private(word);
    let is_short = words.len() > 1 && words.len() <= MOST_WORDS_OF_HEAD;
    let begins = || {
        let is_loud = words.first().is_some_and(|word| is_in_capitals(word) || word.starts_with('('));
        let is_name = || words.get(1).is_some_and(|word| is_in_capitals(word) || begins_with_name_of_thing(word));
        is_loud && folded.first().is_some_and(is_word) && !is_name()
            || matches!(folded.as_slice(), [first, next] if first == "private" && !begins_with_name_of_thing(next))
                && words.first().is_some_and(|word| !word.starts_with(char::is_uppercase))
    };
    let ends = || match folded.as_slice() {
        [.., before, last] => is_word(last) && !changes_meaning_of_private(before),
        _ => false,
    };
    let ends_with_none = || {
        let piece = head.rsplit([',', '(', '[']).next().unwrap_or_default();
        piece.len() < head.len() && trimmed(piece) == "none"
    };
    let ends_with_share_none = || matches!(folded.as_slice(), [.., share, none] if share == "share" && none == "none");
    is_short && (begins() || ends()) || ends_with_none() || ends_with_share_none()
}

/// What is called private, secret or confidential and is a thing of that name: `Private lesson`, `PRIVATE EYE`, `(secret) admirer`.
const THINGS: [&str; 63] = [
    "account",
    "accounts",
    "admirer",
    "agent",
    "agents",
    "bank",
    "beach",
    "car",
    "clinic",
    "code",
    "company",
    "counselling",
    "counseling",
    "detective",
    "doctor",
    "door",
    "equity",
    "eye",
    "eyes",
    "garden",
    "gem",
    "gems",
    "health",
    "helpline",
    "hospital",
    "hotline",
    "ingredient",
    "insurance",
    "investigator",
    "island",
    "jet",
    "key",
    "landlord",
    "lesson",
    "lessons",
    "line",
    "menu",
    "number",
    "nurse",
    "parking",
    "parts",
    "patient",
    "patients",
    "police",
    "practice",
    "property",
    "recipe",
    "road",
    "santa",
    "sauce",
    "school",
    "schools",
    "sector",
    "service",
    "treasure",
    "tuition",
    "tutor",
    "tutoring",
    "view",
    "viewing",
    "views",
    "waste",
    "weapon",
];

/// Whether what stands behind a word for privacy makes the name of a thing of it.
fn begins_with_name_of_thing(behind: &str) -> bool {
    let word = behind.split_whitespace().next().unwrap_or_default();
    // A list or a sentence that begins with such a word goes on otherwise.
    THINGS.contains(&fold(word.trim_matches(|c: char| !c.is_alphanumeric())).as_str())
}

/// Whether a word before `private` makes something else of it: `in private`, `not private`, `public and private`.
fn changes_meaning_of_private(before: &str) -> bool {
    const WORDS_BEFORE: [&str; 18] = [
        "in",
        "not",
        "no",
        "longer",
        "and",
        "or",
        "nowhere",
        "somewhere",
        "is",
        "be",
        "are",
        "was",
        "it",
        "more",
        "non",
        "very",
        "a",
        "the",
    ];
    WORDS_BEFORE.contains(&before)
}

fn is_in_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.contains(char::is_lowercase)
}

/// What can stand round a word for privacy.
const ENCLOSING: [(&str, &str); 13] = [
    ("\u{FF08}", "\u{FF09}"),
    ("\u{3010}", "\u{3011}"),
    ("\u{300C}", "\u{300D}"),
    ("\u{AB}", "\u{BB}"),
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("**", "**"),
    ("*", "*"),
    ("%%", "%%"),
    ("<!--", "-->"),
    ("==", "=="),
    ("_", "_"),
];

/// More words before the first dash are a sentence.
const MOST_WORDS_OF_HEAD: usize = 8;

/// Whether a text has a mark that keeps it private, wherever it stands: a word for privacy in brackets, in emphasis or as a
/// comment (`(private)`, `[secret]`, `*just for me*`, `%%private%%`), or at its end behind a sign (`; private`).
pub(crate) fn has_private_mark(text: &str) -> bool {
    if !may_say_private(text) {
        return false;
    }
    let is_enclosed = ENCLOSING.into_iter().any(|(open, close)| {
        text.match_indices(open).any(|(at, _)| {
            let inside = text.get(at + open.len()..).unwrap_or_default();
            // Only a few signs are looked at, so that a row of brackets costs its length.
            let near = inside.char_indices().nth(LONGEST_PHRASE).map_or(inside, |(end, _)| &inside[..end]);
            let Some((phrase, behind)) = near.split_once(close) else { return false };
            // `[private](a.md)` is a link.
            let is_link = open == "[" && behind.starts_with('(');
            // `*private* lesson`
            let is_stressed = matches!(open, "**" | "*" | "==" | "_")
                && behind.trim_start_matches(['*', '=', '_']).trim_start().starts_with(char::is_alphanumeric);
            // `(secret) admirer`
            let is_name = || {
                let begins = text.get(..at).is_some_and(|before| !before.contains(char::is_alphanumeric));
                begins_with_name_of_thing(behind) && (begins || behind.trim_start().starts_with(char::is_lowercase))
            };
            // `(private - Ana)`
            let begins_so = || {
                matches!(open, "(" | "[" | "{" | "\u{FF08}")
                    && phrase.split_once(" - ").is_some_and(|(first, _)| is_privacy_phrase_alone(first))
            };
            !is_link && !is_stressed && (is_private_words_alone(phrase) || begins_so()) && !is_name()
        })
    });
    if is_enclosed || has_sign_of_privacy(text) {
        return true;
    }
    let bare = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    const BEFORE_LAST: [char; 12] =
        [',', ';', ':', '>', '\u{2026}', '\u{2014}', '\u{2013}', '\u{2015}', '~', '|', '\u{2192}', '\u{B7}'];
    let behind_sign = bare.rfind(BEFORE_LAST).map(|at| (at, bare[at..].trim_start_matches(BEFORE_LAST)));
    let behind_dash =
        [" - ", " -- ", "... ", " * ", " / ", " -"].into_iter().filter_map(|dash| Some((bare.rfind(dash)?, dash)));
    let behind_dash = behind_dash.map(|(at, dash)| (at, &bare[at + dash.len()..])).max_by_key(|(at, _)| *at);
    let last = behind_sign.into_iter().chain(behind_dash).max_by_key(|(at, _)| *at);
    // Of a list of words (`good, quiet, private`) it is one.
    let is_in_list = |at: usize| bare[at..].starts_with(',') && bare[..at].contains(',');
    // Several words are no part of a list: `Read, 10 min, not for Ana`.
    let may_say = |at: usize, piece: &str| !is_in_list(at) || piece.trim().contains(' ');
    last.is_some_and(|(at, piece)| may_say(at, piece) && is_private_words_alone(piece))
        || last_sentence_says_private(bare)
}

/// What else says it as a sentence behind others. `Hide.` and `Nobody else.` may tell what happened.
const LAST_SENTENCES: [&str; 14] = [
    "not shared",
    "not to be shared",
    "leave this out",
    "leave it out",
    "no sharing",
    "no share",
    "hide this",
    "top secret",
    "off the record",
    "share: none",
    "share none",
    "between us",
    "just between us",
    "keep this between us",
];

/// Whether the last sentence of several says it of those before it: `We argued. Private.`
fn last_sentence_says_private(bare: &str) -> bool {
    // The full stop of `Dr. Lee` ends no sentence.
    let titles = ["Dr. ", "Mr. ", "Mrs. ", "Ms. "];
    let whole = titles.into_iter().fold(Cow::Borrowed(bare), |text, title| match text.contains(title) {
        true => Cow::Owned(text.replace(title, &title.replace('.', ""))),
        false => text,
    });
    let last_sentence =
        [". ", "! ", "\u{3002}"].into_iter().filter_map(|end| whole.rsplit_once(end)).map(|(_, last)| last);
    last_sentence.min_by_key(|last| last.len()).is_some_and(|last| {
        let folded = fold(last);
        is_folded_privacy_word(&folded)
            || LAST_SENTENCES.contains(&folded.as_str())
            || folded_words_ask_to_leave_out_of_report(&folded)
            || is_sentence_of_request(last)
    })
}

/// Whether a sentence asks that what stands before it is not shared: `I cried. Please don't share this.`
fn is_sentence_of_request(sentence: &str) -> bool {
    const ASKING: [&str; 4] = ["do not ", "don't ", "dont ", "never "];
    const BEGINNINGS: [&str; 21] = [
        "strictly ",
        "that's ",
        "thats ",
        "this part is ",
        "that part is ",
        "please ",
        "pls ",
        "keep ",
        "not for ",
        "not to ",
        "this is ",
        "it is ",
        "it's ",
        "this one is ",
        "that is ",
        "all this is ",
        "all of this is ",
        "for me ",
        "just for me",
        "only for m",
        "for my eyes ",
    ];
    let folded = fold(sentence).replace('\u{2019}', "'");
    let begins = |with: &[&str]| with.iter().any(|word| folded.starts_with(word));
    begins(&ASKING) && (is_privacy_phrase_alone(sentence) || is_private_in_brackets(sentence))
        || begins(&BEGINNINGS) && is_privacy_phrase_alone(sentence)
        || is_request_not_to_show_alone(sentence)
}

/// Whether a text says it, in any of the words that ask for it, and says nothing else.
pub(crate) fn says_private_alone(text: &str) -> bool {
    is_private_words_alone(text) || is_request_not_to_show_alone(text)
}

/// A word for privacy and nothing else, `share: none` in any way to write it included.
fn is_private_words_alone(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    is_privacy_phrase_alone(bare)
        || is_private_in_brackets(bare)
        || fold_key(&bare.replace([':', '='], " ")) == "share none"
}

/// Whether words say it in brackets or behind a sign at the end of a line, though in a sentence they may not: `(hide)`, `(between us)`,
/// `(don't show this to Ana)`. `(not for long)` says something else.
pub(crate) fn is_private_in_brackets(bare: &str) -> bool {
    const WORDS: [&str; 43] = [
        "nobody's business",
        "none of anybody's business",
        "no one's business",
        "keep it between us",
        "this stays between us",
        "stays between us",
        "this stays with me",
        "stays with me",
        "keep between us",
        "do not include",
        "don't include",
        "dont include",
        "exclude",
        "exclude this",
        "exclude from report",
        "exclude from the report",
        "hide from report",
        "hide from the report",
        "leave out",
        "leave this out",
        "leave out of the report",
        "no report",
        "skip in report",
        "redacted",
        "unlisted",
        "nobody else",
        "a bit private",
        "too private to share",
        "hide",
        "hide this",
        "between us",
        "just between us",
        "privately",
        "eyes only",
        "my eyes",
        "don't show",
        "do not show",
        "dont show",
        "don't tell",
        "off the record",
        "keep this to yourself",
        "keep it to yourself",
        "keep this between us",
    ];
    let folded = fold(bare);
    WORDS.contains(&folded.as_str()) || folded_words_ask_to_leave_out_of_report(&folded) || asks_not_to_show(bare)
}

/// Whether folded words ask that something is not in the report: `leave this out of the report`, `keep off the page`.
fn folded_words_ask_to_leave_out_of_report(folded: &str) -> bool {
    const BEGINNINGS: [&str; 7] = ["leave", "keep", "take", "omit", "exclude", "hide", "not"];
    const BETWEEN: [&str; 14] =
        ["this", "it", "that", "out", "of", "off", "from", "the", "my", "for", "in", "on", "line", "part"];
    const REPORTS: [&str; 4] = ["report", "reports", "page", "pages"];
    let words: Vec<&str> = folded.split(' ').collect();
    // `keep the page` and `hide it on the page` ask for nothing of the kind.
    let is_away = || words.iter().any(|word| matches!(*word, "out" | "off" | "from")) || words.first() == Some(&"not");
    match words.as_slice() {
        [first, between @ .., last] if !between.is_empty() => {
            BEGINNINGS.contains(first)
                && REPORTS.contains(last)
                && between.iter().all(|word| BETWEEN.contains(word))
                && is_away()
        }
        _ => false,
    }
}

/// How a request ends that begins with who is not to see it.
const ENDINGS_OF_REQUEST: [&str; 20] = [
    " should not see this",
    " should not read this",
    " should not know",
    " must not see this",
    " must not read this",
    " must not know",
    " mustn't know",
    " mustn't see this",
    " is not to see this",
    " is not to know",
    " shouldn't see this",
    " shouldn't read this",
    " mustn't read this",
    " should not see it",
    " must not see it",
    " may not see this",
    " doesn't need to see this",
    " does not need to know",
    " shouldn't know",
    " need not know",
];

/// Whether words ask that somebody is not shown it: `don't show Ana`, `do not share this with Mum`, `not for Dr. K`, `keep this from
/// Ana`, `Ana must not know`.
pub(crate) fn asks_not_to_show(text: &str) -> bool {
    const BEGINNINGS: [&str; 22] = [
        "not for sharing with ",
        "not to be shared with ",
        "never show ",
        "never tell ",
        "never share this with ",
        "don't show ",
        "dont show ",
        "do not show ",
        "don't share ",
        "dont share ",
        "do not share ",
        "don't tell ",
        "dont tell ",
        "do not tell ",
        "not for ",
        "hide from ",
        "hide this from ",
        "keep from ",
        "keep this from ",
        "keep it from ",
        "don't mention to ",
        "don't mention this to ",
    ];
    const MOST_WORDS: usize = 8;
    const OBJECTS: [&str; 12] =
        ["this", "that", "it", "to", "with", "him", "her", "them", "anyone", "anybody", "others", "below"];
    let text = text.strip_prefix("Please ").or_else(|| text.strip_prefix("please ")).unwrap_or(text);
    let folded = fold(text);
    if folded.split(' ').count() > MOST_WORDS {
        return false;
    }
    if matches!(
        folded.as_str(),
        "tell no one" | "tell nobody" | "don't put this in the report" | "do not put this in the report"
    ) {
        return true;
    }
    let is_written_as_name =
        |at: usize| text.split_whitespace().nth(at).is_some_and(|word| word.starts_with(char::is_uppercase));
    if is_wish_that_somebody_does_not_see(text, &folded) {
        return true;
    }
    if let Some(who) = ENDINGS_OF_REQUEST.iter().find_map(|end| folded.strip_suffix(end)) {
        return folded_words_name_reader(who)
            || !who.contains(' ') && is_written_as_name(0) && who != "i"
            || reader_names::is_name_in_small_letters(&who.split(' ').collect::<Vec<_>>());
    }
    let Some(who) = BEGINNINGS.iter().find_map(|begin| folded.strip_prefix(begin)) else { return false };
    let named: Vec<&str> = who.split(' ').collect();
    let first = named.first().copied().unwrap_or_default();
    // `Not for Ana though, she was fine.`
    if named.iter().skip(1).any(|word| word.trim_end_matches([',', '.']) == "though") {
        return false;
    }
    // A name has a capital where it is written. Behind these words one in small letters is seen too.
    let many = folded.split(' ').count() - named.len();
    // `Not for New Year. We stayed in.`
    let ends_sentence = |word: &&str| word.ends_with(['.', ',', ';', ':', '!', '?', '\u{2026}']);
    let first_sentence = named.iter().position(ends_sentence).map_or(named.len(), |at| at + 1);
    if reader_names::is_named_occasion(named.get(..first_sentence).unwrap_or_default()) {
        return false;
    }
    let bare_first = first.trim_matches(|c: char| !c.is_alphanumeric());
    // `NOT FOR SALE` and `Not for Christmas` name nobody.
    let is_name =
        || is_written_as_name(many) && !reader_names::is_no_name(bare_first) && !reader_names::is_day_or_month(first);
    OBJECTS.contains(&first)
        || folded_words_name_reader(who)
        || is_name()
        || reader_names::is_name_in_small_letters(without_polite_word(&named))
}

/// `not for ana please`
fn without_polite_word<'w, 't>(words: &'w [&'t str]) -> &'w [&'t str] {
    match words {
        [named @ .., last] if !named.is_empty() && matches!(*last, "please" | "thanks" | "this") => named,
        all => all,
    }
}

/// Whether words wish that somebody, or nobody, sees it: `I don't want Ana to see this`, `Nobody should read this`.
fn is_wish_that_somebody_does_not_see(text: &str, folded: &str) -> bool {
    const WISHES: [&str; 6] =
        ["i don't want ", "i dont want ", "i do not want ", "don't let ", "dont let ", "do not let "];
    const SEEING: [&str; 9] = [
        " to see this",
        " to see it",
        " to read this",
        " to read it",
        " to know",
        " to know this",
        " see this",
        " read this",
        " know",
    ];
    const NOBODY: [&str; 3] = ["nobody ", "no one ", "noone "];
    const MAY_SEE: [&str; 8] = [
        "should see this",
        "should read this",
        "may see this",
        "may read this",
        "must see this",
        "must read this",
        "must know",
        "should know",
    ];
    if NOBODY.iter().any(|nobody| folded.strip_prefix(nobody).is_some_and(|rest| MAY_SEE.contains(&rest))) {
        return true;
    }
    let Some(rest) = WISHES.iter().find_map(|wish| folded.strip_prefix(wish)) else { return false };
    let Some(who) = SEEING.iter().find_map(|seeing| rest.strip_suffix(seeing)) else { return false };
    let is_name = || {
        let word = text.split_whitespace().nth(folded.split(' ').count() - rest.split(' ').count());
        !who.contains(' ') && word.is_some_and(|word| word.starts_with(char::is_uppercase))
            || reader_names::is_name_in_small_letters(&who.split(' ').collect::<Vec<_>>())
    };
    folded_words_name_reader(who) || matches!(who, "anyone" | "anybody" | "him" | "her" | "them") || is_name()
}

/// Whether a line begins with a word for privacy and a colon: `Private: we argued`, `**Private:** …`, `Not for Ana: …`. A time behind it
/// (`Private: 5 pm lesson`) makes it a title.
pub(crate) fn begins_with_private_label(line: &str) -> bool {
    if !may_say_private(line) {
        return false;
    }
    let is_mark = |c: char| matches!(c, '*' | '_' | '#' | '>' | '"') || c.is_whitespace();
    let item = text_after_list_mark(line).unwrap_or(line);
    // `NOT FOR ANA - we argued`
    let dash = [" - ", " \u{2013} ", " \u{2014} "].into_iter().find_map(|dash| item.split_once(dash));
    if dash.is_some_and(|(label, _)| is_private_in_brackets(label.trim_matches(is_mark))) {
        return true;
    }
    // `Do not share. I drank again.`
    let sentence = item.split_once(['.', '!', ';', '\u{2026}']).map(|(first, _)| first.trim_matches(is_mark));
    if sentence.is_some_and(|first| is_privacy_phrase_alone(first) || is_private_in_brackets(first)) {
        return true;
    }
    if begins_with_confidential(item) || begins_with_request_and_comma(item) || is_field_with_private_label(item) {
        return true;
    }
    let Some((label, behind)) = item.split_once([':', '\u{FF1A}']) else { return false };
    // `Note to self, not for the report: …`
    let last = label.rsplit(", ").next().unwrap_or(label).trim_matches(is_mark);
    let label = if folded_words_ask_to_leave_out_of_report(&fold(last)) { last } else { label.trim_matches(is_mark) };
    let is_title = behind.trim_matches(is_mark).starts_with(|c: char| c.is_ascii_digit());
    !is_title && (is_privacy_phrase_alone(label) || is_private_in_brackets(label)) && !is_for_me_sentence(line)
}

/// Whether a line begins with a request and goes on behind a comma: `do not share, I cried`. In `I do not share, …` nothing is asked.
fn begins_with_request_and_comma(item: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "do not ",
        "don't ",
        "dont ",
        "never ",
        "not to ",
        "not for ",
        "please ",
        "pls ",
        "keep this ",
        "keep it ",
        "keep private",
        "note",
        "nb",
        "share none",
    ];
    let Some((request, behind)) = item.split_once(',') else { return false };
    let request = request.trim_matches(|c: char| !c.is_alphanumeric());
    let folded = fold(request);
    let asks = || match folded.starts_with("not for ") {
        // `Not for Dad, he hates fish` may be about something else.
        true => is_privacy_phrase_alone(request) && begins_with_request_not_to_show(item),
        false => is_privacy_phrase_alone(request) || is_private_in_brackets(request),
    };
    behind.contains(char::is_alphanumeric)
        && BEGINNINGS.iter().any(|begin| folded.starts_with(begin.trim_end()))
        && asks()
}

/// Whether a line is a field of practice whose words begin with a request: `felt: not for my therapist. I cried.`
fn is_field_with_private_label(item: &str) -> bool {
    let Some((key, value)) = item.split_once(':') else { return false };
    let is_field = || {
        let key = fold_key(key);
        let is_key = |field: LineField| field.word() == key || field.facts().other_keys.contains(&key.as_str());
        LineField::all().any(|field| field.holds_words() && is_key(field))
    };
    is_field() && (begins_with_private_label(value) || is_private_words_alone(value))
}

/// The same inside a line of practice: `Walk, felt: not for my therapist. I cried`.
fn holds_field_with_private_label(text: &str) -> bool {
    let keys = || LineField::all().filter(|field| field.holds_words()).map(LineField::word);
    text.match_indices(": ").any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        keys().any(|key| key.eq_ignore_ascii_case(word))
            && text.get(at - word.len()..).is_some_and(is_field_with_private_label)
    })
}

/// What can be confidential and is nothing that was kept back.
const CONFIDENTIAL_THINGS: [&str; 14] = [
    "and",
    "but",
    "chat",
    "conversation",
    "talk",
    "talks",
    "meeting",
    "letter",
    "call",
    "advice",
    "support",
    "info",
    "information",
    "file",
];

/// Whether a line begins with the bare word `confidential` and goes on with words of its own: `confidential we argued`.
fn begins_with_confidential(item: &str) -> bool {
    let mut words = item.split_whitespace();
    let is_word = words.next().is_some_and(|word| word.eq_ignore_ascii_case("confidential"));
    let next = words.next().map(fold).unwrap_or_default();
    is_word && !next.is_empty() && !begins_with_name_of_thing(&next) && !CONFIDENTIAL_THINGS.contains(&next.as_str())
}

/// Whether what somebody felt begins with a word for privacy that is none of a feeling: `private: sick`, `private I was sick`. `Private and
/// calm` is a feeling.
pub(crate) fn felt_text_says_private(text: &str) -> bool {
    const OF_FEELING: [&str; 9] = ["and", "or", "but", "yet", "again", "enough", "today", "now", "about"];
    let mut words = text.split_whitespace();
    let is_word = words.next().is_some_and(|word| matches!(fold(word).as_str(), "private" | "confidential"));
    let next = words.next().map(fold).unwrap_or_default();
    is_word
        && next.starts_with(char::is_alphabetic)
        && !begins_with_name_of_thing(&next)
        && !OF_FEELING.contains(&next.as_str())
}

/// Whether a line asks that somebody does not see the note and says nothing else: `Not for Dr. Lee`, `Off the record`.
pub(crate) fn is_request_not_to_show_alone(line: &str) -> bool {
    const WORDS: [&str; 9] = [
        "off the record",
        "between us",
        "just between us",
        "keep between us",
        "keep this between us",
        "keep it between us",
        "this stays between us",
        "this stays with me",
        "keep this to yourself",
    ];
    const LONGEST: usize = 160;
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.len() > LONGEST || !may_say_private(bare) {
        return false;
    }
    let folded = fold(bare);
    // `Not for others` is about one thing more often than about the note.
    // `Ana should not see this`
    let is_named_first = || {
        ENDINGS_OF_REQUEST.iter().any(|end| folded.ends_with(end)) || is_wish_that_somebody_does_not_see(bare, &folded)
    };
    let names_somebody = || {
        is_named_first()
            || bare.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase))
            || NOT_FOR.iter().any(|who| folded.ends_with(who))
            || ends_with_name_in_small_letters(&folded)
    };
    WORDS.contains(&folded.as_str()) || names_somebody() && asks_not_to_show(bare)
}

/// Whether a line asks it with words that can mean something else: `Not for Biscuit` may be about a present, `Top secret` about a film. Who
/// is known to read is meant.
pub(crate) fn is_request_with_other_meaning(line: &str) -> bool {
    if !may_say_private(line) {
        return false;
    }
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let folded = fold(bare);
    let is_known = |who: &str| {
        folded_words_name_reader(who) || reader_names::is_person_or_title(who) || who.split(' ').count() > 2
    };
    folded == "top secret"
        || folded.strip_prefix("not for ").is_some_and(|who| !is_known(who)) && is_request_not_to_show_alone(bare)
}

/// `not for ana`, `dont show dr lee`, `don't show this to mom`
fn ends_with_name_in_small_letters(folded: &str) -> bool {
    const BEFORE: [&str; 7] = ["for", "show", "tell", "to", "with", "from", "share"];
    let all: Vec<&str> = folded.split(' ').collect();
    let words = without_polite_word(&all);
    (1..=2).any(|many| {
        let parts = words.len().checked_sub(many).and_then(|at| words.split_at_checked(at));
        parts.is_some_and(|(before, named)| {
            before.last().is_some_and(|last| BEFORE.contains(last)) && reader_names::is_name_in_small_letters(named)
        })
    })
}

/// The first tag in a text that says it, without its sign; in brackets or behind a wide sign too.
pub(crate) fn private_tag_in(text: &str) -> Option<&str> {
    text.match_indices(['#', '\u{FF03}']).find_map(|(at, sign)| {
        let before = text.get(..at)?.chars().next_back();
        let behind = text.get(at + sign.len()..)?;
        let tag = behind.get(..hashtag_name_len(behind)?)?;
        (before.is_none_or(|c| !c.is_alphanumeric()) && is_private_tag(tag)).then_some(tag)
    })
}

/// Whether a line of a note's text makes the note private, as `share: none` without fences does. With more words behind it, it
/// is a sentence.
pub(crate) fn line_makes_note_private(line: &str) -> bool {
    is_privacy_phrase_alone(line)
        || begins_with_private_mark(line) && !is_for_me_sentence(line)
        || !cannot_have_privacy_key(line) && line_says_private_by_key(line)
}

/// Whether a line or an item is a word for privacy and nothing else: `private`, `**Private**`, `just for me!`, `Please don't share
/// this one.`
pub(crate) fn is_privacy_phrase_alone(line: &str) -> bool {
    // Nearly every line has none of these words, and this look is quick. Folding may make one of other letters.
    if line.len() > LONGEST_PHRASE || line.is_ascii() && !may_say_private(line) {
        return false;
    }
    if is_sign_of_privacy_alone(line) {
        return true;
    }
    let folded = fold(line.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut phrase = folded.as_str();
    while let Some(rest) = BEFORE_PHRASE.into_iter().find_map(|word| phrase.strip_prefix(word)) {
        let bare = rest.trim_start_matches([':', ',', ' ', '-', '!']);
        // Not the start of a longer word: `notes`.
        if bare.len() == rest.len() {
            break;
        }
        phrase = bare;
    }
    if let Some(who) = phrase.strip_prefix("not for ") {
        return folded_words_name_reader(who) || PHRASES.contains(&phrase);
    }
    let is_phrase = |text: &str| PHRASES.contains(&text) || is_folded_foreign_privacy_word(text);
    is_phrase(phrase)
        || BEHIND_PHRASE.into_iter().any(|word| {
            let rest = phrase.strip_suffix(word).and_then(|rest| rest.strip_suffix([' ', ','])).unwrap_or_default();
            is_phrase(rest.trim_end_matches(','))
        })
}

/// Whether words name somebody who is not to read something: `my therapist`.
pub(crate) fn folded_words_name_reader(folded_words: &str) -> bool {
    NOT_FOR.contains(
        &["the ", "my ", "our "]
            .into_iter()
            .find_map(|article| folded_words.strip_prefix(article))
            .unwrap_or(folded_words),
    )
}

/// How a line can begin that begins with such a mark.
const BEGINNINGS_OF_MARK: [&str; 23] = [
    "gehe",
    "segr",
    "vertr",
    "heml",
    "hemm",
    "fortr",
    "priv",
    "secr",
    "hidd",
    "conf",
    "for m",
    "just",
    "only m",
    "only for m",
    "my e",
    "don",
    "do not",
    "not",
    "no s",
    "never",
    "keep",
    "share",
    "please",
];

/// Whether a line begins with a mark that keeps it private, whatever stands behind it: `(private) …`, `%%private%% …`, `PRIVATE …`,
/// `## Private - …`, `for me only: …`.
pub(crate) fn begins_with_private_mark(line: &str) -> bool {
    // Nearly every line has none of these, and this look is quick.
    let is_sign = |c: char| !c.is_alphanumeric();
    // `[!warning] private` is what stands behind the callout's kind.
    let callout = line.find("[!").and_then(|at| line.get(at..));
    let title = callout.and_then(crate::note::title_of_bare_callout_line);
    let title = title.map(|title| title.trim_start_matches(['+', '-', ' ']));
    let says_first = |title: &str| title.split_once(':').is_some_and(|(first, _)| is_privacy_phrase_alone(first));
    if title.is_some_and(|title| is_privacy_phrase_alone(title) || says_first(title)) {
        return true;
    }
    let bare = line.trim_start_matches(is_sign);
    let may_begin = |word: &str| bare.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let is_of_other_script = bare.starts_with(|c: char| !c.is_ascii());
    if !is_of_other_script && !BEGINNINGS_OF_MARK.into_iter().any(may_begin) {
        return false;
    }
    let before = &line[..line.len() - bare.len()];
    // In signs of its own: `(private)`, `*private*`, `[!secret]`.
    let end = bare.find(|c: char| is_sign(c) && !matches!(c, ' ' | '\'' | '\u{2019}' | '-')).unwrap_or(bare.len());
    let (first, behind) = bare.split_at(end);
    let opens = before.trim_end_matches('!').chars().next_back();
    let closes = behind.chars().next();
    let is_enclosed = match (opens, closes) {
        (Some('('), Some(')'))
        | (Some('['), Some(']'))
        | (Some('{'), Some('}'))
        | (Some('<'), Some('>'))
        | (Some('\u{AB}'), Some('\u{BB}'))
        | (Some('\u{FF08}'), Some('\u{FF09}'))
        | (Some('\u{3010}'), Some('\u{3011}')) => {
            // `[private](a.md)` is a link.
            !behind.starts_with("](")
        }
        (Some(open @ ('*' | '_' | '%' | '=' | '~' | '`')), Some(close)) => open == close,
        _ => false,
    };
    let behind_mark = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
    if is_enclosed && is_privacy_phrase_alone(first) {
        return !begins_with_name_of_thing(behind_mark);
    }
    // `(private: we fought)`, `@private …`, `Private. We fought.`
    let word_end = bare.find(|c: char| !c.is_alphanumeric()).unwrap_or(bare.len());
    let (word, behind_word) = bare.split_at(word_end);
    let is_opened = before.ends_with(['(', '@', '+']) && !before.ends_with("](");
    let is_whole_sentence = (behind_word.starts_with(". ") || behind_word.starts_with("! "))
        && text_after_list_mark(line).is_none_or(|item| item.starts_with(word));
    if (is_opened || is_whole_sentence)
        && is_folded_privacy_word(&fold(word))
        && word.len() > 3
        && !begins_with_name_of_thing(behind_word)
        // `(private joke) Tom laughed`
        && !["joke)", "jokes)"].iter().any(|thing| behind_word.trim_start().starts_with(thing))
    {
        return true;
    }
    if is_folded_privacy_word(&fold(word)) && is_parted_by_sign(before, behind_word) {
        return true;
    }
    // A word in capitals.
    let word = first.split([' ', '-']).next().unwrap_or_default();
    let behind_word = bare.get(word.len()..).unwrap_or_default();
    if word.len() > 3
        && is_in_capitals(word)
        && is_folded_privacy_word(&word.to_lowercase())
        && !begins_with_name_of_thing(behind_word)
    {
        return true;
    }
    let is_heading = before.trim_start_matches(|c: char| c == '>' || c.is_whitespace()).starts_with('#');
    // Before a dash or a colon. `Private: 5 pm lesson` is a sentence, in a heading it is none.
    let dash = [" - ", " \u{2013} ", " \u{2014} "].into_iter().find_map(|dash| bare.split_once(dash));
    let colon = bare.split_once(':').filter(|(start, _)| is_heading || start.trim().contains(' '));
    // `Don't show this: …` asks it of what stands behind.
    let asks_of_line = |start: &str| !is_heading && fold(start).contains(" show");
    [dash, colon].into_iter().flatten().any(|(start, _)| is_privacy_phrase_alone(start) && !asks_of_line(start))
}

/// Whether signs part the first word of a line from the rest: `private | we argued`, `"private" we argued`.
fn is_parted_by_sign(before: &str, behind: &str) -> bool {
    let sign = behind.trim_start();
    // `"Private" said the sign` tells what was written somewhere.
    let is_quoted = || {
        const SAID: [&str; 11] = ["said", "says", "was", "is", "read", "reads", "means", "meant", "it", "he", "she"];
        let next = sign.split_whitespace().find(|word| word.contains(char::is_alphanumeric)).unwrap_or_default();
        SAID.contains(&fold(next.trim_matches(|c: char| !c.is_alphanumeric())).as_str())
    };
    sign.starts_with(['|', '\u{2192}'])
        || behind.starts_with(" / ")
        || before.ends_with(['"', '\u{201C}']) && sign.starts_with(['"', '\u{201D}']) && !is_quoted()
}

/// Whether the name of a file or a folder says it: the file's ends with a word for privacy (`2026-11-13 do not share.md`), the folder's
/// is nothing else (`secret/`). A folder named so may also say what it holds (`My private notes/`).
pub(crate) fn is_private_path(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = |text: &str| -> Vec<String> {
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .map(|word| word.trim_start_matches(|c: char| c.is_ascii_digit()));
        words.filter(|word| !word.is_empty()).map(fold).collect()
    };
    // Nearly every path has none of these.
    if !may_say_private(path) {
        return false;
    }
    let is_private_words = |words: &[String]| !words.is_empty() && is_privacy_phrase_alone(&words.join(" "));
    // `only me/`, `secrets/`, `2026-11-13 dontshare`
    let is_tag_alone = |words: &[String]| {
        let joined = words.join(" ");
        TAGS.contains(&joined.as_str()) || joined == "secrets"
    };
    let says_what_it_holds = |what: &String| {
        const HELD: [&str; 10] =
            ["stuff", "note", "notes", "journal", "journals", "things", "diary", "copy", "tagebuch", "dagboek"];
        HELD.contains(&what.as_str())
    };
    // The last words, behind a date or other words: `2026-11-13 do not share`, `2026-11-13 secret diary`.
    let ends_privately = |all: &[String]| {
        let all = match all {
            [most @ .., what] if !most.is_empty() && says_what_it_holds(what) && !is_private_words(all) => most,
            all => all,
        };
        (1..=all.len().min(MOST_WORDS_OF_HEAD)).any(|many| {
            let (before, last) = all.split_at(all.len() - many);
            let is_short = matches!(last, [word] if matches!(word.as_str(), "priv" | "pvt"));
            (is_short || is_private_words(last))
                && !before.last().is_some_and(|before| changes_meaning_of_private(before))
        })
    };
    // `2026-11-13 not for Ana`
    let is_asked = |part: &str| asks_not_to_show(part.trim_matches(|c: char| !c.is_alphabetic()));
    let is_private_folder = |folder: &str| {
        let words = words(folder);
        let words = match words.as_slice() {
            [mine, rest @ ..] if mine == "my" => rest,
            all => all,
        };
        match words {
            [word, what] if says_what_it_holds(what) => is_private_words(std::slice::from_ref(word)),
            words => is_private_words(words) || is_tag_alone(words) || ends_privately(words) || is_asked(folder),
        }
    };
    let words_of_stem = words(stem);
    let has_sign = path.contains(SIGNS_OF_PRIVACY)
        && path.split('/').any(|part| has_sign_of_privacy(part.rsplit_once('.').map_or(part, |(stem, _)| stem)));
    // `2026-11-13 - private - mum`, `2026-11-13 mum, not for Ana`, `private (old)`
    let says_in_piece = |text: &str| {
        let without_brackets = text.split(" (").next().unwrap_or_default();
        text.split(" - ").any(|piece| is_private_words(&words(piece)))
            || text.split(", ").skip(1).any(|piece| piece.starts_with("not for ") && is_asked(piece))
            || without_brackets.len() < text.len() && is_private_words(&words(without_brackets))
    };
    ends_privately(&words_of_stem)
        || is_tag_alone(&words_of_stem)
        || is_asked(stem)
        || has_sign
        || path.split('/').map(|part| part.strip_suffix(".md").unwrap_or(part)).any(says_in_piece)
        || folders.split('/').any(is_private_folder)
}

/// `private`, and a tag with it such as `private/health`, `journal/private` or `private-journal`.
pub(crate) fn is_private_tag(tag: &str) -> bool {
    const BESIDE: [&str; 10] = ["journal", "diary", "note", "notes", "entry", "stuff", "keep", "my", "thoughts", "log"];
    let tag = fold_key(tag.trim_matches(|c: char| !c.is_alphanumeric()));
    tag.split('/').any(|part| {
        let is_with_others = || {
            let (words, others): (Vec<&str>, Vec<&str>) =
                part.split(' ').partition(|word| is_folded_privacy_word(word));
            !words.is_empty() && others.iter().all(|word| BESIDE.contains(word))
        };
        is_folded_privacy_word(part)
            || matches!(part, "pvt" | "priv")
            || TAGS.contains(&part)
            || is_with_others()
            // `#not-for-ana`; `#not-for-me` says what somebody does not like.
            || part.starts_with("not for ") && part != "not for me" && asks_not_to_show(part)
    })
}

/// Whether a text may hold such a tag: a quick look.
pub(crate) fn may_hold_private_tag(text: &str) -> bool {
    (text.contains('#') || text.contains('\u{FF03}')) && may_say_private(text)
}

/// The same as for an item, where a sign of markdown or of a program may stand before it: `## share: none`, `<!-- private: yes -->`.
pub(crate) fn line_says_private_by_key(line: &str) -> bool {
    let line = clean_name(line.trim_matches(|c: char| !c.is_alphanumeric() && c != '@'));
    let trimmed = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let (key, value) = match split_key_and_value(&line) {
        // `show Ana: no`
        Some((key, value)) if is_not_for_named_person(&trimmed(key), &trimmed(value)) => return true,
        Some((key, value)) => (fold_key(&trimmed(key)), fold(&trimmed(value))),
        None => return fold_key(&line) == "share none",
    };
    // `share: none, please`
    let value = value.trim_end_matches(|c: char| !c.is_alphanumeric());
    let polite = BEHIND_PHRASE.into_iter().find_map(|word| value.strip_suffix(word));
    let value = polite.map_or(value, |rest| rest.trim_end_matches([',', ' ']));
    let is_word = !value.contains(' ');
    match key.as_str() {
        "share" => is_word && !value.is_empty() && !matches!(value, "summary" | "full"),
        key if edit_distance_within(key, "share", 1).is_some() => value == "none",
        "tags" | "tag" => value.split([',', ' ', ';']).any(is_private_tag),
        key => (is_word || value_says_for_nobody_else(value)) && key_other_than_share_makes_private(key, value),
    }
}

/// Whether a value of several words says that nobody else is to see something: `audience: only me`.
fn value_says_for_nobody_else(value: &str) -> bool {
    matches!(value, "only me" | "just me" | "me only" | "no one")
}

/// Whether no key of a line can say anything of privacy: it has no sign between a key and a value, nothing that cleaning takes out but
/// emphasis, and does not begin as `share none` does. Nearly every line of prose is like that, and this look is quick.
pub(crate) fn cannot_have_privacy_key(line: &str) -> bool {
    let first = line.bytes().find(u8::is_ascii_alphabetic);
    !first.is_some_and(|letter| letter.eq_ignore_ascii_case(&b's'))
        && !line.bytes().any(|byte| MAY_PART_KEY_AND_VALUE[usize::from(byte)])
}

/// The bytes that `cannot_have_privacy_key` looks for. It is asked of each byte of each note.
const MAY_PART_KEY_AND_VALUE: [bool; 256] = {
    let signs = b":=;#^[(@<%";
    let mut all = [false; 256];
    let mut at = 0;
    while at < signs.len() {
        all[signs[at] as usize] = true;
        at += 1;
    }
    let mut byte = 128;
    while byte < 256 {
        all[byte] = true;
        byte += 1;
    }
    all
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journal::sharing::words_of_languages::{WORDS_IN_OTHER_SCRIPTS, WORDS_OF_OTHER_LANGUAGES};

    proptest! {
        /// The quick look passes over no line that keeps a note private.
        #[test]
        fn a_plain_sentence_never_keeps_a_note_private(pieces in prop::collection::vec(prop::sample::select(vec![
            "share", "Share", "sh", "are", "none", "NONE", "private", "tags", " ", "  ", "-", "_", ":", "=", ";", "*", "**", "`",
            "~~", "#", "#private", "%%", "<!--", "-->", "[", "]", "(", ")", "@", "^", "\u{ff1a}", "s", "a", "1", ".", "\"",
        ]), 0..7)) {
            let line = pieces.concat();
            prop_assert!(!(cannot_have_privacy_key(&line) && line_says_private_by_key(&line)), "{:?}", line);
        }
    }

    #[test]
    fn lines_that_keep_a_note_private_are_seen() {
        for line in ["share: none", "share none", "**Share** none", "`share`-none", "private: yes", "tags: private"] {
            assert!(line_makes_note_private(line), "{line}");
        }
        for line in ["It was quiet.", "so it was", "share nonetheless", "At 7:30 I walked."] {
            assert!(!line_makes_note_private(line), "{line}");
        }
    }

    #[test]
    fn the_quick_look_passes_over_no_word() {
        for word in PHRASES.into_iter().chain(WORDS).chain(WORDS_OF_OTHER_LANGUAGES).chain(WORDS_IN_OTHER_SCRIPTS) {
            assert!(may_say_private(&word.to_uppercase()), "{word}");
        }
        assert!(may_say_private("\u{1F512}") && !may_say_private("It was quiet, and I walked."));
    }

    #[test]
    fn words_for_privacy_are_known() {
        for item in [
            "share: none",
            "share:",
            "share: nobody",
            "shar: none",
            "private: true",
            "Private",
            "**secret**: yes",
            "hidden: 1",
            "visibility: private",
            "sharing: none",
            "share:: none",
        ] {
            assert!(item_makes_line_private(item), "{item}");
        }
        for item in
            ["share: summary", "share: full", "private: no", "hidden: false", "barrier: no_time", "a private thing"]
        {
            assert!(!item_makes_line_private(item), "{item}");
        }
    }

    #[test]
    fn a_line_of_practice_can_keep_itself_private() {
        for line in [
            "Walk, share: none - X",
            "Walk (private) - X",
            "Walk, private - X",
            "Walk - X (share: none)",
            "Walk - X [[private]]",
            "Walk - X @private",
            "Walk [secret]",
            "Walk - X #privat",
            "Walk #secret.",
            "2026-11-18 share: none - X",
            "2026-11-18 X (just for me)",
        ] {
            assert!(practice_line_says_private(line), "{line}");
        }
        for line in [
            "Walk - a private moment",
            "Walk, share: full",
            "Walk in the secret garden",
            "Walk - told Ana, who shares my secret",
            "Confidence talk",
            "Walk #shared",
            "Walk (for a mile)",
        ] {
            assert!(!practice_line_says_private(line), "{line}");
        }
    }
}
