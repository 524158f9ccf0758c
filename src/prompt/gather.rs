//! A journal and its counted weeks -> the facts that rules ask about. Looks at each entry of a plan's week once.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use minijinja::Value;

use super::facts::{Amount, BarrierFacts, Felt, PlanFacts, Rating, WeekFacts, WeekSums, value};
use super::said::{brief, day, days, distinct, list, span, words};
use crate::journal::{Barrier, ChosenBy, Entry, Journal, Plan, Response, Stage};
use crate::week::{CountedWeek, NotCountedReason, PlanWeek, Role, State};
use crate::when::Schedule;

/// Kinds of barriers and ratings looked at in one plan and week; more than a person notes.
const MOST_LISTED: usize = 32;

/// All that is known of the last of some weeks.
pub(super) struct Known {
    pub week: Value,
    /// Index into the journal's plans, and its facts.
    pub plans: Vec<(usize, PlanFacts)>,
}

/// Facts of the last of `weeks`; `None` where there is no week.
pub(super) fn of(journal: &Journal, weeks: &[CountedWeek]) -> Option<Known> {
    let helpers: Vec<Helpers> = weeks.iter().map(|counted| helpers_of(journal, counted)).collect();
    let weeks: Vec<TimeOfDay> =
        weeks.iter().zip(&helpers).map(|(counted, helpers)| TimeOfDay { counted, helpers }).collect();
    let (&this, before) = weeks.split_last()?;
    let week = value(of_week(journal, this.counted));
    let plans = this
        .counted
        .plans
        .iter()
        .filter_map(|pw| {
            let plan = journal.plans.get(pw.plan)?;
            Some((pw.plan, of_plan(journal, plan, pw, this, before, week.clone())))
        })
        .collect();
    Some(Known { week, plans })
}

