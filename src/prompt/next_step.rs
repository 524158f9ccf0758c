//! The next step as a block of front matter that can be pasted into a new note as it stands
//! (docs/specification.md#5-prompts).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::journal::{ChosenBy, Journal, Plan, Share, Stage};
use crate::phrases::Phrases;
use crate::text::fold;
use crate::week::CountedWeek;
use crate::when::{self, Frequency, Minutes, Parsed, When};

use super::quote::{in_list, quoted};

/// The block for the plan that is mentioned first (`mentioned`: indices of plans), from the day after this week; empty
/// where no plan can go on.
pub(super) fn next_step(journal: &Journal, week: &CountedWeek, mentioned: &[usize], phrases: &dyn Phrases) -> String {
    let Some(from) = week.week.end().succ_opt() else { return String::new() };
    if journal.settings.until.is_some_and(|until| until < from) {
        return String::new();
    }
    let plan = next_plan(journal, week, mentioned, from);
    plan.map(|plan| block(journal, plan, from, phrases)).unwrap_or_default()
}

fn next_plan<'a>(journal: &'a Journal, week: &CountedWeek, mentioned: &[usize], from: NaiveDate) -> Option<&'a Plan> {
    // A plan whose next version is written is planned already.
    let planned: BTreeSet<String> = journal.plans.iter().filter(|p| p.start >= from).map(|p| fold(&p.task)).collect();
    let is_free = |plan: &&Plan| !planned.contains(&fold(&plan.task));
    let goes_on = |plan: &&Plan| plan.end.is_none_or(|end| end >= from);
    let get = |i: usize| journal.plans.get(i).filter(is_free);
    let in_week = || week.plans.iter().filter_map(|pw| get(pw.plan));
    // A plan that had ended before this week and was noted once more stays as it is.
    let runs = |plan: &&Plan| plan.end.is_none_or(|end| end >= week.week.start());
    let mentioned = mentioned.iter().filter_map(|&i| get(i)).find(goes_on);
    mentioned.or_else(|| in_week().find(goes_on)).or_else(|| in_week().find(runs))
}

/// Lines of front matter, in order.
struct Block(Vec<String>);

impl Block {
    fn line(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.0.push(format!("{key}: {value}").trim_end().to_owned());
        }
    }

    fn comment(&mut self, words: &str) {
        self.0.push(format!("# {words}"));
    }
}

fn block(journal: &Journal, plan: &Plan, from: NaiveDate, phrases: &dyn Phrases) -> String {
    let mut block = Block(vec!["---".to_owned()]);
    let text = |field: &Option<String>| field.as_deref().filter(|t| !t.trim().is_empty()).map(quoted);
    block.line("task", Some(quoted(&plan.task)));
    moment(&mut block, plan, phrases);
    block.line("where", text(&plan.place));
    block.line("minutes", plan.minutes.map(minutes));
    block.line("from", Some(from.to_string()));
    block.line("weekly minutes", plan.weekly_minutes.map(minutes));
    block.line("goal", Some(text(&plan.goal).unwrap_or_default()));
    block.line("stage", plan.stage.map(|s| stage(s).to_owned()));
    block.line("helper", text(&plan.helper));
    block.line("share response", plan.share_response.then(|| "yes".to_owned()));
    block.line("chosen by", plan.chosen_by.map(|c| chosen_by(c).to_owned()));
    block.comment(&phrases.confidence_comment());
    block.line("confidence", Some(String::new()));
    block.line("obstacle", text(&plan.obstacle));
    block.line("then", text(&plan.then));
    let rated: Vec<String> = plan.rate.iter().map(ToString::to_string).collect();
    block.line("rate", list(&rated));
    block.line("photos", text(&plan.photos));
    block.line("collects", text(&plan.collects));
    block.line("helper card", plan.helper_card.then(|| "yes".to_owned()));
    // What is private stays private.
    block.line("share", (plan.share != journal.settings.share).then(|| share(plan.share).to_owned()));
    let pauses = plan.pauses.iter().filter(|p| p.last >= from);
    let pauses: Vec<String> = pauses.map(|p| pause(p.first.max(from), p.last)).collect();
    block.line("pause", list(&pauses));
    let ends = plan.end.filter(|&end| !plan.ends_for_version && end >= from && Some(end) != journal.settings.until);
    block.line("until", ends.map(|end| end.to_string()));
    block.0.push("---\n".to_owned());
    block.0.join("\n")
}

/// `when` and `times`. What is only noticed needs no moment, and a day that is past is none.
fn moment(block: &mut Block, plan: &Plan, phrases: &dyn Phrases) {
    let is_noticed = plan.stage == Some(Stage::Notice);
    let keeps = (is_noticed || !plan.when.is_vague()) && plan.when.dates().is_none();
    match plan.when_text.as_deref().filter(|_| keeps) {
        Some(when) => {
            block.line("when", Some(quoted(when)));
            block.line("times", times(when, &plan.when));
        }
        None if is_noticed => block.line("times", times("", &plan.when)),
        // The moment is for them to find; an empty field counts as absent.
        None => {
            block.comment(&phrases.moment_comment());
            block.line("when", Some(String::new()));
            block.line("times", times("", &plan.when));
        }
    }
}

/// `times` where the plan's `when` alone does not say how often.
fn times(written: &str, when: &When) -> Option<String> {
    let alone = match when::parse(written) {
        Ok(Parsed::When(alone)) => alone,
        Ok(Parsed::Moment(_)) | Err(_) => When::none(),
    };
    if alone == *when {
        return None;
    }
    let a_week = (1..=MAX_TIMES).map(|n| (Frequency::PerWeek(n), format!("{n} a week")));
    let a_day = (1..=MAX_TIMES).map(|n| (Frequency::PerDay(n), format!("{n} a day")));
    a_week.chain(a_day).find(|(times, _)| alone.clone().with_times(*times) == *when).map(|(_, said)| said)
}

/// More than anybody plans in a week.
const MAX_TIMES: u32 = 50;

/// A pause without an end stays one.
fn pause(first: NaiveDate, last: NaiveDate) -> String {
    if last == when::LAST_DATE { format!("from {first}") } else { format!("{first} to {last}") }
}

fn list(items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| format!("[{}]", items.iter().map(|t| in_list(t)).collect::<Vec<_>>().join(", ")))
}

fn minutes(Minutes { seconds }: Minutes) -> String {
    if seconds.is_multiple_of(60) { (seconds / 60).to_string() } else { format!("{seconds} s") }
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Notice => "notice",
        Stage::Try => "try",
        Stage::Do => "do",
    }
}

fn chosen_by(chosen_by: ChosenBy) -> &'static str {
    match chosen_by {
        ChosenBy::Me => "me",
        ChosenBy::Together => "together",
        ChosenBy::Clinician => "clinician",
    }
}

fn share(share: Share) -> &'static str {
    match share {
        Share::None => "none",
        Share::Summary => "summary",
        Share::Full => "full",
    }
}
