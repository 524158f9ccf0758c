//! `show --why`: under each number of a week the notes it is based on, and what was read but not counted
//! (docs/specification.md#9-commands).

use super::in_words::{time_in_words, where_to_turn_in_sentence};
use crate::journal::{Entry, EntryForm, Journal, Plan, SupersededEntry};
use crate::phrases::plain::one_plain_line;
use crate::phrases::{Phrases, WhyPagePhrase};
use crate::problem::Code;
use crate::report::time_of_entry_as_shown;
use crate::week::{CountedEntry, CountedWeek, EntryRole, Evidence, Metric, PlanWeek, Ratio, Week};
use crate::when::DateSpan;

/// One item a line, in a fixed order: a number, and indented under it the dates and notes behind it.
#[must_use]
pub fn why_page(journal: &Journal, counted: &CountedWeek, phrases: &dyn Phrases) -> String {
    let mut page = WhyPage { out: String::new(), journal, phrases };
    let week = counted.week;
    page.write_phrase(WhyPagePhrase::Week { start: week.start(), end: week.end(), as_of: counted.as_of });
    for of in &counted.plans {
        page.write_plan(week, of);
    }
    page.write_entries_under_heading(WhyPagePhrase::AlsoDone(counted.also_done.len()), &counted.also_done);
    page.write_entries_under_heading(
        WhyPagePhrase::HelpersNotes(counted.helper_entries.len()),
        &counted.helper_entries,
    );
    let superseded: Vec<&SupersededEntry> = journal.superseded.iter().filter(|one| week.contains(one.date)).collect();
    let aside = counted.not_counted.len() + superseded.len();
    if aside > 0 {
        page.empty_line();
        page.write_phrase(WhyPagePhrase::ReadNotCounted(aside));
        for counted in &counted.not_counted {
            page.write_not_counted_entry(counted, true);
        }
        for SupersededEntry { date, form, note, line, task } in superseded {
            let reason = phrases.why_page_phrase(WhyPagePhrase::AnotherNote);
            page.write_line(&format!(
                "    {date} {}, {}: {reason}",
                file_and_line(*form, note, *line),
                one_plain_line(task)
            ));
        }
    }
    page.write_not_counted_of_unknown_week();
    page.empty_line();
    page.write_line(
        &phrases
            .safety_closing(where_to_turn_in_sentence(journal.settings.where_to_turn.as_deref(), phrases).as_deref()),
    );
    page.out
}

struct WhyPage<'a> {
    out: String,
    journal: &'a Journal,
    phrases: &'a dyn Phrases,
}

