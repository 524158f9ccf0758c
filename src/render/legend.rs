//! What an HTML page needs to know about itself: which marks and words it uses, and which texts on it are people's.

use std::collections::BTreeSet;

use super::in_words::shorten_for_heading;
use super::marks::{legend_marks, mark_of_state};
use super::view::LegendView;
use crate::journal::Barrier;
use crate::phrases::plain::without_closing_marks;
use crate::phrases::{Phrases, Tally};
use crate::report::Report;
use crate::report::model::{AgreementContent, DayFacts, PlanReport, StartHere};
use crate::week::State;

/// The shortest text that is set apart, in characters: shorter ones would be found inside words.
const SHORTEST: usize = 2;

/// Which marks and words the page uses.
pub(super) fn legend_view(report: &Report, phrases: &dyn Phrases) -> LegendView {
    let used: BTreeSet<&str> = report.plans.iter().flat_map(|plan| &plan.days).flat_map(shapes_of_day).collect();
    let any = |is: &dyn Fn(&PlanReport) -> bool| report.plans.iter().any(is);
    LegendView {
        marks: legend_marks(|shape| used.contains(shape), phrases),
        of: any(&|plan| {
            has_count_of(&plan.tally) || plan.weeks.iter().any(|week| week.tally.as_ref().is_some_and(has_count_of))
        }),
        extra: any(&|plan| {
            let weeks = plan.weeks.iter().filter_map(|week| week.tally.as_ref());
            weeks.chain([&plan.tally]).any(|tally| tally.counts.extra > 0 && tally.counts.planned > 0)
        }),
        planned_day: any(&|plan| plan.figures.days_practised.is_some()),
        on_time: any(&|plan| plan.figures.on_time.is_some()),
        in_place: any(&|plan| plan.figures.in_place.is_some()),
        written_later: any(&|plan| !plan.figures.written_later.is_empty()),
        middle: any(&|plan| !plan.ratings.is_empty()) || !report.tracked.is_empty(),
    }
}

/// Whether the count of a week is told as `3 of 6`.
fn has_count_of(tally: &Tally) -> bool {
    tally.counts.due > 0 && !tally.is_due_and_nothing_noted()
}

fn shapes_of_day(day: &DayFacts) -> Vec<&'static str> {
    let entries = day.more.iter().filter_map(|entry| Some(State::of_status(entry.status?)));
    let states = day.occasions.iter().map(|occasion| occasion.state).chain(entries);
    states
        .map(|state| mark_of_state(state, day.date, None).shape)
        .chain([mark_of_state(day.state, day.date, day.moved_to).shape])
        .collect()
}

/// The texts of people that are inside sentences, the longest first.
pub(super) fn client_texts_in_report_sentences(report: &Report) -> Vec<String> {
    let mut texts: BTreeSet<String> = BTreeSet::new();
    let mut add = |text: &str| {
        for text in [
            text.to_owned(),
            without_closing_marks(text).to_owned(),
            shorten_for_heading(text),
            without_closing_marks(&shorten_for_heading(text)).to_owned(),
        ] {
            if text.chars().count() >= SHORTEST {
                texts.insert(text);
            }
        }
    };
    report.name.iter().chain(&report.where_to_turn).for_each(|text| add(text));
    for plan in &report.plans {
        add(&plan.task);
        let own = [&plan.place, &plan.goal, &plan.helper, &plan.obstacle, &plan.then];
        own.into_iter().flatten().for_each(|text| add(text));
    }
    for agreed in report.last_time.iter().flat_map(|last| &last.agreed) {
        match &agreed.what {
            AgreementContent::Words(words) => add(words),
            AgreementContent::Step(step) => [&step.task].into_iter().chain(&step.place).for_each(|text| add(text)),
        }
    }
    let barriers = report.barriers.iter().chain(&report.were_there).map(|of| &of.barrier);
    let earlier = report.barrier_groups.iter().flat_map(|group| &group.barriers).map(|(barrier, _)| barrier);
    for barrier in barriers.chain(earlier) {
        if let Barrier::Other(written) = barrier {
            add(written);
        }
    }
    report.helper.iter().flat_map(|helper| &helper.helpers).for_each(|text| add(text));
    report.also_done.iter().for_each(|done| add(&done.task));
    for start in &report.start_here {
        if let StartHere::OnlyWords { helpers, .. } = start {
            helpers.iter().for_each(|text| add(text));
        }
    }
    let mut texts: Vec<String> = texts.into_iter().collect();
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    texts
}
