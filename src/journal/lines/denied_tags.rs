//! Tags in a sentence that denies them: `No #walk today.`, `Tomorrow I will #walk.`, `#walk?`. They count nothing, and are reported
//! (docs/specification.md#8-problems).

use crate::journal::near_misses::near_line_help;
use crate::note::Text;
use crate::text::fold;

/// Longer lines are texts: their tags count as they are.
const LONGEST_LINE: usize = 400;

/// Words that deny what follows, or put it off.
const DENYING: [&str; 38] = [
    "no",
    "not",
    "never",
    "without",
    "didn't",
    "didnt",
    "don't",
    "dont",
    "couldn't",
    "couldnt",
    "can't",
    "cannot",
    "won't",
    "haven't",
    "havent",
    "wasn't",
    "skip",
    "skipped",
    "skipping",
    "missed",
    "forgot",
    "cancelled",
    "canceled",
    "failed",
    "should",
    "will",
    "i'll",
    "must",
    "tomorrow",
    "todo",
    "want",
    "wanted",
    "need",
    "almost",
    "nearly",
    "hardly",
    "later",
    "gonna",
];

/// Words that put off what follows if `to` is behind them: `I have to #walk`.
const BEFORE_TO: [&str; 18] = [
    "have", "has", "need", "needs", "going", "gonna", "plan", "planning", "hope", "hoping", "ought", "supposed",
    "meant", "about", "unable", "planned", "afraid", "scared",
];

/// What stands before a colon, or behind a tag, of something that is still to come or was left out: `Plan: #walk`, `#walk later`.
const LABELS: [&str; 34] = [
    "plan",
    "plans",
    "planned",
    "todo",
    "to do",
    "to-do",
    "still to do",
    "tomorrow",
    "later",
    "on the list",
    "on my list",
    "next",
    "next week",
    "next time",
    "this week",
    "goal",
    "goals",
    "idea",
    "ideas",
    "reminder",
    "remember",
    "want",
    "wish",
    "maybe",
    "skipped",
    "skip",
    "missed",
    "not done",
    "not today",
    "left out",
    "cancelled",
    "canceled",
    "postponed",
    "forgotten",
];

/// What stands behind a tag, and says that it did not happen.
const DID_NOT_HAPPEN: [&str; 20] = [
    "didn't happen",
    "did not happen",
    "never happened",
    "didn't work out",
    "did not work out",
    "was cancelled",
    "was canceled",
    "not possible",
    "didnt happen",
    "wasn't possible",
    "wasnt possible",
    "was not possible",
    "rained off",
    "rained out",
    "was rained o",
    "will have to wait",
    "has to wait",
    "had to wait",
    "moved to ",
    "slide",
];

/// What somebody can be too much of to do anything. In `#walk too short` it was done.
const TOO: [&str; 22] = [
    "tired",
    "busy",
    "ill",
    "sick",
    "unwell",
    "exhausted",
    "anxious",
    "scared",
    "afraid",
    "sore",
    "weak",
    "upset",
    "stressed",
    "depressed",
    "low",
    "sad",
    "late",
    "wet",
    "cold",
    "hot",
    "dark",
    "much on",
];

/// Words that may stand between such a word and the tag.
const BETWEEN: [&str; 44] = [
    "to",
    "go",
    "going",
    "for",
    "a",
    "an",
    "the",
    "my",
    "any",
    "do",
    "did",
    "i",
    "we",
    "on",
    "have",
    "had",
    "get",
    "time",
    "energy",
    "today",
    "be",
    "able",
    "our",
    "with",
    "done",
    "gone",
    "been",
    "chance",
    "way",
    "strength",
    "mood",
    "motivation",
    "some",
    "got",
    "getting",
    "face",
    "round",
    "around",
    "enough",
    "bother",
    "manage",
    "feel",
    "like",
    "make",
];

/// The tags of a body, in order of their places, parted into those that count and those that their sentence denies. `line_of` gives the
/// line of a tag.
pub(crate) fn part_denied_tags<'n>(tags: Vec<Text>, line_of: impl Fn(&Text) -> &'n str) -> (Vec<Text>, Vec<Text>) {
    // A line is looked up once, whatever the number of its tags.
    let mut last: Option<(u32, &str)> = None;
    tags.into_iter().partition(|tag| {
        let number = tag.place.line;
        let line = last.filter(|(of, _)| *of == number).map_or_else(|| line_of(tag), |(_, line)| line);
        last = Some((number, line));
        line.len() > LONGEST_LINE || !is_denied_in_line(line, tag)
    })
}

fn is_denied_in_line(line: &str, tag: &Text) -> bool {
    let column = (tag.place.column as usize).saturating_sub(1);
    let Some((at, _)) = line.char_indices().nth(column) else { return false };
    let (Some(before), Some(behind)) = (line.get(..at), line.get(at + tag.text.len()..)) else { return false };
    is_denied_before(before.trim_end_matches('#')) || is_denied_behind(behind)
}

