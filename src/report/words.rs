//! Dates, numbers and counts as a page says them. Sixth-grade English; no word of CLINICAL.md's list.

use chrono::{Datelike, NaiveDate, Weekday};

use super::plain;
use crate::journal::{Entry, Status};
use crate::week::{PlanWeek, Point, Ratio};
use crate::when::{Clock, Minutes, Schedule, TimeOfDay};

/// `Thursday`.
#[must_use]
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

fn month(date: NaiveDate) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.get(date.month0() as usize).copied().unwrap_or_default()
}

/// `Thu`.
#[must_use]
pub fn short_weekday(date: NaiveDate) -> &'static str {
    weekday(date.weekday()).get(..3).unwrap_or_default()
}

/// `Thu 12`: a date of the week the page is about.
#[must_use]
pub fn day(date: NaiveDate) -> String {
    format!("{} {}", short_weekday(date), date.day())
}

/// `8 Oct`: the first date of a week.
#[must_use]
pub fn short_date(date: NaiveDate) -> String {
    format!("{} {}", date.day(), month(date).get(..3).unwrap_or_default())
}

/// `Thursday 12 November`.
#[must_use]
pub fn long_day(date: NaiveDate) -> String {
    format!("{} {} {}", weekday(date.weekday()), date.day(), month(date))
}

/// `Thursday 12 November 2026`.
#[must_use]
pub fn full_date(date: NaiveDate) -> String {
    format!("{} {}", long_day(date), date.year())
}

/// `Thursday 12 to Wednesday 18 November 2026`; month and year stand twice where they differ.
#[must_use]
pub fn period(first: NaiveDate, last: NaiveDate) -> String {
    let start = if first.year() != last.year() {
        full_date(first)
    } else if first.month() != last.month() {
        long_day(first)
    } else {
        format!("{} {}", weekday(first.weekday()), first.day())
    };
    format!("{start} to {}", full_date(last))
}

/// `12 to 18 November 2026`, short enough for a line of the overview: `12 to 18 Nov 2026`.
#[must_use]
pub fn short_period(first: NaiveDate, last: NaiveDate) -> String {
    let start = if first.month() == last.month() { first.day().to_string() } else { short_date(first) };
    format!("{start} to {} {}", short_date(last), last.year())
}

