//! `show --why`: under each number of a week the notes it rests on, and what was read but not counted
//! (docs/specification.md#9-commands).

use super::in_words::{in_need, time_shown};
use crate::journal::{Entry, Form, Journal, Plan, Superseded};
use crate::phrases::plain::plain;
use crate::phrases::{Phrases, Why};
use crate::problem::Code;
use crate::report::time;
use crate::week::{CountedEntry, CountedWeek, Evidence, Metric, PlanWeek, Ratio, Role, Week};
use crate::when::Span;

/// One item a line, in a fixed order: a number, and indented under it the dates and notes behind it.
#[must_use]
pub fn why(journal: &Journal, counted: &CountedWeek, phrases: &dyn Phrases) -> String {
    let mut page = Page { out: String::new(), journal, phrases };
    let week = counted.week;
    page.words(Why::Week { start: week.start(), end: week.end(), as_of: counted.as_of });
    for of in &counted.plans {
        page.plan(week, of);
    }
    page.entries(Why::AlsoDone(counted.also_done.len()), &counted.also_done);
    page.entries(Why::HelpersNotes(counted.helpers.len()), &counted.helpers);
    let superseded: Vec<&Superseded> = journal.superseded.iter().filter(|one| week.holds(one.date)).collect();
    let aside = counted.aside.len() + superseded.len();
    if aside > 0 {
        page.gap();
        page.words(Why::ReadNotCounted(aside));
        for counted in &counted.aside {
            page.not_counted(counted, true);
        }
        for Superseded { date, form, note, line, task } in superseded {
            let reason = phrases.why(Why::AnotherNote);
            page.line(&format!("    {date} {}, {}: {reason}", file(*form, note, *line), plain(task)));
        }
    }
    page.of_any_week();
    page.gap();
    page.line(&phrases.closing(in_need(journal.settings.in_need.as_deref()).as_deref()));
    page.out
}

struct Page<'a> {
    out: String,
    journal: &'a Journal,
    phrases: &'a dyn Phrases,
}

