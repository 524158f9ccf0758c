//! The next step as a block of front matter that can be pasted into a new note as it stands
//! (docs/specification.md#5-prompts).

use chrono::NaiveDate;

use crate::journal::{Entry, Journal, Plan, Stage};
use crate::note::{quote_for_yaml, quote_for_yaml_list};
use crate::phrases::plain::one_plain_line;
use crate::phrases::{NextStepComment, Phrases};
use crate::week::{self, CountedWeek};
use crate::when::{self, DateSpan, Frequency, Minutes, Parsed, When};

use super::step_notes::NextStepEvidence;

/// The block for the plan of the next step, from the day after the last of `weeks`; empty where no plan can go on.
pub(super) fn next_step_block(journal: &Journal, weeks: &[CountedWeek], phrases: &dyn Phrases) -> String {
    let Some(week) = weeks.last() else { return String::new() };
    let step = || {
        let at = choose_plan_of_next_step(journal, week)?;
        // What is planned already is not written again: the copy would be a second plan.
        let is_written = week::version_of_coming_week(journal, at, week.week).is_some();
        let from = week.week.end().succ_opt()?;
        // Nor is what begins only then.
        let plan = journal.plans.get(at).filter(|plan| !is_written && plan.start < from)?;
        let evidence = NextStepEvidence::gather_from_weeks(journal, weeks, at, phrases)?;
        Some(front_matter_of_next_version(journal, plan, from, &evidence))
    };
    step().unwrap_or_default()
}

/// The plan of the next step, an index into the journal's plans: the one that the newest note marked to discuss names, else
/// the one of which least was done of what was due, else the first (docs/specification.md#5-prompts). A medicine is it only where
/// it is marked or alone.
pub(super) fn choose_plan_of_next_step(journal: &Journal, week: &CountedWeek) -> Option<usize> {
    let from = week.week.end().succ_opt()?;
    if journal.settings.until.is_some_and(|until| until < from) {
        return None;
    }
    // One that was changed right after the week goes on in its new version.
    let goes_on = |at: usize| {
        let plan = journal.plans.get(at);
        plan.is_some_and(|plan| plan.end.is_none_or(|end| end >= from))
            || week::version_of_coming_week(journal, at, week.week).is_some()
    };
    // A plan that had ended before this week and was noted once more stays as it is, and so does what was for one day. What the
    // client ended in a note is over.
    let ran = |at: usize| {
        let is_over = |plan: &Plan| plan.end.is_some_and(|end| end < week.week.start()) || plan.is_for_named_dates();
        journal.plans.get(at).is_some_and(|plan| !is_over(plan)) && !week::is_ended_by_note(journal, at)
    };
    let in_week = || week.plans.iter().map(|of| of.plan);
    let last = week.week.end().min(week.as_of);
    let noted = journal.entries_between(week.week.start(), last).iter();
    let is_marked = |e: &&Entry| e.written_by.is_none() && e.is_marked_to_discuss();
    // A note of an earlier version is about the plan as it is now.
    let now = |at: usize| week::versions_of_task(journal, at).rev().find(|&version| in_week().any(|of| of == version));
    let marked =
        noted.filter(is_marked).filter_map(|e| e.plan).map(|at| now(at).unwrap_or(at)).rfind(|&at| goes_on(at));
    let is_step = |at: usize| journal.plans.get(at).is_some_and(|plan| !plan.is_medicine());
    let least = || {
        let tasks = week::plans_of_week_by_task(journal, week).into_iter();
        let due = tasks.filter(|of| goes_on(of.plan) && is_step(of.plan));
        let parts = due.filter_map(|of| Some((of.plan, of.counts.completion_in_ten_thousandths()?)));
        // The first of those that are alike.
        parts.min_by_key(|&(_, part)| part).map(|(at, _)| at)
    };
    let first = |fits: &dyn Fn(usize) -> bool| {
        in_week().find(|&at| fits(at) && is_step(at)).or_else(|| in_week().find(|&at| fits(at)))
    };
    marked.or_else(least).or_else(|| first(&goes_on)).or_else(|| first(&ran))
}

/// Lines of front matter, in order.
struct FrontMatterLines(Vec<String>);

impl FrontMatterLines {
    fn add_field(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.0.push(format!("{key}: {value}").trim_end().to_owned());
        }
    }

    /// A client's words may stand in it: `{{` and `<%` would make the note somebody's template
    /// (docs/specification.md#1-notes).
    fn add_comment(&mut self, words: &str) {
        let words = one_plain_line(words).replace("{{", "{ {").replace("<%", "< %");
        self.0.push(format!("# {}", words.trim_end()));
    }

    fn add_comments(&mut self, words: impl IntoIterator<Item = String>) {
        words.into_iter().for_each(|words| self.add_comment(&words));
    }
}

