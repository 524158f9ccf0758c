//! Which of the true rules are asked: best first, each plan once before any is asked twice, and in turns.

use std::collections::{BTreeMap, BTreeSet};

use super::derive_facts::{consecutive_week_number, derive_facts};
use super::evaluate::{EvaluatedRule, evaluate_all_rules};
use super::next_step;
use super::prompts::{Agenda, AnsweredQuestion, Prompt, Prompts};
use super::rule::{AgendaPart, Audience, Rule};
use super::rule_set::{RuleIndex, Rules};
use crate::journal::Journal;
use crate::phrases::Phrases;
use crate::phrases::plain::without_closing_colon;
use crate::text::fold;
use crate::week::{self, CountedWeek};

/// How many prompts the client is asked at most, and how many in a week without notes (docs/specification.md#5-prompts).
const MAX_PROMPTS: usize = 3;
const MAX_WITHOUT_NOTES: usize = 1;
/// How many of the client's prompts, and of the agenda's, are on one theme at most.
const MAX_ON_A_THEME: usize = 2;
const MAX_IN_AGENDA: usize = 1;
/// A plan that began fewer days ago had no time to be noted.
const DAYS_TO_BEGIN: i64 = 3;
/// What to be curious about of this priority cannot wait for another week.
const URGENT: i32 = 70;
/// What is asked about a barrier that was noted on two days or more comes before medicine, many plans and a quiet plan. Such questions
/// have these priorities or more to begin with.
const REPEATED_BARRIER: [(Audience, i32, i32); 2] = [(Audience::Client, 80, 93), (Audience::Agenda, 60, 71)];
/// Two questions that end in so many same words are one.
const LAST_WORDS: usize = 6;
/// An answer of so many words may stand in the agenda.
const MAX_WORDS_OF_ANSWER: usize = 40;

/// Chooses for the last of `weeks` (oldest first, at most six, without gaps). Depends on its arguments alone.
#[must_use]
pub fn choose_prompts(rules: &Rules, journal: &Journal, weeks: &[CountedWeek]) -> Prompts {
    let weeks = &*week::weeks_with_floats_due(journal, weeks);
    let candidates = evaluate_rules_for_last_week(rules, journal, weeks);
    let (client, agenda) = select_client_and_agenda(rules, &candidates, &ChoiceContext::of_last_week(journal, weeks));
    let prompt = |i: &usize| candidates.get(*i).and_then(EvaluatedRule::prompt).cloned();
    let agenda_part = |part: AgendaPart| {
        let in_part = |i: &&usize| {
            let rule = candidates.get(**i).and_then(|c| rules.get(c.rule));
            rule.is_some_and(|r| r.summary.part == part)
        };
        agenda.iter().filter(in_part).filter_map(prompt).collect::<Vec<_>>()
    };
    let client: Vec<Prompt> = client.iter().filter_map(prompt).collect();
    let first = agenda_part(AgendaPart::First);
    let middle = agenda_part(AgendaPart::Middle);
    let last = agenda_part(AgendaPart::Last);
    let next_step = next_step::next_step_block(journal, weeks, rules.language.phrases);
    let own_answer =
        weeks.last().and_then(|counted| newest_short_answer_on_size_or_time(journal, counted, rules.language.phrases));
    Prompts { client, agenda: Agenda { first, middle, last, own_answer, next_step } }
}

/// The newest answer of the week to a question about how small, how often or when. A long one is read where the answers are, and
/// one that is marked to talk about begins the page already.
fn newest_short_answer_on_size_or_time(
    journal: &Journal,
    counted: &CountedWeek,
    phrases: &dyn Phrases,
) -> Option<AnsweredQuestion> {
    let notes = journal.reflections_between(counted.week.start(), counted.week.end()).iter();
    let mut answers = notes.filter(|note| !note.discuss).flat_map(|note| &note.answers);
    let is_short = |answer: &str| (1..=MAX_WORDS_OF_ANSWER).contains(&answer.split_whitespace().count());
    let (question, answer) =
        answers.rfind(|(question, answer)| is_short(answer) && phrases.asks_about_size_or_time(question))?;
    Some(AnsweredQuestion { question: question.clone(), answer: answer.clone() })
}

/// Every rule applied to the last of `weeks`.
pub(super) fn evaluate_rules_for_last_week(
    rules: &Rules,
    journal: &Journal,
    weeks: &[CountedWeek],
) -> Vec<EvaluatedRule> {
    derive_facts(journal, weeks, rules.language.phrases)
        .map(|facts| evaluate_all_rules(rules, &facts))
        .unwrap_or_default()
}

