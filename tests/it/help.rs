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

/// The commands that the help lists.
fn commands(here: &Sandbox) -> Vec<String> {
    let help = here.run_to(0, &["--help"]).out;
    let list = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("commands");
    list.lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect()
}

#[test]
fn every_help_fits_the_terminal() {
    let here = Sandbox::empty();
    let commands = commands(&here);
    assert!(commands.len() >= 11 && !commands.iter().any(|name| name == "man-pages"), "{commands:?}");
    let all = commands.iter().map(|name| vec![name.as_str(), "--help"]).chain([vec!["--help"], vec!["-h"]]);
    for arguments in all.filter(|arguments| arguments[0] != "help") {
        for columns in [30, 80] {
            let ran = with_environment(&here, &arguments, &[("COLUMNS", &columns.to_string())]);
            for line in ran.out.lines() {
                // A word, a usage or an example that is longer than the line cannot be broken.
                let is_one_piece = line.trim_start().split("  ").count() == 1 && columns == 30;
                assert!(line.chars().count() <= columns || is_one_piece, "{arguments:?} at {columns}: {line}");
            }
            if arguments[0] != "--help" && arguments[0] != "-h" {
                assert!(!ran.out.contains("--color"), "one line less for each command: {arguments:?}");
            }
        }
    }
}

#[test]
fn help_has_examples_and_exit_statuses() {
    let here = Sandbox::empty();
    for name in commands(&here).iter().filter(|name| !["help", "completions"].contains(&name.as_str())) {
        let help = here.run_to(0, &[name, "--help"]).out;
        assert!(help.contains("Exit status: 0 "), "{name}");
        assert!(help.contains(&format!("  tinystep {name}")), "{name}");
    }
    assert!(here.run_to(0, &["--help"]).out.contains("--color auto|always|never"));
    // Each flag of `plan` is under the heading that it belongs to.
    let help = here.run_to(0, &["plan", "--help"]).out;
    let section =
        |heading: &str| help.split(heading).nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a section");
    let has = |section: &str, flags: &[&str]| flags.iter().all(|flag| section.contains(flag));
    assert!(has(section("\nPause, stop or rename:\n"), &["--stop", "--pause", "--resume", "--rename"]), "{help}");
    assert!(has(section("\nOptions:\n"), &["--from", "--new", "--journal", "--as-of"]), "{help}");
    assert!(!has(section("\nFields of the plan:\n"), &["--journal"]), "{help}");
}

#[test]
fn a_man_page_for_each_command() {
    let here = Sandbox::empty();
    let ran = here.run_to(0, &["man-pages", "man/man1"]);
    assert!(ran.out.starts_with("made  man/man1/tinystep.1\n"), "{}", ran.out);
    let mut wanted: Vec<String> =
        commands(&here).iter().filter(|name| *name != "help").map(|name| format!("tinystep-{name}.1")).collect();
    wanted.push("tinystep.1".to_owned());
    wanted.sort();
    let pages = here.files("man/man1");
    assert_eq!(pages.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), wanted);
    for (name, page) in &pages {
        let text = String::from_utf8_lossy(page);
        let title = name.trim_end_matches(".1");
        assert!(text.contains(&format!(".TH {title} 1")), "{name}: {text}");
        assert!(!text.contains(".SH EXTRA") && !text.contains("Examples:"), "{name}: {text}");
        assert!(text.contains(".SH \"EXIT STATUS\"\n0 ") || name == "tinystep-completions.1", "{name}: {text}");
        let has_none = ["tinystep.1", "tinystep-completions.1"].contains(&name.as_str());
        assert!(text.contains(".SH EXAMPLES\n  tinystep ") || has_none, "{name}: {text}");
    }
    let synopsis =
        String::from_utf8_lossy(&pages.iter().find(|(name, _)| name == "tinystep-plan.1").expect("a page").1)
            .lines()
            .find(|line| line.starts_with("\\fBtinystep plan"))
            .expect("a synopsis")
            .replace("\\fB", "")
            .replace("\\fI", "")
            .replace("\\fR", "")
            .replace('\\', "");
    for option in ["[--when WORDS]", "[--confidence 0-10]", "[--share SHARE]", "[--pause [A..B]]", "[--stop]"] {
        assert!(synopsis.contains(option), "{option}: {synopsis}");
    }
    // A second time over the first.
    here.run_to(0, &["man-pages", "man/man1"]);
    assert_eq!(here.files("man/man1"), pages);
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

/// What a shell would offer after these words: lines without their help.
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
    // Bash takes what it gets unchanged, so it is quoted as the word is.
    let bash =
        |typed: &str, word: &str| offered(&here, "bash", &["tinystep", "log", typed], &[("_TINYSTEP_WORD", word)]);
    assert_eq!(bash("Voice", "Voice"), ["Voice\\ memo"]);
    assert_eq!(bash("Voice", "\"Voice"), ["Voice memo"]);
    assert_eq!(bash("Don", "Don"), ["Don\\'t\\ phone"]);
    // Nothing is printed if nothing can be read.
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