fn front_matter_of_next_version(
    journal: &Journal,
    plan: &Plan,
    from: NaiveDate,
    notes: &NextStepEvidence<'_>,
) -> String {
    let phrases = notes.phrases;
    let mut block = FrontMatterLines(vec!["---".to_owned()]);
    let text = |field: &Option<String>| field.as_deref().filter(|t| !t.trim().is_empty()).map(quote_for_yaml);
    block.add_field("task", Some(quote_for_yaml(&plan.task)));
    block.add_comments(notes.days_comment());
    add_when_and_times(&mut block, plan, notes);
    block.add_field("where", text(&plan.place));
    block.add_comments(notes.size_comments());
    block.add_field(
        "minutes",
        // Where it was too big they are asked, whether the plan had any or not.
        if notes.should_get_smaller() { Some(String::new()) } else { plan.minutes.map(minutes_value) },
    );
    block.add_field("from", Some(from.to_string()));
    block.add_field("weekly minutes", plan.weekly_minutes.map(minutes_value));
    block.add_field("goal", Some(text(&plan.goal).unwrap_or_default()));
    block.add_field("stage", plan.stage.map(|s| s.word().to_owned()));
    block.add_field("helper", text(&plan.helper));
    block.add_field("share response", plan.share_response.map(|yes| if yes { "yes" } else { "no" }.to_owned()));
    block.add_comment(&phrases.next_step_comment(NextStepComment::ChosenBy));
    block.add_field("chosen by", Some(String::new()));
    block.add_comment(&phrases.confidence_comment());
    block.add_field("confidence", Some(String::new()));
    block.add_field("obstacle", text(&plan.obstacle));
    block.add_field("then", text(&plan.then));
    let rated: Vec<String> = plan.rate.iter().map(ToString::to_string).collect();
    block.add_field("rate", list_value(&rated));
    block.add_field("photos", text(&plan.photos));
    block.add_field("collects", text(&plan.collects));
    block.add_field("helper card", plan.helper_card.then(|| "yes".to_owned()));
    // What is private stays private.
    block.add_field("share", (plan.share != journal.settings.share).then(|| plan.share.word().to_owned()));
    let pauses = plan.pauses.iter().filter(|p| p.last >= from);
    let pauses: Vec<String> = pauses.map(|p| DateSpan { first: p.first.max(from), last: p.last }.as_pause()).collect();
    block.add_field("pause", list_value(&pauses));
    let ends = plan.end.filter(|&end| !plan.ends_for_version && end >= from && Some(end) != journal.settings.until);
    block.add_field("until", ends.map(|end| end.to_string()));
    block.0.push("---\n".to_owned());
    block.0.join("\n")
}

/// `when` and `times`. What is only noticed or left undone, or is done anyway, needs no moment, and a day that is past is none.
fn add_when_and_times(block: &mut FrontMatterLines, plan: &Plan, notes: &NextStepEvidence<'_>) {
    let is_noticed = plan.stage == Some(Stage::Notice);
    let needs_none = is_noticed || week::is_holding_back(plan) || notes.is_kept_without_moment;
    let keeps = (needs_none || !plan.when.is_vague()) && plan.when.span_of_named_dates().is_none();
    match plan.when_text.as_deref().filter(|_| keeps) {
        Some(when) => {
            block.add_field("when", Some(quote_for_yaml(when)));
            block.add_field("times", times_value_unless_in_when(when, &plan.when));
        }
        None if needs_none => block.add_field("times", times_value_unless_in_when("", &plan.when)),
        // The moment is for them to find; an empty field counts as absent.
        None => {
            block.add_comment(&notes.phrases.comment_for_open_when());
            block.add_field("when", Some(String::new()));
            block.add_field("times", times_value_unless_in_when("", &plan.when));
        }
    }
}

/// `times` where the plan's `when` alone does not say how often.
fn times_value_unless_in_when(written: &str, when: &When) -> Option<String> {
    let alone = match when::parse_when(written) {
        Ok(Parsed::When(alone)) => alone,
        Ok(Parsed::Moment(_)) | Err(_) => When::absent(),
    };
    if alone == *when {
        return None;
    }
    let a_week = (1..=MAX_TIMES).map(|n| (Frequency::PerWeek(n), format!("{n} a week")));
    let a_day = (1..=MAX_TIMES).map(|n| (Frequency::PerDay(n), format!("{n} a day")));
    a_week.chain(a_day).find(|(times, _)| alone.clone().with_times_field(*times) == *when).map(|(_, said)| said)
}

/// More than anybody plans in a week.
const MAX_TIMES: u32 = 50;

/// A list as a note has it: `[a, b]`. None for one without items.
fn list_value(items: &[String]) -> Option<String> {
    (!items.is_empty())
        .then(|| format!("[{}]", items.iter().map(|t| quote_for_yaml_list(t)).collect::<Vec<_>>().join(", ")))
}

fn minutes_value(Minutes { seconds }: Minutes) -> String {
    if seconds.is_multiple_of(60) { (seconds / 60).to_string() } else { format!("{seconds} s") }
}
