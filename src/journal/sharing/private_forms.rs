//! Forms that ask whether something may be shared, and their answers (docs/specification.md#6-sharing): `Share with therapist? [ ] yes
//! [x] no`. An answer that says no keeps its note back as `share: none` does.

use crate::journal::lines::markup::{text_after_list_mark, without_quote_signs};
use crate::journal::sharing::{private_words, words_of_languages};
use crate::text::fold;

/// Longer lines are no forms, in bytes.
const LONGEST: usize = 100;
/// So many options below a question are looked at.
const MOST_OPTIONS: usize = 4;

/// Whether a line is a question with its answer, or two options, of which the answer keeps its note private.
pub(crate) fn form_answer_keeps_note_private(line: &str) -> bool {
    let bare = bare_line(line);
    if bare.len() > LONGEST {
        return false;
    }
    match question_and_answer(bare) {
        Some((question, _)) if box_at_start(question).is_some() && !question.contains('?') => {
            is_marked_box_of_privacy(bare)
        }
        Some((question, answer)) => answer_to_question_keeps_note_private(question, answer),
        None => is_private_option_marked(bare) || is_marked_box_of_privacy(bare),
    }
}

/// Whether a text may hold a form: one has a sign that ends its question, or a box. Nearly no line of a note has either.
pub(crate) fn may_hold_form(text: &str) -> bool {
    text.bytes().any(|b| !b.is_ascii() || matches!(b, b'?' | b':' | b'[' | b'('))
}

/// The same, where the options may be items below the question.
pub(crate) fn form_answer_at_keeps_note_private(lines: &[&str], at: usize) -> bool {
    let Some(line) = lines.get(at).filter(|line| may_hold_form(line)) else { return false };
    if line.is_ascii() && !may_ask_to_share(line) && !private_words::may_say_private(line) {
        return false;
    }
    let bare = bare_line(line);
    if form_answer_keeps_note_private(line) {
        return true;
    }
    let is_question = question_and_answer(bare).is_some_and(|(_, answer)| !answer.contains(char::is_alphanumeric));
    if bare.len() > LONGEST || !is_question {
        return false;
    }
    let filled = lines.iter().skip(at + 1).filter(|line| !line.trim().is_empty());
    let is_option = |line: &&&str| box_at_start(bare_line(line)).is_some();
    let options: Vec<&str> = filled.take_while(is_option).take(MOST_OPTIONS).map(|line| bare_line(line)).collect();
    let question = bare.trim_end_matches(['?', ':', ' ', '*', '_']);
    !options.is_empty() && answer_to_question_keeps_note_private(question, &options.join(" "))
}

/// Whether a question or a key asks whether something may be shared and is answered with no, or asks whether it is private and is
/// answered with yes.
pub(crate) fn answer_to_question_keeps_note_private(question: &str, answer: &str) -> bool {
    let asks_to_share = asks_to_share(question);
    let is_private = !asks_to_share && private_words::is_privacy_phrase_alone(question);
    if !asks_to_share && !is_private {
        return false;
    }
    let options = options_of(answer);
    if options.is_empty() {
        return if asks_to_share { is_no(answer) } else { is_yes(answer) };
    }
    let mut marked = options.iter().filter(|(_, is_marked)| *is_marked).map(|(label, _)| *label).peekable();
    let is_any_marked = marked.peek().is_some();
    match asks_to_share {
        true => is_any_marked && marked.all(is_no),
        false => is_any_marked && marked.all(|label| is_yes(label) || !label.contains(char::is_alphanumeric)),
    }
}

fn bare_line(line: &str) -> &str {
    let bare = without_quote_signs(line).trim_start_matches('#').trim();
    text_after_list_mark(bare).unwrap_or(bare).trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'))
}

/// What stands before and behind the sign that ends a question.
fn question_and_answer(bare: &str) -> Option<(&str, &str)> {
    let at = bare.find(['?', ':', '\u{FF1A}', '\u{FF1F}'])?;
    let (question, behind) = bare.split_at(at);
    Some((question, behind.trim_start_matches(['?', ':', '\u{FF1A}', '\u{FF1F}', '*', '_', ' '])))
}

/// Whether one of several options is marked that says it, beside one that says the opposite: `[x] private [ ] shared`.
fn is_private_option_marked(bare: &str) -> bool {
    let options = options_of(bare);
    let is_open =
        |label: &str| fold(label).split(' ').any(|word| word.starts_with("shar") || matches!(word, "public" | "open"));
    let is_kept = |label: &str| private_words::is_privacy_phrase_alone(label);
    let is_marked_private = options.iter().any(|(label, is_marked)| *is_marked && is_kept(label));
    is_marked_private && options.iter().any(|(label, is_marked)| !is_marked && is_open(label) && !is_kept(label))
}

