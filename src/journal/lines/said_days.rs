//! The days that a line says beside the plan's name: `Walk 2026-11-18`, `Walk (Tue)`, `Walk yesterday`, `Walk Mon-Wed`. A line counts for
//! the date of its note, so one that says another day is told, and the help names that day
//! (docs/specification.md#8-problems).

use chrono::{Datelike, Days, NaiveDate};

use crate::journal::lines::near_dates::without_ordinal;
use crate::journal::lines::{line, near_dates};
use crate::text::{fold, is_dash};
use crate::when;

/// So many words of a line are looked at.
pub(crate) const MOST_WORDS: usize = 60;
/// A day of the month alone was this many days ago at most.
const RECENT_DAYS: i64 = 14;
/// So many days of one line are named.
const MOST_DAYS: usize = 14;

/// The days of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SaidDays {
    /// As they are written: `Monday`, `Mon-Wed`.
    pub written: String,
    pub form: SaidForm,
    /// In the order in which they are named; empty where the line does not tell which they are.
    pub dates: Vec<NaiveDate>,
    /// The line without them.
    pub rest: String,
}

/// How sure it is which days are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SaidForm {
    Dates,
    /// The last such day before the note's date, or that itself.
    Weekdays,
    /// `yesterday`, `2 days ago`, `today`.
    Yesterday,
    /// `every day`, `all week`.
    Unnamed,
}

/// One or several days at a place of the line, and how many words they take.
struct DaysAtWord {
    form: SaidForm,
    dates: Vec<NaiveDate>,
    words: usize,
}

struct LineWords<'l> {
    words: Vec<&'l str>,
    /// Nothing can be told of weekdays without it.
    of_note: Option<NaiveDate>,
    task: String,
}

impl SaidDays {
    /// The days that stand in a line before its free text and are no part of the plan's name.
    pub(crate) fn find(text: &str, task: &str, of_note: Option<NaiveDate>) -> Option<SaidDays> {
        let words: Vec<&str> = text.split_whitespace().take(MOST_WORDS).collect();
        let before_dash = line::part_before_free_text(text).split_whitespace().count();
        let line = LineWords { words, of_note, task: fold(task) };
        let first = (0..before_dash.min(line.words.len())).find(|&at| line.days_at(at).is_some())?;
        let mut found = line.days_at(first)?;
        let mut end = first + found.words;
        // A weekday beside a date is only read along: `Tue 17 Nov`, `2026-11-17 (Tue)`.
        let is_one_weekday = |days: &DaysAtWord| days.form == SaidForm::Weekdays && days.dates.len() == 1;
        match line.days_at(end) {
            Some(date) if is_one_weekday(&found) && date.form == SaidForm::Dates => {
                end += date.words;
                found = date;
            }
            Some(day) if found.form == SaidForm::Dates && is_one_weekday(&day) => end += day.words,
            _ => {}
        }
        // `Mon and Wed`, `2026-11-16 to 2026-11-18`, `Mon, Tue`
        while found.dates.len() < MOST_DAYS {
            let (is_range, next) = line.joint_at(end);
            let Some(more) = line.days_at(next).filter(|more| more.form == found.form) else { break };
            let last = found.dates.last().copied().filter(|_| is_range);
            match last.zip(more.dates.first().copied()) {
                Some((from, to)) => found.dates.extend(days_between(from, to, found.form)),
                None => found.dates.extend(more.dates),
            }
            end = next + more.words;
        }
        let from = line.start_of_lead(first);
        if line.is_compared_or_planned(from, first) {
            return None;
        }
        let kept: Vec<&str> =
            line.words.iter().enumerate().filter(|(at, _)| *at < from || *at >= end).map(|(_, word)| *word).collect();
        let written = line.words.get(first..end)?.join(" ");
        let written = written.trim_matches(|c: char| !c.is_alphanumeric());
        let written = without_possessive(written).to_owned();
        found.dates.truncate(MOST_DAYS);
        Some(SaidDays { written, form: found.form, dates: found.dates, rest: kept.join(" ") })
    }
}

