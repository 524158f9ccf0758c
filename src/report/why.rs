//! `show --why`: under each number of a week the notes it rests on, and what was read but not counted (SPEC 9).

use std::fmt::Write as _;

use super::{said, text, words};
use crate::journal::{Entry, Journal, Passed};
use crate::week::{AsWhat, Behind, Counted, Counts, Number, PlanWeek, Share, Why};

/// One item a line, in a fixed order: a number, and indented under it the dates and notes behind it.
#[must_use]
pub fn why(journal: &Journal, counted: &Counted) -> String {
    let mut out = String::new();
    let week = counted.week;
    let _ = writeln!(out, "week {} to {}, as of {}", week.start(), week.end(), counted.as_of);
    for of in &counted.plans {
        plan(&mut out, journal, of);
    }
    if !counted.also_done.is_empty() {
        let _ = writeln!(out, "\nalso done {}", counted.also_done.len());
        for entry in counted.also_done.iter().filter_map(|&e| journal.entries.get(e)) {
            let _ = writeln!(out, "    {}, {}", note(entry), said::plain(&entry.task));
        }
    }
    if !counted.helpers.is_empty() {
        let _ = writeln!(out, "\nhelper's notes {}", counted.helpers.len());
        for entry in counted.helpers.iter().filter_map(|&e| journal.entries.get(e)) {
            let _ = writeln!(out, "    {}, {}", note(entry), said::plain(&entry.task));
        }
    }
    let passed: Vec<&Passed> = journal.passed.iter().filter(|passed| week.holds(passed.date)).collect();
    let aside = counted.aside.len() + passed.len();
    if aside > 0 {
        let _ = writeln!(out, "\nread, not counted {aside}");
        for counts in &counted.aside {
            not_counted(&mut out, journal, counts, true);
        }
        for Passed { date, note, line, task } in passed {
            let (note, task) = (said::plain(note), said::plain(task));
            let _ = writeln!(out, "    {date} {note}:{line}, {task}: another note tells of it on this date");
        }
    }
    let need = journal.settings.in_need.as_deref().map(|need| said::plain(words::bare(need)));
    let _ = writeln!(out, "\n{}", text::closing(need.as_deref().filter(|need| !need.is_empty())));
    out
}

fn plan(out: &mut String, journal: &Journal, of: &PlanWeek) {
    let Some(plan) = journal.plans.get(of.plan) else { return };
    let _ = writeln!(out, "\n{} ({})", said::plain(&plan.task), said::plain(&plan.note));
    let when = plan.when_text.as_deref().map_or_else(|| "none".to_owned(), said::plain);
    let _ = writeln!(out, "  when: {when}");
    for number in Number::ALL {
        let behind = of.behind(number, &journal.entries);
        let Some((name, total)) = named(of, number) else { continue };
        let _ = writeln!(out, "  {name} {total}");
        for one in behind {
            let _ = writeln!(out, "    {}{}", place(journal, one), told(journal, one, number));
        }
    }
    let aside: Vec<&Counts> =
        of.entries.iter().filter(|counts| matches!(counts.as_what, AsWhat::Skip | AsWhat::NotCounted(_))).collect();
    if !aside.is_empty() {
        let _ = writeln!(out, "  read, not counted {}", aside.len());
        for counts in aside {
            not_counted(out, journal, counts, false);
        }
    }
}

/// A number's name as it is said, and the number; none where it does not exist for this plan.
fn named(of: &PlanWeek, number: Number) -> Option<(&'static str, String)> {
    let count = |name, many: u32| Some((name, many.to_string()));
    let share = |name, share: Option<Share>| share.map(|s| (name, format!("{} of {}", s.count, s.of)));
    let of_these = |name, share: Option<Share>| share.map(|s| (name, s.of.to_string()));
    match number {
        Number::Planned => count("planned", of.planned),
        Number::Due => count("due", of.due),
        Number::Done => count("done", of.done),
        Number::Partly => count("partly", of.partly),
        Number::NotDone => count("not done", of.not_done),
        Number::Open => count("open", of.open),
        Number::Upcoming => count("upcoming", of.upcoming),
        Number::Moved => count("moved", of.moved),
        Number::Extra => count("extra", of.extra),
        Number::DaysPractised => share("days practised", of.days_practised),
        Number::DaysPractisedOf => of_these("days looked at", of.days_practised),
        Number::MinutesKnownFor => {
            Some(("minutes noted", format!("{}, known for {}", words::amount(of.minutes.noted), of.minutes.known_for)))
        }
        Number::OnTime => share("on time", of.on_time),
        Number::OnTimeOf => of_these("told a time", of.on_time),
        Number::InPlace => share("in place", of.in_place),
        Number::InPlaceOf => of_these("told a place", of.in_place),
    }
}

fn place(journal: &Journal, behind: Behind) -> String {
    let entry = behind.entry.and_then(|e| journal.entries.get(e));
    match (behind.date, entry) {
        // An occasion that an entry of another day made up.
        (Some(date), Some(entry)) if entry.date != date => format!("{date} {}, of {}", file(entry), entry.date),
        (_, Some(entry)) => note(entry),
        (Some(date), None) => format!("{date} no note"),
        (None, None) => "any day, no note".to_owned(),
    }
}

/// What a number takes from the note, where that is more than that it is there.
fn told(journal: &Journal, behind: Behind, number: Number) -> String {
    let entry = behind.entry.and_then(|e| journal.entries.get(e));
    let told = entry.and_then(|entry| match number {
        Number::MinutesKnownFor => entry.minutes.map(words::minutes),
        Number::OnTime | Number::OnTimeOf => entry.told.map(words::told),
        Number::InPlace | Number::InPlaceOf => entry.place.as_deref().map(said::plain),
        _ => None,
    });
    told.map(|told| format!(", {told}")).unwrap_or_default()
}

fn not_counted(out: &mut String, journal: &Journal, counts: &Counts, with_task: bool) {
    let Some(entry) = journal.entries.get(counts.entry) else { return };
    let reason = match counts.as_what {
        AsWhat::Skip => "a skip: takes its date's occasions away",
        AsWhat::NotCounted(Why::NoOccasion) => "not done, with no occasion left on its date",
        AsWhat::NotCounted(Why::MadeUp) => "not done, made up on another day",
        AsWhat::NotCounted(Why::InFuture) => "later than the as-of date",
        AsWhat::NotCounted(Why::NotBestOfDate) => "not done, and another note of its date was",
        AsWhat::NotCounted(Why::NoPlan) => "names no plan of this week",
        AsWhat::Occasion | AsWhat::MovedFrom(_) | AsWhat::Extra => "counted",
    };
    let task = if with_task { format!(", {}", said::plain(&entry.task)) } else { String::new() };
    let _ = writeln!(out, "    {}{task}: {reason}", note(entry));
}

/// `2026-11-16 entries/memo.md:4`.
fn note(entry: &Entry) -> String {
    format!("{} {}", entry.date, file(entry))
}

fn file(entry: &Entry) -> String {
    format!("{}:{}", said::plain(&entry.note), entry.line)
}
