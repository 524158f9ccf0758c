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
