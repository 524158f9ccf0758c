//! Journal, counted weeks and prompts -> the report model.

use chrono::{NaiveDate, Weekday};

use super::model::{Agenda, AlsoDone, AskedQuestion, Report, StartHere};
use super::six_weeks::{SixWeekWindow, plain_unless_empty};
use super::{barriers, entry_facts, helper_week, last_time, own_words, photo_entries, plan_week, questions, ratings};
use crate::journal::{Journal, Plan, Stage, Status};
use crate::phrases::plain::{block_without_control_characters, one_plain_line};
use crate::prompt::{Prompt, Prompts};
use crate::week::{self, CountedWeek, PlanWeek, State, Week, WeekAssessment};

impl Default for Report {
    /// Of a week without anything.
    fn default() -> Report {
        Report {
            name: None,
            week: Week::containing(NaiveDate::default(), Weekday::Mon),
            before: None,
            after: None,
            as_of: NaiveDate::default(),
            left_out: 0,
            unread_lines: 0,
            course_end: None,
            marked_discuss: Vec::new(),
            marked_before: Vec::new(),
            start_here: Vec::new(),
            last_time: None,
            next_session: None,
            steps: Vec::new(),
            agenda: Agenda::default(),
            plans: Vec::new(),
            tracked: Vec::new(),
            barriers: Vec::new(),
            were_there: Vec::new(),
            barrier_groups: Vec::new(),
            weeks_looked_at: 0,
            helper: None,
            photos: Vec::new(),
            words: Vec::new(),
            also_done: Vec::new(),
            questions: Vec::new(),
            answers: Vec::new(),
            where_to_turn: None,
        }
    }
}

/// The model of the last of `weeks` (oldest first, at most six, without gaps). Shows everything that `journal` holds, so
/// what is shared is decided by the view it was assembled for. An empty report where there are no weeks.
#[must_use]
pub fn make_report(journal: &Journal, weeks: &[CountedWeek], prompts: &Prompts) -> Report {
    SixWeekWindow::new(journal, weeks).map(|weeks| report_of_weeks(&weeks, prompts)).unwrap_or_default()
}

fn report_of_weeks(weeks: &SixWeekWindow<'_>, prompts: &Prompts) -> Report {
    let week = weeks.this.week;
    let settings = &weeks.journal.settings;
    let questions::QuestionsAndAnswers { questions, answers } =
        questions::match_answers_to_prompts(weeks, &prompts.client);
    Report {
        name: plain_unless_empty(settings.name.as_deref()),
        week,
        // Which other weeks have a page is not known here (`Report::with_neighbours`).
        before: None,
        after: None,
        as_of: weeks.this.as_of,
        left_out: weeks.journal.left_out_count,
        unread_lines: weeks.unread_lines(),
        course_end: settings.until.filter(|&until| until <= week.end()),
        marked_discuss: own_words::words_marked_discuss(weeks),
        marked_before: own_words::words_marked_before_this_week(weeks),
        start_here: start_here(weeks),
        last_time: last_time::agreed_last_time(weeks),
        next_session: last_time::next_session_date(weeks),
        steps: last_time::steps_of_running_plans(weeks),
        agenda: agenda_of_prompts(weeks, prompts, &answers),
        plans: plan_week::plan_reports(weeks),
        tracked: ratings::tracked_facts(weeks),
        barriers: barriers::barriers_of_undone_entries_this_week(weeks),
        were_there: barriers::barriers_of_done_entries_this_week(weeks),
        barrier_groups: barriers::barrier_groups(weeks),
        // From the first week that holds anything: what was not there yet was not looked at.
        weeks_looked_at: weeks.all.iter().skip_while(|week| week.plans.is_empty() && week.also_done.is_empty()).count(),
        helper: helper_week::helper_week(weeks),
        photos: photo_entries::photo_entries(weeks),
        words: own_words::shared_quotes_of_this_week(weeks),
        also_done: also_done_this_week(weeks),
        questions,
        answers,
        where_to_turn: plain_unless_empty(settings.where_to_turn.as_deref()),
    }
}

/// At most three, in docs/practice.md's order and only where true: something that went well; a barrier noted twice or
/// more; a plan whose moment is vague; no notes this week.
fn start_here(weeks: &SixWeekWindow<'_>) -> Vec<StartHere> {
    let mut out = Vec::new();
    out.extend(start_with_what_went_well(weeks));
    out.extend(barriers::start_with_repeated_barrier(weeks));
    let may_be_vague = |plan: &Plan| plan.stage == Some(Stage::Notice) || week::is_holding_back(plan);
    let week_before = weeks.all.iter().rev().nth(1);
    // Of a plan that ends with the week nobody needs the moment any more.
    let goes_on = |plan: &Plan| plan.end.is_none_or(|end| end > weeks.this.week.end());
    let is_open = |of: &&PlanWeek| {
        // What is done anyway has its moments.
        let is_open = |plan: &Plan| plan.when.is_vague() && !may_be_vague(plan) && goes_on(plan);
        !week::is_kept_without_moment(of, week_before) && weeks.plan_of(of).is_some_and(is_open)
    };
    // What stays open for weeks is said in every second one, and is no news in the others.
    let is_its_turn = |plan: &&Plan| {
        let begun = Week::containing(plan.start, weeks.journal.settings.week_starts);
        weeks.this.week.weeks_since(begun) % 2 == 0
    };
    let vague = weeks.this.plans.iter().filter(is_open).filter_map(|of| weeks.plan_of(of)).find(is_its_turn);
    // In the last week of a course nothing is begun.
    let vague = vague.filter(|_| !weeks.this.is_last_of_course(weeks.journal));
    out.extend(vague.map(|plan| StartHere::MomentOpen { task: one_plain_line(&plan.task) }));
    if weeks.client_entries_this_week.is_empty() {
        let (helpers, helper_days) = helper_week::helpers_who_wrote(weeks);
        let (is_about_week, dates) = own_words::dates_of_reflections(weeks);
        let has_words = is_about_week || !dates.is_empty() || !helpers.is_empty();
        out.push(match weeks.begins_without_notes() {
            _ if has_words => StartHere::OnlyWords {
                is_running: weeks.is_running(),
                name: plain_unless_empty(weeks.journal.settings.name.as_deref()),
                is_about_week,
                dates,
                helpers,
                helper_days,
            },
            _ if weeks.unread_lines() > 0 => StartHere::OnlyUnreadLines,
            true => StartHere::Welcome { has_plans: !weeks.this.plans.is_empty() },
            false => {
                let mut plans = weeks.this.plans.iter().filter_map(|of| weeks.plan_of(of));
                let has_plans = !weeks.this.plans.is_empty();
                StartHere::NoNotes {
                    has_plans,
                    is_running: weeks.is_running(),
                    is_paused: has_plans && plans.all(|plan| weeks.is_paused_all_week(plan)),
                }
            }
        });
    }
    out.truncate(3);
    out
}

