//! The first half of the if-then sentence: a [`When`] -> English that can be read aloud.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::when::tokens::parse_error::{list_with_or, list_with_word};
use crate::when::value::schedule::{DayGroup, Days, EVERY_DAY, PlannedTime as Time, Schedule, WEEKDAYS, When};
use crate::when::value::time::{DayPart, Slot};

fn day_name(day: Weekday) -> &'static str {
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

pub(crate) fn day_names(mask: u8) -> Vec<&'static str> {
    (0..7u8).filter(|day| mask & (1 << day) != 0).filter_map(|day| Weekday::try_from(day).ok()).map(day_name).collect()
}

impl When {
    /// The first half of the if-then sentence, in English that is correct for every `when`: `If it is Thursday morning,
    /// while my coffee is brewing`, `Three times this week, after dinner`, `When I notice tension starting`; empty where
    /// `when` is (a vague one is given as written, with a capital).
    #[must_use]
    pub fn if_clause(&self) -> String {
        let moment = match self.schedule() {
            Schedule::AsItComes => match (&self.cue, &self.vague) {
                // `sometimes after dinner`
                (Some(cue), Some(written)) if !cue.is_empty() && !written.is_empty() => return with_capital(written),
                // `usually after dinner`
                (Some(cue), None) if !cue.is_empty() && !self.remarks.is_empty() => {
                    return with_capital(&format!("{} {}", self.remarks.join(", "), without_capital(cue)));
                }
                (Some(cue), _) => return with_capital(cue),
                (None, Some(written)) => return with_capital(written),
                (None, None) => return String::new(),
            },
            Schedule::Floating(n) => self.floating_clause(n),
            Schedule::OnDates => self.dates_clause(),
        };
        let said = match self.cue.as_ref().filter(|cue| !cue.is_empty()) {
            // `If it is Saturday, and the weather is good`
            Some(cue) if moment.starts_with("If ") && without_capital(cue).starts_with("if ") => {
                format!("{moment}, and {}", cue.get(3..).unwrap_or(""))
            }
            Some(cue) => format!("{moment}, {}", without_capital(cue)),
            None => moment,
        };
        // `Every day, if needed`: without these words more is planned than was written.
        self.remarks.iter().fold(said, |said, words| format!("{said}, {}", without_capital(words)))
    }

    /// `Three times this week on Tuesday or Thursday, in the morning`
    fn floating_clause(&self, n: u32) -> String {
        let mut said = match n {
            1 => "Once this week".to_owned(),
            2 => "Twice this week".to_owned(),
            n => format!("{} times this week", with_capital(&number_word(n))),
        };
        if let Some(&(weeks, _)) = self.groups.iter().flat_map(|g| &g.days.every_n_weeks).find(|(n, _)| *n > 1) {
            let often = with_capital(&times_in_words(n));
            said = format!("{often} {}", every_weeks_in_words(weeks));
        }
        // `3 times a week, ideally on Monday`: as often as that it cannot be on that day.
        let days = self.weekday_mask_if_alone().map_or(0, u8::count_ones);
        let are_fewer = (1..n.min(EVERY_DAY.count_ones())).contains(&days);
        let without_days =
            |g: &DayGroup| if are_fewer { DayGroup { days: Days::default(), ..g.clone() } } else { g.clone() };
        let groups = self.groups.iter().map(|g| days_clause_without_count(&without_days(g), self.week_starts.0));
        let groups: Vec<String> = groups.filter(|g| !g.is_empty()).collect();
        if !groups.is_empty() {
            said = format!("{said}, {}", list_with_or(&groups));
        }
        said
    }

