//! What a rule can ask about: plain numbers, days and words of a plan and its weeks, told once here and printed from here
//! in `docs/prompts.md`.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use minijinja::Value;
use minijinja::value::Serde;
use serde::{Serialize, Serializer};

use crate::journal::{Barrier, ChosenBy, Entry, Journal, Plan, Response, Stage};
use crate::week::{AsWhat, Counted, PlanWeek, State, Week, Why};
use crate::when::Plans;

/// One fact, as the documentation tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// As a rule names it.
    pub name: &'static str,
    /// `number`, `yes or no`, `text`, `text or none`, or what a list or group of facts holds.
    pub kind: &'static str,
    /// One sentence, markdown.
    pub meaning: &'static str,
}

macro_rules! facts {
    ($(#[doc = $about:literal])+ $name:ident, $table:ident {
        $($(#[doc = $doc:literal])+ $field:ident: $type:ty => $kind:literal,)+
    }) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, Default, Serialize)]
        pub(super) struct $name { $($(#[doc = $doc])+ pub $field: $type,)+ }

        #[doc = concat!("The facts of [`", stringify!($name), "`] as the documentation tells them.")]
        pub const $table: &[Fact] = &[$(Fact {
            name: stringify!($field),
            kind: $kind,
            meaning: concat!($($doc),+).trim_ascii(),
        },)+];
    };
}

facts! {
    /// A plan and its week.
    PlanFacts, PLAN {
        /// What is practised, in the client's words.
        task: String => "text",
        /// `notice`, `try` or `do`.
        stage: Option<&'static str> => "text or none",
        /// `when` as written.
        when: Option<String> => "text or none",
        /// `where` as written.
        place: Option<String> => "text or none",
        /// Minutes of one occasion.
        minutes: Option<Amount> => "number or none",
        /// What it is for, in the client's words.
        goal: Option<String> => "text or none",
        /// Who helps, and how.
        helper: Option<String> => "text or none",
        /// What may get in the way.
        obstacle: Option<String> => "text or none",
        /// What the client does then.
        then: Option<String> => "text or none",
        /// The cue of `when`, with its first word: `after dinner`.
        cue: Option<String> => "text or none",
        /// 0 to 10.
        confidence: Option<u8> => "number or none",
        /// `me`, `together` or `clinician`.
        chosen_by: Option<&'static str> => "text or none",
        /// A stranger could tell the moment it starts.
        specific: bool => "yes or no",
        /// It could be any time.
        vague: bool => "yes or no",
        /// So many times a week, on whichever days.
        floating: bool => "yes or no",
        /// It has no planned number: it is noted as it comes up.
        as_it_comes: bool => "yes or no",
        /// Which week of this version of the plan it is, from 1.
        weeks: u32 => "number",
        /// The plan was changed: this version began in this week.
        changed: bool => "yes or no",
        /// The plan ends in this week.
        ends: bool => "yes or no",
        /// Dates of the week on which it is paused.
        paused: u32 => "number",
        /// A pause ended just before this week or in it.
        after_pause: bool => "yes or no",
        /// Planned occasions of the week.
        planned: u32 => "number",
        /// Occasions that are due so far.
        due: u32 => "number",
        /// Of these: done.
        done: u32 => "number",
        /// Of these: partly done.
        partly: u32 => "number",
        /// Of these: said not to be done.
        not_done: u32 => "number",
        /// Of these: without a note.
        open: u32 => "number",
        /// Occasions still to come this week.
        upcoming: u32 => "number",
        /// Occasions that another day made up for.
        moved: u32 => "number",
        /// Practised beyond what was planned.
        extra: u32 => "number",
        /// Dates with a skip.
        skipped: u32 => "number",
        /// Everything done or partly done, extra too.
        practised: u32 => "number",
        /// (done + partly / 2) / due, from 0 to 1. For rules alone; it is never shown.
        completion: Option<f64> => "number or none",
        /// How it went in numbers: `3 of 6`, or `4 times` where it is noted as it comes up.
        noted: String => "text",
        /// Minutes noted this week.
        minutes_noted: Amount => "number",
        /// How many entries told their minutes.
        minutes_known: u32 => "number",
        /// Days with something done or partly done: `Tue, Thu`.
        practised_on: String => "text",
        /// Days done.
        done_on: String => "text",
        /// Days partly done.
        partly_on: String => "text",
        /// Days said not to be done.
        not_done_on: String => "text",
        /// Days without a note.
        open_on: String => "text",
        /// Days without a note or said not to be done.
        not_yet_on: String => "text",
        /// Days that made up for another: `Saturday`, or `Tuesday and Saturday`.
        made_up_on: String => "text",
        /// Which days were made up for, and when: `Thu on Sat`.
        made_up: String => "text",
        /// What got in the way, the most noted first.
        barriers: Vec<BarrierFacts> => "list of barrier facts",
        /// What was felt, as far as it is shared; `on` is the day, `words` what was written.
        felt: Vec<Felt> => "list of `on` and `words`",
        /// Days with something felt.
        felt_on: String => "text",
        /// Ratings of the week; each has `name`, `count`, `first`, `last`, `low`, `high` and `said` (`from 6 to 4`).
        ratings: Vec<Rating> => "list",
        /// The first rating that is not the same at the week's end as at its start: `tension from 6 to 4`.
        rating_change: String => "text",
        /// Entries that tell about the helper.
        helper_noted: u32 => "number",
        /// How often the helper noticed.
        helper_noticed: u32 => "number",
        /// How often the helper gave praise.
        helper_praised: u32 => "number",
        /// Responses that felt warm.
        helper_warm: u32 => "number",
        /// Responses that felt neutral.
        helper_neutral: u32 => "number",
        /// Responses that felt hard.
        helper_hard: u32 => "number",
        /// Days on which the helper noticed or gave praise.
        helper_on: String => "text",
        /// Days on which a response felt hard.
        helper_hard_on: String => "text",
        /// The same plan in the week before, if it was in it.
        last: WeekSums => "sums",
        /// The sums over all weeks before, five at most.
        before: WeekSums => "sums",
        /// The week as a whole.
        week: Value => "week facts",
    }
}

facts! {
    /// A plan's numbers over one week or several (`last`, `before`).
    WeekSums, SUMS {
        /// How many weeks are in it; 0 where there is none.
        counted: u32 => "number",
        /// Planned occasions.
        planned: u32 => "number",
        /// Occasions that were due.
        due: u32 => "number",
        /// Done.
        done: u32 => "number",
        /// Partly done.
        partly: u32 => "number",
        /// Said not to be done.
        not_done: u32 => "number",
        /// Without a note.
        open: u32 => "number",
        /// Made up on another day.
        moved: u32 => "number",
        /// Beyond what was planned.
        extra: u32 => "number",
        /// Dates with a skip.
        skipped: u32 => "number",
        /// Everything done or partly done, extra too.
        practised: u32 => "number",
        /// Minutes noted.
        minutes_noted: Amount => "number",
        /// Entries that tell about the helper.
        helper_noted: u32 => "number",
        /// How often the helper noticed.
        helper_noticed: u32 => "number",
        /// How often the helper gave praise.
        helper_praised: u32 => "number",
        /// Responses that felt warm.
        helper_warm: u32 => "number",
        /// Responses that felt neutral.
        helper_neutral: u32 => "number",
        /// Responses that felt hard.
        helper_hard: u32 => "number",
    }
}

facts! {
    /// Something that got in the way this week.
    BarrierFacts, BARRIER {
        /// As it is written in notes: `no_time`.
        name: String => "text",
        /// As it is said: `no time`.
        said: String => "text",
        /// `practical`, `task`, `inner`, `people`, `life` or `other`.
        group: String => "text",
        /// A question that may follow.
        question: Option<&'static str> => "text or none",
        /// How many entries name it.
        count: u32 => "number",
        /// The days: `Tue, Thu`.
        on: String => "text",
        /// No other barrier of this plan was noted more often this week.
        most: bool => "yes or no",
    }
}

facts! {
    /// The week as a whole (`week`).
    WeekFacts, WEEK {
        /// Its dates: `16 to 22 Nov`.
        said: String => "text",
        /// Its dates that have gone by.
        days_so_far: u32 => "number",
        /// It has ended.
        over: bool => "yes or no",
        /// How many plans are in it.
        plans: u32 => "number",
        /// How many plans run on one of its dates at least.
        running: u32 => "number",
        /// Their tasks: `Voice memo, Walk`.
        tasks: String => "text",
        /// Planned occasions of all plans.
        planned: u32 => "number",
        /// Occasions that are due so far.
        due: u32 => "number",
        /// Everything done or partly done.
        practised: u32 => "number",
        /// Dates with a skip, counted for each plan.
        skipped: u32 => "number",
        /// Notes and lines of the client that tell of this week.
        entries: u32 => "number",
        /// The client noted nothing this week.
        nothing_noted: bool => "yes or no",
        /// Every plan is paused on all dates on which it would run.
        paused: bool => "yes or no",
        /// Done beside the plans.
        also_done: u32 => "number",
        /// How many notes the client marked to talk about.
        discuss: u32 => "number",
        /// Which: `Voice memo (Tue)`.
        discuss_on: String => "text",
        /// How often helpers noticed.
        helper_noticed: u32 => "number",
    }
}

/// A number that prints as `2` where it is whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Amount(pub f64);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 { to.serialize_i64(self.0 as i64) } else { to.serialize_f64(self.0) }
    }
}

