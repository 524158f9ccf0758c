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

/// Words of a rating of which more is better, since it tells of joy.
const GLADNESS: [&str; 32] = [
    "calm",
    "cheer",
    "closeness",
    "comfort",
    "connected",
    "connection",
    "content",
    "contentment",
    "ease",
    "enjoy",
    "enjoyed",
    "enjoyment",
    "fun",
    "glad",
    "gladness",
    "good",
    "happiness",
    "happy",
    "interest",
    "joy",
    "liked",
    "mastery",
    "mood",
    "nice",
    "peace",
    "pleasant",
    "pleasure",
    "pride",
    "proud",
    "relaxed",
    "relief",
    "satisfaction",
];

/// Beside these such a word tells of something else: of what was before the step, was only expected, or is lacking.
const NOT_GLADNESS: [&str; 10] = ["bad", "before", "expected", "lack", "loss", "low", "no", "not", "start", "without"];

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

/// Words for rest. How little of it would be enough is no question.
const RESTS: [&[&str]; 22] = [
    &["rest"],
    &["resting"],
    &["nap"],
    &["napping"],
    &["siesta"],
    &["relax"],
    &["relaxing"],
    &["doze"],
    &["lie", "down"],
    &["lying", "down"],
    &["lay", "down"],
    &["sit", "down"],
    &["sit", "still"],
    &["take", "a", "break"],
    &["have", "a", "break"],
    &["tea", "break"],
    &["take", "breaks"],
    &["pause"],
    &["put", "my", "feet", "up"],
    &["feet", "up"],
    &["do", "nothing"],
    &["slow", "down"],
];

/// The word before which `rest` is what is left: `the rest of the soup`.
const BEFORE_WHAT_IS_LEFT: &str = "the";

/// Words for holding back, at the start of a step. What is done is that something is not.
const HOLDS_BACK: [&[&str]; 15] = [
    &["ride", "out"],
    &["sit", "with"],
    &["stay", "with"],
    &["surf", "the"],
    &["wait", "before"],
    &["wait", "out"],
    &["wait", "with"],
    &["delay"],
    &["postpone"],
    &["put", "off"],
    &["hold", "back"],
    &["hold", "off"],
    &["hands", "off"],
    &["keep", "my", "hands"],
    &["leave", "it", "alone"],
];

/// What an urge is called.
const URGES: [&str; 8] = ["urge", "urges", "craving", "cravings", "impulse", "itch", "pull", "wave"];

