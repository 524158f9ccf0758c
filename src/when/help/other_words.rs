//! Words that people use for a moment and that the language does not have: of other languages, of prescriptions, of shifts and
//! months. Each with what to write instead.

use crate::text::fold;
use crate::when::combine::meaning::{Parsed, interpret_when};
use crate::when::parse::days::NOT_WHEN;
use crate::when::parse::minutes::number_of_word;
use crate::when::tokens::parse_error::suggest_texts_unless_too_long;
use crate::when::tokens::vocabulary::{Word, classify_word, corrected_word};

/// Longest value that is translated, in bytes.
const LONGEST: usize = 120;

/// What to write instead of a value that holds such words; `at` are those that are not understood.
pub(crate) fn help_for_other_words(text: &str, at: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').map(|word| word.trim_matches(is_trimmed_punctuation)).collect();
    help_for_parts_of_work(&folded)
        .or_else(|| prescription_help(&words))
        .or_else(|| uncertain_help(&folded.split(' ').collect::<Vec<_>>()))
        .or_else(|| english_phrase_for(&folded))
        .or_else(|| half_day_help(at, &folded))
        .or_else(|| two_letters_help(at, text))
        .or_else(|| letter_help(at, &words))
        .or_else(|| help_for_most_parts(&words))
        .or_else(|| phrase_help(&words))
}

/// `Sat am`, `fri eve`, `every weekday pm`: the part of the day that these letters say, with the rest of the value.
fn half_day_help(at: &str, folded: &str) -> Option<String> {
    let at = fold(at);
    let parts: &[&str] = match at.as_str() {
        "am" => &["morning"],
        "pm" => &["afternoon", "evening"],
        "eve" => &["evening"],
        _ => return None,
    };
    let words: Vec<&str> = folded.split(' ').collect();
    let is_other = |word: &str| matches!(word, "am" | "pm" | "eve") && word != at;
    if words.len() < 2 || words.iter().filter(|word| **word == at).count() != 1 || words.iter().any(|w| is_other(w)) {
        return None;
    }
    let with = |instead: &str| {
        let all = words.iter().map(|word| if *word == at { instead.to_owned() } else { with_day_capital(word) });
        all.collect::<Vec<_>>().join(" ")
    };
    let written: Vec<String> = parts.iter().map(|part| with(part)).collect();
    if written.iter().any(|written| interpret_when(written).is_err()) {
        return None;
    }
    let list: Vec<String> = written.iter().map(|written| format!("`{written}`")).collect();
    let hour = with(if at == "am" { "8 am" } else { "6 pm" });
    let is_hour = at != "eve" && interpret_when(&hour).is_ok();
    Some(match is_hour {
        true => format!("Write {}, or the hour with it, as in `{hour}`.", list.join(" or ")),
        false if at == "eve" => format!("Write {}, or the day before it if that is meant.", list.join(" or ")),
        false => format!("Write {}.", list.join(" or ")),
    })
}

/// `MT`, `TF at 8`: which day the `T` is, nobody can tell. Each way with the rest of the value.
fn two_letters_help(at: &str, text: &str) -> Option<String> {
    let each = match at {
        "MT" => ["Mon and Tue", "Mon and Thu"],
        "TF" => ["Tue and Fri", "Thu and Fri"],
        _ => return None,
    };
    let written = each.map(|days| text.trim().replacen(at, days, 1));
    let is_read = written.iter().all(|written| interpret_when(written).is_ok());
    let [one, other] = if is_read { written } else { each.map(str::to_owned) };
    Some(format!("`T` can be Tuesday or Thursday: write `{one}` or `{other}`."))
}

/// `most evenings`: an example for the same part of the day.
fn help_for_most_parts(words: &[&str]) -> Option<String> {
    const PARTS: [(&str, &str, &str); 4] = [
        ("mornings", "morning", "in the morning"),
        ("afternoons", "afternoon", "in the afternoon"),
        ("evenings", "evening", "in the evening"),
        ("nights", "night", "at night"),
    ];
    let (_, part, behind) = PARTS.iter().find(|(plural, ..)| words.contains(plural) && words.contains(&"most"))?;
    Some(format!(
        "Name the days on which it happens, as in `every {part} except Sunday`, or how often, as in `5 times a week {behind}`."
    ))
}