/// What an amount is of.
const UNITS: [&str; 16] = [
    "min", "mins", "minutes", "minute", "m", "km", "miles", "laps", "reps", "sets", "steps", "pages", "hours", "h",
    "sec", "kg",
];

impl LineWords<'_> {
    fn bare(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.trim_matches(|c: char| !c.is_alphanumeric()))
    }

    /// `yesterday` of `Yesterday's`
    fn folded(&self, at: usize) -> String {
        fold(without_possessive(self.bare(at)))
    }

    fn is_of_task(&self, word: &str) -> bool {
        let is_between = |c: char| !c.is_alphanumeric();
        self.task.split(is_between).any(|of_task| of_task == word)
    }

    /// `on`, `last` and the like before the days.
    fn start_of_lead(&self, first: usize) -> usize {
        const LEADING: [&str; 7] = ["on", "last", "from", "this", "for", "of", "the"];
        let mut at = first;
        while at > 0 && LEADING.contains(&self.folded(at - 1).as_str()) && !self.is_of_task(&self.folded(at - 1)) {
            at -= 1;
        }
        at
    }

    /// Whether the days are those of something else: `same as yesterday`, `better than Tuesday`, `moved from 2026-11-18`, `ready for next
    /// Friday`. The line is about its own day.
    fn is_compared_or_planned(&self, lead: usize, first: usize) -> bool {
        const BEFORE: [&str; 22] = [
            "as",
            "like",
            "unlike",
            "than",
            "since",
            "before",
            "after",
            "until",
            "till",
            "by",
            "next",
            "moved",
            "instead",
            "because",
            "ready",
            "due",
            "planned",
            "versus",
            "vs",
            "except",
            "not",
            "postponed",
        ];
        let is_one = |at: usize| BEFORE.contains(&self.folded(at).as_str()) && !self.is_of_task(&self.folded(at));
        first.checked_sub(1).is_some_and(is_one) || lead.checked_sub(1).is_some_and(is_one)
    }

    /// What joins two days: whether it makes a range, and the word behind.
    fn joint_at(&self, at: usize) -> (bool, usize) {
        let word = self.words.get(at).copied().unwrap_or_default();
        let is_dashes = !word.is_empty() && word.chars().all(is_dash);
        match fold(word).as_str() {
            "to" | "until" | "till" | "through" | "thru" | ".." | "..." => (true, at + 1),
            "and" | "&" | "+" | "on" | "also" => (false, if self.folded(at + 1) == "on" { at + 2 } else { at + 1 }),
            _ if is_dashes => (true, at + 1),
            _ => (false, at),
        }
    }

    fn days_at(&self, at: usize) -> Option<DaysAtWord> {
        let word = self.bare(at);
        if word.is_empty() || self.is_of_task(&self.folded(at)) {
            return None;
        }
        self.date_at(at).or_else(|| self.range_in_word(at)).or_else(|| self.relative_day_at(at)).or_else(|| {
            let dates = vec![self.date_of_weekday(at)?];
            Some(DaysAtWord { form: SaidForm::Weekdays, dates, words: 1 })
        })
    }

    /// `2026-11-18`, `18 Nov`, `November 18, 2026`, `18.11.`, `the 18th`.
    fn date_at(&self, at: usize) -> Option<DaysAtWord> {
        let of_dates = |dates, words| Some(DaysAtWord { form: SaidForm::Dates, dates, words });
        let word = self.bare(at);
        if line::holds_date(word) {
            return of_dates(vec![when::parse_date(word).ok()?.date], 1);
        }
        let (first, second, third) = (self.folded(at), self.folded(at + 1), self.folded(at + 2));
        let number = |word: &str| without_ordinal(word).parse::<u32>().ok().filter(|day| (1..=31).contains(day));
        // `may` and `march` are words as well.
        let is_month =
            |word: &str| word.len() >= 3 && word.chars().all(char::is_alphabetic) && !matches!(word, "may" | "march");
        let month_first = is_month(&first) && number(&second).is_some();
        if month_first || number(&first).is_some() && is_month(&second) {
            let (day, month) = if month_first { (&second, &first) } else { (&first, &second) };
            let written = format!("{} {month}", without_ordinal(day));
            let year = (third.len() == 4).then(|| third.parse::<i32>().ok()).flatten();
            let in_year = |year: i32| when::parse_date(&format!("{written} {year}")).ok().map(|moment| moment.date);
            if let Some(date) = year.and_then(in_year) {
                return of_dates(vec![date], 3);
            }
            if let Some(date) = near_dates::nearest_written(&written, self.of_note?) {
                return of_dates(vec![date], 2);
            }
        }
        // `10/20 min` is an amount.
        if UNITS.contains(&second.as_str()) {
            return None;
        }
        if let Some(date) = day_month_year(self.words.get(at)?) {
            return of_dates(vec![date], 1);
        }
        let of_note = self.of_note?;
        if let Some((day, month)) = day_and_month(self.words.get(at)?) {
            return of_dates(vec![near_dates::nearest_day_and_month(day, month, of_note)?], 1);
        }
        // `the 18th`, `(18th)`; but not `3rd floor`.
        let is_led = at > 0 && matches!(self.folded(at - 1).as_str(), "on" | "the" | "and" | "last");
        let is_in_brackets = self.words.get(at).is_some_and(|word| word.starts_with('(') && word.ends_with(')'));
        // `Walk 17th`, where that is not long ago; `Walk 2nd` may be the second of a day.
        let is_last = second.is_empty() && at > 0;
        if !is_led && !is_in_brackets && !is_last
            || matches!(second.as_str(), "floor" | "time" | "day" | "page" | "one")
        {
            return None;
        }
        let day = number(word).filter(|_| without_ordinal(word).len() < word.len())?;
        let date = near_dates::nearest_day_of_month(day, of_note)?;
        let is_recent = day > 3 && (0..RECENT_DAYS).contains(&(of_note - date).num_days());
        if is_led || is_in_brackets || is_recent { of_dates(vec![date], 1) } else { None }
    }

    /// `Mon-Wed`, `Tue/Thu`, `2026-11-16..18` as one word.
    fn range_in_word(&self, at: usize) -> Option<DaysAtWord> {
        let word = self.bare(at);
        let joints = word.char_indices().filter(|(_, c)| is_dash(*c) || matches!(c, '.' | '/' | '+' | '&'));
        joints.take(MOST_DAYS).find_map(|(place, joint)| {
            let (left, right) = (word.get(..place)?, word.get(place + joint.len_utf8()..)?);
            let right = right.trim_start_matches('.');
            let part = |text| LineWords { words: vec![text], of_note: self.of_note, task: String::new() };
            let (from, form) = match line::holds_date(left) {
                true => (when::parse_date(left).ok()?.date, SaidForm::Dates),
                false => (part(left).date_of_weekday(0)?, SaidForm::Weekdays),
            };
            let to = match form {
                SaidForm::Dates if line::holds_date(right) => when::parse_date(right).ok()?.date,
                SaidForm::Dates => from.with_day(right.parse().ok().filter(|_| right.len() <= 2)?)?,
                _ => part(right).date_of_weekday(0)?,
            };
            let is_range = is_dash(joint) || joint == '.';
            let mut dates = vec![from];
            if is_range {
                dates.extend(days_between(from, to, form))
            } else {
                dates.push(to)
            }
            Some(DaysAtWord { form, dates, words: 1 })
        })
    }

    /// `today`, `tonight`, `yesterday`, `last night`, `2 days ago`, `every day`.
    fn relative_day_at(&self, at: usize) -> Option<DaysAtWord> {
        const EACH: [(&str, &str); 5] =
            [("every", "day"), ("each", "day"), ("all", "week"), ("whole", "week"), ("all", "weekend")];
        let (first, second, third) = (self.folded(at), self.folded(at + 1), self.folded(at + 2));
        let days_ago = |days: u64| self.of_note?.checked_sub_days(Days::new(days));
        let yesterday =
            |date: Option<NaiveDate>, words| Some(DaysAtWord { form: SaidForm::Yesterday, dates: vec![date?], words });
        match (first.as_str(), second.as_str(), third.as_str()) {
            ("day", "before", "yesterday") => yesterday(days_ago(2), 3),
            ("today" | "tonight", ..) => yesterday(days_ago(0), 1),
            ("yesterday", ..) => yesterday(days_ago(1), 1),
            ("last", "night", _) => yesterday(days_ago(1), 2),
            ("daily", ..) => Some(DaysAtWord { form: SaidForm::Unnamed, dates: Vec::new(), words: 1 }),
            (count, "days" | "day", "ago") => {
                let words = ["one", "two", "three", "four", "five", "six"];
                let count =
                    count.parse().ok().or_else(|| words.iter().position(|word| *word == count).map(|at| at as u64 + 1));
                yesterday(days_ago(count.filter(|count| (1..=31).contains(count))?), 3)
            }
            (first, second, third) if EACH.contains(&(first, second)) => {
                let words = if matches!(third, "this" | "last") { 4 } else { 2 };
                Some(DaysAtWord { form: SaidForm::Unnamed, dates: Vec::new(), words })
            }
            _ => None,
        }
    }

    /// The last such weekday, seen from the note's date. `in the sun` and `sat down` are no days.
    fn date_of_weekday(&self, at: usize) -> Option<NaiveDate> {
        let of_note = self.of_note?;
        let word = without_possessive(self.bare(at));
        let folded = fold(word);
        let weekday = when::parse_weekday(word).ok().filter(|_| line::is_weekday_word(word))?;
        let is_led = at > 0 && matches!(self.folded(at - 1).as_str(), "on" | "last");
        let is_bracketed = self.words.get(at).is_some_and(|word| word.starts_with('('));
        let is_other_word = matches!(folded.as_str(), "sun" | "sat")
            && (word.starts_with(char::is_lowercase) || at > 0 && matches!(self.folded(at - 1).as_str(), "the" | "in"));
        if is_other_word && !is_led && !is_bracketed {
            return None;
        }
        let date = near_dates::last_weekday(weekday, of_note)?;
        // `last Wednesday` in the note of a Wednesday is a week ago.
        let is_week_ago = date == of_note && at > 0 && self.folded(at - 1) == "last";
        if is_week_ago { date.checked_sub_days(Days::new(7)) } else { Some(date) }
    }
}

fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("\u{2019}s")).unwrap_or(word)
}

/// The days behind the first to the last. Weekdays may go over the end of a week: of `Sat-Tue` in the note of a Wednesday all lie
/// before it.
fn days_between(from: NaiveDate, to: NaiveDate, form: SaidForm) -> Vec<NaiveDate> {
    if form == SaidForm::Weekdays && to < from {
        return vec![to];
    }
    from.iter_days().skip(1).take_while(|date| *date <= to).take(MOST_DAYS).collect()
}

/// `18.11.2026`, `18-11-2026`, and `11/18/2026` where it can be one date only.
fn day_month_year(word: &str) -> Option<NaiveDate> {
    let bare = word.trim_matches(|c: char| matches!(c, '(' | ')' | ',' | ';' | ':'));
    let parts: Vec<&str> = bare.split(['.', '/', '-']).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    let year = year.parse::<i32>().ok().filter(|_| year.len() == 4)?;
    let (day, month) = match (number(first)?, number(second)?) {
        (day, month) if bare.contains('.') || day > 12 => (day, month),
        (month, day) if day > 12 => (day, month),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month, day)
}

/// `18.11.`, and `11/18` or `18/11` where it can be one date only: its day and its month.
fn day_and_month(word: &str) -> Option<(u32, u32)> {
    let bare = word.trim_matches(|c: char| matches!(c, '(' | ')' | ',' | ';' | ':'));
    if line::is_day_and_month(bare) {
        let (day, month) = bare.trim_end_matches('.').split_once('.')?;
        return Some((day.parse().ok()?, month.parse().ok()?));
    }
    let (first, second) = bare.split_once('/')?;
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    match (number(first)?, number(second)?) {
        (24, 7) => None,
        (month @ 1..=12, day @ 13..=31) | (day @ 13..=31, month @ 1..=12) => Some((day, month)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_a_line_are_known() {
        let of_note: NaiveDate = "2026-11-19".parse().expect("a date");
        let said = |text: &str| {
            let found = SaidDays::find(text, "Walk", Some(of_note));
            found.map(|found| {
                let dates: Vec<String> = found.dates.iter().map(|date| date.format("%d").to_string()).collect();
                format!("{}: {}", dates.join(" "), found.rest)
            })
        };
        for (line, days) in [
            ("Walk 2026-11-18", "18: Walk"),
            ("2026-11-18 Walk, 10 min", "18: Walk, 10 min"),
            ("Walk (Tue)", "17: Walk"),
            ("Walk on Tuesday - nice", "17: Walk - nice"),
            ("Walk yesterday", "18: Walk"),
            ("Walk last night", "18: Walk"),
            ("Tue 17 Nov Walk", "17: Walk"),
            ("Walk 2026-11-17 (Tue), 10 min", "17: Walk 10 min"),
            ("Walk 17th", "17: Walk"),
            ("Walk today", "19: Walk"),
            ("Walk tonight", "19: Walk"),
            ("Walk on Thursday", "19: Walk"),
            ("Walk last Thursday", "12: Walk"),
            ("Walk 1 Dec", "01: Walk"),
            ("Walk the day before yesterday", "17: Walk"),
            ("Walk 2 days ago", "17: Walk"),
            ("Walk Nov 18", "18: Walk"),
            ("Walk 18th Nov 10 min", "18: Walk 10 min"),
            ("Walk on the 18th", "18: Walk"),
            ("Walk 18.11.", "18: Walk"),
            ("Walk 11/18", "18: Walk"),
            ("Walk Tue + Wed", "17 18: Walk"),
            ("Walk Mon-Wed", "16 17 18: Walk"),
            ("Walk Mon to Wed 10 min", "16 17 18: Walk 10 min"),
            ("Walk 2026-11-16 - 2026-11-18", "16 17 18: Walk"),
            ("Walk 2026-11-16..18", "16 17 18: Walk"),
            ("Walk 2026-11-16, 2026-11-18", "16 18: Walk"),
            ("Walk on the 17th and 18th", "17 18: Walk"),
            ("Walk 17.11.2026", "17: Walk"),
            ("Walk 17-11-2026", "17: Walk"),
            ("Walk 20261118", "18: Walk"),
            ("Walk every day this week", ": Walk"),
            ("Yesterday's Walk", "18: Walk"),
            ("Tuesday\u{2019}s Walk", "17: Walk"),
            ("Last night's Walk", "18: Walk"),
        ] {
            assert_eq!(said(line).as_deref(), Some(days), "{line}");
        }
        for line in [
            "Walk",
            "Walk in the sun",
            "Walk, sat down after",
            "Walk - yesterday",
            "Walk 3.5",
            "Walk 5/11",
            "Walk 2/2",
            "Walk 24/7",
            "Walk may 3 times",
            "Walk same as yesterday",
            "Walk, like yesterday",
            "Walk better than Tuesday",
            "Walk moved from 2026-11-18",
            "Walk ready for next Friday",
            "Walk because of Monday",
        ] {
            assert_eq!(said(line), None, "{line}");
        }
    }
}
