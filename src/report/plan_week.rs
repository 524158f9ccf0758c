//! One plan's part of the report: its sentence, its seven days with the entries behind them, its figures and its weeks.

use chrono::NaiveDate;

use super::make::{self, Weeks};
use super::model::{DayLine, EntryLine, Figures, ListLine, PlanReport, RatingLine, WeekLine};
use super::{picture, plain, words};
use crate::journal::{ChosenBy, Entry, Plan, Share, Status, View};
use crate::problem::Code;
use crate::text::fold;
use crate::week::{self, Direction, NotCountedReason, PlanWeek, Point, Role, State, Trend};

/// So many weeks without a note of practice are spoken of, kindly.
const QUIET_WEEKS: usize = 4;

/// A percentage is shown only where so many are due (SPEC 3).
const ENOUGH_DUE: u32 = 5;

/// Marks of what no one did.
mod mark {
    pub const OPEN: &str = "□";
    pub const UPCOMING: &str = "·";
}

pub(super) fn plan(weeks: &Weeks<'_>, of: &PlanWeek) -> Option<PlanReport> {
    let plan = weeks.journal.plans.get(of.plan)?;
    let trend = week::trend(weeks.journal, weeks.all, of.plan);
    let task = plain::plain(&plan.task);
    let days = days(weeks, of);
    let plain = |text: &Option<String>| text.as_deref().map(plain::plain).filter(|t| !t.is_empty());
    let place = plain(&plan.place);
    let (lines, ratings) = (week_lines(weeks, plan, &trend), ratings(weeks, plan, of.plan));
    Some(PlanReport {
        title: make::title(&plan.task),
        count: count(weeks, plan, of),
        sentence: words::if_then(&plain::plain(&plan.when.if_then()), &task, plan.minutes, place.as_deref()),
        task,
        goal: plain(&plan.goal).map(|goal| words::bare(&goal).to_owned()),
        chosen_by: plan.chosen_by.map(|by| match by {
            ChosenBy::Me => "me",
            ChosenBy::Together => "together",
            ChosenBy::Clinician => "clinician",
        }),
        helper: plain(&plan.helper).map(|helper| words::bare(&helper).to_owned()),
        coping: words::coping(plain(&plan.obstacle).as_deref(), plain(&plan.then).as_deref()),
        coach: coached(weeks, of.plan),
        remark: remark(weeks, plan, &trend),
        list: list(&days),
        days,
        figures: figures(weeks, of),
        picture: picture::six_weeks(&lines, &ratings),
        weeks: lines,
        // Where nothing was noted for long, that was said, and is enough.
        trend: trend_words(&trend).filter(|_| !is_quiet(&trend)),
        ratings,
    })
}

/// What is vague or too big, as a question. What else a plan lacks stands in `check` alone.
fn coached(weeks: &Weeks<'_>, plan: usize) -> Option<String> {
    // One plan is enough to talk about.
    let asked = weeks.coached.iter().find(|asked| matches!(asked.code, Code::WhenVague | Code::PlanTooBig))?;
    (asked.plan == plan).then(|| format!("{} {}", asked.because, asked.asked()))
}

fn count(weeks: &Weeks<'_>, plan: &Plan, of: &PlanWeek) -> String {
    if none_noted(of) {
        return format!("none noted of {}", of.due);
    }
    words::counts(of.into(), plan.when.schedule(), weeks.running())
}

fn none_noted(of: &PlanWeek) -> bool {
    of.due > 0 && of.open == of.due && of.extra == 0
}