/// What was felt on a day, as far as it is shared.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Felt {
    pub on: &'static str,
    pub words: String,
}

/// The ratings of one name over the week.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Rating {
    pub name: String,
    pub count: u32,
    pub first: Amount,
    pub last: Amount,
    pub low: Amount,
    pub high: Amount,
    pub said: String,
}

/// Facts as a rule sees them.
pub(super) fn value(facts: impl Serialize) -> Value {
    Value::from(Serde(facts))
}

/// All that is known of the last of some weeks.
pub(super) struct Known {
    pub week: Value,
    /// Index into the journal's plans, and its facts.
    pub plans: Vec<(usize, PlanFacts)>,
}

/// Facts of the last of `weeks`; `None` where there is no week.
pub(super) fn of(journal: &Journal, weeks: &[Counted]) -> Option<Known> {
    let helpers: Vec<Helpers> = weeks.iter().map(|counted| helpers_of(journal, counted)).collect();
    let weeks: Vec<Told> = weeks.iter().zip(&helpers).map(|(counted, helpers)| Told { counted, helpers }).collect();
    let (&this, before) = weeks.split_last()?;
    let week = value(of_week(journal, this.counted));
    let plans = this
        .counted
        .plans
        .iter()
        .filter_map(|pw| {
            let plan = journal.plans.get(pw.plan)?;
            Some((pw.plan, of_plan(journal, plan, pw, this, before, week.clone())))
        })
        .collect();
    Some(Known { week, plans })
}