/// `once`, `twice`, `3 times`; `not once`.
#[must_use]
pub fn times(many: usize) -> String {
    match many {
        0 => "not once".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}

/// A small number as a word: `six`.
#[must_use]
pub fn number(many: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(many).map_or_else(|| many.to_string(), |word| (*word).to_owned())
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// The number of minutes: `9`, `1.5`; to two places where it is not whole.
#[must_use]
pub fn amount(minutes: Minutes) -> String {
    let hundredths = (u64::from(minutes.seconds) * 10 + 3) / 6;
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `1 minute`, `9 minutes`.
#[must_use]
pub fn minutes(minutes: Minutes) -> String {
    format!("{} {}", amount(minutes), if minutes.seconds == 60 { "minute" } else { "minutes" })
}

/// `07:35`.
#[must_use]
pub fn clock(Clock(at): Clock) -> String {
    format!("{:02}:{:02}", at / 60, at % 60)
}

/// `07:35`, `morning`.
#[must_use]
pub fn told(told: TimeOfDay) -> String {
    match told {
        TimeOfDay::Clock(at) => clock(at),
        TimeOfDay::Part(part) => part.name().to_owned(),
    }
}

/// Tenths as a rating is written: `6`, `6.5`.
#[must_use]
pub fn rating(tenths: u32) -> String {
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// `4 of 6`; none where it is of nothing.
#[must_use]
pub fn share(share: Option<Ratio>) -> Option<String> {
    share.filter(|s| s.total > 0).map(|s| format!("{} of {}", s.count, s.total))
}

/// A mark and its word for how an entry went.
#[must_use]
pub fn went(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Done => ("●", "done"),
        Status::Partly => ("◐", "partly"),
        Status::NotDone => ("○", "not done"),
        Status::Skip => ("–", "skipped"),
    }
}

/// Numbers of a week as its counts are said.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    pub planned: u32,
    pub due: u32,
    pub done: u32,
    pub partly: u32,
    pub moved: u32,
    pub extra: u32,
}

impl From<&PlanWeek> for Numbers {
    fn from(w: &PlanWeek) -> Numbers {
        Numbers { planned: w.planned, due: w.due, done: w.done, partly: w.partly, moved: w.moved, extra: w.extra }
    }
}

impl From<&Point> for Numbers {
    fn from(p: &Point) -> Numbers {
        Numbers { planned: p.planned, due: p.due, done: p.done, partly: p.partly, moved: p.moved, extra: p.extra }
    }
}

/// Counts as words: `3 of 6, and 1 partly`; `3 of 3, one of them moved`; `came up 4 times`; `2 so far, 3 planned`.
/// `running` is true while the week has not ended.
#[must_use]
pub fn counts(n: Numbers, plans: Schedule, running: bool) -> String {
    let floats = matches!(plans, Schedule::Floating(_));
    if n.planned == 0 {
        return match (plans, n.extra) {
            (Schedule::AsItComes, 0) => "not noted".to_owned(),
            (Schedule::AsItComes, many) => format!("came up {}", times(many as usize)),
            (_, 0) => "nothing planned".to_owned(),
            (_, many) => format!("{many} extra"),
        };
    }
    let so_far = floats && running && n.due > 0;
    let mut out = if n.due == 0 {
        format!("{} to come", n.planned)
    } else if so_far {
        let partly = if n.partly > 0 { format!(" and {} partly", n.partly) } else { String::new() };
        format!("{}{partly} so far, {} planned", n.done, n.planned)
    } else {
        format!("{} of {}", n.done, n.due)
    };
    match (if so_far { 0 } else { n.partly }, n.extra) {
        (0, 0) => {}
        (partly, 0) => out += &format!(", and {partly} partly"),
        (0, extra) => out += &format!(", and {extra} extra"),
        (partly, extra) => out += &format!(", {partly} partly, and {extra} extra"),
    }
    match n.moved {
        0 => {}
        1 => out += ", one of them moved",
        many => out += &format!(", {} of them moved", number(many as usize)),
    }
    out
}

/// The same in lines of at most nine characters or so, to stand below a picture: `2 of 3`, `1 partly`, `1 extra`.
#[must_use]
pub fn short_counts(n: Numbers, plans: Schedule, running: bool) -> Vec<String> {
    if matches!(plans, Schedule::AsItComes) && n.planned == 0 {
        return vec![match n.extra {
            0 => "none".to_owned(),
            many => times(many as usize),
        }];
    }
    let so_far = matches!(plans, Schedule::Floating(_)) && running;
    let mut out = Vec::new();
    match (n.planned, n.due) {
        (0, _) if n.extra > 0 => {}
        (0, _) => out.push("none".to_owned()),
        (planned, 0) => out.push(format!("{planned} to come")),
        _ if so_far => out.push(format!("{} so far", n.done)),
        (_, due) => out.push(format!("{} of {due}", n.done)),
    }
    if n.partly > 0 {
        out.push(format!("{} partly", n.partly));
    }
    if n.extra > 0 {
        out.push(format!("{} extra", n.extra));
    }
    out
}

/// Done, as much as the notes say of it: for a sentence such as `Voice memo: done 3 of 6 times.` None where nothing was.
#[must_use]
pub fn went_well(n: Numbers, plans: Schedule, running: bool) -> Option<String> {
    if n.done + n.partly + n.extra == 0 {
        return None;
    }
    if matches!(plans, Schedule::AsItComes) {
        return Some(format!("it came up {}, and you noted it", times(n.extra as usize)));
    }
    let floats = matches!(plans, Schedule::Floating(_));
    let mut out = match (n.done, n.partly) {
        (0, 0) => return Some(format!("done {} beyond the plan", times(n.extra as usize))),
        (0, partly) => format!("partly done {}", times(partly as usize)),
        (done, _) if floats && running => format!("done {} so far", times(done as usize)),
        (done, _) => format!("done {done} of {} {}", n.due, if n.due == 1 { "time" } else { "times" }),
    };
    if n.done > 0 && n.partly > 0 {
        out += &format!(", and partly {}", times(n.partly as usize));
    }
    if n.moved > 0 {
        out += &format!(", {} on another day", times(n.moved as usize));
    }
    Some(out)
}

/// The if-then sentence (SPEC 4): `If it is Thursday morning: Voice memo, 2 minutes (kitchen).` Whatever is absent takes
/// its punctuation with it.
#[must_use]
pub fn if_then(when: &str, task: &str, minutes_each: Option<Minutes>, place: Option<&str>) -> String {
    let mut out = when.trim_end_matches([' ', ',', ';', ':', '.']).to_owned();
    if !out.is_empty() {
        out.push_str(": ");
    }
    let place = place.map(bare).filter(|p| !p.is_empty());
    // What follows the task closes the sentence; a mark of the task's own stays only where nothing follows.
    let last = minutes_each.is_none() && place.is_none();
    out.push_str(if last { task.trim_end() } else { bare(task) });
    if let Some(each) = minutes_each {
        out.push_str(", ");
        out.push_str(&minutes(each));
    }
    if let Some(place) = place {
        out.push_str(" (");
        out.push_str(place);
        out.push(')');
    }
    end(out)
}

/// What may get in the way and what to do then, each in a sentence of its own, so that the client's words stand as they
/// are, however they were written: `If this gets in the way: my mom is in the kitchen. Then: I take the pot outside.`
#[must_use]
pub fn coping(obstacle: Option<&str>, then: Option<&str>) -> Option<String> {
    let some = |text: Option<&str>| text.map(bare).filter(|t| !t.is_empty()).map(|t| end(t.to_owned()));
    match (some(obstacle), some(then)) {
        (None, None) => None,
        (Some(o), Some(t)) => Some(format!("If this gets in the way: {o} Then: {t}")),
        (Some(o), None) => Some(format!("What may get in the way: {o}")),
        (None, Some(t)) => Some(format!("If something gets in the way: {t}")),
    }
}

/// A text without the marks and spaces that end a sentence.
#[must_use]
pub fn bare(text: &str) -> &str {
    text.trim().trim_end_matches([' ', '.', ',', ';', ':'])
}

/// With a full stop, unless it ends in a mark that closes a sentence.
#[must_use]
pub fn end(mut text: String) -> String {
    if !text.is_empty() && !text.ends_with(['.', '!', '?', '…']) {
        text.push('.');
    }
    text
}

/// With a capital letter at its start.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Written more than a day after its date.
#[must_use]
pub fn written_later(entry: &Entry) -> Option<NaiveDate> {
    entry.written.filter(|&written| written.signed_duration_since(entry.date).num_days() > 1)
}

/// `in need` of the settings, ready to stand in the closing sentence.
pub fn in_need(need: Option<&str>) -> Option<String> {
    need.map(|need| bare(&plain::plain(need)).to_owned()).filter(|need| !need.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_period_says_month_and_year_once_where_it_can() {
        assert_eq!(period(date(2026, 11, 12), date(2026, 11, 18)), "Thursday 12 to Wednesday 18 November 2026");
        assert_eq!(period(date(2026, 9, 28), date(2026, 10, 4)), "Monday 28 September to Sunday 4 October 2026");
        assert_eq!(period(date(2026, 12, 28), date(2027, 1, 3)), "Monday 28 December 2026 to Sunday 3 January 2027");
    }

    #[test]
    fn counts_come_first_and_in_words() {
        let n = |planned, due, done, partly, moved, extra| Numbers { planned, due, done, partly, moved, extra };
        let on = Schedule::OnDates;
        assert_eq!(counts(n(7, 6, 3, 1, 0, 0), on, true), "3 of 6, and 1 partly");
        assert_eq!(counts(n(3, 3, 3, 0, 1, 0), on, false), "3 of 3, one of them moved");
        assert_eq!(counts(n(7, 6, 3, 1, 0, 2), on, true), "3 of 6, 1 partly, and 2 extra");
        assert_eq!(counts(n(5, 0, 0, 0, 0, 0), on, true), "5 to come");
        assert_eq!(counts(n(3, 2, 2, 0, 0, 0), Schedule::Floating(3), true), "2 so far, 3 planned");
        assert_eq!(counts(n(3, 2, 1, 1, 0, 0), Schedule::Floating(3), true), "1 and 1 partly so far, 3 planned");
        assert_eq!(counts(n(3, 3, 2, 0, 0, 0), Schedule::Floating(3), false), "2 of 3");
        assert_eq!(counts(n(0, 0, 0, 0, 0, 4), Schedule::AsItComes, true), "came up 4 times");
    }

    #[test]
    fn a_sentence_loses_what_is_absent() {
        let two = Some(Minutes { seconds: 120 });
        let when = "If it is Thursday morning, while my coffee is brewing";
        let task = "Voice memo";
        assert_eq!(if_then(when, task, two, Some("kitchen")), format!("{when}: Voice memo, 2 minutes (kitchen)."));
        assert_eq!(if_then(when, task, None, None), format!("{when}: Voice memo."));
        assert_eq!(if_then(when, "Call a friend!", None, None), format!("{when}: Call a friend!"));
        assert_eq!(if_then("", "Tidy.", None, Some("my room.")), "Tidy (my room).");
        assert_eq!(if_then("sometime", "Tidy", two, None), "sometime: Tidy, 2 minutes.");
    }

    #[test]
    fn coping_keeps_the_words() {
        for (obstacle, then, said) in [
            ("A late bus.", "do it at lunch", "If this gets in the way: A late bus. Then: do it at lunch."),
            (
                "I am tired",
                "I read only the subject line",
                "If this gets in the way: I am tired. Then: I read only the subject line.",
            ),
            (
                "if it rains",
                "then I will walk inside!",
                "If this gets in the way: if it rains. Then: then I will walk inside!",
            ),
            ("rain", " ", "What may get in the way: rain."),
            ("", "one minute", "If something gets in the way: one minute."),
        ] {
            assert_eq!(coping(Some(obstacle), Some(then)).as_deref(), Some(said));
        }
        assert_eq!(coping(None, Some(". ")), None);
    }

    #[test]
    fn minutes_are_whole_or_short() {
        let of = |seconds| amount(Minutes { seconds });
        assert_eq!(
            (of(540), of(90), of(100), of(0), of(6000)),
            ("9".into(), "1.5".into(), "1.67".into(), "0".into(), "100".into())
        );
    }
}
