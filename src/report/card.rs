//! The helper's card (SPEC 4): one plan on one short page, for the person who helps with it. It knows nothing of feelings,
//! barriers, responses and minutes, so none of them can slip onto it.

use serde::Serialize;

use super::{make, page_names, plain, words};
use crate::journal::Journal;
use crate::week::{CountedWeek, State};

/// What a helper's card says: one plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Card {
    /// The name of the card in markdown: `card-tidy-one-corner.md`.
    pub file: String,
    /// The name of the card in HTML: `card-tidy-one-corner.html`.
    pub page_file: String,
    /// The client's name, cut to 60 characters.
    pub name: Option<String>,
    /// The task, cut for a heading.
    pub title: String,
    /// `If it is Tuesday, after dinner: Tidy one corner, 10 minutes (my room).`
    pub sentence: String,
    /// Who helps, and what they do, in the client's words.
    pub helper: Option<String>,
    /// The week that it tells of: `6 to 12 Nov 2026`.
    pub period: String,
    /// The days on which something of it was done: `Tue 10 and Thu 12`. None where there are none.
    pub days: Option<String>,
    /// On how many days effort was noticed.
    pub noticed: usize,
}

/// The cards of a week: one for each plan that asks for one and runs in that week, in the order of the report.
#[must_use]
pub fn cards(journal: &Journal, week: &CountedWeek) -> Vec<Card> {
    let plain = |text: &Option<String>| text.as_deref().map(plain::plain).filter(|t| !t.is_empty());
    let mut cards: Vec<Card> = Vec::new();
    for of in &week.plans {
        let Some(plan) = journal.plans.get(of.plan).filter(|plan| plan.helper_card) else { continue };
        if !week.week.dates().any(|date| plan.runs_on(date)) {
            continue;
        }
        let task = plain::plain(&plan.task);
        let days: Vec<String> = of
            .days
            .iter()
            .filter(|day| matches!(day.status, State::Done | State::Partly))
            .map(|day| words::day(day.date))
            .collect();
        let noticed = of
            .entries
            .iter()
            .filter_map(|counts| journal.entries.get(counts.entry))
            .filter(|e| e.helper.noticed == Some(true) && e.date <= week.as_of)
            .map(|e| e.date)
            .collect::<std::collections::BTreeSet<_>>()
            .len();
        let stem = page_names::card(&task);
        // Two versions of a plan in one week, and tasks that differ in their marks alone.
        let taken = |stem: &str| cards.iter().any(|card| card.file.strip_suffix(".md") == Some(stem));
        let mut free = stem.clone();
        let mut number = 2;
        while taken(&free) {
            free = format!("{stem}-{number}");
            number += 1;
        }
        let stem = free;
        cards.push(Card {
            file: format!("{stem}.md"),
            page_file: format!("{stem}.html"),
            name: plain(&journal.settings.name).map(|name| plain::cut(&name, 60)),
            title: make::title(&plan.task),
            sentence: words::if_then(
                &plain::plain(&plan.when.if_then()),
                &task,
                plan.minutes,
                plain(&plan.place).as_deref(),
            ),
            helper: plain(&plan.helper).map(|helper| words::bare(&helper).to_owned()),
            period: words::short_period(week.week.start(), week.week.end()),
            days: (!days.is_empty()).then(|| words::list(&days)),
            noticed,
        });
    }
    cards
}
