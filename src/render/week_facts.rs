//! The facts of one week for other programs (docs/specification.md#91-json).

use chrono::NaiveDate;

use super::in_words::start_here_sentence;
use super::week_entries_facts::{
    barrier_name, client_entry_data_of_week, date_of_last_client_entry, notes_about_helper,
};
use crate::data::{
    AgreedItem, AlsoDone, BarrierCount, DatedValue, DayData, Decimal, DoneCounts, LastTime, MinutesNoted, OccasionData,
    OutOf, PlanData, ProblemCount, RatingData, SCHEMA, StepData, ThenUsed, ToDiscuss, TrackedData, WeekData, WeekSpan,
};
use crate::journal::{self, Journal, RatingItem, View};
use crate::phrases::plain::one_plain_line;
use crate::phrases::{Phrases, Tally};
use crate::report::model::{
    self, AgreedFacts, AgreementContent, AskedQuestion, BarrierDates, PlannedStep, Quote, QuoteSource,
};
use crate::report::{Report, obstacle_counts_and_plan_use};
use crate::week::{self, CountedWeek, Counts, PlanWeek, Ratio};

/// One week, as other programs read it. `as_of` is the date that was asked for; a week that has ended before it counts the
/// same on any later date.
#[must_use]
pub fn week_data(
    journal: &Journal,
    counted: &CountedWeek,
    as_of: NaiveDate,
    report: &Report,
    phrases: &dyn Phrases,
) -> WeekData {
    let (start, end) = (counted.week.start(), counted.week.end());
    let agenda = &report.agenda;
    let points = [&agenda.first, &agenda.middle, &agenda.last].into_iter().flatten();
    WeekData {
        schema: SCHEMA,
        name: report.name.clone(),
        as_of,
        week: WeekSpan { start, end },
        to_discuss: report.marked_discuss.iter().map(|quote| to_discuss(quote, start)).collect(),
        start_with: report.start_here.iter().find_map(|start| start_here_sentence(start, phrases)),
        last_time: report.last_time.as_ref().map(last_time),
        session: report.agenda.session,
        next_session: report.next_session,
        course_end: report.course_end,
        agenda: points.flat_map(lines_of_point).collect(),
        steps: report.steps.iter().map(step).collect(),
        plans: counted.plans.iter().filter_map(|week| plan_data(journal, counted, week)).collect(),
        also_done: also_done(journal, counted),
        barriers: report.barriers.iter().flat_map(barrier_counts_by_task).collect(),
        helper: notes_about_helper(journal, counted),
        entries: client_entry_data_of_week(journal, counted),
        tracked: tracked_data(journal, counted),
        last_noted: date_of_last_client_entry(journal, counted),
        problems: ProblemCount { notes: journal.left_out_count, lines: week::count_unread_lines(journal, counted) },
    }
}

/// The same without what only the page says: what to bring up, where to start, what was agreed, the agenda, and the helper's own notes.
#[must_use]
pub fn week_data_of_counts_only(
    journal: &Journal,
    counted: &CountedWeek,
    as_of: NaiveDate,
    phrases: &dyn Phrases,
) -> WeekData {
    let name = journal.settings.name.as_deref().map(one_plain_line).filter(|name| !name.is_empty());
    week_data(journal, counted, as_of, &Report { name, ..Report::default() }, phrases)
}

fn to_discuss(quote: &Quote, week_start: NaiveDate) -> ToDiscuss {
    let about_week = matches!(quote.source, QuoteSource::Answer { .. } | QuoteSource::Week { .. });
    let (date, task) = match &quote.source {
        QuoteSource::Entry { date, task } => (*date, Some(task.clone())),
        QuoteSource::Helper { date, task, .. } => (*date, task.clone()),
        // Words beside one line are about it.
        QuoteSource::Day { date } => match quote.noted.as_slice() {
            [only] => (*date, only.task.clone()),
            _ => (*date, None),
        },
        QuoteSource::Answer { week, .. } | QuoteSource::Week { start: week } => (*week, None),
        QuoteSource::Plan { task } => (week_start, Some(task.clone())),
    };
    let words = (!quote.lines.is_empty()).then(|| quote.lines.join("\n"));
    ToDiscuss { date, about_week, task, words, felt: quote.felt.clone(), helped: quote.helped.clone() }
}

/// A point of the agenda, with the client's own answer if the page has it.
fn lines_of_point(point: &AskedQuestion) -> impl Iterator<Item = String> {
    let answer = point.answer.iter().filter(|line| !line.is_empty()).cloned();
    [point.text.clone()].into_iter().chain(answer)
}

fn last_time(last: &model::LastSessionAgreements) -> LastTime {
    LastTime { date: last.date, agreed: last.agreed.iter().map(agreed).collect() }
}

fn agreed(of: &AgreedFacts) -> AgreedItem {
    let (words, of_step) = match &of.what {
        AgreementContent::Words(words) => (Some(words.clone()), None),
        AgreementContent::Step(of_step) => (None, Some(step(of_step))),
    };
    AgreedItem { words, step: of_step, task: of.task.clone(), count: of.tally.as_ref().map(count) }
}

fn count(tally: &Tally) -> DoneCounts {
    let Counts { planned, due, done, partly, extra, .. } = tally.counts;
    DoneCounts { planned, due, done, partly, extra }
}

fn step(of: &PlannedStep) -> StepData {
    StepData {
        task: of.task.clone(),
        when: of.when_text.clone(),
        place: of.place.clone(),
        minutes: of.minutes.map(Decimal::from_minutes),
    }
}

