//! `show` and `prompts` for a terminal: one screen, good at 60 columns, plain where it is piped.

use unicode_width::UnicodeWidthStr;

use super::in_words::in_need;
use super::view::{AgendaView, BarrierLine, DayLine, PlanView, QuestionView, WeekView};
use super::week_view::week_view;
use crate::phrases::plain::{capital, plain};
use crate::phrases::{Label, Phrases};
use crate::report::Report;

/// The narrowest page that is laid out; below, lines are as long as here.
const NARROWEST: usize = 40;

/// One column of the seven days.
const COLUMN: usize = 8;

/// The week's report as text, lines broken at `width` columns. `colour` for a terminal that shows it.
#[must_use]
pub fn text(report: &Report, phrases: &dyn Phrases, width: usize, colour: bool) -> String {
    let mut page = Page { out: String::new(), width: width.max(NARROWEST), colour };
    let view = week_view(report, phrases);
    head(&mut page, report, &view, phrases);
    if !view.start_here.is_empty() {
        page.gap();
        for line in &view.start_here {
            page.line("", line);
        }
    }
    for plan in &view.plans {
        page.gap();
        plan_lines(&mut page, plan, phrases);
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
    let mut page = Page { out: String::new(), width: width.max(NARROWEST), colour };
    let view = week_view(report, phrases);
    page.strong("", &phrases.questions_for(view.short_name.as_deref()));
    page.line("", &format!("{}.", view.period));
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
    page.line("", &capital(&plan.count));
    page.soft("", &plan.sentence);
    if let Some(remark) = &plan.remark {
        page.line("", remark);
    }
    if plan.days.iter().any(|day| !day.mark.is_empty()) {
        page.gap();
        days(page, &plan.days);
    }
    let lines = figures(plan, phrases);
    if !lines.is_empty() {
        page.gap();
        for (what, value) in lines {
            page.beside(&format!("  {what:<15}"), &value);
        }
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
    ];
    all.into_iter().flatten().collect()
}

/// The seven days side by side where they fit, else one below the other.
fn days(page: &mut Page, days: &[DayLine]) {
    let has_several = days.iter().any(|day| !day.occasions.is_empty());
    if page.width < 2 + COLUMN * days.len() || has_several {
        for day in days.iter().filter(|day| !day.mark.is_empty()) {
            page.line("  ", &format!("{} {}", day.day, marks(day)));
        }
        return;
    }
    page.columns(days.iter().map(|day| day.day.as_str()));
    page.columns(days.iter().map(|day| day.mark));
    // A word that is too wide for its column goes on below.
    let below: Vec<Vec<&str>> = days
        .iter()
        .map(|day| match day.word.split_once(' ') {
            Some((first, rest)) => vec![first, rest],
            None => vec![day.word.as_str()],
        })
        .collect();
    for row in 0..2 {
        page.columns(below.iter().map(|of| of.get(row).copied().unwrap_or_default()));
    }
}

/// The mark of a day with its word, or those of its occasions with their times.
fn marks(day: &DayLine) -> String {
    if day.occasions.is_empty() {
        return format!("{} {}", day.mark, day.word);
    }
    let each = day.occasions.iter().map(|one| format!("{} {} {}", one.mark, one.time, one.word).replace("  ", " "));
    each.collect::<Vec<_>>().join(", ")
}

struct Page {
    out: String,
    width: usize,
    colour: bool,
}

impl Page {
    fn gap(&mut self) {
        self.out.push('\n');
    }

    fn head(&mut self, text: &str) {
        self.gap();
        self.strong("", text);
    }

    fn strong(&mut self, indent: &str, text: &str) {
        self.paint("\u{1b}[1m", indent, text);
    }

    fn soft(&mut self, indent: &str, text: &str) {
        self.paint("\u{1b}[2m", indent, text);
    }

    fn paint(&mut self, how: &str, indent: &str, text: &str) {
        let on = self.colour;
        if on {
            self.out.push_str(how);
        }
        self.line(indent, text);
        if on {
            // Before the line's end, so that no colour runs into the next line.
            self.out.truncate(self.out.trim_end_matches('\n').len());
            self.out.push_str("\u{1b}[0m\n");
        }
    }

    fn line(&mut self, indent: &str, text: &str) {
        self.broken(indent, indent, text);
    }

    /// A label and its value, which goes on below itself.
    fn beside(&mut self, label: &str, text: &str) {
        self.broken(label, &" ".repeat(label.width()), text);
    }

    fn broken(&mut self, first: &str, later: &str, text: &str) {
        // What is shown was made plain with the model; once more, since a terminal obeys what it is sent.
        let text = plain(text);
        let mut used = first.width();
        let mut empty = true;
        self.out.push_str(first);
        for word in text.split(' ') {
            let wide = word.width();
            if !empty && used + 1 + wide > self.width {
                self.out.push('\n');
                self.out.push_str(later);
                used = later.width();
            } else if !empty {
                self.out.push(' ');
                used += 1;
            }
            self.out.push_str(word);
            used += wide;
            empty = false;
        }
        self.out.push('\n');
    }

    fn columns<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        let mut row = String::from("  ");
        for cell in cells {
            row.push_str(cell);
            row.push_str(&" ".repeat(COLUMN.saturating_sub(cell.width())));
        }
        let row = row.trim_end();
        if !row.is_empty() {
            self.out.push_str(row);
            self.out.push('\n');
        }
    }
}
