//! `tinystep man-pages`: a man page for the program and for each command, for packages.

use std::io::Write as _;
use std::path::PathBuf;

use clap_mangen::Man;

use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::world::{World, printable_path};
use crate::output;

#[derive(clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The folder for the pages; created if it does not exist
    folder: PathBuf,
}

/// What stands below the options under the headings that man pages have for it, and not under `EXTRA`.
fn with_usual_sections(page: &str) -> String {
    let Some((before, extra)) = page.split_once(".SH EXTRA\n") else { return page.to_owned() };
    let (extra, behind) = extra.find(".SH ").map_or((extra, ""), |at| extra.split_at(at));
    let (text, status) = extra.split_once("\nExit status: ").unwrap_or((extra, ""));
    let heading = |examples: &str| text.strip_prefix(examples);
    let text = match heading("Examples:\n").or_else(|| heading("Example:\n")) {
        Some(examples) => format!(".SH EXAMPLES\n{examples}"),
        None => format!(".SH NOTES\n{text}"),
    };
    let status = if status.is_empty() { String::new() } else { format!(".SH \"EXIT STATUS\"\n{status}") };
    format!("{before}{}\n{status}{behind}", text.trim_end())
}

pub(super) fn run(arguments: &Arguments, program: &dyn Fn() -> clap::Command, world: &mut World) -> CommandResult {
    let mut program = program().disable_help_subcommand(true);
    // Only then do commands know their whole names.
    program.build();
    let commands: Vec<clap::Command> =
        program.get_subcommands().filter(|command| !command.is_hide_set()).cloned().collect();
    for command in std::iter::once(program).chain(commands) {
        let man = Man::new(command);
        let mut page = Vec::new();
        man.render(&mut page)?;
        let path = world.folder.join(&arguments.folder).join(man.get_filename());
        output::replace_program_file(&path, &with_usual_sections(&String::from_utf8_lossy(&page))).map_err(
            |error| CommandError::Message(format!("tinystep: {} cannot be written ({error}).", printable_path(&path))),
        )?;
        writeln!(world.out, "made  {}", printable_path(&arguments.folder.join(man.get_filename())))?;
    }
    Ok(Status::Fine)
}