/// What the choice depends on besides which rules are true.
#[derive(Clone, Debug, Default)]
pub(super) struct ChoiceContext {
    /// The week's number, so that rules take turns.
    pub rotation: usize,
    /// The client noted nothing.
    pub is_silent: bool,
    /// The plans that began in the last days, where an older one is in the week.
    pub new_plans: BTreeSet<usize>,
    /// The questions that the client answered about the week before, folded. They are not asked again at once.
    pub answered_before: BTreeSet<String>,
}

impl ChoiceContext {
    pub(super) fn of_last_week(journal: &Journal, weeks: &[CountedWeek]) -> ChoiceContext {
        let number = weeks.last().map_or(0, |counted| consecutive_week_number(counted.week));
        let is_silent = weeks.last().is_some_and(|counted| has_no_entry_of_client(journal, counted));
        let before = weeks.len().checked_sub(2).and_then(|at| weeks.get(at)).map(|counted| counted.week);
        let notes = before.map_or(&[][..], |week| journal.reflections_between(week.start(), week.end()));
        let answered = notes.iter().flat_map(|note| &note.answers).filter(|(_, answer)| !answer.trim().is_empty());
        let answered_before = answered.map(|(question, _)| fold(without_closing_colon(question))).collect();
        let new_plans = weeks.last().map(|counted| plans_that_just_began(journal, counted)).unwrap_or_default();
        ChoiceContext { rotation: usize::try_from(number).unwrap_or(0), is_silent, new_plans, answered_before }
    }

    pub(super) fn is_answered_before(&self, candidate: &EvaluatedRule) -> bool {
        candidate
            .prompt()
            .is_some_and(|prompt| self.answered_before.contains(&fold(without_closing_colon(&prompt.text))))
    }
}

/// Nothing of any step is noted, whatever else is written.
fn has_no_entry_of_client(journal: &Journal, counted: &CountedWeek) -> bool {
    let noted = journal.entries_between(counted.week.start(), counted.week.end().min(counted.as_of));
    noted.iter().all(|entry| entry.written_by.is_some())
}

/// The plans of a week that began in the last days before the as-of date, where an older one runs in it too.
fn plans_that_just_began(journal: &Journal, counted: &CountedWeek) -> BTreeSet<usize> {
    let running = counted.plans.iter().filter_map(|of| Some((of.plan, journal.plans.get(of.plan)?)));
    let running = running.filter(|(_, plan)| counted.week.dates().any(|date| plan.runs_on(date)));
    let (new, older): (Vec<_>, Vec<_>) =
        running.partition(|(_, plan)| (counted.as_of - plan.start).num_days() < DAYS_TO_BEGIN);
    if older.is_empty() { BTreeSet::new() } else { new.into_iter().map(|(at, _)| at).collect() }
}

/// Indices of what is asked of the client and in the agenda, in the order they are asked.
pub(super) fn select_client_and_agenda(
    rules: &Rules,
    candidates: &[EvaluatedRule],
    context: &ChoiceContext,
) -> (Vec<usize>, Vec<usize>) {
    let matching = |audience: Audience, part: Option<AgendaPart>| -> Vec<usize> {
        let fits = |candidate: &EvaluatedRule| {
            let rule = rules.get(candidate.rule).map(|rule| &rule.summary);
            let fits = rule.is_some_and(|r| r.audience == audience && part.is_none_or(|p| r.part == p));
            let is_answered = audience == Audience::Client && context.is_answered_before(candidate);
            fits && candidate.prompt().is_some() && !is_answered
        };
        (0..candidates.len()).filter(|&i| candidates.get(i).is_some_and(fits)).collect()
    };
    let mut client = PromptSelection::new(rules, candidates, context.rotation, MAX_ON_A_THEME);
    let for_client = matching(Audience::Client, None);
    if context.is_silent {
        // The one question of a week without notes is about what had time to be noted, where anything had.
        let had_time = |i: &usize| {
            let plan = candidates.get(*i).and_then(|candidate| candidate.plan);
            plan.is_none_or(|plan| !context.new_plans.contains(&plan))
        };
        let older: Vec<usize> = for_client.iter().copied().filter(had_time).collect();
        client.choose_up_to(&older, MAX_WITHOUT_NOTES);
        client.choose_up_to(&for_client, MAX_WITHOUT_NOTES);
    } else {
        client.choose_up_to(&for_client, MAX_PROMPTS);
    }
    // The agenda begins with what the client marked or shared in words and with what went well. The planning and one thing
    // to be curious about stand in the middle, and something to end with where there is room.
    let mut agenda = PromptSelection::new(rules, candidates, context.rotation, MAX_IN_AGENDA);
    // What the client is asked already is not asked again, unless nothing else could be planned.
    let is_new = |i: &usize| !client.chosen.iter().any(|&asked| agenda.asks_the_same(asked, *i));
    let all = matching(Audience::Agenda, Some(AgendaPart::Middle));
    let (new, asked): (Vec<usize>, Vec<usize>) = all.into_iter().partition(is_new);
    let best_of = |of: &[usize]| of.iter().map(|&i| agenda.priority_of(i)).max();
    let middle = if best_of(&asked) > best_of(&new) { [new, asked].concat() } else { new };
    agenda.choose_up_to(&matching(Audience::Agenda, Some(AgendaPart::First)), 2);
    // Planning comes first there, whichever plans were spoken of before.
    let best = middle.iter().map(|&i| agenda.priority_of(i)).max();
    let planning: Vec<usize> = middle.iter().copied().filter(|&i| Some(agenda.priority_of(i)) == best).collect();
    agenda.choose_up_to(&planning, agenda.chosen.len() + 1);
    // What cannot wait comes before what another plan would add.
    let is_urgent = |&i: &usize| agenda.priority_of(i) >= URGENT;
    let urgent: Vec<usize> = middle.iter().copied().filter(|i| is_urgent(i) && !planning.contains(i)).collect();
    let up_to = agenda.chosen.len() + 1;
    agenda.choose_up_to(&urgent, up_to);
    agenda.choose_up_to(&middle, up_to);
    agenda.choose_up_to(&matching(Audience::Agenda, Some(AgendaPart::Last)), MAX_PROMPTS);
    (client.chosen, agenda.chosen)
}

