//! The rows of `export` (docs/data.md): one counted week -> the lines of every table.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::export_cells::{Cell, ExportForm, ExportTable};
use super::export_names::ExportNames;
use crate::data::Decimal;
use crate::journal::{Barrier, Entry, Journal, Response, ThenUse};
use crate::report::model::TimeShown;
use crate::report::{then_used, time_of_entry_as_shown};
use crate::week::{CameUp, CountedEntry, CountedWeek, EntryRole, PlanWeek, Ratio, State};
use crate::when::{Clock, Minutes, TimeOfDay};

/// The lines of one week, of each table of [`ExportTable::ALL`]. `names` keeps what it called things for the weeks after.
pub fn export_week(
    journal: &Journal,
    counted: &CountedWeek,
    names: &mut ExportNames,
    form: ExportForm,
) -> [String; ExportTable::ALL.len()] {
    let mut week = WeekRows { journal, counted, names, form, lines: Default::default() };
    for plan in &counted.plans {
        week.add_plan(plan);
    }
    week.add_entries();
    week.add_tracked();
    week.lines
}

struct WeekRows<'a> {
    journal: &'a Journal,
    counted: &'a CountedWeek,
    names: &'a mut ExportNames,
    form: ExportForm,
    lines: [String; ExportTable::ALL.len()],
}

/// An entry of the week, the plan that it belongs to and what it counts as.
struct FoundEntry<'a> {
    entry: &'a Entry,
    plan: Option<usize>,
    counted: Option<&'a CountedEntry>,
}

impl WeekRows<'_> {
    fn add(&mut self, table: ExportTable, cells: &[Cell]) {
        let line = self.form.line(table, cells);
        let place = ExportTable::ALL.iter().position(|of| *of == table);
        if let Some(lines) = place.and_then(|at| self.lines.get_mut(at)) {
            lines.push_str(&line);
        }
    }

    fn client(&self) -> Cell {
        self.names.client(self.journal.settings.name.as_deref())
    }

    fn week(&self) -> Cell {
        date(self.counted.week.start())
    }

    fn add_plan(&mut self, week: &PlanWeek) {
        let Some(plan) = self.journal.plans.get(week.plan) else { return };
        let task = self.names.numbered("task", &plan.task);
        let then = then_used(self.journal, self.counted, week);
        let came_up = |of: fn(&CameUp) -> u32| week.came_up.as_ref().map_or(Cell::Null, |all| count(of(all)));
        let minutes = &week.minutes;
        let [days, days_of] = ratio(week.days_practised);
        let [on_time, on_time_of] = ratio(week.on_time);
        let [in_place, in_place_of] = ratio(week.in_place);
        let cells = [
            self.client(),
            self.week(),
            date(self.counted.as_of),
            task.clone(),
            date(plan.start),
            self.names.other(plan.when_text.as_deref()),
            count(week.planned),
            count(week.due),
            count(week.done),
            count(week.partly),
            count(week.not_done),
            count(week.open),
            count(week.upcoming),
            count(week.moved),
            count(week.extra),
            days,
            days_of,
            Decimal::completion(week.done, week.partly, week.due).map_or(Cell::Null, Cell::Number),
            Cell::Number(Decimal::from_minutes(minutes.noted)),
            count(minutes.known_for),
            minutes_cell(minutes.planned_each),
            minutes_cell(minutes.planned_week),
            on_time,
            on_time_of,
            in_place,
            in_place_of,
            came_up(|of| of.done),
            came_up(|of| of.partly),
            came_up(|of| of.not_done),
            then.map_or(Cell::Null, |of| whole(of.came_up)),
            then.map_or(Cell::Null, |of| whole(of.used)),
        ];
        self.add(ExportTable::Weeks, &cells);
        self.add_occasions(week, &task, plan.start);
    }

    fn add_occasions(&mut self, week: &PlanWeek, task: &Cell, plan_start: NaiveDate) {
        let mut before: (Option<NaiveDate>, usize) = (None, 0);
        for occasion in &week.occasions {
            let number = if occasion.date == before.0 { before.1 + 1 } else { 1 };
            before = (occasion.date, number);
            let noted = occasion.entry.and_then(|at| self.journal.entries.get(at));
            let cells = [
                self.client(),
                self.week(),
                task.clone(),
                date(plan_start),
                occasion.date.map_or(Cell::Null, date),
                if occasion.date.is_some() { whole(number) } else { Cell::Null },
                text(occasion.state.name()),
                Cell::Flag(occasion.is_moved),
                noted.map_or(Cell::Null, |entry| date(entry.date)),
            ];
            self.add(ExportTable::Occasions, &cells);
        }
    }

    /// The client's own entries of the week up to the as-of date, in order of time.
    fn add_entries(&mut self) {
        let (journal, counted) = (self.journal, self.counted);
        let mut known: BTreeMap<usize, (Option<usize>, &CountedEntry)> = BTreeMap::new();
        for plan in &counted.plans {
            known.extend(plan.entries.iter().map(|of| (of.entry, (Some(plan.plan), of))));
        }
        for of in &counted.not_counted {
            known.entry(of.entry).or_insert((None, of));
        }
        for at in journal.entry_indexes_between(counted.week.start(), counted.week.end()) {
            let Some(entry) = journal.entries.get(at) else { continue };
            if entry.written_by.is_some() || entry.date > counted.as_of {
                continue;
            }
            let (plan, of) = known.get(&at).map_or((None, None), |&(plan, of)| (plan, Some(of)));
            self.add_entry(&FoundEntry { entry, plan, counted: of });
        }
    }

    fn add_entry(&mut self, found: &FoundEntry<'_>) {
        let entry = found.entry;
        let plan = found.plan.and_then(|at| self.journal.plans.get(at));
        let task = self.names.numbered("task", plan.map_or(&*entry.task, |plan| &*plan.task));
        let start = plan.map_or(Cell::Null, |plan| date(plan.start));
        let first = [self.client(), self.week(), task, start, date(entry.date)];
        let (counts_as, moved_from) = counts_as(found.counted.map(|of| of.role));
        let on_time = found.counted.and_then(|of| of.on_time);
        let place = entry.place.as_deref().map_or(Cell::Null, |place| self.names.numbered("place", place));
        let status = text(State::of_status(entry.status).name());
        let helper = &entry.helper;
        let rest = [
            status.clone(),
            text(counts_as),
            moved_from.map_or(Cell::Null, date),
            time_cell(self.journal, entry),
            flag(on_time),
            place,
            flag(found.counted.and_then(|of| of.in_place)),
            minutes_cell(entry.minutes),
            entry.written.map_or(Cell::Null, date),
            Cell::Flag(entry.discuss),
            entry.then.map_or(Cell::Null, |then| text(then_name(then))),
            flag(helper.noticed),
            flag(helper.praise),
            helper.response.map_or(Cell::Null, |response| text(response_name(response))),
            minutes_cell(helper.minutes_together),
        ];
        self.add(ExportTable::Entries, &[&first[..], &rest].concat());
        for barrier in &entry.barriers {
            let (name, group) = match barrier {
                Barrier::Known(known) => (text(known.name), text(known.group)),
                Barrier::Other(written) => (self.names.numbered("barrier", written), Cell::Null),
            };
            self.add(ExportTable::Barriers, &[&first[..], &[status.clone(), name, group]].concat());
        }
        for (name, number) in &entry.ratings {
            let scale = plan.and_then(|plan| plan.rate.iter().find(|item| item.name == *name)).map(|item| item.scale);
            let rated = [
                self.names.numbered("rating", name),
                Cell::Number((*number).into()),
                scale.map_or(Cell::Null, |scale| Cell::Number(scale.least.into())),
                scale.map_or(Cell::Null, |scale| Cell::Number(scale.most.into())),
            ];
            self.add(ExportTable::Ratings, &[&first[..], &rated].concat());
        }
    }

    /// The days' own numbers are ratings without a task.
    fn add_tracked(&mut self) {
        let journal = self.journal;
        let last = self.counted.week.end().min(self.counted.as_of);
        for of in journal.tracked_between(self.counted.week.start(), last) {
            let Some(item) = journal.settings.track.get(of.track_index) else { continue };
            let cells = [
                self.client(),
                self.week(),
                Cell::Null,
                Cell::Null,
                date(of.date),
                self.names.numbered("rating", &item.name),
                Cell::Number(of.number.into()),
                item.scale.map_or(Cell::Null, |scale| Cell::Number(scale.least.into())),
                item.scale.map_or(Cell::Null, |scale| Cell::Number(scale.most.into())),
            ];
            self.add(ExportTable::Ratings, &cells);
        }
    }
}

