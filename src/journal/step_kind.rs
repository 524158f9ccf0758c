//! What kind of step a plan is, by its words: a medicine is no step to make smaller, nor is a thing not to do, and not every
//! `then` is a smaller step.

use super::{Plan, RatingItem, RatingPairKind, pairs_of_ratings};
use crate::text::fold;

/// Words of a task that name a medicine.
const MEDICINES: [&str; 45] = [
    "tablet",
    "tablets",
    "pill",
    "pills",
    "medication",
    "medications",
    "medicine",
    "medicines",
    "meds",
    "dose",
    "doses",
    "lithium",
    "insulin",
    "inhaler",
    "antidepressant",
    "antidepressants",
    "prescription",
    "methadone",
    "injection",
    "injections",
    "patch",
    "patches",
    "puffer",
    "drops",
    "laxative",
    "laxatives",
    "antibiotics",
    "painkiller",
    "painkillers",
    "hrt",
    "steroid",
    "steroids",
    "methylphenidate",
    "ritalin",
    "concerta",
    "sertraline",
    "fluoxetine",
    "citalopram",
    "quetiapine",
    "olanzapine",
    "lamotrigine",
    "naltrexone",
    "antabuse",
    "disulfiram",
    "buprenorphine",
];

/// Words that begin a task that is a thing not to do.
const NOT_TO_DO: [&[&str]; 16] = [
    &["no"],
    &["not"],
    &["nothing"],
    &["never"],
    &["without"],
    &["avoid"],
    &["avoiding"],
    &["dont"],
    &["don", "t"],
    &["do", "not"],
    &["stay", "off"],
    &["stay", "away"],
    &["keep", "off"],
    &["quit"],
    &["zero"],
    &["abstain"],
];

/// Words of a `then` that make a step smaller.
const SMALLER: [&str; 18] = [
    "only", "just", "half", "one", "two", "three", "first", "short", "shorter", "small", "smaller", "less", "little",
    "least", "minute", "minutes", "instead", "slowly",
];

/// Words of what is rated that tell how hard a thing feels, as exposure practice rates it.
const EXPOSURE_RATINGS: [&str; 9] =
    ["fear", "anxiety", "anxious", "worry", "panic", "distress", "disgust", "dread", "suds"];

/// Letters that two words share where they speak of the same: `walk`, `walking`.
const SAME_LETTERS: usize = 4;

impl Plan {
    /// Its task names a medicine. How much of it and whether at all is between the client and whoever prescribed it.
    #[must_use]
    pub fn is_medicine(&self) -> bool {
        names_medicine(&self.task)
    }

    /// Its task is a thing not to do: `No alcohol`. It has no moment to begin, no minutes and no smaller form.
    #[must_use]
    pub fn is_not_doing(&self) -> bool {
        names_what_not_to_do(&self.task)
    }

    /// It is planned for named dates alone, such as one telephone call.
    #[must_use]
    pub fn is_for_named_dates(&self) -> bool {
        self.when.span_of_named_dates().is_some()
    }

    /// It rates a fear or the like, or what is expected beside what happens: practice that is not made lighter
    /// (docs/practice.md).
    #[must_use]
    pub fn is_exposure(&self) -> bool {
        let has_pair =
            || pairs_of_ratings(&self.rate).iter().any(|(.., kind)| *kind == RatingPairKind::ExpectedHappened);
        let names_fear =
            |item: &RatingItem| folded_words(&item.name).iter().any(|word| EXPOSURE_RATINGS.contains(&word.as_str()));
        self.rate.iter().any(names_fear) || has_pair()
    }

    /// Its `then` is a smaller form of the step (`walk to the corner and back`), and not a way to cope (`call Rosa`).
    #[must_use]
    pub fn is_then_smaller(&self) -> bool {
        self.then.as_deref().is_some_and(|then| is_smaller_form(then, &self.task))
    }
}

fn names_medicine(task: &str) -> bool {
    folded_words(task).iter().any(|word| MEDICINES.contains(&word.as_str()))
}

pub(super) fn names_what_not_to_do(task: &str) -> bool {
    let words = folded_words(task);
    let begins = |start: &&[&str]| words.len() > start.len() && words.iter().zip(*start).all(|(word, w)| word == w);
    // `stop checking`, not `stop at the bakery`.
    let stops = || matches!(words.as_slice(), [first, then, ..] if first == "stop" && then.ends_with("ing"));
    NOT_TO_DO.iter().any(begins) || stops()
}

fn is_smaller_form(then: &str, task: &str) -> bool {
    let (then, task) = (folded_words(then), folded_words(task));
    let start = |word: &String| word.chars().take(SAME_LETTERS).collect::<String>();
    let is_long = |word: &&String| word.chars().count() >= SAME_LETTERS;
    let shares_a_word = || then.iter().filter(is_long).any(|a| task.iter().any(|b| start(a) == start(b)));
    then.iter().any(|word| SMALLER.contains(&word.as_str())) || shares_a_word()
}

/// The words of a text, folded.
fn folded_words(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_medicine_is_known_by_its_name() {
        for task in ["tablets", "Take my evening pills", "Lithium, with food", "Meds at 8"] {
            assert!(names_medicine(task), "{task}");
        }
        for task in ["Walk", "Pillow fight", "Write to the doctor", "A tabletop game"] {
            assert!(!names_medicine(task), "{task}");
        }
    }

    #[test]
    fn a_thing_not_to_do_is_known_by_how_it_begins() {
        for task in [
            "No alcohol",
            "Not checking my pulse",
            "Don't text him",
            "Don’t text him",
            "do not weigh myself",
            "No phone ⛔ in bed",
            "Stay off the scales",
            "Without cigarettes",
            "Nothing before eight",
            "Stop checking the door",
        ] {
            assert!(names_what_not_to_do(task), "{task}");
        }
        for task in
            ["Walk", "Note three things", "Stop at the bakery", "Walk without headphones", "No", "Notice tension"]
        {
            assert!(!names_what_not_to_do(task), "{task}");
        }
    }

    #[test]
    fn a_way_to_cope_is_no_smaller_step() {
        for (task, then) in [
            ("Walk round the block", "walk to the corner and back"),
            ("Open one mail", "I read only the subject line"),
            ("Walk", "three slow breaths at the door"),
            ("Piano", "do one minute, standing"),
        ] {
            assert!(is_smaller_form(then, task), "{then}");
        }
        for (task, then) in [
            ("Nothing before eight", "fizzy thing with lime"),
            ("The garden chair", "I leave the back door open so that I hear her"),
            ("Say a thing in the meeting", "let it be red and finish the sentence"),
            ("Walk", "call Rosa"),
        ] {
            assert!(!is_smaller_form(then, task), "{then}");
        }
    }
}
