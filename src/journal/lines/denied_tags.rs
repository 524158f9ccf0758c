//! Tags in a sentence that denies them, puts them off or is about somebody else: `No #walk today.`, `#walk → Saturday`, `Tom did his
//! #walk`. They count nothing, and are reported (docs/specification.md#8-problems).

use chrono::NaiveDate;

use crate::journal::lines::near_dates;
use crate::journal::lines::said_days::{SaidDays, SaidForm};
use crate::journal::lines::tag_denial::TagDenial;
use crate::journal::lines::tag_of_somebody;
use crate::journal::near_misses::near_line_help;
use crate::note::Text;
use crate::text::{fold, is_variation_selector};
use crate::when;

/// Longer lines are texts: their tags count as they are.
const LONGEST_LINE: usize = 400;

/// Words that deny what follows, or put it off.
const DENYING: [&str; 50] = [
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
    "forget",
    "postponed",
    "rescheduled",
    "delayed",
    "deferred",
    "refused",
    "let's",
    "lets",
    "might",
    "shall",
    "would",
    "wish",
];

/// Words that put off what follows if `to` is behind them: `I have to #walk`.
const BEFORE_TO: [&str; 34] = [
    "have",
    "has",
    "need",
    "needs",
    "going",
    "gonna",
    "plan",
    "planning",
    "hope",
    "hoping",
    "ought",
    "supposed",
    "meant",
    "about",
    "unable",
    "planned",
    "afraid",
    "scared",
    "remember",
    "reminder",
    "wants",
    "want",
    "wanted",
    "promise",
    "promised",
    "intend",
    "intended",
    "intending",
    "try",
    "trying",
    "tried",
    "hesitated",
    "keen",
    "ready",
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
const DID_NOT_HAPPEN: [&str; 37] = [
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
    "was postponed",
    "postponed",
    "put off",
    "was put off",
    "rescheduled",
    "was rescheduled",
    "delayed",
    "deferred",
    "pushed to ",
    "pushed back",
    "shifted to ",
    "called off",
    "was called off",
    "is off",
    "off today",
    "if ",
    "when it stops",
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
/// line of a tag, `of_note` is the date of its note.
pub(crate) fn part_denied_tags<'n>(
    tags: Vec<Text>,
    of_note: NaiveDate,
    line_of: impl Fn(&Text) -> &'n str,
) -> (Vec<Text>, Vec<(Text, TagDenial)>) {
    // A line is looked up once, whatever the number of its tags.
    let mut last: Option<(u32, &str)> = None;
    let (mut counted, mut denied) = (Vec::new(), Vec::new());
    for tag in tags {
        let number = tag.place.line;
        let line = last.filter(|(of, _)| *of == number).map_or_else(|| line_of(&tag), |(_, line)| line);
        last = Some((number, line));
        match find_denial_in_line(line, &tag, of_note).filter(|_| line.len() <= LONGEST_LINE) {
            Some(denial) => denied.push((tag, denial)),
            None => counted.push(tag),
        }
    }
    (counted, denied)
}

fn find_denial_in_line(line: &str, tag: &Text, of_note: NaiveDate) -> Option<TagDenial> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    let column = (tag.place.column as usize).saturating_sub(1);
    let (at, _) = line.char_indices().nth(column)?;
    find_denial(line.get(..at)?.trim_end_matches('#'), line.get(at + tag.text.len()..)?, of_note)
}

/// What the words around a tag deny.
fn find_denial(before: &str, behind: &str, of_note: NaiveDate) -> Option<TagDenial> {
    if is_done_all_the_same(behind) {
        return None;
    }
    if is_denied_before(before) || is_denied_behind(behind) || is_put_off_around(before, behind) {
        return Some(TagDenial::NotDone);
    }
    if tag_of_somebody::is_of_somebody_else(before, behind) {
        return Some(TagDenial::SomebodyElse);
    }
    let is_other = is_put_off_to_day(behind, of_note) || is_behind_other_day(before, of_note);
    is_other.then_some(TagDenial::OtherDay)
}