/// Words of a cue or a step that tell of distress, or of a night awake: it is no good thing that it came up.
const DISTRESS: [&str; 66] = [
    "afraid",
    "alone",
    "anger",
    "angry",
    "anxiety",
    "anxious",
    "ashamed",
    "awake",
    "bad",
    "check",
    "checking",
    "craving",
    "cravings",
    "cry",
    "crying",
    "despair",
    "distress",
    "dread",
    "empty",
    "fear",
    "flashback",
    "flashbacks",
    "grief",
    "guilty",
    "headache",
    "hopeless",
    "hurt",
    "hurts",
    "insomnia",
    "jumpy",
    "lonely",
    "low",
    "migraine",
    "nervous",
    "nightmare",
    "nightmares",
    "numb",
    "obsession",
    "obsessions",
    "overwhelmed",
    "pain",
    "panic",
    "panicky",
    "ruminate",
    "ruminating",
    "rumination",
    "sad",
    "scared",
    "shame",
    "shaking",
    "shaky",
    "sleepless",
    "spiral",
    "spiralling",
    "stress",
    "stressed",
    "tense",
    "tension",
    "terror",
    "trigger",
    "triggered",
    "upset",
    "urge",
    "urges",
    "worried",
    "worry",
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
pub(super) fn minutes_named_or_planned(plan: &Plan) -> Option<Minutes> {
    let words = words_of(&plan.task);
    let is_unit = |word: &String| matches!(word.as_str(), "min" | "mins" | "minute" | "minutes");
    let before_units =
        words.iter().zip(words.iter().skip(1)).filter(|(_, unit)| is_unit(unit)).map(|(number, _)| number);
    let named = before_units.filter_map(|number| number.parse::<u32>().ok()?.checked_mul(60)).next();
    named.map(|seconds| Minutes { seconds }).or(plan.minutes)
}

/// Whether the step is to rest, and no effort is named beside it. It is neither made smaller nor asked for more.
#[must_use]
pub fn is_rest(plan: &Plan) -> bool {
    names_rest(&plan.task)
}

fn names_rest(task: &str) -> bool {
    let words = words_of(task);
    let is_effort = |word: &String| EFFORT.iter().any(|verb| is_form_of(word, verb));
    let word_at = |at: usize| words.get(at).map_or("", String::as_str);
    // `The rest of the soup`, `A rest day`.
    let is_left_over = |end: usize| {
        let before = end.checked_sub(2).map_or("", word_at);
        word_at(end - 1) == "rest" && (word_at(end) == "of" || before == BEFORE_WHAT_IS_LEFT)
    };
    let has_rest = ends_of_words(&words, &RESTS).any(|end| !is_left_over(end));
    has_rest && !words.iter().any(is_effort)
}

/// Whether the step is to leave something or to hold something back: `No alcohol`, `Ride out the urge`. It has no moment to begin.
#[must_use]
pub fn is_holding_back(plan: &Plan) -> bool {
    plan.is_not_doing() || names_holding_back(&plan.task)
}

fn names_holding_back(task: &str) -> bool {
    let words = words_of(task);
    let starts = |with: &[&str]| words.len() >= with.len() && words.iter().zip(with).all(|(a, b)| a == b);
    let has = |of: &[&str]| ends_of_words(&words, &[of]).next().is_some();
    let has_urge = || words.iter().any(|word| URGES.contains(&word.as_str()));
    // `Sit with Ana` and `Ride out to the lake` are things to do.
    let is_about_urge = starts(&["ride", "out"]) || starts(&["sit", "with"]) || starts(&["stay", "with"]);
    let begins = HOLDS_BACK.iter().any(|start| starts(start));
    let leaves_alone = starts(&["leave"]) && has(&["alone"]);
    // `Let the question stay a question`, `Let the dishes be`.
    let lets_be = starts(&["let"]) && (has(&["stay"]) || has(&["be"]) || has(&["go", "unanswered"]));
    let keeps_hands_off = starts(&["keep"]) && has(&["hands", "off"]);
    match is_about_urge {
        true => has_urge(),
        false => begins || leaves_alone || lets_be || keeps_hands_off,
    }
}

/// Whether what brings the step up is distress, or a night awake: `when I cannot sleep`. That it came up is nothing to enjoy.
#[must_use]
pub fn is_of_distress(plan: &Plan) -> bool {
    names_distress(&plan.task) || plan.when.cue().is_some_and(names_distress)
}

fn names_distress(text: &str) -> bool {
    let words = words_of(text);
    let is_awake = ends_of_words(&words, &[&["cannot", "sleep"], &["can", "t", "sleep"], &["not", "sleep"]]).next();
    is_awake.is_some() || words.iter().any(|word| DISTRESS.contains(&word.as_str()))
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

/// Whether more of what a rating names is better: `joy`, `mood after`; not `mood before`, `low mood`.
pub(super) fn names_gladness(rating: &str) -> bool {
    let words = words_of(rating);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    has(&GLADNESS) && !has(&NOT_GLADNESS)
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
    fn rest_is_known_by_its_words() {
        for task in [
            "Lie down before it hurts",
            "Rest on the sofa",
            "Take a break",
            "Pause and breathe",
            "Nap",
            "Sit down and do nothing",
        ] {
            assert!(names_rest(task), "{task}");
        }
        for task in [
            "Eat the rest of the soup",
            "Walk and rest at the bench",
            "Read",
            "Break the task into three",
            "Tidy the rest",
        ] {
            assert!(!names_rest(task), "{task}");
        }
    }

    #[test]
    fn holding_back_is_known_by_its_words() {
        for task in [
            "Let the question stay a question",
            "Leave the lock alone",
            "Wait before I check",
            "Delay the cigarette",
            "Keep my hands off my hair",
            "Ride out the urge",
            "Sit with the urge",
            "Postpone",
            "Hands off",
        ] {
            assert!(names_holding_back(task), "{task}");
        }
        for task in [
            "Sit with Ana",
            "Ride out to the lake",
            "Leave the house",
            "Let Ben choose the film",
            "Keep a diary",
            "Wait for the bus outside",
            "Eat lunch alone",
        ] {
            assert!(!names_holding_back(task), "{task}");
        }
    }

    #[test]
    fn distress_is_known_by_its_words() {
        for text in
            ["when I am awake at 3:30", "When I want to check", "if I can’t sleep", "when I notice tension starting"]
        {
            assert!(names_distress(text), "{text}");
        }
        for text in ["after dinner", "when the kettle boils", "Guitar"] {
            assert!(!names_distress(text), "{text}");
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
