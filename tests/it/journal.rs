//! Notes -> plans, entries, reflections and problems. Blocks: `plans`, `entries`, `reflections`, `tracked`, `problems`, `settings`,
//! `left out`; `shared` before one of them is the view of the reports; `as of DATE` after it replaces 2026-11-22.

use std::fmt::Write as _;

use chrono::NaiveDate;
use tinystep::journal::{
    self, Barrier, DailyNoteNames, Entry, Journal, NoteDraft, Number, Plan, Reflection, Settings, TrackedNumber, View,
};
use tinystep::problem::{Code, Problem};
use tinystep::when::{Minutes, TimeOfDay};

use crate::cases::{Answer, Case};

pub fn documents() -> Answer {
    Box::new(|case, expected| {
        let (kind, args) = (expected.kind.as_str(), expected.args.as_str());
        let whole = format!("{kind} {args}");
        let (view, what) = match whole.strip_prefix("shared ") {
            Some(what) => (View::Shared, what),
            None => (View::Client, whole.as_str()),
        };
        let (what, as_of) = what.split_once("as of ").unwrap_or((what, "2026-11-22"));
        let as_of: NaiveDate = as_of.trim().parse().ok()?;
        let settings = match settings(case) {
            Ok(settings) => settings,
            Err(problems) => return (what.trim() == "settings").then(|| problems.iter().map(problem).collect()),
        };
        let journal = assemble(case, &settings, as_of, view);
        match what.trim() {
            "plans" => Some(journal.plans.iter().map(|p| plan(p) + "\n").collect()),
            "entries" => Some(journal.entries.iter().map(|e| entry(&journal, e) + "\n").collect()),
            "reflections" => Some(journal.reflections.iter().map(reflection).collect()),
            "problems" => Some(journal.problems.iter().map(problem).collect()),
            "tracked" => Some(journal.tracked.iter().map(|of| tracked(&journal, of)).collect()),
            "left out" => Some(journal.left_out_count.to_string()),
            "unread lines" => Some(journal.unread_lines.iter().map(|date| format!("{date}\n")).collect()),
            "settings" => Some(format!("{:#?}", journal.settings)),
            _ => None,
        }
    })
}

/// The settings of a case; of one without `journal.md` those of an empty one.
fn settings(case: &Case) -> Result<Settings, Vec<Problem>> {
    let text = case.files.iter().find(|(path, _)| path == "journal.md").map_or("# J\n", |(_, text)| text.as_str());
    journal::settings("journal.md", text.as_bytes())
}

fn is_note(path: &str) -> bool {
    let lower = path.to_lowercase();
    lower.ends_with(".md")
        || tinystep::folder::names::may_be_misnamed_note(path)
        || path.ends_with(".markdown")
        || path.contains(".md (")
}

fn assemble(case: &Case, settings: &Settings, today: NaiveDate, view: View) -> Journal {
    let notes = case.files.iter().filter(|(path, _)| is_note(path));
    let text = |path: &str| case.files.iter().find(|(other, _)| other == path).map(|(_, text)| text.as_str());
    let daily = DailyNoteNames::new(Some(settings), text(".obsidian/daily-notes.json"), text("logseq/config.edn"));
    let understand =
        |(path, text): &(String, String)| journal::understand_with_daily_names(path, text.as_bytes(), &daily);
    let mut drafts: Vec<NoteDraft> = notes.map(understand).collect();
    journal::settle_misspelt_share_keys(&mut drafts);
    let others: Vec<String> = case.files.iter().map(|(path, _)| path.clone()).filter(|path| !is_note(path)).collect();
    journal::assemble(settings, &drafts, &others, today, view)
}

fn minutes(minutes: Minutes) -> String {
    if minutes.seconds.is_multiple_of(60) {
        format!("{} min", minutes.seconds / 60)
    } else {
        format!("{} s", minutes.seconds)
    }
}

