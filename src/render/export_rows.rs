//! The rows of `export` (docs/data.md): the data of one week -> the lines of every table.

use chrono::NaiveDate;

use super::export_cells::{Cell, ExportFormat, ExportTable};
use super::export_names::ExportNames;
use crate::data::{BarrierName, EntryData, OutOf, PlanData, RatedValue, TrackedData, WeekData};
use crate::journal::BARRIERS;
use crate::week::CameUpCounts;
use crate::when::DayPart;

/// The lines of each table of [`ExportTable::ALL`].
pub type TableLines = [String; ExportTable::ALL.len()];

/// The lines of one week in these tables; the rest stay empty. `names` remembers what it called things, for later weeks.
#[must_use]
pub fn export_week(data: &WeekData, names: &mut ExportNames, form: ExportFormat, tables: &[ExportTable]) -> TableLines {
    let client = names.client(data.name.as_deref());
    let rows = |table: ExportTable| match table {
        ExportTable::Weeks => data.plans.len(),
        ExportTable::Occasions => data.plans.iter().map(|plan| plan.occasions.len()).sum(),
        ExportTable::Entries => data.entries.len(),
        // Few weeks have many.
        ExportTable::Ratings | ExportTable::Barriers => 0,
    };
    let room = |table: ExportTable| if tables.contains(&table) { rows(table) * table.usual_line_length() } else { 0 };
    let lines = ExportTable::ALL.map(|table| String::with_capacity(room(table)));
    let mut week = WeekRows { data, client, names, form, tables, lines };
    for plan in &data.plans {
        week.add_plan(plan);
    }
    for entry in &data.entries {
        week.add_entry(entry);
    }
    for tracked in &data.tracked {
        week.add_tracked(tracked);
    }
    week.lines
}

struct WeekRows<'a> {
    data: &'a WeekData,
    client: Cell<'static>,
    names: &'a mut ExportNames,
    form: ExportFormat,
    tables: &'a [ExportTable],
    lines: TableLines,
}

impl<'a> WeekRows<'a> {
    fn add(&mut self, table: ExportTable, cells: &[Cell<'_>]) {
        if !self.tables.contains(&table) {
            return;
        }
        if let Some(lines) = self.lines.get_mut(table.place()) {
            self.form.add_line(table, cells, lines);
        }
    }

    fn client(&self) -> Cell<'static> {
        self.client.clone()
    }

