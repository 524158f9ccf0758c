//! Tags in a sentence that denies them: `No #walk today.`, `Tomorrow I will #walk.`, `#walk?`. They count nothing, and are reported
//! (docs/specification.md#8-problems).

use crate::journal::near_misses::near_line_help;
use crate::note::Text;
use crate::text::fold;

/// Longer lines are texts: their tags count as they are.
const LONGEST_LINE: usize = 400;

/// Words that deny what follows, or put it off.
const DENYING: [&str; 32] = [
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
];

/// Words that may stand between such a word and the tag.
const BETWEEN: [&str; 24] = [
    "to", "go", "going", "for", "a", "an", "the", "my", "any", "do", "did", "i", "we", "on", "have", "had", "get",
    "time", "energy", "today", "be", "able", "our", "with",
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
    let sentence = before.rsplit(['.', '!', '?', ';', ',', ':', '\u{2014}', '\u{2013}']).next().unwrap_or_default();
    let folded = fold(sentence);
    let words: Vec<&str> =
        folded.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty()).collect();
    let Some(at) = words.iter().rposition(|word| !BETWEEN.contains(word)) else { return false };
    let is_said = |at: usize| words.get(at).is_some_and(|word| DENYING.contains(word));
    // `never missed my #walk`
    let is_twice = || at > 0 && is_said(at - 1) && words.get(at).is_some_and(|word| !matches!(*word, "will" | "i'll"));
    is_said(at) && !is_twice()
}

/// Whether what stands behind a tag in its sentence denies it: `#walk?`, `#walk tomorrow`, `#walk - skipped`.
fn is_denied_behind(behind: &str) -> bool {
    let rest = behind
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | ':' | '(' | '\u{2014}' | '\u{2013}'));
    let end = rest.find(['.', '!', ',', ';', ')']).unwrap_or(rest.len());
    let sentence = rest.get(..end).unwrap_or_default().trim();
    behind.starts_with('?')
        || fold(sentence) == "tomorrow"
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
        ] {
            assert!(!is_denied(line), "{line}");
        }
    }
}
