//! The second counter: the rules of counting once more, as plainly as possible, sharing no code with the program. Slow is
//! fine. It counts from what a random journal means (`random_journal.rs`), the program from what its notes say.

use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::{Value, json};

/// When a plan has its occasions.
#[derive(Clone, Debug)]
pub enum Schedule {
    /// On dates: days with the times that go with them.
    On(Vec<Group>),
    /// So often a week, whenever; with its times.
    Float(u32, Vec<Time>),
    /// How often on any of these days, in every how many weeks; with its times.
    Either(u32, Vec<Weekday>, i64, Vec<Time>),
    /// As it comes up.
    Cue,
}

/// Days, and the occasions that each of them has; none is one occasion without a time.
#[derive(Clone, Debug)]
pub struct Group {
    pub days: Days,
    /// Each occasion with the times it may be at (`7:30 or 18:00`).
    pub occasions: Vec<Vec<Time>>,
}

#[derive(Clone, Debug)]
pub enum Days {
    Of(Vec<Weekday>),
    /// Every this many weeks, counted from the Monday week of the start; on the start's weekday if none is named.
    Weeks(i64, Vec<Weekday>),
    /// Every this many days from the start.
    Every(i64),
    /// The same, if that is one of these days of the week.
    EveryOn(i64, Vec<Weekday>),
    /// On these dates.
    Dates(Vec<NaiveDate>),
}

/// A time of the plan: minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Time {
    At(i64),
    Range(i64, i64),
    /// A part of the day by name.
    Part(&'static str),
}