fn of_plan(journal: &Journal, plan: &Plan, pw: &PlanWeek, this: Told, before: &[Told], week: Value) -> PlanFacts {
    let entries: Vec<&Entry> = entries_of(journal, pw, this.counted);
    let sums = sums_of(journal, pw, this);
    let on = |wanted: &[State]| days(pw.days.iter().filter(|d| wanted.contains(&d.status)).map(|d| d.date));
    let mut older = WeekSums::default();
    let mut last = WeekSums::default();
    for (i, &week) in before.iter().enumerate() {
        // The plans of a week stand in the journal's order.
        let old = week.counted.plans.binary_search_by_key(&pw.plan, |old| old.plan).ok();
        let Some(old) = old.and_then(|at| week.counted.plans.get(at)) else { continue };
        let its = sums_of(journal, old, week);
        older.add(&its);
        if i + 1 == before.len() {
            last = its;
        }
    }
    let barriers = barriers(&entries);
    let felt: Vec<Felt> = entries
        .iter()
        .filter_map(|e| Some(Felt { on: day(e.date), words: brief(e.felt.as_deref()?) }))
        .filter(|f| !f.words.is_empty())
        .collect();
    let ratings = ratings(plan, &entries);
    let noticed_on = |e: &&&Entry| e.helper.noticed == Some(true) || e.helper.praise == Some(true);
    let told: Vec<&Entry> = told_of_helper(journal, pw, this).collect();
    let (moves, days_of_moves) = moves(journal, pw);
    let dates = this.counted.week;
    let (first, end) = (dates.start(), dates.end());
    PlanFacts {
        task: brief(&plan.task),
        stage: plan.stage.map(|s| match s {
            Stage::Notice => "notice",
            Stage::Try => "try",
            Stage::Do => "do",
        }),
        when: words(&plan.when_text),
        place: words(&plan.place),
        minutes: plan.minutes.map(|m| amount(m.seconds)),
        goal: words(&plan.goal),
        helper: words(&plan.helper),
        obstacle: words(&plan.obstacle),
        then: words(&plan.then),
        cue: plan.when.cue().map(brief),
        confidence: plan.confidence,
        chosen_by: plan.chosen_by.map(|c| match c {
            ChosenBy::Me => "me",
            ChosenBy::Together => "together",
            ChosenBy::Clinician => "clinician",
        }),
        specific: plan.when.is_specific(),
        vague: plan.when.is_vague(),
        floating: matches!(plan.when.plans(), Plans::Floating(_)),
        as_it_comes: plan.when.plans() == Plans::AsItComes,
        weeks: u32::try_from((end - plan.start).num_days().max(0) / 7 + 1).unwrap_or(u32::MAX),
        changed: plan.follows_version && (first..=end).contains(&plan.start),
        ends: !plan.ends_for_version && plan.end.is_some_and(|e| (first..=end).contains(&e)),
        paused: count(dates.dates().filter(|&d| paused(plan, d))),
        after_pause: plan
            .pauses
            .iter()
            .any(|p| plan.start < p.first && p.last < end && first.pred_opt().is_some_and(|eve| eve <= p.last)),
        planned: pw.planned,
        due: pw.due,
        done: pw.done,
        partly: pw.partly,
        not_done: pw.not_done,
        open: pw.open,
        upcoming: pw.upcoming,
        moved: pw.moved,
        extra: pw.extra,
        skipped: sums.skipped,
        practised: sums.practised,
        completion: pw.completion(),
        noted: noted(plan, pw, sums.practised),
        minutes_noted: sums.minutes_noted,
        minutes_known: pw.minutes.known_for,
        practised_on: on(&[State::Done, State::Partly]),
        done_on: on(&[State::Done]),
        partly_on: on(&[State::Partly]),
        not_done_on: on(&[State::NotDone]),
        open_on: on(&[State::Open]),
        not_yet_on: on(&[State::NotDone, State::Open]),
        made_up_on: days_of_moves,
        made_up: moves,
        barriers,
        felt_on: days(entries.iter().filter(|e| e.felt.is_some()).map(|e| e.date)),
        felt,
        rating_change: ratings
            .iter()
            .find(|r| r.first != r.last)
            .map(|r| format!("{} {}", r.name, r.said))
            .unwrap_or_default(),
        ratings,
        helper_noted: sums.helper_noted,
        helper_noticed: sums.helper_noticed,
        helper_praised: sums.helper_praised,
        helper_warm: sums.helper_warm,
        helper_neutral: sums.helper_neutral,
        helper_hard: sums.helper_hard,
        helper_on: days(told.iter().filter(noticed_on).map(|e| e.date)),
        helper_hard_on: days(told.iter().filter(|e| e.helper.response == Some(Response::Hard)).map(|e| e.date)),
        last,
        before: older,
        week,
    }
}

