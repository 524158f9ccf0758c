//! What kind of step a task is, by its words: one that takes effort, or a meal.

use crate::journal::{Barrier, Entry, Plan};
use crate::text::fold;
use crate::when::Minutes;

/// What takes the body's strength.
const EFFORT: [&str; 55] = [
    "bake",
    "bicycle",
    "bike",
    "carry",
    "chore",
    "clean",
    "climb",
    "cook",
    "cycle",
    "dance",
    "declutter",
    "dig",
    "dish",
    "errand",
    "exercise",
    "football",
    "garden",
    "gym",
    "hike",
    "hoover",
    "housework",
    "iron",
    "jog",
    "jump",
    "laundry",
    "lift",
    "march",
    "mop",
    "mow",
    "pack",
    "physio",
    "physiotherapy",
    "pilates",
    "plank",
    "rake",
    "row",
    "run",
    "scrub",
    "shop",
    "shower",
    "skate",
    "sport",
    "squat",
    "stair",
    "stretch",
    "sweep",
    "swim",
    "tennis",
    "tidy",
    "training",
    "vacuum",
    "walk",
    "wash",
    "workout",
    "yoga",
];

/// Words of a rating, an obstacle or a barrier that tell of pain or tiredness.
const PAIN_OR_TIREDNESS: [&str; 21] = [
    "ache",
    "breathless",
    "dizziness",
    "dizzy",
    "energy",
    "exhausted",
    "exhaustion",
    "fatigue",
    "fatigued",
    "flare",
    "headache",
    "hurt",
    "migraine",
    "pain",
    "painful",
    "sore",
    "stiff",
    "stiffness",
    "tired",
    "tiredness",
    "weakness",
];

/// Words for what is eaten.
const MEALS: [&str; 17] = [
    "breakfast",
    "brunch",
    "cereal",
    "dessert",
    "dinner",
    "helping",
    "lunch",
    "meal",
    "plate",
    "porridge",
    "sandwich",
    "smoothie",
    "snack",
    "supper",
    "teatime",
    "yoghurt",
    "yogurt",
];

/// Before a meal these make it the moment of something else: `Walk after lunch`.
const MOMENTS: [&str; 9] = ["about", "after", "around", "at", "before", "during", "for", "over", "till"];

/// What else is done with a meal than to eat it: `Cook dinner`.
const OTHER_DEEDS: [&str; 20] = [
    "bake", "buy", "carry", "clean", "cook", "diary", "fetch", "invite", "list", "log", "make", "note", "order",
    "pack", "plan", "prepare", "shop", "talk", "walk", "wash",
];

/// Words that set a limit by themselves: `10 min at most`.
const LIMITS: [&[&str]; 6] = [
    &["not", "more", "than"],
    &["no", "more", "than"],
    &["no", "longer", "than"],
    &["not", "longer", "than"],
    &["at", "most"],
    &["at", "the", "most"],
];

/// Words that set a limit before a number: `Only 10 minutes on the app`. Max may be a friend.
const LIMITS_BEFORE_NUMBER: [&[&str]; 6] = [&["only"], &["just"], &["up", "to"], &["under"], &["max"], &["maximum"]];

/// Words of a `then` that set one: `stop at five minutes`.
const STOPS: [&[&str]; 5] =
    [&["stop", "at"], &["stop", "after"], &["stop", "when"], &["then", "stop"], &["stop", "anyway"]];

/// Whether the task or its `then` sets a limit to how long or how often: more of it is not what was wanted.
#[must_use]
pub fn names_limit(plan: &Plan) -> bool {
    let stops = |then: &str| ends_of_words(&words_of(then), &STOPS).next().is_some();
    sets_limit(&plan.task) || plan.then.as_deref().is_some_and(stops)
}

fn sets_limit(task: &str) -> bool {
    let words = words_of(task);
    let is_number = |at: usize| words.get(at).is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    ends_of_words(&words, &LIMITS).next().is_some() || ends_of_words(&words, &LIMITS_BEFORE_NUMBER).any(is_number)
}