/// What an entry counts as; one that is no plan's is `also_done` where something was done.
fn counts_as(role: Option<EntryRole>) -> (&'static str, Option<NaiveDate>) {
    match role {
        Some(EntryRole::Occasion) => ("occasion", None),
        Some(EntryRole::MovedFrom(date)) => ("moved", Some(date)),
        Some(EntryRole::Extra) => ("extra", None),
        Some(EntryRole::CameUpNotDone) => ("came_up", None),
        Some(EntryRole::Skip) => ("skip", None),
        Some(EntryRole::NotCounted(_)) => ("not_counted", None),
        None => ("also_done", None),
    }
}

/// The time of an entry as far as it may be shown: whether it was the plan's stands in a column of its own.
fn time_cell(journal: &Journal, entry: &Entry) -> Cell {
    match time_of_entry_as_shown(journal.view, entry, None) {
        Some(TimeShown::At(TimeOfDay::Clock(Clock(at)))) => Cell::Text(format!("{:02}:{:02}", at / 60, at % 60)),
        Some(TimeShown::At(TimeOfDay::Part(part))) => text(part.name()),
        _ => Cell::Null,
    }
}

fn then_name(then: ThenUse) -> &'static str {
    match then {
        ThenUse::Used => "used",
        ThenUse::NotUsed => "not_used",
        ThenUse::NotNeeded => "not_needed",
    }
}

fn response_name(response: Response) -> &'static str {
    match response {
        Response::Warm => "warm",
        Response::Neutral => "neutral",
        Response::Hard => "hard",
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// `2026-11-16`.
fn date(date: NaiveDate) -> Cell {
    Cell::Text(format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))
}

fn flag(flag: Option<bool>) -> Cell {
    flag.map_or(Cell::Null, Cell::Flag)
}

fn count(count: u32) -> Cell {
    Cell::Number(Decimal::from_whole(i64::from(count)))
}

fn whole(count: usize) -> Cell {
    Cell::Number(Decimal::from_whole(i64::try_from(count).unwrap_or(i64::MAX)))
}

fn minutes_cell(minutes: Option<Minutes>) -> Cell {
    minutes.map_or(Cell::Null, |minutes| Cell::Number(Decimal::from_minutes(minutes)))
}

fn ratio(ratio: Option<Ratio>) -> [Cell; 2] {
    ratio.map_or([Cell::Null, Cell::Null], |of| [count(of.count), count(of.total)])
}
