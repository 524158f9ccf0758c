//! The next step as a block of front matter that can be pasted into a new note as it stands (SPEC 5).

use std::collections::BTreeSet;

use crate::journal::{ChosenBy, Journal, Plan, Share, Stage};
use crate::text::fold;
use crate::week::CountedWeek;
use crate::when::{self, Frequency, Minutes, Parsed, When};

use super::quote::{in_list, quoted};

/// The block for the plan that is spoken of first (`spoken_of`: indices of plans), from the day after this week; empty
/// where no plan can go on.
pub(super) fn of(journal: &Journal, week: &CountedWeek, spoken_of: &[usize]) -> String {
    let Some(from) = week.week.end().succ_opt() else { return String::new() };
    if journal.settings.until.is_some_and(|until| until < from) {
        return String::new();
    }
    // A plan whose next version is written is planned already.
    let planned: BTreeSet<String> = journal.plans.iter().filter(|p| p.start >= from).map(|p| fold(&p.task)).collect();
    let free = |i: &usize| journal.plans.get(*i).is_some_and(|p| !planned.contains(&fold(&p.task)));
    let in_week = || week.plans.iter().map(|pw| pw.plan);
    let goes_on = |i: &usize| journal.plans.get(*i).is_some_and(|p| p.end.is_none_or(|end| end >= from));
    let plan = spoken_of.iter().copied().find(|i| goes_on(i) && free(i));
    // One that had ended before this week and was noted once more is left where it is.
    let runs = |i: &usize| journal.plans.get(*i).is_some_and(|p| p.end.is_none_or(|end| end >= week.week.start()));
    let plan = plan.or_else(|| in_week().find(|i| goes_on(i) && free(i)));
    let plan = plan.or_else(|| in_week().find(|i| runs(i) && free(i)));
    plan.and_then(|i| journal.plans.get(i)).map(|plan| block(journal, plan, from)).unwrap_or_default()
}

fn block(journal: &Journal, plan: &Plan, from: chrono::NaiveDate) -> String {
    let mut lines = vec!["---".to_owned()];
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            lines.push(format!("{key}: {value}"));
        }
    };
    let text = |of: &Option<String>| of.as_deref().filter(|t| !t.trim().is_empty()).map(quoted);
    line("task", Some(quoted(&plan.task)));
    // What is only noticed needs no moment; a day that has gone by is none.
    let noticing = plan.stage == Some(Stage::Notice);
    let keeps = (noticing || !plan.when.is_vague()) && plan.when.dates().is_none();
    match plan.when_text.as_deref().filter(|_| keeps) {
        Some(when) => {
            line("when", Some(quoted(when)));
            line("times", times(when, &plan.when));
        }
        None if noticing => line("times", times("", &plan.when)),
        // The moment is for them to find; an empty field counts as absent.
        None => {
            line("# Such as", Some("Thursday morning, while my coffee is brewing".into()));
            line("when", Some(String::new()));
            line("times", times("", &plan.when));
        }
    }
    line("where", text(&plan.place));
    line("minutes", plan.minutes.map(minutes));
    line("from", Some(from.to_string()));
    line("weekly minutes", plan.weekly_minutes.map(minutes));
    line("goal", Some(text(&plan.goal).unwrap_or_default()));
    line("stage", plan.stage.map(|s| stage(s).to_owned()));
    line("helper", text(&plan.helper));
    line("chosen by", plan.chosen_by.map(|c| chosen_by(c).to_owned()));
    line("# 0 to 10", Some("does it feel realistic?".into()));
    line("confidence", Some(String::new()));
    line("obstacle", text(&plan.obstacle));
    line("then", text(&plan.then));
    line("rate", list(&plan.rate));
    line("photos", text(&plan.photos));
    line("collects", text(&plan.collects));
    line("helper card", plan.helper_card.then(|| "yes".to_owned()));
    // What is private stays private.
    line("share", (plan.share != journal.settings.share).then(|| share(plan.share).to_owned()));
    let pauses: Vec<String> =
        plan.pauses.iter().filter(|p| p.last >= from).map(|p| format!("{} to {}", p.first.max(from), p.last)).collect();
    line("pause", list(&pauses));
    let ends = plan.end.filter(|&end| !plan.ends_for_version && end >= from && Some(end) != journal.settings.until);
    line("until", ends.map(|end| end.to_string()));
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines.push("---\n".to_owned());
    lines.join("\n")
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
    let a_week = (1..=MOST_TIMES).map(|n| (Frequency::PerWeek(n), format!("{n} a week")));
    let a_day = (1..=MOST_TIMES).map(|n| (Frequency::PerDay(n), format!("{n} a day")));
    a_week.chain(a_day).find(|(times, _)| alone.clone().with_times(*times) == *when).map(|(_, said)| said)
}

/// More than anybody plans in a week.
const MOST_TIMES: u32 = 50;

fn list(of: &[String]) -> Option<String> {
    (!of.is_empty()).then(|| format!("[{}]", of.iter().map(|t| in_list(t)).collect::<Vec<_>>().join(", ")))
}

fn minutes(of: Minutes) -> String {
    if of.seconds.is_multiple_of(60) { (of.seconds / 60).to_string() } else { format!("{} s", of.seconds) }
}

fn stage(of: Stage) -> &'static str {
    match of {
        Stage::Notice => "notice",
        Stage::Try => "try",
        Stage::Do => "do",
    }
}

fn chosen_by(of: ChosenBy) -> &'static str {
    match of {
        ChosenBy::Me => "me",
        ChosenBy::Together => "together",
        ChosenBy::Clinician => "clinician",
    }
}

fn share(of: Share) -> &'static str {
    match of {
        Share::None => "none",
        Share::Summary => "summary",
        Share::Full => "full",
    }
}
