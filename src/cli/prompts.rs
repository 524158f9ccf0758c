//! `tinystep prompts`: the questions and the agenda of one week, printed; nothing is written. `--why` tells of every rule
//! what became of it.

use std::io::{self, Write};

use crate::cli::one_week::{SelectedWeek, WeekArguments};
use crate::cli::{CommandResult, Status, World, load, settings};
use crate::journal::View;
use crate::problem::draw::escape_controls;
use crate::prompt::{About, Outcome as Became, Part, Reader, RuleTold, Telling};
use crate::{build, render};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    of: WeekArguments,
    /// List every rule: asked, true though others came first, or not true and by which fact
    #[arg(long)]
    why: bool,
    /// Ask only about what is shared, as the report does
    #[arg(long)]
    shared: bool,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let root = arguments.of.place.root(world)?;
    let snapshot = load(&root, world)?;
    let settings = settings(&snapshot, world)?;
    let view = if arguments.shared { View::Shared } else { View::Client };
    let SelectedWeek { journal, week, as_of } = arguments.of.look(&snapshot, settings, view, world);
    if arguments.why {
        rules(&build::why(&snapshot, &journal, week, as_of), &mut world.out)?;
    } else {
        let (page, _) = build::page(&snapshot, &journal, week, as_of, &build::Photos::none());
        write!(world.out, "{}", render::prompts_text(&page, world.width.min(80), world.colour))?;
    }
    Ok(Status::Fine)
}

/// Every rule with what became of it, best first: the client's, then those of the agenda.
fn rules(told: &[RuleTold], out: &mut dyn Write) -> io::Result<()> {
    for (reader, heading) in [(Reader::Client, "For the client"), (Reader::Agenda, "For the agenda")] {
        let of: Vec<&RuleTold> = told.iter().filter(|rule| rule.reader == reader).collect();
        if reader == Reader::Agenda {
            writeln!(out)?;
        }
        let asked = of.iter().filter(|rule| rule.tellings.iter().any(|t| t.outcome == Became::Chosen)).count();
        writeln!(out, "{heading}: {asked} of {} rules asked", of.len())?;
        for rule in of {
            writeln!(out, "\n{}\n  {}", heading_of(rule), escape_controls(&rule.asks))?;
            if rule.tellings.is_empty() {
                let nothing = match rule.about {
                    About::Plan => "no plan in this week",
                    About::Barrier => "no barrier noted this week",
                    About::Week => "no week",
                };
                writeln!(out, "  not true: {nothing}")?;
            }
            for telling in &rule.tellings {
                if let Some(line) = line(telling, &rule.tellings) {
                    writeln!(out, "  {line}")?;
                }
            }
        }
    }
    Ok(())
}

fn heading_of(rule: &RuleTold) -> String {
    let part = match (rule.reader, rule.part) {
        (Reader::Client, _) => "",
        (Reader::Agenda, Part::First) => ", first",
        (Reader::Agenda, Part::Middle) => ", middle",
        (Reader::Agenda, Part::Last) => ", last",
    };
    let family = rule.family.as_ref().map(|f| format!(", takes turns in `{}`", escape_controls(f))).unwrap_or_default();
    let own = rule.own.as_ref().map(|path| format!(", {}", escape_controls(path))).unwrap_or_default();
    format!("{} (priority {}{part}{family}{own})", escape_controls(&rule.rule), rule.priority)
}

/// What became of a rule, once for all that it became the same of.
fn line(telling: &Telling, all: &[Telling]) -> Option<String> {
    let alike =
        |t: &&Telling| (&t.outcome, &t.decides, &t.facts) == (&telling.outcome, &telling.decides, &telling.facts);
    if all.iter().find(alike) != Some(telling) {
        return None;
    }
    let subjects: Vec<&str> = all.iter().filter(alike).map(|t| t.subject.as_str()).collect();
    let subjects = subjects.join("; ");
    let subject = escape_controls(&subjects);
    let facts: Vec<String> = telling.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", escape_controls(&facts.join("; "))) };
    Some(match &telling.outcome {
        Became::Chosen => format!("asked: {subject}{facts}"),
        Became::TrueOnly => format!("true, others came first: {subject}{facts}"),
        Became::NotTrue if telling.decides.is_empty() => format!("not true: {subject}, it says nothing here{facts}"),
        Became::NotTrue => format!("not true: {subject}, by `{}`{facts}", escape_controls(&telling.decides)),
        Became::Broken(reason) => format!("left out: {subject}, {}{facts}", escape_controls(reason)),
    })
}