/// Whether a sentence goes on to say that it was done: `#walk was cancelled for Tom so I went alone`.
fn is_done_all_the_same(behind: &str) -> bool {
    const WENT: [&str; 8] =
        ["i went", "we went", "i did it", "we did it", "i walked", "i did", "i still did", "i still went"];
    const ALONE: [&str; 9] = [
        "alone",
        "anyway",
        "by myself",
        "on my own",
        "all the same",
        "regardless",
        "nevertheless",
        "instead of him",
        "without him",
    ];
    let folded = fold(behind);
    WENT.iter().any(|went| {
        let rest =
            folded.find(&format!(" {went} ")).and_then(|at| folded.get(at + went.len() + 2..)).unwrap_or_default();
        ALONE.iter().any(|alone| rest.starts_with(alone)) || rest.is_empty() && folded.ends_with(&format!(" {went}"))
    })
}

/// `Put #walk off`, `moved #walk to Saturday`.
fn is_put_off_around(before: &str, behind: &str) -> bool {
    const MOVED: [&str; 6] = ["put", "moved", "pushed", "shifted", "called", "moving"];
    let (before, behind) = (fold(before), fold(behind));
    let mut words = before.split_whitespace().rev().skip_while(|word| matches!(*word, "my" | "the" | "our" | "a"));
    let is_moved = words.next().is_some_and(|word| MOVED.contains(&word));
    let next = behind.trim_start();
    let is_off = ["to ", "off", "back", "until ", "till ", "forward"].iter().any(|word| next.starts_with(word));
    let put_off = ["put off", "pushed back", "called off", "moved on"];
    let bare = before.trim_end().trim_end_matches(" my").trim_end_matches(" the").trim_end_matches(" our");
    is_moved && is_off || put_off.iter().any(|said| bare.ends_with(said))
}

/// Signs that stand for `moved to`.
const ARROWS: [&str; 9] = ["->", "=>", ">>", "\u{2192}", "\u{27A1}", "\u{21D2}", "\u{23ED}", "\u{23E9}", ">"];

/// Whether what stands behind a tag puts it off to a day: `#walk → Saturday`, `#walk on Saturday`, `#walk due 2026-11-21`.
fn is_put_off_to_day(behind: &str, of_note: NaiveDate) -> bool {
    let bare = behind.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | ':' | '(' | '@' | '\u{2013}' | '\u{2014}')
    });
    let arrow =
        ARROWS.iter().find_map(|arrow| behind.trim_start().strip_prefix(arrow).or_else(|| bare.strip_prefix(arrow)));
    let said = arrow.unwrap_or(bare).trim_start_matches(|c: char| c.is_whitespace() || is_variation_selector(c));
    let end = said.find([',', ';', '!', ')', '(']).unwrap_or(said.len());
    let sentence = said.get(..end).unwrap_or_default();
    let folded = fold(sentence);
    let is_later = ["tomorrow", "later", "next ", "another day", "some other", "sometime"]
        .iter()
        .any(|word| folded.starts_with(word));
    let is_skip_sign = behind.trim_start().starts_with(['\u{23ED}', '\u{23E9}']);
    is_skip_sign && sentence.trim().is_empty()
        || folded.starts_with("tomorrow")
        || arrow.is_some() && is_later
        || begins_with_other_day(sentence, of_note)
        || ends_with_other_day(sentence, of_note)
}

