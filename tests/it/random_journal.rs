//! Random journals: what they mean, for the second counter, and the notes that say it, for the program. Every note form of
//! docs/specification.md#1-notes is used, and every thing is written in one of the many ways in which people write it.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::dice::Dice;
use crate::second_counter::{Days, Entry, Group, Plan, Schedule, Status, Time, Told};

/// A journal, twice.
pub struct Random {
    pub files: Vec<(String, String)>,
    pub plans: Vec<Plan>,
    pub entries: Vec<Entry>,
    pub week_starts: Weekday,
    /// A date in the week to count.
    pub date: NaiveDate,
    pub today: NaiveDate,
    /// Today, but never later than the course lets it be.
    pub as_of: NaiveDate,
    /// Paths of files that are not notes.
    pub others: Vec<String>,
    /// How many notes cannot be read.
    pub left_out: usize,
}

const WEEKDAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
const LONG: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const SHORT: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const TASKS: [&str; 6] = ["Voice memo", "Tidy one corner", "Walk", "Walk the dog", "Breathe", "Stretch"];
const PLACES: [(&str, &[&str]); 3] = [
    ("kitchen", &["kitchen", "Kitchen", "in the kitchen", "the kitchen"]),
    ("my room", &["my room", "in my room", "My  room"]),
    ("by the river", &["by the river", "By the River"]),
];

/// What plans rate: a name and the ends of its range.
const RATED: [(&str, i64, i64); 3] = [("ease", 0, 10), ("dread", 0, 100), ("mood after", 1, 5)];

fn clock(dice: &mut Dice, minute: i64, line: bool) -> String {
    let (h, m) = (minute / 60, minute % 60);
    match dice.roll(if line { 2 } else { 4 }) {
        0 => format!("{h:02}:{m:02}"),
        1 => format!("{h}:{m:02}"),
        2 => format!("{}:{m:02} {}", if h % 12 == 0 { 12 } else { h % 12 }, if h < 12 { "am" } else { "pm" }),
        _ => format!("{}.{m:02}{}", if h % 12 == 0 { 12 } else { h % 12 }, if h < 12 { "am" } else { "pm" }),
    }
}

const PARTS: [&str; 7] = ["early morning", "morning", "midday", "afternoon", "evening", "bedtime", "night"];

/// What a plan plans, and the fields that say it.
struct Said {
    schedule: Schedule,
    per_day: Option<u32>,
    /// The field `when` and its text in the JSON.
    when: Option<(String, String)>,
    times: Option<String>,
}

/// Occasions of a day with their times, and words for them; no two at one time.
fn times(dice: &mut Dice) -> (Vec<Vec<Time>>, String) {
    let at = |dice: &mut Dice, from: usize, to: usize| (from + dice.roll(to - from)) as i64 * 5;
    match dice.roll(11) {
        0..=2 => {
            let at = at(dice, 0, 288);
            (vec![vec![Time::At(at)]], format!("at {}", clock(dice, at, false)))
        }
        3 | 4 => {
            let name = *dice.pick(&PARTS);
            let lead = if matches!(name, "bedtime" | "night" | "midday") { "at" } else { "in the" };
            (vec![vec![Time::Part(name)]], format!("{lead} {name}"))
        }
        5 => {
            let (a, b) = (at(dice, 0, 140), at(dice, 140, 288));
            let said = format!("at {} and {}", clock(dice, a, false), clock(dice, b, false));
            (vec![vec![Time::At(a)], vec![Time::At(b)]], said)
        }
        6 => {
            let (a, b) = (at(dice, 0, 140), at(dice, 140, 288));
            let said = format!("at {} or {}", clock(dice, a, false), clock(dice, b, false));
            (vec![vec![Time::At(a), Time::At(b)]], said)
        }
        7 => {
            let a = at(dice, 0, 200);
            let b = a + 30 + dice.roll(20) as i64 * 5;
            (vec![vec![Time::Range(a, b)]], format!("{:02}:{:02}-{:02}:{:02}", a / 60, a % 60, b / 60, b % 60))
        }
        8 => {
            let a = at(dice, 1, 287);
            if dice.one_in(2) {
                (vec![vec![Time::Range(a, 1440)]], format!("after {}", clock(dice, a, false)))
            } else {
                (vec![vec![Time::Range(0, a)]], format!("before {}", clock(dice, a, false)))
            }
        }
        9 => {
            // A part and a clock time together are one time, the clock.
            let (name, a) = *dice.pick(&[("morning", 450), ("evening", 1200), ("afternoon", 905)]);
            (vec![vec![Time::At(a)]], format!("at {} in the {name}", clock(dice, a, false)))
        }
        _ => (Vec::new(), String::new()),
    }
}

/// Weekdays and words for them.
fn weekdays(dice: &mut Dice) -> (Vec<Weekday>, String) {
    let named = |dice: &mut Dice, n: usize| {
        let plural = format!("{}s", LONG[n]);
        (*dice.pick(&[LONG[n], SHORT[n], &plural])).to_owned()
    };
    match dice.roll(8) {
        0 => (WEEKDAYS.to_vec(), (*dice.pick(&["every day", "each day", "Every Day", "daily"])).to_owned()),
        1 => {
            let said = *dice.pick(&["weekdays", "every weekday", "Mon-Fri", "Monday to Friday"]);
            (WEEKDAYS[..5].to_vec(), said.to_owned())
        }
        2 => (WEEKDAYS[5..].to_vec(), "weekends".to_owned()),
        3 => {
            let n = dice.roll(7);
            let days = WEEKDAYS.iter().copied().filter(|&d| d != WEEKDAYS[n]).collect();
            (days, format!("every day (except {})", LONG[n]))
        }
        4 => {
            // Not `weekdays and Tuesday`: times behind it can be meant for the Tuesday alone.
            let n = 5 + dice.roll(2);
            let days = WEEKDAYS[..5].iter().copied().chain([WEEKDAYS[n]]).collect();
            (days, format!("weekdays and {}", named(dice, n)))
        }
        _ => {
            let mut days: Vec<usize> = (0..7).filter(|_| dice.one_in(2)).collect();
            if days.is_empty() {
                days.push(dice.roll(7));
            }
            let names: Vec<String> = days.iter().map(|&n| named(dice, n)).collect();
            let joined = names.join(*dice.pick::<&str>(&[", ", "/", " and "]));
            (days.into_iter().map(|n| WEEKDAYS[n]).collect(), joined)
        }
    }
}

