//! A helper's part in short (docs/specification.md#1-notes): `noticed, praised, warm`, in a field or in an item nested
//! under a line.

use std::collections::HashSet;

use crate::journal::lines::line_names::clean_name;
use crate::journal::note_fields::helper_names::folded_helper_name;
use crate::journal::{HelperNote, Response};
use crate::text::{fold, keep_lines, value_of_word};
use crate::when;

/// What can be written, for help texts.
pub(crate) const WORDS: &str =
    "Write what they did, such as `noticed, praised, warm` (or `neutral`, `hard`, `10 min together`).";

/// Whether the words of a plan's `helper` say that nobody helps.
pub(crate) fn says_no_helper(text: &str) -> bool {
    const NOBODY: [&str; 49] = [
        "no one",
        "no-one",
        "noone",
        "nobody",
        "none",
        "no",
        "-",
        "n/a",
        "na",
        "just me",
        "only me",
        "me",
        "myself",
        "no helper",
        "no helpers",
        "nope",
        "nah",
        "n",
        "nay",
        "alone",
        "by myself",
        "on my own",
        "on my own for now",
        "me alone",
        "me myself",
        "self",
        "not",
        "not sure",
        "unsure",
        "unknown",
        "don't know",
        "dont know",
        "i don't know",
        "idk",
        "?",
        "tbd",
        "not needed",
        "no need",
        "no thanks",
        "no thank you",
        "nothing",
        "nobody in particular",
        "no one in particular",
        "i do it alone",
        "i'm alone",
        "without help",
        "no help",
        "nobody knows",
        "skip",
    ];
    const FOR_NOW: [&str; 8] =
        ["yet", "right now", "for now", "at the moment", "so far", "at present", "now", "really"];
    let folded = fold(text);
    let is_edge = |c: char| c.is_whitespace() || matches!(c, '.' | '!' | ',' | '(' | ')');
    let word = folded.trim_matches(is_edge);
    let lead = ["it's ", "there is ", "there's ", "i have ", "just "].iter().find_map(|lead| word.strip_prefix(lead));
    let word = lead.filter(|_| !NOBODY.contains(&word)).unwrap_or(word);
    let bare =
        FOR_NOW.iter().find_map(|end| word.strip_suffix(end)?.strip_suffix(' ')).unwrap_or(word).trim_matches(is_edge);
    let is_questions = !bare.is_empty() && bare.chars().all(|c| c == '?');
    NOBODY.contains(&word) || NOBODY.contains(&bare) || is_questions
}

/// Reads `noticed, praised, warm, 10 min together`; `not noticed` and `no praise` say that it did not happen.
///
/// # Errors
/// The first piece that is none of these.
pub(crate) fn parse_helper_note<'a>(pieces: impl IntoIterator<Item = &'a str>) -> Result<HelperNote, String> {
    let mut note = HelperNote::default();
    for piece in pieces.into_iter().flat_map(pieces_of_helper_note) {
        let word = fold(piece.trim().trim_end_matches('.'));
        match word.as_str() {
            "" => continue,
            "noticed" | "notice" => note.noticed = Some(true),
            "not noticed" | "did not notice" => note.noticed = Some(false),
            "praised" | "praise" => note.praise = Some(true),
            "not praised" | "no praise" => note.praise = Some(false),
            word => match (
                parse_response(word.strip_prefix("response").map_or(word, |w| w.trim_matches([':', ' ']))),
                parse_minutes_with_helper(word),
            ) {
                (Some(response), _) => note.response = Some(response),
                (None, Some(minutes)) => note.minutes_together = Some(minutes),
                (None, None) => return Err(piece.trim().to_owned()),
            },
        }
        note.is_noted = true;
    }
    Ok(note)
}

/// Whether a text says anything of what a helper did; else it is a sentence about the helper.
pub(crate) fn has_helper_word(text: &str) -> bool {
    pieces_of_helper_note(text).any(|piece| parse_helper_note([piece]).is_ok_and(|note| note.is_noted))
}

