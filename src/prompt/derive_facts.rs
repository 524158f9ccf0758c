//! A journal and its counted weeks -> the facts that rules ask about. Looks at each entry of a plan's week once.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use minijinja::Value;

use super::brief::{
    days_or_their_number, distinct_short_weekdays, short_list, short_weekday_of_date, shorten_for_prompt,
    shorten_if_any, without_repeats,
};
use super::facts::{
    BarrierFacts, FactNumber, FeltWordsOfDay, PlanFacts, WeekFacts, WeekRatingFacts, WeekSums, to_value,
};
use super::next_step::choose_plan_of_next_step;
use super::patterns;
use super::week_entries::{HelperNotesByPlan, WeekForFacts, count_as_u32, helper_notes_by_plan, minutes_of_seconds};
use crate::journal::{
    Barrier, ChosenBy, Entry, Journal, Number, Plan, RatingItem, RatingPairEndings, Reflection, Response, Stage,
    Status, ThenUse, pairs_of_ratings,
};
use crate::phrases::plain::without_closing_marks;
use crate::phrases::{Phrases, Tally};
use crate::week::{self, CountedWeek, Counts, EntryRole, Occasion, PlanWeek, State, Week, WeekAssessment};
use crate::when::Schedule;

/// Kinds of barriers and ratings looked at in one plan and week; more than a person notes.
const MAX_LISTED: usize = 32;

/// A rating has moved where it is different by this part of its scale. Less is chance.
const MOVED_PART: u32 = 5;

/// Half of what was due, in ten-thousandths.
const WELL_DONE: u64 = 5_000;

/// All facts of the last of some weeks.
pub(super) struct FactSet {
    pub week: Value,
    /// Index into the journal's plans, and its facts.
    pub plans: Vec<(usize, PlanFacts)>,
}

/// Facts of the last of `weeks`; `None` where there is no week.
pub(super) fn derive_facts(journal: &Journal, weeks: &[CountedWeek], phrases: &dyn Phrases) -> Option<FactSet> {
    let helpers: Vec<HelperNotesByPlan> = weeks.iter().map(|counted| helper_notes_by_plan(journal, counted)).collect();
    let weeks: Vec<WeekForFacts> = weeks
        .iter()
        .zip(&helpers)
        .map(|(counted, helpers)| WeekForFacts { journal, counted, helpers, phrases })
        .collect();
    let (&this, before) = weeks.split_last()?;
    let step = choose_plan_of_next_step(journal, this.counted);
    let plans = week::plans_of_week_by_task(journal, this.counted);
    let best = plan_that_went_best(&plans, this, before);
    let most_overdone = week::most_overdone_plan(journal, &plans, this.counted, before.last().map(|week| week.counted));
    let week = to_value(add_quiet_week_facts(week_facts(this, step), this, before));
    let facts = |plan_week: &PlanWeek| {
        let plan = journal.plans.get(plan_week.plan)?;
        let facts = plan_facts(plan, plan_week, this, before);
        Some((
            plan_week.plan,
            PlanFacts {
                week: week.clone(),
                step: step == Some(plan_week.plan),
                best: best == Some(plan_week.plan),
                less_overdone: most_overdone.is_some_and(|most| most != plan_week.plan),
                ..facts
            },
        ))
    };
    let plans = plans.iter().filter_map(facts).collect();
    Some(FactSet { week, plans })
}

/// The plan of which most was done of what was due, of those that went well: half of it or more, and a step of one's own.
fn plan_that_went_best(plans: &[PlanWeek], this: WeekForFacts<'_>, before: &[WeekForFacts<'_>]) -> Option<usize> {
    let went_well = |plan_week: &&PlanWeek| {
        let plan = this.journal.plans.get(plan_week.plan);
        // Of a change that helped, one day is told as a beginning.
        let of_task = week::counts_of_task(this.journal, this.counted, plan_week.plan);
        let begins_anew = |plan: &Plan| {
            plan_week.counts != of_task && week::has_just_changed_with_little_due(plan, plan_week, this.counted.week)
        };
        plan.is_some_and(|plan| plan.stage != Some(Stage::Notice) && !begins_anew(plan))
            && plan_week.counts.done + plan_week.counts.extra > 0
            && plan_week.counts.completion_in_ten_thousandths().is_some_and(|part| part >= WELL_DONE)
            && assess_plan_week(plan_week, this, before) == WeekAssessment::Well
    };
    let is_better = |of: &PlanWeek, best: &PlanWeek| week::is_better_week(of.counts, best.counts);
    let best = plans.iter().filter(went_well).reduce(|best, of| if is_better(of, best) { of } else { best })?;
    Some(best.plan)
}

fn assess_plan_week(plan_week: &PlanWeek, this: WeekForFacts<'_>, before: &[WeekForFacts<'_>]) -> WeekAssessment {
    week::assess_plan_week(this.journal, plan_week, this.counted, before.last().map(|week| week.counted))
}

