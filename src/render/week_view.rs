//! The report model -> what the templates of a week's pages are given.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::phrases::plain::{as_label, cut_with_ellipsis, one_plain_line, without_closing_marks};
use crate::phrases::{EffortNoticed, Phrases, Tally};
use crate::report::model::{
    Agenda, AgreedFacts, AgreementContent, AlsoDone, AskedQuestion, BarrierDates, BarrierGroup, HelperResponseCounts,
    HelperWeek, LastSessionAgreements, NotedHelp, PhotoEntry, PhotoPicture, PlannedStep, Quote, Report,
};
use crate::report::page_names;
use crate::week::Week;
use crate::when::{Parsed, parse_when};

use super::answer_note::answer_note;
use super::in_words::{
    quote_source, rests_on_text, shorten_for_heading, start_here_sentence, state_and_detail, where_to_turn_in_sentence,
};
use super::legend::{client_texts_in_report_sentences, legend_view};
use super::paper::page_spacing_name;
use super::plan_view::{plan_view, tracked_line};
use super::view::{
    AgreedLine, AlsoDoneLine, BarrierCount, BarrierGroupLine, BarrierLine, BarrierPlan, CutOutCardStep, DateLabel,
    EntryPhotosView, HelperLine, HelperView, LastTimeView, PhotoView, QuestionView, QuoteView, ResponsesLine,
    SessionAgendaView, WeekLink, WeekView,
};

/// A note of more words than this is folded, and the fold shows this many of them.
const LONG: usize = 120;
const BEGINS: usize = 30;

/// A week's report in words.
pub(super) fn week_view(report: &Report, phrases: &dyn Phrases) -> WeekView {
    let (start, end) = (report.week.start(), report.week.end());
    let axis = weeks_on_axis(report);
    let short_name = report.name.as_deref().map(shorten_for_heading);
    let barriers = |of: &[BarrierDates]| of.iter().map(|one| barrier_line(one, phrases)).collect();
    let quotes = |of: &[Quote]| of.iter().map(|quote| quote_view(quote, phrases)).collect();
    let questions = |of: &[AskedQuestion]| of.iter().map(|asked| question_view(asked, phrases)).collect();
    let view = WeekView {
        name: report.name.clone(),
        whose: short_name.as_deref().map(|name| phrases.possessive_name(name)),
        short_name,
        file: page_names::week_markdown_name(start),
        prompts_file: page_names::prompts_markdown_name(start),
        page_file: page_names::week_html_name(start),
        start: start.to_string(),
        end: end.to_string(),
        before: report.before.map(|week| week_link(week, phrases)),
        after: report.after.map(|week| week_link(week, phrases)),
        dates: report.week.dates().map(|date| date_label(date, phrases)).collect(),
        period: phrases.full_date_range(start, end),
        short_period: phrases.short_date_range_with_year(start, end),
        as_of: phrases.date_without_year(report.as_of),
        running: report.is_running(),
        left_out: report.left_out,
        unread_lines: report.unread_lines,
        course_ends: report.course_end.map(|date| phrases.full_date(date)),
        course_over: report.is_course_over(),
        first: quotes(&report.marked_discuss),
        start_here: report.start_here.iter().filter_map(|start| start_here_sentence(start, phrases)).collect(),
        last_time: report.last_time.as_ref().map(|last| last_time_view(last, phrases)),
        next_session: report.next_session.map(|date| phrases.date_without_year(date)),
        steps: report.steps.iter().map(|step| step_sentence(step, phrases)).collect(),
        boxes: check_box_lines_of_steps(&report.steps),
        card: report.steps.iter().map(|step| card_step(step, phrases)).collect(),
        agenda: agenda_view(&report.agenda, phrases),
        plans: report.plans.iter().map(|plan| plan_view(plan, &axis, phrases)).collect(),
        tracked: report.tracked.iter().map(|tracked| tracked_line(tracked, axis.len(), phrases)).collect(),
        axis: axis.iter().map(|start| phrases.day_and_short_month(*start)).collect(),
        barriers: barriers(&report.barriers),
        were_there: barriers(&report.were_there),
        barrier_groups: report.barrier_groups.iter().map(|group| barrier_group_line(group, phrases)).collect(),
        weeks_looked_at: phrases.small_number_word(report.weeks_looked_at),
        helper: report.helper.as_ref().map(|helper| helper_view(helper, phrases)),
        photos: report.photos.iter().map(|photos| photo_line(photos, phrases)).collect(),
        words: quotes(&report.words),
        also_done: report.also_done.iter().map(|done| also_done_line(done, phrases)).collect(),
        questions: questions(&report.questions),
        answers: answers_that_no_point_holds(report).map(|asked| question_view(asked, phrases)).collect(),
        answer_note: answer_note(report, phrases),
        legend: legend_view(report, phrases),
        own_texts: client_texts_in_report_sentences(report),
        in_need: where_to_turn_in_sentence(report.where_to_turn.as_deref(), phrases),
        paper: None,
    };
    WeekView { paper: page_spacing_name(&view), ..view }
}