fn join(days: &str, times: &str) -> String {
    format!("{days} {times}").trim().to_owned()
}

/// What a plan plans. `start` is known for those that have a `from`.
fn when(dice: &mut Dice, start: NaiveDate) -> Said {
    const CUES: [&str; 4] =
        ["after dinner", "while my coffee is brewing", "when I notice tension starting", "as soon as I am home"];
    let group = |days: Days, occasions: Vec<Vec<Time>>| Schedule::On(vec![Group { days, occasions }]);
    let said = |schedule: Schedule, text: String| Said {
        schedule,
        per_day: None,
        when: Some((text.clone(), text)),
        times: None,
    };
    let flat = |occasions: &[Vec<Time>]| occasions.concat();
    match dice.roll(30) {
        0..=5 => {
            let ((days, named), (occasions, at)) = (weekdays(dice), times(dice));
            said(group(Days::Of(days), occasions), join(&named, &at))
        }
        6 => {
            let (n, (occasions, at)) = (2 + dice.roll(4) as i64, times(dice));
            let named = match n {
                2 => (*dice.pick(&["every other day", "every second day", "every 2 days"])).to_owned(),
                n => format!("every {n} days"),
            };
            said(group(Days::Every(n), occasions), join(&named, &at))
        }
        7 => {
            let (n, (occasions, at)) = (dice.roll(7), times(dice));
            let named = if dice.one_in(2) { "every other" } else { "every 2 weeks on" };
            let days = Days::Weeks(2, vec![WEEKDAYS[n]]);
            said(group(days, occasions), join(&format!("{named} {}", LONG[n]), &at))
        }
        8 => {
            let (n, (occasions, at)) = (2 + dice.roll(2) as i64, times(dice));
            said(group(Days::Weeks(n, Vec::new()), occasions), join(&format!("every {n} weeks"), &at))
        }
        9 => {
            let mut dates = vec![start, start + chrono::Days::new(1 + dice.roll(9) as u64)];
            if dice.one_in(3) {
                dates.push(dates[1] + chrono::Days::new(1 + dice.roll(3) as u64));
            }
            let (occasions, at) = times(dice);
            let named: Vec<String> = dates.iter().map(NaiveDate::to_string).collect();
            said(group(Days::Dates(dates), occasions), join(&format!("on {}", named.join(" and ")), &at))
        }
        // Times belong to the days beside them; a list in YAML joins them.
        10 | 11 => {
            let (a, b) = (dice.roll(7), dice.roll(7));
            let (p, q) = (dice.roll(130) as i64 * 5, 700 + dice.roll(140) as i64 * 5);
            let parts =
                [format!("{} {}", SHORT[a], clock(dice, p, false)), format!("{} {}", LONG[b], clock(dice, q, false))];
            let one =
                |n: usize, at: i64| Group { days: Days::Of(vec![WEEKDAYS[n]]), occasions: vec![vec![Time::At(at)]] };
            let text = parts.join(", ");
            let field = match dice.roll(3) {
                0 => format!("[{text}]"),
                1 => format!("\n  - {}\n  - {}", parts[0], parts[1]),
                _ => text.clone(),
            };
            Said {
                schedule: Schedule::On(vec![one(a, p), one(b, q)]),
                per_day: None,
                when: Some((field, text)),
                times: None,
            }
        }
        12 | 13 => {
            let (n, (occasions, at)) = (1 + dice.roll(10) as u32, times(dice));
            let named = match dice.roll(6) {
                0 => format!("{n} times a week"),
                1 => format!("{n}x/week"),
                2 => format!("at least {n} times a week"),
                3 => format!("{n}-{} times a week", n + 1),
                _ => format!("{n} times per week"),
            };
            said(Schedule::Float(n, flat(&occasions)), join(&named, &at))
        }
        14 => {
            let (named, n) =
                *dice.pick(&[("weekly", 1), ("once each week", 1), ("twice a week", 2), ("once a week", 1)]);
            let (occasions, at) = times(dice);
            said(Schedule::Float(n, flat(&occasions)), join(named, &at))
        }
        // A count beside named days means those days if there are as many; otherwise it floats over the week.
        15 => {
            let ((days, named), (occasions, at)) = (weekdays(dice), times(dice));
            let n = if dice.one_in(2) { days.len() as u32 } else { 1 + dice.roll(7) as u32 };
            let schedule = if n as usize == days.len() {
                group(Days::Of(days), occasions)
            } else {
                Schedule::Float(n, flat(&occasions))
            };
            Said { times: Some(format!("{n} a week")), ..said(schedule, join(&named, &at)) }
        }
        16 => {
            let (a, b) = *dice.pick(&[(0, 3), (1, 3), (2, 6)]);
            let days = vec![WEEKDAYS[a], WEEKDAYS[b]];
            let (n, word) = *dice.pick(&[(1, "once"), (2, "twice"), (3, "3 times")]);
            let schedule = if n == 2 { group(Days::Of(days), Vec::new()) } else { Schedule::Float(n, Vec::new()) };
            said(schedule, format!("{word} a week on {} and {}", SHORT[a], SHORT[b]))
        }
        // A count a day beats the number of times.
        17 => {
            let (occasions, at) = times(dice);
            let (n, named) =
                *dice.pick(&[(2, "twice a day"), (2, "2 times a day"), (2, "twice daily"), (3, "3 times a day")]);
            let schedule = group(Days::Of(WEEKDAYS.to_vec()), occasions);
            Said { per_day: Some(n), ..said(schedule, join(named, &at)) }
        }
        18 => {
            let ((days, named), (occasions, at)) = (weekdays(dice), times(dice));
            let n = 1 + dice.roll(3) as u32;
            let text = join(&named, &at);
            Said { per_day: Some(n), times: Some(format!("{n} a day")), ..said(group(Days::Of(days), occasions), text) }
        }
        // A cue alone plans nothing, unless `times` or a frequency gives a number.
        19 => {
            let cue = *dice.pick(&CUES);
            match dice.roll(5) {
                0 => {
                    let n = 1 + dice.roll(8) as u32;
                    Said { times: Some(format!("{n} a week")), ..said(Schedule::Float(n, Vec::new()), cue.to_owned()) }
                }
                1 => {
                    let schedule = group(Days::Of(WEEKDAYS.to_vec()), Vec::new());
                    Said { per_day: Some(2), times: Some("twice a day".to_owned()), ..said(schedule, cue.to_owned()) }
                }
                2 => {
                    let (days, named) = weekdays(dice);
                    said(group(Days::Of(days), Vec::new()), format!("{named}, {cue}"))
                }
                3 => {
                    let (days, named) = (WEEKDAYS.to_vec(), "after dinner every day at 8pm");
                    said(group(Days::Of(days), vec![vec![Time::At(1200)]]), named.to_owned())
                }
                _ => {
                    let n = dice.roll(7);
                    said(group(Days::Of(vec![WEEKDAYS[n]]), Vec::new()), format!("after work on {}s", LONG[n]))
                }
            }
        }
        // A time without a day is every day.
        20 => {
            let (occasions, at) = times(dice);
            if occasions.is_empty() {
                return said(Schedule::Cue, (*dice.pick(&["sometime", "this week", "when I can", "later"])).to_owned());
            }
            said(group(Days::Of(WEEKDAYS.to_vec()), occasions), at)
        }
        21..=28 => newer(dice),
        _ if dice.one_in(3) => Said { schedule: Schedule::Cue, per_day: None, when: None, times: None },
        _ => said(Schedule::Cue, (*dice.pick(&CUES)).to_owned()),
    }
}