/// All facts of a plan but `week`.
fn plan_facts(plan: &Plan, plan_week: &PlanWeek, this: WeekForFacts<'_>, before: &[WeekForFacts<'_>]) -> PlanFacts {
    let entries = this.client_entries_of_plan_so_far(plan_week);
    let facts = facts_of_plan_fields(plan);
    let facts = add_course_facts(facts, plan, plan_week, this);
    let facts = add_count_facts(facts, plan, plan_week, this);
    let facts = add_day_facts(facts, plan, plan_week, this);
    let facts = add_entry_facts(facts, plan, &entries, this);
    let facts = add_helper_facts(facts, plan_week, this);
    let facts = patterns::add_pattern_facts(facts, plan, plan_week, this, before);
    let assessment = assess_plan_week(plan_week, this, before);
    let mostly_open = week::is_mostly_open_or_not_done(plan_week.counts);
    let facts = PlanFacts {
        overdone: assessment == WeekAssessment::Overdone,
        may_tire: assessment == WeekAssessment::Overdone || week::may_long_practice_tire(this.journal, plan, &entries),
        beyond: assessment == WeekAssessment::Overdone
            || week::is_well_beyond_plan(this.journal, plan_week, this.counted),
        well: assessment == WeekAssessment::Well,
        well_on: days_to_call_well(plan, &entries, this.phrases),
        mostly_open,
        can_shrink: mostly_open
            && week::may_ask_for_smaller_step(this.journal, plan_week, this.counted)
            && facts.open_at.is_empty()
            && facts.goes_on,
        done_after_loss_on: days_done_after_loss(plan_week, this),
        back: week::resumes_after_silent_weeks(plan_week, before.iter().map(|week| week.counted)),
        kept_without_moment: week::is_kept_without_moment(plan_week, before.last().map(|week| week.counted)),
        ..facts
    };
    let rating_since = changed_rating_in_words(plan, plan_week, this, before).unwrap_or_default();
    let facts = PlanFacts { rating_since, ..facts };
    // On a day on which it was not done nothing happened that could be set beside what was expected.
    let tried: Vec<&Entry> = entries.iter().copied().filter(|e| is_done_or_partly_done(e)).collect();
    let facts = add_expectation_facts(facts, plan, &tried, this.phrases);
    add_earlier_week_facts(facts, plan, plan_week, before)
}

/// The days done that may be named among what went well.
fn days_to_call_well(plan: &Plan, entries: &[&Entry], phrases: &dyn Phrases) -> String {
    let done = entries.iter().filter(|e| e.status == Status::Done && week::may_be_called_well(plan, e));
    distinct_short_weekdays(done.map(|e| e.date), phrases)
}

/// The days on which it was done, from the first day on which anything of the week has grief or a life event.
fn days_done_after_loss(plan_week: &PlanWeek, this: WeekForFacts<'_>) -> String {
    let noted = this.journal.entries_between(this.counted.week.start(), this.counted.week.end());
    let of_loss = noted.iter().filter(|e| e.barriers.iter().any(Barrier::is_loss));
    let Some(since) = of_loss.map(|e| e.date).min() else { return String::new() };
    let done = this
        .client_entries_of_plan_so_far(plan_week)
        .into_iter()
        .filter(|e| e.status == Status::Done && e.date >= since);
    distinct_short_weekdays(done.map(|e| e.date), this.phrases)
}

/// What the plan itself says.
fn facts_of_plan_fields(plan: &Plan) -> PlanFacts {
    PlanFacts {
        task: shorten_for_prompt(&plan.task),
        stage: plan.stage.map(Stage::word),
        when: shorten_if_any(&plan.when_text),
        place: shorten_if_any(&plan.place),
        minutes: plan.minutes.map(|m| minutes_of_seconds(m.seconds)),
        goal: shorten_if_any(&plan.goal),
        helper: shorten_if_any(&plan.helper),
        obstacle: shorten_if_any(&plan.obstacle),
        then: shorten_if_any(&plan.then),
        then_is_smaller: plan.is_then_smaller(),
        medicine: plan.is_medicine(),
        meal: week::is_meal(plan),
        not_doing: week::is_holding_back(plan),
        rest: week::is_rest(plan),
        distress: week::is_of_distress(plan),
        limit: week::names_limit(plan),
        one_off: plan.is_for_named_dates(),
        exposure: plan.is_exposure(),
        cue: plan.when.cue().map(shorten_for_prompt),
        confidence: plan.confidence,
        chosen_by: plan.chosen_by.map(ChosenBy::word),
        specific: plan.when.is_specific(),
        vague: plan.when.is_vague(),
        floating: matches!(plan.when.schedule(), Schedule::Floating(_)),
        as_it_comes: plan.when.schedule() == Schedule::AsItComes,
        ..PlanFacts::default()
    }
}

