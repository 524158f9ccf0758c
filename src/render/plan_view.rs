//! One plan of the report model -> what its part of the templates is given.

use chrono::{Datelike, NaiveDate};

use crate::journal::{ChosenBy, Number, Scale};
use crate::phrases::plain::{as_label, with_capital, without_closing_marks};
use crate::phrases::{Phrases, Tally};
use crate::report::model::{
    DayFacts, EntryFacts, OccasionFacts, PlanReport, PlanWeekFigures, RatingFacts, RatingPair, Remark, TaskWeekFacts,
    TimeShown, TrackedFacts,
};
use crate::week::State;
use crate::when::Minutes;

use super::in_words::{entry_detail, shorten_for_heading};
use super::marks::{Mark, mark_of_state};
use super::picture::{self, Pebbles};
use super::view::{
    DayLine, DayListLine, DayStripPiece, EntryLine, FiguresView, Graph, OccasionLine, PlanView, RatingLine,
    RatingPairLine, TrackedLine, WeekCell, WeekLine,
};

/// From this many days in a row that are alike and without a note, they are one line of the list.
const ALIKE: usize = 3;

/// One plan in words, with its weeks on the axis of the page.
pub(super) fn plan_view(plan: &PlanReport, axis: &[NaiveDate], phrases: &dyn Phrases) -> PlanView {
    let days: Vec<DayLine> = plan.days.iter().map(|day| day_line(day, phrases)).collect();
    PlanView {
        title: shorten_for_heading(&plan.task),
        task: plan.task.clone(),
        count: phrases.done_counts(&plan.tally),
        sentence: phrases.if_then_sentence(&plan.when, &plan.task, plan.minutes, plan.place.as_deref()),
        goal: plan.goal.clone(),
        chosen_by: plan.chosen_by.map(ChosenBy::word),
        helper: plan.helper.clone(),
        coping: phrases.obstacle_and_coping_sentence(plan.obstacle.as_deref(), plan.then.as_deref()),
        then_used: plan.then_used.map(|of| {
            phrases.obstacle_and_plan_used(
                plan.obstacle.as_deref().map(without_closing_marks).filter(|o| !o.is_empty()),
                of.came_up,
                of.used,
            )
        }),
        remark: plan.remark.map(|remark| remark_in_words(remark, phrases)),
        coach: plan
            .coached
            .as_ref()
            // Nobody's plan shows an example that somebody made up; `check` does.
            .map(|asked| format!("{} {}", asked.reason_sentence(phrases), phrases.coach_question(asked.question))),
        list: list_lines(&plan.days, &days, phrases),
        strip: strip_of_marked_and_paused_days(&plan.days, &days, phrases),
        days,
        figures: figures_view(&plan.figures, &plan.tally, phrases),
        weeks: plan.weeks.iter().filter(|_| plan.weeks.len() > 1).map(|week| week_line(week, phrases)).collect(),
        silent: no_notes_in_all_weeks(&plan.weeks, phrases),
        trend: plan.trend.as_ref().map(|of| phrases.trend_sentences(of.direction, of.weeks, &of.late, &of.before)),
        ratings: plan.ratings.iter().map(|rating| rating_line(plan, rating, axis.len(), phrases)).collect(),
        rating_pairs: plan.rating_pairs.iter().map(|pair| pair_line(pair, axis.len(), phrases)).collect(),
        cells: week_cells(plan, axis, phrases),
    }
}

pub(super) fn remark_in_words(remark: Remark, phrases: &dyn Phrases) -> String {
    match remark {
        Remark::BeginsOn(date) => phrases.begins_on(date),
        Remark::EndedOn(date) => phrases.ended_on(date),
        Remark::Paused => phrases.paused_this_week(),
        Remark::Quiet(weeks) => phrases.nothing_noted_for_weeks(weeks),
    }
}