/// What an entry says about its time.
#[derive(Clone, Copy, Debug)]
pub enum Told {
    At(i64),
    Part(&'static str),
}

#[derive(Clone, Debug)]
pub struct Plan {
    pub task: String,
    pub note: String,
    pub when_text: Option<String>,
    pub schedule: Schedule,
    /// So often a day, whatever the times.
    pub per_day: Option<u32>,
    pub start: NaiveDate,
    pub end: Option<NaiveDate>,
    pub pauses: Vec<(NaiveDate, NaiveDate)>,
    /// It took over from a version that ran until then.
    pub after_a_version: bool,
    /// It ended because another version took over.
    pub before_a_version: bool,
    pub minutes: Option<f64>,
    pub weekly_minutes: Option<f64>,
    pub place: Option<String>,
    /// What is rated: a name, and the ends of its range.
    pub rate: Vec<(&'static str, i64, i64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Done,
    Partly,
    NotDone,
    Skip,
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub task: String,
    pub date: NaiveDate,
    pub told: Option<Told>,
    pub status: Status,
    pub minutes: Option<f64>,
    pub place: Option<String>,
    /// What was rated, in halves.
    pub ratings: Vec<(&'static str, i64)>,
    pub note: String,
    pub line: usize,
}

const PARTS: &[(&str, i64, i64)] = &[
    ("early morning", 4, 8),
    ("morning", 5, 12),
    ("midday", 11, 14),
    ("afternoon", 12, 18),
    ("evening", 17, 22),
    ("bedtime", 20, 26),
    ("night", 21, 28),
];

fn part(name: &str) -> (i64, i64) {
    let &(_, from, to) = PARTS.iter().find(|(n, ..)| *n == name).expect("a part of the day");
    (from * 60, to * 60)
}

fn inside(minute: i64, name: &str) -> bool {
    let (from, to) = part(name);
    (from <= minute && minute < to) || (from <= minute + 1440 && minute + 1440 < to)
}

fn around(a: i64, b: i64) -> i64 {
    let apart = (a - b).rem_euclid(1440);
    apart.min(1440 - apart)
}

impl Plan {
    fn runs(&self, date: NaiveDate) -> bool {
        self.start <= date
            && self.end.is_none_or(|end| date <= end)
            && !self.pauses.iter().any(|&(first, last)| first <= date && date <= last)
    }

    fn groups(&self, date: NaiveDate) -> Vec<&Group> {
        let Schedule::On(groups) = &self.schedule else { return Vec::new() };
        groups.iter().filter(|group| group.days.hold(date, self.start)).collect()
    }

    /// The occasions of a date, in order of time: each with the times it may be at.
    fn occasions(&self, date: NaiveDate) -> Vec<Vec<Time>> {
        let groups = self.groups(date);
        if !self.runs(date) || groups.is_empty() {
            return Vec::new();
        }
        let mut list: Vec<Vec<Time>> = groups.iter().flat_map(|group| group.occasions.clone()).collect();
        list.sort_by_key(|times| times.iter().map(begins).min().unwrap_or(10_000));
        let Some(n) = self.per_day else {
            return if list.is_empty() { vec![Vec::new()] } else { list };
        };
        let n = n as usize;
        if list.len() > n || list.len() == 1 && n > 1 {
            // Nobody says which of them is at which time.
            return vec![list.concat(); n];
        }
        while list.len() < n {
            list.push(Vec::new());
        }
        list
    }

    /// Of a floating count, how many times in the week that begins on this date.
    fn times_a_week(&self, week_start: NaiveDate) -> usize {
        match &self.schedule {
            Schedule::Float(n, _) => *n as usize,
            Schedule::Either(n, days, every, _) => {
                let first = days.iter().min_by_key(|day| day.num_days_from_monday()).expect("a day");
                let date = (0..7).map(|n| week_start + chrono::Days::new(n)).find(|d| d.weekday() == *first);
                let weeks = (monday(date.expect("one of seven")) - monday(self.start)).num_days() / 7;
                if weeks % every == 0 { *n as usize } else { 0 }
            }
            _ => 0,
        }
    }

    fn all_times(&self) -> Vec<Time> {
        match &self.schedule {
            Schedule::On(groups) => groups.iter().flat_map(|group| group.occasions.concat()).collect(),
            Schedule::Float(_, times) | Schedule::Either(_, _, _, times) => times.clone(),
            Schedule::Cue => Vec::new(),
        }
    }

    /// Of the times that `when` gives that date, running or not; if it gives none, of any.
    fn is_on_time(&self, date: NaiveDate, told: Told) -> bool {
        let own: Vec<Time> = self.groups(date).iter().flat_map(|group| group.occasions.concat()).collect();
        let times = if own.is_empty() { self.all_times() } else { own };
        times.iter().any(|time| fits(told, time))
    }
}

fn begins(time: &Time) -> i64 {
    match time {
        Time::At(at) | Time::Range(at, _) => *at,
        Time::Part(name) => part(name).0,
    }
}

fn fits(told: Told, time: &Time) -> bool {
    match (told, time) {
        (Told::At(t), Time::At(at)) => around(t, *at) <= 60,
        (Told::At(t), Time::Range(from, to)) => {
            (*from <= t && t <= *to) || around(t, *from) <= 60 || around(t, *to) <= 60
        }
        (Told::At(t), Time::Part(name)) => inside(t, name),
        (Told::Part(p), Time::Part(name)) => p == *name,
        (Told::Part(p), Time::At(at) | Time::Range(at, _)) => inside(*at, p),
    }
}

/// How far it is from the time that an entry gives (a part of the day from where it begins or ends) to a time, the shorter way round.
fn far(told: Told, time: &Time) -> i64 {
    match told {
        Told::At(t) => far_from(t, time),
        Told::Part(name) => {
            let begins = match time {
                Time::At(at) | Time::Range(at, _) => *at,
                Time::Part(planned) => part(planned).0,
            };
            let (from, to) = part(name);
            if inside(begins % 1440, name) { 0 } else { far_from(from, time).min(far_from(to, time)) }
        }
    }
}

fn far_from(t: i64, time: &Time) -> i64 {
    let (from, to) = match time {
        Time::At(at) => return around(t, *at),
        Time::Range(from, to) => (*from, *to),
        Time::Part(name) => part(name),
    };
    let t = t % 1440;
    if (from <= t && t < to) || (from <= t + 1440 && t + 1440 < to) {
        return 0;
    }
    around(t, from).min(around(t, to))
}

/// Which of the occasions of a date that are left an entry takes: one it is on time for, else the nearest, else the first.
fn choose(told: Option<Told>, occasions: &[Vec<Time>], left: &[usize]) -> Option<usize> {
    let Some(told) = told else { return left.first().copied() };
    let on_time: Vec<usize> =
        left.iter().copied().filter(|&n| occasions[n].iter().any(|time| fits(told, time))).collect();
    let from = if on_time.is_empty() { left } else { &on_time };
    let how_far = |n: usize| occasions[n].iter().map(|time| far(told, time)).min().unwrap_or(i64::MAX);
    let nearest = from.iter().map(|&n| how_far(n)).min()?;
    from.iter().copied().find(|&n| how_far(n) == nearest)
}

fn monday(date: NaiveDate) -> NaiveDate {
    date - chrono::Days::new(u64::from(date.weekday().num_days_from_monday()))
}

impl Days {
    fn hold(&self, date: NaiveDate, start: NaiveDate) -> bool {
        match self {
            Days::Of(days) => days.contains(&date.weekday()),
            Days::Weeks(n, days) => {
                let on =
                    if days.is_empty() { date.weekday() == start.weekday() } else { days.contains(&date.weekday()) };
                on && ((monday(date) - monday(start)).num_days() / 7) % n == 0
            }
            Days::Every(n) => date >= start && (date - start).num_days() % n == 0,
            Days::EveryOn(n, days) => {
                date >= start && (date - start).num_days() % n == 0 && days.contains(&date.weekday())
            }
            Days::Dates(dates) => dates.contains(&date),
        }
    }
}

fn place(text: &str) -> String {
    let text = text.to_lowercase();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_end_matches(['.', ' ']).to_owned();
    for lead in ["in ", "at ", "on "] {
        if let Some(rest) = text.strip_prefix(lead) {
            return rest.strip_prefix("the ").unwrap_or(rest).to_owned();
        }
    }
    text.strip_prefix("the ").map(str::to_owned).unwrap_or(text)
}

fn number(n: f64) -> Value {
    if n.fract() == 0.0 { json!(n as i64) } else { json!(n) }
}

/// One plan's week as docs/specification.md#9-commands's JSON has it; none if the plan is not in the week.
pub fn count(plan: &Plan, entries: &[Entry], week_start: NaiveDate, as_of: NaiveDate) -> Option<Value> {
    let dates: Vec<NaiveDate> = (0..7).map(|n| week_start + chrono::Days::new(n)).collect();
    let last = dates[6];
    // Skips count ahead; anything else later than the as-of date does not count.
    let mine: Vec<&Entry> =
        entries.iter().filter(|e| dates.contains(&e.date) && (e.date <= as_of || e.status == Status::Skip)).collect();
    let touches = plan.start <= last && plan.end.is_none_or(|end| end >= week_start && end >= plan.start);
    if !touches && !mine.iter().any(|e| e.status != Status::Skip) {
        return None;
    }
    let is_practice = |e: &Entry| matches!(e.status, Status::Done | Status::Partly);
    let of = |date: NaiveDate| -> Vec<&Entry> {
        let mut list: Vec<&Entry> =
            mine.iter().copied().filter(|e| e.date == date && e.status != Status::Skip).collect();
        list.sort_by_key(|e| {
            let minute = match e.told {
                Some(Told::At(t)) => t,
                Some(Told::Part(p)) => part(p).0,
                None => 9999,
            };
            (e.status, minute, e.note.clone(), e.line)
        });
        list
    };
    let skipped = |date: NaiveDate| mine.iter().any(|e| e.date == date && e.status == Status::Skip);
    let practised = |date: NaiveDate| of(date).iter().any(|e| is_practice(e));

    let (mut done, mut partly, mut not_done, mut open, mut moved, mut extra) = (0, 0, 0, 0, 0, 0);
    let (planned, due);
    let mut day_planned = [0usize; 7];
    let mut made_up: Vec<NaiveDate> = Vec::new();
    // On time and in place count all practice, the extra too.
    let counting: Vec<&Entry> = mine.iter().copied().filter(|e| is_practice(e)).collect();
    let mut day_occasions: Vec<Vec<&str>> = vec![Vec::new(); 7];
    let mut came_up = Value::Null;
    let mut days_practised = Value::Null;
    match &plan.schedule {
        Schedule::Cue => {
            planned = 0;
            due = 0;
            extra = mine.iter().filter(|e| is_practice(e)).count();
            let noted = |status: Status| mine.iter().filter(|e| e.status == status).count();
            came_up = json!({"done": noted(Status::Done), "partly": noted(Status::Partly),
                             "not_done": noted(Status::NotDone)});
        }
        Schedule::Float(..) | Schedule::Either(..) => {
            let n = plan.times_a_week(week_start).min(7);
            let running = dates.iter().filter(|&&d| plan.runs(d)).count();
            let free = dates.iter().filter(|&&d| plan.runs(d) && (practised(d) || !skipped(d))).count();
            let begins_inside = plan.after_a_version && plan.start > week_start && plan.start <= last;
            let ends_inside = plan.before_a_version && plan.end.is_some_and(|end| end >= week_start && end < last);
            planned = if begins_inside || ends_inside { (n * running).div_ceil(7).min(free) } else { n.min(free) };
            // Each date once, by its best; the best dates first, then the earliest.
            let mut best: Vec<&Entry> =
                dates.iter().filter_map(|&d| of(d).first().copied()).filter(|e| is_practice(e)).collect();
            best.sort_by_key(|e| (e.status, e.date));
            for entry in best.iter().take(planned) {
                if entry.status == Status::Done { done += 1 } else { partly += 1 }
            }
            extra = mine.iter().filter(|e| is_practice(e)).count() - done - partly;
            due = if last < as_of { planned } else { done + partly };
            open = due - done - partly;
        }
        Schedule::On(_) => {
            // One occasion: its date, the status of the entry that took it, and whether that was of another day.
            let mut occasions: Vec<(NaiveDate, Option<Status>, bool)> = Vec::new();
            let mut wandering: Vec<&Entry> = Vec::new();
            for (n, &date) in dates.iter().enumerate() {
                let list = of(date);
                let there = plan.occasions(date);
                let mut left: Vec<usize> = (0..there.len()).collect();
                let mut taken: Vec<Option<Status>> = vec![None; there.len()];
                for entry in &list {
                    // On a day with a skip only practice takes an occasion.
                    if skipped(date) && !is_practice(entry) {
                        continue;
                    }
                    match choose(entry.told, &there, &left) {
                        Some(one) => {
                            left.retain(|&other| other != one);
                            taken[one] = Some(entry.status);
                        }
                        None if there.is_empty() && is_practice(entry) => wandering.push(entry),
                        None if is_practice(entry) => extra += 1,
                        None => {}
                    }
                }
                // A skip takes away what nothing took.
                let stay = taken.iter().filter(|status| status.is_some() || !skipped(date));
                let stay: Vec<Option<Status>> = stay.copied().collect();
                day_planned[n] = stay.len();
                occasions.extend(stay.into_iter().map(|status| (date, status, false)));
            }
            for entry in wandering {
                let free = occasions
                    .iter_mut()
                    .find(|(date, taken, _)| *date <= as_of && matches!(taken, None | Some(Status::NotDone)));
                match free {
                    Some((date, taken, is_moved)) => {
                        *taken = Some(entry.status);
                        *is_moved = true;
                        moved += 1;
                        made_up.push(*date);
                    }
                    None => extra += 1,
                }
            }
            for &(date, taken, is_moved) in &occasions {
                let n = dates.iter().position(|&d| d == date).expect("a date of the week");
                day_occasions[n].push(match taken {
                    _ if is_moved => "moved",
                    Some(Status::Done) => "done",
                    Some(Status::Partly) => "partly",
                    Some(_) => "not_done",
                    None if date < as_of => "open",
                    None => "upcoming",
                });
            }
            planned = occasions.len();
            due = occasions
                .iter()
                .filter(|(date, taken, _)| *date < as_of || (*date == as_of && taken.is_some()))
                .count();
            for (_, taken, _) in
                occasions.iter().filter(|(date, taken, _)| *date < as_of || (*date == as_of && taken.is_some()))
            {
                match taken {
                    Some(Status::Done) => done += 1,
                    Some(Status::Partly) => partly += 1,
                    Some(Status::NotDone) => not_done += 1,
                    _ => open += 1,
                }
            }
            let counted: Vec<NaiveDate> = dates
                .iter()
                .enumerate()
                .filter(|&(n, &d)| day_planned[n] > 0 && (d < as_of || (d == as_of && !of(d).is_empty())))
                .map(|(_, &d)| d)
                .collect();
            days_practised = json!({"count": counted.iter().filter(|&&d| practised(d)).count(), "of": counted.len()});
        }
    }

    let completion = if due == 0 {
        Value::Null
    } else {
        number(((done as f64 + partly as f64 / 2.0) / due as f64 * 10_000.0).round() / 10_000.0)
    };
    let told: Vec<&&Entry> = counting.iter().filter(|e| e.told.is_some()).collect();
    let on_time = if plan.all_times().is_empty() {
        Value::Null
    } else {
        json!({"count": told.iter().filter(|e| plan.is_on_time(e.date, e.told.expect("told"))).count(), "of": told.len()})
    };
    let placed: Vec<&&Entry> = counting.iter().filter(|e| e.place.is_some()).collect();
    let in_place = plan.place.as_ref().map_or(Value::Null, |planned| {
        json!({"count": placed.iter().filter(|e| place(e.place.as_deref().unwrap_or("")) == place(planned)).count(),
               "of": placed.len()})
    });
    let noted: Vec<f64> = mine.iter().filter(|e| e.status != Status::Skip).filter_map(|e| e.minutes).collect();
    let days: Vec<Value> = dates
        .iter()
        .enumerate()
        .map(|(n, &date)| {
            let own = of(date).first().map(|e| e.status);
            let status = match own {
                Some(Status::Done) => "done",
                Some(Status::Partly) => "partly",
                _ if made_up.contains(&date) => "moved",
                Some(Status::NotDone) => "not_done",
                _ if skipped(date) => "skipped",
                _ if day_planned[n] > 0 && date < as_of => "open",
                _ if day_planned[n] > 0 => "upcoming",
                _ => "none",
            };
            json!({"date": date.to_string(), "planned": day_planned[n], "status": status, "occasions": day_occasions[n]})
        })
        .collect();
    let ratings: Vec<Value> = plan.rate.iter().map(|rated| ratings_of(rated, &mine, as_of)).collect();
    Some(json!({
        "task": plan.task, "note": plan.note, "start": plan.start.to_string(), "when": plan.when_text,
        "planned": planned, "due": due, "done": done, "partly": partly, "not_done": not_done, "open": open,
        "upcoming": planned - due, "moved": moved, "extra": extra,
        "days_practised": days_practised, "completion": completion,
        "minutes": {"noted": number(noted.iter().sum()), "known_for": noted.len(),
                    "planned_each": plan.minutes.map(number), "planned_week": plan.weekly_minutes.map(number)},
        "on_time": on_time, "in_place": in_place, "came_up": came_up, "days": days,
        // No plan of the random journals says what to do when something gets in the way.
        "ratings": ratings, "then": null,
    }))
}

/// What one name was rated, in order of time, and the middle of it.
fn ratings_of(&(name, least, most): &(&str, i64, i64), entries: &[&Entry], as_of: NaiveDate) -> Value {
    let mut noted: Vec<&&Entry> = entries.iter().filter(|e| e.date <= as_of).collect();
    noted.sort_by_key(|e| {
        // A clock time comes before a part of the day that begins then.
        let minute = match e.told {
            Some(Told::At(t)) => (t, 0),
            Some(Told::Part(p)) => (part(p).0, 1),
            None => (9999, 0),
        };
        (e.date, minute, e.note.clone(), e.line)
    });
    let values: Vec<(NaiveDate, i64)> = noted
        .iter()
        .flat_map(|e| e.ratings.iter().filter(|(rated, _)| *rated == name).map(|&(_, halves)| (e.date, halves)))
        .collect();
    let mut sorted: Vec<i64> = values.iter().map(|&(_, halves)| halves).collect();
    sorted.sort_unstable();
    let middle = match sorted.len() {
        0 => Value::Null,
        n if n % 2 == 1 => number(sorted[n / 2] as f64 / 2.0),
        n => number((sorted[n / 2 - 1] + sorted[n / 2]) as f64 / 4.0),
    };
    let shown: Vec<Value> = values
        .iter()
        .map(|&(date, halves)| json!({"date": date.to_string(), "value": number(halves as f64 / 2.0)}))
        .collect();
    json!({"name": name, "least": least, "most": most, "median": middle, "values": shown})
}

/// `also_done` of a week as docs/specification.md#9-commands's JSON has it: done and partly entries that name no plan,
/// by date, then path.
pub fn also_done(entries: &[Entry], week_start: NaiveDate, as_of: NaiveDate) -> Vec<Value> {
    let last = week_start + chrono::Days::new(6);
    let mut those: Vec<&Entry> = entries
        .iter()
        .filter(|e| week_start <= e.date && e.date <= last.min(as_of))
        .filter(|e| matches!(e.status, Status::Done | Status::Partly))
        .collect();
    those.sort_by_key(|e| (e.date, e.note.clone()));
    those
        .iter()
        .map(|e| json!({"task": e.task, "date": e.date.to_string(), "minutes": e.minutes.map(number), "note": e.note}))
        .collect()
}