fn of_week(journal: &Journal, this: &Counted) -> WeekFacts {
    let (first, end) = (this.week.start(), this.week.end());
    let from = journal.entries.partition_point(|e| e.date < first);
    let noted = journal.entries.iter().skip(from).take_while(|e| e.date <= end && e.date <= this.as_of);
    let plans = || this.plans.iter().filter_map(|pw| journal.plans.get(pw.plan));
    let running = count(plans().filter(|p| this.week.dates().any(|d| p.runs_on(d))));
    let mut discuss: Vec<String> = Vec::new();
    let (mut entries, mut helper_noticed) = (0, 0);
    for e in noted {
        entries += u32::from(e.by.is_none());
        helper_noticed += u32::from(e.helper.noticed == Some(true));
        if e.discuss {
            discuss.push(format!("{} ({})", brief(&e.task), day(e.date)));
        }
    }
    let answers = journal.reflections.iter().filter(|r| r.discuss && (first..=end).contains(&r.date));
    discuss.extend(answers.map(|r| format!("reflection ({})", day(r.date))));
    let sum = |of: fn(&PlanWeek) -> u32| this.plans.iter().map(of).fold(0_u32, u32::saturating_add);
    let named = plans().map(|p| brief(&p.task)).collect::<Vec<_>>();
    WeekFacts {
        said: span(this.week),
        days_so_far: count(this.week.dates().filter(|&d| d < this.as_of)),
        over: end < this.as_of,
        plans: count(plans()),
        running,
        tasks: list(&distinct(named)),
        planned: sum(|pw| pw.planned),
        due: sum(|pw| pw.due),
        practised: sum(|pw| pw.done.saturating_add(pw.partly).saturating_add(pw.extra)),
        skipped: sum(|pw| count(pw.days.iter().filter(|d| d.status == State::Skipped))),
        entries,
        nothing_noted: entries == 0,
        paused: running == 0 && plans().any(|p| this.week.dates().any(|d| paused(p, d))),
        also_done: u32::try_from(this.also_done.len()).unwrap_or(u32::MAX),
        discuss: u32::try_from(discuss.len()).unwrap_or(u32::MAX),
        discuss_on: list(&distinct(discuss)),
        helper_noticed,
    }
}