/// Exceptions and cues of their own, choices, bare hours, school nights.
fn newer(dice: &mut Dice) -> Said {
    let said = |schedule: Schedule, text: String| Said {
        schedule,
        per_day: None,
        when: Some((text.clone(), text)),
        times: None,
    };
    let at = |minute: i64| vec![vec![Time::At(minute)]];
    let of = |days: Vec<Weekday>, occasions: Vec<Vec<Time>>| Group { days: Days::Of(days), occasions };
    let (a, mut b) = (dice.roll(7), dice.roll(7));
    let (p, q) = (dice.roll(140) as i64 * 5, 700 + dice.roll(140) as i64 * 5);
    let but = |days: &[Weekday], n: usize| days.iter().copied().filter(|&d| d != WEEKDAYS[n]).collect::<Vec<_>>();
    match dice.roll(9) {
        0 | 1 => {
            let text =
                format!("every day at {} except {} at {}", clock(dice, p, false), LONG[a], clock(dice, q, false));
            said(Schedule::On(vec![of(but(&WEEKDAYS, a), at(p)), of(vec![WEEKDAYS[a]], at(q))]), text)
        }
        2 => {
            let n = a % 5;
            let cue = dice.one_in(2);
            let moment = if cue { "after lunch".to_owned() } else { format!("at {}", clock(dice, p, false)) };
            let occasions = if cue { vec![Vec::new()] } else { at(p) };
            let text = format!("weekdays {moment} except {} at {}", LONG[n], clock(dice, q, false));
            said(Schedule::On(vec![of(but(&WEEKDAYS[..5], n), occasions), of(vec![WEEKDAYS[n]], at(q))]), text)
        }
        3 => {
            let text = match dice.roll(3) {
                0 => format!("{} before work and {} after work", LONG[a], LONG[b]),
                1 => format!("{} before work, {} after work", SHORT[a], SHORT[b]),
                _ => format!("before work on {}s and after work on {}s", LONG[a], LONG[b]),
            };
            let own = |n: usize| of(vec![WEEKDAYS[n]], vec![Vec::new()]);
            said(Schedule::On(vec![own(a), own(b)]), text)
        }
        4 | 5 => {
            if a == b {
                b = (b + 1) % 7;
            }
            let every = 1 + dice.roll(2) as i64;
            let named = if every == 2 { "every other " } else { "" };
            let mut times = Vec::new();
            let mut text = format!("{named}{} or {}", LONG[a], LONG[b]);
            if dice.one_in(2) {
                text += &format!(" at {}", clock(dice, p, false));
                times.push(Time::At(p));
            }
            said(Schedule::Either(1, vec![WEEKDAYS[a], WEEKDAYS[b]], every, times), text)
        }
        6 => {
            // An hour before 6 can be before noon or after it.
            let hour = 6 + dice.roll(6) as i64;
            let (text, occasions) = match dice.roll(5) {
                0 => (format!("at {hour} every day"), at(hour * 60)),
                1 => (format!("{hour}-{} daily", hour + 1), vec![vec![Time::Range(hour * 60, hour * 60 + 60)]]),
                2 => (format!("if it is {hour} every day"), at(hour * 60)),
                3 => (format!("@{hour} daily"), at(hour * 60)),
                _ => (
                    format!("at {hour}, {} and {} every day", hour + 3, hour + 9),
                    [hour, hour + 3, hour + 9].iter().map(|h| vec![Time::At(h * 60)]).collect(),
                ),
            };
            said(Schedule::On(vec![of(WEEKDAYS.to_vec(), occasions)]), text)
        }
        7 => {
            let days = [WEEKDAYS[6]].into_iter().chain(WEEKDAYS[..4].iter().copied()).collect();
            if dice.one_in(2) {
                return said(
                    Schedule::On(vec![of(days, vec![vec![Time::Part("evening")]])]),
                    "school nights".to_owned(),
                );
            }
            // In the evening: `school nights at 11:55` is before midnight.
            let q = if q < 780 { q % 600 + 780 } else { q };
            said(Schedule::On(vec![of(days, at(q))]), format!("school nights at {}", clock(dice, q, false)))
        }
        _ => {
            let n = 2 + dice.roll(3) as i64;
            let text =
                format!("every {n} days at {} except {} at {}", clock(dice, p, false), LONG[a], clock(dice, q, false));
            let on = |days: Vec<Weekday>, occasions| Group { days: Days::EveryOn(n, days), occasions };
            said(Schedule::On(vec![on(but(&WEEKDAYS, a), at(p)), on(vec![WEEKDAYS[a]], at(q))]), text)
        }
    }
}