fn plan(plan: &Plan) -> String {
    let end = plan.end.map_or(String::new(), |end| end.to_string());
    let mut out = format!("{} | {} | {}..{end}", plan.task, plan.note, plan.start);
    let _ = write!(out, " | {}", plan.when_text.as_deref().unwrap_or("no when"));
    for (name, text) in [
        ("where", &plan.place),
        ("goal", &plan.goal),
        ("helper", &plan.helper),
        ("obstacle", &plan.obstacle),
        ("then", &plan.then),
        ("photos", &plan.photos),
        ("collects", &plan.collects),
        ("words", &plan.words),
    ] {
        if let Some(text) = text {
            let _ = write!(out, " | {name} {}", text.replace('\n', "\\n"));
        }
    }
    let said: [(&str, Option<String>); 8] = [
        ("minutes", plan.minutes.map(minutes)),
        ("weekly", plan.weekly_minutes.map(minutes)),
        ("stage", plan.stage.map(|s| format!("{s:?}"))),
        ("confidence", plan.confidence.map(|c| c.to_string())),
        ("chosen by", plan.chosen_by.map(|c| format!("{c:?}"))),
        (
            "rate",
            (!plan.rate.is_empty()).then(|| plan.rate.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        ),
        (
            "pause",
            (!plan.pauses.is_empty())
                .then(|| plan.pauses.iter().map(|p| format!("{}..{}", p.first, p.last)).collect::<Vec<_>>().join(", ")),
        ),
        ("share", (plan.share != journal::Share::Summary).then(|| format!("{:?}", plan.share))),
    ];
    for (name, text) in said {
        if let Some(text) = text {
            let _ = write!(out, " | {name} {text}");
        }
    }
    for (is, word) in [
        (!plan.is_start_written, "start found"),
        (plan.follows_version, "follows"),
        (plan.ends_for_version, "is followed"),
        (plan.helper_card, "helper card"),
    ] {
        if is {
            let _ = write!(out, " | {word}");
        }
    }
    out
}

fn entry(journal: &Journal, entry: &Entry) -> String {
    let mut out = entry.date.to_string();
    match entry.time {
        Some(TimeOfDay::Clock(clock)) => {
            let _ = write!(out, " {:02}:{:02}", clock.0 / 60, clock.0 % 60);
        }
        Some(TimeOfDay::Part(part)) => {
            let _ = write!(out, " {part:?}");
        }
        None => {}
    }
    let plan = entry.plan.and_then(|n| journal.plans.get(n)).map_or("no plan", |p| &p.note);
    let _ = write!(out, " {:?} | {} | {plan}", entry.status, entry.task);
    let _ = write!(out, " | {}:{} {:?}", entry.note, entry.line, entry.form);
    let helper = entry.helper.is_noted.then(|| {
        let h = &entry.helper;
        let yes = |is: Option<bool>, word: &str| is.map(|is| if is { word.to_owned() } else { format!("not {word}") });
        let parts = [
            yes(h.noticed, "noticed"),
            yes(h.praise, "praised"),
            h.response.map(|r| format!("{r:?}")),
            h.minutes_together.map(|m| format!("{} together", minutes(m))),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    let barriers = entry.barriers.iter().map(|b| match b {
        Barrier::Known(known) => known.name.to_owned(),
        Barrier::Other(words) => format!("\"{words}\""),
    });
    let list = |items: Vec<String>| (!items.is_empty()).then(|| items.join(", "));
    let said: [(&str, Option<String>); 11] = [
        ("", entry.minutes.map(minutes)),
        ("where", entry.place.clone()),
        ("felt", entry.felt.clone()),
        ("barrier", list(barriers.collect())),
        ("helper", helper),
        ("rated", list(entry.ratings.iter().map(rating).collect())),
        ("photos", list(entry.photos.iter().map(|p| format!("{}[{}]", p.path, p.alt)).collect())),
        ("by", entry.written_by.clone()),
        ("written", entry.written.map(|d| d.to_string())),
        ("share", (entry.share != journal::Share::Summary).then(|| format!("{:?}", entry.share))),
        ("words", entry.words.as_ref().map(|w| w.replace('\n', "\\n"))),
    ];
    for (name, text) in said {
        if let Some(text) = text {
            let _ = write!(out, " | {}", format!("{name} {text}").trim());
        }
    }
    if entry.discuss {
        out.push_str(" | discuss");
    }
    out
}

fn rating((name, number): &(String, Number)) -> String {
    format!("{name} {}.{}", number.hundredths / 100, number.hundredths % 100 / 10)
}

fn tracked(journal: &Journal, tracked: &TrackedNumber) -> String {
    let name = journal.settings.track.get(tracked.track_index).map_or("?", |of| &of.name);
    format!("{} {name} {}\n", tracked.date, tracked.number)
}

fn reflection(reflection: &Reflection) -> String {
    let mut out = format!("{} | {}:{}", reflection.date, reflection.note, reflection.line);
    if reflection.discuss {
        out.push_str(" | discuss");
    }
    if reflection.share != journal::Share::Summary {
        let _ = write!(out, " | share {:?}", reflection.share);
    }
    for (prompt, answer) in &reflection.answers {
        let _ = write!(out, "\n  {prompt}: {}", answer.replace('\n', "\\n"));
    }
    out + "\n"
}

/// A problem; of those in a `when` the place alone, since what they say is the `when` room's to show.
fn problem(problem: &Problem) -> String {
    let Problem { file, place, code, message, help, .. } = problem;
    if matches!(code, Code::WhenVague | Code::WhenNotUnderstood | Code::DayMissing | Code::TooOften) {
        return format!("{file}:{}:{} {}\n", place.line, place.column, code.name());
    }
    format!("{file}:{}:{} {}\n  {message}\n  {help}\n", place.line, place.column, code.name())
}