fn of_plan(
    journal: &Journal,
    plan: &Plan,
    pw: &PlanWeek,
    this: TimeOfDay,
    before: &[TimeOfDay],
    week: Value,
) -> PlanFacts {
    let entries: Vec<&Entry> = entries_of(journal, pw, this.counted);
    let sums = sums_of(journal, pw, this);
    let on = |wanted: &[State]| days(pw.days.iter().filter(|d| wanted.contains(&d.status)).map(|d| d.date));
    let mut older = WeekSums::default();
    let mut last = WeekSums::default();
    for (i, &week) in before.iter().enumerate() {
        // The plans of a week stand in the journal's order.
        let old = week.counted.plans.binary_search_by_key(&pw.plan, |old| old.plan).ok();
        let Some(old) = old.and_then(|at| week.counted.plans.get(at)) else { continue };
        let its = sums_of(journal, old, week);
        older.add(&its);
        if i + 1 == before.len() {
            last = its;
        }
    }
    let barriers = barriers(&entries);
    let felt: Vec<Felt> = entries
        .iter()
        .filter_map(|e| Some(Felt { on: day(e.date), words: brief(e.felt.as_deref()?) }))
        .filter(|f| !f.words.is_empty())
        .collect();
    let ratings = ratings(plan, &entries);
    let noticed_on = |e: &&&Entry| e.helper.noticed == Some(true) || e.helper.praise == Some(true);
    let told: Vec<&Entry> = told_of_helper(journal, pw, this).collect();
    let (moves, days_of_moves) = moves(journal, pw);
    let dates = this.counted.week;
    let (first, end) = (dates.start(), dates.end());
    PlanFacts {
        task: brief(&plan.task),
        stage: plan.stage.map(|s| match s {
            Stage::Notice => "notice",
            Stage::Try => "try",
            Stage::Do => "do",
        }),
        when: words(&plan.when_text),
        place: words(&plan.place),
        minutes: plan.minutes.map(|m| amount(m.seconds)),
        goal: words(&plan.goal),
        helper: words(&plan.helper),
        obstacle: words(&plan.obstacle),
        then: words(&plan.then),
        cue: plan.when.cue().map(brief),
        confidence: plan.confidence,
        chosen_by: plan.chosen_by.map(|c| match c {
            ChosenBy::Me => "me",
            ChosenBy::Together => "together",
            ChosenBy::Clinician => "clinician",
        }),
        specific: plan.when.is_specific(),
        vague: plan.when.is_vague(),
        floating: matches!(plan.when.schedule(), Schedule::Floating(_)),
        as_it_comes: plan.when.schedule() == Schedule::AsItComes,
        weeks: u32::try_from((end - plan.start).num_days().max(0) / 7 + 1).unwrap_or(u32::MAX),
        changed: plan.follows_version && (first..=end).contains(&plan.start),
        ends: !plan.ends_for_version && plan.end.is_some_and(|e| (first..=end).contains(&e)),
        paused: count(dates.dates().filter(|&d| paused(plan, d))),
        after_pause: plan
            .pauses
            .iter()
            .any(|p| plan.start < p.first && p.last < end && first.pred_opt().is_some_and(|eve| eve <= p.last)),
        planned: pw.planned,
        due: pw.due,
        done: pw.done,
        partly: pw.partly,
        not_done: pw.not_done,
        open: pw.open,
        upcoming: pw.upcoming,
        moved: pw.moved,
        extra: pw.extra,
        skipped: sums.skipped,
        practised: sums.practised,
        completion: pw.completion(),
        noted: noted(plan, pw, sums.practised),
        minutes_noted: sums.minutes_noted,
        minutes_known: pw.minutes.known_for,
        practised_on: on(&[State::Done, State::Partly]),
        done_on: on(&[State::Done]),
        partly_on: on(&[State::Partly]),
        not_done_on: on(&[State::NotDone]),
        open_on: on(&[State::Open]),
        not_yet_on: on(&[State::NotDone, State::Open]),
        made_up_on: days_of_moves,
        made_up: moves,
        barriers,
        felt_on: days(entries.iter().filter(|e| e.felt.is_some()).map(|e| e.date)),
        felt,
        rating_change: ratings
            .iter()
            .find(|r| r.first != r.last)
            .map(|r| format!("{} {}", r.name, r.said))
            .unwrap_or_default(),
        ratings,
        helper_noted: sums.helper_noted,
        helper_noticed: sums.helper_noticed,
        helper_praised: sums.helper_praised,
        helper_warm: sums.helper_warm,
        helper_neutral: sums.helper_neutral,
        helper_hard: sums.helper_hard,
        helper_on: days(told.iter().filter(noticed_on).map(|e| e.date)),
        helper_hard_on: days(told.iter().filter(|e| e.helper.response == Some(Response::Hard)).map(|e| e.date)),
        last,
        before: older,
        week,
    }
}

fn of_week(journal: &Journal, this: &CountedWeek) -> WeekFacts {
    let (first, end) = (this.week.start(), this.week.end());
    let noted = journal.entries_between(first, end.min(this.as_of));
    let plans = || this.plans.iter().filter_map(|pw| journal.plans.get(pw.plan));
    let running = count(plans().filter(|p| this.week.dates().any(|d| p.runs_on(d))));
    let mut discuss: Vec<String> = Vec::new();
    let (mut entries, mut helper_noticed) = (0, 0);
    for e in noted {
        entries += u32::from(e.by.is_none());
        helper_noticed += u32::from(e.helper.noticed == Some(true));
        if e.discuss {
            discuss.push(format!("{} ({})", brief(&e.task), day(e.date)));
        }
    }
    let answers = journal.reflections_between(first, end).iter().filter(|r| r.discuss);
    discuss.extend(answers.map(|r| format!("reflection ({})", day(r.date))));
    let sum = |of: fn(&PlanWeek) -> u32| this.plans.iter().map(of).fold(0_u32, u32::saturating_add);
    let named = plans().map(|p| brief(&p.task)).collect::<Vec<_>>();
    WeekFacts {
        said: span(this.week),
        days_so_far: count(this.week.dates().filter(|&d| d < this.as_of)),
        over: end < this.as_of,
        plans: count(plans()),
        running,
        tasks: list(&distinct(named)),
        planned: sum(|pw| pw.planned),
        due: sum(|pw| pw.due),
        practised: sum(|pw| pw.done.saturating_add(pw.partly).saturating_add(pw.extra)),
        skipped: sum(|pw| count(pw.days.iter().filter(|d| d.status == State::Skipped))),
        entries,
        nothing_noted: entries == 0,
        paused: running == 0 && plans().any(|p| this.week.dates().any(|d| paused(p, d))),
        also_done: u32::try_from(this.also_done.len()).unwrap_or(u32::MAX),
        discuss: u32::try_from(discuss.len()).unwrap_or(u32::MAX),
        discuss_on: list(&distinct(discuss)),
        helper_noticed,
    }
}