impl Page<'_> {
    fn gap(&mut self) {
        self.out.push('\n');
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn words(&mut self, words: Why<'_>) {
        self.line(&self.phrases.why(words));
    }

    /// Entries that belong to no plan, below their number.
    fn entries(&mut self, words: Why<'_>, entries: &[usize]) {
        if entries.is_empty() {
            return;
        }
        self.gap();
        self.words(words);
        for entry in entries.iter().filter_map(|&entry| self.journal.entries.get(entry)) {
            self.line(&format!("    {}, {}", note(entry), plain(&entry.task)));
        }
    }

    /// What was read and not counted and whose week nobody knows. What is shared tells of no copies.
    fn of_any_week(&mut self) {
        let problems = self.journal.problems.iter();
        let copies: Vec<&str> = problems.filter(|p| p.code == Code::ConflictCopy).map(|p| p.file.as_str()).collect();
        if !copies.is_empty() {
            self.gap();
            self.words(Why::ConflictCopies(copies.len()));
            for copy in copies {
                self.line(&format!("    {}", plain(copy)));
            }
        }
        if self.journal.left_out > 0 {
            self.gap();
            self.words(Why::NotRead(self.journal.left_out));
        }
    }

    fn plan(&mut self, week: Week, of: &PlanWeek) {
        let Some(plan) = self.journal.plans.get(of.plan) else { return };
        self.gap();
        self.line(&format!("{} ({})", plain(&plan.task), plain(&plan.note)));
        self.fields(week, plan);
        for metric in Metric::ALL {
            let Some(total) = self.total(of, metric) else { continue };
            self.line(&format!("  {} {total}", self.phrases.metric(metric)));
            for one in of.evidence(metric, &self.journal.entries) {
                self.line(&format!("    {}{}", self.place(one), self.told(of, one, metric)));
            }
        }
        if of.due > 0 {
            let completion = Why::Completion { halves: 2 * of.done + of.partly, due: of.due };
            self.line(&format!("  {}", self.phrases.why(completion)));
        }
        let is_aside = |counted: &&CountedEntry| matches!(counted.role, Role::Skip | Role::NotCounted(_));
        let aside: Vec<&CountedEntry> = of.entries.iter().filter(is_aside).collect();
        if !aside.is_empty() {
            self.line(&format!("  {}", self.phrases.why(Why::ReadNotCounted(aside.len()))));
            for counted in aside {
                self.not_counted(counted, false);
            }
        }
    }

    /// What fields of the plan's note say, and under each where.
    fn fields(&mut self, week: Week, plan: &Plan) {
        let when = plan.when_text.as_deref().map(plain);
        self.field(plan, &["when", "times"], Why::When(when.as_deref()));
        let of_week = |pause: &&Span| pause.first <= week.end() && pause.last >= week.start();
        let pauses = plan.pauses.iter().filter(of_week);
        let pauses: Vec<String> = pauses.map(|pause| self.phrases.dates(pause.first, pause.last)).collect();
        if !pauses.is_empty() {
            self.field(plan, &["pause"], Why::Paused(&pauses.join(", ")));
        }
        if let Some(minutes) = plan.minutes {
            self.field(plan, &["minutes"], Why::MinutesEach(minutes));
        }
        if let Some(minutes) = plan.weekly_minutes {
            self.field(plan, &["weekly minutes"], Why::MinutesAWeek(minutes));
        }
    }

    fn field(&mut self, plan: &Plan, keys: &[&str], words: Why<'_>) {
        self.line(&format!("  {}", self.phrases.why(words)));
        for (_, place) in plan.places.iter().filter(|(name, _)| keys.contains(&name.as_str())) {
            self.line(&format!("    {}:{}", plain(&plan.note), place.line));
        }
    }

    /// A number as text; none where it does not exist for this plan.
    fn total(&self, of: &PlanWeek, metric: Metric) -> Option<String> {
        let ratio = |ratio: Option<Ratio>| ratio.map(|ratio| self.phrases.ratio(ratio));
        let total = |ratio: Option<Ratio>| ratio.map(|ratio| ratio.total.to_string());
        match metric {
            Metric::Planned => Some(of.planned.to_string()),
            Metric::Due => Some(of.due.to_string()),
            Metric::Done => Some(of.done.to_string()),
            Metric::Partly => Some(of.partly.to_string()),
            Metric::NotDone => Some(of.not_done.to_string()),
            Metric::Open => Some(of.open.to_string()),
            Metric::Upcoming => Some(of.upcoming.to_string()),
            Metric::Moved => Some(of.moved.to_string()),
            Metric::Extra => Some(of.extra.to_string()),
            Metric::DaysPractised => ratio(of.days_practised),
            Metric::DaysPractisedOf => total(of.days_practised),
            Metric::MinutesKnownFor => {
                let (noted, known_for) = (of.minutes.noted, of.minutes.known_for);
                Some(self.phrases.why(Why::MinutesNoted { noted, known_for }))
            }
            Metric::OnTime => ratio(of.on_time),
            Metric::OnTimeOf => total(of.on_time),
            Metric::InPlace => ratio(of.in_place),
            Metric::InPlaceOf => total(of.in_place),
        }
    }

    fn place(&self, evidence: Evidence) -> String {
        let entry = evidence.entry.and_then(|e| self.journal.entries.get(e));
        match (evidence.date, entry) {
            // An occasion that an entry of another day made up.
            (Some(date), Some(entry)) if entry.date != date => {
                let note = file(entry.form, &entry.note, entry.line);
                self.phrases.why(Why::MadeUp { date, note: &note, on: entry.date })
            }
            (_, Some(entry)) => note(entry),
            (date, None) => self.phrases.why(Why::NoNote(date)),
        }
    }

    /// What a number takes from the note, where that is more than that it is there.
    fn told(&self, of: &PlanWeek, evidence: Evidence, metric: Metric) -> String {
        let entry = evidence.entry.and_then(|e| self.journal.entries.get(e));
        let on_time = of.entries.iter().find(|counted| Some(counted.entry) == evidence.entry).and_then(|c| c.on_time);
        let told = entry.and_then(|entry| match metric {
            Metric::MinutesKnownFor => entry.minutes.map(|minutes| self.phrases.minutes(minutes)),
            Metric::OnTime | Metric::OnTimeOf => {
                time(self.journal.view, entry, on_time).map(|time| time_shown(time, self.phrases))
            }
            Metric::InPlace | Metric::InPlaceOf => entry.place.as_deref().map(plain),
            _ => None,
        });
        told.map(|told| format!(", {told}")).unwrap_or_default()
    }

    fn not_counted(&mut self, counted: &CountedEntry, with_task: bool) {
        let Some(entry) = self.journal.entries.get(counted.entry) else { return };
        let reason = match counted.role {
            Role::Skip => self.phrases.why(Why::Skip),
            Role::NotCounted(reason) => self.phrases.not_counted(reason),
            Role::Occasion | Role::MovedFrom(_) | Role::Extra | Role::CameUpNotDone => self.phrases.why(Why::Counted),
        };
        let task = if with_task { format!(", {}", plain(&entry.task)) } else { String::new() };
        self.line(&format!("    {}{task}: {reason}", note(entry)));
    }
}

/// `2026-11-16 entries/memo.md:4`.
fn note(entry: &Entry) -> String {
    format!("{} {}", entry.date, file(entry.form, &entry.note, entry.line))
}

/// The file and the line; a collected file has none.
fn file(form: Form, note: &str, line: u32) -> String {
    let note = plain(note);
    if form == Form::File { note } else { format!("{note}:{line}") }
}
