//! Which of the rules that are true are asked: best first, one a plan where others have something to say, and in turns.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::ValueKind;
use minijinja::{Value, context};

use super::condition;
use super::gather::{self, Known};
use super::rule::{self, About, LONGEST, Part, Reader, Rule};
use super::said::brief;
use super::{Agenda, Outcome, Prompt, Prompts, RuleTold, Rules, Telling, facts, next_step};
use crate::journal::Journal;
use crate::week::CountedWeek;

/// How many a reader is asked at most (SPEC 5).
const MOST: usize = 3;

/// A rule held against one plan, barrier or week.
pub(super) struct Weighed {
    /// Index into the rules.
    rule: usize,
    /// Index into the journal's plans; none for the week.
    plan: Option<usize>,
    /// What it was held against: a task, a task with a barrier, or the week.
    subject: String,
    facts: Value,
    found: Found,
}

enum Found {
    NotTrue,
    True(Prompt),
    /// It cannot be worked out with these facts.
    Broken(String),
}

pub(super) fn choose(rules: &Rules, journal: &Journal, weeks: &[CountedWeek]) -> Prompts {
    let weighed = gather::of(journal, weeks).map(|known| weigh(rules, &known)).unwrap_or_default();
    let (client, agenda) = pick(rules, &weighed, turn(weeks));
    let prompt = |i: &usize| weighed.get(*i).and_then(Weighed::prompt).cloned();
    let of = |part: Part| {
        let in_part =
            |i: &&usize| weighed.get(**i).and_then(|w| rules.rules.get(w.rule)).is_some_and(|r| r.part == part);
        agenda.iter().filter(in_part).filter_map(prompt).collect::<Vec<_>>()
    };
    let client: Vec<Prompt> = client.iter().filter_map(prompt).collect();
    let (first, middle, last) = (of(Part::First), of(Part::Middle), of(Part::Last));
    let spoken_of = middle.iter().chain(&last).chain(&client).chain(&first).filter_map(|p| p.plan).collect::<Vec<_>>();
    let next_step = weeks.last().map(|week| next_step::of(journal, week, &spoken_of)).unwrap_or_default();
    Prompts { client, agenda: Agenda { first, middle, last, next_step } }
}

pub(super) fn why(rules: &Rules, journal: &Journal, weeks: &[CountedWeek]) -> Vec<RuleTold> {
    let weighed = gather::of(journal, weeks).map(|known| weigh(rules, &known)).unwrap_or_default();
    let (client, agenda) = pick(rules, &weighed, turn(weeks));
    let mut told = rules.list();
    let conditions: Vec<Vec<condition::Piece<'_>>> =
        rules.rules.iter().map(|r| condition::parts(&rules.env, &r.condition)).collect();
    for (i, w) in weighed.iter().enumerate() {
        let (Some(parts), Some(of)) = (conditions.get(w.rule), told.get_mut(w.rule)) else { continue };
        let outcome = match &w.found {
            Found::True(_) if client.contains(&i) || agenda.contains(&i) => Outcome::Chosen,
            Found::True(_) => Outcome::TrueOnly,
            Found::NotTrue => Outcome::NotTrue,
            Found::Broken(reason) => Outcome::Broken(reason.clone()),
        };
        // Of parts joined with `and` the first that is not true decides.
        let decides = parts.iter().find(|p| outcome == Outcome::NotTrue && !p.is_true(&w.facts));
        let asked: BTreeSet<&String> =
            decides.map_or(parts.as_slice(), std::slice::from_ref).iter().flat_map(|p| &p.asks).collect();
        let facts = asked.into_iter().map(|name| (name.clone(), shown(&w.facts, name))).collect();
        let decides = decides.map(|p| p.text.clone()).unwrap_or_default();
        of.tellings.push(Telling { subject: w.subject.clone(), outcome, decides, facts });
    }
    told
}

impl Weighed {
    pub(super) fn prompt(&self) -> Option<&Prompt> {
        match &self.found {
            Found::True(prompt) => Some(prompt),
            Found::NotTrue | Found::Broken(_) => None,
        }
    }
}

/// The week's number: weeks in a row differ by one.
fn turn(weeks: &[CountedWeek]) -> usize {
    let days =
        weeks.last().map_or(0, |w| w.week.start().signed_duration_since(chrono::NaiveDate::default()).num_days());
    usize::try_from(days.div_euclid(7).rem_euclid(1 << 20)).unwrap_or(0)
}

