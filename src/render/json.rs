//! `show --format json` (docs/specification.md#9-commands): view structs of their own, so that this form stays as it
//! is.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::journal::{self, Journal, RatingItem, View};
use crate::phrases::Tally;
use crate::report::model::{AgreedFacts, AgreedWhat, LastTime, StepFacts};
use crate::report::{Report, then_used};
use crate::week::{self, CountedWeek, PlanWeek, Ratio};
use crate::when::Minutes;

/// One week, as other programs read it. `as_of` is the date that was asked for; a week that has ended before it counts the
/// same on any later date.
#[must_use]
pub fn week_json<'a>(
    journal: &'a Journal,
    counted: &'a CountedWeek,
    as_of: NaiveDate,
    report: &'a Report,
) -> impl Serialize + 'a {
    WeekJson {
        schema: 1,
        as_of: as_of.to_string(),
        week: SpanJson { start: counted.week.start().to_string(), end: counted.week.end().to_string() },
        last_time: report.last_time.as_ref().map(last_time),
        session: report.agenda.session.map(|date| date.to_string()),
        next_session: report.next_session.map(|date| date.to_string()),
        steps: report.steps.iter().map(step).collect(),
        plans: counted.plans.iter().filter_map(|week| plan_json(journal, counted, week)).collect(),
        also_done: counted
            .also_done
            .iter()
            .filter_map(|&entry| journal.entries.get(entry))
            .map(|entry| AlsoDoneJson {
                task: &entry.task,
                date: entry.date.to_string(),
                minutes: entry.minutes.map(NumberJson::from_minutes),
                note: note_path(journal, &entry.note),
            })
            .collect(),
        tracked: tracked_json(journal, counted),
        problems: ProblemCountJson { notes: journal.left_out_count },
    }
}

#[derive(Serialize)]
struct WeekJson<'a> {
    schema: u32,
    as_of: String,
    week: SpanJson,
    /// What was agreed in the last session.
    last_time: Option<LastTimeJson<'a>>,
    /// The date of this week's session, and of the next one, where they are known.
    session: Option<String>,
    next_session: Option<String>,
    /// The steps that are in force, in order of task.
    steps: Vec<StepJson<'a>>,
    plans: Vec<PlanJson<'a>>,
    also_done: Vec<AlsoDoneJson<'a>>,
    /// The days' own numbers, as the settings list them.
    tracked: Vec<TrackedJson<'a>>,
    problems: ProblemCountJson,
}

#[derive(Serialize)]
struct LastTimeJson<'a> {
    date: String,
    agreed: Vec<AgreedJson<'a>>,
}

/// One thing that was agreed: in the words of a session's note, or a step that began since.
#[derive(Serialize)]
struct AgreedJson<'a> {
    words: Option<&'a str>,
    step: Option<StepJson<'a>>,
    task: Option<&'a str>,
    count: Option<CountJson>,
}

#[derive(Serialize)]
struct CountJson {
    planned: u32,
    due: u32,
    done: u32,
    partly: u32,
    extra: u32,
}

#[derive(Serialize)]
struct StepJson<'a> {
    task: &'a str,
    when: Option<&'a str>,
    #[serde(rename = "where")]
    place: Option<&'a str>,
    minutes: Option<NumberJson>,
}

/// How often the obstacle came up, and how often the plan for it was used.
#[derive(Serialize)]
struct ThenJson {
    came_up: usize,
    used: usize,
}

#[derive(Serialize)]
struct SpanJson {
    start: String,
    end: String,
}

#[derive(Serialize)]
struct PlanJson<'a> {
    task: &'a str,
    /// Its file; none of what is shared, since its name is the client's words too.
    note: Option<&'a str>,
    when: Option<&'a str>,
    planned: u32,
    due: u32,
    done: u32,
    partly: u32,
    not_done: u32,
    open: u32,
    upcoming: u32,
    moved: u32,
    extra: u32,
    days_practised: Option<RatioJson>,
    completion: Option<NumberJson>,
    minutes: MinutesNotedJson,
    on_time: Option<RatioJson>,
    in_place: Option<RatioJson>,
    came_up: Option<CameUpJson>,
    then: Option<ThenJson>,
    days: Vec<DayJson>,
    /// What the plan rates, in its order.
    ratings: Vec<RatingJson<'a>>,
}