/// The plan that went best, by the part of it that was done; of a plan that came up, or of what was also done, where there
/// is no other. How much of a medicine was taken is no success to begin with. Where nothing is left but what was too much, that.
fn start_with_what_went_well(weeks: &SixWeekWindow<'_>) -> Option<StartHere> {
    let before = weeks.all.iter().rev().nth(1);
    let due = week::weeks_with_floats_due(weeks.journal, std::slice::from_ref(weeks.this));
    let this = due.last()?;
    let is_step = |of: &PlanWeek| weeks.plan_of(of).is_some_and(|plan| !plan.is_medicine());
    // A plan that was changed in the week is told as one.
    let tasks = week::plans_of_week_by_task(weeks.journal, this);
    let practised = tasks.iter().filter(|of| of.counts.practised() > 0 && is_step(of));
    let paced = practised.map(|of| (of, week::assess_plan_week(weeks.journal, of, this, before)));
    let paced: Vec<(&PlanWeek, WeekAssessment)> = paced.collect();
    let well = paced.iter().filter(|(_, pace)| *pace == WeekAssessment::Well).map(|(of, _)| *of);
    let best = well.reduce(|best, of| if week::is_better_week(of.counts, best.counts) { of } else { best });
    let Some(best) = best else {
        let most = week::most_overdone_plan(weeks.journal, &tasks, this, before)?;
        let overdone = tasks.iter().find(|of| of.plan == most)?;
        let plan = weeks.plan_of(overdone)?;
        let dates =
            week::dates_of_long_practice(weeks.journal, plan, &weeks.this.entries_so_far(weeks.journal, overdone));
        return Some(StartHere::MoreThanPlanned { task: one_plain_line(&plan.task), dates });
    };
    let plan = weeks.plan_of(best)?;
    // Where the change helped, the newer version is told alone, once it had some days.
    let own = weeks.this.plans.iter().find(|of| of.plan == best.plan)?;
    let is_told_alone = best.counts != week::counts_of_task(weeks.journal, this, best.plan)
        && !week::has_just_changed_with_little_due(plan, own, weeks.this.week);
    let versions = week::versions_of_task(weeks.journal, best.plan);
    let versions = if is_told_alone { best.plan..best.plan + 1 } else { versions };
    let tally = match is_told_alone {
        true => entry_facts::plan_tally(weeks, plan, own),
        false => last_time::tally_of_task(weeks, &plan.task)?,
    };
    let days = weeks.this.plans_within(&versions).flat_map(|of| &of.days);
    let done = days.filter(|day| day.state == State::Done).map(|day| day.date);
    Some(StartHere::WentWell { task: one_plain_line(&plan.task), tally, done_on: done.collect() })
}

fn agenda_of_prompts(weeks: &SixWeekWindow<'_>, prompts: &Prompts, answers: &[AskedQuestion]) -> Agenda {
    let points = |of: &[Prompt]| of.iter().map(questions::unanswered_question).collect::<Vec<AskedQuestion>>();
    let agenda = &prompts.agenda;
    // The client's own words on the next step come before ours.
    let own = agenda.own_answer.iter().map(|own| questions::own_answer(own, answers));
    Agenda {
        session_may_be_later: last_time::is_session_date_unsure(weeks),
        // A session in the middle of the week that is past was about the days before it.
        session: last_time::session_date_of_week(weeks)
            .filter(|&date| date >= weeks.this.as_of || date == weeks.this.week.end()),
        first: points(&agenda.first),
        middle: own.chain(points(&agenda.middle)).collect(),
        last: points(&agenda.last),
        next_step: block_without_control_characters(&agenda.next_step).trim().to_owned(),
    }
}

fn also_done_this_week(weeks: &SixWeekWindow<'_>) -> Vec<AlsoDone> {
    let entries = weeks.this.also_done.iter().filter_map(|&e| weeks.journal.entries.get(e));
    let fact = |e: &crate::journal::Entry| AlsoDone {
        task: one_plain_line(&e.task),
        date: e.date,
        minutes: e.minutes,
        is_partly: e.status == Status::Partly,
    };
    entries.map(fact).collect()
}