/// What to write for `Black Friday`, `Christmas Eve`, `bank holidays`: days that come once a year.
pub(crate) fn help_for_day_of_year(text: &str) -> Option<&'static str> {
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').map(|word| word.trim_matches(is_trimmed_punctuation)).collect();
    let is_named = words.iter().any(|word| HOLIDAYS.contains(&word.strip_suffix("'s").unwrap_or(word)));
    let is_day = |word: &str| matches!(classify_word(word), Word::Day(_) | Word::DayUnit) || word == "eve";
    let is_first = words.windows(2).any(|two| matches!(two, [a, b] if BEFORE_HOLIDAYS.contains(a) && is_day(b) && !(*a == "good" && b.starts_with("day"))));
    let says_not = words.iter().any(|word| NOT_ON.contains(word));
    if (is_named || is_first) && says_not {
        return Some(
            "The dates on which a plan rests have their own field: `pause`, with each date as year, month and day.",
        );
    }
    (is_named || is_first)
        .then_some("A day that comes once a year has a date: write `on` and that date, as year, month and day.")
}

/// Words before days on which it does not happen.
const NOT_ON: &[&str] = &[
    "except",
    "excluding",
    "but",
    "not",
    "no",
    "never",
    "unless",
    "outside",
    "apart",
    "without",
    "bar",
    "ex",
    "exc",
    "excl",
    "save",
    "minus",
    "skip",
];

const HOLIDAYS: &[&str] = &[
    "christmas",
    "xmas",
    "easter",
    "thanksgiving",
    "halloween",
    "hanukkah",
    "ramadan",
    "eid",
    "diwali",
    "passover",
    "pentecost",
    "holiday",
    "holidays",
    "hols",
    "birthday",
    "birthdays",
    "anniversary",
];

/// Words that make a weekday one of the year.
const BEFORE_HOLIDAYS: &[&str] = &[
    "black",
    "good",
    "ash",
    "palm",
    "shrove",
    "pancake",
    "maundy",
    "cyber",
    "whit",
    "boxing",
    "year's",
    "years",
    "mother's",
    "father's",
    "valentine's",
    "labor",
    "labour",
    "independence",
    "memorial",
    "veterans",
    "election",
];

fn is_trimmed_punctuation(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '(' | ')' | '!' | '"')
}

/// `Monday or so`, `Monday and maybe Friday`: what is left without these words.
fn uncertain_help(words: &[&str]) -> Option<String> {
    let without = |from: usize, to: usize| {
        let left = words.iter().enumerate().filter(|(i, _)| !(from..to).contains(i));
        left.map(|(_, word)| with_day_capital(word)).collect::<Vec<_>>().join(" ")
    };
    let suggest = |before: &str, left: &str| {
        let is_read = !left.is_empty() && interpret_when(left).is_ok();
        Some(suggest_texts_unless_too_long(before, &[left], "")).filter(|help| is_read && !help.is_empty())
    };
    if let Some(at) = words.windows(2).position(|two| two == ["or", "so"]) {
        let left = without(at, at + 2);
        let has_time = matches!(interpret_when(&left), Ok(Parsed::When(when)) if when.has_times());
        let before = if has_time {
            "A time counts within the hour before and after it: write"
        } else {
            "Write each day that it can be, as in `Monday or Tuesday`, or the one day:"
        };
        return suggest(before, &left);
    }
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let at = words.iter().position(|word| UNCERTAIN.contains(&&*bare(word)))?;
    // `Tue (maybe Wed)`
    if words[at].starts_with('(') {
        let left: Vec<String> = words.iter().map(|word| with_day_capital(word)).collect();
        let left = left.join(" ").replace(['(', ')'], "");
        let left: Vec<&str> = left.split(' ').filter(|word| !UNCERTAIN.contains(word)).collect();
        return suggest("Write what is planned; if that is all of it, write", &left.join(" "));
    }
    suggest("Write what is planned; if that is all of it, write", &without(at, at + 1))
}

/// Words for what may be.
const UNCERTAIN: &[&str] = &["maybe", "perhaps", "possibly", "probably", "optional", "optionally"];