/// What was planned beside what was done. Where nothing is due or nothing was noted, the count says it.
fn rest(of: &PlanWeek) -> Option<String> {
    let open = if none_noted(of) { 0 } else { of.open };
    let parts: Vec<String> = [(of.not_done, "not done"), (open, "without a note"), (of.upcoming, "to come")]
        .into_iter()
        .filter(|(many, _)| of.due > 0 && *many > 0)
        .map(|(many, what)| format!("{many} {what}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn remark(weeks: &Weeks<'_>, plan: &Plan, trend: &Trend) -> Option<String> {
    if plan.start > weeks.this.as_of {
        return Some(format!("Begins on {}.", words::long_day(plan.start)));
    }
    if !weeks.this.week.dates().any(|date| plan.runs_on(date)) && !plan.pauses.is_empty() {
        return Some("Paused this week.".to_owned());
    }
    is_quiet(trend).then(|| {
        format!(
            "No practice was noted in these {} weeks. That can happen. A smaller step or another moment may fit better.",
            words::number(QUIET_WEEKS)
        )
    })
}

fn is_quiet(trend: &Trend) -> bool {
    let there: Vec<&Point> = trend.points.iter().filter(|p| p.there).collect();
    let lately = there.len().checked_sub(QUIET_WEEKS).and_then(|from| there.get(from..));
    lately.is_some_and(|of| of.iter().all(|p| p.done + p.partly + p.extra == 0 && (p.due > 0 || p.planned == 0)))
}

fn days(weeks: &Weeks<'_>, of: &PlanWeek) -> Vec<DayLine> {
    let entries: Vec<(&Entry, Role, Option<bool>)> = of
        .entries
        .iter()
        .filter_map(|counts| Some((weeks.journal.entries.get(counts.entry)?, counts.role, counts.on_time)))
        .collect();
    let detail = |e: &Entry, role: Role, on_time: Option<bool>| {
        detail(e, time(weeks.journal.view, e, on_time), &counted_as(role, of))
    };
    let line = |day: &week::Day| {
        let here = entries.iter().filter(|(e, ..)| e.date == day.date);
        // The entry that gave the day its state is shown beside it; a day that was made up elsewhere, or whose only
        // entries are not counted, shows them below.
        let state = match day.status {
            State::Done => Some(Status::Done),
            State::Partly => Some(Status::Partly),
            State::NotDone => Some(Status::NotDone),
            State::Skipped => Some(Status::Skip),
            State::Moved | State::Open | State::Upcoming | State::None => None,
        };
        let shown = state.and_then(|state| here.clone().position(|(e, ..)| e.status == state));
        let (mark, word) = mark_and_word(day.status, day.date, &entries);
        let more = here.clone().enumerate().filter(|(at, _)| Some(*at) != shown).map(|(_, &(e, role, on_time))| {
            let (mark, word) = words::went(e.status);
            EntryLine { mark, word, detail: detail(e, role, on_time) }
        });
        DayLine {
            date: day.date.to_string(),
            day: words::day(day.date),
            long: words::long_day(day.date),
            mark,
            word,
            detail: shown
                .and_then(|at| here.clone().nth(at))
                .map(|&(e, role, on_time)| detail(e, role, on_time))
                .unwrap_or_default(),
            more: more.collect(),
        }
    };
    of.days.iter().map(line).collect()
}

/// The days as a list. A run of three or more that are alike and hold no note is one line, so that a quiet week is not
/// told seven times over.
fn list(days: &[DayLine]) -> Vec<ListLine> {
    let quiet = |day: &DayLine| !day.mark.is_empty() && day.detail.is_empty() && day.more.is_empty();
    let mut lines = Vec::new();
    let mut rest = days;
    while let Some(day) = rest.first() {
        let alike = rest
            .iter()
            .take_while(|d| quiet(d) && d.word == day.word && matches!(d.mark, mark::OPEN | mark::UPCOMING))
            .count();
        let run = if alike > 2 { alike } else { 1 };
        let last = rest.get(run - 1).unwrap_or(day);
        let label = if run > 1 { format!("{} to {}", day.day, last.day) } else { day.day.clone() };
        if !day.mark.is_empty() {
            lines.push(ListLine { day: label, mark: day.mark, word: day.word.clone(), detail: day.detail.clone() });
        }
        lines.extend(day.more.iter().map(|e| ListLine {
            day: day.day.clone(),
            mark: e.mark,
            word: e.word.to_owned(),
            detail: e.detail.clone(),
        }));
        rest = rest.get(run..).unwrap_or_default();
    }
    lines
}

fn mark_and_word(state: State, date: NaiveDate, entries: &[(&Entry, Role, Option<bool>)]) -> (&'static str, String) {
    let (mark, word) = match state {
        State::Done => words::went(Status::Done),
        State::Partly => words::went(Status::Partly),
        State::NotDone => words::went(Status::NotDone),
        State::Skipped => words::went(Status::Skip),
        State::Open => (mark::OPEN, "no note"),
        State::Upcoming => (mark::UPCOMING, "to come"),
        State::None => ("", ""),
        State::Moved => {
            let to = entries.iter().find(|(_, role, _)| *role == Role::MovedFrom(date)).map(|(e, ..)| e.date);
            return match to {
                Some(to) if to < date => ("←", format!("moved to {}", words::day(to))),
                Some(to) => ("→", format!("moved to {}", words::day(to))),
                None => ("→", "moved".to_owned()),
            };
        }
    };
    (mark, word.to_owned())
}

/// What an entry counts as, where that is not plain from its mark.
fn counted_as(role: Role, of: &PlanWeek) -> String {
    match role {
        Role::Occasion | Role::Skip => String::new(),
        Role::MovedFrom(date) => format!("for {}", words::day(date)),
        // All practice of a plan that comes up as it comes is.
        Role::Extra if of.planned == 0 => String::new(),
        Role::Extra => "extra".to_owned(),
        Role::NotCounted(NotCountedReason::InFuture) => "not counted yet".to_owned(),
        Role::NotCounted(NotCountedReason::MadeUp) => "made up on another day".to_owned(),
        Role::NotCounted(NotCountedReason::NoOccasion) => "not a planned time".to_owned(),
        Role::NotCounted(NotCountedReason::NotBestOfDate) => "another note counts".to_owned(),
        Role::NotCounted(_) => "not counted".to_owned(),
    }
}

/// The time that an entry tells; of one that is not shared in `full`, whether it is that of the plan (SPEC 6).
#[must_use]
pub fn time(view: View, entry: &Entry, on_time: Option<bool>) -> Option<String> {
    if view == View::Client || entry.share == Share::Full {
        return entry.time.map(words::told);
    }
    on_time.map(|is| if is { "on time" } else { "another time" }.to_owned())
}

/// `07:35, 2 min, kitchen, low energy, tension 6, for Sat 14, written Tue 17`; empty where the entry tells nothing of it.
pub(super) fn detail(entry: &Entry, time: Option<String>, counted_as: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(time);
    parts.extend(entry.minutes.map(|m| format!("{} min", words::amount(m))));
    parts.extend(entry.place.as_deref().map(plain::plain).filter(|p| !p.is_empty()));
    parts.extend(entry.barriers.iter().map(|barrier| match barrier {
        crate::journal::Barrier::Known(known) => known.phrase.to_owned(),
        crate::journal::Barrier::Other(written) => plain::plain(written),
    }));
    parts.extend(
        entry
            .ratings
            .iter()
            .map(|(name, tenths)| format!("{} {}", plain::plain(name), words::rating((*tenths).into()))),
    );
    if !counted_as.is_empty() {
        parts.push(counted_as.to_owned());
    }
    parts.extend(words::written_later(entry).map(|written| format!("written {}", words::short_date(written))));
    parts.join(", ")
}

fn figures(weeks: &Weeks<'_>, of: &PlanWeek) -> Figures {
    let noted = of.minutes.known_for > 0;
    let practised = of.done + of.partly + of.extra > 0;
    let mut minutes = Vec::new();
    if noted {
        let notes = if of.minutes.known_for == 1 { "note" } else { "notes" };
        minutes.push(format!("{} in {} {notes}", words::amount(of.minutes.noted), of.minutes.known_for));
    }
    if let Some(week) = of.minutes.planned_week {
        minutes.push(format!("{} planned for the week", words::amount(week)));
    } else if let (Some(each), true) = (of.minutes.planned_each, noted) {
        minutes.push(format!("{} planned each", words::amount(each)));
    }
    let later: Vec<String> = of
        .entries
        .iter()
        .filter_map(|counts| weeks.journal.entries.get(counts.entry))
        .filter(|e| e.date <= weeks.this.as_of)
        .filter_map(|e| Some(format!("{}, on {}", words::day(e.date), words::short_date(words::written_later(e)?))))
        .collect();
    let written_later = match later.len() {
        0 => None,
        1 | 2 => Some(later.join("; ")),
        many => Some(format!("{many} notes")),
    };
    Figures {
        rest: rest(of),
        minutes: (!minutes.is_empty()).then(|| minutes.join("; ")),
        // Where nothing was practised the count has said so.
        planned_day: words::share(of.days_practised.filter(|_| practised)),
        on_time: words::share(of.on_time),
        in_place: words::share(of.in_place),
        written_later,
        share: (of.due >= ENOUGH_DUE && practised).then(|| (100 * (2 * of.done + of.partly) + of.due) / (2 * of.due)),
    }
}

fn week_lines(weeks: &Weeks<'_>, plan: &Plan, trend: &Trend) -> Vec<WeekLine> {
    let there = trend.points.iter().position(|p| p.there).unwrap_or(trend.points.len());
    let points = trend.points.get(there..).unwrap_or_default();
    if points.len() < 2 {
        return Vec::new();
    }
    let last = points.len() - 1;
    let line = |(at, p): (usize, &Point)| WeekLine {
        label: words::short_date(p.week.start()),
        count: if p.there {
            words::counts(p.into(), plan.when.schedule(), at == last && weeks.running())
        } else {
            "not in this week".to_owned()
        },
        due: p.due,
        done: p.done,
        partly: p.partly,
        extra: p.extra,
        short: if p.there {
            words::short_counts(p.into(), plan.when.schedule(), at == last && weeks.running())
        } else {
            Vec::new()
        },
        seconds: p.noted.seconds,
        minutes: (p.known_for > 0).then(|| words::amount(p.noted)),
    };
    points.iter().enumerate().map(line).collect()
}

/// `More often lately. Last three weeks: 10 of 20, and 3 partly. The three before: 6 of 21, and 3 partly.`
fn trend_words(trend: &Trend) -> Option<String> {
    let lately = match trend.direction? {
        Direction::More => "More often lately.",
        Direction::Same => "About as often as before.",
        Direction::Less => "Less often lately.",
    };
    let due: Vec<&Point> = trend.points.iter().filter(|p| p.due > 0).collect();
    let half = due.len() / 2;
    let sum = |of: &[&Point]| {
        let (due, done, partly) = of.iter().fold((0, 0, 0), |(a, b, c), p| (a + p.due, b + p.done, c + p.partly));
        let partly = if partly > 0 { format!(", and {partly} partly") } else { String::new() };
        format!("{done} of {due}{partly}")
    };
    let (before, late) = (sum(due.get(..half)?), sum(due.get(due.len() - half..)?));
    let weeks = words::number(half);
    Some(format!("{lately} Last {weeks} weeks: {late}. First {weeks}: {before}."))
}

/// The middle value of each week, for every rating of the plan that any week has.
fn ratings(weeks: &Weeks<'_>, plan: &Plan, at: usize) -> Vec<RatingLine> {
    if plan.rate.is_empty() {
        return Vec::new();
    }
    let task = fold(&plan.task);
    let is_task = |e: &&&Entry| {
        e.plan == Some(at) || e.plan.and_then(|p| weeks.journal.plans.get(p)).is_some_and(|p| fold(&p.task) == task)
    };
    let rated: Vec<&Entry> = weeks.entries.iter().filter(|e| !e.ratings.is_empty()).filter(is_task).copied().collect();
    let lines = plan.rate.iter().filter_map(|name| {
        let tenths: Vec<Option<u32>> = weeks
            .all
            .iter()
            .map(|w| {
                let here = rated.iter().filter(|e| e.date >= w.week.start() && e.date <= w.week.end());
                let told = here.flat_map(|e| e.ratings.iter().filter(|(n, _)| n == name).map(|(_, tenths)| *tenths));
                middle(told.collect())
            })
            .collect();
        let values: Vec<Option<String>> = tenths.iter().map(|v| v.map(words::rating)).collect();
        let line: Vec<&str> = values.iter().map(|v| v.as_deref().unwrap_or("–")).collect();
        let line = line.join(", ");
        values.iter().any(Option::is_some).then(|| RatingLine {
            name: words::capital(&plain::plain(name)),
            line,
            values,
            tenths,
        })
    });
    lines.collect()
}

/// The middle of some values in tenths; of an even number the mean of the two in the middle.
fn middle(mut values: Vec<u8>) -> Option<u32> {
    values.sort_unstable();
    let (low, high) = (values.get(values.len().checked_sub(1)? / 2)?, values.get(values.len() / 2)?);
    Some((u32::from(*low) + u32::from(*high)).div_ceil(2))
}