fn minutes(dice: &mut Dice, line: bool) -> (f64, String) {
    let n = 1 + dice.roll(40);
    match dice.roll(if line { 2 } else { 4 }) {
        0 => (n as f64, format!("{n} min")),
        1 => (n as f64, format!("{n} minutes")),
        2 => (n as f64, n.to_string()),
        _ => (90.0, (*dice.pick(&["1h 30m", "1.5 h", "90"])).to_owned()),
    }
}

/// A plan as it was written, before it is known when it starts.
struct Written {
    path: String,
    front: Vec<String>,
    log: Vec<String>,
    /// By `from`, by `on DATE`, or by its name.
    start: Option<NaiveDate>,
}

/// The journal of this seed. Names are plain words.
pub fn journal(seed: u64) -> Random {
    draw(seed, false)
}

/// The same, where some names hold what would be another program's sign elsewhere.
pub fn journal_with_signs_in_names(seed: u64) -> Random {
    draw(seed, true)
}

/// A name that holds another program's sign, or the name itself.
fn signed(dice: &mut Dice, name: &str) -> String {
    const FORMS: [(&str, &str); 8] = [
        ("", " \u{26d4} in bed"),
        ("", " \u{1f501} 10 min"),
        ("#", ""),
        ("^", ""),
        ("", " @due(3)"),
        ("", " %%x%%"),
        ("", " [k:: v]"),
        ("\"", "\""),
    ];
    let (before, behind) = if dice.one_in(3) { *dice.pick(&FORMS) } else { ("", "") };
    format!("{before}{name}{behind}")
}

fn is_plain(task: &str) -> bool {
    task.chars().all(|c| c.is_alphabetic() || c == ' ')
}

/// A name as a value of the front matter.
fn quoted(task: &str) -> String {
    if is_plain(task) { task.to_owned() } else { format!("'{task}'") }
}

/// How the files of a plan are called.
fn slug(task: &str) -> String {
    let plain = TASKS.into_iter().filter(|name| task.contains(name)).max_by_key(|name| name.len());
    plain.unwrap_or(task).to_lowercase().replace(' ', "-")
}

