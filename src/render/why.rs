//! `show --why`: under each number of a week the notes it rests on, and what was read but not counted (SPEC 9).

use std::fmt::Write as _;

use super::terminal;
use crate::journal::{Entry, Form, Journal, Plan, Superseded};
use crate::problem::Code;
use crate::report::time;
use crate::report::{plain, words};
use crate::week::{CountedEntry, CountedWeek, Evidence, Metric, NotCountedReason, PlanWeek, Ratio, Role, Week};
use crate::when::Span;

/// One item a line, in a fixed order: a number, and indented under it the dates and notes behind it.
#[must_use]
pub fn why(journal: &Journal, counted: &CountedWeek) -> String {
    let mut out = String::new();
    let week = counted.week;
    let _ = writeln!(out, "week {} to {}, as of {}", week.start(), week.end(), counted.as_of);
    for of in &counted.plans {
        plan(&mut out, journal, week, of);
    }
    if !counted.also_done.is_empty() {
        let _ = writeln!(out, "\nalso done {}", counted.also_done.len());
        for entry in counted.also_done.iter().filter_map(|&e| journal.entries.get(e)) {
            let _ = writeln!(out, "    {}, {}", note(entry), plain::plain(&entry.task));
        }
    }
    if !counted.helpers.is_empty() {
        let _ = writeln!(out, "\nhelper's notes {}", counted.helpers.len());
        for entry in counted.helpers.iter().filter_map(|&e| journal.entries.get(e)) {
            let _ = writeln!(out, "    {}, {}", note(entry), plain::plain(&entry.task));
        }
    }
    let passed: Vec<&Superseded> = journal.superseded.iter().filter(|passed| week.holds(passed.date)).collect();
    let aside = counted.aside.len() + passed.len();
    if aside > 0 {
        let _ = writeln!(out, "\nread, not counted {aside}");
        for counts in &counted.aside {
            not_counted(&mut out, journal, counts, true);
        }
        for Superseded { date, form, note, line, task } in passed {
            let (file, task) = (file(*form, note, *line), plain::plain(task));
            let _ = writeln!(out, "    {date} {file}, {task}: another note tells of it on this date");
        }
    }
    of_any_week(&mut out, journal);
    let need = journal.settings.in_need.as_deref().map(|need| plain::plain(words::bare(need)));
    let _ = writeln!(out, "\n{}", terminal::closing(need.as_deref().filter(|need| !need.is_empty())));
    out
}

/// What was read and not counted and whose week nobody knows. What is shared tells of no copies.
fn of_any_week(out: &mut String, journal: &Journal) {
    let copies: Vec<&str> =
        journal.problems.iter().filter(|p| p.code == Code::ConflictCopy).map(|p| p.file.as_str()).collect();
    if !copies.is_empty() {
        let _ = writeln!(out, "\nconflict copies, not counted in any week {}", copies.len());
        for copy in copies {
            let _ = writeln!(out, "    {}", plain::plain(copy));
        }
    }
    if journal.left_out > 0 {
        let _ = writeln!(out, "\nnotes that cannot be read {} (tinystep check tells which)", journal.left_out);
    }
}

fn plan(out: &mut String, journal: &Journal, week: Week, of: &PlanWeek) {
    let Some(plan) = journal.plans.get(of.plan) else { return };
    let _ = writeln!(out, "\n{} ({})", plain::plain(&plan.task), plain::plain(&plan.note));
    let when = plan.when_text.as_deref().map_or_else(|| "none".to_owned(), plain::plain);
    field(out, plan, &["when", "times"], &format!("when: {when}"));
    let of_week = |pause: &&Span| pause.first <= week.end() && pause.last >= week.start();
    let pauses: Vec<String> =
        plan.pauses.iter().filter(of_week).map(|pause| format!("{} to {}", pause.first, pause.last)).collect();
    if !pauses.is_empty() {
        field(out, plan, &["pause"], &format!("paused {}", pauses.join(", ")));
    }
    for (key, name, minutes) in
        [("minutes", "minutes each", plan.minutes), ("weekly minutes", "minutes a week", plan.weekly_minutes)]
    {
        if let Some(minutes) = minutes {
            field(out, plan, &[key], &format!("{name} {}", words::amount(minutes)));
        }
    }
    for number in Metric::ALL {
        let evidence = of.evidence(number, &journal.entries);
        let Some((name, total)) = named(of, number) else { continue };
        let _ = writeln!(out, "  {name} {total}");
        for one in evidence {
            let _ = writeln!(out, "    {}{}", place(journal, one), told(journal, of, one, number));
        }
    }
    if of.due > 0 {
        // In halves, since a half counts as a half.
        let halves = 2 * of.done + of.partly;
        let half = if halves.is_multiple_of(2) { "" } else { ".5" };
        let _ = writeln!(out, "  completion {}{half} of {}", halves / 2, of.due);
    }
    let aside: Vec<&CountedEntry> =
        of.entries.iter().filter(|counts| matches!(counts.role, Role::Skip | Role::NotCounted(_))).collect();
    if !aside.is_empty() {
        let _ = writeln!(out, "  read, not counted {}", aside.len());
        for counts in aside {
            not_counted(out, journal, counts, false);
        }
    }
}