/// Whether a line is one box with such words and nothing else, and the box is marked: `[x] private`, `[x] not for Ana`, `Private [x]`.
fn is_marked_box_of_privacy(bare: &str) -> bool {
    // A box with one of these may be a plan's: `[x] Secret`.
    let may_be_name = |label: &str| matches!(fold(label).as_str(), "secret" | "hidden");
    let is_asked = |label: &str| {
        private_words::is_privacy_phrase_alone(label) && !may_be_name(label)
            || private_words::is_request_not_to_show_alone(label)
            || private_words::line_says_private_by_key(label)
    };
    match *options_of(bare) {
        // A sign such as a lock is no label: it is looked for in all of the line.
        [("", true)] => {
            let behind = box_at_start(bare).and_then(|(len, _)| bare.get(len..)).unwrap_or_default();
            private_words::is_privacy_phrase_alone(behind)
        }
        [(label, true)] => is_asked(label),
        _ => false,
    }
}

/// The length of a box that a text begins with, and whether it is marked.
fn box_at_start(text: &str) -> Option<(usize, bool)> {
    const EMPTY: [&str; 6] = ["[ ]", "( )", "[]", "\u{2610}", "\u{2B1C}", "\u{25A1}"];
    const MARKED: [&str; 10] =
        ["[x]", "[X]", "(x)", "(X)", "[\u{2713}]", "[\u{2714}]", "\u{2611}", "\u{2612}", "\u{2705}", "\u{2714}"];
    // Asked at each letter of a line.
    if text.starts_with(|c: char| c.is_ascii() && !matches!(c, '[' | '(')) {
        return None;
    }
    let length = |known: &[&str]| known.iter().find(|sign| text.starts_with(**sign)).map(|sign| sign.len());
    length(&EMPTY).map(|len| (len, false)).or_else(|| length(&MARKED).map(|len| (len, true)))
}

/// The options of an answer, each with whether its box is marked. A label stands behind its box, or before it in all of them.
fn options_of(answer: &str) -> Vec<(&str, bool)> {
    let answer = answer.trim();
    let boxes: Vec<(usize, usize, bool)> = answer
        .char_indices()
        .filter_map(|(at, _)| box_at_start(answer.get(at..)?).map(|(len, is_marked)| (at, at + len, is_marked)))
        .collect();
    let is_label_behind = boxes.first().is_some_and(|(start, ..)| *start == 0);
    let option = |(n, (start, end, is_marked)): (usize, &(usize, usize, bool))| {
        let label = match is_label_behind {
            true => answer.get(*end..boxes.get(n + 1).map_or(answer.len(), |next| next.0)),
            false => answer.get(n.checked_sub(1).and_then(|n| boxes.get(n)).map_or(0, |before| before.1)..*start),
        };
        (label.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric()), *is_marked)
    };
    boxes.iter().enumerate().map(option).collect()
}

/// The words of which a question that asks to share holds one.
const SHARE: [&str; 5] = ["share", "shared", "sharing", "shareable", "sharable"];
const SEE: [&str; 7] = ["read", "see", "show", "shown", "visible", "look", "seen"];

fn words_of_question(question: &str) -> impl Iterator<Item = &str> {
    question.split([' ', '-', '_', '/']).map(trimmed).filter(|word| !word.is_empty())
}

/// A quick look, since every key of a note is asked. Folding may make one of the words of other letters.
fn may_ask_to_share(question: &str) -> bool {
    let is_known = |word: &str| SHARE.iter().chain(&SEE).any(|known| word.eq_ignore_ascii_case(known));
    !question.is_ascii() || words_of_question(question).any(is_known)
}