/// Where the plan is in its course.
fn add_course_facts(facts: PlanFacts, plan: &Plan, plan_week: &PlanWeek, this: WeekForFacts<'_>) -> PlanFacts {
    let week = this.counted.week;
    let (first, end) = (week.start(), week.end());
    let eve = first.pred_opt();
    let next = week::version_of_coming_week(this.journal, plan_week.plan, week);
    // What came since the change, without the earlier versions that the week may be told with.
    let own = this.counted.plans.iter().find(|of| of.plan == plan_week.plan);
    PlanFacts {
        weeks: u32::try_from((end - plan.start).num_days().max(0) / 7 + 1).unwrap_or(u32::MAX),
        changed: plan.follows_version && (first..=end).contains(&plan.start),
        due_since_change: own
            .filter(|_| plan.follows_version && week.contains(plan.start))
            .map_or(0, |own| own.counts.due),
        just_changed: own.is_some_and(|own| week::has_just_changed_with_little_due(plan, own, week)),
        change_helped: own.is_some_and(|own| own.counts == plan_week.counts)
            && plan_week.counts != week::counts_of_task(this.journal, this.counted, plan_week.plan)
            && plan.follows_version,
        // A version that another follows goes on.
        ends: (!plan.ends_for_version || week::is_ended_by_note(this.journal, plan_week.plan))
            && plan.end.is_some_and(|e| (first..=end).contains(&e)),
        ended: plan.end.is_some_and(|e| e < this.counted.as_of),
        ends_on: plan.end.map(|e| this.phrases.weekday(e.weekday())).unwrap_or_default(),
        goes_on: plan.end.is_none_or(|e| e > end) && next.is_none(),
        next_version: next.map(|next| version_in_words(next, this.phrases)).unwrap_or_default(),
        paused: count_as_u32(week.dates().filter(|&d| is_paused(plan, d))),
        after_pause: plan
            .pauses
            .iter()
            .any(|p| plan.start < p.first && p.last < end && eve.is_some_and(|eve| eve <= p.last)),
        ..facts
    }
}

/// When it is done and since when, as one text.
fn version_in_words(version: &Plan, phrases: &dyn Phrases) -> String {
    let sentence = phrases.if_then_sentence(
        &version.when,
        &shorten_for_prompt(&version.task),
        version.minutes,
        shorten_if_any(&version.place).as_deref(),
    );
    let begins = phrases.begins_on(version.start);
    format!("{sentence} {}", without_closing_marks(&begins))
}

fn add_count_facts(facts: PlanFacts, plan: &Plan, plan_week: &PlanWeek, this: WeekForFacts<'_>) -> PlanFacts {
    let (counts, sums) = (plan_week.counts, this.sums_of_week(plan_week));
    PlanFacts {
        planned: counts.planned,
        due: counts.due,
        done: counts.done,
        partly: counts.partly,
        not_done: counts.not_done,
        open: counts.open,
        upcoming: Tally::of_plan(plan, plan_week, this.counted).counts.upcoming,
        moved: counts.moved,
        extra: counts.extra,
        skipped: sums.skipped,
        practised: sums.practised,
        completion: plan_week.completion(),
        noted: practised_in_words(plan, plan_week, sums.practised, this),
        minutes_noted: sums.minutes_noted,
        minutes_known: plan_week.minutes.known_for,
        helper_noted: sums.helper_noted,
        helper_noticed: sums.helper_noticed,
        helper_praised: sums.helper_praised,
        helper_warm: sums.helper_warm,
        helper_neutral: sums.helper_neutral,
        helper_hard: sums.helper_hard,
        ..facts
    }
}

fn add_day_facts(facts: PlanFacts, plan: &Plan, plan_week: &PlanWeek, this: WeekForFacts<'_>) -> PlanFacts {
    let dates =
        |wanted: &'static [State]| plan_week.days.iter().filter(move |d| wanted.contains(&d.state)).map(|d| d.date);
    let on = |wanted| distinct_short_weekdays(dates(wanted), this.phrases);
    let few = |wanted| days_or_their_number(dates(wanted), this.phrases);
    let with_open = |also: State| {
        // A day of several occasions on which one was done is no open day.
        let days = plan_week.days.iter().filter(move |day| day.state == State::Open || day.state == also);
        let has_practice = |date: NaiveDate| {
            let taken = |of: &&Occasion| matches!(of.state, State::Done | State::Partly);
            plan_week.occasions_on(date).any(|of| taken(&of))
        };
        days_or_their_number(days.map(|day| day.date).filter(|date| !has_practice(*date)), this.phrases)
    };
    let moved = moved_days(this.journal, plan_week);
    let (made_up, made_up_on) = made_up_days_and_their_replacements(&moved, this.phrases);
    PlanFacts {
        practised_on: on(&[State::Done, State::Partly]),
        done_on: on(&[State::Done]),
        partly_on: on(&[State::Partly]),
        not_done_on: few(&[State::NotDone]),
        open_on: with_open(State::Open),
        not_yet_on: with_open(State::NotDone),
        made_up_may_stay: !moved.is_empty() && moved.iter().all(|(_, to)| plan.when.may_have_weekday(to.weekday())),
        made_up_on,
        made_up,
        ..facts
    }
}

