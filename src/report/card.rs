//! The helper's card (docs/specification.md#4-what-is-made): one plan on one short page, for the person who helps with
//! it. It knows nothing of feelings, barriers, responses and minutes, so none of them can slip onto it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::page_names;
use super::six_weeks::plain_unless_empty;
use crate::journal::Journal;
use crate::phrases::plain::{one_plain_line, without_closing_marks};
use crate::text::fold;
use crate::week::{self, CountedWeek, PlanWeek, State, Week};
use crate::when::{Minutes, When};

/// What a helper's card tells: one plan.
#[derive(Clone, Debug, PartialEq)]
pub struct HelperCard {
    /// The name of its files, without an ending: `card-tidy-one-corner`.
    pub stem: String,
    pub name: Option<String>,
    pub task: String,
    /// The task is a thing not to do.
    pub is_not_doing: bool,
    pub when: When,
    pub minutes: Option<Minutes>,
    pub place: Option<String>,
    /// Who helps, and what they do.
    pub helper: Option<String>,
    pub week: Week,
    /// The dates on which something of it was done.
    pub dates: Vec<NaiveDate>,
    /// On how many days effort was noticed.
    pub noticed: usize,
    /// What helped, in the client's words, of notes that say it may stand here.
    pub helped: Vec<String>,
}

impl HelperCard {
    /// The name of the card in markdown: `card-tidy-one-corner.md`.
    #[must_use]
    pub fn markdown_file_name(&self) -> String {
        format!("{}.md", self.stem)
    }

    /// The name of the card in HTML: `card-tidy-one-corner.html`.
    #[must_use]
    pub fn html_file_name(&self) -> String {
        format!("{}.html", self.stem)
    }
}

/// The cards of the last of `weeks` (oldest first): one for each plan that asks for one and runs in that week, in the order of
/// the report. Where nothing is noted yet of what helped, a card keeps what was noted the week before.
#[must_use]
pub fn helper_cards(journal: &Journal, weeks: &[CountedWeek]) -> Vec<HelperCard> {
    let Some(week) = weeks.last() else { return Vec::new() };
    let mut cards: Vec<HelperCard> = Vec::new();
    for of in &week.plans {
        let Some(plan) = journal.plans.get(of.plan).filter(|plan| plan.helper_card) else { continue };
        if !week.week.dates().any(|date| plan.runs_on(date)) {
            continue;
        }
        let versions: Vec<&PlanWeek> =
            week.plans.iter().filter(|other| is_of_task(journal, other, &plan.task)).collect();
        // One card for a task: of the version in force.
        let has_begun = |other: &&&PlanWeek| journal.plans.get(other.plan).is_some_and(|of| of.start <= week.as_of);
        let newest =
            versions.iter().filter(has_begun).max_by_key(|other| journal.plans.get(other.plan).map(|of| of.start));
        if newest.is_some_and(|newest| newest.plan != of.plan) {
            continue;
        }
        let task = one_plain_line(&plan.task);
        let days = versions.iter().flat_map(|version| &version.days);
        let done: BTreeSet<NaiveDate> =
            days.filter(|day| matches!(day.state, State::Done | State::Partly)).map(|day| day.date).collect();
        cards.push(HelperCard {
            stem: unused_file_stem(&task, &cards),
            name: plain_unless_empty(journal.settings.name.as_deref()),
            task,
            is_not_doing: week::is_holding_back(plan),
            when: plan.when.clone(),
            minutes: plan.minutes,
            place: plain_unless_empty(plan.place.as_deref()),
            helper: plain_unless_empty(plan.helper.as_deref()).map(|helper| without_closing_marks(&helper).to_owned()),
            week: week.week,
            dates: done.into_iter().collect(),
            noticed: versions.iter().map(|version| count_days_noticed(journal, week, version)).sum(),
            helped: what_helped_with_task(journal, weeks, &plan.task),
        });
    }
    cards
}

/// On how many days effort was noticed, by the client's notes or the helper's own.
fn count_days_noticed(journal: &Journal, week: &CountedWeek, plan_week: &PlanWeek) -> usize {
    let by_helper = week.helper_entries.iter().filter_map(|&at| journal.entries.get(at));
    let by_helper = by_helper.filter(|e| e.plan == Some(plan_week.plan) && e.date <= week.as_of);
    let entries = week.entries_so_far(journal, plan_week).into_iter().chain(by_helper);
    let noticed = entries.filter(|e| e.helper.noticed == Some(true));
    noticed.map(|e| e.date).collect::<BTreeSet<_>>().len()
}

fn is_of_task(journal: &Journal, of: &PlanWeek, task: &str) -> bool {
    journal.plans.get(of.plan).is_some_and(|plan| fold(&plan.task) == fold(task))
}

/// What helped with the task in the last of `weeks`, or else in the week before.
fn what_helped_with_task(journal: &Journal, weeks: &[CountedWeek], task: &str) -> Vec<String> {
    let is_of_task = |of: &&PlanWeek| is_of_task(journal, of, task);
    let in_week = |counted: &CountedWeek| -> Vec<String> {
        counted
            .plans
            .iter()
            .filter(is_of_task)
            .flat_map(|of| helper_actions_that_helped(journal, counted, of))
            .collect()
    };
    weeks.iter().rev().take(2).map(in_week).find(|helped| !helped.is_empty()).unwrap_or_default()
}

/// What helped, each once, the newest last.
fn helper_actions_that_helped(journal: &Journal, week: &CountedWeek, plan_week: &PlanWeek) -> Vec<String> {
    let mut noted = week.entries_so_far(journal, plan_week);
    noted.retain(|e| e.written_by.is_none());
    noted.sort_by_key(|e| e.date);
    let mut helped: Vec<String> = Vec::new();
    for words in noted.iter().filter_map(|e| plain_unless_empty(e.helped_on_card.as_deref())) {
        if !helped.contains(&words) {
            helped.push(words);
        }
    }
    helped
}

/// A name that no other card has: two versions of a plan in one week, and tasks that differ in their marks alone, would
/// have the same.
fn unused_file_stem(task: &str, cards: &[HelperCard]) -> String {
    let stem = page_names::card_file_stem(task);
    let is_free = |stem: &String| cards.iter().all(|card| card.stem != *stem);
    let numbered = (2..).map(|number: u32| format!("{stem}-{number}"));
    std::iter::once(stem.clone()).chain(numbered).find(is_free).unwrap_or(stem)
}