fn draw(seed: u64, has_signs: bool) -> Random {
    let mut dice = Dice::new(seed);
    // Ratings and names have dice of their own, so that all else of a seed stays as it was.
    let mut rated = Dice::new(seed ^ 0x7a7e);
    let mut signs = Dice::new(seed ^ 0x51675);
    let starts = dice.roll(7);
    let middle = NaiveDate::from_ymd_opt(2026, 11, 1).expect("a date") + chrono::Days::new(dice.roll(28) as u64);
    let back = (7 + middle.weekday().num_days_from_monday() as usize - starts) % 7;
    let week = middle - chrono::Days::new(back as u64);
    let today = week + chrono::Days::new(dice.roll(12) as u64);
    let mut settings = vec![match dice.roll(3) {
        0 => format!("week starts: {}", LONG[starts]),
        // The week ends with the day of the session.
        1 => format!("session: {}s 15:00", LONG[(starts + 6) % 7]),
        _ => format!("Session: {}", LONG[(starts + 6) % 7]),
    }];
    // No plan runs after the course's end, and the as-of date is never later than the day after its week.
    let course_end = dice.one_in(8).then(|| week + chrono::Days::new(dice.roll(14) as u64) - chrono::Days::new(4));
    let as_of = course_end.map_or(today, |end| {
        let into = (7 + end.weekday().num_days_from_monday() as usize - starts) % 7;
        today.min(end + chrono::Days::new(7 - into as u64))
    });
    if let Some(end) = course_end {
        settings.push(format!("until: {end}"));
    }
    let mut files = vec![("journal.md".to_owned(), format!("---\n{}\n---\n# Journal\n", settings.join("\n")))];
    let (mut plans, mut entries): (Vec<Plan>, Vec<Entry>) = (Vec::new(), Vec::new());
    let mut written: Vec<Written> = Vec::new();
    let mut days: std::collections::BTreeMap<NaiveDate, Page> = std::collections::BTreeMap::new();
    let mut tasks = TASKS.to_vec();
    let mut others: Vec<String> = Vec::new();
    let mut left_out = 0;

    for _ in 0..1 + dice.roll(3) {
        let task = tasks.remove(dice.roll(tasks.len()));
        let slug = slug(task);
        let task = if has_signs { signed(&mut signs, task) } else { task.to_owned() };
        let rate: Vec<(&str, i64, i64)> = RATED.into_iter().filter(|_| rated.one_in(3)).collect();
        let versions = if dice.one_in(3) { 2 + usize::from(dice.one_in(4)) } else { 1 };
        let mut start = week + chrono::Days::new(10) - chrono::Days::new(dice.roll(30) as u64);
        for version in 0..versions {
            if version > 0 {
                start = start + chrono::Days::new(1 + dice.roll(12) as u64);
            }
            let Said { schedule, per_day, when, times } = when(&mut dice, start);
            let mut front = vec![format!("task: {}", quoted(&task))];
            if let Some((field, _)) = &when {
                front.push(format!("when: {field}"));
            }
            if let Some(text) = times {
                front.push(format!("times: {text}"));
            }
            let on_dates = match &schedule {
                Schedule::On(groups) => groups.iter().find_map(|group| match &group.days {
                    Days::Dates(dates) => Some((dates[0], dates[dates.len() - 1])),
                    _ => None,
                }),
                _ => None,
            };
            // Of the versions only the first may lack a `from`.
            let mut known = Some(start);
            let mut path = format!("plans/{slug}-{version}.md");
            match dice.roll(8) {
                0 if version == 0 && versions == 1 && names_days(&schedule, per_day, when.is_some()) => {
                    path = format!("plans/{start} {slug}.md");
                }
                1 | 2 if version == 0 => known = on_dates.map(|(first, _)| first),
                _ => front.push(format!("from: {start}")),
            }
            let mut end = on_dates.map(|(_, last)| last);
            if dice.one_in(5) {
                let until = start + chrono::Days::new(dice.roll(25) as u64);
                front.push(format!("until: {until}"));
                end = Some(until);
            }
            let mut pauses = Vec::new();
            for _ in 0..[0, 0, 0, 1, 2][dice.roll(5)] {
                let pause = week + chrono::Days::new(dice.roll(10) as u64) - chrono::Days::new(2);
                pauses.push((pause, pause + chrono::Days::new(dice.roll(4) as u64)));
            }
            let named = |&(first, last): &(NaiveDate, NaiveDate)| {
                if first == last { first.to_string() } else { format!("{first} to {last}") }
            };
            match pauses.as_slice() {
                [] => {}
                [one] if dice.one_in(2) => front.push(format!("pause: {}", named(one))),
                all => front.push(format!("pause: [{}]", all.iter().map(named).collect::<Vec<_>>().join(", "))),
            }
            let told_minutes = (!dice.one_in(3)).then(|| minutes(&mut dice, false));
            if let Some((_, text)) = &told_minutes {
                front.push(format!("minutes: {text}"));
            }
            let weekly = dice.one_in(5).then(|| 10 + dice.roll(90));
            if let Some(n) = weekly {
                front.push(format!("{}: {n}", dice.pick(&["weekly minutes", "weekly_minutes", "Weekly-Minutes"])));
            }
            let place = (!dice.one_in(3)).then(|| dice.roll(3));
            if let Some(n) = place {
                front.push(format!("where: {}", PLACES[n].1[0]));
            }
            // A folder whose files are entries; with versions it would be unclear whose they are.
            if versions == 1 && dice.one_in(4) {
                front.push(format!("collects: collected/{slug}"));
                for _ in 0..1 + dice.roll(4) {
                    let date = week + chrono::Days::new(8) - chrono::Days::new(dice.roll(10) as u64);
                    others.push(format!("collected/{slug}/{date} 07.{:02}.m4a", 10 + dice.roll(50)));
                }
            }
            front.push(format!("aka: [{}]", quoted(&also_named(&task))));
            if !rate.is_empty() {
                let names = rate.iter().map(|(name, least, most)| match (least, most) {
                    (0, 10) => (*name).to_owned(),
                    _ => format!("{name} {least}{}{most}", rated.pick::<&str>(&["-", " to ", "\u{2013}"])),
                });
                front.push(format!("rate: [{}]", names.collect::<Vec<_>>().join(", ")));
            }
            written.push(Written { path: path.clone(), front, log: Vec::new(), start: known });
            plans.push(Plan {
                task: task.clone(),
                note: path,
                when_text: when.map(|(_, text)| text),
                schedule,
                per_day,
                start,
                end,
                pauses,
                after_a_version: false,
                before_a_version: false,
                minutes: told_minutes.map(|(n, _)| n),
                weekly_minutes: weekly.map(|n| n as f64),
                place: place.map(|n| PLACES[n].0.to_owned()),
                rate: rate.clone(),
            });
        }
    }

    let mut number = 0;
    for index in 0..plans.len() {
        if plans[..index].iter().any(|earlier| earlier.task == plans[index].task) {
            continue; // entries name the task, not the version
        }
        let task = plans[index].task.clone();
        for back in 0..10u64 {
            let date = week + chrono::Days::new(8) - chrono::Days::new(back);
            // What counts before a mention in a day note: an entry note or a log line.
            let forms: &[usize] = match dice.roll(9) {
                0 | 1 => &[],
                2 => &[0],
                3 => &[1],
                4 => &[2],
                5 => &[3],
                6 => &[0, 1],
                7 => &[0, 2, 3],
                _ => &[1, 2],
            };
            let told_more = forms.contains(&0) || forms.contains(&1);
            // Keys and tags are words.
            let forms = forms.iter().map(|&form| if form == 3 && !is_plain(&task) { 2 } else { form });
            for form in forms {
                let many = if form == 3 { 1 } else { 1 + usize::from(dice.one_in(4)) };
                for _ in 0..many {
                    let mut said = entry(&mut dice, &task, date, form);
                    said.rate(&mut rated, &plans[index].rate);
                    if has_signs {
                        // The second counter has no list of what helped.
                        said.further.clear();
                    }
                    let mut entry = said.entry.clone();
                    match form {
                        0 => {
                            number += 1;
                            let (path, text) = entry_note(&mut dice, &said, number);
                            entry.note.clone_from(&path);
                            files.push((path, text));
                            entries.push(entry);
                        }
                        1 => {
                            let log = &mut written[index].log;
                            let weekday =
                                if dice.one_in(4) { format!("{} ", SHORT[place_of(date)]) } else { String::new() };
                            let name = if dice.one_in(4) { format!(" {task}") } else { String::new() };
                            log.push(format!(
                                "{} {weekday}{date}{}{name}{}{}",
                                said.bullet(),
                                said.spoken(),
                                said.tail(),
                                said.items()
                            ));
                            entry.note.clone_from(&plans[index].note);
                            entry.line = 10_000 + log.len();
                            entries.push(entry);
                        }
                        2 => {
                            let lines = &mut days.entry(date).or_default().lines;
                            lines.push(said.day_line(&task));
                            entry.note = format!("daily/{date}.md");
                            entry.line = 10_000 + lines.len();
                            if !told_more {
                                entries.push(entry);
                            }
                        }
                        // A key or a tag of the day's note, perhaps beside a check box, whose gaps it fills; or both.
                        _ => {
                            let page = days.entry(date).or_default();
                            let key = task.to_lowercase().replace(' ', dice.pick::<&str>(&["-", "_", " "]));
                            let tag = format!("#{}", task.replace(' ', "-"));
                            let (mut status, mut minutes) = (Status::Done, None);
                            match dice.roll(6) {
                                0 => {
                                    status = Status::Partly;
                                    page.keys.push(format!("{key}: partly"));
                                }
                                1 => {
                                    status = Status::Skip;
                                    page.keys.push(format!("{key}: skip"));
                                }
                                2 => {
                                    minutes = Some(10.0);
                                    page.keys.push(format!("{key}: {}", dice.pick(&["10", "10 min", "10 minutes"])));
                                }
                                3 => page.keys.push(format!("{key}: {}", dice.pick(&["true", "yes", "done"]))),
                                _ => {
                                    if dice.one_in(3) {
                                        page.keys.push(format!("{key}: {}", dice.pick(&["no", "false", "0", ""])));
                                    }
                                    page.words.push(format!("Did {tag} today."));
                                }
                            }
                            let mut told = None;
                            let mut place = None;
                            let mut ratings = Vec::new();
                            match dice.roll(4) {
                                0 => page.lines.push(format!("- [ ] {task}")),
                                1 => {
                                    page.lines.push(said.day_line(&task));
                                    status = entry.status;
                                    told = entry.told;
                                    minutes = entry.minutes.or(minutes);
                                    place.clone_from(&entry.place);
                                    ratings.clone_from(&entry.ratings);
                                }
                                _ => {}
                            }
                            if !told_more {
                                entries.push(Entry {
                                    told,
                                    status,
                                    minutes,
                                    place,
                                    ratings,
                                    note: format!("daily/{date}.md"),
                                    ..entry
                                });
                            }
                        }
                    }
                }
            }
        }
        // A collected file is an entry of its date if nothing else is about it.
        let folder = format!("collected/{}/", slug(&task));
        let dates: std::collections::BTreeSet<NaiveDate> = others
            .iter()
            .filter_map(|path| path.strip_prefix(&folder)?.get(..10)?.parse().ok())
            .filter(|&date| !entries.iter().any(|e| e.task == task && e.date == date))
            .collect();
        for date in dates {
            entries.push(Entry { note: folder.clone(), ..bare_entry(&task, date, Status::Done) });
        }
    }

    // What never counts, and what names no plan.
    for number in 0..dice.roll(4) {
        let date = week + chrono::Days::new(8) - chrono::Days::new(dice.roll(10) as u64);
        let task = quoted(&plans[dice.roll(plans.len())].task);
        let (name, text) = match dice.roll(8) {
            0 => ("helper", format!("task: {task}\nwhen: {date} 08:00\nby: Mom\nminutes: 5")),
            1 => ("ignored", format!("kind: ignore\ntask: {task}\nwhen: {date}")),
            2 => ("template", format!("task: {task}\nwhen: \"{{{{date}}}}\"\ndone: yes")),
            3 => ("memo (conflicted copy 2025-04-10 093612)", format!("task: {task}\nwhen: {date}")),
            4 => ("ordinary", format!("title: {task}\nauthor: me")),
            5 => {
                left_out += 1;
                let broken = ["3/4/2026", "yesterday", "2026-02-30", "2026-11-10 and 2026-11-12"];
                ("broken", format!("task: {task}\nwhen: {}\ndone: yes", dice.pick(&broken)))
            }
            6 => ("answers", format!("kind: reflection\ndate: {date}")),
            _ => {
                let status = *dice.pick(&[Status::Done, Status::Partly, Status::NotDone, Status::Skip]);
                let done = ["yes", "partly", "no", "skip"][status as usize];
                let note = format!("more/{number} also.md");
                entries.push(Entry { note, minutes: Some(7.0), ..bare_entry("Knit", date, status) });
                ("also", format!("task: Knit\nwhen: {date}\nminutes: 7\ndone: {done}"))
            }
        };
        files.push((format!("more/{number} {name}.md"), format!("---\n{text}\n---\n")));
    }

    settle(&mut plans, &written, &entries, as_of, course_end);
    for Written { path, front, log, .. } in written {
        let log: String = log.iter().map(|line| format!("{line}\n")).collect();
        files.push((path, format!("---\n{}\n---\nSome words.\n\n{log}", front.join("\n"))));
    }
    for (date, page) in days {
        let front =
            if page.keys.is_empty() { String::new() } else { format!("---\nmood: 6\n{}\n---\n", page.keys.join("\n")) };
        let text =
            format!("{front}# A day\n\n- [ ] buy milk\n{}\n\n{}\n", page.lines.join("\n"), page.words.join("\n"));
        files.push((format!("daily/{date}.md"), text));
    }
    Random { files, others, plans, entries, week_starts: WEEKDAYS[starts], date: middle, today, as_of, left_out }
}

