//! `tinystep completions`: what a shell needs to complete commands, options and the names of plans.

use std::io::Write as _;

use clap::ValueEnum;
use clap_complete::env::Shells;

use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::plan_names::BASH_WORD;
use crate::cli::world::World;

#[derive(clap::Args)]
#[command(after_help = "Put one line into the file that your shell reads when it starts:
  bash, in ~/.bashrc:
    source <(tinystep completions bash)
  zsh, in ~/.zshrc, below compinit:
    source <(tinystep completions zsh)
  fish, in ~/.config/fish/config.fish:
    tinystep completions fish | source
  PowerShell, in $PROFILE:
    tinystep completions powershell | Out-String | Invoke-Expression

Then `tinystep log` and the Tab key offer the plans of the journal you are in.")]
pub(in crate::cli) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    #[value(alias = "pwsh")]
    Powershell,
}

impl Shell {
    fn name(self) -> &'static str {
        match self {
            Shell::Bash => "bash",
            Shell::Zsh => "zsh",
            Shell::Fish => "fish",
            Shell::Powershell => "powershell",
        }
    }

    /// The line for the file that the shell reads when it starts, and that file.
    fn line_and_file(self) -> (&'static str, &'static str) {
        match self {
            Shell::Bash => ("source <(tinystep completions bash)", "~/.bashrc"),
            Shell::Zsh => ("source <(tinystep completions zsh)", "~/.zshrc, below compinit"),
            Shell::Fish => ("tinystep completions fish | source", "~/.config/fish/config.fish"),
            Shell::Powershell => ("tinystep completions powershell | Out-String | Invoke-Expression", "$PROFILE"),
        }
    }
}

/// The variable by which the script asks this program.
const VARIABLE: &str = "COMPLETE";
const PROGRAM: &str = "tinystep";

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let shells = Shells::builtins();
    let name = arguments.shell.name();
    let shell = shells
        .completer(name)
        .ok_or_else(|| CommandError::Message(format!("tinystep: there are no completions for {name}.")))?;
    let mut script = Vec::new();
    shell.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)?;
    // Only bash puts what it gets on the line unchanged, so it has to say whether a quote is open.
    let asks = format!("{VARIABLE}=\"bash\"");
    let script = String::from_utf8_lossy(&script).replacen(
        &asks,
        &format!("{BASH_WORD}=\"${{COMP_WORDS[COMP_CWORD]}}\" {asks}"),
        1,
    );
    let script = if arguments.shell == Shell::Zsh { with_first_tab_and_small_letters(&script) } else { script };
    write!(world.out, "{}", script.trim())?;
    let (line, file) = arguments.shell.line_and_file();
    // At the end: zsh wants its own mark in the first line.
    writeln!(world.out, "\n\n# To have this always, put this line into {file}:\n#   {line}")?;
    Ok(Status::Fine)
}

/// The script of zsh so that it completes at the first Tab where it is a file of `fpath`, which zsh reads only then, and names that
/// are typed in small letters.
fn with_first_tab_and_small_letters(script: &str) -> String {
    const COMPLETER: &str = "_clap_dynamic_completer_tinystep";
    const OFFERED: &str = "_describe -V 'values' other";
    let registered = format!("compdef {COMPLETER} {PROGRAM}");
    let called =
        format!("if [ \"$funcstack[1]\" = \"_{PROGRAM}\" ]; then\n    {COMPLETER} \"$@\"\nelse\n    {registered}\nfi");
    let letters = format!("{OFFERED} -M 'm:{{[:lower:][:upper:]}}={{[:upper:][:lower:]}}'");
    script.replacen(&registered, &called, 1).replacen(OFFERED, &letters, 1)
}