    /// `Monday at 7:30 or Wednesday at 18:00`; with a comma where there is an `or` inside already: `a weekday at 7:30, or
    /// Saturday or Sunday at 10:00`.
    fn any_of_clause(&self, groups: &[String]) -> String {
        let mixed = self.groups.iter().any(|g| g.days.weekday_mask == EVERY_DAY)
            || groups.iter().any(|g| {
                g.contains(" or ") || g.contains(" and again ") || g.contains(", ") || g.starts_with("any day but")
            });
        match groups {
            [most @ .., last] if mixed && !most.is_empty() => format!("{}, or {last}", most.join(", ")),
            _ => list_with_or(groups),
        }
    }

    /// How many occasions a day has, where all days have as many.
    fn occasions_a_day(&self) -> Option<u32> {
        let by_times = || {
            let (first, rest) = self.groups.split_first()?;
            let count = Some(occasion_count(&first.times)).filter(|&n| n > 0);
            count.filter(|&n| rest.iter().all(|g| occasion_count(&g.times) == n))
        };
        self.times_a_day.or_else(by_times)
    }

    /// Days that come round, each with its times, and those that are excepted from them.
    fn interval_clause(&self) -> String {
        let has_few_days = |g: &DayGroup| (EVERY_DAY & !g.days.except).count_ones() < 4;
        let is_all = self.groups.iter().all(has_few_days);
        let is_exception = |g: &&DayGroup| has_few_days(g) && !is_all;
        let exceptions: Vec<&DayGroup> = self.groups.iter().filter(is_exception).collect();
        let own = exceptions.iter().fold(0, |all, g| all | (EVERY_DAY & !g.days.except));
        let groups = self.groups.iter().filter(|g| !is_exception(g)).map(|g| {
            let days = Days { except: g.days.except & !own, ..g.days.clone() };
            interval_in_words(&DayGroup { days, ..g.clone() })
        });
        let mut said = with_capital(&list_with_word(&groups.collect::<Vec<_>>(), "and"));
        for group in exceptions {
            let days = Days { weekday_mask: EVERY_DAY & !group.days.except, ..Days::default() };
            let with_times =
                with_cue(days_as_adverb(&days, &group.times, joining_word(&group.times)), group.cue.as_deref());
            said = format!("{said}, but {with_times}");
        }
        said
    }

    /// The days and times of one of the groups, as they stand behind `If it is`.
    fn noun_of_group(&self, group: &DayGroup) -> String {
        let noun = match group.days.weekday_mask {
            // `any day at 7:30, or Sunday at 9:00`
            EVERY_DAY if self.groups.len() > 1 => {
                let times = list_of_times(&group.times, time_as_adverb, self.joining_times(group));
                format!("any day {times}").trim_end().to_owned()
            }
            _ => days_as_noun(group, self.joining_times(group)),
        };
        // The days have different numbers of occasions, so that no number behind them all can say it.
        if is_choice(group) && self.occasions_a_day().is_none() { format!("{noun} (one of them)") } else { noun }
    }

    /// How the times of one of the groups are joined.
    fn joining_times(&self, group: &DayGroup) -> TimeJoiner {
        let is_each = |n: u32| usize::try_from(n).is_ok_and(|n| n == group.times.len());
        let are_all = !is_choice(group) && self.times_a_day.is_none_or(is_each);
        match (are_all, self.groups.as_slice()) {
            (false, _) => TimeJoiner::Or,
            (true, [_]) if group.times.len() == 2 => TimeJoiner::CommaAgain,
            (true, _) => TimeJoiner::Again,
        }
    }