/// `b.i.d.`, `q8h`: what doctors and pharmacies write.
fn prescription_help(words: &[&str]) -> Option<String> {
    let (known, meant) = words.iter().find_map(|word| {
        let plain: String = word.chars().filter(|&c| c != '.').collect();
        // Two letters are other words too.
        let is_whole = word.contains('.') || plain.len() > 2 || plain == "qd" || words.len() == 1;
        PRESCRIPTIONS.iter().find(|(known, _)| *known == plain && is_whole)
    })?;
    Some(format!("`{known}` on a prescription is `{meant}`: write that."))
}

/// `T/Th`, `Mon pm`, `every weekday a.m.`
fn letter_help(at: &str, words: &[&str]) -> Option<String> {
    let at = fold(at);
    let is_whole = words.iter().any(|word| word.split(|c: char| !c.is_alphanumeric()).next() == Some(at.as_str()));
    let has_letters = |letters: &str| words.iter().any(|word| word.split(['/', '&', '+']).any(|part| part == letters));
    let help = match at.as_str() {
        "am" | "pm" if is_whole && has_letters("am") && has_letters("pm") && !words.contains(&"or") => AM_AND_PM,
        _ if words.contains(&"a.m.") && words.contains(&"p.m.") && !words.contains(&"or") => AM_AND_PM,
        _ if words.contains(&"a.m.") => AM,
        _ if words.contains(&"p.m.") => PM,
        "am" if is_whole => AM,
        "pm" if is_whole => PM,
        "s" if is_whole => "`S` can be Saturday or Sunday: write `Sat` or `Sun`.",
        "t" | "tr" | "tt" if is_whole => "`T` can be Tuesday or Thursday: write `Tue` or `Thu`.",
        _ => return None,
    };
    Some(help.to_owned())
}

const AM_AND_PM: &str = "Write `in the morning and in the evening`, or the hours, as in `8 am and 6 pm`.";
const AM: &str = "Write `in the morning`, or the hour with it, as in `8 am`.";
const PM: &str = "Write `in the afternoon` or `in the evening`, or the hour with it, as in `6 pm`.";

/// Shifts, days off, odd days, days of a month.
fn phrase_help(words: &[&str]) -> Option<String> {
    let has = |any: &[&str]| words.iter().any(|word| any.contains(word));
    let is_nth = |word: &&str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let ending = word.get(digits.len()..).unwrap_or("");
        (1..=2).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && ["st", "nd", "rd", "th"].contains(&ending)
    };
    let is_behind = |first: &[&str], second: &[&str]| {
        words.windows(2).any(|two| matches!(two, [a, b] if first.contains(a) && second.contains(b)))
    };
    let is_first = |those: &[&str]| words.first().is_some_and(|word| those.contains(word));
    let help = match () {
        () if has(&["unless"]) => NOT_WHEN,
        () if is_first(&["one", "any", "a"])
            && has(&["weekday", "weekend", "evening", "evenings", "morning", "mornings", "afternoon", "night"]) =>
        {
            "Write how often and when, as in `once a week in the evening`, or the days that it can be, as in `Sat or Sun`."
        }
        () if is_first(&["end", "start"]) && words.get(1) == Some(&"of") && !has(&["month", "year", "quarter"]) => {
            "Write it in full, as in `at the end of the day` or `at the start of the week`."
        }
        () if is_behind(&["couple"], &["times", "days", "of"]) && has(&["week", "wk"]) => {
            "Write `twice a week`, if that is what you mean."
        }
        () if has(&["eod"]) => {
            "It can be `every other day`, as on a prescription, or `at the end of the day`: write the one that you mean."
        }
        () if words.iter().any(|word| *word == "pre" || word.starts_with("pre-")) => {
            "Write `before` for `pre`, as in `before bed`."
        }
        () if words.iter().any(|word| *word == "post" || word.starts_with("post-")) => {
            "Write `after` for `post`, as in `after dinner`."
        }
        () if has(&["b4"]) => "Write `before` for `b4`, as in `before bed`.",
        () if has(&["w/e", "w/end", "w/ends"]) => "Write `weekends`, if that is what you mean.",
        () if has(&["w/day", "w/days"]) => "Write `weekdays`, if that is what you mean.",
        () if has(&["midweek", "mid-week"]) || is_behind(&["mid"], &["week"]) => {
            "Write the days, as in `Wednesday` or `Tue-Thu`."
        }
        () if has(&["shift", "shifts"]) => {
            "A shift is no day of the week. Write what you can tell it by, as in `after my shift` or `when I have a late \
             shift`, or the days, as in `Mon and Thu`."
        }
        () if is_behind(&["day", "days"], &["off"]) => {
            "Write what you can tell it by, as in `when I have a day off`, or the days, as in `Sat and Sun`."
        }
        () if is_behind(&["odd", "even"], &["days", "day", "dates"]) => {
            "Write `every other day`, or `on` and each date, as year, month and day."
        }
        () if is_behind(&["odd", "even"], &["weeks", "week"]) => {
            "Write `every other week`, with its days, as in `every other week on Tuesday`."
        }
        () if has(&["term", "term-time", "termtime", "terms", "semester"]) => {
            "Write the days on which it is planned; the dates on which a plan rests have their own field: `pause`, with each \
             date as year, month and day."
        }
        () if is_behind(&["first", "second", "third", "fourth"], &["and", "&", "or"]) => {
            "Plans are counted by the week: write `on` and each date, as year, month and day."
        }
        () if words.iter().any(is_nth)
            || has(&["month", "months"])
            || is_behind(&["every", "each", "per"], &["quarter"])
            || is_behind(&["first", "second", "third", "fourth", "last"], &["week", "weekend", "day"]) =>
        {
            "Plans are counted by the week: write `on` and each date, as year, month and day."
        }
        () if is_some_days(words) => {
            "Write what you can tell these days by, as in `when I work from home`, or the days, as in `Mon and Thu`."
        }
        () => return days_out_of_seven_help(words),
    };
    Some(help.to_owned())
}

