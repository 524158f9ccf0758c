//! The hook for git in `docs/syncing.md`, word for word.

use std::path::Path;
use std::process::{Command, Output};

use crate::sandbox::{Sandbox, has_tool};

/// The lines of the document that are the hook.
fn hook() -> String {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/syncing.md")).expect("the page");
    let lines =
        page.lines().skip_while(|line| !line.starts_with("    #!/bin/sh")).take_while(|l| l.starts_with("    "));
    lines.map(|line| format!("{}\n", &line[4..])).collect()
}

#[cfg(unix)]
#[test]
fn the_hook_stops_a_commit_that_cannot_be_read() {
    use std::os::unix::fs::PermissionsExt;
    if !has_tool("git") {
        eprintln!("skipped: there is no git here");
        return;
    }
    let here = Sandbox::with(&[
        ("journal.md", "# Journal\n"),
        ("plan.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n"),
        ("old.md", "---\ntask: Walk\nwhen: 3/4/2026\n---\n"),
    ]);
    let program = Path::new(env!("CARGO_BIN_EXE_tinystep")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").expect("a path"));
    let git = |arguments: &[&str]| -> Output {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Sam", "-c", "user.email=sam@example.org", "-c", "commit.gpgsign=false"]);
        command.args(arguments).current_dir(here.root()).env("PATH", &path).env("HOME", here.root());
        command.output().expect("git runs")
    };
    assert!(git(&["init", "-q"]).status.success());
    assert!(git(&["add", "."]).status.success() && git(&["commit", "-q", "-m", "before"]).status.success());
    here.write(".git/hooks/pre-commit", hook());
    std::fs::set_permissions(here.path(".git/hooks/pre-commit"), PermissionsExt::from_mode(0o755)).expect("a hook");
    let commit = |file: &str, text: &str| {
        here.write(file, text);
        assert!(git(&["add", file]).status.success());
        let output = git(&["commit", "-q", "-m", "a note"]);
        (output.status.success(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    // What was there before stops nobody.
    let (is_taken, told) = commit("a b.md", "---\ntask: Walk\nwhen: 2026-11-03\n---\n");
    assert!(is_taken, "{told}");
    for file in ["photo.jpg", "reports/index.md", "deep/Private/own.md"] {
        let (is_taken, told) = commit(file, "mine\n");
        assert!(is_taken, "{file}: {told}");
    }
    let (is_taken, told) = commit("new.md", "---\ntask: Walk\nwhen: 5/6/2026\n---\n");
    assert!(!is_taken && told.contains("new.md:3") && !told.contains("old.md"), "{told}");
}
