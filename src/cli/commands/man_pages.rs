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

/// The synopsis with the values that options take: `[--felt WORDS]`.
fn with_values_in_synopsis(page: &str, command: &clap::Command) -> String {
    const HEADING: &str = ".SH SYNOPSIS\n";
    let Some((before, behind)) = page.split_once(HEADING) else { return page.to_owned() };
    let (line, rest) = behind.split_once('\n').unwrap_or((behind, ""));
    let mut line = line.to_owned();
    for (long, value) in command.get_arguments().filter_map(long_name_and_value) {
        let option = format!("\\fB\\-\\-{}\\fR]", long.replace('-', "\\-"));
        let with_value = format!("{} {value}]", option.trim_end_matches(']'));
        line = line.replace(&option, &with_value);
    }
    format!("{before}{HEADING}{line}\n{rest}")
}

/// The name of an option and the value that it takes, as a man page has it. None if it takes no value.
fn long_name_and_value(option: &clap::Arg) -> Option<(&str, String)> {
    let range = option.get_num_args().filter(|range| range.takes_values())?;
    let named = option.get_value_names().and_then(<[_]>::first).map(|name| name.to_string());
    let name = named.unwrap_or_else(|| option.get_id().as_str().to_uppercase());
    let value = format!("\\fI{}\\fR", name.replace('-', "\\-"));
    Some((option.get_long()?, if range.min_values() == 0 { format!("[{value}]") } else { value }))
}

/// Puts the text below the options under the usual headings of man pages, and not under `EXTRA`.
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
        let man = Man::new(command.clone());
        let mut page = Vec::new();
        man.render(&mut page)?;
        let path = world.folder.join(&arguments.folder).join(man.get_filename());
        let page = with_values_in_synopsis(&String::from_utf8_lossy(&page), &command);
        output::replace_program_file(&path, &with_usual_sections(&page)).map_err(|error| {
            CommandError::Message(format!("tinystep: {} cannot be written ({error}).", printable_path(&path)))
        })?;
        writeln!(world.out, "made  {}", printable_path(&arguments.folder.join(man.get_filename())))?;
    }
    Ok(Status::Fine)
}
