//! What got in the way (docs/practice.md, Barriers): the words that are known, with the question that may follow each.

use crate::journal::{Barrier, KnownBarrier};
use crate::problem::Code;
use crate::text::{fold, fold_key, nearest_but_not_equal, with_single_spaces};

const fn known_barrier(
    name: &'static str,
    phrase: &'static str,
    group: &'static str,
    question: Option<&'static str>,
) -> KnownBarrier {
    let group = if group.is_empty() { None } else { Some(group) };
    KnownBarrier { name, phrase, group, question }
}

/// The groups of barriers in the order in which they are shown; `other` is what belongs to none of them.
pub const BARRIER_GROUPS: [&str; 6] = ["practical", "task", "inner", "people", "life", "other"];

/// The list of docs/practice.md, in its order. `phrase` is how a report speaks of one ("no time came up twice").
pub static BARRIERS: [KnownBarrier; 19] = [
    known_barrier("forgot", "forgot", "practical", Some("What already happens each day that could remind you?")),
    known_barrier("no_time", "no time", "practical", Some("What would a two-minute version look like?")),
    known_barrier("no_space", "no space", "practical", Some("Where could it fit more easily?")),
    known_barrier("missing_tools", "missing tools", "practical", Some("What would need to be at hand?")),
    known_barrier("too_big", "too big", "task", Some("What is the smallest piece worth trying?")),
    known_barrier("too_hard", "too hard", "task", Some("Which part felt hardest?")),
    known_barrier("unclear", "unclear", "task", Some("What would the first step be, in your words?")),
    known_barrier("not_useful", "not useful", "task", Some("What would make it worth your while?")),
    known_barrier("rushed_plan", "rushed plan", "task", Some("What would you change if we planned it again, slowly?")),
    known_barrier("low_energy", "low energy", "inner", Some("What is possible on a low day?")),
    known_barrier("worried", "worried", "inner", Some("What did you expect might happen?")),
    known_barrier("ashamed", "ashamed", "inner", Some("What would help this feel safer to talk about?")),
    known_barrier("grief", "grief", "inner", Some("What was on your heart that day?")),
    known_barrier("not_enough", "not enough", "inner", Some("What would \"good enough\" look like here?")),
    known_barrier("not_ready", "not ready", "inner", Some("What matters to you about this right now?")),
    known_barrier("no_support", "no support", "people", Some("Who or what would make this a little easier?")),
    known_barrier("life_event", "life event", "life", Some("What did the week ask of you?")),
    // docs/practice.md gives these two no group and no question.
    known_barrier("other", "something else", "", None),
    known_barrier("prefer_not_to_say", "prefer not to say", "", None),
];

/// Words that mean one of the list. Of several words of a text the first here counts, so the clearest come first.
const SYNONYMS: [(&str, &[&str]); 17] = [
    ("forgot", &["forgot", "forgotten", "forget", "slipped my mind", "did not think of it", "didn't think of it"]),
    (
        "no_time",
        &[
            "busy",
            "no time",
            "not enough time",
            "too little time",
            "ran out of time",
            "too much work",
            "overtime",
            "deadline",
            "hurry",
        ],
    ),
    (
        "low_energy",
        &[
            "tired",
            "exhausted",
            "no energy",
            "low energy",
            "little energy",
            "energy",
            "sleepy",
            "worn out",
            "fatigue",
            "fatigued",
            "drained",
            "weak",
            "slept badly",
            "knackered",
            "headache",
        ],
    ),
    (
        "worried",
        &[
            "scared",
            "anxious",
            "anxiety",
            "nervous",
            "afraid",
            "fear",
            "panic",
            "worry",
            "worries",
            "worried",
            "dread",
            "frightened",
            "tense",
            "stressed",
        ],
    ),
    ("ashamed", &["embarrassed", "embarrassing", "shame", "ashamed", "shy", "humiliated", "guilty", "guilt"]),
    (
        "grief",
        &[
            "grief",
            "grieving",
            "mourning",
            "bereaved",
            "funeral",
            "sad after a loss",
            "miss him",
            "miss her",
            // Batteries die too, so each has its person.
            "dad died",
            "father died",
            "mum died",
            "mom died",
            "mother died",
            "brother died",
            "sister died",
            "husband died",
            "wife died",
            "baby died",
            "son died",
            "daughter died",
            "friend died",
            "grandma died",
            "grandpa died",
            "dog died",
            "cat died",
            "he died",
            "she died",
            "passed away",
            "miscarriage",
            "stillbirth",
        ],
    ),
    ("not_enough", &["not good enough", "perfectionism", "not perfect", "inadequate"]),
    (
        "not_ready",
        &[
            "not ready",
            "not yet",
            "ambivalent",
            "did not want to",
            "didn't want to",
            "not motivated",
            "unmotivated",
            "no motivation",
        ],
    ),
    ("no_support", &["alone", "lonely", "no help", "nobody helped", "no one helped", "no support", "unsupported"]),
    ("life_event", &["moved house", "accident", "hospital", "emergency", "wedding", "new job", "family emergency"]),
    ("no_space", &["no space", "no room", "too loud", "noisy", "no privacy", "crowded"]),
    (
        "missing_tools",
        &["broken", "no equipment", "lost my", "could not find", "couldn't find", "missing", "no internet"],
    ),
    ("too_big", &["too much", "overwhelmed", "overwhelming", "too long", "too big", "huge"]),
    ("too_hard", &["difficult", "hard", "too hard", "could not do it", "couldn't do it"]),
    (
        "unclear",
        &["confused", "confusing", "unclear", "did not understand", "didn't understand", "not sure how", "unsure how"],
    ),
    ("not_useful", &["pointless", "useless", "no point", "does not help", "doesn't help", "boring", "not useful"]),
    ("rushed_plan", &["rushed", "planned too fast", "no plan"]),
];

