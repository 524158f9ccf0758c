//! The pages of the weeks against the second counter: what the rows write is read here once more, by a reader that knows
//! only what rows write, and counted by `tests/shared/second_counter.rs`. No code is shared with the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::{Datelike as _, Days as More, NaiveDate, Weekday};

use super::case::AS_OF;
use super::second_counter::{Days, Entry, Group, Plan, Schedule, Status, Time, Told, count};

const TASK: &str = "Stretch";
const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// What is wrong with the first page that says another number; none where all say the same. How many pages were looked at.
pub fn differs(root: &Path, made: &BTreeMap<String, Vec<u8>>) -> Result<usize, String> {
    let Some((plan, entries)) = read(root) else { return Ok(0) };
    let mut pages = 0;
    for (name, bytes) in made {
        let start = name.strip_prefix("reports/week-").and_then(|rest| rest.strip_suffix(".md"));
        let Some(start) = start.and_then(date) else { continue };
        // Somebody's own file at that name is not ours to compare.
        if !tinystep::output::is_made(bytes) {
            continue;
        }
        let page = String::from_utf8_lossy(bytes);
        let as_of = date(AS_OF).expect("a date").min(start + More::new(7));
        let counted = count(&plan, &entries, start, as_of).ok_or_else(|| format!("{name} has no plan to show"))?;
        let wanted = said(&counted);
        let line = format!("\n## {TASK}\n**{wanted}.**\n");
        if !page.contains(&line) {
            let said = page
                .split_once(&format!("\n## {TASK}\n"))
                .map_or("nothing", |(_, rest)| rest.lines().next().unwrap_or(""));
            return Err(format!("{name} says {said:?}, the second counter {wanted:?} of {entries:?}"));
        }
        if let Some(noted) = counted["minutes"]["noted"].as_u64().filter(|&noted| noted > 0) {
            let wanted = format!("- Minutes: {noted} in {} note", counted["minutes"]["known_for"]);
            if !page.contains(&wanted) {
                return Err(format!("{name} has no {wanted:?}"));
            }
        }
        pages += 1;
    }
    Ok(pages)
}

/// A count as a page says it.
fn said(counted: &serde_json::Value) -> String {
    let number = |key: &str| counted[key].as_u64().unwrap_or_default();
    let (planned, due, done) = (number("planned"), number("due"), number("done"));
    let (partly, extra) = (number("partly"), number("extra"));
    let first = match (planned, due, done + partly + extra) {
        (0, ..) => return if extra > 0 { format!("{extra} extra") } else { "Nothing planned".to_owned() },
        (_, 0, _) => format!("{planned} to come"),
        (.., 0) => return format!("None noted of {due}"),
        _ => format!("{done} of {due}"),
    };
    match (partly, extra) {
        (0, 0) => first,
        (partly, 0) => format!("{first}, and {partly} partly"),
        (0, extra) => format!("{first}, and {extra} extra"),
        (partly, extra) => format!("{first}, {partly} partly, and {extra} extra"),
    }
}

/// The one plan, and all entries of it, of all notes; none where there is no plan.
fn read(root: &Path) -> Option<(Plan, Vec<Entry>)> {
    let (mut plan, mut entries, mut boxes) = (None, Vec::new(), Vec::new());
    let walk = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        let is_made = ["reports", "edited", "notes-to-fix.md", "journal.md"].contains(&&*name);
        entry.depth() == 0 || !(name.starts_with('.') || entry.depth() == 1 && is_made)
    });
    for file in walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
        let Some(name) = file.file_name().to_str() else { continue };
        let Some(stem) = name.strip_suffix(".md").filter(|stem| !stem.contains(".sync-conflict-")) else { continue };
        let Ok(text) = fs::read_to_string(file.path()) else { continue };
        if text.lines().any(|line| line.starts_with("<<<<<<< ")) {
            continue;
        }
        let note = file.path().strip_prefix(root).expect("below").to_string_lossy().into_owned();
        let fields = fields(&text);
        let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let when = field("when").unwrap_or_default();
        match (field("task"), date(when.get(..10).unwrap_or_default())) {
            (Some(TASK), Some(day)) => {
                let (told, minutes) = (when.get(11..).and_then(minute).map(Told::At), None);
                entries.push(Entry {
                    task: TASK.to_owned(),
                    date: day,
                    told,
                    status: Status::Done,
                    minutes,
                    place: None,
                    note,
                    line: 0,
                });
            }
            (Some(TASK), None) => plan = plan.or_else(|| plan_of(note, when, &field)),
            _ => {
                let day = field("date").and_then(date).or_else(|| date(stem.get(..10).unwrap_or_default()));
                boxes.extend(day.into_iter().flat_map(|day| boxes_of(&note, day, &text)));
            }
        }
    }
    // A box tells nothing where a note of its own tells of that day.
    boxes.retain(|of: &Entry| entries.iter().all(|entry| entry.date != of.date));
    entries.extend(boxes);
    Some((plan?, entries))
}

fn plan_of<'a>(note: String, when: &str, field: &impl Fn(&str) -> Option<&'a str>) -> Option<Plan> {
    let at = when.strip_prefix("every day at ").and_then(minute)?;
    Some(Plan {
        task: TASK.to_owned(),
        note,
        when_text: Some(when.to_owned()),
        schedule: Schedule::On(vec![Group { days: Days::Of(WEEK.to_vec()), occasions: vec![vec![Time::At(at)]] }]),
        per_day: None,
        start: field("from").and_then(date)?,
        end: None,
        pauses: Vec::new(),
        after_a_version: false,
        before_a_version: false,
        minutes: field("minutes").and_then(|n| n.parse().ok()),
        weekly_minutes: None,
        place: None,
    })
}

/// `- [x] Stretch, 4 min`.
fn boxes_of(note: &str, date: NaiveDate, text: &str) -> Vec<Entry> {
    let entry = |(line, text): (usize, &str)| {
        let (mark, rest) = text.strip_prefix("- [")?.split_once("] ")?;
        let status = match mark {
            "x" => Status::Done,
            "/" => Status::Partly,
            "-" => Status::NotDone,
            ">" => Status::Skip,
            _ => return None,
        };
        let rest = rest.strip_prefix(TASK)?;
        let minutes = rest.strip_prefix(", ").and_then(|rest| rest.strip_suffix(" min")).and_then(|n| n.parse().ok());
        (rest.is_empty() || minutes.is_some()).then(|| Entry {
            task: TASK.to_owned(),
            date,
            told: None,
            status,
            minutes,
            place: None,
            note: note.to_owned(),
            line,
        })
    };
    text.lines().enumerate().filter_map(entry).collect()
}

fn fields(text: &str) -> Vec<(String, String)> {
    let Some((front, _)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
        return Vec::new();
    };
    let pairs = front.lines().filter_map(|line| line.split_once(": "));
    pairs.map(|(key, value)| (key.to_owned(), value.trim().to_owned())).collect()
}

fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|date| date.year() > 1970)
}

/// `7:30` as minutes after midnight.
fn minute(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    Some(hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?)
}