/// When each plan starts and ends (docs/specification.md#1-notes, versions; docs/specification.md#3-weeks-and-counting,
/// "A plan runs").
fn settle(plans: &mut [Plan], written: &[Written], entries: &[Entry], as_of: NaiveDate, course_end: Option<NaiveDate>) {
    for index in 0..plans.len() {
        let first = entries.iter().filter(|e| e.task == plans[index].task && e.date <= as_of).map(|e| e.date).min();
        let plan = &mut plans[index];
        plan.start = written[index].start.or(first).unwrap_or(as_of);
        plan.end = plan.end.into_iter().chain(course_end).min();
    }
    for index in 1..plans.len() {
        if plans[index - 1].task != plans[index].task {
            continue;
        }
        let begins = plans[index].start;
        let before = &mut plans[index - 1];
        // A first version whose start was found after the next began never ran.
        before.start = before.start.min(begins);
        let last = begins - chrono::Days::new(1);
        // Not because of another version if it had already ended by itself.
        if before.end.is_none_or(|end| last <= end) {
            before.end = Some(last);
            before.before_a_version = before.start <= last;
            plans[index].after_a_version = plans[index - 1].before_a_version;
        }
    }
}

/// A frequency, a weekday or a date: without one a note dated by its name is not a plan.
fn names_days(schedule: &Schedule, per_day: Option<u32>, has_when: bool) -> bool {
    let days = match schedule {
        Schedule::On(groups) => groups.iter().all(|g| !matches!(&g.days, Days::Of(days) if days.len() == 7)),
        _ => false,
    };
    days && has_when && per_day.is_none()
}