    fn week(&self) -> Cell<'static> {
        Cell::Date(self.data.week.start)
    }

    /// The date that the week is counted as of: one that has ended counts the same on any later date.
    fn as_of(&self) -> NaiveDate {
        self.data.week.end.succ_opt().map_or(self.data.as_of, |day_after| self.data.as_of.min(day_after))
    }

    fn add_plan(&mut self, plan: &'a PlanData) {
        let task = self.names.name_or_numbered_pseudonym("task", &plan.task);
        let came_up = |of: fn(CameUpCounts) -> u32| plan.came_up.map_or(Cell::Null, |all| Cell::count(of(all)));
        let minutes = &plan.minutes;
        let [days, days_of] = ratio(plan.days_practised);
        let [on_time, on_time_of] = ratio(plan.on_time);
        let [in_place, in_place_of] = ratio(plan.in_place);
        let first = [
            self.client(),
            self.week(),
            Cell::Date(self.as_of()),
            task.clone(),
            Cell::date(plan.start),
            self.names.text_unless_pseudonymous(plan.when.as_deref()),
        ];
        let rest = [
            days,
            days_of,
            Cell::number(plan.completion),
            Cell::Number(minutes.noted),
            Cell::count(minutes.known_for),
            Cell::number(minutes.planned_each),
            Cell::number(minutes.planned_week),
            on_time,
            on_time_of,
            in_place,
            in_place_of,
            came_up(|of| of.done),
            came_up(|of| of.partly),
            came_up(|of| of.not_done),
            plan.then.map_or(Cell::Null, |of| Cell::whole(of.came_up)),
            plan.then.map_or(Cell::Null, |of| Cell::whole(of.used)),
        ];
        self.add(ExportTable::Weeks, &[&first[..], &plan.counts.all().map(Cell::count), &rest].concat());
        for occasion in &plan.occasions {
            let cells = [
                self.client(),
                self.week(),
                task.clone(),
                Cell::date(plan.start),
                Cell::date(occasion.date),
                occasion.number.map_or(Cell::Null, Cell::whole),
                Cell::text(occasion.state.word()),
                Cell::Flag(occasion.moved),
                Cell::date(occasion.noted_on),
            ];
            self.add(ExportTable::Occasions, &cells);
        }
    }

    fn add_entry(&mut self, entry: &'a EntryData) {
        let task = self.names.name_or_numbered_pseudonym("task", &entry.task);
        let first = [self.client(), self.week(), task, Cell::date(entry.plan_start), Cell::Date(entry.date)];
        let place =
            entry.place.as_deref().map_or(Cell::Null, |place| self.names.name_or_numbered_pseudonym("place", place));
        let status = Cell::text(entry.status.word());
        let rest = [
            status.clone(),
            Cell::text(entry.counts_as.word()),
            Cell::date(entry.moved_from),
            entry.time.as_deref().filter(|time| is_time(time)).map_or(Cell::Null, Cell::text),
            Cell::flag(entry.on_time),
            place,
            Cell::flag(entry.in_place),
            Cell::number(entry.minutes),
            Cell::date(entry.written),
            Cell::Flag(entry.discuss),
            entry.then.map_or(Cell::Null, |then| Cell::text(then.word())),
            Cell::flag(entry.helper.noticed),
            Cell::flag(entry.helper.praise),
            entry.helper.response.map_or(Cell::Null, |response| Cell::text(response.word())),
            Cell::number(entry.helper.minutes_together),
        ];
        self.add(ExportTable::Entries, &[&first[..], &rest].concat());
        for barrier in &entry.barriers {
            self.add_barrier(&first, &status, barrier);
        }
        for rated in &entry.ratings {
            self.add_rating(&first, rated);
        }
    }

    fn add_barrier(&mut self, first: &[Cell<'_>], status: &Cell<'_>, barrier: &'a BarrierName) {
        // Data that is read may name any group.
        let (name, group) = match BARRIERS.iter().find(|known| known.name == barrier.name) {
            Some(known) => (Cell::text(known.name), known.group),
            None => (self.names.name_or_numbered_pseudonym("barrier", &barrier.name), None),
        };
        let group = group.map_or(Cell::Null, Cell::text);
        self.add(ExportTable::Barriers, &[first, &[status.clone(), name, group]].concat());
    }

    fn add_rating(&mut self, first: &[Cell<'_>], rated: &'a RatedValue) {
        let name = self.names.name_or_numbered_pseudonym("rating", &rated.name);
        let numbers = [name, Cell::Number(rated.value), Cell::number(rated.least), Cell::number(rated.most)];
        self.add(ExportTable::Ratings, &[first, &numbers].concat());
    }

    /// The tracked numbers are ratings without a task.
    fn add_tracked(&mut self, tracked: &'a TrackedData) {
        for of in &tracked.values {
            let cells = [
                self.client(),
                self.week(),
                Cell::Null,
                Cell::Null,
                Cell::Date(of.date),
                self.names.name_or_numbered_pseudonym("rating", &tracked.name),
                Cell::Number(of.value),
                Cell::number(tracked.least),
                Cell::number(tracked.most),
            ];
            self.add(ExportTable::Ratings, &cells);
        }
    }
}

/// Whether a text is `07:35` or a part of the day: data that is read may have anything there.
fn is_time(text: &str) -> bool {
    let is_clock =
        matches!(text.as_bytes(), [a, b, b':', c, d] if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()));
    is_clock || DayPart::ALL.iter().any(|part| part.name() == text)
}

fn ratio(ratio: Option<OutOf>) -> [Cell<'static>; 2] {
    ratio.map_or([Cell::Null, Cell::Null], |of| [Cell::count(of.count), Cell::count(of.of)])
}