impl WeekSums {
    fn add(&mut self, other: &WeekSums) {
        let pairs: [(&mut u32, u32); 17] = [
            (&mut self.counted, other.counted),
            (&mut self.planned, other.planned),
            (&mut self.due, other.due),
            (&mut self.done, other.done),
            (&mut self.partly, other.partly),
            (&mut self.not_done, other.not_done),
            (&mut self.open, other.open),
            (&mut self.moved, other.moved),
            (&mut self.extra, other.extra),
            (&mut self.skipped, other.skipped),
            (&mut self.practised, other.practised),
            (&mut self.helper_noted, other.helper_noted),
            (&mut self.helper_noticed, other.helper_noticed),
            (&mut self.helper_praised, other.helper_praised),
            (&mut self.helper_warm, other.helper_warm),
            (&mut self.helper_neutral, other.helper_neutral),
            (&mut self.helper_hard, other.helper_hard),
        ];
        for (sum, more) in pairs {
            *sum = sum.saturating_add(more);
        }
        self.minutes_noted.0 += other.minutes_noted.0;
    }
}

fn sums_of(journal: &Journal, pw: &PlanWeek, week: Told) -> WeekSums {
    let told: Vec<&Entry> = told_of_helper(journal, pw, week).collect();
    let felt = |r: Response| count(told.iter().filter(|e| e.helper.response == Some(r)));
    WeekSums {
        counted: 1,
        planned: pw.planned,
        due: pw.due,
        done: pw.done,
        partly: pw.partly,
        not_done: pw.not_done,
        open: pw.open,
        moved: pw.moved,
        extra: pw.extra,
        skipped: count(pw.days.iter().filter(|d| d.status == State::Skipped)),
        practised: pw.done.saturating_add(pw.partly).saturating_add(pw.extra),
        minutes_noted: amount(pw.minutes.noted.seconds),
        helper_noted: count(told.iter()),
        helper_noticed: count(told.iter().filter(|e| e.helper.noticed == Some(true))),
        helper_praised: count(told.iter().filter(|e| e.helper.praise == Some(true))),
        helper_warm: felt(Response::Warm),
        helper_neutral: felt(Response::Neutral),
        helper_hard: felt(Response::Hard),
    }
}