    fn dates_clause(&self) -> String {
        // `twice a day at 8:00 and 20:00` says its number by its times, `at 7 or 8` does not.
        let count_times = |g: &DayGroup| u32::try_from(g.times.len()).unwrap_or(u32::MAX);
        let is_told = |n: u32| self.has_times() && self.groups.iter().all(|g| count_times(g) == n);
        let has_more = |n: u32| self.groups.iter().any(|g| count_times(g) > n);
        let often = self.occasions_a_day().filter(|&n| !is_told(n) && (n > 1 || has_more(n)));
        let every_day = !self.has_days() || self.weekday_mask_if_alone() == Some(EVERY_DAY) && self.groups.len() == 1;
        if let (Some(n), true) = (often, every_day) {
            let times: Vec<&Time> = self.groups.iter().flat_map(|g| &g.times).collect();
            let behind = match times.as_slice() {
                [] => String::new(),
                all if all.iter().all(|time| matches!(time.slot, Slot::At(_))) => {
                    format!(", at {}", list_with_or(&all.iter().map(|time| clock_words(time)).collect::<Vec<_>>()))
                }
                all => format!(", {}", list_with_or(&all.iter().map(|time| time_as_adverb(time)).collect::<Vec<_>>())),
            };
            return format!("{} a day{behind}", with_capital(&times_in_words(n)));
        }
        if every_day && !self.has_times() {
            return if self.times_a_day == Some(1) && !self.has_days() { "Once a day" } else { "Every day" }.to_owned();
        }
        let stepped = self.groups.iter().any(|g| g.days.is_interval());
        let said = if stepped {
            self.interval_clause()
        } else {
            // `Sunday evening or Monday`: a time behind both would be that of both.
            let has_no_time = |g: &&DayGroup| g.times.is_empty() && g.cue.is_none();
            let is_last = |g: &&DayGroup| has_no_time(g) && day_names(EVERY_DAY & !g.days.weekday_mask).len() > 1;
            let (last, first): (Vec<&DayGroup>, Vec<&DayGroup>) = self.groups.iter().partition(is_last);
            // `Sunday at 9, or any day but Sunday, at 7:30` would take the Sunday out of both.
            let is_rest = |g: &&DayGroup| day_names(EVERY_DAY & !g.days.weekday_mask).len() == 1;
            let (rest, first): (Vec<&DayGroup>, Vec<&DayGroup>) = first.into_iter().partition(is_rest);
            let in_order = rest.into_iter().chain(first).chain(last);
            let groups: Vec<String> = in_order.map(|g| with_cue(self.noun_of_group(g), g.cue.as_deref())).collect();
            format!("If it is {}", self.any_of_clause(&groups))
        };
        match often {
            Some(n) => format!("{said}, {} that day", times_in_words(n)),
            None => said,
        }
    }
}

/// `Every other week on Tuesday at 9 and every week on Monday at 8`, `Every other day at 8, but on Sunday at 10`
fn interval_in_words(group: &DayGroup) -> String {
    let days = &group.days;
    let is_plain = !days.is_interval() && days.dates.is_empty() && !matches!(days.weekday_mask, 0 | EVERY_DAY);
    let said = days_as_adverb(days, &group.times, joining_word(&group.times));
    with_cue(if is_plain { format!("every week {said}") } else { said }, group.cue.as_deref())
}

/// `at 8:00 and at 20:00` is twice a day, `at 8:00 or at 9:00` once.
fn joining_word(times: &[Time]) -> &'static str {
    if usize::try_from(occasion_count(times)).is_ok_and(|n| n < times.len()) { "or" } else { "and" }
}

/// Several times for one occasion.
fn is_choice(group: &DayGroup) -> bool {
    usize::try_from(occasion_count(&group.times)).is_ok_and(|n| n < group.times.len())
}

/// How many occasions these times make.
pub(crate) fn occasion_count(times: &[Time]) -> u32 {
    let mut numbers: Vec<usize> = times.iter().map(|t| t.occasion).collect();
    numbers.sort_unstable();
    numbers.dedup();
    u32::try_from(numbers.len()).unwrap_or(u32::MAX)
}

/// `Monday before work`
fn with_cue(said: String, cue: Option<&str>) -> String {
    match cue.filter(|cue| !cue.is_empty()) {
        Some(cue) if said.is_empty() => without_capital(cue),
        Some(cue) if said.starts_with("any day but") => format!("{said}, {}", without_capital(cue)),
        Some(cue) => format!("{said} {}", without_capital(cue)),
        None => said,
    }
}

