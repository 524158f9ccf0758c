//! Dates in the names and paths of files.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::text::is_dash;
use crate::when::parse::date::date_of_numbers;
use crate::when::tokens::parse_error::ParseError;
use crate::when::tokens::vocabulary::{Word, classify_word};

/// The date at the start of a file name (`2026-11-19`, `20261119`, `2026_11_19`, `2026.11.19`, after an optional weekday), or
/// in a path that ends in `2026/11/19.md`. `Some(Err)` where the digits are those of a date that does not exist or is
/// outside 1970-2200.
#[must_use]
pub fn find_date_in_path(path: &str) -> Option<Result<NaiveDate, ParseError>> {
    let name = path.rsplit('/').next()?;
    let start = path.len() - name.len();
    let weekday = bytes_of_leading_weekday(name);
    if let Some(([y, m, d], len)) = name.get(weekday..).and_then(digits_of_date) {
        let at = start + weekday..start + weekday + len;
        return Some(date_of_numbers(y, m, d, at.clone(), path.get(at).unwrap_or(name)));
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut folders = path.rsplit('/').skip(1);
    let (month, year) = (folders.next()?, folders.next()?);
    let number = |text: &str, digits: usize| -> Option<u64> {
        (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
    };
    let (y, m, d) = (number(year, 4)?, number(month, 2)?, number(stem, 2)?);
    let at = start - 8..start + 2;
    Some(date_of_numbers(y, m, d, at.clone(), path.get(at).unwrap_or(path)))
}

/// The date at the start of a file name and the weekday before or behind it, where that is not the date's:
/// `Thursday, 2026-11-18`.
#[must_use]
pub fn wrong_weekday_in_name(path: &str) -> Option<(NaiveDate, Weekday)> {
    let name = path.rsplit('/').next()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let date = find_date_in_path(name)?.ok()?;
    let skipped = bytes_of_leading_weekday(stem);
    let beside = match skipped {
        0 => {
            let (_, taken) = digits_of_date(stem)?;
            let behind = stem.get(taken..)?.trim_matches(|c: char| !c.is_alphanumeric());
            behind.split(|c: char| !c.is_alphabetic()).next()?
        }
        skipped => stem.get(..skipped)?.trim_matches(|c: char| !c.is_alphabetic()),
    };
    // `Sat` can be a word of its own, and so says nothing behind a date.
    let Some(Word::Day(day)) = Some(classify_word(beside)).filter(|_| beside.len() >= 3) else { return None };
    Weekday::try_from(day).ok().filter(|&day| day != date.weekday()).map(|day| (date, day))
}

/// The pattern of a name that is a date with the year last, in signs of the setting `daily notes`: `19-11-2026` is `DD-MM-YYYY`,
/// `11.19.2026` is `MM.DD.YYYY`. If both are possible, the day comes first. None of any other name.
#[must_use]
pub fn pattern_of_day_first_name(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let sign = stem.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '.' | '_' | ' '))?;
    let parts: Vec<&str> = stem.split(sign).collect();
    let [first, second, year] = parts[..] else { return None };
    let number = |part: &str, longest: usize| {
        let is_number = !part.is_empty() && part.len() <= longest && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| is_number)
    };
    let (a, b, year) = (number(first, 2)?, number(second, 2)?, number(year, 4).filter(|_| year.len() == 4)?);
    let year = i32::try_from(year).ok()?;
    let of = |part: &str, letter: &str| letter.repeat(part.len());
    if NaiveDate::from_ymd_opt(year, b, a).is_some() {
        Some(format!("{}{sign}{}{sign}YYYY", of(first, "D"), of(second, "M")))
    } else {
        NaiveDate::from_ymd_opt(year, a, b)?;
        Some(format!("{}{sign}{}{sign}YYYY", of(first, "M"), of(second, "D")))
    }
}

