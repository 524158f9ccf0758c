//! `tinystep templates`: the built-in templates and rules, to read and to start from.

use std::io::Write as _;

use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::world::World;
use crate::problem::draw;
use crate::text::nearest_but_not_equal;

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep templates
  tinystep templates barrier > prompts/barrier.md

Exit status: 0 fine; 2 wrong usage, or it could not run.")]
pub(in crate::cli) struct Arguments {
    /// The template or rule to print, by its name in the list; without it, print the list
    name: Option<String>,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let templates = world.language.templates.iter().map(|(name, text)| (format!("templates/{name}"), *text));
    let rules = world.language.rules.iter().map(|(name, text)| (format!("prompts/{name}.md"), *text));
    let all: Vec<(String, &str)> = templates.chain(rules).collect();
    let Some(wanted) = &arguments.name else {
        for (name, _) in &all {
            writeln!(world.out, "{name}")?;
        }
        writeln!(world.err)?;
        world.warn("Copy one to the same place in your journal and change it there:")?;
        writeln!(world.err, "  tinystep templates NAME > NAME")?;
        return Ok(Status::Fine);
    };
    // With its folder and ending or without.
    let short = |name: &str| name.rsplit('/').next().unwrap_or(name).split('.').next().unwrap_or(name).to_owned();
    let found = all.iter().find(|(name, _)| name == wanted || short(name) == *wanted);
    let Some((_, text)) = found.or_else(|| all.iter().find(|(name, _)| name.ends_with(&format!("/{wanted}")))) else {
        let names: Vec<String> = all.iter().map(|(name, _)| short(name)).collect();
        let near = nearest_but_not_equal(&short(wanted), names.iter().map(String::as_str), 3);
        let help =
            near.map_or_else(|| "`tinystep templates` lists them.".to_owned(), |name| format!("Do you mean {name}?"));
        return Err(CommandError::Message(format!(
            "tinystep: there is no template or rule {}. {help}",
            draw::escape_controls(wanted)
        )));
    };
    write!(world.out, "{text}")?;
    Ok(Status::Fine)
}