/// `five days out of seven`, `4 of 7 days`, `five nights out of seven at 22:00`: so many times a week, with the rest of the value.
fn days_out_of_seven_help(words: &[&str]) -> Option<String> {
    let seven = words.windows(2).position(|two| matches!(two, ["of", "seven" | "7"]))? + 1;
    let number = |word: &&str| word.parse().ok().or_else(|| number_of_word(word)).filter(|n| (1..7).contains(n));
    let (at, often) = words.iter().take(seven).enumerate().find_map(|(at, word)| Some((at, number(word)?)))?;
    let part = |word: &&str| match *word {
        "day" | "days" => Some(""),
        "nights" => Some("at night"),
        "evenings" => Some("in the evening"),
        "afternoons" => Some("in the afternoon"),
        "mornings" => Some("in the morning"),
        _ => None,
    };
    let end = seven + 1 + usize::from(words.get(seven + 1).is_some_and(|word| part(word).is_some()));
    let said = words.get(at..end)?.iter().find_map(part).unwrap_or_default();
    let often = match often {
        1 => "once a week".to_owned(),
        2 => "twice a week".to_owned(),
        many => format!("{many} times a week"),
    };
    let rest = [words.get(..at)?, words.get(end..)?].concat();
    let rest: Vec<String> = rest.iter().map(|word| with_day_capital(word)).collect();
    let rest = rest.join(" ");
    // A time of the clock says which part of the day it is.
    let said = if rest.contains(|c: char| c.is_ascii_digit()) { "" } else { said };
    let whole = [often.as_str(), said, &rest].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let help = suggest_texts_unless_too_long("Write", &[&whole], "");
    match interpret_when(&whole).is_ok() && !help.is_empty() {
        true => Some(help),
        false => Some(format!("Write `{often}`.")),
    }
}