/// How well the words of a barrier match the list of barriers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BarrierMatch {
    Known,
    /// One slip away from this one.
    OneTypo(&'static KnownBarrier),
    /// Close to this one in meaning.
    Synonym(&'static KnownBarrier),
    /// Nothing in the list means this.
    Unknown,
}

/// Whether nothing is named: an empty text, or a word that says that nothing got in the way.
pub(crate) fn is_no_barrier(words: &str) -> bool {
    const WORDS: [&str; 8] = ["", "none", "nothing", "no", "no barrier", "no barriers", "n/a", "-"];
    WORDS.contains(&fold(words).as_str())
}

impl Barrier {
    /// Its group, one of [`BARRIER_GROUPS`].
    #[must_use]
    pub fn group(&self) -> &'static str {
        match self {
            Barrier::Known(KnownBarrier { group: Some(group), .. }) => group,
            Barrier::Known(_) | Barrier::Other(_) => "other",
        }
    }

    /// Grief or a life event, in the word of the list or in one's own.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        self.known_barrier_meant().is_some_and(|known| matches!(known.name, "grief" | "life_event"))
    }

    /// Whether a page tells how often it was: nobody counts a loss aloud, nor what somebody says in words of their own.
    #[must_use]
    pub fn is_counted_aloud(&self) -> bool {
        matches!(self, Barrier::Known(_)) && !self.is_loss()
    }

    /// Too little energy, in the word of the list or in one's own.
    #[must_use]
    pub fn is_low_energy(&self) -> bool {
        self.known_barrier_meant().is_some_and(|known| known.name == "low_energy")
    }

    /// It may be what too much practice left behind: how the step or the person was, and no loss. What is in one's own words
    /// (`flare up`) may be.
    #[must_use]
    pub fn may_come_of_too_much_practice(&self) -> bool {
        !self.is_loss() && self.known_barrier_meant().is_none_or(|known| matches!(known.group, Some("task" | "inner")))
    }

    /// The word of the list that means this; none where no word of it does.
    fn known_barrier_meant(&self) -> Option<&'static KnownBarrier> {
        match self {
            Barrier::Known(known) => Some(*known),
            Barrier::Other(words) => match parse_barrier(words).1 {
                BarrierMatch::Synonym(known) => Some(known),
                _ => None,
            },
        }
    }
}

/// One barrier as written. Only the exact word (case, spaces, `-` and `_` aside) is the known one; never a guess.
pub(crate) fn parse_barrier(words: &str) -> (Barrier, BarrierMatch) {
    let folded = fold_key(words);
    if let Some(known) = find_barrier_by_folded_key(&folded) {
        return (Barrier::Known(known), BarrierMatch::Known);
    }
    let kept = Barrier::Other(words.trim().to_owned());
    // A slip in a short word is as likely another word.
    let names: Vec<String> = BARRIERS.iter().map(|b| name_with_spaces(b.name)).collect();
    let slip = nearest_but_not_equal(&folded, names.iter().map(String::as_str), 1).and_then(find_barrier_by_folded_key);
    let near = match slip
        .map(BarrierMatch::OneTypo)
        .or_else(|| find_barrier_by_synonym_in_folded(&folded).map(BarrierMatch::Synonym))
    {
        Some(near) => near,
        None => BarrierMatch::Unknown,
    };
    (kept, near)
}

/// The hint for a barrier that is not a word of the list: the clinician reads it as it is written. `written` is cut to one
/// line.
pub(crate) fn barrier_hint(written: &str, found: &BarrierMatch) -> Option<(Code, String, String)> {
    let keep_back = "or `share: none` to keep this to yourself. To leave it as it is, write `share: summary`";
    let own_words = || {
        format!(
            "`{written}` is in your own words. Where the note is shared, your clinician reads them as you wrote them, and so does \
             anybody else who sees the page, such as a helper."
        )
    };
    match found {
        BarrierMatch::Known => None,
        BarrierMatch::OneTypo(known) => Some((
            Code::BarrierNearMiss,
            format!("`{written}` is one slip away from `{}`, a word of the list.", known.name),
            format!("Write `barrier: {}` if you mean that.", known.name),
        )),
        BarrierMatch::Synonym(known) => Some((
            Code::BarrierUnknown,
            own_words(),
            format!("Write `barrier: {}`, the word of the list that comes nearest, {keep_back}.", known.name),
        )),
        BarrierMatch::Unknown => Some((
            Code::BarrierUnknown,
            own_words(),
            format!("Write `barrier: other` to keep the words back, {keep_back}."),
        )),
    }
}