/// Whether what stands before a tag in its sentence denies it.
fn is_denied_before(before: &str) -> bool {
    const ENDS: [char; 8] = ['.', '!', '?', ';', ',', ':', '\u{2014}', '\u{2013}'];
    let before = before.trim_end();
    // The form that makes an emoji of a sign.
    if before.trim_end_matches('\u{FE0F}').ends_with(is_cross) || is_label_before(before) {
        return true;
    }
    let folded = fold(before.rsplit(ENDS).next().unwrap_or_default());
    let words: Vec<&str> =
        folded.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty()).collect();
    // `Thinking about a #walk`
    let bare =
        words.strip_suffix(&["a"]).or_else(|| words.strip_suffix(&["my"])).or_else(|| words.strip_suffix(&["the"]));
    let is_put_off = match bare.unwrap_or(&words) {
        [.., "instead", "of"] | [.., "rather", "than"] | [.., "wish", "i", "could"] => true,
        [.., "gave" | "give", "up", "on"] | [.., "bailed", "on"] | [.., "blew", "off"] => true,
        [.., "thinking", "about" | "of"] | [.., "would" | "i'd", "love" | "like", "to"] => true,
        [.., "too", _, "to"] | [.., "too", _, _, "to"] | [.., "too", _, _, _, "to"] => true,
        [.., word, "to"] | [.., word, "to", "go", "for", "a"] => BEFORE_TO.contains(word),
        _ => false,
    };
    if is_put_off {
        return true;
    }
    let Some(at) = words.iter().rposition(|word| !BETWEEN.contains(word)) else { return false };
    let is_said = |at: usize| words.get(at).is_some_and(|word| DENYING.contains(word));
    // `never missed my #walk`
    let is_twice = || at > 0 && is_said(at - 1) && words.get(at).is_some_and(|word| !matches!(*word, "will" | "i'll"));
    is_said(at) && !is_twice()
}

/// A cross that says no: `❌ #walk`.
fn is_cross(c: char) -> bool {
    matches!(c, '❌' | '✗' | '✘' | '❎' | '🚫' | '⛔')
}

/// Whether a label before a tag denies it: `Skipped: #walk`.
fn is_label_before(before: &str) -> bool {
    let Some(label) = before.trim_end_matches(['*', '_']).strip_suffix(':') else { return false };
    let label = label.trim_start_matches(|c: char| !c.is_alphanumeric());
    LABELS.contains(&fold(label.trim_end_matches(|c: char| !c.is_alphanumeric())).as_str())
}

/// Whether what stands behind a tag in its sentence denies it: `#walk?`, `#walk tomorrow`, `#walk - skipped`.
fn is_denied_behind(behind: &str) -> bool {
    let rest = behind
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | ':' | '(' | '\u{2014}' | '\u{2013}'));
    let end = rest.find(['.', '!', ',', ';', ')']).unwrap_or(rest.len());
    let sentence = rest.get(..end).unwrap_or_default().trim();
    let folded = fold(sentence);
    let is_too_much = || {
        let is_end_of_word = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        folded
            .strip_prefix("too ")
            .is_some_and(|rest| TOO.iter().any(|word| rest.strip_prefix(word).is_some_and(is_end_of_word)))
    };
    behind.starts_with('?')
        || rest.starts_with(is_cross)
        || LABELS.contains(&folded.as_str())
        || DID_NOT_HAPPEN.iter().any(|said| folded.starts_with(said))
        || matches!(folded.as_str(), "0" | "0 min")
        || is_too_much()
        || !sentence.is_empty() && near_line_help::help_if_words_deny(sentence, "").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_denied(line: &str) -> bool {
        let (before, behind) = line.split_once("#walk").expect("a tag");
        is_denied_before(before) || is_denied_behind(behind)
    }

    #[test]
    fn only_a_sentence_about_the_tag_denies_it() {
        for line in [
            "No #walk today.",
            "Tomorrow I will #walk.",
            "I skipped my #walk.",
            "I should #walk more",
            "#walk?",
            "Did not #walk",
            "It rained, no time for a #walk",
            "#walk tomorrow",
            "#walk - not done",
            "#walk partly, then rain",
            "too tired to #walk",
            "I was too tired and sad to #walk",
            "#walk: too tired",
            "Skipped: #walk",
            "Plan: #walk",
            "**Todo:** #walk",
            "next week: #walk",
            "Tomorrow: #walk",
            "\u{274c} #walk",
            "#walk \u{274c}",
            "I need to #walk",
            "I have to #walk",
            "going to #walk later",
            "no chance to #walk",
            "instead of #walk I slept",
            "should have done #walk",
            "#walk didn't happen",
            "almost #walk",
            "Never got to #walk",
            "Couldn't face the #walk",
            "Didn't get round to #walk",
            "Not enough time for #walk",
            "Gave up on my #walk",
            "Blew off #walk",
            "Planned to #walk",
            "Wish I could #walk",
            "I would love to #walk",
            "Thinking about a #walk",
            "Later #walk",
            "On the list: #walk",
            "#walk was rained out",
            "#walk will have to wait",
            "#walk didnt happen",
            "Let #walk slide",
            "#walk 0",
        ] {
            assert!(is_denied(line), "{line}");
        }
        for line in [
            "#walk",
            "Nice #walk today.",
            "A #walk with no rain.",
            "I did not sleep. #walk",
            "No phone, #walk",
            "Could not sleep, so I went for a #walk",
            "Never missed my #walk",
            "Did not skip my #walk",
            "#walk - not too far",
            "Today #walk, tomorrow more.",
            "What a #walk!",
            "Morning: #walk",
            "\u{2600}\u{fe0f} #walk",
            "\u{2714}\u{fe0f} #walk",
            "Went to the park to #walk",
            "#walk too short, but fine",
            "#walk too, and it was nice",
            "I managed to #walk",
            "Done: #walk",
            "Today: #walk",
            "#walk. Too tired to cook.",
            "It was hard to #walk",
            "I got up to #walk",
            "Got round the lake on my #walk",
            "I felt like a #walk",
            "#walk 10",
            "After the rain a #walk",
            "Thought about Mum on my #walk",
        ] {
            assert!(!is_denied(line), "{line}");
        }
    }
}