fn sums_of(journal: &Journal, pw: &PlanWeek, week: TimeOfDay) -> WeekSums {
    let told: Vec<&Entry> = told_of_helper(journal, pw, week).collect();
    let felt = |r: Response| count(told.iter().filter(|e| e.helper.response == Some(r)));
    WeekSums {
        counted: 1,
        planned: pw.planned,
        due: pw.due,
        done: pw.done,
        partly: pw.partly,
        not_done: pw.not_done,
        open: pw.open,
        moved: pw.moved,
        extra: pw.extra,
        skipped: count(pw.days.iter().filter(|d| d.status == State::Skipped)),
        practised: pw.done.saturating_add(pw.partly).saturating_add(pw.extra),
        minutes_noted: amount(pw.minutes.noted.seconds),
        helper_noted: count(told.iter()),
        helper_noticed: count(told.iter().filter(|e| e.helper.noticed == Some(true))),
        helper_praised: count(told.iter().filter(|e| e.helper.praise == Some(true))),
        helper_warm: felt(Response::Warm),
        helper_neutral: felt(Response::Neutral),
        helper_hard: felt(Response::Hard),
    }
}

/// The client's entries of a plan in a week, without those still to come.
fn entries_of<'a>(journal: &'a Journal, pw: &PlanWeek, counted: &CountedWeek) -> Vec<&'a Entry> {
    let gone_by = |c: &&crate::week::CountedEntry| c.role != Role::NotCounted(NotCountedReason::InFuture);
    let entries = pw.entries.iter().filter(gone_by).filter_map(|c| journal.entries.get(c.entry));
    entries.filter(|e| e.date <= counted.as_of).collect()
}

/// A counted week with the helpers' own notes by plan, so that each plan looks at its own alone.
#[derive(Clone, Copy)]
struct TimeOfDay<'a> {
    counted: &'a CountedWeek,
    helpers: &'a Helpers,
}

/// Plan, and the indices of the helpers' notes about it.
type Helpers = BTreeMap<usize, Vec<usize>>;

fn helpers_of(journal: &Journal, counted: &CountedWeek) -> Helpers {
    let mut helpers = Helpers::new();
    for &i in &counted.helpers {
        if let Some(plan) = journal.entries.get(i).and_then(|e| e.plan) {
            helpers.entry(plan).or_default().push(i);
        }
    }
    helpers
}

/// Entries of a plan that tell about its helper, the helper's own notes too.
fn told_of_helper<'a>(journal: &'a Journal, pw: &'a PlanWeek, week: TimeOfDay<'a>) -> impl Iterator<Item = &'a Entry> {
    let own = pw.entries.iter().map(|c| c.entry);
    let notes = week.helpers.get(&pw.plan).into_iter().flatten().copied();
    let entries = own.chain(notes).filter_map(|i| journal.entries.get(i));
    entries.filter(move |e| e.helper.is_noted && e.date <= week.counted.as_of)
}