/// Whether a text begins with a day that is not the note's: `Saturday`, `on Saturday`, `due 2026-11-21`.
fn begins_with_other_day(text: &str, of_note: NaiveDate) -> bool {
    const LEADING: [&str; 12] =
        ["on", "this", "next", "for", "due", "until", "till", "by", "at", "to", "moved", "planned"];
    const MOST_WORDS: usize = 4;
    let words: Vec<&str> = text.split_whitespace().take(MOST_WORDS + 2).collect();
    let lead = words.iter().take_while(|word| LEADING.contains(&fold(word).as_str())).count();
    let is_next = words.iter().take(lead).any(|word| fold(word) == "next");
    let day = words.get(lead..).unwrap_or_default().join(" ");
    if is_next && day.split(' ').next().is_some_and(|word| when::parse_weekday(word).is_ok()) {
        return true;
    }
    let is_first = |written: &str| day.trim_start_matches(['(', '@']).starts_with(written);
    let said = SaidDays::find(&day, "", Some(of_note));
    said.is_some_and(|said| {
        let is_day = matches!(said.form, SaidForm::Dates | SaidForm::Weekdays | SaidForm::Yesterday);
        is_day && is_first(&said.written) && !said.dates.is_empty() && !said.dates.contains(&of_note)
    })
}

/// Whether a short text ends with a day that is not the note's: `with Mum on Saturday`.
fn ends_with_other_day(text: &str, of_note: NaiveDate) -> bool {
    const MOST_WORDS: usize = 5;
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [.., on, day] if words.len() <= MOST_WORDS && matches!(fold(on).as_str(), "on" | "next") => {
            begins_with_other_day(&format!("{on} {day}"), of_note)
        }
        _ => false,
    }
}

/// Whether a tag stands right behind another day: `Saturday #walk`, `On Saturday: #walk`.
fn is_behind_other_day(before: &str, of_note: NaiveDate) -> bool {
    const LEADING: [&str; 6] = ["on", "for", "next", "my", "the", "a"];
    let before = before.trim_start_matches(|c: char| !c.is_alphanumeric());
    let bare = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '*' | '_'));
    let words: Vec<&str> = bare.split_whitespace().collect();
    let day: Vec<&str> = words.iter().copied().filter(|word| !LEADING.contains(&fold(word).as_str())).collect();
    let [day] = day.as_slice() else { return false };
    if matches!(fold(day).trim_end_matches("'s"), "yesterday" | "tomorrow") {
        return true;
    }
    let day = &day.strip_suffix("'s").unwrap_or(day);
    let is_weekday = crate::journal::lines::line::is_weekday_word(day) && day.starts_with(char::is_uppercase);
    let date =
        when::parse_weekday(day).ok().filter(|_| is_weekday).and_then(|day| near_dates::last_weekday(day, of_note));
    date.is_some_and(|date| date != of_note)
}