/// What the entries say: barriers, feelings and ratings.
fn add_entry_facts(facts: PlanFacts, plan: &Plan, entries: &[&Entry], this: WeekForFacts<'_>) -> PlanFacts {
    let phrases = this.phrases;
    let felt = |e: &&Entry| {
        Some(FeltWordsOfDay {
            on: short_weekday_of_date(e.date, phrases),
            words: shorten_for_prompt(e.felt.as_deref()?),
        })
    };
    let felt = entries.iter().filter_map(felt);
    let ratings = all_rating_facts(plan, entries, phrases);
    let changed = ratings.iter().find(|r| r.first != r.last);
    PlanFacts {
        barriers: all_barrier_facts(plan, entries, this),
        undone: count_as_u32(entries.iter().filter(|e| matches!(e.status, Status::Partly | Status::NotDone))),
        marked: count_as_u32(entries.iter().filter(|e| e.is_marked_to_discuss())),
        unmarked: count_as_u32(entries.iter().filter(|e| !e.is_marked_to_discuss() && e.status != Status::Skip)),
        partly_plain: count_as_u32(entries.iter().filter(|e| is_plainly_partly(e))),
        loss: entries.iter().flat_map(|e| &e.barriers).any(Barrier::is_loss),
        felt_on: distinct_short_weekdays(entries.iter().filter(|e| e.felt.is_some()).map(|e| e.date), phrases),
        felt: felt.filter(|f| !f.words.is_empty()).collect(),
        rating_change: changed.map(|r| format!("{} {}", r.name, r.said)).unwrap_or_default(),
        ratings,
        ..facts
    }
}

/// Partly done, not marked to talk about, without its plan for the obstacle, and nothing but the step itself or the day's practice in the way.
fn is_plainly_partly(entry: &Entry) -> bool {
    let is_of_step = |barrier: &Barrier| match barrier {
        Barrier::Known(known) => matches!(known.group, Some("task" | "practical")),
        Barrier::Other(_) => false,
    };
    let is_told = entry.is_marked_to_discuss() || entry.then == Some(ThenUse::Used);
    entry.status == Status::Partly && !is_told && entry.barriers.iter().all(is_of_step)
}

/// The days on which the helper noticed something, and those on which it felt hard.
fn add_helper_facts(facts: PlanFacts, plan_week: &PlanWeek, this: WeekForFacts<'_>) -> PlanFacts {
    let entries: Vec<&Entry> = this.entries_about_helper(plan_week).collect();
    let noticed = |e: &&&Entry| e.helper.noticed == Some(true) || e.helper.praise == Some(true);
    let hard = |e: &&&Entry| e.response_felt() == Some(Response::Hard);
    PlanFacts {
        helper_on: distinct_short_weekdays(entries.iter().filter(noticed).map(|e| e.date), this.phrases),
        helper_hard_on: distinct_short_weekdays(entries.iter().filter(hard).map(|e| e.date), this.phrases),
        ..facts
    }
}