/// The known barrier of this folded key.
pub(crate) fn find_barrier_by_folded_key(folded: &str) -> Option<&'static KnownBarrier> {
    BARRIERS.iter().find(|b| name_with_spaces(b.name) == folded)
}

/// The known barrier that a line begins with, as a word of its own, and the bytes it takes.
pub(crate) fn known_barrier_at_start(line: &str) -> Option<(&'static KnownBarrier, usize)> {
    BARRIERS.iter().find_map(|known| {
        let len = known.name.len();
        let written = line.get(..len)?;
        let is_same = |(is, name): (u8, u8)| match name {
            b'_' => matches!(is, b'_' | b'-' | b' '),
            _ => is.eq_ignore_ascii_case(&name),
        };
        let ends = || !line[len..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        (written.bytes().zip(known.name.bytes()).all(is_same) && ends()).then_some((known, len))
    })
}

fn name_with_spaces(name: &str) -> String {
    name.replace('_', " ")
}

/// The barrier whose synonym is in the text as whole words.
fn find_barrier_by_synonym_in_folded(folded: &str) -> Option<&'static KnownBarrier> {
    let text: String =
        folded.chars().take(200).map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' }).collect();
    let text = format!(" {} ", with_single_spaces(&text));
    // "Not tired" and "not busy" say the opposite.
    let holds = |words: &&str| {
        text.contains(&format!(" {words} "))
            && !(*words == "too much" && is_too_much_of_something(&text))
            && !["not", "never", "no", "without"].iter().any(|no| text.contains(&format!(" {no} {words} ")))
    };
    let (name, _) = SYNONYMS.iter().find(|(_, words)| words.iter().any(holds))?;
    BARRIERS.iter().find(|known| known.name == *name)
}

/// "Too much pain" and "too much noise" say nothing about the size of the step; "too much for me" and "too much today" do.
fn is_too_much_of_something(text: &str) -> bool {
    const OF_THE_STEP: [&str; 20] = [
        "all", "and", "at", "but", "for", "i", "in", "it", "now", "on", "right", "so", "still", "that", "this", "to",
        "today", "tonight", "when", "with",
    ];
    let next = text.split_once(" too much ").and_then(|(_, behind)| behind.split(' ').find(|word| !word.is_empty()));
    next.is_some_and(|word| !OF_THE_STEP.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_itself_is_known_however_it_is_written() {
        for words in ["no_time", "No time", "no-time", " NO_TIME "] {
            assert_eq!(parse_barrier(words).1, BarrierMatch::Known, "{words}");
        }
        assert_eq!(
            known_barrier_at_start("too_big, 5 min").map(|(known, len)| (known.name, len)),
            Some(("too_big", 7))
        );
        assert_eq!(known_barrier_at_start("No time").map(|(known, _)| known.name), Some("no_time"));
        assert_eq!(known_barrier_at_start("too_bigger"), None);
    }

    #[test]
    fn anything_else_is_kept_as_written() {
        let (kept, near) = parse_barrier("No tme");
        assert_eq!(kept, Barrier::Other("No tme".into()));
        assert!(matches!(near, BarrierMatch::OneTypo(b) if b.name == "no_time"));
        assert_eq!(parse_barrier("rain").1, BarrierMatch::Unknown);
        assert_eq!(parse_barrier("my father shouted at me again").1, BarrierMatch::Unknown);
    }

    #[test]
    fn words_of_the_list_are_found_by_meaning() {
        for (words, name) in [
            ("too tired", "low_energy"),
            ("so little energy", "low_energy"),
            ("exhausted after work", "low_energy"),
            ("scared", "worried"),
            ("a bit anxious", "worried"),
            ("busy", "no_time"),
            ("embarrassed", "ashamed"),
            ("sad after a loss", "grief"),
            ("it was too difficult", "too_hard"),
            ("it was too much", "too_big"),
            ("too much for one day", "too_big"),
        ] {
            assert!(matches!(parse_barrier(words).1, BarrierMatch::Synonym(b) if b.name == name), "{words}");
        }
        assert_eq!(parse_barrier("not tired").1, BarrierMatch::Unknown);
        for words in ["too much pain", "too much noise next door"] {
            assert_eq!(parse_barrier(words).1, BarrierMatch::Unknown, "{words}");
        }
    }

    #[test]
    fn every_synonym_names_a_barrier_of_the_list() {
        for (name, _) in SYNONYMS {
            assert!(BARRIERS.iter().any(|known| known.name == name), "{name}");
        }
    }

    #[test]
    fn questions_are_open_and_short() {
        for question in BARRIERS.iter().filter_map(|b| b.question) {
            assert!(question.split(' ').count() <= 16 && !question.starts_with("Why") && question.ends_with('?'));
        }
    }
}