/// Where each of these that stands among the words ends.
fn ends_of_words<'w>(words: &'w [String], of: &'w [&'w [&'w str]]) -> impl Iterator<Item = usize> + 'w {
    of.iter().filter_map(|wanted| {
        let at = words.windows(wanted.len()).position(|here| here.iter().zip(*wanted).all(|(a, b)| a == b))?;
        Some(at + wanted.len())
    })
}

/// The minutes that the task names, else those of the plan: `Read the news, 10 min at most`.
pub(super) fn minutes_of_limit(plan: &Plan) -> Option<Minutes> {
    let words = words_of(&plan.task);
    let is_unit = |word: &String| matches!(word.as_str(), "min" | "mins" | "minute" | "minutes");
    let before_units =
        words.iter().zip(words.iter().skip(1)).filter(|(_, unit)| is_unit(unit)).map(|(number, _)| number);
    let named = before_units.filter_map(|number| number.parse::<u32>().ok()?.checked_mul(60)).next();
    named.map(|seconds| Minutes { seconds }).or(plan.minutes)
}

/// Whether the step is to eat, as in treatment of an eating disorder. How much of it is no question for a prompt, and it has no
/// smaller form.
#[must_use]
pub fn is_meal(plan: &Plan) -> bool {
    !plan.is_not_doing() && !plan.is_medicine() && names_meal(&plan.task)
}

fn names_meal(task: &str) -> bool {
    let words = words_of(task);
    let is_eaten = |(at, word): (usize, &String)| {
        let is_moment = at > 0 && words.get(at - 1).is_some_and(|before| MOMENTS.contains(&before.as_str()));
        MEALS.iter().any(|meal| is_form_of(word, meal)) && !is_moment
    };
    let is_other = |word: &String| OTHER_DEEDS.iter().any(|deed| is_form_of(word, deed));
    !words.iter().any(is_other)
        && (words.iter().any(|word| is_form_of(word, "eat")) || words.iter().enumerate().any(is_eaten))
}

fn words_of(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether the step takes effort by its words, or pain or tiredness is named beside it: in what it rates, in its obstacle or as a
/// barrier.
pub(super) fn takes_effort(plan: &Plan, entries: &[&Entry]) -> bool {
    let has_word = |text: &str, is: &dyn Fn(&str) -> bool| words_of(text).iter().any(|word| is(word));
    let names_effort = |text: &str| has_word(text, &|word| EFFORT.iter().any(|verb| is_form_of(word, verb)));
    let names_pain = |text: &str| has_word(text, &|word| PAIN_OR_TIREDNESS.iter().any(|of| is_form_of(word, of)));
    let is_pain = |barrier: &Barrier| match barrier {
        Barrier::Other(words) => barrier.is_low_energy() || names_pain(words),
        Barrier::Known(_) => barrier.is_low_energy(),
    };
    names_effort(&plan.task)
        || plan.rate.iter().any(|rated| names_pain(&rated.name))
        || plan.obstacle.as_deref().is_some_and(names_pain)
        || entries.iter().flat_map(|entry| &entry.barriers).any(is_pain)
}

/// `walk`, `walks`, `walking`, of `walk`; `running`, of `run`; `cycling`, of `cycle`.
fn is_form_of(word: &str, verb: &str) -> bool {
    let Some(rest) = word.strip_prefix(verb) else {
        return verb.strip_suffix('e').is_some_and(|stem| word.strip_prefix(stem) == Some("ing"));
    };
    let doubled = || verb.chars().last().and_then(|last| rest.strip_prefix(last));
    matches!(rest, "" | "s" | "es" | "ing") || doubled() == Some("ing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_in_its_forms() {
        for (word, verb) in
            [("walking", "walk"), ("walks", "walk"), ("running", "run"), ("cycling", "cycle"), ("dishes", "dish")]
        {
            assert!(is_form_of(word, verb), "{word}");
        }
        for (word, verb) in [("runner", "run"), ("package", "pack"), ("ironic", "iron"), ("mopey", "mop")] {
            assert!(!is_form_of(word, verb), "{word}");
        }
    }

    #[test]
    fn a_limit_is_known_by_its_words() {
        for task in [
            "Easy stretch, not more than 10 min",
            "Read the news, 10 min at most",
            "Only 10 minutes on the scale app",
            "Max 2 coffees",
            "Up to 20 minutes of email",
        ] {
            assert!(sets_limit(task), "{task}");
        }
        for task in ["Walk to the gate", "Just sit outside", "Up to the attic", "Call Max", "Only child group"] {
            assert!(!sets_limit(task), "{task}");
        }
    }

    #[test]
    fn a_meal_is_eaten() {
        for task in ["Eat something", "Breakfast", "Three meals", "Have a snack", "Lunch with Dee", "Finish my dinner"]
        {
            assert!(names_meal(task), "{task}");
        }
        for task in ["Walk after lunch", "Cook dinner", "Plan meals", "Food diary", "Breathe before meals", "Call Ana"]
        {
            assert!(!names_meal(task), "{task}");
        }
    }
}