/// The first date in a name, wherever it is (`collects`): `memo 2026-11-19 07.35.m4a`.
#[must_use]
pub fn find_date_in_name(name: &str) -> Option<NaiveDate> {
    let mut before = ' ';
    let starts = name.char_indices().filter(|&(_, c)| {
        let begins = c.is_ascii_digit() && !before.is_ascii_digit();
        before = c;
        begins
    });
    let starts: Vec<usize> = starts.map(|(i, _)| i).collect();
    let dates = starts.into_iter().filter_map(|i| digits_of_date(name.get(i..)?));
    dates.into_iter().find_map(|([y, m, d], _)| date_of_numbers(y, m, d, 0..0, "").ok())
}

/// Whether a time in digits follows the date at the start of a file name: `20261119073500`, `2026-11-19 0735`.
#[must_use]
pub fn has_time_behind_date_in_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.get(bytes_of_leading_weekday(name)..).unwrap_or("");
    let Some((_, len)) = digits_of_date(name) else { return false };
    let rest = name.get(len..).unwrap_or("");
    let rest = rest.trim_start_matches(|c: char| matches!(c, ' ' | '_' | 'T' | 't') || is_dash(c));
    matches!(rest.bytes().take_while(u8::is_ascii_digit).count(), 4 | 6)
}

/// Where a name goes on after a weekday and what parts it from the date: `Thu 2026-11-19`.
fn bytes_of_leading_weekday(name: &str) -> usize {
    let end = name.find(|c: char| !c.is_alphabetic()).unwrap_or(name.len());
    let is_day = end > 1 && matches!(name.get(..end).map(classify_word), Some(Word::Day(_) | Word::MaybeDay(_)));
    if !is_day {
        return 0;
    }
    let rest = name.get(end..).unwrap_or("");
    let apart = rest.find(|c: char| !(c.is_whitespace() || matches!(c, ',' | '_' | '.') || is_dash(c)));
    apart.map_or(0, |apart| end + apart)
}

/// Digits of a date at the start of `text`, and no digit after them: the three numbers and how many bytes they take. A time
/// of six digits may follow (`20261119073500`).
fn digits_of_date(text: &str) -> Option<([u64; 3], usize)> {
    let digits = |range: Range<usize>| -> Option<u64> {
        let part = text.get(range)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten()
    };
    let ends = |len: usize| !text.as_bytes().get(len).is_some_and(u8::is_ascii_digit);
    let year = digits(0..4)?;
    let sign = text.get(4..)?.chars().next()?;
    if !sign.is_ascii_digit() {
        let same = |c: char| c == sign || is_dash(c) && is_dash(sign);
        if !(is_dash(sign) || matches!(sign, '_' | '.')) {
            return None;
        }
        let month_at = 4 + sign.len_utf8();
        let second = text.get(month_at + 2..)?.chars().next().filter(|&c| same(c))?;
        let day_at = month_at + 2 + second.len_utf8();
        let numbers = [year, digits(month_at..month_at + 2)?, digits(day_at..day_at + 2)?];
        return ends(day_at + 2).then_some((numbers, day_at + 2));
    }
    let numbers = [year, digits(4..6)?, digits(6..8)?];
    let with_time = digits(8..14).is_some() && ends(14);
    (ends(8) || with_time).then_some((numbers, 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekday_in_a_name_is_that_of_its_date() {
        let wrong = |path: &str| wrong_weekday_in_name(path).map(|(_, day)| day);
        assert_eq!(wrong("a/Thursday, 2026-11-18.md"), Some(Weekday::Thu));
        assert_eq!(wrong("2026-11-18 Thursday.md"), Some(Weekday::Thu));
        assert_eq!(wrong("2026-11-18 (Thu).md"), Some(Weekday::Thu));
        for path in ["Wednesday, 2026-11-18.md", "2026-11-18.md", "2026-11-18 Wed.md", "2026-11-18 walk.md", "Thu.md"] {
            assert_eq!(wrong(path), None, "{path}");
        }
    }

    #[test]
    fn a_time_in_a_name_is_seen() {
        for path in ["20261119073500.md", "2026-11-19 0735.md", "2026-11-19-073500 x.md", "Thu 2026-11-19T0735.md"] {
            assert!(has_time_behind_date_in_name(path), "{path}");
        }
        for path in ["2026-11-19.md", "2026-11-19 07.35.md", "2026-11-19 12345.md", "x.md"] {
            assert!(!has_time_behind_date_in_name(path), "{path}");
        }
    }
}