/// What one name was rated this week.
#[derive(Serialize)]
struct RatingJson<'a> {
    name: &'a str,
    least: NumberJson,
    most: NumberJson,
    median: Option<NumberJson>,
    /// In order of time.
    values: Vec<DatedNumberJson>,
}

/// A key of day notes. Without a scale any number may stand there.
#[derive(Serialize)]
struct TrackedJson<'a> {
    name: &'a str,
    least: Option<NumberJson>,
    most: Option<NumberJson>,
    median: Option<NumberJson>,
    values: Vec<DatedNumberJson>,
}

#[derive(Serialize)]
struct DatedNumberJson {
    date: String,
    value: NumberJson,
}

/// What was noted of a plan that is noted as it comes up.
#[derive(Serialize)]
struct CameUpJson {
    done: u32,
    partly: u32,
    not_done: u32,
}

#[derive(Serialize)]
struct RatioJson {
    count: u32,
    of: u32,
}

#[derive(Serialize)]
struct MinutesNotedJson {
    noted: NumberJson,
    known_for: u32,
    planned_each: Option<NumberJson>,
    planned_week: Option<NumberJson>,
}

#[derive(Serialize)]
struct DayJson {
    date: String,
    planned: u32,
    status: &'static str,
    /// What became of each of its occasions, in order of time.
    occasions: Vec<&'static str>,
}

#[derive(Serialize)]
struct AlsoDoneJson<'a> {
    task: &'a str,
    date: String,
    minutes: Option<NumberJson>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct ProblemCountJson {
    notes: u32,
}

fn last_time(last: &LastTime) -> LastTimeJson<'_> {
    LastTimeJson { date: last.date.to_string(), agreed: last.agreed.iter().map(agreed).collect() }
}

fn agreed(of: &AgreedFacts) -> AgreedJson<'_> {
    let (words, of_step) = match &of.what {
        AgreedWhat::Words(words) => (Some(words.as_str()), None),
        AgreedWhat::Step(of_step) => (None, Some(step(of_step))),
    };
    AgreedJson { words, step: of_step, task: of.task.as_deref(), count: of.tally.as_ref().map(count) }
}

fn count(tally: &Tally) -> CountJson {
    let Tally { planned, due, done, partly, extra, .. } = *tally;
    CountJson { planned, due, done, partly, extra }
}

fn step(of: &StepFacts) -> StepJson<'_> {
    StepJson {
        task: &of.task,
        when: of.when_text.as_deref(),
        place: of.place.as_deref(),
        minutes: of.minutes.map(NumberJson::from_minutes),
    }
}

fn plan_json<'a>(journal: &'a Journal, counted: &CountedWeek, week: &PlanWeek) -> Option<PlanJson<'a>> {
    let plan = journal.plans.get(week.plan)?;
    let of = |share: Option<Ratio>| share.map(|s| RatioJson { count: s.count, of: s.total });
    Some(PlanJson {
        task: &plan.task,
        note: note_path(journal, &plan.note),
        when: plan.when_text.as_deref(),
        planned: week.planned,
        due: week.due,
        done: week.done,
        partly: week.partly,
        not_done: week.not_done,
        open: week.open,
        upcoming: week.upcoming,
        moved: week.moved,
        extra: week.extra,
        days_practised: of(week.days_practised),
        completion: completion_number(week.done, week.partly, week.due),
        minutes: MinutesNotedJson {
            noted: NumberJson::from_minutes(week.minutes.noted),
            known_for: week.minutes.known_for,
            planned_each: week.minutes.planned_each.map(NumberJson::from_minutes),
            planned_week: week.minutes.planned_week.map(NumberJson::from_minutes),
        },
        on_time: of(week.on_time),
        in_place: of(week.in_place),
        came_up: week.came_up.map(|of| CameUpJson { done: of.done, partly: of.partly, not_done: of.not_done }),
        then: then_used(journal, counted, week).map(|of| ThenJson { came_up: of.came_up, used: of.used }),
        days: week.days.iter().map(|of| day_json(week, of)).collect(),
        ratings: plan.rate.iter().map(|rated| rating_json(journal, counted, week, rated)).collect(),
    })
}

fn note_path<'a>(journal: &Journal, note: &'a str) -> Option<&'a str> {
    (journal.view == View::Client).then_some(note)
}

