//! What kind of step a plan is, by its words: a medicine is no step to make smaller, nor is a thing not to do, and not every
//! `then` is a smaller step.

use crate::journal::{Plan, RatingItem, RatingPairEndings, pairs_of_ratings};
use crate::text::fold;

/// Words of a task that name a medicine.
const MEDICINES: [&str; 144] = [
    "abilify",
    "acamprosate",
    "adderall",
    "agomelatine",
    "alprazolam",
    "ambien",
    "amitriptyline",
    "antabuse",
    "antibiotics",
    "antidepressant",
    "antidepressants",
    "antihistamine",
    "aripiprazole",
    "aspirin",
    "ativan",
    "atomoxetine",
    "betablocker",
    "buprenorphine",
    "bupropion",
    "buspirone",
    "capsule",
    "capsules",
    "carbamazepine",
    "celexa",
    "cipralex",
    "citalopram",
    "clomipramine",
    "clonazepam",
    "clonidine",
    "clozapine",
    "concerta",
    "contraceptive",
    "cymbalta",
    "depakote",
    "desvenlafaxine",
    "dexamfetamine",
    "diazepam",
    "disulfiram",
    "dose",
    "doses",
    "drops",
    "duloxetine",
    "effexor",
    "elvanse",
    "escitalopram",
    "fluoxetine",
    "fluvoxamine",
    "gabapentin",
    "guanfacine",
    "haloperidol",
    "hrt",
    "hydroxyzine",
    "ibuprofen",
    "imipramine",
    "inhaler",
    "inhalers",
    "injection",
    "injections",
    "insulin",
    "klonopin",
    "lamictal",
    "lamotrigine",
    "laxative",
    "laxatives",
    "levothyroxine",
    "lexapro",
    "lisdexamfetamine",
    "lithium",
    "lorazepam",
    "lurasidone",
    "lyrica",
    "medication",
    "medications",
    "medicine",
    "medicines",
    "medikinet",
    "meds",
    "melatonin",
    "metformin",
    "methadone",
    "methylphenidate",
    "mirtazapine",
    "moclobemide",
    "naltrexone",
    "nortriptyline",
    "olanzapine",
    "omeprazole",
    "oxazepam",
    "painkiller",
    "painkillers",
    "paliperidone",
    "paracetamol",
    "paroxetine",
    "patch",
    "patches",
    "paxil",
    "pill",
    "pills",
    "prazosin",
    "prednisolone",
    "prednisone",
    "pregabalin",
    "prescription",
    "propranolol",
    "prozac",
    "puffer",
    "quetiapine",
    "remeron",
    "risperdal",
    "risperidone",
    "ritalin",
    "seroquel",
    "seroxat",
    "sertraline",
    "statin",
    "steroid",
    "steroids",
    "strattera",
    "suboxone",
    "sumatriptan",
    "supplement",
    "supplements",
    "tablet",
    "tablets",
    "thyroxine",
    "topiramate",
    "trazodone",
    "trintellix",
    "valium",
    "valproate",
    "valproic",
    "varenicline",
    "venlafaxine",
    "vitamin",
    "vitamins",
    "vortioxetine",
    "vyvanse",
    "wellbutrin",
    "xanax",
    "ziprasidone",
    "zoloft",
    "zolpidem",
    "zopiclone",
    "zyprexa",
];

/// Words that begin a task that is a thing not to do, and say so by themselves.
const NEGATIONS: [&[&str]; 13] = [
    &["no"],
    &["not"],
    &["nothing"],
    &["never"],
    &["without"],
    &["dont"],
    &["don", "t"],
    &["do", "not"],
    &["zero"],
    &["less"],
    &["fewer"],
    &["off", "the"],
    &["off", "my"],
];