impl WhyPage<'_> {
    fn empty_line(&mut self) {
        self.out.push('\n');
    }

    fn write_line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn write_phrase(&mut self, words: WhyPagePhrase<'_>) {
        self.write_line(&self.phrases.why_page_phrase(words));
    }

    /// Entries that belong to no plan, below their number.
    fn write_entries_under_heading(&mut self, heading: WhyPagePhrase<'_>, entries: &[usize]) {
        if entries.is_empty() {
            return;
        }
        self.empty_line();
        self.write_phrase(heading);
        for entry in entries.iter().filter_map(|&entry| self.journal.entries.get(entry)) {
            self.write_line(&format!("    {}, {}", entry_date_and_file(entry), one_plain_line(&entry.task)));
        }
    }

    /// What was read and not counted, and belongs to no known week. The shared view does not mention copies.
    fn write_not_counted_of_unknown_week(&mut self) {
        let problems = self.journal.problems.iter();
        let copies: Vec<&str> = problems.filter(|p| p.code == Code::ConflictCopy).map(|p| p.file.as_str()).collect();
        if !copies.is_empty() {
            self.empty_line();
            self.write_phrase(WhyPagePhrase::ConflictCopies(copies.len()));
            for copy in copies {
                self.write_line(&format!("    {}", one_plain_line(copy)));
            }
        }
        if self.journal.left_out_count > 0 {
            self.empty_line();
            self.write_phrase(WhyPagePhrase::NotRead(self.journal.left_out_count));
        }
    }

    fn write_plan(&mut self, week: Week, plan_week: &PlanWeek) {
        let Some(plan) = self.journal.plans.get(plan_week.plan) else { return };
        self.empty_line();
        self.write_line(&format!("{} ({})", one_plain_line(&plan.task), one_plain_line(&plan.note)));
        self.write_plan_note_fields(week, plan);
        for metric in Metric::ALL {
            let Some(total) = self.metric_value(plan_week, metric) else { continue };
            self.write_line(&format!("  {} {total}", self.phrases.metric_name(metric)));
            for one in plan_week.evidence(metric, &self.journal.entries) {
                self.write_line(&format!(
                    "    {}{}",
                    self.source_of_evidence(one),
                    self.value_taken_from_note(plan_week, one, metric)
                ));
            }
        }
        if plan_week.counts.due > 0 {
            let completion = WhyPagePhrase::Completion {
                halves: 2 * plan_week.counts.done + plan_week.counts.partly,
                due: plan_week.counts.due,
            };
            self.write_line(&format!("  {}", self.phrases.why_page_phrase(completion)));
        }
        let is_aside = |counted: &&CountedEntry| matches!(counted.role, EntryRole::Skip | EntryRole::NotCounted(_));
        let aside: Vec<&CountedEntry> = plan_week.entries.iter().filter(is_aside).collect();
        if !aside.is_empty() {
            self.write_line(&format!("  {}", self.phrases.why_page_phrase(WhyPagePhrase::ReadNotCounted(aside.len()))));
            for counted in aside {
                self.write_not_counted_entry(counted, false);
            }
        }
    }

    /// What fields of the plan's note say, and under each its place.
    fn write_plan_note_fields(&mut self, week: Week, plan: &Plan) {
        let when = plan.when_text.as_deref().map(one_plain_line);
        self.write_field_and_places(plan, &["when", "times"], WhyPagePhrase::When(when.as_deref()));
        let of_week = |pause: &&DateSpan| pause.first <= week.end() && pause.last >= week.start();
        let pauses = plan.pauses.iter().filter(of_week);
        let pauses: Vec<String> = pauses.map(|pause| self.phrases.iso_date_range(pause.first, pause.last)).collect();
        if !pauses.is_empty() {
            self.write_field_and_places(plan, &["pause"], WhyPagePhrase::Paused(&pauses.join(", ")));
        }
        if let Some(minutes) = plan.minutes {
            self.write_field_and_places(plan, &["minutes"], WhyPagePhrase::MinutesEach(minutes));
        }
        if let Some(minutes) = plan.weekly_minutes {
            self.write_field_and_places(plan, &["weekly minutes"], WhyPagePhrase::MinutesAWeek(minutes));
        }
    }

    fn write_field_and_places(&mut self, plan: &Plan, keys: &[&str], words: WhyPagePhrase<'_>) {
        self.write_line(&format!("  {}", self.phrases.why_page_phrase(words)));
        for (_, place) in plan.field_places.iter().filter(|(name, _)| keys.contains(&name.as_str())) {
            self.write_line(&format!("    {}:{}", one_plain_line(&plan.note), place.line));
        }
    }

    /// A number as text; none if it does not exist for this plan.
    fn metric_value(&self, plan_week: &PlanWeek, metric: Metric) -> Option<String> {
        let ratio = |ratio: Option<Ratio>| ratio.map(|ratio| self.phrases.count_of_total(ratio));
        let total = |ratio: Option<Ratio>| ratio.map(|ratio| ratio.total.to_string());
        match metric {
            Metric::Planned => Some(plan_week.counts.planned.to_string()),
            Metric::Due => Some(plan_week.counts.due.to_string()),
            Metric::Done => Some(plan_week.counts.done.to_string()),
            Metric::Partly => Some(plan_week.counts.partly.to_string()),
            Metric::NotDone => Some(plan_week.counts.not_done.to_string()),
            Metric::Open => Some(plan_week.counts.open.to_string()),
            Metric::Upcoming => Some(plan_week.counts.upcoming.to_string()),
            Metric::Moved => Some(plan_week.counts.moved.to_string()),
            Metric::Extra => Some(plan_week.counts.extra.to_string()),
            Metric::DaysPractised => ratio(plan_week.days_practised),
            Metric::DaysPractisedOf => total(plan_week.days_practised),
            Metric::MinutesKnownFor => {
                let (noted, known_for) = (plan_week.minutes.noted, plan_week.minutes.known_for);
                Some(self.phrases.why_page_phrase(WhyPagePhrase::MinutesNoted { noted, known_for }))
            }
            Metric::OnTime => ratio(plan_week.on_time),
            Metric::OnTimeOf => total(plan_week.on_time),
            Metric::InPlace => ratio(plan_week.in_place),
            Metric::InPlaceOf => total(plan_week.in_place),
        }
    }

    fn source_of_evidence(&self, evidence: Evidence) -> String {
        let entry = evidence.entry.and_then(|e| self.journal.entries.get(e));
        match (evidence.date, entry) {
            // An occasion that an entry of another day made up for.
            (Some(date), Some(entry)) if entry.date != date => {
                let note = file_and_line(entry.form, &entry.note, entry.line);
                self.phrases.why_page_phrase(WhyPagePhrase::MadeUp { date, note: &note, on: entry.date })
            }
            (_, Some(entry)) => entry_date_and_file(entry),
            (date, None) => self.phrases.why_page_phrase(WhyPagePhrase::NoNote(date)),
        }
    }

    /// What a number takes from the note (minutes, a time, a place); empty if the note is only counted.
    fn value_taken_from_note(&self, plan_week: &PlanWeek, evidence: Evidence, metric: Metric) -> String {
        let entry = evidence.entry.and_then(|e| self.journal.entries.get(e));
        let on_time =
            plan_week.entries.iter().find(|counted| Some(counted.entry) == evidence.entry).and_then(|c| c.on_time);
        let told = entry.and_then(|entry| match metric {
            Metric::MinutesKnownFor => entry.minutes.map(|minutes| self.phrases.minutes(minutes)),
            Metric::OnTime | Metric::OnTimeOf => {
                time_of_entry_as_shown(self.journal.view, entry, on_time).map(|time| time_in_words(time, self.phrases))
            }
            Metric::InPlace | Metric::InPlaceOf => entry.place.as_deref().map(one_plain_line),
            _ => None,
        });
        told.map(|told| format!(", {told}")).unwrap_or_default()
    }

    fn write_not_counted_entry(&mut self, counted: &CountedEntry, with_task: bool) {
        let Some(entry) = self.journal.entries.get(counted.entry) else { return };
        let reason = match counted.role {
            EntryRole::Skip => self.phrases.why_page_phrase(WhyPagePhrase::Skip),
            EntryRole::NotCounted(reason) => self.phrases.not_counted_reason(reason),
            EntryRole::Occasion | EntryRole::MovedFrom(_) | EntryRole::Extra | EntryRole::CameUpNotDone => {
                self.phrases.why_page_phrase(WhyPagePhrase::Counted)
            }
        };
        let task = if with_task { format!(", {}", one_plain_line(&entry.task)) } else { String::new() };
        self.write_line(&format!("    {}{task}: {reason}", entry_date_and_file(entry)));
    }
}

/// `2026-11-16 entries/memo.md:4`.
fn entry_date_and_file(entry: &Entry) -> String {
    format!("{} {}", entry.date, file_and_line(entry.form, &entry.note, entry.line))
}

/// The file and the line; a collected file has none.
fn file_and_line(form: EntryForm, note: &str, line: u32) -> String {
    let note = one_plain_line(note);
    if form == EntryForm::File { note } else { format!("{note}:{line}") }
}
