//! The planning coach: of a plan what could be clearer, as one question with the if-then sentence that could come of it. It
//! never says more than one thing of a plan.

use crate::journal::{Journal, Plan, Stage};
use crate::problem::Code;
use crate::week::{CountedWeek, PlanWeek};
use crate::when::{Minutes, Schedule, suggest_specific};

use super::{plain, words};

/// So many of the last weeks make a plan's record.
const RECORD: usize = 3;
/// Below so many occasions there is no record.
const ENOUGH_DUE: u32 = 4;

/// One thing to ask about a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coached {
    /// Index into the journal's plans.
    pub plan: usize,
    pub code: Code,
    /// What it rests on: `Noted 1 of 9 times in three weeks.`
    pub because: String,
    /// `What would a two-minute version look like?`
    pub question: String,
    /// `If it is Thursday at 18:00: Walk, 2 minutes (park).`
    pub sentence: String,
}

impl Coached {
    /// The question with the sentence.
    #[must_use]
    pub fn asked(&self) -> String {
        let reads = if self.code == Code::GoalMissing { "It reads now" } else { "It could read" };
        format!("{} {reads}: “{}”", self.question, self.sentence)
    }
}

/// What could be asked about the plans that run in the last of `weeks` and go on, in the journal's order; at most one thing
/// about each.
#[must_use]
pub fn coach(journal: &Journal, weeks: &[CountedWeek]) -> Vec<Coached> {
    let Some(this) = weeks.last() else { return Vec::new() };
    let goes_on = |plan: &Plan| {
        plan.start <= this.week.end() && plan.end.is_none_or(|end| end >= this.as_of && end > this.week.end())
    };
    let plans = this.plans.iter().filter_map(|pw| Some((pw.plan, journal.plans.get(pw.plan)?)));
    plans.filter(|(_, plan)| goes_on(plan)).filter_map(|(i, plan)| of_plan(i, plan, weeks)).collect()
}

fn of_plan(index: usize, plan: &Plan, weeks: &[CountedWeek]) -> Option<Coached> {
    let noticing = plan.stage == Some(Stage::Notice);
    let sentence = |when: &str, minutes: Option<Minutes>, place: Option<&str>| {
        words::if_then(&plain::plain(when), &plain::plain(&plan.task), minutes, place)
    };
    let own = plan.when.if_then();
    let place = plan.place.as_deref().map(plain::plain);
    let said = |code: Code, because: String, question: &str, sentence: String| {
        Some(Coached { plan: index, code, because, question: question.to_owned(), sentence })
    };
    if noticing {
        return None;
    }
    if plan.when.is_vague() {
        let (_, when) = suggest_specific(plan.when_text.as_deref());
        let sentence = sentence(&when.if_then(), plan.minutes, place.as_deref());
        return said(Code::WhenVague, "The moment is still open.".into(), "At what moment could this begin?", sentence);
    }
    if let Some(because) = too_big(index, weeks) {
        let tiny = plan.minutes.is_some_and(|m| m.seconds <= 120);
        let minutes = Minutes { seconds: if tiny { 60 } else { 120 } };
        let question = if tiny {
            "What would a one-minute version look like?"
        } else {
            "What would a two-minute version look like?"
        };
        return said(Code::PlanTooBig, because, question, sentence(&own, Some(minutes), place.as_deref()));
    }
    // Whoever keeps a plan to its four fields wants it so; a plan that says more is asked for what it lacks.
    let says_more = [&plan.goal, &plan.helper, &plan.obstacle].iter().any(|text| text.is_some())
        || plan.stage.is_some()
        || plan.chosen_by.is_some()
        || plan.confidence.is_some();
    if !says_more {
        return None;
    }
    if plan.goal.is_none() {
        let sentence = sentence(&own, plan.minutes, place.as_deref());
        let because = "It does not say what it is for.".to_owned();
        return said(Code::GoalMissing, because, "What would you like this to be good for?", sentence);
    }
    if plan.place.is_none() && plan.when.schedule() != Schedule::AsItComes {
        let sentence = sentence(&own, plan.minutes, Some("kitchen"));
        return said(Code::PlaceMissing, "It names no place.".into(), "Where could this be?", sentence);
    }
    None
}

/// What the record says, where at most a third was done.
fn too_big(index: usize, weeks: &[CountedWeek]) -> Option<String> {
    let of = |week: &CountedWeek| week.plans.binary_search_by_key(&index, |pw| pw.plan).ok();
    let last = weeks.iter().rev().take(RECORD);
    let weeks: Vec<&PlanWeek> = last.filter_map(|week| week.plans.get(of(week)?)).collect();
    let sum = |of: fn(&PlanWeek) -> u32| weeks.iter().map(|w| of(w)).fold(0, u32::saturating_add);
    let (due, done, partly) = (sum(|w| w.due), sum(|w| w.done), sum(|w| w.partly));
    let little = u64::from(due) * 2 >= 3 * (2 * u64::from(done) + u64::from(partly));
    // A week that goes well by now speaks for itself.
    let well = weeks.first().is_some_and(|w| w.due > 0 && 2 * (w.done + w.partly) >= w.due);
    let n = weeks.len();
    let weeks = if n == 1 { "one week".to_owned() } else { format!("{} weeks", words::number(n)) };
    // Open days alone are no record: they may just not be noted.
    let noted = done.saturating_add(partly).saturating_add(sum(|w| w.not_done));
    (due >= ENOUGH_DUE && noted > 2 && little && !well)
        .then(|| format!("Noted {} of {due} times in {weeks}.", done.saturating_add(partly)))
}