/// `twice a week, not on the same day`, `3 times a week on different days`: the number of times, and the rest in the text.
pub(crate) fn help_for_days_apart(text: &str) -> Option<String> {
    const APART: [&str; 29] = [
        "never two days running",
        "never two days in a row",
        "never on two days in a row",
        "never two days in succession",
        "not two days running",
        "not on two days running",
        "never on two days running",
        "no two days running",
        "no two days in a row",
        "never twice running",
        "never in a row",
        "never back to back",
        "with a day between",
        "with a day in between",
        "with a day off in between",
        "at least two days apart",
        "not on the same day",
        "not the same day",
        "never on the same day",
        "on different days",
        "different days",
        "on separate days",
        "separate days",
        "not two days in a row",
        "not on two days in a row",
        "not in a row",
        "on non-consecutive days",
        "not back to back",
        "spread out",
    ];
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold(text);
    let folded = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    let rest = APART.iter().filter_map(|end| folded.strip_suffix(end)).min_by_key(|rest| rest.len())?;
    let rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    let rest = [" but", " and"].iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
    let rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_read = matches!(interpret_when(rest), Ok(Parsed::When(when)) if when.names_days_or_frequency());
    let rest: Vec<String> = rest.split(' ').map(with_day_capital).collect();
    let says = |words: &[&str]| rest.iter().any(|word| words.contains(&fold(word).as_str()));
    // As many days as are said.
    let days = if says(&["daily"]) || rest.join(" ").starts_with("every day") {
        ", or `every other day`"
    } else if says(&["3", "3x", "three", "thrice"]) {
        ", or the days, as in `Mon, Wed and Fri`"
    } else if says(&["4", "4x", "four", "5", "5x", "five", "6", "6x", "six"]) {
        ""
    } else {
        ", or the days, as in `Mon and Thu`"
    };
    is_read.then(|| format!("Write `{}`, and the rest in the text of the note{days}.", rest.join(" ")))
}

/// `on work nights at 22`: the evenings before work, or nights at work. `Work mornings` are those of weekdays.
fn help_for_parts_of_work(folded: &str) -> Option<String> {
    const KINDS: [&str; 5] = ["work", "working", "office", "business", "school"];
    let words: Vec<&str> = folded.split(' ').collect();
    let bare = |word: &str| word.trim_matches(is_trimmed_punctuation).to_owned();
    let at = words.windows(2).position(|two| {
        matches!(two, [kind, part] if KINDS.contains(&kind.trim_start_matches(is_trimmed_punctuation))
            && matches!(bare(part).as_str(), "nights" | "evenings" | "mornings" | "afternoons"))
    })?;
    let part = bare(words.get(at + 1)?);
    let start = at - usize::from(at > 0 && words.get(at - 1) == Some(&"on"));
    let before = words.get(..start)?.join(" ");
    let sign = words.get(at + 1)?.strip_prefix(part.as_str())?;
    let behind = words.get(at + 2..)?.join(" ");
    let says_not = words.iter().any(|word| NOT_ON.contains(&bare(word).as_str()));
    let with = |instead: &str, sign: &str| {
        let all = format!("{before} {instead}{sign} {behind}");
        let all: Vec<String> = all.split_whitespace().map(with_day_capital).collect();
        all.join(" ")
    };
    let is_read =
        |text: &String| matches!(interpret_when(text), Ok(Parsed::When(when)) if !when.all_slots().is_empty());
    let is_late = matches!(part.as_str(), "nights" | "evenings");
    let days = if is_late { "school nights".to_owned() } else { format!("weekday {part}") };
    // `school nights, at 10 pm` would be two times.
    let days = with(&days, if behind.starts_with("at ") { "" } else { sign });
    if says_not || !is_read(&days) {
        return None;
    }
    if !is_late || bare(words.get(at)?) == "school" {
        return Some(format!("Write `{days}`."));
    }
    let rest = if behind.is_empty() { "" } else { ", and the rest in the text of the note" };
    Some(format!(
        "If it is the evenings before work, Sunday to Thursday, write `{days}`. If you work on these nights, write `when I work \
         at night`{rest}."
    ))
}

/// `on bad nights`, `rainy mornings`: some of them, and nothing says which.
pub(crate) fn help_for_some_parts(text: &str) -> Option<String> {
    const PARTS: [&str; 4] = ["mornings", "afternoons", "evenings", "nights"];
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').map(|word| word.trim_matches(is_trimmed_punctuation)).collect();
    let is_kind = |word: &str| {
        classify_word(word) == Word::Unknown
            && word.chars().all(char::is_alphabetic)
            && corrected_word(word).is_none()
            && !NUMBERS.contains(&word)
    };
    let of_kind = words.windows(2).find_map(|two| match two {
        [kind, part] if PARTS.contains(part) && is_kind(kind) => Some(*part),
        _ => None,
    })?;
    let cue = if of_kind == "nights" { "when I can't sleep" } else { "when I feel low" };
    Some(format!(
        "Write what you can tell these {of_kind} by, as in `{cue}`, or the days, as in `Mon and Thu {of_kind}`."
    ))
}