/// The last words of a question, folded.
fn last_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut last: Vec<String> = words.rev().take(LAST_WORDS).map(str::to_owned).collect();
    last.reverse();
    last
}

/// The selection for one audience.
struct PromptSelection<'a> {
    rules: &'a Rules,
    candidates: &'a [EvaluatedRule],
    rotation: usize,
    /// How many on one theme.
    max_on_theme: usize,
    /// Indices into `candidates`.
    chosen: Vec<usize>,
}

/// The candidates about each plan, best first; `None` is the week.
type Queues = BTreeMap<Option<usize>, Vec<usize>>;

impl<'a> PromptSelection<'a> {
    fn new(rules: &'a Rules, candidates: &'a [EvaluatedRule], rotation: usize, max_on_theme: usize) -> Self {
        PromptSelection { rules, candidates, rotation, max_on_theme, chosen: Vec::new() }
    }

    /// Chooses from `choices` until there are `max`. Each plan (and the week) is asked once before any is asked twice; what
    /// comes first is decided by priority, and among equals by turns.
    fn choose_up_to(&mut self, choices: &[usize], max: usize) {
        let mut queues = self.queues_by_plan(choices);
        let before = self.chosen.len();
        while self.chosen.len() < max {
            for queue in queues.values_mut() {
                queue.retain(|&i| !self.is_chosen_or_same_words(i) && !self.is_theme_full(i));
            }
            queues.retain(|_, queue| !queue.is_empty());
            let equals = self.plans_to_ask_next(&queues, before);
            if equals.is_empty() {
                return;
            }
            for plan in self.rotating_window(&equals, max - self.chosen.len()) {
                if let Some(queue) = queues.get_mut(&plan) {
                    self.choose_best_of_queue(queue);
                }
            }
        }
    }

    fn queues_by_plan(&self, choices: &[usize]) -> Queues {
        let mut queues = Queues::new();
        for &i in choices.iter().filter(|i| !self.chosen.contains(i)) {
            if let Some(candidate) = self.candidates.get(i) {
                queues.entry(candidate.plan).or_default().push(i);
            }
        }
        for queue in queues.values_mut() {
            self.keep_one_of_each_family(queue);
            self.sort_and_rotate_equals(queue);
        }
        queues
    }

    /// The plans that are next: asked least so far, and of these the ones with the best rule. `chosen_in_earlier_parts`: how many were
    /// chosen in earlier parts of the agenda.
    fn plans_to_ask_next(&self, queues: &Queues, chosen_in_earlier_parts: usize) -> Vec<Option<usize>> {
        // What was asked about the week in another part of the agenda is no reason to leave it out of this one.
        let asked = |plan: &Option<usize>| {
            let about_plan = self.chosen.iter().enumerate().filter(|&(_, &i)| self.plan_of(i) == *plan);
            about_plan.filter(|&(n, _)| plan.is_some() || n >= chosen_in_earlier_parts).count()
        };
        let least = queues.keys().map(asked).min();
        let next: Vec<(Option<usize>, i32)> = queues
            .iter()
            .filter(|(plan, _)| Some(asked(plan)) == least)
            .map(|(plan, queue)| (*plan, queue.first().map_or(0, |&i| self.priority_of(i))))
            .collect();
        let best = next.iter().map(|&(_, priority)| priority).max();
        next.iter().filter(|&&(_, priority)| Some(priority) == best).map(|&(plan, _)| plan).collect()
    }

