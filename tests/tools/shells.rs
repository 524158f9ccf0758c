//! The scripts of `completions` in real shells: `log` is offered the plans of the journal.

use std::process::Command;

use crate::ToolTest;
use crate::sandbox::{Sandbox, wait_for};
use crate::tmux::Tmux;

pub const TESTS: &[ToolTest] = &[
    ToolTest { name: "bash_completes_plan_names", needs: &[&["bash"]], is_long: false, run: bash_completes_plan_names },
    ToolTest { name: "fish_completes_plan_names", needs: &[&["fish"]], is_long: false, run: fish_completes_plan_names },
    ToolTest {
        name: "zsh_completes_at_the_first_tab",
        needs: &[&["zsh"], &["tmux"]],
        is_long: false,
        run: zsh_completes_at_the_first_tab,
    },
];

/// A journal with two plans.
fn journal() -> Sandbox {
    Sandbox::with(&[
        ("journal.md", "# Journal\n"),
        ("a.md", "---\ntask: Voice memo\nwhen: every day at 7:30\n---\n"),
        ("b.md", "---\ntask: Don't phone\nwhen: every day at 8\nshare: none\n---\n"),
    ])
}

/// The PATH with the program of this build.
fn path_with_program() -> String {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_tinystep")).parent().expect("a folder");
    format!("{}:{}", program.display(), std::env::var("PATH").expect("a path"))
}

/// What a shell prints that runs this script in the journal.
fn run(shell: &[&str], script: &str) -> String {
    let here = journal();
    let path = path_with_program();
    let mut command = Command::new(shell[0]);
    command.args(&shell[1..]).arg(script).current_dir(here.root()).env("PATH", path).env("HOME", here.root());
    let output = command.output().expect("the shell runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout).expect("text")
}

fn bash_completes_plan_names() {
    // As bash calls it when Tab is pressed after this word.
    let script = |typed: &str, word: &str| {
        format!(
            "source <(tinystep completions bash)\nCOMP_WORDS=(tinystep log {word}); COMP_CWORD=2; COMP_TYPE=9\n\
             _clap_complete_tinystep tinystep {typed} log 2>/dev/null; printf '%s|' \"${{COMPREPLY[@]}}\""
        )
    };
    let bash = |typed: &str, word: &str| run(&["bash", "--norc", "--noprofile", "-c"], &script(typed, word));
    assert_eq!(bash("vo", "vo"), "Voice\\ memo|");
    assert_eq!(bash("'Voice m'", "'\"Voice m'"), "Voice memo|");
    assert_eq!(bash("Do", "Do"), "Don\\'t\\ phone|");
    assert_eq!(
        run(&["bash", "--norc", "-c"], "source <(tinystep completions bash); complete -p tinystep | wc -l").trim(),
        "1"
    );
}

fn fish_completes_plan_names() {
    let fish = |line: &str| {
        run(&["fish", "--no-config", "-c"], &format!("tinystep completions fish | source; complete -C '{line}'"))
    };
    assert_eq!(fish("tinystep log vo"), "Voice memo\n");
    assert!(fish("tinystep log D").starts_with("Don't phone\n"));
    assert!(fish("tinystep sh").starts_with("show\t"));
}

/// Tab is pressed in a new shell each time: a file of `fpath`, where a package puts it, is read only then.
fn zsh_completes_at_the_first_tab() {
    let of_package = "fpath=($PWD/.zsh $fpath); autoload -Uz compinit; compinit -u -D";
    let of_start = "autoload -Uz compinit; compinit -u -D; source <(tinystep completions zsh)";
    for (setup, typed, then) in [
        (of_package, "tinystep log Vo", "tinystep log Voice\\ memo"),
        (of_package, "tinystep log vo", "tinystep log Voice\\ memo"),
        (of_package, "tinystep plan \"voice", "tinystep plan \"Voice memo\""),
        (of_start, "tinystep log d", "tinystep log Don\\'t\\ phone"),
        (of_start, "tinystep sho", "tinystep show"),
    ] {
        let here = journal();
        here.write(".zsh/_tinystep", here.run_to(0, &["completions", "zsh"]).out);
        let tmux = Tmux(&here);
        let (path, home) = (format!("PATH={}", path_with_program()), format!("HOME={}", here.root().display()));
        tmux.run(&["-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "20", "env", &path, &home, "zsh", "-f"]);
        // What is typed is not yet the prompt.
        tmux.run(&["send-keys", "-l", &format!("{setup}; PS1='re''ady> '; clear")]);
        tmux.run(&["send-keys", "Enter"]);
        wait_for("zsh", || tmux.screen().contains("ready>"));
        tmux.run(&["send-keys", "-l", typed]);
        tmux.run(&["send-keys", "Tab"]);
        wait_for(then, || tmux.screen().contains(then));
    }
}