fn add_earlier_week_facts(
    facts: PlanFacts,
    plan: &Plan,
    plan_week: &PlanWeek,
    before: &[WeekForFacts<'_>],
) -> PlanFacts {
    let mut older = WeekSums::default();
    let mut last = WeekSums::default();
    for (i, &week) in before.iter().enumerate() {
        // The plans of a week are in the journal's order.
        let at = week.counted.plans.binary_search_by_key(&plan_week.plan, |old| old.plan).ok();
        let Some(old) = at.and_then(|at| week.counted.plans.get(at)) else { continue };
        let sums = week.sums_of_week(old);
        older.add(&sums);
        if i + 1 == before.len() {
            last = sums;
        }
    }
    let ratings = facts
        .ratings
        .into_iter()
        .map(|rating| WeekRatingFacts { before: last_median_before(plan, &rating, plan_week, before), ..rating });
    PlanFacts { ratings: ratings.collect(), last, before: older, ..facts }
}

/// The last rating of the plan whose middle value is different from that of the last week that has it, by a fifth of its scale or
/// more: `fear was 8 the week before, and 4 this week`. Of a pair, what came after tells more.
fn changed_rating_in_words(
    plan: &Plan,
    plan_week: &PlanWeek,
    this: WeekForFacts<'_>,
    before: &[WeekForFacts<'_>],
) -> Option<String> {
    // What happened is told by the days on which it was tried.
    let pairs = pairs_of_ratings(&plan.rate);
    let is_what_happened = |name: &str| {
        pairs.iter().any(|(_, second, kind)| *kind == RatingPairEndings::ExpectedHappened && second.name == name)
    };
    let median = |name: &str, mut entries: Vec<&Entry>| {
        if is_what_happened(name) {
            entries.retain(|e| is_done_or_partly_done(e));
        }
        Number::median(ratings_of_name(name, &entries))
    };
    let mut moved = plan.rate.iter().take(MAX_LISTED).filter_map(|rated| {
        let now = median(&rated.name, this.client_entries_of_plan_so_far(plan_week))?;
        let (weeks_before, then) = (1..).zip(before.iter().rev()).find_map(|(weeks, week)| {
            let old = week.counted.plans.iter().find(|old| old.plan == plan_week.plan)?;
            Some((weeks, median(&rated.name, week.client_entries_of_plan_so_far(old))?))
        })?;
        let range = rated.scale.most.hundredths.abs_diff(rated.scale.least.hundredths);
        let has_moved = MOVED_PART.saturating_mul(then.hundredths.abs_diff(now.hundredths)) >= range;
        let name = shorten_for_prompt(&rated.name);
        has_moved.then(|| this.phrases.rating_then_and_now(&name, (then, weeks_before), now))
    });
    moved.next_back()
}

/// Done or partly done.
fn is_done_or_partly_done(entry: &Entry) -> bool {
    entry.status.is_practice()
}

/// What an entry expected and what happened, each with the rating's name.
#[derive(Clone, Copy)]
struct ExpectedAndHappened<'a> {
    entry: &'a Entry,
    expected: (&'a str, Number),
    happened: (&'a str, Number),
}

impl ExpectedAndHappened<'_> {
    fn difference(&self) -> u32 {
        self.expected.1.hundredths.abs_diff(self.happened.1.hundredths)
    }
}

/// The pair of an expected and a happened rating that differs most, by a fifth of the scale or more; the first of several.
fn most_surprising<'a>(plan: &'a Plan, entries: &[&'a Entry]) -> Option<ExpectedAndHappened<'a>> {
    let number_of =
        |entry: &Entry, name: &str| entry.ratings.iter().find(|(n, _)| n == name).map(|&(_, number)| number);
    let pairs =
        pairs_of_ratings(&plan.rate).into_iter().filter(|(.., kind)| *kind == RatingPairEndings::ExpectedHappened);
    let mut most: Option<ExpectedAndHappened<'_>> = None;
    for (first, second, _) in pairs.take(MAX_LISTED) {
        for &entry in entries {
            let numbers = number_of(entry, &first.name).zip(number_of(entry, &second.name));
            let Some((expected, happened)) = numbers else { continue };
            let found =
                ExpectedAndHappened { entry, expected: (&first.name, expected), happened: (&second.name, happened) };
            let range = first.scale.most.hundredths.abs_diff(first.scale.least.hundredths);
            let tells_something = MOVED_PART.saturating_mul(found.difference()) >= range;
            if tells_something && found.difference() > most.map_or(0, |most| most.difference()) {
                most = Some(found);
            }
        }
    }
    most
}

fn add_expectation_facts(facts: PlanFacts, plan: &Plan, entries: &[&Entry], phrases: &dyn Phrases) -> PlanFacts {
    let Some(ExpectedAndHappened { entry, expected, happened }) = most_surprising(plan, entries) else { return facts };
    let in_words =
        |(name, number): (&str, Number)| format!("{} {}", shorten_for_prompt(name), phrases.rating_number(number));
    PlanFacts {
        expected: Some(fact_number(expected.1)),
        happened: Some(fact_number(happened.1)),
        expected_marked: entry.is_marked_to_discuss(),
        expected_said: format!(
            "{}, {} ({})",
            in_words(expected),
            in_words(happened),
            short_weekday_of_date(entry.date, phrases)
        ),
        ..facts
    }
}

/// The middle value of a rating in the last week before this one that has any.
fn last_median_before(
    plan: &Plan,
    rating: &WeekRatingFacts,
    plan_week: &PlanWeek,
    before: &[WeekForFacts<'_>],
) -> Option<FactNumber> {
    let name = &plan.rate.iter().find(|rated| shorten_for_prompt(&rated.name) == rating.name)?.name;
    before.iter().rev().find_map(|week| {
        let old = week.counted.plans.iter().find(|old| old.plan == plan_week.plan)?;
        Number::median(ratings_of_name(name, &week.client_entries_of_plan_so_far(old))).map(fact_number)
    })
}

/// The client noted nothing in this week, and wrote no answers about it.
fn has_no_client_notes_or_answers(journal: &Journal, counted: &CountedWeek) -> bool {
    let last = counted.week.end().min(counted.as_of);
    let has_answers = || {
        let notes = journal.reflections_between(counted.week.start(), last);
        notes.iter().any(|note| !note.answers.is_empty())
    };
    week::count_unread_lines(journal, counted) == 0
        && journal.entries_between(counted.week.start(), last).iter().all(|e| e.written_by.is_some())
        && !has_answers()
}

/// A number of a week that is one more than that of the week before.
pub(super) fn consecutive_week_number(week: Week) -> u32 {
    let days = week.start().signed_duration_since(NaiveDate::default()).num_days();
    u32::try_from(days.div_euclid(7).rem_euclid(1 << 20)).unwrap_or(0)
}

/// Adds how many weeks in a row were quiet, and how much was done in the week before.
fn add_quiet_week_facts(facts: WeekFacts, this: WeekForFacts<'_>, before: &[WeekForFacts<'_>]) -> WeekFacts {
    let is_quiet = |week: &WeekForFacts<'_>| {
        let runs = |p: &Plan| week.counted.week.dates().any(|d| p.runs_on(d));
        let plans = || week.counted.plans.iter().filter_map(|plan_week| week.journal.plans.get(plan_week.plan));
        plans().any(runs) && has_no_client_notes_or_answers(week.journal, week.counted)
    };
    let since = before.first().map_or(this.counted.week, |first| first.counted.week).start();
    let begins = week::is_first_week_without_notes(this.journal, since, this.counted);
    // A week that has begun is not quiet yet, nor is one whose plans all began in the last days.
    let plans = this.counted.plans.iter().filter_map(|plan_week| this.journal.plans.get(plan_week.plan));
    let first_start = plans.filter(|p| this.counted.week.dates().any(|d| p.runs_on(d))).map(|p| p.start).min();
    let is_new = first_start.is_none_or(|start| (this.counted.as_of - start).num_days() <= 4);
    let is_told = (facts.over || facts.days_so_far > 4) && !is_new;
    let weeks = std::iter::once(&this).chain(before.iter().rev());
    let quiet_weeks = if is_told { count_as_u32(weeks.take_while(|week| is_quiet(week))) } else { 0 };
    let practised = |plan_week: &PlanWeek| plan_week.counts.practised();
    let last = before.last().map_or(0, |week| week.counted.plans.iter().map(practised).fold(0, u32::saturating_add));
    WeekFacts { quiet_weeks, begins, last_practised: last, ..facts }
}

/// The days on which somebody wrote words that the page shows.
fn days_with_words(journal: &Journal, counted: &CountedWeek, phrases: &dyn Phrases) -> String {
    let (first, last) = (counted.week.start(), counted.week.end());
    let noted = journal.entries_between(first, last.min(counted.as_of)).iter();
    let entries = noted.filter(|e| e.written_by.is_none() && (e.words.is_some() || e.felt.is_some())).map(|e| e.date);
    let written =
        || journal.reflections_between(first, last.min(counted.as_of)).iter().filter(|r| !r.answers.is_empty());
    // The date of a note about a week says nothing of when it was written.
    let is_answer = |r: &&Reflection| r.answers.iter().any(|(question, _)| !question.is_empty());
    let about_week = || written().filter(|r| r.is_about_week);
    let written_on_days = written().filter(|r| !r.is_about_week).map(|r| r.date);
    let dates: BTreeSet<NaiveDate> = entries.chain(written_on_days).collect();
    let days = distinct_short_weekdays(dates.into_iter(), phrases);
    let answers = about_week().any(|r| is_answer(&r)).then(|| phrases.the_answers());
    let note = about_week().any(|r| !is_answer(&r)).then(|| phrases.note_about_the_week());
    let all: Vec<String> = [Some(days).filter(|days| !days.is_empty()), answers, note].into_iter().flatten().collect();
    phrases.list_with_and(&all)
}

fn week_facts(this: WeekForFacts<'_>, step: Option<usize>) -> WeekFacts {
    let WeekForFacts { journal, counted, phrases, .. } = this;
    let (first, end) = (counted.week.start(), counted.week.end());
    let plans = || counted.plans.iter().filter_map(|plan_week| journal.plans.get(plan_week.plan));
    let steps =
        || plans().filter(|p| !p.is_medicine() && !week::is_meal(p) && counted.week.dates().any(|d| p.runs_on(d)));
    let step_names = without_repeats(steps().map(|p| shorten_for_prompt(&p.task)).collect());
    let running = count_as_u32(plans().filter(|p| counted.week.dates().any(|d| p.runs_on(d))));
    let noted = journal.entries_between(first, end.min(counted.as_of));
    let entries = count_as_u32(noted.iter().filter(|e| e.written_by.is_none()));
    let mut discuss: Vec<String> = noted
        .iter()
        .filter(|e| e.discuss && e.written_by.is_none())
        .map(|e| format!("{} ({})", shorten_for_prompt(&e.task), short_weekday_of_date(e.date, phrases)))
        .collect();
    let answers = journal.reflections_between(first, end.min(counted.as_of)).iter().filter(|r| r.discuss);
    let whose = journal.settings.name.as_deref().map(|name| phrases.possessive_name(&shorten_for_prompt(name)));
    let is_answer = |note: &Reflection| note.answers.iter().any(|(question, _)| !question.trim().is_empty());
    discuss.extend(answers.map(|note| match is_answer(note) {
        true => phrases.answers_about(whose.as_deref(), first),
        false if note.is_about_week => phrases.note_about_the_week(),
        false => phrases.note_of_day(note.date),
    }));
    let sum = |number: fn(&PlanWeek) -> u32| counted.plans.iter().map(number).fold(0_u32, u32::saturating_add);
    let (due, practised) = (sum(|plan_week| plan_week.counts.due), sum(|plan_week| plan_week.counts.practised()));
    let practised_of_due = Tally {
        counts: match due {
            0 => Counts { extra: practised, ..Counts::default() },
            _ => Counts { due, done: practised, open: due.saturating_sub(practised), ..Counts::default() },
        },
        notes: sum(PlanWeek::count_notes_on_practice),
        ..Tally::default()
    };
    WeekFacts {
        said: phrases.short_date_range(first, end),
        number: consecutive_week_number(counted.week),
        days_so_far: count_as_u32(counted.week.dates().filter(|&d| d < counted.as_of)),
        over: end < counted.as_of,
        plans: count_as_u32(plans()),
        goals: count_as_u32(plans().filter(|plan| plan.goal.as_deref().is_some_and(|goal| !goal.trim().is_empty()))),
        running,
        tasks: short_list(&without_repeats(plans().map(|p| shorten_for_prompt(&p.task)).collect()), phrases),
        // Versions of a task are one step.
        steps: count_as_u32(step_names.iter()),
        step_tasks: short_list(&step_names, phrases),
        planned: sum(|plan_week| plan_week.counts.planned),
        due,
        practised,
        noted: phrases.practised_of_due(&practised_of_due),
        skipped: sum(|plan_week| count_as_u32(plan_week.days.iter().filter(|d| d.state == State::Skipped))),
        entries,
        nothing_noted: entries == 0,
        begins: false,
        quiet_weeks: 0,
        last_practised: 0,
        loss: noted.iter().flat_map(|e| &e.barriers).any(Barrier::is_loss),
        course_ends: this.counted.is_last_of_course(this.journal),
        step: step.and_then(|at| journal.plans.get(at)).map(|plan| shorten_for_prompt(&plan.task)).unwrap_or_default(),
        whose,
        words_on: days_with_words(journal, counted, phrases),
        paused: running == 0 && plans().any(|p| counted.week.dates().any(|d| is_paused(p, d))),
        also_done: u32::try_from(counted.also_done.len()).unwrap_or(u32::MAX),
        discuss: u32::try_from(discuss.len()).unwrap_or(u32::MAX),
        discuss_on: short_list(&without_repeats(discuss), phrases),
        helper_noticed: count_as_u32(noted.iter().filter(|e| e.helper.noticed == Some(true))),
    }
}

/// How barriers are told apart.
fn barrier_key(barrier: &Barrier) -> String {
    match barrier {
        Barrier::Known(known) => known.name.to_owned(),
        Barrier::Other(words) => crate::text::fold(words),
    }
}

/// Whether a barrier was noted on two days or more of the week, with whatever plan: the page begins with it.
fn is_noted_on_several_days(key: &str, this: WeekForFacts<'_>) -> bool {
    let WeekForFacts { journal, counted, .. } = this;
    let noted = journal.entries_between(counted.week.start(), counted.week.end().min(counted.as_of)).iter();
    let own = noted.filter(|e| e.written_by.is_none() && e.barriers.iter().any(|of| barrier_key(of) == key));
    own.map(|e| e.date).collect::<BTreeSet<NaiveDate>>().len() > 1
}

fn all_barrier_facts(plan: &Plan, entries: &[&Entry], this: WeekForFacts<'_>) -> Vec<BarrierFacts> {
    // A week has few of them, so a list is enough.
    let mut noted: Vec<NotedBarrier> = Vec::new();
    for e in entries {
        for barrier in e.barriers.iter().take(MAX_LISTED) {
            let key = barrier_key(barrier);
            let has_room = noted.len() < MAX_LISTED;
            let at = noted.iter().position(|of| of.key == key).or_else(|| {
                has_room.then(|| {
                    noted.push(NotedBarrier {
                        key,
                        barrier,
                        dates: Vec::new(),
                        in_the_way: 0,
                        tried: 0,
                        is_marked: true,
                    });
                })?;
                Some(noted.len() - 1)
            });
            if let Some(of) = at.and_then(|at| noted.get_mut(at)) {
                of.dates.push(e.date);
                of.in_the_way += u32::from(e.status != Status::Done);
                of.tried += u32::from(is_done_or_partly_done(e));
                of.is_marked &= e.is_marked_to_discuss();
            }
        }
    }
    noted.sort_by_key(|of| std::cmp::Reverse(of.dates.len()));
    let most = noted.first().map_or(0, |of| of.dates.len());
    let planned_for = plan.obstacle.as_deref().filter(|_| plan.then.is_some()).map(crate::text::fold);
    let facts = |of: NotedBarrier<'_>| {
        let planned_for = planned_for.as_ref().is_some_and(|obstacle| *obstacle == of.key);
        let repeated = is_noted_on_several_days(&of.key, this);
        BarrierFacts { planned_for, repeated, ..barrier_facts(of, most, this.phrases) }
    };
    noted.into_iter().map(facts).collect()
}

/// A barrier, and the dates of the entries that name it.
struct NotedBarrier<'a> {
    key: String,
    barrier: &'a Barrier,
    dates: Vec<NaiveDate>,
    /// How many of these entries are not wholly done.
    in_the_way: u32,
    /// How many of them are done or partly done.
    tried: u32,
    /// All of them are marked to talk about.
    is_marked: bool,
}