/// The client's entries of a plan in a week, without those still to come.
fn entries_of<'a>(journal: &'a Journal, pw: &PlanWeek, counted: &Counted) -> Vec<&'a Entry> {
    let gone_by = |c: &&crate::week::Counts| c.as_what != AsWhat::NotCounted(Why::InFuture);
    let entries = pw.entries.iter().filter(gone_by).filter_map(|c| journal.entries.get(c.entry));
    entries.filter(|e| e.date <= counted.as_of).collect()
}

/// A counted week with the helpers' own notes by plan, so that each plan looks at its own alone.
#[derive(Clone, Copy)]
struct Told<'a> {
    counted: &'a Counted,
    helpers: &'a Helpers,
}

/// Plan, and the indices of the helpers' notes about it.
type Helpers = BTreeMap<usize, Vec<usize>>;

fn helpers_of(journal: &Journal, counted: &Counted) -> Helpers {
    let mut helpers = Helpers::new();
    for &i in &counted.helpers {
        if let Some(plan) = journal.entries.get(i).and_then(|e| e.plan) {
            helpers.entry(plan).or_default().push(i);
        }
    }
    helpers
}

/// Entries of a plan that tell about its helper, the helper's own notes too.
fn told_of_helper<'a>(journal: &'a Journal, pw: &'a PlanWeek, week: Told<'a>) -> impl Iterator<Item = &'a Entry> {
    let own = pw.entries.iter().map(|c| c.entry);
    let notes = week.helpers.get(&pw.plan).into_iter().flatten().copied();
    let entries = own.chain(notes).filter_map(|i| journal.entries.get(i));
    entries.filter(move |e| e.helper.told && e.date <= week.counted.as_of)
}

fn barriers(entries: &[&Entry]) -> Vec<BarrierFacts> {
    // (what it is, the dates); a week holds few of them, so a list does.
    let mut found: Vec<(String, &Barrier, Vec<NaiveDate>)> = Vec::new();
    for e in entries {
        for b in e.barriers.iter().take(MOST_LISTED) {
            let key = match b {
                Barrier::Known(known) => known.name.to_owned(),
                Barrier::Other(said) => crate::text::fold(said),
            };
            let room = found.len() < MOST_LISTED;
            match found.iter().position(|(k, ..)| *k == key).and_then(|i| found.get_mut(i)) {
                Some((.., dates)) => dates.push(e.date),
                None if room => found.push((key, b, vec![e.date])),
                None => {}
            }
        }
    }
    found.sort_by_key(|(.., dates)| std::cmp::Reverse(dates.len()));
    let most = found.first().map_or(0, |(.., dates)| dates.len());
    found
        .into_iter()
        .map(|(name, barrier, dates)| {
            let (said, group, question) = match barrier {
                Barrier::Known(known) => (known.said.to_owned(), known.group, known.question),
                Barrier::Other(said) => (brief(said), "other", None),
            };
            BarrierFacts {
                name: brief(&name),
                said,
                group: group.to_owned(),
                question,
                count: count(dates.iter()),
                most: dates.len() == most,
                on: days(dates.into_iter()),
            }
        })
        .collect()
}

