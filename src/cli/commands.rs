//! The commands. A new one has its own file, and three lines here.

mod calendar_command;
mod caseload_command;
mod check;
mod completions;
mod export;
mod import_command;
mod init;
mod log_command;
mod man_pages;
mod open;
mod plan_command;
mod prompts_command;
mod reflect;
mod report;
mod show;
mod templates_command;
mod today;
mod watch;

use clap::Subcommand;

use super::error::CommandResult;
use super::world::World;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a journal: a settings note and one plan to start from
    Init(init::Arguments),
    /// Plan a small step, change one, pause it or stop it
    Plan(plan_command::Arguments),
    /// Note what was done, in one line as in a daily note
    Log(log_command::Arguments),
    /// Bring the reports up to date once
    Report(report::Arguments),
    /// Bring the reports up to date now, and again whenever notes change
    Watch(watch::Arguments),
    /// Print one week, and write nothing
    Show(show::Arguments),
    /// Print what is planned today, and what is noted
    Today(today::Arguments),
    /// Open the newest page in the browser
    Open(open::Arguments),
    /// Answer the questions of a week, in a new note
    Reflect(reflect::Arguments),
    /// Print the questions and the agenda of one week, and write nothing
    Prompts(prompts_command::Arguments),
    /// List what cannot be read and what could be clearer
    Check(check::Arguments),
    /// One overview of many clients' reports, for a clinician
    Caseload(caseload_command::Arguments),
    /// Give the counted weeks as tables, for other programs
    Export(export::Arguments),
    /// List the built-in templates and rules, or print one to start from
    Templates(templates_command::Arguments),
    /// Write the plans into calendar.ics, for a calendar program
    Calendar(calendar_command::Arguments),
    /// Bring in what was noted in another program, as new notes
    Import(import_command::Arguments),
    /// Print what a shell needs to complete commands and the names of plans
    Completions(completions::Arguments),
    /// Write the man pages, for packages
    #[command(hide = true)]
    ManPages(man_pages::Arguments),
}

impl Command {
    /// `program` is the whole command line, which the man pages describe.
    pub(crate) fn run(&self, program: &dyn Fn() -> clap::Command, world: &mut World) -> CommandResult {
        match self {
            Command::Init(arguments) => init::run(arguments, world),
            Command::Plan(arguments) => plan_command::run(arguments, world),
            Command::Log(arguments) => log_command::run(arguments, world),
            Command::Report(arguments) => report::run(arguments, world),
            Command::Watch(arguments) => watch::run(arguments, world),
            Command::Show(arguments) => show::run(arguments, world),
            Command::Today(arguments) => today::run(arguments, world),
            Command::Open(arguments) => open::run(arguments, world),
            Command::Reflect(arguments) => reflect::run(arguments, world),
            Command::Prompts(arguments) => prompts_command::run(arguments, world),
            Command::Check(arguments) => check::run(arguments, world),
            Command::Caseload(arguments) => caseload_command::run(arguments, world),
            Command::Export(arguments) => export::run(arguments, world),
            Command::Templates(arguments) => templates_command::run(arguments, world),
            Command::Calendar(arguments) => calendar_command::run(arguments, world),
            Command::Import(arguments) => import_command::run(arguments, world),
            Command::Completions(arguments) => completions::run(arguments, world),
            Command::ManPages(arguments) => man_pages::run(arguments, program, world),
        }
    }
}