fn also_named(task: &str) -> String {
    format!("the {}", task.to_lowercase())
}

fn place_of(date: NaiveDate) -> usize {
    date.weekday().num_days_from_monday() as usize
}

fn bare_entry(task: &str, date: NaiveDate, status: Status) -> Entry {
    Entry {
        task: task.to_owned(),
        date,
        told: None,
        status,
        minutes: None,
        place: None,
        ratings: Vec::new(),
        note: String::new(),
        line: 1,
    }
}

/// What a day note has: keys, check boxes, words.
#[derive(Default)]
struct Page {
    keys: Vec<String>,
    lines: Vec<String>,
    words: Vec<String>,
}

/// An entry, and words for its parts.
struct Spoken {
    entry: Entry,
    bullet: &'static str,
    mark: char,
    time: String,
    minutes: String,
    place: String,
    free: &'static str,
    look: Look,
    /// Fields below the line that change no number.
    further: Vec<&'static str>,
}

/// How a line of a day note is written.
#[derive(Default)]
struct Look {
    /// White space at the box.
    gap: &'static str,
    /// Before and after the task.
    around: (&'static str, &'static str),
    /// Before and after the time; whether it comes after the task.
    time: (&'static str, &'static str),
    time_last: bool,
    /// Before and after the minutes, and the place.
    minutes: (&'static str, &'static str),
    place: (&'static str, &'static str),
    /// What does not change the numbers: an amount, an emoji, a barrier.
    aside: &'static str,
    /// Minutes and place as items below the line.
    is_nested: bool,
    /// In a callout.
    is_callout: bool,
    /// `- DONE Walk`.
    is_logseq: bool,
}

impl Look {
    fn of(dice: &mut Dice, status: Status) -> Look {
        let plain = Look { minutes: (", ", ""), place: (" @", ""), ..Look::default() };
        if dice.one_in(3) {
            return plain;
        }
        Look {
            gap: dice.pick::<&str>(&["", "", "\u{a0}", "\u{3000}", " \u{200b}", "  "]),
            around: *dice.pick(&[
                ("", ""),
                ("", ""),
                ("", ":"),
                ("\u{201c}", "\u{201d}"),
                ("**", "**"),
                ("[[", "]]"),
                ("\u{1f6b6} ", ""),
            ]),
            time: *dice.pick(&[("", ""), ("", ":"), ("(", ")"), ("[", "]")]),
            time_last: dice.one_in(4),
            minutes: *dice.pick(&[(", ", ""), (" (", ")"), (" [minutes:: ", "]"), (" (minutes:: ", ")")]),
            place: *dice.pick(&[(" @", ""), (" [where:: ", "]")]),
            aside: dice.pick::<&str>(&["", "", " 3x10", " \u{23ec}", ", too_big", " #health"]),
            is_nested: dice.one_in(6),
            is_callout: dice.one_in(8),
            is_logseq: status == Status::Done && dice.one_in(8),
        }
    }
}

impl Spoken {
    /// The entry as a line of a day note, with what is nested below it.
    fn day_line(&self, task: &str) -> String {
        let Look { gap, around, time, time_last, aside, is_nested, is_callout, is_logseq, .. } = self.look;
        let mut line = if is_logseq { "- DONE".to_owned() } else { format!("{}{gap}", self.bullet()) };
        // A part of the day has no signs around it.
        let is_clock = matches!(self.entry.told, Some(Told::At(_)));
        let written = match (self.time.is_empty(), is_clock) {
            (true, _) => String::new(),
            (false, true) => format!("{}{}{}", time.0, self.time, time.1),
            (false, false) => self.time.clone(),
        };
        if !written.is_empty() && !time_last {
            line += &format!(" {written}");
        }
        line += &format!(" {}{task}{}", around.0, around.1);
        if !written.is_empty() && time_last {
            line += &format!(", {}", written.trim_end_matches(':'));
        }
        let mut below = String::new();
        if !self.minutes.is_empty() {
            match is_nested {
                true => below += &format!("\n    - minutes: {}", self.minutes),
                false => line += &format!("{}{}{}", self.look.minutes.0, self.minutes, self.look.minutes.1),
            }
        }
        line += aside;
        if !self.place.is_empty() {
            match is_nested {
                true => below += &format!("\n    - where: {}", self.place),
                false => line += &format!("{}{}{}", self.look.place.0, self.place, self.look.place.1),
            }
        }
        line += self.free;
        below += &self.items();
        line += &below;
        if is_callout { format!("\n> [!todo]\n> {}\n", line.replace('\n', "\n> ")) } else { line }
    }