/// Whether what stands before a tag in its sentence denies it.
fn is_denied_before(before: &str) -> bool {
    const ENDS: [char; 8] = ['.', '!', '?', ';', ',', ':', '\u{2014}', '\u{2013}'];
    let before = before.trim_end();
    // The form that makes an emoji of a sign.
    if before.trim_end_matches(is_variation_selector).ends_with(is_cross) || is_label_before(before) {
        return true;
    }
    let folded = fold(before.rsplit(ENDS).next().unwrap_or_default());
    let words: Vec<&str> =
        folded.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty()).collect();
    // `Thinking about a #walk`
    let bare =
        words.strip_suffix(&["a"]).or_else(|| words.strip_suffix(&["my"])).or_else(|| words.strip_suffix(&["the"]));
    let is_put_off = match bare.unwrap_or(&words) {
        ["time", "to"] | ["it's", "time", "to"] => true,
        [.., "instead", "of"] | [.., "rather", "than"] | [.., "wish", "i", "could"] => true,
        [.., "gave" | "give", "up", "on"] | [.., "bailed", "on"] | [.., "blew", "off"] => true,
        [.., "thinking", "about" | "of"] | [.., "would" | "i'd", "love" | "like", "to"] => true,
        [.., "don't" | "dont" | "not" | "never" | "to", "forget"] => true,
        [.., "too", _, "to"] | [.., "too", _, _, "to"] | [.., "too", _, _, _, "to"] => true,
        [.., "too", _, "for"] | [.., "too", _, _, _, "for"] | [.., "neither" | "nor"] | ["maybe"] => true,
        // `Mum persuaded me to #walk`
        [.., word, "to"] | [.., word, "to", "go", "for", "a"] if BEFORE_TO.contains(word) => true,
        [.., "asked" | "told" | "begged" | "reminded" | "wants" | "wanted" | "want", _, "to"] => true,
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

    fn denial(line: &str) -> Option<TagDenial> {
        let thursday: NaiveDate = "2026-11-19".parse().expect("a date");
        let (before, behind) = line.split_once("#walk").expect("a tag");
        find_denial(before, behind, thursday)
    }

    fn is_denied(line: &str) -> bool {
        denial(line) == Some(TagDenial::NotDone)
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
            "Too tired for #walk",
            "I was too tired for the #walk",
            "Neither #walk nor rest",
            "No rest nor #walk",
            "Maybe #walk",
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
            "#walk postponed",
            "Put #walk off",
            "put off my #walk",
            "moved #walk to Saturday",
            "#walk called off",
            "#walk if the rain stops",
            "Reminder to #walk",
            "Don't forget #walk",
            "Time to #walk",
            "Let's #walk",
            "asked Tom to #walk",
            "Tom wants to #walk",
            "#walk was cancelled so I went home",
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
            "#walk was cancelled for Tom so I went alone",
            "#walk was rained off but I went anyway",
            "Didn't forget my #walk",
            "Mum persuaded me to #walk",
            "#walk \u{2192} great mood",
            "#walk on Thursday",
            "#walk tonight",
            "Thursday: #walk",
            "#walk, Saturday shopping",
            "#walk - sat in the sun after",
            "#walk in the sun",
            "Took the time to #walk",
            "#walk when I got home",
        ] {
            assert_eq!(denial(line), None, "{line}");
        }
    }

    #[test]
    fn a_tag_may_be_for_another_day_or_of_somebody_else() {
        for line in [
            "#walk \u{2192} Saturday",
            "#walk -> Sat",
            "#walk >> tomorrow",
            "#walk on Saturday",
            "#walk (Saturday)",
            "#walk next Saturday",
            "#walk next Thursday",
            "#walk due 2026-11-21",
            "#walk 2026-11-21",
            "#walk 21.11.",
            "#walk \u{23ED}",
            "Saturday #walk",
            "On Saturday: #walk",
            "- Saturday: #walk",
            "#walk with Mum on Saturday",
            "#walk yesterday",
            "Yesterday's #walk",
            "#walk tomorrow morning",
        ] {
            assert_eq!(denial(line), Some(TagDenial::OtherDay), "{line}");
        }
        for line in [
            "Tom did his #walk",
            "Mum went for her #walk",
            "Tom's #walk",
            "The kids had their #walk",
            "My sister's #walk was long",
            "She did #walk",
            "Tom went for a #walk",
            "- Dad did the #walk",
            "Mum: #walk",
            "I saw Tom on his #walk",
            "Watched Tom do his #walk",
            "Anna skipped her #walk",
            "The dog had his #walk",
            "Everyone else did #walk",
            "Tom says #walk is boring",
            "Dr. Lee recommended a #walk",
        ] {
            assert_eq!(denial(line), Some(TagDenial::SomebodyElse), "{line}");
        }
        for line in [
            "Tom and I did our #walk",
            "Today's #walk",
            "This morning's #walk",
            "Tom joined my #walk",
            "Went with Tom on his #walk",
            "Met his dog on the #walk",
            "Felt her hand on my #walk",
            "Finally did #walk",
            "Yesterday was hard, today did #walk",
            "Thanks to Mum did my #walk",
            "With Tom went for a #walk",
            "Mum did the #walk with me",
            "Before work did #walk",
            "Took the dog for his #walk",
            "Nice #walk in Mum's village",
            "Lunch, then #walk",
            "Exercise: #walk",
        ] {
            assert_eq!(denial(line), None, "{line}");
        }
    }
}