/// Every rule against everything it is about, in the order of the rules.
pub(super) fn weigh(rules: &Rules, known: &Known) -> Vec<Weighed> {
    let week = context! { week => known.week.clone() };
    let mut plans = Vec::new();
    let mut barriers = Vec::new();
    for (plan, facts) in &known.plans {
        let value = facts::value(facts);
        for barrier in &facts.barriers {
            let subject = format!("{}: {}", facts.task, barrier.said);
            let with = context! { barrier => facts::value(barrier), ..value.clone() };
            barriers.push((Some(*plan), subject, with));
        }
        plans.push((Some(*plan), facts.task.clone(), value));
    }
    let week = [(None, "the week".to_owned(), week)];
    let mut out = Vec::new();
    for (i, rule) in rules.rules.iter().enumerate() {
        let about: &[(Option<usize>, String, Value)] = match rule.about {
            About::Plan => &plans,
            About::Barrier => &barriers,
            About::Week => &week,
        };
        for (plan, subject, facts) in about {
            let found = match work_out(rules, rule, facts, false) {
                Ok(None) => Found::NotTrue,
                Ok(Some((text, from))) => {
                    let from = if from.is_empty() { subject.clone() } else { from };
                    Found::True(Prompt { rule: rule.name.clone(), text, from, plan: *plan })
                }
                Err(reason) => Found::Broken(reason),
            };
            out.push(Weighed { rule: i, plan: *plan, subject: subject.clone(), facts: facts.clone(), found });
        }
    }
    out
}

/// The prompt and what it rests on, `None` where the rule is not true for these facts (with `anyway`: whether it is or not).
pub(super) fn work_out(
    rules: &Rules,
    rule: &Rule,
    facts: &Value,
    anyway: bool,
) -> Result<Option<(String, String)>, String> {
    let render = |name: &str| -> Result<String, String> {
        let template = rules.env.get_template(name).map_err(|e| rule::reason(&e))?;
        template.render(facts.clone()).map_err(|e| rule::reason(&e))
    };
    if let Some(name) = &rule.if_name
        && render(name)?.is_empty()
        && !anyway
    {
        return Ok(None);
    }
    let text = one_line(&render(&rule.body_name)?);
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > LONGEST {
        return Err(format!("its text is {} bytes long, {LONGEST} are the most", text.len()));
    }
    let from = rule.from_name.as_deref().map(render).transpose()?.unwrap_or_default();
    Ok(Some((text, long_brief(&from))))
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a prompt rests on, on one line and bounded.
fn long_brief(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(LONGEST / 2).and_then(|(end, _)| line.get(..end)) {
        Some(start) => format!("{start}…"),
        None => line,
    }
}

/// A fact as `--why` shows it.
fn shown(facts: &Value, name: &str) -> String {
    let mut value = facts.clone();
    for part in name.split('.') {
        value = value.get_attr(part).unwrap_or_default();
    }
    brief(&said(&value))
}

fn said(value: &Value) -> String {
    match value.kind() {
        ValueKind::None | ValueKind::Undefined => "not told".to_owned(),
        ValueKind::Bool => (if value.is_true() { "yes" } else { "no" }).to_owned(),
        // Barriers and ratings say themselves; of what was felt there are the words.
        ValueKind::Seq => {
            let items = value.try_iter().into_iter().flatten();
            let said = items.map(|item| {
                let words = ["said", "words"].iter().filter_map(|name| item.get_attr(name).ok());
                words.filter_map(|words| words.as_str().map(str::to_owned)).next().unwrap_or_else(|| item.to_string())
            });
            let said: Vec<String> = said.collect();
            if said.is_empty() { "none".to_owned() } else { said.join(", ") }
        }
        ValueKind::String if value.as_str().is_some_and(str::is_empty) => "empty".to_owned(),
        _ => value.to_string(),
    }
}

/// Indices of what is asked of the client and in the agenda, in the order they are asked.
pub(super) fn pick(rules: &Rules, weighed: &[Weighed], turn: usize) -> (Vec<usize>, Vec<usize>) {
    let of = |reader: Reader, part: Option<Part>| -> Vec<usize> {
        let fits = |w: &Weighed| {
            let rule = rules.rules.get(w.rule);
            w.prompt().is_some() && rule.is_some_and(|r| r.reader == reader && part.is_none_or(|p| r.part == p))
        };
        (0..weighed.len()).filter(|&i| weighed.get(i).is_some_and(fits)).collect()
    };
    let mut client = Picking::new(rules, weighed, turn);
    client.fill(&of(Reader::Client, None), MOST);
    // The agenda has one to begin with, the planning and one thing to be curious about in the middle, and something to end
    // with where there is room.
    let mut agenda = Picking::new(rules, weighed, turn);
    let middle = of(Reader::Agenda, Some(Part::Middle));
    agenda.fill(&of(Reader::Agenda, Some(Part::First)), 1);
    agenda.fill(&middle, agenda.chosen.len() + 1);
    agenda.fill(&middle, MOST);
    agenda.fill(&of(Reader::Agenda, Some(Part::Last)), MOST);
    (client.chosen, agenda.chosen)
}

/// Picking for one reader.
struct Picking<'a> {
    rules: &'a Rules,
    weighed: &'a [Weighed],
    turn: usize,
    /// Indices into `weighed`.
    chosen: Vec<usize>,
}