fn barriers(entries: &[&Entry]) -> Vec<BarrierFacts> {
    // (what it is, the dates); a week holds few of them, so a list does.
    let mut found: Vec<(String, &Barrier, Vec<NaiveDate>)> = Vec::new();
    for e in entries {
        for b in e.barriers.iter().take(MOST_LISTED) {
            let key = match b {
                Barrier::Known(known) => known.name.to_owned(),
                Barrier::Other(said) => crate::text::fold(said),
            };
            let room = found.len() < MOST_LISTED;
            match found.iter().position(|(k, ..)| *k == key).and_then(|i| found.get_mut(i)) {
                Some((.., dates)) => dates.push(e.date),
                None if room => found.push((key, b, vec![e.date])),
                None => {}
            }
        }
    }
    found.sort_by_key(|(.., dates)| std::cmp::Reverse(dates.len()));
    let most = found.first().map_or(0, |(.., dates)| dates.len());
    found
        .into_iter()
        .map(|(name, barrier, dates)| {
            let (said, group, question) = match barrier {
                Barrier::Known(known) => (known.phrase.to_owned(), known.group, known.question),
                Barrier::Other(said) => (brief(said), "other", None),
            };
            BarrierFacts {
                name: brief(&name),
                said,
                group: group.to_owned(),
                question,
                count: count(dates.iter()),
                most: dates.len() == most,
                on: days(dates.into_iter()),
            }
        })
        .collect()
}

fn ratings(plan: &Plan, entries: &[&Entry]) -> Vec<Rating> {
    let names = plan.rate.iter().take(MOST_LISTED);
    names
        .filter_map(|name| {
            let told = entries.iter().flat_map(|e| &e.ratings).filter(|(n, _)| n == name).map(|&(_, tenths)| tenths);
            let values: Vec<u8> = told.collect();
            let (first, last) = (*values.first()?, *values.last()?);
            let of = |tenths: u8| Amount(f64::from(tenths) / 10.0);
            Some(Rating {
                name: brief(name),
                count: count(values.iter()),
                first: of(first),
                last: of(last),
                low: of(values.iter().copied().min()?),
                high: of(values.iter().copied().max()?),
                said: if first == last {
                    format!("at {}", of(first).0)
                } else {
                    format!("from {} to {}", of(first).0, of(last).0)
                },
            })
        })
        .collect()
}

/// `Thu on Sat`, and the days that made up: `Saturday`.
fn moves(journal: &Journal, pw: &PlanWeek) -> (String, String) {
    let moved: Vec<(NaiveDate, NaiveDate)> = pw
        .entries
        .iter()
        .filter_map(|c| match c.role {
            Role::MovedFrom(from) => Some((from, journal.entries.get(c.entry)?.date)),
            _ => None,
        })
        .collect();
    let pairs = moved.iter().map(|&(from, to)| format!("{} on {}", day(from), day(to))).collect();
    let to = moved.iter().map(|&(_, to)| to.format("%A").to_string()).collect();
    let to = distinct(to);
    let said = match to.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => to.concat(),
    };
    (list(&distinct(pairs)), said)
}

fn noted(plan: &Plan, pw: &PlanWeek, practised: u32) -> String {
    match (plan.when.schedule(), practised) {
        (Schedule::AsItComes, 1) => "once".into(),
        (Schedule::AsItComes, 2) => "twice".into(),
        (Schedule::AsItComes, n) => format!("{n} times"),
        (Schedule::OnDates | Schedule::Floating(_), _) => {
            format!("{} of {}", pw.done.saturating_add(pw.partly), pw.due)
        }
    }
}

fn paused(plan: &Plan, date: NaiveDate) -> bool {
    plan.pauses.iter().any(|p| (p.first..=p.last).contains(&date))
}

fn amount(seconds: u32) -> Amount {
    Amount(f64::from(seconds) / 60.0)
}

fn count<T>(of: impl Iterator<Item = T>) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}
