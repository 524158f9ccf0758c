//! `tinystep prompts`: the questions and the agenda of one week, printed; nothing is written. `--why` says of every rule
//! what became of it.

use std::io::{self, Write};

use crate::cli::error::{CommandResult, Status};
use crate::cli::journal_folder::refuse_made_pages_or_several_journals;
use crate::cli::one_week::{SelectedWeek, WeekArguments};
use crate::cli::world::World;
use crate::journal::View;
use crate::problem::draw::escape_controls;
use crate::prompt::{AgendaPart, Audience, Evaluation, RuleExplanation, RuleOutcome, RuleSubject, RuleSummary};
use crate::{build, render};

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep prompts
  tinystep prompts --week last --why

Exit status: 0 fine; 2 wrong usage, or it could not run.")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    week: WeekArguments,
    /// List every rule: asked; true, but others came first; or not true, and because of which fact
    #[arg(long)]
    why: bool,
    /// Ask only about what is shared, as the report does
    #[arg(long)]
    shared: bool,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let root = arguments.week.journal.root(world)?;
    refuse_made_pages_or_several_journals(root.path())?;
    let view = if arguments.shared { View::Shared } else { View::Client };
    let SelectedWeek { snapshot, journal, week, as_of, .. } = arguments.week.read_week(&root, view, world)?;
    if arguments.why {
        write_rule_explanations(&build::explain_rules(&snapshot, &journal, week, as_of), &mut world.out)?;
    } else {
        let (page, _) = build::build_week_report(&snapshot, &journal, week, as_of, &build::PhotoMaker::none());
        write!(
            world.out,
            "{}",
            render::prompts_text(&page, snapshot.language.phrases, world.width.min(80), world.has_colour)
        )?;
    }
    Ok(Status::Fine)
}

/// Every rule with what became of it, best first: the client's, then those of the agenda.
fn write_rule_explanations(explained: &[RuleExplanation], out: &mut dyn Write) -> io::Result<()> {
    for (audience, heading) in [(Audience::Client, "For the client"), (Audience::Agenda, "For the agenda")] {
        let rules: Vec<&RuleExplanation> = explained.iter().filter(|e| e.rule.audience == audience).collect();
        if audience == Audience::Agenda {
            writeln!(out)?;
        }
        let is_asked = |e: &&&RuleExplanation| e.evaluations.iter().any(|v| v.outcome == RuleOutcome::Chosen);
        let asked = rules.iter().filter(is_asked).count();
        writeln!(out, "{heading}: {asked} of {} rules asked", rules.len())?;
        for RuleExplanation { rule, evaluations } in rules {
            writeln!(out, "\n{}\n  {}", rule_heading(rule), escape_controls(&rule.question_in_both_wordings()))?;
            if evaluations.is_empty() {
                let nothing = match rule.subject {
                    RuleSubject::Plan => "no plan in this week",
                    RuleSubject::Barrier => "no barrier noted this week",
                    RuleSubject::Week => "no week",
                };
                writeln!(out, "  not true: {nothing}")?;
            }
            for evaluation in evaluations {
                if let Some(line) = evaluation_line(evaluation, evaluations) {
                    writeln!(out, "  {line}")?;
                }
            }
        }
    }
    Ok(())
}

fn rule_heading(rule: &RuleSummary) -> String {
    let part = match (rule.audience, rule.part) {
        (Audience::Client, _) => "",
        (Audience::Agenda, AgendaPart::First) => ", first",
        (Audience::Agenda, AgendaPart::Middle) => ", middle",
        (Audience::Agenda, AgendaPart::Last) => ", last",
    };
    let family = rule.family.as_ref().map(|f| format!(", takes turns in `{}`", escape_controls(f))).unwrap_or_default();
    let path = rule.path.as_ref().map(|path| format!(", {}", escape_controls(path))).unwrap_or_default();
    format!("{} (priority {}{part}{family}{path})", escape_controls(&rule.name), rule.priority)
}

/// What became of a rule, once for all plans and barriers with the same result.
fn evaluation_line(evaluation: &Evaluation, all: &[Evaluation]) -> Option<String> {
    let result = |e: &Evaluation| (e.outcome.clone(), e.deciding_part.clone(), e.facts.clone());
    let is_same = |e: &&Evaluation| result(e) == result(evaluation);
    if all.iter().find(is_same) != Some(evaluation) {
        return None;
    }
    let applied_to: Vec<&str> = all.iter().filter(is_same).map(|e| e.applied_to.as_str()).collect();
    let applied_to = applied_to.join("; ");
    let applied_to = escape_controls(&applied_to);
    let facts: Vec<String> = evaluation.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", escape_controls(&facts.join("; "))) };
    Some(match &evaluation.outcome {
        RuleOutcome::Chosen => format!("asked: {applied_to}{facts}"),
        RuleOutcome::AnsweredBefore => format!("true, and answered about the week before: {applied_to}{facts}"),
        RuleOutcome::PassedOver => format!("true, others came first: {applied_to}{facts}"),
        RuleOutcome::NotTrue if evaluation.deciding_part.is_empty() => {
            format!("not true: {applied_to}, it says nothing here{facts}")
        }
        RuleOutcome::NotTrue => {
            format!("not true: {applied_to}, by `{}`{facts}", escape_controls(&evaluation.deciding_part))
        }
        RuleOutcome::Broken(reason) => format!("left out: {applied_to}, {}{facts}", escape_controls(reason)),
    })
}
