//! `show` for a terminal: one screen, good at 60 columns, plain where it is piped.

use unicode_width::UnicodeWidthStr;

use crate::report::model::{DayLine, PlanReport, Question, Report};
use crate::report::{plain, words};

/// The narrowest page that is laid out; below, lines are as long as here.
const NARROWEST: usize = 40;

/// One column of the seven days.
const COLUMN: usize = 8;

/// The week's report as text, lines broken at `width` columns. `colour` for a terminal that shows it.
#[must_use]
pub fn text(report: &Report, width: usize, colour: bool) -> String {
    let mut page = Page { out: String::new(), width: width.max(NARROWEST), colour };
    if let Some(name) = &report.short_name {
        page.strong("", name);
    }
    page.line("", &format!("{}.", report.period));
    page.soft("", &format!("As of {}. {}", report.as_of, read(report.left_out)));
    if let Some(ends) = &report.course_ends {
        page.soft("", &format!("The course {} on {ends}.", if report.course_over { "ended" } else { "ends" }));
    }
    if !report.start_here.is_empty() {
        page.gap();
        for line in &report.start_here {
            page.line("", line);
        }
    }
    for plan in &report.plans {
        page.gap();
        plan_lines(&mut page, plan);
    }
    if !report.barriers.is_empty() {
        page.head("What got in the way");
        for barrier in &report.barriers {
            page.line("  ", &format!("{}, {}: {}", barrier.name, barrier.times, barrier.days));
        }
    }
    if !report.also_done.is_empty() {
        page.head("Also done");
        for done in &report.also_done {
            let partly = if done.partly { ", partly" } else { "" };
            let minutes = done.minutes.as_ref().map(|m| format!(", {m}")).unwrap_or_default();
            page.line("  ", &format!("{}: {}{partly}{minutes}", done.day, done.title));
        }
    }
    if !report.questions.is_empty() {
        page.head("Questions for the week");
        questions(&mut page, "  ", &report.questions);
    }
    end(&mut page, report);
    page.out
}

/// The week's prompts and agenda as text, for `prompts`.
#[must_use]
pub fn prompts_text(report: &Report, width: usize, colour: bool) -> String {
    let mut page = Page { out: String::new(), width: width.max(NARROWEST), colour };
    page.strong(
        "",
        &format!("Questions{}", report.short_name.as_ref().map(|n| format!(" for {n}")).unwrap_or_default()),
    );
    page.line("", &format!("{}.", report.period));
    page.gap();
    if report.questions.is_empty() {
        page.line("", "No questions this week.");
    }
    questions(&mut page, "", &report.questions);
    let agenda = &report.agenda;
    if !agenda.empty {
        page.head(&format!(
            "For the session{}",
            agenda.session.as_ref().map(|s| format!(" on {s}")).unwrap_or_default()
        ));
        for (part, points) in [("First: ", &agenda.first), ("Middle: ", &agenda.middle), ("Last: ", &agenda.last)] {
            for point in points {
                page.broken(part, "  ", &point.text);
                rests_on(&mut page, "    ", point);
            }
        }
    }
    if !agenda.next_step.is_empty() {
        page.head("The next step, to copy into a new note:");
        // Pasted as it stands, so no line is broken.
        page.out.push_str(&agenda.next_step);
        page.out.push('\n');
    }
    end(&mut page, report);
    page.out
}

fn questions(page: &mut Page, indent: &str, questions: &[Question]) {
    for question in questions {
        page.line(indent, &question.text);
        let below = format!("{indent}  ");
        rests_on(page, &below, question);
        for line in &question.answer {
            page.line(&format!("{below}> "), line);
        }
    }
}

fn rests_on(page: &mut Page, indent: &str, question: &Question) {
    if !question.from.is_empty() {
        page.soft(indent, &format!("From: {}.", question.from));
    }
}

fn end(page: &mut Page, report: &Report) {
    page.gap();
    page.line("", &closing(report.in_need.as_deref()));
}

/// How everything ends that `show` prints for a person (SPEC 7). `in_need` is the client's own word for where to turn.
pub(super) fn closing(in_need: Option<&str>) -> String {
    let need = in_need.unwrap_or("call your local emergency number");
    format!("No one reads these notes as you write them. If you might hurt yourself or feel unsafe, {need}.")
}

fn read(left_out: u32) -> String {
    match left_out {
        0 => "Every note could be read.".to_owned(),
        1 => "1 note could not be read.".to_owned(),
        many => format!("{many} notes could not be read."),
    }
}

fn plan_lines(page: &mut Page, plan: &PlanReport) {
    page.strong("", &plan.title);
    page.line("", &words::capital(&plan.count));
    page.soft("", &plan.sentence);
    if let Some(remark) = &plan.remark {
        page.line("", remark);
    }
    if plan.days.iter().any(|day| !day.mark.is_empty()) {
        page.gap();
        days(page, &plan.days);
    }
    let figures = &plan.figures;
    let of = |what: &str, value: &Option<String>, behind: &str| {
        value.as_ref().map(|value| (what.to_owned(), format!("{value}{behind}")))
    };
    let lines: Vec<(String, String)> = [
        of("The rest", &figures.rest, ""),
        of("Minutes", &figures.minutes, ""),
        of("Planned day", &figures.planned_day, ""),
        of("On time", &figures.on_time, " that told a time"),
        of("In place", &figures.in_place, " that told a place"),
        of("Written later", &figures.written_later, ""),
        of("Share", &figures.share.map(|s| s.to_string()), "%"),
        of("Trend", &plan.trend, ""),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !lines.is_empty() {
        page.gap();
        for (what, value) in lines {
            page.beside(&format!("  {what:<15}"), &value);
        }
    }
}

/// The seven days side by side where they fit, else one below the other.
fn days(page: &mut Page, days: &[DayLine]) {
    if page.width < 2 + COLUMN * days.len() {
        for day in days.iter().filter(|day| !day.mark.is_empty()) {
            page.line("  ", &format!("{} {} {}", day.day, day.mark, day.word));
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
        let text = plain::plain(text);
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