    /// Rates some of what the plan rates.
    fn rate(&mut self, dice: &mut Dice, rate: &[(&'static str, i64, i64)]) {
        for &(name, least, most) in rate {
            if dice.one_in(2) {
                // In halves, so that a middle is of quarters.
                let halves = 2 * least + dice.roll(2 * (most - least) as usize + 1) as i64;
                self.entry.ratings.push((name, halves));
            }
        }
        const FURTHER: [&str; 4] = ["barrier: too_big", "helper: noticed, warm", "then: used", "discuss: yes"];
        self.further = FURTHER.into_iter().filter(|_| dice.one_in(6)).collect();
    }

    /// The ratings as words.
    fn ratings(&self) -> Vec<String> {
        let half = |halves: i64| if halves % 2 == 0 { (halves / 2).to_string() } else { format!("{}.5", halves / 2) };
        self.entry.ratings.iter().map(|&(name, halves)| format!("{name}: {}", half(halves))).collect()
    }

    /// The same and further fields as items below a line.
    fn items(&self) -> String {
        let ratings = self.ratings();
        let fields = ratings.iter().map(String::as_str).chain(self.further.iter().copied());
        fields.map(|field| format!("\n    - {field}")).collect()
    }

    fn bullet(&self) -> String {
        format!("{} [{}]", self.bullet, self.mark)
    }

    fn spoken(&self) -> String {
        if self.time.is_empty() { String::new() } else { format!(" {}", self.time) }
    }

    fn tail(&self) -> String {
        let minutes = if self.minutes.is_empty() { String::new() } else { format!(", {}", self.minutes) };
        let place = if self.place.is_empty() { String::new() } else { format!(" @{}", self.place) };
        format!("{minutes}{place}{}", self.free)
    }
}

fn entry(dice: &mut Dice, task: &str, date: NaiveDate, form: usize) -> Spoken {
    let line = form != 0;
    let all = [Status::Done, Status::Done, Status::Done, Status::Partly, Status::NotDone, Status::Skip];
    let status = *dice.pick(&all);
    let told = match dice.roll(4) {
        0 => None,
        1 => Some(Told::Part(dice.pick::<&str>(&PARTS))),
        _ => Some(Told::At(dice.roll(288) as i64 * 5)),
    };
    let time = match told {
        None => String::new(),
        Some(Told::At(minute)) => clock(dice, minute, line),
        Some(Told::Part(name)) => name.to_owned(),
    };
    let long = (!dice.one_in(3)).then(|| minutes(dice, line));
    let spellings = PLACES[dice.roll(3)].1;
    let place = dice.one_in(2).then(|| *dice.pick(spellings));
    let mark = match status {
        Status::Done => 'x',
        Status::Partly => *dice.pick(&['/', '~']),
        Status::NotDone => '-',
        Status::Skip => '>',
    };
    Spoken {
        bullet: dice.pick::<&str>(&["-", "*", "1."]),
        mark,
        time,
        minutes: long.as_ref().map(|(_, text)| text.clone()).unwrap_or_default(),
        place: place.unwrap_or_default().to_owned(),
        free: dice.pick::<&str>(&["", "", " \u{2014} 5 min of words, Walk", " - at 8:00 it rained"]),
        look: Look::of(dice, status),
        further: Vec::new(),
        entry: Entry {
            told,
            minutes: long.map(|(n, _)| n),
            place: place.map(str::to_owned),
            ..bare_entry(task, date, status)
        },
    }
}

/// An entry note, dated by `when`, by `date` or by its name.
fn entry_note(dice: &mut Dice, said: &Spoken, number: usize) -> (String, String) {
    let Entry { task, date, told, .. } = &said.entry;
    let mut named = vec![quoted(task), quoted(&task.to_uppercase()), quoted(&also_named(task))];
    if is_plain(task) {
        named.splice(2..2, [format!("[[{task}]]"), format!("[[plans/x#y|{task}]]"), format!("\"{task}\"")]);
    }
    let mut front = vec![format!("task: {}", dice.pick(&named))];
    let mut path = format!("entries/{number:03}.md");
    match dice.roll(5) {
        0 => {
            path =
                format!("entries/{} {number:03}.md", dice.pick(&[date.to_string(), date.format("%Y%m%d").to_string()]));
            if !said.time.is_empty() {
                front.push(format!("when: {}", said.time));
            }
        }
        1 if said.time.is_empty() => front.push(format!("date: {date}")),
        2 => front.push(format!("when: {} {date} {}", SHORT[place_of(*date)], said.time)),
        // The wall clock as written counts.
        3 => match told {
            Some(Told::At(at)) => front.push(format!("when: {date}T{:02}:{:02}:00-05:00", at / 60, at % 60)),
            _ => front.push(format!("when: {date} {}", said.time)),
        },
        _ => front.push(format!("when: {}", format!("{date} {}", said.time).trim())),
    }
    if !said.minutes.is_empty() {
        front.push(format!("minutes: {}", said.minutes));
    }
    if !said.place.is_empty() {
        front.push(format!("where: {}", said.place));
    }
    front.extend(said.ratings());
    match said.entry.status {
        Status::Done if dice.one_in(2) => {}
        Status::Done => front.push(format!("done: {}", dice.pick(&["yes", "true", "x", "done"]))),
        Status::Partly => front.push("done: partly".to_owned()),
        Status::NotDone => front.push(format!("done: {}", dice.pick(&["no", "false"]))),
        Status::Skip => front.push("done: skip".to_owned()),
    }
    let end = if dice.one_in(2) { "\n" } else { "\r\n" };
    let mark = if dice.one_in(4) { "\u{feff}" } else { "" };
    (path, format!("{mark}---{end}{}{end}---{end}words{end}", front.join(end)))
}

impl Random {
    /// The entries of one version: those on whose date it runs, else the nearest before, else the first.
    pub fn entries_of(&self, plan: usize) -> Vec<Entry> {
        let versions: Vec<usize> =
            (0..self.plans.len()).filter(|&n| self.plans[n].task == self.plans[plan].task).collect();
        let of = |date: NaiveDate| {
            versions.iter().rev().copied().find(|&n| self.plans[n].start <= date).unwrap_or(versions[0])
        };
        self.entries.iter().filter(|e| e.task == self.plans[plan].task && of(e.date) == plan).cloned().collect()
    }

    /// Those that name no plan.
    pub fn other_entries(&self) -> Vec<Entry> {
        self.entries.iter().filter(|e| self.plans.iter().all(|plan| plan.task != e.task)).cloned().collect()
    }
}