/// The answers, without the one with which planning begins: it stands there whole, with what it is from.
fn answers_that_no_point_holds(report: &Report) -> impl Iterator<Item = &AskedQuestion> {
    let is_in_agenda = |asked: &&AskedQuestion| report.agenda.middle.contains(asked);
    report.answers.iter().filter(move |asked| !is_in_agenda(asked))
}

fn week_link(week: Week, phrases: &dyn Phrases) -> WeekLink {
    let start = week.start();
    WeekLink {
        file: page_names::week_markdown_name(start),
        page_file: page_names::week_html_name(start),
        from: phrases.day_and_short_month(start),
        span: phrases.short_date_range(start, week.end()),
    }
}

fn date_label(date: NaiveDate, phrases: &dyn Phrases) -> DateLabel {
    DateLabel { weekday: phrases.short_weekday(date.weekday()), number: date.day() }
}

/// The weeks over which any of the plans is shown, this one last. None if that is only this one.
fn weeks_on_axis(report: &Report) -> Vec<NaiveDate> {
    let starts = report.plans.iter().flat_map(|plan| &plan.weeks).map(|week| week.start);
    let starts: BTreeSet<NaiveDate> = starts.chain([report.week.start()]).collect();
    if starts.len() < 2 { Vec::new() } else { starts.into_iter().collect() }
}

fn quote_view(quote: &Quote, phrases: &dyn Phrases) -> QuoteView {
    let words = quote.lines.iter().map(|line| line.split_whitespace().count()).sum();
    let noted = quote.noted.iter().map(|of| {
        let facts = state_and_detail(&of.facts, phrases);
        let parts = [of.task.as_deref().map(shorten_for_heading), Some(facts).filter(|facts| !facts.is_empty())];
        parts.into_iter().flatten().collect::<Vec<String>>().join(", ")
    });
    let detail = noted.filter(|noted| !noted.is_empty()).collect::<Vec<String>>().join("; ");
    QuoteView {
        lines: quote.lines.clone(),
        from: quote_source(quote, phrases),
        detail: Some(detail).filter(|detail| !detail.is_empty()),
        felt: quote.felt.clone(),
        helped: quote.helped.clone(),
        words,
        begins: (words > LONG).then(|| first_words(&quote.lines)),
    }
}

fn last_time_view(last: &LastSessionAgreements, phrases: &dyn Phrases) -> LastTimeView {
    let line = |of: &AgreedFacts| AgreedLine {
        text: match &of.what {
            AgreementContent::Words(words) => words.clone(),
            AgreementContent::Step(step) => step_sentence(step, phrases),
        },
        count: count_of_agreement(of, phrases),
    };
    LastTimeView { day: phrases.date_without_year(last.date), agreed: last.agreed.iter().map(line).collect() }
}

fn step_sentence(step: &PlannedStep, phrases: &dyn Phrases) -> String {
    phrases.if_then_sentence(&step.when, &step.task, step.minutes, step.place.as_deref())
}

/// `- [ ] Voice memo` for each step, each on a line. Versions of a plan share one.
fn check_box_lines_of_steps(steps: &[PlannedStep]) -> String {
    let mut lines: Vec<String> = steps.iter().map(|step| format!("- [ ] {}", one_plain_line(&step.task))).collect();
    lines.dedup();
    lines.join("\n")
}

