//! Random journals: what they mean, for the second counter, and the notes that say it, for the program. Every note form of
//! SPEC 1 is used, and every thing is written in one of the many ways in which people write it.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::second_counter::{Entry, Plan, Schedule, Status, Time, Told};

/// A journal, twice.
pub struct Random {
    pub files: Vec<(String, String)>,
    pub plans: Vec<Plan>,
    pub entries: Vec<Entry>,
    pub week_starts: Weekday,
    /// A date in the week to count.
    pub date: NaiveDate,
    pub as_of: NaiveDate,
}

/// A small generator of numbers (xorshift): the same seed gives the same journal on any machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x1234_5678_9ABC_DEF1);
        for _ in 0..8 {
            dice.roll(2);
        }
        dice
    }

    /// A number from 0 up to, not including, `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.roll(list.len())]
    }
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

fn clock(dice: &mut Dice, minute: i64, line: bool) -> String {
    let (h, m) = (minute / 60, minute % 60);
    match dice.roll(if line { 2 } else { 4 }) {
        0 => format!("{h:02}:{m:02}"),
        1 => format!("{h}:{m:02}"),
        2 => format!("{}:{m:02} {}", if h % 12 == 0 { 12 } else { h % 12 }, if h < 12 { "am" } else { "pm" }),
        _ => format!("{}.{m:02}{}", if h % 12 == 0 { 12 } else { h % 12 }, if h < 12 { "am" } else { "pm" }),
    }
}