/// `most`: how often the barrier that was noted most often was.
fn barrier_facts(noted: NotedBarrier<'_>, most: usize, phrases: &dyn Phrases) -> BarrierFacts {
    let NotedBarrier { key, barrier, dates, in_the_way, tried, is_marked } = noted;
    let days = dates.iter().collect::<BTreeSet<_>>().len();
    let question = match barrier {
        Barrier::Known(known) => phrases.barrier_question(known, days),
        Barrier::Other(_) => None,
    };
    BarrierFacts {
        name: shorten_for_prompt(&key),
        said: shorten_for_prompt(&phrases.barrier_in_sentence(barrier)),
        group: barrier.group().to_owned(),
        question,
        count: count_as_u32(dates.iter()),
        in_the_way,
        tried,
        marked: is_marked,
        planned_for: false,
        repeated: false,
        most: dates.len() == most,
        on: distinct_short_weekdays(dates.into_iter(), phrases),
    }
}

fn all_rating_facts(plan: &Plan, entries: &[&Entry], phrases: &dyn Phrases) -> Vec<WeekRatingFacts> {
    plan.rate.iter().take(MAX_LISTED).filter_map(|rated| rating_facts(rated, entries, phrases)).collect()
}

fn rating_facts(rated: &RatingItem, entries: &[&Entry], phrases: &dyn Phrases) -> Option<WeekRatingFacts> {
    let RatingItem { name, scale } = rated;
    let values: Vec<Number> = ratings_of_name(name, entries);
    let (&first, &last) = (values.first()?, values.last()?);
    Some(WeekRatingFacts {
        name: shorten_for_prompt(name),
        count: count_as_u32(values.iter()),
        first: fact_number(first),
        last: fact_number(last),
        low: fact_number(values.iter().copied().min()?),
        high: fact_number(values.iter().copied().max()?),
        least: fact_number(scale.least),
        most: fact_number(scale.most),
        before: None,
        said: phrases.rating_change(first, last),
    })
}