fn plan_data(journal: &Journal, counted: &CountedWeek, week: &PlanWeek) -> Option<PlanData> {
    let plan = journal.plans.get(week.plan)?;
    let of = |share: Option<Ratio>| share.map(|s| OutOf { count: s.count, of: s.total });
    Some(PlanData {
        task: plan.task.clone(),
        note: note_path_if_client_view(journal, &plan.note),
        start: Some(plan.start),
        ended_on: plan.end.filter(|end| counted.week.contains(*end) && *end < counted.as_of),
        when: plan.when_text.clone(),
        counts: week.counts,
        days_practised: of(week.days_practised),
        completion: Decimal::completion(week.counts),
        minutes: MinutesNoted {
            noted: Decimal::from_minutes(week.minutes.noted),
            known_for: week.minutes.known_for,
            planned_each: week.minutes.planned_each.map(Decimal::from_minutes),
            planned_week: week.minutes.planned_week.map(Decimal::from_minutes),
        },
        on_time: of(week.on_time),
        in_place: of(week.in_place),
        came_up: week.came_up,
        then: obstacle_counts_and_plan_use(journal, counted, week)
            .map(|of| ThenUsed { came_up: of.came_up, used: of.used }),
        days: week.days.iter().map(|of| day_data(week, of)).collect(),
        paused_on: week
            .days
            .iter()
            .filter(|day| day.is_paused && day.state == week::State::None)
            .map(|day| day.date)
            .collect(),
        occasions: occasions(journal, week),
        ratings: plan.rate.iter().map(|rated| rating_data(journal, counted, week, rated)).collect(),
    })
}

fn note_path_if_client_view(journal: &Journal, note: &str) -> Option<String> {
    (journal.view == View::Client).then(|| note.to_owned())
}

fn day_data(week: &PlanWeek, day: &week::PlanDay) -> DayData {
    // If a count floats, no date has an occasion of its own.
    let here = week.occasions.iter().filter(|occasion| day.planned > 0 && occasion.date == Some(day.date));
    DayData {
        date: day.date,
        planned: day.planned,
        status: day.state,
        occasions: here.map(week::Occasion::shown_state).collect(),
    }
}

fn occasions(journal: &Journal, week: &PlanWeek) -> Vec<OccasionData> {
    let mut before: (Option<NaiveDate>, usize) = (None, 0);
    let of = |occasion: &week::Occasion| {
        let number = if occasion.date == before.0 { before.1 + 1 } else { 1 };
        before = (occasion.date, number);
        OccasionData {
            date: occasion.date,
            number: occasion.date.map(|_| number),
            state: occasion.state,
            moved: occasion.is_moved,
            noted_on: occasion.entry.and_then(|at| journal.entries.get(at)).map(|entry| entry.date),
        }
    };
    week.occasions.iter().map(of).collect()
}

fn rating_data(journal: &Journal, counted: &CountedWeek, week: &PlanWeek, rated: &RatingItem) -> RatingData {
    // The journal's entries are in order of time, but here those of a date are in order of the best first.
    let mut places: Vec<usize> = week.entries.iter().map(|of| of.entry).collect();
    places.sort_unstable();
    let entries = places.into_iter().filter_map(|at| journal.entries.get(at));
    let noted = entries.filter(|entry| entry.date <= counted.as_of);
    let values: Vec<(NaiveDate, journal::Number)> = noted
        .flat_map(|entry| entry.ratings.iter().filter(|(name, _)| *name == rated.name).map(|(_, n)| (entry.date, *n)))
        .collect();
    RatingData {
        name: rated.name.clone(),
        least: rated.scale.least.into(),
        most: rated.scale.most.into(),
        median: median(&values),
        values: values.into_iter().map(dated_value).collect(),
    }
}

fn tracked_data(journal: &Journal, counted: &CountedWeek) -> Vec<TrackedData> {
    let last = counted.week.end().min(counted.as_of);
    let numbers = journal.tracked_between(counted.week.start(), last);
    let of = |(at, tracked): (usize, &journal::TrackedItem)| {
        let here = numbers.iter().filter(|of| of.track_index == at);
        let values: Vec<(NaiveDate, journal::Number)> = here.map(|of| (of.date, of.number)).collect();
        TrackedData {
            name: tracked.name.clone(),
            least: tracked.scale.map(|scale| scale.least.into()),
            most: tracked.scale.map(|scale| scale.most.into()),
            median: median(&values),
            values: values.into_iter().map(dated_value).collect(),
        }
    };
    // A name alone may be that of a number that stands in private notes only.
    let all = journal.settings.track.iter().enumerate().map(of);
    all.filter(|tracked| !tracked.values.is_empty()).collect()
}

fn median(values: &[(NaiveDate, journal::Number)]) -> Option<Decimal> {
    journal::Number::median(values.iter().map(|(_, number)| *number).collect()).map(Decimal::from)
}

fn dated_value((date, number): (NaiveDate, journal::Number)) -> DatedValue {
    DatedValue { date, value: number.into() }
}

fn also_done(journal: &Journal, counted: &CountedWeek) -> Vec<AlsoDone> {
    let entries = counted.also_done.iter().filter_map(|&entry| journal.entries.get(entry));
    let of = |entry: &journal::Entry| AlsoDone {
        task: entry.task.clone(),
        date: entry.date,
        minutes: entry.minutes.map(Decimal::from_minutes),
        note: note_path_if_client_view(journal, &entry.note),
    };
    entries.map(of).collect()
}

/// A barrier with each task that it got in the way of.
fn barrier_counts_by_task(barrier_dates: &BarrierDates) -> impl Iterator<Item = BarrierCount> {
    let name = barrier_name(&barrier_dates.barrier);
    barrier_dates.tasks.iter().map(move |(task, dates)| BarrierCount {
        name: name.name.clone(),
        group: name.group.clone(),
        task: task.clone(),
        count: dates.len(),
    })
}