/// Words for leaving a thing, whatever it is.
const WORDS_FOR_LEAVING: [&[&str]; 25] = [
    &["avoid"],
    &["avoiding"],
    &["abstain"],
    &["quit"],
    &["quitting"],
    &["resist"],
    &["resisting"],
    &["limit"],
    &["limiting"],
    &["skip"],
    &["refrain"],
    &["steer", "clear"],
    &["stay", "off"],
    &["stay", "away"],
    &["stay", "out", "of"],
    &["keep", "off"],
    &["keep", "away"],
    &["give", "up"],
    &["giving", "up"],
    &["hold", "off"],
    &["cut", "down", "on"],
    &["cutting", "down", "on"],
    &["cut", "back", "on"],
    &["cutting", "back", "on"],
    &["go", "easy", "on"],
];

/// Words for leaving a thing that can mean much else: `stop at the bakery`, `cut out the pictures`.
const WORDS_FOR_LEAVING_SOME: [&[&str]; 8] =
    [&["stop"], &["cut", "out"], &["cut"], &["reduce"], &["drop"], &["off"], &["ditch"], &["go", "without"]];

/// What people leave, or want less of.
const LEFT_THINGS: [&str; 69] = [
    "alcohol",
    "drink",
    "drinks",
    "drinking",
    "booze",
    "beer",
    "beers",
    "wine",
    "sugar",
    "sweets",
    "chocolate",
    "candy",
    "dessert",
    "snack",
    "snacks",
    "caffeine",
    "coffee",
    "coffees",
    "soda",
    "nicotine",
    "smoke",
    "smokes",
    "smoking",
    "cigarette",
    "cigarettes",
    "tobacco",
    "vape",
    "vaping",
    "weed",
    "cannabis",
    "drug",
    "drugs",
    "substances",
    "phone",
    "phones",
    "screen",
    "screens",
    "device",
    "devices",
    "tech",
    "tv",
    "telly",
    "internet",
    "media",
    "instagram",
    "facebook",
    "tiktok",
    "youtube",
    "reddit",
    "news",
    "headlines",
    "email",
    "emails",
    "gaming",
    "porn",
    "gambling",
    "betting",
    "bets",
    "casino",
    "scroll",
    "scrolling",
    "shopping",
    "spending",
    "gossip",
    "mirror",
    "mirrors",
    "scale",
    "scales",
    "takeaways",
];

/// What a thing is left for, or how long, behind `free`: `phone-free dinner`. `Sugar-free baking` is something to do.
const FREE_FOR: [&str; 34] = [
    "day",
    "days",
    "night",
    "nights",
    "evening",
    "evenings",
    "morning",
    "mornings",
    "afternoon",
    "afternoons",
    "dinner",
    "dinners",
    "lunch",
    "lunches",
    "breakfast",
    "breakfasts",
    "meal",
    "meals",
    "hour",
    "hours",
    "week",
    "weeks",
    "weekend",
    "weekends",
    "month",
    "time",
    "zone",
    "bed",
    "bedtime",
    "bedroom",
    "break",
    "breaks",
    "table",
    "commute",
];

/// Small words that may follow a thing without saying more of it.
const LINKS: [&str; 28] = [
    "in", "on", "at", "by", "before", "after", "during", "while", "when", "until", "till", "from", "for", "with", "to",
    "of", "and", "or", "the", "a", "an", "my", "this", "today", "tonight", "every", "all", "any",
];

/// What is done, behind a word that only says how: `No excuses walk`.
const DEEDS: [&str; 30] = [
    "walk",
    "walks",
    "run",
    "jog",
    "swim",
    "ride",
    "hike",
    "stroll",
    "stretch",
    "yoga",
    "dance",
    "workout",
    "workouts",
    "exercise",
    "exercises",
    "practice",
    "training",
    "game",
    "reading",
    "writing",
    "drawing",
    "cooking",
    "baking",
    "bread",
    "meditation",
    "song",
    "talk",
    "call",
    "meeting",
    "class",
];

/// What is kept or attended about a thing, done or left: `Quit smoking diary`.
const ABOUT_LEAVING: [&str; 13] = [
    "diary",
    "journal",
    "log",
    "list",
    "chart",
    "tracker",
    "worksheet",
    "workbook",
    "book",
    "letter",
    "group",
    "course",
    "app",
];