fn rating_json<'a>(journal: &Journal, counted: &CountedWeek, week: &PlanWeek, rated: &'a RatingItem) -> RatingJson<'a> {
    // The journal's entries are in order of time, those of a date here with the best first.
    let mut places: Vec<usize> = week.entries.iter().map(|of| of.entry).collect();
    places.sort_unstable();
    let entries = places.into_iter().filter_map(|at| journal.entries.get(at));
    let noted = entries.filter(|entry| entry.date <= counted.as_of);
    let values: Vec<(NaiveDate, journal::Number)> = noted
        .flat_map(|entry| entry.ratings.iter().filter(|(name, _)| *name == rated.name).map(|(_, n)| (entry.date, *n)))
        .collect();
    RatingJson {
        name: &rated.name,
        least: rated.scale.least.into(),
        most: rated.scale.most.into(),
        median: median_json(&values),
        values: values.into_iter().map(dated_number_json).collect(),
    }
}

fn tracked_json<'a>(journal: &'a Journal, counted: &CountedWeek) -> Vec<TrackedJson<'a>> {
    let last = counted.week.end().min(counted.as_of);
    let numbers = journal.tracked_between(counted.week.start(), last);
    let of = |(at, tracked): (usize, &'a journal::TrackedItem)| {
        let here = numbers.iter().filter(|of| of.track_index == at);
        let values: Vec<(NaiveDate, journal::Number)> = here.map(|of| (of.date, of.number)).collect();
        TrackedJson {
            name: &tracked.name,
            least: tracked.scale.map(|scale| scale.least.into()),
            most: tracked.scale.map(|scale| scale.most.into()),
            median: median_json(&values),
            values: values.into_iter().map(dated_number_json).collect(),
        }
    };
    journal.settings.track.iter().enumerate().map(of).collect()
}

fn median_json(values: &[(NaiveDate, journal::Number)]) -> Option<NumberJson> {
    journal::Number::median(values.iter().map(|(_, number)| *number).collect()).map(NumberJson::from)
}

fn dated_number_json((date, number): (NaiveDate, journal::Number)) -> DatedNumberJson {
    DatedNumberJson { date: date.to_string(), value: number.into() }
}

fn day_json(week: &PlanWeek, day: &week::Day) -> DayJson {
    // Of a count that floats no date has an occasion of its own.
    let here = week.occasions.iter().filter(|occasion| day.planned > 0 && occasion.date == Some(day.date));
    DayJson {
        date: day.date.to_string(),
        planned: day.planned,
        status: day.state.name(),
        occasions: here.map(|occasion| occasion.shown_state().name()).collect(),
    }
}

/// A number in ten-thousandths: an integer where it is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NumberJson(i64);

impl NumberJson {
    pub(super) fn from_whole(number: i64) -> NumberJson {
        NumberJson(number.saturating_mul(10_000))
    }

    pub(super) fn from_minutes(minutes: Minutes) -> NumberJson {
        NumberJson((i64::from(minutes.seconds) * 10_000 + 30) / 60)
    }
}

impl From<journal::Number> for NumberJson {
    fn from(number: journal::Number) -> NumberJson {
        NumberJson(i64::from(number.hundredths) * 100)
    }
}

impl Serialize for NumberJson {
    #[expect(clippy::cast_precision_loss, reason = "minutes of a week and what is rated, far below 2^52")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 10_000 == 0 {
            serializer.serialize_i64(self.0 / 10_000)
        } else {
            serializer.serialize_f64(self.0 as f64 / 10_000.0)
        }
    }
}

/// (done + partly/2) / due, to four places, half up; none where nothing is due.
pub(super) fn completion_number(done: u32, partly: u32, due: u32) -> Option<NumberJson> {
    let (done, partly, due) = (i64::from(done), i64::from(partly), i64::from(due));
    (due > 0).then(|| NumberJson(((2 * done + partly) * 10_000 + due) / (2 * due)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_where_they_can_be() {
        let of = |seconds| serde_json::to_string(&NumberJson::from_minutes(Minutes { seconds })).unwrap();
        assert_eq!((of(540), of(90), of(0)), ("9".to_owned(), "1.5".to_owned(), "0".to_owned()));
        let of = |done, partly, due| serde_json::to_string(&completion_number(done, partly, due)).unwrap();
        assert_eq!(
            (of(3, 1, 6), of(1, 0, 3), of(2, 0, 3)),
            ("0.5833".to_owned(), "0.3333".to_owned(), "0.6667".to_owned())
        );
        assert_eq!((of(6, 0, 6), of(0, 0, 6), of(0, 0, 0)), ("1".to_owned(), "0".to_owned(), "null".to_owned()));
    }
}