/// Words that say how many of the days are meant, not which.
const NUMBERS: &[&str] = &["some", "most", "few", "many", "several", "all", "both", "certain", "various"];

/// `every day I work`, `on PE days`, `days when I drive`: days of some kind.
fn is_some_days(words: &[&str]) -> bool {
    let is_day = |word: &str| matches!(word, "day" | "days");
    let is_kind = |word: &str| classify_word(word) == Word::Unknown && word.chars().all(char::is_alphabetic);
    words.windows(2).any(|two| match two {
        [day, "i" | "i'm" | "we" | "he" | "she" | "they" | "that" | "when" | "where" | "on"] => is_day(day),
        [kind, day] => is_day(day) && is_kind(kind) && corrected_word(kind).is_none() && !NUMBERS.contains(kind),
        _ => false,
    })
}

/// The value in English, where all that is wrong with it is its language; else the first of its words.
fn english_phrase_for(folded: &str) -> Option<String> {
    let words: Vec<&str> = folded.split(' ').collect();
    // `do` and `so` are English, so short ones count among their like alone.
    let is_short = |word: &&str| {
        let word = word.trim_matches(is_trimmed_punctuation);
        word.chars().count() < 4
            || !matches!(classify_word(word), Word::Unknown)
            || SIGNS.iter().any(|(known, _)| *known == word)
    };
    let all_short = words.iter().all(is_short);
    let mut out: Vec<String> = Vec::new();
    let mut first: Option<(String, &str)> = None;
    let mut i = 0;
    while i < words.len() {
        let found = (1..=3usize).rev().find_map(|n| {
            let part = words.get(i..i + n)?.join(" ");
            let bare = part.trim_end_matches(is_trimmed_punctuation).trim_start_matches(is_trimmed_punctuation);
            let known = DAYS_AND_TIMES.iter().find(|(known, _)| *known == bare);
            let short = || SHORT_DAYS.iter().find(|(known, _)| all_short && *known == bare);
            let (_, meant) = known.or_else(short)?;
            let behind = part.get(part.trim_end_matches(is_trimmed_punctuation).len()..).unwrap_or("").to_owned();
            Some((n, bare.to_owned(), *meant, behind))
        });
        match found {
            Some((n, bare, meant, behind)) => {
                first.get_or_insert((bare, meant));
                out.push(format!("{meant}{behind}"));
                i += n;
            }
            None if SHORT_IN_BOTH.iter().any(|(known, _)| *known == words[i].trim_matches(is_trimmed_punctuation)) => {
                let bare = words[i].trim_matches(is_trimmed_punctuation);
                let meant = SHORT_IN_BOTH.iter().find(|(known, _)| *known == bare).map_or(bare, |(_, meant)| *meant);
                out.push(words[i].replacen(bare, meant, 1));
                i += 1;
            }
            None => {
                let sign = SIGNS.iter().find(|(known, _)| *known == words[i]).map_or(words[i], |(_, meant)| *meant);
                // `um 8 Uhr`
                if sign == "at" && words[i] != sign && words.get(i + 1).is_some_and(|word| starts_with_digit(word)) {
                    first.get_or_insert((words[i].to_owned(), sign));
                }
                out.push(with_day_capital(sign));
                i += 1;
            }
        }
    }
    let (written, meant) = first?;
    let whole = out.join(" ");
    if interpret_when(&whole).is_ok() {
        let help = suggest_texts_unless_too_long("Days and times are read in English: write", &[&whole], "");
        return Some(help).filter(|help| !help.is_empty());
    }
    let is_short = SHORT_DAYS.iter().any(|(known, _)| *known == written);
    (!is_short).then(|| format!("Days and times are read in English: write `{meant}` for `{written}`."))
}