/// Words that say which one is left: `No second walk`.
const WHICH_ONE: [&str; 16] = [
    "extra", "second", "third", "more", "another", "long", "longer", "late", "early", "evening", "morning", "night",
    "daily", "hard", "other", "such",
];

/// Words that end in `ing` and are nothing that somebody does.
const NO_DEEDS: [&str; 10] =
    ["thing", "something", "anything", "everything", "morning", "evening", "spring", "king", "ring", "during"];

/// Verbs before `less`: `Drink less coffee`, `Check less`.
const VERBS_BEFORE_LESS: [&str; 20] = [
    "drink", "eat", "smoke", "vape", "use", "scroll", "spend", "buy", "shop", "check", "watch", "work", "worry",
    "weigh", "text", "game", "gamble", "bet", "snack", "do",
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
            || pairs_of_ratings(&self.rate).iter().any(|(.., kind)| *kind == RatingPairEndings::ExpectedHappened);
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

/// A word for one, a name of one, or a dose: `Take 10 mg`.
fn names_medicine(task: &str) -> bool {
    let words = folded_words(task);
    let is_dose = |at: usize, word: &str| {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let has_number = unit.len() < word.len() || at > 0 && words.get(at - 1).is_some_and(|before| is_number(before));
        has_number && matches!(unit, "mg" | "mcg" | "µg" | "μg")
    };
    words.iter().enumerate().any(|(at, word)| MEDICINES.binary_search(&word.as_str()).is_ok() || is_dose(at, word))
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

pub(crate) fn names_what_not_to_do(task: &str) -> bool {
    let words = folded_words(task);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    is_negated(&words) || says_to_leave_out(&words) || is_free_of_something(&words) || says_to_do_less(&words)
}

/// What stands behind one of these, if the words begin with it and go on.
fn words_behind<'w>(words: &'w [&'w str], starts: &[&[&'static str]]) -> Option<&'w [&'w str]> {
    starts.iter().find_map(|start| words.strip_prefix(*start)).filter(|rest| !rest.is_empty())
}

/// `No alcohol`, `Less coffee`; not `No excuses walk`, `Less is more`, `No-knead bread`.
fn is_negated(words: &[&str]) -> bool {
    let Some(rest) = words_behind(words, &NEGATIONS) else { return false };
    let is_saying = matches!(words, ["less" | "fewer", "is" | "are" | "but" | "and", ..]);
    // `No. 3 of the worksheet`
    let is_number = matches!(words, ["no", number, ..] if number.starts_with(|c: char| c.is_ascii_digit()));
    let only_says_how = matches!(words.first(), Some(&("no" | "zero" | "less" | "fewer")));
    let is_deed = ends_with_deed(rest, &ABOUT_LEAVING) || only_says_how && ends_with_deed(rest, &DEEDS);
    !is_saying && !is_number && !is_deed
}

/// `excuses walk`: what is done, behind what only says how. `Second walk` and `phone on my walk` say what is not done.
fn ends_with_deed(words: &[&str], deeds: &[&str]) -> bool {
    let Some((last, how)) = words.split_last() else { return false };
    let says_how = how.first().is_some_and(|first| !WHICH_ONE.contains(first));
    says_how && deeds.contains(last) && !how.iter().any(|word| LINKS.contains(word))
}