fn card_step(step: &PlannedStep, phrases: &dyn Phrases) -> CutOutCardStep {
    // In the client's own words, unless they leave out how often.
    let says_all = |text: &str| parse_when(text).is_ok_and(|parsed| parsed == Parsed::When(step.when.clone()));
    let own_words = step.when_text.clone().filter(|text| says_all(text));
    CutOutCardStep {
        title: shorten_for_heading(&step.task),
        when: own_words.unwrap_or_else(|| one_plain_line(&step.when.if_clause())),
        minutes: step.minutes.map(|minutes| phrases.minutes(minutes)),
        place: step.place.clone(),
    }
}

/// The first words of a long note, without marks of markdown.
fn first_words(lines: &[String]) -> String {
    let marks = |c: char| matches!(c, '#' | '>' | '*' | '_' | '`' | '-' | '[' | ']');
    let words = lines.iter().flat_map(|line| line.split_whitespace()).map(|word| word.trim_matches(marks));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).take(BEGINS).collect();
    cut_with_ellipsis(&words.join(" "), 8 * BEGINS)
}

fn question_view(asked: &AskedQuestion, phrases: &dyn Phrases) -> QuestionView {
    QuestionView {
        text: asked.text.clone(),
        from: rests_on_text(&asked.rests_on, phrases),
        answer: asked.answer.clone(),
    }
}

fn agenda_view(agenda: &Agenda, phrases: &dyn Phrases) -> SessionAgendaView {
    let points = |of: &[AskedQuestion]| of.iter().map(|asked| question_view(asked, phrases)).collect();
    SessionAgendaView {
        session: agenda.session.filter(|_| !agenda.session_may_be_later).map(|date| phrases.date_without_year(date)),
        first: points(&agenda.first),
        middle: points(&agenda.middle),
        last: points(&agenda.last),
        next_step: agenda.next_step.clone(),
        empty: agenda.is_empty(),
    }
}