fn pieces_of_helper_note(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '&', '+']).flat_map(|piece| piece.split(" and "))
}

/// `warm`, `neutral` or `hard`.
pub(crate) fn parse_response(word: &str) -> Option<Response> {
    value_of_word(Response::ALL, word)
}

fn parse_minutes_with_helper(word: &str) -> Option<when::Minutes> {
    let word = word.strip_prefix("minutes together").map_or(word, |w| w.trim_matches([':', ' ']));
    let word = word.strip_suffix("together").unwrap_or(word).trim();
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    when::parse_minutes(word).ok()
}

/// What stands behind `helper:` or behind one of the names of helpers and a colon, if an item begins so. Emphasis, tags
/// and ids are passed over as in the line above it.
pub(crate) fn text_after_helper_name(item: &str, helpers: &HashSet<String>) -> Option<String> {
    name_and_text_of_helper_line(item, helpers).map(|(_, text)| text)
}

/// The same, with the name as it is written; none for `helper`.
pub(crate) fn name_and_text_of_helper_line(item: &str, helpers: &HashSet<String>) -> Option<(Option<String>, String)> {
    let item = clean_name(item);
    let (name, rest) = item.split_once(':')?;
    let folded = folded_helper_name(name)?;
    let is_named = helpers.contains(&folded);
    let named = is_named.then(|| name.trim().to_owned()).filter(|_| folded != "helper");
    (folded == "helper" || is_named).then(|| (named, rest.trim().to_owned()))
}

/// The lines of a text that say nothing of a helper's part; none where nothing is left.
pub(crate) fn without_helper_lines<'h>(
    text: &str,
    helpers: impl Iterator<Item = &'h HashSet<String>> + Clone,
) -> Option<String> {
    let is_helpers = |line: &str| {
        helpers.clone().any(|names| text_after_helper_name(line, names).is_some()) || begins_with_helper_word(line)
    };
    keep_lines(text, |line| !is_helpers(line))
}

/// `Mum: noticed at once`, whoever that is.
fn begins_with_helper_word(line: &str) -> bool {
    let Some((name, rest)) = line.split_once(':') else { return false };
    // `I left at 7:10`
    if name.ends_with(|c: char| c.is_ascii_digit()) && rest.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let first = rest.split([',', ';']).next().unwrap_or(rest);
    let word = first.split_whitespace().next().unwrap_or_default();
    [first, word].into_iter().any(|piece| parse_helper_note([piece]).is_ok_and(|note| note.is_noted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nobody_are_no_name() {
        for text in [
            "no helper",
            "nope",
            "alone",
            "by myself",
            "Nobody yet",
            "not sure",
            "On my own.",
            "not yet",
            "don't know",
            "?",
            "Just me",
            "no one at the moment",
            "N/A",
        ] {
            assert!(says_no_helper(text), "{text}");
        }
        for text in ["Mum", "Noah", "No", "my sister, not my mum", "Nope Smith", "Selma", "Mum, not sure when"] {
            assert_eq!(says_no_helper(text), text == "No", "{text}");
        }
    }

    #[test]
    fn the_short_form_says_the_same_as_the_long_one() {
        let note = parse_helper_note(["noticed, Praised, warm"]).expect("understood");
        assert_eq!(
            (note.is_noted, note.noticed, note.praise, note.response),
            (true, Some(true), Some(true), Some(Response::Warm))
        );
        assert_eq!(parse_helper_note(["not noticed"]).expect("understood").noticed, Some(false));
        assert!(!parse_helper_note([""]).expect("nothing").is_noted);
        assert_eq!(parse_helper_note(["noticed, was sweet"]), Err("was sweet".into()));
        assert_eq!(parse_helper_note(["noticed and praised"]).expect("understood").praise, Some(true));
    }
}
