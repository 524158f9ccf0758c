//! Journal, counted weeks and prompts -> the report model.

use super::coach::{Coached, coach};
use super::model::{Agenda, AlsoDone, Question, Report};
use super::{barriers, helper_week, own_words, page_names, plain, plan_week, words};
use crate::journal::{Entry, Journal, Stage, Status};
use crate::prompt::{Prompt, Prompts};
use crate::text::fold;
use crate::week::{CountedWeek, PlanWeek};

/// The longest task or name in a heading or a list, in characters.
const SHORT: usize = 60;

/// What the parts of the model are made from.
pub(super) struct Weeks<'a> {
    pub journal: &'a Journal,
    /// Oldest first; never empty.
    pub all: &'a [CountedWeek],
    /// The last of them, which the report is about.
    pub this: &'a CountedWeek,
    /// Every client's entry of all weeks that is not later than the as-of date, in the journal's order.
    pub entries: Vec<&'a Entry>,
    /// Those of this week.
    pub own: Vec<&'a Entry>,
    /// What could be asked about the plans.
    pub coached: Vec<Coached>,
}

impl<'a> Weeks<'a> {
    fn new(journal: &'a Journal, all: &'a [CountedWeek]) -> Option<Weeks<'a>> {
        let (first, this) = (all.first()?, all.last()?);
        let last = this.week.end().min(this.as_of);
        let entries: Vec<&Entry> =
            journal.entries_between(first.week.start(), last).iter().filter(|e| e.by.is_none()).collect();
        let own = entries.iter().copied().filter(|e| e.date >= this.week.start()).collect();
        Some(Weeks { journal, all, this, entries, own, coached: coach(journal, all) })
    }

    /// The week has not ended as of the as-of date.
    pub fn running(&self) -> bool {
        self.this.as_of <= self.this.week.end()
    }
}

/// A task for a heading or a list.
pub(super) fn title(task: &str) -> String {
    plain::cut(&plain::plain(task), SHORT)
}

/// The model of the last of `weeks` (oldest first, at most six, without gaps). Shows everything that `journal` holds, so
/// what is shared is decided by the view it was assembled for. An empty report where there are no weeks.
#[must_use]
pub fn model(journal: &Journal, weeks: &[CountedWeek], prompts: &Prompts) -> Report {
    report(journal, weeks, prompts).unwrap_or_default()
}

fn report(journal: &Journal, all: &[CountedWeek], prompts: &Prompts) -> Option<Report> {
    let weeks = Weeks::new(journal, all)?;
    let (week, as_of) = (weeks.this.week, weeks.this.as_of);
    let settings = &journal.settings;
    let name = settings.name.as_deref().map(plain::plain).filter(|n| !n.is_empty());
    let short_name = name.as_deref().map(|n| plain::cut(n, SHORT));
    let ends = settings.until.filter(|&until| until <= week.end());
    let (questions, answers) = own_words::answered(&weeks, &prompts.client);
    Some(Report {
        whose: short_name.as_deref().map(|n| format!("{n}’s")),
        name,
        short_name,
        file: page_names::week(week.start()),
        prompts_file: page_names::prompts(week.start()),
        page_file: page_names::week_page(week.start()),
        start: week.start().to_string(),
        end: week.end().to_string(),
        period: words::period(week.start(), week.end()),
        short_period: words::short_period(week.start(), week.end()),
        as_of: words::long_day(as_of),
        running: weeks.running(),
        left_out: journal.left_out,
        course_ends: ends.map(words::full_date),
        course_over: ends.is_some_and(|until| until < as_of),
        first: own_words::first(&weeks),
        start_here: start_here(&weeks),
        agenda: agenda(&weeks, prompts),
        plans: weeks.this.plans.iter().filter_map(|of| plan_week::plan(&weeks, of)).collect(),
        barriers: barriers::this_week(&weeks),
        barrier_groups: barriers::groups(&weeks),
        weeks_looked_at: words::number(all.len()),
        helper: helper_week::week(&weeks),
        photos: own_words::photos(&weeks),
        words: own_words::words(&weeks),
        also_done: also_done(&weeks),
        questions,
        answers,
        in_need: words::in_need(settings.in_need.as_deref()),
    })
}