/// What became of it: `3 of 6`; each plan by its name where more than that was agreed: `Walk: 3 of 6; Call Mum: 1 of 1`.
fn count_of_agreement(of: &AgreedFacts, phrases: &dyn Phrases) -> Option<String> {
    let named =
        |task: &str, tally: &Tally| format!("{}: {}", as_label(&shorten_for_heading(task)), phrases.done_counts(tally));
    let first = of.tally.as_ref().map(|tally| match &of.task {
        Some(task) if of.has_several => named(task, tally),
        _ => phrases.done_counts(tally),
    });
    let all: Vec<String> = first.into_iter().chain(of.further.iter().map(|(task, tally)| named(task, tally))).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

fn barrier_line(barrier_dates: &BarrierDates, phrases: &dyn Phrases) -> BarrierLine {
    let mut dates = barrier_dates.dates.clone();
    dates.dedup();
    let days: Vec<String> = dates.into_iter().map(|date| phrases.short_weekday_and_day(date)).collect();
    BarrierLine {
        name: as_label(&phrases.barrier_label(&barrier_dates.barrier)),
        times: match barrier_dates.dates.len() {
            // One day says its number itself.
            many if many > 1 && barrier_dates.barrier.is_counted_aloud() => phrases.how_many_times(many),
            _ => String::new(),
        },
        days: phrases.list_with_and(&days),
        plans: barrier_dates.tasks.iter().map(|(task, dates)| barrier_plan(task, dates, phrases)).collect(),
    }
}

fn barrier_plan(task: &str, dates: &[NaiveDate], phrases: &dyn Phrases) -> BarrierPlan {
    let mut dates = dates.to_vec();
    dates.dedup();
    let days: Vec<String> = dates.into_iter().map(|date| phrases.short_weekday_and_day(date)).collect();
    BarrierPlan { title: shorten_for_heading(task), days: phrases.list_with_and(&days) }
}

fn barrier_group_line(barrier_group: &BarrierGroup, phrases: &dyn Phrases) -> BarrierGroupLine {
    let names = barrier_group.barriers.iter().map(|(one, count)| phrases.barrier_with_times(one, *count));
    let names: Vec<String> = names.collect();
    let barriers = barrier_group
        .barriers
        .iter()
        .map(|(barrier, count)| BarrierCount { name: phrases.barrier_in_sentence(barrier), count: *count });
    BarrierGroupLine {
        group: phrases.barrier_group_name(barrier_group.group),
        count: barrier_group.barriers.iter().map(|(_, count)| count).sum(),
        names: names.join(", "),
        barriers: barriers.collect(),
    }
}

fn helper_view(helper: &HelperWeek, phrases: &dyn Phrases) -> HelperView {
    let noted: Vec<HelperResponseCounts> = helper.responses.iter().copied().filter(|week| !week.is_empty()).collect();
    let is_silent = helper.all.logged_days == 0 && helper.notes.is_empty() && !helper.is_help_noted;
    HelperView {
        no_notes: is_silent.then(|| phrases.no_notes_about(&helper.helpers)),
        days_noticed: (helper.all.logged_days > 0).then(|| days_noticed(&helper.all, phrases)),
        logged_days: helper.all.logged_days,
        noticed: helper.all.noticed,
        praised: helper.all.praised,
        praise_told: is_praise_told(&helper.all),
        each: helper
            .each
            .iter()
            .map(|of| HelperLine {
                days_noticed: days_noticed(of, phrases),
                praised: of.praised,
                praise_told: is_praise_told(of),
            })
            .collect(),
        together: helper.together.map(|minutes| phrases.minutes(minutes)),
        lately: warm_lately(&helper.responses, phrases),
        responses: noted.iter().map(|week| responses_line(*week, phrases)).collect(),
        notes: helper.notes.iter().map(|quote| quote_view(quote, phrases)).collect(),
    }
}

fn days_noticed(of: &NotedHelp, phrases: &dyn Phrases) -> String {
    let &NotedHelp { noticed, praised, logged_days: days, noted_by, .. } = of;
    phrases.effort_noticed(EffortNoticed { noticed, praised, days, helpers: &of.who, noted_by })
}

/// Of a single day the sentence says both.
fn is_praise_told(of: &NotedHelp) -> bool {
    (of.noticed, of.praised, of.logged_days) == (1, 1, 1)
}

fn responses_line(week: HelperResponseCounts, phrases: &dyn Phrases) -> ResponsesLine {
    ResponsesLine {
        label: phrases.day_and_short_month(week.start),
        warm: week.warm,
        neutral: week.neutral,
        hard: week.hard,
        line: phrases.response_counts(week.warm, week.neutral, week.hard),
    }
}

/// The warm responses of the later half of the weeks beside those of the earlier half, if at least four weeks have any
/// response. Only numbers: so few do not allow a trend word.
fn warm_lately(weeks: &[HelperResponseCounts], phrases: &dyn Phrases) -> Option<String> {
    if weeks.iter().filter(|week| !week.is_empty()).count() < 4 {
        return None;
    }
    // Weeks before the first response do not count as weeks with fewer.
    let weeks = weeks.get(weeks.iter().position(|week| !week.is_empty())?..)?;
    let half = weeks.len() / 2;
    let warm = |of: &[HelperResponseCounts]| of.iter().map(|week| week.warm).sum::<usize>();
    let before = warm(weeks.get(weeks.len() - 2 * half..weeks.len() - half)?);
    let late = warm(weeks.get(weeks.len() - half..)?);
    Some(phrases.warm_responses_lately(half, late, before))
}

fn photo_line(photos: &PhotoEntry, phrases: &dyn Phrases) -> EntryPhotosView {
    use crate::phrases::PhotoBeforeOrAfter::{After, Before};
    let many = |moment| photos.pictures.iter().filter(|picture| picture.moment == moment).count();
    let picture = |picture: &PhotoPicture| PhotoView {
        what: phrases.photo_moment(picture.moment),
        has_moment: picture.moment.is_some(),
        file: picture.file.clone(),
        data: picture.data.clone(),
        width: picture.width,
        height: picture.height,
        unseen: picture.unseen,
    };
    EntryPhotosView {
        day: phrases.short_weekday_and_day(photos.date),
        title: shorten_for_heading(&photos.task),
        before: many(Some(Before)),
        after: many(Some(After)),
        other: many(None),
        pictures: photos.pictures.iter().map(picture).collect(),
    }
}

fn also_done_line(done: &AlsoDone, phrases: &dyn Phrases) -> AlsoDoneLine {
    AlsoDoneLine {
        title: without_closing_marks(&shorten_for_heading(&done.task)).to_owned(),
        day: phrases.short_weekday_and_day(done.date),
        minutes: done.minutes.map(|minutes| phrases.minutes(minutes)),
        partly: done.is_partly,
    }
}