fn day_line(day: &DayFacts, phrases: &dyn Phrases) -> DayLine {
    let Mark { glyph, shape } = mark_of_state(day.state, day.date, day.moved_to);
    let occasion = |occasion: &OccasionFacts| {
        let Mark { glyph, shape } = mark_of_state(occasion.state, day.date, None);
        OccasionLine {
            time: occasion.time.map(|time| phrases.time_of_day(time)).unwrap_or_default(),
            mark: glyph,
            shape,
            word: phrases.state_name(occasion.state),
            detail: occasion
                .shown
                .as_ref()
                .map(|entry| detail_of_occasion(occasion, entry, phrases))
                .unwrap_or_default(),
        }
    };
    DayLine {
        date: day.date.to_string(),
        day: phrases.short_weekday_and_day(day.date),
        weekday: phrases.short_weekday(day.date.weekday()),
        shortest: phrases.shortest_weekday(day.date.weekday()),
        number: day.date.day(),
        long: phrases.date_without_year(day.date),
        mark: glyph,
        shape,
        word: day.moved_to.map_or_else(|| phrases.state_name(day.state), |to| phrases.moved_to(to)),
        occasions: day.occasions.iter().map(occasion).collect(),
        detail: day.shown.as_ref().map(|entry| entry_detail(entry, phrases)).unwrap_or_default(),
        more: day.more.iter().map(|entry| entry_line(entry, day.date, phrases)).collect(),
    }
}

/// What the entry of an occasion says, without the occasion's own time, which comes before it: `08:00 done, 2 min`.
fn detail_of_occasion(occasion: &OccasionFacts, entry: &EntryFacts, phrases: &dyn Phrases) -> String {
    let is_said = entry.time.is_some() && entry.time == occasion.time.map(TimeShown::At);
    let time = entry.time.filter(|_| !is_said);
    entry_detail(&EntryFacts { time, ..entry.clone() }, phrases)
}

fn entry_line(entry: &EntryFacts, date: NaiveDate, phrases: &dyn Phrases) -> EntryLine {
    let state = entry.status.map_or(State::None, State::of_status);
    let Mark { glyph, shape } = mark_of_state(state, date, None);
    EntryLine { mark: glyph, shape, word: phrases.state_name(state), detail: entry_detail(entry, phrases) }
}

/// The days as a list. A run of three or more that are alike and have no note is one line, so that a quiet week is not
/// repeated seven times.
fn list_lines(facts: &[DayFacts], days: &[DayLine], phrases: &dyn Phrases) -> Vec<DayListLine> {
    let is_quiet = |day: &DayFacts| {
        matches!(day.state, State::Open | State::Upcoming) && day.shown.is_none() && day.more.is_empty()
    };
    let mut lines = Vec::new();
    let mut rest: Vec<(&DayFacts, &DayLine)> = facts.iter().zip(days).collect();
    while let Some(&(day, line)) = rest.first() {
        let alike = rest.iter().take_while(|(other, _)| is_quiet(other) && other.state == day.state).count();
        let run = if alike >= ALIKE { alike } else { 1 };
        let last = rest.get(run - 1).map_or(day.date, |(last, _)| last.date);
        let label = if run > 1 { phrases.weekday_and_day_range(day.date, last) } else { line.day.clone() };
        lines.extend(day_lines(label, line, run));
        rest.drain(..run);
    }
    lines
}

/// A date of the list, or a run of dates, with its further notes below.
fn day_lines(label: String, day: &DayLine, run: usize) -> Vec<DayListLine> {
    let mut lines = Vec::new();
    let line = |day: String, mark: &'static str, shape: &'static str, word: &str, detail: &str| DayListLine {
        day,
        mark,
        shape,
        word: word.to_owned(),
        detail: detail.to_owned(),
    };
    if run == 1 && !day.occasions.is_empty() {
        for one in &day.occasions {
            let word = format!("{} {}", one.time, one.word);
            lines.push(line(day.day.clone(), one.mark, one.shape, word.trim(), &one.detail));
        }
    } else if !day.mark.is_empty() {
        lines.push(line(label, day.mark, day.shape, &day.word, &day.detail));
    }
    lines.extend(day.more.iter().map(|e| line(day.day.clone(), e.mark, e.shape, &e.word, &e.detail)));
    lines
}

fn figures_view(figures: &PlanWeekFigures, tally: &Tally, phrases: &dyn Phrases) -> FiguresView {
    FiguresView {
        rest: phrases.counts_beside_done(tally),
        minutes: phrases.minutes_noted_and_planned(figures.minutes, figures.planned_each, figures.planned_week),
        planned_day: figures.days_practised.map(|ratio| phrases.count_of_total(ratio)),
        at_times: phrases.counts_by_time_of_day(&figures.at_times),
        on_time: figures.on_time.map(|ratio| phrases.count_of_total(ratio)),
        in_place: figures.in_place.map(|ratio| phrases.count_of_total(ratio)),
        written_later: phrases.written_later(&figures.written_later),
    }
}

