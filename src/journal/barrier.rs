//! What got in the way (CLINICAL.md, Barriers): the words that are known, with the question that may follow each.

use super::{Barrier, KnownBarrier};
use crate::text::{fold_key, nearest};

const fn known(
    name: &'static str,
    phrase: &'static str,
    group: &'static str,
    question: Option<&'static str>,
) -> KnownBarrier {
    KnownBarrier { name, phrase, group, question }
}

/// The list of CLINICAL.md, in its order. `said` is how a report speaks of one ("no time came up twice").
pub static BARRIERS: [KnownBarrier; 19] = [
    known("forgot", "forgot", "practical", Some("What already happens each day that could remind you?")),
    known("no_time", "no time", "practical", Some("What would a two-minute version look like?")),
    known("no_space", "no space", "practical", Some("Where could it fit more easily?")),
    known("missing_tools", "missing tools", "practical", Some("What would need to be at hand?")),
    known("too_big", "too big", "task", Some("What is the smallest piece worth trying?")),
    known("too_hard", "too hard", "task", Some("Which part felt hardest?")),
    known("unclear", "unclear", "task", Some("What would the first step be, in your words?")),
    known("not_useful", "not useful", "task", Some("What would make it worth your while?")),
    known("rushed_plan", "rushed plan", "task", Some("What would you change if we planned it again, slowly?")),
    known("low_energy", "low energy", "inner", Some("What is possible on a low day?")),
    known("worried", "worried", "inner", Some("What did you expect might happen?")),
    known("ashamed", "ashamed", "inner", Some("What would help this feel safer to talk about?")),
    known("grief", "grief", "inner", Some("What was with you that day?")),
    known("not_enough", "not enough", "inner", Some("What would \"good enough\" look like here?")),
    known("not_ready", "not ready", "inner", Some("What matters to you about this right now?")),
    known("no_support", "no support", "people", Some("Who could be near while you do it?")),
    known("life_event", "life event", "life", Some("What did the week ask of you?")),
    // CLINICAL.md gives these two no group and no question.
    known("other", "something else", "", None),
    known("prefer_not_to_say", "prefer not to say", "", None),
];

/// How the words of a barrier stand to the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BarrierMatch {
    Known,
    /// One slip away from this one.
    OneSlip(&'static KnownBarrier),
    /// In no way like one of the list; this is the nearest.
    Unknown(&'static KnownBarrier),
}

/// One barrier as written. Only the exact word (case, spaces, `-` and `_` aside) is the known one; never a guess.
pub(super) fn read(words: &str) -> (Barrier, BarrierMatch) {
    let folded = fold_key(words);
    if let Some(known) = find(&folded) {
        return (Barrier::Known(known), BarrierMatch::Known);
    }
    let kept = Barrier::Other(words.trim().to_owned());
    match nearest(&folded, BARRIERS.iter().map(|b| spaced(b.name)).collect::<Vec<_>>().iter().map(String::as_str), 1) {
        Some(near) => (kept, find(near).map_or(BarrierMatch::Unknown(other()), BarrierMatch::OneSlip)),
        None => (kept, BarrierMatch::Unknown(likest(&folded))),
    }
}

/// The known barrier of this folded key.
pub(super) fn find(folded: &str) -> Option<&'static KnownBarrier> {
    BARRIERS.iter().find(|b| spaced(b.name) == folded)
}

fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

fn other() -> &'static KnownBarrier {
    &BARRIERS[17]
}

/// By words in common first ("so little energy" is near `low_energy`), then by slips; else `other`: a word that merely
/// has letters in common would be no help.
fn likest(folded: &str) -> &'static KnownBarrier {
    let words: Vec<&str> = folded.split(' ').take(16).filter(|w| w.len() > 2 && !matches!(*w, "not" | "too")).collect();
    let shared =
        |b: &&KnownBarrier| b.name.split('_').any(|part| part.len() > 2 && part != "not" && words.contains(&part));
    if let Some(found) = BARRIERS.iter().find(|b| shared(b) && b.name != "prefer_not_to_say") {
        return found;
    }
    let most = (folded.chars().count() / 3).clamp(1, 4);
    let names: Vec<String> = BARRIERS.iter().map(|b| spaced(b.name)).collect();
    nearest(folded, names.iter().map(String::as_str), most).and_then(find).unwrap_or(other())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_itself_is_known_however_it_is_written() {
        for words in ["no_time", "No time", "no-time", " NO_TIME "] {
            assert_eq!(read(words).1, BarrierMatch::Known, "{words}");
        }
        assert_eq!(other().name, "other");
    }

    #[test]
    fn anything_else_is_kept_as_written() {
        let (kept, near) = read("No tme");
        assert_eq!(kept, Barrier::Other("No tme".into()));
        assert!(matches!(near, BarrierMatch::OneSlip(b) if b.name == "no_time"));
        assert!(matches!(read("so little energy").1, BarrierMatch::Unknown(b) if b.name == "low_energy"));
        assert!(matches!(read("rain").1, BarrierMatch::Unknown(b) if b.name == "other"));
    }

    #[test]
    fn questions_are_open_and_short() {
        for question in BARRIERS.iter().filter_map(|b| b.question) {
            assert!(question.split(' ').count() <= 16 && !question.starts_with("Why") && question.ends_with('?'));
        }
    }
}
