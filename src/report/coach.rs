//! The planning coach: of a plan what could be clearer, as one question with the if-then sentence that could come of it. It
//! never says more than one thing of a plan.

use crate::journal::{Journal, Plan, Stage};
use crate::phrases::{CoachQuestion, CoachReason, Phrases, plain::one_plain_line};
use crate::problem::Code;
use crate::week::{self, CountedWeek, Counts, PlanWeek};
use crate::when::{Minutes, Schedule, When, suggest_specific_when};

/// So many of the last weeks make a plan's record.
const RECORD: usize = 3;
/// Below so many occasions there is no record.
const ENOUGH_DUE: u32 = 4;

/// One thing to ask about a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct CoachPrompt {
    /// Index into the journal's plans.
    pub plan: usize,
    pub hint_code: Code,
    pub reason: CoachReason,
    pub question: CoachQuestion,
    /// What the plan could be: in words that the client wrote, but for a moment where none is named.
    pub task: String,
    pub when: When,
    pub minutes: Option<Minutes>,
    pub place: Option<String>,
}

impl CoachPrompt {
    /// What it rests on: `Done 1 of 9 in three weeks.`
    #[must_use]
    pub fn reason_sentence(&self, phrases: &dyn Phrases) -> String {
        phrases.coach_reason(&self.reason)
    }

    /// The question, with the sentence where nobody has to make up a place or a length for it.
    #[must_use]
    pub fn question_with_sentence(&self, phrases: &dyn Phrases) -> String {
        match self.question {
            CoachQuestion::Moment | CoachQuestion::Goal => {
                let sentence = phrases.if_then_sentence(&self.when, &self.task, self.minutes, self.place.as_deref());
                phrases.coach_question_with_sentence(self.question, &sentence)
            }
            CoachQuestion::TwoMinutes | CoachQuestion::OneMinute | CoachQuestion::Smaller | CoachQuestion::Place => {
                phrases.coach_question(self.question)
            }
        }
    }
}

/// What could be asked about the plans that run in the last of `weeks` and go on, in the journal's order; at most one thing
/// about each.
#[must_use]
pub fn coach_prompts_of_plans(journal: &Journal, weeks: &[CountedWeek]) -> Vec<CoachPrompt> {
    let Some(this) = weeks.last() else { return Vec::new() };
    let goes_on = |plan: &Plan| {
        plan.start <= this.week.end() && plan.end.is_none_or(|end| end >= this.as_of && end > this.week.end())
    };
    let plans = this.plans.iter().filter_map(|pw| Some((pw.plan, journal.plans.get(pw.plan)?)));
    plans.filter(|(_, plan)| goes_on(plan)).filter_map(|(i, plan)| coach_prompt_of_plan(i, plan, weeks)).collect()
}

/// From so many seconds on a version of two minutes is much smaller.
const FIVE_MINUTES: u32 = 5 * 60;

fn coach_prompt_of_plan(index: usize, plan: &Plan, weeks: &[CountedWeek]) -> Option<CoachPrompt> {
    if plan.stage == Some(Stage::Notice) || plan.is_medicine() || week::is_holding_back(plan) {
        return None;
    }
    let asked = |code: Code, reason: CoachReason, question: CoachQuestion| CoachPrompt {
        plan: index,
        hint_code: code,
        reason,
        question,
        task: one_plain_line(&plan.task),
        when: plan.when.clone(),
        minutes: plan.minutes,
        place: plan.place.as_deref().map(one_plain_line),
    };
    let is_kept = weeks.split_last().is_some_and(|(this, before)| {
        this.plans.iter().any(|of| of.plan == index && week::is_kept_without_moment(of, before.last()))
    });
    if plan.when.is_vague() && !is_kept {
        let (_, when) = suggest_specific_when(plan.when_text.as_deref());
        return Some(CoachPrompt { when, ..asked(Code::WhenVague, CoachReason::MomentOpen, CoachQuestion::Moment) });
    }
    if let Some(reason) = little_done_reason(index, weeks).filter(|_| !week::is_meal(plan) && !week::is_rest(plan)) {
        let question = match plan.minutes {
            Some(each) if each.seconds >= FIVE_MINUTES => CoachQuestion::TwoMinutes,
            Some(each) if each.seconds > 60 => CoachQuestion::OneMinute,
            // A minute is short already: it is the step that can be smaller.
            Some(_) | None => CoachQuestion::Smaller,
        };
        return Some(asked(Code::PlanTooBig, reason, question));
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
        return Some(asked(Code::GoalMissing, CoachReason::NoGoal, CoachQuestion::Goal));
    }
    if plan.place.is_none() && plan.when.schedule() != Schedule::AsItComes {
        return Some(asked(Code::PlaceMissing, CoachReason::NoPlace, CoachQuestion::Place));
    }
    None
}

/// What the record says, where at most a third was done.
fn little_done_reason(index: usize, weeks: &[CountedWeek]) -> Option<CoachReason> {
    let of = |week: &CountedWeek| week.plans.binary_search_by_key(&index, |pw| pw.plan).ok();
    let last = weeks.iter().rev().take(RECORD);
    let weeks: Vec<&PlanWeek> =
        last.filter_map(|week| week.plans.get(of(week)?)).filter(|of| of.counts.due > 0).collect();
    let sum = weeks.iter().fold(Counts::default(), |sum, week| sum.plus(week.counts));
    let Counts { due, done, partly, open, .. } = sum;
    // Days without a note say nothing of its size.
    let noted = due.saturating_sub(open);
    let is_little = u64::from(noted) * 2 >= 3 * (2 * u64::from(done) + u64::from(partly));
    // A week that goes well by now speaks for itself.
    let goes_well =
        weeks.first().is_some_and(|w| w.counts.due > 0 && 2 * (w.counts.done + w.counts.partly) >= w.counts.due);
    // Open days alone are no record: they may just not be noted.
    (due >= ENOUGH_DUE && noted > 2 && is_little && !goes_well).then_some(CoachReason::LittleDone {
        done,
        partly,
        due,
        open,
        weeks: weeks.len(),
    })
}