fn week_line(week: &TaskWeekFacts, phrases: &dyn Phrases) -> WeekLine {
    let tally = week.tally.unwrap_or_default();
    WeekLine {
        label: phrases.day_and_short_month(week.start),
        count: week.tally.map_or_else(|| phrases.not_in_this_week(), |tally| phrases.done_counts(&tally)),
        due: tally.counts.due,
        done: tally.counts.done,
        partly: tally.counts.partly,
        extra: tally.counts.extra,
        short: week.tally.map(|tally| phrases.done_counts_in_pieces(&tally)).unwrap_or_default(),
        minutes: week.minutes.map(|minutes| phrases.minutes_as_number(minutes)),
    }
}

/// A sentence that no week has a note; none if one has.
fn no_notes_in_all_weeks(weeks: &[TaskWeekFacts], phrases: &dyn Phrases) -> Option<String> {
    let is_silent = |tally: Tally| tally.is_due_and_nothing_noted() && tally.is_without_note();
    let are_silent = weeks.len() > 1 && weeks.iter().all(|week| week.tally.is_some_and(is_silent));
    are_silent.then(|| phrases.no_notes_in_weeks(weeks.len()))
}

/// The days that have a mark, and a pause as one piece.
fn strip_of_marked_and_paused_days(facts: &[DayFacts], days: &[DayLine], phrases: &dyn Phrases) -> Vec<DayStripPiece> {
    let mut pieces: Vec<DayStripPiece> = Vec::new();
    let mut pause_from: Option<NaiveDate> = None;
    for (at, (fact, day)) in facts.iter().zip(days).enumerate() {
        let (first, end) = (at + 1, at + 2);
        let of = pieces.last_mut().filter(|piece| piece.paused && piece.end == first);
        match (fact.is_paused, of, pause_from) {
            (true, Some(pause), Some(from)) => {
                pause.end = end;
                pause.day = phrases.weekday_and_day_range(from, fact.date);
            }
            (true, ..) => pause_from = Some(fact.date),
            (false, ..) => {}
        }
        if fact.is_paused && pause_from == Some(fact.date) || !fact.is_paused && !day.shape.is_empty() {
            pieces.push(DayStripPiece {
                first,
                end,
                day: day.day.clone(),
                paused: fact.is_paused,
                mark: day.mark,
                shape: day.shape,
                word: day.word.clone(),
                occasions: day.occasions.clone(),
            });
        }
    }
    pieces
}

/// The plan's weeks on the axis of the page.
fn week_cells(plan: &PlanReport, axis: &[NaiveDate], phrases: &dyn Phrases) -> Vec<WeekCell> {
    if plan.weeks.is_empty() {
        return Vec::new();
    }
    let of_week = |start: &NaiveDate| {
        let week = plan.weeks.iter().find(|week| week.start == *start)?;
        week.tally.map(|tally| (tally, week.minutes))
    };
    let weeks: Vec<_> = axis.iter().map(|start| (start, of_week(start))).collect();
    let most = weeks.iter().filter_map(|(_, week)| *week).map(|(tally, _)| Pebbles::of(&tally).number());
    let wide = picture::pebbles_per_row(most.max().unwrap_or(0));
    let cell = |(start, week): (&NaiveDate, Option<(Tally, Option<Minutes>)>)| WeekCell {
        label: phrases.day_and_short_month(*start),
        present: week.is_some(),
        short: week
            .map_or_else(|| vec![phrases.not_in_this_week()], |(tally, _)| phrases.done_counts_in_pieces(&tally)),
        minutes: week.and_then(|(_, minutes)| minutes).map(|minutes| phrases.short_minutes(minutes)),
        pile: week.and_then(|(tally, _)| picture::draw_pile(Pebbles::of(&tally), wide, picture::HIGH)),
    };
    weeks.into_iter().map(cell).collect()
}