impl<'a> Picking<'a> {
    fn new(rules: &'a Rules, weighed: &'a [Weighed], turn: usize) -> Self {
        Picking { rules, weighed, turn, chosen: Vec::new() }
    }

    /// Picks of `from` until there are `most`. Each plan (and the week) is asked once before any is asked twice; what comes
    /// first is the priority, and among equals their turn.
    fn fill(&mut self, from: &[usize], most: usize) {
        let mut by_subject: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for &i in from.iter().filter(|i| !self.chosen.contains(i)) {
            if let Some(w) = self.weighed.get(i) {
                by_subject.entry(w.plan).or_default().push(i);
            }
        }
        for queue in by_subject.values_mut() {
            self.one_of_each_family(queue);
            self.take_turns(queue);
        }
        let before = self.chosen.len();
        while self.chosen.len() < most {
            for queue in by_subject.values_mut() {
                queue.retain(|&i| !self.is_said(i));
            }
            by_subject.retain(|_, queue| !queue.is_empty());
            // What was asked of the week in another part of the agenda is no reason not to ask of it in this one.
            let asked = |subject: &Option<usize>| {
                let of = self.chosen.iter().enumerate().filter(|&(_, &i)| self.plan(i) == *subject);
                of.filter(|&(n, _)| subject.is_some() || n >= before).count()
            };
            let Some(least) = by_subject.keys().map(asked).min() else { return };
            let next: Vec<(Option<usize>, i32)> = by_subject
                .iter()
                .filter(|(subject, _)| asked(subject) == least)
                .map(|(subject, queue)| (*subject, queue.first().map_or(0, |&i| self.priority(i))))
                .collect();
            let Some(best) = next.iter().map(|&(_, priority)| priority).max() else { return };
            let equals: Vec<Option<usize>> =
                next.iter().filter(|&&(_, p)| p == best).map(|&(subject, _)| subject).collect();
            for subject in self.window(&equals, most - self.chosen.len()) {
                let Some(queue) = by_subject.get_mut(&subject) else { continue };
                queue.retain(|&i| !self.is_said(i));
                // Another rule of the same priority rather than the same question for another plan.
                let fresh = |&&i: &&usize| {
                    self.priority(i) == best && !self.chosen.iter().any(|&c| self.rule(c) == self.rule(i))
                };
                let pick = queue.iter().find(fresh).or(queue.first()).copied();
                self.chosen.extend(pick);
            }
        }
    }

    /// Leaves one rule of each family, another one each week; a rule without a family is one of its own.
    fn one_of_each_family(&self, queue: &mut Vec<usize>) {
        let mut families: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &i in queue.iter() {
            if let Some(rule) = self.rule(i).and_then(|r| self.rules.rules.get(r)) {
                families.entry(rule.family.as_deref().unwrap_or(&rule.name)).or_default().push(i);
            }
        }
        queue.clear();
        for family in families.values() {
            let best = family.iter().map(|&i| self.priority(i)).max();
            let best: Vec<usize> = family.iter().copied().filter(|&i| Some(self.priority(i)) == best).collect();
            queue.extend(best.get(self.turn % best.len().max(1)));
        }
    }

    /// Best first; those of equal priority begin with another one each week.
    fn take_turns(&self, queue: &mut [usize]) {
        queue.sort_by_key(|&i| (std::cmp::Reverse(self.priority(i)), i));
        for equals in queue.chunk_by_mut(|&a, &b| self.priority(a) == self.priority(b)) {
            equals.rotate_left(self.turn % equals.len().max(1));
        }
    }

    /// `most` of equals, others each week where there are more, in their order.
    fn window(&self, equals: &[Option<usize>], most: usize) -> Vec<Option<usize>> {
        let mut window: Vec<Option<usize>> =
            equals.iter().cycle().skip(self.turn % equals.len().max(1)).take(most.min(equals.len())).copied().collect();
        window.sort();
        window
    }

    /// It is chosen already, or asks in the same words.
    fn is_said(&self, i: usize) -> bool {
        let text = |i: usize| self.weighed.get(i).and_then(Weighed::prompt).map(|p| p.text.as_str());
        self.chosen.iter().any(|&c| c == i || text(c) == text(i))
    }

    fn plan(&self, i: usize) -> Option<usize> {
        self.weighed.get(i).and_then(|w| w.plan)
    }

    fn rule(&self, i: usize) -> Option<usize> {
        self.weighed.get(i).map(|w| w.rule)
    }

    fn priority(&self, i: usize) -> i32 {
        self.rule(i).and_then(|r| self.rules.rules.get(r)).map_or(0, |r| r.priority)
    }
}
