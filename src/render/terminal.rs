//! `show` and `prompts` for a terminal: one screen, readable at 60 columns, plain when it is piped.

use super::day_grid::write_day_grid;
use super::in_words::where_to_turn_in_sentence;
use super::terminal_page::TerminalPage;
use super::view::{BarrierLine, HelperView, PlanView, QuestionView, QuoteView, SessionAgendaView, WeekLine, WeekView};
use super::week_view::week_view;
use crate::phrases::plain::with_capital;
use crate::phrases::{Phrases, TerminalLabel};
use crate::report::Report;

/// The week's report as text, lines broken at `width` columns. `colour` for a terminal that shows it.
#[must_use]
pub fn report_text(report: &Report, phrases: &dyn Phrases, width: usize, colour: bool) -> String {
    let mut page = TerminalPage::new(width, colour);
    let view = week_view(report, phrases);
    write_head(&mut page, report, &view, phrases);
    if !view.first.is_empty() {
        page.heading_line(&phrases.to_discuss_heading(view.short_name.as_deref()));
        write_quotes(&mut page, &view.first, phrases);
    }
    if !view.start_here.is_empty() {
        page.heading_line(&phrases.terminal_label(TerminalLabel::StartHere));
        for line in &view.start_here {
            page.wrapped_line("  ", line);
        }
    }
    if !view.plans.is_empty() {
        page.heading_line(&phrases.terminal_label(TerminalLabel::TheWeek));
        write_day_grid(&mut page, report, &view.plans, phrases);
    }
    if let Some(last) = &view.last_time {
        page.heading_line(&phrases.last_time_heading(&last.day));
        for of in &last.agreed {
            let count = of.count.as_ref().map(|count| format!(" ({count})")).unwrap_or_default();
            page.wrapped_line("  ", &format!("{}{count}", of.text));
        }
    }
    if !view.words.is_empty() {
        page.heading_line(&phrases.own_words_heading(view.whose.as_deref()));
        write_quotes(&mut page, &view.words, phrases);
    }
    for plan in &view.plans {
        page.empty_line();
        write_plan(&mut page, plan, phrases);
    }
    if !view.tracked.is_empty() {
        page.heading_line(&phrases.terminal_label(TerminalLabel::NumbersOfTheDay));
        for of in &view.tracked {
            let said = Some(of.days_line.as_str()).filter(|days| !days.is_empty());
            page.wrapped_line("  ", &phrases.rating_of_week(&of.name, of.scale.as_deref(), said, of.before.as_deref()));
        }
    }
    write_barriers(&mut page, TerminalLabel::GotInTheWay, &view.barriers, phrases);
    write_barriers(&mut page, TerminalLabel::WasThere, &view.were_there, phrases);
    if !view.also_done.is_empty() {
        page.heading_line(&phrases.terminal_label(TerminalLabel::AlsoDone));
        for done in &view.also_done {
            let partly = done.partly.then(|| phrases.terminal_label(TerminalLabel::Partly));
            let rest: String = [partly, done.minutes.clone()].into_iter().flatten().map(|m| format!(", {m}")).collect();
            page.wrapped_line("  ", &format!("{}: {}{rest}", done.day, done.title));
        }
    }
    if let Some(helper) = &view.helper {
        write_helper(&mut page, helper, phrases);
    }
    write_steps(&mut page, &view.steps, phrases);
    if !view.questions.is_empty() {
        page.heading_line(&phrases.terminal_label(TerminalLabel::QuestionsForTheWeek));
        write_questions(&mut page, "  ", &view.questions, phrases);
    }
    write_safety_closing(&mut page, report, phrases);
    page.out
}

fn write_head(page: &mut TerminalPage, report: &Report, view: &WeekView, phrases: &dyn Phrases) {
    if let Some(name) = &view.short_name {
        page.bold_line("", name);
    }
    page.wrapped_line("", &format!("{}.", view.period));
    page.dim_line("", &phrases.as_of_sentences(report.as_of, report.left_out, report.unread_lines));
    if let Some(ends) = report.course_end {
        page.dim_line("", &phrases.course_end_sentence(ends, report.is_course_over()));
    }
    write_next_session(page, report, phrases);
}

fn write_next_session(page: &mut TerminalPage, report: &Report, phrases: &dyn Phrases) {
    if let Some(next) = report.next_session {
        page.dim_line("", &phrases.next_session_sentence(next));
    }
}

fn write_steps(page: &mut TerminalPage, steps: &[String], phrases: &dyn Phrases) {
    if steps.is_empty() {
        return;
    }
    page.heading_line(&phrases.terminal_label(TerminalLabel::StepsNow));
    for step in steps {
        page.wrapped_line("  ", step);
    }
}