/// At most three sentences, in CLINICAL.md's order and only where true: something that went well; a barrier noted twice or
/// more; a plan whose moment is vague; no notes this week.
fn start_here(weeks: &Weeks<'_>) -> Vec<String> {
    let mut out = Vec::new();
    out.extend(went_well(weeks));
    out.extend(barriers::twice(weeks));
    let vague = weeks
        .this
        .plans
        .iter()
        .filter_map(|of| weeks.journal.plans.get(of.plan))
        .find(|plan| plan.when.is_vague() && plan.stage != Some(Stage::Notice));
    out.extend(vague.map(|plan| format!("The moment for {} is still open.", words::bare(&title(&plan.task)))));
    if weeks.own.is_empty() {
        let plans = if weeks.this.plans.is_empty() { "No plans and no notes" } else { "No notes" };
        out.push(format!("{plans} {}this week.", if weeks.running() { "yet " } else { "" }));
    }
    out.truncate(3);
    out
}

/// The plan that went best, by the part of it that was done; of a plan that came up, or of what was also done, where there
/// is no other.
fn went_well(weeks: &Weeks<'_>) -> Option<String> {
    // Halves done of halves due, compared without dividing.
    let part = |w: &PlanWeek| (2 * u64::from(w.done) + u64::from(w.partly), 2 * u64::from(w.due));
    let practised = |w: &&PlanWeek| w.done + w.partly + w.extra > 0;
    let mut best: Option<&PlanWeek> = None;
    for w in weeks.this.plans.iter().filter(practised) {
        let better = best.is_none_or(|b| {
            let ((a, of), (c, than)) = (part(w), part(b));
            match (of, than) {
                (0, _) => false,
                (_, 0) => a > 0,
                _ => a * than > c * of || (a * than == c * of && a > c),
            }
        });
        if better {
            best = Some(w);
        }
    }
    let of = best?;
    let plan = weeks.journal.plans.get(of.plan)?;
    let well = words::went_well(of.into(), plan.when.schedule(), weeks.running())?;
    Some(format!("{}: {well}.", words::bare(&title(&plan.task))))
}

fn agenda(weeks: &Weeks<'_>, prompts: &Prompts) -> Agenda {
    let points = |of: &[Prompt]| of.iter().map(question).collect::<Vec<_>>();
    let agenda = &prompts.agenda;
    let session = weeks.journal.settings.session;
    Agenda {
        session: session
            .and_then(|day| weeks.this.week.dates().find(|d| chrono::Datelike::weekday(d) == day))
            .map(words::day),
        first: points(&agenda.first),
        middle: points(&agenda.middle),
        last: points(&agenda.last),
        next_step: plain::block(&agenda.next_step).trim().to_owned(),
        empty: agenda.first.is_empty()
            && agenda.middle.is_empty()
            && agenda.last.is_empty()
            && agenda.next_step.trim().is_empty(),
    }
}

/// A prompt as a question without an answer.
pub(super) fn question(prompt: &Prompt) -> Question {
    Question {
        text: plain::plain(&prompt.text),
        from: words::bare(&plain::plain(&prompt.from)).to_owned(),
        answer: Vec::new(),
    }
}

fn also_done(weeks: &Weeks<'_>) -> Vec<AlsoDone> {
    let entries = weeks.this.also_done.iter().filter_map(|&e| weeks.journal.entries.get(e));
    entries
        .map(|e| AlsoDone {
            title: words::bare(&title(&e.task)).to_owned(),
            day: words::day(e.date),
            minutes: e.minutes.map(words::minutes),
            partly: e.status == Status::Partly,
        })
        .collect()
}

/// Whether two texts are the same as names are compared.
pub(super) fn same(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}
