//! `show` and `prompts` for a terminal: one screen, good at 60 columns, plain where it is piped.

use super::day_grid::day_grid;
use super::in_words::in_need;
use super::terminal_page::Page;
use super::view::{AgendaView, BarrierLine, PlanView, QuestionView, QuoteView, WeekLine, WeekView};
use super::week_view::week_view;
use crate::phrases::{Label, Phrases};
use crate::report::Report;

/// The week's report as text, lines broken at `width` columns. `colour` for a terminal that shows it.
#[must_use]
pub fn text(report: &Report, phrases: &dyn Phrases, width: usize, colour: bool) -> String {
    let mut page = Page::new(width, colour);
    let view = week_view(report, phrases);
    head(&mut page, report, &view, phrases);
    if !view.first.is_empty() {
        page.head(&phrases.wants_to_bring_up(view.short_name.as_deref()));
        quotes(&mut page, &view.first, phrases);
    }
    if !view.start_here.is_empty() {
        page.head(&phrases.label(Label::StartHere));
        for line in &view.start_here {
            page.line("  ", line);
        }
    }
    if !view.plans.is_empty() {
        page.head(&phrases.label(Label::TheWeek));
        day_grid(&mut page, report, &view.plans, phrases);
    }
    if !view.words.is_empty() {
        page.head(&phrases.in_the_words_of(view.whose.as_deref()));
        quotes(&mut page, &view.words, phrases);
    }
    for plan in &view.plans {
        page.gap();
        plan_lines(&mut page, plan, phrases);
    }
    if !view.tracked.is_empty() {
        page.head(&phrases.label(Label::NumbersOfTheDay));
        for of in &view.tracked {
            let said = Some(of.days_line.as_str()).filter(|days| !days.is_empty());
            page.line("  ", &phrases.rating_of_week(&of.name, of.scale.as_deref(), said, of.before.as_deref()));
        }
    }
    barriers(&mut page, Label::GotInTheWay, &view.barriers, phrases);
    barriers(&mut page, Label::WasThere, &view.were_there, phrases);
    if !view.also_done.is_empty() {
        page.head(&phrases.label(Label::AlsoDone));
        for done in &view.also_done {
            let partly = done.partly.then(|| phrases.label(Label::Partly));
            let rest: String = [partly, done.minutes.clone()].into_iter().flatten().map(|m| format!(", {m}")).collect();
            page.line("  ", &format!("{}: {}{rest}", done.day, done.title));
        }
    }
    if !view.questions.is_empty() {
        page.head(&phrases.label(Label::QuestionsForTheWeek));
        questions(&mut page, "  ", &view.questions, phrases);
    }
    end(&mut page, report, phrases);
    page.out
}

fn head(page: &mut Page, report: &Report, view: &WeekView, phrases: &dyn Phrases) {
    if let Some(name) = &view.short_name {
        page.strong("", name);
    }
    page.line("", &format!("{}.", view.period));
    page.soft("", &phrases.as_of(report.as_of, report.left_out));
    if let Some(ends) = report.course_end {
        page.soft("", &phrases.course_ends(ends, report.is_course_over()));
    }
}

fn barriers(page: &mut Page, label: Label, barriers: &[BarrierLine], phrases: &dyn Phrases) {
    if !barriers.is_empty() {
        page.head(&phrases.label(label));
    }
    for barrier in barriers {
        page.line("  ", &format!("{}, {}: {}", barrier.name, barrier.times, barrier.days));
    }
}

/// The week's prompts and agenda as text, for `prompts`.
#[must_use]
pub fn prompts_text(report: &Report, phrases: &dyn Phrases, width: usize, colour: bool) -> String {
    let mut page = Page::new(width, colour);
    let view = week_view(report, phrases);
    page.strong("", &phrases.questions_for(view.short_name.as_deref()));
    page.line("", &format!("{}.", view.period));
    if !view.steps.is_empty() {
        page.head(&phrases.label(Label::StepsNow));
        for step in &view.steps {
            page.line("  ", step);
        }
    }
    page.gap();
    if view.questions.is_empty() {
        page.line("", &phrases.label(Label::NoQuestions));
    }
    questions(&mut page, "", &view.questions, phrases);
    if !view.agenda.empty {
        page.head(&phrases.for_the_session(report.agenda.session));
        agenda(&mut page, &view.agenda, phrases);
    }
    if !view.agenda.next_step.is_empty() {
        page.head(&phrases.label(Label::NextStep));
        // Pasted as it is, so no line is broken.
        page.out.push_str(&view.agenda.next_step);
        page.out.push('\n');
    }
    end(&mut page, report, phrases);
    page.out
}