/// What fields of the plan's note say, and under it where.
fn field(out: &mut String, plan: &Plan, keys: &[&str], says: &str) {
    let _ = writeln!(out, "  {says}");
    for (_, place) in plan.places.iter().filter(|(name, _)| keys.contains(&name.as_str())) {
        let _ = writeln!(out, "    {}:{}", plain::plain(&plan.note), place.line);
    }
}

/// A number's name as it is said, and the number; none where it does not exist for this plan.
fn named(of: &PlanWeek, number: Metric) -> Option<(&'static str, String)> {
    let count = |name, many: u32| Some((name, many.to_string()));
    let share = |name, share: Option<Ratio>| share.map(|s| (name, format!("{} of {}", s.count, s.total)));
    let of_these = |name, share: Option<Ratio>| share.map(|s| (name, s.total.to_string()));
    match number {
        Metric::Planned => count("planned", of.planned),
        Metric::Due => count("due", of.due),
        Metric::Done => count("done", of.done),
        Metric::Partly => count("partly", of.partly),
        Metric::NotDone => count("not done", of.not_done),
        Metric::Open => count("open", of.open),
        Metric::Upcoming => count("upcoming", of.upcoming),
        Metric::Moved => count("moved", of.moved),
        Metric::Extra => count("extra", of.extra),
        Metric::DaysPractised => share("days practised", of.days_practised),
        Metric::DaysPractisedOf => of_these("days looked at", of.days_practised),
        Metric::MinutesKnownFor => {
            Some(("minutes noted", format!("{}, known for {}", words::amount(of.minutes.noted), of.minutes.known_for)))
        }
        Metric::OnTime => share("on time", of.on_time),
        Metric::OnTimeOf => of_these("told a time", of.on_time),
        Metric::InPlace => share("in place", of.in_place),
        Metric::InPlaceOf => of_these("told a place", of.in_place),
    }
}

fn place(journal: &Journal, evidence: Evidence) -> String {
    let entry = evidence.entry.and_then(|e| journal.entries.get(e));
    match (evidence.date, entry) {
        // An occasion that an entry of another day made up.
        (Some(date), Some(entry)) if entry.date != date => {
            format!("{date} {}, of {}", file(entry.form, &entry.note, entry.line), entry.date)
        }
        (_, Some(entry)) => note(entry),
        (Some(date), None) => format!("{date} no note"),
        (None, None) => "any day, no note".to_owned(),
    }
}

/// What a number takes from the note, where that is more than that it is there.
fn told(journal: &Journal, of: &PlanWeek, evidence: Evidence, number: Metric) -> String {
    let entry = evidence.entry.and_then(|e| journal.entries.get(e));
    let on_time =
        of.entries.iter().find(|counts| Some(counts.entry) == evidence.entry).and_then(|counts| counts.on_time);
    let told = entry.and_then(|entry| match number {
        Metric::MinutesKnownFor => entry.minutes.map(words::minutes),
        Metric::OnTime | Metric::OnTimeOf => time(journal.view, entry, on_time),
        Metric::InPlace | Metric::InPlaceOf => entry.place.as_deref().map(plain::plain),
        _ => None,
    });
    told.map(|told| format!(", {told}")).unwrap_or_default()
}

fn not_counted(out: &mut String, journal: &Journal, counts: &CountedEntry, with_task: bool) {
    let Some(entry) = journal.entries.get(counts.entry) else { return };
    let reason = match counts.role {
        Role::Skip => "a skip: takes its date's occasions away",
        Role::NotCounted(NotCountedReason::NoOccasion) => "not done, with no occasion left on its date",
        Role::NotCounted(NotCountedReason::MadeUp) => "not done, made up on another day",
        Role::NotCounted(NotCountedReason::InFuture) => "later than the as-of date",
        Role::NotCounted(NotCountedReason::NotBestOfDate) => "not done, and another note of its date was",
        Role::NotCounted(NotCountedReason::NoPlan) => "names no plan of this week",
        Role::Occasion | Role::MovedFrom(_) | Role::Extra => "counted",
    };
    let task = if with_task { format!(", {}", plain::plain(&entry.task)) } else { String::new() };
    let _ = writeln!(out, "    {}{task}: {reason}", note(entry));
}

/// `2026-11-16 entries/memo.md:4`.
fn note(entry: &Entry) -> String {
    format!("{} {}", entry.date, file(entry.form, &entry.note, entry.line))
}

/// The file and the line; a collected file has none.
fn file(form: Form, note: &str, line: u32) -> String {
    let note = plain::plain(note);
    if form == Form::File { note } else { format!("{note}:{line}") }
}
