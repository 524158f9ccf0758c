//! Where a new version of a plan can go: which version it follows, and the first day that no other note of the plan has.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use crate::build::Snapshot;
use crate::cli::error::CommandError;
use crate::cli::world::World;
use crate::journal::{Journal, Plan, Settings};
use crate::problem::draw;
use crate::text::fold;

/// The journal as it was read, and today.
pub(crate) struct JournalAndToday<'a> {
    pub root: &'a Path,
    pub snapshot: &'a Snapshot,
    pub settings: &'a Settings,
    pub today: NaiveDate,
    /// As the client sees it.
    pub journal: &'a Journal,
}

/// The place of a new version, or of the note that ends a plan.
pub(crate) struct NewVersionStart<'a> {
    /// The version that it follows.
    pub plan: &'a Plan,
    /// Its first day.
    pub from: NaiveDate,
    /// The notes because of which it is not the day that one would expect.
    notes_before: Vec<&'a str>,
}

impl NewVersionStart<'_> {
    /// Says why the new note does not begin on the day that one would expect, and what to do if that is not meant.
    pub(crate) fn print_reason_for_later_start(&self, world: &mut World) -> Result<(), CommandError> {
        let from = self.from;
        let names: Vec<_> = self.notes_before.iter().map(|note| draw::escape_controls(note)).collect();
        match names.as_slice() {
            [] => {}
            [one] => world.print_sentence(&format!(
                "{one} begins just before, so the new note begins on {from}. If {one} was a mistake, delete both, and give the \
                 command again."
            ))?,
            several => world.print_sentence(&format!(
                "{} begin just before, so the new note begins on {from}. If these were mistakes, delete them and the new note, \
                 and give the command again.",
                several.join(", ")
            ))?,
        }
        Ok(())
    }
}

/// The versions of a task that begin on a day or later.
pub(crate) fn versions_that_begin_from<'a>(
    journal: &'a Journal,
    task: &str,
    day: NaiveDate,
) -> impl Iterator<Item = &'a Plan> {
    journal.plans.iter().filter(move |plan| plan.start >= day && fold(&plan.task) == fold(task))
}

/// The version of a task that runs on a day, otherwise the nearest before it, otherwise the first.
pub(crate) fn version_on_or_nearest<'a>(journal: &'a Journal, task: &str, day: NaiveDate) -> Option<&'a Plan> {
    let versions = || journal.plans.iter().filter(|plan| fold(&plan.task) == fold(task));
    versions()
        .filter(|plan| plan.start <= day)
        .max_by_key(|plan| plan.start)
        .or_else(|| versions().min_by_key(|plan| plan.start))
}

impl<'a> JournalAndToday<'a> {
    /// The place of a new version: on the day that was asked for, else on the first day from today that no version and no end
    /// of the plan begins on.
    pub(crate) fn start_of_next_version(
        &self,
        task: &str,
        from: Option<NaiveDate>,
    ) -> Result<NewVersionStart<'a>, CommandError> {
        let on = from.unwrap_or(self.today);
        let quoted = || format!("`{}`", draw::escape_controls(task));
        if let Some(end) = self.settings.until.filter(|end| *end < on) {
            return Err(CommandError::not_written(&format!("the course ended on {end}, so nothing runs any more.")));
        }
        let no_plan = || CommandError::not_written("there is no such plan.");
        let first = versions_that_begin_from(self.journal, task, NaiveDate::MIN).min_by_key(|plan| plan.start);
        let first = first.ok_or_else(no_plan)?;
        let notes = self.notes_by_first_day(task);
        let wanted = on.max(first.start);
        let (mut free, mut notes_before) = (wanted, Vec::new());
        while let (Some(next), Some(note)) = (free.succ_opt(), notes.get(&free)) {
            free = next;
            notes_before.push(*note);
        }
        match (from, notes_before.first()) {
            (Some(from), _) if from < first.start => Err(CommandError::not_written(&format!(
                "{} begins on {}. Open {} and change it there, or give a later day: `--from {free}`.",
                quoted(),
                first.start,
                draw::escape_controls(&first.note)
            ))),
            (Some(from), Some(note)) => Err(CommandError::not_written(&format!(
                "{} has a note that begins on {from}: {}. Change it there, or delete it and give the command again, or give \
                 another day, such as {free}.",
                quoted(),
                draw::escape_controls(note)
            ))),
            _ => Ok(NewVersionStart {
                plan: version_on_or_nearest(self.journal, task, free).ok_or_else(no_plan)?,
                from: free,
                notes_before,
            }),
        }
    }

    /// The notes of a plan by the day on which they begin: its versions, and what ends it.
    fn notes_by_first_day(&self, task: &str) -> BTreeMap<NaiveDate, &'a str> {
        let versions =
            versions_that_begin_from(self.journal, task, NaiveDate::MIN).map(|plan| (plan.start, &*plan.note));
        let ends = self.snapshot.drafts.iter().filter_map(|draft| {
            let (of, from) = draft.ended_task_and_date()?;
            (fold(of) == fold(task)).then_some((from, draft.path()))
        });
        let mut notes: BTreeMap<NaiveDate, &str> = ends.collect();
        notes.extend(versions);
        notes
    }
}
