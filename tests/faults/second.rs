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

/// What is wrong with the first page that has a different number; none if all agree. How many pages were looked at.
pub fn differs(root: &Path, made: &BTreeMap<String, Vec<u8>>) -> Result<usize, String> {
    let Some((plan, entries)) = read(root) else { return Ok(0) };
    let mut pages = 0;
    for (name, bytes) in made {
        let start = name.strip_prefix("reports/week-").and_then(|rest| rest.strip_suffix(".md"));
        let Some(start) = start.and_then(date) else { continue };
        // Somebody's own file at that name is not ours to compare.
        if !tinystep::output::is_written_by_us(bytes) {
            continue;
        }
        let page = String::from_utf8_lossy(bytes);
        let as_of = date(AS_OF).expect("a date").min(start + More::new(7));
        let counted = count(&plan, &entries, start, as_of).ok_or_else(|| format!("{name} has no plan to show"))?;
        let wanted = said(&counted, as_of < start + More::new(7));
        let says = section(&page);
        let top = lines_of(&page, &format!("- {TASK}: **"));
        if says != wanted || top != [format!("- {TASK}: **{}**", wanted.count)] {
            return Err(format!("{name} says {top:?}, {says:?}, the second counter {wanted:?} of {entries:?}"));
        }
        pages += 1;
    }
    Ok(pages)
}

/// What a page says of the plan: its count, what is left of what was planned, and the minutes.
#[derive(Debug, PartialEq)]
struct Said {
    count: String,
    rest: String,
    minutes: String,
}

/// What is in the section of the plan, the count with a small letter as at the top of the page.
fn section(page: &str) -> Said {
    let (_, section) = page.split_once(&format!("\n### {TASK}\n")).unwrap_or_default();
    let section = section.split("\n#").next().unwrap_or_default();
    let only = |start: &str| match lines_of(section, start)[..] {
        [line] => line.strip_prefix(start).unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    let line = only("- **");
    let (count, rest) = line.split_once("**").unwrap_or((&line, ""));
    let (first, more) = count.split_at_checked(1).unwrap_or_default();
    Said {
        count: first.to_lowercase() + more,
        rest: rest.trim_start_matches("; ").to_owned(),
        minutes: only("- Minutes: "),
    }
}

fn lines_of<'a>(text: &'a str, start: &str) -> Vec<&'a str> {
    text.lines().filter(|line| line.starts_with(start)).collect()
}

/// What a page has to say of a count.
fn said(counted: &serde_json::Value, is_running: bool) -> Said {
    let number = |key: &str| counted[key].as_u64().unwrap_or_default();
    let (planned, due, extra) = (number("planned"), number("due"), number("extra"));
    let is_unnoted = due > 0 && number("open") == due && extra == 0;
    // Where nothing is to come, what is open is what was planned.
    let open = if is_unnoted && number("upcoming") == 0 { 0 } else { number("open") };
    let parts = [("not done", number("not_done")), ("without a note", open), ("to come", number("upcoming"))];
    let rest = parts.into_iter().filter(|&(_, many)| due > 0 && many > 0);
    let rest: Vec<String> = rest.map(|(what, many)| format!("{many} {what}")).collect();
    let (noted, known_for) = (&counted["minutes"]["noted"], counted["minutes"]["known_for"].as_u64());
    let each = &counted["minutes"]["planned_each"];
    let each = if each.is_null() { String::new() } else { format!("; {each} planned each") };
    Said {
        count: match (planned, extra) {
            _ if is_unnoted => format!("no notes{}; {planned} planned", if is_running { " yet" } else { "" }),
            _ if due > 0 && number("not_done") == due && extra == 0 => format!("done 0 of {due}; each one was noted"),
            (0, 0) => "nothing planned".to_owned(),
            (0, _) => format!("{extra} extra"),
            _ => said_of_planned(&number),
        },
        rest: rest.join(", "),
        minutes: match known_for {
            Some(1) => format!("{noted} in 1 note{each}"),
            Some(many) if many > 1 => format!("{noted} in {many} notes{each}"),
            _ => String::new(),
        },
    }
}

/// `3 of 6, 1 partly, two of them moved, and 2 extra`.
fn said_of_planned(number: &impl Fn(&str) -> u64) -> String {
    const WORDS: [&str; 8] = ["no", "one", "two", "three", "four", "five", "six", "seven"];
    let (due, done, partly, extra) = (number("due"), number("done"), number("partly"), number("extra"));
    let mut parts = vec![match due {
        0 => format!("{} to come", number("planned")),
        _ => format!("{done} of {due}"),
    }];
    let and = |is_last| if is_last { "and " } else { "" };
    if partly > 0 {
        parts.push(format!("{}{partly} partly", and(extra == 0 && number("moved") == 0)));
    }
    match number("moved") as usize {
        0 => {}
        _ if done + partly == 1 => parts.push("on another day".to_owned()),
        moved => parts.push(format!("{} of them moved", WORDS.get(moved).copied().unwrap_or("many"))),
    }
    if extra > 0 {
        parts.push(format!("and {extra} extra"));
    }
    parts.join(", ")
}

/// The one plan, and all entries of it, of all notes; none if there is no plan.
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
                    ratings: Vec::new(),
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
    // A box does not count if an entry note is about that day.
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
        rate: Vec::new(),
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
            ratings: Vec::new(),
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