/// Whether a question asks whether something may be shared with somebody: `Share?`, `Share with Dr. Lee`, `May my therapist read this`.
fn asks_to_share(question: &str) -> bool {
    const BESIDE: [&str; 41] = [
        "with", "to", "by", "for", "in", "at", "of", "my", "the", "our", "this", "that", "it", "all", "note", "entry",
        "page", "part", "day", "i", "we", "you", "is", "be", "am", "are", "may", "can", "should", "shall", "want",
        "okay", "ok", "fine", "good", "allowed", "ready", "do", "these", "words", "your",
    ];
    const MOST_WORDS: usize = 9;
    if !may_ask_to_share(question) {
        return false;
    }
    let written: Vec<&str> = words_of_question(question).collect();
    let words: Vec<String> = written.iter().map(|word| fold(word)).collect();
    let is_reader = |word: &String| private_words::folded_words_name_reader(word);
    // A name has a capital, and stands behind `with` or `can`.
    let is_name = |at: usize| {
        const BEFORE: [&str; 6] = ["with", "to", "can", "may", "should", "for"];
        let is_written_so = written.get(at).is_some_and(|word| word.starts_with(char::is_uppercase));
        at > 0 && is_written_so && words.iter().take(at).any(|word| BEFORE.contains(&word.as_str()))
    };
    let is_known = |(at, word): (usize, &String)| {
        let word_text = word.as_str();
        SHARE.contains(&word_text)
            || SEE.contains(&word_text)
            || BESIDE.contains(&word_text)
            || is_reader(word)
            || is_name(at)
    };
    let shares = words.iter().any(|word| SHARE.contains(&word.as_str()));
    let is_read = || {
        let sees = words.iter().any(|word| SEE.contains(&word.as_str()));
        sees && (words.iter().any(is_reader) || (0..words.len()).any(is_name))
    };
    words.len() <= MOST_WORDS && (shares || is_read()) && words.iter().enumerate().all(is_known)
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_no(answer: &str) -> bool {
    const SIGNS: [char; 9] =
        ['\u{274C}', '\u{1F6AB}', '\u{2717}', '\u{2718}', '\u{2715}', '\u{2716}', '\u{26D4}', '\u{1F44E}', '\u{1F512}'];
    const SAYS_NO: [&str; 14] = [
        "nope",
        "no thanks",
        "no thank you",
        "not this",
        "not this one",
        "not today",
        "not now",
        "nobody",
        "no one",
        "none",
        "private",
        "only me",
        "just me",
        "rather not",
    ];
    if !answer.contains(char::is_alphanumeric) {
        return answer.contains(SIGNS);
    }
    let folded = fold(trimmed(answer));
    // `No, it is too raw`
    let first = folded.split_once([',', '.', ';', '!']).map(|(first, _)| first.trim());
    words_of_languages::folded_word_says_no(&folded)
        || SAYS_NO.contains(&folded.as_str())
        || first.is_some_and(words_of_languages::folded_word_says_no)
}

fn is_yes(answer: &str) -> bool {
    const YES: [&str; 9] = ["yes", "y", "true", "x", "ja", "oui", "si", "sí", "tak"];
    YES.contains(&fold(trimmed(answer)).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_says_no_is_seen() {
        for line in [
            "Share with therapist? [ ] yes [x] no",
            "Share? no",
            "Share with therapist? No",
            "**Share with therapist?** No, too raw.",
            "Share: [ ] yes [x] no",
            "Share: yes [ ] no [x]",
            "Share: \u{274C}",
            "Okay to share? \u{2610} yes \u{2612} no",
            "May my therapist read this? no",
            "Can Ana see this? no",
            "Shareable: no",
            "Share with Dr. Lee: no",
            "Private? [x]",
            "Private? yes",
            "[x] private [ ] shared",
            "- [ ] share [x] don't share",
            "- [x] private",
            "- [x] Confidential",
            "- [x] do not share",
            "- [x] share: none",
            "- [x] not for Ana",
            "- [x] \u{1F512}",
            "Private [x]",
        ] {
            assert!(form_answer_keeps_note_private(line), "{line}");
        }
        for line in [
            "Share with therapist? [x] yes [ ] no",
            "Share with therapist? [ ] yes [ ] no",
            "Share with therapist? [ ] yes",
            "Share? yes",
            "Did you share the cake? no",
            "Share the cake? no",
            "Share with Ana: no problem",
            "Private? [ ]",
            "Private? no",
            "[ ] private [x] shared",
            "[x] private lesson",
            "[x] Secret",
            "- [ ] private",
            "- [x] share: full",
            "- [x] Walk",
            "- [x] not for long",
            "Private [ ]",
            "Can you see the lake? no",
            "Is it okay? no",
        ] {
            assert!(!form_answer_keeps_note_private(line), "{line}");
        }
    }

    #[test]
    fn options_may_stand_below_their_question() {
        assert!(form_answer_at_keeps_note_private(&["Share with therapist?", "- [ ] yes", "- [x] no"], 0));
        assert!(!form_answer_at_keeps_note_private(&["Share with therapist?", "- [x] yes", "- [ ] no"], 0));
        assert!(!form_answer_at_keeps_note_private(&["What helped?", "- [ ] yes", "- [x] no"], 0));
    }
}