/// The days that a floating count may be on, with their times.
/// The days in the order in which they come in the week.
fn days_clause_without_count(group: &DayGroup, week_starts: Option<Weekday>) -> String {
    let mask = group.days.every_n_weeks.iter().fold(group.days.weekday_mask, |all, (_, mask)| all | mask);
    let days = Days { weekday_mask: mask, every_n_weeks: Vec::new(), ..group.days.clone() };
    with_cue(days_of_week_as_adverb(&days, &group.times, "or", week_starts), group.cue.as_deref())
}

fn every_weeks_in_words(n: u32) -> String {
    if n == 2 { "every other week".to_owned() } else { format!("every {} weeks", number_word(n)) }
}

fn times_in_words(n: u32) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{} times", number_word(n)),
    }
}

fn number_word(n: u32) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    usize::try_from(n).ok().and_then(|n| WORDS.get(n)).map_or_else(|| n.to_string(), |&word| word.to_owned())
}

/// How several times are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TimeJoiner {
    /// One of them: `7:30 or 8:00`.
    Or,
    /// Each of them: `7:30 and again at 18:00`, with a comma where it stands alone.
    Again,
    CommaAgain,
}

/// Several times: `8:00, 12:00 and again at 20:00`. An `or` would be one of them.
fn list_of_times(times: &[Time], first: fn(&Time) -> String, joining: TimeJoiner) -> String {
    let times = times_in_one_form(times);
    let said: Vec<String> = times.iter().map(first).collect();
    match (said.as_slice(), times.last()) {
        ([most @ .., _], Some(last)) if joining != TimeJoiner::Or && !most.is_empty() => {
            let comma = if joining == TimeJoiner::CommaAgain { "," } else { "" };
            format!("{}{comma} and again {}", most.join(", "), time_as_adverb(last))
        }
        _ => list_with_or(&said),
    }
}

/// Bare hours of which one is past noon are all shown as on a clock: `8:00, 13:00 and again at 20:00`.
fn times_in_one_form(times: &[Time]) -> Vec<Time> {
    let is_bare = |time: &Time| matches!(time.slot, Slot::At(_)) && is_bare_hour(&time.words);
    let is_past_noon = |time: &Time| matches!(time.slot, Slot::At(clock) if clock.0 > 12 * 60);
    if times.len() < 2 || !times.iter().all(is_bare) || !times.iter().any(is_past_noon) {
        return times.to_vec();
    }
    times.iter().map(|time| Time { words: String::new(), ..time.clone() }).collect()
}

/// `Tuesday 3, Wednesday 4 or Thursday 5 November 2026`: the month and the year stand behind the last that has them.
fn dates_in_words_for_one_list(dates: &[NaiveDate]) -> Vec<String> {
    if dates.len() > MOST_DATES_IN_WORDS {
        return dates.iter().map(ToString::to_string).collect();
    }
    let in_words = dates.iter().enumerate().map(|(i, date)| {
        let next = dates.get(i + 1);
        let same_year = next.is_some_and(|next| next.year() == date.year());
        let same_month = same_year && next.is_some_and(|next| next.month() == date.month());
        let month = if same_month { String::new() } else { format!(" {}", MONTHS[date.month0() as usize % 12]) };
        let year = if same_year { String::new() } else { format!(" {}", date.year()) };
        format!("{} {}{month}{year}", day_name(date.weekday()), date.day())
    });
    in_words.collect()
}

/// Of more dates than that, the reader of a sentence would look too far ahead for the month.
pub(crate) const MOST_DATES_IN_WORDS: usize = 60;

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

