//! The parts of the report model in words, for every form of a page.

use crate::phrases::plain::{cut_with_ellipsis, one_plain_line, with_capital, without_closing_marks};
use crate::phrases::{Phrases, WhoWrote};
use crate::report::model::{EntryFacts, QuestionBasis, Quote, QuoteSource, StartHere, TimeShown};
use crate::week::State;

/// The longest task or name in a heading or a list, in characters.
const SHORT: usize = 60;

/// A task or a name for a heading or a list.
pub(super) fn shorten_for_heading(text: &str) -> String {
    cut_with_ellipsis(text, SHORT)
}

/// `in need` of the settings, ready for the closing sentence.
pub(super) fn where_to_turn_in_sentence(where_to_turn: Option<&str>, phrases: &dyn Phrases) -> Option<String> {
    where_to_turn
        .map(|where_to_turn| without_closing_marks(&one_plain_line(where_to_turn)).to_owned())
        .filter(|where_to_turn| !where_to_turn.is_empty())
        .map(|where_to_turn| phrases.where_to_turn_clause(&where_to_turn))
}

/// `07:35, 2 min, kitchen, low energy, tension 6, for Sat 14, written 17 Nov`; empty if the entry gives none of these.
pub(super) fn entry_detail(entry: &EntryFacts, phrases: &dyn Phrases) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(entry.time.map(|time| time_in_words(time, phrases)));
    parts.extend(entry.minutes.map(|minutes| phrases.short_minutes(minutes)));
    parts.extend(entry.place.clone());
    parts.extend(entry.barriers.iter().map(|barrier| phrases.barrier_in_sentence(barrier)));
    parts.extend(entry.ratings.iter().map(|(name, number)| format!("{name} {}", phrases.rating_number(*number))));
    parts.extend(entry.role.and_then(|role| phrases.role_if_not_plain(role)));
    parts.extend(entry.written.map(|date| phrases.written_on(date)));
    parts.join(", ")
}

/// `done, 07:35, 2 min`.
pub(super) fn state_and_detail(entry: &EntryFacts, phrases: &dyn Phrases) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(entry.status.map(|status| phrases.state_name(State::of_status(status))));
    parts.extend(Some(entry_detail(entry, phrases)).filter(|detail| !detail.is_empty()));
    parts.join(", ")
}

pub(super) fn time_in_words(time: TimeShown, phrases: &dyn Phrases) -> String {
    match time {
        TimeShown::At(time) => phrases.time_of_day(time),
        TimeShown::OnTime(is_on_time) => phrases.on_time_or_another_time(is_on_time),
    }
}

/// Where words are from.
pub(super) fn quote_source(quote: &Quote, phrases: &dyn Phrases) -> String {
    match &quote.source {
        QuoteSource::Entry { date, task } => phrases.entry_source(*date, &shorten_for_heading(task)),
        QuoteSource::Helper { helper: by, date, task } => {
            phrases.helper_source(by, *date, task.as_deref().map(shorten_for_heading).as_deref())
        }
        QuoteSource::Answer { name, week } => {
            let whose = name.as_deref().map(|name| phrases.possessive_name(&shorten_for_heading(name)));
            phrases.answers_about(whose.as_deref(), *week)
        }
        QuoteSource::Day { date } => phrases.short_weekday_and_day(*date),
        QuoteSource::Week { start } => with_capital(&phrases.week_source(*start)),
        QuoteSource::Plan { task } => phrases.plan_source(&shorten_for_heading(task)),
    }
}

/// What a question rests on.
pub(super) fn rests_on_text(rests_on: &QuestionBasis, phrases: &dyn Phrases) -> String {
    match rests_on {
        QuestionBasis::Notes(notes) => notes.clone(),
        QuestionBasis::Date(date) => phrases.date_without_year(*date),
        QuestionBasis::Week(start) => phrases.week_source(*start),
    }
}

/// What to start with, as a sentence.
pub(super) fn start_here_sentence(start: &StartHere, phrases: &dyn Phrases) -> Option<String> {
    Some(match start {
        StartHere::WentWell { task, tally, done_on } => {
            let days: Vec<chrono::Weekday> = done_on.iter().map(chrono::Datelike::weekday).collect();
            return phrases.went_well_sentence(&shorten_for_heading(task), tally, &days);
        }
        StartHere::Barrier { barrier, count, dates } => {
            let days: Vec<chrono::Weekday> = dates.iter().map(chrono::Datelike::weekday).collect();
            phrases.barrier_came_up(barrier, *count, &days)
        }
        StartHere::MomentOpen { task } => phrases.moment_is_open(&shorten_for_heading(task)),
        StartHere::Welcome { has_plans } => phrases.welcome(*has_plans),
        StartHere::MoreThanPlanned { task, dates } => {
            let days: Vec<chrono::Weekday> = dates.iter().map(chrono::Datelike::weekday).collect();
            phrases.more_than_planned(&shorten_for_heading(task), &days)
        }
        StartHere::OnlyWords { is_running, name, is_about_week, dates, helpers, helper_days } => {
            let days: Vec<chrono::Weekday> = dates.iter().map(chrono::Datelike::weekday).collect();
            let name = name.as_deref().map(shorten_for_heading);
            let (name, is_about_week, helper_days) = (name.as_deref(), *is_about_week, *helper_days);
            let who = WhoWrote { name, is_about_week, days: &days, helpers, helper_days };
            phrases.only_words_this_week(*is_running, who)
        }
        StartHere::OnlyUnreadLines => phrases.only_unread_lines(),
        StartHere::NoNotes { is_paused: true, .. } => phrases.paused_this_week(),
        StartHere::NoNotes { has_plans, is_running, .. } => phrases.no_notes(*has_plans, *is_running),
    })
}