fn starts_with_digit(word: &str) -> bool {
    word.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

/// Whether a folded word is a day of the week in another language than English.
pub(crate) fn is_weekday_in_another_language(folded: &str) -> bool {
    let meant = DAYS_AND_TIMES.iter().find(|(known, _)| *known == folded).map(|(_, meant)| fold(meant));
    meant.is_some_and(|meant| matches!(classify_word(&meant), Word::Day(_)))
}

/// Days have a capital.
pub(crate) fn with_day_capital(word: &str) -> String {
    let day = matches!(classify_word(word.trim_matches(is_trimmed_punctuation)), Word::Day(_) | Word::MaybeDay(_));
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if day => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

const PRESCRIPTIONS: &[(&str, &str)] = &[
    ("qd", "once a day"),
    ("od", "once a day"),
    ("q24h", "once a day"),
    ("bid", "twice a day"),
    ("bd", "twice a day"),
    ("bds", "twice a day"),
    ("q12h", "twice a day"),
    ("tid", "3 times a day"),
    ("tds", "3 times a day"),
    ("q8h", "3 times a day"),
    ("qid", "4 times a day"),
    ("qds", "4 times a day"),
    ("mane", "every morning"),
    ("q6h", "4 times a day"),
    ("q4h", "6 times a day"),
    ("qod", "every other day"),
    ("qam", "every morning"),
    ("qpm", "every evening"),
    ("qhs", "every day at bedtime"),
    ("nocte", "every night"),
    ("hs", "every day at bedtime"),
    ("ac", "before meals"),
    ("pc", "after meals"),
    ("prn", "when needed"),
];

/// German, French, Spanish and Dutch, folded.
const DAYS_AND_TIMES: &[(&str, &str)] = &[
    ("montag", "Monday"),
    ("montags", "Mondays"),
    ("dienstag", "Tuesday"),
    ("dienstags", "Tuesdays"),
    ("mittwoch", "Wednesday"),
    ("mittwochs", "Wednesdays"),
    ("donnerstag", "Thursday"),
    ("donnerstags", "Thursdays"),
    ("freitag", "Friday"),
    ("freitags", "Fridays"),
    ("samstag", "Saturday"),
    ("samstags", "Saturdays"),
    ("sonntag", "Sunday"),
    ("sonntags", "Sundays"),
    ("jeden tag", "every day"),
    ("täglich", "every day"),
    ("werktags", "weekdays"),
    ("am wochenende", "weekends"),
    ("wochenende", "weekends"),
    ("morgens", "in the morning"),
    ("vormittags", "in the morning"),
    ("mittags", "at midday"),
    ("nachmittags", "in the afternoon"),
    ("abends", "in the evening"),
    ("nachts", "at night"),
    ("jeden morgen", "every morning"),
    ("jeden abend", "every evening"),
    ("alle zwei tage", "every other day"),
    ("alle 2 tage", "every other day"),
    ("am morgen", "in the morning"),
    ("am vormittag", "in the morning"),
    ("am nachmittag", "in the afternoon"),
    ("am abend", "in the evening"),
    ("in der nacht", "at night"),
    ("abend", "evening"),
    ("einmal", "once"),
    ("zweimal", "twice"),
    ("dreimal", "3 times"),
    ("am tag", "a day"),
    ("die woche", "a week"),
    ("in der woche", "a week"),
    ("pro tag", "a day"),
    ("pro woche", "a week"),
    ("jeden", "every"),
    ("lundi", "Monday"),
    ("lundis", "Monday"),
    ("mardi", "Tuesday"),
    ("mardis", "Tuesday"),
    ("mercredi", "Wednesday"),
    ("mercredis", "Wednesday"),
    ("jeudi", "Thursday"),
    ("jeudis", "Thursday"),
    ("vendredi", "Friday"),
    ("vendredis", "Friday"),
    ("samedi", "Saturday"),
    ("samedis", "Saturday"),
    ("dimanche", "Sunday"),
    ("dimanches", "Sunday"),
    ("tous les jours", "every day"),
    ("chaque jour", "every day"),
    ("tous les matins", "every morning"),
    ("tous les soirs", "every evening"),
    ("tous les deux jours", "every other day"),
    ("un jour sur deux", "every other day"),
    ("matin", "morning"),
    ("soir", "evening"),
    ("tous les", "every"),
    ("chaque", "every"),
    ("le matin", "in the morning"),
    ("le soir", "in the evening"),
    ("l'après-midi", "in the afternoon"),
    ("le week-end", "weekends"),
    ("une fois", "once"),
    ("deux fois", "twice"),
    ("trois fois", "3 times"),
    ("par jour", "a day"),
    ("par semaine", "a week"),
    ("lunes", "Monday"),
    ("martes", "Tuesday"),
    ("miércoles", "Wednesday"),
    ("miercoles", "Wednesday"),
    ("jueves", "Thursday"),
    ("viernes", "Friday"),
    ("sábado", "Saturday"),
    ("sabado", "Saturday"),
    ("sábados", "Saturdays"),
    ("domingo", "Sunday"),
    ("domingos", "Sundays"),
    ("todos los días", "every day"),
    ("todos los dias", "every day"),
    ("cada día", "every day"),
    ("cada dia", "every day"),
    ("todas las mañanas", "every morning"),
    ("todas las tardes", "every afternoon"),
    ("todas las noches", "every night"),
    ("cada dos días", "every other day"),
    ("cada 2 días", "every other day"),
    ("todos los", "every"),
    ("diario", "every day"),
    ("por la mañana", "in the morning"),
    ("por la tarde", "in the afternoon"),
    ("por la noche", "at night"),
    ("una vez", "once"),
    ("dos veces", "twice"),
    ("tres veces", "3 times"),
    ("por semana", "a week"),
    ("a la semana", "a week"),
    ("al día", "a day"),
    ("maandag", "Monday"),
    ("dinsdag", "Tuesday"),
    ("woensdag", "Wednesday"),
    ("donderdag", "Thursday"),
    ("vrijdag", "Friday"),
    ("zaterdag", "Saturday"),
    ("zondag", "Sunday"),
    ("elke dag", "every day"),
    ("iedere dag", "every day"),
    ("om de dag", "every other day"),
    ("ochtend", "morning"),
    ("middag", "afternoon"),
    ("avond", "evening"),
    ("elke", "every"),
    ("iedere", "every"),
    ("dagelijks", "every day"),
    ("in het weekend", "weekends"),
    ("'s ochtends", "in the morning"),
    ("'s morgens", "in the morning"),
    ("'s middags", "in the afternoon"),
    ("'s avonds", "in the evening"),
    ("'s nachts", "at night"),
    ("per dag", "a day"),
    ("twee keer", "twice"),
    ("drie keer", "3 times"),
];

/// Short names of days; some are English words too.
const SHORT_DAYS: &[(&str, &str)] = &[
    ("di", "Tue"),
    ("mi", "Wed"),
    ("do", "Thu"),
    ("so", "Sun"),
    ("ma", "Mon"),
    ("wo", "Wed"),
    ("vr", "Fri"),
    ("za", "Sat"),
    ("zo", "Sun"),
    ("lun", "Mon"),
    ("mer", "Wed"),
    ("mie", "Wed"),
    ("mié", "Wed"),
    ("jeu", "Thu"),
    ("jue", "Thu"),
    ("ven", "Fri"),
    ("vie", "Fri"),
    ("sam", "Sat"),
    ("sáb", "Sat"),
    ("dim", "Sun"),
    ("dom", "Sun"),
];

/// Short names of days in English and another language.
const SHORT_IN_BOTH: &[(&str, &str)] = &[("mo", "Mon"), ("fr", "Fri"), ("sa", "Sat")];

/// Small words beside them, which say nothing of a language alone.
const SIGNS: &[(&str, &str)] = &[
    ("und", "and"),
    ("et", "and"),
    ("y", "and"),
    ("en", "and"),
    ("um", "at"),
    ("à", "at"),
    ("om", "at"),
    ("op", "on"),
    ("am", "on"),
    ("le", "on"),
    ("los", "on"),
    ("el", "on"),
    ("oder", "or"),
    ("ou", "or"),
    ("o", "or"),
    ("of", "or"),
    ("uur", "o'clock"),
    ("uhr", "o'clock"),
    ("mal", "times"),
    ("keer", "times"),
    ("fois", "times"),
    ("veces", "times"),
    ("bis", "to"),
    ("tot", "to"),
];