fn ratings(plan: &Plan, entries: &[&Entry]) -> Vec<Rating> {
    let names = plan.rate.iter().take(MOST_LISTED);
    names
        .filter_map(|name| {
            let told = entries.iter().flat_map(|e| &e.ratings).filter(|(n, _)| n == name).map(|&(_, tenths)| tenths);
            let values: Vec<u8> = told.collect();
            let (first, last) = (*values.first()?, *values.last()?);
            let of = |tenths: u8| Amount(f64::from(tenths) / 10.0);
            Some(Rating {
                name: brief(name),
                count: count(values.iter()),
                first: of(first),
                last: of(last),
                low: of(values.iter().copied().min()?),
                high: of(values.iter().copied().max()?),
                said: if first == last {
                    format!("at {}", of(first).0)
                } else {
                    format!("from {} to {}", of(first).0, of(last).0)
                },
            })
        })
        .collect()
}

/// `Thu on Sat`, and the days that made up: `Saturday`.
fn moves(journal: &Journal, pw: &PlanWeek) -> (String, String) {
    let moved: Vec<(NaiveDate, NaiveDate)> = pw
        .entries
        .iter()
        .filter_map(|c| match c.as_what {
            AsWhat::MovedFrom(from) => Some((from, journal.entries.get(c.entry)?.date)),
            _ => None,
        })
        .collect();
    let pairs = moved.iter().map(|&(from, to)| format!("{} on {}", day(from), day(to))).collect();
    let to = moved.iter().map(|&(_, to)| to.format("%A").to_string()).collect();
    let to = distinct(to);
    let said = match to.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => to.concat(),
    };
    (list(&distinct(pairs)), said)
}

fn noted(plan: &Plan, pw: &PlanWeek, practised: u32) -> String {
    match (plan.when.plans(), practised) {
        (Plans::AsItComes, 1) => "once".into(),
        (Plans::AsItComes, 2) => "twice".into(),
        (Plans::AsItComes, n) => format!("{n} times"),
        (Plans::OnDates | Plans::Floating(_), _) => format!("{} of {}", pw.done.saturating_add(pw.partly), pw.due),
    }
}

fn paused(plan: &Plan, date: NaiveDate) -> bool {
    plan.pauses.iter().any(|p| (p.first..=p.last).contains(&date))
}

fn amount(seconds: u32) -> Amount {
    Amount(f64::from(seconds) / 60.0)
}

fn count<T>(of: impl Iterator<Item = T>) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}

/// The day of a date as prompts say it: `Tue`.
fn day(date: NaiveDate) -> &'static str {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    DAYS.get(date.weekday().num_days_from_monday() as usize).copied().unwrap_or_default()
}