/// A schedule and times, and a phrase that says them.
fn when(dice: &mut Dice, start: NaiveDate) -> (Schedule, Vec<Time>, Option<u32>, Option<String>, Option<String>) {
    let mut times = Vec::new();
    let mut said = String::new();
    match dice.roll(6) {
        0 | 1 => {
            let at = dice.roll(288) as i64 * 5;
            times.push(Time::At(at));
            said = format!(" at {}", clock(dice, at, false));
        }
        2 => {
            let name = *dice.pick(&["morning", "afternoon", "evening"]);
            times.push(Time::Part(name));
            said = format!(" in the {name}");
        }
        3 => {
            let (a, b) = (dice.roll(140) as i64 * 5, 700 + dice.roll(140) as i64 * 5);
            times.extend([Time::At(a), Time::At(b)]);
            said = format!(" at {} and {}", clock(dice, a, false), clock(dice, b, false));
        }
        4 => {
            let a = dice.roll(200) as i64 * 5;
            let b = a + 30 + dice.roll(20) as i64 * 5;
            times.push(Time::Range(a, b));
            said = format!(" {:02}:{:02}-{:02}:{:02}", a / 60, a % 60, b / 60, b % 60);
        }
        _ => {}
    }
    let every = |days: Vec<Weekday>| Schedule::Weekdays { days, every: 1 };
    let mut per_day = None;
    let mut times_field = None;
    let (schedule, phrase) = match dice.roll(13) {
        0 => (every(WEEKDAYS.to_vec()), (*dice.pick(&["every day", "each day", "Every Day"])).to_owned()),
        1 => (
            every(WEEKDAYS[..5].to_vec()),
            (*dice.pick(&["weekdays", "every weekday", "Mon-Fri", "Monday to Friday"])).to_owned(),
        ),
        2 => (every(WEEKDAYS[5..].to_vec()), "weekends".to_owned()),
        3 | 4 => {
            let mut days: Vec<usize> = (0..7).filter(|_| dice.one_in(2)).collect();
            if days.is_empty() {
                days.push(dice.roll(7));
            }
            let names: Vec<&str> = days.iter().map(|&n| if dice.one_in(2) { LONG[n] } else { SHORT[n] }).collect();
            let joined = match dice.roll(3) {
                0 => names.join(", "),
                1 => names.join("/"),
                _ => names.join(" and "),
            };
            (every(days.into_iter().map(|n| WEEKDAYS[n]).collect()), joined)
        }
        5 => {
            let n = dice.roll(7);
            let days = WEEKDAYS.iter().copied().filter(|&d| d != WEEKDAYS[n]).collect();
            (every(days), format!("every day except {}", LONG[n]))
        }
        6 => {
            let n = 2 + dice.roll(4) as i64;
            let said = if n == 2 {
                (*dice.pick(&["every other day", "every second day", "every 2 days"])).to_owned()
            } else {
                format!("every {n} days")
            };
            (Schedule::EveryDays(n), said)
        }
        7 => {
            let n = dice.roll(7);
            let said = if dice.one_in(2) {
                format!("every other {}", LONG[n])
            } else {
                format!("every 2 weeks on {}", LONG[n])
            };
            (Schedule::Weekdays { days: vec![WEEKDAYS[n]], every: 2 }, said)
        }
        8 => {
            let dates: Vec<NaiveDate> = vec![start, start + Days::new(1 + dice.roll(9) as u64)];
            let said = format!("on {} and {}", dates[0], dates[1]);
            (Schedule::Dates(dates), said)
        }
        9 | 10 => {
            let n = 1 + dice.roll(6) as u32;
            let said = match dice.roll(4) {
                0 => format!("{n} times a week"),
                1 => format!("{n}x/week"),
                2 => format!("at least {n} times a week"),
                _ => format!("{n} times per week"),
            };
            if times.is_empty() && dice.one_in(3) {
                times_field = Some(format!("{n} a week"));
                (Schedule::Float(n), "after dinner".to_owned())
            } else {
                (Schedule::Float(n), said)
            }
        }
        11 => {
            per_day = Some(2);
            (every(WEEKDAYS.to_vec()), (*dice.pick(&["twice a day", "2 times a day", "twice daily"])).to_owned())
        }
        _ => {
            let cue = *dice.pick(&["when I notice tension starting", "after dinner", "while my coffee is brewing"]);
            return (Schedule::Cue, Vec::new(), None, Some(cue.to_owned()), None);
        }
    };
    // Two times beside dates or a cue from `times` are left to the case documents.
    if times_field.is_some() {
        return (schedule, Vec::new(), None, Some(phrase), times_field);
    }
    (schedule, times, per_day, Some(format!("{phrase}{said}")), None)
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

/// The journal of this seed.
pub fn journal(seed: u64) -> Random {
    let mut dice = Dice::new(seed);
    let starts = dice.roll(7);
    let middle = NaiveDate::from_ymd_opt(2026, 11, 1).expect("a date") + Days::new(dice.roll(28) as u64);
    let back = (7 + middle.weekday().num_days_from_monday() as usize - starts) % 7;
    let week = middle - Days::new(back as u64);
    let as_of = week + Days::new(dice.roll(12) as u64);
    let mut files = vec![(
        "journal.md".to_owned(),
        if dice.one_in(2) {
            format!("---\nweek starts: {}\n---\n# Journal\n", LONG[starts])
        } else {
            // The week ends with the day of the session.
            format!("---\nsession: {}s 15:00\n---\n", LONG[(starts + 6) % 7])
        },
    )];
    let (mut plans, mut entries): (Vec<Plan>, Vec<Entry>) = (Vec::new(), Vec::new());
    let mut logs: Vec<(usize, String)> = Vec::new();
    let mut days: std::collections::BTreeMap<NaiveDate, (Vec<String>, Vec<String>)> = std::collections::BTreeMap::new();
    let mut tasks = TASKS.to_vec();
    let mut plan_texts: Vec<(String, String, String)> = Vec::new();

    for _ in 0..1 + dice.roll(3) {
        let task = tasks.remove(dice.roll(tasks.len()));
        let slug = task.to_lowercase().replace(' ', "-");
        let versions = if dice.one_in(4) { 2 } else { 1 };
        let first = plans.len();
        let mut start = week + Days::new(10) - Days::new(dice.roll(30) as u64);
        for version in 0..versions {
            if version > 0 {
                start = start + Days::new(1 + dice.roll(12) as u64);
                plans[first].end = Some(plans[first].end.map_or(start - Days::new(1), |e| e.min(start - Days::new(1))));
                plans[first].before_a_version = true;
            }
            let (schedule, times, per_day, when_text, times_field) = when(&mut dice, start);
            let mut front = vec![format!("task: {task}")];
            if let Some(text) = &when_text {
                front.push(format!("when: {text}"));
            }
            if let Some(text) = times_field {
                front.push(format!("times: {text}"));
            }
            let in_name = version == 0
                && versions == 1
                && dice.one_in(5)
                && !matches!(schedule, Schedule::Cue | Schedule::Float(_));
            if !in_name {
                front.push(format!("from: {start}"));
            }
            let mut end = None;
            if dice.one_in(5) {
                let until = start + Days::new(dice.roll(25) as u64);
                front.push(format!("until: {until}"));
                end = Some(until);
            } else if let Schedule::Dates(dates) = &schedule {
                end = dates.last().copied();
            }
            let mut pauses = Vec::new();
            if dice.one_in(4) {
                let pause = week + Days::new(dice.roll(7) as u64);
                let last = pause + Days::new(dice.roll(3) as u64);
                pauses.push((pause, last));
                front.push(if pause == last {
                    format!("pause: {pause}")
                } else {
                    format!("pause: [{pause} to {last}]")
                });
            }
            let told_minutes = (!dice.one_in(3)).then(|| minutes(&mut dice, false));
            if let Some((_, text)) = &told_minutes {
                front.push(format!("minutes: {text}"));
            }
            let weekly = dice.one_in(5).then(|| 10 + dice.roll(90));
            if let Some(n) = weekly {
                front.push(format!("weekly minutes: {n}"));
            }
            let place = (!dice.one_in(3)).then(|| dice.roll(3));
            if let Some(n) = place {
                front.push(format!("where: {}", PLACES[n].1[0]));
            }
            let name = if in_name { format!("plans/{start} {slug}.md") } else { format!("plans/{slug}-{version}.md") };
            plan_texts.push((name.clone(), front.join("\n"), task.to_owned()));
            plans.push(Plan {
                task: task.to_owned(),
                note: name,
                when_text,
                schedule,
                times,
                per_day,
                start,
                end,
                pauses,
                after_a_version: version > 0,
                before_a_version: false,
                minutes: told_minutes.map(|(n, _)| n),
                weekly_minutes: weekly.map(|n| n as f64),
                place: place.map(|n| PLACES[n].0.to_owned()),
            });
        }
    }

    let mut number = 0;
    for (index, plan) in plans.iter().enumerate() {
        if plan.after_a_version {
            continue; // entries name the task, not the version
        }
        let task = plan.task.clone();
        for back in 0..9u64 {
            if dice.one_in(3) {
                continue;
            }
            let date = week + Days::new(8) - Days::new(back);
            // Of one plan and date only one form is written: which of two forms counts is for the case documents.
            let form = dice.roll(4);
            let many = if form == 3 { 1 } else { 1 + usize::from(dice.one_in(4)) };
            for _ in 0..many {
                let status = *dice.pick(&[
                    Status::Done,
                    Status::Done,
                    Status::Done,
                    Status::Partly,
                    Status::NotDone,
                    Status::Skip,
                ]);
                let told = match dice.roll(4) {
                    0 => None,
                    1 => Some(Told::Part(dice.pick::<&str>(&["morning", "afternoon", "evening"]))),
                    _ => Some(Told::At(dice.roll(288) as i64 * 5)),
                };
                let spoken = |dice: &mut Dice, line: bool| match told {
                    None => String::new(),
                    Some(Told::At(minute)) => clock(dice, minute, line),
                    Some(Told::Part(name)) => name.to_owned(),
                };
                let long = (!dice.one_in(3)).then(|| minutes(&mut dice, form != 0));
                let spellings = PLACES[dice.roll(3)].1;
                let place = dice.one_in(2).then(|| *dice.pick(spellings));
                let mut entry = Entry {
                    task: task.clone(),
                    date,
                    told,
                    status,
                    minutes: long.as_ref().map(|(n, _)| *n),
                    place: place.map(str::to_owned),
                    note: String::new(),
                    line: 1,
                };
                match form {
                    // An entry note, dated by `when`, by `date` or by its name.
                    0 => {
                        number += 1;
                        let said = spoken(&mut dice, false);
                        let mut front = vec![format!(
                            "task: {}",
                            dice.pick(&[
                                task.clone(),
                                task.to_uppercase(),
                                format!("[[{task}]]"),
                                format!("\"{task}\"")
                            ])
                        )];
                        let mut path = format!("entries/{number:03}.md");
                        match dice.roll(3) {
                            0 => {
                                path = format!("entries/{date} {number:03}.md");
                                if !said.is_empty() {
                                    front.push(format!("when: {said}"));
                                }
                            }
                            1 if said.is_empty() => front.push(format!("date: {date}")),
                            _ => front.push(format!("when: {}", format!("{date} {said}").trim())),
                        }
                        if let Some((_, text)) = &long {
                            front.push(format!("minutes: {text}"));
                        }
                        if let Some(place) = place {
                            front.push(format!("where: {place}"));
                        }
                        match status {
                            Status::Done if dice.one_in(2) => {}
                            Status::Done => front.push(format!("done: {}", dice.pick(&["yes", "true", "x", "done"]))),
                            Status::Partly => front.push("done: partly".to_owned()),
                            Status::NotDone => front.push(format!("done: {}", dice.pick(&["no", "false"]))),
                            Status::Skip => front.push("done: skip".to_owned()),
                        }
                        let end = if dice.one_in(2) { "\n" } else { "\r\n" };
                        let mark = if dice.one_in(4) { "\u{feff}" } else { "" };
                        entry.note.clone_from(&path);
                        files.push((path, format!("{mark}---{end}{}{end}---{end}words{end}", front.join(end))));
                        entries.push(entry);
                    }
                    // A log line in the first version's plan note, or a check box in the day's note.
                    1 | 2 => {
                        let mark = match status {
                            Status::Done => 'x',
                            Status::Partly => *dice.pick(&['/', '~']),
                            Status::NotDone => '-',
                            Status::Skip => '>',
                        };
                        let said = spoken(&mut dice, true);
                        let mut tail = String::new();
                        if let Some((_, text)) = &long {
                            tail += &format!(", {text}");
                        }
                        if let Some(place) = place {
                            tail += &format!(" @{place}");
                        }
                        if dice.one_in(3) {
                            tail += " \u{2014} 5 min of words, Walk";
                        }
                        let bullet = *dice.pick(&["-", "*", "1."]);
                        let said = if said.is_empty() { said } else { format!(" {said}") };
                        if form == 1 {
                            logs.push((index, format!("{bullet} [{mark}] {date}{said}{tail}")));
                            entry.note.clone_from(&plan.note);
                            entry.line = 10_000 + logs.len();
                        } else {
                            let lines = &mut days.entry(date).or_default().1;
                            lines.push(format!("{bullet} [{mark}]{said} {task}{tail}"));
                            entry.note = format!("daily/{date}.md");
                            entry.line = 10_000 + lines.len();
                        }
                        entries.push(entry);
                    }
                    // A key of the day's note: done, partly, skip or minutes, no more.
                    _ => {
                        let key = task.to_lowercase().replace(' ', dice.pick::<&str>(&["-", "_", " "]));
                        let (status, minutes, value) = match dice.roll(4) {
                            0 => (Status::Partly, None, "partly".to_owned()),
                            1 => (Status::Skip, None, "skip".to_owned()),
                            2 => (Status::Done, Some(10.0), "10".to_owned()),
                            _ => (Status::Done, None, (*dice.pick(&["true", "yes", "done"])).to_owned()),
                        };
                        days.entry(date).or_default().0.push(format!("{key}: {value}"));
                        entries.push(Entry {
                            told: None,
                            status,
                            minutes,
                            place: None,
                            note: format!("daily/{date}.md"),
                            ..entry
                        });
                    }
                }
            }
        }
    }

    for (index, (path, front, _)) in plan_texts.iter().enumerate() {
        let mut text = format!("---\n{front}\n---\nSome words.\n\n");
        for (_, line) in logs.iter().filter(|(plan, _)| *plan == index) {
            text += line;
            // Two kinds of bullets in a row are two lists; numbered and bulleted lines may follow each other.
            text.push('\n');
        }
        files.push((path.clone(), text));
    }
    for (date, (keys, lines)) in days {
        let front = if keys.is_empty() { String::new() } else { format!("---\nmood: 6\n{}\n---\n", keys.join("\n")) };
        files.push((
            format!("daily/{date}.md"),
            format!("{front}# A day\n\n- [ ] buy milk\n{}\n\nWords.\n", lines.join("\n")),
        ));
    }
    Random { files, plans, entries, week_starts: WEEKDAYS[starts], date: middle, as_of }
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
}