fn ratings_of_name(name: &str, entries: &[&Entry]) -> Vec<Number> {
    entries.iter().flat_map(|e| &e.ratings).filter(|(n, _)| n == name).map(|&(_, number)| number).collect()
}

fn fact_number(number: Number) -> FactNumber {
    FactNumber(f64::from(number.hundredths) / 100.0)
}

/// The days that were made up, each with its other day.
fn moved_days(journal: &Journal, plan_week: &PlanWeek) -> Vec<(NaiveDate, NaiveDate)> {
    let moved = plan_week.entries.iter().filter_map(|c| match c.role {
        EntryRole::MovedFrom(from) => Some((from, journal.entries.get(c.entry)?.date)),
        _ => None,
    });
    moved.collect()
}

/// The days that were made up, each with its other day (`Thu on Sat`), and those other days alone (`Saturday`).
fn made_up_days_and_their_replacements(moved: &[(NaiveDate, NaiveDate)], phrases: &dyn Phrases) -> (String, String) {
    let pairs = moved.iter().map(|&(from, to)| phrases.day_made_up_on(from.weekday(), to.weekday())).collect();
    let to = without_repeats(moved.iter().map(|&(_, to)| phrases.weekday(to.weekday())).collect());
    (short_list(&without_repeats(pairs), phrases), phrases.list_with_and(&to))
}

fn practised_in_words(plan: &Plan, plan_week: &PlanWeek, practised: u32, this: WeekForFacts<'_>) -> String {
    match plan.when.schedule() {
        Schedule::AsItComes => this.phrases.how_many_times(usize::try_from(practised).unwrap_or(usize::MAX)),
        Schedule::OnDates | Schedule::Floating(_) => {
            this.phrases.practised_of_due(&Tally::of_plan(plan, plan_week, this.counted))
        }
    }
}

fn is_paused(plan: &Plan, date: NaiveDate) -> bool {
    plan.pauses.iter().any(|p| (p.first..=p.last).contains(&date))
}