/// `Tue, Thu`, each once, in the order they come.
fn days(dates: impl Iterator<Item = NaiveDate>) -> String {
    let mut out: Vec<&str> = Vec::new();
    for name in dates.map(day) {
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out.join(", ")
}

fn span(week: Week) -> String {
    let (first, end) = (week.start(), week.end());
    let from = if first.month() == end.month() { "%-d" } else { "%-d %b" };
    format!("{} to {}", first.format(from), end.format("%-d %b"))
}

fn distinct(mut of: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    of.retain(|x| seen.insert(x.clone()));
    of
}

/// A few of many, with a word that there are more.
fn list(of: &[String]) -> String {
    match of.get(..MOST_NAMED) {
        Some(few) if of.len() > MOST_NAMED => format!("{} and more", few.join(", ")),
        _ => of.join(", "),
    }
}

fn words(of: &Option<String>) -> Option<String> {
    of.as_deref().map(brief).filter(|w| !w.is_empty())
}

/// Words on one line and not too long to stand in a prompt; what is cut is shown to be.
pub(super) fn brief(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        let gap = usize::from(!out.is_empty());
        if out.len() + gap + word.len() > MOST_WORDS {
            let left = MOST_WORDS.saturating_sub(out.len() + gap);
            if out.is_empty() {
                out.extend(word.chars().take(left / 4));
            }
            out.push('…');
            return out;
        }
        if gap > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Bytes of a client's words that a prompt may hold.
const MOST_WORDS: usize = 160;
/// Names that one line lists.
const MOST_NAMED: usize = 4;
/// Kinds of barriers and ratings looked at in one plan and week; more than a person notes.
const MOST_LISTED: usize = 32;

impl PlanFacts {
    /// A plan and week in which everything is told: rules are tried on it when they are read.
    pub(super) fn example(week: Value) -> PlanFacts {
        let some = |text: &str| Some(text.to_owned());
        let sums = WeekSums { counted: 1, planned: 7, due: 7, done: 2, partly: 1, open: 4, ..WeekSums::default() };
        PlanFacts {
            task: "Voice memo".into(),
            stage: Some("try"),
            when: some("every day at 07:30, after breakfast"),
            place: some("kitchen"),
            minutes: Some(Amount(10.0)),
            goal: some("Sleep better"),
            helper: some("Mom"),
            obstacle: some("I am tired"),
            then: some("one minute is enough"),
            cue: some("after breakfast"),
            confidence: Some(6),
            chosen_by: Some("clinician"),
            specific: true,
            vague: false,
            floating: false,
            as_it_comes: false,
            weeks: 3,
            changed: true,
            ends: true,
            paused: 1,
            after_pause: true,
            planned: 7,
            due: 6,
            done: 2,
            partly: 1,
            not_done: 1,
            open: 2,
            upcoming: 1,
            moved: 1,
            extra: 1,
            skipped: 1,
            practised: 4,
            completion: Some(0.4167),
            noted: "3 of 6".into(),
            minutes_noted: Amount(9.0),
            minutes_known: 3,
            practised_on: "Mon, Wed, Sat".into(),
            done_on: "Mon, Sat".into(),
            partly_on: "Wed".into(),
            not_done_on: "Thu".into(),
            open_on: "Tue, Fri".into(),
            not_yet_on: "Tue, Thu, Fri".into(),
            made_up_on: "Saturday".into(),
            made_up: "Thu on Sat".into(),
            barriers: vec![BarrierFacts::example()],
            felt: vec![Felt { on: "Wed", words: "calm".into() }],
            felt_on: "Wed".into(),
            ratings: vec![Rating {
                name: "tension".into(),
                count: 2,
                first: Amount(6.0),
                last: Amount(4.0),
                low: Amount(4.0),
                high: Amount(6.0),
                said: "from 6 to 4".into(),
            }],
            rating_change: "tension from 6 to 4".into(),
            helper_noted: 2,
            helper_noticed: 2,
            helper_praised: 1,
            helper_warm: 1,
            helper_neutral: 0,
            helper_hard: 1,
            helper_on: "Mon, Wed".into(),
            helper_hard_on: "Wed".into(),
            last: sums.clone(),
            before: sums,
            week,
        }
    }
}

impl BarrierFacts {
    /// A barrier noted twice: rules are tried on it when they are read.
    pub(super) fn example() -> BarrierFacts {
        BarrierFacts {
            name: "too_big".into(),
            said: "too big".into(),
            group: "task".into(),
            question: Some("What is the smallest piece worth trying?"),
            count: 2,
            on: "Tue, Thu".into(),
            most: true,
        }
    }
}

impl WeekFacts {
    /// A week in which everything is told: rules are tried on it when they are read.
    pub(super) fn example() -> WeekFacts {
        WeekFacts {
            said: "16 to 22 Nov".into(),
            days_so_far: 6,
            over: false,
            plans: 1,
            running: 1,
            tasks: "Voice memo".into(),
            planned: 7,
            due: 6,
            practised: 4,
            skipped: 1,
            entries: 5,
            nothing_noted: false,
            paused: false,
            also_done: 1,
            discuss: 1,
            discuss_on: "Voice memo (Tue)".into(),
            helper_noticed: 2,
        }
    }
}
