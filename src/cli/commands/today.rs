//! `tinystep today`: what is planned today and what is noted, and nothing else.

use std::io::Write as _;

use chrono::NaiveDate;

use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::journal_folder::{JournalArguments, load, refuse_made_pages_or_several_journals, settings_or_error};
use crate::cli::new_notes::entry_words::entry_in_words;
use crate::cli::terminal::shell_word::shell_argument_for_name;
use crate::cli::world::{World, count_with_noun};
use crate::journal::{Entry, Journal, Plan, Settings, View};
use crate::phrases::Phrases;
use crate::problem::draw;
use crate::week::{Occasion, PlanWeek, State, Week, count_week};
use crate::when::Schedule;

#[derive(clap::Args)]
#[command(after_help = "Example:
  tinystep today

Exit status: 0 fine, 2 the journal could not be read.")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    journal: JournalArguments,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    if let Some(word) = arguments.journal.word_that_is_no_folder(world) {
        let word = word.to_string_lossy();
        return Err(CommandError::Message(format!(
            "tinystep: `today` shows what is planned today and what is noted. Behind it stands a folder with a journal, and there is \
             no folder `{}` here. To note what was done: tinystep log {}",
            draw::escape_controls(&word),
            shell_argument_for_name(&word)
        )));
    }
    let root = arguments.journal.root(world)?;
    refuse_made_pages_or_several_journals(root.path())?;
    let snapshot = load(&root, world)?;
    let settings = settings_or_error(&snapshot, world)?.clone();
    let today = arguments.journal.today(world)?;
    let journal = snapshot.assemble_journal(&settings, today, View::Client);
    let plans = plans_today(&journal, &settings, today, world.language.phrases);
    if plans.is_empty() {
        writeln!(world.out, "Nothing is planned today.")?;
    }
    let unread = journal.unread_lines_between(today, today);
    for PlanToday { sentence, noted } in plans {
        world.print_sentence(&draw::escape_controls(&sentence))?;
        for line in noted {
            let line = draw::wrap(&draw::escape_controls(&line), world.out_drawn_width.saturating_sub(2));
            writeln!(world.out, "  {}", line.replace('\n', "\n  "))?;
        }
    }
    if unread > 0 {
        let lines = count_with_noun(unread as usize, "line");
        writeln!(world.out, "{lines} of today could not be read. `tinystep check` says what to write.")?;
    }
    Ok(Status::Fine)
}

/// A plan of today: its if-then sentence, and what is noted about it.
struct PlanToday {
    sentence: String,
    noted: Vec<String>,
}

/// The plans that have an occasion today, may have one on any day, or have a note of today.
fn plans_today(journal: &Journal, settings: &Settings, today: NaiveDate, phrases: &dyn Phrases) -> Vec<PlanToday> {
    let week = count_week(journal, Week::containing(today, settings.week_starts), today);
    let mut plans = Vec::new();
    for counted in &week.plans {
        let Some(plan) = journal.plans.get(counted.plan) else { continue };
        let noted: Vec<&Entry> = journal
            .entries_between(today, today)
            .iter()
            .filter(|entry| entry.plan == Some(counted.plan) && entry.written_by.is_none())
            .collect();
        let is_planned = counted.days.iter().any(|day| day.date == today && day.planned > 0);
        // A floating plan is for today as long as it has days and occasions left.
        let is_any_day = plan.runs_on(today)
            && plan.when.may_fall_on(today, plan.start)
            && match plan.when.schedule() {
                Schedule::OnDates => false,
                Schedule::Floating(_) => counted.counts.done + counted.counts.partly < counted.counts.planned,
                Schedule::AsItComes => true,
            };
        if !is_planned && !is_any_day && noted.is_empty() {
            continue;
        }
        let sentence = match plan.runs_on(today) {
            true => phrases.if_then_sentence(&plan.when, &plan.task, plan.minutes, plan.place.as_deref()),
            false => not_running_sentence(plan, today),
        };
        let mut noted: Vec<String> = noted.iter().map(|entry| entry_in_words(entry, phrases)).collect();
        match noted.is_empty() {
            true => noted.push("Nothing noted yet.".to_owned()),
            false => noted.extend(times_without_note(counted, today, phrases)),
        }
        plans.push(PlanToday { sentence, noted });
    }
    plans
}

/// Of several times a day those that nothing is noted of, a line each.
fn times_without_note(counted: &PlanWeek, today: NaiveDate, phrases: &dyn Phrases) -> Vec<String> {
    let of_today: Vec<&Occasion> = counted.occasions.iter().filter(|of| of.date == Some(today)).collect();
    let is_left = |of: &&&Occasion| of_today.len() > 1 && matches!(of.state, State::Open | State::Upcoming);
    let time = |of: &&Occasion| Some(phrases.time_of_day(of.slots.first()?.start_as_time_of_day()));
    of_today.iter().filter(is_left).filter_map(time).map(|time| format!("{time}: nothing noted yet")).collect()
}

/// That a plan with a note of today has no place today.
fn not_running_sentence(plan: &Plan, today: NaiveDate) -> String {
    let task = &plan.task;
    match plan.end.filter(|end| *end < today) {
        _ if plan.start > today => format!("{task} begins on {}.", plan.start),
        Some(end) => format!("{task} ended on {end}."),
        None => format!("{task} is paused today."),
    }
}