    /// Chooses the best of a plan's queue.
    fn choose_best_of_queue(&mut self, queue: &mut Vec<usize>) {
        queue.retain(|&i| !self.is_chosen_or_same_words(i) && !self.is_theme_full(i));
        self.chosen.extend(queue.first().copied());
    }

    /// Leaves one rule of each family, another one each week; a rule without a family is one of its own.
    fn keep_one_of_each_family(&self, queue: &mut Vec<usize>) {
        let mut families: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &i in queue.iter() {
            if let Some(Rule { summary, .. }) = self.rule_of(i).and_then(|r| self.rules.get(r)) {
                families.entry(summary.family.as_deref().unwrap_or(&summary.name)).or_default().push(i);
            }
        }
        queue.clear();
        for family in families.values() {
            let best = family.iter().map(|&i| self.priority_of(i)).max();
            let best: Vec<usize> = family.iter().copied().filter(|&i| Some(self.priority_of(i)) == best).collect();
            queue.extend(best.get(self.rotation % best.len().max(1)));
        }
    }

    /// Best first; those of equal priority begin with a different one each week.
    fn sort_and_rotate_equals(&self, queue: &mut [usize]) {
        queue.sort_by_key(|&i| (std::cmp::Reverse(self.priority_of(i)), i));
        for equals in queue.chunk_by_mut(|&a, &b| self.priority_of(a) == self.priority_of(b)) {
            equals.rotate_left(self.rotation % equals.len().max(1));
        }
    }

    /// At most `max` of equals, different ones each week where there are more, in their order.
    fn rotating_window(&self, equals: &[Option<usize>], max: usize) -> Vec<Option<usize>> {
        let start = self.rotation % equals.len().max(1);
        let mut window: Vec<Option<usize>> =
            equals.iter().cycle().skip(start).take(max.min(equals.len())).copied().collect();
        window.sort();
        window
    }

    /// It, or another of its rule, is chosen already, or it asks in the same words as one that is, or ends in the same.
    fn is_chosen_or_same_words(&self, candidate: usize) -> bool {
        let text =
            |candidate: usize| self.candidates.get(candidate).and_then(EvaluatedRule::prompt).map(|p| p.text.as_str());
        let last = |text: Option<&str>| text.map(last_words).filter(|words| words.len() == LAST_WORDS);
        let own = last(text(candidate));
        let ends_alike = |c: usize| own.is_some() && last(text(c)) == own;
        let is_like =
            |&c: &usize| self.rule_of(c) == self.rule_of(candidate) || text(c) == text(candidate) || ends_alike(c);
        self.chosen.iter().any(is_like)
    }

    /// Both are of one family about one plan, or end with the same question: `The same, a little more, or a little less?`
    fn asks_the_same(&self, a: usize, b: usize) -> bool {
        let family = |i: usize| {
            let rule = self.rule_of(i).and_then(|r| self.rules.get(r));
            rule.and_then(|rule| rule.summary.family.as_deref())
        };
        let is_of_family = family(a).is_some() && family(a) == family(b) && self.plan_of(a) == self.plan_of(b);
        let words = |i: usize| self.candidates.get(i).and_then(EvaluatedRule::prompt).map(|p| last_words(&p.text));
        is_of_family || words(a).is_some_and(|last| last.len() == LAST_WORDS && Some(last) == words(b))
    }

    fn is_theme_full(&self, i: usize) -> bool {
        let theme = |i: usize| self.rule_of(i).and_then(|r| self.rules.get(r)).map(|rule| rule.summary.theme.as_str());
        self.chosen.iter().filter(|&&c| theme(c) == theme(i)).count() >= self.max_on_theme
    }

    fn plan_of(&self, candidate: usize) -> Option<usize> {
        self.candidates.get(candidate).and_then(|c| c.plan)
    }

    fn rule_of(&self, candidate: usize) -> Option<RuleIndex> {
        self.candidates.get(candidate).map(|c| c.rule)
    }

    fn priority_of(&self, candidate: usize) -> i32 {
        let Some(rule) = self.rule_of(candidate).and_then(|r| self.rules.get(r)) else { return 0 };
        let own = rule.summary.priority;
        let is_repeated = self.candidates.get(candidate).is_some_and(EvaluatedRule::is_about_repeated_barrier);
        let raised = REPEATED_BARRIER.iter().find(|(of, least, _)| *of == rule.summary.audience && own >= *least);
        raised.filter(|_| is_repeated).map_or(own, |(.., raised)| own.max(*raised))
    }
}