/// `Avoid mirrors`, `Skip dessert`, `Stop scrolling`; not `Skip rope`, `Stop by the library`, `Quit smoking diary`.
fn says_to_leave_out(words: &[&str]) -> bool {
    // Skipping is an exercise, `limit setting` a skill, and a resist band a thing.
    let is_other = matches!(
        words,
        ["skip", "rope" | "ropes" | "roping" | "to" | "along" | "around" | "with" | "for" | "stones", ..]
            | ["limit" | "limiting", "setting" | "settings", ..]
            | ["resist", "band" | "bands", ..]
    );
    if let Some(rest) = words_behind(words, &WORDS_FOR_LEAVING) {
        return !is_other && !ends_with_deed(rest, &ABOUT_LEAVING);
    }
    let Some(rest) = words_behind(words, &WORDS_FOR_LEAVING_SOME) else { return false };
    let is_doing = |word: &&str| word.ends_with("ing") && !NO_DEEDS.contains(word);
    let stops = words.first() == Some(&"stop") && rest.first().is_some_and(is_doing);
    let names_thing =
        || rest.iter().filter(|word| !LINKS.contains(word)).take(2).any(|word| LEFT_THINGS.contains(word));
    (stops || names_thing()) && !ends_with_deed(rest, &ABOUT_LEAVING)
}

/// `Alcohol-free day`, `A phone-free dinner`, `Smoke free`; not `Free writing`, `Sugar-free baking`.
fn is_free_of_something(words: &[&str]) -> bool {
    words.windows(2).enumerate().any(|(at, pair)| {
        let is_free = matches!(pair, [thing, "free"] if LEFT_THINGS.contains(thing));
        let next = words.get(at + 2);
        is_free && next.is_none_or(|next| FREE_FOR.contains(next) || LINKS.contains(next))
    })
}

/// `Drink less coffee`, `Check my phone less`.
fn says_to_do_less(words: &[&str]) -> bool {
    let Some((verb, rest)) = words.split_first().filter(|(verb, _)| VERBS_BEFORE_LESS.contains(verb)) else {
        return false;
    };
    let begins = matches!(rest.first(), Some(&("less" | "fewer")));
    let is_told = *verb != "do" || rest.len() > 1;
    is_told && (begins || rest.last() == Some(&"less"))
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
        for task in [
            "tablets",
            "Take my evening pills",
            "Lithium, with food",
            "Meds at 8",
            "Take my Cipralex",
            "Prazosin 1 mg",
            "20mg at night",
        ] {
            assert!(names_medicine(task), "{task}");
        }
        for task in ["Walk", "Pillow fight", "Write to the doctor", "A tabletop game"] {
            assert!(!names_medicine(task), "{task}");
        }
        assert!(MEDICINES.is_sorted());
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
            "Skip dessert",
            "Skip the second coffee",
            "Alcohol-free day",
            "A phone-free dinner",
            "Screen free hour before bed",
            "Stay alcohol-free",
            "Social media free from nine",
            "Less coffee",
            "Fewer cigarettes",
            "Drink less wine",
            "Check my phone less",
            "Stop scrolling",
            "Stop smoking after dinner",
            "Stop the news at night",
            "Quit smoking",
            "Avoid mirrors",
            "Resist the urge to text",
            "Cut down on wine",
            "Cut out sugar",
            "Limit screens to one hour",
            "Reduce my drinking",
            "Give up cigarettes",
            "Keep away from the casino",
            "Hold off weighing",
            "Off the phone by ten",
            "Go without sugar",
            "No second walk",
            "No phone on my walk",
            "Not checking before the meeting",
            "No exercise",
        ] {
            assert!(names_what_not_to_do(task), "{task}");
        }
        for task in [
            "Walk",
            "Note three things",
            "Stop at the bakery",
            "Walk without headphones",
            "No",
            "Notice tension",
            "No excuses walk",
            "No-knead bread",
            "No. 3 of the worksheet",
            "Non-fiction reading",
            "Skip rope",
            "Skip to school",
            "Stop by the library",
            "Stop and breathe",
            "Less is more journal",
            "Free writing",
            "Feel free to cry",
            "Sugar-free baking",
            "Alcohol-free beer with Tom",
            "Quit smoking diary",
            "Not checking log",
            "Limit setting with Mom",
            "Resist band exercises",
            "Cut out pictures",
            "Cut flowers",
            "Drop in at the club",
            "Reduce the pile by one paper",
            "Do one thing less hurried",
            "Off to the park",
        ] {
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
