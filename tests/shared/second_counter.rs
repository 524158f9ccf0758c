//! The second counter: SPEC 3 once more, as plainly as possible, sharing no code with the program. Slow is fine. It counts
//! from what a random journal means (`random_journal.rs`), the program from what it says.

use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::{Value, json};

/// When a plan has its occasions.
#[derive(Clone, Debug)]
pub enum Schedule {
    /// On dates: days with the times that go with them.
    On(Vec<Group>),
    /// So often a week, whenever; with its times.
    Float(u32, Vec<Time>),
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
    /// Every so many weeks, counted from the Monday week of the start; on the start's weekday where none is named.
    Weeks(i64, Vec<Weekday>),
    /// Every so many days from the start.
    Every(i64),
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

/// What an entry tells of its time.
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

    fn occasions(&self, date: NaiveDate) -> usize {
        let groups = self.groups(date);
        if !self.runs(date) || groups.is_empty() {
            return 0;
        }
        let times: usize = groups.iter().map(|group| group.occasions.len()).sum();
        self.per_day.map_or(times.max(1), |n| n as usize)
    }

    fn all_times(&self) -> Vec<Time> {
        match &self.schedule {
            Schedule::On(groups) => groups.iter().flat_map(|group| group.occasions.concat()).collect(),
            Schedule::Float(_, times) => times.clone(),
            Schedule::Cue => Vec::new(),
        }
    }

    /// Of the times that `when` gives that date, running or not; where it gives none, of any.
    fn is_on_time(&self, date: NaiveDate, told: Told) -> bool {
        let own: Vec<Time> = self.groups(date).iter().flat_map(|group| group.occasions.concat()).collect();
        let times = if own.is_empty() { self.all_times() } else { own };
        times.iter().any(|time| match (told, time) {
            (Told::At(t), Time::At(at)) => around(t, *at) <= 60,
            (Told::At(t), Time::Range(from, to)) => {
                (*from <= t && t <= *to) || around(t, *from) <= 60 || around(t, *to) <= 60
            }
            (Told::At(t), Time::Part(name)) => inside(t, name),
            (Told::Part(p), Time::Part(name)) => p == *name,
            (Told::Part(p), Time::At(at) | Time::Range(at, _)) => inside(*at, p),
        })
    }
}

impl Days {
    fn hold(&self, date: NaiveDate, start: NaiveDate) -> bool {
        let monday = |d: NaiveDate| d - chrono::Days::new(u64::from(d.weekday().num_days_from_monday()));
        match self {
            Days::Of(days) => days.contains(&date.weekday()),
            Days::Weeks(n, days) => {
                let on =
                    if days.is_empty() { date.weekday() == start.weekday() } else { days.contains(&date.weekday()) };
                on && ((monday(date) - monday(start)).num_days() / 7) % n == 0
            }
            Days::Every(n) => date >= start && (date - start).num_days() % n == 0,
            Days::Dates(dates) => dates.contains(&date),
        }
    }
}

fn place(text: &str) -> String {
    let text = text.to_lowercase();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
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

/// One plan's week as SPEC 9's JSON has it; none where the plan is not in the week.
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
    // The entries that are done or partly somewhere; an extra is outside every ratio.
    let mut counting: Vec<&Entry> = Vec::new();
    let mut days_practised = Value::Null;
    match &plan.schedule {
        Schedule::Cue => {
            planned = 0;
            due = 0;
            extra = mine.iter().filter(|e| is_practice(e)).count();
        }
        Schedule::Float(n, _) => {
            let n = (*n as usize).min(7);
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
                if entry.status == Status::Done {
                    done += 1
                } else {
                    partly += 1
                }
                counting.push(entry);
            }
            extra = mine.iter().filter(|e| is_practice(e)).count() - done - partly;
            due = if last < as_of { planned } else { done + partly };
            open = due - done - partly;
        }
        Schedule::On(_) => {
            // One occasion: its date, and the status of the entry that took it.
            let mut occasions: Vec<(NaiveDate, Option<Status>)> = Vec::new();
            let mut wandering: Vec<&Entry> = Vec::new();
            for (n, &date) in dates.iter().enumerate() {
                let list = of(date);
                let practice = list.iter().filter(|e| is_practice(e)).count();
                let there = plan.occasions(date);
                let left = if skipped(date) { there.min(practice) } else { there };
                day_planned[n] = left;
                for index in 0..left {
                    occasions.push((date, list.get(index).map(|e| e.status)));
                    counting.extend(list.get(index).filter(|e| is_practice(e)));
                }
                if there > 0 {
                    extra += list.iter().skip(left).filter(|e| is_practice(e)).count();
                } else {
                    wandering.extend(list.iter().filter(|e| is_practice(e)));
                }
            }
            for entry in wandering {
                let free = occasions
                    .iter_mut()
                    .find(|(date, taken)| *date <= as_of && matches!(taken, None | Some(Status::NotDone)));
                match free {
                    Some((date, taken)) => {
                        *taken = Some(entry.status);
                        counting.push(entry);
                        moved += 1;
                        made_up.push(*date);
                    }
                    None => extra += 1,
                }
            }
            planned = occasions.len();
            due = occasions.iter().filter(|(date, taken)| *date < as_of || (*date == as_of && taken.is_some())).count();
            for (_, taken) in
                occasions.iter().filter(|(date, taken)| *date < as_of || (*date == as_of && taken.is_some()))
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
            json!({"date": date.to_string(), "planned": day_planned[n], "status": status})
        })
        .collect();
    Some(json!({
        "task": plan.task, "note": plan.note, "when": plan.when_text,
        "planned": planned, "due": due, "done": done, "partly": partly, "not_done": not_done, "open": open,
        "upcoming": planned - due, "moved": moved, "extra": extra,
        "days_practised": days_practised, "completion": completion,
        "minutes": {"noted": number(noted.iter().sum()), "known_for": noted.len(),
                    "planned_each": plan.minutes.map(number), "planned_week": plan.weekly_minutes.map(number)},
        "on_time": on_time, "in_place": in_place, "days": days,
    }))
}

/// `also_done` of a week as SPEC 9's JSON has it: done and partly entries that name no plan, by date, then path.
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