fn write_barriers(page: &mut TerminalPage, label: TerminalLabel, barriers: &[BarrierLine], phrases: &dyn Phrases) {
    if !barriers.is_empty() {
        page.heading_line(&phrases.terminal_label(label));
    }
    for barrier in barriers {
        let times = if barrier.times.is_empty() { String::new() } else { format!(", {}", barrier.times) };
        page.wrapped_line("  ", &format!("{}{times}: {}", barrier.name, barrier.days));
    }
}

/// How often the client noted that effort was noticed or praised, how the answers felt, and the helper's own words.
fn write_helper(page: &mut TerminalPage, helper: &HelperView, phrases: &dyn Phrases) {
    page.heading_line(&phrases.terminal_label(TerminalLabel::HelpersWeek));
    let praised = |praised: usize, is_told: bool| if is_told { 0 } else { praised };
    let of_all = helper.days_noticed.as_ref().map(|line| (line, praised(helper.praised, helper.praise_told)));
    let of_each = helper.each.iter().map(|one| (&one.days_noticed, praised(one.praised, one.praise_told)));
    let lines: Vec<(&String, usize)> =
        if helper.each.is_empty() { of_all.into_iter().collect() } else { of_each.collect() };
    for (line, praised) in lines {
        let praise =
            format!(" {} {}.", phrases.terminal_label(TerminalLabel::PraiseOn), phrases.number_of_days(praised));
        page.wrapped_line("  ", &format!("{line}{}", if praised > 0 { praise.as_str() } else { "" }));
    }
    if let Some(minutes) = &helper.together {
        let together = phrases.terminal_label(TerminalLabel::Together);
        page.wrapped_line("  ", &format!("{} {together}.", with_capital(minutes)));
    }
    if !helper.responses.is_empty() {
        let weeks: Vec<String> = helper.responses.iter().map(|week| format!("{}: {}", week.label, week.line)).collect();
        let label = phrases.terminal_label(TerminalLabel::HowItFelt);
        page.wrapped_line("  ", &format!("{label}: {}", weeks.join("; ")));
    }
    for line in helper.no_notes.iter().chain(&helper.lately) {
        page.wrapped_line("  ", line);
    }
    write_quotes(page, &helper.notes, phrases);
}

/// The week's prompts and agenda as text, for `prompts`.
#[must_use]
pub fn prompts_text(report: &Report, phrases: &dyn Phrases, width: usize, colour: bool) -> String {
    let mut page = TerminalPage::new(width, colour);
    let view = week_view(report, phrases);
    page.bold_line("", &phrases.questions_heading(view.short_name.as_deref()));
    page.wrapped_line("", &format!("{}.", view.period));
    write_next_session(&mut page, report, phrases);
    write_steps(&mut page, &view.steps, phrases);
    page.empty_line();
    if view.questions.is_empty() {
        page.wrapped_line("", &phrases.terminal_label(TerminalLabel::NoQuestions));
    }
    write_questions(&mut page, "", &view.questions, phrases);
    if !view.agenda.empty {
        page.heading_line(&phrases.agenda_heading(report.agenda.session));
        write_agenda(&mut page, &view.agenda, phrases);
    }
    if !view.agenda.next_step.is_empty() {
        page.heading_line(&phrases.terminal_label(TerminalLabel::NextStep));
        // It will be pasted unchanged, so no line is broken.
        page.out.push_str(&view.agenda.next_step);
        page.out.push('\n');
    }
    write_safety_closing(&mut page, report, phrases);
    page.out
}

fn write_agenda(page: &mut TerminalPage, agenda: &SessionAgendaView, phrases: &dyn Phrases) {
    for (part, points) in [
        (TerminalLabel::First, &agenda.first),
        (TerminalLabel::Middle, &agenda.middle),
        (TerminalLabel::Last, &agenda.last),
    ] {
        for point in points {
            page.wrapped_with_prefixes(&format!("{} ", phrases.terminal_label(part)), "  ", &point.text);
            for line in &point.answer {
                page.wrapped_line("    > ", line);
            }
            write_rests_on(page, "    ", point, phrases);
        }
    }
}

fn write_questions(page: &mut TerminalPage, indent: &str, questions: &[QuestionView], phrases: &dyn Phrases) {
    for question in questions {
        page.wrapped_line(indent, &question.text);
        let below = format!("{indent}  ");
        write_rests_on(page, &below, question, phrases);
        for line in &question.answer {
            page.wrapped_line(&format!("{below}> "), line);
        }
    }
}

fn write_rests_on(page: &mut TerminalPage, indent: &str, question: &QuestionView, phrases: &dyn Phrases) {
    if !question.from.is_empty() {
        page.dim_line(indent, &phrases.sentence_of_source(&question.from));
    }
}