/// What stands behind `If it is`: `Tuesday or Thursday at 18:00`, `a weekday morning`, `07:30`.
fn days_as_noun(group: &DayGroup, joining: TimeJoiner) -> String {
    let DayGroup { days, times, .. } = group;
    if days.weekday_mask == EVERY_DAY || days.weekday_mask == 0 && days.dates.is_empty() {
        return if times.is_empty() { "any day".to_owned() } else { list_of_times(times, time_as_noun, joining) };
    }
    let mut names: Vec<String> = match (days.weekday_mask, day_names(EVERY_DAY & !days.weekday_mask).as_slice()) {
        (0, _) => Vec::new(),
        (WEEKDAYS, _) => vec!["a weekday".to_owned()],
        (_, [but]) => vec![format!("any day but {but}")],
        (mask, _) => day_names(mask).into_iter().map(str::to_owned).collect(),
    };
    names.extend(dates_in_words_for_one_list(&days.dates));
    let named = list_with_or(&names);
    let but = named.starts_with("any day but");
    let plain_days = days.dates.is_empty() && !but;
    match times.as_slice() {
        [] => named,
        // `any day but Sunday, at 7:30`: the time is that of the days, not of the Sunday.
        all if but => format!("{named}, {}", list_of_times(all, time_as_adverb, joining)),
        // `Thursday morning or evening`
        all if plain_days && all.iter().all(|t| part_name_after_weekday(t).is_some()) => {
            let name = |time: &Time| part_name_after_weekday(time).unwrap_or("").to_owned();
            format!("{named} {}", list_of_times(all, name, joining))
        }
        all if all.iter().all(|t| matches!(t.slot, Slot::At(_))) => {
            format!("{named} at {}", list_of_times(all, clock_words, joining))
        }
        [one] if matches!(one.slot, Slot::Between(..)) || !matches!(one.slot, Slot::In(DayPart::EarlyMorning)) => {
            format!("{named} {}", time_as_adverb(one))
        }
        all => format!("{named}, {}", list_of_times(all, time_as_adverb, joining)),
    }
}

/// The same as it stands by itself: `every other day at 18:00`, `on Tuesday or Thursday, in the morning`.
fn days_as_adverb(days: &Days, times: &[Time], joining: &str) -> String {
    days_of_week_as_adverb(days, times, joining, None)
}

/// The same, with its days in the order in which they come in a week that starts on `week_starts`; from Monday where that is not known.
fn days_of_week_as_adverb(days: &Days, times: &[Time], joining: &str, week_starts: Option<Weekday>) -> String {
    let mut said: Vec<String> = Vec::new();
    for &n in &days.every_n_days {
        said.push(if n == 2 { "every other day".to_owned() } else { format!("every {} days", number_word(n)) });
    }
    let is_mixed = !days.every_n_weeks.is_empty() && days.weekday_mask != 0 && days.weekday_mask != EVERY_DAY;
    if is_mixed {
        let names = list_with_word(&day_names_with_on(days.weekday_mask), "and");
        said.push(format!("every week on {names}"));
    }
    for &(n, mask) in &days.every_n_weeks {
        let weeks = every_weeks_in_words(n);
        said.push(if mask == 0 {
            weeks
        } else {
            format!("{weeks} on {}", list_with_word(&day_names_with_on(mask), "and"))
        });
    }
    if days.weekday_mask == EVERY_DAY {
        said.push("on any day".to_owned());
    } else if days.weekday_mask != 0 && !is_mixed {
        let mut names = day_names_with_on(days.weekday_mask);
        let first = week_starts.map_or(0, |day| day.num_days_from_monday());
        let before = (0..first).filter(|day| days.weekday_mask & (1 << day) != 0).count();
        if names.len() > before {
            names.rotate_left(before);
        }
        said.push(format!("on {}", list_with_or(&names)));
    }
    if !days.dates.is_empty() {
        said.push(format!("on {}", list_with_or(&dates_in_words_for_one_list(&days.dates))));
    }
    let but = (days.except != 0 && !said.is_empty()).then(|| list_with_or(&day_names(days.except)));
    let days = list_with_word(&said, "and");
    let times = list_with_word(&times.iter().map(time_as_adverb).collect::<Vec<_>>(), joining);
    let said = match (days.is_empty(), times.is_empty()) {
        (_, true) => days,
        (true, false) => times,
        (false, false) => format!("{days} {times}"),
    };
    match but {
        Some(but) => format!("{said}, but never on {but}"),
        None => said,
    }
}

