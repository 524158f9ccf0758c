//! What the program says of itself: help on narrow and wide terminals, man pages, colour, and completion for shells.

use crate::sandbox::{Ran, Sandbox};

const JOURNAL: &[(&str, &str)] = &[
    ("journal.md", "---\nname: Sam\n---\n"),
    ("plans/a.md", "---\ntask: Voice memo\nwhen: every day at 7:30\n---\n"),
    ("plans/b.md", "---\ntask: Volunteer\nwhen: every day at 8\nshare: none\n---\n"),
    ("plans/c.md", "---\ntask: Vocabulary\nwhen: every day at 8\nuntil: 2026-01-05\n---\n"),
    ("plans/d.md", "---\ntask: Don't phone\nwhen: every day at 8\n---\n"),
];

fn with_environment(here: &Sandbox, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    let output = here.command(arguments).envs(environment.iter().copied()).output().expect("the program runs");
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

#[test]
fn colour_is_for_terminals_unless_something_else_is_said() {
    let here = Sandbox::with(JOURNAL);
    let is_coloured = |arguments: &[&str], environment: &[(&str, &str)]| {
        let ran = with_environment(&here, &[&["show"], arguments].concat(), environment);
        assert_eq!(ran.status, 0, "{}", ran.err);
        ran.out.contains('\x1b')
    };
    assert!(!is_coloured(&[], &[]), "it is no terminal");
    assert!(is_coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(is_coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(is_coloured(&["--colour=always"], &[]));
    assert!(!is_coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(
        with_environment(&here, &["--color", "always", "show"], &[]).out.contains('\x1b'),
        "before the command too"
    );
    assert_eq!(with_environment(&here, &["show", "--color", "red"], &[]).status, 2);
    // Wrong usage as well.
    let wrong = |choice: &str| with_environment(&here, &["shwo", "--color", choice], &[]).err.contains('\x1b');
    assert!(wrong("always") && !wrong("never"));
}

/// What a shell would offer behind these words: lines without their help.
fn offered(here: &Sandbox, shell: &str, words: &[&str], more: &[(&str, &str)]) -> Vec<String> {
    let index = (words.len() - 1).to_string();
    let environment = [&[("COMPLETE", shell), ("_CLAP_COMPLETE_INDEX", &index), ("_CLAP_IFS", "\n")], more].concat();
    let ran = with_environment(here, &[&["--"], words].concat(), &environment);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{words:?}");
    ran.out.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_shell_is_offered_the_plans_of_today() {
    let here = Sandbox::with(JOURNAL);
    let log = |typed: &str| offered(&here, "fish", &["tinystep", "log", typed], &[]);
    assert_eq!(log("vo"), ["Voice memo", "Volunteer"], "private ones too, and none that is over");
    assert_eq!(log("Voice m"), ["Voice memo"]);
    assert!(log("").contains(&"Don't phone".to_owned()) && log("").contains(&"--partly".to_owned()));
    assert_eq!(log("zzz"), [] as [&str; 0]);
    assert!(offered(&here, "fish", &["tinystep", "comp"], &[]).contains(&"completions".to_owned()));
    assert!(!offered(&here, "fish", &["tinystep", ""], &[]).contains(&"man-pages".to_owned()));
    // Bash takes what it gets as it is, so it is quoted as the word is.
    let bash =
        |typed: &str, word: &str| offered(&here, "bash", &["tinystep", "log", typed], &[("_TINYSTEP_WORD", word)]);
    assert_eq!(bash("Voice", "Voice"), ["Voice\\ memo"]);
    assert_eq!(bash("Voice", "\"Voice"), ["Voice memo"]);
    assert_eq!(bash("Don", "Don"), ["Don\\'t\\ phone"]);
    // Nothing is said where nothing can be read.
    for broken in ["---\nweek starts: Someday\n---\n", ""] {
        here.write("journal.md", broken);
        assert_eq!(log("vo"), [] as [&str; 0]);
    }
    let nowhere = Sandbox::empty();
    assert_eq!(offered(&nowhere, "fish", &["tinystep", "log", "vo"], &[]), [] as [&str; 0]);
}

#[test]
fn each_shell_gets_a_script_and_the_line_for_its_start() {
    let here = Sandbox::empty();
    for (shell, line) in [
        ("bash", "source <(tinystep completions bash)"),
        ("zsh", "source <(tinystep completions zsh)"),
        ("fish", "tinystep completions fish | source"),
        ("powershell", "tinystep completions powershell | Out-String | Invoke-Expression"),
    ] {
        let script = here.run_to(0, &["completions", shell]).out;
        assert!(script.contains("COMPLETE") && script.contains(&format!("#   {line}\n")), "{script}");
        assert!(here.run_to(0, &["completions", "--help"]).out.contains(line));
    }
    assert!(here.run_to(0, &["completions", "zsh"]).out.starts_with("#compdef tinystep\n"));
    assert!(here.run_to(0, &["completions", "bash"]).out.contains("_TINYSTEP_WORD=\"${COMP_WORDS[COMP_CWORD]}\""));
    here.run_to(2, &["completions", "tcsh"]);
}