fn agenda(page: &mut Page, agenda: &AgendaView, phrases: &dyn Phrases) {
    for (part, points) in [(Label::First, &agenda.first), (Label::Middle, &agenda.middle), (Label::Last, &agenda.last)]
    {
        for point in points {
            page.broken(&format!("{} ", phrases.label(part)), "  ", &point.text);
            rests_on(page, "    ", point, phrases);
        }
    }
}

fn questions(page: &mut Page, indent: &str, questions: &[QuestionView], phrases: &dyn Phrases) {
    for question in questions {
        page.line(indent, &question.text);
        let below = format!("{indent}  ");
        rests_on(page, &below, question, phrases);
        for line in &question.answer {
            page.line(&format!("{below}> "), line);
        }
    }
}

fn rests_on(page: &mut Page, indent: &str, question: &QuestionView, phrases: &dyn Phrases) {
    if !question.from.is_empty() {
        page.soft(indent, &phrases.rests_on(&question.from));
    }
}

fn end(page: &mut Page, report: &Report, phrases: &dyn Phrases) {
    page.gap();
    page.line("", &phrases.closing(in_need(report.in_need.as_deref()).as_deref()));
}

fn plan_lines(page: &mut Page, plan: &PlanView, phrases: &dyn Phrases) {
    page.strong("", &plan.title);
    page.line("  ", &plan.sentence);
    if let Some(remark) = &plan.remark {
        page.line("  ", remark);
    }
    for (what, value) in figures(plan, phrases) {
        page.beside(&format!("  {what:<15}"), &value);
    }
    for rating in &plan.ratings {
        let (name, scale) = (rating.name.as_str(), Some(rating.scale.as_str()));
        if let Some(said) = &rating.this_week {
            page.line("  ", &phrases.rating_of_week(name, scale, Some(said), rating.before.as_deref()));
        }
        if !plan.weeks.is_empty() {
            page.line("  ", &format!("{}: {}", phrases.rating_by_week(name, scale), rating.line));
        }
    }
    for pair in plan.rating_pairs.iter().filter(|pair| !pair.days.is_empty()) {
        page.line("  ", &format!("{}: {}", phrases.list(&[pair.first.clone(), pair.second.clone()]), pair.days));
    }
}

/// Somebody's words, each followed by where they are from.
fn quotes(page: &mut Page, quotes: &[QuoteView], phrases: &dyn Phrases) {
    for quote in quotes {
        for line in &quote.lines {
            page.line("  > ", line);
        }
        let detail = quote.detail.as_ref().map(|detail| format!(": {detail}")).unwrap_or_default();
        let felt = quote.felt.as_ref().map(|felt| format!(" {}", phrases.felt(felt))).unwrap_or_default();
        page.soft("  ", &format!("{}{detail}.{felt}", quote.from));
    }
}

/// A label and a value for each figure there is.
fn figures(plan: &PlanView, phrases: &dyn Phrases) -> Vec<(String, String)> {
    let figures = &plan.figures;
    let of = |label: Label, value: &Option<String>, unit: Option<Label>| {
        let value = value.as_ref()?;
        let unit = unit.map(|unit| format!(" {}", phrases.label(unit))).unwrap_or_default();
        Some((phrases.label(label), format!("{value}{unit}")))
    };
    let all = [
        of(Label::Rest, &figures.rest, None),
        of(Label::Minutes, &figures.minutes, None),
        of(Label::PlannedDay, &figures.planned_day, None),
        of(Label::OnTime, &figures.on_time, Some(Label::ThatToldATime)),
        of(Label::InPlace, &figures.in_place, Some(Label::ThatToldAPlace)),
        of(Label::WrittenLater, &figures.written_later, None),
        of(Label::Trend, &plan.trend, None),
        of(Label::WeekByWeek, &weeks(plan, phrases), None),
    ];
    all.into_iter().flatten().collect()
}

/// `8 Oct: 2 of 3, 12 min; 15 Oct: 3 of 3`.
fn weeks(plan: &PlanView, phrases: &dyn Phrases) -> Option<String> {
    let unit = phrases.label(Label::Min);
    let week = |week: &WeekLine| {
        let minutes = week.minutes.as_ref().map(|minutes| format!("{minutes} {unit}"));
        let parts: Vec<String> = week.short.iter().cloned().chain(minutes).collect();
        format!("{}: {}", week.label, if parts.is_empty() { "–".to_owned() } else { parts.join(", ") })
    };
    (!plan.weeks.is_empty()).then(|| plan.weeks.iter().map(week).collect::<Vec<_>>().join("; "))
}