fn day_names_with_on(mask: u8) -> Vec<&'static str> {
    match (mask, day_names(EVERY_DAY & !mask).as_slice()) {
        (WEEKDAYS, _) => vec!["a weekday"],
        _ => day_names(mask),
    }
}

/// A part of the day that can stand behind a day: `Thursday morning`.
fn part_name_after_weekday(time: &Time) -> Option<&'static str> {
    match time.slot {
        Slot::In(DayPart::Morning) => Some("morning"),
        Slot::In(DayPart::Afternoon) => Some("afternoon"),
        Slot::In(DayPart::Evening) => Some("evening"),
        Slot::In(DayPart::Night) => Some("night"),
        _ => None,
    }
}

/// `in the morning`, `at 18:00`, `between 18:00 and 18:30`
fn time_as_adverb(time: &Time) -> String {
    match time.slot {
        Slot::At(_) => format!("at {}", clock_words(time)),
        Slot::Between(..) => range_words(time),
        Slot::In(part) => part.as_adverb().to_owned(),
    }
}

/// What stands behind `If it is` where every day is meant: `18:00`, `morning`, `after 6pm`.
fn time_as_noun(time: &Time) -> String {
    match time.slot {
        Slot::At(clock) if is_bare_hour(&time.words) && clock.0 > 12 * 60 => clock_digits(clock.0),
        Slot::At(_) if is_bare_hour(&time.words) => format!("{} o'clock", time.words),
        // `at 7h`: without the `at` that is a length.
        Slot::At(clock) if is_hour_with_sign(&time.words) => clock_digits(clock.0),
        Slot::At(_) => clock_words(time),
        Slot::Between(..) => range_words(time),
        Slot::In(part) => part.name().to_owned(),
    }
}

/// `7h`, `7 hrs`
fn is_hour_with_sign(words: &str) -> bool {
    let unit = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').to_lowercase();
    matches!(unit.as_str(), "h" | "hr" | "hrs")
}

fn is_bare_hour(words: &str) -> bool {
    words.bytes().all(|b| b.is_ascii_digit()) && words.len() < 3 && !words.is_empty()
}

/// A clock time in the client's own words, where it has any.
fn clock_words(time: &Time) -> String {
    match time.slot {
        Slot::At(clock) if time.words.is_empty() => clock_digits(clock.0),
        _ => time.words.clone(),
    }
}

fn range_words(time: &Time) -> String {
    let Slot::Between(from, to) = time.slot else {
        return String::new();
    };
    let own = without_capital(&time.words);
    match (time.is_open, to) {
        (true, _) if own.starts_with("after ") || own.starts_with("before ") => own,
        (true, 1440) => format!("after {}", clock_digits(from)),
        (true, to) => format!("before {}", clock_digits(to)),
        (false, to) => format!("between {} and {}", clock_digits(from), clock_digits(to)),
    }
}

fn clock_digits(minutes: u16) -> String {
    let minutes = if minutes > 1440 { minutes - 1440 } else { minutes };
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// With a capital at its start, and nothing else changed.
fn with_capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A cue inside a sentence: a word that introduces it loses its capital, since `While my coffee is brewing` began a value.
fn without_capital(cue: &str) -> String {
    let first = cue.split(' ').next().unwrap_or("");
    let own = first.chars().count() > 1 && first.chars().skip(1).all(|c| c.is_lowercase());
    if own { first.to_lowercase() + cue.get(first.len()..).unwrap_or("") } else { cue.to_owned() }
}
