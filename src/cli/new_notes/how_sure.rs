//! How sure somebody is, from 0 to 10, as people write it: `7`, `7/10`, `7 of 10`, `70 %`, `about 7`.

use crate::text::{fold, is_dash};
use crate::when;

/// Words that say that a number is not exact.
const ABOUT: [&str; 17] = [
    "a",
    "about",
    "approximately",
    "around",
    "ca",
    "circa",
    "i am",
    "i'd",
    "i'm",
    "like",
    "maybe",
    "perhaps",
    "probably",
    "roughly",
    "say",
    "sure",
    "~",
];

const ONE_NUMBER: &str = "Write one number from 0 to 10, such as `7`, or nothing.";

/// The number, or what to write instead.
pub(crate) fn parse_how_sure(text: &str) -> Result<u8, String> {
    let folded = fold(text);
    let bare = without_about(folded.trim_end_matches(['.', '!', ' ']));
    let (number, of) = split_scale(bare);
    let number = number.strip_suffix("ish").map_or(number, |number| number.trim_end_matches(is_dash)).trim();
    let number = match number.parse::<u64>().ok().or_else(|| when::number_of_word(number)) {
        Some(number) if number <= of => number,
        Some(_) if of == 10 => return Err(format!("That is more than 10. {ONE_NUMBER}")),
        _ => return Err(ONE_NUMBER.to_owned()),
    };
    match (of, number % 10) {
        (10, _) => Ok(u8::try_from(number).unwrap_or(10)),
        (_, 0) => Ok(u8::try_from(number / 10).unwrap_or(10)),
        _ => Err(format!("That is between {0} and {1}. Write one of the two.", number / 10, number / 10 + 1)),
    }
}

/// A text without the words before a number that say that it is not exact.
fn without_about(text: &str) -> &str {
    let mut rest = text.trim();
    while let Some(behind) = ABOUT.iter().find_map(|about| {
        let behind = rest.strip_prefix(about)?;
        (behind.starts_with([' ', '.']) || *about == "~").then(|| behind.trim_start_matches(['.', ' ']))
    }) {
        rest = behind;
    }
    rest.strip_suffix(" or so").or_else(|| rest.strip_suffix(" sure")).unwrap_or(rest)
}

/// What stands before its scale, and the end of that: `7` and 10 of `7 of 10`, `70` and 100 of `70 %`.
fn split_scale(text: &str) -> (&str, u64) {
    for (of, marks) in [(100, ["%", "percent", "per cent", "/100"]), (10, ["out of 10", "of 10", "in 10", "/10"])] {
        let spaced = |mark: &str| mark.replace('/', "/ ");
        let found = marks.iter().find_map(|mark| text.strip_suffix(mark).or_else(|| text.strip_suffix(&*spaced(mark))));
        if let Some(number) = found {
            return (number.trim_end(), of);
        }
    }
    for (of, mark) in [(100, "of 100"), (10, "of ten")] {
        if let Some(number) = text.strip_suffix(mark) {
            return (number.trim_end().trim_end_matches(" out"), of);
        }
    }
    (text, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_clear_is_taken() {
        for text in [
            "7",
            "7/10",
            "7 / 10",
            "7 of 10",
            "7 out of 10",
            "70 %",
            "70%",
            "70 percent",
            "70/100",
            "about 7",
            "About 7.",
            "around 7/10",
            "~7",
            "~ 7",
            "maybe 7",
            "a 7",
            "say about 7",
            "seven",
            "seven of ten",
            "7 or so",
            "7ish",
            "7-ish",
            "ca. 7",
            "I'd say 7",
            "7 out of ten",
            "70 out of 100",
            "07",
            "７",
        ] {
            assert_eq!(parse_how_sure(text), Ok(7), "{text}");
        }
        for (text, sure) in [("0", 0), ("10", 10), ("100%", 10), ("0 %", 0), ("ten", 10), ("10/10", 10)] {
            assert_eq!(parse_how_sure(text), Ok(sure), "{text}");
        }
    }

    #[test]
    fn what_is_not_clear_says_what_to_write() {
        for (text, says) in [
            ("75 %", "That is between 7 and 8. Write one of the two."),
            ("11", "That is more than 10. Write one number"),
            ("70", "That is more than 10. Write one number"),
            ("7-8", "Write one number from 0 to 10"),
            ("6 or 7", "Write one number"),
            ("7.5", "Write one number"),
            ("7/5", "Write one number"),
            ("-1", "Write one number"),
            ("very", "Write one number"),
            ("about", "Write one number"),
            ("120 %", "Write one number"),
        ] {
            let why = parse_how_sure(text).expect_err(text);
            assert!(why.starts_with(says), "{text}: {why}");
        }
    }
}