fn rating_line(plan: &PlanReport, rating: &RatingFacts, weeks: usize, phrases: &dyn Phrases) -> RatingLine {
    let number_in_words = |number: Number| phrases.rating_number(number);
    let values: Vec<Option<String>> = numbers_in_words(&rating.medians, &number_in_words);
    let this_week: Vec<(NaiveDate, Number)> = rating.this_week.iter().map(|of| (of.date, of.number)).collect();
    let is_whole = |pair: &RatingPair| pair.of_this_week.len() >= rating.count_this_week;
    let pair = plan.rating_pairs.iter().find(|pair| pair.first == rating.name || pair.second == rating.name);
    RatingLine {
        name: as_label(&with_capital(&rating.name)),
        scale: phrases.scale(rating.scale),
        line: values_in_line(last_items(&values, weeks)),
        values,
        this_week: (!this_week.is_empty()).then(|| phrases.rated_this_week(&this_week, rating.count_this_week)),
        before: rating.before.map(|of| phrases.median_of_earlier_week(of.start, &number_in_words(of.median))),
        paired: pair.is_some(),
        in_pair: pair.is_some_and(is_whole) && rating.count_this_week > 0,
        graph: median_graph(&rating.medians, Some(rating.scale), weeks, &number_in_words),
    }
}

fn pair_line(pair: &RatingPair, weeks: usize, phrases: &dyn Phrases) -> RatingPairLine {
    let both = |(first, second)| phrases.rating_pair(first, second);
    let days = pair
        .of_this_week
        .iter()
        .map(|on| format!("{}: {}", phrases.short_weekday_and_day(on.date), both((on.first, on.second))));
    let values: Vec<Option<String>> = pair.medians.iter().map(|pair| pair.map(both)).collect();
    RatingPairLine {
        first: as_label(&with_capital(&pair.first)),
        second: as_label(&pair.second),
        days: days.collect::<Vec<_>>().join("; "),
        weeks: last_items(&values, weeks)
            .iter()
            .map(|value| value.as_deref().unwrap_or("–"))
            .collect::<Vec<_>>()
            .join("; "),
        cells: last_items(&values, weeks).to_vec(),
        values,
    }
}

/// A tracked number, in words.
pub(super) fn tracked_line(tracked: &TrackedFacts, weeks: usize, phrases: &dyn Phrases) -> TrackedLine {
    let number_in_words = |number: Number| match tracked.are_lengths {
        true => phrases.hours_and_minutes(number),
        false => phrases.rating_number(number),
    };
    let on = |&(date, number): &(NaiveDate, Option<Number>)| {
        Some(format!("{} {}", phrases.short_weekday(date.weekday()), number_in_words(number?)))
    };
    let values = numbers_in_words(&tracked.medians, &number_in_words);
    TrackedLine {
        name: as_label(&with_capital(&tracked.name)),
        scale: tracked.scale.map(|scale| phrases.scale(scale)),
        days: tracked.days.iter().map(|(_, number)| number.map(number_in_words)).collect(),
        days_line: tracked.days.iter().filter_map(on).collect::<Vec<_>>().join(", "),
        line: values_in_line(last_items(&values, weeks)),
        values,
        before: tracked.before.map(|of| phrases.median_of_earlier_week(of.start, &number_in_words(of.median))),
        graph: median_graph(&tracked.medians, tracked.scale, weeks, &number_in_words),
    }
}

fn numbers_in_words(numbers: &[Option<Number>], number_in_words: &dyn Fn(Number) -> String) -> Vec<Option<String>> {
    numbers.iter().map(|number| number.map(number_in_words)).collect()
}

/// The values in one line, with a dash for a week without one.
fn values_in_line(values: &[Option<String>]) -> String {
    values.iter().map(|value| value.as_deref().unwrap_or("–")).collect::<Vec<_>>().join(", ")
}

/// The last `weeks` of the weeks looked at as a line: from the least to the most of the scale, else from nothing to the highest of
/// them.
fn median_graph(
    medians: &[Option<Number>],
    scale: Option<Scale>,
    weeks: usize,
    number_in_words: &dyn Fn(Number) -> String,
) -> Graph {
    let shown = last_items(medians, weeks);
    let of = |number: Number| i64::from(number.hundredths);
    let highest = shown.iter().flatten().map(|number| of(*number)).max().unwrap_or(0);
    let (least, most) = scale.map_or((0, highest), |scale| (of(scale.least), of(scale.most)));
    let parts: Vec<Option<i64>> =
        shown.iter().map(|number| number.map(|number| 1000 * (of(number) - least) / (most - least).max(1))).collect();
    let (line, dots) = picture::draw_line_and_points(&parts);
    Graph {
        leading: shown.iter().take_while(|number| number.is_none()).count(),
        cells: numbers_in_words(shown, number_in_words),
        line,
        dots,
    }
}

fn last_items<T>(items: &[T], count: usize) -> &[T] {
    items.get(items.len().saturating_sub(count)..).unwrap_or_default()
}
