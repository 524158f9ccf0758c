//! The problems of a folder, as `check` lists them.

use chrono::NaiveDate;

use super::files::UneditedPagesOnDisk;
use super::folder_names::{NO_SETTINGS, SETTINGS};
use super::page::count_six_weeks;
use super::photo_maker::{self, PhotoMaker};
use super::places;
use super::snapshot::Snapshot;
use super::weeks::build_all_files;
use crate::journal::{self, Journal, Settings, View};
use crate::problem::{Code, Problem, ProblemClass};
use crate::report;
use crate::week::Week;

/// The problems of a folder in the client's own view, sorted; those of its settings among them.
#[must_use]
pub fn journal_problems(snapshot: &Snapshot, today: NaiveDate) -> Vec<Problem> {
    match &snapshot.settings {
        Ok(settings) => {
            let journal = snapshot.assemble_journal(settings, today, View::Client);
            let mut problems = problems_of_build(snapshot, settings, today, &journal);
            problems.extend(coach_and_photo_hints(snapshot, settings, today, &journal));
            let notes = snapshot.scan.notes.iter().map(|note| &*note.path);
            problems.extend(snapshot.daily_names.setting_to_add_hint(SETTINGS, notes));
            problems.extend(places::page_file_problems(snapshot));
            problems.sort();
            problems
        }
        // The other notes are still read, without any settings, so that everything to fix is reported at once.
        Err(broken) => {
            let others = journal::settings(SETTINGS, NO_SETTINGS).map(|none| {
                build_all_files(snapshot, &none, today, PhotoMaker::none(), &UneditedPagesOnDisk::default()).problems
            });
            let beside = places::page_file_problems(snapshot);
            let mut problems: Vec<Problem> =
                broken.iter().cloned().chain(others.unwrap_or_default()).chain(beside).collect();
            problems.sort();
            problems.dedup();
            problems
        }
    }
}

/// The problems that a build finds. `journal` is the client's own view of the folder.
fn problems_of_build(snapshot: &Snapshot, settings: &Settings, today: NaiveDate, journal: &Journal) -> Vec<Problem> {
    // What is wrong with the journal's own templates and rules shows when pages are made. Those of the language are right.
    if !snapshot.templates.is_empty() || !snapshot.rules.is_empty() {
        return build_all_files(snapshot, settings, today, PhotoMaker::none(), &UneditedPagesOnDisk::default())
            .problems;
    }
    let mut problems = journal.problems.clone();
    problems.extend(snapshot.problems.iter().chain(&snapshot.scan.problems).cloned());
    problems.sort();
    problems.dedup();
    problems
}

/// How much is in `notes-to-fix.md`. Every command gives these numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProblemsToFix {
    pub to_fix: usize,
    /// What is read as written, and needs no change if it is meant so: words of the client's own for what got in the way, and a
    /// plan whose start was found.
    pub to_look_at: usize,
}

impl ProblemsToFix {
    /// Everything that is there.
    #[must_use]
    pub fn total(self) -> usize {
        self.to_fix + self.to_look_at
    }
}

/// How many things there are to fix in a journal. `journal` is the client's own view of the folder.
#[must_use]
pub fn count_journal_problems_to_fix(snapshot: &Snapshot, journal: &Journal, today: NaiveDate) -> ProblemsToFix {
    // What is wrong with the journal's own templates shows when pages are made.
    if !snapshot.templates.is_empty() {
        return count_problems_to_fix(&journal_problems(snapshot, today));
    }
    let mut all = journal.problems.clone();
    // Those of the program are without fault, and reading them takes as long as a small journal.
    if !snapshot.rules.is_empty() {
        all.extend(snapshot.compile_prompt_rules().1);
    }
    all.extend(snapshot.problems.iter().chain(&snapshot.scan.problems).cloned());
    all.extend(places::page_file_problems(snapshot));
    all.sort();
    all.dedup();
    count_problems_to_fix(&all)
}

/// How many of these are in `notes-to-fix.md`.
#[must_use]
pub fn count_problems_to_fix(problems: &[Problem]) -> ProblemsToFix {
    let mut count = ProblemsToFix::default();
    for problem in problems.iter().filter(|problem| problem.code.class() != ProblemClass::Hint) {
        match problem.code {
            Code::BarrierUnknown | Code::StartFound => count.to_look_at += 1,
            _ => count.to_fix += 1,
        }
    }
    count
}

/// The hints that only `check` gives: what the planning coach would ask about the plans that run, and photos that cannot be shown.
fn coach_and_photo_hints(
    snapshot: &Snapshot,
    settings: &Settings,
    today: NaiveDate,
    journal: &Journal,
) -> Vec<Problem> {
    let as_of = settings.cap_today_after_last_week_of_course(today);
    let asked = report::coach_prompts_of_plans(
        journal,
        &count_six_weeks(journal, Week::containing(as_of, settings.week_starts), as_of),
    );
    // A vague moment is reported where it was read.
    let phrases = snapshot.language.phrases;
    let asked = asked.iter().filter(|asked| asked.hint_code != Code::WhenVague);
    let mut hints: Vec<Problem> = asked
        .filter_map(|asked| {
            let note = &journal.plans.get(asked.plan)?.note;
            let draft = snapshot.drafts.iter().find(|draft| draft.path() == &**note)?;
            draft.problem_at_task(
                asked.hint_code,
                asked.reason_sentence(phrases),
                asked.question_with_sentence(phrases),
            )
        })
        .collect();
    hints.extend(photo_maker::unshowable_photo_problems(snapshot.root.path(), &snapshot.scan.other_files, journal));
    hints
}