fn write_safety_closing(page: &mut TerminalPage, report: &Report, phrases: &dyn Phrases) {
    page.empty_line();
    page.wrapped_line(
        "",
        &phrases.safety_closing(where_to_turn_in_sentence(report.where_to_turn.as_deref(), phrases).as_deref()),
    );
}

fn write_plan(page: &mut TerminalPage, plan: &PlanView, phrases: &dyn Phrases) {
    page.bold_line("", &plan.title);
    page.wrapped_line("  ", &plan.sentence);
    if let Some(remark) = &plan.remark {
        page.wrapped_line("  ", remark);
    }
    if let Some(used) = &plan.then_used {
        page.wrapped_line("  ", used);
    }
    for (what, value) in labelled_figures(plan, phrases) {
        page.label_and_value(&format!("  {what:<15}"), &value);
    }
    for rating in &plan.ratings {
        let (name, scale) = (rating.name.as_str(), Some(rating.scale.as_str()));
        if let Some(said) = rating.this_week.as_ref().filter(|_| !rating.in_pair) {
            page.wrapped_line("  ", &phrases.rating_of_week(name, scale, Some(said), rating.before.as_deref()));
        }
        if !plan.weeks.is_empty() && !rating.paired {
            page.wrapped_line("  ", &format!("{}: {}", phrases.weekly_medians_label(name, scale), rating.line));
        }
    }
    for pair in &plan.rating_pairs {
        let names = phrases.list_with_and(&[pair.first.clone(), pair.second.clone()]);
        if !pair.days.is_empty() {
            page.wrapped_line("  ", &format!("{names}: {}", pair.days));
        }
        if !plan.weeks.is_empty() {
            page.wrapped_line("  ", &format!("{}: {}", phrases.weekly_medians_label(&names, None), pair.weeks));
        }
    }
}

/// Somebody's words, each followed by where they are from.
fn write_quotes(page: &mut TerminalPage, quotes: &[QuoteView], phrases: &dyn Phrases) {
    for quote in quotes {
        for line in &quote.lines {
            page.wrapped_line("  > ", line);
        }
        let detail = quote.detail.as_ref().map(|detail| format!(": {detail}")).unwrap_or_default();
        let felt = quote.felt.as_ref().map(|felt| format!(" {}", phrases.felt_sentence(felt))).unwrap_or_default();
        let helped = quote.helped.as_ref().map(|helped| format!(" {}", phrases.helped_sentence(helped)));
        page.dim_line("  ", &format!("{}{detail}.{felt}{}", quote.from, helped.unwrap_or_default()));
    }
}

/// A label and a value for each figure there is.
fn labelled_figures(plan: &PlanView, phrases: &dyn Phrases) -> Vec<(String, String)> {
    let figures = &plan.figures;
    let of = |label: TerminalLabel, value: &Option<String>, unit: Option<TerminalLabel>| {
        let value = value.as_ref()?;
        let unit = unit.map(|unit| format!(" {}", phrases.terminal_label(unit))).unwrap_or_default();
        Some((phrases.terminal_label(label), format!("{value}{unit}")))
    };
    let all = [
        of(TerminalLabel::Rest, &figures.rest, None),
        of(TerminalLabel::Minutes, &figures.minutes, None),
        of(TerminalLabel::PlannedDay, &figures.planned_day, None),
        of(TerminalLabel::ByTime, &figures.at_times, None),
        of(TerminalLabel::OnTime, &figures.on_time, Some(TerminalLabel::ThatToldATime)),
        of(TerminalLabel::InPlace, &figures.in_place, Some(TerminalLabel::ThatToldAPlace)),
        of(TerminalLabel::WrittenLater, &figures.written_later, None),
        of(TerminalLabel::Trend, &plan.trend, None),
        of(TerminalLabel::WeekByWeek, &weeks_in_line(plan, phrases), None),
    ];
    all.into_iter().flatten().collect()
}

/// `8 Oct: 2 of 3, 12 min; 15 Oct: 3 of 3`.
fn weeks_in_line(plan: &PlanView, phrases: &dyn Phrases) -> Option<String> {
    let unit = phrases.terminal_label(TerminalLabel::Min);
    let week = |week: &WeekLine| {
        let minutes = week.minutes.as_ref().map(|minutes| format!("{minutes} {unit}"));
        let parts: Vec<String> = week.short.iter().cloned().chain(minutes).collect();
        format!("{}: {}", week.label, if parts.is_empty() { "–".to_owned() } else { parts.join(", ") })
    };
    if plan.silent.is_some() {
        return plan.silent.clone();
    }
    (!plan.weeks.is_empty()).then(|| plan.weeks.iter().map(week).collect::<Vec<_>>().join("; "))
}
